//! `corridor reindex`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::reindex as show;
use crate::ops::{Act, Desk, catch_up};

pub(super) fn run(desk: &Desk, act: &Act, output: &Output) -> Outcome {
    output.expect(&show::HEADERS)?;
    let standings = catch_up::reindex(desk, act)?;
    output.print(&standings, || show::rows(&standings), || show::describe(&standings))?;
    Ok(Exit::Done)
}
