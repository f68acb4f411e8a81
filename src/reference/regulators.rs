//! Language rules of the regulators (`regulator_language.csv`): what registration asks for.
//!
//! One row is one way to meet a rule. Rows of one destination, region, regulator and occupation whose
//! windows overlap are alternatives, except where the note begins with *Together with*: such a row is
//! a part and no pass alone. A row with a region takes the place of the rows without one. A minimum
//! of `unknown` exists and was not retrieved, so the answer is unknown and never a pass.

use super::cefr::{self, Mark, Skill};
use super::rows::{self, Citation, Row};
use crate::model::{
    Cefr, Confidence, Country, Day, Decimal, Isco08, Language, PartialDate, Subdivision, TestId, TestMode,
    TestVersion, Window, words,
};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "pages and guides of the regulators, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

/// The result, or the results, that a minimum speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScorePart {
    /// Listening.
    Listening,
    /// Reading.
    Reading,
    /// Writing.
    Writing,
    /// Speaking.
    Speaking,
    /// Every sub-score of the test.
    Each,
    /// Three of the four skills.
    AtLeastThree,
    /// The overall result.
    Overall,
    /// The written exam as a whole.
    Written,
    /// The oral exam as a whole.
    Oral,
    /// The sub-scores added up.
    Sum,
    /// The level that the certificate prints for the exam as a whole.
    PrintedLevel,
}

/// The lowest result that passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Minimum {
    /// A score on the scale of the test.
    Score(Decimal),
    /// A grade of the test, or a CEFR level.
    Grade(Box<str>),
    /// There is one, and it was not retrieved.
    Unknown,
}

impl Minimum {
    /// The CEFR level that it is, where it is one.
    pub fn level(&self) -> Option<Cefr> {
        match self {
            Self::Grade(grade) => grade.parse().ok(),
            Self::Score(_) | Self::Unknown => None,
        }
    }
}

impl std::fmt::Display for Minimum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Score(score) => write!(f, "{score}"),
            Self::Grade(grade) => f.write_str(grade),
            Self::Unknown => f.write_str("not retrieved"),
        }
    }
}

/// Whom a row speaks of, by the country of training. Nationality is no input of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicants {
    /// Whoever needs the registration.
    All,
    /// Trained in the EU, the EEA or Switzerland.
    TrainedInEurope,
    /// Trained elsewhere.
    TrainedElsewhere,
    /// Candidates of a scheme, or of a step before the registration: no way to it by itself.
    Scheme,
}

words! {
    /// Which certificates a row takes beside those of the test that it names.
    AlsoTakes, "`higher` or `any-of-level`" {
        /// Higher exams of the ladder: *B2 or higher*.
        Higher = "higher",
        /// Others of the level, of which the test is an example.
        AnyOfLevel = "any-of-level",
    }
}

