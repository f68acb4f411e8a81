//! The JSON of every reply against its schema in `schemas/replies/`.
//!
//! A reply that gained a property needs a schema that has it:
//! `CORRIDOR_WRITE_SCHEMAS=1 cargo test --test it replies` writes the schemas from what the commands print, keeping
//! titles and descriptions. Each new property needs a description, which is written into the schema by hand. Look at the difference before it is kept: programs rely on the names and types.

use crate::schemas::{self, Draft, Schemas};
use crate::support::Project;
use serde_json::{Value, json};

/// The schema that people write: what an import can find is more than a demonstration shows.
const BY_HAND: &str = "import_report";

/// Replies by the name of their schema, with the commands that print them. What changes the store comes last.
const REPLIES: [(&str, &[&str]); 77] = [
    ("search", &["search worker nurse", "search opening intensive", "search language_certificate ielts"]),
    // What is saved here is watched, listed and taken away below.
    ("search", &["search worker nurse --filter residence=PH --save philippines --shared --limit 3"]),
    ("watch_list", &["watch --list"]),
    ("show", &["show worker W-0000001", "show opening O-DE-ICU-01", "show license W-0000001"]),
    ("export", &["export opening"]),
    ("normalize_csv", &["normalize-csv staff.csv --out clean.csv", "normalize-csv staff.csv --out -"]),
    (
        "match_opening",
        &[
            "match --opening O-DE-ICU-01 --channel active",
            "match --opening O-DE-ICU-01 --channel direct --no-record",
        ],
    ),
    (
        "match_all",
        &[
            "match --all-openings --channel direct --no-record --top 3",
            "match --all-openings --no-record --top 1",
        ],
    ),
    ("match_all_workers", &["match --all-workers --no-record --top 2"]),
    ("match_assign", &["match --all-openings --assign --channel direct"]),
    ("show_decision", &["show decision D-0001"]),
    ("match_worker", &["match --worker W-0000001", "match --worker W-0000003"]),
    (
        "why",
        &[
            "why --opening O-DE-ICU-01 --worker W-0000001 --channel direct",
            "why --opening O-DE-ICU-01 --worker W-0000003 --channel active",
        ],
    ),
    (
        "plan",
        &[
            "plan --worker W-0000001 --destination GB",
            "plan --worker W-0000003 --opening O-DE-ICU-01 --channel direct",
        ],
    ),
    (
        "language",
        &[
            "language --worker W-0000001 --destination GB",
            "language --certificates IELTS-Academic-7.5 --destination IE --occupation 2221",
        ],
    ),
    (
        "compare",
        &["compare --curriculum C-006 --destination DE", "compare --worker W-0000001 --destination NO"],
    ),
    ("harmonize", &["harmonize --occupation 2221 --origin IN"]),
    (
        "portability",
        &[
            "portability --origin PH --destination DE --months 36",
            "portability --origin IN --destination GB --nationality IN --months 60 --origin-months 30",
        ],
    ),
    ("portability_branch", &["portability --origin PH --destination DE --months 36 --branch old-age"]),
    (
        "audit_state",
        &[
            "audit state P-001 active-recruitment-listed-origin overridden --reason agreed --role ministry --until {soon}",
            "audit state D-0001/W-0000100 recruiter-unlicensed explained --reason asked",
            "audit state O-00002 benefit-portability-unstated explained --reason asked",
        ],
    ),
    (
        "match_what_if",
        &[
            "match --opening O-DE-ICU-01 --channel direct --policy wide",
            "match --worker W-0000001 --policy wide",
        ],
    ),
    ("audit_rejudge", &["audit rejudge", "audit rejudge --no-record", "audit --policy draft"]),
    // What was done about a finding, and a judgment.
    ("show_decision", &["show decision D-0004", "show decision D-0005"]),
    (
        "audit",
        &[
            "audit",
            "audit --placement P-001",
            "audit --group-by channel,sex",
            "audit --rule recruitment-fee-or-cost-charged",
            "audit --openings --rule benefit-portability-unstated",
            "audit --decision D-0001",
        ],
    ),
    ("audit_returns", &["audit returns --as-of 2099-01-01", "audit returns --group-by origin,year"]),
    ("audit_agreements", &["audit agreements"]),
    ("audit_evidence", &["audit evidence"]),
    ("audit_looks", &["audit looks --worker W-0000001"]),
    ("audit_fairness", &["audit fairness --channel direct"]),
    (
        "audit_export",
        &["audit export --case P-006 --out case.zip", "audit export --decision D-0001 --out decision.zip"],
    ),
    ("audit_verify_bundle", &["audit verify-bundle case.zip", "audit verify-bundle decision.zip"]),
    ("report_who_code", &["report who-code --year 2026", "report who-code --year 2026 --suppress-below 0"]),
    ("report_oecd", &["report oecd --year 2026", "report oecd --year 2025"]),
    ("report_origin_impact", &["report origin-impact --year 2026 --suppress-below 0"]),
    ("audit_verify", &["audit verify", "audit verify --since seen.txt"]),
    ("audit_checkpoint", &["audit checkpoint"]),
    ("audit_fees", &["audit fees", "audit fees --by corridor,payer"]),
    ("audit_log", &["audit log"]),
    ("replay", &["replay D-0001", "replay D-0001 --ranking"]),
    ("audit_prove", &["audit prove 0", "audit prove --since seen.txt"]),
    ("audit_verify_proof", &["audit verify-proof entry.tlog-proof"]),
    ("audit_witness", &["audit witness seen.txt --by {log} --kept kept.txt"]),
    ("rules", &["rule"]),
    ("rule", &["rule REC025", "rule active-recruitment-listed-origin"]),
    ("policy_list", &["policy list"]),
    ("policy_check", &["policy lint", "policy test", "policy lint sloppy", "policy test sloppy"]),
    ("policy_facts", &["policy facts"]),
    ("dedupe_workers", &["dedupe --limit 5"]),
    ("dedupe_tables", &["dedupe people.csv --id id --explain"]),
    ("resolve_names", &["resolve names names.csv --id id --left a --right b"]),
    (
        "resolve_countries",
        &["resolve countries --value Uganda", "resolve countries staff.csv --text nationality"],
    ),
    ("resolve_totals", &["resolve countries staff.csv --text nationality --by title --total fte"]),
    (
        "resolve_search",
        &["resolve search staff.csv staff.csv --id title --text title --question-id title --question title"],
    ),
    ("resolve_occupations", &["resolve occupations staff.csv --text title"]),
    (
        "resolve_certificates",
        &["resolve certificates --value IELTS-7.5", "resolve certificates --value vitamin"],
    ),
    (
        "resolve_vocabulary",
        &[
            "resolve regulators --value NMC",
            "resolve subjects --value Anatomy",
            "resolve specialties --value ICU --occupation 2221",
            "resolve languages --value Allemand",
            "resolve tests --value IELTS",
            "resolve organizations --value Charité",
            "resolve schools --value Manila",
        ],
    ),
    ("policy_show", &["policy show de-beschv-38", "policy show draft"]),
    ("policy_diff", &["policy diff fair-recruitment draft", "policy diff fair-recruitment de-beschv-38"]),
    ("policy_hash", &["policy hash", "policy hash draft"]),
    ("policy_copy", &["policy copy who-global-code --out pack"]),
    ("kinds", &["template"]),
    ("template", &["template worker", "template cost"]),
    ("template_values", &["template cost --values head", "template --values residence"]),
    ("doctor", &["doctor"]),
    ("config", &["config"]),
    ("review_pairs", &["review duplicates --min 0.5 --limit 3"]),
    ("review_decide", &["review decide --left {left} --right {right} --merge"]),
    ("review_log", &["review log"]),
    ("review_undo", &["review undo {decision}"]),
    (
        "review_rejections",
        &[
            "review reject --opening O-GB-ICU-01 --worker W-0000003 --reason unreachable",
            "review consider --opening O-GB-ICU-01 --worker W-0000003 --reason answered",
            "review rejections",
        ],
    ),
    ("generate", &["generate --workers 5 --openings 2 --out synthetic"]),
    ("reindex", &["reindex"]),
    ("files", &["man pages"]),
    (
        "import_report",
        &["import staff.csv --kind worker --map id=worker_id --dry-run", "report batch B-0001"],
    ),
    ("undo", &["undo B-0001"]),
    ("watch", &["watch philippines --limit 3", "watch"]),
    ("watch_list", &["watch --remove philippines"]),
];

