//! The one connection that writes, and the transactions on it.
//!
//! The connection is private to this file. Whoever changes records does so inside [`Pen::change`] or [`Load::commit`],
//! and neither commits without events, which go into the audit log in the same transaction. So a change without an
//! entry cannot be written.

use super::log::{append, head};
use super::seals;
use super::settings::{prepare, set_journal};
use crate::fault;
use crate::model::Seq;
use crate::store::seal::Sealer;
use crate::store::{Event, Gate, Signature, StoreError};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The connection that writes.
pub(super) struct Pen {
    conn: Mutex<Connection>,
    path: PathBuf,
}

/// Who changes records, and what the commit passes through.
pub(super) struct Acting<'a> {
    /// Who, and when.
    pub(super) by: &'a Signature<'a>,
    /// The gate.
    pub(super) gate: &'a Gate,
    /// The name of the commit among the places where a test may end the process.
    pub(super) point: &'static str,
}

/// What is sealed with a change.
pub(super) enum Sealing {
    /// What the transaction touched, read back.
    Touched,
    /// What a stage laid down and sealed.
    Laid(Box<Sealer>),
}

/// What a change gives back, and what the audit log says of it. Without events nothing is changed.
pub(super) type Told<T> = (T, Vec<Event>);

impl Pen {
    pub(super) fn new(conn: Connection, path: PathBuf) -> Self {
        Self { conn: Mutex::new(conn), path }
    }

    /// Whether the connection is here, and not given to a load that never came back.
    pub(super) fn is_there(&self) -> bool {
        self.held().path().is_some_and(|path| !path.is_empty())
    }

    /// The sequence number of the last change. Asked often, and the connection is at hand.
    pub(super) fn seq(&self) -> Result<Seq, StoreError> {
        seq(&self.held())
    }

    /// Changes records in one transaction with its entries in the audit log.
    ///
    /// # Errors
    /// What `work` returns, or [`StoreError`] when the store cannot be written; it is then as it was.
    pub(super) fn change<T>(
        &self,
        acting: &Acting<'_>,
        work: impl FnOnce(&Connection) -> Result<Told<T>, StoreError>,
    ) -> Result<T, StoreError> {
        transact(&mut self.held(), acting, Sealing::Touched, work)
    }

    /// The same, with the file of a stage attached as `stage`.
    pub(super) fn change_from<T>(
        &self,
        stage: &Path,
        acting: &Acting<'_>,
        sealing: Sealing,
        work: impl FnOnce(&Connection) -> Result<Told<T>, StoreError>,
    ) -> Result<T, StoreError> {
        let mut conn = self.held();
        conn.execute("ATTACH ?1 AS stage", [stage.to_string_lossy()])?;
        let done = transact(&mut conn, acting, sealing, work);
        // Detaching fails only when attaching did; the connection is usable either way.
        let _ = conn.execute("DETACH stage", []);
        done
    }

    fn held(&self) -> MutexGuard<'_, Connection> {
        // A change that panicked has committed nothing: its transaction went with it.
        self.conn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn transact<T>(
    conn: &mut Connection,
    acting: &Acting<'_>,
    sealing: Sealing,
    work: impl FnOnce(&Connection) -> Result<Told<T>, StoreError>,
) -> Result<T, StoreError> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = seq(&transaction)?;
    let (value, events) = work(&transaction)?;
    if events.is_empty() {
        // What nothing is told of is taken back.
        return Ok(value);
    }
    tell(&transaction, acting, before, sealing, &events)?;
    acting.gate.pass(|| transaction.commit())?;
    fault::point(&format!("after-{}", acting.point));
    Ok(value)
}

fn seq(conn: &Connection) -> Result<Seq, StoreError> {
    Ok(conn.query_row("SELECT seq FROM head", [], |row| row.get(0))?)
}

/// Seals what was changed since `before`, and tells of it: the first entry carries the seal.
fn tell(
    conn: &Connection,
    acting: &Acting<'_>,
    before: Seq,
    sealing: Sealing,
    events: &[Event],
) -> Result<(), StoreError> {
    let sealer = match sealing {
        Sealing::Laid(sealer) => *sealer,
        Sealing::Touched => {
            let mut sealer = seals::sealer()?;
            seals::touched(conn, before, &mut sealer)?;
            sealer
        }
    };
    let mut seal = seals::finish(conn, sealer, events, head(conn)?.size())?;
    events.iter().try_for_each(|event| append(conn, event, seal.take(), acting.by))?;
    fault::point(&format!("before-{}", acting.point));
    Ok(())
}

/// A first load: a transaction that stays open while very many records go straight into their tables. Dropped, it
/// changes nothing.
pub(super) struct Load {
    conn: Connection,
    /// Whether the connection is the pen's own.
    lent: bool,
}

impl Load {
    /// Begins a load on a connection of its own.
    pub(super) fn beside(pen: &Pen) -> Result<Self, StoreError> {
        let conn = Connection::open(&pen.path)?;
        prepare(&conn)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { conn, lent: false })
    }

    /// Begins the very first load of a store, nobody else having it open; `None` when somebody has.
    ///
    /// A write-ahead log would grow as long as the load and then be copied. With a rollback journal new
    /// pages go where they belong at once, and a load that is cut off leaves a journal that takes them
    /// away again at the next start. But readers are kept out meanwhile: hence the very first load only.
    pub(super) fn alone(pen: &Pen) -> Result<Option<Self>, StoreError> {
        // An empty database in memory stands in the place of the connection until it comes back.
        let conn = std::mem::replace(&mut *pen.held(), Connection::open_in_memory()?);
        if !set_journal(&conn, "DELETE")? {
            *pen.held() = conn;
            return Ok(None);
        }
        conn.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(Some(Self { conn, lent: true }))
    }

    /// Where the records go.
    pub(super) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Commits the load together with its entries in the audit log.
    ///
    /// # Errors
    /// As [`Pen::change`].
    pub(super) fn commit<T>(
        self,
        pen: &Pen,
        acting: &Acting<'_>,
        sealing: Sealing,
        work: impl FnOnce(&Connection) -> Result<Told<T>, StoreError>,
    ) -> Result<T, StoreError> {
        let Self { conn, lent } = self;
        let done =
            seq(&conn).and_then(|before| Ok((before, work(&conn)?))).and_then(|(before, (value, events))| {
                if events.is_empty() {
                    conn.execute_batch("ROLLBACK")?;
                    return Ok(value);
                }
                tell(&conn, acting, before, sealing, &events)?;
                acting.gate.pass(|| conn.execute_batch("COMMIT"))?;
                fault::point(&format!("after-{}", acting.point));
                Ok(value)
            });
        if lent {
            if done.is_err() {
                // Should this fail, the journal takes back what was written at the next start.
                let _ = conn.execute_batch("ROLLBACK");
            }
            // Should somebody have opened the file this instant, the next start sets the journal.
            set_journal(&conn, "WAL")?;
            *pen.held() = conn;
        }
        // Otherwise a transaction that is not committed goes with its connection.
        done
    }
}
