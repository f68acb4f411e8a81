//! `corridor resolve`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Printed};
use crate::cli::render::{self, Format};
use crate::cli::show::{resolve as show, table};
use crate::cli::values;
use crate::model::{Country, Day, Isco08, Language};
use crate::ops::resolve::certificates::certificates;
use crate::ops::resolve::countries::{self, CountryColumns, CountryRow};
use crate::ops::resolve::names::{NameColumns, names};
use crate::ops::resolve::occupations::{TitleColumns, Titles, occupations};
use crate::ops::resolve::search::{SearchTables, search};
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
    /// Compare the two names of each row: a score from 0 to 1, and a match from 0.7 on
    Names(ResolveNamesArgs),
    /// Find the country that the text of each row names, in any language, or by the word for its people
    Countries(ResolveCountriesArgs),
    /// Find the ISCO-08 unit group that the title of each row means, or report that the title is no health occupation
    Occupations(ResolveOccupationsArgs),
    /// Read language certificates as people write them: test, results, level and dates, or why a text is refused
    Certificates(ResolveCertificatesArgs),
    /// Find the language that each row names, by its code or by a name in any language
    Languages(ResolveVocabularyArgs),
    /// Find the language test that each row names
    Tests(ResolveVocabularyArgs),
    /// Find the regulator that each row names
    Regulators(ResolveRegulatorsArgs),
    /// Find the harmonized subject of training that each row names
    Subjects(ResolveForOccupationArgs),
    /// Find the specialty that each row names
    Specialties(ResolveForOccupationArgs),
    /// Find the organization of the store that each row names
    Organizations(ResolveVocabularyArgs),
    /// Find the school of the store that each row names
    Schools(ResolveVocabularyArgs),
    /// Rank the texts of one table for each question of another
    Search(ResolveSearchArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
The order is BM25's over the words of all columns of texts, without their endings. Specialties that a text names in any language \
count as words. A short question is asked twice, the second time with words that stand out in its best answers. A question that no \
text answers has no row. Columns of CSV: question, rank, id, score. Scores compare within a question only.

Adverts against people: `corridor resolve search people.csv adverts.csv --text title --text summary --question advert`.")]
pub(super) struct ResolveSearchArgs {
    /// Read the texts from this table: CSV or workbook; `-` is standard input
    #[arg(value_name = "DOCS")]
    documents: PathBuf,
    /// Read the questions from this table: CSV or workbook; `-` is standard input
    #[arg(value_name = "QUERIES")]
    questions: PathBuf,
    /// Read the identifiers of the texts from this column
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    id: String,
    /// Read the texts from this column; several columns are read one after the other
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: Vec<String>,
    /// Read the identifiers of the questions from this column
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    question_id: String,
    /// Read the questions from this column; several columns are read one after the other
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    question: Vec<String>,
    /// Take off the endings of words by the rules of this language
    #[arg(long, value_name = "LANGUAGE", value_parser = values::language, default_value = "en")]
    lang: Language,
    /// Show at most this many texts for each question
    #[arg(long, default_value_t = 10, value_name = "NUMBER")]
    top: usize,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct ResolveNamesArgs {
    /// Read the table with two names in each row: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Read the identifiers of the rows from this column
    #[arg(long, value_name = "COLUMN")]
    id: String,
    /// Read the first name from this column
    #[arg(long, value_name = "COLUMN")]
    left: String,
    /// Read the second name from this column
    #[arg(long, value_name = "COLUMN")]
    right: String,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Names are known in over three hundred languages of Unicode CLDR, in official, inverted and old forms, as codes, and as words \
for people. A misspelt name counts where no second country is as near. Places that are no country, and names of several \
countries, resolve to nothing; tables and JSON show the candidates. A certain answer is taken wherever a country is read. A \
place within countries, such as a town, has them in lies_in. Columns of CSV: id, alpha2, candidates, step, name, language, edits, \
certain, lies_in.

`--total` with `--by` adds up the amounts of a column by group and country. Rows without a country are added up as UNKNOWN: \
`corridor resolve countries staff.csv --text nationality --as nationality --by staff_group --total fte --format csv`.")]
pub(super) struct ResolveCountriesArgs {
    /// Read the table with a column of countries or nationalities: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    file: Option<PathBuf>,
    /// Resolve this one text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    value: Option<String>,
    /// Read the identifiers of the rows from this column [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Read the texts from this column
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: String,
    /// Read the texts as names of countries, as nationalities, or as either
    #[arg(long = "as", value_name = "SENSE", default_value = "any")]
    sense: Sense,
    /// Add up the amounts of this column by country
    #[arg(long, value_name = "COLUMN", requires = "by")]
    total: Option<String>,
    /// Add up in the groups of this column
    #[arg(long, value_name = "COLUMN", requires = "total")]
    by: Option<String>,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Titles are known in 86 languages, and a lexicon such as ESCO's adds more. The columns of a lexicon are lang, isco08 and label. \
Titles may be gendered, inverted (`Aide, nursing`), abbreviated or misspelt, with pay bands and `(m/w/d)`. Without a language, the \
words show the language. A title that is no health occupation gets its unit group from a lexicon, and no row without a \
lexicon. Columns of CSV: id, rank, isco08, health, score, label, language, source, likeness, certain.")]
pub(super) struct ResolveOccupationsArgs {
    /// Read the table with a column of titles: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "title")]
    file: Option<PathBuf>,
    /// Resolve this one title instead of a table
    #[arg(long, value_name = "TITLE", conflicts_with = "file")]
    title: Option<String>,
    /// Read the identifiers of the rows from this column [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Read the titles from this column
    #[arg(long, value_name = "COLUMN", default_value = "title")]
    text: String,
    /// Read the languages (ISO 639-1) from this column; with `--title` state the language
    #[arg(long, value_name = "COLUMN_OR_LANGUAGE")]
    lang: Option<String>,
    /// Read the countries in which the titles are used from this column; with `--title` state the country
    #[arg(long, value_name = "COLUMN_OR_COUNTRY")]
    country: Option<String>,
    /// Show at most this many unit groups for each title
    #[arg(long, default_value_t = 3, value_name = "NUMBER")]
    top: usize,
    /// Add the labels of this table: languages, ISCO-08 codes and labels, packed with gzip or not
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
`IELTS (Acad.) 7.5: L8 R8.5 W6.5 S7, 03/2025`, `telc B1-B2 Pflege bestanden`, `OET B, writing C+`, `JLPT N3`, in some thirty languages. \
Semicolons, bars or lines separate several certificates in one cell. The version of a test follows from its day and scale. A result \
off the scale, a grade of another test, a plan, a course or a vitamin is refused with the reason. Columns of CSV: id, fault, \
test, language, level, overall, listening, reading, writing, speaking, taken_on, expires_on, mode, cefr, notes. The column cefr has \
the level of each result by the concordance of the tables.")]
pub(super) struct ResolveCertificatesArgs {
    /// Read the table with a column of texts: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    file: Option<PathBuf>,
    /// Resolve this one text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    value: Option<String>,
    /// Read the identifiers of the rows from this column [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Read the texts from this column
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: String,
    /// Refuse tests after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A text is certain when all of it says one thing: an exact name, its words in another order, or two names of one thing. An import \
takes certain texts. Otherwise the nearest name is a suggestion from 0.72 on, if no other name is as near. A text that names \
several things or nothing has no id, and the candidates are shown. Columns of CSV: row, text, id, certain, rank, candidate, score, \
exact, name, source.")]
pub(super) struct ResolveVocabularyArgs {
    /// Read the table with a column of texts: CSV or workbook; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "value")]
    file: Option<PathBuf>,
    /// Resolve this one text instead of a table
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    value: Option<String>,
    /// Read the identifiers of the rows from this column [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Read the texts from this column
    #[arg(long, value_name = "COLUMN", default_value = "text")]
    text: String,
    /// Show at most this many candidates for each text
    #[arg(long, default_value_t = 3, value_name = "NUMBER")]
    top: usize,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct ResolveRegulatorsArgs {
    #[command(flatten)]
    all: ResolveVocabularyArgs,
    /// State the country of the regulators; a short name such as `NMC` is certain only with the country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    country: Option<Country>,
}

#[derive(Debug, Args)]
pub(super) struct ResolveForOccupationArgs {
    #[command(flatten)]
    all: ResolveVocabularyArgs,
    /// State the occupation, which settles what a name of several things means
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
        ResolveCommand::Search(args) => {
            let tables = SearchTables {
                documents: args.reading.of(args.documents),
                id: args.id,
                text: args.text,
                questions: args.reading.of(args.questions),
                question_id: args.question_id,
                question: args.question,
                language: args.lang,
                top: args.top,
            };
            let Answers { rows, read } = search(&tables)?;
            table::note(read.as_ref());
            output.print(&rows, || show::search_rows(&rows), || show::searched(&rows))?;
        }
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
