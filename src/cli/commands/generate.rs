//! `corridor generate`

use super::Outcome;
use crate::cli::args::GenerateArgs;
use crate::cli::exit::Exit;
use crate::cli::render;
use crate::generate::{self, Spec};
use crate::ops::Context;

pub(super) fn run(context: &Context<'_>, args: &GenerateArgs) -> Outcome {
    let spec = Spec {
        workers: args.workers,
        openings: args.openings,
        seed: args.seed,
        today: args.as_of.unwrap_or(context.today),
    };
    context.progress.begin("writing workers", Some(spec.workers));
    let files = generate::all(&spec, &args.out, &mut |rows| context.progress.advance(rows))?;
    context.progress.end();
    for file in files {
        render::text(&file.display().to_string())?;
    }
    Ok(Exit::Done)
}
