//! What the tokens around the name of a test are: terms, dates, numbers of documents, languages, levels.

use super::name::Found;
use super::problem::{Fault, Problem};
use super::token::{Kind, Token, tokens};
use crate::model::{Cefr, Language, PartialDate, TestMode};
use crate::normalize::reason::RefusalReason;
use crate::normalize::{date, word};
use crate::reference::certificate_terms::{self, Means};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What is known of the tokens of a text.
#[derive(Debug)]
pub(super) struct Marks {
    /// Per token whether something has taken it: the name of the test, a date, a number of a document.
    pub taken_up: Vec<bool>,
    /// Per token whether it is part of the name of a test.
    pub in_name: Vec<bool>,
    /// Terms in order: place, number of tokens, meaning.
    pub terms: Vec<Term>,
    /// Levels that are not part of the name of a test.
    pub levels: Vec<(usize, Cefr)>,
    /// Languages named, the test's name aside.
    pub languages: Vec<Language>,
    /// The day of the test.
    pub taken: Option<PartialDate>,
    /// The last day of validity.
    pub expires: Option<PartialDate>,
    /// A date that may be two, as written.
    pub unclear_date: Option<String>,
    /// How the test was taken.
    pub mode: Option<TestMode>,
    /// Whether the text says that there is no such test, or that its result does not count: `no OET`, `annulliert`.
    pub denied: bool,
    /// Whether the test that stands behind a level is one to come: `C1 (OET booked)`.
    pub planned: bool,
    /// The place of the first number, level or pass that may be a result.
    first_result: Option<usize>,
    /// Whether no number and no level beside the name may be a result: at most a word for a pass is.
    scores_nothing: bool,
}

/// A term of the table in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub at: usize,
    pub length: usize,
    pub means: Means,
}

/// The terms by their first word, longer ones first.
type Terms = BTreeMap<String, Vec<(Vec<String>, Means)>>;

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let mut terms = Terms::new();
    for term in
        certificate_terms::all().iter().filter(|term| !matches!(term.means, Means::Negation | Means::Partial))
    {
        let words: Vec<String> =
            tokens(&term.text).0.into_iter().filter(|t| !t.is_sign()).map(|t| t.folded).collect();
        let Some(first) = words.first().cloned() else { continue };
        let known = terms.entry(first).or_default();
        // A term that means two things in two languages means the one that comes first in the table.
        if !known.iter().any(|(other, means)| *other == words && rank(*means) <= rank(term.means)) {
            known.retain(|(other, _)| *other != words);
            known.push((words, term.means));
        }
    }
    for known in terms.values_mut() {
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    terms
});

/// Which meaning wins where languages differ: skills before the little words of dates and numbers.
fn rank(means: Means) -> u8 {
    match means {
        Means::Taken | Means::Number => 2,
        Means::Overall | Means::Centre => 1,
        _ => 0,
    }
}

