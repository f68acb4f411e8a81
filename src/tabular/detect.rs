//! Which dialect a file is written in.
//!
//! Every separator and quote that occurs is tried on the beginning of the file. A dialect is good when
//! it cuts the rows into equally many cells, and the cells are of kinds that one meets in tables:
//! numbers, dates, words. The first of these ideas alone takes the decimal comma for a separator.

use super::Judge;
use super::dialect::Dialect;
use super::lines::Line;
use super::sample::{self, Beginning, Row};
use super::shape;

/// Separators, and how much the evidence for each is worth: those of text less than those of tables.
const SEPARATORS: &[(char, f64)] = &[
    (',', 1.0),
    (';', 1.0),
    ('\t', 1.0),
    ('|', 1.0),
    ('\u{1F}', 1.0),
    ('\u{1}', 1.0),
    ('^', 0.9),
    ('~', 0.9),
    ('#', 0.7),
    ('!', 0.7),
    ('*', 0.7),
    ('&', 0.7),
    ('%', 0.6),
    (':', 0.6),
    (' ', 0.6),
];

/// Rows of the beginning that may be the header.
pub(super) const HEADER_ROWS: usize = 40;

pub(super) fn detect(
    beginning: &Beginning,
    given: Option<char>,
    judge: Option<Judge<'_>>,
    known: bool,
) -> (Dialect, Vec<Row>) {
    let lines = &beginning.lines;
    if known {
        let dialect = Dialect::default();
        let rows = sample::rows(lines, &dialect);
        return (dialect, rows);
    }
    let named = lines.first().and_then(|line| named_separator(&line.text));
    let mut best: Option<((usize, f64), Dialect, Vec<Row>)> = None;
    let given = given.filter(char::is_ascii);
    // Mostly the first row is the header: what understands it best is tried first.
    let first = |rows: &[Row]| match (judge, rows.first()) {
        (Some(judge), Some(row)) if row.cells.len() > 1 => judge(&row.cells),
        _ => 0,
    };
    let mut tried: Vec<((usize, f64), Dialect, Vec<Row>)> = candidates(lines, named, given)
        .into_iter()
        .map(|dialect| {
            let rows = sample::rows(lines, &dialect);
            ((first(&rows), score(&rows, &dialect)), dialect, rows)
        })
        .collect();
    tried.sort_by(|a, b| b.0.0.cmp(&a.0.0).then(b.0.1.total_cmp(&a.0.1)));
    // The line of a header beyond doubt: below it nobody looks for another.
    let mut header = u64::MAX;
    for ((_, score), dialect, rows) in tried {
        // The judge takes longest. No more words can be understood than there are cells.
        let widest = rows.iter().take(HEADER_ROWS).map(|row| row.cells.len()).max().unwrap_or_default();
        if best.as_ref().is_some_and(|((understood, _), _, _)| widest < *understood) {
            continue;
        }
        // Prose has words that headers have as well: blanks separate cells only where most rows have the same number.
        let judge = judge.filter(|_| dialect.delimiter != ' ' || is_even(&rows));
        let (understood, line) = judge.map_or((0, None), |judge| best_judged(&rows, header, judge));
        header = header.min(line.unwrap_or(header));
        let rank = (understood, score);
        if best.as_ref().is_none_or(|(top, _, _)| better(rank, *top)) {
            best = Some((rank, dialect, rows));
        }
    }
    match best {
        Some(((understood, score), dialect, rows))
            if understood > 1 || score > 0.0 || named.or(given).is_some() =>
        {
            (dialect, rows)
        }
        // No separator gives rows of a length: one column.
        _ => {
            let dialect = Dialect { sep_line: named.is_some(), ..Dialect::default() };
            let rows = sample::rows(lines, &dialect);
            (dialect, rows)
        }
    }
}

/// Whether more than half of the rows have the same number of cells.
fn is_even(rows: &[Row]) -> bool {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    widths.chunk_by(|a, b| a == b).any(|alike| alike.len() * 2 > rows.len())
}

