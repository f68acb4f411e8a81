//! `corridor policy`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::policies::{self, Checked};
use crate::ops::{Act, Desk};
use clap::Subcommand;
use std::fmt::Write;
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

pub(super) fn run(desk: &Desk, act: &Act, format: Format, command: PolicyCommand) -> Outcome {
    match command {
        PolicyCommand::List => {
            let packs = policies::list(desk, act)?;
            if format == Format::Json {
                render::json(&packs)?;
                return Ok(Exit::Done);
            }
            let mut text = String::new();
            for pack in &packs {
                let _ = writeln!(
                    text,
                    "{} {}, {}, {}{}\n{}{}",
                    pack.id,
                    pack.edition,
                    pack.jurisdiction
                        .map_or("for every destination".to_owned(), |country| format!("for {country}")),
                    pack.legal_force,
                    if pack.compiled_in { "" } else { "; of the data directory" },
                    render::wrapped(&pack.instrument, 2),
                    render::wrapped(
                        &format!(
                            "{} rules, {} rows of lists, {} agreements; sha256 {}",
                            pack.rules, pack.entries, pack.agreements, pack.hash
                        ),
                        2
                    ),
                );
            }
            render::text(text.trim_end())?;
            Ok(Exit::Done)
        }
        PolicyCommand::Lint { packs } => told(format, &policies::lint(desk, act, &packs)?, "looked through"),
        PolicyCommand::Test { packs } => told(
            format,
            &policies::test(desk, act, &packs)?,
            "run with an example that breaks them and one that holds",
        ),
        PolicyCommand::Copy { pack, out } => {
            let written = policies::copy(&pack, &out)?;
            if format == Format::Json {
                render::json(&written)?;
                return Ok(Exit::Done);
            }
            let mut text = String::new();
            for path in &written {
                let _ = writeln!(text, "{}", path.display());
            }
            text.push_str(
                "change them there; `corridor policy lint DIR` and `corridor policy test DIR` check them; as a directory below \
                 `policy/` of the data directory they take the place of the pack",
            );
            render::text(&text)?;
            Ok(Exit::Done)
        }
        PolicyCommand::Facts => {
            let facts = policies::facts();
            if format == Format::Json {
                render::json(&facts)?;
                return Ok(Exit::Done);
            }
            let row = |fact: &policies::FactWord| {
                let from = if fact.derived { "worked out" } else { "stored" };
                vec![fact.name.to_owned(), fact.kind.to_string(), from.to_owned(), fact.meaning.to_owned()]
            };
            let rows: Vec<Vec<String>> = facts.iter().map(row).collect();
            render::text(&render::table(&["fact", "type", "comes", "meaning"], &rows))?;
            Ok(Exit::Done)
        }
    }
}

fn told(format: Format, checked: &Checked, done: &str) -> Outcome {
    if format == Format::Json {
        render::json(checked)?;
    } else {
        let mut text = String::new();
        for finding in &checked.findings {
            let rule =
                if finding.rule.is_empty() { String::new() } else { format!(", rule {}", finding.rule) };
            let _ = writeln!(text, "{}{rule}: {}", finding.pack, finding.problem);
        }
        let _ = write!(
            text,
            "{} rules of {} {done}: {}",
            checked.rules,
            checked.packs.join(", "),
            match checked.findings.len() {
                0 => "nothing found".to_owned(),
                1 => "one problem".to_owned(),
                many => format!("{many} problems"),
            }
        );
        render::text(&text)?;
    }
    Ok(Exit::found(!checked.findings.is_empty()))
}
