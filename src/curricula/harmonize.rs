//! The curricula of an occupation against its destinations, and what a hundred hours more of a subject would open.
//!
//! Every cell is the one comparison ([`super::compare()`]) of a curriculum by itself. The hours are tried on the
//! curriculum and compared anew, so what is said to close a gap does close it.

use super::{CurriculumReason, Overall, Program, Syllabus, TrainingComparison, Verdict, compare};
use crate::model::{
    Country, Curriculum, CurriculumId, CurriculumSubject, Day, Isco08, PartialDate, Qualification,
    Subdivision,
};
use crate::reference::PastDay;
use crate::reference::europe;
use crate::reference::minimum_training::{self, TrainingPlace};
use crate::reference::subjects::{self, Area, Subject};
use crate::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The hours that are added in the question.
pub const HOURS: i64 = 100;

/// What is asked.
#[derive(Debug, Clone)]
pub struct HarmonizeQuestion {
    /// The occupation.
    pub occupation: Isco08,
    /// Only curricula of this country.
    pub origin: Option<Country>,
    /// The destinations; all that have a minimum or a way of judging when empty.
    pub destinations: Vec<Country>,
    /// The day asked.
    pub as_of: Day,
}

impl HarmonizeQuestion {
    /// Whether a curriculum is asked for.
    pub fn wants(&self, curriculum: &Curriculum) -> bool {
        curriculum.occupation == Some(self.occupation)
            && self.origin.is_none_or(|origin| curriculum.country == Some(origin))
    }
}

/// A cell of the matrix.
#[derive(Debug, Serialize)]
pub struct MatrixCell {
    /// The destination.
    pub destination: Country,
    /// What the comparison comes to.
    pub overall: Overall,
    /// Requirements met, typically met, short, missing and unknown.
    pub counts: [usize; 5],
    /// What is short or missing.
    pub gaps: Vec<CurriculumReason>,
    /// The comparison.
    pub comparison: TrainingComparison,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct MatrixRow {
    /// The identifier of the curriculum.
    pub curriculum: CurriculumId,
    /// Its title.
    pub title: String,
    /// Its country.
    pub country: Option<Country>,
    /// How many workers of the store have a qualification by it: one that names it, or has its title in its country
    /// where no other curriculum has it.
    pub graduates: u64,
    /// One cell a destination.
    pub cells: Vec<MatrixCell>,
    /// The hundred hours that open most, if any do.
    pub best: Option<Addition>,
}

/// A hundred hours more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addition {
    /// The subject's identifier.
    pub subject: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Destinations whose last gap they close, where every requirement is known and met then.
    pub opens: Vec<Country>,
    /// Destinations whose last known gap they close, where something asked stays unknown.
    pub would_open: Vec<Country>,
    /// Openings of the store there.
    pub openings: u64,
    /// Requirements that they close, where a gap remains.
    pub closes: usize,
    /// How many graduates it concerns.
    pub graduates: u64,
}

/// The curricula against the destinations.
#[derive(Debug, Serialize)]
pub struct Matrix {
    /// The occupation.
    pub occupation: Isco08,
    /// The day asked.
    pub as_of: Day,
    /// The destinations, in the order of the columns.
    pub destinations: Vec<Country>,
    /// The curricula, in the order of their identifiers.
    pub rows: Vec<MatrixRow>,
    /// The best addition over all curricula that it serves.
    pub best: Option<Addition>,
    /// The sources of the cells that are due to be looked up again on the day asked.
    pub past_day: Vec<PastDay>,
}

/// What of the store the matrix is weighed by.
#[derive(Debug, Default)]
pub struct Demand {
    /// The open openings of the occupation, by destination.
    pub openings: BTreeMap<Country, u64>,
    /// The graduates, by curriculum.
    pub graduates: BTreeMap<CurriculumId, u64>,
}

impl Demand {
    fn openings_in(&self, countries: &[Country]) -> u64 {
        countries.iter().filter_map(|country| self.openings.get(country)).sum()
    }
}

