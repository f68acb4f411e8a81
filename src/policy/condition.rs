//! A condition of a rule: CEL over the facts of a case, with three truth values.
//!
//! A fact that is not recorded is absent and never null, because null would compare as false. `&&`,
//! `||` and `!` follow Kleene's logic in any order of their sides: false and unknown is false, true or unknown
//! is true. This module walks the tree down to the comparisons, and the `cel` crate computes those. A comparison
//! with an absent fact is unknown. Any other failure means that the pack is broken. `has(c.x)` is never unknown.

use crate::message::{Explained, codes};
use crate::model::{Day, words};
use cel::common::ast::{CallExpr, Expr, IdedExpr, operators};
use cel::objects::{Key, Map};
use cel::{Context, ExecutionError, Program, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The longest source of a condition, in bytes.
const LONGEST: usize = 2048;
/// The deepest nesting of brackets; checked before parsing, for the parser recurses.
const DEEPEST: usize = 32;

words! {
    /// The type of a fact.
    FactType, "a type of a fact" {
        /// Yes or no.
        Bool = "bool",
        /// A whole number.
        Int = "int",
        /// A measured number.
        Number = "number",
        /// A day.
        Day = "day",
        /// A word or code.
        Text = "text",
        /// A list of words or codes.
        List = "list",
    }
}

/// A fact that conditions may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFact {
    /// Its name, `c.NAME` in a condition.
    pub name: &'static str,
    /// Its type.
    pub kind: FactType,
    /// The words that it can be, where these are all; empty for any.
    pub words: Vec<&'static str>,
}

/// A recorded fact. Money is in minor units of one currency.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// Yes or no.
    Bool(bool),
    /// A whole number, an amount in minor units.
    Int(i64),
    /// A measured number.
    Number(f64),
    /// A day: an ISO date in JSON and in examples, its day number in conditions.
    Day(Day),
    /// A word or code.
    Text(String),
    /// A list that is known; it may be empty.
    List(Vec<String>),
}

/// Facts as they are written in an example, before the vocabulary says which texts are days.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(untagged)]
pub enum Written {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A measured number.
    Number(f64),
    /// A word, a code or an ISO date.
    Text(String),
    /// A list.
    List(Vec<String>),
}

impl Written {
    /// The fact of a type; `None` where it is of another.
    pub fn fact(&self, kind: FactType) -> Option<Fact> {
        Some(match (kind, self) {
            (FactType::Bool, Self::Bool(yes)) => Fact::Bool(*yes),
            (FactType::Int, Self::Int(number)) => Fact::Int(*number),
            (FactType::Number, Self::Number(number)) => Fact::Number(*number),
            #[expect(clippy::cast_precision_loss, reason = "written by a person")]
            (FactType::Number, Self::Int(number)) => Fact::Number(*number as f64),
            (FactType::Day, Self::Text(text)) => Fact::Day(text.parse().ok()?),
            // Packs of before wrote the number of the day.
            (FactType::Day, Self::Int(number)) => Fact::Day(Day(i32::try_from(*number).ok()?)),
            (FactType::Text, Self::Text(text)) => Fact::Text(text.clone()),
            (FactType::List, Self::List(items)) => Fact::List(items.clone()),
            _ => return None,
        })
    }
}

impl Fact {
    /// Whether the fact is of a type.
    pub fn is(&self, kind: FactType) -> bool {
        kind == match self {
            Self::Bool(_) => FactType::Bool,
            Self::Int(_) => FactType::Int,
            Self::Number(_) => FactType::Number,
            Self::Day(_) => FactType::Day,
            Self::Text(_) => FactType::Text,
            Self::List(_) => FactType::List,
        }
    }
}

/// The recorded facts of a case by name.
pub type ConditionFacts = BTreeMap<&'static str, Fact>;

/// What a condition comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// These facts are missing, and without them the question stays open.
    Unknown(BTreeSet<String>),
}

