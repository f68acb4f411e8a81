//! What people see of answers that moved, and of what was done about a finding.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::decision::{FindingFacts, JudgedAnswer, MovedAnswer, StateFacts};
use crate::ethics::{FindingOutcome, StatementStanding};
use crate::ops::finding_state::StatedFinding;
use crate::ops::placements::PlacementDay;
use crate::ops::rejudge::{MovedPack, PastAnswer, RejudgeReply};
use crate::ops::what_if::{MatchWhatIfReply, MovedMatch};
use std::collections::BTreeMap;
use std::fmt::Write;

/// So many digits tell two hashes apart for a reader.
const DIGITS: usize = 12;

/// So many placements.
pub(in crate::cli) fn placements(count: u64) -> String {
    if count == 1 { "1 placement".to_owned() } else { format!("{count} placements") }
}

/// So many placements, and by which day they are counted.
pub(in crate::cli) fn placements_by(count: u64, date: PlacementDay) -> String {
    format!("{}, counted by {}", placements(count), date.in_words())
}

/// A finding of a decision in words.
pub(in crate::cli) fn finding(finding: &FindingFacts) -> String {
    let said = match &finding.outcome {
        FindingOutcome::Broken => "speaks".to_owned(),
        FindingOutcome::Unknown { missing } => format!("unknown: {}", missing.join(", ")),
        FindingOutcome::Unusable { because } => format!("unusable: {because}"),
    };
    let severity = finding.severity.map(|severity| format!("{severity} ")).unwrap_or_default();
    format!("{severity}{} ({}): {said}", finding.rule, finding.pack)
}

/// Whose answer moved, or would move.
pub(in crate::cli) fn describe(reply: &RejudgeReply, tried: bool) -> String {
    let beside = if tried {
        String::new()
    } else {
        format!(", {} openings by themselves and {} results of rankings", reply.openings, reply.results)
    };
    let mut text = format!("{}{beside} judged", placements(reply.placements));
    match (&reply.since, tried) {
        (_, true) => {
            let _ = writeln!(text, "; {} answers would move", reply.moved.len());
        }
        (None, false) => {
            let _ = writeln!(
                text,
                " for the first time: {} with a finding, {} without",
                reply.moved.len(),
                reply.clear + reply.clear_openings
            );
        }
        (Some(since), false) => {
            let _ = writeln!(
                text,
                "; {} answers moved since {} of {}; new and without a finding: {} and {} openings",
                reply.moved.len(),
                since.decision,
                since.recorded_at,
                placements(reply.clear),
                reply.clear_openings
            );
        }
    }
    text.push_str(&packs(&reply.packs));
    if tried || reply.since.is_some() {
        text.push_str(&totals(&reply.moved));
    }
    if tried || reply.since.is_some() {
        text.push_str(&moved(&reply.moved));
    }
    match reply.decision {
        Some(decision) => {
            let _ = writeln!(text, "recorded as decision {decision}");
        }
        None if !tried => text.push_str("nothing recorded\n"),
        None => {}
    }
    text
}

/// How many answers moved from what to what.
fn totals(moved: &[MovedAnswer]) -> String {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    for one in moved {
        *counts.entry((clearance(one.before.as_ref()), clearance(one.now.as_ref()))).or_default() += 1;
    }
    counts.iter().fold(String::new(), |mut text, ((before, now), count)| {
        let _ = writeln!(text, "{before} to {now}: {count}");
        text
    })
}

/// Each answer that moved, with the findings that came and went.
pub(in crate::cli) fn moved(moved: &[MovedAnswer]) -> String {
    let mut text = String::new();
    for one in moved {
        let because: Vec<&str> = one.because.iter().map(|cause| cause.as_str()).collect();
        let (before, now) = (one.before.as_ref(), one.now.as_ref());
        let what = format!("{}: {} to {}", one.case, clearance(before), clearance(now));
        let _ = writeln!(text, "{what} ({})", because.join(", "));
        text.push_str(&came_and_went(before, now));
    }
    text
}

