//! Signs that spreadsheets, word processors and keyboards of other scripts put into a text: digits of
//! other scripts, spaces that look like spaces, signs that cannot be seen, dashes and quotes that a
//! program made pretty, and letters that went through the wrong encoding.
//!
//! Numbers, dates and codes are read without them. Names and free text keep every sign as written.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The plain form of a text for reading numbers, dates and telephone numbers: ASCII digits, spaces,
/// dashes, quotes and full-width signs, and nothing invisible. Plain text is borrowed.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| width(digit(c).unwrap_or_else(|| sign(c)));
    let cleaned = text.chars().filter(|&c| !is_invisible(c)).map(narrow);
    Cow::Owned(cleaned.collect())
}

/// The clean form of an identifier or a number of a document: as [`plain`], but digits stay in the
/// script in which they are written, and white space around it goes. Letters that are one text in Unicode are
/// written in one way, composed: a Mac takes `É` apart.
pub(crate) fn code(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim());
    }
    let cleaned: String = text.chars().filter(|&c| !is_invisible(c)).map(sign).map(width).nfc().collect();
    Cow::Owned(cleaned.trim().to_owned())
}

/// A whole number with separators of thousands, `1,006`, without them.
pub(crate) fn without_groups(text: &str) -> Option<String> {
    if !text.contains(',') {
        return None;
    }
    let mut groups = text.split(',');
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && digits(first))?;
    let others: Vec<&str> = groups.collect();
    let grouped = !others.is_empty() && others.iter().all(|group| group.len() == 3 && digits(group));
    grouped.then(|| format!("{first}{}", others.concat()))
}

/// A whole number that a program wrote as a decimal, `2221.0`, without what it added.
pub(crate) fn without_point(text: &str) -> Option<&str> {
    let digits =
        text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")).or_else(|| text.strip_suffix(",0"))?;
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Whether nothing of a text can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// The ASCII digit of a decimal digit of another script. Each script has its ten digits in order, so the
/// zeros suffice (Unicode Character Database, general category Nd).
pub(crate) fn digit(c: char) -> Option<char> {
    const ZEROS: &[u32] = &[
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
        0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0xFF10,
    ];
    let code = u32::from(c);
    if code < 0x0660 {
        return None;
    }
    let zero = ZEROS.iter().rev().find(|&&zero| zero <= code)?;
    char::from_digit(code - zero, 10)
}

/// Signs without width and marks of direction: they come with copied text and mean nothing in a code.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The ASCII sign that a pretty or full-width one stands for.
fn sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{02BC}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{2033}' => '"',
        '\u{066B}' => '.',
        '\u{066C}' => '\'',
        '\u{3002}' => '.',
        '\u{060C}' | '\u{3001}' => ',',
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The letter or digit that a full-width one stands for.
fn width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// The text that was meant where letters show that UTF-8 was read as Windows-1252 or Windows-1251:
/// `JosÃ©` for `José`. Only when all of it fits: real text hardly ever does.
pub(crate) fn mojibake(text: &str) -> Option<String> {
    // The letters into which the first bytes of UTF-8 sequences turn.
    let suspicious = |c: char| matches!(c, 'Â'..='ï' | 'Р' | 'С' | 'В' | 'Г' | 'Ґ' | 'Ш' | 'Щ' | 'в' | 'г');
    if text.is_ascii() || !text.chars().any(suspicious) {
        return None;
    }
    // A first byte has another behind it, and that is never ASCII: most accented letters end the search here.
    let lonely = |(at, c): (usize, char)| {
        matches!(c, 'Â'..='ï') && text[at + c.len_utf8()..].chars().next().is_none_or(|next| next.is_ascii())
    };
    if text.char_indices().any(lonely) {
        return None;
    }
    let meant = |encoding: &'static encoding_rs::Encoding, at_least: usize| {
        let mut bytes = Vec::with_capacity(text.len());
        for c in text.chars() {
            // Bytes that the encoding leaves free come through as control characters.
            if let ('\u{80}'..='\u{9F}', Ok(byte)) = (c, u8::try_from(u32::from(c))) {
                bytes.push(byte);
                continue;
            }
            let mut buffer = [0; 4];
            let (encoded, _, failed) = encoding.encode(c.encode_utf8(&mut buffer));
            if failed || encoded.len() != 1 {
                return None;
            }
            bytes.push(encoded[0]);
        }
        let meant = String::from_utf8(bytes).ok()?;
        let repaired = meant.chars().filter(|c| !c.is_ascii()).count();
        (repaired >= at_least && !meant.chars().any(char::is_control)).then_some(meant)
    };
    // Two Cyrillic letters can look like one wrecked sign; three wrecked signs are no accident.
    meant(encoding_rs::WINDOWS_1252, 1).or_else(|| meant(encoding_rs::WINDOWS_1251, 3))
}

