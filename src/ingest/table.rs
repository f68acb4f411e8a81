//! Opening a file: what was understood of it.

use super::IngestError;
use super::identity::Identity;
use super::mapping::{self, ColumnUse, Constant, Decimals, RecipeReading, Stated, Target, Via};
use super::quality::Quality;
use super::record::ParsedRow;
use super::row::Reader;
use super::sniff;
use super::understood::{ReadOptions, Understood};
use crate::model::{Country, Day, Kind};
use crate::normalize::{self, Beside, Context, DateOrder, Evidence, Habits, OrderEvidence, SignEvidence};
use crate::reference::{countries, towns};
use crate::schema::{self, Semantic};
use crate::tabular::{self, Fault, Passed, PassedOver, Records, TextEncoding, TextRecord};
use crate::text::Nearness;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// A file that was understood and can be read.
#[derive(Debug)]
pub struct IngestTable {
    source: tabular::Table,
    understood: Understood,
    accept: Option<Nearness>,
    strict: bool,
    identity: Option<Identity>,
}

impl IngestTable {
    /// What was understood of the file.
    pub fn understood(&self) -> &Understood {
        &self.understood
    }

    /// Notes the name of the recipe beside the file by which it was read.
    pub fn read_as_before(&mut self, recipe: &str) {
        self.understood.read_as_before = Some(recipe.to_owned());
    }

    /// Reads the rows.
    pub fn rows(self) -> Rows {
        let reader = Reader::new(&self.understood, self.accept, self.strict, self.identity);
        let size = (self.understood.columns.len(), 0);
        let columns = self.understood.columns;
        match self.source.records() {
            Ok(records) => {
                Rows { records: Some(records), size, spare: Vec::new(), columns, reader, failed: None }
            }
            Err(error) => {
                let failed = Some(error.into());
                Rows { records: None, size, spare: Vec::new(), columns, reader, failed }
            }
        }
    }
}

/// The rows of a table.
pub struct Rows {
    records: Option<Records>,
    /// Cells, and bytes of the row before: what the next row will take.
    size: (usize, usize),
    /// Rows as written, to be filled again.
    spare: Vec<csv::StringRecord>,
    columns: Vec<ColumnUse>,
    reader: Reader,
    failed: Option<IngestError>,
}

impl Rows {
    /// What the columns held in the rows that were read so far.
    pub fn quality(&self) -> Vec<Quality> {
        self.reader.quality(&self.columns)
    }

    /// Takes back a row that nobody needs any more: the rows to come are made of it. Most of the time that
    /// reading takes would else go into asking for memory on one thread and giving it back on another.
    pub fn take_back(&mut self, mut row: ParsedRow) {
        row.original.clear();
        self.spare.push(row.original);
        self.reader.take_back(row.records);
    }
}

impl Iterator for Rows {
    type Item = Result<ParsedRow, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            self.records = None;
            return Some(Err(error));
        }
        let records = self.records.as_mut()?;
        let mut record = match self.spare.pop() {
            Some(cells) => TextRecord { cells, ..TextRecord::default() },
            None => TextRecord::with_capacity(self.size.1 + 64, self.size.0 + 1),
        };
        let read = loop {
            let read = records.read(&mut record);
            // Totals are no record: they are counted among what was passed over.
            if !matches!(read, Ok(true)) || record.fault != Some(Fault::Totals) {
                break read;
            }
        };
        match read {
            Ok(true) => {
                show(&mut record, &self.columns);
                self.size.1 = record.cells.as_slice().len();
                Some(Ok(self.reader.row(record.number, record.cells, record.fault)))
            }
            Ok(false) => None,
            Err(error) => {
                self.records = None;
                Some(Err(error.into()))
            }
        }
    }
}

