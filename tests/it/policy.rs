//! Policy packs as a ministry meets them: listed, copied, changed, checked, put in the place of one that came along.

use crate::support::Project;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[test]
fn the_packs_in_use_are_sound() {
    let project = Project::new();
    assert!(project.ok(&["policy", "lint"]).contains("nothing found"));
    assert!(project.ok(&["policy", "test", "--decide"]).contains("nothing found"));
    let packs = project.json(&["policy", "list"]);
    let packs = packs.as_array().unwrap();
    assert!(packs.len() >= 5 && packs.iter().all(|pack| pack["compiled_in"] == true), "{packs:?}");
    let facts = project.json(&["policy", "facts"]);
    assert!(facts.as_array().unwrap().iter().any(|fact| fact["name"] == "contact_date"));
}

#[test]
fn a_pack_is_copied_changed_and_checked_before_it_is_used() {
    let project = Project::new();
    project.ok(&["policy", "copy", "who-global-code", "--out", "data/policy/who"]);
    assert_eq!(project.run(&["policy", "copy", "who-global-code", "--out", "data/policy/who"]).code, Some(2));
    assert!(project.ok(&["policy", "lint", "data/policy/who"]).contains("nothing found"));
    let path = project.path().join("data/policy/who/rules.toml");
    let rules = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, rules.replacen("c.contact_initiated_by", "c.contact_begun_by", 1)).unwrap();
    for (command, told) in
        [("lint", "`contact_begun_by`, which is no fact"), ("test", "it lacks contact_begun_by")]
    {
        let ran = project.run(&["policy", command, "data/policy/who"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains(told), "{}", ran.out);
    }
    // A change that holds: the pack of the data directory takes the place of the other.
    std::fs::write(&path, &rules).unwrap();
    let manifest = project.path().join("data/policy/who/pack.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("edition = \"", "edition = \"draft-")).unwrap();
    let packs = project.json(&["policy", "list"]);
    let pack = packs.as_array().unwrap().iter().find(|pack| pack["id"] == "who-global-code").unwrap();
    assert_eq!(pack["compiled_in"], false);
    assert!(pack["edition"].as_str().unwrap().starts_with("draft-"), "{pack}");
    assert_eq!(packs.as_array().unwrap().iter().filter(|pack| pack["id"] == "who-global-code").count(), 1);
}

/// Whoever is told that something is unlawful is told what is lawful.
#[test]
fn each_rule_that_blocks_or_warns_names_the_nearest_lawful_way() {
    let project = Project::new();
    let mut seen = 0;
    for rule in project.json(&["rule"]).as_array().unwrap() {
        if !["block", "warn"].contains(&rule["severity"].as_str().unwrap()) || rule["stages"][0] == "import" {
            continue;
        }
        let page = project.json(&["rule", rule["id"].as_str().unwrap()]);
        assert!(!page["lawful"].as_str().unwrap().is_empty(), "{rule}");
        seen += 1;
    }
    assert!(seen >= 35, "{seen} rules");
    assert!(project.ok(&["rule", "minimum-age"]).contains("## What is lawful\n"));
}

