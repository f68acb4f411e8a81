//! What clerks write beside a value in its cell: the day of a consent, the state or the end of a license.

use super::context::Context;
use super::habits::Beside;
use super::reading::Extra;
use super::reason::Remark;
use super::refusal::Refusal;
use super::{certificate, date, word};
use crate::model::{Kind, PartialDate};
use crate::reference::certificate_terms::Means;
use crate::resolve::regulators;
use crate::schema::{self, Field, TableSchema};
use crate::text;
use compact_str::{CompactString, ToCompactString as _};

/// Words that stand between what is said and its day.
const BETWEEN: &[&str] = &[
    "signed",
    "on",
    "dated",
    "date",
    "since",
    "from",
    "in",
    "le",
    "du",
    "depuis",
    "signe",
    "signee",
    "am",
    "vom",
    "seit",
    "unterschrieben",
    "unterzeichnet",
    "el",
    "em",
    "de",
    "desde",
    "firmado",
    "firmada",
    "assinado",
    "assinada",
    "il",
    "del",
    "dal",
    "dell",
    "firmato",
    "firmata",
    "op",
    "sinds",
    "getekend",
    "od",
    "dnia",
    "podpisano",
    "podepsano",
    "potpisano",
    "от",
    "с",
    "подписано",
    "від",
    "підписано",
    "tarih",
    "imzalandi",
    "tanggal",
    "ngay",
    "بتاريخ",
    "في",
];

/// A yes or no. Of a consent the day may stand beside it: `Yes - signed 01/11/2026`, `withdrawn 3.4.2026`.
pub(super) fn answer(
    field: &Field,
    text: &str,
    context: &Context,
    extra: &mut Extra,
) -> Result<bool, Refusal> {
    let said_of = |text: &str| match word::boolean(text, context) {
        Err(_) if word::withdrawn(text) => Ok(false),
        read => read,
    };
    let refusal = match word::boolean(text, context) {
        Err(_) if field.name == "given" && word::withdrawn(text) => return Ok(false),
        Err(refusal) if field.name == "given" => refusal,
        read => return read,
    };
    let Some((said, day)) = said_and_day(text) else { return Err(refusal) };
    let signed = || text::fold(text).split(' ').any(|word| SIGNED.contains(&word));
    let given = match said.is_empty() {
        // `signed 14/09/2026`
        true if signed() => true,
        true => return Err(refusal),
        false => said_of(&said).map_err(|_| refusal)?,
    };
    match day_of(day, "given_on", context) {
        Ok(day) if given => extra.also("given_on", [day.to_compact_string().as_str()]),
        // A yes is one on whichever of two days.
        Err(unread) if given && !unread.meant.is_empty() => {
            extra.remark(Remark::DayLeftOut { day: day.into() });
        }
        // Whenever it was said: a no is no consent.
        Err(unread) if given || unread.meant.is_empty() => return Err(unread),
        _ => {}
    }
    Ok(given)
}

/// Whether an answer begins with a no, and the rest is another sentence: `N - ask each time`, `No; only by telephone`. A no on
/// conditions is a no.
pub(super) fn begins_with_no(text: &str, context: &Context) -> bool {
    // `n/a` and `N.A.` are no sentences.
    const FEWEST_LETTERS: usize = 3;
    let parts = |c: char| matches!(c, '-' | '–' | '—' | ',' | ';' | '(' | ':');
    let Some((first, rest)) = text.split_once(parts) else { return false };
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    word::boolean(first.trim(), context) == Ok(false) && letters >= FEWEST_LETTERS
}