fn demo() -> Project {
    let project = Project::new();
    project.ok(&["demo"]);
    project.file("people.csv", "id,name,birth_date\n1,Ana Cruz,1990-01-02\n2,Ana Maria Cruz,1990-01-02\n");
    project.file("names.csv", "id,a,b\n1,Ana Cruz,Cruz Ana\n2,Ana Cruz,Joy Reyes\n");
    project.file(
        "staff.csv",
        "id,title,nationality,fte\n1,Staff nurse,Filipino,0.5\n2,Plumber,Ugandan,1\n3,,,1\n",
    );
    // One person twice: no two of the demonstration are.
    project.file(
        "twice.csv",
        "worker_id,full_name,birth_date,sex,nationalities,residence,occupation,email,phone\n\
         TW-1,Ana Maria Muestra,1990-01-02,female,PH,PH,2221,ana@example.org,+639175550401\n\
         TW-2,Ana Maria Muestra,1990-01-02,female,PH,PH,2221,ana@example.org,+639175550401\n",
    );
    project.ok(&["import", "twice.csv"]);
    // A pack with a fact that is none, and an example that leaves its rule open.
    project.ok(&["policy", "copy", "who-global-code", "--out", "sloppy"]);
    let rules = project.path().join("sloppy/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, text.replacen("c.contact_initiated_by", "c.contact_begun_by", 1)).unwrap();
    project.ok(&["audit", "checkpoint", "--out", "seen.txt"]);
    project.ok(&["audit", "prove", "0", "--out", "entry.tlog-proof"]);
    // A pack that finds a breach wherever costs are on record.
    project.ok(&["policy", "copy", "fair-recruitment", "--out", "draft"]);
    let rules = project.path().join("draft/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    let eager = "c.worker_paid_fees_total >= c.worker_paid_reimbursed";
    std::fs::write(&rules, text.replacen("c.worker_paid_fees_total > c.worker_paid_reimbursed", eager, 1))
        .unwrap();
    // A pack that blocks who comes from a listed country, whoever asked first.
    project.ok(&["policy", "copy", "who-global-code", "--out", "wide"]);
    let rules = project.path().join("wide/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, text.replacen("in ['employer',", "in ['worker', 'employer',", 1)).unwrap();
    project
}

/// The words of a command. `{left}` and `{right}` are two workers that may be one person, `{decision}` is the newest
/// decision about two, `{log}` the public key of the log, `{soon}` a day within the longest override.
fn words(command: &str, project: &Project) -> Vec<String> {
    let mut named = command.to_owned();
    if command.contains("{left}") {
        let pair = &project.json(&["review", "duplicates", "--min", "0.5", "--limit", "1"])["pairs"][0];
        for side in ["left", "right"] {
            named = named.replace(&format!("{{{side}}}"), pair[side].as_str().unwrap());
        }
    }
    if command.contains("{decision}") {
        named =
            named.replace("{decision}", project.json(&["review", "log"])[0]["decision"].as_str().unwrap());
    }
    if command.contains("{log}") {
        let key = &project.json(&["audit", "checkpoint"])["public_key"];
        named = named.replace("{log}", key.as_str().unwrap());
    }
    if command.contains("{soon}") {
        #[expect(
            clippy::disallowed_methods,
            reason = "an override is bounded from the day on which it is said"
        )]
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let day = corridor::model::Day(i32::try_from(now.as_secs() / 86_400).unwrap() + 100);
        named = named.replace("{soon}", &day.to_string());
    }
    named.split(' ').map(str::to_owned).collect()
}

#[test]
fn every_reply_is_as_its_schema_says() {
    let project = demo();
    let mut draft = std::env::var_os("CORRIDOR_WRITE_SCHEMAS").map(|_| Draft::new());
    let mut replies: Vec<(&str, &str, Value)> = Vec::new();
    for (name, commands) in REPLIES {
        for command in commands {
            let words = words(command, &project);
            let mut args: Vec<&str> = words.iter().map(String::as_str).collect();
            args.extend(["--format", "json"]);
            let ran = project.run(&args);
            // The reply of `--out -` stands where it does not mix with what is written.
            let text = if command.ends_with(" --out -") { &ran.err } else { &ran.out };
            let reply = serde_json::from_str(text);
            replies.push((
                name,
                command,
                reply.unwrap_or_else(|error| panic!("{command}: {error}\n{}", ran.err)),
            ));
        }
        if let Some(draft) = draft.as_mut().filter(|_| name != BY_HAND) {
            let of = replies.iter().filter(|(of, ..)| *of == name).map(|(.., reply)| reply.clone());
            draft.write(name, commands[0], &of.collect::<Vec<_>>());
        }
    }
    if let Some(draft) = draft {
        draft.finish();
    }
    let schemas = Schemas::read();
    for (name, command, reply) in &replies {
        schemas.hold(name, reply, command);
    }
}

#[test]
fn every_schema_is_tested_and_speaks_of_each_property() {
    let mut silent = Vec::new();
    for (name, schema) in schemas::texts() {
        let tested =
            ["shared", "error"].contains(&name.as_str()) || REPLIES.iter().any(|(reply, _)| *reply == name);
        assert!(tested, "no reply is held to schemas/replies/{name}.json");
        silent.extend(schemas::silent(&name, &schema));
    }
    assert!(silent.is_empty(), "without a title or a description:\n{}", silent.join("\n"));
}

#[test]
fn a_reply_that_is_not_as_its_schema_says_is_found() {
    let schemas = Schemas::read();
    let good = json!({"valid": true});
    for (name, value, place) in [
        ("error", json!({"code": 7, "message": "x", "hint": null, "place": null}), "/code"),
        ("error", json!({"code": "x", "message": "x", "hint": null}), "\"place\""),
        ("error", json!({"code": "x", "message": "x", "hint": null, "place": null, "new": 1}), "new"),
        ("kinds", good, "array"),
    ] {
        let faults = schemas.faults(name, &value);
        assert!(faults.iter().any(|fault| fault.contains(place)), "{value}: {faults:?}");
    }
}

#[test]
fn every_command_has_a_reply_with_a_schema() {
    let project = Project::new();
    // These speak to a person or to a shell, and refuse JSON with the reason.
    let text_only = ["demo", "completions"];
    for command in commands(&project, &[]) {
        let name = command.join(" ");
        let held = REPLIES.iter().flat_map(|(_, commands)| *commands);
        let mut held = held.filter(|one| **one == name || one.starts_with(&format!("{name} ")));
        assert!(
            text_only.contains(&name.as_str()) || held.next().is_some(),
            "`corridor {name}` has no schema"
        );
    }
}

/// The commands below a command that have none below themselves.
fn commands(project: &Project, above: &[String]) -> Vec<Vec<String>> {
    let mut args: Vec<&str> = above.iter().map(String::as_str).collect();
    args.push("--help");
    let help = project.ok(&args);
    let Some(list) = help.split("Commands:\n").nth(1) else { return vec![above.to_vec()] };
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    let named =
        lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    let below = named.filter(|name| *name != "help").map(|name| [above, &[name.to_owned()]].concat());
    below.flat_map(|path| commands(project, &path)).collect()
}

#[test]
fn every_error_is_as_its_schema_says() {
    let project = demo();
    project.file("broken.csv", "worker_id,residence\n\"W-1,PH\n");
    let schemas = Schemas::read();
    for command in [
        "show worker W-000105",
        "import broken.csv nothing.csv",
        "match --opening O-DE-ICU-01",
        "match --opening O-DE-ICU-01 --channel directly",
        "serch worker nurse",
        "export workers",
        "undo B-0009",
        "policy list --columns id",
    ] {
        let mut args: Vec<&str> = command.split(' ').collect();
        args.extend(["--format", "json"]);
        let ran = project.run(&args);
        assert_eq!(ran.code, Some(2), "{command}");
        let document =
            serde_json::from_str(&ran.err).unwrap_or_else(|error| panic!("{command}: {error}\n{}", ran.err));
        schemas.hold("error", &document, command);
    }
}
