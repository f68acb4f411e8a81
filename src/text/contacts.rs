//! Where a free text tells how to reach somebody, or which document is theirs: telephone numbers in any grouping and
//! script, mail addresses, handles, addresses of pages, numbers of documents.
//!
//! A number too many costs a reader a figure; a number too few costs a person their quiet. So what may be either is
//! taken for a contact. Dates, years and scores are left: they are what people search for.

use super::clean;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Mail addresses, also with words or brackets for their signs; handles; addresses of pages.
static ADDRESSES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let local = r"[\p{L}\p{N}._%+\-]+";
    let label = r"[\p{L}\p{N}\-]+";
    let at = r"\s?(?:[@＠]|[(\[{<]\s?(?:@|at|arroba)\s?[)\]}>])\s?";
    let dot = r"(?:\.|\s?[(\[{<]\s?(?:dot|punkt|punto|point|ponto)\s?[)\]}>]\s?)";
    Regex::new(&format!(
        r"(?i){local}{at}{label}(?:{dot}{label})+|{local}[@＠]{label}|{local} at {label}(?: dot {label})+|[@＠]{local}|(?:https?://|www\.)\S+|{label}\.\p{{L}}{{2,6}}/[\p{{L}}\p{{N}}]\S*"
    ))
    .ok()
});

/// Digits with what people write between the groups of a number.
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"[+＋(]*\p{Nd}(?:[\s().\-/_·\u{2010}-\u{2015}\u{AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}\u{FEFF}]{0,3}\p{Nd})*",
    )
    .ok()
});

/// Letters and digits in one word, as numbers of documents have them.
static DOCUMENTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]+(?:[\-/][\p{L}\p{N}]+)*").ok());

/// Digits that make a telephone number.
const FEWEST: usize = 7;

/// The bytes of a text that are contacts or numbers of documents, in order and apart.
pub(crate) fn contacts(text: &str) -> Vec<Range<usize>> {
    if !may_have(text) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut take = |of: &LazyLock<Option<Regex>>, is: fn(&str) -> bool| {
        let all = of.as_ref().into_iter().flat_map(|regex| regex.find_iter(text));
        found.extend(all.filter(|one| is(one.as_str())).map(|one| one.range()));
    };
    take(&ADDRESSES, |_| true);
    take(&NUMBERS, is_telephone);
    take(&DOCUMENTS, is_document);
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// Whether a text can have any: most have neither the signs nor digits enough.
fn may_have(text: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    !text.is_ascii()
        || digits(text) >= FEWEST - 1
        || text.bytes().any(|byte| matches!(byte, b'@' | b'/' | b'[' | b'{' | b'('))
        || text.contains("www.")
        || text.contains(" dot ")
}

/// Digits in a row, and the signs before them.
struct Group {
    before: String,
    digits: String,
}

fn groups(number: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut before = String::new();
    let mut inside = false;
    for c in number.chars() {
        let c = clean::digit(c).unwrap_or(c);
        match (c.is_ascii_digit(), groups.last_mut()) {
            (true, Some(last)) if inside => last.digits.push(c),
            (true, _) => {
                groups.push(Group { before: std::mem::take(&mut before), digits: c.into() });
                inside = true;
            }
            // What cannot be seen parts nothing.
            (false, _) if clean::is_blank(&c.to_string()) && !c.is_whitespace() => {}
            (false, _) => {
                before.push(c);
                inside = false;
            }
        }
    }
    groups
}

fn is_telephone(number: &str) -> bool {
    let groups = groups(number);
    let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
    let abroad = number.starts_with(['+', '＋']);
    digits >= FEWEST && (abroad || unexplained(&groups) >= 4)
}

fn is_document(word: &str) -> bool {
    let parts: Vec<&str> = word.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty()).collect();
    let digits: usize = parts.iter().map(|part| part.chars().count()).sum();
    let years: usize = parts.iter().filter(|part| is_year(part)).map(|part| part.len()).sum();
    word.contains(char::is_alphabetic) && digits >= 6 && digits - years >= 5
}

fn value(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (1900..2100).contains(&value(digits))
}

