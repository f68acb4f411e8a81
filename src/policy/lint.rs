//! Checking packs before they are used: unknown facts, types that do not fit, examples that lie, editions that overlap.
//!
//! CEL has no type checker here, so each condition is computed over samples of its facts: a misspelt
//! function or a comparison of unlike types fails on some sample.

use super::condition::{Fact, FactType, Facts, Truth};
use super::list::Regime;
use super::pack::{Example, Pack, PackError, PolicyRule};
use crate::model::{Day, PartialDate};
use std::path::Path;

/// Something wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LintFinding {
    /// The pack.
    pub pack: String,
    /// The rule, unless it is about the pack as a whole.
    pub rule: String,
    /// What is wrong.
    pub problem: String,
}

impl LintFinding {
    /// What is said of a pack that cannot be used at all.
    pub fn unreadable(error: &PackError) -> Self {
        let dir = Path::new(&error.file).parent().unwrap_or(Path::new(""));
        Self { pack: dir.display().to_string(), rule: String::new(), problem: error.to_string() }
    }
}

/// Checks a pack against the vocabulary of facts, given as names with their types.
pub fn lint(pack: &Pack, vocabulary: &[(&'static str, FactType)]) -> Vec<LintFinding> {
    let mut findings = Vec::new();
    let mut say = |rule: &PolicyRule, problem: String| {
        findings.push(LintFinding { pack: pack.id.clone(), rule: rule.id.clone(), problem });
    };
    for rule in &pack.rules {
        let conditions = rule.applies.iter().chain([&rule.when]);
        for name in rule.evidence.iter().chain(rule.breaks.keys()).chain(rule.holds.keys()) {
            if !vocabulary.iter().any(|(known, _)| known == name) {
                say(rule, format!("`{name}` is no fact"));
            }
        }
        for (name, written) in rule.breaks.iter().chain(&rule.holds) {
            let kind = vocabulary.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
            if let Some(kind) = kind.filter(|kind| written.fact(*kind).is_none()) {
                say(rule, format!("the example gives `{name}` another type than {kind}"));
            }
        }
        for condition in conditions {
            for name in condition.facts() {
                if !vocabulary.iter().any(|(known, _)| known == name) {
                    say(rule, format!("the condition asks for `{name}`, which is no fact"));
                }
            }
            for sample in 0..SAMPLES {
                let facts: Facts =
                    vocabulary.iter().map(|&(name, kind)| (name, sample_of(kind, sample))).collect();
                if let Err(error) = condition.evaluate(&facts) {
                    say(rule, error.to_string());
                    break;
                }
            }
        }
        for (part, text) in
            [("source", &rule.source), ("remedy", &rule.remedy), ("what", &rule.what), ("why", &rule.why)]
        {
            if text.trim().is_empty() {
                say(rule, format!("`{part}` is empty"));
            }
        }
        if rule.stages.is_empty() {
            say(rule, "the rule has no stage".to_owned());
        }
        if pack.rules.iter().filter(|other| other.id == rule.id).count() > 1 {
            say(rule, "another rule of the pack has the same identifier".to_owned());
        }
    }
    findings.extend(lists(pack).into_iter().map(|problem| LintFinding {
        pack: pack.id.clone(),
        rule: String::new(),
        problem,
    }));
    findings
}

/// What is wrong with the editions of a pack's list.
fn lists(pack: &Pack) -> Vec<String> {
    let mut problems = Vec::new();
    let days = |regime: &Regime| {
        let from = regime.valid_from.map(PartialDate::earliest);
        let until = regime.valid_until.map(PartialDate::earliest);
        (from, until)
    };
    for (at, one) in pack.regimes.iter().enumerate() {
        let (from, until) = days(one);
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            problems.push(format!("`{}` ends on {until}, not after it begins on {from}", one.regime));
        }
        for other in &pack.regimes[at + 1..] {
            let (begins, ends) = days(other);
            let apart = until.zip(begins).is_some_and(|(until, begins)| until <= begins)
                || ends.zip(from).is_some_and(|(ends, from)| ends <= from);
            if !apart {
                problems
                    .push(format!("`{}` and `{}` are in force on the same day", one.regime, other.regime));
            }
        }
        let names = pack
            .entries
            .iter()
            .filter(|entry| entry.edition.is_empty() || entry.edition == one.edition)
            .count();
        if one.names_held && names == 0 {
            problems.push(format!(
                "`{}` says that its names are held, and none has edition `{}`",
                one.regime, one.edition
            ));
        }
    }
    for entry in &pack.entries {
        if entry.source.trim().is_empty() {
            problems.push(format!("the entry of {} names no source", entry.country));
        }
    }
    problems
}

/// Runs the examples of a pack: the one must break its rule, the other must not.
pub fn test(pack: &Pack, vocabulary: &[(&'static str, FactType)]) -> Vec<LintFinding> {
    let mut findings = Vec::new();
    for rule in &pack.rules {
        for (example, expected, name) in
            [(&rule.breaks, Truth::True, "breaks"), (&rule.holds, Truth::False, "holds")]
        {
            let told = rule.when.evaluate(&known(example, vocabulary));
            if told.as_ref() != Ok(&expected) {
                let told = match told {
                    Ok(Truth::True) => "breaks the rule".to_owned(),
                    Ok(Truth::False) => "does not break the rule".to_owned(),
                    Ok(Truth::Unknown(missing)) => {
                        let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
                        format!("leaves open whether it breaks the rule, as it lacks {}", missing.join(", "))
                    }
                    Err(error) => format!("cannot be judged: {error}"),
                };
                let problem = format!("the example `{name}` {told}");
                findings.push(LintFinding { pack: pack.id.clone(), rule: rule.id.clone(), problem });
            }
        }
    }
    findings
}

fn known(example: &Example, vocabulary: &[(&'static str, FactType)]) -> Facts {
    vocabulary.iter().filter_map(|&(name, kind)| Some((name, example.get(name)?.fact(kind)?))).collect()
}

const SAMPLES: usize = 3;

fn sample_of(kind: FactType, sample: usize) -> Fact {
    match kind {
        FactType::Bool => Fact::Bool(sample.is_multiple_of(2)),
        FactType::Int => Fact::Int([0, 1, 20_000][sample % 3]),
        FactType::Number => Fact::Number([0.0, 0.5, 100.0][sample % 3]),
        FactType::Day => Fact::Day(Day([0, 1, 20_000][sample % 3])),
        FactType::Text => Fact::Text(["", "employer", "2221"][sample % 3].to_owned()),
        FactType::List => {
            Fact::List([vec![], vec!["PH".to_owned()], vec!["a".into(), "b".into()]][sample % 3].clone())
        }
    }
}
