//! What a certificate shows by itself: its CEFR level, and from when to when it counts.

use crate::model::{Cefr, Day, Decimal, Evidence, LanguageCertificate, PartialDate};
use crate::normalize::certificate::{self, Certificate};
use crate::reference::Citation;
use crate::reference::cefr::{self, Linked, Mark, Scale, Skill};

/// The level that a certificate shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// The level; `None` when the result lies below the lowest level of the table.
    pub level: Option<Cefr>,
    /// The row of the concordance, when the level is not printed.
    pub citation: Option<&'static Citation>,
}

/// The level that a certificate shows: the printed one, else the lowest that its results give.
///
/// # Errors
/// The fields that would have to be filled in, when the results known do not add up to a level: an
/// overall result with a row of the concordance, or every skill that the test reports.
pub fn shown(certificate: &LanguageCertificate) -> Result<Shown, Vec<&'static str>> {
    if let Some(level) = printed(certificate) {
        return Ok(Shown { level: Some(level), citation: None });
    }
    let Some(test) = &certificate.test else { return Err(vec!["level", "test"]) };
    let Some(scale) = cefr::scale(test) else { return Err(vec!["level"]) };
    // An exam that was not passed shows no level, whatever the whole comes to.
    if is_below_pass_mark(certificate, scale) {
        return Ok(Shown { level: None, citation: Some(&scale.citation) });
    }
    let result = |skill| mark(certificate, scale, skill).and_then(|mark| cefr::level(test, skill, &mark));
    let overall = result(None);
    let skills: Vec<_> = Skill::ALL.into_iter().map(|skill| (skill, result(Some(skill)))).collect();
    let unplaced: Vec<&'static str> = scale
        .skills()
        .filter(|wanted| skills.iter().any(|(skill, linked)| skill == wanted && linked.is_none()))
        .map(Skill::as_str)
        .collect();
    let by_skill = scale.skills().next().is_some() && unplaced.is_empty();
    if overall.is_none() && !by_skill {
        let mut missing = vec!["level"];
        missing.extend(unplaced);
        return Err(missing);
    }
    let lowest = overall.into_iter().chain(skills.into_iter().filter_map(|(_, linked)| linked));
    let lowest = lowest.min_by_key(|linked| linked.level);
    lowest
        .map(|linked| Shown { level: linked.level, citation: Some(linked.citation) })
        .ok_or_else(|| vec!["level"])
}

/// The level that a certificate prints, or the one that its exam stands for where words say that it was passed. A level
/// beside results that fall short of it is not shown.
pub(super) fn printed(certificate: &LanguageCertificate) -> Option<Cefr> {
    if !may_show(certificate) {
        return None;
    }
    let of_pass = || {
        certificate::passed(certificate.overall.as_deref()?).filter(|passed| *passed)?;
        cefr::of_pass(certificate.test.as_ref()?)?.level
    };
    certificate.level.or_else(of_pass)
}

/// The level that a certificate is of: the one that it prints, or that of an exam of one level. An exam that was failed
/// is of none. What a search finds people by; whether it meets a rule is judged elsewhere.
pub fn exam_level(certificate: &LanguageCertificate) -> Option<Cefr> {
    if !may_show(certificate) {
        return None;
    }
    certificate.level.or_else(|| cefr::of_pass(certificate.test.as_ref()?)?.level)
}

/// How high a result is, in thousandths of all that there is: by the level that it shows, else the mean of its scores on
/// the scales of the test. Orders those who miss the same level; `None` where it failed or tells nothing.
pub fn height(certificate: &LanguageCertificate) -> Option<u16> {
    let by_level = |level: Cefr| u16::try_from((level as usize + 1) * 1000 / Cefr::ALL.len()).ok();
    if !may_show(certificate) {
        return None;
    }
    if let Some(height) = exam_level(certificate).and_then(by_level) {
        return Some(height);
    }
    let scale = certificate.test.as_ref().and_then(cefr::scale)?;
    let parts = Skill::ALL.into_iter().map(Some).chain([None]);
    let heights: Vec<f64> = parts
        .filter_map(|skill| {
            let score = mark(certificate, scale, skill)?.score?.to_f64();
            let part = skill.and_then(|skill| scale.part_ranges.get(skill.as_str()));
            let (low, high) = *part.or(scale.range.as_ref())?;
            let (low, high) = (low.to_f64(), high.to_f64());
            (low < high).then(|| ((score - low) / (high - low)).clamp(0.0, 1.0))
        })
        .collect();
    if heights.is_empty() {
        return shown(certificate).ok().and_then(|shown| shown.level).and_then(by_level);
    }
    let count = f64::from(u16::try_from(heights.len()).ok()?);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let height = (heights.iter().sum::<f64>() / count * 1000.0).round() as u16;
    Some(height)
}

