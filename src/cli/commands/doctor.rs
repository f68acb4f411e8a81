//! `corridor doctor`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::cli::show::doctor as show;
use crate::ops::{Act, Desk, doctor};

pub(super) fn run(desk: &Desk, act: &Act, format: Format) -> Outcome {
    let reply = doctor::doctor(desk, act)?;
    match format {
        Format::Json => render::json(&reply)?,
        _ => render::text(&show::describe(&reply))?,
    }
    Ok(Exit::found(reply.is_ill()))
}
