//! A row of the file to the records it holds.

use super::checks;
use super::identity::Identity;
use super::implied;
use super::mapping::{self, ColumnUse, Constant, Target, Via, translated};
use super::quality::{Quality, Tally};
use super::reason::{CellReason, FindingReason, RowReason};
use super::record::{Parsed, ParsedRow, RowFinding, Severity, leaves_cell_out};
use super::understood::Understood;
use crate::message::Either;
use crate::model::{ConsentPurpose, Country, Datum, Day, Isco08, Kind, PartialDate};
use crate::normalize::certificate;
use crate::normalize::{self, Also, Context, Habits, Instead, Reading, Refusal, Remark};
use crate::reference::{language_tests, towns};
use crate::rule::Place;
use crate::schema::{self, Field, Semantic, Storage};
use crate::tabular::{Fault, TabularReason};
use crate::text::{Nearness, unguarded};
use compact_str::{CompactString, ToCompactString as _};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

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
    /// The column of nationalities: by the plan of the only one a telephone number is suggested.
    nationalities: Option<usize>,
    /// The country in which most people of the list live.
    home: Option<Country>,
    /// The columns with the rest of a name, and the place of the column that it goes to.
    rest_of_names: Vec<(usize, usize)>,
    /// Cells that hold several certificates, by their text.
    parted: HashMap<String, Option<Vec<String>>, RandomState>,
    /// Whether the cells of a part are read once more, and counted already.
    counted: bool,
    /// The column of regions, and the country that they are of, where no column says who lives where.
    lived_in: Option<(usize, Country)>,
    /// Whether the training of people tells what they are, where the cell of their occupation is blank or there is none: no
    /// column of titles says it.
    by_training: bool,
    occupation: Option<usize>,
    /// The day against which dates are found plausible, and the same as a date.
    as_of: Day,
    today: PartialDate,
    checked: checks::Memory,
    /// The slot of each record of the row; none for the main one.
    placed: Vec<Option<u8>>,
    /// How near a suggestion must be to be taken; without it none is.
    accept: Option<Nearness>,
    /// Whether a row comes back for any cell that cannot be read.
    strict: bool,
    /// What rows were found to imply.
    implied: implied::Memory,
    /// Who gives the people identifiers, where the list has none.
    identity: Option<Identity>,
    /// The column with the number of a license.
    license: Option<usize>,
    /// Values for columns that the file lacks, and what they say of every row.
    constants: Vec<(Target, Datum)>,
    constant: Context,
    /// Records to be used again, by kind, and the lists in which rows had them.
    spare: [Vec<Parsed>; Kind::ALL.len()],
    spare_rows: Vec<Vec<Parsed>>,
}

struct Column {
    header: String,
    target: Option<Target>,
    ignored: bool,
    field: Option<&'static Field>,
    habits: Habits,
    decimal_comma: bool,
    decided: Option<Decided>,
    values: Option<Arc<BTreeMap<String, String>>>,
    /// The test and the order of its parts, where the header names them.
    parts: Option<(String, Vec<String>)>,
    /// The sex of those whose birth dates stand in it, where there is a column for each.
    sex: Option<&'static str>,
    /// Whether another column before it has the same target: of these each row fills one.
    again: bool,
    /// What texts were read as.
    memory: HashMap<String, Result<Reading, Refusal>, RandomState>,
    /// The same where the rest of the row has a say.
    memory_in_context: HashMap<String, Vec<InContext>, RandomState>,
    tally: Tally,
}

/// What decides beside the text what a cell means: where that is the same, so is the meaning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decided {
    /// The column alone.
    Column,
    /// The country of the row as well.
    Country,
    /// The occupation of the row as well.
    Occupation,
}

impl Decided {
    /// The decisions about cells that are likely to come again, by column.
    fn of(field: &Field) -> Option<Self> {
        match field.semantic {
            // `TC` is Türkiye of whoever lives there.
            Semantic::Country if field.name == "nationalities" => Some(Self::Country),
            Semantic::Country | Semantic::Language | Semantic::Test => Some(Self::Column),
            Semantic::Word | Semantic::Boolean | Semantic::Date | Semantic::Span => Some(Self::Column),
            Semantic::Occupation | Semantic::Currency | Semantic::Subdivision => Some(Self::Country),
            Semantic::Specialty | Semantic::Subject => Some(Self::Occupation),
            _ => None,
        }
    }
}

/// What a cell gave its record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    /// Nothing: it is blank, or stays out of the record.
    Nothing,
    /// A value.
    Value,
    /// It cannot be read, and its part cannot be taken without it.
    Holds,
}

/// What of the rest of a row decided, and what a text was read as.
type InContext = ((Option<Country>, Option<Isco08>), Result<Reading, Refusal>);

impl Reader {
    pub(super) fn new(
        understood: &Understood,
        accept: Option<Nearness>,
        strict: bool,
        identity: Option<Identity>,
    ) -> Self {
        let columns: Vec<Column> = understood
            .columns
            .iter()
            .zip(&understood.habits)
            .map(|(used, &habits)| {
                let field =
                    used.target.as_ref().map(|target| &schema::table(target.kind).fields[target.column]);
                Column {
                    header: used.header.clone(),
                    target: used.target.clone(),
                    ignored: used.via == Via::Rejects,
                    field,
                    habits,
                    decimal_comma: understood.delimiter == Some(';'),
                    decided: field.and_then(Decided::of),
                    values: used.values.clone(),
                    parts: mapping::order_of_parts(used),
                    sex: None,
                    again: false,
                    memory: HashMap::default(),
                    memory_in_context: HashMap::default(),
                    tally: Tally::new(used),
                }
            })
            .collect();
        let mut columns = columns;
        mark_columns_of_each_sex(&mut columns);
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
        let constants: Vec<(Target, Datum)> = understood.constants.iter().filter_map(constant).collect();
        let said = |name: &str| {
            let of = |target: &Target| target.slot.is_none() && target.field == name;
            constants.iter().find(|(target, _)| of(target)).map(|(_, datum)| datum.to_string())
        };
        let country = said("residence").or_else(|| said("country")).or_else(|| said("destination"));
        let constant = Context {
            country: country.and_then(|code| code.parse().ok()).or(understood.country),
            occupation: said("occupation").and_then(|code| code.parse().ok()),
            ..Context::default()
        };
        let columns_of_license = columns.iter().position(|column| {
            column.target.as_ref().is_some_and(|t| t.kind == Kind::License && t.field == "number")
        });
        Self {
            file: understood.file.clone(),
            kind: understood.kind,
            slots,
            consent_date,
            country: main("residence").or_else(|| main("country")).or_else(|| main("destination")),
            by_training: understood.kind == Kind::Worker && main("title").is_none(),
            occupation: main("occupation"),
            nationalities: main("nationalities"),
            home: understood.lived_in,
            rest_of_names: rest_of_names(understood),
            parted: HashMap::default(),
            counted: false,
            lived_in: match understood.kind {
                Kind::Opening => main("city").filter(|_| main("destination").is_none()),
                _ => main("region").filter(|_| main("residence").is_none()),
            }
            .zip(understood.lived_in),
            columns,
            as_of: understood.as_of,
            today: PartialDate::from(understood.as_of.date()),
            checked: checks::Memory::default(),
            placed: Vec::new(),
            accept,
            strict,
            implied: implied::Memory::default(),
            license: columns_of_license,
            identity,
            constants,
            constant,
            spare: Default::default(),
            spare_rows: Vec::new(),
        }
    }

