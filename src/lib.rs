//! corridor maps health workers to job openings abroad.
pub mod cli;
pub mod credentials;
pub mod curricula;
pub mod ethics;
mod fault;
pub mod index;
pub mod ingest;
pub mod log;
pub mod model;
pub mod normalize;
pub mod ops;
pub mod policy;
pub mod portability;
pub mod reference;
pub mod rule;
pub mod schema;
pub mod store;
pub mod text;
