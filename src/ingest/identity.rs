//! Identifiers of ours for lists of people that have none. A running number says nothing of the person: the next list
//! counts from 1 again. So people are told by their name with what else tells them apart, whatever the order of the rows:
//! the birth date, else the number of a license, else the e-mail address, the telephone number, the country of residence.
//! The identifier is a hash with a key of the store, since it stands where no name may.
//!
//! Posts of a list without identifiers are told by their title, employer, place, specialty and start.

use super::mapping::Target;
use super::record::Parsed;
use crate::model::{Datum, Hash, Kind};
use crate::schema;
use crate::text::fold;

/// What tells people apart, best first, as columns of a worker.
const TELLING: [&str; 3] = ["email", "phone", "residence"];
/// Hexadecimal digits of an identifier: among a million people the chance that two meet is one in five hundred.
const DIGITS: usize = 12;

/// What tells posts apart beside their title, as columns of an opening.
const TELLING_POSTS: [&str; 8] = [
    "organization_id",
    "destination",
    "region",
    "city",
    "specialties",
    "starts_on",
    "contract_kind",
    "language_level",
];

/// Makes identifiers of people and posts.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    key: String,
}

impl Identity {
    pub(super) fn new(key: &str) -> Self {
        Self { key: key.to_owned() }
    }

    /// The identifier of a record of a kind that is given some.
    pub(super) fn of(&self, record: &Parsed, license: Option<&str>) -> Option<Datum> {
        if record.kind == Kind::Opening { self.of_post(record) } else { self.of_person(record, license) }
    }

    /// The identifier of the post of a row; `None` where the row has no title. Two rows that say the same of all that tells
    /// posts apart are one post.
    fn of_post(&self, post: &Parsed) -> Option<Datum> {
        let cell = |column: &str| {
            let place = schema::table(Kind::Opening).column(column)?;
            post.cells[place].as_ref().map(ToString::to_string)
        };
        let title = fold(&cell("title").filter(|title| !title.is_empty())?);
        let told = TELLING_POSTS.map(|column| fold(&cell(column).unwrap_or_default()));
        let hash = Hash::of([&self.key, "post", &title, &told.join("\0")].join("\0")).to_string();
        Some(Datum::Text(format!("J-{}", hash[..DIGITS].to_uppercase()).into()))
    }

    /// The identifier of the person of a row; `license` is the cell with the number of a license. `None` where the row has
    /// no name, or nothing that tells people of that name apart.
    fn of_person(&self, worker: &Parsed, license: Option<&str>) -> Option<Datum> {
        let cell = |column: &str| {
            let place = schema::table(Kind::Worker).column(column)?;
            worker.cells[place].as_ref().map(ToString::to_string).filter(|text| !text.is_empty())
        };
        let whole = || Some(format!("{} {}", cell("given_name")?, cell("family_name")?));
        let name = fold(&cell("full_name").or_else(whole)?);
        let mut words: Vec<&str> = name.split(' ').collect();
        words.sort_unstable();
        let license = || {
            let number: String = license?.chars().filter(|c| c.is_alphanumeric()).collect();
            number.chars().any(char::is_numeric).then(|| ("license", fold(&number)))
        };
        let telling = || TELLING.into_iter().find_map(|column| Some((column, cell(column)?)));
        let (what, value) =
            cell("birth_date").map(|date| ("birth_date", date)).or_else(license).or_else(telling)?;
        let hash = Hash::of([&self.key, "person", &words.join(" "), what, &value].join("\0")).to_string();
        Some(Datum::Text(format!("P-{}", hash[..DIGITS].to_uppercase()).into()))
    }

    /// Whether a list with these columns is given identifiers: it has none, and names people or posts.
    pub(super) fn is_wanted<'a>(kind: Kind, columns: impl Iterator<Item = &'a Target>) -> bool {
        let own: Vec<&str> =
            columns.filter(|t| t.kind == kind && t.slot.is_none()).map(|t| t.field.as_str()).collect();
        let has = |field: &str| own.contains(&field);
        match kind {
            Kind::Worker => {
                !has("worker_id") && (has("full_name") || has("given_name") && has("family_name"))
            }
            Kind::Opening => !has("opening_id") && has("title"),
            _ => false,
        }
    }
}
