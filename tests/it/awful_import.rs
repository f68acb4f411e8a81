//! Deliberately awful files as a clerk gets them, each beside the truth of every cell: what the store
//! then holds is right, or the cell is named; never silently wrong.
//!
//! `NAME.expected.csv` is the file once more with the number of each row in front. Its header says which
//! column each header of the file means (`=`: none, the cell is kept under its own header), its cells what a careful
//! reader takes from each cell: the canonical value, `named` where only somebody who knows more can say,
//! blank where nothing is said. A column `+COLUMN` holds what a row says of a column that the file lacks (`~`: nothing
//! is expected). `NAME.refused` holds words of the message of a file that is no table.
//! `NAME.options` says what a clerk had to answer: `kind KIND` and `map HEADER=COLUMN`.

use corridor::ingest::{self, Choice, Choices, ColumnUse, ParsedRow, RowFinding, Severity, Understood};
use corridor::model::{Actor, Datum, Kind};
use corridor::normalize::Remark;
use corridor::ops::export::{self, ExportForm};
use corridor::ops::import;
use corridor::ops::{Act, Desk};
use corridor::report::ImportReport;
use corridor::schema::{self, Semantic};
use corridor::text::unguarded;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const TODAY: &str = "2026-01-01";

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/awful")).to_owned()
}

fn desk(data: &Path) -> Desk {
    Desk::new(data, std::time::Duration::from_secs(5))
}

fn act() -> Act {
    Act::quiet(Actor::local("tester"), format!("{TODAY}T00:00:00Z"), TODAY.parse().unwrap())
}

/// What a clerk had to answer.
#[derive(Default)]
struct Answers {
    kind: Option<Kind>,
    maps: Vec<Choice>,
}

impl Answers {
    fn beside(file: &Path) -> Self {
        let mut answers = Self::default();
        let text = std::fs::read_to_string(format!("{}.options", file.display())).unwrap_or_default();
        for line in text.lines() {
            match line.split_once(' ').unwrap() {
                ("kind", kind) => answers.kind = Some(kind.parse().unwrap()),
                ("map", choice) => answers.maps.push(choice.parse().unwrap()),
                other => panic!("{}: no option is called {other:?}", file.display()),
            }
        }
        answers
    }
}

/// The truth of a file.
struct Truth {
    /// What its headers mean.
    columns: Vec<String>,
    /// Its rows by number, cell by cell.
    rows: Vec<(u64, Vec<String>)>,
}

impl Truth {
    fn beside(file: &Path) -> Option<Self> {
        let path = format!("{}.expected.csv", file.display());
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(std::fs::File::open(path).ok()?);
        let mut rows = reader.records().map(|row| {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            (cells.remove(0), cells)
        });
        let (_, columns) = rows.next()?;
        let rows = rows.map(|(number, cells)| (number.parse().unwrap(), cells)).collect();
        Some(Self { columns, rows })
    }
}

/// A record as text, by column.
type Cells = BTreeMap<String, String>;

/// The records of some kinds in the store.
fn stored(desk: &Desk, kinds: &[Kind], as_written: bool) -> BTreeMap<Kind, Vec<Cells>> {
    let all = kinds.iter().map(|&kind| {
        let options = export::ExportOptions {
            kind,
            form: ExportForm::Csv,
            as_written,
            wide: false,
            identified: true,
            purpose: Some("test".into()),
            columns: Vec::new(),
        };
        let mut out = Vec::new();
        export::export(desk, &act(), &options, Path::new("out"), &mut out).unwrap();
        let mut reader = csv::Reader::from_reader(&out[..]);
        let headers = reader.headers().unwrap().clone();
        let cells = |row: csv::StringRecord| -> Cells {
            let cell =
                |(header, cell): (&str, &str)| (unguarded(header).to_owned(), unguarded(cell).to_owned());
            headers.iter().zip(&row).filter(|(_, cell)| !cell.is_empty()).map(cell).collect()
        };
        (kind, reader.records().map(|row| cells(row.unwrap())).collect())
    });
    all.collect()
}