    /// What the columns held so far.
    pub(super) fn quality(&self, columns: &[ColumnUse]) -> Vec<Quality> {
        self.columns.iter().zip(columns).map(|(column, used)| column.tally.quality(used)).collect()
    }

    pub(super) fn row(
        &mut self,
        number: u64,
        original: csv::StringRecord,
        fault: Option<Fault>,
    ) -> ParsedRow {
        let records = self.spare_rows.pop().unwrap_or_default();
        let mut row = ParsedRow { number, original, records, findings: Vec::new() };
        if let Some(finding) = fault.and_then(|fault| self.out_of_form(number, &fault, &row.original)) {
            let rejected = finding.severity == Severity::Reject;
            row.findings.push(finding);
            if rejected {
                return row;
            }
        }
        if row.original.len() != self.columns.len() && !self.trailing_blanks(&row.original) {
            let reason = TabularReason::Ragged { found: row.original.len(), wanted: self.columns.len() };
            row.findings.push(self.finding(number, None, "", "IMP001", reason));
            return row;
        }
        let context = self.context(&row.original);
        let cells = std::mem::take(&mut row.original);
        self.main_record(&cells, number, context, &mut row);
        self.parts(&cells, number, context, &mut row);
        if !is_rejected(&row) {
            self.check(&cells, &mut row);
        }
        if let Some(main) = row.records.first_mut() {
            self.date_practice(main);
        }
        row.original = cells;
        row
    }

    /// What is said of a row that did not fit as it was cut. What was put right beyond doubt is taken
    /// with a note; a guess stands in the rejects file for somebody to look at.
    fn out_of_form(&self, number: u64, fault: &Fault, cells: &csv::StringRecord) -> Option<RowFinding> {
        let (code, severity, value) = match fault {
            Fault::Repaired(repair) if repair.certain => ("IMP020", Severity::Note, repair.cut.join(" | ")),
            Fault::Repaired(repair) => ("IMP021", Severity::Reject, repair.cut.join(" | ")),
            Fault::Footer | Fault::Totals => {
                ("IMP022", Severity::Reject, cells.iter().collect::<Vec<_>>().join(" | "))
            }
            Fault::Undecodable => ("IMP023", Severity::Reject, String::new()),
            // Told with the number of cells, as for any row.
            Fault::Ragged { .. } => return None,
        };
        let value: String = value.trim_end_matches([' ', '|']).chars().take(200).collect();
        Some(RowFinding { severity, ..self.finding(number, None, &value, code, fault.reason()) })
    }

    /// Spreadsheets add separators at the end of a row, or leave them away.
    fn trailing_blanks(&self, record: &csv::StringRecord) -> bool {
        record.len() > self.columns.len()
            && record.iter().skip(self.columns.len()).all(|cell| cell.trim().is_empty())
    }

    /// A record of which nothing is known yet.
    fn blank(&mut self, kind: Kind) -> Parsed {
        self.spare[kind as usize].pop().unwrap_or_else(|| {
            let cells = vec![None; schema::table(kind).fields.len()];
            Parsed { kind, cells, as_written: Vec::new(), unmapped: Vec::new() }
        })
    }

    /// Takes back the records of a row that nobody needs any more, for the rows to come.
    pub(super) fn take_back(&mut self, mut records: Vec<Parsed>) {
        for mut record in records.drain(..) {
            record.cells.fill(None);
            record.as_written.clear();
            record.unmapped.clear();
            self.spare[record.kind as usize].push(record);
        }
        self.spare_rows.push(records);
    }

    /// What the row says of itself before its cells are read one by one.
    fn context(&mut self, record: &csv::StringRecord) -> Context {
        let mut context = self.constant;
        let told = |reader: &mut Self, at, context| match reader.look(at, record, context) {
            Err(refusal) => reader.instead(at, &refusal, context).and_then(|(reading, _, _)| reading.datum),
            Ok(reading) => reading.datum,
        };
        if let Some(Datum::Text(code)) = self.country.and_then(|at| told(self, at, context)) {
            context.country = code.parse::<Country>().ok();
        }
        if let Some((at, country)) = self.lived_in
            && let place = record.get(at).unwrap_or_default().trim()
            && (towns::of_place(place).contains(&country)
                || towns::of_known_parts(place).contains(&country)
                || towns::parts(place).next().is_some_and(|first| towns::of_place(first).contains(&country)))
        {
            context.country = Some(country);
        }
        context.home = self.home;
        // Of several nationalities none is the one whose plan a number has.
        if let Some(Datum::Text(code)) = self.nationalities.and_then(|at| told(self, at, context)) {
            context.home = code.parse::<Country>().ok().or(context.home);
        }
        if let Some(Datum::Text(code)) = self.occupation.and_then(|at| told(self, at, context)) {
            context.occupation = code.parse::<Isco08>().ok();
        }
        if self.by_training && context.occupation.is_none() {
            context.occupation = self.trained_as(record, context.country);
        }
        context
    }

    /// The occupation that all qualifications of a row are for, as far as their titles tell: what the person is, in a list
    /// that has no column for it.
    fn trained_as(&mut self, record: &csv::StringRecord, country: Option<Country>) -> Option<Isco08> {
        let of_training = |(kind, _, _): &&(Kind, u8, Vec<usize>)| *kind == Kind::Qualification;
        let titles: Vec<&str> = self
            .slots
            .iter()
            .filter(of_training)
            .filter_map(|(_, _, members)| self.cell_of(members, "title", record))
            .flat_map(|title| title.split([',', ';', '/', '+', '&', '\n']))
            .map(str::trim)
            .filter(|title| !title.is_empty())
            .collect();
        let mut named: Vec<Isco08> =
            titles.into_iter().filter_map(|title| self.implied.occupation(title, country)).collect();
        named.sort_unstable();
        named.dedup();
        if let [one] = named[..] { Some(one) } else { None }
    }

    /// Reads a cell and counts it: once for each cell of the row.
    fn read(&mut self, at: usize, record: &csv::StringRecord, context: Context) -> Result<Reading, Refusal> {
        let read = self.look(at, record, context);
        let tally = &mut self.columns[at].tally;
        match &read {
            _ if self.counted => {}
            Ok(reading) => tally.take(reading.datum.as_ref()),
            Err(_) => tally.refused(),
        }
        read
    }

