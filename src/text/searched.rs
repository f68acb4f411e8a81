//! The words of a text as a search knows them: [`words`], and beside them what stands inside or behind them.
//!
//! Scripts that put no blanks between words are cut into their letters, each with its marks. A word of such a script is
//! then letters in a row, and is found wherever it stands in a sentence. Letters parted by points are one short form, so
//! that `E.N.T.` is `ent`. A word behind an article that is written together with it stands at the place of the whole.

use super::fold;
use super::words::{behind_elision, each_word};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text, as a search knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchWord {
    /// The bytes of the text that it came from.
    pub(crate) range: Range<usize>,
    /// The word, folded; of a script without blanks one letter with its marks.
    pub(crate) word: String,
    /// Whether it stands at the place of the word before it: what is left without an article.
    pub(crate) inside: bool,
}

/// Articles, and prepositions with articles, that Arabic writes together with the word.
const ARABIC_ARTICLES: &[&str] = &["وبال", "وال", "بال", "كال", "فال", "لل", "ال"];

/// The words of a text, in their order.
pub(crate) fn searched(text: &str) -> Vec<SearchWord> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut cut_until = 0;
    each_word(text, |range, word| {
        // A sign that folds to two words gives its stretch twice; cutting it once yields them all.
        if range.end <= cut_until {
            return;
        }
        let stretch = &text[range.clone()];
        if !stretch.is_ascii() && stretch.chars().any(is_unspaced) {
            cut_until = range.end;
            cut(text, range, &mut found);
            return;
        }
        if !stretch.is_ascii() && stretch.chars().any(is_vowel_signed) {
            let word = with_vowel_signs(stretch);
            if !word.is_empty() {
                found.push(SearchWord { range, word, inside: false });
                return;
            }
        }
        let behind = behind_elision(&text[range.clone()], &word)
            .map(|(behind, word)| (range.start + behind.start..range.start + behind.end, word))
            .or_else(|| Some((range.clone(), without_article(&word)?.to_owned())));
        found.push(SearchWord { range, word, inside: false });
        found.extend(behind.map(|(range, word)| SearchWord { range, word, inside: true }));
    });
    if text.contains('.') { joined(text, found) } else { found }
}

/// Whether a letter belongs to a script that puts no blanks between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'     // Thai, Lao
        | '\u{1000}'..='\u{109F}'   // Burmese
        | '\u{AA60}'..='\u{AA7F}' | '\u{A9E0}'..='\u{A9FF}'
        | '\u{1780}'..='\u{17FF}'   // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// Whether a letter is of a script of India, whose vowels are signs at the consonants: without them *lentils* is *heart*.
pub(crate) fn is_vowel_signed(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}')
}

/// A word of such a script with the signs of its vowels. Joiners, and the dot that marks a borrowed sound, are often left out.
fn with_vowel_signs(stretch: &str) -> String {
    let dot = |c: &char| {
        matches!(
            c,
            '\u{093C}'
                | '\u{09BC}'
                | '\u{0A3C}'
                | '\u{0ABC}'
                | '\u{0B3C}'
                | '\u{0CBC}'
                | '\u{200C}'
                | '\u{200D}'
        )
    };
    let kept = stretch.nfkd().filter(|c| !dot(c) && (c.is_alphanumeric() || is_combining_mark(*c)));
    kept.nfc().flat_map(char::to_lowercase).collect()
}

/// Cuts a stretch of letters: those of scripts without blanks each by itself, with its marks; others as words.
fn cut(text: &str, range: Range<usize>, found: &mut Vec<SearchWord>) {
    let mut plain: Option<usize> = None;
    let mut letters = text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)).peekable();
    let take_plain = |from: Option<usize>, until: usize, found: &mut Vec<SearchWord>| {
        if let Some(from) = from {
            let folded = fold(&text[from..until]);
            found.extend(folded.split(' ').filter(|word| !word.is_empty()).map(|word| SearchWord {
                range: from..until,
                word: word.to_owned(),
                inside: false,
            }));
        }
    };
    while let Some((at, c)) = letters.next() {
        if !is_unspaced(c) {
            plain = plain.or(Some(at));
            continue;
        }
        take_plain(plain.take(), at, found);
        let mut end = at + c.len_utf8();
        while let Some((next, mark)) =
            letters.next_if(|&(_, next)| is_combining_mark(next) || is_half_mark(next))
        {
            end = next + mark.len_utf8();
        }
        let word: String = text[at..end].nfkc().flat_map(char::to_lowercase).collect();
        found.push(SearchWord { range: at..end, word, inside: false });
    }
    take_plain(plain, range.end, found);
}

