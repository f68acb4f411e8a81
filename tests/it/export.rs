//! Records out again: what was imported comes back, to the byte where that is asked for.

use crate::support::Project;
use corridor::model::{Actor, Kind};
use corridor::ops::export::{self, ExportForm};
use corridor::ops::import;
use corridor::ops::{Act, Desk};
use corridor::text::{guarded, unguarded};
use proptest::prelude::*;
use std::path::Path;

const FOR: [&str; 3] = ["--identified", "--purpose", "test"];

/// Exports a kind with everything of it.
fn all(project: &Project, kind: &str, more: &[&str]) -> String {
    let mut args = vec!["export", kind];
    args.extend(FOR);
    args.extend(more);
    project.ok(&args)
}

fn rows(csv: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

/// Says where two files differ first.
fn assert_same(left: &str, right: &str, place: &str) {
    let mut lines = left.lines().zip(right.lines());
    let first = lines.find(|(left, right)| left != right);
    assert!(left == right, "{place}: {first:#?}");
}

#[test]
fn formulas_are_guarded_and_workers_are_blind() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,full_name,residence,occupation,phone,title,summary,wants_return,specialties,Bemerkung\n\
         007,=1+1,Philippines,2221,+49301234567,@x,-5,yes,none,=2+2\n\
         W-2,\"N’Diaye, \"\"Søren\"\"\",PH,2221,,,\"two\nlines\",,,\n",
    );
    assert_eq!(project.run(&["import", "w.csv"]).code, Some(0));
    assert_eq!(
        project.ok(&["export", "worker"]),
        "worker_id,residence,region,occupation,specialties,languages_read,available_from,status,preferred_destinations,refused_destinations,preferred_contracts,wants_return,no_language_certificates,practice_months,practice_stated_on\n\
         007,PH,,2221,none,,,,,,,yes,,,\n\
         W-2,PH,,2221,,,,,,,,,,,\n"
    );
    assert_eq!(
        all(&project, "worker", &["--as-written"]),
        "worker_id,full_name,given_name,family_name,birth_date,sex,nationalities,residence,region,occupation,title,specialties,languages_read,available_from,status,preferred_destinations,refused_destinations,preferred_contracts,wants_return,email,phone,summary,no_language_certificates,practice_months,practice_stated_on,Bemerkung\n\
         007,'=1+1,,,,,,Philippines,,2221,'@x,none,,,,,,,yes,,'+49301234567,-5,,,,'=2+2\n\
         W-2,\"N’Diaye, \"\"Søren\"\"\",,,,,,PH,,2221,,,,,,,,,,,,\"two\nlines\",,,,\n"
    );
    let json = all(&project, "worker", &["--format", "json"]);
    let lines: Vec<&str> = json.lines().collect();
    assert_eq!((lines[0], lines[3], lines.len()), ("[", "]", 4), "a record a line: {json}");
    let first: serde_json::Value = serde_json::from_str(lines[1].trim_end_matches(',')).unwrap();
    assert_eq!(
        (
            &first["full_name"],
            &first["residence"],
            &first["specialties"],
            &first["wants_return"],
            &first["region"]
        ),
        (&"=1+1".into(), &"PH".into(), &serde_json::json!([]), &true.into(), &serde_json::Value::Null)
    );
    let ran = project.run(&["export", "worker", "--as-written"]);
    assert!(!ran.out.contains("Bemerkung") && ran.err.contains("`Bemerkung`"), "{}", ran.err);
    // What the blind are given of a person's parts has no names or numbers either.
    project.file("l.csv", "worker_id,regulator,number,country\n007,PRC,0012345,PH\n");
    project.ok(&["import", "l.csv"]);
    assert!(!project.ok(&["export", "license"]).contains("0012345"));
    assert!(all(&project, "license", &[]).contains("0012345"));
}

