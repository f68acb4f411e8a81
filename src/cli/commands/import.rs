//! `corridor import`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show::import as show;
use crate::model::Kind;
use crate::ops::import::{self, Options};
use crate::ops::{Act, Desk, OpsError};
use crate::store::StoreError;
use crate::text::Nearness;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
A batch goes in whole or not at all. Exit codes: 0 every row was taken; 1 rows were rejected and are in \
the rejects file; 2 nothing could be imported; 130 interrupted (Ctrl-C), the store is as it was.\n\nValues: dates come in any usual form and in many languages (31.12.2024, Dec 31 2024, 31 décembre 2024, day numbers of \
spreadsheets, Ethiopian, Japanese, Thai, Solar Hijri and Minguo dates); the column settles the order of day and month and \
the decimal sign, and what stays unclear is refused with each reading. A year of two digits is taken where one century is \
plausible: births of people of 14 to 90, what has happened within 70 years, other dates within 20 years of today. \
`n/a`, `-`, `unknown` and their kin are unknown; `none` is an empty list. Telephone numbers are read by the plan of the \
residence. Whatever is changed is kept as written beside it, repairs are noted, and 6.39171E+11 has lost its digits.")]
pub(super) struct ImportArgs {
    /// Files, and directories of tables (.csv, .tsv, .txt, .xlsx, .xls, .xlsb, .ods); `-` is standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// What the rows are, where the headers do not tell
    #[arg(long)]
    kind: Option<Kind>,
    /// What a header means: `Reg No.=license_number`; `Remarks=` leaves it out; may be repeated. The column by
    /// name, as kind.column, or a part's as `license_1_number`
    #[arg(long = "map", value_name = "HEADER=COLUMN")]
    maps: Vec<String>,
    /// Read the files exactly as this recipe says: headers, values, dates, values for missing columns
    #[arg(long, value_name = "FILE", conflicts_with_all = ["maps", "kind"])]
    recipe: Option<PathBuf>,
    /// Write how the file was understood as a recipe, to be replayed with --recipe
    #[arg(long, value_name = "FILE")]
    save_recipe: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Show what would change, field by field, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Where the files with rejected rows and with warnings go, each with the recipe beside it by which it is read as
    /// its original was when it is imported again [default: DATA/rejects]
    #[arg(long, value_name = "DIR")]
    rejects: Option<PathBuf>,
    /// Take the suggestion for a cell that was not understood where it is at least so near (0 to 1) and no other
    /// comes close; each is reported. Never for identifiers, names, dates or numbers
    #[arg(long, value_name = "NEARNESS")]
    accept_suggestions: Option<Nearness>,
    /// Write the report as a page that opens without a network
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ImportArgs) -> Outcome {
    let options = Options {
        paths: args.paths,
        kind: args.kind,
        maps: args.maps.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
        recipe: args.recipe,
        save_recipe: args.save_recipe.clone(),
        encoding: args.reading.encoding,
        sheet: args.reading.sheet,
        dry_run: args.dry_run,
        rejects: args.rejects,
        accept: args.accept_suggestions,
        ..Options::default()
    };
    interrupt::end_import(&options.gate, &desk.dir().stage());
    let report = match import::import(desk, act, &options) {
        Err(OpsError::Store(StoreError::Interrupted)) => return Ok(interrupt::await_end()),
        other => other?,
    };
    let page = args.report.as_deref().map(|path| crate::cli::out::whole(path, crate::report::page(&report)));
    output.print(&report, || show::rows(&report), || show::describe(&report))?;
    // The batch is in: that its page could not be written is said after what became of it.
    if let (Some(path), Some(written)) = (&args.report, page) {
        written?;
        render::note(&format!("the page of the report is {}", path.display()));
    }
    if let Some(path) = args.save_recipe {
        render::note(&format!("recipe written: {}", path.display()));
    }
    Ok(Exit::found(report.rejected_rows() > 0 || !report.left_out.is_empty()))
}
