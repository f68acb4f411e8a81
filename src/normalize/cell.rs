//! A cell of a column, by what the column means.

use super::context::Context;
use super::missing::{self, Nothing};
use super::reading::{Extra, Reading};
use super::reason::{RefusalReason, Remark};
use super::refusal::{Instead, Refusal};
use super::{
    beside, certificate, clean, date, email, money, number, phone, score, span, within, word, wreck,
};
use crate::model::{
    AgreementId, Cefr, Country, Datum, Day, Isco08, Kind, Language, PartialDate, Subdivision, TestId,
};
use crate::reference::{countries, demonyms, language_tests, occupations, subdivisions, towns, utc_offsets};
use crate::resolve;
use crate::resolve::countries::{Sense, Step};
use crate::resolve::occupations::named::{self, NamedHow};
use crate::schema::{self, Field, Semantic};
use crate::text;
use compact_str::{CompactString, ToCompactString as _};

/// How many things are weighed that a text may mean.
const MOST: usize = 4;

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
        let plain = || text.chars().filter(|c| !c.is_control()).collect::<String>();
        let meant = clean::mojibake(text).unwrap_or_else(plain);
        let meant = Some(meant).filter(|meant| !meant.is_empty());
        return Err(RefusalReason::ControlCharacter.meant_any(meant));
    }
    if wreck::formula_error(text)? {
        return Ok(Reading { remarks: vec![Remark::FormulaError], ..Reading::default() });
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
    let first = match field.semantic {
        _ if any => missing::nothing(text),
        // *yok* says in Turkish that there is none, and is the code of a language of California.
        Semantic::Language => missing::nothing(text).filter(|nothing| *nothing == Nothing::None),
        _ => None,
    };
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
    Ok(Reading { datum, remarks: extra.remarks, also: extra.also })
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
                extra.remark(Remark::KeptAsName);
            }
            Some(Datum::Text(text.into()))
        }
        // Where a thing is named, `none` names no such thing.
        (Semantic::Text, Nothing::None)
            if matches!(field.name.as_str(), "employer" | "school" | "title" | "regulator" | "name") =>
        {
            None
        }
        // `none` as a text says something: there is no such cover, no such housing.
        (Semantic::Text, Nothing::None) => Some(Datum::Text(text.into())),
        (Semantic::Word, Nothing::None) if field.words.iter().any(|word| word == "none") => {
            Some(Datum::Text("none".into()))
        }
        (Semantic::Span, Nothing::None) => Some(Datum::Integer(0)),
        // Whoever says that there is no consent gives none.
        (Semantic::Boolean, Nothing::None) if field.name == "given" => Some(Datum::Integer(0)),
        (_, Nothing::None) => {
            extra.remark(Remark::NoneAsUnknown);
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
        Semantic::Integer => Some(Datum::Integer(match number::integer(field, text, extra) {
            // `2+ yrs`, `fresher`: months of practice that a post asks for.
            Err(refusal) if field.name == "experience_months" && missing::nothing(text).is_none() => {
                span::months(text, context).map_err(|_| refusal)?
            }
            read => read?,
        })),
        // `Parents not agreed - No`, `não autorizou ainda`: whoever refuses in other words has not consented.
        Semantic::Boolean => match beside::answer(field, text, context, extra) {
            Err(refusal)
                if field.name == "given"
                    && refusal.reason == RefusalReason::NeitherYesNorNo
                    && !word::objects(text)
                    && (word::refuses(text)
                        || certificate::denies(text)
                        || beside::begins_with_no(text, context)) =>
            {
                extra.remark(Remark::Beside { taken: "no".into(), rest: text.into() });
                Some(Datum::Integer(0))
            }
            // `pending`, `requested`: nobody has answered yet.
            Err(refusal)
                if field.name == "given"
                    && refusal.reason == RefusalReason::NeitherYesNorNo
                    && certificate::is_outstanding(text) =>
            {
                extra.remark(Remark::NotYet);
                None
            }
            said => Some(Datum::Integer(i64::from(said?))),
        },
        Semantic::Span => Some(Datum::Integer(practice(text, context, extra)?)),
        Semantic::Word if field.name == "level" => return level(field, text, context, extra),
        Semantic::Word if field.name == "sex" => match one(field, text, context, extra) {
            Err(refusal) => {
                let Some((sex, rest)) = beside::sex_and_rest(field, text, context) else {
                    return Err(refusal);
                };
                extra.remark(Remark::Beside { taken: sex.as_str().into(), rest: rest.into() });
                Some(Datum::Text(sex))
            }
            read => Some(Datum::Text(read?)),
        },
        // `08/03/1992 à Edéa`, `Medan, 28 Februari 1997`
        Semantic::Date if field.name == "birth_date" && !is_zero_date(text) => {
            match one(field, text, context, extra) {
                Err(refusal) if refusal.meant.is_empty() => {
                    let beside = beside::day_and_age(text).or_else(|| beside::day_and_place(text));
                    let Some((day, place)) = beside else { return Err(refusal) };
                    let read = one(field, day, context, extra)?;
                    extra.remark(Remark::Beside { taken: day.into(), rest: place.into() });
                    Some(Datum::Text(read))
                }
                read => Some(Datum::Text(read?)),
            }
        }
        // `2 years`: how long the contract is, and no kind of it.
        Semantic::Word if field.name == "contract_kind" => match one(field, text, context, extra) {
            Err(refusal) => match span::months(text, context) {
                Ok(months) if months > 0 => {
                    extra.also_where_blank("contract_months", &months.to_compact_string());
                    None
                }
                _ => return Err(refusal),
            },
            read => Some(Datum::Text(read?)),
        },
        Semantic::Language if field.name == "language" => match one(field, text, context, extra) {
            Err(refusal) => match language_asked(text) {
                Some((language, level)) => {
                    extra.also("language_level", [level.as_str()]);
                    extra.also("level", [level.as_str()]);
                    Some(Datum::Text(language.to_compact_string()))
                }
                None => return Err(refusal),
            },
            read => Some(Datum::Text(read?)),
        },
        // The name of a region that has no code here decides nothing: it is kept as it was written.
        Semantic::Subdivision => match one(field, text, context, extra) {
            Err(refusal) if refusal.meant.is_empty() && text.chars().any(char::is_alphabetic) => {
                extra.remark(Remark::RegionWithoutCode);
                None
            }
            read => Some(Datum::Text(read?)),
        },
        Semantic::Test if field.name == "test" => return test_or_level(field, text, context, extra),
        Semantic::Text if field.name == "employer" && missing::no_post(text) => None,
        Semantic::Text if field.name == "employer" => employer(field, text, context, extra)?,
        // `Fakultet zdravstvenih studija, Sarajevo, 2015`
        Semantic::Text if is_of(field, Kind::Qualification, "school") => {
            let parted = year_behind(text, context).and_then(|year| {
                let school = text[..text.rfind(year)?].trim_end_matches([' ', ',', '-', '–', '/', '(']);
                (!school.is_empty()).then_some((school, year))
            });
            if let Some((_, year)) = parted {
                extra.also_where_blank("completed", year);
            }
            let school = parted.map_or(text, |(school, _)| school);
            Some(Datum::Text(one(field, school, context, extra)?))
        }
        // `não` where a title would stand.
        Semantic::Text if is_of_training(field) && word::says_no(text) => None,
        Semantic::Text
            if is_of_training(field)
                && let Some(training) = within::training(text, context) =>
        {
            if let Some(completed) = training.completed {
                extra.also_where_blank("completed", &completed.to_compact_string());
            }
            if let Some(school) = training.school {
                extra.also_where_blank("school", school);
            }
            // A school without a title: nothing says what was learned there.
            let title = Some(training.title).filter(|title| !title.is_empty());
            title.map(|title| one(field, title, context, extra)).transpose()?.map(Datum::Text)
        }
        Semantic::Text if field.name == "title" => {
            if let Some(year) = year_behind(text, context) {
                extra.also_where_blank("completed", year);
            }
            Some(Datum::Text(one(field, text, context, extra)?))
        }
        Semantic::Score => score::score(&field.name, text, extra)?.map(Datum::Text),
        Semantic::Date if field.name == "ended" && missing::goes_on(text) => None,
        // A license for life ends on no day.
        Semantic::Date if field.name == "expires_on" && missing::endless(text) => {
            extra.remark(Remark::Endless);
            None
        }
        // Who is free at once is free on any day, as is whoever names none.
        Semantic::Date if field.name == "available_from" && missing::at_once(text) => {
            extra.remark(Remark::AtOnce);
            None
        }
        // `expired` where the day would stand.
        Semantic::Date
            if field.name == "expires_on"
                && let Some(state) = beside::state_alone(field, text) =>
        {
            extra.also("status", [state.as_str()]);
            None
        }
        Semantic::Date
            if field.name == "expires_on"
                && let Some((day, state)) = beside::end_and_state(field, text) =>
        {
            extra.also("status", [state.as_str()]);
            Some(Datum::Text(one(field, day, context, extra)?))
        }
        Semantic::Phone if field.name == "phone" && text.contains('@') => {
            let sign = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|');
            let Some(mail) = text.split(sign).find(|part| part.contains('@')) else {
                return Err(RefusalReason::PhoneLetters { country: context.country }.into());
            };
            extra.also_where_blank("email", mail.trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>')));
            let rest = text.replace(mail, " ");
            let rest = rest.trim_matches(|c: char| sign(c) || matches!(c, '-' | '–' | '(' | ')' | '<' | '>'));
            if rest.is_empty() { None } else { Some(Datum::Text(one(field, rest, context, extra)?)) }
        }
        Semantic::Phone | Semantic::Email | Semantic::Code if is_zeros(text) => {
            extra.remark(Remark::ZerosAsUnknown);
            None
        }
        // `in process`, `applied for`: a number of a document has a digit in whatever script.
        Semantic::Code if !text.chars().any(char::is_numeric) && !text.contains('\u{FFFD}') => {
            extra.remark(Remark::NoDigit);
            None
        }
        Semantic::Code if field.name == "number" => {
            let number = beside::number(field, text, context, extra)?;
            number.map(|number| code(number, extra)).transpose()?.map(Datum::Text)
        }
        Semantic::Date if is_zero_date(text) => {
            extra.remark(Remark::NoDateAsUnknown);
            None
        }
        _ => Some(Datum::Text(one(field, text, context, extra)?)),
    })
}

