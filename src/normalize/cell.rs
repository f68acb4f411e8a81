//! A cell of a column, by what the column means.

use super::habits::Habits;
use super::missing::{self, Nothing};
use super::{certificate, clean, date, email, money, number, phone, score, word, wreck};
use crate::model::{AgreementId, Country, Datum, Day, Isco08, PartialDate, Subdivision};
use crate::reference::{countries, language_tests, occupations, specialties};
use crate::resolve;
use crate::resolve::countries::{Sense, Step};
use crate::resolve::occupations::named::{self, How};
use crate::schema::{Field, Semantic};
use crate::text::{self, Near, Nearness};
use compact_str::{CompactString, ToCompactString as _};

/// Why a cell is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with the value, as the rest of a sentence that begins with it.
    pub reason: String,
    /// What would have been accepted.
    pub expected: String,
    /// The nearest valid value, or those that it may mean.
    pub suggestion: Option<String>,
    /// The text that may stand in the cell instead, and how near it is: only where one value is near and
    /// no other comes close.
    pub instead: Option<(String, Nearness)>,
}

impl Refusal {
    pub(super) fn new(reason: &str, expected: &str) -> Self {
        Self { reason: reason.to_owned(), expected: expected.to_owned(), suggestion: None, instead: None }
    }

    pub(super) fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        let suggestion = suggestion.into();
        self.suggestion = (!suggestion.is_empty()).then_some(suggestion);
        self
    }

    /// Suggests what a near name stands for: shown to people as `shown`, written in a cell as `value`.
    pub(super) fn near<T>(
        self,
        near: Option<Near<'_, T>>,
        shown: impl FnOnce(&Near<'_, T>) -> (String, Option<String>),
    ) -> Self {
        let Some(near) = near else { return self };
        let (text, value) = shown(&near);
        let mut refusal = self.suggest(text);
        refusal.instead = value.filter(|_| near.alone).map(|value| (value, near.nearness));
        refusal
    }
}

/// What the rest of the row and of the column says about a cell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The country that the row speaks of: it decides between senses of a title, and by which plan a
    /// telephone number is read.
    pub country: Option<Country>,
    /// The occupation that the row speaks of: it decides between specialties of one name.
    pub occupation: Option<Isco08>,
    /// What is settled of how the column is written.
    pub habits: Habits,
    /// Whether a comma is the decimal sign: the case where fields are separated by semicolons.
    pub decimal_comma: bool,
    /// The day of the reading, from which years of two digits are seen.
    pub as_of: Option<Day>,
}

/// What a cell was read as.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The canonical cell; `None` is unknown.
    pub datum: Option<Datum>,
    /// What is worth knowing of how it was read, as the rest of a sentence that begins with the value.
    pub note: Option<String>,
    /// What the cell says of other columns of its record.
    pub also: Vec<Also>,
}

/// What a cell says of another column: `7.5 (W 6.5)` of the writing, `€ 2500` of the currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// The column.
    pub column: &'static str,
    /// Its value, or several of which it is one: a `$` agrees with many currencies and says none.
    pub any_of: Vec<CompactString>,
}

/// What is found beside the value.
#[derive(Debug, Default)]
pub(super) struct Extra {
    note: Option<String>,
    also: Vec<Also>,
}

impl Extra {
    pub(super) fn note(&mut self, note: String) {
        self.note.get_or_insert(note);
    }

    #[cfg(test)]
    pub(super) fn is_noted(&self) -> bool {
        self.note.is_some()
    }

    pub(super) fn also<'a>(&mut self, column: &'static str, any_of: impl IntoIterator<Item = &'a str>) {
        self.also.push(Also { column, any_of: any_of.into_iter().map(CompactString::from).collect() });
    }
}

/// The canonical cell of a text; `None` when the text is blank or a word for nothing, which is unknown.
///
/// # Errors
/// [`Refusal`] when the text is no value of the column.
pub fn cell(field: &Field, raw: &str, context: &Context) -> Result<Option<Datum>, Refusal> {
    read(field, raw, context).map(|reading| reading.datum)
}

