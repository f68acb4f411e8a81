//! Decisions: what was asked, what was answered, and what the answer rests on, as typed facts.
//!
//! A decision is written once and read for years. So its facts have one shape ([`DecisionFacts`]), one
//! writer and one reader ([`DecisionDocument`]), a version, and a salt of 256 bits. The audit log holds the
//! hash of the whole document and nothing else of it. With the salt in the document that hash tells
//! nothing to whoever guesses the facts, and once the document is erased nobody can confirm a guess.
//!
//! The facts of a ranking suffice to compute its scores again ([`RankingFacts::scores`]).

mod document;
mod error;
mod facts;

pub use document::{DecisionDocument, Recorded, Salt, VERSION};
pub use error::DecisionError;
pub use facts::{
    ApartFacts, DecisionFacts, FINDING_STATE, FindingFacts, JUDGMENT, JudgedAnswer, JudgedBeside, JudgedBy,
    JudgedCase, JudgedResult, JudgmentFacts, MatchQuestion, MergeFacts, MoveCause, MovedAnswer, PartFacts,
    REJECTION, RankingCounts, RankingFacts, RejectionFacts, RejectionState, RestsOn, ResultFacts, StateFacts,
    Version,
};
