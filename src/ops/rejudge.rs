//! `corridor audit rejudge` and `audit --policy`: whose answer moved, and whose would. What is judged are placements, openings by
//! themselves, and the results of recorded rankings.

use super::cases::{CaseJudge, RecordedRanking, rankings};
use super::placements::{AskedPlacement, AuditOptions, each_judged};
use super::verify::whole;
use super::{Act, Desk, OpsError};
use crate::decision::{
    DecisionFacts, JUDGMENT, JudgedAnswer, JudgedBeside, JudgedBy, JudgedCase, JudgmentFacts, MoveCause,
    MovedAnswer, Recorded,
};
use crate::ethics::Clearance;
use crate::model::{Day, DecisionId, Kind, Opening, Seq};
use crate::policy::{Packs, StoodInPack};
use crate::reference::hash;
use crate::store::{Decision, Snapshot, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A judgment that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JudgmentRef {
    /// The decision that holds it.
    pub decision: DecisionId,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// The sequence number of the store that it saw.
    pub seq: Seq,
}

/// A pack that is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedPack {
    /// The pack, by its identifier.
    pub pack: String,
    /// The hash of its files before, in hexadecimal; `None` where it was not there.
    pub before: Option<String>,
    /// The hash of its files now; `None` where it is gone.
    pub now: Option<String>,
}

/// Whose answer moved.
#[derive(Debug, Serialize)]
pub struct RejudgeReply {
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many placements were judged.
    pub placements: u64,
    /// The judgment before; `None` at the first one, and where other packs are tried.
    pub since: Option<JudgmentRef>,
    /// The packs that are others.
    pub packs: Vec<MovedPack>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
    /// How many open openings were judged, each by itself.
    pub openings: u64,
    /// How many results of recorded rankings were judged.
    pub results: u64,
    /// How many placements were judged for the first time, without any finding.
    pub clear: u64,
    /// How many openings were judged for the first time, without any finding.
    pub clear_openings: u64,
    /// The cases whose answer moved: placements, openings, results.
    pub moved: Vec<MovedAnswer>,
    /// The decision that holds the judgment; `None` where nothing moved or nothing is to be recorded.
    pub decision: Option<DecisionId>,
}

/// Judges every placement, open opening and recorded result anew, and records which answers are others than before: of records
/// that are what the log tells of, since an answer about altered ones would stand as a judgment.
///
/// What a ranking recorded is the first judgment of its results.
///
/// # Errors
/// [`OpsError`] when the store or a pack fails, or the log or the records that it covers are not whole.
pub fn rejudge(desk: &Desk, act: &Act, record: bool) -> Result<RejudgeReply, OpsError> {
    whole(desk, act)?;
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let packs = desk.packs()?;
    // What is judged by another pack must not stay without a trace, also where nothing else is recorded.
    desk.note_packs(act, &store)?;
    let mut before = Standing::of(&store)?;
    let rests_on = judged_by(&packs);
    let mut facts =
        JudgmentFacts { placements: 0, rests_on, moved: Vec::new(), clear: Vec::new(), beside: None };
    let moved_packs = before.packs_moved(&facts.rests_on);
    each_judged(&snapshot, &AuditOptions::default(), [&packs], |asked, [assessment]| {
        facts.placements += 1;
        let now = JudgedAnswer::from(&assessment);
        let id = asked.file.placement.placement_id.to_string();
        let case = JudgedCase::Placement(id.clone());
        match before.answers.remove(&case).flatten() {
            Some(was) if was.is_as(&now) => {}
            Some(was) => {
                let because = before.causes(&snapshot, &behind(asked), &facts.rests_on, false)?;
                facts.moved.push(MovedAnswer { case, before: Some(was), now: Some(now), because });
            }
            None if now.findings.is_empty() => facts.clear.push(id),
            None => {
                let because = vec![MoveCause::New];
                facts.moved.push(MovedAnswer { case, before: None, now: Some(now), because });
            }
        }
        Ok(())
    })?;
    let mut beside = JudgedBeside { as_of: act.today, openings: 0, results: 0, clear: Vec::new() };
    let judge = CaseJudge { snapshot: &snapshot, packs: &packs };
    openings(&judge, &mut before, &mut facts, &mut beside)?;
    results(&judge, &store, &mut before, &mut facts, &mut beside)?;
    for (case, was) in std::mem::take(&mut before.answers) {
        // An opening that was closed keeps its last answer; one that is gone has none.
        let closed =
            matches!(&case, JudgedCase::Opening(id) if snapshot.row_of(Kind::Opening, id)?.is_some());
        if was.is_some() && !closed {
            facts.moved.push(MovedAnswer { case, before: was, now: None, because: vec![MoveCause::Gone] });
        }
    }
    facts.moved.sort_by(|a, b| a.case.cmp(&b.case));
    let first = !facts.clear.is_empty() || !beside.clear.is_empty();
    let news = first || !facts.moved.is_empty() || !moved_packs.is_empty();
    let mut reply = RejudgeReply {
        seq: snapshot.seq(),
        placements: facts.placements,
        openings: beside.openings,
        results: beside.results,
        since: before.last.map(|last| last.by),
        packs: moved_packs,
        packs_stood_in: packs.stood_in().to_vec(),
        clear: facts.clear.len() as u64,
        clear_openings: beside.clear.len() as u64,
        moved: facts.moved.clone(),
        decision: None,
    };
    if record && news {
        facts.beside = Some(beside);
        reply.decision = super::r#match::record(desk, act, snapshot.seq(), &DecisionFacts::Judgment(facts))?;
    }
    Ok(reply)
}

