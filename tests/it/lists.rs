//! Lists of people as agencies keep them: without identifiers, in any order, with headers that may mean two things.

use crate::support::Project;

const HEAD: &str = "S/N,Full name,Date of birth,Country,Profession,License No,Mobile";
const ROWS: [&str; 4] = [
    "1,Ana Cruz,1990-05-31,Philippines,Staff nurse,0612345,",
    "2,Bo Diaz,1988-02-11,Kenya,Midwife,KE-778,",
    // Two of one name: the license, else the telephone tells them apart.
    "3,Joy Ode,,Ghana,Nurse,GH-100,",
    "4,Joy Ode,,Ghana,Nurse,GH-200,",
];

fn ids(project: &Project) -> Vec<String> {
    let text = project.ok(&["export", "worker", "--columns", "worker_id,occupation"]);
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn people_without_identifiers_get_the_same_ones_in_any_order() {
    let project = Project::new();
    project.file("a.csv", format!("{HEAD}\n{}\n", ROWS.join("\n")));
    let told = project.ok(&["import", "a.csv"]);
    assert!(told.contains("the list has no identifiers"), "{told}");
    let first = ids(&project);
    assert_eq!(first.len(), 4);
    assert!(
        first.iter().all(|row| row.starts_with("P-") && row.len() == "P-0123456789AB,2221".len()),
        "{first:?}"
    );
    // The next list is in another order, counts anew, and has one person more.
    let rows = [
        "1,CRUZ Ana,1990-05-31,Philippines,Staff nurse,0612345,",
        "2,Joy Ode,,Ghana,Nurse,GH-200,",
        "3,Nia Poe,1979-01-02,Kenya,Nurse,,",
        "4,Joy Ode,,Ghana,Nurse,gh 100,",
    ];
    project.file("b.csv", format!("{HEAD}\n{}\n", rows.join("\n")));
    project.ok(&["import", "b.csv"]);
    let second = ids(&project);
    assert_eq!(second.len(), 5, "{second:?}");
    assert!(first.iter().all(|row| second.contains(row)));
    // Another store gives others: nobody tells a person by the identifier.
    let other = Project::new();
    other.file("a.csv", format!("{HEAD}\n{}\n", ROWS.join("\n")));
    other.ok(&["import", "a.csv"]);
    assert!(ids(&other).iter().all(|row| !second.contains(row)));
}

#[test]
fn a_person_whom_nothing_tells_from_a_namesake_comes_back() {
    let project = Project::new();
    project.file("a.csv", "Full name,Profession\nAna Cruz,Nurse\nBo Diaz,Midwife\n");
    let report = project.json(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(report["rejected"]["worker"], 2, "{report:#}");
}

#[test]
fn a_file_goes_in_without_a_column_whose_header_is_unclear() {
    let file = "worker_id,Full name,Occupation,Country\nA1,Ana Cruz,2221,Kenya\n";
    let project = Project::new();
    project.file("a.csv", file);
    let told = project.ok(&["import", "a.csv"]);
    assert!(told.contains("not read: `Country`") && told.contains("--map \"Country="), "{told}");
    let used = project.json(&["import", "a.csv", "--dry-run"]);
    let column = &used["files"][0]["understood"]["columns"][3];
    assert_eq!(column["may_mean"], serde_json::json!(["nationalities", "residence"]), "{column}");
    // The same file with the answer takes the column in; nothing of it was lost.
    project.ok(&["import", "a.csv", "--map", "Country=residence"]);
    assert_eq!(project.ok(&["export", "worker", "--columns", "residence"]), "residence\nKE\n");
    // Who wants to be asked is asked.
    let strict = Project::new();
    strict.file("a.csv", file);
    let ran = strict.run(&["import", "a.csv", "--strict"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("nothing was imported"), "{}", ran.err);
}

/// The facts of the people of a store, whatever their identifiers are.
fn facts(project: &Project) -> Vec<String> {
    let own = ["--identified", "--purpose", "test", "--format", "csv", "--as-written"];
    let columns = "full_name,birth_date,residence,phone,email,occupation";
    let mut people: Vec<String> = Vec::new();
    for (kind, columns) in [("worker", columns), ("license", "number,regulator,country")] {
        let text = project.ok(&[&["export", kind, "--columns", columns], &own[..]].concat());
        people.extend(text.lines().skip(1).map(str::to_owned));
    }
    people.sort();
    people
}

#[test]
fn a_person_without_identifier_who_is_mended_stays_the_same_one() {
    const HEAD: &str = "Full name,Date of birth,Country of residence,Profession,License No,Mobile,E-mail";
    const CLEAN: &str = "Ana Cruz,1990-05-31,Philippines,Staff nurse,0612345,09175550101,ana@example.org";
    const OTHER: &str = "Bo Diaz,1988-02-11,Kenya,Midwife,KE-778,,";
    let clean = Project::new();
    clean.file("a.csv", format!("{HEAD}\n{CLEAN}\n{OTHER}\n"));
    clean.ok(&["import", "a.csv"]);
    let wanted = facts(&clean);
    for (column, cell) in [
        ("Date of birth", "31/31/1990"),
        ("Country of residence", "Phillipines"),
        ("Profession", "xyzzy"),
        ("Mobile", "12"),
        ("E-mail", "ana at example"),
    ] {
        let at = HEAD.split(',').position(|name| name == column).unwrap();
        let mut cells: Vec<&str> = CLEAN.split(',').collect();
        let right = std::mem::replace(&mut cells[at], cell);
        // A name with a slip comes in as well: nothing but the look of a clerk finds it.
        cells[0] = "Anna Cruz";
        let project = Project::new();
        project.file("a.csv", format!("{HEAD}\n{}\n{OTHER}\n", cells.join(",")));
        project.run(&["import", "a.csv"]);
        let before = ids(&project);
        let path = project.path().join("data/rejects/B-0001-a.warnings.csv");
        let warnings = std::fs::read_to_string(&path).unwrap();
        let given = warnings.lines().nth(1).unwrap().split(',').find(|cell| cell.starts_with("P-")).unwrap();
        assert!(before.iter().any(|row| row.starts_with(given)), "{warnings}");
        let mended = warnings.replacen(&format!(",{cell},"), &format!(",{right},"), 1).replacen(
            "Anna Cruz",
            "Ana Cruz",
            1,
        );
        std::fs::write(&path, mended).unwrap();
        let report = project.json(&["import", path.to_str().unwrap()]);
        assert_eq!(report["counts"]["worker"]["inserted"], 0, "{column}: {report:#}");
        assert_eq!(report["rejected"]["worker"], serde_json::Value::Null, "{column}: {report:#}");
        let names = |rows: Vec<String>| rows.iter().map(|row| row[..14].to_owned()).collect::<Vec<_>>();
        assert_eq!(names(ids(&project)), names(before), "{column}");
        assert_eq!(facts(&project), wanted, "{column}");
    }
}

#[test]
fn a_row_that_came_back_says_itself_who_it_is_when_it_is_mended() {
    let project = Project::new();
    let head = "Full name,Date of birth,Country of residence,consent_match,consent_date";
    project.file("a.csv", format!("{head}\nAna Cruz,1990-05-31,Kenya,perhaps,2026-01-05\n"));
    project.run(&["import", "a.csv"]);
    let path = project.path().join("data/rejects/B-0001-a.rejects.csv");
    let rejects = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, rejects.replacen("perhaps", "yes", 1)).unwrap();
    project.ok(&["import", path.to_str().unwrap()]);
    let clean = project.file("b.csv", format!("{head}\nAna Cruz,1990-05-31,Kenya,yes,2026-01-05\n"));
    let again = project.json(&["import", clean.to_str().unwrap()]);
    assert_eq!(again["counts"]["worker"]["unchanged"], 1, "{again:#}");
}

#[test]
fn a_header_that_is_chosen_names_the_people() {
    for (header, column) in
        [("Candidate", "full_name"), ("Who", "full_name"), ("Kandidatin X", "worker.full_name")]
    {
        let project = Project::new();
        project.file(
            "a.csv",
            format!("{header},Date of birth,Country of residence\nAna Cruz,1990-05-31,Kenya\n"),
        );
        project.ok(&["import", "a.csv", "--map", &format!("{header}={column}")]);
        assert_eq!(ids(&project).len(), 1, "{header}");
    }
    // Left out, a header names nobody.
    let project = Project::new();
    project.file("a.csv", "Full name,Date of birth\nAna Cruz,1990-05-31\n");
    assert_eq!(project.run(&["import", "a.csv", "--map", "Full name="]).code, Some(2));
}

#[test]
fn a_line_of_totals_is_passed_over_and_told() {
    for total in
        ["Total: 2,,", "Total candidates: 2,,", ",Celkem: 2,", "Итого,2,", ",,Összesen 2 fő", "TOTAL,,2"]
    {
        for head in
            ["Full name,Date of birth,Country of residence", "worker_id,Date of birth,Country of residence"]
        {
            let project = Project::new();
            project.file(
                "a.csv",
                format!("{head}\nAna Cruz,1990-05-31,Kenya\nBo Diaz,1988-02-11,Kenya\n{total}\n"),
            );
            let ran = project.run(&["import", "a.csv"]);
            assert!(ran.code == Some(0) && ran.out.contains("lines of totals"), "{total}: {}", ran.out);
            assert_eq!(ids(&project).len(), 2, "{total}");
        }
    }
    // A person may be called so.
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Mobile,Country of residence\nSuma Devi,,India\nKul Rai,,Nepal\nSum Yi,,China\n",
    );
    project.ok(&["import", "a.csv"]);
    assert_eq!(ids(&project).len(), 3);
}

#[test]
fn a_row_that_names_nobody_is_told_so() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Date of birth,Country of residence\nAna Cruz,1990-05-31,Kenya\n,1988-02-11,Kenya\n",
    );
    let ran = project.run(&["import", "a.csv"]);
    assert!(
        ran.out.contains("does not say who the person is") && !ran.out.contains("`worker_id` is blank"),
        "{}",
        ran.out
    );
}