/// Reads a text as a cell of a column.
///
/// # Errors
/// [`Refusal`] when the text is no value of the column.
pub fn read(field: &Field, raw: &str, context: &Context) -> Result<Reading, Refusal> {
    if is_plain_day(field, raw, context) {
        return Ok(Reading { datum: Some(Datum::Text(raw.into())), ..Reading::default() });
    }
    let text = wreck::quoted(raw.trim()).trim();
    if text.is_empty() || (!text.is_ascii() && clean::is_blank(text)) {
        return Ok(Reading::default());
    }
    // An apostrophe before a number is how a spreadsheet marks it as text.
    let marked = text.strip_prefix('\'').filter(|rest| is_digit(rest));
    let text = marked.filter(|_| !matches!(field.semantic, Semantic::Text | Semantic::Name)).unwrap_or(text);
    if holds_control(text) {
        let refusal = Refusal::new("holds a control character", "text without control characters");
        let meant = clean::mojibake(text);
        let plain = || text.chars().filter(|c| !c.is_control()).collect::<String>();
        return Err(refusal.suggest(meant.unwrap_or_else(plain)));
    }
    if wreck::formula_error(text)? {
        let note = "is the error of a formula: read as unknown".to_owned();
        return Ok(Reading { note: Some(note), ..Reading::default() });
    }
    let mut extra = Extra::default();
    // Where every text is a value, what means nothing is asked first.
    let any = matches!(
        field.semantic,
        Semantic::Text
            | Semantic::Name
            | Semantic::Code
            | Semantic::Score
            | Semantic::Id
            | Semantic::Reference
            | Semantic::Agreement
    );
    let first = if any { missing::nothing(text) } else { None };
    let datum = match (first, value(field, text, context, &mut extra)) {
        (Some(nothing), _) => {
            extra = Extra::default();
            word_for_nothing(field, text, nothing, &mut extra)
        }
        (None, Ok(datum)) => datum,
        // What is a value of its column (Namibia's `NA`) was read as one.
        (None, Err(refusal)) => {
            match missing::nothing(text).filter(|_| !any && !maybe_namibia(field, text, context)) {
                Some(nothing) => {
                    extra = Extra::default();
                    word_for_nothing(field, text, nothing, &mut extra)
                }
                None => return Err(refusal),
            }
        }
    };
    Ok(Reading { datum, note: extra.note, also: extra.also })
}

/// Whether a cell is a day in the canonical form, of a year in which things happen, in a column that counts as
/// we do: nothing else of the column or the row has a say in what it means.
fn is_plain_day(field: &Field, text: &str, context: &Context) -> bool {
    let [b'1' | b'2', _, _, _, b'-', _, _, b'-', _, _] = text.as_bytes() else { return false };
    // About twenty years ahead: the bound is to keep out other calendars, which are centuries away or decades.
    let most = context.as_of.map_or(0, |as_of| 1970 + as_of.0 / 366 + 20);
    field.semantic == Semantic::Date
        && !field.list
        && context.habits.counts_as_we_do()
        && text.parse::<PartialDate>().is_ok_and(|date| (1900..=most).contains(&i32::from(date.year())))
}

/// The cell of a word that says nothing: unknown; where it says that there is none, an empty list; and
/// where people or free texts stand, perhaps the word itself.
fn word_for_nothing(field: &Field, text: &str, nothing: Nothing, extra: &mut Extra) -> Option<Datum> {
    match (field.semantic, nothing) {
        (_, Nothing::None) if field.list => Some(Datum::Text(CompactString::default())),
        (Semantic::Name, _) if missing::is_name(text) => {
            if !text.starts_with(char::is_uppercase) || text[1..].starts_with(char::is_uppercase) {
                extra.note("is kept as a name: leave the cell blank if it is unknown".to_owned());
            }
            Some(Datum::Text(text.into()))
        }
        // `none` as a text says something: there is no such cover, no such housing.
        (Semantic::Text, Nothing::None) => Some(Datum::Text(text.into())),
        (Semantic::Word, Nothing::None) if field.words.iter().any(|word| word == "none") => {
            Some(Datum::Text("none".into()))
        }
        (_, Nothing::None) => {
            extra.note("is read as unknown: the column cannot say that there is none".to_owned());
            None
        }
        (_, Nothing::Unknown) => None,
    }
}

