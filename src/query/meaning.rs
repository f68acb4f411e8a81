//! What the words of a query name: occupations by their titles and specialties by their names, in whatever language.
//!
//! Neighboring words are looked up together, the longest name first. The titles are asked for by the words of the query
//! alone ([`occupations::titles_among`]), so that no query waits for all of them.

use super::note::QueryNote;
use super::tree::{Meaning, NamedTerm, Node, Query, Term, TermShape};
use crate::model::{Country, Isco08, Kind};
use crate::reference::occupations::{self, TitleFound};
use crate::reference::specialties::{self, Specialty};
use crate::reference::{countries, small_words, specialist_titles, title_settings};
use crate::resolve::languages;
use crate::text::{fold, is_unspaced, is_vowel_signed, searched};

/// So many words are one name at most.
const LONGEST: usize = 6;
/// A name of one word that is shorter stands in texts for other things as well: it is looked for among facts only.
const TELLING: usize = 3;
/// A shorter name of a country or a language is a short form of many things.
const PROPER: usize = 4;

/// The unit groups of generalist and of specialist physicians.
const GENERAL: u16 = 2211;
const SPECIALIST: u16 = 2212;

/// Words that join the parts of a name and may be left out or be written as `&`.
const JOINING: &[&str] = &["and", "und", "et", "y", "e", "og", "och", "en", "i", "и", "та", "و"];

/// Gives the words of a query their meaning, and joins neighbors that may be one word.
pub(super) fn give(query: &mut Query) {
    if !matches!(query.kind, Kind::Worker | Kind::Opening | Kind::Curriculum) {
        return;
    }
    let mut grams = Vec::new();
    each_run(&mut query.root, &mut |run| {
        grams.extend(spans(run.len()).flat_map(|(from, until)| names(&run[from..until])));
    });
    grams.retain(|gram| !gram.is_empty());
    grams.sort_unstable();
    grams.dedup();
    if grams.is_empty() {
        return;
    }
    let titles = occupations::titles_among(&grams);
    let names = Names::of(&grams);
    let mut left_out = Vec::new();
    rewrite(&mut query.root, &|gram, typed| meaning(gram, typed, &titles, &names), &mut left_out);
    if !left_out.is_empty() {
        query.notes.push(QueryNote::SmallWords { words: left_out });
    }
}

/// Every stretch of so many words, longest first.
fn spans(length: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..=length.min(LONGEST))
        .rev()
        .flat_map(move |size| (0..=length - size).map(move |from| (from, from + size)))
}

/// Whether a node is a word or several as typed, without quotes, columns or stars.
fn plain(node: &Node) -> Option<&Term> {
    match node {
        Node::Term(term) if term.field.is_none() => {
            matches!(term.shape, TermShape::Word { .. } | TermShape::Phrase { quoted: false, .. })
                .then_some(term)
        }
        _ => None,
    }
}

/// Takes every run of neighboring words, also of those that must not stand.
fn each_run(node: &mut Node, take: &mut impl FnMut(&[Term])) {
    match node {
        Node::All(nodes) => {
            let mut run: Vec<Term> = Vec::new();
            for node in nodes {
                if let Some(term) = plain(node) {
                    run.push(term.clone());
                    continue;
                }
                take(&std::mem::take(&mut run));
                each_run(node, take);
            }
            take(&run);
        }
        Node::Any(nodes) => nodes.iter_mut().for_each(|node| each_run(node, take)),
        Node::Not(inner) => each_run(inner, take),
        Node::Term(_) => {
            if let Some(term) = plain(node) {
                take(std::slice::from_ref(term));
            }
        }
        _ => {}
    }
}

/// Terms as one folded text, and the same without an article that is written together with the first of them:
/// *l'infirmière* names what *infirmière* names.
fn names(terms: &[Term]) -> impl Iterator<Item = String> {
    let rest: Vec<String> = terms.iter().skip(1).map(folded).collect();
    let first = terms.first();
    let bare = first.and_then(|term| match &term.shape {
        TermShape::Word { also, .. } => also.clone(),
        _ => None,
    });
    first.map(folded).into_iter().chain(bare).map(move |first| {
        let words = std::iter::once(first.as_str()).chain(rest.iter().map(String::as_str));
        words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    })
}

