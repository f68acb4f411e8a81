//! Steps of recognition (`recognition.csv`): authority, route, usual months and fees by destination,
//! occupation and origin of the diploma. Months are usual spans, not limits of law; fees carry their year.

use super::rows::{self, Citation, Row};
use crate::model::{Country, Currency, Decimal, Isco08, Money};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "pages of the authorities and guides, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

/// A fee, in money of its year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fee {
    /// The amount as the table prints it.
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
    /// The year of the figure; `None` not known.
    pub year: Option<i16>,
    /// What it pays for.
    pub covers: Box<str>,
}

impl Fee {
    /// The fee as money; `None` when it is too large to count.
    pub fn money(&self) -> Option<Money> {
        Money::of(self.amount, self.currency)
    }
}

/// Which diplomas a row speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Of the EU, the EEA or Switzerland.
    European,
    /// Of any other country; outside Europe, of any country but the destination.
    ThirdCountry,
    /// Of a third country, once another member State recognized it and three years of practice there followed.
    RecognizedInAMemberState,
    /// Of any country but these.
    AnyOutside(Vec<Country>),
    /// Of the United Kingdom.
    UnitedKingdom,
    /// Of these countries, for candidates under an economic partnership agreement.
    Partnership(Vec<Country>),
    /// For those whom one of these countries has registered in the same occupation, wherever they trained.
    RegisteredIn(Vec<Country>),
    /// Later steps for those whom the first step assigns to a stream.
    Stream(Box<str>),
    /// For those registered in a comparable jurisdiction, with enough practice there.
    Comparable,
}

/// A step.
#[derive(Debug)]
pub struct RecognitionStep {
    /// A country, a subdivision or `EU`.
    pub destination: Box<str>,
    /// The occupation.
    pub occupation: Isco08,
    /// Which diplomas.
    pub scope: Scope,
    /// The place in the order: steps of one number are alternatives (`2a`, `2b`).
    pub number: u16,
    /// The step as the table names it.
    pub step: Box<str>,
    /// Who decides.
    pub authority: Box<str>,
    /// The kind of step (`general-system`, `exam-NCLEX`).
    pub route: Box<str>,
    /// The fewest usual months.
    pub months_min: Option<Decimal>,
    /// The most usual months.
    pub months_max: Option<Decimal>,
    /// The fee.
    pub fee: Option<Fee>,
    /// The language asked for, in the words of the table.
    pub language: Box<str>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The steps of an area for an occupation, in the order of the table.
pub fn of(area: &str, occupation: Isco08) -> impl Iterator<Item = &'static RecognitionStep> {
    /// Asked of every worker for a new opening.
    static BY_OCCUPATION: LazyLock<HashMap<Isco08, Vec<&'static RecognitionStep>>> = LazyLock::new(|| {
        let mut rows: HashMap<Isco08, Vec<&'static RecognitionStep>> = HashMap::new();
        all().iter().for_each(|row| rows.entry(row.occupation).or_default().push(row));
        rows
    });
    let rows = BY_OCCUPATION.get(&occupation).map_or(&[][..], Vec::as_slice);
    rows.iter().copied().filter(move |row| *row.destination == *area)
}

/// Every row, in the order of the table.
pub fn all() -> &'static [RecognitionStep] {
    static ROWS: LazyLock<Vec<RecognitionStep>> = LazyLock::new(|| {
        rows::read("recognition.csv", include_str!("../../data/reference/recognition.csv"), step)
    });
    &ROWS
}

fn step(row: &Row<'_>) -> RecognitionStep {
    let name = row.text("step");
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let fee = row.value("fee_amount").zip(row.value("fee_currency")).map(|(amount, currency)| Fee {
        amount,
        currency,
        year: row.number("fee_year"),
        covers: row.text("fee_covers").into(),
    });
    RecognitionStep {
        destination: row.text("destination").into(),
        occupation: row.required("occupation_isco"),
        scope: scope(row.text("origin_scope")),
        number: name[..digits].parse().unwrap_or(1),
        step: name.into(),
        authority: row.text("competent_authority").into(),
        route: row.text("route").into(),
        months_min: row.value("typical_months_min"),
        months_max: row.value("typical_months_max"),
        fee,
        language: row.text("language_requirement").into(),
        notes: row.text("notes").into(),
        citation: row.citation(),
    }
}

fn scope(text: &str) -> Scope {
    let countries = |codes: &[&str]| codes.iter().filter_map(|code| code.parse().ok()).collect();
    match text {
        "eu-eea-ch-diploma" => Scope::European,
        "third-country-diploma" => Scope::ThirdCountry,
        "third-country-diploma-recognised-in-a-member-state" => Scope::RecognizedInAMemberState,
        "any-outside-uk" => Scope::AnyOutside(countries(&["GB"])),
        "any-outside-us" => Scope::AnyOutside(countries(&["US"])),
        // A training is known by its country: one from another province cannot be told from Quebec's own.
        "any-outside-canada" | "any-outside-quebec" => Scope::AnyOutside(countries(&["CA"])),
        "any-outside-au-nz" => Scope::AnyOutside(countries(&["AU", "NZ"])),
        "any-outside-nz" => Scope::AnyOutside(countries(&["NZ"])),
        "uk-diploma" => Scope::UnitedKingdom,
        "comparable-jurisdiction" => Scope::Comparable,
        _ => match (text.split_once(':'), text.strip_prefix("stream-")) {
            (Some(("economic-partnership", codes)), _) => {
                Scope::Partnership(countries(&codes.split(';').collect::<Vec<_>>()))
            }
            (Some(("registered-in", codes)), _) => {
                Scope::RegisteredIn(countries(&codes.split(';').collect::<Vec<_>>()))
            }
            (_, Some(stream)) => Scope::Stream(stream.into()),
            _ => unreachable!("recognition.csv is compiled in and tested: `{text}`"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Subdivision;

    #[test]
    fn every_row_is_read_and_its_area_is_known() {
        assert_eq!(all().len(), 86);
        for row in all() {
            let known = &*row.destination == "EU"
                || row.destination.parse::<Country>().is_ok()
                || row.destination.parse::<Subdivision>().is_ok();
            assert!(known, "{}", row.destination);
            assert!(row.number >= 1);
            if let (Some(low), Some(high)) = (row.months_min, row.months_max) {
                assert!(low <= high, "{} {}", row.destination, row.step);
            }
            if let Scope::Partnership(countries) | Scope::AnyOutside(countries) = &row.scope {
                assert!(!countries.is_empty());
            }
        }
    }

    #[test]
    fn alternatives_share_a_number() {
        let steps: Vec<_> = of("DE", "2221".parse().unwrap()).map(|row| row.number).collect();
        assert_eq!(steps, [1, 2, 2]);
    }
}
