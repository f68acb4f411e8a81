//! `corridor report batch`: the report of a batch that is in the store.
//!
//! A report is kept beside the store, `reports/B-0001.json`, as the import printed it. It quotes faulty
//! cells, as the rejects files do, and is readable by the owner alone.

use super::{Act, Desk, OpsError};
use crate::data_dir::DataDir;
use crate::files::write_whole;
use crate::model::BatchId;
use crate::report::ImportReport;
use crate::store::StoreError;

/// Keeps the report of a batch that was applied.
pub(super) fn keep(dir: &DataDir, report: &ImportReport) -> Result<(), OpsError> {
    let Some(batch) = report.batch else { return Ok(()) };
    let path = dir.report(batch);
    let json = serde_json::to_vec(report).map_err(|error| OpsError::write(&path)(error.into()))?;
    write_whole(&path, json).map_err(OpsError::write(&path))
}

/// The report of a batch as its import printed it, with whether it was undone since.
///
/// # Errors
/// [`OpsError`] when there is no such batch, or its report was not kept.
pub fn batch_report(desk: &Desk, _act: &Act, batch: &str) -> Result<ImportReport, OpsError> {
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
    let report: ImportReport =
        serde_json::from_slice(&text).map_err(|error| OpsError::write(&path)(error.into()))?;
    Ok(ImportReport { undone: found.undone, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Actor;
    use crate::ops::{demo, import};
    use crate::report;
    use std::time::Duration;

    #[test]
    fn a_report_reads_back_as_what_the_import_gave() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("demo");
        let paths = demo::prepare(&crate::data_dir::DataDir::new(&data)).unwrap();
        let desk = Desk::new(data, Duration::from_secs(5));
        let act = Act::quiet(Actor::local("test"), "2026-11-24T00:00:00Z", "2026-11-24".parse().unwrap());
        let given =
            import::import(&desk, &act, &import::ImportOptions { paths, ..Default::default() }).unwrap();
        let batch = given.batch.unwrap().to_string();
        let kept = batch_report(&desk, &act, &batch).unwrap();
        let json = |report: &ImportReport| serde_json::to_value(report).unwrap();
        assert!(given.rejected_rows() > 0 && given.files.iter().any(|file| !file.reasons.is_empty()));
        assert_eq!(json(&kept), json(&given));
    }

    #[test]
    fn a_report_of_an_earlier_version_is_shown_with_blanks() {
        let old = r#"{"batch": "B-0001", "files": [{"understood": {"file": "f.csv", "kind": "worker",
            "columns": [{"header": "Land", "target": {"kind": "worker", "field": "residence"}, "via": "similar"}]}}]}"#;
        let report: ImportReport = serde_json::from_str(old).unwrap();
        assert_eq!(report::read_as(&report.files[0].understood.columns[0]), "residence");
        assert!(report::page(&report).contains("f.csv"));
    }

    #[test]
    fn a_report_whose_reasons_are_plain_texts_is_read_and_shown() {
        let old = r#"{"batch": "B-0001", "left_out": [{"file": "x.csv", "because": "x.csv: no table"}], "files": [{
            "understood": {"file": "f.csv", "kind": "worker", "columns": []},
            "reasons": [{"severity": "reject", "code": "IMP010", "column": "Land", "what": "is not a country", "count": 1,
                "examples": [{"row": 2, "value": "Kenia", "reason": "`Kenia` is not a country", "expected": "a country",
                    "suggestion": null}]}],
            "findings": [{"code": "IMP010", "severity": "reject", "reason": "`Kenia` is not a country",
                "expected": null, "suggestion": null, "nearness": null}]}]}"#;
        let report: ImportReport = serde_json::from_str(old).unwrap();
        let file = &report.files[0];
        assert_eq!(report.left_out[0].because.text, "x.csv: no table");
        assert_eq!(file.reasons[0].what.text, "is not a country");
        assert_eq!(file.reasons[0].expected().map(|expected| expected.text.as_str()), Some("a country"));
        assert_eq!((file.findings[0].reason.code.as_str(), &file.findings[0].expected), ("", &None));
        assert!(report::page(&report).contains("`Kenia` is not a country"));
        let told = serde_json::to_string(&report).unwrap();
        let again: ImportReport = serde_json::from_str(&told).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), told);
    }
}
