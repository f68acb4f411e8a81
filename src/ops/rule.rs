//! `corridor rule`: what a rule checks, why, and where it comes from.

use super::codes::{self, Code};
use super::{Act, Desk, OpsError};
use crate::ethics::{self, LookUp};
use crate::ingest::{self, Severity};
use crate::policy::{Pack, PolicyRule};
use crate::reference::recruiter_registers;
use crate::report;
use crate::rule::Rule;
use crate::text;
use serde::Serialize;

/// How near an identifier must be to be named as the one that was meant.
const NEAR: f64 = 0.5;

/// A rule in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedRule {
    /// The slug of an ethical rule, the identifier of a record check, the code of a reason or an error.
    pub id: String,
    /// What a finding of it does; of a code `reason` or `error`.
    pub severity: String,
    /// When it is asked.
    pub stages: Vec<&'static str>,
    /// The pack of an ethical rule, the fault that a record check finds, the text of a code.
    pub of: String,
}

/// A rule in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Page {
    /// A rule of a policy pack.
    Ethical(Box<Ethical>),
    /// A check of records on their way in.
    Check(Checking),
    /// The code of a reason or an error.
    Code(Code),
}

/// A rule of a policy pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ethical {
    /// The slug.
    pub id: String,
    /// The fault.
    pub title: String,
    /// What it checks.
    pub what: String,
    /// Why.
    pub why: String,
    /// The condition under which it is broken, in CEL.
    pub condition: String,
    /// The instrument that it comes from.
    pub instrument: String,
    /// The article.
    pub article: String,
    /// Whether the instrument binds.
    pub legal_force: String,
    /// Whom it binds.
    pub subject: String,
    /// Where the text is published.
    pub source: String,
    /// The address of the text.
    pub source_url: String,
    /// How sure the reading of the text is.
    pub confidence: String,
    /// The pack.
    pub pack: String,
    /// The edition of the pack.
    pub edition: String,
    /// What a finding does.
    pub severity: String,
    /// When it is asked.
    pub stages: Vec<&'static str>,
    /// What to do when it is broken.
    pub remedy: String,
    /// The nearest lawful way; empty where the pack names none.
    pub lawful: String,
    /// Who may override a finding of it, and for how long at most; `nobody`.
    pub overridden_by: String,
    /// Of a rule about licenses of recruiters the registers in which they are looked up.
    pub registers: Vec<LookUp>,
}

/// A check of records on their way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checking {
    /// The identifier: `REC014`.
    pub id: String,
    /// The fault.
    pub slug: String,
    /// What, why and an example, in Markdown.
    pub docs: String,
    /// Where the rule comes from.
    pub source: String,
    /// What a finding does.
    pub severity: String,
    /// What becomes of the row, in words.
    pub effect: String,
    /// What to do when it is broken.
    pub remedy: String,
}

/// All rules: those of the packs in use, then the record checks, then the codes of reasons and errors.
///
/// # Errors
/// [`OpsError`] when a pack of the data directory cannot be used.
pub fn list(desk: &Desk, _act: &Act) -> Result<Vec<ListedRule>, OpsError> {
    let packs = desk.packs()?;
    let ethical = packs.iter().flat_map(|pack| {
        pack.rules.iter().map(|rule| ListedRule {
            id: rule.id.clone(),
            severity: rule.severity.to_string(),
            stages: stages(rule),
            of: pack.id.clone(),
        })
    });
    let checks = ingest::rules().into_iter().map(|(rule, severity)| ListedRule {
        id: rule.id.to_owned(),
        severity: severity.to_string(),
        stages: vec!["import"],
        of: rule.slug.to_owned(),
    });
    let codes = codes::all().into_iter().map(|code| ListedRule {
        id: code.code.to_owned(),
        severity: code.kind.to_string(),
        stages: Vec::new(),
        of: code.text,
    });
    Ok(ethical.chain(checks).chain(codes).collect())
}

/// A rule by its slug or identifier.
///
/// # Errors
/// [`OpsError::NoRule`] with the nearest one, and when a pack of the data directory cannot be used.
pub fn rule(desk: &Desk, _act: &Act, id: &str) -> Result<Page, OpsError> {
    // What stands in no pack is explained whatever the packs are.
    let checks = ingest::rules();
    let found = checks.iter().find(|(rule, _)| rule.id.eq_ignore_ascii_case(id) || rule.slug == id);
    if let Some(&(rule, severity)) = found {
        return Ok(Page::Check(checking(rule, severity)));
    }
    let codes = codes::all();
    if let Some(code) = codes.iter().find(|code| code.code == id) {
        return Ok(Page::Code(code.clone()));
    }
    let packs = desk.packs()?;
    if let Some((pack, rule)) = packs.rule(id) {
        return Ok(Page::Ethical(Box::new(ethical(pack, rule))));
    }
    let known = packs
        .iter()
        .flat_map(|pack| &pack.rules)
        .map(|rule| rule.id.as_str())
        .chain(checks.iter().flat_map(|(rule, _)| [rule.id, rule.slug]))
        .chain(codes.iter().map(|code| code.code));
    Err(OpsError::NoRule { id: id.to_owned(), nearest: text::nearest(id, known, NEAR).map(str::to_owned) })
}

fn stages(rule: &PolicyRule) -> Vec<&'static str> {
    rule.stages.iter().map(|stage| stage.as_str()).collect()
}

fn ethical(pack: &Pack, rule: &PolicyRule) -> Ethical {
    let of_licenses = rule.when.facts().iter().any(|fact| ethics::asks_for_a_license(fact));
    let registers = if of_licenses { recruiter_registers::all() } else { &[] };
    Ethical {
        id: rule.id.clone(),
        title: rule.title.clone(),
        what: rule.what.clone(),
        why: rule.why.clone(),
        lawful: rule.lawful.clone(),
        overridden_by: rule.overrides.to_string(),
        condition: rule.when_source.clone(),
        instrument: rule.instrument.clone(),
        article: rule.article.clone(),
        legal_force: rule.legal_force.to_string(),
        subject: rule.subject.clone(),
        source: rule.source.clone(),
        source_url: rule.source_url.clone(),
        confidence: rule.confidence.to_string(),
        pack: pack.id.clone(),
        edition: pack.edition.clone(),
        severity: rule.severity.to_string(),
        stages: stages(rule),
        remedy: rule.remedy.clone(),
        registers: registers.iter().map(LookUp::from).collect(),
    }
}

fn checking(rule: &Rule, severity: Severity) -> Checking {
    let effect = match severity {
        Severity::Reject => "the row comes back",
        Severity::Warn => "the row is taken, somebody should look at it",
        Severity::Note => "the row is taken",
    };
    Checking {
        id: rule.id.to_owned(),
        slug: rule.slug.to_owned(),
        docs: rule.docs.to_owned(),
        source: rule.source.to_owned(),
        severity: severity.to_string(),
        effect: effect.to_owned(),
        remedy: report::remedy(rule.id).map(|found| found.remedy).unwrap_or_default(),
    }
}
