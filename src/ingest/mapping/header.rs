//! A header as written, taken apart: what it says, and the habits of spreadsheets around it.
//!
//! `1. Date of Birth* (dd/mm/yyyy):` says *date of birth*, and besides that days come before months. The
//! terms we know go through the same function, so both sides lose the same things.

use crate::model::Currency;
use crate::normalize::{self, DateOrder};
use crate::text::{fold, tokens};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What is left of a header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The folded text without spaces, as written.
    pub(super) exact: String,
    /// The same without numbering, hints on the format and remarks in brackets that say nothing.
    pub(super) cleaned: String,
    /// The words that count, in order.
    pub(super) words: Vec<Word>,
    /// The words that count as one text, in order and sorted.
    pub(super) canonical: String,
    pub(super) sorted: String,
    /// The text without its numbering.
    rest: String,
    /// The order of day and month that a hint like `(dd/mm/yyyy)` states.
    pub(super) order: Option<DateOrder>,
    /// The measures it names, in brackets or outside.
    pub(super) units: Vec<Unit>,
    /// The number before it, as in `2. Sprache`.
    pub(super) ordinal: Option<u8>,
    /// Whether a remark in brackets was dropped.
    pub(super) dropped: bool,
}

/// A word of a header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    /// How much it tells: *date* stands in many headers, *passport* in few.
    pub(super) weight: f64,
}

/// What a word weighs that says almost nothing.
pub(super) const FAINT: f64 = 0.15;

/// A measure of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

impl Header {
    /// Takes a header apart.
    pub(super) fn new(raw: &str) -> Self {
        let whole =
            if raw.contains(['#', '№']) { fold(&raw.replace(['#', '№'], " number ")) } else { fold(raw) };
        let (ordinal, rest) = numbering(raw.trim());
        let rest = without_endings(rest);
        let (outside, inside) = brackets(&rest);
        let spread = spread(&outside);
        // Most headers are folded once.
        let folded = if spread == raw { whole.clone() } else { fold(&spread) };
        let mut header = Self {
            exact: squeeze(&whole),
            cleaned: String::new(),
            words: Vec::new(),
            canonical: String::new(),
            sorted: String::new(),
            rest,
            order: None,
            units: Vec::new(),
            ordinal,
            dropped: false,
        };
        let mut tokens: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        header.take_date_hint(&mut tokens);
        header.units.extend(tokens.iter().filter_map(|word| unit(word)));
        header.cleaned = tokens.concat();
        header.words = tokens.iter().filter_map(|word| canonical(word)).map(weighed).collect();
        let latin = header.cleaned.is_ascii();
        for remark in &inside {
            header.take_remark(remark, latin);
        }
        let mut words: Vec<&str> = header.words.iter().map(|word| word.text.as_str()).collect();
        header.canonical = words.concat();
        words.sort_unstable();
        header.sorted = words.join(" ");
        header.units.sort_unstable();
        header.units.dedup();
        header
    }

    /// The words as written, for names of tests.
    pub(super) fn written(&self) -> Vec<String> {
        tokens(&self.rest)
    }

    /// All words, joined ones apart: for names of languages.
    pub(super) fn spoken(&self) -> Vec<String> {
        tokens(&spread(&self.rest))
    }

    fn take_date_hint(&mut self, tokens: &mut Vec<&str>) {
        if let Some((from, length, order)) = date_hint(tokens) {
            tokens.drain(from..from + length);
            self.order = self.order.or(order);
        }
    }

    /// A remark in brackets: a hint on the format, a unit, words that say nothing, or words that count
    /// somewhat: `Phone (mother)` is not the worker's phone.
    fn take_remark(&mut self, raw: &str, latin: bool) {
        let remark = &fold(&spread(raw));
        let mut tokens: Vec<&str> = remark.split(' ').filter(|word| !word.is_empty()).collect();
        self.take_date_hint(&mut tokens);
        self.dropped = true;
        if is_calendar(&tokens)
            || normalize::calendar_of_header(raw).is_some()
            || is_order_of_names(&tokens)
            || latin && is_of_another_script(remark)
            || are_answers(raw)
            || is_law(&tokens)
            || names_a_span(&tokens)
            || tokens.first().is_some_and(|first| INCLUDING.contains(first))
        {
            return;
        }
        let about_papers = tokens.iter().any(|word| matches!(*word, "as" | "per" | "in" | "wie"));
        for token in tokens {
            if let Some(unit) = unit(token) {
                self.units.push(unit);
            } else if !(says_nothing(token) || about_papers && matches!(token, "passport" | "reisepass")) {
                const IN_BRACKETS: f64 = 0.9;
                if let Some(word) = canonical(token).map(weighed) {
                    self.words.push(Word { weight: word.weight * IN_BRACKETS, ..word });
                    self.cleaned.push_str(token);
                }
            }
        }
    }
}

