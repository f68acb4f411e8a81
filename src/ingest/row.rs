//! A row of the file to the records it holds.

use super::checks;
use super::mapping::{ColumnUse, Target, Via};
use super::quality::{Quality, Tally};
use super::table::Understood;
use crate::model::{ConsentPurpose, Country, Datum, Day, Isco08, Kind, words};
use crate::normalize::{self, Also, Context, Habits, Reading, Refusal};
use crate::reference::language_tests;
use crate::rule::Place;
use crate::schema::{self, Field, Semantic};
use crate::text::Nearness;
use crate::text::unguarded;
use compact_str::ToCompactString as _;
use foldhash::fast::RandomState;
use serde::Serialize;
use std::collections::HashMap;

words! {
    /// What a finding does to its row.
    Severity, "`reject`, `warn` or `note`" {
        /// The row is not taken.
        Reject = "reject",
        /// The row is taken; somebody should look at it.
        Warn = "warn",
        /// Worth knowing.
        Note = "note",
    }
}

/// Something found in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// A stable code.
    pub code: &'static str,
    /// What it does to the row.
    pub severity: Severity,
    /// What is wrong.
    pub reason: String,
    /// What would have been accepted.
    pub expected: Option<String>,
    /// The nearest valid value, or those that the cell may mean.
    pub suggestion: Option<String>,
    /// How near the suggestion is to what was written, where it was found by likeness and stands alone.
    pub nearness: Option<Nearness>,
}

/// A record of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The kind.
    pub kind: Kind,
    /// The cells in schema order; `None` is unknown.
    pub cells: Vec<Option<Datum>>,
    /// The cells whose text differs from its canonical form, by column.
    pub as_written: Vec<(usize, String)>,
    /// The cells that no column takes, by header; on the main record only.
    pub unmapped: Vec<(String, String)>,
}

/// A row of the file.
#[derive(Debug)]
pub struct Row {
    /// Its number, the header being row 1.
    pub number: u64,
    /// Its cells as written.
    pub original: csv::StringRecord,
    /// Its records, the main one first; a row with a [`Severity::Reject`] finding must not be taken.
    pub records: Vec<Parsed>,
    /// What was found in it.
    pub findings: Vec<Finding>,
    /// The cells that only their column settles, by their place, in their canonical form: should the row come
    /// back, they would be unclear in a file of their own.
    pub settled: Vec<(usize, String)>,
}

/// Distinct texts of a column whose reading is remembered, and how long one may be.
const REMEMBERED: usize = 4_096;
const REMEMBERED_LENGTH: usize = 200;

/// Reads rows of one file.
pub(super) struct Reader {
    file: String,
    kind: Kind,
    columns: Vec<Column>,
    /// The parts of a wide row: kind, slot, and the columns of the file that belong to it.
    slots: Vec<(Kind, u8, Vec<usize>)>,
    consent_date: Option<usize>,
    country: Option<usize>,
    occupation: Option<usize>,
    /// The day against which dates are found plausible.
    as_of: Day,
    /// The same as text.
    today: String,
    checked: checks::Memory,
    /// The slot of each record of the row; none for the main one.
    placed: Vec<Option<u8>>,
    /// How near a suggestion must be to be taken; without it none is.
    accept: Option<Nearness>,
}

struct Column {
    header: String,
    target: Option<Target>,
    ignored: bool,
    field: Option<&'static Field>,
    habits: Habits,
    decimal_comma: bool,
    remembers: bool,
    memory: HashMap<String, Result<Reading, Refusal>, RandomState>,
    tally: Tally,
}

