//! Rows of the tables as what a verdict cites.

use super::scope::Link;
use super::{Cited, Decisive, Label};
use crate::model::Confidence;
use crate::reference::social_security::{Agreement, Effect, SocialSecurityRule};

pub(super) fn label_of(effect: Effect) -> Label {
    match effect {
        Effect::Exportable => Label::Portable,
        Effect::ExportableFrozen | Effect::Reduced | Effect::RefundOnDeparture => Label::PartlyPortable,
        Effect::NotExportable | Effect::Lost => Label::NotPortable,
    }
}

pub(super) fn of_rule(rule: &SocialSecurityRule) -> Decisive {
    Decisive {
        key: rule.rule_id.clone(),
        says: Cited::Rule { effect: rule.effect, conditions: rule.conditions.clone() },
        source: rule.source.clone(),
        source_url: rule.source_url.clone(),
        confidence: rule.confidence,
    }
}

pub(super) fn of_agreement(agreement: &Agreement) -> Decisive {
    Decisive {
        key: agreement.key(),
        says: Cited::Agreement {
            agreement: agreement.name.clone(),
            kind: agreement.agreement_type,
            status: agreement.status,
            since: agreement.in_force_from,
        },
        source: agreement.source.clone(),
        source_url: agreement.source_url.clone(),
        // A row without its date is never better than medium.
        confidence: if agreement.in_force_from.is_none() {
            agreement.confidence.min(Confidence::Medium)
        } else {
            agreement.confidence
        },
    }
}

pub(super) fn of_membership(link: &Link) -> Decisive {
    let m = link.destination;
    Decisive {
        key: format!("{}:{}", m.instrument_id, m.member),
        says: Cited::Membership { member: m.member, instrument: m.instrument.clone() },
        source: m.source.clone(),
        source_url: m.source_url.clone(),
        confidence: m.confidence,
    }
}
