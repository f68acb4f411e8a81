//! `corridor resolve certificates`: what each text of a table says of a language certificate.

use super::vocabulary::Texts;
use crate::credentials::language;
use crate::model::Day;
use crate::normalize::certificate::{self, Certificate, Refused};
use crate::ops::OpsError;
use crate::ops::table::{self, Answers};
use serde::Serialize;

/// A certificate that a text names, or why the text names no certificate.
#[derive(Debug, Clone, Serialize)]
pub struct CertificateRow {
    /// The identifier of the text's row; a text of several certificates has several rows.
    pub id: String,
    /// The text.
    pub text: String,
    /// What it says.
    pub certificate: Option<Certificate>,
    /// Why it is refused.
    pub refused: Option<Refused>,
    /// The level of each result, with the source of the row of the concordance and its confidence.
    pub cefr: Vec<String>,
}

/// Reads each text, in the order of the rows.
///
/// # Errors
/// [`OpsError`] when the file cannot be read or lacks a column.
pub fn certificates(texts: &Texts, as_of: Day) -> Result<Answers<CertificateRow>, OpsError> {
    let mut rows = Vec::new();
    let mut add = |id: &str, text: &str| {
        for text in certificate::parted_by_exam(text, as_of) {
            let (certificate, refused) = match certificate::certificate(&text, as_of) {
                Ok(certificate) => (Some(certificate), None),
                Err(refused) => (None, Some(refused)),
            };
            let cefr = certificate.iter().flat_map(levels).collect();
            rows.push(CertificateRow { id: id.to_owned(), text, certificate, refused, cefr });
        }
    };
    let read = match texts {
        Texts::One(text) => {
            add("1", text);
            None
        }
        Texts::Table { source, id, text } => {
            let (texts, read) = table::texts(source, id.as_deref(), text)?;
            for (id, text) in texts {
                add(&id, &text);
            }
            Some(read)
        }
    };
    Ok(Answers { rows, read })
}

fn levels(certificate: &Certificate) -> Vec<String> {
    let linked = language::levels_by_skill(certificate).into_iter();
    let words = linked.map(|(skill, linked)| {
        let level = linked.level.map_or("below the table".to_owned(), |level| level.to_string());
        format!("{skill} {level} [{}, {}]", linked.citation.source, linked.citation.confidence)
    });
    words.collect()
}
