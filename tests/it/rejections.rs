//! What reviewers say of workers for openings, and the named sets of weights.

use crate::support::Project;
use serde_json::Value;

fn filled() -> Project {
    let project = Project::new();
    project.file(
        "workers.csv",
        "worker_id,full_name,birth_date,residence,occupation,title,consent_match,status,preferred_destinations\n\
         W-1,Ana Muestra,1990-01-02,PH,2221,Nurse,yes,active,\nW-2,Ben Muestra,1991-01-02,PH,2221,Nurse,yes,active,PH\n\
         W-3,Cem Muestra,1992-01-02,PH,2221,Nurse,yes,active,\nW-4,Ana Muestra,1990-01-02,PH,2221,Nurse,yes,active,\n",
    );
    project.file(
        "openings.csv",
        "opening_id,title,occupation,destination,status,positions\n\
         O-1,Nurse,2221,PH,open,2\nO-2,Night nurse,2221,PH,open,1\n",
    );
    project.ok(&["import", "workers.csv"]);
    project.ok(&["import", "openings.csv"]);
    project
}

fn say(project: &Project, what: &str, opening: &str, worker: &str) {
    project.ok(&[
        "review",
        what,
        "--opening",
        opening,
        "--worker",
        worker,
        "--reason",
        "as said on the phone",
    ]);
}

fn listed(project: &Project, opening: &str) -> Vec<String> {
    let reply = project.json(&["match", "--opening", opening, "--no-record"]);
    let results = reply["results"].as_array().unwrap().iter();
    let mut ids: Vec<String> = results.map(|one| one["worker"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn whom_a_reviewer_rejects_is_in_no_shortlist_of_the_opening_until_considered_again() {
    let project = filled();
    project.ok(&["match", "--opening", "O-1"]);
    say(&project, "reject", "O-1", "W-1");
    assert_eq!(listed(&project, "O-1"), ["W-2", "W-3", "W-4"]);
    assert_eq!(listed(&project, "O-2"), ["W-1", "W-2", "W-3", "W-4"]);
    let reply = project.json(&["match", "--opening", "O-1", "--no-record", "--include-blocked"]);
    assert_eq!((&reply["admitted"], &reply["excluded"]["rejected"]), (&3.into(), &1.into()));
    assert_eq!(reply["best_excluded"][0]["worker"], "W-1");
    // All faces say the same.
    let all = project.json(&["match", "--all-openings", "--no-record"]);
    assert_eq!(all["openings"][0]["excluded"]["rejected"], 1);
    assert_eq!(project.json(&["match", "--worker", "W-1", "--no-record"])["excluded"]["rejected"], 1);
    let why = project.json(&["why", "--opening", "O-1", "--worker", "W-1"]);
    assert_eq!(why["explanation"]["gates"], serde_json::json!(["rejected"]), "{why:#}");
    // A ranking of before is asked again as it was then.
    let replay = project.json(&["replay", "D-0001"]);
    assert_eq!(replay["differences"], serde_json::json!([]));
    say(&project, "consider", "O-1", "W-1");
    assert_eq!(listed(&project, "O-1"), ["W-1", "W-2", "W-3", "W-4"]);
    let said = project.json(&["review", "rejections"]);
    assert_eq!((said.as_array().unwrap().len(), &said[0]["state"]), (1, &"considered".into()));
    assert_eq!(project.run(&["audit", "verify"]).code, Some(0));
}

#[test]
fn a_rejection_goes_with_the_worker_that_a_merge_keeps() {
    let project = filled();
    say(&project, "reject", "O-1", "W-4");
    project.ok(&["review", "decide", "--left", "W-1", "--right", "W-4", "--merge"]);
    assert_eq!(listed(&project, "O-1"), ["W-2", "W-3"]);
    assert_eq!(project.json(&["review", "rejections", "--opening", "O-2"]), serde_json::json!([]));
    for (args, said) in [
        (["review", "reject", "--opening", "O-9", "--worker", "W-1", "--reason", "no"], "O-9"),
        (["review", "reject", "--opening", "O-1", "--worker", "W-9", "--reason", "no"], "W-9"),
        (["review", "reject", "--opening", "O-1", "--worker", "W-1", "--reason", " "], "needs a reason"),
    ] {
        let ran = project.run(&args);
        assert!(ran.code == Some(2) && ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_watch_says_that_a_reviewer_rejected() {
    let project = filled();
    project.ok(&["match", "--opening", "O-1", "--no-record", "--save", "post"]);
    say(&project, "reject", "O-1", "W-3");
    let watched = project.json(&["watch", "post"])["searches"][0].clone();
    assert_eq!(watched["left"][0]["id"], "W-3");
    assert_eq!(watched["left"][0]["because"][0]["code"], "watch-rejected");
}

#[test]
fn sets_of_weights_go_by_their_names() {
    let project = filled();
    let first = |weights: &[&str]| -> Value {
        let mut args = vec!["match", "--opening", "O-1", "--no-record"];
        args.extend(weights);
        project.json(&args)["results"][0].clone()
    };
    // The worker who wishes for the country comes first where wishes weigh.
    assert_eq!(first(&["--weights", "worker-first"])["worker"], "W-2");
    for set in ["safety", "speed", "Worker-First"] {
        assert!(first(&["--weights", set])["explanation"]["score"].is_number(), "{set}");
    }
    let unknown = project.run(&["match", "--opening", "O-1", "--weights", "sped"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("speed"), "{}", unknown.err);
    let missing = project.run(&["match", "--opening", "O-1", "--weights", "mine.toml"]);
    assert!(missing.code == Some(2) && missing.err.contains("mine.toml"), "{}", missing.err);
}

/// A ranking whose opening was undone can still be asked of the records as it saw them, and whoever asks is told.
#[test]
fn a_ranking_of_an_undone_opening_says_how_it_can_still_be_asked() {
    let project = filled();
    project.ok(&["match", "--opening", "O-1"]);
    project.ok(&["undo", "B-0002"]);
    let gone = project.run(&["replay", "D-0001"]);
    assert!(gone.code == Some(2) && gone.err.contains("`corridor replay D-0001 --ranking`"), "{}", gone.err);
    assert!(project.ok(&["replay", "D-0001", "--ranking"]).contains("the answer is the same"));
}

/// The flag lists what is excluded, for a worker too, and never asks for itself.
#[test]
fn who_asks_for_the_excluded_is_shown_them_or_told_why_not() {
    let project = filled();
    say(&project, "reject", "O-1", "W-1");
    let told = project.ok(&["match", "--worker", "W-1", "--no-record", "--include-blocked"]);
    assert!(told.contains("excluded by a gate") && told.contains("O-1  score"), "{told}");
    project.file("lone.csv", "worker_id,full_name,occupation,consent_match\nW-77,Dia Ejemplo,7126,yes\n");
    project.run(&["import", "lone.csv"]);
    let none = project.ok(&["match", "--worker", "W-77", "--no-record", "--include-blocked"]);
    assert!(none.contains("no match is left") && !none.contains("`--include-blocked`"), "{none}");
    assert!(none.contains("no opening is listed"), "{none}");
}