/// A term folded. A short form with points is one word.
fn folded(term: &Term) -> String {
    match &term.shape {
        TermShape::Word { word, .. } if !word.chars().any(|c| is_unspaced(c) || is_vowel_signed(c)) => {
            word.clone()
        }
        _ => fold(&term.typed),
    }
}

fn rewrite(node: &mut Node, meaning: &impl Fn(&str, &str) -> Meaning, left_out: &mut Vec<String>) {
    match node {
        Node::Any(nodes) => nodes.iter_mut().for_each(|node| rewrite(node, meaning, left_out)),
        Node::Not(inner) => rewrite(inner, meaning, left_out),
        Node::All(nodes) => {
            let mut out = Vec::new();
            let mut run: Vec<Term> = Vec::new();
            for mut node in std::mem::take(nodes) {
                if plain(&node).is_some()
                    && let Node::Term(term) = node
                {
                    run.push(term);
                    continue;
                }
                out.extend(named(std::mem::take(&mut run), meaning));
                rewrite(&mut node, meaning, left_out);
                out.push(node);
            }
            out.extend(named(run, meaning));
            without_small_words(&mut out, left_out);
            *nodes = out;
        }
        Node::Term(_) if plain(node).is_some() => {
            if let Node::Term(term) = std::mem::replace(node, Node::Nothing) {
                let mut found = named(vec![term], meaning);
                *node = if found.len() == 1 { found.remove(0) } else { Node::All(found) };
            }
        }
        _ => {}
    }
}

/// Takes away the small words that stand beside other words: no record is told by its articles. A word in capitals is a short
/// form.
fn without_small_words(nodes: &mut Vec<Node>, left_out: &mut Vec<String>) {
    let small = |node: &Node| match plain(node) {
        Some(Term { typed, shape: TermShape::Word { word, .. }, half: false, .. }) => {
            !typed.chars().any(char::is_uppercase) && small_words::is_one(word)
        }
        _ => false,
    };
    let tells = |node: &Node| match node {
        Node::Term(_) => !small(node),
        Node::Named(_) | Node::Any(_) => true,
        _ => false,
    };
    if !nodes.iter().any(tells) {
        return;
    }
    nodes.retain(|node| {
        let small = small(node);
        if let Some(term) = plain(node).filter(|_| small)
            && !left_out.contains(&term.typed)
        {
            left_out.push(term.typed.clone());
        }
        !small
    });
}

/// A run of words with what they name: the longest names first, from the left.
fn named(mut run: Vec<Term>, meaning: &impl Fn(&str, &str) -> Meaning) -> Vec<Node> {
    join(&mut run);
    let mut out: Vec<(usize, Node)> = Vec::new();
    let mut taken = vec![false; run.len()];
    for (from, until) in spans(run.len()) {
        if taken[from..until].iter().any(|taken| *taken) {
            continue;
        }
        // Two small letters may be a word of some language: *or*, *en*.
        let lower = run[from].typed.chars().any(char::is_lowercase);
        let telling = |name: &String| !lower || name.chars().count() >= TELLING || !small_words::is_one(name);
        let terms = &run[from..until];
        let typed = terms.iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" ");
        let mut found = names(terms).filter(telling).map(|name| meaning(&name, &typed));
        let Some(found) = found.find(|found| !found.is_empty()) else { continue };
        taken[from..until].fill(true);
        out.push((
            from,
            Node::Named(NamedTerm { typed: typed.clone(), parts: parts(typed, terms), meaning: found }),
        ));
    }
    let rest = run.into_iter().enumerate().filter(|(at, _)| !taken[*at]);
    out.extend(rest.map(|(at, term)| (at, Node::Term(term))));
    out.sort_by_key(|(at, _)| *at);
    out.into_iter().map(|(_, node)| node).collect()
}

