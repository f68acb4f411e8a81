//! One line to cells. Quotes are believed only where they enclose a whole cell.

use super::Dialect;

/// What cutting a line showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// A quoted cell was still open at the end of the line.
    pub(super) open: bool,
    /// A quote stood where none belongs, in a quoted cell.
    pub(super) stray: bool,
    /// A quote stood inside a cell that is not quoted, as in `5" pipe`.
    pub(super) inner: bool,
}

/// Cuts a line into cells. The quotes that open a cell at the places in `literal` are signs like any other.
pub(super) fn split(line: &str, dialect: &Dialect, literal: &[usize], cells: &mut csv::StringRecord) -> Cut {
    cells.clear();
    let (bytes, delimiter) = (line.as_bytes(), dialect.delimiter as u8);
    let plain = dialect.quote.is_none_or(|quote| memchr::memchr(quote as u8, bytes).is_none());
    if plain && !dialect.skip_blanks {
        let mut start = 0;
        for at in memchr::memchr_iter(delimiter, bytes) {
            cells.push_field(&line[start..at]);
            start = at + 1;
        }
        cells.push_field(&line[start..]);
        return Cut::default();
    }
    if literal.is_empty() && !dialect.skip_blanks && regularly(line, dialect, cells) {
        return Cut::default();
    }
    cells.clear();
    slowly(line, dialect, literal, cells, |_| {})
}

/// The places of the quotes that open a cell.
pub(super) fn openings(line: &str, dialect: &Dialect) -> Vec<usize> {
    openings_but(line, dialect, &[])
}

fn openings_but(line: &str, dialect: &Dialect, literal: &[usize]) -> Vec<usize> {
    let mut places = Vec::new();
    slowly(line, dialect, literal, &mut csv::StringRecord::new(), |at| places.push(at));
    places
}

/// Cuts a line of which no cell may go on in the next: a quote that stays open is a sign like any other.
pub(super) fn split_alone(line: &str, dialect: &Dialect, cells: &mut csv::StringRecord) -> Cut {
    let mut literal = Vec::new();
    loop {
        let cut = split(line, dialect, &literal, cells);
        let last = openings_but(line, dialect, &literal).pop().filter(|_| cut.open);
        let Some(last) = last else {
            return Cut { open: false, stray: cut.stray || !literal.is_empty(), ..cut };
        };
        if literal.len() > 8 {
            literal = memchr::memchr_iter(dialect.quote.map_or(b'"', |quote| quote as u8), line.as_bytes())
                .collect();
            split(line, dialect, &literal, cells);
            return Cut { stray: true, ..Cut::default() };
        }
        literal.push(last);
    }
}

/// Whether a quoted cell that is open at the start of a line, or another one, is open at its end.
pub(super) fn stays_open(line: &str, dialect: &Dialect) -> bool {
    let Some(quote) = dialect.quote else { return false };
    if !line.contains(quote) {
        return true;
    }
    split(&format!("{quote}{line}"), dialect, &[], &mut csv::StringRecord::new()).open
}

/// Cuts a line whose quotes enclose whole cells and hold no quote; gives up where one is different.
fn regularly(line: &str, dialect: &Dialect, cells: &mut csv::StringRecord) -> bool {
    let (bytes, delimiter) = (line.as_bytes(), dialect.delimiter as u8);
    let quote = dialect.quote.map_or(b'"', |quote| quote as u8);
    let mut start = 0;
    loop {
        let end = if bytes.get(start) == Some(&quote) {
            let Some(length) = memchr::memchr(quote, &bytes[start + 1..]) else { return false };
            let place = start + 1 + length;
            let inside = &line[start + 1..place];
            if bytes.get(place + 1).is_some_and(|&next| next != delimiter)
                || dialect.escape && memchr::memchr(b'\\', inside.as_bytes()).is_some()
            {
                return false;
            }
            cells.push_field(inside);
            place + 1
        } else {
            let found = memchr::memchr2(delimiter, quote, &bytes[start..]);
            let end = found.map_or(bytes.len(), |found| start + found);
            if bytes.get(end) == Some(&quote) {
                return false;
            }
            cells.push_field(&line[start..end]);
            end
        };
        if end >= bytes.len() {
            return true;
        }
        start = end + 1;
    }
}