/// The number of a document without what stands beside it: how a license stands (`0612349 (revoked)`, `struck off
/// 03/2024`) and when it ends (`exp 12/2027`) go to columns of their own. `None` where there is no number yet
/// (`applied 2026`).
///
/// # Errors
/// [`Refusal`] when the number is said not to count in words that are no state of a license, or the day of its end
/// cannot be read.
pub(super) fn number<'t>(
    field: &Field,
    text: &'t str,
    context: &Context,
    extra: &mut Extra,
) -> Result<Option<&'t str>, Refusal> {
    let Some(table) = table_of(field) else { return Ok(Some(text)) };
    let alone = |c: char| c.is_alphanumeric() || c == '-';
    if !text.contains(char::is_numeric) || !text.contains(char::is_alphabetic) && text.chars().all(alone) {
        return Ok(Some(text));
    }
    if waits(text, context) {
        extra.remark(Remark::NoDigit);
        return Ok(None);
    }
    let text = match council_and_number(text).filter(|_| table.column("regulator").is_some()) {
        Some((council, number)) => {
            extra.also_where_blank("regulator", council);
            number
        }
        None => text,
    };
    if holds_several(text) {
        extra.remark(Remark::SeveralNumbers);
        return Ok(Some(text));
    }
    for (number, rest) in partings(text) {
        let (said, day) = match said_and_day(rest) {
            Some((said, day)) => (said, Some(day)),
            None => (rest.to_owned(), None),
        };
        let status = table.column("status").map(|status| &table.fields[status]);
        let state = status.map(|status| word::word(status, &said, &Context::default()));
        match (state, certificate::meaning(&said)) {
            (Some(Ok(state)), _) => {
                extra.also("status", [state.as_str()]);
                return Ok(Some(number));
            }
            (Some(Err(refusal)), Some(Means::Void | Means::Failed)) => return Err(refusal),
            // `not in good standing`: what is denied is not looked for in the words behind the denial.
            (Some(Err(refusal)), _) if certificate::denies(&said) => return Err(refusal),
            // A day to come behind a number is that of its end, and any day where the header says so or a state follows.
            (_, means) if said.is_empty() || says_until(&said) || means == Some(Means::Expires) => {
                let Some(day) = day else { continue };
                let end = End::of(table, day, context);
                let certain = means == Some(Means::Expires)
                    || end.state.is_some()
                    || context.habits.beside == Some(Beside::End);
                if certain && (end.day.is_some() || means == Some(Means::Expires)) || lies_ahead(day, context)
                {
                    end.tell(day, extra);
                    return Ok(Some(number));
                }
            }
            // `active until 2027`: the state in front of the end.
            _ if state_until(table, &said).is_some() => {
                let Some(day) = day else { continue };
                if let Some(state) = state_until(table, &said) {
                    extra.also("status", [state.as_str()]);
                }
                End { state: None, ..End::of(table, day, context) }.tell(day, extra);
                return Ok(Some(number));
            }
            _ if !said.is_empty() && super::missing::endless(&said) => {
                extra.remark(Remark::Endless);
                return Ok(Some(number));
            }
            _ => {}
        }
    }
    Ok(Some(text))
}

/// Whether a text holds the numbers of several documents, which it does not say how to tell apart: `RN 45120 KNMC; KNC 88120`.
/// Its state or its end would be that of one of them.
fn holds_several(text: &str) -> bool {
    const FEWEST_DIGITS: usize = 4;
    let is_number = |part: &&str| {
        let digits = part.split(|c: char| !c.is_numeric());
        // A state may stand in brackets behind a day.
        let bare = part.split(['(', '[']).next().unwrap_or_default();
        let day = date::date(bare.trim_matches(|c: char| !c.is_alphanumeric()), None);
        let is_day = day.is_ok() || day.is_err_and(|refusal| !refusal.meant.is_empty());
        let until = said_and_day(part).is_some_and(|(said, _)| {
            says_until(&said) || certificate::meaning(&said) == Some(Means::Expires)
        });
        digits.map(|digits| digits.chars().count()).max() >= Some(FEWEST_DIGITS) && !is_day && !until
    };
    [";", " / ", "\n", " & ", " + "].into_iter().any(|sign| {
        text.contains(sign)
            && text.split(sign).all(|part| part.contains(char::is_numeric))
            && text.split(sign).filter(is_number).count() > 1
    })
}

/// The state of a document in front of a word for its end: `active until`.
fn state_until(table: &TableSchema, said: &str) -> Option<CompactString> {
    let status = &table.fields[table.column("status")?];
    let blanks = said.char_indices().filter(|(_, sign)| sign.is_whitespace()).map(|(at, _)| at);
    blanks.map(|at| (said[..at].trim(), said[at..].trim())).find_map(|(state, until)| {
        let ends = says_until(until) || certificate::meaning(until) == Some(Means::Expires);
        ends.then(|| word::word(status, state, &Context::default()).ok()).flatten()
    })
}

/// The end of a document as it stands behind a number, with the state behind that: `30/06/2026 (vencido)`.
struct End {
    day: Option<PartialDate>,
    state: Option<CompactString>,
}

