//! `corridor export`: the records of a kind, in the order of their identifiers.
//!
//! Canonical cells give the same contents when they are imported again. With `as_written` each cell comes
//! back to the byte, together with the columns that the schema does not have. In CSV, which is read back, a cell that would
//! be read as something else comes in its canonical form ([`super::read_back`]). Personal data stays out
//! unless a purpose is given, which is written into the audit log before the first cell leaves. Records are written one by one, so a store of any size needs the same
//! memory.
//!
//! JSON is one array with a record on each line. So it serves tools that read documents and tools that read
//! lines, and neither side has to hold it whole.

use super::read_back::{Plain, ROUNDS, ReadBack};
use super::{Act, Desk, OpsError};
use crate::disclosure::{Disclosure, concerns_person, is_blind, may_show};
use crate::files::WholeFile;
use crate::ingest::{self, Parsed};
use crate::model::{ConsentPurpose, Datum, Kind};
use crate::schema::{self, Field, Semantic, TableSchema};
use crate::store::{ExportRow, Look, Snapshot};
use crate::text::guarded;
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The wide grammar has so many places for parts of a kind.
const MOST_SLOTS: usize = 20;
/// Records between two steps of the progress bar.
const STEP: u64 = 1_000;

/// How records are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// RFC 4180, formulas guarded.
    Csv,
    /// One array, a record a line.
    Json,
}

/// What to export, and how.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// The kind.
    pub kind: Kind,
    /// How records are written down.
    pub form: ExportForm,
    /// Cells as their files had them, and the columns that the schema does not have.
    pub as_written: bool,
    /// Workers with their parts in the same row.
    pub wide: bool,
    /// Whether personal data is exported as well.
    pub identified: bool,
    /// The purpose of the personal data.
    pub purpose: Option<String>,
    /// Only these columns, in this order; all of them where none is named.
    pub columns: Vec<String>,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportReply {
    /// The kind.
    pub kind: Kind,
    /// How many records.
    pub records: u64,
    /// Personal columns that were left out.
    pub left_out: Vec<String>,
    /// What the form cannot hold, in sentences.
    pub notes: Vec<String>,
}

/// Exports to a file, which is there whole or not at all.
///
/// # Errors
/// As [`export`].
pub fn export_file(
    desk: &Desk,
    act: &Act,
    options: &ExportOptions,
    path: &Path,
) -> Result<ExportReply, OpsError> {
    let mut out = std::io::BufWriter::new(WholeFile::create(path).map_err(OpsError::write(path))?);
    let reply = export(desk, act, options, path, &mut out)?;
    let file = out.into_inner().map_err(|error| OpsError::write(path)(error.into_error()))?;
    file.finish().map_err(OpsError::write(path))?;
    Ok(reply)
}

/// Exports to `out`, which messages call `name`.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, personal data is asked for without a purpose, or `out`
/// cannot be written.
pub fn export(
    desk: &Desk,
    act: &Act,
    options: &ExportOptions,
    name: &Path,
    out: &mut dyn Write,
) -> Result<ExportReply, OpsError> {
    let kind = options.kind;
    if options.wide && kind != Kind::Worker {
        return Err(OpsError::NotWide { kind });
    }
    let purpose = options.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
    let personal = options.identified && concerns_person(kind);
    if personal && purpose.is_none() {
        return Err(OpsError::PurposeNeeded);
    }
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let records = snapshot.count(kind)?;
    // A column that is not there is said before the export is written into the log.
    let plan = Plan::new(options, &snapshot)?.chosen(&options.columns)?;
    if let (true, Some(purpose)) = (personal, purpose) {
        let look = Look::Export { kind, records, purpose, seq: snapshot.seq(), handles: &[] };
        desk.change(act, &store, "export")?.look(&look, &act.by())?;
    }
    let mut left_over = LeftOver::default();
    act.progress.begin(&format!("exporting {kind}"), Some(records));
    let written = if options.as_written && options.form == ExportForm::Csv {
        write_as_read(act, options, &plan, &snapshot, &mut left_over, name, out)?
    } else {
        write(act, options, &plan, &Plain::default(), &snapshot, &mut left_over, name, out)?
    };
    act.progress.end();
    Ok(ExportReply { kind, records: written, left_out: plan.left_out, notes: left_over.notes() })
}

