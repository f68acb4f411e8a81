//! `corridor match --all-openings`, `--all-workers` and `--openings-file`: many shortlists in one go.
//!
//! Each shortlist is the one that a match of its opening, or of its worker, gives. What costs most is shared: the profiles,
//! and one reading of all workers for the credentials that many openings ask. Openings of a file are read, checked and
//! laid over the stored ones as an import would, and nothing of them is kept.

use super::import::{self, ImportOptions};
use super::r#match::{WordGate, about_opening, keeper_of, matcher_of, record, shortlist_facts, words_of};
use super::{Act, Desk, OpsError};
use crate::decision::{DecisionFacts, RankingCounts};
use crate::ethics::Clearance;
use crate::matching::{Gate, Gates, State};
use crate::message::Message;
use crate::model::{Channel, Country, Day, DecisionId, Kind, OpeningStatus, Row, Seq};
use crate::policy::StoodInPack;
use crate::ranking::{
    Asker, MatchCase, MatchResult, Matcher, OpeningsRanker, ProfileKeeper, Ranking, RankingError, Terms,
    rank_workers, ranking_facts,
};
use crate::report::ImportReport;
use crate::store::Snapshot;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// So many openings are prepared for at once: their columns are in memory together.
const TOGETHER: usize = 64;

/// Where each shortlist goes as soon as it is made. What is given back stands in the reply.
pub type EachShortlist<'a> = dyn FnMut(OpeningShortlist) -> Result<Option<OpeningShortlist>, OpsError> + 'a;

/// Where each list of openings goes as soon as it is made. What is given back stands in the reply.
pub type EachWorkerList<'a> = dyn FnMut(WorkerShortlist) -> Result<Option<WorkerShortlist>, OpsError> + 'a;

/// The openings to match.
#[derive(Debug, Clone, Copy)]
pub enum MatchedOpenings<'a> {
    /// Those of the store that are open.
    Stored,
    /// Those of files that are open, with what the store knows of them. Nothing of the files is kept, nor is any decision.
    OfFiles(&'a ImportOptions),
}

/// The shortlists of all open openings.
#[derive(Debug, Serialize)]
pub struct AllOpeningsReply {
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// What should be known of the query.
    pub notes: Vec<Message>,
    /// Each opening, in the order in which they came in, unless it was handed on.
    pub openings: Vec<OpeningShortlist>,
    /// Openings that name a recruiter. They are not matched while no channel is said, since the match itself can be active
    /// recruitment.
    pub channel_needed: Vec<String>,
    /// The hash of the policy packs.
    pub packs: String,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
    /// How the files of openings were read, where there are some.
    #[serde(skip)]
    pub read: Option<ImportReport>,
}

/// The shortlist of an opening, in short.
#[derive(Debug, Serialize)]
pub struct OpeningShortlist {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its destination.
    pub destination: Option<Country>,
    /// The channel that was assumed.
    pub channel: Channel,
    /// What should be known of the opening first: that it is past, or lacks what a match needs.
    pub about_opening: Vec<Message>,
    /// How many workers pass every gate.
    pub admitted: u64,
    /// How many a policy blocks.
    pub blocked: u64,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that pass.
    pub results: Vec<ShortlistPlace>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
}

/// A worker in a shortlist.
#[derive(Debug, Serialize)]
pub struct ShortlistPlace {
    /// The place, from 1.
    pub place: usize,
    /// The worker.
    pub worker: String,
    /// The score.
    pub score: u16,
    /// How much of the score rests on what is known.
    pub known: u16,
    /// Whether the worker is ready.
    pub state: State,
    /// What the policies say.
    pub clearance: Clearance,
}

impl ShortlistPlace {
    fn of(result: &MatchResult) -> Self {
        Self {
            place: result.place,
            worker: result.worker.clone(),
            score: result.explanation.score,
            known: result.explanation.known,
            state: result.state(),
            clearance: result.assessment.clearance,
        }
    }
}

