//! `corridor review`: two workers that may be one person, shown side by side, and what a person decides.
//!
//! Nothing is merged but by [`decide`]. Showing a pair discloses identities, so [`list`] notes a look in
//! the audit log before it answers; each decision is an entry of its own.

mod finder;
pub mod rejection;

use super::{Act, Desk, OpsError, catch_up};
use crate::dedupe::DedupeReason;
use crate::model::{DecisionId, Kind, Seq};
use crate::store::{Comparison, Look, Merge, Merged, Reviewed, Side, Snapshot, Store, StoreError, TakenBack};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that speaks for or against two workers being one person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewEvidence {
    /// What was compared.
    pub field: String,
    /// How well it agrees.
    pub level: String,
    /// What it adds, in thousandths of a bit.
    pub weight: i32,
    /// In words.
    pub because: DedupeReason,
}

/// Two workers that may be one person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewCandidate {
    /// One worker.
    pub left: String,
    /// The other.
    pub right: String,
    /// How likely they are one person, 0 to 1.
    pub probability: f64,
    /// The evidence, in thousandths of a bit: the sum of the parts.
    pub weight: i32,
    /// The evidence.
    pub parts: Vec<ReviewEvidence>,
}

/// Two workers to decide about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// How likely they are one person, and why.
    #[serde(flatten)]
    pub candidate: ReviewCandidate,
    /// The two side by side.
    pub comparison: Comparison,
}

/// Which pairs to show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewOptions {
    /// How many.
    pub limit: usize,
    /// From which probability on.
    pub min: f64,
}

/// Pairs that wait for a decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewReply {
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many pairs wait.
    pub waiting: usize,
    /// How many were found that a person keeps apart.
    pub kept_apart: usize,
    /// The likeliest of those that wait.
    pub pairs: Vec<Pair>,
}

/// What a person decides about two workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewDecision {
    /// They are one.
    Merge {
        /// Whose identifier and whose word stays.
        survivor: Side,
        /// The cells, by name, in which another side's word holds than the survivor's.
        choices: BTreeMap<String, Side>,
    },
    /// They are two.
    KeepApart,
    /// Not now.
    Skip,
}

/// A pair and what is decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewAsk {
    /// The left worker.
    pub left: String,
    /// The right worker.
    pub right: String,
    /// What is decided.
    pub decision: ReviewDecision,
    /// The sequence number of the comparison that was looked at: a later change of a worker makes the
    /// decision fail.
    pub seen_seq: Option<Seq>,
    /// What was found, for the record.
    pub candidate: Option<ReviewCandidate>,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The decision, which takes it back; `None` when nothing was decided.
    pub decision: Option<DecisionId>,
    /// `merge`, `keep-apart` or `skip`.
    pub verdict: &'static str,
    /// What a merge did.
    pub merged: Option<Merged>,
}

/// What other processes that want to write are told about this one.
const PURPOSE: &str = "review";

/// The pairs that wait for a decision, the likeliest first.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, or the look cannot be noted.
pub fn list(desk: &Desk, act: &Act, options: ReviewOptions) -> Result<ReviewReply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let found = finder::candidates(desk, act, options.min)?;
    let reply = waiting(&snapshot, options, found)?;
    note_look(desk, act, &store, &snapshot, &reply.pairs)?;
    Ok(reply)
}

/// Of the pairs that were found those that wait for a decision, side by side. A pair of merged
/// identifiers stands for their survivors; each two workers are asked about once.
fn waiting(
    snapshot: &Snapshot,
    options: ReviewOptions,
    found: Vec<ReviewCandidate>,
) -> Result<ReviewReply, OpsError> {
    let apart = snapshot.kept_apart()?;
    let mut reply = ReviewReply { seq: snapshot.seq(), waiting: 0, kept_apart: 0, pairs: Vec::new() };
    let mut asked = BTreeSet::new();
    for candidate in found.into_iter().filter(|pair| pair.probability >= options.min) {
        let last = |id: &str| Ok::<_, OpsError>(snapshot.leads_to(id)?.unwrap_or_else(|| id.to_owned()));
        let (left, right) = (last(&candidate.left)?, last(&candidate.right)?);
        let pair = if left <= right { (left, right) } else { (right, left) };
        if pair.0 == pair.1 {
            continue;
        }
        if apart.contains(&pair) {
            reply.kept_apart += 1;
            continue;
        }
        if !asked.insert(pair) {
            continue;
        }
        if reply.pairs.len() < options.limit {
            let Some(comparison) = snapshot.compare(&candidate.left, &candidate.right)? else { continue };
            reply.pairs.push(Pair { candidate, comparison });
        }
        reply.waiting += 1;
    }
    Ok(reply)
}