/// Whether a certificate may show the level that it is of: it was not failed, falls short of nothing, and its result is one.
fn may_show(certificate: &LanguageCertificate) -> bool {
    let scale = certificate.test.as_ref().and_then(cefr::scale);
    !has_failed(certificate)
        && !has_no_result(certificate, scale)
        && !scale.is_some_and(|scale| falls_short(certificate, scale))
}

/// Whether words stand where the result would, and are none: `pending`, `Ergebnis ausstehend`, `booked for March`. Whether
/// such an exam was passed nobody knows.
fn has_no_result(certificate: &LanguageCertificate, scale: Option<&Scale>) -> bool {
    let Some(text) = certificate.overall.as_deref().filter(|text| text.chars().any(char::is_alphabetic))
    else {
        return false;
    };
    if certificate::passed(text).is_some() {
        return false;
    }
    // The level may be told again as the result, and a test without a scale may have grades of its own.
    let is_grade = |scale: &Scale| {
        let mark = Mark::read(&scale.test, text);
        let grade = mark.grade.unwrap_or_default();
        mark.score.is_some() || scale.rank(&grade).is_some() || grade.to_uppercase().parse::<Cefr>().is_ok()
    };
    certificate::is_outstanding(text) || scale.is_some_and(|scale| !is_grade(scale))
}

/// Whether words of a result say that the test was not passed.
fn has_failed(certificate: &LanguageCertificate) -> bool {
    let parts = Skill::ALL.into_iter().map(|skill| skill_text(certificate, skill));
    let texts = parts.chain([certificate.overall.as_deref()]).flatten();
    texts.map(certificate::passed).any(|passed| passed == Some(false))
}

/// Whether the results lie below the pass mark, or below every level of the table.
fn falls_short(certificate: &LanguageCertificate, scale: &Scale) -> bool {
    let result = |skill| mark(certificate, scale, skill);
    let below =
        |mark: &Mark| cefr::level(&scale.test, None, mark).is_some_and(|linked| linked.level.is_none());
    is_below_pass_mark(certificate, scale) || result(None).as_ref().is_some_and(below)
}

/// Whether the results lie below the pass mark.
pub(super) fn is_below_pass_mark(certificate: &LanguageCertificate, scale: &Scale) -> bool {
    scale.is_below_pass_mark(|skill| mark(certificate, scale, skill)?.score)
}

/// A result of a certificate: of a skill, or of the whole. A score off the scale is not known.
pub(super) fn mark(certificate: &LanguageCertificate, scale: &Scale, skill: Option<Skill>) -> Option<Mark> {
    let text = match skill {
        None => certificate.overall.as_deref(),
        Some(skill) => skill_text(certificate, skill),
    };
    let Some(text) = text else {
        return if skill.is_none() { worked_out(certificate, scale) } else { None };
    };
    let mark = Mark::read(&scale.test, text);
    let on_scale = mark.score.is_none_or(|score| scale.admits(skill, score));
    (on_scale && mark != Mark::default()).then_some(mark)
}

/// The column of a skill.
pub(super) fn skill_text(certificate: &LanguageCertificate, skill: Skill) -> Option<&str> {
    let text = match skill {
        Skill::Listening => &certificate.listening,
        Skill::Reading => &certificate.reading,
        Skill::Writing => &certificate.writing,
        Skill::Speaking => &certificate.speaking,
    };
    text.as_deref()
}

/// The overall band of IELTS where only the four parts are stated: their mean to the nearest half band,
/// quarters up (`tests.csv`, notes of `ielts-academic`). No other test's table gives a formula.
fn worked_out(certificate: &LanguageCertificate, scale: &Scale) -> Option<Mark> {
    if !matches!(scale.test.as_str(), "ielts-academic" | "ielts-general") {
        return None;
    }
    let mut tenths = 0;
    for skill in Skill::ALL {
        tenths += mark(certificate, scale, Some(skill))?.score?.scaled(1)?;
    }
    // Half bands: the mean of four in tenths is a fortieth of the sum, a half band five tenths.
    let halves = (tenths + 10).div_euclid(20);
    Some(Mark { score: Some(Decimal::from_thousandths(halves * 500)), grade: None })
}

