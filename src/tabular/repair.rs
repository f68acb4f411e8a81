//! A row that does not fit, put right where the other rows say how.
//!
//! The line is cut in every way that one slip explains: a quote too many, a separator lost before a
//! quote, another separator in this row. The cells of each way are then laid along the columns, and
//! cells may be joined, parted, left out or put in, each at a price; so is a cell that looks unlike
//! its column. The cheapest way wins. When another outcome costs about as much, or a cell still looks
//! strange, the outcome is a guess and says so.

use super::Dialect;
use super::reason::SlipReason;
use super::shape::{Shapes, UNFIT};
use super::split;
use std::hash::BuildHasher as _;

/// What was done to a row, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What was wrong, in the order of the cells.
    pub slips: Vec<SlipReason>,
    /// Whether no other reading comes near; otherwise it is a guess.
    pub certain: bool,
    /// Whether the row fills columns of numbers, dates or few words with the like.
    pub(super) sound: bool,
    /// The cells as the line was cut at first.
    pub cut: Vec<String>,
}

impl Repair {
    /// A quote inside a quoted cell, or one that is never closed.
    pub(super) fn of_quote(cells: &csv::StringRecord, closed: bool) -> Self {
        let slip = if closed { SlipReason::QuoteNotDoubled } else { SlipReason::QuoteOpen };
        let cut = cells.iter().map(str::to_owned).collect();
        Self { slips: vec![slip], certain: closed, sound: closed, cut }
    }
}

/// Prices of one slip, in the unit of [`Shapes::cost`].
mod price {
    pub(super) const STRAY_QUOTE: u32 = 6;
    pub(super) const LOST_SEPARATOR: u32 = 5;
    pub(super) const OTHER_SEPARATOR: u32 = 8;
    pub(super) const LEFT_OUT: u32 = 5;
    pub(super) const PUT_IN: u32 = 12;
    pub(super) const PUT_IN_AT_END: u32 = 3;
    pub(super) const JOINED: u32 = 8;
    pub(super) const JOINED_WHOLE: u32 = 15;
    pub(super) const PARTED: u32 = 7;
}

/// So much cheaper than any other outcome must a certain one be.
const MARGIN: u32 = 8;

/// Cells that may be joined to one.
const RUN: usize = 12;

/// Longer lines are not looked at in so many ways.
const LONGEST: usize = 256 << 10;

/// More columns in question are given up: the work grows with the square, and so does the doubt.
const WIDEST: usize = 40;

/// Ways to cut a line.
pub(super) struct Way {
    pub(super) cells: Vec<String>,
    joiner: char,
    /// Quotes at the edge of a cell say nothing of its shape.
    stray: Option<char>,
    price: u32,
    slip: Option<SlipReason>,
}

impl Way {
    fn cost(&self, shapes: &Shapes, column: usize, cell: &str) -> u32 {
        shapes.cost(column, self.stray.map_or(cell, |quote| cell.trim_matches(quote)))
    }
}

/// The ways to cut a line, the likeliest first.
pub(super) fn ways(line: &str, dialect: &Dialect, width: usize) -> Vec<Way> {
    let mut record = csv::StringRecord::new();
    let cut = split::split(line, dialect, &[], &mut record);
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let straight = cells(&record);
    let straight_len = straight.len();
    let misfit = straight_len != width;
    // An open quote is lost when it is believed.
    let price = if cut.open { price::STRAY_QUOTE + 3 } else { 3 * u32::from(cut.stray || cut.inner) };
    let mut ways = vec![Way {
        cells: straight,
        joiner: dialect.delimiter,
        stray: dialect.quote.filter(|_| cut.stray),
        price,
        slip: None,
    }];
    let mut add = |record: &csv::StringRecord, joiner, stray, price, slip: SlipReason| {
        ways.push(Way { cells: cells(record), joiner, stray, price, slip: Some(slip) });
    };
    if let Some(quote) = dialect.quote.filter(|_| cut.stray || cut.inner || cut.open || straight_len < width)
    {
        for (variant, at) in lost_separators(line, dialect, quote) {
            let cut = split::split(&variant, dialect, &[], &mut record);
            if !cut.stray && !cut.inner && !cut.open && record.len() == width {
                let slip = SlipReason::SeparatorMissing { at: line[..at].chars().count() + 1 };
                add(&record, dialect.delimiter, None, price::LOST_SEPARATOR, slip);
            }
        }
        let openings = if cut.stray || cut.open { split::openings(line, dialect) } else { Vec::new() };
        let said = SlipReason::QuoteAlone { quote: quote.to_string() };
        for opening in openings.iter().take(8) {
            let cut = split::split(line, dialect, &[*opening], &mut record);
            let price = price::STRAY_QUOTE + 6 * u32::from(cut.open);
            // Two slips in a row are beyond us.
            if record.len() == width {
                add(&record, dialect.delimiter, Some(quote), price, said.clone());
            }
        }
        if openings.len() > 1 {
            split::split(line, dialect, &openings, &mut record);
            add(&record, dialect.delimiter, Some(quote), price::STRAY_QUOTE * 3, said);
        }
    }
    if misfit {
        for delimiter in [',', ';', '\t', '|', ' '] {
            if delimiter == dialect.delimiter || line.matches(delimiter).count() * 2 < width {
                continue;
            }
            let other = Dialect { delimiter, skip_blanks: false, ..dialect.clone() };
            split::split(line, &other, &[], &mut record);
            let separator = if delimiter == '\t' { "tab".to_owned() } else { delimiter.to_string() };
            add(&record, delimiter, None, price::OTHER_SEPARATOR, SlipReason::OtherSeparator { separator });
        }
    }
    ways
}

