//! How alike two words of a name are: the same, a form of the same name, a slip, or another name.

use super::known::{Difference, are_two_names_as};
use super::letters::exchange;
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

/// How alike two folded words of a name are. It does not matter which comes first. Names that are known as two are two,
/// though one letter parts them.
pub fn likeness(a: &str, b: &str) -> Likeness {
    let like = alike(a, b);
    let difference = match like {
        Likeness::Form(_) => Difference::Sound,
        Likeness::Slip(_) => Difference::Slip,
        Likeness::Start(_) => Difference::Start,
        _ => return like,
    };
    if are_two_names_as(a, b, difference) { Likeness::Near(NEAR) } else { like }
}

fn alike(a: &str, b: &str) -> Likeness {
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
        let (x, y) = (consonants(short), consonants(long));
        if x.len().min(y.len()) >= 3 {
            let (x, y) = if x.len() <= y.len() { (x, y) } else { (y, x) };
            let alike = 1.0 - cost(&x, &y);
            if alike >= 0.85 {
                return Likeness::Form(alike * 0.97);
            }
        }
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
    "dottir", "sdottir", "ovich", "evich", "ovna", "evna", "enko", "oglu", "zadeh", "zade", "ashvili",
    "shvili", "adze", "escu", "opoulos", "akis", "sson", "son", "ssen", "sen", "berg", "mann", "ullah",
    "allah", "uddin", "ovic", "evic", "ski", "sky", "ska", "skaya", "ova", "eva", "ov", "ev", "yan", "ian",
    "kumar", "singh",
];

/// The words without an ending of [`ENDINGS`] that both have, if something is left.
fn stems<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    // The shortest ending has two letters.
    if a.len() < 2 || b.len() < 2 || a.as_bytes()[a.len() - 2..] != b.as_bytes()[b.len() - 2..] {
        return (a, b);
    }
    let shared =
        ENDINGS.iter().filter(|end| a.ends_with(**end) && b.ends_with(**end)).map(|end| end.len()).max();
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

fn consonants(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w')).collect()
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
/// letters of one sound are cheap, two letters exchanged are one slip. Costs that exceed half of the
/// length are not worked out.
fn cost(a: &str, b: &str) -> f64 {
    const LONGEST: usize = 32;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let length = a.len() + b.len();
    let (mut gaps_a, mut gaps_b) = ([0u16; LONGEST], [0u16; LONGEST]);
    for (gaps, word) in [(&mut gaps_a, a), (&mut gaps_b, b)] {
        for (at, cell) in gaps.iter_mut().enumerate().take(word.len()) {
            *cell = gap(word, at);
        }
    }
    let mut rows = [[0u16; LONGEST + 1]; 3];
    for j in 1..=b.len() {
        rows[0][j] = rows[0][j - 1] + gaps_b[j - 1];
    }
    for i in 1..=a.len() {
        let (this, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[this][0] = rows[last][0] + gaps_a[i - 1];
        let mut least = rows[this][0];
        for j in 1..=b.len() {
            let mut best = (rows[last][j - 1] + exchange(a[i - 1], b[j - 1]))
                .min(rows[last][j] + gaps_a[i - 1])
                .min(rows[this][j - 1] + gaps_b[j - 1]);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[before][j - 2] + 8);
            }
            rows[this][j] = best;
            least = least.min(best);
        }
        // An exchange of neighbours can save no more than it costs.
        if usize::from(least) > length * 5 / 2 + 12 {
            return 0.5;
        }
    }
    let total = f64::from(rows[a.len() % 3][b.len()]) / 5.0;
    (total / f64::from(u32::try_from(length.max(2)).unwrap_or(u32::MAX))).min(1.0)
}

/// What leaving out a letter costs, in tenths of a slip.
fn gap(word: &[u8], at: usize) -> u16 {
    let letter = word[at];
    if at > 0 && (word[at - 1] == letter || (letter == b'j' && word[at - 1] == b'd')) {
        // Doubled, or a `đ` written with two letters.
        4
    } else if at > 0 && matches!(letter, b'h' | b'e' | b'a' | b'i' | b'o' | b'u' | b'y' | b'w') {
        7
    } else {
        10
    }
}
