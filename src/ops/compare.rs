//! `corridor compare`: a curriculum of the store, or a worker's qualification, against what a destination asks.

use super::{Act, Desk, OpsError, matching};
use crate::curricula::detail::{self, Detail, Program};
use crate::model::{Country, Curriculum, CurriculumFile, Day, Isco08, Kind, Subdivision};
use crate::store::Snapshot;
use crate::text::fold;
use serde::Serialize;

/// What is compared.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A curriculum, by its identifier.
    Curriculum(String),
    /// A qualification of a worker: the one whose title it is, or the only one.
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
pub struct Reply {
    /// What was compared, in words.
    pub what: String,
    /// Requirement by requirement.
    #[serde(flatten)]
    pub detail: Detail,
}

/// Compares.
///
/// # Errors
/// [`OpsError`] when there is no such record, when the occupation is not known, or when the store fails.
pub fn compare(desk: &Desk, act: &Act, subject: &Subject, to: &Destination) -> Result<Reply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    match subject {
        Subject::Curriculum(id) => {
            let (row, curriculum) = matching::find::<Curriculum>(&snapshot, id)?;
            let file = snapshot.curriculum_file(row)?;
            let courses = file.map(|file| file.subjects).unwrap_or_default();
            let program = Program { curriculum: Some(&curriculum), courses: &courses, qualification: None };
            let occupation = occupation(to.occupation.or(curriculum.occupation), id)?;
            let detail = detail::compare(&program, to.country, to.region.as_ref(), occupation, to.as_of);
            Ok(Reply { what: format!("{} ({id})", curriculum.title), detail })
        }
        Subject::Qualification { worker, title } => {
            let dossier = super::match_worker::dossier(act, &snapshot, worker)?;
            let wanted = |held: &Option<String>| {
                title.as_ref().is_none_or(|title| held.as_ref().is_some_and(|held| fold(held) == fold(title)))
            };
            let mut found = dossier.qualifications.iter().filter(|q| wanted(&q.title));
            let (Some(qualification), None) = (found.next(), found.next()) else {
                let titles = dossier.qualifications.iter().filter_map(|q| q.title.clone()).collect();
                return Err(OpsError::WhichQualification { worker: worker.clone(), titles });
            };
            let file = match &qualification.curriculum_id {
                Some(id) => curriculum_file(&snapshot, id.as_str())?,
                None => None,
            };
            let (curriculum, courses) = match &file {
                Some(file) => (Some(&file.curriculum), file.subjects.as_slice()),
                None => (None, &[][..]),
            };
            let program = Program { curriculum, courses, qualification: Some(qualification) };
            let held = qualification.occupation.or_else(|| curriculum?.occupation);
            let occupation = occupation(to.occupation.or(held), worker)?;
            let detail = detail::compare(&program, to.country, to.region.as_ref(), occupation, to.as_of);
            let title =
                qualification.title.clone().unwrap_or_else(|| "a qualification without a title".to_owned());
            Ok(Reply { what: format!("{title} of {worker}"), detail })
        }
    }
}

fn curriculum_file(snapshot: &Snapshot, id: &str) -> Result<Option<CurriculumFile>, OpsError> {
    let Some(row) = snapshot.row_of(Kind::Curriculum, id)? else { return Ok(None) };
    Ok(snapshot.curriculum_file(row)?)
}

fn occupation(known: Option<Isco08>, of: &str) -> Result<Isco08, OpsError> {
    known.ok_or_else(|| OpsError::OccupationNeeded { worker: of.to_owned() })
}
