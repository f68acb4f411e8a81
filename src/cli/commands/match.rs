//! `corridor match`

use super::Outcome;
use super::saving::SaveArgs;
use super::terms::{TermArgs, terms};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show::judgment;
use crate::cli::show::matches::{self, Show};
use crate::matching::Gate;
use crate::ops::import::ImportOptions;
use crate::ops::r#match::{match_opening, match_worker};
use crate::ops::match_all::{MatchedOpenings, match_all, match_all_workers, with_files};
use crate::ops::saved::SavedQuestion;
use crate::ops::what_if::{TriedMatch, match_what_if};
use crate::ops::{Act, Desk, assign::assign};
use crate::ranking::Terms;
use crate::report::ImportReport;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(after_help = "\
With --openings-file the openings of a file are matched as an import and a match would. Nothing is stored: neither the \
openings nor a decision. With --workers-file the workers come from files as well. The data directory then gives its policy \
packs alone. `--format csv` prints each shortlist as soon as it is made. `--out FILE` writes the lists as CSV, or with `--format \
json` as one document, and says on standard error how many there are.

--assign fills the positions of the openings by deferred acceptance, one worker to one position. Each opening asks in the order \
of its shortlist. Each worker keeps the offer that agrees best with their wishes. Among equals it is what they are ready for, \
then the higher score. No worker and opening would rather have each other. The outcome is the same in every run, and nothing \
of it is recorded.")]
pub(super) struct MatchArgs {
    /// Rank the workers for this opening
    #[arg(
        long,
        value_name = "OPENING",
        required_unless_present_any = ["worker", "all_openings", "all_workers", "openings_file"],
        conflicts_with = "worker"
    )]
    opening: Option<String>,
    /// Rank the workers for every open opening: the same shortlists, in short, with one reading of all workers
    #[arg(long, conflicts_with_all = ["opening", "worker", "explain", "include_blocked", "save"])]
    all_openings: bool,
    /// Rank the open openings for every worker who may be matched: the same lists, in short
    #[arg(
        long,
        conflicts_with_all = ["opening", "worker", "all_openings", "query", "explain", "include_blocked", "save", "assign"]
    )]
    all_workers: bool,
    /// Match the open openings of these files, and store nothing
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["opening", "worker", "explain", "include_blocked", "save"])]
    openings_file: Vec<PathBuf>,
    /// Take the workers from these files in the place of the data directory, with organizations and curricula if need be
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "openings_file")]
    workers_file: Vec<PathBuf>,
    /// Read the files of openings exactly as this recipe of `import` says
    #[arg(long, value_name = "FILE", requires = "openings_file")]
    recipe: Option<PathBuf>,
    /// Assign one worker to one position of the openings
    #[arg(long, conflicts_with_all = ["opening", "worker", "explain", "include_blocked", "save"])]
    assign: bool,
    /// Rank the openings for this worker
    #[arg(long, value_name = "WORKER", conflicts_with = "save")]
    worker: Option<String>,
    #[command(flatten)]
    terms: TermArgs,
    /// Show at most this many results [default: 10; with `--policy` all]
    #[arg(long, value_name = "NUMBER")]
    top: Option<usize>,
    /// Rank only the workers that `corridor search worker` finds with this query; no score changes
    #[arg(long, value_name = "QUERY", conflicts_with = "worker")]
    query: Option<String>,
    /// Show the parts of each score with their evidence, findings and deciding rows
    #[arg(long)]
    explain: bool,
    /// Show also the best matches that a policy blocks or a gate excludes
    #[arg(long)]
    include_blocked: bool,
    /// Leave the shortlist unrecorded: no decision is written
    #[arg(long)]
    no_record: bool,
    /// Show whose answer the pack in this directory would move, among all pairs that no other gate excludes; nothing is stored
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with_all = ["openings_file", "assign", "explain", "include_blocked", "no_record", "save"]
    )]
    policy: Vec<PathBuf>,
    /// Write the lists of many openings or workers to this file, whole or not at all [default: standard output]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["opening", "worker", "policy"])]
    out: Option<PathBuf>,
    #[command(flatten)]
    save: SaveArgs,
}

/// So many results are shown where nobody says how many.
const TOP: usize = 10;

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &MatchArgs) -> Outcome {
    if !args.policy.is_empty() {
        return run_what_if(desk, act, output, args);
    }
    let to_file = args.out.as_deref().map(|path| output.for_file(path));
    let output = to_file.as_ref().unwrap_or(output);
    let many = args.all_openings || args.all_workers || args.assign || !args.openings_file.is_empty();
    output.expect(&match many {
        false => matches::headers(),
        true if args.assign => matches::ASSIGNED.to_vec(),
        true if args.all_workers => matches::OF_WORKERS.to_vec(),
        true => matches::OF_OPENINGS.to_vec(),
    })?;
    let terms = Terms {
        top: args.top.unwrap_or(TOP),
        query: args.query.clone(),
        record: !args.no_record,
        ..terms(act, &args.terms)?
    };
    if args.openings_file.is_empty() && many {
        return run_many(desk, act, output, args, &terms, MatchedOpenings::Stored);
    }
    if many {
        let options = ImportOptions {
            paths: args.openings_file.clone(),
            recipe: args.recipe.clone(),
            ..ImportOptions::default()
        };
        let openings = MatchedOpenings::OfFiles(&options);
        if args.workers_file.is_empty() {
            return run_many(desk, act, output, args, &terms, openings);
        }
        return with_files(desk, act, &args.workers_file, |desk, read| {
            left_out(read);
            Ok(run_many(desk, act, output, args, &terms, openings))
        })?;
    }
    let show = Show { explain: args.explain, others: args.include_blocked };
    if let Some(opening) = &args.opening {
        let reply = match_opening(desk, act, opening, &terms)?;
        args.save.save(desk, act, || SavedQuestion::of_match(&reply.opening, &terms))?;
        output.notes(&reply.about_opening);
        output.notes(&reply.notes);
        output.print(
            &reply,
            || matches::rows(&reply.results),
            || matches::describe_opening(&reply, &show),
        )?;
    } else if let Some(worker) = &args.worker {
        let reply = match_worker(desk, act, worker, &terms)?;
        output.print(&reply, || matches::rows(&reply.results), || matches::describe_worker(&reply, &show))?;
    }
    Ok(Exit::Done)
}

