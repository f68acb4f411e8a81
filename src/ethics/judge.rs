//! Many cases judged by the same packs: what a rule says of the same facts is worked out once.
//!
//! Of a million placements few differ in the facts that a rule asks for. A rule's answer is kept by the values of the facts
//! of its conditions, each of its texts by the values that stand in it, and a finding by all values that it shows: cases
//! that differ in none of them share one. What comes out is what `evaluate` says.

use super::clearance::{Said, assessed, finding, outcome, possible_outcome};
use super::{Assessment, Case, Finding, PossibleCases};
use crate::policy::{Fact, Pack, Packs, PolicyRule, TextPart};
use crate::rule::Stage;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// So many answers, and so many wordings, are kept of a rule.
const MOST: usize = 20_000;

/// Packs that judge many cases.
pub struct PackJudge<'p> {
    packs: &'p Packs,
    kept: RefCell<Vec<KeptRule>>,
    remembered: Cell<RememberedAnswers>,
}

/// How often what a rule says was known from a case with the same facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RememberedAnswers {
    /// How many times a rule was asked.
    pub asked: u64,
    /// Of them those that were answered from memory.
    pub known: u64,
}

impl RememberedAnswers {
    /// Those of two judges.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { asked: self.asked + other.asked, known: self.known + other.known }
    }

    /// The share that was answered from memory, in percent.
    pub fn percent(self) -> u64 {
        (100 * self.known).checked_div(self.asked).unwrap_or_default()
    }
}

/// What is kept of a rule.
struct KeptRule {
    /// The facts of its conditions.
    asked: BTreeSet<String>,
    /// The facts that stand in its texts.
    worded: Vec<String>,
    /// All facts on which its findings rest: those asked for, those in its texts, and those shown with it.
    shown: BTreeSet<String>,
    outcomes: HashMap<Vec<u8>, Option<Said>>,
    texts: HashMap<(TextPart, Vec<u8>), String>,
    findings: HashMap<Vec<u8>, Arc<Finding>>,
}

impl<'p> PackJudge<'p> {
    /// Packs that judge many cases.
    pub fn new(packs: &'p Packs) -> Self {
        let kept = |pack: &Pack, rule: &PolicyRule| {
            let conditions = rule.applies.iter().chain([&rule.when]);
            let asked: BTreeSet<String> = conditions.flat_map(|one| one.facts().clone()).collect();
            let worded = pack.arguments(rule);
            let shown = asked.iter().chain(&worded).chain(&rule.evidence).cloned().collect();
            let (outcomes, texts, findings) = (HashMap::new(), HashMap::new(), HashMap::new());
            KeptRule { asked, worded, shown, outcomes, texts, findings }
        };
        let all = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| kept(pack, rule)));
        Self { packs, kept: RefCell::new(all.collect()), remembered: Cell::default() }
    }

    /// The packs.
    pub fn packs(&self) -> &'p Packs {
        self.packs
    }

    /// How often an answer was known already.
    pub fn remembered(&self) -> RememberedAnswers {
        self.remembered.get()
    }

    /// Asks every rule of the stage that speaks of a placement, by all cases that it may be.
    pub fn evaluate_possible(&self, possible: &PossibleCases, stage: Stage) -> Assessment {
        if possible.is_one() {
            return self.evaluate(possible.common(), stage);
        }
        let case = possible.common();
        assessed(self.packs, case, stage, |_, pack, rule| {
            let said = possible_outcome(rule, possible)?;
            Some(Arc::new(finding(pack, rule, case, said, &mut |part| pack.say(rule, part, &case.facts))))
        })
    }

    /// Asks every rule of the stage that speaks of the case.
    pub fn evaluate(&self, case: &Case, stage: Stage) -> Assessment {
        let mut kept = self.kept.borrow_mut();
        let mut counted = self.remembered.get();
        // One piece of memory for the keys of all rules.
        let mut key = Vec::with_capacity(256);
        let assessment = assessed(self.packs, case, stage, |place, pack, rule| {
            let KeptRule { asked, worded, shown, outcomes, texts, findings } = kept.get_mut(place)?;
            counted.asked += 1;
            values(&mut key, case, &*asked);
            let said = if let Some(known) = outcomes.get(key.as_slice()) {
                counted.known += 1;
                known.clone()?
            } else {
                if outcomes.len() >= MOST {
                    outcomes.clear();
                }
                outcomes.entry(key.clone()).or_insert_with(|| outcome(rule, case)).clone()?
            };
            values(&mut key, case, &*shown);
            if let Some(known) = findings.get(key.as_slice()) {
                return Some(Arc::clone(known));
            }
            let mut words = Vec::new();
            values(&mut words, case, &*worded);
            if texts.len() >= MOST {
                texts.clear();
            }
            let mut say = |part: TextPart| {
                let text = || pack.say(rule, part, &case.facts);
                texts.entry((part, words.clone())).or_insert_with(text).clone()
            };
            let found = Arc::new(finding(pack, rule, case, said, &mut say));
            if findings.len() >= MOST {
                findings.clear();
            }
            findings.insert(key.clone(), Arc::clone(&found));
            Some(found)
        });
        self.remembered.set(counted);
        assessment
    }
}

/// Puts the values of facts of a case, one after the other, in the place of what `bytes` holds.
fn values<'a>(bytes: &mut Vec<u8>, case: &Case, names: impl IntoIterator<Item = &'a String>) {
    bytes.clear();
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend(text.len().to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    for name in names {
        // Of a sum of money the currency is shown as well.
        if let Some(money) = case.amounts.get(name.as_str()) {
            text(bytes, money.currency.as_str());
        }
        match case.facts.get(name.as_str()) {
            None => bytes.push(0),
            Some(Fact::Bool(yes)) => bytes.extend([1, u8::from(*yes)]),
            Some(Fact::Int(number)) => {
                bytes.push(2);
                bytes.extend(number.to_le_bytes());
            }
            Some(Fact::Number(number)) => {
                bytes.push(3);
                bytes.extend(number.to_bits().to_le_bytes());
            }
            Some(Fact::Day(day)) => {
                bytes.push(4);
                bytes.extend(day.0.to_le_bytes());
            }
            Some(Fact::Text(word)) => {
                bytes.push(5);
                text(bytes, word);
            }
            Some(Fact::List(words)) => {
                bytes.push(6);
                bytes.extend(words.len().to_le_bytes());
                words.iter().for_each(|word| text(bytes, word));
            }
        }
    }
}
