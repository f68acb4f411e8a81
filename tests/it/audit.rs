//! Numbers of an audit: every view and format counts each placement once.

use crate::support::Project;
use serde_json::Value;
use std::collections::BTreeMap;

const HEADER: &str = "placement_id,organization_id,recruiter_id,residence,destination,occupation,sex,contact_date,channel,\
                      contact_initiated_by,recruiting_party,third_parties";

/// Placements of which each lacks something else, by a plain count.
fn rows() -> Vec<Vec<&'static str>> {
    let (mut rows, mut at) = (Vec::new(), 0);
    for residence in ["PH", "NP", "", "KE"] {
        for channel in ["direct", "active", ""] {
            for sex in ["female", "male", ""] {
                at += 1;
                let pick = |values: &[&'static str], step: usize| values[at / step % values.len()];
                rows.push(vec![
                    pick(&["E-1", "E-2"], 1),
                    pick(&["", "R-1", ""], 2),
                    residence,
                    pick(&["NO", "NZ", "", "GB", "JP"], 1),
                    pick(&["2221", "2222", "", "2264"], 3),
                    sex,
                    pick(&["2024-02-03", "2025-01-01", "", "2026-07", "2023"], 2),
                    channel,
                    pick(&["worker", "employer", ""], 1),
                    pick(&["employer", "", "private-recruiter"], 1),
                    "none",
                ]);
            }
        }
    }
    rows
}

const COLUMNS: [(&str, usize); 7] = [
    ("employer", 0),
    ("recruiter", 1),
    ("origin", 2),
    ("destination", 3),
    ("occupation", 4),
    ("sex", 5),
    ("channel", 7),
];

fn project() -> Project {
    let project = Project::new();
    let lines = rows().into_iter().zip(1..).map(|(row, n)| format!("P-{n:03},{}", row.join(",")));
    project.file("placements.csv", format!("{HEADER}\n{}\n", lines.collect::<Vec<_>>().join("\n")));
    project.file(
        "organizations.csv",
        "organization_id,name,role,country\nE-1,One,employer,NO\nE-2,Two,employer,NZ\nR-1,Three,recruiter,NZ\n",
    );
    project.ok(&["import", "organizations.csv", "placements.csv"]);
    project
}

/// The reply in JSON; exit code 1 says that a rule is broken.
fn asked(project: &Project, args: &[&str]) -> Value {
    let ran = project.run(&[&["audit", "--format", "json"], args].concat());
    assert!(matches!(ran.code, Some(0 | 1)), "{args:?}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// The placements of a grouped CSV by the values of its facts.
fn grouped(project: &Project, by: &str) -> BTreeMap<Vec<String>, u64> {
    let ran = project.run(&["audit", "--format", "csv", "--group-by", by]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let facts = by.split(',').count();
    assert_eq!(&reader.headers().unwrap()[facts], "placements");
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let number = |at: usize| row[at].parse::<u64>().unwrap();
            assert_eq!(number(facts), number(facts + 1) + number(facts + 2) + number(facts + 3), "{row:?}");
            (row.iter().take(facts).map(str::to_owned).collect(), number(facts))
        })
        .collect()
}

#[test]
fn every_view_and_format_counts_each_placement_once() {
    let (project, rows) = (project(), rows());
    let all = rows.len() as u64;
    let plain = asked(&project, &[]);
    assert_eq!(plain["placements"], all);
    let sum =
        |values: &Value, of: fn(&Value) -> u64| -> u64 { values.as_object().unwrap().values().map(of).sum() };
    assert_eq!(sum(&plain["clearances"], |count| count.as_u64().unwrap()), all);
    assert_eq!(sum(&plain["corridors"], |counts| counts[0].as_u64().unwrap()), all);
    for (name, at) in COLUMNS {
        let mut wanted: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for row in &rows {
            let value = if row[at].is_empty() { "unknown" } else { row[at] };
            *wanted.entry(vec![value.to_owned()]).or_default() += 1;
        }
        assert_eq!(grouped(&project, name), wanted, "{name}");
        let json = asked(&project, &["--group-by", name]);
        let groups = json["groups"].as_array().unwrap();
        let of_json: BTreeMap<Vec<String>, u64> = groups
            .iter()
            .map(|group| {
                let value = group["by"][0][1].as_str().unwrap_or("unknown").to_owned();
                (vec![value], group["placements"].as_u64().unwrap())
            })
            .collect();
        assert_eq!(of_json, wanted, "{name}");
        // A filter gives what its group has, and what is not stated is in no filter.
        for (value, count) in wanted.iter().filter(|(value, _)| value[0] != "unknown") {
            let flag = format!("--{name}");
            assert_eq!(asked(&project, &[&flag, &value[0]])["placements"], *count, "{name} {value:?}");
        }
    }
    // A view of two facts, summed over the second, is the view of the first.
    for (by, first) in [("channel,destination", "channel"), ("sex,year", "sex"), ("year,origin", "year")] {
        let mut summed: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for (values, count) in grouped(&project, by) {
            *summed.entry(vec![values[0].clone()]).or_default() += count;
        }
        assert_eq!(summed, grouped(&project, first), "{by}");
    }
    let years = grouped(&project, "year");
    assert_eq!(years.values().sum::<u64>(), all);
    let with_day: u64 = ["2023", "2024", "2025", "2026"]
        .iter()
        .map(|year| {
            let next = (year.parse::<u32>().unwrap() + 1).to_string();
            let (from, until) = (format!("{year}-01-01"), format!("{next}-01-01"));
            asked(&project, &["--from", &from, "--until", &until])["placements"].as_u64().unwrap()
        })
        .sum();
    assert_eq!(with_day + years[&vec!["unknown".to_owned()]], all);
}

#[test]
fn the_table_shows_every_corridor_or_says_how_many_it_leaves_out() {
    let project = project();
    let table = project.run(&["audit"]).out;
    let shown = |line: &str| -> Option<u64> {
        let cells: Vec<&str> = line.split_whitespace().filter(|cell| *cell != "│").collect();
        (cells.get(1) == Some(&">")).then(|| cells[3].parse().ok()).flatten()
    };
    let listed: u64 = table.lines().filter_map(shown).sum();
    let rest = table.lines().find(|line| line.contains("more corridors with")).unwrap();
    let left: u64 = rest.split_whitespace().nth(5).unwrap().parse().unwrap();
    assert_eq!(listed + left, rows().len() as u64, "{table}");
}

#[test]
fn filters_stand_together_and_a_slip_is_no_empty_audit() {
    let (project, rows) = (project(), rows());
    let wanted =
        rows.iter().filter(|row| row[0] == "E-2" && row[5] == "female" && row[7] == "active").count();
    let args = ["--employer", "E-2", "--sex", "F", "--channel", "active"];
    assert_eq!(asked(&project, &args)["placements"], wanted as u64);
    let slip = project.run(&["audit", "--employer", "E-22"]);
    assert_eq!(slip.code, Some(2), "{}", slip.out);
    assert!(slip.err.contains("E-22"), "{}", slip.err);
    let slip = project.run(&["audit", "--group-by", "chanel"]);
    assert_eq!(slip.code, Some(2), "{}", slip.out);
}

#[test]
fn doctor_lists_what_is_due_and_answers_past_the_day_say_so() {
    let project = project();
    let none = project.ok(&["doctor", "--stale", "--as-of", "2026-11-29"]);
    assert!(none.contains("none of the reference tables"), "{none}");
    let due = project.ok(&["--format", "csv", "doctor", "--stale", "--as-of", "2030-01-01"]);
    for table in ["admission.csv,GB-CARE-SHUT", "origin_exit.csv,IN-ECR", "regulator_language.csv,"] {
        assert!(due.contains(table), "{due}");
    }
    let ask = |day: &str| {
        project.ok(&[
            "portability",
            "--origin",
            "PH",
            "--destination",
            "DE",
            "--months",
            "36",
            "--as-of",
            day,
        ])
    };
    assert!(!ask("2026-11-29").contains("was to be looked up again"));
    assert!(ask("2030-01-01").contains("was to be looked up again"));
    let language = |day: &str| {
        project.ok(&[
            "language",
            "--destination",
            "IE",
            "--occupation",
            "2221",
            "--as-of",
            day,
            "--certificates",
            "IELTS 7.0",
        ])
    };
    assert!(!language("2026-11-29").contains("was to be looked up again"));
    assert!(language("2030-01-01").contains("was to be looked up again"));
}

/// A time at which an override until the next year is not too long.
const TODAY: &str = "2026-07-01T00:00:00Z";

/// Costs of which some lack a payer, an amount or a currency, and one is an item of a clause to repay.
const COSTS: &str =
    "placement_id,entry,label,payee,paid_on,head,amount,currency,payer,demanded_by,before_contact
P-001,paid,Fee,Agency,2024-02-01,recruitment-fee,1500.50,EUR,worker,recruiter,no
P-001,paid,Flight,Airline,2024-03-01,travel,300,EUR,employer,employer,no
P-001,paid,Flight back,Airline,2024-03-02,travel,90,USD,employer,employer,no
P-002,paid,Test,School,2024-03-03,skills-test,120.25,USD,worker,recruiter,no
P-002,paid,Visa,Consulate,2024-03-04,visa,,USD,worker,state,no
P-003,paid,Visa,Consulate,2024-03-05,visa,80,USD,,state,no
P-004,paid,Visa,Consulate,2024-03-06,visa,80,,worker,state,no
P-005,repayment-item,Course,School,2024-03-07,training,5000,EUR,employer,employer,no
";

/// Hundredths of an amount.
fn cents(amount: &str) -> i64 {
    let (units, rest) = amount.split_once('.').unwrap_or((amount, ""));
    units.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}").parse::<i64>().unwrap()
}

