//! How replies look: one file per reply, apart from the commands that print it, since a reply can be part of another.

pub(super) mod audit;
pub(super) mod compare;
pub(super) mod dedupe;
pub(super) mod demo;
pub(super) mod doctor;
pub(super) mod harmonize;
pub(super) mod import;
pub(super) mod language;
pub(super) mod matches;
pub(super) mod normalize_csv;
pub(super) mod plan;
pub(super) mod portability;
pub(super) mod review;
pub(super) mod search;
pub(super) mod table;