/// The name of an employer; the span of the post, the title and the ward beside it go to the columns of the post. `None`
/// where the text says that somebody has none.
fn employer(
    field: &Field,
    text: &str,
    context: &Context,
    extra: &mut Extra,
) -> Result<Option<Datum>, Refusal> {
    if missing::no_post(text) {
        return Ok(None);
    }
    // `Aster Medcity 2015 to present - OT`: the ward stands behind the time.
    let behind = within::at_employer(text, context);
    let inner =
        || within::employer_and_span(behind.employer, context).filter(|_| behind.employer.len() < text.len());
    let parted = within::employer_and_span(text, context).or_else(inner);
    let name = parted.map_or(text, |(employer, _)| employer);
    if missing::no_post(name) {
        return Ok(None);
    }
    if let Some((_, span)) = parted {
        extra.also_where_blank("started", &span.started.to_compact_string());
        if let Some(ended) = span.ended {
            extra.also_where_blank("ended", &ended.to_compact_string());
        }
    }
    let mut at = within::at_employer(name, context);
    if parted.is_some() {
        at.title = at.title.or(behind.title);
        at.specialty = at.specialty.or(behind.specialty);
    }
    if parted.is_none() && within::holds_unread_time(at.employer, context) {
        extra.remark(Remark::TimeLeftOut);
    }
    if let Some(title) = at.title {
        extra.also_where_blank("title", title);
    }
    if let Some(specialty) = &at.specialty {
        extra.also_where_blank("specialty", specialty.as_str());
    }
    if let Some(country) = country_behind(at.employer) {
        extra.also_where_blank("country", country.as_str());
    }
    Ok(Some(Datum::Text(one(field, at.employer, context, extra)?)))
}

/// A name without the style in a bracket behind it, `Ngozi (Mrs.)`: how somebody is addressed is no part of it.
fn without_style(text: &str) -> &str {
    let parted = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let is_style = |(name, inside): &(&str, &str)| {
        let mut words = inside.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
        name.chars().any(char::is_alphabetic)
            && words.peek().is_some()
            && words.all(|word| crate::names::is_honorific(&text::fold(word)))
    };
    parted.filter(is_style).map_or(text, |(name, _)| name.trim_end())
}

/// The country that stands behind the name of an employer: `King Saud Hospital, Unaizah, Saudi Arabia`. A code of two
/// letters is as often a state or a ward.
fn country_behind(employer: &str) -> Option<Country> {
    const SHORTEST: usize = 3;
    // A ward may stand behind it: `King Saud Hospital, Riyadh, KSA – OT`, `Szpital (Polska), chirurgia`.
    const LAST: usize = 2;
    let parts = employer.split([',', '(', ')', '،', '–', '—']).flat_map(|part| part.split(" - "));
    let parts = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).skip(1).collect();
    parts.iter().rev().take(LAST).find_map(|part| {
        let found = resolve::countries::country(part, Sense::Name);
        found.country.filter(|_| part.chars().count() >= SHORTEST && found.certain)
    })
}

/// Whether a column holds the titles of trainings.
fn is_of_training(field: &Field) -> bool {
    is_of(field, Kind::Qualification, "title")
}

