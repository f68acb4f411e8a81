//! Where the header is: below the lines above it, in one row or several, or nowhere.
//!
//! A header is told from the rows below it by their kinds: over a column of numbers stands a word.
//! Whoever knows what headers mean (the judge) is believed first.

use super::detect::{HEADER_ROWS, good};
use super::sample::Row;
use super::shape::{self, Class};
use super::{Dialect, Judge, repair};

/// Rows that a header may have.
const DEEPEST: usize = 4;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// One header a column, as they are best understood.
    pub(super) header: Vec<String>,
    pub(super) header_rows: Vec<Vec<String>>,
    /// All header rows joined, as written.
    pub(super) written: Vec<String>,
    pub(super) preamble: Vec<String>,
    /// The place of the first row below the header among the rows.
    pub(super) first_row: usize,
    /// Lines to be passed over to come there.
    pub(super) skip: u64,
    pub(super) notes: Vec<String>,
}

pub(super) fn find(
    rows: &[Row],
    dialect: &Dialect,
    judge: Option<Judge<'_>>,
    bare: Option<&dyn Fn(&str) -> bool>,
    of_sheet: bool,
) -> Layout {
    let bare = bare.unwrap_or(&|_| false);
    let full: Vec<&Row> = rows.iter().filter(|row| !row.is_blank()).collect();
    let body = &full[if full.len() >= 4 { full.len() / 2 } else { full.len().min(1) }..];
    let body = if body.is_empty() { &full[..] } else { body };
    let width = shape::usual_width(body.iter().map(|row| row.cells.len()));
    let kinds = kinds(body, width);
    let judged = judge.and_then(|judge| by_judge(rows, width, dialect, judge, bare));
    let found = judged.or_else(|| by_kinds(rows, width, &kinds, dialect));
    let mut layout = Layout::default();
    let Some((top, bottom, mut cells)) = found else {
        // No header: the columns are numbered.
        let first = (0..rows.len()).find(|&at| fits(&rows[at], width)).unwrap_or_default();
        layout.first_row = first;
        layout.header = (0..width).map(|at| format!("col_{at}")).collect();
        layout.written = layout.header.clone();
        layout.preamble = lines_of(&rows[..first]);
        layout.skip = rows.get(first).map_or(0, |row| row.line - 1);
        layout.notes.push("no row of headers was found: the columns are numbered".to_owned());
        return layout;
    };
    let numbered = counts(&rows[bottom + 1..], width);
    let same_width = even(&mut cells, width, body, numbered, of_sheet);
    if let Some(note) = same_width {
        layout.notes.push(note);
    }
    let width = cells.last().map_or(width, Vec::len);
    layout.first_row = bottom + 1;
    layout.skip = rows[bottom].next_line - 1;
    layout.preamble = lines_of(&rows[..top]);
    layout.written = joined(&cells, width, false);
    layout.header = match judge {
        Some(judge) if cells.len() > 1 => best_reading(&cells, width, judge),
        _ if cells.len() > 1 => joined(&cells, width, true),
        _ => layout.written.clone(),
    };
    if cells.len() > 1 {
        with_groups(&mut layout.header, &cells, width, bare);
    }
    layout.header_rows = cells;
    layout
}

fn lines_of(rows: &[Row]) -> Vec<String> {
    rows.iter().filter(|row| !row.is_blank()).map(|row| row.raw.clone()).collect()
}

/// Whether a row may be one of the table's by its length.
fn fits(row: &Row, width: usize) -> bool {
    row.cells.len() == width && row.filled() > 0 || width < 2 && row.filled() > 0
}

/// The kind of each column that has one.
fn kinds(body: &[&Row], width: usize) -> Vec<Option<Class>> {
    let mut counts = vec![[0_usize; 8]; width];
    for row in body.iter().filter(|row| row.cells.len() == width) {
        for (counts, cell) in counts.iter_mut().zip(&row.cells) {
            counts[shape::class(cell) as usize] += 1;
        }
    }
    const TYPED: [Class; 5] = [Class::Number, Class::Date, Class::Time, Class::Address, Class::Code];
    counts
        .iter()
        .map(|counts| {
            let filled: usize = counts.iter().skip(1).sum();
            TYPED.into_iter().find(|&class| filled > 0 && counts[class as usize] * 10 >= filled * 7)
        })
        .collect()
}

