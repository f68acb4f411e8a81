//! What the cells of a column say about a guess of its header.
//!
//! A guess whose cells do not read as that column's values loses; cells that fit well raise it a
//! little. They never decide alone: no header means a column only because its cells would fit. Of titles they decide
//! which one is the occupation, where no header says it.

use crate::model::{Cefr, Day, Kind, Language};
use crate::normalize::{self, Context, DateOrder, Habits, certificate};
use crate::reference::{countries, towns};
use crate::resolve::countries::Sense;
use crate::resolve::{self, language_tests};
use crate::schema::{self, Field, Semantic};
use crate::text::fold;

/// Cells that are looked at.
const LOOKED_AT: usize = 50;

/// What the cells do to a confidence, in thousandths.
pub(super) fn weight(field: &Field, cells: &[String]) -> i32 {
    let mut known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !is_missing(cell)).collect();
    known.truncate(LOOKED_AT);
    if known.is_empty() {
        return 0;
    }
    let Some((fits, raises, lowers)) = test(field) else { return 0 };
    let good = known.iter().filter(|cell| fits(field, cell)).count();
    if good * 10 >= known.len() * 8 {
        raises
    } else if good * 10 < known.len() * 4 {
        -lowers
    } else {
        0
    }
}

/// Whether half of the cells read as values of a column.
pub(super) fn half_fits(field: &Field, cells: &[String]) -> bool {
    let Some((fits, ..)) = test(field) else { return false };
    let says = |cell: &&str| !is_missing(cell) && !normalize::says_nothing(cell);
    let known: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(says).take(LOOKED_AT).collect();
    let good = known.iter().filter(|cell| fits(field, cell)).count();
    good > 0 && good * 2 >= known.len()
}

/// Whether most cells are numbers of years or months, `9 yrs 3 mths`, and hardly one a day.
pub(super) fn are_spans_of_time(cells: &[String]) -> bool {
    let known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !is_missing(cell)).take(LOOKED_AT).collect();
    let spans = known.iter().filter(|cell| normalize::is_span_of_time(cell) && year(cell).is_none()).count();
    spans > 0 && spans * 10 >= known.len() * 6
}

/// Whether nearly all cells say how people are addressed: `Mrs`, `Dr.`, `Herr`.
pub(super) fn are_styles(cells: &[String]) -> bool {
    let known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !is_missing(cell)).take(LOOKED_AT).collect();
    let is_style = |cell: &&&str| {
        let words: Vec<String> = cell.split(|c: char| !c.is_alphabetic()).map(fold).collect();
        let mut words = words.iter().filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| crate::names::is_honorific(word))
    };
    // `Nurse` and `Doctor` address people as well, and are titles where nothing else stands.
    let table = schema::table(Kind::Worker);
    let field = table.column("occupation").map(|at| &table.fields[at]);
    let is_title = |cell: &&str| field.is_some_and(|field| may_read(field, cell));
    !known.is_empty()
        && known.iter().filter(is_style).count() * 10 >= known.len() * 9
        && !known.iter().all(is_title)
}

/// Whether nearly all cells are titles of health work that are read without a doubt.
pub(super) fn are_occupations(cells: &[String]) -> bool {
    let table = schema::table(Kind::Worker);
    let Some(field) = table.column("occupation").map(|at| &table.fields[at]) else { return false };
    let mut known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !is_missing(cell) && !is_number(cell)).collect();
    known.truncate(LOOKED_AT);
    // A count of rows or codes alone may be anything.
    let clear = known.iter().filter(|cell| reads(field, cell)).count();
    // `Infirmier` may be two occupations until the country of the row is known.
    let titles = known.iter().filter(|cell| may_read(field, cell)).count();
    // A title that is two occupations until the country is known is a title all the same: `Staff Nurse`.
    let nearly_all = known.len() > 2 && titles * 10 >= known.len() * 9;
    !known.is_empty()
        && (clear * 2 >= known.len() || nearly_all)
        && titles * 10 >= known.len() * 8
        && known.len() * 2 > cells.iter().filter(|cell| !is_missing(cell)).count()
}

