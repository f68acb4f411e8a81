//! The rows of a file that come back to whoever mends them, or that were taken with remarks.

use super::OpsError;
use crate::files::{move_whole, write_whole};
use crate::ingest::{self, ParsedRow, RowFinding, Severity, Understood};
use crate::model::BatchId;
use crate::schema;
use crate::text::{guarded, unguarded};
use std::path::{Path, PathBuf};

/// How the names of recipes end that lie beside such files.
const RECIPES: [&str; 2] = [".rejects.recipe.toml", ".warnings.recipe.toml"];

/// The recipe that an import kept beside a file of such rows: the nearest by its name, as whoever mends the
/// file may give it a longer one (`Copy of …`, `… (1)`) or save it as a workbook. It is looked for beside the
/// file, then where such files go by default.
pub(super) fn recipe_beside(file: &Path, rejects: &Path) -> Option<PathBuf> {
    let stem = file.file_stem()?.to_string_lossy().into_owned();
    if ![".rejects", ".warnings"].iter().any(|ending| stem.contains(ending)) {
        return None;
    }
    let beside = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    [beside, rejects].into_iter().find_map(|dir| {
        let names =
            std::fs::read_dir(dir).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let fitting = names.filter(|name| {
            let of =
                name.strip_suffix(".recipe.toml").filter(|_| RECIPES.iter().any(|end| name.ends_with(end)));
            of.is_some_and(|of| stem.contains(of))
        });
        fitting.max_by_key(String::len).map(|name| dir.join(name))
    })
}

/// Such rows of a file, written as they come and kept beside the stage until the batch has a
/// name. None of them stays in memory.
pub(super) struct Rejects {
    stage: PathBuf,
    stem: String,
    /// `rejects` or `warnings`.
    ending: &'static str,
    headers: Vec<String>,
    own: Vec<bool>,
    /// The header of the identifiers that were given, and its place where the file had it already.
    given: Option<(String, Option<usize>)>,
    understood: Understood,
    writer: Option<csv::Writer<tempfile::NamedTempFile>>,
}

impl Rejects {
    /// `stage` is the directory of what a batch leaves behind only when it is ended by force.
    pub(super) fn new(understood: &Understood, stage: &Path, ending: &'static str) -> Self {
        let stem = Path::new(&understood.file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let headers: Vec<String> = understood.columns.iter().map(|column| column.header.clone()).collect();
        let given = understood.given_header().map(|header| {
            let at = headers.iter().position(|other| *other == header);
            (header, at)
        });
        Self {
            given,
            stage: stage.to_owned(),
            stem: stem.trim_end_matches(".rejects").trim_end_matches(".warnings").to_owned(),
            ending,
            own: own_columns(&headers),
            headers,
            understood: understood.clone(),
            writer: None,
        }
    }

    pub(super) fn add(&mut self, row: &ParsedRow) -> Result<(), OpsError> {
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
                let given = self.given.iter().filter(|(_, at)| at.is_none());
                let headers: Vec<_> = headers
                    .chain(given.map(|(header, _)| header.as_str().into()))
                    .chain(ingest::REJECT_COLUMNS.iter().map(|&name| name.into()))
                    .collect();
                writer.write_record(headers.iter().map(|header| header.as_bytes())).map_err(failed)?;
                self.writer.insert(writer)
            }
        };
        // Of a row that comes back only what must be mended is said.
        let gravest = row.findings.iter().any(|f| f.severity == Severity::Reject);
        let faults: Vec<&RowFinding> =
            row.findings.iter().filter(|f| !gravest || f.severity == Severity::Reject).collect();
        let join = |part: &dyn Fn(&RowFinding) -> String| {
            faults.iter().map(|finding| part(finding)).collect::<Vec<_>>().join(" | ")
        };
        // A short row is filled up, so that the six columns stand under their headers.
        // Of a row that comes back nothing is stored: mended, it says itself who the person is.
        let given = if gravest { None } else { given_id(row) };
        let given_at = self.given.as_ref().and_then(|(_, at)| *at);
        let cells = (0..self.headers.len()).filter(|&at| !self.own[at]).map(|at| {
            if let (true, Some(given)) = (given_at == Some(at), &given) {
                return given.clone();
            }
            let cell = row.original.get(at).unwrap_or_default();
            // In a file of a few rows nothing may settle again what its column settled here.
            self.understood.settled(at, cell).unwrap_or_else(|| cell.to_owned())
        });
        let remarks = [
            row.number.to_string(),
            join(&|f| f.place.column.clone()),
            join(&|f| f.place.value.clone()),
            join(&|f| f.code.to_owned()),
            join(&|f| f.reason.to_string()),
            join(&|f| f.suggestion.clone().unwrap_or_default()),
        ];
        // The file is mended in a spreadsheet: nothing in it may run there.
        let added = self.given.iter().filter(|(_, at)| at.is_none());
        let added = added.map(|_| given.clone().unwrap_or_default());
        for cell in cells.chain(added).chain(remarks) {
            writer.write_field(guarded(unguarded(&cell)).as_bytes()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Moves the file to its place; `None` when it has no row.
    pub(super) fn keep(self, dir: &Path, batch: BatchId) -> Result<Option<PathBuf>, OpsError> {
        let Some(writer) = self.writer else { return Ok(None) };
        let path = dir.join(format!("{batch}-{}.{}.csv", self.stem, self.ending));
        std::fs::create_dir_all(dir).map_err(OpsError::write(dir))?;
        let file = writer.into_inner().map_err(|error| OpsError::write(&path)(error.into_error()))?;
        move_whole(file, &path).map_err(OpsError::write(&path))?;
        // Without it a few rows might be understood otherwise than the file that they come from.
        let recipe = path.with_extension("recipe.toml");
        write_whole(&recipe, self.understood.to_recipe_for_rows()).map_err(OpsError::write(&recipe))?;
        Ok(Some(path))
    }
}

/// The identifier of the main record of a row.
fn given_id(row: &ParsedRow) -> Option<String> {
    let record = row.records.first()?;
    record.cells[schema::table(record.kind).key[0]].as_ref().map(ToString::to_string)
}

/// Which headers are those that an earlier import added to its rejects file: all six, at the end.
fn own_columns(headers: &[String]) -> Vec<bool> {
    let start = headers.len().checked_sub(ingest::REJECT_COLUMNS.len());
    let own = start.filter(|&start| {
        headers[start..].iter().map(String::as_str).eq(ingest::REJECT_COLUMNS.iter().copied())
    });
    (0..headers.len()).map(|at| own.is_some_and(|start| at >= start)).collect()
}
