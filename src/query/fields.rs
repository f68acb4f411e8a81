//! What can be asked of each kind: the fields to filter by and the numbers to compare.

use crate::model::{Kind, Language};
use crate::resolve::languages;
use crate::text::fold;

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
    filter("level", "CEFR level of a certificate"),
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

/// What the records of an answer can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The values of a field of facts.
    Values(&'static str),
    /// The ranges of a number, or the months or years of a date.
    Ranges(Number),
    /// The levels in a language.
    Levels(Language),
}

impl Facet {
    /// The name of the field.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Values(name) => name,
            Self::Ranges(number) => number.name,
            Self::Levels(language) => language.name(),
        }
    }

    /// The field whose choices in a query do not narrow the counts.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Levels(_) => SPOKEN,
            other => other.name(),
        }
    }
}

/// What a kind can be counted by under a name: that of a field, a shorter one of a number, or that of a language.
pub fn facet(kind: Kind, name: &str) -> Option<Facet> {
    let value = filters(kind).iter().find(|filter| filter.name == name);
    let value = value.map(|filter| Facet::Values(filter.name));
    let known = value.or_else(|| {
        let mut numbers = numbers(kind).into_iter();
        numbers.find(|number| number.name == name || number.also.contains(&name)).map(Facet::Ranges)
    });
    let spoken = filters(kind).iter().any(|filter| filter.name == "language");
    known.or_else(|| languages::by_name(&fold(name)).filter(|_| spoken).map(Facet::Levels))
}

/// A column of text that can be asked for by itself: `school:Fatima`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextField {
    /// The name, also that of the field of the index.
    pub name: &'static str,
    /// What a word in it is worth beside the same word elsewhere: names weigh more than descriptions.
    pub weight: u16,
    /// What it holds, for the help; empty for texts that no question names.
    pub meaning: &'static str,
}

const fn text(name: &'static str, weight: u16, meaning: &'static str) -> TextField {
    TextField { name, weight, meaning }
}

/// All fields of texts, each a field of the index, heaviest first.
pub(crate) const TEXTS: [TextField; 10] = [
    text("title", 40, "title of the record"),
    // The names of occupations and specialties, which nobody wrote into the record.
    text("named", 30, ""),
    text("qualification", 20, "title of a qualification"),
    text("city", 15, "city"),
    text("school", 10, "school"),
    text("employer", 10, "employer"),
    text("summary", 5, "summary"),
    text("description", 5, "description"),
    text("body", 0, ""),
    text(REGULATOR, 0, "council of a license or a curriculum"),
];

/// The column of the names of councils. Only a question that names it looks there: a *Nursing Council* gives licenses to
/// midwives as well.
pub(crate) const REGULATOR: &str = "regulator";

/// The fields of texts that a kind has.
pub fn texts(kind: Kind) -> Vec<&'static TextField> {
    let names: &[&str] = match kind {
        Kind::Worker => {
            &["title", "named", "qualification", "school", "employer", "summary", "body", REGULATOR]
        }
        Kind::Opening => &["title", "named", "city", "description", "body"],
        Kind::Curriculum => &["title", "named", "qualification", "school", "description", "body", REGULATOR],
        Kind::LanguageCertificate => &["title", "body"],
        _ => &[],
    };
    TEXTS.iter().filter(|field| names.contains(&field.name)).collect()
}

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

const fn date(name: &'static str, also: &'static [&'static str]) -> Number {
    Number { name, also, date: true }
}

/// All numbers, each a field of the index.
pub(crate) const NUMBERS: [Number; 23] = [
    // Of a worker. Practice grows by the day until a period ends: it is kept as the days at the end, and the day on which
    // all of it would have begun had it been without a break. The second pair is of the period before the last one.
    number(PRACTICE[0].0, &[]),
    date(PRACTICE[0].1, &[]),
    number(PRACTICE[1].0, &[]),
    date(PRACTICE[1].1, &[]),
    date("available_from", &["available"]),
    // Of an opening.
    number("positions", &["posts"]),
    number("experience_months", &["experience"]),
    number("hours_per_week", &["weekly_hours"]),
    date("starts_on", &["starts", "start"]),
    date("published_on", &["published"]),
    date("closes_on", &["closes"]),
    // Of a curriculum.
    number("years", &["year", "length"]),
    number("total_hours", &["total", "hours"]),
    number("theory_hours", &["theory"]),
    number("clinical_hours", &["clinical", "practice"]),
    number("credits", &["credit", "ects"]),
    date("valid_from", &["from"]),
    // Of a certificate.
    number("overall", &["score", "band", "points"]),
    number("listening", &[]),
    number("reading", &[]),
    number("writing", &[]),
    number("speaking", &[]),
    date("taken_on", &["taken", "date"]),
];

/// The practice of a worker up to the end of the last period, and of the one before: its days in thousandths, and since when
/// it would have gone on.
pub(crate) const PRACTICE: [(&str, &str); 2] =
    [("practice", "practice_since"), ("practice_before", "practice_before_since")];
/// The number of a worker that is made of these: years of practice on record.
pub(crate) const YEARS: Number = number("years", &["year", "experience", "practice"]);
/// The fact that joins a language with the level in it: `de-b2`.
pub(crate) const SPOKEN: &str = "spoken";

/// The numbers to compare a kind by.
pub fn numbers(kind: Kind) -> Vec<Number> {
    match kind {
        Kind::Worker => vec![YEARS, NUMBERS[4]],
        Kind::Opening => NUMBERS[5..11].to_vec(),
        Kind::Curriculum => NUMBERS[11..17].to_vec(),
        Kind::LanguageCertificate => NUMBERS[17..].to_vec(),
        _ => Vec::new(),
    }
}
