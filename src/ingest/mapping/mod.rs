//! From headers to columns: which kind a file holds, and what each of its columns means.
//!
//! A header is looked up by name, alias and the terms of `data/reference/header_terms.csv`, then by
//! nearness. All headers are solved together ([`solve`]); what is not clear is asked for with the
//! option to type, never guessed. A recipe ([`Recipe`]) says it all beforehand.

mod assign;
mod cells_decide;
mod choice;
mod column;
mod confidence;
mod content;
mod fault;
mod guess;
mod header;
mod lexicon;
mod marks;
mod parts;
mod people;
mod recipe;
mod similar;
mod solve;
mod target;
#[cfg(test)]
mod tests;

pub use choice::{Choice, Choices};
pub use column::{ColumnUse, Constant, Target, Unclear, Via};
pub(super) use column::{Decimals, Mapping, Stated};
pub use confidence::Confidence;
pub use fault::{RecipeError, RecipeFault};
pub(super) use parts::{rest_of_name, with_parts};
pub use people::people_columns;
pub(super) use recipe::{FORMAT, OPEN, translated};
pub use recipe::{Recipe, RecipeReading, is_source_name};
pub use target::column_named;

use super::IngestError;
use crate::model::Kind;
use crate::schema;
use column::{own_columns, unmapped};
use guess::{Goal, Guess, Read, Whose};
use solve::{Outcome, Told};

/// What headers mean without their cells, to be asked before there is a file.
///
/// # Errors
/// [`IngestError`] when a header is unclear, or the kind cannot be told.
pub fn understand_headers(
    headers: &[String],
    kind: Option<Kind>,
    maps: &[Choice],
) -> Result<Vec<ColumnUse>, IngestError> {
    let choices = Choices { maps: maps.to_vec(), recipe: None, lenient: true, ..Choices::default() };
    Ok(map("headers", headers, &[], kind, &choices)?.columns)
}

/// Maps the headers of a file whose kind may be given. `cells` are some cells of each column.
pub(super) fn map(
    file: &str,
    headers: &[String],
    cells: &[Vec<String>],
    kind: Option<Kind>,
    choices: &Choices,
) -> Result<Mapping, IngestError> {
    let chosen = choices.places(file, headers)?;
    if let Some(recipe) = &choices.recipe {
        let mapping = recipe.apply(file, headers, cells)?;
        return choice::over(mapping, file, &chosen, cells);
    }
    let reads = Read::all(headers);
    let mut names = None;
    let kind = match kind {
        Some(kind) => kind,
        None => match recognize(file, &reads, &chosen, choices.gives_ids) {
            Err(unknown @ IngestError::UnknownKind { .. }) if choices.gives_ids && choices.go_on => {
                names = Some(names_by_cells(&reads, cells, &chosen).ok_or(unknown)?);
                Kind::Worker
            }
            kind => kind?,
        },
    };
    let mut told = choice::told(kind, headers.len(), &chosen)?;
    if let (Some(at), Some(full)) = (names, schema::table(kind).column("full_name")) {
        told[at] = Some(Told::Means(Goal::own(kind, full)));
    }
    for at in own_columns(headers) {
        told[at] = Some(Told::LeftOut);
    }
    let mut second: Vec<(usize, String)> = Vec::new();
    let mut solution = loop {
        match solve::solve(kind, &reads, cells, &told) {
            Ok(solution) => break solution,
            Err(same) => {
                let mut free = [same.first, same.second].into_iter().filter(|&at| told[at].is_none());
                let lesser = solve::lesser(&same, headers, cells).filter(|_| choices.go_on);
                let Some(lesser) = lesser.filter(|lesser| free.any(|at| at == *lesser)) else {
                    return Err(IngestError::SameTarget {
                        file: file.to_owned(),
                        first: headers[same.first].clone(),
                        second: headers[same.second].clone(),
                        target: Target::from(same.goal).name(),
                    });
                };
                let better = if lesser == same.first { same.second } else { same.first };
                told[lesser] = Some(Told::LeftOut);
                second.push((lesser, format!("means what `{}` does, which was read", headers[better])));
            }
        }
    };
    for (at, why) in second {
        solution.outcomes[at] = Outcome::Unmapped(Some(why));
        // Its cells may be something else.
        told[at] = None;
    }
    if choices.go_on {
        for at in std::mem::take(&mut solution.sole) {
            if let Outcome::Unclear(guesses) = &solution.outcomes[at] {
                solution.outcomes[at] = Outcome::Takes(guesses[0].clone());
            }
        }
        if kind == Kind::Worker {
            cells_decide::decide(&reads, cells, &told, &mut solution);
        }
        if kind == Kind::Opening {
            cells_decide::decide_of_openings(&reads, cells, &told, &mut solution);
        }
    }
    let unclear: Vec<Unclear> = solution
        .outcomes
        .iter()
        .enumerate()
        .filter_map(|(at, outcome)| match outcome {
            Outcome::Unclear(guesses) => Some(unclear(&headers[at], guesses, cells.get(at))),
            _ => None,
        })
        .collect();
    let taken = |field: &str| {
        solution.outcomes.iter().any(|outcome| match outcome {
            Outcome::Takes(guess) => guess.goal.slot.is_none() && guess.goal.field().name == field,
            _ => false,
        })
    };
    let table = schema::table(kind);
    let needed = |one: &Unclear| {
        let asked = |field: &&schema::Field| one.candidates.iter().any(|(name, ..)| *name == field.name);
        let given = |field: &&schema::Field| {
            choices.gives_ids
                && matches!(kind, Kind::Worker | Kind::Opening)
                && field.name == table.fields[table.key[0]].name
        };
        let mut required = table.fields.iter().filter(|field| field.required && !given(field));
        required.any(|field| asked(&field) && !taken(&field.name))
    };
    if !unclear.is_empty() && (!choices.go_on || unclear.iter().any(needed)) {
        return Err(IngestError::Unclear { file: file.to_owned(), kind, columns: unclear });
    }
    let mut columns: Vec<ColumnUse> = solution
        .outcomes
        .into_iter()
        .enumerate()
        .map(|(at, outcome)| column_use(&reads[at], outcome, cells.get(at)))
        .collect();
    for at in own_columns(headers) {
        columns[at] = ColumnUse { via: Via::Rejects, why: None, ..columns[at].clone() };
    }
    let constants = solution.named.iter().flat_map(|(&slot, &of)| {
        let presumed = presumed_constant(kind, slot, of, &reads);
        named_constant(kind, slot, of).into_iter().chain(presumed)
    });
    let constants = constants.chain(councils(&columns)).chain(purpose_presumed(&columns)).collect();
    Ok(Mapping { kind, columns, constants })
}

