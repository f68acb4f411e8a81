//! Replies of `resolve`: what each text names.

use super::language;
use crate::cli::output::Rows;
use crate::cli::render;
use crate::message;
use crate::model::Isco08;
use crate::normalize::certificate::Refused;
use crate::ops::resolve::certificates::{CertificateRow, ResultLevel};
use crate::ops::resolve::countries::{CountryRow, CountryTotal};
use crate::ops::resolve::names::NameRow;
use crate::ops::resolve::occupations::OccupationRow;
use crate::ops::resolve::search::SearchRow;
use crate::ops::resolve::vocabulary::VocabularyRow;
use crate::reference::occupations as groups;

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// A text with the things that it may mean, likest first: what comes first in each line, and the cells of each thing.
struct Ranked {
    first: Vec<String>,
    candidates: Vec<Vec<String>>,
}

/// A line for each thing that a text may mean, with its rank behind what comes first; a text that means nothing has one
/// line with `blanks` empty cells, or none.
fn ranked(rows: impl Iterator<Item = Ranked>, blanks: Option<usize>) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for row in rows {
        if let (true, Some(blanks)) = (row.candidates.is_empty(), blanks) {
            lines.push([row.first.clone(), vec![String::new(); blanks]].concat());
        }
        for (rank, candidate) in (1_usize..).zip(row.candidates) {
            lines.push([row.first.clone(), vec![rank.to_string()], candidate].concat());
        }
    }
    lines
}

const VOCABULARY: [&str; 10] =
    ["row", "text", "id", "certain", "rank", "candidate", "score", "exact", "name", "source"];

/// CSV has identifiers, people are shown what tells candidates apart.
fn vocabulary_lines(rows: &[VocabularyRow], shown: bool) -> Vec<Vec<String>> {
    let row = |row: &VocabularyRow| {
        let id = row.resolved.id.clone().unwrap_or_default();
        let cells = |candidate: &crate::resolve::vocabulary::Candidate| {
            vec![
                if shown { candidate.shown.clone() } else { candidate.id.clone() },
                format!("{:.2}", candidate.score),
                yes(candidate.exact),
                candidate.name.clone(),
                candidate.source.to_owned(),
            ]
        };
        Ranked {
            first: vec![row.row.clone(), row.text.clone(), id, yes(row.resolved.certain)],
            candidates: row.resolved.candidates.iter().map(cells).collect(),
        }
    };
    ranked(rows.iter().map(row), Some(VOCABULARY.len() - 4))
}

/// What each text names, as rows.
pub(in crate::cli) fn vocabulary_rows(rows: &[VocabularyRow]) -> Rows {
    Rows::new(&VOCABULARY, vocabulary_lines(rows, false))
}

/// What each text names, for people: a score of 1 says that the name stands there as it is.
pub(in crate::cli) fn vocabulary(rows: &[VocabularyRow]) -> String {
    const EXACT: usize = 7;
    let mut headers = VOCABULARY.to_vec();
    headers.remove(EXACT);
    let mut lines = vocabulary_lines(rows, true);
    lines.iter_mut().for_each(|line| drop(line.remove(EXACT)));
    render::table(&headers, &lines)
}

const SEARCH: [&str; 4] = ["question", "rank", "id", "score"];

fn search_lines(rows: &[SearchRow]) -> Vec<Vec<String>> {
    let line = |row: &SearchRow| {
        vec![row.question.clone(), row.rank.to_string(), row.id.clone(), format!("{:.4}", row.score)]
    };
    rows.iter().map(line).collect()
}

/// The texts that answer each question, as rows.
pub(in crate::cli) fn search_rows(rows: &[SearchRow]) -> Rows {
    Rows::new(&SEARCH, search_lines(rows))
}

/// The texts that answer each question, for people.
pub(in crate::cli) fn searched(rows: &[SearchRow]) -> String {
    render::table(&SEARCH, &search_lines(rows))
}

