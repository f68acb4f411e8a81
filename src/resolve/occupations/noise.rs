//! What a title says besides the occupation: grades, bands, genders, bonuses; and one spelling for the words of
//! medicine in many languages.

use crate::text::fold;
use any_ascii::any_ascii;

/// A title in its matching form, without marks of gender, bands, pay and numbers.
pub(super) fn without(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(open) = rest.find('(') {
        plain.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let Some(close) = inside.find(')') else { break };
        // `(m/w/d)`, `(f/x)`, `(*in)`: letters for genders and nothing else.
        let gender = inside[..close]
            .chars()
            .all(|c| matches!(c, '/' | '|' | '*' | ' ' | ',' | '-') || "mwdfxhiMWDFXHI".contains(c));
        if !gender {
            plain.push(' ');
            plain.push_str(&inside[..close]);
        }
        plain.push(' ');
        rest = &inside[close + 1..];
    }
    plain.push_str(rest);
    let folded = fold(&plain);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut kept: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let band_before = at > 0 && matches!(words[at - 1], "band" | "grade" | "level");
        let number = word.chars().any(|c| c.is_ascii_digit())
            && word.chars().filter(|c| c.is_alphabetic()).count() <= 1;
        let band = matches!(*word, "band" | "grade")
            && words.get(at + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if !(number || band || band_before && word.chars().count() == 1) {
            kept.push(word);
        }
    }
    if kept.is_empty() { folded } else { kept.join(" ") }
}

/// A folded title in Latin letters with one letter for each sound that medicine's words share: *gastroenterológ*,
/// *гастроэнтеролог* and *gastroentérologue* meet.
pub(super) fn transliterated(folded: &str) -> String {
    let latin = any_ascii(folded).to_lowercase();
    let mut plain = latin.replace('y', "i");
    for (from, to) in
        [("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("ae", "e"), ("oe", "e")]
    {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    let mut once = String::with_capacity(plain.len());
    for c in plain.chars() {
        if !once.ends_with(c) || c == ' ' {
            once.push(c);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_and_genders_are_left_out() {
        for (title, expected) in [
            ("Pflegefachkraft (m/w/d)", "pflegefachkraft"),
            ("Band 6 Staff Nurse", "staff nurse"),
            ("RMN £3,000 Welcome Bonus", "rmn welcome bonus"),
            ("Nurse (community)", "nurse community"),
            ("42", "42"),
        ] {
            assert_eq!(without(title), expected);
        }
        assert_eq!(transliterated("гастроентеролог"), transliterated("gastroenterolog"));
        assert_eq!(transliterated("ophthalmology"), "oftalmologi");
    }
}