/// Puts what cells of a workbook show in the place of their values, where an identifier or a telephone number may stand
/// in the format of the cell alone. A date that the spreadsheet made of such a number is refused by its looks.
fn show(record: &mut TextRecord, columns: &[ColumnUse]) {
    use Semantic::{Agreement, Code, Id, Phone, Reference};
    let shown: Vec<(usize, String)> = record
        .displayed
        .drain(..)
        .filter_map(|shown| {
            let target = columns.get(shown.column)?.target.as_ref()?;
            let field = &schema::table(target.kind).fields[target.column];
            let text = match (field.semantic, shown.day) {
                (Id | Reference | Code | Agreement, Some(day)) => {
                    let told = normalize::cell(field, &shown.text, &Context::default()).is_err();
                    if told { shown.text } else { format!("{day} 00:00:00") }
                }
                (Id | Reference | Code | Agreement | Phone, None) => shown.text,
                _ => return None,
            };
            Some((shown.column, text))
        })
        .collect();
    if !shown.is_empty() {
        let text = |at: usize| shown.iter().find(|(column, _)| *column == at).map(|(_, text)| text.as_str());
        record.cells = record.cells.iter().enumerate().map(|(at, cell)| text(at).unwrap_or(cell)).collect();
    }
}

/// How the names of files end that a directory is searched for.
const TABLES: [&str; 8] = [".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".xlsb", ".ods"];

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub path: PathBuf,
    /// Whether nobody named it: it was met in a directory, so it may be no table of ours.
    pub met: bool,
}

fn named_like_a_workbook(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"].iter().any(|ending| name.ends_with(ending))
}

/// The files that paths name: files as they are, and of a directory those that are tables by the end
/// of their names, in the order of these. Files of rejects and of warnings in a directory
/// are left out; named themselves they are read.
///
/// # Errors
/// [`IngestError`] when a path does not exist, or a directory holds no such file.
pub fn files(paths: &[PathBuf]) -> Result<Vec<Listed>, IngestError> {
    let mut found = Vec::new();
    for path in paths {
        if path == Path::new(tabular::STANDARD_INPUT) {
            found.push(Listed { path: path.clone(), met: false });
            continue;
        }
        let metadata = std::fs::metadata(path).map_err(IngestError::io(path))?;
        if !metadata.is_dir() {
            found.push(Listed { path: path.clone(), met: false });
            continue;
        }
        let mut inside = BTreeSet::new();
        for entry in std::fs::read_dir(path).map_err(IngestError::io(path))? {
            let entry = entry.map_err(IngestError::io(path))?.path();
            let name = entry.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            // A spreadsheet program that has a file open keeps a lock file beside it.
            let table = TABLES.iter().any(|ending| name.ends_with(ending)) && !name.starts_with(['~', '.']);
            let own = [".rejects.csv", ".warnings.csv"].iter().any(|ending| name.ends_with(ending));
            if table && !own && entry.is_file() {
                inside.insert(entry);
            }
        }
        if inside.is_empty() {
            return Err(IngestError::NoFiles(path.clone()));
        }
        found.extend(inside.into_iter().map(|path| Listed { path, met: true }));
    }
    Ok(found)
}

/// Opens a file and understands it. `name` is what messages call it.
///
/// # Errors
/// [`IngestError`] when the file is no table that we can read.
pub fn open(path: &Path, name: &str, options: &ReadOptions) -> Result<IngestTable, IngestError> {
    // The hash is needed last and takes as long as the rest.
    std::thread::scope(|scope| {
        let hash = scope.spawn(|| sniff::sha256(path));
        let mut table = understand(path, name, options)?;
        // A thread that panics has found a fault of ours, and this one goes the same way.
        let hash = hash.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        table.understood.sha256 = hash?;
        Ok(table)
    })
}

