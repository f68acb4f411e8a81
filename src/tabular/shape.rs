//! What the cells of a column look like, learned from rows that are whole.

use super::sample::Row;
use foldhash::HashMap;

/// The kind of a cell, by its looks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Nothing, or a word for nothing.
    Blank,
    Number,
    Date,
    Time,
    /// An e-mail or web address.
    Address,
    /// Letters and digits without a blank.
    Code,
    /// A single word.
    Word,
    Text,
}

impl Class {
    /// Whether a header never looks like it.
    pub(super) fn is_typed(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Time | Self::Address | Self::Code)
    }
}

/// The class of a cell.
pub(super) fn class(cell: &str) -> Class {
    let cell = cell.trim().trim_end_matches('%').trim_end();
    if cell.is_empty() || matches!(cell, "-" | "--" | "." | "?" | "*") {
        return Class::Blank;
    }
    if cell.len() <= 8
        && ["na", "n/a", "nan", "null", "none", "nil", "missing", "#n/a", "tbd", "n.a."]
            .contains(&cell.to_ascii_lowercase().as_str())
    {
        return Class::Blank;
    }
    if number(cell) {
        return Class::Number;
    }
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    if digits > 0
        && cell.chars().count() <= 40
        && let Some(class) = moment(cell)
    {
        return class;
    }
    let blank = cell.contains(char::is_whitespace);
    if !blank
        && (cell.contains("://")
            || cell.starts_with("www.")
            || cell.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.')))
    {
        return Class::Address;
    }
    if !blank && cell.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '\'' | '’')) {
        return Class::Word;
    }
    if !blank
        && digits > 0
        && cell.len() <= 40
        && cell.chars().all(|sign| sign.is_alphanumeric() || "-_./:#".contains(sign))
    {
        return Class::Code;
    }
    Class::Text
}

/// Digits with signs, separators of thousands, a currency.
fn number(cell: &str) -> bool {
    let bare = cell
        .trim_start_matches(['+', '-', '−', '(', '$', '€', '£', '¥', '₹', '<', '>', '=', '~', ' '])
        .trim_end_matches([')', '$', '€', '£', '¥', '₹', ' ']);
    if bare.is_empty() || !bare.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.' || sign == ',')
    {
        return false;
    }
    let (mantissa, exponent) = bare.split_once(['e', 'E']).unwrap_or((bare, "0"));
    let exponent = exponent.trim_start_matches(['+', '-']);
    let mut groups = mantissa.split([' ', '\u{A0}', '\u{202F}', '\'']);
    let first = groups.next().unwrap_or_default();
    let plain = |part: &str| part.chars().all(|sign| sign.is_ascii_digit() || sign == '.' || sign == ',');
    first.chars().any(|sign| sign.is_ascii_digit())
        && plain(first)
        && first.matches(['.']).count() + first.matches(',').count() <= first.len() / 2
        // Dates and versions have two points and groups of other lengths than thousands.
        && (first.matches('.').count() <= 1 || first.split('.').skip(1).all(|group| group.len() == 3))
        && groups.all(|group| plain(group) && group.split([',', '.']).next().is_some_and(|g| g.len() == 3))
        && !exponent.is_empty()
        && exponent.chars().all(|sign| sign.is_ascii_digit())
}

/// Dates and times of day as they are written anywhere, months by name included.
fn moment(cell: &str) -> Option<Class> {
    let mut groups = Vec::new();
    let (mut words, mut slashes, mut colons, mut others) = (0, 0, 0, 0);
    let mut signs = cell.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign.is_ascii_digit() {
            let mut length = 1;
            while signs.next_if(char::is_ascii_digit).is_some() {
                length += 1;
            }
            groups.push(length);
        } else if sign.is_alphabetic() {
            let mut length = 1;
            while signs.next_if(|sign| sign.is_alphabetic()).is_some() {
                length += 1;
            }
            // T, Z, am, pm; months by name have three letters and more.
            words += usize::from(length > 2);
        } else {
            match sign {
                '/' | '-' | '.' => slashes += 1,
                ':' => colons += 1,
                ' ' | ',' | '+' => {}
                _ => others += 1,
            }
        }
    }
    if others > 0 || groups.iter().any(|&length| length > 4 && groups.len() > 1 && slashes + colons < 2) {
        return None;
    }
    if colons > 0 && slashes == 0 && words == 0 && (2..=4).contains(&groups.len()) && groups[0] <= 2 {
        return Some(Class::Time);
    }
    let dated = slashes >= 2 && groups.len() >= 3 && groups[..3].iter().all(|&length| length <= 4);
    let named = words == 1
        && (2..=6).contains(&groups.len())
        && groups.iter().all(|&length| length <= 4)
        && cell.len() <= 24
        || words == 1 && groups.len() == 1 && matches!(groups[0], 2 | 4) && cell.len() <= 14 && month(cell);
    (dated && words <= 1 || named && month(cell)).then_some(Class::Date)
}

