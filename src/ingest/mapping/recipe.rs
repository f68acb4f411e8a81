//! A recipe: how to read the files of one source, written once and replayed exactly.
//!
//! It is a TOML file that a person can write: the kind, a line for each header, values that are
//! translated, and values for columns that the file lacks. It is checked when it is loaded, and a file
//! whose headers are not those of the recipe is refused: nothing in a replay is guessed.
//!
//! ```toml
//! format = 1
//! kind = "worker"
//! source = "Agency X"
//! country = "KE"
//!
//! [columns]
//! "Reg No." = "license_number"
//! "DOB" = { column = "birth_date", dates = "day-month-year" }
//! "Std." = { column = "employment_1_hours_per_week", decimals = "comma" }
//! "Remarks" = ""
//!
//! [values.occupation]
//! "Staff Nurse" = "2221"
//!
//! [defaults]
//! residence = "KE"
//! ```

use super::fault::{RecipeError, RecipeFault};
use super::guess::Goal;
use super::target::{nearest_name, resolve};
use super::{
    ColumnUse, Confidence, Constant, Decimals, Mapping, Stated, Target, Via, own_columns, sample, unmapped,
};
use crate::ingest::IngestError;
use crate::model::{Country, Datum, Hash, Kind};
use crate::normalize::{self, Context, Refusal, RefusalReason};
use crate::schema::{self, Field, Semantic};
use crate::text::{nearest, unguarded};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a recipe says of dates or decimals that nothing may settle.
pub(in crate::ingest) const OPEN: &str = "open";

/// The version of the format that we write and read.
pub(in crate::ingest) const FORMAT: &str = "1";

/// How a file is read before its headers are known; only what was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecipeReading {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The encoding, by its label.
    pub encoding: Option<String>,
    /// What separates cells.
    pub delimiter: Option<char>,
}

/// A recipe, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    kind: Kind,
    source: Option<String>,
    lived_in: Option<Country>,
    country: Option<Country>,
    reading: RecipeReading,
    lines: Vec<Line>,
    defaults: Vec<(Goal, String)>,
    sha256: String,
}

/// What a recipe says of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    header: String,
    goal: Option<Goal>,
    dates: Option<Stated>,
    decimals: Option<Decimals>,
    confidence: i32,
    why: Option<String>,
    values: Option<Arc<BTreeMap<String, String>>>,
    /// Whether an import wrote the column: the identifiers that people of a list without any were given.
    given: bool,
}

impl Recipe {
    /// Loads a recipe from a file.
    ///
    /// # Errors
    /// [`IngestError`] when it cannot be read, or says something that it cannot say.
    pub fn load(path: &Path) -> Result<Self, IngestError> {
        let text = crate::files::read_text(path).map_err(IngestError::io(path))?;
        Ok(Self::parse(&path.to_string_lossy(), &text)?)
    }

    /// Reads a recipe. `name` is what messages call it.
    ///
    /// # Errors
    /// [`RecipeError`] with the line of the first thing that cannot be.
    pub fn parse(name: &str, text: &str) -> Result<Self, RecipeError> {
        let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        recipe(text).map_err(|(at, fault)| RecipeError {
            file: name.to_owned(),
            line: line(at),
            fault: Box::new(fault),
        })
    }

    /// The kind of its files.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The source of its files.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The country of which the regions in its files are, where these say alone who lives where.
    pub fn lived_in(&self) -> Option<Country> {
        self.lived_in
    }

    /// The country by whose forms its files are written, for rows that do not say theirs.
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// How its files are read.
    pub fn reading(&self) -> &RecipeReading {
        &self.reading
    }

    /// The SHA-256 of its bytes, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Whether it says what a header means.
    pub fn knows(&self, header: &str) -> bool {
        let header = plain(header);
        self.lines.iter().any(|line| plain(&line.header) == header)
    }

