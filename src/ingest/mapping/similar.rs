//! How near a header is to a term: word by word, whatever their order.

use super::header::Word;

/// What tells most words apart at a glance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    count: u32,
    /// A bit for each letter that the word has, several letters sharing one.
    set: u64,
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let each =
            |all: Self, c: char| Self { count: all.count + 1, set: all.set | 1 << (u32::from(c) % 64) };
        word.chars().fold(Self { count: 0, set: 0 }, each)
    }

    /// Whether [`words`] may find two words near: a slip changes two letters at most, and a word that is cut short has no
    /// letter that the whole one lacks.
    pub(super) fn may_be_near(self, other: Self) -> bool {
        const SLIPS: u32 = 2;
        let is_cut = self.set & !other.set == 0 || other.set & !self.set == 0;
        let apart = self.set ^ other.set;
        is_cut || self.count.abs_diff(other.count) <= SLIPS && apart.count_ones() <= 2 * SLIPS
    }
}

/// How near two words are, 0 to 1; 0 unless they are likely the same word mistyped or cut short.
///
/// One slip in a short word makes another word (*stage*, *state*), so short words must be right, words
/// of five and six letters may have two letters swapped, and only long words may have two slips.
pub(super) fn words(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (length, other) = (a.chars().count(), b.chars().count());
    let (short, long) = (length.min(other), length.max(other));
    if short < 3 || long - short > 2 && !(a.starts_with(b) || b.starts_with(a)) {
        return 0.0;
    }
    // Cut short, `Staatsangeh.`; or another word with the same beginning, *Anerkennung* of the recognition
    // and *Anerkennungsbehörde*: worth a question.
    if long - short >= 2 && short >= 4 && (a.starts_with(b) || b.starts_with(a)) {
        return if short * 2 >= long { 0.8 } else { 0.0 };
    }
    if long - short > 2 {
        return 0.0;
    }
    match (strsim::damerau_levenshtein(a, b), short) {
        (1, 7..) => 0.92,
        // Swapped letters leave the letters the same.
        (1, 4..) if same_letters(a, b) => 0.9,
        (1, 5..) => 0.8,
        (1, 4) => 0.7,
        (2, 8..) => 0.88,
        (2, 7) => 0.78,
        _ => 0.0,
    }
}

fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// How near two headers are, 0 to 1: the share of their words, by weight, that find a partner in the other.
pub(super) fn phrases(a: &[Word], b: &[Word]) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, word) in a.iter().enumerate() {
        for (there, other) in b.iter().enumerate() {
            let near = words(&word.text, &other.text);
            if near > 0.0 {
                pairs.push((near, at, there));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used, mut taken) = (vec![false; a.len()], vec![false; b.len()]);
    let mut shared = 0.0;
    for (near, at, there) in pairs {
        if !used[at] && !taken[there] {
            used[at] = true;
            taken[there] = true;
            shared += near * f64::midpoint(a[at].weight, b[there].weight);
        }
    }
    let weight = |words: &[Word]| words.iter().map(|word| word.weight).sum::<f64>();
    let total = f64::midpoint(weight(a), weight(b));
    let by_word = if total > 0.0 { shared / total } else { 0.0 };
    // Words run together or torn apart.
    let torn = a.len() != b.len();
    let joined = |words: &[Word]| words.iter().map(|word| word.text.as_str()).collect::<String>();
    let (a, b) = (joined(a), joined(b));
    let as_one =
        if torn && a.chars().count().min(b.chars().count()) >= 8 { words(&a, &b) * 0.97 } else { 0.0 };
    by_word.max(if as_one >= 0.85 { as_one } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_near_may_be_near(a in "[a-eäß0-2]{1,10}", cut in 0..10_usize, b in "[a-eäß0-2]{0,3}") {
            let other: String = a.chars().take(cut).chain(b.chars()).chain(a.chars().skip(cut + 1)).collect();
            if words(&a, &other) > 0.0 {
                prop_assert!(Letters::of(&a).may_be_near(Letters::of(&other)), "{} {}", a, other);
            }
        }
    }

    fn phrase(text: &str) -> Vec<Word> {
        super::super::header::Header::new(text).words
    }

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        for (a, b, near) in [
            ("Nationalty", "nationality", true),
            ("Frist name", "first name", true),
            ("Date of brith", "date of birth", true),
            ("Licens Number", "license number", true),
            ("Stage", "state", false),
            ("Text", "test", false),
            ("Father's name", "given name", false),
            ("Emergency contact phone", "phone", false),
            ("Passport number", "license number", false),
            ("Dateof birht", "date of birth", true),
            ("Anerkennung", "Anerkennungsbehörde", false),
            ("رقم الجواز", "رقم الجوال", false),
        ] {
            let found = phrases(&phrase(a), &phrase(b));
            assert_eq!(found >= 0.84, near, "{a} and {b}: {found}");
        }
    }
}