#[test]
fn what_differs_between_two_packs_is_told_by_rule_row_and_field() {
    let project = Project::new();
    project.ok(&["policy", "copy", "gb-code-of-practice", "--out", "own"]);
    assert!(project.ok(&["policy", "diff", "gb-code-of-practice", "own"]).contains("nothing differs"));
    let edit = |file: &str, from: &str, to: &str| {
        let path = project.path().join("own").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    edit("rules.toml", "severity = \"warn\"", "severity = \"block\"");
    edit("list.csv", ",amber,", ",red,");
    edit("pack.toml", "edition = \"", "edition = \"draft-");
    let ran = project.run(&["policy", "diff", "gb-code-of-practice", "own", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let reply: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let told: Vec<[&str; 4]> = reply["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| ["section", "field", "before", "now"].map(|name| one[name].as_str().unwrap()))
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0][..2] == ["pack", "edition"] && told[0][3].starts_with("draft-"), "{told:?}");
    assert_eq!(told[1], ["rule", "severity", "warn", "block"]);
    assert_eq!(told[2], ["list", "grade", "amber", "red"]);
    let hashes = project.json(&["policy", "hash", "own", "gb-code-of-practice"]);
    assert_eq!([&hashes[0]["hash"], &hashes[1]["hash"]], [&reply["now"]["hash"], &reply["before"]["hash"]]);
    // A whole rule that is gone is one line.
    let rules = project.path().join("own/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    let last = text.rfind("[[rule]]").unwrap();
    std::fs::write(&rules, &text[..last]).unwrap();
    let out = project.run(&["policy", "diff", "gb-code-of-practice", "own"]).out;
    assert!(out.contains("\n- rule registration-support-missing: "), "{out}");
    assert!(project.ok(&["policy", "show", "own"]).contains("list GH"));
    let unknown = project.run(&["policy", "show", "gb-code"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("gb-code-of-practice"), "{}", unknown.err);
}

/// What would change verdicts in silence is found before a pack is used.
#[test]
fn a_slip_in_a_row_of_a_list_is_named() {
    let project = Project::new();
    for (at, (pack, from, to, told)) in [
        ("gb-code-of-practice", ",amber,", ",pink,", "the grade `pink`; the list gives red and amber"),
        ("gb-code-of-practice", ",red,", ",Red,", "the grade `Red`"),
        ("gb-code-of-practice", ",red,", ",banned-private,", "the grade `banned-private`"),
        ("de-beschv-38", ",banned-private,", ",forbidden,", "the list gives banned-private"),
        ("who-global-code", ",listed,", ",listd,", "the grade `listd`; the list gives listed"),
        (
            "who-global-code",
            ",listed,2020,",
            ",listed,2019,",
            "edition `2019`, which regimes.csv does not have",
        ),
        (
            "de-beschv-38",
            ",2021-07-01,2023-12-14,",
            ",2021-07-01,2020-12-14,",
            "ends on 2020-12-14, not after",
        ),
        ("de-beschv-38", "\nAO,", "\nAF,", "AF has two rows in list.csv for the same day"),
    ]
    .into_iter()
    .enumerate()
    {
        let dir = format!("pack-{at}");
        project.ok(&["policy", "copy", pack, "--out", &dir]);
        let path = project.path().join(&dir).join("list.csv");
        let list = std::fs::read_to_string(&path).unwrap();
        assert!(list.contains(from), "{from}");
        std::fs::write(&path, list.replacen(from, to, 1)).unwrap();
        let ran = project.run(&["policy", "lint", &dir]);
        assert_eq!(ran.code, Some(1), "{to}: {}", ran.out);
        // The words of a finding may stand on two lines.
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(told), "{to}: {out}");
        // The line at fault is the one that was altered, or the second of two rows for one day.
        let (at, list) = (list.find(from).unwrap(), &list);
        let line = 1 + list[..=at].lines().count() - usize::from(!from.starts_with('\n'));
        assert!(out.contains(&format!("list.csv:{line}: ")), "{to}, line {line}: {out}");
    }
    // Of a list whose pack does not say which grades there are the manifest is at fault.
    project.ok(&["policy", "copy", "gb-code-of-practice", "--out", "grades"]);
    let path = project.path().join("grades/pack.toml");
    let manifest = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, manifest.replace("grades = ", "# grades = ")).unwrap();
    let ran = project.run(&["policy", "lint", "grades"]);
    assert!(ran.code == Some(1) && ran.out.contains("grades/pack.toml: "), "{}", ran.out);
    // Of no pack at all nothing is said to be looked through.
    std::fs::write(&path, "id = ").unwrap();
    let ran = project.run(&["policy", "lint", "grades"]);
    assert!(ran.code == Some(1) && ran.out.contains("no rules of any pack looked through"), "{}", ran.out);
    project.ok(&["policy", "copy", "de-beschv-38", "--out", "apart"]);
    let path = project.path().join("apart/regimes.csv");
    let regimes = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, regimes.replace(",2021-07-01,2023-12-14,", ",2021-07-01,2023-11-14,")).unwrap();
    let ran = project.run(&["policy", "lint", "apart"]);
    assert!(ran.code == Some(1) && ran.out.contains("no edition is in force"), "{}", ran.out);
    assert!(ran.out.contains("regimes.csv:4: "), "{}", ran.out);
}

#[test]
fn editions_that_overlap_and_packs_that_are_not_there_are_named() {
    let project = Project::new();
    let ran = project.run(&["policy", "copy", "who-global-cod", "--out", "x"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the nearest is `who-global-code`"), "{}", ran.err);
    assert_eq!(project.run(&["policy", "lint", "nowhere"]).code, Some(2));
    project.ok(&["policy", "copy", "who-global-code", "--out", "who"]);
    let path = project.path().join("who/regimes.csv");
    let regimes = std::fs::read_to_string(&path).unwrap();
    let twice = format!("{regimes}{}\n", regimes.trim_end().lines().last().unwrap());
    std::fs::write(&path, twice).unwrap();
    let ran = project.run(&["policy", "lint", "who"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("are in force on the same day"), "{}", ran.out);
}

/// A pack brings its texts in a file of its own; what is wrong there is named with file and line.
#[test]
fn the_texts_of_a_pack_are_checked_by_file_and_line() {
    let project = Project::new();
    project.ok(&["policy", "copy", "who-global-code", "--out", "who"]);
    let path = project.path().join("who/en.ftl");
    let texts = std::fs::read_to_string(&path).unwrap();
    let line = |text: &str, of: &str| 1 + text.lines().position(|line| line.starts_with(of)).unwrap();
    let lint = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let ran = project.run(&["policy", "lint", "who"]);
        assert_eq!(ran.code, Some(1), "{}", ran.out);
        ran.out
    };
    let other = texts.replace("\nco-investment-missing =", "\nco-investment-absent =");
    let told = lint(&other);
    assert!(told.contains(&format!("who/en.ftl:{}: ", line(&other, "co-investment-absent"))), "{told}");
    assert!(told.contains("`co-investment-absent` is the text of no rule"), "{told}");
    let rules = std::fs::read_to_string(project.path().join("who/rules.toml")).unwrap();
    let at = line(&rules, "id = \"co-investment-missing\"");
    assert!(told.contains(&format!("who/rules.toml:{at}: ")), "{told}");
    assert!(told.contains("The rule has no text in who/en.ftl."), "{told}");
    let told = lint(&texts.replacen(".why = ", ".why = { $residence_land } ", 1));
    let at = line(&texts, "    .why = ");
    assert!(told.contains(&format!("who/en.ftl:{at}: ")) && told.contains("`residence_land`"), "{told}");
    let told = lint(&texts.replacen("    .remedy = ", "    .remedi = ", 1));
    assert!(told.contains("`remedy` is empty."), "{told}");
    let told = lint(&texts.replacen("    .title = ", "    .title = { $", 1));
    assert!(told.contains("who/en.ftl:") && told.contains("cannot be used"), "{told}");
    let json = project.run(&["--format", "json", "policy", "lint", "who"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["findings"][0]["problem"]["code"], "policy-lint-unusable", "{json:#}");
    assert_eq!(json["findings"][0]["file"], "who/en.ftl", "{json:#}");
}

/// The facts of the case stand in what a finding says; a pack that has its texts in the rules is read as ever.
#[test]
fn a_finding_says_what_its_pack_says_with_the_facts_of_the_case() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let dir = project.path().join("d/data/policy/ours");
    project.ok(&demo(&["policy", "copy", "who-global-code", "--out", "d/data/policy/ours"]));
    let audit = |project: &Project| {
        let reply = project.run(&demo(&["--format", "json", "audit"]));
        let reply: serde_json::Value = serde_json::from_str(&reply.out).unwrap();
        let breaches = reply["breaches"].as_array().unwrap().clone();
        let findings =
            breaches.iter().flat_map(|one| one["assessment"]["findings"].as_array().unwrap().clone());
        let speaks = |finding: &serde_json::Value| {
            finding["rule"] == "active-recruitment-listed-origin" && finding["outcome"] == "broken"
        };
        findings.into_iter().find(speaks).unwrap()
    };
    let path = dir.join("en.ftl");
    let texts = std::fs::read_to_string(&path).unwrap();
    let (first, rest) = texts.split_once("active-recruitment-listed-origin = ").unwrap();
    let rest = rest.split_once('\n').unwrap().1;
    let said = "active-recruitment-listed-origin = { $contact_initiated_by } went to { $residence_country }.";
    std::fs::write(&path, format!("{first}{said}\n{rest}")).unwrap();
    let finding = audit(&project);
    let facts = &finding["facts"];
    let text = format!(
        "{} went to {}.",
        facts["contact_initiated_by"].as_str().unwrap(),
        facts["residence_country"].as_str().unwrap()
    );
    assert_eq!(finding["message"]["text"], text.as_str(), "{finding:#}");
    assert_eq!(finding["title"], "Active recruitment from a safeguards-list country without an agreement");
    // Without the file, and with the texts beside the conditions.
    std::fs::remove_file(&path).unwrap();
    let rules = std::fs::read_to_string(dir.join("rules.toml")).unwrap();
    let own = "\ntitle = \"T\"\nwhat = \"W of the rules.\"\nremedy = \"R\"\nwhy = \"Y\"\ninstrument =";
    std::fs::write(dir.join("rules.toml"), rules.replace("\ninstrument =", own)).unwrap();
    assert!(project.ok(&demo(&["policy", "lint", "d/data/policy/ours"])).contains("nothing found"));
    let finding = audit(&project);
    assert_eq!((&finding["message"]["text"], &finding["remedy"]), (&"W of the rules.".into(), &"R".into()));
}

/// A command about the store of a demonstration in `d`.
fn demo<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["--data", "d/data"], args].concat()
}

/// A broken pack of a ministry stops judging, for a case must not be judged by fewer rules than were written;
/// what judges nothing goes on.
#[test]
fn a_broken_pack_stops_judging_and_nothing_else() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    for (file, from, to, told) in [
        ("rules.toml", "severity = \"block\"", "severity = \"deadly\"", "not a severity"),
        ("rules.toml", "c.ssl_listed == true", "c.ssl_listed = true", "is not CEL"),
        ("list.csv", ",high", ",heigh", "confidence"),
        ("pack.toml", "edition =", "editoin =", "editoin"),
    ] {
        let dir = project.path().join("d/data/policy/ministry");
        let _ = std::fs::remove_dir_all(&dir);
        project.ok(&["policy", "copy", "who-global-code", "--out", "d/data/policy/ministry"]);
        let path = dir.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let line = text[..text.find(from).unwrap()].matches('\n').count() + 1;
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        for args in [
            &["match", "--opening", "O-DE-ICU-01", "--channel", "direct"][..],
            &["audit"],
            &["policy", "list"],
            // Neither does the pack of the program answer in its place.
            &["policy", "show", "who-global-code"],
            &["policy", "diff", "who-global-code", "de-beschv-38"],
            &["rule", "minimum-age"],
            &["rule"],
        ] {
            let ran = project.run(&demo(args));
            assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
            let place = format!("ministry/{file}:");
            assert!(ran.err.contains(&place) && ran.err.contains(told), "{args:?}: {}", ran.err);
            let line_said: usize = ran
                .err
                .split(&place)
                .nth(1)
                .unwrap()
                .split(|c: char| !c.is_ascii_digit())
                .next()
                .unwrap()
                .parse()
                .unwrap();
            assert!(line_said.abs_diff(line) <= 1, "{file}: said {line_said}, is {line}: {}", ran.err);
        }
        assert!(project.ok(&demo(&["search", "worker", "dialysis"])).contains("W-"));
        project.ok(&demo(&["rule", "REC025"]));
        let ran = project.run(&demo(&["doctor"]));
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains(&format!("ministry/{file}:")), "{}", ran.out);
        let ran = project.run(&demo(&["policy", "lint"]));
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains(&format!("ministry/{file}:")), "{}", ran.out);
        assert_eq!(project.run(&["policy", "lint", "d/data/policy/ministry"]).code, Some(1));
    }
}

