//! Examples of each command, as its help shows them. A test runs them all against the data of `corridor demo`.

use clap::Command;

/// The examples by command; a subcommand stands behind its command. The first row is of the program itself.
const EXAMPLES: &[(&str, [&str; 2])] = &[
    ("", ["corridor demo", "corridor import workers.csv --dry-run"]),
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
    ("audit fees", ["corridor audit fees", "corridor audit fees --by head,payer"]),
    ("audit rejudge", ["corridor audit rejudge", "corridor audit rejudge --no-record --format csv"]),
    (
        "audit state",
        [
            "corridor audit state P-006 recruitment-fee-or-cost-charged explained --reason 'fee repaid'",
            "corridor audit state P-006 recruitment-fee-or-cost-charged open --reason 'no receipt'",
        ],
    ),
    ("audit verify", ["corridor audit verify", "corridor audit verify --since kept.txt"]),
    ("audit checkpoint", ["corridor audit checkpoint", "corridor audit checkpoint --out kept.txt"]),
    ("audit prove", ["corridor audit prove 1 --out proof.txt", "corridor audit prove --since kept.txt"]),
    (
        "audit verify-proof",
        ["corridor audit verify-proof proof.txt", "corridor audit verify-proof proof.txt --format json"],
    ),
    (
        "audit witness",
        [
            "corridor audit witness request.txt --by KEY --kept state --key own.key",
            "corridor audit witness request.txt --by KEY --kept state --key own.key --format json",
        ],
    ),
    (
        "audit looks",
        ["corridor audit looks --worker W-0000001", "corridor audit looks --worker W-0000001 --format json"],
    ),
    ("audit log", ["corridor audit log", "corridor audit log --format json"]),
    ("audit returns", ["corridor audit returns", "corridor audit returns --group-by origin"]),
    (
        "audit agreements",
        ["corridor audit agreements", "corridor audit agreements --destination GB --within 12"],
    ),
    ("audit evidence", ["corridor audit evidence", "corridor audit evidence --origin PH --format csv"]),
    (
        "audit fairness",
        [
            "corridor audit fairness --channel direct",
            "corridor audit fairness --channel direct --html fairness.html",
        ],
    ),
    (
        "audit export",
        [
            "corridor audit export --case P-006 --out case.zip",
            "corridor audit export --decision D-0001 --out decision.zip",
        ],
    ),
    (
        "audit verify-bundle",
        ["corridor audit verify-bundle case.zip", "corridor audit verify-bundle case.zip --format json"],
    ),
    (
        "resolve names",
        [
            "corridor resolve names pairs.csv --id id --left one --right other",
            "corridor resolve names pairs.csv --id id --left one --right other --format csv",
        ],
    ),
    (
        "resolve countries",
        [
            "corridor resolve countries --value Philippinen",
            "corridor resolve countries staff.csv --text nationality --format csv",
        ],
    ),
    (
        "resolve occupations",
        [
            "corridor resolve occupations --title 'Staff nurse (ICU), nights'",
            "corridor resolve occupations staff.csv --text title --format csv",
        ],
    ),
    (
        "resolve certificates",
        [
            "corridor resolve certificates --value 'OET B, writing C+, 03/2026'",
            "corridor resolve certificates --value 'Goethe B2' --format json",
        ],
    ),
    (
        "resolve languages",
        [
            "corridor resolve languages --value Deutsch",
            "corridor resolve languages --value Tagalog --format json",
        ],
    ),
    (
        "resolve tests",
        [
            "corridor resolve tests --value 'IELTS (Acad.)'",
            "corridor resolve tests --value telc --format json",
        ],
    ),
    (
        "resolve regulators",
        [
            "corridor resolve regulators --value NMC --country GB",
            "corridor resolve regulators --value 'Nursing Council of Kenya'",
        ],
    ),
    (
        "resolve subjects",
        [
            "corridor resolve subjects --value 'Med-Surg Nursing'",
            "corridor resolve subjects --value Pharmacology --occupation 2221",
        ],
    ),
    (
        "resolve specialties",
        [
            "corridor resolve specialties --value ICU --occupation 2221",
            "corridor resolve specialties --value 'operating theatre' --format json",
        ],
    ),
    (
        "resolve organizations",
        [
            "corridor resolve organizations --value 'Charité'",
            "corridor resolve organizations --value Hospital --top 3",
        ],
    ),
    (
        "resolve schools",
        [
            "corridor resolve schools --value 'School of Health Sciences Pakistan'",
            "corridor resolve schools --value University --top 3",
        ],
    ),
    (
        "resolve search",
        [
            "corridor resolve search staff.csv questions.csv --text title --question title",
            "corridor resolve search staff.csv questions.csv --text title --question title --top 1",
        ],
    ),
    ("policy list", ["corridor policy list", "corridor policy list --format csv"]),
    ("policy lint", ["corridor policy lint", "corridor policy lint draft"]),
    ("policy test", ["corridor policy test", "corridor policy test draft --decide"]),
    (
        "policy copy",
        [
            "corridor policy copy who-global-code --out my-pack",
            "corridor policy copy gb-code-of-practice --out my-gb-pack",
        ],
    ),
    ("policy show", ["corridor policy show who-global-code", "corridor policy show draft --format csv"]),
    (
        "policy diff",
        [
            "corridor policy diff who-global-code draft",
            "corridor policy diff who-global-code gb-code-of-practice",
        ],
    ),
    ("policy hash", ["corridor policy hash", "corridor policy hash who-global-code draft"]),
    ("policy facts", ["corridor policy facts", "corridor policy facts --format csv"]),
    (
        "review duplicates",
        ["corridor review duplicates --list", "corridor review duplicates --min 0.9 --list"],
    ),
    (
        "review decide",
        [
            "corridor review decide --left W-0000001 --right W-0000002 --keep-apart",
            "corridor review decide --left W-0000003 --right W-0000004 --keep-apart --format json",
        ],
    ),
    ("review undo", ["corridor review undo D-0001", "corridor review undo D-0001 --format json"]),
    (
        "review reject",
        [
            "corridor review reject --opening O-DE-ICU-01 --worker W-0000001 --reason 'not reached'",
            "corridor review reject --opening O-DE-ICU-01 --worker W-0000002 --reason 'withdrew'",
        ],
    ),
    (
        "review consider",
        [
            "corridor review consider --opening O-DE-ICU-01 --worker W-0000001 --reason 'reached'",
            "corridor review consider --opening O-DE-ICU-01 --worker W-0000002 --reason 'came back'",
        ],
    ),
    (
        "review rejections",
        ["corridor review rejections", "corridor review rejections --opening O-DE-ICU-01 --format csv"],
    ),
    ("review log", ["corridor review log", "corridor review log --limit 5 --format csv"]),
    ("report batch", ["corridor report batch B-0001", "corridor report batch B-0001 --out B-0001.html"]),
    (
        "report who-code",
        [
            "corridor report who-code --year 2026",
            "corridor report who-code --year 2026 --suppress-below 5 --format csv",
        ],
    ),
    (
        "report oecd",
        [
            "corridor report oecd --year 2026",
            "corridor report oecd --year 2026 --destination DE --format csv",
        ],
    ),
    (
        "report origin-impact",
        [
            "corridor report origin-impact --year 2026",
            "corridor report origin-impact --year 2026 --origin KE --format json",
        ],
    ),
];

