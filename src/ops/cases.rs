//! What packs judge beside placements: openings by themselves, and the results of recorded rankings.
//!
//! An opening is judged on the day asked. A result is judged by the channel and the day of its question, as the ranking was, and
//! by the records and packs as they are now.

use super::placements::{AuditOptions, each_judged};
use super::{OpsError, records};
use crate::decision::{
    DecisionFacts, JudgedAnswer, JudgedCase, JudgedResult, RankingFacts, Recorded, RestsOn,
};
use crate::ethics::{self, Assessment, Case, MatchFacts, OpeningFacts};
use crate::model::{Country, Day, DecisionId, Kind, Opening, Worker};
use crate::policy::Packs;
use crate::ranking::Recruiting;
use crate::rule::Stage;
use crate::store::{Snapshot, Store};

/// Judges openings and results.
pub(super) struct CaseJudge<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) packs: &'a Packs,
}

/// A result of a recorded ranking, judged anew.
pub(super) struct CaseOfResult {
    pub(super) case: JudgedCase,
    /// What was recorded of it.
    pub(super) recorded: JudgedAnswer,
    /// What is said now; `None` where a record of the pair is gone.
    pub(super) now: Option<Assessment>,
    /// The country of residence.
    pub(super) origin: Option<Country>,
    /// The country of the job.
    pub(super) destination: Option<Country>,
    /// The recruiter that the opening names.
    pub(super) recruiter: Option<String>,
    /// The records that the answer rests on.
    pub(super) behind: Vec<(Kind, String)>,
}

impl CaseJudge<'_> {
    /// What the packs say of an opening by itself.
    pub(super) fn opening(&self, opening: &Opening, day: Day) -> Result<Assessment, OpsError> {
        let recruiter = self.recruiter(opening)?;
        let recruiter = recruiter.as_ref().map(Recruiting::borrow);
        Ok(ethics::evaluate_opening(self.packs, &OpeningFacts { opening, day, recruiter }))
    }

    fn recruiter(&self, opening: &Opening) -> Result<Option<Recruiting>, OpsError> {
        Ok(Recruiting::of(self.snapshot, opening.recruiter_id.as_ref().map(|id| id.as_str()))?)
    }

    /// What the packs say of each result of a ranking.
    pub(super) fn results(&self, ranking: &RecordedRanking) -> Result<Vec<CaseOfResult>, OpsError> {
        let mut cases = Vec::new();
        for result in &ranking.facts.results {
            let record = if ranking.of_opening { &result.worker } else { &result.opening };
            let mut behind =
                vec![(Kind::Worker, result.worker.clone()), (Kind::Opening, result.opening.clone())];
            let worker = self.snapshot.find::<Worker>(&result.worker)?.map(|(_, worker)| worker);
            let opening = self.snapshot.find::<Opening>(&result.opening)?.map(|(_, opening)| opening);
            let recruiter = opening.as_ref().map(|opening| self.recruiter(opening)).transpose()?.flatten();
            let named = opening.as_ref().and_then(|opening| opening.recruiter_id.as_ref());
            let named = named.map(ToString::to_string);
            behind.extend(named.iter().map(|id| (Kind::Organization, id.clone())));
            let now = worker.as_ref().zip(opening.as_ref()).map(|(worker, opening)| {
                let facts = MatchFacts {
                    opening,
                    channel: ranking.facts.question.channel,
                    day: ranking.facts.question.as_of,
                    origin: worker.residence,
                    worker: Some(worker),
                    recruiter: recruiter.as_ref().map(Recruiting::borrow),
                };
                ethics::evaluate(self.packs, &Case::of_match(self.packs, &facts), Stage::Match)
            });
            cases.push(CaseOfResult {
                case: JudgedCase::Result(JudgedResult { decision: ranking.decision, record: record.clone() }),
                recorded: JudgedAnswer { clearance: result.clearance, findings: result.findings.clone() },
                now,
                origin: worker.and_then(|worker| worker.residence).or(result.origin),
                destination: opening.and_then(|opening| opening.destination),
                recruiter: named,
                behind,
            });
        }
        Ok(cases)
    }
}