    fn look(&mut self, at: usize, record: &csv::StringRecord, context: Context) -> Result<Reading, Refusal> {
        let Some(text) = record.get(at).filter(|text| !text.is_empty()) else {
            return Ok(Reading::default());
        };
        let column = &self.columns[at];
        let translated = match (&column.values, column.field) {
            (Some(values), Some(field)) => translated(values, text, field),
            _ => column.parts.as_ref().and_then(|parts| mapping::with_parts(parts, text)),
        };
        self.read_text(at, translated.as_deref().unwrap_or(text), context)
    }

    /// Reads a text in the words of the column, with what it remembers.
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
        // Dates in the canonical form are many, and read faster than they are looked up.
        let iso = field.semantic == Semantic::Date && matches!(text.as_bytes(), [_, _, _, _, b'-', ..]);
        let also = match column.decided {
            None => return normalize::read(field, unguarded(text), &context),
            Some(_) if iso => return normalize::read(field, unguarded(text), &context),
            Some(Decided::Column) => None,
            Some(Decided::Country) => Some((context.country, None)),
            Some(Decided::Occupation) => Some((None, context.occupation)),
        };
        if let Some(also) = also {
            let known = column.memory_in_context.get(text).map_or(&[][..], Vec::as_slice);
            if let Some((_, known)) = known.iter().find(|(of, _)| *of == also) {
                return known.clone();
            }
            let read = normalize::read(field, unguarded(text), &context);
            if column.memory_in_context.len() < REMEMBERED && text.len() <= REMEMBERED_LENGTH {
                column.memory_in_context.entry(text.to_owned()).or_default().push((also, read.clone()));
            }
            return read;
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

    /// Reads a cell into its record, or names why not.
    fn cell(
        &mut self,
        parsed: &mut Parsed,
        at: usize,
        cells: &csv::StringRecord,
        context: Context,
        row: &mut ParsedRow,
        later: &mut Vec<(usize, Also)>,
    ) -> Given {
        match self.read(at, cells, context) {
            Ok(reading) => {
                let known = reading.datum.is_some() || !reading.also.is_empty();
                self.take(parsed, at, reading, cells, row, later);
                if known { Given::Value } else { Given::Nothing }
            }
            Err(refusal) => {
                if let Some((reading, text, nearness)) = self.instead(at, &refusal, context) {
                    row.findings.push(self.taken(row.number, at, cells, &text, nearness));
                    self.take(parsed, at, reading, cells, row, later);
                    return Given::Value;
                }
                let refused = self.refused(row.number, at, cells, refusal);
                row.findings.push(refused);
                if self.columns[at].field.is_some_and(|field| field.holds_row) {
                    return Given::Holds;
                }
                if let Some(place) = self.columns[at].target.as_ref().map(|target| target.column) {
                    let raw = cells.get(at).unwrap_or_default();
                    put(parsed, place, None, raw, schema::table(parsed.kind));
                }
                Given::Nothing
            }
        }
    }

    /// What becomes of the row for a cell without which its record goes in.
    fn optional(&self) -> Severity {
        if self.strict { Severity::Reject } else { Severity::Warn }
    }

    /// What becomes of the row when something in a record of it cannot be taken: of a part the row goes in without it.
    /// Without its consents nobody goes in.
    fn gravity(&self, kind: Kind, slot: Option<u8>) -> Severity {
        let part = slot.is_some() && kind != Kind::Consent;
        if part && !self.strict { Severity::Warn } else { Severity::Reject }
    }

    /// Takes what a cell was read as into its record, and notes what is worth knowing of it.
    fn take(
        &mut self,
        parsed: &mut Parsed,
        at: usize,
        reading: Reading,
        cells: &csv::StringRecord,
        row: &mut ParsedRow,
        later: &mut Vec<(usize, Also)>,
    ) {
        let Some(place) = self.columns[at].target.as_ref().map(|target| target.column) else { return };
        let raw = cells.get(at).unwrap_or_default();
        for remark in reading.remarks {
            row.findings.push(self.noted(row.number, at, raw, remark));
        }
        if !reading.also.is_empty() {
            later.extend(reading.also.into_iter().map(|also| (at, also)));
        }
        let known = reading.datum.is_some();
        if put(parsed, place, reading.datum, raw, schema::table(parsed.kind)) && known {
            self.columns[at].tally.reworded();
        }
    }

    /// Lays what cells say of other columns into their record: a blank cell takes it, another must agree. Says whether
    /// all do.
    fn take_later(
        &self,
        parsed: &mut Parsed,
        later: Vec<(usize, Also)>,
        cells: &csv::StringRecord,
        row: &mut ParsedRow,
    ) -> bool {
        let mut agreed = true;
        for (at, also) in later {
            let Some(place) = schema::table(parsed.kind).column(also.column) else { continue };
            let known = parsed.cells[place].as_ref().map(ToString::to_string);
            match (known, &also.any_of[..]) {
                (None, [one]) => parsed.cells[place] = laid(&schema::table(parsed.kind).fields[place], one),
                (Some(known), any_of) if !also.yields && !any_of.iter().any(|one| agree(one, &known)) => {
                    let raw = cells.get(at).unwrap_or_default();
                    let says = Either(any_of.iter().map(ToString::to_string).collect());
                    let value = raw.to_owned();
                    let reason = RowReason::Contradicts { value, says, column: also.column, known };
                    let finding = self.finding(row.number, Some(at), raw, "IMP013", reason);
                    let slot = self.columns[at].target.as_ref().and_then(|target| target.slot);
                    row.findings.push(RowFinding { severity: self.gravity(parsed.kind, slot), ..finding });
                    agreed = false;
                }
                _ => {}
            }
        }
        agreed
    }

    fn main_record(&mut self, cells: &csv::StringRecord, number: u64, context: Context, row: &mut ParsedRow) {
        let table = schema::table(self.kind);
        let mut parsed = self.blank(self.kind);
        let mut later = Vec::new();
        for at in 0..self.columns.len() {
            let column = &mut self.columns[at];
            match &column.target {
                None if !column.ignored => {
                    let text = cells.get(at).unwrap_or_default();
                    column.tally.take_text(text);
                    keep(&mut parsed, &column.header, text);
                }
                Some(target) if target.slot.is_none() => {
                    let blank = cells.get(at).is_none_or(|cell| cell.trim().is_empty());
                    let (again, sex, place) = (column.again, column.sex, target.column);
                    if blank && (again || sex.is_some()) && parsed.cells[place].is_some() {
                        continue;
                    }
                    let given = self.cell(&mut parsed, at, cells, context, row, &mut later);
                    if let (Some(sex), Given::Value) = (sex, given) {
                        later.push((at, Also { column: "sex", any_of: vec![sex.into()], yields: true }));
                    }
                }
                _ => {}
            }
        }
        let asks_nothing = self.asks_no_language(cells);
        for (target, datum) in self.constants.iter().filter(|(target, _)| target.slot.is_none()) {
            // Below `German` a blank cell states nothing, and neither does `none`.
            if asks_nothing && target.field == "language" {
                continue;
            }
            parsed.cells[target.column].get_or_insert_with(|| datum.clone());
        }
        self.take_later(&mut parsed, later, cells, row);
        let lies = if self.kind == Kind::Opening { "destination" } else { "residence" };
        if let (Some(country), Some(place)) = (context.country, table.column(lies))
            && self.lived_in.is_some_and(|(_, lived_in)| lived_in == country)
            && parsed.cells[place].is_none()
        {
            // It follows from the region, and outweighs nothing that is stated.
            parsed.cells[place] = Some(Datum::Text(country.to_compact_string()));
            parsed.as_written.push((place, String::new()));
        }
        complete(&mut parsed);
        if self.kind == Kind::Opening {
            implied::fill_post(&mut parsed, context.country, &mut self.implied);
        }
        if let Some(identity) = &self.identity {
            let license = self.license.and_then(|at| cells.get(at));
            if let Some(id) = identity.of(&parsed, license) {
                parsed.cells[table.key[0]].get_or_insert(id);
            }
        }
        // Behind the identifier, which an earlier import of the list made of the name without its rest.
        self.complete_name(&mut parsed, cells);
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
                let nameless = self.identity.is_some() && place == table.key[0];
                let blank = || RowReason::Blank {
                    column: field.name.clone(),
                    kind: self.kind,
                    description: field.description.clone(),
                    example: field.example.clone(),
                };
                let reason = match self.kind {
                    Kind::Opening if nameless => RowReason::Untitled,
                    _ if nameless => RowReason::Nameless,
                    _ => blank(),
                };
                row.findings.push(self.finding(number, at, "", "IMP002", reason));
            }
        }
        row.records.push(parsed);
        self.placed.clear();
        self.placed.push(None);
    }

    /// Whether a post has a column for the level of its language, whose header may name that, and says nothing there.
    fn asks_no_language(&self, cells: &csv::StringRecord) -> bool {
        let is_level = |column: &Column| {
            column
                .target
                .as_ref()
                .is_some_and(|target| target.kind == Kind::Opening && target.field == "language_level")
        };
        let mut levels = self.columns.iter().enumerate().filter(|(_, column)| is_level(column)).peekable();
        levels.peek().is_some()
            && levels.all(|(at, _)| {
                let text = unguarded(cells.get(at).unwrap_or_default()).trim();
                text.is_empty()
                    || normalize::says_nothing(text)
                    || certificate::states_none(text)
                    || certificate::denies(text)
            })
    }

    /// Lays what stands in columns of its own behind the name that it belongs to: a second name, a second family name.
    fn complete_name(&self, parsed: &mut Parsed, cells: &csv::StringRecord) {
        for &(at, place) in &self.rest_of_names {
            let rest = unguarded(cells.get(at).unwrap_or_default()).trim();
            let says =
                !rest.is_empty() && !normalize::says_nothing(rest) && rest.chars().any(char::is_alphabetic);
            if let (true, Some(Datum::Text(name))) = (says, parsed.cells[place].clone()) {
                if parsed.as_written.iter().all(|(of, _)| *of != place) {
                    parsed.as_written.push((place, name.to_string()));
                }
                parsed.cells[place] = Some(Datum::Text(format!("{name} {rest}").into()));
            }
        }
    }

    /// Practice in all is stated on a day: where the row does not say which, it is that of the import.
    fn date_practice(&self, parsed: &mut Parsed) {
        let table = schema::table(self.kind);
        let (Some(months), Some(on)) = (table.column("practice_months"), table.column("practice_stated_on"))
        else {
            return;
        };
        if parsed.cells[months].is_some() && parsed.cells[on].is_none() {
            parsed.cells[on] = Some(Datum::Text(self.today.to_compact_string()));
            parsed.as_written.push((on, String::new()));
        }
    }

    fn parts(&mut self, cells: &csv::StringRecord, number: u64, context: Context, row: &mut ParsedRow) {
        let Some(main) = row.records.first() else { return };
        let Some(id) = main.cells[schema::table(self.kind).key[0]].clone() else { return };
        let consent_date = self.consent_date.map(|at| (at, self.read(at, cells, context)));
        let implied = implied::Row::of(main);
        let slots = std::mem::take(&mut self.slots);
        if let (Some(implied), Some(main)) = (implied, row.records.first_mut()) {
            let mut memory = std::mem::take(&mut self.implied);
            let goes_on = |(kind, slot, members): &&(Kind, u8, Vec<usize>)| {
                *kind == Kind::Employment && self.goes_on(*slot, members, cells)
            };
            let titles = slots.iter().filter(goes_on);
            let titles = titles.filter_map(|(_, _, members)| self.cell_of(members, "title", cells));
            implied.fill_occupation(main, titles, &mut memory);
            if self.by_training {
                implied::Row::fill_trained(main, context.occupation);
            }
            let mut wards = slots.iter().filter(goes_on);
            let ward = wards.find_map(|(_, _, members)| self.cell_of(members, "specialty", cells));
            implied::Row::fill_title(main, ward, &mut memory);
            self.implied = memory;
        }
        let mut without_certificate = None;
        let mut is_fresh = false;
        let whole = cells;
        for (kind, slot, members) in &slots {
            let parted = self.several(*kind, *slot, members, whole, row);
            let texts = if parted.is_empty() { vec![whole] } else { parted.iter().collect() };
            for (again, cells) in texts.into_iter().enumerate() {
                self.counted = again > 0;
                let table = schema::table(*kind);
                let mut parsed = self.blank(*kind);
                let (mut known, mut held) = (false, false);
                let mut later = Vec::new();
                for &at in members {
                    let given = self.cell(&mut parsed, at, cells, context, row, &mut later);
                    known |= given == Given::Value;
                    held |= given == Given::Holds;
                }
                if !known || held {
                    // A part of which nothing is known is no record: what stands there stays with the row.
                    if held {
                        self.leave_out(number, *kind, *slot, row);
                    } else if *kind == Kind::LanguageCertificate {
                        without_certificate =
                            without_certificate.or_else(|| self.states_none(members, cells));
                    } else if *kind == Kind::Employment {
                        let employer = self.cell_of(members, "employer", cells).unwrap_or_default();
                        is_fresh |= normalize::says_fresh(unguarded(employer));
                    }
                    self.keep_with_row(members, cells, row);
                    self.set_aside(parsed);
                    continue;
                }
                parsed.cells[table.key[0]] = Some(id.clone());
                // The council that a number names itself goes before the one of its header.
                let from_headers = |parsed: &mut Parsed| {
                    for (target, datum) in &self.constants {
                        if (target.kind, target.slot) == (*kind, Some(*slot)) {
                            parsed.cells[target.column].get_or_insert_with(|| datum.clone());
                        }
                    }
                };
                if *kind != Kind::License {
                    from_headers(&mut parsed);
                }
                if !self.take_later(&mut parsed, later, cells, row) {
                    self.leave_out(number, *kind, *slot, row);
                    self.keep_with_row(members, cells, row);
                    self.set_aside(parsed);
                    continue;
                }
                if *kind == Kind::License {
                    from_headers(&mut parsed);
                }
                if let [joined] = &parted[..] {
                    self.as_it_stood(&mut parsed, members, joined, whole);
                }
                if *kind == Kind::License && licenses_nothing(&parsed) {
                    // A country alone is no license: it stays with the row.
                    self.keep_with_row(members, cells, row);
                    self.set_aside(parsed);
                    continue;
                }
                if *kind == Kind::LanguageCertificate && certifies_nothing(&parsed) {
                    // A day or a language alone certifies nothing: it stays with the row.
                    if parsed.as_written.iter().any(|(place, _)| parsed.cells[*place].is_none()) {
                        self.leave_out(number, *kind, *slot, row);
                    }
                    self.keep_with_row(members, cells, row);
                    self.set_aside(parsed);
                    continue;
                }
                if *kind == Kind::Consent {
                    let purpose = ConsentPurpose::ALL
                        .get(usize::from(*slot) - 1)
                        .map_or("", |purpose| purpose.as_str());
                    set(&mut parsed, "purpose", Datum::Text(purpose.into()));
                    match &consent_date {
                        Some((at, Ok(Reading { datum: Some(date), remarks, .. }))) => {
                            let raw = cells.get(*at).unwrap_or_default();
                            let told =
                                row.findings.iter().any(|f| f.place.column == self.columns[*at].header);
                            for remark in remarks.iter().filter(|_| !told) {
                                row.findings.push(self.noted(number, *at, raw, remark.clone()));
                            }
                            let place = table.column("given_on").unwrap_or_default();
                            put(&mut parsed, place, Some(date.clone()), raw, table);
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
                if let Some(implied) = implied {
                    let has_ended = *kind == Kind::Employment
                        && table.column("ended").is_some_and(|at| parsed.cells[at].is_some());
                    let goes_on =
                        !has_ended && self.goes_on(*slot, members, cells) && !self.holds_unread_time(&parsed);
                    implied.fill(&mut parsed, goes_on, &mut self.implied);
                }
                let key: Vec<_> = table.key.iter().map(|&column| &parsed.cells[column]).collect();
                let twin = row.records.iter().any(|other| {
                    other.kind == *kind
                        && table.key.iter().map(|&column| &other.cells[column]).eq(key.iter().copied())
                });
                if twin {
                    let reason =
                        RowReason::PartTwice { kind: *kind, slot: *slot, key: Either(key_names(*kind)) };
                    let first = members.first().copied();
                    let value = first.and_then(|at| cells.get(at)).unwrap_or_default();
                    let finding = self.finding(number, first, value, "IMP003", reason);
                    row.findings.push(RowFinding { severity: self.gravity(*kind, Some(*slot)), ..finding });
                    self.leave_out(number, *kind, *slot, row);
                    self.keep_with_row(members, cells, row);
                    self.set_aside(parsed);
                    continue;
                }
                row.records.push(parsed);
                self.placed.push(Some(*slot));
            }
            self.counted = false;
        }
        self.slots = slots;
        if let Some(at) = without_certificate
            && row.records.iter().all(|record| record.kind != Kind::LanguageCertificate)
        {
            // That the cell is read as unknown is no longer true of the row.
            let header = &self.columns[at].header;
            row.findings.retain(|found| found.place.column != *header || found.severity != Severity::Note);
            set(&mut row.records[0], "no_language_certificates", Datum::Integer(1));
        }
        if is_fresh && row.records.iter().all(|record| record.kind != Kind::Employment) {
            implied::Row::fill_no_practice(&mut row.records[0]);
        }
        if let Some(at) = self.consent_date
            && row.records.iter().all(|record| record.kind != Kind::Consent)
        {
            keep(&mut row.records[0], &self.columns[at].header, cells.get(at).unwrap_or_default());
        }
    }

    /// The rows that a row is for the certificates in one cell of a part: each has its own text in that cell. The other
    /// cells of the part go to the only certificate that names a test and lacks them; else they are told, and stay with
    /// the row. Empty where the cell holds one certificate.
    fn several(
        &mut self,
        kind: Kind,
        slot: u8,
        members: &[usize],
        cells: &csv::StringRecord,
        row: &mut ParsedRow,
    ) -> Vec<csv::StringRecord> {
        if matches!(kind, Kind::Employment | Kind::Qualification | Kind::License) {
            return self.several_within(kind, members, cells);
        }
        if kind != Kind::LanguageCertificate {
            return Vec::new();
        }
        let named = |at: usize| self.columns[at].target.as_ref().map(|target| target.field.as_str());
        // Below `German level` the level begins what is said: `B1 passed, B2 class going on`.
        let leading = |name: &str| members.iter().copied().find(|&at| named(at) == Some(name));
        let Some(at) = leading("test").or_else(|| leading("level")) else { return Vec::new() };
        let text = unguarded(cells.get(at).unwrap_or_default());
        // `Goethe` beside `B2`, `IELTS` beside all its results: both cells are one certificate.
        let beside = |name: &str| members.iter().copied().find(|&at| named(at) == Some(name));
        for other in ["level", "overall"].into_iter().filter_map(beside).filter(|other| *other != at) {
            let result = unguarded(cells.get(other).unwrap_or_default());
            let Some(whole) = certificate::of_two_cells(text, result, self.as_of) else { continue };
            let takes_all = named(other) == Some("overall");
            let cell = |place: usize| match place {
                _ if place == at => whole.as_str(),
                _ if place == other && takes_all => "",
                _ => cells.get(place).unwrap_or_default(),
            };
            return vec![(0..cells.len()).map(cell).collect()];
        }
        let parted = match self.parted.get(text) {
            Some(known) => known.clone(),
            None => {
                let parted = certificate::several(text, self.as_of);
                if self.parted.len() < REMEMBERED && text.len() <= REMEMBERED_LENGTH {
                    self.parted.insert(text.to_owned(), parted.clone());
                }
                parted
            }
        };
        let Some(texts) = parted.filter(|_| self.columns[at].values.is_none()) else { return Vec::new() };
        let read: Vec<_> = texts.iter().map(|text| certificate::certificate(text, self.as_of).ok()).collect();
        let mut split = Vec::with_capacity(texts.len());
        // Whose each other cell is.
        let owners: Vec<(usize, Option<usize>)> = members
            .iter()
            .filter(|&&other| other != at && !cells.get(other).unwrap_or_default().trim().is_empty())
            .map(|&other| {
                let lacks = |one: &certificate::Certificate| match named(other) {
                    Some("taken_on") => one.taken_on.is_none(),
                    Some("expires_on") => one.expires_on.is_none(),
                    Some("overall") => one.overall.is_none(),
                    _ => true,
                };
                let may_be = |(_, one): &(usize, &Option<certificate::Certificate>)| {
                    one.as_ref().is_some_and(|one| one.test.is_some() && lacks(one))
                };
                let mut all = read.iter().enumerate().filter(may_be).map(|(place, _)| place);
                (other, all.next().filter(|_| all.next().is_none()))
            })
            .collect();
        for (place, text) in texts.iter().enumerate() {
            let cell = |other: usize| match owners.iter().find(|(of, _)| *of == other) {
                _ if other == at => text.as_str(),
                Some((_, owner)) if *owner != Some(place) => "",
                _ => cells.get(other).unwrap_or_default(),
            };
            split.push((0..cells.len()).map(cell).collect());
        }
        for (other, _) in owners.iter().filter(|(_, owner)| owner.is_none()) {
            let value = cells.get(*other).unwrap_or_default();
            keep(&mut row.records[0], &self.columns[*other].header, value);
            let reason = RowReason::OfWhichPart { kind, slot };
            let finding = self.finding(row.number, Some(*other), value, "IMP014", reason);
            row.findings.push(RowFinding { severity: self.gravity(kind, Some(slot)), ..finding });
        }
        split
    }

    /// Keeps of cells that were read together how each was written by itself.
    fn as_it_stood(
        &self,
        parsed: &mut Parsed,
        members: &[usize],
        joined: &csv::StringRecord,
        cells: &csv::StringRecord,
    ) {
        for &at in members.iter().filter(|&&at| joined.get(at) != cells.get(at)) {
            let Some(target) = &self.columns[at].target else { continue };
            let written = unguarded(cells.get(at).unwrap_or_default()).to_owned();
            parsed.as_written.retain(|(place, _)| *place != target.column);
            parsed.as_written.push((target.column, written));
        }
    }

    /// The rows that a row is for the posts or the trainings in one cell: the other cells of the part go with the last post,
    /// which is the latest, or with the first training.
    fn several_within(
        &self,
        kind: Kind,
        members: &[usize],
        cells: &csv::StringRecord,
    ) -> Vec<csv::StringRecord> {
        let name = match kind {
            Kind::Employment => "employer",
            Kind::License => "number",
            _ => "title",
        };
        let named =
            |&&at: &&usize| self.columns[at].target.as_ref().is_some_and(|target| target.field == name);
        let Some(&at) = members.iter().find(named) else { return Vec::new() };
        if self.columns[at].values.is_some() {
            return Vec::new();
        }
        let text = unguarded(cells.get(at).unwrap_or_default());
        let context =
            Context { habits: self.columns[at].habits, as_of: Some(self.as_of), ..Context::default() };
        let parallel = self.in_parallel(at, members, cells);
        if !parallel.is_empty() {
            return parallel;
        }
        let Some(texts) = normalize::several_within(name, text, &context) else { return Vec::new() };
        // The posts end with the one of today, and the other cells are its own. What is said of numbers is said of all.
        let owner = match kind {
            Kind::Employment => Some(texts.len() - 1),
            Kind::License => None,
            _ => Some(0),
        };
        let row = |(place, text): (usize, &String)| {
            let cell = |other: usize| match other {
                _ if other == at => text.as_str(),
                _ if owner.is_some_and(|owner| place != owner) && members.contains(&other) => "",
                _ => cells.get(other).unwrap_or_default(),
            };
            (0..cells.len()).map(cell).collect()
        };
        texts.iter().enumerate().map(row).collect()
    }

    /// The rows that a row is where its leading cell and another cell of the part hold the same number of values, each beside
    /// its own: `GNM; BSc` beside `2012; 2016`. A cell of one value, such as a school, is of all of them; one day is not.
    fn in_parallel(&self, at: usize, members: &[usize], cells: &csv::StringRecord) -> Vec<csv::StringRecord> {
        const MOST: usize = 6;
        let split = |place: usize| normalize::in_parallel(unguarded(cells.get(place).unwrap_or_default()));
        let own = split(at);
        // Of most rows no sign parts the leading cell: the others need no look.
        if !(2..=MOST).contains(&own.len()) {
            return Vec::new();
        }
        let others = members.iter().copied().filter(|&other| other != at);
        let others: Vec<(usize, Vec<String>)> = others.map(|other| (other, split(other))).collect();
        let filled = others.iter().filter(|(_, values)| !values.is_empty());
        let is_date = |at: usize| {
            self.columns[at].target.as_ref().is_some_and(|target| {
                schema::table(target.kind).fields[target.column].semantic == Semantic::Date
            })
        };
        // One day is not that of every one: of which it is nobody knows.
        let agree = filled
            .clone()
            .all(|(other, values)| values.len() == own.len() || values.len() == 1 && !is_date(*other));
        let beside = filled.clone().any(|(other, values)| {
            let is_year = |value: &String| {
                value.split(|c: char| !c.is_numeric()).any(|digits| digits.chars().count() == 4)
            };
            is_date(*other) && values.len() == own.len() && values.iter().all(is_year)
        });
        if !agree || !beside {
            return Vec::new();
        }
        let row = |place: usize| {
            let cell = |column: usize| {
                let values = if column == at {
                    Some(&own)
                } else {
                    others.iter().find(|(o, _)| *o == column).map(|(_, v)| v)
                };
                match values {
                    Some(values) => {
                        values.get(place).or(values.first()).map(String::as_str).unwrap_or_default()
                    }
                    None => cells.get(column).unwrap_or_default(),
                }
            };
            (0..cells.len()).map(cell).collect()
        };
        (0..own.len()).map(row).collect()
    }

    /// Whether an employment is the one that a worker has: its end is said to be open, or nothing is said of the end of
    /// the first or of one with a beginning.
    fn goes_on(&self, slot: u8, members: &[usize], cells: &csv::StringRecord) -> bool {
        let cell = |name: &str| self.cell_of(members, name, cells).unwrap_or_default();
        let blank = |text: &str| text.trim().is_empty() || normalize::says_nothing(text);
        let end = cell("ended");
        normalize::goes_on(end) || (blank(end) && (slot == 1 || !blank(cell("started"))))
    }

    /// Whether an employment has no beginning, and its employer's name a time that nobody could read.
    fn holds_unread_time(&self, parsed: &Parsed) -> bool {
        let table = schema::table(parsed.kind);
        let cell = |name: &str| parsed.cells.get(table.column(name)?)?.as_ref();
        let context = Context { as_of: Some(self.as_of), ..Context::default() };
        parsed.kind == Kind::Employment
            && cell("started").is_none()
            && cell("employer")
                .is_some_and(|employer| normalize::holds_unread_time(&employer.to_string(), &context))
    }

    /// The text in a column of a part.
    fn cell_of<'c>(&self, members: &[usize], name: &str, cells: &'c csv::StringRecord) -> Option<&'c str> {
        let named = |&&at: &&usize| self.columns[at].target.as_ref().is_some_and(|t| t.field == name);
        members.iter().find(named).and_then(|&at| cells.get(at))
    }

    /// The cell of a certificate that states that there is none: the name of the test, or the whole in one text.
    fn states_none(&self, members: &[usize], cells: &csv::StringRecord) -> Option<usize> {
        let is_test = |at: &&usize| self.columns[**at].target.as_ref().is_some_and(|t| t.field == "test");
        let stated = |at: &&usize| certificate::states_none(cells.get(**at).unwrap_or_default());
        members.iter().filter(is_test).find(stated).copied()
    }

    /// Says that a part stays out, unless its row comes back.
    fn leave_out(&self, number: u64, kind: Kind, slot: u8, row: &mut ParsedRow) {
        if self.gravity(kind, Some(slot)) == Severity::Warn {
            let finding = self.finding(number, None, "", "IMP014", RowReason::PartLeftOut { kind, slot });
            row.findings.push(RowFinding { severity: Severity::Warn, ..finding });
        }
    }

    /// Keeps the cells of a part that is no record with the main record of the row.
    fn keep_with_row(&self, members: &[usize], cells: &csv::StringRecord, row: &mut ParsedRow) {
        for &at in members {
            keep(&mut row.records[0], &self.columns[at].header, cells.get(at).unwrap_or_default());
        }
    }

    /// Puts a part aside for a row to come; what was written of it stands in the main record.
    fn set_aside(&mut self, mut parsed: Parsed) {
        parsed.cells.fill(None);
        parsed.as_written.clear();
        self.spare[parsed.kind as usize].push(parsed);
    }

    /// The checks on what the records say, beyond the form of their cells. A part that cannot be true stays out.
    fn check(&mut self, cells: &csv::StringRecord, row: &mut ParsedRow) {
        let Untrue { mut parts, cells: untrue } = self.find_broken(row);
        for (at, column) in untrue {
            let parsed = &mut row.records[at];
            let written = parsed.cells[column].take().map(|cell| cell.to_string()).unwrap_or_default();
            parsed.as_written.retain(|(known, _)| *known != column);
            keep(parsed, &schema::table(parsed.kind).fields[column].name, &written);
        }
        parts.sort_unstable();
        parts.dedup();
        for &at in parts.iter().rev() {
            let parsed = row.records.remove(at);
            let slot = self.placed.remove(at).unwrap_or_default();
            let slots = std::mem::take(&mut self.slots);
            if let Some((kind, slot, members)) =
                slots.iter().find(|(k, s, _)| (*k, *s) == (parsed.kind, slot))
            {
                self.leave_out(row.number, *kind, *slot, row);
                self.keep_with_row(members, cells, row);
            }
            self.slots = slots;
            self.set_aside(parsed);
        }
    }

    /// Finds what the records fail, and what of them cannot be true.
    fn find_broken(&self, row: &mut ParsedRow) -> Untrue {
        let mut untrue = Untrue::default();
        let ParsedRow { number, records, findings, .. } = row;
        checks::check(records, self.today, &self.checked, |at, broken| {
            let record = &records[at];
            let slot = self.placed[at];
            // A date that all consents share stands in a slot of its own.
            let column = self.columns.iter().find(|c| {
                c.target.as_ref().is_some_and(|t| {
                    t.kind == record.kind && t.field == broken.column && (t.slot == slot || t.slot == Some(0))
                })
            });
            let own = schema::table(record.kind).column(broken.column);
            let cell = own.and_then(|own| record.cells[own].as_ref());
            let place = Place {
                file: self.file.clone(),
                row: *number,
                column: column.map_or_else(|| broken.column.to_owned(), |column| column.header.clone()),
                value: cell.map(ToString::to_string).unwrap_or_default(),
            };
            let severity = match broken.severity {
                Severity::Reject if leaves_cell_out(self.optional(), broken.rule) => self.optional(),
                Severity::Reject => self.gravity(record.kind, slot),
                lesser => lesser,
            };
            if broken.severity == Severity::Reject && severity == Severity::Warn {
                match own.filter(|_| leaves_cell_out(severity, broken.rule)) {
                    Some(own) => untrue.cells.push((at, own)),
                    None => untrue.parts.push(at),
                }
            }
            findings.push(RowFinding {
                place,
                code: broken.rule,
                severity,
                reason: broken.because.into(),
                suggestion: broken.suggestion,
                nearness: None,
            });
        });
        untrue
    }

    /// What a refused cell may be taken as, with the text that stands for it and its nearness: only where
    /// the bar is set and one value alone is near enough. Identifiers, names, dates and numbers never are.
    fn instead(
        &mut self,
        at: usize,
        refusal: &Refusal,
        context: Context,
    ) -> Option<(Reading, String, Nearness)> {
        use Semantic::{Country, Currency, Language, Occupation, Specialty, Subject, Test, Word};
        let bar = self.accept?;
        let semantic = self.columns[at].field?.semantic;
        if !matches!(semantic, Country | Currency | Language | Occupation | Specialty | Subject | Test | Word)
        {
            return None;
        }
        let mut instead = refusal.instead.clone();
        let mut least = Nearness::FULL;
        // Several items of a list may each need one; a list has no more items than that.
        for _ in 0..64 {
            let Instead { text, nearness } = *instead.filter(|instead| instead.nearness >= bar)?;
            least = least.min(nearness);
            match self.read_text(at, &text, context) {
                Ok(reading) => return Some((reading, text, least)),
                Err(next) => instead = next.instead,
            }
        }
        None
    }

    fn noted(&self, number: u64, at: usize, raw: &str, remark: Remark) -> RowFinding {
        let reason = CellReason { value: raw.to_owned(), said: remark.into() };
        let finding = self.finding(number, Some(at), raw, "IMP012", reason);
        RowFinding { severity: Severity::Note, ..finding }
    }

    fn taken(
        &self,
        number: u64,
        at: usize,
        cells: &csv::StringRecord,
        text: &str,
        nearness: Nearness,
    ) -> RowFinding {
        let value = cells.get(at).unwrap_or_default();
        let reason = RowReason::Taken { value: value.to_owned(), taken: text.to_owned(), nearness };
        let mut finding = self.finding(number, Some(at), value, "IMP011", reason);
        finding.severity = Severity::Note;
        finding.nearness = Some(nearness);
        finding
    }

    fn refused(&self, number: u64, at: usize, cells: &csv::StringRecord, refusal: Refusal) -> RowFinding {
        let value = cells.get(at).unwrap_or_default();
        let suggestion = refusal.suggestion();
        let reason = CellReason { value: value.to_owned(), said: refusal.reason.into() };
        let mut finding = self.finding(number, Some(at), value, "IMP010", reason);
        let column = &self.columns[at];
        if let (Some(field), Some(target)) = (column.field, &column.target) {
            finding.severity =
                if field.holds_row { self.gravity(target.kind, target.slot) } else { self.optional() };
        }
        finding.suggestion = suggestion;
        finding.nearness = refusal.instead.map(|instead| instead.nearness);
        finding
    }

    fn finding(
        &self,
        number: u64,
        at: Option<usize>,
        value: &str,
        code: &'static str,
        reason: impl Into<FindingReason>,
    ) -> RowFinding {
        let column = at.map_or(String::new(), |at| self.columns[at].header.clone());
        let place = Place { file: self.file.clone(), row: number, column, value: value.to_owned() };
        let (severity, reason) = (Severity::Reject, reason.into());
        RowFinding { place, code, severity, reason, suggestion: None, nearness: None }
    }
}

