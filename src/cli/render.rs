//! How replies look: tables for people, JSON and CSV for programs, errors with a way out.

use crate::text;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;
use std::io::{IsTerminal, Write};

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
pub(super) fn json<T: Serialize>(reply: &T) -> Printed {
    let json = serde_json::to_string_pretty(reply).map_err(std::io::Error::other)?;
    text(&json)
}

/// Prints rows as CSV.
pub(super) fn csv(headers: &[&str], rows: &[Vec<String>]) -> Printed {
    csv_to(std::io::stdout().lock(), headers, rows)
}

/// Writes rows as CSV.
pub(super) fn csv_to(to: impl Write, headers: &[&str], rows: &[Vec<String>]) -> Printed {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(headers).map_err(of_csv)?;
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

/// Lays rows out as a table that fits the terminal.
pub(super) fn table(headers: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width());
    table.set_header(headers.iter().copied());
    table.add_rows(rows.iter().cloned());
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

/// The columns to print on: those of the terminal as far as `COLUMNS` tells, else 100.
pub(super) fn width() -> u16 {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|w| *w >= 40).unwrap_or(110)
}

/// Prints an error with its causes, and its hint apart.
pub(super) fn error(error: &(dyn std::error::Error + 'static)) {
    let red = style("1;31");
    note(&format!("{}error{}: {error}", red.0, red.1));
    let mut cause = error.source();
    let mut said = error.to_string();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !said.contains(&text) {
            note(&format!("  because: {text}"));
        }
        said = text;
        cause = inner.source();
    }
}

/// Prints something a waiting person should know.
pub(super) fn note(text: &str) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The codes that begin and end a style where the output is a terminal, and nothing elsewhere.
pub(super) fn style(code: &str) -> (String, &'static str) {
    if std::io::stderr().is_terminal() { (format!("\x1b[{code}m"), "\x1b[0m") } else { (String::new(), "") }
}

/// Wraps text at the width with an indent.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    wrapped_at(text, indent, usize::from(width()))
}

/// Wraps text at so many columns with an indent.
pub(super) fn wrapped_at(text: &str, indent: usize, columns: usize) -> String {
    let limit = columns.saturating_sub(indent).max(20);
    let pad = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > limit {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.iter().map(|line| format!("{pad}{line}\n")).collect()
}
