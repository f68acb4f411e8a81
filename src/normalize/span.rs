//! Spans of practice as people write them: `12+ yrs`, `3 Jahre 6 Monate`, `منذ ٥ سنوات`, `fresher`.
//!
//! What is read is the least that the text says: `5-6 years` are sixty months. A number alone counts what the header or the
//! other cells of its column count; a text with any word that is not known is refused.

use super::clean;
use super::context::Context;
use super::date;
use super::reason::RefusalReason;
use super::refusal::Refusal;
use super::unit::Unit;
use crate::reference::practice_words::{LONGEST, PracticeWord as Says, says};
use crate::text::fold;

/// More months than a working life has.
const MOST: i64 = 720;
/// Numbers are read in thousandths.
const WHOLE: i64 = 1000;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A number, in thousandths.
    Number(i64),
    /// A folded word.
    Word(String),
    /// A dash.
    Dash,
}

/// The whole months of a span, the least that the text says.
pub(super) fn months(text: &str, context: &Context) -> Result<i64, Refusal> {
    let unread = || Refusal::from(RefusalReason::NoSpan);
    if says(&fold(text)).contains(&Says::None) {
        return Ok(0);
    }
    if let Some(months) = since(text, context) {
        return if months <= MOST { Ok(months) } else { Err(unread()) };
    }
    let pieces = pieces(text).ok_or_else(unread)?;
    let mut span = Span::default();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += match piece {
            Piece::Number(number) => span.number(*number).map(|()| 1),
            Piece::Dash => span.range(),
            Piece::Word(_) => span.words(&pieces[at..]),
        }
        .ok_or_else(unread)?;
    }
    let months = match (span.months, span.pending) {
        (Some(months), None) => months,
        (None, Some(0)) => 0,
        (None, Some(number)) => match context.habits.span_unit {
            Some(Unit::Years) => number * 12,
            Some(_) => number,
            None => {
                let both = ["years", "months"].map(|unit| format!("{} {unit}", text.trim()));
                return Err(RefusalReason::YearsOrMonths.meant_any(both));
            }
        },
        _ => return Err(unread()),
    };
    let months = months / WHOLE;
    if span.to || span.half || span.before.is_some() || !(0..=MOST).contains(&months) {
        Err(unread())
    } else {
        Ok(months)
    }
}

/// The whole months from a day that the text says practice began on, `since 2015`, until the day of the reading: the
/// least, so a year counts from its end. `None` where the text is none such.
fn since(text: &str, context: &Context) -> Option<i64> {
    let text = clean::plain(text);
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let word = |text: &str| fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    let (before, behind) = (word(&text[..at]), word(&text[end..]));
    let says_since = |word: &str| says(word).contains(&Says::Since);
    let around = [&before, &behind];
    if !around.iter().any(|word| says_since(word))
        || !around.iter().all(|word| word.is_empty() || says_since(word))
    {
        return None;
    }
    let year = text[at..end].split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4);
    let began = date::date(&text[at..end], context.habits.order).ok().filter(|_| year.is_some())?;
    let months = i64::from(began.latest().months_until(context.as_of?));
    Some(months).filter(|months| *months >= 0)
}

/// The unit that the words of a header count in, where they name one alone.
pub(super) fn unit_of(header: &str) -> Option<Unit> {
    match units(&header.replace(['/', '_', '#', '*'], " ")) {
        (true, false) => Some(Unit::Years),
        (false, true) => Some(Unit::Months),
        _ => None,
    }
}

/// Whether the words of a text count years, and whether they count months.
pub(super) fn units(text: &str) -> (bool, bool) {
    let mut found = (false, false);
    // Numbers alone say nothing, and are most.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return found;
    }
    for piece in pieces(text).unwrap_or_default() {
        let Piece::Word(word) = piece else { continue };
        match says(&word) {
            [Says::Years | Says::TwoYears] => found.0 = true,
            [Says::Months | Says::TwoMonths] => found.1 = true,
            _ => {}
        }
    }
    found
}

