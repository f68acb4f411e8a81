//! Records made ready for comparing: every value folded once, numbered, and counted.
//!
//! A pair then compares numbers; two numbers that were compared before are remembered.

use super::level::{ASPECTS, Aspect};
use super::person::{Field, Person};
use crate::text::names::{MatchingForm, Part, forms, kin, skeleton};
use std::collections::HashMap;

/// The number of a value; 0 is a missing one.
pub(super) type Number = u32;

/// A distinct value in its matching form.
#[derive(Debug, Default)]
pub(super) struct Value {
    /// Folded, in Latin letters, words parted by one space.
    pub text: Box<str>,
    /// The same without spaces, where there were any.
    pub joined: Option<Box<str>>,
    /// The consonants, of names.
    pub bones: Box<str>,
    /// Which letters and digits are in it: what shares few cannot be alike.
    pub mask: u64,
    /// The letters that sound like one of it, of names.
    pub kin: u64,
    /// How many records have it.
    pub count: u32,
    /// Whether it is one of several forms of a name.
    pub known: bool,
}

impl Value {
    /// The text without spaces.
    pub(super) fn solid(&self) -> &str {
        self.joined.as_deref().unwrap_or(&self.text)
    }
}

/// The distinct values of a kind.
#[derive(Debug)]
pub(super) struct Table {
    numbers: HashMap<Box<str>, Number, foldhash::fast::FixedState>,
    pub values: Vec<Value>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            numbers: HashMap::with_hasher(foldhash::fast::FixedState::with_seed(11)),
            values: vec![Value::default()],
        }
    }
}

impl Table {
    fn number(&mut self, text: &str, name: bool) -> Number {
        if text.is_empty() {
            return 0;
        }
        if let Some(&number) = self.numbers.get(text) {
            self.values[number as usize].count += 1;
            return number;
        }
        let number = Number::try_from(self.values.len()).unwrap_or(0);
        let joined: Option<Box<str>> = text.contains(' ').then(|| text.replace(' ', "").into());
        let solid = joined.as_deref().unwrap_or(text);
        self.values.push(Value {
            text: text.into(),
            bones: if name { skeleton(solid).into() } else { Box::default() },
            mask: mask(solid),
            kin: if name { kin(solid) } else { 0 },
            count: 1,
            known: name && !forms(text).is_empty(),
            joined,
        });
        self.numbers.insert(text.into(), number);
        number
    }
}

/// A bit for each letter and digit of a text; other signs share one.
pub(super) fn mask(text: &str) -> u64 {
    text.bytes().fold(0, |mask, byte| {
        mask | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (26 + byte - b'0'),
            _ => 1 << 40,
        }
    })
}

/// A name: its parts as numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Name {
    pub family: Number,
    pub given: Number,
    pub others: [Number; 3],
    /// Whether the parts were told apart by their order alone.
    pub guessed: bool,
}

impl Name {
    /// The parts that are there.
    pub(super) fn parts(&self) -> impl Iterator<Item = Number> + '_ {
        [self.family, self.given].into_iter().chain(self.others).filter(|number| *number != 0)
    }
}

/// A date of birth as year, month and day; 0 is unknown. Impossible months and days are kept: they
/// are slips to be compared.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Birth {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// All records, by column.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub size: usize,
    pub names: Vec<Name>,
    pub name_values: Table,
    pub births: Vec<Birth>,
    pub birth_counts: HashMap<Birth, u32>,
    /// Per aspect, for aspects of one value: the number of each record.
    pub columns: [Vec<Number>; ASPECTS],
    pub tables: [Table; ASPECTS],
    /// Registrations, several to a record: where each record's begin.
    pub licenses: Vec<Vec<Number>>,
    pub sources: Vec<u32>,
}

