//! The JSON of every reply against its schema in `schemas/replies/`.
//!
//! A reply that gained a property needs a schema that has it:
//! `CORRIDOR_WRITE_SCHEMAS=1 cargo test --test it replies` writes the schemas from what the commands print, keeping
//! titles and descriptions. Look at the difference before it is kept: programs rely on the names and types.

use crate::support::{Project, conforms};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Replies by the name of their schema, with the commands that print them. What changes the store comes last.
const REPLIES: [(&str, &[&str]); 36] = [
    ("search", &["search worker nurse", "search opening intensive", "search language_certificate ielts"]),
    ("show", &["show worker W-0000001", "show opening O-DE-ICU-01", "show license W-0000001"]),
    ("export", &["export opening"]),
    (
        "match_opening",
        &[
            "match --opening O-DE-ICU-01 --channel active",
            "match --opening O-DE-ICU-01 --channel direct --no-record",
        ],
    ),
    ("match_worker", &["match --worker W-0000001", "match --worker W-0000003"]),
    (
        "why",
        &[
            "why --opening O-DE-ICU-01 --worker W-0000001 --channel direct",
            "why --opening O-DE-ICU-01 --worker W-0000003 --channel active",
        ],
    ),
    (
        "plan",
        &[
            "plan --worker W-0000001 --destination GB",
            "plan --worker W-0000003 --opening O-DE-ICU-01 --channel direct",
        ],
    ),
    (
        "language",
        &[
            "language --worker W-0000001 --destination GB",
            "language --certificates IELTS-7.5 --destination IE --occupation 2221",
        ],
    ),
    (
        "compare",
        &["compare --curriculum C-006 --destination DE", "compare --worker W-0000001 --destination NO"],
    ),
    ("harmonize", &["harmonize --occupation 2221 --origin IN"]),
    (
        "portability",
        &[
            "portability --origin PH --destination DE --months 36",
            "portability --origin IN --destination GB --nationality IN --months 60 --origin-months 30",
        ],
    ),
    ("portability_branch", &["portability --origin PH --destination DE --months 36 --branch old-age"]),
    ("audit", &["audit", "audit --placement P-001"]),
    ("audit_verify", &["audit verify"]),
    ("audit_log", &["audit log"]),
    ("rules", &["rule"]),
    ("rule", &["rule REC025", "rule active-recruitment-listed-origin"]),
    ("policy_list", &["policy list"]),
    ("policy_check", &["policy lint", "policy test", "policy lint sloppy", "policy test sloppy"]),
    ("policy_facts", &["policy facts"]),
    ("dedupe_workers", &["dedupe --limit 5"]),
    ("dedupe_tables", &["dedupe people.csv --id id --explain"]),
    ("resolve_names", &["resolve names names.csv --id id --left a --right b"]),
    (
        "resolve_countries",
        &["resolve countries --value Uganda", "resolve countries staff.csv --text nationality"],
    ),
    ("resolve_totals", &["resolve countries staff.csv --text nationality --by title --total fte"]),
    ("resolve_occupations", &["resolve occupations staff.csv --text title"]),
    (
        "resolve_certificates",
        &["resolve certificates --value IELTS-7.5", "resolve certificates --value vitamin"],
    ),
    (
        "resolve_vocabulary",
        &[
            "resolve regulators --value NMC",
            "resolve subjects --value Anatomy",
            "resolve specialties --value ICU",
        ],
    ),
    ("kinds", &["template"]),
    ("doctor", &["doctor"]),
    ("config", &["config"]),
    ("review_pairs", &["review duplicates --min 0.5 --limit 3"]),
    ("review_log", &["review log"]),
    ("generate", &["generate --workers 5 --openings 2 --out synthetic"]),
    ("reindex", &["reindex"]),
    ("undo", &["undo B-0001"]),
];

/// Objects whose properties are data, not names of the reply: kinds, gates, rules, columns.
const MAPS: [&str; 10] = [
    "args",
    "clearances",
    "corridors",
    "counts",
    "excluded",
    "parts",
    "record",
    "rejected",
    "rules",
    "facts",
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/replies/{name}.json"))
}