/// Reads the tokens around the names of tests.
pub(super) fn read(all: &[Token], chars: &[char], found: &[Found]) -> Marks {
    let mut marks = Marks {
        taken_up: vec![false; all.len()],
        in_name: vec![false; all.len()],
        terms: Vec::new(),
        levels: Vec::new(),
        languages: Vec::new(),
        taken: None,
        expires: None,
        unclear_date: None,
        mode: None,
        denied: false,
        planned: false,
        first_result: None,
        scores_nothing: true,
    };
    for place in found.iter().flat_map(|found| &found.places) {
        marks.taken_up[*place] = true;
        marks.in_name[*place] = true;
    }
    marks.terms = terms(all, &marks.taken_up);
    let void = marks.terms.iter().any(|term| term.means == Means::Void) || is_doubted(all, &marks.in_name);
    marks.denied = void
        || found
            .iter()
            .any(|found| is_denied(all, &found.places) || is_compared(all, &marks.terms, &found.places));
    document_numbers(all, chars, &mut marks);
    dates(all, chars, &mut marks);
    for (at, token) in all.iter().enumerate() {
        if marks.taken_up[at] {
            continue;
        }
        match token.kind {
            Kind::Level(level) => {
                marks.levels.push((at, level));
                marks.first_result.get_or_insert(at);
            }
            Kind::Number(_) => {
                marks.first_result.get_or_insert(at);
            }
            Kind::Word if token.text.chars().count() >= 4 || !token.text.is_ascii() => {
                if let Ok(language) = word::language(&token.text)
                    && !marks.languages.contains(&language)
                {
                    marks.languages.push(language);
                }
            }
            _ => {}
        }
    }
    marks.scores_nothing = marks.first_result.is_none();
    // `OET@Home`, `OET on Computer`: the way of taking it may be part of the name.
    let everywhere = terms(all, &vec![false; all.len()]);
    let of = |wanted: Means| everywhere.iter().any(|term| term.means == wanted);
    marks.mode = if of(Means::OneSkillRetake) {
        Some(TestMode::OneSkillRetake)
    } else if of(Means::Home) {
        Some(TestMode::Home)
    } else if of(Means::Centre) {
        Some(TestMode::TestCentre)
    } else {
        None
    };
    let passed = marks.terms.iter().find(|term| matches!(term.means, Means::Passed | Means::Failed));
    if let Some(passed) = passed.filter(|passed| marks.first_result.is_none_or(|first| passed.at < first)) {
        marks.first_result = Some(passed.at);
    }
    marks.planned = marks
        .first_result
        .is_some_and(|result| found.iter().any(|found| is_planned(all, &marks.terms, &found.places, result)));
    marks
}

fn terms(all: &[Token], taken_up: &[bool]) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if !taken_up[at] && is_glued_failure(&all[at]) {
            terms.push(Term { at, length: 1, means: Means::Failed });
            at += 1;
            continue;
        }
        let known = TERMS.get(&all[at].folded).filter(|_| !taken_up[at] && !all[at].is_sign());
        let longest = known.into_iter().flatten().find_map(|(words, means)| {
            let length = spans(all, taken_up, at, words)?;
            // Terms of one or two capitals (`CO`, `EE`) mean so only in capitals.
            let short = words.len() == 1 && words[0].is_ascii() && words[0].len() <= 2;
            let skill = *means <= Means::OralExam;
            let in_capitals = all[at].text.chars().all(|c| !c.is_lowercase());
            (!(short && skill) || in_capitals).then_some((length, *means))
        });
        match longest {
            Some((length, means)) => {
                let negated = means == Means::Passed && is_negated(all, at, length);
                let means = if negated { Means::Failed } else { means };
                terms.push(Term { at, length, means });
                at += length;
            }
            None => at += 1,
        }
    }
    terms
}

static NEGATIONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(Means::Negation));
static PARTIAL: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(Means::Partial));

fn words_of(means: Means) -> BTreeSet<String> {
    certificate_terms::all().iter().filter(|term| term.means == means).map(|term| fold(&term.text)).collect()
}

/// Whether some word of a text denies or excepts what the text names: `not Germany`.
pub(super) fn denies(text: &str) -> bool {
    static EXCEPT: LazyLock<BTreeSet<String>> = LazyLock::new(|| words_of(Means::Except));
    tokens(text).0.iter().any(|token| NEGATIONS.contains(&token.folded) || EXCEPT.contains(&token.folded))
}

/// Whether a term of some meaning stands in a text.
pub(super) fn has(text: &str, means: Means) -> bool {
    let all = tokens(text).0;
    terms(&all, &vec![false; all.len()]).iter().any(|term| term.means == means)
}

/// What a text means as a whole, if it is one term.
pub(super) fn meaning(text: &str) -> Option<Means> {
    let all = tokens(text).0;
    match terms(&all, &vec![false; all.len()])[..] {
        [Term { at: 0, length, means }] if length == all.len() => Some(means),
        _ => None,
    }
}

