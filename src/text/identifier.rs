//! The identifier nearest to one that is not there.
//!
//! What differs in capitals, in separators or in leading zeros is the same identifier written otherwise. Only
//! then does one letter or digit more, less, changed or changed about count, and then likeness. The ways to write
//! an identifier are few, so that a store of any size is asked for each of them rather than read.

use super::clean::code;
use super::{nearest, similarity};
use std::borrow::Cow;

/// The identifier nearest to `id`: `exists` says whether there is one so written, `neighbors` gives some that stand
/// near it in the order of the store. The most similar one is taken if it reaches `bar` (0 to 1).
///
/// # Errors
/// What `exists` and `neighbors` return.
pub fn nearest_identifier<E>(
    id: &str,
    mut exists: impl FnMut(&str) -> Result<bool, E>,
    neighbors: impl FnOnce() -> Result<Vec<String>, E>,
    bar: f64,
) -> Result<Option<String>, E> {
    let same = ways_to_write(id);
    for way in &same {
        if way != id && exists(way)? {
            return Ok(Some(way.clone()));
        }
    }
    // Of those with one slip the likest, and of equals the first.
    let mut best: Option<(f64, String)> = None;
    for way in one_slip(id) {
        if exists(&way)? {
            let score = similarity(id, &way);
            if best.as_ref().is_none_or(|(top, known)| score > *top || (score >= *top && way < *known)) {
                best = Some((score, way));
            }
        }
    }
    if let Some((_, found)) = best {
        return Ok(Some(found));
    }
    let mut neighbors = neighbors()?;
    neighbors.sort_unstable();
    let alike = neighbors.iter().find(|other| skeleton(other) == skeleton(id));
    let near = || nearest(id, neighbors.iter().map(String::as_str), bar);
    Ok(alike.map(String::as_str).or_else(near).map(str::to_owned))
}

/// An identifier in the form in which capitals do not matter. [`super::clean::code`] settles widths and accents before.
pub fn folded_identifier(id: &str) -> Cow<'_, str> {
    let plain = id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase());
    if plain { Cow::Borrowed(id) } else { Cow::Owned(id.to_lowercase().to_uppercase()) }
}

/// Whether two texts write one identifier: capitals, full-width letters and the two ways to write an accent do not matter.
pub fn is_same_identifier(one: &str, other: &str) -> bool {
    folded_identifier(&code(one)) == folded_identifier(&code(other))
}

/// An identifier without capitals, separators and leading zeros.
fn skeleton(id: &str) -> String {
    pieces(id).iter().map(|piece| bare(piece).to_lowercase()).collect::<Vec<_>>().concat()
}

/// The runs of letters and of digits.
fn pieces(id: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<bool> = None;
    for c in id.chars() {
        let kind = c.is_alphanumeric().then(|| c.is_numeric());
        match (kind, before) {
            (Some(kind), Some(last)) if kind == last => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(c);
                }
            }
            (Some(_), _) => pieces.push(c.to_string()),
            (None, _) => {}
        }
        before = kind;
    }
    pieces
}