/// Judges the open openings by themselves.
fn openings(
    judge: &CaseJudge<'_>,
    before: &mut Standing,
    facts: &mut JudgmentFacts,
    beside: &mut JudgedBeside,
) -> Result<(), OpsError> {
    for (_, opening) in judge.snapshot.open_openings()? {
        beside.openings += 1;
        let now = JudgedAnswer::from(&judge.opening(&opening, beside.as_of)?);
        let id = opening.opening_id.to_string();
        let case = JudgedCase::Opening(id.clone());
        match before.answers.remove(&case).flatten() {
            Some(was) if was.is_as(&now) => {}
            Some(was) => {
                let moved_on = before.last.as_ref().and_then(|last| last.as_of) != Some(beside.as_of);
                let behind = behind_opening(&opening);
                let because = before.causes(judge.snapshot, &behind, &facts.rests_on, moved_on)?;
                facts.moved.push(MovedAnswer { case, before: Some(was), now: Some(now), because });
            }
            None if now.findings.is_empty() => beside.clear.push(id),
            None => {
                let because = vec![MoveCause::New];
                facts.moved.push(MovedAnswer { case, before: None, now: Some(now), because });
            }
        }
    }
    Ok(())
}

/// Judges the results of recorded rankings: against the judgment before, else against what the ranking recorded.
fn results(
    judge: &CaseJudge<'_>,
    store: &Store,
    before: &mut Standing,
    facts: &mut JudgmentFacts,
    beside: &mut JudgedBeside,
) -> Result<(), OpsError> {
    for ranking in rankings(store)? {
        for one in judge.results(&ranking)? {
            beside.results += 1;
            let now = one.now.as_ref().map(JudgedAnswer::from);
            let judged = before.answers.remove(&one.case);
            let first = judged.is_none();
            let was = judged.unwrap_or(Some(one.recorded));
            let same = match (&was, &now) {
                (None, None) => true,
                (Some(was), Some(now)) => was.is_as(now),
                _ => false,
            };
            if same {
                continue;
            }
            let because = match (&now, first) {
                (None, _) => vec![MoveCause::Gone],
                (Some(_), true) => since_ranking(judge, &ranking, &one.behind)?,
                (Some(_), false) => before.causes(judge.snapshot, &one.behind, &facts.rests_on, false)?,
            };
            facts.moved.push(MovedAnswer { case: one.case, before: was, now, because });
        }
    }
    Ok(())
}

/// What may have moved the answer to a result since its ranking.
fn since_ranking(
    judge: &CaseJudge<'_>,
    ranking: &RecordedRanking,
    behind: &[(Kind, String)],
) -> Result<Vec<MoveCause>, OpsError> {
    let was = ranking.rests_on();
    let packs = was.packs != judge.packs.hash();
    let program = (was.reference, was.build) != (hash::tables(), hash::build());
    causes(judge.snapshot, behind, was.seq, [packs, program, false])
}

