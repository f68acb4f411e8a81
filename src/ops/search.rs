//! `corridor search`: words and facts in, blind and highlighted records out.

use super::{Act, Desk, OpsError, catch_up};
use crate::disclosure;
use crate::index::{self, FacetCount, Fragment, Hit, HitOrder, HitPage, How, Matched, SoughtWords};
use crate::matching::Offer;
use crate::message::{Message, Reason};
use crate::model::{Day, Hash, Isco08, Kind, LanguageCertificate, Opening, Row, Seq, Worker};
use crate::query::{self, Between, Facet, FoundReason, Query, QueryError, QueryNote};
use crate::reference::{occupations, specialties};
use crate::store::Snapshot;
use crate::text::{fold, searched};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeBounds as _;
use std::sync::Arc;
use std::time::Duration;

/// How long a search waits for another process that is indexing.
const PATIENCE: Duration = Duration::from_secs(2);

/// Characters of a highlighted piece.
const PIECE: usize = 160;

/// So many records are listed at once at most; a cursor leads to the next.
const MOST: usize = 10_000;

/// What to search for.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// The kind.
    pub kind: Kind,
    /// The query: see [`crate::query`].
    pub words: String,
    /// Filters as `field=value`.
    pub filters: Vec<String>,
    /// How many results to return.
    pub limit: usize,
    /// Their order.
    pub order: HitOrder,
    /// Fields whose values are counted.
    pub facets: Vec<String>,
    /// Behind which result to go on: the `next_cursor` of an earlier reply.
    pub cursor: Option<String>,
    /// Whether to say what each result is worth.
    pub explain: bool,
}

impl SearchOptions {
    /// The first results of a query, the best first.
    pub fn of(kind: Kind, words: &str, filters: Vec<String>, limit: usize) -> Self {
        Self {
            kind,
            words: words.to_owned(),
            filters,
            limit,
            order: HitOrder::Relevance,
            facets: Vec::new(),
            cursor: None,
            explain: false,
        }
    }
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
    /// The counts of each facet that was asked for, by the value with most records first.
    pub facets: BTreeMap<String, Vec<FacetCount>>,
    /// Where the next page begins; `None` at the end.
    pub next_cursor: Option<String>,
    /// What the person who asked should know.
    pub notes: Vec<Message>,
    /// Where the index stands.
    pub index_seq: Seq,
    /// Where the store stands.
    pub store_seq: Seq,
    /// The numbers of the records listed.
    #[serde(skip)]
    pub(super) rows: Vec<Row>,
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
    /// By what each word was found.
    pub marks: Vec<SearchMark>,
    /// The words that it lacks, where no record has all.
    pub lacks: Vec<String>,
    /// What its words are worth together, where that was asked for; the points of the marks add up to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
}

/// By what a word of the query was found in a record.
#[derive(Debug, Serialize)]
pub struct SearchMark {
    /// The word or words as typed.
    pub query: String,
    /// What stands for them, folded; of a fact its value.
    pub found: String,
    /// How.
    pub how: How,
    /// Why, where the words differ.
    pub reason: Option<Message>,
    /// What it is worth, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
}

/// Searches a kind.
///
/// # Errors
/// [`OpsError`] for a kind, a filter or a facet that cannot be searched by, and when store or index fail.
pub fn search(desk: &Desk, act: &Act, options: &SearchOptions) -> Result<SearchReply, OpsError> {
    search_among(desk, act, options, None)
}

