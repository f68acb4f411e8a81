//! `corridor replay`: a recorded ranking asked again, and what came out otherwise.
//!
//! The scores are computed anew from the stored parts. The question is then asked again: of the records as they are now, or as
//! they were at the sequence number of the decision, under the packs of then as far as their texts are kept. The program is
//! that of now. Where nothing of these changed the answer is the same, field by field. Where something did, each difference
//! names what may have moved it.

use super::finding_state::StatedFinding;
use super::r#match::{match_opening_before, match_worker_before};
use super::rejudge::{MovedPack, packs_since};
use super::show::said_of;
use super::{Act, Desk, OpsError, kept_packs};
use crate::decision::{
    DecisionError, DecisionFacts, MoveCause, RankingCounts, RankingFacts, Recorded, ResultFacts, Version,
};
use crate::ethics::FindingOutcome;
use crate::matching::Weights;
use crate::model::{DecisionId, Kind, Seq};
use crate::policy::StoodInPack;
use crate::ranking::{Terms, result_facts};
use crate::reference::hash;
use crate::store::{Snapshot, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something that came out otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayDifference {
    /// The worker; `None` for what is said of the ranking as a whole.
    pub worker: Option<String>,
    /// The opening.
    pub opening: Option<String>,
    /// The field, such as `score` or `parts.language`.
    pub field: String,
    /// What was recorded; `None` where it was not there.
    pub then: Option<String>,
    /// What comes out now; `None` where it is not there.
    pub now: Option<String>,
    /// What may have moved it.
    pub because: Vec<MoveCause>,
}

/// A decision asked again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReplayReply {
    /// The decision.
    pub decision: DecisionId,
    /// What kind of decision it is: `shortlist` or `openings`.
    pub kind: String,
    /// The opening or the worker that was asked for.
    pub subject: String,
    /// Whether the stored parts give the stored scores.
    pub scores_agree: bool,
    /// The sequence number of the store that it saw.
    pub seq_then: Seq,
    /// The sequence number of the store now.
    pub seq_now: Seq,
    /// The sequence number of the records that were asked.
    pub seq_asked: Seq,
    /// Whether the records behind the results, the packs, the tables and the program are all as they were.
    pub rests_on_the_same: bool,
    /// The records behind the results that changed, with the version they had.
    pub changed: Vec<Version>,
    /// The packs by which the question was asked again and that are others than those of the decision.
    pub packs: Vec<MovedPack>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
    /// What came out otherwise.
    pub differences: Vec<ReplayDifference>,
    /// What was said of the findings of its results since.
    pub states: Vec<StatedFinding>,
    /// Whether counts and results are those that were recorded, byte for byte in canonical JSON. Editions of packs are left
    /// out, since a new edition may say the same.
    pub identical: bool,
}

/// Which records a recorded ranking is asked again of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayOf {
    /// Those that are there now.
    Now,
    /// Those that the decision saw.
    Then,
}

