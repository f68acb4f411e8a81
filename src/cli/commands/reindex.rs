//! `corridor reindex`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::reindex as show;
use crate::ops::{Act, Desk, reindex};

pub(super) fn run(desk: &Desk, act: &Act, output: &Output) -> Outcome {
    output.expect(&show::HEADERS)?;
    let standings = reindex::reindex(desk, act)?;
    output.print(&standings, || show::rows(&standings), || show::describe(&standings))?;
    Ok(Exit::Done)
}
