//! Language tests by their names. What stands beside a name, such as results and days, `normalize::certificate` reads.

use super::vocabulary::{Named, Resolved, Vocabulary};
use crate::reference::language_tests::{self, Test};
use std::sync::LazyLock;

static NAMES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let of = |test: &'static Test| {
        let names = test.aliases.iter().map(String::as_str).chain([test.id.as_str(), test.name.as_str()]);
        names.map(|name| Named::new(test.id.as_str(), &test.name, name, "tests.csv")).collect::<Vec<_>>()
    };
    Vocabulary::new(language_tests::all().iter().flat_map(of).collect())
});

/// What a text names.
pub fn resolve(text: &str, top: usize) -> Resolved {
    NAMES.resolve(text, top)
}

/// The tests that the whole of a text names: one, or several that go by the name.
pub fn named(text: &str) -> Vec<&'static Test> {
    NAMES.stated(text).iter().filter_map(|one| language_tests::find(&one.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_found_by_its_spellings() {
        for (text, expected) in [
            ("IELTS (Academic)", Some("ielts-academic")),
            ("academic ielts", Some("ielts-academic")),
            ("CD-IELTS", Some("ielts-academic")),
            ("NCLEX-RN", None),
            ("IELTS Acedemic", None),
        ] {
            assert_eq!(resolve(text, 3).certain(), expected, "{text}");
        }
        assert_eq!(resolve("IELTS Acedemic", 3).id.as_deref(), Some("ielts-academic"));
    }
}
