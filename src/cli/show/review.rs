//! How pairs and decisions look to people.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::ops::review::rejection::SaidRejection;
use crate::ops::review::{Decided, Pair, ReviewReply};
use crate::store::{MergeLine, Reviewed, Side, Standing, TakenBack};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What one side says where it says nothing.
pub(in crate::cli) const SILENT: &str = "·";

/// All pairs, one after the other.
pub(in crate::cli) fn list(reply: &ReviewReply) -> String {
    let mut text = String::new();
    for (place, pair) in (1..).zip(&reply.pairs) {
        text.push_str(&self::pair(place, reply.pairs.len(), pair, Side::Left, &BTreeMap::new()));
        text.push('\n');
    }
    text.push_str(&waiting(reply));
    text
}

/// How many pairs there are.
pub(in crate::cli) fn waiting(reply: &ReviewReply) -> String {
    let shown = reply.pairs.len();
    let mut text = match (reply.waiting, shown) {
        (0, _) => "no pair of workers waits for a decision".to_owned(),
        (1, 1) => "1 pair of workers waits for a decision".to_owned(),
        (all, shown) if all == shown => format!("{all} pairs of workers wait for a decision"),
        (all, shown) => format!("{all} pairs of workers wait for a decision, {shown} of them here"),
    };
    if reply.kept_apart > 0 {
        let _ = write!(text, "; {} kept apart", reply.kept_apart);
    }
    text.push('\n');
    text
}

/// Two workers side by side, what speaks for their being one, and what a merge would keep.
pub(in crate::cli) fn pair(
    place: usize,
    of: usize,
    pair: &Pair,
    survivor: Side,
    choices: &BTreeMap<String, Side>,
) -> String {
    let c = &pair.comparison;
    let mut text = format!(
        "pair {place} of {of}: `{}` and `{}`, one person with a probability of {:.3}\n",
        c.left, c.right, pair.candidate.probability
    );
    for (asked, is) in [(&pair.candidate.left, &c.left), (&pair.candidate.right, &c.right)] {
        if asked != is {
            let _ = writeln!(text, "  found as `{asked}`, which was merged into `{is}`");
        }
    }
    let mut choosable = 0;
    let rows: Vec<Vec<String>> = c
        .lines
        .iter()
        .map(|line| {
            let number = if chosen_by_person(line) {
                choosable += 1;
                choosable.to_string()
            } else {
                String::new()
            };
            let side = |side: Side, cell: &Option<String>| match cell {
                None => SILENT.to_owned(),
                Some(cell) if chosen_by_person(line) => {
                    let holds = *choices.get(&line.name).unwrap_or(&survivor) == side;
                    if holds { format!("» {cell}") } else { cell.clone() }
                }
                Some(cell) => cell.clone(),
            };
            vec![
                number,
                mark(line).to_owned(),
                line.name.clone(),
                side(Side::Left, &line.left),
                side(Side::Right, &line.right),
            ]
        })
        .collect();
    let (left, right) = (format!("left {}", c.left), format!("right {}", c.right));
    let _ = writeln!(text, "{}", render::table(&["", "", "cell", &left, &right], &rows));
    text.push_str(
        "= equal  ≠ different, » what a merge would keep  < only left  > only right  ! a rule decides\n",
    );
    for rule in rules(&c.lines) {
        let _ = writeln!(text, "  ! {rule}");
    }
    let _ = writeln!(text, "evidence, in bits, {:+.1} together:", bits(pair.candidate.weight));
    for part in &pair.candidate.parts {
        let _ = writeln!(text, "  {:+6.1}  {}", bits(part.weight), part.because);
    }
    text
}

/// A weight in bits.
pub(in crate::cli) fn bits(thousandths: i32) -> f64 {
    f64::from(thousandths) / 1000.0
}

/// Whether a person chooses which word holds.
pub(in crate::cli) fn chosen_by_person(line: &MergeLine) -> bool {
    line.standing == Standing::Different && line.rule.is_none()
}

pub(in crate::cli) fn mark(line: &MergeLine) -> &'static str {
    match (line.standing, line.rule) {
        (Standing::Equal, _) => "=",
        (Standing::Different, Some(_)) => "!",
        (Standing::Different, None) => "≠",
        (Standing::LeftOnly, _) => "<",
        (Standing::RightOnly, _) => ">",
    }
}

