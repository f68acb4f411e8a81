//! The one place that decides how a reply is printed: as a document, as rows, or as text.
//!
//! A command hands over its reply once: the value that JSON shows, its rows, and its text for people. Only the form
//! that was asked for is made.

use super::out;
use super::render::{self, Format};
use crate::message::{Explained, Hint, Message, Setting, codes};
use crate::ops::OpsError;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What printing returns.
pub(super) type Printed = Result<(), Box<dyn std::error::Error>>;

/// The rows of a reply: what CSV has, and what `--columns` chooses from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// Rows under headers; each row has as many cells as there are headers.
    pub(super) fn new<H: AsRef<str>>(headers: &[H], rows: Vec<Vec<String>>) -> Self {
        Self { headers: headers.iter().map(|header| header.as_ref().to_owned()).collect(), rows }
    }

    /// The names of the columns.
    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The cells, row by row.
    pub(super) fn cells(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Only the named columns, in the order of their names.
    fn only(self, columns: &[String]) -> Result<Self, OpsError> {
        let places = places(&self.headers, columns)?;
        let chosen = |row: &Vec<String>| -> Vec<String> {
            places.iter().map(|&place| row.get(place).cloned().unwrap_or_default()).collect()
        };
        Ok(Self { headers: chosen(&self.headers), rows: self.rows.iter().map(chosen).collect() })
    }
}

/// The places of columns among the headers.
fn places<H: AsRef<str>>(headers: &[H], columns: &[String]) -> Result<Vec<usize>, OpsError> {
    let place = |column: &String| {
        let place = headers.iter().position(|header| header.as_ref() == column);
        place.ok_or_else(|| OpsError::no_column(column, headers.iter().map(AsRef::as_ref)))
    };
    columns.iter().map(place).collect()
}

/// A way of printing that a command does not have.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    /// JSON has all columns.
    #[error("`--columns` chooses columns of tables and CSV, and JSON has everything")]
    ColumnsOfJson,
    /// The command speaks to people alone.
    #[error("`corridor {command}` cannot be printed as {format}: {because}")]
    Format {
        /// The command.
        command: &'static str,
        /// The format.
        format: &'static str,
        /// Why.
        because: &'static str,
    },
}

impl Explained for Refused {
    codes! {
        ColumnsOfJson = "usage-columns-of-json",
        Format = "usage-no-such-format",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::ColumnsOfJson => vec![Hint::LeaveAway(Setting::Columns)],
            Self::Format { .. } => vec![Hint::LeaveAway(Setting::Format)],
        }
    }
}

/// Rows of CSV that are written one by one.
pub(super) struct RowStream {
    rows: render::CsvRows,
    /// The places of the columns that are printed.
    places: Vec<usize>,
}

impl RowStream {
    /// Prints rows, and hands them over at once.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(super) fn print(&mut self, rows: &Rows) -> std::io::Result<()> {
        for row in rows.cells() {
            let cells = self.places.iter().map(|&place| row.get(place).map_or("", String::as_str));
            self.rows.row(cells)?;
        }
        self.rows.flush()
    }

    /// Ends the rows: a file appears now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(self) -> std::io::Result<()> {
        self.rows.finish()
    }
}

/// How replies are printed.
#[derive(Debug, Clone)]
pub(super) struct Output {
    format: Format,
    columns: Vec<String>,
    /// Whether a flag named the format: what was set for every command is left aside by a command that has one format.
    asked: bool,
    /// Where replies go: a file, or `-` for standard output.
    to: PathBuf,
}

impl Output {
    /// Output in a format with these columns, or with all columns where none is named. `asked` says whether a flag named
    /// the format.
    ///
    /// # Errors
    /// [`Refused::ColumnsOfJson`] when columns are chosen of a document.
    pub(super) fn new(format: Format, columns: Vec<String>, asked: bool) -> Result<Self, Refused> {
        if format == Format::Json && !columns.is_empty() {
            return Err(Refused::ColumnsOfJson);
        }
        Ok(Self { format, columns, asked, to: PathBuf::from("-") })
    }

    /// The same into a file, which appears whole or not at all. There it is CSV unless another format is set: tables are for
    /// terminals.
    pub(super) fn for_file(&self, path: &Path) -> Self {
        let format = if self.format == Format::Table { Format::Csv } else { self.format };
        Self { format, to: path.to_owned(), ..self.clone() }
    }

    /// Where replies go.
    pub(super) fn to(&self) -> &Path {
        &self.to
    }

