//! `corridor import`: files in, a batch in the store, rejected rows back.

use super::ahead::{Ahead, MadeAhead, PackedAhead};
use super::questions::{FileAnswer, FileQuestion};
use super::reasons::Reasons;
use super::refusals::Refusals;
use super::rejects::{Rejects, recipe_beside};
use super::{Act, Desk, OpsError, questions};
use crate::fault;
use crate::files::write_whole;
use crate::index::{Maker, Stamp};
use crate::ingest::{
    self, IngestError, ParsedRow, Quality, RowFinding, RowReason, Severity, Understood, Via,
};
use crate::message::Message;
use crate::model::{Country, Kind, Opening};
use crate::normalize::DateOrder;
use crate::report::{ColumnReport, FileReport, FindingReport, ImportReport, LeftOut, Redirect};
use crate::store::{
    self, Applied, BatchFile, Change, Counts, Gate, Incoming, NamedEmployer, Outcome, Problem, ReadHeaders,
    Stage, StagedRow, Store, StoreError, staged_wholes,
};
use crate::tabular::Input;
use crate::text::{Nearness, unguarded};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

/// Rows handed from one thread to the next at once.
const CHUNK: usize = 32;
/// Chunks that may wait: what is between the threads must fit into the caches of a processor. With 128 rows and four
/// chunks a load takes a tenth longer.
const WAITING: usize = 2;
/// What other processes that want to write are told about this one.
const PURPOSE: &str = "import";
/// Rows under the identifiers of merged workers that are kept for the report.
const SHOWN: usize = 20;
/// Findings that are kept for the report of a file: all of any list that people look through. The files of rejects and of
/// warnings have those of larger ones.
const KEPT: usize = 100_000;

/// A row with its canonical bytes and, in a first load, what is made ahead of it.
struct Read {
    row: ParsedRow,
    canonical: Vec<u8>,
    made: Option<MadeAhead>,
}

/// Rows on their way from the reading to the staging thread.
type Chunk = Vec<Result<Read, OpsError>>;

/// What to import, and how.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says yes or no to one thing that an import may do")]
pub struct ImportOptions {
    /// Files and directories; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// The kind of every file, where the headers do not decide.
    pub kind: Option<Kind>,
    /// The kind that every file must be of, whatever it is named.
    pub only: Option<Kind>,
    /// What single headers mean.
    pub maps: Vec<ingest::Choice>,
    /// The recipe to read the files by; it says their kind and what all headers mean.
    pub recipe: Option<PathBuf>,
    /// Where the recipe goes that replays how the file was understood.
    pub save_recipe: Option<PathBuf>,
    /// The encoding of every file, where its bytes do not decide.
    pub encoding: Option<crate::tabular::TextEncoding>,
    /// The sheet of every workbook, where its headers do not decide.
    pub sheet: Option<String>,
    /// The source of every file, whose identifiers are kept apart from those of others.
    pub source: Option<String>,
    /// The country by whose forms every file is written, for rows that do not say theirs.
    pub country: Option<Country>,
    /// The order of day and month in every file, where its dates leave it open.
    pub dates: Option<DateOrder>,
    /// Show what would change and write nothing.
    pub dry_run: bool,
    /// Where rejected rows go; `rejects/` of the data directory by default.
    pub rejects: Option<PathBuf>,
    /// How near a suggestion must be to be taken in the place of a cell that was not understood; `None` takes none.
    pub accept: Option<Nearness>,
    /// Whether a row comes back for any cell that cannot be read; else the cell alone stays out, unless it holds its row.
    pub strict: bool,
    /// Whether a row may speak of somebody else than the stored person under its identifier: somebody has looked.
    pub update_people: bool,
    /// Whether what was answered is kept for the next list with the same headers: questions were asked.
    pub keep_answers: bool,
    /// What the commit passes through: whoever closes it before ends the import, and nothing is written.
    pub gate: Gate,
    /// From so many rows on, a batch of kinds that the store has none of goes straight into its tables.
    pub load_from: u64,
}

impl Default for ImportOptions {
    fn default() -> Self {
        let load_from = crate::fault::load_from();
        Self {
            paths: Vec::new(),
            kind: None,
            only: None,
            maps: Vec::new(),
            recipe: None,
            save_recipe: None,
            source: None,
            country: None,
            dates: None,
            dry_run: false,
            rejects: None,
            accept: None,
            strict: false,
            update_people: false,
            keep_answers: false,
            encoding: None,
            sheet: None,
            gate: Gate::default(),
            load_from,
        }
    }
}

