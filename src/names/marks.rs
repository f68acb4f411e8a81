//! Marks that tell people of one name apart: the generation (*Jr*, *III*), and words that only one sex bears (*bin* and
//! *binti*, *Thi* and *Van*, *Kaur* and *Singh*).

use crate::model::Sex;
use crate::reference::name_words;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What two names cannot have of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMark {
    /// Another generation.
    Generation,
    /// A word that only the other sex bears.
    Sex,
}

/// The marks of a name. Packed: three bits for the generation, then two for each usage, one for either sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameMarks(pub(crate) u32);

/// Bits of the generation.
const GENERATION: u32 = 0b111;
/// The usage of titles, which lies first: a title tells a sex only where it stands before a single name.
const TITLES: usize = 0;

/// The usages that there is room for.
const USAGES: usize = 14;

/// What the words and the ends of words tell.
struct Table {
    generations: HashMap<&'static str, u32>,
    words: HashMap<&'static str, (usize, Sex)>,
    ends: Vec<(&'static str, usize, Sex)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { generations: HashMap::new(), words: HashMap::new(), ends: Vec::new() };
    let mut usages = vec!["title"];
    for row in name_words::all() {
        if let Some(generation) = row.generation() {
            table.generations.extend(row.words.iter().map(|word| (&**word, u32::from(generation))));
        }
        let Some(sex) = row.sex() else { continue };
        let usage = usages.iter().position(|known| *known == &*row.of).unwrap_or_else(|| {
            usages.push(&row.of);
            usages.len() - 1
        });
        for word in &row.words {
            match word.strip_prefix('-') {
                Some(end) => table.ends.push((end, usage, sex)),
                // A word may be of several usages; a title is read by its place.
                None if usage == TITLES => {
                    table.words.entry(word).or_insert((usage, sex));
                }
                None => {
                    table.words.insert(word, (usage, sex));
                }
            }
        }
    }
    table
});

static TITLE: LazyLock<HashMap<&'static str, Sex>> = LazyLock::new(|| {
    let titles = name_words::all().iter().filter(|row| &*row.of == "title");
    titles
        .filter_map(|row| row.sex().map(|sex| row.words.iter().map(move |word| (&**word, sex))))
        .flatten()
        .collect()
});

/// Whether a folded word at the end of a name is the number of a generation and no name.
pub(super) fn is_numeral(word: &str) -> bool {
    word.bytes().all(|byte| matches!(byte, b'i' | b'v')) && TABLE.generations.contains_key(word)
}

impl NameMarks {
    /// The marks among the folded words of a name, in their written order.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let table = &*TABLE;
        let mut marks = 0;
        for (at, word) in words.into_iter().enumerate() {
            if at == 0 {
                if let Some(sex) = TITLE.get(word) {
                    marks |= bit(TITLES, *sex);
                }
                continue;
            }
            if let (Some(generation), 0) = (table.generations.get(word), marks & GENERATION) {
                marks |= generation;
            }
            match table.words.get(word) {
                Some((TITLES, _)) | None => {}
                Some((usage, sex)) => marks |= bit(*usage, *sex),
            }
            for (end, usage, sex) in &table.ends {
                if word.len() > end.len() + 2 && word.ends_with(end) {
                    marks |= bit(*usage, *sex);
                }
            }
        }
        Self(marks)
    }

    /// What of the marks two people must have. Titles count where `single` says that there is but one name.
    pub fn against(self, other: Self, single: bool) -> Option<NameMark> {
        let (own, its) = (self.0 & GENERATION, other.0 & GENERATION);
        if own != 0 && its != 0 && own != its {
            return Some(NameMark::Generation);
        }
        let first = if single { TITLES } else { TITLES + 1 };
        let sexes = |marks: u32, usage: usize| (marks >> (3 + 2 * usage)) & 0b11;
        (first..USAGES)
            .map(|usage| (sexes(self.0, usage), sexes(other.0, usage)))
            .any(|pair| matches!(pair, (0b01, 0b10) | (0b10, 0b01)))
            .then_some(NameMark::Sex)
    }
}

/// The bit of a sex in a usage.
fn bit(usage: usize, sex: Sex) -> u32 {
    let which = usize::from(sex == Sex::Female);
    1 << (3 + 2 * usage.min(USAGES - 1) + which)
}
