//! `corridor match --worker`: the openings that fit a worker.

use super::{Act, Desk, OpsError, matching, records};
use crate::decision::{DecisionFacts, RankingCounts};
use crate::matching::Gate;
use crate::model::{Channel, Day, DecisionId, Seq};
use crate::ranking::{MatchResult, Terms, rank_openings, ranking_facts};
use serde::Serialize;
use std::collections::BTreeMap;

/// The openings that fit a worker.
#[derive(Debug, Serialize)]
pub struct Reply {
    /// The worker.
    pub worker: String,
    /// The channel that was assumed.
    pub channel: Channel,
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many openings pass every gate.
    pub admitted: u64,
    /// The best of them.
    pub results: Vec<MatchResult>,
    /// How many a policy blocks.
    pub blocked: u64,
    /// The best of them.
    pub best_blocked: Vec<MatchResult>,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
}

/// Matches a worker with all open openings. A worker who looks is a direct application unless
/// another channel is named.
///
/// # Errors
/// [`OpsError`] when there is no such worker or the store fails.
pub fn match_worker(desk: &Desk, act: &Act, id: &str, terms: &Terms) -> Result<Reply, OpsError> {
    let store = desk.store()?;
    let words = matching::words(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let dossier = records::dossier(act, &snapshot, id)?;
    let id = dossier.worker.worker_id.as_str();
    let packs = desk.packs()?;
    let matcher = matching::matcher(desk, &store, &snapshot, &packs, terms, words)?;
    let channel = terms.channel.unwrap_or(Channel::Direct);
    let ranking = rank_openings(&matcher, &dossier)?;
    let decision = if terms.record {
        let (admitted, blocked) = (ranking.admitted, ranking.blocked);
        let counts = RankingCounts { admitted, blocked, excluded: ranking.excluded.clone() };
        let facts = ranking_facts(&matcher, id, channel, counts, &ranking.results)?;
        matching::record(desk, act, snapshot.seq(), &DecisionFacts::Openings(facts))?
    } else {
        None
    };
    Ok(Reply {
        worker: id.to_owned(),
        channel,
        as_of: terms.as_of,
        seq: snapshot.seq(),
        admitted: ranking.admitted,
        results: ranking.results,
        blocked: ranking.blocked,
        best_blocked: ranking.best_blocked,
        excluded: ranking.excluded,
        decision,
    })
}
