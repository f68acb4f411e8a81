//! How replies look: tables for people, JSON and CSV for programs, errors with a way out.

use crate::files::WholeFile;
use crate::text;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// How to print a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// Tables and sentences.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// Rows of CSV.
    Csv,
}

/// What printing returns: output can be closed at any time.
pub(super) type Printed = std::io::Result<()>;

/// Prints lines of text to standard output.
pub(super) fn text(text: &str) -> Printed {
    text_to(std::io::stdout().lock(), text)
}

/// Writes text that ends with a line.
pub(super) fn text_to(mut to: impl Write, text: &str) -> Printed {
    to.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        to.write_all(b"\n")?;
    }
    to.flush()
}

/// Writes a reply as JSON.
pub(super) fn json_to<T: Serialize + ?Sized>(to: impl Write, reply: &T) -> Printed {
    let json = serde_json::to_string_pretty(reply).map_err(std::io::Error::other)?;
    text_to(to, &json)
}

/// Rows of CSV that go one by one to a file, which appears when they are whole, or to standard output.
pub(super) struct CsvRows(csv::Writer<WholeFile>);

impl CsvRows {
    /// Begins with the headers; `-` is standard output.
    pub(super) fn begin(headers: &[&str], path: &Path) -> std::io::Result<Self> {
        let mut writer = csv::Writer::from_writer(WholeFile::create(path)?);
        writer.write_record(headers).map_err(of_csv)?;
        Ok(Self(writer))
    }

    /// Ends the rows, and puts the file in its place.
    pub(super) fn finish(self) -> Printed {
        self.0.into_inner().map_err(csv::IntoInnerError::into_error)?.finish()
    }

    /// Writes a row.
    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Printed {
        let guarded: Vec<_> = cells.map(text::guarded).collect();
        self.0.write_record(guarded.iter().map(|cell| cell.as_bytes())).map_err(of_csv)
    }

    /// Hands over what was written.
    pub(super) fn flush(&mut self) -> Printed {
        self.0.flush()
    }
}

/// Writes rows as CSV.
pub(super) fn csv_to<H: AsRef<str>>(to: impl Write, headers: &[H], rows: &[Vec<String>]) -> Printed {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(headers.iter().map(|header| header.as_ref().as_bytes())).map_err(of_csv)?;
    for row in rows {
        let guarded: Vec<_> = row.iter().map(|cell| text::guarded(cell)).collect();
        writer.write_record(guarded.iter().map(|cell| cell.as_bytes())).map_err(of_csv)?;
    }
    writer.flush()
}

/// The system's own error, so that a closed pipe is known for one.
fn of_csv(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => std::io::Error::other(format!("{kind:?}")),
    }
}

/// Lays rows out as a table that fits the terminal. Cells of identifiers and codes are never broken: a table that would
/// be wider than the terminal loses its frame, and if that is not enough, its columns stand one below the other, row by row.
pub(super) fn table<H: AsRef<str>>(headers: &[H], rows: &[Vec<String>]) -> String {
    let framed = beside(headers, rows, true);
    let columns = known_width();
    match columns {
        Some(columns) if is_wider(&framed, columns) => {
            fitting(beside(headers, rows, false), headers, rows, Some(columns))
        }
        _ => framed,
    }
}

/// Whether a line of a table has more columns.
fn is_wider(table: &str, columns: u16) -> bool {
    table.lines().any(|line| textwrap::core::display_width(line) > usize::from(columns))
}

/// The table as laid out, where it fits; else its columns one below the other.
fn fitting<H: AsRef<str>>(
    table: String,
    headers: &[H],
    rows: &[Vec<String>],
    columns: Option<u16>,
) -> String {
    match columns.filter(|columns| is_wider(&table, *columns)) {
        Some(columns) => stacked(headers, rows, usize::from(columns)),
        None => table,
    }
}

/// Rows as paragraphs: each cell behind the header of its column. A blank cell is left out.
fn stacked<H: AsRef<str>>(headers: &[H], rows: &[Vec<String>], columns: usize) -> String {
    let widths = headers.iter().map(|header| textwrap::core::display_width(header.as_ref()));
    let label = widths.max().unwrap_or_default().min(columns / 3) + 2;
    let mut paragraphs = Vec::new();
    for row in rows {
        let mut paragraph = String::new();
        for (header, cell) in headers.iter().map(AsRef::as_ref).zip(row).filter(|(_, cell)| !cell.is_empty())
        {
            let text = wrapped_at(cell, label, columns);
            let wide = textwrap::core::display_width(header);
            if wide + 2 > label {
                paragraph.push_str(header);
                paragraph.push('\n');
                paragraph.push_str(&text);
            } else {
                paragraph.push_str(header);
                paragraph.push_str(&" ".repeat(label - wide));
                paragraph.push_str(text.get(label..).unwrap_or_default());
            }
        }
        paragraphs.push(paragraph.trim_end().to_owned());
    }
    paragraphs.join("\n\n")
}

/// A text for a terminal: lines that are wider than it are wrapped, those of tables stay. Where nobody knows how wide it
/// is, as in a pipe, every line stays as it is.
pub(super) fn fitted(text: &str) -> String {
    known_width().map_or_else(|| text.to_owned(), |columns| fitted_to(text, usize::from(columns)))
}

fn fitted_to(text: &str, columns: usize) -> String {
    let mut fitted = String::new();
    for line in text.lines() {
        let of_table = line.starts_with(['│', '┌', '└', '╞']);
        if of_table || textwrap::core::display_width(line) <= columns {
            fitted.push_str(line);
            fitted.push('\n');
        } else {
            let indent = line.chars().take_while(|c| *c == ' ').count();
            fitted.push_str(&wrapped_at(line, indent, columns));
        }
    }
    fitted
}

