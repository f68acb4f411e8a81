//! The tables held against the seals: what was altered, taken away or put in beside the log.
//!
//! Seals are read in order, chunk by chunk. The contents of a chunk are read from the tables, and from the history
//! where they were superseded, and hashed anew. What each row should be last is gathered on the way; in the end the
//! tables must hold that and nothing else.

use super::super::columns::columns;
use super::super::history::part_key;
use super::{SEAL, SideTable, columns_of, key_of, of_json, records, table_of};
use crate::model::{BatchId, DecisionId, Hash, Kind, Seq};
use crate::store::StoreError;
use crate::store::seal::{self, Chunk, Contents, Deed, Header, Item, Place, Table};
use crate::store::tampered::{SealedRow, Tampered};
use foldhash::fast::RandomState;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// So many differences are named.
const MOST: usize = 200;

/// Row numbers beyond this are nobody's: an altered one must not ask for all memory.
const MOST_ROWS: usize = 1 << 31;

/// An entry of the log that may carry a seal.
#[derive(Debug, Clone)]
pub(in super::super) struct SealedEntry {
    /// Its number.
    pub(in super::super) number: u64,
    /// The root of its seal; entries of before seals have none.
    pub(in super::super) root: Option<Hash>,
    /// What it tells of: `batch B-0001`, `decision D-0002`, `entry 7`.
    pub(in super::super) name: String,
    /// The batch that it undid, and the number that it got.
    pub(in super::super) undid: Option<(BatchId, Seq)>,
    /// The merge or decision to keep apart that it took back, and the number that it got where records changed.
    pub(in super::super) took_back: Option<(DecisionId, Option<Seq>)>,
    /// Who acted, and when.
    pub(in super::super) actor: String,
    pub(in super::super) recorded_at: String,
    /// Whether it changed records.
    pub(in super::super) changes: bool,
}

/// What a row should be last.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Last {
    Present(Seq),
    Gone,
}

/// What going through the seals gathers.
struct Verification<'a> {
    conn: &'a Connection,
    /// The tampering found, and how much more there was.
    found: Vec<Tampered>,
    more: usize,
    /// Whether the history holds anything: most stores' does not.
    history: bool,
    /// What rows that changed after they came should be last.
    moving: HashMap<Place, Last, RandomState>,
    /// How many rows of each table should be there, those of `moving` not among them.
    still: BTreeMap<Table, i64>,
    /// Rows that were found in the history alone, and must be among `moving`.
    superseded: Vec<Place>,
    /// The versions of the history, by place and end.
    formers: HashSet<(Place, Seq), RandomState>,
    /// The last seal that touched a whole, by its number.
    touched: Vec<u32>,
    /// The names of seals' entries, and the sequence numbers before and after them.
    names: Vec<String>,
    spans: Vec<(Seq, Seq)>,
    /// Merges that were taken back: what they set aside is gone.
    taken_back: HashSet<DecisionId>,
}

/// What was altered, taken away or put in beside the log that has these entries.
pub(in super::super) fn tampered(
    conn: &Connection,
    entries: &[SealedEntry],
) -> Result<Vec<Tampered>, StoreError> {
    let headers = headers(conn, 0)?;
    let mut verification = Verification::of(conn, entries)?;
    verification.seals(&headers, entries)?;
    verification.strays(&headers)?;
    // What was written before there were seals is not covered, and nothing can be said of rows that are too many.
    if entries.iter().all(|entry| entry.root.is_some() || !entry.changes) {
        let gone = verification.ends()?;
        verification.tombstones(&gone)?;
        verification.counts(&headers)?;
        verification.history_is_told()?;
        verification.head(headers.last().map(|(_, _, header)| header))?;
        verification.bookkeeping(entries)?;
    }
    Ok(verification.told())
}

/// What was altered of the records that the entries from `first` on cover. Records that only earlier ones cover are not read,
/// and so rows that are too many or too few are not found.
pub(in super::super) fn tampered_since(
    conn: &Connection,
    entries: &[SealedEntry],
    first: u64,
) -> Result<Vec<Tampered>, StoreError> {
    let headers = headers(conn, first)?;
    let mut verification = Verification::of(conn, entries)?;
    verification.seals(&headers, entries)?;
    if entries.iter().all(|entry| entry.root.is_some() || !entry.changes) {
        verification.ends()?;
        verification.head(headers.last().map(|(_, _, header)| header))?;
    }
    Ok(verification.told())
}

