//! The rows of a file that come back to whoever mends them, or that were taken with remarks.

use super::OpsError;
use crate::ingest::{self, Finding, Row, Severity, Understood};
use crate::text::{guarded, unguarded};
use std::path::{Path, PathBuf};

/// Such rows of a file, written as they come and kept beside the stage until the batch has a
/// name; none of them stays in memory.
pub(super) struct Rejects {
    stage: PathBuf,
    stem: String,
    /// `rejects` or `warnings`.
    ending: &'static str,
    headers: Vec<String>,
    own: Vec<bool>,
    understood: Understood,
    writer: Option<csv::Writer<tempfile::NamedTempFile>>,
}

impl Rejects {
    /// `stage` is the directory of what a batch leaves behind only when it is ended by force.
    pub(super) fn new(understood: &Understood, stage: &Path, ending: &'static str) -> Self {
        let stem = Path::new(&understood.file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let headers: Vec<String> = understood.columns.iter().map(|column| column.header.clone()).collect();
        Self {
            stage: stage.to_owned(),
            stem: stem.trim_end_matches(".rejects").trim_end_matches(".warnings").to_owned(),
            ending,
            own: own_columns(&headers),
            headers,
            understood: understood.clone(),
            writer: None,
        }
    }

    pub(super) fn add(&mut self, row: &Row) -> Result<(), OpsError> {
        let failed = |error: csv::Error| OpsError::Write { path: "rejects".into(), source: error.into() };
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => {
                // Named by the process, as its stage is: left-overs of one that is gone are removed.
                let file = tempfile::Builder::new()
                    .prefix(&format!("{}-", std::process::id()))
                    .suffix(&format!(".{}.csv", self.ending))
                    .tempfile_in(&self.stage)
                    .map_err(OpsError::write(&self.stage))?;
                let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(file);
                let headers = self
                    .headers
                    .iter()
                    .zip(&self.own)
                    .filter(|(_, own)| !**own)
                    .map(|(header, _)| guarded(unguarded(header)));
                let headers: Vec<_> =
                    headers.chain(ingest::REJECT_COLUMNS.iter().map(|&name| name.into())).collect();
                writer.write_record(headers.iter().map(|header| header.as_bytes())).map_err(failed)?;
                self.writer.insert(writer)
            }
        };
        // Of a row that comes back only what must be mended is said.
        let gravest = row.findings.iter().any(|f| f.severity == Severity::Reject);
        let faults: Vec<&Finding> =
            row.findings.iter().filter(|f| !gravest || f.severity == Severity::Reject).collect();
        let join = |part: &dyn Fn(&Finding) -> String| {
            faults.iter().map(|finding| part(finding)).collect::<Vec<_>>().join(" | ")
        };
        // A short row is filled up, so that the six columns stand under their headers.
        let cells = (0..self.headers.len()).filter(|&at| !self.own[at]).map(|at| {
            let cell = row.original.get(at).unwrap_or_default();
            // In a file of a few rows nothing may settle again what its column settled here.
            self.understood.settled(at, cell).unwrap_or_else(|| cell.to_owned())
        });
        let remarks = [
            row.number.to_string(),
            join(&|f| f.place.column.clone()),
            join(&|f| f.place.value.clone()),
            join(&|f| f.code.to_owned()),
            join(&|f| f.reason.clone()),
            join(&|f| f.suggestion.clone().unwrap_or_default()),
        ];
        // The file is mended in a spreadsheet: nothing in it may run there.
        for cell in cells.chain(remarks) {
            writer.write_field(guarded(unguarded(&cell)).as_bytes()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Moves the file to its place; `None` when it has no row.
    pub(super) fn keep(self, dir: &Path, batch: &str) -> Result<Option<PathBuf>, OpsError> {
        let Some(writer) = self.writer else { return Ok(None) };
        let path = dir.join(format!("{batch}-{}.{}.csv", self.stem, self.ending));
        std::fs::create_dir_all(dir).map_err(OpsError::write(dir))?;
        let file = writer.into_inner().map_err(|error| OpsError::write(&path)(error.into_error()))?;
        match file.persist(&path) {
            Ok(_) => {}
            // The place may lie on another disk: a copy reaches everywhere.
            Err(refused) => {
                let mut kept = tempfile::NamedTempFile::new_in(dir).map_err(OpsError::write(&path))?;
                let mut source = refused.file.reopen().map_err(OpsError::write(&path))?;
                std::io::copy(&mut source, &mut kept).map_err(OpsError::write(&path))?;
                kept.persist(&path).map_err(|error| OpsError::write(&path)(error.error))?;
            }
        }
        // A few rows may not show what the whole file did: the columns mean what they meant there.
        let recipe = recipe_of(&path);
        let mut understood = self.understood;
        understood.reading = ingest::Reading::default();
        std::fs::write(&recipe, understood.to_recipe()).map_err(OpsError::write(&recipe))?;
        Ok(Some(path))
    }
}

/// Where the recipe lies that reads a file of rejects or warnings as its original was read.
fn recipe_of(path: &Path) -> PathBuf {
    path.with_extension("recipe.toml")
}

/// The recipe beside a file of rejects or warnings, if the file is one and has it.
pub(super) fn recipe_beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let recipe = recipe_of(path);
    let own = [".rejects.csv", ".warnings.csv"].iter().any(|ending| name.ends_with(ending));
    (own && recipe.is_file()).then_some(recipe)
}

/// Which headers are those that an earlier import added to its rejects file: all six, at the end.
fn own_columns(headers: &[String]) -> Vec<bool> {
    let start = headers.len().checked_sub(ingest::REJECT_COLUMNS.len());
    let own = start.filter(|&start| {
        headers[start..].iter().map(String::as_str).eq(ingest::REJECT_COLUMNS.iter().copied())
    });
    (0..headers.len()).map(|at| own.is_some_and(|start| at >= start)).collect()
}
