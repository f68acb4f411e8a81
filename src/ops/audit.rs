//! `corridor audit`: the placements judged by their own facts and days, openings by themselves, and results of rankings.

use super::cases::{self, CaseJudge};
use super::finding_state::{self, StatedFinding, StatedFindings};
use super::placements::{AskedPlacement, AuditGroup, AuditOptions, PlacementDay, each_judged};
use super::rejudge::{AnswerHistory, PastAnswer};
use super::{Act, Desk, OpsError, records, verify};
use crate::decision::{JudgedCase, MoveCause};
use crate::ethics::{
    self, Assessment, Clearance, Finding, FindingOutcome, FindingState, OVERRIDE, OpenQuestion,
    RememberedAnswers,
};
use crate::log::Checkpoint;
use crate::model::{
    BatchId, Cost, CostEntry, CostHead, Country, Currency, Day, Decimal, DecisionId, Hash, Kind, Opening,
    PartialDate, Party, Seq,
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

/// A placement, an opening or a result of a ranking, and what the packs say of it.
#[derive(Debug, Serialize)]
pub struct Audited {
    /// What it is.
    #[serde(flatten)]
    pub case: JudgedCase,
    /// The country of residence.
    pub origin: Option<Country>,
    /// The country of the job.
    pub destination: Option<Country>,
    /// The recruiter, by its identifier.
    pub recruiter: Option<String>,
    /// The day of the first contact.
    pub contact_date: Option<PartialDate>,
    /// The day by which it is counted, as the reply says.
    pub counted_on: Option<PartialDate>,
    /// What the packs say.
    pub assessment: Assessment,
    /// What holds the case: each fact that is missing, the columns that answer it, and who can.
    pub questions: Vec<OpenQuestion>,
    /// All that was said of its findings, in order, with what became of it.
    pub states: Vec<StatedFinding>,
    /// All that was answered of it, oldest first; empty where all are asked for.
    pub answers: Vec<PastAnswer>,
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
    /// The batch that wrote the placement or the opening, or a part of it, last.
    pub batch: Option<BatchId>,
    /// The files of that batch.
    pub files: Vec<String>,
    /// The opening that the placement names, or that is judged itself.
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

    /// The batch that wrote a record last, with its files.
    fn wrote(
        &self,
        snapshot: &Snapshot,
        kind: Kind,
        id: &str,
    ) -> Result<(Option<BatchId>, Vec<String>), OpsError> {
        let wrote = snapshot.version(kind, id)?.and_then(|seq| self.0.get(&seq));
        Ok((wrote.map(|(batch, _)| *batch), wrote.map(|(_, files)| files.clone()).unwrap_or_default()))
    }

    fn of_opening(&self, snapshot: &Snapshot, id: &str) -> Result<AuditedRecords, OpsError> {
        let (batch, files) = self.wrote(snapshot, Kind::Opening, id)?;
        Ok(AuditedRecords { batch, files, opening: Some(id.to_owned()), receipts: Vec::new() })
    }

    fn records(&self, snapshot: &Snapshot, asked: &AskedPlacement) -> Result<AuditedRecords, OpsError> {
        let id = asked.file.placement.placement_id.as_str();
        let (batch, files) = self.wrote(snapshot, Kind::Placement, id)?;
        Ok(AuditedRecords {
            batch,
            files,
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
    /// The day by which placements are counted and filtered.
    pub date: PlacementDay,
    /// How many openings were audited, each by itself.
    pub openings: u64,
    /// How many results of a recorded ranking were audited.
    pub results: u64,
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
    /// The placements, openings or results with a broken block or warn rule.
    pub breaches: Vec<Audited>,
    /// Those on hold that break no such rule: what is unknown of them holds them.
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
        ("date", options.date.map(|date| date.to_string())),
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
        ("opening", options.opening.clone()),
        ("openings", options.openings.then(|| "all that are open".to_owned())),
        ("decision", options.decision.map(|decision| decision.to_string())),
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

/// A case that was judged.
struct NewCase {
    case: JudgedCase,
    origin: Option<Country>,
    destination: Option<Country>,
    recruiter: Option<String>,
    contact_date: Option<PartialDate>,
    counted_on: Option<PartialDate>,
    assessment: Assessment,
    /// What a recorded ranking said of it, before any judgment.
    first: Option<PastAnswer>,
}

/// An audit on its way.
struct Auditing<'a> {
    options: &'a AuditOptions,
    states: StatedFindings,
    history: Option<AnswerHistory>,
    reply: AuditReply,
}

impl Auditing<'_> {
    /// Whether few cases are asked for, and all is shown of them.
    fn is_detail(options: &AuditOptions) -> bool {
        options.placement.is_some() || options.opening.is_some() || options.decision.is_some()
    }

    /// Counts a case and lists it where something is to be said of it; `rests_on` is asked for what is listed. Returns whether
    /// the case counts.
    fn add(
        &mut self,
        new: NewCase,
        rests_on: impl FnOnce() -> Result<Option<AuditedRecords>, OpsError>,
    ) -> Result<bool, OpsError> {
        let NewCase { case, origin, destination, recruiter, contact_date, counted_on, mut assessment, first } =
            new;
        let done = self.states.of(&case, &assessment);
        assessment.findings.extend(finding_state::overrides(&done, &assessment));
        if let Some(rule) = &self.options.rule {
            assessment.findings.retain(|finding| finding.rule == *rule);
            if assessment.findings.is_empty() {
                return Ok(false);
            }
        }
        // Of one rule only what that rule asks.
        let questions = questions(&assessment, (origin, destination));
        let reply = &mut self.reply;
        for finding in assessment.findings.iter().filter(|f| is_breach(f)) {
            *reply.states.entry(finding_state::state_of(&done, finding)).or_default() += 1;
        }
        match case {
            JudgedCase::Placement(_) => reply.placements += 1,
            JudgedCase::Opening(_) => reply.openings += 1,
            JudgedCase::Result(_) => reply.results += 1,
        }
        // An opening alone is of no corridor.
        let corridor = !matches!(case, JudgedCase::Opening(_));
        count(reply, corridor.then_some((origin, destination)), &assessment);
        let breach = assessment.findings.iter().any(|finding| is_breach(finding));
        // Whoever is counted above as blocked or on hold is listed, so that counts and lists agree.
        let list = if breach || Self::is_detail(self.options) {
            &mut reply.breaches
        } else if assessment.clearance > Clearance::Clear || self.options.rule.is_some() {
            &mut reply.held
        } else {
            return Ok(true);
        };
        let past = self.history.as_ref().map(|history| history.of_case(&case)).unwrap_or_default();
        list.push(Audited {
            answers: first.into_iter().filter(|_| self.history.is_some()).chain(past).collect(),
            case,
            origin,
            destination,
            recruiter,
            contact_date,
            counted_on,
            assessment,
            questions,
            states: done,
            rests_on: rests_on()?,
        });
        Ok(true)
    }
}

/// Audits placements: each by the lists and rules of its own day of contact. Openings are judged on the day asked, and results
/// of a ranking on the day of its question.
///
/// # Errors
/// [`OpsError`] when there is no such case, or the store or a pack fails.
pub fn audit(desk: &Desk, act: &Act, options: &AuditOptions) -> Result<AuditReply, OpsError> {
    let store = desk.store()?;
    let packs = desk.packs()?;
    // What was judged by another pack must not stay without a trace. Packs that cannot judge leave none.
    desk.note_packs(act, &store)?;
    if let Some(rule) = &options.rule {
        known_rule(&packs, rule)?;
    }
    let detail = Auditing::is_detail(options);
    let behind = detail || options.rule.is_some();
    let batches = if behind { Some(Batches::of(&store)?) } else { None };
    let snapshot = store.snapshot()?;
    let reply = AuditReply {
        seq: snapshot.seq(),
        packs_stood_in: packs.stood_in().to_vec(),
        placements: 0,
        date: options.date(),
        openings: 0,
        results: 0,
        clearances: BTreeMap::new(),
        rules: BTreeMap::new(),
        corridors: BTreeMap::new(),
        states: BTreeMap::new(),
        groups: Vec::new(),
        breaches: Vec::new(),
        held: Vec::new(),
    };
    let states = finding_state::all(&store, act.today)?;
    let history = if detail { Some(AnswerHistory::of(&store)?) } else { None };
    let mut auditing = Auditing { options, states, history, reply };
    if options.openings || options.opening.is_some() || options.decision.is_some() {
        beside(&mut auditing, (&store, &snapshot), &packs, batches.as_ref(), act.today)?;
        return Ok(sorted(auditing.reply));
    }
    let mut groups: BTreeMap<Vec<Option<String>>, BTreeMap<Clearance, u64>> = BTreeMap::new();
    act.progress.begin("judging placements", Some(snapshot.count(Kind::Placement)?));
    let remembered = each_judged(&snapshot, options, [&packs], |asked, [assessment]| {
        act.progress.advance(1);
        let stated = asked.stated();
        let clearance = assessment.clearance;
        let new = NewCase {
            case: JudgedCase::Placement(asked.file.placement.placement_id.to_string()),
            origin: stated.origin,
            destination: stated.destination,
            recruiter: stated.recruiter.map(str::to_owned),
            contact_date: stated.contact,
            counted_on: stated.day(options.date()),
            assessment,
            first: None,
        };
        let rests_on = || batches.as_ref().map(|batches| batches.records(&snapshot, asked)).transpose();
        if auditing.add(new, rests_on)? && !options.group_by.is_empty() {
            *groups.entry(stated.facts(options)).or_default().entry(clearance).or_default() += 1;
        }
        Ok(())
    })?;
    act.progress.end();
    let mut reply = auditing.reply;
    if reply.placements >= MANY {
        let RememberedAnswers { asked, .. } = remembered;
        let percent = remembered.percent();
        act.progress.note(&format!("rules asked {asked} times, {percent} % of them answered from memory"));
    }
    reply.groups = groups.into_iter().map(|(by, counts)| counted(&options.group_by, by, &counts)).collect();
    Ok(sorted(reply))
}

/// The lists in their order: gravest first, then by what they are about.
fn sorted(mut reply: AuditReply) -> AuditReply {
    for list in [&mut reply.breaches, &mut reply.held] {
        list.sort_by(|a, b| (b.assessment.clearance, &a.case).cmp(&(a.assessment.clearance, &b.case)));
    }
    reply
}

/// Audits openings by themselves, or the results of a recorded ranking.
fn beside(
    auditing: &mut Auditing<'_>,
    (store, snapshot): (&Store, &Snapshot),
    packs: &Packs,
    batches: Option<&Batches>,
    today: Day,
) -> Result<(), OpsError> {
    let judge = CaseJudge { snapshot, packs };
    let unknown = |case, assessment| NewCase {
        case,
        origin: None,
        destination: None,
        recruiter: None,
        contact_date: None,
        counted_on: None,
        assessment,
        first: None,
    };
    if let Some(number) = auditing.options.decision {
        let ranking = cases::ranking(store, number)?;
        for one in judge.results(&ranking)? {
            // Where a record of the pair is gone nothing can be judged; a judgment tells of it.
            let Some(assessment) = one.now else { continue };
            let first = PastAnswer {
                decision: number,
                recorded_at: ranking.recorded_at.clone(),
                because: vec![MoveCause::New],
                answer: Some(one.recorded),
            };
            let (origin, destination, recruiter) = (one.origin, one.destination, one.recruiter);
            let first = Some(first);
            let new = NewCase { origin, destination, recruiter, first, ..unknown(one.case, assessment) };
            auditing.add(new, || Ok(None))?;
        }
        return Ok(());
    }
    let openings: Vec<Opening> = match &auditing.options.opening {
        Some(id) => vec![records::find::<Opening>(snapshot, id)?.1],
        None => snapshot.open_openings()?.into_iter().map(|(_, opening)| opening).collect(),
    };
    for opening in &openings {
        let assessment = judge.opening(opening, today)?;
        let id = opening.opening_id.to_string();
        let new = NewCase {
            destination: opening.destination,
            recruiter: opening.recruiter_id.as_ref().map(ToString::to_string),
            ..unknown(JudgedCase::Opening(id.clone()), assessment)
        };
        auditing.add(new, || batches.map(|batches| batches.of_opening(snapshot, &id)).transpose())?;
    }
    Ok(())
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
    corridor: Option<(Option<Country>, Option<Country>)>,
    assessment: &Assessment,
) {
    *reply.clearances.entry(assessment.clearance).or_default() += 1;
    let name = |country: Option<Country>| country.map_or_else(|| "unknown".to_owned(), |c| c.to_string());
    if let Some((origin, destination)) = corridor {
        let corridor =
            reply.corridors.entry(format!("{} > {}", name(origin), name(destination))).or_default();
        corridor.0 += 1;
        corridor.1 += u64::from(assessment.clearance == Clearance::Blocked);
    }
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
