//! `corridor template`

use super::Outcome;
use crate::cli::args::TemplateArgs;
use crate::cli::exit::Exit;
use crate::cli::render;
use crate::model::Kind;
use crate::ops::template;
use crate::schema;

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
