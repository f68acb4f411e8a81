//! Saved searches: kept, run, watched, taken away.

use crate::support::Project;
use serde_json::Value;

const WORKERS: &str = "worker_id,full_name,residence,occupation,title,consent_match,status,language_1_test,language_1_level\n\
    W-1,Ana Muestra,PH,2221,Dialysis nurse,yes,active,goethe-b1,B1\n\
    W-2,Ben Muestra,PH,2221,Dialysis nurse,yes,active,goethe-b2,B2\n\
    W-3,Cem Muestra,KE,2221,Theatre nurse,yes,active,,\n";

const OPENING: &str = "opening_id,title,occupation,destination,status,positions\n\
    O-1,Dialysis nurse,2221,PH,open,2\n";

fn filled() -> Project {
    let project = Project::new();
    project.file("workers.csv", WORKERS);
    project.file("opening.csv", OPENING);
    project.ok(&["import", "workers.csv"]);
    project.ok(&["import", "opening.csv"]);
    project
}

fn import(project: &Project, name: &str, text: &str) {
    project.file(name, text);
    project.ok(&["import", name]);
}

/// The identifiers of a list with the codes of the reasons: `W-1 watch-came-in`.
fn told(watched: &Value, list: &str) -> Vec<String> {
    let codes = |record: &Value| {
        let because = record["because"].as_array().unwrap().iter();
        because.map(|reason| reason["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("+")
    };
    let records = watched[list].as_array().unwrap().iter();
    records.map(|record| format!("{} {}", record["id"].as_str().unwrap_or("-"), codes(record))).collect()
}

fn watched(project: &Project, name: &str) -> Value {
    project.json(&["watch", name])["searches"][0].clone()
}

#[test]
fn a_watch_tells_what_entered_and_left_and_by_which_change() {
    let project = filled();
    let ran = project.run(&["search", "worker", "dialysis", "--save", "dialysis"]);
    assert!(ran.code == Some(0) && ran.err.contains("saved as `dialysis`; 2 records"), "{}", ran.err);
    project.ok(&["search", "worker", "german:>=B2", "--save", "german"]);
    project.ok(&["search", "opening", "status:open", "--save", "open posts"]);
    let quiet = watched(&project, "dialysis");
    assert_eq!(
        (&quiet["total"], &quiet["entered_total"], &quiet["left_total"]),
        (&2.into(), &0.into(), &0.into())
    );

    import(
        &project,
        "new.csv",
        "worker_id,residence,occupation,title,consent_match\nW-4,IN,2221,Dialysis nurse,yes\n",
    );
    import(&project, "other.csv", "worker_id,full_name,title\nW-1,Ana Muestra,Theatre nurse\n");
    import(&project, "exam.csv", "worker_id,test,level,taken_on\nW-3,telc-b2,B2,2026-05-01\n");
    import(&project, "closed.csv", "opening_id,status\nO-1,closed\n");

    // A look that keeps everything new, and then one that does not.
    assert_eq!(project.json(&["watch", "--keep"])["searches"].as_array().unwrap().len(), 3);
    let dialysis = watched(&project, "dialysis");
    assert_eq!(told(&dialysis, "entered"), ["W-4 watch-came-in"]);
    assert_eq!(told(&dialysis, "left"), ["W-1 watch-changed"]);
    assert_eq!(dialysis["entered"][0]["because"][0]["args"]["by"], "B-0003");
    assert_eq!(
        dialysis["left"][0]["because"][0]["args"]["columns"],
        serde_json::json!(["title", "specialties"])
    );
    assert_eq!(told(&watched(&project, "german"), "entered"), ["W-3 watch-part-came-in"]);
    assert_eq!(told(&watched(&project, "open posts"), "left"), ["O-1 watch-opening-closed"]);
    assert_eq!(told(&watched(&project, "dialysis"), "entered"), [""; 0]);

    // What a batch brought goes with it.
    project.ok(&["undo", "B-0003"]);
    assert_eq!(told(&watched(&project, "dialysis"), "left"), ["W-4 watch-gone"]);
    let verified = project.run(&["audit", "verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.out);
}

#[test]
fn a_shortlist_is_watched_and_withdrawn_consent_is_named() {
    let project = filled();
    project.ok(&["match", "--opening", "O-1", "--no-record", "--save", "post"]);
    import(
        &project,
        "new.csv",
        "worker_id,residence,occupation,title,consent_match\nW-4,PH,2221,Nurse,yes\n",
    );
    import(
        &project,
        "consents.csv",
        "worker_id,purpose,given,given_on,withdrawn_on\nW-2,match,yes,2026-01-01,2026-06-01\n",
    );
    let post = watched(&project, "post");
    assert_eq!(post["opening"], "O-1");
    assert_eq!(told(&post, "entered"), ["W-4 watch-came-in"]);
    assert_eq!(told(&post, "left"), ["W-2 watch-consent-withdrawn"]);
    // A closed opening has no shortlist, and each that leaves says so.
    import(&project, "closed.csv", "opening_id,status\nO-1,closed\n");
    let post = watched(&project, "post");
    assert_eq!((&post["total"], &post["left_total"]), (&0.into(), &3.into()));
    assert!(told(&post, "left").iter().all(|one| one.ends_with(" watch-opening-closed")), "{post:#}");
}

#[test]
fn who_moves_on_a_short_list_without_a_change_of_the_own_record_is_told_so() {
    let project = filled();
    project.ok(&["match", "--opening", "O-1", "--no-record", "--top", "3", "--save", "best"]);
    let better = "worker_id,residence,occupation,title,consent_match,license_1_regulator,license_1_number,license_1_country,license_1_status\n\
        W-5,PH,2221,Dialysis nurse,yes,PRC,0123456,PH,active\n";
    import(&project, "better.csv", better);
    let best = watched(&project, "best");
    assert_eq!(told(&best, "entered"), ["W-5 watch-came-in"]);
    assert!(told(&best, "left").iter().all(|one| one.ends_with(" watch-others-moved")), "{best:#}");
    assert_eq!(best["left_total"], 1);
}

#[test]
fn a_saved_search_runs_and_lists_what_is_new() {
    let project = filled();
    project.ok(&["search", "worker", "dialysis", "--filter", "residence=PH,IN", "--save", "dialysis"]);
    assert_eq!(project.json(&["search", "--saved", "dialysis"])["total"], 2);
    let new = ["search", "--saved", "dialysis", "--new-since"];
    assert_eq!(project.json(&new)["total"], 0);
    import(
        &project,
        "new.csv",
        "worker_id,residence,occupation,title,consent_match\nW-4,IN,2221,Dialysis nurse,yes\n\
         W-5,IN,2221,Dialysis nurse,yes\nW-6,KE,2221,Dialysis nurse,yes\n",
    );
    // What is listed counts as seen, page by page.
    let mut page = new.to_vec();
    page.extend(["--limit", "1"]);
    let first = project.json(&page);
    assert_eq!((&first["total"], &first["results"][0]["id"]), (&2.into(), &"W-4".into()));
    page.extend(["--cursor", first["next_cursor"].as_str().unwrap()]);
    assert_eq!(project.json(&page)["results"][0]["id"], "W-5");
    assert_eq!(project.json(&new)["total"], 0);
    assert_eq!(project.json(&["search", "--saved", "dialysis"])["total"], 4);
}

#[test]
fn names_are_unique_and_a_search_that_is_taken_away_is_gone() {
    let project = filled();
    project.ok(&["search", "worker", "dialysis", "--save", "dialysis", "--shared"]);
    let taken = project.run(&["search", "worker", "theatre", "--save", "dialysis"]);
    assert!(taken.code == Some(2) && taken.err.contains("`dialysis` already"), "{}", taken.err);
    let unknown = project.run(&["watch", "dialysys"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("dialysis"), "{}", unknown.err);
    let post = project.run(&["match", "--all-openings", "--save", "all"]);
    assert_eq!(post.code, Some(2));
    let listed = project.json(&["watch", "--list"]);
    assert_eq!(
        (&listed[0]["name"], &listed[0]["words"], &listed[0]["shared"]),
        (&"dialysis".into(), &"dialysis".into(), &true.into())
    );
    project.ok(&["watch", "--remove", "dialysis"]);
    assert_eq!(project.json(&["watch", "--list"]), serde_json::json!([]));
    assert!(project.ok(&["watch"]).contains("no search is saved"));
    assert_eq!(project.run(&["audit", "verify"]).code, Some(0));
}

#[test]
fn notes_of_a_query_stand_beside_its_rows() {
    let project = filled();
    for (args, said) in [
        (&["search", "worker", "resort:PH dialysis"][..], "is no field"),
        (&["search", "worker", "(dialysis"], "was left open"),
        (&["search", "worker", "dialysis \"nurse"], "was left open"),
        (&["match", "--opening", "O-1", "--no-record", "--query", "(dialysis"], "was left open"),
    ] {
        let mut csv = args.to_vec();
        csv.extend(["--format", "csv"]);
        let ran = project.run(&csv);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
        assert!(ran.out.lines().next().unwrap().contains(',') && !ran.out.contains(said), "{}", ran.out);
        let mut chosen = args.to_vec();
        chosen.extend(["--columns", if args[0] == "search" { "id" } else { "worker" }]);
        assert!(project.run(&chosen).err.contains(said), "{chosen:?}");
    }
}
