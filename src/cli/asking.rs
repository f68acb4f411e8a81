//! Questions on a terminal: what a file leaves open, the likeliest answer first.

use super::render;
use super::show::import::one_line;
use crate::ingest::column_named;
use crate::model::Kind;
use crate::normalize::DateOrder;
use crate::ops::import::{ImportOptions, questions};
use crate::ops::questions::{FileAnswer, FileQuestion};
use crate::ops::{Act, Desk};
use dialoguer::console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Error, Input, Select};
use std::io::{self, IsTerminal};

/// Whether somebody is there to answer.
pub(super) fn possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks what the files leave open and lays the answers into the options. An answer can raise or settle other questions,
/// so the files are looked at again. What is not answered stays as it would be without a terminal.
///
/// # Errors
/// What the terminal said; `Interrupted` after Ctrl-C.
pub(super) fn settle(desk: &Desk, act: &Act, options: &mut ImportOptions) -> io::Result<()> {
    let mut asked: Vec<FileQuestion> = Vec::new();
    // A file that cannot be read is told by the import itself.
    while let Ok(open) = questions(desk, act, options) {
        let new: Vec<FileQuestion> = open.into_iter().filter(|question| !asked.contains(question)).collect();
        if new.is_empty() {
            break;
        }
        if asked.is_empty() {
            render::note("Arrow keys choose, Enter takes, Esc leaves a question open.");
        }
        for question in new {
            if let Some(answer) = ask(&question).map_err(|Error::IO(error)| error)? {
                options.answer(&question, answer);
            }
            asked.push(question);
        }
    }
    Ok(())
}

fn ask(question: &FileQuestion) -> Result<Option<FileAnswer>, Error> {
    match question {
        FileQuestion::Kind { file, kinds } => {
            let items: Vec<String> = kinds.iter().map(|kind| records(*kind)).collect();
            let chosen = select(&format!("{file}: what is in a row?"), &items)?;
            Ok(chosen.and_then(|at| kinds.get(at)).map(|kind| FileAnswer::Kind(*kind)))
        }
        FileQuestion::Header { file, kind, header, may_mean, samples } => {
            let mut items: Vec<String> = may_mean.iter().map(|column| titled(*kind, column)).collect();
            items.push("another column".to_owned());
            items.push("nothing that is read: leave the column out".to_owned());
            let text = format!("{file}: what does `{}` hold{}?", one_line(header), such_as(samples));
            let Some(at) = select(&text, &items)? else { return Ok(None) };
            let column = match may_mean.get(at) {
                Some(column) => Some(column.clone()),
                None if at == may_mean.len() => Some(another(*kind)?),
                None => None,
            };
            Ok(Some(FileAnswer::Means(column)))
        }
        FileQuestion::Dates { file, header, samples } => {
            let items = ["the day comes first".to_owned(), "the month comes first".to_owned()];
            let text = format!("{file}: in the dates of `{}`{}", one_line(header), such_as(samples));
            let orders = [DateOrder::DayMonthYear, DateOrder::MonthDayYear];
            Ok(select(&text, &items)?.map(|at| FileAnswer::Dates(orders[at])))
        }
    }
}

/// The place of the item that is chosen; `None` after Esc.
fn select(text: &str, items: &[String]) -> Result<Option<usize>, Error> {
    let theme = theme();
    Select::with_theme(theme.as_ref())
        .with_prompt(text)
        .items(items)
        .default(0)
        .interact_on_opt(&Term::stderr())
}

/// The name of a column, asked for until it is one.
fn another(kind: Kind) -> Result<String, Error> {
    let theme = theme();
    let named = |written: &String| match column_named(kind, written) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    let written: String = Input::with_theme(theme.as_ref())
        .with_prompt(format!("its name, as `corridor template {kind}` has it"))
        .validate_with(named)
        .interact_text_on(&Term::stderr())?;
    Ok(column_named(kind, &written).map_or(written, |(name, _)| name))
}

/// A theme with color where the terminal is to have some.
fn theme() -> Box<dyn Theme> {
    if render::style("1").0.is_empty() { Box::new(SimpleTheme) } else { Box::new(ColorfulTheme::default()) }
}

/// A column with what it holds.
fn titled(kind: Kind, column: &str) -> String {
    match column_named(kind, column) {
        Ok((name, title)) => format!("{name}: {title}"),
        Err(_) => column.to_owned(),
    }
}

/// What a row is, in words.
fn records(kind: Kind) -> String {
    format!("a {}", kind.as_str().replace('_', " "))
}

fn such_as(samples: &[String]) -> String {
    if samples.is_empty() { String::new() } else { format!(", such as `{}`", samples.join("`, `")) }
}