#[test]
fn the_ledger_of_fees_is_the_sum_of_the_costs_by_any_facts() {
    let project = project();
    project.file("costs.csv", COSTS);
    project.ok(&["import", "costs.csv"]);
    let mut lines = COSTS.lines();
    let headers: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| headers.iter().position(|header| *header == name).unwrap();
    let costs: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let paid = || costs.iter().filter(|cost| cost[column("entry")] == "paid");
    for by in ["head", "payer", "head,payer", "corridor", "year,employer,recruiter,occupation,channel"] {
        let reply = project.json(&["audit", "fees", "--by", by]);
        let ledger = reply["ledger"].as_array().unwrap();
        assert_eq!(reply["repayment_items"], 1, "{by}");
        let count = |name: &str| ledger.iter().map(|line| line[name].as_u64().unwrap()).sum::<u64>();
        assert_eq!((count("costs"), count("without_amount")), (paid().count() as u64, 2), "{by}");
        for currency in ["EUR", "USD"] {
            let of = |name: &str| -> i64 {
                let own = ledger.iter().filter(|line| line["currency"] == currency);
                own.map(|line| cents(line[name].as_str().unwrap())).sum()
            };
            let sum = |keep: &dyn Fn(&str) -> bool| -> i64 {
                let own =
                    paid().filter(|cost| cost[column("currency")] == currency && keep(cost[column("payer")]));
                own.map(|cost| cost[column("amount")]).filter(|amount| !amount.is_empty()).map(cents).sum()
            };
            assert_eq!(of("total"), sum(&|_| true), "{by} {currency}");
            assert_eq!(of("by_workers"), sum(&|payer| payer == "worker"), "{by} {currency}");
            assert_eq!(of("by_others"), sum(&|payer| payer == "employer"), "{by} {currency}");
            assert_eq!(of("payer_unknown"), sum(&str::is_empty), "{by} {currency}");
        }
        let none = ledger.iter().find(|line| line["currency"].is_null()).unwrap();
        assert_eq!((&none["costs"], &none["total"]), (&Value::from(1), &Value::Null), "{by}");
    }
    let heads = project.ok(&["audit", "fees", "--format", "csv"]);
    assert!(heads.contains("recruitment-fee,EUR,1,0,1500.50,1500.50,0.00,0.00"), "{heads}");
    let refused = project.run(&["audit", "fees", "--by", "hed"]);
    assert!(refused.code == Some(2) && refused.err.contains("the nearest is `head`"), "{}", refused.err);
}

#[test]
fn the_share_of_a_months_pay_leaves_out_what_is_not_known_and_counts_it() {
    let project = Project::new();
    project.file(
        "placements.csv",
        "placement_id,residence,destination,contact_date,monthly_pay,pay_currency,worker_paid_reimbursed,worker_paid_currency
A-1,NP,JP,2025-01-01,200000,JPY,,
A-2,NP,JP,2025-01-01,200000,JPY,50000,JPY
A-3,NP,JP,2025-01-01,,,,
A-4,NP,JP,2025-01-01,200000,JPY,,
A-5,NP,JP,2025-01-01,200000,JPY,,
A-6,NP,JP,2025-01-01,200000,JPY,,
A-7,NP,JP,2025-01-01,200000,JPY,,
B-1,GH,IE,2025-01-01,3000,EUR,5000,EUR
",
    );
    project.file(
        "costs.csv",
        "placement_id,entry,label,payee,paid_on,head,amount,currency,payer
A-1,paid,Fee,Agency,2025-02-01,recruitment-fee,300000,JPY,worker
A-2,paid,Fee,Agency,2025-02-01,recruitment-fee,250000,JPY,worker
A-2,paid,Flight,Airline,2025-02-02,travel,70000,JPY,employer
A-3,paid,Fee,Agency,2025-02-01,recruitment-fee,300000,JPY,worker
A-4,paid,Fee,Agency,2025-02-01,recruitment-fee,300000,JPY,
A-5,paid,Fee,Agency,2025-02-01,recruitment-fee,,JPY,worker
A-6,paid,Fee,Agency,2025-02-01,recruitment-fee,90000,NPR,worker
B-1,paid,Fee,Agency,2025-02-01,recruitment-fee,1500,EUR,worker
",
    );
    project.ok(&["import", "placements.csv", "costs.csv"]);
    let burdens = project.json(&["audit", "fees"])["burdens"].clone();
    let japan = &burdens[1];
    assert_eq!(japan["corridor"], "NP > JP");
    assert_eq!((&japan["placements"], &japan["mean_share"]), (&Value::from(2), &Value::from(1.25)));
    let left_out = serde_json::json!({
        "no-costs": 1, "payer-unknown": 1, "amount-unknown": 1, "pay-unknown": 1, "other-currency": 1,
    });
    assert_eq!(japan["left_out"], left_out);
    // More was paid back than was paid: nothing was borne.
    assert_eq!((&burdens[0]["placements"], &burdens[0]["mean_share"]), (&Value::from(1), &Value::from(0.0)));
    let only = project.json(&["audit", "fees", "--destination", "Ireland"]);
    assert_eq!((&only["placements"], only["burdens"].as_array().unwrap().len()), (&Value::from(1), 1));
}

