//! What can be asked of each kind: the fields to filter by and the numbers to compare.

use crate::model::Kind;

/// The kinds that can be searched: each has an index.
pub const KINDS: [Kind; 4] = [Kind::Worker, Kind::Opening, Kind::Curriculum, Kind::LanguageCertificate];

/// A field to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// The name, as in `--filter NAME=VALUE`.
    pub name: &'static str,
    /// What it holds, for the help.
    pub meaning: &'static str,
}

const fn filter(name: &'static str, meaning: &'static str) -> Filter {
    Filter { name, meaning }
}

/// The fields to filter a kind by. Nothing of a worker that a recruiter must not ask for is here.
pub fn filters(kind: Kind) -> &'static [Filter] {
    match kind {
        Kind::Worker => WORKER,
        Kind::Opening => OPENING,
        Kind::Curriculum => CURRICULUM,
        Kind::LanguageCertificate => CERTIFICATE,
        _ => &[],
    }
}

const WORKER: &[Filter] = &[
    filter("occupation", "ISCO-08 unit group"),
    filter("specialty", "specialty"),
    filter("residence", "country lived in, the origin of the corridor"),
    filter("trained_in", "country of a qualification"),
    filter("language", "language of a certificate"),
    filter("level", "CEFR level printed on a certificate"),
    filter("test", "language test taken"),
    filter("license_country", "country of a license"),
    filter("license_status", "state of a license"),
    filter("worked_in", "country of an employment"),
];

const OPENING: &[Filter] = &[
    filter("occupation", "ISCO-08 unit group"),
    filter("specialty", "specialty"),
    filter("destination", "country of the job"),
    filter("region", "subdivision of the job"),
    filter("employer", "identifier of the employer"),
    filter("recruiter", "identifier of the recruiter"),
    filter("language", "language asked for"),
    filter("level", "CEFR level asked for"),
    filter("status", "open, closed or draft"),
    filter("contract_kind", "kind of contract"),
];

const CURRICULUM: &[Filter] = &[
    filter("country", "country of the school"),
    filter("occupation", "ISCO-08 unit group"),
    filter("language", "language of instruction"),
    filter("isced_level", "ISCED level"),
    filter("subject", "harmonized subject"),
];

const CERTIFICATE: &[Filter] = &[
    filter("language", "language tested"),
    filter("test", "test"),
    filter("level", "CEFR level printed"),
    filter("mode", "how it was taken"),
    filter("evidence", "evidence level"),
];

/// A number to compare by: `clinical_hours >= 2000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The name, as in the store.
    pub name: &'static str,
    /// Shorter names.
    pub also: &'static [&'static str],
    /// Whether it is a date.
    pub date: bool,
}

const fn number(name: &'static str, also: &'static [&'static str]) -> Number {
    Number { name, also, date: false }
}

/// All numbers, each a field of the index.
pub(crate) const NUMBERS: [Number; 12] = [
    number("years", &["year", "length"]),
    number("total_hours", &["total", "hours"]),
    number("theory_hours", &["theory"]),
    number("clinical_hours", &["clinical", "practice"]),
    number("credits", &["credit", "ects"]),
    Number { name: "valid_from", also: &["from"], date: true },
    number("overall", &["score", "band", "points"]),
    number("listening", &[]),
    number("reading", &[]),
    number("writing", &[]),
    number("speaking", &[]),
    Number { name: "taken_on", also: &["taken", "date"], date: true },
];

/// The numbers to compare a kind by.
pub fn numbers(kind: Kind) -> &'static [Number] {
    match kind {
        Kind::Curriculum => &NUMBERS[..6],
        Kind::LanguageCertificate => &NUMBERS[6..],
        _ => &[],
    }
}
