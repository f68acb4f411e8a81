//! `corridor export`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::cli::output::Output;
use crate::cli::render::{self, Format};
use crate::model::Kind;
use crate::ops::export::{self, ExportForm, ExportOptions, ExportReply};
use crate::ops::{Act, Desk};
use clap::Args;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
CSV is the default, and `--format json` gives one array with a record on each line. An export that is read back into its own \
store changes nothing, and one that is read into an empty store gives the same contents. Cells that a spreadsheet would run as a formula begin with an apostrophe in CSV. `import` removes the \
apostrophe.

Records about people (workers, placements and their parts) are exported blind. They lack names, contacts, birth dates, sex, \
nationalities, document numbers, employers, free text and columns that the schema does not have. `--identified` exports these \
too, and the audit log keeps the purpose.")]
pub(super) struct ExportArgs {
    /// Export records of this kind: `worker`, `opening`, … (`corridor template` lists the kinds)
    kind: Kind,
    /// Write the records to this file, whole or not at all [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Export each cell exactly as it was imported, and also the columns that the schema does not have. In CSV a cell that
    /// would be read back as something else, beside cells of other files, comes in its canonical form
    #[arg(long)]
    as_written: bool,
    /// Put certificates, qualifications, licenses, employments and consents into the row of their worker
    #[arg(long)]
    wide: bool,
    /// Export personal data as well; the audit log keeps the purpose
    #[arg(long, requires = "purpose")]
    identified: bool,
    /// State the purpose of the personal data, for the audit log
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
}

/// Bytes written at once.
const BUFFER: usize = 256 * 1024;

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ExportArgs) -> Outcome {
    let options = ExportOptions {
        kind: args.kind,
        // There is no table for people: records have more columns than a terminal has.
        form: if output.format() == Format::Json { ExportForm::Json } else { ExportForm::Csv },
        as_written: args.as_written,
        wide: args.wide,
        identified: args.identified,
        purpose: args.purpose,
        columns: output.columns().to_vec(),
    };
    let reply = match args.out.as_deref().filter(|path| !out::is_stdout(path)) {
        Some(path) => export::export_file(desk, act, &options, path)?,
        None => {
            let mut out = BufWriter::with_capacity(BUFFER, std::io::stdout().lock());
            export::export(desk, act, &options, Path::new("standard output"), &mut out)?
        }
    };
    tell(&reply, args.out.as_deref());
    Ok(Exit::Done)
}

fn tell(reply: &ExportReply, path: Option<&Path>) {
    let where_to = path.map(|path| format!(" to {}", out::name(path))).unwrap_or_default();
    render::note(&format!("{} records of kind {}{where_to}", reply.records, reply.kind));
    if !reply.left_out.is_empty() {
        let names = reply.left_out.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        render::note(
            render::wrapped(
                &format!(
                    "left out, since they can tell who a person is: {names}; `--identified --purpose TEXT` gives them too and is written into the audit log"
                ),
                0,
            )
            .trim_end(),
        );
    }
    reply.notes.iter().for_each(|note| render::note(note));
}
