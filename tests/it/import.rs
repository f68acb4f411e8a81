//! Files in, rejected rows back, undo; and files that are no tables.

use crate::support::Project;
use serde_json::json;

const WORKERS: &str = "worker_id,full_name,residence,occupation,language_1_test,language_1_overall,language_1_taken_on,consent_match\n\
00123,N’Diaye-Søren,PH,2221,ielts-academic,7.5,2025-04-03,yes\n\
00124,Ünal,TR,2221,,,,no\n";

#[test]
fn the_same_file_twice_changes_nothing() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    let first = project.json(&["import", "w.csv"]);
    assert_eq!(first["counts"]["worker"], json!({"inserted": 2, "updated": 0, "unchanged": 0}));
    let second = project.ok(&["import", "w.csv"]);
    assert!(second.contains("0 inserted, 0 updated, 5 unchanged, 0 rows rejected"), "{second}");
}

#[test]
fn encodings_and_separators_are_understood() {
    let project = Project::new();
    let text = "worker_id;Nom complet;Country of residence;Profession;Date of birth\nW1;Müller;Côte d'Ivoire;2221;31/12/1990\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    project.file("latin.csv", latin);
    project.file("tab.tsv", format!("\u{feff}{}", text.replace(';', "\t").replace("W1", "W2")));
    let report = project.json(&["import", "latin.csv", "tab.tsv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    assert_eq!(report["files"][0]["understood"]["encoding"], "windows-1252");
    assert_eq!(report["files"][1]["understood"]["bom"], true);
    assert_eq!(report["files"][0]["understood"]["date_orders"], json!([["Date of birth", "day-month-year"]]));
}

#[test]
fn a_dry_run_shows_each_change_and_writes_nothing() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    let before = project.records();
    project.file("v.csv", WORKERS.replace("7.5", "8").replace("00124", "00125"));
    let report = project.json(&["import", "v.csv", "--dry-run"]);
    assert_eq!(report["batch"], json!(null));
    assert_eq!(
        report["changes"],
        json!([{"kind": "language_certificate", "id": "00123", "column": "overall", "old": "7.5", "new": "8"}])
    );
    assert_eq!(project.records(), before);
    assert!(!project.path().join("data/rejects").read_dir().unwrap().any(|_| true));
}

#[test]
fn mended_rejects_complete_the_load() {
    let project = Project::new();
    project.file("w.csv", "worker_id,residence,occupation,Date of birth\nW1,Phillipines,2221,13/04/1990\nW2,IN,2221,25/12/1991\n");
    let ran = project.run(&["import", "w.csv", "--strict"]);
    assert_eq!(ran.code, Some(1));
    let rejects = project.path().join("data/rejects/B-0001-w.rejects.csv");
    let text = std::fs::read_to_string(&rejects).unwrap();
    assert_eq!(
        text,
        "worker_id,residence,occupation,Date of birth,row,column,value,rule,reason,suggestion\n\
         W1,Phillipines,2221,1990-04-13,2,residence,Phillipines,IMP010,`Phillipines`: The value is not a country.,Philippines (PH)\n"
    );
    project.file("mended.csv", text.replace("W1,Phillipines", "W1,Philippines"));
    let report = project.json(&["import", "mended.csv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 1, "{report:#}");
    assert_eq!(report["files"][0]["rejected"], 0);
}

/// A file whose headers, dates and numbers only its whole tells, or whoever imports it: `Contact` holds telephone
/// numbers, `Country` was asked for, a day above twelve and a comma stand in other rows.
const TOLD_BY_THE_WHOLE: &str = "Staff no.;Contact;Country;Date of birth;Overall score\n\
W1;0917 555 0101;PH;13/04/1990;7,5\n\
W2;0917 555 0102;PH;25/12/1991;6,5\n\
W3;0917 555 0103;PH;14/02/1992;7\n\
W4;0917 555 0104;PH;15/03/1993;\n\
W5;;Phillipines;02/03/1994;\n\
W6;;PH;31/31/1990;\n";

const TOLD: [&str; 4] = ["--map", "Country=residence", "--map", "Overall score=language_1_overall"];

#[test]
fn a_rejects_file_is_read_as_its_original_was() {
    let project = Project::new();
    project.file("w.csv", TOLD_BY_THE_WHOLE);
    let first = project.json(&[&["import", "w.csv", "--strict"][..], &TOLD].concat());
    let targets = |report: &serde_json::Value| {
        let columns = report["files"][0]["understood"]["columns"].as_array().unwrap();
        columns.iter().take(5).map(|column| column["target"]["field"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(targets(&first), ["worker_id", "phone", "residence", "birth_date", "overall"], "{first:#}");
    assert_eq!(first["files"][0]["rejected"], 2, "{first:#}");
    let rejects = project.path().join("data/rejects/B-0001-w.rejects.csv");
    assert_eq!(first["files"][0]["rejects"], json!(rejects), "{first:#}");
    let text = std::fs::read_to_string(&rejects).unwrap();
    let mended = text
        .replace("W5,,Phillipines,", "W5,,Philippines,")
        .replace("W6,,PH,31/31/1990,", "W6,0917 555 0106,PH,02/03/1995,");
    std::fs::write(&rejects, &mended).unwrap();
    let ran = project.run(&["import", "data/rejects/B-0001-w.rejects.csv"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let says = "read like its original, by the recipe B-0001-w.rejects.recipe.toml beside the file";
    assert!(ran.out.contains(says), "{}", ran.out);
    let workers = project.ok(&["export", "worker", "--identified", "--purpose", "test", "--format", "csv"]);
    let of = |id: &str| workers.lines().find(|line| line.contains(id)).unwrap_or_default().to_owned();
    assert!(of("W5").contains("1994-03-02") && of("W6").contains("1995-03-02"), "{workers}");
    assert!(of("W6").contains("+639175550106"), "{workers}");

    // Moved to another folder under another name the file finds its recipe all the same.
    let copy = project.file("desk/Copy of B-0001-w.rejects (1).csv", &mended);
    let moved = project.json(&["import", &copy.to_string_lossy()]);
    assert_eq!(targets(&moved), targets(&first), "{moved:#}");
    // What is said of a header goes before the recipe, and the rest of it holds.
    let other = project.json(&["import", &copy.to_string_lossy(), "--map", "Contact=", "--dry-run"]);
    assert_eq!(
        targets(&other),
        [json!("worker_id"), json!(null), json!("residence"), json!("birth_date"), json!("overall")]
    );
    // A recipe that is named goes before the one that lies beside.
    let recipe = std::fs::read_to_string(rejects.with_extension("recipe.toml")).unwrap();
    assert!(recipe.contains("dates = \"day-month-year\""), "{recipe}");
    project.file("own.toml", recipe.replace("\"phone\"", "\"\""));
    let own = project.json(&["import", &copy.to_string_lossy(), "--recipe", "own.toml", "--dry-run"]);
    assert_eq!(targets(&own)[1], json!(null), "{own:#}");
    assert_eq!(own["files"][0]["understood"]["read_as_before"], json!(null));
    // Where the headers are others it is left aside, and that is said.
    project.file("desk/B-0001-w.rejects.csv", "worker_id,residence\nW7,PH\n");
    let ran = project.run(&["import", "desk/B-0001-w.rejects.csv"]);
    assert!(
        ran.code == Some(0) && ran.err.contains("not read by B-0001-w.rejects.recipe.toml"),
        "{}",
        ran.err
    );
    // A directory is searched for tables that are nobody's rejects.
    assert_eq!(project.run(&["import", "data/rejects"]).code, Some(2));
}

/// The decimal sign of the column holds for what is typed into its rejects, and what they show is as before.
#[test]
fn the_decimal_sign_of_the_original_holds_in_its_rejects() {
    let project = Project::new();
    let head = "curriculum_id;title;country;occupation;credits\n";
    project.file(
        "c.csv",
        format!("{head}C1;Nursing;PH;2221;12,5\nC2;Nursing;Phillipines;2221;3,125\nC3;Nursing;PH;2221;x\n"),
    );
    let report = project.json(&["import", "c.csv", "--strict"]);
    assert_eq!(report["files"][0]["rejected"], 2, "{report:#}");
    let rejects = project.path().join("data/rejects/B-0001-c.rejects.csv");
    let text = std::fs::read_to_string(&rejects).unwrap();
    assert!(text.contains("C2,Nursing,Phillipines,2221,3.1250,"), "{text}");
    let mended = text
        .replace("Nursing,Phillipines", "Nursing,PH")
        .replace("C3,Nursing,PH,2221,x,", "C3,Nursing,PH,2221,1.500,");
    std::fs::write(&rejects, mended).unwrap();
    let report = project.json(&["import", &rejects.to_string_lossy()]);
    assert_eq!(report["counts"]["curriculum"]["inserted"], 2, "{report:#}");
    let credits: Vec<serde_json::Value> =
        serde_json::from_str(&project.ok(&["export", "curriculum", "--format", "json"])).unwrap();
    let credits: Vec<&str> = credits.iter().filter_map(|record| record["credits"].as_str()).collect();
    assert_eq!(credits, ["12.5", "3.125", "1500"]);
}

/// What no row of the whole file settled, no row that was mended settles for the others.
#[test]
fn what_the_original_left_open_stays_open_in_its_rejects() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,residence,birth_date,hours_note\nW1,PH,03/04/1990,a\nW2,PH,05/06/1991,b\nW3,PH,1990-01-01,c\n",
    );
    assert_eq!(project.json(&["import", "w.csv", "--strict"])["files"][0]["rejected"], 2);
    let rejects = project.path().join("data/rejects/B-0001-w.rejects.csv");
    let text = std::fs::read_to_string(&rejects).unwrap();
    assert!(
        std::fs::read_to_string(rejects.with_extension("recipe.toml")).unwrap().contains("dates = \"open\"")
    );
    std::fs::write(&rejects, text.replacen("03/04/1990", "13/04/1990", 1)).unwrap();
    let report = project.json(&["import", &rejects.to_string_lossy(), "--strict"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 1, "{report:#}");
    assert_eq!(report["files"][0]["rejected"], 1, "{report:#}");
}

/// A file of one row shows less than its original did, and nobody should have to say everything again.
#[test]
fn rejects_are_read_as_their_original_was() {
    let project = Project::new();
    project.file(
        "w.csv",
        "Code X;Lives;When;Remarks\nW1;PH;13/02/1990;a\nW2;Phillipines;03/04/1991;b\nW3;IN;25/12/1991;c\n",
    );
    let maps = ["--map", "Code X=worker_id", "--map", "Lives=residence", "--map", "When=birth_date"];
    let ran = project.run(&[&["import", "w.csv", "--strict"][..], &maps].concat());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let rejects = project.path().join("data/rejects/B-0001-w.rejects.csv");
    let text = std::fs::read_to_string(&rejects).unwrap();
    std::fs::write(&rejects, text.replace("Phillipines", "Philippines")).unwrap();
    let path = rejects.to_str().unwrap();
    let report = project.json(&["import", path]);
    assert_eq!(report["counts"]["worker"]["inserted"], 1, "{report:#}");
    let columns = report["files"][0]["understood"]["columns"].as_array().unwrap();
    assert!(columns[..4].iter().all(|column| column["via"] == "recipe" || column["header"] == "Remarks"));
    let worker = project.ok(&["export", "worker", "--identified", "--purpose", "test"]);
    assert!(worker.contains("W2") && worker.contains("1991-04-03"), "{worker}");
    // With other headers it is a file like any other, and what is said goes first.
    let other = text.replace("Lives", "Country of residence").replace("Phillipines", "Philippines");
    std::fs::write(&rejects, other).unwrap();
    let asked = project.run(&["import", path]);
    assert!(asked.err.contains("Code X"), "{}", asked.err);
    let said = project.json(&["import", path, "--map", "Code X=worker_id", "--map", "When=birth_date"]);
    assert_eq!(said["counts"]["worker"]["unchanged"], 1, "{said:#}");
}

#[test]
fn undo_restores_and_says_what_stands_in_the_way() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    let before = project.records();
    project.file("v.csv", WORKERS.replace("PH", "AE"));
    project.ok(&["import", "v.csv"]);
    let refused = project.run(&["undo", "B-0001"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("B-0002 changed records of it later"), "{}", refused.err);
    project.ok(&["undo", "2"]);
    assert_eq!(project.records(), before);
    assert!(project.ok(&["search", "worker", "--filter", "residence=PH"]).contains("00123"));
    project.ok(&["undo", "B-0001"]);
    assert!(project.ok(&["search", "worker"]).contains("0 of 0"));
    project.ok(&["audit", "verify"]);
}

#[test]
fn a_directory_is_one_batch_in_the_order_of_the_kinds() {
    let project = Project::new();
    project.file(
        "in/a_certificates.csv",
        "worker_id,test,taken_on,overall\nW-0001,oet,2025-01-01,350\nW-0009,oet,2025-01-01,350\n",
    );
    project.file("in/b_workers.csv", "worker_id,residence,occupation\nW-0001,PH,2221\n");
    let report = project.json(&["import", "in"]);
    assert_eq!(report["counts"]["language_certificate"]["inserted"], 1);
    let finding = &report["files"][1]["findings"][0];
    assert_eq!(
        (finding["code"].as_str(), finding["suggestion"].as_str()),
        (Some("IMP102"), Some("W-0001")),
        "{finding:#}"
    );
}

#[test]
fn an_identifier_of_somebody_else_comes_back_until_somebody_has_looked() {
    let project = Project::new();
    project.file(
        "a.csv",
        "worker_id,full_name,birth_date,nationalities,residence\n00001,John Paul Peña,1988-02-02,PH,PH\n",
    );
    project.ok(&["import", "a.csv"]);
    // Of another agency, which counts from 1 too; the row is a wide one.
    project.file(
        "b.csv",
        "worker_id,full_name,birth_date,nationalities,residence,license_1_regulator,license_1_number\n\
         00001,Grace Wanjiru,1991-04-04,KE,KE,Nursing Council of Kenya,12345\n",
    );
    let report = project.json(&["import", "b.csv"]);
    let finding = &report["files"][0]["findings"][0];
    assert_eq!(finding["code"], "IMP103", "{report:#}");
    let text = finding["reason"]["text"].as_str().unwrap();
    assert!(text.contains("John Paul Peña, birth_date 1988-02-02"), "{text}");
    assert!(text.contains("Grace Wanjiru, birth_date 1991-04-04"), "{text}");
    let report = project.json(&["import", "b.csv", "--update-people"]);
    assert_eq!(report["counts"]["worker"]["updated"], 1, "{report:#}");
    assert_eq!(report["counts"]["license"]["inserted"], 1);
}

#[test]
fn an_identifier_in_two_forms_of_unicode_is_one() {
    for (one, other) in [
        ("\u{c9}1", "E\u{301}1"),
        ("ñ-2", "n\u{303}-2"),
        ("W-3", "Ｗ－３"),
        ("가1", "\u{1100}\u{1161}1"),
        ("w-5", "W-5"),
    ] {
        let project = Project::new();
        project.file("w.csv", format!("worker_id,full_name,residence\n{one},A B,KE\n{other},A B,KE\n"));
        let report = project.json(&["import", "w.csv"]);
        assert_eq!(report["files"][0]["findings"][0]["code"], "IMP101", "{one} {other}");
        project.file(
            "c.csv",
            format!("worker_id,language,test,taken_on,overall\n{other},en,ielts-academic,2025-01-01,7\n"),
        );
        let report = project.json(&["import", "c.csv"]);
        assert_eq!(report["counts"]["language_certificate"]["inserted"], 1, "{one} {other}");
    }
}

#[test]
fn an_unclosed_quote_costs_its_own_row_only() {
    let project = Project::new();
    let mut unclosed = WORKERS.to_owned();
    unclosed.push_str("00125,\"no end,PH,2221,,,,\n00126,x,PH,2221,,,,\n");
    project.file("w.csv", &unclosed);
    let rows = unclosed.lines().count() as u64 - 1;
    let report = project.json(&["import", "w.csv"]);
    let file = &report["files"][0];
    assert_eq!((file["rows"].as_u64(), file["rejected"].as_u64()), (Some(rows), Some(1)), "{report:#}");
    assert_eq!(file["findings"][0]["code"], "IMP021", "{report:#}");
}

#[test]
fn files_that_are_no_tables_are_refused_and_change_nothing() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    let before = project.records();
    std::fs::create_dir(project.path().join("empty")).unwrap();

    for (name, content, says) in [
        ("empty.csv", Vec::new(), "the file is empty"),
        ("binary.csv", b"\x89PNG\0\0\0".to_vec(), "not text"),
        ("page.xls", b"<html><table><tr><td>worker_id".to_vec(), "an HTML page"),
        ("paper.csv", b"%PDF-1.7 and so on".to_vec(), "a PDF document"),
        ("packed.csv", b"PK\x03\x04 and so on".to_vec(), "a zip archive"),
        ("list.csv", b"[{\"worker_id\": 1}]".to_vec(), "a JSON document"),
        ("utf8.csv", [WORKERS.as_bytes(), b"00127,M\xFCller,PH,2221,,,,\n"].concat(), "two encodings"),
        (
            "twice.csv",
            b"worker_id,residence,residence\nW1,PH,PH\n".to_vec(),
            "two columns are called `residence`",
        ),
        (
            "same.csv",
            b"worker_id,residence,country of residence\nW1,PH,KE\n".to_vec(),
            "both mean `residence`",
        ),
        ("foreign.csv", b"a,b,c\n1,2,3\n".to_vec(), "no kind of record"),
        ("long.csv", [b"worker_id,full_name\nW1,".to_vec(), vec![b'x'; 9 << 20]].concat(), "longer than"),
    ] {
        project.file(name, content);
        let ran = project.run(&["import", name]);
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.out);
        assert!(ran.err.contains(says) && ran.err.contains(name), "{name}: {}", ran.err);
        assert_eq!(project.records(), before, "{name}");
    }
    let ran = project.run(&["import", "empty"]);
    assert!(ran.code == Some(2) && ran.err.contains("no file that ends in .csv"), "{}", ran.err);
    assert_eq!(project.run(&["import", "nowhere.csv"]).code, Some(2));
    // A header alone is no fault.
    project.file("header.csv", "worker_id,residence\n");
    assert!(project.ok(&["import", "header.csv"]).contains("a header and no rows"));
    assert_eq!(project.records(), before);
}

#[test]
fn ragged_rows_and_duplicates_are_named_by_row() {
    let project = Project::new();
    project.file("w.csv", "worker_id,residence,occupation\nW1,PH,2221\nW2,PH\nW1,IN,2221\nW3,IN,2221,\n");
    let report = project.json(&["import", "w.csv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let told: Vec<_> =
        findings.iter().map(|f| (f["place"]["row"].as_u64().unwrap(), f["code"].as_str().unwrap())).collect();
    assert_eq!(told, [(3, "IMP001"), (4, "IMP101")]);
    assert!(
        findings[1]["reason"]["args"] == json!({"kind": "worker", "value": "W1", "file": "w.csv", "row": 2})
    );
}

const NEAR: &str = "worker_id,full_name,residence,occupation,preferred_contracts,birth_date\n\
W1,Jon,Phillipines,Registred nurse,permanant;seasonal,13/04/1990\n\
W2,Ann,Nigera,2221,seasonal,25/12/1991\n\
W3,Eve,KE,2221,seasonal,30/02/1990\n";

#[test]
fn without_being_asked_no_suggestion_is_taken() {
    let project = Project::new();
    project.file("w.csv", NEAR);
    let report = project.json(&["import", "w.csv", "--strict"]);
    assert_eq!(report["files"][0]["rejected"], 3, "{report:#}");
    let nearness = report["files"][0]["findings"][0]["nearness"].as_f64().unwrap();
    assert!((0.95..1.0).contains(&nearness), "{report:#}");
}

#[test]
fn a_suggestion_is_taken_where_it_is_near_and_alone_and_each_is_told() {
    let project = Project::new();
    project.file("w.csv", NEAR);
    let args = ["import", "w.csv", "--strict", "--accept-suggestions", "0.95"];
    let report = project.json(&args);
    let file = &report["files"][0];
    // Nigera is near Niger as well, and the 30th of February is no date: neither is taken.
    assert_eq!((file["rejected"].as_u64(), file["warned"].as_u64()), (Some(2), Some(1)), "{report:#}");
    let taken: Vec<&str> = file["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == "IMP011" && finding["severity"] == "note")
        .map(|finding| finding["reason"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(taken.len(), 3, "{report:#}");
    assert!(taken[0].starts_with("`Phillipines` was taken as `PH` (0.9"), "{taken:?}");
    assert!(taken[1].starts_with("`Registred nurse` was taken as `2221` (0.9"), "{taken:?}");
    assert!(taken[2].starts_with("`permanant;seasonal` was taken as `permanent;seasonal` (0.9"), "{taken:?}");
    let warnings = project.path().join("data/rejects/B-0001-w.warnings.csv");
    assert!(std::fs::read_to_string(&warnings).unwrap().contains("was taken as `PH`"));
    let rejects = std::fs::read_to_string(project.path().join("data/rejects/B-0001-w.rejects.csv")).unwrap();
    assert!(rejects.contains("W2") && rejects.contains("W3") && !rejects.contains("IMP011"), "{rejects}");
    assert!(project.ok(&["search", "worker", "--filter", "residence=PH"]).contains("W1"));
    // The same again changes nothing; undo takes out what was taken.
    let again = project.json(&args);
    assert_eq!(again["counts"]["worker"], json!({"inserted": 0, "updated": 0, "unchanged": 1}));
    project.ok(&["undo", "B-0002"]);
    project.ok(&["undo", "B-0001"]);
    assert!(project.ok(&["search", "worker"]).contains("0 of 0"));
    assert_eq!(project.run(&["import", "w.csv", "--accept-suggestions", "1.5"]).code, Some(2));
}

#[test]
fn a_warning_is_told_and_the_row_is_taken() {
    let project = Project::new();
    project.file(
        "l.csv",
        "worker_id,regulator,number,country,expires_on,status\nW1,PRC,0612345,PH,2019-12-31,active\n",
    );
    project.file("w.csv", "worker_id,residence,occupation\nW1,PH,2221\n");
    let ran = project.run(&["import", "w.csv", "l.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    for part in [
        "warning: l.csv:2: status: The license is active, but expired on 2019-12-31.",
        "Did you mean `lapsed`? [REC038]",
        "1 row was taken with warnings or notes, all in",
        "0 rows rejected",
    ] {
        assert!(ran.out.replace("\n  ", " ").contains(part), "`{part}` is missing in:\n{}", ran.out);
    }
    let warnings = project.path().join("data/rejects/B-0001-l.warnings.csv");
    let text = std::fs::read_to_string(&warnings).unwrap();
    assert_eq!(
        text,
        "worker_id,regulator,number,country,expires_on,status,row,column,value,rule,reason,suggestion\n\
         W1,PRC,0612345,PH,2019-12-31,active,2,status,active,REC038,\"The license is active, but expired on 2019-12-31.\",lapsed\n"
    );
    // Mended there and imported again it is changed; the directory as a whole is not a source of files.
    project.file("mended.csv", text.replace(",active,2,", ",lapsed,2,"));
    let report = project.json(&["import", "mended.csv"]);
    assert_eq!(
        report["counts"]["license"],
        json!({"inserted": 0, "updated": 1, "unchanged": 0}),
        "{report:#}"
    );
    assert_eq!(project.run(&["import", "data/rejects"]).code, Some(2));
}

#[test]
fn rejections_are_shown_before_warnings() {
    let project = Project::new();
    let mut csv = String::from("worker_id,residence,occupation,birth_date\n");
    for number in 0..30 {
        csv.push_str(&format!("W{number},PH,2221,1970-01-01\n"));
    }
    csv.push_str("W99,Xyzzy,2221,1980-01-01\n");
    project.file("w.csv", csv);
    let report = project.json(&["import", "w.csv", "--strict"]);
    let file = &report["files"][0];
    assert_eq!(
        (file["findings_total"].as_u64(), file["warned"].as_u64()),
        (Some(31), Some(30)),
        "{report:#}"
    );
    let shown = file["findings"].as_array().unwrap();
    assert!(shown.len() == 31 && shown[30]["code"] == "IMP010", "{report:#}");
    // The screen has room for fewer, and shows what came back.
    project.run(&["undo", "B-0001"]);
    let told = project.run(&["import", "w.csv", "--strict"]).out;
    assert!(told.contains("Xyzzy"), "{told}");
}

const CLINIC: &str = "Nurse ID;Nom et Prénom;DOB (dd/mm/yyyy);Country;Cadre;Sexe;IELTS Overall;Remarks\n\
N1;Akinyi Otieno;03/04/1990;KE;Staff Nurse;F;7.5;late\n\
N2;Wanjiru Kamau;05/06/1991;KE;Registered Nurse;Femme;7;\n";

#[test]
fn what_is_unclear_is_asked_for_and_told_once() {
    let project = Project::new();
    project.file("clinic.csv", CLINIC);
    let ran = project.run(&["import", "clinic.csv", "--strict"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains("--map 'Country=residence'"), "{}", ran.err);
    // Unless all is asked for, the file goes in without the column.
    let without = project.ok(&["import", "clinic.csv", "--dry-run"]);
    assert!(
        without.contains("not read: `Country`, since it may mean nationalities or residence"),
        "{without}"
    );
    let report = project.run(&[
        "--format",
        "json",
        "import",
        "clinic.csv",
        "--map",
        "Country=residence",
        "--save-recipe",
        "clinic.toml",
        "--dry-run",
    ]);
    let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    let columns = report["files"][0]["understood"]["columns"].as_array().unwrap();
    let of = |header: &str| columns.iter().find(|column| column["header"] == header).unwrap();
    assert_eq!(of("Country")["via"], "map");
    assert_eq!(of("Country")["sample"], "KE");
    assert_eq!(of("Nom et Prénom")["target"]["field"], "full_name");
    assert_eq!(of("Nom et Prénom")["sample"], json!(null), "no name leaves the file");
    assert_eq!(of("Remarks")["via"], "unmapped");
    assert_eq!(report["files"][0]["understood"]["constants"][0]["value"], "ielts-academic");
    assert_eq!(
        report["files"][0]["understood"]["date_orders"],
        json!([["DOB (dd/mm/yyyy)", "day-month-year"]])
    );

    // The recipe reads the file the same way, and with what a person adds the values as well.
    let recipe = std::fs::read_to_string(project.path().join("clinic.toml")).unwrap();
    let recipe = recipe.replace(
        "[defaults]",
        "[values.occupation]\n\"staff nurse\" = 2221\n[values.sex]\n\"Femme\" = \"female\"\n\n[defaults]\ntitle = \"Nurse\"",
    );
    project.file("clinic.toml", &recipe);
    let report = project.json(&["import", "clinic.csv", "--recipe", "clinic.toml"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    let hash = report["files"][0]["understood"]["recipe"].as_str().unwrap().to_owned();
    let log = project.ok(&["audit", "log", "--canonical"]);
    assert!(log.contains(&format!("\"recipe\":\"{hash}\"")), "{log}");
    let again = project.ok(&["import", "clinic.csv", "--recipe", "clinic.toml"]);
    assert!(again.contains("0 inserted, 0 updated, 4 unchanged, 0 rows rejected"), "{again}");
    let records = project.records().to_string();
    // The certificates come from the test that a header names.
    assert!(
        records.contains(r#"["worker",2]"#) && records.contains(r#"["language_certificate",2]"#),
        "{records}"
    );
}

#[test]
fn a_recipe_is_for_files_with_its_headers() {
    let project = Project::new();
    project.file("w.csv", "worker_id,Country\nW1,PH\n");
    project.file(
        "r.toml",
        "format = 1\nkind = \"worker\"\n[columns]\nworker_id = \"worker_id\"\nLand = \"residence\"\n",
    );
    let ran = project.run(&["import", "w.csv", "--recipe", "r.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("lacks `Land`") && ran.err.contains("does not know `Country`"), "{}", ran.err);
    project.file("r.toml", "format = 1\nkind = \"worker\"\n[columns]\nCountry = \"residense\"\n");
    let ran = project.run(&["import", "w.csv", "--recipe", "r.toml"]);
    assert!(ran.err.contains("r.toml:4") && ran.err.contains("the nearest is `residence`"), "{}", ran.err);
    // With several files a choice is for the one that has the header.
    project.file("v.csv", "worker_id,residence\nW2,PH\n");
    let report = project.json(&["import", "w.csv", "v.csv", "--map", "Country=residence"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    let ran =
        project.run(&["import", "w.csv", "v.csv", "--map", "Contry=residence", "--map", "Country=residence"]);
    assert!(ran.code == Some(2) && ran.err.contains("the nearest is `Country`"), "{}", ran.err);
}

/// French and Italian write the article into the word; people search for the word.
#[test]
fn a_word_behind_an_apostrophe_is_found() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,full_name,residence,occupation,title,summary\n\
         W1,Awa N’Diaye,SN,2221,Diplôme d’infirmière,N'Diaye was at the Hôpital\n\
         W2,Ada Rossi,IT,2221,Infermiera dell'ospedale,known as qu'Ada\n\
         W3,Eve Kay,IE,2221,Nurse,trained by Sister O'Brien with D'Souza\n",
    );
    project.ok(&["import", "w.csv"]);
    let found = |words: &str| -> Vec<String> {
        let reply = project.json(&["search", "worker", words]);
        let hits = reply["results"].as_array().unwrap_or_else(|| panic!("{reply:#}"));
        hits.iter().map(|hit| hit["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    // All three are nurses: the one of whom the word stands comes before those who are it in other words.
    assert_eq!(found("infirmière"), ["W1", "W2", "W3"]);
    for (words, ids) in [
        // The word behind an article is widened as the word alone.
        ("l'infirmière", &["W1", "W2", "W3"][..]),
        ("\"diplôme d'infirmière\"", &["W1"]),
        ("\"diplôme infirmière\"", &["W1"]),
        ("l'hôpital", &["W1"]),
        ("ospedale", &["W2"]),
        ("O'Brien", &["W3"]),
        ("D'Souza", &["W3"]),
        ("N'Diaye", &[]),
        ("Diaye", &[]),
        ("\"known ada\"", &[]),
    ] {
        assert_eq!(found(words), ids, "{words}");
    }
}

/// Codes of countries are words in some language: `DE` is "from". They are data all the same.
#[test]
fn a_row_of_codes_is_no_second_header() {
    let project = Project::new();
    project.file("p.csv", "placement_id,residence,destination\nP1,DE,DE\nP2,PH,DE\n");
    project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
    project.file("w.csv", "worker_id,residence,nationalities\nW1,IN,DE\n");
    let said = project.ok(&["import", "p.csv", "o.csv", "w.csv"]);
    assert!(said.contains("4 inserted"), "{said}");
}

#[test]
fn a_certificate_in_one_cell_is_read_into_its_columns() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,English certificate,language_1_taken_on,language_1_writing\n\
         W1,\"IELTS (Acad.) 7.5: L8 R8.5 W6.5 S7, 03/2025\",2025-03-04,\n\
         W2,\"OET B, writing C+\",,C+\n\
         W3,\"OET B, writing C+\",,B\n\
         W4,IELTS 9.3,,\n\
         W5,will take IELTS next year,,\n\
         W6,IELST 7.5,,\n\
         W7,OET B and IELTS 7,,\n\
         W8,\"Goethe B2, 05/2031\",,\n",
    );
    let report = project.json(&["import", "w.csv"]);
    let found: Vec<_> = report["files"][0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["place"]["row"].as_u64().unwrap(), f["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            &[(4, "IMP013"), (4, "IMP014")][..],
            &[(5, "IMP010"), (5, "IMP014")],
            &[(6, "IMP010"), (6, "IMP014")],
            &[(7, "IMP010"), (7, "IMP014")],
            // Two certificates in one cell go in both, with a note on what `IELTS` alone means.
            &[(8, "IMP012")],
            &[(9, "IMP010"), (9, "IMP014")],
        ]
        .concat(),
        "{report:#}"
    );
    let stored = project.ok(&["export", "language_certificate"]);
    assert_eq!(
        stored.lines().skip(1).take(2).collect::<Vec<_>>(),
        ["W1,en,ielts-academic,2025-03-04,,7.5,8,8.5,6.5,7,,,,,", "W2,en,oet,,,,B,B,C+,B,,,,,"],
        "{stored}"
    );
}

#[test]
fn an_apostrophe_alone_in_a_cell_swallows_no_rows() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,full_name,summary,title,'=Kürzel,Anmerkung 2\n000,Ana,,nurse,',n/a\n001,Bo,,nurse,x,y\n",
    );
    let report = project.json(&["import", "w.csv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
}

#[test]
fn a_test_that_may_be_one_of_several_is_read_with_a_note() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,language_1_test,language_1_overall\nW1,IELTS,7\nW2,IELTS Academic,7\nW3,IELTS 7.5,7.5\n",
    );
    let report = project.json(&["import", "w.csv"]);
    let noted: Vec<_> = report["files"][0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["reason"]["code"] == "normalize-read-usual-test")
        .map(|f| (f["place"]["row"].as_u64().unwrap(), f["code"].as_str().unwrap()))
        .collect();
    assert_eq!(noted, [(2, "IMP012"), (4, "IMP012")], "{report:#}");
}

#[test]
fn a_file_of_a_directory_that_is_no_table_of_ours_is_left_out_and_named() {
    let project = Project::new();
    project.file("in/workers.csv", "worker_id,residence,occupation\nW-1,KE,2221\nW-2,PH,2221\n");
    project.file("in/budget.csv", "cost center,euros\nlaundry,1200\nkitchen,800\n");
    // A list in prose, whose words come again, and what only looks like a table by its name.
    project.file("in/notes.csv", "no,what\n1,for the ward and for the kitchen\n2,the nurse for the night\n");
    project.file("in/blank.csv", "");
    project.file("in/scan.csv", b"%PDF-1.7\n\x00\x01\x02");
    project.file("in/README.md", "# Not looked at\n");
    let report = project.json(&["import", "in"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    assert_eq!(report["files"].as_array().unwrap().len(), 1);
    let left_out = report["left_out"].as_array().unwrap();
    let names: Vec<&str> = left_out.iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(names, ["blank.csv", "budget.csv", "notes.csv", "scan.csv"], "{left_out:#?}");
    // People are told as well, and a program learns by the exit code that something was found.
    let again = project.run(&["import", "in"]);
    assert_eq!(again.code, Some(1));
    assert!(again.out.contains("left out as a whole: budget.csv: "), "{}", again.out);
    assert!(again.out.contains("0 inserted, 0 updated, 2 unchanged"), "{}", again.out);
    project.run(&["import", "in", "--dry-run", "--report", "page.html"]);
    let page = std::fs::read_to_string(project.path().join("page.html")).unwrap();
    assert!(page.contains("Files left out") && page.contains("budget.csv"), "{page}");
}

#[test]
fn a_file_that_may_be_ours_is_never_left_out_in_silence() {
    let project = Project::new();
    project.file("in/openings.csv", "opening_id,occupation,destination\nO-1,2221,DE\n");
    // Named by itself, a file of no kind is an error, as ever.
    let budget = project.file("budget.csv", "cost center,euros\nlaundry,1200\n");
    assert_eq!(project.run(&["import", "in", budget.to_str().unwrap()]).code, Some(2));
    // Two columns of one name in a file of workers are to be mended first.
    project.file("in/workers.csv", "worker_id,residence,residence\nW-1,KE,KE\n");
    let refused = project.run(&["import", "in"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("two columns are called `residence`"), "{}", refused.err);
    // A directory of nothing but such files is an error too.
    project.file("none/budget.csv", "cost center,euros\nlaundry,1200\n");
    assert_eq!(project.run(&["import", "none"]).code, Some(2));
}