/// The test and the parts that a header names in the order of the results below it, where its column is the test of a
/// certificate.
pub(super) fn order_of_parts(used: &ColumnUse) -> Option<(String, Vec<String>)> {
    let target = used.target.as_ref()?;
    let is_test = target.kind == Kind::LanguageCertificate && target.field == "test";
    if is_test { parts::order_of_parts(&used.header) } else { None }
}

/// The kind that a file with these headers holds, unless it is given.
///
/// # Errors
/// [`IngestError::UnknownKind`] or [`IngestError::AmbiguousKind`] when the headers do not tell.
pub(super) fn kind(
    file: &str,
    headers: &[String],
    kind: Option<Kind>,
    choices: &Choices,
) -> Result<Kind, IngestError> {
    match kind.or(choices.recipe.as_ref().map(|recipe| recipe.kind())) {
        Some(kind) => Ok(kind),
        None => recognize(file, &Read::all(headers), &choices.places(file, headers)?, choices.gives_ids),
    }
}

/// How many columns the kind that knows most of the headers understands of them: weighs separators, and rows
/// that may be the header. A column counts once, as in a row of cells words come again.
pub fn understood(headers: &[String]) -> usize {
    const LONGEST: usize = 200;
    let reads = Read::all(headers);
    // Beside our own names no other words are looked into.
    if Kind::ALL.iter().any(|&kind| are_own_names(kind, &reads)) {
        return headers.len();
    }
    let goals = |kind: Kind| {
        let mut goals: Vec<Goal> = reads
            .iter()
            .filter(|read| read.raw.len() <= LONGEST)
            .filter_map(|read| match read.said(kind) {
                guess::Said::Sure(guess) => Some(guess.goal),
                guess::Said::Open(guesses) => guesses.first().map(|guess| guess.goal),
                _ => None,
            })
            .collect();
        goals.sort_unstable();
        goals.dedup();
        goals.len()
    };
    Kind::ALL.iter().map(|&kind| goals(kind)).max().unwrap_or_default()
}

