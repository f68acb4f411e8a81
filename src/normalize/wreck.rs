//! What spreadsheets make of values: numbers with lost digits, formula errors, cells too narrow to print.

use super::Refusal;

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
        return Err(Refusal::new(
            "is what a spreadsheet prints when the column is too narrow: the value is lost",
            "the value itself; widen the column in the spreadsheet and save again",
        ));
    }
    Ok(ERRORS.iter().any(|error| *error == text || error.eq_ignore_ascii_case(text)))
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
    Refusal::new(
        &format!("was shortened by a spreadsheet: only its first digits, {known}, are left"),
        "the number with all its digits; in the spreadsheet format the column as text, enter it again and save",
    )
}

/// A whole number that a program wrote as a decimal, `2221.0`, without what it added.
pub(super) fn without_point(text: &str) -> Option<&str> {
    let digits =
        text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")).or_else(|| text.strip_suffix(",0"))?;
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wreckage_is_told_from_values() {
        for text in ["6.39171E+11", "6,39171E+11", "1E+05", "9.1e12"] {
            assert!(is_scientific(text), "{text}");
        }
        for text in ["1E5", "12E-05", "E+11", "6.39E", "ABE+1", "2E10", "63.9E+11", "6.3.9E+1", ""] {
            assert!(!is_scientific(text), "{text}");
        }
        assert_eq!(without_point("2221.0"), Some("2221"));
        assert_eq!(without_point("00123.0"), Some("00123"));
        assert_eq!(without_point(".0"), None);
        assert_eq!(without_point("1.5"), None);
        assert!(
            formula_error("#N/A").unwrap()
                && formula_error("#ref!").unwrap()
                && !formula_error("#12").unwrap()
        );
        assert!(formula_error("########").is_err());
    }
}
