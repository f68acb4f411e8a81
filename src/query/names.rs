//! What the name before a colon means: a field by its name, by a header that import takes, or by a language.

use super::fields::{Filter, Number, TextField, filters, numbers, texts};
use crate::model::{Kind, Language};
use crate::reference::header_terms;
use crate::resolve::languages;
use crate::schema::{self, Field};
use crate::text::{fold, nearest};

/// How near a name must be to be suggested.
const BAR: f64 = 0.6;

/// A field that can be asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked {
    Text(&'static TextField),
    Fact(&'static Filter),
    Number(Number),
    /// The level in a language.
    Spoken(Language),
}

/// The field of a kind that a name means.
pub(super) fn field(kind: Kind, name: &str) -> Option<Asked> {
    let folded = fold(name).replace(' ', "_");
    if folded.is_empty() {
        return None;
    }
    // `hours.clinical` is `clinical_hours`.
    let turned = folded.split_once('_').map(|(first, rest)| format!("{rest}_{first}"));
    by_name(kind, &folded)
        .or_else(|| by_name(kind, &turned?))
        .or_else(|| {
            let spoken = filters(kind).iter().any(|filter| filter.name == "language");
            languages::by_name(&fold(name)).filter(|_| spoken).map(Asked::Spoken)
        })
        .or_else(|| by_header(kind, &fold(name)))
}

/// The field that has a name itself: behind it a colon may be followed by a blank.
pub(super) fn own_field(kind: Kind, name: &str) -> Option<Asked> {
    let folded = fold(name).replace(' ', "_");
    if folded.is_empty() { None } else { by_name(kind, &folded) }
}

fn by_name(kind: Kind, folded: &str) -> Option<Asked> {
    let number =
        || numbers(kind).into_iter().find(|number| number.name == folded || number.also.contains(&folded));
    let text = || texts(kind).into_iter().find(|text| text.name == folded && !text.meaning.is_empty());
    let fact = filters(kind).iter().find(|filter| filter.name == folded);
    fact.map(Asked::Fact).or_else(|| number().map(Asked::Number)).or_else(|| text().map(Asked::Text))
}

/// The field whose column a header names, in whatever language.
fn by_header(kind: Kind, folded: &str) -> Option<Asked> {
    let facts =
        filters(kind).iter().filter_map(|filter| Some((Asked::Fact(filter), place(kind, filter.name)?)));
    let plain = |name: &'static str| schema::table(kind).column(name).map(|_| (kind, name));
    let numbers = numbers(kind).into_iter().filter_map(|one| Some((Asked::Number(one), plain(one.name)?)));
    let texts = texts(kind).into_iter().filter_map(|text| {
        let at = match (kind, text.name) {
            (Kind::Worker, "school") => (Kind::Qualification, "school"),
            (Kind::Worker, "qualification") => (Kind::Qualification, "title"),
            (Kind::Worker, "employer") => (Kind::Employment, "employer"),
            (Kind::Worker, "regulator") => (Kind::License, "regulator"),
            _ => plain(text.name)?,
        };
        Some((Asked::Text(text), at))
    });
    let known: Vec<(Asked, (Kind, &str))> = texts.chain(numbers).chain(facts).collect();
    let named = |&(_, (of, column)): &(Asked, (Kind, &str))| {
        let owned = |owner: &str| owner == "*" || owner == of.as_str();
        let aliases = schema::table(of).column(column).map(|at| &schema::table(of).fields[at].aliases);
        aliases.into_iter().flatten().any(|alias| fold(alias) == folded)
            || header_terms::all().iter().any(|entry| {
                entry.column == column
                    && owned(&entry.owner)
                    && entry.terms.iter().any(|(_, term)| fold(term) == folded)
            })
    };
    known.into_iter().find(named).map(|(asked, _)| asked)
}

/// The kind and the column whose values a filter holds.
pub(super) fn place(kind: Kind, field: &'static str) -> Option<(Kind, &'static str)> {
    let (kind, name) = match (kind, field) {
        (Kind::Worker | Kind::Opening, "specialty") => (Kind::Employment, "specialty"),
        (Kind::Worker, "trained_in") => (Kind::Qualification, "trained_in"),
        (Kind::Worker, "language" | "level" | "test") => (Kind::LanguageCertificate, field),
        (Kind::Worker, "license_country") => (Kind::License, "country"),
        (Kind::Worker, "worked_in") => (Kind::Employment, "country"),
        (Kind::Worker, "license_status") => (Kind::License, "status"),
        (Kind::Opening, "employer") => (Kind::Opening, "organization_id"),
        (Kind::Opening, "recruiter") => (Kind::Opening, "recruiter_id"),
        (Kind::Opening, "level") => (Kind::Opening, "language_level"),
        (Kind::Curriculum, "language") => (Kind::Qualification, "language"),
        (Kind::Curriculum, "subject") => (Kind::CurriculumSubject, "subject"),
        _ => (kind, field),
    };
    schema::table(kind).column(name).map(|_| (kind, name))
}

/// The column whose values a filter holds.
pub(super) fn column_of(kind: Kind, field: &'static str) -> Option<&'static Field> {
    let (kind, name) = place(kind, field)?;
    schema::table(kind).column(name).map(|at| &schema::table(kind).fields[at])
}

/// The names of all fields of a kind.
pub(super) fn all(kind: Kind) -> Vec<&'static str> {
    let texts = texts(kind).into_iter().filter(|text| !text.meaning.is_empty()).map(|text| text.name);
    let facts = filters(kind).iter().map(|filter| filter.name);
    texts.chain(facts).chain(numbers(kind).into_iter().map(|number| number.name)).collect()
}

/// The field whose name is nearest to a text.
pub(super) fn like(kind: Kind, name: &str) -> Option<&'static str> {
    let all = all(kind);
    let near = nearest(name, all.iter().copied(), BAR)?;
    all.iter().copied().find(|known| *known == near)
}
