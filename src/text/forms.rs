//! Forms of one word: plurals, cases, endings.
//!
//! A record does not say its language, and a word of a query neither. So two words are forms of one where the rules of
//! one language, whichever writes in their script, take both to the same stem. What is found so comes below the word
//! itself.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::char::is_combining_mark;

/// The languages whose rules are known, by script.
const LATIN: [Algorithm; 14] = [
    Algorithm::English,
    Algorithm::French,
    Algorithm::Spanish,
    Algorithm::German,
    Algorithm::Portuguese,
    Algorithm::Italian,
    Algorithm::Dutch,
    Algorithm::Swedish,
    Algorithm::Danish,
    Algorithm::Norwegian,
    Algorithm::Finnish,
    Algorithm::Hungarian,
    Algorithm::Romanian,
    Algorithm::Turkish,
];

/// A word with its stem in each language of its script.
pub(crate) struct WordForms {
    word: String,
    stems: Vec<(Stemmer, String)>,
}

/// Letters that a stem has at least.
const LEAST: usize = 3;

impl WordForms {
    /// The forms of a folded word; `None` for a word that has none: a short one, or a number.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let first = word.chars().next()?;
        let letter = |c: char| c.is_alphabetic() || is_combining_mark(c);
        if word.chars().count() <= LEAST || !word.chars().all(letter) {
            return None;
        }
        let rules: &[Algorithm] = match first {
            'a'..='z' => &LATIN,
            'а'..='ӿ' => &[Algorithm::Russian],
            'α'..='ω' => &[Algorithm::Greek],
            'ء'..='ي' => &[Algorithm::Arabic],
            '\u{0B80}'..='\u{0BFF}' => &[Algorithm::Tamil],
            _ => return None,
        };
        let stem = |rules: &Algorithm| {
            let stemmer = Stemmer::create(*rules);
            let stem = stemmer.stem(word).into_owned();
            (stemmer, stem)
        };
        let long = |(_, stem): &(Stemmer, String)| stem.chars().count() >= LEAST;
        let stems = rules.iter().map(stem).filter(long).collect();
        Some(Self { word: word.to_owned(), stems })
    }

    /// The letters with which every form of the word begins, nearly always.
    pub(crate) fn beginning(&self) -> &str {
        let letters = self.word.chars().count();
        let kept = match letters {
            0..=5 => 3,
            6..=7 => 4,
            _ => letters - 4,
        };
        self.word.char_indices().nth(kept.min(7)).map_or(self.word.as_str(), |(at, _)| &self.word[..at])
    }

    /// Whether another folded word is a form of the same.
    pub(crate) fn has(&self, other: &str) -> bool {
        other != self.word && self.stems.iter().any(|(stemmer, stem)| stemmer.stem(other) == stem.as_str())
    }
}

/// The endings of one language: which words are forms of one, the plural of *nurse* and not the *nursing* of one.
pub(crate) struct Endings {
    stemmer: Stemmer,
    /// Letters that an ending has at most.
    longest: usize,
}

impl Endings {
    /// The endings of a language by its ISO 639-1 code; `None` where no rules are known.
    pub(crate) fn of(language: &str) -> Option<Self> {
        let rules = match language {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return None,
        };
        // These add one ending to another: *sairaanhoitajia*.
        let longest = if matches!(language, "fi" | "hu" | "tr") { 3 } else { 2 };
        Some(Self { stemmer: Stemmer::create(rules), longest })
    }

    /// A folded word without its ending.
    pub(crate) fn without(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// Whether two folded names are forms of one, word by word.
    pub(crate) fn join(&self, name: &str, other: &str) -> bool {
        let (mut words, mut others) = (name.split(' '), other.split(' '));
        loop {
            match (words.next(), others.next()) {
                (None, None) => return true,
                (Some(word), Some(other)) if self.is_form(word, other) => {}
                _ => return false,
            }
        }
    }

    fn is_form(&self, word: &str, other: &str) -> bool {
        if word == other {
            return true;
        }
        let shared = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let ending = |word: &str| word.chars().count() - shared;
        let near = shared >= LEAST && ending(word).max(ending(other)) <= self.longest;
        near && self.stemmer.stem(word) == self.stemmer.stem(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_those_of_the_language() {
        for (language, name, other) in [
            ("de", "hebammen", "hebamme"),
            ("de", "krankenschwestern", "krankenschwester"),
            ("en", "intensive care nurses", "intensive care nurse"),
            ("fr", "infirmieres anesthesistes", "infirmiere anesthesiste"),
            ("es", "enfermeras", "enfermera"),
            ("it", "ostetriche", "ostetrica"),
            ("ru", "медсестры", "медсестра"),
            ("fi", "katilot", "katilo"),
        ] {
            assert!(Endings::of(language).unwrap().join(name, other), "{name} {other}");
        }
        let english = Endings::of("en").unwrap();
        for (name, other) in
            [("nursing", "nurse"), ("nurses aide", "nurse"), ("caring", "carer"), ("ot", "ots")]
        {
            assert!(!english.join(name, other), "{name} {other}");
        }
        assert!(Endings::of("sw").is_none());
    }

    #[test]
    fn forms_of_a_word_have_its_stem_in_one_language() {
        for (word, other) in [
            ("cultures", "culture"),
            ("nurse", "nurses"),
            ("enfermeras", "enfermera"),
            ("hopitaux", "hopital"),
            ("sykepleiere", "sykepleier"),
            ("patienten", "patient"),
            ("детской", "детская"),
            ("clinica", "cliniche"),
        ] {
            let forms = WordForms::of(word).unwrap();
            let known = forms.has(other);
            // French plurals in -aux are the one that Snowball leaves.
            assert!(known || word == "hopitaux", "{word} {other}");
            assert!(!known || other.starts_with(forms.beginning()), "{word} {other}");
        }
        assert!(!WordForms::of("nurse").unwrap().has("nursery"));
        assert!(!WordForms::of("grinder").unwrap().has("grinding"));
        assert!(
            WordForms::of("icu").is_none()
                && WordForms::of("b2b2").is_none()
                && WordForms::of("東京病院").is_none()
        );
    }
}
