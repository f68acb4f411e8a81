//! What the columns of any table of people are, so that its records can be compared.
//!
//! The headers are solved as those of a file of workers, so that `dedupe` takes for a name, a birth date or a number
//! what an import takes for it. Addresses and numbers of papers are known as well: no column of ours takes them, and
//! they tell people apart. Unlike an import nothing is asked here and two columns may be the same field: a wrong
//! column costs evidence, never a record.

use super::guess::{Goal, Guess, Read};
use super::marks::{Known, held, is_address, is_locality, known};
use super::solve::{self, Outcome, Told};
use super::{confidence, content};
use crate::dedupe::{Field, Use};
use crate::model::Kind;
use crate::text::fold;

/// What each column is used for, by its header and some of its cells; `None` for columns that are not compared.
pub fn people_columns(headers: &[String], cells: &[Vec<String>]) -> Vec<Option<Use>> {
    let reads = Read::all(headers);
    let of_workers = of_workers(&reads, cells);
    reads
        .iter()
        .zip(of_workers)
        .enumerate()
        .map(|(at, (read, of_workers))| {
            let cells = cells.get(at).map_or(&[][..], Vec::as_slice);
            let otherwise = || match known(read.header()) {
                Known::Mark(of) => Some(of),
                Known::NoMark => None,
                Known::No => near(read).or_else(|| held(read.header())),
            };
            let found = own_name(&read.raw).or(of_workers).or_else(|| {
                // The very name of another column of ours is no slip of one that is compared.
                if read.own_name(Kind::Worker).is_some() { None } else { otherwise() }
            });
            found.or_else(|| content::are_addresses(cells).then_some(Use::Field(Field::Email)))
        })
        .collect()
}

/// The field of the header's own name: `postcode`, `street_number`.
fn own_name(header: &str) -> Option<Use> {
    fold(header).replace(' ', "_").parse().ok()
}

/// What an import of workers takes the columns for. Two columns of one meaning are both of it.
fn of_workers(reads: &[Read], cells: &[Vec<String>]) -> Vec<Option<Use>> {
    let mut told: Vec<Option<Told>> = vec![None; reads.len()];
    let mut again: Vec<Option<Use>> = vec![None; reads.len()];
    let solution = loop {
        match solve::solve(Kind::Worker, reads, cells, &told) {
            Ok(solution) => break solution,
            Err(same) => {
                again[same.second] = field(same.goal);
                told[same.second] = Some(Told::LeftOut);
            }
        }
    };
    solution
        .outcomes
        .iter()
        .zip(again)
        .map(|(outcome, again)| match outcome {
            Outcome::Takes(guess) => field(guess.goal),
            Outcome::Unclear(guesses) => likeliest(guesses),
            Outcome::Unmapped(_) => again,
        })
        .collect()
}

/// The field of the best of several guesses that has one.
fn likeliest(guesses: &[Guess]) -> Option<Use> {
    guesses.iter().find_map(|guess| field(guess.goal))
}

/// The field that a column of ours is compared as.
fn field(goal: Goal) -> Option<Use> {
    let field = match (goal.kind, goal.field().name.as_str()) {
        (Kind::Worker, "given_name") => Field::GivenName,
        (Kind::Worker, "family_name") => Field::FamilyName,
        (Kind::Worker, "full_name") => Field::FullName,
        (Kind::Worker, "birth_date") => Field::BirthDate,
        (Kind::Worker, "sex") => Field::Sex,
        (Kind::Worker, "email") => Field::Email,
        (Kind::Worker, "phone") => Field::Phone,
        (Kind::Worker, "region") => Field::Region,
        (Kind::Worker, "residence") => Field::Country,
        (Kind::Worker, "occupation" | "title") => Field::Occupation,
        (Kind::License, "number") => Field::License,
        (Kind::Qualification, "school") => Field::School,
        _ => return None,
    };
    Some(Use::Field(field))
}

/// Whether the first name of a header of several is that of a town or an address: `Domiciliul (localitate, județ)`.
pub(super) fn begins_with_place(read: &Read) -> bool {
    let first = read.raw.split(['(', ',', '/', '&', ';']).next().unwrap_or_default().trim();
    first.len() < read.raw.trim().len()
        && Read::all(&[first.to_owned()])
            .iter()
            .any(|first| is_locality(first.header()) || is_address(first.header()))
}

