//! `corridor audit`: the placements judged by their own facts and days, and the log verified.

use super::checkpoint::{self, ContinuedCheckpoint, KeptCheckpoint};
use super::finding_state::{self, StatedFinding};
use super::{Act, Desk, OpsError};
use crate::ethics::{
    self, Assessment, Case, Clearance, Finding, FindingOutcome, FindingState, OpenQuestion, PlacementFacts,
};
use crate::model::{
    Channel, Country, Day, Isco08, Kind, Opening, Placement, PlacementFile, Seq, Sex, Worker, words,
};
use crate::policy::Packs;
use crate::ranking::Recruiting;
use crate::rule::{Severity, Stage};
use crate::store::{LogState, Snapshot};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The employer, by its identifier.
    pub employer: Option<String>,
    /// The recruiter, by its identifier.
    pub recruiter: Option<String>,
    /// How the recruitment came about, as the placement states it.
    pub channel: Option<Channel>,
    /// The occupation.
    pub occupation: Option<Isco08>,
    /// The worker's sex.
    pub sex: Option<Sex>,
    /// One placement only.
    pub placement: Option<String>,
    /// By what to count the placements.
    pub group_by: Vec<AuditGroup>,
}

words! {
    /// A fact by which placements are counted.
    AuditGroup, "`origin`, `destination`, `employer`, `recruiter`, `channel`, `agreement`, `occupation`, `sex` or `year`" {
        /// The country of residence.
        Origin = "origin",
        /// The country of the job.
        Destination = "destination",
        /// The employer.
        Employer = "employer",
        /// The recruiter.
        Recruiter = "recruiter",
        /// How the recruitment came about.
        Channel = "channel",
        /// The agreement under which it came about.
        Agreement = "agreement",
        /// The occupation.
        Occupation = "occupation",
        /// The worker's sex.
        Sex = "sex",
        /// The year of the first contact.
        Year = "year",
    }
}

/// The placements that share some facts, counted by clearance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditCount {
    /// The shared facts in the order asked for; `None` where a placement does not state the fact.
    pub by: Vec<(AuditGroup, Option<String>)>,
    /// How many there are.
    pub placements: u64,
    /// Of them clear.
    pub clear: u64,
    /// Of them on hold.
    pub hold: u64,
    /// Of them blocked.
    pub blocked: u64,
}

/// What is stated of a placement, by itself or by the records that it names; nothing is told from other facts.
pub(super) struct Stated<'a> {
    pub(super) origin: Option<Country>,
    pub(super) destination: Option<Country>,
    pub(super) employer: Option<&'a str>,
    pub(super) recruiter: Option<&'a str>,
    pub(super) channel: Option<Channel>,
    pub(super) agreement: Option<&'a str>,
    pub(super) occupation: Option<Isco08>,
    pub(super) sex: Option<Sex>,
    pub(super) contact: Option<crate::model::PartialDate>,
}

