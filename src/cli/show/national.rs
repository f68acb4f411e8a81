//! What people see of the reports of states.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::register::known;
use crate::ops::national::{NamedTable, NationalReply, OriginImpact, ReportTable};
use crate::report::PublishedRow;
use std::fmt::Write;

/// What stands for a count that is left out.
const LEFT_OUT: &str = "left out";

fn count(count: Option<u64>) -> String {
    count.map_or_else(|| LEFT_OUT.to_owned(), |count| count.to_string())
}

fn title(table: ReportTable) -> &'static str {
    match table {
        ReportTable::Sex => "By occupation and sex",
        ReportTable::Channel => "By occupation and channel",
        ReportTable::Agreement => "By occupation and agreement",
        ReportTable::Residence => "By occupation and country of residence when recruited",
        ReportTable::FirstTraining => "By occupation and country of the first training (trained abroad)",
        ReportTable::Nationality => "By occupation and nationality (foreign national)",
        ReportTable::Entries => "Placed abroad, by origin and profession",
        ReportTable::Returns => "Returned, by origin and profession",
        ReportTable::Benefits => "By origin and what the agreement promises it",
    }
}

/// A row's name, with what stands together in it.
fn name(row: &PublishedRow) -> String {
    if row.of.is_empty() { row.row.clone() } else { format!("{} ({})", row.row, row.of.join(", ")) }
}

/// A report for people.
pub(in crate::cli) fn describe(reply: &NationalReply) -> String {
    let mut text = format!("{} for {}", reply.report, reply.year);
    for (what, country) in [("from", reply.origin), ("to", reply.destination)] {
        let _ = country.map(|country| write!(text, ", {what} {country}"));
    }
    let _ = writeln!(
        text,
        ", counted by {}: placements {}; planned or cancelled, and in no table: {}; without that day, and so in no year: {}",
        reply.date.in_words(),
        count(reply.placements),
        count(reply.not_placed),
        count(reply.undated)
    );
    let _ = writeln!(
        text,
        "counts below {} are left out, with others that would tell them",
        reply.suppress_below
    );
    for one in &reply.tables {
        let _ = writeln!(text, "\n{}", title(one.table));
        text.push_str(&table(one));
    }
    if !reply.impacts.is_empty() {
        text.push_str("\nAgainst the density of the origin\n");
        let rows: Vec<Vec<String>> = reply.impacts.iter().map(impact).collect();
        let headers =
            ["origin", "profession", "placed", "returned", "per 10,000", "year", "people they would serve"];
        let _ = writeln!(text, "{}", render::table(&headers, &rows));
        let sources: std::collections::BTreeSet<&str> =
            reply.impacts.iter().flat_map(|one| &one.density_per_10k).map(|of| of.source.as_str()).collect();
        for source in sources {
            text.push_str(&render::wrapped(&format!("densities: {source}"), 0));
        }
    }
    text.push_str("\nNot answered by these records\n");
    let of_impacts = reply.impacts.iter().flat_map(|one| &one.unknown);
    let mut said: Vec<&str> = Vec::new();
    for message in reply.unanswered.iter().chain(of_impacts) {
        if !said.contains(&message.text.as_str()) {
            said.push(&message.text);
            text.push_str(&render::wrapped(&format!("- {}", message.text), 2));
        }
    }
    text
}

fn table(one: &NamedTable) -> String {
    let of = &one.published;
    if of.rows.is_empty() {
        let why = if of.total.is_none() { "too few to be told" } else { "none" };
        return format!("{why}\n");
    }
    let mut headers = vec![String::new()];
    headers.extend(of.columns.iter().cloned());
    headers.push("total".to_owned());
    let line = |name: String, cells: &[Option<u64>], total: Option<u64>| {
        std::iter::once(name).chain(cells.iter().map(|cell| count(*cell))).chain([count(total)]).collect()
    };
    let mut rows: Vec<Vec<String>> =
        of.rows.iter().map(|row| line(name(row), &row.cells, Some(row.total))).collect();
    rows.push(line("total".to_owned(), &of.column_totals, of.total));
    format!("{}\n", render::table(&headers, &rows))
}

fn impact(one: &OriginImpact) -> Vec<String> {
    let density = one.density_per_10k.as_ref();
    vec![
        one.origin.to_string(),
        one.group.to_string(),
        count(one.placements),
        count(one.returned),
        known(density.map(|of| of.value)),
        known(density.and_then(|of| of.year)),
        known(one.people_served),
    ]
}

/// A report in rows: each cell of each table with its row and column.
pub(in crate::cli) fn rows(reply: &NationalReply) -> Rows {
    let mut rows = Vec::new();
    for NamedTable { table, published: counts } in &reply.tables {
        let mut line = |row: String, column: &str, value: Option<u64>| {
            rows.push(vec![
                table.to_string(),
                row,
                column.to_owned(),
                count(value),
                String::new(),
                String::new(),
                reply.date.to_string(),
            ]);
        };
        for row in &counts.rows {
            for (column, cell) in counts.columns.iter().zip(&row.cells) {
                line(name(row), column, *cell);
            }
            line(name(row), "total", Some(row.total));
        }
        for (column, total) in counts.columns.iter().zip(&counts.column_totals) {
            line("total".to_owned(), column, *total);
        }
        line("total".to_owned(), "total", counts.total);
    }
    for one in &reply.impacts {
        let density = one.density_per_10k.as_ref();
        let row = format!("{} {}", one.origin, one.group);
        let year = density.and_then(|of| of.year).map(|year| year.to_string()).unwrap_or_default();
        let source = density.map(|of| of.source.clone()).unwrap_or_default();
        let value = [
            ("density per 10,000", known(density.map(|of| of.value))),
            ("people they would serve", known(one.people_served)),
        ];
        for (column, value) in value {
            rows.push(vec![
                "impact".to_owned(),
                row.clone(),
                column.to_owned(),
                value,
                year.clone(),
                source.clone(),
                reply.date.to_string(),
            ]);
        }
    }
    for message in &reply.unanswered {
        let mut cells = vec!["not answered".to_owned(), message.code.clone(), message.text.clone()];
        cells.resize(7, String::new());
        rows.push(cells);
    }
    Rows::new(&["table", "row", "column", "value", "year", "source", "counted_by"], rows)
}
