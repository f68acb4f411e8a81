//! Titles of occupations to ISCO-08 unit groups, in any language that has labels.
//!
//! Labels are those of `titles.csv` and `isco08_labels.csv`, of the specialties, and of a lexicon that the user
//! brings (ESCO's, say). A title is compared with the labels of its language by words and by groups of
//! letters, so that compounds, genders, inverted forms and slips still meet; with the center of each unit
//! group; and, transliterated, with the health labels of every language, since medicine's words are the same in
//! many. Whether the title is of health at all is decided apart, and *no health occupation* is an answer.

mod contained;
mod labels;
pub mod named;
mod noise;

pub use labels::{Labels, Lexicon};

use super::grams::{Cut, Grams, Likeness};
use crate::model::{Country, Isco08};
use crate::reference::specialties;
use crate::reference::title_marks::{self, Mark, Marks};
use crate::text::clean::{without_groups, without_point};
use contained::{Contents, Sought};
use labels::Label;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A unit group that a title may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OccupationCandidate {
    /// The unit group.
    pub isco08: Isco08,
    /// How well it fits; comparable within one title.
    pub score: f32,
    /// The label most like the title.
    pub label: String,
    /// The language of that label.
    pub language: String,
    /// Where the label comes from.
    pub source: &'static str,
    /// How like it is, 0 to 1.
    pub likeness: f32,
}

/// What a title means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResolvedOccupation {
    /// Whether it is an occupation in health or social care; `None` when nothing was like it.
    pub health: Option<bool>,
    /// Whether the title says by itself which unit group it means ([`named`]): then the first candidate is that
    /// group, and import takes it. Otherwise the candidates are suggestions.
    pub certain: bool,
    /// The logit of that decision; above [`BAR`] is health.
    pub evidence: f32,
    /// The unit groups, best first.
    pub candidates: Vec<OccupationCandidate>,
}

/// Weights of the score of a unit group: the likest label of the language (letters and words), the share
/// of the group in the thirty likest labels, the likeness to its center, the likest health label of any
/// language, and its share there. Found on labels of ESCO, each left out in turn.
const LETTERS: f32 = 0.6;
const WORDS: f32 = 0.4;
const SHARE: f32 = 0.6;
const CENTER: f32 = 1.0;
const ANYWHERE: f32 = 1.2;
const ANYWHERE_SHARE: f32 = 0.4;
/// What a label of another language adds that is all but the same.
const ANYWHERE_SAME: f32 = 0.6;
/// Our own titles are reviewed, a lexicon need not be.
const REVIEWED: f32 = 1.1;

/// The logit from which a title counts as health. Set above zero because a cleaner taken for a nurse
/// does more harm than a nurse not recognized.
pub const BAR: f32 = 1.55;

/// A place where indexes are kept from one run to the next, under a name each.
pub trait Shelf: Sync {
    /// What was kept under a name; `None` when there is nothing.
    fn get(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes under a name. That it cannot is no fault: they are made anew next time.
    fn put(&self, name: &str, bytes: &[u8]);
}

/// A shelf that keeps nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoShelf;

impl Shelf for NoShelf {
    fn get(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &str, _: &[u8]) {}
}

/// What is resolved against: labels by language, their indexes made on first use.
pub struct Resolver<'a> {
    shelf: &'a dyn Shelf,
    labels: Labels,
    anywhere: Anywhere,
    languages: Mutex<HashMap<String, Arc<Language>>>,
}

struct Language {
    labels: Vec<Label>,
    codes: Vec<Isco08>,
    /// Per label the place of its code.
    classes: Vec<u16>,
    letters: Grams,
    words: Grams,
}

struct Anywhere {
    labels: Vec<Label>,
    /// Labels of our own tables that are of other work, which titles may name as they stand.
    others: Vec<Label>,
    codes: Vec<Isco08>,
    classes: Vec<u16>,
    letters: Grams,
    /// The same labels, in their own script, and which of them stand inside of a title.
    scripts: Vec<Box<str>>,
    contents: Contents,
}

