//! Language certificates against the tables of the tests: scales, parts, levels, dates.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Question, Seen, col, fault};
use super::{Check, checks};
use crate::message::Either;
use crate::model::{Cefr, Decimal, PartialDate};
use crate::reference::cefr::{self, Mark};
use crate::reference::language_tests::{self, Test};
use crate::reference::test_windows;

const TEST: Col = col!(LanguageCertificate.test);
const TAKEN: Col = col!(LanguageCertificate.taken_on);
const EXPIRES: Col = col!(LanguageCertificate.expires_on);
const LEVEL: Col = col!(LanguageCertificate.level);
const OVERALL: Col = col!(LanguageCertificate.overall);
const NUMBER: Col = col!(LanguageCertificate.number);
const PARTS: [Col; 4] = [
    col!(LanguageCertificate.listening),
    col!(LanguageCertificate.reading),
    col!(LanguageCertificate.writing),
    col!(LanguageCertificate.speaking),
];

pub(super) static CHECKS: &[Check] = checks! { "language":
    REC006 Reject "certificate-dates-reversed", certificate_dates_reversed, "schemas/language_certificate.json, taken_on and expires_on";
    REC007 Reject "score-off-scale", score_off_scale, "data/reference/tests.csv, score_min and score_max";
    REC008 Reject "part-score-off-scale", part_score_off_scale, "data/reference/tests.csv, sub_score_scale";
    REC045 Reject "certificate-in-the-future", certificate_in_the_future, "schemas/language_certificate.json, taken_on";
    REC046 Reject "certificate-in-childhood", certificate_in_childhood, "schemas/language_certificate.json, taken_on; judgment";
    REC047 Reject "certificate-before-its-test", certificate_before_its_test, "data/reference/test_windows.csv, first_taken";
    REC048 Warn "certificate-after-its-test", certificate_after_its_test, "data/reference/test_windows.csv, last_taken";
    REC049 Warn "grade-before-its-time", grade_before_its_time, "data/reference/tests.csv, notes of OET: C+ exists since September 2018";
    REC050 Warn "certificate-outlives-its-test", certificate_outlives_its_test, "data/reference/tests.csv, validity_months";
    REC051 Reject "level-of-another-exam", level_of_another_exam, "data/reference/cefr_concordance.csv";
    REC052 Warn "level-above-its-test", level_above_its_test, "data/reference/cefr_concordance.csv";
    REC053 Warn "level-contradicts-score", level_contradicts_score, "data/reference/cefr_concordance.csv";
    REC054 Reject "overall-not-the-mean", overall_not_the_mean, "data/reference/tests.csv, notes of IELTS and TOEFL iBT (1-6)";
    REC055 Reject "overall-not-the-sum", overall_not_the_sum, "data/reference/tests.csv, notes of TOEFL iBT (0-120)";
    REC056 Reject "score-between-steps", score_between_steps, "data/reference/tests.csv, score_step";
    REC057 Warn "grade-not-of-its-test", grade_not_of_its_test, "data/reference/tests.csv, grade_scale";
    REC058 Reject "part-not-of-its-test", part_not_of_its_test, "data/reference/tests.csv, sub_scores";
    REC059 Reject "language-not-of-its-test", language_not_of_its_test, "data/reference/tests.csv, language";
    REC060 Warn "retake-not-offered", retake_not_offered, "data/reference/tests.csv, notes of IELTS: One Skill Retake";
    REC061 Warn "certificate-shows-nothing", certificate_shows_nothing, "schemas/language_certificate.json, level and scores";
    REC062 Warn "certificate-number-repeated", certificate_number_repeated, "schemas/language_certificate.json, number";
    REC063 Warn "overall-is-a-level", overall_is_a_level, "schemas/language_certificate.json, level and overall";
    REC064 Warn "certificate-written-twice", certificate_written_twice, "schemas/language_certificate.json, natural key";
};

fn test(seen: Seen<'_>) -> Option<&'static Test> {
    language_tests::find(seen.text(TEST)?)
}

/// The name of the test, or what stands for it in the row.
fn name_of(seen: Seen<'_>) -> String {
    let known = test(seen).map(|test| test.name.as_str()).or_else(|| seen.text(TEST));
    known.unwrap_or_default().to_owned()
}

fn certificate_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(TAKEN, EXPIRES)
}

