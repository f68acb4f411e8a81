//! What spreadsheets make of values: numbers with lost digits, formula errors, cells too narrow to print.

use super::reason::RefusalReason;
use super::refusal::Refusal;

/// The errors that formulas leave behind, in the languages of the spreadsheets.
const ERRORS: &[&str] = &[
    "#N/A",
    "#NA",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#UNKNOWN!",
    "#CONNECT!",
    "#GETTING_DATA",
    "#ERROR!",
    "#NV",
    "#BEZUG!",
    "#WERT!",
    "#ZAHL!",
    "#ÜBERLAUF!",
    "#NOM?",
    "#VALEUR!",
    "#NOMBRE!",
    "#NUL!",
    "#¡REF!",
    "#¡VALOR!",
    "#¡DIV/0!",
    "#¿NOMBRE?",
    "#¡NUM!",
    "#N/D",
    "#VALOR!",
    "#NOME?",
    "#RIF!",
    "#VALORE!",
    "#N/B",
    "#VERW!",
    "#WAARDE!",
    "#DEEL/0!",
    "#NAAM?",
    "#GETAL!",
    "#ADR!",
    "#ARG!",
    "#NAZWA?",
    "#LICZBA!",
    "#Н/Д",
    "#ССЫЛКА!",
    "#ЗНАЧ!",
    "#ДЕЛ/0!",
    "#ИМЯ?",
    "#ЧИСЛО!",
    "#YOK",
    "#BAŞV!",
    "#DEĞER!",
    "#SAYI/0!",
    "#AD?",
];

/// Whether a cell holds the error of a formula; `Err` when it holds only the signs of a column that was
/// too narrow.
pub(super) fn formula_error(text: &str) -> Result<bool, Refusal> {
    if !text.starts_with('#') {
        return Ok(false);
    }
    if text.len() >= 2 && text.bytes().all(|b| b == b'#') {
        return Err(RefusalReason::TooNarrow.into());
    }
    Ok(ERRORS.iter().any(|known| known.eq_ignore_ascii_case(text)))
}

/// Whether a text is a number in the notation of spreadsheets for long ones, `6.39171E+11`.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = match mantissa.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    // `1E5` and `12E-05` may be codes of their own; a spreadsheet writes one digit, and a sign with the exponent.
    let signed = exponent.strip_prefix('+');
    whole.len() == 1
        && digits(whole)
        && fraction.is_none_or(digits)
        && digits(signed.unwrap_or(exponent).trim_start_matches('-'))
        && (signed.is_some() || fraction.is_some())
}

/// The refusal of such a number where digits matter.
pub(super) fn lost_digits(text: &str) -> Refusal {
    let known = text.split(['E', 'e']).next().unwrap_or_default().replace(['.', ','], "");
    RefusalReason::LostDigits { digits: known.into() }.into()
}

/// The text of a formula that is nothing but a text, `="00123"`: how programs keep a spreadsheet from making
/// a number of it.
pub(super) fn quoted(text: &str) -> &str {
    let inner = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// The refusal of a date where a number of a document is to stand: a spreadsheet reads 4-7 as the 4th of July.
pub(super) fn date_of_number(text: &str) -> Option<Refusal> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const LONGEST: usize = 19;
    // Most numbers have neither a small letter nor a time.
    if text.len() > LONGEST || !(text.bytes().any(|b| b.is_ascii_lowercase()) || text.ends_with("00:00:00")) {
        return None;
    }
    let parts: Vec<&str> = text.split('-').collect();
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let made = match parts[..] {
        [day, month] if short(day) => MONTHS.contains(&month),
        [month, year] => short(year) && MONTHS.contains(&month),
        [day, month, year] if short(day) && short(year) => MONTHS.contains(&month),
        // A day and a midnight that nobody wrote.
        [year, _, rest] => year.len() == 4 && rest.get(..2).is_some_and(short) && rest.ends_with("00:00:00"),
        _ => false,
    };
    made.then(|| RefusalReason::DateOfNumber.into())
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::*;

    #[test]
    fn what_spreadsheets_and_programs_for_them_make_of_numbers() {
        for (text, inner) in
            [("=\"00123\"", "00123"), ("=\"\"", ""), ("=\"a\"&\"b\"", "=\"a\"&\"b\""), ("\"x\"", "\"x\"")]
        {
            assert_eq!(quoted(text), inner);
        }
        for text in ["4-Jul", "Jul-04", "04-Jul-24", "2024-07-04 00:00:00", "2024-07-04T00:00:00"] {
            assert!(date_of_number(text).is_some(), "{text}");
        }
        for text in
            ["4-JUL", "RN-04", "04-07", "KE-Jul-1", "12-345", "2024-07-04", "A-é-x", "2024-é-é0:00:00"]
        {
            assert!(date_of_number(text).is_none(), "{text}");
        }
        assert_eq!(clean::without_groups("1,006").as_deref(), Some("1006"));
        assert_eq!(clean::without_groups("12,345,678").as_deref(), Some("12345678"));
        for text in ["1006", "1,06", ",006", "1,006,", "1234,567", ""] {
            assert_eq!(clean::without_groups(text), None, "{text}");
        }
    }

    #[test]
    fn wreckage_is_told_from_values() {
        for text in ["6.39171E+11", "6,39171E+11", "1E+05", "9.1e12"] {
            assert!(is_scientific(text), "{text}");
        }
        for text in ["1E5", "12E-05", "E+11", "6.39E", "ABE+1", "2E10", "63.9E+11", "6.3.9E+1", ""] {
            assert!(!is_scientific(text), "{text}");
        }
        assert_eq!(clean::without_point("2221.0"), Some("2221"));
        assert_eq!(clean::without_point("00123.0"), Some("00123"));
        assert_eq!(clean::without_point(".0"), None);
        assert_eq!(clean::without_point("1.5"), None);
        assert!(
            formula_error("#N/A").unwrap()
                && formula_error("#ref!").unwrap()
                && !formula_error("#12").unwrap()
        );
        assert!(formula_error("########").is_err());
    }
}
