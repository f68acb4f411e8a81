//! What a condition can come to: whether each of its ways to be true can be met by any case, and what turns its
//! comparisons around.
//!
//! Comparisons over one fact hang together, so the values that tell them apart are tried all at once: the literals, and what
//! lies beside and between them. Comparisons over different facts are free of each other. What this cannot read, such as
//! arithmetic, is taken to be able to come out either way: a part is named only where no case can meet it.

use super::condition::{
    Condition, ConditionFacts, Fact, FactType, KnownFact, Truth, children, collect_facts,
};
use crate::model::Day;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};
use std::collections::BTreeSet;

/// So many sets of values of facts that hang together are tried.
const MOST_VALUES: usize = 4_000;
/// So many outcomes of all comparisons are tried.
const MOST_OUTCOMES: usize = 20_000;

const ORDERS: [&str; 4] =
    [operators::LESS, operators::LESS_EQUALS, operators::GREATER, operators::GREATER_EQUALS];
const EQUALITIES: [&str; 2] = [operators::EQUALS, operators::NOT_EQUALS];

/// The parts that no case can meet: of each the facts that it asks for. All conditions must be true together.
pub(super) fn unreachable(conditions: &[&Condition], vocabulary: &[KnownFact]) -> Vec<Vec<String>> {
    let mut tree = Tree { nodes: Vec::new(), atoms: Vec::new() };
    let root = tree.put(Shape::All(Vec::new()), BTreeSet::new());
    let parts: Vec<usize> = conditions.iter().map(|one| tree.add(one.expression(), false)).collect();
    tree.nodes[root].shape = Shape::All(parts);
    let Some(outcomes) = outcomes(&tree.atoms, vocabulary) else { return Vec::new() };
    let mut reached = vec![false; tree.nodes.len()];
    let mut at = vec![0; outcomes.len()];
    let mut told = vec![None; tree.atoms.len()];
    loop {
        for (group, place) in outcomes.iter().zip(&at) {
            for (atom, truth) in group.atoms.iter().zip(&group.vectors[*place]) {
                told[*atom] = *truth;
            }
        }
        tree.mark(root, &told, &mut reached);
        if !next(&mut at, |group| outcomes[group].vectors.len()) {
            break;
        }
    }
    let mut found = Vec::new();
    tree.unmet(root, &reached, &mut found);
    if !reached[root] {
        found = vec![root];
    }
    let facts = |node: usize| {
        let mut facts = tree.nodes[node].facts.clone();
        if node == root {
            facts.extend(conditions.iter().flat_map(|one| one.facts().clone()));
        }
        facts.into_iter().collect()
    };
    found.into_iter().map(facts).collect()
}

/// The next place of a counter whose digits have these bases; `false` at its end.
fn next(at: &mut [usize], base: impl Fn(usize) -> usize) -> bool {
    for (digit, place) in at.iter_mut().enumerate() {
        *place += 1;
        if *place < base(digit) {
            return true;
        }
        *place = 0;
    }
    false
}

/// A condition as ways to be true: what is denied is turned around down to the comparisons.
struct Tree<'a> {
    nodes: Vec<Node>,
    atoms: Vec<&'a IdedExpr>,
}

struct Node {
    shape: Shape,
    facts: BTreeSet<String>,
}

enum Shape {
    All(Vec<usize>),
    Any(Vec<usize>),
    Atom { atom: usize, denied: bool },
}

impl<'a> Tree<'a> {
    fn put(&mut self, shape: Shape, facts: BTreeSet<String>) -> usize {
        self.nodes.push(Node { shape, facts });
        self.nodes.len() - 1
    }

    fn add(&mut self, expression: &'a IdedExpr, denied: bool) -> usize {
        let mut facts = BTreeSet::new();
        collect_facts(expression, &mut facts);
        if let Expr::Call(CallExpr { func_name, args, .. }) = &expression.expr {
            match (func_name.as_str(), &args[..]) {
                (operators::LOGICAL_NOT, [inner]) => return self.add(inner, !denied),
                (name @ (operators::LOGICAL_AND | operators::LOGICAL_OR), args) => {
                    let parts = args.iter().map(|part| self.add(part, denied)).collect();
                    let all = (name == operators::LOGICAL_AND) != denied;
                    return self.put(if all { Shape::All(parts) } else { Shape::Any(parts) }, facts);
                }
                _ => {}
            }
        }
        self.atoms.push(expression);
        self.put(Shape::Atom { atom: self.atoms.len() - 1, denied }, facts)
    }

