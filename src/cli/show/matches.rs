//! What people see of `match` and `why`.

use super::{audit, passage, plan, portability};
use crate::cli::output::Rows;
use crate::cli::render;
use crate::credentials::GapKind;
use crate::ethics::{Clearance, Finding, FindingOutcome};
use crate::matching::{Gate, Unsettled};
use crate::message::{Message, paragraph};
use crate::ops::assign::{AssignReply, AssignedOpening, AssignedWorker};
use crate::ops::r#match::{OpeningMatchReply, WorkerMatchReply};
use crate::ops::match_all::{
    AllOpeningsReply, AllWorkersReply, OpeningPlace, OpeningShortlist, ShortlistPlace, WorkerShortlist,
};
use crate::ops::why;
use crate::portability::{Headline, Label};
use crate::ranking::MatchResult;
use crate::rule::Severity;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What to show beside the table.
pub(in crate::cli) struct Show {
    pub(in crate::cli) explain: bool,
    pub(in crate::cli) others: bool,
}

pub(in crate::cli) fn rows(results: &[MatchResult]) -> Rows {
    let rows: Vec<Vec<String>> = results
        .iter()
        .map(|r| {
            let [pension, medical, life] = r.headlines();
            let mut row = vec![
                r.place.to_string(),
                r.worker.clone(),
                r.opening.clone(),
                r.explanation.score.to_string(),
                r.explanation.known.to_string(),
                r.state().to_string(),
                r.assessment.clearance.to_string(),
                deciding(r).join("; "),
                r.explanation.admission.state.to_string(),
                r.explanation.exit.state.to_string(),
                pension.to_string(),
                medical.to_string(),
                life.to_string(),
            ];
            row.extend(r.explanation.parts.iter().map(|part| part.adds.to_string()));
            row.push(
                r.explanation
                    .gaps
                    .iter()
                    .map(|gap| format!("{}: {gap}", gap.what))
                    .collect::<Vec<_>>()
                    .join("; "),
            );
            row
        })
        .collect();
    Rows::new(&headers(), rows)
}

/// The columns of [`rows`].
pub(in crate::cli) fn headers() -> Vec<&'static str> {
    let mut headers = vec![
        "place",
        "worker",
        "opening",
        "score",
        "known",
        "state",
        "clearance",
        "clearance_because",
        "admission",
        "exit",
        "pension",
        "medical",
        "life",
    ];
    headers.extend(crate::matching::Criterion::ALL.iter().map(|criterion| criterion.as_str()));
    headers.push("gaps");
    headers
}

pub(in crate::cli) fn describe_opening(reply: &OpeningMatchReply, show: &Show) -> String {
    let mut text = format!(
        "{}: {}{}\n{} channel, lists and rules of {}; store at {}\n",
        reply.opening,
        reply.title.as_deref().unwrap_or("untitled"),
        reply.destination.map(|d| format!(" ({d})")).unwrap_or_default(),
        reply.channel,
        reply.as_of,
        reply.seq
    );
    text.push_str(&about(&reply.about_opening));
    text.push_str(&about(&reply.notes));
    let _ = writeln!(
        text,
        "{} workers pass every gate; {} blocked by a policy; {}\n",
        reply.admitted,
        reply.blocked,
        gates(&reply.excluded)
    );
    results(&mut text, &reply.results, show, Of::Workers);
    if show.others {
        let lists =
            [("blocked by a policy", &reply.best_blocked), ("excluded by a gate", &reply.best_excluded)];
        let nobody = "no worker is listed as blocked or excluded: who has another occupation, withdrew, or did not agree to be matched is only counted";
        others(&mut text, lists, nobody, |r| &r.worker);
    }
    if let Some(decision) = &reply.decision {
        let _ = writeln!(text, "recorded as decision {decision}");
    }
    text
}

