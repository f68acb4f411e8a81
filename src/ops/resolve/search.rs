//! `corridor resolve search`: the texts of one table ranked for the questions of another.
//!
//! Whoever judges search by a collection of their own asks it here: the words are those of `corridor search`, and so are
//! the concepts that they name in any language.

use crate::index::TextRanker;
use crate::matching::Concepts;
use crate::model::Language;
use crate::ops::OpsError;
use crate::ops::table::{Answers, Row, Source, Whole};
use crate::text::{Endings, searched};
use serde::Serialize;

/// Which tables and columns.
#[derive(Debug, Clone)]
pub struct SearchTables {
    /// The table of texts.
    pub documents: Source,
    /// The column with their identifiers.
    pub id: String,
    /// The columns with the texts, which are read one after the other.
    pub text: Vec<String>,
    /// The table of questions.
    pub questions: Source,
    /// The column with their identifiers.
    pub question_id: String,
    /// The columns with the questions.
    pub question: Vec<String>,
    /// The language of whose words the endings are taken off.
    pub language: Language,
    /// How many texts are shown for each question at most.
    pub top: usize,
}

/// A text that answers a question.
#[derive(Debug, Clone, Serialize)]
pub struct SearchRow {
    /// The question's identifier.
    pub question: String,
    /// The place among its answers, from 1.
    pub rank: usize,
    /// The text's identifier.
    pub id: String,
    /// How well it answers: only the order within a question means something.
    pub score: f32,
}

/// Ranks the texts for each question, in the order of the questions. A question that no text answers has no row.
///
/// # Errors
/// [`OpsError`] when a file cannot be read or lacks a column.
pub fn search(tables: &SearchTables) -> Result<Answers<SearchRow>, OpsError> {
    let endings = Endings::of(tables.language.as_str());
    let documents = texts(&tables.documents, &tables.id, &tables.text)?.rows;
    let Answers { rows: questions, read } = texts(&tables.questions, &tables.question_id, &tables.question)?;
    let ranker = TextRanker::of(documents.iter().map(|(_, text)| terms(text, endings.as_ref())))?;
    let mut rows = Vec::new();
    for (question, text) in &questions {
        let found = ranker.rank(&terms(text, endings.as_ref()), tables.top)?;
        rows.extend((1..).zip(found).map(|(rank, (at, score))| SearchRow {
            question: question.clone(),
            rank,
            id: documents[at].0.clone(),
            score,
        }));
    }
    Ok(Answers { rows, read })
}

/// The identifier and the text of each row.
fn texts(source: &Source, id: &str, columns: &[String]) -> Result<Answers<(String, String)>, OpsError> {
    let asked: Vec<&str> = std::iter::once(id).chain(columns.iter().map(String::as_str)).collect();
    let table = Whole::read(source, &asked)?;
    let id = table.column(id)?;
    let columns = columns.iter().map(|column| table.column(column)).collect::<Result<Vec<_>, _>>()?;
    let row = |row: &Row| {
        let cell = |at: usize| row.cells.get(at).unwrap_or_default();
        let text = columns.iter().map(|at| cell(*at)).collect::<Vec<_>>().join("\n");
        (cell(id).to_owned(), text)
    };
    Ok(Answers { rows: table.rows.iter().map(row).collect(), read: Some(table.read) })
}

/// The words of a text without their endings, and the concepts of the vocabularies that it names.
fn terms(text: &str, endings: Option<&Endings>) -> Vec<String> {
    let words = searched(text).into_iter().filter(|one| !one.inside);
    let mut terms: Vec<String> = words
        .map(|one| endings.map_or_else(|| one.word.clone(), |endings| endings.without(&one.word)))
        .collect();
    let mut concepts = Concepts::default();
    concepts.add(text);
    // No word begins with this sign.
    terms.extend(concepts.ids().map(|id| format!("#{id}")));
    terms
}
