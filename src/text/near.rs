//! The nearest of several known names, how near it is, and whether it stands alone.

use super::fold;
use super::similarity::folded_similarity;
use std::fmt;

/// How near two texts are after folding, in thousandths of Jaro–Winkler: 0 nothing alike, 1000 the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nearness(u16);

impl Nearness {
    /// The same.
    pub const FULL: Self = Self(1000);

    fn of(similarity: f64) -> Self {
        // Rounded down: what is not the same is never called so.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number from 0 to 1000"
        )]
        Self((similarity.clamp(0.0, 1.0) * 1000.0) as u16)
    }
}

impl fmt::Display for Nearness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 1000, self.0 % 1000 / 10)
    }
}

impl std::str::FromStr for Nearness {
    type Err = &'static str;

    /// Reads a bar from 0 to 1, `0.95`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bar = text.trim().parse::<f64>().ok().filter(|bar| (0.0..=1.0).contains(bar));
        // A bar is rounded to its thousandth: 0.95 asks for 950.
        bar.map(|bar| Self::of(bar + 1e-9)).ok_or("expected a number from 0 to 1, such as 0.95")
    }
}

impl serde::Serialize for Nearness {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

/// The nearest of several names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'a, T> {
    /// The name.
    pub name: &'a str,
    /// What it names.
    pub value: T,
    /// How near it is.
    pub nearness: Nearness,
    /// Whether no name of anything else comes close to it.
    pub alone: bool,
}

/// How far the next other value must stay behind for the nearest one to stand alone: *Nigera* is nearer to
/// Nigeria than to Niger, yet by less than that.
const LEAD: f64 = 0.05;

/// The share of letters that must stay when one text is edited into the other: Jaro–Winkler alone calls
/// words near that share little more than their beginning.
const FEW_EDITS: f64 = 0.8;

/// The name nearest to a text, if any is at least as near as `bar` (0 to 1). Among equals the first one wins.
pub fn nearest_named<'a, T: PartialEq>(
    text: &str,
    candidates: impl IntoIterator<Item = (&'a str, T)>,
    bar: f64,
) -> Option<Near<'a, T>> {
    let folded = fold(text);
    let mut best: Option<(f64, &str, T)> = None;
    let mut second = 0.0_f64;
    for (name, value) in candidates {
        let score = folded_similarity(&folded, &fold(name));
        match &best {
            Some((top, _, first)) if score <= *top => {
                if value != *first {
                    second = second.max(score);
                }
            }
            _ => {
                if let Some((top, _, first)) = &best
                    && value != *first
                {
                    second = *top;
                }
                best = Some((score, name, value));
            }
        }
    }
    let (score, name, value) = best.filter(|(score, _, _)| *score >= bar)?;
    let (nearness, edits) = likeness(&folded, &fold(name));
    Some(Near {
        name,
        value,
        nearness: Nearness::of(nearness),
        alone: score - second >= LEAD && edits >= FEW_EDITS,
    })
}

/// Jaro–Winkler, the measure by which people set such bars, and the normalized edit distance: the better of the
/// texts as they are and of their words in order.
fn likeness(a: &str, b: &str) -> (f64, f64) {
    let of = |a: &str, b: &str| (strsim::jaro_winkler(a, b), strsim::normalized_damerau_levenshtein(a, b));
    let ordered = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    let (plain, sorted) = (of(a, b), of(&ordered(a), &ordered(b)));
    if sorted.0 * 0.99 > plain.0 { (sorted.0 * 0.99, sorted.1) } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_alone_when_no_other_comes_close() {
        let names = [("Nigeria", 1), ("Niger", 2), ("Philippines", 3), ("Filipinas", 3)];
        let near = |text| nearest_named(text, names, 0.8);
        let found = near("Phillipines").unwrap();
        assert!(found.value == 3 && found.alone && found.nearness >= "0.95".parse().unwrap(), "{found:?}");
        assert!(!near("Nigera").unwrap().alone);
        assert_eq!(near("zzz"), None);
    }

    #[test]
    fn another_value_counts_wherever_it_stands() {
        for names in [[("abcdef", 1), ("abcdeg", 2)], [("abcdeg", 2), ("abcdef", 1)]] {
            assert!(!nearest_named("abcdef x", names, 0.5).unwrap().alone);
        }
        assert!(nearest_named("abcdex", [("abcdef", 1), ("abcdeg", 1)], 0.5).unwrap().alone);
    }

    #[test]
    fn nearness_reads_as_it_prints() {
        let bar: Nearness = "0.95".parse().unwrap();
        assert_eq!((bar.to_string(), bar), ("0.95".to_owned(), Nearness(950)));
        assert_eq!("1".parse(), Ok(Nearness::FULL));
        for text in ["1.5", "-1", "x", "NaN", ""] {
            assert!(text.parse::<Nearness>().is_err(), "{text}");
        }
    }
}
