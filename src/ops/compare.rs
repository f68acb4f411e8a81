//! `corridor compare`: a curriculum of the store, or a worker's qualification, against what a destination asks.

use super::{Act, Desk, OpsError, records};
use crate::credentials::recognition::{self, Route};
use crate::curricula::{self, Program, Syllabus, TrainingComparison};
use crate::model::{Country, Curriculum, Day, Isco08, Kind, Qualification, Subdivision};
use crate::reference::PastDay;
use crate::store::Snapshot;
use crate::text::fold;
use serde::Serialize;

/// What is compared.
#[derive(Debug, Clone)]
pub enum ComparedSubject {
    /// A curriculum, by its identifier.
    Curriculum(String),
    /// A qualification of a worker: the one whose title it is, the only one, or the only one of the occupation asked.
    Qualification {
        /// The worker.
        worker: String,
        /// The title of the qualification.
        title: Option<String>,
    },
}

/// Where to.
#[derive(Debug, Clone)]
pub struct Destination {
    /// The country.
    pub country: Country,
    /// The region.
    pub region: Option<Subdivision>,
    /// The occupation; that of the training when `None`.
    pub occupation: Option<Isco08>,
    /// The day asked.
    pub as_of: Day,
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct CompareReply {
    /// What was compared, in words.
    pub what: String,
    /// Requirement by requirement.
    #[serde(flatten)]
    pub comparison: TrainingComparison,
    /// The way to recognition, if the table has one.
    pub route: Option<Route>,
    /// The sources that are due to be looked up again on the day asked.
    pub past_day: Vec<PastDay>,
}

/// Compares.
///
/// # Errors
/// [`OpsError`] when there is no such record, when the occupation is not known, or when the store fails.
pub fn compare(
    desk: &Desk,
    act: &Act,
    subject: &ComparedSubject,
    to: &Destination,
) -> Result<CompareReply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    match subject {
        ComparedSubject::Curriculum(id) => {
            let (row, curriculum) = records::find::<Curriculum>(&snapshot, id)?;
            let what = format!("{} ({id})", curriculum.title);
            let courses = snapshot.curriculum_file(row)?.map(|file| file.subjects).unwrap_or_default();
            let syllabus = Syllabus::new(curriculum, courses);
            let program = Program { syllabus: Some(&syllabus), qualification: None, others: &[] };
            reply(what, &program, to, id)
        }
        ComparedSubject::Qualification { worker, title } => {
            let dossier = super::records::dossier(act, &snapshot, worker)?;
            let wanted = |held: &Option<String>| {
                title.as_ref().is_none_or(|title| held.as_ref().is_some_and(|held| fold(held) == fold(title)))
            };
            let found: Vec<&Qualification> =
                dossier.qualifications.iter().filter(|q| wanted(&q.title)).collect();
            let Some(qualification) = the_one(&found, to.occupation) else {
                let titles = dossier.qualifications.iter().filter_map(|q| q.title.clone()).collect();
                return Err(OpsError::WhichQualification { worker: worker.clone(), titles });
            };
            let syllabus = match &qualification.curriculum_id {
                Some(id) => syllabus(&snapshot, id.as_str())?,
                None => None,
            };
            let title =
                qualification.title.clone().unwrap_or_else(|| "a qualification without a title".to_owned());
            let program = Program {
                syllabus: syllabus.as_ref(),
                qualification: Some(qualification),
                others: &dossier.qualifications,
            };
            reply(format!("{title} of {worker}"), &program, to, worker)
        }
    }
}

/// The only qualification; among several the only one that is of the occupation asked.
fn the_one<'a>(all: &[&'a Qualification], asked: Option<Isco08>) -> Option<&'a Qualification> {
    if let [only] = all {
        return Some(only);
    }
    let mut of_occupation = all.iter().filter(|q| asked.is_some() && q.occupation == asked);
    of_occupation.next().filter(|_| of_occupation.next().is_none()).copied()
}

pub(super) fn reply(
    what: String,
    program: &Program<'_>,
    to: &Destination,
    of: &str,
) -> Result<CompareReply, OpsError> {
    let known = to.occupation.or(program.occupation());
    let occupation = known.ok_or_else(|| OpsError::OccupationNeeded { worker: of.to_owned() })?;
    let region = to.region.as_ref();
    let mut comparison = curricula::compare(program, to.country, region, occupation, to.as_of);
    let route =
        program.country().and_then(|from| recognition::route(to.country, region, occupation, from, to.as_of));
    comparison.sources.extend(route.iter().flat_map(|route| &route.sources));
    comparison.sources.sort();
    comparison.sources.dedup();
    let past_day = crate::reference::past(&comparison.sources, to.as_of);
    Ok(CompareReply { what, comparison, route, past_day })
}

fn syllabus(snapshot: &Snapshot, id: &str) -> Result<Option<Syllabus>, OpsError> {
    let Some(row) = snapshot.row_of(Kind::Curriculum, id)? else { return Ok(None) };
    let file = snapshot.curriculum_file(row)?;
    Ok(file.map(|file| Syllabus::new(file.curriculum, file.subjects)))
}
