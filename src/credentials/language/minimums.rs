//! A certificate against the regulator's own minimums for its test, in one sitting.
//!
//! The comparison has three outcomes: met, not met, not known. A minimum for a result that the
//! certificate does not give is not known and names the field.

use super::shown::mark;
use crate::model::{Cefr, LanguageCertificate};
use crate::reference::cefr::{self, Mark, Scale, Skill};
use crate::reference::regulators::{LanguageRule, Minimum, Part};

/// A minimum that is not met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shortfall<'a> {
    /// The result, by its column.
    pub field: &'static str,
    /// What was asked.
    pub asked: &'a Minimum,
}

/// The outcome: met when nothing is short and nothing is missing.
#[derive(Debug, Default)]
pub(super) struct Check<'a> {
    pub short: Option<Shortfall<'a>>,
    /// Fields of the certificate that are not known.
    pub missing: Vec<&'static str>,
    /// Whether a minimum of the rule was not retrieved.
    pub rule_unknown: bool,
}

/// Compares a certificate with the minimums of a rule for its test.
pub(super) fn check<'a>(
    certificate: &LanguageCertificate,
    scale: &Scale,
    rule: &'a LanguageRule,
) -> Check<'a> {
    let mut check = Check::default();
    for (part, minimum) in &rule.minimums {
        if *minimum == Minimum::Unknown {
            check.rule_unknown = true;
        } else {
            one(&mut check, certificate, scale, *part, minimum);
        }
    }
    // Where the rule asks no more than the exam itself, the level printed says that it was passed.
    let as_printed = rule.cefr_min.is_some() && certificate.level >= rule.cefr_min;
    if check.short.is_none() && as_printed && is_pass_mark(rule, scale) {
        check.missing.clear();
    }
    if rule.minimums.is_empty() {
        match (rule.cefr_min, rule.has_unknown_minimum()) {
            (Some(level), false) => passed(&mut check, certificate, scale, level, rule),
            _ => check.rule_unknown = true,
        }
    }
    check
}

fn one<'a>(
    check: &mut Check<'a>,
    certificate: &LanguageCertificate,
    scale: &Scale,
    part: Part,
    minimum: &'a Minimum,
) {
    let result = |skill: Option<Skill>| met(certificate, scale, skill, minimum);
    let mut note = |field: &'static str, met: Option<bool>| match met {
        Some(true) => {}
        Some(false) => check.short = check.short.or(Some(Shortfall { field, asked: minimum })),
        None => check.missing.push(field),
    };
    let mut skill = |skill: Skill| note(skill.as_str(), result(Some(skill)));
    match part {
        Part::Listening => skill(Skill::Listening),
        Part::Reading => skill(Skill::Reading),
        Part::Writing => skill(Skill::Writing),
        Part::Speaking => skill(Skill::Speaking),
        Part::Overall => note("overall", result(None)),
        Part::Each => {
            Skill::ALL
                .into_iter()
                .filter(|s| scale.parts.is_empty() || scale.skills().any(|k| k == *s))
                .for_each(skill);
            if scale.has_other_parts() {
                check.missing.push("parts of the test that a record does not hold");
            }
        }
        Part::AtLeastThree => {
            let outcomes = Skill::ALL.map(|skill| result(Some(skill)));
            let count = |wanted: Option<bool>| outcomes.iter().filter(|outcome| **outcome == wanted).count();
            if count(Some(true)) < 3 {
                // Two that fail close the way whatever the others are.
                let open = count(Some(false)) < 2;
                note("three of the four skills", if open { None } else { Some(false) });
            }
        }
        Part::Sum => {
            let scores = Skill::ALL
                .map(|skill| mark(certificate, scale, Some(skill)).and_then(|mark| mark.score?.scaled(2)));
            let sum = scores.iter().try_fold(0_i64, |sum, score| sum.checked_add((*score)?));
            let asked = match minimum {
                Minimum::Score(score) => score.scaled(2),
                _ => None,
            };
            note("the four scores", sum.zip(asked).map(|(sum, asked)| sum >= asked));
        }
        Part::PrintedLevel => note("level", printed(certificate, scale, minimum)),
        // A record has no columns for them.
        Part::Written => check.missing.push("the result of the written exam"),
        Part::Oral => check.missing.push("the result of the oral exam"),
    }
}

