//! Arguments, catalogs and what JSON carries.

use super::{Catalog, ENGLISH, Either, InOrder, Message, Reason};
use crate::model::{Day, Money};

#[test]
fn the_english_catalog_is_read_without_an_error() {
    let mut catalog = Catalog::new();
    for (file, text) in ENGLISH {
        catalog.add(file, text).unwrap();
    }
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/data/messages/en");
    for file in std::fs::read_dir(dir).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(ENGLISH.iter().any(|(file, _)| *file == name), "{name} is not compiled in");
    }
}

super::reasons! {
    /// Reasons of this test.
    enum Sample {
        /// Without arguments.
        Plain = "sample-plain",
        /// With some.
        Full = "sample-full" { months: u32, day: Day, paid: Money, missing: Vec<String>, left: Option<u32> },
    }
}

fn sample() -> Sample {
    Sample::Full {
        months: 36,
        day: "2026-03-01".parse().unwrap(),
        paid: Money { minor: 1250, currency: "EUR".parse().unwrap() },
        missing: ["a", "b", "c"].map(str::to_owned).to_vec(),
        left: None,
    }
}

#[test]
fn arguments_are_typed_in_json_and_written_in_text() {
    let mut catalog = Catalog::new();
    catalog.add("lists", include_str!("../../data/messages/en/lists.ftl")).unwrap();
    catalog
        .add("t", "sample-full = Of { $missing } on { $day }: { $months ->\n    [one] a month\n   *[other] { $months } months\n }, { $paid }, { $left }.")
        .unwrap();
    let reason = sample();
    let text = catalog.text(reason.code(), &reason.args()).unwrap();
    assert_eq!(text, "Of a, b and c on 2026-03-01: 36 months, 12.50 EUR, unknown.");
    insta::assert_snapshot!(
        serde_json::to_string(&reason.message().args).unwrap(),
        @r#"{"months":36,"day":"2026-03-01","paid":{"minor":1250,"currency":"EUR"},"missing":["a","b","c"],"left":null}"#
    );
    assert_eq!(catalog.text("sample-full", &[]), None, "an argument is missing");
    assert_eq!(Sample::Plain.args(), []);
    assert_eq!(Sample::ENTRIES[1].args, ["months", "day", "paid", "missing", "left"]);
}

#[test]
fn a_message_reads_back_as_it_was_written() {
    let message = sample().message();
    let text = serde_json::to_string(&message).unwrap();
    assert_eq!(text, serde_json::to_string(&sample()).unwrap(), "a reason serializes as its message");
    assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
    assert_eq!(message.text, "sample-full", "without an entry the code stands for the text");
}

#[test]
fn a_broken_catalog_names_its_line() {
    let error = Catalog::new().add("en.ftl", "a-good = Good.\n\nb-broken = { $x\n").unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("en.ftl", 3), "{error}");
    let error = Catalog::new().add("en.ftl", "a-twice = A.\na-twice = B.\n").unwrap_err();
    assert!(error.to_string().contains("a-twice"), "{error}");
}

super::reasons! {
    /// Reasons that hold others.
    enum Outer {
        /// With alternatives, and reasons inside.
        Held = "outer-held" { any: Either<u32>, inner: Vec<Sample> },
        /// With what follows on each other.
        After = "outer-after" { steps: InOrder<Either<u32>> },
    }
}

#[test]
fn reasons_hold_alternatives_and_other_reasons_and_say_what_would_have_been_accepted() {
    let mut catalog = Catalog::new();
    catalog.add("lists", include_str!("../../data/messages/en/lists.ftl")).unwrap();
    let text = "sample-plain = Plain.\nouter-held = { $any }: { $inner }\n    .expected = { $any } is expected.\n\
                outer-after = { $steps }.\n";
    catalog.add("t", text).unwrap();
    assert_eq!(Outer::ENTRIES[0].args, ["any", "inner"]);
    let outer = Outer::Held { any: Either(vec![1, 2, 3]), inner: vec![Sample::Plain, Sample::Plain] };
    let said = |name: Option<&str>| match name {
        None => catalog.text(outer.code(), &outer.args()),
        Some(name) => catalog.attribute(outer.code(), name, &outer.args()),
    };
    assert_eq!(said(None).as_deref(), Some("1, 2 or 3: Plain. Plain."));
    assert_eq!(said(Some("expected")).as_deref(), Some("1, 2 or 3 is expected."));
    assert_eq!(said(Some("other")), None);
    let after = Outer::After { steps: InOrder(vec![Either(vec![1]), Either(vec![2, 3]), Either(vec![4])]) };
    assert_eq!(catalog.text(after.code(), &after.args()).as_deref(), Some("1, then 2 or 3, then 4."));
    insta::assert_snapshot!(
        serde_json::to_string(&outer.message().args).unwrap(),
        @r#"{"any":[1,2,3],"inner":[{"code":"sample-plain","args":{}},{"code":"sample-plain","args":{}}]}"#
    );
    assert_eq!(outer.expected(), None, "the compiled catalog has no such entry");
}
