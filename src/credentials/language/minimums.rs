//! A certificate against the regulator's own minimums for its test, in one sitting.
//!
//! The comparison has three outcomes: met, not met, not known. A minimum for a result that the
//! certificate does not give is not known and names the field.

use super::shown::{self, mark};
use crate::model::{Cefr, Decimal, LanguageCertificate};
use crate::reference::cefr::{self, Mark, Scale, Skill};
use crate::reference::regulators::{LanguageRule, Minimum, ScorePart};

/// What a minimum speaks of, one result at a time: the parts of the table with `each` spelled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Point {
    /// One skill.
    Skill(Skill),
    /// One of the four skills of which three must reach the minimum.
    OfThree(Skill),
    /// The overall result.
    Overall,
    /// The four scores added up.
    Sum,
    /// The level that is printed, or that passing the exam stands for.
    Level,
    /// Parts of the test for which a record has no column.
    OtherParts,
    /// The written exam as a whole: the column of writing.
    Written,
    /// The oral exam as a whole: the column of speaking.
    Oral,
}

impl Point {
    /// The result by its column, or in words where it has none.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Skill(skill) => skill.as_str(),
            Self::OfThree(_) => "three of the four skills",
            Self::Overall => "overall",
            Self::Sum => "the four scores",
            Self::Level => "level",
            Self::OtherParts => "parts of the test that a record does not hold",
            Self::Written => "the result of the written exam",
            Self::Oral => "the result of the oral exam",
        }
    }
}

/// How one result stands to its minimum; `None` not known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome<'a> {
    pub point: Point,
    pub asked: &'a Minimum,
    pub met: Option<bool>,
    /// What is not known, where it is not the point itself.
    pub missing: Option<&'static str>,
}

impl<'a> Outcome<'a> {
    fn new(point: Point, asked: &'a Minimum, met: Option<bool>) -> Self {
        Self { point, asked, met, missing: None }
    }
}

/// A minimum that is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shortfall<'a> {
    /// The result.
    pub point: Point,
    /// What was asked.
    pub asked: &'a Minimum,
}

/// The outcome: met when nothing is short, nothing is missing and the rule is known.
#[derive(Debug, Default)]
pub(super) struct Check<'a> {
    /// Every result that falls short.
    pub short: Vec<Shortfall<'a>>,
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
    let mut check = reduce(&outcomes(certificate, scale, rule));
    // Where the rule asks no more than the exam itself, the level printed says that it was passed.
    let as_printed = rule.cefr_min.is_some() && shown::printed(certificate) >= rule.cefr_min;
    if check.short.is_empty() && as_printed && is_pass_mark(rule, scale) {
        check.missing.clear();
    }
    check
}

/// Every result that a rule asks for, against its minimum.
pub(super) fn outcomes<'a>(
    certificate: &LanguageCertificate,
    scale: &Scale,
    rule: &'a LanguageRule,
) -> Vec<Outcome<'a>> {
    if !rule.minimums.is_empty() {
        return of_minimums(certificate, scale, &rule.minimums);
    }
    match (rule.cefr_min, rule.has_unknown_minimum()) {
        (Some(level), false) => passed(certificate, scale, level, level_minimum(rule)),
        _ => vec![Outcome::new(Point::Level, &Minimum::Unknown, None)],
    }
}

/// The results of a certificate against minimums, those of a rule or the floor of a combined sitting.
pub(super) fn of_minimums<'a>(
    certificate: &LanguageCertificate,
    scale: &Scale,
    minimums: &'a [(ScorePart, Minimum)],
) -> Vec<Outcome<'a>> {
    let mut all = Vec::with_capacity(6);
    for (part, minimum) in minimums {
        one(&mut all, certificate, scale, *part, minimum);
    }
    all
}