/// Compares the curricula that are asked for with every destination.
pub fn matrix<'a>(
    question: &HarmonizeQuestion,
    curricula: impl IntoIterator<Item = &'a Syllabus>,
    demand: &Demand,
) -> Matrix {
    let destinations = if question.destinations.is_empty() {
        known_destinations(question.occupation, question.as_of)
    } else {
        question.destinations.clone()
    };
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for syllabus in curricula.into_iter().filter(|syllabus| question.wants(&syllabus.curriculum)) {
        let id = &syllabus.curriculum.curriculum_id;
        let graduates = demand.graduates.get(id).copied().unwrap_or_default();
        let comparisons = comparisons(syllabus, question, &destinations);
        let additions = additions(syllabus, question, &destinations, &comparisons, demand, graduates);
        rows.push(MatrixRow {
            curriculum: id.clone(),
            title: syllabus.curriculum.title.clone(),
            country: syllabus.curriculum.country,
            graduates,
            cells: comparisons.into_iter().map(cell).collect(),
            // The first of equals in the order of the vocabulary.
            best: additions
                .iter()
                .reduce(|best, next| if next.rank() > best.rank() { next } else { best })
                .cloned(),
        });
        all.extend(additions);
    }
    let best = over_all(all, demand);
    let cells = rows.iter().flat_map(|row: &MatrixRow| &row.cells);
    let past_day = crate::reference::past(cells.flat_map(|cell| &cell.comparison.sources), question.as_of);
    Matrix { occupation: question.occupation, as_of: question.as_of, destinations, rows, best, past_day }
}

/// Destinations of which the tables say how they judge a training for the occupation.
fn known_destinations(occupation: Isco08, as_of: Day) -> Vec<Country> {
    let rows = || minimum_training::all().iter().filter(|row| row.occupation == occupation);
    let mut countries: BTreeSet<Country> = rows()
        .filter_map(|row| {
            let region = || row.area.parse::<Subdivision>().ok()?.country();
            row.area.parse().ok().or_else(region)
        })
        .collect();
    // Members of the EU without a row of their own follow its directive.
    if rows().any(minimum_training::MinimumTraining::is_european) {
        countries.extend(Country::all().filter(|country| europe::in_area(*country, as_of)));
    }
    countries.into_iter().collect()
}

fn comparisons(
    syllabus: &Syllabus,
    question: &HarmonizeQuestion,
    destinations: &[Country],
) -> Vec<TrainingComparison> {
    let program = Program { syllabus: Some(syllabus), qualification: None, others: &[] };
    let of = |to: &Country| compare(&program, *to, None, question.occupation, question.as_of);
    destinations.iter().map(of).collect()
}

/// What a hundred hours more in each subject that a destination's rule names would close or open.
fn additions(
    syllabus: &Syllabus,
    question: &HarmonizeQuestion,
    destinations: &[Country],
    before: &[TrainingComparison],
    demand: &Demand,
    graduates: u64,
) -> Vec<Addition> {
    let named: BTreeSet<&str> = destinations
        .iter()
        .filter_map(|to| {
            let place = TrainingPlace::of(*to, None, question.as_of);
            minimum_training::in_force(&place, question.occupation, question.as_of)
        })
        .flat_map(|rule| rule.subjects.iter().map(|subject| &*subject.id))
        .collect();
    let candidates = subjects::all().iter().filter(|subject| named.contains(&*subject.id));
    candidates
        .map(|subject| {
            let after = comparisons(&with_more(syllabus, subject), question, destinations);
            addition(subject, before, &after, demand, graduates)
        })
        .filter(|addition| {
            addition.closes > 0 || !addition.opens.is_empty() || !addition.would_open.is_empty()
        })
        .collect()
}

/// The curriculum with a hundred hours more of a subject.
fn with_more(syllabus: &Syllabus, subject: &Subject) -> Syllabus {
    let practice = subject.area == Area::Clinical;
    let mut curriculum = syllabus.curriculum.clone();
    let more = |hours: &mut Option<i64>| *hours = hours.map(|hours| hours.saturating_add(HOURS));
    more(&mut curriculum.total_hours);
    more(if practice { &mut curriculum.clinical_hours } else { &mut curriculum.theory_hours });
    let mut courses = syllabus.courses.clone();
    // Where no courses are recorded the figures of the whole are all that changes.
    if !courses.is_empty() {
        courses.push(CurriculumSubject {
            curriculum_id: curriculum.curriculum_id.clone(),
            title: Some(subject.name.to_string()),
            subject: Some(subject.id.to_string()),
            theory_hours: (!practice).then_some(HOURS),
            clinical_hours: practice.then_some(HOURS),
            credits: None,
        });
    }
    Syllabus::new(curriculum, courses)
}

