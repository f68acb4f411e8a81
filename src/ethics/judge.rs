//! Many cases judged by the same packs: what a rule says of the same facts is worked out once.
//!
//! Of a million placements few differ in the facts that a rule asks for. A rule's answer is kept by the values of the facts
//! of its conditions, and each of its texts by the values that stand in it. What comes out is what `evaluate` says.

use super::evaluate::{Said, assessed, finding, outcome};
use super::{Assessment, Case};
use crate::policy::{Fact, Pack, Packs, PolicyRule, TextPart};
use crate::rule::Stage;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// So many answers, and so many wordings, are kept of a rule.
const MOST: usize = 20_000;

/// Packs that judge many cases.
pub struct PackJudge<'p> {
    packs: &'p Packs,
    kept: RefCell<Vec<KeptRule>>,
}

/// What is kept of a rule.
struct KeptRule {
    /// The facts of its conditions.
    asked: BTreeSet<String>,
    /// The facts that stand in its texts.
    worded: Vec<String>,
    outcomes: HashMap<Vec<u8>, Option<Said>>,
    texts: HashMap<(TextPart, Vec<u8>), String>,
}

impl<'p> PackJudge<'p> {
    /// Packs that judge many cases.
    pub fn new(packs: &'p Packs) -> Self {
        let kept = |pack: &Pack, rule: &PolicyRule| KeptRule {
            asked: rule.applies.iter().chain([&rule.when]).flat_map(|one| one.facts().clone()).collect(),
            worded: pack.arguments(rule),
            outcomes: HashMap::new(),
            texts: HashMap::new(),
        };
        let all = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| kept(pack, rule)));
        Self { packs, kept: RefCell::new(all.collect()) }
    }

    /// The packs.
    pub fn packs(&self) -> &'p Packs {
        self.packs
    }

    /// Asks every rule of the stage that speaks of the case.
    pub fn evaluate(&self, case: &Case, stage: Stage) -> Assessment {
        let mut kept = self.kept.borrow_mut();
        assessed(self.packs, case, stage, |place, pack, rule| {
            let KeptRule { asked, worded, outcomes, texts } = kept.get_mut(place)?;
            let key = values(case, &*asked);
            if outcomes.len() >= MOST {
                outcomes.clear();
            }
            let said = outcomes.entry(key).or_insert_with(|| outcome(rule, case)).clone()?;
            let words = values(case, &*worded);
            if texts.len() >= MOST {
                texts.clear();
            }
            let mut say = |part: TextPart| {
                let text = || pack.say(rule, part, &case.facts);
                texts.entry((part, words.clone())).or_insert_with(text).clone()
            };
            Some(finding(pack, rule, case, said, &mut say))
        })
    }
}

/// The values of facts of a case, one after the other.
fn values<'a>(case: &Case, names: impl IntoIterator<Item = &'a String>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend(text.len().to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    for name in names {
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
                text(&mut bytes, word);
            }
            Some(Fact::List(words)) => {
                bytes.push(6);
                bytes.extend(words.len().to_le_bytes());
                words.iter().for_each(|word| text(&mut bytes, word));
            }
        }
    }
    bytes
}
