//! Words that begin a line of totals below a table (`total_words.csv`).

use super::rows::{self, Citation};
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/total_words.csv");

/// Words for a total in one language, or in several.
#[derive(Debug, Clone)]
pub struct TotalWords {
    /// Their languages, joined by `;`.
    pub language: Box<str>,
    /// The words.
    pub words: Vec<Box<str>>,
    /// Whether other words may follow: no name of a person begins with one of these words.
    pub leads: bool,
    /// Whether they are no totals but lead a signature: `Prepared by`.
    pub signs: bool,
    /// Where the row comes from.
    pub citation: Citation,
}

/// Every row, in the order of the table.
pub fn all() -> &'static [TotalWords] {
    static ROWS: LazyLock<Vec<TotalWords>> = LazyLock::new(|| {
        rows::read("total_words.csv", CSV, |row| TotalWords {
            language: row.text("language").into(),
            words: row.items("words").map(Into::into).collect(),
            leads: row.text("leads") == "yes",
            signs: row.text("leads") == "signs",
            citation: row.citation(),
        })
    });
    &ROWS
}

/// Whether a text leads a signature below a table: `Prepared by: A. Cruz`, `GIÁM ĐỐC`.
pub fn is_signature(text: &str) -> bool {
    const MOST_WORDS: usize = 10;
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let rows = all().iter().filter(|row| row.signs);
        rows.flat_map(|row| row.words.iter().map(|word| fold(word))).collect()
    });
    let folded = fold(text);
    let follows = |word: &String| {
        folded.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    folded.split(' ').count() <= MOST_WORDS && WORDS.iter().any(follows)
}

/// Whether a text names a total, and nothing but perhaps a number or what was counted: `Total`, `Summe: 12`, `Total
/// candidates: 3`.
pub fn is_total(text: &str) -> bool {
    /// What is counted has no more words than this.
    const MOST_WORDS: usize = 7;
    static WORDS: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
        let words = all()
            .iter()
            .filter(|row| !row.signs)
            .flat_map(|row| row.words.iter().map(|word| (fold(word), row.leads)));
        words.collect()
    });
    static LONGEST: LazyLock<usize> =
        LazyLock::new(|| WORDS.keys().map(|word| word.split(' ').count()).max().unwrap_or(1));
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() > MOST_WORDS {
        return false;
    }
    (1..=words.len().min(*LONGEST)).rev().any(|count| {
        let Some(&leads) = WORDS.get(&words[..count].join(" ")) else { return false };
        let mut rest = words[count..].iter();
        let number = |word: &&str| word.chars().all(char::is_numeric);
        // A sign behind the word says what it is: `Suma: 12 osób`.
        let signed = text.contains([':', '=', '：']);
        rest.clone().all(number) || (leads || signed) && rest.any(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn every_row_is_read_and_has_a_source() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for row in all() {
            assert!(!row.words.is_empty() && !row.citation.source.is_empty(), "{row:?}");
            assert!(row.language.split(';').all(|code| code.parse::<Language>().is_ok()), "{row:?}");
            for word in &row.words {
                let total = is_total(word) && is_total(&format!("{word}: 12"));
                let signature = is_signature(word) && is_signature(&format!("{word}: A. Cruz"));
                assert!(if row.signs { signature && !total } else { total && !signature }, "{word}");
            }
        }
    }

    #[test]
    fn totals_are_told_from_people() {
        for text in [
            "TOTAL",
            "Total: 12",
            "Total candidates: 3",
            "Total = 12",
            "Grand Total 12",
            "Sub-total",
            "Celkem: 7",
            "ИТОГО: 5",
            "Итого 5 человек",
            "合計",
            "المجموع: 4",
            "Összesen 9 fő",
            "Razem",
            "Suma: 12 osób",
            "Toplam 20",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in
            ["Suma Devi", "Sum Yi", "Totalo Maria", "Kul Bahadur Rai", "Tong Van 2", "", "12", "Total nurses"]
        {
            assert!(!is_total(text), "{text}");
        }
    }
}
