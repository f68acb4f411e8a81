//! `corridor resolve`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Rows};
use crate::cli::render::{self, Format};
use crate::cli::show::table;
use crate::cli::values;
use crate::message;
use crate::model::{Country, Day, Isco08};
use crate::ops::resolve_names::{self, Options};
use crate::ops::resolve_vocabulary::{self, Of, Texts};
use crate::ops::table::{Answers, Source};
use crate::ops::{Act, Desk, resolve_certificates, resolve_countries, resolve_occupations};
use crate::resolve::countries::Sense;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ResolveArgs {
    #[command(subcommand)]
    what: ResolveCommand,
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
    /// Say of each row which language it names, by its code or by a name in any language
    Languages(ResolveVocabularyArgs),
    /// Say of each row which language test it names
    Tests(ResolveVocabularyArgs),
    /// Say of each row which regulator it names
    Regulators(ResolveRegulatorsArgs),
    /// Say of each row which harmonized subject of training it names
    Subjects(ResolveForOccupationArgs),
    /// Say of each row which specialty it names
    Specialties(ResolveForOccupationArgs),
    /// Say of each row which organization of the store it names
    Organizations(ResolveVocabularyArgs),
    /// Say of each row which school of the store it names
    Schools(ResolveVocabularyArgs),
}