/// A header without the endings that stand in brackets behind a word, of another gender or of several: `Закінчив(ла)`,
/// `Employé(e)`. A letter that is the initial of a part of a test says more.
fn without_endings(header: &str) -> String {
    const LONGEST: usize = 4;
    let mut plain = String::with_capacity(header.len());
    let mut rest = header;
    while let Some(at) = rest.find('(') {
        let (before, bracket) = rest.split_at(at);
        plain.push_str(before);
        let ending = bracket[1..].split_once(')').map(|(ending, _)| ending);
        let is_ending = ending.is_some_and(|ending| {
            before.ends_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
                && (1..=LONGEST).contains(&ending.chars().count())
                && ending.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
                && !matches!(ending, "l" | "r" | "w")
        });
        let length = if is_ending { ending.map_or(1, |ending| ending.len() + 2) } else { 1 };
        if !is_ending {
            plain.push('(');
        }
        rest = &bracket[length..];
    }
    plain.push_str(rest);
    plain
}

/// Headers differ in spaces and joints more than in anything else.
pub(super) fn squeeze(folded: &str) -> String {
    folded.replace(' ', "")
}

/// Takes off `1.`, `(2)`, `3)`, `a)` and `Q4:` before a header.
fn numbering(raw: &str) -> (Option<u8>, &str) {
    let text = raw.strip_prefix('(').unwrap_or(raw);
    let text = text
        .strip_prefix(['Q', 'q'])
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(text);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = text.len() - text.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
    let length = if (1..=3).contains(&digits) {
        digits
    } else if letter == 1 {
        1
    } else {
        return (None, raw);
    };
    let rest = text[length..].trim_start();
    let rest = match rest.strip_prefix(['.', ')', ':']) {
        Some(rest) => rest.trim_start(),
        // `1 - Surname`, but not `1st language` nor `2 Sprache`.
        None if digits > 0 => match rest.strip_prefix(['-', '–']) {
            Some(rest) => rest.trim_start(),
            None => return (None, raw),
        },
        None => return (None, raw),
    };
    if rest.chars().next().is_some_and(char::is_alphabetic) {
        (text[..length].parse().ok(), rest)
    } else {
        (None, raw)
    }
}

/// The text outside brackets and the texts inside them.
fn brackets(text: &str) -> (String, Vec<String>) {
    if !text.contains(['(', '[', '{', '（', ')', ']', '}', '）']) {
        return (text.to_owned(), Vec::new());
    }
    let (mut outside, mut inside, mut depth) = (String::new(), Vec::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '（' => {
                depth += 1;
                outside.push(' ');
                inside.push(String::new());
            }
            ')' | ']' | '}' | '）' => {
                depth = depth.saturating_sub(1);
            }
            c if depth > 0 => {
                if let Some(last) = inside.last_mut() {
                    last.push(c);
                }
            }
            c => outside.push(c),
        }
    }
    // A header that is all in brackets says what it says.
    if fold(&outside).is_empty() {
        (text.replace(['(', ')', '[', ']'], " "), Vec::new())
    } else {
        (outside, inside)
    }
}

/// Puts spaces where words meet: `dateOfBirth`, `IELTSOverall`, `language1test`, `d'enregistrement`, `N°`.
fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + 8);
    let signs: Vec<char> = text.chars().collect();
    for (at, &c) in signs.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| signs[at]);
        let after = signs.get(at + 1).copied();
        if let Some(before) = before {
            let camel = c.is_uppercase()
                && (before.is_lowercase()
                    || (before.is_uppercase() && after.is_some_and(char::is_lowercase)));
            let digit = c.is_ascii_digit() != before.is_ascii_digit()
                && c.is_alphanumeric()
                && before.is_alphanumeric();
            if camel || digit {
                spread.push(' ');
            }
        }
        match c {
            // An elided article is a word of its own.
            '\'' | '’' | '`' | '´' => {
                let alone = at < 2 || !signs[at - 2].is_alphanumeric();
                spread.push(if alone && before.is_some_and(|c| matches!(c, 'd' | 'l' | 'D' | 'L')) {
                    ' '
                } else {
                    c
                });
            }
            '°' | 'º' if before.is_some_and(|c| matches!(c, 'n' | 'N')) => spread.push(' '),
            '№' | '#' => spread.push_str(" number "),
            'ـ' => {}
            '٠'..='٩' => {
                spread.push(char::from(b'0' + u8::try_from(u32::from(c) - 0x660).unwrap_or_default()));
            }
            c => spread.push(c),
        }
    }
    spread
}

