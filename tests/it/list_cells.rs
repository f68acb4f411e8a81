//! What cells of lists say and do not say: a consent without a purpose, a language that no cell asks for, results that are
//! awaited, and several facts in one cell.

use crate::support::Project;

/// The rows of a kind in some columns, without the header, in the order of the export.
fn rows(project: &Project, kind: &str, columns: &str) -> Vec<String> {
    let text = project.ok(&[
        "export",
        kind,
        "--identified",
        "--purpose",
        "test",
        "--columns",
        columns,
        "--format",
        "csv",
    ]);
    text.lines().skip(1).map(str::to_owned).collect()
}

/// A list of one person, with a column of its own.
fn of_one(header: &str, cell: &str) -> Project {
    let project = Project::new();
    project.file(
        "a.csv",
        format!("worker_id,residence,nationality,occupation,{header}\nW1,IN,IN,2221,\"{cell}\"\n"),
    );
    project.run(&["import", "a.csv"]);
    project
}

#[test]
fn a_consent_without_a_purpose_is_marked_and_told_first() {
    let project = Project::new();
    project.file("a.csv", "worker_id,residence,GDPR consent\nW1,KE,yes\nW2,KE,no\n");
    let told = project.ok(&["import", "a.csv"]);
    let first: Vec<&str> = told.lines().take(3).collect();
    assert!(first.concat().contains("`GDPR consent` names none of our purposes"), "{told}");
    assert_eq!(
        rows(&project, "consent", "purpose,given,purpose_presumed"),
        ["match,yes,yes", "match,no,yes"]
    );
    // A list that names the purpose settles it, and one that leaves it out again takes nothing from it.
    project.file("b.csv", "worker_id,consent_match\nW1,yes\n");
    project.ok(&["import", "b.csv"]);
    assert_eq!(rows(&project, "consent", "given,purpose_presumed"), ["yes,", "no,yes"]);
    project.ok(&["import", "a.csv"]);
    assert_eq!(rows(&project, "consent", "given,purpose_presumed"), ["yes,", "no,yes"]);
    // The column has a name of its own in a wide list.
    let other = Project::new();
    other.file("c.csv", "worker_id,consent_match,consent_match_purpose_presumed\nW1,yes,yes\n");
    other.ok(&["import", "c.csv"]);
    assert_eq!(rows(&other, "consent", "purpose,given,purpose_presumed"), ["match,yes,yes"]);
}

#[test]
fn a_consent_to_another_use_is_none_to_be_matched() {
    for header in [
        "Consent to publish profile",
        "Consent to share data with third countries",
        "Consent (research data)",
        "Consent to photo and data use",
        "Einwilligung zur Veröffentlichung der Daten",
        "Consentimiento para publicar datos",
        "consent to store data",
        "Согласие на публикацию данных",
    ] {
        let project = of_one(header, "yes");
        assert!(rows(&project, "consent", "purpose").is_empty(), "{header}");
    }
}

#[test]
fn a_blank_cell_below_a_language_asks_for_none() {
    let project = Project::new();
    project.file("a.csv", "opening_id,title,destination,German\nO1,Staff nurse,DE,B2\nO2,Staff nurse,DE,\nO3,Staff nurse,DE,none\n");
    project.run(&["import", "a.csv"]);
    assert_eq!(rows(&project, "opening", "opening_id,language,language_level"), ["O1,de,B2", "O2,,", "O3,,"]);
    // Of two languages nobody knows whose level a post asks for.
    let two = Project::new();
    two.file(
        "b.csv",
        "opening_id,title,destination,English,Welsh\nO1,Staff nurse,GB,B2,A2\nO2,Staff nurse,GB,,B1\n",
    );
    let told = two.run(&["import", "b.csv"]).out;
    assert_eq!(rows(&two, "opening", "opening_id,language,language_level"), ["O1,,", "O2,,"]);
    assert!(told.contains("no column takes them: `English`, `Welsh`"), "{told}");
}

#[test]
fn a_suggestion_names_nothing_twice() {
    let project = Project::new();
    project.file(
        "a.csv",
        "opening_id,title,destination,Language\nO1,Staff nurse,GB,\"Welsh, English, English, Irish\"\n",
    );
    let told = project.run(&["import", "a.csv"]).out;
    let plain = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains("`Welsh (cy) or English (en) or Irish (ga)`"), "{told}");
}

#[test]
fn an_awaited_result_is_none() {
    for cell in [
        "telc B2 (сдала, ждёт результат)",
        "telc B2 (сдала, ждёт результата)",
        "telc B2, written, awaiting the result",
        "telc B2 passed? result pending",
        "telc B2 - Ergebnis ausstehend",
        "telc B2 geschrieben, wartet auf Ergebnis",
        "telc B2, résultat en attente",
        "telc B2 rendido, a la espera de resultados",
        "telc B2, aguarda resultado",
        "telc B2, in attesa di risultato",
        "telc B2 czeka na wyniki",
        "telc B2 (sınava girdi, sonuç bekliyor)",
        "telc B2 hasil belum keluar",
        "telc B2 chờ kết quả",
        "telc B2 بانتظار النتيجة",
        "telc B2 결과 대기",
        "telc B2 结果 等待结果",
        "telc B2 așteaptă rezultatul",
        "telc B2 чекає на результат",
        "telc B2 čeka rezultat",
    ] {
        for header in ["German", "German certificate"] {
            let project = of_one(header, cell);
            let found = rows(&project, "language_certificate", "test,level");
            assert!(found.is_empty(), "{header}: {cell}: {found:?}");
        }
    }
    let passed = of_one("German", "telc B2 (bestanden)");
    assert_eq!(rows(&passed, "language_certificate", "test,level"), ["telc-b2,B2"]);
}

