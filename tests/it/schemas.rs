//! The JSON Schemas of `schemas/replies/`: a reply is held to its schema, and schemas are written from replies.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The identifier of a schema, before its name.
const ID: &str = "corridor:replies/";

/// The schema that holds what several replies have in common.
const SHARED: &str = "shared";

/// Objects that several replies have in common, each with properties that tell it from all others.
const COMMON: [(&str, &[&str]); 24] = [
    ("message", &["code", "args", "text"]),
    ("citation", &["key", "says", "source_url"]),
    ("branch", &["branch", "assumptions", "rules"]),
    ("cover", &["branches", "label"]),
    ("rule_source", &["table", "url", "confidence"]),
    ("range", &["min", "max"]),
    // A result of a recorded decision; it has what an assessment has, and the score.
    ("recorded_result", &["clearance", "findings", "score"]),
    ("assessment", &["clearance", "findings"]),
    ("finding", &["rule", "pack", "outcome", "remedy"]),
    ("portability", &["question", "pension", "medical", "life"]),
    ("portability_question", &["visa", "months", "earlier_months", "ending"]),
    ("explanation", &["score", "known", "state", "gates", "parts"]),
    ("score_part", &["criterion", "weight", "points", "adds"]),
    ("gap", &["what", "missing", "because", "found", "step"]),
    ("step", &["action", "months", "cost", "source_url"]),
    ("match", &["explanation", "assessment", "portability", "place"]),
    ("planned_step", &["kind", "action", "months", "cost", "sources"]),
    ("passage", &["state", "route", "reasons", "missing"]),
    ("log_state", &["entries", "root", "broken", "log_whole"]),
    ("index_state", &["index_seq", "store_seq", "written"]),
    ("certificate", &["listening", "reading", "writing", "speaking"]),
    ("evidence", &["aspect", "because", "level", "weight"]),
    ("look_up", &["register", "kept_by", "address"]),
    ("requirement", &["requirement", "subject", "need", "have", "verdict"]),
];

/// Objects that are maps: the names of their properties are data, such as kinds, gates, rules and columns. `[]` stands for
/// the items of a list, `{}` for the values of a map.
const MAPS: [&str; 12] = [
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
    "export[]",
    "parts{}[]",
];

/// The file of a schema.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/replies/{name}.json"))
}

/// All schemas, ready to be asked.
pub(crate) struct Schemas(BTreeMap<String, jsonschema::Validator>);

impl Schemas {
    /// Reads the schemas. An object with a property that its schema does not describe is a fault here, so that a new
    /// property needs a description; the schemas themselves leave room for the properties of later versions.
    pub(crate) fn read() -> Self {
        let all: Vec<(String, Value)> =
            texts().into_iter().map(|(name, schema)| (name, strict(schema))).collect();
        let registry = all.iter().fold(jsonschema::Registry::new(), |registry, (name, schema)| {
            registry.add(format!("{ID}{name}"), schema.clone()).unwrap()
        });
        let registry = registry.prepare().unwrap();
        let ready = all.iter().map(|(name, schema)| {
            let built = jsonschema::options().with_registry(&registry).build(schema);
            (name.clone(), built.unwrap_or_else(|error| panic!("{name}: {error}")))
        });
        Self(ready.collect())
    }

    /// What of a value is not as the schema says, each with its place.
    pub(crate) fn faults(&self, name: &str, value: &Value) -> Vec<String> {
        let schema = self.0.get(name).unwrap_or_else(|| panic!("there is no schema `{name}`"));
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    /// Holds a value to a schema.
    pub(crate) fn hold(&self, name: &str, value: &Value, place: &str) {
        let faults = self.faults(name, value);
        assert!(
            faults.is_empty(),
            "{place} is not as schemas/replies/{name}.json says:\n{}",
            faults.join("\n")
        );
    }
}

/// The schemas by their names.
pub(crate) fn texts() -> BTreeMap<String, Value> {
    let files = std::fs::read_dir(path("x").parent().unwrap()).unwrap();
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        let file = file.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let schema = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, schema)
    };
    files.map(read).collect()
}