/// The columns of [`rows_in_short`]: each place with the counts of its list, which are how many pass every gate, are blocked by
/// a policy, and are excluded by another gate.
pub(in crate::cli) const OF_OPENINGS: [&str; 10] =
    ["opening", "place", "worker", "score", "known", "state", "clearance", "admitted", "blocked", "excluded"];

/// Each place of shortlists.
pub(in crate::cli) fn rows_in_short(lists: &[OpeningShortlist]) -> Rows {
    let place = |list: &OpeningShortlist, one: &ShortlistPlace| {
        vec![
            list.opening.clone(),
            one.place.to_string(),
            one.worker.clone(),
            one.score.to_string(),
            one.known.to_string(),
            one.state.to_string(),
            one.clearance.to_string(),
            list.admitted.to_string(),
            list.blocked.to_string(),
            list.excluded.values().sum::<u64>().to_string(),
        ]
    };
    let rows = lists.iter().flat_map(|list| list.results.iter().map(move |one| place(list, one)));
    Rows::new(&OF_OPENINGS, rows.collect())
}

/// The columns of [`worker_rows_in_short`].
pub(in crate::cli) const OF_WORKERS: [&str; 10] =
    ["worker", "place", "opening", "score", "known", "state", "clearance", "admitted", "blocked", "excluded"];

/// Each place of the lists of workers.
pub(in crate::cli) fn worker_rows_in_short(lists: &[WorkerShortlist]) -> Rows {
    let place = |list: &WorkerShortlist, one: &OpeningPlace| {
        vec![
            list.worker.clone(),
            one.place.to_string(),
            one.opening.clone(),
            one.score.to_string(),
            one.known.to_string(),
            one.state.to_string(),
            one.clearance.to_string(),
            list.admitted.to_string(),
            list.blocked.to_string(),
            list.excluded.values().sum::<u64>().to_string(),
        ]
    };
    let rows = lists.iter().flat_map(|list| list.results.iter().map(move |one| place(list, one)));
    Rows::new(&OF_WORKERS, rows.collect())
}

/// The lists of all workers.
pub(in crate::cli) fn describe_all_workers(reply: &AllWorkersReply) -> String {
    let mut text = format!(
        "{} workers, lists and rules of {}; store at {}\n",
        reply.workers.len(),
        reply.as_of,
        reply.seq
    );
    text.push_str(&about(&reply.notes));
    if !reply.not_matched.is_empty() {
        let _ = writeln!(text, "matched with nothing: {}", gates(&reply.not_matched));
    }
    for list in &reply.workers {
        let _ = writeln!(
            text,
            "\n{}: {} openings pass every gate; {} blocked by a policy; {}",
            list.worker,
            list.admitted,
            list.blocked,
            gates(&list.excluded)
        );
        for one in &list.results {
            let score = format!("{} ({} known)", one.score, one.known);
            let place = format!("{:>3}  {:<14}  {score:<18}", one.place, one.opening);
            let _ = writeln!(text, "{place}  {}, {}", one.state, one.clearance);
        }
        if let Some(decision) = &list.decision {
            let _ = writeln!(text, "  recorded as decision {decision}");
        }
    }
    text
}

/// The columns of [`assigned_rows`].
pub(in crate::cli) const ASSIGNED: [&str; 6] = ["opening", "worker", "place", "score", "state", "clearance"];

/// Each worker who is assigned.
pub(in crate::cli) fn assigned_rows(reply: &AssignReply) -> Rows {
    let row = |opening: &AssignedOpening, one: &AssignedWorker| {
        vec![
            opening.opening.clone(),
            one.worker.clone(),
            one.place.to_string(),
            one.score.to_string(),
            one.state.to_string(),
            one.clearance.to_string(),
        ]
    };
    let rows = reply.openings.iter().flat_map(|one| one.assigned.iter().map(|worker| row(one, worker)));
    Rows::new(&ASSIGNED, rows.collect())
}