/// Finds `dd mm yyyy` and its kin among the words: place, number of words, and the order if it states one.
fn date_hint(tokens: &[&str]) -> Option<(usize, usize, Option<DateOrder>)> {
    const COMPACT: &[(&str, Option<DateOrder>)] = &[
        ("ddmmyyyy", Some(DateOrder::DayMonthYear)),
        ("ddmmyy", Some(DateOrder::DayMonthYear)),
        ("jjmmaaaa", Some(DateOrder::DayMonthYear)),
        ("ddmmaaaa", Some(DateOrder::DayMonthYear)),
        ("ttmmjjjj", Some(DateOrder::DayMonthYear)),
        ("mmddyyyy", Some(DateOrder::MonthDayYear)),
        ("mmddyy", Some(DateOrder::MonthDayYear)),
        ("yyyymmdd", None),
        ("aaaammjj", None),
        ("aaaammdd", None),
    ];
    if let Some(at) = tokens.iter().position(|token| COMPACT.iter().any(|(form, _)| form == token)) {
        let order = COMPACT.iter().find(|(form, _)| *form == tokens[at]).and_then(|(_, order)| *order);
        return Some((at, 1, order));
    }
    let day = |word: &str| {
        matches!(word, "d" | "dd" | "j" | "jj" | "t" | "tt" | "day" | "jour" | "dia" | "tag" | "يوم")
    };
    let month =
        |word: &str| matches!(word, "m" | "mm" | "mmm" | "mon" | "month" | "mois" | "mes" | "monat" | "شهر");
    let year = |word: &str| {
        matches!(
            word,
            "y" | "yy"
                | "yyyy"
                | "a"
                | "aa"
                | "aaaa"
                | "jjjj"
                | "year"
                | "annee"
                | "ano"
                | "jahr"
                | "سنه"
                | "سنة"
                | "عام"
        )
    };
    for (at, three) in tokens.windows(3).enumerate() {
        if day(three[0]) && month(three[1]) && (year(three[2]) || three[2] == "jj") {
            return Some((at, 3, Some(DateOrder::DayMonthYear)));
        }
        if month(three[0]) && day(three[1]) && year(three[2]) {
            return Some((at, 3, Some(DateOrder::MonthDayYear)));
        }
        if (year(three[0]) || three[0] == "jjjj") && month(three[1]) && day(three[2]) {
            return Some((at, 3, None));
        }
    }
    let two = tokens.windows(2).position(|two| {
        (matches!(two[0], "mm") && matches!(two[1], "yyyy" | "aaaa" | "jjjj"))
            || (matches!(two[0], "yyyy" | "aaaa" | "jjjj") && two[1] == "mm")
    });
    match two {
        Some(at) => Some((at, 2, None)),
        None => {
            tokens.iter().position(|token| matches!(*token, "yyyy" | "aaaa" | "jjjj")).map(|at| (at, 1, None))
        }
    }
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" | "hours" | "hr" | "hrs" | "h" | "heure" | "heures" | "hora" | "horas" | "stunde"
        | "stunden" | "std" | "hourly" | "ساعه" | "ساعة" | "ساعات" => Unit::Hours,
        "day" | "days" | "jour" | "jours" | "dia" | "dias" | "tag" | "tage" | "daily" | "يوم" | "ايام" => {
            Unit::Days
        }
        "week" | "weeks" | "wk" | "semaine" | "semana" | "woche" | "weekly" | "hebdomadaire" | "semanal"
        | "wochentlich" | "اسبوع" => Unit::Weeks,
        "month" | "months" | "mth" | "mths" | "mois" | "mes" | "meses" | "monat" | "monate" | "monaten"
        | "monthly" | "mensuel" | "mensual" | "mensal" | "monatlich" | "شهر" | "اشهر" | "شهري" => {
            Unit::Months
        }
        "year" | "years" | "yr" | "yrs" | "an" | "ans" | "annee" | "annees" | "anos" | "jahr" | "jahre"
        | "jahren" | "annual" | "annually" | "yearly" | "annum" | "annuel" | "anual" | "jahrlich"
        | "سنوات" | "سنوي" | "god" | "godina" | "godine" | "год" | "година" | "лет" | "років" | "anno"
        | "anni" | "jaar" | "jaren" | "lata" | "lat" | "roky" | "ani" | "yil" | "tahun" | "nam" | "miaka"
        | "वर्ष" | "年" => Unit::Years,
        _ => return None,
    })
}

