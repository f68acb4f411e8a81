//! The tokenizer of the indexes: the words of [`crate::text`] for tantivy.
//!
//! A word behind an elided article stands twice at its place: `l'hôpital` is `lhopital`, as a name would be, and
//! `hopital`.

use crate::text::{behind_elision, words};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer is registered.
pub(in crate::index) const NAME: &str = "folded";

/// Folds and splits text for tantivy.
#[derive(Clone, Default)]
pub(super) struct Folded;

/// The words of one text.
pub(super) struct Stream<'a> {
    text: &'a str,
    words: std::vec::IntoIter<(std::ops::Range<usize>, String)>,
    /// What stands at the place of the word before it as well.
    behind: Option<(std::ops::Range<usize>, String)>,
    token: Token,
}

impl Tokenizer for Folded {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            text,
            words: words(text).into_iter(),
            behind: None,
            token: Token { position: usize::MAX, ..Token::default() },
        }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((range, word)) = self.behind.take() {
            self.token.offset_from = range.start;
            self.token.offset_to = range.end;
            self.token.text = word;
            return true;
        }
        let Some((range, word)) = self.words.next() else { return false };
        self.behind = behind_elision(&self.text[range.clone()], &word)
            .map(|(behind, word)| (range.start + behind.start..range.start + behind.end, word));
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

    /// The tokens of a text: position, text as written, word.
    fn stream(text: &str) -> Vec<(usize, String, String)> {
        let mut tokenizer = Folded;
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            found.push((token.position, text[token.offset_from..token.offset_to].into(), token.text.clone()));
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

    proptest! {
        #[test]
        fn no_text_makes_the_stream_panic(text in "([ld'’`a-zéß℀㈠ ]|\\PC){0,40}") {
            for (_, raw, word) in stream(&text) {
                prop_assert!(!raw.is_empty() && !word.is_empty());
            }
        }
    }
}
