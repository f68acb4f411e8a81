//! How cells are separated and quoted.

use serde::{Deserialize, Serialize};

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// What separates cells; of one byte.
    pub delimiter: char,
    /// What encloses cells; of one byte.
    pub quote: Option<char>,
    /// Whether `\"` stands for a quote inside a quoted cell.
    pub escape: bool,
    /// Whether blanks behind a separator belong to it; with blanks as the separator, whether several count as one.
    pub skip_blanks: bool,
    /// Whether the first line names the separator (`sep=;`).
    pub sep_line: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: ',', quote: Some('"'), escape: false, skip_blanks: false, sep_line: false }
    }
}

impl std::fmt::Display for Dialect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.delimiter {
            ',' => f.write_str("comma-separated")?,
            ';' => f.write_str("semicolon-separated")?,
            '\t' => f.write_str("tab-separated")?,
            '|' => f.write_str("pipe-separated")?,
            ' ' => f.write_str("blank-separated")?,
            other => write!(f, "separated by `{}`", other.escape_default())?,
        }
        match self.quote {
            Some('"') => {}
            Some(quote) => write!(f, ", cells in `{quote}`")?,
            None => f.write_str(", no quotes")?,
        }
        if self.escape {
            f.write_str(", quotes escaped by `\\`")?;
        }
        Ok(())
    }
}
