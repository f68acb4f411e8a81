//! Language tests: what they test, their scales, how long a certificate lasts.

use crate::model::{Decimal, Language, TestId, TestVersion};
use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Providers' and regulators' pages, and domain knowledge; see each row";

const CSV: &str = include_str!("../../data/reference/tests.csv");

/// A language test.
#[derive(Debug)]
pub struct Test {
    /// The identifier.
    pub id: TestId,
    /// The name.
    pub name: String,
    /// The languages it certifies.
    pub languages: Vec<Language>,
    /// The scale of the overall score, where it is a number.
    pub scale: Option<(Decimal, Decimal)>,
    /// The step between two overall scores, where it is known.
    pub step: Option<Decimal>,
    /// Its parts, as the provider names them.
    pub parts: Vec<String>,
    /// The scale of each part score that is known, by the part's name.
    pub part_scales: Vec<(String, Decimal, Decimal)>,
    /// Its grades, best first, where it has grades.
    pub grades: Vec<String>,
    /// Months after which the certificate itself ends; `None` when it does not end.
    pub validity_months: Option<i32>,
    /// Other spellings, as on CVs.
    pub aliases: Vec<String>,
    /// Those of them that do not tell it from another test of the name: *IELTS* is most often the academic one.
    pub assumed: Vec<String>,
    /// The other tests that such a spelling may name: General Training beside the Academic one. Where no spelling is listed
    /// as such, every one names this test until a word beside it says another: *FSP* is the doctors' exam, *FSP, nurses* not.
    pub assumed_over: Vec<TestId>,
    /// Words that say, anywhere in a text, that such a spelling means this test.
    pub told_by: Vec<String>,
    /// The professions that it has versions for, with the words that name them, folded.
    pub versions: Vec<(TestVersion, Vec<String>)>,
}

#[derive(serde::Deserialize)]
struct Row {
    test_id: TestId,
    name: String,
    language: String,
    score_min: Option<Decimal>,
    score_max: Option<Decimal>,
    score_step: Option<Decimal>,
    sub_scores: String,
    grade_scale: String,
    validity_months: Option<i32>,
    aliases: String,
    assumed_aliases: String,
    assumed_over: String,
    told_by: String,
    sub_score_scale: String,
    versions: String,
}

static TABLE: LazyLock<Vec<Test>> = LazyLock::new(|| {
    super::rows::<Row>(CSV)
        .into_iter()
        .map(|row| Test {
            languages: super::items(&row.language).filter_map(|code| code.parse().ok()).collect(),
            scale: row.score_min.zip(row.score_max),
            step: row.score_step,
            parts: super::items(&row.sub_scores).map(str::to_owned).collect(),
            part_scales: super::items(&row.sub_score_scale).filter_map(part_scale).collect(),
            grades: super::items(&row.grade_scale).map(str::to_owned).collect(),
            aliases: super::items(&row.aliases).map(str::to_owned).collect(),
            assumed: super::items(&row.assumed_aliases).map(fold).collect(),
            assumed_over: super::items(&row.assumed_over).filter_map(|id| id.parse().ok()).collect(),
            told_by: super::items(&row.told_by).map(str::to_owned).collect(),
            versions: super::items(&row.versions).filter_map(version).collect(),
            validity_months: row.validity_months,
            id: row.test_id,
            name: row.name,
        })
        .collect()
});

fn version(item: &str) -> Option<(TestVersion, Vec<String>)> {
    let (version, words) = item.split_once(':')?;
    Some((version.parse().ok()?, words.split(',').map(fold).collect()))
}

fn part_scale(item: &str) -> Option<(String, Decimal, Decimal)> {
    let (part, range) = item.split_once(':')?;
    let (low, high) = range.split_once('-')?;
    Some((part.to_owned(), low.parse().ok()?, high.parse().ok()?))
}

/// Every test, in the order of the table.
pub fn all() -> &'static [Test] {
    &TABLE
}

/// The test with an identifier.
pub fn get(id: &TestId) -> Option<&'static Test> {
    find(id.as_str())
}

/// The test with an identifier that is known to be one.
pub fn find(id: &str) -> Option<&'static Test> {
    static BY_ID: LazyLock<BTreeMap<&'static str, usize>> =
        LazyLock::new(|| TABLE.iter().enumerate().map(|(at, test)| (test.id.as_str(), at)).collect());
    BY_ID.get(id).map(|&at| &TABLE[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(TABLE.len(), crate::reference::row_count(CSV));
        for row in crate::reference::rows::<Row>(CSV) {
            let test = get(&row.test_id).unwrap();
            assert_eq!(test.languages.len(), crate::reference::items(&row.language).count(), "{}", test.id);
            assert!(test.assumed.is_empty() || !test.assumed_over.is_empty(), "{}", test.id);
            assert!(test.assumed_over.iter().all(|other| get(other).is_some()), "{}", test.id);
            assert_eq!(test.versions.len(), crate::reference::items(&row.versions).count(), "{}", test.id);
            assert_eq!(
                test.part_scales.len(),
                crate::reference::items(&row.sub_score_scale).count(),
                "{}",
                test.id
            );
        }
    }
}
