//! Words and signs for *nothing was written here*.
//!
//! They mean unknown, in many languages, and never that there is none: `none` and its kin do that, and
//! only where the column is a list. What is also a value of its column (the country `NA`, a family
//! called `Null`) is read as that value first; the caller sees to it.

use crate::reference::missing_words::{self, MissingWord};
use crate::text;
use foldhash::fast::RandomState;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a text says where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nothing {
    /// Nobody knows, or nobody wrote it.
    Unknown,
    /// There is none.
    None,
}

/// What a text means, if it is a word or sign for nothing.
pub(super) fn nothing(text: &str) -> Option<Nothing> {
    if !maybe(text) {
        return None;
    }
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '\u{2010}'
                    ..='\u{2015}'
                        | '\u{2212}'
                        | '?'
                        | '.'
                        | '/'
                        | '_'
                        | '*'
                        | '~'
                        | '\\'
                        | '…'
                        | '؟'
                        | '？'
                        | 'ー'
                        | 'ـ'
                        | '×'
                        | '·'
            )
    };
    if text.chars().count() <= 12 && text.chars().all(marks) {
        return Some(Nothing::Unknown);
    }
    let bare =
        text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '{' | '}' | '"' | '\''));
    let folded = text::fold(bare);
    if is_one_of(MissingWord::Unknown, &folded) {
        Some(Nothing::Unknown)
    } else if is_one_of(MissingWord::None, &folded) {
        Some(Nothing::None)
    } else {
        None
    }
}

/// Whether a text says of an end that there is none yet.
pub(crate) fn goes_on(text: &str) -> bool {
    const LONGEST: usize = 80;
    let first = text.bytes().next();
    // Most ends are dates.
    if text.len() > LONGEST || first.is_none_or(|first| first.is_ascii_digit()) {
        return false;
    }
    let folded = text::fold(text.trim_matches(|c: char| !c.is_alphanumeric() && c.is_ascii()));
    is_one_of(MissingWord::GoesOn, &folded)
}

/// Whether a text says where an employer would stand that there is none: `not working`, `bez pracy`, `Jobless since 2024`.
pub(super) fn no_post(text: &str) -> bool {
    const LONGEST: usize = 48;
    if text.len() > LONGEST {
        return false;
    }
    // What stands in brackets says why: `dzt. zu Hause (career break since 2023)`.
    let says = |part: &str| {
        let folded = text::fold(part);
        // From when on does not matter.
        let words = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        is_one_of(MissingWord::NoPost, words)
            || words
                .rsplit_once(' ')
                .is_some_and(|(before, _)| is_one_of(MissingWord::NoPost, before) && words != folded)
    };
    let none = |text: &str| nothing(text) == Some(Nothing::None);
    let bracket =
        || text.split_once('(').is_some_and(|(before, _)| says(before.trim()) || none(before.trim()));
    // `none – fresh graduate`, `N/A – student`: what is said behind a sign says why.
    let parted = || {
        let parts =
            [" – ", " — ", " - ", ", ", "; ", ": ", " / "].into_iter().find_map(|sign| text.split_once(sign));
        parts.is_some_and(|(before, behind)| {
            let (before, behind) = (before.trim(), behind.trim());
            none(before) && !behind.contains(char::is_numeric)
                || says(behind) && (nothing(before).is_some() || says(before))
        })
    };
    says(text) || bracket() || parted()
}

/// Whether a part of a text that names no post says that somebody has not practiced yet: `none – fresh graduate`.
pub(super) fn fresh(text: &str) -> bool {
    use crate::reference::practice_words::{PracticeWord, says};
    let mut parts = text.split(['(', ')', '–', '—', '-', ',', ';', ':', '/']).map(str::trim);
    no_post(text)
        && parts.any(|part| {
            nothing(part).is_none()
                && !super::word::says_no(part)
                && says(&text::fold(part)).contains(&PracticeWord::None)
        })
}

/// Whether a folded word says that there is nothing else: `KSA only`, `nur Deutschland`.
pub(super) fn says_only(folded: &str) -> bool {
    is_one_of(MissingWord::Only, folded)
}

/// Whether a text says of a document that it is for life: `Seumur hidup`, `unbefristet`.
pub(super) fn endless(text: &str) -> bool {
    !text.contains(char::is_numeric) && is_one_of(MissingWord::Endless, &text::fold(text))
}