/// Whether a text speaks of what is planned, learned or asked for, and not of what somebody has: `Booked exam`.
pub(super) fn speaks_of_plan(text: &str) -> bool {
    const ASKED: [&str; 9] = [
        "required",
        "requirement",
        "needed",
        "desired",
        "erforderlich",
        "requis",
        "requise",
        "requerido",
        "next",
    ];
    let all = tokens(text).0;
    let planned = terms(&all, &vec![false; all.len()]);
    planned.iter().any(|term| matches!(term.means, Means::Intention | Means::Awaited | Means::Course))
        || all.iter().any(|token| ASKED.contains(&token.folded.as_str()))
}

/// Whether a word before a pass, or an answer behind its colon, says that it is none: `non réussi`, `bestanden: nein`.
fn is_negated(all: &[Token], at: usize, length: usize) -> bool {
    let partly = |token: Option<&Token>| token.is_some_and(|token| PARTIAL.contains(&token.folded));
    let negates =
        |token: Option<&Token>| partly(token) || token.is_some_and(|token| NEGATIONS.contains(&token.folded));
    let colon = all.get(at + length).is_some_and(|token| matches!(token.kind, Kind::Sign(':' | '=')));
    let before = |places: usize| at.checked_sub(places).map(|before| &all[before]);
    let hyphened = before(1).is_some_and(|token| token.kind == Kind::Sign('-'));
    negates(before(if hyphened { 2 } else { 1 }))
        || partly(all.get(at + length))
        || (colon && negates(all.get(at + length + 1)))
}

/// Whether a word before the name of a test, or right behind it, says that there is none: `no OET`, `pas de DELF`, `Goethe
/// B2: nein`. `IELTS No. 123` is a number.
fn is_denied(all: &[Token], name: &[usize]) -> bool {
    const LINKS: [&str; 6] = ["de", "d", "di", "do", "da", "any"];
    // Behind the name they speak of something else: `telc B2 ohne Fehler`.
    const WITHOUT: [&str; 6] = ["ohne", "without", "sans", "sin", "senza", "sem"];
    let (Some(first), Some(last)) = (name.iter().min(), name.iter().max()) else { return false };
    let negates = |token: &&Token| NEGATIONS.contains(&token.folded);
    // `English: no, IELTS 7` denies another thing: no sign stands between.
    let mut before = all[..*first].iter().rev();
    let before = match before.next() {
        Some(link) if LINKS.contains(&link.folded.as_str()) => before.next(),
        other => other,
    };
    let joint = |token: &&Token| matches!(token.kind, Kind::Sign(':' | '=' | '-' | '(' | '–' | '—'));
    let mut after = all[last + 1..].iter().skip_while(joint);
    let after = after
        .next()
        .filter(|_| after.clone().find(|token| !token.is_sign()).is_none_or(|next| next.number().is_none()));
    let nothing = |token: &Token| {
        crate::normalize::missing::nothing(&token.text) == Some(crate::normalize::missing::Nothing::None)
    };
    let denies =
        |token: &&Token| (negates(token) && !WITHOUT.contains(&token.folded.as_str())) || nothing(token);
    // `C1 telc, sin FSP`: a part of the name that is denied.
    let within = name.iter().filter(|at| *at > first && !name.contains(&(*at - 1)));
    let mut within = within.filter_map(|at| at.checked_sub(1)).map(|before| &all[before]);
    before.as_ref().is_some_and(negates)
        || after.as_ref().is_some_and(denies)
        || within.any(|token| negates(&token))
}

