//! How a failure looks: the message, ways out in the words of this face, and the same as one JSON document.
//!
//! The library's errors know no flags ([`Hint`]); which flag or command a way out is, only this file says.

use super::config::ConfigError;
use super::output::Refused;
use super::render::{self, Format};
use super::values::InvalidFlag;
use crate::generate::GenerateError;
use crate::ingest::{IngestError, RecipeError};
use crate::matching::WeightsError;
use crate::message::{Explained, Hint, Setting};
use crate::model::NotA;
use crate::ops::OpsError;
use crate::policy::PackError;
use crate::rule::Place;
use crate::store::StoreError;
use crate::tabular::TabularError;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde::Serialize;
use std::error::Error;

/// A failure as one JSON document.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Document {
    /// What went wrong, for programs.
    code: &'static str,
    /// What went wrong, for people, with its causes.
    message: String,
    /// Ways out, where there are some.
    hint: Option<String>,
    /// Where in a file it was seen; `row` 0 and empty texts are left out.
    place: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Prints the failure of a command to standard error.
pub(super) fn print(error: &(dyn Error + 'static), json: bool) {
    let explained = explained(error);
    let hints = explained.map(Explained::hints).unwrap_or_default();
    if json {
        document(&Document {
            code: match explained {
                Some(explained) => explained.code(),
                // An argument that only the command itself could read.
                None if error.is::<NotA>() => "usage-invalid-value",
                None => "usage-failed",
            },
            message: chain(error).join(": "),
            hint: joined(&hints),
            place: explained.and_then(Explained::place).map(place),
        });
        return;
    }
    let red = render::style("1;31");
    let mut causes = chain(error).into_iter();
    render::note(&format!("{}error{}: {}", red.0, red.1, causes.next().unwrap_or_default()));
    causes.for_each(|cause| render::note(&format!("  because: {cause}")));
    for hint in &hints {
        render::note(&format!("hint: {}", worded(hint)));
    }
}

/// Prints what could not be read of the command line; help and version, which are no errors, too.
pub(super) fn print_usage(error: &clap::Error, json: bool) {
    if !json || !error.use_stderr() {
        // clap prints to the right stream.
        let _ = error.print();
        return;
    }
    let text = error.render().to_string();
    let said = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let word = error.source().and_then(|cause| cause.downcast_ref::<NotA>()).and_then(NotA::nearest);
    let suggested = nearest.iter().find_map(|kind| match error.get(*kind)? {
        ContextValue::String(value) => Some(value.clone()),
        // The likeliest comes last.
        ContextValue::Strings(values) => values.last().cloned(),
        _ => None,
    });
    let invalid = error.source().and_then(|cause| cause.downcast_ref::<InvalidFlag>());
    let said = match invalid {
        // What may be meant is the hint.
        Some(invalid) => said.replace(&invalid.to_string(), &invalid.message),
        None => said.to_owned(),
    };
    let suggested = word.map(str::to_owned).or(suggested).map(Hint::Nearest);
    let hint = match invalid.map_or(&[][..], |invalid| &invalid.meant) {
        [] => suggested,
        [one] => Some(Hint::Nearest(one.clone())),
        several => Some(Hint::OneOf(several.to_vec())),
    };
    document(&Document {
        code: match error.kind() {
            ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => "usage-unknown-argument",
            ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => {
                "usage-invalid-value"
            }
            ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => "usage-missing-argument",
            ErrorKind::ArgumentConflict => "usage-conflict",
            _ => "usage-other",
        },
        message: said.split_whitespace().collect::<Vec<_>>().join(" "),
        hint: hint.as_ref().map(worded),
        place: None,
    });
}

/// Whether errors are documents, for when the arguments cannot be read as a whole: the flag wins over the file.
pub(super) fn wants_json(args: impl Iterator<Item = std::ffi::OsString>, file: Option<Format>) -> bool {
    let args: Vec<_> = args.collect();
    let after = |arg: &std::ffi::OsString| arg.to_str()?.strip_prefix("--format=").map(str::to_owned);
    let pair =
        |pair: &[std::ffi::OsString]| (pair[0] == "--format").then(|| pair[1].to_str().map(str::to_owned))?;
    match args.iter().find_map(after).or_else(|| args.windows(2).find_map(pair)) {
        Some(format) => format == "json",
        None => file == Some(Format::Json),
    }
}

fn document(document: &Document) {
    render::note(&serde_json::to_string(document).unwrap_or_default());
}

/// The message and those of its causes that it does not repeat.
fn chain(error: &(dyn Error + 'static)) -> Vec<String> {
    let mut said = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !said.iter().any(|outer| outer.contains(&text)) {
            said.push(text);
        }
        cause = inner.source();
    }
    said
}

/// The error as one that explains itself, where it is one of the library's.
fn explained<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e dyn Explained> {
    fn of<'e, E: Explained + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e dyn Explained> {
        error.downcast_ref::<E>().map(|error| error as &dyn Explained)
    }
    of::<OpsError>(error)
        .or_else(|| of::<StoreError>(error))
        .or_else(|| of::<IngestError>(error))
        .or_else(|| of::<RecipeError>(error))
        .or_else(|| of::<TabularError>(error))
        .or_else(|| of::<PackError>(error))
        .or_else(|| of::<WeightsError>(error))
        .or_else(|| of::<GenerateError>(error))
        .or_else(|| of::<Refused>(error))
        .or_else(|| of::<ConfigError>(error))
}