/// All outcomes together.
pub(super) fn reduce<'a>(outcomes: &[Outcome<'a>]) -> Check<'a> {
    let mut check = Check::default();
    for outcome in outcomes.iter().filter(|outcome| !matches!(outcome.point, Point::OfThree(_))) {
        match outcome.met {
            _ if *outcome.asked == Minimum::Unknown => check.rule_unknown = true,
            Some(true) => {}
            Some(false) => check.short.push(Shortfall { point: outcome.point, asked: outcome.asked }),
            None => check.missing.push(outcome.missing.unwrap_or_else(|| outcome.point.field())),
        }
    }
    let of_three: Vec<&Outcome<'a>> =
        outcomes.iter().filter(|outcome| matches!(outcome.point, Point::OfThree(_))).collect();
    let count = |wanted: Option<bool>| of_three.iter().filter(|outcome| outcome.met == wanted).count();
    if let Some(first) = of_three.first()
        && count(Some(true)) < 3
    {
        if *first.asked == Minimum::Unknown {
            check.rule_unknown = true;
        } else if count(Some(false)) < 2 {
            check.missing.push(first.point.field());
        } else {
            // Two that fail close the way whatever the others are.
            check.short.push(Shortfall { point: first.point, asked: first.asked });
        }
    }
    check
}

fn one<'a>(
    all: &mut Vec<Outcome<'a>>,
    certificate: &LanguageCertificate,
    scale: &Scale,
    part: ScorePart,
    minimum: &'a Minimum,
) {
    let result = |skill: Option<Skill>| met(certificate, scale, skill, minimum);
    let mut add = |point: Point, met: Option<bool>| all.push(Outcome::new(point, minimum, met));
    match part {
        ScorePart::Listening => add(Point::Skill(Skill::Listening), result(Some(Skill::Listening))),
        ScorePart::Reading => add(Point::Skill(Skill::Reading), result(Some(Skill::Reading))),
        ScorePart::Writing => add(Point::Skill(Skill::Writing), result(Some(Skill::Writing))),
        ScorePart::Speaking => add(Point::Skill(Skill::Speaking), result(Some(Skill::Speaking))),
        ScorePart::Overall => add(Point::Overall, result(None)),
        ScorePart::Each => {
            for skill in skills(scale) {
                add(Point::Skill(skill), result(Some(skill)));
            }
            if scale.has_other_parts() {
                add(Point::OtherParts, None);
            }
        }
        ScorePart::AtLeastThree => {
            for skill in Skill::ALL {
                add(Point::OfThree(skill), result(Some(skill)));
            }
        }
        ScorePart::Sum => {
            let scores = Skill::ALL
                .map(|skill| mark(certificate, scale, Some(skill)).and_then(|mark| mark.score?.scaled(2)));
            let sum = scores.iter().try_fold(0_i64, |sum, score| sum.checked_add((*score)?));
            let asked = match minimum {
                Minimum::Score(score) => score.scaled(2),
                _ => None,
            };
            add(Point::Sum, sum.zip(asked).map(|(sum, asked)| sum >= asked));
        }
        ScorePart::PrintedLevel => add(Point::Level, printed(certificate, scale, minimum)),
        // The cells of writing and speaking are the two exams; who passed the whole passed both.
        ScorePart::Written => add(Point::Written, of_exam(result, Skill::Writing)),
        ScorePart::Oral => add(Point::Oral, of_exam(result, Skill::Speaking)),
    }
}

/// How the written or the oral exam stands: by its own cell, else by the whole, which says that both were passed.
fn of_exam(result: impl Fn(Option<Skill>) -> Option<bool>, skill: Skill) -> Option<bool> {
    result(Some(skill)).or_else(|| result(None).filter(|met| *met))
}

/// The skills that `each` speaks of: those that the test reports, all four when that is not known.
pub(super) fn skills(scale: &Scale) -> impl Iterator<Item = Skill> {
    Skill::ALL.into_iter().filter(|s| scale.parts.is_empty() || scale.skills().any(|k| k == *s))
}

