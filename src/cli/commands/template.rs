//! `corridor template`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render;
use crate::model::Kind;
use crate::ops::template;
use crate::schema;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    /// The kind; without it the kinds are listed
    kind: Option<Kind>,
    /// For workers: certificates, qualifications, license, employments and consents in the same row
    #[arg(long)]
    wide: bool,
    /// Print the Table Schema instead
    #[arg(long, conflicts_with = "wide")]
    schema: bool,
}

pub(super) fn run(args: &TemplateArgs) -> Outcome {
    match args.kind {
        Some(kind) if args.schema => render::text(schema::table(kind).json)?,
        Some(kind) => render::text(&template::template(kind, args.wide))?,
        None => {
            let rows: Vec<Vec<String>> = Kind::ALL
                .iter()
                .map(|&kind| vec![kind.to_string(), schema::table(kind).description.clone()])
                .collect();
            render::text(&render::table(&["kind", "a record is"], &rows))?;
        }
    }
    Ok(Exit::Done)
}
