//! `corridor match`: the best workers for an opening, exactly, and the openings that fit a worker.
//!
//! What `why` and `plan` need of a match as well stands here: the matcher and its profiles from a desk, the words asked
//! for, and the recording of a decision.

use super::review::rejection;
use super::{Act, Desk, OpsError, catch_up, records};
use crate::decision::{DecisionFacts, RankingCounts, RankingFacts};
use crate::index;
use crate::matching::{Gate, GateRows};
use crate::message::{Message, Reason};
use crate::model::{Channel, Country, Day, DecisionId, Kind, Opening, Seq};
use crate::policy::{Packs, StoodInPack};
use crate::query;
use crate::ranking::{
    Asker, MatchCase, MatchResult, Matcher, ProfileKeeper, Ranking, Terms, rank_openings, rank_workers,
    ranking_facts,
};
use crate::store::{Facts, Snapshot, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The best workers for an opening.
#[derive(Debug, Serialize)]
pub struct OpeningMatchReply {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its destination.
    pub destination: Option<Country>,
    /// The channel that was assumed.
    pub channel: Channel,
    /// The day.
    pub as_of: Day,
    /// What should be known of the opening first: that it is closed, past, a draft, or lacks what a match needs.
    pub about_opening: Vec<Message>,
    /// What should be known of the query: what of it could not be read, and what was done instead.
    pub notes: Vec<Message>,
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many workers pass every gate.
    pub admitted: u64,
    /// The best of them.
    pub results: Vec<MatchResult>,
    /// How many a policy blocks.
    pub blocked: u64,
    /// The best of them, with the rule that blocks.
    pub best_blocked: Vec<MatchResult>,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that a gate of the opening excludes.
    pub best_excluded: Vec<MatchResult>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
    /// The hash of the policy packs.
    pub packs: String,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// Matches an opening with all workers.
///
/// # Errors
/// [`OpsError`] when there is no such opening, the channel is needed and not named, or store, index
/// or profiles fail.
pub fn match_opening(desk: &Desk, act: &Act, id: &str, terms: &Terms) -> Result<OpeningMatchReply, OpsError> {
    match_opening_before(desk, act, id, terms, None)
}

/// The same, with the rejections that were recorded before a decision.
///
/// # Errors
/// As [`match_opening`].
pub(super) fn match_opening_before(
    desk: &Desk,
    act: &Act,
    id: &str,
    terms: &Terms,
    before: Option<DecisionId>,
) -> Result<OpeningMatchReply, OpsError> {
    let store = desk.store()?;
    let WordGate { rows, notes } = words_of(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let (_, opening) = records::find::<Opening>(&snapshot, id)?;
    let case = MatchCase::of(&snapshot, &opening, terms, Asker::Opening)?;
    let packs = desk.packs()?;
    let mut matcher = matcher_of(desk, &store, &snapshot, &packs, terms, rows)?;
    if before.is_some() {
        matcher.rejections = rejection::rejections(&store, &snapshot, before)?;
    }
    let keeper = keeper_of(desk, act, &store, &snapshot)?;
    let packed = keeper.current(&matcher)?;
    let ranking = rank_workers(&matcher, &keeper, &packed, &case)?;
    let decision = if terms.record {
        let facts = shortlist_facts(&matcher, &case, &ranking)?;
        record(desk, act, snapshot.seq(), &DecisionFacts::Shortlist(facts))?
    } else {
        None
    };
    Ok(OpeningMatchReply {
        opening: opening.opening_id.to_string(),
        title: opening.title.clone(),
        destination: opening.destination,
        channel: case.channel,
        as_of: terms.as_of,
        about_opening: about_opening(&case),
        notes,
        seq: snapshot.seq(),
        admitted: ranking.admitted,
        results: ranking.results,
        blocked: ranking.blocked,
        best_blocked: ranking.best_blocked,
        excluded: ranking.excluded,
        best_excluded: ranking.best_excluded,
        decision,
        packs: packs.hash(),
        packs_stood_in: packs.stood_in().to_vec(),
    })
}

/// The facts of a shortlist, for its decision.
pub(super) fn shortlist_facts(
    matcher: &Matcher<'_>,
    case: &MatchCase<'_>,
    ranking: &Ranking,
) -> Result<RankingFacts, OpsError> {
    let (admitted, blocked) = (ranking.admitted, ranking.blocked);
    let counts = RankingCounts { admitted, blocked, excluded: ranking.excluded.clone() };
    let id = case.ask.opening.opening_id.as_str();
    Ok(ranking_facts(matcher, id, case.channel, counts, &ranking.results)?)
}

/// What should be known of an opening before any match with it.
pub(super) fn about_opening(case: &MatchCase<'_>) -> Vec<Message> {
    case.ask.offer.said().map(Reason::message).collect()
}

/// The openings that fit a worker.
#[derive(Debug, Serialize)]
pub struct WorkerMatchReply {
    /// The worker.
    pub worker: String,
    /// The channel that was assumed.
    pub channel: Channel,
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many openings pass every gate.
    pub admitted: u64,
    /// The best of them.
    pub results: Vec<MatchResult>,
    /// How many a policy blocks.
    pub blocked: u64,
    /// The best of them.
    pub best_blocked: Vec<MatchResult>,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that a gate excludes, with the gates that are closed.
    pub best_excluded: Vec<MatchResult>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// Matches a worker with all open openings. A worker who looks is a direct application unless
/// another channel is named.
///
/// # Errors
/// [`OpsError`] when there is no such worker or the store fails.
pub fn match_worker(desk: &Desk, act: &Act, id: &str, terms: &Terms) -> Result<WorkerMatchReply, OpsError> {
    match_worker_before(desk, act, id, terms, None)
}

/// The same, with the rejections that were recorded before a decision.
///
/// # Errors
/// As [`match_worker`].
pub(super) fn match_worker_before(
    desk: &Desk,
    act: &Act,
    id: &str,
    terms: &Terms,
    before: Option<DecisionId>,
) -> Result<WorkerMatchReply, OpsError> {
    let store = desk.store()?;
    let words = words_of(desk, act, &store, terms)?.rows;
    let snapshot = store.snapshot()?;
    let dossier = records::dossier(act, &snapshot, id)?;
    let id = dossier.worker.worker_id.as_str();
    let packs = desk.packs()?;
    let mut matcher = matcher_of(desk, &store, &snapshot, &packs, terms, words)?;
    if before.is_some() {
        matcher.rejections = rejection::rejections(&store, &snapshot, before)?;
    }
    let channel = terms.channel.unwrap_or(Channel::Direct);
    let ranking = rank_openings(&matcher, &dossier)?;
    let decision = if terms.record {
        let (admitted, blocked) = (ranking.admitted, ranking.blocked);
        let counts = RankingCounts { admitted, blocked, excluded: ranking.excluded.clone() };
        let facts = ranking_facts(&matcher, id, channel, counts, &ranking.results)?;
        record(desk, act, snapshot.seq(), &DecisionFacts::Openings(facts))?
    } else {
        None
    };
    Ok(WorkerMatchReply {
        worker: id.to_owned(),
        channel,
        as_of: terms.as_of,
        seq: snapshot.seq(),
        admitted: ranking.admitted,
        results: ranking.results,
        blocked: ranking.blocked,
        best_blocked: ranking.best_blocked,
        excluded: ranking.excluded,
        best_excluded: ranking.best_excluded,
        decision,
        packs_stood_in: packs.stood_in().to_vec(),
    })
}

/// A matcher over a snapshot.
pub(super) fn matcher_of<'a>(
    desk: &Desk,
    store: &Store,
    snapshot: &'a Snapshot,
    packs: &'a Packs,
    terms: &'a Terms,
    words: Option<GateRows>,
) -> Result<Matcher<'a>, OpsError> {
    let rejections = rejection::rejections(store, snapshot, None)?;
    Ok(Matcher { snapshot, packs, curricula: desk.curricula(store, snapshot)?, terms, words, rejections })
}

/// The packed profiles of the desk's store.
///
/// # Errors
/// [`OpsError`] when the data directory cannot be written and there is no temporary directory.
pub(super) fn keeper_of<'a>(
    desk: &Desk,
    act: &'a Act,
    store: &'a Store,
    snapshot: &Snapshot,
) -> Result<ProfileKeeper<'a>, OpsError> {
    let dir = desk.dir().profiles();
    let new = match desk.scratch(store)? {
        Some(elsewhere) => {
            let new = elsewhere.profiles();
            std::fs::create_dir_all(&new).map_err(OpsError::write(&new))?;
            new
        }
        None => dir.clone(),
    };
    let newest = desk.profiles(store, snapshot);
    Ok(ProfileKeeper { dir, new, store, newest, progress: &*act.progress })
}