/// The openings that fit each worker.
#[derive(Debug, Serialize)]
pub struct AllWorkersReply {
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// What should be known of the query.
    pub notes: Vec<Message>,
    /// Each worker who may be matched, in the order in which they came in, unless the list was handed on.
    pub workers: Vec<WorkerShortlist>,
    /// How many are matched with nothing, by the gate: who withdrew, or has not agreed to be matched.
    pub not_matched: BTreeMap<Gate, u64>,
    /// The hash of the policy packs.
    pub packs: String,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// The openings that fit a worker, in short.
#[derive(Debug, Serialize)]
pub struct WorkerShortlist {
    /// The worker.
    pub worker: String,
    /// The channel that was assumed.
    pub channel: Channel,
    /// How many openings pass every gate.
    pub admitted: u64,
    /// How many a policy blocks.
    pub blocked: u64,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that pass.
    pub results: Vec<OpeningPlace>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
}

/// An opening in the list of a worker.
#[derive(Debug, Serialize)]
pub struct OpeningPlace {
    /// The place, from 1.
    pub place: usize,
    /// The opening.
    pub opening: String,
    /// The score.
    pub score: u16,
    /// How much of the score rests on what is known.
    pub known: u16,
    /// Whether the worker is ready.
    pub state: State,
    /// What the policies say.
    pub clearance: Clearance,
}

/// What many matches share.
pub(super) struct Board<'a> {
    pub(super) matcher: &'a Matcher<'a>,
    pub(super) keeper: &'a ProfileKeeper<'a>,
    /// Each opening as it is matched.
    pub(super) cases: Vec<MatchCase<'a>>,
    /// Openings that need a channel.
    pub(super) channel_needed: Vec<String>,
    /// What should be known of the query.
    pub(super) notes: Vec<Message>,
    /// How the files of openings were read.
    pub(super) read: Option<ImportReport>,
}