/// Whether most cells are certificates together with those of another column, and not by themselves: `IELTS` and
/// `7.0: L7 R6.5 W6.5 S7.5`. `second_first` says that the text of the second column goes in front;
/// `language` is that of the first column, where its header names one.
pub(super) fn are_certificates_together(
    first: &[String],
    second: &[String],
    second_first: bool,
    language: Option<Language>,
) -> bool {
    /// A day after any that a list tells of: only the form counts here.
    const LATE: Day = Day(36_500);
    let says = |cell: &str| !is_missing(cell) && !normalize::says_nothing(cell);
    let pairs = first.iter().zip(second).map(|(a, b)| (a.trim(), b.trim()));
    let known: Vec<(&str, &str)> = pairs
        .filter(|(a, b)| says(a) && says(b) && b.contains(char::is_alphanumeric))
        .take(LOOKED_AT)
        .collect();
    let whole = |(a, b): &&(&str, &str)| {
        let (name, result) = if second_first { (b, a) } else { (a, b) };
        let alone = certificate::certificate(b, LATE).ok().filter(|read| second_first && read.test.is_some());
        let joined = certificate::of_two_cells(name, result, LATE);
        let joined = joined.and_then(|whole| certificate::certificate(&whole, LATE).ok());
        let read = joined.or(alone);
        read.is_some_and(|read| language.is_none() || read.language.is_none() || read.language == language)
    };
    let fits = known.iter().filter(whole).count();
    fits >= 2 && fits * 2 >= known.len()
}

/// Whether nearly all cells are names of people: words of letters, of which no two are the same.
pub(super) fn are_people(cells: &[String]) -> bool {
    const FEWEST: usize = 3;
    let known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(LOOKED_AT).collect();
    let is_name = |cell: &&&str| {
        let words = cell.split_whitespace().count();
        let signs = |c: char| c.is_alphabetic() || c.is_whitespace() || "'’.-,()".contains(c);
        (2..=6).contains(&words)
            && cell.chars().all(|c| signs(c) || unicode_normalization::char::is_combining_mark(c))
            && cell.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
            && !normalize::names_school(cell)
            && towns::of_place(cell).is_empty()
    };
    let distinct: std::collections::BTreeSet<String> = known.iter().map(|cell| fold(cell)).collect();
    known.len() >= FEWEST
        && known.iter().filter(is_name).count() * 10 >= known.len() * 8
        && distinct.len() * 10 >= known.len() * 9
        && !are_workplaces(cells)
        && !are_occupations(cells)
}

/// Whether most cells are telephone numbers: longer than days are.
pub(super) fn are_phones(cells: &[String]) -> bool {
    const FEWEST_DIGITS: usize = 9;
    let known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(LOOKED_AT).collect();
    let is_one = |cell: &&&str| {
        let signs = |c: char| c.is_numeric() || " +-()./\u{a0}".contains(c);
        cell.chars().filter(|c| c.is_numeric()).count() >= FEWEST_DIGITS && cell.chars().all(signs)
    };
    known.len() >= 2 && known.iter().filter(is_one).count() * 10 >= known.len() * 6
}

/// Whether nearly all telephone numbers are of the country that stands in the same row of another column.
pub(super) fn are_phones_of(countries: &[String], phones: &[String]) -> bool {
    const FEWEST: usize = 2;
    let country = |cell: &String| {
        let found = resolve::countries::country(cell, Sense::Any);
        found.country.filter(|_| found.certain)
    };
    let rows = countries.iter().zip(phones).take(LOOKED_AT).filter(|(_, phone)| !is_missing(phone.trim()));
    let known: Vec<bool> =
        rows.filter_map(|(cell, phone)| Some(normalize::is_phone_of(phone.trim(), country(cell)?))).collect();
    known.len() >= FEWEST && known.iter().filter(|is| **is).count() * 10 >= known.len() * 8
}

/// Whether most cells are addresses of e-mail.
pub(super) fn are_addresses(cells: &[String]) -> bool {
    let filled: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let like = |cell: &&&str| {
        let parts = cell.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.'));
        parts.is_some() && !cell.contains(' ')
    };
    !filled.is_empty() && filled.iter().filter(like).count() * 10 >= filled.len() * 6
}

