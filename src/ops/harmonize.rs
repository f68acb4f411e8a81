//! `corridor harmonize`: the curricula of an occupation against the destinations, and what a hundred hours more
//! would open.

use super::{Act, Desk, OpsError};
use crate::curricula::harmonize::{Demand, GraduateTitles, HarmonizeQuestion, Matrix, matrix};
use crate::matching::Offer;
use crate::model::{CurriculumId, Kind};
use std::collections::BTreeSet;

/// Compares every curriculum of an occupation with every destination.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn harmonize(desk: &Desk, _act: &Act, question: &HarmonizeQuestion) -> Result<Matrix, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let curricula = desk.curricula(&store, &snapshot)?;
    let mut demand = Demand::default();
    for (_, opening) in snapshot.open_openings()? {
        if opening.occupation == Some(question.occupation)
            && Offer::of(&opening, question.as_of).is_offered()
            && let Some(destination) = opening.destination
        {
            *demand.openings.entry(destination).or_default() += 1;
        }
    }
    let mut titles = GraduateTitles::default();
    curricula.all().for_each(|syllabus| titles.add(&syllabus.curriculum));
    if let Some((low, high)) = snapshot.bounds(Kind::Worker)? {
        snapshot.dossiers::<OpsError>(low..=high, |dossier| {
            let ids: BTreeSet<&CurriculumId> =
                dossier.qualifications.iter().filter_map(|own| titles.curriculum(own)).collect();
            for id in ids {
                *demand.graduates.entry(id.clone()).or_default() += 1;
            }
            Ok(())
        })?;
    }
    Ok(matrix(question, curricula.all(), &demand))
}
