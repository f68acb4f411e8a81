//! What stands within one text: the span of a post beside its employer, the school and the year beside a title.

use super::context::Context;
use super::date;
use super::habits::Beside;
use super::missing;
use super::months;
use crate::model::{Isco08, PartialDate, SpecialtyId};
use crate::reference::practice_words::{PracticeWord as Says, says};
use crate::reference::{towns, training_words};
use crate::resolve::{occupations, specialties};
use crate::text::fold;

/// The span of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) started: PartialDate,
    /// `None` where it goes on.
    pub(super) ended: Option<PartialDate>,
}

/// Signs between an employer and the span of the post, and around that.
const AROUND: &[char] =
    &[' ', '\u{a0}', ',', ';', ':', '-', '–', '—', '(', ')', '[', ']', '.', '،', '、', '/'];

/// The employer and the span of the post where a text holds both: `City Hospital (2015 - 2019)`, `CHU Nord, depuis 09/2017`.
/// A day alone is the beginning only where the header says so.
pub(super) fn employer_and_span<'t>(text: &'t str, context: &Context) -> Option<(&'t str, Span)> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST || !text.contains(char::is_numeric) {
        return None;
    }
    // `UUTH 2013-2015 (Contract)`: a remark behind the time.
    let bare = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let remark = |(before, inside): &(&str, &str)| {
        !inside.contains(char::is_numeric) && before.trim_end().ends_with(char::is_numeric)
    };
    let text = bare.filter(remark).map_or(text, |(before, _)| before.trim_end());
    let text = without_end_of_work(text);
    let begins = |&(at, sign): &(usize, char)| {
        at > 0 && (sign.is_whitespace() || matches!(sign, '(' | '[' | ',' | ';' | ':'))
    };
    // Most places in a text are none where a span begins.
    let may_begin = |&(at, _): &(usize, char)| {
        let rest = text[at..].trim_start_matches(AROUND);
        let word: &str = rest.split([' ', '\u{a0}', '.', ',', '/', '-', '–']).next().unwrap_or_default();
        let since = || says(&fold(word)).contains(&Says::Since);
        rest.starts_with(char::is_numeric) || since() || begins_with_month(word, &rest[word.len()..])
    };
    // The longest rest that is a span.
    text.char_indices().filter(begins).filter(may_begin).find_map(|(at, _)| {
        let mut employer = text[..at].trim_end_matches(AROUND);
        // `City Hospital (Main Theatre) 2013 to date`: the bracket that closes one of the name is of it.
        if employer.matches('(').count() > employer.matches(')').count()
            && text[employer.len()..].starts_with(')')
        {
            employer = &text[..=employer.len()];
        }
        // A dot that ends an abbreviation is of the name.
        let dotted = text[employer.len()..].starts_with('.');
        let employer = if dotted { &text[..=employer.len()] } else { employer };
        let letters = employer.chars().filter(|c| c.is_alphabetic()).count();
        let span = span(&text[at..], context).filter(|_| letters > 1)?;
        // Nobody works in a post that is to begin.
        if context.as_of.is_some_and(|as_of| span.started.earliest() > as_of) {
            return None;
        }
        Some((employer, span))
    })
}

/// A text without the sentence behind it that says that somebody has no post: `City Hospital, 2008 - 2024. Now unemployed`.
fn without_end_of_work(text: &str) -> &str {
    let parted = [". ", "; ", ", ", " - ", " – ", " ("].into_iter().filter_map(|sign| text.rsplit_once(sign));
    let mut ended = parted.filter(|(before, behind)| {
        let behind = behind.trim_matches(AROUND);
        before.contains(char::is_numeric) && !behind.contains(char::is_numeric) && missing::no_post(behind)
    });
    ended.next().map_or(text, |(before, _)| before)
}

/// Whether the name of an employer still holds a year of which no beginning and no end was read.
pub(super) fn holds_unread_time(text: &str, context: &Context) -> bool {
    let today = context.as_of.map_or(2_100, |as_of| i32::from(PartialDate::from(as_of.date()).year()));
    let numbers = text.split(|c: char| !c.is_alphanumeric());
    let is_year =
        |word: &str| word.len() == 4 && word.parse::<i32>().is_ok_and(|year| (1960..=today).contains(&year));
    let counted = || {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|two| {
            two[0].bytes().all(|byte| byte.is_ascii_digit())
                && two[1].chars().any(char::is_alphabetic)
                && super::span::units(two[1]) != (false, false)
        })
    };
    numbers.clone().any(is_year) || counted()
}

/// What stands beside the name of an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AtEmployer<'t> {
    pub(super) employer: &'t str,
    /// What somebody is there: `Hilltop Home (HCA)`.
    pub(super) title: Option<&'t str>,
    /// The specialty that the ward names: `City Hospital - ICU`.
    pub(super) specialty: Option<SpecialtyId>,
}