/// Tests whose overall score is the mean of the four parts, rounded to the nearest half.
fn is_mean(test: &str) -> bool {
    matches!(test, "ielts-academic" | "ielts-general" | "toefl-ibt-2026")
}

/// The parts that the overall score of a test is the sum of.
fn summed(test: &str) -> Option<&'static [Col]> {
    Some(match test {
        "toefl-ibt" | "goethe-a1" | "goethe-a2" => &PARTS[..],
        "toeic-lr" => &PARTS[..2],
        "toeic-sw" => &PARTS[2..],
        _ => return None,
    })
}

/// The mean of four parts in tenths, to the nearest half band; a quarter goes up to the half, three quarters to the
/// whole.
fn mean_of(sum: i64) -> i64 {
    (sum + 10) / 20 * 5
}

/// The step of a column's scores, in hundredths: the parts of some tests go in the steps of the whole.
fn step_of(test: &Test, column: Col) -> Option<i64> {
    let parts = matches!(
        test.id.as_str(),
        "ielts-academic" | "ielts-general" | "oet" | "toefl-ibt" | "toefl-ibt-2026" | "pte-academic"
    );
    let step = test.step.filter(|_| parts || column.name == OVERALL.name)?.scaled(2)?;
    (step > 0).then_some(step)
}

fn scale_of(test: &Test, column: Col) -> Option<(Decimal, Decimal)> {
    if column.name == OVERALL.name {
        return test.scale;
    }
    let part = test.part_scales.iter().find(|(name, _, _)| name == column.name);
    part.map(|(_, low, high)| (*low, *high))
}

/// Whether a score may stand in a column of the row: on its scale, in its steps, and in agreement with the mean or
/// the sum of the parts. What may not is never suggested.
fn may_stand(seen: Seen<'_>, column: Col, score: Decimal) -> bool {
    let Some(test) = test(seen) else { return true };
    let tenths = |of: Col| if of.name == column.name { Some(score) } else { seen.decimal(of) }?.scaled(1);
    let sum = |columns: &[Col]| columns.iter().map(|&of| tenths(of)).sum::<Option<i64>>();
    let id = test.id.as_str();
    let scale = scale_of(test, column).is_none_or(|(low, high)| (low..=high).contains(&score));
    let steps = step_of(test, column).is_none_or(|step| score.scaled(2).is_some_and(|n| n % step == 0));
    let mean =
        !is_mean(id) || tenths(OVERALL).zip(sum(&PARTS)).is_none_or(|(overall, sum)| overall == mean_of(sum));
    let total = summed(id).is_none_or(|parts| {
        tenths(OVERALL).zip(sum(parts)).is_none_or(|(overall, sum)| (overall - sum).abs() <= HALF_POINTS)
    });
    scale && steps && mean && total
}

/// Half points of the parts are rounded in the total of some tests; in tenths.
const HALF_POINTS: i64 = 10;

/// The scores that may have been meant, those that may stand in the row: what the parts make of the whole, or a tenth,
/// 75 for 7.5.
fn meant(seen: Seen<'_>, column: Col, score: Decimal) -> Option<String> {
    let of_parts = || {
        let id = seen.text(TEST).filter(|_| column.name == OVERALL.name)?;
        let tenths = match summed(id) {
            Some(parts) => tenths(seen, parts)?,
            None if is_mean(id) => mean_of(tenths(seen, &PARTS)?),
            None => return None,
        };
        Some(Decimal::from_thousandths(tenths * 100))
    };
    let tenth = || Some(Decimal::from_thousandths(score.scaled(2)?));
    let found = [of_parts(), tenth()].into_iter().flatten().find(|&score| may_stand(seen, column, score));
    found.map(|score| score.to_string())
}

fn suggesting(found: Fault, suggestion: Option<String>) -> Fault {
    match suggestion {
        Some(suggestion) => found.suggest(suggestion),
        None => found,
    }
}

fn off(seen: Seen<'_>, column: Col, score: Decimal, test: &Test, (low, high): (Decimal, Decimal)) -> Fault {
    let test = test.name.clone();
    let reason = if column.name == OVERALL.name {
        R::ScoreOffScale { score, test, low, high }
    } else {
        R::PartScoreOffScale { score, test, part: column.name, low, high }
    };
    suggesting(fault(column, reason), meant(seen, column, score))
}

