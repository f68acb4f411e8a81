//! Examples of each command, as its help shows them. A test runs them all against the data of `corridor demo`.

use clap::Command;

/// The examples by command.
const EXAMPLES: [(&str, [&str; 2]); 30] = [
    ("demo", ["corridor demo", "corridor demo --full"]),
    (
        "import",
        [
            "corridor import workers.csv openings.csv --dry-run",
            "corridor import workers.csv --report report.html",
        ],
    ),
    ("export", ["corridor export opening --out openings.csv", "corridor export worker --format json"]),
    ("report", ["corridor report batch B-0001 --out B-0001.html", "corridor report who-code --year 2026"]),
    ("undo", ["corridor undo B-0001", "corridor undo B-0001 --cascade"]),
    ("review", ["corridor review duplicates --list", "corridor review log --format csv"]),
    ("template", ["corridor template", "corridor template worker --wide"]),
    (
        "normalize-csv",
        ["corridor normalize-csv staff.csv --out clean.csv", "corridor normalize-csv staff.csv --out -"],
    ),
    (
        "search",
        [
            "corridor search worker 'intensive care' --filter residence=PH",
            "corridor search language_certificate 'ielts writing >= 6.5' --format csv",
        ],
    ),
    ("watch", ["corridor watch --list", "corridor watch --keep --format csv"]),
    ("show", ["corridor show opening O-DE-ICU-01", "corridor show worker W-0000001 --format json"]),
    ("reindex", ["corridor reindex", "corridor reindex --format json"]),
    (
        "match",
        [
            "corridor match --opening O-DE-ICU-01 --channel direct --explain",
            "corridor match --worker W-0000001 --columns place,opening,score",
        ],
    ),
    (
        "why",
        [
            "corridor why --opening O-DE-ICU-01 --worker W-0000001 --channel direct",
            "corridor why --opening O-DE-ICU-01 --worker W-0000001 --channel active --format json",
        ],
    ),
    (
        "language",
        [
            "corridor language --worker W-0000001 --destination GB",
            "corridor language --certificates 'OET B, writing C+, 03/2026' --destination GB --occupation 2221",
        ],
    ),
    (
        "compare",
        [
            "corridor compare --curriculum C-006 --destination DE",
            "corridor compare --worker W-0000001 --destination NO --format csv",
        ],
    ),
    (
        "harmonize",
        [
            "corridor harmonize --occupation 2221 --origin IN",
            "corridor harmonize --occupation 2221 --destination DE --html heat.html",
        ],
    ),
    (
        "plan",
        [
            "corridor plan --worker W-0000001 --destination GB",
            "corridor plan --worker W-0000001 --opening O-DE-ICU-01 --channel direct",
        ],
    ),
    (
        "portability",
        [
            "corridor portability --origin PH --destination DE --nationality PH --months 36",
            "corridor portability --origin PH --destination DE --months 36 --branch old-age --format json",
        ],
    ),
    ("audit", ["corridor audit --origin PH", "corridor audit verify"]),
    ("replay", ["corridor replay D-0001", "corridor replay D-0001 --format csv"]),
    ("rule", ["corridor rule active-recruitment-listed-origin", "corridor rule --format csv"]),
    ("policy", ["corridor policy list", "corridor policy lint"]),
    ("dedupe", ["corridor dedupe --limit 5", "corridor dedupe people.csv --id id --explain"]),
    (
        "resolve",
        [
            "corridor resolve countries --value Philippinen",
            "corridor resolve occupations staff.csv --text title --format csv",
        ],
    ),
    ("doctor", ["corridor doctor", "corridor doctor --columns check,state"]),
    (
        "generate",
        [
            "corridor generate --workers 100 --openings 10 --out synthetic",
            "corridor generate --workers 100 --seed 7 --as-of 2026-11-01 --out synthetic-7",
        ],
    ),
    ("config", ["corridor config", "corridor config --format json"]),
    ("completions", ["corridor completions bash", "corridor completions fish"]),
    ("man", ["corridor man man-pages", "corridor man man-pages --format json"]),
];

/// Puts the examples at the beginning of what stands below the flags in the help of each command.
pub(super) fn with_examples(command: Command) -> Command {
    EXAMPLES.iter().fold(command, |command, (name, examples)| {
        command.mut_subcommand(name, |command| {
            let below = command.get_after_help().map(|text| format!("\n\n{text}")).unwrap_or_default();
            let lines: Vec<String> = examples.iter().map(|example| format!("  {example}")).collect();
            command.after_help(format!("Examples:\n{}{below}", lines.join("\n")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_has_examples() {
        let commands = super::super::Cli::command();
        let names: Vec<&str> = commands.get_subcommands().map(Command::get_name).collect();
        for name in &names {
            assert!(EXAMPLES.iter().any(|(of, _)| of == name), "`{name}` has no examples");
        }
        for (name, examples) in EXAMPLES {
            assert!(names.contains(&name), "there is no command `{name}`");
            for example in examples {
                assert!(example.starts_with(&format!("corridor {name}")) && example.len() < 98, "{example}");
            }
        }
    }
}
