//! What people see of returns, agreements and missing evidence.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::judgment::{placements, placements_by, signatures};
use crate::model::Country;
use crate::ops::agreements::{AgreementRegister, RegisteredAgreement};
use crate::ops::audit::{AuditedReceipt, AuditedRecords};
use crate::ops::bundle::{BundleFault, BundleManifest, BundleReply, VerifiedBundle};
use crate::ops::evidence::EvidenceReply;
use crate::ops::looks::{LoggedLook, LooksReply};
use crate::ops::returns::{ReturnCount, ReturnsReply};
use std::fmt::{Display, Write};

/// A cell of what may be unknown.
pub(in crate::cli) fn known<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| value.to_string())
}

/// A cell of what may be unknown, for rows.
fn blank<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// How returns stand.
pub(in crate::cli) fn describe_returns(reply: &ReturnsReply) -> String {
    const SHOWN: usize = 20;
    let mut text = format!("{}; on {}\n", placements_by(reply.all.placements, reply.date), reply.as_of);
    let rows = return_rows(reply);
    let _ = writeln!(text, "{}", render::table(rows.headers(), rows.cells()));
    let corridor = |origin: Option<Country>, destination: Option<Country>| {
        format!("{} > {}", known(origin), known(destination))
    };
    for one in reply.overdue.iter().take(SHOWN) {
        let place = corridor(one.origin, one.destination);
        let _ = writeln!(text, "{} ({place}): overdue since {}", one.placement, one.due_on);
    }
    if let Some(rest @ [_, ..]) = reply.overdue.get(SHOWN..) {
        let _ = writeln!(text, "and {} more; `--format json` has all", rest.len());
    }
    text
}

/// How returns stand, a row for each group, or one row for all.
pub(in crate::cli) fn return_rows(reply: &ReturnsReply) -> Rows {
    let lines: Vec<&ReturnCount> =
        if reply.groups.is_empty() { vec![&reply.all] } else { reply.groups.iter().collect() };
    let facts = lines.first().map(|line| line.by.as_slice()).unwrap_or_default();
    let mut headers: Vec<String> = facts.iter().map(|(fact, _)| fact.to_string()).collect();
    headers.extend(["placements".to_owned(), "due".to_owned()]);
    let states = reply.all.states.iter();
    headers.extend(states.map(|(state, _)| state.as_str().replace('-', "_")));
    let row = |line: &&ReturnCount| {
        let by = line.by.iter().map(|(_, value)| known(value.as_ref()));
        let counts =
            [line.placements, line.due].into_iter().chain(line.states.iter().map(|(_, count)| *count));
        by.chain(counts.map(|count| count.to_string())).collect()
    };
    Rows::new(&headers, lines.iter().map(row).collect())
}

/// The register of agreements: those that placements rely on, and those that expire.
pub(in crate::cli) fn describe_register(reply: &AgreementRegister) -> String {
    let mut text = format!("{}; on {}\n", placements_by(reply.placements, reply.date), reply.as_of);
    let shown = |one: &&RegisteredAgreement| one.placements > 0 || one.expiring || one.quota.is_some();
    let rows: Vec<Vec<String>> = reply
        .agreements
        .iter()
        .filter(shown)
        .map(|one| {
            let quota = match (one.used, one.quota) {
                (Some(used), Some(quota)) => format!("{used} of {} ({})", quota.workers, quota.period),
                _ => "unknown".to_owned(),
            };
            let ends = match one.days_left {
                Some(days) => format!("{} ({days} days)", blank(one.in_force_until)),
                None => blank(one.in_force_until),
            };
            vec![
                one.agreement.clone(),
                format!("{} > {}", one.origin, one.destination),
                known(one.status),
                ends,
                one.placements.to_string(),
                one.not_in_force.to_string(),
                quota,
            ]
        })
        .collect();
    let headers = ["agreement", "corridor", "status", "ends", "placements", "not in force", "quota used"];
    if !rows.is_empty() {
        let _ = writeln!(text, "{}", render::table(&headers, &rows));
    }
    let rest = reply.agreements.len() - rows.len();
    if rest > 0 {
        let _ = writeln!(
            text,
            "{rest} agreements without a placement, an end near or a quota: `--format csv` has all"
        );
    }
    for one in &reply.unknown {
        let _ = writeln!(text, "{}: named by {}, and in no pack", one.agreement, placements(one.placements));
    }
    if reply.without > 0 {
        let _ = writeln!(text, "without an agreement: {}", placements(reply.without));
    }
    text
}