/// How many cells look like their column, and how many look unlike it.
fn likeness(cells: &[String], kinds: &[Option<Class>]) -> (usize, usize) {
    let (mut like, mut unlike) = (0, 0);
    for (cell, kind) in cells.iter().zip(kinds) {
        let class = shape::class(cell);
        match kind {
            Some(kind) if *kind == class => like += 1,
            // A number where others have codes or dates is no header either.
            Some(_) if class.is_typed() && class != Class::Code => like += 1,
            Some(_) if class != Class::Blank => unlike += 1,
            _ => {}
        }
    }
    (like, unlike)
}

/// Whether the cells are years in a row, as they stand over columns of numbers.
fn years(cells: &[String]) -> bool {
    let numbers: Vec<i32> = cells
        .iter()
        .filter(|cell| shape::class(cell) == Class::Number)
        .filter_map(|cell| cell.trim().parse().ok())
        .collect();
    let typed = cells.iter().filter(|cell| shape::class(cell).is_typed()).count();
    numbers.len() >= 2
        && numbers.len() == typed
        && shape::class(&cells[0]) != Class::Number
        && numbers.iter().all(|year| (1900..2100).contains(year))
        && numbers
            .windows(2)
            .all(|pair| (pair[1] - pair[0]).abs() == (numbers[1] - numbers[0]).abs() && pair[0] != pair[1])
}

type Found = Option<(usize, usize, Vec<Vec<String>>)>;

/// The header by what it means.
fn by_judge(
    rows: &[Row],
    width: usize,
    dialect: &Dialect,
    judge: Judge<'_>,
    bare: &dyn Fn(&str) -> bool,
) -> Found {
    let (mut best, mut top) = (0, None);
    for (at, row) in rows.iter().enumerate().take(HEADER_ROWS) {
        let (score, cells) = ways_of(row, width, dialect)
            .into_iter()
            .map(|cells| (judge(&cells), cells))
            .fold((0, Vec::new()), |best, way| if way.0 > best.0 { way } else { best });
        if score > best {
            let enough = good(score, cells.len());
            (best, top) = (score, Some((at, cells)));
            if enough {
                break;
            }
        }
    }
    // One word understood among many is chance.
    let (at, cells) = top.filter(|(_, cells)| best > 1 || cells.len() < 3)?;
    let mut found = vec![cells];
    let mut first = at;
    // Rows above belong to it when the two together are understood better.
    while first > 0 && found.len() < DEEPEST {
        let above = &rows[first - 1];
        // A spreadsheet ends each row behind its last filled cell: the row of groups may be the longer one.
        let own = found[0].len();
        let wide = above.cells.len().max(own);
        if wide > width.max(own) || above.filled() < 2 {
            break;
        }
        let mut more = vec![above.cells.clone()];
        more.extend(found.iter().cloned());
        more.iter_mut().for_each(|row| row.resize(wide, String::new()));
        let (together, alone) = (best_reading(&more, wide, judge), best_reading(&found, own, judge));
        let (together, alone) = (judge(&together), judge(&alone));
        if together < alone || together == alone && !names_groups(&more, wide, bare) {
            break;
        }
        found = more;
        first -= 1;
    }
    let mut last = at;
    // The same words again, or the second row of a header whose first has gaps.
    while last + 1 < rows.len() && found.len() < DEEPEST {
        let below = &rows[last + 1];
        let width = found[0].len();
        let mut more = found.clone();
        more.push(below.cells.clone());
        let again =
            below.cells == found[found.len() - 1] || best > 1 && said_again(&below.cells, width, judge);
        // No row below says more than a header that is understood whole.
        let better = below.cells.len() == width
            && best < width
            && judge(&best_reading(&more, width, judge)) > judge(&best_reading(&found, width, judge));
        let parts = best > 1 && parts_columns(&found, below, width.max(rows[at].cells.len()));
        if !again && !better && !parts {
            break;
        }
        if parts {
            let wide = below.cells.len().max(width);
            more.iter_mut().for_each(|row| row.resize(wide, String::new()));
        }
        found = more;
        last += 1;
    }
    Some((first, last, found))
}