impl<'a> Verification<'a> {
    fn of(conn: &'a Connection, entries: &[SealedEntry]) -> Result<Self, StoreError> {
        Ok(Self {
            conn,
            found: Vec::new(),
            more: 0,
            history: conn.query_row("SELECT EXISTS (SELECT 1 FROM history)", [], |row| row.get(0))?,
            moving: HashMap::default(),
            still: BTreeMap::new(),
            superseded: Vec::new(),
            formers: HashSet::default(),
            touched: Vec::new(),
            names: Vec::new(),
            spans: Vec::new(),
            taken_back: entries.iter().filter_map(|entry| Some(entry.took_back?.0)).collect(),
        })
    }

    /// Looks at the seals, each by the entry that carries it.
    fn seals(&mut self, headers: &[(i64, u64, Header)], entries: &[SealedEntry]) -> Result<(), StoreError> {
        let by_entry: HashMap<u64, &SealedEntry> =
            entries.iter().map(|entry| (entry.number, entry)).collect();
        let sealed: HashSet<u64> = headers.iter().map(|(_, entry, _)| *entry).collect();
        for entry in entries.iter().filter(|entry| entry.root.is_some() && !sealed.contains(&entry.number)) {
            self.tell(Tampered::SealGone { by: entry.name.clone() });
        }
        for (number, entry, header) in headers {
            let Some(entry) = by_entry.get(entry) else {
                self.tell(Tampered::SealUnlogged);
                continue;
            };
            self.seal(*number, entry, header)?;
        }
        Ok(())
    }

    /// All that was found, and how much more.
    fn told(self) -> Vec<Tampered> {
        let mut found = self.found;
        if self.more > 0 {
            found.push(Tampered::More { count: self.more });
        }
        found
    }
}

/// The seals of the entries from a number on, in order: number, entry, header.
fn headers(conn: &Connection, first: u64) -> Result<Vec<(i64, u64, Header)>, StoreError> {
    let store: String = conn.query_row("SELECT store_uuid FROM head", [], |row| row.get(0))?;
    let mut statement = conn.prepare(
        "SELECT seal, entry, seq, next_row, salt, columns FROM seal WHERE entry >= ?1 ORDER BY seal",
    )?;
    let mut rows = statement.query([i64::try_from(first).unwrap_or(i64::MAX)])?;
    let mut headers = Vec::new();
    while let Some(row) = rows.next()? {
        let salt: Vec<u8> = row.get(4)?;
        let columns: String = row.get(5)?;
        let header = Header {
            store: store.clone(),
            seq: row.get(2)?,
            next_row: row.get(3)?,
            salt: salt.try_into().unwrap_or([0; 32]),
            columns: Header::read_columns(&columns).unwrap_or_default(),
        };
        headers.push((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned(), header));
    }
    Ok(headers)
}

/// A chunk of a seal with its items; `None` in place of items that cannot be read.
fn chunks(
    conn: &Connection,
    seal: i64,
    each: &mut dyn FnMut(Chunk, Option<Vec<Item>>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT place, items, content FROM seal_chunk WHERE place BETWEEN ?1 AND ?2 ORDER BY place",
    )?;
    let first = seal << SEAL;
    let mut rows = statement.query(params![first, first | i64::from(u32::MAX)])?;
    while let Some(row) = rows.next()? {
        let content: Vec<u8> = row.get(2)?;
        let chunk = Chunk {
            number: (row.get::<_, i64>(0)? - first).cast_unsigned(),
            items: row.get(1)?,
            content: Hash(content.try_into().unwrap_or([0; 32])),
        };
        let items = seal::items(&chunk.items);
        each(chunk, items)?;
    }
    Ok(())
}

