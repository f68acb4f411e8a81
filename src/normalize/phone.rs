//! Telephone numbers to E.164, by the numbering plans of the countries.

use super::reading::Extra;
use super::reason::{RefusalReason, Remark};
use super::refusal::Refusal;
use super::{clean, wreck};
use crate::model::Country;
use compact_str::CompactString;
use phonenumber::PhoneNumber;
use phonenumber::country::Id;
use phonenumber::metadata::{DATABASE, Descriptor};
use regex::Regex;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

/// The longest number of E.164, and as long as any sane cell.
const LONGEST: usize = 200;

/// Reads a telephone number; `country` is where the row's person lives, and `home` the country by whose plan a number is
/// suggested where that is not known.
pub(super) fn phone(
    text: &str,
    country: Option<Country>,
    home: Option<Country>,
    extra: &mut Extra,
) -> Result<CompactString, Refusal> {
    if is_e164(text) {
        return Ok(text.into());
    }
    if text.len() > LONGEST {
        return Err(RefusalReason::PhoneTooLong { country }.into());
    }
    let plain = clean::plain(text);
    let plain = without_remark(without_label(plain.trim()));
    if wreck::is_scientific(plain) {
        return Err(wreck::lost_digits(plain));
    }
    let plain = match clean::without_point(plain) {
        Some(digits) => {
            extra.remark(Remark::PhonePoint);
            digits
        }
        None => plain,
    };
    // `256 782 002605` of somebody from Uganda: the code of the country in front, without its sign.
    let with_code = || {
        let code = DATABASE.by_id(home?.as_str().parse::<Id>().ok()?.as_ref())?.country_code();
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let bare = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')'));
        let number = format!("+{digits}");
        (bare && digits.starts_with(&code.to_string()) && line_of(&number) == Some(Line::Mobile))
            .then_some(number)
    };
    if country.is_none()
        && let Some(number) = with_code()
    {
        return Ok(number.into());
    }
    match one(plain, country, extra) {
        Ok(number) => Ok(number),
        Err(reason) => {
            // Two numbers in one cell: the first is taken, the others stay as written.
            for joint in ["/", ";", ",", "|", "\n", " - ", " or ", " & "] {
                let Some((first, others)) = plain.split_once(joint) else { continue };
                if let (Ok(number), Ok(_)) = (
                    one(without_label(first.trim()), country, extra),
                    one(
                        without_label(others.split(joint).next().unwrap_or_default().trim()),
                        country,
                        &mut Extra::default(),
                    ),
                ) {
                    extra.remark(Remark::FirstPhone { first: number.as_str().into() });
                    return Ok(number);
                }
            }
            // By chance the first digits of a national number are the code of some country: only a number that is longer
            // than most plans have it is taken for one with its code.
            const WITH_A_CODE: usize = 11;
            let plan = home.filter(|_| country.is_none());
            let national = plan.and_then(|home| one(plain, Some(home), &mut Extra::default()).ok());
            let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
            let international = format!("+{digits}");
            let is_long = digits.len() >= WITH_A_CODE && !digits.starts_with('0');
            let meant = is_long && !plain.starts_with('+') && is_e164(&international);
            let meant = national.map(String::from).or_else(|| meant.then_some(international));
            Err(reason.meant_any(meant))
        }
    }
}

/// Whether a text is a telephone number of a country, in its national form or behind its code.
pub(super) fn is_of(text: &str, country: Country) -> bool {
    let Some(plan) = country.as_str().parse::<Id>().ok().and_then(|id| DATABASE.by_id(id.as_ref())) else {
        return false;
    };
    let number = phone(text, Some(country), Some(country), &mut Extra::default());
    number.is_ok_and(|number| number.starts_with(&format!("+{}", plan.country_code())))
}

/// The number without a remark in a bracket behind it, `9895000105 (wife)`. A bracket of digits is of the number.
fn without_remark(text: &str) -> &str {
    let parted = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let remark = |(number, inside): &(&str, &str)| {
        number.contains(|c: char| c.is_ascii_digit())
            && inside.chars().any(char::is_alphabetic)
            && !inside.contains(|c: char| c.is_ascii_digit())
    };
    parted.filter(remark).map_or(text, |(number, _)| number.trim_end())
}