/// How many of three marks of people the columns of a list hold: mail addresses, telephone numbers, days on which adults
/// were born.
pub(super) fn marks_of_people(cells: &[Vec<String>]) -> usize {
    let most = |is: &dyn Fn(&str) -> bool| {
        cells.iter().any(|cells| {
            let known: Vec<&str> = cells
                .iter()
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
                .take(LOOKED_AT)
                .collect();
            known.len() >= 2 && known.iter().filter(|cell| is(cell)).count() * 10 >= known.len() * 6
        })
    };
    let born = |cell: &str| year(cell).is_some_and(|year| (1945..2012).contains(&year));
    [
        cells.iter().any(|cells| are_addresses(cells)),
        cells.iter().any(|cells| are_phones(cells)),
        most(&|cell| born(cell) && cell.chars().filter(char::is_ascii_digit).count() >= 5),
    ]
    .into_iter()
    .filter(|is| *is)
    .count()
}

/// Whether most cells name a test or a language with its level, and nearly all of the others a level.
pub(super) fn are_certificates(cells: &[String]) -> bool {
    let table = schema::table(Kind::LanguageCertificate);
    let Some(field) = table.column("test").map(|at| &table.fields[at]) else { return false };
    let says = |cell: &&str| !is_missing(cell) && !normalize::says_nothing(cell);
    let known: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(says).take(LOOKED_AT).collect();
    // One that is planned, or was failed, names its exam all the same.
    let certifies =
        |cell: &str| names_a_test(field, cell) || is_certificate(cell) || certificate::names_exam(cell);
    let tests = known.iter().filter(|cell| certifies(cell)).count();
    let fit = known.iter().filter(|cell| certifies(cell) || holds_level(field, cell)).count();
    tests * 2 > known.len() && fit * 10 >= known.len() * 7
}

/// What part of a person nearly all cells are by their form alone, and why.
pub(super) fn form(cells: &[String]) -> Option<(Kind, &'static str, &'static str)> {
    let says = |cell: &&str| !is_missing(cell) && !normalize::says_nothing(cell);
    let known: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(says).take(LOOKED_AT).collect();
    let most = |is: &dyn Fn(&str) -> bool| {
        let fits = known.iter().filter(|cell| is(cell)).count();
        fits >= 2 && fits * 10 >= known.len() * 6
    };
    if are_certificates(cells) {
        return Some((Kind::LanguageCertificate, "test", "its cells are results of language tests"));
    }
    if most(&normalize::is_post_with_time) && !most(&normalize::is_training) {
        return Some((Kind::Employment, "employer", "its cells are employers with the time at each"));
    }
    if most(&normalize::is_training) {
        return Some((Kind::Qualification, "title", "its cells are titles with a school or a year"));
    }
    most(&normalize::is_number_of_council).then_some((
        Kind::License,
        "number",
        "its cells are numbers with the council that gave them",
    ))
}

/// Whether a cell is a certificate or several, with a level or a result: `German B2 (telc)`, `English B1, French A2`.
fn is_certificate(cell: &str) -> bool {
    /// A day after any that a list tells of: only the form counts here.
    const LATE: Day = Day(36_500);
    let parts = certificate::several(cell, LATE).unwrap_or_else(|| vec![cell.to_owned()]);
    parts.iter().any(|part| certificate::certificate(part, LATE).is_ok_and(|read| !read.misspelt))
}

/// Whether half of the cells hold a word for a place of work in health, and hardly one is a title.
pub(super) fn are_workplaces(cells: &[String]) -> bool {
    const PLACES: &[&str] = &[
        "hospital",
        "hospitals",
        "clinic",
        "clinica",
        "clinique",
        "hopital",
        "chu",
        "klinik",
        "klinikum",
        "krankenhaus",
        "pflegeheim",
        "altenheim",
        "hastanesi",
        "hastane",
        "лікарня",
        "больница",
        "поликлиника",
        "клиника",
        "клініка",
        "bolnica",
        "szpital",
        "nemocnice",
        "spitalul",
        "spital",
        "ospedale",
        "ziekenhuis",
        "مستشفي",
        "مستشفى",
        "عياده",
        "مركز",
        "rumah sakit",
        "rs",
        "rsud",
        "puskesmas",
        "benh vien",
        "hospitali",
        "laboratorio",
        "laboratory",
        "pharmacy",
        "farmacia",
        "apotheke",
        "pharmacie",
        "medical center",
        "medical centre",
        "health center",
        "health centre",
        "nursing home",
        "polyclinic",
        "policlinico",
        "imss",
        "issste",
        "ips",
        "ubs",
        "病院",
        "医院",
        "병원",
    ];
    let known: Vec<String> =
        cells.iter().map(|cell| fold(cell)).filter(|cell| !is_missing(cell)).take(LOOKED_AT).collect();
    let holds = |cell: &&String| {
        let padded = format!(" {cell} ");
        PLACES.iter().any(|place| padded.contains(&format!(" {} ", fold(place))))
    };
    !known.is_empty() && known.iter().filter(holds).count() * 2 >= known.len() && !are_occupations(cells)
}