/// Lines with a separator put before a quote that opens, or behind one that closes, inside a cell.
fn lost_separators(line: &str, dialect: &Dialect, quote: char) -> Vec<(String, usize)> {
    let bytes = line.as_bytes();
    let (quote, delimiter) = (quote as u8, dialect.delimiter as u8);
    let mut found = Vec::new();
    for at in memchr::memchr_iter(quote, bytes) {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(at + 1).copied();
        let edge = |byte: Option<u8>| byte.is_none_or(|byte| byte == delimiter || byte == quote);
        for place in [at, at + 1] {
            if !edge(before) && !edge(after) && line.is_char_boundary(place) && found.len() < 16 {
                let (left, right) = line.split_at(place);
                found.push((format!("{left}{}{right}", dialect.delimiter), place));
            }
        }
        // Two quoted cells side by side: `"a""b"`.
        if before == Some(quote) && !edge(after) && found.len() < 16 {
            let (left, right) = line.split_at(at);
            found.push((format!("{left}{}{right}", dialect.delimiter), at));
        }
    }
    found
}

/// Puts a row right; `None` when nothing that the columns know makes it fit.
pub(super) fn mend(
    line: &str,
    dialect: &Dialect,
    shapes: &Shapes,
    width: usize,
) -> Option<(Vec<String>, Repair)> {
    if !shapes.know() || line.len() > LONGEST {
        return None;
    }
    let ways = ways(line, dialect, width);

    let cut = ways[0].cells.clone();
    let mut best: Option<(u32, Vec<String>, Vec<SlipReason>)> = None;
    let mut second = u32::MAX;
    for way in &ways {
        if way.cells.len() > width.saturating_mul(4) + 40 {
            continue;
        }
        for (cost, cells, done) in lay(way, shapes, width) {
            let cost = cost + way.price;
            let slips: Vec<_> = way.slip.iter().cloned().chain(done).collect();
            match &mut best {
                Some((top, known, said)) if *known == cells => {
                    if cost < *top {
                        (*top, *said) = (cost, slips);
                    }
                }
                Some((top, _, _)) if *top <= cost => second = second.min(cost),
                _ => {
                    second = second.min(best.as_ref().map_or(u32::MAX, |(top, _, _)| *top));
                    best = Some((cost, cells, slips));
                }
            }
        }
    }
    let (cost, cells, mut slips) = best?;
    let bare = |cell: &str| {
        dialect.quote.map_or_else(|| cell.to_owned(), |quote| cell.trim_matches(quote).to_owned())
    };
    let strange =
        cells.iter().enumerate().filter(|(at, cell)| shapes.cost(*at, &bare(cell)) >= UNFIT).count();
    if strange * 3 > width.max(3) {
        return None;
    }
    if slips.is_empty() {
        slips.push(SlipReason::QuoteInside);
    }
    let certain = shapes.know_well() && strange == 0 && second.saturating_sub(cost) >= MARGIN;
    let told = cells.iter().enumerate().filter(|(at, cell)| shapes.tell(*at, cell)).count();
    let sound = strange == 0 && told >= 2.max(width / 4);
    Some((cells, Repair { slips, certain, sound, cut }))
}

/// What laying cells along columns gives: its price, the cells, and the slips that it supposes.
type Laid = (u32, Vec<String>, Vec<SlipReason>);

/// One step of laying cells along columns.
#[derive(Debug, Clone, Copy)]
enum Step {
    Take,
    LeaveOut,
    PutIn,
    Join(usize),
    /// Parted at this byte.
    Part(usize),
}