#[test]
fn a_title_of_the_work_that_goes_on_says_the_occupation() {
    for (head, row, occupation) in [
        ("Job title,Employer", "Staff Nurse,Clinic A", "2221"),
        ("employment_1_title,employment_1_employer", "Midwife,Clinic A", "2222"),
        ("employment_1_title,employment_1_ended", "Physiotherapist,", "2264"),
        ("title", "Pharmacist", "2262"),
        // Work that is over, of another kind, or of two kinds says nothing.
        ("employment_1_title,employment_1_ended", "Staff Nurse,2019-05", ""),
        ("Job title,Employer", "Sales manager,Clinic A", ""),
        ("employment_1_title,employment_2_title,employment_2_started", "Staff Nurse,Pharmacist,2020-01", ""),
        // What is stated is taken.
        ("occupation,Job title", "2222,Staff Nurse", "2222"),
    ] {
        let project = Project::new();
        project.file("a.csv", format!("worker_id,residence,{head}\nW1,KE,{row}\n"));
        project.run(&["import", "a.csv", "--kind", "worker"]);
        let told = project.ok(&["export", "worker", "--columns", "occupation"]);
        assert_eq!(told.lines().nth(1).unwrap_or_default().trim_matches('"'), occupation, "{head}: {row}");
    }
    // A title outweighs no occupation that was stated before.
    let project = Project::new();
    project.file("a.csv", "worker_id,occupation\nW1,2222\n");
    project.file("b.csv", "worker_id,Job title,Employer\nW1,Staff Nurse,Clinic A\n");
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    project.ok(&["import", "b.csv", "--kind", "worker"]);
    assert_eq!(project.ok(&["export", "worker", "--columns", "occupation"]), "occupation\n2222\n");
}

#[test]
fn headers_that_are_not_the_names_of_columns_are_shown_and_the_others_named() {
    let project = Project::new();
    project.file("a.csv", "worker_id,residence,Job title,Employer\nW1,KE,Staff Nurse,Clinic A\n");
    let told = project.ok(&["import", "a.csv"]);
    assert!(
        told.contains("│ Job title") && told.contains("read by their own names: `worker_id`, `residence`"),
        "{told}"
    );
    // What no match can do without is said first.
    let told = told.lines().nth(1).unwrap_or_default().to_owned();
    assert!(told.contains("every match needs: `consent_match`"), "{told}");
}

#[test]
fn a_refused_consent_holds_whatever_row_comes_first() {
    let wide = "worker_id,residence,consent_match,consent_date";
    let parts = "worker_id,purpose,given,given_on,withdrawn_on";
    for (head, yes, no) in [
        (wide, "W1,KE,yes,2026-01-05", "W1,KE,no,2026-01-05"),
        (wide, "W1,KE,sí,2026-01-05", "w1,KE,refused,2026-01-05"),
        (parts, "W1,match,yes,2026-01-05,", "W1,match,no,2026-01-05,"),
        (parts, "W1,match,yes,2025-01-05,", "W1,match,yes,2025-01-05,2025-06-01"),
    ] {
        for rows in [[yes, no], [no, yes]] {
            let project = Project::new();
            project.file("w.csv", "worker_id,residence\nW1,KE\nW2,KE\n");
            if head == parts {
                project.ok(&["import", "w.csv"]);
            }
            project.file("a.csv", format!("{head}\n{}\n", rows.join("\n")));
            let ran =
                project.run(&["import", "a.csv", "--kind", if head == parts { "consent" } else { "worker" }]);
            assert_eq!(ran.code, Some(1), "{rows:?}: {}", ran.out);
            let told = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(rows[0] == yes, told.contains("The refusal holds"), "{rows:?}: {}", ran.out);
            let told = project.ok(&["export", "consent", "--columns", "given,withdrawn_on"]);
            assert!(told.contains("no,") || told.contains(",2025-06-01"), "{rows:?}: {told}");
        }
    }
}

#[test]
fn one_row_is_one_row() {
    let project = Project::new();
    project.file("a.csv", "worker_id,residence,phone\nW1,KE,12\n");
    let ran = project.run(&["import", "a.csv"]);
    assert!(
        ran.out.contains("a.csv: 1 row of") && ran.out.contains("0 rows rejected, 1 cell left out"),
        "{}",
        ran.out
    );
    for name in ["list.xlsx", "list.xls", "list.ods"] {
        project.file(name, "this is no table");
        let ran = project.run(&["import", name]);
        assert!(ran.code == Some(2) && ran.err.contains("plain text"), "{}", ran.err);
    }
}

#[test]
fn the_values_of_a_column_are_listed() {
    let project = Project::new();
    for (args, value) in [
        (&["template", "cost", "--values", "head"][..], "recruitment-fee"),
        (&["template", "--values", "language_certificate.level"], "B2"),
        (&["template", "worker", "--values", "residence"], "Philippines"),
        (&["template", "--values", "given"], "yes"),
        (&["template", "worker", "--values", "occupation"], "2221"),
    ] {
        assert!(project.ok(args).contains(value), "{args:?}");
    }
    assert!(project.ok(&["template", "worker", "--values", "summary"]).contains("no list of values"));
    let ran = project.run(&["template", "cost", "--values", "haed"]);
    assert!(ran.code == Some(2) && ran.err.contains("head"), "{}", ran.err);
}

#[test]
fn costs_are_read_as_agencies_write_them() {
    let project = Project::new();
    project.file("p.csv", "placement_id,residence\nP1,NP\n");
    project.ok(&["import", "p.csv", "--kind", "placement"]);
    let costs = [
        ("agency fee", "recruitment-fee"),
        ("Service charge", "recruitment-fee"),
        ("Placement Fee (2nd part)", "recruitment-fee"),
        ("Processing fee", "administration"),
        ("Visa fee", "visa"),
        ("Medical", "medical"),
        ("Air ticket", "travel"),
        ("Training", "training"),
        ("Documentation", "administration"),
        ("Security deposit", "other"),
        ("Vermittlungsgebühr", "recruitment-fee"),
        ("biaya penempatan", "recruitment-fee"),
        ("phí dịch vụ", "recruitment-fee"),
        ("सेवा शुल्क", "recruitment-fee"),
        ("رسوم الاستقدام", "recruitment-fee"),
        ("медосмотр", "medical"),
        ("机票", "travel"),
        ("Dataflow", "skills-test"),
        ("PDOS", "training"),
        ("OWWA", "insurance"),
        ("immigration skills charge", "sponsor-charge"),
    ];
    let rows: Vec<String> =
        costs.iter().map(|(text, _)| format!("P1,{text},{text},100,EUR,worker")).collect();
    project.file(
        "c.csv",
        format!("placement_id,Description,Type of fee,Amount,Currency,Paid by\n{}\n", rows.join("\n")),
    );
    project.ok(&["import", "c.csv", "--kind", "cost"]);
    let told = project.ok(&["export", "cost", "--columns", "label,head"]);
    for (text, head) in costs {
        assert!(told.contains(&format!("{text},{head}\n")), "{text}: {told}");
    }
    project.file("d.csv", "placement_id,Description,Type of fee\nP1,x,agancy fee\n");
    let ran = project.run(&["import", "d.csv", "--kind", "cost"]);
    assert!(ran.out.contains("recruitment-fee"), "{}", ran.out);
}