impl ImportOptions {
    /// Lays the answer to a question into the options, and has it kept for the next list with the same headers.
    pub fn answer(&mut self, question: &FileQuestion, answer: FileAnswer) {
        self.keep_answers = true;
        match (question, answer) {
            (_, FileAnswer::Kind(kind)) => self.kind = Some(kind),
            (_, FileAnswer::Dates(order)) => self.dates = Some(order),
            (FileQuestion::Header { header, .. }, FileAnswer::Means(target)) => {
                self.maps.push(ingest::Choice { header: header.trim().to_owned(), target });
            }
            (_, FileAnswer::Means(_)) => {}
        }
    }
}

/// What the files leave open that whoever sent them can settle. Nothing is imported.
///
/// # Errors
/// [`OpsError`] when a file cannot be read as a table, for a reason that no answer mends.
pub fn questions(desk: &Desk, act: &Act, options: &ImportOptions) -> Result<Vec<FileQuestion>, OpsError> {
    let paths = ingest::files(&options.paths)?;
    let read = read_options(act, options, paths.len(), None)?;
    questions::of_files(desk, act, &paths, &read)
}

/// Imports files as one batch: all rows that are sound, or on an error nothing.
///
/// # Errors
/// [`OpsError`] when a file cannot be read as a table or the store cannot be written; the store is
/// then as it was.
pub fn import(desk: &Desk, act: &Act, options: &ImportOptions) -> Result<ImportReport, OpsError> {
    let paths = ingest::files(&options.paths)?;
    let inputs = paths
        .iter()
        .map(|listed| Ok((Input::of(&listed.path)?, listed.met)))
        .collect::<Result<Vec<_>, OpsError>>()?;
    if options.dry_run && !desk.dir().database().is_file() {
        // An empty store elsewhere answers as one that was made would, and nothing is left behind.
        let elsewhere = tempfile::tempdir().map_err(OpsError::write(&std::env::temp_dir()))?;
        let empty = Desk::new(elsewhere.path(), desk.patience());
        let store = empty.store_or_new()?;
        return Ok(stage(&empty, act, options, &inputs, (&store, &mut None), &mut None)?.report);
    }
    // A store is made only when the files are understood: what cannot be imported leaves nothing behind.
    let new = if desk.dir().database().is_file() { None } else { Some(Store::new_uuid()?) };
    let (mut opened, store) = match &new {
        Some(uuid) => {
            let opened = understand(desk, act, options, &inputs, uuid)?;
            let store = desk.store_or_new_as(uuid)?;
            (Some(opened).filter(|_| store.uuid() == uuid), store)
        }
        None => (None, desk.store_or_new()?),
    };
    let mut change = None;
    let mut staged = stage(desk, act, options, &inputs, (&store, &mut opened), &mut change)?;
    if options.dry_run || staged.report.files.iter().all(|file| file.rows == 0) {
        return Ok(staged.report);
    }
    let (mut report, rejects, applied) = loop {
        let held = match &mut change {
            Some(held) => held,
            None => change.insert(desk.change(act, &store, PURPOSE)?),
        };
        let Staged { report, finished, rejects, ahead, .. } = staged;
        act.progress.begin("applying", None);
        let files = batch_files(&report);
        let applied = apply(act, &store, held.as_mut(), finished, ahead, &files, &options.gate);
        act.progress.end();
        match applied {
            // Somebody else wrote between staging and applying: stage again, now holding the lock.
            Err(OpsError::Store(StoreError::Conflict)) => {
                staged = stage(desk, act, options, &inputs, (&store, &mut None), &mut change)?;
            }
            other => break (report, rejects, other?),
        }
    };
    drop(change);
    let dir = options.rejects.clone().unwrap_or_else(|| desk.dir().rejects());
    for (file, [rejects, warnings]) in report.files.iter_mut().zip(rejects) {
        file.rejects = rejects.keep(&dir, applied.batch)?;
        file.warnings = warnings.keep(&dir, applied.batch)?;
    }
    report.batch = Some(applied.batch);
    // The batch is in: a report that cannot be kept is no reason to say otherwise.
    if let Err(error) = super::report::keep(desk.dir(), &report) {
        act.progress.note(&format!("the report of the batch could not be kept: {error}"));
    }
    fault::point("before-index");
    super::catch_up::catch_up(desk, act, &store, desk.patience())?;
    Ok(report)
}