/// The records of a row that was not taken.
fn parsed(row: &ParsedRow) -> BTreeMap<Kind, Vec<Cells>> {
    let mut records: BTreeMap<Kind, Vec<Cells>> = BTreeMap::new();
    for record in &row.records {
        let fields = &schema::table(record.kind).fields;
        let mut cells = Cells::new();
        for (field, datum) in fields.iter().zip(&record.cells) {
            let text = match datum {
                None => continue,
                Some(Datum::Integer(n)) if field.semantic == Semantic::Boolean => {
                    if *n == 1 { "yes" } else { "no" }.to_owned()
                }
                Some(Datum::Text(text)) if field.list && text.is_empty() => "none".to_owned(),
                Some(datum) => datum.to_string(),
            };
            cells.insert(field.name.clone(), text);
        }
        cells.extend(record.unmapped.iter().map(|(header, cell)| (format!("={header}"), cell.clone())));
        records.entry(record.kind).or_default().push(cells);
    }
    records
}

#[derive(Default)]
struct Counts {
    right: usize,
    named: usize,
    /// Of those named, cells that a reader would have understood.
    needless: usize,
    silent: usize,
    /// Headers whose meaning had to be said.
    asked: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.named += other.named;
        self.needless += other.needless;
        self.silent += other.silent;
        self.asked += other.asked;
    }
}

/// A file that was imported, and how its cells fared.
struct Judged<'a> {
    name: String,
    kind: Kind,
    understood: &'a Understood,
    truth: &'a Truth,
    canonical: BTreeMap<Kind, Vec<Cells>>,
    written: BTreeMap<Kind, Vec<Cells>>,
    counts: Counts,
    remarks: Vec<String>,
}

/// The kind, slot and field of a column as the truth names it.
fn place(understood: &Understood, name: &str) -> (Kind, Option<u8>, String) {
    const PARTS: [(&str, Kind); 4] = [
        ("qualification_", Kind::Qualification),
        ("license_", Kind::License),
        ("language_", Kind::LanguageCertificate),
        ("employment_", Kind::Employment),
    ];
    for (prefix, kind) in PARTS {
        let numbered = name.strip_prefix(prefix).and_then(|rest| rest.split_once('_'));
        if let Some((Ok(slot), field)) = numbered.map(|(slot, field)| (slot.parse(), field)) {
            return (kind, Some(slot), field.to_owned());
        }
    }
    if name.starts_with("consent_") {
        return (Kind::Consent, None, name.to_owned());
    }
    (understood.kind, None, name.to_owned())
}