fn score_off_scale(seen: Seen<'_>) -> Option<Fault> {
    // A grade is no number; whether it is one of the test's grades is another question.
    let score = seen.decimal(OVERALL)?;
    let test = test(seen)?;
    let scale = scale_of(test, OVERALL)?;
    (!(scale.0..=scale.1).contains(&score)).then(|| off(seen, OVERALL, score, test, scale))
}

fn part_score_off_scale(seen: Seen<'_>) -> Option<Fault> {
    let test = test(seen)?;
    PARTS.into_iter().find_map(|column| {
        let score = seen.decimal(column)?;
        let scale = scale_of(test, column)?;
        (!(scale.0..=scale.1).contains(&score)).then(|| off(seen, column, score, test, scale))
    })
}

fn certificate_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(TAKEN, Step::Test)
}

fn certificate_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(8, TAKEN, Step::Test)
}

fn certificate_before_its_test(seen: Seen<'_>) -> Option<Fault> {
    let taken = seen.when(TAKEN)?;
    let first = test_windows::of(seen.text(TEST)?)?.first?;
    // Most certificates are younger than every test.
    if taken.year() > first.year() {
        return None;
    }
    taken
        .is_before(first)
        .then(|| fault(TAKEN, R::CertificateBeforeItsTest { taken, test: name_of(seen), first }))
}

fn certificate_after_its_test(seen: Seen<'_>) -> Option<Fault> {
    let taken = seen.when(TAKEN)?;
    let window = test_windows::of(seen.text(TEST)?)?;
    let last = window.last?;
    if taken.year() < last.year() {
        return None;
    }
    last.is_before(taken).then(|| {
        let found = fault(TEST, R::CertificateAfterItsTest { taken, test: name_of(seen), last });
        match &window.replaced_by {
            Some(next) => found.suggest(next.as_str()),
            None => found,
        }
    })
}

fn grade_before_its_time(seen: Seen<'_>) -> Option<Fault> {
    if seen.text(TEST)? != "oet" {
        return None;
    }
    let column = PARTS.into_iter().find(|&column| seen.text(column) == Some("C+"))?;
    let taken = seen.when(TAKEN)?;
    let since = PartialDate::new(2018, Some(9), None).ok()?;
    taken.is_before(since).then(|| fault(column, R::GradeBeforeItsTime { taken }).suggest("C"))
}

fn certificate_outlives_its_test(seen: Seen<'_>) -> Option<Fault> {
    let (taken, expires) = (seen.when(TAKEN)?, seen.when(EXPIRES)?);
    let months = test(seen)?.validity_months?;
    // A month more for certificates that count from the day of the result.
    taken
        .is_months_before(months + 1, expires)
        .then(|| fault(EXPIRES, R::CertificateOutlivesItsTest { months, taken, expires }))
}

/// The levels that results of the test stand for; empty where the exam's level is not said by its name or
/// where the table knows a part of its levels only.
fn levels(test: &Test) -> Vec<Cefr> {
    // Exams of several levels under one name, of which the table has the lowest.
    const OPEN: [&str; 3] = ["ielts-life-skills", "trinity-ise", "jft-basic"];
    if OPEN.contains(&test.id.as_str()) { Vec::new() } else { cefr::levels(&test.id) }
}

fn level_of_another_exam(seen: Seen<'_>) -> Option<Fault> {
    let level = seen.text(LEVEL)?;
    let id = seen.text(TEST)?;
    let wrong = || {
        let test = test(seen)?;
        let [only] = levels(test)[..] else { return None };
        (level.parse::<Cefr>().ok()? > only).then_some((test, only))
    };
    if !seen.ask(Question::Level, [id, level, "exam"], || wrong().is_some()) {
        return None;
    }
    let (test, only) = wrong()?;
    Some(
        fault(LEVEL, R::LevelOfAnotherExam { test: test.name.clone(), only, level: level.to_owned() })
            .suggest(only.as_str()),
    )
}

