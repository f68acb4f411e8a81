//! `corridor generate`

use super::Outcome;
use crate::cli::args::GenerateArgs;
use crate::cli::exit::Exit;
use crate::cli::render;
use crate::generate::{self, Spec};
use crate::ops::Act;

pub(super) fn run(act: &Act, args: &GenerateArgs) -> Outcome {
    let spec = Spec {
        workers: args.workers,
        openings: args.openings,
        seed: args.seed,
        today: args.as_of.unwrap_or(act.today),
    };
    act.progress.begin("writing workers", Some(spec.workers));
    let files = generate::all(&spec, &args.out, &mut |rows| act.progress.advance(rows))?;
    act.progress.end();
    for file in files {
        render::text(&file.display().to_string())?;
    }
    Ok(Exit::Done)
}