impl Judged<'_> {
    fn row(&mut self, row: &ParsedRow, expected: &[String]) {
        // A row that could not be mended in the end is not in the store, and judged by what was read of it.
        let (rejected, records) = match self.of_store(row) {
            Some(records) => (false, records),
            None => (true, parsed(row)),
        };
        let columns = &self.truth.columns;
        for (at, (target, value)) in columns.iter().zip(expected).enumerate() {
            if let Some(target) = target.strip_prefix('+') {
                if value != "~" {
                    let got = self.value(&records, target, columns, expected);
                    self.count(row, target, "", value, got.as_deref(), &[]);
                }
                continue;
            }
            let raw = row.original.get(at).unwrap_or_default();
            if raw.is_empty() && value.is_empty() {
                continue;
            }
            let header = self.understood.columns[at].header.clone();
            let concerns = |finding: &&RowFinding| {
                // A row that comes back, or a part that stays out.
                let whole = finding.place.column.is_empty() && finding.severity != Severity::Note;
                finding.place.column == header || whole
            };
            let findings: Vec<&RowFinding> = row.findings.iter().filter(concerns).collect();
            let meant = self.understood.columns[at].target.as_ref().map(ingest::Target::name);
            match (target.as_str(), meant) {
                ("=", None) => {
                    let got = self.kept(row, &records, &header, rejected);
                    self.count(row, &header, raw, value, got.as_deref(), &findings);
                }
                (target, Some(meant)) if target == meant => {
                    let got = self.value(&records, target, columns, expected);
                    self.count(row, &header, raw, value, got.as_deref(), &findings);
                }
                (_, None) => {
                    self.counts.named += 1;
                    self.counts.needless += 1;
                    self.remark("not taken", row, &header, raw, value, None);
                }
                (_, Some(meant)) => {
                    self.counts.silent += 1;
                    self.remark(&format!("SILENT: taken as {meant}"), row, &header, raw, value, None);
                }
            }
        }
    }

    /// What the store holds of a row: the record with its identifier, and the parts of that.
    fn of_store(&self, row: &ParsedRow) -> Option<BTreeMap<Kind, Vec<Cells>>> {
        let read = parsed(row);
        let main = read.get(&self.kind)?.first()?;
        let table = schema::table(self.kind);
        let id = &table.fields[table.key[0]].name;
        let same = |cells: &&Cells| cells.get(id) == main.get(id);
        let of = |kind: &Kind, all: &Vec<Cells>| (*kind, all.iter().filter(same).cloned().collect());
        let found: BTreeMap<Kind, Vec<Cells>> =
            self.canonical.iter().map(|(kind, all)| of(kind, all)).collect();
        (!found[&self.kind].is_empty()).then_some(found)
    }

    /// The cell of a column: in the record of its kind that agrees most with what is expected of this part.
    fn value(
        &self,
        records: &BTreeMap<Kind, Vec<Cells>>,
        target: &str,
        columns: &[String],
        expected: &[String],
    ) -> Option<String> {
        let (kind, slot, field) = place(self.understood, target);
        let records = records.get(&kind)?;
        if target.starts_with("consent_") {
            let purpose = field.trim_start_matches("consent_").replace('_', "-");
            if purpose == "date" {
                return records.first()?.get("given_on").cloned();
            }
            return records
                .iter()
                .find(|cells| cells.get("purpose") == Some(&purpose))?
                .get("given")
                .cloned();
        }
        let wanted: Vec<(String, &String)> = columns
            .iter()
            .zip(expected)
            .map(|(column, value)| (place(self.understood, column.trim_start_matches('+')), value))
            .filter(|((k, s, _), _)| (*k, *s) == (kind, slot))
            .map(|((_, _, field), value)| (field, value))
            .collect();
        let agreeing = |cells: &&Cells| {
            wanted.iter().filter(|(field, value)| cells.get(field.as_str()) == Some(*value)).count()
        };
        records.iter().max_by_key(agreeing)?.get(&field).cloned()
    }

    /// A cell that no column takes.
    fn kept(
        &self,
        row: &ParsedRow,
        records: &BTreeMap<Kind, Vec<Cells>>,
        header: &str,
        rejected: bool,
    ) -> Option<String> {
        if rejected {
            return records.get(&self.kind)?.first()?.get(&format!("={}", unguarded(header))).cloned();
        }
        let table = schema::table(self.kind);
        let key = |cells: &Cells| -> Vec<Option<String>> {
            table.key.iter().map(|&at| cells.get(&table.fields[at].name).cloned()).collect()
        };
        let wanted = key(&parsed(row)[&self.kind][0]);
        let at = self.canonical[&self.kind].iter().position(|cells| key(cells) == wanted)?;
        self.written[&self.kind][at].get(unguarded(header)).cloned()
    }

    fn count(
        &mut self,
        row: &ParsedRow,
        header: &str,
        raw: &str,
        wanted: &str,
        got: Option<&str>,
        findings: &[&RowFinding],
    ) {
        let refused = findings.iter().any(|f| f.severity == Severity::Reject || f.leaves_cell_out());
        let flagged = !findings.is_empty();
        if wanted == "named" {
            if flagged {
                self.counts.named += 1;
            } else {
                self.counts.silent += 1;
                self.remark("SILENT", row, header, raw, wanted, got);
            }
        } else if got.is_none() && flagged && findings.iter().all(|finding| finding.code == "IMP014") {
            // It waits with its part for another cell.
            self.counts.named += 1;
        } else if refused || (flagged && got.is_none() && !wanted.is_empty()) {
            self.counts.named += 1;
            self.counts.needless += 1;
            let said: Vec<String> = findings.iter().map(|finding| finding.reason.to_string()).collect();
            self.remark(&format!("needlessly named ({})", said.join("; ")), row, header, raw, wanted, got);
        } else if got.unwrap_or_default() == wanted {
            self.counts.right += 1;
        } else {
            self.counts.silent += 1;
            self.remark("SILENT", row, header, raw, wanted, got);
        }
    }

    fn remark(
        &mut self,
        what: &str,
        row: &ParsedRow,
        header: &str,
        raw: &str,
        wanted: &str,
        got: Option<&str>,
    ) {
        let (name, number) = (&self.name, row.number);
        self.remarks.push(format!("{name}:{number} {header} {raw:?} is {wanted:?}, got {got:?}: {what}"));
    }
}

