//! What people see of `audit`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::judgment;
use crate::cli::show::register;
use crate::decision::JudgedCase;
use crate::ethics::{Answerer, Clearance, Finding, FindingOutcome, FindingState, OpenQuestion};
use crate::log::ClockSetBack;
use crate::ops::audit;
use crate::ops::checkpoint::CheckpointReply;
use crate::ops::fees::{FeeBurden, FeeLedger, FeeLine};
use crate::ops::prove::{ProofReply, VerifiedProof, WitnessReply};
use crate::ops::verify::{ContinuedCheckpoint, LogReport};
use crate::policy::Fact;
use crate::rule::Severity;
use crate::store::{LogState, NotCheckedAgain};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(in crate::cli) fn outcome(finding: &Finding) -> String {
    match &finding.outcome {
        FindingOutcome::Broken if finding.severity == Severity::Info => "applies".to_owned(),
        FindingOutcome::Broken => "broken".to_owned(),
        FindingOutcome::Unknown { missing } => format!("unknown: {}", missing.join(", ")),
        FindingOutcome::Unusable { because } => format!("unusable: {because}"),
    }
}

pub(in crate::cli) fn describe(reply: &audit::AuditReply, detail: bool) -> String {
    let mut text = match (reply.openings, reply.results) {
        (0, 0) => judgment::placements_by(reply.placements, reply.date),
        (0, results) => format!("{results} results of a ranking"),
        (openings, _) => format!("{openings} openings by themselves"),
    };
    for (clearance, count) in reply.clearances.iter().rev() {
        let _ = write!(text, "; {count} {clearance}");
    }
    text.push('\n');
    let done = reply.states.iter().filter(|(state, _)| **state != FindingState::Open);
    let done: Vec<String> = done.map(|(state, count)| format!("{count} {state}")).collect();
    if !done.is_empty() {
        let open = reply.states.get(&FindingState::Open).copied().unwrap_or_default();
        let _ = writeln!(text, "of the broken rules: {open} open, {}", done.join(", "));
    }
    if !detail {
        let mut rules: Vec<_> = reply.rules.iter().collect();
        rules.sort_by(|a, b| (b.1.0, b.1.2.broken, a.0).cmp(&(a.1.0, a.1.2.broken, b.0)));
        let rows: Vec<Vec<String>> = rules
            .iter()
            .filter(|(_, (_, _, count))| count.broken + count.unknown > 0)
            .map(|(id, (severity, title, count))| {
                vec![
                    severity.to_string(),
                    (*id).clone(),
                    title.clone(),
                    count.broken.to_string(),
                    count.unknown.to_string(),
                ]
            })
            .collect();
        let _ = writeln!(
            text,
            "{}",
            render::table(&["severity", "rule", "the fault", "broken", "unknown"], &rows)
        );
        if reply.groups.is_empty() {
            if !reply.corridors.is_empty() {
                text.push_str(&corridors(reply));
            }
        } else {
            let rows = group_rows(reply);
            let _ = writeln!(text, "{}", render::table(rows.headers(), rows.cells()));
        }
    }
    for one in reply.breaches.iter().chain(&reply.held) {
        if !detail && text.lines().count() > 80 {
            let flag = if reply.openings > 0 { "--opening" } else { "--placement" };
            let _ = writeln!(text, "… more with --format csv, or one by one with {flag} ID");
            break;
        }
        let place =
            |c: Option<crate::model::Country>| c.map_or_else(|| "unknown".to_owned(), |c| c.to_string());
        let _ = writeln!(
            text,
            "{} ({} > {}{}): {}",
            one.case,
            place(one.origin),
            place(one.destination),
            one.recruiter.as_ref().map(|id| format!(", recruiter {id}")).unwrap_or_default(),
            one.assessment.clearance
        );
        text.push_str(&findings(one, detail || one.rests_on.is_some()));
        text.push_str(&asked(&one.questions));
        text.push_str(&one.rests_on.as_ref().map(register::rests_on).unwrap_or_default());
    }
    text
}

/// The findings of a case, what was said of them, and what was answered before. Not in full only those are shown that are broken
/// or hold the case.
pub(in crate::cli) fn findings(one: &audit::Audited, full: bool) -> String {
    let mut text = String::new();
    for f in &one.assessment.findings {
        let holds = one.assessment.clearance == Clearance::Hold && f.severity == Severity::Block;
        let broken = f.outcome == FindingOutcome::Broken && f.severity > Severity::Info;
        if full || broken || holds {
            text.push_str(&finding(f, full));
        }
    }
    for said in &one.states {
        text.push_str(&render::wrapped(&judgment::state(said), 2));
    }
    text.push_str(&judgment::answers(&one.answers));
    text
}