/// Writes the records, with the cells of `plain` in their canonical form; says how many they are.
#[expect(clippy::too_many_arguments, reason = "what an export consists of")]
fn write(
    act: &Act,
    options: &ExportOptions,
    plan: &Plan,
    plain: &Plain,
    snapshot: &Snapshot,
    left_over: &mut LeftOver,
    name: &Path,
    out: &mut dyn Write,
) -> Result<u64, OpsError> {
    let mut writer = Writer::new(options, name.to_owned(), out);
    writer.header(&plan.columns)?;
    let mut written = 0;
    snapshot.in_order::<OpsError>(options.kind, |row| {
        let parts = if options.wide { Parts::of(&row, snapshot, left_over)? } else { Parts::default() };
        writer.record(plan, (plain, written), &row, &parts)?;
        written += 1;
        if written % STEP == 0 {
            act.progress.advance(STEP);
        }
        Ok(())
    })?;
    writer.finish()?;
    Ok(written)
}

/// Writes the records as they were written, as far as they are read back as what they are.
fn write_as_read(
    act: &Act,
    options: &ExportOptions,
    plan: &Plan,
    snapshot: &Snapshot,
    left_over: &mut LeftOver,
    name: &Path,
    out: &mut dyn Write,
) -> Result<u64, OpsError> {
    let reading = ingest::ReadOptions { kind: Some(options.kind), ..ingest::ReadOptions::new(act.today) };
    let mut plain = Plain::default();
    for round in 1.. {
        // Only its owner can read it: it may hold personal data.
        let mut file = tempfile::NamedTempFile::new().map_err(OpsError::write(&std::env::temp_dir()))?;
        let path = file.path().to_owned();
        *left_over = LeftOver::default();
        let mut buffered = std::io::BufWriter::new(file.as_file_mut());
        let written = write(act, options, plan, &plain, snapshot, left_over, &path, &mut buffered)?;
        buffered.flush().map_err(OpsError::write(&path))?;
        drop(buffered);
        // The last rounds take whole columns: what settles a column changes with each cell that is written otherwise.
        let whole = round + 1 >= ROUNDS;
        let settled = match ReadBack::open(&path, &reading)? {
            Some(back) if round < ROUNDS => !turns(options, plan, snapshot, back, &mut plain, whole)?,
            _ => true,
        };
        if settled {
            let mut file = std::fs::File::open(&path).map_err(OpsError::write(&path))?;
            std::io::copy(&mut file, out).and_then(|_| out.flush()).map_err(OpsError::write(name))?;
            return Ok(written);
        }
    }
    Ok(0)
}

/// Names the cells that are read back as something else, and says whether there are any.
fn turns(
    options: &ExportOptions,
    plan: &Plan,
    snapshot: &Snapshot,
    mut back: ReadBack,
    plain: &mut Plain,
    whole: bool,
) -> Result<bool, OpsError> {
    let (mut record, mut any) = (0, false);
    snapshot.in_order::<OpsError>(options.kind, |row| {
        let parts = if options.wide {
            Parts::of(&row, snapshot, &mut LeftOver::default())?
        } else {
            Parts::default()
        };
        let read = back.records(record)?;
        for (at, column) in plan.columns.iter().enumerate() {
            // What a row implies was blank, and is implied again.
            let Some(Cell::Written(text)) = plan.cell(column, &row, &parts) else { continue };
            if !text.is_empty()
                && !plain.has(at, record)
                && !is_read_as_it_is(column, &row, &parts, read.as_deref())
            {
                any |= plain.add(at, record, whole);
            }
        }
        record += 1;
        Ok(())
    })?;
    Ok(any)
}