/// The name of an employer, the title and the ward that stand behind it: `Chong Hua Hospital (ICU)`,
/// `Pantang Hospital, HCA`. Only what is certain to be a title or a ward of the occupation goes; towns are of the name.
pub(super) fn at_employer<'t>(text: &'t str, context: &Context) -> AtEmployer<'t> {
    const LONGEST: usize = 200;
    let mut found = AtEmployer { employer: text.trim(), title: None, specialty: None };
    if text.len() > LONGEST {
        return found;
    }
    // From the end: each part is behind a comma, a dash, or in a bracket.
    while let Some((before, part)) = last_part(found.employer) {
        let bare = part.trim_matches(AROUND);
        let has_name = before.chars().filter(|c| c.is_alphabetic()).count() > 2;
        if bare.is_empty() || !has_name {
            break;
        }
        let country = context.country;
        if found.title.is_none() && occupations::named::read(bare, country).certain().is_some() {
            found.title = Some(bare);
        } else {
            // A ward of the occupation alone: of which one nobody knows, it is a part of the name.
            let specialty = context.occupation.and_then(|own| specialty_of_ward(bare, own));
            if found.specialty.is_some() || specialty.is_none() {
                break;
            }
            found.specialty = specialty;
        }
        found.employer = before.trim_end_matches([' ', ',', '-', '–', '—', '،', '/']);
    }
    found
}

/// What stands before and behind the last comma or dash of a name, or before and in a bracket at its end.
fn last_part(text: &str) -> Option<(&str, &str)> {
    if let Some(inside) = text.strip_suffix(')') {
        return inside.rsplit_once('(').filter(|(_, inside)| !inside.contains(')'));
    }
    if !text.contains([',', '-', '–', '—', '،', '/']) {
        return None;
    }
    let joints = [", ", " - ", " – ", " — ", "، ", " / "];
    let at = joints.iter().filter_map(|joint| text.rfind(joint)).max()?;
    let behind = text[at..].trim_start_matches(AROUND);
    (!behind.contains(['(', ')'])).then(|| (&text[..at], behind))
}

/// The specialty of an occupation that a text is certain to name, as a ward does.
fn specialty_of_ward(text: &str, occupation: Isco08) -> Option<SpecialtyId> {
    specialties::of_worker(text, Some(occupation), 1).certain()?.parse().ok()
}

/// Whether a word is a month in front of its year. A day of the week is none, nor what a bracket follows, nor a town that
/// differs from a short month by its accents alone: `UKC Niš (2010 - )`, `OB Novi Pazar 2011`.
fn begins_with_month(word: &str, behind: &str) -> bool {
    const SHORT: usize = 4;
    let folded = fold(word);
    // `Ví Dụ, 2016`: letters with accents are no number in Roman letters.
    if !word.is_ascii() && folded.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) {
        return false;
    }
    let meaning = months::meaning(&word.to_lowercase()).or_else(|| months::meaning(&folded));
    let is_town = || !word.is_ascii() && word.chars().count() <= SHORT && !towns::countries(word).is_empty();
    let is_month = matches!(meaning, Some(months::Meaning::Month(..) | months::Meaning::Tir));
    // `Nurse II, 2016`: a number in Roman letters is a month where a sign joins it to its year.
    let is_roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let joined = behind.starts_with(['.', '/', '-']);
    is_month && (!is_roman || joined) && !behind.trim_start().starts_with(['(', '[']) && !is_town()
}

/// The employers of a text that names several, each with the span of its post: `A 2015-2019; B 2019-now`,
/// `A 2018-2021, then B 2021 to date`. Between signs that end a post one of them may lack its span, though not the first.
pub(super) fn several_posts(text: &str, context: &Context) -> Option<Vec<String>> {
    let has_span = |part: &str| employer_and_span(part, context).is_some();
    let mut parts = parted(text);
    // `A 2015-2019; now at home`: that there is none today is no post.
    let all = parts.len();
    parts.retain(|part| !missing::no_post(part));
    if let ([one], true) = (&parts[..], all > 1) {
        return has_span(one).then(|| vec![(*one).to_owned()]);
    }
    if parts.len() < 2 {
        return run_together(text, &has_span);
    }
    let named = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let spans = parts.iter().filter(|part| has_span(part)).count();
    if !has_span(parts[0]) || spans * 2 < parts.len() || !parts.iter().all(named) {
        return None;
    }
    let each = |part: &str| run_together(part, &has_span).unwrap_or_else(|| vec![part.to_owned()]);
    Some(parts.into_iter().flat_map(each).collect())
}

/// The parts of a text between signs that nobody writes within one thing.
fn parted(text: &str) -> Vec<&str> {
    let parts =
        text.split([';', '\n', '；']).flat_map(|part| part.split(" | ")).flat_map(|part| part.split(" || "));
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Things that stand one behind the other with a comma, a sign or a word between, each of which is whole by itself: the
/// shortest beginnings that are. `None` where there is only one, or where something is left.
fn run_together(text: &str, is_whole: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    const JOINTS: [&str; 4] = [",", " + ", " / ", " & "];
    const WORDS: [&str; 8] = ["then", "and", "puis", "et", "luego", "dann", "und", "затем"];
    const MOST: usize = 40;
    let mut ends: Vec<usize> = Vec::new();
    let mut depth = 0_i32;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && JOINTS.iter().any(|joint| text[at..].starts_with(joint)) {
            ends.push(at);
        }
    }
    if ends.is_empty() || ends.len() > MOST {
        return None;
    }
    ends.push(text.len());
    let without_joint = |part: &str| -> String {
        let part = part.trim_start_matches([',', '+', '/', '&', ' ']).trim();
        let word = part.split_once(' ').filter(|(word, _)| WORDS.contains(&fold(word).as_str()));
        word.map_or(part, |(_, rest)| rest).trim().to_owned()
    };
    let mut whole: Vec<String> = Vec::new();
    let mut begin = 0;
    for end in ends {
        let part = without_joint(&text[begin..end]);
        if is_whole(&part) {
            whole.push(part);
            begin = end;
        }
    }
    (begin == text.len() && whole.len() > 1).then_some(whole)
}

