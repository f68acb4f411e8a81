//! Tables of counts that can be published: what is small stays out, and nothing that is published tells it.
//!
//! A count below the limit is left out. Others are left out with it, until neither rows nor columns nor totals tell it.
//! The totals of rows and the total of all are always published. Tables of one report share these and nothing else, so
//! that a table tells nothing of another.

use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// The name of the row that takes the rows which are too small to stand alone.
pub const OTHER: &str = "other";

/// Counts by two facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountTable(BTreeMap<String, BTreeMap<String, u64>>);

impl CountTable {
    /// Counts one more.
    pub fn add(&mut self, row: String, column: String) {
        *self.0.entry(row).or_default().entry(column).or_default() += 1;
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.0.values().flat_map(BTreeMap::values).sum()
    }
}

/// A row of a published table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedRow {
    /// Its name.
    pub row: String,
    /// What stands together in it: rows that are too small to stand alone.
    pub of: Vec<String>,
    /// The counts in the order of the columns; `None` where a count is left out.
    pub cells: Vec<Option<u64>>,
    /// Their sum.
    pub total: u64,
}

/// A table of which no small count can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows; none where the table is too small to be published.
    pub rows: Vec<PublishedRow>,
    /// The sums of the columns; `None` where a sum is left out.
    pub column_totals: Vec<Option<u64>>,
    /// How many there are in all; `None` where they are too few to be told.
    pub total: Option<u64>,
    /// Whether the counts by columns stay out as a whole, since too few rows or columns hide the small ones.
    pub withheld: bool,
}

/// The counts of a table as they may be published: no count below `limit` can be told from it.
pub fn publish(table: &CountTable, limit: u64) -> PublishedTable {
    let total = table.total();
    if 0 < total && total < limit {
        return PublishedTable {
            columns: Vec::new(),
            rows: Vec::new(),
            column_totals: Vec::new(),
            total: None,
            withheld: true,
        };
    }
    let rows = together(table, limit);
    let mut columns: Vec<String> = table.0.values().flat_map(BTreeMap::keys).cloned().collect();
    columns.sort();
    columns.dedup();
    let cells: Vec<Vec<u64>> = rows
        .iter()
        .map(|(_, counts)| columns.iter().map(|c| counts.get(c).copied().unwrap_or_default()).collect())
        .collect();
    let mut grid = Grid::of(cells, limit);
    let withheld = !grid.protect();
    let shown = |row: usize, column: usize| {
        (!withheld && !grid.hidden[row][column]).then_some(grid.cells[row][column])
    };
    let published = rows.into_iter().enumerate().map(|(at, (mut names, counts))| {
        let of = if names.len() > 1 { std::mem::take(&mut names) } else { Vec::new() };
        PublishedRow {
            row: names.pop().unwrap_or_else(|| OTHER.to_owned()),
            of,
            cells: (0..columns.len()).map(|column| shown(at, column)).collect(),
            total: counts.values().sum(),
        }
    });
    let rows: Vec<PublishedRow> = published.collect();
    let column_totals = (0..columns.len()).map(|column| shown(rows.len(), column)).collect();
    PublishedTable { columns, rows, column_totals, total: Some(total), withheld }
}

/// The names of the rows that stand together, and their counts.
type RowsTogether = Vec<(Vec<String>, BTreeMap<String, u64>)>;

/// The rows; those below the limit stand together, with the next smallest where they are too few.
fn together(table: &CountTable, limit: u64) -> RowsTogether {
    let sum = |counts: &BTreeMap<String, u64>| counts.values().sum::<u64>();
    let mut by_size: Vec<(&String, &BTreeMap<String, u64>)> = table.0.iter().collect();
    by_size.sort_by_key(|(name, counts)| (sum(counts), *name));
    let mut small: (Vec<String>, BTreeMap<String, u64>) = Default::default();
    let mut rest = Vec::new();
    for (name, counts) in by_size {
        let so_far = sum(&small.1);
        if sum(counts) < limit || (0 < so_far && so_far < limit) {
            small.0.push(name.clone());
            for (column, count) in counts {
                *small.1.entry(column.clone()).or_default() += count;
            }
        } else {
            rest.push((vec![name.clone()], counts.clone()));
        }
    }
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    if !small.0.is_empty() {
        small.0.sort();
        rest.push(small);
    }
    rest
}