/// Whether a field is that column of a kind, and no column of the name elsewhere.
fn is_of(field: &Field, kind: Kind, column: &str) -> bool {
    let table = schema::table(kind);
    table.column(column).is_some_and(|at| std::ptr::eq(&raw const table.fields[at], field))
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
    // `No` where languages stand is the word, and no code of Norwegian.
    if field.semantic == Semantic::Language && word::says_no(text) {
        return Ok(String::new());
    }
    let free = matches!(field.semantic, Semantic::Text);
    if free && missing::nothing(text).is_some() {
        return Err(RefusalReason::SaysNothing.into());
    }
    if field.name == "preferred_destinations"
        && let Some((wish, refused)) = wish_and_refusal(text, context)
    {
        extra.also_where_blank("refused_destinations", &refused);
        return list(field, wish, context, extra);
    }
    let parts = text.split(|c: char| {
        matches!(c, ';' | '；') || (!free && matches!(c, ',' | '|' | '\n' | '،' | '、' | '，'))
    });
    let mut items: Vec<CompactString> = Vec::new();
    // Wards of practice stand side by side with what no table knows; the known ones are still true.
    let mut unknown: Option<(Refusal, String)> = None;
    let several = field.semantic == Semantic::Specialty && parts.clone().count() > 1;
    for part in parts.clone().map(str::trim).filter(|part| !part.is_empty()) {
        let part = if field.semantic == Semantic::Specialty { without_span(part, context) } else { part };
        let read = one(field, part, context, extra).map(|item| vec![item]);
        let read = read.or_else(|refusal| {
            let joined = if free { None } else { joined(field, part, context) };
            joined.ok_or(refusal)
        });
        let read = read.or_else(|refusal| {
            let wish = matches!(field.name.as_str(), "preferred_destinations" | "refused_destinations");
            let alone = country_alone(part).or_else(|| country_in_front(part)).filter(|_| wish);
            // `Alemania (Ausbildung) / España`: each of them.
            let each = || {
                let parts: Vec<&str> = part.split(" / ").collect();
                let alone = |part: &&str| country_alone(part).unwrap_or(part).to_owned();
                (wish && parts.len() > 1).then(|| parts.iter().map(alone).collect::<Vec<_>>().join(";"))
            };
            let alone = alone.map(str::to_owned).or_else(each).ok_or_else(|| refusal.clone())?;
            let items = list(field, &alone, context, extra).map_err(|_| refusal)?;
            extra.remark(Remark::Beside { taken: items.as_str().into(), rest: part.into() });
            Ok::<_, Refusal>(items.split(';').map(CompactString::from).collect())
        });
        if let (Err(refusal), true) = (&read, several && !certificate::denies(text)) {
            match &mut unknown {
                Some((_, rest)) => *rest = format!("{rest}, {part}"),
                None => unknown = Some((refusal.clone(), part.to_owned())),
            }
            continue;
        }
        let found = read.map_err(|mut refusal| {
            // What stands instead of an item stands among the others.
            if let Some(instead) = &mut refusal.instead {
                let own = |other: &str| {
                    if other.trim() == part { instead.text.clone() } else { other.trim().to_owned() }
                };
                instead.text = parts.clone().map(own).collect::<Vec<_>>().join(";");
            }
            refusal
        })?;
        for item in found {
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    match unknown {
        Some((refusal, _)) if items.is_empty() => return Err(refusal),
        Some((_, rest)) => extra.remark(Remark::ItemsLeftOut { rest: rest.into() }),
        None => {}
    }
    Ok(items.join(";"))
}

/// A ward without the time of practice behind it: `ICU 8y`, `ER (2 yrs)`.
fn without_span<'t>(text: &'t str, context: &Context) -> &'t str {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0) else { return text };
    let span = text[at..].trim_matches(|c: char| matches!(c, ')' | ']' | '.' | ' '));
    let ward = text[..at].trim_end_matches(['(', '[', '-', '–', ':', '~', ' ']);
    let counted = span.contains(char::is_alphabetic) && span::months(span, context).is_ok();
    if counted && !ward.is_empty() { ward } else { text }
}

/// A wish with a country that is refused behind it, `Germania (nu Elveția)`, `España, no Alemania`: the wish, and the codes
/// of what is refused.
fn wish_and_refusal<'t>(text: &'t str, context: &Context) -> Option<(&'t str, String)> {
    let text = text.trim();
    let bracket = || text.strip_suffix(')')?.split_once('(');
    let comma = || text.split_once([',', ';', '.']);
    // `ألمانيا وليس النمسا`, `Germany not Austria`: the word parts the two by itself.
    let word = || {
        let words = text.split_whitespace().skip(1);
        let at = words
            .filter(|word| word.chars().count() > 1 && certificate::denies(word))
            .find_map(|word| (word.as_ptr() as usize).checked_sub(text.as_ptr() as usize))?;
        text.split_at_checked(at)
    };
    let (wish, behind) = bracket().or_else(comma).or_else(word)?;
    let behind = behind.trim();
    // The word stands in front of the country, or behind it: `Portugal, Alemanha não`.
    let negation = |word: &str| certificate::denies(word) || word::says_no(word);
    let in_front = behind.split_once(char::is_whitespace).filter(|(word, _)| negation(word));
    let at_end = || behind.rsplit_once(char::is_whitespace).filter(|(_, word)| negation(word));
    let refused = match in_front {
        Some((_, refused)) => refused,
        None => at_end().map(|(refused, _)| refused)?,
    };
    let refused = list(
        crate::schema::table(Kind::Worker).fields.iter().find(|own| own.name == "refused_destinations")?,
        refused.trim().trim_start_matches("l'").trim_start_matches("l’").trim_start_matches("the "),
        context,
        &mut Extra::default(),
    );
    let wish = wish.trim();
    (!wish.is_empty()).then_some((wish, refused.ok().filter(|refused| !refused.is_empty())?))
}

/// A country without the words beside it that change nothing: `KSA only`, `nur Deutschland`, `Germany (Hessen)`. What a
/// bracket refuses is no such word.
fn country_alone(text: &str) -> Option<&str> {
    let text = text.trim();
    let only = |word: &str| missing::says_only(&text::fold(word));
    let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    if let Some((before, inside)) = bracket {
        let plain = !certificate::denies(inside) && !before.contains(['(', ')']) && !before.trim().is_empty();
        let before = before.trim();
        return plain.then(|| country_alone(before).unwrap_or(before));
    }
    let first = text.split_once(char::is_whitespace).filter(|(word, _)| only(word)).map(|(_, rest)| rest);
    let last = text.rsplit_once(char::is_whitespace).filter(|(_, word)| only(word)).map(|(rest, _)| rest);
    first.or(last).map(str::trim)
}

/// A country with a town or a region behind it: `Germany - NRW preferred`.
fn country_in_front(text: &str) -> Option<&str> {
    let (country, behind) = text.split_once(" - ").or_else(|| text.split_once(" – "))?;
    let one = crate::reference::countries::lookup(country.trim()).len() == 1;
    (one && !certificate::denies(behind)).then(|| country.trim())
}