/// One way to meet a language rule.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct LanguageRule {
    /// The destination.
    pub destination: Country,
    /// The region whose own rule it is.
    pub region: Option<Subdivision>,
    /// The regulator.
    pub regulator: Box<str>,
    /// The occupation.
    pub occupation: Isco08,
    /// The language asked for.
    pub language: Language,
    /// The level asked for.
    pub cefr_min: Option<Cefr>,
    /// The level that the row stands for: the one asked, else the highest that its minimums give. It says
    /// how far a certificate of another test is, never whether the regulator's own is enough.
    pub level: Option<Cefr>,
    /// The test accepted; `None` when a level is asked and no closed list of tests was found.
    pub test: Option<TestId>,
    /// All that the test must show; empty when the level alone is asked.
    pub minimums: Vec<(ScorePart, Minimum)>,
    /// `0` for one sitting only, else the months within which two sittings may be combined; `None` not known.
    pub combine_sittings_months: Option<u16>,
    /// The lowest results allowed in a sitting that is combined with another.
    pub combine_floor: Vec<(ScorePart, Minimum)>,
    /// The oldest test accepted, in months.
    pub validity_months: Option<u16>,
    /// Who needs no test, in the words of the table.
    pub exemptions: Box<str>,
    /// When the rule is in force.
    pub window: Window,
    /// Whether the window counts by the day of the test rather than of the application.
    pub window_by_test: bool,
    /// Whether only the end of the window counts by the day of the test, and its start by that of the application.
    pub from_application: bool,
    /// Whom the row speaks of, in the words of the table.
    pub applies_to: Box<str>,
    /// Whom the row speaks of.
    pub applicants: Applicants,
    /// Tests of which one is needed too; the row is a part of a rule when there are any.
    pub partners: Vec<TestId>,
    /// What else counts than the test named; `None` where no row says that anything does.
    pub also_takes: Option<AlsoTakes>,
    /// Whether the regulator asks for no formal test.
    pub no_test: bool,
    /// Ways of taking the test that are not accepted.
    pub refused_modes: Vec<TestMode>,
    /// The profession that the version of the test must be made for; `None` where no row says.
    pub version: Option<TestVersion>,
    /// Whether the latest sitting alone counts.
    pub latest_sitting: bool,
    /// How the row was found: `official`, `copy-of-official`, `third-party` or `memory`.
    pub source_kind: Box<str>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl LanguageRule {
    /// Whether the row may decide anything: a row of low confidence is told, never counted.
    pub fn decides(&self) -> bool {
        self.citation.confidence > Confidence::Low && self.applicants != Applicants::Scheme
    }

    /// Whether a minimum exists that was not retrieved.
    pub fn has_unknown_minimum(&self) -> bool {
        let nothing_asked =
            self.test.is_none() && self.cefr_min.is_none() && self.minimums.is_empty() && !self.no_test;
        nothing_asked || self.minimums.iter().any(|(_, minimum)| *minimum == Minimum::Unknown)
    }
}

/// Every row, in the order of the table.
pub fn all() -> &'static [LanguageRule] {
    static RULES: LazyLock<Vec<LanguageRule>> = LazyLock::new(|| {
        rows::read(
            "regulator_language.csv",
            include_str!("../../data/reference/regulator_language.csv"),
            rule,
        )
    });
    &RULES
}

/// The rows in force for an occupation in a destination: those of the region when it has any, else
/// the general ones. Rows whose window counts by the day of the test stay listed once they have
/// ended, because an older test is still judged by them.
pub fn in_force(
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    as_of: Day,
) -> Vec<&'static LanguageRule> {
    let of = |place: Option<&Subdivision>| -> Vec<&'static LanguageRule> {
        all()
            .iter()
            .filter(|rule| rule.destination == destination && rule.occupation == occupation)
            .filter(|rule| rule.region.as_ref() == place)
            .filter(|rule| {
                if rule.window_by_test {
                    rule.window.from.is_none_or(|from| from <= as_of)
                } else {
                    rule.window.contains(as_of)
                }
            })
            .collect()
    };
    let regional = region.map(|region| of(Some(region))).unwrap_or_default();
    if regional.is_empty() { of(None) } else { regional }
}

/// The languages that the regulators of a destination ask, whatever the occupation and the day.
pub fn languages_of(destination: Country) -> BTreeSet<Language> {
    all().iter().filter(|rule| rule.destination == destination).map(|rule| rule.language).collect()
}

/// The regulators of a destination, whatever the occupation and the day.
pub fn of_destination(destination: Country) -> BTreeSet<&'static str> {
    all().iter().filter(|rule| rule.destination == destination).map(|rule| &*rule.regulator).collect()
}

/// The regions of a destination that have rules of their own for an occupation on a day.
pub fn regions(destination: Country, occupation: Isco08, as_of: Day) -> BTreeSet<&'static Subdivision> {
    let of = |rule: &&LanguageRule| rule.destination == destination && rule.occupation == occupation;
    all()
        .iter()
        .filter(of)
        .filter(|rule| rule.window.contains(as_of))
        .filter_map(|rule| rule.region.as_ref())
        .collect()
}

