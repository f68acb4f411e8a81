//! The command line: arguments, one file per command, and how replies look to people.
//!
//! A command reads its arguments, calls one function of [`crate::ops`], and prints the reply. Data
//! goes to standard output, everything else to standard error.

mod asking;
mod commands;
mod config;
mod exit;
mod failure;
mod interrupt;
mod out;
mod output;
mod progress;
mod render;
mod show;
mod signing;
mod values;

use clap::FromArgMatches;
use commands::Cli;
use exit::Exit;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    if commands::asks_for_query_page(std::env::args_os().skip(1)) {
        return commands::query_page().into();
    }
    let matches = commands::command().try_get_matches();
    let parsed = matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let file = config::format_of_file();
            failure::print_usage(&error, failure::wants_json(std::env::args_os(), file));
            return if error.use_stderr() { Exit::Error.into() } else { Exit::Done.into() };
        }
    };
    let settings = match commands::settings(&cli, &matches) {
        Ok(settings) => settings,
        Err(error) => {
            failure::print(&error, cli.format == Some(render::Format::Json));
            return Exit::Error.into();
        }
    };
    match commands::run(cli, &settings) {
        Ok(exit) => exit.into(),
        Err(error) if exit::is_broken_pipe(error.as_ref()) => Exit::Done.into(),
        Err(error) => {
            failure::print(error.as_ref(), settings.format == render::Format::Json);
            Exit::Error.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        commands::command().debug_assert();
    }
}
