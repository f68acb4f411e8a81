//! What is called what, and what to do about it, by the code of a finding.

use crate::ingest;

/// A rule for people who have to act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What is wrong, in a few words.
    pub title: String,
    /// What to do.
    pub remedy: String,
}

/// What only reading a file or comparing it with the store can find: code, title, what to do.
const OF_THE_IMPORT: &[(&str, &str, &str)] = &[
    (
        "IMP001",
        "the row has more or fewer cells than the header",
        "Look for a separator too many or too few in that row, or for a line break or quote inside a cell; a cell that holds a separator stands in double quotes.",
    ),
    (
        "IMP002",
        "a required cell is blank",
        "Fill the cell: without it the record cannot be told from others, or means nothing.",
    ),
    (
        "IMP003",
        "two parts of one row have the same key",
        "Remove the repetition, or give the two what tells them apart, such as the day of the test or the number of the license.",
    ),
    (
        "IMP010",
        "the cell is no value of its column",
        "Write what the column expects; the suggestion is the nearest valid value. Leave the cell blank when it is not known.",
    ),
    (
        "IMP101",
        "the record stands in this batch already",
        "Keep one of the two rows; where they are two people or things, give the second an identifier of its own.",
    ),
    (
        "IMP102",
        "the record referred to is not there",
        "Import the file that holds it first or in the same batch, or correct the identifier; the suggestion is the nearest one.",
    ),
];

/// The title of a rule and what to do when it is broken; `None` for a code that is not known here.
pub fn remedy(code: &str) -> Option<Remedy> {
    if let Some(rule) = ingest::RULES.iter().find(|rule| rule.id == code) {
        let section = |name: &str| {
            let after = rule.docs.split(&format!("## {name}\n")).nth(1)?;
            Some(after.split("\n## ").next()?.trim().replace('\n', " "))
        };
        let parts = section("What to do")
            .or_else(|| Some([section("What it checks")?, section("Why").unwrap_or_default()].join(" ")));
        return Some(Remedy {
            title: rule.slug.replace('-', " "),
            remedy: parts.unwrap_or_default().trim().to_owned(),
        });
    }
    OF_THE_IMPORT
        .iter()
        .find(|(known, _, _)| *known == code)
        .map(|(_, title, remedy)| Remedy { title: (*title).to_owned(), remedy: (*remedy).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_says_what_to_do() {
        let codes = ingest::RULES.iter().map(|rule| rule.id).chain(OF_THE_IMPORT.iter().map(|known| known.0));
        for code in codes {
            let known = remedy(code).unwrap();
            assert!(!known.title.is_empty() && known.remedy.len() > 20, "{code}: {known:?}");
        }
        assert_eq!(remedy("REC999"), None);
    }
}
