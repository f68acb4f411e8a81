//! `corridor search`: words and filters in, blind and highlighted records out.

use super::{Act, Desk, OpsError, catch_up};
use crate::disclosure;
use crate::index::{self, Fragment, How, Matched};
use crate::matching::Offer;
use crate::message::Reason;
use crate::model::{Day, Kind, LanguageCertificate, Opening, Row, Seq, Worker};
use crate::query::{self, Between, QueryError};
use crate::store::Snapshot;
use serde::Serialize;
use std::ops::RangeBounds as _;
use std::time::Duration;

/// How long a search waits for another process that is indexing.
const PATIENCE: Duration = Duration::from_secs(2);

/// Characters of a highlighted piece.
const PIECE: usize = 160;

/// What to search for.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// The kind.
    pub kind: Kind,
    /// Words, phrases in double quotes, comparisons and filters: see [`crate::query`].
    pub words: String,
    /// Filters as `field=value`.
    pub filters: Vec<String>,
    /// How many results to return.
    pub limit: usize,
}

/// What a search found.
#[derive(Debug, Serialize)]
pub struct SearchReply {
    /// The kind.
    pub kind: Kind,
    /// How many records match.
    pub total: usize,
    /// The first of them.
    pub results: Vec<SearchFound>,
    /// What the person who asked should know.
    pub notes: Vec<String>,
    /// Where the index stands.
    pub index_seq: Seq,
    /// Where the store stands.
    pub store_seq: Seq,
}

/// A record that was found, as it may be shown.
#[derive(Debug, Serialize)]
pub struct SearchFound {
    /// The record's identifier; of a certificate, its worker's.
    pub id: String,
    /// What it is, in a line.
    pub line: String,
    /// Where it matched.
    pub fragments: Vec<Fragment>,
    /// The words that matched by a near spelling.
    pub near: Vec<Matched>,
}

/// Searches a kind.
///
/// # Errors
/// [`OpsError`] for a kind or a filter that cannot be searched by, and when store or index fail.
pub fn search(desk: &Desk, act: &Act, options: &SearchOptions) -> Result<SearchReply, OpsError> {
    let kind = options.kind;
    let query = query::parse(kind, &options.words, &options.filters)?;
    let store = desk.store()?;
    catch_up::catch_up(desk, act, &store, PATIENCE)?;
    let snapshot = store.snapshot()?;
    let Some(index) = desk.index(kind) else {
        return Err(QueryError::NotSearchable(kind).into());
    };
    let index_seq = index.stamp()?.map_or(Seq::default(), |stamp| stamp.seq);
    let hits = index::search(&index, &query, options.limit)?;
    let mut reply = SearchReply {
        kind,
        total: hits.total,
        results: Vec::new(),
        notes: hits.notes.iter().map(ToString::to_string).collect(),
        index_seq,
        store_seq: snapshot.seq(),
    };
    if index_seq < snapshot.seq() {
        reply.notes.push(format!(
            "the index is being brought up to date: it stands at {index_seq}, the store at {}",
            snapshot.seq()
        ));
    }
    for hit in hits.hits {
        let words: Vec<&str> = hit.matched.iter().map(|m| m.found.as_str()).collect();
        // A record that is gone since the index was written is not shown.
        if let Some((id, line, texts)) =
            describe(&snapshot, act.today, kind, hit.row, &words, &query.between)?
        {
            let fragments =
                texts.iter().filter_map(|text| index::highlight(text, &words, PIECE)).take(3).collect();
            let near = hit.matched.into_iter().filter(|m| m.how == How::Near).collect();
            reply.results.push(SearchFound { id, line, fragments, near });
        }
    }
    Ok(reply)
}

/// A record's identifier, a line about it, and the texts to highlight.
fn describe(
    snapshot: &Snapshot,
    day: Day,
    kind: Kind,
    row: Row,
    words: &[&str],
    between: &[Between],
) -> Result<Option<(String, String, Vec<String>)>, OpsError> {
    Ok(match kind {
        Kind::Worker => snapshot.dossier(row)?.map(|dossier| {
            let shown = disclosure::worker(&dossier);
            (shown.id().to_string(), shown.line_with_residence(), shown.texts().to_vec())
        }),
        Kind::Opening => snapshot.whole::<Opening>(row)?.map(|opening| {
            let line = [
                opening.title.clone().unwrap_or_default(),
                opening.destination.map(|d| d.to_string()).unwrap_or_default(),
                opening.city.clone().unwrap_or_default(),
                Offer::of(&opening, day).said().map(Reason::text).collect::<Vec<_>>().join(" "),
            ];
            (opening.opening_id.to_string(), joined(line), opening.description.into_iter().collect())
        }),
        Kind::Curriculum => snapshot.curriculum_file(row)?.map(|file| {
            let c = file.curriculum;
            let years = c.years.map(|years| format!("{years} years")).unwrap_or_default();
            let hours = c.total_hours.map(|hours| format!("{hours} hours")).unwrap_or_default();
            let clinical = c.clinical_hours.map(|hours| format!("{hours} of them clinical"));
            let clinical = match (clinical, hours.is_empty()) {
                (Some(clinical), false) => clinical,
                (Some(_), true) => {
                    c.clinical_hours.map(|h| format!("{h} clinical hours")).unwrap_or_default()
                }
                (None, _) => String::new(),
            };
            let country = c.country.map(|c| c.to_string()).unwrap_or_default();
            let line = [c.title.clone(), country, years, hours, clinical];
            let subjects = file.subjects.into_iter().filter_map(|subject| subject.title);
            (c.curriculum_id.to_string(), joined(line), c.description.into_iter().chain(subjects).collect())
        }),
        Kind::LanguageCertificate => snapshot.whole::<Worker>(row)?.and_then(|worker| {
            let certificates = snapshot.parts::<LanguageCertificate>(row, worker.worker_id.as_str()).ok()?;
            let said = |certificate: &LanguageCertificate| {
                let of = |name: &str, result: &Option<String>| {
                    result.as_ref().map(|result| format!("{name} {result}")).unwrap_or_default()
                };
                joined([
                    certificate.test.as_ref().map(ToString::to_string).unwrap_or_default(),
                    certificate.language.map(|l| l.to_string()).unwrap_or_default(),
                    certificate.level.map(|l| l.to_string()).unwrap_or_default(),
                    of("overall", &certificate.overall),
                    of("listening", &certificate.listening),
                    of("reading", &certificate.reading),
                    of("writing", &certificate.writing),
                    of("speaking", &certificate.speaking),
                    certificate.taken_on.map(|d| format!("taken {d}")).unwrap_or_default(),
                ])
            };
            // Of several certificates of the worker the one whose numbers were asked for, and of which the words speak.
            let compared = |certificate: &LanguageCertificate| {
                let numbers = index::certificate_document(row, certificate).numbers;
                let holds = |asked: &&Between| {
                    let within = |value: &i64| (asked.low, asked.high).contains(value);
                    numbers.iter().any(|(known, value)| *known == asked.name && within(value))
                };
                between.iter().filter(holds).count()
            };
            let fits = |line: &String| {
                let tokens = crate::text::tokens(line);
                words.iter().filter(|word| tokens.iter().any(|token| token == *word)).count()
            };
            let lines = certificates.iter().rev().map(|one| (compared(one), said(one)));
            let (_, line) = lines.max_by_key(|(compared, line)| (*compared, fits(line)))?;
            Some((worker.worker_id.to_string(), line, Vec::new()))
        }),
        _ => None,
    })
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
