//! Every code that the program says, with what it means: reasons and errors of each module.

use super::table::TableError;
use super::{OpsError, WatchReason};
use crate::decision::DecisionError;
use crate::generate::GenerateError;
use crate::index::IndexError;
use crate::ingest::{IngestError, RecipeFault};
use crate::log::{Broken, CheckpointError, NoteError, ProofError};
use crate::matching::WeightsError;
use crate::message::{Arg, Entry, Explained, english};
use crate::model::words;
use crate::policy::{ConditionError, PackFault};
use crate::profiles::ProfileError;
use crate::query::QueryError;
use crate::ranking::RankingError;
use crate::store::{StoreError, Tampered};
use crate::tabular::TabularError;
use crate::{
    admission, credentials, curricula, dedupe, ethics, ingest, matching, normalize, policy, portability,
    query, ranking, report, tabular,
};

/// The codes of reasons, a list for each enum of reasons. A new enum gets a line here.
pub const REASONS: &[&[Entry]] = &[
    admission::AdmissionReason::ENTRIES,
    credentials::CredentialReason::ENTRIES,
    credentials::language::CertificateName::ENTRIES,
    credentials::language::LanguageReason::ENTRIES,
    curricula::Basis::ENTRIES,
    curricula::CurriculumNote::ENTRIES,
    curricula::CurriculumReason::ENTRIES,
    dedupe::DedupeReason::ENTRIES,
    ethics::EthicsReason::ENTRIES,
    ingest::RecordReason::ENTRIES,
    ingest::RowReason::ENTRIES,
    tabular::SlipReason::ENTRIES,
    tabular::TabularReason::ENTRIES,
    matching::MatchReason::ENTRIES,
    normalize::RefusalReason::ENTRIES,
    normalize::Remark::ENTRIES,
    policy::LintReason::ENTRIES,
    portability::Cited::ENTRIES,
    portability::PortabilityReason::ENTRIES,
    portability::VerdictCondition::ENTRIES,
    portability::Headline::ENTRIES,
    query::FoundReason::ENTRIES,
    query::QueryNote::ENTRIES,
    ranking::RankingReason::ENTRIES,
    WatchReason::ENTRIES,
    report::ReportGap::ENTRIES,
];

/// The codes of errors, a list for each error type. A new error type gets a line here.
pub fn errors() -> Vec<&'static [&'static str]> {
    vec![
        Broken::codes(),
        Tampered::codes(),
        CheckpointError::codes(),
        ProofError::codes(),
        NoteError::codes(),
        StoreError::codes(),
        TabularError::codes(),
        IngestError::codes(),
        RecipeFault::codes(),
        IndexError::codes(),
        QueryError::codes(),
        WeightsError::codes(),
        DecisionError::codes(),
        RankingError::codes(),
        ProfileError::codes(),
        ConditionError::codes(),
        PackFault::codes(),
        GenerateError::codes(),
        TableError::codes(),
        OpsError::codes(),
        USAGE,
    ]
}

/// The codes of what a face is asked and does not understand.
pub const USAGE: &[&str] = &[
    "usage-unknown-argument",
    "usage-invalid-value",
    "usage-missing-argument",
    "usage-conflict",
    "usage-columns-of-json",
    "usage-no-such-format",
    "usage-settings-file",
    "usage-settings-no-toml",
    "usage-settings-unknown-key",
    "usage-settings-value",
    "usage-other",
    "usage-failed",
];

words! {
    /// What a code stands for.
    CodeKind, "`reason` or `error`" {
        /// Why an answer came out as it did.
        Reason = "reason",
        /// Why there is no answer.
        Error = "error",
    }
}

/// A code with what it means.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it stands for.
    pub kind: CodeKind,
    /// The names of its arguments.
    pub args: &'static [&'static str],
    /// Its text, with the names of the arguments in their places.
    pub text: String,
}

