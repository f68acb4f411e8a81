//! Opening a file: what was understood of it.

use super::mapping::{self, ColumnUse};
use super::row::{Reader, Row};
use super::sniff;
use super::{IngestError, Via};
use crate::model::{Day, Kind};
use crate::normalize::{DateOrder, OrderEvidence, date_evidence};
use crate::schema::{self, Semantic};
use crate::tabular::{self, Form, PassedOver, Record, Records};
use encoding_rs::Encoding;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How to read files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The kind of the records, where the headers shall not decide.
    pub kind: Option<Kind>,
    /// The day against which dates are found plausible.
    pub as_of: Day,
    /// The encoding, where the bytes shall not decide.
    pub encoding: Option<&'static Encoding>,
    /// The sheet of a workbook, where the headers shall not decide.
    pub sheet: Option<String>,
}

/// What was understood of a file.
#[derive(Debug, Clone, Serialize)]
pub struct Understood {
    /// The file's name.
    pub file: String,
    /// What its rows are.
    pub kind: Kind,
    /// Whether a row holds parts as well.
    pub wide: bool,
    /// The encoding.
    pub encoding: String,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// What separates cells.
    pub delimiter: char,
    /// How the file is laid out: sheet, quotes, lines above the header, rows of the header.
    pub form: Form,
    /// Rows that are none of the table: blank ones, the header once more, comments.
    pub passed_over: Vec<PassedOver>,
    /// Rows below the header.
    pub rows_seen: u64,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its columns.
    pub columns: Vec<ColumnUse>,
    /// The order of day and month, for columns with dates that need one, by header.
    pub date_orders: Vec<(String, Option<DateOrder>)>,
}

/// A file that was understood and can be read.
#[derive(Debug)]
pub struct Table {
    source: tabular::Table,
    understood: Understood,
    orders: Vec<Option<DateOrder>>,
    as_of: Day,
}

impl Table {
    /// What was understood of the file.
    pub fn understood(&self) -> &Understood {
        &self.understood
    }

    /// Reads the rows.
    pub fn rows(self) -> Rows {
        let reader = Reader::new(&self.understood, &self.orders, self.as_of);
        let size = (self.understood.columns.len(), 0);
        match self.source.records() {
            Ok(records) => Rows { records: Some(records), size, reader, failed: None },
            Err(error) => Rows { records: None, size, reader, failed: Some(error.into()) },
        }
    }
}

/// The rows of a table.
pub struct Rows {
    records: Option<Records>,
    /// Cells, and bytes of the row before: what the next row will take.
    size: (usize, usize),
    reader: Reader,
    failed: Option<IngestError>,
}

impl Iterator for Rows {
    type Item = Result<Row, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            self.records = None;
            return Some(Err(error));
        }
        let records = self.records.as_mut()?;
        let mut record = Record::with_capacity(self.size.1 + 64, self.size.0 + 1);
        match records.read(&mut record) {
            Ok(true) => {
                self.size.1 = record.cells.as_slice().len();
                Some(Ok(self.reader.row(record.number, record.cells, record.fault)))
            }
            Ok(false) => None,
            Err(error) => {
                self.records = None;
                Some(Err(error.into()))
            }
        }
    }
}

/// How the names of files end that a directory is searched for.
const TABLES: [&str; 8] = [".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".xlsb", ".ods"];

/// The files that paths name: files as they are, and of a directory those that are tables by the end
/// of their names, in the order of these. Rejects files in a directory are left out; named
/// themselves they are read.
///
/// # Errors
/// [`IngestError`] when a path does not exist, or a directory holds no such file.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, IngestError> {
    let mut found = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(IngestError::io(path))?;
        if !metadata.is_dir() {
            found.push(path.clone());
            continue;
        }
        let mut inside = BTreeSet::new();
        for entry in std::fs::read_dir(path).map_err(IngestError::io(path))? {
            let entry = entry.map_err(IngestError::io(path))?.path();
            let name = entry.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            // A spreadsheet program that has a file open keeps a lock file beside it.
            let table = TABLES.iter().any(|ending| name.ends_with(ending)) && !name.starts_with(['~', '.']);
            if table && !name.ends_with(".rejects.csv") && entry.is_file() {
                inside.insert(entry);
            }
        }
        if inside.is_empty() {
            return Err(IngestError::NoFiles(path.clone()));
        }
        found.extend(inside);
    }
    Ok(found)
}

/// Opens a file and understands it. `name` is what messages call it.
///
/// # Errors
/// [`IngestError`] when the file is no table that we can read.
pub fn open(path: &Path, name: &str, options: &Options) -> Result<Table, IngestError> {
    // The hash is needed last and takes as long as the rest.
    std::thread::scope(|scope| {
        let hash = scope.spawn(|| sniff::sha256(path));
        let mut table = understand(path, name, options)?;
        // A thread that panics has found a fault of ours, and this one goes the same way.
        let hash = hash.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        table.understood.sha256 = hash?;
        Ok(table)
    })
}

