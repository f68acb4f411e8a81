//! What was understood of a file, and how a cell of it reads alone.

use super::mapping::{Choices, ColumnUse, Constant, RecipeReading, Via, translated};
use crate::model::{Country, Day, Kind};
use crate::normalize::{self, Context, DateOrder, DecimalSign, Habits};
use crate::schema::{self, Semantic};
use crate::tabular::{Form, PassedOver, TextEncoding};
use crate::text::{Nearness, unguarded};
use serde::{Deserialize, Serialize};

/// How to read files.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The kind of the records, where the headers do not decide.
    pub kind: Option<Kind>,
    /// The kind that every file must be of: a table whose headers tell another one is refused.
    pub only: Option<Kind>,
    /// The day against which dates are found plausible.
    pub as_of: Day,
    /// How near a suggestion must be to be taken in the place of a cell that was not understood; `None` takes none.
    pub accept: Option<Nearness>,
    /// Whether a row comes back for any cell that cannot be read.
    pub strict: bool,
    /// What the user says of the headers.
    pub choices: Choices,
    /// The key of the store, by which people of a list without identifiers are given some; `None` gives none.
    pub people_key: Option<String>,
    /// The encoding, where the bytes do not decide.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook, where the headers do not decide.
    pub sheet: Option<String>,
    /// The source of the list, whose identifiers are kept apart from those of others; a recipe may say it as well.
    pub source: Option<String>,
    /// The country by whose forms the list is written, for rows that do not say theirs; a recipe may say it as well.
    pub country: Option<Country>,
    /// The order of day and month, where the dates of a column leave it open.
    pub dates: Option<DateOrder>,
}

impl ReadOptions {
    /// Reads files as they show themselves to be, on a day.
    pub fn new(as_of: Day) -> Self {
        Self {
            kind: None,
            only: None,
            as_of,
            accept: None,
            strict: false,
            choices: Choices::default(),
            people_key: None,
            encoding: None,
            sheet: None,
            source: None,
            country: None,
            dates: None,
        }
    }
}

/// What was understood of a file. Read back, what it lacks is blank: an earlier version kept it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Understood {
    /// The file's name.
    pub file: String,
    /// What its rows are.
    pub kind: Kind,
    /// Whether a row holds parts as well.
    #[serde(default)]
    pub wide: bool,
    /// The encoding; empty for a workbook.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// Whether it begins with a byte order mark.
    #[serde(default)]
    pub bom: bool,
    /// What separates cells; absent for a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// How the file is laid out: sheet, quotes, lines above the header, rows of the header.
    #[serde(default)]
    pub form: Form,
    /// Rows that are no records: blank rows, repeated headers and comments.
    #[serde(default)]
    pub passed_over: Vec<PassedOver>,
    /// Rows below the header.
    #[serde(default)]
    pub rows_seen: u64,
    /// Its length.
    #[serde(default)]
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// Its columns.
    #[serde(default)]
    pub columns: Vec<ColumnUse>,
    /// The order of day and month, for columns with dates that need one, by header.
    #[serde(default)]
    pub date_orders: Vec<(String, Option<DateOrder>)>,
    /// The decimal sign, for columns with numbers that show one, by header.
    #[serde(default)]
    pub decimal_signs: Vec<(String, Option<DecimalSign>)>,
    /// Values for columns that the file lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<Constant>,
    /// Whether its people are given identifiers of ours, since the list has none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gives_ids: bool,
    /// The country of which the regions of its people are, since no column says where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lived_in: Option<Country>,
    /// The country by whose forms its rows are read that do not say theirs, as the options or the recipe state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The source that its identifiers belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The SHA-256 of the recipe by which it was read, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<String>,
    /// The recipe that lies beside it, by which it was read as the file that its rows come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as_before: Option<String>,
    /// How it was to be read, as far as that was given.
    #[serde(skip)]
    pub reading: RecipeReading,
    /// What is settled of how its columns are written.
    #[serde(skip)]
    pub(super) habits: Vec<Habits>,
    /// The day against which dates are found plausible.
    #[serde(skip)]
    pub(super) as_of: Day,
}

