//! Subjects of training (`subjects.csv`): one vocabulary, with the names that transcripts print.

use super::rows::{self, Citation};
use crate::model::{Isco08, words};
use crate::text::fold;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str =
    "Directive 2005/36/EC annex V and course lists of schools, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

words! {
    /// Which side of a training a subject belongs to.
    Area, "an area of a subject: `theory` or `clinical`" {
        /// Theory.
        Theory = "theory",
        /// Clinical practice.
        Clinical = "clinical",
    }
}

/// A subject.
#[derive(Debug)]
pub struct Subject {
    /// The identifier (`NUR-MED`).
    pub id: Box<str>,
    /// The English name.
    pub name: Box<str>,
    /// The side of the training.
    pub area: Area,
    /// The occupations whose trainings have it.
    pub occupations: Vec<Isco08>,
    /// Names that transcripts print.
    pub aliases: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The subject with an identifier.
pub fn find(id: &str) -> Option<&'static Subject> {
    all().iter().find(|subject| *subject.id == *id)
}

/// Every subject, in the order of the table.
pub fn all() -> &'static [Subject] {
    static ROWS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
        rows::read("subjects.csv", include_str!("../../data/reference/subjects.csv"), |row| Subject {
            id: row.text("subject_id").into(),
            name: row.text("name_en").into(),
            area: row.required("area"),
            occupations: row.list("applies_to"),
            aliases: row.items("aliases").map(Into::into).collect(),
            citation: row.citation(),
        })
    });
    &ROWS
}

/// Languages and the like, which schools teach and professions do not ask for.
pub fn is_general(subject: &str) -> bool {
    subject.starts_with("GEN-")
}

/// The subjects of an occupation that a printed title names: by a whole name, else by the longest name that
/// stands in it. Several where one name is that of several.
pub fn named(title: &str, occupation: Isco08) -> Vec<&'static Subject> {
    const SHORTEST: usize = 6;
    let title = without_numbers(&fold(title));
    let of =
        |named: &&Named| named.subject.occupations.contains(&occupation) || is_general(&named.subject.id);
    let whole: Vec<&'static Subject> = folded_names()
        .iter()
        .filter(of)
        .filter(|named| named.names.contains(&title))
        .map(|named| named.subject)
        .collect();
    if !whole.is_empty() {
        return whole;
    }
    let padded = format!(" {title} ");
    let mut best: Vec<(usize, &'static Subject)> = Vec::new();
    for named in folded_names().iter().filter(of) {
        let within =
            |name: &&String| name.chars().count() >= SHORTEST && padded.contains(&format!(" {name} "));
        let longest = named.names.iter().filter(within).map(|name| name.chars().count()).max();
        best.extend(longest.map(|length| (length, named.subject)));
    }
    let most = best.iter().map(|(length, _)| *length).max();
    best.into_iter().filter(|(length, _)| Some(*length) == most).map(|(_, subject)| subject).collect()
}

/// A subject with its names in the matching form.
struct Named {
    subject: &'static Subject,
    names: Vec<String>,
}

fn folded_names() -> &'static [Named] {
    static NAMES: LazyLock<Vec<Named>> = LazyLock::new(|| {
        let of = |subject: &'static Subject| {
            let names = subject.aliases.iter().map(|alias| &**alias).chain([&*subject.name, &*subject.id]);
            Named { subject, names: names.map(|name| without_numbers(&fold(name))).collect() }
        };
        all().iter().map(of).collect()
    });
    &NAMES
}

/// A folded title without the number of its part: *Anatomy II*. A number that tells courses apart stays: *NCM 107*.
fn without_numbers(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split(' ').collect();
    let part = |word: &&str| matches!(*word, "i" | "ii" | "iii" | "iv" | "1" | "2" | "3" | "4");
    while words.len() > 1 && words.last().is_some_and(part) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_identifiers_are_unique() {
        assert_eq!(all().len(), 102);
        let mut ids: Vec<_> = all().iter().map(|subject| &subject.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 102);
    }
}