fn understand(path: &Path, name: &str, options: &ReadOptions) -> Result<IngestTable, IngestError> {
    let reading = reading(options);
    let encoding = reading.encoding.as_ref().and_then(|label| TextEncoding::named(label));
    // The same rows are judged again and again.
    let judged = RefCell::new(HashMap::new());
    let judge = |headers: &[String]| {
        let headers = trimmed(headers);
        let known = judged.borrow().get(&headers).copied();
        known.unwrap_or_else(|| {
            let understood = options.choices.understood(&headers);
            judged.borrow_mut().insert(headers, understood);
            understood
        })
    };
    let source = tabular::open(
        path,
        name,
        &tabular::TableOptions {
            encoding,
            sheet: reading.sheet.as_deref(),
            delimiter: reading.delimiter,
            judge: Some(&judge),
            bare: Some(&mapping::is_bare),
        },
    )?;
    let headers = trimmed(source.header());
    let twice = |(at, header): (usize, &String)| !header.is_empty() && headers[..at].contains(header);
    if let Some(at) = headers.iter().enumerate().position(twice) {
        // Prose has the same word twice as well: that a file is of no kind says more.
        let mut once = headers.clone();
        once.sort();
        once.dedup();
        mapping::kind(name, &once, options.kind, &options.choices)?;
        return Err(IngestError::DuplicateHeader { file: name.to_owned(), header: headers[at].clone() });
    }
    if let Some(wanted) = options.only
        && let Ok(found) = mapping::kind(name, &headers, None, &options.choices)
        && found != wanted
    {
        return Err(IngestError::OtherKind { file: name.to_owned(), found, wanted });
    }
    let cells = first_cells(&source, headers.len())?;
    let mapping = match mapping::map(name, &headers, &cells, options.kind, &options.choices) {
        Err(IngestError::UnknownKind { .. })
            if named_like_a_workbook(name) && source.form().sheet.is_none() =>
        {
            let reason = "its name says that it is one, and its bytes are plain text".to_owned();
            return Err(tabular::TabularError::Workbook { file: name.to_owned(), reason }.into());
        }
        mapping => mapping?,
    };
    let mut columns = mapping.columns;
    if let Some(order) = options.dates {
        state_order(&mut columns, order);
    }
    let (rows_seen, evidence, passed_over) = look_through(&source, &columns, options.as_of)?;
    let lived_in = lived_in(mapping.kind, &columns, &mapping.constants, &cells, options);
    let habits: Vec<Habits> = columns
        .iter()
        .zip(&evidence)
        .map(|(column, evidence)| {
            let places = column.target.as_ref().is_some_and(|target| is_of_worker(target, "residence"));
            settle(column, evidence).with_lived_in(lived_in.filter(|_| places))
        })
        .collect();
    let habits = ordered_alike(habits, &columns, &evidence, options.dates);
    let date_orders = columns
        .iter()
        .zip(&evidence)
        .zip(&habits)
        .filter(|((_, e), _)| e.order != OrderEvidence::default())
        .map(|((column, _), habits)| (column.header.clone(), habits.order))
        .collect();
    let decimal_signs = columns
        .iter()
        .zip(&evidence)
        .filter(|(_, e)| e.sign != SignEvidence::default())
        .map(|(column, e)| (column.header.clone(), settle(column, e).decimal))
        .collect();
    let own = columns.iter().filter(|column| column.via != Via::Given);
    let targets = own.filter_map(|column| column.target.as_ref());
    let targets = targets.chain(mapping.constants.iter().map(|constant| &constant.target));
    let key = options.people_key.as_deref().filter(|_| Identity::is_wanted(mapping.kind, targets));
    let identity = key.map(Identity::new);
    let understood = Understood {
        file: name.to_owned(),
        kind: mapping.kind,
        wide: columns.iter().any(|column| column.target.as_ref().is_some_and(|target| target.slot.is_some())),
        encoding: source.form().encoding.clone(),
        bom: source.form().bom,
        delimiter: source.form().dialect.as_ref().map(|dialect| dialect.delimiter),
        form: source.form().clone(),
        passed_over,
        rows_seen,
        bytes: source.form().bytes,
        sha256: String::new(),
        columns,
        date_orders,
        decimal_signs,
        constants: mapping.constants,
        gives_ids: identity.is_some(),
        lived_in,
        country: options
            .country
            .or_else(|| options.choices.recipe.as_ref().and_then(|recipe| recipe.country())),
        source: source_of(options),
        read_as_before: None,
        recipe: options.choices.recipe.as_ref().map(|recipe| recipe.sha256().to_owned()),
        reading,
        habits,
        as_of: options.as_of,
    };
    Ok(IngestTable { source, understood, accept: options.accept, strict: options.strict, identity })
}

