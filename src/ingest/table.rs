//! Opening a file: what was understood of it.

use super::mapping::{self, ColumnUse};
use super::quality::Quality;
use super::row::{Reader, Row};
use super::sniff::{self, Bytes, Guarded, LONGEST_RECORD, TooLong};
use super::{IngestError, Via};
use crate::model::{Day, Kind};
use crate::normalize::{DateOrder, DecimalSign, Evidence, Habits, OrderEvidence, SignEvidence};
use crate::schema;
use crate::text::Nearness;
use encoding_rs::UTF_8;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// More columns than that is no table of ours.
const MOST_COLUMNS: usize = 2_000;

/// How to read files.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The kind of the records, where the headers shall not decide.
    pub kind: Option<Kind>,
    /// The day against which dates are found plausible.
    pub as_of: Day,
    /// How near a suggestion must be to be taken in the place of a cell that was not understood; `None` takes none.
    pub accept: Option<Nearness>,
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
    /// The decimal sign, for columns with numbers that show one, by header.
    pub decimal_signs: Vec<(String, Option<DecimalSign>)>,
}

/// A file that was understood and can be read.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    understood: Understood,
    habits: Vec<Habits>,
    encoding: &'static encoding_rs::Encoding,
    as_of: Day,
    accept: Option<Nearness>,
}

impl Table {
    /// What was understood of the file.
    pub fn understood(&self) -> &Understood {
        &self.understood
    }

    /// Reads the rows.
    pub fn rows(self) -> Rows {
        match reader(&self.path, self.encoding, self.understood.delimiter) {
            Ok((mut csv, since)) => {
                let skipped =
                    csv.headers().map(|_| ()).map_err(|error| failure(&self.understood.file, error));
                let reader = Reader::new(&self.understood, &self.habits, self.as_of, self.accept);
                let failed = skipped.err();
                let (file, columns) = (self.understood.file, self.understood.columns);
                Rows { csv: Some(csv), since, file, columns, reader, record: 0, failed }
            }
            Err(error) => {
                let reader = Reader::new(&self.understood, &self.habits, self.as_of, self.accept);
                let since = Arc::default();
                let (file, columns) = (self.understood.file, self.understood.columns);
                Rows { csv: None, since, file, columns, reader, record: 0, failed: Some(error) }
            }
        }
    }
}

/// The rows of a table.
pub struct Rows {
    csv: Option<csv::Reader<Box<dyn Read + Send>>>,
    since: Arc<AtomicU64>,
    file: String,
    columns: Vec<ColumnUse>,
    reader: Reader,
    record: u64,
    failed: Option<IngestError>,
}

impl Rows {
    /// What the columns held in the rows that were read so far.
    pub fn quality(&self) -> Vec<Quality> {
        self.reader.quality(&self.columns)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            self.csv = None;
            return Some(Err(error));
        }
        let csv = self.csv.as_mut()?;
        let mut record = csv::StringRecord::new();
        self.since.store(0, Ordering::Relaxed);
        match csv.read_record(&mut record) {
            Ok(true) => {
                self.record += 1;
                // The header is row 1.
                Some(Ok(self.reader.row(self.record + 1, record)))
            }
            Ok(false) => None,
            Err(error) => {
                self.csv = None;
                Some(Err(failure(&self.file, error)))
            }
        }
    }
}

/// The files that paths name: files as they are, and of a directory those ending in `.csv`, `.tsv`
/// or `.txt`, in the order of their names. Files of rejects and of warnings in a directory
/// are left out; named themselves they are read.
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
            let table = [".csv", ".tsv", ".txt"].iter().any(|ending| name.ends_with(ending));
            if table && !name.ends_with(".rejects.csv") && !name.ends_with(".warnings.csv") && entry.is_file()
            {
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
        let mut table = understand(path, name, *options)?;
        // A thread that panics has found a fault of ours, and this one goes the same way.
        let hash = hash.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        table.understood.sha256 = hash?;
        Ok(table)
    })
}

fn understand(path: &Path, name: &str, options: Options) -> Result<Table, IngestError> {
    let bytes = sniff::bytes(path, name)?;
    let (delimiter, headers) = delimiter(path, name, &bytes)?;
    if headers.len() > MOST_COLUMNS {
        return Err(IngestError::TooManyColumns {
            file: name.to_owned(),
            found: headers.len(),
            limit: MOST_COLUMNS,
        });
    }
    for (at, header) in headers.iter().enumerate() {
        if !header.trim().is_empty() && headers[..at].contains(header) {
            return Err(IngestError::DuplicateHeader { file: name.to_owned(), header: header.clone() });
        }
    }
    let (kind, columns) = mapping::map(name, &headers, options.kind)?;
    let (rows_seen, evidence) = look_through(path, name, &bytes, delimiter, &columns, options.as_of)?;
    let habits: Vec<Habits> = evidence.iter().map(Evidence::settled).collect();
    let date_orders = columns
        .iter()
        .zip(&evidence)
        .filter(|(_, e)| e.order != OrderEvidence::default())
        .map(|(column, e)| (column.header.clone(), e.order.settled()))
        .collect();
    let decimal_signs = columns
        .iter()
        .zip(&evidence)
        .filter(|(_, e)| e.sign != SignEvidence::default())
        .map(|(column, e)| (column.header.clone(), e.sign.settled()))
        .collect();
    let understood = Understood {
        file: name.to_owned(),
        kind,
        wide: columns.iter().any(|column| column.via == Via::Wide),
        encoding: bytes.encoding.name().to_owned(),
        bom: bytes.bom,
        delimiter,
        rows_seen,
        bytes: bytes.length,
        sha256: String::new(),
        columns,
        date_orders,
        decimal_signs,
    };
    Ok(Table {
        path: path.to_owned(),
        understood,
        habits,
        encoding: bytes.encoding,
        as_of: options.as_of,
        accept: options.accept,
    })
}