/// A pair as it stands now: `None` when the two are one by now, kept apart, or not there any more.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn again(desk: &Desk, _act: &Act, candidate: &ReviewCandidate) -> Result<Option<Pair>, OpsError> {
    let snapshot = desk.store()?.snapshot()?;
    let options = ReviewOptions { limit: 1, min: 0.0 };
    Ok(waiting(&snapshot, options, vec![candidate.clone()])?.pairs.pop())
}

/// Does what a person decided about two workers.
///
/// # Errors
/// [`OpsError`] when one of the two is not there, both are one already or kept apart, one changed since
/// it was shown, or a choice names no cell in which they differ. Nothing was changed then.
pub fn decide(desk: &Desk, act: &Act, ask: &ReviewAsk) -> Result<Decided, OpsError> {
    let store = desk.store()?;
    let evidence = ask.candidate.as_ref().map_or(
        Value::Null,
        |c| json!({ "probability": c.probability, "weight": c.weight, "parts": c.parts }),
    );
    let decided = match &ask.decision {
        ReviewDecision::Skip => Decided { decision: None, verdict: "skip", merged: None },
        ReviewDecision::KeepApart => {
            let mut change = desk.change(act, &store, PURPOSE)?;
            let pair = [ask.left.as_str(), ask.right.as_str()];
            let decision = change.keep_apart(pair, ask.seen_seq, &evidence, &act.by());
            let decision = Some(named(&store, decision)?);
            Decided { decision, verdict: "keep-apart", merged: None }
        }
        ReviewDecision::Merge { survivor, choices } => {
            let (keep, other) = match survivor {
                Side::Left => (&ask.left, &ask.right),
                Side::Right => (&ask.right, &ask.left),
            };
            let take = choices.iter().filter(|(_, side)| *side != survivor).map(|(name, _)| name.clone());
            let merge = Merge {
                keep: keep.clone(),
                other: other.clone(),
                take: take.collect(),
                seen_seq: ask.seen_seq,
                evidence,
            };
            let merged = desk.change(act, &store, PURPOSE)?.merge(&merge, &act.by());
            let merged = named(&store, merged)?;
            catch_up::catch_up(desk, act, &store, desk.patience())?;
            Decided { decision: Some(merged.decision), verdict: "merge", merged: Some(merged) }
        }
    };
    Ok(decided)
}

/// Takes a decision back: a merge is undone exactly, a pair that was kept apart is asked about again.
///
/// # Errors
/// [`OpsError`] when there is no such decision, it is taken back already, or the survivor of the merge
/// was changed since: then the batches and merges that did it are named.
pub fn undo(desk: &Desk, act: &Act, decision: &str) -> Result<TakenBack, OpsError> {
    let store = desk.store()?;
    let number = decision.parse().map_err(|_| StoreError::NoReview(decision.to_owned()))?;
    let back = desk.change(act, &store, PURPOSE)?.take_back(number, &act.by())?;
    catch_up::catch_up(desk, act, &store, desk.patience())?;
    Ok(back)
}

/// The decisions about pairs, newest first.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn log(desk: &Desk, _act: &Act, limit: usize) -> Result<Vec<Reviewed>, OpsError> {
    Ok(desk.store()?.reviewed(limit)?)
}

/// Notes that the identities of these pairs are looked at, before they are.
fn note_look(
    desk: &Desk,
    act: &Act,
    store: &Store,
    snapshot: &Snapshot,
    pairs: &[Pair],
) -> Result<(), OpsError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let ids: BTreeSet<String> =
        pairs.iter().flat_map(|p| [p.comparison.left.clone(), p.comparison.right.clone()]).collect();
    let handles = snapshot.handles(&ids)?;
    let look = Look::Identities { purpose: "review-duplicates", handles: &handles };
    Ok(desk.change(act, store, PURPOSE)?.look(&look, &act.by())?)
}

/// An unknown worker is named with the nearest identifier.
fn named<T>(store: &Store, result: Result<T, StoreError>) -> Result<T, OpsError> {
    match result {
        Err(StoreError::NoWorker(id)) => Err(super::records::unknown(&store.snapshot()?, Kind::Worker, &id)?),
        other => Ok(other?),
    }
}
