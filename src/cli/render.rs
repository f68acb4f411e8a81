//! How replies look: tables for people, JSON and CSV for programs, errors with a way out.

use crate::text;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde::Serialize;
use std::io::Write;

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
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Prints a reply as JSON.
pub(super) fn json<T: Serialize + ?Sized>(reply: &T) -> Printed {
    let json = serde_json::to_string_pretty(reply).map_err(std::io::Error::other)?;
    text(&json)
}

/// Prints rows as CSV.
pub(super) fn csv<H: AsRef<str>>(headers: &[H], rows: &[Vec<String>]) -> Printed {
    csv_to(std::io::stdout().lock(), headers, rows)
}

/// Rows of CSV that go to standard output one by one.
pub(super) struct CsvRows(csv::Writer<std::io::Stdout>);

impl CsvRows {
    /// Begins with the headers.
    pub(super) fn begin(headers: &[&str]) -> std::io::Result<Self> {
        let mut writer = csv::Writer::from_writer(std::io::stdout());
        writer.write_record(headers).map_err(of_csv)?;
        Ok(Self(writer))
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

/// Lays rows out as a table that fits the terminal. Cells of identifiers and codes are never broken: if need be the
/// table is wider than the terminal.
pub(super) fn table<H: AsRef<str>>(headers: &[H], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
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
        let least = u16::try_from(least).unwrap_or(u16::MAX).saturating_add(PADDING);
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
    table.to_string()
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

/// The columns to print on: what `COLUMNS` says, else those of the terminal, else 110.
pub(super) fn width() -> u16 {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| columns);
    said.or_else(seen).filter(|columns| *columns >= LEAST_WIDTH).unwrap_or(WIDTH)
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