/// Whether a question mark stands between two letters: what programs write for a letter that their encoding
/// does not have.
pub(crate) fn has_lost_letter(text: &str) -> bool {
    text.match_indices('?').any(|(at, _)| {
        text[..at].ends_with(char::is_alphabetic) && text[at + 1..].starts_with(char::is_alphabetic)
    })
}

/// The text with the letters that stand in it as `&ouml;` or `&#246;`, as pages of the web write them; `None`
/// when it holds none of that kind.
pub(crate) fn without_entities(text: &str) -> Option<String> {
    const LONGEST: usize = 10;
    if !text.contains('&') {
        return None;
    }
    let mut meant = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, behind)) = rest.split_once('&') {
        meant.push_str(before);
        let name = behind.find(';').filter(|&end| end <= LONGEST).map(|end| &behind[..end]);
        match name.and_then(|name| entity(name).map(|letter| (name, letter))) {
            Some((name, letter)) => {
                meant.push(letter);
                found = true;
                rest = &behind[name.len() + 1..];
            }
            None => {
                meant.push('&');
                rest = behind;
            }
        }
    }
    meant.push_str(rest);
    found.then_some(meant)
}

/// The sign of an entity of HTML: by its number, or by its letter and accent.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|c| !c.is_control());
    }
    let whole = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" => ' ',
        "szlig" => 'ß',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "ndash" | "mdash" => '–',
        _ => {
            const ACCENTS: [(&str, char); 7] = [
                ("acute", '\u{301}'),
                ("grave", '\u{300}'),
                ("circ", '\u{302}'),
                ("uml", '\u{308}'),
                ("tilde", '\u{303}'),
                ("ring", '\u{30A}'),
                ("cedil", '\u{327}'),
            ];
            let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
            let (_, accent) = ACCENTS.iter().find(|(accent, _)| *accent == &name[1..])?;
            unicode_normalization::char::compose(letter, *accent)?
        }
    };
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_of_many_scripts_are_digits() {
        for (written, plain_form) in [
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۱۴۰۳", "1403"),
            ("२०२४", "2024"),
            ("২০২৪", "2024"),
            ("၂၀၂၄", "2024"),
            ("๒๕๖๗", "2567"),
            ("２０２４／０５", "2024/05"),
            ("1\u{a0}234\u{202f}567", "1 234 567"),
            ("−5", "-5"),
            ("\u{feff}12\u{200b}3\u{200e}", "123"),
            ("5’000", "5'000"),
        ] {
            assert_eq!(plain(written), plain_form, "{written}");
        }
    }

    #[test]
    fn codes_keep_their_digits_and_lose_what_cannot_be_seen() {
        assert_eq!(code("\u{feff}W\u{2011}00\u{200b}12\u{a0}"), "W-0012");
        assert_eq!(code("٠٠١٢"), "٠٠١٢");
        assert_eq!(code("AB “1”"), "AB \"1\"");
    }

    #[test]
    fn letters_in_the_wrong_encoding_are_seen() {
        for (written, meant) in [
            ("JosÃ© MuÃ±oz", Some("José Muñoz")),
            ("MÃ¼ller", Some("Müller")),
            ("Dâ€™Souza", Some("D’Souza")),
            ("Р\u{98}РІР°РЅ", Some("Иван")),
            ("Р”РјРёС‚СЂРёР№", Some("Дмитрий")),
            ("João", None),
            ("JOÃO", None),
            ("Ñandú", None),
            ("Ян", None),
            ("Сергей", None),
            ("Ærø", None),
        ] {
            assert_eq!(mojibake(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn letters_of_web_pages_and_lost_letters_are_seen() {
        for (written, meant) in [
            ("&Ouml;zlem &amp; S&ouml;hne", Some("Özlem & Söhne")),
            ("Mu&#241;oz", Some("Muñoz")),
            ("Mu&#xF1;oz", Some("Muñoz")),
            ("5 &lt; 6", Some("5 < 6")),
            ("Fran&ccedil;ois", Some("François")),
            ("Smith & Sons; Berlin", None),
            ("R&D", None),
            ("&nothing;", None),
            ("&;&#;&#x110000;&éacute;", None),
        ] {
            assert_eq!(without_entities(written).as_deref(), meant, "{written}");
        }
        assert!(has_lost_letter("Gonz?lez") && has_lost_letter("Mar?a"));
        assert!(!has_lost_letter("Ana ?") && !has_lost_letter("?na") && !has_lost_letter("A. ? B."));
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = plain(&text).into_owned();
            prop_assert_eq!(plain(&once).into_owned(), once);
            let once = code(&text).into_owned();
            prop_assert_eq!(code(&once).into_owned(), once);
        }
    }
}