/// A pack that judged goes on as it was when its file is broken, and each reply says so.
#[test]
fn the_text_that_judged_last_stands_in_for_a_pack_that_is_broken() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    project.ok(&["policy", "copy", "who-global-code", "--out", "d/data/policy/ministry"]);
    let rules = project.path().join("d/data/policy/ministry/rules.toml");
    let good = std::fs::read_to_string(&rules).unwrap() + "# Ours.\n";
    std::fs::write(&rules, &good).unwrap();
    let audit = || -> (Value, String) {
        let ran = project.run(&demo(&["audit", "--format", "json"]));
        (serde_json::from_str(&ran.out).unwrap_or(Value::Null), ran.err)
    };
    let (before, _) = audit();
    assert_eq!(before["packs_stood_in"], json!([]));
    std::fs::write(&rules, good.replacen("severity = \"block\"", "severity = = \"block\"", 1)).unwrap();
    let (after, told) = audit();
    let stood_in = &after["packs_stood_in"][0];
    assert_eq!(
        (&stood_in["pack"], &stood_in["line"]),
        (&json!("who-global-code"), &json!(8)),
        "{after}{told}"
    );
    assert_eq!(after["clearances"], before["clearances"]);
    let one_line = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        one_line.contains("ministry/rules.toml:8:") && one_line.contains("judged as it was before"),
        "{told}"
    );
    assert!(stood_in["problem"].as_str().unwrap().contains("expected `NAME = VALUE`"), "{stood_in}");
    // Whoever looks after packs is told of the fault itself.
    assert_eq!(project.run(&demo(&["policy", "lint"])).code, Some(1));
    assert_eq!(project.run(&demo(&["doctor"])).code, Some(1));
    // A text that was altered where it is kept stands in for nothing.
    let kept = project.path().join("d/data/packs").join(stood_in["sha256"].as_str().unwrap());
    std::fs::write(kept.join("list.csv"), "").unwrap();
    let (none, told) = audit();
    assert!(none.is_null() && told.contains("ministry/rules.toml:8"), "{none}{told}");
}

