//! Several certificates in one cell: `IELTS 7.0 / OET B`, `German B2 (telc), English B1`, `German C1 (FSP 03/2025)`.
//!
//! A cell is cut at its joints, and a piece begins where a test, a language with its level, or a course or claim of its own
//! is named. What names nothing goes with the piece before it, so no date and no score changes sides. A text whose pieces
//! speak of one certificate is not parted.

use super::{Certificate, Fault, certificate, name, token, words};
use crate::model::Day;
use crate::reference::language_tests;
use std::ops::Range;

/// Signs between two certificates, and words. A hyphen joins only with blanks around it.
const SIGNS: [char; 10] = [';', '|', '\n', ',', '/', '+', '&', '،', '؛', '、'];
const WORDS: [&str; 14] = [
    " - ", " – ", " — ", " and ", " und ", " et ", " y ", " e ", " ve ", " i ", " і ", " и ", " та ", " dan ",
];

/// The parts of a text that are certificates of their own; `None` where it holds one, or where it is not sure which words
/// belong together.
pub fn several(text: &str, as_of: Day) -> Option<Vec<String>> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST
        || !(text.contains(SIGNS) || text.contains('(') || WORDS.iter().any(|w| text.contains(w)))
    {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for range in segments(text) {
        // A slash stands in dates and in the names of tests. The day of the next exam may be cut at one.
        let parts = |sign: char| matches!(sign, ';' | '|' | '\n' | ',' | '+' | '&' | '،' | '؛' | '、');
        let before = pieces.last().map(|piece| &text[piece.range.clone()]);
        let before = before.filter(|_| text[..range.start].trim_end().ends_with(parts));
        let begins = begins_one(&text[range.clone()])
            || before.is_some_and(|before| tells_of_another_level(before, &text[range.start..]));
        match pieces.last_mut() {
            Some(last) if !begins || !last.begun => {
                last.range.end = range.end;
                last.begun |= begins;
            }
            _ => pieces.push(Piece { range, begun: begins }),
        }
    }
    let mut ranges: Vec<Range<usize>> = pieces.into_iter().map(|piece| piece.range).collect();
    join_what_is_one(text, &mut ranges, as_of);
    if ranges.len() < 2 {
        return None;
    }
    let texts: Vec<String> = ranges.into_iter().map(|range| trimmed(&text[range]).to_owned()).collect();
    let texts = with_family(texts, as_of);
    let read: Vec<_> = texts.iter().map(|text| certificate(text, as_of)).collect();
    let sound = read.iter().filter(|read| read.is_ok()).count();
    // A plan, a course or a claim beside a certificate is told apart; words that nobody knows may belong to either.
    let whole = certificate(text, as_of).is_ok();
    let told = |read: &Result<Certificate, super::Refused>| match read {
        Ok(read) => read.test.is_none() || says_result(read),
        Err(refused) => !whole && refused.fault != Fault::UnknownTest,
    };
    (sound > 0 && read.iter().all(told)).then_some(texts)
}

/// A stretch of the text that is growing, and whether something in it begins a certificate.
struct Piece {
    range: Range<usize>,
    begun: bool,
}

/// The stretches between the joints of a text, with a bracket of its own as one where it holds another certificate.
fn segments(text: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> =
        text.match_indices(SIGNS).map(|(at, sign)| at..at + sign.len()).collect();
    for word in WORDS {
        cuts.extend(text.match_indices(word).map(|(at, word)| at..at + word.len()));
    }
    let brackets: Vec<Range<usize>> = brackets(text).collect();
    let inside = |cut: &Range<usize>| brackets.iter().any(|b| b.start < cut.start && cut.end < b.end);
    cuts.retain(|cut| !inside(cut));
    for bracket in &brackets {
        if is_of_its_own(&text[bracket.start + 1..bracket.end - 1]) {
            cuts.push(bracket.start..bracket.start + 1);
            cuts.push(bracket.end - 1..bracket.end);
        }
    }
    cuts.sort_by_key(|cut| (cut.start, cut.end));
    let mut from = 0;
    let mut segments = Vec::new();
    for cut in cuts.into_iter().chain(std::iter::once(text.len()..text.len())) {
        if cut.start >= from {
            if !text[from..cut.start].trim().is_empty() {
                segments.push(from..cut.start);
            }
            from = cut.end;
        }
    }
    segments
}

