//! Checking packs before they are used: unknown facts, types that do not fit, examples that lie, editions that overlap,
//! rows of a list that would change verdicts in silence.
//!
//! CEL has no type checker here, so each condition is computed over samples of its facts: a misspelt
//! function or a comparison of unlike types fails on some sample.

use super::condition::{Condition, ConditionFacts, Fact, FactType, KnownFact, Truth, Written};
use super::list::{ListEntry, Regime};
use super::pack::{Example, LIST, LONGEST_OVERRIDE, MANIFEST, Pack, PackError, PolicyRule, REGIMES, builtin};
use super::reach;
use super::reason::{ExampleKind, LintReason};
use super::texts::{PackTexts, TextPart};
use crate::message::Message;
use crate::model::{Day, PartialDate, Window};
use std::path::Path;

/// Something wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LintFinding {
    /// The pack.
    pub pack: String,
    /// The rule, unless it is about the pack as a whole.
    pub rule: String,
    /// The file, where one is known.
    pub file: Option<String>,
    /// The line in the file, from 1, where one is known.
    pub line: Option<u64>,
    /// What is wrong.
    pub problem: LintReason,
}

impl LintFinding {
    /// What is said of a pack that cannot be used at all.
    pub fn unreadable(error: &PackError) -> Self {
        let dir = Path::new(&error.file).parent().unwrap_or(Path::new(""));
        Self {
            pack: dir.display().to_string(),
            rule: String::new(),
            file: Some(error.file.clone()),
            line: error.line,
            problem: LintReason::Unusable { because: Message::of_error(&error.fault) },
        }
    }

    fn of_rule(pack: &Pack, rule: &PolicyRule, problem: LintReason) -> Self {
        let (file, line) = (Some(pack.rules_file.clone()), Some(rule.line));
        Self { pack: pack.id.clone(), rule: rule.id.clone(), file, line, problem }
    }

    /// About a file of the pack: its list, its editions or its manifest, and a line of it.
    fn of_file(pack: &Pack, name: &str, line: Option<u64>, problem: LintReason) -> Self {
        let file = Path::new(&pack.rules_file).with_file_name(name).display().to_string();
        Self { file: Some(file), line, ..Self::of_pack(pack, problem) }
    }

    fn of_pack(pack: &Pack, problem: LintReason) -> Self {
        Self { pack: pack.id.clone(), rule: String::new(), file: None, line: None, problem }
    }
}