#[test]
fn a_level_with_its_test_and_day_is_all_of_a_certificate() {
    for (cell, wanted) in [
        ("\"B1 (Goethe, 05/2025)\"", "goethe-b1,de,B1,2025-05"),
        ("B2 (telc)", "telc-b2,de,B2,"),
        ("\"telc B2, 12.05.2025\"", "telc-b2,de,B2,2025-05-12"),
        ("(ÖSD) B2", "osd-b2,de,B2,"),
        ("B2 (05/2025)", ",de,B2,2025-05"),
        ("2024: B1", ",de,B1,2024"),
        ("B2", ",de,B2,"),
        ("B2 (GER)", ",de,B2,"),
        // A course, a failed exam, part of an exam, another language or an unknown word is no certificate of the level.
        ("B2 (Goethe course)", ""),
        ("B2 (in progress)", ""),
        ("B2 Goethe nicht bestanden", ""),
        ("B2 (Gutachten)", ""),
        ("\"B2 (DELF, 06/2024)\"", ""),
        ("B1-B2", ""),
    ] {
        for head in ["German level", "Deutschniveau", "niveau d'allemand"] {
            let project = Project::new();
            project.file("a.csv", format!("worker_id,residence,{head}\nW1,KE,{cell}\n"));
            project.run(&["import", "a.csv"]);
            let told =
                project.ok(&["export", "language_certificate", "--columns", "test,language,level,taken_on"]);
            assert_eq!(told.lines().nth(1).unwrap_or_default(), wanted, "{head}: {cell}");
        }
    }
    let project = Project::new();
    project.file(
        "a.csv",
        "worker_id,residence,French level\nW1,KE,\"B2 (DELF, 06/2024)\"\nW2,KE,DALF C1 2023\n",
    );
    project.ok(&["import", "a.csv"]);
    let told = project.ok(&["export", "language_certificate", "--columns", "worker_id,test,level,taken_on"]);
    assert!(told.contains("W1,delf-b2,B2,2024-06") && told.contains("W2,dalf-c1,C1,2023"), "{told}");
}

#[test]
fn the_regions_of_a_list_say_where_its_people_live() {
    for (regions, phone, country) in [
        (["Kerala", "Tamil Nadu", "Punjab"], "98470 12345", "IN"),
        (["Arequipa", "Lima", "Cusco"], "987654321", "PE"),
        (["Tunis", "Sfax", "Sousse"], "20 310 450", "TN"),
        (["Mwanza Region", "Arusha", "Dodoma"], "0754321000", "TZ"),
    ] {
        let project = Project::new();
        let rows: Vec<String> =
            (1..).zip(regions).map(|(n, region)| format!("W{n},Person {n},{region},{phone}")).collect();
        project
            .file("a.csv", format!("worker_id,Note,Province,Mobile\n{}\nW9,x,Atlantis,\n", rows.join("\n")));
        let ran = project.run(&["import", "a.csv"]);
        assert!(ran.out.contains("who lives in a region of"), "{}", ran.out);
        let told = project.ok(&["export", "worker", "--columns", "worker_id,residence,region"]);
        let lines: Vec<&str> = told.lines().skip(1).collect();
        assert!(lines[..3].iter().all(|line| line.contains(&format!(",{country},{country}-"))), "{told}");
        // A name that is no region there says nothing of the person.
        assert_eq!(lines[3], "W9,,", "{told}");
        let phones = ["export", "worker", "--columns", "phone", "--identified", "--purpose", "test"];
        assert_eq!(project.ok(&phones).matches('+').count(), 3);
    }
    // Regions of two countries, and a residence that is stated, leave it as it is.
    let project = Project::new();
    project.file("a.csv", "worker_id,Province\nW1,Kerala\nW2,Bayern\n");
    project.file("b.csv", "worker_id,residence,Province\nW3,AE,Kerala\nW4,,Goa\n");
    project.run(&["import", "a.csv", "b.csv"]);
    let told = project.ok(&["export", "worker", "--columns", "worker_id,residence"]);
    assert_eq!(told, "worker_id,residence\nW1,\nW2,\nW3,AE\nW4,\n");
}

#[test]
fn headers_of_tests_languages_and_councils_take_what_their_cells_are() {
    for (header, cells, kind, columns, wanted) in [
        (
            "IELTS",
            ["6.5", "result awaited", "7"],
            "language_certificate",
            "test,overall",
            "ielts-academic,6.5",
        ),
        (
            "Kiingereza",
            ["IELTS 6.0", "B2", "OET B"],
            "language_certificate",
            "test,overall",
            "ielts-academic,6",
        ),
        (
            "Englisch",
            ["IELTS 7", "IELTS 6.5", "OET B"],
            "language_certificate",
            "test,overall",
            "ielts-academic,7",
        ),
        ("English", ["B2", "C1", "B1 (IELTS)"], "language_certificate", "language,level", "en,B2"),
        ("BNMC Reg. No.", ["10001", "10002", "10003"], "license", "number", "10001"),
        ("TNMC License No", ["TNMC/1", "TNMC/2", "TNMC/3"], "license", "number", "TNMC/1"),
        ("PNC Registration No.", ["A-1", "A-2", "A-3"], "license", "number", "A-1"),
    ] {
        let project = Project::new();
        let rows: Vec<String> = (1..).zip(cells).map(|(n, cell)| format!("W{n},KE,{cell}")).collect();
        project.file("a.csv", format!("worker_id,residence,{header}\n{}\n", rows.join("\n")));
        project.run(&["import", "a.csv"]);
        let own = ["--identified", "--purpose", "test"];
        let told = project.ok(&[&["export", kind, "--columns", columns], &own[..]].concat());
        assert!(told.lines().any(|line| line == wanted), "{header}: {told}");
    }
}

#[test]
fn a_town_says_where_people_live_where_one_country_has_it() {
    for (header, towns, country) in [
        ("Ville", ["Casablanca", "Rabat", "Fès"], "MA"),
        ("City", ["Lagos", "Abuja", "Kano"], "NG"),
        ("Wohnort", ["Tirana", "Durrës", "Shkodër"], "AL"),
        ("Ciudad", ["Medellín", "Cali", "Bogotá"], "CO"),
        ("Location", ["Nairobi, Kenya", "Mombasa", "Kisumu"], "KE"),
        // Written like Oman, and Amman among towns of Jordan.
        ("مكان الإقامة", ["عمان", "إربد", "الزرقاء"], "JO"),
    ] {
        let project = Project::new();
        let rows: Vec<String> = (1..).zip(towns).map(|(n, town)| format!("W{n},\"{town}\"")).collect();
        project.file("a.csv", format!("worker_id,{header}\n{}\nW9,Brigadoon\n", rows.join("\n")));
        let ran = project.run(&["import", "a.csv", "--kind", "worker"]);
        assert!(ran.out.contains("holds towns"), "{header}: {}", ran.out);
        let told = project.ok(&["export", "worker", "--columns", "worker_id,residence"]);
        let wanted = format!("worker_id,residence\nW1,{country}\nW2,{country}\nW3,{country}\nW9,\n");
        assert_eq!(told, wanted, "{header}");
    }
    // A name of towns in several countries says none; towns of birth say nothing of where people live.
    for (header, cells) in
        [("Residence", ["Tripoli", "Valencia"]), ("Place of birth", ["Nairobi", "Mombasa"])]
    {
        let project = Project::new();
        project.file("a.csv", format!("worker_id,{header}\nW1,{}\nW2,{}\n", cells[0], cells[1]));
        project.run(&["import", "a.csv", "--kind", "worker"]);
        let told = project.ok(&["export", "worker", "--columns", "worker_id,residence"]);
        assert_eq!(told, "worker_id,residence\nW1,\nW2,\n", "{header}");
    }
    // Countries stay countries.
    let project = Project::new();
    project.file("a.csv", "worker_id,Residence\nW1,عمان\nW2,Kenya\nW3,Nairobi\n");
    project.run(&["import", "a.csv", "--kind", "worker"]);
    let told = project.ok(&["export", "worker", "--columns", "worker_id,residence"]);
    assert_eq!(told, "worker_id,residence\nW1,OM\nW2,KE\nW3,KE\n");
}

