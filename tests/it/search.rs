//! The search language as people meet it, examined over records in eight languages.
//!
//! `tests/data/search/queries.txt` was written before the search was, with the records that each query must find.

use crate::support::Project;
use serde_json::Value;

const DATA: [&str; 3] = ["workers.csv", "openings.csv", "organizations.csv"];

fn filled() -> Project {
    let project = Project::new();
    for name in DATA {
        let from = format!("{}/tests/data/search/{name}", env!("CARGO_MANIFEST_DIR"));
        project.file(name, std::fs::read(from).unwrap());
    }
    project.ok(&["import", "workers.csv", "openings.csv", "organizations.csv"]);
    project
}

/// The reply to a query, which may begin with a minus.
fn searched(project: &Project, args: &[&str], query: &str) -> Value {
    let mut all = vec!["search"];
    all.extend(args);
    all.extend(["--format", "json", "--", query]);
    let ran = project.run(&all);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{query}: {}", ran.err))
}

fn ids(reply: &Value) -> Vec<String> {
    let results = reply["results"].as_array().unwrap();
    results.iter().map(|found| found["id"].as_str().unwrap().to_owned()).collect()
}

/// Whether ids are those wanted: `A B > C ~ D` is A and B in any order, then C; D may follow, and nobody else.
fn fits(found: &[String], wanted: &str) -> bool {
    let (due, may) = wanted.split_once('~').unwrap_or((wanted, ""));
    let mut rest = found;
    for group in due.split('>') {
        let mut group: Vec<&str> = group.split_whitespace().collect();
        if rest.len() < group.len() {
            return false;
        }
        let mut first: Vec<&str> = rest[..group.len()].iter().map(String::as_str).collect();
        first.sort_unstable();
        group.sort_unstable();
        if first != group {
            return false;
        }
        rest = &rest[group.len()..];
    }
    rest.iter().all(|id| may.split_whitespace().any(|may| may == id))
}

