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
