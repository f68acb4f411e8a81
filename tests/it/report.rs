//! The report of a batch: one source for JSON, page and terminal.

use crate::schemas::Schemas;
use crate::support::Project;
use serde_json::{Value, json};

/// A file with every kind of fault, and cells that a page must not run.
const DIRTY: &str = "worker_id,full_name,Country of residence,occupation,birth_date,email,<b>Note</b>,language_1_test,language_1_taken_on\n\
W1,Amina Bello,Nigeria,2221,1991-01-30,amina@example.org,kept,oet,2025-06-21\n\
W2,Zoë Geheim,<script>alert(1)</script>,2221,1992-02-03,zoe@example.org,kept,oet,2025-06-21\n\
W3,Ramon Verborgen,Phillipines,2221,1993-03-04,ramon@example.org,,oet,2025-06-21\n\
W4,Joy Oculta,Phillipines,plumber,1991-02-30,joy@example.org,,,\n\
W1,Somebody Else,IN,2221,1990-07-19,else@example.org,,,\n\
,Nameless Row,IN,2221,1990-07-19,none@example.org,,,\n\
W7,\"\"\"><img src=x onerror=alert(2)>\",GH,2221,1990-07-19,x@example.org,,,\n\
W8,Ragged,GH\n";

fn imported() -> (Project, Value) {
    let project = Project::new();
    project.file("dirty & co.csv", DIRTY);
    let report = project.json(&["import", "dirty & co.csv", "--report", "page.html"]);
    (project, report)
}

fn page(project: &Project) -> String {
    std::fs::read_to_string(project.path().join("page.html")).unwrap()
}

#[test]
fn the_json_is_as_its_schema_says() {
    let schemas = Schemas::read();
    let (project, report) = imported();
    schemas.hold("import_report", &report, "report");
    schemas.hold("import_report", &project.json(&["report", "batch", "1"]), "kept report");
    schemas.hold("import_report", &project.json(&["import", "dirty & co.csv", "--dry-run"]), "dry run");
    // The check itself can fail.
    let mut broken = report;
    broken["files"][0]["rows"] = json!("eight");
    assert_eq!(schemas.faults("import_report", &broken).len(), 1);
}