/// The unit groups that each title means, as rows; a title that is no answer has none.
pub(in crate::cli) fn occupation_rows(rows: &[OccupationRow]) -> Rows {
    let headers =
        ["id", "rank", "isco08", "health", "score", "label", "language", "source", "likeness", "certain"];
    let row = |row: &OccupationRow| Ranked {
        first: vec![row.id.clone()],
        candidates: occupation_cells(row, |_| said(row).to_owned()),
    };
    Rows::new(&headers, ranked(rows.iter().map(row), None))
}

/// The unit groups that each title means, for people.
pub(in crate::cli) fn occupations(rows: &[OccupationRow]) -> String {
    // How like a label is stands in CSV.
    const LIKENESS: usize = 9;
    let headers = [
        "id",
        "title",
        "rank",
        "isco08",
        "unit group",
        "score",
        "by the label",
        "language",
        "source",
        "certain",
    ];
    let mut lines = Vec::new();
    for row in rows {
        let first = vec![row.id.clone(), row.title.clone()];
        let candidates = occupation_cells(row, group_title);
        let mut own = ranked(std::iter::once(Ranked { first, candidates }), Some(headers.len() - 1));
        for (at, line) in own.iter_mut().enumerate() {
            line.remove(LIKENESS);
            if at > 0 {
                line[1] = String::new();
            }
            if line[3].is_empty() {
                line[4] = said(row).to_owned();
            }
        }
        lines.extend(own);
    }
    render::table(&headers, &lines)
}

fn occupation_cells(row: &OccupationRow, group: impl Fn(Isco08) -> String) -> Vec<Vec<String>> {
    let candidates = row.resolved.candidates.iter().filter(|_| row.shows_candidates()).enumerate();
    let cells = |(at, candidate): (usize, &crate::resolve::occupations::OccupationCandidate)| {
        vec![
            candidate.isco08.to_string(),
            group(candidate.isco08),
            format!("{:.3}", candidate.score),
            candidate.label.clone(),
            candidate.language.clone(),
            candidate.source.to_owned(),
            format!("{:.2}", candidate.likeness),
            yes(row.resolved.certain && at == 0),
        ]
    };
    candidates.map(cells).collect()
}

fn said(row: &OccupationRow) -> &'static str {
    match row.resolved.health {
        Some(true) => "health",
        Some(false) => "no health occupation",
        None => "unknown",
    }
}

fn group_title(code: Isco08) -> String {
    let title = groups::title(code);
    if title.is_empty() { "outside health".to_owned() } else { title.to_owned() }
}

/// Whether two names are one person's, as rows.
pub(in crate::cli) fn name_rows(rows: &[NameRow]) -> Rows {
    let row =
        |row: &NameRow| vec![row.id.clone(), format!("{:.4}", row.score), u8::from(row.is_match).to_string()];
    Rows::new(&["id", "score", "match"], rows.iter().map(row).collect())
}