impl Verification<'_> {
    fn tell(&mut self, tampered: Tampered) {
        if self.found.len() < MOST {
            self.found.push(tampered);
        } else {
            self.more += 1;
        }
    }

    /// Looks at a seal and at what it covers.
    fn seal(&mut self, number: i64, entry: &SealedEntry, header: &Header) -> Result<(), StoreError> {
        let before = self.spans.last().map_or(Seq::default(), |(_, after)| *after);
        self.spans.push((before, header.seq));
        self.names.push(entry.name.clone());
        let mut leaves = Vec::new();
        let mut altered = false;
        let conn = self.conn;
        chunks(conn, number, &mut |chunk, items| {
            leaves.push(chunk.leaf(&header.salt));
            match items {
                Some(items) => self.chunk(&chunk, &items, header),
                None => {
                    altered = true;
                    Ok(())
                }
            }
        })?;
        if altered || entry.root != Some(header.root(leaves)) {
            self.tell(Tampered::Seal { by: entry.name.clone() });
        }
        Ok(())
    }

    fn chunk(&mut self, chunk: &Chunk, items: &[Item], header: &Header) -> Result<(), StoreError> {
        let by = self.names.len() - 1;
        let rows = ChunkRows::read(self.conn, items, header, self.history)?;
        let mut content = seal::begin(&header.salt, chunk.number);
        let (mut skipped, mut odd_copy) = (false, false);
        let mut differing: Vec<(&Item, &Contents)> = Vec::new();
        let mut missing = Vec::new();
        for item in items {
            self.note(item, header.seq, by);
            let written = matches!(item.deed, Deed::New | Deed::Over);
            if !written {
                continue;
            }
            if item.place.table.name() == "set_aside" && self.taken_back.contains(&DecisionId(item.place.row))
            {
                skipped = true;
                continue;
            }
            let (current, former) = rows.copies(item.place);
            let Some(first) = current.or_else(|| former.first().copied()) else {
                missing.push(item);
                continue;
            };
            if current.is_none() {
                self.superseded.push(item.place);
            }
            seal::feed(&mut content, item.place, first);
            differing.push((item, first));
            // A version may stand in its table and in the history, where it was superseded and came back.
            let copies = former.iter().filter(|copy| **copy != first);
            odd_copy |= copies.clone().count() > 0;
            differing.extend(copies.map(|copy| (item, *copy)));
        }
        let whole = Hash::from(content) == chunk.content;
        if whole && missing.is_empty() && !odd_copy || skipped {
            return Ok(());
        }
        let seed = seal::seed_of(&header.salt);
        let mut named = !missing.is_empty();
        for item in missing {
            if let Some(contents) = rows.under_another_key(item, items, seed) {
                differing.push((item, contents));
                continue;
            }
            let row = self.row(item.place, &item.id)?;
            let by = self.names[by].clone();
            self.tell(Tampered::Gone { row, by });
        }
        for (item, contents) in differing {
            let columns = header.columns.get(&item.place.table).map_or(&[][..], Vec::as_slice);
            let differ: Vec<String> = contents
                .tags(seed)
                .zip(&item.tags)
                .zip(columns)
                .filter(|((now, then), _)| now != *then)
                .map(|(_, column)| column.clone())
                .collect();
            if !differ.is_empty() {
                named = true;
                let row = self.row(item.place, &item.id)?;
                let by = self.names[by].clone();
                self.tell(Tampered::Cells { row, columns: differ, by });
            }
        }
        if !whole
            && !named
            && let Some(first) = items.first()
        {
            let row = self.row(first.place, &first.id)?;
            let by = self.names[by].clone();
            self.tell(Tampered::Forged { count: items.len(), first: row, by });
        }
        Ok(())
    }

    /// Remembers what an item makes of its row.
    fn note(&mut self, item: &Item, seq: Seq, seal: usize) {
        let place = item.place;
        let mut moves = |last: Last| {
            if self.moving.insert(place, last).is_none() {
                *self.still.entry(place.table).or_default() -= 1;
            }
        };
        match item.deed {
            Deed::New => match self.moving.get_mut(&place) {
                Some(last) => *last = Last::Present(seq),
                None => *self.still.entry(place.table).or_default() += 1,
            },
            Deed::Over => {
                moves(Last::Present(seq));
                self.formers.insert((place, seq));
            }
            Deed::Stands(stands) => moves(Last::Present(stands)),
            Deed::Former(until) => {
                self.formers.insert((place, until));
            }
            Deed::Gone => moves(Last::Gone),
        }
        if place.table.name().parse::<Kind>().is_ok()
            && let Ok(row) = usize::try_from(place.row)
            && row < MOST_ROWS
        {
            if self.touched.len() <= row {
                self.touched.resize(row + 1, 0);
            }
            self.touched[row] = u32::try_from(seal + 1).unwrap_or(u32::MAX);
        }
    }

    /// Chunks that belong to no seal.
    fn strays(&mut self, headers: &[(i64, u64, Header)]) -> Result<(), StoreError> {
        let known: HashSet<i64> = headers.iter().map(|(number, ..)| *number).collect();
        let mut statement = self.conn.prepare(&format!("SELECT DISTINCT place >> {SEAL} FROM seal_chunk"))?;
        let strays: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        if strays.iter().any(|seal| !known.contains(seal)) {
            self.tell(Tampered::SealUnlogged);
        }
        Ok(())
    }

    /// Rows that changed after they came are what they should be last. Returns the wholes that should be gone.
    fn ends(&mut self) -> Result<HashSet<(Table, i64)>, StoreError> {
        let superseded = std::mem::take(&mut self.superseded);
        for place in superseded {
            if !self.moving.contains_key(&place) {
                let row = self.row(place, "")?;
                self.tell(Tampered::Version { row });
            }
        }
        let mut moving: Vec<(Place, Last)> =
            self.moving.iter().map(|(place, last)| (*place, *last)).collect();
        moving.sort_unstable_by_key(|(place, _)| *place);
        let mut gone: HashSet<(Table, i64)> = HashSet::new();
        for (place, last) in moving {
            let Ok(kind) = place.table.name().parse::<Kind>() else { continue };
            let now = records(self.conn, kind, &[], place.row..=place.row)?;
            let now = now.iter().find(|record| record.place == place).map(|record| record.seq);
            let expected = match last {
                Last::Present(seq) => Some(seq),
                Last::Gone => None,
            };
            if expected.is_some() {
                *self.still.entry(place.table).or_default() += 1;
            } else if kind.parent().is_none() {
                gone.insert((place.table, place.row));
            }
            match (now, expected) {
                (now, expected) if now == expected => {}
                // That it is gone was told where it was written.
                (None, Some(_)) if self.is_told(place)? => {}
                _ => {
                    let row = self.row(place, "")?;
                    self.tell(Tampered::Version { row });
                }
            }
        }
        Ok(gone)
    }

    fn is_told(&self, place: Place) -> Result<bool, StoreError> {
        let row = self.row(place, "")?;
        Ok(self.found.iter().any(|found| matches!(found, Tampered::Gone { row: gone, .. } if *gone == row)))
    }

    fn tombstones(&mut self, gone: &HashSet<(Table, i64)>) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare("SELECT kind, row, seq FROM tombstone ORDER BY kind, row")?;
        let stones: Vec<(String, i64, Seq)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let mut seen = HashSet::new();
        for (kind, row, seq) in stones {
            let table = Table::named(&kind).filter(|table| gone.contains(&(*table, row)));
            let span = usize::try_from(row).ok().and_then(|row| self.span(row));
            let told = table.is_some() && span.is_some_and(|(before, after)| before < seq && seq <= after);
            if !told {
                let row = SealedRow { table: "tombstone".to_owned(), id: format!("of {kind} {row}") };
                self.tell(Tampered::Bookkeeping { row, column: "seq" });
            }
            seen.extend(table.map(|table| (table, row)));
        }
        let mut lost: Vec<&(Table, i64)> = gone.difference(&seen).collect();
        lost.sort_unstable();
        for (table, row) in lost {
            let row = SealedRow { table: "tombstone".to_owned(), id: format!("of {} {row}", table.name()) };
            self.tell(Tampered::Gone { row, by: "the log".to_owned() });
        }
        Ok(())
    }

    /// The sequence numbers before and after the last seal that touched a whole.
    fn span(&self, row: usize) -> Option<(Seq, Seq)> {
        let seal = self.touched.get(row).copied().filter(|seal| *seal > 0)?;
        self.spans.get(usize::try_from(seal).ok()? - 1).copied()
    }

    /// The tables hold as many rows as they should; else those that are too many are named.
    fn counts(&mut self, headers: &[(i64, u64, Header)]) -> Result<(), StoreError> {
        let mut odd: BTreeSet<Table> = BTreeSet::new();
        for table in Table::all() {
            let expected = self.still.get(&table).copied().unwrap_or_default();
            let sql = format!("SELECT count(*) FROM {}", table.name());
            let found: i64 = self.conn.query_row(&sql, [], |row| row.get(0))?;
            let taken_back = table.name() == "set_aside";
            if found != expected && !(taken_back && found < expected) || taken_back && found > 0 {
                odd.insert(table);
            }
        }
        if odd.is_empty() {
            return Ok(());
        }
        let mut told: HashSet<Place, RandomState> = HashSet::default();
        for (number, _, _) in headers {
            chunks(self.conn, *number, &mut |_, items| {
                let places = items.into_iter().flatten().map(|item| item.place);
                told.extend(places.filter(|place| odd.contains(&place.table)));
                Ok(())
            })?;
        }
        for table in odd {
            let places: Vec<Place> = match (table.name().parse::<Kind>(), SideTable::of(table)) {
                (Ok(kind), _) => records(self.conn, kind, &[], i64::MIN..=i64::MAX)?
                    .into_iter()
                    .map(|record| record.place)
                    .collect(),
                (_, Some(side)) => side.rows(self.conn, None)?.into_iter().map(|(place, _)| place).collect(),
                _ => Vec::new(),
            };
            for place in places {
                let back = table.name() == "set_aside" && self.taken_back.contains(&DecisionId(place.row));
                if !told.contains(&place) || back {
                    let row = self.row(place, "")?;
                    self.tell(Tampered::Unlogged { row });
                }
            }
        }
        Ok(())
    }

    /// The history holds the versions that were superseded, and no others.
    fn history_is_told(&mut self) -> Result<(), StoreError> {
        let mut formers = std::mem::take(&mut self.formers);
        let mut statement = self.conn.prepare("SELECT kind, row, until, record, part FROM history")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(0)?;
            let until: Seq = row.get(2)?;
            let place = kind.parse::<Kind>().ok().map(|kind| -> Result<(Place, String), StoreError> {
                let record: Value =
                    serde_json::from_str(row.get_ref(3)?.as_str().unwrap_or_default()).unwrap_or_default();
                let key = key_of(kind, |column| of_json(&record[column]));
                let columns = columns(kind);
                let cells = columns.key.iter().map(|&column| record[columns.name(column)].as_str());
                let part: Vec<String> = cells.map(|cell| cell.unwrap_or_default().to_owned()).collect();
                Ok((Place { table: table_of(kind), row: row.get(1)?, key }, part_key(&part)))
            });
            let Some((place, part)) = place.transpose()? else {
                let row = SealedRow { table: kind, id: String::new() };
                self.tell(Tampered::FormerUnlogged { row });
                continue;
            };
            if !formers.remove(&(place, until)) || row.get_ref(4)?.as_str().unwrap_or_default() != part {
                let row = self.row(place, "")?;
                self.tell(Tampered::FormerUnlogged { row });
            }
        }
        let mut lost: Vec<(Place, Seq)> = formers.into_iter().collect();
        lost.sort_unstable();
        for (place, until) in lost {
            let row = self.row(place, "")?;
            self.tell(Tampered::FormerGone { row, until });
        }
        Ok(())
    }

    /// The head of the store is as the last seal says.
    fn head(&mut self, last: Option<&Header>) -> Result<(), StoreError> {
        if let Some(last) = last {
            let (seq, next_row): (Seq, i64) =
                self.conn
                    .query_row("SELECT seq, next_row FROM head", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let head = || SealedRow { table: "head".to_owned(), id: "of the store".to_owned() };
            if seq != last.seq {
                self.tell(Tampered::Bookkeeping { row: head(), column: "seq" });
            }
            if next_row != last.next_row {
                self.tell(Tampered::Bookkeeping { row: head(), column: "next_row" });
            }
        }
        Ok(())
    }

    /// What the store keeps of itself: when records changed last, when batches were undone.
    fn bookkeeping(&mut self, entries: &[SealedEntry]) -> Result<(), StoreError> {
        for &kind in Kind::ALL.iter().filter(|kind| kind.parent().is_none()) {
            let mut statement = self.conn.prepare(&format!("SELECT row, changed FROM {kind}"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (number, changed): (i64, Seq) = (row.get(0)?, row.get(1)?);
                let span = usize::try_from(number).ok().and_then(|number| self.span(number));
                if span.is_some_and(|(before, after)| changed <= before || changed > after) {
                    let place = Place { table: table_of(kind), row: number, key: 0 };
                    let row = self.row(place, "")?;
                    self.tell(Tampered::Bookkeeping { row, column: "changed" });
                }
            }
        }
        let backs: HashMap<DecisionId, &SealedEntry> =
            entries.iter().filter_map(|entry| Some((entry.took_back?.0, entry))).collect();
        let sql = "SELECT decision, 'merge', undone_at, undone_by, undone_seq FROM merge UNION ALL
                   SELECT decision, 'kept_apart', undone_at, undone_by, NULL FROM kept_apart";
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let decision: DecisionId = row.get(0)?;
            let entry = backs.get(&decision);
            let said = [entry.map(|entry| &entry.recorded_at), entry.map(|entry| &entry.actor)];
            if row.get::<_, Option<Seq>>(4)? != entry.and_then(|entry| entry.took_back?.1) {
                let row = SealedRow { table: row.get(1)?, id: decision.to_string() };
                self.tell(Tampered::Bookkeeping { row, column: "undone_seq" });
            }
            for (at, column) in [(2, "undone_at"), (3, "undone_by")] {
                if row.get::<_, Option<String>>(at)?.as_ref() != said[at - 2] {
                    let row = SealedRow { table: row.get(1)?, id: decision.to_string() };
                    self.tell(Tampered::Bookkeeping { row, column });
                }
            }
        }
        let undone: HashMap<BatchId, Seq> = entries.iter().filter_map(|entry| entry.undid).collect();
        let mut statement = self.conn.prepare("SELECT batch, undone_seq FROM batch ORDER BY batch")?;
        let batches: Vec<(BatchId, Option<Seq>)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        for (batch, seq) in batches {
            if undone.get(&batch).copied() != seq {
                let row = SealedRow { table: "batch".to_owned(), id: batch.to_string() };
                self.tell(Tampered::Bookkeeping { row, column: "undone_seq" });
            }
        }
        Ok(())
    }

    /// A row as people know it.
    fn row(&self, place: Place, id: &str) -> Result<SealedRow, StoreError> {
        let table = place.table.name().to_owned();
        if !id.is_empty() {
            return Ok(SealedRow { table, id: id.to_owned() });
        }
        let id = match (table.parse::<Kind>(), SideTable::of(place.table)) {
            (Ok(kind), _) => {
                let whole = kind.parent().unwrap_or(kind);
                let id = self.id(whole, place.row)?;
                if kind == whole || id.is_empty() { id } else { format!("of `{whole}` {id}") }
            }
            (_, Some(side)) => side.id(place.row),
            _ => String::new(),
        };
        Ok(SealedRow { table, id })
    }

    /// The identifier of a whole: of the one that is there, else of a former version, else as it was sealed.
    fn id(&self, whole: Kind, row: i64) -> Result<String, StoreError> {
        let column = columns(whole).id();
        let sql = format!("SELECT {column} FROM {whole} WHERE row = ?1");
        if let Some(id) = self.conn.query_row(&sql, [row], |row| row.get(0)).optional()? {
            return Ok(id);
        }
        let sql = "SELECT json_extract(record, '$.' || ?3) FROM history WHERE kind = ?1 AND row = ?2 AND part = '' LIMIT 1";
        let former = self.conn.query_row(sql, params![whole.as_str(), row, column], |row| row.get(0));
        if let Some(Some(id)) = former.optional()? {
            return Ok(id);
        }
        let place = Place { table: table_of(whole), row, key: 0 };
        let mut statement = self.conn.prepare("SELECT items FROM seal_chunk ORDER BY place")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let items = seal::items(row.get_ref(0)?.as_blob().unwrap_or_default()).unwrap_or_default();
            if let Some(item) = items.into_iter().find(|item| item.place == place && !item.id.is_empty()) {
                return Ok(item.id);
            }
        }
        Ok(String::new())
    }
}

