//! How surely two written names are of one person.
//!
//! Words are laid beside each other, each with at most one of the other name, also joined with a
//! neighbour (`Mei Hua`, `Meihua`). A word that only one side has is a second name left out. Words
//! that both sides have and that do not fit each other are a contradiction.

use super::form::{MatchingForm, NamePart};
use super::likeness::{Likeness, likeness};
use super::marks::NameMark;
use super::words;

/// From this score on two names count as one person's.
pub const CUT: f64 = 0.7;

/// The most that names of two people score, however alike they are.
const TWO: f64 = 0.5;

/// How surely two names are of one person, with the reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// From 0 to 1.
    pub value: f64,
    /// What was laid beside what, in words.
    pub because: Vec<String>,
}

impl Score {
    /// Whether the names count as one person's.
    pub fn is_match(&self) -> bool {
        self.value >= CUT
    }
}

struct Laid {
    left: (usize, usize),
    right: (usize, usize),
    like: Likeness,
}

/// Scores two names as written, of any script and order. It does not matter which comes first.
pub fn score(left: &str, right: &str) -> Score {
    let (a, b) = (named(left), named(right));
    if a.words.is_empty() || b.words.is_empty() {
        return Score { value: 0.0, because: vec!["one of the names has no words: cannot compare".into()] };
    }
    let joined = |form: &MatchingForm| form.words.iter().map(|w| w.text.as_str()).collect::<String>();
    let (whole_a, whole_b) = (joined(&a), joined(&b));
    let single = a.words.len() == 1 && b.words.len() == 1;
    let mark = a.marks.against(b.marks, single);
    if whole_a == whole_b && mark.is_none() {
        return Score { value: 1.0, because: vec!["the same letters".into()] };
    }
    let laid = lay(&a, &b);
    let mut because: Vec<String> = Vec::new();
    let mut product = 1.0_f64;
    let (mut weight, mut sum) = (0.0, 0.0);
    let (mut used_a, mut used_b) = (vec![false; a.words.len()], vec![false; b.words.len()]);
    let mut solid = 0;
    for pair in &laid {
        let text = |form: &MatchingForm, (from, to): (usize, usize)| {
            form.words[from..to].iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        used_a[pair.left.0..pair.left.1].fill(true);
        used_b[pair.right.0..pair.right.1].fill(true);
        let (here, there) = (text(&a, pair.left), text(&b, pair.right));
        let particle = a.words[pair.left.0].part == NamePart::Particle
            || b.words[pair.right.0].part == NamePart::Particle;
        let value = pair.like.value();
        let share = if particle { 0.2 } else { 1.0 };
        if !particle {
            solid += 1;
            product *= 1.0 - (1.0 - value) * 0.75;
        }
        weight += share;
        sum += share * value;
        because.push(match pair.like {
            Likeness::Same => format!("`{here}` on both sides"),
            Likeness::Form(_) => format!("`{here}` and `{there}` are forms of one name"),
            Likeness::Slip(_) => format!("`{here}` and `{there}` differ by a slip"),
            Likeness::Start(_) => format!("`{here}` and `{there}` begin alike"),
            _ => format!("`{here}` and `{there}` are near"),
        });
    }
    let rest = |form: &MatchingForm, used: &[bool]| -> Vec<usize> {
        (0..used.len()).filter(|&at| !used[at] && form.words[at].part != NamePart::Particle).collect()
    };
    let (rest_a, rest_b) = (rest(&a, &used_a), rest(&b, &used_b));
    let conflicts = rest_a.len().min(rest_b.len());
    let extras = rest_a.len().max(rest_b.len()) - conflicts;
    for (x, y) in rest_a.iter().zip(&rest_b) {
        because.push(format!("`{}` does not fit `{}`", a.words[*x].text, b.words[*y].text));
    }
    for (form, more) in [(&a, &rest_a), (&b, &rest_b)] {
        for at in more.iter().skip(conflicts) {
            because.push(format!("`{}` on one side only", form.words[*at].text));
        }
    }
    if solid == 0 {
        let like = strsim::normalized_damerau_levenshtein(&whole_a, &whole_b);
        return Score { value: (like * 0.5).min(0.4), because };
    }
    let mean: f64 = sum / weight;
    // The best of the contradictions decides how hard they weigh: `Hun` and `Han` less than `Hun` and `Kim`.
    let mut against = 1.0;
    for (x, y) in rest_a.iter().zip(&rest_b) {
        let like = likeness(&a.words[*x].text, &b.words[*y].text).value();
        against *= 0.5 + 0.25 * like;
    }
    if is_turned(&a, &b) {
        because.push("father and child change places".into());
        against *= 0.6;
    }
    let few = if solid == 1 { 0.80 } else { 0.955 };
    let left_out = (0..extras).fold(1.0, |all, _| all * few);
    let mut value = f64::midpoint(mean, product) * against * left_out;
    if let Some(mark) = mark {
        because.push(match mark {
            NameMark::Generation => "another generation of the name".into(),
            NameMark::Sex => "a word that only the other sex bears".into(),
        });
        value = value.min(TWO);
    }
    Score { value: value.clamp(0.0, 0.999), because }
}

/// Whether one name has as the father whom the other has as the child: *Omar bin Ali*, *Ali bin Omar*.
fn is_turned(a: &MatchingForm, b: &MatchingForm) -> bool {
    let pairs = |form: &MatchingForm| -> Vec<(String, String)> {
        form.words
            .windows(3)
            .filter(|w| matches!(w[1].text.as_str(), "bin" | "ibn" | "ben" | "bint" | "binti" | "bn"))
            .map(|w| (w[0].text.clone(), w[2].text.clone()))
            .collect()
    };
    let of_b = pairs(b);
    pairs(a)
        .iter()
        .any(|(child, father)| child != father && of_b.iter().any(|(c, f)| c == father && f == child))
}

/// The matching form; a name of titles alone keeps them.
fn named(name: &str) -> MatchingForm {
    let form = MatchingForm::of(name);
    if !form.words.is_empty() || super::words::is_nobody(name) {
        return form;
    }
    let words = super::form::latin_words(name);
    MatchingForm {
        words: words.into_iter().map(|text| super::form::NameWord { text, part: NamePart::Given }).collect(),
        marks: form.marks,
    }
}

/// Lays the words of two names beside each other, the surest first.
fn lay(a: &MatchingForm, b: &MatchingForm) -> Vec<Laid> {
    let spans = |form: &MatchingForm| -> Vec<((usize, usize), String)> {
        let mut spans = Vec::new();
        for from in 0..form.words.len() {
            let mut text = String::new();
            for to in from + 1..=form.words.len().min(from + 3) {
                text.push_str(&form.words[to - 1].text);
                spans.push(((from, to), text.clone()));
            }
        }
        spans
    };
    let (spans_a, spans_b) = (spans(a), spans(b));
    let mut all: Vec<(f64, Laid)> = Vec::new();
    for (left, x) in &spans_a {
        for (right, y) in &spans_b {
            let (n, m) = (left.1 - left.0, right.1 - right.0);
            if n > 1 && m > 1 {
                continue;
            }
            let like = likeness(x, y);
            let floor = if n + m > 2 { 0.8 } else { 0.7 };
            if like.value() < floor || (n + m > 2 && matches!(like, Likeness::Start(_))) {
                continue;
            }
            let particle = |form: &MatchingForm, (from, to): (usize, usize)| {
                to - from == 1 && form.words[from].part == NamePart::Particle
            };
            let (pa, pb) = (particle(a, *left), particle(b, *right));
            if pa != pb && !matches!(like, Likeness::Same) && !words::is_short(x) && !words::is_short(y) {
                continue;
            }
            // Whole words before joined ones, words in the same place before others.
            let place = if a.words[left.0].part == b.words[right.0].part { 0.01 } else { 0.0 };
            let joint = if n + m > 2 { -0.02 } else { 0.0 };
            let long = 0.0001 * f64::from(u32::try_from(x.len().min(y.len())).unwrap_or(0));
            all.push((like.value() + place + joint + long, Laid { left: *left, right: *right, like }));
        }
    }
    all.sort_by(|x, y| {
        y.0.total_cmp(&x.0).then_with(|| {
            let key = |l: &Laid| {
                let (p, q) = (l.left.0, l.right.0);
                (p + q, p.min(q))
            };
            key(&x.1).cmp(&key(&y.1))
        })
    });
    let (mut used_a, mut used_b) = (vec![false; a.words.len()], vec![false; b.words.len()]);
    let mut laid = Vec::new();
    for (_, pair) in all {
        if used_a[pair.left.0..pair.left.1].iter().any(|u| *u)
            || used_b[pair.right.0..pair.right.1].iter().any(|u| *u)
        {
            continue;
        }
        used_a[pair.left.0..pair.left.1].fill(true);
        used_b[pair.right.0..pair.right.1].fill(true);
        laid.push(pair);
    }
    laid
}