/// Changes the store beside the program.
fn alter(project: &Project, sql: &str) {
    let db = rusqlite::Connection::open(project.path().join("data/corridor.db")).unwrap();
    assert!(db.execute(sql, []).unwrap() > 0, "{sql}");
}

#[test]
fn what_is_altered_beside_the_log_is_named_with_record_column_and_batch() {
    for (sql, said) in [
        (
            "UPDATE cost SET amount = '15' WHERE label = 'Fee'",
            "`cost` of `placement` P-001: `amount` is not what B-0002 wrote",
        ),
        (
            "UPDATE placement SET channel = 'active', occupation = '2269' WHERE placement_id = 'P-002'",
            "`placement` P-002: `occupation` and `channel` are not what B-0001 wrote",
        ),
        ("DELETE FROM placement WHERE placement_id = 'P-003'", "`placement` P-003, which B-0001 wrote, is gone"),
        ("DELETE FROM batch WHERE batch = 2", "`batch` B-0002, which B-0002 wrote, is gone"),
        (
            "INSERT INTO sanction SELECT row, 1, 1, NULL, NULL, 'court', '2024-01-01', NULL, 'x', 'x' FROM organization
             WHERE organization_id = 'E-1'",
            "`sanction` of `organization` E-1 stands in the store, and no entry of the log tells of it",
        ),
        ("UPDATE seal_chunk SET content = zeroblob(32) WHERE place > 1 << 33", "the seal of B-0002 was altered"),
    ] {
        let project = project();
        project.file("costs.csv", COSTS);
        project.ok(&["import", "costs.csv"]);
        assert!(project.ok(&["audit", "verify"]).contains("the log is whole"));
        alter(&project, sql);
        let ran = project.run(&["audit", "verify"]);
        assert_eq!(ran.code, Some(1), "{sql}: {}", ran.out);
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains("RECORDS WERE ALTERED") && out.contains(said), "{sql}: {}", ran.out);
        let doctor = project.run(&["doctor"]);
        assert_eq!(doctor.code, Some(1), "{sql}: {}", doctor.out);
        let judged = project.run(&["audit", "rejudge"]);
        assert!(judged.code == Some(2) && judged.err.contains("nothing is signed or judged"), "{sql}: {}", judged.err);
        // Nobody signs a store that is not what its log tells of.
        let refused = project.run(&["audit", "checkpoint", "--out", "state.txt"]);
        assert_eq!(refused.code, Some(2), "{sql}: {}", refused.out);
        assert!(refused.err.contains("nothing is signed or judged") && !project.path().join("state.txt").exists(), "{sql}");
    }
}

#[test]
fn a_checkpoint_kept_elsewhere_tells_that_the_log_was_cut_or_is_another() {
    let (project, other) = (project(), project());
    let key = project.file(
        "ministry.key",
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n",
    );
    let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    project.file("more.csv", COSTS);
    project.ok(&["import", "more.csv"]);
    project.ok(&["audit", "checkpoint", "--key", key.to_str().unwrap(), "--out", "kept.txt"]);
    let note = std::fs::read_to_string(project.path().join("kept.txt")).unwrap();
    let lines: Vec<&str> = note.lines().collect();
    assert!(lines[0].starts_with("corridor/") && lines[1] == "2" && lines[3].is_empty(), "{note}");
    assert!(lines[4].starts_with("— PeterNeumann x08go"), "{note}");

    let since = ["audit", "verify", "--since", "kept.txt"];
    let said = project.ok(&since);
    assert!(said.contains("continues the checkpoint of 2 entries") && said.contains("not checked"), "{said}");
    let by = [&since[..], &["--by", public]].concat();
    assert!(project.ok(&by).contains("signature of PeterNeumann+c74f20a3 verified"));
    project.file("placements_2.csv", "placement_id,destination\nP-900,NO\n");
    project.ok(&["import", "placements_2.csv"]);
    project.ok(&by);

    // Altered, by another key, of another store: refused as such.
    project.file("kept_2.txt", note.replacen("\n2\n", "\n1\n", 1));
    let forged = project.run(&["audit", "verify", "--since", "kept_2.txt", "--by", public]);
    assert!(forged.code == Some(2) && forged.err.contains("does not fit the note"), "{}", forged.err);
    let own = project.ok(&["audit", "checkpoint"]);
    project.file("own.txt", &own);
    let checked = project.ok(&["audit", "verify", "--since", "own.txt"]);
    assert!(checked.contains(".corridor+") && checked.contains(" verified"), "{checked}");
    // A line under another name is nobody's signature, whoever else signed; each key that is given must have signed.
    let line = note.lines().last().unwrap().replace("PeterNeumann", "WHO.int");
    project.file("renamed.txt", format!("{note}{line}\n"));
    let renamed = project.ok(&["audit", "verify", "--since", "renamed.txt", "--by", public]);
    assert!(
        renamed.contains("PeterNeumann+c74f20a3 verified")
            && renamed.contains("WHO.int+c74f20a3 not checked"),
        "{renamed}"
    );
    let witness = project.json(&["audit", "checkpoint"]);
    let missing = ["audit", "verify", "--since", "renamed.txt", "--by", public, "--by"];
    let missing = project.run(&[&missing[..], &[witness["public_key"].as_str().unwrap()]].concat());
    assert!(
        missing.code == Some(2) && missing.err.contains("no signature on the note is by"),
        "{}",
        missing.err
    );
    let signed = project.run(&["audit", "verify", "--since", "own.txt", "--by", public]);
    assert!(
        signed.code == Some(2) && signed.err.contains("no signature on the note is by"),
        "{}",
        signed.err
    );
    other.file("kept.txt", &note);
    let foreign = other.run(&since);
    assert!(foreign.code == Some(2) && foreign.err.contains("of another store"), "{}", foreign.err);
    other.file("no.txt", "no note\n");
    let none = other.run(&["audit", "verify", "--since", "no.txt"]);
    assert!(none.code == Some(2) && none.err.contains("no signed note"), "{}", none.err);

    // Cut back, with the head of the log made to fit.
    alter(&project, "DELETE FROM log_entry WHERE entry > 0");
    alter(
        &project,
        "UPDATE log_head SET frontier = json_object('size', 1, 'peaks', json_array((SELECT leaf FROM log_entry)))",
    );
    let cut = project.run(&since);
    assert_eq!(cut.code, Some(1), "{}", cut.out);
    assert!(cut.out.contains("it was cut: it has 1 entries, and had 2"), "{}", cut.out);
}