#[test]
fn a_consent_to_nothing_named_is_one_to_be_matched_and_no_other() {
    for (header, yes, no) in [
        ("Consent", "Yes", "No"),
        ("Einwilligung", "ja", "nein"),
        ("Consentement", "Oui", "non"),
        ("Persetujuan Data", "Setuju", "tidak"),
        ("Acepta tratamiento de datos", "Sí", "no"),
        ("الموافقة", "نعم", "لا"),
    ] {
        let project = Project::new();
        project.file("a.csv", format!("worker_id,residence,{header}\nW1,KE,{yes}\nW2,KE,{no}\nW3,KE,\n"));
        project.ok(&["import", "a.csv"]);
        let told = project.ok(&["export", "consent", "--columns", "worker_id,purpose,given"]);
        let rows: Vec<&str> = told.lines().skip(1).collect();
        assert_eq!(rows, ["W1,match,yes", "W2,match,no"], "{header}");
    }
    // Cells that are no answers, and a consent that says to what, leave it open.
    for (head, row) in [("Consent", "on file since May"), ("consent_contact,Consent", "yes,yes")] {
        let project = Project::new();
        project.file("a.csv", format!("worker_id,residence,{head}\nW1,KE,{row}\n"));
        project.run(&["import", "a.csv"]);
        let told = project.ok(&["export", "consent", "--columns", "purpose"]);
        assert!(!told.contains("match"), "{head}: {told}");
    }
}