/// Items that a word or stroke joins, `Kenya and Uganda`, `UK / Ireland`: only when each is an item, and the
/// whole is none, as *Bosnia and Herzegovina* is.
fn joined(field: &Field, text: &str, context: &Context) -> Option<Vec<CompactString>> {
    const WORDS: &[&str] = &[
        "and",
        "or",
        "und",
        "oder",
        "et",
        "ou",
        "y",
        "e",
        "o",
        "en",
        "of",
        "i",
        "и",
        "та",
        "ve",
        "dan",
        "va",
        "sau",
        "si",
        "și",
        "hoặc",
        "và",
        "hay",
        "atau",
        "veya",
        "lub",
        "oraz",
        "nebo",
        "ili",
        "или",
        "або",
        "au",
        "na",
        "वा",
        "र",
        "ወይም",
        "ወይም",
        "या",
        "או",
        "أو",
        "ή",
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
            if let Some(remark) = wrong_letters(text) {
                extra.remark(remark);
            }
            Ok(text.into())
        }
        Semantic::Name => match wrong_letters(text) {
            None if !clean::has_lost_letter(text) => Ok(without_style(text).into()),
            _ => {
                let meant = clean::mojibake(text).or_else(|| clean::without_entities(text));
                Err(RefusalReason::WrongLetters.meant_any(meant.filter(|meant| !meant.is_empty())))
            }
        },
        Semantic::Code => code(text, extra),
        Semantic::Email => email::email(text, extra),
        Semantic::Phone => phone::phone(text, context.country, context.home, extra),
        Semantic::Id | Semantic::Reference | Semantic::Agreement => {
            let code = code(text, extra)?;
            match code.parse::<AgreementId>() {
                Ok(id) if !field.list || !code.contains(';') => Ok(id.as_str().into()),
                _ => Err(RefusalReason::NoIdentifier.into()),
            }
        }
        Semantic::Country
            if field.name == "residence"
                && let Some((country, region)) = country_and_region(text) =>
        {
            extra.also_where_blank("region", &region);
            Ok(country.to_compact_string())
        }
        Semantic::Country => {
            let code = country(field, text, context, extra)?;
            say_region(field, text, &code, extra);
            Ok(code)
        }
        Semantic::Subdivision => {
            let code = clean::code(text);
            // Of a region with a town beside it, `Oromia, Adama`, the first that is one.
            let parted = |country| towns::parts(text).find_map(|part| subdivisions::code(country, part));
            let named = || {
                context
                    .country
                    .and_then(|country| subdivisions::code(country, text).or_else(|| parted(country)))
            };
            match code.parse::<Subdivision>() {
                Ok(code) => Ok(code.to_compact_string()),
                Err(_) => named()
                    .map(CompactString::from)
                    .ok_or_else(|| RefusalReason::NoSubdivision.meant_any(hyphenated(text, context.country))),
            }
        }
        Semantic::Language => word::language(text).map(|language| {
            // Codes of three languages read like words for nothing.
            if ["na", "nan", "nil"].iter().any(|code| text.eq_ignore_ascii_case(code)) {
                extra.remark(Remark::LanguageOrNothing { language });
            }
            language.to_compact_string()
        }),
        Semantic::Occupation => occupation(text, context.country, extra).map(|code| code.to_compact_string()),
        Semantic::Specialty => specialty(field, text, context.occupation),
        Semantic::Subject => subject(text, context.occupation),
        Semantic::Test => test(field, text, context, extra),
        Semantic::Word => word::word(field, text, context),
        Semantic::Date => {
            let ahead =
                context.country.filter(|_| context.habits.counts_as_we_do()).map_or(&[][..], utc_offsets::of);
            if let Some(date) = date::at_midnight(text, ahead) {
                extra.remark(Remark::LocalMidnight { date, country: context.country });
                return Ok(date.to_compact_string());
            }
            let setting = context.habits.dates(&field.name, context.as_of);
            let dated = match date::dated(text, setting) {
                // A place of birth beside the day: `Garut, 12 Mei 1996`.
                Err(refusal) if field.name == "birth_date" => {
                    let day = date::without_place(text).ok_or_else(|| refusal.clone())?;
                    date::dated(day, setting).map_err(|_| refusal)?
                }
                dated => dated?,
            };
            if let Some(remark) = dated.remark {
                extra.remark(remark);
            }
            Ok(dated.date.to_compact_string())
        }
        Semantic::Decimal => {
            number::decimal(field, text, context, extra).map(|number| number.to_compact_string())
        }
        Semantic::Currency => currency(text, context.country),
        Semantic::Integer => number::integer(field, text, extra).map(|n| n.to_compact_string()),
        Semantic::Boolean => word::boolean(text, context).map(|b| i64::from(b).to_compact_string()),
        Semantic::Span => practice(text, context, extra).map(|months| months.to_compact_string()),
    }
}

/// What to say of letters that were lost or changed on their way; `None` when they are sound.
fn wrong_letters(text: &str) -> Option<Remark> {
    let meant = |meant: String| Remark::WrongLetters { meant: meant.into() };
    if let Some(plain) = clean::without_entities(text) {
        return Some(meant(plain));
    }
    if text.is_ascii() {
        return None;
    }
    if text.contains('\u{FFFD}') {
        return Some(Remark::LostLetter);
    }
    clean::mojibake(text).map(meant)
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
        return Err(RefusalReason::LostLetter.into());
    }
    let code = clean::code(text);
    if wreck::is_scientific(&code) {
        return Err(wreck::lost_digits(&code));
    }
    if let Some(digits) = clean::without_groups(&code) {
        extra.remark(Remark::Separators { digits: digits.into() });
    }
    if let Some(digits) = clean::without_point(&code) {
        extra.remark(Remark::PointTaken { digits: digits.into() });
        return Ok(digits.into());
    }
    Ok(code.into())
}

fn is_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Whether brackets behind a country hold one of its places.
fn names_place_within(text: &str, country: Country) -> bool {
    let inside = text.trim().strip_suffix(')').and_then(|text| text.split_once('('));
    inside.is_some_and(|(_, inside)| towns::of_place(inside.trim()).contains(&country))
}

/// The code of a subdivision that was written without its hyphen, with another sign, or without its country. A name is no
/// code, whatever its letters: *Kisii* is nothing of Kiribati.
fn hyphenated(text: &str, country: Option<Country>) -> Option<String> {
    const LONGEST: usize = 3;
    if text.chars().any(|c| c.is_lowercase() || c.is_alphanumeric() && !c.is_ascii()) {
        return None;
    }
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let whole = || {
        let (of, rest) = (plain.get(..2)?, plain.get(2..)?);
        let parted = || text.chars().any(|c| !c.is_alphanumeric());
        country.map_or_else(parted, |country| country.as_str() == of).then(|| format!("{of}-{rest}"))
    };
    let short = || country.filter(|_| plain.len() <= LONGEST).map(|country| format!("{country}-{plain}"));
    let code = whole().or_else(short)?;
    code.parse::<Subdivision>().ok().map(|code| code.to_string())
}

/// The months of practice, also with the ward beside them where it was.
fn practice(text: &str, context: &Context, extra: &mut Extra) -> Result<i64, Refusal> {
    span::months(text, context).or_else(|refusal| {
        let (time, ward, months) = time_and_ward(text, context).ok_or(refusal)?;
        extra.remark(Remark::Beside { taken: time.into(), rest: ward.into() });
        Ok(months)
    })
}

