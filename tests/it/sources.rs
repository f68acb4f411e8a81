//! Lists of several sources, each of which counts its people by itself.

use crate::support::Project;

const HEAD: &str = "worker_id,full_name,birth_date,residence,nationalities,occupation\n";

fn two_agencies() -> Project {
    let project = Project::new();
    project
        .file("a.csv", format!("{HEAD}1,Ana Cruz,1990-05-31,PH,PH,2221\n2,Bo Diaz,1988-02-11,PH,PH,2222\n"));
    project.file(
        "b.csv",
        format!("{HEAD}1,Kofi Mensah,1991-04-04,GH,GH,2221\n7,Ama Boah,1985-03-03,GH,GH,2221\n"),
    );
    project.ok(&["import", "a.csv", "--source", "Agency A"]);
    project.ok(&["import", "b.csv", "--source", "Agency B"]);
    project
}

fn ids(project: &Project) -> Vec<String> {
    project.ok(&["export", "worker", "--columns", "worker_id"]).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn two_sources_may_both_count_from_1() {
    let project = two_agencies();
    assert_eq!(ids(&project), ["Agency A/1", "Agency A/2", "Agency B/1", "Agency B/7"]);
    // The same list again changes nothing, and the whole identifier is known as well.
    assert!(
        project
            .ok(&["import", "a.csv", "--source", "Agency A"])
            .contains(" 0 inserted, 0 updated, 2 unchanged")
    );
    project.file("c.csv", format!("{HEAD}Agency A/2,Bo Diaz,1988-02-11,PH,PH,2222\n"));
    assert!(
        project
            .ok(&["import", "c.csv", "--source", "Agency A"])
            .contains(" 0 inserted, 0 updated, 1 unchanged")
    );
    // Read back as it was written, everybody is who they were.
    let written = project.ok(&["export", "worker", "--as-written", "--identified", "--purpose", "test"]);
    let copy = Project::new();
    copy.file("back.csv", written);
    copy.ok(&["import", "back.csv"]);
    assert_eq!(ids(&copy), ids(&project));
}

/// Each list of an agency counts from 1 again: a running number is nobody's identifier, with a source or without.
#[test]
fn running_numbers_that_start_again_merge_nobody() {
    const LIST: &str = "S/N,Name,Date of birth,Country,Profession\n";
    let project = Project::new();
    project.file(
        "july.csv",
        format!("{LIST}1,Ana Cruz,1990-05-31,PH,Staff Nurse\n2,Bo Diaz,1988-02-11,PH,Midwife\n3,Ama Boah,1985-03-03,GH,Midwife\n"),
    );
    project.file(
        "august.csv",
        format!("{LIST}1,Kofi Mensah,1991-04-04,GH,Staff Nurse\n2,Ana Cruz,1990-05-31,PH,Staff Nurse\n"),
    );
    project.file(
        "again.csv",
        format!("{LIST}1,Ama Boah,1985-03-03,GH,Midwife\n2,Ana Cruz,1990-05-31,PH,Staff Nurse\n3,Bo Diaz,1988-02-11,PH,Midwife\n"),
    );
    for file in ["july.csv", "august.csv", "again.csv"] {
        project.run(&["import", file, "--source", "Agency A"]);
    }
    let names = project.ok(&["export", "worker", "--identified", "--purpose", "t", "--columns", "full_name"]);
    let mut names: Vec<&str> = names.lines().skip(1).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ama Boah", "Ana Cruz", "Bo Diaz", "Kofi Mensah"]);
    // A number that the agency calls an identifier and gives to somebody else is a conflict, and never merged in silence.
    project.file("ids.csv", format!("{HEAD}1,Ana Cruz,1990-05-31,PH,PH,2221\n"));
    project.file("other.csv", format!("{HEAD}1,Nia Poe,1979-01-02,KE,KE,2222\n"));
    project.ok(&["import", "ids.csv", "--source", "Agency C"]);
    let ran = project.run(&["import", "other.csv", "--source", "Agency C"]);
    assert!(
        ran.code == Some(1) && ran.out.contains("Ana Cruz") || ran.out.contains("another"),
        "{}",
        ran.out
    );
    let shown = project.ok(&[
        "export",
        "worker",
        "--identified",
        "--purpose",
        "t",
        "--columns",
        "worker_id,full_name",
    ]);
    assert!(shown.contains("Agency C/1,Ana Cruz") && !shown.contains("Nia Poe"), "{shown}");
}

#[test]
fn a_bare_identifier_leads_to_the_one_who_has_it() {
    let project = two_agencies();
    for (asked, found) in [("7", "Agency B/7"), ("2", "Agency A/2"), ("Agency A/1", "Agency A/1")] {
        let shown = project.json(&["show", "worker", asked]);
        assert_eq!(shown["record"]["worker_id"], found, "{asked}");
    }
    let asked = project.run(&["show", "worker", "1"]);
    assert!(asked.code == Some(2) && asked.err.contains("Agency A/1"), "{}", asked.err);
    let unknown = project.run(&["show", "worker", "A/7"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.out);
}

#[test]
fn parts_refer_to_the_people_of_their_source_first() {
    let project = two_agencies();
    project.file("l.csv", "worker_id,regulator,number,country\n1,NMC,0012,GH\n7,NMC,0013,GH\n");
    project.ok(&["import", "l.csv", "--source", "Agency B"]);
    let held = project.ok(&[
        "export",
        "license",
        "--identified",
        "--purpose",
        "test",
        "--columns",
        "worker_id,number",
    ]);
    assert_eq!(held, "worker_id,number\nAgency B/1,0012\nAgency B/7,0013\n");
    // Somebody whom the source does not count may be one of everybody's.
    project.file("w.csv", format!("{HEAD}W-9,Nia Poe,1979-01-02,KE,KE,2221\n"));
    project.ok(&["import", "w.csv"]);
    project.file("l2.csv", "worker_id,regulator,number,country\nW-9,NCK,77,KE\n");
    project.ok(&["import", "l2.csv", "--source", "Agency B"]);
    // Without a source a number alone is nobody's.
    assert_eq!(project.run(&["import", "l.csv"]).code, Some(1));
}

#[test]
fn a_recipe_says_the_source_and_so_does_the_one_that_is_kept() {
    let project = Project::new();
    project.file(
        "a.csv",
        format!("{HEAD}1,Ana Cruz,1990-05-31,PH,PH,2221\n2,Bo Diaz,1988-02-11,Nowhere,PH,2222\n"),
    );
    project.run(&["import", "a.csv", "--source", "Agency A", "--save-recipe", "a.toml", "--dry-run"]);
    assert!(
        std::fs::read_to_string(project.path().join("a.toml")).unwrap().contains("source = \"Agency A\"")
    );
    let told = project.run(&["import", "a.csv", "--recipe", "a.toml"]);
    assert!(told.out.contains("`1` is `Agency A/1`"), "{}", told.out);
    assert_eq!(ids(&project), ["Agency A/1", "Agency A/2"]);
    for name in ["a/b", "", " x"] {
        assert_eq!(project.run(&["import", "a.csv", "--source", name]).code, Some(2), "{name:?}");
    }
}

#[test]
fn dates_that_leave_it_open_are_read_as_it_is_said() {
    let head = "worker_id,full_name,birth_date\n";
    for (order, born) in [("dmy", "1990-04-03"), ("mdy", "1990-03-04"), ("ymd", "")] {
        let project = Project::new();
        project.file("a.csv", format!("{head}1,Ana Cruz,03/04/1990\n2,Bo Diaz,1988-02-11\n"));
        project.run(&["import", "a.csv", "--dates", order]);
        let dates =
            project.ok(&["export", "worker", "--identified", "--purpose", "t", "--columns", "birth_date"]);
        let expected = if born.is_empty() { "\"\"" } else { born };
        assert_eq!(dates, format!("birth_date\n{expected}\n1988-02-11\n"), "{order}");
    }
    // A date that can be one thing alone is that, whatever is said of the others.
    let project = Project::new();
    project.file("a.csv", format!("{head}1,Ana Cruz,25/04/1990\n"));
    project.ok(&["import", "a.csv", "--dates", "mdy"]);
    assert_eq!(project.run(&["import", "a.csv", "--dates", "ydm"]).code, Some(2));
}