/// Whether a word for a plan stands right beside the name of a test that stands behind the first result: `C1 (OET booked)`,
/// `B2 telc + FSP pendiente`. The result is none of that test. `Goethe B2, C1 booked` speaks of another level.
fn is_planned(all: &[Token], terms: &[Term], name: &[usize], result: usize) -> bool {
    let (Some(&first), Some(&last)) = (name.iter().min(), name.iter().max()) else { return false };
    if result > first {
        return false;
    }
    let speaks_of_plan =
        |term: &&Term| matches!(term.means, Means::Intention | Means::Awaited | Means::Course);
    let word_from = |from: usize| (from..all.len()).find(|&at| !all[at].is_sign());
    let behind = word_from(last + 1).is_some_and(|at| {
        terms.iter().filter(speaks_of_plan).any(|term| {
            let next = word_from(term.at + term.length);
            term.at == at && !next.is_some_and(|next| matches!(all[next].kind, Kind::Level(_)))
        })
    });
    let before = (result + 1..first)
        .rev()
        .find(|&at| !all[at].is_sign())
        .is_some_and(|at| terms.iter().filter(speaks_of_plan).any(|term| term.at + term.length == at + 1));
    behind || before
}

/// Whether the words beside the name of a test only compare with it: `comparable to Goethe B2`, `Goethe B2 equivalent`.
fn is_compared(all: &[Token], terms: &[Term], name: &[usize]) -> bool {
    let (Some(&first), Some(&last)) = (name.iter().min(), name.iter().max()) else { return false };
    let compares = |term: &&Term| term.means == Means::Comparison;
    // `TOPIK 4 (equivalent to B2)` says more of a result.
    let ends = |term: &Term| all[term.at + term.length..].iter().all(Token::is_sign);
    // `IELTS about 7` is no result. Behind one, `IELTS 7 (about 95 of another)`, it says more of it.
    let is_result = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Level(_));
    let estimates = |term: &Term| {
        last < term.at
            && !all[last + 1..term.at].iter().any(is_result)
            && all.get(term.at + term.length).is_some_and(|token| matches!(token.kind, Kind::Number(_)))
    };
    terms.iter().filter(compares).any(|term| {
        term.at + term.length == first
            || estimates(term)
            || (last < term.at && all[last + 1..term.at].iter().all(Token::is_sign) && ends(term))
    })
}

/// Whether a sign behind the name of a test or behind a result doubts or denies it: `Goethe B2?`, `telc B2 ✗`.
fn is_doubted(all: &[Token], in_name: &[bool]) -> bool {
    all.windows(2).enumerate().any(|(at, pair)| match pair[1].kind {
        Kind::Sign('?' | '？' | '؟') => {
            let told = in_name[at] || matches!(pair[0].kind, Kind::Level(_) | Kind::Number(_));
            told && pair[0].span.1 == pair[1].span.0
        }
        Kind::Sign('✗' | '✘' | '✕' | '❌' | '☐') => true,
        _ => false,
    })
}

/// Whether a part is said not to be there, behind its name or before it: `mündlich offen`, `spreken niet`, `Schreiben: nein`.
pub(super) fn lacks_part(all: &[Token], marks: &Marks) -> bool {
    let absent = |at: usize| {
        let negation = NEGATIONS.contains(&all[at].folded);
        let term = || {
            marks.terms.iter().any(|term| {
                term.at == at && matches!(term.means, Means::Missing | Means::Intention | Means::Awaited)
            })
        };
        negation || term()
    };
    let joint = |at: &usize| matches!(all[*at].kind, Kind::Sign(':' | '=' | '-' | '(' | '–' | '—'));
    marks.terms.iter().filter(|term| term.means <= Means::OralExam).any(|term| {
        let after = (term.at + term.length..all.len()).find(|at| !joint(at));
        // `keine Einzelnoten` denies what is no part; `no writing` denies one.
        let before = term.at.checked_sub(1).filter(|at| NEGATIONS.contains(&all[*at].folded));
        after.is_some_and(absent) || before.is_some()
    })
}