impl Prepared {
    pub(super) fn of(people: &[Person]) -> Self {
        let mut this = Self { size: people.len(), ..Self::default() };
        let mut sources: HashMap<&str, u32> = HashMap::new();
        let has = |field: Field| people.iter().any(|p| p.values.iter().any(|(f, _)| *f == field));
        let licensed = has(Field::License);
        for person in people {
            let name = this.name(person);
            this.names.push(name);
            let birth = person.get(Field::BirthDate).and_then(birth).unwrap_or_default();
            if birth != Birth::default() {
                *this.birth_counts.entry(birth).or_default() += 1;
            }
            this.births.push(birth);
            let source = person.source.as_deref().map_or(0, |source| {
                let next = u32::try_from(sources.len() + 1).unwrap_or(u32::MAX);
                *sources.entry(source).or_insert(next)
            });
            this.sources.push(source);
            let mut row = [0; ASPECTS];
            let mut licenses = Vec::new();
            for (field, raw) in &person.values {
                let (aspect, text) = match field {
                    Field::GivenName | Field::FamilyName | Field::FullName | Field::BirthDate => continue,
                    Field::Sex => (Aspect::Sex, sex(raw)),
                    Field::Email => (Aspect::Email, email(raw)),
                    Field::Phone => (Aspect::Phone, digits(raw)),
                    Field::Identifier => (Aspect::Identifier, code(raw)),
                    Field::License => (Aspect::License, code(raw)),
                    Field::StreetNumber => (Aspect::StreetNumber, code(raw)),
                    Field::Street if row[Aspect::Street as usize] == 0 => (Aspect::Street, words(raw)),
                    Field::Street => (Aspect::AddressLine, words(raw)),
                    Field::Locality => (Aspect::Locality, words(raw)),
                    Field::BirthPlace => (Aspect::BirthPlace, words(raw)),
                    Field::Postcode => (Aspect::Postcode, postcode(raw)),
                    Field::Region => (Aspect::Region, words(raw)),
                    Field::Country => (Aspect::Country, words(raw)),
                    Field::Occupation => (Aspect::Occupation, words(raw)),
                    Field::School => (Aspect::School, words(raw)),
                };
                let number = this.tables[aspect as usize].number(&text, false);
                if *field == Field::License {
                    licenses.push(number);
                } else if row[aspect as usize] == 0 {
                    row[aspect as usize] = number;
                }
            }
            for (column, number) in this.columns.iter_mut().zip(row) {
                column.push(number);
            }
            if licensed {
                licenses.retain(|number| *number != 0);
                this.licenses.push(licenses);
            }
        }
        // A column without any value takes no room.
        for column in &mut this.columns {
            if column.iter().all(|number| *number == 0) {
                *column = Vec::new();
            }
        }
        this
    }

    /// Counts the values anew, once for each group of records that are one person; returns how many
    /// groups there are.
    pub(super) fn recount(&mut self, groups: &[usize]) -> f64 {
        let mut order: Vec<usize> = (0..self.size).collect();
        order.sort_unstable_by_key(|record| (groups[*record], *record));
        // The last group in which a value was counted.
        let mut seen: Vec<Vec<usize>> = self.tables.iter().map(|table| vec![usize::MAX; table.values.len()]).collect();
        let mut named = vec![usize::MAX; self.name_values.values.len()];
        for value in self.tables.iter_mut().flat_map(|table| &mut table.values).chain(&mut self.name_values.values) {
            value.count = 0;
        }
        let mut births: HashMap<Birth, (u32, usize)> = HashMap::new();
        let (mut people, mut last) = (0u32, usize::MAX);
        for record in order {
            let group = groups[record];
            if group != last {
                people += 1;
                last = group;
            }
            let mut count = |number: Number, seen: &mut [usize], values: &mut [Value]| {
                let at = number as usize;
                if number != 0 && seen[at] != group {
                    seen[at] = group;
                    values[at].count += 1;
                }
            };
            let name = self.names[record];
            for part in name.parts() {
                count(part, &mut named, &mut self.name_values.values);
            }
            for ((column, table), seen) in self.columns.iter().zip(&mut self.tables).zip(&mut seen) {
                if let Some(number) = column.get(record) {
                    count(*number, seen, &mut table.values);
                }
            }
            let license = Aspect::License as usize;
            for number in self.licenses.get(record).into_iter().flatten() {
                count(*number, &mut seen[license], &mut self.tables[license].values);
            }
            let birth = births.entry(self.births[record]).or_insert((0, usize::MAX));
            if birth.1 != group {
                *birth = (birth.0 + 1, group);
            }
        }
        for (birth, count) in &mut self.birth_counts {
            *count = births.get(birth).map_or(1, |(count, _)| *count);
        }
        f64::from(people.max(1))
    }

