//! What a cell of a workbook shows, by its number format: an identifier may stand there and nowhere else.

/// The text that a number format shows for a whole number, where the format shows more than the number: zeros before
/// it, letters or separators about it. `None` where it shows no more, or where that cannot be told.
pub(super) fn number(code: &str, value: f64) -> Option<String> {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return None;
    }
    let sections = sections(code);
    let (section, own_sign) = match (sections.as_slice(), value) {
        ([_, negative, ..], value) if value < 0.0 => (negative, true),
        ([_, _, zero, ..], 0.0) => (zero, true),
        ([first, ..], _) => (first, false),
        ([], _) => return None,
    };
    let signs = signs(section)?;
    let places = signs.iter().filter(|sign| matches!(sign, Sign::Digit(_))).count();
    if places == 0 {
        return None;
    }
    let digits = format!("{:.0}", value.abs());
    let mut left: Vec<char> = digits.chars().collect();
    if value == 0.0 {
        left.clear();
    }
    let mut shown: Vec<char> = Vec::new();
    let mut seen = 0;
    for sign in signs.iter().rev() {
        match sign {
            Sign::Digit(always) => {
                seen += 1;
                match left.pop() {
                    Some(digit) => shown.push(digit),
                    None if *always => shown.push('0'),
                    None => {}
                }
                if seen == places {
                    // The first place takes all digits that are left.
                    while let Some(digit) = left.pop() {
                        shown.push(digit);
                    }
                }
            }
            Sign::Text(text) => shown.extend(text.chars().rev()),
        }
    }
    if value < 0.0 && !own_sign {
        shown.push('-');
    }
    let shown: String = shown.into_iter().rev().collect();
    let shown = shown.trim();
    (!shown.is_empty() && shown != format!("{value:.0}")).then(|| shown.to_owned())
}

/// Whether a text that a cell shows is more than its number: letters or zeros stand about the digits. Groups of thousands
/// and decimals are no more.
pub(super) fn is_more(shown: &str, value: f64) -> bool {
    let plain = format!("{:.0}", value.abs());
    if value.fract() != 0.0 || value.abs() >= 1e15 || shown.trim().is_empty() || shown == plain {
        return false;
    }
    if is_exponential(shown) || shown.contains('%') {
        return false;
    }
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    let zeros = !shown.contains(['.', ',']) && digits.len() > plain.len() && digits.ends_with(&plain);
    let signs = digits == plain && (shown.contains(['/', '(', ':']) || hyphened(shown, value));
    zeros || signs || shown.chars().any(char::is_alphabetic)
}

/// Whether a text is a number with a power of ten: `1.2E+05`, and not `KE-0007`.
fn is_exponential(shown: &str) -> bool {
    let behind_digit = |at: usize| shown[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
    ["E+", "E-"].iter().any(|sign| shown.match_indices(sign).any(|(at, _)| behind_digit(at)))
}

/// Whether a hyphen stands among the digits of a number, and is no minus.
fn hyphened(shown: &str, value: f64) -> bool {
    let inner = if value < 0.0 { shown.trim_start_matches('-') } else { shown };
    inner.contains('-')
}

/// Year, month and day of a date in the canonical form.
pub(super) fn date_of(day: &str) -> Option<(u16, u8, u8)> {
    let mut parts = day.split('-');
    let date = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(date)
}

/// A sign of a number format.
enum Sign {
    /// The place of a digit, and whether a zero stands there when there is none.
    Digit(bool),
    Text(String),
}

/// The sections of a format: of positive and negative numbers, of zero and of texts.
fn sections(code: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for sign in code.chars() {
        if !quoted && !escaped && sign == ';' {
            found.push(String::new());
            continue;
        }
        if sign == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = !escaped && !quoted && matches!(sign, '\\' | '_' | '*');
        if let Some(last) = found.last_mut() {
            last.push(sign);
        }
    }
    found
}

/// The signs of a section; `None` where it shows parts of a number, groups, conditions or the general form.
fn signs(section: &str) -> Option<Vec<Sign>> {
    let mut found = Vec::new();
    let mut signs = section.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '0' => found.push(Sign::Digit(true)),
            '#' | '?' => found.push(Sign::Digit(false)),
            '"' => found.push(Sign::Text(signs.by_ref().take_while(|&sign| sign != '"').collect())),
            '\\' => found.push(Sign::Text(signs.next().map(String::from).unwrap_or_default())),
            // A blank as wide as the sign behind it, or that sign over and over.
            '_' | '*' => drop(signs.next()),
            '[' => {
                let inside: String = signs.by_ref().take_while(|&sign| sign != ']').collect();
                match inside.strip_prefix('$') {
                    Some(currency) => {
                        let sign = currency.split('-').next().unwrap_or_default();
                        found.push(Sign::Text(sign.to_owned()));
                    }
                    None if inside.starts_with(['<', '>', '=']) => return None,
                    None => {}
                }
            }
            '.' | ',' | '%' | '@' => return None,
            letter if letter.is_ascii_alphabetic() => return None,
            other => found.push(Sign::Text(other.to_string())),
        }
    }
    Some(found)
}

/// What a date cell shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ShownDay {
    pub(super) text: String,
    pub(super) year: bool,
    pub(super) month: bool,
    pub(super) day: bool,
}

impl ShownDay {
    /// The date as precise as the cell shows it: a spreadsheet puts the first where no day or month was typed. A day
    /// whose year is not shown got it from the spreadsheet, and stays as the cell shows it.
    pub(super) fn told(&self, (year, month, day): (u16, u8, u8)) -> Option<String> {
        match (self.year, self.month, self.day) {
            (true, true, false) if day == 1 => Some(format!("{year:04}-{month:02}")),
            (true, false, false) if day == 1 => Some(format!("{year:04}")),
            (false, true, true) => Some(self.text.clone()),
            _ => None,
        }
    }
}