#[test]
fn practice_in_all_is_a_fact_of_its_own_with_the_day_of_its_statement() {
    let columns = ["export", "worker", "--columns", "worker_id,practice_months,practice_stated_on"];
    for (header, cells) in [
        ("Yrs of exp", [("12+ yrs", "144"), ("fresher", "0"), ("3", "36"), ("ICU and ward", "")]),
        ("Berufserfahrung", [("3 Jahre 6 Monate", "42"), ("keine", "0"), ("2", "24"), ("seit langem", "")]),
        ("سنوات الخبرة", [("منذ ٥ سنوات", "60"), ("حديث التخرج", "0"), ("7", "84"), ("?", "")]),
        ("Pengalaman Kerja", [("8 bulan", "8"), ("belum ada", "0"), ("30 bulan", "30"), ("x", "")]),
        ("Expérience", [("3 ans et demi", "42"), ("débutant", "0"), ("7", "84"), ("moins de 1 an", "")]),
    ] {
        let project = Project::new();
        let rows: Vec<String> = (1..).zip(cells).map(|(n, (cell, _))| format!("W{n},KE,{cell}\n")).collect();
        project.file("a.csv", format!("worker_id,residence,{header}\n{}", rows.concat()));
        project.run(&["import", "a.csv"]);
        let told = project.ok(&columns);
        for (line, (cell, months)) in told.lines().skip(1).zip(cells) {
            let mut parts = line.split(',').skip(1);
            assert_eq!(parts.next(), Some(months), "{header}: {cell}");
            assert_eq!(parts.next().is_some_and(|day| day.is_empty()), months.is_empty(), "{header}: {cell}");
        }
    }
    // Stated again it keeps its day; stated anew it takes the day of the new statement.
    let project = Project::new();
    project.file("a.csv", "worker_id,residence,Experience\nW1,KE,5 yrs\n");
    project.file("b.csv", "worker_id,residence,Experience\nW1,KE,6 yrs\n");
    project.run_at("2026-01-05T10:00:00Z", &["import", "a.csv"]);
    project.run_at("2026-09-05T10:00:00Z", &["import", "a.csv"]);
    assert!(project.ok(&columns).contains("W1,60,2026-01-05"));
    project.run_at("2026-10-05T10:00:00Z", &["import", "b.csv"]);
    assert!(project.ok(&columns).contains("W1,72,2026-10-05"));
    // Stories of posts are no count of years.
    let project = Project::new();
    project
        .file("a.csv", "worker_id,residence,Experience\nW1,KE,Ward nurse in Kisumu\nW2,KE,ICU in Nairobi\n");
    let ran = project.run(&["import", "a.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
}

#[test]
fn practice_without_dates_counts_little_and_is_never_told_to_be_missing() {
    let project = Project::new();
    project.file("o.csv", "opening_id,occupation,destination,experience_months\nO1,2221,DE,24\n");
    let head =
        "worker_id,residence,occupation,Yrs of exp,employment_1_employer,employment_1_started,consent_match";
    let rows = [
        "W1,KE,2221,11 yrs,,,yes",
        "W2,KE,2221,fresher,,,yes",
        "W3,KE,2221,,,,yes",
        "W4,KE,2221,11 yrs,Clinic A,2026-06-01,yes",
        "W5,KE,2221,,Clinic A,2026-06-01,yes",
        "W6,KE,2221,,Clinic A,2012-01-01,yes",
    ];
    project.file("w.csv", format!("{head}\n{}\n", rows.join("\n")));
    project.ok(&["import", "o.csv", "w.csv"]);
    let gaps = |worker: &str| {
        let why = project.json(&["why", "--worker", worker, "--opening", "O1"]);
        (why.to_string().contains("more months of practice are missing"), why.to_string())
    };
    for (worker, missing) in [("W1", false), ("W2", true), ("W3", false), ("W4", false), ("W5", true)] {
        assert_eq!(gaps(worker).0, missing, "{worker}: {}", gaps(worker).1);
    }
    assert!(gaps("W1").1.contains("132 months of practice in all are stated"));
}

#[test]
fn a_header_of_languages_takes_what_its_cells_are() {
    let columns = "worker_id,language,test,level,overall";
    for (head, rows, wanted) in [
        (
            "Languages",
            ["IELTS 7", "Goethe B2", "German B1"],
            ["en,ielts-academic,,7", "de,goethe-b2,,", "de,,B1,"],
        ),
        ("Language level", ["telc B2", "OET B", "DELF B1"], ["de,telc-b2,B2,", "en,oet,,", "fr,delf-b1,B1,"]),
        (
            "Kemampuan Bahasa",
            ["JLPT N4", "Goethe B1", "N3"],
            ["ja,jlpt,,N4", "de,goethe-b1,,", "ja,jlpt,,N3"],
        ),
        (
            "اللغة",
            ["IELTS 6.5", "Goethe B2", "ألماني B1"],
            ["en,ielts-academic,,6.5", "de,goethe-b2,,", "de,,B1,"],
        ),
        ("Idioma,Nivel", ["Alemán,B1", "Inglés,C1", "Francés,B2"], ["de,,B1,", "en,,C1,", "fr,,B2,"]),
    ] {
        let project = Project::new();
        let rows: Vec<String> = (1..).zip(rows).map(|(n, row)| format!("W{n},KE,{row}\n")).collect();
        project.file("a.csv", format!("worker_id,residence,{head}\n{}", rows.concat()));
        project.run(&["import", "a.csv"]);
        let told = project.ok(&["export", "language_certificate", "--columns", columns]);
        for (n, wanted) in (1..).zip(wanted) {
            let line = told.lines().find(|line| line.starts_with(&format!("W{n},"))).unwrap_or_default();
            assert!(line.starts_with(&format!("W{n},{wanted}")), "{head}: {told}");
        }
    }
    // Languages that people speak stay such, and a day without an exam is no certificate.
    let project = Project::new();
    project.file("a.csv", "worker_id,residence,Languages,Test date\nW1,KE,English;Swahili,2025-05-01\n");
    project.ok(&["import", "a.csv"]);
    assert!(project.ok(&["export", "worker", "--columns", "languages_read"]).contains("en;sw"));
    assert_eq!(project.ok(&["export", "language_certificate", "--columns", "test"]).lines().count(), 1);
}

#[test]
fn a_title_with_its_year_and_a_beginning_after_the_training_are_told_apart() {
    let project = Project::new();
    project.file(
        "a.csv",
        "worker_id,residence,Qualification & Year\nW1,KE,BSc Nursing (2014)\nW2,KE,\"Diploma, 2009\"\nW3,KE,MBBS\n",
    );
    project.ok(&["import", "a.csv"]);
    let told = project.ok(&["export", "qualification", "--columns", "worker_id,completed"]);
    assert_eq!(told, "worker_id,completed\nW1,2014\nW2,2009\nW3,\n");
    // A column of its own goes before it.
    let project = Project::new();
    project.file("a.csv", "worker_id,residence,Degree,Year completed\nW1,KE,BSc Nursing (2010),2014-06\n");
    project.ok(&["import", "a.csv"]);
    assert!(project.ok(&["export", "qualification", "--columns", "completed"]).contains("2014-06"));
    let head = "worker_id,residence,Título,Fecha de grado,Empresa actual,Fecha ingreso";
    let rows = [
        "W1,CO,Enfermería,12/06/2010,Clínica A,01/02/2015",
        "W2,CO,Enfermería,20/12/2012,Clínica B,15/03/2013",
    ];
    let project = Project::new();
    project.file(
        "a.csv",
        format!("{head}\n{}\nW3,CO,Medicina,20/12/2001,Clínica B,15/03/2020\n", rows.join("\n")),
    );
    project.run(&["import", "a.csv"]);
    let told = project.ok(&["export", "employment", "--columns", "worker_id,started"]);
    assert!(told.contains("W1,2015-02-01") && told.contains("W3,2020-03-15"), "{told}");
}

#[test]
fn a_short_list_keeps_its_rows_and_nothing_else() {
    let project = Project::new();
    // Lines about the list are no people, be there one row or a hundred.
    project.file(
        "short.csv",
        "worker_id;full_name;residence;phone\nService de réanimation;;;\nW1;Ana Ejemplo;KE;+254722000601\nTotal général;1;;\nÉtabli par;Jean Exemple;;\nDate : 12/05/2026;;;\nPage 1 sur 2;;;\n",
    );
    let told = project.json(&["import", "short.csv"]);
    assert_eq!(told["counts"]["worker"]["inserted"], 1, "{told:#}");
    // A quote that nobody closes swallows no rows: its own comes back.
    project.file(
        "quote.csv",
        "worker_id,full_name,residence,summary\nV1,Asha Beispiel,IN,\"likes\nV2,Binu Beispiel,IN,ward nurse\nV3,Cini Beispiel,IN,tea\"\nV4,Dina Beispiel,IN,x\n",
    );
    let told = project.json(&["import", "quote.csv"]);
    assert_eq!(told["counts"]["worker"]["inserted"], 3, "{told:#}");
    assert_eq!(told["rejected"]["worker"], 1, "{told:#}");
}

#[test]
fn a_post_that_was_taken_back_is_closed() {
    let project = Project::new();
    project.file("org.csv", "organization_id,name,role,country\nE1,Haus,employer,DE\n");
    let states = ["cancelled", "On hold", "withdrawn", "paused", "zurückgezogen", "annulé", "cancelada"];
    let rows: String =
        (0..).zip(states).map(|(at, state)| format!("O{at},E1,Nurse,2221,DE,{state}\n")).collect();
    project.file("o.csv", format!("opening_id,organization_id,title,occupation,destination,status\n{rows}"));
    project.ok(&["import", "org.csv", "o.csv"]);
    let openings = project.json(&["export", "opening"]);
    for opening in openings.as_array().unwrap() {
        assert_eq!(opening["status"], "closed", "{opening}");
    }
}

#[test]
fn a_test_that_another_goes_by_as_well_is_presumed_until_it_is_named() {
    let project = Project::new();
    let list = |test: &str| {
        format!(
            "worker_id,full_name,occupation,trained in,{test} Overall,{test} Listening,{test} Reading,{test} Writing,{test} Speaking,{test} Date\nW1,Ana Ejemplo,2221,PH,8,8,8,8,8,2026-05-10\n"
        )
    };
    project.file("wide.csv", list("IELTS"));
    project.ok(&["import", "wide.csv"]);
    let language = ["language", "--worker", "W1", "--destination", "GB", "--as-of", "2026-11-01"];
    let before = project.json(&language);
    assert_eq!(before["solution"]["outcome"], "unknown", "{before}");
    // Named in full it is presumed no longer.
    project.file("again.csv", list("IELTS Academic"));
    project.ok(&["import", "again.csv"]);
    let certificates = project.json(&["export", "language_certificate"]);
    assert_eq!(certificates[0]["test"], "ielts-academic", "{certificates}");
    assert_eq!(certificates[0]["test_presumed"], serde_json::Value::Null, "{certificates}");
}

#[test]
fn a_post_that_charges_the_worker_is_blocked() {
    let project = Project::new();
    let posts = [
        ("P1", "Candidate"),
        ("P2", "employer pays"),
        ("P3", "Bewerberin"),
        ("P4", "shared"),
        ("P5", "No fees"),
        ("P6", ""),
    ];
    let rows: String = posts
        .iter()
        .map(|(id, fees)| format!("{id},Staff nurse,Germany,Klinikum Musterstadt,{fees},open\n"))
        .collect();
    project.file("posts.csv", format!("Job ID,Job title,Country,Employer,Fees paid by,Status\n{rows}"));
    project.run(&["import", "posts.csv"]);
    project.file(
        "workers.csv",
        "worker_id,full_name,occupation,residence,consent_match\nW1,Ana Ejemplo,2221,PH,yes\n",
    );
    project.ok(&["import", "workers.csv"]);
    for (id, charged) in
        [("P1", true), ("P2", false), ("P3", true), ("P4", true), ("P5", false), ("P6", false)]
    {
        let told = project.ok(&["match", "--opening", id, "--include-blocked"]);
        assert_eq!(told.contains("recruitment-fee-announced"), charged, "{id}: {told}");
    }
    // Who bears the fees decides a safeguard: what cannot be read holds the row.
    project
        .file("odd.csv", "Job ID,Job title,Country,Fees paid by\nP9,Staff nurse,Germany,to be discussed\n");
    let told = project.json(&["import", "odd.csv"]);
    assert_eq!(told["rejected"]["opening"], 1, "{told:#}");
}

#[test]
fn a_day_beside_a_word_takes_the_order_of_the_file() {
    let project = Project::new();
    let list = |born: &str| {
        format!(
            "Candidate ID,Full name,Nationality,Profession,Born,Consent to share data\nW1,Ana Ejemplo,Philippines,Registered nurse,{born},Yes - signed 02/10/2026\nW2,Bea Ejemplo,Philippines,Registered nurse,25/12/1990,Yes - signed 03/10/2026\nW3,Cia Ejemplo,Philippines,Registered nurse,30/12/1990,sí (firmado 04/10/2026)\n"
        )
    };
    project.file("list.csv", list("26/12/1990"));
    project.ok(&["import", "list.csv"]);
    let days = |project: &Project| {
        let consents = project.json(&["export", "consent"]);
        let days =
            consents.as_array().unwrap().iter().map(|one| one["given_on"].as_str().unwrap().to_owned());
        days.collect::<Vec<_>>()
    };
    assert_eq!(days(&project), ["2026-10-02", "2026-10-03", "2026-10-04"]);
    // Where nothing shows an order, the option states it.
    let other = Project::new();
    other.file("open.csv", list("01/02/1990").replace("25/12", "01/12").replace("30/12", "01/12"));
    let open = other.json(&["import", "open.csv"]);
    assert_eq!(open["rejected"], serde_json::json!({}), "{open:#}");
    other.ok(&["import", "open.csv", "--dates", "dmy"]);
    assert_eq!(days(&other), ["2026-10-02", "2026-10-03", "2026-10-04"]);
}

#[test]
fn practice_longer_than_a_grown_up_life_is_none() {
    let project = Project::new();
    project.file(
        "list.csv",
        "worker_id,full_name,birth_date,occupation,Years of experience\nW1,Ana Ejemplo,2003-05-01,2221,36\nW2,Bea Ejemplo,1980-05-01,2221,20\n",
    );
    let told = project.run(&["import", "list.csv"]);
    assert!(told.out.contains("REC121"), "{}", told.out);
    let workers = project.json(&["export", "worker", "--identified", "--purpose", "test"]);
    let practice: Vec<_> =
        workers.as_array().unwrap().iter().map(|one| one["practice_months"].clone()).collect();
    assert!(
        !practice.contains(&serde_json::json!(432)) && practice.contains(&serde_json::json!(240)),
        "{workers:#}"
    );
}

/// The cells of some columns of the people of a store, one person a line.
fn of_people(project: &Project, columns: &str) -> Vec<String> {
    let text = project.ok(&["export", "worker", "--identified", "--purpose", "test", "--columns", columns]);
    let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}

fn of_parts(project: &Project, kind: &str, columns: &str) -> Vec<String> {
    let text = project.ok(&["export", kind, "--identified", "--purpose", "test", "--columns", columns]);
    let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}

#[test]
fn a_group_stands_before_the_names_that_do_not_say_whose_they_are() {
    let project = Project::new();
    project.file(
        "a.csv",
        "S/N,BIO DATA,,,,PASSPORT,,LICENSE,,CONSENT (Y/N),PREFERRED COUNTRY\n\
         ,NAME,BIRTH DATE,RESIDENCE,ENGLISH TEST,NO.,EXPIRY,NO.,EXPIRY,,\n\
         1,Ana Cruz,1990-05-31,Kenya,IELTS Academic 7 (03/2026),P111,2031-01-02,L-77,2028-03-04,Y,Ireland\n\
         2,Bo Diaz,1988-02-11,Kenya,nil,P222,2032-01-02,L-78,2028-05-06,N,Ireland\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(of_people(&project, "full_name,preferred_destinations"), ["Ana Cruz,IE", "Bo Diaz,IE"]);
    assert_eq!(of_parts(&project, "license", "number,expires_on"), ["L-77,2028-03-04", "L-78,2028-05-06"]);
    // A passport is no certificate.
    assert_eq!(of_parts(&project, "language_certificate", "test,number,expires_on"), ["ielts-academic,,"]);
    assert_eq!(of_parts(&project, "consent", "given"), ["no", "yes"]);
}

#[test]
fn a_birth_date_in_a_column_for_each_sex_is_taken_from_both() {
    let project = Project::new();
    project.file(
        "a.csv",
        "No,Họ và tên,Ngày sinh,,Chức danh,Số điện thoại\n\
         ,,Nam,Nữ,,\n\
         1,Trần Mẫu,17/02/1990,,Điều dưỡng,+84 912 000 111\n\
         2,Lê Mẫu,,21/03/1992,Điều dưỡng,+84 912 000 222\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_people(&project, "full_name,birth_date,sex"),
        ["Lê Mẫu,1992-03-21,female", "Trần Mẫu,1990-02-17,male"]
    );
}

#[test]
fn a_header_of_several_names_is_read_by_its_first() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Nume și prenume;Data nașterii;Domiciliul (localitate, județ);Profesia;Studii, școala, anul absolvirii;Loc de muncă actual;Acord GDPR (da/nu);Țara dorită;Stadiu\n\
         Popa Exemplu;15.04.1991;Cluj-Napoca, jud. Cluj;asistent medical;diplomă asistent medical, Școala Sanitară Exemplu, 2013;Spitalul Exemplu, din 05.2014;da;Germania sau Austria;activ\n\
         Ene Exemplu;16.05.1992;Iași, jud. Iași;moașă;licență moașe, Universitatea Exemplu, 2016;Spitalul Model, 10.2021 - 08.2024;nu;Germania (nu Elveția);retras\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_people(&project, "full_name,residence,region,preferred_destinations,refused_destinations,status"),
        ["Ene Exemplu,RO,RO-IS,DE,CH,withdrawn", "Popa Exemplu,RO,RO-CJ,DE;AT,,active"]
    );
    assert_eq!(of_parts(&project, "consent", "purpose,given"), ["match,no", "match,yes"]);
    assert_eq!(
        of_parts(&project, "qualification", "title,school,completed"),
        [
            "\"diplomă asistent medical\",Școala Sanitară Exemplu,2013",
            "licență moașe,Universitatea Exemplu,2016"
        ]
        .map(|row| row.replace('"', ""))
    );
    assert_eq!(
        of_parts(&project, "employment", "employer,started,ended"),
        ["Spitalul Exemplu,2014-05,", "Spitalul Model,2021-10,2024-08"]
    );
}

#[test]
fn a_wish_is_no_license_and_a_license_for_life_has_no_end() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,License No,License expiry,Registered in\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,K-1,Seumur hidup,Kenya\n\
         Bo Diaz,1988-02-11,Kenya,Nurse,,,Germany\n\
         Cy Eze,1987-02-11,Kenya,Nurse,K-3,31/12/2025 (EXPIRED),Kenya\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "license", "number,country,expires_on,status"),
        ["K-1,KE,,", "K-3,KE,2025-12-31,lapsed"]
    );
}