/// The cells with the sums of the columns as a last row, and which of them are left out.
///
/// The cells that are left out are arcs of a network: of a row to its column, and of a column to the sums. Whatever is
/// published fixes what goes in and out of each row, column and of the sums together. Another table with the same
/// published counts is this one with flow sent around a circle. So the greatest flow around a cell tells between which
/// values the cell can lie.
struct Grid {
    cells: Vec<Vec<u64>>,
    hidden: Vec<Vec<bool>>,
    limit: u64,
}

impl Grid {
    fn of(mut cells: Vec<Vec<u64>>, limit: u64) -> Self {
        let width = cells.first().map_or(0, Vec::len);
        let sums = (0..width).map(|column| cells.iter().map(|row| row[column]).sum()).collect();
        cells.push(sums);
        let hidden = cells.iter().map(|row| row.iter().map(|&n| 0 < n && n < limit).collect()).collect();
        Self { cells, hidden, limit }
    }

    fn width(&self) -> usize {
        self.cells[0].len()
    }

    /// The row of the sums.
    fn sums(&self) -> usize {
        self.cells.len() - 1
    }

    /// Leaves out as many others as the small ones need; false when even all together do not hide them.
    fn protect(&mut self) -> bool {
        let hidden = |grid: &Self| -> VecDeque<(usize, usize)> {
            let places =
                (0..grid.cells.len()).flat_map(|row| (0..grid.width()).map(move |column| (row, column)));
            places.filter(|(row, column)| grid.hidden[*row][*column]).collect()
        };
        // What is left out later only widens where the others can lie, so each is looked at until it is safe.
        let mut open = hidden(self);
        while let Some(place) = open.pop_front() {
            while !self.is_safe(place) {
                let Some(next) = self.next_to_hide(place) else { return false };
                self.hidden[next.0][next.1] = true;
                open.push_back(next);
            }
        }
        true
    }

    /// Whether a cell that is left out could be another number, and a small one as great as the limit.
    fn is_safe(&self, place: (usize, usize)) -> bool {
        let value = self.cells[place.0][place.1];
        if value < self.limit && value > 0 {
            return self.around(place, true, self.limit - value) >= self.limit - value;
        }
        self.around(place, true, 1) > 0 || (value > 0 && self.around(place, false, 1) > 0)
    }

    /// The cell to leave out next: the smallest that is not nothing, first of the same row, then of the same column, then of
    /// all; where there is none, a nothing of the same row or column.
    fn next_to_hide(&self, (row, column): (usize, usize)) -> Option<(usize, usize)> {
        let of_row = (0..self.width()).map(|column| (row, column));
        let of_column = (0..self.cells.len()).map(|row| (row, column));
        let all = (0..self.cells.len()).flat_map(|row| (0..self.width()).map(move |column| (row, column)));
        let value = |place: &(usize, usize)| self.cells[place.0][place.1];
        let shown = |place: &(usize, usize)| !self.hidden[place.0][place.1];
        let hides_in_row = (0..self.width()).filter(|&c| self.hidden[row][c]).count();
        let hides_in_column = (0..self.cells.len()).filter(|&r| self.hidden[r][column]).count();
        let smallest = |places: Vec<(usize, usize)>| {
            places.into_iter().filter(|place| shown(place) && value(place) > 0).min_by_key(value)
        };
        let (of_row, of_column): (Vec<_>, Vec<_>) = (of_row.collect(), of_column.collect());
        let (first, second) = if hides_in_column < hides_in_row {
            (of_column.clone(), of_row.clone())
        } else {
            (of_row.clone(), of_column.clone())
        };
        smallest(first)
            .or_else(|| smallest(second))
            .or_else(|| smallest(all.collect()))
            .or_else(|| of_row.into_iter().chain(of_column).find(shown))
    }

    /// The nodes of a cell's arc: rows first, then columns, then the sums.
    fn arc(&self, row: usize, column: usize) -> (usize, usize) {
        let node = self.sums() + column;
        if row == self.sums() { (node, self.sums() + self.width()) } else { (row, node) }
    }

