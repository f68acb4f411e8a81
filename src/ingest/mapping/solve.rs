//! All headers of a file together: what each means, what must be asked, what stays unmapped.
//!
//! First come the headers that are sure by themselves. They settle what *Nombre* or *Valid until* means, or
//! do not; the near ones compete for the columns that are left. The order of the columns never matters.

use super::guess::{Goal, Guess, Read, Said, Whose};
use super::{Via, assign, confidence, content, parts};
use crate::model::Kind;
use crate::normalize;
use crate::schema::{self, Semantic};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What a header means after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A column.
    Takes(Guess),
    /// No column; why, if there is something to say.
    Unmapped(Option<String>),
    /// One of these, best first: the user has to say.
    Unclear(Vec<Guess>),
}

/// What the user said of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It means this column.
    Means(Goal),
    /// It is left out.
    LeftOut,
}

/// A solution, and the tests and languages that headers name by the number of their certificate.
#[derive(Debug, Default)]
pub(super) struct Solution {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) named: BTreeMap<Option<u8>, Whose>,
    /// Headers that are unclear, and have one meaning without a rival.
    pub(super) sole: Vec<usize>,
}

/// Two headers that are both sure to mean one column.
#[derive(Debug)]
pub(super) struct Same {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) goal: Goal,
}

/// Which of two headers of one column gives way. It is one without cells, or one that repeats the other. Of two dates it is
/// the one in another calendar, of two names, addresses or facts of a part the second. Of two other facts none gives way.
pub(super) fn lesser(same: &Same, headers: &[String], cells: &[Vec<String>]) -> Option<usize> {
    let of = |at: usize| cells.get(at).map_or(&[][..], Vec::as_slice);
    let (first, second) = (of(same.first), of(same.second));
    let blank = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
    if blank(second) || first == second {
        return Some(same.second);
    }
    if blank(first) {
        return Some(same.first);
    }
    let field = same.goal.field();
    if field.semantic == Semantic::Span {
        // `Pengalaman Kerja` above stories of posts, beside `Lama Kerja` above years.
        let fits = |cells: &[String]| content::weight(field, cells) >= 0;
        return match (fits(first), fits(second)) {
            (false, true) => Some(same.first),
            (true, false) => Some(same.second),
            _ => None,
        };
    }
    if field.semantic == Semantic::Date {
        let other = |at: usize| normalize::calendar_of_header(&headers[at]).is_some();
        return match (other(same.first), other(same.second)) {
            (true, false) => Some(same.first),
            (false, true) => Some(same.second),
            _ => None,
        };
    }
    if same.goal.is_key() {
        // `APPLICANT No.` that counts the rows, beside `App. No.` with the numbers of the people.
        return match (counts_rows(cells.get(same.first)), counts_rows(cells.get(same.second))) {
            (true, false) => Some(same.first),
            (false, true) => Some(same.second),
            _ => None,
        };
    }
    let several = ["given_name", "family_name", "full_name", "email", "phone"].contains(&field.name.as_str());
    // Of what a part says the first is read, unless it tells the part itself or decides a safeguard.
    let of_part = same.goal.slot.is_some() && !field.holds_row;
    (same.goal.kind == Kind::Worker && several || of_part).then_some(same.second)
}