/// The number without what people write before it.
fn without_label(text: &str) -> &str {
    const LABELS: &[&str] = &[
        "telephone",
        "telefon",
        "telefono",
        "teléfono",
        "téléphone",
        "phone",
        "mobile",
        "handy",
        "whatsapp",
        "viber",
        "cell",
        "cel",
        "tel",
        "mob",
        "ph",
        "fon",
        "gsm",
        "no",
        "nr",
        "t",
        "m",
        "p",
    ];
    let lowered = text.to_lowercase();
    for label in LABELS {
        if let Some(rest) = lowered.strip_prefix(label)
            && rest.starts_with(['.', ':', ' ', '+', '('])
            && lowered.len() == text.len()
        {
            return text[label.len()..].trim_start_matches(['.', ':', ' ']);
        }
    }
    text
}

/// Whether a text is a valid number in its canonical form: a plan of the country's code has numbers of its length and shape.
fn is_e164(text: &str) -> bool {
    line_of(text).is_some()
}

/// What sort of line a number in its canonical form belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Other,
    Mobile,
}

/// The sort of line of a number in its canonical form; `None` when no plan of the country's code has it.
fn line_of(text: &str) -> Option<Line> {
    let digits = text.strip_prefix('+')?;
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    (1..=3).find_map(|length| {
        let (code, national) = digits.split_at(length);
        let code = code.parse::<u16>().ok().filter(|_| !code.starts_with('0'))?;
        DATABASE.by_code(&code)?.iter().filter_map(|plan| line_in(plan, national)).max()
    })
}

/// The sort of line that a plan gives to a national number. The general shape of a plan is wider than its numbers are,
/// so the shapes of its sorts of lines decide.
fn line_in(plan: &phonenumber::Metadata, national: &str) -> Option<Line> {
    let plan = plan.descriptors();
    let has = |sort: Option<&Descriptor>| sort.is_some_and(|sort| is_whole(sort, national));
    if !is_whole(plan.general(), national) {
        return None;
    }
    if has(plan.mobile()) {
        return Some(Line::Mobile);
    }
    let others = [
        plan.fixed_line(),
        plan.toll_free(),
        plan.premium_rate(),
        plan.shared_cost(),
        plan.personal_number(),
        plan.voip(),
        plan.pager(),
        plan.uan(),
        plan.voicemail(),
    ];
    others.into_iter().any(has).then_some(Line::Other)
}

/// Whether the whole of a national number has the length and shape of a sort of line; the library asks only how it begins.
fn is_whole(sort: &Descriptor, national: &str) -> bool {
    static SHAPES: LazyLock<RwLock<HashMap<String, Option<Regex>>>> = LazyLock::new(RwLock::default);
    if !sort.is_match(national) {
        return false;
    }
    let pattern = sort.national_number().as_str();
    let known = |shape: &Option<Regex>| shape.as_ref().is_some_and(|shape| shape.is_match(national));
    if let Some(shape) = SHAPES.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return known(shape);
    }
    let shape = Regex::new(&format!("^(?x:{pattern})$")).ok();
    let fits = known(&shape);
    SHAPES.write().unwrap_or_else(PoisonError::into_inner).insert(pattern.to_owned(), shape);
    fits
}

/// A number that was parsed, in its canonical form.
fn canonical(parsed: &PhoneNumber) -> String {
    let canonical = format!("+{}{}", parsed.code().value(), parsed.national());
    // Until 2019 mobile numbers of Mexico were called with a 1 before them.
    match canonical.strip_prefix("+521").filter(|national| national.len() == 10) {
        Some(national) => format!("+52{national}"),
        None => canonical,
    }
}

/// A number without a `+` as it is dialed in a region: its first digits may happen to be those of the region's own
/// code. The code is taken off where the whole is no number of the plan, or where a mobile number is left of what
/// could else only be a fixed line.
fn at_home(number: &str, region: Id) -> Option<PhoneNumber> {
    let code = DATABASE.by_id(region.as_ref())?.country_code();
    let read = |number: String| {
        let parsed = phonenumber::parse(Some(region), number).ok()?;
        let line = line_of(&canonical(&parsed))?;
        Some((line, parsed))
    };
    let national = read(format!("+{code} {number}"));
    let international = number
        .trim_start_matches(['(', ' '])
        .starts_with(&code.to_string())
        .then(|| read(format!("+{number}")));
    match (national, international.flatten()) {
        (Some((Line::Other, _)), Some((Line::Mobile, parsed))) | (None, Some((_, parsed))) => Some(parsed),
        (national, _) => national.map(|(_, parsed)| parsed),
    }
}

