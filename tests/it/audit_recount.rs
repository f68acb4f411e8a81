//! Counts of the audit and of reports, examined by a second count from the raw files: `tests/audit/recount.py`.
//!
//! Where there is no Python the second count is left out, and the test says so; answers worked by hand stand here.

use crate::support::Project;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const TODAY: &str = "2026-07-01";
const YEAR: &str = "2025";

const COLUMNS: [&str; 21] = [
    "placement_id",
    "organization_id",
    "recruiter_id",
    "residence",
    "trained_in",
    "nationalities",
    "occupation",
    "sex",
    "destination",
    "contact_date",
    "channel",
    "contact_initiated_by",
    "agreement_id",
    "monthly_pay",
    "pay_currency",
    "departure_date",
    "started_on",
    "return_due_on",
    "returned_on",
    "outcome",
    "contract_is_written",
];

/// Draws the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

fn csv(header: &[&str], rows: &[Vec<String>]) -> String {
    let lines = rows.iter().map(|row| row.join(","));
    std::iter::once(header.join(",")).chain(lines).map(|line| line + "\n").collect()
}

/// A pack with agreements and quotas of its own.
const AGREEMENTS: &str = "\
agreement_id,origin,destination,occupations,name,signed,in_force_from,in_force_until,lifts_listing,status,scope_limit,source,source_url,confidence,quota,quota_period
a-year,PH,NO,2221,One,2024-01-01,2024-02-01,2026-09-30,false,active,,made up,https://example.org/1,high,20,year
a-total,KE,GB,2221,Two,2024-01-01,2024-02-01,,false,active,,made up,https://example.org/2,high,50,total
a-open,IN,IE,2221,Three,2024-01-01,2024-02-01,,false,active,,made up,https://example.org/3,high,,
a-past,NP,DE,2221,Four,2020-01-01,2020-02-01,2025-03-01,false,active,,made up,https://example.org/4,high,,
";

fn pack(project: &Project) {
    project.file("data/policy/own-agreements/agreements.csv", AGREEMENTS);
    project.file(
        "data/policy/own-agreements/pack.toml",
        "id = \"own-agreements\"\nedition = \"1\"\ninstrument = \"Own\"\nlegal_force = \"voluntary\"\n",
    );
    project.file("raw/agreements.csv", AGREEMENTS);
}

/// Placements and costs, each of which lacks something else.
fn drawn(project: &Project, seed: u64, count: usize) {
    let mut dice = Dice(seed);
    let (mut placements, mut costs) = (Vec::new(), Vec::new());
    for n in 0..count {
        let id = format!("P-{n:04}");
        let skewed = if dice.below(3) > 0 { "PH" } else { dice.one(&["KE", "IN", "NP", "GH", ""]) };
        let contact = dice.one(&["2023-11", "2024-02-03", "2024-12-30", "2024", "2026-03-09", "2026", ""]);
        // Days in their order: who was contacted later has neither gone nor begun.
        let early = !contact.starts_with("2026");
        let outcomes: &[&str] = if early {
            &["started", "started", "departed", "completed", "returned", "cancelled", ""]
        } else {
            &["planned", "cancelled", ""]
        };
        let (departed, started) =
            (dice.one(&["2025-03-01", "2024-12-31", ""]), dice.one(&["2025-03-20", "2025", "", ""]));
        let (departed, started) = if early { (departed, started) } else { ("", "") };
        let row = [
            id.as_str(),
            dice.one(&["E-1", "E-2", ""]),
            dice.one(&["R-1", "", ""]),
            skewed,
            dice.one(&["PH", "PH", "IN", "GB", ""]),
            dice.one(&["PH", "PH", "IN", "PH;IN", "none", ""]),
            dice.one(&["2221", "2221", "2221", "2211", "2264", "2222", ""]),
            dice.one(&["female", "female", "male", "unknown", ""]),
            dice.one(&["NO", "GB", "IE", "DE", ""]),
            contact,
            dice.one(&["direct", "active", "government", ""]),
            "worker",
            dice.one(&["a-year", "a-total", "a-open", "a-past", "", ""]),
            dice.one(&["3000", "2500.50", ""]),
            dice.one(&["EUR", "EUR", "EUR", ""]),
            departed,
            started,
            dice.one(&["2026-06-30", "2026-07-01", "2026", "2025-12", "2027-01-01", "", ""]),
            if early { dice.one(&["2026-06-30", "2026-08-01", "2025", "", "", "", ""]) } else { "" },
            dice.one(outcomes),
            dice.one(&["yes", "no", ""]),
        ];
        placements.push(row.iter().map(|cell| (*cell).to_owned()).collect());
        for _ in 0..dice.below(3) {
            costs.push(
                [
                    &id,
                    dice.one(&["paid", "paid", "paid", "repayment-item"]),
                    dice.one(&["medical", "visa", "travel", "recruitment-fee"]),
                    dice.one(&["100", "250.25", "0", "900", ""]),
                    dice.one(&["EUR", "EUR", "EUR", "USD", ""]),
                    dice.one(&["worker", "employer", "worker", ""]),
                    dice.one(&["2025-01-01", "2025", ""]),
                    &format!("{}", costs.len()),
                ]
                .iter()
                .map(|cell| (*cell).to_owned())
                .collect(),
            );
        }
    }
    pack(project);
    project.file("raw/placements.csv", csv(&COLUMNS, &placements));
    let head = ["placement_id", "entry", "head", "amount", "currency", "payer", "paid_on", "label"];
    project.file("raw/costs.csv", csv(&head, &costs));
    project.file(
        "raw/organizations.csv",
        "organization_id,name,role,country\nE-1,One,employer,NO\nE-2,Two,employer,GB\nR-1,Three,recruiter,GB\n",
    );
    project.ok(&["import", "raw/organizations.csv", "raw/placements.csv", "raw/costs.csv"]);
}