/// A ranking is asked again under the packs that it rests on, and a pack that is not kept is named.
#[test]
fn a_ranking_is_asked_again_under_the_packs_of_its_day() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let asked = project.json(&demo(&["match", "--opening", "O-DE-ICU-01", "--channel", "direct"]));
    let decision = asked["decision"].as_str().unwrap().to_owned();
    project.ok(&["policy", "copy", "fair-recruitment", "--out", "d/data/policy/own"]);
    let rules = project.path().join("d/data/policy/own/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    // From now on nobody is old enough.
    std::fs::write(&rules, text.replacen("c.age_years < 18", "c.age_years < 98", 1)).unwrap();
    let replay = |more: &[&str]| project.json(&demo(&[&["replay", &decision][..], more].concat()));
    let now = replay(&[]);
    assert_eq!(
        (&now["identical"], &now["packs"][0]["pack"]),
        (&json!(false), &json!("fair-recruitment")),
        "{now}"
    );
    let then = replay(&["--ranking"]);
    assert_eq!((&then["identical"], &then["packs"]), (&json!(true), &json!([])), "{then}");
    assert_eq!(then["rests_on_the_same"], json!(true));
}

/// Rules say who may override them; the roles are those of authorities, and the length is bounded.
#[test]
fn who_may_override_a_rule_is_data_that_is_checked() {
    let project = Project::new();
    assert!(project.ok(&["rule", "minimum-age"]).contains("may be overridden by nobody"));
    assert!(project.ok(&["rule", "active-recruitment-listed-origin"]).contains("ministry: 12 months"));
    project.ok(&["policy", "copy", "who-global-code", "--out", "own"]);
    let manifest = project.path().join("own/pack.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    for (by, told) in [
        ("[\"recruiter\"], months = 12", "`recruiter` may not override"),
        ("[\"ministry\"], months = 13", "13 months"),
        ("[\"ministry\"], months = 0", "0 months"),
        ("[\"king\"]", "a role"),
    ] {
        std::fs::write(&manifest, text.replacen("[\"ministry\"], months = 12", by, 1)).unwrap();
        let ran = project.run(&["policy", "lint", "own"]);
        let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(ran.code == Some(1) && said.contains(told), "{by}: {}{}", ran.out, ran.err);
    }
}

