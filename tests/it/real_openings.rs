//! Lists of posts as clinics and agencies keep them, against the facts of each post, which were written down first. Each list
//! is imported without an option. Employers stand there by their names.

use crate::support::Project;
use std::collections::BTreeMap;

/// One row of a kind by its columns.
type Row = BTreeMap<String, String>;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lists/openings");
const LISTS: [&str; 3] = ["kliniken", "trusts", "gulf"];

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn exported(project: &Project, kind: &str) -> Vec<Row> {
    let own = ["--identified", "--purpose", "test", "--format", "csv"];
    rows(&project.ok(&[&["export", kind], &own[..]].concat()))
}

fn plain(cell: Option<&String>) -> &str {
    cell.map_or("", |cell| cell.trim_start_matches('\''))
}

fn import(project: &Project, list: &str) -> String {
    project.run(&["import", &format!("{FOLDER}/{list}.csv")]).out
}

#[test]
fn lists_of_posts_go_in_without_an_option() {
    let truth = rows(&std::fs::read_to_string(format!("{FOLDER}/truth.csv")).unwrap());
    let (mut right, mut missing, mut wrong) = (0, Vec::new(), Vec::new());
    for list in LISTS {
        let project = Project::new();
        import(&project, list);
        let (openings, organizations) = (exported(&project, "opening"), exported(&project, "organization"));
        for wanted in truth.iter().filter(|post| post["list"] == list) {
            let title = &wanted["title"];
            let post = openings.iter().find(|post| plain(post.get("title")) == title);
            assert!(post.is_some(), "{list} has no {title}");
            let post = post.unwrap();
            let facts = wanted
                .iter()
                .filter(|(column, value)| !value.is_empty() && !["list", "title"].contains(&column.as_str()));
            for (column, value) in facts {
                let found = match column.as_str() {
                    "employer" => {
                        let own = |one: &&Row| one["organization_id"] == post["organization_id"];
                        plain(organizations.iter().find(own).and_then(|one| one.get("name")))
                    }
                    column => plain(post.get(column)),
                };
                let same =
                    found == value || ["5321", "5322"].iter().all(|code| [found, value].contains(code));
                match found {
                    _ if same => right += 1,
                    "" => missing.push(format!("{title}: {column}")),
                    found => wrong.push(format!("{title}: {column} is {found}, wanted {value}")),
                }
            }
        }
    }
    let facts = right + missing.len() + wrong.len();
    // Pay a year is asked about, and never taken for twelve months of it. A word for nothing says no months.
    assert!(right * 100 >= facts * 92, "{right} of {facts} right; missing {missing:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_list_says_first_how_many_posts_name_no_occupation() {
    let project = Project::new();
    let out = import(&project, "kliniken");
    let first: Vec<&str> = out.lines().take(3).collect();
    assert!(first.iter().any(|line| line.contains("no occupation: ")), "{first:?}");
}

/// An employer that goes in by its name is one organization, whichever list names it, and goes when its batch is undone.
#[test]
fn an_employer_by_its_name_is_one_organization() {
    let project = Project::new();
    import(&project, "gulf");
    let names = |project: &Project| -> Vec<String> {
        exported(project, "organization").iter().map(|one| plain(one.get("name")).to_owned()).collect()
    };
    let all = names(&project);
    assert_eq!(all.len(), 4, "{all:?}");
    let again = project.file(
        "more.csv",
        "Ref,Employer,Country,Job title,No. of posts\nX-1,al mithal  HOSPITAL,KSA,Staff Nurse,2\n",
    );
    project.run(&["import", again.to_str().unwrap()]);
    assert_eq!(names(&project), all);
    let post = exported(&project, "opening").into_iter().find(|post| post["opening_id"] == "X-1").unwrap();
    assert_eq!(post["organization_id"], "Al Mithal Hospital");
    project.ok(&["undo", "B-0002"]);
    project.ok(&["undo", "B-0001"]);
    assert!(names(&project).is_empty());
}

#[test]
fn what_a_post_is_taken_for_is_told() {
    let project = Project::new();
    project.file("org.csv", "organization_id,name,role,country\nR-17,Klinikum Musterstadt,employer,DE\n");
    project.file(
        "posts.csv",
        "opening_id,organization_id,title,destination\nO-1,Klinikum Musterstadt,ICU nurse,DE\n",
    );
    project.ok(&["import", "org.csv"]);
    let ran = project.run(&["import", "posts.csv"]);
    assert!(ran.out.contains("`Klinikum Musterstadt` is the name of `R-17`"), "{}", ran.out);
    assert!(ran.out.contains("the title of `O-1` names its occupation"), "{}", ran.out);
    assert!(!ran.out.contains("no column says what every match needs: `occupation`"), "{}", ran.out);
}

/// A clinic keeps no numbers of its posts. They get some of ours, and the same ones when the list comes again.
#[test]
fn posts_without_identifiers_get_some_that_stay() {
    let project = Project::new();
    let rows = [
        "Pflegefachkraft Intensiv (m/w/d);Klinikum Nordheim;Nordheim;Deutschland;B2;01.03.2027;4",
        "Pflegefachkraft Dialyse (m/w/d);Klinikum Nordheim;Nordheim;Deutschland;B2;01.03.2027;2",
        "Hebamme (m/w/d);Klinikum Nordheim;Nordheim;Deutschland;C1;;1",
    ];
    let list = |rows: &[&str]| {
        format!("Stellenbezeichnung;Arbeitgeber;Ort;Land;Deutschniveau;Beginn;Anzahl\n{}\n", rows.join("\n"))
    };
    let ids = |project: &Project| -> Vec<(String, String)> {
        let mut ids: Vec<(String, String)> = exported(project, "opening")
            .into_iter()
            .map(|post| (post["title"].clone(), post["opening_id"].clone()))
            .collect();
        ids.sort();
        ids
    };
    project.file("stellen.csv", list(&rows));
    project.ok(&["import", "stellen.csv"]);
    let first = ids(&project);
    assert_eq!(first.len(), 3, "{first:?}");
    project.file("wieder.csv", list(&[rows[2], rows[0], rows[1]]));
    project.ok(&["import", "wieder.csv"]);
    assert_eq!(ids(&project), first);
}
