//! Saved questions: kept under a name, listed, run again, taken away. [`super::watch`] says what became of their answers.
//!
//! A question is kept for one user, or for everybody who acts for the same organization. Of its answer the numbers of the
//! records are kept, for each viewer, and nothing else of them.

use super::r#match::match_opening;
use super::search::{self, SearchOptions, SearchReply};
use super::{Act, Desk, OpsError, catch_up};
use crate::index::{self, HitOrder};
use crate::matching::{Criterion, Weights};
use crate::message::{Message, Reason};
use crate::model::{Channel, Day, Kind, Row, Seq};
use crate::query::{self, QueryError, QueryNote};
use crate::ranking::Terms;
use crate::store::{SavedSearch, SearchToSave, SeenNow, Store};
use crate::text::nearest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How long a question waits for another process that is indexing.
const PATIENCE: Duration = Duration::from_secs(2);

/// What other processes that want to write are told about this one.
pub(super) const PURPOSE: &str = "saved searches";

/// How near a name must be to be named as the one that was meant.
const NEAR: f64 = 0.5;

/// A question that can be kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum SavedQuestion {
    /// A search.
    Search {
        /// The kind.
        kind: Kind,
        /// The query.
        words: String,
        /// The filters.
        filters: Vec<String>,
        /// The order of the results.
        order: HitOrder,
    },
    /// The shortlist of an opening.
    Match {
        /// The opening.
        opening: String,
        /// The channel, where one was stated.
        channel: Option<Channel>,
        /// The words asked for.
        query: Option<String>,
        /// The weights.
        weights: BTreeMap<Criterion, u16>,
        /// How many are listed.
        top: u64,
    },
}

impl SavedQuestion {
    /// The question of a search.
    pub fn of_search(options: &SearchOptions) -> Self {
        Self::Search {
            kind: options.kind,
            words: options.words.clone(),
            filters: options.filters.clone(),
            order: options.order,
        }
    }

    /// The question of a match. The day is left open: an answer is of the day on which it is asked for.
    pub fn of_match(opening: &str, terms: &Terms) -> Self {
        Self::Match {
            opening: opening.to_owned(),
            channel: terms.channel,
            query: terms.query.clone(),
            weights: terms.weights.to_map(),
            top: terms.top as u64,
        }
    }

    /// What the records of the answer are.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Search { kind, .. } => *kind,
            Self::Match { .. } => Kind::Worker,
        }
    }

    fn read(saved: &SavedSearch) -> Result<Self, OpsError> {
        serde_json::from_str(&saved.question)
            .map_err(|source| OpsError::SavedShape { name: saved.name.clone(), source })
    }
}

/// A saved question as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedSearch {
    /// The name.
    pub name: String,
    /// Who keeps it.
    pub owner: String,
    /// Whether it is shared.
    pub shared: bool,
    /// When it was kept.
    pub saved_at: String,
    /// What the records of its answer are.
    pub kind: Kind,
    /// The query.
    pub words: String,
    /// The filters.
    pub filters: Vec<String>,
    /// The opening whose shortlist it is; `None` for a search.
    pub opening: Option<String>,
    /// When the actor looked at the answer last.
    pub seen_at: Option<String>,
}

/// A saved question, and what the store knows of it.
pub(super) struct Known {
    pub(super) saved: SavedSearch,
    pub(super) question: SavedQuestion,
}

impl Known {
    pub(super) fn listed(&self, seen_at: Option<String>) -> ListedSearch {
        let SavedSearch { name, owner, shared, saved_at, .. } = &self.saved;
        let (words, filters, opening) = match &self.question {
            SavedQuestion::Search { words, filters, .. } => (words.clone(), filters.clone(), None),
            SavedQuestion::Match { opening, query, .. } => {
                (query.clone().unwrap_or_default(), Vec::new(), Some(opening.clone()))
            }
        };
        ListedSearch {
            name: name.clone(),
            owner: owner.clone(),
            shared: *shared,
            saved_at: saved_at.clone(),
            kind: self.question.kind(),
            words,
            filters,
            opening,
            seen_at,
        }
    }
}