/// Solves the headers of a file of a kind. `cells` are some cells of each column, perhaps none.
pub(super) fn solve(
    kind: Kind,
    reads: &[Read],
    cells: &[Vec<String>],
    told: &[Option<Told>],
) -> Result<Solution, Same> {
    let mut said: Vec<Said> = reads
        .iter()
        .zip(told)
        .map(|(read, told)| match told {
            Some(Told::Means(goal)) => Said::Sure(Guess {
                goal: *goal,
                confidence: confidence::NAME,
                via: Via::Map,
                why: "you said so".to_owned(),
            }),
            Some(Told::LeftOut) => Said::Nothing,
            None => read.said(kind),
        })
        .collect();
    for (at, read) in reads.iter().enumerate() {
        if matches!(said[at], Said::Open(_))
            && read.header().canonical == "number"
            && counts_rows(cells.get(at))
        {
            said[at] = Said::Nothing;
        }
    }
    let named = number_tests(kind, reads, &mut said);
    if kind == Kind::Worker {
        number_parts(reads, told, &mut said);
    }
    let firm = firm(&said)?;
    let near: Vec<Vec<Guess>> = said
        .iter()
        .zip(reads)
        .map(|(said, read)| if *said == Said::Unknown { read.near(kind) } else { Vec::new() })
        .collect();
    let likely =
        near.iter().filter_map(|guesses| guesses.first()).filter(|g| g.confidence >= confidence::SURE);
    let present: BTreeSet<Goal> = firm.keys().copied().chain(likely.map(|guess| guess.goal)).collect();

    let file = File { kind, reads, cells, firm: &firm, present: &present };
    let mut open: Vec<Vec<Guess>> = Vec::with_capacity(reads.len());
    for (at, said) in said.iter().enumerate() {
        let guesses = match said {
            Said::Open(guesses) => file.settle(at, guesses),
            Said::Unknown => {
                let own = near[at].iter().filter(|g| g.goal.slot.is_none()).map(|g| g.confidence).max();
                // What is as near to a column of the kind itself is no part's.
                let left = near[at]
                    .iter()
                    .filter(|g| g.goal.slot.is_none() || own.is_none_or(|own| g.confidence > own));
                left.filter(|g| !firm.contains_key(&g.goal)).cloned().collect()
            }
            _ => Vec::new(),
        };
        open.push(file.weighed(at, guesses));
    }
    let mut outcomes: Vec<Outcome> = decide(&open)
        .into_iter()
        .enumerate()
        .map(|(at, outcome)| match (&said[at], outcome) {
            (Said::Sure(guess), _) => Outcome::Takes(guess.clone()),
            (Said::Nothing, _) if told[at] == Some(Told::LeftOut) => {
                Outcome::Unmapped(Some("you left it out".to_owned()))
            }
            (Said::Nothing, _) => Outcome::Unmapped(Some("known, and no column takes it".to_owned())),
            (_, Some(outcome)) => outcome,
            (_, None) => Outcome::Unmapped(near[at].first().map(|guess| {
                let not = if firm.contains_key(&guess.goal) || open[at].iter().any(|g| g.goal == guess.goal) {
                    "which another header is"
                } else {
                    "but its cells are something else"
                };
                format!("{}, {not}", guess.why)
            })),
        })
        .collect();
    if kind == Kind::Worker
        && let Some((at, guess)) = occupation_by_cells(reads, &said, &outcomes, cells, told)
    {
        outcomes[at] = Outcome::Takes(guess);
    }
    whole_certificates(&said, &mut outcomes, cells);
    if kind == Kind::Worker {
        certificates_of_any_language(&said, &named, &mut outcomes, cells);
    }
    // A known header with one meaning and no rival, by cells that do not speak against it.
    let takes =
        |goal: Goal| outcomes.iter().any(|o| matches!(o, Outcome::Takes(guess) if guess.goal == goal));
    let sole = (0..outcomes.len())
        .filter(|&at| match (&outcomes[at], &said[at]) {
            (Outcome::Unclear(guesses), Said::Open(known)) => {
                // Its cells speak against every other meaning, or it has no other.
                matches!((&guesses[..], &known[..]), ([one], [_, ..]) if one.confidence >= confidence::OPEN && !takes(one.goal))
            }
            _ => false,
        })
        .collect();
    Ok(Solution { outcomes, named, sole })
}

/// Whether cells count the rows: `No.` with 1, 2, 3. What stands below a table as well (a sum, a signature) counts nothing.
fn counts_rows(cells: Option<&Vec<String>>) -> bool {
    let filled: Vec<&str> =
        cells.into_iter().flatten().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let numbers: Vec<u64> = filled.iter().map_while(|cell| cell.parse().ok()).collect();
    numbers.len() > 1
        && numbers.len() * 10 >= filled.len() * 8
        && numbers.windows(2).all(|two| two[1] == two[0] + 1)
}