/// Whether one result meets a minimum; `None` not known.
pub(super) fn met(
    certificate: &LanguageCertificate,
    scale: &Scale,
    skill: Option<Skill>,
    minimum: &Minimum,
) -> Option<bool> {
    let printed = || shown::printed(certificate).filter(|_| skill.is_none()).map(|level| level.to_string());
    let mark = mark(certificate, scale, skill).or_else(|| {
        // A test whose grades are levels prints its grade as the level.
        printed().filter(|level| scale.rank(level).is_some()).map(|level| Mark::read(&scale.test, &level))
    })?;
    match minimum {
        Minimum::Score(asked) => match (mark.score, &mark.grade) {
            (Some(score), _) => Some(score >= *asked),
            (None, Some(grade)) => by_grade(scale, skill, grade, *asked),
            (None, None) => None,
        },
        Minimum::Grade(asked) => {
            let grade = match (&mark.grade, mark.score) {
                (Some(grade), _) => grade.as_str(),
                // A score below every grade of the table is a score all the same.
                (None, Some(score)) => match cefr::grade_of(&scale.test, skill, score) {
                    Some(grade) => grade,
                    None => return cefr::scores_of(&scale.test, skill, asked).map(|(low, _)| score >= low),
                },
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

/// Whether a grade stands for a score of at least so much. A grade without scores of its own lies below those of every
/// better grade and above those of every worse one.
fn by_grade(scale: &Scale, skill: Option<Skill>, grade: &str, asked: Decimal) -> Option<bool> {
    if let Some((low, high)) = cefr::scores_of(&scale.test, skill, grade) {
        return if low >= asked { Some(true) } else { (high < asked).then_some(false) };
    }
    let rank = scale.rank(grade)?;
    let scored =
        scale.ranked().filter_map(|(other, name)| Some((other, cefr::scores_of(&scale.test, skill, name)?)));
    let scored: Vec<(usize, (Decimal, Decimal))> = scored.collect();
    if scored.iter().any(|(other, (low, _))| *other > rank && *low >= asked) {
        return Some(true);
    }
    scored.iter().any(|(other, (low, _))| *other < rank && *low <= asked).then_some(false)
}

/// Whether the level printed is at least the one asked: a CEFR level, or a grade of the test.
fn printed(certificate: &LanguageCertificate, scale: &Scale, minimum: &Minimum) -> Option<bool> {
    let Minimum::Grade(asked) = minimum else { return None };
    if let Ok(level) = asked.parse::<Cefr>() {
        return Some(shown::printed(certificate)? >= level);
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
    certificate: &LanguageCertificate,
    scale: &Scale,
    level: Cefr,
    asked: &'a Minimum,
) -> Vec<Outcome<'a>> {
    let decided = |met| vec![Outcome::new(Point::Level, asked, Some(met))];
    if let Some(printed) = shown::printed(certificate) {
        return decided(printed >= level);
    }
    if shown::is_below_pass_mark(certificate, scale) {
        return decided(false);
    }
    // A grade of an exam of one level says whether it was passed; a score of the whole does not when
    // each part has a pass mark.
    let whole = mark(certificate, scale, None)
        .filter(|mark| mark.grade.is_some() || !scale.pass_mark.starts_with("each"))
        .and_then(|mark| cefr::level(&scale.test, None, &mark));
    if let Some(linked) = whole {
        return decided(linked.level >= Some(level));
    }
    let unknown = |missing| Outcome { missing: Some(missing), ..Outcome::new(Point::Level, asked, None) };
    let Some((key @ ("overall" | "each"), value)) = scale.pass_mark.split_once(':') else {
        return vec![unknown("level")];
    };
    let Ok(score) = value.parse() else { return vec![unknown("level")] };
    let minimum = Minimum::Score(score);
    let skills: Vec<Option<Skill>> =
        if key == "each" { scale.skills().map(Some).collect() } else { vec![None] };
    let results = skills.into_iter().map(|skill| (skill, met(certificate, scale, skill, &minimum)));
    results
        .map(|(skill, met)| match met {
            Some(met) => Outcome::new(Point::Level, asked, Some(met)),
            None => unknown(skill.map_or("overall", Skill::as_str)),
        })
        .collect()
}

/// Whether a rule asks exactly what passing the exam needs, the same figure in each part.
fn is_pass_mark(rule: &LanguageRule, scale: &Scale) -> bool {
    let value = match rule.minimums.as_slice() {
        [(ScorePart::Each, Minimum::Score(score))] => score.to_string(),
        [(ScorePart::Each, Minimum::Grade(grade))] => grade.to_string(),
        _ => return false,
    };
    scale.pass_mark.strip_prefix("each:") == Some(value.as_str())
}

/// The level asked as a minimum, so that a shortfall can name it.
pub(super) fn level_minimum(rule: &LanguageRule) -> &'static Minimum {
    static LEVELS: std::sync::LazyLock<Vec<Minimum>> = std::sync::LazyLock::new(|| {
        Cefr::ALL.iter().map(|level| Minimum::Grade(level.as_str().into())).collect()
    });
    rule.cefr_min.and_then(|level| LEVELS.get(level as usize)).unwrap_or(&Minimum::Unknown)
}
