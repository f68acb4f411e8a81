//! Text as people mean it: folding, tokens, nearness, and what spreadsheets make of it. Knows nothing
//! of the domain.

mod fold;
mod guard;
mod similarity;

pub use fold::{fold, tokens};
pub use guard::{guarded, unguarded};
pub use similarity::{nearest, similarity};