impl End {
    fn of(table: &TableSchema, text: &str, context: &Context) -> Self {
        const PARTS: [&str; 7] = ["(", "[", ",", ";", " – ", " — ", " - "];
        if let Ok(day) = day_of(text, "expires_on", context) {
            return Self { day: Some(day), state: None };
        }
        let status = table.column("status").map(|status| &table.fields[status]);
        let state = |said: &str| {
            let said = said.trim_matches(|c: char| !c.is_alphanumeric());
            word::word(status?, said, &Context::default()).ok()
        };
        let parted = PARTS.into_iter().filter_map(|sign| text.split_once(sign)).find_map(|(day, said)| {
            let day = day.trim_end_matches(|c: char| !c.is_alphanumeric());
            Some(Self { day: Some(day_of(day, "expires_on", context).ok()?), state: state(said) })
        });
        parted.unwrap_or(Self { day: None, state: None })
    }

    /// Tells the columns of the end and the state, and says where the end cannot be read.
    fn tell(self, text: &str, extra: &mut Extra) {
        match self.day {
            Some(day) => extra.also("expires_on", [day.to_compact_string().as_str()]),
            None => extra.remark(Remark::EndLeftOut { day: text.into() }),
        }
        if let Some(state) = self.state {
            extra.also("status", [state.as_str()]);
        }
    }
}

/// The council that stands with a number in one cell, `KNMC - KL0320`, `4512 (ONSF)`, and the number. One that is joined to
/// the number by a sign, `NCK/38204`, stays a part of it: some councils count so.
pub(super) fn council_and_number(text: &str) -> Option<(&str, &str)> {
    const AROUND: &[char] = &[' ', ',', ';', ':', '-', '–', '—', '/', '(', ')', '[', ']', '.', '#', '\u{a0}'];
    const FOR_NUMBER: &[&str] = &[
        "reg",
        "regn",
        "registration",
        "no",
        "nr",
        "number",
        "n",
        "br",
        "num",
        "pin",
        "lic",
        "license",
        "licence",
        "roll",
        "id",
    ];
    let has_digit = |text: &str| text.contains(char::is_numeric);
    let bracket = text.trim().strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '[']));
    if let Some((number, council)) =
        bracket.filter(|(number, council)| has_digit(number) && !has_digit(council))
    {
        return is_council(council.trim()).then(|| (council.trim(), number.trim()));
    }
    // `12345 ; Ordre national des infirmiers`: behind a sign.
    let behind = [";", ",", " - ", " – ", " — ", " / ", ":"].into_iter().find_map(|sign| {
        let (number, council) = text.split_once(sign)?;
        let (number, council) = (number.trim(), council.trim());
        (has_digit(number) && !has_digit(council) && is_council(council)).then_some((council, number))
    });
    if behind.is_some() {
        return behind;
    }
    let at = text.find(char::is_numeric)?;
    let word = text[..at].rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let mut council = text[..word].trim_matches(AROUND);
    // `Kerala Nursing Council, Reg.No. 123`
    while let Some((before, last)) = council.rsplit_once([' ', ',', '.']) {
        if !FOR_NUMBER.contains(&text::fold(last).as_str()) {
            break;
        }
        council = before.trim_end_matches(AROUND);
    }
    if !council.is_empty() {
        return is_council(council).then(|| (council, text[word..].trim()));
    }
    let (joined, _) = text.split_once(['/', '-'])?;
    (joined.chars().all(char::is_alphabetic) && is_council(joined)).then_some((joined, text))
}

