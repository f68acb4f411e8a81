//! The time of day behind a date.

/// A time of day behind a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    pub(super) zoned: bool,
    pub(super) midnight: bool,
}

/// The text without the time of day that follows the date.
pub(super) fn without_time(text: &str) -> (&str, Option<Time>) {
    let Some(colon) = text.find(':') else {
        // The compact form of ISO 8601, 20241231T235959Z.
        return match text.split_once(['T', 't']) {
            Some((day, time))
                if day.len() == 8
                    && day.bytes().all(|b| b.is_ascii_digit())
                    && time.bytes().take(4).filter(u8::is_ascii_digit).count() == 4 =>
            {
                let midnight = time.bytes().filter(u8::is_ascii_digit).take(6).all(|b| b == b'0');
                (day, Some(Time { zoned: time.contains(['Z', 'z', '+']), midnight }))
            }
            _ => (text, None),
        };
    };
    let before = &text[..colon];
    let hour = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = &before[..before.len() - hour];
    let minutes = text[colon + 1..].bytes().take(2).filter(u8::is_ascii_digit).count();
    let joined = day.ends_with([' ', 'T', 't', ',']);
    let rest = &text[colon + 1..];
    let signs = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | ' ' | '+' | '-');
    let letters = rest.chars().filter(|c| !signs(*c)).collect::<String>().to_ascii_lowercase();
    let known =
        matches!(letters.as_str(), "" | "z" | "am" | "pm" | "a" | "p" | "utc" | "gmt" | "h" | "hrs" | "uhr");
    if !(1..=2).contains(&hour) || minutes != 2 || !joined || !known {
        return (text, None);
    }
    let zoned = matches!(letters.as_str(), "z" | "utc" | "gmt") || rest.contains(['+', '-']);
    let midnight = before[before.len() - hour..].bytes().all(|b| b == b'0')
        && rest.bytes().filter(u8::is_ascii_digit).take(4).all(|b| b == b'0');
    (day.trim_end_matches([' ', 'T', 't', ',']), Some(Time { zoned, midnight }))
}