/// Whether a text says that somebody is free at once.
pub(super) fn at_once(text: &str) -> bool {
    !text.contains(char::is_numeric) && is_one_of(MissingWord::AtOnce, &text::fold(text))
}

/// Whether a text that means nothing elsewhere is a name where names stand: a family called Null. With a
/// sign between its letters (`n/a`) it is none.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().all(char::is_alphabetic) && {
        let folded = text::fold(text);
        is_one_of(MissingWord::Name, &folded) || folded == "none"
    }
}

/// Whether folding a text is worth the time: most cells are told apart by their length and first sign.
fn maybe(text: &str) -> bool {
    const LONGEST: usize = 48;
    match text.as_bytes() {
        [] => false,
        bytes if bytes.len() > LONGEST => false,
        [first, ..] if first.is_ascii_digit() => false,
        // Ordinary words are longer than the short forms and begin otherwise than the long ones.
        bytes if bytes.is_ascii() && bytes[0].is_ascii_alphabetic() => {
            let (lengths, seconds) = FORMS[usize::from(bytes[0] & 31)];
            let second = bytes.get(1).filter(|b| b.is_ascii_alphabetic());
            lengths >> bytes.len() & 1 == 1 && second.is_none_or(|b| seconds >> (b & 31) & 1 == 1)
        }
        _ => true,
    }
}

/// For each first letter the lengths, as bits, that a word for nothing may have, up to three signs more
/// than its folded form has (`N. A.`, `Keine Angabe!`); and the letters, as bits, that may follow at once.
static FORMS: LazyLock<[(u64, u32); 32]> = LazyLock::new(|| {
    let mut forms = [(0, 0); 32];
    let words = missing_words::of(MissingWord::Unknown).chain(missing_words::of(MissingWord::None));
    for word in words.filter(|word| word.is_ascii()) {
        // Folding takes away joints (`n/a` may be written `na`) and adds none.
        let joined = word.replace(' ', "");
        let [first, second, ..] = joined.as_bytes() else { continue };
        let (lengths, seconds) = &mut forms[usize::from(first & 31)];
        for length in joined.len()..=word.len() + 3 {
            *lengths |= 1 << length.min(63);
        }
        *seconds |= 1 << (second & 31);
    }
    forms
});

fn is_one_of(means: MissingWord, folded: &str) -> bool {
    // Folding takes marks off letters of any script, off those of the table as well.
    static FOLDED: LazyLock<[HashSet<String, RandomState>; MissingWord::ALL.len()]> = LazyLock::new(|| {
        std::array::from_fn(|at| missing_words::of(MissingWord::ALL[at]).map(text::fold).collect())
    });
    FOLDED[means as usize].contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_known_in_many_languages() {
        for text in [
            "n/a",
            "N/A",
            "N.A.",
            "na",
            "-",
            "--",
            "—",
            "?",
            "???",
            "...",
            ".",
            "unknown",
            "Unknown.",
            "UNKNOWN",
            "nil",
            "NULL",
            "NaN",
            "keine Angabe",
            "k. A.",
            "s/d",
            "S.D.",
            "غير متوفر",
            "нет данных",
            "н/д",
            "não informado",
            "bilinmiyor",
            "haijulikani",
            "अज्ञात",
            "不明",
            "(unknown)",
            "[n/a]",
            "_",
            "<NA>",
            "s/n",
            "ــ",
            "×",
        ] {
            assert_eq!(nothing(text), Some(Nothing::Unknown), "{text}");
        }
        for text in ["none", "None", "KEINE", "aucun", "Ninguno", "nenhum", "geen", "нет", "لا يوجد", "yok"]
        {
            assert_eq!(nothing(text), Some(Nothing::None), "{text}");
        }
        for text in
            ["Nala", "Ana", "0", "X", "Naomi", "no", "Unknown Soldier Hospital", "PH", "-5", "Ø. Berg"]
        {
            assert_eq!(nothing(text), None, "{text}");
        }
        for text in ["present", "Present", "(present)", "bis heute", "à ce jour", "至今", "حتى الآن"]
        {
            assert!(goes_on(text), "{text}");
        }
        assert!(!goes_on("presently unknown") && !goes_on("2018") && !goes_on("") && !goes_on("-"));
        assert!(is_name("Null") && is_name("Nil") && is_name("None") && is_name("Na"));
        assert!(!is_name("n/a") && !is_name("unknown") && !is_name("-"));
    }
}