    /// That the place of replies cannot be written.
    pub(super) fn failed(&self) -> impl FnOnce(std::io::Error) -> OpsError + use<> {
        let path = self.to.clone();
        move |source| OpsError::Write { path, source }
    }

    /// The format.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Refuses columns that the reply will not have, before anything is done. What prints the reply has the same headers.
    ///
    /// # Errors
    /// [`OpsError::NoColumn`] with the nearest one.
    pub(super) fn expect(&self, headers: &[&str]) -> Result<(), OpsError> {
        places(headers, &self.columns).map(|_| ())
    }

    /// The columns to show; all of them where none is named.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Refuses every format but text when a flag asks for it.
    ///
    /// # Errors
    /// [`Refused::Format`] with the reason.
    pub(super) fn text_only(&self, command: &'static str, because: &'static str) -> Result<(), Refused> {
        let format = match self.format {
            _ if !self.asked => return Ok(()),
            Format::Table => return Ok(()),
            Format::Json => "JSON",
            Format::Csv => "CSV",
        };
        Err(Refused::Format { command, format, because })
    }

    /// Prints a reply.
    ///
    /// # Errors
    /// When a column is not there, or the place of replies cannot be written.
    pub(super) fn print<D: Serialize + ?Sized>(
        &self,
        document: &D,
        rows: impl FnOnce() -> Rows,
        text: impl FnOnce() -> String,
    ) -> Printed {
        let put = |write: &dyn Fn(&mut dyn Write) -> std::io::Result<()>| {
            if out::is_stdout(&self.to) {
                return write(&mut std::io::stdout().lock()).map_err(Box::from);
            }
            out::write(&self.to, |to| write(to).map_err(self.failed())).map_err(Box::from)
        };
        match self.format {
            Format::Json => put(&|to| render::json_to(to, document)),
            Format::Csv => {
                let rows = self.chosen(rows())?;
                put(&|to| render::csv_to(to, &rows.headers, &rows.rows))
            }
            Format::Table if self.columns.is_empty() => {
                let text = render::fitted(&text());
                put(&|to| render::text_to(to, &text))
            }
            Format::Table => {
                let rows = self.chosen(rows())?;
                let text = render::table(&rows.headers, &rows.rows);
                put(&|to| render::text_to(to, &text))
            }
        }
    }

    /// Says notes of a reply on standard error where its rows have no place for them; documents and texts hold them.
    pub(super) fn notes(&self, notes: &[Message]) {
        let in_rows = self.format == Format::Csv || self.format == Format::Table && !self.columns.is_empty();
        if in_rows {
            notes.iter().for_each(|note| render::note(&format!("note: {}", note.text)));
        }
    }

    /// Where rows of CSV go one by one, as soon as they are known; `None` for the other formats, which print a whole reply.
    ///
    /// # Errors
    /// When a column is not there, or the place of replies cannot be written.
    pub(super) fn stream(&self, headers: &[&str]) -> Result<Option<RowStream>, Box<dyn std::error::Error>> {
        if self.format != Format::Csv {
            return Ok(None);
        }
        let places = match &self.columns[..] {
            [] => (0..headers.len()).collect(),
            chosen => places(headers, chosen)?,
        };
        let names: Vec<&str> = places.iter().filter_map(|&place| headers.get(place).copied()).collect();
        let rows = render::CsvRows::begin(&names, &self.to).map_err(self.failed())?;
        Ok(Some(RowStream { rows, places }))
    }

    fn chosen(&self, rows: Rows) -> Result<Rows, OpsError> {
        if self.columns.is_empty() { Ok(rows) } else { rows.only(&self.columns) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_chosen_by_name_in_the_order_asked_for_and_a_strange_one_names_the_nearest() {
        let rows = Rows::new(&["id", "score"], vec![vec!["W-1".to_owned(), "700".to_owned()]]);
        let chosen = rows.clone().only(&["score".to_owned(), "id".to_owned()]).unwrap();
        assert_eq!(chosen, Rows::new(&["score", "id"], vec![vec!["700".to_owned(), "W-1".to_owned()]]));
        let error = rows.only(&["scores".to_owned()]).unwrap_err();
        assert_eq!(error.hints(), [Hint::Nearest("score".to_owned())]);
        let early = Output::new(Format::Csv, vec!["scores".to_owned()], true).unwrap();
        assert!(early.expect(&["id", "score"]).is_err() && early.expect(&["scores"]).is_ok());
    }

    #[test]
    fn columns_of_a_document_are_refused() {
        assert!(Output::new(Format::Json, vec!["id".to_owned()], true).is_err());
        assert!(Output::new(Format::Csv, vec!["id".to_owned()], true).is_ok());
    }
}
