//! The texts that a pack brings: one file a language, an entry a rule.
//!
//! ```text
//! fee-charged = The worker paid { $amount }.
//!     .title = A fee was charged
//!     .remedy = Pay it back.
//!     .why = Workers owe nothing for a job.
//! ```
//!
//! The facts of the case are the arguments. Catalogs do not keep the lines of their entries, so the file is
//! scanned for them: whoever writes a pack is told where to look.

use super::condition::{ConditionFacts, Fact};
use crate::message::{Arg, Catalog, CatalogError};

/// A part of what is said of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextPart {
    /// What it checks, and what a finding says.
    What,
    /// The fault in a line.
    Title,
    /// What to do.
    Remedy,
    /// Why the rule stands.
    Why,
    /// The nearest lawful way.
    Lawful,
}

impl TextPart {
    /// Every part with its name.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::What, "what"),
        (Self::Title, "title"),
        (Self::Remedy, "remedy"),
        (Self::Why, "why"),
        (Self::Lawful, "lawful"),
    ];

    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::What => None,
            Self::Title => Some("title"),
            Self::Remedy => Some("remedy"),
            Self::Why => Some("why"),
            Self::Lawful => Some("lawful"),
        }
    }
}

/// An entry of a file of texts, as far as the lint asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextEntry {
    pub(super) code: String,
    /// The line of the entry, from 1.
    pub(super) line: u64,
    /// The arguments with their lines.
    pub(super) arguments: Vec<(String, u64)>,
}

/// The texts of a pack in one language.
#[derive(Debug)]
pub struct PackTexts {
    /// The language, as the file is named: `en`.
    pub language: String,
    /// The file, as a path.
    pub file: String,
    pub(super) entries: Vec<TextEntry>,
    catalog: Catalog,
}

impl PackTexts {
    pub(super) fn read(language: &str, file: String, text: &str) -> Result<Self, CatalogError> {
        let mut catalog = Catalog::new();
        catalog.add(&file, text)?;
        Ok(Self { language: language.to_owned(), file, entries: scan(text), catalog })
    }

    /// The text of a part, with the facts of a case in it; `None` where the file has none.
    pub fn say(&self, rule: &str, part: TextPart, facts: &ConditionFacts) -> Option<String> {
        self.with(rule, part, |name| facts.get(name).map_or(Arg::Unknown, argument))
    }

    /// The text of a part, with the names of the facts in their places.
    pub fn general(&self, rule: &str, part: TextPart) -> Option<String> {
        self.with(rule, part, |name| Arg::Text(format!("{{{name}}}")))
    }

    fn with(&self, rule: &str, part: TextPart, value: impl Fn(&str) -> Arg) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.code == rule)?;
        let args: Vec<(&str, Arg)> =
            entry.arguments.iter().map(|(name, _)| (name.as_str(), value(name))).collect();
        match part.attribute() {
            None => self.catalog.text(rule, &args),
            Some(attribute) => self.catalog.attribute(rule, attribute, &args),
        }
    }
}

fn argument(fact: &Fact) -> Arg {
    match fact {
        Fact::Bool(yes) => Arg::Text(if *yes { "yes" } else { "no" }.to_owned()),
        Fact::Int(number) => Arg::Number(*number),
        Fact::Number(number) => crate::model::Decimal::nearest(*number, 4).map_or(Arg::Unknown, Arg::Decimal),
        Fact::Day(day) => Arg::Day(*day),
        Fact::Text(text) => Arg::Text(text.clone()),
        Fact::List(items) => Arg::List(items.iter().cloned().map(Arg::Text).collect()),
    }
}

/// The entries of a file that a catalog could read.
fn scan(text: &str) -> Vec<TextEntry> {
    let mut entries: Vec<TextEntry> = Vec::new();
    let mut depth = 0_usize;
    for (number, line) in (1_u64..).zip(text.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-')
            && let Some((code, _)) = line.split_once('=')
        {
            depth = 0;
            let code = code.trim().to_owned();
            entries.push(TextEntry { code, line: number, arguments: Vec::new() });
        }
        let Some(entry) = entries.last_mut() else { continue };
        for (at, sign) in line.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                // Outside of braces it is a sign like any other.
                '$' if depth > 0 => {
                    let name: String =
                        line[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    if !name.is_empty() {
                        entry.arguments.push((name, number));
                    }
                }
                _ => {}
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &str = "# A comment with { $nothing }.\nfee = The worker paid { $amount } in { $places }, at $5 each.\n    \
                         .title = A fee\n    .remedy = { $paid ->\n        [yes] Say so.\n       *[other] Pay { $amount } back.\n    }\n\
                         age = Too young.\n";

    #[test]
    fn texts_say_the_facts_of_a_case_and_what_is_not_known() {
        let texts = PackTexts::read("en", "p/en.ftl".into(), TEXTS).unwrap();
        let facts: ConditionFacts =
            [("amount", Fact::Number(12.5)), ("places", Fact::List(vec!["a".into(), "b".into()]))]
                .into_iter()
                .collect();
        let said = |part| texts.say("fee", part, &facts);
        assert_eq!(said(TextPart::What).as_deref(), Some("The worker paid 12.5 in a and b, at $5 each."));
        assert_eq!(said(TextPart::Title).as_deref(), Some("A fee"));
        assert_eq!(said(TextPart::Remedy).as_deref(), Some("Pay 12.5 back."));
        assert_eq!((said(TextPart::Why), texts.say("none", TextPart::What, &facts)), (None, None));
        let general = texts.general("fee", TextPart::What);
        assert_eq!(general.as_deref(), Some("The worker paid {amount} in {places}, at $5 each."));
    }

    #[test]
    fn entries_are_found_at_their_lines_with_their_arguments() {
        let found = scan(TEXTS);
        let named: Vec<(&str, u64)> = found.iter().map(|entry| (entry.code.as_str(), entry.line)).collect();
        assert_eq!(named, [("fee", 2), ("age", 8)]);
        let arguments: Vec<(&str, u64)> =
            found[0].arguments.iter().map(|(name, line)| (name.as_str(), *line)).collect();
        assert_eq!(arguments, [("amount", 2), ("places", 2), ("paid", 4), ("amount", 6)]);
    }

    #[test]
    fn a_file_that_cannot_be_read_names_its_line() {
        let error = PackTexts::read("en", "p/en.ftl".into(), "a = A.\nb = { $x\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("p/en.ftl", 2));
    }
}
