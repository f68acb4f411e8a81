//! `corridor audit fairness`: who is selected and how they score, by sex, origin and age band, and who is refused everywhere.
//!
//! Every worker is held against every open opening that asks for the occupation, as a match does it. Sex and age are read only of
//! workers who agreed to statistics.

use super::r#match::matcher_of;
use super::{Act, Desk, OpsError};
use crate::ethics::Clearance;
use crate::matching::{Ask, Gate, GateFacts, Gates, OwnOccupations, Profile, consents_to};
use crate::model::{ConsentPurpose, Day, Dossier, PartialDate, Seq, Sex, words};
use crate::policy::StoodInPack;
use crate::ranking::{Asker, MatchCase, Matcher, RankingError, Terms};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// By what workers are compared.
    FairnessTrait, "`sex`, `origin`, `age`, `sex-origin`, `sex-age` or `origin-age`" {
        /// The sex.
        Sex = "sex",
        /// The country of residence.
        Origin = "origin",
        /// The age on the day, in bands.
        Age = "age",
        /// Sex and origin.
        SexOrigin = "sex-origin",
        /// Sex and age.
        SexAge = "sex-age",
        /// Origin and age.
        OriginAge = "origin-age",
    }
}

words! {
    /// By what those who are refused everywhere are compared.
    RefusalTrait, "`origin` or `occupation`" {
        /// The country of residence.
        Origin = "origin",
        /// The occupation.
        Occupation = "occupation",
    }
}

/// Groups below this share of the known workers are marked as small; New York's rules leave it to the auditor to exclude them.
const SMALL_SHARE: f64 = 0.02;
/// Groups of fewer workers are marked as small, and are not told one by one: they could tell of a person.
const SMALL_COUNT: u64 = 5;
/// What small groups are called that stand together.
const TOGETHER: &str = "small groups together";

/// A group of workers who share a trait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FairnessGroup {
    /// What they share.
    pub value: String,
    /// How many they are.
    pub workers: u64,
    /// How many of them stand in a shortlist.
    pub selected: u64,
    /// The share that is selected.
    pub selection_rate: Option<f64>,
    /// That share against the best group that is not small.
    pub selection_impact_ratio: Option<f64>,
    /// How many have a score: they pass the gates of an opening.
    pub scored: u64,
    /// How many of them score above the median of all.
    pub above_median: u64,
    /// The share of the scored that is above the median.
    pub scoring_rate: Option<f64>,
    /// That share against the best group that is not small.
    pub scoring_impact_ratio: Option<f64>,
    /// Whether the group is small: its rates say little, and no other group is measured by it.
    pub small: bool,
    /// The groups that stand together here, since each alone could tell of a person; empty for a single group.
    pub of: Vec<String>,
}

/// Workers compared by one trait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FairnessTable {
    /// The trait.
    pub by: FairnessTrait,
    /// The groups, largest first. Those of fewer than five stand together, with others that would tell them.
    pub groups: Vec<FairnessGroup>,
    /// Whether there are too few to be told at all.
    pub too_few: bool,
    /// How many workers state no value of it, or agreed to no statistics.
    pub unknown: u64,
    /// Of them selected.
    pub unknown_selected: u64,
}

/// Workers who are refused by all openings, against what independent refusals would give.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrelatedRefusal {
    /// By what they are grouped.
    pub by: RefusalTrait,
    /// What they share; `None` where it is not stated.
    pub value: Option<String>,
    /// Workers with at least two openings of their occupation.
    pub workers: u64,
    /// Of them refused by every opening.
    pub refused_by_all: u64,
    /// The share that they are.
    pub observed: f64,
    /// The share that there would be if each opening refused whom it refuses independently of the others.
    pub expected: f64,
    /// The observed share over the expected; `None` where none is expected.
    pub ratio: Option<f64>,
}

/// The reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FairnessReply {
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many open openings were asked.
    pub openings: u64,
    /// So many of the best of each opening are its shortlist.
    pub shortlist: usize,
    /// Openings that name a recruiter, left out while no channel is said.
    pub channel_needed: Vec<String>,
    /// Workers who have an opening of their occupation and agreed to be matched.
    pub workers: u64,
    /// Of them those who agreed to no statistics: their sex and age are not read.
    pub without_consent: u64,
    /// How many stand in a shortlist.
    pub selected: u64,
    /// How many have a score.
    pub scored: u64,
    /// The median of the best scores.
    pub median_score: Option<f64>,
    /// The comparisons.
    pub tables: Vec<FairnessTable>,
    /// Who is refused by all openings.
    pub refusals: Vec<CorrelatedRefusal>,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// A worker as the comparisons need one; nothing else is kept.