/// The questions that the actor sees, in the order of their names.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn list(desk: &Desk, act: &Act) -> Result<Vec<ListedSearch>, OpsError> {
    let store = desk.store()?;
    let mut listed = Vec::new();
    for known in all(&store, act)? {
        let seen = store.seen_answer(known.saved.number, &act.actor.id)?;
        listed.push(known.listed(seen.map(|seen| seen.seen_at)));
    }
    Ok(listed)
}

/// The questions that the actor sees.
pub(super) fn all(store: &Store, act: &Act) -> Result<Vec<Known>, OpsError> {
    let visible = store.saved_searches()?.into_iter().filter(|saved| saved.is_for(&act.actor));
    visible.map(|saved| Ok(Known { question: SavedQuestion::read(&saved)?, saved })).collect()
}

/// The question of a name: the actor's own before a shared one.
pub(super) fn named(store: &Store, act: &Act, name: &str) -> Result<Known, OpsError> {
    let mut known = all(store, act)?;
    known.sort_by_key(|one| one.saved.owner != act.actor.id);
    match known.iter().position(|one| one.saved.name == name) {
        Some(at) => Ok(known.swap_remove(at)),
        None => {
            let names: Vec<&str> = known.iter().map(|one| one.saved.name.as_str()).collect();
            Err(OpsError::NoSavedSearch {
                name: name.to_owned(),
                nearest: nearest(name, names.iter().copied(), NEAR).map(str::to_owned),
                known: names.join(", "),
            })
        }
    }
}

/// Keeps a question under a name. What is in its answer now counts as seen; returns how much that is.
///
/// # Errors
/// [`OpsError`] when the name is none or taken, the question has no answer, or the store cannot be written.
pub fn save(
    desk: &Desk,
    act: &Act,
    name: &str,
    shared: bool,
    question: &SavedQuestion,
) -> Result<usize, OpsError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(OpsError::SavedName);
    }
    let answer = answer(desk, act, question)?;
    let store = desk.store()?;
    let text = serde_json::to_string(question)
        .map_err(|source| OpsError::SavedShape { name: name.to_owned(), source })?;
    let mut change = desk.change(act, &store, PURPOSE)?;
    // Asked while nobody else can write: two of one name would hide each other.
    if all(&store, act)?.iter().any(|known| known.saved.name == name) {
        return Err(OpsError::SavedAlready { name: name.to_owned() });
    }
    let number = change.save_search(&SearchToSave { name, shared, question: &text }, &act.by())?;
    let entered: Vec<Row> = answer.rows.iter().copied().collect();
    let whole = Some((answer.seq, act.today));
    let now = SeenNow { seq: answer.seq, whole, entered: &entered, left: &[] };
    change.note_seen(number, &now, &act.by())?;
    Ok(entered.len())
}

/// Takes a saved question away.
///
/// # Errors
/// [`OpsError`] when the actor sees no question of the name, or the store cannot be written.
pub fn remove(desk: &Desk, act: &Act, name: &str) -> Result<ListedSearch, OpsError> {
    let store = desk.store()?;
    let known = named(&store, act, name)?;
    desk.change(act, &store, PURPOSE)?.remove_search(known.saved.number, &act.by())?;
    Ok(known.listed(None))
}

/// How a saved search is run.
#[derive(Debug, Clone, Default)]
pub struct RunSaved {
    /// How many results to return.
    pub limit: usize,
    /// Their order; that of the saved search where none is asked for.
    pub order: Option<HitOrder>,
    /// Fields whose values are counted.
    pub facets: Vec<String>,
    /// Behind which result to go on.
    pub cursor: Option<String>,
    /// Whether to say what each result is worth.
    pub explain: bool,
    /// Whether to list only what the actor has not seen. What is listed counts as seen from then on.
    pub new_since: bool,
}

