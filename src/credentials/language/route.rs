//! One row of a regulator's table against the records, for people: what is asked, what was found, what would settle it.

use super::minimums::Shortfall;
use super::outcome::Outcome;
use super::reason::{LanguageReason, Remark};
use super::standing::{Because, Judged};
use super::{Facts, Requirement, sentence};
use crate::model::{Language, LanguageCertificate};
use crate::reference::{Citation, cefr, language_tests};
use serde::Serialize;

/// One row of the regulator's table against the records.
#[derive(Debug, Serialize)]
pub struct LanguageRoute {
    /// The language.
    pub language: Language,
    /// What is asked.
    pub asked: String,
    /// How the records stand to it.
    pub outcome: Outcome,
    /// Whether the row may decide.
    pub decides: bool,
    /// Why.
    pub because: Vec<LanguageReason>,
    /// Results that fall short.
    pub short: Vec<Short>,
    /// Facts that would settle it.
    pub missing: Vec<LanguageReason>,
    /// Who needs no test, in the words of the row.
    pub exemptions: &'static str,
    /// What a reader of the row must know.
    pub notes: &'static str,
    /// The row.
    pub source: &'static Citation,
    /// The row of the concordance that gave a level, if one did.
    pub level_source: Option<&'static Citation>,
}

/// A result that falls short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Short {
    /// The result, by its column or in words.
    pub result: &'static str,
    /// What the certificate gives, if it gives it.
    pub held: Option<String>,
    /// What is asked.
    pub asked: String,
}

/// A row against the records, by the judgment that says most of it.
pub(super) fn route(
    facts: &Facts<'_>,
    rule: Requirement,
    outcome: Outcome,
    judged: Option<&Judged<'_>>,
) -> LanguageRoute {
    let own = |judged: &&Judged<'_>| !judged.remarks.contains(&Remark::OtherTest);
    let mut missing: Vec<LanguageReason> = Vec::new();
    let mut short = Vec::new();
    if outcome == Outcome::Unknown {
        match judged {
            // That there is no certificate is known.
            None if facts.states_none => missing.push(LanguageReason::SettledByOtherWay),
            None => missing.push(LanguageReason::SettledByField { field: "language_certificate" }),
            Some(judged) => missing.extend(facts_missing(judged)),
        }
    }
    if let Some(judged) = judged.filter(own)
        && let Because::Short(all) = &judged.because
    {
        short.extend(all.iter().map(|short| short_of(judged, short)));
    }
    let because = match judged {
        Some(judged) => judged.reasons(),
        None if facts.states_none => vec![LanguageReason::NoneStated],
        None if facts.certificates.is_empty() => vec![LanguageReason::NothingRecorded],
        None => vec![match rule.test.as_ref().and_then(cefr::scale) {
            Some(scale) => LanguageReason::NoCertificateOf { test: scale.name.to_string() },
            None => LanguageReason::NoCertificateTaken,
        }],
    };
    LanguageRoute {
        language: rule.language,
        asked: sentence::asked_by(rule),
        outcome,
        decides: rule.decides(),
        because,
        short,
        missing,
        exemptions: &rule.exemptions,
        notes: &rule.notes,
        source: &rule.citation,
        level_source: judged.and_then(|judged| match &judged.because {
            Because::Level(shown, _) => shown.citation,
            _ => None,
        }),
    }
}

fn facts_missing(judged: &Judged<'_>) -> Vec<LanguageReason> {
    let fields = judged.missing().into_iter();
    let mut missing: Vec<LanguageReason> =
        fields.map(|field| LanguageReason::SettledByField { field }).collect();
    match &judged.because {
        Because::RuleUnknown => missing.push(LanguageReason::SettledByMinimum),
        Because::Sittings(obstacle) => {
            missing.push(LanguageReason::SettledByObstacle { obstacle: *obstacle });
        }
        Because::MayBeExempt(exemption) if !exemption.still_asked.is_empty() => {
            missing.push(LanguageReason::SettledByProof { wanted: exemption.still_asked.clone() });
        }
        _ => {}
    }
    if judged.remarks.contains(&Remark::Presumed) {
        missing.extend(judged.certificate.map(|held| LanguageReason::SettledByTest { tests: may_be(held) }));
    }
    let open = [Remark::HigherExam, Remark::NotAmongExamples, Remark::LowRow];
    if judged.remarks.iter().any(|remark| open.contains(remark)) {
        missing.push(LanguageReason::SettledByAcceptance);
    }
    if judged.remarks.contains(&Remark::Unseen) {
        missing.push(LanguageReason::SettledByLook);
    }
    if judged.remarks.contains(&Remark::EarlierRules) || matches!(judged.because, Because::EarlierTraining(_))
    {
        missing.push(LanguageReason::SettledByOlderRules);
    }
    if judged.remarks.contains(&Remark::TrainingUnknown) {
        missing.push(LanguageReason::SettledByTraining);
    }
    missing
}

/// The tests that the name of a certificate may mean, the one read first.
pub(super) fn may_be(held: &LanguageCertificate) -> Vec<&'static str> {
    let read = held.test.as_ref().and_then(language_tests::get);
    let others = read.into_iter().flat_map(|test| &test.assumed_over).filter_map(language_tests::get);
    read.into_iter().chain(others).map(|test| test.name.as_str()).collect()
}

fn short_of(judged: &Judged<'_>, short: &Shortfall<'_>) -> Short {
    Short { result: short.point.field(), held: judged.held(short.point), asked: short.asked.to_string() }
}
