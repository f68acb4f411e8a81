//! What a message tells people to type can be typed: the commands and options that texts of the program name exist.

use crate::support::Project;
use std::collections::BTreeMap;

/// The phrases in backticks that begin with the name of the program.
fn phrases(text: &str) -> Vec<String> {
    let of = |rest: &str| rest.split(['`', '"', '\\', '\n']).next().unwrap_or_default().trim().to_owned();
    text.split("`corridor ").skip(1).map(of).filter(|phrase| !phrase.is_empty()).collect()
}

/// The names of the commands that a help text lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = listed.lines().take_while(|line| line.starts_with("  "));
    let named = lines.filter(|line| !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn commands_that_messages_name_exist() {
    let project = Project::new();
    let top = project.ok(&["--help"]);
    let known = commands(&top);
    assert!(known.len() > 20, "{top}");
    let mut helps: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut help = |path: &[&str]| {
        let key: Vec<String> = path.iter().map(|word| (*word).to_owned()).collect();
        helps.entry(key).or_insert_with(|| project.ok(&[path, &["--help"]].concat())).clone()
    };
    for (name, text) in super::tidy::all() {
        for phrase in phrases(&text) {
            // Global options may stand before the command.
            let words: Vec<&str> = phrase.split_whitespace().collect();
            let Some(command) =
                words.first().filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            else {
                continue;
            };
            if command.starts_with("--") || *command == "help" {
                continue;
            }
            assert!(known.iter().any(|one| one == command), "{name} names `corridor {phrase}`");
            let own = help(&[command]);
            let below = commands(&own);
            let mut path = vec![*command];
            if let Some(second) = words.get(1)
                && !below.is_empty()
                && second.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                && !second.starts_with('-')
            {
                assert!(below.iter().any(|one| one == second), "{name} names `corridor {phrase}`");
                path.push(second);
            }
            let said = help(&path);
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let option = option.split('=').next().unwrap_or_default();
                assert!(said.contains(option), "{name} names `corridor {phrase}`, which has no {option}");
            }
        }
    }
}
