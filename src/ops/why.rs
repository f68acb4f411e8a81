//! `corridor why`: what decided about one worker and one opening, and what would change it.

use super::r#match::{about_opening, matcher_of, words_of};
use super::{Act, Desk, OpsError, records};
use crate::message::Message;
use crate::model::Opening;
use crate::policy::StoodInPack;
use crate::ranking::steps::{self, Flip};
use crate::ranking::{Asker, MatchCase, MatchResult, Terms};
use serde::Serialize;

/// What decided, and what would change it.
#[derive(Debug, Serialize)]
pub struct Why {
    /// The match in full.
    #[serde(flatten)]
    pub result: MatchResult,
    /// What should be known of the opening first.
    pub about_opening: Vec<Message>,
    /// The smallest change of the records that makes it ready, or at least opens it.
    pub flip: Option<Flip>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// What decided about one worker and one opening.
///
/// # Errors
/// [`OpsError`] when there is no such record, the channel is needed and not named, or the store fails.
pub fn why(desk: &Desk, act: &Act, opening: &str, worker: &str, terms: &Terms) -> Result<Why, OpsError> {
    let store = desk.store()?;
    let words = words_of(desk, act, &store, terms)?.rows;
    let snapshot = store.snapshot()?;
    let (_, opening) = records::find::<Opening>(&snapshot, opening)?;
    let dossier = records::dossier(act, &snapshot, worker)?;
    let case = MatchCase::of(&snapshot, &opening, terms, Asker::Opening)?;
    let packs = desk.packs()?;
    // What judges must not be another pack without a trace.
    desk.note_packs(act, &store)?;
    let matcher = matcher_of(desk, &store, &snapshot, &packs, terms, words)?;
    let assessment = matcher.assess_worker(&case, &dossier);
    let flip = steps::flip(&matcher, &dossier, &case);
    let about_opening = about_opening(&case);
    let packs_stood_in = packs.stood_in().to_vec();
    Ok(Why { result: matcher.result(1, &dossier, &case, assessment), about_opening, flip, packs_stood_in })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Weights;
    use crate::model::{Actor, Dossier, Kind, Worker};
    use crate::ops::{demo, import};
    use crate::ranking::steps::{Step, flip, is_blocked};
    use std::time::Duration;

    /// Over pairs of the demonstration: the moves told lead where they are said to, and none of them is more than
    /// is needed.
    #[test]
    fn what_is_said_to_flip_an_answer_flips_it_and_nothing_smaller_does() {
        let dir = tempfile::tempdir().unwrap();
        let day = "2026-11-24".parse().unwrap();
        let desk = Desk::new(dir.path().join("demo"), Duration::from_secs(5));
        let paths = demo::prepare(desk.dir()).unwrap();
        let act = Act::quiet(Actor::local("test"), "2026-11-24T00:00:00Z", day);
        import::import(&desk, &act, &import::ImportOptions { paths, ..import::ImportOptions::default() })
            .unwrap();
        let terms = Terms {
            channel: None,
            as_of: day,
            top: 5,
            query: None,
            weights: Weights::default(),
            record: false,
        };
        let store = desk.store().unwrap();
        let snapshot = store.snapshot().unwrap();
        let packs = desk.packs().unwrap();
        let matcher = matcher_of(&desk, &store, &snapshot, &packs, &terms, None).unwrap();
        let openings = snapshot.open_openings().unwrap();
        let workers = snapshot.rows(Kind::Worker).unwrap();
        let mut flipped = 0;
        for (at, row) in workers.iter().enumerate().step_by(9) {
            assert!(snapshot.whole::<Worker>(*row).unwrap().is_some());
            let dossier = snapshot.dossier(*row).unwrap().unwrap();
            let (_, opening) = &openings[at % openings.len()];
            let case = MatchCase::of(&snapshot, opening, &terms, Asker::Worker).unwrap();
            let state = |dossier: &Dossier| {
                let blocked = is_blocked(&matcher, dossier, &case);
                matcher.explain(dossier, &case.ask, blocked).state
            };
            let before = state(&dossier);
            let Some(flip) = flip(&matcher, &dossier, &case) else { continue };
            assert_ne!(before, flip.to);
            let after = |moves: &[&Step]| {
                let after = moves.iter().fold(dossier.clone(), |dossier, one| one.apply(&dossier, &case.ask));
                state(&after)
            };
            let all: Vec<&Step> = flip.moves.iter().collect();
            assert_eq!(after(&all), flip.to, "{}", dossier.worker.worker_id);
            // Every smaller set of the moves leaves the answer short of it.
            for set in 0..(1_u32 << all.len()) - 1 {
                let some: Vec<&Step> =
                    (0..all.len()).filter(|at| set >> at & 1 == 1).map(|at| all[at]).collect();
                assert_ne!(after(&some), flip.to, "{}: {set:b}", dossier.worker.worker_id);
            }
            flipped += 1;
        }
        assert!(flipped > 8, "{flipped}");
    }
}