#[test]
fn giving_out_who_people_are_is_logged_with_its_purpose() {
    let project = Project::new();
    project.file("w.csv", "worker_id,full_name,residence\nW1,Ann,PH\n");
    project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
    project.ok(&["import", "w.csv", "o.csv"]);
    let refused = project.run(&["export", "worker", "--identified"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--purpose"), "{}", refused.err);
    let refused = project.run(&["export", "worker", "--identified", "--purpose", " "]);
    assert!(refused.code == Some(2) && refused.out.is_empty(), "{}", refused.err);
    let entries = || project.ok(&["audit", "log", "--canonical"]).lines().count();
    assert_eq!(entries(), 1);
    project.ok(&["export", "worker"]);
    project.ok(&["export", "opening", "--identified", "--purpose", "none of it is personal"]);
    assert_eq!(entries(), 1);
    project.ok(&["export", "worker", "--identified", "--purpose", "transfer to the regulator"]);
    let log = project.ok(&["audit", "log", "--canonical"]);
    let last: serde_json::Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert_eq!(last["kind"], "export");
    assert_eq!(last["body"]["purpose"], "transfer to the regulator");
    assert_eq!((&last["body"]["kind"], &last["body"]["records"]), (&"worker".into(), &1.into()));
    project.ok(&["audit", "verify"]);
}

/// The demonstration has records of every kind; those that it lacks come from a wide row.
fn everything() -> Project {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    std::fs::rename(project.path().join("d/data"), project.path().join("data")).unwrap();
    let template = project.ok(&["template", "worker", "--wide"]);
    project.file("workers.csv", template);
    project.ok(&["import", "workers.csv"]);
    project
}

#[test]
fn an_export_read_back_gives_the_same_contents() {
    let project = everything();
    for more in [&[][..], &["--as-written"]] {
        let copy = Project::new();
        let exported: Vec<_> = Kind::ALL
            .iter()
            .map(|&kind| (kind, all(&project, kind.as_str(), more)))
            .filter(|(_, exported)| exported.lines().count() > 1)
            .collect();
        assert!(exported.len() > 10, "{}", exported.len());
        for (kind, exported) in &exported {
            project.file(&format!("out/{kind}.csv"), exported);
            copy.file(&format!("out/{kind}.csv"), exported);
        }
        // Into the same store: nothing changes. Into an empty one: everything is there.
        // A cell that could not be read is given back as it was written, and cannot be read again.
        let again = project.run(&["import", "out"]);
        assert_eq!(again.code, Some(i32::from(!more.is_empty())), "{more:?}: {}{}", again.out, again.err);
        assert!(again.out.contains(" 0 inserted, 0 updated"), "{more:?}: {}", again.out);
        let report = copy.json(&["import", "out"]);
        assert_eq!(report["rejected"], serde_json::json!({}), "{more:?}: {report:#}");
        for (kind, exported) in &exported {
            assert_same(&all(&copy, kind.as_str(), more), exported, &format!("{kind} {more:?}"));
        }
    }
}

#[test]
fn a_wide_export_read_back_gives_the_same_workers_with_their_parts() {
    let project = everything();
    let of_workers = ["worker", "qualification", "license", "language_certificate", "employment", "consent"];
    let copy = Project::new();
    copy.file("organizations.csv", all(&project, "organization", &[]));
    copy.file("curricula.csv", all(&project, "curriculum", &[]));
    copy.file("w.csv", all(&project, "worker", &["--wide"]));
    let report = copy.json(&["import", "organizations.csv", "curricula.csv", "w.csv"]);
    assert_eq!(report["rejected"], serde_json::json!({}), "{report:#}");
    for kind in of_workers {
        assert_same(&all(&copy, kind, &[]), &all(&project, kind, &[]), kind);
    }
    assert_eq!(project.run(&["export", "opening", "--wide"]).code, Some(2));
}

#[test]
fn what_a_wide_row_cannot_hold_is_named() {
    let project = Project::new();
    project.file("w.csv", "worker_id,residence\nW1,PH\n");
    project.file(
        "c.csv",
        "worker_id,purpose,given,given_on,withdrawn_on\nW1,match,yes,2025-01-01,\nW1,contact,yes,2025-01-01,2025-06-01\n",
    );
    project.ok(&["import", "w.csv", "c.csv"]);
    let ran = project.run(&["export", "worker", "--wide"]);
    assert!(ran.err.contains("1 of `consent` are left out"), "{}", ran.err);
    let rows = rows(&ran.out);
    let at = |name: &str| rows[0].iter().position(|header| header == name).unwrap();
    assert_eq!((&rows[1][at("consent_match")], &rows[1][at("consent_contact")]), ("yes", ""));
}

#[test]
fn json_and_csv_hold_the_same() {
    let project = everything();
    for kind in ["worker", "opening", "placement"] {
        let json = project.json(&["export", kind]);
        let csv = project.ok(&["export", kind]);
        let rows = rows(&csv);
        assert_eq!(json.as_array().unwrap().len(), rows.len() - 1);
        for (record, row) in json.as_array().unwrap().iter().zip(&rows[1..]) {
            for (header, cell) in rows[0].iter().zip(row) {
                let told = match &record[header] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                    serde_json::Value::Array(items) if items.is_empty() => "none".to_owned(),
                    serde_json::Value::Array(items) => {
                        items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join(";")
                    }
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(told, unguarded(cell), "{kind} {header}");
            }
        }
    }
    assert_eq!(Project::new().run(&["export", "worker"]).code, Some(2), "there is no store");
}

#[test]
fn a_file_is_there_whole_and_a_closed_pipe_is_no_error() {
    let project = everything();
    let printed = project.ok(&["export", "worker"]);
    let ran = project.run(&["export", "worker", "--out", "out.csv"]);
    assert!(ran.out.is_empty() && ran.err.contains("439 records of kind worker to out.csv"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(project.path().join("out.csv")).unwrap(), printed);
    assert_eq!(project.run(&["export", "worker", "--out", "nowhere/out.csv"]).code, Some(2));
    for format in ["csv", "json"] {
        let mut command = project.command(&["export", "worker", "--format", format]);
        let mut child = command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn desk(data: &Path) -> Desk {
    Desk::new(data, std::time::Duration::from_secs(5))
}

fn act() -> Act {
    Act::quiet(Actor::local("tester"), "2026-01-01T00:00:00Z", "2026-01-01".parse().unwrap())
}

/// Cells that get lost elsewhere.
fn nasty() -> impl Strategy<Value = String> {
    let known = [
        "",
        " ",
        "00123",
        "0",
        "-0",
        "-5",
        "=1+1",
        "'=1+1",
        "''=x",
        "'Abd",
        "+49 30 123",
        "@x",
        "-",
        "n/a",
        "N/A",
        "none",
        "NULL",
        "#N/A",
        " leading",
        "trailing ",
        "\u{a0}x\u{a0}",
        "a\"b",
        "\"",
        "\"\"",
        "a,b",
        "a;b",
        "a\tb",
        "two\nlines",
        "two\r\nlines",
        "é",
        "e\u{301}",
        "👩🏽‍⚕️",
        "\u{200f}עברית\u{200e}",
        "عائشة",
        "東京",
        "1,234.50",
        "1.234,50",
        "2221.0",
        "6.39171E+11",
        "<b>&amp;</b>",
        "TRUE",
        "\u{feff}",
        "'",
        "a\\b",
        "\\n",
        "＝1",
    ];
    prop_oneof![
        4 => proptest::sample::select(known.map(str::to_owned).to_vec()),
        1 => "\\PC{0,12}",
        1 => "[-=+@'\" ,;\t\n]{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Text columns and columns that none of ours takes, in the worker's own row and in that of a part.
    #[test]
    fn as_written_is_what_was_written(
        cells in proptest::collection::vec(proptest::array::uniform6(nasty()), 1..12),
    ) {
        // A name that lost a letter is refused and comes back.
        let mut cells = cells;
        cells.iter_mut().for_each(|row| row[0] = row[0].replace(['\u{FFFD}', '?', '&'], "."));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("w.csv");
        let headers =
            ["worker_id", "full_name", "summary", "title", "=Kürzel", "Anmerkung 2", "qualification_1_school"];
        let mut writer = csv::Writer::from_path(&path).unwrap();
        writer.write_record(headers).unwrap();
        for (at, row) in cells.iter().enumerate() {
            writer.write_field(format!("00{at}")).unwrap();
            writer.write_record(row).unwrap();
        }
        drop(writer);
        let desk = desk(&dir.path().join("data"));
        let options = import::ImportOptions { paths: vec![path], ..import::ImportOptions::default() };
        let report = import::import(&desk, &act(), &options).unwrap();
        prop_assert_eq!(report.rejected_rows(), 0);
        let export = |form, wide| {
            let options = export::ExportOptions {
                kind: Kind::Worker,
                form,
                as_written: true,
                wide,
                identified: true,
                purpose: Some("test".into()),
                columns: Vec::new(),
            };
            let mut out = Vec::new();
            export::export(&desk, &act(), &options, Path::new("out"), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let csv = export(ExportForm::Csv, true);
        let json: serde_json::Value = serde_json::from_str(&export(ExportForm::Json, true)).unwrap();
        let rows = rows(&csv);
        for (at, row) in cells.iter().enumerate() {
            let id = format!("00{at}");
            let out = rows.iter().position(|row| row.get(0) == Some(&id)).unwrap();
            for (header, cell) in headers[1..].iter().zip(row) {
                let expected = unguarded(cell);
                let column = rows[0].iter().position(|h| unguarded(h) == *header);
                let csv = column.map_or("", |column| &rows[out][column]);
                prop_assert_eq!(csv, &*guarded(expected), "{}", header);
                let json = json[out - 1].get(*header).and_then(|cell| cell.as_str()).unwrap_or_default();
                prop_assert_eq!(json, expected, "{}", header);
            }
        }
        // Read back, it changes nothing, and into an empty store it is the same.
        let again = dir.path().join("again.csv");
        std::fs::write(&again, &csv).unwrap();
        let options = import::ImportOptions { paths: vec![again.clone()], ..import::ImportOptions::default() };
        let report = import::import(&desk, &act(), &options).unwrap();
        let total = report.total();
        prop_assert_eq!((total.inserted, total.updated, report.rejected_rows()), (0, 0, 0));
        let empty = self::desk(&dir.path().join("empty"));
        import::import(&empty, &act(), &options).unwrap();
        let options = export::ExportOptions {
            kind: Kind::Worker,
            form: ExportForm::Csv,
            as_written: true,
            wide: true,
            identified: true,
            purpose: Some("test".into()),
            columns: Vec::new(),
        };
        let mut out = Vec::new();
        export::export(&empty, &act(), &options, Path::new("out"), &mut out).unwrap();
        prop_assert_eq!(String::from_utf8(out).unwrap(), csv);
    }
}

/// Files of different habits, of which one column of an export holds the cells of all.
#[test]
fn cells_of_files_with_other_habits_read_back_as_what_they_are() {
    let project = Project::new();
    project.file("dmy.csv", "worker_id,residence,birth_date,sex\nA1,PH,25/04/1990,H\nA2,PH,03/04/1991,M\n");
    project.file("mdy.csv", "worker_id,residence,birth_date,sex\nB1,KE,04/25/1990,F\nB2,KE,03/04/1991,M\n");
    project.file("open.csv", "worker_id,residence,birth_date\nC1,GH,03/04/1992\n");

    let _ = project.run(&["import", "dmy.csv"]);
    let _ = project.run(&["import", "mdy.csv"]);
    let _ = project.run(&["import", "open.csv"]);

    let before = all(&project, "worker", &[]);
    assert!(before.contains("1991-04-03") && before.contains("1991-03-04"), "{before}");
    let written = all(&project, "worker", &["--as-written"]);
    assert!(written.contains("25/04/1990") && written.contains("04/25/1990"), "{written}");
    let copy = Project::new();
    copy.file("back.csv", &written);
    copy.run(&["import", "back.csv"]);
    assert_same(&all(&copy, "worker", &[]), &before, "worker");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Whatever two lists write, each in its own habit: what leaves as it was written is read back as the same.
    #[test]
    fn lists_of_two_habits_are_read_back_as_one(
        days in proptest::collection::vec((1..29_u32, 1..13_u32, 1960..2004_i32, 0..4_u8), 2..9),
        numbers in proptest::collection::vec((4..9_u32, 0..2_u32), 2..9),
        wide in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let date = |(d, m, y, form): (u32, u32, i32, u8), american: bool| match (form, american) {
            (0, _) => format!("{d}. {}", ["Jan", "May", "Dec"][m as usize % 3].to_owned() + &format!(" {y}")),
            (1, _) => format!("{y}-{m:02}-{d:02}"),
            (_, false) => format!("{d:02}/{m:02}/{y}"),
            (_, true) => format!("{m:02}/{d:02}/{y}"),
        };
        let list = |first: &str, american: bool| {
            let mut text = "worker_id;residence;birth_date;language_1_test;language_1_taken_on;language_1_overall\n".to_owned();
            for (n, &day) in days.iter().enumerate() {
                let (whole, rest) = numbers[n % numbers.len()];
                let sign = if american { '.' } else { ',' };
                let born = date(day, american);
                let done = date((day.0, day.1, day.2 + 22, day.3), american);
                text.push_str(&format!("{first}{n};PH;{born};IELTS;{done};{whole}{sign}{}\n", rest * 5));
            }
            text
        };
        let desk = desk(&dir.path().join("data"));
        let take = |desk: &Desk, name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            import::import(desk, &act(), &import::ImportOptions { paths: vec![path], ..Default::default() }).unwrap()
        };
        take(&desk, "a.csv", &list("A", false));
        take(&desk, "b.csv", &list("B", true));
        let export = |desk: &Desk, kind, as_written, wide| {
            let options = export::ExportOptions {
                kind, form: ExportForm::Csv, as_written, wide,
                identified: true, purpose: Some("test".into()), columns: Vec::new(),
            };
            let mut out = Vec::new();
            export::export(desk, &act(), &options, Path::new("out"), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let empty = self::desk(&dir.path().join("empty"));
        take(&empty, "back.csv", &export(&desk, Kind::Worker, true, wide));
        if !wide {
            take(&empty, "parts.csv", &export(&desk, Kind::LanguageCertificate, true, false));
        }
        for kind in [Kind::Worker, Kind::LanguageCertificate] {
            prop_assert_eq!(export(&empty, kind, false, false), export(&desk, kind, false, false));
        }
    }
}