/// Whether a header says nothing but that a year stands below it.
pub(super) fn names_a_year(header: &Header) -> bool {
    const YEARS: &[&str] = &[
        "year",
        "yr",
        "annee",
        "an",
        "ano",
        "jahr",
        "anno",
        "jaar",
        "rok",
        "rocznik",
        "anul",
        "god",
        "godina",
        "година",
        "год",
        "рік",
        "yil",
        "yili",
        "tahun",
        "nam",
        "mwaka",
        "taon",
        "السنه",
        "السنة",
        "سنه",
        "سنة",
        "العام",
        "عام",
        "سال",
        "वर्ष",
        "साल",
        "年",
        "年份",
        "년도",
        "ዓመት",
    ];
    YEARS.contains(&header.cleaned.as_str())
}

/// `(E.C.)`, `(BS)`: the calendar of the dates below, which says nothing of what they are.
fn is_calendar(tokens: &[&str]) -> bool {
    matches!(tokens.concat().as_str(), "ec" | "gc" | "bs" | "ad" | "ah" | "be" | "ce" | "sh" | "hs")
}

/// `(last, first, MI)`: in which order names are written.
fn is_order_of_names(tokens: &[&str]) -> bool {
    let any = |words: &[&str]| tokens.iter().any(|token| words.contains(token));
    any(&["last", "surname", "family", "ln", "apellido", "apellidos", "nom", "nachname"])
        && any(&["first", "given", "forename", "fn", "nombre", "nombres", "prenom", "vorname"])
}

/// Words that begin a remark on what is written along: `Full name (incl. grandfather)`.
const INCLUDING: &[&str] = &[
    "incl",
    "including",
    "inkl",
    "inklusive",
    "einschl",
    "einschliesslich",
    "inclus",
    "incluant",
    "incluye",
    "incluido",
    "incluindo",
    "termasuk",
    "inclusiv",
];

/// Whether a remark says how the header is to be answered: `(Ya/Tidak)`, `(da/nu)`, `(छ/छैन)`.
fn are_answers(remark: &str) -> bool {
    let words = || remark.split(['/', ',', '|', ' ']).map(str::trim).filter(|word| !word.is_empty());
    words().count() > 1 && words().all(normalize::answers)
}

/// Whether a remark says that a cell tells from when to when: `(from - to)`, `(du - au)`, `(с какого года)`.
fn names_a_span(tokens: &[&str]) -> bool {
    use crate::reference::practice_words::{PracticeWord as Says, says};
    let of_a_span = |says: &Says| matches!(says, Says::Since | Says::To | Says::Period);
    !tokens.is_empty() && tokens.iter().all(|token| says(token).iter().any(of_a_span))
}

/// Whether a remark names a law by its number: `(loi 09-08)`, `(Ley 1581)`, `(UU 27/2022)`.
fn is_law(tokens: &[&str]) -> bool {
    const LAWS: &[&str] = &[
        "loi",
        "ley",
        "lei",
        "law",
        "act",
        "gesetz",
        "legge",
        "legea",
        "wet",
        "ustawa",
        "uu",
        "pdp",
        "zakon",
        "закон",
        "kanun",
        "sayili",
        "قانون",
        "luat",
        "ra",
        "gdpr",
        "rgpd",
        "dsgvo",
        "lgpd",
        "kvkk",
        "popia",
        "ndpa",
        "ndpr",
    ];
    tokens.iter().any(|token| LAWS.contains(token))
        && tokens.iter().all(|token| {
            LAWS.contains(token)
                || token.bytes().all(|byte| byte.is_ascii_digit())
                || canonical(token).is_none_or(|word| word == "number")
        })
}

/// Whether a remark has no letter of Latin: the header once more in another script.
fn is_of_another_script(remark: &str) -> bool {
    let mut letters = remark.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| c >= '\u{370}' && !('\u{1E00}'..='\u{1EFF}').contains(&c))
}