    /// The columns of a file by the recipe; refused when the headers are others.
    pub(super) fn apply(
        &self,
        file: &str,
        headers: &[String],
        cells: &[Vec<String>],
    ) -> Result<Mapping, IngestError> {
        let own = own_columns(headers);
        let line_of = |header: &str| {
            let header = plain(header);
            self.lines.iter().find(|line| plain(&line.header) == header)
        };
        let known =
            |line: &&Line| headers[..own.start].iter().any(|header| plain(header) == plain(&line.header));
        // Whoever mends the rows may delete a column that the list never had.
        let missing: Vec<String> = self
            .lines
            .iter()
            .filter(|line| !line.given && !known(line))
            .map(|line| line.header.clone())
            .collect();
        let new: Vec<String> = headers[..own.start]
            .iter()
            .filter(|header| !header.trim().is_empty() && line_of(header).is_none())
            .cloned()
            .collect();
        if !missing.is_empty() || !new.is_empty() {
            return Err(IngestError::RecipeDoesNotFit { file: file.to_owned(), missing, new });
        }
        let columns = headers
            .iter()
            .enumerate()
            .map(|(at, header)| {
                if own.contains(&at) {
                    return unmapped(header.clone(), Via::Rejects, None);
                }
                match line_of(header) {
                    Some(Line {
                        goal: Some(goal), dates, decimals, confidence, why, values, given, ..
                    }) => ColumnUse {
                        may_mean: Vec::new(),
                        header: header.clone(),
                        target: Some((*goal).into()),
                        via: if *given { Via::Given } else { Via::Recipe },
                        confidence: Some(Confidence::new(*confidence)),
                        why: why.clone(),
                        sample: sample(*goal, cells.get(at)),
                        stated: *dates,
                        decimals: *decimals,
                        values: values.clone(),
                    },
                    line => unmapped(header.clone(), Via::Unmapped, line.and_then(|line| line.why.clone())),
                }
            })
            .collect();
        let constants = self
            .defaults
            .iter()
            .map(|(goal, value)| Constant {
                target: (*goal).into(),
                value: value.clone(),
                why: "the recipe says so".to_owned(),
            })
            .collect();
        Ok(Mapping { kind: self.kind, columns, constants })
    }
}

/// Whether a text can name a source: its identifiers stand behind it and a stroke.
pub fn is_source_name(text: &str) -> bool {
    const LONGEST: usize = 60;
    let plain = text.chars().all(|c| c != '/' && !c.is_control());
    plain && text.trim() == text && (1..=LONGEST).contains(&text.chars().count())
}

/// A header by its words, whatever white space stands between them; a spreadsheet may have taken its guard off.
pub(super) fn plain(header: &str) -> String {
    unguarded(header).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a value is looked up in a map of values: without outer white space and in one case.
fn value_key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A cell in the words of its column, where the recipe translates it: the whole cell, or the items of a list.
pub(in crate::ingest) fn translated(
    values: &BTreeMap<String, String>,
    text: &str,
    field: &Field,
) -> Option<String> {
    if let Some(value) = values.get(&value_key(text)) {
        return Some(value.clone());
    }
    if !field.list {
        return None;
    }
    let items: Vec<(&str, Option<&String>)> =
        text.split([';', ',', '|']).map(|item| (item.trim(), values.get(&value_key(item)))).collect();
    let any = items.iter().any(|(_, value)| value.is_some());
    let words = items.iter().map(|(item, value)| value.map_or(*item, String::as_str));
    any.then(|| words.collect::<Vec<_>>().join(";"))
}

/// A fault, and the place of the byte where it is.
type At<T> = Result<T, (usize, RecipeFault)>;

fn recipe(text: &str) -> At<Recipe> {
    // Editors on Windows put a mark before the text.
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parsed = DeTable::parse(plain).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, RecipeFault::Toml(error.message().to_owned()))
    })?;
    let root = parsed.get_ref();
    keys(
        root,
        &["format", "kind", "source", "lived_in", "country", "file", "columns", "values", "defaults"],
    )?;
    match root.get("format") {
        Some(format) if scalar(format).as_deref() == Some(FORMAT) => {}
        Some(format) => return Err((format.span().start, form("format", "1, the only version there is"))),
        None => return Err((0, form("format", "a line `format = 1` at the top"))),
    }
    let kinds = || Kind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join("`, `");
    let kind = match root.get("kind") {
        Some(kind) => scalar(kind)
            .and_then(|kind| kind.parse::<Kind>().ok())
            .ok_or_else(|| (kind.span().start, form("kind", &format!("one of `{}`", kinds()))))?,
        None => return Err((0, form("kind", "a line such as `kind = \"worker\"` at the top"))),
    };
    let source = match root.get("source") {
        Some(source) => {
            let named = scalar(source).filter(|name| is_source_name(name));
            Some(named.ok_or_else(|| {
                (source.span().start, form("source", "a name of at most 60 signs without `/`"))
            })?)
        }
        None => None,
    };
    let country_of = |key: &str| match root.get(key) {
        Some(country) => {
            let code = scalar(country).and_then(|code| code.parse::<Country>().ok());
            let wrong = || (country.span().start, form(key, "the code of a country, such as `IN`"));
            code.map(Some).ok_or_else(wrong)
        }
        None => Ok(None),
    };
    let (lived_in, country) = (country_of("lived_in")?, country_of("country")?);
    let reading = match root.get("file") {
        Some(file) => reading(table(file, "file")?)?,
        None => RecipeReading::default(),
    };
    let mut lines = match root.get("columns") {
        Some(columns) => lines_of(kind, table(columns, "columns")?)?,
        None => return Err((0, form("columns", "a section `[columns]` with a line for each header"))),
    };
    if let Some(values) = root.get("values") {
        take_values(kind, table(values, "values")?, &mut lines)?;
    }
    let defaults = match root.get("defaults") {
        Some(defaults) => defaults_of(kind, table(defaults, "defaults")?, &lines)?,
        None => Vec::new(),
    };
    let sha256 = Hash::of(text).to_string();
    Ok(Recipe { kind, source, lived_in, country, reading, lines, defaults, sha256 })
}

