//! Pages of plots: the audit, and how workers fare.

use super::fairness;
use super::judgment::state;
use crate::ethics::FindingOutcome;
use crate::ops::audit::{AuditBasis, AuditReply, Audited};
use crate::ops::fairness::{FairnessGroup, FairnessReply, FairnessTable};
use crate::policy::StoodInPack;
use crate::report::{
    ChartFigure, ChartFlow, ChartRatio, charts_page, flows_figure, ratios_figure, years_figure,
};
use crate::rule::Severity;
use std::collections::BTreeMap;

/// The audit as a page: flows between countries, and broken rules by year.
pub(in crate::cli) fn audit_page(reply: &AuditReply, basis: &AuditBasis) -> String {
    let flows = reply.corridors.iter().map(|(corridor, (count, blocked))| {
        let (from, to) = corridor.split_once(" > ").unwrap_or((corridor, "unknown"));
        ChartFlow { from: from.to_owned(), to: to.to_owned(), count: *count, blocked: *blocked }
    });
    let counted = format!("{} placements, counted by {}", reply.placements, reply.date.in_words());
    let mut lead: Vec<String> = vec![counted];
    lead.extend(reply.clearances.iter().rev().map(|(clearance, count)| format!("{count} {clearance}")));
    let mut lead = vec![lead.join("; "), format!("Sequence number of the store: {}.", reply.seq.0)];
    let filter: Vec<String> = basis.filter.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let filter = if filter.is_empty() { "all placements".to_owned() } else { filter.join(", ") };
    lead.push(format!("Asked for: {filter}. Made at {}.", basis.made_at));
    lead.push(format!("Audit log: {} entries, root {}.", basis.entries, basis.root));
    lead.extend(reply.packs_stood_in.iter().map(|pack| {
        let StoodInPack { pack, edition, sha256, file, .. } = pack;
        format!("Pack {pack} cannot be read ({file}); edition {edition} judged as it was before: {sha256}.")
    }));
    lead.extend(
        basis.packs.iter().map(|(id, edition, hash)| format!("Pack {id}, edition {edition}: {hash}.")),
    );
    let overrides = reply.breaches.iter().chain(&reply.held).flat_map(Audited::overrides);
    let overrides: Vec<String> = overrides.map(|said| format!("{} {}", said.case, state(said))).collect();
    lead.push(format!("Overrides in force: {}.", overrides.len()));
    lead.extend(overrides);
    let figures = [flows_figure(&flows.collect::<Vec<_>>()), years_figure(&breaches(&reply.breaches))];
    charts_page("Audit of placements", &lead, &figures)
}

/// How often each rule is broken in each year of the day by which placements are counted.
fn breaches(of: &[Audited]) -> BTreeMap<(String, String), u64> {
    let mut counts = BTreeMap::new();
    for one in of {
        let year = one.counted_on.map_or_else(|| "unknown".to_owned(), |day| day.year().to_string());
        for finding in &one.assessment.findings {
            if finding.outcome == FindingOutcome::Broken && finding.severity > Severity::Info {
                *counts.entry((finding.rule.clone(), year.clone())).or_default() += 1;
            }
        }
    }
    counts
}

/// How workers fare as a page: impact ratios of selection and of scores.
pub(in crate::cli) fn fairness_page(reply: &FairnessReply) -> String {
    let lead = [
        format!("{} workers, {} openings, on {}", reply.workers, reply.openings, reply.as_of),
        format!(
            "Selected is who stands among the best {} of an opening. {} agreed to no statistics and stand under unknown. A line \
             marks four fifths of the best rate, the rule of thumb of the United States (29 CFR 1607.4 D).",
            reply.shortlist, reply.without_consent
        ),
    ];
    let selected = |table: &FairnessTable| figure(table, "selection", |group| group.selection_impact_ratio);
    let scored =
        |table: &FairnessTable| figure(table, "scores above the median", |group| group.scoring_impact_ratio);
    let figures: Vec<ChartFigure> =
        reply.tables.iter().flat_map(|table| [selected(table), scored(table)]).collect();
    charts_page("How workers fare", &lead, &figures)
}

fn figure(table: &FairnessTable, what: &str, ratio: fn(&FairnessGroup) -> Option<f64>) -> ChartFigure {
    let ratios: Vec<ChartRatio> = table
        .groups
        .iter()
        .map(|group| ChartRatio { group: group.value.clone(), ratio: ratio(group), small: group.small })
        .collect();
    let (headers, rows) = fairness::table_of(table);
    ratios_figure(&format!("Impact ratios of {what}, by {}", table.by), &ratios, headers, rows)
}
