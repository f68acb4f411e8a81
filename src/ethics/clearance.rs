//! Asking the rules, and the clearance that follows.

use super::{Case, EthicsReason, PossibleCases};
use crate::message::{self, Message, Reason};
use crate::model::{Confidence, words};
use crate::policy::{Fact, Pack, Packs, PolicyRule, TextPart, Truth};
use crate::rule::{LegalForce, Severity, Stage};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

words! {
    /// Whether a case may go on at its stage.
    Clearance, "`clear`, `hold` or `blocked`" {
        /// No block rule fired and none is unknown.
        Clear = "clear",
        /// A block rule of this stage is unknown: no contact and no identity until it is answered.
        Hold = "hold",
        /// A block rule fired.
        Blocked = "blocked",
    }
}

/// What a rule says of the case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum FindingOutcome {
    /// It is broken; of a rule that only informs: it speaks.
    Broken,
    /// These facts are missing, and without them the question stays open.
    Unknown {
        /// The facts to ask for.
        missing: Vec<String>,
    },
    /// The rule itself failed on the case: its pack is to be mended.
    Unusable {
        /// Why.
        #[serde(deserialize_with = "message::kept")]
        because: Message,
    },
}

/// A rule's outcome for one case: the ethical flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// The fault in a line.
    pub title: String,
    /// The pack and its edition.
    pub pack: String,
    /// The instrument.
    pub instrument: String,
    /// The article.
    pub article: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it binds in law.
    pub legal_force: LegalForce,
    /// What it says of the case.
    #[serde(flatten)]
    pub outcome: FindingOutcome,
    /// What it says of the case: of a rule that speaks the code is the rule, the arguments are the
    /// facts, and the text is its pack's.
    pub message: Message,
    /// The facts it rests on, as far as they are known.
    pub facts: BTreeMap<String, Fact>,
    /// Of these facts the sums of money as people write them: `85000.00 PHP`.
    pub amounts: BTreeMap<String, String>,
    /// What to do.
    pub remedy: String,
    /// The nearest lawful way; empty where the pack names none.
    pub lawful: String,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the rule is proven.
    pub confidence: Confidence,
}

impl Finding {
    /// Whether it blocks, holds, or neither.
    pub fn effect(&self) -> Clearance {
        match (self.severity, &self.outcome) {
            (Severity::Block, FindingOutcome::Broken) => Clearance::Blocked,
            (Severity::Block, _) => Clearance::Hold,
            _ => Clearance::Clear,
        }
    }
}

/// What the packs say of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// Whether it may go on.
    pub clearance: Clearance,
    /// The rules that speak, gravest first, then by pack and rule. Cases of which a rule says the same share what it says.
    #[serde(serialize_with = "each")]
    pub findings: Vec<Arc<Finding>>,
}

/// Shared findings are written as their own: who reads them knows nothing of sharing.
fn each<S: Serializer>(findings: &[Arc<Finding>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(findings.iter().map(Arc::as_ref))
}

impl Assessment {
    /// The findings that make the clearance what it is: the rules that block or, where none does, those
    /// that cannot be told. None when the case is clear.
    pub fn deciding(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .map(Arc::as_ref)
            .filter(|finding| finding.effect() == self.clearance && self.clearance != Clearance::Clear)
    }
}

/// Asks every rule of the stage that speaks of the case.
pub fn evaluate(packs: &Packs, case: &Case, stage: Stage) -> Assessment {
    assessed(packs, case, stage, |_, pack, rule| {
        let said = outcome(rule, case)?;
        Some(Arc::new(finding(pack, rule, case, said, &mut |part| pack.say(rule, part, &case.facts))))
    })
}

/// Goes through the rules of the stage that speak of the case. `ask` gets the place of each among all rules of the packs.
pub(super) fn assessed(
    packs: &Packs,
    case: &Case,
    stage: Stage,
    mut ask: impl FnMut(usize, &Pack, &PolicyRule) -> Option<Arc<Finding>>,
) -> Assessment {
    let mut findings = Vec::new();
    let mut first = 0;
    for pack in packs.iter() {
        let place = first;
        first += pack.rules.len();
        // A national pack speaks of its own destination only; of a case without a destination it
        // is not known whether it speaks, and the missing field is named by the rules that do.
        if pack.jurisdiction.is_some() && pack.jurisdiction != case.destination {
            continue;
        }
        for (place, rule) in (place..).zip(&pack.rules).filter(|(_, rule)| rule.stages.contains(&stage)) {
            findings.extend(ask(place, pack, rule));
        }
    }
    findings.sort_by(|a, b| {
        (b.effect(), b.severity, &a.pack, &a.rule).cmp(&(a.effect(), a.severity, &b.pack, &b.rule))
    });
    let clearance = findings.iter().map(|finding| finding.effect()).max().unwrap_or(Clearance::Clear);
    Assessment { clearance, findings }
}

/// What a rule says of a case, with the words of it where no text of the pack says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    outcome: FindingOutcome,
    message: Option<Message>,
}