/// Checks a pack against the vocabulary of facts, given as names with their types.
pub fn lint(pack: &Pack, vocabulary: &[KnownFact]) -> Vec<LintFinding> {
    let mut findings = Vec::new();
    let mut say = |rule: &PolicyRule, problem: LintReason| {
        findings.push(LintFinding::of_rule(pack, rule, problem));
    };
    let compiled = builtin().iter().find(|known| known.id == pack.id).map_or(0, |known| known.rules.len());
    let empty = (pack.rules.is_empty() && compiled > 0)
        .then(|| LintFinding::of_pack(pack, LintReason::NoRules { rules: compiled }));
    let is_fact = |name: &str| vocabulary.iter().any(|known| known.name == name);
    for rule in &pack.rules {
        let conditions = rule.applies.iter().chain([&rule.when]);
        let written = || rule.examples().flat_map(|(_, facts)| facts);
        for name in rule.evidence.iter().chain(written().map(|(name, _)| name)) {
            if !is_fact(name) {
                say(rule, LintReason::NoFact { fact: name.clone() });
            }
        }
        for (name, written) in written() {
            let Some(known) = vocabulary.iter().find(|known| known.name == name) else { continue };
            if written.fact(known.kind).is_none() {
                say(rule, LintReason::ExampleType { fact: name.clone(), kind: known.kind });
            }
            if let Written::Text(word) = written {
                no_word(pack, known, word).into_iter().for_each(|problem| say(rule, problem));
            }
        }
        for (fact, word) in conditions.clone().flat_map(reach::words) {
            let known = vocabulary.iter().find(|known| known.name == fact);
            let problem = known.and_then(|known| no_word(pack, known, &word));
            problem.into_iter().for_each(|problem| say(rule, problem));
        }
        let mut sound = true;
        for condition in conditions.clone() {
            for name in condition.facts() {
                if !is_fact(name) {
                    sound = false;
                    say(rule, LintReason::AsksForNoFact { fact: name.to_owned() });
                }
            }
            for sample in 0..SAMPLES {
                let facts: ConditionFacts =
                    vocabulary.iter().map(|known| (known.name, sample_of(known.kind, sample))).collect();
                if let Err(error) = condition.evaluate(&facts) {
                    sound = false;
                    say(rule, LintReason::ConditionFails { because: Message::of_error(&error) });
                    break;
                }
            }
        }
        if sound {
            let all: Vec<&Condition> = conditions.collect();
            for facts in reach::unreachable(&all, vocabulary) {
                say(rule, LintReason::NeverMet { facts });
            }
        }
        if rule.source.trim().is_empty() {
            say(rule, LintReason::Empty { part: "source" });
        }
        // Of a rule without any text the file of texts is told below.
        let any = TextPart::ALL.iter().any(|(part, _)| !rule.text(*part).trim().is_empty());
        // A pack need not name a lawful way; those that come with the program do.
        for (part, name) in TextPart::ALL.into_iter().filter(|(part, _)| *part != TextPart::Lawful) {
            if (any || pack.texts.is_empty()) && rule.text(part).trim().is_empty() {
                say(rule, LintReason::Empty { part: name });
            }
        }
        if rule.stages.is_empty() {
            say(rule, LintReason::NoStage);
        }
        for &role in rule.overrides.by.iter().filter(|role| !role.is_authority()) {
            say(rule, LintReason::OverrideRole { role });
        }
        let months = rule.overrides.months();
        if !(1..=LONGEST_OVERRIDE).contains(&months) {
            say(rule, LintReason::OverrideMonths { months, longest: LONGEST_OVERRIDE });
        }
        if pack.rules.iter().filter(|other| other.id == rule.id).count() > 1 {
            say(rule, LintReason::SameRule);
        }
    }
    findings.extend(pack.texts.iter().flat_map(|texts| said(pack, texts, &is_fact)));
    let editions = editions(pack).into_iter();
    findings.extend(editions.map(|(line, problem)| LintFinding::of_file(pack, REGIMES, Some(line), problem)));
    if !pack.entries.is_empty() && pack.grades.is_empty() {
        findings.push(LintFinding::of_file(pack, MANIFEST, None, LintReason::NoGrades));
    }
    let entries = entries(pack).into_iter();
    findings.extend(entries.map(|(line, problem)| LintFinding::of_file(pack, LIST, Some(line), problem)));
    findings.extend(empty);
    findings
}

/// That a fact is never this word.
fn no_word(pack: &Pack, fact: &KnownFact, word: &str) -> Option<LintReason> {
    let mut words: Vec<String> = fact.words.iter().map(|word| (*word).to_owned()).collect();
    // A list of countries says itself which grades it gives; a country on none of them has this one.
    if pack.list_fact.as_deref() == Some(fact.name) && fact.kind == FactType::Text {
        words.extend(pack.grades.iter().cloned().chain(["none".to_owned()]));
    }
    let is_none = !words.is_empty() && words.iter().all(|known| known != word);
    is_none.then(|| LintReason::NoWord { fact: fact.name.to_owned(), word: word.to_owned(), known: words })
}