fn value(field: &Field, text: &str, context: &Context, extra: &mut Extra) -> Result<Option<Datum>, Refusal> {
    if field.list {
        return list(field, text, context, extra).map(|items| Some(Datum::Text(items.into())));
    }
    Ok(match field.semantic {
        Semantic::Integer => Some(Datum::Integer(number::integer(field, text, extra)?)),
        Semantic::Boolean => Some(Datum::Integer(i64::from(word::boolean(text, context)?))),
        Semantic::Score => score::score(&field.name, text, extra)?.map(Datum::Text),
        Semantic::Date if field.name == "ended" && missing::goes_on(text) => None,
        Semantic::Phone | Semantic::Email | Semantic::Code if is_zeros(text) => {
            extra.note("is what a program writes for nothing: read as unknown".to_owned());
            None
        }
        // `in process`, `applied for`: a number of a document has a digit in whatever script.
        Semantic::Code if !text.chars().any(char::is_numeric) && !text.contains('\u{FFFD}') => {
            extra.note("is no number of a document, as it has no digit: read as unknown".to_owned());
            None
        }
        Semantic::Date if is_zero_date(text) => {
            extra.note("is a database's word for no date: read as unknown".to_owned());
            None
        }
        _ => Some(Datum::Text(one(field, text, context, extra)?)),
    })
}

/// Whether a text is nothing but zeros. An identifier may be.
fn is_zeros(text: &str) -> bool {
    text.bytes().all(|digit| digit == b'0')
}

fn is_zero_date(text: &str) -> bool {
    text.starts_with('0')
        && text.len() >= 8
        && text.bytes().all(|b| matches!(b, b'0' | b'-' | b'/' | b'.' | b':' | b' '))
}

