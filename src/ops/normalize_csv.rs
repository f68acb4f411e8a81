//! `corridor normalize-csv`: the table of a file as plain CSV, and how it was understood.

use super::OpsError;
use super::table::{self, Source, TableReport};
use crate::tabular::{Input, TabularError, TextRecord};
use std::io::Write;
use std::path::Path;

/// Writes the table of a file as RFC 4180: UTF-8, commas, one row of headers, one row a record.
///
/// # Errors
/// [`OpsError`] when the file is no table or the output cannot be written. An empty file is an empty table.
pub fn normalize_csv(source: &Source, out: &mut dyn Write) -> Result<TableReport, OpsError> {
    let input = Input::of(&source.file)?;
    let mut report = TableReport::of(input.name());
    // No judge: the table may be of any field of work, and its header is written as it stands in the file.
    let table = match table::open(source, &input, None) {
        Ok(table) => table,
        Err(TabularError::Empty { .. }) => return Ok(report),
        Err(error) => return Err(error.into()),
    };
    let failed = |error: csv::Error| OpsError::write(Path::new("output"))(error.into());
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(64 * 1024)
        .from_writer(out);
    let width = table.written_header().len();
    writer.write_record(table.written_header()).map_err(failed)?;
    let mut records = table.records()?;
    let mut record = TextRecord::default();
    while records.read(&mut record)? {
        report.add(&record);
        while record.cells.len() < width {
            record.cells.push_field("");
        }
        writer.write_record(&record.cells).map_err(failed)?;
    }
    writer.flush().map_err(OpsError::write(Path::new("output")))?;
    report.close(&table, &records);
    Ok(report)
}