/// The header below which the occupation of people stands, where none speaks of it: a title of a post, or a post that is
/// applied for. The cells decide, since such a title may as well be an employer's own.
fn occupation_by_cells(
    reads: &[Read],
    said: &[Said],
    outcomes: &[Outcome],
    cells: &[Vec<String>],
    told: &[Option<Told>],
) -> Option<(usize, Guess)> {
    let column = |kind: Kind, name: &str| schema::table(kind).column(name).map(|column| (kind, column));
    let occupation = Goal::own(Kind::Worker, column(Kind::Worker, "occupation")?.1);
    let takes =
        |goal: Goal| outcomes.iter().any(|o| matches!(o, Outcome::Takes(guess) if guess.goal == goal));
    if takes(occupation) || told.contains(&Some(Told::Means(occupation))) {
        return None;
    }
    // In some languages the word for a specialty is that for what people are trained as.
    let titles = [("title", Kind::Worker), ("title", Kind::Employment), ("specialties", Kind::Worker)]
        .map(|(name, kind)| column(kind, name));
    let is_title = |guess: &Guess| titles.contains(&Some((guess.goal.kind, guess.goal.column)));
    let rank = |at: usize| match (&outcomes[at], &said[at]) {
        _ if told[at].is_some() => None,
        (Outcome::Takes(guess), _) if is_title(guess) && guess.via != Via::Name && guess.via != Via::Wide => {
            Some(0)
        }
        (Outcome::Unclear(guesses), _) if guesses.iter().any(is_title) => Some(0),
        (Outcome::Unmapped(_), Said::Nothing) => Some(1),
        (Outcome::Unmapped(_), Said::Unknown) => {
            let may_be = |said: &Said| match said {
                Said::Sure(guess) => guess.goal == occupation || is_title(guess),
                Said::Open(guesses) => {
                    guesses.iter().any(|guess| guess.goal == occupation || is_title(guess))
                }
                _ => false,
            };
            reads[at].alternatives(Kind::Worker).iter().any(may_be).then_some(1)
        }
        _ => None,
    };
    let at = (0..outcomes.len())
        .filter_map(|at| Some((rank(at)?, at)))
        .filter(|&(_, at)| cells.get(at).is_some_and(|cells| content::are_occupations(cells)))
        .min()?
        .1;
    let why = "no other header speaks of the occupation, and its cells are titles of health work";
    Some((at, Guess::settled(occupation, why)))
}

/// Headers that name a language alone, whose cells are no levels but certificates: `English` above `IELTS 7`, `OET B`.
fn whole_certificates(said: &[Said], outcomes: &mut [Outcome], cells: &[Vec<String>]) {
    let Some(test) = schema::table(Kind::LanguageCertificate).column("test") else { return };
    for at in 0..outcomes.len() {
        let (Outcome::Unmapped(_), Said::Open(guesses)) = (&outcomes[at], &said[at]) else { continue };
        let Some(guess) = guesses.first().filter(|guess| guess.goal.kind == Kind::LanguageCertificate) else {
            continue;
        };
        let goal = Goal { column: test, ..guess.goal };
        let takes = |o: &Outcome| matches!(o, Outcome::Takes(guess) if guess.goal == goal);
        let certificates = cells.get(at).is_some_and(|cells| content::are_certificates(cells));
        if goal.slot.is_some() && certificates && !outcomes.iter().any(takes) {
            let why = format!("{}, and its cells name tests", guess.why);
            let confidence = confidence::SETTLED;
            outcomes[at] = Outcome::Takes(Guess { goal, confidence, via: Via::Near, why });
        }
    }
}