/// Who can answer what holds a case, and in which columns.
fn asked(questions: &[OpenQuestion]) -> String {
    let mut text = String::new();
    for who in Answerer::ALL {
        let of = questions.iter().filter(|question| question.who == *who);
        let all: Vec<String> =
            of.map(|question| format!("{} ({})", question.fact, question.columns.join(", "))).collect();
        if !all.is_empty() {
            text.push_str(&render::wrapped(&format!("to ask the {who}: {}", all.join("; ")), 2));
        }
    }
    let registers: BTreeSet<String> =
        questions.iter().flat_map(|question| &question.look_up).map(super::rule::register).collect();
    for line in registers {
        text.push_str(&render::wrapped(&format!("licenses are looked up at {line}"), 2));
    }
    text
}

/// The corridors with most blocked placements; what is not shown is counted, so that the numbers add up.
fn corridors(reply: &audit::AuditReply) -> String {
    const SHOWN: usize = 12;
    let mut corridors: Vec<_> = reply.corridors.iter().collect();
    corridors.sort_by(|a, b| (b.1.1, b.1.0, a.0).cmp(&(a.1.1, a.1.0, b.0)));
    let rows: Vec<Vec<String>> = corridors
        .iter()
        .take(SHOWN)
        .map(|(name, (all, blocked))| vec![(*name).clone(), all.to_string(), blocked.to_string()])
        .collect();
    let mut text = format!("{}\n", render::table(&["corridor", "placements", "blocked"], &rows));
    if let Some(rest @ [_, ..]) = corridors.get(SHOWN..) {
        let all: u64 = rest.iter().map(|(_, (all, _))| all).sum();
        let blocked: u64 = rest.iter().map(|(_, (_, blocked))| blocked).sum();
        let _ = writeln!(
            text,
            "and {} more corridors with {all} placements, {blocked} of them blocked; `--group-by origin,destination` shows all\n",
            rest.len()
        );
    }
    text
}

/// The placements counted by the facts asked for.
fn group_rows(reply: &audit::AuditReply) -> Rows {
    let facts = reply.groups.first().map(|group| group.by.as_slice()).unwrap_or_default();
    let mut headers: Vec<&str> = facts.iter().map(|(fact, _)| fact.as_str()).collect();
    headers.extend(["placements", "clear", "hold", "blocked", "counted_by"]);
    let row = |group: &audit::AuditCount| {
        let by = group.by.iter().map(|(_, value)| value.clone().unwrap_or_else(|| "unknown".to_owned()));
        let counts = [group.placements, group.clear, group.hold, group.blocked];
        by.chain(counts.map(|count| count.to_string())).chain([reply.date.to_string()]).collect()
    };
    Rows::new(&headers, reply.groups.iter().map(row).collect())
}

/// A finding in words: what, by which clause, on which facts, and what to do.
pub(in crate::cli) fn finding(f: &Finding, detail: bool) -> String {
    // A grave rule that waits for a fact holds: `block` would say that it is broken.
    let weight = match f.effect() {
        Clearance::Hold => Clearance::Hold.to_string(),
        Clearance::Clear | Clearance::Blocked => f.severity.to_string(),
    };
    let mut text = render::wrapped(&format!("{weight} {} ({}): {}", f.rule, outcome(f), f.title), 2);
    if detail || f.outcome == FindingOutcome::Broken {
        text.push_str(&render::wrapped(
            &format!("{}, {} ({}; {})", f.instrument, f.article, f.legal_force, f.pack),
            4,
        ));
        if !f.facts.is_empty() {
            text.push_str(&render::wrapped(&format!("facts: {}", facts_line(f)), 4));
        }
        text.push_str(&render::wrapped(&format!("to do: {}", f.remedy), 4));
        if detail && !f.lawful.is_empty() {
            text.push_str(&render::wrapped(&format!("what is lawful: {}", f.lawful), 4));
        }
    }
    text
}

/// The known facts of a finding in a line.
fn facts_line(f: &Finding) -> String {
    let said = |fact: &Fact| match fact {
        Fact::Bool(true) => "yes".to_owned(),
        Fact::Bool(false) => "no".to_owned(),
        Fact::Int(n) => n.to_string(),
        Fact::Number(n) => n.to_string(),
        Fact::Day(day) => day.to_string(),
        Fact::Text(t) => t.clone(),
        Fact::List(items) if items.is_empty() => "none".to_owned(),
        Fact::List(items) => items.join(", "),
    };
    let fact = |(name, fact): (&String, &Fact)| {
        let said = f.amounts.get(name).cloned().unwrap_or_else(|| said(fact));
        format!("{} {said}", name.replace('_', " "))
    };
    f.facts.iter().map(fact).collect::<Vec<_>>().join("; ")
}