fn span(text: &str, context: &Context) -> Option<Span> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[],;:".contains(c));
    // `od septembra 2016.`: the dot behind the year ends the sentence.
    let text = text.strip_suffix('.').filter(|text| text.ends_with(char::is_numeric)).unwrap_or(text);
    let began = without_since(text);
    let is_since = began.is_some();
    let bare = began.unwrap_or(text);
    let single = |text: &str| day(text, context);
    // `2016 - `: a blank end goes on.
    let open = bare.trim_end().strip_suffix(['-', '–', '—']).map(str::trim);
    if let Some(started) = open.and_then(single) {
        return Some(Span { started, ended: None });
    }
    if let Some(started) = single(bare) {
        if is_since || context.habits.beside == Some(Beside::Start) {
            return Some(Span { started, ended: None });
        }
        // A month alone says nothing of a post; two years do: `2010-12`.
        let (year, rest) = bare.split_once(['-', '–', '/'])?;
        let started = single(year)?;
        let ended = year_of_two_digits(rest, started).filter(|ended| ended.year() > started.year())?;
        return Some(Span { started, ended: Some(ended) });
    }
    between(bare).find_map(|(left, right)| {
        // `Feb–July 2022`: both months are of the year.
        let of_the_year = || {
            let year = right.rsplit(|c: char| !c.is_numeric()).next().filter(|year| year.len() == 4)?;
            months::meaning(&left.to_lowercase()).and_then(|_| single(&format!("{left} {year}")))
        };
        let started = single(left).or_else(of_the_year)?;
        if missing::goes_on(right) || missing::goes_on(right.trim_matches(AROUND)) {
            return Some(Span { started, ended: None });
        }
        let ended = single(right).or_else(|| year_of_two_digits(right, started))?;
        // Whoever works until a month to come goes on still, and says when it ends.
        (ended.latest() >= started.earliest()).then_some(Span { started, ended: Some(ended) })
    })
}

/// `2009-13`: the year of an end in the century of the beginning.
fn year_of_two_digits(text: &str, started: PartialDate) -> Option<PartialDate> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '\'' | '’'));
    let is_short = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let century = is_short.then(|| started.year() / 100)?;
    format!("{century}{text}").parse().ok()
}

/// A text without the word before or behind it that says that something began then.
fn without_since(text: &str) -> Option<&str> {
    let is_since = |word: &str| says(&fold(word)).contains(&Says::Since);
    let trimmed = text.trim();
    let words = |text: &str| text.split_whitespace().count();
    if let Some((first, rest)) = trimmed.split_once(char::is_whitespace) {
        if is_since(first.trim_end_matches([':', '.'])) {
            return Some(rest.trim());
        }
        // `từ năm 2019`, `mula noong 2019`
        if let Some((second, rest)) = rest.trim().split_once(char::is_whitespace)
            && is_since(&format!("{first} {second}"))
        {
            return Some(rest.trim());
        }
    }
    let (rest, last) = trimmed.rsplit_once(char::is_whitespace)?;
    (is_since(last) && words(rest) <= 3).then_some(rest)
}

/// The two sides of every sign or word in a text that may stand between a beginning and an end.
fn between(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let signs = text.char_indices().filter_map(|(at, sign)| {
        let width = sign.len_utf8();
        matches!(sign, '-' | '–' | '—' | '~' | '→').then(|| (text[..at].trim(), text[at + width..].trim()))
    });
    let words = text.split_whitespace().filter_map(move |word| {
        let at = (word.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        let is_joint = says(&fold(word)).contains(&Says::To);
        is_joint.then(|| (text[..at].trim(), text[at + word.len()..].trim()))
    });
    // `2021 à ce jour`, `2021 देखि हाल`, `2014 to date`: the words behind the day say that it goes on.
    let phrases = text
        .char_indices()
        .filter(|(_, sign)| sign.is_whitespace())
        .map(|(at, _)| (text[..at].trim(), text[at..].trim()));
    let whole = |(left, right): &(&str, &str)| !left.is_empty() && !right.is_empty();
    signs.chain(words).chain(phrases).filter(whole)
}

/// The day that a text says with its year in four digits.
fn day(text: &str, context: &Context) -> Option<PartialDate> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == ',');
    // A number in front of the bracket is of the name: `Hospital 2 (2003-08)`.
    if text.contains(['(', ')']) {
        return None;
    }
    let mut years = text.split(|c: char| !c.is_numeric()).filter(|digits| digits.chars().count() == 4);
    years.next()?;
    let read = date::dated(text, context.habits.dates("started", context.as_of)).ok()?.date;
    // What lies far ahead is of another calendar.
    let most = context.as_of.map_or(2_100, |as_of| i32::from(PartialDate::from(as_of.date()).year()) + 5);
    (1950..=most).contains(&i32::from(read.year())).then_some(read)
}

/// A title with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Training<'t> {
    pub(super) title: &'t str,
    pub(super) school: Option<&'t str>,
    pub(super) completed: Option<PartialDate>,
}

