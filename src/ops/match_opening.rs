//! `corridor match --opening`: the best workers for an opening, exactly.

use super::{Act, Desk, OpsError, matching, records};
use crate::decision::{DecisionFacts, RankingCounts};
use crate::matching::Gate;
use crate::model::{Channel, Country, Day, DecisionId, Opening, Seq};
use crate::ranking::{Asker, MatchCase, MatchResult, Terms, rank_workers, ranking_facts};
use serde::Serialize;
use std::collections::BTreeMap;

/// The reply.
#[derive(Debug, Serialize)]
pub struct Reply {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its destination.
    pub destination: Option<Country>,
    /// The channel that was assumed.
    pub channel: Channel,
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many workers pass every gate.
    pub admitted: u64,
    /// The best of them.
    pub results: Vec<MatchResult>,
    /// How many a policy blocks.
    pub blocked: u64,
    /// The best of them, with the rule that blocks.
    pub best_blocked: Vec<MatchResult>,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that a gate of the opening excludes.
    pub best_excluded: Vec<MatchResult>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
    /// The hash of the policy packs.
    pub packs: String,
}

/// Matches an opening with all workers.
///
/// # Errors
/// [`OpsError`] when there is no such opening, the channel is needed and not named, or store, index
/// or profiles fail.
pub fn match_opening(desk: &Desk, act: &Act, id: &str, terms: &Terms) -> Result<Reply, OpsError> {
    let store = desk.store()?;
    let words = matching::words(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let (_, opening) = records::find::<Opening>(&snapshot, id)?;
    let case = MatchCase::of(&snapshot, &opening, terms, Asker::Opening)?;
    let packs = desk.packs()?;
    let matcher = matching::matcher(desk, &store, &snapshot, &packs, terms, words)?;
    let keeper = matching::keeper(desk, act, &store, &snapshot)?;
    let packed = keeper.current(&matcher)?;
    let ranking = rank_workers(&matcher, &keeper, &packed, &case)?;
    let decision = if terms.record {
        let (admitted, blocked) = (ranking.admitted, ranking.blocked);
        let counts = RankingCounts { admitted, blocked, excluded: ranking.excluded.clone() };
        let id = opening.opening_id.as_str();
        let facts = ranking_facts(&matcher, id, case.channel, counts, &ranking.results)?;
        matching::record(desk, act, snapshot.seq(), &DecisionFacts::Shortlist(facts))?
    } else {
        None
    };
    Ok(Reply {
        opening: opening.opening_id.to_string(),
        title: opening.title.clone(),
        destination: opening.destination,
        channel: case.channel,
        as_of: terms.as_of,
        seq: snapshot.seq(),
        admitted: ranking.admitted,
        results: ranking.results,
        blocked: ranking.blocked,
        best_blocked: ranking.best_blocked,
        excluded: ranking.excluded,
        best_excluded: ranking.best_excluded,
        decision,
        packs: packs.hash(),
    })
}