pub(in crate::cli) fn rules(lines: &[MergeLine]) -> Vec<&'static str> {
    let mut rules: Vec<&str> = lines.iter().filter_map(|line| line.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// What became of a decision.
pub(in crate::cli) fn decided(decided: &Decided) -> String {
    let name = decided.decision.map(|decision| decision.to_string()).unwrap_or_default();
    let Some(merged) = &decided.merged else {
        return match decided.verdict {
            "keep-apart" => {
                format!(
                    "{name}: kept apart, and not asked about again\nto take it back: corridor review undo {name}\n"
                )
            }
            _ => "skipped: nothing was decided\n".to_owned(),
        };
    };
    let mut text = format!(
        "{name}: `{}` was merged into `{}`; {} cells filled, {} parts came over\n",
        merged.merged,
        merged.kept,
        merged.filled.len(),
        merged.moved
    );
    for (what, cells) in [
        ("the survivor's word holds", &merged.kept_cells),
        ("the other's word holds", &merged.taken_cells),
        ("a rule decided", &merged.ruled_cells),
    ] {
        if !cells.is_empty() {
            text.push_str(&render::wrapped(&format!("{what}: {}", cells.join(", ")), 2));
        }
    }
    let _ = writeln!(text, "to take it back: corridor review undo {name}");
    text
}

/// A decision that was taken back.
pub(in crate::cli) fn taken_back(back: &TakenBack) -> String {
    let [left, right] = &back.workers;
    match back.kind {
        "merge" => format!("{} taken back: `{left}` and `{right}` are again what they were\n", back.decision),
        _ => format!("{} taken back: `{left}` and `{right}` may be asked about again\n", back.decision),
    }
}

/// Decisions in a table.
pub(in crate::cli) fn log(decisions: &[Reviewed]) -> String {
    if decisions.is_empty() {
        return "nothing was decided yet\n".to_owned();
    }
    let rows: Vec<Vec<String>> = decisions
        .iter()
        .map(|d| {
            let what = match d.verdict {
                crate::store::Verdict::Merge => format!("`{}` merged into `{}`", d.right, d.left),
                crate::store::Verdict::KeepApart => format!("`{}` and `{}` kept apart", d.left, d.right),
            };
            let state = d
                .taken_back
                .as_ref()
                .map_or_else(|| "in force".to_owned(), |(at, _)| format!("taken back {at}"));
            vec![d.decision.to_string(), d.recorded_at.clone(), d.actor.clone(), what, state]
        })
        .collect();
    render::table(&["decision", "recorded", "by", "what", "state"], &rows)
}

/// The pairs with their evidence.
pub(in crate::cli) fn rows(reply: &ReviewReply) -> Rows {
    let rows: Vec<Vec<String>> = reply
        .pairs
        .iter()
        .map(|pair| {
            let because: Vec<String> = pair
                .candidate
                .parts
                .iter()
                .map(|part| format!("{:+.1}: {}", bits(part.weight), part.because))
                .collect();
            vec![
                pair.comparison.left.clone(),
                pair.comparison.right.clone(),
                format!("{:.4}", pair.candidate.probability),
                format!("{:.2}", bits(pair.candidate.weight)),
                because.join("; "),
            ]
        })
        .collect();
    Rows::new(&PAIRS, rows)
}

/// The columns of [`rows`].
pub(in crate::cli) const PAIRS: [&str; 5] = ["left", "right", "probability", "weight", "evidence"];

/// The columns of [`decided_rows`].
pub(in crate::cli) const DECIDED: [&str; 4] = ["decision", "verdict", "kept", "merged"];

/// The columns of [`taken_back_rows`].
pub(in crate::cli) const TAKEN_BACK: [&str; 4] = ["decision", "kind", "left", "right"];

/// What became of a decision, in one row.
pub(in crate::cli) fn decided_rows(decided: &Decided) -> Rows {
    let (kept, merged) = match &decided.merged {
        Some(merged) => (merged.kept.clone(), merged.merged.clone()),
        None => (String::new(), String::new()),
    };
    let name = decided.decision.map(|decision| decision.to_string()).unwrap_or_default();
    let row = vec![name, decided.verdict.to_owned(), kept, merged];
    Rows::new(&DECIDED, vec![row])
}

/// A decision that was taken back, in one row.
pub(in crate::cli) fn taken_back_rows(back: &TakenBack) -> Rows {
    let [left, right] = back.workers.clone();
    let row = vec![back.decision.to_string(), back.kind.to_owned(), left, right];
    Rows::new(&TAKEN_BACK, vec![row])
}

/// Decisions, each in a row.
pub(in crate::cli) fn log_rows(decisions: &[Reviewed]) -> Rows {
    let row = |one: &Reviewed| {
        let verdict = match one.verdict {
            crate::store::Verdict::Merge => "merge",
            crate::store::Verdict::KeepApart => "keep-apart",
        };
        let taken_back = one.taken_back.as_ref().map(|(at, _)| at.clone()).unwrap_or_default();
        vec![
            one.decision.to_string(),
            one.recorded_at.clone(),
            one.actor.clone(),
            verdict.to_owned(),
            one.left.clone(),
            one.right.clone(),
            taken_back,
        ]
    };
    Rows::new(
        &["decision", "recorded_at", "actor", "verdict", "left", "right", "taken_back"],
        decisions.iter().map(row).collect(),
    )
}

/// The columns of [`rejection_rows`].
pub(in crate::cli) const REJECTIONS: [&str; 7] =
    ["opening", "worker", "state", "reason", "decision", "recorded_at", "actor"];

/// What was said of workers for openings.
pub(in crate::cli) fn rejections(said: &[SaidRejection]) -> String {
    if said.is_empty() {
        return "no worker was rejected for an opening\n".to_owned();
    }
    let rows: Vec<Vec<String>> = said.iter().map(rejection_row).collect();
    render::table(&REJECTIONS, &rows)
}

/// The same in rows.
pub(in crate::cli) fn rejection_rows(said: &[SaidRejection]) -> Rows {
    Rows::new(&REJECTIONS, said.iter().map(rejection_row).collect())
}

fn rejection_row(said: &SaidRejection) -> Vec<String> {
    vec![
        said.opening.clone(),
        said.worker.clone(),
        said.state.to_string(),
        said.reason.clone(),
        said.decision.to_string(),
        said.recorded_at.clone(),
        said.actor.clone(),
    ]
}