/// Judges the matches by other packs as well.
fn run_what_if(desk: &Desk, act: &Act, output: &Output, args: &MatchArgs) -> Outcome {
    output.expect(&judgment::MOVED_MATCHES)?;
    let tried = match (&args.opening, &args.worker) {
        (Some(opening), _) => TriedMatch::Opening(opening),
        (_, Some(worker)) => TriedMatch::Worker(worker),
        _ if args.all_workers => TriedMatch::AllWorkers,
        _ => TriedMatch::AllOpenings,
    };
    let terms = Terms { query: args.query.clone(), ..terms(act, &args.terms)? };
    let reply = match_what_if(desk, act, tried, &terms, &args.policy, args.top)?;
    output.notes(&reply.notes);
    output.print(
        &reply,
        || judgment::moved_match_rows(&reply.moved),
        || judgment::describe_matches(&reply),
    )?;
    channel_needed(&reply.channel_needed);
    Ok(Exit::found(!reply.openings.is_empty()))
}

/// Matches many openings or workers. Rows of CSV are printed as soon as they are known.
fn run_many(
    desk: &Desk,
    act: &Act,
    output: &Output,
    args: &MatchArgs,
    terms: &Terms,
    openings: MatchedOpenings<'_>,
) -> Outcome {
    if args.assign {
        let reply = assign(desk, act, terms, openings)?;
        output.notes(&reply.notes);
        output.print(&reply, || matches::assigned_rows(&reply), || matches::describe_assigned(&reply))?;
        channel_needed(&reply.channel_needed);
        return Ok(Exit::found(reply.read.as_ref().is_some_and(left_out)));
    }
    let mut written = Written::default();
    if args.all_workers {
        let mut stream = output.stream(&matches::OF_WORKERS)?;
        let reply = match_all_workers(desk, act, terms, openings, &mut |list| {
            written.count(list.admitted, list.blocked, &list.excluded);
            let Some(stream) = &mut stream else { return Ok(Some(list)) };
            stream.print(&matches::worker_rows_in_short(&[list])).map_err(output.failed())?;
            Ok(None)
        })?;
        output.notes(&reply.notes);
        match stream {
            Some(stream) => stream.finish().map_err(output.failed())?,
            None => {
                let rows = || matches::worker_rows_in_short(&reply.workers);
                output.print(&reply, rows, || matches::describe_all_workers(&reply))?;
            }
        }
        written.tell("workers", "openings", output.to());
        return Ok(Exit::Done);
    }
    let mut stream = output.stream(&matches::OF_OPENINGS)?;
    let reply = match_all(desk, act, terms, openings, &mut |list| {
        written.count(list.admitted, list.blocked, &list.excluded);
        let Some(stream) = &mut stream else { return Ok(Some(list)) };
        stream.print(&matches::rows_in_short(&[list])).map_err(output.failed())?;
        Ok(None)
    })?;
    output.notes(&reply.notes);
    match stream {
        Some(stream) => stream.finish().map_err(output.failed())?,
        None => {
            let rows = || matches::rows_in_short(&reply.openings);
            output.print(&reply, rows, || matches::describe_all(&reply))?;
        }
    }
    written.tell("openings", "workers", output.to());
    channel_needed(&reply.channel_needed);
    Ok(Exit::found(reply.read.as_ref().is_some_and(left_out)))
}

/// What went into a file of lists.
#[derive(Debug, Default)]
struct Written {
    lists: u64,
    empty: u64,
    admitted: u64,
    blocked: u64,
    excluded: u64,
}

impl Written {
    fn count(&mut self, admitted: u64, blocked: u64, excluded: &BTreeMap<Gate, u64>) {
        self.lists += 1;
        self.empty += u64::from(admitted == 0);
        self.admitted += admitted;
        self.blocked += blocked;
        self.excluded += excluded.values().sum::<u64>();
    }

    /// Says it where the lists themselves are not seen.
    fn tell(&self, of: &str, with: &str, to: &Path) {
        if out::is_stdout(to) {
            return;
        }
        let Self { lists, empty, admitted, blocked, excluded } = self;
        render::note(&format!(
            "lists of {lists} {of} to {}: of all pairs {admitted} pass every gate, a policy blocks {blocked}, and another gate excludes {excluded}",
            out::name(to)
        ));
        if *empty > 0 {
            render::note(&format!(
                "{empty} of these {of} have no row in CSV, since no {with} pass every gate"
            ));
        }
    }
}

fn channel_needed(openings: &[String]) {
    if !openings.is_empty() {
        let openings = openings.join(", ");
        render::note(&format!(
            "not matched, since they name a recruiter and no channel is said with --channel: {openings}"
        ));
    }
}

/// Says which rows and cells of files were left out; whether there are any.
fn left_out(read: &ImportReport) -> bool {
    for file in &read.files {
        for finding in &file.findings {
            let place = &finding.place;
            render::note(&format!("{} row {}, {}: {}", place.file, place.row, place.column, finding.reason));
        }
        if file.rejected > 0 {
            render::note(&format!("{}: {} rows are left out", file.understood.file, file.rejected));
        }
    }
    read.rejected_rows() + read.cells_left_out() > 0
}
