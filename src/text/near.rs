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

    /// The nearness in thousandths.
    pub fn thousandths(self) -> u16 {
        self.0
    }

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

impl<'de> serde::Deserialize<'de> for Nearness {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Self::of(f64::deserialize(d)?.clamp(0.0, 1.0)))
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
/// Where the same many names are asked again and again, [`KnownNames`] are faster.
pub fn nearest_named<'a, T: PartialEq + Copy>(
    text: &str,
    candidates: impl IntoIterator<Item = (&'a str, T)>,
    bar: f64,
) -> Option<Near<'a, T>> {
    KnownNames::new(candidates).nearest(text, bar)
}

/// Names among which the nearest one is looked for, folded and measured once.
#[derive(Debug)]
pub struct KnownNames<'a, T>(Vec<Known<'a, T>>);

#[derive(Debug)]
struct Known<'a, T> {
    name: &'a str,
    folded: String,
    letters: Letters,
    value: T,
}

impl<'a, T: PartialEq + Copy> KnownNames<'a, T> {
    /// Makes names ready, each with what it names.
    pub fn new(names: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let known = |(name, value)| {
            let folded = fold(name);
            Known { name, letters: Letters::of(&folded), folded, value }
        };
        Self(names.into_iter().map(known).collect())
    }

    /// The name nearest to a text, if any is at least as near as `bar` (0 to 1). Among equals the first one
    /// wins. A name whose letters show that it can be neither the nearest nor close behind it is passed over:
    /// nearly all are.
    pub fn nearest(&self, text: &str, bar: f64) -> Option<Near<'a, T>> {
        let folded = fold(text);
        let letters = Letters::of(&folded);
        let mut best: Option<(f64, &Known<'a, T>)> = None;
        let mut second = 0.0_f64;
        for known in &self.0 {
            // A little less, so that rounding passes over none.
            let wanted = best.map_or(bar, |(top, _)| top.max(bar)) - LEAD - 1e-9;
            if letters.most_similar(&known.letters) < wanted {
                continue;
            }
            let score = folded_similarity(&folded, &known.folded);
            match best {
                Some((top, first)) if score <= top => {
                    if known.value != first.value {
                        second = second.max(score);
                    }
                }
                _ => {
                    if let Some((top, first)) = best
                        && known.value != first.value
                    {
                        second = top;
                    }
                    best = Some((score, known));
                }
            }
        }
        let (score, known) = best.filter(|(score, _)| *score >= bar)?;
        let (nearness, edits) = likeness(&folded, &known.folded);
        Some(Near {
            name: known.name,
            value: known.value,
            nearness: Nearness::of(nearness),
            alone: score - second >= LEAD && edits >= FEW_EDITS,
        })
    }
}

/// How often each letter stands in a folded text, rare ones together, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Letters {
    counts: [u16; 32],
    all: u32,
}

impl Letters {
    fn of(folded: &str) -> Self {
        let mut letters = Self { counts: [0; 32], all: 0 };
        for c in folded.chars() {
            let class = match c {
                'a'..='z' => c as usize - 'a' as usize,
                ' ' => 26,
                '0'..='9' => 27,
                other => 28 + other as usize % 4,
            };
            letters.counts[class] = letters.counts[class].saturating_add(1);
            letters.all += 1;
        }
        letters
    }

    /// What the similarity of two texts of these letters can be at most, 0 to 1. Letters that both have are at
    /// least those that Jaro–Winkler counts, and each one that only the longer has takes an edit.
    fn most_similar(&self, other: &Self) -> f64 {
        if self.all == 0 || other.all == 0 || self.all.max(other.all) >= u32::from(u16::MAX) {
            return 1.0;
        }
        let common: u32 = self.counts.iter().zip(&other.counts).map(|(a, b)| u32::from(*a.min(b))).sum();
        let (a, b, common) = (f64::from(self.all), f64::from(other.all), f64::from(common));
        let jaro = (common / a + common / b + 1.0) / 3.0;
        // The first four letters may be the same.
        let winkler = jaro + 0.4 * (1.0 - jaro);
        let edits = a.max(b) - common;
        f64::midpoint(winkler, 1.0 - edits / a.max(b))
    }
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
    use proptest::prelude::*;

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

    /// The plain way: every name is compared.
    fn nearest_of_all(text: &str, names: &[(String, u8)], bar: f64) -> Option<(String, u8, bool)> {
        let folded = fold(text);
        let scores: Vec<f64> =
            names.iter().map(|(name, _)| folded_similarity(&folded, &fold(name))).collect();
        let best = (0..names.len()).reduce(|a, b| if scores[b] > scores[a] { b } else { a })?;
        let other = |&at: &usize| names[at].1 != names[best].1;
        let second = (0..names.len()).filter(other).map(|at| scores[at]).fold(0.0, f64::max);
        let edits = likeness(&folded, &fold(&names[best].0)).1;
        let alone = scores[best] - second >= LEAD && edits >= FEW_EDITS;
        (scores[best] >= bar).then(|| (names[best].0.clone(), names[best].1, alone))
    }

    proptest! {
        #[test]
        fn what_is_passed_over_is_not_missed(
            names in proptest::collection::vec(("[abcé ]{0,9}", 0_u8..4), 0..12),
            text in "[abcé ]{0,9}",
            bar in 0.0_f64..1.0,
        ) {
            let found = nearest_named(&text, names.iter().map(|(name, value)| (name.as_str(), *value)), bar);
            let found = found.map(|near| (near.name.to_owned(), near.value, near.alone));
            prop_assert_eq!(found, nearest_of_all(&text, &names, bar));
        }
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