/// The pieces of a text; `None` where a sign has no meaning in a span.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let plain = clean::plain(text);
    let mut pieces = Vec::new();
    let mut rest = plain.as_ref();
    while let Some(first) = rest.chars().next() {
        let length = if let Some(thousandths) = fraction(first) {
            match pieces.last_mut() {
                Some(Piece::Number(number)) if *number % WHOLE == 0 => *number += thousandths,
                _ => pieces.push(Piece::Number(thousandths)),
            }
            first.len_utf8()
        } else if first.is_ascii_digit() {
            let length = number_length(rest);
            pieces.push(Piece::Number(number(&rest[..length])?));
            length
        } else if first.is_alphabetic() {
            let end = |c: char| !c.is_alphabetic() && !is_mark(c) && c != '\'' && c != '’';
            let length = rest.find(end).unwrap_or(rest.len());
            pieces.extend(fold(&rest[..length]).split(' ').map(|word| Piece::Word(word.to_owned())));
            length
        } else {
            match first {
                '-' | '–' | '—' => pieces.push(Piece::Dash),
                '+' | '>' | '≥' | '~' | '.' | ',' | '(' | ')' | ':' | '&' | '،' => {}
                c if c.is_whitespace() || is_mark(c) => {}
                _ => return None,
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    // A dash before or behind everything is no range.
    while pieces.last() == Some(&Piece::Dash) {
        pieces.pop();
    }
    (pieces.first() != Some(&Piece::Dash)).then_some(pieces)
}

/// What a sign for a part of one is, in thousandths: `8 ½`.
fn fraction(sign: char) -> Option<i64> {
    match sign {
        '½' => Some(WHOLE / 2),
        '¼' => Some(WHOLE / 4),
        '¾' => Some(WHOLE * 3 / 4),
        _ => None,
    }
}

/// Signs that belong to the letter before them, in scripts that have such.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x64B..=0x65F | 0x900..=0x903 | 0x93A..=0x94F | 0x981..=0x983 | 0x9BC..=0x9CD | 0xDCA..=0xDDF)
}

fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    match text.as_bytes().get(whole) {
        Some(b'.' | b',') => match digits(&text[whole + 1..]) {
            0 => whole,
            fraction => whole + 1 + fraction,
        },
        _ => whole,
    }
}

/// A number in thousandths; what is as long as a year or has thousandths of its own is none of a span.
fn number(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if whole.len() > 3 || fraction.len() > 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<3}").parse().ok()?;
    Some(whole * WHOLE + fraction)
}

/// What was read of a span so far.
#[derive(Debug, Default)]
struct Span {
    /// Thousandths of months.
    months: Option<i64>,
    /// A number that waits for its unit.
    pending: Option<i64>,
    /// Whether the next number ends a range.
    to: bool,
    /// The unit that was named last.
    last: Option<i64>,
    /// Whether a half waits for its unit.
    half: bool,
    /// A unit that stands before its number: `miaka 5`.
    before: Option<i64>,
}

impl Span {
    fn number(&mut self, number: i64) -> Option<()> {
        if let Some(months) = self.before.take() {
            self.add(number * months);
            self.last = Some(months);
            return Some(());
        }
        match (self.pending, self.to) {
            (None, false) => self.pending = Some(number),
            // The least of a range is what is sure.
            (Some(from), true) if number >= from => self.to = false,
            _ => return None,
        }
        Some(())
    }

    fn range(&mut self) -> Option<usize> {
        // `3 years - 6 months` are both; `3 - 6 years` are a range.
        self.to |= self.pending.is_some();
        (self.pending.is_some() || self.months.is_some()).then_some(1)
    }

    fn add(&mut self, months: i64) {
        self.months = Some(self.months.unwrap_or_default() + months);
    }

    /// A number of `months` each; says whether there was one.
    fn unit(&mut self, months: i64) -> bool {
        let number = match (self.pending.take(), self.half) {
            (Some(number), false) => number,
            (None, true) => WHOLE / 2,
            (pending, half) => {
                self.pending = pending;
                let leads = pending.is_none() && !half && self.months.is_none() && self.before.is_none();
                if leads {
                    self.before = Some(months);
                }
                return leads;
            }
        };
        self.half = false;
        self.add(number * months);
        self.last = Some(months);
        true
    }

