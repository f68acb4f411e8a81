//! `corridor policy`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::{files, policy as show};
use crate::ops::policy;
use crate::ops::{Act, Desk};
use clap::Subcommand;
use std::path::PathBuf;

/// What to do with policy packs.
#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// List the packs in use with their editions and hashes
    List,
    /// Look for facts that are none, types that do not fit, editions that overlap, rules without a source
    Lint {
        /// Directories of packs; those in use without one
        #[arg(value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Run the examples of each rule: the one must break it, the other must not
    Test {
        /// Directories of packs; those in use without one
        #[arg(value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Write the files of a pack that comes with the program into a new directory, to be changed there
    Copy {
        /// The pack
        pack: String,
        /// The directory, which must not be there
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
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
            let written = policy::copy(&pack, &out)?;
            output.print(&written, || files::paths(&written), || show::copied(&written))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Facts => {
            let facts = policy::facts();
            output.print(&facts, || show::fact_rows(&facts), || show::facts(&facts))?;
            return Ok(Exit::Done);
        }
        PolicyCommand::Lint { packs } => (policy::lint(desk, act, &packs)?, "looked through"),
        PolicyCommand::Test { packs } => {
            (policy::test(desk, act, &packs)?, "run with an example that breaks them and one that holds")
        }
    };
    let (checked, done) = checked;
    output.print(&checked, || show::checked_rows(&checked), || show::checked(&checked, done))?;
    Ok(Exit::found(!checked.findings.is_empty()))
}
