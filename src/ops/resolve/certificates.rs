//! `corridor resolve certificates`: what each text of a table says of a language certificate.

use super::vocabulary::Texts;
use crate::credentials::language;
use crate::model::{Cefr, Confidence, Day};
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
    pub cefr: Vec<ResultLevel>,
}

/// The level of a result, by the concordance of its test.
#[derive(Debug, Clone, Serialize)]
pub struct ResultLevel {
    /// The result: a skill, or `overall`.
    pub result: &'static str,
    /// The level; `None` where the result lies below the table.
    pub level: Option<Cefr>,
    /// The document of the row.
    pub source: &'static str,
    /// How well the source proves it.
    pub confidence: Confidence,
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

fn levels(certificate: &Certificate) -> Vec<ResultLevel> {
    let linked = language::levels_by_skill(certificate).into_iter();
    let levels = linked.map(|(result, linked)| ResultLevel {
        result,
        level: linked.level,
        source: &linked.citation.source,
        confidence: linked.citation.confidence,
    });
    levels.collect()
}
