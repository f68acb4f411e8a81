//! What people see of `config`.

use crate::cli::config::{Setting, Settings};
use crate::cli::output::Rows;
use crate::cli::render;

fn cells(settings: &Settings) -> Vec<Vec<String>> {
    let row = |one: &Setting| vec![one.key.to_owned(), one.value.clone(), one.from.to_owned()];
    settings.all.iter().map(row).collect()
}

/// The settings that hold, and the file that was read.
pub(in crate::cli) fn describe(settings: &Settings) -> String {
    let file = match &settings.file {
        Some(file) => format!("settings of {}", file.display()),
        None => {
            "no file `corridor.toml` here, in a parent directory or in the user's configurations".to_owned()
        }
    };
    format!("{}\n{file}\n", render::table(&["setting", "value", "from"], &cells(settings)))
}

/// The same in rows.
pub(in crate::cli) fn rows(settings: &Settings) -> Rows {
    Rows::new(&["key", "value", "from"], cells(settings))
}