/// What was answered of a case over time: with the judgment before, what came and went.
pub(in crate::cli) fn answers(all: &[PastAnswer]) -> String {
    let mut text = String::new();
    let mut before: Option<&JudgedAnswer> = None;
    for one in all {
        let because: Vec<&str> = one.because.iter().map(|cause| cause.as_str()).collect();
        let now = one.answer.as_ref();
        let line = format!("answered {} at {} ({}): ", one.decision, one.recorded_at, because.join(", "));
        text.push_str(&render::wrapped(&format!("{line}{}", clearance(now)), 2));
        text.push_str(&came_and_went(before, now));
        before = now;
    }
    text
}

/// The findings that only one of two answers has.
fn came_and_went(before: Option<&JudgedAnswer>, now: Option<&JudgedAnswer>) -> String {
    let mut text = String::new();
    for (sign, findings) in [("+", only(now, before)), ("-", only(before, now))] {
        for finding in findings {
            text.push_str(&render::wrapped(&format!("{sign} {}", self::finding(finding)), 2));
        }
    }
    text
}

/// The packs that are others, with the first digits of their hashes.
pub(in crate::cli) fn packs(moved: &[MovedPack]) -> String {
    let short = |hash: &Option<String>| {
        hash.as_ref().map_or_else(|| "none".to_owned(), |hash| hash.chars().take(DIGITS).collect())
    };
    moved.iter().fold(String::new(), |mut text, pack| {
        let _ = writeln!(text, "pack {}: {} to {}", pack.pack, short(&pack.before), short(&pack.now));
        text
    })
}

/// Which answers of matches would move: each opening in counts, then each pair.
pub(in crate::cli) fn describe_matches(reply: &MatchWhatIfReply) -> String {
    let all: u64 = reply.openings.iter().map(|one| one.moved).sum();
    let mut text = format!(
        "{} pairs of a worker and an opening judged; {} answers would move, of {} workers and {} openings\n",
        reply.judged,
        all,
        reply.workers,
        reply.openings.len()
    );
    text.push_str(&packs(&reply.packs));
    for one in &reply.openings {
        let title = one.title.as_deref().map(|title| format!(" {title}")).unwrap_or_default();
        let line = format!(
            "{}{title}, {}: {} moved; admitted {} to {}, held of those {} to {}, blocked {} to {}",
            one.opening,
            one.channel,
            one.moved,
            one.admitted_before,
            one.admitted_now,
            one.held_before,
            one.held_now,
            one.blocked_before,
            one.blocked_now
        );
        text.push_str(&render::wrapped(&line, 0));
    }
    for one in &reply.moved {
        let (before, now) = (one.before.clearance, one.now.clearance);
        let _ = writeln!(text, "{} {}: {before} to {now}", one.opening, one.worker);
        text.push_str(&came_and_went(Some(&one.before), Some(&one.now)));
    }
    let rest = all - reply.moved.len() as u64;
    if rest > 0 {
        let _ = writeln!(text, "and {rest} more; a larger `--top` shows them");
    }
    text
}

/// The columns of answers of matches that would move.
pub(in crate::cli) const MOVED_MATCHES: [&str; 6] = ["opening", "worker", "before", "now", "came", "went"];

/// The answers of matches that would move, as rows.
pub(in crate::cli) fn moved_match_rows(moved: &[MovedMatch]) -> Rows {
    let row = |one: &MovedMatch| {
        let (before, now) = (Some(&one.before), Some(&one.now));
        vec![
            one.opening.clone(),
            one.worker.clone(),
            clearance(before),
            clearance(now),
            rules(&only(now, before)),
            rules(&only(before, now)),
        ]
    };
    Rows::new(&MOVED_MATCHES, moved.iter().map(row).collect())
}

fn rules(findings: &[&FindingFacts]) -> String {
    findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>().join("; ")
}

