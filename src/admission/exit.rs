//! What the origin asks before somebody may leave.

use super::{AdmissionReason, Applicant, Passage, PassageState};
use crate::model::{Channel, Country, Day, Isco08, LicenseStatus, Opening, PartialDate};
use crate::reference::Citation;
use crate::reference::origin_exit::{self, ExitRule, ExitStatus};

/// What origins ask of who leaves for a post, worked out once for all workers.
#[derive(Debug, Clone)]
pub struct ExitAsk {
    post: Option<(Country, Isco08)>,
    day: Day,
    rules: Vec<&'static ExitRule>,
}

impl ExitAsk {
    /// The rules of all origins for an opening on a day. A channel that is not known is none of the exceptions.
    pub fn of(opening: &Opening, channel: Option<Channel>, day: Day) -> Self {
        let post = opening.destination.zip(opening.occupation);
        let rules = post.map(|(destination, occupation)| {
            origin_exit::rules(destination, occupation, channel, day).collect()
        });
        Self { post, day, rules: rules.unwrap_or_default() }
    }

    /// Whether the origin lets nobody go to the post, whoever it is.
    pub fn is_closed(&self, origin: Option<Country>) -> bool {
        origin.is_some_and(|origin| self.of_origin(origin).any(closes))
    }

    fn of_origin(&self, origin: Country) -> impl Iterator<Item = &'static ExitRule> {
        self.rules.iter().copied().filter(move |rule| rule.origin == origin)
    }

    /// What the origin asks of somebody.
    pub fn passage(&self, applicant: &Applicant<'_>) -> Passage {
        let Some((destination, occupation)) = self.post else {
            return Passage::unknown(AdmissionReason::PostUnknown);
        };
        let Some(origin) = applicant.worker.residence else {
            let missing = vec!["worker.residence"];
            return Passage { missing, ..Passage::unknown(AdmissionReason::OriginUnknown) };
        };
        if origin == destination {
            let stays = Passage::unknown(AdmissionReason::Stays { country: origin });
            return Passage { state: PassageState::Open, ..stays };
        }
        let rules: Vec<&ExitRule> = self.of_origin(origin).collect();
        if rules.is_empty() {
            return Passage::unknown(AdmissionReason::NoExitRule { origin, destination, occupation });
        }
        let mut reasons = Vec::new();
        let mut missing = Vec::new();
        let mut state = PassageState::Open;
        for rule in &rules {
            let told = self.told(rule, applicant, &mut missing);
            state = state.min(if rule.decides() { told.0 } else { PassageState::Unknown });
            reasons.extend(told.1);
        }
        let sources: Vec<&'static Citation> = rules.iter().map(|rule| &rule.citation).collect();
        Passage { state, route: None, reasons, missing, sources }
    }

    fn told(
        &self,
        rule: &'static ExitRule,
        applicant: &Applicant<'_>,
        missing: &mut Vec<&'static str>,
    ) -> (PassageState, Vec<AdmissionReason>) {
        let origin = rule.origin;
        let (asks, authority): (&'static str, &'static str) = (&rule.asks, &rule.authority);
        let (since, until) = (rule.window.from, rule.window.until);
        let (state, first) = match rule.status {
            ExitStatus::Closed if rule.unless.is_empty() => {
                (PassageState::Closed, AdmissionReason::ExitClosed { origin, asks, authority, since, until })
            }
            ExitStatus::Closed => {
                let unless = &rule.unless;
                let reason =
                    AdmissionReason::ExitClosedUnless { origin, asks, authority, since, until, unless };
                (PassageState::Conditional, reason)
            }
            ExitStatus::Conditional => {
                (PassageState::Conditional, AdmissionReason::ExitAsks { origin, asks, authority })
            }
            ExitStatus::Unknown => {
                (PassageState::Unknown, AdmissionReason::ExitUnknown { origin, asks, authority })
            }
        };
        let mut reasons = vec![first];
        if let Some(months) = rule.months_after_registration {
            reasons.push(match registered(applicant, origin) {
                None => {
                    missing.push("license.issued_on");
                    AdmissionReason::WaitUnknown { months, origin }
                }
                // A day that is not known in full is read to the worker's disadvantage.
                Some(registered) => match registered.latest().add_months(months) {
                    until if until > self.day => AdmissionReason::WaitsUntil { months, registered, until },
                    _ => AdmissionReason::WaitKept { months, registered },
                },
            });
        }
        reasons.extend(rule.takes_months.map(|months| AdmissionReason::Takes { months }));
        (state, reasons)
    }
}

/// Whether a rule lets nobody go of whom it speaks.
fn closes(rule: &'static ExitRule) -> bool {
    rule.status == ExitStatus::Closed && rule.unless.is_empty() && rule.decides()
}

/// The first registration in the origin that was not taken away.
fn registered(applicant: &Applicant<'_>, origin: Country) -> Option<PartialDate> {
    let there = applicant.licenses.iter().filter(|license| {
        let taken = matches!(license.status, Some(LicenseStatus::Suspended | LicenseStatus::Revoked));
        license.country == Some(origin) && !taken
    });
    there.filter_map(|license| license.issued_on).min()
}
