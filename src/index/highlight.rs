//! Showing where a hit matched, and hiding whom it is about.

use crate::model::{LanguageCertificate, License, Worker};
use crate::text::{SearchWord, behind_elision, contacts, each_folded, is_unspaced, searched, words};
use compact_str::CompactString;
use std::borrow::Cow;
use std::ops::Range;

/// A piece of text with the places that matched.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fragment {
    /// The piece, as written.
    pub text: String,
    /// The bytes of `text` that matched.
    pub matches: Vec<Range<usize>>,
}

/// Words to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtWords {
    /// The words in a row, folded, as [`super::Matched`] gives them.
    pub words: Vec<String>,
    /// Whether the last of them is the beginning of a word only.
    pub begins: bool,
}

/// The places of a text at which sought words stand.
fn places(text: &str, sought: &[SoughtWords]) -> Vec<Range<usize>> {
    let found = searched(text);
    // What stands at one place: a word, and what is left of it without an article.
    let mut spots: Vec<&[SearchWord]> = Vec::new();
    let mut from = 0;
    for at in 1..=found.len() {
        if at == found.len() || !found[at].inside {
            spots.push(&found[from..at]);
            from = at;
        }
    }
    let mut places: Vec<Range<usize>> = Vec::new();
    for one in sought.iter().filter(|one| !one.words.is_empty() && one.words.len() <= spots.len()) {
        for window in spots.windows(one.words.len()) {
            let fits = |at: usize, word: &SearchWord| {
                let whole = !(one.begins && at + 1 == one.words.len());
                if whole { word.word == one.words[at] } else { word.word.starts_with(&one.words[at]) }
            };
            let mut stretch: Option<Range<usize>> = None;
            let all = window.iter().enumerate().all(|(at, spot)| {
                let Some(word) = spot.iter().find(|word| fits(at, word)) else { return false };
                let from = stretch.as_ref().map_or(word.range.start, |stretch| stretch.start);
                stretch = Some(from..word.range.end);
                true
            });
            places.extend(stretch.filter(|_| all));
        }
    }
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    // One place within another is marked once.
    let mut until = 0;
    places.retain(|place| {
        let apart = place.start >= until;
        until = until.max(place.end);
        apart
    });
    places
}

