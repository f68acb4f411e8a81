//! Subjects of training by their names on transcripts.

use super::vocabulary::{Manner, Named, Resolved, Vocabulary};
use crate::model::Isco08;
use crate::reference::subjects::{self, Subject};
use crate::text::fold;
use std::sync::LazyLock;

static NAMES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let of = |subject: &'static Subject| {
        let names = subject.aliases.iter().chain([&subject.name, &subject.id]);
        names.map(|name| Named::new(&subject.id, &subject.name, name, "subjects.csv")).collect::<Vec<_>>()
    };
    let manner = Manner { key: |folded| without_numbers(&folded), beside: &[] };
    Vocabulary::of_manner(subjects::all().iter().flat_map(of).collect(), manner)
});

/// What a text names; `occupation` is that whose training it is.
pub fn resolve(text: &str, occupation: Option<Isco08>, top: usize) -> Resolved {
    let fits =
        |id: &str| occupation.is_none_or(|of| subjects::find(id).is_some_and(|subject| is_of(subject, of)));
    let found = NAMES.resolve_among(text, top, fits);
    // A subject that the occupation's trainings do not have is no more than likely.
    if !found.certain || found.id.as_deref().is_some_and(fits) {
        return found;
    }
    let mut own = NAMES.likest(text, top, fits);
    own.candidates.retain(|candidate| fits(&candidate.id));
    if own.candidates.is_empty() { Resolved { certain: false, ..found } } else { own }
}

fn is_of(subject: &Subject, occupation: Isco08) -> bool {
    subject.occupations.contains(&occupation) || subjects::is_general(&subject.id)
}

/// The subjects of an occupation that a printed title names: by a whole name, else by the longest name that
/// stands in it. Several where one name is that of several.
pub fn of_title(title: &str, occupation: Isco08) -> Vec<&'static Subject> {
    const SHORTEST: usize = 6;
    let whole: Vec<&'static Subject> = NAMES
        .stated(title)
        .iter()
        .filter_map(|one| subjects::find(&one.id))
        .filter(|subject| is_of(subject, occupation))
        .collect();
    if !whole.is_empty() {
        return whole;
    }
    let padded = format!(" {} ", without_numbers(&fold(title)));
    let mut best: Vec<(usize, &'static Subject)> = Vec::new();
    for (subject, names) in &*FOLDED {
        if !is_of(subject, occupation) {
            continue;
        }
        let within =
            |name: &&String| name.chars().count() >= SHORTEST && padded.contains(&format!(" {name} "));
        let longest = names.iter().filter(within).map(|name| name.chars().count()).max();
        best.extend(longest.map(|length| (length, *subject)));
    }
    let most = best.iter().map(|(length, _)| *length).max();
    best.into_iter().filter(|(length, _)| Some(*length) == most).map(|(_, subject)| subject).collect()
}

/// Subjects with their names in the matching form.
static FOLDED: LazyLock<Vec<(&'static Subject, Vec<String>)>> = LazyLock::new(|| {
    let of = |subject: &'static Subject| {
        let names = subject.aliases.iter().map(|alias| &**alias).chain([&*subject.name, &*subject.id]);
        (subject, names.map(|name| without_numbers(&fold(name))).collect())
    };
    subjects::all().iter().map(of).collect()
});

/// A folded title without the number of its part: *Anatomy II*. A number that tells courses apart stays: *NCM 107*.
fn without_numbers(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split(' ').collect();
    let part = |word: &&str| matches!(*word, "i" | "ii" | "iii" | "iv" | "1" | "2" | "3" | "4");
    while words.len() > 1 && words.last().is_some_and(part) {
        words.pop();
    }
    words.join(" ")
}