struct Compared {
    sex: Option<Sex>,
    origin: Option<String>,
    age: Option<&'static str>,
    occupation: Option<String>,
    consented: bool,
    /// The openings of the occupation, and whether each takes the worker.
    openings: Vec<(usize, bool)>,
    best: Option<u16>,
    selected: bool,
}

/// Compares how workers fare.
///
/// # Errors
/// [`OpsError`] when store or packs fail.
pub fn fairness(desk: &Desk, act: &Act, terms: &Terms) -> Result<FairnessReply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let packs = desk.packs()?;
    let openings = snapshot.open_openings()?;
    let (mut cases, mut channel_needed) = (Vec::new(), Vec::new());
    for (_, opening) in &openings {
        match MatchCase::of(&snapshot, opening, terms, Asker::Opening) {
            Ok(case) => cases.push(case),
            Err(RankingError::ChannelNeeded { opening }) => channel_needed.push(opening),
            Err(failed) => return Err(failed.into()),
        }
    }
    let matcher = matcher_of(desk, &store, &snapshot, &packs, terms, None)?;
    let mut workers: Vec<Compared> = Vec::new();
    // The best of each opening: scores with the identifiers that part equal ones, and who it is.
    let mut best: Vec<Vec<(u16, String, usize)>> = vec![Vec::new(); cases.len()];
    act.progress.begin("comparing workers", snapshot.count(crate::model::Kind::Worker).ok());
    snapshot.dossiers::<OpsError>(crate::model::Row::ALL, |dossier| {
        act.progress.advance(1);
        let at = workers.len();
        if let Some((worker, scores)) = compare(&matcher, &cases, &dossier) {
            for (case, score) in scores {
                keep(&mut best[case], terms.top, (score, dossier.worker.worker_id.to_string(), at));
            }
            workers.push(worker);
        }
        Ok(())
    })?;
    act.progress.end();
    for (_, _, at) in best.iter().flatten() {
        if let Some(worker) = workers.get_mut(*at) {
            worker.selected = true;
        }
    }
    let mut scores: Vec<u16> = workers.iter().filter_map(|worker| worker.best).collect();
    scores.sort_unstable();
    let median = median(&scores);
    let tables = FairnessTrait::ALL.iter().map(|by| table(*by, &workers, median)).collect();
    Ok(FairnessReply {
        as_of: terms.as_of,
        seq: snapshot.seq(),
        openings: cases.len() as u64,
        shortlist: terms.top,
        channel_needed,
        workers: workers.len() as u64,
        without_consent: count(&workers, |worker| !worker.consented),
        selected: count(&workers, |worker| worker.selected),
        scored: scores.len() as u64,
        median_score: median,
        tables,
        refusals: refusals(&workers, cases.len()),
        packs_stood_in: packs.stood_in().to_vec(),
    })
}

fn count(workers: &[Compared], of: impl Fn(&Compared) -> bool) -> u64 {
    workers.iter().filter(|worker| of(worker)).count() as u64
}