#[test]
fn every_change_of_a_pack_is_an_entry_of_the_log() {
    let project = project();
    let entries = || -> Vec<Value> {
        let log: Vec<Value> = serde_json::from_value(project.json(&["audit", "log"])).unwrap();
        log.into_iter()
            .filter(|entry| entry["kind"] == "packs")
            .map(|entry| entry["body"]["packs"].clone())
            .collect()
    };
    project.run(&["audit"]);
    assert_eq!(entries(), Vec::<Value>::new(), "packs that come with the program need no entry");
    project.ok(&["policy", "copy", "de-beschv-38", "--out", "data/policy/own"]);
    let rules = project.path().join("data/policy/own/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    // Commands that only look leave none, and say that there is something to tell.
    project.ok(&["policy", "list"]);
    assert!(project.ok(&["audit", "verify"]).contains("not told yet: de-beschv-38"));
    assert_eq!(entries().len(), 0);
    project.run(&["audit"]);
    assert_eq!(entries().len(), 1);
    assert_eq!(
        (&entries()[0][0]["pack"], &entries()[0][0]["before"]),
        (&"de-beschv-38".into(), &Value::Null)
    );
    // The same pack once more is no news; another text is, also in a pack that cannot be used.
    project.run(&["audit"]);
    assert_eq!(entries().len(), 1);
    std::fs::write(&rules, text + "\n# another edition\n").unwrap();
    project.file("p.csv", "placement_id,destination\nP-900,NO\n");
    project.ok(&["import", "p.csv"]);
    assert_eq!(entries().len(), 2);
    assert_eq!(entries()[1][0]["before"], entries()[0][0]["after"]);
    std::fs::remove_dir_all(project.path().join("data/policy/own")).unwrap();
    project.run(&["audit"]);
    let last = entries().pop().unwrap();
    assert_eq!((entries().len(), &last[0]["after"]), (3, &Value::Null));
    assert!(project.ok(&["audit", "verify"]).contains("the log is whole"));
    alter(&project, "INSERT INTO pack VALUES ('own', '1', '00')");
    let broken = project.run(&["audit", "verify"]);
    assert!(broken.code == Some(1) && broken.out.contains("`pack` own"), "{}", broken.out);
}

/// The first judgment records every answer; later ones tell which moved, and whether facts or packs moved them.
#[test]
fn a_judgment_tells_whose_answer_moved_and_why() {
    let project = project();
    project.file("costs.csv", COSTS);
    project.ok(&["import", "costs.csv"]);
    let first = project.json(&["audit", "rejudge"]);
    assert_eq!((&first["since"], &first["decision"]), (&Value::Null, &"D-0001".into()));
    let all = first["placements"].as_u64().unwrap();
    assert_eq!(first["moved"].as_array().unwrap().len() as u64 + first["clear"].as_u64().unwrap(), all);
    assert!(
        first["moved"].as_array().unwrap().iter().all(|one| one["because"] == serde_json::json!(["new"]))
    );
    // Nothing changed: nothing moves, and nothing is recorded.
    let again = project.json(&["audit", "rejudge"]);
    assert_eq!((&again["moved"], &again["decision"]), (&serde_json::json!([]), &Value::Null));
    assert_eq!(again["since"]["decision"], "D-0001");

    // A fact that was unknown.
    project.file("more.csv", "placement_id,destination,contact_date\nP-NEW,NO,2024-05-01\n");
    project.ok(&["import", "more.csv"]);
    let moved = project.run(&["audit", "rejudge", "--format", "json"]);
    assert_eq!(moved.code, Some(1), "{}", moved.err);
    let moved: Value = serde_json::from_str(&moved.out).unwrap();
    let names: Vec<&Value> = moved["moved"].as_array().unwrap().iter().map(|one| &one["placement"]).collect();
    assert_eq!((names, &moved["moved"][0]["before"]), (vec![&Value::from("P-NEW")], &Value::Null));

    // A pack: what it would move is told before it judges, and what it moved after.
    project.ok(&["policy", "copy", "fair-recruitment", "--out", "draft"]);
    let rules = project.path().join("draft/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    let condition = "c.worker_paid_fees_total > c.worker_paid_reimbursed";
    assert!(text.contains(condition));
    std::fs::write(&rules, text.replacen(condition, "c.worker_paid_fees_total > 0", 1)).unwrap();
    let log = project.json(&["audit", "log"]);
    let would = project.json(&["audit", "--policy", "draft"]);
    assert_eq!(project.json(&["audit", "log"]), log, "nothing is stored");
    assert_eq!(would["packs"].as_array().unwrap().len(), 1);
    project.ok(&["policy", "copy", "fair-recruitment", "--out", "data/policy/own"]);
    std::fs::copy(&rules, project.path().join("data/policy/own/rules.toml")).unwrap();
    let did = project.json(&["audit", "rejudge"]);
    assert_eq!((&did["moved"], &did["packs"]), (&would["moved"], &would["packs"]));
    let moved = did["moved"].as_array().unwrap();
    assert!(!moved.is_empty(), "{did}");
    for one in moved {
        assert_eq!(one["because"], serde_json::json!(["packs"]), "{one}");
        let speaks = |side: &str| one[side].to_string().contains("recruitment-fee-or-cost-charged");
        assert!(speaks("before") || speaks("now"), "{one}");
    }
    // A rule that got milder moves an answer also where another rule blocks as before.
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, text.replacen("severity = \"block\"", "severity = \"info\"", 1)).unwrap();
    let milder = project.json(&["audit", "--policy", "draft"]);
    let one = milder["moved"].as_array().unwrap().iter().find(|one| one["placement"] == "P-001");
    assert!(one.is_some(), "{milder}");
    // The placement that is gone, by the undoing of its batch.
    project.ok(&["undo", "B-0003"]);
    let gone = project.json(&["audit", "rejudge"]);
    assert_eq!((&gone["moved"][0]["placement"], &gone["moved"][0]["now"]), (&"P-NEW".into(), &Value::Null));
    let decision = gone["decision"].as_str().unwrap().to_owned();
    assert!(project.ok(&["show", "decision", &decision]).contains("P-NEW"));
    assert!(project.ok(&["audit", "verify"]).contains("the log is whole"));
}

/// What was done about a finding stands beside it; the finding and the clearance stay.
#[test]
fn an_override_needs_role_reason_and_end_and_hides_nothing() {
    let project = project();
    project.file("costs.csv", COSTS);
    project.ok(&["import", "costs.csv"]);
    let audited = project.json(&["audit"]);
    let rule = "active-recruitment-listed-origin";
    let breaches = audited["breaches"].as_array().unwrap();
    let of = |one: &&Value| {
        let findings = one["assessment"]["findings"].as_array().unwrap();
        findings.iter().any(|finding| finding["rule"] == rule && finding["outcome"] == "broken")
    };
    let breach = breaches.iter().find(of).unwrap();
    let placement = breach["placement"].as_str().unwrap();
    let clearance = &breach["assessment"]["clearance"];
    let broken: u64 = audited["states"]["open"].as_u64().unwrap();
    for (args, code, told) in [
        (vec!["overridden", "--reason", "x"], "finding-override-needs", "needs a role"),
        (vec!["overridden", "--reason", "x", "--role", "ministry"], "finding-override-needs", "needs a role"),
        (
            vec!["overridden", "--reason", "x", "--role", "ministry", "--until", "2020-01-01"],
            "finding-override-needs",
            "a day after",
        ),
        (
            vec!["overridden", "--reason", "x", "--until", "2099-01-01"],
            "finding-override-needs",
            "needs a role",
        ),
        (
            vec!["overridden", "--reason", "x", "--role", "worker", "--until", "2099-01-01"],
            "finding-may-not-override",
            "`ministry` may, for 12 months at most",
        ),
        (
            vec!["overridden", "--reason", "x", "--role", "ministry", "--until", "2099-01-01"],
            "finding-override-too-long",
            "12 months at most",
        ),
        (vec!["explained", "--reason", " "], "finding-state-reason", "needs a reason"),
        (
            vec!["explained", "--reason", "x", "--until", "2099-01-01"],
            "finding-state-no-end",
            "only an override",
        ),
    ] {
        let all = [&["audit", "state", placement, rule][..], &args, &["--format", "json"]].concat();
        let ran = project.run(&all);
        assert_eq!(ran.code, Some(2), "{all:?}: {}", ran.out);
        let error: Value = serde_json::from_str(&ran.err).unwrap();
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].as_str().unwrap().to_lowercase().contains(told), "{error}");
    }
    let none = project.run(&["audit", "state", placement, "minimum-agee", "explained", "--reason", "x"]);
    assert!(none.code == Some(2) && none.err.contains(rule), "{}", none.err);
    let none = project.run(&["audit", "state", "P-NONE", rule, "explained", "--reason", "x"]);
    assert!(none.code == Some(2) && none.err.contains("there is no placement"), "{}", none.err);

    let over = [
        "audit",
        "state",
        placement,
        rule,
        "overridden",
        "--reason",
        "paid back, receipt awaited",
        "--role",
        "ministry",
        "--until",
        "2027-01-01",
    ];
    let said = project.run_at(TODAY, &over);
    assert!(said.out.contains("overridden until 2027-01-01"), "{}{}", said.out, said.err);
    let ran = project.run_at(TODAY, &["audit", "--placement", placement, "--format", "json"]);
    assert_eq!(ran.code, Some(1), "a breach stays a breach");
    let after: Value = serde_json::from_str(&ran.out).unwrap();
    let after = &after["breaches"][0];
    assert_eq!(&after["assessment"]["clearance"], clearance);
    // The finding stands, and the override is a finding of its own.
    let (before, now) =
        [breach, after].map(|one| one["assessment"]["findings"].as_array().unwrap().clone()).into();
    assert_eq!(now[..now.len() - 1], before[..]);
    let own = now.last().unwrap();
    assert_eq!((&own["rule"], &own["severity"]), (&"override-in-force".into(), &"info".into()));
    assert_eq!((&own["facts"]["overridden_rule"], &own["facts"]["role"]), (&rule.into(), &"ministry".into()));
    assert_eq!(after["states"][0]["standing"], "holds");
    assert_eq!(after["states"][0]["reason"], "paid back, receipt awaited");
    let summary = project.run_at(TODAY, &["audit"]).out;
    assert!(
        summary.contains(&format!("of the broken rules: {} open, 1 overridden", broken - 1)),
        "{summary}"
    );
    let kept = project.ok(&["show", "decision", "D-0001"]);
    assert!(kept.contains("overridden until 2027-01-01 as ministry\n"), "{kept}");
    // The log keeps that it was said, by the hash of what was said.
    let log = project.ok(&["audit", "log", "--canonical"]);
    assert!(log.contains("finding-state") && !log.contains("receipt awaited"), "{log}");
    // When its day has come the finding is open again, and what was said is still there.
    let later = project.run_at("2027-01-01T00:00:00Z", &["audit", "--placement", placement]);
    assert!(
        later.out.contains("so that it is open again") && !later.out.contains("1 overridden"),
        "{}",
        later.out
    );
    project.ok(&["audit", "state", placement, rule, "remedied", "--reason", "the money came back"]);
    let summary = project.run(&["audit"]).out;
    assert!(summary.contains("1 remedied") && !summary.contains("1 overridden"), "{summary}");
    // All that was said is shown in order, also after its facts changed.
    let states = |of: &str| -> Vec<String> {
        let ran = project.run(&["audit", "--placement", placement, "--format", "json"]);
        let reply: Value = serde_json::from_str(&ran.out).unwrap();
        let states = reply["breaches"][0]["states"].as_array().unwrap().iter();
        states.map(|one| one[of].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states("standing"), ["replaced", "holds"]);
    project.file("changed.csv", format!("placement_id,contact_initiated_by\n{placement},worker\n"));
    project.ok(&["import", "changed.csv"]);
    assert_eq!(states("state"), ["overridden", "remedied"]);
    assert_eq!(states("standing"), ["replaced", "lapsed"]);
    assert!(project.ok(&["audit", "verify"]).contains("the log is whole"));
}