/// Words in brackets that do not change what a header means.
fn says_nothing(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "required",
        "mandatory",
        "optional",
        "compulsory",
        "obligatoire",
        "facultatif",
        "obligatorio",
        "opcional",
        "obrigatorio",
        "pflichtfeld",
        "erforderlich",
        "اجباري",
        "اختياري",
        "if",
        "any",
        "applicable",
        "please",
        "specify",
        "select",
        "enter",
        "as",
        "in",
        "per",
        "on",
        "the",
        "of",
        "wie",
        "yes",
        "no",
        "y",
        "n",
        "oui",
        "non",
        "si",
        "ja",
        "nein",
        "نعم",
        "لا",
        "m",
        "f",
        "h",
        "w",
        "d",
        "x",
        "male",
        "female",
        "iso",
        "alpha",
        "code",
        "digit",
        "digits",
        "e",
        "g",
        "eg",
        "ex",
        "example",
        "format",
        "portable",
        "mobile",
        "mobil",
        "movil",
        "telemovel",
        "celular",
        "gsm",
        "whatsapp",
        "whats",
        "app",
        "current",
        "present",
        "full",
        "text",
        "latin",
        "english",
        "s",
        "es",
        "international",
        "with",
        "official",
        "a1",
        "a2",
        "b1",
        "b2",
        "c1",
        "c2",
        "cefr",
        "isco",
        "e164",
        "or",
        "and",
    ];
    let currency = || word.len() == 3 && word.to_ascii_uppercase().parse::<Currency>().is_ok();
    word.bytes().all(|b| b.is_ascii_digit()) || WORDS.contains(&word) || currency()
}

/// The one form of a word: without plural and articles, abbreviations written out. `None` for words that
/// join others.
pub(super) fn canonical(word: &str) -> Option<String> {
    const JOINTS: &[&str] = &[
        "of", "the", "and", "or", "in", "for", "is", "your", "an", "de", "du", "des", "d", "l", "la", "le",
        "les", "et", "ou", "en", "au", "aux", "pour", "el", "los", "las", "del", "y", "para", "o", "a",
        "der", "die", "das", "dem", "den", "und", "im", "fur", "zu", "zum", "zur", "do", "da", "dos", "em",
        "e", "os",
    ];
    const FORMS: &[(&str, &str)] = &[
        ("no", "number"),
        ("nr", "number"),
        ("nro", "number"),
        ("num", "number"),
        ("n", "number"),
        ("nbr", "number"),
        ("numero", "number"),
        ("nummer", "number"),
        ("رقم", "number"),
        ("licence", "license"),
        ("lic", "license"),
        ("reg", "registration"),
        ("regn", "registration"),
        ("regd", "registration"),
        ("registr", "registration"),
        ("cert", "certificate"),
        ("lang", "language"),
        ("org", "organization"),
        ("organisation", "organization"),
        ("programme", "program"),
        ("hrs", "hour"),
        ("hr", "hour"),
        ("yrs", "year"),
        ("yr", "year"),
        ("mths", "month"),
        ("mth", "month"),
        ("wk", "week"),
        ("univ", "university"),
        ("addr", "address"),
        ("dept", "department"),
        ("tel", "phone"),
        ("telephone", "phone"),
        ("dt", "date"),
        ("qualif", "qualification"),
        ("avail", "available"),
        ("pref", "preferred"),
        ("speciality", "specialty"),
        ("specialities", "specialty"),
        ("specialties", "specialty"),
        ("nationalities", "nationality"),
        ("countries", "country"),
        ("specialisation", "specialization"),
        ("labour", "labor"),
        ("tlf", "phone"),
        ("hosp", "hospital"),
        ("exp", "experience"),
        ("exper", "experience"),
        ("dest", "destination"),
        ("destn", "destination"),
        ("prev", "previous"),
        ("curr", "current"),
        ("perm", "permanent"),
        ("natl", "nationality"),
        ("ctry", "country"),
        ("cntry", "country"),
        ("hx", "history"),
        ("inst", "institution"),
        ("instn", "institution"),
        ("dist", "district"),
        ("govt", "government"),
        ("zam", "zamieszkania"),
        ("zamieszk", "zamieszkania"),
        ("прож", "проживания"),
        ("яз", "язык"),
        ("гражд", "гражданство"),
    ];
    static KNOWN: LazyLock<HashMap<&str, Option<&str>>> = LazyLock::new(|| {
        let forms = FORMS.iter().map(|&(short, form)| (short, Some(form)));
        forms.chain(JOINTS.iter().map(|&joint| (joint, None))).collect()
    });
    if let Some(known) = KNOWN.get(word) {
        return known.map(str::to_owned);
    }
    // German joins the abbreviation to its word: `Telefonnr.`
    if let Some(stem) = word.strip_suffix("nr").filter(|stem| stem.len() >= 5) {
        return Some(format!("{stem}nummer"));
    }
    let mut text = word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    if text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)) {
        // The article, and two letters that are typed for each other.
        if let Some(bare) = text.strip_prefix("ال").filter(|bare| bare.chars().count() >= 2) {
            text = bare.to_owned();
        }
        return Some(text.replace('ة', "ه").replace('ى', "ي"));
    }
    if text.len() > 3
        && let Some(single) = text.strip_suffix('s').filter(|single| !single.ends_with(['s', 'u', 'i']))
    {
        return Some(single.to_owned());
    }
    Some(text)
}