/// Runs a saved search.
///
/// # Errors
/// [`OpsError`] when the actor sees no search of the name, or store or index fail.
pub fn run(desk: &Desk, act: &Act, name: &str, run: RunSaved) -> Result<SearchReply, OpsError> {
    let store = desk.store()?;
    let Known { saved, question } = named(&store, act, name)?;
    let SavedQuestion::Search { kind, words, filters, order } = &question else {
        return Err(OpsError::SavedMatch { name: name.to_owned() });
    };
    let RunSaved { limit, order: other, facets, cursor, explain, new_since } = run;
    let options = SearchOptions {
        order: other.unwrap_or(*order),
        facets,
        cursor,
        explain,
        ..SearchOptions::of(*kind, words, filters.clone(), limit)
    };
    if !new_since {
        return search::search(desk, act, &options);
    }
    let answer = answer(desk, act, &question)?;
    let seen = store.seen_answer(saved.number, &act.actor.id)?.unwrap_or_default();
    let unseen = answer.rows.into_iter().filter(|row| !seen.rows.contains_key(row)).collect();
    let reply = search::search_among(desk, act, &options, Some(unseen))?;
    if !store.is_read_only() && !reply.rows.is_empty() {
        let now = SeenNow { seq: answer.seq, whole: None, entered: &reply.rows, left: &[] };
        desk.change(act, &store, PURPOSE)?.note_seen(saved.number, &now, &act.by())?;
    }
    Ok(reply)
}

/// The whole answer to a question.
pub(super) struct WholeAnswer {
    /// The records, by their numbers.
    pub(super) rows: BTreeSet<Row>,
    /// The sequence number that it is of.
    pub(super) seq: Seq,
    /// What should be known of it.
    pub(super) notes: Vec<Message>,
}

/// The whole answer to a question: all records for which the query holds as it stands, or the shortlist.
///
/// # Errors
/// [`OpsError`] when the question cannot be asked, or store or index fail.
pub(super) fn answer(desk: &Desk, act: &Act, question: &SavedQuestion) -> Result<WholeAnswer, OpsError> {
    let store = desk.store()?;
    match question {
        SavedQuestion::Search { kind, words, filters, .. } => {
            let query = query::parse(*kind, words, filters, act.today)?;
            catch_up::catch_up(desk, act, &store, PATIENCE)?;
            let seq = store.seq()?;
            let index = desk.index(*kind).ok_or(QueryError::NotSearchable(*kind))?;
            let stands = index.stamp()?.map_or(Seq::default(), |stamp| stamp.seq);
            let mut notes: Vec<Message> = query.notes.iter().map(Reason::message).collect();
            if stands < seq {
                notes.push(QueryNote::IndexBehind { index: stands.0, store: seq.0 }.message());
            }
            Ok(WholeAnswer { rows: index::matching_rows(&index, &query)?, seq: stands.min(seq), notes })
        }
        SavedQuestion::Match { opening, channel, query, weights, top } => {
            let terms = Terms {
                channel: *channel,
                as_of: act.today,
                top: usize::try_from(*top).unwrap_or(usize::MAX),
                query: query.clone(),
                weights: Weights::from_map(weights)?,
                record: false,
            };
            let reply = match_opening(desk, act, opening, &terms)?;
            let snapshot = store.snapshot()?;
            let mut rows = BTreeSet::new();
            for result in &reply.results {
                rows.extend(snapshot.row_of(Kind::Worker, &result.worker)?);
            }
            let notes = reply.about_opening.into_iter().chain(reply.notes).collect();
            Ok(WholeAnswer { rows, seq: reply.seq, notes })
        }
    }
}

/// The day that a look was of; the day of the act for who never looked.
pub(super) fn day_or(seen: Option<Day>, act: &Act) -> Day {
    seen.filter(|day| *day != Day::default()).unwrap_or(act.today)
}
