//! A batch being prepared: parsed rows compared with the store and laid down in a file of its own.
//!
//! Nothing is locked meanwhile. The stage reads the store in one snapshot and remembers its
//! sequence number; [`super::apply`] refuses the stage when the store has moved on, and the caller
//! stages again. So what is laid down here is exactly what will be inserted and replaced.

mod lay;
mod merged;
mod spelled;

pub(super) use lay::Place;

use super::columns::columns;
use super::open::Sqlite;
use super::read::Stored;
use super::seals;
use super::writing::Load;
use crate::log::RowTree;
use crate::model::{Datum, Kind, Row, Seq, hex};
use crate::store::engine::{EachCells, NamedEmployer, Stage};
use crate::store::merge::{Remarks, StoredRecord, two_persons};
use crate::store::seal::{Cell, Contents, Deed, Place as Sealed, Sealer};
use crate::store::{Counts, Incoming, Outcome, Problem, Staged as Laid, StagedRow, StoreError};
use crate::text;
use foldhash::fast::RandomState;
use lay::{Lay, Parameter};
use merged::{Led, Redirects};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use spelled::{Respelled, Spellings};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::num::NonZeroU32;

/// A batch being prepared.
pub(super) struct Batch {
    lay: Lay,
    /// Reads the store; the very first load has only the connection that it writes with.
    read: Option<Connection>,
    base_seq: Seq,
    next_row: i64,
    /// Kinds of which the store holds no record: nothing to look up.
    absent: [bool; Kind::ALL.len()],
    ids: HashMap<u128, Staged, RandomState>,
    /// The salts of the persons of the batch; the first is nobody's.
    salts: Vec<[u8; 32]>,
    watch_parts: bool,
    parts: HashMap<u128, i64, RandomState>,
    redirects: Redirects,
    /// Whether a row may speak of somebody else than the stored record under its identifier.
    other_persons: bool,
    /// The source of the rows, where its identifiers are kept apart from those of others.
    source: Option<String>,
    spellings: Spellings,
    /// What rows of the batch laid down for survivors of merges, which two identifiers can speak of.
    laid: HashMap<u128, i64, RandomState>,
    /// Whether the last row was laid down to the letter.
    as_given: bool,
    /// The employers that the last row gave by name.
    named_employers: Vec<NamedEmployer>,
    /// The merged identifier that the last row stood under, and the worker that it leads to.
    redirected: Option<(String, String)>,
    new_rows: i64,
    counts: [Counts; Kind::ALL.len()],
    rng: ChaCha20Rng,
    /// The salt of rows that tell of no person.
    salt: [u8; 32],
    tree: RowTree,
    sealer: Sealer,
    /// The cells of the record that is sealed.
    contents: Contents,
}

/// Rows for which room is made at once, 100 bytes each.
const MOST_EXPECTED: usize = 2_000_000;

/// What one look at the store shows when a stage begins.
struct Seen {
    base_seq: Seq,
    next_row: i64,
    absent: [bool; Kind::ALL.len()],
    redirects: Redirects,
}

impl Seen {
    fn of(read: &Connection) -> Result<Self, StoreError> {
        let (base_seq, next_row) =
            read.query_row("SELECT seq, next_row FROM head", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut absent = [false; Kind::ALL.len()];
        for &kind in Kind::ALL {
            absent[kind as usize] =
                !read.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {kind})"), [], |row| row.get(0))?;
        }
        Ok(Self { base_seq, next_row, absent, redirects: Redirects::read(read)? })
    }
}

/// One snapshot of the store, on a connection of its own.
fn begin_reading(store: &Sqlite) -> Result<Connection, StoreError> {
    let read = store.reader()?;
    read.set_prepared_statement_cache_capacity(128);
    read.execute_batch("BEGIN")?;
    Ok(read)
}

/// A whole that a row of the batch spoke of. There may be millions: the salt lies elsewhere.
#[derive(Clone, Copy)]
struct Staged {
    row: i64,
    src: i64,
    /// The place of the salt among those of the batch, where the record has one.
    salt: Option<NonZeroU32>,
}