/// The second count; `None` where there is no Python.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was left out")]
fn recounted(project: &Project) -> Option<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit/recount.py");
    let mut command = Command::new("python3");
    let Ok(ran) = command.arg(script).arg(project.path().join("raw")).args([YEAR, TODAY]).output() else {
        eprintln!("left out: there is no python3 for the second count");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(serde_json::from_slice(&ran.stdout).unwrap())
}

/// What was compared, and what differed.
#[derive(Default)]
struct Marks {
    right: usize,
    wrong: Vec<String>,
}

impl Marks {
    fn compare(&mut self, what: &str, ours: &Value, theirs: &Value) {
        if ours == theirs {
            self.right += 1;
        } else {
            self.wrong.push(format!("{what}: {ours} and not {theirs}"));
        }
    }

    /// The same to four digits.
    fn near(&mut self, what: &str, ours: &Value, theirs: &Value) {
        let number =
            |value: &Value| value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        match (number(ours), number(theirs)) {
            (Some(a), Some(b)) if (a - b).abs() < 0.000_06 => self.right += 1,
            (None, None) => self.right += 1,
            _ => self.wrong.push(format!("{what}: {ours} and not {theirs}")),
        }
    }

    fn close(self, least: usize) {
        assert!(self.wrong.is_empty(), "{} right, wrong:\n{}", self.right, self.wrong.join("\n"));
        assert!(self.right >= least, "only {} were compared", self.right);
    }
}

/// A list of pairs as a map without what is nothing.
fn map(pairs: &Value) -> Value {
    let pairs = pairs.as_array().unwrap().iter();
    let some = pairs.filter(|pair| pair[1] != 0);
    Value::Object(some.map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].clone())).collect())
}

fn by_name(rows: &Value, name: &str) -> BTreeMap<String, Value> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (row[name].as_str().unwrap_or("unknown").to_owned(), row.clone())).collect()
}

