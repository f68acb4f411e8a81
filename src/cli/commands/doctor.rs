//! `corridor doctor`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::doctor as show;
use crate::ops::{Act, Desk, doctor};

pub(super) fn run(desk: &Desk, act: &Act, output: &Output) -> Outcome {
    let reply = doctor::doctor(desk, act)?;
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::found(reply.is_ill()))
}