fn lines_of(kind: Kind, columns: &DeTable<'_>) -> At<Vec<Line>> {
    let mut places: Vec<(usize, Line)> = Vec::new();
    let mut in_order: Vec<_> = columns.iter().collect();
    in_order.sort_by_key(|(header, _)| header.span().start);
    for (header, said) in in_order {
        let at = header.span().start;
        let name = header.get_ref().to_string();
        let line = line(kind, &name, said)?;
        // A birth date may have a column for each sex.
        let of_another_sex = |other: &Line| {
            let (own, other) = (super::guess::sex_of(&name), super::guess::sex_of(&other.header));
            own.is_some() && other.is_some() && own != other
        };
        if let Some(goal) = line.goal
            && let Some((_, other)) =
                places.iter().find(|(_, other)| other.goal == Some(goal) && !of_another_sex(other))
        {
            let column = Target::from(goal).name();
            return Err((at, RecipeFault::Twice { header: name, column, other: other.header.clone() }));
        }
        places.push((at, line));
    }
    Ok(places.into_iter().map(|(_, line)| line).collect())
}

/// `"Header" = "column"`, or a table that says more.
fn line(kind: Kind, header: &str, said: &Spanned<DeValue<'_>>) -> At<Line> {
    let mut line = Line {
        header: header.to_owned(),
        goal: None,
        dates: None,
        decimals: None,
        confidence: 1000,
        why: None,
        values: None,
        given: false,
    };
    let at = said.span().start;
    let column = match said.get_ref() {
        DeValue::String(column) => column.to_string(),
        DeValue::Table(table) => {
            keys(table, &["column", "dates", "decimals", "confidence", "via", "why"])?;
            if let Some(dates) = table.get("dates") {
                let stated = scalar(dates).and_then(|order| match order.as_str() {
                    OPEN => Some(Stated::Open),
                    order => order.parse().ok().map(Stated::Recipe),
                });
                let expected = "`day-month-year`, `month-day-year` or `open`";
                line.dates = Some(stated.ok_or_else(|| (dates.span().start, form("dates", expected)))?);
            }
            if let Some(decimals) = table.get("decimals") {
                let stated = scalar(decimals).and_then(|sign| match sign.as_str() {
                    OPEN => Some(Decimals::Open),
                    sign => sign.parse().ok().map(Decimals::Settled),
                });
                let expected = "`dot`, `comma` or `open`";
                line.decimals =
                    Some(stated.ok_or_else(|| (decimals.span().start, form("decimals", expected)))?);
            }
            if let Some(confidence) = table.get("confidence") {
                let number = scalar(confidence).and_then(|number| number.parse::<f64>().ok());
                let number = number.filter(|number| (0.0..=1.0).contains(number));
                let number = number
                    .ok_or_else(|| (confidence.span().start, form("confidence", "a number from 0 to 1")))?;
                #[expect(clippy::cast_possible_truncation, reason = "at most 1000")]
                let thousandths = (number * 1000.0).round() as i32;
                line.confidence = thousandths;
            }
            line.why = table.get("why").and_then(scalar);
            line.given = table.get("via").and_then(scalar).as_deref() == Some(Via::Given.as_str());
            match table.get("column") {
                Some(column) => scalar(column)
                    .ok_or_else(|| (column.span().start, form("column", "the name of a column in quotes")))?,
                None => return Err((at, form(header, "a key `column`, empty to leave the header out"))),
            }
        }
        _ => return Err((at, form(header, "the name of a column in quotes, empty to leave the header out"))),
    };
    if column.trim().is_empty() {
        return Ok(line);
    }
    let goal = resolve(kind, &column).ok_or_else(|| (at, no_column(kind, &column)))?;
    if line.dates.is_some() && goal.field().semantic != Semantic::Date {
        return Err((at, form("dates", &format!("no order: `{column}` holds no dates"))));
    }
    if line.decimals.is_some() && goal.field().semantic != Semantic::Decimal {
        return Err((at, form("decimals", &format!("no sign: `{column}` holds no numbers with a fraction"))));
    }
    line.goal = Some(goal);
    Ok(line)
}

