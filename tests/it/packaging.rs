//! What goes out with the program: licenses and sources of its parts, as `deny.toml` allows them.

use std::collections::BTreeSet;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).current_dir(ROOT).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn allowed() -> BTreeSet<String> {
    let deny: toml::Table = std::fs::read_to_string(format!("{ROOT}/deny.toml")).unwrap().parse().unwrap();
    let allow = deny["licenses"]["allow"].as_array().unwrap();
    allow.iter().map(|license| license.as_str().unwrap().to_owned()).collect()
}

/// Whether a license expression can be met with the licenses allowed: `AND` asks for all, `OR` for one.
fn met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    /// The parts between a word that stands outside of brackets.
    fn parts<'a>(words: &[&'a str], by: &str) -> Vec<Vec<&'a str>> {
        let (mut depth, mut parts) = (0, vec![Vec::new()]);
        for &word in words {
            match word {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            if depth == 0 && word == by {
                parts.push(Vec::new());
            } else if let Some(part) = parts.last_mut() {
                part.push(word);
            }
        }
        parts
    }
    fn of(words: &[&str], allowed: &BTreeSet<String>) -> bool {
        for (by, all) in [("OR", false), ("AND", true)] {
            let parts = parts(words, by);
            if parts.len() > 1 {
                let mut met = parts.iter().map(|part| of(part, allowed));
                return if all { met.all(|met| met) } else { met.any(|met| met) };
            }
        }
        match words {
            ["(", inner @ .., ")"] => of(inner, allowed),
            [license] => allowed.contains(*license),
            // `Apache-2.0 WITH LLVM-exception` is a license of its own.
            _ => allowed.contains(&words.join(" ")),
        }
    }
    // Older manifests write a slash for `OR`.
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    of(&spaced.split_whitespace().collect::<Vec<_>>(), allowed)
}

#[test]
fn a_license_expression_asks_for_all_of_and_and_one_of_or() {
    let allowed = ["MIT", "Zlib"].map(str::to_owned).into();
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("GPL-3.0-only/MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("(GPL-3.0-only OR MIT) AND Zlib", true),
        ("(GPL-3.0-only OR MIT) AND BSL-1.0", false),
        ("MIT WITH LLVM-exception", false),
    ] {
        assert_eq!(met(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn every_part_has_a_license_that_is_allowed() {
    let host = cargo(&["-vV"]);
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata =
        cargo(&["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let allowed = allowed();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "{} packages", packages.len());
    for package in packages {
        let license = package["license"].as_str().unwrap_or_default();
        assert!(met(license, &allowed), "{} is under `{license}`", package["id"]);
    }
}

#[test]
fn every_part_comes_from_the_one_registry_with_its_checksum() {
    let lock: toml::Table = std::fs::read_to_string(format!("{ROOT}/Cargo.lock")).unwrap().parse().unwrap();
    let parts = lock["package"].as_array().unwrap();
    let others: Vec<_> = parts.iter().filter(|part| part["name"].as_str() != Some("corridor")).collect();
    let sources: BTreeSet<_> = others.iter().map(|part| part["source"].as_str().unwrap()).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")), "{sources:?}");
    assert!(others.iter().all(|part| part["checksum"].as_str().is_some_and(|sum| sum.len() == 64)));
}