/// What a rule says of all cases that a placement may be. Where they do not agree the dates that lack a day are missing.
pub(super) fn possible_outcome(rule: &PolicyRule, possible: &PossibleCases) -> Option<Said> {
    let (open, said) = match possible.agreed(|case| outcome(rule, case)) {
        Ok(said) => return said,
        Err(_) if rule.severity == Severity::Info => return None,
        Err(open) => open,
    };
    let outcomes = said.into_iter().flatten();
    let (unusable, others): (Vec<Said>, Vec<Said>) =
        outcomes.partition(|said| matches!(said.outcome, FindingOutcome::Unusable { .. }));
    if let Some(unusable) = unusable.into_iter().next() {
        return Some(unusable);
    }
    let named = others.iter().flat_map(|said| match &said.outcome {
        FindingOutcome::Unknown { missing } => missing.as_slice(),
        FindingOutcome::Broken | FindingOutcome::Unusable { .. } => &[],
    });
    let dates = open.into_iter().map(str::to_owned);
    let missing: Vec<String> = named.cloned().chain(dates).collect::<BTreeSet<_>>().into_iter().collect();
    let reason = EthicsReason::NotKnown { rule: rule.id.clone(), missing: missing.clone() };
    Some(Said { outcome: FindingOutcome::Unknown { missing }, message: Some(reason.message()) })
}

/// What a rule says of a case; `None` where it says nothing.
pub(super) fn outcome(rule: &PolicyRule, case: &Case) -> Option<Said> {
    let id = || rule.id.clone();
    let (outcome, message) = match rule.told(&case.facts) {
        Ok(Truth::False) => return None,
        Ok(Truth::True) => (FindingOutcome::Broken, None),
        // What only informs is not worth a question.
        Ok(Truth::Unknown(_)) if rule.severity == Severity::Info => return None,
        Ok(Truth::Unknown(missing)) => {
            let missing: Vec<String> = missing.into_iter().collect();
            let reason = EthicsReason::NotKnown { rule: id(), missing: missing.clone() };
            (FindingOutcome::Unknown { missing }, Some(reason.message()))
        }
        Err(error) => {
            let because = Message::of_error(&error);
            let reason = EthicsReason::RuleUnusable { rule: id(), because: because.clone() };
            (FindingOutcome::Unusable { because }, Some(reason.message()))
        }
    };
    Some(Said { outcome, message })
}

