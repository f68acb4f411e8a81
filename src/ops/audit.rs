//! `corridor audit`: the placements judged by their own facts and days.

use super::finding_state::{self, StatedFinding};
use super::placements::{AskedPlacement, AuditGroup, AuditOptions, each_judged};
use super::{Act, Desk, OpsError, verify};
use crate::ethics::{
    self, Assessment, Clearance, Finding, FindingOutcome, FindingState, OVERRIDE, OpenQuestion,
    RememberedAnswers,
};
use crate::log::Checkpoint;
use crate::model::{
    BatchId, Cost, CostEntry, CostHead, Country, Currency, Decimal, DecisionId, Hash, Kind, PartialDate,
    Party, Seq,
};
use crate::policy::{Packs, StoodInPack};
use crate::rule::Severity;
use crate::store::{Snapshot, Store};
use crate::text;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

/// A placement and what the packs say of it.
#[derive(Debug, Serialize)]
pub struct Audited {
    /// The placement.
    pub placement: String,
    /// The country of residence.
    pub origin: Option<Country>,
    /// The country of the job.
    pub destination: Option<Country>,
    /// The recruiter, by its identifier.
    pub recruiter: Option<String>,
    /// The day of the first contact.
    pub contact_date: Option<PartialDate>,
    /// What the packs say.
    pub assessment: Assessment,
    /// What holds the case: each fact that is missing, the columns that answer it, and who can.
    pub questions: Vec<OpenQuestion>,
    /// All that was said of its findings, in order, with what became of it.
    pub states: Vec<StatedFinding>,
    /// What the findings rest on; `None` where neither a placement nor a rule is asked for.
    pub rests_on: Option<AuditedRecords>,
}

impl Audited {
    /// What was done about a finding of it today, and the decision that says so.
    pub fn state_of(&self, finding: &Finding) -> (FindingState, Option<DecisionId>) {
        let holds = |said: &&StatedFinding| said.rule == finding.rule && said.now() != FindingState::Open;
        let said = self.states.iter().find(holds);
        (said.map_or(FindingState::Open, StatedFinding::now), said.map(|said| said.decision))
    }

    /// The overrides in force.
    pub fn overrides(&self) -> impl Iterator<Item = &StatedFinding> {
        self.states.iter().filter(|said| said.now() == FindingState::Overridden)
    }
}

/// The records behind a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditedRecords {
    /// The batch that wrote the placement or a part of it last.
    pub batch: Option<BatchId>,
    /// The files of that batch.
    pub files: Vec<String>,
    /// The opening that the placement names.
    pub opening: Option<String>,
    /// What was paid or would be claimed.
    pub receipts: Vec<AuditedReceipt>,
}

/// A cost on record, without who received it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditedReceipt {
    /// Whether it was paid or would be claimed.
    pub entry: Option<CostEntry>,
    /// What it was for, as written.
    pub label: Option<String>,
    /// The head of cost, stated or told by the label.
    pub head: Option<CostHead>,
    /// The amount.
    pub amount: Option<Decimal>,
    /// The currency.
    pub currency: Option<Currency>,
    /// Who paid.
    pub payer: Option<Party>,
    /// Who asked for it.
    pub demanded_by: Option<Party>,
    /// When it was paid.
    pub paid_on: Option<PartialDate>,
}

impl AuditedReceipt {
    fn of(cost: &Cost) -> Self {
        Self {
            entry: cost.entry,
            label: cost.label.clone(),
            head: ethics::head_of(cost),
            amount: cost.amount,
            currency: cost.currency,
            payer: cost.payer,
            demanded_by: cost.demanded_by,
            paid_on: cost.paid_on,
        }
    }
}

/// The batches by the sequence number of their transaction: which one wrote a record.
struct Batches(BTreeMap<Seq, (BatchId, Vec<String>)>);

impl Batches {
    fn of(store: &Store) -> Result<Self, OpsError> {
        let all = store.batches(usize::MAX)?.into_iter();
        Ok(Self(all.map(|batch| (batch.seq, (batch.batch, batch.files))).collect()))
    }

    fn records(&self, snapshot: &Snapshot, asked: &AskedPlacement) -> Result<AuditedRecords, OpsError> {
        let id = asked.file.placement.placement_id.as_str();
        let wrote = snapshot.version(Kind::Placement, id)?.and_then(|seq| self.0.get(&seq));
        Ok(AuditedRecords {
            batch: wrote.map(|(batch, _)| *batch),
            files: wrote.map(|(_, files)| files.clone()).unwrap_or_default(),
            opening: asked.file.placement.opening_id.as_ref().map(ToString::to_string),
            receipts: asked.file.costs.iter().map(AuditedReceipt::of).collect(),
        })
    }
}

/// Refuses a rule that no pack has.
fn known_rule(packs: &Packs, id: &str) -> Result<(), OpsError> {
    const NEAR: f64 = 0.6;
    if id == OVERRIDE || packs.rule(id).is_some() {
        return Ok(());
    }
    let all: Vec<&str> = packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str()).collect();
    Err(OpsError::NoRule { id: id.to_owned(), nearest: text::nearest(id, all, NEAR).map(str::to_owned) })
}

/// Whether a finding is a breach: a rule that blocks or warns is broken.
fn is_breach(finding: &Finding) -> bool {
    finding.outcome == FindingOutcome::Broken && finding.severity > Severity::Info
}

