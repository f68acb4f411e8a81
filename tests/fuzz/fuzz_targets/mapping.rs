//! Headers of any kind, what a user may say of them, and recipes: nothing panics, and a recipe that loads
//! can be loaded again.

#![no_main]

use corridor::ingest::{Choice, Recipe, understand_headers};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let headers: Vec<String> = lines.next().unwrap_or_default().split('\u{1f}').map(str::to_owned).collect();
    let maps: Vec<Choice> = lines.next().unwrap_or_default().split('\u{1f}').filter_map(|map| map.parse().ok()).collect();
    let _ = understand_headers(&headers, None, &maps);
    let _ = Recipe::parse("fuzz.toml", text);
});