/// What of the records of a row cannot be true: it stays out, and the row goes in.
#[derive(Default)]
struct Untrue {
    /// Parts, by their place among the records.
    parts: Vec<usize>,
    /// Cells, by the place of their record and of their column.
    cells: Vec<(usize, usize)>,
}

/// The columns that hold the rest of a name, with the place in the record of the column it goes to.
fn rest_of_names(understood: &Understood) -> Vec<(usize, usize)> {
    let place = |name: &str| {
        let own = |used: &&ColumnUse| {
            used.target
                .as_ref()
                .is_some_and(|t| t.kind == Kind::Worker && t.slot.is_none() && t.field == name)
        };
        understood.columns.iter().find(own).and_then(|used| used.target.as_ref()).map(|target| target.column)
    };
    let unmapped = understood.columns.iter().enumerate().filter(|(_, used)| used.via == Via::Unmapped);
    unmapped.filter_map(|(at, used)| Some((at, place(mapping::rest_of_name(&used.header)?)?))).collect()
}

/// A constant as a cell; it was checked when its recipe was loaded.
fn constant(constant: &Constant) -> Option<(Target, Datum)> {
    let field = &schema::table(constant.target.kind).fields[constant.target.column];
    let datum = normalize::cell(field, &constant.value, &Context::default()).ok()??;
    Some((constant.target.clone(), datum))
}

