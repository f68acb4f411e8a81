//! What people see of `policy`.

use super::files;
use crate::cli::output::Rows;
use crate::cli::render;
use crate::ops::policy::{Checked, FactWord, InUse, NamedPack, PackContent, PacksCompared};
use crate::policy::LintFinding;
use std::fmt::Write;
use std::path::PathBuf;

/// Each pack with what it holds.
pub(in crate::cli) fn list(packs: &[InUse]) -> String {
    let mut text = String::new();
    for pack in packs {
        let _ = writeln!(
            text,
            "{} {}, {}, {}{}\n{}{}",
            pack.id,
            pack.edition,
            pack.jurisdiction.map_or("for every destination".to_owned(), |country| format!("for {country}")),
            pack.legal_force,
            if pack.compiled_in { "" } else { "; of the data directory" },
            render::wrapped(&pack.instrument, 2),
            render::wrapped(
                &format!(
                    "{} rules, {} rows of lists, {} agreements; sha256 {}",
                    pack.rules, pack.entries, pack.agreements, pack.hash
                ),
                2
            ),
        );
    }
    text.trim_end().to_owned()
}

/// The same in rows.
pub(in crate::cli) fn list_rows(packs: &[InUse]) -> Rows {
    let row = |pack: &InUse| {
        vec![
            pack.id.clone(),
            pack.edition.clone(),
            pack.instrument.clone(),
            pack.jurisdiction.map(|country| country.to_string()).unwrap_or_default(),
            pack.legal_force.to_string(),
            pack.rules.to_string(),
            pack.entries.to_string(),
            pack.agreements.to_string(),
            if pack.compiled_in { "yes" } else { "no" }.to_owned(),
            pack.hash.clone(),
        ]
    };
    let headers = [
        "id",
        "edition",
        "instrument",
        "jurisdiction",
        "legal_force",
        "rules",
        "entries",
        "agreements",
        "compiled_in",
        "hash",
    ];
    Rows::new(&headers, packs.iter().map(row).collect())
}

/// The files of a copied pack, and what to do with them.
pub(in crate::cli) fn copied(written: &[PathBuf]) -> String {
    let mut text = files::lines(written);
    text.push_str(
        "change them there; `corridor policy lint DIR` and `corridor policy test DIR` check them; as a directory below \
         `policy/` of the data directory they take the place of the pack",
    );
    text
}

/// The facts that conditions may ask for.
pub(in crate::cli) fn facts(facts: &[FactWord]) -> String {
    let row = |fact: &FactWord| {
        let from = if fact.derived { "worked out" } else { "stored" };
        vec![fact.name.to_owned(), fact.kind.to_string(), from.to_owned(), fact.meaning.to_owned()]
    };
    let rows: Vec<Vec<String>> = facts.iter().map(row).collect();
    render::table(&["fact", "type", "comes", "meaning"], &rows)
}

/// The same in rows.
pub(in crate::cli) fn fact_rows(facts: &[FactWord]) -> Rows {
    let row = |fact: &FactWord| {
        let derived = if fact.derived { "yes" } else { "no" };
        vec![fact.name.to_owned(), fact.kind.to_string(), derived.to_owned(), fact.meaning.to_owned()]
    };
    Rows::new(&["fact", "type", "derived", "meaning"], facts.iter().map(row).collect())
}

/// What was found in packs.
pub(in crate::cli) fn checked(checked: &Checked, done: &str) -> String {
    let mut text = String::new();
    for finding in &checked.findings {
        let rule = if finding.rule.is_empty() { String::new() } else { format!(", rule {}", finding.rule) };
        let place = place(finding);
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        let _ = writeln!(text, "{place}{}{rule}: {}", finding.pack, finding.problem);
    }
    let of = match checked.packs.as_slice() {
        [] => "no rules of any pack".to_owned(),
        packs => format!("{} rules of {}", checked.rules, packs.join(", ")),
    };
    let _ = write!(
        text,
        "{of} {done}: {}",
        match checked.findings.len() {
            0 => "nothing found".to_owned(),
            1 => "one problem".to_owned(),
            many => format!("{many} problems"),
        }
    );
    text
}