/// The time of practice in front of the ward where it was, `9 yrs ICU`, `3 (paediatrics)`, and its months: practice there is
/// practice. Any other word may say that it is none.
fn time_and_ward<'t>(text: &'t str, context: &Context) -> Option<(&'t str, &'t str, i64)> {
    let parts = |c: char| c.is_whitespace() || matches!(c, '(' | ',' | '-' | '–' | '/');
    let cuts = text.char_indices().filter(|(_, sign)| parts(*sign)).map(|(at, _)| at);
    cuts.map(|at| text.split_at(at)).find_map(|(time, ward)| {
        let ward = ward.trim_matches(|c: char| parts(c) || matches!(c, ')' | '.'));
        let ward = ward.strip_prefix("in ").unwrap_or(ward);
        if ward.is_empty() || ward.contains(char::is_numeric) {
            return None;
        }
        let named = resolve::specialties::of_worker(ward, context.occupation, 1);
        let is_ward = named.certain().is_some() || named.candidates.first().is_some_and(|first| first.exact);
        let months = span::months(time.trim(), context).ok().filter(|_| is_ward)?;
        Some((time.trim(), ward, months))
    })
}

/// The codes of a country and of one of its regions, `IN, KL`: nobody lives in two countries, so the second is no country.
fn country_and_region(text: &str) -> Option<(Country, CompactString)> {
    // Other signs join two answers: `PH/IN`, `DE;FR`.
    let (country, region) = text.split_once([',', '-'])?;
    let (country, region) = (country.trim(), region.trim());
    let is_code = |text: &str, most: usize| {
        (2..=most).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    if !is_code(country, 2) || !is_code(region, 3) {
        return None;
    }
    // `CH,BE` may be two countries.
    if region.parse::<Country>().is_ok() {
        return None;
    }
    let code: Subdivision = format!("{country}-{region}").parse().ok().filter(subdivisions::is_known)?;
    Some((country.parse().ok()?, code.to_compact_string()))
}

/// A currency; of several that go by one sign or name that of the row's country.
fn currency(text: &str, country: Option<Country>) -> Result<CompactString, Refusal> {
    let found = money::currencies(&clean::plain(text));
    if let (Some(country), true) = (country, found.len() > 1) {
        let own: Vec<_> = found.iter().filter(|code| code.countries().contains(&country)).collect();
        if let [code] = own[..] {
            return Ok(code.to_compact_string());
        }
    }
    match found[..] {
        [code] => Ok(code.to_compact_string()),
        [] => Err(RefusalReason::NoCurrency.into()),
        ref several => {
            Err(RefusalReason::SeveralCurrencies.meant_any(several.iter().map(|code| code.as_str())))
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
        return Err(RefusalReason::MaybeNamibia.meant("Namibia (NA)"));
    }
    let residence = field.name == "residence";
    if residence
        && let Some(lived_in) = context.habits.lived_in
        && (towns::of_place(text).contains(&lived_in) || lies_in(text, lived_in))
    {
        // In a column of towns `عمان` is Amman, and no country.
        return Ok(lived_in.to_compact_string());
    }
    let nationality = field.name == "nationalities";
    if nationality && let Some(own) = demonyms::by_own_initials(text) {
        // A code of another country as well, or of none: it is clear to whoever lives there.
        let coded = text.trim().parse::<Country>().ok().filter(|_| text.trim().len() == 2);
        return match (context.country == Some(own), coded) {
            (true, _) => Ok(own.to_compact_string()),
            (false, Some(coded)) if context.country == Some(coded) => Ok(coded.to_compact_string()),
            (false, coded) => {
                let shown = |country: Country| format!("{} ({country})", countries::name(country));
                Err(RefusalReason::SeveralCountries.meant_any(std::iter::once(own).chain(coded).map(shown)))
            }
        };
    }
    let sense = if nationality { Sense::Nationality } else { Sense::Any };
    let found = resolve::countries::country(text, sense);
    let shown = |country: Country| format!("{} ({country})", countries::name(country));
    let certain = found.certain;
    match (found.country, found.step) {
        (Some(country), Some(step)) if certain => {
            match step {
                Step::People if !nationality => {
                    extra.remark(Remark::People { country, name: countries::name(country) });
                }
                Step::Adjective => {
                    extra.remark(Remark::Adjective { country, name: countries::name(country) });
                }
                // `Canada (Québec)`: where in the country is told by no code of it.
                Step::Form if names_place_within(text, country) => {
                    extra.remark(Remark::Place { country, name: countries::name(country) });
                }
                _ => {}
            }
            Ok(country.to_compact_string())
        }
        _ if (residence || field.name == "preferred_destinations") && !found.lies_in.is_empty() => {
            match found.lies_in[..] {
                [country] => {
                    extra.remark(Remark::Place { country, name: countries::name(country) });
                    Ok(country.to_compact_string())
                }
                ref several => {
                    Err(RefusalReason::TownOfSeveralCountries.meant_any(several.iter().copied().map(shown)))
                }
            }
        }
        // A slip in the word for the people among whom somebody lives leaves nothing open: `Phillipino` in Manila.
        _ if nationality
            && let Some(home) = context.country
            && found.country.is_none_or(|near| near == home)
            && resolve::countries::is_nearly_of(text, home) =>
        {
            extra.remark(Remark::Misspelt { country: home, name: countries::name(home) });
            Ok(home.to_compact_string())
        }
        // Whoever refuses a country is not asked whether they meant it.
        _ if certificate::denies(text) && !certificate::denies(&found.name) => {
            Err(RefusalReason::NoCountry.into())
        }
        (Some(country), _) if found.candidates.len() < 2 => {
            let mut refusal = RefusalReason::NoCountry.meant(shown(country));
            refusal.instead = countries::nearest(text)
                .filter(|near| near.alone && near.value == country)
                .map(|near| Box::new(Instead { text: country.to_string(), nearness: near.nearness }));
            Err(refusal)
        }
        _ if !found.candidates.is_empty() => {
            Err(RefusalReason::SeveralCountries.meant_any(found.candidates.iter().copied().map(shown)))
        }
        // Of initials one letter more or less is another name.
        _ => Err(RefusalReason::NoCountry
            .near(countries::nearest(text).filter(|_| !resolve::countries::is_initials(text)), |near| {
                (shown(near.value), Some(near.value.to_string()))
            })),
    }
}

/// Lays the region that stands beside a town or a country into its column: `Surabaya, Jawa Timur`, `Medellín (Antioquia)`.
fn say_region(field: &Field, text: &str, code: &str, extra: &mut Extra) {
    let Ok(country) = code.parse::<Country>() else { return };
    if field.name != "residence" || towns::parts(text).count() < 2 {
        return;
    }
    // `CDMX, México` ends with the country, which has a state of its name.
    let is_country = |part: &str| {
        let named = resolve::countries::country(part, Sense::Name);
        named.certain && named.country == Some(country)
    };
    let regions = towns::parts(text)
        .filter(|part| !is_country(part))
        .filter_map(|part| subdivisions::code(country, part));
    // The town may be called like the region, and stands first.
    if let Some(region) = regions.last() {
        extra.also_where_blank("region", region);
    }
}

/// Whether a place that is written with parts that no table has, `Guadalajara, Jal.`, lies in a country: the first part
/// does, or each that is known, and none is the name of another country.
fn lies_in(text: &str, country: Country) -> bool {
    let first = towns::parts(text).next().is_some_and(|first| towns::of_place(first).contains(&country));
    let other = |part: &str| {
        let named = resolve::countries::country(part, Sense::Name);
        named.certain && named.country != Some(country)
    };
    (first || towns::of_known_parts(text).contains(&country)) && !towns::parts(text).any(other)
}

/// Whether a cell is the code of Namibia in a column of names, where it may as well mean nothing.
fn maybe_namibia(field: &Field, text: &str, context: &Context) -> bool {
    field.semantic == Semantic::Country && context.habits.country_names && text.eq_ignore_ascii_case("na")
}

fn occupation(text: &str, country: Option<Country>, extra: &mut Extra) -> Result<Isco08, Refusal> {
    let sound = |code: Isco08| match occupations::group(code) {
        Some(group) if group.human_health => Ok(code),
        Some(_) => Err(Refusal::from(RefusalReason::NotHumanHealth)),
        None => Err(RefusalReason::NotHealth.into()),
    };
    let shown = |code: Isco08| format!("{code} ({})", occupations::title(code));
    // A spreadsheet turns the code 2221 into 2221.0 or 2,221.
    let plain = clean::plain(text);
    let ungrouped = clean::without_groups(&plain);
    let digits = ungrouped.as_deref().or_else(|| clean::without_point(&plain)).unwrap_or(&plain);
    if let Ok(code) = digits.parse::<Isco08>() {
        return sound(code);
    }
    // `BSc Nursing 2017`: the year of the training is no part of what somebody is.
    let text = without_year(text);
    let named = named::read(text, country);
    match named.codes[..] {
        [code] => {
            if named.how == NamedHow::Beside {
                extra.remark(Remark::WordsBesideTitle { occupation: code, title: occupations::title(code) });
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
                let codes = std::iter::once(code).chain(likely.filter(|&likely| likely != code)).map(shown);
                return Err(RefusalReason::CodeAndTitle.meant_any(codes));
            }
            let lowered = resolve::occupations::is_lowered;
            let near = occupations::nearest(text).filter(|near| !lowered(text) || lowered(near.name));
            match likely {
                Some(code) => {
                    let same = near.filter(|near| near.alone && near.value == Some(code));
                    let mut refusal = RefusalReason::NoTitle.meant(shown(code));
                    refusal.instead = same
                        .map(|near| Box::new(Instead { text: code.to_string(), nearness: near.nearness }));
                    Err(refusal)
                }
                None => Err(RefusalReason::NoTitle
                    .near(near, |near| (near.name.to_owned(), near.value.map(|code| code.to_string())))),
            }
        }
        ref several => Err(RefusalReason::SeveralOccupations.meant_any(several.iter().copied().map(shown))),
    }
}

/// A title without the year behind it.
fn without_year(text: &str) -> &str {
    let bare = text.trim_end().trim_end_matches(')');
    let year =
        |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1950..2100).contains(&year));
    let parted = bare.rsplit_once([' ', '(', ',']).filter(|(_, last)| year(last));
    parted.map_or(text, |(title, _)| title.trim_end_matches([' ', '(', ',', '-', '–']))
}

