//! `corridor compare`: a curriculum of the store, or a worker's qualification, against what a destination asks.

use super::{Act, Desk, OpsError, records};
use crate::credentials::recognition::{self, Route};
use crate::curricula::{self, Curricula, Program, Syllabus, TrainingComparison};
use crate::model::{Country, Curriculum, Day, Isco08, Qualification, Subdivision};
use crate::reference::PastDay;
use crate::text::fold;
use serde::Serialize;

/// What is compared.
#[derive(Debug, Clone)]
pub enum ComparedSubject {
    /// A curriculum, by its identifier.
    Curriculum(String),
    /// A qualification of a worker: the one whose title it is, or the one that a match goes by.
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
            let curricula = desk.curricula(&store, &snapshot)?;
            let occupation = to.occupation.or(dossier.worker.occupation);
            let Some(program) = chosen(&dossier.qualifications, title.as_deref(), occupation, &curricula, to)
            else {
                let untitled = || "a qualification without a title".to_owned();
                let titles = dossier.qualifications.iter().map(|q| q.title.clone().unwrap_or_else(untitled));
                let titles = titles.collect();
                return Err(OpsError::WhichQualification { worker: worker.clone(), titles });
            };
            let title = program.qualification.and_then(|own| own.title.clone());
            let title = title.unwrap_or_else(|| "a qualification without a title".to_owned());
            let asked = Destination {
                occupation: to.occupation.or(program.occupation()).or(occupation),
                ..to.clone()
            };
            reply(format!("{title} of {worker}"), &program, &asked, worker)
        }
    }
}

/// The training of this title, or of any, that a match goes by. Without an occupation that somebody asks for or that the
/// worker has, the only one.
pub(super) fn chosen<'a>(
    qualifications: &'a [Qualification],
    title: Option<&str>,
    occupation: Option<Isco08>,
    curricula: &'a Curricula,
    to: &Destination,
) -> Option<Program<'a>> {
    let among = |own: &Qualification| {
        title.is_none_or(|title| own.title.as_ref().is_some_and(|held| fold(held) == fold(title)))
    };
    let mut asked = qualifications.iter().filter(|own| among(own));
    let first = asked.next()?;
    if asked.next().is_none() {
        return Some(Program::of_person(first, qualifications, curricula));
    }
    let place = (to.country, to.region.as_ref());
    let chosen = curricula::choose(qualifications, among, curricula, place, occupation?, to.as_of)?;
    Some(chosen.program)
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
