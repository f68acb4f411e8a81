//! No code reads prose: nothing outside of tests compares or searches a reason, a message, or the text of an error.
//!
//! A module says why with an enum, and whoever asks matches on it. A sentence is for people, and it changes. Read are
//! calls that search a text, comparisons with a text, and matches on a text, where its name is one that prose has.

use super::tidy_circles::{tokens, without_tests};

/// What prose is called.
const PROSE: &[&str] = &[
    "reason",
    "reasons",
    "because",
    "message",
    "messages",
    "error",
    "fault",
    "refusal",
    "refused",
    "why",
    "expected",
    "remark",
    "remarks",
    "note",
    "notes",
    "problem",
    "suggestion",
    "sentence",
    "action",
    "remedy",
    "explanation",
];

/// What searches a text.
const SEARCH: &[&str] = &[
    "contains",
    "starts_with",
    "ends_with",
    "strip_prefix",
    "strip_suffix",
    "find",
    "rfind",
    "matches",
    "split_once",
    "rsplit_once",
    "eq_ignore_ascii_case",
    "eq",
];

/// What makes a text of a value.
const AS_TEXT: &[&str] = &["as_str", "as_deref", "to_string", "text", "to_lowercase", "to_ascii_lowercase"];

/// What hands a value on as it is.
const HANDED_ON: &[&str] = &[
    "as_ref",
    "clone",
    "to_owned",
    "trim",
    "iter",
    "into_iter",
    "any",
    "all",
    "map",
    "filter",
    "and_then",
    "next",
    "first",
    "last",
    "is_some_and",
    "is_none_or",
    "is_ok_and",
    "is_err_and",
    "unwrap_or",
    "unwrap_or_default",
    "map_or",
    "map_err",
    "ok",
    "err",
];

/// What a chain of names and calls is about.
#[derive(Debug, PartialEq, Eq)]
enum About {
    /// A value with a name that prose has; whether the chain makes a text of it.
    Prose {
        as_text: bool,
    },
    Other,
}

fn is_word(token: &str) -> bool {
    token.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn about(names: &[&str]) -> About {
    let as_text = names.iter().any(|name| AS_TEXT.contains(name));
    let own = names.iter().rev().find(|name| !AS_TEXT.contains(name) && !HANDED_ON.contains(name));
    match own {
        Some(own) if PROSE.contains(own) => About::Prose { as_text },
        _ => About::Other,
    }
}

/// The place of the bracket that a closing one closes.
fn opening(tokens: &[String], closing: usize) -> usize {
    let mut depth = 0;
    for at in (0..=closing).rev() {
        match tokens[at].as_str() {
            ")" | "]" | "}" => depth += 1,
            "(" | "[" | "{" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    0
}

/// The names of the chain that ends before a place, in order: `a.b(…)?.c`. The name of a closure's argument stands for
/// what the closure is called on.
fn before(tokens: &[String], mut at: usize) -> Vec<&str> {
    let mut names = Vec::new();
    while at > 0 {
        match tokens[at - 1].as_str() {
            ")" | "]" => at = opening(tokens, at - 1),
            "?" => at -= 1,
            word if is_word(word) => {
                names.push(word);
                at -= 1;
                let joined = at > 0 && matches!(tokens[at - 1].as_str(), "." | "::");
                if joined {
                    at -= 1;
                    continue;
                }
                // `x.is_some_and(|it| it.contains(…))`.
                let plain = !PROSE.contains(&word);
                let argument = plain && at > 4 && tokens[at - 1] == "|" && tokens[at - 2] == word;
                let bar = argument.then(|| at - 3 - usize::from(tokens[at - 3] == "&"));
                match bar.filter(|&bar| tokens[bar] == "|" && tokens[bar - 1] == "(") {
                    Some(bar) => {
                        names.pop();
                        at = bar - 1;
                    }
                    None => break,
                }
            }
            _ => break,
        }
    }
    names.reverse();
    names
}

/// The names of the chain that begins at a place, and where it ends.
fn behind(tokens: &[String], mut at: usize) -> (Vec<&str>, usize) {
    let mut names = Vec::new();
    while tokens.get(at).is_some_and(|token| matches!(token.as_str(), "&" | "*")) {
        at += 1;
    }
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            word if is_word(word) => names.push(word),
            "." | "::" | "?" => {}
            "(" | "[" if !names.is_empty() => {
                let mut depth = 0;
                while at < tokens.len() {
                    match tokens[at].as_str() {
                        "(" | "[" | "{" => depth += 1,
                        ")" | "]" | "}" => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                    at += 1;
                }
            }
            _ => break,
        }
        at += 1;
    }
    (names, at)
}

/// The names of chains whose prose a source reads.
fn read_prose(source: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(source));
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let is_text = |at: usize| {
        let at = if token(at) == "&" { at + 1 } else { at };
        token(at) == "\""
    };
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        // A call that searches; of an enum among others, or with a closure over items, it searches no text.
        if token(at) == "." && SEARCH.contains(&token(at + 1)) && token(at + 2) == "(" {
            let names = before(&tokens, at);
            let first = if token(at + 3) == "&" { token(at + 4) } else { token(at + 3) };
            let typed = first.starts_with(char::is_uppercase) || (first == "|" && token(at + 1) == "find");
            if about(&names) != About::Other && !typed {
                found.push(format!("{}.{}(…)", names.join("."), token(at + 1)));
            }
        }
        // A comparison with a literal, or of what was made a text.
        let equal = matches!((token(at), token(at + 1)), ("=" | "!", "="));
        let apart = at == 0 || !matches!(token(at - 1), "=" | "<" | ">" | "!");
        if equal && apart && at > 0 {
            let (left, (right, _)) = (before(&tokens, at), behind(&tokens, at + 2));
            for (side, literal) in [(left, is_text(at + 2)), (right, token(at - 1) == "\"")] {
                match about(&side) {
                    About::Prose { as_text } if literal || as_text => {
                        found.push(format!("{} ==", side.join(".")));
                    }
                    _ => {}
                }
            }
        }
        // A match on what was made a text.
        if token(at) == "match" {
            let (names, end) = behind(&tokens, at + 1);
            if token(end) == "{" && about(&names) == (About::Prose { as_text: true }) {
                found.push(format!("match {}", names.join(".")));
            }
        }
        if token(at) == "matches" && token(at + 1) == "!" && token(at + 2) == "(" {
            let (names, end) = behind(&tokens, at + 3);
            let literal = is_text(end + 1) || (token(end + 2) == "(" && is_text(end + 3));
            if token(end) == "," && literal && about(&names) != About::Other {
                found.push(format!("matches!({}, …)", names.join(".")));
            }
        }
    }
    found
}

