//! Words and signs for *nothing was written here*.
//!
//! They mean unknown, in many languages, and never that there is none: `none` and its kin do that, and
//! only where the column is a list. What is also a value of its column (the country `NA`, a family
//! called `Null`) is read as that value first; the caller sees to it.

use crate::text;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// Folded words that mean unknown. Short ones stand here too: what a column reads as a value of its own
/// it reads before it asks.
const UNKNOWN: &[&str] = &[
    "n a",
    "na",
    "nan",
    "nat",
    "null",
    "nil",
    "unknown",
    "unk",
    "unkn",
    "not available",
    "not applicable",
    "not known",
    "not given",
    "not stated",
    "not provided",
    "not specified",
    "no data",
    "no information",
    "tba",
    "tbc",
    "tbd",
    "to be advised",
    "to be confirmed",
    "to be determined",
    "missing",
    "blank",
    "empty",
    "undefined",
    "not recorded",
    // German, Dutch
    "k a",
    "keine angabe",
    "keine angaben",
    "unbekannt",
    "nicht bekannt",
    "nicht angegeben",
    "entfallt",
    "nicht zutreffend",
    "fehlt",
    "unbek",
    "onbekend",
    "n v t",
    "nvt",
    "n b",
    "niet bekend",
    "niet van toepassing",
    "geen gegevens",
    // French, Spanish, Portuguese, Italian
    "n d",
    "nd",
    "n c",
    "inconnu",
    "inconnue",
    "non renseigne",
    "non renseignee",
    "non communique",
    "non disponible",
    "non connu",
    "non precise",
    "sans objet",
    "s o",
    "s d",
    "sin datos",
    "sin dato",
    "desconocido",
    "desconocida",
    "no disponible",
    "no consta",
    "no aplica",
    "no sabe",
    "ns nc",
    "n e",
    "sem dados",
    "sem informacao",
    "desconhecido",
    "desconhecida",
    "nao informado",
    "nao informada",
    "nao disponivel",
    "nao aplicavel",
    "nao consta",
    "sconosciuto",
    "sconosciuta",
    "non noto",
    "non nota",
    "non pervenuto",
    "dato mancante",
    "non indicato",
    // Polish, Russian, Ukrainian, Turkish
    "brak danych",
    "nieznany",
    "nieznana",
    "nieznane",
    "nie dotyczy",
    "b d",
    "bd",
    "н д",
    "нет данных",
    "неизвестно",
    "неизвестен",
    "неизвестна",
    "не указано",
    "не указан",
    "не указана",
    "б д",
    "невідомо",
    "немає даних",
    "не вказано",
    "н в",
    "bilinmiyor",
    "belirtilmemis",
    "belirsiz",
    "veri yok",
    "bilgi yok",
    // Indonesian, Malay, Tagalog, Swahili
    "tidak diketahui",
    "tidak tersedia",
    "tidak ada data",
    "tiada maklumat",
    "tidak berkenaan",
    "hindi alam",
    "walang datos",
    "s n",
    "sin numero",
    "không rõ",
    "chưa có",
    "ไม่ทราบ",
    "አይታወቅም",
    "непознато",
    "nepoznato",
    "थाहा छैन",
    "di alam",
    "haijulikani",
    "hakuna taarifa",
    "hakuna data",
    "haipo",
    // Hindi, Arabic, Persian, Chinese, Japanese, Korean
    "अज्ञात",
    "उपलब्ध नहीं",
    "पता नहीं",
    "غير متوفر",
    "غير متوفره",
    "غير متوفرة",
    "غير معروف",
    "غير محدد",
    "لا ينطبق",
    "لا توجد بيانات",
    "غ م",
    "نامشخص",
    "نامعلوم",
    "未知",
    "不詳",
    "不明",
    "미상",
    "不适用",
    "未提供",
];

