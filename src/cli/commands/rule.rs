//! `corridor rule`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::rule as show;
use crate::ops::{Act, Desk, rule};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// Explain this ethical rule, record check, reason or error [default: list all of them]
    id: Option<String>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &RuleArgs) -> Outcome {
    match &args.id {
        None => {
            let rules = rule::list(desk, act)?;
            output.print(&rules, || show::list_rows(&rules), || show::list(&rules))?;
        }
        Some(id) => {
            let page = rule::rule(desk, act, id)?;
            output.print(&page, || show::rows(&page), || show::describe(&page))?;
        }
    }
    Ok(Exit::Done)
}
