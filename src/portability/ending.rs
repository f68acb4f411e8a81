//! How a contract ends.

use crate::model::words;

words! {
    /// How a contract ends.
    Ending, "`completed` or `resignation`" {
        /// The term runs out, or the employer ends it.
        Completed = "completed",
        /// The worker resigns.
        Resignation = "resignation",
    }
}
