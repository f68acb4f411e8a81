//! corridor maps health workers to job openings abroad, with ethical-recruitment flags and benefit portability.
//!
//! # Where to start
//!
//! - [`ops`] holds one function for each thing that a user does. Each takes the open [`ops::Desk`], the [`ops::Act`] of
//!   who asks, and options of its own.
//! - [`model`] has the words of the domain as types.
//! - [`matching`] has the gates and the score, [`ethics`] the flags, [`portability`] the benefits, and [`credentials`] and
//!   [`curricula`] what papers count for. These modules are pure.
//! - [`message`] has what corridor says: codes, typed arguments and texts.
//! - `ARCHITECTURE.md` maps all modules in the order in which they may use each other.
//!
//! # Files on disk
//!
//! [`data_dir`] names the files of a data directory and says which module each belongs to. `data/` of the repository is
//! compiled in: `data/reference/` by [`reference`], `data/policy/` by [`policy`], `data/messages/` by [`message`],
//! `data/demo/` by [`ops::demo`]. `schemas/` is compiled in by [`schema`].
//!
//! # An example
//!
//! ```no_run
//! use corridor::model::{Actor, Kind};
//! use corridor::ops::{Act, Desk, search};
//! use std::time::Duration;
//!
//! let desk = Desk::new("corridor-demo", Duration::from_secs(5));
//! let act = Act::quiet(Actor::local("anna"), "2026-11-01T12:00:00Z", "2026-11-01".parse()?);
//! let options = search::SearchOptions::of(Kind::Worker, "intensive care", Vec::new(), 10);
//! for found in search::search(&desk, &act, &options)?.results {
//!     println!("{}: {}", found.id, found.line);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub mod admission;
pub mod cli;
pub mod credentials;
pub mod curricula;
pub mod data_dir;
pub mod decision;
pub mod dedupe;
pub mod disclosure;
pub mod ethics;
mod fault;
pub mod files;
pub mod generate;
pub mod index;
pub mod ingest;
pub mod log;
pub mod matching;
pub mod message;
pub mod model;
pub mod names;
pub mod normalize;
pub mod ops;
pub mod policy;
pub mod portability;
pub mod profiles;
pub mod progress;
pub mod query;
pub mod ranking;
pub mod reference;
pub mod report;
pub mod resolve;
pub mod rule;
pub mod schema;
pub mod store;
pub mod tabular;
pub mod text;