/// Words that many headers share tell little, and words for the person almost nothing.
fn weighed(text: String) -> Word {
    const COMMON: &[&str] = &[
        "name",
        "date",
        "number",
        "code",
        "id",
        "type",
        "country",
        "pai",
        "pays",
        "land",
        "data",
        "fecha",
        "datum",
        "nom",
        "nombre",
        "nome",
        "statu",
        "status",
        "level",
        "test",
        "اسم",
        "تاريخ",
        "بلد",
        "year",
    ];
    const WORDS_FOR_THE_PERSON: &[&str] = &[
        "candidate",
        "applicant",
        "nurse",
        "worker",
        "staff",
        "employee",
        "person",
        "current",
        "present",
        "actual",
        "personal",
        "detail",
        "information",
        "info",
        "please",
        "enter",
        "candidat",
        "candidato",
        "bewerber",
        "مرشح",
        "section",
        "field",
        "official",
        "kindly",
        "provide",
        "angaben",
        "what",
    ];
    static WEIGHTS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
        let faint = WORDS_FOR_THE_PERSON.iter().map(|&word| (word, FAINT));
        faint.chain(COMMON.iter().map(|&word| (word, 0.5))).collect()
    });
    let weight = WEIGHTS.get(text.as_str()).copied().unwrap_or(1.0);
    Word { text, weight }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canonical(raw: &str) -> String {
        let words: Vec<String> = Header::new(raw).words.into_iter().map(|word| word.text).collect();
        words.join(" ")
    }

    #[test]
    fn the_habits_of_spreadsheets_come_off() {
        for (raw, words) in [
            ("1. Surname", "surname"),
            ("(2) Surname*", "surname"),
            ("a) Surname:", "surname"),
            ("Q4: Surname", "surname"),
            ("DOB (dd/mm/yyyy)", "dob"),
            ("Date of Birth - DD/MM/YYYY", "date birth"),
            ("Total hours (hrs)", "total hour"),
            ("Téléphone (portable)", "phone"),
            ("N° d'enregistrement", "number enregistrement"),
            ("Reg No.", "registration number"),
            ("dateOfBirth", "date birth"),
            ("date-of-birth", "date birth"),
            ("IELTSOverall", "ielt overall"),
            ("language1test", "language 1 test"),
            ("Date\nof\nbirth", "date birth"),
            ("Phone (mother)", "phone mother"),
            ("Name (as in passport)", "name"),
            ("الجنسيّة", "جنسيه"),
            ("1st language", "1 st language"),
        ] {
            assert_eq!(canonical(raw), words, "{raw}");
        }
    }

    #[test]
    fn a_hint_settles_the_order_of_dates() {
        for (raw, order) in [
            ("DOB (dd/mm/yyyy)", Some(DateOrder::DayMonthYear)),
            ("DOB (MM/DD/YYYY)", Some(DateOrder::MonthDayYear)),
            ("Né(e) le (jj/mm/aaaa)", Some(DateOrder::DayMonthYear)),
            ("Geb.-Datum (TT.MM.JJJJ)", Some(DateOrder::DayMonthYear)),
            ("Fecha Nac. [dd-mm-aaaa]", Some(DateOrder::DayMonthYear)),
            ("تاريخ الميلاد (يوم/شهر/سنة)", Some(DateOrder::DayMonthYear)),
            ("Test date mmddyyyy", Some(DateOrder::MonthDayYear)),
            ("Test date (yyyy-mm-dd)", None),
            ("Test date", None),
        ] {
            assert_eq!(Header::new(raw).order, order, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn no_header_panics(raw in ".{0,40}|[(\\[)0-9a-zA-Z.°#' ]{0,20}") {
            let header = Header::new(&raw);
            prop_assert!(header.words.iter().all(|word| !word.text.is_empty()));
        }
    }
}
