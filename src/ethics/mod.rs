//! The facts of a case, and what the policy packs say of it. Pure: the day comes in as an argument.
//!
//! A [`Case`] is built from a match (a worker, an opening, a channel) or from a placement; facts that
//! take work are small functions in [`derive`]. [`evaluate`] asks every rule of the stage and gives
//! the clearance.

mod case;
mod clearance;
mod derive;
mod judge;
mod opening;
mod possible;
mod question;
mod reason;
mod state;
mod vocabulary;

pub use case::{Case, MatchFacts, OpeningFacts, PlacementFacts, Recruiter};
pub use clearance::{Assessment, Clearance, Finding, FindingOutcome, evaluate};
pub use derive::head_of;
pub use judge::{PackJudge, RememberedAnswers};
pub use opening::evaluate_opening;
pub use possible::PossibleCases;
pub use question::{Answerer, LookUp, OpenQuestion, asks_for_a_license, licensing_state, question};
pub use reason::EthicsReason;
pub use state::{FindingState, OVERRIDE, StatementStanding};
pub use vocabulary::{VOCABULARY, VocabularyWord, known_facts};