/// Whether a word is a negation and a pass written as one: `nichtbestanden`.
fn is_glued_failure(token: &Token) -> bool {
    // Two letters begin too many words.
    const SHORTEST: usize = 3;
    let passes = |rest: &str| {
        let known = TERMS.get(rest).into_iter().flatten();
        known.into_iter().any(|(words, means)| words.len() == 1 && *means == Means::Passed)
    };
    token.kind == Kind::Word
        && NEGATIONS
            .iter()
            .filter(|negation| negation.chars().count() >= SHORTEST)
            .any(|negation| token.folded.strip_prefix(negation.as_str()).is_some_and(passes))
}

/// Whether the words of a result say that a test was passed, or that it was not; `None` where they say neither.
pub(super) fn verdict(text: &str) -> Option<bool> {
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let (all, _) = tokens(text);
    let terms = terms(&all, &vec![false; all.len()]);
    let says = |wanted: Means| terms.iter().any(|term| term.means == wanted);
    if says(Means::Failed) || says(Means::Void) { Some(false) } else { says(Means::Passed).then_some(true) }
}

/// How many tokens a term takes from a place on, with hyphens and points within; `None` when it is not there.
fn spans(all: &[Token], taken_up: &[bool], from: usize, words: &[String]) -> Option<usize> {
    let mut at = from;
    for (index, word) in words.iter().enumerate() {
        while index > 0 && all.get(at).is_some_and(|token| matches!(token.kind, Kind::Sign('-' | '.' | '/')))
        {
            at += 1;
        }
        if all.get(at)?.folded != *word || taken_up[at] {
            return None;
        }
        at += 1;
    }
    Some(at - from)
}

/// Numbers that name a document or a person are no results.
fn document_numbers(all: &[Token], chars: &[char], marks: &mut Marks) {
    let run = |from: usize| {
        let mut to = from;
        while all.get(to + 1).is_some_and(|next| next.span.0 == all[to].span.1) {
            to += 1;
        }
        to
    };
    let text = |from: usize, to: usize| chars[all[from].span.0..all[to].span.1].iter().collect::<String>();
    let numbered: Vec<usize> = marks
        .terms
        .iter()
        .filter(|term| term.means == Means::Number)
        .map(|term| term.at + term.length)
        .collect();
    for mut from in numbered {
        while all.get(from).is_some_and(Token::is_sign) {
            from += 1;
        }
        if from >= all.len() || marks.taken_up[from] {
            continue;
        }
        let to = run(from);
        let written = text(from, to);
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        if written.chars().filter(|c| c.is_alphanumeric()).count() >= 5 && digits >= 3 {
            marks.taken_up[from..=to].fill(true);
        }
    }
    let mut at = 0;
    while at < all.len() {
        let to = run(at);
        let written = text(at, to);
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        let plain = written.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
        let long = plain && digits >= 5 && (letters >= 2 || digits >= 7) && !is_scores(&all[at..=to]);
        if long && !marks.taken_up[at..=to].contains(&true) && !is_date(&written) {
            marks.taken_up[at..=to].fill(true);
        }
        at = to + 1;
    }
    let taken_up = &marks.taken_up;
    marks.terms.retain(|term| !taken_up[term.at]);
}

/// Whether a text is a date, one that may be two days included: that is no number of a document.
fn is_date(text: &str) -> bool {
    match date::date(text, None) {
        Ok(_) => true,
        Err(refusal) => refusal.meant.len() > 1,
    }
}

/// Whether a run of tokens is labels and scores: `L8R8W6S7`.
fn is_scores(run: &[Token]) -> bool {
    run.iter().all(|token| match token.kind {
        Kind::Word => token.text.chars().count() <= 2,
        Kind::Number(number) => number.scaled(0).is_some_and(|whole| whole < 1000),
        Kind::Level(_) => false,
        Kind::Sign(_) => true,
    })
}

