//! What the parser makes of texts: trees, notes and bounds.

use super::*;
use crate::message::Reason as _;
use proptest::prelude::*;

fn parsed(kind: Kind, text: &str) -> Query {
    parse(kind, text, &[], Day(20_000)).unwrap()
}

/// A query in short: words as typed, `"…"` for phrases, `+` for all and `|` for any.
fn shape(node: &Node) -> String {
    let join =
        |nodes: &[Node], sign: &str| format!("({})", nodes.iter().map(shape).collect::<Vec<_>>().join(sign));
    let term = |term: &Term| {
        let field = term.field.map(|field| format!("{field}:")).unwrap_or_default();
        let said = match &term.shape {
            TermShape::Word { word, .. } => word.clone(),
            TermShape::Phrase { words, .. } => format!("\"{}\"", words.join(" ")),
            TermShape::Near { words, within } => format!("\"{}\"~{within}", words.join(" ")),
            TermShape::Begins(beginning) => format!("{beginning}*"),
        };
        format!("{field}{said}")
    };
    match node {
        Node::All(nodes) => join(nodes, " + "),
        Node::Any(nodes) => join(nodes, " | "),
        Node::Not(inner) => format!("-{}", shape(inner)),
        Node::Term(one) => term(one),
        Node::Named(named) => {
            format!("<{}>", named.parts.iter().map(term).collect::<Vec<_>>().join(" "))
        }
        Node::Fact(condition) => format!("{}={}", condition.field, condition.values.join(",")),
        Node::Number(between) => between.name.to_owned(),
        Node::Nothing => "nothing".to_owned(),
    }
}

fn codes(query: &Query) -> Vec<&'static str> {
    query.notes.iter().map(|note| note.code()).collect()
}

