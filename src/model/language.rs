//! Languages (ISO 639) and levels of the Common European Framework of Reference.

use super::NotA;
use std::fmt;

/// A language, by its ISO 639-1 code (`de`), or its ISO 639-3 code where no two-letter code exists (`fil`).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(isolang::Language);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(isolang::Language::Eng);

    /// The code: two letters where they exist, else three.
    pub fn as_str(&self) -> &'static str {
        self.0.to_639_1().unwrap_or_else(|| self.0.to_639_3())
    }

    /// The English name of the language as in ISO 639-3.
    pub fn name(&self) -> &'static str {
        self.0.to_name()
    }

    /// The language with this English name in ISO 639-3, in any case.
    pub fn from_english_name(name: &str) -> Option<Self> {
        isolang::Language::from_name_lowercase(&name.to_lowercase()).map(Self)
    }
}

impl std::str::FromStr for Language {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let lower = text.to_ascii_lowercase();
        let found = match lower.len() {
            2 => isolang::Language::from_639_1(&lower),
            3 => isolang::Language::from_639_3(&lower),
            _ => None,
        };
        found.map(Self).ok_or_else(|| NotA::new(text, "an ISO 639-1 or 639-3 language code"))
    }
}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Language {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

super::record::text_cell!(Language, "a language code", |language| language.0 as u64, |number| {
    isolang::Language::from_usize(usize::try_from(number).ok()?).map(Self)
});

super::words::words! {
    /// A level of the Common European Framework of Reference for Languages, lowest first.
    Cefr, "a CEFR level, `A1` to `C2`" {
        /// Breakthrough.
        A1 = "A1",
        /// Waystage.
        A2 = "A2",
        /// Threshold.
        B1 = "B1",
        /// Vantage.
        B2 = "B2",
        /// Effective operational proficiency.
        C1 = "C1",
        /// Mastery.
        C2 = "C2",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_one_spelling() {
        assert_eq!("deu".parse::<Language>().unwrap().as_str(), "de");
        assert_eq!("FIL".parse::<Language>().unwrap().as_str(), "fil");
        assert!("xx".parse::<Language>().is_err() && "é".parse::<Language>().is_err());
    }

    #[test]
    fn levels_are_ordered() {
        assert!(Cefr::A1 < Cefr::B2 && Cefr::B2 < Cefr::C1);
        assert_eq!("b2".parse::<Cefr>(), Ok(Cefr::B2));
    }
}