    /// Takes the longest text at the beginning of some pieces; how many of them it was.
    fn words(&mut self, pieces: &[Piece]) -> Option<usize> {
        let words: Vec<&str> = pieces
            .iter()
            .map_while(|piece| match piece {
                Piece::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .take(LONGEST)
            .collect();
        (1..=words.len())
            .rev()
            .find(|&count| says(&words[..count].join(" ")).iter().any(|&one| self.word(one)))
    }

    /// Takes what a word says, where it fits.
    fn word(&mut self, says: Says) -> bool {
        match says {
            Says::Years => self.unit(12),
            Says::Months => self.unit(1),
            // Fifty-two weeks are twelve months.
            Says::Weeks => {
                let Some(number) = self.pending.take() else { return false };
                self.add(number * 12 / 52);
                true
            }
            Says::TwoYears | Says::TwoMonths => {
                let months = if says == Says::TwoYears { 12 } else { 1 };
                let free = self.pending.is_none();
                if free {
                    self.add(2 * WHOLE * months);
                    self.last = Some(months);
                }
                free
            }
            Says::Half => {
                match (self.pending, self.last) {
                    (Some(number), _) => self.pending = Some(number + WHOLE / 2),
                    (None, Some(months)) => self.add(months * WHOLE / 2),
                    (None, None) => self.half = true,
                }
                true
            }
            Says::None => false,
            Says::To => {
                let within = self.pending.is_some() && !self.to;
                self.to |= within;
                within
            }
            Says::Idle | Says::Since => true,
            number => {
                number.as_str().parse::<i64>().is_ok_and(|number| self.number(number * WHOLE).is_some())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Habits;
    use proptest::prelude::*;

    fn read(text: &str, unit: Option<Unit>) -> Result<i64, Refusal> {
        let habits = Habits { span_unit: unit, ..Habits::default() };
        months(text, &Context { habits, ..Context::default() })
    }

    #[test]
    fn spans_of_many_languages_are_read() {
        for (text, wanted) in [
            ("12+ yrs", 144),
            ("Fresher", 0),
            ("3 Jahre 6 Monate", 42),
            ("منذ ٥ سنوات", 60),
            ("سنتان", 24),
            ("سنة واحدة", 12),
            ("سنتين ونصف", 30),
            ("3 ans et demi", 42),
            ("un an et demi", 18),
            ("plus de 10 ans", 120),
            ("débutant", 0),
            ("3 god. 6 mj.", 42),
            ("7,5 god.", 90),
            ("1 año y 6 meses", 18),
            ("más de 4 años", 48),
            ("2 a 3 años", 24),
            ("5-6 years", 60),
            ("2 to 3 yrs", 24),
            ("8 bulan", 8),
            ("> 10 tahun", 120),
            ("1 tahun 6 bulan", 18),
            ("8 ½ years", 102),
            ("1½ Jahre", 18),
            ("3yrs 6mths", 42),
            ("10-12 yrs", 120),
            ("over 10 years", 120),
            ("15 yıldan fazla", 180),
            ("понад 10 років", 120),
            ("5年", 60),
            ("3年6个月", 42),
            ("3년 6개월", 42),
            ("5 лет 3 мес.", 63),
            ("miaka 5", 60),
            ("2.5 years", 30),
            ("3y 6m", 42),
            ("half a year", 6),
            ("two years", 24),
            ("keine Berufserfahrung", 0),
            ("belum ada", 0),
            ("0", 0),
        ] {
            let found = read(text, None);
            assert_eq!(found, Ok(wanted), "{text}");
        }
    }

    #[test]
    fn a_number_alone_counts_what_its_column_counts() {
        assert_eq!(read("7", Some(Unit::Years)), Ok(84));
        assert_eq!(read("7", Some(Unit::Months)), Ok(7));
        assert_eq!(read("10+", Some(Unit::Years)), Ok(120));
        assert_eq!(read("2,5", Some(Unit::Years)), Ok(30));
        assert_eq!(read("7", None).unwrap_err().meant.len(), 2);
        for (header, unit) in [
            ("Yrs of exp", Some(Unit::Years)),
            ("Experience (months)", Some(Unit::Months)),
            ("سنوات الخبرة", Some(Unit::Years)),
            ("Berufserfahrung in Jahren", Some(Unit::Years)),
            ("Experience", None),
            ("practice_months", Some(Unit::Months)),
        ] {
            assert_eq!(unit_of(header), unit, "{header}");
        }
    }

    #[test]
    fn a_day_on_which_practice_began_counts_until_today() {
        let as_of = "2026-11-29".parse().ok();
        let read = |text: &str| months(text, &Context { as_of, ..Context::default() }).ok();
        for (text, wanted) in [
            ("since 2015", Some(130)),
            ("seit 2015", Some(130)),
            ("depuis 03/2020", Some(79)),
            ("desde 2019", Some(82)),
            ("2018'den beri", Some(94)),
            ("منذ ٢٠١٥", Some(130)),
            ("since 2030", None),
            ("since 5 years", Some(60)),
            ("2015-2020", None),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_span_or_says_less_is_refused() {
        for text in [
            "since 2015",
            "2015-2020",
            "less than 1 year",
            "< 1 year",
            "up to 5 years",
            "5 years gap",
            "ICU",
            "90 years",
            "3 years 6",
            "years",
            "Hospital A 2 years, Hospital B",
            "6-3 years",
            "1/2019",
            "-",
            "--3",
            "5 5 years",
        ] {
            assert!(read(text, Some(Unit::Years)).is_err(), "{text}: {:?}", read(text, Some(Unit::Years)));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,20}|[0-9.,+ -]{0,8}(years|mois|سنوات|年)?") {
            if let Ok(months) = read(&text, Some(Unit::Years)) {
                prop_assert!((0..=MOST).contains(&months));
            }
        }

        #[test]
        fn years_and_months_add_up(years in 0_i64..50, months in 0_i64..12) {
            prop_assert_eq!(read(&format!("{years} years {months} months"), None), Ok(years * 12 + months));
            prop_assert_eq!(read(&format!("{years} ans et {months} mois"), None), Ok(years * 12 + months));
        }
    }
}