fn reading(file: &DeTable<'_>) -> At<RecipeReading> {
    keys(file, &["sheet", "encoding", "delimiter"])?;
    let text = |key: &str| file.get(key).map(|value| (value.span().start, scalar(value)));
    let mut reading = RecipeReading::default();
    if let Some((at, sheet)) = text("sheet") {
        reading.sheet = Some(sheet.ok_or_else(|| (at, form("sheet", "the name of a sheet in quotes")))?);
    }
    if let Some((at, label)) = text("encoding") {
        let known = label.filter(|label| crate::tabular::TextEncoding::named(label).is_some());
        reading.encoding =
            Some(known.ok_or_else(|| (at, form("encoding", "a label such as `utf-8` or `windows-1252`")))?);
    }
    if let Some((at, sign)) = text("delimiter") {
        let expected = "one of `,`, `;`, `|` and the tab `\\t`";
        let mut signs = sign.as_deref().unwrap_or_default().chars();
        reading.delimiter = match (signs.next(), signs.next()) {
            (Some(one @ (',' | ';' | '|' | '\t')), None) => Some(one),
            _ => return Err((at, form("delimiter", expected))),
        };
    }
    Ok(reading)
}

/// `[values.COLUMN]`: for `kind.column` the values of that column in all parts of the kind.
fn take_values(kind: Kind, values: &DeTable<'_>, lines: &mut [Line]) -> At<()> {
    let mut in_order: Vec<_> = values.iter().collect();
    in_order.sort_by_key(|(column, _)| column.span().start);
    for (column, map) in in_order {
        let at = column.span().start;
        let written = column.get_ref().to_string();
        let goal = resolve(kind, &written).ok_or_else(|| (at, no_column(kind, &written)))?;
        let every_slot = written.contains('.') && goal.slot.is_some();
        let meant = |line: &Line| {
            line.goal.is_some_and(|of| {
                of == goal || every_slot && (of.kind, of.column) == (goal.kind, goal.column)
            })
        };
        let mut translated = BTreeMap::new();
        for (from, to) in table(map, &written)? {
            let at = to.span().start;
            let to = scalar(to).ok_or_else(|| (at, form(from.get_ref(), "a value in quotes")))?;
            if !to.trim().is_empty() {
                canonical(goal, &to).map_err(|fault| (at, fault))?;
            }
            translated.insert(value_key(from.get_ref()), to);
        }
        let translated = Arc::new(translated);
        if !lines.iter().any(meant) {
            return Err((at, RecipeFault::Idle { column: written }));
        }
        for line in lines.iter_mut() {
            if meant(line) {
                line.values = Some(Arc::clone(&translated));
            }
        }
    }
    Ok(())
}

fn defaults_of(kind: Kind, defaults: &DeTable<'_>, lines: &[Line]) -> At<Vec<(Goal, String)>> {
    let mut found: Vec<(Goal, String)> = Vec::new();
    let mut in_order: Vec<_> = defaults.iter().collect();
    in_order.sort_by_key(|(column, _)| column.span().start);
    for (column, value) in in_order {
        let at = column.span().start;
        let written = column.get_ref().to_string();
        let goal = resolve(kind, &written).ok_or_else(|| (at, no_column(kind, &written)))?;
        let name = Target::from(goal).name();
        // Every consent of a row has its own date; all other identifiers tell records apart.
        let identifies = schema::table(goal.kind).key[0] == goal.column;
        if identifies {
            return Err((at, RecipeFault::Identifier { column: name }));
        }
        if let Some(other) = lines.iter().find(|line| line.goal == Some(goal)) {
            let header = "[defaults]".to_owned();
            return Err((at, RecipeFault::Twice { header, column: name, other: other.header.clone() }));
        }
        if found.iter().any(|(other, _)| *other == goal) {
            return Err((
                at,
                RecipeFault::Twice { header: written, column: name, other: "[defaults]".to_owned() },
            ));
        }
        let at = value.span().start;
        let value = scalar(value).ok_or_else(|| (at, form(&written, "a value in quotes")))?;
        found.push((goal, canonical(goal, &value).map_err(|fault| (at, fault))?));
    }
    Ok(found)
}