    fn told(&self, node: usize, atoms: &[Option<bool>]) -> Option<bool> {
        let of = |parts: &[usize], decides: bool| {
            let mut all_known = true;
            for part in parts {
                match self.told(*part, atoms) {
                    Some(told) if told == decides => return Some(decides),
                    Some(_) => {}
                    None => all_known = false,
                }
            }
            all_known.then_some(!decides)
        };
        match &self.nodes[node].shape {
            Shape::All(parts) => of(parts, false),
            Shape::Any(parts) => of(parts, true),
            Shape::Atom { atom, denied } => atoms[*atom].map(|told| told != *denied),
        }
    }

    /// Marks what is true on the way from a true node.
    fn mark(&self, node: usize, atoms: &[Option<bool>], reached: &mut [bool]) {
        if self.told(node, atoms) != Some(true) {
            return;
        }
        reached[node] = true;
        if let Shape::All(parts) | Shape::Any(parts) = &self.nodes[node].shape {
            parts.iter().for_each(|part| self.mark(*part, atoms, reached));
        }
    }

    /// The uppermost nodes that nothing reached.
    fn unmet(&self, node: usize, reached: &[bool], found: &mut Vec<usize>) {
        if !reached[node] {
            found.push(node);
        } else if let Shape::All(parts) | Shape::Any(parts) = &self.nodes[node].shape {
            parts.iter().for_each(|part| self.unmet(*part, reached, found));
        }
    }
}

/// Comparisons that hang together, and how they can come out.
struct Outcomes {
    atoms: Vec<usize>,
    vectors: Vec<Vec<Option<bool>>>,
}

/// How the comparisons can come out, part by part; `None` where there are too many ways, or one cannot be computed.
fn outcomes(atoms: &[&IdedExpr], vocabulary: &[KnownFact]) -> Option<Vec<Outcomes>> {
    let facts_of = |atom: &IdedExpr| {
        let mut facts = BTreeSet::new();
        collect_facts(atom, &mut facts);
        facts
    };
    // Comparisons that share a fact, directly or over others, are one group.
    let mut groups: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    for (at, atom) in atoms.iter().enumerate() {
        let (mut facts, mut members) = (facts_of(atom), vec![at]);
        let (joined, apart) = groups.into_iter().partition(|(others, _)| !others.is_disjoint(&facts));
        groups = apart;
        for (others, more) in joined {
            facts.extend(others);
            members.extend(more);
        }
        members.sort_unstable();
        groups.push((facts, members));
    }
    let mut all = Vec::new();
    let mut ways = 1_usize;
    for (facts, members) in groups {
        let readings: Option<Vec<Reading>> = members.iter().map(|at| Reading::of(atoms[*at])).collect();
        let vectors = match readings.map(Reading::together).filter(Reading::can_be_tried) {
            Some(reading) => {
                let exprs: Vec<&IdedExpr> = members.iter().map(|at| atoms[*at]).collect();
                tried(&exprs, &facts, &reading, vocabulary)?
            }
            None => either(members.len())?,
        };
        ways = ways.saturating_mul(vectors.len());
        all.push(Outcomes { atoms: members, vectors });
    }
    (ways <= MOST_OUTCOMES).then_some(all)
}

/// Every way for so many comparisons.
fn either(count: usize) -> Option<Vec<Vec<Option<bool>>>> {
    let ways = 1_usize.checked_shl(u32::try_from(count).ok()?).filter(|ways| *ways <= MOST_OUTCOMES)?;
    Some((0..ways).map(|way| (0..count).map(|bit| Some(way >> bit & 1 == 1)).collect()).collect())
}

