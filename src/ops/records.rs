//! Records by the identifiers that people write.

use super::{Act, OpsError};
use crate::model::{Dossier, Kind, Record, Row, Worker};
use crate::store::Snapshot;
use crate::text::is_same_identifier;

/// The record with an identifier, or an error with the nearest one.
pub(super) fn find<R: Record>(snapshot: &Snapshot, id: &str) -> Result<(Row, R), OpsError> {
    match snapshot.find(id)? {
        Some(found) => Ok(found),
        None => Err(unknown(snapshot, R::KIND, id)?),
    }
}

pub(super) fn unknown(snapshot: &Snapshot, kind: Kind, id: &str) -> Result<OpsError, OpsError> {
    Ok(OpsError::Unknown { kind, id: id.to_owned(), nearest: snapshot.nearest_id(kind, id)? })
}

/// Everything known of a worker; who asks by a merged identifier is told.
pub(super) fn dossier(act: &Act, snapshot: &Snapshot, id: &str) -> Result<Dossier, OpsError> {
    let (row, worker) = find::<Worker>(snapshot, id)?;
    let own = worker.worker_id.as_str();
    let in_its_source = own.strip_suffix(id).is_some_and(|source| source.ends_with('/'));
    if !is_same_identifier(own, id) && !in_its_source {
        act.progress.note(&format!("`{id}` was merged into `{}`", worker.worker_id));
    }
    match snapshot.dossier(row)? {
        Some(dossier) => Ok(dossier),
        None => Err(unknown(snapshot, Kind::Worker, id)?),
    }
}