/// The same as rows.
pub(in crate::cli) fn moved_rows(moved: &[MovedAnswer]) -> Rows {
    let row = |one: &MovedAnswer| {
        let because: Vec<&str> = one.because.iter().map(|cause| cause.as_str()).collect();
        vec![
            one.case.to_string(),
            one.case.kind().to_owned(),
            clearance(one.before.as_ref()),
            clearance(one.now.as_ref()),
            because.join("; "),
            rules(&only(one.now.as_ref(), one.before.as_ref())),
            rules(&only(one.before.as_ref(), one.now.as_ref())),
        ]
    };
    let headers = ["case", "kind", "before", "now", "because", "came", "went"];
    Rows::new(&headers, moved.iter().map(row).collect())
}

fn clearance(answer: Option<&JudgedAnswer>) -> String {
    answer.map_or_else(|| "none".to_owned(), |answer| answer.clearance.to_string())
}

/// The findings of an answer that another does not have.
fn only<'a>(answer: Option<&'a JudgedAnswer>, other: Option<&JudgedAnswer>) -> Vec<&'a FindingFacts> {
    let others = other.map(|other| other.findings.as_slice()).unwrap_or_default();
    let is_there = |finding: &FindingFacts| others.iter().any(|other| other.is_as(finding));
    answer.into_iter().flat_map(|answer| &answer.findings).filter(|finding| !is_there(finding)).collect()
}

/// What was done about a finding as its decision holds it.
pub(in crate::cli) fn state_facts(facts: &StateFacts) -> String {
    let role = facts.role.map(|role| format!(" as {role}")).unwrap_or_default();
    let until = facts.until.map(|until| format!(" until {until}")).unwrap_or_default();
    let mut text = format!("{}{until}{role}\n", facts.state);
    text.push_str(&render::wrapped(&format!("the finding: {}", finding(&facts.finding)), 0));
    text.push_str(&render::wrapped(&format!("the reason: {}", facts.reason), 0));
    text
}

/// What was done about a finding, in a line.
pub(in crate::cli) fn state(said: &StatedFinding) -> String {
    let StatedFinding { rule, reason, recorded_at, actor, decision, .. } = said;
    let role = said.role.map(|role| format!(" as {role}")).unwrap_or_default();
    let until = said.until.map(|until| format!(" until {until}")).unwrap_or_default();
    let now = match said.standing {
        StatementStanding::Holds => "holds",
        StatementStanding::Replaced => "replaced by what was said later",
        StatementStanding::Ended => "that day has come, so that it is open again",
        StatementStanding::Lapsed => "lapsed: the finding is gone or rests on other facts",
    };
    format!("{rule}: {}{until}, by {actor}{role} at {recorded_at} ({decision}; {now}): {reason}", said.state)
}

/// What was done about findings, as rows.
pub(in crate::cli) fn state_rows(said: &[StatedFinding]) -> Rows {
    let row = |one: &StatedFinding| {
        vec![
            one.case.to_string(),
            one.case.kind().to_owned(),
            one.rule.clone(),
            one.state.to_string(),
            one.role.map(|role| role.to_string()).unwrap_or_default(),
            one.until.map(|until| until.to_string()).unwrap_or_default(),
            one.actor.clone(),
            one.recorded_at.clone(),
            one.decision.to_string(),
            one.reason.clone(),
            one.standing.to_string(),
        ]
    };
    let headers = [
        "case",
        "kind",
        "rule",
        "state",
        "role",
        "until",
        "actor",
        "recorded_at",
        "decision",
        "reason",
        "standing",
    ];
    Rows::new(&headers, said.iter().map(row).collect())
}

/// A line for each signature: only what a given key verified is called so.
pub(in crate::cli) fn signatures(signers: &[String], verified: &[String]) -> String {
    signers.iter().fold(String::new(), |mut text, signer| {
        let proof = if verified.contains(signer) {
            "verified"
        } else {
            "not checked: name the key of this signer with --by"
        };
        let _ = writeln!(text, "signature of {signer} {proof}");
        text
    })
}
