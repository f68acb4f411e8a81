//! Telephone numbers to E.164, by the numbering plans of the countries.

use super::reading::Extra;
use super::reason::{RefusalReason, Remark};
use super::refusal::Refusal;
use super::{clean, wreck};
use crate::model::Country;
use compact_str::CompactString;
use phonenumber::country::Id;
use phonenumber::metadata::DATABASE;

/// The longest number of E.164, and as long as any sane cell.
const LONGEST: usize = 200;

/// Reads a telephone number; `country` is where the row's person lives.
pub(super) fn phone(
    text: &str,
    country: Option<Country>,
    extra: &mut Extra,
) -> Result<CompactString, Refusal> {
    if is_e164(text) {
        return Ok(text.into());
    }
    if text.len() > LONGEST {
        return Err(RefusalReason::PhoneTooLong { country }.into());
    }
    let plain = clean::plain(text);
    let plain = without_label(plain.trim());
    if wreck::is_scientific(plain) {
        return Err(wreck::lost_digits(plain));
    }
    let plain = match wreck::without_point(plain) {
        Some(digits) => {
            extra.remark(Remark::PhonePoint);
            digits
        }
        None => plain,
    };
    match one(plain, country, extra) {
        Ok(number) => Ok(number),
        Err(reason) => {
            // Two numbers in one cell: the first is taken, the others stay as written.
            for joint in ['/', ';', ',', '|', '\n'] {
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
            let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
            let international = format!("+{digits}");
            let meant = !plain.starts_with('+') && is_e164(&international);
            Err(reason.meant_any(meant.then_some(international)))
        }
    }
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

/// Whether a text is a valid number in its canonical form: the plan of the country's code knows it.
fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else { return false };
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    (1..=3).any(|length| {
        let (code, national) = digits.split_at(length);
        let plans = code
            .parse::<u16>()
            .ok()
            .filter(|_| !code.starts_with('0'))
            .and_then(|code| DATABASE.by_code(&code));
        plans.is_some_and(|plans| {
            plans.iter().any(|plan| {
                let general = plan.descriptors().general();
                let fits = u16::try_from(national.len()).is_ok_and(|length| {
                    general.possible_length().is_empty() || general.possible_length().contains(&length)
                });
                fits && general.is_match(national)
            })
        })
    })
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
    let parsed = phonenumber::parse(region, &number).map_err(|_| RefusalReason::NoPhone { country })?;
    let mut canonical = format!("+{}{}", parsed.code().value(), parsed.national());
    // Until 2019 mobile numbers of Mexico were called with a 1 before them.
    if let Some(national) = canonical.strip_prefix("+521").filter(|national| national.len() == 10) {
        canonical = format!("+52{national}");
    }
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
        match phone(text, country.parse().ok(), &mut extra) {
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
    fn what_is_no_number_is_refused_with_its_reason() {
        let refused = |text: &str, country: &str| {
            phone(text, country.parse().ok(), &mut Extra::default()).unwrap_err().reason.code()
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
