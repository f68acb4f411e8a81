//! What words of a title say of its bearer (`title_marks.csv`): that the patients are animals, that it is about teeth,
//! that it is a physician, that it is somebody who helps one, that the profession is denied, that it is other work, that it is still learnt.

use super::rows;
use crate::model::words;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "domain knowledge";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-26";

const CSV: &str = include_str!("../../data/reference/title_marks.csv");

words! {
    /// What a word says.
    Mark, "`animals`, `teeth`, `physician`, `helper`, `denied`, `aide`, `other-work`, `resident` or `student`" {
        /// The patients are animals.
        Animals = "animals",
        /// Teeth, mouth or jaw are treated.
        Teeth = "teeth",
        /// The bearer is a physician.
        Physician = "physician",
        /// The bearer assists, or works with an apparatus.
        Helper = "helper",
        /// The bearer lacks what makes the profession that the title names: *unregistered*.
        Denied = "denied",
        /// The bearer helps, or runs the apparatus of, the profession or ward that the title names.
        Aide = "aide",
        /// The work is no health work, wherever it is done: a cook, a driver.
        OtherWork = "other-work",
        /// The bearer is a physician in training for a specialty: *resident*.
        Resident = "resident",
        /// The bearer learns the profession at a school.
        Student = "student",
    }
}

words! {
    /// Where in a title the text stands.
    Place, "`anywhere`, `begins`, `ends`, `word`, `first` or `last`" {
        /// Anywhere, inside of words as well: languages that compound.
        Anywhere = "anywhere",
        /// At the beginning of a word.
        Begins = "begins",
        /// At the end of a word.
        Ends = "ends",
        /// As a word.
        Word = "word",
        /// As the first word: later ones may be adjectives of the same form.
        First = "first",
        /// As the last word.
        Last = "last",
    }
}

/// A text and what it says.
#[derive(Debug)]
struct TitleMark {
    mark: Mark,
    /// The language in which it says so; empty for all.
    language: Box<str>,
    place: Place,
    /// The text, folded.
    text: Box<str>,
}

impl TitleMark {
    fn stands_in(&self, words: &[&str]) -> bool {
        let text = &*self.text;
        match self.place {
            Place::Anywhere => words.iter().any(|word| word.contains(text)),
            Place::Begins => words.iter().any(|word| word.starts_with(text)),
            Place::Ends => words.iter().any(|word| word.ends_with(text)),
            // Several words stand one behind the other.
            Place::Word => (0..words.len()).any(|at| {
                let mut rest = words[at..].iter();
                text.split(' ').all(|word| rest.next() == Some(&word))
            }),
            Place::First => words.first() == Some(&text),
            Place::Last => words.last() == Some(&text),
        }
    }
}

/// What the words of a title say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// Whether a word says so.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u8) != 0
    }
}

/// The marks of a folded title in a language.
pub fn of(folded: &str, language: &str) -> Marks {
    let words: Vec<&str> = folded.split(' ').collect();
    let mut marks = Marks::default();
    let own = by_language().get(language).filter(|_| !language.is_empty());
    for mark in by_language().get("").into_iter().chain(own).flatten() {
        if !marks.has(mark.mark) && mark.stands_in(&words) {
            marks.0 |= 1 << mark.mark as u8;
        }
    }
    marks
}

/// The languages in which a folded word says so, those of marks of all languages aside.
pub fn languages_of(mark: Mark, word: &str) -> impl Iterator<Item = &'static str> {
    all()
        .iter()
        .filter(move |row| row.mark == mark && !row.language.is_empty() && row.stands_in(&[word]))
        .map(|row| &*row.language)
}

/// The marks of each language; those of all languages under the empty text.
fn by_language() -> &'static HashMap<&'static str, Vec<&'static TitleMark>> {
    static OF: LazyLock<HashMap<&str, Vec<&TitleMark>>> = LazyLock::new(|| {
        let mut of: HashMap<&str, Vec<&TitleMark>> = HashMap::new();
        for mark in all() {
            of.entry(&*mark.language).or_default().push(mark);
        }
        of
    });
    &OF
}

fn all() -> &'static [TitleMark] {
    static ROWS: LazyLock<Vec<TitleMark>> = LazyLock::new(|| {
        rows::read("title_marks.csv", CSV, |row| TitleMark {
            mark: row.required("mark"),
            language: row.text("language").into(),
            place: row.required("where"),
            text: fold(row.text("text")).into(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        assert!(all().iter().all(|mark| !mark.text.is_empty()));
        let parted = all().iter().filter(|mark| mark.place != Place::Word && mark.text.contains(' '));
        assert_eq!(parted.map(|mark| &*mark.text).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn words_say_who_somebody_is() {
        let marks = |title: &str, language: &str| {
            let marks = of(&fold(title), language);
            let people = [Mark::Animals, Mark::Teeth, Mark::Physician, Mark::Helper];
            people.map(|mark| marks.has(mark))
        };
        assert_eq!(marks("veterinárny chirurg", "sk"), [true, false, false, false]);
        assert_eq!(marks("Cievny chirurg", "sk"), [false; 4]);
        assert_eq!(marks("Zubný lekár", "sk"), [false, true, true, false]);
        assert_eq!(marks("Tierärztin", "de"), [true, false, true, false]);
        assert_eq!(marks("lastearst", "et"), [false, false, true, false]);
        assert_eq!(marks("técnico médico", "es"), [false, false, false, true], "an adjective");
        assert_eq!(marks("Chest physician", "en"), [false, false, true, false], "`hest` is Danish");
    }
}