/// The best judgment of a row that may be the header, down to a line. The first good one is good enough, and
/// its line is returned.
fn best_judged(rows: &[Row], last: u64, judge: Judge<'_>) -> (usize, Option<u64>) {
    let mut best = 0;
    for row in rows.iter().take(HEADER_ROWS).take_while(|row| row.line <= last) {
        if row.cells.len() <= best {
            continue;
        }
        best = best.max(judge(&row.cells));
        if good(best, row.cells.len()) {
            return (best, Some(row.line));
        }
    }
    (best, None)
}

/// Whether a row of so many cells of which so many are understood is the header beyond doubt.
pub(super) fn good(understood: usize, cells: usize) -> bool {
    understood > 1 && understood * 2 > cells
}

fn better(rank: (usize, f64), top: (usize, f64)) -> bool {
    // A header of one or two words is understood by chance.
    let counts = |understood: usize| if understood > 1 { understood } else { 0 };
    let (a, b) = (counts(rank.0), counts(top.0));
    a > b || a == b && rank.1 > top.1 + 1e-9
}

/// The separator of a first line like `sep=;`.
fn named_separator(line: &str) -> Option<char> {
    let line = line.trim_end_matches(['\r', ' ']).trim_matches('"');
    let (word, sign) = line.split_at_checked(4)?;
    let mut signs = sign.chars();
    let separator = signs.next()?;
    (word.eq_ignore_ascii_case("sep=") && signs.all(|sign| sign == separator) && separator.is_ascii())
        .then_some(separator)
}

/// The dialects to try: of a separator that is given, or that the first line names, else of all.
fn candidates(lines: &[Line], named: Option<char>, given: Option<char>) -> Vec<Dialect> {
    let sep_line = named.is_some();
    let named = given.or(named);
    let texts: Vec<&str> =
        lines.iter().map(|line| line.text.as_str()).filter(|l| !l.trim().is_empty()).collect();
    let count = |sign: &str| texts.iter().map(|text| text.matches(sign).count()).sum::<usize>();
    let holding = |sign: char| texts.iter().filter(|text| text.contains(sign)).count();
    let mut found = Vec::new();
    for &(delimiter, weight) in SEPARATORS {
        if named.is_some_and(|named| named != delimiter) {
            continue;
        }
        // A rare separator must be everywhere.
        let here = holding(delimiter);
        let enough = if weight < 1.0 { here * 10 >= texts.len() * 8 && texts.len() > 1 } else { here > 0 };
        if named.is_none() && !enough {
            continue;
        }
        let followed = count(&format!("{delimiter} "));
        let blanks = delimiter != ' ' && followed > 0 && followed * 10 >= count(&delimiter.to_string()) * 8;
        let mut quotes = vec![if never_closes(delimiter, &texts) { None } else { Some('"') }];
        if delimiter != '\'' && encloses('\'', delimiter, &texts) {
            quotes.push(Some('\''));
        }
        if delimiter != '`' && encloses('`', delimiter, &texts) {
            quotes.push(Some('`'));
        }
        for quote in quotes {
            let escapes: &[bool] = if quote.is_some_and(|quote| count(&format!("\\{quote}")) > 0) {
                &[false, true]
            } else {
                &[false]
            };
            for &escape in escapes {
                let skips: &[bool] = if delimiter == ' ' { &[false, true] } else { &[blanks] };
                for &skip_blanks in skips {
                    found.push(Dialect { delimiter, quote, escape, skip_blanks, sep_line });
                }
            }
        }
    }
    if let (true, Some(delimiter)) = (found.is_empty(), named) {
        found.push(Dialect { delimiter, sep_line, ..Dialect::default() });
    }
    found
}

/// Whether quotes open a cell in several lines and none closes one in any: then they are signs of the text.
fn never_closes(delimiter: char, texts: &[&str]) -> bool {
    const SEVERAL: usize = 3;
    let dialect = Dialect { delimiter, quote: Some('"'), ..Dialect::default() };
    let mut cells = csv::StringRecord::new();
    let mut open = 0;
    for text in texts.iter().filter(|text| text.contains('"')) {
        let cut = super::split::split(text, &dialect, &[], &mut cells);
        // A quoted cell that is closed where it began, or a quote that closes what was open before.
        let closes = !super::split::stays_open(text, &dialect);
        if closes || !cut.open && !cut.inner {
            return false;
        }
        open += usize::from(cut.open);
    }
    open >= SEVERAL
}

