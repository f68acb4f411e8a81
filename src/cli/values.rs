//! Values of flags, read as the cells of a file are: one reader for each meaning, which asks what import asks.
//!
//! `--destination Germany`, `--occupation "staff nurse"` and `--as-of 31.12.2024` mean what they mean in a column.
//! What is unclear or unknown is refused in the words in which import refuses it, with the nearest valid value.

use crate::model::{Country, Datum, Day, Isco08, Kind, Language, PartialDate, Sex};
use crate::normalize::{self, Context};
use crate::schema;
use crate::text::nearest_named;
use std::str::FromStr;

/// A country: by its code, by a name in any language, or by the word for its people.
pub(super) fn country(text: &str) -> Result<Country, String> {
    read(Kind::Worker, "residence", text)
}

/// A place whose rules for trainings are asked: a country, or `EU` for what the directives of the Union ask themselves.
pub(super) fn training_place(text: &str) -> Result<Country, String> {
    let union = text.trim().eq_ignore_ascii_case(Country::EUROPEAN_UNION.as_str());
    if union { Ok(Country::EUROPEAN_UNION) } else { country(text) }
}

/// A nationality: by the word for its people, by a name of the country or by its code.
pub(super) fn nationality(text: &str) -> Result<Country, String> {
    read(Kind::Worker, "nationalities", text)
}

/// An occupation: by its ISCO-08 code or by a title in any language.
pub(super) fn occupation(text: &str) -> Result<Isco08, String> {
    read(Kind::Worker, "occupation", text)
}

/// A sex, in the words in which files write it.
pub(super) fn sex(text: &str) -> Result<Sex, String> {
    read(Kind::Worker, "sex", text)
}

/// A language: by its code or by its name in many languages.
pub(super) fn language(text: &str) -> Result<Language, String> {
    read(Kind::LanguageCertificate, "language", text)
}

/// A day, in any of the forms in which files have dates.
pub(super) fn day(text: &str) -> Result<Day, String> {
    let date: PartialDate = read(Kind::Worker, "available_from", text)?;
    if date.is_full() {
        Ok(date.earliest())
    } else {
        Err(format!("`{text}` is no whole day; expected a day such as `{}`", date.earliest()))
    }
}

/// A visa: `temporary`, `permanent`, or a class, which has a digit in it, such as `E-9`. A slip must not count as a
/// class that no rule names.
pub(super) fn visa(text: &str) -> Result<String, String> {
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
    let meant = nearest.map(|near| format!(" Did you mean `{}`?", near.name)).unwrap_or_default();
    Err(format!("`{text}` is no visa; expected `temporary`, `permanent` or a class such as `E-9`.{meant}"))
}

/// Reads a text as a cell of a column.
fn read<T: FromStr>(kind: Kind, column: &str, text: &str) -> Result<T, String> {
    let table = schema::table(kind);
    let field = table.column(column).map(|at| &table.fields[at]);
    let field = field.ok_or_else(|| format!("there is no column `{column}`"))?;
    let expected = |expected: &str| format!("expected {expected}");
    match normalize::cell(field, text, &Context::default()) {
        Ok(Some(Datum::Text(value))) => value
            .parse()
            .map_err(|_| format!("`{text}` is no single value; {}", expected(&field.description))),
        Ok(_) => Err(format!(
            "`{text}` says nothing; {}",
            expected(&format!("a value such as `{}`", field.example))
        )),
        Err(refusal) => Err(refusal.to_string()),
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
        assert!(refused.contains("Did you mean `Philippines (PH)`?"), "{refused}");
        assert!(country("Congo").unwrap_err().contains("may mean several countries"));
        assert!(country("DE;FR").is_err() && country("").is_err());
        assert!(nationality("Filipino; Kenyan").is_err());
        assert!(occupation("bricklayer").is_err());
        assert!(visa("temprary").unwrap_err().contains("Did you mean `temporary`?"));
        assert!(visa("tourist").is_err() && visa("").is_err());
        assert_eq!(visa("Permanent").as_deref(), Ok("permanent"));
        assert_eq!(visa("e-9").as_deref(), Ok("E-9"));
        assert!(day("03/04/2024").unwrap_err().contains("2024-04-03"));
        assert!(day("2024").unwrap_err().contains("no whole day"));
    }
}
