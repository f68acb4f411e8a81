//! What a title says by itself: a title of the tables as it stands, or with nothing beside it that changes the
//! profession.
//!
//! This is the certain part of the answer, which import takes and every flag accepts. The words of the title
//! must all be accounted for: titles of the tables that agree on one unit group, and the ward, the shift, the
//! contract, the grade or a small word of [`title_settings`]. One word more and nothing is certain: an
//! *assistant* beside a nurse is no nurse.

use crate::model::{Country, Isco08, Language};
use crate::reference::occupations;
use crate::reference::title_marks::{self, Mark};
use crate::reference::title_settings::{self, Kind, TitleSetting};
use crate::text::{clean, fold};
use std::collections::HashSet;

/// How a title was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedHow {
    /// As a title of the tables.
    Plain,
    /// As a code of a unit group, with words that say the same or none.
    Code,
    /// As a title of the tables with a ward, a shift, a grade or the like beside it.
    Beside,
}

/// What a title says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedOccupation {
    /// The unit groups: one where the title is certain, several where it is unclear, or none.
    pub codes: Vec<Isco08>,
    /// The unit group that the title names, where its words say so and yet something is open: a physician
    /// of a specialty, who may not be a specialist yet.
    pub likely: Option<Isco08>,
    /// How they were read.
    pub how: NamedHow,
}

impl NamedOccupation {
    fn of(codes: Vec<Isco08>, how: NamedHow) -> Self {
        Self { codes, likely: None, how }
    }

    /// The unit group, where the title says which.
    pub fn certain(&self) -> Option<Isco08> {
        match self.codes[..] {
            [code] => Some(code),
            _ => None,
        }
    }
}

/// Titles of more words are no title with a ward beside it, but a sentence.
const MOST_WORDS: usize = 16;
/// The most words of a title of the tables that is sought inside of another.
const SPAN: usize = 8;

/// Reads a title; `country` is where it is used.
pub fn read(title: &str, country: Option<Country>) -> NamedOccupation {
    let mut plain = occupations::lookup(title, country);
    // `Nurse, assistant` is the assistant nurse, whatever a nurse assistant is.
    if let Some((head, qualifier)) = title.split_once(',').filter(|(_, rest)| !rest.contains(',')) {
        plain.extend(occupations::lookup(&format!("{qualifier} {head}"), country));
        plain.sort_unstable();
        plain.dedup();
    }
    if !plain.is_empty() {
        return NamedOccupation::of(plain, NamedHow::Plain);
    }
    let cleaned = clean::plain(title);
    // `R.N.` is RN.
    if initials(&cleaned) {
        let codes = occupations::lookup(&cleaned.replace(['.', ' '], ""), country);
        if !codes.is_empty() {
            return NamedOccupation::of(codes, NamedHow::Plain);
        }
    }
    if let Some((code, words)) = code_and_words(&cleaned) {
        let known = occupations::group(code).is_some_and(|group| group.human_health);
        let agrees = known && says_code(&words, code, country);
        return NamedOccupation::of(agrees.then_some(code).into_iter().collect(), NamedHow::Code);
    }
    if let Some(whole) = with_whole_words(&cleaned) {
        let read = read(&whole, country);
        if !read.codes.is_empty() {
            return read;
        }
    }
    let ungendered = ungendered(&cleaned);
    let codes = occupations::lookup(&ungendered, country);
    if !codes.is_empty() {
        return NamedOccupation::of(codes, NamedHow::Plain);
    }
    // The tables have many titles of one gender alone.
    for other in other_gender(&ungendered) {
        let codes = occupations::lookup(&other, country);
        if !codes.is_empty() {
            return NamedOccupation::of(codes, NamedHow::Plain);
        }
    }
    beside(&fold(&ungendered), country)
}

