//! `corridor review`

mod session;
mod show;

use super::Outcome;
use crate::cli::args::{DecideArgs, ReviewArgs, ReviewCommand};
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::review::{self, Ask, Decision, Options};
use crate::ops::{Act, Desk};
use std::collections::BTreeMap;

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: ReviewArgs) -> Outcome {
    match args.what {
        ReviewCommand::Duplicates(args) => {
            let reply = review::list(desk, act, Options { limit: args.limit, min: args.min })?;
            match format {
                Format::Json => render::json(&reply)?,
                Format::Csv => csv(&reply)?,
                Format::Table if args.list => render::text(&show::list(&reply))?,
                Format::Table => session::run(desk, act, reply)?,
            }
        }
        ReviewCommand::Decide(args) => {
            let decided = review::decide(desk, act, &ask(args)?)?;
            match format {
                Format::Json => render::json(&decided)?,
                _ => render::text(&show::decided(&decided))?,
            }
        }
        ReviewCommand::TakeBack { decision } => {
            let back = review::undo(desk, act, &decision)?;
            match format {
                Format::Json => render::json(&back)?,
                _ => render::text(&show::taken_back(&back))?,
            }
        }
        ReviewCommand::Log { limit } => {
            let decisions = review::log(desk, act, limit)?;
            match format {
                Format::Json => render::json(&decisions)?,
                _ => render::text(&show::log(&decisions))?,
            }
        }
    }
    Ok(Exit::Done)
}

fn ask(args: DecideArgs) -> Result<Ask, Box<dyn std::error::Error>> {
    let decision = if args.merge {
        let mut choices = BTreeMap::new();
        for choice in &args.choices {
            let (cell, side) = choice.rsplit_once('=').ok_or_else(|| {
                format!("`{choice}` is no choice: expected a cell and a side, as in `phone=right`")
            })?;
            choices.insert(cell.trim().to_owned(), side.trim().parse()?);
        }
        Decision::Merge { survivor: args.survivor, choices }
    } else {
        Decision::KeepApart
    };
    Ok(Ask { left: args.left, right: args.right, decision, seen_seq: args.seen, candidate: None })
}

fn csv(reply: &review::Reply) -> render::Printed {
    let rows: Vec<Vec<String>> = reply
        .pairs
        .iter()
        .map(|pair| {
            let because: Vec<String> = pair
                .candidate
                .parts
                .iter()
                .map(|part| format!("{} {:+.1}: {}", part.field, show::bits(part.weight), part.because))
                .collect();
            vec![
                pair.comparison.left.clone(),
                pair.comparison.right.clone(),
                format!("{:.4}", pair.candidate.probability),
                format!("{:.2}", show::bits(pair.candidate.weight)),
                because.join("; "),
            ]
        })
        .collect();
    render::csv(&["left", "right", "probability", "weight", "evidence"], &rows)
}
