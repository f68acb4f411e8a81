//! The arguments, as clap reads them.

use super::render::Format;
use crate::model::{Channel, Country, Day, Kind};
use crate::portability::Ending;
use crate::reference::social_security::Branch;
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
    /// Walk through the main job on synthetic data: import, shortlist, flags, benefits, audit
    Demo(DemoArgs),
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
    /// Rank workers for an opening, or openings for a worker, with reasons, flags and benefits
    Match(MatchArgs),
    /// Say what decides about one worker and one opening, and what would change it
    Why(WhyArgs),
    /// Say what a worker keeps of pension, medical and life cover along a corridor
    Portability(PortabilityArgs),
    /// Judge placements by the rules of their day, or verify the audit log
    Audit(AuditArgs),
    /// Print what a rule checks, why, and where it comes from
    Rule(RuleArgs),
    /// Check that everything is whole and up to date; print the editions in use
    Doctor,
    /// Write synthetic workers, openings, organizations and curricula of any number
    Generate(GenerateArgs),
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Files, and directories of .csv, .tsv and .txt files
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(super) paths: Vec<PathBuf>,
    /// What the rows are, where the headers do not tell
    #[arg(long)]
    pub(super) kind: Option<Kind>,
    /// What a header means: `Reg No.=license_number`; `Remarks=` leaves it out; may be repeated. The column by
    /// name, as kind.column, or a part's as `license_1_number`
    #[arg(long = "map", value_name = "HEADER=COLUMN")]
    pub(super) maps: Vec<String>,
    /// Read the files exactly as this recipe says: headers, values, dates, values for missing columns
    #[arg(long, value_name = "FILE", conflicts_with_all = ["maps", "kind"])]
    pub(super) recipe: Option<PathBuf>,
    /// Write how the file was understood as a recipe, to be replayed with --recipe
    #[arg(long, value_name = "FILE")]
    pub(super) save_recipe: Option<PathBuf>,
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
    /// `worker`, `opening`, `curriculum` or `language_certificate`
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

/// The terms that every match has.
#[derive(Debug, Args)]
pub(super) struct TermArgs {
    /// How the recruitment comes about; needed for an opening that names a recruiter
    #[arg(long)]
    pub(super) channel: Option<Channel>,
    /// The day whose lists, rules and expiry dates count [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
    /// A TOML file with other weights of the criteria, adding up to 1000
    #[arg(long, value_name = "FILE")]
    pub(super) weights: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct MatchArgs {
    /// Rank the workers for this opening
    #[arg(long, value_name = "ID", required_unless_present = "worker", conflicts_with = "worker")]
    pub(super) opening: Option<String>,
    /// Rank the openings for this worker
    #[arg(long, value_name = "ID")]
    pub(super) worker: Option<String>,
    #[command(flatten)]
    pub(super) terms: TermArgs,
    /// How many results to show
    #[arg(long, default_value_t = 10, value_name = "K")]
    pub(super) top: usize,
    /// Only workers whose documents have these words; they never change a score
    #[arg(long, value_name = "WORDS", conflicts_with = "worker")]
    pub(super) query: Option<String>,
    /// Show the parts of each score with their evidence, findings and deciding rows
    #[arg(long)]
    pub(super) explain: bool,
    /// Show the best that a policy blocks or a gate excludes as well
    #[arg(long)]
    pub(super) include_blocked: bool,
    /// Do not record the shortlist as a decision
    #[arg(long)]
    pub(super) no_record: bool,
}

#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// The opening
    #[arg(long, value_name = "ID")]
    pub(super) opening: String,
    /// The worker
    #[arg(long, value_name = "ID")]
    pub(super) worker: String,
    #[command(flatten)]
    pub(super) terms: TermArgs,
}

#[derive(Debug, Args)]
pub(super) struct PortabilityArgs {
    /// Country the worker is insured in at home
    #[arg(long)]
    pub(super) origin: Country,
    /// Country of the job
    #[arg(long)]
    pub(super) destination: Country,
    /// A nationality of the worker; may be repeated
    #[arg(long)]
    pub(super) nationality: Vec<Country>,
    /// Insured months of this contract
    #[arg(long)]
    pub(super) months: u32,
    /// Earlier insured months in the destination
    #[arg(long, default_value_t = 0)]
    pub(super) earlier_months: u32,
    /// Insured months at home
    #[arg(long)]
    pub(super) origin_months: Option<u32>,
    /// Country lived in afterwards [default: the origin]
    #[arg(long, value_name = "CC")]
    pub(super) return_to: Option<Country>,
    /// Only this branch
    #[arg(long)]
    pub(super) branch: Option<Branch>,
    /// How the contract ends
    #[arg(long, default_value = "completed")]
    pub(super) ending: Ending,
    /// `temporary`, `permanent` or a visa class; may be repeated
    #[arg(long, default_value = "temporary")]
    pub(super) visa: Vec<String>,
    /// The day by whose law it is judged [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct AuditArgs {
    #[command(subcommand)]
    pub(super) what: Option<AuditCommand>,
    /// Contacts from this day on
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<Day>,
    /// Contacts before this day
    #[arg(long, value_name = "DATE")]
    pub(super) until: Option<Day>,
    /// Country of residence
    #[arg(long)]
    pub(super) origin: Option<Country>,
    /// Country of the job
    #[arg(long)]
    pub(super) destination: Option<Country>,
    /// One placement, with everything that is known and unknown of it
    #[arg(long, value_name = "ID")]
    pub(super) placement: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Verify that no entry of the audit log was altered, removed or added
    Verify,
    /// Print the entries of the audit log in their canonical form, one a line
    Log,
}

#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// An ethical rule by its slug, or a record check by its id; without it all are listed
    pub(super) id: Option<String>,
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

#[derive(Debug, Args)]
pub(super) struct GenerateArgs {
    /// How many workers
    #[arg(long, default_value_t = 1000)]
    pub(super) workers: u64,
    /// How many openings
    #[arg(long, default_value_t = 100)]
    pub(super) openings: u64,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// The directory for the files
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The day on which the data is as it is [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
}

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Where the demonstration keeps its data; must not exist or be an earlier demonstration
    #[arg(long, value_name = "DIR", default_value = "corridor-demo")]
    pub(super) dir: PathBuf,
}
