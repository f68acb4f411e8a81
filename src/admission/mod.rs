//! May the person be admitted for this post at all, and may they leave? Rules of immigration and of exit, as facts with
//! a state of their own.
//!
//! Pure: the day and the channel come in as arguments. A route that is closed to the person is a gate of the match. A
//! condition that nobody has stated is named with the column that would settle it, and closes nothing. Where no row of
//! the tables speaks, the answer is unknown. Whether a visa would be given is not asked.

mod entry;
mod exit;
mod reason;
#[cfg(test)]
mod tests;

pub use entry::{EntryAsk, EntryWay};
pub use exit::ExitAsk;
pub use reason::AdmissionReason;

use crate::model::{Employment, LanguageCertificate, License, Worker, words};
use crate::reference::Citation;
use serde::Serialize;

words! {
    /// Whether the way is open, best last.
    PassageState, "`closed`, `unknown`, `conditional` or `open`" {
        /// No way leads there: every route that the tables know is closed to the person.
        Closed = "closed",
        /// No row of the tables speaks.
        Unknown = "unknown",
        /// Open only if something holds that nobody has stated.
        Conditional = "conditional",
        /// Open, and what is asked is kept.
        Open = "open",
    }
}

/// Whether the way is open, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The state.
    pub state: PassageState,
    /// The route, where one is named.
    pub route: Option<&'static str>,
    /// Why.
    pub reasons: Vec<AdmissionReason>,
    /// Fields that would say more.
    pub missing: Vec<&'static str>,
    /// The rows that decided.
    pub sources: Vec<&'static Citation>,
}

impl Passage {
    fn unknown(reason: AdmissionReason) -> Self {
        Self {
            state: PassageState::Unknown,
            route: None,
            reasons: vec![reason],
            missing: Vec::new(),
            sources: Vec::new(),
        }
    }
}

/// Who wants to go, as far as the rules ask.
#[derive(Debug, Clone, Copy)]
pub struct Applicant<'a> {
    /// The worker.
    pub worker: &'a Worker,
    /// Registrations.
    pub licenses: &'a [License],
    /// Language tests.
    pub certificates: &'a [LanguageCertificate],
    /// Periods of practice.
    pub employments: &'a [Employment],
}