/// What comparisons compare with.
#[derive(Default)]
struct Reading {
    texts: BTreeSet<String>,
    numbers: Vec<f64>,
    days: BTreeSet<Day>,
    may_lack: BTreeSet<String>,
    /// Comparisons of one fact with another by order, and by being the same.
    orders: usize,
    equalities: usize,
}

impl Reading {
    /// What a comparison compares with; `None` where it is none that can be read.
    fn of(atom: &IdedExpr) -> Option<Self> {
        let mut reading = Self::default();
        match &atom.expr {
            Expr::Select(select) if select.test => {
                reading.may_lack.insert(select.field.clone());
            }
            Expr::Select(_) => {}
            Expr::Call(call) => {
                let [left, right] = &call.args[..] else { return None };
                let name = call.func_name.as_str();
                if !ORDERS.contains(&name) && !EQUALITIES.contains(&name) && name != operators::IN {
                    return None;
                }
                let facts = usize::from(reading.operand(left)?) + usize::from(reading.operand(right)?);
                if ORDERS.contains(&name) {
                    // Words between two words cannot be listed.
                    if !reading.texts.is_empty() {
                        return None;
                    }
                    reading.orders += usize::from(facts == 2);
                } else {
                    reading.equalities += usize::from(facts == 2);
                }
            }
            Expr::Comprehension(all) => {
                reading.operand(&all.iter_range)?;
                reading.inside(&all.loop_step)?;
            }
            _ => return None,
        }
        Some(reading)
    }

    /// Whether an operand is a fact; `None` where it is none that can be read.
    fn operand(&mut self, operand: &IdedExpr) -> Option<bool> {
        match &operand.expr {
            Expr::Select(select)
                if !select.test && matches!(&select.operand.expr, Expr::Ident(c) if c == "c") =>
            {
                Some(true)
            }
            Expr::Literal(literal) => {
                match literal {
                    LiteralValue::String(text) => {
                        self.texts.insert(text.inner().to_owned());
                    }
                    #[expect(clippy::cast_precision_loss, reason = "a bound that a person wrote")]
                    LiteralValue::Int(number) => self.numbers.push(*number.inner() as f64),
                    LiteralValue::Double(number) => self.numbers.push(*number.inner()),
                    LiteralValue::Boolean(_) => {}
                    _ => return None,
                }
                Some(false)
            }
            Expr::List(list) => {
                for element in &list.elements {
                    self.operand(element).filter(|is_fact| !is_fact)?;
                }
                Some(false)
            }
            Expr::Call(call) if call.func_name == "size" => {
                let [of] = &call.args[..] else { return None };
                self.operand(of).filter(|is_fact| *is_fact)
            }
            Expr::Call(call) if call.func_name == "day" => {
                let [IdedExpr { expr: Expr::Literal(LiteralValue::String(text)), .. }] = &call.args[..]
                else {
                    return None;
                };
                self.days.insert(text.inner().parse().ok()?);
                Some(false)
            }
            _ => None,
        }
    }

    /// What stands inside a macro over a list.
    fn inside(&mut self, expression: &IdedExpr) -> Option<()> {
        match &expression.expr {
            Expr::Ident(_) => Some(()),
            Expr::Call(call) => {
                let read =
                    [operators::LOGICAL_AND, operators::LOGICAL_OR, operators::LOGICAL_NOT, operators::IN]
                        .contains(&call.func_name.as_str())
                        || EQUALITIES.contains(&call.func_name.as_str());
                if !read {
                    return None;
                }
                call.args.iter().try_for_each(|part| self.inside(part))
            }
            _ => self.operand(expression).map(|_| ()),
        }
    }

    fn together(readings: Vec<Self>) -> Self {
        readings.into_iter().fold(Self::default(), |mut all, one| {
            all.texts.extend(one.texts);
            all.numbers.extend(one.numbers);
            all.days.extend(one.days);
            all.may_lack.extend(one.may_lack);
            all.orders += one.orders;
            all.equalities += one.equalities;
            all
        })
    }

