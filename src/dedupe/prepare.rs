//! Records made ready for comparing: every value folded once, numbered, and counted.
//!
//! A pair then compares numbers; two numbers that were compared before are remembered.

use super::home::{Homes, Settled};
use super::level::{ASPECTS, Aspect};
use super::person::{Field, LinkedPerson};
use crate::names::{MatchingForm, NameMarks, NamePart, forms, kin, skeleton};
use crate::reference::missing_words::{self, MissingWord};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

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
    /// How many records have each, or people where that is known.
    counts: Vec<u32>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            numbers: HashMap::with_hasher(foldhash::fast::FixedState::with_seed(11)),
            values: vec![Value::default()],
            counts: vec![0],
        }
    }
}

impl Table {
    fn number(&mut self, text: &str, name: bool) -> Number {
        if text.is_empty() {
            return 0;
        }
        if let Some(&number) = self.numbers.get(text) {
            self.counts[number as usize] += 1;
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
            known: name && !forms(text).is_empty(),
            joined,
        });
        self.counts.push(1);
        self.numbers.insert(text.into(), number);
        number
    }

    /// How many have the more frequent of two values.
    pub(super) fn count(&self, a: Number, b: Number) -> u32 {
        self.counts[a as usize].max(self.counts[b as usize])
    }
}

/// The digits in a mask.
pub(super) const DIGITS: u64 = 0x3FF << 26;

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

/// What of a word of a name is looked at before the word itself: it stands in the record's row.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Sign {
    /// Its letters, as bits from `a`; above them its length.
    letters: u32,
    /// The letters that sound like one of them; above them the first letter and whether all this
    /// does not apply: several words, initials, forms of a known name, other signs.
    kin: u32,
}

const LETTERS: u32 = (1 << 26) - 1;

impl Sign {
    fn of(value: &Value) -> Self {
        let length = value.text.len();
        let plain = value.joined.is_none()
            && !value.known
            && (2..64).contains(&length)
            && value.text.bytes().all(|byte| byte.is_ascii_lowercase());
        let low = |bits: u64| u32::try_from(bits & u64::from(LETTERS)).unwrap_or(0);
        if !plain {
            return Self { letters: 0, kin: 1 << 31 };
        }
        let first = u32::from(value.text.as_bytes()[0] - b'a');
        let length = u32::try_from(length).unwrap_or(0);
        Self { letters: low(value.mask) | (length << 26), kin: low(value.kin) | (first << 26) }
    }

    /// Whether two words have so few letters in common that they cannot be near: what the letters
    /// that only one has cost at least is more than what near words may cost.
    pub(super) fn apart(self, other: Self) -> bool {
        if (self.kin | other.kin) >> 31 != 0 {
            return false;
        }
        // A beginning lacks letters and agrees all the same.
        let (mine, its) = (self.letters >> 26, other.letters >> 26);
        if self.kin >> 26 == other.kin >> 26 && (mine.min(its) < 4 || mine.max(its) - mine.min(its) > 2) {
            return false;
        }
        let least = |a: Self, b: Self| {
            let lacking = a.letters & !b.letters & LETTERS;
            let dear = lacking & !b.kin & !CHEAP_TO_LEAVE_OUT;
            lacking.count_ones() * 6 + dear.count_ones() * 4
        };
        least(self, other).max(least(other, self)) > (mine + its) * 2
    }
}

/// Vowels and letters that are often silent.
const CHEAP_TO_LEAVE_OUT: u32 = {
    let mut mask = 0;
    let letters = b"aeiouyhw";
    let mut at = 0;
    while at < letters.len() {
        mask |= 1 << (letters[at] - b'a');
        at += 1;
    }
    mask
};

/// A name: its parts as numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Name {
    pub family_sign: Sign,
    pub given_sign: Sign,
    pub family: Number,
    pub given: Number,
    pub others: [Number; 3],
    /// Whether the parts were told apart by their order alone.
    pub guessed: bool,
    /// What tells people of one name apart.
    pub marks: NameMarks,
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

impl Birth {
    fn packed(self) -> u32 {
        (u32::from(self.year) << 16) | (u32::from(self.month) << 8) | u32::from(self.day)
    }

    fn unpacked(bits: u32) -> Self {
        let byte = |bits: u32| u8::try_from(bits & 0xFF).unwrap_or(0);
        Self { year: u16::try_from(bits >> 16).unwrap_or(0), month: byte(bits >> 8), day: byte(bits) }
    }
}

