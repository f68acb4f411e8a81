//! What people see of `plan`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::credentials::{Cost, Months};
use crate::ethics::Clearance;
use crate::ops::plan::{Opens, PlanReply};
use crate::ranking::steps::{Flip, Step};
use std::fmt::Write;

pub(in crate::cli) fn row(one: &Step) -> Vec<String> {
    let sources: Vec<String> =
        one.sources.iter().map(|source| format!("{} ({})", source.source, source.confidence)).collect();
    vec![kind(one), one.action.to_string(), months(one), cost(one), sources.join("; ")]
}

pub(in crate::cli) fn kind(one: &Step) -> String {
    format!("{:?}", one.kind).to_lowercase()
}

pub(in crate::cli) fn months(one: &Step) -> String {
    one.months.map(span).unwrap_or_default()
}

/// A span of months in words.
fn span(months: Months) -> String {
    match (months.min, months.max) {
        (min, max) if min == max => format!("{max} months"),
        (0, max) => format!("up to {max} months"),
        (min, max) => format!("{min} to {max} months"),
    }
}

pub(in crate::cli) fn cost(one: &Step) -> String {
    one.cost.as_ref().map(fees).unwrap_or_default()
}

fn fees(cost: &Cost) -> String {
    let year = cost.year.map_or_else(|| "year not known".to_owned(), |year| format!("of {year}"));
    if cost.min == cost.max {
        format!("{} ({year})", cost.min)
    } else {
        format!("{} to {} ({year})", cost.min, cost.max)
    }
}

/// How long something takes and what it costs, in brackets, as far as a table tells.
pub(in crate::cli) fn effort(months: Option<Months>, cost: Option<&Cost>) -> String {
    let facts: Vec<String> = months.map(span).into_iter().chain(cost.map(fees)).collect();
    if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) }
}

/// The moves as numbered lines with their sources.
pub(in crate::cli) fn describe_flip(flip: &Flip) -> String {
    let mut text = String::new();
    for (place, one) in (1..).zip(&flip.moves) {
        let facts = effort(one.months, one.cost.as_ref());
        text.push_str(&render::wrapped(&format!("{place}. {}: {}{facts}", kind(one), one.action), 2));
        for source in &one.sources {
            text.push_str(&render::wrapped(&format!("[{}, {}]", source.source, source.confidence), 5));
        }
    }
    if flip.clearance > Clearance::Clear {
        text.push_str(&render::wrapped(
            &format!("the clearance is {} after that as well", flip.clearance),
            0,
        ));
        for said in &flip.held_by {
            text.push_str(&render::wrapped(&said.text, 2));
        }
    }
    text
}

pub(in crate::cli) fn describe(reply: &PlanReply) -> String {
    let mut text = format!("{} to {}, on {}: {}\n\n", reply.worker, reply.goal, reply.as_of, reply.state);
    text.push_str(&super::passage::describe(&reply.admission, &reply.exit, 0));
    text.push('\n');
    match &reply.plan {
        None if reply.state == crate::matching::State::Ready => text.push_str("nothing is missing\n"),
        None => {
            text.push_str(
                "no change that the tables know makes this match ready; after all changes these stay open\n",
            );
            for line in &reply.remaining {
                text.push_str(&render::wrapped(&line.text, 2));
            }
        }
        Some(flip) => {
            let _ = writeln!(text, "the fewest steps to `{}`", flip.to);
            text.push_str(&describe_flip(flip));
            let months = reply.months.map_or_else(
                || "no table says how long it takes".to_owned(),
                |months| format!("{} in all", span(months)),
            );
            let untimed = match reply.untimed {
                0 => String::new(),
                1 => "; one step has no known duration and is not counted".to_owned(),
                count => format!("; {count} steps have no known duration and are not counted"),
            };
            text.push_str(&render::wrapped(
                &format!(
                    "{months}{untimed}. Documents, languages and hours can run beside recognition; practice comes after it. \
                     Months are usual spans, fees those of their year."
                ),
                0,
            ));
        }
    }
    text.push_str(match reply.opens.first() {
        None => "\nno single known step closes a gap of an opening\n",
        Some(Opens { ready: 0, .. }) => {
            "\nno single step makes an opening of the store ready; these bring most of them nearer\n"
        }
        Some(_) => "\nsingle steps that open most of the openings in the store\n",
    });
    for opens in &reply.opens {
        let nearer = format!("{} come nearer", opens.nearer);
        let counts = if opens.ready == 0 { nearer } else { format!("{} ready, {nearer}", opens.ready) };
        text.push_str(&render::wrapped(&format!("{counts}: {}", opens.step.action), 2));
    }
    text.push_str(&super::past_day(&reply.past_day, 0));
    text
}

/// The steps of the plan in their order.
pub(in crate::cli) fn rows(reply: &PlanReply) -> Rows {
    let moves = reply.plan.iter().flat_map(|flip| &flip.moves).map(row);
    let rows = (1..).zip(moves).map(|(place, row): (usize, _)| [vec![place.to_string()], row].concat());
    Rows::new(&["step", "kind", "action", "months", "cost", "sources"], rows.collect())
}
