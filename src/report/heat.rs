//! The matrix of curricula and destinations as one HTML page: a heat map whose cells open to a small table. Without
//! scripts and without anything to load.

use askama::Template;

/// The page's contents, ready to be shown.
#[derive(Debug, Clone, Default)]
pub struct Heat {
    /// The occupation in words, with its code.
    pub occupation: String,
    /// The day asked.
    pub as_of: String,
    /// The destinations: code and name.
    pub destinations: Vec<(String, String)>,
    /// One row a curriculum.
    pub rows: Vec<HeatRow>,
    /// What a hundred hours would open, a sentence a line; the first is over all curricula.
    pub additions: Vec<String>,
    /// The documents behind the matrix.
    pub sources: Vec<String>,
}

/// A curriculum.
#[derive(Debug, Clone, Default)]
pub struct HeatRow {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The country's code.
    pub country: String,
    /// How many workers of the store trained by it.
    pub graduates: u64,
    /// One cell a destination.
    pub cells: Vec<HeatCell>,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct HeatCell {
    /// The destination's name.
    pub destination: String,
    /// `auto`, `met`, `few`, `many`, `exam` or `open`: its color.
    pub class: &'static str,
    /// What stands in it.
    pub mark: String,
    /// Why, in a sentence.
    pub because: String,
    /// Requirement, asked, there, verdict.
    pub lines: Vec<[String; 4]>,
    /// How many further requirements are met.
    pub met: usize,
}

#[derive(Template)]
#[template(path = "heat.html")]
struct Page<'a> {
    heat: &'a Heat,
    version: &'static str,
}

/// The page.
pub fn heat(heat: &Heat) -> String {
    // Writing to memory fails only when a value cannot be shown, and all of ours can.
    Page { heat, version: env!("CARGO_PKG_VERSION") }.render().unwrap_or_default()
}
