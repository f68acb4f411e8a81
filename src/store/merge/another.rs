//! Whether a row speaks of somebody else than the stored record under its identifier: lists count from 1 each.
//!
//! A person changes a telephone, a residence, or a surname after a marriage, and clerks slip. Nobody changes the name
//! together with the day of birth or the nationality.

use crate::dedupe::{Level, birth_likeness};
use crate::model::{Datum, Kind};
use crate::names::{Likeness, MatchingForm, NamePart, likeness, score};
use crate::store::shape::{Shape, shape};

/// What two records of one identifier say of two persons, fact beside fact: the names first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct TwoPersons {
    /// What is stored.
    pub(in crate::store) stored: Vec<String>,
    /// What the row says.
    pub(in crate::store) incoming: Vec<String>,
}

/// The facts in which a row is of another person than the stored worker; `None` where it may be the same one.
pub(in crate::store) fn two_persons(
    stored: &[Option<Datum>],
    incoming: &[Option<Datum>],
) -> Option<TwoPersons> {
    let table = shape(Kind::Worker);
    let (known, said) = (Person::of(stored, table), Person::of(incoming, table));
    if !known.is_named_otherwise(&said) {
        return None;
    }
    let strange = known.has_no_name_of(&said);
    let births = known.births(&said);
    let nationality = known.differs(&said, "nationalities");
    let residence = known.differs(&said, "residence");
    let contacts = known.differs(&said, "email") == Some(true) && known.differs(&said, "phone") == Some(true);
    let by_birth = match births {
        Some(Level::Different | Level::Far) => true,
        // A slip in the date is one of a person whose name is known by a word at least.
        Some(Level::Near | Level::Start | Level::Slip | Level::Form) => strange,
        _ => false,
    };
    let by_nationality = strange && nationality == Some(true);
    // Both change in a life, and decide only where nothing that stays is known.
    let by_place =
        strange && births.is_none() && nationality.is_none() && (residence == Some(true) || contacts);
    if !(by_birth || by_nationality || by_place) {
        return None;
    }
    let mut facts = TwoPersons { stored: vec![known.name()], incoming: vec![said.name()] };
    for column in ["birth_date", "nationalities", "residence", "email", "phone"] {
        if let (Some(one), Some(other)) = (known.text(column), said.text(column))
            && one != other
        {
            facts.stored.push(format!("{column} {one}"));
            facts.incoming.push(format!("{column} {other}"));
        }
    }
    Some(facts)
}

/// A worker's cells by the names of their columns.
struct Person<'a> {
    cells: &'a [Option<Datum>],
    table: &'static Shape,
}

impl<'a> Person<'a> {
    fn of(cells: &'a [Option<Datum>], table: &'static Shape) -> Self {
        Self { cells, table }
    }

    fn text(&self, column: &str) -> Option<String> {
        let at = self.table.table.column(column)?;
        self.cells.get(at)?.as_ref().map(ToString::to_string).filter(|text| !text.is_empty())
    }

    /// The ways in which the person is called: the whole name, and its parts together.
    fn names(&self) -> Vec<String> {
        let parts: Vec<String> =
            ["given_name", "family_name"].iter().filter_map(|column| self.text(column)).collect();
        let parts = (!parts.is_empty()).then(|| parts.join(" "));
        self.text("full_name").into_iter().chain(parts).collect()
    }

    fn name(&self) -> String {
        self.names().into_iter().next().unwrap_or_default()
    }

    /// Whether both have names, and none of the one fits one of the other.
    fn is_named_otherwise(&self, other: &Self) -> bool {
        let (own, its) = (self.names(), other.names());
        let real = |names: &[String]| names.iter().any(|name| !MatchingForm::of(name).words.is_empty());
        real(&own)
            && real(&its)
            && own.iter().all(|name| its.iter().all(|other| !score(name, other).is_match()))
    }

    /// Whether no word of the one's name is a word of the other's.
    fn has_no_name_of(&self, other: &Self) -> bool {
        let words = |person: &Self| -> Vec<String> {
            person
                .names()
                .iter()
                .flat_map(|name| MatchingForm::of(name).words)
                .filter(|word| word.part != NamePart::Particle)
                .map(|word| word.text)
                .collect()
        };
        let its = words(other);
        let alike = |a: &str, b: &str| {
            matches!(
                likeness(a, b),
                Likeness::Same | Likeness::Form(_) | Likeness::Slip(_) | Likeness::Start(_)
            )
        };
        words(self).iter().all(|word| its.iter().all(|other| !alike(word, other)))
    }