fn understand(path: &Path, name: &str, options: &Options) -> Result<Table, IngestError> {
    let judge = |headers: &[String]| mapping::understood(&trimmed(headers));
    let source = tabular::open(
        path,
        name,
        &tabular::Options {
            encoding: options.encoding,
            sheet: options.sheet.as_deref(),
            judge: Some(&judge),
        },
    )?;
    let headers = trimmed(source.header());
    for (at, header) in headers.iter().enumerate() {
        if !header.is_empty() && headers[..at].contains(header) {
            return Err(IngestError::DuplicateHeader { file: name.to_owned(), header: header.clone() });
        }
    }
    let (kind, columns) = mapping::map(name, &headers, options.kind)?;
    let (rows_seen, evidence, passed_over) = look_through(&source, &columns)?;
    let orders: Vec<Option<DateOrder>> = evidence.iter().map(|e| e.settled()).collect();
    let date_orders = columns
        .iter()
        .zip(&evidence)
        .filter(|(_, e)| **e != OrderEvidence::default())
        .map(|(column, e)| (column.header.clone(), e.settled()))
        .collect();
    let understood = Understood {
        file: name.to_owned(),
        kind,
        wide: columns.iter().any(|column| column.via == Via::Wide),
        encoding: source.form().encoding.clone(),
        bom: source.form().bom,
        delimiter: source.form().dialect.delimiter,
        form: source.form().clone(),
        passed_over,
        rows_seen,
        bytes: source.form().bytes,
        sha256: String::new(),
        columns,
        date_orders,
    };
    Ok(Table { source, understood, orders, as_of: options.as_of })
}

fn trimmed(headers: &[String]) -> Vec<String> {
    headers.iter().map(|header| header.trim().to_owned()).collect()
}

/// The second pass: counts rows and gathers what the date columns show of their order.
fn look_through(
    source: &tabular::Table,
    columns: &[ColumnUse],
) -> Result<(u64, Vec<OrderEvidence>, Vec<PassedOver>), IngestError> {
    // Rows that do not fit show nothing here; they are put right when they are read.
    let mut records = source.records()?.unmended();
    let dates: Vec<usize> = (0..columns.len())
        .filter(|&at| {
            columns[at]
                .target
                .as_ref()
                .is_some_and(|t| schema::table(t.kind).fields[t.column].semantic == Semantic::Date)
        })
        .collect();
    let mut evidence = vec![OrderEvidence::default(); columns.len()];
    let mut record = Record::default();
    let mut rows = 0;
    while records.read(&mut record)? {
        rows += 1;
        if record.fault.is_some() {
            continue;
        }
        for &at in &dates {
            if let Some(text) = record.cells.get(at) {
                // Most dates are ISO and show nothing.
                if !(text.len() == 10 && text.as_bytes()[4] == b'-') {
                    date_evidence(text, &mut evidence[at]);
                }
            }
        }
    }
    Ok((rows, evidence, records.passed_over().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::TabularError;
    use proptest::prelude::*;

    fn read(content: &[u8]) -> Result<(Understood, Vec<Row>), IngestError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f.csv");
        std::fs::write(&path, content).unwrap();
        let as_of = "2026-01-01".parse().unwrap();
        let options = Options { kind: None, as_of, encoding: None, sheet: None };
        let table = open(&path, "f.csv", &options)?;
        let understood = table.understood().clone();
        Ok((understood, table.rows().collect::<Result<_, _>>()?))
    }

    #[test]
    fn an_unclosed_quote_costs_its_own_row_only() {
        let (_, rows) = read(b"worker_id,full_name\nW1,a\nW2,\"b\nW3,c\nW4,d\n").unwrap();
        let rejected: Vec<bool> = rows.iter().map(|row| !row.findings.is_empty()).collect();
        assert_eq!(rejected, [false, true, false, false]);
        assert_eq!((rows[1].number, rows[1].findings[0].code), (3, "IMP021"), "{:?}", rows[1].findings);
        // A quote inside a cell is a sign like any other.
        assert_eq!(read(b"worker_id,full_name\nW1,5\" pipe\nW2,b\n").unwrap().1.len(), 2);
    }

    #[test]
    fn rows_out_of_form_are_put_right_or_rejected_and_always_named() {
        let mut text = "Staff of the clinic;;\n;;\nworker_id;residence;birth_date\n".to_owned();
        for n in 10..40 {
            let line = format!("W-{n};PH;1990-01-{}\n", n % 19 + 10);
            text.push_str(&line);
        }
        text.push_str("W-90;;PH;1990-01-02\nworker_id;residence;birth_date\nTotal;31;\n");
        let (understood, rows) = read(text.as_bytes()).unwrap();
        assert_eq!(understood.form.preamble, ["Staff of the clinic;;"]);
        let codes: Vec<_> =
            rows.iter().flat_map(|row| &row.findings).map(|f| (f.place.row, f.code)).collect();
        assert!(codes.contains(&(34, "IMP020")) && codes.contains(&(36, "IMP022")), "{codes:?}");
        assert_eq!(understood.passed_over.len(), 1, "the header once more");
    }

    #[test]
    fn a_cell_of_several_lines_is_one_cell() {
        let (_, rows) = read(b"worker_id,summary\nW1,\"one\ntwo\"\nW2,three\n").unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].original.get(1), Some("one\ntwo"));
    }

    #[test]
    fn too_many_columns_are_refused() {
        let header: Vec<String> = (0..3000).map(|n| format!("c{n}")).collect();
        assert!(matches!(
            read(header.join(",").as_bytes()),
            Err(IngestError::Tabular(TabularError::TooManyColumns { found: 3000, .. }))
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn no_bytes_make_it_panic(content in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&content);
        }

        #[test]
        fn no_table_makes_it_panic(rows in "worker_id[,;\t]residence[,;\t]language_1_test[,;\t]birth_date\n([ -~é’\n\",;/.0-9]{0,40}\n){0,6}") {
            if let Ok((_, rows)) = read(rows.as_bytes()) {
                for row in rows {
                    prop_assert!(!row.records.is_empty() || !row.findings.is_empty());
                }
            }
        }
    }
}