#[test]
fn columns_and_reasons_are_counted() {
    let (_, report) = imported();
    assert_eq!(report["rejected"], json!({"worker": 3}));
    let file = &report["files"][0];
    let column = |header: &str| {
        file["columns"].as_array().unwrap().iter().find(|c| c["header"] == header).unwrap().clone()
    };
    // The ragged row was not read cell by cell.
    let residence = column("Country of residence");
    assert_eq!(
        residence,
        json!({"header": "Country of residence", "refused": 3, "filled": 7, "unknown": 0, "reworded": 1,
            "distinct": 3, "distinct_more": false,
            "top": [{"value": "IN", "count": 2}, {"value": "GH", "count": 1}, {"value": "NG", "count": 1}]})
    );
    assert_eq!(column("full_name")["top"], json!([]));
    assert_eq!(column("<b>Note</b>")["filled"], 2);
    assert_eq!(column("worker_id")["unknown"], 1);
    let reasons = file["reasons"].as_array().unwrap();
    let first = reasons.iter().find(|reason| reason["code"] == "IMP010").unwrap();
    assert_eq!(
        (&first["code"], &first["column"], &first["what"]["text"], &first["count"]),
        (&json!("IMP010"), &json!("Country of residence"), &json!("The value is not a country."), &json!(3))
    );
    let counted: u64 = reasons.iter().map(|reason| reason["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, file["findings_total"].as_u64().unwrap());
    assert!(reasons.iter().all(|reason| !reason["remedy"].as_str().unwrap().is_empty()), "{reasons:#?}");
}

#[test]
fn the_page_is_whole_and_loads_nothing() {
    let (project, _) = imported();
    let page = page(&project);
    well_formed(&page);
    for part in
        ["<script", "http:", "https:", "//", "src=", "url(", "@import", "<link", "<img", "onerror=alert(2)>"]
    {
        assert!(!page.contains(part), "`{part}`");
    }
    assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;") || page.contains("&lt;script&gt;"));
    assert!(page.contains("<html lang=\"en\">") && page.contains("<meta name=\"viewport\""));
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    assert_eq!(page.matches("<th ").count(), page.matches("scope=\"").count());
    assert_eq!(page.matches("<h1>").count(), 1);
}

/// Every element that is opened is closed in its turn, and every attribute is quoted.
fn well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some(at) = rest.find('<') {
        assert!(
            !rest[..at].contains('>') || open.last() == Some(&"style"),
            "a stray `>` in {:?}",
            &rest[..at]
        );
        let end = rest[at..].find('>').map(|end| at + end).unwrap();
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{open:?}");
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        let attributes = tag[name.len()..].trim_end_matches('/');
        assert_eq!(
            attributes.matches('=').count() * 2,
            attributes.matches('"').count() + 2 * inner(attributes),
            "{tag}"
        );
        if !tag.ends_with('/') {
            open.push(name);
        }
        if name == "style" {
            rest = &rest[rest.find("</style>").unwrap()..];
        }
    }
    assert_eq!(open, [""; 0]);
}

/// Equal signs inside quoted values.
fn inner(attributes: &str) -> usize {
    attributes.split('"').skip(1).step_by(2).map(|value| value.matches('=').count()).sum()
}

#[test]
fn the_page_says_what_the_json_says() {
    let (project, report) = imported();
    let page = page(&project);
    let number = |id: &str| -> u64 {
        let after = page.split(&format!("id=\"{id}\">")).nth(1).unwrap();
        after.split('<').next().unwrap().parse().unwrap()
    };
    let sum = |what: &str| -> u64 {
        report["counts"].as_object().unwrap().values().map(|counts| counts[what].as_u64().unwrap()).sum()
    };
    for what in ["inserted", "updated", "unchanged"] {
        assert_eq!(number(what), sum(what), "{what}");
    }
    assert_eq!(number("rejected"), report["files"][0]["rejected"].as_u64().unwrap());
    for reason in report["files"][0]["reasons"].as_array().unwrap() {
        let cell = format!("data-label=\"Times\">{}<", reason["count"]);
        assert!(page.contains(&cell), "{cell}");
        assert!(page.contains(reason["code"].as_str().unwrap()));
    }
    for column in report["files"][0]["columns"].as_array().unwrap() {
        for (label, key) in [("Unknown", "unknown"), ("Refused", "refused"), ("Reworded", "reworded")] {
            assert!(page.contains(&format!("data-label=\"{label}\">{}<", column[key])), "{label}");
        }
    }
    assert!(page.contains(&report["files"][0]["rejects"].as_str().unwrap().replace('&', "&#38;")));
}

#[test]
fn the_page_names_nobody() {
    let (project, _) = imported();
    let page = page(&project);
    for person in
        ["Amina", "Zoë", "Ramon", "Joy", "Somebody", "Nameless", "example.org", "1991-01-30", "1993-03-04"]
    {
        assert!(!page.contains(person), "{person}");
    }
    // The faulty cells themselves are shown.
    assert!(page.contains("Phillipines") && page.contains("1991-02-30") && page.contains("plumber"));
}

#[test]
fn the_report_of_a_batch_is_kept_and_says_when_it_was_undone() {
    let (project, mut report) = imported();
    let kept = project.json(&["report", "batch", "B-0001"]);
    report["undone"] = json!(false);
    assert_eq!(kept, report);
    project.ok(&["report", "batch", "b1", "--out", "again.html"]);
    assert_eq!(std::fs::read_to_string(project.path().join("again.html")).unwrap(), page(&project));
    project.ok(&["undo", "B-0001"]);
    assert_eq!(project.json(&["report", "batch", "1"])["undone"], true);
    assert!(project.ok(&["report", "batch", "1"]).contains("batch B-0001, undone"));
    let missing = project.run(&["report", "batch", "B-0007"]);
    assert!(missing.code == Some(2) && missing.err.contains("no batch `B-0007`"), "{}", missing.err);
    std::fs::remove_file(project.path().join("data/reports/B-0001.json")).unwrap();
    let missing = project.run(&["report", "batch", "1"]);
    assert!(missing.code == Some(2) && missing.err.contains("is missing"), "{}", missing.err);
}

#[test]
fn the_terminal_shows_a_screen() {
    let (project, _) = imported();
    let shown = project.ok(&["report", "batch", "1"]);
    let data = project.path().join("data").to_string_lossy().into_owned();
    insta::assert_snapshot!("terminal", shown.replace(&data, "DATA"));
    // However many rows are rejected, and however many files there are.
    let mut many = "worker_id,residence\n".to_owned();
    (0..500).for_each(|n| many.push_str(&format!("X{n},Utopia\n")));
    for n in 0..30 {
        project.file(&format!("in/{n:02}.csv"), many.replace('X', &format!("X{n}-")));
    }
    let ran = project.run(&["import", "in"]);
    assert!(ran.out.contains("15000 problems, the first 20:"), "{}", ran.out);
    assert!(ran.out.contains("500 × residence: The value is not a country. [IMP010]"), "{}", ran.out);
    assert!(ran.out.lines().count() < 80, "{}", ran.out);
}

#[test]
fn a_rejects_file_runs_nothing_in_a_spreadsheet_and_comes_back() {
    let project = Project::new();
    project.file("w.csv", "worker_id,full_name,residence\nW1,=HYPERLINK(1),=cmd\nW2,-5,PH\n");
    let report = project.json(&["import", "w.csv", "--strict"]);
    let path = report["files"][0]["rejects"].as_str().unwrap().to_owned();
    let text = std::fs::read_to_string(&path).unwrap();
    let row = text.lines().nth(1).unwrap();
    assert!(row.starts_with("W1,'=HYPERLINK(1),'=cmd,2,residence,'=cmd,IMP010,"), "{row}");
    project.file("mended.csv", text.replacen("'=cmd", "PH", 1));
    project.ok(&["import", "mended.csv"]);
    let exported = project.ok(&["export", "worker", "--format", "json", "--identified", "--purpose", "test"]);
    assert!(exported.contains("\"full_name\":\"=HYPERLINK(1)\""), "{exported}");
}