/// A condition that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// The source is too long.
    #[error("the condition has {0} bytes, expected at most {LONGEST}")]
    TooLong(usize),
    /// The nesting is too deep.
    #[error("the condition nests brackets deeper than {DEEPEST}")]
    TooDeep,
    /// A macro inside a macro: its cost grows as a power.
    #[error("a macro (`exists`, `all`, `map`, `filter`) stands inside another")]
    NestedMacro,
    /// The source is no CEL.
    #[error("the condition is not CEL: {0}")]
    Syntax(String),
    /// The condition failed on the facts: types that do not fit, a function that does not exist.
    #[error("the condition cannot be computed: {0}")]
    Broken(String),
}

impl Explained for ConditionError {
    codes! {
        TooLong = "policy-condition-too-long",
        TooDeep = "policy-condition-too-deep",
        NestedMacro = "policy-condition-nested-macro",
        Syntax = "policy-condition-syntax",
        Broken = "policy-condition-broken",
    }
}

/// A compiled condition.
pub struct Condition {
    expression: IdedExpr,
    facts: BTreeSet<String>,
}

impl std::fmt::Debug for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Condition").field("facts", &self.facts).finish_non_exhaustive()
    }
}

impl Condition {
    /// Compiles a source.
    ///
    /// # Errors
    /// [`ConditionError`] when it is too long, too deep, nests macros, or is no CEL.
    pub fn compile(source: &str) -> Result<Self, ConditionError> {
        if source.len() > LONGEST {
            return Err(ConditionError::TooLong(source.len()));
        }
        let mut depth = 0_usize;
        for byte in source.bytes() {
            match byte {
                b'(' | b'[' | b'{' | b'!' | b'-' => depth += usize::from(matches!(byte, b'(' | b'[' | b'{')),
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                return Err(ConditionError::TooDeep);
            }
        }
        // A chain of `!!!…` or `---…` nests without brackets.
        if source.contains(&"!".repeat(DEEPEST)) || source.contains(&"-".repeat(DEEPEST)) {
            return Err(ConditionError::TooDeep);
        }
        let program = Program::compile(source)
            .map_err(|error| ConditionError::Syntax(first_line(&error.to_string())))?;
        if nests_macros(program.expression(), false) {
            return Err(ConditionError::NestedMacro);
        }
        Ok(Self::of(program.expression().clone()))
    }

    /// The condition of an expression that is part of one.
    pub(super) fn of(expression: IdedExpr) -> Self {
        let mut facts = BTreeSet::new();
        collect_facts(&expression, &mut facts);
        Self { expression, facts }
    }

    /// The expression.
    pub(super) fn expression(&self) -> &IdedExpr {
        &self.expression
    }

    /// The names of the facts that the condition asks for.
    pub fn facts(&self) -> &BTreeSet<String> {
        &self.facts
    }

    /// Computes the condition on facts.
    ///
    /// # Errors
    /// [`ConditionError::Broken`] when it fails for another reason than an absent fact.
    pub fn evaluate(&self, facts: &ConditionFacts) -> Result<Truth, ConditionError> {
        let mut map: HashMap<Key, Value> = HashMap::new();
        for name in &self.facts {
            if let Some(fact) = facts.get(name.as_str()) {
                map.insert(Key::String(Arc::new(name.clone())), value(fact));
            }
        }
        thread_local! {
            // Making the root context costs far more than a rule.
            static ROOT: Context<'static, 'static> = root();
        }
        ROOT.with(|root| {
            let mut scope = root.new_inner_scope();
            scope.add_variable_from_value("c", Value::Map(Map { map: Arc::new(map) }));
            walk(&self.expression, &scope, facts)
        })
    }
}