/// Whether the upper row of a header names groups of columns without which a name below says not whose it is: `Passport`
/// above `No.` and `Expiry`.
fn names_groups(rows: &[Vec<String>], width: usize, bare: &dyn Fn(&str) -> bool) -> bool {
    let (Some(above), Some(last)) = (rows.first(), rows.last()) else { return false };
    let is_filled = |cell: &String| !cell.trim().is_empty();
    let reaches = above.iter().rposition(is_filled).is_some_and(|at| at * 2 >= width);
    let words = above.iter().filter(|cell| is_filled(cell)).all(|cell| !shape::class(cell).is_typed());
    let groups = grouped(rows, width);
    let named = |at: usize| bare(last[at].trim()) && groups[at] != last[at].trim();
    reaches && words && (1..width).any(named)
}

/// Whether a row below a header row parts columns of it and is no row of data: it has words alone, two at least, and each
/// stands under a name or beside one in a column without a name of its own. One of these is new.
fn parts_columns(found: &[Vec<String>], below: &Row, width: usize) -> bool {
    const LONGEST: usize = 24;
    let Some(last) = found.last() else { return false };
    let named = |at: usize| last.get(at).is_some_and(|cell| !cell.trim().is_empty());
    let own: Vec<usize> = (0..below.cells.len()).filter(|&at| !below.cells[at].trim().is_empty()).collect();
    let is_word = |at: &usize| {
        let cell = below.cells[*at].trim();
        cell.chars().count() <= LONGEST
            && !cell.chars().any(char::is_numeric)
            && !shape::class(cell).is_typed()
    };
    // The group's name stands over its first column, and nothing over the others.
    let in_group = |at: &usize| {
        if named(*at) {
            own.contains(&(at + 1)) && !named(at + 1)
        } else {
            (0..*at)
                .rev()
                .find(|&before| named(before))
                .is_some_and(|group| (group..*at).all(|column| own.contains(&column)))
        }
    };
    own.len() >= 2
        && below.cells.len() <= width
        && own.iter().all(|at| is_word(at) && in_group(at))
        && own.iter().any(|&at| !named(at))
}

/// Whether a row says the header once more, in another language perhaps: nearly all of it is understood, and
/// in words. A row of codes is data, even where a code happens to be a word of some header.
fn said_again(cells: &[String], width: usize, judge: Judge<'_>) -> bool {
    let mut words: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let filled = words.len();
    words.sort_unstable();
    words.dedup();
    filled >= 3
        && filled * 2 > width
        && words.len() == filled
        && words.iter().all(|word| word.chars().nth(2).is_some() && !shape::class(word).is_typed())
        && judge(cells) * 5 >= filled * 4
}

/// The header by its looks.
fn by_kinds(rows: &[Row], width: usize, kinds: &[Option<Class>], dialect: &Dialect) -> Found {
    let typed = kinds.iter().flatten().count();
    let window = rows.len().min(HEADER_ROWS * 2);
    let data = |row: &Row| {
        let (like, unlike) = likeness(&row.cells, kinds);
        row.cells.len() == width && like > 0 && like >= unlike && !years(&row.cells)
    };
    let enough = |filled: usize, width: usize| filled * 2 > width || filled >= width.min(2) && width <= 4;
    let bottom = if typed > 0 {
        let body = (0..window).find(|&at| data(&rows[at])).unwrap_or(window.min(rows.len()));
        let above = (0..body).rev().find(|&at| !rows[at].is_blank())?;
        // The rows right above the first that looks like data: its header, or rows of data with gaps.
        let header = (0..=above).filter(|&at| rows[at].cells.len() == width).find(|&at| {
            enough(rows[at].filled(), width)
                && (likeness(&rows[at].cells, kinds).1 > 0 || years(&rows[at].cells))
        });
        match header {
            Some(first) => {
                let mut last = first;
                while last < above && headerlike(&rows[last + 1], width, kinds) {
                    last += 1;
                }
                last
            }
            // A header that was cut wrongly, right above the table.
            None => {
                let cells = ways_of(&rows[above], width, dialect)
                    .into_iter()
                    .find(|cells| cells.len() == width && likeness(cells, kinds).0 == 0)
                    .or_else(|| longer(&rows[above], width))?;
                let again = (above + 1 == body || typed > 0).then_some((above, above, vec![cells]));
                return again;
            }
        }
    } else {
        (0..window).find(|&at| rows[at].cells.len() == width && enough(rows[at].filled(), width)).filter(
            |&at| {
                !rows[at].cells.iter().any(|cell| matches!(shape::class(cell), Class::Number | Class::Date))
            },
        )?
    };
    let mut last = bottom;
    while typed == 0 && last + 1 < rows.len() && rows[last + 1].cells == rows[bottom].cells {
        last += 1;
    }
    let mut top = bottom;
    while top > 0 && last - top + 1 < DEEPEST && above_header(&rows[top - 1], &rows[top], width, kinds) {
        top -= 1;
    }
    let cells = rows[top..=last].iter().map(|row| row.cells.clone()).collect();
    Some((top, last, cells))
}

