//! The tokenizer of the indexes: the folding of [`crate::text`], word by word.
//!
//! Each word remembers where it stood in the text as written, which the highlighter needs. A word behind an elided
//! article stands twice at its place: `l'hôpital` is `lhopital`, as a name would be, and `hopital`.

use crate::text::{fold, is_apostrophe};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer is registered.
pub(super) const NAME: &str = "folded";

/// Longer words are no words.
const LONGEST: usize = 40;

/// What French and Italian leave of an article, a preposition or a conjunction before a vowel, folded.
const ELIDED: &[&str] = &[
    "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu",
    "un", "dell", "all", "dall", "nell", "sull", "coll", "quell", "quest",
];

/// What stands behind an elided word, folded, with the bytes of the written word that it came from. `joined` is
/// that word folded. `O'Brien` has none: `o` is no article.
pub(super) fn behind_elision(written: &str, joined: &str) -> Option<(std::ops::Range<usize>, String)> {
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

/// [`any_words`] for ASCII, where folding is lower case and the apostrophe the only joint.
fn ascii_words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut words = Vec::with_capacity(text.len() / 6);
    each_ascii_word(text.as_bytes(), |from, word| {
        // Of an ASCII word every byte is a character.
        let end = from + word.len();
        let mut word = text[from..end].to_ascii_lowercase();
        if word.contains(['\'', '`']) {
            word.retain(|c| c.is_ascii_alphanumeric());
        }
        if !word.is_empty() && word.len() <= LONGEST {
            words.push((from..end, word));
        }
    });
    words
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
pub(super) fn each_folded(text: &str, mut take: impl FnMut(&str)) {
    if text.is_ascii() && !text.contains(['\'', '`']) {
        let mut word = String::with_capacity(LONGEST);
        each_ascii_word(text.as_bytes(), |from, written| {
            if written.len() <= LONGEST {
                word.clear();
                word.push_str(&text[from..from + written.len()]);
                word.make_ascii_lowercase();
                take(&word);
            }
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