/// Room that is used again from title to title.
#[derive(Default)]
struct Room {
    letters: Likeness,
    words: Likeness,
    centers: Likeness,
    anywhere: Likeness,
    /// By code, the likest label and how like it is.
    best: Vec<(f32, usize)>,
}

/// Whether a unit group belongs to health or social care: health professionals and associate professionals,
/// personal care workers in health services, managers of health and aged care, psychologists, social work and
/// counseling, medical secretaries (the groups of the WHO mapping and those beside them).
pub fn is_health(code: Isco08) -> bool {
    let code = code.code();
    matches!(code / 100, 22 | 32) || code / 10 == 532 || matches!(code, 1342 | 1343 | 2634 | 2635 | 3344)
}

impl<'a> Resolver<'a> {
    /// A resolver over our own labels and, if one is given, a lexicon. The shelf must be of these labels alone.
    pub fn new(lexicon: Option<&Lexicon>, shelf: &'a dyn Shelf) -> Self {
        let labels = Labels::new(lexicon);
        let anywhere = Anywhere::new(&labels, shelf);
        Self { shelf, labels, anywhere, languages: Mutex::default() }
    }

    /// Resolves titles, each with its language (as in the lexicon; `None` to guess it) and country, in their order.
    pub fn resolve_all(
        &self,
        titles: &[(String, Option<String>, Option<Country>)],
        top: usize,
    ) -> Vec<ResolvedOccupation> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(titles.len().max(1));
        self.prepare(titles, threads);
        let part = titles.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let workers: Vec<_> = titles
                .chunks(part)
                .map(|titles| {
                    scope.spawn(move || {
                        let mut room = Room::default();
                        let one = |(title, language, country): &(String, Option<String>, Option<Country>)| {
                            self.resolve_in(title, language.as_deref(), *country, top, &mut room)
                        };
                        titles.iter().map(one).collect::<Vec<_>>()
                    })
                })
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        })
    }

    /// Makes the indexes of the languages that titles name, several at a time.
    fn prepare(&self, titles: &[(String, Option<String>, Option<Country>)], threads: usize) {
        let mut languages: Vec<&str> = titles
            .iter()
            .filter_map(|(_, language, _)| language.as_deref())
            .filter(|l| self.labels.has(l))
            .collect();
        languages.sort_unstable();
        languages.dedup();
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(language) = languages.get(next.fetch_add(1, Ordering::Relaxed)) {
                        self.language(language);
                    }
                });
            }
        });
    }

    /// Resolves one title.
    pub fn resolve(
        &self,
        title: &str,
        language: Option<&str>,
        country: Option<Country>,
        top: usize,
    ) -> ResolvedOccupation {
        // A spreadsheet turns the code 2221 into 2221.0 or 2,221.
        let code = without_groups(title.trim());
        let title = code.as_deref().or_else(|| without_point(title.trim())).unwrap_or(title);
        self.resolve_in(title, language, country, top, &mut Room::default())
    }

    fn resolve_in(
        &self,
        title: &str,
        language: Option<&str>,
        country: Option<Country>,
        top: usize,
        room: &mut Room,
    ) -> ResolvedOccupation {
        let folded = noise::without(&named::ungendered(title));
        let language = match language {
            Some(language) if self.labels.has(language) => language.to_owned(),
            _ => self.labels.guess(&folded),
        };
        let here = self.language(&language);
        let mut found: BTreeMap<Isco08, Evidence> = BTreeMap::new();
        let mut facts = here.look(&folded, room, &mut found);
        facts.anywhere = self.anywhere.look(&folded, room, &mut found);
        let marks = title_marks::of(&folded, &language);
        for (code, evidence) in &mut found {
            let label = self.label(&here, evidence.label);
            let head = folded.contains(' ') && !label.folded.contains(' ');
            evidence.score *= discount(*code, marks, evidence.likeness, head);
        }
        // A title that says by itself which group it means is of that group.
        let stated = named::read(title, country);
        let mut ranked: Vec<(Isco08, Evidence)> = found.into_iter().collect();
        ranked.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
        for (code, evidence) in ranked.iter_mut().take(FIRST) {
            let label = self.label(&here, evidence.label);
            let helps = || title_marks::of(&label.folded, &label.language).has(Mark::Helper);
            if is_health(*code) && evidence.likeness < SAME && !marks.has(Mark::Helper) && helps() {
                evidence.score *= NO_HELPER;
            }
        }
        for one in stated.codes.iter().copied().chain(stated.likely) {
            match ranked.iter_mut().find(|(code, _)| *code == one) {
                Some((_, evidence)) => evidence.score += STATED,
                None => ranked.extend(self.anywhere.first_of(one).map(|label| (one, label))),
            }
        }
        // Beside labels of other work likeness is judged well enough.
        let held = if stated.codes.is_empty() && stated.likely.is_none() && !here.has_others() {
            self.anywhere.held(&Sought { title, folded: &folded, language: &language }, marks)
        } else {
            Vec::new()
        };
        for &(code, label) in &held {
            let known = ranked.iter_mut().find(|(other, _)| *other == code);
            match known {
                Some((_, evidence)) => {
                    evidence.score += HELD;
                    if evidence.likeness < SAME {
                        evidence.label = Place::Anywhere(label);
                    }
                }
                None => {
                    let label = Place::Anywhere(label);
                    ranked.push((code, Evidence { score: HELD, likeness: 0.0, label }));
                }
            }
        }
        ranked.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
        if lowers(marks) {
            let said = |code: &Isco08| stated.codes.contains(code) || stated.likely == Some(*code);
            ranked.retain(|(code, evidence)| {
                let label = self.label(&here, evidence.label);
                said(code) || stays_lowered(*code, evidence.likeness, &folded, label, marks)
            });
        }
        let best =
            |health: bool| ranked.iter().find(|(code, _)| is_health(*code) == health).map(|(_, e)| e.score);
        let health_score = best(true).unwrap_or_default();
        let evidence = if here.has_others() {
            facts.logit(health_score)
        } else {
            // Without labels of other work nothing competes: the likeness itself must be high.
            let first = ranked.iter().find(|(code, _)| is_health(*code)).map(|(_, evidence)| evidence);
            let whole = |evidence: &&Evidence| {
                evidence.likeness >= SAME || says_most(&folded, self.label(&here, evidence.label))
            };
            let likest = || ranked.iter().map(|(_, evidence)| evidence.likeness).fold(0.0, f32::max);
            let likeness = first.filter(whole).map_or(0.0, |_| likest());
            (likeness * self.labels.known_share(&folded) - ALONE) * 20.0 + BAR
        };
        let said = || stated.codes.iter().chain(&stated.likely);
        let is_left = |code: &Isco08| ranked.iter().any(|(left, _)| left == code);
        let says_health = said().any(|code| is_health(*code)) || held.iter().any(|(code, _)| is_left(code));
        let health = ranked.iter().any(|(code, _)| is_health(*code))
            && (says_health || said().next().is_none() && evidence > BAR);
        if health != ranked.first().is_some_and(|(code, _)| is_health(*code))
            && let Some(place) = ranked.iter().position(|(code, _)| is_health(*code) == health)
        {
            let first = ranked.remove(place);
            ranked.insert(0, first);
        }
        let candidates = ranked.into_iter().take(top).map(|(isco08, evidence)| {
            let label = self.label(&here, evidence.label);
            OccupationCandidate {
                isco08,
                score: evidence.score,
                label: label.text.clone(),
                language: label.language.clone(),
                source: label.source,
                likeness: evidence.likeness.min(1.0),
            }
        });
        let candidates: Vec<OccupationCandidate> = candidates.collect();
        let certain =
            stated.certain().is_some_and(|one| candidates.first().is_some_and(|first| first.isco08 == one));
        ResolvedOccupation {
            health: (!candidates.is_empty()).then_some(health),
            certain,
            evidence,
            candidates,
        }
    }

    fn label<'l>(&'l self, here: &'l Language, place: Place) -> &'l Label {
        match place {
            Place::Here(at) => &here.labels[at],
            Place::Anywhere(at) => &self.anywhere.labels[at],
            Place::Other(at) => &self.anywhere.others[at],
        }
    }

    fn language(&self, language: &str) -> Arc<Language> {
        let made = || self.languages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(language) {
            return Arc::clone(known);
        }
        // Outside the lock: others go on meanwhile, and of two that are made at once the first stays.
        let new = Arc::new(Language::new(language, self.labels.of(language), self.shelf));
        Arc::clone(made().entry(language.to_owned()).or_insert(new))
    }
}