#[test]
fn no_code_reads_prose() {
    let mut faults = Vec::new();
    for (name, text) in super::tidy::all() {
        // Files of tests are named so, or stand behind `#[cfg(test)]` of their room.
        if !name.contains("test") && !name.ends_with("_law.rs") && !name.ends_with("_agree.rs") {
            faults.extend(read_prose(&text).into_iter().map(|read| format!("{name}: {read}")));
        }
    }
    assert!(faults.is_empty(), "code that reads prose; match on the enum instead:\n{}", faults.join("\n"));
}

#[test]
fn reading_prose_is_recognized() {
    for line in [
        r#"if refusal.reason.contains("calendar") {}"#,
        r#"let open = refused.reason.text().starts_with("may be");"#,
        r#"let it = note.is_some_and(|note| note.contains("calendar"));"#,
        r#"let it = refusal.suggestion.as_ref().is_some_and(|two| two.contains(" or "));"#,
        "let it = findings.reasons.iter().any(|one| one.ends_with('.'));",
        r#"if refusal.reason == "is not a number" {}"#,
        r#"if "is not a number" != refusal.reason {}"#,
        "let same = finding.reason.text == other.text;",
        "let busy = error.to_string() == busy;",
        r#"match gap.because.as_str() { "experience" => 1, _ => 2 };"#,
        "match error.to_string().as_str() { _ => 2 }",
        r#"let it = matches!(problem.as_str(), "a" | "b");"#,
        r#"let it = matches!(finding.expected.as_deref(), Some("a"));"#,
        "let rest = finding.reason.strip_prefix(&value);",
        r#"let io = store()?.err().map(|error| error.to_string().contains("locked"));"#,
    ] {
        assert_eq!(read_prose(line).len(), 1, "{line}: {:?}", read_prose(line));
    }
    for line in [
        "if matches!(refusal.reason, RefusalReason::NoNumber { .. }) {}",
        "let unseen = judged.remarks.contains(&Remark::Unseen);",
        "let part = judged.reasons.iter().find(|reason| reason.decides());",
        "match error { StoreError::Busy => 1, _ => 2 }",
        "if error.kind() == ErrorKind::NotFound {}",
        r#"let it = error.place().file.ends_with(".csv");"#,
        "let said = cell.text.contains(';');",
        "if refusal.reason == RefusalReason::NoDate {}",
        "#[cfg(test)]\nmod tests { fn it() { assert!(error.to_string().contains(\"it\")); } }",
    ] {
        assert_eq!(read_prose(line), [] as [String; 0], "{line}");
    }
}