fn rule(row: &Row<'_>) -> LanguageRule {
    let overall = Some(row.text("overall_min")).filter(|text| !text.is_empty());
    let mut minimums: Vec<_> = overall.map(|text| (ScorePart::Overall, minimum(text))).into_iter().collect();
    minimums.extend(row.items("sub_minimums").map(part));
    let test: Option<TestId> = row.value("accepted_test_id");
    let cefr_min = row.value("cefr_min");
    LanguageRule {
        destination: row.required("destination"),
        region: row.value("region"),
        regulator: row.text("regulator").into(),
        occupation: row.required("occupation_isco"),
        language: row.required("language"),
        cefr_min,
        level: cefr_min.or_else(|| level(test.as_ref(), &minimums)),
        test,
        minimums,
        combine_sittings_months: row.number("combine_sittings_months"),
        combine_floor: row.items("combine_floor").map(part).collect(),
        validity_months: row.number("validity_months"),
        exemptions: row.text("exemptions").into(),
        window: Window::reading_early(
            row.value::<PartialDate>("valid_from"),
            row.value::<PartialDate>("valid_until"),
        ),
        window_by_test: matches!(row.text("window_by"), "test" | "test-end"),
        from_application: row.text("window_by") == "test-end",
        applies_to: row.text("applies_to").into(),
        applicants: applicants(row.text("applies_to")),
        partners: row.list("together_with"),
        also_takes: row.value("also_takes"),
        no_test: row.text("no_test") == "yes",
        refused_modes: row.list("refused_modes"),
        version: row.value("version"),
        latest_sitting: row.text("sitting") == "latest",
        source_kind: row.text("source_kind").into(),
        notes: row.text("notes").into(),
        citation: row.citation(),
    }
}

/// The highest level that minimums stand for.
fn level(test: Option<&TestId>, minimums: &[(ScorePart, Minimum)]) -> Option<Cefr> {
    let of = |(part, minimum): &(ScorePart, Minimum)| {
        let text = match minimum {
            Minimum::Score(score) => score.to_string(),
            Minimum::Grade(grade) => grade.to_string(),
            Minimum::Unknown => return None,
        };
        if let Ok(level) = text.parse() {
            return Some(level);
        }
        let test = test?;
        let skill = match part {
            ScorePart::Overall | ScorePart::PrintedLevel => None,
            ScorePart::Listening | ScorePart::Each | ScorePart::AtLeastThree => Some(Skill::Listening),
            ScorePart::Reading => Some(Skill::Reading),
            ScorePart::Writing => Some(Skill::Writing),
            ScorePart::Speaking => Some(Skill::Speaking),
            ScorePart::Written | ScorePart::Oral | ScorePart::Sum => return None,
        };
        cefr::level(test, skill, &Mark::read(test, &text))?.level
    };
    minimums.iter().filter_map(of).max()
}

fn part(item: &str) -> (ScorePart, Minimum) {
    let (key, value) = item
        .split_once(':')
        .unwrap_or_else(|| unreachable!("regulator_language.csv is compiled in and tested: `{item}`"));
    let part = match key {
        "listening" => ScorePart::Listening,
        "reading" => ScorePart::Reading,
        "writing" => ScorePart::Writing,
        "speaking" => ScorePart::Speaking,
        "each" => ScorePart::Each,
        "at_least_3" => ScorePart::AtLeastThree,
        "overall" => ScorePart::Overall,
        "written" => ScorePart::Written,
        "oral" => ScorePart::Oral,
        "sum" => ScorePart::Sum,
        "printed_level" => ScorePart::PrintedLevel,
        _ => unreachable!("regulator_language.csv is compiled in and tested: `{item}`"),
    };
    // A level that is printed may be called `3`: a grade, not a score.
    let minimum = if part == ScorePart::PrintedLevel { Minimum::Grade(value.into()) } else { minimum(value) };
    (part, minimum)
}

fn minimum(text: &str) -> Minimum {
    match text.parse() {
        _ if text == "unknown" => Minimum::Unknown,
        Ok(score) => Minimum::Score(score),
        Err(_) => Minimum::Grade(text.into()),
    }
}