/// A title with the words for which its abbreviations stand: `Snr Staff Nurse`, `Med. Lab. Scientist`, `SN – ICU`. `None`
/// where it has none. A dot says that a word is cut; in capitals alone the short forms of nurses mean these.
fn with_whole_words(title: &str) -> Option<String> {
    const CAPITALS: [(&str, &str); 5] = [
        ("S/N", "staff nurse"),
        ("SN", "staff nurse"),
        ("SSN", "senior staff nurse"),
        ("SNO", "senior nursing officer"),
        ("PNO", "principal nursing officer"),
    ];
    const CUT: [(&str, &str); 19] = [
        ("snr", "senior"),
        ("jnr", "junior"),
        ("asst", "assistant"),
        ("med.", "medical"),
        ("lab.", "laboratory"),
        ("tech.", "technician"),
        ("technol.", "technologist"),
        ("pharm.", "pharmacist"),
        ("physio.", "physiotherapist"),
        ("rad.", "radiology"),
        ("paed.", "paediatric"),
        ("gen.", "general"),
        ("reg.", "registered"),
        ("aux.", "auxiliar"),
        ("enf.", "enfermería"),
        ("téc.", "técnico"),
        ("tec.", "técnico"),
        ("farm.", "farmacéutico"),
        ("odont.", "odontólogo"),
    ];
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut whole = Vec::with_capacity(words.len());
    let mut changed = false;
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_end_matches([',', ')', ';', ':']);
        let lowered = bare.to_lowercase();
        let capital = CAPITALS.iter().find(|(short, _)| *short == bare).map(|(_, long)| *long);
        // `NO II`: a nursing officer of a grade; without one the word denies.
        let grade = words.get(at + 1).is_some_and(|next| matches!(*next, "I" | "II" | "III" | "1" | "2"));
        let officer = (at == 0 && grade && bare == "NO").then_some("nursing officer");
        let cut = CUT.iter().find(|(short, _)| *short == lowered || format!("{short}.") == lowered);
        let cut = cut.map(|(_, long)| *long);
        // `Pharm. Tech.` is a technician of the pharmacy.
        let cut = if cut == Some("pharmacist") && words.len() > at + 1 { Some("pharmacy") } else { cut };
        match capital.or(officer).or(cut) {
            Some(long) => {
                changed = true;
                whole.push(long);
            }
            None => whole.push(word),
        }
    }
    changed.then(|| whole.join(" "))
}

/// A title of a woman as that of a man: `enfermera profesional`, `asistentă medicală`, `technicienne de laboratoire`; first
/// with all words changed, then with the first alone.
fn other_gender(title: &str) -> Vec<String> {
    const ENDINGS: [(&str, &str); 11] = [
        ("oras", "ores"),
        ("ora", "or"),
        ("as", "os"),
        ("ienne", "ien"),
        ("ière", "ier"),
        ("trice", "teur"),
        ("euse", "eur"),
        ("ente", "ent"),
        ("ée", "é"),
        ("ă", ""),
        ("a", "o"),
    ];
    let lowered = title.to_lowercase();
    let changed = |word: &str| {
        let found = ENDINGS.iter().find_map(|(ending, other)| Some((word.strip_suffix(ending)?, other)));
        found.filter(|(stem, _)| stem.chars().count() >= 4).map(|(stem, other)| format!("{stem}{other}"))
    };
    let words: Vec<&str> = lowered.split_whitespace().collect();
    let Some(first) = words.first().and_then(|word| changed(word)) else { return Vec::new() };
    let all = words.iter().map(|word| changed(word).unwrap_or_else(|| (*word).to_owned()));
    let all = all.collect::<Vec<_>>().join(" ");
    let one = std::iter::once(first.as_str()).chain(words[1..].iter().copied());
    let one = one.collect::<Vec<_>>().join(" ");
    if all == one { vec![all] } else { vec![all, one] }
}

/// Whether the words beside a code say the same as it, or nothing.
pub fn says_code(words: &str, code: Isco08, country: Option<Country>) -> bool {
    words.is_empty()
        || fold(occupations::title(code)) == words
        || occupations::lookup(words, country).contains(&code)
}

/// Whether a text is letters with a dot behind each.
fn initials(text: &str) -> bool {
    let mut parts = text.split_inclusive('.').map(str::trim);
    text.contains('.')
        && parts.all(|part| {
            let mut signs = part.chars();
            signs.next().is_some_and(char::is_alphabetic) && matches!(signs.as_str(), "." | "")
        })
}

