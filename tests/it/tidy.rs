//! Rules about the source itself.

use std::path::{Path, PathBuf};

/// Modules in the order in which they may use each other: only what stands before.
const ORDER: &[&str] = &[
    "fault",
    "progress",
    "files",
    "model",
    "data_dir",
    "text",
    "rule",
    "reference",
    "names",
    "message",
    "schema",
    "resolve",
    "normalize",
    "dedupe",
    "tabular",
    "ingest",
    "credentials",
    "curricula",
    "admission",
    "matching",
    "profiles",
    "policy",
    "ethics",
    "portability",
    "decision",
    "log",
    "store",
    "query",
    "index",
    "disclosure",
    "ranking",
    "generate",
    "report",
    "ops",
    "cli",
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

pub(crate) fn all() -> Vec<(String, String)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut found = Vec::new();
    sources(root, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            (
                path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn modules_use_only_what_stands_before_them() {
    for (name, text) in all() {
        let module = name.split(['/', '.']).next().unwrap();
        let Some(place) = ORDER.iter().position(|m| *m == module) else { continue };
        for used in
            text.split("use crate::").skip(1).filter_map(|rest| rest.split([':', ';', ' ', '{']).next())
        {
            let Some(at) = ORDER.iter().position(|m| *m == used) else { continue };
            assert!(at <= place, "{name} uses `{used}`, which stands after `{module}`");
        }
    }
}

#[test]
fn every_file_says_what_lives_in_it() {
    for (name, text) in all() {
        assert!(text.starts_with("//!"), "{name} does not open with `//!`");
    }
}

#[test]
fn only_their_own_modules_name_sqlite_and_tantivy() {
    for (name, text) in all() {
        // The face of an engine may pass on what the engine's own module gives.
        let text = text.replace("self::tantivy::", "");
        for (library, home) in [("rusqlite::", "store/sqlite/"), ("tantivy::", "index/tantivy/")] {
            assert!(name.starts_with(home) || !text.contains(library), "{name} names {library}");
        }
    }
}

/// Whoever knows a command knows where its work is done.
#[test]
fn each_command_has_a_file_of_its_name_in_ops() {
    // What several commands share, and what speaks of the command line itself.
    const NO_COMMANDS: [&str; 8] =
        ["mod", "examples", "reading", "saving", "terms", "completions", "config", "man"];
    let names = |room: &str| -> std::collections::BTreeSet<String> {
        let files = all().into_iter().filter_map(|(name, _)| Some(name.strip_prefix(room)?.to_owned()));
        files.filter_map(|name| Some(name.split(['/', '.']).next()?.to_owned())).collect()
    };
    let homes = names("ops/");
    let commands = names("cli/commands/");
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands.iter().filter(|name| !NO_COMMANDS.contains(&name.as_str())) {
        assert!(homes.contains(command), "cli/commands/{command} has no file of its name in ops");
    }
}

/// What may be shown of a person comes from `disclosure`: the faces have no record of one in their hands.
#[test]
fn no_face_names_the_records_of_a_person() {
    const RECORDS: [&str; 7] =
        ["Dossier", "Worker", "Qualification", "LanguageCertificate", "Employment", "License", "Consent"];
    for (name, text) in all().iter().filter(|(name, _)| name.starts_with("cli/") || name.starts_with("web/"))
    {
        // What is named of the model: `use crate::model::{A, B};` and `model::A`.
        let named = text.split("model::").skip(1).flat_map(|rest| {
            let end = if rest.starts_with('{') { "}" } else { ";" };
            let list = rest.split(end).next().unwrap_or_default();
            let list = if end == ";" {
                list.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
            } else {
                list
            };
            list.split(|c: char| !c.is_alphanumeric())
        });
        let record = named.into_iter().find(|word| RECORDS.contains(word));
        assert!(record.is_none(), "{name} names the record {}", record.unwrap_or_default());
    }
}

/// A public type is found by its name alone.
#[test]
fn no_two_public_types_have_one_name() {
    let mut places = std::collections::BTreeMap::<String, Vec<String>>::new();
    for (file, text) in all() {
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for line in code.lines().map(str::trim_start) {
            let named = ["struct ", "enum ", "trait ", "type "]
                .iter()
                .find_map(|what| line.strip_prefix("pub ")?.strip_prefix(what));
            let Some(rest) = named else { continue };
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // A macro makes its types by other names.
            if !name.is_empty() {
                places.entry(name).or_default().push(file.clone());
            }
        }
    }
    assert!(places.len() > 400, "{}", places.len());
    places.retain(|_, files| files.len() > 1);
    assert!(places.is_empty(), "{places:#?}");
}
