//! `corridor language`: whether the language rule of a destination is met, for a worker of the store or for
//! certificates as written.

use super::{Act, Desk, OpsError};
use crate::credentials::language::{self, Facts, LanguageReason, Post, Solution, Training};
use crate::matching;
use crate::model::{Country, Day, Evidence, Isco08, Language, LanguageCertificate, Subdivision};
use crate::normalize::certificate::{self, Certificate, Refused};
use crate::reference::regulators;
use crate::resolve;
use serde::Serialize;

/// Whose certificates.
#[derive(Debug, Clone)]
pub enum LanguageHolder {
    /// A worker of the store.
    Worker(String),
    /// What somebody wrote.
    Written {
        /// Certificates, as on a CV.
        certificates: Vec<String>,
        /// The country of the training.
        trained_in: Option<Country>,
        /// The language of the training.
        instruction: Option<Language>,
        /// Whether somebody saw the documents.
        evidence: Evidence,
    },
}

/// Where to.
#[derive(Debug, Clone)]
pub struct LanguageDestination {
    /// The country.
    pub country: Country,
    /// The region.
    pub region: Option<Subdivision>,
    /// The occupation; that of the worker when `None`.
    pub occupation: Option<Isco08>,
    /// Only this regulator.
    pub regulator: Option<String>,
    /// The day of the application.
    pub as_of: Day,
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct LanguageReply {
    /// The worker, when one was asked for.
    pub worker: Option<String>,
    /// The certificates as they were read.
    pub read: Vec<Certificate>,
    /// Texts that were not taken.
    pub refused: Vec<Refused>,
    /// The answer by regulator.
    pub solution: Solution,
}

/// Solves the language rules of a destination.
///
/// # Errors
/// [`OpsError`] when there is no such worker, when neither the worker nor the question names an occupation, or
/// when the store fails.
pub fn language(
    desk: &Desk,
    act: &Act,
    holder: &LanguageHolder,
    to: &LanguageDestination,
) -> Result<LanguageReply, OpsError> {
    let regulator = to.regulator.as_deref().map(|text| regulator(text, to.country));
    let post = |occupation: Isco08| Post {
        destination: to.country,
        region: to.region.as_ref(),
        occupation,
        regulator,
        day: to.as_of,
    };
    match holder {
        LanguageHolder::Worker(id) => {
            let store = desk.store()?;
            let snapshot = store.snapshot()?;
            let dossier = super::records::dossier(act, &snapshot, id)?;
            let occupation = to.occupation.or(dossier.worker.occupation);
            let occupation = occupation
                .ok_or_else(|| OpsError::OccupationNeeded { worker: dossier.worker.worker_id.to_string() })?;
            let trainings = Training::of(&dossier.qualifications);
            let trained_in = matching::trained_in(&dossier.qualifications);
            let facts = Facts {
                certificates: &dossier.certificates,
                trainings: &trainings,
                trained_in,
                licenses: &dossier.licenses,
                states_none: language::states_none(&dossier.certificates, &dossier.worker),
            };
            Ok(LanguageReply {
                worker: Some(dossier.worker.worker_id.to_string()),
                read: Vec::new(),
                refused: Vec::new(),
                solution: language::solve_on_condition(&facts, &post(occupation)),
            })
        }
        LanguageHolder::Written { certificates, trained_in, instruction, evidence } => {
            let occupation = to.occupation.ok_or(OpsError::OccupationNeeded { worker: String::new() })?;
            let (mut read, mut refused) = (Vec::new(), Vec::new());
            let states_none =
                !certificates.is_empty() && certificates.iter().all(|text| certificate::states_none(text));
            for text in certificates.iter().filter(|text| !certificate::states_none(text)) {
                for one in certificate::certificates(text, to.as_of) {
                    match one {
                        Ok(one) => read.push(one),
                        Err(why) => refused.push(why),
                    }
                }
            }
            let records: Vec<LanguageCertificate> =
                read.iter().filter_map(|one| record(one, *evidence)).collect();
            let seen = *evidence > Evidence::SelfDeclared;
            let training =
                Training { language: *instruction, country: *trained_in, seen, ..Training::default() };
            let trainings = [training];
            let named = instruction.is_some() || trained_in.is_some();
            let facts = Facts {
                certificates: &records,
                trainings: if named { &trainings } else { &[] },
                trained_in: *trained_in,
                states_none,
                licenses: &[],
            };
            let mut solution = language::solve(&facts, &post(occupation));
            if !records.is_empty() {
                solution.assumptions.push(LanguageReason::AssumedEvidence { evidence: *evidence });
            }
            Ok(LanguageReply { worker: None, read, refused, solution })
        }
    }
}

/// The name by which the table of language rules calls a regulator of a country; the text itself where it is certain to
/// name none of them.
fn regulator(text: &str, country: Country) -> &str {
    let known = regulators::of_destination(country);
    let id = |name: &str| resolve::regulators::resolve(name, Some(country), 1).certain().map(str::to_owned);
    if known.iter().any(|name| name.eq_ignore_ascii_case(text.trim())) {
        return text.trim();
    }
    let Some(asked) = id(text) else { return text };
    let mut named = known.into_iter().filter(|name| id(name).as_ref() == Some(&asked));
    match (named.next(), named.next()) {
        (Some(one), None) => one,
        _ => text,
    }
}

/// A certificate as a record of nobody in particular.
fn record(one: &Certificate, evidence: Evidence) -> Option<LanguageCertificate> {
    Some(LanguageCertificate {
        worker_id: "written".parse().ok()?,
        language: one.language,
        test: one.test.clone(),
        taken_on: one.taken_on,
        level: one.level.or_else(|| language::level_of_pass(one)),
        overall: one.overall.clone(),
        listening: one.listening.clone(),
        reading: one.reading.clone(),
        writing: one.writing.clone(),
        speaking: one.speaking.clone(),
        expires_on: one.expires_on,
        mode: one.mode,
        number: None,
        // Of a level without a test there is no document to be seen.
        evidence: Some(if one.test.is_some() { evidence } else { evidence.min(Evidence::SelfDeclared) }),
        test_version: one.version,
        test_presumed: one.is_presumed().then_some(true),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regulator_goes_by_any_of_its_names() {
        let (gb, fr) = ("GB".parse().unwrap(), "FR".parse().unwrap());
        for text in ["nmc", "Nursing and Midwifery Council", "NMC UK", "Nursing & Midwifery Council (UK)"] {
            assert_eq!(regulator(text, gb).to_uppercase(), "NMC", "{text}");
        }
        assert_eq!(regulator("Nursing and Midwifery Council", fr), "Nursing and Midwifery Council");
        assert_eq!(regulator("Guild of Barbers", gb), "Guild of Barbers");
    }
}
