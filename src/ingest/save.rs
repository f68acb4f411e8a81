//! The recipe that reads files as one was understood.

use super::mapping::{Decimals, FORMAT, OPEN, RecipeReading, Stated, Target, Via};
use super::understood::Understood;
use crate::normalize::DecimalSign;
use crate::schema::{self, Semantic};
use std::collections::BTreeMap;
use std::fmt::Write;

impl Understood {
    /// The recipe that reads such files the same way again.
    pub fn to_recipe(&self) -> String {
        text(self, For::Likes)
    }

    /// The recipe that reads rows of the file as they were read in it, when they stand in one of
    /// their own: few cells would weigh the headers otherwise and settle what the whole file left open.
    pub fn to_recipe_for_rows(&self) -> String {
        text(self, For::Rows)
    }

    /// The decimal sign by which the numbers of a column are read; where the separator of the cells has a
    /// say, a file of rows with another separator must be told.
    fn decimal_sign(&self, at: usize, files: For) -> Option<DecimalSign> {
        let semicolons = files == For::Rows && self.delimiter == Some(';');
        self.habits.get(at).and_then(|habits| habits.decimal_sign(semicolons))
    }
}

/// Which files a recipe is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Files like the one that was understood, from the same source.
    Likes,
    /// Rows of that file, in a file that we write and people mend: the form is another, and what the whole file
    /// left open no few rows may settle.
    Rows,
}

/// The text of the recipe that replays how a file was understood.
fn text(understood: &Understood, files: For) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "# How to read files like `{}`: corridor import FILE --recipe THIS",
        one_line(&understood.file)
    );
    let _ = writeln!(text, "format = {FORMAT}\nkind = \"{}\"", understood.kind);
    if let Some(source) = &understood.source {
        let _ = writeln!(text, "source = {}", quoted(source));
    }
    if let Some(country) = understood.country {
        let _ = writeln!(text, "country = \"{country}\"");
    }
    if let Some(country) = understood.lived_in {
        let _ = writeln!(text, "lived_in = \"{country}\"");
    }
    let RecipeReading { sheet, encoding, delimiter } = &understood.reading;
    if files == For::Likes && understood.reading != RecipeReading::default() {
        text.push_str("\n[file]\n");
        for (key, value) in [
            ("sheet", sheet.clone()),
            ("encoding", encoding.clone()),
            ("delimiter", delimiter.map(String::from)),
        ] {
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = {}", quoted(&value));
            }
        }
    }
    text.push_str("\n[columns]\n");
    for (at, used) in understood.columns.iter().enumerate() {
        let written_by_us = used.via == Via::Rejects || used.via == Via::Given && files == For::Likes;
        if written_by_us || used.header.trim().is_empty() {
            continue;
        }
        let mut said =
            vec![format!("column = {}", quoted(&used.target.as_ref().map(Target::name).unwrap_or_default()))];
        let settled = understood.date_orders.iter().find(|(header, _)| *header == used.header);
        let stated = match used.stated {
            Some(Stated::Header(order) | Stated::Recipe(order)) => Some(order),
            Some(Stated::Open) | None => None,
        };
        let order = match settled {
            Some((_, order)) => *order,
            None => stated,
        };
        let field = |target: &Target| &schema::table(target.kind).fields[target.column];
        let semantic = used.target.as_ref().map(|target| field(target).semantic);
        match order {
            Some(order) => said.push(format!("dates = {}", quoted(order.as_str()))),
            None if semantic != Some(Semantic::Date) => {}
            None if files == For::Rows || used.stated == Some(Stated::Open) => {
                said.push(format!("dates = {}", quoted(OPEN)));
            }
            None => {}
        }
        if semantic == Some(Semantic::Decimal) {
            match (understood.decimal_sign(at, files), files) {
                (Some(sign), _) => said.push(format!("decimals = {}", quoted(sign.as_str()))),
                (None, For::Rows) => said.push(format!("decimals = {}", quoted(OPEN))),
                (None, For::Likes) if used.decimals == Some(Decimals::Open) => {
                    said.push(format!("decimals = {}", quoted(OPEN)));
                }
                (None, For::Likes) => {}
            }
        }
        if let Some(confidence) = used.confidence {
            said.push(format!(
                "confidence = {}.{:03}",
                confidence.thousandths() / 1000,
                confidence.thousandths() % 1000
            ));
        }
        if used.via != Via::Recipe {
            said.push(format!("via = {}", quoted(used.via.as_str())));
        }
        if let Some(why) = &used.why {
            said.push(format!("why = {}", quoted(why)));
        }
        let _ = writeln!(text, "{} = {{ {} }}", quoted(&used.header), said.join(", "));
    }
    let given = understood.given_header().filter(|_| files == For::Rows);
    if let Some(header) = given.filter(|header| understood.columns.iter().all(|used| used.header != *header))
    {
        let table = schema::table(understood.kind);
        let (header, column) = (quoted(&header), quoted(&table.fields[table.key[0]].name));
        let _ = writeln!(text, "{header} = {{ column = {column}, via = {} }}", quoted(Via::Given.as_str()));
    }
    for (at, used) in understood.columns.iter().enumerate() {
        let Some(target) = &used.target else { continue };
        let mut values: BTreeMap<String, String> =
            used.values.as_ref().map(|values| (**values).clone()).unwrap_or_default();
        if files == For::Rows {
            // Few rows may lack the letter that settles another: their cells stay as written, and the recipe says it.
            for (letter, meant) in understood.settled_letters(at) {
                if values.keys().all(|known| !known.eq_ignore_ascii_case(&letter)) {
                    values.insert(letter, meant);
                }
            }
        }
        if used.values.is_some() || !values.is_empty() {
            let _ = writeln!(text, "\n[values.{}]", target.name());
            for (from, to) in &values {
                let _ = writeln!(text, "{} = {}", quoted(from), quoted(to));
            }
        }
    }
    if !understood.constants.is_empty() {
        text.push_str("\n[defaults]\n");
        for constant in &understood.constants {
            let _ = writeln!(text, "{} = {}", constant.target.name(), quoted(&constant.value));
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A TOML string on one line. JSON escapes the same signs, but for one.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default().replace('\u{7f}', "\\u007f")
}