/// What every condition may use: the functions of CEL, and `day('2026-05-29')` to compare days with.
fn root() -> Context<'static, 'static> {
    let mut root = Context::default();
    let added = root.add_function("day", |text: Arc<String>| match text.parse::<Day>() {
        Ok(day) => Ok(i64::from(day.0)),
        Err(error) => Err(ExecutionError::function_error("day", error.to_string())),
    });
    debug_assert!(added.is_ok(), "{added:?}");
    root
}

fn value(fact: &Fact) -> Value {
    match fact {
        Fact::Bool(b) => Value::Bool(*b),
        Fact::Int(n) => Value::Int(*n),
        Fact::Number(n) => Value::Float(*n),
        Fact::Day(day) => Value::Int(i64::from(day.0)),
        Fact::Text(t) => Value::from(t.as_str()),
        Fact::List(items) => {
            Value::List(Arc::new(items.iter().map(|item| Value::from(item.as_str())).collect()))
        }
    }
}

fn walk(
    expression: &IdedExpr,
    context: &Context<'_, '_>,
    facts: &ConditionFacts,
) -> Result<Truth, ConditionError> {
    if let Expr::Call(CallExpr { func_name, args, .. }) = &expression.expr {
        match (func_name.as_str(), &args[..]) {
            (operators::LOGICAL_AND, [left, right]) => {
                return Ok(match (walk(left, context, facts)?, walk(right, context, facts)?) {
                    (Truth::False, _) | (_, Truth::False) => Truth::False,
                    (Truth::True, Truth::True) => Truth::True,
                    (left, right) => both_missing(left, right),
                });
            }
            (operators::LOGICAL_OR, [left, right]) => {
                return Ok(match (walk(left, context, facts)?, walk(right, context, facts)?) {
                    (Truth::True, _) | (_, Truth::True) => Truth::True,
                    (Truth::False, Truth::False) => Truth::False,
                    (left, right) => both_missing(left, right),
                });
            }
            (operators::LOGICAL_NOT, [inner]) => {
                return Ok(match walk(inner, context, facts)? {
                    Truth::True => Truth::False,
                    Truth::False => Truth::True,
                    unknown @ Truth::Unknown(_) => unknown,
                });
            }
            _ => {}
        }
    }
    match context.resolve(expression) {
        Ok(Value::Bool(true)) => Ok(Truth::True),
        Ok(Value::Bool(false)) => Ok(Truth::False),
        Ok(other) => Err(ConditionError::Broken(format!("it yields {}, not true or false", other.type_of()))),
        Err(error) => {
            let mut asked = BTreeSet::new();
            collect_facts(expression, &mut asked);
            asked.retain(|name| !facts.contains_key(name.as_str()));
            match error {
                ExecutionError::NoSuchKey(_) if !asked.is_empty() => Ok(Truth::Unknown(asked)),
                other => Err(ConditionError::Broken(first_line(&other.to_string()))),
            }
        }
    }
}

fn both_missing(left: Truth, right: Truth) -> Truth {
    let mut missing = BTreeSet::new();
    for side in [left, right] {
        if let Truth::Unknown(names) = side {
            missing.extend(names);
        }
    }
    Truth::Unknown(missing)
}

/// The facts `c.x` of an expression; `has(c.x)` counts as asking too.
pub(super) fn collect_facts(expression: &IdedExpr, facts: &mut BTreeSet<String>) {
    if let Expr::Select(select) = &expression.expr
        && matches!(&select.operand.expr, Expr::Ident(name) if name == "c")
    {
        facts.insert(select.field.clone());
    }
    children(expression).into_iter().for_each(|child| collect_facts(child, facts));
}

fn nests_macros(expression: &IdedExpr, inside: bool) -> bool {
    let a_macro = matches!(expression.expr, Expr::Comprehension(_));
    if a_macro && inside {
        return true;
    }
    children(expression).into_iter().any(|child| nests_macros(child, inside || a_macro))
}

