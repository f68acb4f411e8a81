//! Scales of the language tests (`tests.csv`) and their link to the CEFR (`cefr_concordance.csv`).
//!
//! The link serves the question *which level does this certificate show*. It never decides whether a
//! regulator's score is met: the same numbers are set as equal by regulators and as different levels
//! by providers, so a test that the regulator names is compared with the regulator's own numbers.

use super::rows::{self, Citation, Row};
use crate::model::{Cefr, Decimal, Language, TestId};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the tables come from.
pub const SOURCE: &str = "score scale pages of the providers, each row with its own source";
/// The day on which the tables were compiled.
pub const RETRIEVED: &str = "2026-11-23";

/// One of the four skills that a record keeps apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skill {
    /// Listening.
    Listening,
    /// Reading.
    Reading,
    /// Writing.
    Writing,
    /// Speaking.
    Speaking,
}

impl Skill {
    /// The four, in the order of the records.
    pub const ALL: [Self; 4] = [Self::Listening, Self::Reading, Self::Writing, Self::Speaking];

    /// The name of the skill, also the name of its column.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listening => "listening",
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Speaking => "speaking",
        }
    }
}

/// A result as printed: a score, a grade, or both (`350 B`, `N2 120`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// The number, if one is printed.
    pub score: Option<Decimal>,
    /// The grade in lower case, if one is printed.
    pub grade: Option<String>,
}

impl Mark {
    /// Reads a result of a test. Empty text has neither part.
    pub fn read(test: &TestId, text: &str) -> Self {
        // `TDN 3` is one grade, and so is the `3` of a test whose grades are numbers.
        if scale(test).is_some_and(|scale| scale.rank(text).is_some()) {
            return Self { score: text.trim().parse().ok(), grade: Some(grade_key(text)) };
        }
        let mut mark = Self::default();
        let mut rest = Vec::new();
        for word in text.split([' ', ',', ';', '(', ')']).filter(|word| !word.is_empty()) {
            match word.parse() {
                Ok(score) if mark.score.is_none() => mark.score = Some(score),
                _ => rest.push(word),
            }
        }
        mark.grade = Some(grade_key(&rest.join(" "))).filter(|grade| !grade.is_empty());
        mark
    }
}

/// A grade in the form it is compared in. Signs stay: `C+` is not `C`.
fn grade_key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The scale of a test.
#[derive(Debug)]
pub struct Scale {
    /// The test.
    pub test: TestId,
    /// Its name.
    pub name: Box<str>,
    /// The languages it tests.
    pub languages: Vec<Language>,
    /// The lowest and the highest overall score; `None` not known or none.
    pub range: Option<(Decimal, Decimal)>,
    /// The parts it reports, as the provider names them.
    pub parts: Vec<Box<str>>,
    /// The lowest and the highest score by part.
    pub part_ranges: BTreeMap<Box<str>, (Decimal, Decimal)>,
    /// The life of the certificate in months; `None` when it has no end of its own.
    pub validity_months: Option<u16>,
    /// What passing needs, `key:value` joined by `;`; `none` for a test without a pass mark.
    pub pass_mark: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
    /// The exams of one provider that build on each other, and the step of this one among them, the lowest first.
    pub ladder: Option<(Box<str>, u16)>,
    grades: Vec<String>,
}

impl Scale {
    /// The rank of a grade, 0 the best; `None` when the test has no such grade.
    pub fn rank(&self, grade: &str) -> Option<usize> {
        let key = grade_key(grade);
        self.grades.iter().position(|known| *known == key)
    }

    /// Whether a score lies surely below the pass mark: of the whole, of a part, or of several parts together, where parts
    /// that are not known count with the most that they can give. A mark in percent is compared with points of a hundred.
    pub fn is_below_pass_mark(&self, score: impl Fn(Option<Skill>) -> Option<Decimal>) -> bool {
        let below = |skill: Option<Skill>, value: &str| {
            let least = self.least(skill, value);
            score(skill).zip(least).is_some_and(|(score, least)| score < least)
        };
        self.pass_mark.split(';').filter_map(|item| item.split_once(':')).any(|(key, value)| match key {
            "overall" => below(None, value),
            // A sum or a mean below what each part must reach is one of parts that did not all reach it.
            "each" => below(None, value) || Skill::ALL.into_iter().any(|skill| below(Some(skill), value)),
            parts => {
                let most = |part: &str| {
                    let skill = Skill::ALL.into_iter().find(|skill| skill.as_str() == part);
                    skill
                        .and_then(|skill| score(Some(skill)))
                        .or_else(|| self.part_ranges.get(part).map(|(_, high)| *high))
                };
                let sum =
                    parts.split('+').try_fold(Decimal::from_integer(0), |sum, part| sum.plus(most(part)?));
                sum.zip(value.parse().ok()).is_some_and(|(sum, least): (Decimal, Decimal)| sum < least)
            }
        })
    }