/// Whether a word begins as the names of months do in the languages of Europe.
fn month(cell: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "jan", "ene", "feb", "fév", "fev", "mar", "mär", "apr", "avr", "abr", "may", "mai", "mei", "jun",
        "jui", "jul", "aug", "aoû", "aou", "ago", "sep", "set", "oct", "okt", "out", "nov", "dec", "dez",
        "dic", "déc",
    ];
    let lower = cell.to_lowercase();
    lower
        .split(|sign: char| !sign.is_alphabetic())
        .any(|word| word.chars().count() > 2 && BEGINNINGS.iter().any(|month| word.starts_with(month)))
}

/// The number of cells that most rows have; of two as frequent ones the greater.
pub(super) fn usual_width(widths: impl Iterator<Item = usize>) -> usize {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for width in widths {
        match counts.iter_mut().find(|(known, _)| *known == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((width, 1)),
        }
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}

/// What it costs to believe that a cell belongs to a column: from here on it does not.
pub(super) const UNFIT: u32 = 20;

/// Cells that are longer than that have no shape.
const SHAPED: usize = 32;

/// Different shapes or values kept of a column.
const KEPT: usize = 200;

/// The shapes of all columns.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    columns: Vec<Column>,
    /// The coarse shapes of the first column in rows that fill more than two columns: where all of them hold a digit.
    lead: Vec<Box<str>>,
}

#[derive(Debug, Default)]
struct Column {
    filled: u32,
    blank: u32,
    fine: HashMap<Box<str>, u32>,
    coarse: HashMap<Box<str>, u32>,
    values: HashMap<Box<str>, u32>,
    many_values: bool,
    classes: [u32; 8],
    shortest: usize,
    longest: usize,
    looks: Looks,
}

/// How alike the cells of a column are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// Few values, again and again.
    Words,
    /// The same signs at the same places.
    Fixed,
    /// The same signs, of other lengths.
    Patterned,
    #[default]
    Free,
}

impl Shapes {
    /// Learns from the rows that have as many cells as the header.
    pub(super) fn of(width: usize, rows: &[Row]) -> Self {
        let mut columns: Vec<Column> = (0..width).map(|_| Column::default()).collect();
        let whole = |row: &&Row| row.cells.len() == width && !row.cut.stray && !row.is_blank();
        // A quote inside a cell may be a fault; where most rows have one, it is how they are.
        let many = rows.iter().filter(|row| row.cut.inner).count() * 2 > rows.len();
        for row in rows.iter().filter(whole).filter(|row| many || !row.cut.inner) {
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                column.learn(cell.trim());
            }
        }
        columns.iter_mut().for_each(Column::settle);
        Self { columns, lead: lead(rows, width).unwrap_or_default() }
    }

    /// Whether a row is no record by what it fills: nothing but the first column or two, and the first with something that
    /// no record has there. It is a heading of a group, a signature, a page number, a line of another table.
    pub(super) fn is_aside(&self, cells: &csv::StringRecord) -> bool {
        let blank = |cell: &str| cell.trim().is_empty();
        if self.lead.is_empty() || cells.len() < 3 || !cells.iter().skip(2).all(blank) {
            return false;
        }
        let (first, second) = (cells.get(0).unwrap_or_default().trim(), cells.get(1).unwrap_or_default());
        let unlike = !first.is_empty() && !self.lead.iter().any(|shape| **shape == coarse(first));
        // Of a record of which only the number and the name are known the number may have a shape of its own.
        let numbered = first.chars().any(char::is_numeric) && !first.contains(char::is_whitespace);
        unlike && (blank(second) || !numbered)
    }

    /// Whether a row of three cells or more begins with a number like those of the records.
    pub(super) fn is_led(&self, cells: &csv::StringRecord) -> bool {
        let first = cells.get(0).unwrap_or_default().trim();
        cells.len() > 2 && !first.is_empty() && self.lead.iter().any(|shape| **shape == coarse(first))
    }

    /// Whether enough rows were seen to tell anything.
    pub(super) fn know(&self) -> bool {
        self.columns.first().is_some_and(|column| column.filled + column.blank >= 3)
    }

    /// Whether so many rows were seen that what does not fit is an exception.
    pub(super) fn know_well(&self) -> bool {
        self.columns.first().is_some_and(|column| column.filled + column.blank >= 8)
    }

    /// Whether a cell stands in a column of a look of its own and has that look.
    pub(super) fn tell(&self, column: usize, cell: &str) -> bool {
        let cell = cell.trim();
        self.columns.get(column).is_some_and(|column| {
            !cell.is_empty() && column.looks != Looks::Free && column.cost(cell) < UNFIT / 2
        })
    }

    /// Whether a cell is as long as those of its column are: asked first, because it is cheap.
    pub(super) fn plausible(&self, column: usize, cell: &str) -> bool {
        self.columns.get(column).is_some_and(|column| {
            // A sign has four bytes at most.
            column.looks == Looks::Free
                || cell.is_empty()
                || cell.len() >= column.shortest && cell.len() <= column.longest.saturating_mul(4)
        })
    }

    /// The price of a cell in a column: 0 where it looks like the others, [`UNFIT`] and more where it does not.
    pub(super) fn cost(&self, column: usize, cell: &str) -> u32 {
        self.columns.get(column).map_or(UNFIT, |column| column.cost(cell.trim()))
    }
}