/// A header that names no language, `Languages`, `Language level`, above cells that hold certificates of any: each
/// cell is one.
fn certificates_of_any_language(
    said: &[Said],
    named: &BTreeMap<Option<u8>, Whose>,
    outcomes: &mut [Outcome],
    cells: &[Vec<String>],
) {
    let kind = Kind::LanguageCertificate;
    let table = schema::table(kind);
    let read = schema::table(Kind::Worker).column("languages_read").map(|at| Goal::own(Kind::Worker, at));
    let own = [table.column("language"), table.column("level")];
    let Some(column) = table.column("test") else { return };
    // `Language (certificate, date)` above certificates: the day is read out of them.
    let beside = table.column("taken_on");
    let about = |guess: &Guess| {
        let of_certificate = guess.goal.kind == kind;
        Some(guess.goal) == read
            || of_certificate && (own.contains(&Some(guess.goal.column)) || beside == Some(guess.goal.column))
    };
    for at in 0..outcomes.len() {
        // What a header says by its own name, or the user of it, is not in doubt.
        let doubtful = match (&outcomes[at], &said[at]) {
            (Outcome::Takes(guess), _) => {
                about(guess) && matches!(guess.via, Via::Alias | Via::Near) && guess.goal.of.is_none()
            }
            (Outcome::Unclear(guesses), _) => guesses.iter().any(about),
            (Outcome::Unmapped(_), Said::Open(guesses)) => guesses.iter().any(about),
            _ => false,
        };
        // A header that names its language says whose level it is.
        let names_one = match &said[at] {
            Said::Sure(guess) => named.contains_key(&guess.goal.slot) && guess.goal.slot.is_some(),
            Said::Open(guesses) => {
                guesses.iter().any(|guess| guess.goal.slot.is_some() && named.contains_key(&guess.goal.slot))
            }
            _ => false,
        };
        if !doubtful || names_one || !cells.get(at).is_some_and(|cells| content::are_certificates(cells)) {
            continue;
        }
        let slots =
            outcomes.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, outcome)| {
                match outcome {
                    Outcome::Takes(guess) if guess.goal.kind == kind => {
                        Some((guess.goal.slot?, guess.goal.column))
                    }
                    _ => None,
                }
            });
        let slots: Vec<(u8, usize)> = slots.collect();
        let whose = |&(slot, of): &(u8, usize)| slot == 1 && (of == column || own.contains(&Some(of)));
        let last = slots
            .iter()
            .map(|(slot, _)| *slot)
            .chain(named.keys().flatten().copied())
            .max()
            .unwrap_or_default();
        let slot = if named.is_empty() && !slots.iter().any(whose) { 1 } else { last + 1 };
        let why = "its cells are certificates of whatever language";
        let goal = Goal { kind, slot: Some(slot), of: None, column };
        outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
    }
}

/// The headers that are sure, by what they mean.
fn firm(said: &[Said]) -> Result<BTreeMap<Goal, usize>, Same> {
    let mut firm = BTreeMap::new();
    for (second, said) in said.iter().enumerate() {
        if let Said::Sure(guess) = said
            && let Some(first) = firm.insert(guess.goal, second)
        {
            return Err(Same { first, second, goal: guess.goal });
        }
    }
    Ok(firm)
}

/// Gives each of several employers, titles or numbers of licenses a part of its own, `Present employer` before
/// `Previous employers`: what stands alone beside them, as *Since*, is of the first.
fn number_parts(reads: &[Read], told: &[Option<Told>], said: &mut [Said]) {
    let leading = [(Kind::Employment, "employer"), (Kind::Qualification, "title"), (Kind::License, "number")];
    for (kind, name) in leading {
        let Some(column) = schema::table(kind).column(name) else { continue };
        let first = Goal { kind, slot: Some(1), of: None, column };
        let is_first = |at: &usize| matches!(&said[*at], Said::Sure(guess) if guess.goal == first);
        let mut all: Vec<usize> = (0..said.len()).filter(|at| told[*at].is_none() && is_first(at)).collect();
        // Of the post of before alone: what stands beside it without a word for that, as the ward, is of today's.
        if let [one] = all[..] {
            let of_today = |said: &Said| match said {
                Said::Sure(guess) => {
                    guess.goal.kind == kind && guess.goal.slot == Some(1) && guess.goal != first
                }
                Said::Open(guesses) => {
                    guesses.iter().any(|guess| guess.goal.kind == kind && guess.goal.slot == Some(1))
                }
                _ => false,
            };
            if kind == Kind::Employment
                && is_of_before(&fold(&reads[one].raw))
                && said.iter().any(of_today)
                && let Said::Sure(guess) = &mut said[one]
            {
                guess.goal.slot = Some(2);
                "an employer of before".clone_into(&mut guess.why);
            }
        }
        if all.len() < 2 {
            continue;
        }
        all.sort_by_key(|&at| is_of_before(&fold(&reads[at].raw)));
        let taken = said.iter().filter_map(|said| match said {
            Said::Sure(guess) if guess.goal.kind == kind => guess.goal.slot,
            _ => None,
        });
        let mut last = taken.max().unwrap_or(1);
        for at in all.into_iter().skip(1) {
            if let Said::Sure(guess) = &mut said[at] {
                last = last.saturating_add(1);
                guess.goal.slot = Some(last);
                "another one beside the first".clone_into(&mut guess.why);
            }
        }
    }
}

