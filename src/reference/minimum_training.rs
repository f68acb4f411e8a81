//! Minimum training (`minimum_training.csv`): years, hours and shares that a destination compares a
//! foreign program with.
//!
//! Fractions are parts of the minimum duration, so 0.5 of 4,600 hours is 2,300 hours whatever the
//! program's own total. Some destinations do not decide by hours at all ([`Comparison`]); a figure
//! of theirs is information and never a pass.

use super::europe;
use super::occupations;
use super::rows::{self, Citation, Row};
use super::subjects::{self, Subject};
use crate::model::{Confidence, Country, Day, Decimal, Isco08, PartialDate, Subdivision, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "laws and standards of the authorities, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

/// The area of rows of the Union, which hold in every state of its area without a row of its own.
const EU: &str = "EU";

words! {
    /// How a destination judges a foreign training. Source: the notes of the table of minimum training.
    Comparison, "a way of comparing: `content`, `academic-level` or `examination`" {
        /// Years, hours and subjects.
        Content = "content",
        /// The academic level or the grade.
        AcademicLevel = "academic-level",
        /// The competence, by examination.
        Examination = "examination",
    }
}

words! {
    /// Which day's law judges a training. Source: the rows of the table of minimum training.
    LawOf, "a day of the law: `training` or `application`" {
        /// The day on which the training began: a later rule does not reach back.
        Training = "training",
        /// The day on which recognition is applied for, whenever the training began.
        Application = "application",
    }
}

/// A minimum in force from a day.
#[derive(Debug)]
pub struct MinimumTraining {
    /// The law or standard.
    pub authority: Box<str>,
    /// A country, a subdivision, `EU` or `INT`.
    pub area: Box<str>,
    /// The occupation.
    pub occupation: Isco08,
    /// The occupation in which one must be trained already; `None` for a first training. A further training in the
    /// row's own occupation (general practice after medicine) is no measure for the occupation.
    pub after: Option<Isco08>,
    /// The qualification it describes.
    pub qualification: Box<str>,
    /// Years.
    pub years: Option<Decimal>,
    /// Hours in all.
    pub total_hours: Option<i64>,
    /// Hours of theory: the figure given, or the share of the total rounded up.
    pub theory_hours: Option<i64>,
    /// Hours of clinical practice, likewise.
    pub clinical_hours: Option<i64>,
    /// Years of general education before admission.
    pub admission_years: Option<i64>,
    /// The years of general education that suffice under a condition of the row's note.
    pub admission_years_least: Option<i64>,
    /// The fewest years that may do: by specialty, the rule asks between so many and `years`.
    pub years_least: Option<Decimal>,
    /// Births that a student must have conducted.
    pub births_attended: Option<i64>,
    /// The births that suffice under a condition of the row's note.
    pub births_attended_least: Option<i64>,
    /// Months of the traineeship that belongs to the training.
    pub traineeship_months: Option<Decimal>,
    /// Subjects that must be there.
    pub subjects: Vec<&'static Subject>,
    /// In force from this day; `None` since ever.
    pub from: Option<Day>,
    /// Which day's law judges a training.
    pub law_of: LawOf,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl MinimumTraining {
    /// Whether the row is the Union's own, for its whole area.
    pub fn is_european(&self) -> bool {
        &*self.area == EU
    }

    /// Whether the row measures training for an occupation, and may decide.
    fn decides(&self, occupation: Isco08) -> bool {
        let measures = self.occupation == occupation && self.after != Some(occupation);
        measures && self.citation.confidence > Confidence::Low
    }

    /// The law and the qualification that it describes.
    pub fn title(&self) -> String {
        format!("{} ({})", self.authority, self.qualification)
    }
}

/// How a destination judges a foreign training.
pub fn comparison(destination: Country) -> Comparison {
    match destination.as_str() {
        "GB" | "US" | "CA" | "NZ" => Comparison::Examination,
        // Australia does both: the level decides who must be examined.
        "AU" | "CH" | "AE" | "SA" | "QA" | "KW" | "OM" | "BH" => Comparison::AcademicLevel,
        _ => Comparison::Content,
    }
}

/// Where a training is to be recognized.
#[derive(Debug, Clone, Copy)]
pub struct TrainingPlace<'a> {
    /// The destination.
    pub destination: Country,
    /// The region, for its own rules.
    pub region: Option<&'a Subdivision>,
    /// Whether the destination belongs to the area of Directive 2005/36/EC on the day of the question.
    pub european: bool,
}

impl<'a> TrainingPlace<'a> {
    /// A destination as it stands on the day of the question.
    pub fn of(destination: Country, region: Option<&'a Subdivision>, as_of: Day) -> Self {
        Self { destination, region, european: europe::in_area(destination, as_of) }
    }
}

/// The minimum in force on a day: the region's own row, else the destination's, else the row of the EU in its
/// area. Rows of low confidence decide nothing. A route that is open without another diploma comes before the
/// others; of several in force the latest one counts, of those that began together the longest.
pub fn in_force(place: &TrainingPlace<'_>, occupation: Isco08, day: Day) -> Option<&'static MinimumTraining> {
    let of = |area: &str| {
        deciding(occupation)
            .iter()
            .copied()
            .filter(|row| *row.area == *area)
            .filter(|row| row.from.is_none_or(|from| from <= day))
            .max_by_key(|row| (row.after.is_none(), row.from, row.years))
    };
    place
        .region
        .and_then(|region| of(region.as_str()))
        .or_else(|| of(place.destination.as_str()))
        .or_else(|| place.european.then(|| of(EU)).flatten())
}

/// The other routes to the qualification of a row, open to who was trained in another occupation first: a midwife who
/// is a nurse needs two years and no three.
pub fn routes_after(
    row: &'static MinimumTraining,
    is_trained_in: impl Fn(Isco08) -> bool,
) -> impl Iterator<Item = &'static MinimumTraining> {
    deciding(row.occupation).iter().copied().filter(move |other| {
        let same = other.area == row.area && other.from == row.from;
        same && !std::ptr::eq(*other, row) && other.after.is_some_and(&is_trained_in)
    })
}

/// The oldest row of the Union for an occupation, for a training that began before all of its rows: a later annex
/// does not reach back (Directive 2005/36/EC, article 23).
pub fn oldest_european(occupation: Isco08) -> Option<&'static MinimumTraining> {
    deciding(occupation)
        .iter()
        .copied()
        .filter(|row| row.is_european())
        .min_by_key(|row| (row.after.is_some(), row.from, std::cmp::Reverse(row.years)))
}