fn level_above_its_test(seen: Seen<'_>) -> Option<Fault> {
    let level = seen.text(LEVEL)?;
    let id = seen.text(TEST)?;
    let wrong = || {
        let test = test(seen)?;
        let levels = levels(test);
        let highest = *levels.last()?;
        (levels.len() > 1 && level.parse::<Cefr>().ok()? > highest).then_some((test, highest))
    };
    if !seen.ask(Question::Level, [id, level, "highest"], || wrong().is_some()) {
        return None;
    }
    let (test, highest) = wrong()?;
    Some(
        fault(LEVEL, R::LevelAboveItsTest { test: test.name.clone(), highest, level: level.to_owned() })
            .suggest(highest.as_str()),
    )
}

fn level_contradicts_score(seen: Seen<'_>) -> Option<Fault> {
    let (level, overall, id) = (seen.text(LEVEL)?, seen.text(OVERALL)?, seen.text(TEST)?);
    let shown = || {
        let test = test(seen)?;
        let linked = cefr::level(&test.id, None, &Mark::read(&test.id, overall))?;
        let said = level.parse::<Cefr>().ok()?;
        // Tables differ by a level; a level that the score falls short of is worth a look all the same.
        let agrees = linked.level.is_some_and(|shown| said == shown || said as u8 + 1 == shown as u8);
        (!agrees).then_some((test, linked.level))
    };
    if !seen.ask(Question::Level, [id, level, overall], || shown().is_some()) {
        return None;
    }
    let (test, found) = shown()?;
    let name = &test.name;
    Some(match found {
        Some(found) => fault(
            LEVEL,
            R::LevelContradictsScore {
                test: name.clone(),
                score: overall.to_owned(),
                shown: found,
                level: level.to_owned(),
            },
        )
        .suggest(found.as_str()),
        None => fault(
            LEVEL,
            R::LevelAboveScore { test: name.clone(), score: overall.to_owned(), level: level.to_owned() },
        ),
    })
}

/// The four part scores in tenths.
fn tenths(seen: Seen<'_>, columns: &[Col]) -> Option<i64> {
    columns.iter().map(|&column| seen.decimal(column)?.scaled(1)).sum()
}

fn overall_not_the_mean(seen: Seen<'_>) -> Option<Fault> {
    let id = seen.text(TEST)?;
    if !is_mean(id) {
        return None;
    }
    let (overall, sum) = (seen.decimal(OVERALL)?.scaled(1)?, tenths(seen, &PARTS)?);
    let mean = mean_of(sum);
    (overall != mean).then(|| {
        let mean = Decimal::from_thousandths(mean * 100);
        let found = fault(OVERALL, R::OverallNotTheMean { mean });
        suggesting(
            found,
            Some(mean).filter(|&mean| may_stand(seen, OVERALL, mean)).map(|mean| mean.to_string()),
        )
    })
}

fn overall_not_the_sum(seen: Seen<'_>) -> Option<Fault> {
    let columns = summed(seen.text(TEST)?)?;
    let (overall, sum) = (seen.decimal(OVERALL)?.scaled(1)?, tenths(seen, columns)?);
    ((overall - sum).abs() > HALF_POINTS).then(|| {
        let sum = Decimal::from_thousandths(sum * 100);
        let found = fault(OVERALL, R::OverallNotTheSum { sum });
        suggesting(found, Some(sum).filter(|&sum| may_stand(seen, OVERALL, sum)).map(|sum| sum.to_string()))
    })
}

fn score_between_steps(seen: Seen<'_>) -> Option<Fault> {
    let test = test(seen)?;
    std::iter::once(OVERALL).chain(PARTS).find_map(|column| {
        let step = step_of(test, column)?;
        let score = seen.decimal(column)?;
        let hundredths = score.scaled(2)?;
        (hundredths % step != 0).then(|| {
            let below = hundredths.div_euclid(step) * step;
            let near = [below, below + step].map(|n| Decimal::from_thousandths(n * 10));
            let near: Vec<String> = near
                .into_iter()
                .filter(|&score| may_stand(seen, column, score))
                .map(|score| score.to_string())
                .collect();
            let found = fault(
                column,
                R::ScoreBetweenSteps {
                    test: test.name.clone(),
                    score,
                    step: Decimal::from_thousandths(step * 10),
                },
            );
            suggesting(found, (!near.is_empty()).then(|| near.join(" or ")))
        })
    })
}

