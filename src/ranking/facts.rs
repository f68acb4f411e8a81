//! The facts of a ranking, as its decision stores them.

use super::{MatchResult, Matcher, RankingError};
use crate::decision::{
    FindingFacts, MatchQuestion, PartFacts, RankingCounts, RankingFacts, RestsOn, ResultFacts, Version,
};
use crate::matching::MatchPart;
use crate::model::{Channel, Kind};
use crate::reference::hash;
use std::collections::BTreeSet;

/// The facts of a ranking for its decision: the question, the results, and all that they rest on.
///
/// # Errors
/// [`RankingError`] when the store cannot be read.
pub fn ranking_facts(
    matcher: &Matcher<'_>,
    subject: &str,
    channel: Channel,
    counts: RankingCounts,
    results: &[MatchResult],
) -> Result<RankingFacts, RankingError> {
    let Matcher { snapshot, packs, terms, .. } = matcher;
    let mut behind: BTreeSet<(Kind, &str)> = BTreeSet::new();
    for result in results {
        behind.extend([(Kind::Worker, result.worker.as_str()), (Kind::Opening, result.opening.as_str())]);
    }
    let mut versions = Vec::new();
    for (kind, id) in behind {
        if let Some(seq) = snapshot.version(kind, id)? {
            versions.push(Version { kind, id: id.to_owned(), seq });
        }
    }
    Ok(RankingFacts {
        question: MatchQuestion {
            subject: subject.to_owned(),
            channel,
            as_of: terms.as_of,
            top: terms.top as u64,
            query: terms.query.clone(),
        },
        rests_on: RestsOn {
            seq: snapshot.seq(),
            versions,
            packs: packs.hash(),
            reference: hash::tables(),
            build: hash::build(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            weights: terms.weights.to_map(),
        },
        counts,
        results: results.iter().map(result_facts).collect(),
    })
}

/// A result as its decision stores it.
pub fn result_facts(result: &MatchResult) -> ResultFacts {
    let explanation = &result.explanation;
    let part = |part: &MatchPart| PartFacts {
        criterion: part.criterion,
        level: part.level.map(str::to_owned),
        points: part.known.then_some(part.points),
        adds: part.adds,
    };
    ResultFacts {
        worker: result.worker.clone(),
        opening: result.opening.clone(),
        origin: result.origin,
        score: explanation.score,
        known: explanation.known,
        state: explanation.state,
        parts: explanation.parts.iter().map(part).collect(),
        clearance: result.assessment.clearance,
        findings: result
            .assessment
            .findings
            .iter()
            .map(|finding| FindingFacts::from(finding.as_ref()))
            .collect(),
        portability: result.verdicts(),
    }
}
