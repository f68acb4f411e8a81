//! What people see of files that were written.

use crate::cli::output::Rows;
use std::path::PathBuf;

/// A path a line.
pub(in crate::cli) fn lines(files: &[PathBuf]) -> String {
    files.iter().map(|file| format!("{}\n", file.display())).collect()
}

/// The columns of [`paths`].
pub(in crate::cli) const HEADERS: [&str; 1] = ["file"];

/// A path a row.
pub(in crate::cli) fn paths(files: &[PathBuf]) -> Rows {
    Rows::new(&HEADERS, files.iter().map(|file| vec![file.display().to_string()]).collect())
}