impl Reader {
    pub(super) fn new(
        understood: &Understood,
        habits: &[Habits],
        as_of: Day,
        accept: Option<Nearness>,
    ) -> Self {
        let columns: Vec<Column> = understood
            .columns
            .iter()
            .zip(habits)
            .map(|(used, &habits)| {
                let field =
                    used.target.as_ref().map(|target| &schema::table(target.kind).fields[target.column]);
                let remembers = field.is_some_and(|field| {
                    use Semantic::{Boolean, Country, Currency, Date, Language, Test, Word};
                    matches!(field.semantic, Country | Language | Test | Word | Boolean | Currency | Date)
                });
                Column {
                    header: used.header.clone(),
                    target: used.target.clone(),
                    ignored: used.via == Via::Rejects,
                    field,
                    habits,
                    decimal_comma: understood.delimiter == ';',
                    remembers,
                    memory: HashMap::default(),
                    tally: Tally::new(used),
                }
            })
            .collect();
        let mut slots: Vec<(Kind, u8, Vec<usize>)> = Vec::new();
        let mut consent_date = None;
        for (at, column) in columns.iter().enumerate() {
            let Some(Target { kind, slot: Some(slot), .. }) = column.target else { continue };
            if slot == 0 {
                consent_date = Some(at);
                continue;
            }
            match slots.iter_mut().find(|(k, s, _)| (*k, *s) == (kind, slot)) {
                Some((_, _, members)) => members.push(at),
                None => slots.push((kind, slot, vec![at])),
            }
        }
        let main = |name: &str| {
            columns.iter().position(|c| {
                c.target
                    .as_ref()
                    .is_some_and(|t| t.kind == understood.kind && t.slot.is_none() && t.field == name)
            })
        };
        Self {
            file: understood.file.clone(),
            kind: understood.kind,
            slots,
            consent_date,
            country: main("residence").or_else(|| main("country")).or_else(|| main("destination")),
            occupation: main("occupation"),
            columns,
            as_of,
            today: as_of.to_string(),
            checked: checks::Memory::default(),
            placed: Vec::new(),
            accept,
        }
    }

    /// What the columns held so far.
    pub(super) fn quality(&self, columns: &[ColumnUse]) -> Vec<Quality> {
        self.columns.iter().zip(columns).map(|(column, used)| column.tally.quality(used)).collect()
    }

    pub(super) fn row(&mut self, number: u64, original: csv::StringRecord) -> Row {
        let mut row =
            Row { number, original, records: Vec::new(), findings: Vec::new(), settled: Vec::new() };
        if row.original.len() != self.columns.len() && !self.trailing_blanks(&row.original) {
            let reason =
                format!("the row has {} cells, the header has {}", row.original.len(), self.columns.len());
            let mut finding = self.finding(number, None, "", "IMP001", reason);
            finding.expected = Some(format!(
                "{} cells; one that holds the separator or a line break stands in double quotes",
                self.columns.len()
            ));
            row.findings.push(finding);
            return row;
        }
        let context = self.context(&row.original);
        let cells = std::mem::take(&mut row.original);
        self.main_record(&cells, number, context, &mut row);
        self.parts(&cells, number, context, &mut row);
        row.original = cells;
        if !is_rejected(&row) {
            self.check(&mut row);
        }
        // The store may still refuse the row: what is settled goes with every one.
        row.settled = self.settled(&row.original, context);
        row
    }

    /// The cells of a row that read otherwise without their column.
    fn settled(&mut self, record: &csv::StringRecord, context: Context) -> Vec<(usize, String)> {
        let mut settled = Vec::new();
        for at in 0..self.columns.len() {
            let column = &self.columns[at];
            let (Some(field), Some(text)) = (column.field, record.get(at)) else { continue };
            if column.habits == Habits::default() || text.is_empty() {
                continue;
            }
            let (decimal_comma, local) =
                (column.decimal_comma, field.semantic == Semantic::Date && column.habits.order.is_some());
            let Ok(Reading { datum: Some(datum), .. }) = self.look(at, record, context) else { continue };
            if matches!(&datum, Datum::Text(canonical) if canonical == text) {
                continue;
            }
            let alone = Context { as_of: Some(self.as_of), decimal_comma, ..context };
            // A date goes settled in any case: the rows that come back may be the few that are unclear.
            if local || normalize::cell(field, unguarded(text), &alone).as_ref() != Ok(&Some(datum.clone())) {
                settled.push((at, datum.to_string()));
            }
        }
        settled
    }

    /// Spreadsheets add separators at the end of a row, or leave them away.
    fn trailing_blanks(&self, record: &csv::StringRecord) -> bool {
        record.len() > self.columns.len()
            && record.iter().skip(self.columns.len()).all(|cell| cell.trim().is_empty())
    }