/// Rows laid out with their columns beside one another, in a frame or with one blank between them.
fn beside<H: AsRef<str>>(headers: &[H], rows: &[Vec<String>], framed: bool) -> String {
    let mut table = Table::new();
    table.load_style(if framed { presets::UTF8_BORDERS_ONLY } else { presets::UTF8_HORIZONTAL_ONLY });
    let padding = if framed { PADDING } else { 1 };
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width());
    table.set_header(headers.iter().map(AsRef::as_ref));
    table.add_rows(rows.iter().cloned());
    for (place, column) in table.column_iter_mut().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(place));
        let header = headers.get(place).map(AsRef::as_ref).unwrap_or_default();
        let words = cells().map(String::as_str).chain([header]).flat_map(str::split_whitespace);
        let widest = words.map(textwrap::core::display_width).max();
        let codes = cells().all(|cell| !cell.contains(char::is_whitespace));
        let least = widest.unwrap_or_default().min(if codes { LONGEST_CODE } else { LONGEST_WORD });
        let least = u16::try_from(least).unwrap_or(u16::MAX).saturating_add(padding);
        if !framed {
            column.set_padding((0, 1));
        }
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    table.to_string()
}

/// Lays out names and counts: the counts to the right.
pub(super) fn counts(headers: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_header(headers.iter().copied());
    table.add_rows(rows.iter().cloned());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    fitting(table.to_string(), headers, rows, known_width())
}

/// A number with what it counts: `1 row`, `2 rows`.
pub(super) fn number_of(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A code is an identifier of a record, a rule or a pack: the longest of them are shorter.
const LONGEST_CODE: usize = 60;
/// A longer word of a sentence may be broken.
const LONGEST_WORD: usize = 18;
/// Blanks beside the text of a cell.
const PADDING: u16 = 2;
/// Columns to print on where nobody knows how many there are.
const WIDTH: u16 = 110;
/// A table cannot be laid out on fewer columns.
const LEAST_WIDTH: u16 = 40;

/// The columns to print on: those that are known, else 110.
pub(super) fn width() -> u16 {
    known_width().unwrap_or(WIDTH)
}

/// What `COLUMNS` says, else the columns of the terminal; at least 40.
fn known_width() -> Option<u16> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| columns);
    said.filter(|columns| *columns > 0).or_else(seen).map(|columns: u16| columns.max(LEAST_WIDTH))
}

/// Prints something a waiting person should know.
pub(super) fn note(text: &str) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The codes that begin and end a style on standard error where it shows colors: on a terminal, and never with
/// `NO_COLOR`.
pub(super) fn style(code: &str) -> (String, &'static str) {
    styled(code, &std::io::stderr())
}

/// The same on standard output.
pub(super) fn style_out(code: &str) -> (String, &'static str) {
    styled(code, &std::io::stdout())
}

fn styled(code: &str, stream: &impl anstream::stream::RawStream) -> (String, &'static str) {
    match anstream::AutoStream::choice(stream) {
        anstream::ColorChoice::Never => (String::new(), ""),
        _ => (format!("\x1b[{code}m"), "\x1b[0m"),
    }
}

/// Wraps text at the width with an indent.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    wrapped_at(text, indent, usize::from(width()))
}

/// Wraps text at so many columns with an indent.
pub(super) fn wrapped_at(text: &str, indent: usize, columns: usize) -> String {
    let limit = columns.max(indent + 20);
    let pad = " ".repeat(indent);
    let options = textwrap::Options::new(limit)
        .initial_indent(&pad)
        .subsequent_indent(&pad)
        .break_words(false)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        // Identifiers and dates have hyphens and stay whole.
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    let mut wrapped = String::new();
    for paragraph in text.lines() {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        for line in textwrap::wrap(&words.join(" "), &options) {
            wrapped.push_str(&line);
            wrapped.push('\n');
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_too_wide_has_its_columns_one_below_the_other() {
        let headers = ["id", "what it says", "note"];
        let id = "an-identifier-that-is-never-broken-0001";
        let row =
            |note: &str| vec![id.to_owned(), "some words that may be wrapped".to_owned(), note.to_owned()];
        let rows = [row("the-longest-code-of-a-rule-that-there-is"), row("")];
        assert_eq!(fitting("x".repeat(80), &headers, &rows, Some(80)), "x".repeat(80));
        assert_eq!(fitting("x".repeat(81), &headers, &rows, None), "x".repeat(81));
        let stacked = fitting("x".repeat(81), &headers, &rows, Some(60));
        assert!(stacked.lines().all(|line| line.chars().count() <= 60), "{stacked}");
        assert_eq!(stacked.matches(id).count(), 2, "{stacked}");
        assert_eq!(stacked.matches("note").count(), 1, "a blank cell is left out: {stacked}");
    }

    #[test]
    fn lines_that_are_too_long_are_wrapped_and_those_of_tables_stay() {
        let text = format!("  {}\n│{}│\nshort\n", "word ".repeat(20), "x".repeat(50));
        let fitted = fitted_to(&text, 40);
        let lines: Vec<&str> = fitted.lines().collect();
        assert!(lines[1].starts_with("  word") && lines[0].chars().count() <= 40, "{fitted}");
        assert!(fitted.contains(&format!("│{}│\nshort\n", "x".repeat(50))), "{fitted}");
    }
}
