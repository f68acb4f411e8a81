//! `corridor show`: one record with its parts, or one decision.
//!
//! A person is shown blind, as in an export. Personal data needs a purpose, which is written into the audit log first.

use super::audit::{Audited, audit};
use super::finding_state::StatedFinding;
use super::placements::AuditOptions;
use super::{Act, Desk, OpsError, export};
use crate::decision::{DecisionFacts, Recorded};
use crate::disclosure::concerns_person;
use crate::model::{DecisionId, Kind, Seq};
use crate::schema;
use crate::store::{ExportRow, Look, StoreError};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Which record, and what of it.
#[derive(Debug, Clone)]
pub struct ShowOptions {
    /// The kind.
    pub kind: Kind,
    /// The identifier of the record; of a kind of parts, the identifier of their whole.
    pub id: String,
    /// Whether personal data is shown as well.
    pub identified: bool,
    /// The purpose of the personal data.
    pub purpose: Option<String>,
}

pub use super::export::ExportRecord;

/// A record and what belongs to it.
#[derive(Debug, Serialize)]
pub struct ShowReply {
    /// The kind that was asked for.
    pub kind: Kind,
    /// The identifier of the record, or of the whole of the parts.
    pub id: String,
    /// The identifier that was asked for, where it is another: of a merged worker, or as one source writes it.
    pub asked_as: Option<String>,
    /// The record, unless parts were asked for.
    pub record: Option<ExportRecord>,
    /// Its parts by kind, in the order of their keys; a kind without any is not there.
    pub parts: BTreeMap<Kind, Vec<ExportRecord>>,
    /// Personal columns that were left out.
    pub left_out: Vec<String>,
    /// Of a placement or an opening what the packs say of it now, what was said of that, and what was answered before.
    pub audited: Option<Audited>,
}

/// The record of a kind and its parts.
///
/// # Errors
/// [`OpsError`] when there is no such record, personal data is asked for without a purpose, or the store cannot be
/// read.
pub fn show(desk: &Desk, act: &Act, options: &ShowOptions) -> Result<ShowReply, OpsError> {
    let kind = options.kind;
    let whole = kind.parent().unwrap_or(kind);
    let purpose = options.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
    let personal = options.identified && concerns_person(kind);
    if personal && purpose.is_none() {
        return Err(OpsError::PurposeNeeded);
    }
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let Some(row) = snapshot.row_of(whole, &options.id)? else {
        return Err(super::records::unknown(&snapshot, whole, &options.id)?);
    };
    let exported = snapshot.exported(whole, row)?;
    let key = schema::table(whole).key[0];
    let id = exported.cells[key].as_ref().map_or_else(|| options.id.clone(), ToString::to_string);
    if let (true, Some(purpose)) = (personal, purpose) {
        // Of a worker the log names the handle, so that it can be asked who looked at whom.
        let of_placement = || {
            let column = schema::table(whole).column("worker_id")?;
            exported.cells[column].as_ref().map(ToString::to_string)
        };
        let worker = if whole == Kind::Worker { Some(id.clone()) } else { of_placement() };
        let worker: BTreeSet<String> = worker.into_iter().collect();
        let handles = snapshot.handles(&worker)?;
        let look = Look::Export { kind, records: 1, purpose, seq: snapshot.seq(), handles: &handles };
        desk.change(act, &store, "show")?.look(&look, &act.by())?;
    }
    let mut left_out = Vec::new();
    let mut told = |kind: Kind, rows: &[ExportRow]| -> Result<Vec<ExportRecord>, OpsError> {
        let (records, hidden) = export::records(&snapshot, kind, options.identified, rows)?;
        left_out.extend(hidden.into_iter().filter(|_| !rows.is_empty()));
        Ok(records)
    };
    let mut record = None;
    if kind == whole {
        record = told(kind, &[exported])?.pop();
    }
    let mut parts = BTreeMap::new();
    for &part in Kind::ALL.iter().filter(|part| part.parent() == Some(whole)) {
        if kind == whole || kind == part {
            let records = told(part, &snapshot.parts_in_order(part, row, &id)?)?;
            if !records.is_empty() {
                parts.insert(part, records);
            }
        }
    }
    left_out.sort();
    left_out.dedup();
    let asked_as = (id != options.id).then(|| options.id.clone());
    let audited = findings(desk, act, kind, &id)?;
    Ok(ShowReply { kind, id, asked_as, record, parts, left_out, audited })
}

/// What the packs say of a placement or an opening. A record is shown as well where no pack can judge; `audit` says why.
fn findings(desk: &Desk, act: &Act, kind: Kind, id: &str) -> Result<Option<Audited>, OpsError> {
    let id = Some(id.to_owned());
    let options = match kind {
        Kind::Placement => AuditOptions { placement: id, ..AuditOptions::default() },
        Kind::Opening => AuditOptions { opening: id, ..AuditOptions::default() },
        _ => return Ok(None),
    };
    match audit(desk, act, &options) {
        Ok(mut reply) => Ok(reply.breaches.pop()),
        Err(OpsError::Pack(_)) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// What was said of the findings of a recorded ranking.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub(super) fn said_of(desk: &Desk, act: &Act, number: DecisionId) -> Result<Vec<StatedFinding>, OpsError> {
    let options = AuditOptions { decision: Some(number), ..AuditOptions::default() };
    match audit(desk, act, &options) {
        Ok(reply) => Ok(reply.breaches.into_iter().flat_map(|one| one.states).collect()),
        Err(OpsError::Pack(_)) => Ok(Vec::new()),
        Err(failed) => Err(failed),
    }
}

/// A decision as it was recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownDecision {
    /// Its name, `D-0001`.
    pub decision: DecisionId,
    /// What kind of decision it is: `shortlist`, `openings`, `merge`, `keep-apart`, `judgment` or `finding-state`.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Who recorded it.
    pub actor: String,
    /// The sequence number of the store that it saw.
    pub seq: Seq,
    /// The version of the facts' shape; 1 for those that were recorded before there was one.
    pub version: u32,
    /// Whether points and weights of the facts give the recorded scores; `None` where there are none.
    pub scores_agree: Option<bool>,
    /// What was asked and answered, and what the answer rests on.
    pub facts: Value,
    /// Of a ranking what was said of the findings of its results since.
    pub states: Vec<StatedFinding>,
    /// The facts as types, for whoever prints them.
    #[serde(skip)]
    pub recorded: Recorded,
}

/// Shows a decision by its name.
///
/// # Errors
/// [`OpsError`] when there is no such decision, it was written by a newer program, or the store cannot be read.
pub fn decision(desk: &Desk, act: &Act, number: DecisionId) -> Result<ShownDecision, OpsError> {
    let store = desk.store()?;
    let Some(found) = store.decision(number)? else {
        return Err(OpsError::NoDecision { decision: number, last: store.last_decision()? });
    };
    let (version, scores_agree) = match &found.facts {
        Recorded::Earlier(_) => (1, None),
        Recorded::Typed(document) => (document.version, document.decision.scores_agree()),
    };
    let ranks = matches!(&found.facts, Recorded::Typed(document)
        if matches!(document.decision, DecisionFacts::Shortlist(_) | DecisionFacts::Openings(_)));
    let states = if ranks { said_of(desk, act, number)? } else { Vec::new() };
    Ok(ShownDecision {
        states,
        decision: found.decision,
        kind: found.kind,
        subject: found.subject,
        recorded_at: found.recorded_at,
        actor: found.actor,
        seq: found.seq,
        version,
        scores_agree,
        facts: found.facts.facts().map_err(StoreError::from)?,
        recorded: found.facts,
    })
}
