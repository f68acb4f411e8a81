//! `corridor export`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::cli::output::Output;
use crate::cli::render::{self, Format};
use crate::model::Kind;
use crate::ops::export::{self, Form, Options, Reply};
use crate::ops::{Act, Desk};
use clap::Args;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
CSV is the default; `--format json` is one array with a record a line. Read back into an empty store, \
either the plain export or the one with `--as-written` gives the same contents; into the same store it \
changes nothing. Cells that a spreadsheet would run as a formula begin with an apostrophe in CSV, which \
`import` takes off again.

Records about people (workers, placements and their parts) come without what tells who they are: names, \
contacts, date of birth, numbers of documents, employers and free text, and columns that none of ours \
takes. `--identified` gives these as well and is written into the audit log.")]
pub(super) struct ExportArgs {
    /// `worker`, `opening`, … (see `corridor template`)
    kind: Kind,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Each cell to the byte as it was imported, with the columns that none of ours takes
    #[arg(long)]
    as_written: bool,
    /// For workers: certificates, qualifications, licenses, employments and consents in the same row
    #[arg(long)]
    wide: bool,
    /// With what tells who a person is; recorded in the audit log
    #[arg(long, requires = "purpose")]
    identified: bool,
    /// What the personal data is for, for the audit log
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
}

/// Bytes written at once.
const BUFFER: usize = 256 * 1024;

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ExportArgs) -> Outcome {
    let options = Options {
        kind: args.kind,
        // There is no table for people: records have more columns than a terminal has.
        form: if output.format() == Format::Json { Form::Json } else { Form::Csv },
        as_written: args.as_written,
        wide: args.wide,
        identified: args.identified,
        purpose: args.purpose,
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

fn tell(reply: &Reply, path: Option<&Path>) {
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