#[derive(Debug, Args)]
pub(super) struct ResolveNamesArgs {
    /// A table with two names in each row: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The column with the rows' identifiers
    #[arg(long, value_name = "COLUMN")]
    id: String,
    /// The column with the one name
    #[arg(long, value_name = "COLUMN")]
    left: String,
    /// The column with the other
    #[arg(long, value_name = "COLUMN")]
    right: String,
    #[command(flatten)]
    reading: ReadingArgs,
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
    file: Option<PathBuf>,
    /// One text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    value: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: String,
    /// What the texts are: names of countries, nationalities, or any of the two
    #[arg(long = "as", value_name = "SENSE", default_value = "any")]
    sense: Sense,
    /// Add up this column of amounts by country
    #[arg(long, value_name = "COLUMN", requires = "by")]
    total: Option<String>,
    /// The column of the groups to add up in
    #[arg(long, value_name = "COLUMN", requires = "total")]
    by: Option<String>,
    #[command(flatten)]
    reading: ReadingArgs,
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
    file: Option<PathBuf>,
    /// One title instead of a table
    #[arg(long, value_name = "TITLE", conflicts_with = "file")]
    title: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The column with the titles
    #[arg(long, value_name = "COLUMN", default_value = "title")]
    text: String,
    /// The column with their languages (ISO 639-1); with --title the language itself
    #[arg(long, value_name = "COLUMN|LANGUAGE")]
    lang: Option<String>,
    /// The column with the countries that they are used in; with --title the country itself
    #[arg(long, value_name = "COLUMN|CC")]
    country: Option<String>,
    /// How many unit groups a title
    #[arg(long, default_value_t = 3)]
    top: usize,
    /// Further labels: a table of languages, ISCO-08 codes and labels, packed with gzip or not
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
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
    file: Option<PathBuf>,
    /// One text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    value: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: String,
    /// The day on which they are read: a test after it is refused [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A text is certain when all of it says one thing: a name as it stands, its words in another order, two names of one thing. An \
import takes what is certain. Else the likest name is a suggestion from 0.72 on, where no other comes close. A text that names \
several things or none has no id: the candidates are shown. Columns of CSV: row, text, id, certain, rank, candidate, score, \
exact, name, source.")]
pub(super) struct ResolveVocabularyArgs {
    /// A table with a column of texts: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    file: Option<PathBuf>,
    /// One text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    value: Option<String>,
    /// The column with the rows' identifiers [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: String,
    /// How many candidates a text
    #[arg(long, default_value_t = 3)]
    top: usize,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct ResolveRegulatorsArgs {
    #[command(flatten)]
    all: ResolveVocabularyArgs,
    /// The country of the regulators: a short name such as `NMC` is certain with it alone
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    country: Option<Country>,
}

#[derive(Debug, Args)]
pub(super) struct ResolveForOccupationArgs {
    #[command(flatten)]
    all: ResolveVocabularyArgs,
    /// The occupation: it settles which of several things of one name is meant
    #[arg(long, value_name = "OCCUPATION", value_parser = values::occupation)]
    occupation: Option<Isco08>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ResolveArgs) -> Outcome {
    match args.what {
        ResolveCommand::Names(args) => {
            let source = args.reading.of(args.file);
            let options = Options { source, id: args.id, left: args.left, right: args.right };
            let Answers { rows, read } = resolve_names::resolve_names(&options)?;
            table::note(read.as_ref());
            let csv = || {
                let row = |row: &resolve_names::Resolved| {
                    vec![row.id.clone(), format!("{:.4}", row.score), u8::from(row.is_match).to_string()]
                };
                Rows::new(&["id", "score", "match"], rows.iter().map(row).collect())
            };
            let text = || {
                let row = |row: &resolve_names::Resolved| {
                    let verdict = if row.is_match { "yes" } else { "no" }.to_owned();
                    vec![row.id.clone(), format!("{:.3}", row.score), verdict, row.because.join("; ")]
                };
                let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
                render::table(&["id", "score", "match", "because"], &rows)
            };
            output.print(&rows, csv, text)?;
        }
        ResolveCommand::Countries(args) => countries(output, args)?,
        ResolveCommand::Occupations(args) => occupations(desk, act, output, args)?,
        ResolveCommand::Certificates(args) => certificates(act, output, args)?,
        ResolveCommand::Languages(args) => vocabulary(desk, act, output, Of::Languages, args)?,
        ResolveCommand::Tests(args) => vocabulary(desk, act, output, Of::Tests, args)?,
        ResolveCommand::Regulators(args) => {
            vocabulary(desk, act, output, Of::Regulators { country: args.country }, args.all)?;
        }
        ResolveCommand::Subjects(args) => {
            vocabulary(desk, act, output, Of::Subjects { occupation: args.occupation }, args.all)?;
        }
        ResolveCommand::Specialties(args) => {
            vocabulary(desk, act, output, Of::Specialties { occupation: args.occupation }, args.all)?;
        }
        ResolveCommand::Organizations(args) => vocabulary(desk, act, output, Of::Organizations, args)?,
        ResolveCommand::Schools(args) => vocabulary(desk, act, output, Of::Schools, args)?,
    }
    Ok(Exit::Done)
}

fn countries(output: &Output, args: ResolveCountriesArgs) -> Result<(), Box<dyn std::error::Error>> {
    let (source, single) = match (args.file, args.value) {
        (Some(file), _) => (args.reading.of(file), None),
        (None, value) => (Source::default(), value),
    };
    let options = resolve_countries::Options { source, id: args.id, text: args.text, sense: args.sense };
    if let (Some(by), Some(total)) = (&args.by, &args.total) {
        let Answers { rows: totals, read } = resolve_countries::totals(&options, by, total)?;
        table::note(read.as_ref());
        let row = |one: &resolve_countries::Total| {
            vec![one.group.clone(), one.alpha2.clone(), one.total.to_string()]
        };
        let rows: Vec<Vec<String>> = totals.iter().map(row).collect();
        let csv = || Rows::new(&[by.as_str(), "alpha2", total], rows.clone());
        output.print(&totals, csv, || render::table(&[by.as_str(), "country", total], &rows))?;
        return Ok(());
    }
    let rows = match single {
        Some(text) => {
            let resolved = crate::resolve::countries::resolve(&text, options.sense);
            vec![resolve_countries::Row { id: "1".to_owned(), text, resolved }]
        }
        None => {
            let Answers { rows, read } = resolve_countries::resolve_countries(&options)?;
            table::note(read.as_ref());
            rows
        }
    };
    let cells = |row: &resolve_countries::Row| {
        let found = &row.resolved;
        let codes: Vec<String> = found.candidates.iter().map(ToString::to_string).collect();
        vec![
            row.id.clone(),
            found.country.map(|country| country.to_string()).unwrap_or_default(),
            codes.join(" "),
            found.step.map(|step| step.to_string()).unwrap_or_default(),
            found.name.clone(),
            found.language.clone(),
            found.step.map(|_| found.edits.to_string()).unwrap_or_default(),
        ]
    };
    let headers = ["id", "alpha2", "candidates", "step", "name", "language", "edits"];
    let text = || {
        let with_text = |row: &resolve_countries::Row| {
            let mut cells = cells(row);
            cells.insert(1, row.text.clone());
            cells
        };
        let lines: Vec<Vec<String>> = rows.iter().map(with_text).collect();
        let headers = ["id", "text", "country", "candidates", "step", "recognized by", "language", "edits"];
        render::table(&headers, &lines)
    };
    output.print(&rows, || Rows::new(&headers, rows.iter().map(cells).collect()), text)?;
    if output.format() == Format::Table {
        render::note("names from data/reference/country_names*.csv (Unicode CLDR) and demonyms.csv");
    }
    Ok(())
}

fn occupations(
    desk: &Desk,
    act: &Act,
    output: &Output,
    args: ResolveOccupationsArgs,
) -> Result<(), Box<dyn std::error::Error>> {
    let question = match (args.file, args.title) {
        (Some(file), _) => resolve_occupations::Question::Table(resolve_occupations::Columns {
            source: args.reading.of(file),
            id: args.id,
            text: args.text,
            language: args.lang,
            country: args.country,
        }),
        (None, title) => resolve_occupations::Question::One {
            title: title.unwrap_or_default(),
            language: args.lang,
            country: args.country,
        },
    };
    let Answers { rows, read } =
        resolve_occupations::resolve_occupations(desk, act, &question, args.lexicon.as_deref(), args.top)?;
    table::note(read.as_ref());
    let said = |row: &resolve_occupations::Row| match row.resolved.health {
        Some(true) => "health",
        Some(false) => "no health occupation",
        None => "unknown",
    };
    let cells = |with_text: bool| {
        let mut lines = Vec::new();
        for row in &rows {
            let candidates = row.resolved.candidates.iter().filter(|_| row.shows_candidates());
            for (rank, candidate) in (1..).zip(candidates) {
                let mut line = vec![row.id.clone()];
                if with_text {
                    line.push(if rank == 1 { row.title.clone() } else { String::new() });
                }
                line.extend([
                    rank.to_string(),
                    candidate.isco08.to_string(),
                    if with_text { group_title(candidate.isco08) } else { said(row).to_owned() },
                    format!("{:.3}", candidate.score),
                    candidate.label.clone(),
                    candidate.language.clone(),
                    candidate.source.to_owned(),
                    format!("{:.2}", candidate.likeness),
                ]);
                lines.push(line);
            }
            if with_text && !row.shows_candidates() {
                let mut line = vec![row.id.clone(), row.title.clone(), String::new(), String::new()];
                line.push(said(row).to_owned());
                line.extend(std::iter::repeat_n(String::new(), 5));
                lines.push(line);
            }
        }
        lines
    };
    let headers = ["id", "rank", "isco08", "health", "score", "label", "language", "source", "likeness"];
    let text = || {
        let headers = [
            "id",
            "title",
            "rank",
            "isco08",
            "unit group",
            "score",
            "by the label",
            "language",
            "source",
            "likeness",
        ];
        render::table(&headers, &cells(true))
    };
    output.print(&rows, || Rows::new(&headers, cells(false)), text)?;
    Ok(())
}

fn group_title(code: crate::model::Isco08) -> String {
    let title = crate::reference::occupations::title(code);
    if title.is_empty() { "outside health".to_owned() } else { title.to_owned() }
}

fn vocabulary(
    desk: &Desk,
    act: &Act,
    output: &Output,
    of: Of,
    args: ResolveVocabularyArgs,
) -> Result<(), Box<dyn std::error::Error>> {
    let texts = match (args.file, args.value) {
        (Some(file), _) => Texts::Table { source: args.reading.of(file), id: args.id, text: args.text },
        (None, value) => Texts::One(value.unwrap_or_default()),
    };
    let Answers { rows, read } = resolve_vocabulary::resolve(desk, act, of, &texts, args.top)?;
    table::note(read.as_ref());
    // CSV has identifiers, people are shown what tells candidates apart.
    let lines = |shown: bool| {
        let mut lines = Vec::new();
        for row in &rows {
            let id = row.resolved.id.clone().unwrap_or_default();
            let certain = if row.resolved.certain { "yes" } else { "no" }.to_owned();
            let first = vec![row.row.clone(), row.text.clone(), id, certain];
            if row.resolved.candidates.is_empty() {
                lines.push([first.clone(), vec![String::new(); 6]].concat());
            }
            for (rank, candidate) in (1..).zip(&row.resolved.candidates) {
                let rest = vec![
                    rank.to_string(),
                    if shown { candidate.shown.clone() } else { candidate.id.clone() },
                    format!("{:.2}", candidate.score),
                    if candidate.exact { "yes" } else { "no" }.to_owned(),
                    candidate.name.clone(),
                    candidate.source.to_owned(),
                ];
                lines.push([first.clone(), rest].concat());
            }
        }
        lines
    };
    let headers = ["row", "text", "id", "certain", "rank", "candidate", "score", "exact", "name", "source"];
    output.print(&rows, || Rows::new(&headers, lines(false)), || render::table(&headers, &lines(true)))
}

fn certificates(
    act: &Act,
    output: &Output,
    args: ResolveCertificatesArgs,
) -> Result<(), Box<dyn std::error::Error>> {
    let texts = match (args.file, args.value) {
        (Some(file), _) => Texts::Table { source: args.reading.of(file), id: args.id, text: args.text },
        (None, value) => Texts::One(value.unwrap_or_default()),
    };
    let as_of = args.as_of.unwrap_or(act.today);
    let Answers { rows, read } = resolve_certificates::resolve_certificates(&texts, as_of)?;
    table::note(read.as_ref());
    let text = || {
        let mut text = String::new();
        for row in &rows {
            let said = match (&row.certificate, &row.refused) {
                (Some(one), _) => crate::cli::show::language::certificate(one),
                (None, Some(why)) => {
                    let expected = why.expected().map(|expected| format!(" {expected}")).unwrap_or_default();
                    format!("Refused ({}). {}{expected}", why.fault, why.why)
                }
                (None, None) => String::new(),
            };
            text.push_str(&render::wrapped(&format!("{}  {}", row.id, row.text), 0));
            text.push_str(&render::wrapped(&said, 4));
        }
        text
    };
    let line = |row: &resolve_certificates::Row| {
        let mut line = vec![row.id.clone()];
        match (&row.certificate, &row.refused) {
            (Some(one), _) => {
                let text = |value: &Option<String>| value.clone().unwrap_or_default();
                let shown = |value: Option<String>| value.unwrap_or_default();
                line.extend([
                    String::new(),
                    shown(one.test.as_ref().map(ToString::to_string)),
                    shown(one.language.map(|language| language.to_string())),
                    shown(one.level.map(|level| level.to_string())),
                    text(&one.overall),
                    text(&one.listening),
                    text(&one.reading),
                    text(&one.writing),
                    text(&one.speaking),
                    shown(one.taken_on.map(|date| date.to_string())),
                    shown(one.expires_on.map(|date| date.to_string())),
                    shown(one.mode.map(|mode| mode.to_string())),
                    row.cefr.join("; "),
                    message::paragraph(&one.notes),
                ]);
            }
            (None, refused) => {
                line.push(refused.as_ref().map(|why| why.fault.to_string()).unwrap_or_default());
                line.extend(std::iter::repeat_n(String::new(), 12));
                let said = refused.as_ref().map(|why| {
                    let expected = why.expected().map(|expected| format!(" {expected}")).unwrap_or_default();
                    format!("{}{expected}", why.why)
                });
                line.push(said.unwrap_or_default());
            }
        }
        line
    };
    let headers = [
        "id",
        "fault",
        "test",
        "language",
        "level",
        "overall",
        "listening",
        "reading",
        "writing",
        "speaking",
        "taken_on",
        "expires_on",
        "mode",
        "cefr",
        "notes",
    ];
    output.print(&rows, || Rows::new(&headers, rows.iter().map(line).collect()), text)
}
