//! One row of a regulator's table against the records, for people: what is asked, what was found, what would settle it.

use super::minimums::Shortfall;
use super::outcome::Outcome;
use super::standing::{Because, Judged, OTHER_TEST, TRAINING_UNKNOWN, UNSEEN};
use super::{Facts, Requirement, sentence};
use crate::model::Language;
use crate::reference::{Citation, cefr};
use serde::Serialize;

/// One row of the regulator's table against the records.
#[derive(Debug, Serialize)]
pub struct Route {
    /// The language.
    pub language: Language,
    /// What is asked.
    pub asked: String,
    /// How the records stand to it.
    pub outcome: Outcome,
    /// Whether the row may decide.
    pub decides: bool,
    /// Why.
    pub because: String,
    /// Results that fall short.
    pub short: Vec<Short>,
    /// Facts that would settle it.
    pub missing: Vec<String>,
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
) -> Route {
    let own = |judged: &&Judged<'_>| !judged.remarks.contains(&OTHER_TEST);
    let mut missing: Vec<String> = Vec::new();
    let mut short = Vec::new();
    if outcome == Outcome::Unknown {
        match judged {
            None => missing.push("language_certificate".to_owned()),
            Some(judged) => missing.extend(facts_missing(judged)),
        }
    }
    if let Some(judged) = judged.filter(own)
        && let Because::Short(all) = &judged.because
    {
        short.extend(all.iter().map(|short| short_of(judged, short)));
    }
    let because = match judged {
        Some(judged) => judged.sentence(),
        None if facts.certificates.is_empty() => "no certificate is recorded".to_owned(),
        None => match rule.test.as_ref().and_then(cefr::scale) {
            Some(scale) => format!("no certificate of {} is recorded", scale.name),
            None => "no certificate that this row takes is recorded".to_owned(),
        },
    };
    Route {
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

fn facts_missing(judged: &Judged<'_>) -> Vec<String> {
    let mut missing: Vec<String> = judged.missing().into_iter().map(str::to_owned).collect();
    match &judged.because {
        Because::RuleUnknown => missing.push("the regulator's minimum, which was not retrieved".to_owned()),
        Because::Sittings(obstacle) => missing.push(obstacle.as_str().to_owned()),
        Because::MayBeExempt(exemption) if !exemption.still_asked.is_empty() => {
            missing.push(exemption.still_asked.to_string());
        }
        _ => {}
    }
    if judged.remarks.contains(&UNSEEN) {
        missing.push("a look at the document".to_owned());
    }
    if judged.remarks.contains(&TRAINING_UNKNOWN) {
        missing.push("the country of training".to_owned());
    }
    missing
}

fn short_of(judged: &Judged<'_>, short: &Shortfall<'_>) -> Short {
    Short { result: short.point.field(), held: judged.held(short.point), asked: short.asked.to_string() }
}
