//! Who an instrument or a rule is for: nationality, residence, hub.

use super::Question;
use crate::model::{Country, Day, PartialDate};
use crate::reference::social_security::{self as tables, Agreement, Branch, Membership, Rule};

const EU: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";

pub(super) fn is_eu(country: Country) -> bool {
    EU.split(' ').any(|code| code == country.as_str())
}

pub(super) fn is_eea_or_swiss(country: Country) -> bool {
    is_eu(country) || matches!(country.as_str(), "IS" | "LI" | "NO" | "CH")
}

/// Whether a date that may be incomplete lies on or before the day; read as its last day, the
/// cautious way.
pub(super) fn begun(from: Option<PartialDate>, day: Day) -> bool {
    from.is_some_and(|from| from.latest() <= day)
}

/// Whether an agreement is in force; one without a date and with that status is.
pub(super) fn in_force(agreement: &Agreement, day: Day) -> bool {
    agreement.status == "in-force" && agreement.in_force_from.is_none_or(|from| from.latest() <= day)
}

/// Whether an instrument admits a person of these nationalities.
pub(super) fn admits(instrument: &str, nationalities: &[Country]) -> bool {
    let any = |test: &dyn Fn(Country) -> bool| nationalities.iter().any(|&n| test(n));
    let efta = |n: Country| matches!(n.as_str(), "CH" | "IS" | "LI" | "NO");
    match instrument {
        "EU-883" => any(&is_eu),
        "EU-883-EEA" => any(&|n| is_eu(n) || matches!(n.as_str(), "IS" | "LI" | "NO")),
        "EU-883-CH" => any(&|n| is_eu(n) || n.as_str() == "CH"),
        "EU-883-EFTA" => any(&efta),
        "EU-1231" => !any(&is_eea_or_swiss),
        "ECSS" | "GCC-EXT" => any(&|n| tables::memberships(n).any(|m| m.instrument_id == instrument)),
        _ => true,
    }
}

/// An instrument that links two states on a day.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) destination: &'static Membership,
    /// Whether only its hub keeps it from linking the two.
    pub(super) hub_only: bool,
}

/// The binding instruments that have both states as members in force.
pub(super) fn links(destination: Country, other: Country, day: Day) -> Vec<Link> {
    if destination == other {
        return Vec::new();
    }
    tables::memberships(destination)
        .filter(|own| own.binding == "true" && begun(own.in_force_from, day))
        .filter_map(|own| {
            let theirs = tables::memberships(other).find(|m| m.instrument_id == own.instrument_id)?;
            if !begun(theirs.in_force_from, day) {
                return None;
            }
            let hub = own.hub();
            let linked = hub.is_empty() || hub.contains(&destination) || hub.contains(&other);
            Some(Link { destination: own, hub_only: !linked })
        })
        .collect()
}

/// Whether a state is a treaty partner of the destination for a branch.
pub(super) fn is_partner(destination: Country, state: Country, branch: Branch, day: Day) -> bool {
    if destination == state {
        return true;
    }
    let bilateral = tables::agreements(destination.as_str(), state.as_str())
        .iter()
        .any(|a| a.agreement_type == "full" && in_force(a, day) && a.has(branch));
    bilateral
        || links(destination, state, day).iter().any(|link| {
            let m = link.destination;
            !link.hub_only && m.has(branch) && !matches!(m.instrument_id.as_str(), "EU-1231" | "GCC-EXT")
        })
}

fn is_export_only(destination: Country, state: Country, branch: Branch, day: Day) -> bool {
    tables::agreements(destination.as_str(), state.as_str())
        .iter()
        .any(|a| a.agreement_type == "export-only" && in_force(a, day) && a.has(branch))
}

/// Whether the rule's months fit.
pub(super) fn months_fit(rule: &Rule, months: u32) -> bool {
    rule.min_insured_months.is_none_or(|min| min <= months)
        && rule.max_insured_months.is_none_or(|max| months <= max)
}

/// Whether the rule is for these nationalities. `None` when nationality is unknown and matters.
pub(super) fn nationality_fits(rule: &Rule, q: &Question, admitted: bool) -> Option<bool> {
    let d = q.destination;
    if rule.nationality_scope == "any" {
        return Some(true);
    }
    if let Some(tags) = rule.nationality_scope.strip_prefix("visa:") {
        let permanent = q.nationalities.as_ref().is_some_and(|list| list.contains(&d));
        return Some(
            tags.split(';').any(|tag| {
                if permanent { tag == "permanent" } else { q.visa.iter().any(|visa| visa == tag) }
            }),
        );
    }
    let nationalities = q.nationalities.as_ref();
    if rule.nationality_scope == "list" {
        let listed = rule.nationals();
        return nationalities.map(|own| own.iter().any(|n| listed.contains(n)));
    }
    if admitted {
        // An agreement with the origin admits the worker: treated as of a treaty state.
        return Some(rule.nationality_scope != "non-treaty");
    }
    let own = nationalities?;
    let treaty = own.iter().any(|&n| is_partner(d, n, rule.branch, q.as_of));
    let european = own.iter().any(|&n| is_eea_or_swiss(n));
    Some(match rule.nationality_scope.as_str() {
        "treaty" => treaty,
        "non-treaty" => !treaty && !european,
        "eu-or-treaty" => treaty || european,
        _ => false,
    })
}

/// Whether the rule is for this residence.
pub(super) fn residence_fits(
    rule: &Rule,
    all: &[Rule],
    destination: Country,
    residence: Country,
    day: Day,
) -> bool {
    let treaty = || {
        is_partner(destination, residence, rule.branch, day)
            || is_export_only(destination, residence, rule.branch, day)
    };
    let listed = |rule: &Rule| match rule.residence_scope.as_str() {
        "eu-eea-ch" => is_eea_or_swiss(residence),
        scope => scope
            .strip_prefix("list:")
            .is_some_and(|list| list.split(';').any(|code| code == residence.as_str())),
    };
    match rule.residence_scope.as_str() {
        "any" => true,
        "treaty" => treaty(),
        "non-treaty" => !treaty(),
        "outside-eu" => !is_eea_or_swiss(residence),
        "outside" => residence != destination,
        "other" => !all.iter().any(listed),
        _ => listed(rule),
    }
}
