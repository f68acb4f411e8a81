//! `corridor review reject` and `consider`: a reviewer's word on a worker for an opening.
//!
//! Whoever is rejected is in no shortlist of the opening until the same or another reviewer considers them again; a gate
//! says so wherever the pair is asked for. Each word is a decision with its reason. The last one holds, and a replayed
//! ranking counts those that were recorded before it.

use crate::decision::{DecisionFacts, REJECTION, Recorded, RejectionFacts, RejectionState};
use crate::model::{DecisionId, Kind, Opening};
use crate::ops::{Act, Desk, OpsError, records};
use crate::ranking::Rejections;
use crate::store::{Facts, Snapshot, Store};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a reviewer says of a worker for an opening.
#[derive(Debug, Clone)]
pub struct RejectOptions {
    /// The opening.
    pub opening: String,
    /// The worker.
    pub worker: String,
    /// Whether the worker is rejected.
    pub state: RejectionState,
    /// Why.
    pub reason: String,
}

/// What was said last of a worker for an opening, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidRejection {
    /// The opening.
    pub opening: String,
    /// The worker.
    pub worker: String,
    /// Whether the worker is rejected.
    pub state: RejectionState,
    /// Why, in the words of whoever decided.
    pub reason: String,
    /// The decision that holds it.
    pub decision: DecisionId,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Who recorded it.
    pub actor: String,
}

/// Records what a reviewer says of a worker for an opening.
///
/// # Errors
/// [`OpsError`] when there is no such opening or worker, the reason is blank, or the store cannot be written.
pub fn reject(desk: &Desk, act: &Act, options: &RejectOptions) -> Result<SaidRejection, OpsError> {
    let reason = options.reason.trim();
    if reason.is_empty() {
        return Err(OpsError::RejectionReason);
    }
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let (_, opening) = records::find::<Opening>(&snapshot, &options.opening)?;
    let dossier = records::dossier(act, &snapshot, &options.worker)?;
    let facts = RejectionFacts {
        opening: opening.opening_id.to_string(),
        worker: dossier.worker.worker_id.to_string(),
        state: options.state,
        reason: reason.to_owned(),
    };
    let mut change = desk.change(act, &store, "recording a rejection")?;
    let recorded = DecisionFacts::Rejection(facts.clone());
    let decision = change.decide(&Facts { seq: snapshot.seq(), facts: &recorded }, &act.by())?;
    let RejectionFacts { opening, worker, state, reason } = facts;
    let (recorded_at, actor) = (act.at.clone(), act.actor.to_string());
    Ok(SaidRejection { opening, worker, state, reason, decision, recorded_at, actor })
}

/// What was said last of each worker for each opening, or for one opening, in the order of their identifiers.
///
/// # Errors
/// [`OpsError`] when there is no such opening, or the store cannot be read.
pub fn rejected(desk: &Desk, opening: Option<&str>) -> Result<Vec<SaidRejection>, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let opening = match opening {
        Some(id) => Some(records::find::<Opening>(&snapshot, id)?.1.opening_id.to_string()),
        None => None,
    };
    let said = said(&store, &snapshot, None)?.into_values();
    Ok(said.filter(|said| opening.as_ref().is_none_or(|opening| *opening == said.opening)).collect())
}

/// Whom reviewers rejected, before a decision if one is named.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub(in crate::ops) fn rejections(
    store: &Store,
    snapshot: &Snapshot,
    before: Option<DecisionId>,
) -> Result<Rejections, OpsError> {
    let mut rows = Vec::new();
    for said in said(store, snapshot, before)?.into_values() {
        if said.state == RejectionState::Rejected
            && let Some(row) = snapshot.row_of(Kind::Worker, &said.worker)?
        {
            rows.push((said.opening, row));
        }
    }
    Ok(Rejections::of(rows))
}

/// What was said last of each pair. A merged worker's goes with the worker that stays.
fn said(
    store: &Store,
    snapshot: &Snapshot,
    before: Option<DecisionId>,
) -> Result<BTreeMap<(String, String), SaidRejection>, OpsError> {
    let mut last = BTreeMap::new();
    for decision in store.decisions(REJECTION)? {
        if before.is_some_and(|before| decision.decision >= before) {
            break;
        }
        let Recorded::Typed(document) = decision.facts else { continue };
        let DecisionFacts::Rejection(facts) = document.decision else { continue };
        let RejectionFacts { opening, worker, state, reason } = facts;
        let worker = snapshot.leads_to(&worker)?.unwrap_or(worker);
        let said = SaidRejection {
            opening: opening.clone(),
            worker: worker.clone(),
            state,
            reason,
            decision: decision.decision,
            recorded_at: decision.recorded_at,
            actor: decision.actor,
        };
        last.insert((opening, worker), said);
    }
    Ok(last)
}