/// Who is assigned where.
pub(in crate::cli) fn describe_assigned(reply: &AssignReply) -> String {
    let placed: usize = reply.openings.iter().map(|one| one.assigned.len()).sum();
    let mut text = format!(
        "{placed} workers for {} open openings, lists and rules of {}; store at {}\n",
        reply.openings.len(),
        reply.as_of,
        reply.seq
    );
    text.push_str(&about(&reply.notes));
    for one in &reply.openings {
        let title = one.title.as_deref().unwrap_or("untitled");
        let positions = one
            .positions
            .map_or_else(|| "positions not known, one assumed".to_owned(), |n| format!("{n} positions"));
        let _ = writeln!(text, "\n{}: {title}; {positions}, {} free", one.opening, one.free);
        for worker in &one.assigned {
            let _ = writeln!(
                text,
                "  {:<14}  {:>4}  place {}, {}, {}",
                worker.worker, worker.score, worker.place, worker.state, worker.clearance
            );
        }
    }
    text
}

pub(in crate::cli) fn describe_all(reply: &AllOpeningsReply) -> String {
    let mut text = format!(
        "{} open openings, lists and rules of {}; store at {}\n",
        reply.openings.len(),
        reply.as_of,
        reply.seq
    );
    text.push_str(&about(&reply.notes));
    for list in &reply.openings {
        let title = list.title.as_deref().unwrap_or("untitled");
        let destination = list.destination.map(|d| format!(" ({d})")).unwrap_or_default();
        let _ = writeln!(text, "\n{}: {title}{destination}, {} channel", list.opening, list.channel);
        text.push_str(&about(&list.about_opening));
        let _ = writeln!(
            text,
            "  {} workers pass every gate; {} blocked by a policy; {}",
            list.admitted,
            list.blocked,
            gates(&list.excluded)
        );
        for one in &list.results {
            let score = format!("{} ({} known)", one.score, one.known);
            let place = format!("{:>3}  {:<14}  {score:<18}", one.place, one.worker);
            let _ = writeln!(text, "{place}  {}, {}", one.state, one.clearance);
        }
        if let Some(decision) = &list.decision {
            let _ = writeln!(text, "  recorded as decision {decision}");
        }
    }
    text
}

/// What should be known of an opening first.
fn about(said: &[Message]) -> String {
    said.iter().map(|message| render::wrapped(&format!("note: {message}"), 0)).collect()
}

pub(in crate::cli) fn describe_worker(reply: &WorkerMatchReply, show: &Show) -> String {
    let mut text = format!(
        "openings for {}\n{} channel, lists and rules of {}; store at {}\n",
        reply.worker, reply.channel, reply.as_of, reply.seq
    );
    let _ = writeln!(
        text,
        "{} openings pass every gate; {} blocked by a policy; {}\n",
        reply.admitted,
        reply.blocked,
        gates(&reply.excluded)
    );
    results(&mut text, &reply.results, show, Of::Openings);
    if show.others {
        let lists =
            [("blocked by a policy", &reply.best_blocked), ("excluded by a gate", &reply.best_excluded)];
        let none = "no opening is listed as blocked or excluded: those of other occupations, and all for a worker who withdrew or did not agree to be matched, are only counted";
        others(&mut text, lists, none, |r| &r.opening);
    }
    if let Some(decision) = &reply.decision {
        let _ = writeln!(text, "recorded as decision {decision}");
    }
    text
}

pub(in crate::cli) fn gates(excluded: &BTreeMap<Gate, u64>) -> String {
    if excluded.is_empty() {
        return "none excluded by a gate".to_owned();
    }
    let parts: Vec<String> = excluded.iter().map(|(gate, count)| format!("{count} by {gate}")).collect();
    format!("excluded: {}", parts.join(", "))
}

/// What a shortlist is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Workers for an opening.
    Workers,
    /// Openings for a worker.
    Openings,
}

/// Verdicts under a condition, told below the table: in a narrow column nobody could read them.
#[derive(Debug, Default)]
struct Footnotes(Vec<String>);