/// A way to a place: its price, the step and the rank at the place before, and a hash of the cells so far.
#[derive(Debug, Clone, Copy)]
struct Reached {
    cost: u32,
    step: Step,
    rank: usize,
    hash: u64,
}

/// The two cheapest outcomes of laying the cells of a way along the columns.
///
/// One slip leaves the cells before it in their columns, counted from the left, and those behind it
/// in theirs, counted from the right. So only the columns between are in question; where the whole
/// row is, no slip alone explains it, and a wide row is given up.
fn lay(way: &Way, shapes: &Shapes, width: usize) -> Vec<Laid> {
    let tokens = &way.cells;
    let count = tokens.len();
    if count == width {
        let cost = tokens.iter().enumerate().map(|(at, cell)| way.cost(shapes, at, cell)).sum();
        return vec![(cost, tokens.clone(), Vec::new())];
    }
    let shorter = count.min(width);
    let fits = |token: usize, column: usize| way.cost(shapes, column, &tokens[token]) < UNFIT;
    let from_left = (0..shorter).take_while(|&at| fits(at, at)).count();
    let from_right = (1..=shorter).take_while(|&back| fits(count - back, width - back)).count();
    let (left, right) = if from_left + from_right + 1 >= shorter {
        // A column more on either side: the slip may be in a cell that looks right by chance.
        (
            (shorter - from_right).saturating_sub(2).min(from_left),
            (shorter - from_left).saturating_sub(2).min(from_right),
        )
    } else {
        (0, 0)
    };
    let (tokens_between, between) = (count - left - right, width - left - right);
    if between > WIDEST || tokens_between > WIDEST * 2 {
        return Vec::new();
    }
    let outside: u32 = (0..left)
        .map(|at| way.cost(shapes, at, &tokens[at]))
        .chain((1..=right).map(|back| way.cost(shapes, width - back, &tokens[count - back])))
        .sum();
    lay_between(way, &tokens[left..count - right], shapes, left, between)
        .into_iter()
        .map(|(cost, cells, done)| {
            let before = tokens[..left].iter().cloned();
            let after = tokens[count - right..].iter().cloned();
            (cost + outside, before.chain(cells).chain(after).collect(), done)
        })
        .collect()
}

fn lay_between(way: &Way, tokens: &[String], shapes: &Shapes, first: usize, width: usize) -> Vec<Laid> {
    let count = tokens.len();
    // Tokens run ahead of the columns by as many as there are too many, give or take a few.
    let reach = if way.joiner == ' ' { 12 } else { 1 + count.abs_diff(width).min(2) / 2 };
    let runs = if way.joiner == ' ' { RUN } else { RUN.min(count.saturating_sub(width) + 1) };
    let inside = |token: usize, column: usize| {
        token <= column + count.saturating_sub(width) + reach
            && column <= token + width.saturating_sub(count) + reach
    };
    let hasher = foldhash::fast::FixedState::default();
    let mut places: Vec<Vec<Reached>> = vec![Vec::new(); (count + 1) * (width + 1)];
    let place = |token: usize, column: usize| token * (width + 1) + column;
    places[0].push(Reached { cost: 0, step: Step::Take, rank: 0, hash: 0 });
    for token in 0..=count {
        for column in 0..=width {
            if places[place(token, column)].is_empty() {
                continue;
            }
            let here = places[place(token, column)].clone();
            let mut go = |tokens_on: usize, columns_on: usize, cost: u32, step: Step, cells: &[&str]| {
                let (to_token, to_column) = (token + tokens_on, column + columns_on);
                if to_token > count || to_column > width || !inside(to_token, to_column) {
                    return;
                }
                for (rank, from) in here.iter().enumerate() {
                    let hash = if cells.is_empty() { from.hash } else { hasher.hash_one((from.hash, cells)) };
                    insert(
                        &mut places[place(to_token, to_column)],
                        Reached { cost: from.cost + cost, step, rank, hash },
                    );
                }
            };
            if column < width {
                let blank = if token == count { price::PUT_IN_AT_END } else { price::PUT_IN };
                go(0, 1, blank + shapes.cost(first + column, ""), Step::PutIn, &[""]);
            }
            if token == count {
                continue;
            }
            let cell = tokens[token].as_str();
            if cell.trim().is_empty() {
                go(1, 0, price::LEFT_OUT, Step::LeaveOut, &[]);
            }
            if column == width {
                continue;
            }
            go(1, 1, way.cost(shapes, first + column, cell), Step::Take, &[cell]);
            if count > width || way.joiner == ' ' {
                let mut joined = cell.to_owned();
                // A cell that holds the separator was quoted, and whole.
                let mut whole = u32::from(cell.contains(way.joiner));
                for run in 2..=runs.min(count - token) {
                    joined.push(way.joiner);
                    joined.push_str(&tokens[token + run - 1]);
                    whole += u32::from(tokens[token + run - 1].contains(way.joiner));
                    let each = if way.joiner == ' ' { 1 } else { price::JOINED };
                    let price =
                        each * u32::try_from(run - 1).unwrap_or(u32::MAX) + price::JOINED_WHOLE * whole;
                    go(run, 1, price + shapes.cost(first + column, &joined), Step::Join(run), &[&joined]);
                }
            }
            if count < width && column + 1 < width && cell.len() <= 200 {
                for at in partings(cell) {
                    let (left, right) = cell.split_at(at);
                    if !shapes.plausible(first + column, left) || !shapes.plausible(first + column + 1, right)
                    {
                        continue;
                    }
                    let fit = shapes.cost(first + column, left);

                    let fit = if fit < UNFIT { fit + shapes.cost(first + column + 1, right) } else { fit };
                    if fit < UNFIT {
                        go(1, 2, price::PARTED + fit, Step::Part(at), &[left, right]);
                    }
                }
            }
        }
    }
    let ends = places[place(count, width)].len();
    (0..ends).map(|rank| walk_back(&places, tokens, way.joiner, (first, width), rank)).collect()
}