/// A ranking that was recorded.
pub(super) struct RecordedRanking {
    pub(super) decision: DecisionId,
    pub(super) recorded_at: String,
    /// Whether workers were ranked for an opening; otherwise openings for a worker.
    pub(super) of_opening: bool,
    pub(super) facts: RankingFacts,
}

impl RecordedRanking {
    /// The ranking of a decision; `None` where it holds none.
    fn of(decision: crate::store::Decision) -> Option<Self> {
        let crate::store::Decision { decision, recorded_at, facts, .. } = decision;
        let Recorded::Typed(document) = facts else { return None };
        let (facts, of_opening) = match document.decision {
            DecisionFacts::Shortlist(ranking) => (ranking, true),
            DecisionFacts::Openings(ranking) => (ranking, false),
            _ => return None,
        };
        Some(Self { decision, recorded_at, of_opening, facts })
    }

    /// What the recorded answers rest on.
    pub(super) fn rests_on(&self) -> &RestsOn {
        &self.facts.rests_on
    }
}

/// All rankings that are recorded, oldest first.
pub(super) fn rankings(store: &Store) -> Result<Vec<RecordedRanking>, OpsError> {
    let mut all = Vec::new();
    for kind in ["shortlist", "openings"] {
        all.extend(store.decisions(kind)?.into_iter().filter_map(RecordedRanking::of));
    }
    all.sort_by_key(|ranking| ranking.decision);
    Ok(all)
}

/// The ranking with a name.
///
/// # Errors
/// [`OpsError`] when there is no such decision, or it is no ranking of today's shape.
pub(super) fn ranking(store: &Store, number: DecisionId) -> Result<RecordedRanking, OpsError> {
    let Some(found) = store.decision(number)? else {
        return Err(OpsError::NoDecision { decision: number, last: store.last_decision()? });
    };
    let kind = found.kind.clone();
    RecordedRanking::of(found).ok_or(OpsError::NoRanking { decision: number, kind })
}

/// The cases that a text names, with what the packs say of each: a placement, an opening, a decision with all its results, or
/// one result as `D-0001/W-001`. A placement goes before an opening of the same name.
///
/// # Errors
/// [`OpsError`] when there is no such case, or the store or a pack fails.
pub(super) fn named(
    (store, snapshot): (&Store, &Snapshot),
    packs: &Packs,
    text: &str,
    day: Day,
) -> Result<Vec<(JudgedCase, Assessment)>, OpsError> {
    let judge = CaseJudge { snapshot, packs };
    let decision =
        |text: &str| text.starts_with(['D', 'd']).then(|| text.parse::<DecisionId>().ok()).flatten();
    if snapshot.row_of(Kind::Placement, text)?.is_some() {
        let mut found = Vec::new();
        let only = AuditOptions { placement: Some(text.to_owned()), ..AuditOptions::default() };
        each_judged(snapshot, &only, [packs], |asked, [assessment]| {
            found.push((JudgedCase::Placement(asked.file.placement.placement_id.to_string()), assessment));
            Ok(())
        })?;
        return Ok(found);
    }
    if let Some((_, opening)) = snapshot.find::<Opening>(text)? {
        let assessment = judge.opening(&opening, day)?;
        return Ok(vec![(JudgedCase::Opening(opening.opening_id.to_string()), assessment)]);
    }
    let (of, record) = text.split_once('/').map_or((text, None), |(of, record)| (of, Some(record)));
    let Some(number) = decision(of) else {
        return Err(records::unknown(snapshot, Kind::Placement, text)?);
    };
    let results = judge.results(&ranking(store, number)?)?.into_iter();
    let is_asked = |case: &JudgedCase| match (case, record) {
        (JudgedCase::Result(result), Some(record)) => crate::text::is_same_identifier(&result.record, record),
        _ => true,
    };
    let judged = results.filter(|one| is_asked(&one.case));
    Ok(judged.filter_map(|one| Some((one.case, one.now?))).collect())
}