/// What may have moved an answer: records that changed since a number, else packs, program or day.
fn causes(
    snapshot: &Snapshot,
    behind: &[(Kind, String)],
    since: Seq,
    [packs, program, day]: [bool; 3],
) -> Result<Vec<MoveCause>, OpsError> {
    let mut changed = false;
    for (kind, id) in behind {
        changed |= snapshot.version(*kind, id)?.is_some_and(|version| version > since);
    }
    // Where nothing else did, a record that is gone moved it.
    changed |= !packs && !program && !day;
    let causes = [
        (changed, MoveCause::Facts),
        (packs, MoveCause::Packs),
        (program, MoveCause::Program),
        (day, MoveCause::Day),
    ];
    Ok(causes.into_iter().filter(|(is, _)| *is).map(|(_, cause)| cause).collect())
}

/// The records behind the answer to a placement.
fn behind(asked: &AskedPlacement) -> Vec<(Kind, String)> {
    let placement = &asked.file.placement;
    let opening = asked.opening.as_ref();
    let recruiters = [placement.recruiter_id.as_ref(), opening.and_then(|o| o.recruiter_id.as_ref())];
    let own = [
        Some((Kind::Placement, placement.placement_id.to_string())),
        placement.worker_id.as_ref().map(|id| (Kind::Worker, id.to_string())),
        placement.opening_id.as_ref().map(|id| (Kind::Opening, id.to_string())),
    ];
    let recruiters = recruiters.into_iter().flatten().map(|id| (Kind::Organization, id.to_string()));
    own.into_iter().flatten().chain(recruiters).collect()
}

/// The records behind the answer to an opening.
fn behind_opening(opening: &Opening) -> Vec<(Kind, String)> {
    let recruiter = opening.recruiter_id.iter().map(|id| (Kind::Organization, id.to_string()));
    [(Kind::Opening, opening.opening_id.to_string())].into_iter().chain(recruiter).collect()
}

/// What was answered of a case at one time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PastAnswer {
    /// The decision that holds it: a judgment, or the ranking itself.
    pub decision: DecisionId,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// What may have moved it.
    pub because: Vec<MoveCause>,
    /// What was said; `None` where the case was gone.
    pub answer: Option<JudgedAnswer>,
}

/// All that was answered of cases, oldest first.
pub(super) struct AnswerHistory(BTreeMap<JudgedCase, Vec<PastAnswer>>);

impl AnswerHistory {
    /// What the judgments of a store say.
    pub(super) fn of(store: &Store) -> Result<Self, OpsError> {
        let mut all: BTreeMap<JudgedCase, Vec<PastAnswer>> = BTreeMap::new();
        each_judgment(store, |by, facts| {
            let mut put = |case: JudgedCase, answer: Option<JudgedAnswer>, because: Vec<MoveCause>| {
                let (decision, recorded_at) = (by.decision, by.recorded_at.clone());
                all.entry(case).or_default().push(PastAnswer { decision, recorded_at, because, answer });
            };
            let openings = facts.beside.into_iter().flat_map(|beside| beside.clear);
            let clear = facts.clear.into_iter().map(JudgedCase::Placement);
            for case in clear.chain(openings.map(JudgedCase::Opening)) {
                put(case, Some(nothing_found()), vec![MoveCause::New]);
            }
            for MovedAnswer { case, now, because, .. } in facts.moved {
                put(case, now, because);
            }
        })?;
        Ok(Self(all))
    }

    /// What was answered of a case.
    pub(super) fn of_case(&self, case: &JudgedCase) -> Vec<PastAnswer> {
        self.0.get(case).cloned().unwrap_or_default()
    }
}

fn nothing_found() -> JudgedAnswer {
    JudgedAnswer { clearance: Clearance::Clear, findings: Vec::new() }
}

/// Goes through the recorded judgments, oldest first.
fn each_judgment(store: &Store, mut each: impl FnMut(&JudgmentRef, JudgmentFacts)) -> Result<(), OpsError> {
    for Decision { decision, seq, recorded_at, facts, .. } in store.decisions(JUDGMENT)? {
        let Recorded::Typed(document) = facts else { continue };
        let DecisionFacts::Judgment(facts) = document.decision else { continue };
        each(&JudgmentRef { decision, recorded_at, seq }, facts);
    }
    Ok(())
}