/// What the tables hold of the items of a chunk, as the transaction of its seal wrote it.
#[derive(Default)]
struct ChunkRows {
    current: HashMap<Place, Contents, RandomState>,
    former: HashMap<Place, Vec<Contents>, RandomState>,
}

impl ChunkRows {
    fn read(conn: &Connection, items: &[Item], header: &Header, history: bool) -> Result<Self, StoreError> {
        let mut rows: BTreeMap<Table, Vec<i64>> = BTreeMap::new();
        for item in items.iter().filter(|item| matches!(item.deed, Deed::New | Deed::Over)) {
            rows.entry(item.place.table).or_default().push(item.place.row);
        }
        let mut chunk = Self::default();
        for (table, mut rows) in rows {
            rows.sort_unstable();
            rows.dedup();
            match (table.name().parse::<Kind>(), SideTable::of(table)) {
                (Ok(kind), _) => {
                    let empty = columns_of(table);
                    let names = header.columns.get(&table).unwrap_or(&empty);
                    for range in ranges(&rows) {
                        for record in records(conn, kind, names, range.clone())? {
                            if record.seq == header.seq {
                                chunk.current.insert(record.place, record.contents);
                            }
                        }
                        if history {
                            chunk.read_history(conn, kind, names, range, header.seq)?;
                        }
                    }
                }
                (_, Some(side)) => {
                    for row in rows {
                        chunk.current.extend(side.rows(conn, Some(row))?);
                    }
                }
                _ => {}
            }
        }
        Ok(chunk)
    }