/// The coarse shapes of the first column in rows that fill more than two columns; `None` where these are few, or one of
/// them has no digit there: then the column holds no numbers of records.
fn lead(rows: &[Row], width: usize) -> Option<Vec<Box<str>>> {
    const FEW: usize = 1;
    const SHAPES: usize = 20;
    let mut shapes: Vec<Box<str>> = Vec::new();
    let mut seen = 0;
    for row in rows.iter().filter(|row| row.cells.len() <= width && row.filled() > 2) {
        let first = row.cells.first().map_or("", |cell| cell.trim());
        if !first.chars().any(char::is_numeric) {
            return None;
        }
        seen += 1;
        let shape = coarse(first);
        if !shapes.iter().any(|known| **known == shape) {
            shapes.push(shape.into_boxed_str());
        }
    }
    (seen >= FEW && shapes.len() <= SHAPES).then_some(shapes)
}

impl Column {
    fn learn(&mut self, cell: &str) {
        if cell.is_empty() {
            self.blank += 1;
            return;
        }
        let length = cell.chars().count();
        self.shortest = if self.filled == 0 { length } else { self.shortest.min(length) };
        self.longest = self.longest.max(length);
        self.filled += 1;
        self.classes[class(cell) as usize] += 1;
        if length <= SHAPED {
            count(&mut self.fine, fine(cell));
            count(&mut self.coarse, coarse(cell));
        }
        if !self.many_values {
            count(&mut self.values, cell.to_owned());
            self.many_values = self.values.len() >= 40;
        }
    }

    fn settle(&mut self) {
        // A shape seen once among many rows may be a fault.
        let least = if self.filled >= 20 { 2 } else { 1 };
        self.fine.retain(|_, count| *count >= least);
        self.coarse.retain(|_, count| *count >= least);
        let covered = |shapes: &HashMap<Box<str>, u32>| shapes.values().sum::<u32>();
        let distinct = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let most = |covered: u32, percent: u32| covered * 100 >= self.filled * percent && self.filled > 0;
        self.looks = if !self.many_values && self.filled >= 6 && distinct * 3 <= self.filled {
            Looks::Words
        } else if most(covered(&self.fine), 90) && self.fine.len() <= 12 {
            Looks::Fixed
        } else if most(covered(&self.coarse), 85) && self.coarse.len() <= 20 {
            Looks::Patterned
        } else {
            Looks::Free
        };
    }

    fn cost(&self, cell: &str) -> u32 {
        let rows = self.filled + self.blank;
        if cell.is_empty() {
            return if self.blank == 0 { UNFIT + 10 } else { 10 - (10 * self.blank) / rows.max(1) };
        }
        if self.filled == 0 {
            return if rows == 0 { 5 } else { UNFIT };
        }
        let length = cell.chars().count();
        let shaped = length <= SHAPED;
        let known =
            |shapes: &HashMap<Box<str>, u32>, shape: String| shaped && shapes.contains_key(shape.as_str());
        match self.looks {
            Looks::Words if self.values.contains_key(cell) => 0,
            Looks::Words if known(&self.fine, fine(cell)) => 8,
            Looks::Words if known(&self.coarse, coarse(cell)) => 12,
            Looks::Words => UNFIT + 5,
            Looks::Fixed if known(&self.fine, fine(cell)) => 0,
            Looks::Fixed if known(&self.coarse, coarse(cell)) => 10,
            Looks::Fixed => UNFIT + 10,
            Looks::Patterned if known(&self.coarse, coarse(cell)) => 2,
            Looks::Patterned if self.classes[class(cell) as usize] * 10 >= self.filled => 12,
            Looks::Patterned => UNFIT,
            Looks::Free => {
                let strange = self.classes[class(cell) as usize] == 0;
                let short = length * 2 < self.shortest;
                let long = length > self.longest * 2;
                4 + 12 * u32::from(strange) + 6 * u32::from(short || long)
            }
        }
    }
}

fn count(counts: &mut HashMap<Box<str>, u32>, key: String) {
    if let Some(count) = counts.get_mut(key.as_str()) {
        *count += 1;
    } else if counts.len() < KEPT {
        counts.insert(key.into_boxed_str(), 1);
    }
}

fn sign_class(sign: char) -> char {
    if sign.is_ascii_digit() {
        '9'
    } else if sign.is_uppercase() {
        'A'
    } else if sign.is_alphabetic() {
        'a'
    } else if sign.is_whitespace() {
        ' '
    } else {
        sign
    }
}

/// The class of each sign.
fn fine(cell: &str) -> String {
    cell.chars().map(sign_class).collect()
}

/// The classes of signs, each run once.
fn coarse(cell: &str) -> String {
    let mut shape = String::with_capacity(8);
    let mut last = None;
    for sign in cell.chars().map(sign_class) {
        if last != Some(sign) {
            shape.push(sign);
        }
        last = Some(sign);
    }
    shape
}