/// Folded words that say there is none: an empty list where the column is a list.
const NONE: &[&str] = &[
    "none",
    "no one",
    "nothing",
    "keine",
    "kein",
    "keiner",
    "keines",
    "nichts",
    "aucun",
    "aucune",
    "aucuns",
    "aucunes",
    "neant",
    "rien",
    "ninguno",
    "ninguna",
    "ningun",
    "nenhum",
    "nenhuma",
    "nessuno",
    "nessuna",
    "geen",
    "niets",
    "brak",
    "zaden",
    "zadna",
    "zadne",
    "нет",
    "ничего",
    "отсутствует",
    "немає",
    "жодного",
    "yok",
    "hicbiri",
    "tidak ada",
    "tiada",
    "wala",
    "hakuna",
    "कोई नहीं",
    "لا يوجد",
    "لا توجد",
    "لا شيء",
    "هيچ",
    "هیچ",
    "无",
    "無",
    "無し",
    "なし",
    "없음",
    "ไม่มี",
    "không",
    "không có",
    "ندارد",
    "የለም",
    "የለውም",
    "छैन",
    "нема",
    "nema",
    "nie ma",
    "no tiene",
    "nao tem",
    "n a pas",
    "hat keine",
];

/// Words that people bear as their name, so that a column of names keeps them.
const NAMES: &[&str] = &["null", "nil", "na", "nan", "nat", "nd", "bd", "unk"];

/// What a text says where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nothing {
    /// Nobody knows, or nobody wrote it.
    Unknown,
    /// There is none.
    None,
}

/// What a text means, if it is a word or sign for nothing.
pub(super) fn nothing(text: &str) -> Option<Nothing> {
    if !maybe(text) {
        return None;
    }
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '\u{2010}'
                    ..='\u{2015}'
                        | '\u{2212}'
                        | '?'
                        | '.'
                        | '/'
                        | '_'
                        | '*'
                        | '~'
                        | '\\'
                        | '…'
                        | '؟'
                        | '？'
                        | 'ー'
                        | 'ـ'
                        | '×'
                        | '·'
            )
    };
    if text.chars().count() <= 12 && text.chars().all(marks) {
        return Some(Nothing::Unknown);
    }
    let bare =
        text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '{' | '}' | '"' | '\''));
    let folded = text::fold(bare);
    if is_one_of(UNKNOWN, &folded) {
        Some(Nothing::Unknown)
    } else if is_one_of(NONE, &folded) {
        Some(Nothing::None)
    } else {
        None
    }
}

/// Folded words for the end of what has not ended.
const ONGOING: &[&str] = &[
    "present",
    "to present",
    "till present",
    "to date",
    "till date",
    "till now",
    "until now",
    "up to now",
    "now",
    "today",
    "current",
    "currently",
    "ongoing",
    "on going",
    "continuing",
    "heute",
    "bis heute",
    "aktuell",
    "laufend",
    "a ce jour",
    "aujourd hui",
    "jusqu a present",
    "en cours",
    "actuel",
    "actual",
    "actualidad",
    "actualmente",
    "a la fecha",
    "hasta la fecha",
    "presente",
    "atual",
    "atualmente",
    "ate o momento",
    "ad oggi",
    "oggi",
    "attuale",
    "in corso",
    "heden",
    "obecnie",
    "nadal",
    "по настоящее время",
    "настоящее время",
    "дотепер",
    "до сега",
    "halen",
    "devam ediyor",
    "sekarang",
    "sampai sekarang",
    "kasalukuyan",
    "sasa",
    "حتى الآن",
    "حتى الان",
    "الى الآن",
    "إلى الآن",
    "مستمر",
    "تاکنون",
    "现在",
    "至今",
    "現在",
    "현재",
    "वर्तमान",
    "अहिलेसम्म",
    "ปัจจุบัน",
    "nay",
    "hiện tại",
    "đến nay",
    "እስከ አሁን",
];

/// Whether a text says of an end that there is none yet.
pub(super) fn goes_on(text: &str) -> bool {
    static FOLDED: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let mut folded: Vec<String> = ONGOING.iter().map(|word| text::fold(word)).collect();
        folded.sort();
        folded
    });
    const LONGEST: usize = 80;
    let first = text.bytes().next();
    // Most ends are dates.
    if text.len() > LONGEST || first.is_none_or(|first| first.is_ascii_digit()) {
        return false;
    }
    let folded = text::fold(text.trim_matches(|c: char| !c.is_alphanumeric() && c.is_ascii()));
    FOLDED.binary_search(&folded).is_ok()
}