/// The brackets of a text, signs included.
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('(').filter_map(|(at, _)| text[at..].find(')').map(|length| at..at + length + 1))
}

/// Whether a bracket speaks of another certificate than the words before it: an examination of the language of a profession,
/// or a course for a level.
fn is_of_its_own(bracket: &str) -> bool {
    let (tokens, chars) = token::tokens(bracket);
    let found = name::find(&tokens);
    let marks = words::read(&tokens, &chars, &found);
    let pending = words::speaks_of_no_test(&marks) && !marks.levels.is_empty();
    pending || found.iter().any(|found| is_of_profession(found.test))
}

/// Whether a test asks for the language of a profession, which people pass beside one of a level.
fn is_of_profession(test: &language_tests::Test) -> bool {
    test.parts.iter().any(|part| part == "patient talk") || test.id.as_str() == "oeaek-sprachpruefung"
}

/// Whether a stretch names what a certificate begins with.
fn begins_one(text: &str) -> bool {
    let (tokens, chars) = token::tokens(text);
    let found = name::find(&tokens);
    if !found.is_empty() {
        return true;
    }
    let marks = words::read(&tokens, &chars, &found);
    let (language, level) = (!marks.languages.is_empty(), !marks.levels.is_empty());
    language || level && words::speaks_of_no_test(&marks) || words::names_another_exam(&marks)
}

/// Whether a stretch speaks of an exam of another level than the one before it: it begins with a level, and says how that
/// exam went or when it is. `telc B1 passed Jul 2026; B2 exam on 19.12.2026`
pub(super) fn tells_of_another_level(before: &str, text: &str) -> bool {
    let (tokens, chars) = token::tokens(text);
    let first = tokens.iter().find(|token| !token.is_sign());
    let Some(&token::Kind::Level(level)) = first.map(|token| &token.kind) else { return false };
    let marks = words::read(&tokens, &chars, &name::find(&tokens));
    let (earlier, signs) = token::tokens(before);
    let of_before = name::find(&earlier);
    let known = words::read(&earlier, &signs, &of_before);
    let own = earlier.iter().any(|token| matches!(token.kind, token::Kind::Level(other) if other != level));
    let same = earlier.iter().any(|token| matches!(token.kind, token::Kind::Level(other) if other == level));
    let dated = |marks: &words::Marks| marks.taken.is_some() || marks.unclear_date.is_some();
    let told = words::speaks_of_no_test(&marks) || words::tells_outcome(&marks);
    // Without a word for how it went both have a day of their own.
    !of_before.is_empty() && own && !same && (told || dated(&marks) && dated(&known))
}

/// Pieces that begin with a level, `B2 failed (listening)`, with the family of the exam before them where they are no
/// certificate with it: so it is said why. What would be one stays without a name, since nobody says whose it is.
pub(super) fn with_family(texts: Vec<String>, as_of: Day) -> Vec<String> {
    let mut family: Option<String> = None;
    let mut named = Vec::with_capacity(texts.len());
    for text in texts {
        let (tokens, _) = token::tokens(&text);
        let first = tokens.iter().find(|token| !token.is_sign());
        let is_level = first.is_some_and(|token| matches!(token.kind, token::Kind::Level(_)));
        if is_level && name::find(&tokens).is_empty() {
            let whole = family.as_ref().map(|family| format!("{family} {text}"));
            let refused = whole.filter(|whole| certificate(whole, as_of).is_err());
            named.push(refused.unwrap_or(text));
            continue;
        }
        family = first.filter(|token| token.kind == token::Kind::Word).map(|token| token.text.clone());
        named.push(text);
    }
    named
}

/// Joins stretches next to each other that say two things of one certificate: `German B2, telc B2`.
fn join_what_is_one(text: &str, ranges: &mut Vec<Range<usize>>, as_of: Day) {
    let read = |range: &Range<usize>| certificate(trimmed(&text[range.clone()]), as_of);
    let mut at = 1;
    while at < ranges.len() {
        let (first, second) = (read(&ranges[at - 1]), read(&ranges[at]));
        let one = match (&first, &second) {
            (Ok(first), Ok(second)) => are_one(first, second),
            // A name of a language alone is the beginning of what is said of it.
            (Err(_), Ok(second)) => second.language.is_some_and(|language| {
                languages_of(&text[ranges[at - 1].clone()]) == [language]
                    && !text[ranges[at - 1].clone()].contains(char::is_numeric)
            }),
            _ => false,
        };
        if one {
            let second = ranges.remove(at);
            ranges[at - 1].end = second.end;
        } else {
            at += 1;
        }
    }
}