/// A worker against all openings, with the scores; `None` for who may not be matched, or has no opening of the occupation.
fn compare(
    matcher: &Matcher<'_>,
    cases: &[MatchCase<'_>],
    dossier: &Dossier,
) -> Option<(Compared, Vec<(usize, u16)>)> {
    let mut openings = Vec::new();
    let mut scores = Vec::new();
    // What the worker brings is worked out once for all openings.
    let asked: Vec<(usize, bool)> = matcher.with_person(dossier, |person| {
        let (own, profile) = (OwnOccupations::of(person), Profile::of(dossier.row, person));
        // Openings that are past, workers who may not be matched, and what the worker refuses are no refusals of others.
        let apart = |gate| matches!(gate, Gate::Opening | Gate::Consent | Gate::Withdrawn | Gate::Refused);
        let open = |ask: &Ask<'_>| {
            ask.occupation_points(&own)?;
            let outside = matcher.outside(dossier.row, ask.opening, false);
            let gates = Gates::closed(&GateFacts::of_record(person, &profile, ask, outside));
            (!gates.iter().any(apart)).then(|| gates.is_empty())
        };
        let cases = cases.iter().enumerate();
        cases.filter_map(|(at, case)| Some((at, open(&case.ask)?))).collect()
    });
    for (at, passes) in asked {
        let case = &cases[at];
        let takes = passes && matcher.assess_worker(case, dossier).clearance != Clearance::Blocked;
        openings.push((at, takes));
        if takes {
            scores.push((at, matcher.explain(dossier, &case.ask, false).score));
        }
    }
    if openings.is_empty() {
        return None;
    }
    let worker = &dossier.worker;
    let consented = consents_to(&dossier.consents, ConsentPurpose::Statistics);
    let day = matcher.terms.as_of;
    let compared = Compared {
        sex: worker.sex.filter(|sex| consented && *sex != Sex::Unknown),
        origin: worker.residence.map(|country| country.to_string()),
        age: worker.birth_date.filter(|_| consented).and_then(|birth| age_band(birth, day)),
        occupation: worker.occupation.map(|occupation| occupation.to_string()),
        consented,
        openings,
        best: scores.iter().map(|(_, score)| *score).max(),
        selected: false,
    };
    Some((compared, scores))
}

/// Keeps the best in the order of a shortlist: the score, then the identifier.
fn keep(best: &mut Vec<(u16, String, usize)>, most: usize, new: (u16, String, usize)) {
    let before =
        |one: &(u16, String, usize)| (std::cmp::Reverse(one.0), &one.1) < (std::cmp::Reverse(new.0), &new.1);
    let at = best.partition_point(before);
    if at < most {
        best.insert(at, new);
        best.truncate(most);
    }
}

/// The band of an age on a day; `None` where the birth date leaves open which.
fn age_band(birth: PartialDate, day: Day) -> Option<&'static str> {
    let band = |birth: Day| match birth.months_until(day) / 12 {
        ..30 => "under 30",
        30..40 => "30-39",
        40..50 => "40-49",
        _ => "50 and over",
    };
    Some(band(birth.earliest())).filter(|one| *one == band(birth.latest()))
}

fn median(sorted: &[u16]) -> Option<f64> {
    let (low, high) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some(f64::midpoint(f64::from(*low), f64::from(*high)))
}

fn value(by: FairnessTrait, worker: &Compared) -> Option<String> {
    let sex = || worker.sex.map(|sex| sex.to_string());
    let age = || worker.age.map(str::to_owned);
    let origin = || worker.origin.clone();
    let both = |one: Option<String>, other: Option<String>| Some(format!("{}, {}", one?, other?));
    match by {
        FairnessTrait::Sex => sex(),
        FairnessTrait::Origin => origin(),
        FairnessTrait::Age => age(),
        FairnessTrait::SexOrigin => both(sex(), origin()),
        FairnessTrait::SexAge => both(sex(), age()),
        FairnessTrait::OriginAge => both(origin(), age()),
    }
}

/// A share with four digits; `None` of nothing.
fn share(part: u64, whole: u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of workers are far below what a float holds")]
    (whole > 0).then(|| rounded(part as f64 / whole as f64))
}

fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