    /// The points that a mark asks for.
    fn least(&self, skill: Option<Skill>, value: &str) -> Option<Decimal> {
        let Some(percent) = value.strip_suffix('%') else { return value.parse().ok() };
        let range = match skill {
            Some(skill) => self.part_ranges.get(skill.as_str()).copied(),
            None => self.range,
        };
        let of_hundred = range.is_none_or(|(_, high)| high == Decimal::from_integer(100));
        percent.parse().ok().filter(|_| of_hundred)
    }

    /// The grades with their ranks, the best first.
    pub fn ranked(&self) -> impl Iterator<Item = (usize, &str)> {
        self.grades.iter().map(String::as_str).enumerate()
    }

    /// The parts that a record has a column for. A written and an oral exam stand in those of writing and speaking.
    pub fn skills(&self) -> impl Iterator<Item = Skill> {
        let names = |skill: Skill, part: &str| {
            part == skill.as_str()
                || matches!((skill, part), (Skill::Writing, "written") | (Skill::Speaking, "oral"))
        };
        Skill::ALL.into_iter().filter(move |skill| self.parts.iter().any(|part| names(*skill, part)))
    }

    /// Whether the test reports a part for which a record has no column.
    pub fn has_other_parts(&self) -> bool {
        self.skills().count() < self.parts.len()
    }

    /// Whether a score lies on the scale of a part, or of the whole when no part is given. A scale
    /// that is not known refuses nothing.
    pub fn admits(&self, skill: Option<Skill>, score: Decimal) -> bool {
        let range = match skill {
            Some(skill) => self.part_ranges.get(skill.as_str()).copied(),
            None => self.range,
        };
        range.is_none_or(|(low, high)| (low..=high).contains(&score))
    }
}

/// A row of the concordance.
#[derive(Debug)]
struct Link {
    scores: Option<(Decimal, Decimal)>,
    grades: Vec<String>,
    level: Cefr,
    scope: Box<str>,
    citation: Citation,
}

/// A level that the concordance gives.
#[derive(Debug, Clone, Copy)]
pub struct Linked {
    /// The level; `None` when the result lies below the lowest one of the table.
    pub level: Option<Cefr>,
    /// The row that decided.
    pub citation: &'static Citation,
}

/// The scale of a test; `None` when the table has no such test.
pub fn scale(test: &TestId) -> Option<&'static Scale> {
    static SCALES: LazyLock<BTreeMap<TestId, Scale>> = LazyLock::new(|| {
        rows::read("tests.csv", include_str!("../../data/reference/tests.csv"), read_scale)
            .into_iter()
            .map(|scale| (scale.test.clone(), scale))
            .collect()
    });
    SCALES.get(test)
}

/// The level of one result: of a skill, or of the whole when none is given. Where several rows
/// agree with the result, the lowest level counts. `None` when the table does not say.
pub fn level(test: &TestId, skill: Option<Skill>, mark: &Mark) -> Option<Linked> {
    let links = links().get(test)?;
    let in_scope: Vec<&Link> = links.iter().filter(|link| speaks_of(&link.scope, skill)).collect();
    let agreeing = in_scope.iter().filter(|link| agrees(link, mark)).min_by_key(|link| link.level);
    if let Some(link) = agreeing {
        return Some(Linked { level: Some(link.level), citation: &link.citation });
    }
    if let Some(linked) = by_rank(test, &in_scope, mark) {
        return Some(linked);
    }
    let score = mark.score?;
    let lowest =
        in_scope.iter().filter_map(|link| Some((link.scores?.0, *link))).min_by_key(|(from, _)| *from);
    lowest
        .filter(|(from, _)| score < *from && scale(test).is_none_or(|scale| scale.admits(skill, score)))
        .map(|(_, link)| Linked { level: None, citation: &link.citation })
}

