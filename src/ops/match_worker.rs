//! `corridor match --worker`: the openings that fit a worker; and `corridor why`.

use super::matching::{self, Asker, Bench, Looked, MatchCase, MatchResult, Terms};
use super::moves::{self, Flip};
use super::{Act, Desk, OpsError};
use crate::decision::{DecisionFacts, RankingCounts};
use crate::ethics::Clearance;
use crate::matching::{Gate, GateFacts, Gates, Profile};
use crate::model::{Channel, Day, DecisionId, Dossier, Kind, Opening, Seq, Worker};
use crate::store::Snapshot;
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
    let dossier = dossier(act, &snapshot, id)?;
    let id = dossier.worker.worker_id.as_str();
    let packs = desk.packs()?;
    let bench = Bench::new(desk, &store, &snapshot, &packs, terms, words)?;
    let channel = terms.channel.unwrap_or(Channel::Direct);
    let mut reply = Reply {
        worker: id.to_owned(),
        channel,
        as_of: terms.as_of,
        seq: snapshot.seq(),
        admitted: 0,
        results: Vec::new(),
        blocked: 0,
        best_blocked: Vec::new(),
        excluded: BTreeMap::new(),
        decision: None,
    };
    for (_, opening) in snapshot.open_openings()? {
        let case = MatchCase::of(&snapshot, &opening, terms, Asker::Worker)?;
        let assessment = bench.assess_worker(&case, &dossier);
        let blocked = assessment.clearance == Clearance::Blocked;
        let gates = bench.with_person(&dossier, |person| {
            let profile = Profile::of(dossier.row, person);
            let outside = bench.outside(dossier.row, blocked);
            Gates::closed(&GateFacts::of_record(person, &profile, &case.ask, outside))
        });
        if let Some(gate) = gates.first().filter(|gate| *gate != Gate::Ethics) {
            *reply.excluded.entry(gate).or_default() += 1;
            continue;
        }
        let result = bench.result(0, &dossier, &case, assessment);
        if blocked {
            reply.blocked += 1;
            reply.best_blocked.push(result);
        } else {
            reply.admitted += 1;
            reply.results.push(result);
        }
    }
    for (list, keep) in [(&mut reply.results, terms.top), (&mut reply.best_blocked, 10)] {
        list.sort_by(|a, b| (b.explanation.score, &a.opening).cmp(&(a.explanation.score, &b.opening)));
        list.truncate(keep);
        (1..).zip(list).for_each(|(place, result)| result.place = place);
    }
    if terms.record {
        let counts = RankingCounts {
            admitted: reply.admitted,
            blocked: reply.blocked,
            excluded: reply.excluded.clone(),
        };
        let looked = Looked { channel, counts, results: &reply.results };
        let facts = matching::ranking_facts(&bench, id, looked)?;
        reply.decision = Some(matching::record(desk, act, reply.seq, &DecisionFacts::Openings(facts))?);
    }
    Ok(reply)
}

/// Everything known of a worker; who asks by a merged identifier is told.
pub(super) fn dossier(act: &Act, snapshot: &Snapshot, id: &str) -> Result<Dossier, OpsError> {
    let (row, worker) = matching::find::<Worker>(snapshot, id)?;
    if worker.worker_id.as_str() != id {
        act.progress.note(&format!("`{id}` was merged into `{}`", worker.worker_id));
    }
    match snapshot.dossier(row)? {
        Some(dossier) => Ok(dossier),
        None => Err(matching::unknown(snapshot, Kind::Worker, id)?),
    }
}

/// What decided, and what would change it.
#[derive(Debug, Serialize)]
pub struct Why {
    /// The match in full.
    #[serde(flatten)]
    pub result: MatchResult,
    /// The smallest change of the records that makes it ready, or at least opens it.
    pub flip: Option<Flip>,
}

/// What decided about one worker and one opening.
///
/// # Errors
/// [`OpsError`] when there is no such record, the channel is needed and not named, or the store fails.
pub fn why(desk: &Desk, act: &Act, opening: &str, worker: &str, terms: &Terms) -> Result<Why, OpsError> {
    let store = desk.store()?;
    let words = matching::words(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let (_, opening) = matching::find::<Opening>(&snapshot, opening)?;
    let dossier = dossier(act, &snapshot, worker)?;
    let case = MatchCase::of(&snapshot, &opening, terms, Asker::Opening)?;
    let packs = desk.packs()?;
    let bench = Bench::new(desk, &store, &snapshot, &packs, terms, words)?;
    let assessment = bench.assess_worker(&case, &dossier);
    let flip = moves::flip(&bench, &dossier, &case);
    Ok(Why { result: bench.result(1, &dossier, &case, assessment), flip })
}