#[test]
fn operators_groups_and_shapes_are_understood() {
    for (text, tree) in [
        ("", "()"),
        ("zork blip", "(zork + blip)"),
        ("zork AND blip", "(zork + blip)"),
        ("zork -blip", "(zork + -blip)"),
        ("zork NOT (blip OR \"snark boo\")", "(zork + -(blip | \"snark boo\"))"),
        ("(zork OR blip) snark", "((zork | blip) + snark)"),
        ("zork OR blip snark", "((zork | (blip + snark)))"),
        ("follow-up -zork", "(\"follow up\" + -zork)"),
        ("zork - blip", "(zork + blip)"),
        ("zork*", "(zork*)"),
        ("near:\"zork blip\"~3", "(\"zork blip\"~3)"),
        ("“zork blip”", "(\"zork blip\")"),
        ("（zork OR blip）", "((zork | blip))"),
        ("\u{202B}zork\u{202C}", "(zork)"),
        ("10:30 http://a.b", "(\"10 30\" + \"http ab\")"),
        ("E.N.T. O.R.L.", "(<ent> + <orl>)"),
        ("T & O", "(<\"t o\">)"),
        ("NOT NOT zork", "(zork)"),
        ("東京 zork", "(\"東 京\" + zork)"),
        ("zubní lékař", "(<zubni lekar>)"),
    ] {
        let query = parsed(Kind::Opening, text);
        assert_eq!(shape(&query.root), tree, "{text}");
        assert_eq!(codes(&query), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn fields_go_by_their_names_by_headers_and_by_languages() {
    for (kind, text, tree) in [
        (Kind::Worker, "residence:Griechenland", "(residence=GR)"),
        (Kind::Worker, "residence:GR,CY", "(residence=GR,CY)"),
        (Kind::Worker, "residence:(GR OR \"Côte d'Ivoire\")", "((residence=GR | residence=CI))"),
        (Kind::Worker, "-residence:GR zork", "(-residence=GR + zork)"),
        (Kind::Worker, "school:\"Zork Blip\"", "(school:\"zork blip\")"),
        (Kind::Worker, "employer:zork*", "(employer:zork*)"),
        (Kind::Worker, "italiano:>=C1", "(spoken=it-C1,it-C2)"),
        (Kind::Worker, "Deutsch:B1..C1", "(spoken=de-B1,de-B2,de-C1)"),
        (Kind::Worker, "arabic:<A2", "(spoken=ar-A1)"),
        (Kind::Worker, "level:>=C1", "(level=C1,C2)"),
        (
            Kind::Worker,
            "years:>=3",
            "(((practice + practice_since) | (practice_before + practice_before_since)))",
        ),
        (Kind::Opening, "ville:zork", "(city:zork)"),
        (Kind::Opening, "Stadt:zork", "(city:zork)"),
        (Kind::Opening, "positions:9..10", "(positions)"),
        (Kind::Opening, "starts_on:[2027-01 TO 2027-03]", "(starts_on)"),
        (Kind::Curriculum, "hours.theory:<1000", "(theory_hours)"),
        (Kind::Curriculum, "clinical >= 2000 h zork", "(clinical_hours + zork)"),
        (Kind::Curriculum, "country=DE,AT", "(country=DE,AT)"),
    ] {
        let query = parsed(kind, text);
        assert_eq!(shape(&query.root), tree, "{text}");
        assert_eq!(codes(&query), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn numbers_and_dates_have_bounds() {
    let between = |kind, text: &str| parsed(kind, text).numbers();
    let one = |name, low, high| vec![Between { name, low, high }];
    use Bound::{Excluded, Included, Unbounded};
    assert_eq!(between(Kind::Curriculum, "years:2.5..3.5"), one("years", Included(2500), Included(3500)));
    assert_eq!(between(Kind::Curriculum, "years:[* TO 3]"), one("years", Unbounded, Included(3000)));
    assert_eq!(
        between(Kind::Curriculum, "clinical>=2,000h"),
        one("clinical_hours", Included(2_000_000), Unbounded)
    );
    assert_eq!(between(Kind::Opening, "positions:<10"), one("positions", Unbounded, Excluded(10_000)));
    let last: PartialDate = "2024-12-31".parse().unwrap();
    let day = i64::from(last.latest().0);
    assert_eq!(between(Kind::LanguageCertificate, "taken > 2024"), one("taken_on", Excluded(day), Unbounded));
    // Four years are 1461 days, less three days of grace: so many by the end of a period, and so many by the day asked.
    let years = between(Kind::Worker, "years:>=4");
    assert_eq!(years[0], one("practice", Included(1_458_000), Unbounded)[0]);
    assert_eq!(years[1], one("practice_since", Unbounded, Included(20_000 - 1458))[0]);
    let tree = |text: &str| shape(&parsed(Kind::Worker, text).root);
    let reaches = "((practice + practice_since) | (practice_before + practice_before_since))";
    assert_eq!(tree("years:>4"), format!("({reaches})"));
    assert_eq!(tree("years:<4"), format!("({reaches} + -{reaches})"));
    assert_eq!(tree("years:2..4"), tree("years:4"));
}

#[test]
fn what_cannot_be_read_is_looked_for_as_words_and_told() {
    for (kind, text, tree, told) in [
        (Kind::Worker, "zork AND (blip", "(zork + blip)", "query-open-parenthesis"),
        (Kind::Worker, "zork )", "(zork)", "query-stray-parenthesis"),
        (Kind::Worker, "\"zork blip", "(\"zork blip\")", "query-open-quote"),
        (Kind::Worker, "AND zork", "(zork)", "query-lone-operator"),
        (Kind::Worker, "zork OR", "(zork)", "query-lone-operator"),
        (Kind::Worker, "OR zork", "(zork)", "query-lone-operator"),
        (Kind::Worker, "zork NOT", "(zork)", "query-lone-operator"),
        (Kind::Worker, "zork >= ", "(zork)", "query-unknown-field"),
        (Kind::Worker, "near:\"zork blip\"~", "(\"zork blip\"~5)", "query-open-nearness"),
        (Kind::Worker, "wardrobe:zork", "(wardrobe + zork)", "query-unknown-field"),
        (Kind::Worker, "ocupation:zork", "(ocupation + zork)", "query-like-field"),
        (Kind::Worker, "nationality:zork", "(nationality + zork)", ""),
        (Kind::Worker, "spanish:>=B9", "(spanish + b9)", "query-no-value"),
        (Kind::Worker, "years:>=lots", "(lots)", "query-no-value"),
        (Kind::Worker, "years:[3 TO", "(3 + to)", "query-open-range"),
        (Kind::Worker, "???", "(nothing)", "query-no-word"),
        (Kind::Curriculum, "credits:>=plenty", "(plenty)", "query-no-value"),
        (Kind::Worker, "residence:Zorkblip", "(zorkblip)", "query-no-value"),
        (Kind::Worker, "residence:Phillipines", "(phillipines)", "query-like-value"),
        (Kind::Worker, "license_status:lapssed", "(lapssed)", "query-like-value"),
        (Kind::Opening, "destination:Deutshland", "(deutshland)", "query-like-value"),
        (Kind::Opening, "status:opne", "(opne)", "query-like-value"),
        (Kind::Curriculum, "country:Phillipines", "(phillipines)", "query-like-value"),
    ] {
        let query = parsed(kind, text);
        assert_eq!(shape(&query.root).replace(['<', '>'], ""), tree, "{text}");
        let all = codes(&query);
        assert!(!all.is_empty() && (told.is_empty() || all.contains(&told)), "{text}: {all:?}");
        let sound = |said: &str| !said.contains("query-") && !said.ends_with("..");
        assert!(query.notes.iter().all(|note| sound(&note.text())), "{text}");
    }
}

#[test]
fn filters_beside_the_text_are_exact() {
    let asked = |kind, more: &str| parse(kind, "", &[more.to_owned()], Day(0)).unwrap_err();
    assert_eq!(parse(Kind::Placement, "", &[], Day(0)), Err(QueryError::NotSearchable(Kind::Placement)));
    assert_eq!(asked(Kind::Worker, "residence"), QueryError::NoFilter("residence".into()));
    assert!(matches!(
        asked(Kind::Worker, "residense=KE"),
        QueryError::UnknownFilter { nearest: Some("residence"), .. }
    ));
    assert!(matches!(asked(Kind::Worker, "residence=Zorkblip"), QueryError::Unreadable { .. }));
}

/// A title names its occupation in any language, a specialty its names; a group of many professions names nobody.
#[test]
fn words_have_their_meaning() {
    let meaning = |text: &str| -> Vec<String> {
        let query = parsed(Kind::Worker, text);
        let Node::All(nodes) = query.root else { return Vec::new() };
        fn said(node: &Node) -> String {
            match node {
                Node::Named(named) => {
                    let codes = named.meaning.occupations.iter().map(ToString::to_string);
                    codes
                        .chain(named.meaning.specialties.iter().map(ToString::to_string))
                        .collect::<Vec<_>>()
                        .join(",")
                }
                Node::Not(inner) => format!("not {}", said(inner)),
                Node::Any(nodes) => nodes.iter().map(said).collect::<Vec<_>>().join("|"),
                _ => "-".to_owned(),
            }
        }
        nodes.iter().map(said).collect()
    };
    for (text, names) in [
        ("dentist", "2261"),
        ("hammaslääkäri", "2261"),
        ("zubní lékař zork", "2261 -"),
        ("رופא", "-"),
        ("krankenschwester", "2221"),
        ("audiologist", "-"),
        ("icu nurse", "nursing-icu 2221"),
        ("UCI", "nursing-icu"),
        ("E.N.T.", "otorhinolaryngology"),
        ("ear nose & throat", "otorhinolaryngology"),
        ("orthopedics and trauma", "orthopaedics"),
        ("T&O", "orthopaedics"),
        ("\"dentist\"", "-"),
        ("-dentist", "not 2261"),
        ("nurse -icu", "2221 not nursing-icu"),
        ("nurse NOT (icu OR Zahnarzt)", "2221 not nursing-icu|2261"),
        ("nurse -\"icu\"", "2221 not -"),
        ("l'infirmière", "2221"),
        ("d’infirmière zork", "2221 -"),
        ("dell'ostetrica", "2222"),
        ("-l'infirmière", "not 2221"),
        ("l'oncologie médicale", "medical-oncology"),
        ("dentist*", "-"),
        ("title:dentist", "-"),
    ] {
        assert_eq!(meaning(text).join(" "), names, "{text}");
    }
}

#[test]
fn a_query_of_any_size_is_bounded() {
    let long = "zork ".repeat(20_000);
    let query = parsed(Kind::Worker, &long);
    assert!(codes(&query).contains(&"query-too-long") && codes(&query).contains(&"query-too-many"));
    let deep = "(".repeat(5_000);
    assert_eq!(shape(&parsed(Kind::Worker, &deep).root), "(nothing)");
    let many = "-".repeat(300) + "zork";
    assert_eq!(shape(&parsed(Kind::Worker, &many).root), "(zork)");
    let clauses = (0..1000).map(|at| format!("zork{at}")).collect::<Vec<_>>().join(" OR ");
    assert!(codes(&parsed(Kind::Worker, &clauses)).contains(&"query-too-many"));
    let cut = |letters: usize| shape(&parsed(Kind::Worker, &"x".repeat(letters)).root);
    assert!(cut(4_000) == cut(4_500) && cut(4_000).len() < 1_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_makes_the_parser_panic(
        text in "([a-z]{1,6}|AND|OR|NOT|near:|years:|school:|german:|[<>=≥≤\"'~ ,:0-9h()*\\[\\].-]|TO|\\PC){0,30}",
    ) {
        for kind in KINDS {
            let _ = parse(kind, &text, &[], Day(0));
        }
    }

    /// Words are the same whether or not comparisons stand between them.
    #[test]
    fn comparisons_leave_the_words_alone(names in proptest::collection::vec("z[b-g]{3,6}", 1..5), at in 0_usize..5) {
        let at = at.min(names.len());
        let text = format!("{} years >= 3 {}", names[..at].join(" "), names[at..].join(" "));
        let compared = parsed(Kind::Curriculum, &text);
        let plain = parsed(Kind::Curriculum, &names.join(" "));
        prop_assert_eq!(compared.numbers().len(), 1);
        let Node::All(nodes) = compared.root else { return Ok(()) };
        let words: Vec<String> = nodes.iter().filter(|node| !matches!(node, Node::Number(_))).map(shape).collect();
        prop_assert_eq!(format!("({})", words.join(" + ")), shape(&plain.root));
    }
}

#[test]
fn small_words_beside_others_are_left_out_and_told() {
    for (text, tree, left_out) in [
        ("the zork of a blip", "(zork + blip)", true),
        ("zork or blip", "(zork + blip)", true),
        ("and or not zork", "(not + zork)", true),
        ("the", "(the)", false),
        ("\"the zork\"", "(\"the zork\")", false),
        ("zork OR", "(zork)", false),
        ("zork A", "(zork + a)", false),
    ] {
        let query = parsed(Kind::Worker, text);
        assert_eq!(shape(&query.root), tree, "{text}");
        assert_eq!(codes(&query).contains(&"query-small-words"), left_out, "{text}");
    }
}

#[test]
fn strokes_part_words_of_which_one_is_enough() {
    for (text, tree) in [
        ("zork/blip", "((zork | blip))"),
        ("zork|blip|snark", "((zork | blip | snark))"),
        ("z/b", "(\"z b\")"),
        ("24/7", "(\"24 7\")"),
    ] {
        assert_eq!(
            shape(&parsed(Kind::Worker, text).root).replace("((", "(").replace("))", ")"),
            tree.replace("((", "(").replace("))", ")"),
            "{text}"
        );
    }
}

#[test]
fn what_other_search_languages_write_is_understood_or_told() {
    for (text, tree, code) in [
        ("zork~2", "(zork)", Some("query-other-sign")),
        ("zork^5.0 blip", "(zork + blip)", Some("query-other-sign")),
        ("near:zork~3", "(zork)", Some("query-other-sign")),
        ("residence: PH", "(residence=PH)", None),
        ("residence: Philippines zork", "(residence=PH + zork)", None),
    ] {
        let query = parsed(Kind::Worker, text);
        assert_eq!(shape(&query.root), tree, "{text}");
        assert_eq!(codes(&query).first().copied(), code, "{text}");
    }
    let years = parsed(Kind::Opening, "positions:10..3");
    assert_eq!(codes(&years), ["query-reversed-range"]);
    assert_eq!(years.numbers()[0].low, Bound::Included(3000));
    let german = parsed(Kind::Worker, "german:C1..B2");
    assert_eq!(codes(&german), ["query-reversed-range"]);
    assert_eq!(shape(&german.root), "(spoken=de-B2,de-C1)");
    assert_eq!(codes(&parsed(Kind::Worker, "residence:Kathmandu")), ["query-read-as"]);
    assert!(codes(&parsed(Kind::Worker, "residence:Nepal,IN")).is_empty());
}