/// The register of agreements in rows; agreements that no pack has come last.
pub(in crate::cli) fn register_rows(reply: &AgreementRegister) -> Rows {
    let headers = [
        "agreement",
        "pack",
        "origin",
        "destination",
        "status",
        "in_force_from",
        "in_force_until",
        "days_left",
        "expiring",
        "placements",
        "cancelled",
        "not_in_force",
        "undated",
        "quota",
        "quota_period",
        "used",
        "used_share",
        "source",
    ];
    let row = |one: &RegisteredAgreement| {
        vec![
            one.agreement.clone(),
            one.pack.clone(),
            one.origin.to_string(),
            one.destination.to_string(),
            known(one.status),
            blank(one.in_force_from),
            blank(one.in_force_until),
            blank(one.days_left),
            if one.expiring { "yes" } else { "no" }.to_owned(),
            one.placements.to_string(),
            one.cancelled.to_string(),
            one.not_in_force.to_string(),
            one.undated.to_string(),
            known(one.quota.map(|quota| quota.workers)),
            blank(one.quota.map(|quota| quota.period)),
            blank(one.used),
            blank(one.used_share),
            one.source.clone(),
        ]
    };
    let mut rows: Vec<Vec<String>> = reply.agreements.iter().map(row).collect();
    for one in &reply.unknown {
        let mut cells = vec![String::new(); headers.len()];
        cells[0].clone_from(&one.agreement);
        "in no pack".clone_into(&mut cells[4]);
        cells[9] = one.placements.to_string();
        rows.push(cells);
    }
    Rows::new(&headers, rows)
}