fn slowly(
    line: &str,
    dialect: &Dialect,
    literal: &[usize],
    cells: &mut csv::StringRecord,
    mut opened: impl FnMut(usize),
) -> Cut {
    let (bytes, delimiter) = (line.as_bytes(), dialect.delimiter as u8);
    let quote = dialect.quote.map(|quote| quote as u8);
    let blank = |byte: u8| byte != delimiter && matches!(byte, b' ' | b'\t');
    let spaces = delimiter == b' ' && dialect.skip_blanks;
    let mut cut = Cut::default();
    let mut text = String::new();
    let mut at = 0;
    if spaces {
        at = bytes.iter().take_while(|&&byte| byte == b' ').count();
    }
    loop {
        let mut begin = at;
        while begin < bytes.len() && blank(bytes[begin]) {
            begin += 1;
        }
        let opens = begin < bytes.len() && Some(bytes[begin]) == quote && !literal.contains(&begin);
        let end = if opens {
            opened(begin);
            text.clear();
            let closed = quoted(line, begin + 1, dialect, &mut text, &mut cut);
            cells.push_field(&text);
            closed.unwrap_or_else(|| {
                cut.open = true;
                bytes.len()
            })
        } else {
            let end = memchr::memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |found| at + found);
            let from = if dialect.skip_blanks { begin.min(end) } else { at };
            cells.push_field(&line[from..end]);
            cut.inner =
                cut.inner || quote.is_some_and(|quote| memchr::memchr(quote, &bytes[at..end]).is_some());
            end
        };
        if end >= bytes.len() {
            return cut;
        }
        at = end + 1;
        if spaces {
            // Columns set apart by several spaces are set apart once; at the end of a line they separate nothing.
            at += bytes[at..].iter().take_while(|&&byte| byte == b' ').count();
            if at >= bytes.len() {
                return cut;
            }
        }
    }
}

/// Reads a quoted cell from behind its opening quote; returns the place of the separator behind it.
fn quoted(line: &str, from: usize, dialect: &Dialect, text: &mut String, cut: &mut Cut) -> Option<usize> {
    let (bytes, delimiter) = (line.as_bytes(), dialect.delimiter as u8);
    let sign = dialect.quote.unwrap_or('"');
    let quote = sign as u8;
    let mut at = from;
    loop {
        let found = if dialect.escape {
            memchr::memchr2(quote, b'\\', &bytes[at..])
        } else {
            memchr::memchr(quote, &bytes[at..])
        };
        let Some(found) = found else {
            text.push_str(&line[at..]);
            return None;
        };
        let place = at + found;
        text.push_str(&line[at..place]);
        let next = bytes.get(place + 1).copied();
        if bytes[place] != quote {
            if next == Some(quote) || next == Some(b'\\') {
                text.push(char::from(next.unwrap_or_default()));
                at = place + 2;
            } else {
                text.push('\\');
                at = place + 1;
            }
            continue;
        }
        let mut end = place + 1;
        while end < bytes.len() && bytes[end] != delimiter && matches!(bytes[end], b' ' | b'\t') {
            end += 1;
        }
        if end == bytes.len() || bytes[end] == delimiter {
            return Some(end);
        }
        text.push(sign);
        if next == Some(quote) {
            at = place + 2;
        } else {
            cut.stray = true;
            at = place + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(line: &str, dialect: &Dialect) -> (Vec<String>, Cut) {
        let mut record = csv::StringRecord::new();
        let cut = split(line, dialect, &[], &mut record);
        (record.iter().map(str::to_owned).collect(), cut)
    }

    #[test]
    fn quotes_are_believed_where_they_enclose_a_cell() {
        let dialect = Dialect::default();
        for (line, wanted) in [
            ("a,b,c", vec!["a", "b", "c"]),
            ("", vec![""]),
            ("a,,", vec!["a", "", ""]),
            (r#""a, b",c"#, vec!["a, b", "c"]),
            (r#""a ""b"" c","""#, vec![r#"a "b" c"#, ""]),
            (r#"5" pipe,b"#, vec![r#"5" pipe"#, "b"]),
            (r#" "a" ,b"#, vec!["a", "b"]),
            (r#"""a",b"#, vec![r#""a"#, "b"]),
        ] {
            assert_eq!(cells(line, &dialect).0, wanted, "{line}");
        }
        assert!(cells(r#"a,"b"#, &dialect).1.open);
        assert!(cells(r#"a,b"c"#, &dialect).1.inner);
        assert!(cells(r#"a,"b"c""#, &dialect).1.stray);
    }

    #[test]
    fn other_dialects_are_cut_as_well() {
        let spaces = Dialect { delimiter: ' ', skip_blanks: true, ..Dialect::default() };
        assert_eq!(cells("  a   \"b c\" d ", &spaces).0, ["a", "b c", "d"]);
        let escaped = Dialect { escape: true, ..Dialect::default() };
        assert_eq!(cells(r#""a \" b",c"#, &escaped).0, ["a \" b", "c"]);
        let skipping = Dialect { skip_blanks: true, ..Dialect::default() };
        assert_eq!(cells("a, b, \"c, d\"", &skipping).0, ["a", "b", "c, d"]);
    }

    proptest! {
        /// What the csv crate writes is read back, a record without line breaks at a time.
        #[test]
        fn written_rows_are_read_back(row in proptest::collection::vec("[a-z\", ;é]{0,6}", 1..6)) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            writer.write_record(&row).unwrap();
            let line = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let ambiguous = row.iter().any(|cell| cell.contains("\","));
            if !ambiguous {
                prop_assert_eq!(cells(line.trim_end_matches('\n'), &Dialect::default()).0, row);
            }
        }
    }
}