    /// The number of a record's value.
    pub(super) fn number(&self, aspect: Aspect, record: usize) -> Number {
        self.columns[aspect as usize].get(record).copied().unwrap_or(0)
    }

    pub(super) fn licenses(&self, record: usize) -> &[Number] {
        self.licenses.get(record).map_or(&[], Vec::as_slice)
    }

    fn name(&mut self, person: &Person) -> Name {
        let (given, family) = (person.get(Field::GivenName), person.get(Field::FamilyName));
        let full = person.get(Field::FullName);
        let mut name = Name::default();
        let mut others = Vec::new();
        if let Some(full) = full {
            let form = MatchingForm::of(full);
            name.guessed = true;
            for word in &form.words {
                match word.part {
                    Part::Family if name.family == 0 => name.family = self.name_values.number(&word.text, true),
                    Part::Given if name.given == 0 => name.given = self.name_values.number(&word.text, true),
                    Part::Particle => {}
                    _ => others.push(self.name_values.number(&word.text, true)),
                }
            }
        } else {
            let solid = |raw: Option<&str>| {
                let form = MatchingForm::of(raw?);
                Some(form.text())
            };
            let (given, family) = (solid(given).unwrap_or_default(), solid(family).unwrap_or_default());
            name.given = self.name_values.number(&given, true);
            name.family = self.name_values.number(&family, true);
        }
        for (place, number) in name.others.iter_mut().zip(others) {
            *place = number;
        }
        name
    }
}

fn words(raw: &str) -> String {
    crate::text::names::latin_words(raw).join(" ")
}

/// Letters and digits alone.
fn code(raw: &str) -> String {
    words(raw).replace(' ', "")
}

fn postcode(raw: &str) -> String {
    code(raw)
}

fn digits(raw: &str) -> String {
    let digits: String = raw.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect();
    let plain = digits.trim_start_matches('0');
    if plain.len() < 5 { String::new() } else { plain.to_owned() }
}

fn sex(raw: &str) -> String {
    words(raw).chars().next().map(|c| if c == 'w' { 'f' } else { c }).map(String::from).unwrap_or_default()
}

fn email(raw: &str) -> String {
    raw.trim().to_lowercase().split_whitespace().collect()
}

/// Reads a date of birth of any usual order: the year is what has four digits.
pub(super) fn birth(raw: &str) -> Option<Birth> {
    let parts: Vec<&str> = raw.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let number = |text: &str| text.parse::<u16>().ok();
    let small = |text: &str| text.parse::<u8>().ok();
    let birth = match parts.as_slice() {
        [one] if one.len() == 8 => Birth { year: number(&one[..4])?, month: small(&one[4..6])?, day: small(&one[6..])? },
        [one] if one.len() == 4 => Birth { year: number(one)?, month: 0, day: 0 },
        [one] if one.len() == 6 => Birth { year: number(&one[..4])?, month: small(&one[4..])?, day: 0 },
        [year, month] if year.len() == 4 => Birth { year: number(year)?, month: small(month)?, day: 0 },
        [month, year] if year.len() == 4 => Birth { year: number(year)?, month: small(month)?, day: 0 },
        [year, month, day, ..] if year.len() == 4 => {
            Birth { year: number(year)?, month: small(month)?, day: small(day)? }
        }
        [first, second, year, ..] if year.len() == 4 => {
            let (first, second) = (small(first)?, small(second)?);
            // The day comes first in most of the world, unless it cannot.
            if second > 12 { Birth { year: number(year)?, month: first, day: second } } else { Birth { year: number(year)?, month: second, day: first } }
        }
        _ => return None,
    };
    (birth != Birth::default()).then_some(birth)
}
