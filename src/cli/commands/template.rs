//! `corridor template`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render::{self, Format};
use crate::cli::show::template as show;
use crate::model::Kind;
use crate::ops::template;
use crate::schema;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    /// Print the template of this kind [default: list the kinds]
    kind: Option<Kind>,
    /// Put certificates, qualifications, licenses, employments and consents into the row of their worker
    #[arg(long)]
    wide: bool,
    /// Print the Table Schema of the kind instead
    #[arg(long, conflicts_with = "wide")]
    schema: bool,
    /// List the values that this column takes, `head` or `cost.head`, with what each means
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["wide", "schema"])]
    values: Option<String>,
}

pub(super) fn run(output: &Output, args: &TemplateArgs) -> Outcome {
    if let Some(column) = &args.values {
        let values = template::values(args.kind, column)?;
        output.print(&values, || show::value_rows(&values), || show::describe_values(column, &values))?;
        return Ok(Exit::Done);
    }
    match args.kind {
        Some(kind) if args.schema || output.format() == Format::Json => {
            render::text(schema::table(kind).json)?;
        }
        Some(kind) => render::text(&template::template(kind, args.wide))?,
        None => {
            let kinds = template::kinds();
            output.print(&kinds, || show::rows(&kinds), || show::describe(&kinds))?;
        }
    }
    Ok(Exit::Done)
}