/// The country in which the people of a list live whose residence is told by regions or towns alone. A recipe
/// remembers it: a few rows would not tell.
fn lived_in(
    kind: Kind,
    columns: &[ColumnUse],
    constants: &[Constant],
    cells: &[Vec<String>],
    options: &ReadOptions,
) -> Option<Country> {
    let at = |field: &str| {
        columns
            .iter()
            .position(|used| used.target.as_ref().is_some_and(|target| is_of_worker(target, field)))
            .filter(|_| kind == Kind::Worker)
    };
    let known = options.choices.recipe.as_ref().and_then(|recipe| recipe.lived_in());
    if let Some(residence) = at("residence") {
        let texts = cells.get(residence)?.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        // Names of countries are read as such, even where towns elsewhere are called so.
        let named = texts.clone().filter(|text| !countries::lookup(text).is_empty()).count();
        if named * 2 > texts.clone().count() {
            return None;
        }
        return known.or_else(|| towns::common_country(texts));
    }
    if constants.iter().any(|constant| is_of_worker(&constant.target, "residence")) {
        return None;
    }
    if kind == Kind::Opening {
        return destination_by_towns(columns, constants, cells).or(known);
    }
    let region = at("region")?;
    known.or_else(|| towns::common_country(cells.get(region)?.iter().map(String::as_str)))
}

/// The country of the posts of a list whose destination is told by towns alone.
fn destination_by_towns(
    columns: &[ColumnUse],
    constants: &[Constant],
    cells: &[Vec<String>],
) -> Option<Country> {
    let own = |target: &Target, field: &str| target.kind == Kind::Opening && target.field == field;
    let says = |field: &str| {
        columns.iter().position(|used| used.target.as_ref().is_some_and(|target| own(target, field)))
    };
    if says("destination").is_some() || constants.iter().any(|constant| own(&constant.target, "destination"))
    {
        return None;
    }
    towns::common_country(cells.get(says("city")?)?.iter().map(String::as_str))
}

/// Columns whose dates show no order take that of the others, where all of these show the same: one hand writes a list.
/// Cells that hold a day beside something else take the stated order as well: that of the options, else of a recipe.
fn ordered_alike(
    habits: Vec<Habits>,
    columns: &[ColumnUse],
    evidence: &[Evidence],
    of_options: Option<DateOrder>,
) -> Vec<Habits> {
    let stated = of_options.or_else(|| order_stated(columns));
    let shown = order_shown(evidence);
    let order_of = |column: &ColumnUse, evidence: &Evidence| {
        if is_date(column) {
            shown.filter(|_| column.stated.is_none() && evidence.order.unclear > 0)
        } else {
            stated.or(shown)
        }
    };
    habits
        .into_iter()
        .zip(columns.iter().zip(evidence))
        .map(|(habits, (column, evidence))| {
            let order = habits.order.or_else(|| order_of(column, evidence));
            habits.with_order(order)
        })
        .collect()
}

