//! A placement whose dates lack the day: the cases that it may be.
//!
//! A date such as `2023` is no day, and a list may have changed within the year. So the placement is judged on every day
//! that may matter. What all of them agree in is an answer; where they do not, the date is what is missing.

use super::{Case, PlacementFacts};
use crate::model::{Day, PartialDate, Placement};
use crate::policy::Packs;
use std::collections::BTreeSet;

/// The cases that a placement may be.
#[derive(Debug, Clone, PartialEq)]
pub struct PossibleCases {
    /// What is the same in all of them.
    common: Case,
    /// Each of them, where there are several.
    cases: Vec<(Vec<usize>, Case)>,
    /// The facts whose days are not known, in the order of the places of a case.
    open: Vec<&'static str>,
}

/// Where a date of a placement stands.
type DatePlace = fn(&mut Placement) -> &mut Option<PartialDate>;

/// The dates of a placement that rules compare: the fact that asks for each, and where it stands.
const DATES: [(&str, DatePlace); 4] = [
    ("contact_date", |p| &mut p.contact_date),
    ("contract_signed_date", |p| &mut p.contract_signed_date),
    ("departure_date", |p| &mut p.departure_date),
    ("age_years", |p| &mut p.birth_date),
];

impl PossibleCases {
    /// The cases of a placement, by every day that its dates may be and that may matter.
    pub fn of(packs: &Packs, facts: &PlacementFacts<'_>) -> Self {
        let mut placement = facts.placement.clone();
        placement.birth_date = placement.birth_date.or(facts.worker.and_then(|worker| worker.birth_date));
        let days_of = |at: usize, date: PartialDate| -> Vec<Day> {
            let (first, last) = (date.earliest(), date.latest());
            let mut days = BTreeSet::from([first, last]);
            if at == 0 {
                days.extend(changes(packs, facts).into_iter().filter(|day| (first..=last).contains(day)));
            }
            days.into_iter().collect()
        };
        let mut open = Vec::new();
        let mut all: Vec<(Vec<usize>, Placement)> = vec![(Vec::new(), placement.clone())];
        for (at, (fact, place)) in DATES.into_iter().enumerate() {
            let date = place(&mut placement).filter(|date| date.earliest() < date.latest());
            let Some(date) = date else { continue };
            open.push(fact);
            let days = days_of(at, date);
            let on = |(path, of): &(Vec<usize>, Placement)| -> Vec<(Vec<usize>, Placement)> {
                let dated = days.iter().enumerate().map(|(step, day)| {
                    let mut one = of.clone();
                    *place(&mut one) = Some(PartialDate::from(day.date()));
                    ([path.as_slice(), &[step]].concat(), one)
                });
                dated.collect()
            };
            all = all.iter().flat_map(on).collect();
        }
        let case = |placement: &Placement| Case::of_placement(packs, &PlacementFacts { placement, ..*facts });
        if open.is_empty() {
            return Self { common: case(facts.placement), cases: Vec::new(), open };
        }
        let cases: Vec<(Vec<usize>, Case)> =
            all.into_iter().map(|(path, placement)| (path, case(&placement))).collect();
        let mut common = cases.first().map(|(_, case)| case.clone()).unwrap_or_default();
        for (_, other) in &cases {
            common.facts.retain(|name, fact| other.facts.get(name) == Some(fact));
            common.amounts.retain(|name, money| other.amounts.get(name) == Some(money));
        }
        Self { common, cases, open }
    }

    /// What is the same in all of them: what may be shown.
    pub fn common(&self) -> &Case {
        &self.common
    }

    /// What a rule says of all of them, or the facts whose days leave it open and everything said.
    pub(super) fn agreed<T: PartialEq>(
        &self,
        say: impl Fn(&Case) -> T,
    ) -> Result<T, (Vec<&'static str>, Vec<T>)> {
        let mut said: Vec<(&[usize], T)> = Vec::new();
        for (path, case) in &self.cases {
            said.push((path, say(case)));
        }
        let Some((_, first)) = said.first() else { return Ok(say(&self.common)) };
        if said.iter().all(|(_, other)| other == first) {
            return Ok(said.swap_remove(0).1);
        }
        // A date is open when another day of it alone gives another answer.
        let decides = |at: usize| {
            said.iter().any(|(path, one)| {
                said.iter().any(|(other, two)| {
                    let apart = path.iter().zip(*other).enumerate().filter(|(_, (a, b))| a != b);
                    apart.map(|(place, _)| place).eq([at]) && one != two
                })
            })
        };
        let open = (0..self.open.len()).filter(|at| decides(*at)).map(|at| self.open[at]).collect();
        Err((open, said.into_iter().map(|(_, said)| said).collect()))
    }

    /// Whether there is one case only.
    pub(super) fn is_one(&self) -> bool {
        self.cases.is_empty()
    }
}