/// Reads `applies_to`. Words that do not separate by training (`all non-exempt`, `foreign diploma`)
/// count for everybody.
fn applicants(text: &str) -> Applicants {
    match text {
        "EU/EEA/CH applicants" | "EEA diploma" | "EU/EEA/CH education" | "EU/EEA trained" => {
            Applicants::TrainedInEurope
        }
        "applicants from elsewhere" => Applicants::TrainedElsewhere,
        "during recognition measure, not for licence" | "specialist training entry (MIR)" => {
            Applicants::Scheme
        }
        _ if text.starts_with("EPA candidates") => Applicants::Scheme,
        _ if text.starts_with("non-EU") || text == "non-EEA diploma" => Applicants::TrainedElsewhere,
        _ => Applicants::All,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_its_test_is_known() {
        assert_eq!(all().len(), 822);
        for rule in all() {
            if let Some(test) = &rule.test {
                let scale = cefr::scale(test).unwrap_or_else(|| panic!("{test}"));
                assert!(scale.languages.contains(&rule.language), "{test} does not test {}", rule.language);
            }
            if let Some(region) = &rule.region {
                assert_eq!(region.country(), Some(rule.destination));
            }
        }
    }

    #[test]
    fn grades_asked_for_are_grades_of_the_test_or_levels() {
        for rule in all() {
            for (_, minimum) in &rule.minimums {
                if let (Minimum::Grade(grade), Some(test)) = (minimum, &rule.test) {
                    let known = cefr::scale(test).is_some_and(|scale| scale.rank(grade).is_some());
                    assert!(known || grade.parse::<Cefr>().is_ok(), "{test}: {grade}");
                }
            }
        }
    }

    #[test]
    fn what_is_said_in_columns_agrees_with_the_notes() {
        for rule in all() {
            assert_eq!(rule.notes.starts_with("Together with"), !rule.partners.is_empty(), "{}", rule.notes);
            assert!(rule.partners.iter().all(|test| cefr::scale(test).is_some()), "{:?}", rule.partners);
            assert!(rule.test.as_ref().is_none_or(|test| !rule.partners.contains(test)), "{}", rule.notes);
            assert_eq!(rule.notes.starts_with("No test"), rule.no_test, "{}", rule.notes);
            let by_test = ["TEST date", "tests taken before"].iter().any(|words| rule.notes.contains(words));
            assert_eq!(by_test, rule.window_by_test, "{}", rule.notes);
            let of_version = ["Medicine version", "Pharmacy version", "OET Dentistry"];
            let versioned = of_version.iter().any(|words| rule.notes.contains(words));
            assert_eq!(versioned, rule.version.is_some(), "{}", rule.notes);
            assert_eq!(rule.notes.contains("most recent sitting"), rule.latest_sitting, "{}", rule.notes);
        }
        let dentist = all().iter().find(|rule| rule.notes.starts_with("Together with a general B2"));
        assert_eq!(dentist.map(|rule| rule.partners.len()), Some(4));
    }

    #[test]
    fn a_region_takes_the_place_of_the_general_rows() {
        let (de, nurse) = ("DE".parse().unwrap(), "2221".parse().unwrap());
        let day = "2026-11-24".parse().unwrap();
        let bavaria = "DE-BY".parse().unwrap();
        assert!(in_force(de, Some(&bavaria), nurse, day).iter().all(|rule| rule.region.is_some()));
        assert!(!in_force(de, Some(&"DE-SN".parse().unwrap()), nurse, day).is_empty());
        assert!(in_force(de, None, nurse, day).iter().all(|rule| rule.region.is_none()));
    }

    #[test]
    fn a_window_by_test_date_keeps_the_older_scores() {
        let (au, nurse) = ("AU".parse().unwrap(), "2221".parse().unwrap());
        let rules = in_force(au, None, nurse, "2026-11-24".parse().unwrap());
        assert_eq!(
            rules.iter().filter(|rule| rule.test.as_ref().is_some_and(|t| t.as_str() == "oet")).count(),
            2
        );
    }

    #[test]
    fn a_rule_for_europeans_is_told_from_one_for_others() {
        assert_eq!(applicants("non-EU/EEA/CH education"), Applicants::TrainedElsewhere);
        assert_eq!(applicants("EU/EEA/CH education"), Applicants::TrainedInEurope);
        assert_eq!(applicants("EU and non-EU"), Applicants::All);
    }
}
