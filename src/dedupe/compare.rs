//! Two records side by side: the level of every aspect.

use super::compared::{Compared, Relatives};
use super::home::shared;
use super::learn::{MOST, Model, OWN};
use super::level::{ASPECTS, Aspect, Level};
use super::prepare::{Birth, DIGITS, Name, Number, Prepared, Sign, Value};
use crate::names::{Likeness, are_two_names, likeness};
use std::collections::HashMap;

/// Levels of pairs of values that were compared before.
#[derive(Default)]
pub(super) struct Memory {
    known: HashMap<u64, Level, foldhash::fast::FixedState>,
}

/// Pairs that are remembered at most, in one kind of memory.
const REMEMBERED: usize = 3_000_000;

impl Memory {
    fn level(&mut self, kind: usize, a: Number, b: Number, compare: impl FnOnce() -> Level) -> Level {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        if high >= 1 << 29 {
            return compare();
        }
        let key = ((kind as u64) << 58) | (u64::from(low) << 29) | u64::from(high);
        if let Some(level) = self.known.get(&key) {
            return *level;
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let level = compare();
        self.known.insert(key, level);
        level
    }
}

/// Compares two records.
pub(super) fn compare(all: &Prepared, memory: &mut Memory, left: usize, right: usize) -> Compared {
    let mut out = Compared::nothing();
    names(all, memory, left, right, &mut out);
    birth(all, left, right, &mut out);
    others(all, memory, left, right, &mut out);
    together(all, left, right, &mut out);
    out
}

/// What only several aspects say together: places that imply places, and relatives.
fn together(all: &Prepared, left: usize, right: usize, out: &mut Compared) {
    let same = |out: &Compared, aspect: Aspect| out.levels[aspect as usize] == Level::Same;
    for (at, &large) in all.homes.order.iter().enumerate() {
        if same(out, large) {
            let smaller = all.homes.order[..at].iter().filter(|small| same(out, **small));
            let share = smaller.map(|small| all.homes.within(*small, large)).fold(0.0, f64::max);
            #[expect(clippy::cast_possible_truncation, reason = "a share")]
            let share = share as f32;
            out.implied[large as usize] = share;
        }
    }
    // Who has another given name and the telephone of the other has the address of the family as well: no second proof.
    if out.other_given && same(out, Aspect::Phone) {
        out.implied[Aspect::Email as usize] = HOUSEHOLD;
    }
    out.relatives = relatives(all, left, right, out);
}

/// How many of those who share a telephone write from one address of e-mail: belief of ours.
const HOUSEHOLD: f32 = 0.5;

/// Whether two records are of relatives, whatever they share: one person cannot have both. A registration, a number or
/// an address of one's own says otherwise.
fn relatives(all: &Prepared, left: usize, right: usize, out: &Compared) -> Option<Relatives> {
    /// A child is so many years younger.
    const GENERATION: u16 = 14;
    let level = |aspect: Aspect| out.levels[aspect as usize];
    let shares = |aspect: &Aspect| level(*aspect) >= Level::Slip;
    // A family may write from one address of e-mail; a registration is of one person.
    if OWN.iter().filter(|aspect| **aspect != Aspect::Email).any(shares) {
        return None;
    }
    let (a, b) = (all.name(left), all.name(right));
    let single = |name: &Name| name.parts().count() == 1;
    if a.marks.against(b.marks, single(&a) && single(&b)).is_some() {
        return Some(Relatives::Marks);
    }
    // Who differs in sex and in the given name, be it in a letter, bears the other name of the two: `Mikael`, `Mikaela`.
    let given = level(Aspect::GivenName);
    let another = out.other_given || given >= Level::Near && given < Level::Same && !out.crossed;
    if level(Aspect::Sex) == Level::Different && another {
        return Some(Relatives::Siblings);
    }
    // The first of January stands for any day.
    let (one, other) = (all.birth(left), all.birth(right));
    let known = |birth: Birth| birth.day != 0 && (birth.month, birth.day) != (1, 1);
    let apart = level(Aspect::BirthDate) == Level::Different && known(one) && known(other);
    let other_document =
        [Aspect::License, Aspect::Identifier].iter().any(|aspect| level(*aspect) == Level::Different);
    if out.other_given && level(Aspect::FamilyName) >= Level::Slip {
        let born_alike = level(Aspect::BirthDate) == Level::Same;
        // One person may write from one address under two names.
        if born_alike && (other_document || !shares(&Aspect::Email)) {
            return Some(Relatives::Twins);
        }
        if apart && (other_document || shares(&Aspect::Phone) || given == Level::Different) {
            return Some(Relatives::Siblings);
        }
    }
    if !apart {
        return None;
    }
    // What else they share is weighed as it is; a telephone and an address are what a family shares, and those who write from
    // one address of e-mail are one person rather than namesakes.
    let family = [Aspect::Email, Aspect::Phone, Aspect::Street, Aspect::AddressLine].iter().any(shares);
    if family && one.year.abs_diff(other.year) >= GENERATION {
        return Some(Relatives::Generations);
    }
    if family && !(shares(&Aspect::Email) && other_document) {
        return None;
    }
    // Many people live where a postcode ends, and still it is an address.
    (!shares(&Aspect::Postcode)).then_some(Relatives::Namesakes)
}

/// All aspects but names and date of birth.
fn others(all: &Prepared, memory: &mut Memory, left: usize, right: usize, out: &mut Compared) {
    for aspect in &all.used {
        other(all, memory, left, right, *aspect, out);
    }
}

fn other(all: &Prepared, memory: &mut Memory, left: usize, right: usize, aspect: Aspect, out: &mut Compared) {
    match aspect {
        Aspect::License => licenses(all, left, right, out),
        Aspect::Street => streets(all, memory, left, right, out),
        // Compared with the street.
        Aspect::AddressLine => {}
        _ => {
            let (a, b) = (all.number(aspect, left), all.number(aspect, right));
            if a != 0 && b != 0 {
                let level = value_level(all, memory, aspect, a, b);
                // Only of what agrees it matters how many have it.
                out.set(aspect, level, if level >= Level::Slip { count(all, aspect, a, b) } else { 0 });
            }
        }
    }
}

/// Compares two records unless they cannot weigh as much as `least`: what the names and the date of
/// birth say is worked out first, with the most that the other aspects can add.
pub(super) fn compare_if(
    all: &Prepared,
    memory: &mut Memory,
    left: usize,
    right: usize,
    model: &Model,
    least: f64,
) -> Option<Compared> {
    let mut out = Compared::nothing();
    birth(all, left, right, &mut out);
    let weight = |out: &Compared, aspect: Aspect| {
        model.at_most(aspect, out.levels[aspect as usize], out.counts[aspect as usize])
    };
    // What the aspects can add at most; each is replaced by what it adds when that is known.
    let mut bounds = [0.0; ASPECTS];
    let mut most = weight(&out, Aspect::BirthDate);
    for aspect in &all.used {
        bounds[*aspect as usize] = bound(all, left, right, model, *aspect);
        most += bounds[*aspect as usize];
    }
    if most + 3.0 * MOST < least {
        return None;
    }
    names(all, memory, left, right, &mut out);
    for aspect in [Aspect::FamilyName, Aspect::GivenName, Aspect::OtherNames] {
        most += weight(&out, aspect);
    }
    for aspect in &all.used {
        if most < least {
            return None;
        }
        if *aspect == Aspect::AddressLine {
            continue;
        }
        other(all, memory, left, right, *aspect, &mut out);
        most -= bounds[*aspect as usize];
        most += weight(&out, *aspect);
        if *aspect == Aspect::Street {
            // Both lines were compared.
            most -= bounds[Aspect::AddressLine as usize];
            most += weight(&out, Aspect::AddressLine);
        }
    }
    together(all, left, right, &mut out);
    Some(out)
}

/// The most that an aspect can add for two records.
fn bound(all: &Prepared, left: usize, right: usize, model: &Model, aspect: Aspect) -> f64 {
    match aspect {
        Aspect::License => {
            let (a, b) = (all.licenses(left), all.licenses(right));
            if a.is_empty() || b.is_empty() {
                0.0
            } else if a.iter().any(|one| b.contains(one)) {
                MOST
            } else {
                model.most_unless_same(aspect)
            }
        }
        // Lines are laid crosswise as well.
        Aspect::Street | Aspect::AddressLine
            if all.number(Aspect::AddressLine, left) != 0 || all.number(Aspect::AddressLine, right) != 0 =>
        {
            MOST
        }
        _ => {
            let (a, b) = (all.number(aspect, left), all.number(aspect, right));
            if a == 0 || b == 0 {
                0.0
            } else if a == b {
                model.at_most(aspect, Level::Same, count(all, aspect, a, b)).max(0.0)
            } else {
                model.most_unless_same(aspect)
            }
        }
    }
}

fn count(all: &Prepared, aspect: Aspect, a: Number, b: Number) -> u32 {
    all.tables[aspect as usize].count(a, b)
}

fn value_level(all: &Prepared, memory: &mut Memory, aspect: Aspect, a: Number, b: Number) -> Level {
    if a == 0 || b == 0 {
        return Level::CannotCompare;
    }
    if a == b {
        return Level::Same;
    }
    let values = &all.tables[aspect as usize].values;
    let (x, y) = (&values[a as usize], &values[b as usize]);
    match aspect {
        Aspect::Sex | Aspect::Country => Level::Different,
        Aspect::Region => region(x, y),
        Aspect::Postcode => postcode(x, y),
        Aspect::Identifier if are_counted_on(x.text.as_bytes(), y.text.as_bytes()) => Level::Different,
        Aspect::Phone | Aspect::Identifier | Aspect::StreetNumber => code(x, y),
        Aspect::Email => memory.level(aspect as usize, a, b, || email(x, y)),
        _ => memory.level(aspect as usize, a, b, || text(x, y)),
    }
}

// Names ------------------------------------------------------------------------------------------

/// Levels of names as rough points, to choose how the parts are laid beside each other.
fn points(level: Level) -> i32 {
    match level {
        Level::CannotCompare => 0,
        Level::Different => -4,
        Level::Far => -3,
        Level::Near => -1,
        Level::Start => 3,
        Level::Slip => 7,
        Level::Form => 7,
        Level::Same => 10,
    }
}

fn names(all: &Prepared, memory: &mut Memory, left: usize, right: usize, out: &mut Compared) {
    let (a, b) = (all.name(left), all.name(right));
    let mut signed = |x: Number, y: Number, sign: Sign, other: Sign| {
        if x != 0 && y != 0 && x != y && sign.apart(other) {
            Level::Different
        } else {
            name_level(all, memory, x, y)
        }
    };
    let straight = (
        signed(a.family, b.family, a.family_sign, b.family_sign),
        signed(a.given, b.given, a.given_sign, b.given_sign),
    );
    let mut chosen = straight;
    let mut pairs = ((a.family, b.family), (a.given, b.given));
    if straight.0 < Level::Slip || straight.1 < Level::Slip {
        let crossed = (
            signed(a.family, b.given, a.family_sign, b.given_sign),
            signed(a.given, b.family, a.given_sign, b.family_sign),
        );
        let sum = |(x, y): (Level, Level)| points(x) + points(y);
        // A single word of a full name may be either part.
        let single = |n: &Name| n.guessed && (n.family == 0) != (n.given == 0);
        let fee = if single(&a) || single(&b) { 0 } else { 3 };
        if sum(crossed) - fee > sum(straight) && crossed.0.max(crossed.1) >= Level::Slip {
            // The part is named after the side where it is a family name.
            if a.family != 0 && b.given != 0 {
                chosen = crossed;
                pairs = ((a.family, b.given), (a.given, b.family));
            } else {
                chosen = (crossed.1, crossed.0);
                pairs = ((a.given, b.family), (a.family, b.given));
            }
            out.swapped = fee > 0;
            out.crossed = true;
        }
    }
    let mut others = (Level::CannotCompare, (0, 0));
    if a.others[0] != 0 || b.others[0] != 0 {
        let mut level = |x: Number, y: Number| name_level(all, memory, x, y);
        // Other names may stand for a part that does not fit: second names are used as first ones.
        let mut free_a = a.others;
        let mut free_b = b.others;
        for (part, pair) in [(&mut chosen.0, &mut pairs.0), (&mut chosen.1, &mut pairs.1)] {
            if *part >= Level::Slip {
                continue;
            }
            let mut best: Option<(Level, (Number, Number), bool, usize)> = None;
            for (at, other) in free_b.iter().enumerate().filter(|(_, n)| **n != 0) {
                let found = level(pair.0, *other);
                if found >= Level::Slip && best.is_none_or(|(top, ..)| found > top) {
                    best = Some((found, (pair.0, *other), false, at));
                }
            }
            for (at, other) in free_a.iter().enumerate().filter(|(_, n)| **n != 0) {
                let found = level(*other, pair.1);
                if found >= Level::Slip && best.is_none_or(|(top, ..)| found > top) {
                    best = Some((found, (*other, pair.1), true, at));
                }
            }
            if let Some((found, laid, in_a, at)) = best {
                // Not as good as in its own place.
                *part = if found == Level::Same { Level::Form } else { Level::Slip };
                *pair = laid;
                if in_a { free_a[at] = 0 } else { free_b[at] = 0 }
            }
        }
        for x in free_a.into_iter().filter(|n| *n != 0) {
            for y in free_b.into_iter().filter(|n| *n != 0) {
                let found = level(x, y);
                if found > others.0 {
                    others = (found, (x, y));
                }
            }
        }
    }
    let count = |(x, y): (Number, Number)| all.name_values.count(x, y);
    out.set(Aspect::FamilyName, chosen.0, count(pairs.0));
    out.set(Aspect::GivenName, chosen.1, count(pairs.1));
    out.set(Aspect::OtherNames, others.0, count(others.1));
    out.other_given = are_other(all, chosen.1, pairs.1);
    out.at_home = shared(all, left, right)
        .map(|home| [pairs.0, pairs.1, others.1].map(|(x, y)| all.homes.share(home, x, y)));
}

/// Whether two given names are two, and not one with a slip of a single letter.
fn are_other(all: &Prepared, level: Level, (a, b): (Number, Number)) -> bool {
    if a == 0 || b == 0 || !matches!(level, Level::Different | Level::Far | Level::Near) {
        return false;
    }
    let values = &all.name_values.values;
    let (x, y) = (values[a as usize].solid(), values[b as usize].solid());
    x.len().min(y.len()) > 1 && (edits(x.as_bytes(), y.as_bytes()) > 1 || are_two_names(x, y))
}

fn name_level(all: &Prepared, memory: &mut Memory, a: Number, b: Number) -> Level {
    if a == 0 || b == 0 {
        return Level::CannotCompare;
    }
    if a == b {
        return Level::Same;
    }
    let values = &all.name_values.values;
    let (x, y) = (&values[a as usize], &values[b as usize]);
    memory.level(Aspect::FamilyName as usize, a, b, || name_values(x, y))
}

fn name_values(x: &Value, y: &Value) -> Level {
    let (a, b) = (x.solid(), y.solid());
    if a == b {
        return Level::Form;
    }
    if are_initials(x, y) || are_initials(y, x) {
        return Level::Start;
    }
    let whole = from_likeness(likeness(a, b));
    if whole >= Level::Slip || (x.joined.is_none() && y.joined.is_none()) {
        return whole;
    }
    // Of several names one may be left out: `Maria Luisa`, `Maria`; `Gomez Ruiz`, `Gomez`.
    let mut best = Level::Different;
    for one in x.text.split(' ').filter(|w| w.len() > 2) {
        for other in y.text.split(' ').filter(|w| w.len() > 2) {
            best = best.max(from_likeness(likeness(one, other)));
        }
    }
    match best {
        Level::Same => Level::Form,
        Level::Form | Level::Slip => Level::Slip,
        _ => whole,
    }
}

/// Whether one value has the first letters of the words of the other: `J.P.`, `Jean-Pierre`.
fn are_initials(initials: &Value, words: &Value) -> bool {
    const MOST: usize = 4;
    if words.joined.is_none() || initials.solid().len() > MOST {
        return false;
    }
    let firsts = words.text.split(' ').filter_map(|word| word.chars().next());
    firsts.eq(initials.solid().chars())
}

fn from_likeness(like: Likeness) -> Level {
    match like {
        Likeness::Same => Level::Same,
        Likeness::Form(_) => Level::Form,
        Likeness::Slip(_) => Level::Slip,
        Likeness::Start(_) => Level::Start,
        Likeness::Near(_) => Level::Near,
        Likeness::Other(_) => Level::Different,
    }
}

// Dates ------------------------------------------------------------------------------------------

fn birth(all: &Prepared, left: usize, right: usize, out: &mut Compared) {
    let (a, b) = (all.birth(left), all.birth(right));
    let level = births(a, b);
    out.set(Aspect::BirthDate, level, if level == Level::Same { all.born(a) } else { 0 });
}

/// The level of two dates of birth.
pub(super) fn births(a: Birth, b: Birth) -> Level {
    if a.year == 0 || b.year == 0 {
        return Level::CannotCompare;
    }
    if a == b && a.month != 0 {
        return Level::Same;
    }
    if a.day == 0 || b.day == 0 {
        // Known to the year or month on one side: agreement as far as it goes.
        let month = a.month == 0 || b.month == 0 || a.month == b.month;
        return if a.year == b.year && month { Level::Start } else { Level::Different };
    }
    let digits = |birth: Birth| {
        let mut digits = [0u8; 8];
        let mut number = u32::from(birth.year) * 10_000 + u32::from(birth.month) * 100 + u32::from(birth.day);
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
        digits
    };
    let (x, y) = (digits(a), digits(b));
    let wrong: Vec<usize> = (0..8).filter(|&at| x[at] != y[at]).collect();
    let exchanged = |i: usize, j: usize| x[i] == y[j] && x[j] == y[i];
    let turned = a.year == b.year && a.month == b.day && a.day == b.month;
    if turned {
        return Level::Form;
    }
    if wrong.len() == 1 || (wrong.len() == 2 && exchanged(wrong[0], wrong[1])) {
        return Level::Slip;
    }
    let same = usize::from(a.year == b.year) + usize::from(a.month == b.month) + usize::from(a.day == b.day);
    if same == 2 {
        return Level::Near;
    }
    // Each part a step away: what counting months and days, or ages, goes wrong by.
    let years = a.year.abs_diff(b.year);
    let days = a.day.abs_diff(b.day);
    let months = a.month.abs_diff(b.month);
    if matches!(years, 0 | 1 | 10) && (months <= 1 || months == 11) && (days <= 3 || days >= 27) {
        return Level::Near;
    }
    if a.year == b.year || same == 1 && wrong.len() <= 3 { Level::Far } else { Level::Different }
}

// Texts ------------------------------------------------------------------------------------------

/// How many letters the one has that the other lacks: so many edits there are at least.
fn lacking(x: &Value, y: &Value) -> usize {
    let (a, b) = (x.mask & !y.mask, y.mask & !x.mask);
    a.count_ones().max(b.count_ones()) as usize
}

/// Edits between two texts: letters changed, left out or put in, neighbours exchanged. All rows of
/// the table of costs are kept as bits of a word (Hyyrö 2003), so texts count up to 64 letters. What
/// lies beyond counts by its length.
fn edits(a: &[u8], b: &[u8]) -> usize {
    const LONGEST: usize = 64;
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = a.iter().zip(b).take_while(|(p, q)| p == q).count();
    let (a, b) = (&a[shared..], &b[shared..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(p, q)| p == q).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let beyond = b.len().saturating_sub(LONGEST);
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    if a.is_empty() {
        return b.len() + beyond;
    }
    // Where each sign stands in the shorter text.
    let mut places = [0u64; 256];
    for (at, sign) in a.iter().enumerate() {
        places[usize::from(*sign)] |= 1 << at;
    }
    let last = 1u64 << (a.len() - 1);
    let (mut up, mut down, mut same, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
    let mut cost = a.len();
    for sign in b {
        let here = places[usize::from(*sign)];
        let exchanged = (((!same) & here) << 1) & before;
        same = (((here & up).wrapping_add(up)) ^ up) | here | down | exchanged;
        let mut right = down | !(same | up);
        let mut left = same & up;
        cost += usize::from(right & last != 0);
        cost -= usize::from(left & last != 0);
        right = (right << 1) | 1;
        left <<= 1;
        up = left | !(same | right);
        down = right & same;
        before = here;
    }
    cost + beyond
}

/// Edits as a share of what stays, 0 to 1.
fn nearness(a: &str, b: &str) -> f64 {
    1.0 - super::float(edits(a.as_bytes(), b.as_bytes())) / super::float(a.len().max(b.len()).max(1))
}

fn text(x: &Value, y: &Value) -> Level {
    let (a, b) = (x.solid(), y.solid());
    if a == b {
        return Level::Form;
    }
    // Another number is no slip: the fifth school is not the sixth.
    let numbered = |v: &Value| v.mask & DIGITS != 0;
    if numbered(x) && numbered(y) && digits(x) != digits(y) {
        return Level::Far;
    }
    let (length, several) = (a.len().max(b.len()), x.joined.is_some() || y.joined.is_some());
    let least = lacking(x, y).max(length - a.len().min(b.len()));
    if least * 3 <= length {
        let slips = edits(a.as_bytes(), b.as_bytes());
        if slips == 1 && length >= 4 || slips * 50 <= length * 9 {
            return Level::Slip;
        }
        if slips * 3 <= length
            || (a.len() == b.len() && length >= 5 && x.mask == y.mask && sorted(a) == sorted(b))
        {
            return Level::Near;
        }
    }
    if several && lacking(x, y) < x.mask.count_ones().max(y.mask.count_ones()) as usize {
        // Words in common, in another order or with others.
        let (one, other): (Vec<&str>, Vec<&str>) = (x.text.split(' ').collect(), y.text.split(' ').collect());
        let shared = one.iter().filter(|word| word.len() > 2 && other.contains(word)).count();
        if shared > 0 && shared == one.len().min(other.len()) {
            return Level::Start;
        }
        if shared > 0 && shared * 2 >= one.len().max(other.len()) {
            return Level::Far;
        }
    }
    Level::Different
}

fn sorted(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.sort_unstable();
    bytes
}

fn region(x: &Value, y: &Value) -> Level {
    let (a, b) = (x.solid(), y.solid());
    let slips = edits(a.as_bytes(), b.as_bytes());
    if a == b {
        Level::Form
    } else if slips == 1 || (a.len() > 4 && slips <= 2) {
        Level::Slip
    } else {
        Level::Different
    }
}

fn postcode(x: &Value, y: &Value) -> Level {
    let (a, b) = (x.text.as_bytes(), y.text.as_bytes());
    if one_slip(a, b) {
        return Level::Slip;
    }
    let lettered = |code: &[u8]| code.iter().any(u8::is_ascii_alphabetic);
    let shared = a.iter().zip(b).take_while(|(p, q)| p == q).count();
    if lettered(a) && lettered(b) && a.len() > 3 && b.len() > 3 {
        // British and kindred codes: the inner part has three signs.
        let (outer_a, outer_b) = (&a[..a.len() - 3], &b[..b.len() - 3]);
        let area = |outer: &[u8]| outer.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        if outer_a == outer_b {
            return Level::Near;
        }
        if shared >= area(outer_a).max(area(outer_b)) {
            return Level::Far;
        }
        return Level::Different;
    }
    let scrambled = x.text.len() >= 4 && sorted(&x.text) == sorted(&y.text);
    if scrambled || (shared >= 3 && shared * 5 >= a.len() * 3) {
        Level::Near
    } else if shared >= 2 {
        Level::Far
    } else {
        Level::Different
    }
}

fn code(x: &Value, y: &Value) -> Level {
    let (a, b) = (x.text.as_bytes(), y.text.as_bytes());
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // The regulator's letters stand in front of a number or are left out: the number is the same.
    let lead = long.len() - short.len();
    let is_number = short.len() >= 6 && short.iter().all(u8::is_ascii_digit);
    if is_number && long.ends_with(short) && long[..lead].iter().all(u8::is_ascii_alphabetic) {
        return Level::Same;
    }
    if one_slip(a, b) {
        return Level::Slip;
    }
    // A number with and without its country or leading part.
    if short.len() >= 7 && long.ends_with(short) {
        return Level::Form;
    }
    if short.len() >= 5 && lacking(x, y) <= 2 && edits(a, b) <= 2 { Level::Near } else { Level::Different }
}

/// Whether two numbers differ in the last digit alone: those of a class or a family are given one after the other.
fn are_counted_on(a: &[u8], b: &[u8]) -> bool {
    const FEWEST: usize = 4;
    // A check letter may stand behind the digits.
    let without_letters =
        |code: &[u8]| code.iter().rev().skip_while(|sign| sign.is_ascii_alphabetic()).count();
    let last = without_letters(a);
    a.len() == b.len()
        && last >= FEWEST
        && last == without_letters(b)
        && a[last - 1].is_ascii_digit()
        && b[last - 1].is_ascii_digit()
        && a[..last - 1] == b[..last - 1]
        && a[last..] == b[last..]
}

/// One sign changed, missing, or two neighbours exchanged.
fn one_slip(a: &[u8], b: &[u8]) -> bool {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if b.len() < 2 || b.len() - a.len() > 1 {
        return false;
    }
    let front = a.iter().zip(b).take_while(|(one, other)| one == other).count();
    let (short, long) = (&a[front..], &b[front..]);
    if a.len() < b.len() {
        return short == &long[1..];
    }
    let changed = short.get(1..) == long.get(1..);
    let exchanged = short.len() >= 2 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..];
    changed || exchanged
}

/// The digits of a text, in their order.
fn digits(value: &Value) -> Vec<u8> {
    value.text.bytes().filter(u8::is_ascii_digit).collect()
}

/// Addresses are mostly made of the name, so of two that are alike only the rest says something more:
/// other digits are another person, however alike the letters are.
fn email(x: &Value, y: &Value) -> Level {
    if lacking(x, y) * 3 > x.text.len().max(y.text.len()) {
        return Level::Different;
    }
    let (own, other) = (digits(x), digits(y));
    let near = nearness(&x.text, &y.text);
    if own != other {
        return if near >= 0.9 && (own.is_empty() || other.is_empty()) {
            Level::Near
        } else {
            Level::Different
        };
    }
    if near >= 0.9 {
        return Level::Form;
    }
    if near >= 0.8 {
        return Level::Slip;
    }
    let local = |v: &Value| v.text.split('@').next().unwrap_or_default().to_owned();
    if own.len() >= 2 && local(x) == local(y) {
        return Level::Start;
    }
    if near >= 0.68 || (x.text.len() == y.text.len() && sorted(&x.text) == sorted(&y.text)) {
        return Level::Near;
    }
    Level::Different
}

fn licenses(all: &Prepared, left: usize, right: usize, out: &mut Compared) {
    let (a, b) = (all.licenses(left), all.licenses(right));
    if a.is_empty() || b.is_empty() {
        return;
    }
    let values = &all.tables[Aspect::License as usize].values;
    let mut best = (Level::Different, 0);
    for x in a {
        for y in b {
            let (one, other) = (&values[*x as usize], &values[*y as usize]);
            let level = if x == y {
                Level::Same
            } else if are_counted_on(one.text.as_bytes(), other.text.as_bytes()) {
                Level::Different
            } else {
                code(one, other)
            };
            if level > best.0 {
                best = (level, count(all, Aspect::License, *x, *y));
            }
        }
    }
    out.set(Aspect::License, best.0, best.1);
}

/// The lines of an address, of which clerks write either first.
fn streets(all: &Prepared, memory: &mut Memory, left: usize, right: usize, out: &mut Compared) {
    let lines = |record: usize| (all.number(Aspect::Street, record), all.number(Aspect::AddressLine, record));
    let (a, b) = (lines(left), lines(right));
    if a == (0, 0) || b == (0, 0) {
        return;
    }
    let values = &all.tables;
    let mut level = |x: (Number, Aspect), y: (Number, Aspect)| -> (Level, u32) {
        if x.0 == 0 || y.0 == 0 {
            return (Level::CannotCompare, 0);
        }
        let (v, w) = (&values[x.1 as usize].values[x.0 as usize], &values[y.1 as usize].values[y.0 as usize]);
        let count = values[x.1 as usize].count(x.0, x.0).max(values[y.1 as usize].count(y.0, y.0));
        if v.text == w.text {
            (Level::Same, count)
        } else if x.1 == y.1 {
            (memory.level(x.1 as usize, x.0, y.0, || text(v, w)), count)
        } else {
            (text(v, w), count)
        }
    };
    let (first, second) = (Aspect::Street, Aspect::AddressLine);
    let straight = [level((a.0, first), (b.0, first)), level((a.1, second), (b.1, second))];
    let mut chosen = straight;
    if straight[0].0 < Level::Slip {
        let crossed = [level((a.0, first), (b.1, second)), level((a.1, second), (b.0, first))];
        let sum = |levels: &[(Level, u32); 2]| levels.iter().map(|(level, _)| points(*level)).sum::<i32>();
        if sum(&crossed) > sum(&straight) {
            chosen = crossed;
        }
    }
    out.set(Aspect::Street, chosen[0].0, chosen[0].1);
    out.set(Aspect::AddressLine, chosen[1].0, chosen[1].1);
}
