//! What people see of `rule`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::ethics::LookUp;
use crate::ops::rule::{ListedRule, Page};

/// All rules in a table.
pub(in crate::cli) fn list(rules: &[ListedRule]) -> String {
    let row =
        |one: &ListedRule| vec![one.id.clone(), one.severity.clone(), one.stages.join(", "), one.of.clone()];
    let rows: Vec<Vec<String>> = rules.iter().map(row).collect();
    render::table(&["rule", "severity", "stages", "pack or fault"], &rows)
}

/// The same in rows.
pub(in crate::cli) fn list_rows(rules: &[ListedRule]) -> Rows {
    let row =
        |one: &ListedRule| vec![one.id.clone(), one.severity.clone(), one.stages.join("; "), one.of.clone()];
    Rows::new(&["id", "severity", "stages", "of"], rules.iter().map(row).collect())
}

/// Where a license is looked up, in a line.
pub(in crate::cli) fn register(at: &LookUp) -> String {
    let notes = if at.notes.is_empty() { String::new() } else { format!(". {}", at.notes) };
    let read = at.retrieved.map(|day| format!(", read {day}")).unwrap_or_default();
    format!(
        "{} {} ({}): {} (confidence {}{read}){notes}",
        at.country, at.register, at.kept_by, at.address, at.confidence
    )
}

/// A rule as a page.
pub(in crate::cli) fn describe(page: &Page) -> String {
    match page {
        Page::Ethical(rule) => {
            let lawful = match rule.lawful.as_str() {
                "" => String::new(),
                lawful => format!("\n## What is lawful\n\n{lawful}\n"),
            };
            let registers = match rule.registers.as_slice() {
                [] => String::new(),
                registers => {
                    let lines: Vec<String> = registers.iter().map(register).collect();
                    format!("\n## Where a license is looked up\n\n{}\n", lines.join("\n"))
                }
            };
            format!(
                "{}: {}\n\n## What it checks\n\n{}\n\n## Why\n\n{}\n\n## Condition\n\n{}\n\n## Source\n\n{}, {} ({}, {}); {}\n{}\nconfidence {}; pack {}@{}; severity {}; stages {}\nmay be overridden by {}\n\n## What to do\n\n{}\n{lawful}{registers}",
                rule.id,
                rule.title,
                rule.what,
                rule.why,
                rule.condition,
                rule.instrument,
                rule.article,
                rule.legal_force,
                rule.subject,
                rule.source,
                rule.source_url,
                rule.confidence,
                rule.pack,
                rule.edition,
                rule.severity,
                rule.stages.join(", "),
                rule.overridden_by,
                rule.remedy
            )
        }
        Page::Check(rule) => format!(
            "{}: {}\n\n{}\n## Source\n\n{}\n\n## Severity\n\n{}: {}\n",
            rule.id, rule.slug, rule.docs, rule.source, rule.severity, rule.effect
        ),
        Page::Code(code) if code.args.is_empty() => {
            format!("{}: {}\n\n{}\n", code.code, code.kind, code.text)
        }
        Page::Code(code) => format!(
            "{}: {}\n\n{}\n\n## Arguments\n\n`{}`\n",
            code.code,
            code.kind,
            code.text,
            code.args.join("`, `")
        ),
    }
}

/// The rule in one row.
pub(in crate::cli) fn rows(page: &Page) -> Rows {
    let headers = ["id", "title", "severity", "of", "source", "remedy"];
    let row = match page {
        Page::Code(code) => {
            let kind = code.kind.to_string();
            [code.code.to_owned(), code.text.clone(), kind, String::new(), String::new(), String::new()]
        }
        Page::Ethical(rule) => {
            [&rule.id, &rule.title, &rule.severity, &rule.pack, &rule.source, &rule.remedy].map(Clone::clone)
        }
        Page::Check(rule) => [
            rule.id.clone(),
            rule.slug.replace('-', " "),
            rule.severity.clone(),
            "import".to_owned(),
            rule.source.clone(),
            rule.remedy.clone(),
        ],
    };
    Rows::new(&headers, vec![row.to_vec()])
}
