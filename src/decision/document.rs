//! The document that is stored: version, salt and facts in one canonical JSON text.

use super::{DecisionError, DecisionFacts};
use crate::model::{Hash, hex};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the shape. Documents of version 1 had no version, and two shapes.
pub const VERSION: u32 = 2;

/// 256 random bits, as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Salt(pub String);

impl Salt {
    /// A new salt.
    ///
    /// # Errors
    /// [`DecisionError::Random`] when the system gives no random numbers.
    pub fn random() -> Result<Self, DecisionError> {
        let mut salt = [0_u8; 32];
        getrandom::fill(&mut salt).map_err(DecisionError::Random)?;
        Ok(Self(hex(&salt)))
    }
}

/// A decision as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionDocument {
    /// The version of the shape.
    pub version: u32,
    /// The salt of the document's hash.
    pub salt: Salt,
    /// What was decided.
    pub decision: DecisionFacts,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Recorded {
    /// A document of the shape of today.
    Typed(Box<DecisionDocument>),
    /// One that was recorded before there was a version, as it was written.
    Earlier(Value),
}

impl DecisionDocument {
    /// A document of facts with a new salt.
    ///
    /// # Errors
    /// [`DecisionError::Random`] when the system gives no random numbers.
    pub fn new(decision: DecisionFacts) -> Result<Self, DecisionError> {
        Ok(Self { version: VERSION, salt: Salt::random()?, decision })
    }

    /// The canonical text (RFC 8785), and its hash for the audit log.
    ///
    /// # Errors
    /// [`DecisionError::Shape`] when it holds a number that the canonical form cannot express.
    pub fn write(&self) -> Result<(String, Hash), DecisionError> {
        let text = serde_json_canonicalizer::to_string(self).map_err(DecisionError::Shape)?;
        let hash = Hash::of(&text);
        Ok((text, hash))
    }
}

impl Recorded {
    /// Reads what [`DecisionDocument::write`] wrote, or a document of before.
    ///
    /// # Errors
    /// [`DecisionError`] when it is no JSON, of a newer version, or not of the shape.
    pub fn read(text: &str) -> Result<Self, DecisionError> {
        let value: Value = serde_json::from_str(text).map_err(DecisionError::Shape)?;
        match value["version"].as_u64() {
            None => Ok(Self::Earlier(value)),
            Some(found) if found > u64::from(VERSION) => Err(DecisionError::Newer { found, known: VERSION }),
            Some(_) => {
                let document = serde_json::from_value(value).map_err(DecisionError::Shape)?;
                Ok(Self::Typed(Box::new(document)))
            }
        }
    }

    /// The canonical text with the salt, as it was stored: its hash stands in the audit log.
    ///
    /// # Errors
    /// [`DecisionError::Shape`] when it cannot be expressed.
    pub fn text(&self) -> Result<String, DecisionError> {
        match self {
            Self::Typed(document) => Ok(document.write()?.0),
            Self::Earlier(value) => serde_json_canonicalizer::to_string(value).map_err(DecisionError::Shape),
        }
    }