fn languages_of(text: &str) -> Vec<crate::model::Language> {
    let (tokens, chars) = token::tokens(text);
    words::read(&tokens, &chars, &name::find(&tokens)).languages
}

/// Whether two texts say things of one certificate: of one language, and of one test, or of none and one of levels.
fn are_one(first: &Certificate, second: &Certificate) -> bool {
    let of_profession =
        |one: &Certificate| one.test.as_ref().and_then(language_tests::get).is_some_and(is_of_profession);
    if first.language != second.language || of_profession(first) != of_profession(second) {
        return false;
    }
    match (&first.test, &second.test) {
        (Some(first_test), Some(second_test)) => {
            first_test == second_test && (first.taken_on.is_none() || second.taken_on.is_none())
        }
        (None, None) => first.level == second.level,
        _ => first.level.is_none() || second.level.is_none() || first.level == second.level,
    }
}

/// Whether a certificate says with which result.
pub(super) fn says_result(one: &Certificate) -> bool {
    let scores = [&one.overall, &one.listening, &one.reading, &one.writing, &one.speaking];
    one.level.is_some() || one.passed || one.taken_on.is_some() || scores.into_iter().any(Option::is_some)
}

fn trimmed(text: &str) -> &str {
    text.trim().trim_matches([',', ';', ':', '-', '–']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        several(text, "2026-11-29".parse().unwrap()).unwrap_or_default()
    }

    #[test]
    fn two_results_in_one_cell_are_two_certificates() {
        for (text, wanted) in [
            ("IELTS 7.0 / OET B", &["IELTS 7.0", "OET B"][..]),
            ("B2 telc + B1 Goethe", &["B2 telc", "B1 Goethe"]),
            ("German B2, English B1", &["German B2", "English B1"]),
            ("Inglés B2, Alemán A2", &["Inglés B2", "Alemán A2"]),
            ("Allemand B2 (Goethe, 05/2025), anglais B1", &["Allemand B2 (Goethe, 05/2025)", "anglais B1"]),
            ("Німецька B1, англійська A2", &["Німецька B1", "англійська A2"]),
            ("إنجليزي B2 - ألماني A2", &["إنجليزي B2", "ألماني A2"]),
            ("German C1 (FSP 03/2025)", &["German C1", "FSP 03/2025"]),
            ("Deutsch C1, FSP 03/2025", &["Deutsch C1", "FSP 03/2025"]),
            ("telc B1 2022; telc B2 2024", &["telc B1 2022", "telc B2 2024"]),
        ] {
            assert_eq!(parts(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_one_certificate_stays_one() {
        for text in [
            "IELTS 7.5 (L8, R8.5, W6.5, S7), 03/2025",
            "IELTS L/R/W/S 7/7/6.5/7",
            "OET: L-B, R-B, W-C+, S-B",
            "IELTS 6,5",
            "English, IELTS 6.5",
            "German B2, telc B2, 05/2025",
            "telc B2/C1 Medizin",
            "B2 (Goethe)",
            "IELTS / OET",
            "French, English",
            "IELTS Academic 7.0 - 12/05/2025",
        ] {
            assert_eq!(parts(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_failed_or_planned_exam_takes_nothing_from_the_one_before_it() {
        for (text, wanted) in [
            (
                "telc B1 passed Jul 2026; B2 exam on 19.12.2026",
                ["telc B1 passed Jul 2026", "telc B2 exam on 19.12.2026"],
            ),
            (
                "Goethe B1 01/2025 bestanden, B2 03/2026 nicht bestanden",
                ["Goethe B1 01/2025 bestanden", "Goethe B2 03/2026 nicht bestanden"],
            ),
        ] {
            assert_eq!(parts(text), wanted, "{text}");
        }
        for text in ["telc B2/C1 Medizin 03/2025", "telc B1 passed, B1 Jul 2026"] {
            assert_eq!(parts(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_pending_takes_nothing_from_what_is_passed() {
        assert_eq!(parts("B1 telc; taking B2")[..1], ["B1 telc"]);
        assert_eq!(parts("German B2 (telc), English course"), ["German B2 (telc)", "English course"]);
        assert_eq!(parts("telc B1; result pending"), [""; 0]);
    }
}
