//! The walk of `corridor demo`: one page for everybody, or each reply as its own command prints it.

use crate::cli::render;
use crate::ethics::{Clearance, FindingOutcome};
use crate::ingest::Severity;
use crate::matching::Gate;
use crate::model::Kind;
use crate::ops::r#match::OpeningMatchReply;
use crate::ops::{audit, demo};
use crate::ranking::MatchResult;
use crate::reference::countries;
use crate::report::{FindingReport, ImportReport};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The columns of the short text, whatever the terminal has: the text is the same for everybody.
const WIDTH: usize = 100;

/// The replies that the demonstration tells of.
pub(in crate::cli) struct Walk {
    pub(in crate::cli) report: ImportReport,
    pub(in crate::cli) reply: OpeningMatchReply,
    /// The first blocked worker, applying alone to the public vacancy.
    pub(in crate::cli) alone: Option<MatchResult>,
    pub(in crate::cli) audited: audit::AuditReply,
    pub(in crate::cli) log: crate::store::LogState,
    pub(in crate::cli) data: String,
}

impl Walk {
    /// The walk in at most sixty lines of a hundred columns.
    pub(in crate::cli) fn in_short(&self) -> String {
        let mut text = Self::head(false);
        let of = |kind: Kind| self.report.counts.get(&kind).map_or(0, |counts| counts.inserted);
        section(&mut text, 1, "A clerk imports the files of schools, agencies and a ministry");
        paragraph(
            &mut text,
            3,
            &format!(
                "{} records from {} files: {} workers, {} openings, {} placements, and what belongs to them. {} rows \
                 came back and {} cells were left out, each with a reason:",
                self.report.total().inserted,
                self.report.files.len(),
                of(Kind::Worker),
                of(Kind::Opening),
                of(Kind::Placement),
                self.report.rejected_rows(),
                self.report.cells_left_out()
            ),
        );
        let found = self.report.files.iter().flat_map(|file| file.first_findings(super::import::SHOWN));
        let refused = found.filter(|found| found.severity != Severity::Note && found.suggestion.is_some());
        for found in refused.take(2) {
            paragraph(&mut text, 5, &refusal(found));
        }
        section(&mut text, 2, "A recruiter asks for the best workers for an opening");
        self.shortlist(&mut text);
        section(&mut text, 3, "Who may not be recruited this way, and by which clause");
        self.blocked(&mut text);
        section(&mut text, 4, "Why not: a worker whom a gate excludes");
        if let Some(result) = self.reply.best_excluded.first() {
            paragraph(&mut text, 3, &format!("{}: {}", result.worker, result.line));
            paragraph(&mut text, 6, &excluded(result));
        }
        section(&mut text, 5, "A ministry audits the placements, each by the rules of its own day");
        self.rules(&mut text);
        section(&mut text, 6, "What to try next; `corridor demo --full` shows each step above in full");
        text.push_str(&self.next());
        text
    }