/// Whether each header is the very name of another column of a kind.
fn are_own_names(kind: Kind, reads: &[Read]) -> bool {
    let mut goals: Vec<Goal> =
        reads.iter().map_while(|read| read.own_name(kind).map(|guess| guess.goal)).collect();
    goals.sort_unstable();
    goals.dedup();
    goals.len() == reads.len()
}

/// Whether a header names a field and not whose it is: *No.*, *Expiry*.
pub(super) fn is_bare(header: &str) -> bool {
    !header.is_empty() && parts::is_bare(&header::Header::new(header))
}

/// The sex that the last word of a header names, where there is a column of birth dates for each.
pub(super) fn sex_of(header: &str) -> Option<&'static str> {
    guess::sex_of(header)
}

/// Whether one of the names of a header of several is that of a school: `Diploma, school, year`.
pub(super) fn names_school(header: &str) -> bool {
    guess::names_school(header)
}

fn recognize(
    file: &str,
    reads: &[Read],
    chosen: &[(usize, &Choice)],
    gives_ids: bool,
) -> Result<Kind, IngestError> {
    // What a report adds to the rows that come back says nothing of their kind.
    let headers: Vec<String> = reads.iter().map(|read| read.raw.clone()).collect();
    let reads = &reads[..own_columns(&headers).start];
    let told = |kind: Kind| {
        let mut told = vec![None; reads.len()];
        for (at, choice) in chosen.iter().filter(|(at, _)| *at < reads.len()) {
            // A header that is left out tells the kind all the same; a column that the kind does not have
            // speaks against it.
            told[*at] = choice
                .target
                .as_deref()
                .map(|target| target::resolve(kind, target).map_or(Told::LeftOut, Told::Means));
        }
        told
    };
    let mut named = Kind::ALL.iter().copied().filter(|&kind| are_own_names(kind, reads));
    if let (Some(kind), None, true) = (named.next(), named.next(), chosen.is_empty())
        && solve::may_have_id(kind, reads, &told(kind), false)
    {
        return Ok(kind);
    }
    // The kind that understands most headers, its own columns counting before those of parts.
    let mut ranked: Vec<(usize, usize, Kind)> = Kind::ALL
        .iter()
        .map(|&kind| {
            let (all, own) = solve::understood(kind, reads, &told(kind));
            (all, own, kind)
        })
        .collect();
    ranked.sort_by_key(|&(all, own, kind)| (std::cmp::Reverse((all, own)), kind));
    let with_id = |near: bool| -> Vec<(usize, usize, Kind)> {
        let has = |kind: Kind| solve::may_have_id(kind, reads, &told(kind), near);
        ranked.iter().copied().filter(|&(all, _, kind)| all > 0 && has(kind)).collect()
    };
    let mut candidates = with_id(false);
    // With another near identifier most kinds would have one: the best alone may have it mistyped.
    if candidates.first().is_none_or(|first| first.0 < ranked[0].0) {
        let near = with_id(true);
        if near.first().is_some_and(|first| first.0 == ranked[0].0) {
            candidates = near;
        }
    }
    match candidates[..] {
        // A list that names people and says more of them than any other kind is one of people.
        [] if gives_ids && ranked[0].2 == Kind::Worker && names_people(reads, chosen) => Ok(Kind::Worker),
        // One that names titles, and says more of posts than of anything else, is one of posts.
        [] if gives_ids && ranked[0].2 == Kind::Opening && names_posts(reads, chosen) => Ok(Kind::Opening),
        [] => {
            let best = ranked[0].2;
            let unknown = reads
                .iter()
                .filter(|read| matches!(read.said(best), guess::Said::Unknown | guess::Said::Nothing))
                .map(|read| read.raw.clone())
                .collect();
            let table = schema::table(best);
            // Of people a name is enough: identifiers are given.
            let named = gives_ids && best == Kind::Worker;
            let missing = match best {
                Kind::Opening if gives_ids => "title",
                _ if named => "full_name",
                _ => table.fields[table.key[0]].name.as_str(),
            };
            Err(IngestError::UnknownKind {
                file: file.to_owned(),
                nearest: best.to_string(),
                missing: missing.to_owned(),
                unknown,
            })
        }
        // An identifier alone is shared by a whole and all its parts: it decides nothing.
        [first, second, ..] if (first.0, first.1) == (second.0, second.1) => {
            Err(IngestError::AmbiguousKind {
                file: file.to_owned(),
                first: first.2.to_string(),
                second: second.2.to_string(),
                by_identifier: first.0 == 1,
            })
        }
        [first, ..] => Ok(first.2),
    }
}

