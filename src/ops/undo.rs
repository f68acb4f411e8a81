//! `corridor undo`: a batch out of the store again.

use super::{Act, Desk, OpsError};
use crate::store::{StoreError, Undone};

/// Undoes a batch; with `cascade` first the later ones that stand on it, newest first.
///
/// # Errors
/// [`OpsError`] when there is no such batch, it is undone already, or a later one changed its
/// records and `cascade` was not asked for.
pub fn undo(desk: &Desk, act: &Act, batch: &str, cascade: bool) -> Result<Vec<Undone>, OpsError> {
    let store = desk.store()?;
    let batch = batch.parse().map_err(|_| StoreError::NoBatch(batch.to_owned()))?;
    let undone = desk.change(act, &store, "undo")?.undo(batch, cascade, &act.by())?;
    super::catch_up::catch_up(desk, act, &store, desk.patience())?;
    Ok(undone)
}