fn specialty(field: &Field, text: &str, occupation: Option<Isco08>) -> Result<CompactString, Refusal> {
    if let Some(id) = resolve::specialties::identifier(text) {
        return Ok(id.into());
    }
    let ward = schema::table(Kind::Employment);
    let ward = ward.column("specialty").is_some_and(|at| std::ptr::eq(&raw const ward.fields[at], field));
    let found = if ward {
        resolve::specialties::of_worker(text, occupation, MOST)
    } else {
        resolve::specialties::resolve(text, occupation, MOST)
    };
    certain(&found, text, [RefusalReason::NoSpecialty, RefusalReason::SeveralSpecialties])
}

fn subject(text: &str, occupation: Option<Isco08>) -> Result<CompactString, Refusal> {
    let found = resolve::subjects::resolve(text, occupation, MOST);
    certain(&found, text, [RefusalReason::NoSubject, RefusalReason::SeveralSubjects])
}

/// What a text names with certainty; else a refusal, for none or for several, that suggests what is likely.
fn certain(
    found: &resolve::vocabulary::Resolved,
    text: &str,
    [none, several]: [RefusalReason; 2],
) -> Result<CompactString, Refusal> {
    if let Some(id) = found.certain() {
        return Ok(id.into());
    }
    let exact = found.candidates.first().is_some_and(|first| first.exact);
    let reason = if exact { several } else { none };
    Err(reason.suggest(found, text, |one| one.id.clone()))
}

fn test(field: &Field, text: &str, context: &Context, extra: &mut Extra) -> Result<CompactString, Refusal> {
    let found = resolve::language_tests::resolve(text, MOST);
    if let Some(one) = found.certain().and_then(language_tests::find) {
        if one.assumed.contains(&text::fold(text)) {
            extra.remark(Remark::UsualTest { test: &one.name });
            if !field.list {
                extra.also("test_presumed", ["1"]);
            }
        }
        say_results(field, &one.id, text, context, extra);
        return Ok(one.id.to_compact_string());
    }
    let several = found.candidates.first().is_some_and(|first| first.exact);
    let reason = if several { RefusalReason::SeveralTests } else { RefusalReason::NoTest };
    let refused = || reason.suggest(&found, text, |one| one.id.clone());
    let whole = if several { None } else { whole_certificate(field, text, context, extra) };
    let whole = whole.filter(|read| read.as_ref().is_err() || !names_another(text, read, &found));
    whole.unwrap_or_else(|| Err(refused()))
}

/// The cell of a test; where it names a language with its level and no test, `German B1`, these and no test.
fn test_or_level(
    field: &Field,
    text: &str,
    context: &Context,
    extra: &mut Extra,
) -> Result<Option<Datum>, Refusal> {
    let refusal = match test(field, text, context, extra) {
        Ok(test) => return Ok(Some(Datum::Text(test))),
        Err(refusal) => refusal,
    };
    let read = context.as_of.and_then(|as_of| certificate_in(text, as_of, context).ok());
    match read.filter(|read| read.test.is_none() && read.level.is_some()) {
        Some(read) => {
            say_also(read, None, extra);
            Ok(None)
        }
        None => Err(refusal),
    }
}

/// A text that holds one certificate, its days in the order that the file settles.
fn certificate_in(
    text: &str,
    as_of: Day,
    context: &Context,
) -> Result<certificate::Certificate, certificate::Refused> {
    certificate::certificate(&certificate::in_order(text, context.habits.order), as_of)
}

/// The year that stands alone behind a title, in brackets or behind a comma or dash: `BSc Nursing (2014)`.
fn year_behind<'a>(text: &'a str, context: &Context) -> Option<&'a str> {
    let end = text.trim_end();
    let (bare, closed) = end.strip_suffix(')').map_or((end, false), |bare| (bare, true));
    let at = bare.len().checked_sub(4).filter(|&at| bare.is_char_boundary(at))?;
    let (before, year) = bare.split_at(at);
    let opened = before.trim_end().ends_with(if closed { &['('][..] } else { &[',', '-', '–', '/'][..] });
    // Two years are a span, and the second may lie ahead.
    let number: i32 = year.parse().ok().filter(|_| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let most = 1970 + context.as_of?.0 / 366;
    (opened && !before.contains(|c: char| c.is_numeric()) && (1950..=most).contains(&number)).then_some(year)
}

