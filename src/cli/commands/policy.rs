//! `corridor policy`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::{files, policy as show};
use crate::ops::policy;
use crate::ops::{Act, Desk};
use clap::Subcommand;
use std::path::PathBuf;

/// List, show, compare, check, test or copy policy packs
#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// List the packs in use with their editions and hashes
    List,
    /// Check packs for unknown facts and words, conditions that no case can meet, editions with overlaps or gaps, missing sources
    Lint {
        /// Check the packs of these directories [default: the packs in use]
        #[arg(value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Run the examples of each rule: those under `breaks` must break the rule, the others must keep it
    Test {
        /// Report also each comparison that no example decides: turned around, it leaves every example as it is
        #[arg(long)]
        decide: bool,
        /// Test the packs of these directories [default: the packs in use]
        #[arg(value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Copy a pack of the program into a new directory, where you can change it
    Copy {
        /// Copy this pack, such as `who-global-code`
        pack: String,
        /// Write the files to this directory, which must not exist
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Show all that a pack says: its rules, lists, editions and agreements
    Show {
        /// Show this pack: one that is in use, such as `who-global-code`, or a directory
        pack: String,
    },
    /// Show what differs between two packs, rule by rule and row by row
    Diff {
        /// Compare this pack: one that is in use, such as `who-global-code`, or a directory
        before: String,
        /// Compare it with this pack
        now: String,
    },
    /// Print the SHA-256 of packs, which judgments and the audit log name
    Hash {
        /// Print those of these packs or directories [default: the packs in use]
        #[arg(value_name = "PACK")]
        packs: Vec<String>,
    },
    /// List the facts that conditions may ask for
    Facts,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, command: PolicyCommand) -> Outcome {
    let checked = match command {
        PolicyCommand::List => {
            let packs = policy::list(desk, act)?;
            output.print(&packs, || show::list_rows(&packs), || show::list(&packs))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Copy { pack, out } => {
            output.expect(&files::HEADERS)?;
            crate::cli::out::directory(&out)?;
            let written = policy::copy(&pack, &out)?;
            output.print(&written, || files::paths(&written), || show::copied(&written))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Show { pack } => {
            let contents = policy::show(desk, act, &pack)?;
            output.print(&contents, || show::content_rows(&contents), || show::contents(&contents))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Diff { before, now } => {
            let reply = policy::diff(desk, act, &before, &now)?;
            output.print(&reply, || show::difference_rows(&reply), || show::differences(&reply))?;
            return Ok(Exit::found(!reply.differences.is_empty()));
        }
        PolicyCommand::Hash { packs } => {
            let named = policy::hash(desk, act, &packs)?;
            output.print(&named, || show::hash_rows(&named), || show::hashes(&named))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Facts => {
            let facts = policy::facts();
            output.print(&facts, || show::fact_rows(&facts), || show::facts(&facts))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Lint { packs } => (policy::lint(desk, act, &packs)?, "looked through"),
        PolicyCommand::Test { packs, decide } => {
            let checked = policy::test(desk, act, &packs, decide)?;
            (checked, "run with examples that break them and examples that hold")
        }
    };
    let (checked, done) = checked;
    output.print(&checked, || show::checked_rows(&checked), || show::checked(&checked, done))?;
    Ok(Exit::found(!checked.findings.is_empty()))
}