fn addition(
    subject: &'static Subject,
    before: &[TrainingComparison],
    after: &[TrainingComparison],
    demand: &Demand,
    graduates: u64,
) -> Addition {
    let gaps = |comparison: &TrainingComparison| {
        let open = |verdict: Verdict| matches!(verdict, Verdict::Short | Verdict::Missing);
        comparison.lines.iter().filter(|line| open(line.verdict)).count()
    };
    let (mut opens, mut would_open) = (Vec::new(), Vec::new());
    let mut closes = 0;
    for (before, after) in before.iter().zip(after).filter(|(before, _)| before.overall == Overall::Gaps) {
        closes += gaps(before).saturating_sub(gaps(after));
        // What is not known may be short: a destination opens where all that it asks is met.
        let open = matches!(after.overall, Overall::SubstantiallyEquivalent | Overall::Automatic);
        if gaps(before) > 0 && open {
            opens.push(before.destination);
        } else if gaps(before) > 0 && gaps(after) == 0 {
            would_open.push(before.destination);
        }
    }
    let openings = demand.openings_in(&opens) + demand.openings_in(&would_open);
    Addition { subject: &subject.id, name: &subject.name, opens, would_open, openings, closes, graduates }
}

impl Addition {
    /// What is sure goes before what may be.
    fn rank(&self) -> (usize, usize, u64, usize) {
        let weight = self.openings.saturating_mul(self.graduates.max(1));
        (self.opens.len(), self.would_open.len(), weight, self.closes)
    }
}

/// The subject that opens most over all curricula: destinations by curriculum first, then openings times
/// graduates, then requirements closed.
fn over_all(additions: Vec<Addition>, demand: &Demand) -> Option<Addition> {
    struct Sum {
        opened: (usize, usize),
        weight: u64,
        all: Addition,
    }
    let mut sums: BTreeMap<&'static str, Sum> = BTreeMap::new();
    for one in additions {
        let opened = (one.opens.len(), one.would_open.len());
        let weight = one.openings.saturating_mul(one.graduates);
        match sums.get_mut(one.subject) {
            None => {
                sums.insert(one.subject, Sum { opened, weight, all: one });
            }
            Some(sum) => {
                sum.opened = (sum.opened.0 + opened.0, sum.opened.1 + opened.1);
                sum.weight = sum.weight.saturating_add(weight);
                let opens: BTreeSet<Country> = sum.all.opens.iter().chain(&one.opens).copied().collect();
                let would: BTreeSet<Country> =
                    sum.all.would_open.iter().chain(&one.would_open).copied().collect();
                // Of one curriculum a destination may be sure, of another it may not.
                sum.all.would_open = would.difference(&opens).copied().collect();
                sum.all.opens = opens.into_iter().collect();
                sum.all.closes += one.closes;
                sum.all.graduates += one.graduates;
            }
        }
    }
    let best = sums.into_values().max_by(|a, b| {
        (a.opened, a.weight, a.all.closes)
            .cmp(&(b.opened, b.weight, b.all.closes))
            .then_with(|| b.all.subject.cmp(a.all.subject))
    })?;
    let openings = demand.openings_in(&best.all.opens) + demand.openings_in(&best.all.would_open);
    Some(Addition { openings, ..best.all })
}

fn cell(comparison: TrainingComparison) -> MatrixCell {
    let count = |verdict: Verdict| comparison.lines.iter().filter(|line| line.verdict == verdict).count();
    let counts =
        [Verdict::Met, Verdict::TypicallyMet, Verdict::Short, Verdict::Missing, Verdict::Unknown].map(count);
    let gaps = comparison
        .lines
        .iter()
        .filter_map(|line| match (line.verdict, line.short_by) {
            (Verdict::Short, Some(short)) => {
                Some(CurriculumReason::CellShort { requirement: line.requirement, short })
            }
            (Verdict::Missing, _) => Some(CurriculumReason::CellMissing { requirement: line.requirement }),
            _ => None,
        })
        .collect();
    MatrixCell { destination: comparison.destination, overall: comparison.overall, counts, gaps, comparison }
}

