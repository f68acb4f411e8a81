//! What the records of a binary workbook (BIFF8, `.xls`) say beside the values: formats of numbers, formulas without a
//! value and hidden rows.
//!
//! The records stand in [MS-XLS](https://learn.microsoft.com/openspecs/office_file_formats/ms-xls). Those of the
//! whole workbook come first: formats, and styles of cells that name them. Each sheet follows from its own place on.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::Path;

/// Larger streams are not looked at; the format itself ends far below.
const LONGEST_STREAM: u64 = 1 << 30;

/// What a sheet says of its cells, by row and column from 0.
#[derive(Debug, Default)]
pub(super) struct SheetRecords {
    /// The formats of numbers, by the style of a cell.
    formats: Vec<String>,
    styles: HashMap<(u32, u32), u16>,
    /// The first cell with a formula and no value.
    pub(super) unsaved: Option<(u32, u32)>,
    /// Rows that hold something and are hidden.
    pub(super) hidden_rows: u64,
}

impl SheetRecords {
    /// The format in which a cell shows its number.
    pub(super) fn format(&self, row: u32, column: u32) -> &str {
        let style = self.styles.get(&(row, column)).map(|&style| usize::from(style));
        style.and_then(|style| self.formats.get(style)).map_or("", String::as_str)
    }
}

/// Reads the records of a sheet; what cannot be read says nothing.
pub(super) fn read(path: &Path, sheet: &str) -> SheetRecords {
    stream(path).and_then(|stream| parsed(&stream, sheet)).unwrap_or_default()
}