/// The level of a grade that no row names: it shows at least what a worse grade shows. A grade worse than all of the
/// rows lies below them.
fn by_rank(test: &TestId, in_scope: &[&'static Link], mark: &Mark) -> Option<Linked> {
    let scale = scale(test)?;
    let rank = scale.rank(mark.grade.as_deref()?)?;
    // A score decides where a row has one; the grade beside it only agrees or does not.
    let by_grade = in_scope.iter().filter(|link| link.scores.is_none() || mark.score.is_none());
    let ranks = |link: &Link| link.grades.iter().filter_map(|grade| scale.rank(grade)).collect::<Vec<_>>();
    let graded: Vec<(usize, &'static Link)> =
        by_grade.filter_map(|link| Some((ranks(link).into_iter().max()?, *link))).collect();
    if in_scope.iter().any(|link| ranks(link).contains(&rank)) {
        return None;
    }
    let shows = graded.iter().filter(|(worst, _)| *worst >= rank).max_by_key(|(_, link)| link.level);
    let (level, link) = match shows {
        Some((_, link)) => (Some(link.level), *link),
        None => (None, graded.iter().min_by_key(|(_, link)| link.level).map(|(_, link)| *link)?),
    };
    Some(Linked { level, citation: &link.citation })
}

/// The level that passing an exam shows; `None` for a test of several levels, or without a row.
pub fn of_pass(test: &TestId) -> Option<Linked> {
    let links = links().get(test)?;
    let first = links.first()?;
    let one = links.iter().all(|link| link.level == first.level);
    one.then_some(Linked { level: Some(first.level), citation: &first.citation })
}

/// Whether an exam is a higher one than another of the same ladder: Goethe C1 than Goethe B2.
pub fn is_higher(test: &TestId, than: &TestId) -> bool {
    let ladder = |test: &TestId| scale(test).and_then(|scale| scale.ladder.as_ref());
    match (ladder(test), ladder(than)) {
        (Some((one, rung)), Some((other, lower))) => one == other && rung > lower,
        _ => false,
    }
}

/// The levels that the concordance gives to results of a test, lowest first; empty when it does not speak of it.
pub fn levels(test: &TestId) -> Vec<Cefr> {
    let mut levels: Vec<Cefr> = links().get(test).into_iter().flatten().map(|link| link.level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// The scores that a grade stands for; `None` when the table has none for it.
pub fn scores_of(test: &TestId, skill: Option<Skill>, grade: &str) -> Option<(Decimal, Decimal)> {
    let key = grade_key(grade);
    let mut found = links().get(test)?.iter().filter(|link| speaks_of(&link.scope, skill));
    found.find(|link| link.grades.contains(&key)).and_then(|link| link.scores)
}

/// The best grade that a score stands for; `None` when the table has none for it.
pub fn grade_of(test: &TestId, skill: Option<Skill>, score: Decimal) -> Option<&'static str> {
    let mark = Mark { score: Some(score), grade: None };
    let mut found = links().get(test)?.iter().filter(|link| speaks_of(&link.scope, skill));
    found.find(|link| agrees(link, &mark)).and_then(|link| link.grades.first()).map(String::as_str)
}

fn agrees(link: &Link, mark: &Mark) -> bool {
    let score = match (link.scores, mark.score) {
        (Some((from, to)), Some(score)) => Some((from..=to).contains(&score)),
        _ => None,
    };
    let grade = match (link.grades.is_empty(), &mark.grade) {
        (false, Some(grade)) => Some(link.grades.contains(grade)),
        _ => None,
    };
    // What both sides give must agree, and they must have something in common.
    score.or(grade).is_some() && score != Some(false) && grade != Some(false)
}

fn speaks_of(scope: &str, skill: Option<Skill>) -> bool {
    match skill {
        None => scope.starts_with("overall"),
        Some(skill) => {
            scope == "skill"
                || scope == "overall or skill"
                || scope == "each part"
                || scope.split(';').any(|part| part == skill.as_str())
        }
    }
}

fn links() -> &'static BTreeMap<TestId, Vec<Link>> {
    static LINKS: LazyLock<BTreeMap<TestId, Vec<Link>>> = LazyLock::new(|| {
        let text = include_str!("../../data/reference/cefr_concordance.csv");
        let mut links = BTreeMap::<_, Vec<_>>::new();
        for (test, link) in rows::read("cefr_concordance.csv", text, read_link) {
            links.entry(test).or_default().push(link);
        }
        links
    });
    &LINKS
}

fn read_link(row: &Row<'_>) -> (TestId, Link) {
    let link = Link {
        scores: row.value("score_from").zip(row.value("score_to")),
        grades: row.items("grade").map(grade_key).collect(),
        level: row.required("cefr"),
        scope: row.text("scope").into(),
        citation: row.citation(),
    };
    (row.required("test_id"), link)
}

fn read_scale(row: &Row<'_>) -> Scale {
    let range = |item: &str| -> Option<(Box<str>, (Decimal, Decimal))> {
        let (part, range) = item.split_once(':')?;
        let (low, high) = range.split_once('-')?;
        Some((part.into(), (low.parse().ok()?, high.parse().ok()?)))
    };
    Scale {
        test: row.required("test_id"),
        name: row.text("name").into(),
        languages: row.list("language"),
        range: row.value("score_min").zip(row.value("score_max")),
        parts: row.items("sub_scores").map(Into::into).collect(),
        part_ranges: row.items("sub_score_scale").filter_map(range).collect(),
        validity_months: row.number("validity_months"),
        pass_mark: row.text("pass_mark").into(),
        ladder: row.number("rung").map(|rung| (row.text("ladder").into(), rung)),
        citation: row.citation(),
        grades: row.items("grade_scale").map(grade_key).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The level as a word, `below` the table, or `None`.
    fn cefr(test: &str, skill: Option<Skill>, mark: &str) -> Option<&'static str> {
        let test = test.parse().unwrap();
        let found = level(&test, skill, &Mark::read(&test, mark))?;
        Some(found.level.as_ref().map_or("below", Cefr::as_str))
    }

    #[test]
    fn every_row_is_read_and_every_test_of_the_concordance_has_a_scale() {
        assert_eq!(links().values().map(Vec::len).sum::<usize>(), 272);
        for (test, links) in links() {
            let scale = scale(test).unwrap_or_else(|| panic!("{test}"));
            for link in links {
                for grade in &link.grades {
                    let known = scale.rank(grade).is_some() || grade.parse::<Cefr>().is_ok();
                    assert!(known || scale.grades.is_empty(), "{test}: {grade}");
                }
            }
        }
    }

    #[test]
    fn part_ranges_are_read_whole() {
        let text = include_str!("../../data/reference/tests.csv");
        rows::read("tests.csv", text, |row| {
            let scale = read_scale(row);
            assert_eq!(scale.part_ranges.len(), row.items("sub_score_scale").count(), "{}", scale.test);
        });
    }

    #[test]
    fn a_result_gives_the_level_of_its_row() {
        let writing = Some(Skill::Writing);
        for (test, skill, mark, level) in [
            ("ielts-academic", None, "7.0", Some("C1")),
            ("ielts-academic", writing, "6.5", Some("B2")),
            ("ielts-academic", None, "3", Some("below")),
            ("ielts-academic", None, "90", None),
            ("oet", writing, "C+", Some("B2")),
            ("oet", writing, "350", Some("C1")),
            ("oet", writing, "350 B", Some("C1")),
            ("oet", writing, "350 A", None),
            ("oet", None, "B", None),
            ("jlpt", None, "N2", Some("B1")),
            ("jlpt", None, "N2 120", Some("B2")),
            ("tcf", Some(Skill::Reading), "420", Some("B2")),
            ("tcf", Some(Skill::Speaking), "12", Some("B2")),
            ("testdaf", writing, "TDN 3", Some("B2")),
            ("celban", writing, "9", None),
            ("oet", writing, "D", Some("below")),
            ("oet", writing, "180 D", Some("below")),
            ("sva3", None, "A", Some("C1")),
            ("sva3", None, "F", Some("below")),
            ("pd3", None, "7", Some("B2")),
            ("pd3", None, "00", Some("below")),
            ("celi-3", None, "D", Some("below")),
            ("tisus", None, "Underkänd", Some("below")),
            ("telc-b2", None, "befriedigend", Some("B2")),
            ("caple-duple", None, "Bom", Some("C2")),
            ("jlpt", None, "N2 40", Some("below")),
        ] {
            assert_eq!(cefr(test, skill, mark), level, "{test} {mark}");
        }
    }

    #[test]
    fn a_ladder_has_its_exams_in_the_order_of_their_levels() {
        let test = |id: &str| id.parse::<TestId>().unwrap();
        for (higher, lower, is) in [
            ("goethe-c1", "goethe-b2", true),
            ("goethe-c2", "goethe-b2-pflege", true),
            ("dalf-c1", "delf-b2", true),
            ("studieproven", "pd3", true),
            ("goethe-b2", "goethe-c1", false),
            ("goethe-b2", "goethe-b2", false),
            ("telc-c1", "goethe-b2", false),
            ("oet", "ielts-academic", false),
        ] {
            assert_eq!(is_higher(&test(higher), &test(lower)), is, "{higher} {lower}");
        }
        for one in links().keys() {
            for other in links().keys().filter(|other| is_higher(one, other)) {
                assert!(
                    levels(one).last() > levels(other).last() || levels(other).len() > 1,
                    "{one} {other}"
                );
            }
        }
    }

    #[test]
    fn passing_an_exam_of_one_level_shows_that_level() {
        for (id, level) in [
            ("delf-b2", Some("B2")),
            ("taaltoets-big", Some("B2")),
            ("caple-duple", Some("C2")),
            ("dsd-ii", None),
            ("oet", None),
            ("selor", None),
        ] {
            let found = of_pass(&id.parse().unwrap()).and_then(|linked| linked.level);
            assert_eq!(found.as_ref().map(Cefr::as_str), level, "{id}");
        }
    }

    #[test]
    fn a_plus_belongs_to_the_grade() {
        let oet = scale(&"oet".parse().unwrap()).unwrap();
        assert_eq!((oet.rank("C+"), oet.rank("C"), oet.rank("c+")), (Some(2), Some(3), Some(2)));
    }
}