fn table(by: FairnessTrait, workers: &[Compared], median: Option<f64>) -> FairnessTable {
    let mut members: BTreeMap<String, Vec<&Compared>> = BTreeMap::new();
    let mut unknown: Vec<&Compared> = Vec::new();
    for worker in workers {
        match value(by, worker) {
            Some(value) => members.entry(value).or_default().push(worker),
            None => unknown.push(worker),
        }
    }
    let known = (workers.len() - unknown.len()) as u64;
    let sizes: Vec<(Vec<&str>, usize)> =
        members.iter().map(|(value, members)| (value.split(", ").collect(), members.len())).collect();
    let together = told_together(&sizes);
    let (mut groups, mut of, mut pooled) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (value, members)) in members.iter().enumerate() {
        if together.contains(&at) {
            of.push(value.clone());
            pooled.extend(members.iter().copied());
        } else {
            groups.push(group(value.clone(), members, known, median));
        }
    }
    let too_few = !pooled.is_empty() && (pooled.len() as u64) < SMALL_COUNT;
    if !pooled.is_empty() && !too_few {
        groups.push(FairnessGroup { of, small: true, ..group(TOGETHER.to_owned(), &pooled, known, median) });
    }
    let best = |rate: fn(&FairnessGroup) -> Option<f64>| {
        let rates = groups.iter().filter(|group| !group.small).filter_map(rate);
        rates.max_by(f64::total_cmp).filter(|best| *best > 0.0)
    };
    let (selection, scoring) = (best(|group| group.selection_rate), best(|group| group.scoring_rate));
    for group in &mut groups {
        let ratio = |rate: Option<f64>, best: Option<f64>| Some(rounded(rate? / best?));
        group.selection_impact_ratio = ratio(group.selection_rate, selection);
        group.scoring_impact_ratio = ratio(group.scoring_rate, scoring);
    }
    groups.sort_by(|a, b| (b.workers, &a.value).cmp(&(a.workers, &b.value)));
    let unknown_selected = unknown.iter().filter(|worker| worker.selected).count() as u64;
    FairnessTable { by, groups, too_few, unknown: unknown.len() as u64, unknown_selected }
}

/// Which groups stand together: those of fewer than five, and others as long as a total tells one of them. The totals are that of
/// the table and, of groups that share two traits, that of each value of a trait, which another table tells.
fn told_together(groups: &[(Vec<&str>, usize)]) -> BTreeSet<usize> {
    let is_small = |size: usize| (size as u64) < SMALL_COUNT;
    let mut together: BTreeSet<usize> = (0..groups.len()).filter(|at| is_small(groups[*at].1)).collect();
    let shared: BTreeSet<&str> = groups
        .iter()
        .filter(|(values, _)| values.len() > 1)
        .flat_map(|(values, _)| values)
        .copied()
        .collect();
    let totals: Vec<Option<&str>> = std::iter::once(None).chain(shared.into_iter().map(Some)).collect();
    loop {
        let before = together.len();
        for total in &totals {
            let is_of = |at: &usize| total.is_none_or(|value| groups[*at].0.contains(&value));
            let hidden: Vec<usize> = together.iter().copied().filter(|at| is_of(at)).collect();
            let sum = hidden.iter().map(|at| groups[*at].1).sum();
            if hidden.len() == 1 || !hidden.is_empty() && is_small(sum) {
                let others = (0..groups.len()).filter(|at| is_of(at) && !together.contains(at));
                together.extend(others.min_by_key(|at| (groups[*at].1, *at)));
            }
        }
        if together.len() == before {
            return together;
        }
    }
}

fn group(value: String, members: &[&Compared], known: u64, median: Option<f64>) -> FairnessGroup {
    let count = |of: &dyn Fn(&Compared) -> bool| members.iter().filter(|worker| of(worker)).count() as u64;
    let workers = members.len() as u64;
    let selected = count(&|worker| worker.selected);
    let scored = count(&|worker| worker.best.is_some());
    let above =
        |worker: &Compared| worker.best.zip(median).is_some_and(|(best, median)| f64::from(best) > median);
    let above_median = count(&above);
    FairnessGroup {
        value,
        workers,
        selected,
        selection_rate: share(selected, workers),
        selection_impact_ratio: None,
        scored,
        above_median,
        scoring_rate: share(above_median, scored),
        scoring_impact_ratio: None,
        of: Vec::new(),
        small: workers < SMALL_COUNT || share(workers, known).is_some_and(|share| share < SMALL_SHARE),
    }
}