#[test]
fn the_examination_is_passed() {
    let project = filled();
    let queries =
        std::fs::read_to_string(format!("{}/tests/data/search/queries.txt", env!("CARGO_MANIFEST_DIR")));
    let queries = queries.unwrap();
    let mut asked = 0;
    let mut failed = Vec::new();
    for line in queries.lines().filter(|line| !line.starts_with('#')) {
        let [kind, wanted, query] = line.splitn(3, '|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        asked += 1;
        let reply = searched(&project, &[kind, "--limit", "100"], query);
        let found = ids(&reply);
        if !fits(&found, wanted) || reply["total"] != found.len() {
            failed.push(format!("{kind} {query}: {found:?}, wanted {wanted}"));
        }
    }
    assert!(asked >= 40 && failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_was_found_is_marked_and_says_why() {
    let project = filled();
    for (query, id, marked, code) in [
        ("comadrona", "M-1", "Barnmorska", "found-occupation"),
        ("gyógyszerész", "P-2", "薬剤師", "found-occupation"),
        ("UCI", "N-3", "Intensivpflege", "found-synonym"),
        ("Therapie", "R-1", "Handtherapie", "found-part"),
        ("staning", "L-1", "staining", "found-near"),
        ("culture", "L-1", "cultures", "found-form"),
        ("服薬", "P-2", "服薬", ""),
        ("مستشفى", "P-1", "المستشفى", ""),
    ] {
        let reply = project.json(&["search", "worker", query]);
        let results = reply["results"].as_array().unwrap();
        let found =
            results.iter().find(|found| found["id"] == id).unwrap_or_else(|| panic!("{query}: {reply}"));
        let pieces: Vec<String> = found["fragments"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|fragment| {
                let text = fragment["text"].as_str().unwrap();
                let at = |range: &Value, end: &str| usize::try_from(range[end].as_u64().unwrap()).unwrap();
                let matches = fragment["matches"].as_array().unwrap();
                matches
                    .iter()
                    .map(|range| text[at(range, "start")..at(range, "end")].to_owned())
                    .collect::<Vec<_>>()
            })
            .collect();
        assert!(pieces.iter().any(|piece| piece == marked), "{query}: {pieces:?}");
        let reason = &found["marks"][0]["reason"];
        assert_eq!(reason["code"].as_str().unwrap_or_default(), code, "{query}: {found}");
    }
}

/// The points of the marks are those that order the hits.
#[test]
fn an_explanation_adds_up_and_orders_the_hits() {
    let project = filled();
    for query in
        ["ICU nurse", "staining cultures", "midwife OR (malaria Kisumu)", "dialyse station", "physio*"]
    {
        let reply = searched(&project, &["worker", "--explain"], query);
        let mut before = i64::MAX;
        for found in reply["results"].as_array().unwrap() {
            let marks = found["marks"].as_array().unwrap();
            let sum: i64 = marks.iter().map(|mark| mark["points"].as_i64().unwrap()).sum();
            assert_eq!(found["points"], sum, "{query}");
            assert!(sum > 0 && sum <= before, "{query}: {reply}");
            before = sum;
        }
    }
    assert!(project.ok(&["search", "worker", "ICU", "--explain"]).contains("together"));
}

/// Of a number each range can be asked for, finds as many as were counted, and leaves nobody out who has the number.
#[test]
fn ranges_of_numbers_and_dates_count_what_asking_for_them_finds() {
    let project = filled();
    let mut ranges = 0;
    for (kind, query, fields) in [
        ("worker", "nurse", &["years", "available_from"][..]),
        ("worker", "", &["years", "available_from"]),
        ("opening", "", &["positions", "experience_months", "hours_per_week", "starts_on", "closes_on"]),
        ("language_certificate", "", &["overall", "writing", "taken_on"]),
    ] {
        for field in fields {
            let reply = searched(&project, &[kind, "--facet", field], query);
            let counted = reply["facets"][field].as_array().unwrap();
            for one in counted {
                let value = one["value"].as_str().unwrap();
                let asked = format!("{query} {field}:{value}");
                let chosen = searched(&project, &[kind, "--facet", field], &asked);
                assert_eq!(chosen["total"], one["count"], "{kind} {asked}: {:#}", chosen["notes"]);
                // What is chosen in the field does not narrow its own counts.
                assert_eq!(chosen["facets"][field], reply["facets"][field], "{kind} {asked}");
                ranges += 1;
            }
        }
    }
    assert!(ranges > 12, "{ranges} ranges");
    let unknown = project.run(&["search", "worker", "nurse", "--facet", "yeers"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("years"), "{}", unknown.err);
}

#[test]
fn facets_count_what_another_choice_would_bring() {
    let project = filled();
    let counts = |query: &str, field: &str| -> Vec<(String, u64)> {
        let reply = searched(&project, &["worker", "--limit", "1", "--facet", field], query);
        let values = reply["facets"][field].as_array().unwrap();
        values
            .iter()
            .map(|one| (one["value"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap()))
            .collect()
    };
    let count = |query: &str, field: &str, value: &str| {
        counts(query, field).into_iter().find(|(known, _)| known == value).map(|(_, count)| count)
    };
    assert_eq!(counts("", "occupation")[0], ("2221".to_owned(), 4));
    assert_eq!(count("staining", "residence", "KE"), Some(1));
    assert_eq!(count("residence:IN", "residence", "KE"), Some(1));
    assert_eq!(count("-residence:IN", "residence", "IN"), Some(1));
    assert_eq!(count("residence:IN", "occupation", "2221"), None);
    assert_eq!(count("residence:IN,KE", "occupation", "3212"), Some(2));
    assert_eq!(count("german:>=B1", "level", "B2"), Some(1));
    let both = project.json(&["search", "opening", "--facet", "status", "--facet", "destination"]);
    assert_eq!(
        (
            both["facets"]["status"][0]["count"].as_u64(),
            both["facets"]["destination"].as_array().map(Vec::len)
        ),
        (Some(2), Some(3))
    );
    let wrong = project.run(&["search", "worker", "--facet", "residnce"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("residence"), "{}", wrong.err);
}

#[test]
fn pages_follow_each_other_in_every_order_while_records_come_and_go() {
    let project = filled();
    for order in ["relevance", "newest", "experience", "readiness"] {
        let whole = ids(&project.json(&["search", "worker", "--sort", order]));
        assert_eq!(whole.len(), 16, "{order}");
        let mut pages = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut args = vec!["search", "worker", "--sort", order, "--limit", "5"];
            if let Some(cursor) = &cursor {
                args.extend(["--cursor", cursor]);
            }
            let reply = project.json(&args);
            assert_eq!(reply["total"], 16);
            pages.extend(ids(&reply));
            cursor = reply["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, whole, "{order}");
    }
    assert_eq!(ids(&project.json(&["search", "worker", "--sort", "experience"]))[..2], ["N-1", "N-3"]);
    assert_eq!(ids(&project.json(&["search", "worker", "--sort", "readiness"]))[..2], ["N-2", "N-1"]);
    assert_eq!(ids(&project.json(&["search", "opening", "--sort", "newest"])), ["O-3", "O-1", "O-2"]);
    // A record that comes in meanwhile, and stands before the cursor, shifts nothing.
    let first = project.json(&["search", "worker", "nurse", "--limit", "2"]);
    let all = ids(&project.json(&["search", "worker", "nurse"]));
    project.file(
        "more.csv",
        "worker_id,residence,occupation,title,consent_match\nA-1,GH,2221,Nurse and nurse,yes\n",
    );
    project.ok(&["import", "more.csv"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = ids(&project.json(&["search", "worker", "nurse", "--limit", "9", "--cursor", cursor]));
    assert!(all[2..].iter().all(|id| second.contains(id)) && !second.contains(&all[0]), "{all:?} {second:?}");
    let other = project.json(&["search", "worker", "midwife", "--cursor", cursor]);
    assert_eq!(other["notes"][0]["code"], "query-other-cursor");
}

#[test]
fn nothing_typed_is_dropped_in_silence() {
    let project = filled();
    let reply = project.json(&["search", "worker", "staining zyzzyva"]);
    let codes: Vec<&str> =
        reply["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["query-some-of-the-words", "query-nobody-has"]);
    for found in reply["results"].as_array().unwrap() {
        assert_eq!(found["lacks"], serde_json::json!(["zyzzyva"]));
    }
    assert_eq!(project.json(&["search", "worker", "???"])["total"], 0);
    assert_eq!(project.json(&["search", "worker", "staning"])["notes"][0]["code"], "query-did-you-mean");
    let shown = project.ok(&["search", "worker", "staining zyzzyva"]);
    assert!(shown.contains("lacks `zyzzyva`"), "{shown}");
}

#[test]
fn awful_queries_are_answered_or_told_apart_in_bounded_time() {
    let project = filled();
    let long = "x".repeat(100_000);
    let clauses = (0..1000).map(|at| format!("word{at} OR -w{at}")).collect::<Vec<_>>().join(" ");
    let deep = "(".repeat(10_000);
    for query in [
        long.as_str(),
        &clauses,
        &deep,
        "\"",
        "((\"",
        ":",
        "a:",
        ":a",
        "-",
        "- -",
        "*",
        "~5",
        "near:",
        "near:\"\"~3",
        "and or the of",
        "\u{202E}\u{200F}",
        "(.*)+$",
        "[a-z]{99}",
        "years:[ TO ]",
        "residence:",
        "%",
        "NOT",
        "NOT (",
        "() AND ()",
        "german:>=",
        "school:\"\"",
        "near:\"a b\"~99999999999",
        "日",
        "ﷺ",
        "🙂 🙃",
    ] {
        let ran = project.run(&["search", "worker", "--format", "json", "--", query]);
        let shown: String = query.chars().take(40).collect();
        assert!(ran.code == Some(0), "{shown}: {}", ran.err);
    }
    let many = project.json(&["search", "worker", "--limit", "1000000000"]);
    assert_eq!(
        (many["total"].as_u64(), many["notes"][0]["code"].as_str()),
        (Some(16), Some("query-list-cut"))
    );
}

#[test]
fn a_match_reads_a_query_as_a_search_does_and_gives_the_same_notes() {
    let project = filled();
    for query in ["ocupation:2221", "foo:bar", "residence:Zorkblip", "status:actve -(zyzzyva", "german:>=B9"]
    {
        let asked = ["match", "--opening", "O-2", "--channel", "direct", "--no-record", "--query", query];
        let codes = |reply: &Value| -> Vec<Value> {
            let notes = reply["notes"].as_array().unwrap().iter();
            let read = notes.filter(|note| {
                let code = note["code"].as_str().unwrap();
                !["query-some-of-the-words", "query-nobody-has", "query-did-you-mean"].contains(&code)
            });
            read.cloned().collect()
        };
        let (matched, found) = (project.json(&asked), project.json(&["search", "worker", query]));
        assert_eq!(codes(&matched), codes(&found), "{query}");
        assert!(!codes(&matched).is_empty(), "{query}");
        assert!(project.ok(&asked).contains("note: `"), "{query}");
    }
    let unread = project.json(&["search", "worker", "residence:Phillipines"]);
    assert_eq!(unread["notes"][0]["args"]["nearest"], "Philippines (PH)");
}

/// A contract that ends in the future counts up to the day of the question, as every practice does.
#[test]
fn years_count_up_to_today() {
    let project = Project::new();
    let row = |id: &str, from: &str, to: &str| format!("{id},2221,{from},{to},2221,yes\n");
    let header = "worker_id,occupation,employment_1_started,employment_1_ended,employment_1_occupation,consent_match\n";
    // The time of a file just written is that of the program.
    let now = std::fs::metadata(project.file("now", "")).unwrap().modified().unwrap();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
    let year = |ago: u64| 1970 + since.as_secs() / 31_556_952 - ago;
    let rows = [
        row("Y-1", &format!("{}-01-01", year(2)), "2060-12-31"),
        row("Y-2", &format!("{}-01-01", year(8)), &format!("{}-12-31", year(1))),
        row("Y-3", &format!("{}-01-01", year(12)), ""),
        row("Y-4", "2060-01-01", "2069-12-31"),
    ];
    project.file("years.csv", format!("{header}{}", rows.concat()));
    project.ok(&["import", "years.csv"]);
    let ids = |query: &str| -> Vec<String> {
        let reply = project.json(&["search", "worker", query]);
        reply["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids("years:>=5"), ["Y-2", "Y-3"]);
    assert_eq!(ids("years:<5"), ["Y-1", "Y-4"]);
    assert_eq!(ids("years:1..9"), ["Y-1", "Y-2"]);
    let reply = project.json(&["search", "worker", "--sort", "experience"]);
    let first: Vec<&str> =
        reply["results"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(first, ["Y-3", "Y-2", "Y-1", "Y-4"]);
}

#[test]
fn the_language_has_a_page() {
    let page = Project::new().ok(&["help", "query"]);
    assert!(page.starts_with("# The search language") && page.contains("near:\"plasma exchange\"~5"));
}

/// Any table is ranked for any table of questions: forms of words, rare words before common ones, and concepts across
/// languages.
#[test]
fn texts_of_a_table_are_ranked_for_questions_of_another() {
    let project = Project::new();
    let people = "\
nr,title,summary
P1,Staff nurse,Eleven years on a haemodialysis ward in Manila
P2,Staff nurse,Surgical wards and night shifts
P3,Enfermera,Ocho años en hemodiálisis y consulta
P4,Physiotherapist,Stroke patients at home
P5,Staff nurse,\"School nursing, first aid\"
";
    project.file("people.csv", people);
    project.file(
        "adverts.csv",
        "advert,wanted\nA1,Nurses for haemodialysis wards\nA2,physiotherapists\nA3,zzz\n",
    );
    let ask = |more: &[&str]| {
        let command =
            ["resolve", "search", "people.csv", "adverts.csv", "--text", "title", "--text", "summary"];
        let questions = ["--id", "nr", "--question-id", "advert", "--question", "wanted", "--format", "csv"];
        project.ok(&[&command[..], &questions, more].concat())
    };
    let rows = ask(&[]);
    let found = |question: &str| -> Vec<String> {
        let own = rows.lines().filter(|line| line.starts_with(&format!("{question},")));
        own.map(|line| line.split(',').nth(2).unwrap().to_owned()).collect()
    };
    assert_eq!(rows.lines().next(), Some("question,rank,id,score"));
    assert_eq!(found("A1")[0], "P1");
    // The Spanish word names the same specialty.
    assert!(found("A1").contains(&"P3".to_owned()), "{rows}");
    assert_eq!(found("A2")[0], "P4");
    assert!(found("A3").is_empty(), "{rows}");
    assert_eq!(ask(&["--top", "1"]).lines().count(), 3);
    let ran = project.run(&["resolve", "search", "people.csv", "adverts.csv", "--id", "number"]);
    assert!(ran.err.contains("number") && ran.err.contains("nr"), "{}", ran.err);
}