/// The column of names of a list whose headers are in words that nobody knows: the only one of names, beside two of mail
/// addresses, telephone numbers and days of birth.
fn names_by_cells(reads: &[Read], cells: &[Vec<String>], chosen: &[(usize, &Choice)]) -> Option<usize> {
    const FEWEST_MARKS: usize = 2;
    let free = |at: &usize| {
        !reads[*at].raw.trim().is_empty()
            && chosen.iter().all(|(of, _)| of != at)
            && !matches!(reads[*at].said(Kind::Worker), guess::Said::Sure(_) | guess::Said::Nothing)
    };
    let mut names =
        (0..reads.len().min(cells.len())).filter(free).filter(|&at| content::are_people(&cells[at]));
    // Of names of the person and of a relative the first is the person's.
    let first = names.next()?;
    (content::marks_of_people(cells) >= FEWEST_MARKS).then_some(first)
}

/// Whether some header of a list holds the names of people, or two the parts of them.
fn names_people(reads: &[Read], chosen: &[(usize, &Choice)]) -> bool {
    let means = |name: &str| has_column(Kind::Worker, name, reads, chosen);
    means("full_name") || means("given_name") && means("family_name")
}

/// Whether a header of a list holds the titles of posts.
fn names_posts(reads: &[Read], chosen: &[(usize, &Choice)]) -> bool {
    has_column(Kind::Opening, "title", reads, chosen)
}

/// Whether some header of a list is a column of a kind; what the user said of a header goes before what it says itself.
fn has_column(kind: Kind, name: &str, reads: &[Read], chosen: &[(usize, &Choice)]) -> bool {
    let is = |goal: Goal| goal.slot.is_none() && goal.field().name == name;
    reads.iter().enumerate().any(|(at, read)| {
        if let Some((_, choice)) = chosen.iter().find(|(of, _)| *of == at) {
            return choice.target.as_deref().and_then(|target| target::resolve(kind, target)).is_some_and(is);
        }
        match read.said(kind) {
            guess::Said::Sure(guess) => is(guess.goal),
            guess::Said::Open(guesses) => guesses.iter().any(|guess| is(guess.goal)),
            guess::Said::Unknown => {
                let near = read.near(kind);
                let sure = near.first().filter(|guess| guess.confidence >= confidence::SURE);
                sure.is_some_and(|guess| is(guess.goal))
            }
            guess::Said::Nothing => false,
        }
    })
}

fn column_use(read: &Read, outcome: Outcome, cells: Option<&Vec<String>>) -> ColumnUse {
    let header = read.raw.clone();
    match outcome {
        Outcome::Takes(guess) => ColumnUse {
            header,
            sample: sample(guess.goal, cells),
            stated: stated(guess.goal, read),
            decimals: None,
            target: Some(guess.goal.into()),
            via: guess.via,
            confidence: Some(Confidence::new(guess.confidence)),
            why: Some(guess.why),
            values: None,
            may_mean: Vec::new(),
        },
        Outcome::Unmapped(why) => unmapped(header, Via::Unmapped, why),
        Outcome::Unclear(guesses) => {
            let mut open = unclear(&header, &guesses, cells);
            let may_mean = open.candidates.into_iter().map(|(name, ..)| name).collect();
            let sample = (!open.samples.is_empty()).then(|| open.samples.swap_remove(0));
            ColumnUse { sample, may_mean, ..unmapped(header, Via::Unmapped, None) }
        }
    }
}

/// The order of dates that a header states. Our own names state none, and need not be taken apart.
fn stated(goal: Goal, read: &Read) -> Option<Stated> {
    if goal.field().semantic != schema::Semantic::Date {
        return None;
    }
    read.date_order().map(Stated::Header)
}

fn sample(goal: Goal, cells: Option<&Vec<String>>) -> Option<String> {
    if solve::is_identity(goal) {
        return None;
    }
    samples(cells, 1).pop()
}