/// A record by the names of its columns; unknown cells are null.
pub type ExportRecord = Map<String, Value>;

/// Records by the names of their columns, and the columns that were left out because they tell who a person is.
pub(super) fn records(
    snapshot: &Snapshot,
    kind: Kind,
    identified: bool,
    rows: &[ExportRow],
) -> Result<(Vec<ExportRecord>, Vec<String>), OpsError> {
    let options = ExportOptions {
        kind,
        form: ExportForm::Json,
        as_written: false,
        wide: false,
        identified,
        purpose: None,
        columns: Vec::new(),
    };
    let plan = Plan::new(&options, snapshot)?;
    let records = rows.iter().map(|row| plan.object(row, &Parts::default())).collect();
    Ok((records, plan.left_out))
}

/// A column of the export.
struct Column {
    header: String,
    source: Source,
}

enum Source {
    /// A column of the kind itself.
    Own(usize, &'static Field),
    /// A column of the n-th part of a kind, from 0.
    Part(Kind, usize, usize, &'static Field),
    /// Whether consent to a purpose was given.
    Given(ConsentPurpose),
    /// When the consents were given.
    GivenOn,
    /// A column that the schema does not have.
    Unmapped,
}

struct Plan {
    columns: Vec<Column>,
    left_out: Vec<String>,
    as_written: bool,
    disclosure: Disclosure,
    kind: Kind,
}

impl Plan {
    fn new(options: &ExportOptions, snapshot: &Snapshot) -> Result<Self, OpsError> {
        let kind = options.kind;
        let disclosure = if options.identified { Disclosure::Identified } else { Disclosure::Blind };
        let (columns, left_out) = (Vec::new(), Vec::new());
        let mut plan = Self { columns, left_out, as_written: options.as_written, disclosure, kind };
        for (at, field) in schema::table(kind).fields.iter().enumerate() {
            plan.add(kind, field, field.name.clone(), Source::Own(at, field));
        }
        if options.wide {
            plan.add_parts(snapshot)?;
        }
        if options.as_written {
            for header in snapshot.unmapped_headers(kind)? {
                // A part of which nothing was known left its cells under a header of ours.
                if plan.columns.iter().any(|column| column.header == header) {
                    continue;
                }
                // Nobody knows what stands in columns that none of ours takes.
                if is_blind(kind, disclosure) {
                    plan.left_out.push(header);
                } else {
                    plan.columns.push(Column { header, source: Source::Unmapped });
                }
            }
        }
        Ok(plan)
    }

    /// The plan with only the named columns, in the order of their names.
    fn chosen(mut self, names: &[String]) -> Result<Self, OpsError> {
        if names.is_empty() {
            return Ok(self);
        }
        let mut rest: Vec<Option<Column>> = self.columns.into_iter().map(Some).collect();
        self.columns = Vec::new();
        for name in names {
            let named =
                |column: &&mut Option<Column>| column.as_ref().is_some_and(|column| column.header == *name);
            if let Some(column) = rest.iter_mut().find(named).and_then(Option::take) {
                self.columns.push(column);
            } else if self.left_out.contains(name) {
                return Err(OpsError::BlindColumn { column: name.clone() });
            } else {
                let known =
                    self.columns.iter().chain(rest.iter().flatten()).map(|column| column.header.as_str());
                return Err(OpsError::no_column(name, known));
            }
        }
        self.left_out.clear();
        Ok(self)
    }

    fn add(&mut self, kind: Kind, field: &Field, header: String, source: Source) {
        if !may_show(kind, field, self.disclosure) {
            self.left_out.push(header);
        } else {
            self.columns.push(Column { header, source });
        }
    }

    fn add_parts(&mut self, snapshot: &Snapshot) -> Result<(), OpsError> {
        for (prefix, kind) in super::template::WIDE_PARTS {
            let most = usize::try_from(snapshot.most_parts(kind)?).unwrap_or(MOST_SLOTS).min(MOST_SLOTS);
            let table = schema::table(kind);
            for slot in 1..=most {
                for (at, field) in table.fields.iter().enumerate().filter(|(at, _)| *at != table.key[0]) {
                    let header = format!("{prefix}_{slot}_{}", field.name);
                    self.add(kind, field, header, Source::Part(kind, slot - 1, at, field));
                }
            }
        }
        if snapshot.count(Kind::Consent)? > 0 {
            for &purpose in ConsentPurpose::ALL {
                let header = format!("consent_{}", purpose.as_str().replace('-', "_"));
                self.columns.push(Column { header, source: Source::Given(purpose) });
            }
            self.columns.push(Column { header: "consent_date".to_owned(), source: Source::GivenOn });
        }
        Ok(())
    }

    /// A cell of a record; `None` when it is unknown.
    fn cell<'r>(&self, column: &Column, row: &'r ExportRow, parts: &'r Parts) -> Option<Cell<'r>> {
        let cell = place(column, row, parts).and_then(|(row, at, field)| {
            let written = row.as_written.get(&field.name).filter(|_| self.as_written);
            match (written, &row.cells[at]) {
                (Some(text), _) => Some(Cell::Written(text)),
                (None, Some(datum)) => Some(Cell::Canonical(field, datum)),
                (None, None) => None,
            }
        });
        let kept = || {
            row.unmapped
                .get(&column.header)
                .filter(|_| self.as_written && !is_blind(self.kind, self.disclosure))
        };
        cell.or_else(|| kept().map(|text| Cell::Written(text)))
    }

    /// A record as a JSON object.
    fn object(&self, row: &ExportRow, parts: &Parts) -> Map<String, Value> {
        let cell = |column: &Column| {
            let cell = self.cell(column, row, parts);
            (column.header.clone(), cell.map_or(Value::Null, |cell| cell.json()))
        };
        self.columns.iter().map(cell).collect()
    }
}

/// Where the cell of a column stands: the row of the record itself or of a part of it, and the place in that.
fn place<'r>(
    column: &Column,
    row: &'r ExportRow,
    parts: &'r Parts,
) -> Option<(&'r ExportRow, usize, &'static Field)> {
    match &column.source {
        Source::Own(at, field) => Some((row, *at, field)),
        Source::Part(kind, slot, at, field) => Some((parts.of.get(kind)?.get(*slot)?, *at, field)),
        Source::Given(purpose) => {
            let consent = parts.consents.iter().find(|consent| consent.purpose == *purpose)?;
            Some((&consent.row, consent.given.0, consent.given.1))
        }
        Source::GivenOn => {
            let consent = parts.consents.first()?;
            Some((&consent.row, consent.given_on.0, consent.given_on.1))
        }
        Source::Unmapped => None,
    }
}

/// The cell of a record by what is stored, however it was written.
fn stored<'r>(column: &Column, row: &'r ExportRow, parts: &'r Parts) -> Option<Cell<'r>> {
    let (row, at, field) = place(column, row, parts)?;
    row.cells[at].as_ref().map(|datum| Cell::Canonical(field, datum))
}

/// Whether the cell of a record is among the records of a row that was read back.
fn is_read_as_it_is(column: &Column, row: &ExportRow, parts: &Parts, read: Option<&[Parsed]>) -> bool {
    let Some((stored, at, _)) = place(column, row, parts) else { return true };
    let datum = stored.cells[at].as_ref();
    let Some(read) = read else { return datum.is_none() };
    let of = |kind: Kind| read.iter().filter(move |parsed| parsed.kind == kind);
    let parsed = match &column.source {
        Source::Own(..) => read.first(),
        Source::Part(kind, slot, ..) => {
            // A part that is not read takes the place of none.
            let all = parts.of.get(kind).map_or(0, Vec::len).min(MOST_SLOTS);
            if of(*kind).count() == all { of(*kind).nth(*slot) } else { None }
        }
        Source::Given(purpose) => {
            let wanted = Some(Datum::Text(purpose.as_str().into()));
            let place = schema::table(Kind::Consent).column("purpose").unwrap_or_default();
            of(Kind::Consent).find(|parsed| parsed.cells[place] == wanted)
        }
        Source::GivenOn => of(Kind::Consent).next(),
        Source::Unmapped => return true,
    };
    match parsed {
        Some(parsed) => parsed.cells[at].as_ref() == datum,
        None => datum.is_none(),
    }
}

enum Cell<'r> {
    Written(&'r str),
    Canonical(&'static Field, &'r Datum),
}

impl<'r> Cell<'r> {
    /// The cell as a file holds it: what reading it back understands as the same.
    fn text(&self) -> Cow<'r, str> {
        match self {
            Self::Written(text) => Cow::Borrowed(text),
            Self::Canonical(field, Datum::Integer(n)) => match (field.semantic, n) {
                (Semantic::Boolean, 1) => Cow::Borrowed("yes"),
                (Semantic::Boolean, 0) => Cow::Borrowed("no"),
                _ => Cow::Owned(n.to_string()),
            },
            Self::Canonical(field, Datum::Text(text)) if field.list && text.is_empty() => {
                Cow::Borrowed("none")
            }
            Self::Canonical(_, Datum::Text(text)) => Cow::Borrowed(text),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Canonical(field, Datum::Integer(n)) => match (field.semantic, n) {
                (Semantic::Boolean, 0 | 1) => Value::Bool(*n == 1),
                _ => (*n).into(),
            },
            Self::Canonical(field, Datum::Text(text)) if field.list => {
                text.split(';').filter(|item| !item.is_empty()).map(Value::from).collect()
            }
            other => Value::String(other.text().into_owned()),
        }
    }
}

