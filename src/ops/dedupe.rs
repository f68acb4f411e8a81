//! `corridor dedupe`: the same person twice, among the workers of the store or in any table.
//!
//! Nothing is merged here: a person looks at the pairs and decides.

use super::table::{Row, Source, TableError, TableReport, Whole};
use super::{Act, Desk, OpsError};
use crate::dedupe::{Field, LikenessPart, Linkage, LinkedPerson, Pair, Settings, Use};
use crate::ingest;
use crate::store::{Snapshot, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

/// Cells of a column that are looked at to recognize it.
const SAMPLE: usize = 200;

/// Which files, and what their columns are.
#[derive(Debug, Clone, Default)]
pub struct DedupeOptions {
    /// One table, or two that are linked with each other.
    pub files: Vec<Source>,
    /// The column with the identifiers; if not said the first one, or the numbers of the rows where that says something
    /// of the people.
    pub id: Option<String>,
    /// A file that says what columns are.
    pub recipe: Option<PathBuf>,
    /// The groups of an earlier run, as `--format csv` wrote them: they stay, and new records join them.
    pub standing: Option<PathBuf>,
}

/// The records of a table, grouped.
#[derive(Debug, Serialize)]
pub struct DedupeReply {
    /// How each file was read.
    pub files: Vec<TableReport>,
    /// What each file's columns were taken for.
    pub columns: Vec<DedupeColumn>,
    /// Every record, in the order of the input.
    pub records: Vec<Grouped>,
    /// How many people they are thought to be.
    pub people: usize,
    /// The pairs that may be one person, the surest first, with their evidence if asked for.
    pub pairs: Vec<PairEvidence>,
}

/// What a column was taken for.
#[derive(Debug, Serialize)]
pub struct DedupeColumn {
    /// The file.
    pub file: String,
    /// The header.
    pub header: String,
    /// What it is, or `ignored`.
    pub meaning: String,
}

/// A record and its group.
#[derive(Debug, Serialize)]
pub struct Grouped {
    /// The identifier.
    pub id: String,
    /// The number of the group: that of an earlier run where it was given, else from 1 in the order of the input.
    pub cluster: usize,
    /// The file it comes from, where there are two.
    pub file: Option<String>,
}

/// Two records that may be of one person, and why.
#[derive(Debug, Clone, Serialize)]
pub struct PairEvidence {
    /// The identifier of the one.
    pub left: String,
    /// The identifier of the other.
    pub right: String,
    /// How likely one person is, 0 to 1.
    pub probability: f64,
    /// The evidence in thousandths of a bit: the sum of the parts.
    pub weight: i32,
    /// Whether both stand in one group.
    pub together: bool,
    /// What each aspect adds.
    pub parts: Vec<LikenessPart>,
}

/// Compares the records of one table, or links two.
///
/// `evidence` says of how many pairs the parts are wanted, the surest first.
///
/// # Errors
/// [`OpsError`] when a file cannot be read or nothing in it can be compared.
pub fn tables(
    _desk: &Desk,
    act: &Act,
    options: &DedupeOptions,
    evidence: usize,
) -> Result<DedupeReply, OpsError> {
    let recipe = options.recipe.as_deref().map(read_recipe).transpose()?.unwrap_or_default();
    let mut people = Vec::new();
    let mut columns = Vec::new();
    let mut files = Vec::new();
    for source in &options.files {
        let table = Whole::read(source, &options.id.iter().map(String::as_str).collect::<Vec<_>>())?;
        let apart = (options.files.len() > 1).then_some(files.len());
        let (mut own, mut uses) = persons(&table, options.id.as_deref(), &recipe, apart)?;
        people.append(&mut own);
        columns.append(&mut uses);
        files.push(table.read);
    }
    let rows = |read: &TableReport| usize::try_from(read.rows).unwrap_or(usize::MAX);
    let from = || files.iter().flat_map(|read| std::iter::repeat_n(&read.file, rows(read)));
    let standing = match &options.standing {
        Some(path) => {
            let mut known = Standing::read(path)?;
            let file = |file: &String| if files.len() > 1 { file.clone() } else { String::new() };
            people.iter().zip(from()).map(|(person, of)| known.take(&person.id, file(of))).collect()
        }
        None => vec![None; people.len()],
    };
    act.progress.begin("comparing records", Some(people.len() as u64));
    let linkage = Linkage::joining(&people, &standing, &Settings::default());
    act.progress.end();
    let numbers = numbered(linkage.clusters(), &standing);
    let mut from = from();
    let records = people
        .iter()
        .zip(&numbers)
        .map(|(person, cluster)| Grouped {
            id: person.id.clone(),
            cluster: *cluster,
            file: from.next().filter(|_| files.len() > 1).cloned(),
        })
        .collect();
    let pairs = explained(&linkage, &people, evidence);
    let groups: BTreeSet<usize> = numbers.into_iter().collect();
    Ok(DedupeReply { files, columns, records, people: groups.len(), pairs })
}

/// Pairs of workers of the store that may be one person, the surest first, at most `limit`.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn workers(desk: &Desk, act: &Act, limit: usize) -> Result<Vec<PairEvidence>, OpsError> {
    let snapshot = desk.store()?.snapshot()?;
    let people = people(&snapshot)?;
    act.progress.begin("comparing workers", Some(people.len() as u64));
    let linkage = Linkage::of(&people, &Settings::default());
    act.progress.end();
    Ok(explained(&linkage, &people, limit))
}