impl Understood {
    /// The headers of consents that name no purpose.
    pub fn consents_without_purpose(&self) -> impl Iterator<Item = &str> {
        let presumed = self.constants.iter().map(|constant| &constant.target);
        let presumed: Vec<Option<u8>> = presumed
            .filter(|target| target.kind == Kind::Consent && target.field == "purpose_presumed")
            .map(|target| target.slot)
            .collect();
        self.columns.iter().filter_map(move |used| {
            let target = used.target.as_ref()?;
            let is_it = target.kind == Kind::Consent && target.field == "given";
            (is_it && presumed.contains(&target.slot)).then_some(used.header.trim())
        })
    }

    /// The header under which the rows of a list without identifiers carry those that people were given: mended there, a
    /// name or birth date makes no second person. `None` where the list has identifiers.
    pub fn given_header(&self) -> Option<String> {
        if !self.gives_ids {
            return None;
        }
        if let Some(column) = self.columns.iter().find(|column| column.via == Via::Given) {
            return Some(column.header.clone());
        }
        let table = schema::table(self.kind);
        let name = &table.fields[table.key[0]].name;
        // A list may have a column of that name that was left out.
        let taken =
            |header: &String| self.columns.iter().any(|column| column.header.trim() == header.as_str());
        [name.clone(), format!("given_{name}")].into_iter().find(|header| !taken(header))
    }

    /// The letters of a column of words that mean there something else than alone, with what they mean: `E` is erkek
    /// beside `K`.
    pub(super) fn settled_letters(&self, at: usize) -> Vec<(String, String)> {
        let Some(target) = self.columns.get(at).and_then(|used| used.target.as_ref()) else {
            return Vec::new();
        };
        let (field, habits) = (&schema::table(target.kind).fields[target.column], self.habits[at]);
        if field.semantic != Semantic::Word || habits == Habits::default() {
            return Vec::new();
        }
        let read = |letter: &str, habits: Habits| {
            let context = Context { habits, as_of: Some(self.as_of), ..Context::default() };
            normalize::cell(field, letter, &context).ok().flatten()
        };
        let letters = ('A'..='Z').map(String::from);
        letters
            .filter_map(|letter| {
                let here = read(&letter, habits)?;
                (read(&letter, Habits::default()) != Some(here.clone())).then(|| (letter, here.to_string()))
            })
            .collect()
    }

    /// A cell of a column in its canonical form, where only the column settles it or the file does: alone
    /// in another file it would be unclear. What a recipe translates is left as it is.
    pub fn settled(&self, at: usize, text: &str) -> Option<String> {
        let used = self.columns.get(at)?;
        let habits = *self.habits.get(at)?;
        let decimal_comma = self.delimiter == Some(';');
        if text.is_empty() || (habits == Habits::default() && !decimal_comma) {
            return None;
        }
        let target = used.target.as_ref()?;
        let field = &schema::table(target.kind).fields[target.column];
        // Of other columns the habits decide what is refused, never what a cell means.
        if !matches!(field.semantic, Semantic::Date | Semantic::Decimal) {
            return None;
        }
        if used.values.as_ref().is_some_and(|values| translated(values, text, field).is_some()) {
            return None;
        }
        let text = unguarded(text);
        let alone = Context { as_of: Some(self.as_of), ..Context::default() };
        let here = Context { habits, decimal_comma, ..alone };
        let datum = normalize::cell(field, text, &here).ok()??;
        // A date goes settled in any case: the rows that come back may be the few that are unclear.
        let local = field.semantic == Semantic::Date && habits.order.is_some();
        let differs = local || normalize::cell(field, text, &alone) != Ok(Some(datum.clone()));
        let canonical = datum.to_string();
        // Three decimals may be taken for thousands where the sign is a comma; a fourth leaves no doubt.
        let doubtful = normalize::cell(field, &canonical, &here) != Ok(Some(datum));
        let canonical = if doubtful && canonical.contains('.') { format!("{canonical}0") } else { canonical };
        differs.then_some(canonical)
    }
}
