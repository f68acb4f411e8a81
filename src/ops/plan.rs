//! `corridor plan`: the steps that make a worker ready for an opening or a destination, and the one certificate that
//! opens most.

use super::r#match::{matcher_of, words_of};
use super::{Act, Desk, OpsError, records};
use crate::admission::Passage;
use crate::credentials::Months;
use crate::matching::{Ask, Explanation, Gate, State};
use crate::message::Message;
use crate::model::{Country, DatumRef, Day, Isco08, Opening, Record};
use crate::policy::StoodInPack;
use crate::ranking::steps::{self, Flip, Step, StepKind};
use crate::ranking::{Asker, MatchCase, Terms};
use crate::reference::{self, PastDay};
use serde::Serialize;

/// Where to.
#[derive(Debug, Clone)]
pub enum Goal {
    /// An opening.
    Opening(String),
    /// Any post in the worker's occupation in a country.
    Destination(Country),
}

/// The plan.
#[derive(Debug, Serialize)]
pub struct PlanReply {
    /// The worker.
    pub worker: String,
    /// The opening, or the destination.
    pub goal: String,
    /// The day asked.
    pub as_of: Day,
    /// Where the worker stands today.
    pub state: State,
    /// Whether the destination admits the worker for the post.
    pub admission: Passage,
    /// Whether the worker may leave for it.
    pub exit: Passage,
    /// The smallest set of moves to being ready; `None` when ready, or when none is known.
    pub plan: Option<Flip>,
    /// What is still missing after all known moves, where they do not suffice.
    pub remaining: Vec<Message>,
    /// The usual months of the whole, moves that run beside each other counted once; `None` when no table says.
    pub months: Option<Months>,
    /// Moves of which no table says how long they take.
    pub untimed: usize,
    /// The single steps that open most openings of the store, most first.
    pub opens: Vec<Opens>,
    /// The sources of the answer that are due to be looked up again on the day asked.
    pub past_day: Vec<PastDay>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// A single step and what it opens.
#[derive(Debug, Clone, Serialize)]
pub struct Opens {
    /// The step.
    #[serde(flatten)]
    pub step: Step,
    /// Openings that become ready.
    pub ready: usize,
    /// Openings of which it closes a gap.
    pub nearer: usize,
}

/// Plans.
///
/// # Errors
/// [`OpsError`] when there is no such record, when the occupation is not known, or when the store fails.
pub fn plan(desk: &Desk, act: &Act, worker: &str, goal: &Goal, terms: &Terms) -> Result<PlanReply, OpsError> {
    let store = desk.store()?;
    let words = words_of(desk, act, &store, terms)?.rows;
    let snapshot = store.snapshot()?;
    let dossier = records::dossier(act, &snapshot, worker)?;
    let packs = desk.packs()?;
    let matcher = matcher_of(desk, &store, &snapshot, &packs, terms, words)?;
    let (opening, name) = match goal {
        Goal::Opening(id) => (records::find::<Opening>(&snapshot, id)?.1, id.clone()),
        Goal::Destination(country) => {
            let occupation = dossier
                .worker
                .occupation
                .ok_or_else(|| OpsError::OccupationNeeded { worker: dossier.worker.worker_id.to_string() })?;
            let name = crate::reference::countries::name(*country).to_owned();
            (some_post(*country, occupation)?, name)
        }
    };
    let case = MatchCase::of(&snapshot, &opening, terms, Asker::Worker)?;
    let Explanation { state, admission, exit, sources, .. } =
        matcher.explain(&dossier, &case.ask, steps::is_blocked(&matcher, &dossier, &case));
    let plan = steps::flip(&matcher, &dossier, &case);
    let remaining = if plan.is_none() && state != State::Ready {
        steps::remaining(&matcher, &dossier, &case)
    } else {
        Vec::new()
    };
    let (months, untimed) = plan.as_ref().map_or((None, 0), |flip| total(&flip.moves));
    let mut found: Vec<Opens> = Vec::new();
    let openings = snapshot.open_openings()?;
    let mut within_reach: Vec<(Ask<'_>, Explanation)> = Vec::new();
    for (_, opening) in &openings {
        let case = MatchCase::of(&snapshot, opening, terms, Asker::Worker)?;
        let blocked = steps::is_blocked(&matcher, &dossier, &case);
        let explained = matcher.explain(&dossier, &case.ask, blocked);
        // No step of the worker's own opens a post in another occupation, one that is past, or one that a rule
        // keeps closed, and a country that they refuse they do not ask for.
        let shut = |gate: &Gate| {
            let law =
                matches!(gate, Gate::Admission | Gate::Exit | Gate::Barred | Gate::Rejected | Gate::Ethics);
            law || matches!(gate, Gate::Opening | Gate::Occupation | Gate::Words | Gate::Refused)
        };
        if explained.state != State::Ready && !explained.gates.iter().any(shut) {
            within_reach.push((case.ask, explained));
        }
    }
    for (ask, _) in &within_reach {
        for step in steps::steps(&matcher, &dossier, ask) {
            if matches!(step.kind, StepKind::Language | StepKind::Documents | StepKind::Registration)
                && !found.iter().any(|known| known.step.action == step.action)
            {
                found.push(Opens { step, ready: 0, nearer: 0 });
            }
        }
    }
    for opens in &mut found {
        for (ask, explained) in &within_reach {
            // The steps above change no record that a rule asks.
            let after = matcher.explain(&opens.step.apply(&dossier, ask), ask, false);
            opens.ready += usize::from(after.state == State::Ready);
            opens.nearer +=
                usize::from(after.state != State::Excluded && after.gaps.len() < explained.gaps.len());
        }
    }
    let mut opens: Vec<Opens> = found.into_iter().filter(|opens| opens.ready + opens.nearer > 0).collect();
    opens.sort_by(|a, b| {
        (b.ready, b.nearer)
            .cmp(&(a.ready, a.nearer))
            .then_with(|| a.step.action.text.cmp(&b.step.action.text))
    });
    opens.truncate(terms.top);
    let steps = plan.iter().flat_map(|flip| &flip.moves).chain(opens.iter().map(|opens| &opens.step));
    let past_day = reference::past(sources.iter().chain(steps.flat_map(|step| &step.sources)), terms.as_of);
    Ok(PlanReply {
        worker: dossier.worker.worker_id.to_string(),
        goal: name,
        as_of: terms.as_of,
        state,
        admission,
        exit,
        plan,
        remaining,
        months,
        untimed,
        opens,
        past_day,
        packs_stood_in: packs.stood_in().to_vec(),
    })
}

/// The months of a whole plan. Words, documents, languages and hours run beside recognition; practice comes after it.
fn total(moves: &[Step]) -> (Option<Months>, usize) {
    let mut beside: Option<Months> = None;
    let mut after: Option<Months> = None;
    let mut untimed = 0;
    for one in moves.iter().filter(|one| one.kind > StepKind::Documents) {
        let Some(months) = one.months else {
            untimed += 1;
            continue;
        };
        if one.kind == StepKind::Experience {
            after = Some(months);
        } else {
            let longest = beside.map_or(months, |known| Months {
                min: known.min.max(months.min),
                max: known.max.max(months.max),
            });
            beside = Some(longest);
        }
    }
    let both = match (beside, after) {
        (Some(a), Some(b)) => {
            Some(Months { min: a.min.saturating_add(b.min), max: a.max.saturating_add(b.max) })
        }
        (one, other) => one.or(other),
    };
    (both, untimed)
}

/// A post in an occupation of which nothing else is known.
fn some_post(country: Country, occupation: Isco08) -> Result<Opening, OpsError> {
    let (destination, occupation) = (country.to_string(), occupation.to_string());
    let cell = |at: usize| match Opening::COLUMNS[at] {
        "opening_id" => Some(DatumRef::Text("any")),
        "destination" => Some(DatumRef::Text(&destination)),
        "occupation" => Some(DatumRef::Text(&occupation)),
        _ => None,
    };
    Opening::from_cells(cell).map_err(|error| OpsError::Store(error.into()))
}