fn stream(path: &Path) -> Option<Vec<u8>> {
    let mut file = cfb::open(path).ok()?;
    let called = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut bytes = Vec::new();
    file.open_stream(called).ok()?.take(LONGEST_STREAM).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// One record: its type, and what stands in it.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (sort, length) = (word(self.0, 0)?, usize::from(word(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((sort, data))
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

const BEGINNING: u16 = 0x0809;
const END: u16 = 0x000A;
const FORMAT: u16 = 0x041E;
const STYLE: u16 = 0x00E0;
const SHEET: u16 = 0x0085;
const ROW: u16 = 0x0208;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
const TEXT: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
const TEXT_OF_FORMULA: u16 = 0x0207;
/// What may stand between a formula and its text: shared formulas, arrays and tables.
const BESIDE_FORMULA: [u16; 3] = [0x04BC, 0x0221, 0x0236];

fn parsed(stream: &[u8], wanted: &str) -> Option<SheetRecords> {
    let (mut codes, mut styles, mut place) = (BTreeMap::new(), Vec::new(), None);
    for (sort, data) in Records(stream) {
        match sort {
            FORMAT => {
                if let (Some(id), Some(code)) = (word(data, 0), text(data.get(2..)?, 2)) {
                    codes.insert(id, code);
                }
            }
            STYLE => styles.push(word(data, 2)?),
            SHEET if text(data.get(6..)?, 1).is_some_and(|name| name == wanted) => {
                place = Some(u32::from_le_bytes(data.get(..4)?.try_into().ok()?));
            }
            END => break,
            _ => {}
        }
    }
    let code = |id: &u16| codes.get(id).cloned().or_else(|| built_in(*id).map(str::to_owned));
    let formats = styles.iter().map(|id| code(id).unwrap_or_default()).collect();
    let records = Records(stream.get(usize::try_from(place?).ok()?..)?);
    Some(SheetRecords { formats, ..of_sheet(records) })
}

fn of_sheet(records: Records<'_>) -> SheetRecords {
    let mut found = SheetRecords::default();
    let (mut depth, mut open, mut hidden, mut filled) = (0_u32, None, Vec::new(), Vec::new());
    let (mut blank, mut saved) = (None, false);
    for (sort, data) in records {
        // A chart inside the sheet has records of the same kinds.
        match sort {
            BEGINNING => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ => {}
        }
        if depth > 1 {
            continue;
        }
        if !BESIDE_FORMULA.contains(&sort)
            && let Some(cell) = open.take()
        {
            if sort == TEXT_OF_FORMULA {
                saved = true;
            } else {
                found.unsaved.get_or_insert(cell);
            }
        }
        let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else { continue };
        let cell = (u32::from(row), u32::from(column));
        match sort {
            ROW => {
                let flags = data.get(12).copied().unwrap_or_default();
                if flags & 0x20 != 0 {
                    hidden.push(row);
                }
            }
            SHORT_NUMBERS => {
                filled.push(row);
                // Six bytes a cell, and the last column at the end.
                for (at, one) in
                    data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks(6).enumerate()
                {
                    if let (Some(style), Ok(at)) = (word(one, 0), u32::try_from(at)) {
                        found.styles.insert((cell.0, cell.1 + at), style);
                    }
                }
            }
            NUMBER | SHORT_NUMBER | FORMULA => {
                filled.push(row);
                if let Some(style) = word(data, 4) {
                    found.styles.insert(cell, style);
                }
                match (sort, word(data, 12), data.get(6)) {
                    // A text is said in the next record.
                    (FORMULA, Some(0xFFFF), Some(0)) => open = Some(cell),
                    (FORMULA, Some(0xFFFF), Some(3)) if !yields_blank(data) => {
                        blank.get_or_insert(cell);
                    }
                    (FORMULA, Some(0xFFFF), Some(3)) => {}
                    (FORMULA, ..) => saved = true,
                    _ => {}
                }
            }
            TEXT => filled.push(row),
            _ => {}
        }
    }
    // A program that does not calculate leaves every formula of a sheet blank.
    if let Some(cell) = open.or(blank.filter(|_| !saved)) {
        found.unsaved.get_or_insert(cell);
    }
    let seen = hidden.iter().filter(|row| filled.binary_search(row).is_ok()).count();
    found.hidden_rows = seen as u64;
    found
}

/// Whether a formula says the empty text itself: such a formula may truly show nothing.
fn yields_blank(formula: &[u8]) -> bool {
    const EMPTY_TEXT: [u8; 3] = [0x17, 0, 0];
    formula.get(22..).is_some_and(|tokens| tokens.windows(3).any(|three| three == EMPTY_TEXT))
}

/// A text behind its length of one or two bytes: in Latin letters, or in UTF-16.
fn text(data: &[u8], width: usize) -> Option<String> {
    let length = if width == 1 { usize::from(*data.first()?) } else { usize::from(word(data, 0)?) };
    let wide = data.get(width)? & 1 == 1;
    let signs = data.get(width + 1..)?;
    if !wide {
        return Some(signs.get(..length)?.iter().map(|&sign| char::from(sign)).collect());
    }
    let units: Option<Vec<u16>> = (0..length).map(|at| word(signs, at * 2)).collect();
    String::from_utf16(&units?).ok()
}

/// Formats that every spreadsheet program knows by number.
fn built_in(id: u16) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        22 => "m/d/yy h:mm",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(sort: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&sort.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
    }

    fn format(id: u16, code: &str) -> Vec<u8> {
        let length = u16::try_from(code.len()).unwrap();
        record(FORMAT, &[&id.to_le_bytes()[..], &length.to_le_bytes()[..], &[0], code.as_bytes()].concat())
    }

    fn style(format: u16) -> Vec<u8> {
        record(STYLE, &[&[0; 2][..], &format.to_le_bytes()[..], &[0; 16]].concat())
    }

    /// Row, column and style of a cell, and what follows.
    fn cell(sort: u16, [row, column, style]: [u16; 3], rest: &[u8]) -> Vec<u8> {
        let head: Vec<u8> = [row, column, style].iter().flat_map(|word| word.to_le_bytes()).collect();
        record(sort, &[&head[..], rest].concat())
    }

    fn book(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
        let name = |at: u32| record(SHEET, &[&at.to_le_bytes()[..], &[0, 0, 5, 0], b"Staff"].concat());
        let length = record(BEGINNING, &[0; 16]).len()
            + globals.concat().len()
            + name(0).len()
            + record(END, &[]).len();
        let start = u32::try_from(length).unwrap();
        [
            record(BEGINNING, &[0; 16]),
            globals.concat(),
            name(start),
            record(END, &[]),
            record(BEGINNING, &[0; 16]),
            sheet.concat(),
            record(END, &[]),
        ]
        .concat()
    }

    const TEXT_VALUE: [u8; 8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    const BLANK_VALUE: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

    #[test]
    fn the_style_of_a_cell_names_its_format() {
        let globals = [format(164, "\"RN-\"00000"), style(0), style(164), style(17)];
        let sheet = [
            cell(SHORT_NUMBER, [1, 0, 1], &[0; 4]),
            // Two cells in one record, and the last column.
            cell(SHORT_NUMBERS, [2, 3, 1], &[0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0]),
            // A chart has numbers of its own.
            record(BEGINNING, &[0; 16]),
            cell(NUMBER, [9, 9, 1], &[0; 8]),
            record(END, &[]),
            cell(NUMBER, [3, 0, 2], &[0; 8]),
        ];
        let read = parsed(&book(&globals, &sheet), "Staff").unwrap();
        for (row, column, code) in
            [(1, 0, "\"RN-\"00000"), (2, 3, "\"RN-\"00000"), (2, 4, "mmm-yy"), (3, 0, "mmm-yy"), (9, 9, "")]
        {
            assert_eq!(read.format(row, column), code, "{row} {column}");
        }
        assert!(parsed(&book(&globals, &sheet), "Other").is_none());
    }

    #[test]
    fn a_formula_whose_text_was_not_saved_is_seen() {
        let formula = |value: [u8; 8]| cell(FORMULA, [4, 2, 0], &[&value[..], &[0; 8]].concat());
        let said = |sheet: &[Vec<u8>]| parsed(&book(&[], sheet), "Staff").unwrap().unsaved;
        let after = cell(NUMBER, [5, 0, 0], &[0; 8]);
        let text = record(TEXT_OF_FORMULA, &[1, 0, 0, b'x']);
        assert_eq!(said(&[formula(TEXT_VALUE), after.clone()]), Some((4, 2)));
        assert_eq!(said(&[formula(TEXT_VALUE)]), Some((4, 2)));
        assert_eq!(said(&[formula(TEXT_VALUE), text.clone(), after.clone()]), None);
        assert_eq!(said(&[formula(TEXT_VALUE), record(0x04BC, &[0; 12]), text, after.clone()]), None);
        let seven = formula(7.0_f64.to_le_bytes());
        assert_eq!(said(&[seven.clone(), after.clone()]), None);
        // Blank as every other formula of the sheet, and without the empty text in it.
        assert_eq!(said(&[formula(BLANK_VALUE), after.clone()]), Some((4, 2)));
        assert_eq!(said(&[formula(BLANK_VALUE), seven]), None);
        let empty = [&BLANK_VALUE[..], &[0; 8], &[0x17, 0, 0]].concat();
        assert_eq!(said(&[cell(FORMULA, [4, 2, 0], &empty), after]), None);
    }

    #[test]
    fn hidden_rows_that_hold_something_are_counted() {
        let row = |row: u16, flags: u8| {
            record(ROW, &[&row.to_le_bytes()[..], &[0; 10], &[flags, 1, 0, 0]].concat())
        };
        let sheet = [
            row(1, 0x20),
            row(2, 0),
            row(3, 0x20),
            cell(TEXT, [1, 0, 0], &[0; 4]),
            cell(TEXT, [2, 0, 0], &[0; 4]),
        ];
        assert_eq!(parsed(&book(&[], &sheet), "Staff").unwrap().hidden_rows, 1);
    }

    #[test]
    fn cut_records_say_nothing() {
        let whole = book(&[format(164, "000"), style(164)], &[cell(NUMBER, [1, 0, 0], &[0; 8])]);
        for end in 0..whole.len() {
            drop(parsed(&whole[..end], "Staff"));
        }
    }
}