/// Whether a certificate says neither of what it is nor with which result: when it was taken, or the language beside a
/// result that could not be read, as `B1 (cursando)`. A result of no test, language or level is none, `Selected`.
fn certifies_nothing(certificate: &Parsed) -> bool {
    let fields = &schema::table(certificate.kind).fields;
    let beside = |name: &str| matches!(name, "worker_id" | "taken_on" | "expires_on" | "mode" | "evidence");
    let known = |name: &str| {
        fields.iter().zip(&certificate.cells).any(|(field, cell)| field.name == name && cell.is_some())
    };
    let result = |field: &Field| !beside(&field.name) && field.name != "language";
    let names_exam = ["test", "language", "level", "number"].iter().any(|&name| {
        let unread = |place: &usize| fields.get(*place).is_some_and(|field| field.name == name);
        known(name) || certificate.as_written.iter().any(|(place, _)| unread(place))
    });
    let results: Vec<String> = fields
        .iter()
        .zip(&certificate.cells)
        .filter(|(field, _)| result(field))
        .filter_map(|(_, cell)| cell.as_ref().map(ToString::to_string))
        .collect();
    if !results.is_empty() {
        // Points are those of some exam.
        return !names_exam && !results.iter().any(|result| result.contains(char::is_numeric));
    }
    let unread = certificate.as_written.iter().any(|(place, _)| fields.get(*place).is_some_and(result));
    if known("language") { unread } else { !unread }
}