/// Whether two names are one person's, for people.
pub(in crate::cli) fn names(rows: &[NameRow]) -> String {
    let row = |row: &NameRow| {
        vec![row.id.clone(), format!("{:.3}", row.score), yes(row.is_match), row.because.join("; ")]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    render::table(&["id", "score", "match", "because"], &rows)
}

/// The country that each text names, as rows.
pub(in crate::cli) fn country_rows(rows: &[CountryRow]) -> Rows {
    let headers = ["id", "alpha2", "candidates", "step", "name", "language", "edits", "certain", "lies_in"];
    Rows::new(&headers, rows.iter().map(country_cells).collect())
}

/// The country that each text names, for people.
pub(in crate::cli) fn countries(rows: &[CountryRow]) -> String {
    let with_text = |row: &CountryRow| {
        let mut cells = country_cells(row);
        cells.insert(1, row.text.clone());
        cells
    };
    let lines: Vec<Vec<String>> = rows.iter().map(with_text).collect();
    let headers = [
        "id",
        "text",
        "country",
        "candidates",
        "step",
        "recognized by",
        "language",
        "edits",
        "certain",
        "lies in",
    ];
    render::table(&headers, &lines)
}

fn country_cells(row: &CountryRow) -> Vec<String> {
    let found = &row.resolved;
    let codes: Vec<String> = found.candidates.iter().map(ToString::to_string).collect();
    let lies_in: Vec<String> = found.lies_in.iter().map(ToString::to_string).collect();
    vec![
        row.id.clone(),
        found.country.map(|country| country.to_string()).unwrap_or_default(),
        codes.join(" "),
        found.step.map(|step| step.to_string()).unwrap_or_default(),
        found.name.clone(),
        found.language.clone(),
        found.step.map(|_| found.edits.to_string()).unwrap_or_default(),
        yes(found.certain),
        lies_in.join(" "),
    ]
}

/// The level of a result in a cell.
fn level_of_result(one: &ResultLevel) -> String {
    let level = one.level.map_or("below the table".to_owned(), |level| level.to_string());
    format!("{} {level} [{}, {}]", one.result, one.source, one.confidence)
}

/// Amounts by group and country, as rows.
pub(in crate::cli) fn total_rows(totals: &[CountryTotal], by: &str, total: &str) -> Rows {
    Rows::new(&[by, "alpha2", total], total_cells(totals))
}

/// Amounts by group and country, for people.
pub(in crate::cli) fn totals(totals: &[CountryTotal], by: &str, total: &str) -> String {
    render::table(&[by, "country", total], &total_cells(totals))
}

fn total_cells(totals: &[CountryTotal]) -> Vec<Vec<String>> {
    totals.iter().map(|one| vec![one.group.clone(), one.alpha2.clone(), one.total.to_string()]).collect()
}

/// What each text says of a certificate, for people.
pub(in crate::cli) fn certificates(rows: &[CertificateRow]) -> String {
    let mut text = String::new();
    for row in rows {
        let said = match (&row.certificate, &row.refused) {
            (Some(one), _) => language::certificate(one),
            (None, Some(why)) => format!("Refused ({}). {}", why.fault, refused(why)),
            (None, None) => String::new(),
        };
        text.push_str(&render::wrapped(&format!("{}  {}", row.id, row.text), 0));
        text.push_str(&render::wrapped(&said, 4));
    }
    text
}

/// Why a text is refused, and what to write instead.
fn refused(why: &Refused) -> String {
    let expected = why.expected().map(|expected| format!(" {expected}")).unwrap_or_default();
    format!("{}{expected}", why.why)
}

/// What each text says of a certificate, as rows.
pub(in crate::cli) fn certificate_rows(rows: &[CertificateRow]) -> Rows {
    let headers = [
        "id",
        "fault",
        "test",
        "language",
        "level",
        "overall",
        "listening",
        "reading",
        "writing",
        "speaking",
        "taken_on",
        "expires_on",
        "mode",
        "cefr",
        "notes",
    ];
    let line = |row: &CertificateRow| {
        let mut line = vec![row.id.clone()];
        match (&row.certificate, &row.refused) {
            (Some(one), _) => {
                let text = |value: &Option<String>| value.clone().unwrap_or_default();
                let shown = |value: Option<String>| value.unwrap_or_default();
                line.extend([
                    String::new(),
                    shown(one.test.as_ref().map(ToString::to_string)),
                    shown(one.language.map(|language| language.to_string())),
                    shown(one.level.map(|level| level.to_string())),
                    text(&one.overall),
                    text(&one.listening),
                    text(&one.reading),
                    text(&one.writing),
                    text(&one.speaking),
                    shown(one.taken_on.map(|date| date.to_string())),
                    shown(one.expires_on.map(|date| date.to_string())),
                    shown(one.mode.map(|mode| mode.to_string())),
                    row.cefr.iter().map(level_of_result).collect::<Vec<_>>().join("; "),
                    message::paragraph(&one.notes),
                ]);
            }
            (None, refused) => {
                line.push(refused.as_ref().map(|why| why.fault.to_string()).unwrap_or_default());
                line.extend(std::iter::repeat_n(String::new(), 12));
                line.push(refused.as_ref().map(self::refused).unwrap_or_default());
            }
        }
        line
    };
    Rows::new(&headers, rows.iter().map(line).collect())
}
