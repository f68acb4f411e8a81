//! `corridor watch`: what entered or left the answers to saved questions since the last look, and why.
//!
//! Membership is held against what was seen, record by record. Why is read from what was written of each record since: a
//! batch, an undoing, a merge. Where nothing was written of it, the day, the opening or the other candidates moved.

use super::review::rejection;
use super::saved::{self, Known, ListedSearch, SavedQuestion, WholeAnswer, answer, day_or};
use super::search::describe;
use super::watch_reason::{ChangedBy, WatchReason};
use super::{Act, Desk, OpsError};
use crate::message::{Message, Reason};
use crate::model::{Consent, ConsentPurpose, Kind, Opening, OpeningStatus, Row, Seq, Worker};
use crate::ranking::Rejections;
use crate::store::{ChangeSource, RecordChange, RecordDeed, SeenAnswer, SeenNow, Snapshot, Store};
use serde::Serialize;

/// What to watch.
#[derive(Debug, Clone)]
pub struct WatchOptions {
    /// The names of questions; all that the actor sees where none is named.
    pub names: Vec<String>,
    /// How many records of each list to show; the others stay new.
    pub limit: usize,
    /// Whether all stays new: the look is not remembered.
    pub keep: bool,
}

/// What became of answers.
#[derive(Debug, Serialize)]
pub struct WatchReply {
    /// The sequence number of the store.
    pub seq: Seq,
    /// Each question.
    pub searches: Vec<WatchedSearch>,
}

/// What became of the answer to a question.
#[derive(Debug, Serialize)]
pub struct WatchedSearch {
    /// The question.
    #[serde(flatten)]
    pub search: ListedSearch,
    /// How many records are in the answer now; `None` where the question has none any more, as a note says.
    pub total: Option<usize>,
    /// How many entered since the last look.
    pub entered_total: usize,
    /// The first of them.
    pub entered: Vec<WatchedRecord>,
    /// How many left.
    pub left_total: usize,
    /// The first of them.
    pub left: Vec<WatchedRecord>,
    /// What should be known of the answer.
    pub notes: Vec<Message>,
}

/// A record that entered or left an answer.
#[derive(Debug, Serialize)]
pub struct WatchedRecord {
    /// The identifier; of a certificate, its worker's. `None` where nothing of the record is kept.
    pub id: Option<String>,
    /// What it is, in a line; `None` where it is gone.
    pub line: Option<String>,
    /// Why.
    pub because: Vec<Message>,
}

/// Looks at the answers to saved questions, and remembers the look.
///
/// # Errors
/// [`OpsError`] when the actor sees no question of a name, or store or index fail.
pub fn watch(desk: &Desk, act: &Act, options: &WatchOptions) -> Result<WatchReply, OpsError> {
    let store = desk.store()?;
    let known = if options.names.is_empty() {
        saved::all(&store, act)?
    } else {
        options.names.iter().map(|name| saved::named(&store, act, name)).collect::<Result<_, _>>()?
    };
    let mut searches = Vec::with_capacity(known.len());
    for known in &known {
        searches.push(look(desk, act, &store, known, options)?);
    }
    Ok(WatchReply { seq: store.seq()?, searches })
}

fn look(
    desk: &Desk,
    act: &Act,
    store: &Store,
    known: &Known,
    options: &WatchOptions,
) -> Result<WatchedSearch, OpsError> {
    let looked = store.seen_answer(known.saved.number, &act.actor.id)?;
    let mut watched = WatchedSearch {
        search: known.listed(looked.as_ref().map(|seen| seen.seen_at.clone())),
        total: None,
        entered_total: 0,
        entered: Vec::new(),
        left_total: 0,
        left: Vec::new(),
        notes: Vec::new(),
    };
    let WholeAnswer { rows, seq, notes } = match answer(desk, act, &known.question) {
        Ok(answer) => answer,
        // One question that cannot be asked any more, as of an opening that is gone, hides no other.
        Err(error @ (OpsError::Unknown { .. } | OpsError::Ranking(_) | OpsError::Query(_))) => {
            watched.notes.push(Message::of_error(&error));
            return Ok(watched);
        }
        Err(error) => return Err(error),
    };
    let seen = looked.clone().unwrap_or_default();
    let entered: Vec<Row> = rows.iter().copied().filter(|row| !seen.rows.contains_key(row)).collect();
    let left: Vec<Row> = seen.rows.keys().copied().filter(|row| !rows.contains(row)).collect();
    let snapshot = store.snapshot()?;
    let full =
        |count: usize| matches!(&known.question, SavedQuestion::Match { top, .. } if count as u64 >= *top);
    let look = Look {
        act,
        snapshot: &snapshot,
        question: &known.question,
        seen: &seen,
        rejections: match known.question {
            SavedQuestion::Match { .. } => rejection::rejections(store, &snapshot, None)?,
            SavedQuestion::Search { .. } => Rejections::default(),
        },
        is_full: full(rows.len()) || full(seen.rows.len()),
    };
    watched.total = Some(rows.len());
    watched.notes = notes;
    (watched.entered_total, watched.left_total) = (entered.len(), left.len());
    let listed = |rows: &[Row]| rows[..rows.len().min(options.limit)].to_vec();
    let (entered_now, left_now) = (listed(&entered), listed(&left));
    for row in &entered_now {
        watched.entered.push(look.record(*row)?);
    }
    for row in &left_now {
        watched.left.push(look.record(*row)?);
    }
    let all = entered_now.len() == entered.len() && left_now.len() == left.len();
    let news = looked.is_none_or(|seen| seen.seq != seq) || !entered_now.is_empty() || !left_now.is_empty();
    if !options.keep && news && !store.is_read_only() {
        let whole = all.then_some((seq, act.today));
        let now = SeenNow { seq, whole, entered: &entered_now, left: &left_now };
        desk.change(act, store, saved::PURPOSE)?.note_seen(known.saved.number, &now, &act.by())?;
    }
    Ok(watched)
}

