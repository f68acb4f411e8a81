//! Numbers as written: in the separators and the unit of their column, with currencies and percent.

use super::context::Context;
use super::reading::Extra;
use super::reason::{RefusalReason, Remark};
use super::refusal::Refusal;
use super::separators::{DecimalSign, Written, split, take_apart};
use super::unit::Unit;
use super::{clean, money, wreck};
use crate::model::{Currency, Decimal};
use crate::schema::Field;
use compact_str::CompactString;

/// Reads a decimal number.
pub(super) fn decimal(
    field: &Field,
    text: &str,
    context: &Context,
    extra: &mut Extra,
) -> Result<Decimal, Refusal> {
    if is_simple(text)
        && let Ok(number) = text.parse::<Decimal>()
    {
        bounds(field, number.to_f64())?;
        return Ok(number);
    }
    let cleaned = clean::plain(text);
    let cleaned = halves(cleaned.trim());
    let cleaned = if field.name == "hours_per_week" { clock(&cleaned).unwrap_or(cleaned) } else { cleaned };
    if money::is_pay(&field.name)
        && let Some(least) = least_of_range(&cleaned)
    {
        let number = decimal(field, &least, context, extra)?;
        extra.remarks.clear();
        extra.remark(Remark::LeastOfRange { number });
        return Ok(number);
    }
    let read = Affixed::of(field, &cleaned)?;
    let plain = match take_apart(read.core) {
        Written::One { plain, .. } => plain,
        Written::Either { thousands, fraction, separator } => {
            let possible =
                |number: &String| number.parse::<Decimal>().is_ok_and(|n| bounds(field, n.to_f64()).is_ok());
            let of = |sign: DecimalSign| if sign == separator { fraction.clone() } else { thousands.clone() };
            let semicolons = context.decimal_comma && !context.habits.numbers_torn;
            let sign = context.habits.decimal.or(semicolons.then_some(DecimalSign::Comma));
            match (context.habits.decimal, possible(&thousands), possible(&fraction)) {
                // Of most money there are no thousandths, and `45,000/-` says that there are no cents.
                _ if read.is_whole_money() => thousands,
                // Nor does a column have any whose other amounts end after the hundredths.
                _ if sign == Some(separator) && read.may_be_whole_money(field) => {
                    return Err(RefusalReason::Thousandths.meant_any([thousands, fraction]));
                }
                (Some(sign), _, _) => of(sign),
                // Forty thousand hours are no week's work.
                (None, false, true) => fraction,
                (None, _, _) if semicolons => {
                    let number = of(DecimalSign::Comma);
                    extra.remark(Remark::DecimalComma { number: number.as_str().into() });
                    number
                }
                (None, _, _) => {
                    return Err(RefusalReason::TwoNumbers.meant_any([thousands, fraction]));
                }
            }
        }
        Written::No => return Err(no_number(&cleaned)),
    };
    let number: Decimal = format!("{}{plain}", if read.negative { "-" } else { "" })
        .parse()
        .map_err(|_| no_number(&cleaned))?;
    let said = extra.also.len();
    let number = read.finish(field, number, extra)?;
    // A sign of several currencies is that of the country, where it has one of them.
    for also in &mut extra.also[said..] {
        let own = |code: &&CompactString| {
            let country = context.country?;
            code.parse::<Currency>().ok().filter(|code| code.countries().contains(&country))
        };
        let mut fitting = also.any_of.iter().filter(|code| own(code).is_some());
        if let (true, Some(one), None) = (also.any_of.len() > 1, fitting.next().cloned(), fitting.next()) {
            also.any_of = vec![one];
        }
    }
    Ok(number)
}

/// Reads a whole number.
pub(super) fn integer(field: &Field, text: &str, extra: &mut Extra) -> Result<i64, Refusal> {
    let whole = |number: i64| -> Result<i64, Refusal> {
        #[expect(clippy::cast_precision_loss, reason = "bounds are small numbers")]
        bounds(field, number as f64)?;
        Ok(number)
    };
    if text.len() <= 18
        && text.bytes().all(|b| b.is_ascii_digit())
        && let Ok(number) = text.parse()
    {
        return whole(number);
    }
    let cleaned = clean::plain(text);
    let cleaned = cleaned.trim();
    let read = Affixed::of(field, cleaned)?;
    let not_whole = || Refusal::from(RefusalReason::NoWholeNumber);
    let plain = match take_apart(read.core) {
        // Groups of three are one number, whatever separates them: nothing else is whole.
        Written::Either { thousands, .. } => thousands,
        Written::One { plain, .. } => match plain.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|b| b == b'0') => whole.to_owned(),
            Some(_) => return Err(not_whole()),
            None => plain,
        },
        Written::No => {
            let refusal = no_number(cleaned);
            let unsaid = matches!(refusal.reason, RefusalReason::NoNumber { .. });
            return Err(if unsaid { not_whole() } else { refusal });
        }
    };
    let number: Decimal =
        format!("{}{plain}", if read.negative { "-" } else { "" }).parse().map_err(|_| not_whole())?;
    let number = read.finish(field, number, extra)?;
    number.scaled(0).filter(|n| Decimal::from_integer(*n) == number).ok_or_else(not_whole).and_then(whole)
}