/// Whether a text that was read as a certificate names a language that its test does not certify, or, without results
/// beside it, is more like the name of another test: *telc English B2*, *FSP Krankenpflege*.
fn names_another(
    text: &str,
    read: &Result<CompactString, Refusal>,
    found: &resolve::vocabulary::Resolved,
) -> bool {
    const SHORTEST: usize = 5;
    let Some(test) = read.as_ref().ok().and_then(|id| language_tests::find(id)) else { return false };
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    let mut named = words.filter_map(resolve::languages::certain);
    if named.any(|language| !test.languages.contains(&language)) {
        return true;
    }
    let digits = text.split_whitespace().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    !digits && found.id.as_ref().is_some_and(|id| *id != *test.id.as_str())
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
    let read = match certificate_in(text, context.as_of?, context) {
        Ok(read) => read,
        // Of a test by another name more is known elsewhere.
        Err(refused) if refused.fault == certificate::Fault::UnknownTest => return None,
        Err(refused)
            if refused.fault == certificate::Fault::Ambiguous && !text.contains(char::is_numeric) =>
        {
            return None;
        }
        Err(refused) => {
            return Some(Err(match *refused.why {
                RefusalReason::CertificateTwoTests { first, second } => {
                    RefusalReason::CellOfTwoTests { first, second }.into()
                }
                why => why.into(),
            }));
        }
    };
    let test = read.test.clone()?;
    if read.misspelt {
        // What is near one name alone is found there, with how near it is.
        let near = resolve::language_tests::resolve(text, 1);
        let more = near.suggested().is_empty() && text.contains(char::is_numeric);
        return more.then(|| Err(RefusalReason::MisspeltTest.meant(test.as_str())));
    }
    say_also(read, None, extra);
    Some(Ok(test.to_compact_string()))
}

/// Lays what a text says of a certificate into its columns, but for that of the cell itself.
fn say_also(read: certificate::Certificate, own: Option<&str>, extra: &mut Extra) {
    let presumed = read.is_presumed().then(|| "1".to_owned());
    let texts = [
        ("test_presumed", presumed),
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
        ("test_version", read.version.map(|version| version.to_string())),
    ];
    for (column, said) in texts {
        if let Some(said) = said.filter(|_| own != Some(column)) {
            extra.also(column, [said.as_str()]);
        }
    }
    if extra.remarks.is_empty() {
        extra.remarks = read.notes;
    }
}

/// Lays the results and days of a certificate beside the name of its test: `OET B`. Its level and language follow from
/// the test.
fn say_results(field: &Field, test: &TestId, text: &str, context: &Context, extra: &mut Extra) {
    let Some(as_of) = context.as_of.filter(|_| field.name == "test" && !field.list) else { return };
    let read = certificate_in(text, as_of, context).ok();
    if let Some(read) = read.filter(|read| !read.misspelt && read.test.as_ref() == Some(test)) {
        let read = certificate::Certificate { language: None, level: None, notes: Vec::new(), ..read };
        say_also(read, None, extra);
    }
}

/// A level, or all of a certificate in the cell of its level: `B1 (Goethe, 05/2025)`, `telc B2`. What stands beside the
/// level is taken where all of it is known; a level with a word that nobody knows stays a refusal.
fn level(field: &Field, text: &str, context: &Context, extra: &mut Extra) -> Result<Option<Datum>, Refusal> {
    let own = word::word(field, text, context);
    if let Some((level, language)) = level_and_language(text).filter(|_| !field.list) {
        extra.also("language", [language.as_str()]);
        return Ok(Some(Datum::Text(level.to_compact_string())));
    }
    let bare = text.chars().filter(|c| c.is_alphanumeric()).count() <= 2;
    let Some(as_of) = context.as_of.filter(|_| !bare && !field.list) else {
        return own.map(|level| Some(Datum::Text(level)));
    };
    // Of two languages in one cell nobody knows whose level it is: `IELTS 7.5; Hollandaca A2`.
    let languages = certificate::several(text, as_of).unwrap_or_default().into_iter();
    let languages = languages.filter_map(|part| certificate::certificate(&part, as_of).ok()?.language);
    if languages.collect::<std::collections::BTreeSet<_>>().len() > 1 {
        return match own {
            Err(refusal) => Err(refusal),
            Ok(_) => Err(RefusalReason::NoLevel.into()),
        };
    }
    let read = match certificate_in(text, as_of, context) {
        Ok(read) if !read.misspelt && read.test.is_some() => read,
        _ => {
            return dated_level(text, context, extra).map_or_else(
                || own.map(|level| Some(Datum::Text(level))),
                |level| Ok(Some(Datum::Text(level))),
            );
        }
    };
    let level = read.level.map(|level| level.to_compact_string());
    // A text of two levels, or one that fails its test, is told as before.
    let said = match (&own, &level) {
        (Ok(own), Some(level)) if own != level => return Ok(Some(Datum::Text(own.clone()))),
        (Ok(own), _) => Some(own.clone()),
        (Err(refusal), _)
            if !matches!(refusal.reason, RefusalReason::MoreThanLevel { .. } | RefusalReason::NoLevel) =>
        {
            return own.map(|level| Some(Datum::Text(level)));
        }
        (Err(_), level) => level.clone(),
    };
    if certificate::passed(text) == Some(false) {
        return own.map(|level| Some(Datum::Text(level)));
    }
    if let Some(test) = &read.test {
        extra.also("test", [test.as_str()]);
    }
    say_also(read, Some("level"), extra);
    Ok(said.map(Datum::Text))
}

/// A level with nothing but the name of its language beside it: `B1 French`, `nemački A2`. Any other word may say that the
/// level is none.
fn level_and_language(cell: &str) -> Option<(Cefr, Language)> {
    const MOST_WORDS: usize = 4;
    let signs = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ':' | '-' | '–' | '/');
    let words: Vec<&str> = cell.split(signs).filter(|word| !word.is_empty()).collect();
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return None;
    }
    let level_of = |word: &&str| word.to_uppercase().parse::<Cefr>().ok();
    let mut levels = words.iter().filter_map(level_of);
    let (level, None) = (levels.next()?, levels.next()) else { return None };
    let rest: Vec<&str> = words.into_iter().filter(|word| level_of(word).is_none()).collect();
    // In German it is the name of the levels themselves.
    if rest.iter().any(|word| word.eq_ignore_ascii_case("ger")) {
        return None;
    }
    Some((level, resolve::languages::by_name(&text::fold(&rest.join(" ")))?))
}

