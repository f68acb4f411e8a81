//! `corridor demo`: makes a store of synthetic data and walks through the main job on it.

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show::demo::Walk;
use crate::matching::Weights;
use crate::model::Channel;
use crate::ops::r#match::match_opening;
use crate::ops::placements::AuditOptions;
use crate::ops::{Act, Desk, audit, demo, import, verify, why};
use crate::ranking::Terms;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
The demonstration makes its data directory anew each time: the one of `--data`, else `corridor-demo`. A directory that holds \
something else is never touched. The data has fixed dates, so the text is the same on any day.")]
pub(super) struct DemoArgs {
    /// Show each step in full: the tables, the reasons of each score, and every broken rule
    #[arg(long)]
    full: bool,
    /// An older way to name the data directory: it is `data` in this one
    #[arg(long, value_name = "DIR", hide = true)]
    dir: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &DemoArgs) -> Outcome {
    output
        .text_only("demo", "it walks a person through several commands, each of which prints JSON and CSV")?;
    let other = args.dir.as_ref().map(|dir| Desk::new(dir.join("data"), desk.patience()));
    let desk = other.as_ref().unwrap_or(desk);
    let files = demo::prepare(desk.dir())?;
    // What is plausible today would differ from what was plausible when the files were made.
    let act = &Act { today: demo::TODAY.parse()?, ..act.clone() };
    let report = import::import(
        desk,
        act,
        &import::ImportOptions { paths: files, ..import::ImportOptions::default() },
    )?;
    let terms = Terms {
        channel: Some(Channel::Active),
        as_of: act.today,
        top: 5,
        query: None,
        weights: Weights::default(),
        record: true,
    };
    let reply = match_opening(desk, act, demo::OPENING, &terms)?;
    let alone = match reply.best_blocked.first() {
        Some(result) => {
            let direct = Terms { channel: Some(Channel::Direct), record: false, ..terms };
            Some(why::why(desk, act, demo::OPENING, &result.worker, &direct)?.result)
        }
        None => None,
    };
    let walk = Walk {
        report,
        reply,
        alone,
        audited: audit::audit(desk, act, &AuditOptions::default())?,
        log: verify::verify(desk, act, None, verify::VerifyScope::All)?.log,
        data: desk.dir().path().display().to_string(),
    };
    render::text(&if args.full { walk.in_full() } else { walk.in_short() })?;
    Ok(Exit::Done)
}