/// What is wrong with the texts of a pack in a language.
fn said(pack: &Pack, texts: &PackTexts, is_fact: &impl Fn(&str) -> bool) -> Vec<LintFinding> {
    let without = pack.rules.iter().filter(|rule| {
        let known = texts.entries.iter().any(|entry| entry.code == rule.id);
        // A pack may still have the texts of some rules beside their conditions.
        !known && !rule.has_own_texts
    });
    let mut findings: Vec<LintFinding> = without
        .map(|rule| LintFinding::of_rule(pack, rule, LintReason::NoText { file: texts.file.clone() }))
        .collect();
    for entry in &texts.entries {
        let at = |line: u64, problem: LintReason| LintFinding {
            pack: pack.id.clone(),
            rule: entry.code.clone(),
            file: Some(texts.file.clone()),
            line: Some(line),
            problem,
        };
        // A term begins with a hyphen: other texts use it.
        if !entry.code.starts_with('-') && !pack.rules.iter().any(|rule| rule.id == entry.code) {
            findings.push(at(entry.line, LintReason::TextOfNoRule { text: entry.code.clone() }));
        }
        for (argument, line) in entry.arguments.iter().filter(|(name, _)| !is_fact(name)) {
            let (text, argument) = (entry.code.clone(), argument.clone());
            findings.push(at(*line, LintReason::ArgumentIsNoFact { text, argument }));
        }
    }
    findings
}

/// What is wrong with the editions of a pack's list, each with its line.
fn editions(pack: &Pack) -> Vec<(u64, LintReason)> {
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
            problems
                .push((one.line, LintReason::EditionEndsFirst { edition: one.regime.clone(), from, until }));
        }
        for other in &pack.regimes[at + 1..] {
            let (begins, ends) = days(other);
            let apart = until.zip(begins).is_some_and(|(until, begins)| until <= begins)
                || ends.zip(from).is_some_and(|(ends, from)| ends <= from);
            if !apart {
                let (edition, overlapping) = (one.regime.clone(), other.regime.clone());
                let problem = LintReason::EditionsOverlap { edition, other: overlapping };
                problems.push((other.line, problem));
            }
        }
        let names = pack
            .entries
            .iter()
            .filter(|entry| entry.edition.is_empty() || entry.edition == one.edition)
            .count();
        if one.names_held && names == 0 {
            let (regime, edition) = (one.regime.clone(), one.edition.clone());
            problems.push((one.line, LintReason::NoNames { regime, edition }));
        }
    }
    problems.extend(apart(&pack.regimes));
    problems
}

/// The editions behind which a gap is left.
fn apart(regimes: &[Regime]) -> Vec<(u64, LintReason)> {
    let mut dated: Vec<(Day, &Regime)> =
        regimes.iter().filter_map(|one| Some((one.valid_from?.earliest(), one))).collect();
    dated.sort_by_key(|(from, _)| *from);
    let pairs = dated.windows(2).filter_map(|pair| {
        let [(_, one), (from, other)] = pair else { return None };
        let until = one.valid_until?.earliest();
        let problem = || LintReason::EditionsApart {
            edition: one.regime.clone(),
            until,
            other: other.regime.clone(),
            from: *from,
        };
        (until < *from).then(|| (other.line, problem()))
    });
    pairs.collect()
}

