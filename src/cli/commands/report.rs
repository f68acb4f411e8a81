//! `corridor report`

use super::{Outcome, import};
use crate::cli::args::{ReportArgs, ReportCommand};
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::{Act, Desk, batch_report};

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: ReportArgs) -> Outcome {
    let ReportCommand::Batch { batch, out } = args.what;
    let report = batch_report::batch_report(desk, act, &batch)?;
    if let Some(path) = out {
        batch_report::write_page(&path, &report)?;
        render::note(&format!("the page is {}", path.display()));
        return Ok(Exit::Done);
    }
    match format {
        Format::Json => render::json(&report)?,
        _ => render::text(&import::describe(&batch_report::view(&report)))?,
    }
    Ok(Exit::Done)
}
