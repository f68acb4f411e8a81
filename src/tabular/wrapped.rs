//! A table whose every line is one quoted cell that holds a row: some program quoted what was quoted already.

use super::dialect::Dialect;
use super::lines::{Line, Lines};
use super::source::Survey;
use super::{TabularError, split};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Separators that such rows may have.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Writes out what the cells hold, as UTF-8; `None` for a table of another form.
pub(super) fn unwrapped(
    path: &Path,
    name: &str,
    survey: &Survey,
    beginning: &[Line],
) -> Result<Option<tempfile::NamedTempFile>, TabularError> {
    if !is_wrapped(beginning) {
        return Ok(None);
    }
    let failed = || TabularError::io(Path::new(name));
    let mut out = BufWriter::new(tempfile::NamedTempFile::new().map_err(failed())?);
    let mut lines = Lines::open(path, name, survey.encoding)?;
    while let Some(line) = lines.next()? {
        let text = inside(&line.text).unwrap_or_else(|| line.text.clone());
        writeln!(out, "{text}").map_err(failed())?;
        lines.recycle(line);
    }
    let file = out.into_inner().map_err(|error| failed()(error.into_error()))?;
    Ok(Some(file))
}

/// Whether every line is one quoted cell, and holds as many cells as the first one does.
fn is_wrapped(lines: &[Line]) -> bool {
    let mut rows = lines.iter().filter(|line| !line.text.trim().is_empty());
    let Some(first) = rows.next().and_then(|line| inside(&line.text)) else { return false };
    let Some(rest) = rows.map(|line| inside(&line.text)).collect::<Option<Vec<String>>>() else {
        return false;
    };
    !rest.is_empty()
        && SEPARATORS.iter().any(|&delimiter| {
            let width = width(&first, delimiter);
            width > 1 && rest.iter().all(|row| self::width(row, delimiter) == width)
        })
}

fn width(row: &str, delimiter: char) -> usize {
    let mut cells = csv::StringRecord::new();
    split::split(row, &Dialect { delimiter, ..Dialect::default() }, &[], &mut cells);
    cells.len()
}

/// What the one quoted cell of a line holds; `None` where the line has no such cell, or another beside it.
fn inside(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix('"')?.strip_suffix('"')?;
    // Each quote inside is doubled; one that is not ends the cell.
    let single = inner.replace("\"\"", "").contains('"');
    (!single).then(|| inner.replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        text.lines().map(|line| Line { text: line.to_owned(), ..Line::default() }).collect()
    }

    #[test]
    fn a_table_is_quoted_twice_where_each_line_is_one_cell() {
        for text in [
            "\"id,\"\"name\"\",c\"\n\"1,\"\"A, B\"\",KE\"",
            "\"id;name\"\n\"1;\"\"A; B\"\"\"\n\"2;C\"",
            "\"id\tname\tc\"\n\"1\t2\t3\"",
            "\"a|b\"\n\n\"1|2\"",
        ] {
            assert!(is_wrapped(&lines(text)), "{text}");
        }
        for text in [
            "\"name\"\n\"A, B\"",
            "\"id\",\"name\"\n\"1\",\"A\"",
            "id,name\n\"1,A\"",
            "\"id,name\"\n\"1,A,B\"",
            "\"id,name\"",
        ] {
            assert!(!is_wrapped(&lines(text)), "{text}");
        }
        assert_eq!(inside("\"1,\"\"A, B\"\",KE\"").as_deref(), Some("1,\"A, B\",KE"));
    }
}
