//! What the commands that match have in common: the matcher and its profiles from a desk, the words asked for, and the
//! recording of a decision.

use super::{Act, Desk, OpsError, catch_up};
use crate::decision::DecisionFacts;
use crate::index;
use crate::matching::Rows;
use crate::model::{DecisionId, Kind, Seq};
use crate::policy::Packs;
use crate::query;
use crate::ranking::{Matcher, ProfileKeeper, Terms};
use crate::store::{Facts, Snapshot, Store};
use std::collections::BTreeSet;
use std::time::Duration;

/// A matcher over a snapshot.
pub(super) fn matcher<'a>(
    desk: &Desk,
    store: &Store,
    snapshot: &'a Snapshot,
    packs: &'a Packs,
    terms: &'a Terms,
    words: Option<Rows>,
) -> Result<Matcher<'a>, OpsError> {
    Ok(Matcher { snapshot, packs, curricula: desk.curricula(store, snapshot)?, terms, words })
}

/// The packed profiles of the desk's store.
///
/// # Errors
/// [`OpsError`] when the data directory cannot be written and there is no temporary directory.
pub(super) fn keeper<'a>(
    desk: &Desk,
    act: &'a Act,
    store: &'a Store,
    snapshot: &Snapshot,
) -> Result<ProfileKeeper<'a>, OpsError> {
    let dir = desk.dir().profiles();
    let new = match desk.scratch(store)? {
        Some(elsewhere) => {
            let new = elsewhere.profiles();
            std::fs::create_dir_all(&new).map_err(OpsError::write(&new))?;
            new
        }
        None => dir.clone(),
    };
    let newest = desk.profiles(store, snapshot);
    Ok(ProfileKeeper { dir, new, store_uuid: store.uuid(), newest, progress: &*act.progress })
}

/// The workers whose documents have the words asked for; `None` when none are asked for.
///
/// # Errors
/// [`OpsError`] when the index cannot catch up with the store, or cannot read the words.
pub(super) fn words(desk: &Desk, act: &Act, store: &Store, terms: &Terms) -> Result<Option<Rows>, OpsError> {
    let Some(words) = terms.query.as_deref().filter(|words| !words.trim().is_empty()) else {
        return Ok(None);
    };
    let words = query::parse(Kind::Worker, words, &[])?;
    catch_up::catch_up(desk, act, store, Duration::from_secs(2))?;
    let rows = match desk.index(Kind::Worker) {
        Some(index) => index::matching_rows(&index, &words)?,
        None => BTreeSet::new(),
    };
    Ok(Some(Rows::of(rows)))
}

/// Records a decision. A store that cannot be written takes none, and whoever asked is told.
pub(super) fn record(
    desk: &Desk,
    act: &Act,
    seq: Seq,
    facts: &DecisionFacts,
) -> Result<Option<DecisionId>, OpsError> {
    let store = desk.store()?;
    if store.is_read_only() {
        let here = desk.dir().path().display();
        act.progress.note(&format!("`{here}` cannot be written: the decision is not recorded"));
        return Ok(None);
    }
    let mut change = desk.change(act, &store, "recording a decision")?;
    Ok(Some(change.decide(&Facts { seq, facts }, &act.by())?))
}
