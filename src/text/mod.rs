//! Text as people mean it: folding, tokens, nearness. Knows nothing of the domain.

mod fold;
pub mod names;
mod similarity;

pub use fold::{fold, tokens};
pub use similarity::{nearest, similarity};