/// What a check of the data directory's packs would find stops judging as what cannot be read does.
#[test]
fn packs_that_would_let_a_case_pass_in_silence_judge_nothing() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let copy = |pack: &str, name: &str| {
        let dir = format!("d/data/policy/{name}");
        project.ok(&["policy", "copy", pack, "--out", &dir]);
        project.path().join(dir)
    };
    let stops = |told: &str| {
        for args in [&["match", "--opening", "O-DE-ICU-01", "--channel", "direct"][..], &["audit"]] {
            let ran = project.run(&demo(args));
            assert!(ran.code == Some(2) && ran.err.contains(told), "{args:?}: {}", ran.err);
        }
        project.ok(&demo(&["search", "worker", "dialysis"]));
        std::fs::remove_dir_all(project.path().join("d/data/policy")).unwrap();
    };
    // Without rules nothing is ever found.
    let dir = copy("fair-recruitment", "own");
    std::fs::write(dir.join("rules.toml"), "").unwrap();
    std::fs::write(dir.join("en.ftl"), "").unwrap();
    stops("The pack has no rules");
    // A rule that asks for a fact which nobody records is never broken.
    let dir = copy("gb-code-of-practice", "own");
    let text = std::fs::read_to_string(dir.join("rules.toml")).unwrap();
    std::fs::write(dir.join("rules.toml"), text.replacen("c.vacancy_public", "c.vacancy_open", 1)).unwrap();
    stops("`vacancy_open`");
    // Of two packs of one name nobody knows which is meant.
    copy("de-beschv-38", "a");
    copy("de-beschv-38", "b");
    let ran = project.run(&demo(&["doctor"]));
    assert!(ran.code == Some(1) && ran.out.contains("stands in"), "{}", ran.out);
    stops("the pack `de-beschv-38` stands in");
    // A copy as it came is sound.
    copy("fair-recruitment", "own");
    assert_ne!(project.run(&demo(&["audit"])).code, Some(2));
}

