//! `corridor audit`: the placements judged by their own facts and days, and the log verified.

use super::{Act, Desk, OpsError};
use crate::ethics::{self, Assessment, Case, Clearance, FindingOutcome, PlacementFacts};
use crate::model::{Country, Day, Kind, Opening, Seq, Worker};
use crate::ranking::Recruiting;
use crate::rule::{Severity, Stage};
use crate::store::LogState;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which placements to audit.
#[derive(Debug, Clone, Default)]
pub struct AuditOptions {
    /// First day of contact.
    pub from: Option<Day>,
    /// Day of contact before which.
    pub until: Option<Day>,
    /// Country of residence.
    pub origin: Option<Country>,
    /// Country of the job.
    pub destination: Option<Country>,
    /// One placement only.
    pub placement: Option<String>,
}

/// A placement and what the packs say of it.
#[derive(Debug, Serialize)]
pub struct Audited {
    /// The placement.
    pub placement: String,
    /// The country of residence.
    pub origin: Option<Country>,
    /// The country of the job.
    pub destination: Option<Country>,
    /// What the packs say.
    pub assessment: Assessment,
}

/// A rule over all placements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// Placements that break it.
    pub broken: u64,
    /// Placements for which missing facts leave it open.
    pub unknown: u64,
}

/// The reply.
#[derive(Debug, Serialize)]
pub struct AuditReply {
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many placements were audited.
    pub placements: u64,
    /// How many stand at each clearance.
    pub clearances: BTreeMap<Clearance, u64>,
    /// Per rule: gravest first in print, by identifier here.
    pub rules: BTreeMap<String, (Severity, String, RuleCount)>,
    /// Per corridor, origin to destination: placements and those blocked.
    pub corridors: BTreeMap<String, (u64, u64)>,
    /// The placements with a broken block or warn rule.
    pub breaches: Vec<Audited>,
    /// The placements on hold that break no such rule: what is unknown of them holds them.
    pub held: Vec<Audited>,
}

/// Audits placements: each by the lists and rules of its own day of contact.
///
/// # Errors
/// [`OpsError`] when there is no such placement, or the store or a pack fails.
pub fn audit(desk: &Desk, _act: &Act, options: &AuditOptions) -> Result<AuditReply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let packs = desk.packs()?;
    let rows = match &options.placement {
        Some(id) => match snapshot.row_of(Kind::Placement, id)? {
            Some(row) => vec![row],
            None => return Err(super::records::unknown(&snapshot, Kind::Placement, id)?),
        },
        None => snapshot.rows(Kind::Placement)?,
    };
    let mut reply = AuditReply {
        seq: snapshot.seq(),
        placements: 0,
        clearances: BTreeMap::new(),
        rules: BTreeMap::new(),
        corridors: BTreeMap::new(),
        breaches: Vec::new(),
        held: Vec::new(),
    };
    for row in rows {
        let Some(file) = snapshot.placement_file(row)? else { continue };
        let p = &file.placement;
        let worker = match &p.worker_id {
            Some(id) => snapshot.find::<Worker>(id.as_str())?.map(|(_, worker)| worker),
            None => None,
        };
        let opening = match &p.opening_id {
            Some(id) => snapshot.find::<Opening>(id.as_str())?.map(|(_, opening)| opening),
            None => None,
        };
        let origin = p.residence.or(worker.as_ref().and_then(|w| w.residence));
        let destination = p.destination.or(opening.as_ref().and_then(|o| o.destination));
        let day = p.contact_date.map(crate::model::PartialDate::earliest);
        let inside = options.from.is_none_or(|from| day.is_some_and(|day| from <= day))
            && options.until.is_none_or(|until| day.is_some_and(|day| day < until))
            && options.origin.is_none_or(|country| origin == Some(country))
            && options.destination.is_none_or(|country| destination == Some(country));
        if !inside {
            continue;
        }
        let recruiter_id = p.recruiter_id.as_ref().or(opening.as_ref().and_then(|o| o.recruiter_id.as_ref()));
        let recruiter = Recruiting::of(&snapshot, recruiter_id.map(|id| id.as_str()))?;
        let facts = PlacementFacts {
            placement: p,
            worker: worker.as_ref(),
            opening: opening.as_ref(),
            costs: &file.costs,
            terms: &file.terms,
            recruiter: recruiter.as_ref().map(Recruiting::borrow),
        };
        let assessment = ethics::evaluate(&packs, &Case::of_placement(&packs, &facts), Stage::Placement);
        count(&mut reply, origin, destination, &assessment);
        let breach = assessment
            .findings
            .iter()
            .any(|f| f.outcome == FindingOutcome::Broken && f.severity > Severity::Info);
        // Whoever is counted above as blocked or on hold is listed, so that counts and lists agree.
        let list = if breach || options.placement.is_some() {
            &mut reply.breaches
        } else if assessment.clearance > Clearance::Clear {
            &mut reply.held
        } else {
            continue;
        };
        let placement = p.placement_id.to_string();
        list.push(Audited { placement, origin, destination, assessment });
    }
    for list in [&mut reply.breaches, &mut reply.held] {
        list.sort_by(|a, b| {
            (b.assessment.clearance, &a.placement).cmp(&(a.assessment.clearance, &b.placement))
        });
    }
    Ok(reply)
}

fn count(
    reply: &mut AuditReply,
    origin: Option<Country>,
    destination: Option<Country>,
    assessment: &Assessment,
) {
    reply.placements += 1;
    *reply.clearances.entry(assessment.clearance).or_default() += 1;
    let name = |country: Option<Country>| country.map_or_else(|| "unknown".to_owned(), |c| c.to_string());
    let corridor = reply.corridors.entry(format!("{} > {}", name(origin), name(destination))).or_default();
    corridor.0 += 1;
    corridor.1 += u64::from(assessment.clearance == Clearance::Blocked);
    for finding in &assessment.findings {
        let (_, _, rule) = reply
            .rules
            .entry(finding.rule.clone())
            .or_insert_with(|| (finding.severity, finding.title.clone(), RuleCount::default()));
        match finding.outcome {
            FindingOutcome::Broken => rule.broken += 1,
            _ => rule.unknown += 1,
        }
    }
}

/// Verifies the audit log, and that the tables of merges are what it tells of.
///
/// # Errors
/// [`OpsError`] when the store cannot be read; a broken log is in the reply.
pub fn verify(desk: &Desk, _act: &Act) -> Result<LogState, OpsError> {
    let store = desk.store()?;
    let mut state = store.log_state()?;
    state.broken.extend(store.check_merges()?.problems);
    Ok(state)
}

/// The entries of the log in their canonical form.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn entries(desk: &Desk, _act: &Act) -> Result<Vec<String>, OpsError> {
    Ok(desk.store()?.log_entries()?)
}