/// The days around which the answer to a contact may change: of lists and their editions, of agreements, of the licenses and
/// sanctions of the recruiter.
fn changes(packs: &Packs, facts: &PlacementFacts<'_>) -> BTreeSet<Day> {
    let origin = facts.placement.residence.or(facts.worker.and_then(|worker| worker.residence));
    let mut dates: Vec<Option<PartialDate>> = Vec::new();
    for pack in packs.iter() {
        dates.extend(pack.regimes.iter().flat_map(|one| [one.valid_from, one.valid_until]));
        let here = pack.entries.iter().filter(|one| Some(one.country) == origin);
        dates.extend(here.flat_map(|one| [one.valid_from, one.valid_until]));
    }
    let agreement =
        facts.placement.agreement_id.as_ref().or(facts.opening.and_then(|one| one.agreement_id.as_ref()));
    if let Some(agreement) = agreement.and_then(|id| packs.agreement(id)) {
        dates.extend([agreement.signed, agreement.in_force_from, agreement.in_force_until]);
    }
    if let Some(recruiter) = facts.recruiter {
        dates.extend(recruiter.licenses.iter().flat_map(|one| [one.valid_from, one.valid_until]));
        dates.extend(recruiter.sanctions.iter().flat_map(|one| [one.from_date, one.until_date]));
    }
    let ends = dates.into_iter().flatten().flat_map(|date| [date.earliest(), date.latest()]);
    ends.flat_map(|day| [Day(day.0 - 1), day, Day(day.0 + 1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethics::{Finding, FindingOutcome, PackJudge};
    use crate::model::{DatumRef, Record};
    use crate::policy::{Fact, builtin};
    use crate::rule::Stage;
    use std::sync::Arc;

    fn judged(change: impl FnOnce(&mut Placement)) -> Vec<Arc<Finding>> {
        let mut placement = Placement::from_cells(|at| (at == 0).then_some(DatumRef::Text("P-1"))).unwrap();
        placement.residence = "ZM".parse().ok();
        placement.destination = "IE".parse().ok();
        placement.contact_initiated_by = "employer".parse().ok();
        change(&mut placement);
        let facts = PlacementFacts {
            placement: &placement,
            worker: None,
            opening: None,
            costs: &[],
            terms: &[],
            recruiter: None,
        };
        let judge = PackJudge::new(builtin());
        judge.evaluate_possible(&PossibleCases::of(builtin(), &facts), Stage::Placement).findings
    }

    fn of(findings: &[Arc<Finding>], rule: &str) -> Option<FindingOutcome> {
        findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.outcome.clone())
    }

    /// Zambia came onto the list of March 2023: a contact of that year is before or after, and nobody knows.
    #[test]
    fn a_contact_without_a_day_is_judged_by_every_day_that_it_may_be() {
        let rule = "active-recruitment-listed-origin";
        let missing = FindingOutcome::Unknown { missing: vec!["contact_date".to_owned()] };
        for (date, outcome) in [
            ("2023", Some(missing.clone())),
            ("2023-03", Some(missing)),
            ("2023-02", None),
            ("2023-04", Some(FindingOutcome::Broken)),
            ("2024", Some(FindingOutcome::Broken)),
            ("2022", None),
        ] {
            let findings = judged(|placement| placement.contact_date = date.parse().ok());
            assert_eq!(of(&findings, rule), outcome, "{date}");
            // A day that nobody wrote down is no fact.
            let days = findings.iter().flat_map(|finding| finding.facts.values());
            assert!(!days.into_iter().any(|fact| matches!(fact, Fact::Day(_))), "{date}");
        }
        let exact = judged(|placement| placement.contact_date = "2023-06-01".parse().ok());
        assert!(exact.iter().any(|finding| finding.facts.contains_key("contact_date")));
    }

    #[test]
    fn a_contract_a_departure_and_a_birth_without_a_day_are_open_only_where_the_day_decides() {
        let rule = "contract-missing-before-departure";
        let contract = |signed: &str, departed: &str| {
            let findings = judged(|placement| {
                placement.contract_is_written = Some(true);
                placement.worker_has_contract_copy = Some(true);
                placement.contract_signed_date = signed.parse().ok();
                placement.departure_date = departed.parse().ok();
            });
            of(&findings, rule)
        };
        assert_eq!(contract("2024-05-01", "2024-06"), None);
        assert_eq!(contract("2024-07", "2024-06"), Some(FindingOutcome::Broken));
        let both = ["contract_signed_date", "departure_date"].map(str::to_owned).to_vec();
        assert_eq!(contract("2024-06", "2024-06"), Some(FindingOutcome::Unknown { missing: both }));
        let age = |contact: &str, born: &str| {
            let findings = judged(|placement| {
                placement.contact_date = contact.parse().ok();
                placement.birth_date = born.parse().ok();
            });
            of(&findings, "minimum-age")
        };
        assert_eq!(age("2024-06-01", "1990"), None);
        assert_eq!(age("2024", "2010"), Some(FindingOutcome::Broken));
        let open = FindingOutcome::Unknown { missing: vec!["age_years".to_owned()] };
        assert_eq!(age("2024-06-01", "2006"), Some(open));
    }
}
