//! Headers that leave open what only their cells can say: a town that tells where people live, a consent to nothing named.
//!
//! Both are asked once all other headers have their columns, and only where no other header speaks of the same.

use super::guess::{Goal, Guess, Read, Said, Whose};
use super::header::names_a_year;
use super::solve::{Outcome, Solution, Told};
use super::{Via, confidence, content, marks, parts, people};
use crate::model::{ConsentPurpose, Kind};
use crate::normalize::certificate;
use crate::schema::{self, Semantic};

/// Headers of a bare number or code.
const NUMBERS: [&str; 9] = ["no", "nr", "n", "num", "number", "numero", "nummer", "code", "ref"];

/// Gives their columns to the headers that only cells decide.
pub(super) fn decide(reads: &[Read], cells: &[Vec<String>], told: &[Option<Told>], solution: &mut Solution) {
    let named = !solution.named.is_empty();
    let outcomes = &mut solution.outcomes;
    let free: Vec<usize> = (0..outcomes.len()).filter(|&at| told[at].is_none()).collect();
    without_spans(cells, &free, outcomes);
    without_days(reads, cells, &free, outcomes);
    styles_of_address(cells, &free, outcomes);
    titles_that_are_days(reads, cells, &free, outcomes);
    alone_by_cells(reads, cells, &free, outcomes);
    if let Some((at, guess)) = identifier(reads, cells, &free, outcomes) {
        outcomes[at] = Outcome::Takes(guess);
    }
    by_a_word(reads, cells, &free, outcomes);
    wish_by_its_place(reads, cells, &free, outcomes);
    licenses_of_a_number(&free, outcomes);
    certificates_for_results(cells, &free, outcomes);
    of_its_neighbor(cells, &free, outcomes);
    employer(reads, cells, &free, outcomes);
    school(cells, &free, outcomes);
    ward_of_an_employer(&free, outcomes);
    of_each_sex(reads, cells, &free, outcomes);
    let found = [
        country_of_telephones(cells, &free, outcomes),
        residence(reads, cells, &free, outcomes),
        consent(reads, cells, &free, outcomes),
        language(cells, &free, outcomes).filter(|_| !named),
        started(cells, &free, outcomes),
        completed(reads, cells, &free, outcomes),
    ];
    for (at, guess) in found.into_iter().flatten() {
        outcomes[at] = Outcome::Takes(guess);
    }
    number_with_its_end(reads, cells, &free, &mut solution.outcomes);
    results_of_tests(reads, cells, &free, solution);
    by_form(reads, cells, &free, solution);
    addresses(reads, cells, &free, &mut solution.outcomes);
    results_of_no_exam(&free, solution);
}

/// `Result` of an interview, where no column and no header says of which exam a result would be: it is none of a language.
fn results_of_no_exam(free: &[usize], solution: &mut Solution) {
    let Solution { outcomes, named, .. } = solution;
    let kind = Kind::LanguageCertificate;
    let table = schema::table(kind);
    let of_exam = ["test", "language", "level"].map(|name| table.column(name));
    for &at in free {
        let Outcome::Takes(guess) = &outcomes[at] else { continue };
        let goal = guess.goal;
        let loose = goal.kind == kind
            && goal.field().name == "overall"
            && goal.of.is_none()
            && !matches!(guess.via, Via::Name | Via::Wide | Via::Map);
        let says_exam = named.contains_key(&goal.slot)
            || takes(outcomes, |other| {
                other.kind == kind && other.slot == goal.slot && of_exam.contains(&Some(other.column))
            });
        if loose && !says_exam {
            let why = "known, but no column says of which exam it is the result";
            outcomes[at] = Outcome::Unmapped(Some(why.to_owned()));
        }
    }
}