    /// By how much a cell can grow, or shrink, with all that is published unchanged; `enough` is as far as it is counted. A
    /// cell that is not nothing stays at least 1, since nothing is published as such.
    fn around(&self, place: (usize, usize), grow: bool, enough: u64) -> u64 {
        let (from, to) = self.arc(place.0, place.1);
        let (source, sink) = if grow { (to, from) } else { (from, to) };
        let own = self.cells[place.0][place.1];
        let most = if grow { enough } else { enough.min(own.saturating_sub(1)) };
        // What each arc carries beyond its value.
        let mut moved: Vec<Vec<i128>> = vec![vec![0; self.width()]; self.cells.len()];
        let mut sent = 0;
        while sent < most {
            let Some(path) = self.path(place, &moved, source, sink) else { break };
            let least = path.iter().filter_map(|step| step.room).min();
            let step = least.unwrap_or(most - sent).min(most - sent);
            for one in path {
                let sign = if one.forward { 1 } else { -1 };
                moved[one.row][one.column] += sign * i128::from(step);
            }
            sent += step;
        }
        sent
    }

    /// A way of arcs that are left out, from node to node.
    fn path(
        &self,
        without: (usize, usize),
        moved: &[Vec<i128>],
        source: usize,
        sink: usize,
    ) -> Option<Vec<Way>> {
        let nodes = self.sums() + self.width() + 1;
        let mut came: Vec<Option<(usize, Way)>> = vec![None; nodes];
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            if node == sink {
                break;
            }
            for (next, way) in self.ways(node, without, moved) {
                if next != source && came[next].is_none() {
                    came[next] = Some((node, way));
                    queue.push_back(next);
                }
            }
        }
        let mut path = Vec::new();
        let mut node = sink;
        while node != source {
            let (before, way) = came[node]?;
            path.push(way);
            node = before;
        }
        Some(path)
    }

    /// The arcs on from a node: forward a cell grows without end, backward it shrinks as far as it can.
    fn ways(&self, node: usize, without: (usize, usize), moved: &[Vec<i128>]) -> Vec<(usize, Way)> {
        let sums = self.sums();
        let touching: Vec<(usize, usize)> = if node < sums {
            (0..self.width()).map(|column| (node, column)).collect()
        } else if node < sums + self.width() {
            (0..=sums).map(|row| (row, node - sums)).collect()
        } else {
            (0..self.width()).map(|column| (sums, column)).collect()
        };
        let mut ways = Vec::new();
        for (row, column) in touching {
            if !self.hidden[row][column] || (row, column) == without {
                continue;
            }
            let (from, to) = self.arc(row, column);
            if from == node {
                ways.push((to, Way { row, column, forward: true, room: None }));
                continue;
            }
            let value = self.cells[row][column];
            let least = i128::from(value.min(1));
            let room = i128::from(value) + moved[row][column] - least;
            if let Some(room) = u64::try_from(room).ok().filter(|room| *room > 0) {
                ways.push((from, Way { row, column, forward: false, room: Some(room) }));
            }
        }
        ways
    }
}

