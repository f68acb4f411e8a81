//! Nearness of short texts, after folding.

use super::fold;

/// How near two texts are, 0 to 1: the better of Jaro–Winkler and normalized
/// Damerau–Levenshtein over the folded texts, and over their words in sorted order, because
/// *Nursing Council of Kenya* and *Kenya Nursing Council* are one name. Two texts of which one
/// folds to nothing cannot be compared and are 0.
pub fn similarity(a: &str, b: &str) -> f64 {
    folded_similarity(&fold(a), &fold(b))
}

pub(super) fn folded_similarity(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let plain = |a: &str, b: &str| {
        // Jaro-Winkler favours a common start whatever follows; the edit distance keeps it honest.
        f64::midpoint(strsim::jaro_winkler(a, b), strsim::normalized_damerau_levenshtein(a, b))
    };
    let sorted = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    // Same words in another order are as good as equal, but not equal.
    plain(a, b).max(plain(&sorted(a), &sorted(b)) * 0.99)
}

/// The candidate nearest to a text, if any is at least as near as `bar` (0 to 1). Among equals the
/// first one wins.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>, bar: f64) -> Option<&'a str> {
    let folded = fold(text);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let score = folded_similarity(&folded, &fold(candidate));
        if score >= bar && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_candidate_is_found_or_none() {
        let words = ["permanent", "fixed-term", "seasonal"];
        assert_eq!(nearest("permanant", words, 0.8), Some("permanent"));
        assert_eq!(nearest("Fixed term", words, 0.8), Some("fixed-term"));
        assert_eq!(nearest("zzz", words, 0.8), None);
        assert_eq!(nearest("", words, 0.0), Some("permanent"));
    }

    #[test]
    fn word_order_hardly_matters() {
        assert!(similarity("Nursing Council Kenya", "Kenya Nursing Council") > 0.95);
        assert!(similarity("!!", "??") < 0.01);
    }
}
