//! `corridor harmonize`: the curricula of an occupation against the destinations, and what a hundred hours more
//! would open.

use super::{Act, Desk, OpsError};
use crate::curricula::detail::{self, Detail, Overall, Program, Verdict};
use crate::model::{
    Country, Curriculum, CurriculumFile, CurriculumSubject, Day, Decimal, Isco08, Kind, PartialDate,
    Qualification,
};
use crate::reference::europe;
use crate::reference::minimum_training::{self, Place};
use crate::reference::subjects::{self, Area};
use crate::report::{self, Heat, HeatCell, HeatRow};
use crate::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The hours that are added in the question.
pub const HOURS: i64 = 100;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// The occupation.
    pub occupation: Isco08,
    /// Only curricula of this country.
    pub origin: Option<Country>,
    /// The destinations; all that have a minimum or a way of judging when empty.
    pub destinations: Vec<Country>,
    /// The day asked.
    pub as_of: Day,
}

/// A cell of the matrix.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// The destination.
    pub destination: Country,
    /// What the comparison comes to.
    pub overall: Overall,
    /// Requirements met, typically met, short, missing and unknown.
    pub counts: [usize; 5],
    /// What is short or missing, in words.
    pub gaps: Vec<String>,
    /// The comparison.
    pub detail: Detail,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The identifier of the curriculum.
    pub curriculum: String,
    /// Its title.
    pub title: String,
    /// Its country.
    pub country: Option<Country>,
    /// How many workers of the store have a qualification by it: one that names it, or has its title in its country
    /// where no other curriculum has it.
    pub graduates: u64,
    /// One cell a destination.
    pub cells: Vec<Cell>,
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
    /// Destinations whose last gap they close.
    pub opens: Vec<Country>,
    /// Openings of the store there.
    pub openings: u64,
    /// Requirements that they close, where a gap remains.
    pub closes: usize,
    /// How many graduates it concerns.
    pub graduates: u64,
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct Reply {
    /// The occupation.
    pub occupation: Isco08,
    /// The day asked.
    pub as_of: Day,
    /// The destinations, in the order of the columns.
    pub destinations: Vec<Country>,
    /// The curricula.
    pub rows: Vec<Row>,
    /// The best addition over all curricula that it serves.
    pub best: Option<Addition>,
}

/// Compares every curriculum of an occupation with every destination.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn harmonize(desk: &Desk, _act: &Act, question: &Question) -> Result<Reply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let destinations = if question.destinations.is_empty() {
        known_destinations(question.occupation, question.as_of)
    } else {
        question.destinations.clone()
    };
    let mut openings: BTreeMap<Country, u64> = BTreeMap::new();
    for (_, opening) in snapshot.open_openings()? {
        if opening.occupation == Some(question.occupation)
            && let Some(destination) = opening.destination
        {
            *openings.entry(destination).or_default() += 1;
        }
    }
    let mut files: Vec<CurriculumFile> = Vec::new();
    let mut titles = Titles::default();
    for row in snapshot.rows(Kind::Curriculum)? {
        let Some(file) = snapshot.curriculum_file(row)? else { continue };
        titles.add(&file.curriculum);
        let wanted = file.curriculum.occupation == Some(question.occupation)
            && question.origin.is_none_or(|origin| file.curriculum.country == Some(origin));
        if wanted {
            files.push(file);
        }
    }
    let mut graduates: BTreeMap<String, u64> = BTreeMap::new();
    if let Some((low, high)) = snapshot.bounds(Kind::Worker)? {
        snapshot.dossiers::<OpsError>(low..=high, |dossier| {
            let ids: BTreeSet<String> = dossier
                .qualifications
                .iter()
                .filter_map(|q| titles.curriculum(q))
                .map(str::to_owned)
                .collect();
            ids.into_iter().for_each(|id| *graduates.entry(id).or_default() += 1);
            Ok(())
        })?;
    }
    files.sort_by(|a, b| a.curriculum.curriculum_id.cmp(&b.curriculum.curriculum_id));
    let rows: Vec<Row> = files
        .iter()
        .map(|file| {
            let count = graduates.get(file.curriculum.curriculum_id.as_str()).copied().unwrap_or_default();
            row(file, question, &destinations, &openings, count)
        })
        .collect();
    let best = over_all(&rows, &files, question, &destinations, &openings);
    Ok(Reply { occupation: question.occupation, as_of: question.as_of, destinations, rows, best })
}