#[test]
fn several_posts_in_one_cell_are_several() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,Employer\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,\"Lake Clinic 2015-2019; Hill Clinic, Jan 2020 - now\"\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "employment", "employer,started,ended,country"),
        ["Hill Clinic,2020-01,,KE", "Lake Clinic,2015,2019,"]
    );
}

#[test]
fn the_employers_of_today_and_of_before_are_posts_of_their_own() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,Prev. Hosp (From - To),Present Hosp (From - To)\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,Lake Clinic 2015-2019,Hill Clinic (Jan 2020 - now)\n\
         Ben Cruz,1991-05-31,Kenya,Nurse,Lake Clinic 2010-12,not working\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "employment", "employer,started,ended"),
        ["Hill Clinic,2020-01,", "Lake Clinic,2010,2012", "Lake Clinic,2015,2019"]
    );
}

#[test]
fn a_council_beside_the_number_of_a_license_is_told_from_it() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,ID / PP No.,Birth date,Residence,Profession,Council & Reg No\n\
         Ana Cruz,A2200334,1990-05-31,India,Nurse,KNMC - KL0320\n\
         Ben Cruz,A2200335,1991-05-31,India,Nurse,\"Maharashtra Nursing Council, Reg. No. XXIV-20871\"\n\
         Cara Cruz,A2200336,1992-05-31,India,Nurse,4512 (TNNMC)\n\
         Dora Cruz,A2200337,1993-05-31,India,Nurse,Ward 7 - 881\n",
    );
    let told = project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "license", "regulator,number"),
        [",Ward 7 - 881", "KNMC,KL0320", "Maharashtra Nursing Council,XXIV-20871", "TNNMC,4512"]
    );
    // The number of a passport is no identifier of ours.
    assert!(!project.ok(&["export", "worker", "--columns", "worker_id"]).contains("A2200334"), "{told}");
}

#[test]
fn a_list_in_words_that_nobody_knows_is_one_of_people_by_its_cells() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Zzek,Qorv,Vlim,Brusk,Trelm,Wrox\n\
         Ana Cruz,ana@example.org,31.05.1990,IELTS Academic 7 (03/2026),Lake Clinic 2015-2019,\"BSc Nursing, Lake University 2014\"\n\
         Bo Diaz,bo@example.org,11.02.1988,OET B (05/2026),Hill Clinic 2013 - now,\"Diploma, Hill College 2012\"\n\
         Cara Poe,cara@example.org,12.03.1989,TOEFL iBT 95 (05/2025),Lake Home 2011-2012,\"BSc Nursing, Hill College 2010\"\n",
    );
    let told = project.ok(&["import", "a.csv"]);
    assert!(told.contains("full_name"), "{told}");
    assert_eq!(of_people(&project, "full_name"), ["Ana Cruz", "Bo Diaz", "Cara Poe"]);
    assert_eq!(of_parts(&project, "language_certificate", "test"), ["ielts-academic", "oet", "toefl-ibt"]);
    assert_eq!(
        of_parts(&project, "employment", "employer,started"),
        ["Hill Clinic,2013", "Lake Clinic,2015", "Lake Home,2011"]
    );
    assert_eq!(
        of_parts(&project, "qualification", "title,school,completed"),
        ["BSc Nursing,Hill College,2010", "BSc Nursing,Lake University,2014", "Diploma,Hill College,2012"]
    );
    // What is planned or asked for is no certificate, whatever its cells look like.
    project.file(
        "c.csv",
        "Full name,Birth date,Residence,Booked exam,Test required\n\
         Dora Diaz,1990-05-31,Kenya,IELTS Academic 7 (03/2026),Goethe B2\n\
         Eva Diaz,1988-02-11,Kenya,OET B (05/2026),telc B2\n",
    );
    project.ok(&["import", "c.csv", "--kind", "worker"]);
    assert_eq!(of_parts(&project, "language_certificate", "test").len(), 3);
    // Nobody who is not named by such cells becomes a person.
    project.file("b.csv", "Zzek,Qorv\nLake Hill,12\nHill Lake,13\nLake Lake,14\n");
    assert_eq!(project.run(&["import", "b.csv"]).code, Some(2));
}