/// `ISCO 2221 - Nursing professionals`: the one code of four digits, and the folded words beside it that
/// do not only say what it is a code of.
pub fn code_and_words(text: &str) -> Option<(Isco08, String)> {
    let folded = fold(text);
    let mut codes =
        folded.split(' ').filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let code = codes.next()?;
    if codes.next().is_some() {
        return None;
    }
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|word| *word != code && !matches!(*word, "isco" | "isco08" | "08" | "code" | "ciuo" | "citp"))
        .collect();
    Some((code.parse().ok()?, words.join(" ")))
}

/// A title without marks of gender: `(m/w/d)`, `m/w/d`, `Pfleger/-in`, `Pfleger:in`, `infirmier(e)`.
pub(super) fn ungendered(title: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '-' | '.'));
        let letters = bare.split(['/', '|', '*', ':']).collect::<Vec<_>>();
        let genders = letters.len() > 1
            && letters
                .iter()
                .all(|part| part.len() <= 1 && part.bytes().all(|b| b"mwdfhxigMWDFHXIG".contains(&b)));
        let in_brackets = word.starts_with('(') && word.trim_end_matches([',', '-']).ends_with(')');
        let spelled = (in_brackets || letters.len() > 1) && letters.iter().all(|part| names_a_sex(part));
        // `Male Staff Nurse`, `Staff Nurse - Female`, `Staff Nurse (M)`.
        let alone = matches!(fold(bare).as_str(), "male" | "female")
            || in_brackets && matches!(bare, "M" | "F" | "W" | "m" | "f" | "w");
        if !genders && !spelled && !alone {
            words.push(without_ending(word));
        }
    }
    while words.last().is_some_and(|word| matches!(word.as_str(), "-" | "–" | "/")) {
        words.pop();
    }
    words.join(" ")
}

/// Whether a word is one for a sex, as it stands in brackets behind a title: `Staff Nurse (Female)`.
pub(in crate::resolve) fn names_a_sex(word: &str) -> bool {
    const SEXES: [&str; 20] = [
        "female", "females", "male", "males", "woman", "women", "man", "men", "lady", "ladies", "femme",
        "homme", "mujer", "hombre", "mulher", "homem", "frau", "mann", "انثي", "ذكر",
    ];
    SEXES.contains(&fold(word).as_str())
}

/// A word without the ending of the other gender that stands behind a sign.
fn without_ending(word: &str) -> String {
    const ENDINGS: [&str; 34] = [
        "in", "innen", "frau", "mann", "e", "es", "s", "ne", "nes", "ère", "ere", "ière", "iere", "rice",
        "trice", "euse", "sse", "a", "as", "o", "os", "ra", "ka", "n", "r", "er", "en", "ica", "nja", "inja",
        "ice", "ă", "ná", "ný",
    ];
    for sign in ['/', ':', '*', '_', '·', '(', '@'] {
        let Some((stem, rest)) = word.split_once(sign) else { continue };
        let ending = rest.trim_start_matches('-').trim_end_matches([')', ',', ';']);
        if stem.chars().count() >= 4 && ENDINGS.contains(&ending.to_lowercase().as_str()) {
            return stem.to_owned();
        }
    }
    // `PflegerIn`: a capital in the middle of a word.
    for ending in ["Innen", "In"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 4
            && stem.chars().next_back().is_some_and(char::is_lowercase)
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// A folded title that is a title of the tables and what may stand beside it.
fn beside(folded: &str, country: Option<Country>) -> NamedOccupation {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).map(without_article).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return NamedOccupation::of(Vec::new(), NamedHow::Beside);
    }
    let (mut codes, mut likely) = (Vec::new(), None);
    for language in spoken(&words) {
        let Some(parts) = parts(&words, language) else { continue };
        codes.extend(parts.codes(country, language));
        likely = likely.or_else(|| parts.specialist());
    }
    // A title that is whole in two languages must mean the same in both.
    codes.sort_unstable();
    codes.dedup();
    NamedOccupation {
        likely: likely.filter(|_| codes.is_empty()),
        ..NamedOccupation::of(codes, NamedHow::Beside)
    }
}