/// The canonical form of a value of a column, as it may stand in a file.
fn canonical(goal: Goal, value: &str) -> Result<String, RecipeFault> {
    let field = goal.field();
    let refused = |refusal: Refusal| RecipeFault::Value {
        value: value.to_owned(),
        column: Target::from(goal).name(),
        refusal: Box::new(refusal),
    };
    match normalize::cell(field, value, &Context::default()) {
        Ok(Some(Datum::Text(text))) if text.is_empty() => Ok("none".to_owned()),
        Ok(Some(Datum::Integer(number))) if field.semantic == Semantic::Boolean => {
            Ok(if number == 1 { "yes" } else { "no" }.to_owned())
        }
        Ok(Some(datum)) => Ok(datum.to_string()),
        Ok(None) => Err(refused(RefusalReason::Blank.into())),
        Err(refusal) => Err(refused(refusal)),
    }
}

fn no_column(kind: Kind, written: &str) -> RecipeFault {
    RecipeFault::Column {
        written: written.to_owned(),
        kind: kind.as_str().replace('_', " "),
        nearest: nearest_name(kind, written),
    }
}

fn form(key: &str, expected: &str) -> RecipeFault {
    RecipeFault::Form { key: key.to_owned(), expected: expected.to_owned() }
}

/// Refuses keys that are not among those known.
fn keys(table: &DeTable<'_>, known: &[&str]) -> At<()> {
    let mut unknown: Vec<_> = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())).collect();
    unknown.sort_by_key(|key| key.span().start);
    match unknown.first() {
        None => Ok(()),
        Some(key) => Err((
            key.span().start,
            RecipeFault::Key {
                key: key.get_ref().to_string(),
                expected: format!("`{}`", known.join("`, `")),
                nearest: nearest(key.get_ref(), known.iter().copied(), 0.6).map(str::to_owned),
            },
        )),
    }
}

fn table<'a, 'i>(value: &'a Spanned<DeValue<'i>>, key: &str) -> At<&'a DeTable<'i>> {
    value
        .get_ref()
        .as_table()
        .ok_or_else(|| (value.span().start, form(key, "a section with lines `key = value`")))
}

