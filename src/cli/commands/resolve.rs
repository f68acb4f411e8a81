//! `corridor resolve`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Printed};
use crate::cli::render::{self, Format};
use crate::cli::show::{resolve as show, table};
use crate::cli::values;
use crate::model::{Country, Day, Isco08};
use crate::ops::resolve::certificates::certificates;
use crate::ops::resolve::countries::{self, CountryColumns, CountryRow};
use crate::ops::resolve::names::{NameColumns, names};
use crate::ops::resolve::occupations::{TitleColumns, Titles, occupations};
use crate::ops::resolve::vocabulary::{Texts, VocabularyKind, vocabulary};
use crate::ops::table::{Answers, Source};
use crate::ops::{Act, Desk};
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
without one. Columns of CSV: id, rank, isco08, health, score, label, language, source, likeness, certain.")]
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
    let of = |kind, args| of_vocabulary(desk, act, output, kind, args);
    match args.what {
        ResolveCommand::Names(args) => {
            let source = args.reading.of(args.file);
            let columns = NameColumns { source, id: args.id, left: args.left, right: args.right };
            let Answers { rows, read } = names(&columns)?;
            table::note(read.as_ref());
            output.print(&rows, || show::name_rows(&rows), || show::names(&rows))?;
        }
        ResolveCommand::Countries(args) => of_countries(output, args)?,
        ResolveCommand::Occupations(args) => of_occupations(desk, act, output, args)?,
        ResolveCommand::Certificates(args) => {
            let texts = texts(&args.reading, args.file, args.value, args.id, args.text);
            let Answers { rows, read } = certificates(&texts, args.as_of.unwrap_or(act.today))?;
            table::note(read.as_ref());
            output.print(&rows, || show::certificate_rows(&rows), || show::certificates(&rows))?;
        }
        ResolveCommand::Languages(args) => of(VocabularyKind::Languages, args)?,
        ResolveCommand::Tests(args) => of(VocabularyKind::Tests, args)?,
        ResolveCommand::Regulators(args) => {
            of(VocabularyKind::Regulators { country: args.country }, args.all)?;
        }
        ResolveCommand::Subjects(args) => {
            of(VocabularyKind::Subjects { occupation: args.occupation }, args.all)?;
        }
        ResolveCommand::Specialties(args) => {
            of(VocabularyKind::Specialties { occupation: args.occupation }, args.all)?;
        }
        ResolveCommand::Organizations(args) => of(VocabularyKind::Organizations, args)?,
        ResolveCommand::Schools(args) => of(VocabularyKind::Schools, args)?,
    }
    Ok(Exit::Done)
}

/// The texts that are asked about: a column of a file, or one.
fn texts(
    reading: &ReadingArgs,
    file: Option<PathBuf>,
    value: Option<String>,
    id: Option<String>,
    text: String,
) -> Texts {
    match file {
        Some(file) => Texts::Table { source: reading.of(file), id, text },
        None => Texts::One(value.unwrap_or_default()),
    }
}

fn of_vocabulary(
    desk: &Desk,
    act: &Act,
    output: &Output,
    kind: VocabularyKind,
    args: ResolveVocabularyArgs,
) -> Printed {
    let texts = texts(&args.reading, args.file, args.value, args.id, args.text);
    let Answers { rows, read } = vocabulary(desk, act, kind, &texts, args.top)?;
    table::note(read.as_ref());
    output.print(&rows, || show::vocabulary_rows(&rows), || show::vocabulary(&rows))
}

fn of_countries(output: &Output, args: ResolveCountriesArgs) -> Printed {
    let (source, single) = match (args.file, args.value) {
        (Some(file), _) => (args.reading.of(file), None),
        (None, value) => (Source::default(), value),
    };
    let columns = CountryColumns { source, id: args.id, text: args.text, sense: args.sense };
    if let (Some(by), Some(total)) = (&args.by, &args.total) {
        let Answers { rows: totals, read } = countries::totals(&columns, by, total)?;
        table::note(read.as_ref());
        let rows = || show::total_rows(&totals, by, total);
        return output.print(&totals, rows, || show::totals(&totals, by, total));
    }
    let rows = match single {
        Some(text) => {
            let resolved = crate::resolve::countries::resolve(&text, columns.sense);
            vec![CountryRow { id: "1".to_owned(), text, resolved }]
        }
        None => {
            let Answers { rows, read } = countries::countries(&columns)?;
            table::note(read.as_ref());
            rows
        }
    };
    output.print(&rows, || show::country_rows(&rows), || show::countries(&rows))?;
    if output.format() == Format::Table {
        render::note("names from data/reference/country_names*.csv (Unicode CLDR) and demonyms.csv");
    }
    Ok(())
}

fn of_occupations(desk: &Desk, act: &Act, output: &Output, args: ResolveOccupationsArgs) -> Printed {
    let titles = match (args.file, args.title) {
        (Some(file), _) => Titles::Table(TitleColumns {
            source: args.reading.of(file),
            id: args.id,
            text: args.text,
            language: args.lang,
            country: args.country,
        }),
        (None, title) => {
            Titles::One { title: title.unwrap_or_default(), language: args.lang, country: args.country }
        }
    };
    let Answers { rows, read } = occupations(desk, act, &titles, args.lexicon.as_deref(), args.top)?;
    table::note(read.as_ref());
    output.print(&rows, || show::occupation_rows(&rows), || show::occupations(&rows))
}