/// The numbers of several licenses in one cell, each behind letters of its own register, `RN 2102098 / RM 2102417`.
pub(super) fn several_numbers(text: &str) -> Option<Vec<String>> {
    const MOST: usize = 4;
    const LONGEST_LETTERS: usize = 6;
    const FEWEST_DIGITS: usize = 3;
    let letters_and_digits = |part: &&str| {
        let letters = part.trim_start().find(|c: char| !c.is_alphabetic()).filter(|&at| at > 0)?;
        let (letters, number) = part.trim_start().split_at(letters);
        let number = number.trim_start_matches([' ', '-', '.', ':', '/']).trim_end();
        let is_number = number.chars().all(char::is_numeric) && number.chars().count() >= FEWEST_DIGITS;
        (is_number && letters.chars().count() <= LONGEST_LETTERS).then(|| text::fold(letters))
    };
    if !text.contains(['/', ';', ',', '&', '\n', ' ']) {
        return None;
    }
    // Each behind its own council: `COREN-GO 332211 / Ordem dos Enfermeiros 5-E-98765`.
    let of_councils = |sign: &str| {
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let each = |part: &&str| has_digits(part, FEWEST_DIGITS) && council_and_number(part).is_some();
        let apart = (2..=MOST).contains(&parts.len()) && parts.iter().all(each);
        apart.then(|| parts.into_iter().map(str::to_owned).collect())
    };
    if let Some(parts) = [" / ", ";", "\n"].into_iter().find_map(of_councils) {
        return Some(parts);
    }
    // One council in front of all of them: `NMCN RN 100102; RM 20102`.
    if let Some((council, numbers)) = council_before_register(text) {
        let parts = several_numbers(numbers)?;
        return Some(parts.into_iter().map(|part| format!("{council} {part}")).collect());
    }
    [" / ", ";", ", ", " & ", " and ", "/", "\n"].into_iter().find_map(|sign| {
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let mut letters = parts.iter().map(letters_and_digits).collect::<Option<Vec<String>>>()?;
        letters.sort();
        letters.dedup();
        let apart = letters.len() == parts.len() && (2..=MOST).contains(&parts.len());
        apart.then(|| parts.into_iter().map(str::to_owned).collect())
    })
}

/// A council in front of the letters of its registers, and the rest: `NMCN` and `RN 100102; RM 20102`.
fn council_before_register(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let digit = text.find(char::is_numeric)?;
    let blanks = text[..digit].char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    blanks.rev().map(|at| text.split_at(at)).find_map(|(council, rest)| {
        let rest = rest.trim_start();
        let registered = rest.starts_with(char::is_alphabetic);
        (registered && is_council(council.trim())).then(|| (council.trim(), rest))
    })
}

fn has_digits(text: &str, fewest: usize) -> bool {
    text.chars().filter(|c| c.is_numeric()).count() >= fewest
}

/// The council that a header of numbers names: initials in capitals, `PRC Lic. No.`, or a name of several words, `Kerala
/// Nursing Council Reg No`.
pub(super) fn council_of_header(header: &str) -> Option<String> {
    const FEWEST_INITIALS: usize = 3;
    const FEWEST_WORDS: usize = 3;
    const MOST_WORDS: usize = 8;
    let words: Vec<&str> =
        header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let initials =
        |word: &str| word.chars().count() >= FEWEST_INITIALS && word.chars().all(char::is_uppercase);
    // In a header of capitals alone each word looks like initials: it must be a council's all the same.
    if let Some(word) = words.iter().find(|word| initials(word) && is_council(word)) {
        return Some((*word).to_owned());
    }
    let lengths = (FEWEST_WORDS..=words.len().min(MOST_WORDS)).rev();
    lengths
        .flat_map(|length| words.windows(length))
        .map(|words| words.join(" "))
        .find(|name| is_council(name))
}

/// Whether a text is the name of a regulator, perhaps of several countries.
fn is_council(text: &str) -> bool {
    let found = regulators::resolve(text, None, 1);
    found.certain || found.candidates.first().is_some_and(|first| first.exact)
}

/// The sex in front of an age or of what family somebody has, `F 29`, `M / 34`, `жен. незамужем`, and what stands beside it.
/// `None` where another word for a sex stands there.
pub(super) fn sex_and_rest<'t>(
    field: &Field,
    text: &'t str,
    context: &Context,
) -> Option<(CompactString, &'t str)> {
    const AROUND: &[char] = &[' ', '/', '(', ')', ',', ';', '-', '–', '.', '\u{a0}', '\n'];
    let at = text.find(AROUND).filter(|&at| at > 0)?;
    let (first, rest) = (&text[..at], text[at..].trim_matches(AROUND));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let is_age = |text: &str| text.contains(char::is_numeric) && letters(text) <= 6;
    let said = |word: &str| word::word(field, word, context).ok();
    // The age may stand in front: `31/F`.
    let (sex, rest) = match said(first) {
        Some(sex) => (sex, rest),
        None if is_age(first) => (said(rest)?, first),
        None => return None,
    };
    // `k.A.` is no woman of whatever family: a letter needs an age or a word beside it.
    let clear = rest.split(AROUND).filter(|word| !word.is_empty()).all(|word| said(word).is_none());
    (clear && !rest.is_empty() && (is_age(rest) || letters(rest) >= 3)).then_some((sex, rest))
}