/// `Titulación` above days, beside `Título` with the titles: when the training was completed. A column of days holds no titles.
fn titles_that_are_days(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let table = schema::table(Kind::Qualification);
    let (Some(title), Some(completed)) = (table.column("title"), table.column("completed")) else { return };
    let day = &table.fields[completed];
    for &at in free {
        let Outcome::Takes(guess) = &outcomes[at] else { continue };
        let goal = guess.goal;
        let is_title = goal.kind == Kind::Qualification
            && goal.column == title
            && !matches!(guess.via, Via::Name | Via::Wide | Via::Map);
        if !is_title || !cells.get(at).is_some_and(|cells| content::half_fits(day, cells)) {
            continue;
        }
        let done = Goal { column: completed, ..goal };
        outcomes[at] = if takes(outcomes, |other| other == done) {
            Outcome::Unmapped(Some("known, but its cells are days".to_owned()))
        } else {
            Outcome::Takes(Guess::settled(
                done,
                "names a title, and its cells are the days of its completion",
            ))
        };
        let may_be = |&other: &usize| {
            let means = match reads[other].said(Kind::Worker) {
                Said::Sure(guess) => guess.goal == goal,
                Said::Open(guesses) => guesses.iter().any(|guess| guess.goal == goal),
                _ => false,
            };
            other != at
                && means
                && !matches!(outcomes[other], Outcome::Takes(_))
                && !cells.get(other).is_some_and(|cells| content::half_fits(day, cells))
        };
        if let Some(other) = free.iter().copied().find(may_be) {
            let why = "may mean the title of a training, and no other column of titles holds any";
            outcomes[other] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// `No.` in front of the names above codes that no two rows share, `P-101`: the list's own identifier, where no header is one.
/// What counts the rows is none, and neither is a number further behind: that may be of a document.
fn identifier(
    reads: &[Read],
    cells: &[Vec<String>],
    free: &[usize],
    outcomes: &[Outcome],
) -> Option<(usize, Guess)> {
    const FRONT: usize = 2;
    let id = Goal::named(Kind::Worker, "worker_id")?;
    if takes(outcomes, |goal| goal == id) {
        return None;
    }
    let is_code = |cell: &String| {
        cell.contains(char::is_alphabetic) && cell.contains(char::is_numeric) && !cell.trim().contains(' ')
    };
    let names_number = |at: &usize| {
        let by_name = match &outcomes[*at] {
            Outcome::Takes(guess) => matches!(guess.via, Via::Name | Via::Map),
            _ => false,
        };
        !by_name && NUMBERS.contains(&crate::text::fold(&reads[*at].raw).as_str())
    };
    let own = |at: &usize| {
        let own = cells.get(*at).map_or(&[][..], Vec::as_slice);
        let mut apart: Vec<&str> = own.iter().map(|cell| cell.trim()).collect();
        apart.sort_unstable();
        apart.dedup();
        apart.len() > 1 && apart.len() == own.len() && own.iter().all(is_code)
    };
    let at = free.iter().copied().filter(|at| *at < FRONT).find(|at| names_number(at) && own(at))?;
    Some((at, Guess::settled(id, "stands in front, and each row has a code of its own")))
}

/// `Сертифікат №` that may be of a license or of a language, where no column beside it is of a language: the paper to
/// practice. A day of expiry right behind it is its own.
fn licenses_of_a_number(free: &[usize], outcomes: &mut [Outcome]) {
    let table = schema::table(Kind::License);
    let (Some(number), Some(expiry)) = (table.column("number"), table.column("expires_on")) else { return };
    let of_language = |outcomes: &[Outcome], at: Option<usize>| {
        at.and_then(|at| outcomes.get(at)).is_some_and(|outcome| match outcome {
            Outcome::Takes(guess) => {
                guess.goal.kind == Kind::LanguageCertificate && guess.goal.field().name != "expires_on"
            }
            _ => false,
        })
    };
    for &at in free {
        let Outcome::Unclear(guesses) = &outcomes[at] else { continue };
        let is_number = |guess: &Guess| {
            matches!(guess.goal.kind, Kind::License | Kind::LanguageCertificate)
                && guess.goal.field().name == "number"
        };
        let found =
            guesses.iter().find(|guess| guess.goal.kind == Kind::License && guess.goal.column == number);
        let Some(found) = found.filter(|_| guesses.iter().all(is_number)) else { continue };
        let goal = found.goal;
        let taken = takes(outcomes, |other| other.kind == Kind::License && other.column == number);
        if taken || of_language(outcomes, at.checked_sub(1)) || of_language(outcomes, Some(at + 1)) {
            continue;
        }
        let why = format!("{}, and no column beside it is of a language", found.why);
        outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        let own = Goal { column: expiry, ..goal };
        let behind = match outcomes.get(at + 1) {
            Some(Outcome::Takes(guess)) => {
                guess.goal.kind == Kind::LanguageCertificate
                    && guess.goal.field().name == "expires_on"
                    && guess.via != Via::Name
            }
            Some(Outcome::Unclear(guesses)) => guesses.iter().any(|guess| guess.goal == own),
            _ => false,
        };
        if behind
            && free.contains(&(at + 1))
            && !of_language(outcomes, Some(at + 2))
            && !takes(outcomes, |other| other == own)
        {
            let why = "stands behind the number of a license";
            outcomes[at + 1] = Outcome::Takes(Guess::settled(own, why));
        }
    }
}

/// `English test results` above whole certificates, `IELTS 7.0 (L7.5 R7 W6.5 S7)`: the test is read from them as well.
fn certificates_for_results(cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let Some(test) = schema::table(Kind::LanguageCertificate).column("test") else { return };
    for &at in free {
        let Outcome::Takes(guess) = &outcomes[at] else { continue };
        let of_results = guess.goal.kind == Kind::LanguageCertificate
            && guess.goal.field().name == "overall"
            && !matches!(guess.via, Via::Name | Via::Map)
            && guess.goal.of.is_none();
        let goal = Goal { column: test, ..guess.goal };
        if of_results
            && !takes(outcomes, |other| other == goal)
            && cells.get(at).is_some_and(|cells| content::are_certificates(cells))
        {
            let why = format!("{}, and its cells name tests", guess.why);
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// `Ward` that may be of the worker or of a post, where a column names employers: it is where the post is.
fn ward_of_an_employer(free: &[usize], outcomes: &mut [Outcome]) {
    let table = schema::table(Kind::Employment);
    let (Some(employer), Some(ward)) = (table.column("employer"), table.column("specialty")) else { return };
    for &at in free {
        let Outcome::Unclear(guesses) = &outcomes[at] else { continue };
        let is_ward = |guess: &&Guess| guess.goal.kind == Kind::Employment && guess.goal.column == ward;
        let of_either = |guess: &Guess| {
            is_ward(&guess) || guess.goal.kind == Kind::Worker && guess.goal.field().name == "specialties"
        };
        let Some(found) = guesses.iter().find(is_ward).filter(|_| guesses.iter().all(of_either)) else {
            continue;
        };
        let goal = found.goal;
        if takes(outcomes, |other| other == Goal { column: employer, ..goal })
            && !takes(outcomes, |other| other == goal)
        {
            let why = format!("{}, and a column names the employer", found.why);
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// `Country` that may say where people live or whose nationals they are, where no other header says either: the telephone
/// numbers tell. It is where people live when their numbers are of those countries.
fn country_of_telephones(
    cells: &[Vec<String>],
    free: &[usize],
    outcomes: &[Outcome],
) -> Option<(usize, Guess)> {
    let own = |name: &str| Goal::named(Kind::Worker, name);
    let (residence, nationalities, phone) = (own("residence")?, own("nationalities")?, own("phone")?);
    if takes(outcomes, |goal| goal == residence || goal == nationalities) {
        return None;
    }
    let is_place = |at: &usize| match &outcomes[*at] {
        Outcome::Unclear(guesses) => {
            guesses.iter().any(|guess| guess.goal == residence)
                && guesses.iter().all(|guess| guess.goal == residence || guess.goal == nationalities)
        }
        _ => false,
    };
    let at = free.iter().copied().find(is_place)?;
    let phones = outcomes
        .iter()
        .position(|outcome| matches!(outcome, Outcome::Takes(guess) if guess.goal == phone))?;
    if !content::are_phones_of(cells.get(at)?, cells.get(phones)?) {
        return None;
    }
    let why = "no other header says where people live, and their telephone numbers are of these countries";
    Some((at, Guess::settled(residence, why)))
}

/// Mail addresses and telephone numbers below headers in words that nobody knows, where no other header is theirs.
fn addresses(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    for name in ["email", "phone"] {
        let Some(goal) = Goal::named(Kind::Worker, name) else { continue };
        let unknown = |at: &usize| {
            matches!(outcomes[*at], Outcome::Unmapped(_))
                && !reads[*at].raw.trim().is_empty()
                && matches!(reads[*at].said(Kind::Worker), Said::Unknown)
                && cells.get(*at).is_some_and(|cells| {
                    if name == "email" { content::are_addresses(cells) } else { content::are_phones(cells) }
                })
        };
        let mut found = free.iter().copied().filter(|at| unknown(at));
        if let (Some(at), None, false) = (found.next(), found.next(), takes(outcomes, |other| other == goal))
        {
            let why = format!("no word of it is known, and its cells are of the column `{name}` alone");
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// `License / Expiry` above numbers with the day of their end: the number, from which the end is read. A day alone is the end.
fn number_with_its_end(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let kind = Kind::License;
    let table = schema::table(kind);
    let (Some(end), Some(number)) = (table.column("expires_on"), table.column("number")) else { return };
    for &at in free {
        let Outcome::Takes(guess) = &outcomes[at] else { continue };
        let goal = Goal { column: number, ..guess.goal };
        let of_end = guess.goal.kind == kind && guess.goal.column == end && guess.via != Via::Name;
        let joined = reads[at].raw.contains(['/', '&', ',', '+', '(', '\n']);
        let no_day = cells.get(at).is_some_and(|cells| content::weight(guess.goal.field(), cells) < 0);
        if of_end && joined && no_day && !takes(outcomes, |other| other == goal) {
            let why = "names a license with its end, and its cells are no days alone";
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// `Score / Date` right behind the column of the test, or `Exam body & date` behind that of the level, above cells that are a
/// certificate together with that column's: it is of the same certificate.
fn results_of_tests(reads: &[Read], cells: &[Vec<String>], free: &[usize], solution: &mut Solution) {
    let Solution { outcomes, named, .. } = solution;
    let kind = Kind::LanguageCertificate;
    let table = schema::table(kind);
    let pairs = [("test", "overall", false), ("level", "test", true)];
    for &at in free {
        let takes_nothing = match &outcomes[at] {
            Outcome::Takes(guess) => {
                guess.via == Via::Near
                    && cells.get(at).is_some_and(|cells| content::weight(guess.goal.field(), cells) < 0)
            }
            _ => true,
        };
        let has_it = takes_nothing && !certificate::speaks_of_plan(&reads[at].raw);
        let Some(before) = at.checked_sub(1).filter(|_| has_it) else { continue };
        let Outcome::Takes(neighbor) = &outcomes[before] else { continue };
        let found = pairs.iter().find(|(name, ..)| {
            neighbor.goal.kind == kind && table.column(name) == Some(neighbor.goal.column)
        });
        let Some(&(_, own, own_first)) = found else { continue };
        let Some(column) = table.column(own) else { continue };
        let goal = Goal { kind, slot: neighbor.goal.slot, of: None, column };
        let (Some(left), Some(right)) = (cells.get(before), cells.get(at)) else { continue };
        let language = match named.get(&neighbor.goal.slot) {
            Some(Whose::Language(language)) => Some(*language),
            _ => None,
        };
        if !content::are_certificates_together(left, right, own_first, language)
            || takes(outcomes, |other| other == goal)
        {
            continue;
        }
        let why = "its cells are certificates together with those of the column before it";
        outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
    }
}

/// Headers in words that nobody knows, above cells of which no two readings are possible: results of tests, employers
/// with the time at each, titles with their school or year, councils with a number. Each is a part of its own. What a
/// header says not to be ours stays out, and so does what holds only one such cell among others.
fn by_form(reads: &[Read], cells: &[Vec<String>], free: &[usize], solution: &mut Solution) {
    for &at in free {
        let own = cells.get(at).map_or(&[][..], Vec::as_slice);
        let unknown = match &solution.outcomes[at] {
            Outcome::Unmapped(_) => !matches!(reads[at].said(Kind::Worker), Said::Nothing),
            // Near to a column whose values its cells are not.
            Outcome::Takes(guess) => {
                guess.via == Via::Near
                    && !guess.goal.field().holds_row
                    && content::weight(guess.goal.field(), own) < 0
            }
            Outcome::Unclear(_) => false,
        };
        let unknown = unknown && !reads[at].raw.trim().is_empty();
        let Some((kind, name, why)) =
            cells.get(at).filter(|_| unknown).and_then(|cells| content::form(cells))
        else {
            continue;
        };
        // `Booked exam` above tests is none that somebody has.
        if kind == Kind::LanguageCertificate && certificate::speaks_of_plan(&reads[at].raw) {
            continue;
        }
        let Some(column) = schema::table(kind).column(name) else { continue };
        let slots = solution.outcomes.iter().filter_map(|outcome| match outcome {
            Outcome::Takes(guess) if guess.goal.kind == kind => Some((guess.goal.slot?, guess.goal.column)),
            _ => None,
        });
        let slots: Vec<(u8, usize)> = slots.collect();
        let named = solution.named.keys().flatten().copied().filter(|_| kind == Kind::LanguageCertificate);
        let last = slots.iter().map(|(slot, _)| *slot).chain(named).max().unwrap_or_default();
        // What stands beside no such column is of the first part, as a status beside the number of a license.
        let lone = last == 1 && kind != Kind::LanguageCertificate && !slots.contains(&(1, column));
        let slot = if lone { 1 } else { last.saturating_add(1) };
        if !parts::SLOTS.contains(&slot) {
            continue;
        }
        let goal = Goal { kind, slot: Some(slot), of: None, column };
        let why = format!("no word of it is known, and {why}");
        solution.outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
    }
}

/// `Experience` above stories of posts is no count of years.
fn without_spans(cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let Some(column) = schema::table(Kind::Worker).column("practice_months") else { return };
    let practice = Goal::own(Kind::Worker, column);
    for &at in free {
        let takes_it = match &outcomes[at] {
            Outcome::Takes(guess) => guess.goal == practice && guess.via != Via::Name,
            _ => false,
        };
        if takes_it && cells.get(at).is_some_and(|cells| content::weight(practice.field(), cells) < 0) {
            let why = "known, but its cells are no spans of time";
            outcomes[at] = Outcome::Unmapped(Some(why.to_owned()));
        }
    }
}

/// `Tot. Exp` that another language reads as an end, above cells that are no days: the header means another thing. Else the
/// cells that cannot be read would hold the whole part.
fn without_days(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    for &at in free {
        let Outcome::Takes(guess) = &outcomes[at] else { continue };
        let is_day = guess.goal.slot.is_some()
            && guess.goal.field().semantic == Semantic::Date
            && !matches!(guess.via, Via::Name | Via::Wide | Via::Map);
        // `License / Expiry` above numbers is read as the number.
        let joined = reads[at].raw.contains(['/', '&', ',', '+', '(', '\n']);
        if is_day && !joined && cells.get(at).is_some_and(|cells| content::are_spans_of_time(cells)) {
            let why = "known, but its cells are spans of time and no days";
            outcomes[at] = Outcome::Unmapped(Some(why.to_owned()));
        }
    }
}

/// `Title` above `Mrs`, `Ms`, `Dr`: how people are addressed, and no occupation.
fn styles_of_address(cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let is_title = |guess: &Guess| {
        matches!(guess.goal.field().name.as_str(), "title" | "occupation") && !matches!(guess.via, Via::Map)
    };
    for &at in free {
        let may_be = match &outcomes[at] {
            Outcome::Takes(guess) => is_title(guess),
            Outcome::Unclear(guesses) => guesses.iter().any(is_title),
            Outcome::Unmapped(_) => false,
        };
        if may_be && cells.get(at).is_some_and(|cells| content::are_styles(cells)) {
            let why = "known, but its cells say how people are addressed";
            outcomes[at] = Outcome::Unmapped(Some(why.to_owned()));
        }
    }
}

/// A bare `Country` where another header says where people live, right behind the day from which they are free or above
/// cells that except a country, `Poland, not Germany`: where people want to go.
fn wish_by_its_place(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let own = |name: &str| Goal::named(Kind::Worker, name);
    let (Some(residence), Some(nationalities)) = (own("residence"), own("nationalities")) else { return };
    let (Some(wish), Some(free_from)) = (own("preferred_destinations"), own("available_from")) else {
        return;
    };
    if takes(outcomes, |goal| goal == wish) {
        return;
    }
    let of_place = |goal: Goal| goal == residence || goal == nationalities;
    let is_country = |at: usize| match reads[at].said(Kind::Worker) {
        Said::Open(guesses) => guesses.iter().all(|guess| of_place(guess.goal)),
        _ => false,
    };
    let settled = |at: usize| matches!(&outcomes[at], Outcome::Takes(guess) if !of_place(guess.goal));
    let lived_in = |at: usize| {
        (0..outcomes.len()).any(|other| {
            other != at
                && match &outcomes[other] {
                    Outcome::Takes(guess) => guess.goal == residence,
                    Outcome::Unmapped(_) => {
                        marks::is_locality(reads[other].header())
                            && cells.get(other).is_some_and(|cells| content::are_places(cells))
                    }
                    Outcome::Unclear(_) => false,
                }
        })
    };
    let behind = |at: usize| {
        at.checked_sub(1).is_some_and(
            |before| matches!(&outcomes[before], Outcome::Takes(guess) if guess.goal == free_from),
        )
    };
    let found = free.iter().copied().find(|&at| {
        let excepts =
            || cells.get(at).is_some_and(|cells| cells.iter().any(|cell| certificate::denies(cell)));
        let fits = || cells.get(at).is_some_and(|cells| content::half_fits(wish.field(), cells));
        is_country(at) && !settled(at) && (behind(at) || excepts()) && lived_in(at) && fits()
    });
    if let Some(at) = found {
        let why = "another header says where people live, and it stands where a wish does";
        outcomes[at] = Outcome::Takes(Guess::settled(wish, why));
    }
}

/// Gives their columns to the headers of a list of posts that have one meaning: `Arbeitgeber`, `Min. experience`.
pub(super) fn decide_of_openings(
    reads: &[Read],
    cells: &[Vec<String>],
    told: &[Option<Told>],
    solution: &mut Solution,
) {
    let outcomes = &mut solution.outcomes;
    // `Nr.` counts the rows or names them; nobody writes so how many posts there are.
    for at in (0..outcomes.len()).filter(|&at| told[at].is_none()) {
        let counts = |guess: &Guess| {
            guess.goal.field().name == "positions" && !matches!(guess.via, Via::Name | Via::Map)
        };
        let counted = match &outcomes[at] {
            Outcome::Takes(guess) => counts(guess),
            Outcome::Unclear(guesses) => guesses.iter().any(counts),
            Outcome::Unmapped(_) => false,
        };
        if counted && NUMBERS.contains(&crate::text::fold(&reads[at].raw).as_str()) {
            let why = "known, and says as often the number of the row or of the post";
            outcomes[at] = Outcome::Unmapped(Some(why.to_owned()));
        }
    }
    for at in (0..outcomes.len()).filter(|&at| told[at].is_none()) {
        let Outcome::Unclear(guesses) = &outcomes[at] else { continue };
        let [guess] = &guesses[..] else { continue };
        let goal = guess.goal;
        let employer = goal.field().name == "organization_id";
        let fits = cells.get(at).is_some_and(|cells| content::weight(goal.field(), cells) >= 0);
        if fits && (employer || !goal.field().holds_row) && !takes(outcomes, |other| other == goal) {
            let why = format!("{}, and no other header is", guess.why);
            let confidence = confidence::SETTLED;
            outcomes[at] = Outcome::Takes(Guess { goal, confidence, via: Via::Near, why });
        }
    }
}

/// A header that is near to one column alone, which no other header takes, above cells that fit: it is taken. What holds a
/// row is asked.
fn alone_by_cells(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    for &at in free {
        let Outcome::Unclear(guesses) = &outcomes[at] else { continue };
        let [guess] = &guesses[..] else { continue };
        let goal = guess.goal;
        let certificates = goal.kind == Kind::LanguageCertificate && goal.field().name == "test";
        let fits = cells.get(at).is_some_and(|cells| {
            content::weight(goal.field(), cells) > 0 || certificates && content::are_certificates(cells)
        });
        // `Test required` above tests is none that somebody has.
        let fits =
            fits && !(goal.kind == Kind::LanguageCertificate && certificate::speaks_of_plan(&reads[at].raw));
        let asked = goal.slot.is_none_or(|slot| slot > 1) && (goal.slot.is_some() || goal.field().holds_row);
        if fits && !asked && goal.kind != Kind::Consent && !takes(outcomes, |other| other == goal) {
            let why = format!("{}, no other header is, and its cells fit", guess.why);
            let confidence = confidence::SETTLED;
            outcomes[at] = Outcome::Takes(Guess { goal, confidence, via: Via::Near, why });
        }
    }
}

/// `Valid until` that may be of a license or of a certificate, right behind a column of one of them: it is of that one.
fn of_its_neighbor(cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    for &at in free {
        let Outcome::Unclear(guesses) = &outcomes[at] else { continue };
        let Some(Outcome::Takes(before)) = at.checked_sub(1).and_then(|before| outcomes.get(before)) else {
            continue;
        };
        let of_one = |guess: &&Guess| {
            let (own, other) = (guess.goal, before.goal);
            own.slot.is_some() && own.kind == other.kind && own.slot == other.slot
        };
        let all_parts =
            guesses.iter().all(|guess| guess.goal.slot.is_some() && guess.goal.kind != Kind::Consent);
        let mut found = guesses.iter().filter(of_one);
        let (Some(guess), None, true) = (found.next(), found.next(), all_parts) else { continue };
        let goal = guess.goal;
        let fits = cells.get(at).is_some_and(|cells| content::weight(goal.field(), cells) > 0);
        if fits && !takes(outcomes, |other| other == goal) {
            let why = format!("{}, and it stands behind another column of that part", guess.why);
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// A header of several words one of which is a header by itself, `Care exp (mths)`, above cells that fit: it is taken where
/// no other header is that column. Only columns whose cells nobody takes for anything else are asked for.
fn by_a_word(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    const ASKED: [&str; 3] = ["practice_months", "available_from", "preferred_destinations"];
    const SHORTEST: usize = 3;
    let table = schema::table(Kind::Worker);
    for &at in free {
        let unknown = matches!(outcomes[at], Outcome::Unmapped(_))
            && !matches!(reads[at].said(Kind::Worker), Said::Nothing);
        // `No-go destinations` are no wish.
        let unknown = unknown && !certificate::denies(&reads[at].raw);
        let Some(cells) = cells.get(at).filter(|_| unknown) else { continue };
        let words = reads[at].raw.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() >= SHORTEST);
        // The short form may mean an expiry as well: its cells tell.
        let words: Vec<String> = words
            .map(
                |word| {
                    if word.eq_ignore_ascii_case("exp") { "experience".to_owned() } else { word.to_owned() }
                },
            )
            .collect();
        if words.len() < 2 {
            continue;
        }
        let said: Vec<Said> = Read::all(&words).iter().map(|word| word.said(Kind::Worker)).collect();
        let goal = ASKED.into_iter().filter_map(|name| table.column(name)).find_map(|column| {
            let goal = Goal::own(Kind::Worker, column);
            let says = |said: &Said| match said {
                Said::Sure(guess) => guess.goal == goal,
                Said::Open(guesses) => guesses.iter().any(|guess| guess.goal == goal),
                _ => false,
            };
            let free = !takes(outcomes, |other| other == goal);
            (free && said.iter().any(says) && content::half_fits(goal.field(), cells)).then_some(goal)
        });
        if let Some(goal) = goal {
            let why = "one of its words is a header of the column, no other header is, and its cells fit";
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// `Trabajo actual` above hospitals: who employs people, and no title. Only where no other header names employers.
fn employer(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let title = |goal: Goal| {
        matches!(goal.kind, Kind::Worker | Kind::Employment)
            && goal.field().name == "title"
            && goal.slot != Some(0)
    };
    let Some(column) = schema::table(Kind::Employment).column("employer") else { return };
    let goal = Goal { kind: Kind::Employment, slot: Some(1), of: None, column };
    if takes(outcomes, |other| other == goal) {
        return;
    }
    let is_it = |&at: &usize| {
        let may_be = match &outcomes[at] {
            Outcome::Takes(guess) => title(guess.goal) && guess.via != Via::Name && guess.via != Via::Wide,
            Outcome::Unclear(guesses) => guesses.iter().any(|guess| title(guess.goal) || guess.goal == goal),
            // `Experience` above posts.
            Outcome::Unmapped(_) => match reads[at].said(Kind::Worker) {
                Said::Sure(guess) => guess.goal.field().semantic == Semantic::Span,
                Said::Open(guesses) => guesses
                    .iter()
                    .any(|guess| guess.goal == goal || guess.goal.field().semantic == Semantic::Span),
                _ => false,
            },
        };
        may_be
            && !reads[at].raw.is_empty()
            && cells.get(at).is_some_and(|cells| content::are_workplaces(cells))
    };
    if let Some(at) = free.iter().copied().find(|at| is_it(at)) {
        let why = "its cells are hospitals and other places of work, and no titles";
        outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
    }
}

/// `Institución` that may be a school or an employer, above schools.
fn school(cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let Some(column) = schema::table(Kind::Qualification).column("school") else { return };
    let goal = Goal { kind: Kind::Qualification, slot: Some(1), of: None, column };
    for &at in free {
        let Outcome::Unclear(guesses) = &outcomes[at] else { continue };
        let may_be = guesses.iter().any(|guess| guess.goal == goal);
        if may_be
            && !takes(outcomes, |other| other == goal)
            && cells.get(at).is_some_and(|cells| content::are_schools(cells))
        {
            let why = "its cells are schools";
            outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
        }
    }
}

/// The birth dates of women and of men in a column each, of which every row fills one: both are taken.
fn of_each_sex(reads: &[Read], cells: &[Vec<String>], free: &[usize], outcomes: &mut [Outcome]) {
    let Some(column) = schema::table(Kind::Worker).column("birth_date") else { return };
    let goal = Goal::own(Kind::Worker, column);
    let is_it = |at: usize| {
        reads[at].sex().is_some()
            && match &outcomes[at] {
                Outcome::Takes(guess) => guess.goal == goal,
                Outcome::Unclear(guesses) => guesses.iter().any(|guess| guess.goal == goal),
                Outcome::Unmapped(_) => false,
            }
    };
    let own: Vec<usize> = free.iter().copied().filter(|&at| is_it(at)).collect();
    let [first, second] = own[..] else { return };
    let other = (0..outcomes.len())
        .any(|at| !own.contains(&at) && matches!(&outcomes[at], Outcome::Takes(guess) if guess.goal == goal));
    let (Some(left), Some(right)) = (cells.get(first), cells.get(second)) else { return };
    let both = left.iter().zip(right).any(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty());
    if other || both || reads[first].sex() == reads[second].sex() {
        return;
    }
    for at in own {
        let why = "names the birth date of one sex, and no row fills the column of the other as well";
        outcomes[at] = Outcome::Takes(Guess::settled(goal, why));
    }
}

fn takes(outcomes: &[Outcome], is: impl Fn(Goal) -> bool) -> bool {
    outcomes.iter().any(|outcome| matches!(outcome, Outcome::Takes(guess) if is(guess.goal)))
}

/// The column of towns that says where people live, where none of countries or regions does.
fn residence(
    reads: &[Read],
    cells: &[Vec<String>],
    free: &[usize],
    outcomes: &[Outcome],
) -> Option<(usize, Guess)> {
    let own = |name: &str| Goal::named(Kind::Worker, name);
    let (residence, region) = (own("residence")?, own("region")?);
    if takes(outcomes, |goal| goal == residence || goal == region) {
        return None;
    }
    let places = |at: usize| {
        let free = match &outcomes[at] {
            Outcome::Unmapped(_) => true,
            // `Alamat (Kab/Kota)`: an address by its region.
            Outcome::Unclear(guesses) => guesses.iter().all(|guess| guess.goal == region),
            Outcome::Takes(_) => false,
        };
        free && cells.get(at).is_some_and(|cells| content::are_places(cells))
    };
    // Of an address and a town the town says it best.
    let find = |is: fn(&Read) -> bool| free.iter().copied().find(|&at| is(&reads[at]) && places(at));
    let at = find(|read| marks::is_locality(read.header()))
        .or_else(|| find(|read| marks::is_address(read.header())))
        .or_else(|| find(people::begins_with_place))?;
    let why = "no other header says where people live, and its cells are towns";
    Some((at, Guess::settled(residence, why)))
}

/// `Idioma` beside `Nivel`: the language of each row's certificate, where no header names one and each cell is one.
fn language(cells: &[Vec<String>], free: &[usize], outcomes: &[Outcome]) -> Option<(usize, Guess)> {
    let kind = Kind::LanguageCertificate;
    let column = |name: &str| schema::table(kind).column(name);
    let (language, level, overall) = (column("language")?, column("level")?, column("overall")?);
    let of_first = |column: usize| Goal { kind, slot: Some(1), of: None, column };
    let goal = of_first(language);
    if takes(outcomes, |other| other == goal)
        || !takes(outcomes, |other| other == of_first(level) || other == of_first(overall))
    {
        return None;
    }
    let read = schema::table(Kind::Worker).column("languages_read").map(|at| Goal::own(Kind::Worker, at));
    let about = |guess: &Guess| guess.goal == goal || Some(guess.goal) == read;
    let is_it = |at: usize| match &outcomes[at] {
        Outcome::Unclear(guesses) => guesses.iter().any(about),
        // Settled for want of another meaning, and not by a name of its own.
        Outcome::Takes(guess) => guess.via == Via::Near && about(guess),
        Outcome::Unmapped(_) => false,
    };
    let fits = |at: usize| {
        cells.get(at).is_some_and(|cells| {
            let joined = |cell: &String| cell.contains([',', ';', '/', '|']);
            content::weight(goal.field(), cells) > 0 && !cells.iter().any(joined)
        })
    };
    let at = free.iter().copied().find(|&at| is_it(at) && fits(at))?;
    let why = "stands beside a level, and each cell is one language";
    Some((at, Guess::settled(goal, why)))
}

/// `Fecha de ingreso`: the beginning of a training or of a post. What begins after the training was completed is the post.
fn started(cells: &[Vec<String>], free: &[usize], outcomes: &[Outcome]) -> Option<(usize, Guess)> {
    let of_first = |kind: Kind, name: &str| {
        Some(Goal { kind, slot: Some(1), of: None, column: schema::table(kind).column(name)? })
    };
    let training = of_first(Kind::Qualification, "started")?;
    let completed = of_first(Kind::Qualification, "completed")?;
    let post = of_first(Kind::Employment, "started")?;
    let is = |outcome: &Outcome, goal: Goal| matches!(outcome, Outcome::Takes(guess) if guess.goal == goal);
    let ends = outcomes.iter().position(|outcome| is(outcome, completed))?;
    if takes(outcomes, |goal| goal == post) {
        return None;
    }
    let open = |at: usize| match &outcomes[at] {
        Outcome::Unclear(guesses) => {
            guesses.len() == 2 && [training, post].iter().all(|goal| guesses.iter().any(|g| g.goal == *goal))
        }
        // Only near to the one, or settled for want of the other.
        Outcome::Takes(guess) => guess.goal == training && guess.via == Via::Near,
        Outcome::Unmapped(_) => false,
    };
    let later = |at: usize| {
        let pairs = cells.get(at).into_iter().flatten().zip(cells.get(ends).into_iter().flatten());
        let years: Vec<(u16, u16)> =
            pairs.filter_map(|(began, ended)| Some((content::year(began)?, content::year(ended)?))).collect();
        years.len() >= 3
            && years.iter().filter(|(began, ended)| began >= ended).count() * 10 >= years.len() * 9
    };
    let at = free.iter().copied().find(|&at| open(at) && later(at))?;
    let why = "its days come after those on which trainings were completed";
    Some((at, Guess::settled(post, why)))
}

/// `Year` right behind a title or a school: the year in which the training was completed.
fn completed(
    reads: &[Read],
    cells: &[Vec<String>],
    free: &[usize],
    outcomes: &[Outcome],
) -> Option<(usize, Guess)> {
    let table = schema::table(Kind::Qualification);
    let of_first = |name: &str| {
        Some(Goal { kind: Kind::Qualification, slot: Some(1), of: None, column: table.column(name)? })
    };
    let (goal, title, school) = (of_first("completed")?, of_first("title")?, of_first("school")?);
    if takes(outcomes, |other| other == goal) {
        return None;
    }
    let before = |at: usize| outcomes.get(at.checked_sub(1)?);
    let behind = |at: usize| matches!(before(at), Some(Outcome::Takes(guess)) if guess.goal == title || guess.goal == school);
    let years = |at: usize| {
        cells.get(at).is_some_and(|cells| {
            let mut known = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
            known.peek().is_some()
                && known.all(|cell| content::year(cell).is_some_and(|year| (1950..2100).contains(&year)))
        })
    };
    let is_it = |at: usize| !matches!(outcomes[at], Outcome::Takes(_)) && names_a_year(reads[at].header());
    let at = free.iter().copied().find(|&at| is_it(at) && behind(at) && years(at))?;
    let why = "stands behind a title or a school, and its cells are years";
    Some((at, Guess::settled(goal, why)))
}

/// The column of a consent to nothing named, whose cells say yes and no. To be matched is the least that it can mean; no
/// other consent follows from it.
fn consent(
    reads: &[Read],
    cells: &[Vec<String>],
    free: &[usize],
    outcomes: &[Outcome],
) -> Option<(usize, Guess)> {
    let table = schema::table(Kind::Consent);
    let (given, given_on) = (table.column("given")?, table.column("given_on")?);
    let is_given = |goal: Goal| goal.kind == Kind::Consent && goal.column == given;
    if takes(outcomes, is_given) {
        return None;
    }
    let weight = |at: usize, column: usize| {
        cells.get(at).map_or(0, |cells| content::weight(&table.fields[column], cells))
    };
    let bare = |at: usize| match &outcomes[at] {
        _ if parts::names_other_use(reads[at].header()) => false,
        Outcome::Unclear(guesses) => guesses.iter().all(|guess| is_given(guess.goal)),
        // `Persetujuan Data`, `Datenschutz Data`: the word is a date in some languages, and data in others.
        Outcome::Takes(guess) => {
            guess.goal.kind == Kind::Consent && guess.goal.column == given_on && weight(at, given_on) < 0
        }
        // `¿Autoriza compartir sus datos?`: a consent to what is done with data, in a sentence.
        Outcome::Unmapped(_) => {
            parts::speaks_of_data(reads[at].header()) || parts::names_consent(reads[at].header())
        }
    };
    let answered =
        |at: usize| cells.get(at).is_some_and(|cells| content::half_fits(&table.fields[given], cells));
    let at = free.iter().copied().find(|&at| bare(at) && (weight(at, given) > 0 || answered(at)))?;
    let slot = Some(parts::consent_slot(ConsentPurpose::Match));
    let goal = Goal { kind: Kind::Consent, slot, of: None, column: given };
    let why = "names no purpose of its own: to be matched is the least that it can mean, and nothing else is taken from it";
    Some((at, Guess::settled(goal, why)))
}
