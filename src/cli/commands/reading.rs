//! How a table is read: the flags of every command that reads a table.

use crate::ops::table::Source;
use crate::tabular::TextEncoding;
use clap::Args;
use std::path::PathBuf;

/// How a table is read when the user decides and not the bytes of the file.
#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    /// Read the table in this encoding, such as windows-1251 or utf-16le [default: what the bytes show]
    #[arg(long, value_parser = encoding)]
    pub(super) encoding: Option<TextEncoding>,
    /// Read this sheet of a workbook, by name or number, or `all` [default: the known one, or all of one header]
    #[arg(long, value_name = "SHEET")]
    pub(super) sheet: Option<String>,
}

impl ReadingArgs {
    /// The table of a path, to be read so.
    pub(super) fn of(&self, file: PathBuf) -> Source {
        Source { file, encoding: self.encoding, sheet: self.sheet.clone() }
    }
}

/// An encoding by any of its usual names.
fn encoding(label: &str) -> Result<TextEncoding, String> {
    TextEncoding::named(label).ok_or_else(|| {
        format!("no encoding is called `{label}`; try utf-8, windows-1252, windows-1251, shift_jis, cp850")
    })
}
