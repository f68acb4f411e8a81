//! `corridor doctor`: is everything whole and up to date, and which editions are in use.

use super::{Act, Desk, OpsError, catch_up};
use crate::model::{Kind, Seq};
use crate::profiles::Generation;
use crate::store::{BatchSummary, Check, LogState};
use serde::Serialize;

/// A policy pack in use.
#[derive(Debug, Serialize)]
pub struct Edition {
    /// The pack.
    pub pack: String,
    /// Its edition.
    pub edition: String,
    /// The instrument.
    pub instrument: String,
    /// Its rules.
    pub rules: usize,
    /// The countries on its lists, all editions together.
    pub listed: usize,
    /// Its agreements.
    pub agreements: usize,
    /// The hash of its files.
    pub hash: String,
}

/// The reply.
#[derive(Debug, Serialize)]
pub struct DoctorReply {
    /// The identity of the store.
    pub store_uuid: String,
    /// The sequence number of the store.
    pub seq: Seq,
    /// Records of each kind.
    pub records: Vec<(Kind, u64)>,
    /// The checks of the store.
    pub checks: Vec<Check>,
    /// The audit log.
    pub log: LogState,
    /// Where the indexes stand.
    pub indexes: Vec<catch_up::IndexStanding>,
    /// The sequence number of the profiles, if there are any.
    pub profiles_seq: Option<Seq>,
    /// The policy packs.
    pub editions: Vec<Edition>,
    /// The packs of the data directory that cannot be used, each with its file and line. Nothing is
    /// judged while there is one.
    pub broken_packs: Vec<String>,
    /// The reference tables and their sources.
    pub tables: Vec<(&'static str, &'static str)>,
    /// The newest batches.
    pub batches: Vec<BatchSummary>,
    /// The version of the program.
    pub version: &'static str,
}

impl DoctorReply {
    /// Whether something is wrong.
    pub fn is_ill(&self) -> bool {
        self.checks.iter().any(|check| !check.problems.is_empty())
            || !self.log.broken.is_empty()
            || !self.broken_packs.is_empty()
    }
}

/// Looks at everything and changes nothing.
///
/// # Errors
/// [`OpsError`] when the store cannot be read at all.
pub fn doctor(desk: &Desk, _act: &Act) -> Result<DoctorReply, OpsError> {
    let store = desk.store()?;
    let (packs, broken_packs) = desk.survey_packs();
    let seq = store.seq()?;
    Ok(DoctorReply {
        store_uuid: store.uuid().to_owned(),
        seq,
        records: store.counts()?,
        checks: store.check()?,
        log: store.log_state()?,
        indexes: catch_up::standings(desk, &store)?,
        profiles_seq: Generation::newest(&desk.dir().profiles(), store.uuid(), seq).map(|g| g.seq()),
        editions: editions(&packs),
        broken_packs: broken_packs.iter().map(ToString::to_string).collect(),
        tables: tables(),
        batches: store.batches(10)?,
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// The packs with their editions.
pub fn editions(packs: &crate::policy::Packs) -> Vec<Edition> {
    packs
        .iter()
        .map(|pack| Edition {
            pack: pack.id.clone(),
            edition: pack.edition.clone(),
            instrument: pack.instrument.clone(),
            rules: pack.rules.len(),
            listed: pack.entries.len(),
            agreements: pack.agreements.len(),
            hash: pack.hash.clone(),
        })
        .collect()
}

fn tables() -> Vec<(&'static str, &'static str)> {
    use crate::reference::{countries, language_tests, occupations, social_security, specialties, workforce};
    vec![
        ("country names", countries::SOURCE),
        ("occupations and titles", occupations::SOURCE),
        ("specialties", specialties::SOURCE),
        ("language tests", language_tests::SOURCE),
        ("social security", social_security::SOURCE),
        ("workforce of origins", workforce::SOURCE),
    ]
}