    /// Whether the values of [`Self::values`] tell all comparisons apart: chains of facts would need more of them.
    fn can_be_tried(&self) -> bool {
        let bounds = !self.numbers.is_empty() || !self.days.is_empty();
        self.orders <= 1 && self.equalities <= 2 && !(self.orders == 1 && bounds)
    }

    /// Values of a fact that tell the comparisons apart.
    fn values(&self, kind: FactType) -> Vec<Fact> {
        let others = ["\u{1}".to_owned(), "~".to_owned()];
        let mut bounds = self.numbers.clone();
        bounds.sort_by(f64::total_cmp);
        match kind {
            FactType::Bool => vec![Fact::Bool(true), Fact::Bool(false)],
            FactType::Int => {
                #[expect(clippy::cast_possible_truncation, reason = "it saturates")]
                let beside = bounds.iter().flat_map(|bound| {
                    let whole = bound.floor() as i64;
                    [whole.saturating_sub(1), whole, whole.saturating_add(1)]
                });
                let all: BTreeSet<i64> = beside.chain([0, 1]).collect();
                all.into_iter().map(Fact::Int).collect()
            }
            FactType::Number => {
                let between = bounds.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]));
                let ends = bounds.first().map(|one| one - 1.0).into_iter();
                let ends = ends.chain(bounds.last().map(|one| one + 1.0));
                let all = bounds.iter().copied().chain(between).chain(ends).chain([0.0, 1.0]);
                all.map(Fact::Number).collect()
            }
            FactType::Day => {
                let beside = self
                    .days
                    .iter()
                    .flat_map(|day| [day.0.saturating_sub(1), day.0, day.0.saturating_add(1)]);
                let all: BTreeSet<i32> = beside.chain([0, 1]).collect();
                all.into_iter().map(|day| Fact::Day(Day(day))).collect()
            }
            FactType::Text => {
                let all = self.texts.iter().cloned().chain(others).chain([String::new()]);
                all.map(Fact::Text).collect()
            }
            FactType::List => {
                // As many items as a size is compared with, and one more.
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "kept between bounds"
                )]
                let longest = bounds.last().map_or(2, |most| most.clamp(1.0, 20.0) as usize + 1);
                let all: Vec<String> = self.texts.iter().cloned().collect();
                // What has to be in a list, filled up with other words to each size.
                let own = self.texts.iter().map(|text| vec![text.clone()]);
                let starts = own.chain([Vec::new(), vec![others[1].clone()], all]);
                let lists = starts.flat_map(|start| {
                    let sizes = start.len()..=longest.max(start.len());
                    let filler = others[0].clone();
                    sizes.map(move |size| {
                        let mut list = start.clone();
                        list.resize(size, filler.clone());
                        list
                    })
                });
                lists.map(Fact::List).collect()
            }
        }
    }
}

/// How comparisons come out over all values of their facts; `None` where there are too many, or one cannot be computed.
fn tried(
    atoms: &[&IdedExpr],
    facts: &BTreeSet<String>,
    reading: &Reading,
    vocabulary: &[KnownFact],
) -> Option<Vec<Vec<Option<bool>>>> {
    let mut names: Vec<(&'static str, Vec<Option<Fact>>)> = Vec::new();
    for fact in facts {
        let KnownFact { name, kind, .. } = vocabulary.iter().find(|known| known.name == fact)?;
        let mut values: Vec<Option<Fact>> = reading.values(*kind).into_iter().map(Some).collect();
        if reading.may_lack.contains(fact) {
            values.push(None);
        }
        names.push((name, values));
    }
    let ways = names.iter().fold(1_usize, |ways, (_, values)| ways.saturating_mul(values.len()));
    if ways > MOST_VALUES {
        return None;
    }
    let conditions: Vec<Condition> = atoms.iter().map(|atom| Condition::of((*atom).clone())).collect();
    let mut vectors = BTreeSet::new();
    let mut at = vec![0; names.len()];
    loop {
        let known: ConditionFacts = names
            .iter()
            .zip(&at)
            .filter_map(|((name, values), place)| Some((*name, values[*place].clone()?)))
            .collect();
        let told = conditions.iter().map(|condition| match condition.evaluate(&known) {
            Ok(Truth::True) => Ok(Some(true)),
            Ok(Truth::False) => Ok(Some(false)),
            Ok(Truth::Unknown(_)) => Ok(None),
            Err(error) => Err(error),
        });
        vectors.insert(told.collect::<Result<Vec<_>, _>>().ok()?);
        if !next(&mut at, |fact| names[fact].1.len()) {
            break;
        }
    }
    Some(vectors.into_iter().collect())
}

/// The words that a condition compares facts with.
pub(super) fn words(condition: &Condition) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut left = vec![condition.expression()];
    while let Some(expression) = left.pop() {
        left.extend(children(expression));
        let Expr::Call(call) = &expression.expr else { continue };
        let name = call.func_name.as_str();
        let [one, other] = &call.args[..] else { continue };
        if !EQUALITIES.contains(&name) && name != operators::IN {
            continue;
        }
        for (fact, with) in [(one, other), (other, one)] {
            let Expr::Select(select) = &fact.expr else { continue };
            let listed = match &with.expr {
                Expr::List(list) => list.elements.iter().collect(),
                _ => vec![with],
            };
            for word in listed {
                if let Expr::Literal(LiteralValue::String(word)) = &word.expr {
                    found.push((select.field.clone(), word.inner().to_owned()));
                }
            }
        }
    }
    found
}

