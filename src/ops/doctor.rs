//! `corridor doctor`: is everything whole and up to date, and which editions are in use.

use super::{Act, Desk, OpsError, catch_up};
use crate::model::{Day, Kind, Seq};
use crate::profiles::Generation;
use crate::reference::{
    admission, freshness, origin_exit, recruiter_licensing, recruiter_registers, social_security as social,
};
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

/// A table, or a row with a day of its own, that is due to be looked up again.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct DueFact {
    /// The table, a file of `data/reference/`.
    pub table: String,
    /// The row, where it has a day of its own.
    pub row: Option<String>,
    /// The day that is past.
    pub recheck_by: Day,
    /// Where to look.
    pub source: String,
    /// What to look for.
    pub look_for: String,
}

/// The tables and rows that are due to be looked up again on a day, longest due first.
pub fn due(day: Day) -> Vec<DueFact> {
    let fact = |table: &freshness::DatedTable, row: Option<String>, recheck_by: Day, source: &str| DueFact {
        table: table.table.clone(),
        row,
        recheck_by,
        source: source.to_owned(),
        look_for: table.look_for.clone(),
    };
    let mut all: Vec<DueFact> = Vec::new();
    let sources = "the sources that its rows name";
    for table in freshness::tables().filter(|table| table.recheck_by < day) {
        all.push(fact(table, None, table.recheck_by, sources));
    }
    let mut rows = |name: &str, row: &str, recheck_by: Option<Day>, source: &str| {
        let past = recheck_by.filter(|recheck_by| *recheck_by < day).zip(freshness::of(name));
        all.extend(past.map(|(recheck_by, table)| fact(table, Some(row.to_owned()), recheck_by, source)));
    };
    for row in admission::all() {
        rows("admission.csv", &row.id, row.citation.recheck_by, &row.citation.source);
    }
    for row in origin_exit::all() {
        rows("origin_exit.csv", &row.id, row.citation.recheck_by, &row.citation.source);
    }
    for row in recruiter_licensing::all() {
        let country = row.country.as_str();
        rows("recruiter_licensing.csv", country, row.citation.recheck_by, &row.citation.source);
    }
    for row in recruiter_registers::all() {
        let country = row.country.as_str();
        rows("recruiter_registers.csv", country, row.citation.recheck_by, &row.citation.source);
    }
    for list in social::all_lists() {
        rows("list_completeness.csv", &list.country, list.recheck_by, &list.source);
    }
    all.sort_by(|a, b| (a.recheck_by, &a.table, &a.row).cmp(&(b.recheck_by, &b.table, &b.row)));
    all
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
    /// The tables and rows that are due to be looked up again.
    pub due: Vec<DueFact>,
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
pub fn doctor(desk: &Desk, act: &Act, as_of: Option<Day>) -> Result<DoctorReply, OpsError> {
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
        due: due(as_of.unwrap_or(act.today)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_past_its_day_is_listed_with_what_to_look_for() {
        assert_eq!(due("2026-11-29".parse().unwrap()), []);
        let first = admission::all()[0].citation.recheck_by.unwrap();
        assert_eq!(due(first), []);
        let past = due(Day(first.0 + 1));
        for (table, row) in [("admission.csv", "GB-CARE-SHUT"), ("origin_exit.csv", "NG-NMCN")] {
            let found =
                past.iter().find(|one| one.table == table && one.row.as_deref() == Some(row)).unwrap();
            assert!(!found.source.is_empty() && !found.look_for.is_empty());
        }
        assert!(past.iter().any(|one| one.table == "regulator_language.csv" && one.row.is_none()));
    }
}
