//! `corridor report batch`: the report of a batch that is in the store.
//!
//! A report is kept beside the store, `reports/B-0001.json`, as the import printed it. It quotes faulty
//! cells, as the rejects files do, and is readable by the owner alone.

use super::import::Report;
use super::{Act, Desk, OpsError};
use crate::data_dir::DataDir;
use crate::files::write_whole;
use crate::model::BatchId;
use crate::report::{self, Batch};
use crate::store::StoreError;
use serde_json::Value;
use std::path::Path;

/// Keeps the report of a batch that was applied.
pub(super) fn keep(dir: &DataDir, report: &Report) -> Result<(), OpsError> {
    let Some(batch) = report.batch else { return Ok(()) };
    let path = dir.report(batch);
    write_whole(&path, value(report).to_string()).map_err(OpsError::write(&path))
}

/// The report of a batch as its import printed it, with whether it was undone since.
///
/// # Errors
/// [`OpsError`] when there is no such batch, or its report was not kept.
pub fn batch_report(desk: &Desk, _act: &Act, batch: &str) -> Result<Value, OpsError> {
    let wanted = batch.parse::<BatchId>().ok();
    let batches = desk.store()?.batches(usize::MAX)?;
    let Some(found) = batches.into_iter().find(|found| Some(found.batch) == wanted) else {
        return Err(StoreError::NoBatch(batch.to_owned()).into());
    };
    let path = desk.dir().report(found.batch);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(OpsError::NoReport { batch: found.batch.to_string() });
        }
        Err(error) => return Err(OpsError::write(&path)(error)),
    };
    let mut value: Value =
        serde_json::from_slice(&text).map_err(|error| OpsError::write(&path)(error.into()))?;
    if let Some(object) = value.as_object_mut() {
        object.insert("undone".to_owned(), found.undone.into());
    }
    Ok(value)
}

/// A report as its JSON.
pub fn value(report: &Report) -> Value {
    // Its maps have texts as keys, so there is nothing that JSON could not hold.
    serde_json::to_value(report).unwrap_or_default()
}

/// A report as people are shown it.
pub fn view(report: &Value) -> Batch {
    serde::Deserialize::deserialize(report).unwrap_or_default()
}

/// Writes the page of a report.
///
/// # Errors
/// [`OpsError`] when the file cannot be written.
pub fn write_page(path: &Path, report: &Value) -> Result<(), OpsError> {
    write_whole(path, report::page(&view(report))).map_err(OpsError::write(path))
}
