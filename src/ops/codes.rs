//! Every code that the program says: the reasons of each module.

use crate::message::Entry;
use crate::{credentials, curricula, ethics, portability};

/// The codes of reasons, a list for each enum of reasons. A new enum gets a line here.
pub const REASONS: &[&[Entry]] = &[
    credentials::CredentialReason::ENTRIES,
    credentials::language::LanguageReason::ENTRIES,
    curricula::Basis::ENTRIES,
    curricula::CurriculumNote::ENTRIES,
    curricula::CurriculumReason::ENTRIES,
    ethics::EthicsReason::ENTRIES,
    portability::Cited::ENTRIES,
    portability::PortabilityReason::ENTRIES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Arg, ENGLISH, english};
    use std::collections::{BTreeMap, BTreeSet};

    /// The entries of the English catalog: the code, and the variables in its text.
    fn written() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (file, text) in ENGLISH {
            let mut code = None;
            for line in text.lines() {
                if line.starts_with('#') || line.trim().is_empty() {
                    continue;
                }
                if !line.starts_with([' ', '}']) {
                    let (id, _) = line.split_once(" =").unwrap_or_else(|| panic!("{file}: {line}"));
                    assert!(found.insert(id, BTreeSet::new()).is_none(), "{file}: `{id}` stands twice");
                    code = Some(id);
                }
                for variable in line.split('$').skip(1) {
                    let end = variable.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap();
                    found.get_mut(code.unwrap()).unwrap().insert(&variable[..end]);
                }
            }
        }
        found.retain(|code, _| !code.starts_with("list-"));
        found
    }

    fn entries() -> impl Iterator<Item = &'static Entry> {
        REASONS.iter().copied().flatten()
    }

    #[test]
    fn every_reason_has_a_text_and_every_text_a_reason() {
        let written = written();
        let mut said = BTreeSet::new();
        for entry in entries() {
            assert!(said.insert(entry.code), "the code `{}` stands twice", entry.code);
            let variables = written.get(entry.code);
            let variables = variables.unwrap_or_else(|| panic!("no text for `{}`", entry.code));
            for variable in variables {
                assert!(entry.args.contains(variable), "`{}` has no argument `{variable}`", entry.code);
            }
        }
        for code in written.keys() {
            assert!(said.contains(code), "no reason says `{code}`; is its enum listed in ops/codes.rs?");
        }
    }

    #[test]
    fn every_enum_of_reasons_is_listed() {
        fn count(dir: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
            entries
                .map(|path| match path.is_dir() {
                    true => count(&path),
                    false => {
                        let text = std::fs::read_to_string(&path).unwrap_or_default();
                        text.lines().filter(|line| line.trim_end().ends_with("reasons! {")).count()
                    }
                })
                .sum()
        }
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let inside = count(&root.join("message"));
        assert_eq!(count(root) - inside, REASONS.len(), "an enum of reasons is missing in ops/codes.rs");
    }

    #[test]
    fn every_text_is_a_whole_sentence() {
        for entry in entries() {
            for sample in [Arg::Number(1), Arg::Number(5), Arg::Unknown, Arg::Text("`X`".to_owned())] {
                let args: Vec<_> = entry.args.iter().map(|name| (*name, sample.clone())).collect();
                let text = english().text(entry.code, &args).unwrap();
                let first = text.chars().next().unwrap();
                assert!(!first.is_lowercase() || text.starts_with("unknown"), "{}: {text}", entry.code);
                assert!(text.ends_with(['.', '?']), "{}: {text}", entry.code);
                assert!(!text.chars().any(|c| matches!(c, '\u{2066}'..='\u{2069}' | '\n')), "{text:?}");
            }
        }
    }

    #[test]
    fn every_code_names_its_module_in_lower_case_with_hyphens() {
        for entry in entries() {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(entry.code.chars().all(plain) && entry.code.contains('-'), "{}", entry.code);
        }
    }
}
