//! The arguments, as clap reads them.

use super::render::Format;
use crate::model::{Channel, Country, Day, Isco08, Kind, Language, Seq, Subdivision};
use crate::ops::table::Source;
use crate::portability::Ending;
use crate::reference::social_security::Branch;
use crate::resolve::countries::Sense;
use crate::store::Side;
use crate::text::Nearness;
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
    /// Give records out again: a kind as CSV or JSON, in the order of their identifiers
    Export(ExportArgs),
    /// Show the report of a batch that was imported, or write it as a page
    Report(ReportArgs),
    /// Take a batch out again and restore what was there
    Undo(UndoArgs),
    /// Decide about workers that may be one person: merge, keep apart, take back
    Review(ReviewArgs),
    /// Print an empty file of a kind: header and an example row
    Template(TemplateArgs),
    /// Write the table of any file as plain CSV and say how it was understood
    NormalizeCsv(NormalizeCsvArgs),
    /// Find workers (blind), openings, curricula or language certificates by words
    Search(SearchArgs),
    /// Remove the derived files and make them anew from the store
    Reindex,
    /// Rank workers for an opening, or openings for a worker, with reasons, flags and benefits
    Match(MatchArgs),
    /// Say what decides about one worker and one opening, and what would change it
    Why(WhyArgs),
    /// Say whether a language rule is met, by which route, by how little not, and the cheapest next step
    Language(LanguageArgs),
    /// Compare a curriculum or a worker's qualification with what a destination asks, subject by subject
    Compare(CompareArgs),
    /// Compare all curricula of an occupation with all destinations, and say which 100 hours would open most
    Harmonize(HarmonizeArgs),
    /// The steps that make a worker ready for an opening or a destination, and the certificate that opens most
    Plan(PlanArgs),
    /// Say what a worker keeps of pension, medical and life cover along a corridor
    Portability(PortabilityArgs),
    /// Judge placements by the rules of their day, or verify the audit log
    Audit(AuditArgs),
    /// Print what a rule checks, why, and where it comes from
    Rule(RuleArgs),
    /// The policy packs in use; check, test or copy one
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Find records of the same person: in the store, in any table of people, or across two
    Dedupe(DedupeArgs),
    /// Resolve what a table says: names of people
    Resolve(ResolveArgs),
    /// Check that everything is whole and up to date; print the editions in use
    Doctor,
    /// Write synthetic workers, openings, organizations and curricula of any number
    Generate(GenerateArgs),
}

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
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    /// Show what would change, field by field, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Where the files with rejected rows and with warnings go, each with the recipe beside it by which it is read as
    /// its original was when it is imported again [default: DATA/rejects]
    #[arg(long, value_name = "DIR")]
    pub(super) rejects: Option<PathBuf>,
    /// Take the suggestion for a cell that was not understood where it is at least so near (0 to 1) and no other
    /// comes close; each is reported. Never for identifiers, names, dates or numbers
    #[arg(long, value_name = "NEARNESS")]
    pub(super) accept_suggestions: Option<Nearness>,
    /// Write the report as a page that opens without a network
    #[arg(long, value_name = "FILE.html")]
    pub(super) report: Option<PathBuf>,
}

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
    pub(super) kind: Kind,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Each cell to the byte as it was imported, with the columns that none of ours takes
    #[arg(long)]
    pub(super) as_written: bool,
    /// For workers: certificates, qualifications, licenses, employments and consents in the same row
    #[arg(long)]
    pub(super) wide: bool,
    /// With what tells who a person is; recorded in the audit log
    #[arg(long, requires = "purpose")]
    pub(super) identified: bool,
    /// What the personal data is for, for the audit log
    #[arg(long, value_name = "TEXT")]
    pub(super) purpose: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    #[command(subcommand)]
    pub(super) what: ReportCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReportCommand {
    /// What an import understood, did and rejected
    Batch {
        /// The batch, as import printed it: B-0001
        batch: String,
        /// Write a page that opens without a network
        #[arg(long, value_name = "FILE.html")]
        out: Option<PathBuf>,
    },
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
pub(super) struct ReviewArgs {
    #[command(subcommand)]
    pub(super) what: ReviewCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    /// Show pairs of workers that may be one person side by side, and ask about each
    ///
    /// Answers are read line by line from standard input, so a file of answers works as a keyboard does.
    /// Nothing is merged without one. Showing identities is noted in the audit log.
    Duplicates(DuplicatesArgs),
    /// Decide about two workers without being asked
    Decide(DecideArgs),
    /// Take a decision back: both workers are again what they were
    #[command(name = "undo")]
    TakeBack {
        /// The decision, as it was printed: D-0003
        decision: String,
    },
    /// List the decisions about pairs, newest first
    Log {
        /// How many to show
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: usize,
    },
}

#[derive(Debug, Args)]
pub(super) struct DuplicatesArgs {
    /// How many pairs to ask about
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(super) limit: usize,
    /// Only pairs at least so likely to be one person, 0 to 1
    #[arg(long, default_value_t = 0.9, value_name = "P")]
    pub(super) min: f64,
    /// Show the pairs and ask nothing
    #[arg(long)]
    pub(super) list: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("verdict").required(true))]
