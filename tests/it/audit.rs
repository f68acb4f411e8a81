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