/// Who is refused by all, by origin and by occupation.
fn refusals(workers: &[Compared], openings: usize) -> Vec<CorrelatedRefusal> {
    // How many each opening looks at and refuses.
    let mut of_openings = vec![(0_u32, 0_u32); openings];
    for (at, takes) in workers.iter().flat_map(|worker| &worker.openings) {
        of_openings[*at].0 += 1;
        of_openings[*at].1 += u32::from(!takes);
    }
    let rate = |at: usize| f64::from(of_openings[at].1) / f64::from(of_openings[at].0.max(1));
    let mut groups: BTreeMap<(RefusalTrait, Option<String>), (u64, u64, f64)> = BTreeMap::new();
    // One opening alone correlates with nothing.
    for worker in workers.iter().filter(|worker| worker.openings.len() > 1) {
        let refused = worker.openings.iter().all(|(_, takes)| !takes);
        let expected: f64 = worker.openings.iter().map(|(at, _)| rate(*at)).product();
        for by in RefusalTrait::ALL {
            let value = match by {
                RefusalTrait::Origin => worker.origin.clone(),
                RefusalTrait::Occupation => worker.occupation.clone(),
            };
            let group = groups.entry((*by, value)).or_default();
            group.0 += 1;
            group.1 += u64::from(refused);
            group.2 += expected;
        }
    }
    // Small groups stand together here as well.
    for by in RefusalTrait::ALL {
        let of_trait: Vec<(RefusalTrait, Option<String>)> =
            groups.keys().filter(|(of, value)| of == by && value.is_some()).cloned().collect();
        let sizes: Vec<(Vec<&str>, usize)> = of_trait
            .iter()
            .map(|key| (Vec::new(), usize::try_from(groups[key].0).unwrap_or(usize::MAX)))
            .collect();
        let mut sum = (0, 0, 0.0);
        for at in told_together(&sizes) {
            let (workers, refused, expected) = groups.remove(&of_trait[at]).unwrap_or_default();
            sum = (sum.0 + workers, sum.1 + refused, sum.2 + expected);
        }
        if sum.0 >= SMALL_COUNT {
            groups.insert((*by, Some(TOGETHER.to_owned())), sum);
        }
    }
    let line = |((by, value), (workers, refused_by_all, expected)): (
        (RefusalTrait, Option<String>),
        (u64, u64, f64),
    )| {
        let observed = share(refused_by_all, workers).unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "counts of workers are far below what a float holds")]
        let expected = expected / workers as f64;
        #[expect(clippy::cast_precision_loss, reason = "counts of workers are far below what a float holds")]
        let ratio = (expected > 0.0).then(|| rounded(refused_by_all as f64 / workers as f64 / expected));
        CorrelatedRefusal { by, value, workers, refused_by_all, observed, expected: rounded(expected), ratio }
    };
    let mut lines: Vec<CorrelatedRefusal> = groups.into_iter().map(line).collect();
    lines.sort_by(|a, b| (a.by, b.workers, &a.value).cmp(&(b.by, a.workers, &b.value)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_group_is_told_by_no_total() {
        let sizes = [(vec!["female"], 40), (vec!["male"], 30), (vec!["other"], 2)];
        // The total of the table would tell the only one that is left out.
        assert_eq!(told_together(&sizes), BTreeSet::from([1, 2]));
        let none = [(vec!["female"], 40), (vec!["male"], 30)];
        assert!(told_together(&none).is_empty());
    }

    proptest! {
        /// Whatever the groups, no total leaves open just one that stands together with others, nor fewer than five workers;
        /// unless all of that total stand together.
        #[test]
        fn totals_leave_no_small_group_open(
            sizes in proptest::collection::btree_map((0_u8..3, 0_u8..4), 1_usize..20, 1..12),
        ) {
            let names: Vec<(String, String)> =
                sizes.keys().map(|(one, other)| (format!("a{one}"), format!("b{other}"))).collect();
            let groups: Vec<(Vec<&str>, usize)> = names
                .iter()
                .zip(sizes.values())
                .map(|((one, other), size)| (vec![one.as_str(), other.as_str()], *size))
                .collect();
            let together = told_together(&groups);
            for (at, (_, size)) in groups.iter().enumerate() {
                prop_assert!(*size >= 5 || together.contains(&at));
            }
            let values: BTreeSet<&str> = groups.iter().flat_map(|(values, _)| values).copied().collect();
            for total in std::iter::once(None).chain(values.into_iter().map(Some)) {
                let of = |at: &usize| total.is_none_or(|value| groups[*at].0.contains(&value));
                let all = (0..groups.len()).filter(of).count();
                let hidden: Vec<usize> = together.iter().copied().filter(of).collect();
                let sum: usize = hidden.iter().map(|at| groups[*at].1).sum();
                prop_assert!(hidden.is_empty() || hidden.len() == all || hidden.len() > 1 && sum >= 5);
            }
        }
    }
}