/// Finds the dates: the longest stretch of tokens that reads as one, with a year of four digits or three
/// numbers.
fn dates(all: &[Token], chars: &[char], marks: &mut Marks) {
    const LONGEST: usize = 8;
    let mut at = 0;
    while at < all.len() {
        let mut length = LONGEST.min(all.len() - at);
        let mut seen = None;
        while length > 0 {
            let stretch = &all[at..at + length];
            if !marks.taken_up[at..at + length].contains(&true)
                && may_be_date(all, at, length)
                && !is_score_of_a_part(all, at, length, &marks.terms)
            {
                let text: String = chars[stretch[0].span.0..stretch[length - 1].span.1].iter().collect();
                let cleaned = text.replace(" / ", "/").replace(" . ", ".");
                match date::date(cleaned.trim_matches([',', '.']), None) {
                    Ok(date) => {
                        seen = Some((length, Some(date), text));
                        break;
                    }
                    // A stretch that may be two days is still one date.
                    Err(refusal) if refusal.meant.len() > 1 => {
                        seen = Some((length, None, text));
                        break;
                    }
                    Err(_) => {}
                }
            }
            length -= 1;
        }
        let Some((length, date, text)) = seen else {
            at += 1;
            continue;
        };
        marks.taken_up[at..at + length].fill(true);
        let role = marks
            .terms
            .iter()
            .rev()
            .find(|term| {
                term.at + term.length <= at
                    && matches!(term.means, Means::Expires | Means::Taken | Means::Overall)
            })
            .map(|term| term.means);
        match (date, role) {
            (Some(date), Some(Means::Expires)) if marks.expires.is_none() => marks.expires = Some(date),
            (Some(date), _) if marks.taken.is_none() => marks.taken = Some(date),
            (Some(_), _) => {}
            (None, _) => marks.unclear_date = Some(text),
        }
        at += length;
    }
    let taken_up = &marks.taken_up;
    marks.terms.retain(|term| !taken_up[term.at] || term.means == Means::Expires);
}

fn may_be_date(all: &[Token], at: usize, length: usize) -> bool {
    let stretch = &all[at..at + length];
    let is_year = |text: &str| text.len() == 4 && text.parse().is_ok_and(|year| (1980..2061).contains(&year));
    // `03.2025` is cut as one number.
    let has_year = |token: &Token| {
        let compact = token.text.len() == 8 && token.text.get(..4).is_some_and(is_year);
        token.number().is_some() && (compact || token.text.split(['.', ',']).any(is_year))
    };
    let plain =
        |token: &Token| !token.is_sign() || matches!(token.text.as_str(), "/" | "-" | "." | "," | "'");
    let is_number = |token: &&Token| token.number().is_some();
    let numbers: Vec<&Token> = stretch.iter().filter(is_number).collect();
    let words = stretch.iter().filter(|token| token.kind == Kind::Word).count();
    // Days, months and years of two digits, alone: not three of the scores in a row of four.
    let slash = |place: Option<usize>| {
        place.and_then(|place| all.get(place)).is_some_and(|token| matches!(token.text.as_str(), "/" | "-"))
    };
    let alone = !slash(at.checked_sub(1)) && !slash(Some(at + length));
    let two_digits = numbers.last().is_some_and(|last| last.text.len() == 2);
    let same_signs = length == 5 && stretch[1].is_sign() && stretch[1].text == stretch[3].text;
    let dotted = length == 3 && stretch[1].text == "." && stretch[0].text.contains('.');
    let short = alone && two_digits && (numbers.len() == 3 && same_signs || numbers.len() == 2 && dotted);
    let ends = [stretch.first(), stretch.last()].into_iter().flatten().all(|token| !token.is_sign());
    let levels = stretch.iter().any(|token| matches!(token.kind, Kind::Level(_)));
    // A comma stands in a date only after the name of a month or the day behind it: `7, March 2024` is a score and a
    // month. A number with a blank before a whole date is a result.
    let comma = stretch.iter().position(|token| token.text == ",");
    let named_before = |at: usize| stretch[..at].iter().any(|token| token.kind == Kind::Word);
    let commas = comma.is_none_or(named_before);
    let begins_whole = |from: usize| {
        let whole = all.get(at + from..at + from + 5).is_some_and(is_iso)
            || all.get(at + from..at + from + 3).is_some_and(is_iso_month);
        whole && !joined(stretch, from)
    };
    let behind_a_result = (1..length).any(begins_whole);
    let pointed = length > 1
        && stretch[0].number().is_some()
        && stretch[0].text.contains(['.', ','])
        && !stretch[0].text.split(['.', ',']).any(|part| part.len() == 2 || part.len() == 4)
        && !joined(stretch, 1);
    // `E 2025` is a grade and a year.
    let letter = stretch[0].kind == Kind::Word && stretch[0].text.len() == 1;
    ends && !levels
        && !letter
        && !behind_a_result
        && !pointed
        && !holds_a_result(stretch)
        && !ends_in_label(all, at, length)
        && commas
        && words <= 3
        && stretch.iter().all(plain)
        && (stretch.iter().any(has_year) || short)
}

