//! Values of flags, read as the cells of a file are: one reader for each meaning, which asks what import asks.
//!
//! `--destination Germany`, `--occupation "staff nurse"` and `--as-of 31.12.2024` mean what they mean in a column.
//! What is unclear or unknown is refused in the words in which import refuses it, with the nearest valid value.

use crate::model::{Country, Datum, Day, Isco08, Kind, Language, PartialDate, Sex};
use crate::normalize::{self, Context};
use crate::schema;
use crate::text::nearest_named;
use std::str::FromStr;

/// The value of a flag that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InvalidFlag {
    /// What is wrong, and what is expected.
    pub(super) message: String,
    /// The values that may be meant.
    pub(super) meant: Vec<String>,
}

impl InvalidFlag {
    fn new(message: String) -> Self {
        Self { message, meant: Vec::new() }
    }
}

impl std::fmt::Display for InvalidFlag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        if self.meant.is_empty() {
            Ok(())
        } else {
            write!(f, " Did you mean `{}`?", self.meant.join("` or `"))
        }
    }
}

impl std::error::Error for InvalidFlag {}

/// A country: by its code, by a name in any language, or by the word for its people.
pub(super) fn country(text: &str) -> Result<Country, InvalidFlag> {
    read(Kind::Worker, "residence", text)
}

/// A place whose rules for trainings are asked: a country, or `EU` for what the directives of the Union ask themselves.
pub(super) fn training_place(text: &str) -> Result<Country, InvalidFlag> {
    let union = text.trim().eq_ignore_ascii_case(Country::EUROPEAN_UNION.as_str());
    if union { Ok(Country::EUROPEAN_UNION) } else { country(text) }
}

/// A nationality: by the word for its people, by a name of the country or by its code.
pub(super) fn nationality(text: &str) -> Result<Country, InvalidFlag> {
    read(Kind::Worker, "nationalities", text)
}

/// An occupation: by its ISCO-08 code or by a title in any language.
pub(super) fn occupation(text: &str) -> Result<Isco08, InvalidFlag> {
    read(Kind::Worker, "occupation", text)
}

/// A sex, in the words in which files write it.
pub(super) fn sex(text: &str) -> Result<Sex, InvalidFlag> {
    read(Kind::Worker, "sex", text)
}

/// A language: by its code or by its name in many languages.
pub(super) fn language(text: &str) -> Result<Language, InvalidFlag> {
    read(Kind::LanguageCertificate, "language", text)
}

/// A day, in any of the forms in which files have dates.
pub(super) fn day(text: &str) -> Result<Day, InvalidFlag> {
    let date: PartialDate = read(Kind::Worker, "available_from", text)?;
    if date.is_full() {
        Ok(date.earliest())
    } else {
        let day = date.earliest();
        Err(InvalidFlag::new(format!("`{text}` is no whole day; expected a day such as `{day}`")))
    }
}

/// A visa: `temporary`, `permanent`, or a class, which has a digit in it, such as `E-9`. A slip must not count as a
/// class that no rule names.
pub(super) fn visa(text: &str) -> Result<String, InvalidFlag> {
    const WORDS: [&str; 2] = ["temporary", "permanent"];
    const BAR: f64 = 0.7;
    let text = text.trim();
    if text.contains(|c: char| c.is_ascii_digit()) {
        return Ok(text.to_uppercase());
    }
    if let Some(word) = WORDS.iter().find(|word| text.eq_ignore_ascii_case(word)) {
        return Ok((*word).to_owned());
    }
    let nearest = nearest_named(text, WORDS.map(|word| (word, ())), BAR);
    let message = format!("`{text}` is no visa; expected `temporary`, `permanent` or a class such as `E-9`.");
    Err(InvalidFlag { message, meant: nearest.iter().map(|near| near.name.to_owned()).collect() })
}

/// Reads a text as a cell of a column.
fn read<T: FromStr>(kind: Kind, column: &str, text: &str) -> Result<T, InvalidFlag> {
    let table = schema::table(kind);
    let field = table.column(column).map(|at| &table.fields[at]);
    let field = field.ok_or_else(|| InvalidFlag::new(format!("there is no column `{column}`")))?;
    let expected = |expected: &str| format!("expected {expected}");
    match normalize::cell(field, text, &Context::default()) {
        Ok(Some(Datum::Text(value))) => value.parse().map_err(|_| {
            InvalidFlag::new(format!("`{text}` is no single value; {}", expected(&field.description)))
        }),
        Ok(_) => Err(InvalidFlag::new(format!(
            "`{text}` says nothing; {}",
            expected(&format!("a value such as `{}`", field.example))
        ))),
        Err(refusal) => {
            let expected = refusal.expected().map(|expected| format!(" {expected}")).unwrap_or_default();
            let meant = refusal.meant.iter().map(ToString::to_string).collect();
            Err(InvalidFlag { message: format!("{}{expected}", refusal.reason), meant })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_as_cells_are() {
        assert_eq!(country("Germany").unwrap().to_string(), "DE");
        assert_eq!(country("Republik Uganda").unwrap().to_string(), "UG");
        assert_eq!(nationality("Filipino").unwrap().to_string(), "PH");
        assert_eq!(occupation("staff nurse").unwrap().to_string(), "2221");
        assert_eq!(occupation("Pflegefachfrau (w/m/d)").unwrap().to_string(), "2221");
        assert_eq!(sex("F").unwrap(), Sex::Female);
        assert_eq!(language("German").unwrap().to_string(), "de");
        assert_eq!(day("31.12.2024").unwrap().to_string(), "2024-12-31");
        assert_eq!(day("2024-12-31").unwrap().to_string(), "2024-12-31");
    }

    #[test]
    fn what_is_unclear_or_unknown_is_refused_as_in_a_file() {
        let refused = country("Phillipines").unwrap_err();
        assert!(refused.to_string().contains("Did you mean `Philippines (PH)`?"), "{refused}");
        let congo = country("Congo").unwrap_err();
        assert_eq!(congo.meant.len(), 2);
        assert!(congo.to_string().contains("` or `"), "{congo}");
        assert!(country("Congo").unwrap_err().to_string().contains("may mean several countries"));
        assert!(country("DE;FR").is_err() && country("").is_err());
        assert!(nationality("Filipino; Kenyan").is_err());
        assert!(occupation("bricklayer").is_err());
        assert!(visa("temprary").unwrap_err().to_string().contains("Did you mean `temporary`?"));
        assert!(visa("tourist").is_err() && visa("").is_err());
        assert_eq!(visa("Permanent").unwrap(), "permanent");
        assert_eq!(visa("e-9").unwrap(), "E-9");
        assert!(day("03/04/2024").unwrap_err().to_string().contains("2024-04-03"));
        assert!(day("2024").unwrap_err().to_string().contains("no whole day"));
    }
}