/// Whether a header says that something is over: `Previous employers`, `Anciens postes`.
fn is_of_before(folded: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "prev",
        "former",
        "past",
        "earlier",
        "ex",
        "prior",
        "anterior",
        "previ",
        "ancien",
        "preced",
        "poprzedni",
        "prethodn",
        "ranij",
        "прежн",
        "предыдущ",
        "раньше",
        "работал",
        "bisherig",
        "fruher",
        "vorherig",
        "oncek",
        "sebelum",
        "predchoz",
        "predosl",
        "попередн",
        "truoc",
        "mepars",
    ];
    folded.split(' ').any(|word| {
        BEGINNINGS
            .iter()
            .any(|beginning| word.starts_with(beginning) && (beginning.len() > 2 || word == *beginning))
    })
}

/// Gives each test and each language that headers name a certificate of its own. A single one shares the first
/// certificate with the fields that stand alone, such as *Test date*; with several it is unclear whose those are. A kind
/// that holds one certificate itself has the language that its headers name, if it is one.
fn number_tests(kind: Kind, reads: &[Read], said: &mut [Said]) -> BTreeMap<Option<u8>, Whose> {
    let certificate = |goal: &Goal| goal.kind == Kind::LanguageCertificate;
    let table = schema::table(Kind::LanguageCertificate);
    let (test_column, language_column) = (table.column("test"), table.column("language"));
    let guesses = |said: &'_ Said| -> Vec<Goal> {
        match said {
            Said::Sure(guess) => vec![guess.goal],
            Said::Open(guesses) => guesses.iter().map(|guess| guess.goal).collect(),
            _ => Vec::new(),
        }
    };
    let named: BTreeSet<Whose> = said.iter().flat_map(guesses).filter_map(|goal| goal.of).collect();
    if named.is_empty() {
        return BTreeMap::new();
    }
    let doubt = |guess: &Guess, why: &str| {
        let guess = Guess { confidence: confidence::DOUBT, why: why.to_owned(), ..guess.clone() };
        Said::Open(vec![guess])
    };
    if kind != Kind::Worker {
        for said in said.iter_mut() {
            match said {
                Said::Sure(guess) => {
                    let of = guess.goal.of.take();
                    // Of several languages nobody knows which one the post asks for.
                    if named.len() > 1 && of.is_some() {
                        *said = Said::Nothing;
                    }
                }
                Said::Open(guesses) => {
                    let of_one = guesses.iter().any(|guess| guess.goal.of.is_some());
                    guesses.iter_mut().for_each(|guess| guess.goal.of = None);
                    if named.len() > 1 && of_one {
                        *said = Said::Nothing;
                    }
                }
                _ => {}
            }
        }
        if named.len() > 1 {
            // Whose level a column has nobody knows then.
            return BTreeMap::new();
        }
        return named.into_iter().take(1).map(|of| (None, of)).collect();
    }
    let sure = |said: &Said| match said {
        Said::Sure(guess) if certificate(&guess.goal) => Some(guess.goal),
        _ => None,
    };
    let has = |column: Option<usize>| {
        said.iter().filter_map(sure).any(|goal| goal.slot == Some(1) && Some(goal.column) == column)
    };
    let tests = named.iter().filter(|of| matches!(of, Whose::Test(_))).count();
    // `TCF / TEF` beside `English`: the tests are of another language.
    let of_others = reads.iter().map(Read::languages_of_tests).filter(|languages| !languages.is_empty());
    let apart = of_others.into_iter().any(|languages| {
        named.iter().all(|of| matches!(of, Whose::Language(own) if !languages.contains(own)))
    });
    let shared = !apart
        && match (tests, named.len() - tests) {
            (1, _) => !has(test_column),
            (0, 1) => !has(language_column),
            _ => false,
        };
    if !shared && !has(test_column) && named.len() > 1 {
        for said in said.iter_mut() {
            if let Said::Sure(guess) = said
                && certificate(&guess.goal)
                && guess.goal.slot == Some(1)
                && matches!(guess.via, Via::Alias | Via::Near)
            {
                *said = doubt(guess, "the headers name several tests, and this one does not say whose it is");
            }
        }
    }
    let last = said.iter().filter_map(sure).filter_map(|goal| goal.slot).max().unwrap_or_default();
    let last = last.max(u8::from(apart));
    // Tests come before languages.
    let first = if shared { 1 } else { last + 1 };
    let slots = std::iter::once(first).chain(last.max(first) + 1..);
    let numbers: BTreeMap<Option<u8>, Whose> = slots.map(Some).zip(named).collect();
    let number = |guess: &mut Guess| {
        if let Some(of) = guess.goal.of.take() {
            guess.goal.slot = numbers.iter().find(|(_, named)| **named == of).and_then(|(slot, _)| *slot);
        }
    };
    for said in said.iter_mut() {
        match said {
            Said::Sure(guess) => number(guess),
            Said::Open(guesses) => guesses.iter_mut().for_each(number),
            _ => {}
        }
    }
    numbers
}