impl Footnotes {
    /// The verdict, with the number of its note where it rests on something.
    fn cell(&mut self, label: Label, headline: &Headline) -> String {
        if let Headline::Stands { .. } = headline {
            return label.to_string();
        }
        let told = headline.to_string();
        let place = self.0.iter().position(|known| *known == told).unwrap_or_else(|| {
            self.0.push(told);
            self.0.len() - 1
        });
        format!("{label} [{}]", place + 1)
    }

    fn describe(&self) -> String {
        let line = |(place, told): (usize, &String)| render::wrapped(&format!("[{place}] {told}"), 0);
        (1..).zip(&self.0).map(line).collect()
    }
}

fn results(text: &mut String, results: &[MatchResult], show: &Show, of: Of) {
    if results.is_empty() {
        let see =
            if show.others { "" } else { "; `--include-blocked` shows what is blocked or excluded, and why" };
        let _ = writeln!(text, "no match is left{see}");
        return;
    }
    let mut notes = Footnotes::default();
    let rows: Vec<Vec<String>> = results
        .iter()
        .map(|r| {
            let told = r.headlines();
            let covers: Vec<String> =
                r.verdicts().into_iter().zip(&told).map(|(label, told)| notes.cell(label, told)).collect();
            let (who, country) = match of {
                Of::Workers => (format!("{} {}", r.worker, r.line), r.origin),
                Of::Openings => {
                    (format!("{} {}", r.opening, r.title.as_deref().unwrap_or_default()), r.destination)
                }
            };
            vec![
                r.place.to_string(),
                who,
                country.map(|country| country.to_string()).unwrap_or_default(),
                format!("{} ({} known)", r.explanation.score, r.explanation.known),
                r.state().to_string(),
                cleared(r),
                format!("{} / {}", r.explanation.admission.state, r.explanation.exit.state),
                covers.join(" / "),
                missing(r),
            ]
        })
        .collect();
    let (who, country) = match of {
        Of::Workers => ("worker", "from"),
        Of::Openings => ("opening", "to"),
    };
    let headers = [
        "",
        who,
        country,
        "score",
        "state",
        "clearance",
        "entry / exit",
        "pension / medical / life",
        "missing",
    ];
    let _ = writeln!(text, "{}", render::table(&headers, &rows));
    text.push_str(&notes.describe());
    if show.explain {
        for r in results {
            text.push_str(&describe_result(r));
        }
    }
}

/// The clearance with the facts that it waits for, in words that a narrow column can break:
/// `hold: origin licenses recruiters unknown`. Where no fact is missing the rule stands there.
fn cleared(r: &MatchResult) -> String {
    let mut because: Vec<String> = r
        .assessment
        .deciding()
        .map(|finding| match &finding.outcome {
            FindingOutcome::Unknown { missing } => {
                format!("{} unknown", missing.join(", ").replace('_', " "))
            }
            FindingOutcome::Broken | FindingOutcome::Unusable { .. } => finding.rule.clone(),
        })
        .collect();
    because.dedup();
    because.extend(warned(r));
    let clearance = r.assessment.clearance;
    if because.is_empty() { clearance.to_string() } else { format!("{clearance}: {}", because.join("; ")) }
}

/// The rules that block or hold, each with the facts that are missing.
fn deciding(r: &MatchResult) -> Vec<String> {
    r.assessment
        .deciding()
        .map(|finding| match &finding.outcome {
            FindingOutcome::Broken => finding.rule.clone(),
            FindingOutcome::Unknown { .. } | FindingOutcome::Unusable { .. } => {
                format!("{} ({})", finding.rule, audit::outcome(finding))
            }
        })
        .chain(warned(r))
        .collect()
}