    fn shortlist(&self, text: &mut String) {
        let reply = &self.reply;
        paragraph(
            text,
            3,
            &format!(
                "{}: {}, in {}, by {} recruitment. {} workers pass every gate, the policies block {}, and the gates \
                 exclude {}.",
                reply.opening,
                reply.title.as_deref().unwrap_or("untitled"),
                reply
                    .destination
                    .map_or_else(|| "an unknown country".to_owned(), |d| countries::name(d).to_owned()),
                reply.channel,
                reply.admitted,
                reply.blocked,
                reply.excluded.values().sum::<u64>()
            ),
        );
        for result in reply.results.iter().take(3) {
            paragraph(text, 3, &format!("{}. {}: {}", result.place, result.worker, result.line));
            let mut missing: Vec<String> =
                result.explanation.gaps.iter().map(|gap| gap.what.to_string()).collect();
            missing.dedup();
            paragraph(
                text,
                6,
                &format!(
                    "from {}, {} of 1000 points, {}, clearance {}; missing: {}",
                    result.origin.map_or("an unknown country", countries::name),
                    result.explanation.score,
                    result.state(),
                    result.assessment.clearance,
                    if missing.is_empty() { "nothing".to_owned() } else { missing.join(", ") }
                ),
            );
        }
        if let Some(first) = reply.results.first() {
            let parts = first.explanation.parts.iter();
            let points: Vec<String> =
                parts.map(|part| format!("{} {} of {}", part.criterion, part.adds, part.weight)).collect();
            paragraph(text, 3, &format!("The points of {}: {}.", first.worker, points.join(", ")));
            // Covers of which the same is to be said are named together.
            let mut told: Vec<(String, Vec<&str>)> = Vec::new();
            for (cover, headline) in ["pension", "medical", "life"].into_iter().zip(first.headlines()) {
                let headline = headline.to_string();
                match told.iter_mut().find(|(said, _)| *said == headline) {
                    Some((_, covers)) => covers.push(cover),
                    None => told.push((headline, vec![cover])),
                }
            }
            let told: Vec<String> =
                told.into_iter().map(|(said, covers)| format!("{} {said}", covers.join(" and "))).collect();
            paragraph(text, 3, &format!("What {} takes home: {}.", first.worker, told.join("; ")));
        }
        if let Some(decision) = &reply.decision {
            paragraph(text, 3, &format!("The shortlist is recorded as decision {decision}."));
        }
    }

    fn blocked(&self, text: &mut String) {
        let Some(result) = self.reply.best_blocked.first() else { return };
        let origin = result.origin.map_or("an unknown country", countries::name);
        paragraph(
            text,
            3,
            &format!(
                "{}: {}; from {origin}, {} points",
                result.worker, result.line, result.explanation.score
            ),
        );
        let broken = result.assessment.findings.iter().filter(|f| f.effect() == Clearance::Blocked);
        for f in broken.take(2) {
            paragraph(text, 6, &format!("{}: {}", f.rule, f.title));
            paragraph(text, 9, &format!("{}, {} ({})", f.instrument, f.article, f.legal_force));
        }
        if let Some(alone) = &self.alone {
            paragraph(text, 3, &applying_alone(alone, result));
        }
    }

    fn rules(&self, text: &mut String) {
        let counts = self.audited.clearances.iter().rev();
        let counts: Vec<String> = counts.map(|(clearance, count)| format!("{count} {clearance}")).collect();
        paragraph(
            text,
            3,
            &format!("{} placements: {}. Broken most:", self.audited.placements, counts.join(", ")),
        );
        let mut rules: Vec<_> = self.audited.rules.iter().collect();
        rules.sort_by(|a, b| (b.1.0, b.1.2.broken, a.0).cmp(&(a.1.0, a.1.2.broken, b.0)));
        for (id, (_, title, count)) in rules.into_iter().take(3) {
            paragraph(text, 3, &format!("{} × {id}: {title}", count.broken));
        }
        paragraph(text, 3, &self.log());
    }

    /// The walk with each reply as its own command prints it.
    pub(in crate::cli) fn in_full(&self) -> String {
        let mut text = Self::head(true);
        let add = |text: &mut String, more: &str| {
            text.push_str(more);
            if !more.ends_with('\n') {
                text.push('\n');
            }
        };
        section(&mut text, 1, "A clerk imports the files of schools, agencies and a ministry");
        add(&mut text, &super::import::describe(&self.report));
        section(
            &mut text,
            2,
            "A recruiter asks for the best workers for an opening, the first two explained",
        );
        let show = super::matches::Show { explain: false, others: false };
        add(&mut text, &super::matches::describe_opening(&self.reply, &show));
        for result in self.reply.results.iter().take(2) {
            add(&mut text, &super::matches::describe_result(result));
        }
        section(&mut text, 3, "Who may not be recruited this way, and by which clause");
        if let Some(result) = self.reply.best_blocked.first() {
            add(&mut text, &super::matches::describe_result(result));
            if let Some(alone) = &self.alone {
                add(&mut text, &applying_alone(alone, result));
            }
        }
        section(&mut text, 4, "Why not: a worker whom a gate excludes");
        if let Some(result) = self.reply.best_excluded.first() {
            add(&mut text, &format!("{}  {}", result.worker, result.line));
            add(&mut text, &excluded(result));
        }
        section(&mut text, 5, "A ministry audits the placements, each by the rules of its own day");
        let audited = super::audit::describe(&self.audited, false);
        let summary: Vec<&str> = audited.lines().take_while(|line| !line.starts_with("P-")).collect();
        add(&mut text, &summary.join("\n"));
        if let Some(first) = self.audited.breaches.first() {
            add(&mut text, &format!("for instance {}:", first.case));
            let findings = first.assessment.findings.iter();
            for finding in findings.filter(|f| f.effect() == first.assessment.clearance).take(2) {
                add(&mut text, &super::audit::finding(finding, false));
            }
        }
        add(&mut text, &self.log());
        section(&mut text, 6, "What to try next");
        add(&mut text, &self.next());
        text
    }

