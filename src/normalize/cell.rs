//! A cell of a column, by what the column means.

use super::date::{self, DateOrder};
use crate::model::{AgreementId, Cefr, Country, Currency, Datum, Decimal, Isco08, Language, Subdivision};
use crate::reference::{countries, country_languages, language_tests, occupations, specialties};
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
    fn near<T>(
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
    /// The country that the row speaks of: it decides between senses of a title.
    pub country: Option<Country>,
    /// The occupation that the row speaks of: it decides between specialties of one name.
    pub occupation: Option<Isco08>,
    /// The order of the column's local dates.
    pub order: Option<DateOrder>,
    /// Whether a comma is the decimal sign: the case where fields are separated by semicolons.
    pub decimal_comma: bool,
}

/// The canonical cell of a text; `None` when the text is blank, which is unknown.
///
/// # Errors
/// [`Refusal`] when the text is no value of the column.
pub fn cell(field: &Field, raw: &str, context: &Context) -> Result<Option<Datum>, Refusal> {
    let text = raw.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if holds_control(text) {
        let plain: String = text.chars().filter(|c| !c.is_control()).collect();
        return Err(
            Refusal::new("holds a control character", "text without control characters").suggest(plain)
        );
    }
    if field.list {
        return list(field, text, context).map(|items| Some(Datum::Text(items.into())));
    }
    let datum = match field.semantic {
        Semantic::Integer => Datum::Integer(integer(field, text)?),
        Semantic::Boolean => Datum::Integer(i64::from(boolean(text)?)),
        _ => Datum::Text(one(field, text, context)?),
    };
    Ok(Some(datum))
}

/// Whether a text holds a control character other than a line break or tab.
fn holds_control(text: &str) -> bool {
    // Signs in question begin with one of these bytes, which most cells do not hold at all.
    text.bytes().any(|byte| byte < b' ' || matches!(byte, 0x7F | 0xC2))
        && text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// A list: `none` is known and empty; else the items, separated by `;`, or where items are codes or
/// words by `,` or `|` as well.
fn list(field: &Field, text: &str, context: &Context) -> Result<String, Refusal> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(String::new());
    }
    let free = matches!(field.semantic, Semantic::Text);
    let parts = text.split(|c: char| c == ';' || (!free && matches!(c, ',' | '|' | '\n')));
    let mut items: Vec<CompactString> = Vec::new();
    for part in parts.clone().map(str::trim).filter(|part| !part.is_empty()) {
        let item = one(field, part, context).map_err(|mut refusal| {
            // What stands instead of an item stands among the others.
            if let Some((value, _)) = &mut refusal.instead {
                let own =
                    |other: &str| if other.trim() == part { value.clone() } else { other.trim().to_owned() };
                *value = parts.clone().map(own).collect::<Vec<_>>().join(";");
            }
            refusal
        })?;
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(items.join(";"))
}

fn one(field: &Field, text: &str, context: &Context) -> Result<CompactString, Refusal> {
    match field.semantic {
        Semantic::Text | Semantic::Score if !field.list => {
            Ok(if field.semantic == Semantic::Score { score(text) } else { text.into() })
        }
        Semantic::Text | Semantic::Score => Ok(text.into()),
        Semantic::Id | Semantic::Reference | Semantic::Agreement => match text.parse::<AgreementId>() {
            Ok(id) if !field.list || !text.contains(';') => Ok(id.as_str().into()),
            _ => Err(Refusal::new("is no identifier", "1 to 200 bytes without control characters")),
        },
        Semantic::Country => country(text).map(|country| country.to_compact_string()),
        Semantic::Subdivision => {
            text.parse::<Subdivision>().map(|code| code.to_compact_string()).map_err(|_| {
                Refusal::new("is no subdivision", "an ISO 3166-2 code such as `CA-QC`")
                    .suggest(hyphenated(text).unwrap_or_default())
            })
        }
        Semantic::Language => language(text).map(|language| language.to_compact_string()),
        Semantic::Occupation => occupation(text, context.country).map(|code| code.to_compact_string()),
        Semantic::Specialty => specialty(text, context.occupation),
        Semantic::Test => test(text),
        Semantic::Word => word(field, text),
        Semantic::Date => date::date(text, context.order).map(|date| date.to_compact_string()),
        Semantic::Decimal => decimal(field, text, context).map(|number| number.to_compact_string()),
        Semantic::Currency => text.parse::<Currency>().map(|code| code.to_compact_string()).map_err(|_| {
            let sign = match text {
                "€" => "EUR",
                "£" => "GBP",
                "¥" => "JPY",
                "₱" => "PHP",
                "₹" => "INR",
                _ => "",
            };
            Refusal::new("is no currency", "an ISO 4217 code such as `EUR`").suggest(sign)
        }),
        Semantic::Integer => integer(field, text).map(|n| n.to_compact_string()),
        Semantic::Boolean => boolean(text).map(|b| i64::from(b).to_compact_string()),
    }
}