/// Whether half of the cells hold a word for a school.
pub(super) fn are_schools(cells: &[String]) -> bool {
    let known: Vec<&String> = cells.iter().filter(|cell| !is_missing(cell)).take(LOOKED_AT).collect();
    !known.is_empty() && known.iter().filter(|cell| normalize::names_school(cell)).count() * 2 >= known.len()
}

/// The year that a cell names alone: four digits.
pub(super) fn year(cell: &str) -> Option<u16> {
    let mut numbers = cell.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    let year = numbers.next()?.parse().ok()?;
    numbers.next().is_none().then_some(year)
}

/// Whether most cells are towns or regions, or name one with its country.
pub(super) fn are_places(cells: &[String]) -> bool {
    let known: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !is_missing(cell)).take(LOOKED_AT).collect();
    let is_place = |cell: &&&str| towns::parts(cell).any(|part| !towns::of_place(part).is_empty());
    !known.is_empty() && known.iter().filter(is_place).count() * 10 >= known.len() * 6
}

fn may_read(field: &Field, cell: &str) -> bool {
    normalize::cell(field, cell, &Context::default())
        .map_or_else(|refusal| !refusal.meant.is_empty(), |_| true)
}

fn is_number(cell: &str) -> bool {
    !cell.chars().any(char::is_alphabetic)
}

type Fits = fn(&Field, &str) -> bool;

/// How cells of a column are tested, what fitting adds and what not fitting takes. Words of closed lists
/// may stand in another language, which a recipe translates: so not fitting takes less there.
fn test(field: &Field) -> Option<(Fits, i32, i32)> {
    Some(match (field.semantic, field.name.as_str()) {
        (_, "email") => (|_, cell| cell.contains('@'), 60, 250),
        (_, "phone") => (is_phone, 40, 250),
        (_, "full_name" | "given_name" | "family_name") => {
            (|_, cell| !cell.chars().any(char::is_numeric), 0, 250)
        }
        (_, "website" | "source_url") => (|_, cell| cell.contains('.') && !cell.contains(' '), 40, 250),
        // People write when they are free in words as well.
        (Semantic::Date, "available_from") => (is_time_to_come, 30, 250),
        (Semantic::Date, _) => (is_date, 30, 250),
        (Semantic::Integer | Semantic::Decimal, _) => (reads, 20, 250),
        (Semantic::Span, _) => (is_span, 30, 250),
        (Semantic::Boolean, _) => (answers, 30, 200),
        (Semantic::Country, _) => (each_country, 50, 150),
        (Semantic::Language, _) => (reads_each, 50, 150),
        (Semantic::Test, _) => (names_a_test, 60, 150),
        (Semantic::Currency, _) => {
            (|_, cell| cell.len() <= 5 && !cell.bytes().any(|b| b.is_ascii_digit()), 30, 250)
        }
        (Semantic::Word, "level" | "language_level") => (holds_level, 60, 150),
        (Semantic::Word, _) => (is_word, 60, 100),
        (Semantic::Score, _) => (|_, cell| cell.chars().count() <= 8, 40, 150),
        // A number on a license holds a digit; words such as `Active` do not.
        (Semantic::Text | Semantic::Code, "number") => {
            (|_, cell| cell.chars().any(char::is_numeric), 40, 150)
        }
        _ => return None,
    })
}

fn is_missing(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "" | "n a" | "na" | "none" | "nil" | "null")
}

fn reads(field: &Field, cell: &str) -> bool {
    normalize::cell(field, cell, &Context::default()).is_ok()
}

/// Whether a cell says yes or no, also with a day beside it that only the whole file settles: `Yes - signed 02/10/2026`.
fn answers(field: &Field, cell: &str) -> bool {
    let read = normalize::cell(field, cell, &Context::default());
    read.is_ok() || read.is_err_and(|refusal| refusal.reason != normalize::RefusalReason::NeitherYesNorNo)
}

