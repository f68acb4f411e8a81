//! The store at rest, and who may write it.

use super::apply;
use super::open::Sqlite;
use super::read::Moment;
use super::stage::{Batch, Finished};
use super::{decisions, log, looks, packs, past, review, saved, undo, verify};
use crate::data_dir::DataDir;
use crate::files::{Holder, Lock};
use crate::model::{BatchId, DecisionId, Kind, Seq};
use crate::store::engine::{Change, Signature, Stage, StoreEngine, View};
use crate::store::{
    Applied, BatchFile, BatchSummary, Check, Decision, Facts, Gate, LogState, Look, Merge, Merged, PackState,
    Reviewed, SavedSearch, SearchToSave, SeenAnswer, SeenNow, Staged, StoreError, TakenBack, Undone,
};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

impl StoreEngine for Sqlite {
    fn uuid(&self) -> &str {
        self.identity()
    }

    fn is_current(&self) -> bool {
        Self::is_current(self)
    }

    fn is_read_only(&self) -> bool {
        Self::is_read_only(self)
    }

    fn seq(&self) -> Result<Seq, StoreError> {
        self.pen().seq()
    }

    fn view(&self) -> Result<Box<dyn View>, StoreError> {
        Ok(Box::new(Moment::now(self)?))
    }

    fn copy_at(&self, at: Seq, to: &DataDir) -> Result<(), StoreError> {
        past::copy(self, at, to)
    }

    fn change(
        &self,
        purpose: &str,
        patience: Duration,
        on_wait: &mut dyn FnMut(&Holder),
    ) -> Result<Box<dyn Change>, StoreError> {
        if Self::is_read_only(self) {
            return Err(StoreError::ReadOnly);
        }
        let lock = Lock::take(&self.dir().write_lock(), purpose, patience, on_wait)?;
        Ok(Box::new(Writer { store: self.clone(), _lock: lock }))
    }

    fn stage(&self, watch_parts: bool) -> Result<Box<dyn Stage>, StoreError> {
        Ok(Box::new(Batch::begin(self, watch_parts)?))
    }

