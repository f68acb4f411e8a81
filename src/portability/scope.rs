//! Who an instrument or a rule is for: nationality, residence, hub.

use super::Question;
use crate::model::{Country, Day, PartialDate};
use crate::reference::europe::{self, Status};
use crate::reference::social_security::{
    self as tables, Agreement, AgreementStatus, AgreementType, Branch, Instrument, NationalityScope,
    ResidenceScope, SocialSecurityRule, TreatyMembership,
};

/// Whether a date that may be incomplete lies on or before the day; read as its last day, the
/// cautious way.
pub(super) fn begun(from: Option<PartialDate>, day: Day) -> bool {
    from.is_some_and(|from| from.latest() <= day)
}

/// Whether an agreement is in force; one without a date and with that status is.
pub(super) fn in_force(agreement: &Agreement, day: Day) -> bool {
    agreement.status == AgreementStatus::InForce
        && agreement.in_force_from.is_none_or(|from| from.latest() <= day)
}

/// Whether an instrument admits a person of these nationalities on a day.
pub(super) fn admits(instrument: Instrument, nationalities: &[Country], day: Day) -> bool {
    let of = |wanted: &[Status]| {
        let status = |&country: &Country| europe::membership(country, day).map(|row| row.status);
        nationalities.iter().filter_map(status).any(|status| wanted.contains(&status))
    };
    match instrument {
        Instrument::Eu => of(&[Status::Eu, Status::Transition]),
        Instrument::EuEea => of(&[Status::Eu, Status::Transition, Status::Eea]),
        Instrument::EuSwitzerland => of(&[Status::Eu, Status::Transition, Status::Agreement]),
        Instrument::EuEfta => of(&[Status::Eea, Status::Agreement]),
        Instrument::EuThirdCountries => !nationalities.iter().any(|&country| europe::in_area(country, day)),
        Instrument::EuropeanConvention | Instrument::Gulf => {
            let member = |&country: &Country| {
                tables::memberships(country).any(|membership| membership.instrument_id == instrument)
            };
            nationalities.iter().any(member)
        }
        _ => true,
    }
}

/// An instrument that links two states on a day.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) destination: &'static TreatyMembership,
    /// Whether only its hub keeps it from linking the two.
    pub(super) hub_only: bool,
}

/// The binding instruments that have both states as members in force.
pub(super) fn links(destination: Country, other: Country, day: Day) -> Vec<Link> {
    if destination == other {
        return Vec::new();
    }
    tables::memberships(destination)
        .filter(|own| own.binds() && begun(own.in_force_from, day))
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
        .any(|a| a.agreement_type == AgreementType::Full && in_force(a, day) && a.has(branch));
    bilateral
        || links(destination, state, day).iter().any(|link| {
            let m = link.destination;
            !link.hub_only
                && m.has(branch)
                && !matches!(m.instrument_id, Instrument::EuThirdCountries | Instrument::Gulf)
        })
}

fn is_export_only(destination: Country, state: Country, branch: Branch, day: Day) -> bool {
    tables::agreements(destination.as_str(), state.as_str())
        .iter()
        .any(|a| a.agreement_type == AgreementType::ExportOnly && in_force(a, day) && a.has(branch))
}

/// Whether the rule's months fit.
pub(super) fn months_fit(rule: &SocialSecurityRule, months: u32) -> bool {
    rule.min_insured_months.is_none_or(|min| min <= months)
        && rule.max_insured_months.is_none_or(|max| months <= max)
}

/// Whether the rule is for these nationalities. `None` when nationality is unknown and matters.
pub(super) fn nationality_fits(rule: &SocialSecurityRule, q: &Question, admitted: bool) -> Option<bool> {
    let d = q.destination;
    let nationalities = q.nationalities.as_ref();
    let treaty = |own: &[Country]| own.iter().any(|&n| is_partner(d, n, rule.branch, q.as_of));
    let european = |own: &[Country]| own.iter().any(|&n| europe::in_area(n, q.as_of));
    match &rule.nationality_scope {
        NationalityScope::Any => Some(true),
        NationalityScope::Visa(visas) => {
            let permanent = nationalities.is_some_and(|list| list.contains(&d));
            Some(visas.iter().any(|tag| if permanent { tag == "permanent" } else { q.visa.contains(tag) }))
        }
        NationalityScope::List => {
            let listed = rule.nationals();
            nationalities.map(|own| own.iter().any(|n| listed.contains(n)))
        }
        // An agreement with the origin admits the worker: treated as of a treaty state.
        NationalityScope::Treaty | NationalityScope::EuropeOrTreaty if admitted => Some(true),
        NationalityScope::NonTreaty if admitted => Some(false),
        NationalityScope::Treaty => nationalities.map(|own| treaty(own)),
        NationalityScope::NonTreaty => nationalities.map(|own| !treaty(own) && !european(own)),
        NationalityScope::EuropeOrTreaty => nationalities.map(|own| treaty(own) || european(own)),
    }
}

/// Whether the rule is for this residence.
pub(super) fn residence_fits(
    rule: &SocialSecurityRule,
    all: &[SocialSecurityRule],
    destination: Country,
    residence: Country,
    day: Day,
) -> bool {
    let treaty = || {
        is_partner(destination, residence, rule.branch, day)
            || is_export_only(destination, residence, rule.branch, day)
    };
    let named = |rule: &SocialSecurityRule| match &rule.residence_scope {
        ResidenceScope::Europe => europe::in_area(residence, day),
        ResidenceScope::List(countries) => countries.contains(&residence),
        _ => false,
    };
    match &rule.residence_scope {
        ResidenceScope::Any => true,
        ResidenceScope::Treaty => treaty(),
        ResidenceScope::NonTreaty => !treaty(),
        ResidenceScope::OutsideEurope => !europe::in_area(residence, day),
        ResidenceScope::Outside => residence != destination,
        ResidenceScope::Other => !all.iter().any(named),
        ResidenceScope::Europe | ResidenceScope::List(_) => named(rule),
    }
}