fn place(place: Place) -> serde_json::Map<String, serde_json::Value> {
    let mut map = serde_json::Map::new();
    map.insert("file".to_owned(), place.file.into());
    if place.row > 0 {
        map.insert("row".to_owned(), place.row.into());
    }
    for (name, text) in [("column", place.column), ("value", place.value)] {
        if !text.is_empty() {
            map.insert(name.to_owned(), text.into());
        }
    }
    map
}

fn joined(hints: &[Hint]) -> Option<String> {
    (!hints.is_empty()).then(|| hints.iter().map(worded).collect::<Vec<_>>().join("; "))
}

/// A way out in the words of the command line.
fn worded(hint: &Hint) -> String {
    match hint {
        Hint::Nearest(value) => format!("the nearest is `{value}`"),
        Hint::OneOf(values) => format!("use one of {}", quoted(values)),
        Hint::Say(setting, values) if values.is_empty() => say(*setting).to_owned(),
        Hint::Say(setting, values) => format!("{}: {}", say(*setting), quoted(values)),
        Hint::LeaveAway(Setting::Wide) => "leave out `--wide`, or name the kind `worker`".to_owned(),
        Hint::LeaveAway(Setting::Recipe) => "mend the recipe, or leave out `--recipe`".to_owned(),
        Hint::LeaveAway(Setting::Format) => "leave out `--format`, or use `--format table`".to_owned(),
        Hint::LeaveAway(Setting::Until) => "leave out `--until`".to_owned(),
        Hint::LeaveAway(setting) => format!("leave this out: {}", say(*setting)),
        Hint::SayMeanings(headers) => {
            let options = headers.iter().flat_map(|(header, targets)| {
                targets.iter().map(move |target| format!("\n  {}", option(header, target)))
            });
            let out = headers.first().map(|(header, _)| option(header, "")).unwrap_or_default();
            let options: String = options.collect();
            format!(
                "say what each header means with one of its options, or leave the column out with {out}{options}"
            )
        }
        Hint::LeaveOut(header) => {
            format!("remove or rename one of the two, or leave one out with {}", option(header, ""))
        }
        Hint::FillStore => "run `corridor import FILE` or `corridor demo` first".to_owned(),
        Hint::SeeColumns(kind) => format!("`corridor template {kind}` has all columns of the kind"),
        Hint::SeeBatches => "`corridor doctor` lists the batches".to_owned(),
        Hint::SeeReviews => "`corridor review log` lists the decisions".to_owned(),
        Hint::SeeSavedSearches => {
            "`corridor watch` shows what is new, `--list` lists what is saved, `--remove` takes it away"
                .to_owned()
        }
        Hint::UndoFirst(later) => {
            let first = later.first().map_or("BATCH", String::as_str);
            format!("undo that first with `corridor undo {first}`, or add `--cascade`")
        }
        Hint::TakeBack(decisions) => {
            let undo = |id: &String| {
                let review = if id.starts_with('D') { "review " } else { "" };
                format!("`corridor {review}undo {id}`")
            };
            format!("take that back first with {}", decisions.iter().map(undo).collect::<Vec<_>>().join(", "))
        }
        Hint::AskAsThen(decision) => {
            format!("`corridor replay {decision} --ranking` asks the records as the decision saw them")
        }
        Hint::LookAgain => "look at the two again".to_owned(),
        Hint::Upgrade => "use a newer version of corridor".to_owned(),
        Hint::MakeRoom => "make room and try again".to_owned(),
        Hint::TryAgain => "try again when that is done, or wait longer with `--wait SECONDS`".to_owned(),
        Hint::MendLine => "mend that line and save the file as UTF-8".to_owned(),
        Hint::SaveAsCsv => "open the file in a spreadsheet program and save it as CSV".to_owned(),
        Hint::CheckPacks => {
            "`corridor policy lint` checks the packs; nothing is judged until the file is mended".to_owned()
        }
        Hint::MendSettings => "mend that file, or remove it".to_owned(),
        Hint::VerifyLog => "`corridor audit verify` names all that differs".to_owned(),
        Hint::MakeCheckpoint => {
            "give a file that `corridor audit checkpoint --out FILE` wrote for this store".to_owned()
        }
        Hint::Rebuild => "`corridor reindex` makes it anew".to_owned(),
    }
}