/// The workers of the store as they are compared: names, birth date, sex as weak evidence, contact,
/// residence, registrations (regulator and number), schools.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn people(snapshot: &Snapshot) -> Result<Vec<LinkedPerson>, StoreError> {
    let mut people = Vec::new();
    snapshot.dossiers::<StoreError>(crate::model::Row::ALL, |dossier| {
        let worker = &dossier.worker;
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        let mut person = LinkedPerson::new(worker.worker_id.as_str())
            .with(Field::GivenName, &text(worker.given_name.as_ref()))
            .with(Field::FamilyName, &text(worker.family_name.as_ref()))
            .with(Field::Email, &text(worker.email.as_ref()))
            .with(Field::Phone, &text(worker.phone.as_ref()))
            .with(Field::BirthDate, &worker.birth_date.map(|date| date.to_string()).unwrap_or_default())
            .with(Field::Sex, worker.sex.as_ref().map_or("", |sex| sex.as_str()))
            .with(Field::Country, &worker.residence.map(|country| country.to_string()).unwrap_or_default())
            .with(Field::Region, &worker.region.as_ref().map(ToString::to_string).unwrap_or_default());
        if worker.given_name.is_none() || worker.family_name.is_none() {
            person = person.with(Field::FullName, &text(worker.full_name.as_ref()));
        }
        for license in &dossier.licenses {
            if let (Some(regulator), Some(number)) = (&license.regulator, &license.number) {
                person = person.with(Field::License, &format!("{regulator} {number}"));
            }
        }
        for school in dossier.qualifications.iter().filter_map(|q| q.school.as_ref()).take(1) {
            person = person.with(Field::School, school);
        }
        people.push(person);
        Ok(())
    })?;
    Ok(people)
}

/// The surest pairs with their evidence.
fn explained(linkage: &Linkage<'_>, people: &[LinkedPerson], limit: usize) -> Vec<PairEvidence> {
    let mut pairs: Vec<Pair> = linkage.pairs().to_vec();
    // Of the same weight the first in the order of the records.
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.weight), pair.left, pair.right));
    pairs.truncate(limit);
    let clusters = linkage.clusters();
    pairs
        .into_iter()
        .map(|pair| PairEvidence {
            left: people[pair.left].id.clone(),
            right: people[pair.right].id.clone(),
            probability: pair.probability,
            weight: pair.weight,
            together: clusters[pair.left] == clusters[pair.right],
            parts: linkage.explain(pair.left, pair.right).1,
        })
        .collect()
}

/// The numbers of groups: those that stand keep theirs, the others count on in the order of the records.
fn numbered(clusters: &[usize], standing: &[Option<usize>]) -> Vec<usize> {
    let of_standing = clusters.iter().zip(standing);
    let mut numbers: BTreeMap<usize, usize> =
        of_standing.filter_map(|(&cluster, number)| Some((cluster, (*number)?))).collect();
    let mut next = standing.iter().flatten().max().copied().unwrap_or(0);
    let mut number = |cluster: usize| {
        *numbers.entry(cluster).or_insert_with(|| {
            next += 1;
            next
        })
    };
    clusters.iter().map(|&cluster| number(cluster)).collect()
}

/// The groups of an earlier run, by identifier and, where it linked two files, by file.
struct Standing(BTreeMap<(String, String), VecDeque<usize>>);

impl Standing {
    fn read(path: &Path) -> Result<Self, TableError> {
        let table = Whole::read(&Source::from(path.to_owned()), &["id", "cluster"])?;
        let (id, cluster) = (table.column("id")?, table.column("cluster")?);
        let file = table.column("file").ok();
        let mut known: BTreeMap<(String, String), VecDeque<usize>> = BTreeMap::new();
        for row in &table.rows {
            let cell = |at: usize| row.cells.get(at).unwrap_or_default().trim();
            let number = cell(cluster).parse().ok().filter(|number| *number > 0);
            let Some(number) = number else {
                let (file, value) = (table.read.file.clone(), cell(cluster).to_owned());
                let column = "cluster".to_owned();
                return Err(TableError::Amount { file, row: row.number, column, value });
            };
            let file = file.map(cell).unwrap_or_default().to_owned();
            known.entry((cell(id).to_owned(), file)).or_default().push_back(number);
        }
        Ok(Self(known))
    }