/// Whether a folded title names a specialty, as a ward or a field: *cardiology*, *Innere Medizin*.
pub(super) fn names_specialty(folded: &str, language: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').map(without_article).collect();
    (0..words.len()).any(|at| {
        title_settings::leading(&words[at..], language).any(|(setting, _)| {
            setting.kind == Kind::Ward && !matches!(&*setting.concept, "community" | "place-word")
        })
    })
}

/// A word without the Arabic article that is written with it.
fn without_article(word: &str) -> &str {
    const SHORTEST: usize = 3;
    let bare = word.strip_prefix("ال").filter(|bare| bare.chars().count() >= SHORTEST);
    bare.unwrap_or(word)
}

/// The languages in which some words of a title are a title of the tables or stand in for one; English last, which
/// is mixed into all.
fn spoken(words: &[&str]) -> Vec<&'static str> {
    let mut languages: Vec<&'static str> = Vec::new();
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + SPAN) {
            languages.extend(occupations::languages(&words[from..to].join(" ")).iter().map(Language::as_str));
        }
        languages.extend(title_settings::languages_of_heads(words[from]));
        languages.extend(title_marks::languages_of(Mark::Physician, words[from]));
        // Most words begin with no ward at all: these are not cut for each language.
        if title_settings::may_be_compound(words[from]) {
            let compounding = title_settings::COMPOUNDING.iter().copied();
            languages.extend(compounding.filter(|language| compound(words[from], language, DEPTH).is_some()));
        }
    }
    if !languages.is_empty() {
        languages.push("en");
    }
    let mut seen = HashSet::new();
    languages.retain(|language| seen.insert(*language));
    languages
}

/// A part of a title.
enum Part {
    /// A title of the tables.
    Title(String),
    /// A word for a profession that needs something beside it.
    Head(&'static TitleSetting),
    /// A word for a physician that is no title of the tables, as in another case or number.
    Physician,
    /// What may stand beside a profession.
    Beside(&'static TitleSetting),
    /// A number.
    Number,
}

struct Parts(Vec<Part>);

/// The parts of a title in a language; `None` when a word is left over.
fn parts(words: &[&str], language: &str) -> Option<Parts> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let title = (1..=rest.len().min(SPAN)).rev().find(|&to| is_title(&rest[..to].join(" ")));
        let setting = title_settings::leading(rest, language)
            .filter(|(setting, _)| setting.kind != Kind::Place && setting.kind != Kind::Head)
            // The longest, and of those the one that says most.
            .max_by_key(|(setting, words)| (*words, std::cmp::Reverse(setting.kind)));
        // Letters that mean a small word or a ward as well are no title: `EN`, `OT`.
        const LETTERS: usize = 3;
        // What a ward begins a profession may end.
        if title.is_none()
            && let Some(found) = compound(rest[0], language, DEPTH)
        {
            parts.extend(found);
            at += 1;
            continue;
        }
        match (title, setting) {
            (Some(words), Some((setting, long)))
                if long > words || rest[0].len() <= LETTERS && long == words =>
            {
                parts.push(Part::Beside(setting));
                at += long;
            }
            (Some(words), _) => {
                parts.push(Part::Title(rest[..words].join(" ")));
                at += words;
            }
            (None, Some((setting, long))) => {
                parts.push(Part::Beside(setting));
                at += long;
            }
            (None, None) => {
                let head = title_settings::leading(rest, language)
                    .filter(|(setting, _)| setting.kind == Kind::Head)
                    .map(|(setting, words)| (Part::Head(setting), words))
                    .collect::<Vec<_>>();
                if let Some(most) = head.iter().map(|(_, words)| *words).max() {
                    parts.extend(head.into_iter().filter(|(_, words)| *words == most).map(|(part, _)| part));
                    at += most;
                } else if is_number(rest[0]) {
                    parts.push(Part::Number);
                    at += 1;
                } else if is_physician(rest[0], language) {
                    parts.push(Part::Physician);
                    at += 1;
                } else {
                    return None;
                }
            }
        }
    }
    Some(Parts(parts))
}

fn is_title(text: &str) -> bool {
    occupations::is_title(text)
}

/// Words that a compound may be cut into before its last one.
const DEPTH: usize = 3;