/// Whether a text is digits with at most one dot that is surely a decimal one: the common case.
fn is_simple(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    match digits.split_once('.') {
        None => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
        Some((whole, fraction)) => {
            let both = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            both(whole) && both(fraction) && (fraction.len() != 3 || whole == "0" || whole.len() > 3)
        }
    }
}

fn no_number(text: &str) -> Refusal {
    if wreck::is_scientific(text) {
        return wreck::lost_digits(text);
    }
    let range = text.split_once(['-', '~']).filter(|(a, b)| {
        let number = |part: &str| {
            part.trim().bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
                && !part.trim().is_empty()
        };
        number(a) && number(b)
    });
    if let Some((from, to)) = range {
        return RefusalReason::Range.meant_any([from.trim(), to.trim()]);
    }
    if text.starts_with(['<', '>', '~', '≥', '≤', '≈']) || text.ends_with('+') {
        return RefusalReason::Bound.into();
    }
    RefusalReason::NoNumber { unit: None }.into()
}

/// The least of a range of pay with what stands around both: of `SAR 4,000 - 5,000 / month` it is `SAR 4,000 / month`. Of
/// `ab 3.600 €` it is the amount.
fn least_of_range(text: &str) -> Option<String> {
    const FROM: &[&str] =
        &["ab ", "from ", "desde ", "à partir de ", "a partir de ", "dès ", "от ", "від ", "من "];
    const BETWEEN: &[&str] =
        &["-", "–", "—", "~", " to ", " bis ", " a ", " à ", " até ", " hasta ", " إلى "];
    let lowered = text.to_lowercase();
    if let Some(from) = FROM.iter().find(|from| lowered.starts_with(**from) && lowered.len() == text.len()) {
        return Some(text[from.len()..].trim().to_owned());
    }
    let digit = |c: char| c.is_ascii_digit();
    for between in BETWEEN {
        let Some((first, second)) = text.split_once(between) else { continue };
        // The first amount ends where the sign is, but for what stands behind it as behind the second.
        let (from, to) = (first.rfind(digit)?, second.rfind(digit)?);
        if !first.contains(digit) || second.contains(between) {
            return None;
        }
        let before_second = second[..second.find(digit)?].trim();
        let known = |text: &str| text.is_empty() || first.contains(text);
        if !known(before_second) {
            return None;
        }
        let own = first[from + 1..].trim();
        let behind = second[to + 1..].trim();
        let behind = if own.is_empty() || behind.starts_with(own) {
            behind.to_owned()
        } else {
            format!("{own} {behind}")
        };
        return Some(format!("{} {behind}", &first[..=from]).trim().to_owned());
    }
    None
}

/// `3½` is 3.5.
fn halves(text: &str) -> String {
    let mut plain = text.to_owned();
    for (sign, fraction) in [('½', ".5"), ('¼', ".25"), ('¾', ".75")] {
        if let Some((whole, rest)) = text.split_once(sign) {
            let whole = whole.trim_end();
            if whole.is_empty() || whole.ends_with(|c: char| c.is_ascii_digit()) {
                plain = format!("{whole}{fraction}{rest}");
            }
        }
    }
    plain
}

/// `35h30` is 35.5: hours as a clock writes them, where the minutes are quarters.
fn clock(text: &str) -> Option<String> {
    let (hours, minutes) = text.split_once(['h', 'H'])?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || minutes.len() != 2 || !digits(minutes) {
        return None;
    }
    let fraction = match minutes {
        "00" => "",
        "15" => ".25",
        "30" => ".5",
        "45" => ".75",
        _ => return None,
    };
    Some(format!("{hours}{fraction}"))
}

/// A number with its unit or currency.
struct Affixed<'a> {
    negative: bool,
    core: &'a str,
    meaning: Meaning,
}

#[derive(Debug, Clone, PartialEq)]
enum Meaning {
    Plain,
    /// A unit that the column has.
    Same,
    Percent,
    Money(money::Affix),
    /// A number in another unit: its factor into the unit of the column, as numerator and denominator.
    Other(Unit),
}

