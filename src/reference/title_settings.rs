//! What stands beside the profession in a title and leaves it what it is (`title_settings.csv`): the ward, the
//! shift, the contract, the grade, and the small words between them; and words that name a profession only
//! where one of these stands beside them.
//!
//! A nurse of any ward is a nurse. For a physician the ward is the specialty, which makes another unit group:
//! who asks must know which professions a ward leaves alone.

use super::rows;
use crate::model::{Isco08, words};
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "domain knowledge";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-28";

const CSV: &str = include_str!("../../data/reference/title_settings.csv");

words! {
    /// What a text beside a profession says.
    Kind, "`ward`, `shift`, `contract`, `grade`, `link`, `place` or `head`" {
        /// Where the work is done, and on whom.
        Ward = "ward",
        /// When the work is done.
        Shift = "shift",
        /// How the work is agreed upon.
        Contract = "contract",
        /// The rank or proof of the bearer.
        Grade = "grade",
        /// An article, a preposition or a conjunction.
        Link = "link",
        /// A preposition before a town or an employer.
        Place = "place",
        /// The profession itself, where a ward, a shift or a contract stands beside the text.
        Head = "head",
    }
}

words! {
    /// How a text must stand in a title.
    Stands, "`word` or `begins`" {
        /// As whole words.
        Word = "word",
        /// Each word of the text begins a word of the title: languages with cases.
        Begins = "begins",
    }
}

/// A text of the table.
#[derive(Debug)]
pub struct TitleSetting {
    /// What it says.
    pub kind: Kind,
    /// The kind of ward, or the unit group of a head; empty for the others.
    pub concept: Box<str>,
    /// The kind of ward that must stand beside a head; empty where any setting does.
    pub beside: Box<str>,
    /// The language in which it says so; empty for all.
    pub language: Box<str>,
    stands: Stands,
    /// Its words, folded.
    words: Vec<Box<str>>,
}

impl TitleSetting {
    /// The unit group that a head names.
    pub fn occupation(&self) -> Option<Isco08> {
        self.concept.parse().ok()
    }

    /// Whether the text says so in a language.
    pub fn is_of(&self, language: &str) -> bool {
        self.language.is_empty() || *self.language == *language
    }

    /// What a word has behind the text, where the text may begin a compound and the word does not end with it.
    fn begins_compound<'w>(&self, word: &'w str) -> Option<&'w str> {
        let [own] = &self.words[..] else { return None };
        let rest = word.strip_prefix(&**own).filter(|rest| !rest.is_empty());
        rest.filter(|_| matches!(self.kind, Kind::Ward | Kind::Shift | Kind::Contract))
    }

    /// Whether the words of a title begin with the text.
    fn leads(&self, title: &[&str]) -> bool {
        title.len() >= self.words.len()
            && self.words.iter().zip(title).all(|(own, word)| match self.stands {
                Stands::Word => **own == **word,
                Stands::Begins => word.starts_with(&**own),
            })
    }
}

struct Table {
    all: Vec<TitleSetting>,
    /// By the first letters of the first word, which whole words and beginnings share.
    by_beginning: HashMap<Box<str>, Vec<usize>>,
}

/// The first two letters of a word.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(at, _)| &word[..at])
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows = rows::read("title_settings.csv", CSV, |row| {
        let setting = |text: &str| TitleSetting {
            kind: row.required("kind"),
            concept: row.text("concept").into(),
            beside: row.text("beside").into(),
            language: row.text("language").into(),
            stands: row.required("where"),
            words: fold(text).split(' ').map(Into::into).collect(),
        };
        row.items("text").map(setting).collect::<Vec<_>>()
    });
    let all: Vec<TitleSetting> = rows.into_iter().flatten().collect();
    let mut by_beginning: HashMap<Box<str>, Vec<usize>> = HashMap::new();
    for (at, setting) in all.iter().enumerate() {
        if let Some(first) = setting.words.first() {
            by_beginning.entry(beginning(first).into()).or_default().push(at);
        }
    }
    Table { all, by_beginning }
});

fn beginning_like(word: &str) -> impl Iterator<Item = &'static TitleSetting> {
    TABLE.by_beginning.get(beginning(word)).into_iter().flatten().map(|&at| &TABLE.all[at])
}

/// The texts with which the words of a folded title begin, in a language, each with the number of its words.
pub fn leading<'a>(
    title: &'a [&'a str],
    language: &'a str,
) -> impl Iterator<Item = (&'static TitleSetting, usize)> + 'a {
    let first = title.first().copied().unwrap_or_default();
    beginning_like(first)
        .filter(move |setting| setting.is_of(language) && setting.leads(title))
        .map(|setting| (setting, setting.words.len()))
}

/// Languages that write compounds in one word, or no spaces at all.
pub const COMPOUNDING: [&str; 12] = ["de", "nl", "sv", "da", "no", "fi", "et", "hu", "zh", "ja", "ko", "th"];

/// The languages in which a word is a head.
pub fn languages_of_heads(word: &str) -> impl Iterator<Item = &'static str> {
    let own = move |setting: &&'static TitleSetting| {
        setting.kind == Kind::Head && matches!(&setting.words[..], [only] if **only == *word)
    };
    beginning_like(word).filter(own).map(|setting| &*setting.language)
}