/// Lays out what many matches share, and runs with it.
pub(super) fn with_board<T>(
    desk: &Desk,
    act: &Act,
    terms: &Terms,
    openings: MatchedOpenings<'_>,
    asker: Asker,
    run: impl FnOnce(Board<'_>) -> Result<T, OpsError>,
) -> Result<T, OpsError> {
    let store = desk.store()?;
    let WordGate { rows, notes } = words_of(desk, act, &store, terms)?;
    let (from_files, read) = match openings {
        MatchedOpenings::Stored => (None, None),
        MatchedOpenings::OfFiles(options) => {
            let (read, openings) = import::read_openings(desk, act, options)?;
            (Some(openings), Some(read))
        }
    };
    let snapshot = store.snapshot()?;
    let openings = match from_files {
        None => snapshot.open_openings()?.into_iter().map(|(_, opening)| opening).collect(),
        Some(mut openings) => {
            openings.retain(|one| one.status.is_none_or(|status| status == OpeningStatus::Open));
            openings
        }
    };
    let (mut cases, mut channel_needed) = (Vec::with_capacity(openings.len()), Vec::new());
    for opening in &openings {
        match MatchCase::of(&snapshot, opening, terms, asker) {
            Ok(case) => cases.push(case),
            Err(RankingError::ChannelNeeded { opening }) => channel_needed.push(opening),
            Err(failed) => return Err(failed.into()),
        }
    }
    let packs = desk.packs()?;
    let matcher = matcher_of(desk, &store, &snapshot, &packs, terms, rows)?;
    let keeper = keeper_of(desk, act, &store, &snapshot)?;
    run(Board { matcher: &matcher, keeper: &keeper, cases, channel_needed, notes, read })
}

/// Matches openings with all workers. Each shortlist is given to `each` as soon as it is made.
///
/// # Errors
/// [`OpsError`] when store, index or profiles fail, or `each` does. No shortlist is recorded then that was not finished
/// before.
pub fn match_all(
    desk: &Desk,
    act: &Act,
    terms: &Terms,
    openings: MatchedOpenings<'_>,
    each: &mut EachShortlist<'_>,
) -> Result<AllOpeningsReply, OpsError> {
    let stored = matches!(openings, MatchedOpenings::Stored);
    with_board(desk, act, terms, openings, Asker::Opening, |board| {
        let Board { matcher, keeper, cases, channel_needed, notes, read } = board;
        let seq = matcher.snapshot.seq();
        let mut packed = keeper.current(matcher)?;
        let mut found = Vec::new();
        for cases in cases.chunks(TOGETHER) {
            keeper.prepare(matcher, &mut packed, cases)?;
            act.progress.begin("matching openings", Some(cases.len() as u64));
            for case in cases {
                let ranking = rank_workers(matcher, keeper, &packed, case)?;
                let decision = if terms.record && stored {
                    let facts = shortlist_facts(matcher, case, &ranking)?;
                    record(desk, act, seq, &DecisionFacts::Shortlist(facts))?
                } else {
                    None
                };
                found.extend(each(shortlist(case, ranking, decision))?);
                act.progress.advance(1);
            }
            act.progress.end();
        }
        Ok(AllOpeningsReply {
            as_of: terms.as_of,
            seq,
            notes,
            openings: found,
            channel_needed,
            packs: matcher.packs.hash(),
            packs_stood_in: matcher.packs.stood_in().to_vec(),
            read,
        })
    })
}

fn shortlist(case: &MatchCase<'_>, ranking: Ranking, decision: Option<DecisionId>) -> OpeningShortlist {
    let opening = case.ask.opening;
    OpeningShortlist {
        opening: opening.opening_id.to_string(),
        title: opening.title.clone(),
        destination: opening.destination,
        channel: case.channel,
        about_opening: about_opening(case),
        admitted: ranking.admitted,
        blocked: ranking.blocked,
        excluded: ranking.excluded,
        results: ranking.results.iter().map(ShortlistPlace::of).collect(),
        decision,
    }
}

/// Matches all workers who may be matched with openings. Each list is given to `each` as soon as it is made.
///
/// # Errors
/// [`OpsError`] when store or index fail, or `each` does.
pub fn match_all_workers(
    desk: &Desk,
    act: &Act,
    terms: &Terms,
    openings: MatchedOpenings<'_>,
    each: &mut EachWorkerList<'_>,
) -> Result<AllWorkersReply, OpsError> {
    let stored = matches!(openings, MatchedOpenings::Stored);
    let channel = terms.channel.unwrap_or(Channel::Direct);
    with_board(desk, act, terms, openings, Asker::Worker, |board| {
        let Board { matcher, cases, notes, .. } = board;
        let snapshot: &Snapshot = matcher.snapshot;
        let (mut workers, mut not_matched) = (Vec::new(), BTreeMap::new());
        let ranker = OpeningsRanker::new(matcher, &cases);
        act.progress.begin("matching workers", Some(snapshot.count(Kind::Worker)?));
        snapshot.dossiers::<OpsError>(Row::ALL, |dossier| {
            act.progress.advance(1);
            if let Some(gate) = Gates::of_worker(&dossier.worker, &dossier.consents).first() {
                *not_matched.entry(gate).or_default() += 1;
                return Ok(());
            }
            let ranking = ranker.rank(&dossier, 0);
            let worker = dossier.worker.worker_id.to_string();
            let decision = if terms.record && stored {
                let (admitted, blocked) = (ranking.admitted, ranking.blocked);
                let counts = RankingCounts { admitted, blocked, excluded: ranking.excluded.clone() };
                let facts = ranking_facts(matcher, &worker, channel, counts, &ranking.results)?;
                record(desk, act, snapshot.seq(), &DecisionFacts::Openings(facts))?
            } else {
                None
            };
            let results = ranking.results.iter().map(|result| OpeningPlace {
                place: result.place,
                opening: result.opening.clone(),
                score: result.explanation.score,
                known: result.explanation.known,
                state: result.state(),
                clearance: result.assessment.clearance,
            });
            let list = WorkerShortlist {
                worker,
                channel,
                admitted: ranking.admitted,
                blocked: ranking.blocked,
                excluded: ranking.excluded,
                results: results.collect(),
                decision,
            };
            workers.extend(each(list)?);
            Ok(())
        })?;
        act.progress.end();
        Ok(AllWorkersReply {
            as_of: terms.as_of,
            seq: snapshot.seq(),
            notes,
            workers,
            not_matched,
            packs: matcher.packs.hash(),
            packs_stood_in: matcher.packs.stood_in().to_vec(),
        })
    })
}

/// Runs over a store of these files alone, which goes afterwards. The policy packs are those of the desk.
///
/// # Errors
/// [`OpsError`] when a file cannot be read, there is no temporary directory, or what `run` returns.
pub fn with_files<T>(
    desk: &Desk,
    act: &Act,
    paths: &[PathBuf],
    run: impl FnOnce(&Desk, &ImportReport) -> Result<T, OpsError>,
) -> Result<T, OpsError> {
    let dir = tempfile::tempdir().map_err(OpsError::write(&std::env::temp_dir()))?;
    let desk = desk.beside(dir.path());
    let read =
        import::import(&desk, act, &ImportOptions { paths: paths.to_vec(), ..ImportOptions::default() })?;
    run(&desk, &read)
}