    /// The facts as JSON, without the salt.
    ///
    /// # Errors
    /// [`DecisionError::Shape`] when they cannot be expressed.
    pub fn facts(&self) -> Result<Value, DecisionError> {
        match self {
            Self::Typed(document) => {
                let mut value = serde_json::to_value(&document.decision).map_err(DecisionError::Shape)?;
                Ok(value["facts"].take())
            }
            Self::Earlier(value) => {
                let mut value = value.clone();
                if let Some(facts) = value.as_object_mut() {
                    facts.remove("salt");
                }
                Ok(value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::{
        ApartFacts, FindingFacts, JudgedAnswer, JudgedBeside, JudgedBy, JudgedCase, JudgedResult,
        JudgmentFacts, MatchQuestion, MergeFacts, MoveCause, MovedAnswer, PartFacts, RankingCounts,
        RankingFacts, RejectionFacts, RejectionState, RestsOn, ResultFacts, StateFacts, Version,
    };
    use crate::ethics::{Clearance, FindingOutcome, FindingState};
    use crate::matching::{Criterion, Gate, State, Weights};
    use crate::model::{Channel, Day, DecisionId, Kind, Role, Seq};
    use crate::portability::Label;
    use crate::rule::Severity;
    use proptest::collection::{btree_map, vec};
    use proptest::option;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn seq() -> impl Strategy<Value = Seq> {
        (0..1_i64 << 53).prop_map(Seq)
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        vec(".{0,12}", 0..4)
    }

    fn outcome() -> impl Strategy<Value = FindingOutcome> {
        prop_oneof![
            Just(FindingOutcome::Broken),
            words().prop_map(|missing| FindingOutcome::Unknown { missing }),
        ]
    }

    fn finding() -> impl Strategy<Value = FindingFacts> {
        let severity = option::of(select(Severity::ALL));
        (".{0,12}", ".{0,12}", outcome(), severity).prop_map(|(rule, pack, outcome, severity)| FindingFacts {
            rule,
            pack,
            outcome,
            severity,
        })
    }

    fn result() -> impl Strategy<Value = ResultFacts> {
        let part = (select(Criterion::ALL), option::of(".{0,12}"), option::of(0..=1000_u16), 0..=1000_u16)
            .prop_map(|(criterion, level, points, adds)| PartFacts { criterion, level, points, adds });
        let labels = select(Label::ALL);
        (
            (".{0,12}", ".{0,12}", option::of(select(vec!["PH", "XK"]))),
            (0..=1000_u16, 0..=1000_u16, select(State::ALL), select(Clearance::ALL)),
            (vec(part, 0..9), vec(finding(), 0..3), [labels.clone(), labels.clone(), labels]),
        )
            .prop_map(|(ids, values, lists)| ResultFacts {
                worker: ids.0,
                opening: ids.1,
                origin: ids.2.map(|code| code.parse().unwrap()),
                score: values.0,
                known: values.1,
                state: values.2,
                clearance: values.3,
                parts: lists.0,
                findings: lists.1,
                portability: lists.2,
            })
    }

    fn ranking() -> impl Strategy<Value = RankingFacts> {
        let question =
            (".{0,12}", select(Channel::ALL), -40_000..80_000_i32, any::<u32>(), option::of(".{0,12}"))
                .prop_map(|(subject, channel, day, top, query)| MatchQuestion {
                    subject,
                    channel,
                    as_of: Day(day),
                    top: u64::from(top),
                    query,
                });
        let versions = vec((select(Kind::ALL), ".{0,12}", seq()), 0..4).prop_map(|all| {
            all.into_iter().map(|(kind, id, seq)| Version { kind, id, seq }).collect::<Vec<_>>()
        });
        let rests_on = (seq(), versions, "[0-9a-f]{0,64}", any::<[u8; 32]>(), any::<[u8; 32]>()).prop_map(
            |(seq, versions, packs, reference, build)| RestsOn {
                seq,
                versions,
                packs,
                reference: Hash(reference),
                build: Hash(build),
                program: "0.1.0".into(),
                weights: Weights::default().to_map(),
            },
        );
        let counts = (any::<u32>(), any::<u32>(), btree_map(select(Gate::ALL), 0..1_000_000_u64, 0..5))
            .prop_map(|(admitted, blocked, excluded)| RankingCounts {
                admitted: u64::from(admitted),
                blocked: u64::from(blocked),
                excluded,
            });
        (question, rests_on, counts, vec(result(), 0..3)).prop_map(|(question, rests_on, counts, results)| {
            RankingFacts { question, rests_on, counts, results }
        })
    }

    fn day() -> impl Strategy<Value = Option<Day>> {
        option::of((-40_000..80_000_i32).prop_map(Day))
    }

    fn judgment() -> impl Strategy<Value = JudgmentFacts> {
        let answer = || {
            let answer = (select(Clearance::ALL), vec(finding(), 0..3));
            option::of(answer.prop_map(|(clearance, findings)| JudgedAnswer { clearance, findings }))
        };
        let moved = (case(), answer(), answer(), vec(select(MoveCause::ALL), 0..3))
            .prop_map(|(case, before, now, because)| MovedAnswer { case, before, now, because });
        let rests_on = (btree_map(".{0,12}", "[0-9a-f]{0,64}", 0..3), any::<[u8; 32]>(), any::<[u8; 32]>())
            .prop_map(|(packs, reference, build)| JudgedBy {
                packs,
                reference: Hash(reference),
                build: Hash(build),
                program: "0.1.0".into(),
            });
        let beside =
            (day(), any::<u32>(), any::<u32>(), words()).prop_map(|(day, openings, results, clear)| {
                let (openings, results) = (u64::from(openings), u64::from(results));
                day.map(|as_of| JudgedBeside { as_of, openings, results, clear })
            });
        (any::<u32>(), rests_on, vec(moved, 0..4), words(), beside).prop_map(
            |(placements, rests_on, moved, clear, beside)| JudgmentFacts {
                placements: u64::from(placements),
                rests_on,
                moved,
                clear,
                beside,
            },
        )
    }

    fn case() -> impl Strategy<Value = JudgedCase> {
        prop_oneof![
            ".{0,12}".prop_map(JudgedCase::Placement),
            ".{0,12}".prop_map(JudgedCase::Opening),
            (1..10_000_i64, ".{0,12}").prop_map(|(decision, record)| {
                JudgedCase::Result(JudgedResult { decision: DecisionId(decision), record })
            }),
        ]
    }

    fn decision() -> impl Strategy<Value = DecisionFacts> {
        let evidence = || words().prop_map(|words| serde_json::json!({ "because": words }));
        prop_oneof![
            ranking().prop_map(DecisionFacts::Shortlist),
            ranking().prop_map(DecisionFacts::Openings),
            (words(), words(), seq(), evidence(), any::<u32>()).prop_map(|(a, b, seen, evidence, moved)| {
                DecisionFacts::Merge(MergeFacts {
                    kept: a.concat(),
                    merged: b.concat(),
                    seen,
                    evidence,
                    filled: a.clone(),
                    moved: u64::from(moved),
                    kept_cells: b.clone(),
                    taken_cells: a,
                    ruled_cells: b,
                })
            }),
            (".{0,12}", ".{0,12}", seq(), evidence()).prop_map(|(left, right, seen, evidence)| {
                DecisionFacts::KeepApart(ApartFacts { left, right, seen, evidence })
            }),
            judgment().prop_map(DecisionFacts::Judgment),
            (case(), finding(), select(FindingState::ALL), ".{0,12}", option::of(select(Role::ALL)), day())
                .prop_map(|(case, finding, state, reason, role, until)| {
                    let facts = role.map(|_| serde_json::json!({ "age_years": 17 }));
                    DecisionFacts::FindingState(StateFacts {
                        case,
                        finding,
                        state,
                        reason,
                        role,
                        until,
                        facts,
                    })
                }),
            (".{0,12}", ".{0,12}", select(RejectionState::ALL), ".{0,12}").prop_map(
                |(opening, worker, state, reason)| {
                    DecisionFacts::Rejection(RejectionFacts { opening, worker, state, reason })
                }
            ),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_written_is_read_back_the_same(decision in decision()) {
            let document = DecisionDocument::new(decision).unwrap();
            let (text, hash) = document.write().unwrap();
            prop_assert_eq!(Hash::of(&text), hash);
            prop_assert_eq!(Recorded::read(&text).unwrap(), Recorded::Typed(Box::new(document.clone())));
            prop_assert_eq!(Recorded::read(&text).unwrap().text().unwrap(), text.clone());
            // The kind that the store keeps beside the document is the document's own.
            let value: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(value["decision"]["kind"].as_str(), Some(document.decision.kind()));
            // Written again, the same facts have another hash.
            prop_assert_ne!(DecisionDocument::new(document.decision).unwrap().write().unwrap().1, hash);
        }
    }

    /// What was recorded of placements alone keeps its bytes: the log has the hash of them.
    #[test]
    fn what_was_said_of_placements_is_written_as_before() {
        let before = r#"{"decision":{"facts":{"finding":{"outcome":"broken","pack":"p@1","rule":"r"},"placement":"P-1","reason":"paid back","role":null,"state":"remedied","until":null},"kind":"finding-state"},"salt":"00","version":2}"#;
        assert_eq!(Recorded::read(before).unwrap().text().unwrap(), before);
    }

    #[test]
    fn documents_of_before_are_read_and_those_of_later_are_refused() {
        let earlier = r#"{"opening":"O-1","results":[],"salt":"00"}"#;
        let read = Recorded::read(earlier).unwrap();
        assert!(matches!(&read, Recorded::Earlier(value) if value["opening"] == "O-1"));
        assert_eq!(read.facts().unwrap(), serde_json::json!({"opening": "O-1", "results": []}));
        let later = Recorded::read(r#"{"version":3}"#);
        assert!(matches!(later, Err(DecisionError::Newer { found: 3, .. })), "{later:?}");
        assert!(matches!(Recorded::read("{"), Err(DecisionError::Shape(_))));
        assert!(matches!(Recorded::read(r#"{"version":2}"#), Err(DecisionError::Shape(_))));
    }
}