/// The resolver over our own labels alone, made on first use: what import and the flags of commands ask where a
/// title does not say by itself what it means.
pub fn own() -> &'static Resolver<'static> {
    static OWN: LazyLock<Resolver<'static>> = LazyLock::new(|| Resolver::new(None, &NoShelf));
    &OWN
}

/// What is left of the score of a group whose titles say whom or what they treat, where the title does not.
const UNSAID: f32 = 0.6;
/// What is left of the score of other groups where the title names a physician.
const NOT_A_PHYSICIAN: f32 = 0.75;
/// What is left of a group by a label of somebody who helps, where the title names none; asked of the first few.
const NO_HELPER: f32 = 0.75;
const FIRST: usize = 8;
/// What is left of *physician* alone where the title says of what.
const ONLY_THE_HEAD: f32 = 0.85;
/// A label that is all but the title needs no mark.
const SAME: f32 = 0.9;

/// What is left of the score of a group by the marks of the title: a neurologist is no veterinary neurologist.
/// `head` says that the likest label is one word and the title is more.
fn discount(code: Isco08, marks: Marks, likeness: f32, head: bool) -> f32 {
    if likeness >= SAME {
        return 1.0;
    }
    match code.code() {
        2250 | 3240 if !marks.has(Mark::Animals) => UNSAID,
        2261 | 3251 if !marks.has(Mark::Teeth) => UNSAID,
        2211 if marks.has(Mark::Physician) && head => ONLY_THE_HEAD,
        2211 | 2212 | 2250 | 2261 => 1.0,
        _ if marks.has(Mark::Physician) && !marks.has(Mark::Helper) && is_health(code) => NOT_A_PHYSICIAN,
        _ => 1.0,
    }
}