/// Asks the question of a recorded ranking again.
///
/// # Errors
/// [`OpsError`] when there is no such decision, it is no ranking of today's shape, its subject is gone, or the store fails.
pub fn replay(desk: &Desk, act: &Act, number: DecisionId, of: ReplayOf) -> Result<ReplayReply, OpsError> {
    let store = desk.store()?;
    let Some(found) = store.decision(number)? else {
        return Err(OpsError::NoDecision { decision: number, last: store.last_decision()? });
    };
    let kind = found.kind;
    let no_ranking = || OpsError::NoRanking { decision: number, kind: kind.clone() };
    let Recorded::Typed(document) = found.facts else { return Err(no_ranking()) };
    let scores_agree = document.decision.scores_agree().unwrap_or_default();
    let (ranking, of_opening) = match document.decision {
        DecisionFacts::Shortlist(ranking) => (ranking, true),
        DecisionFacts::Openings(ranking) => (ranking, false),
        _ => return Err(no_ranking()),
    };
    let question = &ranking.question;
    let terms = Terms {
        channel: Some(question.channel),
        as_of: question.as_of,
        top: usize::try_from(question.top).unwrap_or(usize::MAX),
        query: question.query.clone(),
        weights: Weights::from_map(&ranking.rests_on.weights)?,
        record: false,
    };
    let seq_then = ranking.rests_on.seq;
    let seq_now = store.snapshot()?.seq();
    // Records that nothing changed since are those of then.
    let packs_then = &ranking.rests_on.packs;
    let past = match of {
        ReplayOf::Then if seq_now != seq_then || desk.packs()?.hash() != *packs_then => {
            Some(desk.past(&store, seq_then, Some(packs_then))?)
        }
        _ => None,
    };
    let here = past.as_ref().map_or(desk, |past| past.desk());
    // Of now the subject may be gone, such as with an undone batch; as it was then it can still be asked.
    let told = |failed: OpsError| match failed {
        OpsError::Unknown { kind, id, .. } if of == ReplayOf::Now && id == question.subject => {
            OpsError::RankedGone { decision: number, kind, id }
        }
        failed => failed,
    };
    let (results, admitted, blocked, excluded) = if of_opening {
        let reply = match_opening_before(here, act, &question.subject, &terms, Some(number)).map_err(told)?;
        (reply.results, reply.admitted, reply.blocked, reply.excluded)
    } else {
        let reply = match_worker_before(here, act, &question.subject, &terms, Some(number)).map_err(told)?;
        (reply.results, reply.admitted, reply.blocked, reply.excluded)
    };
    let counts = RankingCounts { admitted, blocked, excluded };
    let snapshot = here.store()?.snapshot()?;
    let packs = here.packs()?;
    let causes = Causes::of(&snapshot, &ranking, &packs.hash(), past.is_some())?;
    let moved = kept_packs::set(desk.dir(), packs_then).map(|set| packs_since(&set, &packs));
    let now: Vec<ResultFacts> = results.iter().map(result_facts).collect();
    Ok(ReplayReply {
        decision: number,
        kind,
        subject: ranking.question.subject.clone(),
        scores_agree,
        seq_then,
        seq_now,
        seq_asked: snapshot.seq(),
        rests_on_the_same: causes.all.is_empty() && causes.changed.is_empty(),
        differences: differences(&ranking, &now, &counts, &causes),
        identical: bytes(&ranking.counts, &ranking.results)? == bytes(&counts, &now)?,
        changed: causes.changed,
        states: said_of(desk, act, number)?,
        packs: moved.unwrap_or_default(),
        packs_stood_in: packs.stood_in().to_vec(),
    })
}

/// An answer in canonical JSON.
fn bytes(counts: &RankingCounts, results: &[ResultFacts]) -> Result<Vec<u8>, OpsError> {
    let mut results = results.to_vec();
    for finding in results.iter_mut().flat_map(|result| &mut result.findings) {
        let id = finding.pack.find('@').unwrap_or(finding.pack.len());
        finding.pack.truncate(id);
    }
    let written = serde_json_canonicalizer::to_vec(&(counts, &results));
    written.map_err(|error| StoreError::from(DecisionError::Shape(error)).into())
}

/// What changed since a decision.
struct Causes {
    /// What may move everything: packs, program.
    all: Vec<MoveCause>,
    /// The records behind the results that are other versions.
    changed: Vec<Version>,
    /// Whether the store went on.
    went_on: bool,
}

impl Causes {
    /// Of records as they were only those can differ that are gone.
    fn of(snapshot: &Snapshot, ranking: &RankingFacts, packs: &str, past: bool) -> Result<Self, OpsError> {
        let rests_on = &ranking.rests_on;
        let (mut changed, mut gone) = (Vec::new(), false);
        for version in &rests_on.versions {
            let now = snapshot.version(version.kind, &version.id)?;
            if now.is_none() {
                gone = true;
            }
            if now.is_none() || (!past && now != Some(version.seq)) {
                changed.push(version.clone());
            }
        }
        let all = [
            (rests_on.packs != packs, MoveCause::Packs),
            (rests_on.build != hash::build(), MoveCause::Program),
            (rests_on.reference != hash::tables(), MoveCause::Tables),
            (gone, MoveCause::Gone),
        ];
        Ok(Self {
            all: all.into_iter().filter(|(is, _)| *is).map(|(_, cause)| cause).collect(),
            changed,
            went_on: snapshot.seq() != rests_on.seq,
        })
    }

    /// What may have moved what is said of two records.
    fn of_pair(&self, worker: &str, opening: &str) -> Vec<MoveCause> {
        let is = |kind: Kind, id: &str| self.changed.iter().any(|v| v.kind == kind && v.id == id);
        let facts = is(Kind::Worker, worker) || is(Kind::Opening, opening);
        facts.then_some(MoveCause::Facts).into_iter().chain(self.all.iter().copied()).collect()
    }