/// What is known of a file while its open headers are settled.
struct File<'a> {
    kind: Kind,
    reads: &'a [Read],
    cells: &'a [Vec<String>],
    /// Columns that have their header.
    firm: &'a BTreeMap<Goal, usize>,
    /// These, and those that some header is near to.
    present: &'a BTreeSet<Goal>,
}

impl File<'_> {
    /// Weighs the meanings of a known header by the other headers.
    fn settle(&self, at: usize, guesses: &[Guess]) -> Vec<Guess> {
        // A header whose measure differs, or that does not say whose it is, stays a question.
        if let [one] = guesses
            && one.confidence <= confidence::DOUBT
        {
            return guesses.to_vec();
        }
        if let Some(settled) = self.false_friend(at, guesses) {
            return settled;
        }
        let mut left: Vec<Guess> =
            guesses.iter().filter(|guess| !self.firm.contains_key(&guess.goal)).cloned().collect();
        let lost = left.len() < guesses.len();
        let own = |guess: &Guess| guess.goal.slot.is_none();
        if left.iter().any(own) && !left.iter().any(|guess| !own(guess) && self.has_company(guess.goal)) {
            left.retain(own);
        }
        let alone = left.len() == 1;
        let same_part = |a: &Guess, b: &Guess| (a.goal.kind, a.goal.slot) == (b.goal.kind, b.goal.slot);
        let one_part = !alone && left.windows(2).all(|two| same_part(&two[0], &two[1]));
        for guess in &mut left {
            guess.confidence = if own(guess) {
                if alone && !lost { confidence::SETTLED } else { confidence::OPEN - i32::from(lost) }
            } else if one_part || guess.confidence == confidence::PART || guess.confidence == confidence::OPEN
            {
                // The header says which part, and leaves open which of its columns.
                confidence::OPEN
            } else if self.has_company(guess.goal) {
                confidence::BARE + confidence::IN_COMPANY
            } else {
                confidence::BARE
            };
            guess.via = Via::Near;
        }
        left
    }

    /// Whether the file has other columns of a part.
    fn has_company(&self, goal: Goal) -> bool {
        self.present
            .iter()
            .any(|other| (other.kind, other.slot) == (goal.kind, goal.slot) && other.column != goal.column)
    }

    /// Headers that mean one thing beside one neighbor and another beside another.
    fn false_friend(&self, at: usize, guesses: &[Guess]) -> Option<Vec<Guess>> {
        let goal = |name: &str| Some(Goal::own(self.kind, schema::table(self.kind).column(name)?));
        let may_be = |goal: Option<Goal>| goal.is_some_and(|goal| guesses.iter().any(|g| g.goal == goal));
        let present = |goal: Option<Goal>| goal.is_some_and(|goal| self.present.contains(&goal));
        let free = |goal: Option<Goal>| goal.is_some_and(|goal| !self.firm.contains_key(&goal));
        let settled = |goal: Option<Goal>, why: &str| {
            let found = guesses.iter().find(|guess| Some(guess.goal) == goal)?;
            Some(vec![Guess {
                confidence: confidence::SETTLED,
                via: Via::Near,
                why: why.to_owned(),
                ..found.clone()
            }])
        };
        let (full, given, family) = (goal("full_name"), goal("given_name"), goal("family_name"));
        // SURNAME and OTHER NAMES; beside a first name they are the ones that no column takes.
        if self.kind == Kind::Worker
            && may_be(given)
            && guesses.len() == 1
            && guesses[0].confidence == confidence::BARE
        {
            let rest = present(family) && !present(given) && !present(full);
            return if rest { settled(given, "stands beside the family name") } else { Some(Vec::new()) };
        }
        if self.kind == Kind::Worker && may_be(full) {
            return match (present(given), present(family)) {
                (true, true) if free(full) => {
                    settled(full, "the parts of the name have columns of their own")
                }
                // Vorname and Name, prénom and nom.
                (true, false) if may_be(family) => settled(family, "stands beside the given name"),
                // Nombre and Apellidos, nome and sobrenome.
                (false, true) if may_be(given) && !may_be(family) => {
                    settled(given, "stands beside the family name")
                }
                // Name and Surname: the whole name or the rest of it, as the cells show.
                (false, true) => match self.share_holding(at, family) {
                    Some(share) if share >= 60 => settled(full, "its cells hold those of the family name"),
                    Some(share) if share <= 10 => {
                        settled(given, "stands beside the family name, whose cells it does not hold")
                    }
                    _ => None,
                },
                (false, false) if free(full) => settled(full, "no other header speaks of names"),
                _ => None,
            };
        }
        // What a worker is stands before what each license and employment is for.
        let occupation = goal("occupation");
        if self.kind == Kind::Worker && may_be(occupation) && free(occupation) {
            return settled(occupation, "no other header speaks of the worker's own occupation");
        }
        let (residence, nationalities) = (goal("residence"), goal("nationalities"));
        if self.kind == Kind::Worker && may_be(residence) && may_be(nationalities) {
            let several =
                guesses.iter().any(|guess| guess.goal.slot.is_some() && self.has_company(guess.goal));
            if free(residence) && present(nationalities) && !several {
                return settled(residence, "the nationality has a column of its own");
            }
        }
        None
    }

    /// The share of rows, in percent, whose cell holds the cell of another column.
    fn share_holding(&self, at: usize, other: Option<Goal>) -> Option<usize> {
        let other = *self.firm.get(&other?)?;
        let (cells, others) = (self.cells.get(at)?, self.cells.get(other)?);
        let known: Vec<(String, String)> = cells
            .iter()
            .zip(others)
            .map(|(cell, other)| (fold(cell), fold(other)))
            .filter(|(cell, other)| !cell.is_empty() && !other.is_empty())
            .collect();
        let holding = known.iter().filter(|(cell, other)| {
            cell.len() > other.len() && format!(" {cell} ").contains(&format!(" {other} "))
        });
        (!known.is_empty()).then(|| holding.count() * 100 / known.len())
    }

    /// *Language* with `IELTS 7` below it: the certificate, and no language that is read.
    fn tests_of_a_language(&self, guesses: &[Guess], cells: &[String]) -> Option<Guess> {
        let read = Goal::own(self.kind, schema::table(self.kind).column("languages_read")?);
        guesses.iter().find(|guess| guess.goal == read)?;
        let kind = Kind::LanguageCertificate;
        let goal = Goal { kind, slot: Some(1), of: None, column: schema::table(kind).column("test")? };
        let tests = !self.firm.contains_key(&goal) && content::weight(goal.field(), cells) > 0;
        let why = "its cells name language tests";
        tests.then_some(Guess { goal, confidence: confidence::OPEN, via: Via::Near, why: why.to_owned() })
    }

    /// Lets the cells have their say.
    fn weighed(&self, at: usize, mut guesses: Vec<Guess>) -> Vec<Guess> {
        let Some(cells) = self.cells.get(at) else { return guesses };
        guesses.extend(self.tests_of_a_language(&guesses, cells));
        for guess in &mut guesses {
            let weight = content::weight(guess.goal.field(), cells);
            if weight != 0 {
                guess.confidence = (guess.confidence + weight).min(confidence::PART);
                guess.why.push_str(if weight > 0 { "; its cells fit" } else { "; its cells do not fit" });
            }
        }
        guesses.retain(|guess| guess.confidence >= confidence::DOUBT);
        guesses.sort_by(|a, b| b.confidence.cmp(&a.confidence).then_with(|| a.goal.cmp(&b.goal)));
        // `No.` and `Expiry` are of passports as often as of certificates: they are asked, and never taken for these.
        let of_certificate = |guess: &Guess| {
            let papers = ["number", "expires_on"].contains(&guess.goal.field().name.as_str());
            guess.goal.kind == Kind::LanguageCertificate && papers
        };
        let bare =
            self.kind == Kind::Worker && self.reads.get(at).is_some_and(|read| parts::is_bare(read.header()));
        if bare && guesses.first().is_some_and(of_certificate) {
            guesses.iter_mut().for_each(|guess| guess.confidence = guess.confidence.min(confidence::BARE));
        }
        guesses
    }
}