/// The aspect that a field's values are compared in, where it has one of its own.
fn aspect(field: Field) -> Option<Aspect> {
    Some(match field {
        Field::GivenName | Field::FamilyName | Field::FullName | Field::BirthDate => return None,
        Field::Sex => Aspect::Sex,
        Field::Email => Aspect::Email,
        Field::Phone => Aspect::Phone,
        Field::Identifier => Aspect::Identifier,
        Field::License => Aspect::License,
        Field::StreetNumber => Aspect::StreetNumber,
        Field::Street => Aspect::Street,
        Field::Locality => Aspect::Locality,
        Field::BirthPlace => Aspect::BirthPlace,
        Field::Postcode => Aspect::Postcode,
        Field::Region => Aspect::Region,
        Field::Country => Aspect::Country,
        Field::Occupation => Aspect::Occupation,
        Field::School => Aspect::School,
    })
}

/// All records. What is compared of a record stands together in one row of numbers, so that looking
/// at any record costs the memory one or two reads.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub size: usize,
    /// Rows of `width` numbers: the parts of the name, the birth date, then the aspects in use.
    rows: Vec<Number>,
    width: usize,
    /// Where an aspect stands in a row.
    place: [Option<usize>; ASPECTS],
    /// The aspects in use that have one value a record.
    pub used: Vec<Aspect>,
    pub name_values: Table,
    birth_counts: HashMap<Birth, u32>,
    pub tables: [Table; ASPECTS],
    /// Registrations of records that have several.
    many: Vec<Vec<Number>>,
    pub sources: Vec<u32>,
    /// How names and places hang together.
    pub homes: Homes,
}

/// Numbers of the name and the date at the head of a row.
const HEAD: usize = 11;
/// Marks a number that is a place in the list of several registrations.
const SEVERAL: Number = 1 << 31;
/// Marks a name whose parts were told apart by their order.
const GUESSED: Number = 1 << 31;

impl Prepared {
    pub(super) fn of(people: &[LinkedPerson]) -> Self {
        let mut this = Self { size: people.len(), ..Self::default() };
        let mut present = [false; ASPECTS];
        for (field, _) in people.iter().flat_map(|person| &person.values) {
            if let Some(aspect) = aspect(*field) {
                present[aspect as usize] = true;
            }
        }
        // Of several lines of an address the second has an aspect of its own.
        present[Aspect::AddressLine as usize] = present[Aspect::Street as usize];
        this.width = HEAD;
        for aspect in Aspect::ALL {
            if present[aspect as usize] {
                this.place[aspect as usize] = Some(this.width);
                this.width += 1;
                this.used.push(aspect);
            }
        }
        this.rows.reserve_exact(people.len() * this.width);
        let mut sources: HashMap<&str, u32> = HashMap::new();
        for person in people {
            let source = person.source.as_deref().map_or(0, |source| {
                let next = u32::try_from(sources.len() + 1).unwrap_or(u32::MAX);
                *sources.entry(source).or_insert(next)
            });
            this.sources.push(source);
            this.add(person);
        }
        this.forget_first_days();
        this.homes = Homes::of(&this, None);
        this
    }