/// The same among these records alone, where some are named.
///
/// # Errors
/// As [`search`].
pub(super) fn search_among(
    desk: &Desk,
    act: &Act,
    options: &SearchOptions,
    only: Option<BTreeSet<Row>>,
) -> Result<SearchReply, OpsError> {
    let kind = options.kind;
    let query = query::parse(kind, &options.words, &options.filters, act.today)?;
    let facets = options.facets.iter().map(|name| facet_of(kind, name)).collect::<Result<Vec<_>, _>>()?;
    let store = desk.store()?;
    catch_up::catch_up(desk, act, &store, PATIENCE)?;
    let snapshot = store.snapshot()?;
    let Some(index) = desk.index(kind) else {
        return Err(QueryError::NotSearchable(kind).into());
    };
    let index_seq = index.stamp()?.map_or(Seq::default(), |stamp| stamp.seq);
    let mut notes = Vec::new();
    let limit = options.limit.min(MOST);
    if limit < options.limit {
        notes.push(QueryNote::ListCut { most: i64::try_from(MOST).unwrap_or(i64::MAX) });
    }
    let cursor = Cursor::of(options);
    let after = options.cursor.as_deref().and_then(|token| {
        let after = cursor.read(token);
        if after.is_none() {
            notes.push(QueryNote::OtherCursor);
        }
        after
    });
    let only = only.map(Arc::new);
    let page = HitPage { limit, order: options.order, after, day: act.today.0, only };
    let hits = index::search(&index, &query, &page)?;
    let next = hits.hits.last().filter(|_| hits.hits.len() == limit && hits.total > limit);
    let next_cursor = next.map(|last| cursor.behind(last));
    let mut reply = SearchReply {
        kind,
        total: hits.total,
        results: Vec::new(),
        facets: BTreeMap::new(),
        next_cursor,
        notes: hits.notes.iter().chain(&notes).map(Reason::message).collect(),
        index_seq,
        store_seq: snapshot.seq(),
        rows: hits.hits.iter().map(|hit| hit.row).collect(),
    };
    if index_seq < snapshot.seq() {
        reply.notes.push(QueryNote::IndexBehind { index: index_seq.0, store: snapshot.seq().0 }.message());
    }
    if reply.total == 0
        && let Some(note) = record_by_id(&snapshot, kind, &options.words)?
    {
        reply.notes.push(note.message());
    }
    for field in facets {
        let counts = index::facet(&index, &query, &field, act.today)?;
        reply.facets.insert(field.name().to_owned(), counts);
    }
    reply.results = results(&snapshot, act.today, &query, hits.hits, options.explain)?;
    Ok(reply)
}

/// Says of a query that is the identifier of a record how the record is shown: no word of a text is an identifier.
fn record_by_id(snapshot: &Snapshot, kind: Kind, words: &str) -> Result<Option<QueryNote>, OpsError> {
    const LONGEST: usize = 64;
    let id = words.trim();
    if id.is_empty() || id.len() > LONGEST || id.contains(char::is_whitespace) {
        return Ok(None);
    }
    let of = match kind {
        Kind::LanguageCertificate => Kind::Worker,
        other => other,
    };
    let known = snapshot.row_of(of, id)?.is_some();
    Ok(known.then(|| QueryNote::Identifier { id: id.to_owned(), kind: of }))
}

/// What a facet counts.
fn facet_of(kind: Kind, name: &str) -> Result<Facet, QueryError> {
    query::facet(kind, name).ok_or_else(|| {
        let numbers = query::numbers(kind).into_iter().map(|number| number.name);
        let valid: Vec<&'static str> =
            query::filters(kind).iter().map(|filter| filter.name).chain(numbers).collect();
        let nearest = crate::text::nearest(name, valid.iter().copied(), 0.6);
        let nearest = nearest.and_then(|near| valid.iter().copied().find(|valid| *valid == near));
        QueryError::UnknownFilter { kind, field: name.to_owned(), nearest, valid }
    })
}

/// Where a page ends. The token holds the key of its last hit, so that records which come and go shift nothing.
struct Cursor {
    /// What was asked, in short: a token of another question means nothing.
    asked: String,
}

impl Cursor {
    fn of(options: &SearchOptions) -> Self {
        let asked = format!("{}|{}|{:?}|{:?}", options.kind, options.words, options.filters, options.order);
        Self { asked: Hash::of(&asked).to_string().chars().take(12).collect() }
    }

    fn behind(&self, last: &Hit) -> String {
        format!("{}.{}.{}", self.asked, last.key, last.row.0)
    }

    fn read(&self, token: &str) -> Option<(i64, Row)> {
        let (key, row) = token.strip_prefix(&self.asked)?.strip_prefix('.')?.split_once('.')?;
        Some((key.parse().ok()?, Row(row.parse().ok()?)))
    }
}

/// A hit with its record.
struct Described {
    hit: Hit,
    id: String,
    line: String,
    texts: Vec<String>,
}

fn results(
    snapshot: &Snapshot,
    day: Day,
    query: &Query,
    hits: Vec<Hit>,
    explain: bool,
) -> Result<Vec<SearchFound>, OpsError> {
    let between = query.numbers();
    let mut described = Vec::with_capacity(hits.len());
    for hit in hits {
        let words: Vec<&str> = hit.matched.iter().flat_map(|m| &m.found).map(String::as_str).collect();
        // A record that is gone since the index was written is not shown.
        if let Some((id, line, texts)) = describe(snapshot, day, query.kind, hit.row, &words, &between)? {
            described.push(Described { hit, id, line, texts });
        }
    }
    let titles = Titles::of(&described);
    let found = |one: Described| {
        let sought: Vec<SoughtWords> =
            one.hit.matched.iter().flat_map(|matched| sought_of(matched, &one.texts, &titles)).collect();
        let fragments =
            one.texts.iter().filter_map(|text| index::highlight(text, &sought, PIECE)).take(3).collect();
        // A word that none of the texts has stands in a name that the record has by a code.
        let stands = |matched: &Matched| {
            let words = sought_of(matched, &one.texts, &titles);
            one.texts.iter().any(|text| index::highlight(text, &words, PIECE).is_some())
        };
        let shown: Vec<bool> = one.hit.matched.iter().map(stands).collect();
        SearchFound {
            id: one.id,
            line: one.line,
            fragments,
            points: explain.then(|| one.hit.matched.iter().map(|m| i64::from(m.points)).sum()),
            marks: one
                .hit
                .matched
                .into_iter()
                .zip(shown)
                .map(|(matched, stands)| mark(matched, stands, explain))
                .collect(),
            lacks: one.hit.lacks,
        }
    };
    Ok(described.into_iter().map(found).collect())
}