/// The piece of a text, at most `length` characters or so, that holds most of the sought words; `None` when it holds
/// none. What was found as a synonym or by a near spelling is shown like any other.
pub fn highlight(text: &str, sought: &[SoughtWords], length: usize) -> Option<Fragment> {
    let found = places(text, sought);
    // The window that begins a little before a match and holds most of them; the first wins.
    let best = (0..found.len()).max_by_key(|&at| {
        let inside = found[at..].iter().take_while(|r| r.end <= found[at].start + length).count();
        (inside, std::cmp::Reverse(at))
    })?;
    let lead = length / 4;
    let last = found[best..]
        .iter()
        .take_while(|r| r.end <= found[best].start + length)
        .last()
        .unwrap_or(&found[best]);
    let mut from = boundary(text, found[best].start.saturating_sub(lead));
    if from > 0 {
        // Begin with a whole word.
        from = text[from..found[best].start].find(' ').map_or(from, |space| from + space + 1);
    }
    let mut to = boundary(text, (from + length).min(text.len()).max(last.end));
    if to < text.len() {
        to = text[last.end..to].rfind(' ').map_or(to, |space| last.end + space);
    }
    let lead_sign = if from > 0 { "… " } else { "" };
    let tail_sign = if to < text.len() { " …" } else { "" };
    let matches = found
        .iter()
        .filter(|r| r.start >= from && r.end <= to)
        .map(|r| r.start - from + lead_sign.len()..r.end - from + lead_sign.len())
        .collect();
    Some(Fragment { text: format!("{lead_sign}{}{tail_sign}", &text[from..to]), matches })
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// Hides a worker's own name in texts, and what reaches them: every contact and number of a document, also those that
/// stand in no column.
pub struct Mask {
    /// The folded words of names and e-mail address, and of numbers of documents.
    own: Vec<CompactString>,
    /// The letters that they begin with, a bit each: most words of a text begin with none.
    initials: u64,
    /// The digits of the phone number: it is written in many groupings.
    phone: Option<String>,
    /// Names in scripts that put no blanks between words: they are looked for inside sentences.
    unspaced: Vec<Box<str>>,
}

impl Mask {
    /// The mask of a worker with these documents.
    pub fn of(worker: &Worker, licenses: &[License], certificates: &[LanguageCertificate]) -> Self {
        let mut own: Vec<CompactString> = Vec::with_capacity(8);
        let mut add = |word: &str| {
            if !own.iter().any(|known| known == word) {
                own.push(word.into());
            }
        };
        let mut unspaced: Vec<Box<str>> = Vec::new();
        for name in [&worker.full_name, &worker.given_name, &worker.family_name].into_iter().flatten() {
            if !name.is_ascii() {
                let runs = name.split(|c: char| !is_unspaced(c) && !c.is_alphanumeric());
                let long = runs.filter(|run| run.chars().filter(|&c| is_unspaced(c)).nth(1).is_some());
                unspaced.extend(long.map(Into::into));
            }
            each_folded(name, |word| {
                if word.chars().nth(1).is_some() {
                    add(word);
                }
            });
        }
        worker.email.iter().for_each(|email| each_folded(email, &mut add));
        let papers = licenses.iter().filter_map(|license| license.number.as_ref());
        for number in papers.chain(certificates.iter().filter_map(|one| one.number.as_ref())) {
            // A part that is short may be a figure of anybody.
            each_folded(number, |word| {
                if word.bytes().filter(u8::is_ascii_digit).count() >= 4 {
                    add(word);
                }
            });
        }
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let initials =
            own.iter().filter_map(|word| word.bytes().next()).fold(0, |bits, first| bits | initial(first));
        let phone = worker.phone.as_deref().map(digits).filter(|phone| phone.len() >= 6);
        Self { own, initials, phone, unspaced }
    }

    /// The text with `[…]` for every word that is the worker's own, and for every contact.
    pub fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut hidden = contacts(text);
        if !text.is_ascii() || self.may_hide(text) {
            let own = words(text).into_iter().filter(|(range, word)| {
                let behind = || behind_elision(&text[range.clone()], word);
                self.is_own(word)
                    || self.is_of_phone(word)
                    || behind().is_some_and(|(_, behind)| self.is_own(&behind))
            });
            hidden.extend(own.map(|(range, _)| range));
            for name in &self.unspaced {
                hidden.extend(text.match_indices(&**name).map(|(at, name)| at..at + name.len()));
            }
            hidden.sort_by_key(|range| (range.start, range.end));
        }
        if hidden.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut masked = String::new();
        let mut done = 0;
        for range in hidden {
            if range.start >= done {
                masked.push_str(&text[done..range.start]);
                masked.push_str("[…]");
            }
            done = done.max(range.end);
        }
        masked.push_str(&text[done..]);
        Cow::Owned(masked)
    }

    fn is_own(&self, word: &str) -> bool {
        self.own.iter().any(|own| own == word)
    }

    fn is_of_phone(&self, word: &str) -> bool {
        word.len() >= 3
            && word.bytes().all(|b| b.is_ascii_digit())
            && self.phone.as_ref().is_some_and(|phone| phone.contains(word))
    }

    /// Whether an ASCII text may hold one of the words: most do not, and need not be folded.
    fn may_hide(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let first = bytes[at];
            let from = at;
            at += 1;
            match CLASS[usize::from(first)] {
                Class::Joint => return true,
                Class::Other => continue,
                Class::Letter | Class::Digit => {}
            }
            while at < bytes.len() && matches!(CLASS[usize::from(bytes[at])], Class::Letter | Class::Digit) {
                at += 1;
            }
            let may = self.initials & initial(first) != 0
                && self.own.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(&bytes[from..at]));
            if may || (first.is_ascii_digit() && self.is_of_phone(&text[from..at])) {
                return true;
            }
        }
        false
    }
}

/// What a byte of an ASCII text is to its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// An apostrophe: the word that it stands in must be folded.
    Joint,
    Other,
}

