//! A decision as people see it.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::judgment;
use crate::decision::{DecisionFacts, RankingFacts, Recorded, ResultFacts};
use crate::ops::show::ShownDecision;
use std::fmt::Write;

const HEADERS: [&str; 7] = ["place", "worker", "opening", "score", "known", "state", "clearance"];

/// The results, or the answers that moved, as rows; a decision about two workers or a finding has none.
pub(in crate::cli) fn rows(shown: &ShownDecision) -> Rows {
    let rows = match &shown.recorded {
        Recorded::Typed(document) => match &document.decision {
            DecisionFacts::Shortlist(ranking) | DecisionFacts::Openings(ranking) => result_rows(ranking),
            DecisionFacts::Judgment(facts) => return judgment::moved_rows(&facts.moved),
            DecisionFacts::Merge(_)
            | DecisionFacts::KeepApart(_)
            | DecisionFacts::FindingState(_)
            | DecisionFacts::Rejection(_) => Vec::new(),
        },
        Recorded::Earlier(_) => Vec::new(),
    };
    Rows::new(&HEADERS, rows)
}

fn result_rows(ranking: &RankingFacts) -> Vec<Vec<String>> {
    let row = |(place, result): (usize, &ResultFacts)| {
        vec![
            place.to_string(),
            result.worker.clone(),
            result.opening.clone(),
            result.score.to_string(),
            result.known.to_string(),
            result.state.to_string(),
            result.clearance.to_string(),
        ]
    };
    (1..).zip(&ranking.results).map(row).collect()
}

/// A decision in full.
pub(in crate::cli) fn describe(shown: &ShownDecision) -> String {
    let mut text = format!(
        "{}: {} of {}\nrecorded {} by {}; store at {}\n",
        shown.decision, shown.kind, shown.subject, shown.recorded_at, shown.actor, shown.seq
    );
    match &shown.recorded {
        Recorded::Typed(document) => match &document.decision {
            DecisionFacts::Shortlist(ranking) | DecisionFacts::Openings(ranking) => {
                describe_ranking(&mut text, ranking);
            }
            DecisionFacts::Judgment(facts) => {
                let _ = writeln!(
                    text,
                    "{} placements judged; {} of them for the first time and without any finding",
                    facts.placements,
                    facts.clear.len()
                );
                if let Some(beside) = &facts.beside {
                    let _ = writeln!(
                        text,
                        "{} openings judged by themselves on {}; {} of them for the first time and without any finding",
                        beside.openings,
                        beside.as_of,
                        beside.clear.len()
                    );
                    let _ = writeln!(text, "{} results of rankings judged", beside.results);
                }
                text.push_str(&judgment::moved(&facts.moved));
            }
            DecisionFacts::FindingState(facts) => text.push_str(&judgment::state_facts(facts)),
            DecisionFacts::Merge(_) | DecisionFacts::KeepApart(_) | DecisionFacts::Rejection(_) => {
                text.push_str(&pretty(&shown.facts));
            }
        },
        Recorded::Earlier(facts) => {
            text.push_str("recorded before decisions had a version; its facts as they were written:\n");
            text.push_str(&pretty(facts));
        }
    }
    for said in &shown.states {
        text.push_str(&render::wrapped(&format!("{} {}", said.case, judgment::state(said)), 0));
    }
    if let Some(agree) = shown.scores_agree {
        text.push_str(if agree {
            "the recorded points and weights give the recorded scores\n"
        } else {
            "THE RECORDED POINTS AND WEIGHTS DO NOT GIVE THE RECORDED SCORES\n"
        });
    }
    text
}

fn describe_ranking(text: &mut String, ranking: &RankingFacts) {
    let (question, rests_on, counts) = (&ranking.question, &ranking.rests_on, &ranking.counts);
    let words = question.query.as_ref().map(|words| format!("; words `{words}`")).unwrap_or_default();
    let _ = writeln!(
        text,
        "{} channel, lists and rules of {}, the best {}{words}",
        question.channel, question.as_of, question.top
    );
    let excluded: Vec<String> =
        counts.excluded.iter().map(|(gate, count)| format!("{count} by {gate}")).collect();
    let excluded = if excluded.is_empty() { "none".to_owned() } else { excluded.join(", ") };
    let _ = writeln!(
        text,
        "{} passed every gate; {} blocked by a policy; excluded: {excluded}",
        counts.admitted, counts.blocked
    );
    let weights: Vec<String> =
        rests_on.weights.iter().map(|(criterion, weight)| format!("{criterion} {weight}")).collect();
    text.push_str(&render::wrapped(
        &format!(
            "weights (what the opening does not ask is left out, and the others are scaled to 1000): {}",
            weights.join(", ")
        ),
        0,
    ));
    for (name, hash) in [
        ("policy packs", &rests_on.packs),
        ("reference tables", &rests_on.reference.to_string()),
        ("program", &rests_on.build.to_string()),
    ] {
        let _ = writeln!(text, "{name:<17} {hash}");
    }
    let _ = writeln!(text, "{}", render::table(&HEADERS, &result_rows(ranking)));
    for (place, result) in (1..).zip(&ranking.results) {
        let _ = writeln!(text, "{place}. {} and {}", result.worker, result.opening);
        for part in &result.parts {
            let points = part.points.map_or_else(|| "unknown".to_owned(), |points| points.to_string());
            let level = part.level.as_ref().map(|level| format!("  {level}")).unwrap_or_default();
            let _ = writeln!(text, "   {:>4}  {:<12} {points} points{level}", part.adds, part.criterion);
        }
        for finding in &result.findings {
            text.push_str(&render::wrapped(&judgment::finding(finding), 3));
        }
        let [pension, medical, life] = &result.portability;
        let _ = writeln!(text, "   pension {pension}, medical {medical}, life {life}");
    }
    text.push_str("versions of the records\n");
    for version in &rests_on.versions {
        let _ = writeln!(text, "   {} {} at {}", version.kind, version.id, version.seq);
    }
}

fn pretty(facts: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(facts).unwrap_or_default();
    text.push('\n');
    text
}