/// Puts the examples at the beginning of what stands below the flags in the help of each command.
pub(super) fn with_examples(command: Command) -> Command {
    EXAMPLES.iter().fold(command, |command, (path, examples)| {
        let names: Vec<&str> = path.split_whitespace().collect();
        below(command, &names, examples)
    })
}

/// The command with examples in the help of the subcommand that the names lead to.
fn below(command: Command, names: &[&str], examples: &[&str; 2]) -> Command {
    if let [first, rest @ ..] = names {
        return command.mut_subcommand(*first, |command| below(command, rest, examples));
    }
    let text = command.get_after_help().map(|text| format!("\n\n{text}")).unwrap_or_default();
    let lines: Vec<String> = examples.iter().map(|example| format!("  {example}")).collect();
    command.after_help(format!("Examples:\n{}{text}", lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// The paths of a command and of all below it.
    fn paths(command: &Command, path: &str, all: &mut Vec<String>) {
        all.push(path.to_owned());
        for below in command.get_subcommands().filter(|one| one.get_name() != "help" && !one.is_hide_set()) {
            paths(below, format!("{path} {}", below.get_name()).trim(), all);
        }
    }

    #[test]
    fn every_command_and_subcommand_has_examples() {
        let mut all = Vec::new();
        paths(&super::super::Cli::command(), "", &mut all);
        for path in &all {
            assert!(EXAMPLES.iter().any(|(of, _)| of == path), "`{path}` has no examples");
        }
        for (path, examples) in EXAMPLES {
            assert!(all.iter().any(|known| known == path), "there is no command `{path}`");
            for example in examples {
                assert!(
                    example.starts_with(format!("corridor {path}").trim()) && example.len() < 98,
                    "{example}"
                );
            }
        }
    }
}
