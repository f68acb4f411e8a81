//! A judgment as reasons: what was found, what was asked, and the rows and fields behind it.

use super::minimums::Point;
use super::reason::{CertificateName, LanguageReason, Remark};
use super::shown::skill_text;
use super::standing::{Because, Judged};
use super::{LanguageLevel, Requirement};
use crate::model::LanguageCertificate;
use crate::reference::cefr;
use crate::reference::regulators::{Minimum, ScorePart};

impl Judged<'_> {
    pub(super) fn missing(&self) -> Vec<&'static str> {
        match (&self.because, &self.beside) {
            (Because::Missing(fields), _) => fields.clone(),
            (Because::LengthUnknown(_), _) => vec!["qualification.years"],
            (_, Some(beside)) => beside.missing(),
            _ => Vec::new(),
        }
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &'static crate::reference::Citation> {
        let linked = match &self.because {
            Because::Level(shown, _) => shown.citation,
            Because::Exempt(exemption)
            | Because::MayBeExempt(exemption)
            | Because::LengthUnknown(exemption) => Some(&exemption.citation),
            Because::TrainedWhereSpoken(row) => Some(&row.citation),
            Because::EarlierTraining(row) => Some(&row.citation),
            _ => None,
        };
        self.rule.map(|rule| &rule.citation).into_iter().chain(linked)
    }

    /// What would close the gap.
    pub(super) fn action(&self) -> LanguageReason {
        let partners = self.rule.map(|rule| rule.partners.as_slice()).unwrap_or_default();
        if self.remarks.contains(&Remark::Part) {
            let names = partners.iter().filter_map(cefr::scale).map(|scale| scale.name.to_string());
            LanguageReason::ShowOneOf { tests: names.collect() }
        } else if self.level == LanguageLevel::MeetsByLevel && self.remarks == [Remark::Unseen] {
            LanguageReason::HaveItSeen
        } else {
            LanguageReason::Show { asked: self.asked(), refused: None }
        }
    }

    /// What the rule asks, as its row has it.
    pub(super) fn asked(&self) -> String {
        self.rule.map(asked_by).unwrap_or_default()
    }

    /// Why the level was given: the reason, the remarks, and what stands beside it.
    pub(super) fn reasons(&self) -> Vec<LanguageReason> {
        let mut all = self.because();
        all.extend(self.remarks.iter().map(|&remark| LanguageReason::Remarked { remark }));
        all.extend(self.beside.iter().flat_map(|beside| beside.reasons()));
        all
    }

    fn because(&self) -> Vec<LanguageReason> {
        let certificate = self.certificate.map(CertificateName::of);
        let with = self.with.map(CertificateName::of);
        // Judgments of certificates have one; the reasons below that speak of one are only theirs.
        let named = || certificate.clone().unwrap_or_else(CertificateName::unknown);
        vec![match &self.because {
            Because::NothingRecorded => LanguageReason::NothingRecorded,
            Because::NoneStated => LanguageReason::NoneStated,
            Because::OtherLanguages => LanguageReason::OtherLanguages,
            Because::NotCounting(counts) => LanguageReason::not_counting(named(), *counts),
            Because::RuleUnknown => LanguageReason::MinimumUnknown { certificate },
            Because::Missing(fields) => LanguageReason::FieldsMissing { certificate, fields: fields.clone() },
            Because::Trained(language) => LanguageReason::Trained { language: *language },
            Because::Exempt(exemption) => LanguageReason::Exempt { words: exemption.words.clone() },
            Because::MayBeExempt(exemption) => LanguageReason::MayBeExempt {
                words: exemption.words.clone(),
                wanted: Some(exemption.still_asked.clone()).filter(|asked| !asked.is_empty()),
            },
            Because::Level(shown, asked) => {
                LanguageReason::LevelShown { certificate: named(), level: shown.level, asked: *asked }
            }
            Because::Short(short) => {
                return short
                    .iter()
                    .map(|short| LanguageReason::ResultShort {
                        certificate: named(),
                        result: short.point.field(),
                        held: self.held(short.point),
                        asked: short.asked.to_string(),
                    })
                    .collect();
            }
            Because::Sittings(obstacle) => LanguageReason::SittingsOpen {
                earlier: named(),
                later: with.unwrap_or_else(CertificateName::unknown),
                obstacle: *obstacle,
            },
            Because::Passed => match with {
                Some(later) => LanguageReason::SittingsMeet { earlier: named(), later, asked: self.asked() },
                None => LanguageReason::Meets { certificate: named(), asked: self.asked() },
            },
            Because::NoTest => LanguageReason::NoTest,
            Because::Registered(country) => LanguageReason::Registered { country: *country },
            Because::TrainedHere(country) => LanguageReason::TrainedHere { country: *country },
            Because::TrainedWhereSpoken(row) => {
                LanguageReason::TrainedWhereSpoken { language: row.language, country: row.country }
            }
            Because::EarlierTraining(row) => {
                LanguageReason::EarlierTraining { country: row.trained_in, before: row.completed_before }
            }
            Because::LengthUnknown(exemption) => LanguageReason::ExemptIfLasted {
                words: exemption.words.clone(),
                months: exemption.least_months.unwrap_or_default(),
            },
        }]
    }
}

/// What a rule asks, as its row has it: the test, the level, the least results.
pub(super) fn asked_by(rule: Requirement) -> String {
    let test = rule.test.as_ref().and_then(cefr::scale).map(|scale| scale.name.to_string());
    let minimums: Vec<String> = rule.minimums.iter().map(|(part, minimum)| words(*part, minimum)).collect();
    let level = rule.cefr_min.map(|level| format!("{} at {level}", rule.language.name()));
    let asked: Vec<String> =
        test.into_iter().chain(level).chain((!minimums.is_empty()).then(|| minimums.join(", "))).collect();
    if asked.is_empty() { rule.language.name().to_owned() } else { asked.join(", ") }
}

impl Judged<'_> {
    /// What the certificates give for a result, if they give it.
    pub(super) fn held(&self, point: Point) -> Option<String> {
        let text = |certificate: &LanguageCertificate| match point {
            Point::Skill(skill) => skill_text(certificate, skill).map(str::to_owned),
            Point::Overall => certificate.overall.clone(),
            Point::Level => certificate.level.map(|level| level.to_string()).or(certificate.overall.clone()),
            _ => None,
        };
        let held: Vec<String> =
            [self.certificate, self.with].into_iter().flatten().filter_map(text).collect();
        (!held.is_empty()).then(|| held.join(" and "))
    }
}

/// A minimum as its row has it: the part and the value.
pub(super) fn words(part: ScorePart, minimum: &Minimum) -> String {
    let part = match part {
        ScorePart::Listening => "listening",
        ScorePart::Reading => "reading",
        ScorePart::Writing => "writing",
        ScorePart::Speaking => "speaking",
        ScorePart::Each => "each part",
        ScorePart::AtLeastThree => "three of the four skills",
        ScorePart::Overall => "overall",
        ScorePart::Written => "the written exam",
        ScorePart::Oral => "the oral exam",
        ScorePart::Sum => "the sum of the scores",
        ScorePart::PrintedLevel => "the level printed",
    };
    format!("{part} {minimum}")
}