fn samples(cells: Option<&Vec<String>>, most: usize) -> Vec<String> {
    const LONGEST: usize = 40;
    let mut shown: Vec<String> = Vec::new();
    for cell in cells.into_iter().flatten() {
        let cell: String =
            cell.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
        if !cell.is_empty() && !shown.contains(&cell) {
            shown.push(cell);
        }
        if shown.len() == most {
            break;
        }
    }
    shown
}

fn unclear(header: &str, guesses: &[Guess], cells: Option<&Vec<String>>) -> Unclear {
    const CANDIDATES: usize = 3;
    let blind = guesses.iter().any(|guess| solve::is_identity(guess.goal));
    let candidates = guesses
        .iter()
        .take(CANDIDATES)
        .map(|guess| (Target::from(guess.goal).name(), Confidence::new(guess.confidence), guess.why.clone()))
        .collect();
    let samples = if blind { Vec::new() } else { samples(cells, 3) };
    Unclear { header: header.to_owned(), candidates, samples }
}

/// That the test which headers name is one that they may not mean: `IELTS Overall` may be of General Training.
fn presumed_constant(kind: Kind, slot: Option<u8>, of: Whose, reads: &[Read]) -> Option<Constant> {
    let Whose::Test(test) = of else { return None };
    let names = reads.iter().filter_map(Read::named_test).filter(|named| named.test == Some(test));
    let assumed = &crate::reference::language_tests::find(test)?.assumed;
    let usual = |named: &parts::Named| assumed.contains(&named.name);
    let mut names = names.peekable();
    if names.peek().is_none() || !names.all(|named| usual(&named)) {
        return None;
    }
    let kind = if slot.is_some() { Kind::LanguageCertificate } else { kind };
    let column = schema::table(kind).column("test_presumed")?;
    let goal = Goal { kind, slot, of: None, column };
    let why = "a header names a test by a name that another goes by as well".to_owned();
    Some(Constant { target: goal.into(), value: "yes".to_owned(), why })
}

/// That the purpose of a consent is presumed, where the header of its answers names none: a consent of any law is to
/// something, and the record says that the list did not.
fn purpose_presumed(columns: &[ColumnUse]) -> Option<Constant> {
    let table = schema::table(Kind::Consent);
    let is_given = |target: &Target| target.kind == Kind::Consent && target.field == "given";
    let near = columns.iter().filter(|used| used.via == Via::Near);
    let mut targets = near.filter_map(|used| used.target.as_ref()).filter(|target| is_given(target));
    let slot = targets.find_map(|target| target.slot)?;
    let goal =
        Goal { kind: Kind::Consent, slot: Some(slot), of: None, column: table.column(parts::PRESUMED)? };
    let why = "no header names the purpose of the consent".to_owned();
    Some(Constant { target: goal.into(), value: "yes".to_owned(), why })
}

/// The councils that headers of license numbers name, where no column is of the regulator: `PRC Lic. No.`.
fn councils(columns: &[ColumnUse]) -> impl Iterator<Item = Constant> {
    let takes = |target: &Target, name: &str| target.kind == Kind::License && target.field == name;
    let targets = || columns.iter().filter_map(|used| Some((used.target.as_ref()?, used)));
    let numbers = targets().filter(move |(target, _)| takes(target, "number"));
    let unnamed = numbers.filter(move |(number, _)| {
        !targets().any(|(other, _)| takes(other, "regulator") && other.slot == number.slot)
    });
    unnamed.filter_map(|(number, used)| {
        let column = schema::table(Kind::License).column("regulator")?;
        let goal = Goal { kind: Kind::License, slot: number.slot, of: None, column };
        let value = crate::normalize::council_of_header(&used.header)?;
        Some(Constant { target: goal.into(), value, why: "a header names the regulator".to_owned() })
    })
}

/// What a header says of every row: the test or the language of a certificate, or the language that an opening asks for.
fn named_constant(kind: Kind, slot: Option<u8>, of: Whose) -> Option<Constant> {
    let kind = if slot.is_some() { Kind::LanguageCertificate } else { kind };
    let (column, value, why) = match of {
        Whose::Test(test) => ("test", test.to_owned(), "a header names the test"),
        Whose::Language(language) => ("language", language.to_string(), "a header names the language"),
    };
    let column = schema::table(kind).column(column)?;
    let goal = Goal { kind, slot, of: None, column };
    Some(Constant { target: goal.into(), value, why: why.to_owned() })
}