/// The separator under which most headers are understood; among equals the one that gives most
/// columns; a file of one column has none and counts as comma-separated.
fn delimiter(path: &Path, name: &str, bytes: &Bytes) -> Result<(char, Vec<String>), IngestError> {
    let mut best: Option<((usize, usize), char, Vec<String>)> = None;
    for candidate in [',', ';', '\t'] {
        let (mut csv, _) = reader(path, bytes.encoding, candidate)?;
        let headers: Vec<String> = match csv.headers() {
            Ok(headers) => headers.iter().map(|header| header.trim().to_owned()).collect(),
            Err(error) => return Err(failure(name, error)),
        };
        let rank = (mapping::understood(&headers), headers.len());
        if best.as_ref().is_none_or(|(top, _, _)| rank > *top) {
            best = Some((rank, candidate, headers));
        }
    }
    let (_, delimiter, headers) = best.unwrap_or_default();
    Ok((delimiter, headers))
}

/// The second pass: counts rows, gathers what the columns show of how they are written, and finds a quote
/// that is never closed.
fn look_through(
    path: &Path,
    name: &str,
    bytes: &Bytes,
    delimiter: char,
    columns: &[ColumnUse],
    as_of: Day,
) -> Result<(u64, Vec<Evidence>), IngestError> {
    let (mut csv, since) = reader(path, bytes.encoding, delimiter)?;
    let telling: Vec<(usize, &schema::Field)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, used)| {
            let target = used.target.as_ref()?;
            Some((at, &schema::table(target.kind).fields[target.column]))
        })
        .filter(|(_, field)| Evidence::is_of(field))
        .collect();
    let mut evidence = vec![Evidence::default(); columns.len()];
    csv.headers().map_err(|error| failure(name, error))?;
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    let mut last_start = 1;
    loop {
        since.store(0, Ordering::Relaxed);
        match csv.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(failure(name, error)),
        }
        rows += 1;
        last_start = record.position().map_or(last_start, csv::Position::line);
        for &(at, field) in &telling {
            if let Some(text) = record.get(at) {
                evidence[at].add(field, text, as_of);
            }
        }
    }
    // With an odd number of quotes, a last record that runs over several lines swallowed them.
    let lines = csv.position().line();
    if bytes.odd_quotes && lines > last_start + 1 && record_spans_lines(path, bytes, delimiter, name)? {
        return Err(IngestError::UnclosedQuote { file: name.to_owned(), line: last_start });
    }
    Ok((rows, evidence))
}

/// Whether the last record holds a line break inside a cell.
fn record_spans_lines(path: &Path, bytes: &Bytes, delimiter: char, name: &str) -> Result<bool, IngestError> {
    let (mut csv, since) = reader(path, bytes.encoding, delimiter)?;
    let mut record = csv::StringRecord::new();
    let mut spans = false;
    loop {
        since.store(0, Ordering::Relaxed);
        match csv.read_record(&mut record) {
            Ok(true) => spans = record.iter().any(|cell| cell.contains('\n')),
            Ok(false) => return Ok(spans),
            Err(error) => return Err(failure(name, error)),
        }
    }
}

type Source = Box<dyn Read + Send>;

fn reader(
    path: &Path,
    encoding: &'static encoding_rs::Encoding,
    delimiter: char,
) -> Result<(csv::Reader<Source>, Arc<AtomicU64>), IngestError> {
    let file = File::open(path).map_err(IngestError::io(path))?;
    let (guarded, since) = Guarded::new(file);
    let source: Source = if encoding == UTF_8 {
        Box::new(guarded)
    } else {
        Box::new(encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(guarded))
    };
    let csv = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .flexible(true)
        .buffer_capacity(64 * 1024)
        .from_reader(source);
    Ok((csv, since))
}

fn failure(file: &str, error: csv::Error) -> IngestError {
    let too_long = match error.kind() {
        csv::ErrorKind::Io(io) => io.get_ref().is_some_and(|inner| inner.is::<TooLong>()),
        _ => false,
    };
    if too_long {
        return IngestError::TooLong { file: file.to_owned(), limit: LONGEST_RECORD };
    }
    IngestError::Csv { file: file.to_owned(), source: error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(content: &[u8]) -> Result<(Understood, Vec<Row>), IngestError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f.csv");
        std::fs::write(&path, content).unwrap();
        let options = Options { kind: None, as_of: "2026-01-01".parse().unwrap(), accept: None };
        let table = open(&path, "f.csv", &options)?;
        let understood = table.understood().clone();
        Ok((understood, table.rows().collect::<Result<_, _>>()?))
    }

    #[test]
    fn an_unclosed_quote_is_named_by_its_line() {
        let error = read(b"worker_id,full_name\nW1,a\nW2,\"b\nW3,c\nW4,d\n").unwrap_err();
        assert!(matches!(error, IngestError::UnclosedQuote { line: 3, .. }), "{error}");
        // A quote inside a cell is a sign like any other.
        assert_eq!(read(b"worker_id,full_name\nW1,5\" pipe\nW2,b\n").unwrap().1.len(), 2);
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
            Err(IngestError::TooManyColumns { found: 3000, .. })
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
