//! Sheets of one header as one table: a sheet for each ward, each month or each profession.
//!
//! The first sheet stands as it is. Of the others the rows below their header follow, so that rows count on from sheet to
//! sheet; a note says which rows are whose.

use super::Written;
use super::out::SheetFacts;
use crate::tabular::TabularError;
use crate::tabular::displayed::{DisplayedReader, DisplayedWriter, MergedDown};
use std::io::Write as _;
use std::path::Path;

/// One table of sheets, each with its name and the place of its header among its rows.
pub(super) fn joined(
    parts: Vec<(String, Written, usize)>,
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
    for (sheet, part, header) in parts {
        // The first keeps what stands above its header.
        let skip = if rows == 0 { 0 } else { header as u64 + 1 };
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
            writer.write_record(&record).map_err(failed)?;
            for shows in &of_row {
                displayed.put(rows, shows).map_err(failed)?;
            }
        }
        let moved = |row: u64| row - skip + before;
        let below = part.facts.merged.iter().filter(|area| area.first > skip);
        facts.merged.extend(below.map(|area| MergedDown {
            first: moved(area.first),
            last: moved(area.last),
            column: area.column,
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
    }
    let mut file = writer.into_inner().map_err(|error| io(error.into_error()))?;
    file.flush().map_err(io)?;
    let displayed = displayed.finish().map_err(io)?;
    notes.push(format!(
        "the {} sheets `{}` have one header and were read as one table; {}; `--sheet NAME` reads one alone",
        names.len(),
        names.join("`, `"),
        places.join(", ")
    ));
    Ok((names.join(" + "), Written { file, displayed, start, cells, facts }))
}