/// A run of digits without the zeros before it.
fn bare(piece: &str) -> &str {
    if !piece.starts_with('0') {
        return piece;
    }
    let bare = piece.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

/// The ways to write an identifier otherwise, those that differ least first: other capitals, other separators, more or
/// fewer zeros before its last number.
fn ways_to_write(id: &str) -> Vec<String> {
    /// Longer runs of digits are hardly padded.
    const LONGEST: usize = 12;
    const MOST_PIECES: usize = 8;
    let pieces = pieces(id);
    if pieces.is_empty() || pieces.len() > MOST_PIECES {
        return Vec::new();
    }
    let mut ways: Vec<String> = Vec::new();
    let cased = |text: &str| [text.to_owned(), text.to_uppercase(), text.to_lowercase()];
    ways.extend(cased(id));
    let mut written: Vec<Vec<String>> = vec![pieces.clone()];
    if let Some(last) = pieces.iter().rposition(|piece| piece.bytes().all(|b| b.is_ascii_digit())) {
        let number = bare(&pieces[last]);
        for width in number.len()..=LONGEST.max(number.len()) {
            let number = format!("{number:0>width$}");
            // With the separators that are there, and with others.
            ways.extend(with_number(id, &number).iter().flat_map(|way| cased(way)));
            let mut other = pieces.clone();
            other[last] = number;
            written.push(other);
        }
    }
    for pieces in &written {
        for separator in ["-", "", "_", "/", ".", " "] {
            ways.extend(cased(&pieces.join(separator)));
        }
    }
    let mut seen = std::collections::HashSet::new();
    ways.retain(|way| seen.insert(way.clone()));
    ways
}

/// An identifier with another number in the place of its last one.
fn with_number(id: &str, number: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let end = id.rfind(is_digit)? + 1;
    let start = id[..end].trim_end_matches(is_digit).len();
    Some(format!("{}{number}{}", &id[..start], &id[end..]))
}

/// Identifiers that differ in one letter or digit: changed, left out, put in, or changed about with the next.
fn one_slip(id: &str) -> Vec<String> {
    /// Longer ones are texts, and shorter ones are near to everything.
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;
    let signs: Vec<char> = id.chars().collect();
    if !LENGTHS.contains(&signs.len()) {
        return Vec::new();
    }
    let with = |from: usize, to: usize, put: &[char]| -> String {
        signs[..from].iter().chain(put).chain(&signs[to..]).collect()
    };
    let letters = if id.chars().any(|c| c.is_ascii_lowercase()) { 'a'..='z' } else { 'A'..='Z' };
    let alphabet: Vec<char> = ('0'..='9').chain(letters).chain(['-']).collect();
    let mut slips = Vec::new();
    for at in 0..signs.len() {
        slips.push(with(at, at + 1, &[]));
        if at + 1 < signs.len() && signs[at] != signs[at + 1] {
            slips.push(with(at, at + 2, &[signs[at + 1], signs[at]]));
        }
        slips.extend(alphabet.iter().filter(|c| **c != signs[at]).map(|&c| with(at, at + 1, &[c])));
    }
    for at in 0..=signs.len() {
        slips.extend(alphabet.iter().map(|&c| with(at, at, &[c])));
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn near(id: &str, known: &BTreeSet<String>) -> Option<String> {
        let neighbors = || Ok::<_, ()>(known.range(id.to_owned()..).take(3).cloned().collect());
        nearest_identifier(id, |way| Ok(known.contains(way)), neighbors, 0.8).unwrap()
    }

    #[test]
    fn capitals_separators_and_zeros_differ_least() {
        let known: BTreeSet<String> = (1..=100_000).map(|n| format!("W-{n:07}")).collect();
        for (typed, right) in [
            ("w-0000105", "W-0000105"),
            ("W0000105", "W-0000105"),
            ("w0000105", "W-0000105"),
            ("W_0000105", "W-0000105"),
            ("W-105", "W-0000105"),
            ("w105", "W-0000105"),
            ("W-00000105", "W-0000105"),
            ("V-0099999", "W-0099999"),
            ("W-9000105", "W-0000105"),
        ] {
            assert_eq!(near(typed, &known).as_deref(), Some(right), "{typed}");
        }
        let known: BTreeSet<String> = ["O-DE-ICU-01", "KE 7"].map(str::to_owned).into();
        assert_eq!(near("o-de-icu-1", &known).as_deref(), Some("O-DE-ICU-01"));
        assert_eq!(near("ke007", &known).as_deref(), Some("KE 7"));
        assert_eq!(near("zzz", &known), None);
    }

    proptest::proptest! {
        #[test]
        fn no_identifier_makes_it_panic(id in ".{0,30}") {
            let _ = near(&id, &BTreeSet::new());
        }
    }
}