/// Reads openings of files as an import would take them, with what the store knows of them already. Nothing is kept.
///
/// # Errors
/// [`OpsError`] when a file cannot be read as a table of openings, or there is no store.
pub(super) fn read_openings(
    desk: &Desk,
    act: &Act,
    options: &ImportOptions,
) -> Result<(ImportReport, Vec<Opening>), OpsError> {
    let opening = Some(Kind::Opening);
    let options = ImportOptions { dry_run: true, kind: opening, only: opening, ..options.clone() };
    let paths = ingest::files(&options.paths)?;
    let inputs = paths.iter().map(|listed| Ok((Input::of(&listed.path)?, listed.met)));
    let inputs = inputs.collect::<Result<Vec<_>, OpsError>>()?;
    let store = desk.store()?;
    let staged = stage(desk, act, &options, &inputs, (&store, &mut None), &mut None)?;
    Ok((staged.report, staged.openings))
}

/// Applies the batch, and with it commits what was published ahead.
fn apply(
    act: &Act,
    store: &Store,
    change: &mut dyn Change,
    finished: store::Staged,
    ahead: Option<Ahead>,
    files: &[BatchFile],
    gate: &Gate,
) -> Result<Applied, OpsError> {
    let uuid = store.uuid().to_owned();
    let apply = || change.apply(finished, files, &act.by(), gate);
    let Some(ahead) = ahead else { return Ok(apply()?) };
    std::thread::scope(|scope| {
        let (send, stamp) = mpsc::channel();
        let publishing = scope.spawn(move || ahead.commit_when(&stamp));
        let applied = apply();
        if let Ok(applied) = &applied {
            // With nobody to take it publishing has failed, and the indexes catch up from the store.
            let _ = send.send(Stamp::new(&uuid, applied.seq));
        }
        drop(send);
        if let Ok(Err(error)) = publishing.join() {
            act.progress.note(&format!("the indexes will be made anew: {error}"));
        }
        Ok(applied?)
    })
}

/// Files that were read and staged; what is staged and what was rejected go with the value.
struct Staged {
    report: ImportReport,
    finished: store::Staged,
    rejects: Vec<[Rejects; 2]>,
    ahead: Option<Ahead>,
    /// The openings of a dry run of openings alone.
    openings: Vec<Opening>,
}

/// Begins the stage of the tables: a first load, if the batch is large and the store empty of its kinds.
fn begin(
    desk: &Desk,
    act: &Act,
    options: &ImportOptions,
    store: &Store,
    tables: &[ingest::IngestTable],
    change: &mut Option<Box<dyn Change>>,
) -> Result<(Box<dyn Stage>, Option<Ahead>), OpsError> {
    let kinds: Vec<Kind> = tables.iter().map(|table| table.understood().kind).collect();
    // Two rows can speak of the same part only when some file lists parts row by row.
    let watch = kinds.iter().any(|kind| kind.parent().is_some());
    let rows: u64 = tables.iter().map(|table| table.understood().rows_seen).sum();
    if !options.dry_run && change.is_none() && rows >= options.load_from {
        let mut held = desk.change(act, store, PURPOSE)?;
        // Employers may come in by their names beside their posts.
        let employers = kinds.contains(&Kind::Opening).then_some(Kind::Organization);
        let laid: Vec<Kind> = kinds.iter().copied().chain(employers).collect();
        if let Some(mut stage) = held.load(&laid, watch)? {
            stage.make_room_for(rows);
            *change = Some(held);
            // A worker whose parts come in other files is known only when all are read. One of a source gets its
            // identifier in the stage.
            let whole = tables.iter().all(|table| table.understood().source.is_none())
                && kinds.contains(&Kind::Worker)
                && !kinds.iter().any(|kind| kind.parent() == Some(Kind::Worker));
            let ahead = if whole { Ahead::begin(desk.dir())? } else { None };
            return Ok((stage, ahead));
        }
    }
    Ok((store.stage(watch)?, None))
}

/// Files that are understood and not yet read, and those of a directory that stay out.
type Opened = (Vec<ingest::IngestTable>, Vec<LeftOut>);

/// Opens the files for a store of this identity.
fn understand(
    desk: &Desk,
    act: &Act,
    options: &ImportOptions,
    inputs: &[(Input, bool)],
    store: &str,
) -> Result<Opened, OpsError> {
    let ingest_options = read_options(act, options, inputs.len(), Some(store.to_owned()))?;
    let opened = open(desk, act, options, inputs, &ingest_options)?;
    check_choices(&ingest_options.choices, &opened.0)?;
    Ok(opened)
}