    fn head(full: bool) -> String {
        let shown = if full { "" } else { " in short" };
        let mut text = String::new();
        paragraph(
            &mut text,
            0,
            &format!(
                "corridor maps health workers to job openings abroad: the main job{shown}. All people and places of \
                 work here are made up. The data is dated {day}, and every answer is that of {day}.",
                day = demo::TODAY
            ),
        );
        text
    }

    fn log(&self) -> String {
        let state = if self.log.broken.is_empty() { "whole" } else { "BROKEN" };
        format!("audit log: {} entries, {state}", self.log.entries)
    }

    /// Commands that work on the store as the demonstration leaves it.
    fn next(&self) -> String {
        let data = quoted(&self.data);
        let (day, opening) = (demo::TODAY, demo::OPENING);
        let worker = self.reply.results.first().map_or("W-0000003", |result| result.worker.as_str());
        let mut text = String::new();
        for command in [
            "search worker 'intensive care' --filter residence=PH".to_owned(),
            format!("match --opening {opening} --channel direct --as-of {day}"),
            format!("match --worker {worker} --channel direct --as-of {day}"),
            format!("plan --worker {worker} --destination DE --as-of {day}"),
            format!("compare --curriculum C-006 --destination DE --as-of {day}"),
            "audit --placement P-001".to_owned(),
        ] {
            let _ = writeln!(text, "   corridor --data {data} {command}");
        }
        text.push_str("   corridor rule active-recruitment-listed-origin\n");
        text.push_str("   corridor template worker --wide > workers.csv\n");
        text
    }
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/\\.:_-".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn section(text: &mut String, number: u8, title: &str) {
    let _ = writeln!(text, "\n{number}. {title}");
}

fn paragraph(text: &mut String, indent: usize, words: &str) {
    text.push_str(&render::wrapped_at(words, indent, WIDTH));
}

/// A refused cell in a line.
fn refusal(found: &FindingReport) -> String {
    let place = &found.place;
    let mut text = format!("{}:{}: {}: {}", place.file, place.row, place.column, found.reason);
    if let Some(suggestion) = &found.suggestion {
        let _ = write!(text, " Did you mean `{suggestion}`?");
    }
    text
}

fn applying_alone(alone: &MatchResult, recruited: &MatchResult) -> String {
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    for finding in alone.assessment.deciding() {
        if let FindingOutcome::Unknown { missing } = &finding.outcome {
            asked.extend(missing.iter().map(String::as_str));
        }
    }
    let asked: Vec<&str> = asked.into_iter().collect();
    let asked = if asked.is_empty() { String::new() } else { format!("; open is {}", asked.join(", ")) };
    format!(
        "The same worker, applying alone to the public vacancy: clearance {} ({} instead of {}{asked}).",
        alone.assessment.clearance,
        alone.state(),
        recruited.state()
    )
}

/// Which gates exclude a worker, and what each would take.
fn excluded(result: &MatchResult) -> String {
    let gates = result.explanation.gates.iter().filter(|gate| **gate != Gate::Ethics);
    let gates: Vec<String> = gates
        .map(|gate| {
            format!(
                "the gate `{gate}` is closed: {}{}",
                super::passage::behind(*gate, &result.explanation),
                gate.remedy()
            )
        })
        .collect();
    format!("{} of 1000 points, and excluded: {}", result.explanation.score, gates.join("; "))
}