/// The schema without room for properties that it does not describe.
fn strict(mut schema: Value) -> Value {
    if let Some(map) = schema.as_object_mut()
        && map.contains_key("properties")
        && !map.contains_key("additionalProperties")
    {
        map.insert("additionalProperties".to_owned(), json!(false));
    }
    match schema {
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, strict(value))).collect(),
        Value::Array(items) => items.into_iter().map(strict).collect(),
        other => other,
    }
}

/// Schemas that are written anew from replies. Titles, descriptions and types of what is only `null` are kept.
pub(crate) struct Draft {
    before: BTreeMap<String, Value>,
    common: BTreeMap<&'static str, Vec<Value>>,
}

impl Draft {
    /// A draft over the schemas as they are.
    pub(crate) fn new() -> Self {
        Self { before: texts(), common: BTreeMap::new() }
    }

    /// Writes the schema of a reply of a command.
    pub(crate) fn write(&mut self, name: &str, command: &str, replies: &[Value]) {
        replies.iter().for_each(|reply| self.gather(reply));
        let kept = self.before.get(name).cloned();
        let title = kept.as_ref().and_then(|kept| kept["title"].as_str()).map(str::to_owned);
        let title = title.unwrap_or_else(|| format!("Reply of `corridor {command}`"));
        let mut schema = head(name, &title);
        schema.extend(self.shape(name, &replies.iter().collect::<Vec<_>>(), kept.as_ref()));
        save(name, &schema);
    }

    /// Writes what several replies have in common; comes after all replies.
    pub(crate) fn finish(self) {
        let mut schema = head(SHARED, "What several replies have in common");
        let kept = self.before.get(SHARED);
        let mut defs = Map::new();
        for (name, _) in COMMON {
            let values: Vec<&Value> = self.common.get(name).into_iter().flatten().collect();
            assert!(!values.is_empty(), "no reply has a `{name}`");
            let kept = kept.and_then(|kept| kept["$defs"].get(name));
            let mut shape = Map::new();
            shape.insert("type".to_owned(), json!("object"));
            describe(&mut shape, kept);
            self.properties(
                &mut shape,
                &values.iter().filter_map(|one| one.as_object()).collect::<Vec<_>>(),
                kept,
            );
            defs.insert(name.to_owned(), shape.into());
        }
        schema.insert("$defs".to_owned(), defs.into());
        save(SHARED, &schema);
    }

