//! Pairs of workers that may be one person, with the evidence for and against, as `corridor dedupe` finds them.

use super::{ReviewCandidate, ReviewEvidence};
use crate::dedupe::{Aspect, LikenessPart};
use crate::ops::{Act, Desk, OpsError, dedupe};

/// The pairs with at least this probability, the surest first.
pub(super) fn candidates(desk: &Desk, act: &Act, min: f64) -> Result<Vec<ReviewCandidate>, OpsError> {
    let pairs = dedupe::workers(desk, act, usize::MAX)?.into_iter().filter(|pair| pair.probability >= min);
    Ok(pairs
        .map(|pair| ReviewCandidate {
            left: pair.left,
            right: pair.right,
            probability: pair.probability,
            weight: pair.weight,
            parts: pair.parts.into_iter().map(evidence).collect(),
        })
        .collect())
}

fn evidence(part: LikenessPart) -> ReviewEvidence {
    let level = serde_json::to_value(part.level).ok();
    ReviewEvidence {
        field: part.aspect.map_or("order of names", Aspect::name).to_owned(),
        level: level.and_then(|level| level.as_str().map(str::to_owned)).unwrap_or_default(),
        weight: part.weight,
        because: part.because,
    }
}
