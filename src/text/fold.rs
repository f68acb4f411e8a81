//! Folding: one matching form for case, accents, compatibility forms and apostrophes.
//!
//! Letters of other scripts stay what they are; transliteration is another matter. Index and
//! queries, headers and vocabularies all fold with this one function, so they cannot disagree.

use std::sync::OnceLock;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The folded form of a text: compatibility-decomposed, without marks, in lower case, without
/// apostrophes, every run of other signs and white space as one space.
///
/// `N’Diaye-Søren` becomes `ndiaye soren`; folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// Appends the folded form of a text to another.
pub fn fold_onto(text: &str, folded: &mut String) {
    let from = folded.len();
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                folded.push(byte.to_ascii_lowercase().into());
            } else if !matches!(byte, b'\'' | b'`') && folded.len() > from && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
    } else {
        for c in text.chars() {
            if c.is_ascii() {
                push(folded, from, c.to_ascii_lowercase());
            } else {
                push_letter(folded, from, c);
            }
        }
    }
    if folded[from..].ends_with(' ') {
        folded.pop();
    }
}

/// The folded words of a text.
pub fn tokens(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many letters are folded at once. The tables of Unicode are slow to ask: pages of 256 letters took a quarter of the
/// time of a search, for signs that no text had.
const PAGE: usize = 16;

/// The folded letters of the basic plane, page by page, each made when its first letter is met.
static PAGES: [OnceLock<Page>; 0x1_0000 / PAGE] = [const { OnceLock::new() }; 0x1_0000 / PAGE];

/// Folded letters one behind the other; a space stands for what parts words.
struct Page {
    text: String,
    /// Where each letter's part of the text ends.
    ends: [u16; PAGE],
}

impl Page {
    fn new(number: usize) -> Self {
        let (mut text, mut ends) = (String::new(), [0; PAGE]);
        for (low, end) in ends.iter_mut().enumerate() {
            // Halves of surrogates are no letters, and no text has them.
            let c = u32::try_from(number * PAGE + low).ok().and_then(char::from_u32);
            c.into_iter().for_each(|c| parts(c, |part| text.push(part)));
            *end = u16::try_from(text.len()).unwrap_or(u16::MAX);
        }
        Self { text, ends }
    }

    fn letter(&self, low: usize) -> &str {
        let start = low.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start.into()..self.ends[low].into()]
    }
}

/// Appends what a letter is made of. Marks are dropped, so their order does not matter and each letter goes by itself.
fn push_letter(folded: &mut String, from: usize, c: char) {
    let code = c as usize;
    match PAGES.get(code / PAGE) {
        Some(page) => {
            let letter = page.get_or_init(|| Page::new(code / PAGE)).letter(code % PAGE);
            if letter.contains(' ') {
                letter.chars().for_each(|part| push(folded, from, part));
            } else {
                folded.push_str(letter);
            }
        }
        None => parts(c, |part| push(folded, from, part)),
    }
}

/// What a letter is made of, one by one, a space for what parts words.
fn parts(c: char, mut each: impl FnMut(char)) {
    // Lower case comes first: some capitals decompose only then, and some lower into a mark.
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase() {
            decompose_compatible(lower, |c| match plain_letters(c) {
                Some(letters) => letters.chars().for_each(&mut each),
                None if is_combining_mark(c) || is_apostrophe(c) => {}
                None if c.is_alphanumeric() => c.to_lowercase().for_each(&mut each),
                None => each(' '),
            });
        }
    });
}

/// Appends a letter that is folded, or what parts words unless it begins the text or stands beside another one.
fn push(folded: &mut String, from: usize, c: char) {
    if c.is_ascii_lowercase() || c.is_ascii_digit() || !c.is_ascii() {
        folded.push(c);
    } else if !is_apostrophe(c) && folded.len() > from && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Signs that stand inside a word and vanish: `N'Diaye`, `O’Brien`, `Qurʾān`, the Hawaiian okina.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02B9}'
            ..='\u{02BF}' | '\u{02C8}' | '\u{FF07}'
    )
}

/// Latin letters that Unicode does not decompose, as the alphabets' own speakers write them plainly.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ɓ' => "b",
        'ɗ' => "d",
        'ƙ' => "k",
        'ə' => "e",
        'ɛ' => "e",
        'ɔ' => "o",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn accents_case_and_apostrophes_do_not_matter() {
        for (text, folded) in [
            ("N’Diaye-Søren", "ndiaye soren"),
            ("N'DIAYE", "ndiaye"),
            ("Infirmière de Réanimation", "infirmiere de reanimation"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("ﬁne", "fine"),
            ("  a\t b ", "a b"),
            ("ممرضة", "ممرضة"),
            ("Łódź", "lodz"),
            ("Qurʾān", "quran"),
            ("Oʻzbek", "ozbek"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    /// The same over the whole text, as Unicode describes it.
    fn of_the_whole(text: &str) -> String {
        let mut folded = String::new();
        let lower = text.nfkd().flat_map(char::to_lowercase).nfkd();
        for c in lower.filter(|&c| !is_combining_mark(c)) {
            match plain_letters(c) {
                Some(letters) => folded.push_str(letters),
                None if is_apostrophe(c) => {}
                None if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
                None if folded.is_empty() || folded.ends_with(' ') => {}
                None => folded.push(' '),
            }
        }
        folded.trim_end_matches(' ').to_owned()
    }

    #[test]
    fn each_letter_of_the_basic_plane_folds_as_unicode_says() {
        for c in ('\0'..='\u{FFFF}').chain(['𝐀', '𐐀', '🩺', '𠀋']) {
            let text = format!("a{c}b {c}");
            assert_eq!(fold(&text), of_the_whole(&text), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn letters_fold_by_themselves_as_in_the_whole(text in ".*") {
            prop_assert_eq!(fold(&text), of_the_whole(&text));
        }

        #[test]
        fn folding_twice_is_folding_once(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