/// A title with its school and the year in which it was completed: `BSc Nursing, City University, 2017`. The school is what
/// is called so, else the middle where the header names a school.
pub(super) fn training<'t>(text: &'t str, context: &Context) -> Option<Training<'t>> {
    const MOST: usize = 5;
    // Most titles stand alone.
    if !text.contains(|c: char| c.is_numeric() || matches!(c, ',' | '،' | '(' | '-' | '–' | '/')) {
        return None;
    }
    let (parts, behind) = training_parts(text, context);
    if let ([one], true) = (&parts[..], context.habits.beside == Some(Beside::School)) {
        // `Lake School 2015`, below a header that names all three.
        let (title, year) = one.rsplit_once(char::is_whitespace)?;
        let completed = year_of(year, context).or_else(|| year_of_class(year, context))?;
        let alone = !title.contains(char::is_numeric) && title.chars().any(char::is_alphabetic);
        let (title, school) = match title_and_school(title).or_else(|| title_and_initials(title)) {
            Some((title, school)) => (title, Some(school)),
            None if names_school(title) || !names_title(title) => ("", Some(title)),
            None => (title, None),
        };
        return alone.then_some(Training { title, school, completed: Some(completed) });
    }
    if let [one] = parts[..] {
        if let Some(training) = year_within(one, context) {
            return Some(training);
        }
        // `BSN Holy Angel University 2011`: a title in front of its school.
        let (name, year) = one.rsplit_once(char::is_whitespace)?;
        let completed = Some(year_of(year, context)?);
        return match title_and_school(name) {
            Some((title, school)) => Some(Training { title, school: Some(school), completed }),
            // `Dip Midwifery 2017`: the title alone.
            None => (says_title(name) && !names_school(name)).then_some(Training {
                title: name,
                school: None,
                completed,
            }),
        };
    }
    if !(2..=MOST).contains(&parts.len()) {
        return None;
    }
    let (last, before) = parts.split_last()?;
    // `B.Pharm 2017 – Lake Coll. of Pharmacy`, `BSc (2018, Lake Univ., Hilltown)`: the only year stands further in front.
    let moved = if behind.is_none() && year_of(last, context).is_none() {
        year_in_front(&parts, context)
    } else {
        None
    };
    let (completed, rest) = match (behind, &moved) {
        (Some(year), _) => (Some(year), &parts[..]),
        (None, Some((year, rest))) => (Some(*year), &rest[..]),
        (None, None) => (year_of(last, context), before),
    };
    if completed.is_none() && !is_year_of_another_calendar(last, context) {
        // `BSN, Cebu Normal University`: no year, but each of the two is called what it is.
        let school = parts.iter().position(|part| names_school(part) && !says_title(part))?;
        let others: Vec<&str> = [&parts[..school], &parts[school + 1..]].concat();
        return match others[..] {
            // A town may stand behind the school: `BSN, Saint Louis University, Baguio`.
            [title] | [title, _]
                if says_title(title)
                    && !names_school(title)
                    && others.get(1).is_none_or(|town| school == 1 && !says_title(town)) =>
            {
                Some(Training { title, school: Some(parts[school]), completed: None })
            }
            _ => None,
        };
    }
    let is_school = |part: &&&str| names_school(part);
    let school = rest.iter().find(is_school).copied();
    let positional = || match rest {
        [first, second] if context.habits.beside == Some(Beside::School) => {
            match (names_title(first), names_title(second)) {
                (true, false) => Some(*second),
                (false, true) => Some(*first),
                _ => match (is_school_like(first), is_school_like(second)) {
                    (false, true) => Some(*second),
                    (true, false) => Some(*first),
                    // Two names of which neither tells what it is.
                    _ => None,
                },
            }
        }
        [only] if context.habits.beside == Some(Beside::School) && !names_title(only) => Some(*only),
        _ => None,
    };
    let school = school.or_else(positional);
    let others = || rest.iter().copied().filter(|part| Some(*part) != school);
    // What stands behind the school and is called no title is its town: `Lake Midwifery Coll., Hilltown 2016`.
    let place = school.and_then(|school| rest.iter().position(|part| *part == school));
    let title = match place {
        Some(place) => others()
            .find(|part| says_title(part))
            .or_else(|| rest[..place].first().copied())
            .or_else(|| others().find(|part| names_title(part))),
        None => others().next(),
    };
    // A school alone names no title.
    let title = title.or(school.is_none().then_some(text)).unwrap_or_default();
    Some(Training { title, school, completed })
}