/// Whether a row below a header row belongs to the header too.
fn headerlike(row: &Row, width: usize, kinds: &[Option<Class>]) -> bool {
    let typed = kinds.iter().flatten().count();
    let (like, unlike) = likeness(&row.cells, kinds);
    row.cells.len() == width && like == 0 && unlike * 2 > typed && unlike > 0
}

/// Whether the row above a header row groups its columns, or is one itself.
fn above_header(row: &Row, below: &Row, width: usize, kinds: &[Option<Class>]) -> bool {
    let last = row.cells.iter().rposition(|cell| !cell.trim().is_empty()).unwrap_or_default();
    let (like, _) = likeness(&row.cells, kinds);
    let again = row.cells == below.cells;
    row.cells.len() == width
        && (again || row.filled() >= 2 && last * 2 >= width && (like == 0 || years(&row.cells)))
        && !row.raw.starts_with('#')
}

/// A header with more cells than its table: blanks among them are separators too many.
fn longer(row: &Row, width: usize) -> Option<Vec<String>> {
    let cells: Vec<String> = row.cells.iter().filter(|cell| !cell.trim().is_empty()).cloned().collect();
    (row.cells.len() > width && cells.len() == width)
        .then_some(cells)
        .or_else(|| {
            (row.cells.len() + 1 == width && row.filled() == row.cells.len()).then(|| row.cells.clone())
        })
        .or_else(|| {
            (row.cells.len() > width && row.filled() > 0 && row.filled() * 2 > width)
                .then(|| row.cells.clone())
        })
}

/// The cells of a row as cut, and cut otherwise where that gives the wanted number.
fn ways_of(row: &Row, width: usize, dialect: &Dialect) -> Vec<Vec<String>> {
    if row.cells.len() == width && !row.cut.stray {
        return vec![row.cells.clone()];
    }
    let mut ways: Vec<Vec<String>> = repair::ways(&row.raw, dialect, width)
        .into_iter()
        .map(|way| way.cells)
        .filter(|cells| cells.len() == width)
        .collect();
    ways.push(row.cells.clone());
    ways
}

/// Whether the first cells of rows count them: 1, 2, 3.
fn counts(rows: &[Row], width: usize) -> bool {
    let mut numbers = rows.iter().filter(|row| !row.is_blank()).map(|row| {
        let first = row.cells.first().map_or("", |cell| cell.trim());
        first.parse::<u64>().ok().filter(|_| row.cells.len() == width)
    });
    let Some(Some(first @ 0..=1)) = numbers.next() else { return false };
    let mut at = first;
    let counted = numbers.all(|number| {
        at += 1;
        number == Some(at)
    });
    counted && at > first
}

/// Whether the blank cells of the last header row are places of columns, and no separators too many: a row above names one,
/// or the rows below are cut behind their last filled cell and may be as long as the header.
fn keeps_blanks(header: &[Vec<String>], width: usize, body: &[&Row], of_sheet: bool) -> bool {
    let Some((last, above)) = header.split_last() else { return true };
    let blank = |row: &[String], at: usize| row.get(at).is_none_or(|cell| cell.trim().is_empty());
    let named = (0..last.len()).any(|at| blank(last, at) && above.iter().any(|row| !blank(row, at)));
    of_sheet || named || body.iter().any(|row| row.cells.len() > width && row.cells.len() <= last.len())
}