/// Whether the words of a title say that its bearer is not of the profession that it names: the profession is denied,
/// or the bearer helps it, or does other work. An assistant physician is a physician.
fn lowers(marks: Marks) -> bool {
    let aide = marks.has(Mark::Aide) && !marks.has(Mark::Physician);
    marks.has(Mark::Denied) || marks.has(Mark::OtherWork) || marks.has(Mark::Student) || aide
}

/// Whether a text denies or lowers the profession that it names; then a title of nearly the same letters is another's.
pub fn is_lowered(text: &str) -> bool {
    lowers(title_marks::of(&noise::without(text), ""))
}

/// Whether a unit group is an answer to a title that lowers a profession. A profession is by a label that lowers it in
/// the same way and says no more than the title does; a group of associates by one that shares a word with the title
/// besides the word that lowers (*dental technician* is nothing to an *ECG technician*); one of helpers is.
fn stays_lowered(code: Isco08, likeness: f32, folded: &str, label: &Label, marks: Marks) -> bool {
    const HELPERS: u16 = 532;
    const OTHER_HELPERS: u16 = 5329;
    if !is_health(code) {
        return true;
    }
    let own = title_marks::of(&label.folded, &label.language);
    let shares = |mark: Mark| !marks.has(mark) || own.has(mark);
    let (title, said) = (noise::transliterated(folded), noise::transliterated(&label.folded));
    let in_title = |word: &str| title.split(' ').any(|other| begin_alike(word, other));
    let lowering = |word: &str| lowers(title_marks::of(word, &label.language));
    // The words of a label as they were, since the marks are of those.
    let overlaps = || {
        let mut words = label.folded.split(' ').filter(|word| !lowering(word));
        words.any(|word| in_title(&noise::transliterated(word)))
    };
    if marks.has(Mark::Student) {
        return own.has(Mark::Student);
    }
    if marks.has(Mark::Denied) {
        return code.code() / 10 == HELPERS || own.has(Mark::Denied);
    }
    if marks.has(Mark::OtherWork) {
        return code.code() == OTHER_HELPERS && overlaps() || own.has(Mark::OtherWork);
    }
    match code.code() / 1000 {
        2 => shares(Mark::Aide) && (likeness >= SAME || said.split(' ').all(in_title)),
        5 => true,
        _ => likeness >= SAME || overlaps(),
    }
}

