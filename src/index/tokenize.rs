//! The tokenizer of the indexes: the folding of [`crate::text`], word by word.
//!
//! Each word remembers where it stood in the text as written, which the highlighter needs.

use crate::text::fold;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer is registered.
pub(super) const NAME: &str = "folded";

/// Longer words are no words.
const LONGEST: usize = 40;

/// The words of a text, folded, with the bytes that each came from.
pub(super) fn words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    if text.is_ascii() { ascii_words(text) } else { any_words(text) }
}

fn any_words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut emit = |range: std::ops::Range<usize>| {
        // A compatibility form may fold to several words.
        for word in
            fold(&text[range.clone()]).split(' ').filter(|word| !word.is_empty() && word.len() <= LONGEST)
        {
            words.push((range.clone(), word.to_owned()));
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
    words
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

/// Folds and splits text for tantivy.
#[derive(Clone, Default)]
pub(super) struct Folded;

/// The words of one text.
pub(super) struct Stream {
    words: std::vec::IntoIter<(std::ops::Range<usize>, String)>,
    token: Token,
}

impl Tokenizer for Folded {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream { words: words(text).into_iter(), token: Token { position: usize::MAX, ..Token::default() } }
    }
}

/// [`any_words`] for ASCII, where folding is lower case and the apostrophe the only joint.
fn ascii_words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let bytes = text.as_bytes();
    let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'`');
    let mut words = Vec::with_capacity(text.len() / 6);
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
        let mut word = text[from..at].to_ascii_lowercase();
        if word.contains(['\'', '`']) {
            word.retain(|c| c.is_ascii_alphanumeric());
        }
        if !word.is_empty() && word.len() <= LONGEST {
            words.push((from..at, word));
        }
    }
    words
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some((range, word)) = self.words.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        self.token.text = word;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
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
            let folded: Vec<String> = crate::text::tokens(&text).into_iter().filter(|w| w.len() <= LONGEST).collect();
            prop_assert_eq!(found, folded);
        }

        #[test]
        fn the_short_way_for_ascii_is_the_long_way(text in "[ -~]{0,60}") {
            prop_assert_eq!(ascii_words(&text), any_words(&text));
        }
    }
}