/// The words asked for, as a gate.
pub(super) struct WordGate {
    /// The workers whose documents have them; `None` when none are asked for.
    pub(super) rows: Option<GateRows>,
    /// What of the query could not be read, and what was done instead.
    pub(super) notes: Vec<Message>,
}

/// The words asked for, read as a search reads them.
///
/// # Errors
/// [`OpsError`] when the index cannot catch up with the store, or cannot read the words.
pub(super) fn words_of(desk: &Desk, act: &Act, store: &Store, terms: &Terms) -> Result<WordGate, OpsError> {
    let Some(words) = terms.query.as_deref().filter(|words| !words.trim().is_empty()) else {
        return Ok(WordGate { rows: None, notes: Vec::new() });
    };
    let words = query::parse(Kind::Worker, words, &[], act.today)?;
    catch_up::catch_up(desk, act, store, Duration::from_secs(2))?;
    let rows = match desk.index(Kind::Worker) {
        Some(index) => index::matching_rows(&index, &words)?,
        None => BTreeSet::new(),
    };
    let notes = words.notes.iter().map(Reason::message).collect();
    Ok(WordGate { rows: Some(GateRows::of(rows)), notes })
}

/// Records a decision. A store that cannot be written takes none, and whoever asked is told.
pub(super) fn record(
    desk: &Desk,
    act: &Act,
    seq: Seq,
    facts: &DecisionFacts,
) -> Result<Option<DecisionId>, OpsError> {
    let store = desk.store()?;
    if store.is_read_only() {
        let here = desk.dir().path().display();
        act.progress.note(&format!("`{here}` cannot be written: the decision is not recorded"));
        return Ok(None);
    }
    // A decision can be asked again only under the packs that it rests on.
    desk.keep_packs(&*desk.packs()?)?;
    let mut change = desk.change(act, &store, "recording a decision")?;
    Ok(Some(change.decide(&Facts { seq, facts }, &act.by())?))
}