    fn read_history(
        &mut self,
        conn: &Connection,
        kind: Kind,
        names: &[String],
        rows: std::ops::RangeInclusive<i64>,
        seq: Seq,
    ) -> Result<(), StoreError> {
        let sql = "SELECT row, record FROM history WHERE kind = ?1 AND row BETWEEN ?2 AND ?3 AND seq = ?4";
        let mut statement = conn.prepare_cached(sql)?;
        let mut found = statement.query(params![kind.as_str(), rows.start(), rows.end(), seq])?;
        while let Some(row) = found.next()? {
            let record: Value =
                serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default()).unwrap_or_default();
            let mut contents = Contents::default();
            for name in names {
                contents.push(of_json(&record[name.as_str()]));
            }
            let key = key_of(kind, |column| of_json(&record[column]));
            let place = Place { table: table_of(kind), row: row.get(0)?, key };
            self.former.entry(place).or_default().push(contents);
        }
        Ok(())
    }

    /// The part that was sealed under another key, which was altered: of the same whole, unknown to the seal, and like it.
    fn under_another_key(&self, item: &Item, items: &[Item], seed: u32) -> Option<&Contents> {
        let Place { table, row, .. } = item.place;
        let mut others = self.current.iter().filter(|(place, _)| {
            place.table == table && place.row == row && items.iter().all(|item| item.place != **place)
        });
        let (_, contents) = others.next()?;
        let like = contents.tags(seed).zip(&item.tags).filter(|(now, then)| now == *then).count();
        (others.next().is_none() && 2 * like > item.tags.len()).then_some(contents)
    }

    fn copies(&self, place: Place) -> (Option<&Contents>, Vec<&Contents>) {
        (self.current.get(&place), self.former.get(&place).into_iter().flatten().collect())
    }
}

/// Row numbers as ranges that hold few others.
fn ranges(rows: &[i64]) -> Vec<std::ops::RangeInclusive<i64>> {
    const GAP: i64 = 4;
    let mut ranges: Vec<std::ops::RangeInclusive<i64>> = Vec::new();
    for &row in rows {
        match ranges.last_mut() {
            Some(last) if row - last.end() <= GAP => *last = *last.start()..=row,
            _ => ranges.push(row..=row),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::super::SIDE_TABLES;
    use super::*;

    #[test]
    fn tables_beside_the_records_are_sealed() {
        for side in SIDE_TABLES {
            assert!(Table::named(side.table).is_some(), "{}", side.table);
        }
    }
}