/// Who looked at a worker is answered from the log, which names the worker by a handle alone.
#[test]
fn who_looked_at_a_worker_is_told_by_the_log() {
    let project = Project::new();
    project
        .file("workers.csv", "worker_id,full_name,nationalities\nW-1,Ana Muestra,PH\nW-2,Joy Ejemplo,PH\n");
    project.ok(&["import", "workers.csv"]);
    project.ok(&["show", "worker", "W-1", "--identified", "--purpose", "interview"]);
    project.ok(&["show", "worker", "W-2", "--identified", "--purpose", "reference"]);
    project.ok(&["export", "worker", "--identified", "--purpose", "transfer", "--out", "all.csv"]);
    let looks = project.json(&["audit", "looks", "--worker", "W-1"]);
    let told: Vec<(&str, bool)> = looks["looks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["purpose"].as_str().unwrap(), one["named"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("interview", true), ("transfer", false)]);
    let log = project.ok(&["audit", "log", "--canonical"]);
    assert!(log.contains(looks["handle"].as_str().unwrap()) && !log.contains("W-1"), "{log}");
    let none = project.run(&["audit", "looks", "--worker", "W-9"]);
    assert!(none.code == Some(2) && none.err.contains("there is no worker"), "{}", none.err);
    assert!(project.ok(&["audit", "verify"]).contains("the log is whole"));
}

/// A proof is verified by whoever has the file: by us without a store, and by a program written from the specifications.
#[test]
fn an_entry_is_proved_to_whoever_has_no_store_and_a_witness_signs_what_goes_on() {
    let project = project();
    let (ministry, elsewhere) = (project.path().join("ministry.key"), Project::new());
    project.file(
        "ministry.key",
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n",
    );
    let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let key = ["--key", ministry.to_str().unwrap()];
    project.file("costs.csv", COSTS);
    project.ok(&["import", "costs.csv"]);
    project.ok(&["audit", "rejudge"]);
    let write = |args: &[&str], file: &str| {
        project.ok(&[&["audit"], args, &key, &["--out", file]].concat());
        elsewhere.file(file, std::fs::read_to_string(project.path().join(file)).unwrap())
    };
    write(&["checkpoint"], "first.txt");
    write(&["prove", "D-0001"], "judgment.tlog-proof");
    let proof = std::fs::read_to_string(elsewhere.path().join("judgment.tlog-proof")).unwrap();
    assert!(proof.starts_with("c2sp.org/tlog-proof@v1\nextra "), "{proof}");

    let said = elsewhere.ok(&["audit", "verify-proof", "judgment.tlog-proof", "--by", public]);
    assert!(
        said.contains("signature of PeterNeumann+c74f20a3 verified") && said.contains("D-0001"),
        "{said}"
    );
    assert!(!elsewhere.path().join("data").exists(), "no store is made");
    // The checkpoint in a proof is a checkpoint, also with the line ends of Windows.
    project.file("windows.tlog-proof", proof.replace('\n', "\r\n"));
    for file in ["judgment.tlog-proof", "windows.tlog-proof"] {
        let said = project.ok(&["audit", "verify", "--since", file, "--by", public]);
        assert!(said.contains("continues the checkpoint of 3 entries"), "{file}: {said}");
    }
    let negative = project.run(&["audit", "prove", "--", "-1"]);
    assert_eq!(negative.code, Some(2), "{}", negative.err);
    // One letter of the entry, or a signature by nobody that was asked for.
    let line = proof.lines().nth(1).unwrap();
    let last = if line.ends_with('=') { line.len() - 6 } else { line.len() - 4 };
    let letter = if &line[last..=last] == "A" { "B" } else { "A" };
    elsewhere.file(
        "forged.tlog-proof",
        proof.replacen(line, &format!("{}{letter}{}", &line[..last], &line[last + 1..]), 1),
    );
    let forged = elsewhere.run(&["audit", "verify-proof", "forged.tlog-proof"]);
    assert!(forged.code == Some(2) && forged.err.contains("does not hold"), "{}", forged.err);
    let none = elsewhere.run(&["audit", "verify-proof", "first.txt"]);
    assert!(none.code == Some(2) && none.err.contains("no proof of a log"), "{}", none.err);
    let beyond = project.run(&["audit", "prove", "99"]);
    assert!(beyond.code == Some(2) && beyond.err.contains("no entry 99"), "{}", beyond.err);

    // A second ministry signs the first state, then the next one, and never another history.
    let witness = |request: &str| {
        elsewhere
            .run(&["audit", "witness", request, "--by", public, "--kept", "kept.txt", "--format", "json"])
    };
    let first: Value = serde_json::from_str(&witness("first.txt").out).unwrap();
    assert_eq!((&first["before"], &first["entries"]), (&Value::Null, &3.into()));
    let cosigner = first["public_key"].as_str().unwrap().to_owned();
    project.file("p.csv", "placement_id,destination\nP-900,NO\n");
    project.ok(&["import", "p.csv"]);
    write(&["prove", "--since", "first.txt"], "next.txt");
    let next: Value = serde_json::from_str(&witness("next.txt").out).unwrap();
    assert_eq!((&next["before"], &next["entries"]), (&3.into(), &4.into()));
    let again = witness("next.txt");
    assert!(again.code == Some(2) && again.err.contains("proof-file"), "{}", again.err);
    // Both signatures stand on the note, which the log is held against as against any checkpoint.
    project.file("kept.txt", std::fs::read_to_string(elsewhere.path().join("kept.txt")).unwrap());
    for by in [public, &cosigner] {
        let said = project.ok(&["audit", "verify", "--since", "kept.txt", "--by", by]);
        assert!(said.contains("continues the checkpoint of 4 entries"), "{said}");
    }

    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tlog/verify.py");
    let python = |file: &str, keys: &[&str]| {
        let mut command = std::process::Command::new("python3");
        command.arg(&script).arg(elsewhere.path().join(file)).args(keys).output()
    };
    // Where there is no Python, what it would say stays unsaid; CI has one.
    if let Ok(agrees) = python("judgment.tlog-proof", &[public]) {
        let told = String::from_utf8_lossy(&agrees.stderr).into_owned();
        assert!(agrees.status.success(), "{told}");
        assert!(String::from_utf8_lossy(&agrees.stdout).contains("D-0001"));
        assert!(!python("forged.tlog-proof", &[]).unwrap().status.success());
        assert!(!python("judgment.tlog-proof", &[&cosigner]).unwrap().status.success());
        let witnessed =
            proof.split("\n\n").next().unwrap().to_owned() + "\n\n" + first["note"].as_str().unwrap();
        elsewhere.file("witnessed.tlog-proof", witnessed);
        let both = python("witnessed.tlog-proof", &[public, &cosigner]).unwrap();
        assert!(both.status.success(), "{}", String::from_utf8_lossy(&both.stderr));
    }
}

/// A ranking that is asked again of the same records is the same; what came out otherwise names what moved it.
#[test]
fn a_ranking_asked_again_is_the_same_until_something_moves_it() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let on = |args: &[&str]| -> Value { project.json(&[&["--data", "d/data"], args].concat()) };
    let ranked = on(&["match", "--opening", "O-DE-ICU-01", "--channel", "active", "--top", "8"]);
    let decision = ranked["decision"].as_str().unwrap();
    let worker = ranked["results"][0]["worker"].as_str().unwrap();
    let asked = on(&["match", "--worker", worker]);
    for decision in [decision, asked["decision"].as_str().unwrap()] {
        let same = on(&["replay", decision]);
        assert_eq!(
            (&same["differences"], &same["scores_agree"]),
            (&serde_json::json!([]), &Value::Bool(true)),
            "{same}"
        );
        assert_eq!(same["rests_on_the_same"], true);
        assert!(project.ok(&["--data", "d/data", "replay", decision]).contains("the answer is the same"));
    }

    // The best worker may no longer be matched: the consent is withdrawn.
    project.file("consent.csv", format!("worker_id,purpose,given,given_on\n{worker},match,no,2026-11-20\n"));
    project.ok(&["--data", "d/data", "import", "consent.csv", "--kind", "consent"]);
    let ran = project.run(&["--data", "d/data", "replay", decision, "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let moved: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(moved["changed"].as_array().unwrap().iter().any(|version| version["id"] == worker), "{moved}");
    let differences = moved["differences"].as_array().unwrap();
    let place = differences.iter().find(|one| one["worker"] == worker && one["field"] == "place").unwrap();
    assert_eq!((&place["then"], &place["now"]), (&"1".into(), &Value::Null));
    assert_eq!(place["because"], serde_json::json!(["facts"]));
    // Of those whose records stayed the same nothing but the place is another.
    for one in differences.iter().filter(|one| one["worker"] != worker && !one["worker"].is_null()) {
        assert_eq!(one["field"], "place", "{one}");
    }
    // Of the records as the decision saw them the answer is the same, also when the batch is undone and more came in.
    let as_it_was = |when: &str| {
        for decision in [decision, asked["decision"].as_str().unwrap()] {
            let past = on(&["replay", decision, "--ranking"]);
            assert_eq!(past["differences"], serde_json::json!([]), "{when}: {past}");
            assert_eq!((&past["rests_on_the_same"], &past["seq_asked"]), (&true.into(), &past["seq_then"]));
        }
    };
    as_it_was("a consent withdrawn");
    project.file("worker.csv", format!("worker_id,occupation,residence\n{worker},2221,NG\nW-NEW,2221,PH\n"));
    project.ok(&["--data", "d/data", "import", "worker.csv"]);
    as_it_was("a worker moved");
    let merge = project.run(&["--data", "d/data", "replay", "D-9999"]);
    assert!(merge.code == Some(2) && merge.err.contains("no decision"), "{}", merge.err);
    project.run(&["--data", "d/data", "audit", "rejudge"]);
    let judgment = on(&["audit", "rejudge"])["since"]["decision"].as_str().unwrap().to_owned();
    let none = project.run(&["--data", "d/data", "replay", &judgment]);
    assert!(none.code == Some(2) && none.err.contains("no ranking"), "{}", none.err);
}

/// A clock that was set back is told when an entry is written, and by whoever verifies the log; looks have a tree of their own.
#[test]
fn a_clock_set_back_is_told_and_looks_stand_in_a_tree_of_their_own() {
    let project = Project::new();
    project.file("workers.csv", "worker_id,full_name,residence,occupation\nW-1,Ana Muestra,PH,2221\n");
    let on = |time: &str, args: &[&str]| project.run_at(time, args);
    on("2026-11-02T10:00:00Z", &["import", "workers.csv"]);
    let export = ["export", "worker", "--identified", "--purpose", "interview", "--out"];
    let out = |name: &'static str| [&export[..], &[name]].concat();
    let first = on("2026-11-02T11:00:00Z", &out("one.csv"));
    assert!(first.code == Some(0) && !first.err.contains("clock"), "{}", first.err);
    let verified = project.json(&["audit", "verify"]);
    assert_eq!(
        (&verified["looks"]["entries"], &verified["clock_set_back"]),
        (&1.into(), &serde_json::json!([]))
    );
    let back = on("2026-11-01T11:00:00Z", &out("two.csv"));
    assert!(back.code == Some(0) && back.err.contains("the clock was set back"), "{}", back.err);
    let verified = project.json(&["audit", "verify"]);
    assert_eq!(verified["clock_set_back"][0]["recorded_at"], "2026-11-01T11:00:00Z", "{verified}");
    assert_eq!(verified["broken"], serde_json::json!([]), "{verified}");
    assert_eq!(verified["looks"]["entries"], 2);
    for command in [&["audit", "verify"][..], &["doctor"]] {
        assert!(project.ok(command).contains("the clock was set back"), "{command:?}");
    }
    // A look names the looks before it.
    let log = project.json(&["audit", "log"]);
    let looks: Vec<&Value> = log
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["kind"] == "export")
        .map(|e| &e["body"]["looks"])
        .collect();
    assert_eq!((&looks[0]["size"], &looks[1]["size"]), (&0.into(), &1.into()));
    assert_ne!(looks[0]["root"], looks[1]["root"]);
}

/// An opening and a ranking are judged, spoken of and judged anew as placements are.
#[test]
fn findings_of_openings_and_rankings_live_as_those_of_placements_do() {
    let project = Project::new();
    project.file(
        "posts.csv",
        "opening_id,title,occupation,destination,status,recruiting_party,fees_borne_by\n\
         O-1,Staff nurse,2221,GB,open,employer,worker\nO-2,Staff nurse,2221,GB,open,employer,employer\n",
    );
    project.file(
        "people.csv",
        "worker_id,full_name,occupation,residence,birth_date,consent_match\n\
         W-1,Ana Ejemplo,2221,PH,1990-01-01,yes\nW-2,Bea Ejemplo,2221,PH,1991-01-01,yes\n",
    );
    project.run(&["import", "posts.csv", "people.csv"]);
    let rule = "recruitment-fee-announced";
    let of = |args: &[&str]| -> Value {
        let ran = project.run_at(TODAY, &[args, &["--format", "json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{args:?}: {}{}", ran.out, ran.err))
    };
    let first = of(&["audit", "rejudge"]);
    assert_eq!((&first["openings"], &first["clear_openings"]), (&2.into(), &1.into()), "{first:#}");
    assert_eq!(first["moved"][0]["opening"], "O-1", "{first:#}");
    let alone = of(&["audit", "--opening", "O-1"]);
    let alone = &alone["breaches"][0];
    assert_eq!((&alone["opening"], &alone["assessment"]["clearance"]), (&"O-1".into(), &"blocked".into()));
    assert_eq!(alone["answers"][0]["decision"], "D-0001", "{alone:#}");
    assert_eq!(of(&["audit", "--openings"])["openings"], 2);
    // Nobody may override it, and whoever asks is told so at once.
    let refused = project.run(&["audit", "state", "O-1", rule, "overridden", "--reason", "x"]);
    assert!(refused.code == Some(2) && refused.err.contains("nobody may"), "{}", refused.err);
    let said = of(&["audit", "state", "O-1", rule, "explained", "--reason", "the post is withdrawn"]);
    assert_eq!((&said["opening"], &said["standing"]), (&"O-1".into(), &"holds".into()), "{said:#}");
    let shown = of(&["show", "opening", "O-1"]);
    assert_eq!(shown["audited"]["states"][0]["state"], "explained", "{shown:#}");
    // Other facts move the answer, and what was said of the old one lapses.
    project.file("change.csv", "opening_id,fees_borne_by\nO-1,employer\n");
    project.run(&["import", "change.csv"]);
    let moved = of(&["audit", "rejudge"]);
    assert_eq!(moved["moved"].as_array().unwrap().len(), 1, "{moved:#}");
    assert_eq!(moved["moved"][0]["because"], serde_json::json!(["facts"]));
    assert_eq!(of(&["audit", "--opening", "O-1"])["breaches"][0]["states"][0]["standing"], "lapsed");

    // A ranking recorded the first answers to its results itself.
    let ranked = of(&["match", "--opening", "O-2", "--channel", "active"]);
    let decision = ranked["decision"].as_str().unwrap().to_owned();
    assert_eq!(ranked["packs_stood_in"], serde_json::json!([]));
    assert_eq!(of(&["audit", "rejudge"])["moved"], serde_json::json!([]), "nothing moved");
    project.file("born.csv", "worker_id,birth_date\nW-1,2015-01-01\n");
    project.run(&["import", "born.csv"]);
    let moved = of(&["audit", "rejudge"]);
    let result = serde_json::json!({ "decision": decision, "record": "W-1" });
    assert_eq!(moved["moved"][0]["result"], result, "{moved:#}");
    assert_eq!(moved["moved"][0]["because"], serde_json::json!(["facts"]));
    let case = format!("{decision}/W-1");
    for name in [case.as_str(), &decision] {
        let said = of(&["audit", "state", name, "minimum-age", "remedied", "--reason", "taken off the list"]);
        assert_eq!(said["result"], result, "{said:#}");
    }
    let judged = of(&["audit", "--decision", &decision]);
    let one = judged["breaches"].as_array().unwrap().iter().find(|one| one["result"] == result).unwrap();
    let answers: Vec<&Value> =
        one["answers"].as_array().unwrap().iter().map(|one| &one["decision"]).collect();
    assert_eq!((answers.len(), answers[0]), (2, &Value::from(decision.as_str())), "{one:#}");
    assert_eq!(of(&["show", "decision", &decision])["states"][1]["standing"], "holds");
    assert_eq!(of(&["replay", &decision])["states"][1]["standing"], "holds");
    let slip = project.run(&["audit", "state", &decision, "minimum-agee", "remedied", "--reason", "x"]);
    assert!(slip.code == Some(2) && slip.err.contains("minimum-age"), "{}", slip.err);

    // Evidence of both is whole, and is not written over.
    for (flag, id, file) in [("--case", "O-1", "o.zip"), ("--decision", decision.as_str(), "d.zip")] {
        project.ok(&["audit", "export", flag, id, "--out", file]);
        let whole = project.run(&["audit", "verify-bundle", file]);
        assert_eq!(whole.code, Some(0), "{}{}", whole.out, whole.err);
        let again = project.run(&["audit", "export", flag, id, "--out", file]);
        assert!(again.code == Some(2) && again.err.contains("is there already"), "{}", again.err);
    }
    assert!(project.ok(&["audit", "verify"]).contains("the log is whole"));
    let log = project.ok(&["audit", "log"]);
    assert!(log.contains("finding-state") && log.contains("D-0006") && !log.contains("\"kind\""), "{log}");
}

/// Of the records only what came after a checkpoint is verified, and the reply says what was not.
#[test]
fn what_a_checkpoint_vouches_for_is_not_checked_again_unless_asked() {
    let project = project();
    project.ok(&["audit", "checkpoint", "--out", "kept.txt"]);
    project.file("costs.csv", COSTS);
    project.ok(&["import", "costs.csv"]);
    let since = ["audit", "verify", "--since", "kept.txt"];
    let all = [&since[..], &["--all"]].concat();
    let said = project.json(&since);
    assert_eq!(
        (&said["not_checked"]["entries"], &said["broken"]),
        (&1.into(), &serde_json::json!([])),
        "{said:#}"
    );
    assert!(project.ok(&since).contains("not checked again: the 1 entries before the checkpoint"));
    assert_eq!(project.json(&all)["not_checked"], Value::Null);
    // What came since is checked.
    alter(&project, "UPDATE cost SET amount = '15' WHERE label = 'Fee'");
    let found = project.run(&since);
    assert!(found.code == Some(1) && found.out.contains("`amount` is not what"), "{}", found.out);
    alter(&project, "DELETE FROM log_entry WHERE entry = 1");
    assert_eq!(project.run(&since).code, Some(1), "the head tells that an entry is gone");
    // What stood before is checked where that is asked for, and never called whole.
    let other = self::project();
    other.ok(&["audit", "checkpoint", "--out", "kept.txt"]);
    alter(&other, "UPDATE placement SET channel = 'active' WHERE placement_id = 'P-002'");
    assert!(other.ok(&since).contains("not checked again"));
    let found = other.run(&all);
    assert!(
        found.code == Some(1) && found.out.contains("`channel` is not what B-0001 wrote"),
        "{}",
        found.out
    );
    // A leaf of before that was altered gives another root than the one that was signed.
    alter(&other, "UPDATE log_entry SET leaf = replace(leaf, 'a', 'b') WHERE entry = 0");
    assert_eq!(other.run(&since).code, Some(1));
}

/// Audit and report count the same placements by the same day, and say which it is.
#[test]
fn one_day_gives_one_count_in_every_view() {
    let project = project();
    project.file(
        "entries.csv",
        "placement_id,started_on,departure_date,outcome\nP-001,2025-03-01,2024-12-30,completed\nP-002,,2024-12-30,\n\
         P-003,2024,,cancelled\nP-004,2026-01-01,,planned\nP-005,,,\n",
    );
    project.ok(&["import", "entries.csv"]);
    let counted = |args: &[&str]| project.run(&[args, &["--format", "json"]].concat()).out;
    let mut seen = 0;
    for date in ["contact", "entry"] {
        for year in 2019..2028 {
            let (from, until) = (format!("{year}-01-01"), format!("{}-01-01", year + 1));
            let audit = ["audit", "--date", date, "--from", &from, "--until", &until];
            let audit: Value = serde_json::from_str(&counted(&audit)).unwrap();
            let year = year.to_string();
            let report = ["report", "oecd", "--year", &year, "--date", date, "--suppress-below", "0"];
            let report: Value = serde_json::from_str(&counted(&report)).unwrap();
            let number = |value: &Value| value.as_u64().unwrap();
            let both = number(&report["placements"]) + number(&report["not_placed"]);
            assert_eq!(number(&audit["placements"]), both, "{date} {year}");
            assert_eq!((&audit["date"], &report["date"]), (&date.into(), &date.into()));
            seen += both;
        }
    }
    assert!(seen > 10, "{seen}");
    let said = project.run(&["audit"]).out;
    assert!(said.contains("counted by the day of first contact"), "{said}");
    let rows = project.run(&["audit", "--format", "csv"]).out;
    assert!(rows.lines().next().unwrap().contains("counted_by"), "{rows}");
}
