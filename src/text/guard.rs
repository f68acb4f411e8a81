//! Cells that a spreadsheet would run as a formula, and the apostrophe that stops it.
//!
//! What we write for spreadsheets is guarded, and `import` takes one guard off again. The two are
//! inverse on every text: a text that begins with apostrophes before such a sign gets one more.

use std::borrow::Cow;

/// Whether a spreadsheet may take a text that begins so for a formula. The wide forms are what East
/// Asian keyboards give; spreadsheets read them as the narrow ones.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text with an apostrophe before it, where a spreadsheet would run it. A plain negative number
/// is none of those: it stays a number for programs.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    if begins_formula(bare) && !is_negative_number(text) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// The text without the guard.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_negative_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-') else { return false };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_nothing_else() {
        for text in ["=1+1", "+49301234567", "-2+3", "-", "-inf", "-1e5", "@SUM(A1)", "\tx", "＝1", "'=1"] {
            assert_eq!(guarded(text), format!("'{text}"), "{text}");
        }
        for text in ["", "-5", "-0.5", "00123", "N’Diaye", "'Abd", "''", "a=b", " =1", "5-3"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn the_guard_comes_off_again(text in "[-'=+@\t＝0-9a ]{0,6}|\\PC{0,8}") {
            let written = guarded(&text);
            prop_assert_eq!(unguarded(&written), text.as_str());
        }

        #[test]
        fn a_guarded_text_is_no_formula(text in "[-'=+@\t＝0-9a ]{0,6}") {
            let guarded = guarded(&text);
            prop_assert!(!begins_formula(&guarded) || is_negative_number(&guarded));
        }
    }
}