impl Addition {
    /// The addition in a sentence.
    pub fn reason(&self) -> CurriculumReason {
        CurriculumReason::Addition {
            name: self.name,
            subject: self.subject,
            opens: Some(self.opens.clone()).filter(|opens| !opens.is_empty()),
            would_open: Some(self.would_open.clone()).filter(|would| !would.is_empty()),
            openings: self.openings,
            graduates: self.graduates,
            closes: self.closes,
        }
    }
}

/// The curricula of the store by what their graduates write: the title in its country.
#[derive(Debug, Default)]
pub struct GraduateTitles(BTreeMap<(Country, String), Vec<Named>>);

/// A curriculum that goes by a title.
#[derive(Debug)]
struct Named {
    id: CurriculumId,
    from: Option<PartialDate>,
    until: Option<PartialDate>,
}

impl GraduateTitles {
    /// Adds a curriculum by its titles.
    pub fn add(&mut self, curriculum: &Curriculum) {
        let Some(country) = curriculum.country else { return };
        let titles: BTreeSet<String> =
            curriculum.qualification.iter().chain([&curriculum.title]).map(|title| fold(title)).collect();
        for title in titles {
            self.0.entry((country, title)).or_default().push(Named {
                id: curriculum.curriculum_id.clone(),
                from: curriculum.valid_from,
                until: curriculum.valid_until,
            });
        }
    }

    /// The curriculum that a qualification is by: the one it names, or the only one of its title in its country that
    /// held when the training ended.
    pub fn curriculum<'t>(&'t self, qualification: &'t Qualification) -> Option<&'t CurriculumId> {
        if let Some(id) = &qualification.curriculum_id {
            return Some(id);
        }
        let (country, title) = qualification.trained_in.zip(qualification.title.as_ref())?;
        let completed = qualification.completed.map(PartialDate::earliest);
        let held = |named: &&Named| {
            completed.is_none_or(|day| {
                // A version that ended is still finished by those who began under it.
                named.from.is_none_or(|from| from.earliest() <= day)
            })
        };
        let known = self.0.get(&(country, fold(title)))?;
        let mut held: Vec<&Named> = known.iter().filter(held).collect();
        if held.len() > 1 {
            held.retain(|named| {
                completed.is_some_and(|day| named.until.is_none_or(|until| day < until.earliest()))
            });
        }
        match held[..] {
            [one] => Some(&one.id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DatumRef, Record};

    fn record<R: Record>(cells: &[(&str, &'static str)]) -> R {
        R::from_cells(|at| {
            let name = R::COLUMNS[at];
            cells.iter().find(|(column, _)| *column == name).map(|(_, text)| DatumRef::Text(text))
        })
        .unwrap()
    }

    #[test]
    fn a_graduate_is_known_by_the_curriculum_or_by_the_only_title_that_fits() {
        let mut titles = GraduateTitles::default();
        let old = [
            ("curriculum_id", "C1"),
            ("title", "BSc Nursing, old"),
            ("qualification", "BSc Nursing"),
            ("country", "KE"),
            ("valid_from", "2000"),
            ("valid_until", "2015"),
        ];
        let new = [
            ("curriculum_id", "C2"),
            ("title", "BSc Nursing, new"),
            ("qualification", "BSc Nursing"),
            ("country", "KE"),
            ("valid_from", "2015"),
        ];
        titles.add(&record(&old));
        titles.add(&record(&new));
        let of = |cells: &[(&str, &'static str)]| {
            let mut all = vec![("worker_id", "W1")];
            all.extend(cells);
            titles.curriculum(&record(&all)).map(ToString::to_string)
        };
        let written = ("title", "BSc. NURSING");
        assert_eq!(of(&[("title", "x"), ("curriculum_id", "C9")]).as_deref(), Some("C9"));
        assert_eq!(of(&[written, ("trained_in", "KE"), ("completed", "2010-06")]).as_deref(), Some("C1"));
        assert_eq!(of(&[written, ("trained_in", "KE"), ("completed", "2019")]).as_deref(), Some("C2"));
        assert_eq!(of(&[written, ("trained_in", "KE")]), None, "one of the two, and which is not said");
        assert_eq!(of(&[written, ("trained_in", "UG")]), None);
        assert_eq!(of(&[("title", "Diploma"), ("trained_in", "KE")]), None);
    }
}