fn grade_not_of_its_test(seen: Seen<'_>) -> Option<Fault> {
    let test = test(seen).filter(|test| !test.grades.is_empty())?;
    std::iter::once(OVERALL).chain(PARTS).find_map(|column| {
        let text = seen.text(column)?;
        // Numbers, numbers with a grade, and levels are other questions.
        if text.starts_with(|c: char| c.is_ascii_digit()) || test.grades.iter().any(|grade| grade == text) {
            return None;
        }
        let unknown = || {
            text.parse::<Cefr>().is_err()
                && !text.contains(|c: char| c.is_ascii_digit())
                && !test.grades.iter().any(|grade| grade.to_lowercase() == text.to_lowercase())
        };
        seen.ask(Question::Grade, [test.id.as_str(), text, ""], unknown).then(|| {
            fault(
                column,
                R::GradeNotOfItsTest {
                    test: test.name.clone(),
                    grade: text.to_owned(),
                    grades: Either(test.grades.clone()),
                },
            )
        })
    })
}

fn part_not_of_its_test(seen: Seen<'_>) -> Option<Fault> {
    if !PARTS.into_iter().any(|column| seen.has(column)) {
        return None;
    }
    let test = test(seen)?;
    let reports = |column: Col| test.parts.iter().any(|part| part == column.name);
    // Tests that divide otherwise (written and oral) may be entered under the skill that comes nearest.
    if !PARTS.into_iter().any(reports) {
        return None;
    }
    let column = PARTS.into_iter().find(|&column| seen.has(column) && !reports(column))?;
    Some(fault(
        column,
        R::PartNotOfItsTest { test: test.name.clone(), part: column.name, parts: test.parts.clone() },
    ))
}

fn language_not_of_its_test(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(LanguageCertificate.language);
    let language = seen.text(column)?;
    let test = test(seen)?;
    (!test.languages.is_empty() && !test.languages.iter().any(|known| known.as_str() == language)).then(
        || {
            let codes: Vec<&str> = test.languages.iter().map(|known| known.as_str()).collect();
            fault(
                column,
                R::LanguageNotOfItsTest { test: test.name.clone(), language: language.parse().ok() },
            )
            .suggest(codes.join(" or "))
        },
    )
}

fn retake_not_offered(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(LanguageCertificate.mode);
    (seen.text(column)? == "one-skill-retake" && !seen.text(TEST)?.starts_with("ielts-"))
        .then(|| fault(column, R::RetakeNotOffered { test: name_of(seen) }))
}

fn certificate_shows_nothing(seen: Seen<'_>) -> Option<Fault> {
    let id = seen.text(TEST)?;
    if seen.has(LEVEL) || seen.has(OVERALL) || PARTS.into_iter().any(|part| seen.has(part)) {
        return None;
    }
    // The name of an exam of one level says the level.
    let open = || test(seen).is_some_and(|test| levels(test).len() != 1);
    seen.ask(Question::Level, [id, "", ""], open)
        .then(|| fault(TEST, R::CertificateShowsNothing { test: name_of(seen) }))
}

fn certificate_number_repeated(seen: Seen<'_>) -> Option<Fault> {
    let number = seen.text(NUMBER)?;
    let twin = seen
        .earlier()
        .find(|other| other.text(NUMBER) == Some(number) && other.text(TEST) != seen.text(TEST))?;
    let first = twin.text(TEST).map(str::to_owned);
    Some(fault(NUMBER, R::CertificateNumberRepeated { number: number.to_owned(), test: first }))
}

fn overall_is_a_level(seen: Seen<'_>) -> Option<Fault> {
    let overall = seen.text(OVERALL)?;
    if overall.len() != 2 || overall.parse::<Cefr>().is_err() {
        return None;
    }
    let test = test(seen)?;
    (!seen.has(LEVEL) && !test.grades.iter().any(|grade| grade == overall))
        .then(|| fault(OVERALL, R::OverallIsALevel { level: overall.to_owned(), test: test.name.clone() }))
}

fn certificate_written_twice(seen: Seen<'_>) -> Option<Fault> {
    let (id, taken) = (seen.text(TEST)?, seen.when(TAKEN)?);
    let twin = seen.earlier().find_map(|other| {
        let day = other.when(TAKEN).filter(|_| other.text(TEST) == Some(id))?;
        taken.may_be(day).then_some(day)
    })?;
    Some(fault(TAKEN, R::CertificateWrittenTwice { taken, twin }))
}