/// Whether a sign stands about whole cells, and in more lines than it opens a cell that it does not close: an apostrophe
/// alone in a cell encloses nothing, and the guard of a formula (`'=SUM(A1)`) is none that closes.
fn encloses(quote: char, delimiter: char, texts: &[&str]) -> bool {
    let (opening, apart) = (format!("{delimiter}{quote}"), format!("{delimiter} {quote}"));
    let closing = format!("{quote}{delimiter}");
    let (mut closed, mut open) = (0, 0);
    for text in texts {
        let first = [&opening, &apart]
            .into_iter()
            .filter_map(|sign| text.find(sign.as_str()).map(|at| at + sign.len()));
        let inside = if text.starts_with(quote) { Some(quote.len_utf8()) } else { first.min() };
        let Some(rest) = inside.map(|inside| &text[inside..]) else { continue };
        // The sign that opens is no sign that closes.
        if rest.contains(&closing) || rest.ends_with(quote) {
            closed += 1;
        } else {
            open += 1;
        }
    }
    closed > open
}

/// How much rows look like those of a table.
fn score(rows: &[Row], dialect: &Dialect) -> f64 {
    let full: Vec<&Row> = rows.iter().filter(|row| !row.is_blank()).collect();
    if full.is_empty() {
        return 0.0;
    }
    let width = shape::usual_width(full.iter().map(|row| row.cells.len()));
    if width < 2 {
        return 0.0;
    }
    let usual: Vec<&&Row> = full.iter().filter(|row| row.cells.len() == width).collect();
    let share = ratio(usual.len(), full.len());
    let stray = ratio(full.iter().filter(|row| row.cut.stray).count(), full.len());
    let (mut known, mut cells) = (0, 0);
    for row in usual.iter().take(300) {
        for cell in &row.cells {
            cells += 1;
            known += usize::from(ordinary(cell, dialect));
        }
    }
    let weight =
        SEPARATORS.iter().find(|(sign, _)| *sign == dialect.delimiter).map_or(0.5, |(_, weight)| *weight);
    // A rare separator that leaves many rows aside is none.
    if weight < 1.0 && share < 0.6 {
        return 0.0;
    }
    let width = width.to_string().parse::<f64>().unwrap_or(2.0);
    share * (1.0 - 0.5 * stray) * ((width - 1.0) / width) * (0.05 + ratio(known, cells)) * weight
}

fn ratio(part: usize, whole: usize) -> f64 {
    let [part, whole] = [part, whole].map(|n| f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Whether a cell is of a kind that one meets in tables, and holds no sign of another dialect.
fn ordinary(cell: &str, dialect: &Dialect) -> bool {
    let cell = cell.trim();
    if cell.is_empty() || shape::class(cell) != shape::Class::Text {
        return true;
    }
    let quoted = |quote: char| cell.len() > 1 && (cell.starts_with(quote) || cell.ends_with(quote));
    !['"', '\'', '`'].into_iter().any(quoted)
        && !cell.chars().any(|sign| sign != ' ' && sign != ',' && ";\t|^~\u{1F}\u{1}".contains(sign))
        // Behind a comma inside a sentence stands a blank.
        && (dialect.delimiter == ',' || !cell.split(',').skip(1).any(|rest| !rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::encloses;

    #[test]
    fn an_apostrophe_is_a_quote_only_where_it_closes_what_it_opens() {
        assert!(encloses('\'', ',', &["a,b", "1,'x, y'", "2,'z',3"]));
        assert!(encloses('\'', ';', &["'a';'b'", "'1';'2'"]));
        assert!(!encloses('\'', ',', &["id,'=K,n", "1,',n/a"]), "a guard, and an apostrophe alone");
        assert!(!encloses('\'', ',', &["id,name", "1,'tis", "2,rock 'n' roll"]));
    }
}