/// The day of a birth and the age beside it: `14-Mar-93 / 33`, `1990-05-31 (35 yrs)`.
pub(super) fn day_and_age(text: &str) -> Option<(&str, &str)> {
    const LEAST: u16 = 14;
    const MOST: u16 = 99;
    const LONGEST_UNIT: usize = 6;
    let text = text.trim().trim_end_matches([')', ']', '.']);
    let at = text.rfind([' ', '(', '[', '/', ','])?;
    // The unit stands behind the number, perhaps apart.
    let unit = |word: &str| !word.contains(char::is_numeric) && word.chars().count() <= LONGEST_UNIT;
    let (before, last) = (&text[..at], text[at..].trim_start_matches([' ', '(', '[', '/', ',']));
    let (day, age) = if unit(last) {
        let at = before.trim_end().rfind([' ', '(', '[', '/', ','])?;
        (&text[..at], text[at..].trim_start_matches([' ', '(', '[', '/', ',']))
    } else {
        (before, last)
    };
    let digits = age.find(|c: char| !c.is_ascii_digit()).unwrap_or(age.len());
    let number = age[..digits].parse::<u16>().ok()?;
    let day = day.trim_end_matches([' ', '(', '[', '/', ',', ';', '-', '–']);
    let parted = text[day.len()..].contains(['(', '[', '/', ',']);
    let whole = day.chars().filter(|c| c.is_numeric()).count() >= 4;
    (parted && whole && (LEAST..=MOST).contains(&number) && unit(age[digits..].trim())).then_some((day, age))
}

/// The day of a birth and the place beside it, which holds no digit: `Singaraja 03-11-1999`, `08/03/1992 à Edéa`.
pub(super) fn day_and_place(text: &str) -> Option<(&str, &str)> {
    const AROUND: &[char] = &[' ', ',', '/', '-', '–', ':', ';', '(', ')', '\n', '\u{a0}'];
    let first = text.find(char::is_numeric)?;
    let last = text.rfind(char::is_numeric)?;
    let end = last + text[last..].chars().next().map_or(1, char::len_utf8);
    let (before, day, behind) = (&text[..first], &text[first..end], &text[end..]);
    let place = match (before.trim_matches(AROUND), behind.trim_matches(AROUND)) {
        (before, "") if !before.is_empty() => before,
        ("", behind) if !behind.is_empty() => behind,
        _ => return None,
    };
    // A month may stand in front of its day: `March 3, 1990`.
    let is_word_of_date = place.split(AROUND).any(|word| {
        matches!(
            super::months::meaning(word),
            Some(super::months::Meaning::Month(..) | super::months::Meaning::Weekday(_))
        )
    });
    (!is_word_of_date).then_some((day, place))
}

/// Words that say that a consent was signed.
const SIGNED: [&str; 20] = [
    "signed",
    "signe",
    "signee",
    "unterschrieben",
    "unterzeichnet",
    "firmado",
    "firmada",
    "firmo",
    "assinado",
    "assinada",
    "assinou",
    "firmato",
    "firmata",
    "getekend",
    "podpisano",
    "podepsano",
    "potpisano",
    "подписано",
    "підписано",
    "imzalandi",
];

/// The table of whose documents a column holds the numbers, where these have a state and an end.
fn table_of(field: &Field) -> Option<&'static TableSchema> {
    let tables = [Kind::License, Kind::OrganizationLicense].map(schema::table);
    tables.into_iter().find(|table| table.fields.iter().any(|own| std::ptr::eq(own, field)))
}

/// The day on which a document ends and the state that stands beside it: `31/12/2025 (EXPIRED)`. `None` where the text is no
/// such, and where the words beside the day are no state of it.
pub(super) fn end_and_state<'t>(field: &Field, text: &'t str) -> Option<(&'t str, CompactString)> {
    let (day, said) = text.trim().split_once(['(', '[', ',', ';'])?;
    let said = said.trim_matches(|c: char| !c.is_alphanumeric());
    let day = day.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !day.contains(char::is_numeric) || said.is_empty() || said.contains(char::is_numeric) {
        return None;
    }
    let table = table_of(field)?;
    let status = table.column("status").map(|status| &table.fields[status])?;
    Some((day, word::word(status, said, &Context::default()).ok()?))
}