/// The marks of voice of narrow katakana, which are letters to Unicode.
fn is_half_mark(c: char) -> bool {
    matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

/// An Arabic word without its article; `None` where too little would be left.
fn without_article(word: &str) -> Option<&str> {
    const LEAST: usize = 3;
    if !word.starts_with(|c: char| matches!(c, '\u{0600}'..='\u{06FF}')) {
        return None;
    }
    ARABIC_ARTICLES
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .filter(|rest| rest.chars().count() >= LEAST)
}

/// The words with letters that points part as one: `E.N.T.` is `ent`, and `T. O.` is two letters.
fn joined(text: &str, found: Vec<SearchWord>) -> Vec<SearchWord> {
    let is_letter = |one: &SearchWord| {
        !one.inside && one.word.chars().count() == 1 && one.word.chars().all(char::is_alphabetic)
    };
    let mut out: Vec<SearchWord> = Vec::with_capacity(found.len());
    // Whether the last word of `out` is made of letters.
    let mut open = false;
    for one in found {
        let letter = is_letter(&one);
        match out.last_mut() {
            Some(last) if open && letter && text.get(last.range.end..one.range.start) == Some(".") => {
                last.range.end = one.range.end;
                last.word.push_str(&one.word);
            }
            _ => out.push(one),
        }
        open = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> String {
        let words = searched(text);
        let said =
            words.iter().map(|one| if one.inside { format!("({})", one.word) } else { one.word.clone() });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn scripts_without_blanks_are_cut_into_letters_with_their_marks() {
        assert_eq!(said("2019年起在ICU"), "2019 年 起 在 icu");
        assert_eq!(said("ガーゼ ｶﾞｰｾﾞ"), "ガ ー ゼ ガ ー ゼ");
        assert_eq!(said("ที่ร้าน"), "ที่ ร้ า น");
        assert_eq!(searched("ဆေးခန်း").len(), 3);
        assert_eq!(said("간호사 Nurse"), format!("{} nurse", fold("간호사")));
        assert_eq!(said("東京、大阪"), "東 京 大 阪");
        assert_eq!(said("aﹼก"), "a ก", "an Arabic sign that folds to a blank and a mark");
    }

    #[test]
    fn vowels_of_indian_scripts_are_told_apart() {
        assert_ne!(said("दिल"), said("दाल"));
        assert_ne!(said("পরিষেবা"), said("পরিষেবিকা"));
        assert_eq!(said("नर्स, सेविका"), "नर्स सेविका");
        assert_eq!(said("क़लम"), said("कलम"));
    }

    #[test]
    fn short_forms_with_points_are_words() {
        assert_eq!(said("E.N.T. and P.A.C.U.; J. R. Smith, a.m"), "ent and pacu j r smith am");
        assert_eq!(said("T&O nurse B.Sc."), "t o nurse b sc");
        assert_eq!(said("к.м.н. Ф. И."), "кмн ф и");
        assert_eq!(said("3.5.1"), "3 5 1");
    }

    #[test]
    fn a_word_behind_an_article_stands_there_as_well() {
        assert_eq!(said("الكلى بالمستشفى والعناية"), "الكلى (كلى) بالمستشفى (مستشفى) والعناية (عناية)");
        assert_eq!(said("الى"), "الى");
        assert_eq!(said("l'hôpital"), "lhopital (hopital)");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_every_word_has_its_place(text in "([a-zA-Z. 'ก-๛あ-ん漢字ﾞ]|\\PC){0,40}") {
            let mut at = 0;
            for one in searched(&text) {
                prop_assert!(text.get(one.range.clone()).is_some_and(|raw| !raw.is_empty()));
                prop_assert!(!one.word.is_empty());
                prop_assert!(one.range.start >= at || one.inside || one.range.start == at);
                at = one.range.start;
            }
        }
    }
}
