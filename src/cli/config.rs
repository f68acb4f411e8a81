//! Settings that hold for every command: from flags, the environment, a file, or as they are by default.
//!
//! `corridor.toml` is looked for in the working directory and its parents, then in the user's directory of
//! configurations (`$XDG_CONFIG_HOME/corridor`, `~/.config/corridor`, on Windows `%APPDATA%\corridor`). The first file
//! found is the only one that is read. A flag comes before the environment, the environment before the file.

use super::render::Format;
use crate::message::{Explained, Hint, codes};
use crate::rule::Place;
use crate::text::nearest;
use clap::parser::ValueSource;
use clap::{ArgMatches, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The name of the file.
const NAME: &str = "corridor.toml";
/// Seconds to wait for another process that is writing.
const WAIT: u64 = 60;
/// The keys that a file may have.
const KEYS: [&str; 3] = ["data", "format", "wait"];
/// How near a key must be to be named as the one that was meant.
const NEAR: f64 = 0.5;

/// What holds, and where each setting comes from.
#[derive(Debug, Serialize)]
pub(super) struct Settings {
    /// The file that was read.
    pub(super) file: Option<PathBuf>,
    /// Each setting as text, with what it comes from.
    #[serde(rename = "settings")]
    pub(super) all: Vec<Setting>,
    #[serde(skip)]
    pub(super) data: PathBuf,
    #[serde(skip)]
    pub(super) format: Format,
    #[serde(skip)]
    pub(super) wait: u64,
}

/// A setting.
#[derive(Debug, Serialize)]
pub(super) struct Setting {
    /// Its key in the file.
    pub(super) key: &'static str,
    /// Its value.
    pub(super) value: String,
    /// `flag`, `environment`, `file` or `default`.
    pub(super) from: &'static str,
}

/// A file of settings that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", file.display())]
pub(super) struct ConfigError {
    file: PathBuf,
    fault: Fault,
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("the file cannot be read: {0}")]
    Read(std::io::Error),
    #[error("the file is not TOML: {}", .0.message())]
    Toml(Box<toml::de::Error>, usize),
    #[error("there is no setting `{key}`")]
    Key { key: String, nearest: Option<&'static str> },
    #[error("`{key}` is `{value}`, expected {expected}")]
    Value { key: &'static str, value: String, expected: &'static str },
}

impl Explained for ConfigError {
    fn code(&self) -> &'static str {
        self.fault.code()
    }

    fn codes() -> &'static [&'static str] {
        Fault::codes()
    }

    fn hints(&self) -> Vec<Hint> {
        self.fault.hints()
    }

    fn place(&self) -> Option<Place> {
        let file = Place { file: self.file.display().to_string(), ..Place::default() };
        Some(match &self.fault {
            Fault::Read(_) => file,
            Fault::Toml(_, line) => Place { row: *line as u64, ..file },
            Fault::Key { key, .. } => Place { column: key.clone(), ..file },
            Fault::Value { key, value, .. } => {
                Place { column: (*key).to_owned(), value: value.clone(), ..file }
            }
        })
    }
}

impl Explained for Fault {
    codes! {
        Read = "usage-settings-file",
        Toml = "usage-settings-no-toml",
        Key = "usage-settings-unknown-key",
        Value = "usage-settings-value",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Key { nearest: None, .. } => vec![Hint::OneOf(KEYS.map(str::to_owned).to_vec())],
            Self::Key { nearest, .. } => Hint::nearest(nearest.as_ref().copied()),
            Self::Read(_) | Self::Toml(..) | Self::Value { .. } => vec![Hint::MendSettings],
        }
    }
}

/// What flags and the environment say, or a file.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) data: Option<PathBuf>,
    pub(super) format: Option<Format>,
    pub(super) wait: Option<u64>,
}

impl Settings {
    /// The settings of this run. `given` is what flags and the environment say; `data` is the data directory unless
    /// something else is said.
    ///
    /// # Errors
    /// [`ConfigError`] when the file has a key or a value that is none.
    pub(super) fn new(given: Said, matches: &ArgMatches, data: &str) -> Result<Self, ConfigError> {
        let file = find(std::env::current_dir().ok().as_deref());
        let said = file.as_deref().map(read).transpose()?.unwrap_or_default();
        let (data, data_from) = choose(matches, "data", given.data, said.data, PathBuf::from(data));
        let (format, format_from) = choose(matches, "format", given.format, said.format, Format::default());
        let (wait, wait_from) = choose(matches, "wait", given.wait, said.wait, WAIT);
        let name = format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let all = vec![
            Setting { key: "data", value: data.display().to_string(), from: data_from },
            Setting { key: "format", value: name, from: format_from },
            Setting { key: "wait", value: wait.to_string(), from: wait_from },
        ];
        Ok(Self { file, all, data, format, wait })
    }
}

