//! `corridor export`

use super::Outcome;
use crate::cli::args::ExportArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::export::{self, Form, Options, Reply};
use crate::ops::{Act, Desk};
use std::io::BufWriter;
use std::path::Path;

/// Bytes written at once.
const BUFFER: usize = 256 * 1024;

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: ExportArgs) -> Outcome {
    let options = Options {
        kind: args.kind,
        // There is no table for people: records have more columns than a terminal has.
        form: if format == Format::Json { Form::Json } else { Form::Csv },
        as_written: args.as_written,
        wide: args.wide,
        identified: args.identified,
        purpose: args.purpose,
    };
    let reply = match &args.out {
        Some(path) => export::export_file(desk, act, &options, path)?,
        None => {
            let mut out = BufWriter::with_capacity(BUFFER, std::io::stdout().lock());
            export::export(desk, act, &options, Path::new("standard output"), &mut out)?
        }
    };
    tell(&reply, args.out.as_deref());
    Ok(Exit::Done)
}

fn tell(reply: &Reply, out: Option<&Path>) {
    let where_to = out.map(|path| format!(" to {}", path.display())).unwrap_or_default();
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