fn say(setting: Setting) -> &'static str {
    match setting {
        Setting::DataDirectory => "name another directory with `--data DIR`",
        Setting::Kind => "say which kind with `--kind KIND`",
        Setting::Encoding => "say the encoding with `--encoding NAME`",
        Setting::Sheet => "say which sheet with `--sheet NAME`",
        Setting::Recipe => "say what the columns are with `--recipe FILE`",
        Setting::Meanings => "write `--map 'HEADER=COLUMN'`, or `--map 'HEADER='` to leave the column out",
        Setting::Channel => "say which with `--channel CHANNEL`",
        Setting::Qualification => "say which with `--qualification TITLE`",
        Setting::Occupation => "say which with `--occupation ISCO`, such as 2221",
        Setting::Purpose => "say what for with `--purpose TEXT`",
        Setting::Identities => "ask for it with `--identified --purpose TEXT`, which the audit log keeps",
        Setting::Wide => "`--wide`",
        Setting::Columns => "`--columns`",
        Setting::Format => "`--format`",
        Setting::Output => "name another place with `--out PATH`",
        Setting::Reason => "say why with `--reason TEXT`",
        Setting::Role => "say as what you act with `--role ROLE`",
        Setting::Until => "say on which day it ends with `--until DATE`",
        Setting::Key => "`--key`, so that a key of your own signs",
    }
}

fn quoted(values: &[String]) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
}

/// The option that says what a header means, quoted for a shell.
fn option(header: &str, target: &str) -> String {
    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("--map '{}={target}'", header.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::codes;

    #[test]
    fn a_header_is_quoted_for_a_shell() {
        assert_eq!(option("Employer's\n name", ""), "--map 'Employer'\\''s name='");
    }

    #[test]
    fn the_codes_of_the_command_line_are_in_the_table() {
        for code in Refused::codes().iter().chain(ConfigError::codes()) {
            assert!(codes::USAGE.contains(code), "{code}");
        }
        for line in include_str!("failure.rs").split("#[cfg(test)]").next().unwrap().lines() {
            for code in line.split("\"usage-").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(codes::USAGE.contains(&format!("usage-{code}").as_str()), "{code}");
            }
        }
    }

    #[test]
    fn json_is_asked_for_in_either_form() {
        let asks = |args: &str| wants_json(args.split(' ').map(Into::into), None);
        assert!(asks("corridor --format json match") && asks("corridor audit --format=json"));
        assert!(!asks("corridor search json --format csv"));
        let file = |args: &str| wants_json(args.split(' ').map(Into::into), Some(Format::Json));
        assert!(file("corridor serch") && !file("corridor serch --format table"));
    }
}