/// Whether a license says nothing beside a country or a region.
fn licenses_nothing(license: &Parsed) -> bool {
    let fields = &schema::table(license.kind).fields;
    let says = |name: &str| !matches!(name, "worker_id" | "country" | "region" | "occupation" | "evidence");
    let unread = |at: usize| license.as_written.iter().any(|(place, _)| *place == at);
    !fields
        .iter()
        .enumerate()
        .any(|(at, field)| says(&field.name) && (license.cells[at].is_some() || unread(at)))
}

/// Marks the columns of birth dates of which there is one for each sex.
fn mark_columns_of_each_sex(columns: &mut [Column]) {
    let is_birth_date = |column: &Column| {
        column.target.as_ref().is_some_and(|target| target.slot.is_none() && target.field == "birth_date")
    };
    let own: Vec<usize> = (0..columns.len()).filter(|&at| is_birth_date(&columns[at])).collect();
    if own.len() < 2 {
        return;
    }
    for (before, at) in own.into_iter().enumerate() {
        columns[at].again = before > 0;
        columns[at].sex = mapping::sex_of(&columns[at].header);
    }
}

fn is_rejected(row: &ParsedRow) -> bool {
    row.findings.iter().any(|finding| finding.severity == Severity::Reject)
}

/// Puts a cell into its place and, if its text is not what the column's canonical form would be, the
/// text beside it, to the byte; also of a cell that says nothing (`n/a`). Says whether they differ.
fn put(
    parsed: &mut Parsed,
    place: usize,
    datum: Option<Datum>,
    raw: &str,
    table: &schema::TableSchema,
) -> bool {
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

/// Whether two cells of a column can both be true: the same, or a date of which one says more.
fn agree(one: &str, other: &str) -> bool {
    let more = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'));
    one == other || (short_date(one) && more(other, one)) || (short_date(other) && more(one, other))
}

/// Whether a canonical cell is a date without a day, or without a month.
fn short_date(text: &str) -> bool {
    matches!(text.len(), 4 | 7) && text.parse::<PartialDate>().is_ok()
}

/// What a cell says of a column, in the storage of the column.
fn laid(field: &Field, said: &CompactString) -> Option<Datum> {
    match field.storage() {
        Storage::Integer => said.parse().ok().map(Datum::Integer),
        Storage::Text => Some(Datum::Text(said.clone())),
    }
}

/// Keeps a cell that no column of ours takes, unless it is empty.
fn keep(parsed: &mut Parsed, header: &str, text: &str) {
    if !text.is_empty() && !parsed.unmapped.iter().any(|(known, other)| known == header && other == text) {
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

fn key_names(kind: Kind) -> Vec<String> {
    let table = schema::table(kind);
    table.key[1..].iter().map(|&column| table.fields[column].name.clone()).collect()
}
