//! `corridor rule`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render;
use crate::ingest::{self, Severity};
use crate::ops::Desk;
use crate::{report, text};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// An ethical rule by its slug, or a record check by its id; without it all are listed
    id: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &RuleArgs) -> Outcome {
    // A broken pack stops judging, not explaining.
    let (packs, _) = desk.survey_packs();
    let Some(id) = args.id.as_deref() else {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for pack in packs.iter() {
            for rule in &pack.rules {
                let stages: Vec<&str> = rule.stages.iter().map(|stage| stage.as_str()).collect();
                rows.push(vec![
                    rule.id.clone(),
                    rule.severity.to_string(),
                    stages.join(", "),
                    pack.id.clone(),
                ]);
            }
        }
        rows.extend(ingest::rules().into_iter().map(|(rule, severity)| {
            vec![rule.id.to_owned(), severity.to_string(), "import".to_owned(), rule.slug.to_owned()]
        }));
        render::text(&render::table(&["rule", "severity", "stages", "pack or fault"], &rows))?;
        return Ok(Exit::Done);
    };
    if let Some((pack, rule)) = packs.rule(id) {
        let stages: Vec<&str> = rule.stages.iter().map(|stage| stage.as_str()).collect();
        render::text(&format!(
            "{}: {}\n\n## What it checks\n\n{}\n\n## Why\n\n{}\n\n## Condition\n\n{}\n\n## Source\n\n{}, {} ({}, {}); {}\n{}\nconfidence {}; pack {}@{}; severity {}; stages {}\n\n## What to do\n\n{}\n",
            rule.id,
            rule.title,
            rule.what,
            rule.why,
            rule.when_source,
            rule.instrument,
            rule.article,
            rule.legal_force,
            rule.subject,
            rule.source,
            rule.source_url,
            rule.confidence,
            pack.id,
            pack.edition,
            rule.severity,
            stages.join(", "),
            rule.remedy
        ))?;
        return Ok(Exit::Done);
    }
    let rules = ingest::rules();
    if let Some((rule, severity)) = rules.iter().find(|(r, _)| r.id.eq_ignore_ascii_case(id) || r.slug == id)
    {
        let outcome = match severity {
            Severity::Reject => "the row comes back",
            Severity::Warn => "the row is taken, somebody should look at it",
            Severity::Note => "the row is taken",
        };
        render::text(&format!(
            "{}: {}\n\n{}\n## Source\n\n{}\n\n## Severity\n\n{severity}: {outcome}\n",
            rule.id, rule.slug, rule.docs, rule.source
        ))?;
        return Ok(Exit::Done);
    }
    if let Some(found) = report::remedy(&id.to_uppercase()) {
        let (code, title, remedy) = (id.to_uppercase(), found.title, found.remedy);
        render::text(&format!("{code}: {title}\n\n## What to do\n\n{remedy}\n"))?;
        return Ok(Exit::Done);
    }
    let known: Vec<&str> = packs
        .iter()
        .flat_map(|pack| &pack.rules)
        .map(|rule| rule.id.as_str())
        .chain(rules.iter().flat_map(|(rule, _)| [rule.id, rule.slug]))
        .collect();
    let near =
        text::nearest(id, known, 0.5).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    render::note(&format!("error: there is no rule `{id}`{near}"));
    Ok(Exit::Error)
}