    /// The group of a record; of records with one identifier each takes the next.
    fn take(&mut self, id: &str, file: String) -> Option<usize> {
        self.0.get_mut(&(id.trim().to_owned(), file))?.pop_front()
    }
}

/// What a recipe says of a column; none to leave it out.
type Recipe = BTreeMap<String, Option<Use>>;

fn read_recipe(path: &Path) -> Result<Recipe, TableError> {
    let wrong = |reason: String| TableError::Recipe { path: path.to_owned(), reason };
    let text = std::fs::read_to_string(path)
        .map_err(|source| TableError::NoRecipe { path: path.to_owned(), source })?;
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| wrong(error.message().to_owned()))?;
    let columns = match table.get("columns") {
        Some(toml::Value::Table(columns)) => columns,
        _ => &table,
    };
    columns
        .iter()
        .map(|(column, value)| {
            let toml::Value::String(value) = value else {
                return Err(wrong(format!("column `{column}`: expected the name of a field between quotes")));
            };
            let meaning = match value.as_str() {
                "ignore" => None,
                other => Some(other.parse().map_err(|source| TableError::Meaning {
                    path: path.to_owned(),
                    column: column.clone(),
                    source,
                })?),
            };
            Ok((column.clone(), meaning))
        })
        .collect()
}

/// The people of a table, and what its columns were taken for. `apart` is the number of the file where records of
/// different files are to be linked.
fn persons(
    table: &Whole,
    id: Option<&str>,
    recipe: &Recipe,
    apart: Option<usize>,
) -> Result<(Vec<LinkedPerson>, Vec<DedupeColumn>), TableError> {
    let mut said: BTreeMap<usize, Option<Use>> = BTreeMap::new();
    for (column, purpose) in recipe {
        match table.column(column) {
            Ok(at) => {
                said.insert(at, *purpose);
            }
            // A recipe for two files may name columns of the other.
            Err(_) if apart.is_some() => {}
            Err(error) => return Err(error),
        }
    }
    let said_id = table.column_if(id)?;
    let cell = |row: &Row, at: usize| row.cells.get(at).unwrap_or_default().to_owned();
    let column = |at: usize| table.rows.iter().take(SAMPLE).map(|row| cell(row, at)).collect::<Vec<_>>();
    let cells: Vec<Vec<String>> = (0..table.headers.len()).map(column).collect();
    let mut uses = ingest::people_columns(&table.headers, &cells);
    // Whoever keeps a list enters a person twice, too: sources are told apart only where a recipe says so.
    let told = said.values().any(|purpose| *purpose == Some(Use::Source));
    for (at, purpose) in said {
        uses[at] = purpose;
    }
    // A list without identifiers begins with what it says of the people: then the numbers of the rows stand for them.
    let tells =
        |of: &Use| matches!(of, Use::Field(field) if !matches!(field, Field::Identifier | Field::License));
    let id = said_id
        .or_else(|| uses.first().is_some_and(|of| of.as_ref().is_none_or(|of| !tells(of))).then_some(0));
    if let Some(id) = id {
        uses[id] = None;
    }
    if !uses.iter().any(|purpose| matches!(purpose, Some(Use::Field(_)))) {
        return Err(TableError::NothingKnown { file: table.read.file.clone(), found: table.quoted() });
    }
    let person = |row: &Row| {
        let number = || row.number.to_string();
        let mut person =
            LinkedPerson::new(id.map_or_else(number, |id| row.cells.get(id).unwrap_or_default().to_owned()));
        person.source = apart.map(|number| format!("{number} {}", table.read.file));
        for (cell, purpose) in row.cells.iter().zip(&uses) {
            match purpose {
                Some(Use::Field(field)) => person = person.with(*field, cell),
                Some(Use::Source) if told && apart.is_none() && !cell.trim().is_empty() => {
                    person.source = Some(cell.trim().to_owned());
                }
                _ => {}
            }
        }
        person
    };
    let people = table.rows.iter().map(person).collect();
    let used = |(at, (header, purpose)): (usize, (&String, &Option<Use>))| DedupeColumn {
        file: table.read.file.clone(),
        header: header.clone(),
        meaning: if id == Some(at) {
            "id".to_owned()
        } else {
            purpose.map_or_else(|| "ignored".to_owned(), |purpose| purpose.to_string())
        },
    };
    let columns = table.headers.iter().zip(&uses).enumerate().map(used).collect();
    Ok((people, columns))
}