#[test]
fn a_share_of_the_points_is_no_number_of_points() {
    let passed = of_one("German certificate", "telc Deutsch B1 (78%)");
    assert_eq!(rows(&passed, "language_certificate", "test,level,overall"), ["telc-b1,B1,"]);
    let failed = of_one("German certificate", "telc Deutsch B1 (41%)");
    assert!(rows(&failed, "language_certificate", "test").is_empty());
    let goethe = of_one("German certificate", "Goethe B1 78%");
    assert_eq!(rows(&goethe, "language_certificate", "test,overall"), ["goethe-b1,78"]);
}

#[test]
fn a_result_of_no_exam_is_no_certificate() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Ref No,Name,Client,Interview Dt,Result\nK1,Ana Ejemplo,Hospital A,2026-09-03,Selected\nK2,Bo Ejemplo,Hospital A,2026-09-03,No show\n",
    );
    project.run(&["import", "a.csv"]);
    assert!(rows(&project, "language_certificate", "overall").is_empty());
    assert_eq!(rows(&project, "worker", "worker_id"), ["K1", "K2"]);
}

#[test]
fn a_license_says_number_council_state_and_end() {
    let columns = "regulator,number,expires_on,status";
    for (cell, expected) in [
        ("12345 ; Ordre national des infirmiers", "Ordre national des infirmiers,12345,,"),
        ("NMC PIN 12A3456E (active until 2027)", "NMC,12A3456E,2027,active"),
        ("PRC no. 0123456", "PRC,0123456,,"),
        ("KNDI 3344/22", ",KNDI 3344/22,,"),
        // Of several numbers the end would be that of one.
        ("RN 45120 KNMC; KNC 88120 exp 03/2027", ",RN 45120 KNMC; KNC 88120 exp 03/2027,,"),
    ] {
        let project = of_one("License No", cell);
        assert_eq!(rows(&project, "license", columns), [expected], "{cell}");
    }
}

#[test]
fn a_license_is_of_no_country_where_only_the_residence_is_known() {
    let project = Project::new();
    project.file(
        "a.csv",
        "worker_id,Nationality,Country of residence,Occupation,License number\nW1,,Germany,Midwife,EB-99012\nW2,Germany,Germany,Midwife,EB-99013\n",
    );
    project.run(&["import", "a.csv"]);
    assert_eq!(rows(&project, "license", "worker_id,country"), ["W1,", "W2,DE"]);
}

#[test]
fn who_has_no_post_has_none_and_the_fresh_have_no_practice() {
    for (cell, practice) in [
        ("none – fresh grad", "0"),
        ("N/A – student", ""),
        ("nil", ""),
        ("Fresher", "0"),
        ("none", ""),
        ("now unemployed", ""),
    ] {
        let project = of_one("Employer", cell);
        assert!(rows(&project, "employment", "employer").is_empty(), "{cell}");
        let worker = rows(&project, "worker", "worker_id,practice_months");
        assert_eq!(worker, [format!("W1,{practice}")], "{cell}");
    }
}

#[test]
fn a_post_ends_where_a_sentence_behind_it_says_so() {
    let columns = "employer,started,ended,country,specialty";
    for (cell, expected) in [
        ("Hill Hospital, 10/2008 - 05/2024. Now unemployed", "Hill Hospital,2008-10,2024-05,,"),
        ("Aster Medcity 2015 to present - OT", "Aster Medcity,2015,,IN,nursing-theatre"),
        ("Hill Hospital / ICU / Jun 2016 - Till date", "Hill Hospital,2016-06,,IN,nursing-icu"),
        ("Lake Hospital Riyadh / 01-2016 to 12-2022; Now at home", "Lake Hospital Riyadh,2016-01,2022-12,,"),
        // A time that nobody can read leaves open whether the post goes on.
        ("Hill Hospital in the year 2015 or so", "Hill Hospital in the year 2015 or so,,,,"),
    ] {
        let project = of_one("Employer", cell);
        assert_eq!(rows(&project, "employment", columns), [expected], "{cell}");
    }
}