/// The order that is stated of the columns of dates, where all are stated alike.
fn order_stated(columns: &[ColumnUse]) -> Option<DateOrder> {
    let mut orders = columns.iter().filter_map(|column| match column.stated {
        Some(Stated::Recipe(order)) => Some(order),
        _ => None,
    });
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// The order that the dates of all columns show, where enough of them do and none another.
fn order_shown(evidence: &[Evidence]) -> Option<DateOrder> {
    const ENOUGH: u64 = 3;
    let count =
        |of: fn(&OrderEvidence) -> u64| evidence.iter().map(|evidence| of(&evidence.order)).sum::<u64>();
    match (count(|order| order.day_first), count(|order| order.month_first), count(|order| order.year_first))
    {
        (ENOUGH.., 0, 0) => Some(DateOrder::DayMonthYear),
        (0, ENOUGH.., 0) => Some(DateOrder::MonthDayYear),
        _ => None,
    }
}

fn is_date(column: &ColumnUse) -> bool {
    column
        .target
        .as_ref()
        .is_some_and(|target| schema::table(target.kind).fields[target.column].semantic == Semantic::Date)
}

fn is_of_worker(target: &Target, field: &str) -> bool {
    target.kind == Kind::Worker && target.slot.is_none() && target.field == field
}

/// The source of a list: as the options say, else as the recipe does.
fn source_of(options: &ReadOptions) -> Option<String> {
    let recipe = options.choices.recipe.as_ref().and_then(|recipe| recipe.source());
    options.source.clone().or(recipe.map(str::to_owned))
}

/// Takes the order of dates that the user states for the columns of which no recipe says it.
fn state_order(columns: &mut [ColumnUse], order: DateOrder) {
    for column in columns {
        if is_date(column) && !matches!(column.stated, Some(Stated::Recipe(_) | Stated::Open)) {
            column.stated = Some(Stated::Recipe(order));
        }
    }
}

/// What is settled of how a column is written.
fn settle(column: &ColumnUse, evidence: &Evidence) -> Habits {
    let habits = evidence.settled().with_order(order(column, evidence.order));
    let target = column.target.as_ref().map(|target| (target.kind, target.field.as_str()));
    let habits = match target {
        Some((Kind::Employment, "employer")) => {
            habits.with_beside(normalize::says_since(&column.header).then_some(Beside::Start))
        }
        Some((Kind::License, "number")) => {
            habits.with_beside(normalize::says_end(&column.header).then_some(Beside::End))
        }
        Some((Kind::Qualification, "title")) => {
            habits.with_beside(mapping::names_school(&column.header).then_some(Beside::School))
        }
        _ => habits,
    };
    match column.decimals {
        Some(Decimals::Settled(sign)) => habits.with_decimal(Some(sign)),
        Some(Decimals::Open) => habits.with_decimal(None),
        None => habits,
    }
}

/// The order of dates in a column: as the recipe says; else as its dates show; else as its header says,
/// unless the dates contradict one another or it.
fn order(column: &ColumnUse, evidence: OrderEvidence) -> Option<DateOrder> {
    match (column.stated, evidence.settled()) {
        (Some(Stated::Recipe(order)), _) => Some(order),
        (Some(Stated::Open), _) => None,
        (Some(Stated::Header(stated)), Some(shown)) => (stated == shown).then_some(shown),
        (Some(Stated::Header(stated)), None) if !evidence.is_torn() => Some(stated),
        (_, shown) => shown,
    }
}

/// How a file is to be read before its headers are known: as the options say, else as the recipe does.
fn reading(options: &ReadOptions) -> RecipeReading {
    let recipe = options.choices.recipe.as_ref().map(|recipe| recipe.reading().clone()).unwrap_or_default();
    RecipeReading {
        sheet: options.sheet.clone().or(recipe.sheet),
        encoding: options.encoding.map(|encoding| encoding.name().to_lowercase()).or(recipe.encoding),
        delimiter: recipe.delimiter,
    }
}

/// The cells of the first rows, by column: what headers are weighed against.
fn first_cells(source: &tabular::Table, width: usize) -> Result<Vec<Vec<String>>, IngestError> {
    const ROWS: usize = 50;
    let mut records = source.records()?.unmended();
    let mut cells = vec![Vec::new(); width];
    let mut record = TextRecord::default();
    let mut rows = 0;
    // A row that cannot be read is reported by the pass that reads all of them.
    while rows < ROWS && records.read(&mut record).unwrap_or(false) {
        rows += 1;
        if record.fault.is_some() {
            continue;
        }
        for (column, cells) in cells.iter_mut().enumerate() {
            cells.push(record.cells.get(column).unwrap_or_default().to_owned());
        }
    }
    Ok(cells)
}

fn trimmed(headers: &[String]) -> Vec<String> {
    headers.iter().map(|header| header.trim().to_owned()).collect()
}

/// From so many bytes on a file is looked through by several threads: nothing else can be done meanwhile.
const LARGE: u64 = 4 << 20;
/// Rows that go from one to another at once, and how many such batches may wait.
const BATCH: usize = 256;
const WAITING: usize = 4;

/// The second pass: counts rows and gathers what the columns show of how they are written.
fn look_through(
    source: &tabular::Table,
    columns: &[ColumnUse],
    as_of: Day,
) -> Result<(u64, Vec<Evidence>, Vec<PassedOver>), IngestError> {
    // Rows that do not fit show nothing here; they are put right when they are read.
    let mut records = source.records()?.unmended();
    let large = source.form().bytes >= LARGE;
    if large {
        records = records.ahead();
    }
    let telling: Vec<(usize, &schema::Field)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, used)| {
            let target = used.target.as_ref()?;
            Some((at, &schema::table(target.kind).fields[target.column]))
        })
        .filter(|(_, field)| Evidence::is_of(field))
        .collect();
    let mut evidence = vec![Evidence::default(); columns.len()];
    for &(at, field) in &telling {
        evidence[at] = Evidence::of_header(field, &columns[at].header);
    }
    let mut rows = 0;
    let mut totals: Option<PassedOver> = None;
    let mut take = |record: &TextRecord| {
        if record.fault == Some(Fault::Totals) {
            let first = PassedOver { what: Passed::Totals, count: 0, first: record.number };
            totals.get_or_insert(first).count += 1;
            return;
        }
        rows += 1;
        if record.fault.is_some() {
            return;
        }
        for &(at, field) in &telling {
            match record
                .displayed
                .iter()
                .find(|shown| shown.column == at)
                .and_then(|shown| shown.day.as_ref())
            {
                Some(day) => evidence[at].add_date_cell(day),
                None => {
                    if let Some(text) = record.cells.get(at) {
                        evidence[at].add(field, text, as_of);
                    }
                }
            }
        }
    };
    let passed_over = if large {
        cut_ahead(records, take)?
    } else {
        let mut record = TextRecord::default();
        while records.read(&mut record)? {
            take(&record);
        }
        records.passed_over().to_vec()
    };
    let passed_over = passed_over.into_iter().chain(totals).collect();
    Ok((rows, evidence, passed_over))
}