/// The value that comes first, and where it comes from.
fn choose<T>(
    matches: &ArgMatches,
    key: &str,
    given: Option<T>,
    said: Option<T>,
    default: T,
) -> (T, &'static str) {
    match (given, said) {
        (Some(value), _) if matches.value_source(key) == Some(ValueSource::EnvVariable) => {
            (value, "environment")
        }
        (Some(value), _) => (value, "flag"),
        (None, Some(value)) => (value, "file"),
        (None, None) => (default, "default"),
    }
}

/// The format that the file of settings asks for: for errors of arguments that cannot be read. A file that cannot be used
/// asks for none.
pub(super) fn format_of_file() -> Option<Format> {
    find(std::env::current_dir().ok().as_deref()).and_then(|file| read(&file).ok()?.format)
}

fn find(from: Option<&Path>) -> Option<PathBuf> {
    let around = from.into_iter().flat_map(Path::ancestors).map(|dir| dir.join(NAME));
    let own = own_directory().map(|dir| dir.join(NAME));
    around.chain(own).find(|path| path.is_file())
}

/// The user's own directory of settings; it need not be there.
pub(super) fn own_directory() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("XDG_CONFIG_HOME")
        .or_else(|| {
            variable(if cfg!(windows) { "APPDATA" } else { "HOME" })
                .map(|home| if cfg!(windows) { home } else { home.join(".config") })
        })
        .map(|dir| dir.join("corridor"))
}

fn read(file: &Path) -> Result<Said, ConfigError> {
    let failed = |fault| ConfigError { file: file.to_owned(), fault };
    let text = std::fs::read_to_string(file).map_err(|error| failed(Fault::Read(error)))?;
    // A relative path is one beside the file.
    parse(&text, file.parent().unwrap_or(Path::new(""))).map_err(failed)
}

fn parse(text: &str, beside: &Path) -> Result<Said, Fault> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Fault::Toml(Box::new(error), before.lines().count().max(1))
    })?;
    let mut said = Said::default();
    for (key, value) in &table {
        let wrong = |key, expected| Fault::Value { key, value: value.to_string(), expected };
        match key.as_str() {
            "data" => {
                let path =
                    value.as_str().ok_or_else(|| wrong("data", "the path of a directory in quotes"))?;
                said.data = Some(beside.join(path));
            }
            "format" => {
                let format = value.as_str().and_then(|text| Format::from_str(text, true).ok());
                said.format =
                    Some(format.ok_or_else(|| wrong("format", "`table`, `json` or `csv` in quotes"))?);
            }
            "wait" => {
                let seconds = value.as_integer().and_then(|seconds| u64::try_from(seconds).ok());
                said.wait = Some(seconds.ok_or_else(|| wrong("wait", "a number of seconds from 0 on"))?);
            }
            _ => return Err(Fault::Key { key: key.clone(), nearest: nearest(key, KEYS, NEAR) }),
        }
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        parse(text, Path::new("")).unwrap_err().to_string()
    }

    #[test]
    fn a_file_says_where_data_lies_beside_it_and_how_replies_are_printed() {
        let said = parse("data = \"store\"\nformat = \"json\"\nwait = 5\n", Path::new("/srv")).unwrap();
        assert_eq!(said.data, Some(PathBuf::from("/srv/store")));
        assert_eq!((said.format, said.wait), (Some(Format::Json), Some(5)));
        assert!(parse("", Path::new("")).unwrap().data.is_none());
    }

    #[test]
    fn an_unknown_key_names_the_nearest_and_a_wrong_value_what_was_expected() {
        let key = parse("formt = \"json\"", Path::new("")).unwrap_err();
        assert_eq!(key.hints(), [Hint::Nearest("format".to_owned())]);
        assert!(fault("format = \"jsn\"").contains("expected `table`, `json` or `csv`"));
        assert!(fault("wait = -1").contains("expected a number of seconds"));
        assert!(fault("wait").contains("not TOML"));
    }
}
