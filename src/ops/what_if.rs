//! `corridor match --policy`: which answers of matches other packs would move.
//!
//! Every worker and opening that all other gates let through is judged by the packs in use and by those that are tried. So
//! the answer is about all pairs, and not about a shortlist: what moves behind the best is told as well.

use super::r#match::{WordGate, matcher_of, words_of};
use super::rejudge::{MovedPack, packs_between};
use super::{Act, Desk, OpsError, records};
use crate::decision::JudgedAnswer;
use crate::ethics::Clearance;
use crate::message::Message;
use crate::model::{Channel, Country, Day, Dossier, Kind, Opening, Row, Seq};
use crate::policy::StoodInPack;
use crate::ranking::{Asker, MatchCase, Matcher, RankingError, Terms};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Whose matches are judged by other packs.
#[derive(Debug, Clone, Copy)]
pub enum TriedMatch<'a> {
    /// Those of an opening with all workers.
    Opening(&'a str),
    /// Those of a worker with all open openings.
    Worker(&'a str),
    /// Those of all open openings, asked for by whoever fills them.
    AllOpenings,
    /// Those of all workers, asked for by the workers.
    AllWorkers,
}

/// What other packs would move.
#[derive(Debug, Serialize)]
pub struct MatchWhatIfReply {
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// What should be known of the query.
    pub notes: Vec<Message>,
    /// The packs that are others.
    pub packs: Vec<MovedPack>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
    /// How many pairs of a worker and an opening were judged: those that every other gate lets through.
    pub judged: u64,
    /// How many workers have an answer that would move.
    pub workers: u64,
    /// The openings with an answer that would move.
    pub openings: Vec<MovedOpening>,
    /// The pairs whose answer would move, by opening and worker: the first ones, where a number is asked for. How many
    /// there are stands with the openings.
    pub moved: Vec<MovedMatch>,
    /// Openings that name a recruiter, and are judged only when a channel is said.
    pub channel_needed: Vec<String>,
}

/// An opening with an answer that would move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedOpening {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its destination.
    pub destination: Option<Country>,
    /// The channel that was assumed.
    pub channel: Channel,
    /// How many workers have another answer.
    pub moved: u64,
    /// How many pass every gate now.
    pub admitted_before: u64,
    /// How many would pass every gate.
    pub admitted_now: u64,
    /// How many of those are held now, since a fact is unknown.
    pub held_before: u64,
    /// How many of those would be held.
    pub held_now: u64,
    /// How many the packs in use block.
    pub blocked_before: u64,
    /// How many the packs that are tried would block.
    pub blocked_now: u64,
}

/// A worker and an opening whose answer would move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedMatch {
    /// The opening.
    pub opening: String,
    /// The worker.
    pub worker: String,
    /// What the packs in use say.
    pub before: JudgedAnswer,
    /// What the packs that are tried would say.
    pub now: JudgedAnswer,
}

impl MovedOpening {
    fn of(case: &MatchCase<'_>) -> Self {
        let opening = case.ask.opening;
        Self {
            opening: opening.opening_id.to_string(),
            title: opening.title.clone(),
            destination: opening.destination,
            channel: case.channel,
            moved: 0,
            admitted_before: 0,
            admitted_now: 0,
            held_before: 0,
            held_now: 0,
            blocked_before: 0,
            blocked_now: 0,
        }
    }

    fn count(&mut self, before: Clearance, now: Clearance) {
        let Self {
            admitted_before, admitted_now, held_before, held_now, blocked_before, blocked_now, ..
        } = self;
        for (clearance, admitted, held, blocked) in [
            (before, admitted_before, held_before, blocked_before),
            (now, admitted_now, held_now, blocked_now),
        ] {
            *admitted += u64::from(clearance != Clearance::Blocked);
            *held += u64::from(clearance == Clearance::Hold);
            *blocked += u64::from(clearance == Clearance::Blocked);
        }
    }
}