/// A record that parts can belong to.
#[derive(Clone, Copy, PartialEq)]
struct Whole {
    /// The row number in the store, or minus the number among the batch's new records.
    row: i64,
    /// The salt of the person, where the record is one.
    salt: Option<[u8; 32]>,
    /// The handle of a person who is in the store; asked only where the record itself is staged.
    handle: Option<[u8; 16]>,
}

impl Batch {
    /// Begins a stage against the store as it is now. Stages that other imports left behind are
    /// removed unless they are still in use.
    ///
    /// With `watch_parts` the natural keys of parts are remembered (some 50 bytes each), which a
    /// batch needs as soon as two of its rows can speak of the same whole.
    ///
    /// # Errors
    /// [`StoreError`] when the stage file cannot be made or the store cannot be read.
    pub(super) fn begin(store: &Sqlite, watch_parts: bool) -> Result<Self, StoreError> {
        let mut rng = random()?;
        let name = format!("{}-{:08x}.db", std::process::id(), rng.next_u32());
        let lay = Lay::file(&store.dir().stage(), &name)?;
        let read = begin_reading(store)?;
        let seen = Seen::of(&read)?;
        Ok(Self::with(watch_parts, rng, lay, Some(read), seen))
    }

    /// Begins a first load: the store holds no record of these kinds or of their wholes, so nothing can
    /// change and the records go straight into their tables. `None` when it holds some: stage the batch.
    ///
    /// The store's only writer is this stage from here on until it is applied or dropped. For the first
    /// load of very many records that is a fair price: written once, they come in half the time. While
    /// the very first batch of a store is loaded nobody can read it either, if nobody has it open yet.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read or written.
    pub(super) fn load(
        store: &Sqlite,
        kinds: &[Kind],
        watch_parts: bool,
    ) -> Result<Option<Self>, StoreError> {
        let read = begin_reading(store)?;
        let seen = Seen::of(&read)?;
        let holds = |kind: Kind| !seen.absent[kind as usize];
        let known = Kind::ALL.iter().any(|&kind| {
            let concerned =
                kinds.contains(&kind) || kind.parent().is_some_and(|whole| kinds.contains(&whole));
            (concerned && holds(kind)) || kinds.iter().any(|part| part.parent() == Some(kind)) && holds(kind)
        });
        if known {
            return Ok(None);
        }
        let dir = store.dir().stage();
        if seen.base_seq == Seq::default() {
            drop(read);
            if let Some(load) = Load::alone(store.pen())? {
                let lay = Lay::tables(&dir, load)?;
                return Ok(Some(Self::with(watch_parts, random()?, lay, None, seen)));
            }
            let read = begin_reading(store)?;
            let lay = Lay::tables(&dir, Load::beside(store.pen())?)?;
            return Ok(Some(Self::with(watch_parts, random()?, lay, Some(read), seen)));
        }
        let lay = Lay::tables(&dir, Load::beside(store.pen())?)?;
        Ok(Some(Self::with(watch_parts, random()?, lay, Some(read), seen)))
    }

    fn with(watch_parts: bool, mut rng: ChaCha20Rng, lay: Lay, read: Option<Connection>, seen: Seen) -> Self {
        let (mut salt, mut seal_salt) = ([0; 32], [0; 32]);
        rng.fill_bytes(&mut salt);
        rng.fill_bytes(&mut seal_salt);
        Self {
            lay,
            read,
            base_seq: seen.base_seq,
            next_row: seen.next_row,
            absent: seen.absent,
            ids: HashMap::default(),
            salts: vec![[0; 32]],
            watch_parts,
            parts: HashMap::default(),
            redirects: seen.redirects,
            other_persons: false,
            source: None,
            spellings: Spellings::default(),
            laid: HashMap::default(),
            as_given: true,
            named_employers: Vec::new(),
            redirected: None,
            new_rows: 0,
            counts: Default::default(),
            rng,
            salt,
            tree: RowTree::default(),
            sealer: Sealer::new(seal_salt),
            contents: Contents::default(),
        }
    }

