//! `corridor man`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::files::{HEADERS, lines, paths};
use crate::files::write_whole;
use crate::ops::OpsError;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Write the pages to this directory, which is made if it is missing
    dir: PathBuf,
}

pub(super) fn run(output: &Output, args: &ManArgs) -> Outcome {
    output.expect(&HEADERS)?;
    crate::cli::out::directory(&args.dir)?;
    let failed = |source| OpsError::Write { path: args.dir.clone(), source };
    std::fs::create_dir_all(&args.dir).map_err(failed)?;
    let mut written = Vec::new();
    let mut command = super::command();
    command.build();
    let mut pages = vec![command];
    while let Some(command) = pages.pop() {
        let commands = command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help");
        pages.extend(commands.cloned());
        let man = clap_mangen::Man::new(command);
        let path = args.dir.join(man.get_filename());
        let mut page = Vec::new();
        man.render(&mut page).map_err(failed)?;
        write_whole(&path, page).map_err(|source| OpsError::Write { path: path.clone(), source })?;
        written.push(path);
    }
    written.sort();
    output.print(&written, || paths(&written), || lines(&written))?;
    Ok(Exit::Done)
}