/// Whether some number of a stretch that may be a date is a result beside it: `S6 03/2026`, `IELTS 7 2025`, `November
/// 2024, 7`, `7.5/2026`. A day has the sign of its month, a month of one digit one of its year, and nothing follows a year
/// that a day or month went before.
fn holds_a_result(stretch: &[Token]) -> bool {
    let number = |at: usize| stretch.get(at).filter(|token| token.number().is_some());
    let is_year = |token: &Token| token.text.len() == 4 && !token.text.contains(['.', ',']);
    let (Some(first), Some(second)) = (stretch.first(), stretch.get(1)) else { return false };
    if first.number().is_some()
        && first.text.contains(['.', ','])
        && matches!(second.text.as_str(), "/" | "-")
    {
        return true;
    }
    let apart = number(0).is_some() && number(1).is_some() && !joined(stretch, 1);
    let of_two = stretch.len() == 2 && (first.text.len() == 1 || is_year(first) && second.text.len() == 1);
    // `7 2026年6月`: the sign of the year stands at it.
    let signed = is_year(second) && stretch.len() > 2 && joined(stretch, 2);
    let of_next = second.text.contains(['.', ',']) || stretch.get(2).is_some_and(is_joint) || signed;
    if apart && (of_next || of_two) {
        return true;
    }
    (1..stretch.len()).filter(|at| number(*at).is_some_and(is_year)).any(|year| {
        let behind = stretch[year + 1..].iter().position(|token| token.text != ",");
        behind.and_then(|behind| number(year + 1 + behind)).is_some()
    })
}

fn is_joint(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign('-' | '/' | '.'))
}

/// Whether tokens begin a date of ten signs that starts with the year: `2026-06-01`.
fn is_iso(tokens: &[Token]) -> bool {
    match tokens {
        [year, first, month, second, day] => {
            year.text.len() == 4
                && is_joint(first)
                && is_joint(second)
                && month.text.len() <= 2
                && day.text.len() <= 2
        }
        _ => false,
    }
}

/// Whether tokens are a year and a month of two digits: `2026-03`.
fn is_iso_month(tokens: &[Token]) -> bool {
    match tokens {
        [year, joint, month] => {
            year.text.len() == 4
                && year.number().is_some()
                && matches!(joint.kind, Kind::Sign('-' | '/'))
                && month.text.len() == 2
                && month.text.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
                && year.span.1 == joint.span.0
                && joint.span.1 == month.span.0
        }
        _ => false,
    }
}

/// Whether nothing stands between a token of a stretch and the one before it.
fn joined(stretch: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| stretch[before].span.1 == stretch[at].span.0)
}