/// Keeps the two cheapest with different cells.
fn insert(reached: &mut Vec<Reached>, new: Reached) {
    if let Some(same) = reached.iter_mut().find(|old| old.hash == new.hash) {
        if new.cost < same.cost {
            *same = new;
        }
    } else if reached.len() < 2 {
        reached.push(new);
    } else if let Some(worst) =
        reached.iter_mut().max_by_key(|old| old.cost).filter(|old| new.cost < old.cost)
    {
        *worst = new;
    }
    reached.sort_by_key(|reached| reached.cost);
}

/// Places where a cell may have been two.
fn partings(cell: &str) -> impl Iterator<Item = usize> + '_ {
    let long = cell.len() > 64;
    let mut last = None;
    cell.char_indices().filter_map(move |(at, sign)| {
        let (now, before) = (kind(sign), last);
        last = Some(now);
        // Between two words of a sentence nothing says where one cell ends.
        let likely = !long || before != Some(now) && now != 2 && before != Some(2);
        (at > 0 && likely).then_some(at)
    })
}

/// Letters, digits, blanks, and the rest.
fn kind(sign: char) -> u8 {
    match sign {
        _ if sign.is_alphabetic() => 0,
        _ if sign.is_ascii_digit() => 1,
        _ if sign.is_whitespace() => 2,
        _ => 3,
    }
}

fn walk_back(
    places: &[Vec<Reached>],
    tokens: &[String],
    joiner: char,
    (first, width): (usize, usize),
    rank: usize,
) -> Laid {
    let (mut token, mut column, mut rank) = (tokens.len(), width, rank);
    let cost = places[token * (width + 1) + column][rank].cost;
    let (mut cells, mut done) = (Vec::with_capacity(width), Vec::new());
    while token > 0 || column > 0 {
        let reached = places[token * (width + 1) + column][rank];
        rank = reached.rank;
        match reached.step {
            Step::Take => {
                token -= 1;
                column -= 1;
                cells.push(tokens[token].clone());
            }
            Step::LeaveOut => {
                token -= 1;
                done.push(SlipReason::LeftOut { column: first + column + 1 });
            }
            Step::PutIn => {
                column -= 1;
                cells.push(String::new());
                if token < tokens.len() {
                    done.push(SlipReason::LeftBlank { column: first + column + 1 });
                } else if done.is_empty() {
                    done.push(SlipReason::EndMissing);
                }
            }
            Step::Join(run) => {
                token -= run;
                column -= 1;
                cells.push(tokens[token..token + run].join(&joiner.to_string()));
                done.push(SlipReason::Joined { column: first + column + 1, cells: run });
            }
            Step::Part(at) => {
                token -= 1;
                column -= 2;
                let (left, right) = tokens[token].split_at(at);
                cells.push(right.to_owned());
                cells.push(left.to_owned());
                done.push(SlipReason::Parted {
                    cell: tokens[token].clone(),
                    left: left.to_owned(),
                    right: right.to_owned(),
                });
            }
        }
    }
    cells.reverse();
    done.reverse();
    (cost, cells, done)
}