/// A word that is a profession behind a ward, a shift or a contract: *Kinderintensivpfleger*.
fn compound(word: &str, language: &str, depth: usize) -> Option<Vec<Part>> {
    // Shorter remains of words mean too many things.
    let least = if word.is_ascii() || !matches!(language, "zh" | "ja" | "ko" | "th") { 5 } else { 2 };
    title_settings::compounds(word, language).find_map(|(setting, rest)| {
        ["", "s", "n", "en"].iter().find_map(|joint| {
            let rest = rest.strip_prefix(joint)?;
            if rest.chars().count() < least {
                return None;
            }
            let mut parts = vec![Part::Beside(setting)];
            if is_title(rest) {
                parts.push(Part::Title(rest.to_owned()));
                return Some(parts);
            }
            let heads: Vec<Part> = title_settings::leading(&[rest], language)
                .filter(|(setting, _)| setting.kind == Kind::Head)
                .map(|(setting, _)| Part::Head(setting))
                .collect();
            if !heads.is_empty() {
                parts.extend(heads);
                return Some(parts);
            }
            parts.extend(compound(rest, language, depth.checked_sub(1)?)?);
            Some(parts)
        })
    })
}

/// Whether a word of a language is one for a physician of people.
fn is_physician(word: &str, language: &str) -> bool {
    let marks = title_marks::of(word, language);
    marks.has(Mark::Physician)
        && ![Mark::Animals, Mark::Teeth, Mark::Helper].iter().any(|mark| marks.has(*mark))
}

/// Whether a word is a number, with a letter beside it at most: `5`, `12h`. `A2` is a class of nurses in some countries.
fn is_number(word: &str) -> bool {
    let is_class = matches!(word.as_bytes(), [b'a'..=b'c', b'1'..=b'4']);
    !is_class
        && word.chars().any(|c| c.is_ascii_digit())
        && word.chars().filter(|c| c.is_alphabetic()).count() <= 1
}

impl Parts {
    /// The unit groups on which all titles agree, where what stands beside them leaves them what they are.
    fn codes(&self, country: Option<Country>, language: &str) -> Vec<Isco08> {
        let own: Option<Language> = language.parse().ok();
        let kinds = |kind: Kind| {
            self.0.iter().filter_map(move |part| match part {
                Part::Beside(setting) if setting.kind == kind => Some(*setting),
                _ => None,
            })
        };
        let wards: Vec<&str> = kinds(Kind::Ward).map(|setting| &*setting.concept).collect();
        let says_more = !wards.is_empty()
            || kinds(Kind::Shift).next().is_some()
            || kinds(Kind::Contract).next().is_some();
        let heads = || {
            self.0.iter().filter_map(|part| match part {
                Part::Head(setting) => Some(*setting),
                _ => None,
            })
        };
        let beside_own_ward = || heads().filter(|head| wards.contains(&&*head.beside));
        let mut agreed: Option<Vec<Isco08>> = None;
        let mut agree = |codes: Vec<Isco08>| {
            agreed = Some(match agreed.take() {
                None => codes,
                Some(known) => known.into_iter().filter(|code| codes.contains(code)).collect(),
            });
        };
        for part in &self.0 {
            if let Part::Title(title) = part {
                agree(occupations::lookup_spoken(title, country, |spoken| Some(*spoken) == own));
            }
        }
        if beside_own_ward().next().is_some() {
            agree(beside_own_ward().filter_map(|head| head.occupation()).collect());
        } else {
            for head in heads().filter(|head| head.beside.is_empty()) {
                agree(head.occupation().filter(|_| says_more).into_iter().collect());
            }
        }
        if self.0.iter().any(|part| matches!(part, Part::Physician)) {
            return Vec::new();
        }
        let graded = kinds(Kind::Grade).next().is_some();
        let mut codes = agreed.unwrap_or_default();
        codes.sort_unstable();
        codes.dedup();
        let stays = |code: &Isco08| keeps_its_group(*code, &wards) && !(graded && code.code() == PHYSICIAN);
        if codes.iter().all(stays) { codes } else { Vec::new() }
    }
}

