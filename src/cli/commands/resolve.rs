//! `corridor resolve`

use super::Outcome;
use crate::cli::args::{ResolveArgs, ResolveCommand};
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::resolve_names::{self, Options};

pub(super) fn run(format: Format, args: ResolveArgs) -> Outcome {
    match args.what {
        ResolveCommand::Names(args) => {
            let options = Options { file: args.file, id: args.id, left: args.left, right: args.right };
            let rows = resolve_names::resolve_names(&options)?;
            match format {
                Format::Json => render::json(&rows)?,
                Format::Csv => {
                    let rows: Vec<Vec<String>> = rows
                        .into_iter()
                        .map(|row| {
                            vec![row.id, format!("{:.4}", row.score), u8::from(row.is_match).to_string()]
                        })
                        .collect();
                    render::csv(&["id", "score", "match"], &rows)?;
                }
                Format::Table => {
                    let rows: Vec<Vec<String>> = rows
                        .into_iter()
                        .map(|row| {
                            let verdict = if row.is_match { "yes" } else { "no" }.to_owned();
                            vec![row.id, format!("{:.3}", row.score), verdict, row.because.join("; ")]
                        })
                        .collect();
                    render::text(&render::table(&["id", "score", "match", "because"], &rows))?;
                }
            }
        }
    }
    Ok(Exit::Done)
}