/// The parts of a worker, for a wide row.
#[derive(Default)]
struct Parts {
    of: BTreeMap<Kind, Vec<ExportRow>>,
    consents: Vec<Consent>,
}

struct Consent {
    purpose: ConsentPurpose,
    row: ExportRow,
    given: (usize, &'static Field),
    given_on: (usize, &'static Field),
}

/// What the wide form has no place for.
#[derive(Default)]
struct LeftOver {
    parts: BTreeMap<Kind, u64>,
}

impl LeftOver {
    fn notes(&self) -> Vec<String> {
        let note = |(kind, count): (&Kind, &u64)| {
            let why = if *kind == Kind::Consent {
                "a row has room for one consent a purpose that its list named, all of one day, not withdrawn and for any organization"
            } else {
                "a row has room for 20"
            };
            format!("{count} of `{kind}` are left out: {why}; `corridor export {kind}` has them all")
        };
        self.parts.iter().map(note).collect()
    }
}

impl Parts {
    fn of(row: &ExportRow, snapshot: &Snapshot, left_over: &mut LeftOver) -> Result<Self, OpsError> {
        let id = match &row.cells[schema::table(Kind::Worker).key[0]] {
            Some(Datum::Text(id)) => id.as_str(),
            _ => "",
        };
        let mut parts = Self::default();
        for (_, kind) in super::template::WIDE_PARTS {
            let of_kind = snapshot.parts_in_order(kind, row.row, id)?;
            let beyond = of_kind.len().saturating_sub(MOST_SLOTS) as u64;
            if beyond > 0 {
                *left_over.parts.entry(kind).or_default() += beyond;
            }
            parts.of.insert(kind, of_kind);
        }
        for consent in snapshot.parts_in_order(Kind::Consent, row.row, id)? {
            match Consent::plain(consent, parts.consents.first()) {
                Some(consent) => parts.consents.push(consent),
                None => *left_over.parts.entry(Kind::Consent).or_default() += 1,
            }
        }
        Ok(parts)
    }
}

impl Consent {
    /// The consent, if a wide row can hold it beside the first one.
    fn plain(row: ExportRow, first: Option<&Self>) -> Option<Self> {
        let table: &'static TableSchema = schema::table(Kind::Consent);
        let place = |name: &str| table.column(name).map(|at| (at, &table.fields[at]));
        let cell = |name: &str| place(name).and_then(|(at, _)| row.cells[at].as_ref());
        let blank =
            |name: &str| cell(name).is_none_or(|cell| matches!(cell, Datum::Text(text) if text.is_empty()));
        let Some(Datum::Text(purpose)) = cell("purpose") else { return None };
        let purpose = purpose.parse().ok()?;
        let (given, given_on) = (place("given")?, place("given_on")?);
        cell("given")?;
        let same_day = first.is_none_or(|first| first.row.cells[given_on.0] == row.cells[given_on.0]);
        // A row would say the purpose, which the list did not.
        let named = cell("purpose_presumed") != Some(&Datum::Integer(1));
        let plain = blank("organization_id") && blank("withdrawn_on") && same_day && named;
        plain.then_some(Self { purpose, row, given, given_on })
    }
}

/// Writes records in a form.
struct Writer<'w> {
    name: PathBuf,
    form: To<'w>,
}

enum To<'w> {
    Csv(Box<csv::Writer<&'w mut dyn Write>>),
    Json(&'w mut dyn Write, bool),
}

impl<'w> Writer<'w> {
    fn new(options: &ExportOptions, name: PathBuf, out: &'w mut dyn Write) -> Self {
        let form = match options.form {
            ExportForm::Csv => To::Csv(Box::new(csv::WriterBuilder::new().from_writer(out))),
            ExportForm::Json => To::Json(out, true),
        };
        Self { name, form }
    }

    fn header(&mut self, columns: &[Column]) -> Result<(), OpsError> {
        if let To::Csv(csv) = &mut self.form {
            let headers: Vec<_> = columns.iter().map(|column| guarded(&column.header)).collect();
            let written = csv.write_record(headers.iter().map(|header| header.as_bytes()));
            return written.map_err(|error| failed(&self.name, error));
        }
        Ok(())
    }

    /// Writes a record, the n-th; cells that are plain come in their canonical form.
    fn record(
        &mut self,
        plan: &Plan,
        (plain, n): (&Plain, u64),
        row: &ExportRow,
        parts: &Parts,
    ) -> Result<(), OpsError> {
        match &mut self.form {
            To::Csv(csv) => {
                for (at, column) in plan.columns.iter().enumerate() {
                    let cell = if plain.has(at, n) {
                        stored(column, row, parts)
                    } else {
                        plan.cell(column, row, parts)
                    };
                    let text = cell.map_or(Cow::Borrowed(""), |cell| cell.text());
                    csv.write_field(guarded(&text).as_bytes()).map_err(|error| failed(&self.name, error))?;
                }
                csv.write_record(None::<&[u8]>).map_err(|error| failed(&self.name, error))
            }
            To::Json(out, first) => {
                let before = if std::mem::take(first) { "[\n" } else { ",\n" };
                let line = format!("{before}{}", Value::Object(plan.object(row, parts)));
                out.write_all(line.as_bytes()).map_err(OpsError::write(&self.name))
            }
        }
    }

    fn finish(self) -> Result<(), OpsError> {
        let ended = match self.form {
            To::Csv(mut csv) => csv.flush(),
            To::Json(out, true) => out.write_all(b"[]\n").and_then(|()| out.flush()),
            To::Json(out, false) => out.write_all(b"\n]\n").and_then(|()| out.flush()),
        };
        ended.map_err(OpsError::write(&self.name))
    }
}

fn failed(name: &Path, error: csv::Error) -> OpsError {
    let source = match error.into_kind() {
        csv::ErrorKind::Io(source) => source,
        _ => std::io::Error::other("records of different lengths"),
    };
    OpsError::write(name)(source)
}