/// What stands one behind the other in a text on a training, `BSc (KLM) - Hill Campus`, and the year that stands behind the
/// last of it without a sign of its own: `lic. piel., Szkoła Opole 2013`.
fn training_parts<'t>(text: &'t str, context: &Context) -> (Vec<&'t str>, Option<PartialDate>) {
    let split: Vec<&str> = if text.contains(" / ") {
        text.split(" / ").collect()
    } else {
        text.split([',', '،']).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – ")).collect()
    };
    let filled = |part: &&str| !part.is_empty();
    // `M.D. (Assiut University, 2019)`: what stands in the bracket stands beside the title.
    let bracket = text.trim().strip_suffix(')').and_then(|text| text.split_once('('));
    let split = match bracket.filter(|(_, inside)| inside.contains(',') && !inside.contains(['(', ')'])) {
        Some((before, inside)) => [before].into_iter().chain(inside.split(',')).collect(),
        None => split,
    };
    let split = split.into_iter().map(str::trim).filter(filled);
    // A bracket is a part where it holds a year or a school, or a name in front of a year.
    let ends_in_year = |inside: &str| {
        let named = inside.trim().rsplit_once(char::is_whitespace);
        named.is_some_and(|(name, year)| {
            year_of(year, context).is_some() && name.contains(char::is_alphabetic)
        })
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in split {
        let bracket = part.strip_suffix(')').and_then(|part| part.rsplit_once('('));
        match bracket {
            // `BSc Nursing, 2012 (UG Legon)`: the school behind the year.
            Some((before, inside))
                if !parts.is_empty()
                    && year_of(before.trim(), context).is_some()
                    && (names_school(inside) || context.habits.beside == Some(Beside::School)) =>
            {
                parts.extend([inside.trim(), before.trim()]);
            }
            Some((before, inside))
                if year_of(inside, context).is_some() || is_school_like(inside) || ends_in_year(inside) =>
            {
                parts.extend([before.trim(), inside.trim()].into_iter().filter(filled));
            }
            _ => parts.push(part),
        }
    }
    let last = parts.last().copied().unwrap_or_default();
    if parts.len() < 2 || year_of(last, context).is_some() {
        return (parts, None);
    }
    let ends = last.trim_end_matches(['.', 'r', ' ']).rsplit_once(char::is_whitespace);
    let Some((name, year)) = ends else { return (parts, None) };
    let Some(year) = year_of(year, context).or_else(|| year_of_class(year, context)) else {
        return (parts, None);
    };
    let name = name.trim_end();
    let name = match name.rsplit_once(char::is_whitespace) {
        Some((before, word)) if training_words::is_class(&fold(word)) => before,
        _ => name,
    };
    if let Some(last) = parts.last_mut() {
        *last = name;
    }
    (parts, Some(year))
}

/// The only year among the parts of a training that stands at the end of a title, or alone, in front of others, and the parts
/// without it. One of the parts must be called a school.
fn year_in_front<'t>(parts: &[&'t str], context: &Context) -> Option<(PartialDate, Vec<&'t str>)> {
    let mut found: Option<PartialDate> = None;
    let mut rest = Vec::with_capacity(parts.len());
    for part in parts {
        if let Some(year) = year_of(part, context) {
            if found.replace(year).is_some() {
                return None;
            }
            continue;
        }
        let ends = part.rsplit_once(char::is_whitespace);
        match ends.and_then(|(name, year)| Some((name.trim_end(), year_of(year, context)?))) {
            Some((name, year)) => {
                if found.replace(year).is_some() {
                    return None;
                }
                rest.push(name);
            }
            None => rest.push(*part),
        }
    }
    let year = found.filter(|_| !rest.is_empty() && rest.iter().any(|part| names_school(part)))?;
    Some((year, rest))
}

/// `BSc Nursing 2013 AIIMS`: a title, its year and the school behind that.
fn year_within<'t>(text: &'t str, context: &Context) -> Option<Training<'t>> {
    let words = text.split_whitespace().skip(1);
    let place = |word: &str| (word.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    let found =
        words.filter(|word| word.len() == 4).find_map(|word| Some((place(word)?, year_of(word, context)?)));
    let (at, completed) = found?;
    let (title, school) = (text.get(..at)?.trim(), text.get(at + 4..)?.trim());
    let parted = says_title(title) && !title.contains(char::is_numeric) && !school.contains(char::is_numeric);
    let is_school = names_school(school) || is_school_like(school);
    (parted && is_school && !says_title(school)).then_some(Training {
        title,
        school: Some(school),
        completed: Some(completed),
    })
}