/// What rules warn of: `clear` alone would be silent about it.
fn warned(r: &MatchResult) -> impl Iterator<Item = String> {
    let warns =
        |finding: &&Finding| finding.severity == Severity::Warn && finding.outcome == FindingOutcome::Broken;
    let findings = r.assessment.findings.iter().map(|finding| &**finding);
    findings.filter(warns).map(|finding| format!("warned of {}", finding.rule))
}

/// What is missing, each in a few words; where nothing is known to be missing and the match is not ready, what is unknown.
pub(in crate::cli) fn missing(r: &MatchResult) -> String {
    let mut kinds: Vec<String> = Vec::new();
    let gaps = r.explanation.gaps.iter().map(|gap| gap.what.to_string());
    // Where something is known to be missing it is told that, and not that it is unknown as well.
    let gap_of = |open: Unsettled| match open {
        Unsettled::License => GapKind::Registration.as_str(),
        open => open.as_str(),
    };
    let known = |open: &Unsettled| r.explanation.gaps.iter().any(|gap| gap.what.as_str() == gap_of(*open));
    let open =
        r.explanation.unsettled.iter().filter(|open| !known(open)).map(|open| format!("{open} unknown"));
    for kind in gaps.chain(open) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() { "nothing".to_owned() } else { kinds.join(", ") }
}

