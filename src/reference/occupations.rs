//! Health occupations: unit groups, how they relate, and the titles people write.

use super::country_languages;
use crate::model::{Country, Isco08, Language, words};
use crate::text::{Endings, KnownNames, Near, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the tables come from.
pub const SOURCE: &str = "ISCO-08 unit groups and ESCO labels; this service uses the ESCO classification of the European Commission; further titles from domain knowledge";

const GROUPS: &str = include_str!("../../data/reference/isco08_health.csv");
const LABELS: &str = include_str!("../../data/reference/isco08_labels.csv");
const TITLES: &str = include_str!("../../data/reference/titles.csv");

words! {
    /// How one unit group stands to another.
    Relation, "a relation between occupations" {
        /// The same people are coded differently by different sources.
        SameProfessionOtherCode = "same-profession-other-code",
        /// The other is the specialist of this one.
        SpecialistOf = "specialist-of",
        /// The other is the generalist of this one.
        GeneralistOf = "generalist-of",
        /// The same profession at a higher level.
        HigherLevel = "same-profession-higher-level",
        /// The same profession at a lower level.
        LowerLevel = "same-profession-lower-level",
        /// A neighboring profession.
        Adjacent = "adjacent",
    }
}

/// A unit group.
#[derive(Debug)]
pub struct Group {
    /// The code.
    pub code: Isco08,
    /// The English title of the group.
    pub title: String,
    /// Whether it belongs to human health: a group that does not is never matched with another.
    pub human_health: bool,
    /// Whether the group is one profession: who is searched for by its name is found by the code.
    pub one_profession: bool,
    /// Related groups, read from this one to the other.
    pub related: Vec<(Isco08, Relation)>,
}

#[derive(serde::Deserialize)]
struct GroupRow {
    isco_code: Isco08,
    title_en: String,
    related: String,
    who_group: String,
    one_profession: String,
}

#[derive(serde::Deserialize)]
struct LabelRow {
    isco_code: Isco08,
    language: String,
    label: String,
}

#[derive(serde::Deserialize)]
struct TitleRow {
    title: String,
    language: String,
    country: Option<Country>,
    isco_code: Isco08,
    confidence: crate::model::Confidence,
}

/// What a title means.
#[derive(Clone, PartialEq, Eq)]
struct Sense {
    code: Isco08,
    /// The country that it is tied to, if any.
    country: Option<Country>,
    /// The language that it belongs to, if that has a code.
    language: Option<Language>,
}

/// The groups, apart from the titles: whoever asks for a group must not wait until every title is folded.
static GROUP_OF: LazyLock<BTreeMap<Isco08, Group>> = LazyLock::new(|| {
    let group = |row: GroupRow| {
        let related = super::items(&row.related).filter_map(relation).collect();
        let human_health = row.who_group != "not human health";
        let one_profession = row.one_profession == "yes";
        (
            row.isco_code,
            Group { code: row.isco_code, title: row.title_en, human_health, one_profession, related },
        )
    };
    super::rows::<GroupRow>(GROUPS).into_iter().map(group).collect()
});

/// From folded title to what it means.
static SENSES: LazyLock<BTreeMap<String, Vec<Sense>>> = LazyLock::new(|| {
    let mut titles: BTreeMap<String, Vec<Sense>> = BTreeMap::new();
    let mut add = |title: &str, code, country, language: &str| {
        let entry = titles.entry(fold(title)).or_default();
        let sense = Sense { code, country, language: language.parse().ok() };
        if !entry.contains(&sense) {
            entry.push(sense);
        }
    };
    for row in super::rows::<TitleRow>(TITLES) {
        // A low row decides nothing.
        if row.confidence > crate::model::Confidence::Low {
            add(&row.title, row.isco_code, row.country, &row.language);
        }
    }
    super::rows::<LabelRow>(LABELS)
        .iter()
        .for_each(|row| add(&row.label, row.isco_code, None, &row.language));
    titles
});

fn relation(item: &str) -> Option<(Isco08, Relation)> {
    let (code, class) = item.split_once(':')?;
    Some((code.parse().ok()?, class.parse().ok()?))
}

/// The unit group of a code, if it is one in or near health.
pub fn group(code: Isco08) -> Option<&'static Group> {
    GROUP_OF.get(&code)
}

