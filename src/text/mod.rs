//! Text as people mean it: folding, tokens, nearness. Knows nothing of the domain.

mod fold;
pub mod names;
mod near;
mod similarity;

pub use fold::{fold, tokens};
pub use near::{Near, Nearness, nearest_named};
pub use similarity::{nearest, similarity};