/// A condition with one comparison turned around.
#[derive(Debug)]
pub(super) struct TurnedCondition {
    /// The facts that the comparison asks for.
    pub(super) facts: BTreeSet<String>,
    /// What stands in the place of the comparison, such as `<=` in the place of `<`.
    pub(super) turned: &'static str,
    /// The condition.
    pub(super) condition: Condition,
}

/// A condition with each of its comparisons turned around, one at a time: to its opposite and, where it is a bound, to the
/// same bound with or without its own value.
pub(super) fn turned(condition: &Condition) -> Vec<TurnedCondition> {
    let mut places = Vec::new();
    comparisons(condition.expression(), &mut Vec::new(), &mut places);
    let turned = places.into_iter().map(|(path, how)| {
        let mut expression = condition.expression().clone();
        let mut facts = BTreeSet::new();
        if let Some(at) = follow(&mut expression, &path) {
            collect_facts(at, &mut facts);
            match (&mut at.expr, how.operator) {
                (Expr::Call(call), Some(operator)) => operator.clone_into(&mut call.func_name),
                (_, _) => {
                    let inner = std::mem::take(at);
                    let func_name = operators::LOGICAL_NOT.to_owned();
                    at.expr = Expr::Call(CallExpr { func_name, target: None, args: vec![inner] });
                }
            }
        }
        TurnedCondition { facts, turned: how.name, condition: Condition::of(expression) }
    });
    turned.collect()
}

/// How a comparison is turned around; without an operator it is denied.
#[derive(Clone, Copy)]
struct Turn {
    name: &'static str,
    operator: Option<&'static str>,
}

fn turns(operator: &str) -> Vec<Turn> {
    let to = |name, operator| Turn { name, operator: Some(operator) };
    match operator {
        operators::EQUALS => vec![to("!=", operators::NOT_EQUALS)],
        operators::NOT_EQUALS => vec![to("==", operators::EQUALS)],
        operators::LESS => vec![to("<=", operators::LESS_EQUALS), to(">=", operators::GREATER_EQUALS)],
        operators::LESS_EQUALS => vec![to("<", operators::LESS), to(">", operators::GREATER)],
        operators::GREATER => vec![to(">=", operators::GREATER_EQUALS), to("<=", operators::LESS_EQUALS)],
        operators::GREATER_EQUALS => vec![to(">", operators::GREATER), to("<", operators::LESS)],
        operators::IN => vec![Turn { name: "not in", operator: None }],
        _ => Vec::new(),
    }
}