/// Every unit group of the table, by code.
pub fn groups() -> impl Iterator<Item = &'static Group> {
    GROUP_OF.values()
}

/// The English title of a unit group, empty for one outside the table.
pub fn title(code: Isco08) -> &'static str {
    group(code).map_or("", |group| group.title.as_str())
}

/// How `to` stands to `from`; `None` when the two are not documented as near.
pub fn relation_of(from: Isco08, to: Isco08) -> Option<Relation> {
    group(from)?.related.iter().find(|(code, _)| *code == to).map(|(_, relation)| *relation)
}

/// A title or label of the tables that may decide.
#[derive(Debug, Clone, Copy)]
pub struct Title {
    /// As written.
    pub title: &'static str,
    /// The language, as the table has it.
    pub language: &'static str,
    /// The unit group.
    pub code: Isco08,
    /// The table.
    pub table: &'static str,
}

/// Every title and label, those of low confidence aside.
pub fn titles() -> &'static [Title] {
    static ALL: LazyLock<Vec<Title>> = LazyLock::new(|| {
        // Kept for the life of the process, once.
        let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let rows = super::rows::<TitleRow>(TITLES).into_iter();
        let titles = rows.filter(|row| row.confidence > crate::model::Confidence::Low).map(|row| Title {
            title: leak(row.title),
            language: leak(row.language),
            code: row.isco_code,
            table: "titles.csv",
        });
        let labels = super::rows::<LabelRow>(LABELS).into_iter().map(|row| Title {
            title: leak(row.label),
            language: leak(row.language),
            code: row.isco_code,
            table: "isco08_labels.csv",
        });
        titles.chain(labels).collect()
    });
    &ALL
}

/// A title of the tables that was asked for by its folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleFound {
    /// The text asked about.
    pub asked: String,
    /// The title, folded: the text itself, or another form of it.
    pub folded: String,
    /// The language, as the table has it.
    pub language: String,
    /// The unit group.
    pub code: Isco08,
    /// The title as the table has it.
    pub written: String,
}