    fn batches(&self, limit: usize) -> Result<Vec<BatchSummary>, StoreError> {
        let conn = self.reader()?;
        let mut statement = conn.prepare(
            "SELECT batch, seq, recorded_at, actor, inserted, updated, rejected, undone_seq IS NOT NULL,
                    (SELECT json_group_array(name) FROM batch_file f WHERE f.batch = b.batch)
             FROM batch b ORDER BY batch DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            let files: String = row.get(8)?;
            Ok(BatchSummary {
                batch: row.get(0)?,
                seq: row.get(1)?,
                recorded_at: row.get(2)?,
                actor: row.get(3)?,
                inserted: row.get::<_, i64>(4)?.unsigned_abs(),
                updated: row.get::<_, i64>(5)?.unsigned_abs(),
                rejected: row.get::<_, i64>(6)?.unsigned_abs(),
                undone: row.get(7)?,
                files: serde_json::from_str(&files).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn decision(&self, decision: DecisionId) -> Result<Option<Decision>, StoreError> {
        decisions::decision(&self.reader()?, decision)
    }

    fn decisions(&self, kind: &str) -> Result<Vec<Decision>, StoreError> {
        decisions::of_kind(&self.reader()?, kind)
    }

    fn last_decision(&self) -> Result<Option<DecisionId>, StoreError> {
        decisions::last(&self.reader()?)
    }

    fn reviewed(&self, limit: usize) -> Result<Vec<Reviewed>, StoreError> {
        review::reviewed(&self.reader()?, limit)
    }

    fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        saved::all(&self.reader()?)
    }

    fn seen_answer(&self, search: i64, viewer: &str) -> Result<Option<SeenAnswer>, StoreError> {
        saved::seen(&self.reader()?, search, viewer)
    }

    fn noted_packs(&self) -> Result<BTreeMap<String, PackState>, StoreError> {
        packs::noted(&self.reader()?)
    }

    fn last_entry_time(&self) -> Result<Option<String>, StoreError> {
        log::last_time(&self.reader()?)
    }

    fn log_entries(&self) -> Result<Vec<String>, StoreError> {
        log::entries(&self.reader()?)
    }

    fn log_state(&self, vouched: Option<u64>) -> Result<LogState, StoreError> {
        verify::log_state(&self.reader()?, vouched)
    }

    fn check(&self) -> Result<Vec<Check>, StoreError> {
        let conn = self.reader()?;
        Ok(vec![
            Check { name: "store file", problems: faults_of_the_file(&conn)? },
            Check { name: "parts and wholes", problems: orphans(&conn)? },
            Check { name: "merged workers", problems: review::problems(&conn)? },
        ])
    }

    fn check_merges(&self) -> Result<Check, StoreError> {
        Ok(Check { name: "merged workers", problems: review::problems(&self.reader()?)? })
    }
}

/// What SQLite finds wrong with the file.
fn faults_of_the_file(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare("PRAGMA integrity_check")?;
    let mut said: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    said.retain(|line| line != "ok");
    Ok(said)
}

/// Parts without their whole.
fn orphans(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut orphans = Vec::new();
    for &kind in Kind::ALL {
        if let Some(whole) = kind.parent() {
            let sql = format!(
                "SELECT count(*) FROM {kind} p WHERE NOT EXISTS (SELECT 1 FROM {whole} w WHERE w.row = p.parent)"
            );
            let count: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
            if count > 0 {
                orphans.push(format!("{count} of `{kind}` belong to no `{whole}`"));
            }
        }
    }
    Ok(orphans)
}

/// The right to write, while the lock is held.
struct Writer {
    store: Sqlite,
    _lock: Lock,
}

impl Change for Writer {
    fn load(&mut self, kinds: &[Kind], watch_parts: bool) -> Result<Option<Box<dyn Stage>>, StoreError> {
        Ok(Batch::load(&self.store, kinds, watch_parts)?.map(|batch| Box::new(batch) as Box<dyn Stage>))
    }

    fn apply(
        &mut self,
        staged: Staged,
        files: &[BatchFile],
        by: &Signature<'_>,
        gate: &Gate,
    ) -> Result<Applied, StoreError> {
        let Staged { counts, rows, root, laid } = staged;
        // What another engine laid down is of another store: stage again.
        let laid = laid.downcast::<Finished>().map_err(|_| StoreError::Conflict)?;
        apply::apply(self.store.pen(), *laid, apply::Told { counts, rows, root, files }, by, gate)
    }

    fn undo(&mut self, batch: BatchId, cascade: bool, by: &Signature<'_>) -> Result<Vec<Undone>, StoreError> {
        undo::undo(self.store.pen(), batch, cascade, by)
    }

    fn merge(&mut self, ask: &Merge, by: &Signature<'_>) -> Result<Merged, StoreError> {
        review::merge(self.store.pen(), ask, by)
    }

    fn keep_apart(
        &mut self,
        pair: [&str; 2],
        seen_seq: Option<Seq>,
        evidence: &Value,
        by: &Signature<'_>,
    ) -> Result<DecisionId, StoreError> {
        review::keep_apart(self.store.pen(), pair, seen_seq, evidence, by)
    }

    fn take_back(&mut self, decision: DecisionId, by: &Signature<'_>) -> Result<TakenBack, StoreError> {
        review::take_back(self.store.pen(), decision, by)
    }

    fn decide(&mut self, facts: &Facts<'_>, by: &Signature<'_>) -> Result<DecisionId, StoreError> {
        decisions::decide(self.store.pen(), facts, by)
    }

    fn save_search(&mut self, ask: &SearchToSave<'_>, by: &Signature<'_>) -> Result<i64, StoreError> {
        saved::save(self.store.pen(), ask, by)
    }

    fn remove_search(&mut self, search: i64, by: &Signature<'_>) -> Result<(), StoreError> {
        saved::remove(self.store.pen(), search, by)
    }

    fn note_seen(&mut self, search: i64, now: &SeenNow<'_>, by: &Signature<'_>) -> Result<(), StoreError> {
        saved::note_seen(self.store.pen(), search, now, by)
    }

    fn note_packs(
        &mut self,
        now: &BTreeMap<String, PackState>,
        by: &Signature<'_>,
    ) -> Result<(), StoreError> {
        packs::note(self.store.pen(), now, by)
    }

    fn look(&mut self, look: &Look<'_>, by: &Signature<'_>) -> Result<(), StoreError> {
        looks::look(self.store.pen(), look, by)
    }
}