impl Parts {
    /// Specialist medical practitioners, where physicians are named and nobody else, with a ward that is a specialty.
    fn specialist(&self) -> Option<Isco08> {
        let physician = |part: &Part| match part {
            Part::Physician => true,
            Part::Title(title) => occupations::lookup(title, None)
                .iter()
                .all(|code| matches!(code.code(), PHYSICIAN | SPECIALIST)),
            _ => false,
        };
        let is_specialty = |part: &Part| match part {
            Part::Beside(setting) => {
                setting.kind == Kind::Ward && !matches!(&*setting.concept, "community" | "place-word")
            }
            _ => false,
        };
        let professions = || self.0.iter().filter(|part| !matches!(part, Part::Beside(_) | Part::Number));
        let one = professions().next().is_some() && professions().all(physician);
        Isco08::from_code(SPECIALIST).filter(|_| one && self.0.iter().any(is_specialty))
    }
}

/// Specialist medical practitioners.
const SPECIALIST: u16 = 2212;
/// Generalist medical practitioners: a ward makes specialists of them, and so may a grade.
const PHYSICIAN: u16 = 2211;

/// Whether somebody of a unit group is of the same group on these wards (ISCO-08, the definitions of the groups): nurses,
/// midwives, therapists and the other professions of one patient are; a physician is a specialist there, helpers of
/// institutions are told from those of homes, and managers of health services from those of aged care.
fn keeps_its_group(code: Isco08, wards: &[&str]) -> bool {
    let at_home = || wards.iter().any(|ward| matches!(*ward, "community" | "elderly"));
    match code.code() {
        _ if wards.is_empty() => true,
        2212 | 2221 | 2222 | 2240 | 2261 | 2262 | 2264 | 2265 | 2266 | 2267 | 2269 | 2634 | 2635 => true,
        3211 | 3212 | 3213 | 3221 | 3222 | 3251 | 3254 | 3255 | 3256 | 3258 | 3344 => true,
        5321 | 1342 => !at_home(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(title: &str) -> String {
        read(title, None).certain().map(|code| code.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_ward_a_shift_or_a_grade_leaves_the_profession_what_it_is() {
        for (title, expected) in [
            ("Midwife (RM)", "2222"),
            ("Staff nurse ICU", "2221"),
            ("Nurse (ICU)", "2221"),
            ("Staff Nurse (Band 5)", "2221"),
            ("Pflegefachfrau (w/m/d)", "2221"),
            ("Gesundheits- und Krankenpfleger m/w/d", "2221"),
            ("Krankenpfleger/-in in Vollzeit", "2221"),
            ("OP-Schwester", "2221"),
            ("Intensivschwester", "2221"),
            ("Infirmière de réanimation", "2221"),
            ("Enfermera profesional", "2221"),
            ("BSc Nurse", "2221"),
            ("Midwife (BSc)", "2222"),
            ("Medical Lab Scientist", "3212"),
            ("Infirmier(e) de nuit", "2221"),
            ("Enfermero de urgencias", "2221"),
            ("Technicien supérieur de radiologie", "3211"),
            ("Pediatric nurse", "2221"),
            ("Geriatric nurse", "2221"),
            ("R.N.", "2221"),
            ("Nurse, registered", "2221"),
            ("ISCO 2221 - Nursing professionals", "2221"),
            ("медсестра отделения реанимации", "2221"),
            ("Pielęgniarka oddziału intensywnej terapii", "2221"),
            ("重症监护室护士", "2221"),
            ("ممرضة العناية المركزة", "2221"),
        ] {
            assert_eq!(code(title), expected, "{title}");
        }
    }

    #[test]
    fn another_word_may_make_another_profession() {
        for title in [
            "ICU cleaner",
            "Ward clerk",
            "Assistant nurse manager",
            "Nurse recruiter",
            "Nurse student",
            "Veterinary ward nurse",
            // An assistant nurse is an enrolled one, a nurse assistant is a helper.
            "Nurse, assistant",
            "Doctor of radiology",
            "Arzt Chirurgie",
            "Nurse and secretary",
            "ICU",
            "Schwester",
            "Sister",
            "Night shift",
            "",
        ] {
            assert_eq!(code(title), "", "{title}");
        }
    }
}
