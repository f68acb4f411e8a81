//! `corridor normalize-csv`: the table of a file as plain CSV, and how it was understood.

use super::OpsError;
use crate::tabular::{self, Fault, Form, PassedOver, Record, TabularError};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Remarks kept for the report.
const SHOWN: usize = 20;

/// What was understood, and what was written.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The file.
    pub file: String,
    /// Its form; absent when it is empty.
    pub form: Option<Form>,
    /// The header written.
    pub header: Vec<String>,
    /// Rows written below it.
    pub rows: u64,
    /// Rows put right for certain.
    pub repaired: u64,
    /// Rows put right by a guess.
    pub guessed: u64,
    /// Rows that do not fit and were written as they are.
    pub ragged: u64,
    /// Rows that look like totals or remarks; they were written too.
    pub footers: u64,
    /// The first rows with something to say of them.
    pub remarks: Vec<Remark>,
    /// Rows left out.
    pub passed_over: Vec<Left>,
}

/// Something about a row.
#[derive(Debug, Serialize)]
pub struct Remark {
    /// Its number in the file, from 1.
    pub row: u64,
    /// What.
    pub what: String,
}

/// Rows left out.
#[derive(Debug, Serialize)]
pub struct Left {
    /// Which.
    pub what: &'static str,
    /// How many.
    pub count: u64,
    /// The first one's number.
    pub first: u64,
}

/// Writes the table of a file as RFC 4180: UTF-8, commas, one row of headers, one row a record.
///
/// # Errors
/// [`OpsError`] when the file is no table or the output cannot be written. An empty file is an empty table.
pub fn normalize_csv(
    file: &Path,
    options: &tabular::Options<'_>,
    out: &mut dyn Write,
) -> Result<Report, OpsError> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let mut report = Report {
        file: name.clone(),
        form: None,
        header: Vec::new(),
        rows: 0,
        repaired: 0,
        guessed: 0,
        ragged: 0,
        footers: 0,
        remarks: Vec::new(),
        passed_over: Vec::new(),
    };
    let table = match tabular::open(file, &name, options) {
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
    let mut record = Record::default();
    while records.read(&mut record)? {
        report.rows += 1;
        if let Some(fault) = &record.fault {
            report.tell(record.number, fault);
        }
        while record.cells.len() < width {
            record.cells.push_field("");
        }
        writer.write_record(&record.cells).map_err(failed)?;
    }
    writer.flush().map_err(OpsError::write(Path::new("output")))?;
    report.passed_over = records.passed_over().iter().map(left).collect();
    report.header = table.written_header().to_vec();
    report.form = Some(table.form().clone());
    Ok(report)
}

fn left(passed: &PassedOver) -> Left {
    Left { what: passed.what.as_str(), count: passed.count, first: passed.first }
}

impl Report {
    fn tell(&mut self, row: u64, fault: &Fault) {
        match fault {
            Fault::Repaired(repair) if repair.certain => self.repaired += 1,
            Fault::Repaired(_) => self.guessed += 1,
            Fault::Ragged { .. } | Fault::Undecodable => self.ragged += 1,
            Fault::Footer => self.footers += 1,
        }
        if self.remarks.len() < SHOWN {
            self.remarks.push(Remark { row, what: fault.to_string() });
        }
    }
}
