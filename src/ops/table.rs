//! A table of any columns: what `dedupe`, `resolve`, lexicons and `normalize-csv` read.
//!
//! Every file goes through [`tabular`], as in an import, so that no command sees another header or other cells in a file
//! than the next one does.

use crate::ingest;
use crate::message::{Explained, Hint, Setting, codes, whole_file};
use crate::model::NotA;
use crate::rule::Place;
use crate::tabular::{
    self, Fault, Form, Input, PassedOver, Records, TabularError, TabularReason, TextEncoding, TextRecord,
};
use crate::text::{fold, nearest};
use serde::Serialize;
use std::path::PathBuf;

/// Remarks kept for the report.
const SHOWN: usize = 20;

/// How near the name of a column must be to be proposed.
const NEAR: f64 = 0.6;

/// Which file, and how it is read where its bytes do not decide.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The file; `-` is standard input.
    pub file: PathBuf,
    /// The encoding.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook, by name or number.
    pub sheet: Option<String>,
}

impl From<PathBuf> for Source {
    fn from(file: PathBuf) -> Self {
        Self { file, encoding: None, sheet: None }
    }
}

/// How a file was understood, and what was done with its rows.
#[derive(Debug, Clone, Serialize)]
pub struct TableReport {
    /// The file.
    pub file: String,
    /// Its form; absent when it is empty.
    pub form: Option<Form>,
    /// The header: all rows of it joined, as written.
    pub header: Vec<String>,
    /// Rows below it.
    pub rows: u64,
    /// Rows put right for certain.
    pub repaired: u64,
    /// Rows put right by a guess.
    pub guessed: u64,
    /// Rows that do not fit and were taken as they are.
    pub ragged: u64,
    /// Rows that look like totals or remarks; they were taken too.
    pub footers: u64,
    /// The first rows with something to say of them.
    pub remarks: Vec<TableRemark>,
    /// Rows left out.
    pub passed_over: Vec<Left>,
}

/// Something about a row.
#[derive(Debug, Clone, Serialize)]
pub struct TableRemark {
    /// Its number in the file, from 1.
    pub row: u64,
    /// What.
    pub what: TabularReason,
}

/// Rows left out.
#[derive(Debug, Clone, Serialize)]
pub struct Left {
    /// Which.
    pub what: &'static str,
    /// How many.
    pub count: u64,
    /// The first one's number.
    pub first: u64,
}

impl TableReport {
    /// The report of a file of which nothing was read yet.
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            form: None,
            header: Vec::new(),
            rows: 0,
            repaired: 0,
            guessed: 0,
            ragged: 0,
            footers: 0,
            remarks: Vec::new(),
            passed_over: Vec::new(),
        }
    }

    /// Counts a row.
    pub(super) fn add(&mut self, record: &TextRecord) {
        self.rows += 1;
        let Some(fault) = &record.fault else { return };
        match fault {
            Fault::Repaired(repair) if repair.certain => self.repaired += 1,
            Fault::Repaired(_) => self.guessed += 1,
            Fault::Ragged { .. } | Fault::Undecodable => self.ragged += 1,
            Fault::Footer | Fault::Totals => self.footers += 1,
        }
        if self.remarks.len() < SHOWN {
            self.remarks.push(TableRemark { row: record.number, what: fault.reason() });
        }
    }

    /// Closes the report after the last row.
    pub(super) fn close(&mut self, table: &tabular::Table, records: &Records) {
        let left = |passed: &PassedOver| Left {
            what: passed.what.as_str(),
            count: passed.count,
            first: passed.first,
        };
        self.passed_over = records.passed_over().iter().map(left).collect();
        self.header = table.written_header().to_vec();
        self.form = Some(table.form().clone());
    }
}

/// A reply to the rows of a table, or to a single text.
#[derive(Debug, Clone)]
pub struct Answers<T> {
    /// One or more for each row, in the order of the rows.
    pub rows: Vec<T>,
    /// How the table was understood, where there is one.
    pub read: Option<TableReport>,
}

