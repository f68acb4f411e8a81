//! `corridor import`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::asking;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show::import as show;
use crate::cli::values;
use crate::files;
use crate::ingest;
use crate::model::{Country, Kind};
use crate::normalize::DateOrder;
use crate::ops::import::{self, ImportOptions};
use crate::ops::{Act, Desk, OpsError};
use crate::store::StoreError;
use crate::text::Nearness;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
A batch goes in whole or not at all. Exit codes: 0 every row was taken, 1 rows were rejected or cells left out, 2 \
nothing was imported, 130 interrupted. After an error or an interruption (Ctrl-C) the store is as it was.

Dates may have any usual form in many languages: 31.12.2024, Dec 31 2024, 31 décembre 2024. Day numbers of spreadsheets and \
Ethiopian, Japanese, Thai, Solar Hijri and Minguo dates are read too. The column settles the order of day and month and the \
decimal sign. A value that stays unclear is refused with each reading. A year of two digits is taken where only one century \
is plausible.

A cell that cannot be read stays out of its record, which goes in without it; the cell is kept as it was written. A row comes \
back whole when the cell identifies the record or decides a safeguard (`holds_row` in the schemas), or with --strict.

A file goes in without a column whose header is unclear, and the report says which --map takes it in. The import stops \
where the column may be one that the kind cannot be without, or with --strict. On a terminal it asks instead, the likeliest \
answer first. The answers are kept in DATA/recipes for the next list with the same headers.

What a row says of its parts fills their blank cells, with the evidence `implied`. So the current employment gets the \
occupation and the country, and a license the country of its regulator. A stated fact outweighs it.

People of a list without identifiers get some of ours, from their names and what tells namesakes apart.

`n/a`, `-` and `unknown` mean an unknown value, and `none` means an empty list. Telephone numbers are read by the numbering \
plan of the residence. The text of each changed cell is kept as it was written.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct ImportArgs {
    /// Import these files, or all tables of these directories (.csv, .tsv, .txt, .xlsx, .xls, .xlsb, .ods); `-` is standard
    /// input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read the rows as records of this kind [default: what the headers show]
    #[arg(long)]
    kind: Option<Kind>,
    /// Map a header to a column: `Reg No.=license_number`. `Remarks=` leaves the column out. Columns of parts are written
    /// `license_1_number`. Repeat the flag for each header
    #[arg(long = "map", value_name = "HEADER=COLUMN")]
    maps: Vec<String>,
    /// Read the files exactly as this recipe says: headers, values, dates and missing columns
    #[arg(long, value_name = "FILE", conflicts_with_all = ["maps", "kind"])]
    recipe: Option<PathBuf>,
    /// Write how the file was understood to this recipe, for --recipe
    #[arg(long, value_name = "FILE")]
    save_recipe: Option<PathBuf>,
    /// Keep the identifiers of this list apart from those of others: `1` becomes `NAME/1`. Every command takes `1` as well
    /// while one source alone has it. A recipe can say it too (`source = "NAME"`)
    #[arg(long, value_name = "NAME", value_parser = source)]
    source: Option<String>,
    /// Read telephone numbers, regions, titles and signs of currencies by the forms of this country. It fills no column, and
    /// a row that says its country goes before. A recipe can say it too (`country = "IN"`)
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    country: Option<Country>,
    /// Read dates that leave it open in this order: dmy is day-month-year, mdy is month-day-year; ymd needs no help [default:
    /// what the column shows]
    #[arg(long, value_name = "ORDER", value_parser = order)]
    dates: Option<Order>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Show what would change, field by field, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write rejected rows and warnings to this directory, each with a recipe that reads it like its original [default:
    /// DATA/rejects]
    #[arg(long, value_name = "DIR")]
    rejects: Option<PathBuf>,
    /// Accept a suggestion that is at least this near (0 to 1) and has no rival; each is reported. Identifiers, names, dates
    /// and numbers are never replaced
    #[arg(long, value_name = "NEARNESS")]
    accept_suggestions: Option<Nearness>,
    /// Reject the row of every cell that cannot be read, also where the record could go in without it
    #[arg(long)]
    strict: bool,
    /// Update a person also where the row has another name and another birth date or nationality. Look at both first: such
    /// rows come back otherwise
    #[arg(long)]
    update_people: bool,
    /// Ask nothing on a terminal: what is unclear stays out, as where there is no terminal
    #[arg(long)]
    no_input: bool,
    /// Write the report to this HTML page, which opens without a network
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// The order of the parts of a date; dates that begin with the year leave none open.
#[derive(Debug, Clone, Copy)]
struct Order(Option<DateOrder>);

fn order(text: &str) -> Result<Order, String> {
    match text.to_ascii_lowercase().as_str() {
        "dmy" | "day-month-year" => Ok(Order(Some(DateOrder::DayMonthYear))),
        "mdy" | "month-day-year" => Ok(Order(Some(DateOrder::MonthDayYear))),
        "ymd" | "year-month-day" => Ok(Order(None)),
        _ => Err("an order is `dmy`, `mdy` or `ymd`".to_owned()),
    }
}

fn source(text: &str) -> Result<String, String> {
    let named = ingest::is_source_name(text);
    named
        .then(|| text.to_owned())
        .ok_or_else(|| "a source is named in at most 60 signs without `/`".to_owned())
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ImportArgs) -> Outcome {
    output.expect(&show::HEADERS)?;
    args.rejects.as_deref().map_or(Ok(()), crate::cli::out::directory)?;
    // A recipe of standard input is read once, and asked as often as the files are.
    let kept = tempfile::tempdir()?;
    let recipe = match args.recipe {
        Some(path) if files::is_standard(&path) => {
            let copy = kept.path().join("stdin");
            let text = files::read(&path).map_err(|source| OpsError::Read { path, source })?;
            files::write_whole(&copy, text)?;
            Some(copy)
        }
        other => other,
    };
    let mut options = ImportOptions {
        paths: args.paths,
        kind: args.kind,
        maps: args.maps.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
        recipe,
        save_recipe: args.save_recipe.clone(),
        encoding: args.reading.encoding,
        sheet: args.reading.sheet,
        source: args.source,
        country: args.country,
        dates: args.dates.and_then(|order| order.0),
        dry_run: args.dry_run,
        rejects: args.rejects,
        accept: args.accept_suggestions,
        strict: args.strict,
        update_people: args.update_people,
        ..ImportOptions::default()
    };
    if !args.no_input && options.recipe.is_none() && asking::possible() {
        match asking::settle(desk, act, &mut options) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                render::note("interrupted: nothing was imported, the store is as it was");
                return Ok(Exit::Interrupted);
            }
            other => other?,
        }
    }
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
        render::note(&format!("recipe written: {}", crate::cli::out::name(&path)));
    }
    Ok(Exit::found(report.rejected_rows() + report.cells_left_out() > 0 || !report.left_out.is_empty()))
}