#[test]
fn trainings_that_a_word_joins_are_two() {
    let columns = "title,school,completed";
    for (cell, expected) in [
        (
            "GNM, Hill School of Nursing, 2012 & PBBSc, Lake College of Nursing, 2016",
            &["GNM,Hill School of Nursing,2012", "PBBSc,Lake College of Nursing,2016"][..],
        ),
        ("BSc Nursing 2013 AIIMS", &["BSc Nursing,AIIMS,2013"]),
        (
            "Diploma in Nursing and Midwifery, Hill School, 2012",
            &["Diploma in Nursing and Midwifery,Hill School,2012"],
        ),
    ] {
        let project = of_one("Qualification", cell);
        assert_eq!(rows(&project, "qualification", columns), expected, "{cell}");
    }
}

#[test]
fn a_column_of_days_holds_no_titles_and_one_of_licenses_no_trainings() {
    let project = Project::new();
    project.file(
        "a.csv",
        "worker_id,Título,Titulación,Institución\nW1,Licenciatura en Enfermería,07/2014,Universidad Ejemplo\nW2,Técnico en enfermería,2009,Instituto Ejemplo\n",
    );
    project.run(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        rows(&project, "qualification", "title,completed"),
        ["Licenciatura en Enfermería,2014-07", "Técnico en enfermería,2009"]
    );
    let other = Project::new();
    other.file(
        "b.csv",
        "worker_id;Full name;PIN and its expiry date (other licences too)\nW1;Ana Ejemplo;RGN 20260, expires 31/12/2026\nW2;Bea Ejemplo;RGN 44102 / 2026\n",
    );
    other.run(&["import", "b.csv", "--kind", "worker"]);
    assert!(rows(&other, "qualification", "title").is_empty());
}

#[test]
fn a_number_of_the_row_counts_no_posts() {
    let project = Project::new();
    project.file("a.csv", "Kennziffer;Nr.;Stelle;Land\nK-1;7;Pflegefachkraft;DE\nK-2;8;Pflegefachkraft;DE\n");
    project.run(&["import", "a.csv", "--kind", "opening"]);
    assert_eq!(rows(&project, "opening", "opening_id,positions"), ["K-1,", "K-2,"]);
}

#[test]
fn a_country_stands_beside_its_region_and_practice_beside_its_ward() {
    for (cell, expected) in [("IN,KL", "IN,IN-KL"), ("CH-ZH", "CH,CH-ZH"), ("IN", "IN,")] {
        let project = Project::new();
        project.file("a.csv", format!("worker_id,residence,occupation\nW1,\"{cell}\",2221\n"));
        project.run(&["import", "a.csv"]);
        assert_eq!(rows(&project, "worker", "residence,region"), [expected], "{cell}");
    }
    for (cell, months) in [("9 yrs ICU", "108"), ("3 (paediatrics)", "36"), ("9 yrs teaching", "")] {
        let project = of_one("Years of experience", cell);
        let worker = rows(&project, "worker", "worker_id,practice_months");
        assert_eq!(worker, [format!("W1,{months}")], "{cell}");
    }
}

#[test]
fn a_title_with_the_year_of_its_training_is_an_occupation() {
    let project = Project::new();
    project
        .file("a.csv", "worker_id,residence,Profession\nW1,IN,BSc Nursing 2017\nW2,IN,Staff nurse (2019)\n");
    project.run(&["import", "a.csv"]);
    assert_eq!(rows(&project, "worker", "occupation"), ["2221", "2221"]);
}

#[test]
fn the_report_of_a_program_has_every_finding_and_the_screen_says_how_many_more() {
    let project = Project::new();
    let list: String = (0..60).map(|at| format!("W{at},Atlantis{at}\n")).collect();
    project.file("a.csv", format!("worker_id,residence\n{list}"));
    let told = project.run(&["import", "a.csv", "--dry-run"]).out;
    assert!(told.contains("60 problems, the first 20") && told.contains("… and 40 more"), "{told}");
    let report = project.json(&["import", "a.csv"]);
    assert_eq!(report["files"][0]["findings"].as_array().map(Vec::len), Some(60));
}

#[test]
fn a_workbook_that_is_cut_off_is_told_so() {
    let project = Project::new();
    let mut bytes = b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec();
    bytes.resize(3000, 7);
    project.file("a.xlsx", bytes);
    let told = project.run(&["import", "a.xlsx"]).err;
    assert!(told.contains("cut off before its end"), "{told}");
}

#[test]
fn a_list_of_one_country_says_so_once() {
    let list = "worker_id,residence,phone\nW1,,9447 012345\nW2,GB,07400 123456\n";
    let phones = |args: &[&str]| {
        let project = Project::new();
        project.file("a.csv", list);
        project.file("r.toml", "format = 1\nkind = \"worker\"\ncountry = \"IN\"\n[columns]\nworker_id = \"worker_id\"\nresidence = \"residence\"\nphone = \"phone\"\n");
        project.run(&[&["import", "a.csv"], args].concat());
        let said = rows(&project, "worker", "residence,phone");
        said.into_iter().map(|row| row.replace('\'', "")).collect::<Vec<_>>()
    };
    assert_eq!(phones(&[]), [",", "GB,+447400123456"]);
    for args in [&["--country", "India"][..], &["--recipe", "r.toml"]] {
        // The country of the forms is nobody's residence.
        assert_eq!(phones(args), [",+919447012345", "GB,+447400123456"], "{args:?}");
    }
}
