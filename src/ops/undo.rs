//! `corridor undo`: a batch out of the store again.

use super::{Context, OpsError};
use crate::store::{self, Undone};

/// Undoes a batch; with `cascade` first the later ones that stand on it, newest first.
///
/// # Errors
/// [`OpsError`] when there is no such batch, it is undone already, or a later one changed its
/// records and `cascade` was not asked for.
pub fn undo(context: &Context<'_>, batch: &str, cascade: bool) -> Result<Vec<Undone>, OpsError> {
    let mut store = context.store()?;
    let note = |holder: &store::Holder| context.progress.note(&format!("waiting for {holder}"));
    let lock = store.write_lock("undo", context.patience, note)?;
    let undone = store::undo(&mut store, &lock, batch, cascade, &context.actor, &context.now)?;
    drop(lock);
    super::catch_up::catch_up(context, &store, context.patience)?;
    Ok(undone)
}