    /// What may have moved what is said of the whole, or the place of a result among the others.
    fn of_whole(&self) -> Vec<MoveCause> {
        self.went_on.then_some(MoveCause::Facts).into_iter().chain(self.all.iter().copied()).collect()
    }
}

fn differences(
    then: &RankingFacts,
    now: &[ResultFacts],
    counts: &RankingCounts,
    causes: &Causes,
) -> Vec<ReplayDifference> {
    let mut found = Vec::new();
    for (field, then, now) in of_counts(&then.counts, counts) {
        let because = causes.of_whole();
        found.push(ReplayDifference { worker: None, opening: None, field, then, now, because });
    }
    let placed = |results: &[ResultFacts]| -> BTreeMap<(String, String), (usize, ResultFacts)> {
        let key = |result: &ResultFacts| (result.worker.clone(), result.opening.clone());
        (1..).zip(results).map(|(place, result)| (key(result), (place, result.clone()))).collect()
    };
    let (then, now) = (placed(&then.results), placed(now));
    for pair in then.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (then.get(pair), now.get(pair));
        let mut differs =
            |field: String, then: Option<String>, now: Option<String>, because: Vec<MoveCause>| {
                if then != now {
                    let (worker, opening) = (Some(pair.0.clone()), Some(pair.1.clone()));
                    found.push(ReplayDifference { worker, opening, field, then, now, because });
                }
            };
        let place = |of: Option<&(usize, ResultFacts)>| of.map(|(place, _)| place.to_string());
        differs("place".to_owned(), place(before), place(after), causes.of_whole());
        if let (Some((_, before)), Some((_, after))) = (before, after) {
            let (before, after) = (fields(before), fields(after));
            for field in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
                let of = |fields: &BTreeMap<String, String>| fields.get(field).cloned();
                differs(field.clone(), of(&before), of(&after), causes.of_pair(&pair.0, &pair.1));
            }
        }
    }
    found
}

type Differs = (String, Option<String>, Option<String>);

fn of_counts(then: &RankingCounts, now: &RankingCounts) -> Vec<Differs> {
    let all = |counts: &RankingCounts| -> BTreeMap<String, String> {
        let whole = [("admitted", counts.admitted), ("blocked", counts.blocked)];
        let whole = whole.map(|(name, count)| (name.to_owned(), count.to_string()));
        let gates = counts.excluded.iter().filter(|(_, count)| **count > 0);
        whole
            .into_iter()
            .chain(gates.map(|(gate, count)| (format!("excluded.{gate}"), count.to_string())))
            .collect()
    };
    let (then, now) = (all(then), all(now));
    let fields: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let differs = fields.into_iter().filter(|field| then.get(*field) != now.get(*field));
    differs.map(|field| (field.clone(), then.get(field).cloned(), now.get(field).cloned())).collect()
}

/// What is said of a pair, field by field.
fn fields(result: &ResultFacts) -> BTreeMap<String, String> {
    let ResultFacts { origin, score, known, state, parts, clearance, findings, portability, .. } = result;
    let mut all = BTreeMap::new();
    let mut put = |name: &str, value: String| all.insert(name.to_owned(), value);
    put("origin", origin.map(|country| country.to_string()).unwrap_or_default());
    put("score", score.to_string());
    put("known", known.to_string());
    put("state", state.to_string());
    put("clearance", clearance.to_string());
    for part in parts {
        let points = part.points.map_or_else(|| "unknown".to_owned(), |points| points.to_string());
        let level = part.level.as_deref().unwrap_or("no level");
        put(&format!("parts.{}", part.criterion), format!("{level}, {points} points, adds {}", part.adds));
    }
    for finding in findings {
        let said = match &finding.outcome {
            FindingOutcome::Broken => "broken".to_owned(),
            FindingOutcome::Unknown { missing } => format!("unknown: {}", missing.join(", ")),
            FindingOutcome::Unusable { because } => because.to_string(),
        };
        put(&format!("findings.{}", finding.rule), said);
    }
    for (name, label) in ["pension", "medical", "life"].iter().zip(portability) {
        put(&format!("portability.{name}"), label.to_string());
    }
    all
}
