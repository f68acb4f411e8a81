//! The signs inside of a number: separators of thousands and the decimal sign, which the column settles.

use super::clean;
use crate::model::words;

words! {
    /// The sign between the whole and the fraction of a number.
    DecimalSign, "`dot` or `comma`" {
        /// 1,234.5
        Dot = "dot",
        /// 1.234,5
        Comma = "comma",
    }
}

/// What the numbers of a column show of their decimal sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SignEvidence {
    /// Numbers that only a decimal dot explains.
    pub dot: u64,
    /// Numbers that only a decimal comma explains.
    pub comma: u64,
}

impl SignEvidence {
    /// The sign, when all the evidence points one way.
    pub fn settled(self) -> Option<DecimalSign> {
        match (self.dot > 0, self.comma > 0) {
            (true, false) => Some(DecimalSign::Dot),
            (false, true) => Some(DecimalSign::Comma),
            _ => None,
        }
    }

    /// Whether numbers of the column contradict each other.
    pub(super) fn is_torn(self) -> bool {
        self.dot > 0 && self.comma > 0
    }
}

/// Adds what one cell shows to the evidence of its column.
pub(super) fn sign_evidence(text: &str, evidence: &mut SignEvidence) {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let plain = clean::plain(text);
    let Some((_, core, _)) = split(plain.trim()) else { return };
    match take_apart(core) {
        Written::One { shows: Some(DecimalSign::Dot), .. } => evidence.dot += 1,
        Written::One { shows: Some(DecimalSign::Comma), .. } => evidence.comma += 1,
        _ => {}
    }
}

/// The signs of a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// One number, and the decimal sign that it shows.
    One {
        plain: String,
        shows: Option<DecimalSign>,
    },
    /// `1,234`: thousands, or one and a bit.
    Either {
        thousands: String,
        fraction: String,
        separator: DecimalSign,
    },
    No,
}

/// Takes the separators of a number apart.
pub(super) fn take_apart(core: &str) -> Written {
    if core.is_empty()
        || !core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'\'' | b',' | b'.' | b'_'))
    {
        return Written::No;
    }
    let spaced = core.bytes().any(|b| matches!(b, b' ' | b'\'' | b'_'));
    let (commas, dots) = (core.matches(',').count(), core.matches('.').count());
    // The decimal sign is the last separator, if its kind stands there once and another kind makes groups.
    let sign = match (commas, dots) {
        (0, 0) => None,
        (_, 1) if commas > 0 && core.rfind('.') > core.rfind(',') => Some('.'),
        (1, _) if dots > 0 && core.rfind(',') > core.rfind('.') => Some(','),
        (1, 0) => Some(','),
        (0, 1) => Some('.'),
        // Several of one kind: groups.
        (_, 0) | (0, _) => None,
        _ => return Written::No,
    };
    let (whole, fraction) = match sign.and_then(|sign| core.rsplit_once(sign)) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (core, None),
    };
    if fraction.is_some_and(|fraction| !fraction.bytes().all(|b| b.is_ascii_digit())) {
        return Written::No;
    }
    let Some((digits, joint)) = ungrouped(whole) else { return Written::No };
    let of = |sign: char| if sign == '.' { DecimalSign::Dot } else { DecimalSign::Comma };
    let other = |sign: char| if sign == '.' { DecimalSign::Comma } else { DecimalSign::Dot };
    match (sign, fraction) {
        (Some(sign), Some(fraction)) => {
            let alone = !spaced && joint.is_none();
            if alone && fraction.len() == 3 && (1..=3).contains(&digits.len()) && !digits.starts_with('0') {
                return Written::Either {
                    thousands: format!("{digits}{fraction}"),
                    fraction: format!("{digits}.{fraction}"),
                    separator: of(sign),
                };
            }
            let whole = if digits.is_empty() { "0" } else { &digits };
            let plain = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
            Written::One { plain, shows: (!fraction.is_empty()).then(|| of(sign)) }
        }
        _ if digits.is_empty() => Written::No,
        _ => Written::One { plain: digits, shows: joint.filter(|j| matches!(j, '.' | ',')).map(other) },
    }
}

/// The digits of a whole number and what separates its groups: of three, or as in India of two before
/// the last three.
fn ungrouped(whole: &str) -> Option<(String, Option<char>)> {
    let Some(joint) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Some((whole.to_owned(), None));
    };
    let groups: Vec<&str> = whole.split(joint).collect();
    let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let (first, last) = (groups.first()?, groups.last()?);
    let inner = groups.get(1..groups.len() - 1)?;
    let thousands = inner.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len());
    let lakhs = joint == ',' && inner.iter().all(|group| group.len() == 2) && (1..=2).contains(&first.len());
    (digits && last.len() == 3 && (thousands || lakhs)).then(|| (groups.concat(), Some(joint)))
}

/// What stands before and behind the digits of a text.
pub(super) fn split(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    // `.5` begins with its decimal sign.
    let first = match text[..first].strip_suffix(['.', ',']) {
        Some(before) if before.is_empty() || before.ends_with([' ', '-']) => first - 1,
        _ => first,
    };
    Some((&text[..first], &text[first..=last], &text[last + 1..]))
}
