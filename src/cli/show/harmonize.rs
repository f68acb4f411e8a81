//! What people see of `harmonize`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::curricula::Overall;
use crate::curricula::harmonize::{Matrix, MatrixCell};
use std::fmt::Write;

/// Marks of the cells, told below the table.
fn mark(cell: &MatrixCell) -> String {
    match cell.overall {
        Overall::Automatic => "auto".to_owned(),
        Overall::SubstantiallyEquivalent => "met".to_owned(),
        Overall::Gaps => format!("-{}", cell.gaps.len()),
        Overall::AssistantLevel | Overall::OtherOccupation => "other".to_owned(),
        Overall::NotComparable => "exam".to_owned(),
        Overall::Unknown => "?".to_owned(),
    }
}

pub(in crate::cli) fn matrix(reply: &Matrix) -> String {
    let mut text = String::new();
    if reply.rows.is_empty() {
        return "no curriculum of that occupation is in the store: import some (`corridor template curriculum`)\n".to_owned();
    }
    // As many destinations side by side as the width holds.
    const AT_ONCE: usize = 12;
    for part in (0..reply.destinations.len()).step_by(AT_ONCE) {
        let columns = &reply.destinations[part..reply.destinations.len().min(part + AT_ONCE)];
        let codes: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let headers: Vec<&str> =
            ["curriculum", "from"].into_iter().chain(codes.iter().map(String::as_str)).collect();
        let rows: Vec<Vec<String>> = reply
            .rows
            .iter()
            .map(|row| {
                let from = row.country.map(|country| country.to_string()).unwrap_or_default();
                let cells = row.cells.iter().skip(part).take(columns.len()).map(mark);
                [row.curriculum.to_string(), from].into_iter().chain(cells).collect()
            })
            .collect();
        text.push_str(&render::table(&headers, &rows));
        text.push('\n');
    }
    text.push_str(&render::wrapped(
        "auto: recognized without comparing; met: every requirement; -n: n requirements short or missing; other: a training of another level or \
         occupation; exam: decided by \
         examination or academic level; ?: not known. `corridor compare --curriculum ID --destination CC` shows a cell \
         with its sources.",
        0,
    ));
    text.push_str("\nwhich 100 hours would open most\n");
    match &reply.best {
        Some(best) => text.push_str(&render::wrapped(&format!("over all: {}", best.reason()), 2)),
        None => text.push_str("  no 100 hours close a gap\n"),
    }
    for row in &reply.rows {
        if let Some(best) = &row.best {
            let _ = write!(text, "{}", render::wrapped(&format!("{}: {}", row.curriculum, best.reason()), 2));
        }
    }
    text.push_str(&super::past_day(&reply.past_day, 0));
    text
}

/// Each cell of the matrix.
pub(in crate::cli) fn rows(reply: &Matrix) -> Rows {
    let mut rows = Vec::new();
    for row in &reply.rows {
        for cell in &row.cells {
            rows.push(vec![
                row.curriculum.to_string(),
                row.title.clone(),
                row.country.map(|country| country.to_string()).unwrap_or_default(),
                row.graduates.to_string(),
                cell.destination.to_string(),
                cell.overall.to_string(),
                cell.counts[0].to_string(),
                cell.counts[1].to_string(),
                cell.counts[2].to_string(),
                cell.counts[3].to_string(),
                cell.counts[4].to_string(),
                crate::message::paragraph(&cell.gaps),
            ]);
        }
    }

    let headers = [
        "curriculum_id",
        "title",
        "country",
        "graduates",
        "destination",
        "overall",
        "met",
        "typically_met",
        "short",
        "missing",
        "unknown",
        "gaps",
    ];
    Rows::new(&headers, rows)
}
