//! What can go wrong with a ranking.

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
    #[error("opening `{opening}` names a recruiter: the channel must be said")]
    ChannelNeeded {
        /// The opening.
        opening: String,
    },
}
