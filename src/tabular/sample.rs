//! The beginning of a file: enough to settle how it is written.

use super::lines::{Line, Lines};
use super::source::Survey;
use super::split::{self, Cut};
use super::{Dialect, TabularError};
use std::path::Path;

/// Lines looked at.
const LINES: usize = 1_000;

/// Bytes looked at; a single line may be longer.
const BYTES: usize = 1 << 20;

/// Cells kept of a row: far more than a table may have, so that an error can name their number.
const MOST_CELLS: usize = 20_000;

/// Lines that a cell may run over before its quote counts as a sign like any other: more than anybody writes into one.
pub(super) const CELL_LINES: usize = 10_000;

/// The beginning.
pub(super) struct Beginning {
    pub(super) lines: Vec<Line>,
}

/// A row of the beginning, cut by some dialect.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) raw: String,
    /// The number of its first line, from 1, and of the one behind its last.
    pub(super) line: u64,
    pub(super) next_line: u64,
    pub(super) cut: Cut,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Cells that are not blank.
    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

pub(super) fn read(path: &Path, name: &str, survey: &Survey) -> Result<Beginning, TabularError> {
    let mut source = Lines::open(path, name, survey.encoding)?;
    let (mut lines, mut bytes) = (Vec::new(), 0);
    while lines.len() < LINES && bytes < BYTES {
        let Some(line) = source.next()? else { break };
        bytes += line.text.len() + 1;
        lines.push(line);
    }
    Ok(Beginning { lines })
}

/// The rows of the beginning under a dialect. A quoted cell that is not closed in time has a quote
/// that is a sign like any other.
pub(super) fn rows(lines: &[Line], dialect: &Dialect) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut at = usize::from(dialect.sep_line);
    while at < lines.len() {
        let line = &lines[at];
        let mut cut = split::split(&line.text, dialect, &[], &mut record);
        let mut raw = line.text.clone();
        let mut end = at + 1;
        if cut.open {
            match closed(lines, at, dialect, &mut record) {
                Some((joined, after, found)) => (raw, end, cut) = (joined, after, found),
                // A cell that the beginning cuts off: what is left of it says nothing of the rows.
                None if cut_off(lines, at, rows.last(), dialect) => break,
                None => {
                    cut = split::split_alone(&raw, dialect, &mut record);
                }
            }
        }
        let cells = record.iter().take(MOST_CELLS).map(str::to_owned).collect();
        let next_line = lines.get(end).map_or(lines[end - 1].number + 1, |line| line.number);
        rows.push(Row { cells, raw, line: line.number, next_line, cut });
        at = end;
    }
    rows
}

/// Whether the beginning ends inside a cell that is open at a line: few lines behind it look like the row before.
fn cut_off(lines: &[Line], at: usize, before: Option<&Row>, dialect: &Dialect) -> bool {
    let Some(before) = before.filter(|_| lines.len() == LINES) else { return false };
    let mut cells = csv::StringRecord::new();
    let rows = lines[at + 1..].iter().filter(|line| {
        split::split_alone(&line.text, dialect, &mut cells);
        cells.len() == before.cells.len()
    });
    rows.count() * 2 < lines.len() - at
}

/// The row that begins at a line with an open cell, if it is closed properly and runs over no rows.
fn closed(
    lines: &[Line],
    at: usize,
    dialect: &Dialect,
    record: &mut csv::StringRecord,
) -> Option<(String, usize, Cut)> {
    let before = record.len().saturating_sub(1);
    let last = (at + 1..lines.len()).find(|&next| !split::stays_open(&lines[next].text, dialect))?;
    let mut joined = lines[at].text.clone();
    for next in at + 1..=last {
        joined.push_str(lines[next - 1].end);
        joined.push_str(&lines[next].text);
    }
    let cut = split::split(&joined, dialect, &[], record);
    if cut.open || cut.stray {
        return None;
    }
    // Lines with as many cells as the whole are rows that two stray quotes enclose. The last line of a cell that stands first
    // has as many by itself.
    let width = record.len();
    let mut alone = csv::StringRecord::new();
    let rows = (at + 1..=last).filter(|&next| next < last || before > 0).filter(|&next| {
        split::split_alone(&lines[next].text, dialect, &mut alone);
        alone.len() == width
    });
    let swallowed = width > 2 && rows.count() * 2 >= last - at;
    (!swallowed).then_some((joined, last + 1, cut))
}