/// The finding of a rule that says something. `say` gives its texts.
pub(super) fn finding(
    pack: &Pack,
    rule: &PolicyRule,
    case: &Case,
    said: Said,
    say: &mut impl FnMut(TextPart) -> String,
) -> Finding {
    let facts: BTreeMap<String, Fact> = rule
        .evidence
        .iter()
        .filter_map(|name| case.facts.get(name.as_str()).map(|fact| (name.clone(), fact.clone())))
        .collect();
    let message = said.message.unwrap_or_else(|| Message {
        code: rule.id.clone(),
        args: facts
            .iter()
            .map(|(name, fact)| (name.clone(), serde_json::to_value(fact).unwrap_or_default()))
            .collect(),
        text: say(TextPart::What),
    });
    Finding {
        rule: rule.id.clone(),
        title: say(TextPart::Title),
        message,
        pack: format!("{}@{}", pack.id, pack.edition),
        instrument: rule.instrument.clone(),
        article: rule.article.clone(),
        severity: rule.severity,
        legal_force: rule.legal_force,
        outcome: said.outcome,
        amounts: facts
            .keys()
            .filter_map(|name| Some((name.clone(), case.amounts.get(name.as_str())?.to_string())))
            .collect(),
        facts,
        remedy: say(TextPart::Remedy),
        lawful: say(TextPart::Lawful),
        source: rule.source.clone(),
        source_url: rule.source_url.clone(),
        confidence: rule.confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethics::{MatchFacts, PlacementFacts, VOCABULARY};
    use crate::model::{
        Channel, ContractStage, ContractTerms, Cost, CostHead, DatumRef, Opening, Party, Placement, Record,
    };
    use crate::policy::{self, FactType};
    use proptest::prelude::*;

    fn empty<R: Record>(id: &'static str) -> R {
        R::from_cells(|at| (at == 0).then_some(DatumRef::Text(id))).unwrap()
    }

    fn opening(destination: &str) -> Opening {
        let mut opening: Opening = empty("O1");
        opening.destination = destination.parse().ok();
        opening.occupation = "2221".parse().ok();
        opening.recruiting_party = "employer".parse().ok();
        opening.third_parties = Some(vec![]);
        opening.referral_reward_offered = Some(false);
        opening.vacancy_public = Some(true);
        opening.advert_targets = Some(vec![]);
        opening
    }

    fn rules_of(origin: &str, opening: &Opening, channel: Channel, day: &str) -> (Clearance, Vec<String>) {
        let mut worker: crate::model::Worker = empty("W1");
        worker.birth_date = "1990".parse().ok();
        let facts = MatchFacts {
            opening,
            channel,
            day: day.parse().unwrap(),
            origin: origin.parse().ok(),
            worker: Some(&worker),
            recruiter: None,
        };
        let assessment =
            evaluate(policy::builtin(), &Case::of_match(policy::builtin(), &facts), Stage::Match);
        let broken = assessment
            .findings
            .iter()
            .filter(|f| f.outcome == FindingOutcome::Broken && f.severity != Severity::Warn);
        (
            assessment.clearance,
            broken.map(|f| f.rule.clone()).filter(|rule| rule != "origin-data-old").collect(),
        )
    }

    #[test]
    fn the_same_nurse_is_judged_by_destination_channel_and_day() {
        use Channel::{Active, Direct};
        use Clearance::{Blocked, Clear};
        for (origin, destination, channel, day, clearance, rules) in [
            ("GH", "GB", Active, "2024-05-01", Blocked, &["active-recruitment-listed-origin"][..]),
            ("GH", "GB", Direct, "2024-05-01", Clear, &["direct-application-permitted"]),
            (
                "NP",
                "GB",
                Active,
                "2024-05-01",
                Blocked,
                &["amber-outside-agreement", "active-recruitment-listed-origin"],
            ),
            ("KE", "GB", Active, "2024-05-01", Blocked, &["amber-outside-agreement"]),
            ("IN", "GB", Active, "2024-05-01", Clear, &[]),
            ("ZM", "DE", Active, "2023-06-01", Blocked, &["active-recruitment-listed-origin"]),
            (
                "ZM",
                "DE",
                Active,
                "2023-12-14",
                Blocked,
                &["de-private-placement-listed-origin", "active-recruitment-listed-origin"],
            ),
            ("ZM", "DE", Direct, "2023-12-14", Clear, &[]),
            ("ZM", "DE", Active, "2023-03-07", Clear, &[]),
            ("PH", "DE", Active, "2024-05-01", Clear, &[]),
        ] {
            let (found, broken) = rules_of(origin, &opening(destination), channel, day);
            assert_eq!(
                (found, broken.iter().map(String::as_str).collect::<Vec<_>>()),
                (clearance, rules.to_vec()),
                "{origin} {destination} {channel} {day}"
            );
        }
    }

    #[test]
    fn what_is_not_known_holds_and_is_named() {
        let mut opening = opening("GB");
        opening.recruiting_party = None;
        let facts = MatchFacts {
            opening: &opening,
            channel: Channel::Active,
            day: "2024-05-01".parse().unwrap(),
            origin: None,
            worker: None,
            recruiter: None,
        };
        let assessment =
            evaluate(policy::builtin(), &Case::of_match(policy::builtin(), &facts), Stage::Match);
        assert_eq!(assessment.clearance, Clearance::Hold);
        let missing = |rule: &str| match &assessment.findings.iter().find(|f| f.rule == rule).unwrap().outcome
        {
            FindingOutcome::Unknown { missing } => missing.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(missing("active-recruitment-listed-origin"), ["ssl_listed"]);
        assert_eq!(missing("minimum-age"), ["age_years"]);
        // The United Kingdom licenses none, which its table says.
        assert_eq!(missing("recruiter-unlicensed")[0], "origin_licenses_recruiters");
    }

    /// Governments place under an agreement between them: without its name nobody can check what they allow.
    #[test]
    fn a_government_channel_without_a_named_agreement_holds() {
        for (origin, destination, agreement, held) in [
            ("PH", "DE", None, true),
            ("IN", "GB", None, true),
            ("TN", "FR", None, true),
            ("PH", "DE", Some("de-ph-2013-triple-win"), false),
            ("IN", "GB", Some("in-gb-2022-health-framework"), false),
        ] {
            let mut opening = opening(destination);
            opening.agreement_id = agreement.and_then(|id| id.parse().ok());
            let facts = MatchFacts {
                opening: &opening,
                channel: Channel::Government,
                day: "2026-11-28".parse().unwrap(),
                origin: origin.parse().ok(),
                worker: None,
                recruiter: None,
            };
            let found = evaluate(policy::builtin(), &Case::of_match(policy::builtin(), &facts), Stage::Match);
            let rule = found.findings.iter().find(|f| f.rule == "government-channel-without-agreement");
            let asked = FindingOutcome::Unknown { missing: vec!["agreement_id".to_owned()] };
            assert_eq!(rule.map(|rule| &rule.outcome), held.then_some(&asked), "{origin} {destination}");
            assert!(!held || found.clearance > Clearance::Clear, "{origin} {destination}");
        }
    }

    /// Whether a state licenses recruiters is a fact about the state; that no license is on record says nothing yet.
    #[test]
    fn whether_a_state_licenses_recruiters_is_no_question_to_a_record() {
        let judged = |origin: &str, destination: &str, valid_until: Option<&str>| {
            let mut opening = opening(destination);
            opening.recruiting_party = "private-recruiter".parse().ok();
            opening.third_parties = Some(vec!["R-1".parse().unwrap()]);
            let organization =
                crate::model::Organization::from_cells(|at| (at < 2).then_some(DatumRef::Text("R-1")))
                    .unwrap();
            let mut license: crate::model::OrganizationLicense = empty("R-1");
            (license.country, license.valid_from) = (origin.parse().ok(), "2020-01-01".parse().ok());
            license.valid_until = valid_until.and_then(|until| until.parse().ok());
            let licenses: Vec<_> = valid_until.map(|_| license).into_iter().collect();
            let recruiter =
                super::super::Recruiter { organization: &organization, licenses: &licenses, sanctions: &[] };
            let facts = MatchFacts {
                opening: &opening,
                channel: Channel::Active,
                day: "2026-11-28".parse().unwrap(),
                origin: origin.parse().ok(),
                worker: None,
                recruiter: Some(recruiter),
            };
            let found = evaluate(policy::builtin(), &Case::of_match(policy::builtin(), &facts), Stage::Match);
            let rule = found.findings.into_iter().find(|f| f.rule == "recruiter-unlicensed");
            rule.map(|rule| rule.outcome.clone())
        };
        let missing = |fact: &str| Some(FindingOutcome::Unknown { missing: vec![fact.to_owned()] });
        assert_eq!(judged("PH", "GB", Some("2030-01-01")), None);
        assert_eq!(judged("IN", "GB", Some("2030-01-01")), None);
        assert_eq!(judged("KE", "GB", Some("2024-01-01")), Some(FindingOutcome::Broken));
        assert_eq!(judged("PH", "GB", None), missing("recruiter_licence_origin_valid"));
        // Of Egypt no row is there, so the state itself is the question.
        assert_eq!(judged("EG", "GB", None), missing("origin_licenses_recruiters"));
    }

    /// A direct application is what it is called only where the opening does not speak against it.
    #[test]
    fn a_direct_channel_does_not_wash_away_the_recruiter_of_an_opening() {
        let judged = |origin: &str, destination: &str, change: &dyn Fn(&mut Opening)| {
            let mut opening = opening(destination);
            change(&mut opening);
            let mut worker: crate::model::Worker = empty("W1");
            worker.birth_date = "1990".parse().ok();
            let facts = MatchFacts {
                opening: &opening,
                channel: Channel::Direct,
                day: "2026-11-28".parse().unwrap(),
                origin: origin.parse().ok(),
                worker: Some(&worker),
                recruiter: None,
            };
            let found = evaluate(policy::builtin(), &Case::of_match(policy::builtin(), &facts), Stage::Match);
            let told = found.findings.iter().any(|f| f.rule == "channel-contradicts-facts");
            (found.clearance, told)
        };
        let private = |opening: &mut Opening| opening.recruiting_party = "private-recruiter".parse().ok();
        let parties = |opening: &mut Opening| opening.third_parties = Some(vec!["R-1".parse().unwrap()]);
        let named = |opening: &mut Opening| {
            opening.recruiter_id = "R-1".parse().ok();
            (opening.recruiting_party, opening.third_parties) = (None, None);
        };
        let hidden = |opening: &mut Opening| opening.vacancy_public = Some(false);
        let silent = |opening: &mut Opening| {
            (opening.recruiting_party, opening.third_parties) = (None, None);
        };
        let out_of_it = |opening: &mut Opening| opening.recruiter_id = "R-1".parse().ok();
        let same = |_: &mut Opening| {};
        use Clearance::{Clear, Hold};
        for (origin, destination, change, expected) in [
            ("PK", "DE", &private as &dyn Fn(&mut Opening), (Hold, true)),
            ("PK", "DE", &parties, (Hold, true)),
            ("GH", "GB", &parties, (Hold, true)),
            ("PK", "DE", &named, (Hold, true)),
            ("GH", "GB", &named, (Hold, true)),
            ("GH", "CA", &hidden, (Clear, true)),
            ("PK", "DE", &silent, (Clear, false)),
            ("PK", "DE", &out_of_it, (Clear, false)),
            ("PK", "DE", &same, (Clear, false)),
        ] {
            assert_eq!(judged(origin, destination, change), expected, "{origin} {destination}");
        }
    }

    #[test]
    fn before_the_first_list_the_answer_is_unknown_and_never_a_pass() {
        let (clearance, _) = rules_of("GH", &opening("GB"), Channel::Active, "2021-02-24");
        assert_eq!(clearance, Clearance::Hold);
    }

    fn placement_findings(
        placement: &Placement,
        costs: &[Cost],
        terms: &[ContractTerms],
    ) -> Vec<(String, FindingOutcome)> {
        let facts = PlacementFacts { placement, worker: None, opening: None, costs, terms, recruiter: None };
        let case = Case::of_placement(policy::builtin(), &facts);
        let assessment = evaluate(policy::builtin(), &case, Stage::Placement);
        assessment.findings.iter().map(|f| (f.rule.clone(), f.outcome.clone())).collect()
    }

    #[test]
    fn an_unknown_fee_is_not_a_clean_bill() {
        let placement: Placement = empty("P1");
        let found = placement_findings(&placement, &[], &[]);
        let fee = found.iter().find(|(rule, _)| rule == "recruitment-fee-or-cost-charged").unwrap();
        assert!(matches!(fee.1, FindingOutcome::Unknown { .. }));
    }

    #[test]
    fn a_fee_paid_back_in_full_is_no_breach() {
        let mut placement: Placement = empty("P1");
        let mut cost: Cost = empty("P1");
        cost.amount = "1500".parse().ok();
        cost.currency = "EUR".parse().ok();
        cost.payer = Some(Party::Worker);
        cost.demanded_by = Some(Party::Recruiter);
        cost.head = Some(CostHead::RecruitmentFee);
        placement.worker_paid_reimbursed = "0".parse().ok();
        let fee = |placement: &Placement, cost: &Cost| {
            let found = placement_findings(placement, std::slice::from_ref(cost), &[]);
            found
                .into_iter()
                .find(|(rule, _)| rule == "recruitment-fee-or-cost-charged")
                .map(|(_, outcome)| outcome)
        };
        assert_eq!(fee(&placement, &cost), Some(FindingOutcome::Broken));
        placement.worker_paid_reimbursed = "1500".parse().ok();
        placement.worker_paid_currency = "EUR".parse().ok();
        assert_eq!(fee(&placement, &cost), None);
        placement.worker_paid_currency = "PHP".parse().ok();
        assert!(matches!(fee(&placement, &cost), Some(FindingOutcome::Unknown { .. })));
    }

    #[test]
    fn terms_that_got_worse_are_named() {
        let mut placement: Placement = empty("P1");
        placement.terms_changed_with_worker_consent = Some(false);
        let terms = |stage, pay: &str| {
            let mut terms: ContractTerms = ContractTerms::from_cells(|at| match at {
                0 => Some(DatumRef::Text("P1")),
                1 => Some(DatumRef::Text(stage)),
                _ => None,
            })
            .unwrap();
            terms.monthly_pay = pay.parse().ok();
            terms.pay_currency = "EUR".parse().ok();
            terms
        };
        let found = placement_findings(&placement, &[], &[terms("offered", "2800"), terms("signed", "2500")]);
        assert!(found.contains(&("contract-substitution".to_owned(), FindingOutcome::Broken)));
        let found = placement_findings(&placement, &[], &[terms("offered", "2800"), terms("signed", "2900")]);
        assert!(!found.iter().any(|(rule, _)| rule == "contract-substitution"));
        assert_eq!(terms("offered", "1").stage, ContractStage::Offered);
    }

    fn any_facts() -> impl Strategy<Value = Vec<Option<(bool, i64)>>> {
        proptest::collection::vec(proptest::option::of((any::<bool>(), 0_i64..3)), VOCABULARY.len())
    }

    fn build(picks: &[Option<(bool, i64)>]) -> Case {
        let mut case = Case { destination: "GB".parse().ok(), ..Case::default() };
        for (word, pick) in VOCABULARY.iter().zip(picks) {
            let Some((yes, n)) = pick else { continue };
            let words = ["", "employer", "none"];
            let at = usize::try_from(*n).unwrap();
            let fact = match word.kind {
                FactType::Bool => Fact::Bool(*yes),
                FactType::Int => Fact::Int(n * 20_000),
                FactType::Day => Fact::Day(crate::model::Day(i32::try_from(n * 20_000).unwrap())),
                FactType::Number => Fact::Number([0.0, 0.5, 60.0][at]),
                FactType::Text => Fact::Text(words[at].to_owned()),
                FactType::List => Fact::List(vec![words[at].to_owned(); at]),
            };
            case.facts.insert(word.name, fact);
        }
        case
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        /// A judge that keeps what it said says what is said anew.
        #[test]
        fn a_judge_of_many_cases_says_what_is_said_of_each(all in proptest::collection::vec(any_facts(), 1..6)) {
            let judge = crate::ethics::PackJudge::new(policy::builtin());
            for picks in all.iter().chain(&all) {
                let case = build(picks);
                for stage in [Stage::Match, Stage::Placement] {
                    prop_assert_eq!(judge.evaluate(&case, stage), evaluate(policy::builtin(), &case, stage));
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Knowing more may settle what was unknown; it never turns what was settled around.
        #[test]
        fn a_settled_rule_stays_settled_when_more_is_known(picks in any_facts(), hide in proptest::collection::vec(any::<bool>(), VOCABULARY.len())) {
            let full = build(&picks);
            let fewer: Vec<_> = picks.iter().zip(&hide).map(|(pick, hide)| if *hide { None } else { *pick }).collect();
            let part = build(&fewer);
            for pack in policy::builtin().iter() {
                for rule in &pack.rules {
                    // A rule that asks whether a fact is missing answers differently by design.
                    if rule.when_source.contains("has(") { continue; }
                    let (a, b) = (rule.told(&part.facts), rule.told(&full.facts));
                    prop_assert!(a.is_ok() && b.is_ok(), "{}: {:?} {:?}", rule.id, a, b);
                    if let Ok(settled @ (Truth::True | Truth::False)) = a {
                        prop_assert_eq!(Ok(settled), b, "{}", &rule.id);
                    }
                }
            }
        }
    }
}
