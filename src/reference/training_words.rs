//! Words by which a text on a training says what it names (`training_words.csv`): a title, a school, the class of a year.

use super::rows;
use crate::model::words;
use crate::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/training_words.csv");

words! {
    /// What a word of a text on a training says.
    TrainingWord, "what a word of a training says, such as `title`" {
        /// A title: `BSc`, `diploma`.
        Title = "title",
        /// A school begins so: `universi`, `колледж`.
        School = "school",
        /// Words that together name a school: `dai hoc`.
        SchoolPhrase = "school-phrase",
        /// A field of study, which a title names: `nursing`.
        Field = "field",
        /// The number behind it is the year of a class: `promoția`.
        Class = "class",
    }
}

/// The words of the table, folded, by what they say.
struct Words {
    /// Titles of one word.
    titles: HashSet<String>,
    /// Titles of two words.
    title_phrases: Vec<String>,
    schools: Vec<String>,
    school_phrases: Vec<String>,
    classes: HashSet<String>,
    fields: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = rows::read("training_words.csv", CSV, |row| {
        (row.required::<TrainingWord>("says"), row.items("words").map(fold).collect::<Vec<String>>())
    });
    let of = |wanted: TrainingWord| {
        rows.iter().filter(move |(says, _)| *says == wanted).flat_map(|(_, words)| words.iter().cloned())
    };
    let (phrases, titles): (Vec<_>, Vec<_>) = of(TrainingWord::Title).partition(|word| word.contains(' '));
    Words {
        titles: titles.into_iter().collect(),
        title_phrases: phrases,
        schools: of(TrainingWord::School).collect(),
        school_phrases: of(TrainingWord::SchoolPhrase).collect(),
        classes: of(TrainingWord::Class).collect(),
        fields: of(TrainingWord::Field).collect(),
    }
});

/// Whether a folded text is called a title by one of its words, or by two initials apart (`b sc`).
pub fn says_title(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    words.iter().any(|word| WORDS.titles.contains(*word))
        || (2..=4).any(|many| {
            words.windows(many).any(|some| is_initials(some) && WORDS.titles.contains(&some.concat()))
        })
        || has_phrase(folded, &WORDS.title_phrases)
}

/// Whether words are initials of one title, of which the last may be an abbreviation: `b sc`, `m b b ch`.
fn is_initials(words: &[&str]) -> bool {
    words
        .split_last()
        .is_some_and(|(last, first)| last.len() <= 5 && first.iter().all(|word| word.len() <= 2))
}

/// Whether a folded text is called a school by one of its words: by how it begins, or, in German, by how it ends.
pub fn says_school(folded: &str) -> bool {
    let begins = |word: &str| WORDS.schools.iter().any(|school| word.starts_with(school.as_str()));
    folded.split(' ').any(begins) || has_phrase(folded, &WORDS.school_phrases) || folded.ends_with("schule")
}

/// Whether one of the words of a folded text is a field of study.
pub fn says_field(folded: &str) -> bool {
    folded.split(' ').any(|word| WORDS.fields.contains(word))
}

/// Whether a folded word stands in front of the year of a class.
pub fn is_class(folded: &str) -> bool {
    WORDS.classes.contains(folded)
}

fn has_phrase(folded: &str, phrases: &[String]) -> bool {
    let whole = |at: usize, phrase: &str| {
        let before = folded.get(..at).is_none_or(|before| before.is_empty() || before.ends_with(' '));
        let behind = folded.get(at + phrase.len()..);
        before && behind.is_none_or(|behind| behind.is_empty() || behind.starts_with(' '))
    };
    phrases.iter().any(|phrase| folded.match_indices(phrase.as_str()).any(|(at, _)| whole(at, phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_something_and_cites_its_source() {
        let rows = rows::read("training_words.csv", CSV, |row| {
            (row.required::<TrainingWord>("says"), row.text("words").to_owned())
        });
        assert_eq!(rows.len(), crate::reference::row_count(CSV));
        for (says, words) in rows {
            for word in words.split(';').map(fold) {
                let heard = match says {
                    TrainingWord::Title => says_title(&word),
                    TrainingWord::School | TrainingWord::SchoolPhrase => says_school(&word),
                    TrainingWord::Class => is_class(&word),
                    TrainingWord::Field => says_field(&word),
                };
                assert!(heard && !word.is_empty(), "{says} {word}");
            }
        }
        assert!(CSV.lines().skip(1).all(|line| line.ends_with("medium")));
    }

    #[test]
    fn words_count_whole_and_schools_by_their_beginning() {
        assert!(says_title("b sc nursing") && says_title("cu nhan dieu duong") && !says_title("diplomacy"));
        assert!(
            says_school("hill university")
                && says_school("krankenpflegeschule")
                && says_school("dai hoc y ha noi")
        );
        assert!(!says_school("dai hocy") && !says_school("city hospital"));
    }
}