/// Every comparison of a condition, as the way to it, with how it is turned around.
fn comparisons(expression: &IdedExpr, path: &mut Vec<usize>, found: &mut Vec<(Vec<usize>, Turn)>) {
    match &expression.expr {
        Expr::Call(call) => {
            found.extend(turns(&call.func_name).into_iter().map(|turn| (path.clone(), turn)));
        }
        Expr::Select(select) if select.test => {
            found.push((path.clone(), Turn { name: "!has", operator: None }));
        }
        _ => {}
    }
    for (at, child) in children(expression).into_iter().enumerate() {
        path.push(at);
        comparisons(child, path, found);
        path.pop();
    }
}

/// The part of an expression at the end of a way, the parts being numbered as [`super::condition::children`] has them.
fn follow<'a>(expression: &'a mut IdedExpr, path: &[usize]) -> Option<&'a mut IdedExpr> {
    let Some((first, rest)) = path.split_first() else { return Some(expression) };
    let child = match &mut expression.expr {
        Expr::Call(call) => call.target.as_deref_mut().into_iter().chain(&mut call.args).nth(*first),
        Expr::Comprehension(c) => {
            [&mut c.iter_range, &mut c.accu_init, &mut c.loop_cond, &mut c.loop_step, &mut c.result]
                .into_iter()
                .nth(*first)
        }
        Expr::List(list) => list.elements.get_mut(*first),
        Expr::Select(select) if *first == 0 => Some(&mut *select.operand),
        _ => None,
    };
    follow(child?, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmet(source: &str) -> String {
        let vocabulary = crate::ethics::known_facts();
        let found = unreachable(&[&Condition::compile(source).unwrap()], &vocabulary);
        found.into_iter().map(|facts| facts.join(" ")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_no_case_can_meet_is_named_and_nothing_else() {
        for (source, expected) in [
            ("c.age_years < 18", ""),
            ("c.age_years < 18 && c.age_years > 20", "age_years"),
            ("c.age_years > 3 && c.age_years < 5", ""),
            ("c.age_years > 3 && c.age_years < 4", "age_years"),
            ("c.ssl_listed == true || (c.age_years < 18 && c.age_years >= 18)", "age_years"),
            (
                "c.ssl_listed == true && !(c.ssl_listed == true || c.consent_given == true)",
                "consent_given ssl_listed",
            ),
            (
                "c.recruiting_party == 'employer' && (c.recruiting_party in ['government'] || c.consent_given == false)",
                "recruiting_party",
            ),
            ("size(c.third_parties) == 0 && size(c.third_parties) > 1", "third_parties"),
            ("size(c.third_parties) > 1 && c.third_parties.exists(v, v in ['agency'])", ""),
            ("!has(c.residence_country) || c.list_lookup_country != c.residence_country", ""),
            ("!has(c.age_years) && c.age_years > 5", "age_years"),
            ("c.contact_date >= day('2026-05-29') && c.contact_date < day('2026-05-29')", "contact_date"),
            ("c.contact_date >= day('2026-05-29') && c.contact_date <= day('2026-05-29')", ""),
            ("c.origin_density_per_10k > 0.5 && c.origin_density_per_10k < 0.6", ""),
            // What cannot be read can come out either way.
            ("c.contact_year - c.origin_data_year > 5 && c.contact_year - c.origin_data_year < 3", ""),
            ("c.list_edition_used > 'a' && c.list_edition_used < 'c'", ""),
        ] {
            assert_eq!(unmet(source), expected, "{source}");
        }
    }

    #[test]
    fn every_comparison_is_turned_around() {
        let source = "c.age_years < 18 || !(c.occupation_isco08 in ['2221']) || has(c.agreement_id)";
        let turned = turned(&Condition::compile(source).unwrap());
        assert_eq!(turned.iter().map(|one| one.turned).collect::<Vec<_>>(), ["<=", ">=", "not in", "!has"]);
        let facts: ConditionFacts =
            [("age_years", Fact::Int(18)), ("occupation_isco08", Fact::Text("2221".to_owned()))].into();
        let told: Vec<_> = turned.iter().map(|one| one.condition.evaluate(&facts)).collect();
        assert_eq!(told, [Ok(Truth::True), Ok(Truth::True), Ok(Truth::True), Ok(Truth::True)]);
    }
}