/// The curricula of the store by what their graduates write: the title in its country.
#[derive(Default)]
struct Titles(BTreeMap<(Country, String), Vec<Named>>);

/// A curriculum that goes by a title.
struct Named {
    id: String,
    from: Option<PartialDate>,
    until: Option<PartialDate>,
}

impl Titles {
    fn add(&mut self, curriculum: &Curriculum) {
        let Some(country) = curriculum.country else { return };
        let titles: BTreeSet<String> =
            curriculum.qualification.iter().chain([&curriculum.title]).map(|title| fold(title)).collect();
        for title in titles {
            self.0.entry((country, title)).or_default().push(Named {
                id: curriculum.curriculum_id.to_string(),
                from: curriculum.valid_from,
                until: curriculum.valid_until,
            });
        }
    }

    /// The curriculum that a qualification is by: the one it names, or the only one of its title in its country that
    /// held when the training ended.
    fn curriculum<'t>(&'t self, qualification: &'t Qualification) -> Option<&'t str> {
        if let Some(id) = &qualification.curriculum_id {
            return Some(id.as_str());
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

/// Destinations of which the tables say how they judge a training for the occupation.
fn known_destinations(occupation: Isco08, as_of: Day) -> Vec<Country> {
    let rows = minimum_training::all().iter().filter(|row| row.occupation == occupation);
    let mut countries: BTreeSet<Country> = rows.filter_map(|row| row.area.get(..2)?.parse().ok()).collect();
    // Members of the EU without a row of their own follow its directive.
    if minimum_training::all().iter().any(|row| row.occupation == occupation && row.is_european()) {
        countries.extend(Country::all().filter(|country| europe::in_area(*country, as_of)));
    }
    countries.into_iter().filter(|country| country.as_str() != "EU").collect()
}

fn row(
    file: &CurriculumFile,
    question: &Question,
    destinations: &[Country],
    openings: &BTreeMap<Country, u64>,
    graduates: u64,
) -> Row {
    let details = details(&file.curriculum, &file.subjects, question, destinations);
    let best = additions(file, question, destinations)
        .into_iter()
        .map(|(subject, after)| addition(subject, &details, &after, openings, graduates))
        .filter(|addition| addition.closes > 0 || !addition.opens.is_empty())
        // The first of equals in the order of the vocabulary.
        .reduce(|best, next| if next.rank() > best.rank() { next } else { best });
    Row {
        curriculum: file.curriculum.curriculum_id.to_string(),
        title: file.curriculum.title.clone(),
        country: file.curriculum.country,
        graduates,
        cells: details.into_iter().map(cell).collect(),
        best,
    }
}

fn details(
    curriculum: &Curriculum,
    courses: &[CurriculumSubject],
    question: &Question,
    destinations: &[Country],
) -> Vec<Detail> {
    let program = Program { curriculum: Some(curriculum), courses, qualification: None };
    let of = |to: &Country| detail::compare(&program, *to, None, question.occupation, question.as_of);
    destinations.iter().map(of).collect()
}

/// The curriculum with a hundred hours more in each subject that a destination's rule names, and in one of
/// theory and one of practice at least.
fn additions(
    file: &CurriculumFile,
    question: &Question,
    destinations: &[Country],
) -> Vec<(&'static subjects::Subject, Vec<Detail>)> {
    let named: BTreeSet<&str> = destinations
        .iter()
        .filter_map(|to| {
            minimum_training::in_force(
                &Place::of(*to, None, question.as_of),
                question.occupation,
                question.as_of,
            )
        })
        .flat_map(|rule| rule.subjects.iter().map(|subject| &**subject))
        .collect();
    let candidates = subjects::all().iter().filter(|subject| named.contains(&*subject.id));
    candidates.map(|subject| (subject, details_with(file, subject, question, destinations))).collect()
}

/// The comparisons with a hundred hours more of a subject.
fn details_with(
    file: &CurriculumFile,
    subject: &subjects::Subject,
    question: &Question,
    destinations: &[Country],
) -> Vec<Detail> {
    let practice = subject.area == Area::Clinical;
    let mut curriculum = file.curriculum.clone();
    let more = |hours: &mut Option<i64>| *hours = hours.map(|hours| hours.saturating_add(HOURS));
    more(&mut curriculum.total_hours);
    more(if practice { &mut curriculum.clinical_hours } else { &mut curriculum.theory_hours });
    let mut courses = file.subjects.clone();
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
    details(&curriculum, &courses, question, destinations)
}

fn addition(
    subject: &'static subjects::Subject,
    before: &[Detail],
    after: &[Detail],
    openings: &BTreeMap<Country, u64>,
    graduates: u64,
) -> Addition {
    let gaps = |detail: &Detail| {
        let open = |verdict: Verdict| matches!(verdict, Verdict::Short | Verdict::Missing);
        detail.lines.iter().filter(|line| open(line.verdict)).count()
    };
    let mut opens = Vec::new();
    let mut closes = 0;
    for (before, after) in before.iter().zip(after).filter(|(before, _)| before.overall == Overall::Gaps) {
        closes += gaps(before).saturating_sub(gaps(after));
        if gaps(before) > 0 && gaps(after) == 0 {
            opens.push(before.destination);
        }
    }
    let there = |country: &Country| openings.get(country).copied().unwrap_or_default();
    let open_there = opens.iter().map(there).sum();
    Addition { subject: &subject.id, name: &subject.name, opens, openings: open_there, closes, graduates }
}

impl Addition {
    fn rank(&self) -> (usize, u64, usize) {
        (self.opens.len(), self.openings.saturating_mul(self.graduates.max(1)), self.closes)
    }
}

/// The subject that opens most over all curricula: destinations by curriculum first, then openings times
/// graduates, then requirements closed.
fn over_all(
    rows: &[Row],
    files: &[CurriculumFile],
    question: &Question,
    destinations: &[Country],
    openings: &BTreeMap<Country, u64>,
) -> Option<Addition> {
    let mut sums: BTreeMap<&'static str, (usize, u64, usize, Addition)> = BTreeMap::new();
    for (row, file) in rows.iter().zip(files) {
        let before = details(&file.curriculum, &file.subjects, question, destinations);
        for (subject, after) in additions(file, question, destinations) {
            let one = addition(subject, &before, &after, openings, row.graduates);
            if one.closes == 0 && one.opens.is_empty() {
                continue;
            }
            let sum = sums.entry(one.subject).or_insert_with(|| {
                (0, 0, 0, Addition { opens: Vec::new(), openings: 0, closes: 0, graduates: 0, ..one.clone() })
            });
            sum.0 += one.opens.len();
            sum.1 = sum.1.saturating_add(one.openings.saturating_mul(one.graduates));
            sum.2 += one.closes;
            let all: BTreeSet<Country> = sum.3.opens.iter().chain(&one.opens).copied().collect();
            sum.3.opens = all.into_iter().collect();
            sum.3.closes += one.closes;
            sum.3.graduates += one.graduates;
        }
    }
    let best = sums
        .into_values()
        .max_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then_with(|| b.3.subject.cmp(a.3.subject)))?;
    let mut best = best.3;
    best.openings = best.opens.iter().map(|country| openings.get(country).copied().unwrap_or_default()).sum();
    Some(best)
}

fn cell(detail: Detail) -> Cell {
    let count = |verdict: Verdict| detail.lines.iter().filter(|line| line.verdict == verdict).count();
    let counts =
        [Verdict::Met, Verdict::TypicallyMet, Verdict::Short, Verdict::Missing, Verdict::Unknown].map(count);
    let gaps = detail
        .lines
        .iter()
        .filter_map(|line| match line.verdict {
            Verdict::Short => Some(format!("{}: {} short", line.requirement, shown(line.short_by))),
            Verdict::Missing => Some(format!("{}: missing", line.requirement)),
            _ => None,
        })
        .collect();
    Cell { destination: detail.destination, overall: detail.overall, counts, gaps, detail }
}

fn shown(number: Option<Decimal>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

impl Addition {
    /// The addition in a sentence.
    pub fn sentence(&self) -> String {
        let opens: Vec<String> = self.opens.iter().map(ToString::to_string).collect();
        let opens = if opens.is_empty() { "no destination yet".to_owned() } else { opens.join(", ") };
        format!(
            "{} ({}): opens {opens}; {} openings of the store there; {} graduates; {} requirements closed",
            self.name, self.subject, self.openings, self.graduates, self.closes
        )
    }
}

/// The answer as a page.
pub fn page(reply: &Reply) -> String {
    let name = crate::reference::countries::name;
    let mut sources: BTreeSet<String> = BTreeSet::new();
    let rows = reply
        .rows
        .iter()
        .map(|row| HeatRow {
            id: row.curriculum.clone(),
            title: row.title.clone(),
            country: row.country.map(|country| country.to_string()).unwrap_or_default(),
            graduates: row.graduates,
            cells: row.cells.iter().map(|cell| heat_cell(cell, &mut sources)).collect(),
        })
        .collect();
    let over_all = reply.best.iter().map(|best| format!("Over all curricula: {}", best.sentence()));
    let by_row = reply.rows.iter().filter_map(|row| {
        row.best.as_ref().map(|best| format!("{} ({}): {}", row.title, row.curriculum, best.sentence()))
    });
    let mut additions: Vec<String> = over_all.chain(by_row).collect();
    if additions.is_empty() {
        additions.push("No 100 hours close a gap that is known.".to_owned());
    }
    report::heat(&Heat {
        occupation: format!(
            "{} ({})",
            crate::reference::occupations::title(reply.occupation),
            reply.occupation
        ),
        as_of: reply.as_of.to_string(),
        destinations: reply.destinations.iter().map(|to| (to.to_string(), name(*to).to_owned())).collect(),
        rows,
        additions,
        sources: sources.into_iter().collect(),
    })
}

fn heat_cell(cell: &Cell, sources: &mut BTreeSet<String>) -> HeatCell {
    for source in &cell.detail.sources {
        sources.insert(format!("{} ({}, confidence {})", source.source, source.table, source.confidence));
    }
    let (class, mark) = match cell.overall {
        Overall::Automatic => ("auto", "auto".to_owned()),
        Overall::SubstantiallyEquivalent => ("met", "met".to_owned()),
        Overall::Gaps if cell.gaps.len() <= 3 => ("few", format!("\u{2212}{}", cell.gaps.len())),
        Overall::Gaps => ("many", format!("\u{2212}{}", cell.gaps.len())),
        Overall::NotComparable => ("exam", "exam".to_owned()),
        Overall::Unknown => ("open", "?".to_owned()),
    };
    // Where hours decide nothing, a table of them would mislead.
    let decides = matches!(cell.overall, Overall::Gaps | Overall::Unknown | Overall::SubstantiallyEquivalent);
    let told = |line: &&detail::Line| decides && (line.need.is_some() || line.verdict >= Verdict::Short);
    let lines: Vec<[String; 4]> = cell
        .detail
        .lines
        .iter()
        .filter(told)
        .map(|line| {
            let verdict = match line.short_by {
                Some(by) => format!("{} by {by}", line.verdict),
                None => line.verdict.to_string(),
            };
            [line.requirement.clone(), shown(line.need), shown(line.have), verdict]
        })
        .collect();
    let met = if decides { cell.detail.lines.len() - lines.len() } else { 0 };
    HeatCell {
        destination: crate::reference::countries::name(cell.destination).to_owned(),
        class,
        mark,
        because: cell.detail.because.clone(),
        lines,
        met,
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
        let mut titles = Titles::default();
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
            titles.curriculum(&record(&all)).map(str::to_owned)
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