fn is_span(field: &Field, cell: &str) -> bool {
    // A number alone counts something, whatever its unit is and in whatever digits.
    let number = crate::text::clean::plain(cell);
    (number.len() <= 4 && number.parse::<f64>().is_ok())
        || reads(field, cell)
        || normalize::says_nothing(cell)
        || begins_with_span(field, cell)
}

/// Whether a cell is a span of time and a few words behind it, of which the occupation decides what they are: `9 yrs ICU`.
fn begins_with_span(field: &Field, cell: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let blanks = cell.char_indices().filter(|(_, sign)| sign.is_whitespace()).map(|(at, _)| at);
    blanks.map(|at| cell.split_at(at)).any(|(span, rest)| {
        let few = rest.split_whitespace().count() <= MOST_WORDS && !rest.contains(char::is_numeric);
        let number = span.parse::<f64>().is_ok();
        few && (number || span.contains(char::is_numeric) && reads(field, span))
    })
}

fn reads_each(field: &Field, cell: &str) -> bool {
    cell.split([',', ';', '/', '|']).all(|item| reads(field, item))
}

fn each_country(_: &Field, cell: &str) -> bool {
    cell.split([',', ';', '/', '|']).all(|item| !countries::lookup(item.trim()).is_empty())
}

fn is_date(field: &Field, cell: &str) -> bool {
    // A band like 7.5 could be the fifth of July; nobody writes a date so.
    if cell.chars().filter(|c| c.is_numeric()).count() < 4 && !cell.chars().any(char::is_alphabetic) {
        return false;
    }
    [DateOrder::DayMonthYear, DateOrder::MonthDayYear].iter().any(|&order| {
        let habits = Habits::default().with_order(Some(order));
        let context = Context { habits, ..Context::default() };
        match normalize::cell(field, cell, &context) {
            Ok(_) => true,
            // A date that cannot be told from another is a date still.
            Err(refusal) => !refusal.meant.is_empty(),
        }
    })
}

fn is_time_to_come(field: &Field, cell: &str) -> bool {
    is_date(field, cell) || normalize::is_at_once(cell) || normalize::is_span_of_time(cell)
}

fn is_phone(_: &Field, cell: &str) -> bool {
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    digits >= 6 && cell.chars().all(|c| c.is_numeric() || " +-()./\u{a0}".contains(c))
}

/// Whether a cell is the name of a test, or begins with one: `IELTS 7`, `OET (B)`.
fn names_a_test(_: &Field, cell: &str) -> bool {
    let first = cell.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    !language_tests::named(cell).is_empty()
        || first.is_some_and(|word| word.len() >= 3 && !language_tests::named(word).is_empty())
}

fn holds_level(_: &Field, cell: &str) -> bool {
    cell.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part.parse::<Cefr>().is_ok())
}

fn is_word(field: &Field, cell: &str) -> bool {
    let folded = fold(cell);
    field.words.iter().any(|word| fold(word) == folded)
        || (field.name == "sex" && matches!(folded.as_str(), "f" | "m" | "w" | "h"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::schema::table;

    fn of(kind: Kind, column: &str, cells: &[&str]) -> i32 {
        let table = table(kind);
        let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
        weight(&table.fields[table.column(column).unwrap()], &cells)
    }

    #[test]
    fn spans_of_time_and_styles_of_address_are_told_from_days_and_titles() {
        let strings = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<String>>();
        assert!(are_spans_of_time(&strings(&["9 yrs 3 mths", "11+ yrs", "-"])));
        assert!(!are_spans_of_time(&strings(&["31/12/2027", "05/2028"])));
        assert!(are_styles(&strings(&["Mrs", "Dr.", "Ms"])));
        assert!(!are_styles(&strings(&["Staff Nurse", "Dr. Ana"])));
    }

    #[test]
    fn cells_that_do_not_read_take_and_cells_that_fit_add_a_little() {
        assert!(of(Kind::Worker, "birth_date", &["31/12/1990", "1.2.1991"]) > 0);
        assert!(of(Kind::Worker, "birth_date", &["Manila", "Cebu"]) < 0);
        assert!(of(Kind::License, "status", &["Active", "Lapsed"]) > 0);
        assert!(of(Kind::License, "number", &["Active", "Lapsed"]) < 0);
        assert!(of(Kind::Worker, "email", &["a@example.org"]) > 0);
        assert_eq!(of(Kind::Worker, "summary", &["a"]), 0);
        assert_eq!(of(Kind::Worker, "birth_date", &["", "n/a"]), 0);
    }
}