    /// What the row says of itself before its cells are read one by one.
    fn context(&mut self, record: &csv::StringRecord) -> Context {
        let (country, occupation) = (self.country, self.occupation);
        let mut context = Context::default();
        let told = |reader: &mut Self, at, context| match reader.look(at, record, context) {
            Err(refusal) => reader.instead(at, &refusal, context).and_then(|(reading, _, _)| reading.datum),
            Ok(reading) => reading.datum,
        };
        if let Some(Datum::Text(code)) = country.and_then(|at| told(self, at, context)) {
            context.country = code.parse::<Country>().ok();
        }
        if let Some(Datum::Text(code)) = occupation.and_then(|at| told(self, at, context)) {
            context.occupation = code.parse::<Isco08>().ok();
        }
        context
    }

    /// Reads a cell and counts it: once for each cell of the row.
    fn read(&mut self, at: usize, record: &csv::StringRecord, context: Context) -> Result<Reading, Refusal> {
        let read = self.look(at, record, context);
        let tally = &mut self.columns[at].tally;
        match &read {
            Ok(reading) => tally.take(reading.datum.as_ref()),
            Err(_) => tally.refused(),
        }
        read
    }

    fn look(&mut self, at: usize, record: &csv::StringRecord, context: Context) -> Result<Reading, Refusal> {
        record.get(at).map_or(Ok(Reading::default()), |text| self.read_text(at, text, context))
    }

    fn read_text(&mut self, at: usize, text: &str, context: Context) -> Result<Reading, Refusal> {
        let column = &mut self.columns[at];
        let Some(field) = column.field else { return Ok(Reading::default()) };
        if text.is_empty() {
            return Ok(Reading::default());
        }
        let context = Context {
            habits: column.habits,
            decimal_comma: column.decimal_comma,
            as_of: Some(self.as_of),
            ..context
        };
        if !column.remembers {
            return normalize::read(field, unguarded(text), &context);
        }
        if let Some(known) = column.memory.get(text) {
            return known.clone();
        }
        let read = normalize::read(field, unguarded(text), &context);
        if column.memory.len() < REMEMBERED && text.len() <= REMEMBERED_LENGTH {
            column.memory.insert(text.to_owned(), read.clone());
        }
        read
    }

    /// Takes what a cell was read as into its record, and notes what is worth knowing of it.
    fn take(
        &mut self,
        parsed: &mut Parsed,
        at: usize,
        reading: Reading,
        cells: &csv::StringRecord,
        row: &mut Row,
        later: &mut Vec<(usize, Also)>,
    ) {
        let Some(place) = self.columns[at].target.as_ref().map(|target| target.column) else { return };
        let raw = cells.get(at).unwrap_or_default();
        if let Some(note) = reading.note {
            let mut finding = self.finding(row.number, Some(at), raw, "IMP011", format!("`{raw}` {note}"));
            finding.severity = Severity::Note;
            row.findings.push(finding);
        }
        later.extend(reading.also.into_iter().map(|also| (at, also)));
        let known = reading.datum.is_some();
        if put(parsed, place, reading.datum, raw, schema::table(parsed.kind)) && known {
            self.columns[at].tally.reworded();
        }
    }

    /// Lays what cells say of other columns into their record: a blank cell takes it, another must agree.
    fn take_later(
        &self,
        parsed: &mut Parsed,
        later: Vec<(usize, Also)>,
        cells: &csv::StringRecord,
        row: &mut Row,
    ) {
        for (at, also) in later {
            let Some(place) = schema::table(parsed.kind).column(also.column) else { continue };
            let known = parsed.cells[place].as_ref().map(ToString::to_string);
            match (known, &also.any_of[..]) {
                (None, [one]) => parsed.cells[place] = Some(Datum::Text(one.clone())),
                (Some(known), any_of) if !any_of.iter().any(|one| *one == known) => {
                    let raw = cells.get(at).unwrap_or_default();
                    let reason = format!(
                        "`{raw}` says {} of {}, where the row has `{known}`",
                        any_of.join(" or "),
                        also.column
                    );
                    row.findings.push(self.finding(row.number, Some(at), raw, "IMP012", reason));
                }
                _ => {}
            }
        }
    }