/// Whether a title has most of the long words of a label, by letters, each perhaps in another form or in a compound: a
/// *bath attendant* shares a word with the *nursing attendant*, and not the one that counts. Managers and secretaries are
/// of every trade: of theirs it must have all.
fn says_most(folded: &str, label: &Label) -> bool {
    const LONG: usize = 4;
    let title = noise::transliterated(folded);
    let said = noise::transliterated(&label.folded);
    let (mut all, mut found) = (0, 0);
    for word in said.split(' ').filter(|word| word.chars().count() >= LONG) {
        let letters = word.chars().count();
        all += letters;
        if title.split(' ').any(|other| begin_alike(word, other) || other.contains(word)) {
            found += letters;
        }
    }
    match label.code.code() {
        1342 | 1343 | 3344 => found == all,
        _ => found * 2 > all || all == 0,
    }
}

/// Whether two words begin with the same letters, all but an ending.
fn begin_alike(one: &str, other: &str) -> bool {
    const ENDING: usize = 3;
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let short = one.chars().count().min(other.chars().count());
    shared == short || shared >= ENDING && shared + ENDING >= short && shared * 2 > short
}

/// Labels less like than this share of the likest, by letters, are not looked at: no group is known by one of them.
const FLOOR: f32 = 0.1;
/// Labels less like than this share of the likest carry no weight in the shares, which count the third power.
const FAINT: f32 = 0.2;

/// What a title stated in the tables for its country adds: more than any likeness.
const STATED: f32 = 5.0;
/// What a label that stands inside of a title adds: more than the likeness of another.
const HELD: f32 = 3.0;
/// The likeness that counts where nothing competes.
const ALONE: f32 = 0.64;

#[derive(Debug, Clone, Copy)]
enum Place {
    Here(usize),
    Anywhere(usize),
    Other(usize),
}

#[derive(Debug, Clone, Copy)]
struct Evidence {
    score: f32,
    likeness: f32,
    label: Place,
}

/// What tells health from other work.
#[derive(Debug, Default)]
struct Facts {
    /// The best score of other work.
    other: f32,
    /// The likest label of other work and of health.
    other_label: f32,
    health_label: f32,
    /// The share of health in the likest labels.
    share: f32,
    /// The likest health label of any language.
    anywhere: f32,
    /// The nearest centers.
    other_center: f32,
    health_center: f32,
}

impl Facts {
    /// A logistic regression over labels of ESCO, a third of them of health, each compared with the others
    /// only and half of them with three labels in ten, as titles of a language with few labels are.
    fn logit(&self, health: f32) -> f32 {
        2.28 * health - 2.73 * self.other + 2.37 * self.anywhere
            - 1.72 * self.other_label
            - 0.16 * self.health_label
            + 2.66 * self.share
            + 3.23 * self.health_center
            - 2.43 * self.other_center
            - 2.50
    }
}