pub(super) fn children(expression: &IdedExpr) -> Vec<&IdedExpr> {
    match &expression.expr {
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::Comprehension(c) => vec![&c.iter_range, &c.accu_init, &c.loop_cond, &c.loop_step, &c.result],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        _ => Vec::new(),
    }
}

fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(source: &str, facts: &[(&'static str, Fact)]) -> String {
        let facts: ConditionFacts = facts.iter().cloned().collect();
        match Condition::compile(source).and_then(|condition| condition.evaluate(&facts)) {
            Ok(Truth::True) => "true".into(),
            Ok(Truth::False) => "false".into(),
            Ok(Truth::Unknown(names)) => format!("needs {}", names.into_iter().collect::<Vec<_>>().join(",")),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn unknown_is_neither_true_nor_false_on_either_side() {
        let yes = [("a", Fact::Bool(true))];
        let no = [("a", Fact::Bool(false))];
        for (source, facts, expected) in [
            ("c.a == true && c.b == true", &yes, "needs b"),
            ("c.b == true && c.a == true", &yes, "needs b"),
            ("c.a == true && c.b == true", &no, "false"),
            ("c.b == true && c.a == true", &no, "false"),
            ("c.a == true || c.b == true", &yes, "true"),
            ("c.b == true || c.a == true", &yes, "true"),
            ("c.b == true || c.z == true", &no, "needs b,z"),
            ("!(c.b == true)", &no, "needs b"),
            ("!has(c.b)", &no, "true"),
            ("has(c.a)", &no, "true"),
        ] {
            assert_eq!(told(source, facts), expected, "{source}");
        }
    }

    #[test]
    fn lists_words_and_numbers_are_compared() {
        let facts = [
            ("list", Fact::List(vec!["a".into()])),
            ("none", Fact::List(vec![])),
            ("word", Fact::Text("x".into())),
            ("n", Fact::Int(17)),
            ("share", Fact::Number(0.5)),
            ("on", Fact::Day("2026-05-29".parse().unwrap())),
        ];
        for (source, expected) in [
            ("size(c.none) == 0", "true"),
            ("size(c.absent) == 0", "needs absent"),
            ("c.word in ['x', 'y']", "true"),
            ("c.list.exists(v, v in ['a'])", "true"),
            ("c.list.exists(v, v in c.absent)", "needs absent"),
            ("['a', 'b'].all(v, v in c.list)", "false"),
            ("c.n < 18", "true"),
            ("c.share < 0.9", "true"),
            ("c.on >= day('2026-05-29')", "true"),
            ("c.on < day('2026-05-29')", "false"),
            ("c.absent < day('2026-05-29')", "needs absent"),
        ] {
            assert_eq!(told(source, &facts), expected, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_trusted_is_refused() {
        assert!(told(&"(".repeat(100_000), &[]).contains("bytes"));
        assert!(told(&format!("{}true{}", "(".repeat(40), ")".repeat(40)), &[]).contains("deeper"));
        assert!(told(&format!("{}true", "!".repeat(40)), &[]).contains("deeper"));
        assert!(told("[1].exists(a, [2].exists(b, a == b))", &[]).contains("inside another"));
        assert!(told("c.a ==", &[]).contains("not CEL"));
        assert!(told("sizzle(c.a) == 1", &[("a", Fact::Int(1))]).contains("cannot be computed"));
        assert!(told("c.a", &[("a", Fact::Int(1))]).contains("not true or false"));
        assert!(told("c.a < day('May')", &[("a", Fact::Int(1))]).contains("full date"));
    }

    proptest! {
        #[test]
        fn no_source_makes_it_panic(source in "[c.ab()!&|= '0-9\\[\\]<>,sizexhas-]{0,60}") {
            let facts: ConditionFacts = [("a", Fact::Int(1)), ("b", Fact::List(vec![]))].into_iter().collect();
            if let Ok(condition) = Condition::compile(&source) {
                let _ = condition.evaluate(&facts);
            }
        }
    }
}