    fn main_record(&mut self, cells: &csv::StringRecord, number: u64, context: Context, row: &mut Row) {
        let table = schema::table(self.kind);
        let mut parsed = blank(self.kind);
        let mut later = Vec::new();
        for at in 0..self.columns.len() {
            let column = &mut self.columns[at];
            match &column.target {
                None if !column.ignored => {
                    let text = cells.get(at).unwrap_or_default();
                    column.tally.take_text(text);
                    keep(&mut parsed, &column.header, text);
                }
                Some(target) if target.slot.is_none() => match self.read(at, cells, context) {
                    Ok(reading) => self.take(&mut parsed, at, reading, cells, row, &mut later),
                    Err(refusal) => match self.instead(at, &refusal, context) {
                        Some((reading, text, nearness)) => {
                            row.findings.push(self.taken(number, at, cells, &text, nearness));
                            self.take(&mut parsed, at, reading, cells, row, &mut later);
                        }
                        None => row.findings.push(self.refused(number, at, cells, refusal)),
                    },
                },
                _ => {}
            }
        }
        self.take_later(&mut parsed, later, cells, row);
        complete(&mut parsed);
        for (place, field) in table.fields.iter().enumerate() {
            let refused =
                row.findings.iter().filter(|finding| finding.severity == Severity::Reject).any(|finding| {
                    self.columns.iter().any(|c| {
                        c.header == finding.place.column
                            && c.target.as_ref().is_some_and(|t| t.column == place && t.slot.is_none())
                    })
                });
            if field.required && parsed.cells[place].is_none() && !refused {
                let at = self
                    .columns
                    .iter()
                    .position(|c| c.target.as_ref().is_some_and(|t| t.column == place && t.slot.is_none()));
                let reason = format!(
                    "`{}` is blank: every {} needs one",
                    field.name,
                    self.kind.as_str().replace('_', " ")
                );
                let mut finding = self.finding(number, at, "", "IMP002", reason);
                finding.expected = Some(format!("{}, such as `{}`", field.description, field.example));
                row.findings.push(finding);
            }
        }
        row.records.push(parsed);
        self.placed.clear();
        self.placed.push(None);
    }