/// The state that stands where the day of the end would, `expired`: one in which a license does not count.
pub(super) fn state_alone(field: &Field, text: &str) -> Option<CompactString> {
    if text.contains(char::is_numeric) || !text.contains(char::is_alphabetic) {
        return None;
    }
    let table = table_of(field)?;
    let status = table.column("status").map(|status| &table.fields[status])?;
    let state = word::word(status, text, &Context::default()).ok()?;
    (state != "active").then_some(state)
}

/// Whether a text says that a document was asked for and is not there, and since when.
fn waits(text: &str, context: &Context) -> bool {
    said_and_day(text).is_some_and(|(said, day)| {
        matches!(certificate::meaning(&said), Some(Means::Intention | Means::Awaited))
            && day_of(day, "issued_on", context).is_ok()
    })
}

/// A text as a number and the words behind it, in every way in which it may be parted; the shortest number first.
fn partings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = |c: char| c.is_whitespace() || "([,;:-–—/".contains(c);
    text.char_indices().filter_map(move |(at, letter)| {
        let number = text[..at].trim_end_matches(parts);
        let rest = text[at..].trim_matches(|c: char| parts(c) || ")].".contains(c));
        // Two capitals behind a number are part of it: `123456-RN`.
        let is_word = |word: &str| word.chars().count() > 2 || !word.is_ascii() || says_until(word);
        let word = rest.split(|c: char| !c.is_alphabetic()).next();
        // `s.d. 03-05-2027`
        let until = rest
            .find(|c: char| c.is_numeric())
            .is_some_and(|digit| digit > 0 && says_until(rest[..digit].trim()));
        // Or a day right behind it, `STR 17 01 / 12 Mei 2027`, where a sign stands between.
        let joint = text[number.len()..at + letter.len_utf8()].contains(|c: char| "([,;/–—".contains(c))
            || text[number.len()..].trim_start().starts_with("- ");
        // A year joined to the number is a part of it: `00204/2017`.
        let of_number = rest.len() == 4 && !text[number.len()..at + letter.len_utf8()].contains(' ');
        let is_day = joint
            && !of_number
            && rest.starts_with(char::is_numeric)
            && rest.chars().filter(|c| c.is_numeric()).count() >= 4;
        let begins = parts(letter) && (word.is_some_and(is_word) || until || is_day);
        (begins && number.contains(char::is_numeric)).then_some((number, rest))
    })
}

/// What a text says before its first digit, without the words that lead to a day, and the rest: `signed on 3.4.2026`.
fn said_and_day(text: &str) -> Option<(String, &str)> {
    let digit = text.find(|c: char| c.is_numeric())?;
    // The month may stand in front of its day: `until Jan. 6, 2029`.
    let word = text[..digit].trim_end_matches(|c: char| c.is_whitespace() || c == '.' || c == ',');
    let begin = word.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let month = super::months::meaning(&text::fold(&word[begin..]));
    let is_month = matches!(month, Some(super::months::Meaning::Month(..)));
    let (said, day) = text.split_at(if is_month { begin } else { digit });
    let words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    while words.last().is_some_and(|last| BETWEEN.contains(&text::fold(last).as_str())) {
        words.pop();
    }
    Some((words.join(" "), day.trim_end_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether a text is a word in front of an end: `until`, `s/d`, `до`.
fn says_until(said: &str) -> bool {
    use crate::reference::practice_words::{PracticeWord, says};
    says(&text::fold(said)).contains(&PracticeWord::To)
}

/// Whether a text is a whole day, or a month of a year, after the day of the reading.
fn lies_ahead(text: &str, context: &Context) -> bool {
    const FEWEST_DIGITS: usize = 5;
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let named = text.contains(char::is_alphabetic) && digits >= 4;
    let Some(as_of) = context.as_of.filter(|_| digits >= FEWEST_DIGITS || named) else { return false };
    let is_day = named || text.contains(['/', '.', '-']);
    is_day && day_of(text, "expires_on", context).is_ok_and(|day| day.earliest() > as_of)
}

fn day_of(day: &str, column: &str, context: &Context) -> Result<PartialDate, Refusal> {
    date::dated(day, context.habits.dates(column, context.as_of)).map(|dated| dated.date)
}
