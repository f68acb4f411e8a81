//! The same person twice: tables in, groups and evidence out.

use crate::support::Project;

/// People of whom the last is the first, written by another clerk.
fn people() -> String {
    let mut text = "ref,Surname,First name,Date of birth,Town\n".to_owned();
    let names =
        ["Abebe", "Bautista", "Delgado", "Eze", "Gurung", "Ivanova", "Kamau", "Mwangi", "Nair", "Okafor"];
    for (at, name) in names.iter().enumerate() {
        text.push_str(&format!(
            "R{at},{name},{},19{}-0{}-1{at},Nakuru\n",
            names[(at + 3) % 10],
            60 + at * 3,
            at % 9 + 1
        ));
    }
    text.push_str(
        "R10,Achterberg,Wilhelmina,1984-07-23,Kisumu\nR11,Wilhelmina,Achterberg,1984-07-23,Kisumu\n",
    );
    text
}

#[test]
fn every_record_comes_back_in_order_with_its_group() {
    let project = Project::new();
    project.file("people.csv", people());
    let out = project.ok(&["dedupe", "people.csv", "--id", "ref", "--format", "csv"]);
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows[0], "id,cluster");
    assert_eq!(rows.len(), 13);
    assert_eq!(&rows[1..3], ["R0,1", "R1,2"]);
    assert_eq!(&rows[11..], ["R10,11", "R11,11"]);
}

#[test]
fn new_records_join_the_groups_of_an_earlier_run() {
    let project = Project::new();
    project.file("people.csv", people());
    let ask = |file: &str, more: &[&str]| {
        let own = ["dedupe", file, "--id", "ref", "--format", "csv"];
        project.ok(&[&own[..], more].concat())
    };
    project.file("before.csv", ask("people.csv", &[]));
    // The same people in another order keep their groups, and two more come: one who is there, and a stranger.
    let list = people();
    let mut rows: Vec<&str> = list.lines().collect();
    let head = rows.remove(0);
    rows.reverse();
    let more = ["R12,Achterberg,Wilhelmina,1984-07-23,Kisumu", "R13,Zeleke,Tigist,1971-11-30,Embu"];
    rows.splice(0..0, more);
    project.file("after.csv", format!("{head}\n{}\n", rows.join("\n")));
    let after = ask("after.csv", &["--standing", "before.csv"]);
    for row in ["R0,1", "R9,10", "R10,11", "R11,11", "R12,11", "R13,12"] {
        assert!(after.lines().any(|line| line == row), "{row} in {after}");
    }
    project.file("wrong.csv", "id,cluster\nR0,first\n");
    let ran = project.run(&["dedupe", "after.csv", "--id", "ref", "--standing", "wrong.csv"]);
    assert!(ran.code == Some(2) && ran.err.contains("`first`"), "{}", ran.err);
}

#[test]
fn the_evidence_of_a_pair_adds_up() {
    let project = Project::new();
    project.file("people.csv", people());
    let reply = project.json(&["dedupe", "people.csv", "--id", "ref", "--explain"]);
    let pair = &reply["pairs"][0];
    assert_eq!((pair["left"].as_str(), pair["right"].as_str()), (Some("R10"), Some("R11")));
    let parts = pair["parts"].as_array().unwrap();
    let sum: i64 = parts.iter().map(|part| part["weight"].as_i64().unwrap()).sum();
    assert_eq!(Some(sum), pair["weight"].as_i64());
    assert!(parts.iter().any(|part| part["because"]["code"] == "dedupe-crossed"));
}

#[test]
fn a_recipe_says_what_columns_are() {
    let project = Project::new();
    project.file("people.csv", people().replace("Surname,First name", "c1,c2"));
    project.file("recipe.toml", "c1 = \"family_name\"\nc2 = \"given_name\"\nTown = \"ignore\"\n");
    let reply = project.json(&["dedupe", "people.csv", "--recipe", "recipe.toml"]);
    assert_eq!(reply["columns"][1]["meaning"], "family_name");
    assert_eq!(reply["columns"][4]["meaning"], "ignored");
    project.file("wrong.toml", "c1 = \"shoe_size\"\n");
    let ran = project.run(&["dedupe", "people.csv", "--recipe", "wrong.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`c1` cannot be `shoe_size`"), "{}", ran.err);
}

#[test]
fn a_table_without_people_is_refused_by_name() {
    let project = Project::new();
    project.file("stock.csv", "sku,amount\nA1,3\n");
    let ran = project.run(&["dedupe", "stock.csv"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--recipe"), "{}", ran.err);
}

#[test]
fn names_are_resolved_row_by_row() {
    let project = Project::new();
    project
        .file("names.csv", "id,a,b\n1,Olga Sergeevna Kuznetsova,Кузнецова Ольга\n2,Priya Nair,Priya Menon\n");
    let names =
        ["resolve", "names", "names.csv", "--id", "id", "--left", "a", "--right", "b", "--format", "csv"];
    let out = project.ok(&names);
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows[0], "id,score,match");
    assert!(rows[1].starts_with("1,0.9") && rows[1].ends_with(",1"), "{}", rows[1]);
    assert!(rows[2].ends_with(",0"), "{}", rows[2]);
}