/// Whether somebody saw the document. A certificate of unstated evidence is the worker's own word.
pub(super) fn is_proven(certificate: &LanguageCertificate) -> bool {
    certificate.evidence > Some(Evidence::SelfDeclared)
}

/// Whether a certificate counts on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    Yes,
    /// Taken later.
    NotYet,
    /// No longer.
    Expired(Day),
    /// Whether it counts turns on the day of the test, of which too little is known.
    Undated,
    /// Its own words say that the test was not passed.
    Failed,
}

/// Whether a certificate counts on a day by its own life, and by a rule's window of months if one is
/// given. Where a shortened date lets it both count and not count on the day, that is not known.
pub(super) fn counts(certificate: &LanguageCertificate, months: Option<u16>, day: Day) -> Counts {
    if has_failed(certificate) {
        return Counts::Failed;
    }
    if let Some(taken) = certificate.taken_on {
        if day < taken.earliest() {
            return Counts::NotYet;
        }
        if day < taken.latest() {
            return Counts::Undated;
        }
    }
    let (Ok(first), Ok(last)) = (ends(certificate, months), last_end(certificate, months)) else {
        return Counts::Undated;
    };
    match (first, last) {
        (_, Some(until)) if until <= day => Counts::Expired(until),
        (Some(until), _) if until <= day => Counts::Undated,
        _ => Counts::Yes,
    }
}

/// The days on which it may change whether a certificate counts.
pub(super) fn turns(certificate: &LanguageCertificate, months: &[Option<u16>]) -> Vec<Day> {
    let ends = |&months: &Option<u16>| {
        [ends(certificate, months), last_end(certificate, months)].map(|end| end.ok().flatten())
    };
    let taken = certificate.taken_on.map(|date| [date.earliest(), date.latest()]);
    taken.into_iter().flatten().chain(months.iter().flat_map(ends).flatten()).collect()
}

/// The first day on which a certificate may no longer count, `None` for never; an error when the day of
/// the test would have to be known.
pub(super) fn ends(certificate: &LanguageCertificate, months: Option<u16>) -> Result<Option<Day>, ()> {
    ends_by(certificate, months, PartialDate::earliest)
}

/// The first day on which a certificate surely no longer counts.
fn last_end(certificate: &LanguageCertificate, months: Option<u16>) -> Result<Option<Day>, ()> {
    ends_by(certificate, months, PartialDate::latest)
}

fn ends_by(
    certificate: &LanguageCertificate,
    months: Option<u16>,
    read: fn(PartialDate) -> Day,
) -> Result<Option<Day>, ()> {
    let after = |months: u16| match certificate.taken_on {
        Some(date) => Ok(read(date).add_months(i32::from(months))),
        None => Err(()),
    };
    let life = certificate.test.as_ref().and_then(cefr::scale).and_then(|scale| scale.validity_months);
    let own = match certificate.expires_on {
        // The day printed is the last one that counts.
        Some(date) => Some(Day(read(date).0.saturating_add(1))),
        None => life.map(after).transpose()?,
    };
    let asked = months.map(after).transpose()?;
    Ok(match (own, asked) {
        (Some(own), Some(asked)) => Some(own.min(asked)),
        (own, asked) => own.or(asked),
    })
}

/// The level that an exam stands for where words say that it was passed and no result of the whole says more.
pub fn level_of_pass(one: &Certificate) -> Option<Cefr> {
    let test = one.test.as_ref().filter(|_| one.passed && one.overall.is_none())?;
    cefr::of_pass(test)?.level
}

/// The level of each result that a certificate as written gives, overall last, with the row of the
/// concordance that says so.
pub fn levels_by_skill(one: &Certificate) -> Vec<(&'static str, Linked)> {
    let Some(test) = &one.test else { return Vec::new() };
    let results = [
        (Some(Skill::Listening), &one.listening),
        (Some(Skill::Reading), &one.reading),
        (Some(Skill::Writing), &one.writing),
        (Some(Skill::Speaking), &one.speaking),
        (None, &one.overall),
    ];
    let linked = results.into_iter().filter_map(|(skill, text)| {
        let linked = cefr::level(test, skill, &Mark::read(test, text.as_deref()?))?;
        Some((skill.map_or("overall", Skill::as_str), linked))
    });
    linked.collect()
}