/// Puts the workers of whom the rows speak into the store.
fn whose(desk: &Desk, dir: &Path, truth: &Truth) {
    let at = truth.columns.iter().position(|column| column == "worker_id").unwrap();
    let ids: BTreeSet<&String> = truth.rows.iter().map(|(_, cells)| &cells[at]).collect();
    let path = dir.join("workers.csv");
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(["worker_id", "occupation"]).unwrap();
    ids.iter().for_each(|id| writer.write_record([id.as_str(), "2221"]).unwrap());
    writer.flush().unwrap();
    let options = import::ImportOptions {
        paths: vec![path],
        kind: Some(Kind::Worker),
        ..import::ImportOptions::default()
    };
    assert_eq!(import::import(desk, &act(), &options).unwrap().rejected_rows(), 0);
}

/// What the clerk does next: blanks the cells that were refused and imports the rows again, until none comes
/// back or none can be mended. What is found then is added to the rows.
fn mend(
    desk: &Desk,
    options: &import::ImportOptions,
    understood: &Understood,
    first: ImportReport,
    rows: &mut [ParsedRow],
) {
    const ROUNDS: usize = 5;
    let mut report = first;
    for _ in 0..ROUNDS {
        let Some(rejects) = report.files[0].rejects.take() else { return };
        let mut reader = csv::Reader::from_path(&rejects).unwrap();
        let headers = reader.headers().unwrap().clone();
        let own = headers.len() - ingest::REJECT_COLUMNS.len();
        // Mended where it lies, beside the recipe by which it is read as its original was.
        let path = rejects;
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headers).unwrap();
        let mut numbers = Vec::new();
        for row in reader.records() {
            let row = row.unwrap();
            let refused: Vec<&str> = row[own + 1].split(" | ").map(unguarded).collect();
            let mended: Vec<&str> = headers
                .iter()
                .zip(&row)
                .enumerate()
                .map(
                    |(at, (header, cell))| {
                        if at < own && refused.contains(&unguarded(header)) { "" } else { cell }
                    },
                )
                .collect();
            if mended.iter().ne(row.iter().collect::<Vec<_>>().iter()) {
                numbers.push(row[own].parse::<u64>().unwrap());
                writer.write_record(mended).unwrap();
            }
        }
        std::fs::write(&path, writer.into_inner().unwrap()).unwrap();
        if numbers.is_empty() {
            return;
        }
        let again = import::ImportOptions {
            paths: vec![path.clone()],
            accept: options.accept,
            ..import::ImportOptions::default()
        };
        let mut reading = ingest::ReadOptions::new(act().today);
        let recipe = ingest::Recipe::load(&path.with_extension("recipe.toml")).unwrap();
        reading.choices.recipe = Some(Arc::new(recipe));
        let table = ingest::open(&path, "mended.csv", &reading).unwrap();
        let targets = |columns: &[ColumnUse]| columns.iter().map(|c| c.target.clone()).collect::<Vec<_>>();
        assert_eq!(targets(&table.understood().columns[..own]), targets(&understood.columns[..own]));
        let mut findings: Vec<RowFinding> = table.rows().flat_map(|row| row.unwrap().findings).collect();
        report = import::import(desk, &act(), &again).unwrap();
        findings.extend(report.files[0].findings.drain(..).map(|told| {
            RowFinding {
                // A kept report has the text alone, and only people look at it here.
                reason: ingest::CellReason {
                    value: told.place.value.clone(),
                    said: Remark::WrongLetters { meant: told.reason.text.into() }.into(),
                }
                .into(),
                place: told.place,
                code: told.code.leak(),
                severity: told.severity,
                suggestion: told.suggestion,
                nearness: told.nearness,
            }
        }));
        for finding in findings {
            let number = numbers[usize::try_from(finding.place.row).unwrap() - 2];
            rows.iter_mut().find(|row| row.number == number).unwrap().findings.push(finding);
        }
    }
}