/// Cuts rows on a thread of its own while those before are taken here.
fn cut_ahead(
    mut records: Records,
    mut take: impl FnMut(&TextRecord),
) -> Result<Vec<PassedOver>, IngestError> {
    let (send, batches) = mpsc::sync_channel::<Vec<TextRecord>>(WAITING);
    let (give_back, done) = mpsc::channel::<Vec<TextRecord>>();
    std::thread::scope(|scope| {
        let cutting = scope.spawn(move || -> Result<Vec<PassedOver>, IngestError> {
            loop {
                let mut batch = done.try_recv().unwrap_or_default();
                batch.resize_with(BATCH, TextRecord::default);
                let mut read = 0;
                while read < BATCH && records.read(&mut batch[read])? {
                    read += 1;
                }
                batch.truncate(read);
                // Who takes them ends only with the last.
                if send.send(batch).is_err() || read < BATCH {
                    return Ok(records.passed_over().to_vec());
                }
            }
        });
        for batch in batches {
            batch.iter().for_each(&mut take);
            let _ = give_back.send(batch);
        }
        // A thread that panics has found a fault of ours, and this one goes the same way.
        cutting.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::{TabularError, made};
    use proptest::prelude::*;

    fn read(content: &[u8]) -> Result<(Understood, Vec<ParsedRow>), IngestError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f.csv");
        std::fs::write(&path, content).unwrap();
        let options = ReadOptions::new("2026-01-01".parse().unwrap());
        let table = open(&path, "f.csv", &options)?;
        let understood = table.understood().clone();
        Ok((understood, table.rows().collect::<Result<_, _>>()?))
    }

    #[test]
    fn columns_without_an_order_take_that_of_the_others() {
        let list = |issued: &[&str; 3]| {
            let rows: String = issued
                .iter()
                .enumerate()
                .map(|(at, issued)| format!("W{at},a,0{}/03/1990,{issued}\n", at + 1))
                .collect();
            let content = format!("worker_id,full_name,birth_date,license_1_issued_on\n{rows}");
            let (_, rows) = read(content.as_bytes()).unwrap();
            rows[1].records[0].cells[crate::schema::table(Kind::Worker).column("birth_date").unwrap()]
                .as_ref()
                .map(ToString::to_string)
        };
        assert_eq!(list(&["13/05/2020", "25/06/2021", "30/07/2022"]).as_deref(), Some("1990-03-02"));
        assert_eq!(list(&["05/13/2020", "06/25/2021", "07/30/2022"]).as_deref(), Some("1990-02-03"));
        // Two hands, or too few dates, settle nothing.
        assert_eq!(list(&["13/05/2020", "06/25/2021", "30/07/2022"]), None);
        assert_eq!(list(&["13/05/2020", "", ""]), None);
    }

    #[test]
    fn an_unclosed_quote_costs_its_own_row_only() {
        let (_, rows) = read(b"worker_id,full_name\nW1,a\nW2,\"b\nW3,c\nW4,d\n").unwrap();
        let rejected: Vec<bool> = rows.iter().map(|row| !row.findings.is_empty()).collect();
        assert_eq!(rejected, [false, true, false, false]);
        assert_eq!((rows[1].number, rows[1].findings[0].code), (3, "IMP021"), "{:?}", rows[1].findings);
        // A quote inside a cell is a sign like any other.
        assert_eq!(read(b"worker_id,full_name\nW1,5\" pipe\nW2,b\n").unwrap().1.len(), 2);
    }

    #[test]
    fn rows_out_of_form_are_put_right_or_rejected_and_always_named() {
        let mut text = "Staff of the clinic;;\n;;\nworker_id;residence;birth_date\n".to_owned();
        for n in 10..40 {
            let line = format!("W-{n};PH;1990-01-{}\n", n % 19 + 10);
            text.push_str(&line);
        }
        text.push_str("W-90;;PH;1990-01-02\nworker_id;residence;birth_date\nTotal;31;\n");
        let (understood, rows) = read(text.as_bytes()).unwrap();
        assert_eq!(understood.form.preamble, ["Staff of the clinic;;"]);
        let codes: Vec<_> =
            rows.iter().flat_map(|row| &row.findings).map(|f| (f.place.row, f.code)).collect();
        assert_eq!(codes, [(34, "IMP020")]);
        let passed: Vec<_> =
            understood.passed_over.iter().map(|passed| (passed.what, passed.first)).collect();
        assert!(
            passed.contains(&(Passed::Totals, 36)) && passed.len() == 2,
            "the header once more: {passed:?}"
        );
    }

    #[test]
    fn a_cell_of_several_lines_is_one_cell() {
        let (_, rows) = read(b"worker_id,summary\nW1,\"one\ntwo\"\nW2,three\n").unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].original.get(1), Some("one\ntwo"));
    }

    /// What the rest of a row decides must not be remembered for the rows below.
    #[test]
    fn a_sign_of_many_currencies_is_read_row_by_row() {
        let text = "opening_id,occupation,destination,monthly_pay,pay_currency\n\
                    O1,2221,US,5000,$\nO2,2221,CA,5000,$\nO3,2221,US,5000,$\nO4,2221,DE,5000,$\n";
        let (_, rows) = read(text.as_bytes()).unwrap();
        let place = schema::table(Kind::Opening).column("pay_currency").unwrap();
        let read: Vec<String> = rows
            .iter()
            .map(|row| row.records[0].cells[place].as_ref().map(ToString::to_string).unwrap_or_default())
            .collect();
        assert_eq!(read, ["USD", "CAD", "USD", ""]);
        assert!(rows[3].findings.iter().any(|f| f.code == "IMP010"), "{:?}", rows[3].findings);
    }

    fn cells_of(file: &tempfile::NamedTempFile, kind: Kind, column: &str) -> Vec<String> {
        let options = ReadOptions { kind: Some(kind), ..ReadOptions::new("2026-01-01".parse().unwrap()) };
        let table = open(file.path(), "f.xlsx", &options).unwrap();
        let place = schema::table(kind).column(column).unwrap();
        let cell = |row: ParsedRow| {
            let refused = row.findings.iter().find(|finding| finding.place.column == column);
            match refused.filter(|finding| finding.code == "IMP010") {
                Some(finding) => {
                    format!("{} [{}]", finding.place.value, finding.suggestion.as_deref().unwrap_or_default())
                }
                None => row.records[0].cells[place].as_ref().map(ToString::to_string).unwrap_or_default(),
            }
        };
        table.rows().map(|row| cell(row.unwrap())).collect()
    }

    #[test]
    fn an_identifier_is_what_its_cell_shows_and_never_a_date() {
        let sheet = made::rows(&[
            ("1", &["worker_id", "full_name", "residence"]),
            ("2", &["1!123", "a", "KE"]),
            ("3", &["2!89", "b", "KE"]),
            ("4", &["3!45658", "c", "KE"]),
            ("5", &["4!45717", "d", "KE"]),
            ("6", &["1006", "e", "KE"]),
            ("7", &["A3", "f", "KE"]),
            ("8", &["2025-01-01", "g", "KE"]),
        ]);
        let formats = ["\"RN-\"00000", "00000;-00000", "dd/mm/yyyy", "mmm-yy"];
        let ids = cells_of(&made::xlsx(&[("Staff", "", sheet)], &formats), Kind::Worker, "worker_id");
        let refused = ["2025-01-01 00:00:00 []", "Mar-25 []"];
        assert_eq!(ids, ["RN-00123", "00089", refused[0], refused[1], "1006", "A3", "2025-01-01"]);
    }

    #[test]
    fn a_column_that_was_converted_by_half_is_refused_with_both_readings() {
        let sheet = |texts: &[&str], days: &[&str]| {
            let ids: Vec<String> = (0..texts.len() + days.len()).map(|n| format!("W{n}")).collect();
            let rows: Vec<[&str; 3]> =
                texts.iter().chain(days).zip(&ids).map(|(day, id)| [id, "KE", day]).collect();
            let numbers: Vec<String> = (2..).take(rows.len()).map(|n| n.to_string()).collect();
            let mut all: Vec<(&str, &[&str])> = vec![("1", &["worker_id", "residence", "birth_date"])];
            all.extend(numbers.iter().zip(&rows).map(|(number, row)| (number.as_str(), &row[..])));
            made::xlsx(&[("Staff", "", made::rows(&all))], &["dd/mm/yyyy"])
        };
        let days = ["1!29316", "1!33001", "1!25600", "1!33000"];
        let read = |texts: &[&str], days: &[&str]| cells_of(&sheet(texts, days), Kind::Worker, "birth_date");
        let texts = ["17/04/1968", "25/05/1988", "27/01/1978", "28/02/1988"];
        assert_eq!(
            read(&texts, &days)[..5],
            ["1968-04-17", "1988-05-25", "1978-01-27", "1988-02-28", "1980-04-05 [1980-04-05 or 1980-05-04]"]
        );
        let mirror = ["04/17/1968", "05/25/1988", "01/27/1978", "02/28/1988"];
        assert_eq!(read(&mirror, &days)[4], "1980-04-05 [1980-04-05 or 1980-05-04]");
        // Date cells alone; a date cell that could not be a month; a text that may be one.
        assert_eq!(read(&[], &days)[0], "1980-04-05");
        assert_eq!(read(&texts, &[&days[..], &["1!29330"]].concat())[4], "1980-04-05");
        assert_eq!(read(&[&texts[..], &["05/06/1988"]].concat(), &days)[5], "1980-04-05");
    }

    #[test]
    fn a_date_cell_says_no_more_than_it_shows() {
        let sheet = made::rows(&[
            ("1", &["worker_id", "title", "completed"]),
            ("2", &["L1", "BSc Nursing", "1!43952"]),
            ("3", &["L2", "BSc Nursing", "2!43952"]),
            ("4", &["L3", "BSc Nursing", "3!43952"]),
            ("5", &["L4", "BSc Nursing", "4!43952"]),
            ("6", &["L5", "BSc Nursing", "1!43960"]),
        ]);
        let file = made::xlsx(&[("Staff", "", sheet)], &["mmm-yy", "yyyy", "d-mmm", "dd/mm/yyyy"]);
        let read = cells_of(&file, Kind::Qualification, "completed");
        assert_eq!(read, ["2020-05", "2020", "1-May [2001-05]", "2020-05-01", "2020-05-09"]);
    }

    #[test]
    fn too_many_columns_are_refused() {
        let header: Vec<String> = (0..3000).map(|n| format!("c{n}")).collect();
        assert!(matches!(
            read(header.join(",").as_bytes()),
            Err(IngestError::Tabular(TabularError::TooManyColumns { found: 3000, .. }))
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn no_bytes_make_it_panic(content in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&content);
        }

        #[test]
        fn no_table_makes_it_panic(rows in "worker_id[,;\t]residence[,;\t]language_1_test[,;\t]birth_date\n([ -~é’\n\",;/.0-9]{0,40}\n){0,6}") {
            if let Ok((_, rows)) = read(rows.as_bytes()) {
                for row in rows {
                    prop_assert!(!row.records.is_empty() || !row.findings.is_empty());
                }
            }
        }
    }
}