/// What a format shows of a day; `None` where it shows none of its parts.
pub(super) fn day(code: &str, (year, month, day): (u16, u8, u8)) -> Option<ShownDay> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let first = sections(code).into_iter().next()?;
    let signs: Vec<char> = first.chars().collect();
    // An `m` beside hours or seconds counts minutes.
    let clock = signs.iter().any(|sign| matches!(sign.to_ascii_lowercase(), 'h' | 's'));
    let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
    let mut shown = ShownDay::default();
    let mut at = 0;
    while at < signs.len() {
        let sign = signs[at].to_ascii_lowercase();
        let run = signs[at..].iter().take_while(|other| other.to_ascii_lowercase() == sign).count();
        match sign {
            'y' | 'e' => {
                shown.year = true;
                let text =
                    if run > 2 || sign == 'e' { format!("{year:04}") } else { format!("{:02}", year % 100) };
                shown.text.push_str(&text);
                at += run;
            }
            'm' if !clock || !shown.text.contains(':') => {
                shown.month = true;
                let text = match run {
                    1 => month.to_string(),
                    2 => format!("{month:02}"),
                    3 => name.chars().take(3).collect(),
                    _ => (*name).to_owned(),
                };
                shown.text.push_str(&text);
                at += run;
            }
            'd' => {
                // The name of a day of the week is none of the date.
                if run <= 2 {
                    shown.day = true;
                    let text = if run == 1 { day.to_string() } else { format!("{day:02}") };
                    shown.text.push_str(&text);
                }
                at += run;
            }
            'h' | 's' => break,
            '"' => {
                let text: String = signs[at + 1..].iter().take_while(|&&sign| sign != '"').collect();
                at += text.chars().count() + 2;
                shown.text.push_str(&text);
            }
            '[' => at += signs[at..].iter().take_while(|&&sign| sign != ']').count() + 1,
            '\\' => {
                shown.text.extend(signs.get(at + 1));
                at += 2;
            }
            '_' | '*' => at += 2,
            '@' => at += 1,
            other => {
                shown.text.push(other);
                at += 1;
            }
        }
    }
    shown.text = shown.text.trim().to_owned();
    (shown.year || shown.month || shown.day).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_what_its_format_shows() {
        for (code, value, shown) in [
            ("\"RN-\"00000", 123.0, Some("RN-00123")),
            ("000\\-000", 4567.0, Some("004-567")),
            ("00000;-00000", 89.0, Some("00089")),
            ("[Red]00000", 90.0, Some("00090")),
            ("[$-409]00000", 90.0, Some("00090")),
            ("0000000_)", 91.0, Some("0000091")),
            ("\"KE\"0000", 6.0, Some("KE0006")),
            // Neighbors: a number longer than its places, a blank, letters behind, several groups.
            ("000\\-000", 1_234_567.0, Some("1234-567")),
            ("00 00 00", 1234.0, Some("00 12 34")),
            ("0000\"/KE\"", 7.0, Some("0007/KE")),
            ("(000) 000\\-0000", 5_550_123.0, Some("(000) 555-0123")),
            ("\"-\"00", 7.0, Some("-07")),
            ("General", 7.0, None),
            ("0", 7.0, None),
            ("#,##0", 1006.0, None),
            ("0.00", 7.0, None),
            ("0%", 1.0, None),
            ("[>100]000;00", 7.0, None),
            ("@", 7.0, None),
            ("\"RN-\"00000", 1.5, None),
        ] {
            assert_eq!(number(code, value).as_deref(), shown, "{code}");
        }
    }

    #[test]
    fn letters_and_zeros_are_more_than_a_number_and_groups_are_not() {
        for (shown, value) in
            [("00007", 7.0), ("RN-00123", 123.0), ("004-567", 4567.0), ("12-345", 12_345.0), ("7/KE", 7.0)]
        {
            assert!(is_more(shown, value), "{shown}");
        }
        for (shown, value) in [
            ("7", 7.0),
            ("1,006", 1006.0),
            ("1 006", 1006.0),
            ("1.006", 1006.0),
            ("7.00", 7.0),
            ("-7", -7.0),
            ("1E+05", 100_000.0),
            ("100%", 1.0),
            ("", 7.0),
        ] {
            assert!(!is_more(shown, value), "{shown}");
        }
    }

    #[test]
    fn a_date_is_as_precise_as_its_cell_shows() {
        let first = (2020, 5, 1);
        for (code, date, text, told) in [
            ("mmm-yy", first, "May-20", Some("2020-05")),
            ("yyyy", first, "2020", Some("2020")),
            ("d-mmm", first, "1-May", Some("1-May")),
            ("mm/yyyy", first, "05/2020", Some("2020-05")),
            ("mmmm\\ yyyy;@", first, "May 2020", Some("2020-05")),
            ("[$-407]mmmm\\ yyyy", first, "May 2020", Some("2020-05")),
            ("dd/mm/yyyy", first, "01/05/2020", None),
            ("ddd dd-mmm", (2020, 5, 12), "12-May", Some("12-May")),
            ("mmm-yy", (2020, 5, 17), "May-20", None),
            ("yyyy-mm-dd hh:mm", first, "2020-05-01", None),
        ] {
            let shown = day(code, date).unwrap();
            assert_eq!((shown.text.as_str(), shown.told(date).as_deref()), (text, told), "{code}");
        }
        assert_eq!(day("", first), None);
    }
}