/// Why a table cannot be used for what is asked.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It is no table.
    #[error(transparent)]
    Tabular(#[from] TabularError),
    /// It has no such column.
    #[error("{file}: there is no column `{column}`; the columns are {}", .found.join(", "))]
    NoColumn {
        /// The file.
        file: String,
        /// The column asked for.
        column: String,
        /// The nearest one.
        nearest: Option<String>,
        /// The columns that are there, in backticks.
        found: Vec<String>,
    },
    /// It has no column of what a lexicon needs.
    #[error("{file}: no column for the {wanted} (one of {names}); the columns are {}", .found.join(", "))]
    NoColumnFor {
        /// The file.
        file: String,
        /// What is missing.
        wanted: &'static str,
        /// The headers that would do.
        names: String,
        /// The columns that are there, in backticks.
        found: Vec<String>,
    },
    /// A row of a lexicon has no unit group.
    #[error("{file}, row {row}: `{value}` is not a four-digit ISCO-08 unit group such as 2221")]
    UnitGroup {
        /// The file.
        file: String,
        /// The row as spreadsheets count them, from 1.
        row: u64,
        /// The cell.
        value: String,
    },
    /// No row of a lexicon has a label.
    #[error("{file}: no row has a label")]
    NoLabel {
        /// The file.
        file: String,
    },
    /// An amount is no number.
    #[error(
        "{file}, row {row}, column `{column}`: `{value}` is not a number; expected digits with a point, such as `1234.5`"
    )]
    Amount {
        /// The file.
        file: String,
        /// The row as spreadsheets count them, from 1.
        row: u64,
        /// The column.
        column: String,
        /// The cell.
        value: String,
    },
    /// No column can be compared.
    #[error(
        "{file}: no column is a name, birth date, address, phone, e-mail or number; the columns are {}",
        .found.join(", ")
    )]
    NothingKnown {
        /// The file.
        file: String,
        /// The columns that are there, in backticks.
        found: Vec<String>,
    },
    /// A recipe cannot be read.
    #[error("{}: {source}", path.display())]
    NoRecipe {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A recipe is no TOML of texts.
    #[error("{}: {reason}", path.display())]
    Recipe {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A recipe names something that columns cannot be.
    #[error("{}: column `{column}` cannot be `{}`: use {}", path.display(), source.value, source.expected)]
    Meaning {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// What it was said to be.
        source: NotA,
    },
}

impl Explained for TableError {
    codes! {
        Tabular => error,
        NoColumn = "table-no-column",
        NoColumnFor = "lexicon-no-column",
        UnitGroup = "lexicon-code",
        NoLabel = "lexicon-empty",
        Amount = "table-no-amount",
        NothingKnown = "table-nothing-known",
        NoRecipe = "dedupe-recipe-file",
        Recipe = "dedupe-recipe",
        Meaning = "dedupe-recipe-meaning",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Tabular(error) => error.hints(),
            Self::NoColumn { nearest, .. } => Hint::nearest(nearest.as_deref()),
            Self::NothingKnown { .. } => vec![Hint::Say(Setting::Recipe, Vec::new())],
            _ => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Tabular(error) => error.place(),
            Self::NoColumn { file, .. }
            | Self::NoColumnFor { file, .. }
            | Self::NoLabel { file }
            | Self::NothingKnown { file, .. } => whole_file(file),
            Self::UnitGroup { file, row, value } => {
                Some(Place { file: file.clone(), row: *row, value: value.clone(), ..Place::default() })
            }
            Self::Amount { file, row, column, value } => {
                Some(Place { file: file.clone(), row: *row, column: column.clone(), value: value.clone() })
            }
            Self::NoRecipe { path, .. } | Self::Recipe { path, .. } | Self::Meaning { path, .. } => {
                whole_file(path.display())
            }
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number in the file as spreadsheets count them, from 1.
    pub(super) number: u64,
    /// Its cells, at least one a column.
    pub(super) cells: csv::StringRecord,
}

/// A table, read whole.
#[derive(Debug)]
pub(super) struct Whole {
    /// One header a column, as it is best understood.
    pub(super) headers: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) read: TableReport,
    /// How many rows of the file end with the header.
    above: u64,
}

/// Opens the table of a source.
///
/// # Errors
/// [`TabularError`] when it is no table.
pub(super) fn open(
    source: &Source,
    input: &Input,
    judge: Option<tabular::Judge<'_>>,
) -> Result<tabular::Table, TabularError> {
    let options = tabular::TableOptions {
        encoding: source.encoding,
        sheet: source.sheet.as_deref(),
        judge,
        ..tabular::TableOptions::default()
    };
    tabular::open(input.path(), input.name(), &options)
}

impl Whole {
    /// Reads the table of a source. `asked` are columns that the user names.
    ///
    /// # Errors
    /// [`TabularError`] when it is no table.
    pub(super) fn read(source: &Source, asked: &[&str]) -> Result<Self, TabularError> {
        let input = Input::of(&source.file)?;
        Self::of(source, &input, asked)
    }

    /// The same of an input that is there already.
    ///
    /// # Errors
    /// [`TabularError`] when it is no table.
    pub(super) fn of(source: &Source, input: &Input, asked: &[&str]) -> Result<Self, TabularError> {
        let asked: Vec<String> = asked.iter().map(|name| fold(name)).collect();
        // A row that has the columns that the user names is likely the header.
        let judge = |headers: &[String]| {
            let named = asked.iter().filter(|name| headers.iter().any(|header| fold(header) == **name));
            ingest::understood(headers).max(named.count())
        };
        let table = open(source, input, Some(&judge))?;
        let headers: Vec<String> = table.header().iter().map(|header| header.trim().to_owned()).collect();
        let mut read = TableReport::of(input.name());
        let mut rows = Vec::new();
        let mut records = table.records()?;
        let mut record = TextRecord::default();
        while records.read(&mut record)? {
            read.add(&record);
            let mut cells = std::mem::take(&mut record.cells);
            (cells.len()..headers.len()).for_each(|_| cells.push_field(""));
            rows.push(Row { number: record.number, cells });
        }
        read.close(&table, &records);
        Ok(Self { headers, rows, read, above: table.rows_above() })
    }

    /// The place of a column: as written, else by its header of several rows, else apart from case, accents and signs.
    ///
    /// # Errors
    /// [`TableError::NoColumn`] when there is none of that name.
    pub(super) fn column(&self, name: &str) -> Result<usize, TableError> {
        let written = &self.read.header;
        let exact = |headers: &[String]| headers.iter().position(|header| header.trim() == name.trim());
        let folded = fold(name);
        let alike = |headers: &[String]| headers.iter().position(|header| fold(header) == folded);
        exact(&self.headers)
            .or_else(|| exact(written))
            .or_else(|| alike(&self.headers))
            .or_else(|| alike(written))
            .ok_or_else(|| TableError::NoColumn {
                file: self.read.file.clone(),
                column: name.to_owned(),
                nearest: nearest(name, self.headers.iter().map(String::as_str), NEAR).map(str::to_owned),
                found: self.quoted(),
            })
    }

    /// The place of a column that need not be asked for.
    ///
    /// # Errors
    /// [`TableError::NoColumn`] when it is asked for and there is none of that name.
    pub(super) fn column_if(&self, name: Option<&str>) -> Result<Option<usize>, TableError> {
        name.map(|name| self.column(name)).transpose()
    }

    /// The identifier of a row: the cell of a column, or its number below the header, from 1.
    pub(super) fn id(&self, row: &Row, column: Option<usize>) -> String {
        match column {
            Some(column) => row.cells.get(column).unwrap_or_default().to_owned(),
            None => row.number.saturating_sub(self.above).to_string(),
        }
    }

    /// The headers in backticks, for messages.
    pub(super) fn quoted(&self) -> Vec<String> {
        self.headers.iter().map(|header| format!("`{header}`")).collect()
    }
}

/// The rows of a table with the texts of one column, each with the identifier of its row.
///
/// # Errors
/// [`TableError`] when the file is no table or lacks a column.
pub(super) fn texts(
    source: &Source,
    id: Option<&str>,
    text: &str,
) -> Result<(Vec<(String, String)>, TableReport), TableError> {
    let asked: Vec<&str> = id.into_iter().chain([text]).collect();
    let table = Whole::read(source, &asked)?;
    let (text, id) = (table.column(text)?, table.column_if(id)?);
    let of = |row: &Row| (table.id(row, id), row.cells.get(text).unwrap_or_default().to_owned());
    let texts = table.rows.iter().map(of).collect();
    Ok((texts, table.read))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::ops::normalize_csv::normalize_csv;
    use proptest::prelude::*;
    use proptest::sample::select;
    use std::io::Write as _;

    /// How a file is written around its table.
    #[derive(Debug, Clone, Copy)]
    struct Dress {
        delimiter: u8,
        title: bool,
        encoding: &'static encoding_rs::Encoding,
        bom: bool,
        packed: bool,
    }

    fn bytes(dress: Dress, rows: &[Vec<String>]) -> Vec<u8> {
        let mut text = Vec::new();
        if dress.title {
            text.extend(b"Staff of the clinic\r\n\r\n");
        }
        let mut writer = csv::WriterBuilder::new().delimiter(dress.delimiter).from_writer(&mut text);
        writer.write_record(["worker_id", "full_name", "birth_date", "phone", "notes"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        drop(writer);
        let text = String::from_utf8(text).unwrap();
        let mut out = dress.encoding.encode(&text).0.into_owned();
        if dress.bom && dress.encoding == encoding_rs::UTF_8 {
            out.splice(0..0, *b"\xEF\xBB\xBF");
        }
        if dress.packed {
            let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packing.write_all(&out).unwrap();
            out = packing.finish().unwrap();
        }
        out
    }

    fn dress() -> impl Strategy<Value = Dress> {
        let encodings = vec![encoding_rs::UTF_8, encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1251];
        let dress =
            (select(b",;\t|".to_vec()), any::<bool>(), select(encodings), any::<bool>(), any::<bool>());
        dress.prop_map(|(delimiter, title, encoding, bom, packed)| Dress {
            delimiter,
            title,
            encoding,
            bom,
            packed,
        })
    }

    fn row() -> impl Strategy<Value = Vec<String>> {
        let name = "[A-Z][a-zé]{1,6}( [A-Z][a-zü]{1,6})?|";
        let cells =
            (name, "19[5-9][0-9]-0[1-9]-1[0-9]|n/a|", "[+]?[0-9]{7,11}|", "[a-z ,;\"]{0,9}|total|a\nb");
        cells.prop_map(|(name, born, phone, notes)| vec![String::new(), name, born, phone, notes])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// One file has one header and the same cells for `normalize-csv`, import, `dedupe` and `resolve`.
        #[test]
        fn every_command_sees_the_same_table(
            dress in dress(),
            mut rows in proptest::collection::vec(row(), 1..7),
        ) {
            for (at, row) in rows.iter_mut().enumerate() {
                row[0] = format!("W-{:03}", at + 1);
                // Letters that the encoding has.
                if dress.encoding == encoding_rs::WINDOWS_1251 {
                    row[1] = row[1].replace('é', "ш").replace('ü', "я");
                }
            }
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(&bytes(dress, &rows)).unwrap();
            let source = Source { encoding: Some(dress.encoding.into()), ..Source::from(file.path().to_owned()) };

            let whole = Whole::read(&source, &["full_name"]).unwrap();
            let cells: Vec<Vec<&str>> = whole.rows.iter().map(|row| row.cells.iter().collect()).collect();

            let mut out = Vec::new();
            let report = normalize_csv(&source, &mut out).unwrap();
            let written = csv::ReaderBuilder::new().flexible(true).from_reader(&out[..]).into_records();
            let written: Vec<csv::StringRecord> = written.collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(&report.header, &whole.headers);
            prop_assert_eq!(written.iter().map(|row| row.iter().collect::<Vec<_>>()).collect::<Vec<_>>(), cells.clone());

            let options = ingest::ReadOptions {
                kind: Some(Kind::Worker),
                encoding: source.encoding,
                ..ingest::ReadOptions::new("2026-01-01".parse().unwrap())
            };
            let table = ingest::open(file.path(), "f.csv", &options).unwrap();
            let headers: Vec<&str> = table.understood().columns.iter().map(|c| c.header.as_str()).collect();
            prop_assert_eq!(headers, whole.headers.iter().map(String::as_str).collect::<Vec<_>>());
            let imported: Vec<ingest::ParsedRow> = table.rows().collect::<Result<_, _>>().unwrap();
            // A cell that a row lacks is blank.
            let width = whole.headers.len();
            let filled = |row: &ingest::ParsedRow| {
                let mut cells: Vec<String> = row.original.iter().map(str::to_owned).collect();
                cells.resize(cells.len().max(width), String::new());
                cells
            };
            let imported: Vec<Vec<String>> = imported.iter().map(filled).collect();
            prop_assert_eq!(imported, cells);

            let (texts, _) = texts(&source, Some("worker_id"), "full_name").unwrap();
            let named: Vec<(&str, &str)> =
                whole.rows.iter().map(|row| (row.cells.get(0).unwrap(), row.cells.get(1).unwrap())).collect();
            prop_assert_eq!(texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect::<Vec<_>>(), named);
        }
    }
}