/// The class of every byte: texts are long, and most of their words are looked at for their first letter only.
const CLASS: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'\'' | b'`' => Class::Joint,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// A bit for the letter that a word begins with, whatever its case.
fn initial(first: u8) -> u64 {
    1 << (first.to_ascii_lowercase() & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn the_best_piece_is_shown_as_written() {
        let text = "Ten years on a ward. Infirmière de réanimation at the Hôpital, then RÉANIMATION again.";
        let sought = |all: &[&str]| -> Vec<SoughtWords> {
            let words = |text: &&str| searched(text).into_iter().map(|one| one.word).collect();
            all.iter().map(|text| SoughtWords { words: words(text), begins: false }).collect()
        };
        let fragment = highlight(text, &sought(&["reanimation", "infirmiere"]), 40).unwrap();
        let shown: Vec<&str> = fragment.matches.iter().map(|r| &fragment.text[r.clone()]).collect();
        assert_eq!(shown, ["Infirmière", "réanimation"]);
        assert_eq!(highlight(text, &sought(&["surgery"]), 40), None);
        let fragment = highlight("diplôme d’infirmière", &sought(&["infirmiere"]), 40).unwrap();
        assert_eq!(&fragment.text[fragment.matches[0].clone()], "infirmière");
        assert_eq!(highlight("", &sought(&["a"]), 40), None);
        let marked = |text: &str, all: &[&str]| {
            let fragment = highlight(text, &sought(all), 90).unwrap();
            fragment.matches.iter().map(|r| fragment.text[r.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(marked("長崎市の医院で器具の滅菌を担当", &["滅菌", "長崎"]), ["長崎", "滅菌"]);
        assert_eq!(
            marked("Ear, Nose and Throat", &["ear nose and throat", "nose"]),
            ["Ear, Nose and Throat"]
        );
        assert_eq!(marked("E.N.T. ward", &["ENT"]), ["E.N.T"]);
        let begun = SoughtWords { words: vec!["phlebo".into()], begins: true };
        assert_eq!(highlight("Phlebotomy rounds", &[begun], 40).unwrap().matches[0], 0..10);
    }

    #[test]
    fn a_workers_own_name_and_contacts_are_hidden() {
        let mut worker =
            Worker::from_cells(|at| (at == 0).then_some(crate::model::DatumRef::Text("W1"))).unwrap();
        worker.full_name = Some("Awa N’Diaye".into());
        worker.email = Some("awa.nd@example.org".into());
        worker.phone = Some("+221 77 555 01 99".into());
        let text = "N'DIAYE is a nurse; write awa.nd@example.org or 77 555 0199.";
        let masked = Mask::of(&worker, &[], &[]).hide(text);
        assert!(!masked.to_lowercase().contains("diaye") && !masked.contains("awa"), "{masked}");
        assert!(!masked.contains("555"), "{masked}");
        assert!(masked.contains("is a nurse"));
        let mask = Mask::of(&worker, &[], &[]);
        assert_eq!(mask.hide("AWA, nurse"), "[…], nurse");
        assert_eq!(mask.hide("N'diaye, nurse"), "[…], nurse");
        assert_eq!(mask.hide("Diaye, qu’Awa, d'Awa"), "[…], […], […]", "nor behind an apostrophe");
        assert_eq!(mask.hide("call 775550199"), "call […]");
        assert_eq!(mask.hide("away 199 years"), "away […] years", "three digits of the number in a row");
        assert_eq!(mask.hide("or at x@example.org, +1 202 555 0175"), "or at […], […]", "of nobody's column");
        worker.full_name = Some("山田 花子".into());
        assert_eq!(
            Mask::of(&worker, &[], &[]).hide("東京の山田花子です、山の花"),
            "東京の[…][…]です、山の花"
        );
        worker.full_name = Some("สมชาย ใจดี".into());
        assert_eq!(Mask::of(&worker, &[], &[]).hide("ชื่อสมชายใจดีครับ"), "ชื่อ[…][…]ครับ");
        let mut license = License::from_cells(|at| {
            matches!(License::COLUMNS[at], "worker_id").then_some(crate::model::DatumRef::Text("W1"))
        })
        .unwrap();
        license.number = Some("RN 45678".into());
        let mask = Mask::of(&worker, &[license], &[]);
        assert_eq!(mask.hide("RN, license 45678, 12 beds"), "RN, license […], 12 beds");
    }
}