#[test]
fn a_second_count_from_the_raw_files_agrees_to_the_unit() {
    let mut marks = Marks::default();
    for (seed, count) in [(7, 40), (1_234_567, 60)] {
        let project = Project::new();
        drawn(&project, seed, count);
        let Some(theirs) = recounted(&project) else { return };
        let asked = |args: &[&str]| project.json(args);
        for group in [
            "origin",
            "destination",
            "employer",
            "recruiter",
            "channel",
            "agreement",
            "occupation",
            "sex",
            "year",
        ] {
            let audit = asked(&["audit", "--group-by", group]);
            let ours: serde_json::Map<String, Value> = audit["groups"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| {
                    (one["by"][0][1].as_str().unwrap_or("unknown").to_owned(), one["placements"].clone())
                })
                .collect();
            marks.compare(group, &Value::Object(ours), &theirs["groups"][group]);
            let returns = asked(&["audit", "returns", "--as-of", TODAY, "--group-by", group]);
            let ours: BTreeMap<String, Value> = returns["groups"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| (one["by"][0][1].as_str().unwrap_or("unknown").to_owned(), map(&one["states"])))
                .collect();
            for one in theirs["returns"][group].as_array().unwrap() {
                let value = one["value"].as_str().unwrap();
                let what = format!("returns by {group} {value}");
                marks.compare(&what, ours.get(value).unwrap_or(&Value::Null), &one["states"]);
            }
        }
        let fees = asked(&["audit", "fees", "--by", "head"]);
        for line in theirs["ledger"].as_array().unwrap() {
            let currency = line["currency"].as_str().filter(|code| !code.is_empty());
            let ours = fees["ledger"]
                .as_array()
                .unwrap()
                .iter()
                .find(|one| one["by"][0][1] == line["head"] && one["currency"].as_str() == currency);
            let ours = ours.unwrap_or(&Value::Null);
            marks.compare("costs", &ours["costs"], &line["costs"]);
            for name in ["total", "by_workers", "by_others"] {
                if currency.is_some() {
                    marks.near(name, &ours[name], &line[name]);
                }
            }
        }
        let burdens = by_name(&fees["burdens"], "corridor");
        for one in theirs["burdens"].as_array().unwrap() {
            let ours = burdens.get(one["corridor"].as_str().unwrap()).unwrap_or(&Value::Null);
            marks.compare("shares", &ours["placements"], &one["placements"]);
            marks.compare("left out", &ours["left_out"], &one["left_out"]);
            marks.near("mean", &ours["mean_share"], &one["mean"]);
            marks.near("median", &ours["median_share"], &one["median"]);
        }
        let register = asked(&["audit", "agreements", "--as-of", TODAY]);
        let ours = by_name(&register["agreements"], "agreement");
        for one in theirs["agreements"].as_array().unwrap() {
            let ours = &ours[one["id"].as_str().unwrap()];
            for name in ["placements", "cancelled", "used", "days_left"] {
                marks.compare(name, &ours[name], &one[name]);
            }
            marks.compare("quota", &ours["quota"]["workers"], &one["quota"]);
        }
        let evidence = asked(&["audit", "evidence"]);
        for name in
            ["costs", "without_amount", "without_currency", "without_payer", "without_day", "without_head"]
        {
            marks.compare(name, &evidence["receipts"][name], &theirs["evidence"][name]);
        }
        let tables = asked(&["report", "who-code", "--year", YEAR, "--suppress-below", "0"]);
        marks.compare("undated", &tables["undated"], &theirs["entries"]["undated"]);
        for (ours, raw) in [
            ("sex", "sex"),
            ("channel", "channel"),
            ("residence", "residence"),
            ("first-training", "trained_in"),
            ("nationality", "nationalities"),
        ] {
            let table = tables["tables"].as_array().unwrap().iter().find(|one| one["table"] == ours).unwrap();
            for row in table["published"]["rows"].as_array().unwrap() {
                let counts = table["published"]["columns"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .zip(row["cells"].as_array().unwrap());
                let counts: serde_json::Map<String, Value> = counts
                    .filter(|(_, count)| **count != 0)
                    .map(|(name, count)| {
                        let name = if name == "stateless" { "stateless" } else { name.as_str().unwrap() };
                        (name.to_owned(), count.clone())
                    })
                    .collect();
                let theirs = &theirs["entries"]["tables"][raw][row["row"].as_str().unwrap()];
                marks.compare(&format!("{ours} {}", row["row"]), &Value::Object(counts), theirs);
            }
        }
        hidden_counts_stay_hidden(&project, &tables, &mut marks);
        evidence_and_rules_agree(&project, &evidence, &mut marks);
    }
    marks.close(600);
}

/// A report with a limit shows no small count, and every count it shows is that of the report without one.
fn hidden_counts_stay_hidden(project: &Project, full: &Value, marks: &mut Marks) {
    let shown = project.json(&["report", "who-code", "--year", YEAR]);
    for (full, shown) in full["tables"].as_array().unwrap().iter().zip(shown["tables"].as_array().unwrap()) {
        let full = by_name(&full["published"]["rows"], "row");
        let columns = &shown["published"]["columns"];
        for row in shown["published"]["rows"].as_array().unwrap() {
            let parts: Vec<&Value> = match row["of"].as_array().unwrap().as_slice() {
                [] => vec![&full[row["row"].as_str().unwrap()]],
                many => many.iter().map(|name| &full[name.as_str().unwrap()]).collect(),
            };
            let total: u64 = parts.iter().map(|part| part["total"].as_u64().unwrap()).sum();
            marks.compare("total", &row["total"], &json!(total));
            for (at, cell) in row["cells"].as_array().unwrap().iter().enumerate() {
                let truth: u64 = parts.iter().map(|part| part["cells"][at].as_u64().unwrap()).sum();
                let right = cell.is_null() || *cell == json!(truth) && (truth == 0 || truth >= 5);
                let what = format!("{} {}", row["row"], columns[at]);
                marks.compare(&what, &json!(right), &json!(true));
            }
            let left_out = row["cells"].as_array().unwrap().iter().filter(|cell| cell.is_null()).count();
            marks.compare("one alone is told by the total", &json!(left_out != 1), &json!(true));
        }
    }
}

/// What the audit counts for a rule is what it lists for the rule; what is missing is what its rules say.
fn evidence_and_rules_agree(project: &Project, evidence: &Value, marks: &mut Marks) {
    let audit = project.json(&["audit"]);
    marks.compare("held", &evidence["held"], audit["clearances"].get("hold").unwrap_or(&json!(0)));
    let rules = audit["rules"].as_object().unwrap();
    let mut missing: BTreeMap<String, std::collections::BTreeSet<String>> = BTreeMap::new();
    for (rule, counts) in rules.iter().take(5) {
        let listed = project.json(&["audit", "--rule", rule]);
        let all = listed["breaches"].as_array().unwrap().iter().chain(listed["held"].as_array().unwrap());
        let (mut broken, mut unknown) = (0, 0);
        for one in all {
            for finding in one["assessment"]["findings"].as_array().unwrap() {
                marks.compare("rule", &finding["rule"], &json!(rule));
                let open = finding["missing"].as_array();
                if let Some(facts) = open {
                    unknown += 1;
                    for fact in facts {
                        let of = missing.entry(fact.as_str().unwrap().to_owned()).or_default();
                        of.insert(one["placement"].as_str().unwrap().to_owned());
                    }
                } else {
                    broken += 1;
                }
            }
        }
        marks.compare(rule, &json!([broken, unknown]), &json!([counts[2]["broken"], counts[2]["unknown"]]));
    }
    for one in evidence["facts"].as_array().unwrap() {
        marks.compare("count", &one["placements"], &json!(one["of"].as_array().unwrap().len()));
        let least = missing.get(one["question"]["fact"].as_str().unwrap());
        let has = |id: &String| one["of"].as_array().unwrap().contains(&json!(id));
        marks.compare("of", &json!(least.is_none_or(|least| least.iter().all(has))), &json!(true));
    }
}

/// Returns worked by hand: when one was due, when it was made, how the placement stands, and the answer.
const RETURNS: [(&str, &str, &str, &str); 24] = [
    ("2026-06-30", "", "", "overdue"),
    ("2026-07-01", "", "", "awaited"),
    ("2026-07-02", "", "started", "awaited"),
    ("2025", "", "started", "overdue"),
    ("2026", "", "started", "unclear"),
    ("2026-06", "", "", "overdue"),
    ("2026-07", "", "", "awaited"),
    ("2027", "", "", "awaited"),
    ("2026-06-30", "2026-06-30", "", "returned"),
    ("2026-06-29", "2026-06-30", "", "returned-late"),
    ("2026-05", "2026-06-01", "", "returned-late"),
    ("2026-06", "2026-06-30", "", "returned"),
    ("2026-06-30", "2026-08-01", "", "overdue"),
    ("2027-01-01", "2026-12-01", "", "awaited"),
    ("", "2025", "", "returned"),
    ("", "", "", "not-stated"),
    ("", "", "completed", "not-stated"),
    ("2026-01-01", "", "returned", "returned"),
    ("", "", "returned", "returned"),
    ("2026-01-01", "", "cancelled", "cancelled"),
    ("", "", "cancelled", "cancelled"),
    ("2026-03-01", "2026", "", "returned"),
    ("2025-03-01", "2026", "", "returned-late"),
    ("2026-01-01", "", "left-early", "overdue"),
];

#[test]
fn returns_stand_as_worked_by_hand() {
    let project = Project::new();
    let rows = RETURNS.iter().enumerate();
    let rows = rows.map(|(n, (due, back, outcome, _))| format!("P-{n:02},E-{n:02},{due},{back},{outcome}\n"));
    let header = "placement_id,organization_id,return_due_on,returned_on,outcome\n";
    project.file("placements.csv", header.to_owned() + &rows.collect::<String>());
    let employers = (0..RETURNS.len()).map(|n| format!("E-{n:02},Employer {n},employer\n"));
    let header = "organization_id,name,role\n".to_owned();
    project.file("organizations.csv", header + &employers.collect::<String>());
    project.ok(&["import", "organizations.csv", "placements.csv"]);
    let reply = project.json(&["audit", "returns", "--as-of", TODAY, "--group-by", "employer"]);
    for (one, (n, hand)) in reply["groups"].as_array().unwrap().iter().zip(RETURNS.iter().enumerate()) {
        assert_eq!(one["by"][0][1], format!("E-{n:02}"));
        let state = map(&one["states"]);
        assert_eq!(state, json!({ hand.3: 1 }), "{hand:?}");
    }
    let count = |state: &str| RETURNS.iter().filter(|hand| hand.3 == state).count();
    assert_eq!(reply["overdue"].as_array().unwrap().len(), count("overdue"));
    // Due before the day and not cancelled: five that are overdue, and seven that were made.
    assert_eq!(reply["all"]["due"], 12, "{}", reply["all"]);
    assert_eq!(reply["all"]["placements"], RETURNS.len());
    let table = project.ok(&["audit", "returns", "--as-of", TODAY]);
    assert!(table.contains("P-03 (unknown > unknown): overdue since 2025"), "{table}");
}

#[test]
fn agreements_end_and_quotas_fill_as_worked_by_hand() {
    let project = Project::new();
    pack(&project);
    // Three count for the year, one is cancelled, one is of another year, one of no day, one names what no pack has.
    project.file(
        "placements.csv",
        "placement_id,residence,destination,contact_date,agreement_id,outcome\n\
         P-1,PH,NO,2026-01-05,a-year,started\nP-2,PH,NO,2026,a-year,\nP-3,PH,NO,2026-11,a-year,planned\n\
         P-4,PH,NO,2026-02-01,a-year,cancelled\nP-5,PH,NO,2025-11-30,a-year,started\nP-6,PH,NO,,a-year,started\n\
         P-7,NP,DE,2025-02-28,a-past,started\nP-8,NP,DE,2025-03-01,a-past,started\nP-9,NP,DE,2019,a-past,started\n\
         P-10,PH,NO,2026-01-05,a-none,started\nP-11,PH,NO,2026-01-05,,started\nP-12,KE,GB,2020-01-01,a-total,started\n",
    );
    project.ok(&["import", "placements.csv"]);
    let reply = project.json(&["audit", "agreements", "--as-of", TODAY]);
    let all = by_name(&reply["agreements"], "agreement");
    let of = |id: &str, name: &str| all[id][name].clone();
    for (id, name, hand) in [
        ("a-year", "placements", json!(6)),
        ("a-year", "cancelled", json!(1)),
        ("a-year", "undated", json!(1)),
        ("a-year", "used", json!(3)),
        ("a-year", "used_share", json!(0.15)),
        ("a-year", "days_left", json!(91)),
        ("a-year", "expiring", json!(true)),
        ("a-year", "status", json!("active")),
        ("a-year", "not_in_force", json!(1)),
        ("a-total", "used", json!(1)),
        ("a-total", "used_share", json!(0.02)),
        ("a-total", "not_in_force", json!(1)),
        ("a-total", "days_left", json!(null)),
        ("a-total", "expiring", json!(false)),
        ("a-open", "quota", json!(null)),
        ("a-open", "used", json!(null)),
        ("a-open", "placements", json!(0)),
        ("a-past", "status", json!("ended")),
        ("a-past", "not_in_force", json!(2)),
        ("a-past", "days_left", json!(null)),
    ] {
        assert_eq!(of(id, name), hand, "{id} {name}");
    }
    assert_eq!(reply["unknown"], json!([{ "agreement": "a-none", "placements": 1 }]));
    assert_eq!((&reply["without"], &reply["placements"]), (&json!(1), &json!(12)));
    let soon = project.json(&["audit", "agreements", "--as-of", TODAY, "--within", "2"]);
    assert_eq!(by_name(&soon["agreements"], "agreement")["a-year"]["expiring"], false);
    let there =
        project.json(&["audit", "agreements", "--as-of", TODAY, "--origin", "IN", "--destination", "IE"]);
    assert!(by_name(&there["agreements"], "agreement").contains_key("a-open"));
    assert!(!by_name(&there["agreements"], "agreement").contains_key("a-year"));
}

#[test]
fn a_rule_leads_to_its_records_and_receipts() {
    let project = Project::new();
    project.file(
        "placements.csv",
        "placement_id,residence,destination,contact_date,worker_paid_reimbursed,worker_paid_currency\n\
         P-1,PH,NO,2026-01-05,0,EUR\nP-2,KE,GB,2026-01-05,,\n",
    );
    project.file(
        "costs.csv",
        "placement_id,entry,label,payee,head,amount,currency,payer,demanded_by,before_contact\n\
         P-1,paid,agency fee,Somebody Named,recruitment-fee,900,EUR,worker,recruiter,no\n\
         P-2,paid,ticket,airline,travel,700,GBP,employer,employer,no\n",
    );
    project.ok(&["import", "placements.csv", "costs.csv"]);
    let rule = "recruitment-fee-or-cost-charged";
    let listed = project.json(&["audit", "--rule", rule]);
    let fee = listed["breaches"].as_array().unwrap().iter().find(|one| one["placement"] == "P-1").unwrap();
    assert_eq!(fee["rests_on"]["batch"], "B-0001");
    assert_eq!(fee["rests_on"]["receipts"][0]["amount"], "900");
    assert_eq!(fee["rests_on"]["receipts"][0]["head"], "recruitment-fee");
    assert!(!listed.to_string().contains("Somebody Named"));
    let table = project.run(&["audit", "--rule", rule]).out;
    assert!(table.contains("receipt: paid, recruitment-fee `agency fee`, 900 EUR, payer worker"), "{table}");
    assert!(table.contains("recorded by B-0001"), "{table}");
    let slip = project.run(&["audit", "--rule", "recruitment-fee-or-cost-chargd"]);
    assert!(slip.code == Some(2) && slip.err.contains(rule), "{}", slip.err);
    // Without a rule nothing of the records is said.
    let plain = project.json(&["audit"]);
    assert_eq!(plain["breaches"][0]["rests_on"], json!(null));
}

/// Workers for the comparison: sex, origin, age and consents differ; the score of each comes from the match.
fn compared(project: &Project) -> Vec<[String; 5]> {
    let mut dice = Dice(99);
    let mut workers = Vec::new();
    let mut text = "worker_id,birth_date,sex,nationalities,residence,occupation,available_from,refused_destinations,\
                    language_1_test,language_1_taken_on,language_1_overall,qualification_1_trained_in,qualification_1_completed,\
                    employment_1_started,employment_1_country,consent_match,consent_statistics,consent_date\n"
        .to_owned();
    for n in 0..70 {
        let id = format!("W-{n:03}");
        let sex = dice.one(&["female", "female", "male", ""]);
        let origin = dice.one(&["PH", "PH", "IN", "KE", "GH"]);
        let birth = dice.one(&["1998-03-04", "1990", "1985-06-06", "1970-01-01", "1996-11", ""]);
        let statistics = dice.one(&["yes", "yes", "yes", "no", ""]);
        let matched = dice.one(&["yes", "yes", "yes", "yes", "no"]);
        let refused = dice.one(&["none", "none", "none", "GB", "GB;IE"]);
        let free = dice.one(&["2026-01-01", "2026-01-01", "2027-06-01"]);
        let test = dice.one(&["ielts-academic,2026-01-10,7.5", "ielts-academic,2026-01-10,6", ",,"]);
        let work = dice.one(&["2015-01-01", "2022-01-01", "2024-05-01"]);
        text += &format!(
            "{id},{birth},{sex},{origin},{origin},2221,{free},{refused},{test},{origin},2012-05-01,{work},{origin},\
             {matched},{statistics},2026-01-01\n"
        );
        if matched == "yes" && refused != "GB;IE" {
            workers.push([&id, sex, origin, birth, statistics].map(str::to_owned));
        }
    }
    project.file("workers.csv", text);
    project.file(
        "openings.csv",
        "opening_id,organization_id,title,occupation,destination,status,starts_on,positions\n\
         O-1,E-1,Nurse,2221,GB,open,2027-01-01,2\nO-2,E-1,Nurse,2221,IE,open,2027-01-01,2\nO-3,E-1,Nurse,2221,IE,open,2027-09-01,2\n",
    );
    project.file("organizations.csv", "organization_id,name,role,country\nE-1,One,employer,GB\n");
    project.ok(&["import", "organizations.csv", "openings.csv", "workers.csv"]);
    workers
}

fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

#[test]
fn who_is_selected_and_who_is_refused_agree_with_the_shortlists() {
    const TOP: usize = 6;
    const DAY: &str = "2026-11-01";
    let project = Project::new();
    let workers = compared(&project);
    let asked =
        ["match", "--all-openings", "--channel", "direct", "--no-record", "--as-of", DAY, "--top", "500"];
    let lists = project.json(&asked);
    let mut scores: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut selected = std::collections::BTreeSet::new();
    for list in lists["openings"].as_array().unwrap() {
        for (at, one) in list["results"].as_array().unwrap().iter().enumerate() {
            let id = one["worker"].as_str().unwrap();
            scores.entry(id).or_default().push(one["score"].as_f64().unwrap());
            if at < TOP {
                selected.insert(id);
            }
        }
    }
    let best = |id: &str| scores.get(id).map(|all| all.iter().copied().fold(0.0, f64::max));
    let mut all: Vec<f64> = workers.iter().filter_map(|worker| best(&worker[0])).collect();
    all.sort_by(f64::total_cmp);
    let median = f64::midpoint(all[(all.len() - 1) / 2], all[all.len() / 2]);
    let top = TOP.to_string();
    let reply = project.json(&["audit", "fairness", "--channel", "direct", "--as-of", DAY, "--top", &top]);
    let mut marks = Marks::default();
    marks.compare("workers", &reply["workers"], &json!(workers.len()));
    marks.compare("selected", &reply["selected"], &json!(selected.len()));
    marks.near("median", &reply["median_score"], &json!(median));
    let without = workers.iter().filter(|worker| worker[4] != "yes").count();
    marks.compare("without consent", &reply["without_consent"], &json!(without));
    let value = |by: &str, worker: &[String; 5]| -> Option<String> {
        let consented = worker[4] == "yes";
        let part = |by: &str| match by {
            "sex" => Some(worker[1].clone()).filter(|sex| consented && !sex.is_empty()),
            "origin" => Some(worker[2].clone()),
            // Who was born in 1996, in November, turns 30 in that month; in 1990, is 35 or 36.
            _ => match (worker[3].as_str(), consented) {
                ("1998-03-04", true) => Some("under 30".to_owned()),
                ("1990", true) => Some("30-39".to_owned()),
                ("1985-06-06", true) => Some("40-49".to_owned()),
                ("1970-01-01", true) => Some("50 and over".to_owned()),
                _ => None,
            },
        };
        let parts: Option<Vec<String>> = by.split('-').map(part).collect();
        parts.map(|parts| parts.join(", "))
    };
    for table in reply["tables"].as_array().unwrap() {
        let by = table["by"].as_str().unwrap();
        let known: Vec<&[String; 5]> = workers.iter().filter(|worker| value(by, worker).is_some()).collect();
        marks.compare(by, &table["unknown"], &json!(workers.len() - known.len()));
        // Groups that could tell of a person stand together.
        let together = |group: &Value| group["of"].as_array().is_some_and(|of| !of.is_empty());
        let members = |group: &Value| {
            let is_of = |value: &str| {
                let mut of = group["of"].as_array().unwrap().iter();
                if together(group) { of.any(|one| one == value) } else { group["value"] == value }
            };
            known
                .iter()
                .filter(|worker| value(by, worker).is_some_and(|value| is_of(&value)))
                .collect::<Vec<_>>()
        };
        let rate = |group: &Value| {
            let members = members(group);
            let chosen = members.iter().filter(|worker| selected.contains(worker[0].as_str())).count();
            rounded(number(chosen) / number(members.len()))
        };
        let groups = table["groups"].as_array().unwrap();
        let large = groups.iter().filter(|group| {
            let count = members(group).len();
            !together(group) && count >= 5 && number(count) >= 0.02 * number(known.len())
        });
        let top_rate = large.map(rate).fold(0.0, f64::max);
        let told = groups.iter().map(|group| members(group).len()).sum::<usize>();
        marks.compare(by, &json!(told), &json!(known.len()));
        for group in groups {
            let name = group["value"].as_str().unwrap();
            let of = members(group);
            assert!(of.len() >= 5, "{name} could tell of a person");
            marks.compare(name, &group["workers"], &json!(of.len()));
            marks.near(name, &group["selection_rate"], &json!(rate(group)));
            if top_rate > 0.0 {
                marks.near(name, &group["selection_impact_ratio"], &json!(rounded(rate(group) / top_rate)));
            }
            let scored = of.iter().filter_map(|worker| best(&worker[0]));
            let above = scored.clone().filter(|score| *score > median).count();
            marks.compare(name, &group["scored"], &json!(scored.count()));
            marks.compare(name, &group["above_median"], &json!(above));
            if together(group) {
                marks.compare(name, &group["small"], &json!(true));
            }
        }
    }
    for one in reply["refusals"].as_array().unwrap().iter().filter(|one| one["by"] == "origin") {
        let of = workers.iter().filter(|worker| Some(worker[2].as_str()) == one["value"].as_str());
        let refused = of.filter(|worker| !scores.contains_key(worker[0].as_str())).count();
        // Who refuses all destinations but one has one opening alone, and correlates with nothing.
        let counted = one["refused_by_all"].as_u64().unwrap();
        marks.compare("refused", &json!(counted <= refused as u64), &json!(true));
    }
    // Small groups stand together, so that fewer are told.
    marks.close(75);
}

/// Sex, age and nationality move no score: the same workers with others get the same.
#[test]
fn another_sex_age_or_nationality_changes_no_score() {
    let scores = |project: &Project, args: &[&str]| -> BTreeMap<(String, String), Value> {
        let lists = project.json(args);
        let of = |list: &Value| {
            let opening = list["opening"].as_str().unwrap().to_owned();
            let results = list["results"].as_array().unwrap().clone();
            results.into_iter().map(move |one| {
                ((opening.clone(), one["worker"].as_str().unwrap().to_owned()), one["score"].clone())
            })
        };
        lists["openings"].as_array().unwrap().iter().flat_map(of).collect()
    };
    let asked = [
        "match",
        "--all-openings",
        "--channel",
        "direct",
        "--no-record",
        "--as-of",
        "2026-11-01",
        "--top",
        "5000",
    ];
    let first = Project::new();
    first.ok(&["generate", "--workers", "150", "--openings", "5", "--out", "made", "--as-of", "2026-11-01"]);
    first.ok(&["import", "made/organizations.csv", "made/openings.csv", "made/workers.csv"]);
    let before = scores(&first, &asked);
    assert!(before.len() > 40, "{}", before.len());
    let text = std::fs::read_to_string(first.path().join("made/workers.csv")).unwrap();
    for column in ["sex", "birth_date", "nationalities"] {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headers = reader.headers().unwrap().clone();
        let at = headers.iter().position(|header| header == column).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headers).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let cells = row.iter().enumerate().map(|(place, cell)| match (place == at, column) {
                (true, "sex") => if cell == "female" { "male" } else { "female" }.to_owned(),
                // Older by eight years: whoever was grown up then, is.
                (true, "birth_date") => match cell.split_at_checked(4) {
                    Some((year, rest)) => format!("{}{rest}", year.parse::<u32>().unwrap() - 8),
                    None => String::new(),
                },
                (true, _) => if cell == "PH" { "IN" } else { "PH" }.to_owned(),
                _ => cell.to_owned(),
            });
            writer.write_record(cells).unwrap();
        }
        let other = Project::new();
        for name in ["organizations.csv", "openings.csv"] {
            other.file(name, std::fs::read(first.path().join("made").join(name)).unwrap());
        }
        other.file("workers.csv", writer.into_inner().unwrap());
        other.run(&["import", "organizations.csv", "openings.csv", "workers.csv"]);
        let after = scores(&other, &asked);
        let both: Vec<_> = before.keys().filter(|pair| after.contains_key(*pair)).collect();
        // A nationality can close the way in; nothing else leaves anybody out.
        assert!(column == "nationalities" || both.len() * 10 > before.len() * 8, "{column}: {}", both.len());
        assert!(!both.is_empty());
        for pair in both {
            assert_eq!(before[pair], after[pair], "{column} {pair:?}");
        }
    }
}