impl<'a> Stated<'a> {
    pub(super) fn of(p: &'a Placement, worker: Option<&'a Worker>, opening: Option<&'a Opening>) -> Self {
        let id = |own: &'a Option<crate::model::OrganizationId>,
                  of: fn(&'a Opening) -> &'a Option<crate::model::OrganizationId>| {
            own.as_ref().or(opening.and_then(|o| of(o).as_ref())).map(|id| id.as_str())
        };
        let agreement = p.agreement_id.as_ref().or(opening.and_then(|o| o.agreement_id.as_ref()));
        Self {
            origin: p.residence.or(worker.and_then(|w| w.residence)),
            destination: p.destination.or(opening.and_then(|o| o.destination)),
            employer: id(&p.organization_id, |o| &o.organization_id),
            recruiter: id(&p.recruiter_id, |o| &o.recruiter_id),
            channel: p.channel,
            agreement: agreement.map(|id| id.as_str()),
            occupation: p
                .occupation
                .or(opening.and_then(|o| o.occupation))
                .or(worker.and_then(|w| w.occupation)),
            sex: p.sex.or(worker.and_then(|w| w.sex)),
            contact: p.contact_date,
        }
    }

    pub(super) fn is_asked(&self, options: &AuditOptions) -> bool {
        let day = self.contact.map(crate::model::PartialDate::earliest);
        options.from.is_none_or(|from| day.is_some_and(|day| from <= day))
            && options.until.is_none_or(|until| day.is_some_and(|day| day < until))
            && options.origin.is_none_or(|country| self.origin == Some(country))
            && options.destination.is_none_or(|country| self.destination == Some(country))
            && options.employer.as_deref().is_none_or(|id| self.employer == Some(id))
            && options.recruiter.as_deref().is_none_or(|id| self.recruiter == Some(id))
            && options.channel.is_none_or(|channel| self.channel == Some(channel))
            && options.occupation.is_none_or(|occupation| self.occupation == Some(occupation))
            && options.sex.is_none_or(|sex| self.sex == Some(sex))
    }

    pub(super) fn fact(&self, group: AuditGroup) -> Option<String> {
        match group {
            AuditGroup::Origin => self.origin.map(|country| country.to_string()),
            AuditGroup::Destination => self.destination.map(|country| country.to_string()),
            AuditGroup::Employer => self.employer.map(str::to_owned),
            AuditGroup::Recruiter => self.recruiter.map(str::to_owned),
            AuditGroup::Channel => self.channel.map(|channel| channel.to_string()),
            AuditGroup::Agreement => self.agreement.map(str::to_owned),
            AuditGroup::Occupation => self.occupation.map(|occupation| occupation.to_string()),
            AuditGroup::Sex => self.sex.map(|sex| sex.to_string()),
            AuditGroup::Year => self.contact.map(|date| date.year().to_string()),
        }
    }
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
    /// What holds the case: each fact that is missing, the columns that answer it, and who can.
    pub questions: Vec<OpenQuestion>,
    /// What was done about its findings, as far as anything was.
    pub states: Vec<StatedFinding>,
}

/// Whether a finding is a breach: a rule that blocks or warns is broken.
fn is_breach(finding: &Finding) -> bool {
    finding.outcome == FindingOutcome::Broken && finding.severity > Severity::Info
}

/// The questions that hold a case, each once; none of a case that is clear or blocked.
fn questions(assessment: &Assessment) -> Vec<OpenQuestion> {
    if assessment.clearance != Clearance::Hold {
        return Vec::new();
    }
    let missing = assessment.deciding().flat_map(|finding| match &finding.outcome {
        FindingOutcome::Unknown { missing } => missing.as_slice(),
        FindingOutcome::Broken | FindingOutcome::Unusable { .. } => &[],
    });
    let facts: BTreeSet<&String> = missing.collect();
    facts.into_iter().filter_map(|fact| ethics::question(fact)).collect()
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
    /// What was done about the broken block and warn rules: how many stand at each state.
    pub states: BTreeMap<FindingState, u64>,
    /// The same placements, counted by the facts asked for; empty when none is asked for.
    pub groups: Vec<AuditCount>,
    /// The placements with a broken block or warn rule.
    pub breaches: Vec<Audited>,
    /// The placements on hold that break no such rule: what is unknown of them holds them.
    pub held: Vec<Audited>,
}

/// A placement that is asked for, with the records that it names.
pub(super) struct AskedPlacement {
    pub(super) file: PlacementFile,
    pub(super) worker: Option<Worker>,
    pub(super) opening: Option<Opening>,
}

impl AskedPlacement {
    /// What each of some packs says of it, by the lists and rules of its own day of contact.
    pub(super) fn judge<const N: usize>(
        &self,
        snapshot: &Snapshot,
        by: [&Packs; N],
    ) -> Result<[Assessment; N], OpsError> {
        let placement = &self.file.placement;
        let stated = Stated::of(placement, self.worker.as_ref(), self.opening.as_ref());
        let recruiter = Recruiting::of(snapshot, stated.recruiter)?;
        let facts = PlacementFacts {
            placement,
            worker: self.worker.as_ref(),
            opening: self.opening.as_ref(),
            costs: &self.file.costs,
            terms: &self.file.terms,
            recruiter: recruiter.as_ref().map(Recruiting::borrow),
        };
        Ok(by.map(|packs| ethics::evaluate(packs, &Case::of_placement(packs, &facts), Stage::Placement)))
    }
}

/// Goes through the placements that are asked for, with what is stated of each.
///
/// # Errors
/// [`OpsError`] when the store fails, or a placement or an organization asked for is not there.
pub(super) fn each_asked(
    snapshot: &Snapshot,
    options: &AuditOptions,
    mut each: impl FnMut(&AskedPlacement, &Stated<'_>) -> Result<(), OpsError>,
) -> Result<(), OpsError> {
    let rows = match &options.placement {
        Some(id) => match snapshot.row_of(Kind::Placement, id)? {
            Some(row) => vec![row],
            None => return Err(super::records::unknown(snapshot, Kind::Placement, id)?),
        },
        None => snapshot.rows(Kind::Placement)?,
    };
    let mut found = false;
    for row in rows {
        let Some(file) = snapshot.placement_file(row)? else { continue };
        let worker = match &file.placement.worker_id {
            Some(id) => snapshot.find::<Worker>(id.as_str())?.map(|(_, worker)| worker),
            None => None,
        };
        let opening = match &file.placement.opening_id {
            Some(id) => snapshot.find::<Opening>(id.as_str())?.map(|(_, opening)| opening),
            None => None,
        };
        let asked = AskedPlacement { file, worker, opening };
        let stated = Stated::of(&asked.file.placement, asked.worker.as_ref(), asked.opening.as_ref());
        if stated.is_asked(options) {
            found = true;
            each(&asked, &stated)?;
        }
    }
    for id in [&options.employer, &options.recruiter].into_iter().flatten() {
        // Nothing found of an organization that nobody knows is a slip of the hand.
        if !found && snapshot.row_of(Kind::Organization, id)?.is_none() {
            return Err(super::records::unknown(snapshot, Kind::Organization, id)?);
        }
    }
    Ok(())
}

/// Audits placements: each by the lists and rules of its own day of contact.
///
/// # Errors
/// [`OpsError`] when there is no such placement, or the store or a pack fails.
pub fn audit(desk: &Desk, act: &Act, options: &AuditOptions) -> Result<AuditReply, OpsError> {
    let store = desk.store()?;
    // What was judged by another pack must not stay without a trace.
    desk.note_packs(act, &store)?;
    let snapshot = store.snapshot()?;
    let packs = desk.packs()?;
    let mut reply = AuditReply {
        seq: snapshot.seq(),
        placements: 0,
        clearances: BTreeMap::new(),
        rules: BTreeMap::new(),
        corridors: BTreeMap::new(),
        states: BTreeMap::new(),
        groups: Vec::new(),
        breaches: Vec::new(),
        held: Vec::new(),
    };
    let mut groups: BTreeMap<Vec<Option<String>>, BTreeMap<Clearance, u64>> = BTreeMap::new();
    let states = finding_state::all(&store, act.today)?;
    each_asked(&snapshot, options, |asked, stated| {
        let (origin, destination) = (stated.origin, stated.destination);
        let [assessment] = asked.judge(&snapshot, [&packs])?;
        let placement = asked.file.placement.placement_id.to_string();
        let done = states.of(&placement, &assessment);
        for finding in assessment.findings.iter().filter(|f| is_breach(f)) {
            let done = done.iter().find(|done| done.rule == finding.rule);
            *reply.states.entry(done.map_or(FindingState::Open, StatedFinding::now)).or_default() += 1;
        }
        count(&mut reply, origin, destination, &assessment);
        if !options.group_by.is_empty() {
            let by: Vec<Option<String>> = options.group_by.iter().map(|group| stated.fact(*group)).collect();
            *groups.entry(by).or_default().entry(assessment.clearance).or_default() += 1;
        }
        let breach = assessment.findings.iter().any(is_breach);
        // Whoever is counted above as blocked or on hold is listed, so that counts and lists agree.
        let list = if breach || options.placement.is_some() {
            &mut reply.breaches
        } else if assessment.clearance > Clearance::Clear {
            &mut reply.held
        } else {
            return Ok(());
        };
        let questions = questions(&assessment);
        list.push(Audited { placement, origin, destination, assessment, questions, states: done });
        Ok(())
    })?;
    reply.groups = groups.into_iter().map(|(by, counts)| counted(&options.group_by, by, &counts)).collect();
    for list in [&mut reply.breaches, &mut reply.held] {
        list.sort_by(|a, b| {
            (b.assessment.clearance, &a.placement).cmp(&(a.assessment.clearance, &b.placement))
        });
    }
    Ok(reply)
}

fn counted(names: &[AuditGroup], by: Vec<Option<String>>, counts: &BTreeMap<Clearance, u64>) -> AuditCount {
    let of = |clearance| counts.get(&clearance).copied().unwrap_or_default();
    AuditCount {
        by: names.iter().copied().zip(by).collect(),
        placements: counts.values().sum(),
        clear: of(Clearance::Clear),
        hold: of(Clearance::Hold),
        blocked: of(Clearance::Blocked),
    }
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

/// The log, verified.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogReport {
    /// What stands, and what is broken.
    #[serde(flatten)]
    pub log: LogState,
    /// The checkpoint that the log continues, where one was given.
    pub since: Option<ContinuedCheckpoint>,
    /// Packs of the data directory that were put in place, changed or taken away since the log told of them last.
    pub packs_untold: Vec<String>,
}

/// Verifies the audit log, the records that it covers, and that it continues a checkpoint.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, or the checkpoint is none of this store; a broken log is in the reply.
pub fn verify(desk: &Desk, _act: &Act, since: Option<&KeptCheckpoint<'_>>) -> Result<LogReport, OpsError> {
    let store = desk.store()?;
    let mut log = store.log_state()?;
    log.broken.extend(store.check_merges()?.problems);
    let since = match since.map(|kept| checkpoint::continues(&store, kept)).transpose()? {
        None => None,
        Some(Ok(continued)) => Some(continued),
        Some(Err(broken)) => {
            log.broken.push(broken.to_string());
            log.log_whole = false;
            None
        }
    };
    let (noted, installed) = (store.noted_packs()?, desk.installed_packs()?);
    let names: BTreeSet<&String> = noted.keys().chain(installed.keys()).collect();
    let untold = names.into_iter().filter(|pack| noted.get(*pack) != installed.get(*pack));
    Ok(LogReport { log, since, packs_untold: untold.cloned().collect() })
}

/// The entries of the log in their canonical form.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn entries(desk: &Desk, _act: &Act) -> Result<Vec<String>, OpsError> {
    Ok(desk.store()?.log_entries()?)
}
