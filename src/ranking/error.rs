//! What can go wrong with a ranking.

use crate::message::{Explained, Hint, codes};
use crate::profiles::ProfileError;
use crate::store::StoreError;

/// A ranking that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RankingError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The packed profiles failed.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// An opening that names a recruiter is matched, and nobody says how the recruitment comes about.
    #[error(
        "opening `{opening}` names a recruiter: the channel of the recruitment is needed, because the match itself can be active recruitment"
    )]
    ChannelNeeded {
        /// The opening.
        opening: String,
    },
}

impl Explained for RankingError {
    codes! {
        Store => error,
        Profile => error,
        ChannelNeeded = "match-channel-needed",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Store(error) => error.hints(),
            Self::Profile(error) => error.hints(),
            Self::ChannelNeeded { .. } => vec![Hint::channel()],
        }
    }
}