/// What a header is surely near to, though another column is that one already.
fn near(read: &Read) -> Option<Use> {
    let near = read.near(Kind::Worker);
    near.iter().find(|guess| guess.confidence >= confidence::SURE).and_then(|guess| field(guess.goal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::mapping::{Choices, map};
    use crate::reference::header_terms;
    use crate::schema;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn of(header: &str) -> Option<Use> {
        people_columns(&[header.to_owned()], &[]).pop().flatten()
    }

    #[test]
    fn headers_of_several_languages_are_known() {
        for (header, field) in [
            ("Surname", Field::FamilyName),
            ("soc_sec_id", Field::Identifier),
            ("postcode_fake", Field::Postcode),
            ("DOB (dd/mm/yyyy)", Field::BirthDate),
            ("Prénom", Field::GivenName),
            ("Geburtsdatum", Field::BirthDate),
            ("Apellidos", Field::FamilyName),
            ("address_2", Field::Street),
            ("birth_place", Field::BirthPlace),
            ("تاريخ الميلاد", Field::BirthDate),
        ] {
            assert_eq!(of(header), Some(Use::Field(field)), "{header}");
        }
        assert_eq!(of("source"), Some(Use::Source));
        assert_eq!(people_columns(&["notes".to_owned()], &[vec!["called twice".to_owned()]]), [None]);
    }

    #[test]
    fn every_field_is_known_by_its_own_name() {
        for field in Field::ALL {
            assert_eq!(of(field.as_str()), Some(Use::Field(*field)), "{field}");
        }
    }

    #[test]
    fn a_column_of_addresses_is_known_without_its_header() {
        let cells = ["a@b.org", "c@d.net", ""].map(str::to_owned).to_vec();
        assert_eq!(people_columns(&["x".to_owned()], &[cells]), [Some(Use::Field(Field::Email))]);
    }

    #[test]
    fn two_columns_of_one_meaning_are_both_of_it() {
        let headers = ["street", "address", "e-mail", "email address"].map(str::to_owned);
        let found = people_columns(&headers, &[]);
        let [street, email] = [Use::Field(Field::Street), Use::Field(Field::Email)].map(Some);
        assert_eq!(found, [street, street, email, email]);
    }

    #[test]
    fn what_is_known_as_another_thing_is_no_mark_of_a_person() {
        for header in ["emergency phone", "school address", "father's name", "passport expiry date"] {
            assert_eq!(of(header), None, "{header}");
        }
    }

    /// Headers of an import of workers: names, aliases and wordings, dressed as spreadsheets dress them.
    fn worded() -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for kind in [Kind::Worker, Kind::License, Kind::Qualification] {
            for field in &schema::table(kind).fields {
                all.push(field.name.clone());
                all.extend(field.aliases.iter().cloned());
            }
        }
        let owned =
            |owner: &str| matches!(owner, "worker" | "license" | "qualification" | "person" | "none" | "*");
        for entry in header_terms::all().iter().filter(|entry| owned(&entry.owner)) {
            all.extend(entry.terms.iter().map(|(_, text)| text.clone()));
        }
        all.push("license_1_number".to_owned());
        all.push("qualification_2_school".to_owned());
        all
    }

    fn dressed() -> impl Strategy<Value = String> {
        (select(worded()), 0..9_u8).prop_map(|(text, dress)| match dress {
            0 => text.to_uppercase(),
            1 => format!("1. {text}"),
            2 => format!("{text}*"),
            3 => format!("{text}:"),
            4 => text.replace(' ', "_"),
            5 => format!("{text} (required)"),
            6 => format!(" {text} "),
            7 => {
                let mut letters: Vec<char> = text.chars().collect();
                let middle = letters.len() / 2;
                if middle > 0 {
                    letters.swap(middle - 1, middle);
                }
                letters.into_iter().collect()
            }
            _ => text,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// What an import takes for a name, a birth date, a phone, an address of e-mail, a number… `dedupe` takes for it.
        #[test]
        fn dedupe_takes_for_a_field_what_an_import_takes_for_it(headers in proptest::collection::vec(dressed(), 1..7)) {
            let Ok(mapping) = map("f.csv", &headers, &[], Some(Kind::Worker), &Choices::default()) else {
                return Ok(());
            };
            let found = people_columns(&headers, &[]);
            for (column, found) in mapping.columns.iter().zip(found) {
                let Some(target) = &column.target else { continue };
                let goal = Goal::from(target);
                if let Some(field) = field(goal) {
                    prop_assert_eq!(found, Some(field), "{} of {:?}", column.header, headers);
                }
            }
        }
    }
}