fn is_part(digits: &str, most: u32) -> bool {
    digits.len() <= 2 && (1..=most).contains(&value(digits))
}

/// The digits that are no part of a date, a year or a score with one decimal.
fn unexplained(groups: &[Group]) -> usize {
    let digits = |at: usize| groups.get(at).map_or("", |group| group.digits.as_str());
    let before = |at: usize| groups.get(at).map_or("", |group| group.before.as_str());
    let joined = |at: usize| matches!(before(at), "." | "/" | "-");
    let dated = |a: &str, b: &str| (is_part(a, 31) && is_part(b, 12)) || (is_part(a, 12) && is_part(b, 31));
    let (mut left, mut at) = (0, 0);
    while at < groups.len() {
        let (one, two, three) = (digits(at), digits(at + 1), digits(at + 2));
        let by_year = |year: &str, short: bool| is_year(year) || (short && year.len() == 2);
        let triple = joined(at + 1)
            && before(at + 1) == before(at + 2)
            && ((is_year(one) && is_part(two, 12) && is_part(three, 31))
                || (dated(one, two) && by_year(three, true)));
        let pair =
            joined(at + 1) && ((is_year(one) && is_part(two, 12)) || (is_part(one, 12) && is_year(two)));
        let decimal = before(at + 1) == "." && one.len() <= 2 && two.len() == 1 && before(at + 2) != ".";
        at += if triple {
            3
        } else if pair || decimal {
            2
        } else {
            left += if is_year(one) { 0 } else { one.len() };
            1
        };
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> Vec<&str> {
        contacts(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn numbers_and_addresses_are_found_in_any_writing() {
        for (text, found) in [
            ("Call me on +63 917 123 4567 any time", vec!["+63 917 123 4567"]),
            ("mobile 0917-123-4567, ward B", vec!["0917-123-4567"]),
            ("(0917) 123 45 67", vec!["(0917) 123 45 67"]),
            ("00639171234567", vec!["00639171234567"]),
            ("tél. 01.23.45.67.89", vec!["01.23.45.67.89"]),
            ("Tel 030/2345 678", vec!["030/2345 678"]),
            ("2015 1234", vec!["2015 1234"]),
            ("هاتف ٠١٢٣ ٤٥٦ ٧٨٩٠", vec!["٠١٢٣ ٤٥٦ ٧٨٩٠"]),
            ("फ़ोन ९८७६५ ४३२१०", vec!["९८७६५ ४३२१०"]),
            ("+44 (0)20 7946 0958", vec!["+44 (0)20 7946 0958"]),
            ("maria.santos@example.org", vec!["maria.santos@example.org"]),
            ("maria.santos (at) example.org now", vec!["maria.santos (at) example.org"]),
            ("maria [at] example [dot] org", vec!["maria [at] example [dot] org"]),
            ("maria at example dot org", vec!["maria at example dot org"]),
            ("ｍ＠example.org", vec!["ｍ＠example.org"]),
            ("Telegram @maria_rn", vec!["@maria_rn"]),
            (
                "see linkedin.com/in/maria-santos or www.maria.example",
                vec!["linkedin.com/in/maria-santos", "www.maria.example"],
            ),
            ("passport P1234567A, PIN 18I2345E, RN-0045678", vec!["P1234567A", "18I2345E", "RN-0045678"]),
        ] {
            assert_eq!(hidden(text), found, "{text}");
        }
    }

    #[test]
    fn what_people_search_for_stays() {
        for text in [
            "ICU nurse since 2015-03-01, before in 2010-2014 and 01.07.2008 - 30.06.2009",
            "IELTS 7.5 7.0 6.5 7.0 on 2024-05-01",
            "BSc Nursing (2010/2014), 4,600 hours, 1.200 beds; ICD-10, H1N1, COVID-19/2020",
            "03/2018 – 11/2021 Ward 12, 24/7 on call (night duty)",
            "i.v./oral, and/or, B2-C1 @ home",
            "ISCO 2221, 36 months, 40 hours a week at 3 sites",
        ] {
            assert_eq!(hidden(text), [""; 0], "{text}");
        }
    }
}