    /// Where stored records are read.
    fn read(&self) -> &Connection {
        self.read.as_ref().unwrap_or_else(|| self.lay.conn())
    }

    fn plan_whole(
        &mut self,
        record: &Incoming<'_>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Plan>, StoreError> {
        let kind = record.kind;
        let id = id_of(record);
        let key = id_hash(kind, id);
        if let Some(first) = self.ids.get(&key) {
            problems.push(Problem::Duplicate {
                kind,
                column: columns(kind).name(columns(kind).table.key[0]),
                value: id.to_owned(),
                first_src: first.src,
            });
            return Ok(None);
        }
        let stored = if self.absent[kind as usize] { None } else { self.stored_whole(kind, id)? };
        Ok(Some(match stored {
            Some((whole, stored)) => Plan { key, whole, stored: Some(stored), led: None },
            None => {
                let salt = (kind == Kind::Worker).then(|| {
                    let mut salt = [0; 32];
                    self.rng.fill_bytes(&mut salt);
                    salt
                });
                Plan {
                    key,
                    whole: Whole { row: -(self.new_rows + 1), salt, handle: None },
                    stored: None,
                    led: None,
                }
            }
        }))
    }

    fn plan_part(
        &mut self,
        record: &Incoming<'_>,
        main: Option<(Kind, &str, Whole)>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Plan>, StoreError> {
        let columns = columns(record.kind);
        let Some(parent) = record.kind.parent() else { return Ok(None) };
        let id = id_of(record);
        let whole = match main {
            Some((kind, main_id, whole)) if kind == parent && main_id == id => whole,
            _ => match self.whole(parent, id)? {
                Some(whole) => whole,
                None => {
                    // The main record of the same row is at fault, and was named already.
                    if problems.is_empty() {
                        problems.push(self.dangling(
                            record.kind,
                            columns.name(columns.table.key[0]),
                            id,
                            parent,
                        )?);
                    }
                    return Ok(None);
                }
            },
        };
        let mut key = 0;
        if self.watch_parts {
            let texts: Vec<String> = columns.key.iter().map(|&c| text_of(record.cells[c].as_ref())).collect();
            let mut parts: Vec<&str> = vec![id];
            parts.extend(texts.iter().map(String::as_str));
            key = key_hash(record.kind, &parts);
            if let Some(&first_src) = self.parts.get(&key) {
                problems.push(Problem::Duplicate {
                    kind: record.kind,
                    column: columns.name(columns.table.key[0]),
                    value: parts
                        .iter()
                        .filter(|part| !part.is_empty())
                        .copied()
                        .collect::<Vec<_>>()
                        .join(" / "),
                    first_src,
                });
                return Ok(None);
            }
        }
        let stored = if whole.row < 0 || self.absent[record.kind as usize] {
            None
        } else {
            self.stored_part(record, whole.row)?
        };
        Ok(Some(Plan { key, whole, stored, led: None }))
    }

    /// Two rows under different identifiers can speak of one survivor. The second is refused where both
    /// have news of the same record: which of them holds is not for the order of a file to say.
    fn check_laid(&self, record: &Incoming<'_>, plan: &Plan, problems: &mut Vec<Problem>) {
        let Some(led) = &plan.led else { return };
        let columns = columns(record.kind);
        let incoming = led.incoming(record);
        let news =
            plan.stored.as_ref().is_none_or(|stored| stored.merge(&incoming, columns, &led.id).is_some());
        let (key, parts) = laid_key(record.kind, led);
        if let (true, Some(&first_src)) = (news, self.laid.get(&key)) {
            problems.push(Problem::Duplicate {
                kind: record.kind,
                column: columns.name(columns.table.key[0]),
                value: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / "),
                first_src,
            });
        }
    }

    /// The whole with an identifier, in this batch or in the store.
    fn whole(&self, kind: Kind, id: &str) -> Result<Option<Whole>, StoreError> {
        if let Some(staged) = self.ids.get(&id_hash(kind, id)) {
            let salt = staged.salt.map(|at| self.salts[at.get() as usize]);
            return Ok(Some(Whole { row: staged.row, salt, handle: None }));
        }
        if self.absent[kind as usize] {
            return Ok(None);
        }
        let id = self.redirects.leads_to(kind, id).unwrap_or(id);
        let id_column = columns(kind).name(columns(kind).table.key[0]);
        let salt = if kind == Kind::Worker { "salt" } else { "NULL" };
        let sql = format!("SELECT row, {salt} FROM {kind} WHERE {id_column} = ?1");
        let mut statement = self.read().prepare_cached(&sql)?;
        let found =
            statement.query_row([id], |row| Ok(Whole { row: row.get(0)?, salt: row.get(1)?, handle: None }));
        Ok(found.optional()?)
    }

    fn stored_whole(&self, kind: Kind, id: &str) -> Result<Option<(Whole, StoredRecord)>, StoreError> {
        let columns = columns(kind);
        let id = self.redirects.leads_to(kind, id).unwrap_or(id);
        let id_column = columns.name(columns.table.key[0]);
        let identity = if kind == Kind::Worker { "salt, handle" } else { "NULL, NULL" };
        let sql = format!(
            "SELECT row, {identity}, as_written, unmapped, {} FROM {kind} WHERE {id_column} = ?1",
            columns.list
        );
        let mut statement = self.read().prepare_cached(&sql)?;
        let found = statement.query_row([id], |row| {
            let whole = Whole { row: row.get(0)?, salt: row.get(1)?, handle: row.get(2)? };
            Ok((
                whole,
                StoredRecord {
                    as_written: row.get(3)?,
                    unmapped: row.get(4)?,
                    cells: columns.cells(row, 5, None)?,
                },
            ))
        });
        Ok(found.optional()?)
    }

    fn stored_part(&self, record: &Incoming<'_>, parent: i64) -> Result<Option<StoredRecord>, StoreError> {
        let columns = columns(record.kind);
        let sql = format!(
            "SELECT as_written, unmapped, {} FROM {} WHERE parent = ?1 AND {}",
            columns.list,
            record.kind,
            columns.key_equals(2)
        );
        let mut statement = self.read().prepare_cached(&sql)?;
        let mut parameters = vec![Parameter::Integer(parent)];
        parameters.extend(columns.key.iter().map(|&c| Parameter::key(record.cells[c].as_ref())));
        let id = id_of(record);
        let whole = record.kind.parent().and_then(|whole| self.redirects.leads_to(whole, id)).unwrap_or(id);
        let found = statement.query_row(params_from_iter(parameters), |row| {
            let cells = columns.cells(row, 2, Some(whole))?;
            Ok(StoredRecord { as_written: row.get(0)?, unmapped: row.get(1)?, cells })
        });
        Ok(found.optional()?)
    }

    fn check_references(
        &mut self,
        record: &Incoming<'_>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), StoreError> {
        let columns = columns(record.kind);
        for &at in &columns.references {
            let field = &columns.table.fields[at];
            let (Some(refers_to), Some(Datum::Text(text))) = (field.refers_to, &record.cells[at]) else {
                continue;
            };
            let ids = if field.list { text.split(';').collect() } else { vec![text.as_str()] };
            for id in ids.into_iter().filter(|id| !id.is_empty()) {
                if self.whole(refers_to, id)?.is_none() {
                    if record.kind == Kind::Opening
                        && field.name == "organization_id"
                        && self.is_newcomer(id)?
                    {
                        self.named_employers.push(NamedEmployer { name: id.to_owned(), known: None });
                        continue;
                    }
                    problems.push(self.dangling(record.kind, &field.name, id, refers_to)?);
                }
            }
        }
        Ok(())
    }

    /// Whether an employer of a post stands there by a name that nobody in the store has, nor one that is near it: lists of
    /// posts name employers, and have no identifiers of theirs.
    fn is_newcomer(&mut self, text: &str) -> Result<bool, StoreError> {
        let words =
            text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if words.count() < 2 {
            return Ok(false);
        }
        let named = self.named(Kind::Organization, text)?;
        Ok(named.id.is_none() && self.nearest(Kind::Organization, text)?.is_none())
    }

    /// Lays down an organization by its name, which is its identifier until somebody gives it another.
    fn lay_newcomer(&mut self, src: i64, name: &str) -> Result<(), StoreError> {
        let table = columns(Kind::Organization).table;
        let mut cells = vec![None; table.fields.len()];
        for column in ["organization_id", "name"].into_iter().filter_map(|name| table.column(name)) {
            cells[column] = Some(Datum::Text(name.into()));
        }
        let record =
            Incoming { kind: Kind::Organization, cells: &cells, as_written: &[], unmapped: &[], read: None };
        let mut problems = Vec::new();
        if let Some(plan) = self.plan_whole(&record, &mut problems)? {
            self.lay_down(src, &record, &plan)?;
        }
        Ok(())
    }

    fn dangling(
        &mut self,
        kind: Kind,
        column: &'static str,
        id: &str,
        refers_to: Kind,
    ) -> Result<Problem, StoreError> {
        // A name that is one before an identifier that is only near, and that before a name that is only near.
        let named = self.named(refers_to, id)?;
        let nearest = match named.certain() {
            Some(named) => Some(named.to_owned()),
            None => self.nearest(refers_to, id)?.or(named.id),
        };
        Ok(Problem::Dangling { kind, column, value: id.to_owned(), refers_to, nearest })
    }

    /// Refuses a row that speaks of somebody else than the worker in the store under its identifier.
    fn check_person(&self, record: &Incoming<'_>, plan: &Plan, problems: &mut Vec<Problem>) {
        if record.kind != Kind::Worker || self.other_persons {
            return;
        }
        let led = plan.led.as_ref().map(|led| led.incoming(record));
        let cells = led.as_ref().map_or(record.cells, |led| led.cells);
        let two = plan.stored.as_ref().and_then(|stored| two_persons(&stored.cells, cells));
        if let Some(two) = two {
            problems.push(Problem::SomebodyElse {
                kind: record.kind,
                column: columns(record.kind).id(),
                value: id_of(record).to_owned(),
                stored: two.stored,
                incoming: two.incoming,
            });
        }
    }

    /// The identifier nearest to one that is not there, among its neighbors in the store and in the
    /// batch. Neighbors are taken by sort order, so that a million identifiers cost no more than ten.
    fn nearest(&self, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
        const NEIGHBORS: i64 = 200;
        const BAR: f64 = 0.8;
        let id_column = columns(kind).name(columns(kind).table.key[0]);
        let mut neighbors: Vec<String> = Vec::new();
        let mut collect = |conn: &Connection, table: &str| -> Result<(), StoreError> {
            for (compare, order) in [(">=", "ASC"), ("<", "DESC")] {
                let sql = format!(
                    "SELECT {id_column} FROM {table} WHERE {id_column} {compare} ?1 ORDER BY {id_column} {order} LIMIT {NEIGHBORS}"
                );
                let mut statement = conn.prepare_cached(&sql)?;
                for found in statement.query_map([id], |row| row.get::<_, String>(0))? {
                    neighbors.push(found?);
                }
            }
            Ok(())
        };
        if let Some(read) = &self.read {
            collect(read, kind.as_str())?;
        }
        // The stage has no index on identifiers: look only while it is small.
        if self.lay.is_load() {
            collect(self.lay.all_laid()?, kind.as_str())?;
        } else if self.new_rows < 10_000 {
            collect(self.lay.all_laid()?, &format!("new_{kind}"))?;
        }
        let own: HashSet<String> = neighbors.iter().cloned().collect();
        let mut known = match &self.read {
            Some(read) => Some(read.prepare_cached(&format!("SELECT 1 FROM {kind} WHERE {id_column} = ?1"))?),
            None => None,
        };
        let exists = |id: &str| {
            let stored = known.as_mut().map(|known| known.exists([id])).transpose()?.unwrap_or(false);
            Ok(stored || own.contains(id))
        };
        text::nearest_identifier(id, exists, || Ok(neighbors), BAR)
    }

    fn lay_down(&mut self, src: i64, record: &Incoming<'_>, plan: &Plan) -> Result<Outcome, StoreError> {
        let kind = record.kind;
        let columns = columns(kind);
        let part = kind.parent().is_some();
        let led = plan.led.as_ref().map(|led| led.incoming(record));
        let record = led.as_ref().unwrap_or(record);
        let (cells, written, outcome) = match &plan.stored {
            None => (None, Remarks::of(record, columns), Outcome::Inserted),
            Some(stored) => match stored.merge(record, columns, id_of(record)) {
                None => (None, Remarks::default(), Outcome::Unchanged),
                Some((cells, remarks, changes)) => (Some(cells), remarks, Outcome::Updated(changes)),
            },
        };
        let counts = &mut self.counts[kind as usize];
        match outcome {
            Outcome::Inserted => counts.inserted += 1,
            Outcome::Updated(_) => counts.updated += 1,
            Outcome::Unchanged => counts.unchanged += 1,
        }
        if plan.stored.is_none() && !part {
            self.new_rows += 1;
        }
        if part {
            // Remembered also when unchanged: the row has spoken of the part.
            if self.watch_parts {
                self.parts.insert(plan.key, src);
            }
        } else {
            let salt = plan.whole.salt.and_then(|salt| {
                let at = u32::try_from(self.salts.len()).ok().and_then(NonZeroU32::new)?;
                self.salts.push(salt);
                Some(at)
            });
            self.spellings.keep(plan.key, id_of(record));
            self.ids.insert(plan.key, Staged { row: plan.whole.row, src, salt });
        }
        if outcome == Outcome::Unchanged {
            return Ok(outcome);
        }
        if let Some(led) = &plan.led {
            self.laid.insert(laid_key(kind, led).0, src);
        }
        let inserted = outcome == Outcome::Inserted;
        let new_part = (part && !self.lay.is_load()).then_some(Parameter::Integer(i64::from(inserted)));
        let number = self.lay.number(plan.whole.row);
        let mut handle = plan.whole.handle.unwrap_or_default();
        let mut identity = None;
        if inserted && kind == Kind::Worker {
            self.rng.fill_bytes(&mut handle);
            let salt = plan.whole.salt.as_ref().map_or(&[][..], |salt| &salt[..]);
            identity = Some([Parameter::Blob(&handle), Parameter::Blob(salt)]);
        }
        let cells = cells.as_deref().unwrap_or(record.cells);
        let stored = columns.stored.iter().map(|&column| {
            let cell = cells[column].as_ref();
            if columns.is_key(column) { Parameter::key(cell) } else { Parameter::cell(cell) }
        });
        let parameters = [Parameter::Integer(if part { number } else { number.abs() })]
            .into_iter()
            .chain(new_part)
            .chain([
                Parameter::Integer(src),
                Parameter::optional(written.as_written.as_deref()),
                Parameter::optional(written.unmapped.as_deref()),
            ])
            .chain(identity.into_iter().flatten())
            .chain(stored);
        if inserted {
            self.lay.new_record(kind, parameters)?;
        } else {
            self.lay.changed_record(columns, parameters)?;
        }
        self.contents.clear();
        self.contents.push(Cell::Integer(src));
        for text in [&written.as_written, &written.unmapped] {
            self.contents.push((&Parameter::optional(text.as_deref())).into());
        }
        if let (Kind::Worker, Some(salt)) = (kind, &plan.whole.salt) {
            // Who was looked at is answered from these: they are sealed as the cells are.
            for secret in [&handle[..], &salt[..]] {
                self.contents.push(Cell::Text(hex(secret).as_bytes()));
            }
        }
        let mut key = Contents::default();
        for &column in &columns.stored {
            let cell = cells[column].as_ref();
            let keyed = columns.is_key(column);
            let cell = Cell::from(&if keyed { Parameter::key(cell) } else { Parameter::cell(cell) });
            self.contents.push(cell);
        }
        for &column in &columns.key {
            key.push((&Parameter::key(cells[column].as_ref())).into());
        }
        let row = if plan.whole.row < 0 { self.next_row - plan.whole.row } else { plan.whole.row };
        let place = Sealed { table: seals::table_of(kind), row, key: if part { key.key() } else { 0 } };
        let deed = if inserted { Deed::New } else { Deed::Over };
        let id = if part { "" } else { id_of(record) };
        let names = || seals::record_columns(kind);
        self.lay.keep(self.sealer.item(place, deed, id, Some(&self.contents), names))?;
        Ok(outcome)
    }
}

impl Stage for Batch {
    fn row(&mut self, src: i64, records: &[Incoming<'_>], canonical: &[u8]) -> Result<StagedRow, StoreError> {
        self.named_employers.clear();
        let respelled = self.respelled(records)?;
        self.as_given = respelled.is_none();
        let spelled: Vec<Incoming<'_>>;
        let records = match &respelled {
            None => records,
            Some(respelled) => {
                spelled = records
                    .iter()
                    .zip(respelled)
                    .map(|(record, own)| Respelled::over(own.as_ref(), record))
                    .collect();
                &spelled[..]
            }
        };
        let mut problems = Vec::new();
        let mut plans = Vec::with_capacity(records.len());
        self.redirected = records.iter().find_map(|record| {
            let whole = record.kind.parent().unwrap_or(record.kind);
            let to = self.redirects.leads_to(whole, id_of(record))?;
            Some((id_of(record).to_owned(), to.to_owned()))
        });
        let mut main: Option<(Kind, &str, Whole)> = None;
        for record in records {
            // With its main record refused, nothing more is to be said of the row's parts.
            if main.is_none() && !problems.is_empty() {
                break;
            }
            let mut plan = match record.kind.parent() {
                None => self.plan_whole(record, &mut problems)?,
                Some(_) => self.plan_part(record, main, &mut problems)?,
            };
            if let Some(plan) = &mut plan {
                plan.led = self.redirects.led(self.read(), record)?;
                self.check_laid(record, plan, &mut problems);
                self.check_person(record, plan, &mut problems);
            }
            self.check_references(record, &mut problems)?;
            if let (Some(plan), None) = (&plan, record.kind.parent()) {
                main = Some((record.kind, id_of(record), plan.whole));
            }
            plans.extend(plan);
        }
        let salt = plans.iter().find_map(|plan| plan.whole.salt).unwrap_or(self.salt);
        self.tree.push(&salt, canonical);
        if !problems.is_empty() {
            return Ok(StagedRow::Refused(problems));
        }
        let mut outcomes = Vec::with_capacity(records.len());
        for (record, plan) in records.iter().zip(plans) {
            outcomes.push(self.lay_down(src, record, &plan)?);
        }
        for employer in self.named_employers.clone() {
            if employer.known.is_none() {
                self.lay_newcomer(src, &employer.name)?;
            }
        }
        Ok(StagedRow::Taken(outcomes))
    }

    fn make_room_for(&mut self, rows: u64) {
        let rows = usize::try_from(rows).unwrap_or(usize::MAX).min(MOST_EXPECTED);
        self.ids.reserve(rows);
        self.salts.reserve(rows);
    }

    fn take_other_persons(&mut self) {
        self.other_persons = true;
    }

    fn of_source(&mut self, source: Option<&str>) {
        self.source = source.map(str::to_owned);
    }

    fn loaded_row(&self) -> Option<Row> {
        self.lay.is_load().then(|| Row::try_from(self.next_row + self.new_rows).ok()).flatten()
    }

    fn rejected_row(&mut self, canonical: &[u8]) {
        self.tree.push(&self.salt, canonical);
    }

    fn wholes(&self, kind: Kind, each: &mut EachCells<'_>) -> Result<(), StoreError> {
        let columns = columns(kind);
        let laid = self.lay.all_laid()?;
        let mut changed = HashSet::new();
        let mut statement = laid.prepare(&format!("SELECT row FROM upd_{kind}"))?;
        for row in statement.query_map([], |row| row.get::<_, i64>(0))? {
            changed.insert(row?);
        }
        let mut read = |conn: &Connection, table: &str, only: Option<i64>| -> Result<bool, StoreError> {
            let list = &columns.list;
            let sql = format!("SELECT row, {list} FROM {table} WHERE row = coalesce(?1, row) ORDER BY row");
            let mut statement = conn.prepare_cached(&sql)?;
            let mut found = statement.query([only])?;
            while let Some(row) = found.next()? {
                if each(row.get(0)?, &Stored { row, columns, part: false }).is_break() {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        if !read(laid, &format!("upd_{kind}"), None)? {
            return Ok(());
        }
        // Rows that change nothing speak of their records as well. A number is of one record, whatever its kind.
        let spoken_of = self.ids.values().map(|staged| staged.row);
        let mut same: Vec<i64> = spoken_of.filter(|row| *row > 0 && !changed.contains(row)).collect();
        same.sort_unstable();
        for row in same {
            if !read(self.read(), kind.as_str(), Some(row))? {
                return Ok(());
            }
        }
        read(laid, &format!("new_{kind}"), None)?;
        Ok(())
    }

    fn redirected(&self) -> Option<(&str, &str)> {
        self.redirected.as_ref().map(|(from, to)| (from.as_str(), to.as_str()))
    }

    fn as_given(&self) -> bool {
        self.as_given
    }

    fn named_employers(&self) -> &[NamedEmployer] {
        &self.named_employers
    }

    fn finish(self: Box<Self>) -> Result<Laid, StoreError> {
        let mut sealer = self.sealer;
        self.lay.keep(sealer.rest())?;
        let place = self.lay.finish()?;
        let (base_seq, next_row, new_rows) = (self.base_seq, self.next_row, self.new_rows);
        let laid = Finished { base_seq, next_row, new_rows, sealer, place };
        Ok(Laid {
            counts: Kind::ALL.iter().map(|&kind| (kind, self.counts[kind as usize])).collect(),
            rows: self.tree.rows(),
            root: self.tree.root(),
            laid: Box::new(laid),
        })
    }
}

/// What was laid down, until it is applied.
pub(super) struct Finished {
    pub(super) base_seq: Seq,
    /// The number that its new records are counted from.
    pub(super) next_row: i64,
    pub(super) new_rows: i64,
    pub(super) sealer: Sealer,
    pub(super) place: Place,
}

struct Plan {
    /// What stands for the record in the batch; nothing for a part that is not watched.
    key: u128,
    whole: Whole,
    stored: Option<StoredRecord>,
    /// The record as it speaks of a worker whom a merge concerns.
    led: Option<Led>,
}

/// What stands for a record of a survivor, and its natural key.
fn laid_key(kind: Kind, led: &Led) -> (u128, Vec<String>) {
    let mut parts = vec![led.id.clone()];
    parts.extend(columns(kind).key.iter().map(|&c| text_of(led.cells[c].as_ref())));
    let texts: Vec<&str> = parts.iter().map(String::as_str).collect();
    (key_hash(kind, &texts), parts)
}

/// The identifier of a record, or of the whole it belongs to. Ingest refuses a row without one.
fn id_of<'a>(record: &Incoming<'a>) -> &'a str {
    match record.cells.get(columns(record.kind).table.key[0]) {
        Some(Some(Datum::Text(text))) => text,
        _ => "",
    }
}

fn text_of(cell: Option<&Datum>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

/// What stands for an identifier, however its letters are written.
fn id_hash(kind: Kind, id: &str) -> u128 {
    key_hash(kind, &[&text::folded_identifier(id)])
}

/// 128 bits that stand for a kind and a key: two of a billion keys collide with a chance of 10⁻²¹.
fn key_hash(kind: Kind, parts: &[&str]) -> u128 {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, kind as u8, parts).hash(&mut hasher);
        hasher.finish()
    };
    (u128::from(half(1)) << 64) | u128::from(half(2))
}

fn random() -> Result<ChaCha20Rng, StoreError> {
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(StoreError::Random)?;
    Ok(ChaCha20Rng::from_seed(seed))
}