/// A language with the level that is asked of it: `German B2`, `Deutsch mind. B2`, `English B1 or higher`.
fn language_asked(cell: &str) -> Option<(Language, Cefr)> {
    const IDLE: &[&str] = &[
        "min",
        "mind",
        "mindestens",
        "minimum",
        "at",
        "least",
        "level",
        "niveau",
        "nivel",
        "or",
        "above",
        "higher",
        "required",
        "erforderlich",
        "requis",
        "exige",
        "requerido",
        "au",
        "al",
        "menos",
        "moins",
        "ab",
        "from",
    ];
    let words = cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let left: Vec<&str> = words.filter(|word| !IDLE.contains(&text::fold(word).as_str())).collect();
    level_and_language(&left.join(" ")).map(|(level, language)| (language, level))
}

/// A level with nothing but a date beside it: `B2 (05/2025)`.
fn dated_level(text: &str, context: &Context, extra: &mut Extra) -> Option<CompactString> {
    let mut level = None;
    let mut taken = None;
    for piece in
        text.split(['(', ')', '[', ']', ',', ';', ':']).map(str::trim).filter(|piece| !piece.is_empty())
    {
        // `B1 05/2025` has both in one piece.
        let word = piece.split_whitespace().next().unwrap_or_default();
        let (first, rest) = (word.to_ascii_uppercase().parse::<Cefr>(), piece[word.len()..].trim());
        if let (Ok(read), false) = (first, rest.is_empty()) {
            level.replace(read).is_none().then_some(())?;
            let dated = date::dated(rest, context.habits.dates("taken_on", context.as_of)).ok()?;
            taken.replace(dated.date).is_none().then_some(())?;
        } else if let Ok(read) = piece.to_ascii_uppercase().parse::<Cefr>() {
            level.replace(read).is_none().then_some(())?;
        } else {
            let dated = date::dated(piece, context.habits.dates("taken_on", context.as_of)).ok()?;
            taken.replace(dated.date).is_none().then_some(())?;
        }
    }
    let (level, taken) = (level?, taken?);
    extra.also("taken_on", [taken.to_compact_string().as_str()]);
    Some(level.to_compact_string())
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
            Err(refusal) => format!("{} [{}]", refusal.reason, refusal.suggestion().unwrap_or_default()),
        }
    }

    #[test]
    fn a_level_may_name_its_language_and_no_other_word() {
        let table = table(Kind::LanguageCertificate);
        let field = &table.fields[table.column("level").unwrap()];
        for (text, level, language) in [
            ("B1 French", "B1", "fr"),
            ("Allemand A2", "A2", "de"),
            ("B1 nemački", "B1", "de"),
            ("немачки (B2)", "B2", "de"),
            ("C1 - English", "C1", "en"),
        ] {
            let reading = read(field, text, &Context::default()).unwrap();
            let datum = reading.datum.map(|datum| datum.to_string()).unwrap_or_default();
            let also: Vec<(&str, &str)> =
                reading.also.iter().map(|also| (also.column, also.any_of[0].as_str())).collect();
            assert_eq!((datum.as_str(), &also[..]), (level, &[("language", language)][..]), "{text}");
        }
        for text in ["B1 German running", "nemački B1 u toku", "B1 B2 German"] {
            assert!(read(field, text, &Context::default()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_of_a_region_is_no_code_of_another_country() {
        let table = table(Kind::Worker);
        let field = &table.fields[table.column("region").unwrap()];
        for (text, country, expected) in
            [("BY", "DE", "DE-BY"), ("DEBY", "DE", "DE-BY"), ("CA_ON", "", "CA-ON"), ("42", "KE", "KE-42")]
        {
            let context = Context { country: country.parse().ok(), ..Context::default() };
            let refused = cell(field, text, &context).unwrap_err();
            assert_eq!(refused.suggestion().unwrap_or_default(), expected, "{text} in {country}");
        }
        // A name is read within its country; where it has no code it is kept with a remark.
        for (text, country, expected) in [
            ("Kisii", "KE", "KE-16"),
            ("KISII", "KE", "KE-16"),
            ("Bayern", "DE", "DE-BY"),
            ("İzmir", "TR", "TR-35"),
            ("Kisii", "", ""),
            ("Kisii", "DE", ""),
            ("Atlantis", "UG", ""),
        ] {
            let context = Context { country: country.parse().ok(), ..Context::default() };
            let reading = read(field, text, &context).unwrap();
            let code = reading.datum.as_ref().map(ToString::to_string).unwrap_or_default();
            assert_eq!(
                (code.as_str(), reading.remarks.is_empty()),
                (expected, !expected.is_empty()),
                "{text}"
            );
        }
    }

    #[test]
    fn cells_take_their_canonical_form() {
        use Kind::{Consent, CurriculumSubject, LanguageCertificate, Opening, Qualification, Worker};
        for (kind, column, text, canonical) in [
            (Worker, "worker_id", " 00123 ", "00123"),
            (Worker, "family_name", "Null", "Null"),
            (Worker, "residence", "NA", "NA"),
            (Worker, "residence", "Côte d'Ivoire", "CI"),
            (Worker, "residence", "Phillipines", "The value is not a country. [Philippines (PH)]"),
            (
                Worker,
                "residence",
                "Congo",
                "The value may mean several countries. [Congo - Brazzaville (CG) or Congo - Kinshasa (CD)]",
            ),
            (Worker, "nationalities", "Ghana, NG", "GH;NG"),
            (Worker, "nationalities", "none", ""),
            (Worker, "nationalities", " ", "unknown"),
            (Worker, "sex", "F", "female"),
            (Worker, "occupation", "2221.0", "2221"),
            (Worker, "occupation", "3240", "The occupation is not a human-health occupation. []"),
            (Worker, "occupation", "Krankenschwester", "2221"),
            (Qualification, "years", "3,5", "3.5"),
            (Qualification, "total_hours", "4.600", "4600"),
            (Qualification, "total_hours", "-5", "The number is too small. []"),
            (LanguageCertificate, "test", "IELTS Academic", "ielts-academic"),
            (CurriculumSubject, "subject", "nur-med", "NUR-MED"),
            (
                CurriculumSubject,
                "subject",
                "Medical-Surgical Nursing",
                "The value may mean several subjects. [NUR-MED or NUR-SURG]",
            ),
            (CurriculumSubject, "subject", "Soins infirmiers en médecine", "NUR-MED"),
            (
                CurriculumSubject,
                "subject",
                "Basket weaving",
                "The value is not a known subject of a training. []",
            ),
            (LanguageCertificate, "level", "B2 (GER)", "B2"),
            (LanguageCertificate, "overall", "7,50", "7.5"),
            (LanguageCertificate, "writing", "b", "B"),
            (LanguageCertificate, "language", "German", "de"),
            (Opening, "contract_kind", "permanant", "The value is not a word of this column. [permanent]"),
            (Opening, "monthly_pay", "2.845,50", "2845.5"),
            (
                Opening,
                "monthly_pay",
                "2,845",
                "The value may be two numbers, and no other number of the column settles its decimal sign. [2845 or 2.845]",
            ),
            (Consent, "given", "Ja", "1"),
        ] {
            assert_eq!(normal(kind, column, text), canonical, "{column}: {text}");
        }
    }
}
