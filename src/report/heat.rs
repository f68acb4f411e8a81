//! The matrix of curricula and destinations as one HTML page: a heat map whose cells open to a small table. Without
//! scripts and without anything to load.

use crate::curricula::harmonize::{Matrix, MatrixCell};
use crate::curricula::{Line, Overall, Verdict};
use crate::model::Decimal;
use crate::reference::{countries, occupations};
use askama::Template;
use std::collections::BTreeSet;

/// The page's contents, ready to be shown.
struct Heat {
    /// The occupation in words, with its code.
    occupation: String,
    /// The day asked.
    as_of: String,
    /// The destinations: code and name.
    destinations: Vec<(String, String)>,
    /// One row a curriculum.
    rows: Vec<HeatRow>,
    /// What a hundred hours would open, a sentence a line; the first is over all curricula.
    additions: Vec<String>,
    /// The documents behind the matrix.
    sources: Vec<String>,
}

/// A curriculum.
struct HeatRow {
    /// The identifier.
    id: String,
    /// The title.
    title: String,
    /// The country's code.
    country: String,
    /// How many workers of the store trained by it.
    graduates: u64,
    /// One cell a destination.
    cells: Vec<HeatCell>,
}

/// A cell.
struct HeatCell {
    /// The destination's name.
    destination: String,
    /// `auto`, `met`, `few`, `many`, `exam` or `open`: its color.
    class: &'static str,
    /// What stands in it.
    mark: String,
    /// Why, in a sentence.
    because: String,
    /// Requirement, asked, there, verdict.
    lines: Vec<[String; 4]>,
    /// How many further requirements are met.
    met: usize,
}

#[derive(Template)]
#[template(path = "heat.html")]
struct Page<'a> {
    heat: &'a Heat,
    version: &'static str,
}

/// The matrix as a page.
pub fn heat(matrix: &Matrix) -> String {
    let mut sources: BTreeSet<String> = BTreeSet::new();
    let rows = matrix
        .rows
        .iter()
        .map(|row| HeatRow {
            id: row.curriculum.to_string(),
            title: row.title.clone(),
            country: row.country.map(|country| country.to_string()).unwrap_or_default(),
            graduates: row.graduates,
            cells: row.cells.iter().map(|cell| heat_cell(cell, &mut sources)).collect(),
        })
        .collect();
    let over_all = matrix.best.iter().map(|best| format!("Over all curricula: {}", best.reason()));
    let by_row = matrix.rows.iter().filter_map(|row| {
        row.best.as_ref().map(|best| format!("{} ({}): {}", row.title, row.curriculum, best.reason()))
    });
    let mut additions: Vec<String> = over_all.chain(by_row).collect();
    if additions.is_empty() {
        additions.push("No 100 hours close a gap that is known.".to_owned());
    }
    let destinations = matrix.destinations.iter();
    let heat = Heat {
        occupation: format!("{} ({})", occupations::title(matrix.occupation), matrix.occupation),
        as_of: matrix.as_of.to_string(),
        destinations: destinations.map(|to| (to.to_string(), countries::name(*to).to_owned())).collect(),
        rows,
        additions,
        sources: sources.into_iter().collect(),
    };
    // Writing to memory fails only when a value cannot be shown, and all of ours can.
    Page { heat: &heat, version: env!("CARGO_PKG_VERSION") }.render().unwrap_or_default()
}

fn heat_cell(cell: &MatrixCell, sources: &mut BTreeSet<String>) -> HeatCell {
    let comparison = &cell.comparison;
    for source in &comparison.sources {
        sources.insert(format!("{} ({}, confidence {})", source.source, source.table, source.confidence));
    }
    let (class, mark) = match cell.overall {
        Overall::Automatic => ("auto", "auto".to_owned()),
        Overall::SubstantiallyEquivalent => ("met", "met".to_owned()),
        Overall::Gaps if cell.gaps.len() <= 3 => ("few", format!("\u{2212}{}", cell.gaps.len())),
        Overall::Gaps => ("many", format!("\u{2212}{}", cell.gaps.len())),
        Overall::AssistantLevel | Overall::OtherOccupation => ("many", "other".to_owned()),
        Overall::NotComparable => ("exam", "exam".to_owned()),
        Overall::Unknown => ("open", "?".to_owned()),
    };
    // Where hours decide nothing, a table of them would mislead.
    let decides = matches!(cell.overall, Overall::Gaps | Overall::Unknown | Overall::SubstantiallyEquivalent);
    let shown = |line: &&Line| decides && (line.need.is_some() || line.verdict >= Verdict::Short);
    let number = |number: Option<Decimal>| number.map(|number| number.to_string()).unwrap_or_default();
    let lines: Vec<[String; 4]> = comparison
        .lines
        .iter()
        .filter(shown)
        .map(|line| {
            let verdict = match line.short_by {
                Some(by) => format!("{} by {by}", line.verdict),
                None => line.verdict.to_string(),
            };
            [line.requirement.name().to_owned(), number(line.need), number(line.have), verdict]
        })
        .collect();
    let met = if decides { comparison.lines.len() - lines.len() } else { 0 };
    HeatCell {
        destination: countries::name(cell.destination).to_owned(),
        class,
        mark,
        because: comparison.because.to_string(),
        lines,
        met,
    }
}
