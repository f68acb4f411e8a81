//! The words of a text: folded, word by word.
//!
//! Each word remembers where it stood in the text as written, which the highlighter needs. Documents and queries
//! are split by the same function, so that they meet.

use super::{fold, is_apostrophe};

/// A longer word is cut here, in texts and in queries alike: an index takes words of some length only.
const LONGEST: usize = 600;

/// A word, cut where it is too long.
fn cut(word: &str) -> &str {
    let end = (0..=LONGEST.min(word.len())).rev().find(|&at| word.is_char_boundary(at));
    &word[..end.unwrap_or_default()]
}

/// What French and Italian leave of an article, a preposition or a conjunction before a vowel, folded.
const ELIDED: &[&str] = &[
    "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu",
    "un", "dell", "all", "dall", "nell", "sull", "coll", "quell", "quest",
];

/// What stands behind an elided word, folded, with the bytes of the written word that it came from. `joined` is
/// that word folded. `O'Brien` has none: `o` is no article.
pub(crate) fn behind_elision(written: &str, joined: &str) -> Option<(std::ops::Range<usize>, String)> {
    // Of an ASCII word an apostrophe is all that folding takes away.
    if written.len() == joined.len() && written.is_ascii() {
        return None;
    }
    let inner = written.trim_start_matches(is_apostrophe);
    let at = written.len() - inner.len() + inner.find(is_apostrophe)?;
    let rest = written[at..].trim_start_matches(is_apostrophe);
    let from = written.len() - rest.len();
    let (before, word) = (fold(&written[..at]), fold(rest));
    // With a sign that folds to several words the range is not that of one word.
    let whole = joined.strip_prefix(before.as_str()) == Some(word.as_str());
    (whole && !word.is_empty() && rest.starts_with(char::is_alphabetic) && ELIDED.contains(&before.as_str()))
        .then_some((from..written.len(), word))
}

/// The words of a text, folded, with the bytes that each came from.
pub(crate) fn words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut words = Vec::with_capacity(text.len() / 6);
    each_word(text, |range, word| words.push((range, word)));
    words
}

/// The words of a text one by one, as [`words`] has them.
pub(super) fn each_word(text: &str, take: impl FnMut(std::ops::Range<usize>, String)) {
    if text.is_ascii() { ascii_words(text, take) } else { any_words(text, take) }
}

fn any_words(text: &str, mut take: impl FnMut(std::ops::Range<usize>, String)) {
    let mut start = None;
    let mut emit = |range: std::ops::Range<usize>| {
        // A compatibility form may fold to several words.
        for word in fold(&text[range.clone()]).split(' ').filter(|word| !word.is_empty()) {
            take(range.clone(), cut(word).to_owned());
        }
    };
    for (at, c) in text.char_indices() {
        match (joint(c), start) {
            (false, None) => start = Some(at),
            (false, Some(_)) => {}
            (true, from) => {
                if let Some(from) = from {
                    emit(from..at);
                }
                start = None;
                // A sign in brackets, like a circled letter, is a word of its own.
                if !c.is_ascii() {
                    emit(at..at + c.len_utf8());
                }
            }
        }
    }
    if let Some(from) = start {
        emit(from..text.len());
    }
}

/// Whether a sign parts words: letters, digits, marks and the apostrophes inside a word do not.
fn joint(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric() && !matches!(c, '\'' | '`');
    }
    if c.is_alphanumeric() {
        return false;
    }
    // A sign of several letters, like that for "account of", goes on with the word before and behind it.
    let folded = fold(&format!("a{c}a"));
    folded.starts_with("a ") && folded.ends_with(" a")
}

/// [`any_words`] for ASCII, where folding is lower case and the apostrophe the only joint.
fn ascii_words(text: &str, mut take: impl FnMut(std::ops::Range<usize>, String)) {
    each_ascii_word(text.as_bytes(), |from, word| {
        // Of an ASCII word every byte is a character.
        let end = from + word.len();
        let mut word = text[from..end].to_ascii_lowercase();
        if word.contains(['\'', '`']) {
            word.retain(|c| c.is_ascii_alphanumeric());
        }
        if !word.is_empty() {
            word.truncate(LONGEST);
            take(from..end, word);
        }
    });
}

/// The words of an ASCII text as written, apostrophes included, each with where it begins.
fn each_ascii_word(bytes: &[u8], mut take: impl FnMut(usize, &[u8])) {
    let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'`');
    let mut at = 0;
    while at < bytes.len() {
        if !inside(bytes[at]) {
            at += 1;
            continue;
        }
        let from = at;
        while at < bytes.len() && inside(bytes[at]) {
            at += 1;
        }
        take(from, &bytes[from..at]);
    }
}

/// The words of a text, folded, those behind an elided article as well: to be compared with, where the places do not
/// matter.
pub(crate) fn each_folded(text: &str, mut take: impl FnMut(&str)) {
    if text.is_ascii() && !text.contains(['\'', '`']) {
        let mut word = String::with_capacity(40);
        each_ascii_word(text.as_bytes(), |from, written| {
            word.clear();
            word.push_str(&text[from..from + written.len().min(LONGEST)]);
            word.make_ascii_lowercase();
            take(&word);
        });
        return;
    }
    for (range, word) in words(text) {
        take(&word);
        if let Some((_, behind)) = behind_elision(&text[range], &word) {
            take(&behind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_know_where_they_stood() {
        let text = "N’Diaye, infirmière (réa)";
        let found: Vec<(&str, String)> =
            words(text).into_iter().map(|(range, word)| (&text[range], word)).collect();
        let expected = [("N’Diaye", "ndiaye"), ("infirmière", "infirmiere"), ("réa", "rea")];
        assert_eq!(found, expected.map(|(raw, word)| (raw, word.to_owned())));
    }

    #[test]
    fn no_word_is_passed_over_for_its_length() {
        for word in ["ანესთეზიოლოგია", "ωτορινολαρυγγολογικος", "рентгенендоваскулярні", "অ্যানেস্থেসিওলজিস্ট"]
        {
            assert_eq!(words(word), [(0..word.len(), fold(word))]);
        }
        let long = "x".repeat(2000);
        assert_eq!(words(&long), [(0..2000, "x".repeat(LONGEST))]);
        assert_eq!(words(&"ж".repeat(2000))[0].1.len(), LONGEST);
    }

    #[test]
    fn a_sign_in_brackets_is_a_word() {
        let found: Vec<String> = words("x🄐 ㈠").into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, ["x", "a", "一"]);
    }

    #[test]
    fn a_sign_of_two_letters_belongs_to_its_neighbors() {
        let found: Vec<String> = words("x℀y").into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, crate::text::tokens("x℀y"));
    }

    proptest! {
        #[test]
        fn the_words_are_those_of_the_folded_text(text in "\\PC{0,40}") {
            let found: Vec<String> = words(&text).into_iter().map(|(_, word)| word).collect();
            let folded: Vec<String> = crate::text::tokens(&text).iter().map(|word| cut(word).to_owned()).collect();
            prop_assert_eq!(found, folded);
        }

        #[test]
        fn the_short_way_for_ascii_is_the_long_way(text in "[ -~]{0,60}") {
            let (mut ascii, mut any) = (Vec::new(), Vec::new());
            ascii_words(&text, |range, word| ascii.push((range, word)));
            any_words(&text, |range, word| any.push((range, word)));
            prop_assert_eq!(ascii, any);
        }
    }
}
