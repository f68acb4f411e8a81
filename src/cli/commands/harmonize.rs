//! `corridor harmonize`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::cli::show;
use crate::curricula::harmonize::HarmonizeQuestion;
use crate::model::{Country, Day, Isco08};
use crate::ops::{Act, Desk, OpsError, harmonize};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct HarmonizeArgs {
    /// Occupation as ISCO-08 code
    #[arg(long, value_name = "ISCO")]
    occupation: Isco08,
    /// Only curricula of this country
    #[arg(long, value_name = "CC")]
    origin: Option<Country>,
    /// A destination; may be repeated [default: all whose way of judging is in the tables]
    #[arg(long, value_name = "CC")]
    destination: Vec<Country>,
    /// Write the matrix as a page that opens without a network
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// The day asked [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
}

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: HarmonizeArgs) -> Outcome {
    let question = HarmonizeQuestion {
        occupation: args.occupation,
        origin: args.origin,
        destinations: args.destination,
        as_of: args.as_of.unwrap_or(act.today),
    };
    let reply = harmonize::harmonize(desk, act, &question)?;
    if let Some(path) = args.html {
        let page = crate::report::heat(&reply);
        crate::files::write_whole(&path, page)
            .map_err(|source| OpsError::Write { path: path.clone(), source })?;
        render::note(&format!("written to {}", path.display()));
    }
    match format {
        Format::Json => render::json(&reply)?,
        Format::Csv => {
            let mut rows = Vec::new();
            for row in &reply.rows {
                for cell in &row.cells {
                    rows.push(vec![
                        row.curriculum.to_string(),
                        row.title.clone(),
                        row.country.map(|country| country.to_string()).unwrap_or_default(),
                        row.graduates.to_string(),
                        cell.destination.to_string(),
                        cell.overall.to_string(),
                        cell.counts[0].to_string(),
                        cell.counts[1].to_string(),
                        cell.counts[2].to_string(),
                        cell.counts[3].to_string(),
                        cell.counts[4].to_string(),
                        cell.gaps.join("; "),
                    ]);
                }
            }
            render::csv(
                &[
                    "curriculum_id",
                    "title",
                    "country",
                    "graduates",
                    "destination",
                    "overall",
                    "met",
                    "typically_met",
                    "short",
                    "missing",
                    "unknown",
                    "gaps",
                ],
                &rows,
            )?;
        }
        Format::Table => render::text(&show::harmonize::matrix(&reply))?,
    }
    Ok(Exit::Done)
}
