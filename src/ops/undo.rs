//! `corridor undo`: a batch out of the store again.

use super::{Act, Desk, OpsError};
use crate::store::{self, Undone};

/// Undoes a batch; with `cascade` first the later ones that stand on it, newest first.
///
/// # Errors
/// [`OpsError`] when there is no such batch, it is undone already, or a later one changed its
/// records and `cascade` was not asked for.
pub fn undo(desk: &Desk, act: &Act, batch: &str, cascade: bool) -> Result<Vec<Undone>, OpsError> {
    let mut store = desk.store()?;
    let note = |holder: &store::Holder| act.progress.note(&format!("waiting for {holder}"));
    let lock = store.write_lock("undo", desk.patience(), note)?;
    let undone = store::undo(&mut store, &lock, batch, cascade, &act.actor.to_string(), &act.at)?;
    drop(lock);
    super::catch_up::catch_up(desk, act, &store, desk.patience())?;
    Ok(undone)
}
