//! How alike two words of a name are: the same, a form of the same name, a slip, or another name.

use super::sound::skeleton;
use super::words::are_forms_of_one_name;

/// How alike two words are, from 0 to 1, and in what way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likeness {
    /// The same letters.
    Same,
    /// Forms or spellings of one name: a short form, another language, another transliteration.
    Form(f64),
    /// One or two slips of the hand or the eye.
    Slip(f64),
    /// One is the beginning of the other: an initial, or cut off.
    Start(f64),
    /// Something in common, but rather another name.
    Near(f64),
    /// Another name.
    Other(f64),
}

impl Likeness {
    /// From 0 (nothing in common) to 1 (the same).
    pub fn value(self) -> f64 {
        match self {
            Self::Same => 1.0,
            Self::Form(v) | Self::Slip(v) | Self::Start(v) | Self::Near(v) | Self::Other(v) => v,
        }
    }
}

/// From here on a difference counts as a slip.
const SLIP: f64 = 0.74;
/// From here on two words have something in common.
const NEAR: f64 = 0.6;

/// How alike two folded words of a name are. It does not matter which comes first.
pub fn likeness(a: &str, b: &str) -> Likeness {
    if a == b {
        return Likeness::Same;
    }
    if a.is_empty() || b.is_empty() {
        return Likeness::Other(0.0);
    }
    let (short, long) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    if short.chars().count() == 1 {
        return if long.starts_with(short) { Likeness::Start(0.8) } else { Likeness::Other(0.0) };
    }
    // What a patronymic or a habit of the language puts at the end says nothing: `Jónsdóttir` and
    // `Tómasdóttir` have different fathers.
    let (short_stem, long_stem) = stems(short, long);
    let edits = 1.0 - cost(short_stem, long_stem);
    if are_forms_of_one_name(a, b) {
        return Likeness::Form(0.9_f64.max(edits));
    }
    let (mut bones, mut other) = (skeleton(short_stem), skeleton(long_stem));
    if is_abjad(short) || is_abjad(long) {
        // Without vowels nobody knows whether two consonants are one: `frnndw` and `fernando`.
        bones = single(&bones);
        other = single(&other);
    }
    if bones == other {
        // The more consonants agree, the less it is by chance.
        let sure = match bones.len() {
            0 | 1 => edits,
            2 => f64::midpoint(edits, 0.84),
            3 => f64::midpoint(edits, 0.94),
            _ => f64::midpoint(edits, 1.0),
        };
        if sure.max(edits) >= SLIP {
            return Likeness::Form(sure.max(edits));
        }
    }
    if edits >= SLIP {
        return Likeness::Slip(edits);
    }
    if short.len() >= 5 && is_scrambled(short, long) {
        return Likeness::Slip(SLIP + 0.02);
    }
    if short.len() >= 3 && long.starts_with(short) {
        return Likeness::Start(0.76);
    }
    let winkler = strsim::jaro_winkler(short, long);
    if edits >= NEAR || winkler >= 0.86 {
        return Likeness::Near(edits.max(NEAR));
    }
    Likeness::Other(edits.clamp(0.0, NEAR))
}

/// Endings that many names of a language share.
const ENDINGS: &[&str] = &[
    "dottir", "sdottir", "ovich", "evich", "ovna", "evna", "enko", "oglu", "zadeh", "zade", "ashvili", "shvili",
    "adze", "escu", "opoulos", "akis", "sson", "son", "ssen", "sen", "berg", "mann", "ullah", "allah", "uddin",
    "ovic", "evic", "ski", "sky", "ska", "skaya", "ova", "eva", "ov", "ev", "yan", "ian", "kumar", "singh",
];

/// The words without an ending of [`ENDINGS`] that both have, if something is left.
fn stems<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let shared = ENDINGS.iter().filter(|end| a.ends_with(**end) && b.ends_with(**end)).map(|end| end.len()).max();
    match shared {
        Some(length) if a.len() > length + 2 && b.len() > length + 2 => {
            (&a[..a.len() - length], &b[..b.len() - length])
        }
        _ => (a, b),
    }
}

/// Whether a word was written without vowels, as Arabic and Hebrew do.
fn is_abjad(word: &str) -> bool {
    word.len() >= 2 && !word.contains(['a', 'e', 'i', 'o', 'u'])
}

fn single(bones: &str) -> String {
    let mut out = String::with_capacity(bones.len());
    for c in bones.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// The same letters in another order, or backwards: the damage that writing from right to left and
/// hasty fingers do.
fn is_scrambled(a: &str, b: &str) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let sorted = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    sorted(a) == sorted(b)
}

/// The cost of turning one word into the other as a share of their length: vowels for vowels and
/// letters of one sound are cheap, two letters exchanged are one slip.
fn cost(a: &str, b: &str) -> f64 {
    let a: Vec<u8> = a.bytes().take(32).collect();
    let b: Vec<u8> = b.bytes().take(32).collect();
    let width = b.len() + 1;
    let mut rows = [[0u16; 33]; 3];
    for (at, cell) in rows[0][..width].iter_mut().enumerate() {
        *cell = if at == 0 { 0 } else { (0..at).map(|k| gap(&b, k)).sum() };
    }
    for i in 1..=a.len() {
        let (this, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[this][0] = rows[last][0] + gap(&a, i - 1);
        for j in 1..width {
            let swap = if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                rows[before][j - 2] + 8
            } else {
                u16::MAX
            };
            rows[this][j] = (rows[last][j - 1] + exchange(a[i - 1], b[j - 1]))
                .min(rows[last][j] + gap(&a, i - 1))
                .min(rows[this][j - 1] + gap(&b, j - 1))
                .min(swap);
        }
    }
    let total = f64::from(rows[a.len() % 3][b.len()]) / 10.0;
    let length = f64::midpoint(count(&a), count(&b));
    (total / length.max(1.0)).min(1.0)
}

fn count(letters: &[u8]) -> f64 {
    f64::from(u32::try_from(letters.len()).unwrap_or(u32::MAX))
}

/// What leaving out a letter costs, in tenths of a slip.
fn gap(word: &[u8], at: usize) -> u16 {
    let letter = word[at];
    if at > 0 && word[at - 1] == letter {
        4
    } else if at > 0 && matches!(letter, b'h' | b'e' | b'a' | b'i' | b'o' | b'u' | b'y' | b'w') {
        7
    } else {
        10
    }
}

/// What taking one letter for another costs, in tenths of a slip.
fn exchange(a: u8, b: u8) -> u16 {
    if a == b {
        return 0;
    }
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    if vowel(a) && vowel(b) {
        return 6;
    }
    let pair = |x: &[u8]| x.contains(&a) && x.contains(&b);
    if [&b"ckqg"[..], b"sz", b"vwfu", b"pb", b"td", b"jy", b"ij", b"xk", b"gj", b"dz"].iter().any(|set| pair(set)) {
        return 6;
    }
    10
}