/// A step along an arc.
#[derive(Debug, Clone, Copy)]
struct Way {
    row: usize,
    column: usize,
    forward: bool,
    /// How far the cell can move; `None` is without end.
    room: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: &[&[u64]]) -> CountTable {
        let mut table = CountTable::default();
        for (row, counts) in rows.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                for _ in 0..*count {
                    table.add(format!("r{row}"), format!("c{column}"));
                }
            }
        }
        table
    }

    /// Every way to fill what is left out, such that rows, columns and sums hold: by trying all numbers.
    fn fillings(of: &PublishedTable, most: u64) -> Vec<Vec<u64>> {
        let width = of.columns.len();
        let mut all = vec![Vec::new()];
        for row in &of.rows {
            let mut rows: Vec<Vec<u64>> = vec![Vec::new()];
            for cell in &row.cells {
                let values = cell.map_or(0..=most, |n| n..=n);
                rows = rows
                    .into_iter()
                    .flat_map(|row| values.clone().map(move |n| [row.clone(), vec![n]].concat()))
                    .filter(|so_far| so_far.iter().sum::<u64>() <= row.total)
                    .collect();
            }
            rows.retain(|cells| cells.iter().sum::<u64>() == row.total);
            all = all
                .into_iter()
                .flat_map(|so_far: Vec<u64>| {
                    rows.iter().map(move |row| [so_far.clone(), row.clone()].concat())
                })
                .collect();
        }
        all.retain(|cells: &Vec<u64>| {
            of.column_totals.iter().enumerate().all(|(column, total)| {
                let sum: u64 = cells.iter().skip(column).step_by(width).sum();
                total.is_none_or(|total| total == sum)
            })
        });
        all
    }

    #[test]
    fn small_counts_stay_out_with_those_that_would_tell_them() {
        // A small cell takes a second one of its row, and both columns take a second one as well.
        let of = publish(&table(&[&[3, 9], &[20, 30]]), 5);
        assert_eq!(of.total, Some(62));
        assert_eq!(of.rows.iter().map(|row| row.total).collect::<Vec<_>>(), [12, 50]);
        assert_eq!(of.rows[0].cells, [None, None]);
        let fillings = fillings(&of, 62);
        assert!(fillings.iter().any(|cells| cells[0] >= 5) && fillings.len() > 4);
        // Nothing is small.
        let of = publish(&table(&[&[7, 9], &[20, 0]]), 5);
        assert!(of.rows.iter().all(|row| row.cells.iter().all(Option::is_some)));
        assert_eq!(of.column_totals, [Some(27), Some(9)]);
        // Small rows stand together.
        let of = publish(&table(&[&[1, 1], &[2, 2], &[20, 30]]), 5);
        assert_eq!((of.rows[1].row.as_str(), of.rows[1].total), (OTHER, 6));
        assert_eq!(of.rows[1].of, ["r0", "r1"]);
        // One small row takes the next smallest.
        let of = publish(&table(&[&[1, 1], &[9, 9], &[20, 30]]), 5);
        assert_eq!((of.rows.len(), of.rows[1].total), (2, 20));
        // Too few in all.
        let of = publish(&table(&[&[1, 3]]), 5);
        assert_eq!((of.total, of.withheld, of.rows.len()), (None, true, 0));
        // None at all is no secret.
        assert_eq!(publish(&CountTable::default(), 5).total, Some(0));
        // A single column is its rows.
        let of = publish(&table(&[&[6], &[7]]), 5);
        assert_eq!(of.column_totals, [Some(13)]);
        // Without a limit all is published.
        let of = publish(&table(&[&[1, 0], &[0, 2]]), 0);
        assert_eq!(of.rows[1].cells, [Some(0), Some(2)]);
    }

    proptest! {
        /// Whoever has all that is published can tell no small count, nor any other that is left out.
        #[test]
        fn no_count_that_is_left_out_can_be_told(
            cells in (2_usize..4).prop_flat_map(|width| {
                let count = prop_oneof![3 => 0_u64..3, 1 => 3_u64..6];
                proptest::collection::vec(proptest::collection::vec(count, width), 1..=5 - width)
            }),
            limit in 2_u64..5,
        ) {
            let rows: Vec<&[u64]> = cells.iter().map(Vec::as_slice).collect();
            let table = table(&rows);
            let of = publish(&table, limit);
            prop_assert!(of.rows.iter().all(|row| row.total >= limit || row.total == 0));
            if of.rows.is_empty() || of.withheld {
                return Ok(());
            }
            let merged = together(&table, limit);
            let width = of.columns.len();
            let most = of.rows.iter().map(|row| row.total).max().unwrap_or_default();
            let all = fillings(&of, most);
            prop_assert!(!all.is_empty());
            for (at, row) in of.rows.iter().enumerate() {
                for (column, cell) in row.cells.iter().enumerate() {
                    let truth = merged[at].1.get(&of.columns[column]).copied().unwrap_or_default();
                    match cell {
                        Some(cell) => prop_assert!(*cell == truth && (*cell == 0 || *cell >= limit)),
                        None => {
                            let values: std::collections::BTreeSet<u64> =
                                all.iter().map(|cells| cells[at * width + column]).collect();
                            prop_assert!(values.len() > 1, "{of:?}");
                            prop_assert!(truth >= limit || values.iter().any(|n| *n >= limit), "{of:?}");
                        }
                    }
                }
            }
            for (column, total) in of.column_totals.iter().enumerate() {
                let sums: std::collections::BTreeSet<u64> =
                    all.iter().map(|cells| cells.iter().skip(column).step_by(width).sum()).collect();
                prop_assert!(total.map_or(sums.len() > 1, |total| total == 0 || total >= limit), "{of:?}");
            }
        }
    }
}