/// Which texts of the records found are titles of which occupations: who is found by the code is shown by the title.
struct Titles(Vec<(String, Isco08)>);

/// Letters that a title has at most.
const TITLE: usize = 80;

impl Titles {
    fn of(described: &[Described]) -> Self {
        let by_occupation = described.iter().filter(|one| {
            one.hit
                .matched
                .iter()
                .any(|matched| matched.fact.as_ref().is_some_and(|(name, _)| *name == "occupation"))
        });
        let texts = by_occupation.flat_map(|one| &one.texts).filter(|text| text.len() <= TITLE);
        let folded: Vec<String> = texts.map(|text| fold(text)).filter(|text| !text.is_empty()).collect();
        if folded.is_empty() {
            return Self(Vec::new());
        }
        Self(occupations::titles_among(&folded).into_iter().map(|title| (title.asked, title.code)).collect())
    }

    fn names(&self, text: &str, code: &str) -> bool {
        let folded = fold(text);
        self.0.iter().any(|(title, of)| *title == folded && of.to_string() == code)
    }
}

/// The words of a record to be marked for what was found.
fn sought_of(matched: &Matched, texts: &[String], titles: &Titles) -> Vec<SoughtWords> {
    let words =
        |text: &str| searched(text).into_iter().filter(|one| !one.inside).map(|one| one.word).collect();
    match &matched.fact {
        Some(("occupation", code)) => {
            let titles = texts.iter().filter(|text| text.len() <= TITLE && titles.names(text, code));
            titles.map(|text| SoughtWords { words: words(text), begins: false }).collect()
        }
        Some(_) => Vec::new(),
        None if matched.apart => {
            let each = matched.found.iter();
            each.map(|word| SoughtWords { words: vec![word.clone()], begins: false }).collect()
        }
        None => vec![SoughtWords { words: matched.found.clone(), begins: matched.begins }],
    }
}

/// What is said of a word that was found.
fn mark(matched: Matched, stands: bool, explain: bool) -> SearchMark {
    let word = matched.query.clone();
    let unspaced = |word: &String| word.chars().next().is_some_and(crate::text::is_unspaced);
    let between = if matched.found.iter().all(unspaced) { "" } else { " " };
    let mut found = matched.found.join(between);
    if matched.begins {
        found.push('…');
    }
    let reason = match (&matched.fact, matched.how) {
        (Some((name, value)), _) if *name == "occupation" => value.parse::<Isco08>().ok().map(|code| {
            let title = occupations::title(code).to_owned();
            FoundReason::Occupation { word, code, title }
        }),
        (Some((_, value)), _) => {
            let name = specialties::all().iter().find(|one| one.id.as_str() == value);
            let specialty = name.map_or_else(|| value.clone(), |one| one.name.clone());
            Some(FoundReason::Specialty { word, specialty })
        }
        (None, How::Exact) if stands => None,
        (None, How::Exact) => Some(FoundReason::Named { word }),
        (None, How::Form) => Some(FoundReason::Form { word, found: found.clone() }),
        (None, How::Synonym) => Some(FoundReason::Synonym { word, found: found.clone() }),
        (None, How::Part) => Some(FoundReason::Part { word, found: found.clone() }),
        (None, How::Begun) => Some(FoundReason::Begun { word, found: found.clone() }),
        (None, How::Near) => Some(FoundReason::Near { word, found: found.clone() }),
    };
    if let Some((_, value)) = matched.fact {
        found = value;
    }
    SearchMark {
        query: matched.query,
        found,
        how: matched.how,
        reason: reason.map(|reason| reason.message()),
        points: explain.then_some(matched.points),
    }
}

/// A record's identifier, a line about it, and the texts to highlight.
pub(super) fn describe(
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
            let texts = [opening.title, opening.city, opening.description];
            (opening.opening_id.to_string(), joined(line), texts.into_iter().flatten().collect())
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
            let own = [Some(c.title), c.qualification, c.school, c.description];
            (c.curriculum_id.to_string(), joined(line), own.into_iter().flatten().chain(subjects).collect())
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