fn classes(labels: &[Label]) -> (Vec<Isco08>, Vec<u16>) {
    let mut codes: Vec<Isco08> = labels.iter().map(|label| label.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let class = |label: &Label| {
        codes.binary_search(&label.code).ok().and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    };
    let classes = labels.iter().map(class).collect();
    (codes, classes)
}

impl Language {
    fn new(language: &str, labels: Vec<Label>, shelf: &dyn Shelf) -> Self {
        let (codes, classes) = classes(&labels);
        let kept = shelf.get(language).and_then(|bytes| {
            let mut rest = bytes.as_slice();
            Some((Grams::from_bytes(&mut rest)?, Grams::from_bytes(&mut rest)?))
        });
        let whole = |(letters, words): &(Grams, Grams)| {
            letters.labels() == labels.len() && words.labels() == labels.len()
        };
        let (letters, words) = kept.filter(whole).unwrap_or_else(|| {
            let with_class =
                || labels.iter().zip(&classes).map(|(label, class)| (label.folded.as_str(), *class));
            let letters = Grams::new(with_class(), codes.len(), Cut::Letters);
            let words = Grams::new(with_class(), codes.len(), Cut::Words);
            shelf.put(language, &[letters.to_bytes(), words.to_bytes()].concat());
            (letters, words)
        });
        Self { labels, codes, classes, letters, words }
    }

    fn has_others(&self) -> bool {
        self.codes.iter().filter(|code| !is_health(**code)).count() > 20
    }

    fn look(&self, folded: &str, room: &mut Room, found: &mut BTreeMap<Isco08, Evidence>) -> Facts {
        const NEAREST: usize = 30;
        self.letters.likeness(folded, &mut room.letters, Some(&mut room.centers));
        self.words.likeness(folded, &mut room.words, None);
        // The likest label of each code, in an array, and the labels that may be among the likest of all.
        let best = &mut room.best;
        best.clear();
        best.resize(self.codes.len(), (0.0, 0));
        let mut all: Vec<(usize, f32)> = Vec::new();
        let mut top = 0.0_f32;
        for (at, letters) in room.letters.near(FLOOR) {
            let reviewed = if self.labels[at].reviewed { REVIEWED } else { 1.0 };
            let like = (LETTERS * letters + WORDS * room.words.at(at)) * reviewed;
            top = top.max(like);
            if like > FAINT * top {
                all.push((at, like));
            }
            let of = &mut best[usize::from(self.classes[at])];
            if like > of.0 {
                *of = (like, at);
            }
        }
        let mut facts = Facts::default();
        for (class, &(like, at)) in best.iter().enumerate().filter(|(_, (like, _))| *like > 0.0) {
            let code = self.codes[class];
            let of = if is_health(code) { &mut facts.health_label } else { &mut facts.other_label };
            *of = of.max(like);
            found.insert(code, Evidence { score: like, likeness: like, label: Place::Here(at) });
        }
        if all.len() > NEAREST {
            all.select_nth_unstable_by(NEAREST, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(NEAREST);
        }
        let whole: f32 = all.iter().map(|(_, like)| like.powi(3)).sum::<f32>() + 1e-9;
        for &(at, like) in &all {
            let code = self.codes[usize::from(self.classes[at])];
            let share = like.powi(3) / whole;
            if is_health(code) {
                facts.share += share;
            }
            if let Some(known) = found.get_mut(&code) {
                known.score += SHARE * share;
            }
        }
        for (class, like) in room.centers.iter() {
            let code = self.codes[class];
            let of = if is_health(code) { &mut facts.health_center } else { &mut facts.other_center };
            *of = of.max(like);
            if let Some(known) = found.get_mut(&code) {
                known.score += CENTER * like;
            }
        }
        let others = found.iter().filter(|(code, _)| !is_health(**code));
        facts.other = others.map(|(_, evidence)| evidence.score).fold(0.0, f32::max);
        facts
    }
}

impl Anywhere {
    fn new(labels: &Labels, shelf: &dyn Shelf) -> Self {
        let mut all: Vec<(Label, Box<str>)> = labels
            .all()
            .filter(|label| is_health(label.code))
            .map(|label| {
                let latin = noise::transliterated(&label.folded);
                (Label { folded: latin, ..label.clone() }, label.folded.as_str().into())
            })
            .collect();
        for (name, code) in specialties::names() {
            let label = Label {
                folded: noise::transliterated(name),
                text: name.to_owned(),
                language: String::new(),
                code,
                reviewed: true,
                source: "specialties.csv",
            };
            all.push((label, name.into()));
        }
        let mut seen = std::collections::HashSet::new();
        all.retain(|(label, _)| seen.insert((label.folded.clone(), label.code)));
        let (all, scripts): (Vec<Label>, Vec<Box<str>>) = all.into_iter().unzip();
        let contents = Contents::new(all.iter().zip(scripts.iter().map(|script| &**script)));
        let (codes, classes) = classes(&all);
        const NAME: &str = "anywhere";
        let kept = shelf.get(NAME).and_then(|bytes| Grams::from_bytes(&mut bytes.as_slice()));
        let letters = kept.filter(|kept| kept.labels() == all.len()).unwrap_or_else(|| {
            let with_class = all.iter().zip(&classes).map(|(label, class)| (label.folded.as_str(), *class));
            let letters = Grams::new(with_class, codes.len(), Cut::Letters);
            shelf.put(NAME, &letters.to_bytes());
            letters
        });
        let own = |label: &&Label| label.reviewed && !is_health(label.code);
        let others = labels.all().filter(own).cloned().collect();
        Self { labels: all, others, codes, classes, letters, scripts, contents }
    }

    /// The unit groups of the labels that stand inside of a title, each with its label. A nurse of animals is one of
    /// veterinary technicians and assistants, a physician of animals a veterinarian, one of teeth a dentist. A physician
    /// who trains for a specialty is counted among its specialists (ISCO-08, 2212).
    fn held(&self, sought: &Sought<'_>, marks: Marks) -> Vec<(Isco08, usize)> {
        let found = self.contents.most(&self.labels, &self.scripts, sought);
        let resident = marks.has(Mark::Resident) && named::names_specialty(sought.folded, sought.language);
        let of = |code: Isco08| match code.code() {
            2250 | 3240 => Some(code),
            2211 | 2212 | 2261 if marks.has(Mark::Animals) => Isco08::from_code(2250),
            _ if marks.has(Mark::Animals) => Isco08::from_code(3240),
            2211 | 2212 if marks.has(Mark::Teeth) => Isco08::from_code(2261),
            2221 | 3221 if marks.has(Mark::Teeth) => Isco08::from_code(3251),
            2211 if resident => Isco08::from_code(2212),
            _ => Some(code),
        };
        let mut codes: Vec<(Isco08, usize)> = Vec::new();
        for one in &found {
            if let Some(code) = of(self.labels[one.label].code)
                && codes.iter().all(|(known, _)| *known != code)
            {
                codes.push((code, one.label));
            }
        }
        codes
    }

    /// Some label of a unit group, for one that is stated though nothing in the title is like a label.
    fn first_of(&self, code: Isco08) -> Option<Evidence> {
        let of_it = |label: &Label| label.code == code;
        let here = || self.labels.iter().position(of_it).map(Place::Anywhere);
        let label = here().or_else(|| self.others.iter().position(of_it).map(Place::Other))?;
        Some(Evidence { score: STATED, likeness: 0.0, label })
    }

    /// Adds what the labels of all languages say; the likeness of the likest.
    fn look(&self, folded: &str, room: &mut Room, found: &mut BTreeMap<Isco08, Evidence>) -> f32 {
        const NEAREST: usize = 20;
        self.letters.likeness(&noise::transliterated(folded), &mut room.anywhere, None);
        let best = &mut room.best;
        best.clear();
        best.resize(self.codes.len(), (0.0, 0));
        let mut all: Vec<(usize, f32)> = Vec::new();
        let mut top = 0.0_f32;
        for (at, like) in room.anywhere.near(FLOOR) {
            top = top.max(like);
            if like > FAINT * top {
                all.push((at, like));
            }
            let of = &mut best[usize::from(self.classes[at])];
            if like > of.0 {
                *of = (like, at);
            }
        }
        if all.len() > NEAREST {
            all.select_nth_unstable_by(NEAREST, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(NEAREST);
        }
        let whole: f32 = all.iter().map(|(_, like)| like.powi(3)).sum::<f32>() + 1e-9;
        let mut shares: BTreeMap<Isco08, f32> = BTreeMap::new();
        for (at, like) in all {
            *shares.entry(self.codes[usize::from(self.classes[at])]).or_default() += like.powi(3) / whole;
        }
        for (class, &(like, at)) in best.iter().enumerate().filter(|(_, (like, _))| *like > 0.0) {
            let code = self.codes[class];
            let share = shares.get(&code).copied().unwrap_or_default();
            let same = ANYWHERE_SAME * ((like - 0.8) * 5.0).max(0.0);
            let adds = ANYWHERE * like + ANYWHERE_SHARE * share * top + same;
            let known = found.entry(code).or_insert(Evidence {
                score: 0.0,
                likeness: 0.0,
                label: Place::Anywhere(at),
            });
            known.score += adds;
            if like > known.likeness {
                known.likeness = like;
                known.label = Place::Anywhere(at);
            }
        }
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_resolved_in_their_language_without_a_lexicon() {
        let resolver = Resolver::new(None, &NoShelf);
        for (title, language, code) in [
            ("Registered Nurse", "en", "2221"),
            ("Nurse, registered", "en", "2221"),
            ("Band 6 Senior Physiotherapist", "en", "2264"),
            ("Gesundheits- und Krankenpfleger (m/w/d)", "de", "2221"),
            ("Infirmière", "fr", "2221"),
            ("Gastroenterologist", "en", "2212"),
            ("Dentysta", "pl", "2261"),
        ] {
            let found = resolver.resolve(title, Some(language), None, 3);
            assert_eq!(found.candidates[0].isco08.to_string(), code, "{title}: {:?}", found.candidates);
            assert_eq!(found.health, Some(true), "{title}");
        }
        for title in ["Bricklayer", "Software developer", "Taxi driver"] {
            assert_ne!(resolver.resolve(title, Some("en"), None, 3).health, Some(true), "{title}");
        }
    }

    #[test]
    fn a_title_that_denies_or_helps_a_profession_is_not_of_it() {
        let resolver = Resolver::new(None, &NoShelf);
        let first = |title: &str| {
            let found = resolver.resolve(title, None, None, 3);
            let first = found.candidates.first().filter(|_| found.health == Some(true));
            first.map(|first| first.isco08.to_string()).unwrap_or_default()
        };
        for (title, profession) in [
            ("Non-registered nurse", "2221"),
            ("Unlicensed physician", "2211"),
            ("Krankenschwester (nicht examiniert)", "2221"),
            ("Hebamme ohne Examen", "2222"),
            ("Infirmier non diplômé", "2221"),
            ("Enfermera sin título", "2221"),
            ("Enfermeira sem diploma", "2221"),
            ("infermiera non abilitata", "2221"),
            ("ongediplomeerd verpleegkundige", "2221"),
            ("медсестра без диплома", "2221"),
            ("ohne Approbation Arzt", "2211"),
            ("Dialysis aide", "2221"),
            ("Pharmacist assistant", "2262"),
            ("Optometrist assistant", "2267"),
            ("Ayudante de fisioterapeuta", "2264"),
            ("ECG technician", "3214"),
            ("Nursing home cook", "2221"),
            ("Koch im Pflegeheim", "2221"),
            ("Clinic driver", "2221"),
        ] {
            assert_ne!(first(title), profession, "{title}");
            assert_ne!(first(title).get(..2), Some("22"), "{title}: {}", first(title));
            assert!(is_lowered(title), "{title}");
        }
        // A title of its own stays what it is.
        for (title, code) in [
            ("Registered nurse", "2221"),
            ("Nurse aide", "5321"),
            ("Assistant midwife", "3222"),
            ("Dental technician", "3214"),
            ("Physician assistant", "2240"),
            ("Non-physician clinician", "2240"),
            ("Pharmacy technician", "3213"),
            ("Laboratory technician", "3212"),
            ("Operating theatre technician", "3259"),
            ("Hospital porter", "5329"),
            ("Auxiliar de farmacia", "3213"),
        ] {
            assert_eq!(first(title), code, "{title}");
        }
    }

    /// A label that names animals, teeth or a helper is not nearest to a title that names none of them.
    #[test]
    fn what_a_title_does_not_say_it_does_not_mean() {
        let label = |language: &str, code: &str, label: &str| {
            (language.to_owned(), code.parse().unwrap(), label.to_owned())
        };
        let lexicon = Lexicon::new(vec![
            label("sk", "2250", "veterinárny chirurg"),
            label("sk", "3256", "asistent chirurga"),
            label("nl", "2212", "chirurg"),
        ]);
        let resolver = Resolver::new(Some(&lexicon), &NoShelf);
        let first =
            |title: &str| resolver.resolve(title, Some("sk"), None, 3).candidates[0].isco08.to_string();
        assert_eq!(first("Cievny chirurg"), "2212");
        assert_eq!(first("Veterinárny lekár chirurg"), "2250");
        assert_eq!(first("Asistent cievneho chirurga"), "3256");
    }
}