    fn gather(&mut self, value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(name) = common(object) {
                    self.common.entry(name).or_default().push(value.clone());
                }
                object.values().for_each(|value| self.gather(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            _ => {}
        }
    }

    /// The schema that all values keep.
    fn shape(&self, name: &str, values: &[&Value], kept: Option<&Value>) -> Map<String, Value> {
        let objects: Vec<&Map<String, Value>> = values.iter().filter_map(|value| value.as_object()).collect();
        let of = objects.first().and_then(|first| common(first));
        let of = of.filter(|of| objects.iter().all(|object| common(object) == Some(of)));
        let mut schema = Map::new();
        if let Some(of) = of {
            let reference = json!({ "$ref": format!("{ID}{SHARED}#/$defs/{of}") });
            if objects.len() == values.len() {
                schema.extend(reference.as_object().cloned().unwrap_or_default());
            } else {
                let others: Vec<&Value> = values.iter().copied().filter(|value| !value.is_object()).collect();
                let others = Some(types(&others)).filter(|types| !types.is_null());
                let others = json!({ "type": others.unwrap_or_else(|| json!("null")) });
                schema.insert("anyOf".to_owned(), json!([others, reference]));
            }
            describe(&mut schema, kept);
            return schema;
        }
        match types(values) {
            // Nothing but null was seen: what else may stand there only somebody who knows can say.
            Value::Null => {
                let known = kept.and_then(|kept| kept.get("type"));
                schema.extend(known.map(|known| ("type".to_owned(), known.clone())));
            }
            types => drop(schema.insert("type".to_owned(), types)),
        }
        describe(&mut schema, kept);
        if !objects.is_empty() {
            // What a message may take as an argument is more than some messages show.
            if name == "args" {
                return schema;
            }
            if MAPS.contains(&name) {
                let all: Vec<&Value> = objects.iter().flat_map(|object| object.values()).collect();
                let kept = kept.and_then(|kept| kept.get("additionalProperties"));
                schema.insert(
                    "additionalProperties".to_owned(),
                    self.shape(&format!("{name}{{}}"), &all, kept).into(),
                );
            } else {
                self.properties(&mut schema, &objects, kept);
            }
        }
        let items: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
        if !items.is_empty() {
            let kept = kept.and_then(|kept| kept.get("items"));
            schema.insert("items".to_owned(), self.shape(&format!("{name}[]"), &items, kept).into());
        }
        schema
    }

    fn properties(
        &self,
        schema: &mut Map<String, Value>,
        objects: &[&Map<String, Value>],
        kept: Option<&Value>,
    ) {
        let names = objects.iter().flat_map(|object| object.keys());
        let mut properties = Map::new();
        for name in names {
            if !properties.contains_key(name) {
                let all: Vec<&Value> = objects.iter().filter_map(|object| object.get(name)).collect();
                let kept = kept.and_then(|kept| kept.get("properties")).and_then(|kept| kept.get(name));
                properties.insert(name.clone(), self.shape(name, &all, kept).into());
            }
        }
        let everywhere = |name: &&String| objects.iter().all(|object| object.contains_key(*name));
        let required: Vec<&String> = properties.keys().filter(everywhere).collect();
        schema.insert("required".to_owned(), json!(required));
        schema.insert("properties".to_owned(), properties.into());
    }
}

fn head(name: &str, title: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("{ID}{name}")));
    schema.insert("title".to_owned(), json!(title));
    schema
}

fn save(name: &str, schema: &Map<String, Value>) {
    std::fs::write(path(name), serde_json::to_string_pretty(schema).unwrap() + "\n").unwrap();
}

/// Takes the description over.
fn describe(schema: &mut Map<String, Value>, kept: Option<&Value>) {
    let description = kept.and_then(|kept| kept.get("description"));
    schema.extend(description.map(|text| ("description".to_owned(), text.clone())));
}

/// The object that several replies have in common, if this is one.
fn common(object: &Map<String, Value>) -> Option<&'static str> {
    let is = |marks: &[&str]| marks.iter().all(|mark| object.contains_key(*mark));
    COMMON.iter().find(|(_, marks)| is(marks)).map(|(name, _)| *name)
}

/// The types of values, as a schema says them; null when nothing but null was seen.
fn types(values: &[&Value]) -> Value {
    let ty = |value: &&Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let mut types: Vec<&str> = values.iter().map(ty).collect();
    if types.contains(&"number") {
        types.retain(|ty| *ty != "integer");
    }
    types.sort_unstable();
    types.dedup();
    match types[..] {
        [] | ["null"] => Value::Null,
        [one] => json!(one),
        _ => json!(types),
    }
}

/// Whether a text has a sentence of more than 25 words.
fn is_long(text: &str) -> bool {
    text.split_inclusive(['.', '?', '!']).any(|sentence| sentence.split_whitespace().count() > 25)
}

/// The places of a schema that do not help a person: properties without a description or with a long one, and what has no
/// title.
pub(crate) fn silent(name: &str, schema: &Value) -> Vec<String> {
    fn walk(place: &str, schema: &Value, found: &mut Vec<String>) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}.{name}");
            if property["description"].as_str().is_none_or(|text| text.len() < 3 || is_long(text)) {
                found.push(place.clone());
            }
            walk(&place, property, found);
        }
        for (name, def) in schema["$defs"].as_object().into_iter().flatten() {
            walk(&format!("{place}#{name}"), def, found);
        }
        for under in ["items", "additionalProperties"] {
            if schema[under].is_object() {
                walk(&format!("{place}[]"), &schema[under], found);
            }
        }
    }
    let mut found = Vec::new();
    if !schema["title"].is_string() {
        found.push(format!("{name} has no title"));
    }
    walk(name, schema, &mut found);
    found
}