/// Makes header rows as wide as the rows below; says what was done.
fn even(
    header: &mut [Vec<String>],
    width: usize,
    body: &[&Row],
    numbered: bool,
    of_sheet: bool,
) -> Option<String> {
    let keeps = keeps_blanks(header, width, body, of_sheet);
    let last = header.last_mut()?;
    let mut note = None;
    if last.len() > width {
        let blanks = last.iter().filter(|cell| cell.trim().is_empty()).count();
        let trailing = last.iter().rev().take_while(|cell| cell.trim().is_empty()).count();
        if !keeps && blanks == last.len() - width && blanks > trailing {
            last.retain(|cell| !cell.trim().is_empty());
            note = Some("the header has an empty cell more than the rows below: it was left out".to_owned());
        }
    } else if last.len() < width {
        let extra = width - last.len();
        let blank = body
            .iter()
            .filter(|row| row.cells.len() == width)
            .all(|row| row.cells[width - extra..].iter().all(|cell| cell.trim().is_empty()));
        if !blank && numbered && extra == 1 && last.iter().all(|cell| !cell.trim().is_empty()) {
            for row in header.iter_mut().filter(|row| row.len() + 1 == width) {
                row.insert(0, String::new());
            }
            note = Some(
                "the header is one cell short: the first column of the rows numbers them and has no name"
                    .to_owned(),
            );
        } else if !blank {
            last.resize(width, String::new());
            note = Some(format!("the rows have {extra} cells more than the header: columns without a name"));
        }
    }
    let width = header.last().map_or(width, Vec::len);
    // Separators at the end of every line are no columns.
    let end = |row: &Vec<String>| row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    let named = header.iter().map(end).max().unwrap_or_default();
    let used = body
        .iter()
        .filter_map(|row| row.cells.iter().rposition(|cell| !cell.trim().is_empty()))
        .max()
        .map_or(0, |at| at + 1);
    let keep = named.max(used.min(width)).max(1);
    for row in header.iter_mut() {
        row.resize(keep, String::new());
    }
    note
}

/// The rows of a header joined by a blank. A group's name is carried on to the columns that it
/// stands over where the names below need it to differ.
fn joined(rows: &[Vec<String>], width: usize, once: bool) -> Vec<String> {
    let Some((last, above)) = rows.split_last() else { return Vec::new() };
    let filled: Vec<&String> = last.iter().filter(|cell| !cell.trim().is_empty()).collect();
    let ambiguous = filled.iter().enumerate().any(|(at, cell)| filled[..at].contains(cell));
    let mut parts: Vec<Vec<String>> = vec![Vec::new(); width];
    for row in above {
        let mut group = "";
        for (at, parts) in parts.iter_mut().enumerate() {
            let cell = row.get(at).map_or("", |cell| cell.trim());
            if !cell.is_empty() || !ambiguous {
                group = cell;
            }
            parts.push(group.to_owned());
        }
    }
    for (at, parts) in parts.iter_mut().enumerate() {
        parts.push(if above.is_empty() {
            last.get(at).cloned().unwrap_or_default()
        } else {
            last.get(at).map_or("", |cell| cell.trim()).to_owned()
        });
        parts.retain(|part| !part.is_empty());
        if once {
            parts.dedup();
        }
    }
    parts.into_iter().map(|parts| parts.join(" ")).collect()
}

/// The rows of a header joined, with each group's name before every column that it stands over. A name with
/// nothing below it is no group but a cell over two rows.
fn grouped(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let Some((last, above)) = rows.split_last() else { return Vec::new() };
    let cell = |row: &[String], at: usize| row.get(at).map_or("", |cell| cell.trim()).to_owned();
    let carried: Vec<Vec<String>> = above
        .iter()
        .map(|row| {
            let mut group = String::new();
            (0..width)
                .map(|at| {
                    let (own, below) = (cell(row, at), cell(last, at));
                    if !own.is_empty() || below.is_empty() {
                        group = if below.is_empty() { String::new() } else { own.clone() };
                        return own;
                    }
                    group.clone()
                })
                .collect()
        })
        .collect();
    let column = |at: usize| {
        let mut parts: Vec<String> = carried.iter().map(|row| row[at].clone()).collect();
        parts.push(cell(last, at));
        parts.retain(|part| !part.is_empty());
        parts.dedup();
        parts.join(" ")
    };
    (0..width).map(column).collect()
}