fn one(text: &str, country: Option<Country>, extra: &mut Extra) -> Result<CompactString, RefusalReason> {
    if text.chars().any(char::is_alphabetic) && !has_extension(text) {
        return Err(RefusalReason::PhoneLetters { country });
    }
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return Err(RefusalReason::PhoneNoDigit { country });
    }
    let mut number = text.to_owned();
    if let Some(rest) = number.strip_prefix("00") {
        number = format!("+{rest}");
    }
    if number.starts_with('+') {
        // `+49 (0)171`: the zero is dialed only inside the country.
        number = number.replacen("(0)", "", 1);
    }
    let region = country.and_then(|country| country.as_str().parse::<Id>().ok());
    if region.is_none() && !number.starts_with('+') {
        return Err(RefusalReason::PhoneOfNoCountry);
    }
    let home = region.filter(|_| !number.starts_with('+')).and_then(|region| at_home(&number, region));
    let parsed = match home {
        Some(parsed) => parsed,
        None => phonenumber::parse(region, &number).map_err(|_| RefusalReason::NoPhone { country })?,
    };
    let canonical = canonical(&parsed);
    if !is_e164(&canonical) {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let plan = parsed.code().value();
        return Err(match digits {
            0..=6 => RefusalReason::PhoneShort { plan, country },
            16.. => RefusalReason::PhoneLong { plan, country },
            _ => RefusalReason::PhoneUnknown { plan, country },
        });
    }
    if parsed.extension().is_some() {
        extra.remark(Remark::Extension);
    }
    Ok(canonical.into())
}