/// `BSc Nursing Holy Angel University`: words of titles and of fields in front of a school.
fn title_and_school(text: &str) -> Option<(&str, &str)> {
    const SMALL: [&str; 9] = ["in", "of", "de", "en", "em", "and", "y", "e", "et"];
    let of_title = |word: &str| {
        let folded = fold(word);
        training_words::says_title(&folded)
            || training_words::says_field(&folded)
            || SMALL.contains(&folded.as_str())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let many = words.iter().take_while(|word| of_title(word)).count();
    let first = words.get(many).filter(|_| many > 0)?;
    let at = (first.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let (title, school) = (text.get(..at)?.trim(), text.get(at..)?.trim());
    (says_title(title) && names_school(school)).then_some((title, school))
}

/// `KRN KMTC Nairobi`: a title in front of the initials of a school and its town.
fn title_and_initials(text: &str) -> Option<(&str, &str)> {
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at + 1);
    starts.filter_map(|at| Some((text.get(..at)?.trim(), text.get(at..)?))).find(|(title, school)| {
        let is_initials = is_school_like(school) && school.chars().take(3).all(char::is_uppercase);
        is_initials && !names_school(title) && names_title(title)
    })
}

/// `'18`: the year of a class.
fn year_of_class(text: &str, context: &Context) -> Option<PartialDate> {
    let digits = text.strip_prefix(['\'', '’', '‘'])?;
    let year: i16 = digits.parse().ok().filter(|_| digits.len() == 2)?;
    let today = PartialDate::from(context.as_of?.date()).year();
    let century = if 2_000 + year <= today { 2_000 } else { 1_900 };
    (century + year).to_string().parse().ok()
}

/// Whether a remark in brackets is a school: called so, or the initials of one, perhaps with its town.
fn is_school_like(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_initials = words
        .next()
        .is_some_and(|word| (3..=6).contains(&word.chars().count()) && word.chars().all(char::is_uppercase));
    names_school(text) || is_initials && words.count() <= 2 && !names_title(text)
}

/// Whether a text is a year that lies ahead in our calendar and may be past in another, `२०७३`: of which of our two it was the
/// most part nobody says.
fn is_year_of_another_calendar(text: &str, context: &Context) -> bool {
    const AHEAD: i32 = 70;
    let plain = super::clean::plain(text);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let year: Option<i32> = digits.parse().ok().filter(|_| digits.len() == 4);
    let today = context.as_of.map(|as_of| i32::from(PartialDate::from(as_of.date()).year()));
    let ahead = |year: i32| today.is_some_and(|today| year > today && year < today + AHEAD);
    year.is_some_and(ahead) && plain.chars().filter(|c| c.is_alphabetic()).count() <= 6
}

/// The trainings of a text that names several, each with its year: `Dip. Nursing, 2009; BSc, 2015`,
/// `MBBCh (Ain Shams 2017) + MSc (Cairo 2021)`. Between signs that end a training one of them may lack its year, where it is
/// called a title.
pub(super) fn several_trainings(text: &str, context: &Context) -> Option<Vec<String>> {
    if !text.contains([';', '\n', '；', '|', ',', '+', '/', '&', ' ']) {
        return None;
    }
    let has_letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let ends = |part: &str| {
        let last = part.rsplit([',', '/', '(', ' ']).next().unwrap_or_default();
        year_of(last.trim_end_matches(')'), context).is_some() && has_letters(part)
    };
    let is_whole = |part: &str| ends(part) && says_title(part);
    let parts = parted(text);
    if parts.len() < 2 {
        return run_together(text, &is_whole).or_else(|| joined_trainings(text, &ends));
    }
    if !parts.iter().all(|part| ends(part) || has_letters(part) && says_title(part)) {
        return None;
    }
    let each = |part: &str| run_together(part, &is_whole).unwrap_or_else(|| vec![part.to_owned()]);
    Some(parts.into_iter().flat_map(each).collect())
}

/// Trainings between words and signs that join, each with its own year: `GNM, Hill School of Nursing, 2012 & PBBSc, Lake
/// College, 2016`. The first is called a title, and each other one a title or a school.
fn joined_trainings(text: &str, ends: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    const JOINTS: [&str; 14] = [
        " & ", " + ", " and ", " und ", " et ", " y ", " e ", " и ", " і ", " та ", " ve ", " و ", " en ",
        " i ",
    ];
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    let mut from = 0;
    // A joint within a name ends nothing: what stands before it has no year.
    while let Some((at, joint)) =
        JOINTS.iter().filter_map(|joint| Some((from + rest.get(from..)?.find(joint)?, *joint))).min()
    {
        if ends(&rest[..at]) {
            parts.push(rest[..at].trim().to_owned());
            rest = &rest[at + joint.len()..];
            from = 0;
        } else {
            from = at + joint.len();
        }
    }
    parts.push(rest.trim().to_owned());
    let is_one = |part: &String| ends(part) && (says_title(part) || names_school(part));
    (parts.len() > 1 && says_title(&parts[0]) && parts.iter().all(is_one)).then_some(parts)
}

/// The year, or the month of one, that a text says alone or behind a word for a class: `promoția 2021`.
fn year_of(text: &str, context: &Context) -> Option<PartialDate> {
    let text = text.trim();
    let text = match text.split_once(' ') {
        Some((word, rest)) if training_words::is_class(&fold(word)) => rest,
        _ => text,
    };
    let read = day(text, context)?;
    // Nobody has completed what lies ahead.
    context.as_of.is_none_or(|as_of| read.earliest() <= as_of).then_some(read)
}

/// Whether a text holds a word for a title, and a school or a year of completion beside it.
pub(super) fn is_training(text: &str, context: &Context) -> bool {
    const LONGEST: usize = 300;
    let folded = fold(text);
    let years = || {
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        numbers.filter(|digits| digits.len() == 4).any(|digits| year_of(digits, context).is_some())
    };
    // `RGN 20260, expires 31/12/2026` is a license.
    let number = || text.split(|c: char| !c.is_numeric()).any(|digits| digits.chars().count() >= 5);
    if super::certificate::names_end(text) || number() {
        return false;
    }
    let titled = training_words::says_title(&folded) || training_words::says_field(&folded);
    let (title, school) = (titled, training_words::says_school(&folded));
    // A hospital may be called a school's; who works there has the time beside it.
    let is_post = || employer_and_span(text, context).is_some() || several_posts(text, context).is_some();
    text.len() <= LONGEST && (title && (school || years()) || school && years() && !is_post())
}

/// Whether a part of a text is called a title by one of its words.
fn says_title(text: &str) -> bool {
    training_words::says_title(&fold(text))
}

/// Whether a part of a text is called a title by one of its words, or names an occupation.
fn names_title(text: &str) -> bool {
    let folded = fold(text);
    training_words::says_title(&folded)
        || training_words::says_field(&folded)
        || !occupations::named::read(text, None).codes.is_empty()
}

/// Whether a part of a text is called a school by one of its words.
pub(crate) fn names_school(text: &str) -> bool {
    // `Lake SoN`, `Hill CON`: a school or a college of nursing by its initials, where not all of the text is in capitals.
    let small = text.chars().any(char::is_lowercase);
    let initials = |word: &str| matches!(word, "SoN" | "CoN") || small && matches!(word, "SON" | "CON");
    training_words::says_school(&fold(text)) || text.split([' ', ',']).skip(1).any(initials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use crate::normalize::Habits;
    use proptest::prelude::*;

    fn context(since: bool, school: bool) -> Context {
        let beside = if since { Some(Beside::Start) } else { school.then_some(Beside::School) };
        let habits = Habits::default().with_beside(beside);
        // The end of November 2026.
        Context { habits, as_of: Some(Day(20_787)), ..Context::default() }
    }

    #[test]
    fn an_employer_stands_beside_the_span_of_its_post() {
        let read = |text: &str, since: bool| {
            employer_and_span(text, &context(since, false)).map(|(employer, span)| {
                let ended = span.ended.map_or_else(|| "on".to_owned(), |ended| ended.to_string());
                format!("{employer}|{}|{ended}", span.started)
            })
        };
        for (text, wanted) in [
            ("Lake Hospital (2015 - 2019)", "Lake Hospital|2015|2019"),
            ("Lake Hospital 2015-2019", "Lake Hospital|2015|2019"),
            ("Lake Hospital, 02.2015 – 11.2019", "Lake Hospital|2015-02|2019-11"),
            ("CHU du Lac (depuis 09/2017)", "CHU du Lac|2017-09|on"),
            ("Lake Hospital 2013-2015 (Contract)", "Lake Hospital|2013|2015"),
            ("Lake Hospital (Feb–July 2022)", "Lake Hospital|2022-02|2022-07"),
            ("Lake Hospital, Nurse II, 2016-present", "Lake Hospital, Nurse II|2016|on"),
            ("CHU du Lac, depuis février 2022", "CHU du Lac|2022-02|on"),
            ("CHU du Lac (2021 à ce jour)", "CHU du Lac|2021|on"),
            ("Spitalul Lacului, din 05.2014", "Spitalul Lacului|2014-05|on"),
            ("Lake Clinic since 2016", "Lake Clinic|2016|on"),
            ("Cabinet (2016 - )", "Cabinet|2016|on"),
            ("RS Danau (Jan 2020 - sekarang)", "RS Danau|2020-01|on"),
            ("BV Hồ (từ 06/2021)", "BV Hồ|2021-06|on"),
            ("St. Ann's Hospital (Mar 2021 - to date)", "St. Ann's Hospital|2021-03|on"),
            ("Lake Hosp. (2014 to date)", "Lake Hosp.|2014|on"),
            ("Hospital del Lago (feb 2019 - actual)", "Hospital del Lago|2019-02|on"),
            ("Hiệu thuốc Vĩ Hồ, 2016 - nay", "Hiệu thuốc Vĩ Hồ|2016|on"),
            ("مستشفى البحيرة – من 2013", "مستشفى البحيرة|2013|on"),
        ] {
            assert_eq!(read(text, false).as_deref(), Some(wanted), "{text}");
        }
        for (text, wanted) in [
            ("UKC Niš (2010 - )", "UKC Niš|2010|on"),
            ("OB Novi Pazar 2011 -", "OB Novi Pazar|2011|on"),
            ("Centar Juni (2018 - )", "Centar Juni|2018|on"),
            ("OB Bar, mart 2012 - ", "OB Bar|2012-03|on"),
            ("Lake Hospital (Main Theatre) 2013 to date", "Lake Hospital (Main Theatre)|2013|on"),
            ("Lake Clinic 2009-13", "Lake Clinic|2009|2013"),
            ("Lake Clinic 2010-12", "Lake Clinic|2010|2012"),
            ("Hospital 2 (2003-08)", "Hospital 2|2003|2008"),
            ("KCV Lake od septembra 2016.", "KCV Lake|2016-09|on"),
        ] {
            assert_eq!(read(text, false).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "Lake Hospital",
            "Ward 7, Lake Hospital",
            "37 Military Hospital",
            "Lake Hospital (2014)",
            "OB Novi Pazar",
            "Hospital 12 de Octubre",
            "2015-2019",
            "Lake Hospital 13 years",
            "Clinic (2019 - 2015)",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
        assert_eq!(read("Lake Hosp. (Oct 2018)", true).as_deref(), Some("Lake Hosp.|2018-10|on"));
        let several =
            several_posts("Lake Clinic 2015-2019; Hill Clinic, Jan 2020 - now", &context(false, false));
        assert_eq!(several.map(|all| all.len()), Some(2));
        assert_eq!(several_posts("Lake Clinic; Hill Clinic", &context(false, false)), None);
    }

    #[test]
    fn a_title_stands_beside_its_school_and_year() {
        let read = |text: &str, school: bool| {
            training(text, &context(false, school)).map(|read| {
                let year = read.completed.map(|year| year.to_string()).unwrap_or_default();
                format!("{}|{}|{year}", read.title, read.school.unwrap_or_default())
            })
        };
        for (text, school, wanted) in [
            ("BSc Nursing, Lake University, 2017", false, "BSc Nursing|Lake University|2017"),
            ("BSc Nursing, KLM, 2017", true, "BSc Nursing|KLM|2017"),
            ("Ners / STIKes Danau / 2019", false, "Ners|STIKes Danau|2019"),
            ("Universitatea Lacului, licență moașe, 2017", false, "licență moașe|Universitatea Lacului|2017"),
            ("Dip. Nursing, 2015", true, "Dip. Nursing||2015"),
            ("KRN KLMN Hill 2008", true, "KRN|KLMN Hill|2008"),
            ("Lic. en Obstetricia, UKL Cerro, 2018", true, "Lic. en Obstetricia|UKL Cerro|2018"),
            ("UKL Cerro, 2015", true, "|UKL Cerro|2015"),
            ("BSc Nursing - Lake University (2014)", false, "BSc Nursing|Lake University|2014"),
            ("Dip. Nursing, Lake College '18", false, "Dip. Nursing|Lake College|2018"),
            ("lic. piel., KLM Opole 2013 r.", true, "lic. piel.|KLM Opole|2013"),
            ("BSc MLS (KLMNO), 2017", true, "BSc MLS|KLMNO|2017"),
            ("Licence, Institut du Lac promo 2017", false, "Licence|Institut du Lac|2017"),
            ("Diploma in Nursing (General), 2015", true, "Diploma in Nursing (General)||2015"),
            ("BSN, Lake State University, Hilltown", false, "BSN|Lake State University|"),
            ("B.Sc Nursing – Lake University", false, "B.Sc Nursing|Lake University|"),
            ("M.D. Anesthesia (Lake University, 2019)", false, "M.D. Anesthesia|Lake University|2019"),
            ("MBBCh (Al-Lake 2015)", true, "MBBCh|Al-Lake|2015"),
            ("BSN Holy Lake University 2011", false, "BSN|Holy Lake University|2011"),
            ("BSc Nursing Holy Lake University 2011", true, "BSc Nursing|Holy Lake University|2011"),
            ("Fisioterapia, UKLM, 2017", true, "Fisioterapia|UKLM|2017"),
            ("Dip Midwifery 2017", false, "Dip Midwifery||2017"),
            ("BSc Nursing, 2012 (UKL Hill)", true, "BSc Nursing|UKL Hill|2012"),
            ("B.Pharm 2017 – Lake Coll. of Pharmacy, Hilltown", false, "B.Pharm|Lake Coll. of Pharmacy|2017"),
            ("BSc Nursing (2018, Lake Univ., Hilltown)", false, "BSc Nursing|Lake Univ.|2018"),
            ("Lake Midwifery Coll., Hilltown 2016", true, "|Lake Midwifery Coll.|2016"),
            ("Озерн. ун-т, 2001", true, "|Озерн. ун-т|2001"),
            ("GNM – Lake SoN, Hilltown – 2015", false, "GNM|Lake SoN|2015"),
        ] {
            assert_eq!(read(text, school).as_deref(), Some(wanted), "{text}");
        }
        for (text, school) in [("BSc Nursing", true), ("BSc Nursing, 2099", true), ("RN, RM", true)] {
            assert_eq!(read(text, school), None, "{text}");
        }
        assert_eq!(
            several_trainings("RN, 2009; BSc Nursing, 2015", &context(false, true)).map(|all| all.len()),
            Some(2)
        );
        for (text, wanted) in [
            ("MBBCh 2008, Master Ortho 2013, MD 2018", "MBBCh 2008|Master Ortho 2013|MD 2018"),
            (
                "MBBCh (Al-Lake 2015) + MSc Radiology (Al-Lake 2021)",
                "MBBCh (Al-Lake 2015)|MSc Radiology (Al-Lake 2021)",
            ),
            ("Dip. Nursing (Lake, 2011), BSc (Hill, 2019)", "Dip. Nursing (Lake, 2011)|BSc (Hill, 2019)"),
            ("Diploma in Midwifery; BSc 2015", "Diploma in Midwifery|BSc 2015"),
        ] {
            let found = several_trainings(text, &context(false, true)).map(|all| all.join("|"));
            assert_eq!(found.as_deref(), Some(wanted), "{text}");
        }
        for text in ["BSc Nursing, Lake University, 2017", "BSc Nursing 2015, Lake University", "RN, RM"] {
            assert_eq!(several_trainings(text, &context(false, true)), None, "{text}");
        }
    }

    #[test]
    fn posts_stand_one_behind_the_other() {
        for (text, wanted) in [
            ("Lake 2018–2021, then Hill Hospital 2021 to date", "Lake 2018–2021|Hill Hospital 2021 to date"),
            (
                "Lake Clinic 2010-2012 | Hill Home 2012-present",
                "Lake Clinic 2010-2012|Hill Home 2012-present",
            ),
            ("Lake Clinic 2010-2012; Hill Home", "Lake Clinic 2010-2012|Hill Home"),
        ] {
            let found = several_posts(text, &context(false, false)).map(|all| all.join("|"));
            assert_eq!(found.as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "Lake Hospital, Hilltown 2010-2012",
            "Hilltown; Lake Hospital 2010-2012",
            "Lake, Hill and Sons 2010-2012",
        ] {
            assert_eq!(several_posts(text, &context(false, false)), None, "{text}");
        }
    }

    #[test]
    fn a_title_and_a_ward_stand_behind_an_employer() {
        let nurse = Context { occupation: "2221".parse().ok(), ..context(false, false) };
        let read = |text: &str, context: &Context| {
            let found = at_employer(text, context);
            let specialty = found.specialty.map(|id| id.to_string()).unwrap_or_default();
            format!("{}|{}|{specialty}", found.employer, found.title.unwrap_or_default())
        };
        for (text, wanted) in [
            ("Lake Hospital (ICU)", "Lake Hospital||nursing-icu"),
            ("Lake Hospital - ICU", "Lake Hospital||nursing-icu"),
            ("Lake Hospital (Staff Nurse), ICU", "Lake Hospital|Staff Nurse|nursing-icu"),
            ("Lake Hospital, Hilltown", "Lake Hospital, Hilltown||"),
            ("ICU", "ICU||"),
        ] {
            assert_eq!(read(text, &nurse), wanted, "{text}");
        }
        // Of which occupation a ward is nobody knows: it is a part of the name.
        assert_eq!(read("Lake Hospital (ICU)", &context(false, false)), "Lake Hospital (ICU)||");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}|[A-Za-zà-ž0-9 ,;()/.–-]{0,60}") {
            let context = context(true, true);
            let _ = (employer_and_span(&text, &context), training(&text, &context));
            let _ = (several_posts(&text, &context), several_trainings(&text, &context));
        }
    }
}