/// Whether one result meets a minimum.
fn met(
    certificate: &LanguageCertificate,
    scale: &Scale,
    skill: Option<Skill>,
    minimum: &Minimum,
) -> Option<bool> {
    let printed = || certificate.level.filter(|_| skill.is_none()).map(|level| level.to_string());
    let mark = mark(certificate, scale, skill).or_else(|| {
        // A test whose grades are levels prints its grade as the level.
        printed().filter(|level| scale.rank(level).is_some()).map(|level| Mark::read(&scale.test, &level))
    })?;
    match minimum {
        Minimum::Score(asked) => match (mark.score, &mark.grade) {
            (Some(score), _) => Some(score >= *asked),
            (None, Some(grade)) => {
                let (low, high) = cefr::scores_of(&scale.test, skill, grade)?;
                if low >= *asked { Some(true) } else { (high < *asked).then_some(false) }
            }
            (None, None) => None,
        },
        Minimum::Grade(asked) => {
            let grade = match (&mark.grade, mark.score) {
                (Some(grade), _) => grade.as_str(),
                (None, Some(score)) => cefr::grade_of(&scale.test, skill, score)?,
                (None, None) => return None,
            };
            match scale.rank(asked) {
                Some(asked) => Some(scale.rank(grade)? <= asked),
                None => Some(grade.parse::<Cefr>().ok()? >= asked.parse().ok()?),
            }
        }
        Minimum::Unknown => None,
    }
}

/// Whether the level printed is at least the one asked: a CEFR level, or a grade of the test.
fn printed(certificate: &LanguageCertificate, scale: &Scale, minimum: &Minimum) -> Option<bool> {
    let Minimum::Grade(asked) = minimum else { return None };
    if let Ok(level) = asked.parse::<Cefr>() {
        return Some(certificate.level? >= level);
    }
    let asked = scale.rank(asked)?;
    let rank = |skill| mark(certificate, scale, skill).and_then(|mark| scale.rank(mark.grade.as_deref()?));
    let by_part =
        || scale.skills().map(|skill| rank(Some(skill))).try_fold(0, |worst, rank| Some(worst.max(rank?)));
    // Where no level is printed for the whole, the lowest one of the parts counts.
    rank(None).or_else(|| scale.skills().next().and_then(|_| by_part())).map(|rank| rank <= asked)
}

/// An exam of a level, asked without scores: passing it is enough.
fn passed<'a>(
    check: &mut Check<'a>,
    certificate: &LanguageCertificate,
    scale: &Scale,
    level: Cefr,
    rule: &'a LanguageRule,
) {
    let short = || Some(Shortfall { field: "level", asked: level_minimum(rule) });
    if let Some(printed) = certificate.level {
        check.short = if printed >= level { None } else { short() };
        return;
    }
    // A grade of an exam of one level says whether it was passed; a score of the whole does not when
    // each part has a pass mark.
    let whole = mark(certificate, scale, None)
        .filter(|mark| mark.grade.is_some() || !scale.pass_mark.starts_with("each"))
        .and_then(|mark| cefr::level(&scale.test, None, &mark));
    if let Some(linked) = whole {
        check.short = if linked.level >= Some(level) { None } else { short() };
        return;
    }
    let Some((key @ ("overall" | "each"), value)) = scale.pass_mark.split_once(':') else {
        return check.missing.push("level");
    };
    match value.parse() {
        Err(_) => check.missing.push("level"),
        Ok(score) => {
            let minimum = Minimum::Score(score);
            let skills: Vec<Option<Skill>> =
                if key == "each" { scale.skills().map(Some).collect() } else { vec![None] };
            for skill in skills {
                match met(certificate, scale, skill, &minimum) {
                    Some(true) => {}
                    Some(false) => check.short = short(),
                    None => check.missing.push(skill.map_or("overall", Skill::as_str)),
                }
            }
        }
    }
}

/// Whether a rule asks exactly what passing the exam needs, the same figure in each part.
fn is_pass_mark(rule: &LanguageRule, scale: &Scale) -> bool {
    let value = match rule.minimums.as_slice() {
        [(Part::Each, Minimum::Score(score))] => score.to_string(),
        [(Part::Each, Minimum::Grade(grade))] => grade.to_string(),
        _ => return false,
    };
    scale.pass_mark.strip_prefix("each:") == Some(value.as_str())
}

/// The level asked as a minimum, so that a shortfall can name it.
fn level_minimum(rule: &LanguageRule) -> &'static Minimum {
    static LEVELS: std::sync::LazyLock<Vec<Minimum>> = std::sync::LazyLock::new(|| {
        Cefr::ALL.iter().map(|level| Minimum::Grade(level.as_str().into())).collect()
    });
    rule.cefr_min.and_then(|level| LEVELS.get(level as usize)).unwrap_or(&Minimum::Unknown)
}