/// Reads and stages the files; again with the refusals of consents that only rows speak of which come back.
fn stage(
    desk: &Desk,
    act: &Act,
    options: &ImportOptions,
    inputs: &[(Input, bool)],
    (store, opened): (&Store, &mut Option<Opened>),
    change: &mut Option<Box<dyn Change>>,
) -> Result<Staged, OpsError> {
    let mut refusals = Refusals::default();
    let held = change.is_some();
    loop {
        let staged = stage_once(desk, act, options, inputs, (store, opened.take()), change, &mut refusals)?;
        if !refusals.begin() {
            return Ok(staged);
        }
        drop(staged);
        if !held {
            *change = None;
        }
    }
}

fn stage_once(
    desk: &Desk,
    act: &Act,
    options: &ImportOptions,
    inputs: &[(Input, bool)],
    (store, opened): (&Store, Option<Opened>),
    change: &mut Option<Box<dyn Change>>,
    refusals: &mut Refusals,
) -> Result<Staged, OpsError> {
    let (mut tables, left_out) = match opened {
        Some(opened) => opened,
        None => understand(desk, act, options, inputs, store.uuid())?,
    };
    if let (Some(path), [table]) = (&options.save_recipe, &tables[..]) {
        write_whole(path, table.understood().to_recipe()).map_err(OpsError::write(path))?;
    }
    if options.keep_answers && !options.dry_run {
        let answered = |understood: &Understood| understood.columns.iter().any(|used| used.via == Via::Map);
        for table in tables.iter().filter(|table| tables.len() == 1 || answered(table.understood())) {
            let path = questions::keep(&desk.dir().recipes(), table.understood())?;
            act.progress.note(&format!(
                "the answers are kept for the next list with these headers, in {}",
                path.display()
            ));
        }
    }
    // Wholes before the records that refer to them; the order of the kinds is that order.
    tables.sort_by_key(|table| table.understood().kind);
    let (mut stage, mut ahead) = begin(desk, act, options, store, &tables, change)?;
    if refusals.hold() {
        // The documents of a row are made before refusals are laid over it.
        ahead = None;
    }
    if options.update_people {
        stage.take_other_persons();
    }
    let mut report = ImportReport {
        dry_run: options.dry_run,
        recorded_at: act.at.clone(),
        left_out,
        ..ImportReport::default()
    };
    let mut places = Places::default();
    let mut all_rejects = Vec::new();
    for table in tables {
        let understood = table.understood().clone();
        act.progress.begin(&format!("reading {}", understood.file), Some(understood.rows_seen));
        // Identifiers of ours say who the person is, whatever list names them.
        stage.of_source(understood.source.as_deref().filter(|_| !understood.gives_ids));
        let mut rejects =
            ["rejects", "warnings"].map(|ending| Rejects::new(&understood, &desk.dir().stage(), ending));
        let mut reasons = Reasons::default();
        let mut file = FileReport::new(understood);
        places.begin(&file.understood.file);
        let quality = std::thread::scope(|scope| -> Result<Vec<Quality>, OpsError> {
            let (send, receive) = mpsc::sync_channel::<Chunk>(WAITING);
            let (give_back, used) = mpsc::channel();
            let making = ahead.as_mut().map(Ahead::making);
            // On two cores, too: while others wait for one another, one of three has something to do.
            let (send_read, read) = mpsc::sync_channel::<Chunk>(WAITING);
            let preparing = scope.spawn(move || prepare(making, &read, &send));
            let reading = scope.spawn(move || read_ahead(table, &send_read, &used));
            for chunk in receive {
                fault::point("staging");
                if options.gate.is_closed() {
                    return Err(StoreError::Interrupted.into());
                }
                let size = chunk.len() as u64;
                let mut done = Vec::with_capacity(chunk.len());
                for row in chunk {
                    let Read { mut row, canonical, made } = row?;
                    let taken = take_row(
                        stage.as_mut(),
                        &mut places,
                        &mut file,
                        &mut rejects,
                        &mut reasons,
                        &mut report,
                        refusals,
                        &mut row,
                        &canonical,
                    )?;
                    if let (Some(ahead), Some(made)) = (&mut ahead, made) {
                        ahead.add(stage.loaded_row().filter(|_| taken), stage.as_given(), made)?;
                    }
                    done.push((row, canonical));
                }
                // Nobody takes them once all is read.
                let _ = give_back.send(done);
                act.progress.advance(size);
            }
            // A thread that panics has found a fault of ours, and this one goes the same way.
            let packed = preparing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            ahead.as_mut().zip(packed).into_iter().for_each(|(ahead, packed)| ahead.keep(packed));
            Ok(reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
        act.progress.end();
        file.columns = columns(&file.understood, quality, &reasons);
        file.reasons = reasons.list();
        if file.rejected > 0 {
            *report.rejected.entry(file.understood.kind).or_default() += file.rejected;
        }
        report.files.push(file);
        all_rejects.push(rejects);
    }
    let only_openings = report.files.iter().all(|file| file.understood.kind == Kind::Opening);
    let openings = if options.dry_run && only_openings { staged_wholes(stage.as_ref())? } else { Vec::new() };
    let finished = stage.finish()?;
    report.counts =
        finished.counts.iter().copied().filter(|(_, counts)| *counts != Counts::default()).collect();
    Ok(Staged { report, finished, rejects: all_rejects, ahead, openings })
}

/// Opens the files and understands them. A file that was met in a directory and is no table of ours is left
/// out, as long as another is there.
fn open(
    desk: &Desk,
    act: &Act,
    options: &ImportOptions,
    inputs: &[(Input, bool)],
    ingest_options: &ingest::ReadOptions,
) -> Result<Opened, OpsError> {
    let mut tables = Vec::new();
    let mut left_out = Vec::new();
    let mut first = None;
    for (input, met) in inputs {
        let again =
            if options.recipe.is_none() { as_before(desk, act, input, ingest_options)? } else { None };
        let opened = match again {
            Some(table) => Ok(table),
            None => questions::open(desk, act, input, ingest_options),
        };
        match opened {
            Ok(table) => tables.push(table),
            Err(error) if *met && error.is_of_no_kind() => {
                left_out.push(LeftOut { file: input.name().to_owned(), because: Message::of_error(&error) });
                first.get_or_insert(error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    match first {
        Some(error) if tables.is_empty() => Err(error.into()),
        _ => Ok((tables, left_out)),
    }
}

/// A file of rows that came back, read as the file that they come from: by the recipe that was kept
/// beside it. `None` for any other file, and where the recipe is one of other headers or of another kind.
fn as_before(
    desk: &Desk,
    act: &Act,
    input: &Input,
    options: &ingest::ReadOptions,
) -> Result<Option<ingest::IngestTable>, OpsError> {
    let Some(beside) = recipe_beside(input.path(), &desk.dir().rejects()) else { return Ok(None) };
    let recipe = ingest::Recipe::load(&beside)?;
    if options.kind.is_some_and(|kind| kind != recipe.kind()) {
        return Ok(None);
    }
    let choices = ingest::Choices { recipe: Some(Arc::new(recipe)), ..options.choices.clone() };
    match ingest::open(input.path(), input.name(), &ingest::ReadOptions { choices, ..options.clone() }) {
        Ok(mut table) => {
            table.read_as_before(&display_name(&beside));
            Ok(Some(table))
        }
        Err(error @ IngestError::RecipeDoesNotFit { .. }) => {
            let name = display_name(&beside);
            act.progress.note(&format!("not read by {name}, which lies beside: {error}"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// How the files are read by the options. With `people_key` people of lists without identifiers are given some.
fn read_options(
    act: &Act,
    options: &ImportOptions,
    files: usize,
    people_key: Option<String>,
) -> Result<ingest::ReadOptions, OpsError> {
    Ok(ingest::ReadOptions {
        kind: options.kind,
        only: options.only,
        as_of: act.today,
        accept: options.accept,
        strict: options.strict,
        choices: choices(options, files)?,
        people_key,
        encoding: options.encoding,
        sheet: options.sheet.clone(),
        source: options.source.clone(),
        country: options.country,
        dates: options.dates,
    })
}

/// What the options say of the headers.
fn choices(options: &ImportOptions, files: usize) -> Result<ingest::Choices, OpsError> {
    if options.save_recipe.is_some() && files != 1 {
        return Err(OpsError::RecipeOfSeveral(files));
    }
    let recipe = match &options.recipe {
        Some(path) => Some(Arc::new(ingest::Recipe::load(path)?)),
        None => None,
    };
    Ok(ingest::Choices {
        maps: options.maps.clone(),
        recipe,
        lenient: files > 1,
        go_on: !options.strict,
        gives_ids: true,
    })
}

/// With several files a choice must name a header of one of them.
fn check_choices(choices: &ingest::Choices, tables: &[ingest::IngestTable]) -> Result<(), OpsError> {
    let headers: Vec<&str> = tables
        .iter()
        .flat_map(|table| table.understood().columns.iter().map(|column| column.header.as_str()))
        .collect();
    match choices.unused(&headers).first() {
        Some(choice) if choices.recipe.is_none() => Err(OpsError::Ingest(IngestError::NoSuchHeader {
            file: format!("{} files", tables.len()),
            header: choice.header.clone(),
            nearest: crate::text::nearest(&choice.header, headers.iter().copied(), 0.6).map(str::to_owned),
        })),
        _ => Ok(()),
    }
}

fn columns(understood: &Understood, quality: Vec<Quality>, reasons: &Reasons) -> Vec<ColumnReport> {
    understood
        .columns
        .iter()
        .zip(quality)
        .map(|(used, quality)| ColumnReport {
            header: used.header.clone(),
            refused: reasons.refused(&used.header),
            quality,
        })
        .collect()
}

/// Parses on a thread of its own and hands over chunks; ends when nobody listens any more. Returns what
/// the columns held.
fn read_ahead(
    table: ingest::IngestTable,
    send: &mpsc::SyncSender<Chunk>,
    used: &mpsc::Receiver<Vec<(ParsedRow, Vec<u8>)>>,
) -> Vec<Quality> {
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut spare = Vec::new();
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        for (row, canonical) in used.try_iter().flatten() {
            rows.take_back(row);
            spare.push(canonical);
        }
        let failed = row.is_err();
        let read = |row| Read { row, canonical: spare.pop().unwrap_or_default(), made: None };
        chunk.push(row.map(read).map_err(OpsError::from));
        let full = failed || chunk.len() == CHUNK;
        if full && (send.send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK))).is_err() || failed) {
            return rows.quality();
        }
    }
    let _ = send.send(chunk);
    rows.quality()
}

/// Makes of rows what store, index and profiles take, on a thread of its own; returns the packed workers.
fn prepare(
    mut making: Option<(Box<dyn Maker>, PackedAhead)>,
    read: &mpsc::Receiver<Chunk>,
    send: &mpsc::SyncSender<Chunk>,
) -> Option<PackedAhead> {
    let mut prepared = |read: Read| -> Result<Read, OpsError> {
        let made = match &mut making {
            Some((maker, packed)) => {
                MadeAhead::of(&read.row, maker.as_mut(), packed).map_err(StoreError::from)?
            }
            None => None,
        };
        Ok(Read { canonical: canonical(&read.row, read.canonical), made, ..read })
    };
    for mut chunk in read {
        for row in &mut chunk {
            let read = std::mem::replace(row, Err(OpsError::from(StoreError::Interrupted)));
            *row = read.and_then(&mut prepared);
        }
        if send.send(chunk).is_err() {
            break;
        }
    }
    making.map(|(_, packed)| packed)
}

/// The canonical bytes of an input row: its cells as an RFC 8785 array of strings. For strings
/// alone the plain serializer writes just that; cells without anything to escape, nearly all, need none.
/// They are written to the vector given, whatever it held.
fn canonical(row: &ParsedRow, mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.clear();
    bytes.reserve(row.original.as_slice().len() + 3 * row.original.len() + 2);
    bytes.push(b'[');
    let odd = |b: u8| u8::from(b < b' ') | u8::from(b == b'"') | u8::from(b == b'\\');
    let is_odd = |cell: &str| cell.bytes().fold(0, |any, b| any | odd(b)) != 0;
    let any_odd = is_odd(row.original.as_slice());
    for cell in &row.original {
        if bytes.len() > 1 {
            bytes.push(b',');
        }
        if any_odd && is_odd(cell) {
            bytes.extend(serde_json::to_vec(cell).unwrap_or_default());
        } else {
            bytes.push(b'"');
            bytes.extend_from_slice(cell.as_bytes());
            bytes.push(b'"');
        }
    }
    bytes.push(b']');
    bytes
}

/// Stages a row; says whether it was taken.
#[expect(clippy::too_many_arguments, reason = "what a row adds to, each of them in its own way")]
fn take_row(
    stage: &mut dyn Stage,
    places: &mut Places,
    file: &mut FileReport,
    [rejects, warnings]: &mut [Rejects; 2],
    reasons: &mut Reasons,
    report: &mut ImportReport,
    refusals: &mut Refusals,
    row: &mut ParsedRow,
    canonical: &[u8],
) -> Result<bool, OpsError> {
    file.rows += 1;
    let src = places.take(row.number);
    let source = file.understood.source.as_deref().filter(|_| !file.understood.gives_ids).unwrap_or_default();
    refusals.lay_over(source, row, &file.understood);
    if row.findings.iter().any(|finding| finding.severity == Severity::Reject) {
        stage.rejected_row(canonical);
    } else {
        // Which cells of the row have a column and were taken, for what an earlier row kept under their headers.
        let columns = &file.understood.columns;
        let read = |header: &str| {
            columns.iter().zip(&row.original).any(|(used, cell)| {
                used.target.is_some() && !cell.is_empty() && unguarded(&used.header) == header
            })
        };
        let records: Vec<Incoming<'_>> = row
            .records
            .iter()
            .map(|record| Incoming {
                kind: record.kind,
                cells: &record.cells,
                as_written: &record.as_written,
                unmapped: &record.unmapped,
                read: Some(ReadHeaders(&read)),
            })
            .collect();
        match stage.row(src, &records, canonical)? {
            StagedRow::Taken(outcomes) => {
                if let Some((from, to)) = stage.redirected() {
                    file.redirected += 1;
                    if file.redirects.len() < SHOWN {
                        let (from, to) = (from.to_owned(), to.to_owned());
                        file.redirects.push(Redirect { row: row.number, from, to });
                    }
                }
                file.without_occupation += u64::from(row.records.first().is_some_and(lacks_occupation));
                if let Some(id) = row.records.first().and_then(named_by_its_title) {
                    file.titled += 1;
                    file.first_titled.get_or_insert(id);
                }
                for employer in stage.named_employers() {
                    row.findings.push(named_employer(employer, file, row.number));
                }
                refusals.take(source, row);
                for outcome in outcomes {
                    if let Outcome::Updated(changes) = outcome {
                        report.changes_total += changes.len() as u64;
                        let room = 1000_usize.saturating_sub(report.changes.len());
                        report.changes.extend(changes.into_iter().take(room));
                    }
                }
            }
            StagedRow::Refused(problems) => {
                let number = row.number;
                if problems.iter().all(|problem| matches!(problem, Problem::Duplicate { .. })) {
                    refusals.hold_back(source, row, &file.understood.file);
                }
                row.findings
                    .extend(problems.into_iter().map(|problem| finding(problem, file, number, places)));
            }
        }
    }
    let rejected = row.findings.iter().any(|finding| finding.severity == Severity::Reject);
    if rejected {
        file.rejected += 1;
        // Nothing was taken of a row that comes back.
        row.findings.retain(|finding| finding.severity != Severity::Note);
        rejects.add(row)?;
    } else if !row.findings.is_empty() {
        file.warned += 1;
        file.cells_left_out += row.findings.iter().filter(|finding| finding.leaves_cell_out()).count() as u64;
        warnings.add(row)?;
    }
    file.findings_total += row.findings.len() as u64;
    row.findings.iter().for_each(|finding| reasons.take(finding));
    let room = KEPT.saturating_sub(file.findings.len());
    file.findings.extend(row.findings.iter().take(room).map(FindingReport::from));
    row.findings.clear();
    Ok(!rejected)
}

/// Whether a record is a post of which nobody knows the occupation.
fn lacks_occupation(record: &ingest::Parsed) -> bool {
    let place = crate::schema::table(record.kind).column("occupation");
    record.kind == Kind::Opening && place.is_some_and(|place| record.cells[place].is_none())
}

/// The identifier of a post whose occupation is what its title names.
fn named_by_its_title(record: &ingest::Parsed) -> Option<String> {
    let table = crate::schema::table(record.kind);
    let place = table.column("occupation").filter(|_| record.kind == Kind::Opening)?;
    let implied = record.as_written.iter().any(|(of, text)| *of == place && text.is_empty());
    record.cells[table.key[0]].as_ref().filter(|_| implied).map(ToString::to_string)
}

/// What became of an employer that a post gives by name.
fn named_employer(employer: &NamedEmployer, file: &FileReport, row: u64) -> RowFinding {
    let named = |used: &&ingest::ColumnUse| {
        used.target.as_ref().is_some_and(|target| target.field == "organization_id")
    };
    let column = file.understood.columns.iter().find(named);
    let column = column.map_or_else(|| "organization_id".to_owned(), |used| used.header.clone());
    let value = employer.name.clone();
    let place = crate::rule::Place { file: file.understood.file.clone(), row, column, value: value.clone() };
    let reason = match employer.known.clone() {
        Some(id) => RowReason::EmployerOfName { value, id },
        None => RowReason::Newcomer { value },
    };
    let reason = reason.into();
    RowFinding { place, code: "IMP012", severity: Severity::Note, reason, suggestion: None, nearness: None }
}

/// A problem that only the store could see, as a finding with its place.
fn finding(problem: Problem, file: &FileReport, row: u64, places: &Places) -> RowFinding {
    let (kind, column, value) = match &problem {
        Problem::Duplicate { kind, column, value, .. }
        | Problem::Dangling { kind, column, value, .. }
        | Problem::SomebodyElse { kind, column, value, .. } => (*kind, *column, value.clone()),
    };
    let header = file
        .understood
        .columns
        .iter()
        .find(|used| used.target.as_ref().is_some_and(|target| target.kind == kind && target.field == column))
        .map_or_else(|| column.to_owned(), |used| used.header.clone());
    let (code, reason, suggestion) = match problem {
        Problem::Duplicate { kind, value, first_src, .. } => {
            let (file, row) = places.find(first_src);
            ("IMP101", RowReason::Duplicate { kind, value, file: file.to_owned(), row }, None)
        }
        Problem::Dangling { value, refers_to, nearest, .. } => {
            ("IMP102", RowReason::Dangling { kind: refers_to, value }, nearest)
        }
        Problem::SomebodyElse { value, stored, incoming, .. } => {
            ("IMP103", RowReason::SomebodyElse { value, stored, says: incoming }, None)
        }
    };
    let place = crate::rule::Place { file: file.understood.file.clone(), row, column: header, value };
    let (severity, reason) = (Severity::Reject, reason.into());
    RowFinding { place, code, severity, reason, suggestion, nearness: None }
}

fn batch_files(report: &ImportReport) -> Vec<BatchFile> {
    let mut first_src = 1;
    report
        .files
        .iter()
        .map(|file| {
            let entry = BatchFile {
                name: file.understood.file.clone(),
                kind: file.understood.kind,
                bytes: file.understood.bytes,
                sha256: file.understood.sha256.clone(),
                first_src,
                rows: file.rows,
                rejected: file.rejected,
                recipe: file.understood.recipe.clone(),
            };
            first_src += i64::try_from(file.rows).unwrap_or(i64::MAX);
            entry
        })
        .collect()
}

fn display_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// From running numbers back to files and rows.
#[derive(Default)]
struct Places {
    next: i64,
    files: Vec<(i64, String)>,
    /// Rows whose number in the file is not one more than that of the row before: (src, number).
    jumps: Vec<(i64, u64)>,
    last: Option<u64>,
}

impl Places {
    fn begin(&mut self, file: &str) {
        self.files.push((self.next + 1, file.to_owned()));
        self.last = None;
    }

    fn take(&mut self, number: u64) -> i64 {
        self.next += 1;
        if self.last.is_none_or(|last| last + 1 != number) {
            self.jumps.push((self.next, number));
        }
        self.last = Some(number);
        self.next
    }

    fn find(&self, src: i64) -> (&str, u64) {
        let file = self.files.iter().rev().find(|(first, _)| *first <= src).map_or("", |(_, name)| name);
        let at = self.jumps.partition_point(|(first, _)| *first <= src);
        let number = at.checked_sub(1).map_or(0, |at| {
            let (first, number) = self.jumps[at];
            number + src.abs_diff(first)
        });
        (file, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The short way writes what the serializer of RFC 8785 writes.
        #[test]
        fn a_row_is_canonical(cells in proptest::collection::vec("[\\PC\"\\\\\u{0}-\u{1f}\u{7f}]{0,8}", 0..6)) {
            let row = ParsedRow { number: 2, original: cells.clone().into(), records: Vec::new(), findings: Vec::new() };
            prop_assert_eq!(canonical(&row, b"[".to_vec()), serde_json_canonicalizer::to_vec(&cells).unwrap());
        }
    }
}