/// Whether the letters of a text are those before an extension.
fn has_extension(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    matches!(letters.as_str(), "ext" | "x" | "extn" | "extension" | "int" | "anexo" | "poste" | "dw")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Reason as _;

    fn read(text: &str, country: &str) -> String {
        let mut extra = Extra::default();
        match phone(text, country.parse().ok(), None, &mut extra) {
            Ok(number) if extra.is_noted() => format!("{number} (noted)"),
            Ok(number) => number.to_string(),
            Err(refusal) => format!("{} [{}]", refusal.reason, refusal.suggestion().unwrap_or_default()),
        }
    }

    #[test]
    fn numbers_are_read_by_the_plan_of_the_residence() {
        for (text, country, expected) in [
            ("+63 917 123 4567", "PH", "+639171234567"),
            ("0917 123 4567", "PH", "+639171234567"),
            ("0917-123-4567", "PH", "+639171234567"),
            ("(0917) 1234567", "PH", "+639171234567"),
            ("9171234567", "PH", "+639171234567"),
            ("639171234567", "PH", "+639171234567"),
            ("0063 917 123 4567", "PH", "+639171234567"),
            ("+49 (0)171 1234567", "PH", "+491711234567"),
            ("0171/1234567", "DE", "+491711234567"),
            ("Tel.: 0171 1234567", "DE", "+491711234567"),
            ("٠١٠٠١٢٣٤٥٦٧", "EG", "+201001234567"),
            ("०९८४१२३४५६७", "NP", "+9779841234567"),
            ("+44\u{a0}20\u{a0}7946\u{a0}0018", "GB", "+442079460018"),
            ("+44 20 7946 0018 ext. 12", "GB", "+442079460018 (noted)"),
            ("0917 123 4567 / 0918 765 4321", "PH", "+639171234567 (noted)"),
            ("639171234567.0", "PH", "+639171234567 (noted)"),
            ("+39 06 6982 1234", "IT", "+390669821234"),
            ("+52 1 33 5555 0102", "MX", "+523355550102"),
            ("+52 33 5555 0102", "MX", "+523355550102"),
        ] {
            assert_eq!(read(text, country), expected, "{text}");
        }
    }

    #[test]
    fn a_number_at_home_may_begin_like_the_code_of_its_country() {
        for (text, country, expected) in [
            ("(55) 99123-4567", "BR", "+5555991234567"),
            ("55 11 99123-4567", "BR", "+5511991234567"),
            ("9198765432", "IN", "+919198765432"),
            ("919198765432", "IN", "+919198765432"),
            ("393 123 4567", "IT", "+393931234567"),
            ("39 333 123 4567", "IT", "+393331234567"),
            ("701 234 5678", "KZ", "+77012345678"),
            ("8 701 234 5678", "KZ", "+77012345678"),
            // Neighbors: with a trunk zero and without, by the code and without it.
            ("0811 2345 6789", "ID", "+6281123456789"),
            ("62 811 2345 6789", "ID", "+6281123456789"),
            ("491711234567", "DE", "+491711234567"),
            ("(876) 555-0123", "JM", "+18765550123"),
            ("47 12 34 56", "NO", "+4747123456"),
            ("4747123456", "NO", "+4747123456"),
            ("84 123 4567", "ZA", "+27841234567"),
            ("27 84 123 4567", "ZA", "+27841234567"),
            ("50 123 4567", "AE", "+971501234567"),
            ("011 63 917 123 4567", "US", "+639171234567"),
        ] {
            assert_eq!(read(text, country), expected, "{text}");
        }
    }

    #[test]
    fn a_national_number_is_suggested_by_the_plan_of_home_and_of_no_chance_country() {
        let suggested = |text: &str, home: &str| {
            let read = phone(text, None, home.parse().ok(), &mut Extra::default());
            read.unwrap_err().suggestion().unwrap_or_default()
        };
        for (text, home, wanted) in [
            ("0532 417 22 81", "TR", "+905324172281"),
            ("5324172281", "TR", "+905324172281"),
            ("0917 123 4567", "PH", "+639171234567"),
            // Norway, Cuba and others have numbers of these digits.
            ("47123456", "", ""),
            ("5352345678", "", ""),
            ("0722 123 456", "", ""),
            ("639171234567", "", "+639171234567"),
        ] {
            assert_eq!(suggested(text, home), wanted, "{text} of {home}");
        }
    }

    #[test]
    fn a_number_that_its_plan_does_not_have_is_refused() {
        let refused = |text: &str, country: &str| {
            let read = phone(text, country.parse().ok(), None, &mut Extra::default());
            let refusal = read.expect_err(text);
            assert!(refusal.reason.code().starts_with("normalize-phone-"), "{text}: {}", refusal.reason);
        };
        for (text, country) in [
            ("+6391712345677", "PH"),
            ("+9198765432107", "IN"),
            ("+4547220007017", "DK"),
            ("+23480312345677", "NG"),
            ("+2332441234567", "GH"),
            ("1234567890", "KE"),
            ("352-2344", "US"),
            // Neighbors: a digit too many, one too few, an area code that is missing.
            ("+9779841234567890", "NP"),
            ("+26377123456", "ZW"),
            ("0300 123456", "PK"),
            ("+880171234567", "BD"),
            ("613 555", "CA"),
            ("+2761234567", "ZA"),
        ] {
            refused(text, country);
        }
        for (text, country) in [
            ("030 901820", "DE"),
            ("06 6982 1234", "IT"),
            ("021 1234567", "ID"),
            ("+2348031234567", "NG"),
            ("+233 24 412 3456", "GH"),
            ("613 555 0123", "CA"),
            ("+61 2 5550 1234", "AU"),
        ] {
            assert!(phone(text, country.parse().ok(), None, &mut Extra::default()).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        let refused = |text: &str, country: &str| {
            phone(text, country.parse().ok(), None, &mut Extra::default()).unwrap_err().reason.code()
        };
        assert_eq!(refused("6.39171E+11", "PH"), "normalize-lost-digits");
        assert_eq!(refused("0917 123 4567", ""), "normalize-phone-of-no-country");
        assert!(read("639171234567", "").ends_with("[+639171234567]"));
        assert_eq!(refused("12345", "PH"), "normalize-phone-short");
        assert_eq!(refused("+63 917 123 45678 999", "PH"), "normalize-phone-long");
        assert_eq!(refused("call me", "PH"), "normalize-phone-letters");
        assert_eq!(refused("+999 1234567", "PH"), "normalize-no-phone");
    }
}