/// Whether a text that means nothing elsewhere is a name where names stand: a family called Null. With a
/// sign between its letters (`n/a`) it is none.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().all(char::is_alphabetic) && {
        let folded = text::fold(text);
        is_one_of(NAMES, &folded) || folded == "none"
    }
}

/// Whether folding a text is worth the time: most cells are told apart by their length and first sign.
fn maybe(text: &str) -> bool {
    const LONGEST: usize = 48;
    match text.as_bytes() {
        [] => false,
        bytes if bytes.len() > LONGEST => false,
        [first, ..] if first.is_ascii_digit() => false,
        // Ordinary words are longer than the short forms and begin otherwise than the long ones.
        bytes if bytes.is_ascii() && bytes[0].is_ascii_alphabetic() => {
            let (lengths, seconds) = FORMS[usize::from(bytes[0] & 31)];
            let second = bytes.get(1).filter(|b| b.is_ascii_alphabetic());
            lengths >> bytes.len() & 1 == 1 && second.is_none_or(|b| seconds >> (b & 31) & 1 == 1)
        }
        _ => true,
    }
}

/// For each first letter the lengths, as bits, that a word for nothing may have, up to three signs more
/// than its folded form has (`N. A.`, `Keine Angabe!`); and the letters, as bits, that may follow at once.
static FORMS: std::sync::LazyLock<[(u64, u32); 32]> = std::sync::LazyLock::new(|| {
    let mut forms = [(0, 0); 32];
    for word in UNKNOWN.iter().chain(NONE).filter(|word| word.is_ascii()) {
        // Folding takes away joints (`n/a` may be written `na`) and adds none.
        let joined = word.replace(' ', "");
        let [first, second, ..] = joined.as_bytes() else { continue };
        let (lengths, seconds) = &mut forms[usize::from(first & 31)];
        for length in joined.len()..=word.len() + 3 {
            *lengths |= 1 << length.min(63);
        }
        *seconds |= 1 << (second & 31);
    }
    forms
});

fn is_one_of(words: &'static [&'static str], folded: &str) -> bool {
    // Folding takes marks off letters of any script, off those of the list as well.
    static FOLDED: std::sync::LazyLock<[HashSet<String, RandomState>; 3]> = std::sync::LazyLock::new(|| {
        [UNKNOWN, NONE, NAMES].map(|words| words.iter().map(|word| text::fold(word)).collect())
    });
    let at = if std::ptr::eq(words, UNKNOWN) { 0 } else { 1 + usize::from(std::ptr::eq(words, NAMES)) };
    FOLDED[at].contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_known_in_many_languages() {
        for text in [
            "n/a",
            "N/A",
            "N.A.",
            "na",
            "-",
            "--",
            "—",
            "?",
            "???",
            "...",
            ".",
            "unknown",
            "Unknown.",
            "UNKNOWN",
            "nil",
            "NULL",
            "NaN",
            "keine Angabe",
            "k. A.",
            "s/d",
            "S.D.",
            "غير متوفر",
            "нет данных",
            "н/д",
            "não informado",
            "bilinmiyor",
            "haijulikani",
            "अज्ञात",
            "不明",
            "(unknown)",
            "[n/a]",
            "_",
            "<NA>",
            "s/n",
            "ــ",
            "×",
        ] {
            assert_eq!(nothing(text), Some(Nothing::Unknown), "{text}");
        }
        for text in ["none", "None", "KEINE", "aucun", "Ninguno", "nenhum", "geen", "нет", "لا يوجد", "yok"]
        {
            assert_eq!(nothing(text), Some(Nothing::None), "{text}");
        }
        for text in
            ["Nala", "Ana", "0", "X", "Naomi", "no", "Unknown Soldier Hospital", "PH", "-5", "Ø. Berg"]
        {
            assert_eq!(nothing(text), None, "{text}");
        }
        for text in ["present", "Present", "(present)", "bis heute", "à ce jour", "至今", "حتى الآن"]
        {
            assert!(goes_on(text), "{text}");
        }
        assert!(!goes_on("presently unknown") && !goes_on("2018") && !goes_on("") && !goes_on("-"));
        assert!(is_name("Null") && is_name("Nil") && is_name("None") && is_name("Na"));
        assert!(!is_name("n/a") && !is_name("unknown") && !is_name("-"));
    }
}