#[test]
fn two_cells_may_be_one_certificate_and_one_cell_two_trainings() {
    let project = Project::new();
    project.file(
        "a.csv",
        "SURNAME / OTHER NAMES,Birth date,Residence,Profession,Degrees,Completed,German level,Exam body & date,English test,Score / Date,LGPD\n\
         CRUZ Ana,1990-05-31,Kenya,Nurse,\"GNM; BSc Nursing\",2012; 2016,B2,Goethe 05/2026,IELTS Academic,\"7.0: L7 R6.5 W6.5 S7.5, 19/05/2026\",Sim\n\
         DIAZ Bo,1988-02-11,Kenya,Nurse,GNM,2010,B1,\"telc, 06/2025\",OET,\"L-B R-B W-C+ S-B, 14 June 2026\",não autorizou ainda\n\
         POE Cara,1989-03-12,Kenya,Nurse,GNM,2011,B2,Goethe (3 von 4 Modulen),,,Sim\n",
    );
    // One exam of three modules is told, and stays out.
    let told = project.run(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(told.code, Some(1));
    assert_eq!(
        of_parts(&project, "language_certificate", "test,level,overall,writing,taken_on"),
        [
            "goethe-b2,B2,,,2026-05",
            "ielts-academic,,7,6.5,2026-05-19",
            "oet,,,C+,2026-06-14",
            "telc-b1,B1,,,2025-06"
        ]
    );
    assert_eq!(
        of_parts(&project, "qualification", "title,completed"),
        ["BSc Nursing,2016", "GNM,2010", "GNM,2011", "GNM,2012"]
    );
    assert_eq!(of_parts(&project, "consent", "given"), ["no", "yes", "yes"]);
    // No text comes back that stood in no cell: what a cell says only beside another is given by its meaning.
    let args = ["export", "language_certificate", "--identified", "--purpose", "test", "--as-written"];
    let written = project.ok(&[&args[..], &["--columns", "test,overall"]].concat());
    let mut written: Vec<&str> = written.lines().skip(1).collect();
    written.sort_unstable();
    assert_eq!(
        written,
        ["goethe-b2,", "ielts-academic,7", "oet,\"L-B R-B W-C+ S-B, 14 June 2026\"", "telc-b1,"]
    );
}

#[test]
fn one_day_beside_two_posts_is_of_neither_for_certain() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,employment_1_employer,employment_1_started,employment_1_ended\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,Lake Clinic; Hill Clinic,2010; 2012,2012\n",
    );
    assert_eq!(project.run(&["import", "a.csv", "--kind", "worker"]).code, Some(1));
    let posts = of_parts(&project, "employment", "employer,started,ended");
    assert!(!posts.iter().any(|post| post.starts_with("Hill Clinic,2012,2012")), "{posts:?}");
}

#[test]
fn what_stands_beside_the_post_of_before_is_of_the_post_of_today() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,Ward,Previous employers,PRC LICENSE / EXPIRY\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,ICU,Lake Clinic 2009-2011,0952305 - 12/25/2028\n\
         Bo Diaz,1988-02-11,Kenya,Nurse,ICU,Hill Clinic 2010-2012,0952306 - 11/23/2029\n",
    );
    project.ok(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "employment", "employer,specialty,started"),
        ["Hill Clinic,,2010", "Lake Clinic,,2009"]
    );
    assert_eq!(
        of_parts(&project, "license", "number,expires_on"),
        ["0952305,2028-12-25", "0952306,2029-11-23"]
    );
}

#[test]
fn headers_that_leave_something_open_are_settled_by_what_stands_beside_them() {
    let project = Project::new();
    project.file(
        "zm.csv",
        "SURNAME,FIRST NAME(S),COUNTRY,CELL NO.,QUALIFICATION,COUNCIL REG. NO.,LICENCE EXPIRY,CURRENT HOSPITAL,WARD,YEARS IN SERVICE,ENGLISH TEST RESULTS,WILLING COUNTRIES,CONSENT FORM SIGNED\n\
         CRUZ,Ana,Zambia,0977 003 301,BSc Nursing,RN 33011 / RM 21017,31/12/2027,\"Lake Hospital, Unaizah, Saudi Arabia\",MICU,13,IELTS 7.0 (L7.5 R7 W6.5 S7) 25/04/2026,\"UK, Ireland\",Yes\n\
         DIAZ,Bo,Malawi,0999 123 456,Diploma in Nursing,33012,expired,Hill Hospital,OT,4,\"OET Sept 2026: L 360, R 350, W 330, S 370\",UK,No\n",
    );
    let told = project.run(&["import", "zm.csv", "--kind", "worker"]);
    assert_eq!(told.code, Some(0), "{}", told.out);
    // Telephone numbers of these countries say that people live there; the training says what they are.
    assert_eq!(of_people(&project, "residence,occupation,practice_months"), ["MW,2221,48", "ZM,2221,156"]);
    assert_eq!(of_people(&project, "preferred_destinations"), ["GB", "GB;IE"]);
    assert_eq!(
        of_parts(&project, "employment", "country,specialty"),
        ["MW,nursing-theatre", "SA,nursing-icu"]
    );
    assert_eq!(
        of_parts(&project, "language_certificate", "test,writing,taken_on"),
        ["ielts-academic,6.5,2026-04-25", "oet,330,2026-09"]
    );
    assert_eq!(
        of_parts(&project, "license", "number,expires_on,status"),
        ["33012,,lapsed", "RM 21017,2027-12-31,", "RN 33011,2027-12-31,"]
    );
    assert_eq!(of_parts(&project, "consent", "purpose,given"), ["match,no", "match,yes"]);
    // Numbers of other countries say nothing of where people live.
    project.file(
        "b.csv",
        "Full name,Country,Phone,Profession\nDora Poe,Germany,+254722123456,Nurse\nEva Poe,Ireland,+254722123457,Nurse\n",
    );
    project.run(&["import", "b.csv", "--kind", "worker"]);
    assert!(of_people(&project, "residence").iter().all(|home| home != "DE" && home != "IE"));
}

#[test]
fn a_paper_without_a_language_beside_it_is_a_license_and_its_end_as_well() {
    let project = Project::new();
    project.file(
        "ua.csv",
        "ПІБ,Посада,\"Освіта (заклад, рік)\",Сертифікат №,Дійсний до,Місце роботи,Мови\n\
         Крус Анна,Медсестра,\"Харківський національний медичний університет, 2002\",4411,2028-05-15,Озерна лікарня,німецька B1 (Goethe 03.2026)\n\
         Діас Богдана,Медсестра,\"Київський медичний коледж, 2003\",4412,2027-05-15,Озерна лікарня,польська B1\n",
    );
    project.run(&["import", "ua.csv", "--kind", "worker"]);
    assert_eq!(of_parts(&project, "license", "number,expires_on"), ["4411,2028-05-15", "4412,2027-05-15"]);
    assert_eq!(of_parts(&project, "language_certificate", "level,expires_on"), ["B1,", "B1,"]);
    assert_eq!(
        of_parts(&project, "qualification", "title,school,completed"),
        [",Київський медичний коледж,2003", ",Харківський національний медичний університет,2002"]
    );
}