/// Each finding of each placement that is blocked or on hold or breaks a rule.
/// Where placements are counted by facts, the counts.
pub(in crate::cli) fn rows(reply: &audit::AuditReply) -> Rows {
    if !reply.groups.is_empty() {
        return group_rows(reply);
    }
    let mut cases = reply.breaches.iter().chain(&reply.held).map(|one| one.case.kind());
    let mut headers = vec![
        cases.next().unwrap_or("placement"),
        "origin",
        "destination",
        "clearance",
        "rule",
        "severity",
        "outcome",
        "facts",
        "to_ask",
    ];
    let mut all = reply.breaches.iter().chain(&reply.held);
    let behind = all.any(|one| one.rests_on.is_some());
    if behind {
        headers.extend(["batch", "receipts"]);
    }
    headers.extend(["article", "state", "decision", "recruiter", "counted_by", "counted_on"]);
    let country = |country: Option<crate::model::Country>| country.map(|c| c.to_string()).unwrap_or_default();
    let of = |one: &audit::Audited| -> Vec<Vec<String>> {
        let row = |f: &Finding| {
            let mut cells = vec![
                one.case.to_string(),
                country(one.origin),
                country(one.destination),
                one.assessment.clearance.to_string(),
                f.rule.clone(),
                f.severity.to_string(),
                outcome(f),
                facts_line(f),
                to_ask(f, one),
            ];
            if behind {
                let batch = one.rests_on.as_ref().and_then(|of| of.batch);
                let receipts = one.rests_on.iter().flat_map(|of| &of.receipts);
                cells.push(batch.map(|batch| batch.to_string()).unwrap_or_default());
                cells.push(receipts.map(register::line).collect::<Vec<_>>().join("; "));
            }
            let (state, decision) = one.state_of(f);
            cells.push(format!("{}, {}", f.instrument, f.article));
            cells.push(state.to_string());
            cells.push(decision.map(|decision| decision.to_string()).unwrap_or_default());
            cells.push(one.recruiter.clone().unwrap_or_default());
            let placement = matches!(one.case, JudgedCase::Placement(_));
            cells.push(if placement { reply.date.to_string() } else { String::new() });
            cells.push(one.counted_on.map(|day| day.to_string()).unwrap_or_default());
            cells
        };
        one.assessment.findings.iter().map(|finding| row(finding)).collect()
    };
    Rows::new(&headers, reply.breaches.iter().chain(&reply.held).flat_map(of).collect())
}

/// Whether the log is whole, and what it continues.
pub(in crate::cli) fn describe_report(report: &LogReport) -> String {
    let mut text = describe_log(&report.log);
    if let Some(ContinuedCheckpoint { entries, signers, verified }) = &report.since {
        let _ = writeln!(text, "the log continues the checkpoint of {entries} entries");
        text.push_str(&judgment::signatures(signers, verified));
    }
    if !report.packs_untold.is_empty() {
        let packs = report.packs_untold.join(", ");
        let _ = writeln!(
            text,
            "not told yet: {packs}; the next command that writes puts the change of packs into the log"
        );
    }
    text
}

/// Who can answer what a rule leaves open, where it holds the case.
fn to_ask(finding: &Finding, one: &audit::Audited) -> String {
    let FindingOutcome::Unknown { missing } = &finding.outcome else { return String::new() };
    let of = one.questions.iter().filter(|question| missing.contains(&question.fact));
    let all: std::collections::BTreeSet<&str> = of.map(|question| question.who.as_str()).collect();
    all.into_iter().collect::<Vec<_>>().join("; ")
}