fn demo() -> Project {
    let project = Project::new();
    project.ok(&["demo"]);
    project.file("people.csv", "id,name,birth_date\n1,Ana Cruz,1990-01-02\n2,Ana Maria Cruz,1990-01-02\n");
    project.file("names.csv", "id,a,b\n1,Ana Cruz,Cruz Ana\n2,Ana Cruz,Joy Reyes\n");
    project.file(
        "staff.csv",
        "id,title,nationality,fte\n1,Staff nurse,Filipino,0.5\n2,Plumber,Ugandan,1\n3,,,1\n",
    );
    // A pack with a fact that is none, and an example that leaves its rule open.
    project.ok(&["policy", "copy", "who-global-code", "--out", "sloppy"]);
    let rules = project.path().join("sloppy/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, text.replacen("c.contact_initiated_by", "c.contact_begun_by", 1)).unwrap();
    project
}

#[test]
fn every_reply_is_as_its_schema_says() {
    let project = demo();
    let write = std::env::var_os("CORRIDOR_WRITE_SCHEMAS").is_some();
    for (name, commands) in REPLIES {
        let replies: Vec<Value> = commands
            .iter()
            .map(|command| {
                let mut args: Vec<&str> = command.split(' ').collect();
                args.extend(["--format", "json"]);
                let ran = project.run(&args);
                serde_json::from_str(&ran.out)
                    .unwrap_or_else(|error| panic!("{command}: {error}\n{}", ran.err))
            })
            .collect();
        if write {
            let kept: Option<Value> =
                std::fs::read(path(name)).ok().and_then(|text| serde_json::from_slice(&text).ok());
            let mut schema = Map::new();
            schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
            schema.insert("$id".to_owned(), json!(format!("corridor:replies/{name}")));
            let title = format!("What `corridor {} --format json` prints", commands[0]);
            schema.insert("title".to_owned(), json!(title));
            schema.extend(shape("", &replies.iter().collect::<Vec<_>>(), kept.as_ref()));
            std::fs::write(path(name), serde_json::to_string_pretty(&schema).unwrap() + "\n").unwrap();
        }
        let schema = std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let schema: Value = serde_json::from_str(&schema).unwrap();
        for (command, reply) in commands.iter().zip(&replies) {
            conforms(&schema, &schema, reply, command);
        }
    }
}

#[test]
fn every_schema_of_a_reply_is_tested() {
    for entry in std::fs::read_dir(path("x").parent().unwrap()).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        // The report of an import has tests of its own; errors are no replies of a command.
        let own = ["import_report", "error"].contains(&name.as_str());
        assert!(own || REPLIES.iter().any(|(reply, _)| *reply == name), "{name}");
    }
}

/// The schema that all values keep, with the descriptions of an earlier one.
fn shape(name: &str, values: &[&Value], kept: Option<&Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    let mut types: Vec<&str> = Vec::new();
    for value in values {
        let ty = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    if types.contains(&"number") {
        types.retain(|ty| *ty != "integer");
    }
    types.sort_unstable();
    match types[..] {
        // Nothing but null was seen: nothing is known of what else may stand there.
        [] | ["null"] => {}
        [one] => drop(schema.insert("type".to_owned(), json!(one))),
        _ => drop(schema.insert("type".to_owned(), json!(types))),
    }
    if let Some(description) = kept.and_then(|kept| kept.get("description")) {
        schema.insert("description".to_owned(), description.clone());
    }
    let objects: Vec<&Map<String, Value>> = values.iter().filter_map(|value| value.as_object()).collect();
    if let Some(first) = objects.first() {
        if MAPS.contains(&name) {
            let all: Vec<&Value> = objects.iter().flat_map(|object| object.values()).collect();
            let kept = kept.and_then(|kept| kept.get("additionalProperties"));
            schema.insert("additionalProperties".to_owned(), shape("", &all, kept).into());
        } else {
            let required: Vec<&String> =
                first.keys().filter(|key| objects.iter().all(|object| object.contains_key(*key))).collect();
            schema.insert("required".to_owned(), json!(required));
            let mut properties = Map::new();
            for key in objects.iter().flat_map(|object| object.keys()) {
                if !properties.contains_key(key) {
                    let all: Vec<&Value> = objects.iter().filter_map(|object| object.get(key)).collect();
                    let kept = kept.and_then(|kept| kept.get("properties")).and_then(|kept| kept.get(key));
                    properties.insert(key.clone(), shape(key, &all, kept).into());
                }
            }
            schema.insert("properties".to_owned(), properties.into());
        }
    }
    let items: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
    if !items.is_empty() {
        let kept = kept.and_then(|kept| kept.get("items"));
        schema.insert("items".to_owned(), shape("", &items, kept).into());
    }
    schema
}
