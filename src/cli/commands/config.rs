//! `corridor config`

use super::Outcome;
use crate::cli::config::Settings;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::config as show;

pub(super) fn run(output: &Output, settings: &Settings) -> Outcome {
    output.print(settings, || show::rows(settings), || show::describe(settings))?;
    Ok(Exit::Done)
}
