//! The arguments, as clap reads them.

use super::render::Format;
use crate::model::{Channel, Day, Kind};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Maps health workers to job openings abroad, with ethical-recruitment flags and benefit portability.
#[derive(Debug, Parser)]
#[command(
    name = "corridor",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    /// The data directory: store, index and profiles
    #[arg(long, global = true, env = "CORRIDOR_DATA", default_value = "corridor-data", value_name = "DIR")]
    pub(super) data: PathBuf,
    /// How to print: tables for people, json or csv for programs
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
    /// Seconds to wait when another process is writing
    #[arg(long, global = true, default_value_t = 60, value_name = "SECONDS")]
    pub(super) wait: u64,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Load CSV files as one batch: sound rows go in, the others come back with a reason per cell
    Import(ImportArgs),
    /// Take a batch out again and restore what was there
    Undo(UndoArgs),
    /// Print an empty file of a kind: header and an example row
    Template(TemplateArgs),
    /// Find workers (blind), openings, curricula or language certificates by words
    Search(SearchArgs),
    /// Remove the derived files and make them anew from the store
    Reindex,
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Files, and directories of .csv, .tsv and .txt files
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(super) paths: Vec<PathBuf>,
    /// What the rows are, where the headers do not tell
    #[arg(long)]
    pub(super) kind: Option<Kind>,
    /// Show what would change, field by field, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Where the files with rejected rows go [default: DATA/rejects]
    #[arg(long, value_name = "DIR")]
    pub(super) rejects: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// The batch, as import printed it: B-0001
    pub(super) batch: String,
    /// Undo later batches that changed its records first, newest first
    #[arg(long)]
    pub(super) cascade: bool,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// worker, opening, curriculum or language_certificate
    pub(super) kind: Kind,
    /// Words; all must be found. A phrase stands in double quotes. A word may be one typing error away
    #[arg(value_name = "QUERY")]
    pub(super) words: Vec<String>,
    /// Only records with this fact: destination=DE; several values separated by commas mean any of them
    #[arg(long = "filter", value_name = "FIELD=VALUE")]
    pub(super) filters: Vec<String>,
    /// How many results to show
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(super) limit: usize,
}

#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    /// The kind; without it the kinds are listed
    pub(super) kind: Option<Kind>,
    /// For workers: certificates, qualifications, license, employments and consents in the same row
    #[arg(long)]
    pub(super) wide: bool,
    /// Print the Table Schema instead
    #[arg(long, conflicts_with = "wide")]
    pub(super) schema: bool,
}

#[expect(dead_code, reason = "used by the commands to come")]
pub(super) type Later = (Channel, Day);