/// The code of a subdivision that was written without its hyphen, or with another sign.
fn hyphenated(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let code = format!("{}-{}", plain.get(..2)?, plain.get(2..)?);
    code.parse::<Subdivision>().ok().map(|code| code.to_string())
}

fn country(text: &str) -> Result<Country, Refusal> {
    match countries::lookup(text)[..] {
        [country] => Ok(country),
        [] => Err(Refusal::new("is not a country", "an ISO 3166 code or a country's name").near(
            countries::nearest(text),
            |near| {
                (format!("{} ({})", countries::name(near.value), near.value), Some(near.value.to_string()))
            },
        )),
        ref several => {
            let names: Vec<String> =
                several.iter().map(|&c| format!("{} ({c})", countries::name(c))).collect();
            Err(Refusal::new("may be several countries", "a name or code that is one country's")
                .suggest(names.join(" or ")))
        }
    }
}

fn language(text: &str) -> Result<Language, Refusal> {
    // `en-GB` and `en_US` are English: the region says nothing about a certificate.
    let code = text.split(['-', '_']).next().unwrap_or(text);
    code.parse().ok().or_else(|| Language::from_english_name(text)).ok_or_else(|| {
        Refusal::new("is not a language", "an ISO 639 code such as `de`, or the language's English name")
            .near(country_languages::nearest(text), |near| {
                (format!("{} ({})", near.value.name(), near.value), Some(near.value.to_string()))
            })
    })
}

