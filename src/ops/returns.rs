//! `corridor audit returns`: which returns are due, which were made, and which are overdue.

use super::placements::{AuditGroup, AuditOptions, PlacementDay, each_asked};
use super::{Act, Desk, OpsError};
use crate::model::{Country, Day, PartialDate, Placement, PlacementOutcome, Seq, words};
use serde::Serialize;
use std::collections::BTreeMap;

words! {
    /// How the return of a placement stands on a day.
    ReturnState, "`returned`, `returned-late`, `overdue`, `awaited`, `unclear`, `not-stated` or `cancelled`" {
        /// Made, and not surely after the day on which it was due.
        Returned = "returned",
        /// Made after the day on which it was due.
        ReturnedLate = "returned-late",
        /// Due before this day, and no return is on record.
        Overdue = "overdue",
        /// Due on this day or later.
        Awaited = "awaited",
        /// Due in a month or year that has begun, on a day that is not stated.
        Unclear = "unclear",
        /// No day is stated on which a return is due, and no return is on record.
        NotStated = "not-stated",
        /// The placement did not come about.
        Cancelled = "cancelled",
    }
}

impl ReturnState {
    /// How the return of a placement stands on a day.
    fn of(p: &Placement, today: Day) -> Self {
        if p.outcome == Some(PlacementOutcome::Cancelled) {
            return Self::Cancelled;
        }
        let back = p.returned_on.filter(|back| back.earliest() <= today);
        if back.is_some() || p.outcome == Some(PlacementOutcome::Returned) {
            let late = p.returned_on.zip(p.return_due_on).is_some_and(|(back, due)| due.is_before(back));
            return if late { Self::ReturnedLate } else { Self::Returned };
        }
        match p.return_due_on {
            None => Self::NotStated,
            Some(due) if due.latest() < today => Self::Overdue,
            Some(due) if today <= due.earliest() => Self::Awaited,
            Some(_) => Self::Unclear,
        }
    }
}

/// The placements that share some facts, counted by how their returns stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnCount {
    /// The shared facts in the order asked for; `None` where a placement does not state the fact.
    pub by: Vec<(AuditGroup, Option<String>)>,
    /// How many there are.
    pub placements: u64,
    /// How many returns were due before this day: those that were made, and those that are overdue.
    pub due: u64,
    /// How many stand at each state, in the order of the states.
    pub states: Vec<(ReturnState, u64)>,
}

/// A return that is overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverdueReturn {
    /// The placement.
    pub placement: String,
    /// The country of residence.
    pub origin: Option<Country>,
    /// The country of the job.
    pub destination: Option<Country>,
    /// When the return was due.
    pub due_on: PartialDate,
}

/// The reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnsReply {
    /// The sequence number of the store.
    pub seq: Seq,
    /// The day.
    pub as_of: Day,
    /// The day by which placements are counted and filtered.
    pub date: PlacementDay,
    /// All placements asked for.
    pub all: ReturnCount,
    /// The same placements, counted by the facts asked for; empty when none is asked for.
    pub groups: Vec<ReturnCount>,
    /// The returns that are overdue, longest first.
    pub overdue: Vec<OverdueReturn>,
}

/// Counts of one group.
#[derive(Default)]
struct Counts {
    due: u64,
    states: BTreeMap<ReturnState, u64>,
}

impl Counts {
    fn add(&mut self, p: &Placement, state: ReturnState, today: Day) {
        let past = p.return_due_on.is_some_and(|due| due.latest() < today);
        self.due += u64::from(past && state != ReturnState::Cancelled);
        *self.states.entry(state).or_default() += 1;
    }

    fn close(self, by: Vec<(AuditGroup, Option<String>)>) -> ReturnCount {
        let count = |state: &ReturnState| (*state, self.states.get(state).copied().unwrap_or_default());
        ReturnCount {
            by,
            placements: self.states.values().sum(),
            due: self.due,
            states: ReturnState::ALL.iter().map(count).collect(),
        }
    }
}

/// Counts how the returns of placements stand on a day.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, or what is asked for is not there.
pub fn returns(
    desk: &Desk,
    _act: &Act,
    options: &AuditOptions,
    as_of: Day,
) -> Result<ReturnsReply, OpsError> {
    let snapshot = desk.store()?.snapshot()?;
    let mut all = Counts::default();
    let mut groups: BTreeMap<Vec<Option<String>>, Counts> = BTreeMap::new();
    let mut overdue = Vec::new();
    each_asked(&snapshot, options, |asked, stated| {
        let p = &asked.file.placement;
        let state = ReturnState::of(p, as_of);
        all.add(p, state, as_of);
        if !options.group_by.is_empty() {
            groups.entry(stated.facts(options)).or_default().add(p, state, as_of);
        }
        if let (ReturnState::Overdue, Some(due_on)) = (state, p.return_due_on) {
            overdue.push(OverdueReturn {
                placement: p.placement_id.to_string(),
                origin: stated.origin,
                destination: stated.destination,
                due_on,
            });
        }
        Ok(())
    })?;
    overdue.sort_by(|a, b| (a.due_on.latest(), &a.placement).cmp(&(b.due_on.latest(), &b.placement)));
    let named = |facts: Vec<Option<String>>| options.group_by.iter().copied().zip(facts).collect();
    Ok(ReturnsReply {
        seq: snapshot.seq(),
        as_of,
        date: options.date(),
        all: all.close(Vec::new()),
        groups: groups.into_iter().map(|(facts, counts)| counts.close(named(facts))).collect(),
        overdue,
    })
}