/// Judges matches by the packs in use and by those of some directories. Nothing is stored. All pairs are counted; `top` says
/// how many of those that would move are listed.
///
/// # Errors
/// [`OpsError`] when a pack cannot be used, there is no such opening or worker, the channel of the one opening is needed and
/// not named, or the store fails.
pub fn match_what_if(
    desk: &Desk,
    act: &Act,
    tried: TriedMatch<'_>,
    terms: &Terms,
    policy: &[PathBuf],
    top: Option<usize>,
) -> Result<MatchWhatIfReply, OpsError> {
    let others = desk.packs_with(policy)?;
    let store = desk.store()?;
    let WordGate { rows, notes } = words_of(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let packs = desk.packs()?;
    let matcher = matcher_of(desk, &store, &snapshot, &packs, terms, rows)?;
    let other = Matcher {
        snapshot: &snapshot,
        packs: &others,
        curricula: Arc::clone(&matcher.curricula),
        terms,
        words: None,
        rejections: matcher.rejections.clone(),
    };
    let openings: Vec<Opening> = match tried {
        TriedMatch::Opening(id) => vec![records::find::<Opening>(&snapshot, id)?.1],
        _ => snapshot.open_openings()?.into_iter().map(|(_, opening)| opening).collect(),
    };
    let asker = match tried {
        TriedMatch::Opening(_) | TriedMatch::AllOpenings => Asker::Opening,
        TriedMatch::Worker(_) | TriedMatch::AllWorkers => Asker::Worker,
    };
    let (mut cases, mut channel_needed) = (Vec::new(), Vec::new());
    for opening in &openings {
        match MatchCase::of(&snapshot, opening, terms, asker) {
            Ok(case) => cases.push(case),
            Err(RankingError::ChannelNeeded { opening }) if !matches!(tried, TriedMatch::Opening(_)) => {
                channel_needed.push(opening);
            }
            Err(failed) => return Err(failed.into()),
        }
    }
    let mut counted: Vec<MovedOpening> = cases.iter().map(MovedOpening::of).collect();
    let (mut moved, mut judged, mut workers) = (Vec::new(), 0, BTreeSet::new());
    let mut judge = |dossier: &Dossier| {
        for (case, counted) in cases.iter().zip(&mut counted) {
            if matcher.gates(dossier, case, false).first().is_some() {
                continue;
            }
            judged += 1;
            let answers = [&matcher, &other].map(|matcher| matcher.assess_worker(case, dossier));
            let [before, now] = answers.each_ref().map(JudgedAnswer::from);
            counted.count(before.clearance, now.clearance);
            if before.is_as(&now) {
                continue;
            }
            counted.moved += 1;
            workers.insert(dossier.row);
            let (opening, worker) = (counted.opening.clone(), dossier.worker.worker_id.to_string());
            moved.push(MovedMatch { opening, worker, before, now });
        }
    };
    if let TriedMatch::Worker(id) = tried {
        judge(&records::dossier(act, &snapshot, id)?);
    } else {
        act.progress.begin("judging by both packs", Some(snapshot.count(Kind::Worker)?));
        snapshot.dossiers::<OpsError>(Row::ALL, |dossier| {
            act.progress.advance(1);
            judge(&dossier);
            Ok(())
        })?;
        act.progress.end();
    }
    moved.sort_by(|a, b| (&a.opening, &a.worker).cmp(&(&b.opening, &b.worker)));
    moved.truncate(top.unwrap_or(usize::MAX));
    counted.retain(|opening| opening.moved > 0);
    Ok(MatchWhatIfReply {
        as_of: terms.as_of,
        seq: snapshot.seq(),
        notes,
        packs: packs_between(&packs, &others),
        packs_stood_in: packs.stood_in().to_vec(),
        judged,
        workers: workers.len() as u64,
        openings: counted,
        moved,
        channel_needed,
    })
}