    fn births(&self, other: &Self) -> Option<Level> {
        birth_likeness(&self.text("birth_date")?, &other.text("birth_date")?)
    }

    /// Whether both say something of a column and have no value in common.
    fn differs(&self, other: &Self, column: &str) -> Option<bool> {
        let (own, its) = (self.text(column)?, other.text(column)?);
        Some(own.split(';').all(|one| its.split(';').all(|other| one != other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Option<Datum>> {
        let table = shape(Kind::Worker);
        let mut cells = vec![None; table.table.fields.len()];
        for (column, value) in text.split(", ").filter_map(|pair| pair.split_once('=')) {
            cells[table.table.column(column).unwrap()] = Some(Datum::Text(value.into()));
        }
        cells
    }

    #[test]
    fn a_name_with_another_birth_or_nationality_is_somebody_else() {
        for (stored, row) in [
            (
                "full_name=John Paul Peña, birth_date=1988-02-02, nationalities=PH",
                "full_name=Grace Wanjiru, birth_date=1991-04-04, nationalities=KE",
            ),
            ("full_name=Sunita Rai, birth_date=1990-01-05", "full_name=Anita Gurung, birth_date=1979-11-23"),
            ("full_name=Amina Diallo, nationalities=SN", "full_name=Kofi Mensah, nationalities=GH"),
            ("given_name=Wei, family_name=Zhang, birth_date=1985", "full_name=Olena Bondar, birth_date=1993"),
            // Of one family, and not of one birth.
            (
                "full_name=Nguyen Van Hung, birth_date=1981-03-09",
                "full_name=Nguyen Thi Lan, birth_date=1996-12-30",
            ),
            // Births a digit apart are common by chance; a name without one word in common is no slip.
            ("full_name=Abe Muster, birth_date=1990-04-13", "full_name=Zoe Sample, birth_date=1990-04-14"),
            ("full_name=Abe Muster, birth_date=1989-02-01", "full_name=Zoe Sample, birth_date=1989-02-06"),
            ("full_name=Abe Muster, birth_date=1991-04-13", "full_name=Zoe Sample, birth_date=1990-04-13"),
            ("full_name=Abe Muster, birth_date=1990-12-04", "full_name=Zoe Sample, birth_date=1990-04-12"),
            ("full_name=Rosa Quispe, residence=PE", "full_name=Ivan Petrov, residence=BG"),
            (
                "full_name=Rosa Quispe, email=rosa@example.org, phone=+5111111111",
                "full_name=Ivan Petrov, email=ivan@example.org, phone=+359888888888",
            ),
        ] {
            let found = two_persons(&cells(stored), &cells(row));
            assert!(found.is_some(), "{stored} / {row}");
            assert!(two_persons(&cells(row), &cells(stored)).is_some(), "{row} / {stored}");
        }
    }

    #[test]
    fn what_changes_in_a_life_or_by_a_slip_is_the_same_person() {
        for (stored, row) in [
            // Married.
            ("full_name=Mary Akinyi, birth_date=1990-02-02", "full_name=Mary Otieno, birth_date=1990-02-02"),
            // Married and naturalized.
            (
                "full_name=Mary Akinyi, birth_date=1990-02-02, nationalities=KE",
                "full_name=Mary Smith, birth_date=1990-02-02, nationalities=GB",
            ),
            ("full_name=Mary Akinyi, birth_date=1990-02-02", "full_name=Mary Akiniy, birth_date=1990-02-20"),
            ("full_name=Mary Akinyi, birth_date=1990-02-02", "full_name=Mary Akinyi, birth_date=1971-10-30"),
            ("full_name=Mary Otieno, birth_date=1990-02-02", "full_name=Mary Smith, birth_date=1990-02-03"),
            ("full_name=Mary Akinyi, residence=KE, phone=1", "full_name=Mary Akinyi, residence=AE, phone=2"),
            ("full_name=Кузнецова Ольга, nationalities=RU", "full_name=Olga Kuznetsova, nationalities=DE"),
            ("full_name=Mary Akinyi, birth_date=1990-02-02", "birth_date=1971-10-30, nationalities=GH"),
            ("full_name=Mary Akinyi", "full_name=Grace Wanjiru"),
        ] {
            assert_eq!(two_persons(&cells(stored), &cells(row)), None, "{stored} / {row}");
        }
    }
}