/// The text of a value that is one: `"2221"`, `2221`, `true`.
fn scalar(value: &Spanned<DeValue<'_>>) -> Option<String> {
    Some(match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        DeValue::Datetime(date) => date.to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Understood;
    use crate::ingest::{Choices, ParsedRow, ReadOptions, open};

    const NURSES: &str = "# by hand
format = 1
kind = \"worker\"

[file]
delimiter = \";\"

[columns]
\"Nr\" = \"worker_id\"
\"Geb.\" = { column = \"birth_date\", dates = \"day-month-year\" }
\"G\" = \"sex\"
\"Beruf\" = \"occupation\"
\"Spr\" = \"languages_read\"
\"Reg\" = \"license.number\"
\"Bem.\" = \"\"

[values.sex]
\"F\" = \"female\"
\"k. A.\" = \"\"

[values.occupation]
\"Staff Nurse\" = 2221

[values.languages_read]
\"Swahili\" = \"sw\"

[defaults]
residence = \"Kenya\"
license_1_country = \"KE\"
";

    fn read(content: &str, recipe: &str) -> Result<(Understood, Vec<ParsedRow>), IngestError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f.csv");
        std::fs::write(&path, content).unwrap();
        let recipe = Some(Arc::new(Recipe::parse("r.toml", recipe)?));
        let as_of = "2026-01-01".parse().unwrap();
        let choices = Choices { recipe, ..Choices::default() };
        let table = open(&path, "f.csv", &ReadOptions { choices, ..ReadOptions::new(as_of) })?;
        let understood = table.understood().clone();
        Ok((understood, table.rows().collect::<Result<_, _>>()?))
    }

    #[test]
    fn a_recipe_by_hand_translates_and_completes() {
        let content =
            "Nr;Geb.;G;Beruf;Spr;Reg;Bem.\n1;03/04/1990; f ;STAFF NURSE;en, swahili;77;x\n2;;K. A.;2221;;;\n";
        let (_, rows) = read(content, NURSES).unwrap();
        let cell = |row: usize, record: usize, column: &str| {
            let record = &rows[row].records[record];
            record.cells[schema::table(record.kind).column(column).unwrap()].as_ref().map(ToString::to_string)
        };
        for (column, value) in [
            ("worker_id", "1"),
            ("birth_date", "1990-04-03"),
            ("sex", "female"),
            ("occupation", "2221"),
            ("languages_read", "en;sw"),
            ("residence", "KE"),
        ] {
            assert_eq!(cell(0, 0, column).as_deref(), Some(value), "{column}: {:?}", rows[0].findings);
        }
        assert_eq!(cell(0, 1, "country").as_deref(), Some("KE"));
        assert_eq!(rows[0].records[0].unmapped, [("Bem.".to_owned(), "x".to_owned())]);
        // What is translated to nothing is unknown; a constant alone makes no license.
        assert_eq!(cell(1, 0, "sex"), None);
        assert_eq!(rows[1].records.len(), 1);
        // What was written is kept beside what it means.
        assert!(rows[0].records[0].as_written.iter().any(|(_, text)| text == "STAFF NURSE"));
    }

    #[test]
    fn a_recipe_saved_and_replayed_gives_the_same() {
        let content = "Nr;Geb.;G;Beruf;Spr;Reg;Bem.\n1;03/04/1990;f;STAFF NURSE;en;77;x\n";
        let (first, rows) = read(content, NURSES).unwrap();
        let saved = first.to_recipe();
        let (second, again) = read(content, &saved).unwrap();
        assert_eq!(first.columns, second.columns);
        assert_eq!(first.constants, second.constants);
        assert_eq!(saved, second.to_recipe());
        let records = |rows: Vec<ParsedRow>| rows.into_iter().map(|row| row.records).collect::<Vec<_>>();
        assert_eq!(records(rows), records(again));
    }

    #[test]
    fn what_a_recipe_cannot_say_is_named_with_its_line() {
        let fault = |text: &str| {
            let error = Recipe::parse("r.toml", text).unwrap_err();
            format!("{error} {:?}", crate::message::Explained::hints(&error))
        };
        let with =
            |line: &str| format!("format = 1\nkind = \"worker\"\n[columns]\nid = \"worker_id\"\n{line}\n");
        for (text, says) in [
            ("format = 2\nkind = \"worker\"\n[columns]\n".to_owned(), "r.toml:1: `format`"),
            ("format = 1\n[columns]\n".to_owned(), "`kind` is not understood"),
            ("format = 1\nkind = \"wroker\"\n[columns]\n".to_owned(), "r.toml:2: `kind`"),
            ("format = 1\nkind = \"worker\"\n".to_owned(), "`columns` is not understood"),
            ("format = 1\nkind = \"worker\n".to_owned(), "this is not TOML"),
            (with("[colums]"), "r.toml:5: there is no key `colums` here"),
            (
                with("a = \"residense\""),
                "r.toml:5: `residense` is not a column of worker [Nearest(\"residence\")]",
            ),
            (with("a = { colum = \"residence\" }"), "[Nearest(\"column\")]"),
            (
                with("a = { column = \"residence\", dates = \"day-month-year\" }"),
                "`residence` holds no dates",
            ),
            (with("a = { column = \"birth_date\", dates = \"european\" }"), "expected `day-month-year`"),
            (
                with("a = { column = \"birth_date\", decimals = \"comma\" }"),
                "holds no numbers with a fraction",
            ),
            (with("a = { column = \"qualification_1_years\", decimals = \"point\" }"), "expected `dot`"),
            (with("a = 3"), "r.toml:5: `a` is not understood"),
            (with("a = \"id\""), "`a` and `id` both mean"),
            (
                with("s = \"sex\"\n[values.sex]\nF = \"femal\""),
                "r.toml:7: `femal` cannot be a value of `sex`: The value is not a word of this column.",
            ),
            (with("[values.sex]\nF = \"female\""), "translate nothing"),
            (
                with("[defaults]\nresidence = \"Kenia land\""),
                "r.toml:6: `Kenia land` cannot be a value of `residence`: The value is not a country.",
            ),
            (with("[defaults]\nworker_id = \"W1\""), "identifies a record"),
            (with("r = \"residence\"\n[defaults]\nresidence = \"KE\""), "both mean `residence`"),
            (with("[file]\ndelimiter = \"tab\""), "r.toml:6: `delimiter`"),
            (with("[file]\nencoding = \"utf-99\""), "r.toml:6: `encoding`"),
        ] {
            assert!(fault(&text).contains(says), "{text}\n{}", fault(&text));
        }
    }
}