    /// Where the first of January is far more frequent than other days, it stands for a day that nobody knew: of such birth
    /// dates the year alone says something.
    fn forget_first_days(&mut self) {
        /// Births of a day among those of a year, and how many times as many are no chance.
        const DAYS: usize = 365;
        const TIMES: usize = 12;
        const FEWEST: usize = 3;
        let born = |row: &[Number]| Birth::unpacked(row[5]);
        let first = |birth: Birth| (birth.month, birth.day) == (1, 1);
        let rows = || self.rows.chunks_exact(self.width);
        let known = rows().filter(|row| born(row).day != 0).count();
        let firsts = rows().filter(|row| first(born(row))).count();
        if firsts < FEWEST || firsts * DAYS < known * TIMES {
            return;
        }
        for row in self.rows.chunks_exact_mut(self.width) {
            let birth = Birth::unpacked(row[5]);
            if first(birth) {
                row[5] = Birth { month: 0, day: 0, ..birth }.packed();
            }
        }
        let counts = std::mem::take(&mut self.birth_counts);
        #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for (birth, count) in counts {
            let kept = if first(birth) { Birth { month: 0, day: 0, ..birth } } else { birth };
            *self.birth_counts.entry(kept).or_default() += count;
        }
    }

    fn add(&mut self, person: &LinkedPerson) {
        let from = self.rows.len();
        self.rows.resize(from + self.width, 0);
        let name = self.read_name(person);
        self.rows[from] = name.family | if name.guessed { GUESSED } else { 0 };
        self.rows[from + 1] = name.given;
        self.rows[from + 2..from + 5].copy_from_slice(&name.others);
        let birth = person.get(Field::BirthDate).and_then(birth).unwrap_or_default();
        if birth != Birth::default() {
            *self.birth_counts.entry(birth).or_default() += 1;
        }
        self.rows[from + 5] = birth.packed();
        self.rows[from + 10] = name.marks.0;
        for (at, part) in [(6, name.family), (8, name.given)] {
            let sign = Sign::of(&self.name_values.values[part as usize]);
            self.rows[from + at..from + at + 2].copy_from_slice(&[sign.letters, sign.kin]);
        }
        let mut licenses = Vec::new();
        for (field, raw) in &person.values {
            let Some(mut aspect) = aspect(*field) else { continue };
            let text = match field {
                Field::Sex => sex(raw),
                Field::Email => email(raw),
                Field::Phone => digits(raw),
                Field::Identifier | Field::License => document(raw),
                Field::StreetNumber | Field::Postcode => code(raw),
                _ => words(raw),
            };
            let text = if is_placeholder(&text) { String::new() } else { text };
            if aspect == Aspect::Street && self.cell(from, Aspect::Street) != 0 {
                aspect = Aspect::AddressLine;
            }
            let number = self.tables[aspect as usize].number(&text, false);
            if aspect == Aspect::License {
                if number != 0 && !licenses.contains(&number) {
                    licenses.push(number);
                }
            } else if let Some(place) = self.place[aspect as usize]
                && self.rows[from + place] == 0
            {
                self.rows[from + place] = number;
            }
        }
        if let Some(place) = self.place[Aspect::License as usize] {
            self.rows[from + place] = match licenses.as_slice() {
                [] => 0,
                [one] => *one,
                _ => {
                    self.many.push(licenses);
                    Number::try_from(self.many.len() - 1).unwrap_or(0) | SEVERAL
                }
            };
        }
    }

    fn cell(&self, from: usize, aspect: Aspect) -> Number {
        self.place[aspect as usize].map_or(0, |place| self.rows[from + place])
    }

    /// The number of a record's value.
    pub(super) fn number(&self, aspect: Aspect, record: usize) -> Number {
        self.cell(record * self.width, aspect)
    }

    /// The name of a record.
    pub(super) fn name(&self, record: usize) -> Name {
        let row = &self.rows[record * self.width..][..HEAD];
        Name {
            family: row[0] & !GUESSED,
            given: row[1],
            others: [row[2], row[3], row[4]],
            guessed: row[0] & GUESSED != 0,
            marks: NameMarks(row[10]),
            family_sign: Sign { letters: row[6], kin: row[7] },
            given_sign: Sign { letters: row[8], kin: row[9] },
        }
    }

    /// The date of birth of a record.
    pub(super) fn birth(&self, record: usize) -> Birth {
        Birth::unpacked(self.rows[record * self.width + 5])
    }

    /// How many have a date of birth.
    pub(super) fn born(&self, birth: Birth) -> u32 {
        self.birth_counts.get(&birth).copied().unwrap_or(0)
    }

    /// The registrations of a record.
    pub(super) fn licenses(&self, record: usize) -> &[Number] {
        let Some(place) = self.place[Aspect::License as usize] else { return &[] };
        let at = record * self.width + place;
        match self.rows[at] {
            0 => &[],
            several if several & SEVERAL != 0 => &self.many[(several & !SEVERAL) as usize],
            _ => &self.rows[at..=at],
        }
    }

    /// Counts the values anew, once for each group of records that are one person; returns how many
    /// groups there are.
    pub(super) fn recount(&mut self, groups: &[usize]) -> f64 {
        let mut order: Vec<usize> = (0..self.size).collect();
        order.sort_unstable_by_key(|record| (groups[*record], *record));
        // The last group in which a value was counted.
        let fresh = |table: &Table| vec![usize::MAX; table.values.len()];
        let mut seen: Vec<Vec<usize>> = self.tables.iter().map(fresh).collect();
        let mut named = fresh(&self.name_values);
        let mut tables = std::mem::take(&mut self.tables);
        let mut names = std::mem::take(&mut self.name_values);
        for table in tables.iter_mut().chain([&mut names]) {
            table.counts.fill(0);
        }
        let mut births: HashMap<Birth, (u32, usize)> = HashMap::new();
        let (mut people, mut last) = (0u32, usize::MAX);
        for record in order {
            let group = groups[record];
            if group != last {
                people += 1;
                last = group;
            }
            let count = |number: Number, seen: &mut [usize], counts: &mut [u32]| {
                let at = number as usize;
                if number != 0 && seen[at] != group {
                    seen[at] = group;
                    counts[at] += 1;
                }
            };
            for part in self.name(record).parts() {
                count(part, &mut named, &mut names.counts);
            }
            for aspect in &self.used {
                let at = *aspect as usize;
                if *aspect == Aspect::License {
                    for number in self.licenses(record) {
                        count(*number, &mut seen[at], &mut tables[at].counts);
                    }
                } else {
                    count(self.number(*aspect, record), &mut seen[at], &mut tables[at].counts);
                }
            }
            let birth = births.entry(self.birth(record)).or_insert((0, usize::MAX));
            if birth.1 != group {
                *birth = (birth.0 + 1, group);
            }
        }
        self.birth_counts = births.into_iter().map(|(birth, (count, _))| (birth, count)).collect();
        self.tables = tables;
        self.name_values = names;
        self.homes = Homes::of(self, Some(groups));
        f64::from(people.max(1))
    }

    fn read_name(&mut self, person: &LinkedPerson) -> Name {
        let (given, family) = (person.get(Field::GivenName), person.get(Field::FamilyName));
        let full = person.get(Field::FullName);
        let mut name = Name::default();
        let mut others = Vec::new();
        if let Some(full) = full {
            let form = MatchingForm::of(full);
            name.marks = form.marks;
            name.guessed = true;
            for word in &form.words {
                match word.part {
                    NamePart::Family if name.family == 0 => {
                        name.family = self.name_values.number(&word.text, true);
                    }
                    NamePart::Given if name.given == 0 => {
                        name.given = self.name_values.number(&word.text, true);
                    }
                    NamePart::Particle => {}
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
            let words = [person.get(Field::GivenName), person.get(Field::FamilyName)]
                .map(|raw| words(raw.unwrap_or_default()));
            name.marks = NameMarks::of(words.iter().flat_map(|words| words.split(' ')));
        }
        for (place, number) in name.others.iter_mut().zip(others) {
            *place = number;
        }
        name
    }
}

impl Settled for Prepared {
    fn size(&self) -> usize {
        self.size
    }

    fn used(&self) -> &[Aspect] {
        &self.used
    }

    fn value(&self, aspect: Aspect, record: usize) -> Number {
        self.number(aspect, record)
    }

    fn names(&self, record: usize) -> impl Iterator<Item = Number> {
        let name = self.name(record);
        [name.family, name.given].into_iter().chain(name.others).filter(|number| *number != 0)
    }

    fn born_on(&self, record: usize) -> Option<u32> {
        Some(self.birth(record)).filter(|birth| *birth != Birth::default()).map(Birth::packed)
    }

    fn people(&self, aspect: Aspect) -> &[u32] {
        &self.tables[aspect as usize].counts
    }
}

fn words(raw: &str) -> String {
    crate::names::latin_words(raw).join(" ")
}

/// Whether a value says that there is none, `n/a`, `unknown`, `xxx`, as clerks fill a cell that must not be blank.
fn is_placeholder(folded: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let means = [MissingWord::Unknown, MissingWord::None, MissingWord::NoName];
        means.into_iter().flat_map(missing_words::of).map(|word| word.replace(' ', "")).collect()
    });
    const LONGEST: usize = 40;
    if folded.is_empty() || folded.len() > LONGEST {
        return false;
    }
    WORDS.contains(folded.replace(' ', "").as_str())
}

