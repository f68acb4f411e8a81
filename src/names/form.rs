//! The matching form of a name. The name itself is kept as written; this is only for comparing.

use super::marks::{NameMarks, is_numeral};
use super::words;
use crate::text::fold;

/// A name as it is compared: its words in Latin letters, folded, each with its part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchingForm {
    /// The words, in the order in which they are written; titles are left out.
    pub words: Vec<NameWord>,
    /// What tells people of one name apart.
    pub marks: NameMarks,
}

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameWord {
    /// In Latin letters, folded.
    pub text: String,
    /// What it is, as far as the writing tells.
    pub part: NamePart,
}

/// What a word of a name is, as far as the writing tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamePart {
    /// A name given to the person.
    Given,
    /// A name of the family, or the last name where there is none.
    Family,
    /// A word between them: second names, patronymics.
    Middle,
    /// An article, *son of*, *from*: often left out.
    Particle,
}

impl MatchingForm {
    /// The matching form of a name: `Dr. Ángela Gómez de la Cruz` gives `angela` `gomez` `de` `la`
    /// `cruz`. A comma says that the family name comes first, as does Chinese or Korean writing.
    /// A name of titles alone has no words, and neither has what stands for no name.
    pub fn of(name: &str) -> Self {
        if words::is_nobody(name) {
            return Self::default();
        }
        let (front, back) = match name.split_once([',', '،', '、']) {
            // What follows may be titles alone: `Agar-Robartes, 6th Viscount`.
            Some((family, given)) if !latin_words(given).iter().all(|w| words::is_honorific(w)) => {
                (latin_words(family), Some(latin_words(given)))
            }
            Some((whole, _)) => (latin_words(whole), None),
            None => (latin_words(name), None),
        };
        let family_first = back.is_some() || is_family_first(name);
        let split = back.is_some().then_some(front.len());
        let all: Vec<String> = front.into_iter().chain(back.into_iter().flatten()).collect();
        let marks = NameMarks::of(all.iter().map(String::as_str));
        let last = all.len().saturating_sub(1);
        let mut kept: Vec<(usize, String)> = Vec::with_capacity(all.len());
        for (at, word) in all.into_iter().enumerate() {
            let numeral = at == last && at > 1 && is_numeral(&word);
            // `Md. Rahim` is a Mohammed; behind a name it is a degree.
            let short = at == 0 && last > 0 && words::is_short(&word);
            if short || !(words::is_honorific(&word) || numeral) {
                kept.push((at, word));
            }
        }
        let solid: Vec<usize> = (0..kept.len()).filter(|&at| !words::is_particle(&kept[at].1)).collect();
        // A name may consist of what elsewhere are particles: Vietnamese `Le`, Chinese `An`.
        let solid = if solid.len() < 2 && kept.len() <= 3 { (0..kept.len()).collect() } else { solid };
        let count = solid.len();
        let mut form = Self { words: Vec::new(), marks };
        let mut nth = 0;
        for (at, (origin, text)) in kept.into_iter().enumerate() {
            let part = if !solid.contains(&at) {
                NamePart::Particle
            } else {
                nth += 1;
                if let Some(split) = split {
                    if origin < split {
                        NamePart::Family
                    } else if nth == count || nth == 2 {
                        NamePart::Given
                    } else {
                        NamePart::Middle
                    }
                } else if family_first {
                    if nth == 1 { NamePart::Family } else { NamePart::Given }
                } else if nth == count && count > 1 {
                    NamePart::Family
                } else if nth == 1 {
                    NamePart::Given
                } else {
                    NamePart::Middle
                }
            };
            form.words.push(NameWord { text, part });
        }
        form
    }

    /// The words in one string, in their written order.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The folded words of a text in Latin letters: other scripts are transliterated, and each
/// ideograph is a word of its own.
pub fn latin_words(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return fold(&dotted(text)).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    }
    let mut latin = String::with_capacity(text.len() * 2);
    let text = articles(text);
    let text = words::in_latin(&text);
    for c in text.chars() {
        let mark = matches!(u32::from(c), 0x300..=0x36F);
        let apostrophe = matches!(c, '\u{2018}' | '\u{2019}' | '\u{02BB}'..='\u{02BF}');
        if c.is_ascii() || is_latin(c) || mark || apostrophe {
            latin.push(c);
        } else {
            let ideograph = is_ideograph(c);
            if ideograph && !latin.ends_with(' ') {
                latin.push(' ');
            }
            latin.push_str(any_ascii::any_ascii_char(c));
            if ideograph {
                latin.push(' ');
            }
        }
    }
    fold(&dotted(&latin)).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The Arabic article is written together with its word; in Latin letters it stands apart.
fn articles(text: &str) -> std::borrow::Cow<'_, str> {
    const ARTICLE: &str = "ال";
    if !text.contains(ARTICLE) {
        return text.into();
    }
    let words = text.split_whitespace().map(|word| match word.strip_prefix(ARTICLE) {
        Some(rest) if rest.chars().count() >= 3 => format!("al {rest}"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ").into()
}

/// `J.R.Smith` has three words and `Ph.D.` one: a dot after a single letter parts, others vanish
/// with the folding.
fn dotted(text: &str) -> String {
    text.replace("Ph.D", "phd").replace("M.D.", "md")
}

fn is_latin(c: char) -> bool {
    matches!(u32::from(c), 0xC0..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF | 0xFB00..=0xFB06 | 0xFF21..=0xFF5A)
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FFFF | 0xAC00..=0xD7A3)
}

/// Whether the script says that the family name comes first.
fn is_family_first(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).all(is_ideograph) && name.chars().any(is_ideograph)
}