/// Puts the name of its group before each name that says not whose it is, `No.`, or that is all in brackets, and before
/// the parts of one column.
fn with_groups(header: &mut [String], rows: &[Vec<String>], width: usize, bare: &dyn Fn(&str) -> bool) {
    let Some((last, above)) = rows.split_last() else { return };
    let unnamed = |at: usize| above.iter().all(|row| row.get(at).is_none_or(|cell| cell.trim().is_empty()));
    let groups = grouped(rows, width);
    let own = |at: usize| last.get(at).map_or("", |cell| cell.trim());
    // Under a group a column beside has a name of the last row as well.
    let is_part =
        |at: usize| !own(at).is_empty() && (unnamed(at) || !own(at + 1).is_empty() && unnamed(at + 1));
    let names: Vec<usize> = (0..width).filter(|&at| !own(at).is_empty()).collect();
    let parted = names.len() * 2 <= width && names.into_iter().all(is_part);
    for (at, name) in header.iter_mut().enumerate() {
        let (own, whole) = (own(at), &groups[at]);
        if name.trim() == own && !own.is_empty() && (parted || own.starts_with('(') || bare(own)) {
            name.clone_from(whole);
        }
    }
}

/// Whether a header has two rows of which the upper one names groups alone: all its names but one stand over several named
/// columns, or over one without a name of its own.
fn names_only_groups(rows: &[Vec<String>], width: usize) -> bool {
    const FEWEST: usize = 2;
    let [above, last] = rows else { return false };
    let named =
        |row: &[String], at: usize| at < width && row.get(at).is_some_and(|cell| !cell.trim().is_empty());
    let over_several = |at: usize| named(last, at) && named(last, at + 1) && !named(above, at + 1);
    let over_its_own = |at: usize| named(last, at) && !over_several(at);
    let own: Vec<usize> = (0..width).filter(|&at| named(above, at)).collect();
    own.iter().filter(|&&at| over_several(at)).count() >= FEWEST
        && own.iter().filter(|&&at| over_its_own(at)).count() <= 1
}

/// The header that is understood best: one of the rows alone, or all rows joined.
fn best_reading(rows: &[Vec<String>], width: usize, judge: Judge<'_>) -> Vec<String> {
    // Column by column the lowest row that has a word: a cell over two rows stands in the upper one.
    let lowest: Vec<String> = (0..width)
        .map(|at| {
            let lowest = rows.iter().rev().filter_map(|row| row.get(at)).find(|cell| !cell.trim().is_empty());
            lowest.cloned().unwrap_or_default()
        })
        .collect();
    let mut readings: Vec<Vec<String>> = vec![grouped(rows, width)];
    // The names of groups over several columns each are no beginnings of the names below their first ones.
    if names_only_groups(rows, width) {
        readings.push(lowest.clone());
    }
    readings.push(joined(rows, width, true));
    readings.extend(rows.iter().rev().cloned());
    readings.push(lowest);
    let mut best: Option<(usize, Vec<String>)> = None;
    for mut reading in readings {
        reading.resize(width, String::new());
        let score = judge(&reading);
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, reading));
        }
    }
    best.map(|(_, reading)| reading).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_header_cell_is_left_out_only_where_no_column_stands_below() {
        let row = |text: &str| -> Vec<String> { text.split('|').map(str::to_owned).collect() };
        let rows: Vec<Row> = ["1|Ana|x", "2|Ben|y"]
            .map(|text| Row { cells: row(text), ..Row::default() })
            .into_iter()
            .collect();
        let body: Vec<&Row> = rows.iter().collect();
        let evened = |header: &[&str], of_sheet: bool| {
            let mut header: Vec<Vec<String>> = header.iter().map(|text| row(text)).collect();
            even(&mut header, 3, &body, true, of_sheet);
            header.pop().unwrap_or_default().join("|")
        };
        assert_eq!(evened(&["No.||Name|Town"], false), "No.|Name|Town");
        assert_eq!(evened(&["|Name|Town|Remarks"], true), "|Name|Town|Remarks");
        assert_eq!(evened(&["No.|Person||", "|Name|Town|Remarks"], false), "|Name|Town|Remarks");
    }

    #[test]
    fn a_group_stands_before_each_of_its_columns() {
        let row = |text: &str| -> Vec<String> { text.split('|').map(str::to_owned).collect() };
        let rows = [row("ID|Name|License|||Language||"), row("|| Number|Issued on|Expires on|Test|Score|")];
        let headers = grouped(&rows, 8);
        assert_eq!(
            headers,
            [
                "ID",
                "Name",
                "License Number",
                "License Issued on",
                "License Expires on",
                "Language Test",
                "Language Score",
                ""
            ]
        );
    }
}