/// The words of a name. Single letters stand side by side only: those of a short form are no words of their own.
fn parts(typed: String, terms: &[Term]) -> Vec<Term> {
    let letter =
        |term: &Term| matches!(&term.shape, TermShape::Word { word, .. } if word.chars().nth(1).is_none());
    if terms.len() < 2 || !terms.iter().all(letter) {
        return terms.to_vec();
    }
    let words = searched(&typed).into_iter().map(|one| one.word).collect();
    let shape = TermShape::Phrase { words, quoted: false };
    vec![Term { typed, field: None, shape, half: false, joined: Vec::new() }]
}

/// Neighbors as the one word that languages with compounds make of them, with the letters that may join them.
fn join(run: &mut [Term]) {
    const BETWEEN: [&str; 7] = ["", "s", "es", "n", "en", "e", "er"];
    let word = |term: &Term| match &term.shape {
        TermShape::Word { word, .. }
            if word.chars().count() >= 3 && word.chars().all(char::is_alphabetic) =>
        {
            Some(word.clone())
        }
        _ => None,
    };
    for at in 0..run.len() {
        if let TermShape::Phrase { words, .. } = &run[at].shape
            && let [first, second] = &words[..]
            && first.chars().count() >= 3
            && second.chars().count() >= 3
        {
            run[at].joined = BETWEEN.map(|between| format!("{first}{between}{second}")).to_vec();
        }
        let Some((first, second)) = run.get(at + 1).and_then(|next| Some((word(&run[at])?, word(next)?)))
        else {
            continue;
        };
        for between in BETWEEN {
            let joined = format!("{first}{between}{second}");
            run[at].joined.push(joined.clone());
            run[at + 1].joined.push(joined);
        }
    }
}