/// The questions that hold a case, each once; none of a case that is clear or blocked.
pub(super) fn questions(
    assessment: &Assessment,
    corridor: (Option<Country>, Option<Country>),
) -> Vec<OpenQuestion> {
    if assessment.clearance != Clearance::Hold {
        return Vec::new();
    }
    let missing = assessment.deciding().flat_map(|finding| match &finding.outcome {
        FindingOutcome::Unknown { missing } => missing.as_slice(),
        FindingOutcome::Broken | FindingOutcome::Unusable { .. } => &[],
    });
    let facts: BTreeSet<&String> = missing.collect();
    let asked = |fact: &String| ethics::question(fact, ethics::licensing_state(fact, corridor));
    facts.into_iter().filter_map(asked).collect()
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
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
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

/// What an audit rests on, for a page that is read away from the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditBasis {
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// What was asked for, as names and values; empty where all placements were.
    pub filter: Vec<(&'static str, String)>,
    /// The packs that judged: identifier, edition and hash.
    pub packs: Vec<(String, String, String)>,
    /// How many entries the audit log has.
    pub entries: u64,
    /// The root over them.
    pub root: Hash,
}

/// What an audit rests on.
///
/// # Errors
/// [`OpsError`] when the store or a pack cannot be read.
pub fn basis(desk: &Desk, act: &Act, options: &AuditOptions) -> Result<AuditBasis, OpsError> {
    let store = desk.store()?;
    let log = Checkpoint::of(verify::origin(&store), verify::leaves(&store)?);
    let all = [
        ("from", options.from.map(|day| day.to_string())),
        ("until", options.until.map(|day| day.to_string())),
        ("origin", options.origin.map(|country| country.to_string())),
        ("destination", options.destination.map(|country| country.to_string())),
        ("employer", options.employer.clone()),
        ("recruiter", options.recruiter.clone()),
        ("channel", options.channel.map(|channel| channel.to_string())),
        ("occupation", options.occupation.map(|occupation| occupation.to_string())),
        ("sex", options.sex.map(|sex| sex.to_string())),
        ("placement", options.placement.clone()),
        ("rule", options.rule.clone()),
    ];
    let packs = desk.packs()?;
    Ok(AuditBasis {
        made_at: act.at.clone(),
        filter: all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        packs: packs.iter().map(|pack| (pack.id.clone(), pack.edition.clone(), pack.hash.clone())).collect(),
        entries: log.size,
        root: log.root,
    })
}

/// From so many placements on it is told how often a rule had been asked of the same facts before.
const MANY: u64 = 10_000;

/// Audits placements: each by the lists and rules of its own day of contact.
///
/// # Errors
/// [`OpsError`] when there is no such placement, or the store or a pack fails.
pub fn audit(desk: &Desk, act: &Act, options: &AuditOptions) -> Result<AuditReply, OpsError> {
    let store = desk.store()?;
    let packs = desk.packs()?;
    // What was judged by another pack must not stay without a trace. Packs that cannot judge leave none.
    desk.note_packs(act, &store)?;
    if let Some(rule) = &options.rule {
        known_rule(&packs, rule)?;
    }
    let detail = options.placement.is_some() || options.rule.is_some();
    let batches = if detail { Some(Batches::of(&store)?) } else { None };
    let snapshot = store.snapshot()?;
    let mut reply = AuditReply {
        seq: snapshot.seq(),
        packs_stood_in: packs.stood_in().to_vec(),
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
    act.progress.begin("judging placements", Some(snapshot.count(Kind::Placement)?));
    let remembered = each_judged(&snapshot, options, [&packs], |asked, [mut assessment]| {
        act.progress.advance(1);
        let stated = asked.stated();
        let (origin, destination) = (stated.origin, stated.destination);
        let placement = asked.file.placement.placement_id.to_string();
        let done = states.of(&placement, &assessment);
        assessment.findings.extend(finding_state::overrides(&done, &assessment));
        if let Some(rule) = &options.rule {
            assessment.findings.retain(|finding| finding.rule == *rule);
            if assessment.findings.is_empty() {
                return Ok(());
            }
        }
        // Of one rule only what that rule asks.
        let questions = questions(&assessment, (origin, destination));
        for finding in assessment.findings.iter().filter(|f| is_breach(f)) {
            *reply.states.entry(finding_state::state_of(&done, finding)).or_default() += 1;
        }
        count(&mut reply, origin, destination, &assessment);
        if !options.group_by.is_empty() {
            *groups
                .entry(stated.facts(&options.group_by))
                .or_default()
                .entry(assessment.clearance)
                .or_default() += 1;
        }
        let breach = assessment.findings.iter().any(|finding| is_breach(finding));
        // Whoever is counted above as blocked or on hold is listed, so that counts and lists agree.
        let list = if breach || options.placement.is_some() {
            &mut reply.breaches
        } else if assessment.clearance > Clearance::Clear || options.rule.is_some() {
            &mut reply.held
        } else {
            return Ok(());
        };
        let rests_on = batches.as_ref().map(|batches| batches.records(&snapshot, asked)).transpose()?;
        let contact_date = stated.contact;
        list.push(Audited {
            placement,
            origin,
            destination,
            recruiter: stated.recruiter.map(str::to_owned),
            contact_date,
            assessment,
            questions,
            states: done,
            rests_on,
        });
        Ok(())
    })?;
    act.progress.end();
    if reply.placements >= MANY {
        let RememberedAnswers { asked, .. } = remembered;
        let percent = remembered.percent();
        act.progress.note(&format!("rules asked {asked} times, {percent} % of them answered from memory"));
    }
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