/// The file of a problem, with its line.
fn place(finding: &LintFinding) -> String {
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    finding.file.as_ref().map(|file| format!("{file}{line}")).unwrap_or_default()
}

/// Each problem of a pack.
pub(in crate::cli) fn checked_rows(checked: &Checked) -> Rows {
    let rows = checked
        .findings
        .iter()
        .map(|one| vec![one.pack.clone(), one.rule.clone(), place(one), one.problem.to_string()]);
    Rows::new(&["pack", "rule", "place", "problem"], rows.collect())
}

/// All that a pack says, item by item.
pub(in crate::cli) fn contents(contents: &[PackContent]) -> String {
    let mut text = String::new();
    for PackContent { at, fields } in contents {
        let _ = writeln!(text, "{} {}", at.section, at.item);
        for (name, value) in fields {
            text.push_str(&render::wrapped(&format!("{name}: {}", one_line(value)), 2));
        }
    }
    text
}

/// The same in rows.
pub(in crate::cli) fn content_rows(contents: &[PackContent]) -> Rows {
    let rows = contents.iter().flat_map(|PackContent { at, fields }| {
        let row = move |(name, value): (&String, &String)| {
            vec![at.section.to_string(), at.item.clone(), name.clone(), value.clone()]
        };
        fields.iter().map(row)
    });
    Rows::new(&["section", "item", "field", "value"], rows.collect())
}

/// What differs between two packs.
pub(in crate::cli) fn differences(reply: &PacksCompared) -> String {
    let name = |pack: &NamedPack| format!("{} {} ({})", pack.id, pack.edition, pack.hash);
    let mut text = format!("before: {}\nnow:    {}\n", name(&reply.before), name(&reply.now));
    if reply.differences.is_empty() {
        text.push_str("nothing differs\n");
    }
    for difference in &reply.differences {
        let at = &difference.at;
        let said = |text: &Option<String>| text.as_deref().map(one_line);
        let (before, now) = (said(&difference.before), said(&difference.now));
        match &difference.field {
            None => {
                let (sign, text_of) = if now.is_some() { ("+", now) } else { ("-", before) };
                let line = format!("{sign} {} {}: {}", at.section, at.item, text_of.unwrap_or_default());
                text.push_str(&render::wrapped(line.trim_end_matches(": "), 0));
            }
            Some(field) => {
                let _ = writeln!(text, "~ {} {}: {field}", at.section, at.item);
                for (sign, value) in [("-", before), ("+", now)] {
                    if let Some(value) = value {
                        text.push_str(&render::wrapped(&format!("{sign} {value}"), 4));
                    }
                }
            }
        }
    }
    text
}

/// The same in rows.
pub(in crate::cli) fn difference_rows(reply: &PacksCompared) -> Rows {
    let rows = reply.differences.iter().map(|difference| {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            difference.at.section.to_string(),
            difference.at.item.clone(),
            said(&difference.field),
            said(&difference.before),
            said(&difference.now),
        ]
    });
    Rows::new(&["section", "item", "field", "before", "now"], rows.collect())
}

/// Packs with their hashes, as `sha256sum` prints files.
pub(in crate::cli) fn hashes(packs: &[NamedPack]) -> String {
    packs.iter().fold(String::new(), |mut text, pack| {
        let _ = writeln!(text, "{}  {} {}", pack.hash, pack.id, pack.edition);
        text
    })
}

/// The same in rows.
pub(in crate::cli) fn hash_rows(packs: &[NamedPack]) -> Rows {
    let row = |pack: &NamedPack| vec![pack.id.clone(), pack.edition.clone(), pack.hash.clone()];
    Rows::new(&["id", "edition", "hash"], packs.iter().map(row).collect())
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
