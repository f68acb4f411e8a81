//! Ranking: the workers that fit an opening, the openings that fit a worker, why, and what would change it.
//!
//! A [`Matcher`] holds what all results of a question rest on: a snapshot, policy packs, curricula, the
//! terms, the words asked for. A [`MatchCase`] is one opening as it is matched. With the two,
//! [`Matcher::result`] explains one pair, [`rank_openings`] ranks all openings for a worker, and [`rank_workers`] all
//! workers for an opening over the packed profiles that a [`ProfileKeeper`] holds. One keeper and one matcher serve any number
//! of openings. [`steps`] says what would change an answer. Nothing here knows a command or the index of words.
//!
//! The answer depends on nothing else: a matcher over the records, packs and weights of a decision ranks as the
//! decision did.

mod error;
mod facts;
mod keep;
mod matcher;
mod openings;
mod rank;
mod reason;
pub mod steps;

pub use error::RankingError;
pub use facts::{ranking_facts, result_facts};
pub(crate) use keep::pack;
pub use keep::{Packed, ProfileKeeper};
pub use matcher::{Asker, MatchCase, MatchResult, Matcher, Recruiting, Rejections, Terms};
pub use openings::{OpeningsRanker, rank_openings};
pub use rank::{Ranking, rank_workers};
pub use reason::RankingReason;