    fn parts(&mut self, cells: &csv::StringRecord, number: u64, context: Context, row: &mut Row) {
        let Some(main) = row.records.first() else { return };
        let Some(id) = main.cells[schema::table(self.kind).key[0]].clone() else { return };
        let consent_date = self.consent_date.map(|at| (at, self.read(at, cells, context)));
        let slots = std::mem::take(&mut self.slots);
        for (kind, slot, members) in &slots {
            let table = schema::table(*kind);
            let mut parsed = blank(*kind);
            let mut known = false;
            let mut later = Vec::new();
            for &at in members {
                match self.read(at, cells, context) {
                    Ok(reading) => {
                        known = known || reading.datum.is_some() || !reading.also.is_empty();
                        self.take(&mut parsed, at, reading, cells, row, &mut later);
                    }
                    Err(refusal) => {
                        known = true;
                        match self.instead(at, &refusal, context) {
                            Some((reading, text, nearness)) => {
                                row.findings.push(self.taken(number, at, cells, &text, nearness));
                                self.take(&mut parsed, at, reading, cells, row, &mut later);
                            }
                            None => row.findings.push(self.refused(number, at, cells, refusal)),
                        }
                    }
                }
            }
            if !known {
                // A part of which nothing is known is no record: what stands there stays with the row.
                for &at in members {
                    let text = cells.get(at).unwrap_or_default();
                    keep(&mut row.records[0], &self.columns[at].header, text);
                }
                continue;
            }
            self.take_later(&mut parsed, later, cells, row);
            parsed.cells[table.key[0]] = Some(id.clone());
            if *kind == Kind::Consent {
                let purpose =
                    ConsentPurpose::ALL.get(usize::from(*slot) - 1).map_or("", |purpose| purpose.as_str());
                set(&mut parsed, "purpose", Datum::Text(purpose.into()));
                match &consent_date {
                    Some((at, Ok(Reading { datum: Some(date), .. }))) => {
                        let place = table.column("given_on").unwrap_or_default();
                        put(
                            &mut parsed,
                            place,
                            Some(date.clone()),
                            cells.get(*at).unwrap_or_default(),
                            table,
                        );
                    }
                    Some((at, Err(refusal)))
                        if !row.findings.iter().any(|f| f.place.column == self.columns[*at].header) =>
                    {
                        row.findings.push(self.refused(number, *at, cells, refusal.clone()));
                    }
                    _ => {}
                }
            }
            complete(&mut parsed);
            let key: Vec<_> = table.key.iter().map(|&column| &parsed.cells[column]).collect();
            let twin = row.records.iter().any(|other| {
                other.kind == *kind
                    && table.key.iter().map(|&column| &other.cells[column]).eq(key.iter().copied())
            });
            if twin {
                let reason = format!(
                    "{} {slot} of this row has the same {} as one before it",
                    kind.as_str().replace('_', " "),
                    key_names(*kind)
                );
                let first = members.first().copied();
                let value = first.and_then(|at| cells.get(at)).unwrap_or_default();
                let mut finding = self.finding(number, first, value, "IMP003", reason);
                finding.expected = Some("a part that differs in one of them, or blank cells".to_owned());
                row.findings.push(finding);
            }
            row.records.push(parsed);
            self.placed.push(Some(*slot));
        }
        self.slots = slots;
        if let Some(at) = self.consent_date
            && row.records.iter().all(|record| record.kind != Kind::Consent)
        {
            keep(&mut row.records[0], &self.columns[at].header, cells.get(at).unwrap_or_default());
        }
    }

    /// The checks on what the records say, beyond the form of their cells.
    fn check(&self, row: &mut Row) {
        let Row { number, records, findings, .. } = row;
        checks::check(records, &self.today, &self.checked, |at, broken| {
            let record = &records[at];
            let slot = self.placed[at];
            // A date that all consents share stands in a slot of its own.
            let column = self.columns.iter().find(|c| {
                c.target.as_ref().is_some_and(|t| {
                    t.kind == record.kind && t.field == broken.column && (t.slot == slot || t.slot == Some(0))
                })
            });
            let cell =
                schema::table(record.kind).column(broken.column).and_then(|at| record.cells[at].as_ref());
            let place = Place {
                file: self.file.clone(),
                row: *number,
                column: column.map_or_else(|| broken.column.to_owned(), |column| column.header.clone()),
                value: cell.map(ToString::to_string).unwrap_or_default(),
            };
            findings.push(Finding {
                place,
                code: broken.rule,
                severity: broken.severity,
                reason: broken.because,
                expected: Some(broken.expected),
                suggestion: broken.suggestion,
                nearness: None,
            });
        });
    }

    /// What a refused cell may be taken as, with the text that stands for it and its nearness: only where
    /// the bar is set and one value alone is near enough. Identifiers, names, dates and numbers never are.
    fn instead(
        &mut self,
        at: usize,
        refusal: &Refusal,
        context: Context,
    ) -> Option<(Reading, String, Nearness)> {
        use Semantic::{Country, Currency, Language, Occupation, Specialty, Test, Word};
        let bar = self.accept?;
        let semantic = self.columns[at].field?.semantic;
        if !matches!(semantic, Country | Currency | Language | Occupation | Specialty | Test | Word) {
            return None;
        }
        let mut instead = refusal.instead.clone();
        let mut least = Nearness::FULL;
        // Several items of a list may each need one; a list has no more items than that.
        for _ in 0..64 {
            let (text, nearness) = instead.filter(|(_, nearness)| *nearness >= bar)?;
            least = least.min(nearness);
            match self.read_text(at, &text, context) {
                Ok(reading) => return Some((reading, text, least)),
                Err(next) => instead = next.instead,
            }
        }
        None
    }

