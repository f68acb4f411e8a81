//! Words of a span of practice as people write it (`practice_words.csv`): `3 Jahre 6 Monate`, `fresher`.

use super::rows;
use crate::model::words;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/practice_words.csv");

words! {
    /// What a word of a span of practice says.
    PracticeWord, "what a word of a span says, such as `years`" {
        /// The number before it counts years.
        Years = "years",
        /// The number before it counts months.
        Months = "months",
        /// The number before it counts weeks.
        Weeks = "weeks",
        /// Half of what is counted.
        Half = "half",
        /// Two years in one word.
        TwoYears = "two-years",
        /// Two months in one word.
        TwoMonths = "two-months",
        /// There is no practice yet.
        None = "none",
        /// What follows is the end of a range.
        To = "to",
        /// A day stands beside it, on which the practice began.
        Since = "since",
        /// A header says with it that a cell tells from when to when.
        Period = "period",
        /// It changes nothing.
        Idle = "idle",
        /// One.
        One = "1",
        /// Two.
        Two = "2",
        /// Three.
        Three = "3",
        /// Four.
        Four = "4",
        /// Five.
        Five = "5",
        /// Six.
        Six = "6",
        /// Seven.
        Seven = "7",
        /// Eight.
        Eight = "8",
        /// Nine.
        Nine = "9",
        /// Ten.
        Ten = "10",
        /// Eleven.
        Eleven = "11",
        /// Twelve.
        Twelve = "12",
        /// Thirteen.
        Thirteen = "13",
        /// Fourteen.
        Fourteen = "14",
        /// Fifteen.
        Fifteen = "15",
        /// Sixteen.
        Sixteen = "16",
        /// Seventeen.
        Seventeen = "17",
        /// Eighteen.
        Eighteen = "18",
        /// Nineteen.
        Nineteen = "19",
        /// Twenty.
        Twenty = "20",
    }
}

/// The words of the longest text in the table.
pub const LONGEST: usize = 4;

/// What a folded text says; a word may say two things, as `y` counts years and joins.
pub fn says(folded: &str) -> &'static [PracticeWord] {
    static WORDS: LazyLock<HashMap<String, Vec<PracticeWord>>> = LazyLock::new(|| {
        let rows = rows::read("practice_words.csv", CSV, |row| {
            (row.required::<PracticeWord>("says"), row.items("words").map(fold).collect::<Vec<String>>())
        });
        let mut words: HashMap<String, Vec<PracticeWord>> = HashMap::new();
        for (says, texts) in rows {
            for text in texts {
                let known = words.entry(text).or_default();
                if !known.contains(&says) {
                    known.push(says);
                }
            }
        }
        words
    });
    WORDS.get(folded).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_no_text_is_longer_than_is_looked_for() {
        let mut rows = 0;
        for (says, text) in rows::read("practice_words.csv", CSV, |row| {
            (row.required::<PracticeWord>("says"), row.text("words").to_owned())
        }) {
            rows += 1;
            assert!(!text.is_empty(), "{says}");
            for word in text.split(';') {
                let folded = fold(word);
                assert!(!folded.is_empty() && folded.split(' ').count() <= LONGEST, "{word}");
                assert!(super::says(&folded).contains(&says), "{word}");
            }
        }
        assert_eq!(rows, crate::reference::row_count(CSV));
        assert!(CSV.lines().skip(1).all(|line| line.ends_with("medium")));
    }
}