/// Assigns open headers to columns, and says which of them are clear. `None` for headers without a guess,
/// and for those whose column clearly is another's.
fn decide(open: &[Vec<Guess>]) -> Vec<Option<Outcome>> {
    let goals: BTreeSet<Goal> = open.iter().flatten().map(|guess| guess.goal).collect();
    let goals: Vec<Goal> = goals.into_iter().collect();
    let scores: Vec<Vec<(usize, i32)>> = open
        .iter()
        .map(|guesses| {
            let score = |guess: &Guess| Some((goals.binary_search(&guess.goal).ok()?, guess.confidence));
            guesses.iter().filter_map(score).collect()
        })
        .collect();
    let assigned = assign::best(&scores);
    // Who has a column, and how surely.
    let holder = |column: usize| {
        let at = assigned.iter().position(|other| *other == Some(column))?;
        Some((at, scores[at].iter().find(|score| score.0 == column)?.1))
    };
    (0..open.len())
        .map(|at| {
            if open[at].is_empty() {
                return None;
            }
            let unclear = || Some(Outcome::Unclear(open[at].clone()));
            let lost = |column: usize, score: i32| {
                holder(column).is_some_and(|(who, top)| who != at && top >= score + confidence::MARGIN)
            };
            let Some(column) = assigned[at] else {
                // All its columns are clearly others'.
                return if scores[at].iter().all(|&(c, score)| lost(c, score)) { None } else { unclear() };
            };
            let score = scores[at].iter().find(|s| s.0 == column).map_or(0, |s| s.1);
            let rival_column = scores[at].iter().any(|&(other, theirs)| {
                other != column && score < theirs + confidence::MARGIN && !lost(other, theirs)
            });
            // Another header that would rather have this column, and is nearly as good or better for it.
            let rival_header = scores.iter().enumerate().any(|(other, line)| {
                let of = |column: usize| line.iter().find(|score| score.0 == column).map(|score| score.1);
                let got = assigned[other].and_then(of).unwrap_or_default();
                let theirs = of(column).unwrap_or_default();
                other != at && theirs > got && score < theirs + confidence::MARGIN
            });
            if score < confidence::SURE || rival_column || rival_header {
                return unclear();
            }
            let guess = open[at].iter().find(|guess| guess.goal == goals[column])?;
            Some(Outcome::Takes(guess.clone()))
        })
        .collect()
}

