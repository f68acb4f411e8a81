//! A project in a temporary folder, and the program run in it.

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) struct Project {
    dir: tempfile::TempDir,
}

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
        command
            .current_dir(self.path())
            .args(args)
            .env("CORRIDOR_DATA", self.path().join("data"))
            // No settings of whoever runs the tests.
            .env("XDG_CONFIG_HOME", self.path().join("no-settings"))
            .env_remove("CORRIDOR_CRASH_AT")
            .env_remove("CORRIDOR_PAUSE_AT")
            .env_remove("CORRIDOR_LOAD_FROM");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// Runs with bytes at standard input.
    pub(crate) fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// Runs, and expects exit code 0.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}\n{}\n{}", ran.out, ran.err);
        ran.out
    }

    /// The reply of a command as JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.extend(["--format", "json"]);
        serde_json::from_str(&self.run(&all).out).unwrap()
    }

    /// The counts of records by kind, as doctor tells them.
    pub(crate) fn records(&self) -> Value {
        self.json(&["doctor"])["records"].clone()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// What the schemas of the replies use of JSON Schema.
pub(crate) fn conforms(root: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let found = root.pointer(name.trim_start_matches('#'));
        return conforms(root, found.unwrap_or_else(|| panic!("{name} is not there")), value, place);
    }
    let is = |ty: &str| match ty {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("type `{other}`"),
    };
    match &schema["type"] {
        Value::Null => {}
        Value::Array(types) => assert!(types.iter().any(|ty| is(ty.as_str().unwrap())), "{place}: {value}"),
        ty => assert!(is(ty.as_str().unwrap()), "{place}: {value} is no {ty}"),
    }
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{place}: {value}");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        // It is asked of objects alone: another type may stand in the place of the object.
        assert!(!value.is_object() || value.get(name.as_str().unwrap()).is_some(), "{place}: no {name}");
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        match (schema["properties"].get(name), &schema["additionalProperties"]) {
            (Some(schema), _) => conforms(root, schema, value, &format!("{place}.{name}")),
            (None, Value::Bool(false)) => panic!("{place}: `{name}` is not described"),
            (None, Value::Object(_)) => {
                conforms(root, &schema["additionalProperties"], value, &format!("{place}.{name}"));
            }
            (None, _) => {}
        }
    }
    for (at, value) in value.as_array().into_iter().flatten().enumerate() {
        conforms(root, &schema["items"], value, &format!("{place}[{at}]"));
    }
}