pub(super) struct DecideArgs {
    /// One worker
    #[arg(long, value_name = "ID")]
    pub(super) left: String,
    /// The other worker
    #[arg(long, value_name = "ID")]
    pub(super) right: String,
    /// They are one person
    #[arg(long, group = "verdict")]
    pub(super) merge: bool,
    /// They are two persons: never ask again
    #[arg(long, group = "verdict")]
    pub(super) keep_apart: bool,
    /// Whose identifier stays, and whose word where the two differ
    #[arg(long, default_value = "left", value_name = "left|right", requires = "merge")]
    pub(super) survivor: Side,
    /// The side whose word holds in one cell: phone=right; may be repeated
    #[arg(long = "choose", value_name = "CELL=SIDE", requires = "merge")]
    pub(super) choices: Vec<String>,
    /// The sequence number at which the two were looked at; a later change makes the decision fail
    #[arg(long, value_name = "SEQ")]
    pub(super) seen: Option<Seq>,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// `worker`, `opening`, `curriculum` or `language_certificate`
    pub(super) kind: Kind,
    /// Words; all must be found. A phrase stands in double quotes. A word may be one typing error away. Numbers of curricula
    /// and certificates are compared: `geriatric nursing clinical >= 2000h`, `ielts writing >= 6.5 taken >= 2025`
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
pub(super) struct DedupeArgs {
    /// A table of people (CSV or workbook; `-` is standard input); two tables are linked with each other. Without
    /// one the workers of the store are compared, and nothing is merged: `corridor review duplicates` asks
    #[arg(value_name = "FILE", num_args = 0..=2)]
    pub(super) files: Vec<PathBuf>,
    /// The column with the records' identifiers [default: the first column]
    #[arg(long, value_name = "COLUMN", requires = "files")]
    pub(super) id: Option<String>,
    /// A TOML file that says what columns are: `"Reg no" = "license"`; `ignore` leaves one out
    #[arg(long, value_name = "FILE", requires = "files")]
    pub(super) recipe: Option<PathBuf>,
    /// Show each pair with its evidence, a sum of weights
    #[arg(long)]
    pub(super) explain: bool,
    /// Write each pair with its evidence to a CSV file
    #[arg(long, value_name = "FILE")]
    pub(super) pairs: Option<PathBuf>,
    /// How many pairs to show
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct ResolveArgs {
    #[command(subcommand)]
    pub(super) what: ResolveCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ResolveCommand {
    /// Say of each row whether two names are one person's: score from 0 to 1, and match from 0.7 on
    Names(ResolveNamesArgs),
    /// Say of each row which country a text names, by any name in any language, or by the word for its people
    Countries(ResolveCountriesArgs),
    /// Say of each row which ISCO-08 unit group a title of an occupation means, or that it is none in health
    Occupations(ResolveOccupationsArgs),
    /// Read language certificates as people write them: test, results by part, level, dates, or why not
    Certificates(ResolveCertificatesArgs),
    /// Say of each row which regulator it names
    Regulators(ResolveVocabularyArgs),
    /// Say of each row which harmonized subject of training it names
    Subjects(ResolveVocabularyArgs),
    /// Say of each row which specialty it names
    Specialties(ResolveVocabularyArgs),
    /// Say of each row which organization of the store it names
    Organizations(ResolveVocabularyArgs),
    /// Say of each row which school of the store it names
    Schools(ResolveVocabularyArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
`IELTS (Acad.) 7.5: L8 R8.5 W6.5 S7, 03/2025`, `telc B1-B2 Pflege bestanden`, `OET B, writing C+`, `JLPT N3`, in some thirty languages. \
Several in one cell are parted by semicolons, bars or lines. The version of a test follows from its day and scale. What is off \
the scale, a grade of another test, a plan, a course or a vitamin is refused with the reason. Columns of CSV: id, fault, test, \
language, level, overall, listening, reading, writing, speaking, taken_on, expires_on, mode, cefr, notes; cefr gives the level of \
each result by the concordance of the tables.")]
pub(super) struct ResolveCertificatesArgs {
    /// A table with a column of texts: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    pub(super) file: Option<PathBuf>,
    /// One text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub(super) value: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: Option<String>,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    pub(super) text: String,
    /// The day on which they are read: a test after it is refused [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A name as it stands is sure (score 1); else the likest one counts from 0.72 on, where no other comes close. What names several \
things, or none, has no id: the candidates are shown. Columns of CSV: row, id, rank, candidate, score, exact, name, source.")]
pub(super) struct ResolveVocabularyArgs {
    /// A table with a column of texts: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    pub(super) file: Option<PathBuf>,
    /// One text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub(super) value: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: Option<String>,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    pub(super) text: String,
    /// How many candidates a text
    #[arg(long, default_value_t = 3)]
    pub(super) top: usize,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Titles in any language with labels (86 in the tables; a lexicon such as ESCO's, with columns lang, isco08, label, plain or gzip, \
adds its own), gendered, inverted (`Aide, nursing`), abbreviated, misspelt, with bands and `(m/w/d)`. Without a language it is \
guessed from the words. A title that is no health occupation gets the unit group of other work from a lexicon, and no row \
without one. Columns of CSV: id, rank, isco08, health, score, label, language, source, likeness.")]
pub(super) struct ResolveOccupationsArgs {
    /// A table with a column of titles: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "title")]
    pub(super) file: Option<PathBuf>,
    /// One title instead of a table
    #[arg(long, value_name = "TITLE", conflicts_with = "file")]
    pub(super) title: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: Option<String>,
    /// The column with the titles
    #[arg(long, value_name = "COLUMN", default_value = "title")]
    pub(super) text: String,
    /// The column with their languages (ISO 639-1); with --title the language itself
    #[arg(long, value_name = "COLUMN|LANGUAGE")]
    pub(super) lang: Option<String>,
    /// The column with the countries that they are used in; with --title the country itself
    #[arg(long, value_name = "COLUMN|CC")]
    pub(super) country: Option<String>,
    /// How many unit groups a title
    #[arg(long, default_value_t = 3)]
    pub(super) top: usize,
    /// Further labels: a table of languages, ISCO-08 codes and labels, packed with gzip or not
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Names in over three hundred languages and scripts of Unicode CLDR, official, inverted and old forms, codes, and words for \
people; a misspelt name where no second country is as near. A place that is no country, and a name of several countries, \
resolve to none (the candidates are shown in tables and JSON). Columns of CSV: id, alpha2, candidates, step, name, language, edits.

With --total and --by the amounts of a column are added up by group and country instead; rows without a country are \
UNKNOWN, so that nothing is lost: \
`corridor resolve countries staff.csv --text nationality --as nationality --by staff_group --total fte --format csv`.")]
pub(super) struct ResolveCountriesArgs {
    /// A table with a column of countries or nationalities: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    pub(super) file: Option<PathBuf>,
    /// One text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub(super) value: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: Option<String>,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    pub(super) text: String,
    /// What the texts are: names of countries, nationalities, or any of the two
    #[arg(long = "as", value_name = "SENSE", default_value = "any")]
    pub(super) sense: Sense,
    /// Add up this column of amounts by country
    #[arg(long, value_name = "COLUMN", requires = "by")]
    pub(super) total: Option<String>,
    /// The column of the groups to add up in
    #[arg(long, value_name = "COLUMN", requires = "total")]
    pub(super) by: Option<String>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct ResolveNamesArgs {
    /// A table with two names in each row: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The column with the rows' identifiers
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: String,
    /// The column with the one name
    #[arg(long, value_name = "COLUMN")]
    pub(super) left: String,
    /// The column with the other
    #[arg(long, value_name = "COLUMN")]
    pub(super) right: String,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// What to do with policy packs.
#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// List the packs in use with their editions and hashes
    List,
    /// Look for facts that are none, types that do not fit, editions that overlap, rules without a source
    Lint {
        /// Directories of packs; those in use without one
        #[arg(value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Run the examples of each rule: the one must break it, the other must not
    Test {
        /// Directories of packs; those in use without one
        #[arg(value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Write the files of a pack that comes with the program into a new directory, to be changed there
    Copy {
        /// The pack
        pack: String,
        /// The directory, which must not be there
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// List the facts that conditions may ask for
    Facts,
}

#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// An ethical rule by its slug, or a record check by its id; without it all are listed
    pub(super) id: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct NormalizeCsvArgs {
    /// A file with a table: CSV of any make, or a workbook (.xlsx, .xls, .xlsb, .ods), packed with gzip or not; `-` is
    /// standard input
    pub(super) file: PathBuf,
    /// Where to write the table: UTF-8, commas, one row of headers; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How a table is read where its bytes shall not decide: for every command that takes one.
#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    /// Read the table in this encoding, e.g. windows-1251 or utf-16le [default: what its bytes show]
    #[arg(long, value_parser = encoding)]
    pub(super) encoding: Option<&'static encoding_rs::Encoding>,
    /// Read this sheet of a workbook, by name or number [default: the sheet whose headers are understood]
    #[arg(long, value_name = "SHEET")]
    pub(super) sheet: Option<String>,
}

impl ReadingArgs {
    /// The table of a path, to be read so.
    pub(super) fn of(&self, file: PathBuf) -> Source {
        Source { file, encoding: self.encoding, sheet: self.sheet.clone() }
    }
}

/// An encoding by any of its usual names.
fn encoding(label: &str) -> Result<&'static encoding_rs::Encoding, String> {
    let squeezed = label.trim().to_lowercase();
    let spelled = squeezed.strip_prefix("cp").map(|number| format!("windows-{number}"));
    encoding_rs::Encoding::for_label(squeezed.as_bytes())
        .or_else(|| encoding_rs::Encoding::for_label(spelled?.as_bytes()))
        .ok_or_else(|| {
            format!("no encoding is called `{label}`; try utf-8, windows-1252, windows-1251, shift_jis")
        })
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

#[derive(Debug, Args)]
#[command(after_help = "\
The routes of one regulator are alternatives, all regulators named must be met, and a rule in two parts needs \
both. Answers: met, unmet (by how little) or unknown (with the fact that would settle it); each with its row, source and \
confidence. Rows of low confidence are told and decide nothing. Two sittings of a test count together where the row says \
so. The day asked is the day of the application. The next step is the one of least effort that makes the rule met: have a \
document seen, state a fact, take a test again to combine it with a sitting held, the missing part of a rule in two parts, a \
test again, another test in the language, a new language.

Certificates are read as people write them, parted by semicolons or each with its own --certificates: \
`--certificates 'OET 12/2025: L 360 R 350 W 290 S 360; IELTS Academic 7.0 (7.5 7.0 6.0 7.0), 2026-02-01'`. They count as seen \
unless --self-declared says otherwise.")]
pub(super) struct LanguageArgs {
    /// A worker of the store
    #[arg(long, value_name = "ID", conflicts_with_all = ["certificates", "trained_in", "instruction"])]
    pub(super) worker: Option<String>,
    /// Certificates as written on a CV; may be repeated
    #[arg(long, value_name = "TEXT", required_unless_present = "worker")]
    pub(super) certificates: Vec<String>,
    /// The certificates and the training are the worker's own word
    #[arg(long, conflicts_with = "worker")]
    pub(super) self_declared: bool,
    /// Country of the professional training
    #[arg(long, value_name = "CC")]
    pub(super) trained_in: Option<Country>,
    /// Language of the professional training
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) instruction: Option<Language>,
    /// Country of the job
    #[arg(long, value_name = "CC")]
    pub(super) destination: Country,
    /// Region with rules of its own: DE-BY, CA-ON
    #[arg(long, value_name = "CC-XX")]
    pub(super) region: Option<Subdivision>,
    /// Occupation as ISCO-08 code [default: the worker's]
    #[arg(long, value_name = "ISCO", required_unless_present = "worker")]
    pub(super) occupation: Option<Isco08>,
    /// Only this regulator, by its name in the table
    #[arg(long, value_name = "NAME")]
    pub(super) regulator: Option<String>,
    /// The day of the application [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
    /// Show all routes and their rows, not only the nearest
    #[arg(long)]
    pub(super) all_routes: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Each requirement of the destination's rule is met, typically met (by the national program, not by the person's papers), short \
by a number, missing (a subject), or unknown. Courses are brought to the harmonized subjects by their names; a course of two \
subjects is shared between them; general education is left out; credits become hours by the local rule only. The rule is the \
one in force when the training began, if that is known. A destination that decides by examination or academic level says so.")]
pub(super) struct CompareArgs {
    /// A curriculum of the store
    #[arg(long, value_name = "ID", required_unless_present = "worker")]
    pub(super) curriculum: Option<String>,
    /// A worker of the store, whose qualification is compared
    #[arg(long, value_name = "ID", conflicts_with = "curriculum")]
    pub(super) worker: Option<String>,
    /// The title of the qualification, where the worker has several
    #[arg(long, value_name = "TITLE", requires = "worker")]
    pub(super) qualification: Option<String>,
    /// Country of the job
    #[arg(long, value_name = "CC")]
    pub(super) destination: Country,
    /// Region with rules of its own
    #[arg(long, value_name = "CC-XX")]
    pub(super) region: Option<Subdivision>,
    /// Occupation as ISCO-08 code [default: that of the training]
    #[arg(long, value_name = "ISCO")]
    pub(super) occupation: Option<Isco08>,
    /// The day asked [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
}

#[derive(Debug, Args)]
pub(super) struct HarmonizeArgs {
    /// Occupation as ISCO-08 code
    #[arg(long, value_name = "ISCO")]
    pub(super) occupation: Isco08,
    /// Only curricula of this country
    #[arg(long, value_name = "CC")]
    pub(super) origin: Option<Country>,
    /// A destination; may be repeated [default: all whose way of judging is in the tables]
    #[arg(long, value_name = "CC")]
    pub(super) destination: Vec<Country>,
    /// Write the matrix as a page that opens without a network
    #[arg(long, value_name = "FILE.html")]
    pub(super) html: Option<PathBuf>,
    /// The day asked [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Day>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
The fewest steps after which the match is ready, each tried on the records: words of the worker, documents, language tests, hours \
of training, recognition and registration, practice. Months are usual spans and fees those of their year, both from the table of \
recognition; what no table says is left open. Below: each single certificate and how many openings of the store it makes ready.")]
pub(super) struct PlanArgs {
    /// The worker
    #[arg(long, value_name = "ID")]
    pub(super) worker: String,
    /// The opening
    #[arg(long, value_name = "ID", conflicts_with = "destination", required_unless_present = "destination")]
    pub(super) opening: Option<String>,
    /// Any post in the worker's occupation in this country
    #[arg(long, value_name = "CC")]
    pub(super) destination: Option<Country>,
    #[command(flatten)]
    pub(super) terms: TermArgs,
}
