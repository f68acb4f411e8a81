//! Numbers as written: separators of thousands, a decimal sign that the column settles, units, percent.

use super::Refusal;
use super::cell::{Context, Extra};
use super::{clean, money, wreck};
use crate::model::{Decimal, words};
use crate::schema::Field;
use crate::text;

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
enum Written {
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
                    return Err(Refusal::new(
                        "has three digits behind the decimal sign of its column, as no money has",
                        "an amount without separators of thousands",
                    )
                    .suggest(format!("{thousands} or {fraction}")));
                }
                (Some(sign), _, _) => of(sign),
                // Forty thousand hours are no week's work.
                (None, false, true) => fraction,
                (None, _, _) if semicolons => {
                    let number = of(DecimalSign::Comma);
                    extra.note(format!(
                        "read as {number}: cells are separated by semicolons, as where decimals have a comma"
                    ));
                    number
                }
                (None, _, _) => {
                    return Err(Refusal::new(
                        "may be two numbers, and no other number of the column settles its decimal sign",
                        "a number without separators of thousands",
                    )
                    .suggest(format!("{thousands} or {fraction}")));
                }
            }
        }
        Written::No => return Err(no_number(&cleaned)),
    };
    let number: Decimal = format!("{}{plain}", if read.negative { "-" } else { "" })
        .parse()
        .map_err(|_| no_number(&cleaned))?;
    read.finish(field, number, extra)
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
    let not_whole = || Refusal::new("is not a whole number", "digits");
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
            return Err(if refusal.reason == "is not a number" { not_whole() } else { refusal });
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
    let expected = "a number such as `1234.5`";
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
        return Refusal::new("is a range", "one number").suggest(format!("{} or {}", from.trim(), to.trim()));
    }
    if text.starts_with(['<', '>', '~', '≥', '≤', '≈']) || text.ends_with('+') {
        return Refusal::new("is a bound or an estimate", "one number");
    }
    Refusal::new("is not a number", expected)
}

/// Takes the separators of a number apart.
fn take_apart(core: &str) -> Written {
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

/// What stands before and behind the digits of a text.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    // `.5` begins with its decimal sign.
    let first = match text[..first].strip_suffix(['.', ',']) {
        Some(before) if before.is_empty() || before.ends_with([' ', '-']) => first - 1,
        _ => first,
    };
    Some((&text[..first], &text[first..=last], &text[last + 1..]))
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
                    let name = wanted.map_or("", Unit::name);
                    extra.note(format!("is in {}: read as {converted} {name}", unit.name()));
                    bounds(field, converted.to_f64())?;
                    return Ok(converted);
                }
                let suggestion = match (unit, wanted) {
                    (Unit::Months, Some(Unit::Years)) => converted,
                    (Unit::Weeks, Some(Unit::Days)) => number.times(7),
                    _ => None,
                };
                let reason = format!("is in {}", unit.name());
                let expected = wanted.map_or("a number without a unit".to_owned(), |unit| {
                    format!("a number of {}", unit.name())
                });
                let suggestion = suggestion.map(|number| number.to_string()).unwrap_or_default();
                return Err(Refusal::new(&reason, &expected).suggest(suggestion));
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
        return Refusal::new("is shortened", "the whole number").suggest(format!("{number}000"));
    }
    let plain = no_number(text);
    if plain.reason != "is not a number" {
        return plain;
    }
    match Unit::of_column(&field.name) {
        Some(unit) => Refusal::new("is not a number", &format!("a number of {}", unit.name())),
        None => plain,
    }
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hours,
    HoursPerWeek,
    Days,
    Weeks,
    Months,
    Years,
    Credits,
    People,
}

/// Folded words of each unit, and those that say *per week*.
const UNITS: &[(Unit, &str)] = &[
    (
        Unit::Hours,
        "h hr hrs hour hours std stunde stunden heure heures hora horas hs ora ore uur uren godz godziny godzin ч час часа часов год години годин saat jam oras saa masaa घंटे ساعة ساعات clock",
    ),
    (
        Unit::Days,
        "d day days tag tage jour jours dia dias giorno giorni dag dagen dni dzien дней дня день дн днів gun hari araw siku दिन يوم ايام working werktage arbeitstage",
    ),
    (
        Unit::Weeks,
        "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzien tygodni недель недели неделя hafta minggu linggo wiki सप्ताह اسبوع اسابيع",
    ),
    (
        Unit::Months,
        "m mo mos mth mths month months monat monate monaten mois mes meses mese mesi maand maanden miesiac miesiace miesiecy мес месяц месяца месяцев місяць місяців місяці ay bulan buwan mwezi miezi महीने شهر اشهر شهور",
    ),
    (
        Unit::Years,
        "y yr yrs year years jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren rok lata lat год года лет рік роки років yil sene tahun taon mwaka miaka साल वर्ष سنة سنوات سنين",
    ),
    (Unit::Credits, "credit credits ects cp lp cfu ec crediti creditos credits pkt punkte punti punkty"),
    (
        Unit::People,
        "no nos number post posts position positions stelle stellen poste postes puesto puestos vagas vacancy vacancies people persons pax",
    ),
];
const PER_WEEK: &str = "per pro par por a la al alla je week weekly wk w woche wochentlich semaine sem semana semanal semanales semanais settimana settimanali tydz tydzien tygodniowo week неделю нед тиждень haftalik haftada minggu linggo wiki p";

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::HoursPerWeek => "hours a week",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Credits => "credits",
            Self::People => "posts",
        }
    }

    /// What the numbers of a column count.
    fn of_column(name: &str) -> Option<Self> {
        match name {
            "hours_per_week" => Some(Self::HoursPerWeek),
            "years" => Some(Self::Years),
            "leave_days" => Some(Self::Days),
            "credits" => Some(Self::Credits),
            "positions" => Some(Self::People),
            name if name.ends_with("_hours") => Some(Self::Hours),
            name if name.ends_with("_months") => Some(Self::Months),
            _ => None,
        }
    }

    fn read(words: &str) -> Option<Self> {
        let folded = text::fold(words);
        let mut parts = folded.split(' ');
        let first = parts.next()?;
        let known = |list: &str, word: &str| list.split(' ').any(|known| text::fold(known) == word);
        let (unit, _) = UNITS.iter().find(|(_, list)| known(list, first))?;
        let rest: Vec<&str> = parts.collect();
        match unit {
            Self::Hours if !rest.is_empty() && rest.iter().all(|word| known(PER_WEEK, word)) => {
                Some(Self::HoursPerWeek)
            }
            unit if rest
                .iter()
                .all(|word| UNITS.iter().any(|(other, list)| other == unit && known(list, word))) =>
            {
                Some(*unit)
            }
            _ => None,
        }
    }
}

/// Whether a number lies within the bounds of its column.
pub(super) fn bounds(field: &Field, number: f64) -> Result<(), Refusal> {
    if let Some(minimum) = field.minimum.filter(|minimum| number < *minimum) {
        return Err(Refusal::new("is too small", &format!("at least {minimum}")));
    }
    match field.maximum.filter(|maximum| number > *maximum) {
        Some(maximum) => Err(Refusal::new("is too large", &format!("at most {maximum}"))),
        None => Ok(()),
    }
}
