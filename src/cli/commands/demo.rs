//! `corridor demo`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::{render, show};
use crate::matching::{Gate, Weights};
use crate::model::Channel;
use crate::ops::matching::Terms;
use crate::ops::{Act, Desk, audit, demo, import, match_opening, match_worker};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Where the demonstration keeps its data; must not exist or be an earlier demonstration
    #[arg(long, value_name = "DIR", default_value = "corridor-demo")]
    dir: PathBuf,
}

pub(super) fn run(desk: &Desk, act: &Act, args: &DemoArgs) -> Outcome {
    let (files, data) = demo::prepare(&args.dir)?;
    let desk = Desk::new(data, desk.patience());
    // What is plausible today would differ from what was plausible when the files were made.
    let act = Act { today: demo::TODAY.parse()?, ..act.clone() };
    let say = |text: &str| render::text(text);
    let head = |number: u8, text: &str| render::text(&format!("\n──── {number}. {text}\n"));
    say("corridor maps health workers to openings abroad. All people and places of work here are made up.")?;

    head(1, "A clerk imports the files of schools, agencies and a ministry")?;
    let report =
        import::import(&desk, &act, &import::Options { paths: files, ..import::Options::default() })?;
    say(&show::import::describe(&report))?;

    let as_of = demo::TODAY.parse()?;
    let terms = Terms {
        channel: Some(Channel::Active),
        as_of,
        top: 5,
        query: None,
        weights: Weights::default(),
        record: true,
    };
    head(2, "A recruiter asks for the best workers for an opening, the first two explained")?;
    let mut reply = match_opening::match_opening(&desk, &act, demo::OPENING, &terms)?;
    let show = show::matches::Show { explain: false, others: false };
    say(&show::matches::describe_opening(&reply, &show))?;
    for result in reply.results.iter().take(2) {
        say(&show::matches::describe_result(result))?;
    }

    head(3, "Who may not be recruited this way, and by which clause")?;
    reply.results.clear();
    if let Some(result) = reply.best_blocked.first() {
        say(&show::matches::describe_result(result))?;
        let direct = Terms { channel: Some(Channel::Direct), record: false, ..terms.clone() };
        let own = match_worker::why(&desk, &act, demo::OPENING, &result.worker, &direct)?;
        say(&format!(
            "The same worker, applying alone to the public vacancy: clearance {} ({} instead of {}).",
            own.result.assessment.clearance,
            own.result.state(),
            result.state()
        ))?;
    }

    head(4, "Why not: a worker whom a gate excludes")?;
    if let Some(result) = reply.best_excluded.first() {
        let gates: Vec<String> = result
            .explanation
            .gates
            .iter()
            .filter(|gate| **gate != Gate::Ethics)
            .map(|gate| format!("gate `{gate}` is closed; it would take {}", gate.remedy()))
            .collect();
        say(&format!(
            "{} scores {} and is excluded: {}",
            result.worker,
            result.explanation.score,
            gates.join("; ")
        ))?;
    }

    head(5, "A ministry audits the placements, each by the rules of its own day")?;
    let audited = audit::audit(&desk, &act, &audit::Options::default())?;
    let text = show::audit::describe(&audited, false);
    let summary: Vec<&str> = text.lines().take_while(|line| !line.starts_with("P-")).collect();
    say(&summary.join("\n"))?;
    if let Some(first) = audited.breaches.first() {
        say(&format!("for instance {}:", first.placement))?;
        for finding in
            first.assessment.findings.iter().filter(|f| f.effect() == first.assessment.clearance).take(2)
        {
            say(&show::audit::finding(finding, false))?;
        }
    }
    let log = audit::verify(&desk, &act)?;
    say(&format!(
        "audit log: {} entries, {}",
        log.entries,
        if log.broken.is_empty() { "whole" } else { "BROKEN" }
    ))?;

    head(6, "What to try next")?;
    let data = desk.dir().path().display();
    say(&format!(
        "corridor --data {data} search worker 'intensive care' --filter residence=PH
corridor --data {data} match --opening {} --channel direct --explain
corridor --data {data} match --worker W-0000001
corridor --data {data} audit --placement P-001
corridor --data {data} plan --worker W-0000001 --destination GB
corridor --data {data} compare --curriculum C-006 --destination DE
corridor --data {data} harmonize --occupation 2221 --origin IN
corridor language --certificates 'OET B, writing C+, 03/2026' --destination GB --occupation 2221
corridor portability --origin PH --destination DE --nationality PH --months 36 --origin-months 60
corridor rule active-recruitment-listed-origin
corridor template worker --wide > workers.csv",
        demo::OPENING
    ))?;
    Ok(Exit::Done)
}