/// Whether the log is whole.
pub(in crate::cli) fn describe_log(state: &LogState) -> String {
    let whole = match (state.broken.is_empty(), state.log_whole) {
        (true, _) if state.not_checked.is_some() => "what came after the checkpoint is whole, in a log",
        (true, _) => "the log is whole",
        (false, true) => "RECORDS WERE ALTERED beside the log, which itself is whole",
        (false, false) => "THE LOG IS BROKEN",
    };
    let of = if state.broken.is_empty() && state.not_checked.is_some() { " of" } else { ":" };
    let mut text = format!("{whole}{of} {} entries, root {}\n", state.entries, state.root);
    for broken in &state.broken {
        let _ = writeln!(text, "  {broken}");
    }
    if let Some(NotCheckedAgain { entries, .. }) = &state.not_checked {
        let said = format!(
            "not checked again: the {entries} entries before the checkpoint, the records that only they cover, and whether records were put in beside the log; `--all` checks these too"
        );
        text.push_str(&render::wrapped(&said, 0));
    }
    if let Some(looks) = state.looks.as_ref().filter(|looks| looks.entries > 0) {
        let _ = writeln!(text, "looks at personal data: {} entries, root {}", looks.entries, looks.root);
    }
    text.push_str(&clock(&state.clock_set_back));
    text.push_str("keep a checkpoint elsewhere (corridor audit checkpoint): whoever owns the files can write another log\n");
    text
}

/// A line for each entry whose time is before that of an earlier one.
pub(in crate::cli) fn clock(set_back: &[ClockSetBack]) -> String {
    set_back.iter().fold(String::new(), |mut text, one| {
        let ClockSetBack { entry, recorded_at, before } = one;
        let _ = writeln!(
            text,
            "the clock was set back, or something was written late: entry {entry} is of {recorded_at}, an earlier one of {before}"
        );
        text
    })
}

/// The ledger of fees, and what workers bore.
pub(in crate::cli) fn describe_fees(reply: &FeeLedger) -> String {
    let mut text = judgment::placements_by(reply.placements, reply.date) + "\n";
    if !reply.ledger.is_empty() {
        let rows = ledger_rows(reply);
        let _ = writeln!(text, "{}", render::table(rows.headers(), rows.cells()));
    }
    if reply.repayment_items > 0 {
        let _ = writeln!(text, "{} items of clauses to repay are in no sum", reply.repayment_items);
    }
    if !reply.burdens.is_empty() {
        text.push_str("\nWhat workers bore, as a share of a month's pay (SDG indicator 10.7.1)\n");
        let rows = share_rows(reply);
        let _ = writeln!(text, "{}", render::table(rows.headers(), rows.cells()));
    }
    text
}

/// The ledger of fees, a row for each line.
pub(in crate::cli) fn ledger_rows(reply: &FeeLedger) -> Rows {
    let by = reply.ledger.first().map_or(&[][..], |line| &line.by[..]);
    let mut headers: Vec<String> = by.iter().map(|(group, _)| group.to_string()).collect();
    let rest = ["currency", "costs", "without_amount", "total", "by_workers", "by_others", "payer_unknown"];
    headers.extend(rest.map(str::to_owned));
    let row = |line: &FeeLine| {
        let facts = line.by.iter().map(|(_, fact)| fact.clone().unwrap_or_else(|| "unknown".to_owned()));
        let currency = line.currency.map_or_else(|| "unknown".to_owned(), |currency| currency.to_string());
        let money = [&line.total, &line.by_workers, &line.by_others, &line.payer_unknown];
        facts
            .chain([currency, line.costs.to_string(), line.without_amount.to_string()])
            .chain(money.map(|units| units.clone().unwrap_or_default()))
            .collect()
    };
    Rows::new(&headers, reply.ledger.iter().map(row).collect())
}

/// What workers bore, a row for each corridor.
pub(in crate::cli) fn share_rows(reply: &FeeLedger) -> Rows {
    let share = |share: Option<f64>| share.map_or_else(|| "unknown".to_owned(), |share| share.to_string());
    let row = |burden: &FeeBurden| {
        let left_out: Vec<String> =
            burden.left_out.iter().map(|(gap, count)| format!("{count} {gap}")).collect();
        vec![
            burden.corridor.clone(),
            burden.placements.to_string(),
            share(burden.mean_share),
            share(burden.median_share),
            left_out.join("; "),
        ]
    };
    let headers = ["corridor", "placements", "mean_share", "median_share", "left_out"];
    Rows::new(&headers, reply.burdens.iter().map(row).collect())
}

/// A checkpoint in one row.
pub(in crate::cli) fn checkpoint_rows(reply: &CheckpointReply) -> Rows {
    let row = vec![
        reply.origin.clone(),
        reply.entries.to_string(),
        reply.root.to_string(),
        reply.public_key.clone(),
    ];
    Rows::new(&["origin", "entries", "root", "public_key"], vec![row])
}

/// The log in one row, with what is broken.
pub(in crate::cli) fn log_rows(state: &LogState) -> Rows {
    let whole = if state.broken.is_empty() { "yes" } else { "no" }.to_owned();
    let row = vec![state.entries.to_string(), state.root.to_string(), whole, state.broken.join("; ")];
    Rows::new(&["entries", "root", "whole", "broken"], vec![row])
}

