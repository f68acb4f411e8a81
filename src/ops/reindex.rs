//! `corridor reindex`: the derived files, made anew.

use super::catch_up::{IndexStanding, catch_up};
use super::{Act, Desk, OpsError};
use crate::store::StoreError;

/// Removes the derived files and rebuilds them.
///
/// # Errors
/// [`OpsError`] as for [`catch_up`].
pub fn reindex(desk: &Desk, act: &Act) -> Result<Vec<IndexStanding>, OpsError> {
    let store = desk.store()?;
    if store.is_read_only() {
        return Err(StoreError::ReadOnly.into());
    }
    for dir in [desk.dir().index(), desk.dir().profiles()] {
        std::fs::remove_dir_all(&dir).map_err(OpsError::write(&dir))?;
        std::fs::create_dir_all(&dir).map_err(OpsError::write(&dir))?;
    }
    catch_up(desk, act, &store, desk.patience())
}