/// Whose answer other packs would move. Nothing is stored.
///
/// # Errors
/// [`OpsError`] when the store or a pack fails, or a placement or organization asked for is not there.
pub fn what_if(
    desk: &Desk,
    _act: &Act,
    options: &AuditOptions,
    policy: &[PathBuf],
) -> Result<RejudgeReply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let (packs, others) = (desk.packs()?, desk.packs_with(policy)?);
    let mut reply = RejudgeReply {
        seq: snapshot.seq(),
        placements: 0,
        openings: 0,
        results: 0,
        since: None,
        packs: packs_between(&packs, &others),
        packs_stood_in: packs.stood_in().to_vec(),
        clear: 0,
        clear_openings: 0,
        moved: Vec::new(),
        decision: None,
    };
    each_judged(&snapshot, options, [&packs, &others], |asked, answers| {
        reply.placements += 1;
        let [before, now] = answers.each_ref().map(JudgedAnswer::from);
        if !before.is_as(&now) {
            reply.moved.push(MovedAnswer {
                case: JudgedCase::Placement(asked.file.placement.placement_id.to_string()),
                before: Some(before),
                now: Some(now),
                because: vec![MoveCause::Packs],
            });
        }
        Ok(())
    })?;
    reply.moved.sort_by(|a, b| a.case.cmp(&b.case));
    Ok(reply)
}

/// The packs that are others among two sets.
pub(super) fn packs_between(before: &Packs, now: &Packs) -> Vec<MovedPack> {
    packs_moved(&judged_by(before).packs, &judged_by(now).packs)
}

/// The packs that are others than those of some hashes.
pub(super) fn packs_since(before: &BTreeMap<String, String>, now: &Packs) -> Vec<MovedPack> {
    packs_moved(before, &judged_by(now).packs)
}

fn judged_by(packs: &Packs) -> JudgedBy {
    JudgedBy {
        packs: packs.iter().map(|pack| (pack.id.clone(), pack.hash.clone())).collect(),
        reference: hash::tables(),
        build: hash::build(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn packs_moved(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<MovedPack> {
    let all: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    all.into_iter()
        .filter(|pack| before.get(*pack) != now.get(*pack))
        .map(|pack| MovedPack {
            pack: pack.clone(),
            before: before.get(pack).cloned(),
            now: now.get(pack).cloned(),
        })
        .collect()
}

/// What all judgments so far say.
#[derive(Default)]
struct Standing {
    /// The last answer to each case; `None` for what was gone.
    answers: BTreeMap<JudgedCase, Option<JudgedAnswer>>,
    last: Option<LastJudgment>,
}

/// The newest judgment.
struct LastJudgment {
    by: JudgmentRef,
    rests_on: JudgedBy,
    /// The day on which it judged openings, if it did.
    as_of: Option<Day>,
}

impl Standing {
    fn of(store: &Store) -> Result<Self, OpsError> {
        let mut standing = Self::default();
        each_judgment(store, |by, facts| {
            let as_of = facts.beside.as_ref().map(|beside| beside.as_of);
            let openings = facts.beside.into_iter().flat_map(|beside| beside.clear);
            let clear = facts.clear.into_iter().map(JudgedCase::Placement);
            let clear = clear.chain(openings.map(JudgedCase::Opening));
            standing.answers.extend(clear.map(|case| (case, Some(nothing_found()))));
            standing.answers.extend(facts.moved.into_iter().map(|moved| (moved.case, moved.now)));
            standing.last = Some(LastJudgment { by: by.clone(), rests_on: facts.rests_on, as_of });
        })?;
        Ok(standing)
    }

    fn packs_moved(&self, now: &JudgedBy) -> Vec<MovedPack> {
        let last = self.last.as_ref();
        last.map(|last| packs_moved(&last.rests_on.packs, &now.packs)).unwrap_or_default()
    }

    /// What may have moved an answer since the judgment before.
    fn causes(
        &self,
        snapshot: &Snapshot,
        behind: &[(Kind, String)],
        now: &JudgedBy,
        day: bool,
    ) -> Result<Vec<MoveCause>, OpsError> {
        let Some(LastJudgment { by, rests_on: before, .. }) = &self.last else { return Ok(Vec::new()) };
        let packs = before.packs != now.packs;
        let program = (before.reference, before.build) != (now.reference, now.build);
        causes(snapshot, behind, by.seq, [packs, program, day])
    }
}
