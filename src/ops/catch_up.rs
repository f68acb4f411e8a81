//! Brings the indexes up to the store: the one function that publishes.
//!
//! It runs after an import and before a search. Each kind catches up alone. The changes after the index's own
//! sequence number are applied as deletions and additions, and committed together with the new number. So the
//! next run makes good a crash in between.

use super::{Act, Desk, OpsError};
use crate::files::{Lock, LockError};
use crate::index::{
    Document, Index, Mode, Stamp, Writer, certificate_document, curriculum_document, opening_document,
    worker_document,
};
use crate::matching::refuses_match;
use crate::model::{Consent, Dossier, Kind, LanguageCertificate, Opening, Row, Seq, Worker};
use crate::query;
use crate::store::{Snapshot, Store, StoreError};
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::time::Duration;

/// From so many changes on, two threads and large segments pay.
const BULK: usize = 20_000;
const TWO_THREADS: Mode = Mode::Bulk { threads: 2, budget: 400_000_000 };

/// Where an index stands after catching up.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct IndexStanding {
    /// The kind.
    pub kind: Kind,
    /// The sequence number of the index.
    pub index_seq: Seq,
    /// The sequence number of the store.
    pub store_seq: Seq,
    /// Documents written.
    pub written: u64,
}

/// Brings every index to the head of the store. When another process is at it, waits up to
/// `patience` and then leaves the rest to it.
///
/// # Errors
/// [`OpsError`] when the store cannot be read or an index cannot be written.
pub fn catch_up(
    desk: &Desk,
    act: &Act,
    store: &Store,
    patience: Duration,
) -> Result<Vec<IndexStanding>, OpsError> {
    // Nothing to do needs no lock, which a first load holds for long.
    let now = standings(desk, store)?;
    if now
        .iter()
        .all(|standing| standing.index_seq == standing.store_seq && standing.store_seq > Seq::default())
    {
        return Ok(now);
    }
    // Nobody else comes to a directory of our own.
    let elsewhere = desk.scratch(store)?;
    let lock =
        elsewhere.is_none().then(|| Lock::take(&desk.dir().index_lock(), "indexing", patience, |_| {}));
    let _lock = match lock.transpose() {
        Ok(lock) => lock,
        Err(LockError::Held(_)) => return standings(desk, store),
        Err(error) => return Err(StoreError::from(error).into()),
    };
    if let Some(dir) = elsewhere {
        std::fs::create_dir_all(dir.index()).map_err(OpsError::write(&dir.index()))?;
    }
    let snapshot = store.snapshot()?;
    let mut standings = Vec::new();
    for kind in query::KINDS {
        standings.push(catch_up_kind(desk, act, store, &snapshot, kind)?);
    }
    Ok(standings)
}

/// Where the indexes stand, as they are.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn standings(desk: &Desk, store: &Store) -> Result<Vec<IndexStanding>, OpsError> {
    let store_seq = store.seq()?;
    query::KINDS
        .iter()
        .map(|&kind| {
            let stamp = match desk.index(kind) {
                Some(index) => index.stamp()?,
                None => None,
            };
            let current = stamp.filter(|stamp| stamp.continues(store.uuid(), store_seq));
            Ok(IndexStanding {
                kind,
                index_seq: current.map_or(Seq::default(), |stamp| stamp.seq),
                store_seq,
                written: 0,
            })
        })
        .collect()
}

fn catch_up_kind(
    desk: &Desk,
    act: &Act,
    store: &Store,
    snapshot: &Snapshot,
    kind: Kind,
) -> Result<IndexStanding, OpsError> {
    let dir = desk.index_dir();
    let head = snapshot.seq();
    let opened = match Index::open(&dir, kind) {
        Some(index) => {
            index.stamp()?.filter(|stamp| stamp.continues(store.uuid(), head)).map(|stamp| (index, stamp.seq))
        }
        None => None,
    };
    let (index, from) = match opened {
        Some((index, seq)) => (index, seq),
        None => (Index::create(&dir, kind)?, Seq::BEFORE_ALL),
    };
    let mut standing = IndexStanding { kind, index_seq: head, store_seq: head, written: 0 };
    if from == head {
        return Ok(standing);
    }
    // Certificates are documents of their own, found by the row of their worker.
    let whole = if kind == Kind::LanguageCertificate { Kind::Worker } else { kind };
    let (changed, gone) = snapshot.changed_since(whole, from)?;
    let mode = if changed.len() >= BULK { TWO_THREADS } else { Mode::Small };
    let writer = index.writer(mode)?;
    if from > Seq::BEFORE_ALL {
        changed.iter().chain(&gone).for_each(|&row| writer.delete(row));
    }
    act.progress.begin(&format!("indexing {kind}"), Some(changed.len() as u64));
    let written = match (kind, mode) {
        (Kind::Worker, Mode::Bulk { .. }) => add_workers(act, store, snapshot, &changed, writer.as_ref()),
        _ => add(act, snapshot, kind, &changed, writer.as_ref()),
    };
    act.progress.end();
    standing.written = written?;
    writer.commit(&Stamp::new(store.uuid(), head))?;
    Ok(standing)
}

