//! Sheets of one header as one table: a sheet for each ward, each month or each profession.
//!
//! The first sheet stands as it is. Of the others the rows below their header follow, so that rows count on from sheet to
//! sheet; a note says which rows are whose. A sheet with a column more, or fewer, is laid beside the others by the names of
//! its columns.

use super::Written;
use super::out::SheetFacts;
use crate::tabular::TabularError;
use crate::tabular::displayed::{DisplayedReader, DisplayedWriter, MergedDown};
use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

/// The header of a sheet.
pub(super) struct SheetHeader {
    /// Its place among the rows of the sheet, from 0.
    at: usize,
    /// Its cells, folded, without the blank ones at the end.
    pub(super) names: Vec<String>,
}

impl SheetHeader {
    pub(super) fn of(at: usize, row: &[String]) -> Self {
        let mut names: Vec<String> = row.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let blank = names.iter().rev().take_while(|name| name.is_empty()).count();
        names.truncate(names.len() - blank);
        Self { at, names }
    }

    /// Whether both are headers of one table: the same, or most columns of the narrower one are columns of the other as well
    /// and each has a name of its own.
    pub(super) fn is_kin_of(&self, other: &Self) -> bool {
        const FEWEST: usize = 3;
        if self.names == other.names {
            return true;
        }
        let (Some(own), Some(its)) = (self.apart(), other.apart()) else { return false };
        let shared = own.intersection(&its).count();
        shared >= FEWEST && shared * 4 >= own.len().min(its.len()) * 3
    }

    /// The names, where no two columns share one.
    fn apart(&self) -> Option<HashSet<&str>> {
        let named = || self.names.iter().filter(|name| !name.is_empty());
        let apart: HashSet<&str> = named().map(String::as_str).collect();
        (apart.len() == named().count()).then_some(apart)
    }
}

/// A sheet that is a part of a table.
pub(super) struct Part {
    pub(super) sheet: String,
    pub(super) written: Written,
    pub(super) header: SheetHeader,
}

/// Where the columns of each part stand in the table, and the headers that the first part lacks.
fn laid_out(parts: &[Part]) -> (Vec<Vec<usize>>, Vec<String>) {
    let Some(first) = parts.first() else { return (Vec::new(), Vec::new()) };
    let mut names = first.header.names.clone();
    let mut more = Vec::new();
    let mut places = Vec::new();
    for part in parts {
        if part.header.names == first.header.names {
            places.push((0..names.len()).collect());
            continue;
        }
        let mut of_part = Vec::new();
        for (column, name) in part.header.names.iter().enumerate() {
            let known = names.iter().position(|known| known == name && !name.is_empty());
            of_part.push(known.unwrap_or_else(|| {
                names.push(name.clone());
                let row = part.written.start.get(part.header.at);
                more.push(row.and_then(|row| row.get(column)).cloned().unwrap_or_default());
                names.len() - 1
            }));
        }
        places.push(of_part);
    }
    (places, more)
}

/// One table of sheets, each with its name and the place of its header among its rows.
pub(super) fn joined(
    parts: Vec<Part>,
    name: &str,
    notes: &mut Vec<String>,
) -> Result<(String, Written), TabularError> {
    let io = |source: std::io::Error| TabularError::Io { path: name.into(), source };
    let failed = |error: csv::Error| io(error.into());
    let file = tempfile::NamedTempFile::new().map_err(TabularError::io(Path::new(name)))?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(file);
    let mut displayed = DisplayedWriter::new(name)?;
    let mut facts = SheetFacts::default();
    let (mut start, mut cells, mut rows, mut names, mut places) =
        (Vec::new(), 0, 0_u64, Vec::new(), Vec::new());
    let mut widths: Vec<Vec<usize>> = Vec::new();
    let (columns, more) = laid_out(&parts);
    let width = parts.first().map_or(0, |part| part.header.names.len());
    for (Part { sheet, written: part, header }, columns) in parts.into_iter().zip(columns) {
        // What lies beyond the header stands beyond all headers.
        let place = |column: usize| columns.get(column).copied().unwrap_or(column + more.len());
        let straight = more.is_empty() && columns.iter().enumerate().all(|(at, place)| at == *place);
        // The first keeps what stands above its header.
        let skip = if rows == 0 { 0 } else { header.at as u64 + 1 };
        let before = rows;
        let mut shown = DisplayedReader::open(part.displayed.path())?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(part.file.path())
            .map_err(failed)?;
        for (at, record) in (1_u64..).zip(reader.records()) {
            let record = record.map_err(failed)?;
            let mut of_row = Vec::new();
            shown.of(at, &mut of_row);
            if at <= skip {
                continue;
            }
            rows += 1;
            if straight {
                writer.write_record(&record).map_err(failed)?;
            } else {
                let mut row = vec![""; width];
                for (column, cell) in record.iter().enumerate() {
                    let to = place(column);
                    if row.len() <= to {
                        row.resize(to + 1, "");
                    }
                    row[to] = cell;
                }
                if before == 0 && at == header.at as u64 + 1 {
                    row.truncate(width);
                    row.extend(more.iter().map(String::as_str));
                }
                writer.write_record(&row).map_err(failed)?;
            }
            for shows in &mut of_row {
                shows.column = place(shows.column);
                displayed.put(rows, shows).map_err(failed)?;
            }
        }
        let moved = |row: u64| row - skip + before;
        let below = part.facts.merged.iter().filter(|area| area.first > skip);
        facts.merged.extend(below.map(|area| MergedDown {
            first: moved(area.first),
            last: moved(area.last),
            column: place(area.column),
        }));
        facts.hidden_rows += part.facts.hidden_rows;
        facts.unsaved =
            facts.unsaved.or_else(|| part.facts.unsaved.map(|cell| format!("{cell} of `{sheet}`")));
        if start.is_empty() {
            start = part.start;
        }
        cells += part.cells;
        if before > 0 {
            places.push(format!("row {} on are row {} on of `{sheet}`", before + 1, skip + 1));
        }
        names.push(sheet);
        widths.push(columns);
    }
    let mut file = writer.into_inner().map_err(|error| io(error.into_error()))?;
    file.flush().map_err(io)?;
    let displayed = displayed.finish().map_err(io)?;
    let header = if widths.windows(2).all(|pair| pair[0] == pair[1]) {
        "have one header"
    } else {
        "have nearly one header, whose columns were laid together by their names,"
    };
    notes.push(format!(
        "the {} sheets `{}` {header} and were read as one table; {}; `--sheet NAME` reads one alone",
        names.len(),
        names.join("`, `"),
        places.join(", ")
    ));
    Ok((names.join(" + "), Written { file, displayed, start, cells, facts }))
}