#[test]
fn pages_of_plots_say_what_the_numbers_say() {
    let project = Project::new();
    project.ok(&["demo"]);
    let reply = project.json(&["audit"]);
    let ran = project.run(&["audit", "--html", "audit.html"]);
    assert!(ran.code == Some(1) && ran.out.is_empty(), "{}", ran.out);
    let page = std::fs::read_to_string(project.path().join("audit.html")).unwrap();
    let blocked = &reply["clearances"]["blocked"];
    assert!(
        page.contains(&format!("{} placements, {blocked} of them blocked.", reply["placements"])),
        "{page}"
    );
    let broken = |finding: &&Value| finding["outcome"] == "broken" && finding["severity"] != "info";
    let breaches = reply["breaches"].as_array().unwrap().iter();
    let count =
        breaches.flat_map(|one| one["assessment"]["findings"].as_array().unwrap()).filter(broken).count();
    assert!(page.contains(&format!("{count} breaches of ")), "{count}");
    // The page says what was asked for, by which packs, and at which state of the log.
    for text in
        ["Asked for: all placements. Made at ", "Pack who-global-code, edition ", "Overrides in force: 0."]
    {
        assert!(page.contains(text), "{text}");
    }
    let log = project.json(&["audit", "verify"]);
    let root = log["root"].as_str().unwrap();
    assert!(page.contains(&format!("Audit log: {} entries, root {root}.", log["entries"])), "{log}");
    project.run(&["audit", "--origin", "GH", "--html", "origin.html"]);
    let of_one = std::fs::read_to_string(project.path().join("origin.html")).unwrap();
    assert!(of_one.contains("Asked for: origin GH."), "{of_one}");
    // Every corridor and every broken rule stands in a table.
    let cell = |text: &str| page.contains(&format!("<td>{text}</td>"));
    for corridor in reply["corridors"].as_object().unwrap().keys() {
        assert!(corridor.split(" > ").all(cell), "{corridor}");
    }
    let project = Project::new();
    compared(&project);
    project.ok(&["audit", "fairness", "--channel", "direct", "--html", "fair.html"]);
    let page = std::fs::read_to_string(project.path().join("fair.html")).unwrap();
    assert!(page.contains("Impact ratios of selection, by sex") && page.matches("<svg").count() == 12);
    assert!(!page.contains("<script") && !page.contains("W-0"));
}