/// How well a kind understands headers: how many, and how many of these by columns of its own.
pub(super) fn understood(kind: Kind, reads: &[Read], told: &[Option<Told>]) -> (usize, usize) {
    let (mut all, mut own) = (0, 0);
    for (read, told) in reads.iter().zip(told) {
        let goal = match told {
            Some(Told::Means(goal)) => Some(*goal),
            Some(Told::LeftOut) => None,
            None => match read.said(kind) {
                Said::Sure(guess) => Some(guess.goal),
                Said::Open(guesses) => guesses.first().map(|guess| guess.goal),
                _ => None,
            },
        };
        if let Some(goal) = goal {
            all += 1;
            own += usize::from(goal.slot.is_none() && goal.of.is_none());
        }
    }
    (all, own)
}

/// Whether some header is, or may be, the identifier of a kind's records.
pub(super) fn may_have_id(kind: Kind, reads: &[Read], told: &[Option<Told>], near: bool) -> bool {
    let id = Goal::own(kind, schema::table(kind).key[0]);
    reads.iter().zip(told).any(|(read, told)| match (told, read.said(kind)) {
        (Some(told), _) => *told == Told::Means(id),
        (None, Said::Sure(guess)) => guess.goal == id,
        (None, Said::Open(guesses)) => guesses.iter().any(|guess| guess.goal == id),
        (None, Said::Unknown) if near => read.near(kind).iter().any(|guess| guess.goal == id),
        _ => false,
    })
}

/// Whether a column's cells may not be shown: they would name a person.
pub(super) fn is_identity(goal: Goal) -> bool {
    let name = goal.field().name.as_str();
    match goal.kind {
        Kind::Worker => matches!(
            name,
            "worker_id"
                | "full_name"
                | "given_name"
                | "family_name"
                | "birth_date"
                | "email"
                | "phone"
                | "summary"
        ),
        Kind::Placement => matches!(name, "worker_id" | "birth_date" | "notes"),
        kind if parts::NUMBERED.contains(&kind) || kind == Kind::Consent => {
            matches!(name, "worker_id" | "number")
        }
        _ => name == "worker_id",
    }
}