/// The best of those that a policy blocks or a gate excludes; `nobody` where there are none to list.
fn others<'a>(
    text: &mut String,
    lists: [(&str, &'a Vec<MatchResult>); 2],
    nobody: &str,
    id: impl Fn(&'a MatchResult) -> &'a str,
) {
    if lists.iter().all(|(_, results)| results.is_empty()) {
        text.push_str(&render::wrapped(nobody, 0));
    }
    for (what, results) in lists.into_iter().filter(|(_, results)| !results.is_empty()) {
        let _ = writeln!(text, "{what}, the best of them");
        results.iter().for_each(|result| other(text, result, id(result)));
        text.push('\n');
    }
}

/// Somebody or something that is blocked or excluded, and why.
fn other(text: &mut String, r: &MatchResult, id: &str) {
    let origin = r.origin.map_or_else(|| "unknown".to_owned(), |o| o.to_string());
    let _ = writeln!(text, "{id}  score {}  from {origin}  {}", r.explanation.score, r.line);
    for gate in r.explanation.gates.iter().filter(|gate| **gate != Gate::Ethics) {
        let because = passage::behind(*gate, &r.explanation);
        text.push_str(&render::wrapped(&format!("closed gate: {gate}. {because}{}", gate.remedy()), 2));
    }
    for f in r.assessment.findings.iter().filter(|f| f.effect() == Clearance::Blocked) {
        text.push_str(&audit::finding(f, false));
    }
}

/// One result in full.
pub(in crate::cli) fn describe_result(r: &MatchResult) -> String {
    let mut text = points(r);
    for f in r.assessment.findings.iter().filter(|f| speaks(f)) {
        text.push_str(&audit::finding(f, false));
    }
    if let Some(answer) = &r.portability {
        text.push_str(&cover(answer));
    }
    text.push('\n');
    text
}

/// Whether a finding is shown where nobody asked for all: it is broken, or holds.
fn speaks(f: &Finding) -> bool {
    f.outcome == FindingOutcome::Broken || f.effect() > Clearance::Clear
}

/// The score with its parts, and what is missing.
fn points(r: &MatchResult) -> String {
    let e = &r.explanation;
    let mut text = format!("{}. {}  {}\n", r.place, r.worker, r.line);
    let _ = writeln!(
        text,
        "   score {} of 1000, {} of it known; {}; clearance {}",
        e.score,
        e.known,
        r.state(),
        r.assessment.clearance
    );
    for part in &e.parts {
        let points = if part.known { part.points.to_string() } else { "unknown".to_owned() };
        let _ = writeln!(
            text,
            "   {:>4}  {:<12} {} points of weight {}",
            part.adds, part.criterion, points, part.weight
        );
        for sentence in &part.because {
            text.push_str(&render::wrapped(&sentence.to_string(), 22));
        }
        if !part.missing.is_empty() {
            text.push_str(&render::wrapped(&format!("would say more: {}", part.missing.join(", ")), 22));
        }
    }
    text.push_str(&gaps(r));
    text.push_str(&passage::describe(&e.admission, &e.exit, 3));
    text.push_str(&super::past_day(&e.past_day, 3));
    text
}

/// What becomes of the three groups, a line each.
fn cover(answer: &crate::portability::Answer) -> String {
    let mut text = String::new();
    for (name, group) in [("pension", &answer.pension), ("medical", &answer.medical), ("life", &answer.life)]
    {
        let deciding = group.branches.iter().find(|v| v.label == group.label).unwrap_or(&group.branches[0]);
        let rules: Vec<&str> = deciding.rules.iter().map(|rule| rule.key.as_str()).collect();
        let reasons = deciding.reasons.first().map(ToString::to_string).unwrap_or_default();
        text.push_str(&render::wrapped(
            &format!("{name} {}: {reasons} [{}]", group.headline, rules.join(", ")),
            3,
        ));
        for warning in &deciding.warnings {
            text.push_str(&render::wrapped(&format!("warning: {warning}"), 5));
        }
    }
    text
}

pub(in crate::cli) fn gaps(r: &MatchResult) -> String {
    let mut text = String::new();
    for gap in &r.explanation.gaps {
        let mut line = format!("missing {}: {gap}", gap.what);
        if let Some(step) = &gap.step {
            let effort = plan::effort(step.months, step.cost.as_ref());
            let _ = write!(line, " {}{effort} [{}, {}]", step.action, step.source, step.confidence);
        }
        text.push_str(&render::wrapped(&line, 3));
    }
    text
}

/// What decided, and what would change it.
pub(in crate::cli) fn describe_why(answer: &why::Why) -> String {
    let r = &answer.result;
    let mut text =
        format!("{} and {}: {}, clearance {}\n", r.worker, r.opening, r.state(), r.assessment.clearance);
    text.push_str(&about(&answer.about_opening));
    for gate in &r.explanation.gates {
        let because = passage::behind(*gate, &r.explanation);
        text.push_str(&render::wrapped(&format!("closed gate: {gate}. {because}{}", gate.remedy()), 0));
    }
    for f in r.assessment.findings.iter().filter(|f| speaks(f)) {
        text.push_str(&audit::finding(f, f.effect() == Clearance::Hold));
    }
    match &answer.flip {
        Some(flip) => {
            let _ = writeln!(text, "the smallest change that makes it `{}`", flip.to);
            text.push_str(&plan::describe_flip(flip));
        }
        None if r.state() == crate::matching::State::Ready => {}
        None => text.push_str("no change of the records that the tables know makes it ready\n"),
    }
    if let Some(part) = r.explanation.parts.iter().max_by_key(|part| part.weight - part.adds) {
        let lost = part.weight - part.adds;
        if lost > 0 {
            let _ =
                writeln!(text, "most of the score is lost in {}: {lost} of {}", part.criterion, part.weight);
        }
    }
    text.push('\n');
    text.push_str(&points(r));
    if let Some(answer) = &r.portability {
        text.push('\n');
        text.push_str(&portability::describe(answer));
    }
    text
}

/// The parts of the score of one worker for one opening.
pub(in crate::cli) fn part_rows(answer: &why::Why) -> Rows {
    let row = |part: &crate::matching::MatchPart| {
        vec![
            part.criterion.to_string(),
            part.weight.to_string(),
            if part.known { part.points.to_string() } else { String::new() },
            part.adds.to_string(),
            paragraph(&part.because),
            part.missing.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        ]
    };
    let parts = &answer.result.explanation.parts;
    Rows::new(
        &["criterion", "weight", "points", "adds", "because", "missing"],
        parts.iter().map(row).collect(),
    )
}