/// Many workers: reading them and making their documents costs as much as indexing, so two threads
/// share it, each with the store as it stood at the same moment.
fn add_workers(
    act: &Act,
    store: &Store,
    snapshot: &Snapshot,
    rows: &[Row],
    writer: &dyn Writer,
) -> Result<u64, OpsError> {
    let other = store.snapshot()?;
    let (Some(&low), Some(&high), true) = (rows.first(), rows.last(), other.seq() == snapshot.seq()) else {
        // Somebody wrote in between: one thread reads what is still consistent.
        return add(act, snapshot, Kind::Worker, rows, writer);
    };
    let middle = rows[rows.len() / 2];
    let half = |snapshot: &Snapshot, range: RangeInclusive<Row>| -> Result<u64, OpsError> {
        let mut written = 0;
        snapshot.dossiers::<OpsError>(range, |d| {
            // Between the rows that changed lie those that did not.
            if rows.binary_search(&d.row).is_ok()
                && let Some(document) = worker(&d)
            {
                writer.add(document)?;
                written += 1;
                if written % 1024 == 0 {
                    act.progress.advance(1024);
                }
            }
            Ok(())
        })?;
        Ok(written)
    };
    std::thread::scope(|scope| {
        let second = scope.spawn(move || half(&other, middle..=high));
        let first = half(snapshot, low..=middle.before());
        // A thread that panics has found a fault of ours, and this one goes the same way.
        let second = second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(first? + second?)
    })
}

/// The document of a worker; `None` of who refuses to be matched.
fn worker(d: &Dossier) -> Option<Document> {
    let made =
        || worker_document(d.row, &d.worker, &d.qualifications, &d.licenses, &d.certificates, &d.employments);
    (!refuses_match(&d.worker, &d.consents)).then(made)
}

/// The rows of workers in a range who refuse to be matched.
fn refusing(snapshot: &Snapshot, range: &RangeInclusive<Row>) -> Result<HashSet<Row>, OpsError> {
    let mut consents: HashMap<Row, Vec<Consent>> = HashMap::new();
    snapshot.within::<Consent, OpsError>(range.clone(), |row, consent| {
        consents.entry(row).or_default().push(consent);
        Ok(())
    })?;
    let mut refusing = HashSet::new();
    snapshot.within::<Worker, OpsError>(range.clone(), |row, worker| {
        let refuses = refuses_match(&worker, consents.get(&row).into_iter().flatten());
        refusing.extend(refuses.then_some(row));
        Ok(())
    })?;
    Ok(refusing)
}

fn add(
    act: &Act,
    snapshot: &Snapshot,
    kind: Kind,
    rows: &[Row],
    writer: &dyn Writer,
) -> Result<u64, OpsError> {
    let mut written = 0;
    let mut put = |document: Document| -> Result<(), OpsError> {
        written += 1;
        if written % 1024 == 0 {
            act.progress.advance(1024);
        }
        Ok(writer.add(document)?)
    };
    match kind {
        Kind::Opening => {
            for &row in rows {
                if let Some(opening) = snapshot.whole::<Opening>(row)? {
                    put(opening_document(row, &opening))?;
                }
            }
        }
        Kind::Curriculum => {
            for &row in rows {
                if let Some(file) = snapshot.curriculum_file(row)? {
                    put(curriculum_document(row, &file.curriculum, &file.subjects))?;
                }
            }
        }
        Kind::Worker => {
            for range in ranges(rows) {
                snapshot.dossiers::<OpsError>(range, |d| worker(&d).map_or(Ok(()), &mut put))?;
            }
        }
        Kind::LanguageCertificate => {
            for range in ranges(rows) {
                let refusing = refusing(snapshot, &range)?;
                snapshot.within::<LanguageCertificate, OpsError>(range, |row, certificate| {
                    let shown = !refusing.contains(&row);
                    if shown { put(certificate_document(row, &certificate)) } else { Ok(()) }
                })?;
            }
        }
        _ => {}
    }
    Ok(written)
}

/// Sorted row numbers as ranges without gaps: a bulk load is one.
fn ranges(rows: &[Row]) -> Vec<RangeInclusive<Row>> {
    let mut ranges: Vec<RangeInclusive<Row>> = Vec::new();
    for &row in rows {
        match ranges.last_mut() {
            Some(last) if last.end().is_followed_by(row) => *last = *last.start()..=row,
            _ => ranges.push(row..=row),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_ranges() {
        let rows = [1, 2, 3, 7, 9, 10].map(Row);
        assert_eq!(ranges(&rows), [Row(1)..=Row(3), Row(7)..=Row(7), Row(9)..=Row(10)]);
        assert_eq!(ranges(&[]), []);
    }
}