    fn taken(
        &self,
        number: u64,
        at: usize,
        cells: &csv::StringRecord,
        text: &str,
        nearness: Nearness,
    ) -> Finding {
        let value = cells.get(at).unwrap_or_default();
        let reason = format!("`{value}` taken as `{text}` ({nearness})");
        let mut finding = self.finding(number, Some(at), value, "IMP011", reason);
        finding.severity = Severity::Note;
        finding.nearness = Some(nearness);
        finding
    }

    fn refused(&self, number: u64, at: usize, cells: &csv::StringRecord, refusal: Refusal) -> Finding {
        let value = cells.get(at).unwrap_or_default();
        let mut finding =
            self.finding(number, Some(at), value, "IMP010", format!("`{value}` {}", refusal.reason));
        finding.expected = Some(refusal.expected);
        finding.suggestion = refusal.suggestion;
        finding.nearness = refusal.instead.map(|(_, nearness)| nearness);
        finding
    }

    fn finding(
        &self,
        number: u64,
        at: Option<usize>,
        value: &str,
        code: &'static str,
        reason: String,
    ) -> Finding {
        let column = at.map_or(String::new(), |at| self.columns[at].header.clone());
        let place = Place { file: self.file.clone(), row: number, column, value: value.to_owned() };
        let severity = Severity::Reject;
        Finding { place, code, severity, reason, expected: None, suggestion: None, nearness: None }
    }
}

fn blank(kind: Kind) -> Parsed {
    let cells = vec![None; schema::table(kind).fields.len()];
    Parsed { kind, cells, as_written: Vec::new(), unmapped: Vec::new() }
}

fn is_rejected(row: &Row) -> bool {
    row.findings.iter().any(|finding| finding.severity == Severity::Reject)
}

/// Puts a cell into its place and, if its text is not what the column's canonical form would be, the
/// text beside it, to the byte; also of a cell that says nothing (`n/a`). Says whether they differ.
fn put(parsed: &mut Parsed, place: usize, datum: Option<Datum>, raw: &str, table: &schema::Table) -> bool {
    // The guard of a formula belongs to the file, not to the cell.
    let raw = unguarded(raw);
    let same = match (&datum, table.fields[place].semantic) {
        (None, _) => raw.is_empty(),
        (Some(Datum::Integer(1)), Semantic::Boolean) => raw == "yes",
        (Some(Datum::Integer(0)), Semantic::Boolean) => raw == "no",
        (Some(Datum::Text(text)), _) if text.is_empty() => raw == "none",
        (Some(Datum::Text(text)), _) => text == raw,
        (Some(Datum::Integer(n)), _) => {
            raw.parse() == Ok(*n) && !raw.starts_with(['+', '0']) || (raw == "0" && *n == 0)
        }
    };
    if !same {
        parsed.as_written.push((place, raw.to_owned()));
    }
    if datum.is_some() {
        parsed.cells[place] = datum;
    }
    !same
}

/// Keeps a cell that no column of ours takes, unless it is empty.
fn keep(parsed: &mut Parsed, header: &str, text: &str) {
    if !text.is_empty() {
        parsed.unmapped.push((unguarded(header).to_owned(), unguarded(text).to_owned()));
    }
}

fn set(parsed: &mut Parsed, column: &str, datum: Datum) {
    if let Some(place) = schema::table(parsed.kind).column(column) {
        parsed.cells[place].get_or_insert(datum);
    }
}

/// What follows from the cells themselves: a test that certifies one language says which.
fn complete(parsed: &mut Parsed) {
    if parsed.kind != Kind::LanguageCertificate {
        return;
    }
    let table = schema::table(parsed.kind);
    let test = table.column("test").and_then(|place| parsed.cells[place].as_ref());
    let Some(Datum::Text(id)) = test else { return };
    let test = id.parse().ok().and_then(|id| language_tests::get(&id));
    if let Some([language]) = test.map(|test| &test.languages[..]) {
        set(parsed, "language", Datum::Text(language.to_compact_string()));
    }
}

fn key_names(kind: Kind) -> String {
    let table = schema::table(kind);
    let names: Vec<&str> = table.key[1..].iter().map(|&column| table.fields[column].name.as_str()).collect();
    names.join(", ")
}