/// What is wrong with the rows of a pack's list, each with its line.
fn entries(pack: &Pack) -> Vec<(u64, LintReason)> {
    let mut problems = Vec::new();
    let window = |entry: &ListEntry| Window::reading_early(entry.valid_from, entry.valid_until);
    for (at, entry) in pack.entries.iter().enumerate() {
        let (country, line) = (entry.country, entry.line);
        if entry.source.trim().is_empty() {
            problems.push((line, LintReason::EntryWithoutSource { country }));
        }
        if !pack.grades.is_empty() && !pack.grades.contains(&entry.grade) {
            let (grade, known) = (entry.grade.clone(), pack.grades.clone());
            problems.push((line, LintReason::NoGrade { country, grade, known }));
        }
        let held = pack.regimes.iter().any(|regime| regime.edition == entry.edition);
        if !entry.edition.is_empty() && !held {
            problems.push((line, LintReason::NoEdition { country, edition: entry.edition.clone() }));
        }
        let days =
            (entry.valid_from.map(PartialDate::earliest), entry.valid_until.map(PartialDate::earliest));
        if let (Some(from), Some(until)) = days
            && until <= from
        {
            problems.push((line, LintReason::EntryEndsFirst { country, from, until }));
        }
        let of_one = |other: &ListEntry| {
            let editions =
                other.edition.is_empty() || entry.edition.is_empty() || other.edition == entry.edition;
            other.country == country && editions
        };
        let mut others = pack.entries[at + 1..].iter();
        let same = others.find(|other| of_one(other) && window(entry).overlaps(&window(other)));
        if let Some(other) = same {
            let (grade, second) = (entry.grade.clone(), other.grade.clone());
            problems.push((other.line, LintReason::EntriesOverlap { country, grade, other: second }));
        }
        // A few days between two rows are a slip: a row ends on the day on which it holds no more.
        let soon = days.1.and_then(|until| {
            let begins = pack.entries.iter().filter(|other| of_one(other));
            let begins = begins.filter_map(|other| other.valid_from.map(PartialDate::earliest));
            begins.filter(|from| *from > until && from.0 - until.0 <= SLIP).min().map(|from| (until, from))
        });
        let covered =
            |day: Day| pack.entries.iter().any(|other| of_one(other) && window(other).contains(day));
        if let Some((until, from)) = soon.filter(|(until, _)| !covered(*until)) {
            problems.push((line, LintReason::EntriesApart { country, until, from }));
        }
    }
    problems
}

/// So many days between two rows of a country are taken for a slip.
const SLIP: i32 = 7;

/// Runs the examples of a pack: those that break their rule must, the others must not.
pub fn test(pack: &Pack, vocabulary: &[KnownFact]) -> Vec<LintFinding> {
    let mut findings = Vec::new();
    for rule in &pack.rules {
        for (example, facts) in rule.examples() {
            let problem = match rule.told(&known(facts, vocabulary)) {
                Ok(Truth::True) if example == ExampleKind::Breaks => continue,
                Ok(Truth::False) if example == ExampleKind::Holds => continue,
                Ok(Truth::True) => LintReason::ExampleBreaks,
                Ok(Truth::False) => LintReason::ExampleHolds,
                Ok(Truth::Unknown(missing)) => {
                    LintReason::ExampleOpen { example, missing: missing.into_iter().collect() }
                }
                Err(error) => LintReason::ExampleFails { example, because: Message::of_error(&error) },
            };
            findings.push(LintFinding::of_rule(pack, rule, problem));
        }
    }
    findings
}

/// The comparisons of a pack's rules that no example decides: turned around, they leave every example as it is.
pub fn undecided(pack: &Pack, vocabulary: &[KnownFact]) -> Vec<LintFinding> {
    let mut findings = Vec::new();
    for rule in &pack.rules {
        let examples: Vec<ConditionFacts> =
            rule.examples().map(|(_, facts)| known(facts, vocabulary)).collect();
        let told = |applies: Option<&Condition>, when: &Condition| -> Vec<_> {
            examples.iter().map(|facts| PolicyRule::tell(applies, when, facts)).collect()
        };
        let before = told(rule.applies.as_ref(), &rule.when);
        let of_applies = rule.applies.iter().flat_map(reach::turned).map(|turned| {
            let now = told(Some(&turned.condition), &rule.when);
            (turned, now)
        });
        let of_when = reach::turned(&rule.when).into_iter().map(|turned| {
            let now = told(rule.applies.as_ref(), &turned.condition);
            (turned, now)
        });
        for (turned, now) in of_applies.chain(of_when) {
            if now == before {
                let (facts, turned) = (turned.facts.into_iter().collect(), turned.turned);
                findings.push(LintFinding::of_rule(pack, rule, LintReason::Undecided { facts, turned }));
            }
        }
    }
    findings
}

fn known(example: &Example, vocabulary: &[KnownFact]) -> ConditionFacts {
    vocabulary
        .iter()
        .filter_map(|known| Some((known.name, example.get(known.name)?.fact(known.kind)?)))
        .collect()
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