impl<'a> Affixed<'a> {
    fn of(field: &Field, text: &'a str) -> Result<Self, Refusal> {
        if wreck::is_scientific(text) {
            return Err(wreck::lost_digits(text));
        }
        let (before, core, behind) = split(text).ok_or_else(|| no_number(text))?;
        let (before, core, behind) = (before.trim(), core.trim(), behind.trim());
        // Accountants write negative numbers in brackets.
        let (negative, before, behind) = match (before, behind) {
            ("(", ")") => (true, "", ""),
            (before, behind) => match before.strip_suffix('-').or_else(|| before.strip_prefix('-')) {
                Some(rest) => (true, rest.trim(), behind),
                None => (false, before.strip_suffix('+').unwrap_or(before), behind),
            },
        };
        let meaning = meaning(field, before, behind).ok_or_else(|| foreign(field, text))?;
        Ok(Self { negative, core, meaning })
    }

    /// Whether it is an amount of money that has no thousandths.
    fn is_whole_money(&self) -> bool {
        matches!(&self.meaning, Meaning::Money(affix) if affix.is_without_thousandths())
    }

    /// Whether it is an amount of money that says nothing of thousandths.
    fn may_be_whole_money(&self, field: &Field) -> bool {
        match &self.meaning {
            Meaning::Money(affix) => !affix.has_thousandths(),
            _ => money::currency_column(&field.name).is_some(),
        }
    }

    /// The number in the unit of its column.
    fn finish(self, field: &Field, number: Decimal, extra: &mut Extra) -> Result<Decimal, Refusal> {
        let number = match self.meaning {
            Meaning::Plain | Meaning::Same => number,
            Meaning::Percent => number.divided(100).ok_or_else(|| no_number(self.core))?,
            Meaning::Money(affix) => {
                affix.apply(field, number, extra)?;
                number
            }
            Meaning::Other(unit) => {
                let wanted = Unit::of_column(&field.name);
                let converted = match (unit, wanted) {
                    (Unit::Months, Some(Unit::Years)) => number.divided(12),
                    (Unit::Years, Some(Unit::Months)) => number.times(12),
                    _ => None,
                };
                let exact = |converted: &Decimal| match unit {
                    Unit::Months => converted.times(12) == Some(number),
                    _ => true,
                };
                if let Some(converted) = converted.filter(exact) {
                    extra.remark(match unit {
                        Unit::Months => Remark::MonthsAsYears { years: converted },
                        _ => Remark::YearsAsMonths { months: converted },
                    });
                    bounds(field, converted.to_f64())?;
                    return Ok(converted);
                }
                let meant = match (unit, wanted) {
                    (Unit::Months, Some(Unit::Years)) => converted,
                    (Unit::Weeks, Some(Unit::Days)) => number.times(7),
                    _ => None,
                };
                let reason = RefusalReason::OtherUnit { unit, wanted };
                return Err(reason.meant_any(meant.map(|number| number.to_string())));
            }
        };
        bounds(field, number.to_f64())?;
        Ok(number)
    }
}

/// What the words and signs beside a number mean in a column.
fn meaning(field: &Field, before: &str, behind: &str) -> Option<Meaning> {
    match (before, behind) {
        ("", "") => return Some(Meaning::Plain),
        ("", "%" | "٪" | "pct" | "percent") | ("%", "") => {
            return field.name.contains("share").then_some(Meaning::Percent);
        }
        _ => {}
    }
    if money::currency_column(&field.name).is_some() {
        return money::Affix::of(before, behind).map(Meaning::Money);
    }
    if !before.is_empty() {
        return None;
    }
    let unit = Unit::read(behind)?;
    match (unit, Unit::of_column(&field.name)) {
        (unit, Some(wanted)) if unit == wanted => Some(Meaning::Same),
        // Whose week it is goes without saying.
        (Unit::Hours, Some(Unit::HoursPerWeek)) => Some(Meaning::Same),
        _ => Some(Meaning::Other(unit)),
    }
}

/// The refusal of words that have no place beside the number.
fn foreign(field: &Field, text: &str) -> Refusal {
    let lowered = text.to_lowercase();
    if let Some(number) =
        lowered.strip_suffix(['k']).map(str::trim).filter(|number| number.bytes().all(|b| b.is_ascii_digit()))
    {
        return RefusalReason::Shortened.meant(format!("{number}000"));
    }
    let mut refusal = no_number(text);
    if let RefusalReason::NoNumber { unit } = &mut refusal.reason {
        *unit = Unit::of_column(&field.name);
    }
    refusal
}

/// Whether a number lies within the bounds of its column.
pub(super) fn bounds(field: &Field, number: f64) -> Result<(), Refusal> {
    if let Some(minimum) = field.minimum.filter(|minimum| number < *minimum) {
        return Err(RefusalReason::TooSmall { minimum: Decimal::nearest(minimum, 4) }.into());
    }
    match field.maximum.filter(|maximum| number > *maximum) {
        Some(maximum) => Err(RefusalReason::TooLarge { maximum: Decimal::nearest(maximum, 4) }.into()),
        None => Ok(()),
    }
}
