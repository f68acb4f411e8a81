//! Text as people mean it: folding, tokens, nearness. Knows nothing of the domain.

mod fold;
mod near;
pub mod names;
mod similarity;

pub use fold::{fold, tokens};
pub use near::{Near, Nearness, nearest_named};
pub use similarity::{nearest, similarity};