/// Every code of a reason or an error, in the order of the codes.
pub fn all() -> Vec<Code> {
    let reasons = REASONS.iter().copied().flatten().map(|entry| (*entry, CodeKind::Reason));
    let errors = errors().into_iter().flatten();
    let errors = errors.map(|code| (Entry { code, args: &[] }, CodeKind::Error));
    let mut all: Vec<Code> = reasons
        .chain(errors)
        .map(|(entry, kind)| {
            let named = |name: &&'static str| (*name, Arg::Text(format!("{{{name}}}")));
            let args: Vec<_> = entry.args.iter().map(named).collect();
            let text = english().text(entry.code, &args).unwrap_or_default();
            Code { code: entry.code, kind, args: entry.args, text }
        })
        .collect();
    all.sort_by_key(|code| code.code);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::ENGLISH;
    use crate::text::long_sentences;
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
        // What others are made of: how lists are joined, names of things, and sentences that several have.
        found.retain(|code, _| !["list-", "name-", "expect-"].iter().any(|part| code.starts_with(part)));
        found
    }

    /// Reasons with their arguments, and errors, whose text in the catalog has none.
    fn entries() -> impl Iterator<Item = Entry> {
        let errors = errors().into_iter().flatten().map(|code| Entry { code, args: &[] });
        REASONS.iter().copied().flatten().copied().chain(errors)
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
                .map(|path| {
                    if path.is_dir() {
                        return count(&path);
                    }
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    text.lines().filter(|line| line.trim_end().ends_with("reasons! {")).count()
                })
                .sum()
        }
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let inside = count(&root.join("message"));
        assert_eq!(count(root) - inside, REASONS.len(), "an enum of reasons is missing in ops/codes.rs");
    }

    /// What names a thing inside the sentences of others.
    const NAMES: &[&str] = &[
        "certificate-name",
        "portability-stands",
        "portability-stands-if-insured-before",
        "portability-stands-if-insured-after",
        "portability-stands-if-lasts",
        "portability-stands-if-lasts-and-before",
        "portability-stands-if-lasts-and-after",
    ];

    #[test]
    fn every_text_is_a_whole_sentence() {
        for entry in entries().filter(|entry| !NAMES.contains(&entry.code)) {
            for sample in [Arg::Number(1), Arg::Number(5), Arg::Unknown, Arg::Text("`X`".to_owned())] {
                let args: Vec<_> = entry.args.iter().map(|name| (*name, sample.clone())).collect();
                let text = english().text(entry.code, &args).unwrap();
                let expected = english().attribute(entry.code, "expected", &args);
                for text in std::iter::once(text).chain(expected) {
                    let first = text.chars().next().unwrap();
                    assert!(!first.is_lowercase() || text.starts_with("unknown"), "{}: {text}", entry.code);
                    assert!(text.ends_with(['.', '?']), "{}: {text}", entry.code);
                    assert!(!text.chars().any(|c| matches!(c, '\u{2066}'..='\u{2069}' | '\n')), "{text:?}");
                    assert_eq!(long_sentences(&text), [""; 0], "{}", entry.code);
                }
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

    /// Every error type of the library has codes: those that are no part of another are listed above.
    #[test]
    fn every_error_type_explains_itself() {
        fn check(dir: &std::path::Path, missing: &mut Vec<String>) {
            for path in std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    check(&path, missing);
                    continue;
                }
                if path.ends_with("ops/codes.rs") {
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for rest in text.split("thiserror::Error)]").skip(1) {
                    let declared =
                        rest.split(['{', '(']).find(|part| part.contains("pub ")).unwrap_or_default();
                    let name = declared.split_whitespace().last().unwrap_or_default();
                    let explained = text.contains(&format!("Explained for {name} "));
                    // Those that only others carry: what is no value, where it stood in a catalog or a store, and who
                    // holds a lock.
                    if !explained
                        && !["NotA", "FieldError", "CatalogError", "LockError"].contains(&name)
                        && !path.starts_with(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli"))
                    {
                        missing.push(format!("{}: {name}", path.display()));
                    }
                }
            }
        }
        let mut missing = Vec::new();
        check(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut missing);
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// The library knows no flags and no commands: how a way out is typed is the face's to say. A message is short.
    #[test]
    fn no_error_of_the_library_names_a_flag_or_a_command() {
        fn check(dir: &std::path::Path) {
            for path in std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() && !path.ends_with("src/cli") {
                    check(&path);
                } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("ops/codes.rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    for message in text.split("#[error(").skip(1) {
                        let message = message.split("\n    /// ").next().unwrap_or_default();
                        let message = message.split(")]\n").next().unwrap_or_default();
                        let named = message.contains("`--") || message.contains("`corridor ");
                        assert!(!named, "{}: {message}", path.display());
                        let said = message.split('"').nth(1).unwrap_or_default();
                        assert_eq!(long_sentences(said), [""; 0], "{}", path.display());
                    }
                }
            }
        }
        check(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    }
}