/// The rows that may decide about training for an occupation, in the order of the table. Asked of every worker for a new
/// opening.
fn deciding(occupation: Isco08) -> &'static [&'static MinimumTraining] {
    static BY_OCCUPATION: LazyLock<HashMap<Isco08, Vec<&'static MinimumTraining>>> = LazyLock::new(|| {
        let mut rows: HashMap<Isco08, Vec<&'static MinimumTraining>> = HashMap::new();
        for row in all().iter().filter(|row| row.decides(row.occupation)) {
            rows.entry(row.occupation).or_default().push(row);
        }
        rows
    });
    BY_OCCUPATION.get(&occupation).map_or(&[], Vec::as_slice)
}

/// Every row for human health, in the order of the table.
pub fn all() -> &'static [MinimumTraining] {
    static ROWS: LazyLock<Vec<MinimumTraining>> = LazyLock::new(|| {
        let text = include_str!("../../data/reference/minimum_training.csv");
        let mut rows = rows::read("minimum_training.csv", text, minimum);
        // Kept in the table to complete the list of the Directive; animal health is no subject here.
        rows.retain(|row| occupations::group(row.occupation).is_some_and(|group| group.human_health));
        rows
    });
    &ROWS
}

fn minimum(row: &Row<'_>) -> MinimumTraining {
    let total_hours: Option<i64> = row.number("min_total_hours");
    let share = |column: &str| -> Option<i64> {
        let parts = row.value::<Decimal>(column)?.scaled(4)?;
        Some((total_hours?.saturating_mul(parts) + 9_999) / 10_000)
    };
    MinimumTraining {
        authority: row.text("authority").into(),
        area: row.text("country_or_area").into(),
        occupation: row.required("occupation_isco"),
        after: row.value("after_training_as"),
        qualification: row.text("qualification").into(),
        years: row.value("min_years"),
        total_hours,
        theory_hours: row.number("min_theory_hours").or_else(|| share("min_theory_fraction")),
        clinical_hours: row.number("min_clinical_hours").or_else(|| share("min_clinical_fraction")),
        admission_years: row.number("admission_years_general_education"),
        admission_years_least: row.number("admission_years_least"),
        years_least: row.value("min_years_least"),
        births_attended: row.number("min_births_attended"),
        births_attended_least: row.number("births_attended_least"),
        traineeship_months: row.value("min_traineeship_months"),
        subjects: row.items("required_subjects").filter_map(subjects::find).collect(),
        from: row.value::<PartialDate>("valid_from").map(PartialDate::earliest),
        law_of: row.value("judged_by_law_of").unwrap_or(LawOf::Training),
        notes: row.text("notes").into(),
        citation: row.citation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(place: &str, occupation: &str, day: &str) -> Option<&'static MinimumTraining> {
        let region = place.parse::<Subdivision>().ok();
        let day = day.parse().unwrap();
        let place = TrainingPlace::of(place[..2].parse().unwrap(), region.as_ref(), day);
        in_force(&place, occupation.parse().unwrap(), day)
    }

    #[test]
    fn every_row_is_read_and_its_codes_are_known() {
        assert_eq!(all().len(), 52);
        for row in all() {
            let known = matches!(&*row.area, "EU" | "INT")
                || row.area.parse::<Country>().is_ok()
                || row.area.parse::<Subdivision>().is_ok();
            assert!(known, "{}", row.area);
        }
        let text = include_str!("../../data/reference/minimum_training.csv");
        rows::read("minimum_training.csv", text, |row| {
            for subject in row.items("required_subjects") {
                assert!(subjects::find(subject).is_some(), "{subject}");
            }
        });
    }

    #[test]
    fn shares_are_parts_of_the_minimum() {
        let eu = found("GR", "2221", "2026-11-24").unwrap();
        assert_eq!(
            (eu.total_hours, eu.theory_hours, eu.clinical_hours),
            (Some(4600), Some(1534), Some(2300))
        );
    }

    #[test]
    fn the_row_in_force_is_found() {
        let area = |place, occupation, day| found(place, occupation, day).map(|row| &*row.area);
        assert_eq!(area("DE", "2221", "2026-01-01"), Some("DE"));
        assert_eq!(found("DE", "2221", "2019-12-31").and_then(|row| row.from), "2004-01-01".parse().ok());
        assert_eq!(area("DE", "2221", "2000-01-01"), None);
        assert_eq!(area("DE", "2261", "2026-01-01"), Some("EU"));
        assert_eq!(area("CA-QC", "2221", "2026-01-01"), Some("CA-QC"));
        assert_eq!(area("CA-ON", "2221", "2026-01-01"), Some("CA"));
        assert_eq!(area("BR", "2221", "2026-01-01"), None);
        assert_eq!(found("GR", "2222", "2026-01-01").and_then(|row| row.total_hours), Some(4600));
        assert_eq!(found("GB", "2221", "2022-01-01").map(|row| &*row.area), None);
    }

    #[test]
    fn a_further_training_is_no_measure_for_the_occupation() {
        let named = |occupation, day| found("NO", occupation, day).map(|row| &*row.qualification);
        assert_eq!(named("2211", "2026-01-01"), Some("Doctor with basic medical training"));
        assert_eq!(named("2211", "2009-09-01"), None, "general practice is learned after medicine");
        assert_eq!(named("2261", "2009-09-01"), None, "so are the specialties of dentists");
        assert_eq!(named("2212", "2026-01-01"), Some("Specialist doctor"));
        assert_eq!(named("2222", "2026-01-01"), Some("Midwife, route A (direct entry)"));
        let oldest =
            |occupation: &str| oldest_european(occupation.parse().unwrap()).map(|row| &*row.qualification);
        assert_eq!(oldest("2211"), Some("Doctor with basic medical training"));
        assert_eq!(oldest("2261"), Some("Dental practitioner (basic dental training)"));
    }
}
