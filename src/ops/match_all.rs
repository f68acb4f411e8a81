//! `corridor match --all-openings`: the best workers for every open opening.
//!
//! Each shortlist is the one that a match of its opening gives. What costs most is shared: the profiles, and one reading of
//! all workers for the credentials that many openings ask.

use super::r#match::{WordGate, about_opening, keeper_of, matcher_of, record, shortlist_facts, words_of};
use super::{Act, Desk, OpsError};
use crate::decision::DecisionFacts;
use crate::ethics::Clearance;
use crate::matching::{Gate, State};
use crate::message::Message;
use crate::model::{Channel, Country, Day, DecisionId, Seq};
use crate::ranking::{Asker, MatchCase, MatchResult, Ranking, RankingError, Terms, rank_workers};
use serde::Serialize;
use std::collections::BTreeMap;

/// So many openings are prepared for at once: their columns are in memory together.
const TOGETHER: usize = 64;

/// The shortlists of all open openings.
#[derive(Debug, Serialize)]
pub struct AllOpeningsReply {
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// What should be known of the query.
    pub notes: Vec<Message>,
    /// Each opening, in the order in which they came in.
    pub openings: Vec<OpeningShortlist>,
    /// Openings that name a recruiter. They are not matched while no channel is said, since the match itself can be active
    /// recruitment.
    pub channel_needed: Vec<String>,
    /// The hash of the policy packs.
    pub packs: String,
}

/// The shortlist of an opening, in short.
#[derive(Debug, Serialize)]
pub struct OpeningShortlist {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its destination.
    pub destination: Option<Country>,
    /// The channel that was assumed.
    pub channel: Channel,
    /// What should be known of the opening first: that it is past, or lacks what a match needs.
    pub about_opening: Vec<Message>,
    /// How many workers pass every gate.
    pub admitted: u64,
    /// How many a policy blocks.
    pub blocked: u64,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that pass.
    pub results: Vec<ShortlistPlace>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
}

/// A worker in a shortlist.
#[derive(Debug, Serialize)]
pub struct ShortlistPlace {
    /// The place, from 1.
    pub place: usize,
    /// The worker.
    pub worker: String,
    /// The score.
    pub score: u16,
    /// How much of the score rests on what is known.
    pub known: u16,
    /// Whether the worker is ready.
    pub state: State,
    /// What the policies say.
    pub clearance: Clearance,
}

impl ShortlistPlace {
    fn of(result: &MatchResult) -> Self {
        Self {
            place: result.place,
            worker: result.worker.clone(),
            score: result.explanation.score,
            known: result.explanation.known,
            state: result.state(),
            clearance: result.assessment.clearance,
        }
    }
}

/// Matches every open opening with all workers.
///
/// # Errors
/// [`OpsError`] when store, index or profiles fail. No shortlist is recorded
/// then that was not finished before.
pub fn match_all(desk: &Desk, act: &Act, terms: &Terms) -> Result<AllOpeningsReply, OpsError> {
    let store = desk.store()?;
    let WordGate { rows, notes } = words_of(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let openings = snapshot.open_openings()?;
    let (mut cases, mut channel_needed) = (Vec::with_capacity(openings.len()), Vec::new());
    for (_, opening) in &openings {
        match MatchCase::of(&snapshot, opening, terms, Asker::Opening) {
            Ok(case) => cases.push(case),
            Err(RankingError::ChannelNeeded { opening }) => channel_needed.push(opening),
            Err(failed) => return Err(failed.into()),
        }
    }
    let packs = desk.packs()?;
    let matcher = matcher_of(desk, &store, &snapshot, &packs, terms, rows)?;
    let keeper = keeper_of(desk, act, &store, &snapshot)?;
    let mut packed = keeper.current(&matcher)?;
    let mut found = Vec::with_capacity(cases.len());
    for cases in cases.chunks(TOGETHER) {
        keeper.prepare(&matcher, &mut packed, cases)?;
        act.progress.begin("matching openings", Some(cases.len() as u64));
        for case in cases {
            let ranking = rank_workers(&matcher, &keeper, &packed, case)?;
            let decision = if terms.record {
                let facts = shortlist_facts(&matcher, case, &ranking)?;
                record(desk, act, snapshot.seq(), &DecisionFacts::Shortlist(facts))?
            } else {
                None
            };
            found.push(shortlist(case, ranking, decision));
            act.progress.advance(1);
        }
        act.progress.end();
    }
    Ok(AllOpeningsReply {
        as_of: terms.as_of,
        seq: snapshot.seq(),
        notes,
        openings: found,
        channel_needed,
        packs: packs.hash(),
    })
}

fn shortlist(case: &MatchCase<'_>, ranking: Ranking, decision: Option<DecisionId>) -> OpeningShortlist {
    let opening = case.ask.opening;
    OpeningShortlist {
        opening: opening.opening_id.to_string(),
        title: opening.title.clone(),
        destination: opening.destination,
        channel: case.channel,
        about_opening: about_opening(case),
        admitted: ranking.admitted,
        blocked: ranking.blocked,
        excluded: ranking.excluded,
        results: ranking.results.iter().map(ShortlistPlace::of).collect(),
        decision,
    }
}
