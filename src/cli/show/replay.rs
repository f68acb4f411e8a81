//! What people see of a decision that was asked again.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::judgment;
use crate::ops::replay::{ReplayDifference, ReplayReply};
use std::fmt::Write;

/// What came out otherwise.
pub(in crate::cli) fn describe(reply: &ReplayReply) -> String {
    let mut text = format!("{}: {} of {}\n", reply.decision, reply.kind, reply.subject);
    text.push_str(if reply.scores_agree {
        "the recorded points give the recorded scores\n"
    } else {
        "THE RECORDED POINTS DO NOT GIVE THE RECORDED SCORES\n"
    });
    let asked = if reply.seq_asked == reply.seq_now { "as they are now" } else { "as they were" };
    let _ = writeln!(
        text,
        "store then at {}, now at {}; asked of the records {asked}",
        reply.seq_then, reply.seq_now
    );
    if reply.rests_on_the_same {
        text.push_str("the records behind the results, packs, tables and program are as they were\n");
    }
    text.push_str(&judgment::packs(&reply.packs));
    for version in &reply.changed {
        let _ = writeln!(text, "changed since: {} {} (was at {})", version.kind, version.id, version.seq);
    }
    for said in &reply.states {
        text.push_str(&render::wrapped(&format!("{} {}", said.case, judgment::state(said)), 0));
    }
    if reply.differences.is_empty() {
        text.push_str(if reply.identical {
            "the answer is the same, byte for byte\n"
        } else {
            "the answer is the same\n"
        });
    } else {
        let _ = writeln!(text, "{} differences", reply.differences.len());
        let rows = rows(reply);
        let _ = writeln!(text, "{}", render::table(rows.headers(), rows.cells()));
    }
    text
}

/// Each difference.
pub(in crate::cli) fn rows(reply: &ReplayReply) -> Rows {
    let row = |one: &ReplayDifference| {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let because: Vec<&str> = one.because.iter().map(|cause| cause.as_str()).collect();
        vec![
            said(&one.worker),
            said(&one.opening),
            one.field.clone(),
            said(&one.then),
            said(&one.now),
            because.join("; "),
        ]
    };
    let headers = ["worker", "opening", "field", "then", "now", "because"];
    Rows::new(&headers, reply.differences.iter().map(row).collect())
}