/// A bundle with other contents, whose manifest and signature are made anew with a private key.
fn signed_anew(bytes: &[u8], key: &str, change: &dyn Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let hash = |content: &[u8]| corridor::model::Hash::of(content).to_string();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &[u8]| {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, content).unwrap();
    };
    let (mut listed, mut manifest) = (Vec::new(), Value::Null);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        if name == "manifest.json" {
            manifest = serde_json::from_slice(&content).unwrap();
        } else if name != "manifest.sig" {
            let content = change(&name, content);
            listed.push(json!({ "name": name, "sha256": hash(&content), "bytes": content.len() }));
            put(&name, &content);
        }
    }
    manifest["files"] = json!(listed);
    let manifest = manifest.to_string();
    let key = corridor::log::NoteKey::read(key).unwrap();
    put("manifest.json", manifest.as_bytes());
    put(
        "manifest.sig",
        key.sign(&format!("corridor-evidence-1\n{}\n", hash(manifest.as_bytes()))).as_bytes(),
    );
    out.finish().unwrap().into_inner()
}

/// What becomes of a file of an archive; `None` takes it out.
type Changed<'a> = &'a dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>>;

#[test]
fn evidence_is_whole_until_a_byte_of_it_moves() {
    let project = Project::new();
    project.ok(&["demo"]);
    let rule = "recruitment-fee-or-cost-charged";
    project.ok(&["audit", "state", "P-006", rule, "explained", "--reason", "asked the worker"]);
    let made = project.json(&["audit", "export", "--case", "P-006", "--out", "case.zip"]);
    let key = made["public_key"].as_str().unwrap();
    let names: Vec<&str> = made["manifest"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    for name in [
        "case.json",
        "findings.csv",
        "receipts.csv",
        "proofs/B-0001.tlog-proof",
        "packs/fair-recruitment/rules.toml",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(names.iter().any(|name| name.starts_with("decisions/D-")), "{names:?}");
    // On another machine: no store, no settings.
    let elsewhere = Project::new();
    let bytes = std::fs::read(project.path().join("case.zip")).unwrap();
    elsewhere.file("case.zip", &bytes);
    let whole = elsewhere.run(&["audit", "verify-bundle", "case.zip", "--by", key, "--format", "json"]);
    assert_eq!(whole.code, Some(0), "{}{}", whole.out, whole.err);
    let whole: Value = serde_json::from_str(&whole.out).unwrap();
    assert_eq!((&whole["subject"], &whole["faults"]), (&json!("P-006"), &json!([])));
    assert_eq!(whole["verified"].as_array().unwrap().len(), 1);
    assert_eq!((&whole["proofs"], &whole["not_proven"]), (&json!(3), &json!([])));
    let unnamed = elsewhere.ok(&["audit", "verify-bundle", "case.zip"]);
    assert!(
        unnamed.contains("whose signature nobody checked")
            && unnamed.contains("not checked: name the key of this signer"),
        "{unnamed}"
    );
    // The key of somebody else tells of no alteration.
    let other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let stranger = elsewhere.run(&["audit", "verify-bundle", "case.zip", "--by", other]);
    assert_eq!(stranger.code, Some(1));
    assert!(
        stranger.out.contains("NOT SIGNED BY THE KEY") && !stranger.out.contains("ALTERED"),
        "{}",
        stranger.out
    );
    // Each part altered, taken out or put in is named.
    let altered = |change: Changed<'_>, more: Option<&str>| -> Value {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut content).unwrap();
            if let Some(content) = change(&name, content) {
                out.start_file(name.as_str(), options).unwrap();
                std::io::Write::write_all(&mut out, &content).unwrap();
            }
        }
        if let Some(name) = more {
            out.start_file(name, options).unwrap();
        }
        elsewhere.file("altered.zip", out.finish().unwrap().into_inner());
        let ran = elsewhere.run(&["audit", "verify-bundle", "altered.zip", "--by", key, "--format", "json"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        serde_json::from_str::<Value>(&ran.out).unwrap()["faults"].clone()
    };
    let flip = |wanted: &'static str| {
        move |name: &str, mut content: Vec<u8>| {
            if name == wanted {
                let at = content.len() / 2;
                content[at] ^= 1;
            }
            Some(content)
        }
    };
    for name in [
        "case.json",
        "findings.csv",
        "receipts.csv",
        "proofs/B-0001.tlog-proof",
        "packs/fair-recruitment/rules.toml",
    ] {
        assert_eq!(altered(&flip(name), None), json!([{ "file": name, "fault": "altered" }]), "{name}");
    }
    let without = |name: &str, content: Vec<u8>| (name != "receipts.csv").then_some(content);
    assert_eq!(altered(&without, None), json!([{ "file": "receipts.csv", "fault": "missing" }]));
    let same = |_: &str, content: Vec<u8>| Some(content);
    assert_eq!(altered(&same, Some("more.txt")), json!([{ "file": "more.txt", "fault": "not-listed" }]));
    // A manifest that was made to fit is not the one that was signed.
    let fitted = |name: &str, content: Vec<u8>| {
        let text =
            (name == "manifest.json").then(|| String::from_utf8_lossy(&content).replace("P-006", "P-007"));
        Some(text.map_or(content, String::into_bytes))
    };
    let fitted = altered(&fitted, None);
    assert!(
        fitted.as_array().unwrap().contains(&json!({ "file": "manifest.sig", "fault": "signature" })),
        "{fitted}"
    );
    // Whoever has the key of the owner can sign another manifest. The log then says what the files were.
    let signer = std::fs::read_to_string(project.path().join("no-settings/corridor/checkpoint.key")).unwrap();
    let refitted = |wanted: &str, change: &dyn Fn(String) -> String| -> Value {
        let content = |name: &str, content: Vec<u8>| {
            if name == wanted { change(String::from_utf8(content).unwrap()).into_bytes() } else { content }
        };
        elsewhere.file("refitted.zip", signed_anew(&bytes, &signer, &content));
        let ran = elsewhere.run(&["audit", "verify-bundle", "refitted.zip", "--by", key, "--format", "json"]);
        assert_eq!(ran.code, Some(1), "{wanted}: {}{}", ran.out, ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    let decision = names.iter().find(|name| name.starts_with("decisions/D-")).copied().unwrap();
    let (from, to) = ("asked the worker", "asked the employer");
    for (name, from, to) in [
        (decision, from, to),
        ("case.json", from, to),
        ("findings.csv", "broken", "unknown"),
        ("receipts.csv", "P-006", "P-007"),
        ("packs/fair-recruitment/pack.toml", "fair", "dear"),
        ("README.txt", "one case", "no case"),
    ] {
        let said = refitted(name, &|text| {
            assert!(text.contains(from), "{name}: {text}");
            text.replacen(from, to, 1)
        });
        let faults = said["faults"].as_array().unwrap();
        assert!(
            faults.iter().any(|one| one["file"] == name && one["fault"] == "not-as-logged"),
            "{name}: {said}"
        );
    }
    // What the log committed to is committed to by a proof alone: without it nothing is proven.
    let said = refitted("evidence.json", &|text| text.replace("P-006", "P-007"));
    assert!(said["faults"].as_array().unwrap().iter().any(|one| one["file"] == "evidence.json"), "{said}");
    assert!(said["not_proven"].as_array().unwrap().contains(&json!("case.json")), "{said}");
    // What is no bundle is told, and a case that is not there.
    elsewhere.file("no.zip", "PK nothing");
    let none = elsewhere.run(&["audit", "verify-bundle", "no.zip"]);
    assert!(none.code == Some(2) && none.err.contains("no bundle of evidence"), "{}", none.err);
    let slip = project.run(&["audit", "export", "--case", "P-0066", "--out", "slip.zip"]);
    assert!(slip.code == Some(2) && !project.path().join("slip.zip").exists(), "{}", slip.err);
}
