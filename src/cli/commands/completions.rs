//! `corridor completions`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render;
use clap::Args;
use clap_complete::Shell;

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Print the script for this shell
    shell: Shell,
}

pub(super) fn run(output: &Output, args: &CompletionsArgs) -> Outcome {
    output.text_only("completions", "the script is for a shell alone")?;
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "corridor", &mut script);
    render::text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