/// One look at one answer.
struct Look<'a> {
    act: &'a Act,
    snapshot: &'a Snapshot,
    question: &'a SavedQuestion,
    seen: &'a SeenAnswer,
    /// Whom reviewers rejected.
    rejections: Rejections,
    /// Whether a shortlist is as long as it may be, now or then.
    is_full: bool,
}

impl Look<'_> {
    fn record(&self, row: Row) -> Result<WatchedRecord, OpsError> {
        let kind = self.question.kind();
        let whole = kind.parent().unwrap_or(kind);
        let described = describe(self.snapshot, self.act.today, kind, row, &[], &[])?;
        let (id, line) = match described {
            Some((id, line, _)) => (Some(id), Some(line)),
            // The part that was asked for is gone, and its whole may be there.
            None => (self.id(whole, row)?, None),
        };
        let because = self.because(whole, row)?.iter().map(Reason::message).collect();
        Ok(WatchedRecord { id, line, because })
    }

    fn id(&self, whole: Kind, row: Row) -> Result<Option<String>, OpsError> {
        if whole == Kind::Worker
            && let Some(worker) = self.snapshot.whole::<Worker>(row)?
        {
            return Ok(Some(worker.worker_id.to_string()));
        }
        Ok(self.snapshot.former_id(whole, row)?)
    }

    /// Why a record entered or left: what was written of it, or what else moved.
    fn because(&self, whole: Kind, row: Row) -> Result<Vec<WatchReason>, OpsError> {
        let since = self.seen.rows.get(&row).copied().unwrap_or_default().max(self.seen.seq);
        let changes = self.snapshot.changes(whole, row, since)?;
        let mut reasons = Vec::with_capacity(changes.len());
        for change in changes {
            reasons.push(self.reason(whole, row, change)?);
        }
        if !reasons.is_empty() {
            return Ok(reasons);
        }
        let is_there = match whole {
            Kind::Worker => self.snapshot.whole::<Worker>(row)?.is_some(),
            Kind::Opening => self.snapshot.whole::<Opening>(row)?.is_some(),
            _ => self.snapshot.curriculum_file(row)?.is_some(),
        };
        if !is_there {
            return Ok(vec![WatchReason::Erased]);
        }
        if let SavedQuestion::Match { opening, top, .. } = self.question {
            if let Some((opening, record)) = self.snapshot.find::<Opening>(opening)? {
                if self.rejections.for_opening(&record).is_some_and(|rows| rows.has(row)) {
                    return Ok(vec![WatchReason::Rejected]);
                }
                for change in self.snapshot.changes(Kind::Opening, opening, since)? {
                    let of_opening = self.reason(Kind::Opening, opening, change)?;
                    reasons.push(match of_opening {
                        WatchReason::Changed { columns, how, by, .. } => {
                            WatchReason::OpeningChanged { columns, how, by }
                        }
                        other => other,
                    });
                }
            }
            if self.is_full {
                reasons.push(WatchReason::OthersMoved { top: *top });
            }
        }
        let (from, to) = (day_or(Some(self.seen.day), self.act), self.act.today);
        if from != to {
            reasons.push(WatchReason::DayMoved { from, to });
        }
        if reasons.is_empty() {
            reasons.push(WatchReason::Elsewhere);
        }
        Ok(reasons)
    }

    fn reason(&self, whole: Kind, row: Row, change: RecordChange) -> Result<WatchReason, OpsError> {
        let RecordChange { kind, deed, source } = change;
        let (how, by) = match &source {
            ChangeSource::Import(batch) => (ChangedBy::Batch, Some(batch.to_string())),
            ChangeSource::Undo(batch) => (ChangedBy::Undo, Some(batch.to_string())),
            ChangeSource::Merge(kept) => (ChangedBy::Merge, Some(kept.clone())),
            ChangeSource::Other => (ChangedBy::Other, None),
        };
        if kind == Kind::Consent && self.withdrew(row)? {
            return Ok(WatchReason::ConsentWithdrawn { how, by });
        }
        let is_whole = kind == whole;
        Ok(match deed {
            RecordDeed::CameIn if is_whole => WatchReason::CameIn { how, by },
            RecordDeed::CameIn => WatchReason::PartCameIn { kind, how, by },
            RecordDeed::Gone if is_whole => match source {
                ChangeSource::Merge(kept) => WatchReason::Merged { kept },
                _ => WatchReason::Gone { how, by },
            },
            RecordDeed::Gone => WatchReason::PartGone { kind, how, by },
            RecordDeed::Changed(columns) => {
                let closed = kind == Kind::Opening
                    && columns.iter().any(|column| column == "status")
                    && self.snapshot.whole::<Opening>(row)?.is_some_and(|opening| {
                        opening.status.is_some_and(|status| status != OpeningStatus::Open)
                    });
                if closed {
                    WatchReason::OpeningClosed { how, by }
                } else {
                    WatchReason::Changed { kind, columns, how, by }
                }
            }
        })
    }

    /// Whether the worker took back the consent to be matched, and gave no other.
    fn withdrew(&self, row: Row) -> Result<bool, OpsError> {
        let Some(worker) = self.snapshot.whole::<Worker>(row)? else { return Ok(false) };
        let consents = self.snapshot.parts::<Consent>(row, worker.worker_id.as_str())?;
        let mut of_match =
            consents.iter().filter(|consent| consent.purpose == ConsentPurpose::Match).peekable();
        let any = of_match.peek().is_some();
        Ok(any && of_match.all(|consent| consent.withdrawn_on.is_some() || consent.given == Some(false)))
    }
}