/// The titles and labels that some folded texts are, or are other forms of, those of low confidence aside.
///
/// A search asks this for every query, and must not wait until fourteen thousand titles are folded. So it reads the
/// lines alone that begin like one of the texts.
pub fn titles_among(folded: &[String]) -> Vec<TitleFound> {
    let mut found = Vec::new();
    let mut endings: BTreeMap<String, Option<Endings>> = BTreeMap::new();
    let mut take = |written: &str, language: String, code: Isco08| {
        let title = fold(written);
        for asked in folded {
            let mut is_form = || {
                let begin =
                    |text: &str| text.char_indices().nth(2).map(|(at, letter)| at + letter.len_utf8());
                // Most titles are passed over here, before any rule is asked.
                if begin(asked).is_none_or(|end| asked.get(..end) != title.get(..end)) {
                    return false;
                }
                let endings = endings.entry(language.clone()).or_insert_with(|| Endings::of(&language));
                endings.as_ref().is_some_and(|endings| endings.join(asked, &title))
            };
            if *asked == title || is_form() {
                let (asked, folded, language) = (asked.clone(), title.clone(), language.clone());
                let one = TitleFound { asked, folded, language, code, written: written.to_owned() };
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
    };
    let initials: Vec<char> = folded.iter().filter_map(|text| text.chars().next()).collect();
    for row in super::rows::<TitleRow>(&lines_that_begin(TITLES, 0, &initials)) {
        if row.confidence > crate::model::Confidence::Low {
            take(&row.title, row.language, row.isco_code);
        }
    }
    for row in super::rows::<LabelRow>(&lines_that_begin(LABELS, 2, &initials)) {
        take(&row.label, row.language, row.isco_code);
    }
    found
}

/// The lines of a table whose cell begins with one of some folded letters, below the header. A cell that begins with a
/// sign that is no letter may fold to anything.
fn lines_that_begin(csv: &str, cell: usize, initials: &[char]) -> String {
    let mut lines = String::new();
    let mut known: BTreeMap<char, bool> = BTreeMap::new();
    for (at, line) in csv.lines().enumerate() {
        let begin =
            line.splitn(cell + 1, ',').nth(cell).and_then(|rest| rest.trim_start_matches('"').chars().next());
        let fits = at == 0
            || begin.is_some_and(|c| {
                *known.entry(c).or_insert_with(|| {
                    fold(c.encode_utf8(&mut [0; 4]))
                        .chars()
                        .next()
                        .is_none_or(|first| initials.contains(&first))
                })
            });
        if fits {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    lines
}

/// The unit groups that a title may mean. Senses tied to `country` go before all others, and those in a
/// language of the country before those in another. More than one code means that the title is unclear.
pub fn lookup(text: &str, country: Option<Country>) -> Vec<Isco08> {
    lookup_spoken(text, country, |_| false)
}

/// Whether a text is a title or label of the tables, of whatever country.
pub fn is_title(text: &str) -> bool {
    SENSES.contains_key(&fold(text))
}

/// The languages in which a text is a title or label of the tables.
pub fn languages(text: &str) -> Vec<Language> {
    let mut languages: Vec<Language> =
        SENSES.get(&fold(text)).into_iter().flatten().filter_map(|sense| sense.language).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

/// As [`lookup`]; where no country decides, senses in a language that the rest of the title speaks go before the
/// others.
pub fn lookup_spoken(
    text: &str,
    country: Option<Country>,
    is_spoken: impl Fn(&Language) -> bool,
) -> Vec<Isco08> {
    let Some(senses) = SENSES.get(&fold(text)) else { return Vec::new() };
    let pick = |fits: &dyn Fn(&Sense) -> bool| -> Vec<Isco08> {
        let mut codes: Vec<Isco08> =
            senses.iter().filter(|sense| fits(sense)).map(|sense| sense.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let here = pick(&|sense| sense.country.is_some() && sense.country == country);
    if !here.is_empty() {
        return here;
    }
    // Two letters that one country uses are as likely something else anywhere else: a country, initials. Two
    // signs of Chinese are a word.
    let text = text.trim();
    if text.chars().count() <= 2
        && text.len() <= 4
        && let [first, others @ ..] = &senses[..]
        && first.country.is_some()
        && others.iter().all(|sense| sense.country == first.country)
    {
        return Vec::new();
    }
    // Without a country of its own to decide, every sense counts: a title that means another occupation somewhere
    // is unclear, unless it does so in a country or two only.
    let all = pick(&|_| true);
    if all.len() > 1
        && let Some(code) = nearly_everywhere(senses)
    {
        return vec![code];
    }
    if all.len() > 1
        && let Some(country) = country
    {
        let spoken: Vec<Language> = country_languages::of(country).map(|row| row.language).collect();
        let said = pick(&|sense| sense.language.is_some_and(|language| spoken.contains(&language)));
        if !said.is_empty() {
            return said;
        }
    }
    if all.len() > 1 {
        let said = pick(&|sense| sense.language.as_ref().is_some_and(&is_spoken));
        if !said.is_empty() {
            return said;
        }
    }
    all
}

/// The unit group that a title means in nearly all of the countries of the table: *staff nurse* is a registered
/// nurse in thirty countries and an enrolled one in South Africa.
fn nearly_everywhere(senses: &[Sense]) -> Option<Isco08> {
    /// So many countries of one group outweigh one of another.
    const OUTWEIGHS: usize = 10;
    let mut countries: BTreeMap<Isco08, usize> = BTreeMap::new();
    for sense in senses {
        // A sense without a country holds in many.
        *countries.entry(sense.code).or_default() += if sense.country.is_some() { 1 } else { OUTWEIGHS };
    }
    let (code, most) = countries.iter().max_by_key(|(_, count)| **count)?;
    let others: usize = countries.iter().filter(|(other, _)| *other != code).map(|(_, count)| count).sum();
    (*most >= OUTWEIGHS * others).then_some(*code)
}

/// The known title nearest to a text that names none, with its unit group where it has one only.
pub fn nearest(text: &str) -> Option<Near<'static, Option<Isco08>>> {
    const BAR: f64 = 0.85;
    static NAMES: LazyLock<KnownNames<'static, Option<Isco08>>> = LazyLock::new(|| {
        let only = |senses: &[Sense]| {
            let code = senses.first()?.code;
            senses.iter().all(|other| other.code == code).then_some(code)
        };
        KnownNames::new(SENSES.iter().map(|(title, rows)| (title.as_str(), only(rows))))
    });
    NAMES.nearest(text, BAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_relation_leads_to_a_group() {
        use crate::reference::{row_count, rows};
        assert_eq!(rows::<GroupRow>(GROUPS).len(), row_count(GROUPS));
        assert_eq!(rows::<LabelRow>(LABELS).len(), row_count(LABELS));
        assert_eq!(rows::<TitleRow>(TITLES).len(), row_count(TITLES));
        for row in rows::<GroupRow>(GROUPS) {
            for item in crate::reference::items(&row.related) {
                let (code, _) = relation(item).unwrap_or_else(|| panic!("{item}"));
                assert!(group(code).is_some(), "{item}");
            }
        }
        for codes in SENSES.values() {
            assert!(codes.iter().all(|sense| group(sense.code).is_some()));
        }
    }

    #[test]
    fn titles_resolve_where_they_are_clear() {
        let code = |text: &str| text.parse::<Isco08>().unwrap();
        assert_eq!(lookup("Krankenpfleger", None), [code("2221")]);
        assert_eq!(lookup("physiotherapist", None), [code("2264")]);
        assert!(lookup("Assistant Medical Officer", None).len() > 1);
        assert_eq!(lookup("Assistant Medical Officer", Some("TZ".parse().unwrap())), [code("2240")]);
        assert_eq!(lookup("plumber", None), []);
        assert_eq!(lookup("PH", None), [], "of France alone");
        assert_eq!(lookup("PH", Some("FR".parse().unwrap())), [code("2212")]);
        assert_eq!(lookup("RN", Some("PH".parse().unwrap())), [code("2221")]);
        // French and Romanian have the word for two occupations.
        assert_eq!(lookup("infirmier", None).len(), 2);
        assert_eq!(lookup("infirmier", Some("TN".parse().unwrap())), [code("2221")]);
        assert_eq!(lookup("infirmier", Some("RO".parse().unwrap())), [code("5321")]);
    }

    /// The quick way finds what the whole table has, in every script.
    #[test]
    fn titles_are_found_by_their_folded_form_without_reading_all() {
        // Some of them: each reads the tables.
        for title in titles().iter().step_by(97) {
            let folded = fold(title.title);
            let found = titles_among(std::slice::from_ref(&folded));
            let has = found.iter().any(|one| one.code == title.code && one.language == title.language);
            assert!(has, "{title:?} {found:?}");
        }
        for (text, code) in
            [("zubni lekar", "2261"), ("دندانپزشک", "2261"), ("看護師", "2221"), ("mudr", "2211")]
        {
            let found = titles_among(&["x y".to_owned(), text.to_owned()]);
            assert!(found.iter().any(|one| one.code.to_string() == code), "{text} {found:?}");
        }
        assert_eq!(titles_among(&["plumber".to_owned(), String::new()]), []);
    }

    #[test]
    fn animals_are_not_human_health() {
        let groups: Vec<String> = groups().filter(|g| !g.human_health).map(|g| g.code.to_string()).collect();
        assert_eq!(groups, ["2250", "3240"]);
    }
}