/// A pack that was copied before a rule moved to another pack keeps its rule, and no case gets two answers of it.
#[test]
fn a_rule_that_moved_to_another_pack_speaks_once() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let dir = project.path().join("d/data/policy/own");
    project.ok(&["policy", "copy", "fair-recruitment", "--out", "d/data/policy/own"]);
    project.ok(&["policy", "copy", "migrant-rights-conventions", "--out", "moved"]);
    for name in ["rules.toml", "en.ftl"] {
        let own = std::fs::read_to_string(dir.join(name)).unwrap();
        let moved = std::fs::read_to_string(project.path().join("moved").join(name)).unwrap();
        std::fs::write(dir.join(name), format!("{own}\n{moved}")).unwrap();
    }
    let rules = project.json(&demo(&["rule"]));
    let of = |id: &str| -> Vec<String> {
        let all = rules.as_array().unwrap().iter().filter(|rule| rule["id"] == id);
        all.map(|rule| rule["of"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of("recruiter-unlicensed"), ["fair-recruitment"]);
    assert_eq!(of("active-recruitment-listed-origin"), ["who-global-code"]);
    assert_ne!(project.run(&demo(&["audit"])).code, Some(2));
    // A pack of one destination takes a rule away from no other.
    let manifest = std::fs::read_to_string(dir.join("pack.toml")).unwrap();
    let of_one = manifest.replace("edition", "jurisdiction = \"DE\"\nedition").replace("fair-rec", "own-rec");
    std::fs::write(dir.join("pack.toml"), of_one).unwrap();
    let rules = project.json(&demo(&["rule"]));
    let count = rules.as_array().unwrap().iter().filter(|rule| rule["id"] == "recruiter-unlicensed").count();
    assert_eq!(count, 2);
}

/// Days are ISO dates in every answer, whatever list of facts they stand in.
#[test]
fn days_are_iso_dates_in_every_answer() {
    fn walk(at: &str, value: &serde_json::Value, found: &mut usize) {
        match value {
            serde_json::Value::Object(map) => {
                for (name, value) in map {
                    let day = ["date", "day", "_on", "as_of", "from", "until"]
                        .iter()
                        .any(|end| name.ends_with(end));
                    assert!(!(day && value.is_number()), "{at}.{name} is {value}");
                    *found += usize::from(day && value.is_string());
                    walk(&format!("{at}.{name}"), value, found);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(at, item, found)),
            _ => {}
        }
    }
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    for args in [
        &["audit"][..],
        &["match", "--opening", "O-DE-ICU-01", "--channel", "active"],
        &["why", "--opening", "O-DE-ICU-01", "--worker", "W-0000105", "--channel", "direct"],
        &["portability", "--origin", "PH", "--destination", "DE", "--months", "36"],
    ] {
        let mut found = 0;
        walk(args[0], &project.json(&demo(args)), &mut found);
        assert!(found > 0, "{args:?} names no day");
    }
}

/// What other packs would say of matches is what they say once they are in place: of every pair, not of a shortlist alone.
#[test]
fn what_a_pack_would_move_in_matches_is_what_it_moves_and_nothing_is_stored() {
    const TERMS: [&str; 4] = ["--channel", "direct", "--as-of", "2026-06-01"];
    let project = Project::new();
    project.ok(&["demo"]);
    project.ok(&["policy", "copy", "who-global-code", "--out", "wide"]);
    let rules = project.path().join("wide/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, text.replacen("in ['employer',", "in ['worker', 'employer',", 1)).unwrap();
    fn with<'a>(args: &[&'a str]) -> Vec<&'a str> {
        [args, &TERMS].concat()
    }
    let log = project.json(&["audit", "log"]);
    let would = project.json(&with(&["match", "--all-openings", "--query", "icu", "--policy", "wide"]));
    let moved = would["moved"].as_array().unwrap();
    let openings = would["openings"].as_array().unwrap();
    let counted: u64 = openings.iter().map(|one| one["moved"].as_u64().unwrap()).sum();
    assert!(counted > 0 && counted == moved.len() as u64, "{counted}");
    let opening = openings[0]["opening"].as_str().unwrap();
    let args = ["match", "--opening", opening, "--query", "icu", "--policy", "wide", "--format", "csv"];
    let rows = project.run(&with(&args));
    assert_eq!(rows.code, Some(1), "{}", rows.err);
    assert_eq!(rows.out.lines().count() as u64, 1 + openings[0]["moved"].as_u64().unwrap());
    // The clearance of each worker whom no gate excludes, a policy apart.
    let clearances = || -> BTreeMap<String, String> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let args = ["match", "--opening", opening, "--query", "icu", "--no-record", "--top", "1000"];
        let reply = project.json(&with(&args));
        let one = |result: &Value| (text(&result["worker"]), text(&result["assessment"]["clearance"]));
        reply["results"].as_array().unwrap().iter().map(one).collect()
    };
    let before = clearances();
    assert_eq!(project.json(&["audit", "log"]), log, "nothing is stored");
    project.ok(&["policy", "copy", "who-global-code", "--out", "data/policy/who"]);
    std::fs::copy(&rules, project.path().join("data/policy/who/rules.toml")).unwrap();
    let now = clearances();
    let of = |all: &BTreeMap<String, String>, worker: &str| {
        all.get(worker).cloned().unwrap_or_else(|| "blocked".to_owned())
    };
    let told: BTreeMap<&str, &Value> = moved
        .iter()
        .filter(|one| one["opening"] == opening)
        .map(|one| (one["worker"].as_str().unwrap(), one))
        .collect();
    for worker in before.keys().chain(now.keys()) {
        let sides = (of(&before, worker), of(&now, worker));
        let said = told.get(worker.as_str());
        assert!(sides.0 == sides.1 || said.is_some(), "{worker} {sides:?}");
        let as_told = said.is_none_or(|one| {
            (&one["before"]["clearance"], &one["now"]["clearance"]) == (&sides.0.into(), &sides.1.into())
        });
        assert!(as_told, "{worker} {said:?}");
    }
    // The pack is in place now, so that nothing moves any more, for the opening and for a worker.
    let worker = *told.keys().next().unwrap();
    for args in [["match", "--opening", opening], ["match", "--worker", worker]] {
        let out = project.ok(&[&with(&args)[..], &["--policy", "wide"]].concat());
        assert!(out.contains("0 answers would move"), "{out}");
    }
}

/// A slip that would let cases pass in silence is named: a word that a fact never is, a part that no case can meet, days
/// between two rows of a country. The examples decide every comparison, or the one that they leave open is named.
#[test]
fn words_that_are_none_parts_that_nothing_meets_and_days_left_out_are_named() {
    let project = Project::new();
    let pack = |name: &str, file: &str, from: &str, to: &str| {
        let dir = format!("{name}-pack");
        project.ok(&["policy", "copy", name, "--out", &dir]);
        let path = project.path().join(&dir).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let said = |args: &[&str]| project.run(&[args, &[&dir]].concat()).out;
        let said = (said(&["policy", "lint"]), said(&["policy", "test", "--decide"]));
        std::fs::remove_dir_all(project.path().join(&dir)).unwrap();
        said
    };
    let (lint, _) =
        pack("who-global-code", "rules.toml", "in ['employer', 'recruiter'", "in ['employers', 'recruiter'");
    assert!(lint.contains("`contact_initiated_by` is never `employers`; it can be employer,"), "{lint}");
    let (lint, _) = pack("de-beschv-38", "rules.toml", "== 'banned-private'", "== 'banned'");
    assert!(lint.contains("`destination_list_status` is never `banned`"), "{lint}");
    let (lint, _) =
        pack("fair-recruitment", "rules.toml", "c.age_years < 18", "c.age_years < 18 && c.age_years > 20");
    assert!(lint.contains("No case can meet the part of the condition that asks for age_years"), "{lint}");
    let (lint, decide) = pack("fair-recruitment", "rules.toml", "age_years = 18 }", "age_years = 40 }");
    assert!(lint.contains("nothing found"), "{lint}");
    assert!(decide.contains("No example decides the comparison of age_years: with `<="), "{decide}");
    let row = "AF,red,,2021-02-25,,";
    let apart = "AF,red,,2021-02-25,2024-05-31,,s,u,high\nAF,red,,2024-06-01,,";
    let (lint, _) = pack("gb-code-of-practice", "list.csv", row, apart);
    assert!(lint.contains("AF in list.csv ends on 2024-05-31, the next one begins on 2024-06-01"), "{lint}");
}
