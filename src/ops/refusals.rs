//! Consents on which rows of one batch disagree: the refusal holds, whichever row comes first.
//!
//! The first row of a record is taken and the second comes back. So a refusal in the second would be lost while its row
//! waits to be mended. It is remembered here, and the batch is staged again with it.

use crate::ingest::{FindingReason, ParsedRow, RowFinding, RowReason, Severity, Understood};
use crate::model::{Datum, Kind};
use crate::rule::Place;
use crate::schema;
use crate::store;
use std::collections::{HashMap, HashSet};

/// What a consent is about: the source of the identifier, the person, the purpose, the organization.
type About = [String; 4];

/// Where a consent is refused, and how.
struct Refusal {
    cells: Vec<Option<Datum>>,
    file: String,
    row: u64,
}

/// The refusals of a batch.
#[derive(Default)]
pub(super) struct Refusals {
    /// Those of rows that were taken.
    taken: HashSet<About>,
    /// Those of rows that came back since the record stands in the batch already.
    held: HashMap<About, Refusal>,
    grew: bool,
}

impl Refusals {
    /// Whether some refusals hold over what other rows say.
    pub(super) fn hold(&self) -> bool {
        !self.held.is_empty()
    }

    /// Begins a stage; says whether the one before found refusals that it did not know.
    pub(super) fn begin(&mut self) -> bool {
        self.taken.clear();
        std::mem::take(&mut self.grew)
    }

    /// Lays refusals of other rows over the consents of a row, and names each.
    pub(super) fn lay_over(&self, source: &str, row: &mut ParsedRow, understood: &Understood) {
        if self.held.is_empty() {
            return;
        }
        for record in row.records.iter_mut().filter(|record| record.kind == Kind::Consent) {
            let about = about(source, &record.cells);
            let Some(refusal) = self.held.get(&about).filter(|_| !refuses(&record.cells)) else { continue };
            let before = record.cells.clone();
            store::stricter_consent(&mut record.cells, &refusal.cells);
            // How the cells were written no longer says what they are.
            record.as_written.retain(|(column, _)| record.cells[*column] == before[*column]);
            let [_, _, purpose, _] = about;
            let header = understood.columns.iter().find(|used| {
                used.target.as_ref().is_some_and(|target| {
                    target.kind == Kind::Consent
                        && target.field == "given"
                        && (target.slot.is_none()
                            || target.name() == format!("consent_{}", purpose.replace('-', "_")))
                })
            });
            let place = Place {
                file: understood.file.clone(),
                row: row.number,
                column: header.map_or_else(|| "given".to_owned(), |used| used.header.clone()),
                value: String::new(),
            };
            let (file, number) = (refusal.file.clone(), refusal.row);
            let reason = FindingReason::from(RowReason::ConsentRefused { purpose, file, row: number });
            let severity = Severity::Warn;
            row.findings.push(RowFinding {
                place,
                code: "IMP015",
                severity,
                reason,
                suggestion: None,
                nearness: None,
            });
        }
    }

    /// Remembers what a row refuses that was taken.
    pub(super) fn take(&mut self, source: &str, row: &ParsedRow) {
        for record in
            row.records.iter().filter(|record| record.kind == Kind::Consent && refuses(&record.cells))
        {
            self.taken.insert(about(source, &record.cells));
        }
    }

    /// Remembers what a row refuses that came back, since its record stands in the batch already.
    pub(super) fn hold_back(&mut self, source: &str, row: &ParsedRow, file: &str) {
        for record in
            row.records.iter().filter(|record| record.kind == Kind::Consent && refuses(&record.cells))
        {
            let about = about(source, &record.cells);
            if !self.taken.contains(&about) && !self.held.contains_key(&about) {
                let (cells, file, row) = (record.cells.clone(), file.to_owned(), row.number);
                self.held.insert(about, Refusal { cells, file, row });
                self.grew = true;
            }
        }
    }
}

fn cell<'c>(cells: &'c [Option<Datum>], column: &str) -> Option<&'c Datum> {
    schema::table(Kind::Consent).column(column).and_then(|at| cells[at].as_ref())
}

fn refuses(cells: &[Option<Datum>]) -> bool {
    matches!(cell(cells, "given"), Some(Datum::Integer(0))) || cell(cells, "withdrawn_on").is_some()
}

fn about(source: &str, cells: &[Option<Datum>]) -> About {
    let text = |column: &str| cell(cells, column).map(ToString::to_string).unwrap_or_default();
    // Capitals do not tell two identifiers apart.
    [source.to_owned(), text("worker_id").to_lowercase(), text("purpose"), text("organization_id")]
}