/// Whether a text holds a control character other than a line break or tab.
fn holds_control(text: &str) -> bool {
    // Signs in question begin with one of these bytes, which most cells do not hold at all.
    text.bytes().any(|byte| byte < b' ' || matches!(byte, 0x7F | 0xC2))
        && text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// A list: `none` is known and empty; else the items, separated by `;`, or where items are codes or
/// words by `,` or `|` as well.
fn list(field: &Field, text: &str, context: &Context, extra: &mut Extra) -> Result<String, Refusal> {
    if missing::nothing(text) == Some(Nothing::None) {
        return Ok(String::new());
    }
    let free = matches!(field.semantic, Semantic::Text);
    if free && missing::nothing(text).is_some() {
        return Err(Refusal::new("says nothing", "items separated by `;`"));
    }
    let parts = text.split(|c: char| {
        matches!(c, ';' | '；') || (!free && matches!(c, ',' | '|' | '\n' | '،' | '、' | '，'))
    });
    let mut items: Vec<CompactString> = Vec::new();
    for part in parts.clone().map(str::trim).filter(|part| !part.is_empty()) {
        let read = one(field, part, context, extra).map(|item| vec![item]);
        let read = read.or_else(|refusal| {
            let joined = if free { None } else { joined(field, part, context) };
            joined.ok_or(refusal)
        });
        let found = read.map_err(|mut refusal| {
            // What stands instead of an item stands among the others.
            if let Some((value, _)) = &mut refusal.instead {
                let own =
                    |other: &str| if other.trim() == part { value.clone() } else { other.trim().to_owned() };
                *value = parts.clone().map(own).collect::<Vec<_>>().join(";");
            }
            refusal
        })?;
        for item in found {
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    Ok(items.join(";"))
}

/// Items that a word or stroke joins, `Kenya and Uganda`, `UK / Ireland`: only when each is an item, and the
/// whole is none, as *Bosnia and Herzegovina* is.
fn joined(field: &Field, text: &str, context: &Context) -> Option<Vec<CompactString>> {
    const WORDS: [&str; 17] = [
        "and", "or", "und", "oder", "et", "ou", "y", "e", "o", "en", "of", "i", "и", "та", "ve", "dan", "va",
    ];
    const SIGNS: [char; 5] = ['/', '&', '+', '／', '＆'];
    let mut parts: Vec<String> = vec![String::new()];
    let signs = text.contains(SIGNS);
    for piece in text.replace(SIGNS, " / ").split_whitespace() {
        // Beside a sign the word is one of the items: `en/es`.
        if piece == "/" || !signs && WORDS.iter().any(|word| piece.eq_ignore_ascii_case(word)) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(piece);
        }
    }
    if parts.len() < 2 || parts.iter().any(String::is_empty) {
        return None;
    }
    parts.iter().map(|part| one(field, part, context, &mut Extra::default()).ok()).collect()
}

fn one(field: &Field, text: &str, context: &Context, extra: &mut Extra) -> Result<CompactString, Refusal> {
    match field.semantic {
        Semantic::Text | Semantic::Score => {
            if let Some(meant) = wrong_letters(text) {
                extra.note(format!(
                    "is kept as written, but its letters went through the wrong encoding{meant}"
                ));
            }
            Ok(text.into())
        }
        Semantic::Name => match wrong_letters(text) {
            None if !clean::has_lost_letter(text) => Ok(text.into()),
            _ => {
                let refusal = Refusal::new(
                    "has letters that went through the wrong encoding",
                    "the name as its bearer writes it",
                );
                let meant = clean::mojibake(text).or_else(|| clean::without_entities(text));
                Err(refusal.suggest(meant.unwrap_or_default()))
            }
        },
        Semantic::Code => code(text, extra),
        Semantic::Email => email::email(text, extra),
        Semantic::Phone => phone::phone(text, context.country, extra),
        Semantic::Id | Semantic::Reference | Semantic::Agreement => {
            let code = code(text, extra)?;
            match code.parse::<AgreementId>() {
                Ok(id) if !field.list || !code.contains(';') => Ok(id.as_str().into()),
                _ => Err(Refusal::new("is no identifier", "1 to 200 bytes without control characters")),
            }
        }
        Semantic::Country => country(field, text, context, extra),
        Semantic::Subdivision => {
            let code = clean::code(text);
            code.parse::<Subdivision>().map(|code| code.to_compact_string()).map_err(|_| {
                Refusal::new("is no subdivision", "an ISO 3166-2 code such as `CA-QC`")
                    .suggest(hyphenated(&code).unwrap_or_default())
            })
        }
        Semantic::Language => word::language(text).map(|language| {
            // Codes of three languages read like words for nothing.
            if ["na", "nan", "nil"].iter().any(|code| text.eq_ignore_ascii_case(code)) {
                extra.note(format!(
                    "is read as the language {}: leave the cell blank if it is unknown",
                    language.name()
                ));
            }
            language.to_compact_string()
        }),
        Semantic::Occupation => occupation(text, context.country, extra).map(|code| code.to_compact_string()),
        Semantic::Specialty => specialty(text, context.occupation),
        Semantic::Test => test(field, text, context, extra),
        Semantic::Word => word::word(field, text, context),
        Semantic::Date => {
            let dated = date::dated(text, context.habits.dates(&field.name, context.as_of))?;
            if let Some(note) = dated.note {
                extra.note(note);
            }
            Ok(dated.date.to_compact_string())
        }
        Semantic::Decimal => {
            number::decimal(field, text, context, extra).map(|number| number.to_compact_string())
        }
        Semantic::Currency => currency(text, context.country),
        Semantic::Integer => number::integer(field, text, extra).map(|n| n.to_compact_string()),
        Semantic::Boolean => word::boolean(text, context).map(|b| i64::from(b).to_compact_string()),
    }
}

/// What to say of letters that were lost or changed on their way; `None` when they are sound.
fn wrong_letters(text: &str) -> Option<String> {
    if let Some(meant) = clean::without_entities(text) {
        return Some(format!(": it may be `{meant}`"));
    }
    if text.is_ascii() {
        return None;
    }
    if text.contains('\u{FFFD}') {
        return Some(": `\u{FFFD}` stands for a letter that was lost".to_owned());
    }
    clean::mojibake(text).map(|meant| format!(": it may be `{meant}`"))
}

/// An identifier or the number of a document: digits and leading zeros as written, without what cannot be
/// seen.
fn code(text: &str, extra: &mut Extra) -> Result<CompactString, Refusal> {
    if let Some(refusal) = wreck::date_of_number(text) {
        return Err(refusal);
    }
    // Most codes neither hold a sign of another script nor end like a decimal.
    if text.is_ascii() && !is_digit(text) {
        return Ok(text.into());
    }
    if text.contains('\u{FFFD}') {
        return Err(Refusal::new(
            "has lost a letter to the wrong encoding",
            "the code as its issuer writes it",
        ));
    }
    let code = clean::code(text);
    if wreck::is_scientific(&code) {
        return Err(wreck::lost_digits(&code));
    }
    if let Some(digits) = wreck::without_groups(&code) {
        extra
            .note(format!("has separators of thousands, as a spreadsheet shows numbers: it may be {digits}"));
    }
    if let Some(digits) = wreck::without_point(&code) {
        extra.note(format!("repaired: read as {digits}; if it began with zeros, the program that made a decimal of it took them away"));
        return Ok(digits.into());
    }
    Ok(code.into())
}

fn is_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// The code of a subdivision that was written without its hyphen, or with another sign.
fn hyphenated(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let code = format!("{}-{}", plain.get(..2)?, plain.get(2..)?);
    code.parse::<Subdivision>().ok().map(|code| code.to_string())
}

/// A currency; of several that go by one sign or name that of the row's country.
fn currency(text: &str, country: Option<Country>) -> Result<CompactString, Refusal> {
    let expected = "an ISO 4217 code such as `EUR`";
    let found = money::currencies(&clean::plain(text));
    if let (Some(country), true) = (country, found.len() > 1) {
        let own: Vec<_> = found.iter().filter(|code| code.countries().contains(&country)).collect();
        if let [code] = own[..] {
            return Ok(code.to_compact_string());
        }
    }
    match found[..] {
        [code] => Ok(code.to_compact_string()),
        [] => Err(Refusal::new("is no currency", expected)),
        ref several => {
            let codes: Vec<&str> = several.iter().map(|code| code.as_str()).collect();
            Err(Refusal::new("may be several currencies", expected).suggest(codes.join(" or ")))
        }
    }
}

fn country(
    field: &Field,
    text: &str,
    context: &Context,
    extra: &mut Extra,
) -> Result<CompactString, Refusal> {
    if context.habits.country_names && text.eq_ignore_ascii_case("na") {
        let refusal = Refusal::new(
            "may be Namibia, or mean that nothing is known",
            "the name `Namibia`, or a blank cell",
        );
        return Err(refusal.suggest("Namibia (NA)"));
    }
    let nationality = field.name == "nationalities";
    let sense = if nationality { Sense::Nationality } else { Sense::Any };
    let found = resolve::countries::country(text, sense);
    let shown = |country: Country| format!("{} ({country})", countries::name(country));
    let certain = found.is_certain();
    match (found.country, found.step) {
        (Some(country), Some(step)) if certain => {
            match step {
                Step::People if !nationality => extra.note(format!(
                    "is what people of a country are called: read as {}",
                    countries::name(country)
                )),
                Step::Adjective => {
                    extra.note(format!("names a country by its people: read as {}", shown(country)));
                }
                _ => {}
            }
            Ok(country.to_compact_string())
        }
        (Some(country), _) => {
            let mut refusal = Refusal::new("is not a country", "an ISO 3166 code or a country's name")
                .suggest(shown(country));
            refusal.instead = countries::nearest(text)
                .filter(|near| near.alone && near.value == country)
                .map(|near| (country.to_string(), near.nearness));
            Err(refusal)
        }
        (None, _) if !found.candidates.is_empty() => {
            let names: Vec<String> = found.candidates.iter().copied().map(shown).collect();
            Err(Refusal::new("may be several countries", "a name or code that is one country's")
                .suggest(names.join(" or ")))
        }
        (None, _) => Err(Refusal::new("is not a country", "an ISO 3166 code or a country's name")
            .near(countries::nearest(text), |near| (shown(near.value), Some(near.value.to_string())))),
    }
}

/// Whether a cell is the code of Namibia in a column of names, where it may as well mean nothing.
fn maybe_namibia(field: &Field, text: &str, context: &Context) -> bool {
    field.semantic == Semantic::Country && context.habits.country_names && text.eq_ignore_ascii_case("na")
}

fn occupation(text: &str, country: Option<Country>, extra: &mut Extra) -> Result<Isco08, Refusal> {
    const EXPECTED: &str = "an ISCO-08 unit group in or near health, or a known title";
    let sound = |code: Isco08| match occupations::group(code) {
        Some(group) if group.human_health => Ok(code),
        Some(_) => Err(Refusal::new("is not a human-health occupation", EXPECTED)),
        None => Err(Refusal::new("is not a health occupation", EXPECTED)),
    };
    let shown = |code: Isco08| format!("{code} ({})", occupations::title(code));
    // A spreadsheet turns the code 2221 into 2221.0 or 2,221.
    let plain = clean::plain(text);
    let ungrouped = wreck::without_groups(&plain);
    let digits = ungrouped.as_deref().or_else(|| wreck::without_point(&plain)).unwrap_or(&plain);
    if let Ok(code) = digits.parse::<Isco08>() {
        return sound(code);
    }
    let named = named::read(text, country);
    match named.codes[..] {
        [code] => {
            if named.how == How::Beside {
                extra.note(format!("is a known title with words beside it: read as {}", shown(code)));
            }
            Ok(code)
        }
        [] => {
            let coded = named::code_and_words(&plain);
            if let Some((code, words)) = &coded {
                let code = sound(*code)?;
                if named::says_code(words, code, country) {
                    return Ok(code);
                }
            }
            let resolved = resolve::occupations::own().resolve(text, None, country, 1);
            let likely = resolved.candidates.first().filter(|_| resolved.health == Some(true));
            let likely = likely.map(|candidate| candidate.isco08);
            if let Some((code, _)) = coded {
                let codes: Vec<String> =
                    std::iter::once(code).chain(likely.filter(|&likely| likely != code)).map(shown).collect();
                let reason = "names a code and a title that are not known to be the same";
                return Err(Refusal::new(reason, EXPECTED).suggest(codes.join(" or ")));
            }
            let refusal = Refusal::new("is not a known title", EXPECTED);
            let near = occupations::nearest(text);
            match likely {
                Some(code) => {
                    let same = near.filter(|near| near.alone && near.value == Some(code));
                    let mut refusal = refusal.suggest(shown(code));
                    refusal.instead = same.map(|near| (code.to_string(), near.nearness));
                    Err(refusal)
                }
                None => Err(refusal
                    .near(near, |near| (near.name.to_owned(), near.value.map(|code| code.to_string())))),
            }
        }
        ref several => {
            let codes: Vec<String> = several.iter().copied().map(shown).collect();
            Err(Refusal::new("may be several occupations", EXPECTED).suggest(codes.join(" or ")))
        }
    }
}

fn specialty(text: &str, occupation: Option<Isco08>) -> Result<CompactString, Refusal> {
    const EXPECTED: &str = "a specialty of data/reference/specialties.csv";
    match specialties::lookup(text, occupation)[..] {
        [one] => Ok(one.id.to_compact_string()),
        [] => Err(Refusal::new("is not a known specialty", EXPECTED)
            .near(specialties::nearest(text), |near| (near.value.to_string(), Some(near.value.to_string())))),
        ref several => {
            let ids: Vec<&str> = several.iter().map(|s| s.id.as_str()).collect();
            Err(Refusal::new("may be several specialties", EXPECTED).suggest(ids.join(" or ")))
        }
    }
}

fn test(field: &Field, text: &str, context: &Context, extra: &mut Extra) -> Result<CompactString, Refusal> {
    const EXPECTED: &str = "a language test of data/reference/tests.csv";
    match language_tests::lookup(text)[..] {
        [one] => {
            if one.assumed.contains(&text::fold(text)) {
                extra.note(format!("does not say which test of the name it is: read as {}", one.name));
            }
            Ok(one.id.to_compact_string())
        }
        [] => match whole_certificate(field, text, context, extra) {
            Some(read) => read,
            None => Err(Refusal::new("is not a known language test", EXPECTED)
                .near(language_tests::nearest(text), |near| {
                    (near.value.to_string(), Some(near.value.to_string()))
                })),
        },
        ref several => {
            let ids: Vec<&str> = several.iter().map(|t| t.id.as_str()).collect();
            Err(Refusal::new("may be several tests", EXPECTED).suggest(ids.join(" or ")))
        }
    }
}

/// A cell of a certificate's test in which all of it stands, `OET B, writing C+, 03/2025`: the test, and what the text
/// says of the other columns. `None` where it is no such text.
fn whole_certificate(
    field: &Field,
    text: &str,
    context: &Context,
    extra: &mut Extra,
) -> Option<Result<CompactString, Refusal>> {
    if field.name != "test" || field.list {
        return None;
    }
    let read = match certificate::certificate(text, context.as_of?) {
        Ok(read) => read,
        // Of a test by another name more is known elsewhere.
        Err(refused) if refused.fault == certificate::Fault::UnknownTest => return None,
        Err(refused)
            if refused.fault == certificate::Fault::Ambiguous && !text.contains(char::is_numeric) =>
        {
            return None;
        }
        Err(refused) => {
            let reason = format!("is not taken as a language certificate: {}", refused.why);
            let expected = match refused.fault {
                certificate::Fault::Ambiguous => {
                    "one certificate in a cell, the others in columns of their own"
                }
                _ => &refused.expected,
            };
            return Some(Err(Refusal::new(&reason, expected)));
        }
    };
    let test = read.test?;
    if read.misspelt {
        // What is near one name alone is found there, with how near it is.
        let more = language_tests::nearest(text).is_none() && text.contains(char::is_numeric);
        let refusal =
            || Refusal::new("names no known language test as it is spelt", "the test, rightly spelt");
        return more.then(|| Err(refusal().suggest(test.as_str())));
    }
    let texts = [
        ("overall", read.overall),
        ("listening", read.listening),
        ("reading", read.reading),
        ("writing", read.writing),
        ("speaking", read.speaking),
        ("language", read.language.map(|language| language.to_string())),
        ("level", read.level.map(|level| level.to_string())),
        ("taken_on", read.taken_on.map(|date| date.to_string())),
        ("expires_on", read.expires_on.map(|date| date.to_string())),
        ("mode", read.mode.map(|mode| mode.to_string())),
    ];
    for (column, said) in texts {
        if let Some(said) = said {
            extra.also(column, [said.as_str()]);
        }
    }
    if !read.notes.is_empty() {
        extra.note(format!("is read as a language certificate: {}", read.notes.join("; ")));
    }
    Some(Ok(test.to_compact_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::schema::table;

    fn normal(kind: Kind, column: &str, text: &str) -> String {
        let table = table(kind);
        let field = &table.fields[table.column(column).unwrap()];
        match cell(field, text, &Context::default()) {
            Ok(Some(datum)) => datum.to_string(),
            Ok(None) => "unknown".to_owned(),
            Err(refusal) => format!("{} [{}]", refusal.reason, refusal.suggestion.unwrap_or_default()),
        }
    }

    #[test]
    fn cells_take_their_canonical_form() {
        use Kind::{Consent, LanguageCertificate, Opening, Qualification, Worker};
        for (kind, column, text, canonical) in [
            (Worker, "worker_id", " 00123 ", "00123"),
            (Worker, "family_name", "Null", "Null"),
            (Worker, "residence", "NA", "NA"),
            (Worker, "residence", "Côte d'Ivoire", "CI"),
            (Worker, "residence", "Phillipines", "is not a country [Philippines (PH)]"),
            (
                Worker,
                "residence",
                "Congo",
                "may be several countries [Congo - Brazzaville (CG) or Congo - Kinshasa (CD)]",
            ),
            (Worker, "nationalities", "Ghana, NG", "GH;NG"),
            (Worker, "nationalities", "none", ""),
            (Worker, "nationalities", " ", "unknown"),
            (Worker, "sex", "F", "female"),
            (Worker, "occupation", "2221.0", "2221"),
            (Worker, "occupation", "3240", "is not a human-health occupation []"),
            (Worker, "occupation", "Krankenschwester", "2221"),
            (Qualification, "years", "3,5", "3.5"),
            (Qualification, "total_hours", "4.600", "4600"),
            (Qualification, "total_hours", "-5", "is too small []"),
            (LanguageCertificate, "test", "IELTS Academic", "ielts-academic"),
            (LanguageCertificate, "level", "B2 (GER)", "B2"),
            (LanguageCertificate, "overall", "7,50", "7.5"),
            (LanguageCertificate, "writing", "b", "B"),
            (LanguageCertificate, "language", "German", "de"),
            (Opening, "contract_kind", "permanant", "is not a word of this column [permanent]"),
            (Opening, "monthly_pay", "2.845,50", "2845.5"),
            (
                Opening,
                "monthly_pay",
                "2,845",
                "may be two numbers, and no other number of the column settles its decimal sign [2845 or 2.845]",
            ),
            (Consent, "given", "Ja", "1"),
        ] {
            assert_eq!(normal(kind, column, text), canonical, "{column}: {text}");
        }
    }
}