/// Whether a word begins with a ward, a shift or a contract in some language that compounds, and goes on.
pub fn may_be_compound(word: &str) -> bool {
    let ways = |setting: &TitleSetting| {
        (setting.language.is_empty() || COMPOUNDING.contains(&&*setting.language))
            && setting.begins_compound(word).is_some()
    };
    beginning_like(word).any(ways)
}

/// What is left of a word of a language that compounds, without the ward, the shift or the contract with which it
/// begins: *Intensivschwester*, *barnsjuksköterska*, 重症监护室护士. Each way to cut it.
pub fn compounds<'a>(
    word: &'a str,
    language: &'a str,
) -> impl Iterator<Item = (&'static TitleSetting, &'a str)> + 'a {
    let compounds = COMPOUNDING.contains(&language);
    beginning_like(word)
        .filter(move |setting| compounds && setting.is_of(language))
        .filter_map(move |setting| Some((setting, setting.begins_compound(word)?)))
}

/// What is left of a folded title without what says where, when or under which contract the work is done; empty where
/// nothing in it says so.
pub fn without_settings(title: &str, language: &str) -> Vec<String> {
    let says = |setting: &TitleSetting| matches!(setting.kind, Kind::Ward | Kind::Shift | Kind::Contract);
    let words: Vec<&str> = title.split(' ').collect();
    let mut left = Vec::new();
    for at in 0..words.len() {
        for (_, length) in leading(&words[at..], language).filter(|(setting, _)| says(setting)) {
            left.push([&words[..at], &words[at + length..]].concat().join(" "));
        }
        for (_, rest) in compounds(words[at], language) {
            left.push([&words[..at], &[rest], &words[at + 1..]].concat().join(" "));
        }
    }
    left
}

/// Whether a word is a head of an occupation in a language.
pub fn is_head(word: &str, language: &str, occupation: Isco08) -> bool {
    beginning_like(word).any(|setting| {
        setting.kind == Kind::Head
            && setting.is_of(language)
            && setting.occupation() == Some(occupation)
            && matches!(&setting.words[..], [only] if **only == *word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows = rows::read("title_settings.csv", CSV, |row| row.items("text").count());
        assert_eq!(rows.len(), crate::reference::row_count(CSV));
        assert_eq!(rows.iter().sum::<usize>(), TABLE.all.len());
        for setting in &TABLE.all {
            assert!(setting.words.iter().all(|word| !word.is_empty()), "{setting:?}");
            assert_eq!(setting.occupation().is_some(), setting.kind == Kind::Head, "{setting:?}");
            assert!(setting.beside.is_empty() || setting.kind == Kind::Head, "{setting:?}");
        }
        let wards: Vec<&str> =
            TABLE.all.iter().filter(|s| s.kind == Kind::Ward).map(|s| &*s.concept).collect();
        assert!(wards.iter().all(|ward| !ward.is_empty()));
        assert!(TABLE.all.iter().all(|s| s.beside.is_empty() || wards.contains(&&*s.beside)));
    }

    #[test]
    fn settings_are_found_as_words_and_as_beginnings() {
        let found = |title: &str, language: &str| {
            let words: Vec<&str> = title.split(' ').collect();
            leading(&words, language).map(|(s, words)| (s.kind, words)).max_by_key(|(_, words)| *words)
        };
        assert_eq!(found("intensive care unit", "en"), Some((Kind::Ward, 2)));
        assert_eq!(found("intensywnej terapii", "pl"), Some((Kind::Ward, 2)));
        assert_eq!(found("reanimation", "fr"), Some((Kind::Ward, 1)));
        assert_eq!(found("reanimation", "de"), None);
        assert_eq!(found("icu", "sw"), Some((Kind::Ward, 1)));
        let rests: Vec<&str> = compounds("intensivschwester", "de").map(|(_, rest)| rest).collect();
        assert_eq!(rests, ["schwester"]);
        assert_eq!(compounds("intensivschwester", "en").count(), 0);
    }

    #[test]
    fn words_that_are_not_cut_have_no_compound_in_any_language() {
        let found =
            |word: &str| COMPOUNDING.iter().any(|language| compounds(word, language).next().is_some());
        let heads = ["schwester", "nurse", "", "sjukskoterska", "护士"];
        let words =
            TABLE.all.iter().flat_map(|setting| heads.map(|head| format!("{}{head}", setting.words[0])));
        let mut cut = 0;
        for word in words {
            assert_eq!(may_be_compound(&word), found(&word), "{word}");
            cut += usize::from(found(&word));
        }
        assert!(cut > 100);
    }

    #[test]
    fn a_title_may_say_where_the_work_is_done() {
        for (title, language) in [
            ("icu nurse", "en"),
            ("intensivschwester", "de"),
            ("night nurse", "en"),
            ("重症监护室护士", "zh"),
        ] {
            assert!(!without_settings(title, language).is_empty(), "{title}");
        }
        for (title, language) in [
            ("nurse", "en"),
            ("krankenschwester", "de"),
            ("看護師", "ja"),
            ("tandlaege", "da"),
            ("zubni lekar", "cs"),
        ] {
            assert!(without_settings(title, language).is_empty(), "{title}");
        }
    }
}
