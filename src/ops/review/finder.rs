//! Pairs of workers that may be one person, with the evidence for and against.
//!
//! Pairs share an e-mail address, a phone number, a license, or a birth date together with a word of the
//! name; the weights are thousandths of a bit. Only [`candidates`] is used from outside, so that another way of
//! finding pairs takes its place with a few lines.

use super::{Candidate, Evidence};
use crate::model::Worker;
use crate::ops::OpsError;
use crate::store::{Dossier, Snapshot};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// The weight against two workers being one person before anything is known of them.
const PRIOR: i32 = -10_000;
/// More workers than this under one key share it by habit (the phone of a school), not by being one.
const CROWD: usize = 20;

struct Person {
    id: String,
    name: BTreeSet<String>,
    written: String,
    born: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    licenses: BTreeSet<String>,
}

/// The pairs with at least this probability, the likeliest first.
pub(super) fn candidates(snapshot: &Snapshot, min: f64) -> Result<Vec<Candidate>, OpsError> {
    let mut people = Vec::new();
    snapshot.dossiers::<OpsError>(0..=i64::MAX, |dossier| {
        people.push(person(&dossier));
        Ok(())
    })?;
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        for key in keys(person) {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut seen = BTreeSet::new();
    for block in blocks.into_values().filter(|block| block.len() <= CROWD) {
        for (n, &one) in block.iter().enumerate() {
            seen.extend(block[n + 1..].iter().filter(|&&other| other != one).map(|&other| (one, other)));
        }
    }
    let mut found: Vec<Candidate> =
        seen.into_iter().map(|(one, other)| compare(&people[one], &people[other])).collect();
    found.retain(|pair| pair.probability >= min);
    found.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right))));
    Ok(found)
}

fn person(dossier: &Dossier) -> Person {
    let worker: &Worker = &dossier.worker;
    let written = worker.full_name.clone().unwrap_or_else(|| {
        let parts = [&worker.given_name, &worker.family_name];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    });
    Person {
        id: worker.worker_id.to_string(),
        name: text::tokens(&written).into_iter().collect(),
        written,
        born: worker.birth_date.map(|day| day.to_string()),
        email: worker.email.as_ref().map(|email| email.to_lowercase()),
        phone: worker.phone.as_ref().map(|phone| phone.chars().filter(char::is_ascii_digit).collect()),
        licenses: dossier
            .licenses
            .iter()
            .filter_map(|license| {
                Some(format!("{} {}", license.regulator.as_ref()?, license.number.as_ref()?))
            })
            .collect(),
    }
}

fn keys(person: &Person) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    keys.extend(person.email.iter().map(|email| format!("e {email}")));
    keys.extend(person.phone.iter().map(|phone| format!("p {phone}")));
    keys.extend(person.licenses.iter().map(|license| format!("l {license}")));
    if let Some(born) = &person.born {
        keys.extend(person.name.iter().map(|word| format!("n {born} {word}")));
    }
    keys
}

fn compare(one: &Person, other: &Person) -> Candidate {
    let mut parts = Vec::new();
    let mut say = |field: &str, level: &str, weight: i32, because: String| {
        parts.push(Evidence { field: field.into(), level: level.into(), weight, because });
    };
    if !one.name.is_empty() && !other.name.is_empty() {
        let near = text::similarity(&one.written, &other.written);
        let (level, weight, because) = match near {
            _ if one.name == other.name => ("exact", 7_000, "the same words in the name"),
            n if n >= 0.85 => ("near", 4_000, "nearly the same name"),
            _ if one.name.is_subset(&other.name) || other.name.is_subset(&one.name) => {
                ("part", 3_000, "one name is part of the other")
            }
            _ => ("other", -5_000, "different names"),
        };
        say("name", level, weight, because.to_owned());
    }
    let mut equal = |field: &str, one: &Option<String>, other: &Option<String>, yes: i32, no: i32| {
        if let (Some(one), Some(other)) = (one, other) {
            let (level, weight, because) = if one == other {
                ("exact", yes, format!("the same {field}"))
            } else {
                ("other", no, format!("another {field}"))
            };
            say(field, level, weight, because);
        }
    };
    equal("birth date", &one.born, &other.born, 6_000, -6_000);
    equal("e-mail", &one.email, &other.email, 9_000, -1_000);
    equal("phone", &one.phone, &other.phone, 8_000, -1_000);
    if !one.licenses.is_empty() && !other.licenses.is_empty() {
        match one.licenses.intersection(&other.licenses).next() {
            Some(_) => say("license", "exact", 12_000, "the same license number".to_owned()),
            None => say("license", "other", -1_000, "no license number in common".to_owned()),
        }
    }
    let weight: i32 = parts.iter().map(|part| part.weight).sum();
    let probability = 1.0 / (1.0 + (f64::from(-weight - PRIOR) / 1000.0).exp2());
    Candidate { left: one.id.clone(), right: other.id.clone(), probability, weight, parts }
}
