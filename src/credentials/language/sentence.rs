//! A judgment in words: what was found, what was asked, and the rows and fields behind it.

use super::minimums::Point;
use super::shown::{Counts, skill_text};
use super::standing::{Because, Judged, PART, UNSEEN};
use super::{LanguageLevel, Requirement};
use crate::model::LanguageCertificate;
use crate::reference::cefr;
use crate::reference::regulators::{Minimum, Part};

impl Judged<'_> {
    pub(super) fn missing(&self) -> Vec<&'static str> {
        match (&self.because, &self.beside) {
            (Because::Missing(fields), _) => fields.clone(),
            (_, Some(beside)) => beside.missing(),
            _ => Vec::new(),
        }
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &'static crate::reference::Citation> {
        let linked = match &self.because {
            Because::Level(shown, _) => shown.citation,
            Because::Exempt(exemption) | Because::MayBeExempt(exemption) => Some(&exemption.citation),
            _ => None,
        };
        self.rule.map(|rule| &rule.citation).into_iter().chain(linked)
    }

    /// What would close the gap.
    pub(super) fn action(&self) -> String {
        let partners = self.rule.map(|rule| rule.partners.as_slice()).unwrap_or_default();
        if self.remarks.contains(&PART) {
            let names: Vec<&str> =
                partners.iter().filter_map(cefr::scale).map(|scale| &*scale.name).collect();
            format!("show one of these as well: {}", names.join(", "))
        } else if self.level == LanguageLevel::MeetsByLevel && self.remarks == [UNSEEN] {
            "have the certificate seen or verified".to_owned()
        } else {
            format!("show {}", self.asked())
        }
    }

    /// What the rule asks, for people.
    pub(super) fn asked(&self) -> String {
        self.rule.map_or_else(|| "the level asked".to_owned(), asked_by)
    }

    /// The reason as a sentence.
    pub(super) fn sentence(&self) -> String {
        let certificate = [self.certificate, self.with].into_iter().flatten().map(describe);
        let certificate = certificate.collect::<Vec<_>>().join(" and ");
        let mut text = match &self.because {
            Because::NothingRecorded => "no certificate is recorded".to_owned(),
            Because::OtherLanguages => "no certificate in a language asked is recorded".to_owned(),
            Because::NotCounting(Counts::Expired(day)) => format!("{certificate} ended before {day}"),
            Because::NotCounting(_) => format!("{certificate} was not yet taken"),
            Because::RuleUnknown => {
                format!("{certificate}: the minimum asked was not retrieved, so it is unknown")
            }
            Because::Missing(fields) if certificate.is_empty() => {
                format!("unknown without {}", fields.join(", "))
            }
            Because::Missing(fields) => format!("{certificate}: unknown without {}", fields.join(", ")),
            Because::Trained(language) => {
                format!("trained in {}, no certificate of the level asked", language.name())
            }
            Because::Exempt(exemption) => format!("no test needed: {}", exemption.words),
            Because::MayBeExempt(exemption) => format!(
                "an exemption may apply ({}), but the regulator wants {}",
                exemption.words,
                if exemption.still_asked.is_empty() { "the document seen" } else { &exemption.still_asked }
            ),
            Because::Level(shown, asked) => match shown.level {
                Some(level) => format!("{certificate} shows {level}, asked {asked}"),
                None => format!("{certificate} lies below the levels of its table, asked {asked}"),
            },
            Because::Short(short) => {
                let short: Vec<String> = short
                    .iter()
                    .map(|short| {
                        let held = self.held(short.point).map(|held| format!(" {held}")).unwrap_or_default();
                        format!("{}{held} below the {} asked", short.point.field(), short.asked)
                    })
                    .collect();
                format!("{certificate}: {}", short.join(", "))
            }
            Because::Sittings(obstacle) => {
                format!("{certificate} would do together, but {}", obstacle.as_str())
            }
            Because::Passed if self.with.is_some() => format!("{certificate} together meet {}", self.asked()),
            Because::Passed => format!("{certificate} meets {}", self.asked()),
            Because::NoTest => "no formal test is asked".to_owned(),
        };
        for remark in &self.remarks {
            text.push_str("; ");
            text.push_str(remark);
        }
        if let Some(beside) = &self.beside {
            text.push_str("; ");
            text.push_str(&beside.sentence());
        }
        text
    }
}

/// What a rule asks, for people.
pub(super) fn asked_by(rule: Requirement) -> String {
    let test = rule.test.as_ref().and_then(cefr::scale).map(|scale| scale.name.to_string());
    let minimums: Vec<String> = rule.minimums.iter().map(|(part, minimum)| words(*part, minimum)).collect();
    let level = rule.cefr_min.map(|level| format!("{} at {level}", rule.language.name()));
    let asked: Vec<String> =
        test.into_iter().chain(level).chain((!minimums.is_empty()).then(|| minimums.join(", "))).collect();
    if asked.is_empty() { format!("{}, no level named", rule.language.name()) } else { asked.join(", ") }
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

pub(super) fn describe(certificate: &LanguageCertificate) -> String {
    let name = match certificate.test.as_ref().map(|test| (test, cefr::scale(test))) {
        Some((_, Some(scale))) => scale.name.to_string(),
        Some((test, None)) => test.to_string(),
        None => "a certificate without a known test".to_owned(),
    };
    let taken = certificate.taken_on.map(|date| format!(" of {date}")).unwrap_or_default();
    let evidence = certificate.evidence.map_or("evidence not stated", |evidence| evidence.as_str());
    format!("{name}{taken} ({evidence})")
}

pub(super) fn words(part: Part, minimum: &Minimum) -> String {
    let part = match part {
        Part::Listening => "listening",
        Part::Reading => "reading",
        Part::Writing => "writing",
        Part::Speaking => "speaking",
        Part::Each => "each part",
        Part::AtLeastThree => "three of the four skills",
        Part::Overall => "overall",
        Part::Written => "the written exam",
        Part::Oral => "the oral exam",
        Part::Sum => "the sum of the scores",
        Part::PrintedLevel => "the level printed",
    };
    format!("{part} {minimum}")
}
