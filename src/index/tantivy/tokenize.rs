//! The tokenizers of the indexes: the words of [`crate::text`] for tantivy.
//!
//! A word behind an article that is written together with it stands twice at its place: `l'hôpital` is `lhopital`, as a
//! name would be, and `hopital`.

use crate::text::{SearchWord, searched};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer of words is registered.
pub(in crate::index) const NAME: &str = "folded";
/// The name of the tokenizer of long words from their end.
pub(in crate::index) const ENDS: &str = "ends";

/// Letters that a compound has at least.
pub(super) const COMPOUND: usize = 8;

/// The place of the first word of a text. No two texts are nearer to each other than this, so that no phrase and no
/// nearness goes from one into the next.
const FIRST: usize = 100;

/// Folds and splits text for tantivy.
#[derive(Clone, Default)]
pub(super) struct Folded;

/// The long words of a text, each from its end to its beginning.
#[derive(Clone, Default)]
pub(super) struct Reversed;

/// The words of one text.
pub(super) struct Stream {
    words: std::vec::IntoIter<SearchWord>,
    token: Token,
}

impl Stream {
    fn of(words: Vec<SearchWord>) -> Self {
        Self { words: words.into_iter(), token: Token { position: FIRST - 1, ..Token::default() } }
    }
}

impl Tokenizer for Folded {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream::of(searched(text))
    }
}

impl Tokenizer for Reversed {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let mut words = searched(text);
        words.retain(|one| is_compound(&one.word));
        for one in &mut words {
            one.word = reversed(std::mem::take(&mut one.word));
        }
        Stream::of(words)
    }
}

/// A word from its end to its beginning.
fn reversed(word: String) -> String {
    if !word.is_ascii() {
        return word.chars().rev().collect();
    }
    let mut bytes = word.into_bytes();
    bytes.reverse();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether a word is long enough for a compound, and of letters alone.
pub(super) fn is_compound(word: &str) -> bool {
    word.len() >= COMPOUND && word.chars().count() >= COMPOUND && word.chars().all(char::is_alphabetic)
}

/// Whether a text may have a word that is long enough.
pub(super) fn has_long_word(text: &str) -> bool {
    let mut length = 0;
    text.bytes().any(|byte| {
        length = if byte.is_ascii_alphabetic() || byte >= 128 { length + 1 } else { 0 };
        length >= COMPOUND
    })
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(SearchWord { range, word, inside }) = self.words.next() else { return false };
        if !inside {
            self.token.position = self.token.position.wrapping_add(1);
        }
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

    /// The tokens of a text: position, text as written, word.
    fn stream(text: &str) -> Vec<(usize, String, String)> {
        let mut tokenizer = Folded;
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            found.push((
                token.position - FIRST,
                text[token.offset_from..token.offset_to].into(),
                token.text.clone(),
            ));
        }
        found
    }

    #[test]
    fn a_word_behind_an_elided_one_stands_there_as_well() {
        let place = |at: usize, raw: &str, word: &str| (at, raw.to_owned(), word.to_owned());
        assert_eq!(
            stream("d’infirmière, dell'ospedale O'Brien"),
            [
                place(0, "d’infirmière", "dinfirmiere"),
                place(0, "infirmière", "infirmiere"),
                place(1, "dell'ospedale", "dellospedale"),
                place(1, "ospedale", "ospedale"),
                place(2, "O'Brien", "obrien"),
            ]
        );
        for (text, words) in [
            ("'l'hôpital'", "lhopital hopital"),
            ("JUSQU`ici", "jusquici ici"),
            ("N'Diaye D'Souza", "ndiaye diaye dsouza souza"),
            ("nurses' don't 'l' l' l'1 l''", "nurses dont l l l1 l"),
            ("aujourd'hui", "aujourdhui"),
        ] {
            let found: Vec<String> = stream(text).into_iter().map(|(_, _, word)| word).collect();
            assert_eq!(found.join(" "), words, "{text}");
        }
    }

    #[test]
    fn long_words_are_read_from_their_end() {
        let mut tokenizer = Reversed;
        let mut stream = tokenizer.token_stream("Im Schlaflabor 12345678 der Tandvårdsklinik");
        let mut found = Vec::new();
        while stream.advance() {
            found.push(stream.token().text.clone());
        }
        assert_eq!(found, ["robalfalhcs", "kinilksdravdnat"]);
        assert!(
            has_long_word("ein Schlaflabor") && !has_long_word("a short way on") && has_long_word("лабор")
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_stream_panic(text in "([ld'’`a-zéß℀㈠ ]|\\PC){0,40}") {
            for (_, raw, word) in stream(&text) {
                prop_assert!(!raw.is_empty() && !word.is_empty());
            }
        }
    }
}