fn occupation(text: &str, country: Option<Country>) -> Result<Isco08, Refusal> {
    const EXPECTED: &str = "an ISCO-08 unit group in or near health, or a known title";
    // A spreadsheet turns the code 2221 into 2221.0.
    if let Ok(code) = text.trim_end_matches(".0").parse::<Isco08>() {
        return match occupations::group(code) {
            Some(group) if group.human_health => Ok(code),
            Some(_) => Err(Refusal::new("is not a human-health occupation", EXPECTED)),
            None => Err(Refusal::new("is not a health occupation", EXPECTED)),
        };
    }
    match occupations::lookup(text, country)[..] {
        [code] => Ok(code),
        [] => Err(Refusal::new("is not a known title", EXPECTED).near(occupations::nearest(text), |near| {
            (near.name.to_owned(), near.value.map(|code| code.to_string()))
        })),
        ref several => {
            let codes: Vec<String> =
                several.iter().map(|&c| format!("{c} ({})", occupations::title(c))).collect();
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

fn test(text: &str) -> Result<CompactString, Refusal> {
    const EXPECTED: &str = "a language test of data/reference/tests.csv";
    match language_tests::lookup(text)[..] {
        [one] => Ok(one.id.to_compact_string()),
        [] => Err(Refusal::new("is not a known language test", EXPECTED)
            .near(language_tests::nearest(text), |near| {
                (near.value.to_string(), Some(near.value.to_string()))
            })),
        ref several => {
            let ids: Vec<&str> = several.iter().map(|t| t.id.as_str()).collect();
            Err(Refusal::new("may be several tests", EXPECTED).suggest(ids.join(" or ")))
        }
    }
}

fn word(field: &Field, text: &str) -> Result<CompactString, Refusal> {
    let folded = text::fold(text);
    if let Some(word) = field.words.iter().find(|word| text::fold(word) == folded) {
        return Ok(word.into());
    }
    let short = match (field.name.as_str(), folded.as_str()) {
        ("sex", "f" | "w") => Some("female"),
        ("sex", "m") => Some("male"),
        _ => None,
    };
    if let Some(word) = short.filter(|word| field.words.iter().any(|known| known == word)) {
        return Ok(word.into());
    }
    // A level in prose, "B2 (GER)", is the level when it names just one.
    if field.name == "level" || field.name == "language_level" {
        let levels: Vec<Cefr> =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|part| part.parse().ok()).collect();
        if let [level] = levels[..] {
            return Ok(level.to_compact_string());
        }
    }
    let expected = format!("one of `{}`", field.words.join("`, `"));
    let near = text::nearest_named(text, field.words.iter().map(|word| (word.as_str(), word.as_str())), 0.75);
    Err(Refusal::new("is not a word of this column", &expected)
        .near(near, |near| (near.name.to_owned(), Some(near.name.to_owned()))))
}

fn boolean(text: &str) -> Result<bool, Refusal> {
    match text::fold(text).as_str() {
        "true" | "yes" | "y" | "1" | "ja" | "j" | "oui" | "o" | "si" | "s" | "sim" | "x" | "نعم" => {
            Ok(true)
        }
        "false" | "no" | "n" | "0" | "nein" | "non" | "nao" | "لا" => Ok(false),
        _ => {
            let near = text::nearest(text, ["yes", "no", "true", "false"], 0.75).unwrap_or_default();
            Err(Refusal::new("is neither yes nor no", "`yes` or `no`").suggest(near))
        }
    }
}

fn integer(field: &Field, text: &str) -> Result<i64, Refusal> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    // Digits in groups of three, `4 600`, `4,600` and `4.600`, are one number when every group is whole.
    let groups: Vec<&str> = whole.split([' ', ',', '.', '\u{a0}', '\u{202f}', '\'']).collect();
    let grouped = groups.len() > 1
        && groups[1..].iter().all(|group| group.len() == 3)
        && (1..=3).contains(&groups[0].len())
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let digits = if grouped { groups.concat() } else { whole.to_owned() };
    let number: i64 = digits.parse().map_err(|_| Refusal::new("is not a whole number", "digits"))?;
    #[expect(clippy::cast_precision_loss, reason = "bounds are small numbers")]
    bounds(field, number as f64)?;
    Ok(number)
}

fn decimal(field: &Field, text: &str, context: &Context) -> Result<Decimal, Refusal> {
    let refuse = || Refusal::new("is not a number", "a number such as `1234.5`");
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    let (commas, dots) = (plain.matches(',').count(), plain.matches('.').count());
    let canonical = match (commas, dots) {
        (0, 0 | 1) => plain,
        // Both signs: the last one is the decimal sign.
        (_, _) if commas > 0 && dots > 0 => {
            if plain.rfind(',') > plain.rfind('.') {
                plain.replace('.', "").replace(',', ".")
            } else {
                plain.replace(',', "")
            }
        }
        (1, 0) => {
            let behind = plain.len() - plain.find(',').unwrap_or_default() - 1;
            if behind == 3 && !context.decimal_comma {
                // `1,234` may be a thousand and more or one and a bit.
                let (thousands, fraction) = (plain.replace(',', ""), plain.replace(',', "."));
                return Err(Refusal::new("may be two numbers", "a number without separators of thousands")
                    .suggest(format!("{thousands} or {fraction}")));
            }
            plain.replace(',', ".")
        }
        _ => return Err(refuse()),
    };
    let number: Decimal = canonical.parse().map_err(|_| refuse())?;
    bounds(field, number.to_f64())?;
    Ok(number)
}

fn bounds(field: &Field, number: f64) -> Result<(), Refusal> {
    if let Some(minimum) = field.minimum.filter(|minimum| number < *minimum) {
        return Err(Refusal::new("is too small", &format!("at least {minimum}")));
    }
    match field.maximum.filter(|maximum| number > *maximum) {
        Some(maximum) => Err(Refusal::new("is too large", &format!("at most {maximum}"))),
        None => Ok(()),
    }
}

/// A score is a number where it reads as one, else a grade as written, in capitals where it is
/// a letter grade.
fn score(text: &str) -> CompactString {
    let dotted = text.replace(',', ".");
    match dotted.parse::<Decimal>() {
        Ok(number) => number.to_compact_string(),
        Err(_) if text.len() <= 3 => text.to_uppercase().into(),
        Err(_) => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::schema::table;
    use proptest::prelude::*;

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
            (Opening, "monthly_pay", "2,845", "may be two numbers [2845 or 2.845]"),
            (Consent, "given", "Ja", "1"),
        ] {
            assert_eq!(normal(kind, column, text), canonical, "{column}: {text}");
        }
    }

    proptest! {
        /// What was normalized once stays as it is.
        #[test]
        fn normalizing_twice_is_normalizing_once(kind in 0..Kind::ALL.len(), column in any::<prop::sample::Index>(), text in "\\PC{0,12}|[0-9,. ]{0,8}|none|[A-Z]{2}") {
            let table = table(Kind::ALL[kind]);
            let field = &table.fields[column.index(table.fields.len())];
            if let Ok(Some(datum)) = cell(field, &text, &Context::default()) {
                let again = match &datum {
                    // A known empty list is written `none`; a boolean 1 is written 1.
                    Datum::Text(t) if t.is_empty() => "none".to_owned(),
                    other => other.to_string(),
                };
                prop_assert_eq!(cell(field, &again, &Context::default()), Ok(Some(datum)));
            }
        }
    }
}