/// The number of a document. Without a digit, or of noughts alone, it is none: `pending`, `0000`.
fn document(raw: &str) -> String {
    let code = code(raw);
    if code.bytes().any(|sign| (b'1'..=b'9').contains(&sign)) { code } else { String::new() }
}

/// Letters and digits alone.
fn code(raw: &str) -> String {
    words(raw).replace(' ', "")
}

fn digits(raw: &str) -> String {
    let digits: String =
        raw.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect();
    let plain = digits.trim_start_matches('0');
    if plain.len() < 5 { String::new() } else { plain.to_owned() }
}

fn sex(raw: &str) -> String {
    words(raw).chars().next().map(|c| if c == 'w' { 'f' } else { c }).map(String::from).unwrap_or_default()
}

fn email(raw: &str) -> String {
    let address: String = raw.trim().to_lowercase().split_whitespace().collect();
    let Some((local, _)) = address.split_once('@') else { return String::new() };
    let bare: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
    let none = ["noemail", "nomail", "donotreply", "noreply"].contains(&bare.as_str());
    if none || is_placeholder(&bare) { String::new() } else { address }
}

/// Reads a date of birth of any usual order: the year is what has four digits.
pub(super) fn birth(raw: &str) -> Option<Birth> {
    let parts: Vec<&str> = raw.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let number = |text: &str| text.parse::<u16>().ok();
    let small = |text: &str| text.parse::<u8>().ok();
    let birth = match parts.as_slice() {
        [one] if one.len() == 8 => {
            Birth { year: number(&one[..4])?, month: small(&one[4..6])?, day: small(&one[6..])? }
        }
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
            if second > 12 {
                Birth { year: number(year)?, month: first, day: second }
            } else {
                Birth { year: number(year)?, month: second, day: first }
            }
        }
        _ => return None,
    };
    // So old is nobody: programs write the first day that they know.
    let placeholder = birth.year <= 1901 && (birth.month, birth.day) == (1, 1);
    (birth != Birth::default() && !placeholder).then_some(birth)
}