/// Whether a stretch takes the score of a part for the day of a month: the 7 of `W 6.5 S 7 April 2026`.
fn is_score_of_a_part(all: &[Token], at: usize, length: usize, terms: &[Term]) -> bool {
    let named_month =
        length > 1 && all[at].number().is_some() && all[at].text.len() <= 2 && all[at + 1].kind == Kind::Word;
    let Some(label) = (0..at).rev().find(|&place| !matches!(all[place].kind, Kind::Sign(':' | '=' | '-')))
    else {
        return false;
    };
    let letter = matches!(all[label].text.as_str(), "L" | "R" | "W" | "S" | "H");
    let part = terms.iter().any(|term| {
        term.at + term.length == label + 1 && (term.means <= Means::OralExam || term.means == Means::Overall)
    });
    named_month && (letter || part)
}

/// Whether a stretch takes the label of a part for a word of a date: the R of `2026-01-10 R 6.5` is no era, and the 8 of
/// `Mar 2026 R8` no day.
fn ends_in_label(all: &[Token], at: usize, length: usize) -> bool {
    let is_label = |place: usize| {
        let token = &all[place];
        let letter = token.text.chars().count() == 1 && token.text.chars().all(char::is_uppercase);
        token.kind == Kind::Word && letter
    };
    let year_before =
        |place: usize| all[at..place].iter().any(|token| token.text.len() == 4 && token.number().is_some());
    (at + 1..at + length).any(|place| is_label(place) && year_before(place))
}

/// Whether words say that a text is about something else than the result of a test.
pub(super) fn speaks_of_no_test(marks: &Marks) -> bool {
    let other =
        [Means::LookAlike, Means::OtherExam, Means::Native, Means::Course, Means::Intention, Means::Awaited];
    marks.terms.iter().any(|term| other.contains(&term.means))
}

/// Whether words say that an exam was passed, or that it was not.
pub(super) fn tells_outcome(marks: &Marks) -> bool {
    marks.terms.iter().any(|term| matches!(term.means, Means::Passed | Means::Failed | Means::Void))
}

/// Whether a text names an exam that is none of a language: `NCLEX`.
pub(super) fn names_another_exam(marks: &Marks) -> bool {
    marks.terms.iter().any(|term| term.means == Means::OtherExam)
}

/// Why a text is no certificate: words before any result say that it is a plan, a course or something else.
pub(super) fn no_certificate(marks: &Marks, names_test: bool) -> Option<Problem> {
    use RefusalReason as Why;
    let first = marks.first_result.unwrap_or(usize::MAX);
    let says: BTreeSet<Means> = marks.terms.iter().map(|term| term.means).collect();
    let before = |wanted: Means| marks.terms.iter().any(|term| term.means == wanted && term.at < first);
    let no = |why: Why| Some((Fault::NotACertificate, why));
    if before(Means::Intention) || before(Means::Awaited) || marks.planned {
        return no(Why::CertificatePlanned);
    }
    // `telc B2 (sat, result awaited)`: a word for having sat it is no result where that is said to come.
    if says.contains(&Means::Awaited) && marks.scores_nothing {
        return no(Why::CertificatePlanned);
    }
    if before(Means::Course) {
        return no(Why::CertificateCourse);
    }
    if names_test {
        let nothing = marks.first_result.is_none();
        return match () {
            () if nothing && says.contains(&Means::OtherExam) => no(Why::CertificateOtherExam),
            () if nothing && says.contains(&Means::Native) => no(Why::CertificateNoResult),
            () => None,
        };
    }
    if says.contains(&Means::LookAlike) {
        return Some((Fault::LookAlike, Why::CertificateLookAlike));
    }
    if says.contains(&Means::OtherExam) {
        return no(Why::CertificateOtherExam);
    }
    if says.contains(&Means::Native) && marks.levels.is_empty() {
        return no(Why::CertificateClaim);
    }
    if [Means::Course, Means::Intention, Means::Awaited].iter().any(|means| says.contains(means)) {
        return no(Why::CertificateCourseOrPlan);
    }
    None
}
