//! What was decided so far, and whether tables and log agree about it.

use super::leads_to;
use crate::decision::Recorded;
use crate::log::LogEntry;
use crate::model::{DecisionId, Hash, Seq};
use crate::store::{Reviewed, StoreError, Verdict};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;

/// The decisions about pairs of workers, newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub(in super::super) fn reviewed(conn: &Connection, limit: usize) -> Result<Vec<Reviewed>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT d.decision, d.kind, coalesce(m.keep_id, a.low_id), coalesce(m.gone_id, a.high_id), d.recorded_at, d.actor,
                d.facts, coalesce(m.undone_at, a.undone_at), coalesce(m.undone_by, a.undone_by)
         FROM decision d LEFT JOIN merge m USING (decision) LEFT JOIN kept_apart a USING (decision)
         WHERE d.kind IN ('merge', 'keep-apart') AND coalesce(m.decision, a.decision) IS NOT NULL
         ORDER BY d.decision DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
        let kind: String = row.get(1)?;
        let (at, by): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
        let reviewed = Reviewed {
            decision: row.get(0)?,
            verdict: kind.parse().unwrap_or(Verdict::KeepApart),
            left: row.get(2)?,
            right: row.get(3)?,
            recorded_at: row.get(4)?,
            actor: row.get(5)?,
            facts: Value::Null,
            taken_back: at.zip(by),
        };
        Ok((reviewed, row.get::<_, String>(6)?))
    })?;
    rows.map(|row| {
        let (reviewed, facts) = row?;
        Ok(Reviewed { facts: Recorded::read(&facts)?.facts()?, ..reviewed })
    })
    .collect()
}

/// The merges that stand on versions of records that the batch of `seq` wrote, newest first.
pub(in super::super) fn merges_on(conn: &Connection, seq: Seq) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT m.decision FROM merge m WHERE m.undone_seq IS NULL AND EXISTS (
             SELECT 1 FROM history h WHERE h.until = m.seq AND h.seq = ?1 AND h.row IN (m.keep, m.gone))
         ORDER BY m.decision DESC",
    )?;
    let found = statement.query_map([seq], |row| row.get::<_, DecisionId>(0))?;
    Ok(found.map(|number| number.map(|number| number.to_string())).collect::<Result<_, _>>()?)
}

/// What is wrong with merged workers; empty when nothing is.
pub(in super::super) fn problems(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut problems = Vec::new();
    let mut statement = conn.prepare(
        "SELECT m.decision, m.gone_id, m.gone,
                EXISTS (SELECT 1 FROM worker w WHERE w.row = m.gone OR w.worker_id = m.gone_id),
                EXISTS (SELECT 1 FROM decision d WHERE d.decision = m.decision AND d.kind = 'merge')
         FROM merge m WHERE m.undone_seq IS NULL ORDER BY m.decision",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, id): (DecisionId, String) = (row.get(0)?, row.get(1)?);
        if row.get::<_, bool>(3)? {
            problems.push(format!("`{id}` was merged by {name} and is there all the same"));
        }
        if !row.get::<_, bool>(4)? {
            problems.push(format!("`{id}` was merged, but there is no decision {name}"));
        }
        let last = leads_to(conn, &id)?.unwrap_or_default();
        let there =
            conn.query_row("SELECT EXISTS (SELECT 1 FROM worker WHERE worker_id = ?1)", [&last], |row| {
                row.get::<_, bool>(0)
            })?;
        if !there {
            problems.push(format!("`{id}` was merged by {name} and leads to `{last}`, which is not there"));
        }
    }
    Ok(problems)
}

/// Where the decisions of reviews and the log disagree, in words. `entries` is the log in order.
pub(in super::super) fn log_problems<'a>(
    conn: &Connection,
    entries: impl Iterator<Item = &'a str>,
) -> Result<Vec<String>, StoreError> {
    // What the log says of each decision: the hash of its facts, and whether it was taken back.
    let mut logged: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for entry in entries.filter_map(|text| serde_json::from_str::<LogEntry>(text).ok()) {
        let text = |name: &str| entry.body[name].as_str().unwrap_or_default().to_owned();
        match (entry.kind.as_str(), entry.body["kind"].as_str()) {
            ("decision", Some("merge" | "keep-apart")) => {
                logged.insert(text("decision"), (text("facts_sha256"), false));
            }
            ("taken-back", _) => {
                if let Some(found) = logged.get_mut(&text("decision")) {
                    found.1 = true;
                }
            }
            _ => {}
        }
    }
    let mut statement = conn.prepare(
        "SELECT decision, facts, taken_back, kind FROM (
             SELECT d.decision, d.facts, m.undone_seq IS NOT NULL AS taken_back, 'merge' AS kind
             FROM merge m LEFT JOIN decision d USING (decision)
             UNION ALL
             SELECT a.decision, d.facts, a.undone_at IS NOT NULL, 'keep-apart'
             FROM kept_apart a LEFT JOIN decision d USING (decision))
         ORDER BY decision",
    )?;
    let mut problems = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = row.get::<_, Option<DecisionId>>(0)?.map(|number| number.to_string()).unwrap_or_default();
        let facts: Option<String> = row.get(1)?;
        let (taken_back, kind): (bool, String) = (row.get(2)?, row.get(3)?);
        match logged.remove(&name) {
            None => problems.push(format!("{kind} {name} stands in the store and not in the log")),
            Some((hash, _)) if facts.is_none_or(|facts| Hash::of(facts).to_string() != hash) => {
                problems.push(format!("the facts of {kind} {name} are not those that were logged"));
            }
            Some((_, back)) if back != taken_back => {
                let (store, log) = if back { ("in force", "taken back") } else { ("taken back", "in force") };
                problems.push(format!("{kind} {name} is {store} in the store and {log} in the log"));
            }
            Some(_) => {}
        }
    }
    problems.extend(logged.into_keys().map(|name| format!("{name} stands in the log and not in the store")));
    Ok(problems)
}