/// What is missing.
pub(in crate::cli) fn describe_evidence(reply: &EvidenceReply) -> String {
    const SHOWN: usize = 25;
    let mut text = format!("{}; {} on hold\n", placements_by(reply.placements, reply.date), reply.held);
    let rows: Vec<Vec<String>> = reply
        .facts
        .iter()
        .take(SHOWN)
        .map(|one| {
            vec![
                one.question.fact.clone(),
                one.question.who.to_string(),
                one.question.columns.join(", "),
                one.holding.to_string(),
                one.placements.to_string(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let headers = ["missing fact", "to ask", "columns", "holds", "placements"];
        let _ = writeln!(text, "{}", render::table(&headers, &rows));
    }
    if let Some(rest @ [_, ..]) = reply.facts.get(SHOWN..) {
        let _ = writeln!(text, "and {} more facts; `--format csv` has all", rest.len());
    }
    let of = &reply.receipts;
    let lacks = [
        ("head", of.without_head),
        ("amount", of.without_amount),
        ("currency", of.without_currency),
        ("payer", of.without_payer),
        ("day", of.without_day),
    ];
    let lacks: Vec<String> = lacks
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{count} without {what}"))
        .collect();
    let _ = write!(text, "{} receipts", of.costs);
    for lack in lacks {
        let _ = write!(text, "; {lack}");
    }
    let _ = writeln!(text, "; without any receipt: {}", placements(of.placements_without));
    text
}

/// What is missing, a row for each fact.
pub(in crate::cli) fn evidence_rows(reply: &EvidenceReply) -> Rows {
    let headers = ["fact", "to_ask", "columns", "holding", "placements", "rules", "of"];
    let row = |one: &crate::ops::evidence::MissingFact| {
        vec![
            one.question.fact.clone(),
            one.question.who.to_string(),
            one.question.columns.join("; "),
            one.holding.to_string(),
            one.placements.to_string(),
            one.rules.join("; "),
            one.of.join("; "),
        ]
    };
    Rows::new(&headers, reply.facts.iter().map(row).collect())
}

/// The records that findings rest on.
pub(in crate::cli) fn rests_on(of: &AuditedRecords) -> String {
    let mut text = String::new();
    if let Some(batch) = of.batch {
        text.push_str(&render::wrapped(&format!("recorded by {batch}: {}", of.files.join(", ")), 2));
    }
    for receipt in &of.receipts {
        text.push_str(&render::wrapped(&format!("receipt: {}", line(receipt)), 2));
    }
    text
}

/// A cost in a line.
pub(in crate::cli) fn line(of: &AuditedReceipt) -> String {
    let head = known(of.head);
    let label = of.label.as_ref().map(|label| format!(" `{label}`")).unwrap_or_default();
    let money = format!("{} {}", known(of.amount), known(of.currency));
    let entry = of.entry.map(|entry| format!("{entry}, ")).unwrap_or_default();
    let asked = of.demanded_by.map(|by| format!(", asked for by {by}")).unwrap_or_default();
    let day = of.paid_on.map(|day| format!(", {day}")).unwrap_or_default();
    format!("{entry}{head}{label}, {money}, payer {}{asked}{day}", known(of.payer))
}

/// What a bundle of evidence holds.
pub(in crate::cli) fn describe_bundle(reply: &BundleReply) -> String {
    let BundleManifest { subject, log, entries, files, .. } = &reply.manifest;
    let mut text = format!("evidence of {subject}; log `{log}` of {entries} entries\n");
    for file in files {
        let _ = writeln!(text, "  {} ({} bytes)", file.name, file.bytes);
    }
    text
}

/// The files of a bundle in rows.
pub(in crate::cli) fn bundle_rows(reply: &BundleReply) -> Rows {
    let files = reply.manifest.files.iter();
    let rows = files.map(|file| vec![file.name.clone(), file.sha256.clone(), file.bytes.to_string()]);
    Rows::new(&["name", "sha256", "bytes"], rows.collect())
}

/// Whether a bundle is whole.
pub(in crate::cli) fn describe_checked(reply: &VerifiedBundle) -> String {
    // Another key than the one that signed tells nothing of the files.
    let other_key =
        !reply.faults.is_empty() && reply.faults.iter().all(|one| one.fault == BundleFault::Signature);
    let whole = match (reply.faults.is_empty(), reply.not_proven.is_empty(), reply.verified.is_empty()) {
        _ if other_key => "NOT SIGNED BY THE KEY THAT WAS NAMED",
        (false, _, _) => "THE EVIDENCE WAS ALTERED",
        (true, false, _) => "NOT ALL OF THE EVIDENCE IS PROVEN",
        (true, true, true) => "the evidence agrees with its log, whose signature nobody checked",
        (true, true, false) => "the evidence is whole",
    };
    let VerifiedBundle { subject, made_at, log, files, proofs, .. } = reply;
    let mut text =
        format!("{whole}: {subject}, made {made_at}; {files} files, {proofs} proofs of the log `{log}`\n");
    text.push_str(&signatures(&reply.signers, &reply.verified));
    for one in &reply.faults {
        let _ = writeln!(text, "  {}: {}", one.file, one.fault);
    }
    for file in reply.not_proven.iter().filter(|_| !other_key) {
        let _ = writeln!(text, "  {file}: not proven, no entry of the log commits to it");
    }
    text
}

/// What is wrong with a bundle, a row for each fault.
pub(in crate::cli) fn checked_rows(reply: &VerifiedBundle) -> Rows {
    let faults = reply.faults.iter().map(|one| vec![one.file.clone(), one.fault.to_string()]);
    let open = reply.not_proven.iter().map(|file| vec![file.clone(), "not-proven".to_owned()]);
    Rows::new(&["file", "fault"], faults.chain(open).collect())
}

/// Who looked at a worker.
pub(in crate::cli) fn describe_looks(reply: &LooksReply) -> String {
    let named = reply.looks.iter().filter(|look| look.named).count();
    let mut text = format!(
        "{} ({} in the log): {named} looks name the worker; {} name nobody\n",
        reply.worker,
        reply.handle,
        reply.looks.len() - named
    );
    if !reply.looks.is_empty() {
        // The columns of an export have the names of programs; people read words.
        let headers = ["entry", "when", "who", "how", "what for", "records", "names the worker"];
        let how = |kind: &str| if kind == "export" { "given out" } else { "looked at" };
        let row = |look: &LoggedLook| {
            vec![
                look.entry.to_string(),
                look.recorded_at.clone(),
                look.actor.clone(),
                how(&look.kind).to_owned(),
                look.purpose.clone(),
                blank(look.records),
                if look.named { "yes" } else { "no" }.to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = reply.looks.iter().map(row).collect();
        let _ = writeln!(text, "{}", render::table(&headers, &rows));
    }
    text
}

/// The looks at a worker, a row for each.
pub(in crate::cli) fn look_rows(reply: &LooksReply) -> Rows {
    let row = |look: &LoggedLook| {
        vec![
            look.entry.to_string(),
            look.recorded_at.clone(),
            look.actor.clone(),
            look.kind.clone(),
            look.purpose.clone(),
            blank(look.records),
            if look.named { "yes" } else { "no" }.to_owned(),
        ]
    };
    let headers = ["entry", "recorded_at", "actor", "kind", "purpose", "records", "named"];
    Rows::new(&headers, reply.looks.iter().map(row).collect())
}