/// The entries of the log in a table: when, who, what, and the record that each tells of.
pub(in crate::cli) fn describe_entries(entries: &[serde_json::Value]) -> String {
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let row = |entry: &serde_json::Value| {
        let (what, record) = told(entry, &cell);
        vec![cell(&entry["number"]), cell(&entry["recorded_at"]), cell(&entry["actor"]), what, record]
    };
    let rows: Vec<Vec<String>> = entries.iter().map(row).collect();
    render::table(&["entry", "when", "who", "what", "record"], &rows)
}

/// What an entry of the log tells, and of which record.
fn told(entry: &serde_json::Value, cell: &dyn Fn(&serde_json::Value) -> String) -> (String, String) {
    let body = &entry["body"];
    let of = |name: &str| cell(&body[name]);
    let persons = || body["subjects"].as_array().map_or(0, Vec::len);
    match entry["kind"].as_str().unwrap_or_default() {
        "batch" => (format!("{} rows brought in", of("rows")), of("batch")),
        "undo" => {
            (format!("batch undone: {} removed, {} put back", of("removed"), of("restored")), of("batch"))
        }
        "decision" => (format!("decision recorded: {}", of("kind")), of("decision")),
        "taken-back" => ("decision taken back".to_owned(), of("decision")),
        "packs" => {
            let packs = body["packs"].as_array().into_iter().flatten().map(|change| cell(&change["pack"]));
            ("policy packs changed".to_owned(), packs.collect::<Vec<_>>().join(", "))
        }
        "export" => {
            (format!("{} {} records given out: {}", of("records"), of("kind"), of("purpose")), String::new())
        }
        "look" => (format!("{} persons looked at: {}", persons(), of("purpose")), String::new()),
        "evidence" => {
            // So many digits tell two hashes apart for a reader; `--canonical` has all.
            ("evidence given out".to_owned(), of("evidence_sha256").chars().take(12).collect())
        }
        "saved-search" => (format!("saved search {}", of("done")), of("search")),
        // An entry of a later version is shown as it stands.
        other => (other.to_owned(), body.to_string()),
    }
}

/// Entries of the log: what all of them have in columns of their own, the rest as JSON.
pub(in crate::cli) fn entry_rows(entries: &[serde_json::Value]) -> Rows {
    let mut headers: Vec<String> = Vec::new();
    for key in entries.iter().filter_map(serde_json::Value::as_object).flat_map(|entry| entry.keys()) {
        if !headers.contains(key) {
            headers.push(key.clone());
        }
    }
    let cell = |value: Option<&serde_json::Value>| match value {
        None => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let row = |entry: &serde_json::Value| headers.iter().map(|header| cell(entry.get(header))).collect();
    Rows::new(&headers, entries.iter().map(row).collect())
}

/// A proof in one row.
pub(in crate::cli) fn proof_rows(reply: &ProofReply) -> Rows {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let row = vec![
        reply.origin.clone(),
        reply.entries.to_string(),
        number(reply.index),
        number(reply.since),
        reply.public_key.clone(),
        reply.proof.clone(),
    ];
    Rows::new(&["origin", "entries", "index", "since", "public_key", "proof"], vec![row])
}

/// What a proof proves.
pub(in crate::cli) fn describe_proof(reply: &VerifiedProof) -> String {
    let mut text =
        format!("entry {} is in the log `{}` of {} entries\n", reply.index, reply.origin, reply.entries);
    text.push_str(&judgment::signatures(&reply.signers, &reply.verified));
    let _ = writeln!(text, "{}", reply.entry);
    text
}

/// The same in one row.
pub(in crate::cli) fn verified_rows(reply: &VerifiedProof) -> Rows {
    let row = vec![
        reply.origin.clone(),
        reply.entries.to_string(),
        reply.root.to_string(),
        reply.index.to_string(),
        reply.signers.join("; "),
        reply.verified.join("; "),
        reply.entry.to_string(),
    ];
    Rows::new(&["origin", "entries", "root", "index", "signers", "verified", "entry"], vec![row])
}

/// What a witness signed in one row.
pub(in crate::cli) fn witness_rows(reply: &WitnessReply) -> Rows {
    let row = vec![
        reply.origin.clone(),
        reply.before.map(|before| before.to_string()).unwrap_or_default(),
        reply.entries.to_string(),
        reply.public_key.clone(),
    ];
    Rows::new(&["origin", "before", "entries", "public_key"], vec![row])
}
