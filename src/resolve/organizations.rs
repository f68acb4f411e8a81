//! Organizations and schools by their names: employers, recruiters, regulators and schools of a store.
//!
//! Legal forms and abbreviations are written in many ways: *King's College Hospital NHS FT* is the Foundation Trust.

use super::vocabulary::{Manner, Named, Vocabulary};

/// Legal forms, which say nothing of which organization it is.
const BESIDE: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "llc",
    "plc",
    "llp",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ggmbh",
    "mbh",
    "ag",
    "ev",
    "kg",
    "sa",
    "sarl",
    "sas",
    "sl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "oy",
    "aps",
    "pty",
    "pvt",
    "private",
    "pte",
    "bhd",
    "sdn",
    "the",
];

/// Words written short, and what they stand for.
const SHORT: &[(&str, &str)] = &[
    ("st", "saint"),
    ("ste", "sainte"),
    ("sta", "santa"),
    ("ctr", "center"),
    ("centre", "center"),
    ("cntr", "center"),
    ("hosp", "hospital"),
    ("hospt", "hospital"),
    ("hsp", "hospital"),
    ("univ", "university"),
    ("uni", "university"),
    ("inst", "institute"),
    ("coll", "college"),
    ("col", "college"),
    ("sch", "school"),
    ("dept", "department"),
    ("med", "medical"),
    ("natl", "national"),
    ("nat", "national"),
    ("intl", "international"),
    ("int", "international"),
    ("gen", "general"),
    ("govt", "government"),
    ("mem", "memorial"),
    ("meml", "memorial"),
    ("fdn", "foundation"),
    ("assn", "association"),
    ("assoc", "association"),
    ("serv", "services"),
    ("svcs", "services"),
    ("mgmt", "management"),
    ("klin", "klinikum"),
    ("kh", "krankenhaus"),
    ("krhs", "krankenhaus"),
    ("stadt", "stadtisches"),
    ("ft", "foundation trust"),
];

/// Names of organizations, made ready to be asked.
pub fn vocabulary(names: Vec<Named>) -> Vocabulary {
    Vocabulary::of_manner(names, Manner { key: |folded| spelled_out(&folded), beside: BESIDE })
}

/// A folded name with its short words spelled out and letters that stand alone joined: `g m b h`.
fn spelled_out(folded: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut letters = String::new();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            letters.push_str(word);
            continue;
        }
        if !letters.is_empty() {
            words.push(std::mem::take(&mut letters));
        }
        let long = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
        words.push(long.to_owned());
    }
    if !letters.is_empty() {
        words.push(letters);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_and_short_words_do_not_tell_organizations_apart() {
        let one = |name: &str| vocabulary(vec![Named::new("E-1", name, name, "test")]);
        for (name, text) in [
            ("King's College Hospital NHS Foundation Trust", "Kings College Hospital NHS FT"),
            ("St. Luke's Medical Center", "Saint Lukes Medical Ctr"),
            ("Sunrise Care Ltd.", "Sunrise Care Limited"),
            ("Klinik am See GmbH", "Klinik am See G.m.b.H."),
        ] {
            assert_eq!(one(name).resolve(text, 1).certain(), Some("E-1"), "{text}");
        }
        let other = one("St. Mary's Hospital").resolve("St. Martin's Hospital", 1);
        assert!(!other.certain);
    }
}