/// The specialties among the names that were asked for.
struct Names(Vec<(String, &'static Specialty)>);

impl Names {
    fn of(grams: &[String]) -> Self {
        let wanted: Vec<String> = grams.iter().map(|gram| spelling(gram)).collect();
        let mut found = Vec::new();
        for specialty in specialties::all() {
            for name in &specialty.names {
                let name = spelling(name);
                if wanted.contains(&name) {
                    found.push((name, specialty));
                }
            }
        }
        Self(found)
    }

    fn named(&self, gram: &str) -> Vec<&'static Specialty> {
        let spelling = spelling(gram);
        let mut found: Vec<&'static Specialty> = Vec::new();
        for (_, specialty) in self.0.iter().filter(|(name, _)| *name == spelling) {
            if !found.iter().any(|known| known.id == specialty.id) {
                found.push(specialty);
            }
        }
        found
    }
}

/// A name without what writers differ in: joining words, and British or American spelling.
fn spelling(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    // Between others they join; at an end they are words.
    let ends = [0, words.len() - 1];
    let kept = words.iter().enumerate().filter(|(at, word)| ends.contains(at) || !JOINING.contains(word));
    let text = kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
    if text.contains("ae") || text.contains("oe") { text.replace("ae", "e").replace("oe", "e") } else { text }
}

/// Whether a title says beside the profession where the work is done. The midwife of Swedish begins like a child's ward and
/// is no other profession beside it: what is left must name the profession.
fn is_set(title: &TitleFound) -> bool {
    let left = title_settings::without_settings(&title.folded, &title.language);
    if left.iter().any(|rest| title_settings::is_head(rest, &title.language, title.code)) {
        return true;
    }
    let left: Vec<String> = left.into_iter().filter(|rest| !rest.is_empty()).collect();
    !left.is_empty()
        && occupations::titles_among(&left)
            .iter()
            .any(|rest| rest.code == title.code && rest.language == title.language)
}

/// What a text names.
fn meaning(gram: &str, typed: &str, titles: &[TitleFound], names: &Names) -> Meaning {
    // Folded, words of Indian scripts lose their vowels: there a name is meant as it stands.
    let signed = typed.chars().any(is_vowel_signed);
    let as_typed = |written: &str| {
        let words = |text: &str| searched(text).into_iter().map(|one| one.word).collect::<Vec<_>>();
        !signed || words(written) == words(typed)
    };
    let mut specialties = names.named(gram);
    specialties.retain(|one| !signed || one.spellings.iter().any(|name| as_typed(name)));
    if !specialties.is_empty() {
        let mut all = Meaning {
            specialties: specialties.iter().map(|one| one.id.clone()).collect(),
            ..Meaning::default()
        };
        for name in specialties.iter().flat_map(|one| &one.spellings) {
            let words: Vec<String> =
                searched(name).into_iter().filter(|one| !one.inside).map(|one| one.word).collect();
            let telling = words.len() > 1 || words.iter().any(|word| word.chars().count() >= TELLING);
            if telling && !all.names.contains(&words) {
                all.names.push(words);
            }
        }
        return all;
    }
    if let Some(row) =
        specialist_titles::all().iter().find(|row| row.titles.iter().any(|title| title == gram))
    {
        let words = |title: &String| -> Vec<String> {
            searched(title).into_iter().filter(|one| !one.inside).map(|one| one.word).collect()
        };
        return Meaning {
            specialties: vec![row.specialty.id.clone()],
            names: row.spellings.iter().map(words).collect(),
            is_title: true,
            ..Meaning::default()
        };
    }
    let named = |exact: bool| {
        let mut occupations: Vec<_> = Vec::new();
        let of = |title: &&TitleFound| {
            title.asked == gram && (title.folded == gram) == exact && as_typed(&title.written)
        };
        for title in titles.iter().filter(of) {
            // A group of many professions says too little, and so does a title that says where the work is done: the
            // nurse of a ward is no nurse of every other.
            let one = occupations::group(title.code).is_some_and(|group| group.one_profession);
            let is_set = is_set(title);
            if one && !occupations.contains(&title.code) && !is_set {
                occupations.push(title.code);
            }
        }
        occupations
    };
    // Another form of a title counts where no title is written so.
    let exact = named(true);
    let mut occupations = if titles.iter().any(|title| title.folded == gram) { exact } else { named(false) };
    // A doctor may be a specialist as well.
    if occupations.iter().any(|one| one.code() == GENERAL) && specialist_titles::is_head(gram) {
        occupations.extend(Isco08::from_code(SPECIALIST));
    }
    let proper = if occupations.is_empty() { proper_name(gram) } else { Vec::new() };
    let is_proper = !proper.is_empty();
    Meaning { occupations, names: proper, is_proper, ..Meaning::default() }
}

/// The English name of the country or the language that a text names in any language: documents have these words.
fn proper_name(gram: &str) -> Vec<Vec<String>> {
    // Codes are words of many languages; `UK` is none.
    let is_short = gram.chars().count() < PROPER;
    if is_short && (gram.to_uppercase().parse::<Country>().is_ok() || small_words::is_one(gram)) {
        return Vec::new();
    }
    let country = match countries::lookup(gram)[..] {
        [only] => Some(countries::name(only)),
        _ => None,
    };
    let language = || languages::by_name(gram).filter(|_| !is_short).map(|one| one.name());
    let name = country.or_else(language).unwrap_or_default();
    let words: Vec<String> =
        searched(name).into_iter().filter(|one| !one.inside).map(|one| one.word).collect();
    if words.is_empty() { Vec::new() } else { vec![words] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_begins_like_a_ward_is_set_only_beside_its_profession() {
        let set = |title: &str, language: &str| {
            let found = occupations::titles_among(&[fold(title)]);
            let of = found.iter().filter(|one| one.language == language && one.folded == fold(title));
            of.map(is_set).collect::<Vec<_>>()
        };
        for (title, language) in
            [("barnmorska", "sv"), ("szülésznő", "hu"), ("porodní asistentka", "cs"), ("Hebamme", "de")]
        {
            let all = set(title, language);
            assert!(!all.is_empty() && all.iter().all(|set| !set), "{title}");
        }
        for (title, language) in [("ICU nurse", "en"), ("Kinderkrankenschwester", "de")] {
            let all = set(title, language);
            assert!(!all.is_empty() && all.iter().all(|set| *set), "{title}");
        }
    }
}
