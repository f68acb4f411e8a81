//! What the README says can be done.

use crate::support::Project;

const README: &str = include_str!("../../README.md");

#[test]
fn every_command_of_the_readme_is_one() {
    let project = Project::new();
    let mut seen = 0;
    for line in README.lines().filter_map(|line| line.strip_prefix("corridor ")) {
        let words: Vec<&str> = line.split('#').next().unwrap().split_whitespace().collect();
        let mut args = vec![words[0]];
        // A subcommand of a command; in front of `--help` any other word changes nothing.
        args.extend(words.get(1).filter(|word| !word.starts_with('-')));
        args.push("--help");
        let help = project.ok(&args);
        for flag in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(flag), "`{flag}` of `{line}` is not in the help:\n{help}");
        }
        seen += 1;
    }
    assert!(seen >= 8, "{seen} commands");
}

#[test]
fn the_test_command_is_the_one_that_ci_runs() {
    let ci = include_str!("../../.ci/run");
    assert!(README.contains("\ncargo test\n") && ci.contains("\ncargo test\n"));
}

/// Each line of the tour, run by a shell as a reader would type it, in one directory and in order.
#[test]
#[cfg(unix)]
fn the_tour_works_as_written() {
    let project = Project::new();
    let tour = README.split("\n## A tour\n").nth(1).unwrap().split("```").nth(1).unwrap();
    let lines: Vec<&str> = tour.lines().skip(1).filter(|line| !line.trim().is_empty()).collect();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_corridor"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut exported = String::new();
    for line in &lines {
        if line.starts_with("export ") {
            exported = format!("{};", line.split('#').next().unwrap().trim());
        }
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("{exported} {line}")])
            .current_dir(project.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        // An audit that finds a breach says so with its exit code.
        let fine = output.status.success() || line.contains(" audit ") && output.status.code() == Some(1);
        assert!(fine, "`{line}` ended with {}: {told}", output.status);
    }
    assert!(lines.len() > 25, "{} lines", lines.len());
}

/// The rule of CONTRIBUTING for sentences, held for what is read first.
#[test]
fn sentences_have_at_most_25_words() {
    const MOST: usize = 25;
    let pages = [
        ("README.md", README),
        ("ARCHITECTURE.md", include_str!("../../ARCHITECTURE.md")),
        ("CONTRIBUTING.md", include_str!("../../CONTRIBUTING.md")),
    ];
    let mut pages: Vec<(String, String)> =
        pages.map(|(page, text)| (page.to_owned(), text.to_owned())).into_iter().collect();
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for dir in [docs.clone(), docs.join("decisions")] {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                pages.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    for (page, text) in &pages {
        for paragraph in text.split("```").step_by(2).flat_map(|prose| prose.split("\n\n")) {
            let prose: Vec<&str> = paragraph
                .lines()
                .filter(|line| !line.starts_with(['|', '#']))
                .flat_map(|line| line.trim_start_matches("- ").split_whitespace())
                .collect();
            for sentence in
                prose.split_inclusive(|word| word.trim_end_matches([')', '*', '`']).ends_with(['.', '?']))
            {
                let words = sentence.iter().filter(|word| word.contains(char::is_alphanumeric)).count();
                assert!(words <= MOST, "{page}: {words} words: {}", sentence.join(" "));
            }
        }
    }
}
