//! `corridor audit rejudge` and `audit --policy`: whose answer moved, and whose would.

use super::placements::{AskedPlacement, AuditOptions, each_judged};
use super::verify::whole;
use super::{Act, Desk, OpsError};
use crate::decision::{
    DecisionFacts, JUDGMENT, JudgedBy, JudgmentFacts, MoveCause, MovedAnswer, PlacementAnswer, Recorded,
};
use crate::ethics::Clearance;
use crate::model::{DecisionId, Kind, Seq};
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
    /// How many placements were judged for the first time, without any finding.
    pub clear: u64,
    /// The placements whose answer moved, by their identifiers.
    pub moved: Vec<MovedAnswer>,
    /// The decision that holds the judgment; `None` where nothing moved or nothing is to be recorded.
    pub decision: Option<DecisionId>,
}

/// Judges every placement anew, and records which answers are others than at the judgment before: of records that are what
/// the log tells of, since an answer about altered ones would stand as a judgment.
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
    let mut facts = JudgmentFacts { placements: 0, rests_on, moved: Vec::new(), clear: Vec::new() };
    let moved_packs = before.packs_moved(&facts.rests_on);
    each_judged(&snapshot, &AuditOptions::default(), [&packs], |asked, [assessment]| {
        facts.placements += 1;
        let now = PlacementAnswer::from(&assessment);
        let placement = asked.file.placement.placement_id.to_string();
        let because = match before.answers.remove(&placement) {
            Some(was) if was.is_as(&now) => return Ok(()),
            Some(was) => {
                let because = before.causes(&snapshot, asked, &facts.rests_on)?;
                facts.moved.push(MovedAnswer { placement, before: Some(was), now: Some(now), because });
                return Ok(());
            }
            None => vec![MoveCause::New],
        };
        if now.findings.is_empty() {
            facts.clear.push(placement);
        } else {
            facts.moved.push(MovedAnswer { placement, before: None, now: Some(now), because });
        }
        Ok(())
    })?;
    let gone = std::mem::take(&mut before.answers).into_iter();
    facts.moved.extend(gone.map(|(placement, was)| MovedAnswer {
        placement,
        before: Some(was),
        now: None,
        because: vec![MoveCause::Gone],
    }));
    facts.moved.sort_by(|a, b| a.placement.cmp(&b.placement));
    let news = !facts.moved.is_empty() || !facts.clear.is_empty() || !moved_packs.is_empty();
    let mut reply = RejudgeReply {
        seq: snapshot.seq(),
        placements: facts.placements,
        since: before.last.map(|(last, _)| last),
        packs: moved_packs,
        packs_stood_in: packs.stood_in().to_vec(),
        clear: facts.clear.len() as u64,
        moved: facts.moved.clone(),
        decision: None,
    };
    if record && news {
        reply.decision = super::r#match::record(desk, act, snapshot.seq(), &DecisionFacts::Judgment(facts))?;
    }
    Ok(reply)
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
        since: None,
        packs: packs_between(&packs, &others),
        packs_stood_in: packs.stood_in().to_vec(),
        clear: 0,
        moved: Vec::new(),
        decision: None,
    };
    each_judged(&snapshot, options, [&packs, &others], |asked, answers| {
        reply.placements += 1;
        let [before, now] = answers.each_ref().map(PlacementAnswer::from);
        if !before.is_as(&now) {
            reply.moved.push(MovedAnswer {
                placement: asked.file.placement.placement_id.to_string(),
                before: Some(before),
                now: Some(now),
                because: vec![MoveCause::Packs],
            });
        }
        Ok(())
    })?;
    reply.moved.sort_by(|a, b| a.placement.cmp(&b.placement));
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
    answers: BTreeMap<String, PlacementAnswer>,
    last: Option<(JudgmentRef, JudgedBy)>,
}

impl Standing {
    fn of(store: &Store) -> Result<Self, OpsError> {
        let mut standing = Self::default();
        for Decision { decision, seq, recorded_at, facts, .. } in store.decisions(JUDGMENT)? {
            let Recorded::Typed(document) = facts else { continue };
            let DecisionFacts::Judgment(facts) = document.decision else { continue };
            let clear = || PlacementAnswer { clearance: Clearance::Clear, findings: Vec::new() };
            standing.answers.extend(facts.clear.into_iter().map(|placement| (placement, clear())));
            for MovedAnswer { placement, now, .. } in facts.moved {
                match now {
                    Some(now) => standing.answers.insert(placement, now),
                    None => standing.answers.remove(&placement),
                };
            }
            standing.last = Some((JudgmentRef { decision, recorded_at, seq }, facts.rests_on));
        }
        Ok(standing)
    }

    fn packs_moved(&self, now: &JudgedBy) -> Vec<MovedPack> {
        self.last.as_ref().map(|(_, before)| packs_moved(&before.packs, &now.packs)).unwrap_or_default()
    }

    /// What may have moved the answer to a placement since the judgment before.
    fn causes(
        &self,
        snapshot: &Snapshot,
        asked: &AskedPlacement,
        now: &JudgedBy,
    ) -> Result<Vec<MoveCause>, OpsError> {
        let Some((last, before)) = &self.last else { return Ok(Vec::new()) };
        let placement = &asked.file.placement;
        let opening = asked.opening.as_ref();
        let behind = [
            Some((Kind::Placement, placement.placement_id.as_str())),
            placement.worker_id.as_ref().map(|id| (Kind::Worker, id.as_str())),
            placement.opening_id.as_ref().map(|id| (Kind::Opening, id.as_str())),
            placement.recruiter_id.as_ref().map(|id| (Kind::Organization, id.as_str())),
            opening.and_then(|o| o.recruiter_id.as_ref()).map(|id| (Kind::Organization, id.as_str())),
        ];
        let mut changed = false;
        for (kind, id) in behind.into_iter().flatten() {
            changed |= snapshot.version(kind, id)?.is_some_and(|version| version > last.seq);
        }
        let packs = before.packs != now.packs;
        let program = (before.reference, before.build) != (now.reference, now.build);
        // Where nothing else did, a record that is gone moved it.
        changed |= !packs && !program;
        let causes = [(changed, MoveCause::Facts), (packs, MoveCause::Packs), (program, MoveCause::Program)];
        Ok(causes.into_iter().filter(|(is, _)| *is).map(|(_, cause)| cause).collect())
    }
}