#[test]
fn the_header_of_a_number_names_its_council_unless_the_number_does() {
    let project = Project::new();
    project.file(
        "ph.csv",
        "Full name,Residence,Profession,PRC Lic. No.\nAna Cruz,Philippines,Nurse,0612345\nBo Diaz,Philippines,Nurse,-\n",
    );
    project.run(&["import", "ph.csv", "--kind", "worker"]);
    assert_eq!(of_parts(&project, "license", "regulator,number,country"), ["PRC,0612345,PH"]);
    let ghana = Project::new();
    ghana.file(
        "gh.csv",
        "Full name,Residence,Profession,NMC Reg. No.\nAna Cruz,Ghana,Nurse,12345\nBo Diaz,Ghana,Nurse,NMCN 8812\n",
    );
    ghana.run(&["import", "gh.csv", "--kind", "worker"]);
    // `NMC` of somebody in Ghana is not the one of the United Kingdom.
    let licenses = of_parts(&ghana, "license", "regulator,number,country");
    assert!(licenses.iter().all(|license| !license.ends_with("GB")), "{licenses:?}");
    assert!(licenses.iter().any(|license| license.starts_with("NMCN,8812")), "{licenses:?}");
}

#[test]
fn a_slip_in_a_nationality_is_seen_through_where_the_person_lives_there() {
    let project = Project::new();
    project.file(
        "a.csv",
        "worker_id,residence,occupation,nationalities\nA-1,PH,2221,Phillipino\nA-2,IN,2221,Indain\nA-3,DE,2221,Phillipino\n",
    );
    let told = project.run(&["import", "a.csv"]);
    assert!(told.out.contains("where the person lives"), "{}", told.out);
    assert_eq!(of_people(&project, "worker_id,nationalities"), ["A-1,PH", "A-2,IN", "A-3,"]);
}

/// A day beside an answer settles the others, or is left out: whoever said yes has said it on whichever day.
#[test]
fn the_day_beside_a_consent_never_holds_the_row() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,DPA consent\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,Y 3/9/2026\n\
         Ben Cruz,1991-05-31,Kenya,Nurse,signed 20/10/2026\n\
         Cara Cruz,1992-05-31,Kenya,Nurse,N – ask each time\n\
         Dora Cruz,1993-05-31,Kenya,Nurse,pending\n",
    );
    let told = project.run(&["import", "a.csv", "--kind", "worker"]);
    let given = of_parts(&project, "consent", "given,given_on");
    assert_eq!(given, ["no,", "yes,2026-09-03", "yes,2026-10-20"], "{}", told.out);
    let two = Project::new();
    two.file(
        "a.csv",
        "Full name,Birth date,Residence,Profession,DPA consent\n\
         Ana Cruz,1990-05-31,Kenya,Nurse,Y 3/9/2026\n\
         Ben Cruz,1991-05-31,Kenya,Nurse,Y but not for my employer\n",
    );
    let told = two.run(&["import", "a.csv", "--kind", "worker"]);
    // A yes on conditions is no consent.
    assert_eq!(of_parts(&two, "consent", "given,given_on"), ["no,", "yes,"], "{}", told.out);
    let words: Vec<&str> = told.out.split_whitespace().collect();
    assert!(words.join(" ").contains("can be read in two ways"), "{}", told.out);
}

#[test]
fn a_number_that_counts_the_rows_gives_way_to_the_number_of_the_person() {
    let project = Project::new();
    project.file(
        "a.csv",
        "Applicant No.,App. No.,Full name,Birth date,Residence,Profession\n\
         1,SOP-26-0141,Ana Cruz,1990-05-31,Philippines,Nurse\n\
         2,SOP-26-0142,Ben Cruz,1991-05-31,Philippines,Nurse\n\
         Prepared by: M. Cruz,,,Noted: D. Reyes,,\n",
    );
    project.run(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(of_parts(&project, "worker", "worker_id"), ["SOP-26-0141", "SOP-26-0142"]);
}

#[test]
fn the_end_of_a_license_and_its_state_stand_behind_its_number() {
    let project = Project::new();
    project.file(
        "a.csv",
        "ID,Full name,Residence,Profession,License no. / valid until\n\
         A1,Ana Cruz,Philippines,Nurse,0933221 / 08-19-2026 (expired)\n\
         A2,Ben Cruz,Philippines,Nurse,0698877 exp. 07/22/2027 – for renewal\n\
         A3,Cara Cruz,Indonesia,Nurse,0502521-1234567 s.d. 30-05-2027\n\
         A4,Dora Cruz,Bosnia,Nurse,\"10-5555, do 30.06.2029\"\n\
         A5,Ella Cruz,Brazil,Nurse,445566 validade 31/02/2026\n\
         A6,Fina Cruz,Indonesia,Nurse,1901522-5566778 / seumur hidup\n",
    );
    let told = project.run(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "license", "worker_id,number,expires_on,status"),
        [
            "A1,0933221,2026-08-19,lapsed",
            "A2,0698877,2027-07-22,",
            "A3,0502521-1234567,2027-05-30,",
            "A4,10-5555,2029-06-30,",
            "A5,445566,,",
            "A6,1901522-5566778,,",
        ],
        "{}",
        told.out
    );
    let words: Vec<&str> = told.out.split_whitespace().collect();
    assert!(words.join(" ").contains("without the day of its end"), "{}", told.out);
}

#[test]
fn a_post_goes_on_in_whatever_language() {
    let project = Project::new();
    project.file(
        "a.csv",
        "ID,Full name,Residence,Profession,Experience (hospital – ward – period)\n\
         A1,Ana Cruz,Brazil,Nurse,Hosp. Exemplo – UTI – 03/2015 até hoje\n\
         A2,Ben Cruz,Albania,Nurse,QKUK – urgjenca – 2015 e tutje\n\
         A3,Cara Cruz,Indonesia,Nurse,RS Contoh – ICU – 2018 – kini\n\
         A4,Dora Cruz,Bosnia,Nurse,KB Ogled – intenzivna – 2015 – danas\n",
    );
    let told = project.run(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "employment", "worker_id,started,ended"),
        ["A1,2015-03,", "A2,2015,", "A3,2018,", "A4,2015,"],
        "{}",
        told.out
    );
}

#[test]
fn an_age_a_year_and_a_time_of_practice_stand_beside_what_they_tell_of() {
    let project = Project::new();
    project.file(
        "a.csv",
        "ID,Full name,Residence,Profession,DOB / Age,Area of Exp.,\"Škola, završeno\"\n\
         A1,Ana Cruz,Philippines,Nurse (fresh board passer),14-Mar-93 / 33,\"ICU 8y, ER 2y\",\"Fakultet Primjer, Sarajevo, 2015\"\n\
         A2,Ben Cruz,Philippines,Enfermeira recém-formada,19-Aug-1998 / 28,\"Foo ward, ER\",Srednja Primjer 2009\n\
         A3,Cara Cruz,Philippines,Medicinski tehničar (SSS),1990-05-31 (36 yrs),not ICU; ER,\"Fakultet Primjer (2011)\"\n\
         A4,Dora Cruz,Philippines,Nurse,1990-05-31,ER,\", 2015\"\n",
    );
    let told = project.run(&["import", "a.csv", "--kind", "worker"]);
    assert_eq!(
        of_parts(&project, "worker", "worker_id,birth_date,specialties,occupation"),
        [
            "A1,1993-03-14,nursing-icu;nursing-emergency,2221",
            "A2,1998-08-19,nursing-emergency,2221",
            "A3,1990-05-31,,2221",
            "A4,1990-05-31,nursing-emergency,2221",
        ],
        "{}",
        told.out
    );
    assert_eq!(
        of_parts(&project, "qualification", "worker_id,completed"),
        ["A1,2015", "A2,", "A3,2011", "A4,"],
        "{}",
        told.out
    );
}

/// In front of the names a code that no two rows share is the list's own identifier, and no license.
#[test]
fn a_bare_number_in_front_is_an_identifier() {
    for (header, ids) in [("Nr.", ["P-101", "P-102"]), ("No.", ["MF/26/01", "MF/26/02"])] {
        let project = Project::new();
        let [first, second] = ids;
        let rows = format!(
            "{header};Name;Birth date;Residence;Profession\n{first};Anna Muster;1990-01-02;Kenya;Nurse\n{second};Bert Muster;1991-01-02;Kenya;Nurse\n"
        );
        project.file("a.csv", rows);
        let told = project.run(&["import", "a.csv", "--kind", "worker"]);
        assert_eq!(of_parts(&project, "worker", "worker_id"), ids, "{}", told.out);
        assert!(of_parts(&project, "license", "number").is_empty(), "{}", told.out);
    }
}
