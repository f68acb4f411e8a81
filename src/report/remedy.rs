//! What is called what, and what to do about it, by the code of a finding.

use crate::ingest;

/// A rule for people who have to act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What is wrong, in a few words.
    pub title: String,
    /// What to do.
    pub remedy: String,
}

/// The title of a rule and what to do when it is broken; `None` for a code that is not known here.
pub fn remedy(code: &str) -> Option<Remedy> {
    let (rule, _) = ingest::rules().into_iter().find(|(rule, _)| rule.id == code)?;
    let section = |name: &str| {
        let after = rule.docs.split(&format!("## {name}\n")).nth(1)?;
        let prose = after.split("\n## ").next()?.split("```").next()?;
        Some(prose.trim().replace('\n', " "))
    };
    Some(Remedy {
        title: rule.slug.replace('-', " "),
        remedy: section("How to mend it").or_else(|| section("What it checks")).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_says_what_to_do() {
        for (rule, _) in ingest::rules() {
            let code = rule.id;
            let known = remedy(code).unwrap();
            assert!(!known.title.is_empty() && known.remedy.len() > 10, "{code}: {known:?}");
        }
        assert_eq!(remedy("REC999"), None);
    }
}
