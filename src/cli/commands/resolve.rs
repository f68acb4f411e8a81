//! `corridor resolve`

use super::Outcome;
use crate::cli::args::{ResolveArgs, ResolveCommand, ResolveCountriesArgs};
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::resolve_countries;
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
        ResolveCommand::Countries(args) => countries(format, args)?,
    }
    Ok(Exit::Done)
}

fn countries(format: Format, args: ResolveCountriesArgs) -> Result<(), Box<dyn std::error::Error>> {
    let (file, single) = match (args.file, args.value) {
        (Some(file), _) => (file, None),
        (None, value) => (std::path::PathBuf::new(), value),
    };
    let options = resolve_countries::Options { file, id: args.id, text: args.text, sense: args.sense };
    if let (Some(by), Some(total)) = (&args.by, &args.total) {
        let totals = resolve_countries::totals(&options, by, total)?;
        let row = |one: &resolve_countries::Total| {
            vec![one.group.clone(), one.alpha2.clone(), one.total.to_string()]
        };
        let rows: Vec<Vec<String>> = totals.iter().map(row).collect();
        match format {
            Format::Json => render::json(&totals)?,
            Format::Csv => render::csv(&[by, "alpha2", total], &rows)?,
            Format::Table => render::text(&render::table(&[by, "country", total], &rows))?,
        }
        return Ok(());
    }
    let rows = match single {
        Some(text) => {
            let resolved = crate::resolve::countries::resolve(&text, options.sense);
            vec![resolve_countries::Row { id: "1".to_owned(), text, resolved }]
        }
        None => resolve_countries::resolve_countries(&options)?,
    };
    let cells = |row: &resolve_countries::Row| {
        let found = &row.resolved;
        let codes: Vec<String> = found.candidates.iter().map(ToString::to_string).collect();
        vec![
            row.id.clone(),
            found.country.map(|country| country.to_string()).unwrap_or_default(),
            codes.join(" "),
            found.step.map(|step| step.to_string()).unwrap_or_default(),
            found.name.clone(),
            found.language.clone(),
            found.step.map(|_| found.edits.to_string()).unwrap_or_default(),
        ]
    };
    match format {
        Format::Json => render::json(&rows)?,
        Format::Csv => {
            let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
            render::csv(&["id", "alpha2", "candidates", "step", "name", "language", "edits"], &rows)?;
        }
        Format::Table => {
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|row| {
                    let mut cells = cells(row);
                    cells.insert(1, row.text.clone());
                    cells
                })
                .collect();
            let headers = ["id", "text", "country", "candidates", "step", "recognized by", "language", "edits"];
            render::text(&render::table(&headers, &rows))?;
            render::note("names from data/reference/country_names*.csv (Unicode CLDR) and demonyms.csv");
        }
    }
    Ok(())
}