/// Imports a file into a store without its records and judges every cell of it.
fn judge(file: &Path, name: &str, truth: &Truth) -> (Counts, Vec<String>) {
    let answers = Answers::beside(file);
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir.path().join("data"));
    let options = import::ImportOptions {
        paths: vec![file.to_owned()],
        kind: answers.kind,
        maps: answers.maps.clone(),
        ..import::ImportOptions::default()
    };
    let cells = || truth.rows.iter().flat_map(|(_, cells)| cells).filter(|cell| !cell.is_empty()).count();
    let mut again = ingest::ReadOptions::new(TODAY.parse().unwrap());
    again.kind = answers.kind;
    again.choices = Choices { maps: answers.maps.clone(), ..Choices::default() };
    let table = match ingest::open(file, name, &again) {
        Ok(table) => table,
        Err(error) => {
            let named = cells();
            let remark = format!("{name}: the file is refused: {error}");
            return (Counts { named, needless: named, ..Counts::default() }, vec![remark]);
        }
    };
    let understood = table.understood().clone();
    let mut rows: Vec<ParsedRow> = table.rows().map(|row| row.unwrap()).collect();
    if understood.kind.parent() == Some(Kind::Worker) {
        whose(&desk, dir.path(), truth);
    }
    let report = import::import(&desk, &act(), &options).unwrap();
    mend(&desk, &options, &understood, report, &mut rows);
    let own = truth.columns.iter().filter(|column| !column.starts_with('+')).count();
    assert_eq!(own, understood.columns.len(), "{name}: each column has its truth: {:#?}", understood.columns);
    let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
    let told: Vec<u64> = truth.rows.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, told, "{name}: each row has its truth");
    let own = understood.kind;
    let kinds: Vec<Kind> =
        Kind::ALL.iter().copied().filter(|kind| *kind == own || kind.parent() == Some(own)).collect();
    let mut judged = Judged {
        name: name.to_owned(),
        kind: understood.kind,
        understood: &understood,
        truth,
        canonical: stored(&desk, &kinds, false),
        written: stored(&desk, &[understood.kind], true),
        counts: Counts { asked: answers.maps.len(), ..Counts::default() },
        remarks: Vec::new(),
    };
    for (row, (_, expected)) in rows.iter().zip(&truth.rows) {
        judged.row(row, expected);
    }
    (judged.counts, judged.remarks)
}

/// The files of a folder that have a truth or are to be refused.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        let text = file.to_string_lossy();
        ![".expected.csv", ".refused", ".options"].iter().any(|ending| text.ends_with(ending))
    });
    files.sort();
    files
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts are the result")]
fn every_cell_of_every_awful_file_is_right_or_named() {
    let (mut all, mut number) = (Counts::default(), 0);
    let mut remarks = Vec::new();
    println!("{:<44} {:>6} {:>6} {:>9} {:>6} {:>6}", "file", "right", "named", "needless", "silent", "asked");
    for part in ["habits", "contents", "workbooks", "names"] {
        for file in files(&folder().join(part)) {
            let name = format!("{part}/{}", file.file_name().unwrap().to_string_lossy());
            number += 1;
            if let Ok(says) = std::fs::read_to_string(format!("{}.refused", file.display())) {
                let dir = tempfile::tempdir().unwrap();
                let options =
                    import::ImportOptions { paths: vec![file.clone()], ..import::ImportOptions::default() };
                let refused = import::import(&desk(&dir.path().join("data")), &act(), &options);
                match refused {
                    Err(error) if error.to_string().contains(says.trim()) => {
                        println!("{name:<44} refused by name");
                    }
                    other => {
                        let said = other.map(|report| report.total()).map_err(|error| error.to_string());
                        remarks.push(format!("{name} is to be refused with `{}`: {said:?}", says.trim()));
                        all.silent += 1;
                    }
                }
                continue;
            }
            let truth = Truth::beside(&file).unwrap_or_else(|| panic!("{name} has no truth beside it"));
            let (counts, found) = judge(&file, &name, &truth);
            let Counts { right, named, needless, silent, asked } = counts;
            println!("{name:<44} {right:>6} {named:>6} {needless:>9} {silent:>6} {asked:>6}");
            all.add(&counts);
            remarks.extend(found);
        }
    }
    let structure = files(&folder().join("structure")).len();
    let Counts { right, named, needless, silent, asked } = all;
    println!(
        "{number} files: {right} cells right, {named} named ({needless} of them needlessly), {silent} silently wrong; {asked} headers were asked for"
    );
    println!("with the tables of awful_structure {} files", number + structure);
    remarks.iter().for_each(|remark| println!("{remark}"));
    assert!(number >= 30, "{number} files");
    assert_eq!(silent, 0, "cells are silently wrong");
    // A cell that a reader understands and the program does not is work for the clerk.
    assert!(needless * 100 <= right, "{needless} cells are named needlessly beside {right} right ones");
}
