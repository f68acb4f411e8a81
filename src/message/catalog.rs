//! The catalog of a language: texts by code, compiled in or brought by a policy pack.

use super::Arg;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// The files of the English catalog with their texts.
pub const ENGLISH: &[(&str, &str)] = &[
    ("admission.ftl", include_str!("../../data/messages/en/admission.ftl")),
    ("errors.ftl", include_str!("../../data/messages/en/errors.ftl")),
    ("ethics.ftl", include_str!("../../data/messages/en/ethics.ftl")),
    ("credentials.ftl", include_str!("../../data/messages/en/credentials.ftl")),
    ("curricula.ftl", include_str!("../../data/messages/en/curricula.ftl")),
    ("dedupe.ftl", include_str!("../../data/messages/en/dedupe.ftl")),
    ("ingest.ftl", include_str!("../../data/messages/en/ingest.ftl")),
    ("language.ftl", include_str!("../../data/messages/en/language.ftl")),
    ("lists.ftl", include_str!("../../data/messages/en/lists.ftl")),
    ("matching.ftl", include_str!("../../data/messages/en/matching.ftl")),
    ("normalize.ftl", include_str!("../../data/messages/en/normalize.ftl")),
    ("policy.ftl", include_str!("../../data/messages/en/policy.ftl")),
    ("portability.ftl", include_str!("../../data/messages/en/portability.ftl")),
    ("query.ftl", include_str!("../../data/messages/en/query.ftl")),
    ("ranking.ftl", include_str!("../../data/messages/en/ranking.ftl")),
    ("watch.ftl", include_str!("../../data/messages/en/watch.ftl")),
    ("report.ftl", include_str!("../../data/messages/en/report.ftl")),
];

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let mut catalog = Catalog::new();
    for (file, text) in ENGLISH {
        // A slip in these files fails the tests of this module; what can be read of them is kept.
        let _ = catalog.add(file, text);
    }
    catalog
});

/// The English catalog, parsed on first use.
pub fn english() -> &'static Catalog {
    &CATALOG
}

/// A catalog file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct CatalogError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// Texts by code in one language.
pub struct Catalog {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").finish_non_exhaustive()
    }
}

impl Default for Catalog {
    fn default() -> Self {
        Self::new()
    }
}

impl Catalog {
    /// An empty catalog of English.
    pub fn new() -> Self {
        let mut bundle = FluentBundle::new_concurrent("en".parse().into_iter().collect());
        // The marks around arguments would stand in every cell of a CSV.
        bundle.set_use_isolating(false);
        Self { bundle }
    }

    /// Adds the entries of a file.
    ///
    /// # Errors
    /// [`CatalogError`] for what cannot be read, and for a code that the catalog has already; what
    /// can be read is added all the same.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), CatalogError> {
        let error = |at: usize, what: String| CatalogError {
            file: file.to_owned(),
            line: text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1,
            what,
        };
        let (resource, broken) = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => (resource, None),
            Err((resource, errors)) => {
                // The entry that is broken, for the parser may have read on into the next line.
                let first = errors.first().map(|first| {
                    let at = first.slice.as_ref().map_or(first.pos.start, |slice| slice.start);
                    error(at, first.kind.to_string())
                });
                (resource, first)
            }
        };
        let twice = self.bundle.add_resource(resource).err().and_then(|errors| errors.into_iter().next());
        match (broken, twice) {
            (Some(broken), _) => Err(broken),
            (None, Some(twice)) => Err(error(0, twice.to_string())),
            (None, None) => Ok(()),
        }
    }

    /// Whether there is a text with this code.
    pub fn has(&self, code: &str) -> bool {
        self.bundle.get_message(code).is_some_and(|message| message.value().is_some())
    }

    /// The text with this code; `None` when the catalog has none or an argument of it is missing.
    pub fn text(&self, code: &str, args: &[(&str, Arg)]) -> Option<String> {
        self.say(code, None, args)
    }

    /// A second text of the entry with this code, `.expected` for one; `None` as for the first.
    pub fn attribute(&self, code: &str, name: &str, args: &[(&str, Arg)]) -> Option<String> {
        self.say(code, Some(name), args)
    }

    fn say(&self, code: &str, attribute: Option<&str>, args: &[(&str, Arg)]) -> Option<String> {
        let message = self.bundle.get_message(code)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(*name, self.value(arg));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    /// How English writes an argument.
    fn value<'a>(&self, arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => text.as_str().into(),
            Arg::Word(word) => (*word).into(),
            Arg::Number(number) => (*number).into(),
            Arg::Decimal(number) => number.to_string().into(),
            Arg::Day(day) => day.to_string().into(),
            Arg::Date(date) => date.to_string().into(),
            Arg::Country(country) => country.to_string().into(),
            Arg::Language(language) => language.name().into(),
            Arg::Money(money) => money.to_string().into(),
            Arg::List(items) => self.joined(items, "list-more", "list-last").into(),
            Arg::Either(items) => self.joined(items, "list-more", "list-either").into(),
            Arg::InOrder(items) => self.joined(items, "list-then", "list-then").into(),
            Arg::Said(code, args) => self.text(code, args).unwrap_or_else(|| (*code).to_owned()).into(),
            Arg::Message(message) => message.text.as_str().into(),
            Arg::Unknown => "unknown".into(),
        }
    }

    /// A list as the language joins it: `a, b and c`; sentences follow each other.
    fn joined(&self, items: &[Arg], between: &str, at_last: &str) -> String {
        let text = |arg: &Arg| match self.value(arg) {
            FluentValue::String(text) => text.into_owned(),
            FluentValue::Number(number) => number.as_string().into_owned(),
            _ => String::new(),
        };
        if items.iter().all(|item| matches!(item, Arg::Said(..) | Arg::Message(_))) {
            return items.iter().map(text).collect::<Vec<_>>().join(" ");
        }
        let Some((last, head)) = items.split_last() else { return String::new() };
        let last = text(last);
        let Some((first, middle)) = head.split_first() else { return last };
        let join = |code: &str, first: String, next: String| {
            let args = [("first", Arg::Text(first)), ("next", Arg::Text(next))];
            // A pack need not say how lists are joined.
            self.text(code, &args).or_else(|| english().text(code, &args)).unwrap_or_default()
        };
        let head = middle.iter().fold(text(first), |head, item| join(between, head, text(item)));
        join(at_last, head, last)
    }
}
