//! `corridor match --opening`: the best workers for an opening, exactly.

use super::matching::{self, Asker, Bench, Looked, MatchCase, MatchResult, Terms};
use super::{Act, Desk, OpsError};
use crate::decision::{DecisionFacts, RankingCounts};
use crate::ethics::Clearance;
use crate::matching::{Criterion, Gate, GateFacts, Gates, Limits, Prices, Profile, credential_points};
use crate::model::{Channel, Country, Day, DecisionId, Dossier, Isco08, Kind, Opening, Row, Seq};
use crate::profiles::{Best, Builder, Column, ColumnKey, Found, Generation, Scan, scan};
use crate::store::{Snapshot, Store};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Blocked and excluded workers come as counts and so many of the best.
const BEST: usize = 10;
/// A generation is made anew when more than this share of it is out of date, in hundredths.
const STALE_PERCENT: u64 = 2;
/// Below this many changes it is not worth it.
const STALE_LEAST: u64 = 200;

/// The reply.
#[derive(Debug, Serialize)]
pub struct Reply {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its destination.
    pub destination: Option<Country>,
    /// The channel that was assumed.
    pub channel: Channel,
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many workers pass every gate.
    pub admitted: u64,
    /// The best of them.
    pub results: Vec<MatchResult>,
    /// How many a policy blocks.
    pub blocked: u64,
    /// The best of them, with the rule that blocks.
    pub best_blocked: Vec<MatchResult>,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that a gate of the opening excludes.
    pub best_excluded: Vec<MatchResult>,
    /// The recorded decision.
    pub decision: Option<DecisionId>,
    /// The hash of the policy packs.
    pub packs: String,
}

/// Matches an opening with all workers.
///
/// # Errors
/// [`OpsError`] when there is no such opening, the channel is needed and not named, or store, index
/// or profiles fail.
pub fn match_opening(desk: &Desk, act: &Act, id: &str, terms: &Terms) -> Result<Reply, OpsError> {
    let store = desk.store()?;
    let words = matching::words(desk, act, &store, terms)?;
    let snapshot = store.snapshot()?;
    let (_, opening) = matching::find::<Opening>(&snapshot, id)?;
    let case = MatchCase::of(&snapshot, &opening, terms, Asker::Opening)?;
    let packs = desk.packs()?;
    let bench = Bench::new(desk, &store, &snapshot, &packs, terms, words)?;
    let (generation, stale) = current(desk, act, &store, &snapshot, &bench)?;
    let limits = Limits::of(bench.words.clone(), blocked_corridors(&bench, &case));
    let run = Run { bench: &bench, prices: Prices::of(&case.ask, &terms.weights), case: &case, limits };
    let mut keep = terms.top.saturating_add(BEST);
    let (mut ranked, mut state) = run.rank(desk, act, &generation, &stale, keep)?;
    // Rules that need the worker are asked in the order of rank, until enough remain.
    let mut results = Vec::new();
    let mut late_blocked = Vec::new();
    let mut asked = 0;
    loop {
        while asked < ranked.len() && results.len() < terms.top {
            let dossier = run.dossier(ranked[asked].row)?;
            asked += 1;
            let Some(dossier) = dossier else { continue };
            let assessment = bench.assess_worker(&case, &dossier);
            if assessment.clearance == Clearance::Blocked {
                late_blocked.push(bench.result(0, &dossier, &case, assessment));
            } else {
                results.push(bench.result(results.len() + 1, &dossier, &case, assessment));
            }
        }
        if results.len() >= terms.top || ranked.len() < keep {
            break;
        }
        keep *= 4;
        (ranked, state) = run.rank(desk, act, &generation, &stale, keep)?;
    }
    let full = |found: Vec<Found>| -> Result<Vec<MatchResult>, OpsError> {
        let mut all = Vec::new();
        for found in found.into_iter().take(BEST) {
            if let Some(dossier) = run.dossier(found.row)? {
                let assessment = bench.assess_worker(&case, &dossier);
                all.push(bench.result(all.len() + 1, &dossier, &case, assessment));
            }
        }
        Ok(all)
    };
    let mut best_blocked = full(state.blocked)?;
    let late = late_blocked.len() as u64;
    best_blocked.extend(late_blocked);
    best_blocked.sort_by(|a, b| (b.explanation.score, &a.worker).cmp(&(a.explanation.score, &b.worker)));
    best_blocked.truncate(BEST);
    (1..).zip(&mut best_blocked).for_each(|(place, result)| result.place = place);
    let mut excluded = state.closed;
    excluded.remove(&Gate::Ethics);
    let mut reply = Reply {
        opening: opening.opening_id.to_string(),
        title: opening.title.clone(),
        destination: opening.destination,
        channel: case.channel,
        as_of: terms.as_of,
        seq: snapshot.seq(),
        admitted: state.admitted - late,
        results,
        blocked: state.blocked_count + late,
        best_blocked,
        excluded,
        best_excluded: full(state.excluded)?,
        decision: None,
        packs: packs.hash(),
    };
    if terms.record {
        let counts = RankingCounts {
            admitted: reply.admitted,
            blocked: reply.blocked,
            excluded: reply.excluded.clone(),
        };
        let looked = Looked { channel: reply.channel, counts, results: &reply.results };
        let facts = matching::ranking_facts(&bench, &reply.opening, looked)?;
        reply.decision = Some(matching::record(desk, act, reply.seq, &DecisionFacts::Shortlist(facts))?);
    }
    Ok(reply)
}

/// What a ranking leaves beside the ranked.
struct Ranking {
    admitted: u64,
    blocked: Vec<Found>,
    blocked_count: u64,
    excluded: Vec<Found>,
    closed: BTreeMap<Gate, u64>,
}

struct Run<'a> {
    bench: &'a Bench<'a>,
    case: &'a MatchCase<'a>,
    prices: Prices,
    limits: Limits,
}

impl Run<'_> {
    fn dossier(&self, row: Row) -> Result<Option<Dossier>, OpsError> {
        Ok(self.bench.snapshot.dossier(row)?)
    }

    /// The `keep` best that pass every gate, and the rest in counts.
    fn rank(
        &self,
        desk: &Desk,
        act: &Act,
        generation: &Generation,
        stale: &BTreeSet<Row>,
        keep: usize,
    ) -> Result<(Vec<Found>, Ranking), OpsError> {
        let mut state = Scan {
            ask: &self.case.ask,
            weights: &self.bench.terms.weights,
            limits: &self.limits,
            stale,
            admitted: Best::of(keep),
            blocked: Best::of(BEST),
            excluded: Best::of(BEST),
            closed: BTreeMap::new(),
            deferred: Vec::new(),
        };
        let groups: Vec<_> = self
            .case
            .ask
            .occupations
            .iter()
            .filter_map(|(code, points)| {
                generation.groups().iter().find(|g| g.occupation == Some(*code)).map(|group| (group, *points))
            })
            .collect();
        let mut profiles: Vec<(Vec<Profile>, u16)> = Vec::new();
        for (group, points) in groups {
            profiles.push((generation.profiles(group)?, points));
        }
        let column = self.column(desk, act, generation, &profiles)?;
        let mut at = 0;
        for (group, points) in &profiles {
            scan(&mut state, group, &column.0[at..at + group.len()], *points);
            at += group.len();
        }
        // Workers that no compatible group holds, and those that may not be matched at all.
        let compatible = |code: &Option<Isco08>| self.case.ask.occupation_points(*code).is_some();
        for group in generation.groups().iter().filter(|group| !compatible(&group.occupation)) {
            *state.closed.entry(Gate::Occupation).or_default() += group.count;
        }
        for (occupation, gate, count) in generation.closed() {
            let gate = if compatible(occupation) { *gate } else { Gate::Occupation };
            *state.closed.entry(gate).or_default() += count;
        }
        // What is counted by its newer record below is taken back here. Members of compatible groups
        // were passed over by the scan itself.
        for (occupation, gate) in generation.members(stale)? {
            let gate = if compatible(&occupation) { gate } else { Some(Gate::Occupation) };
            if let Some(count) = gate.and_then(|gate| state.closed.get_mut(&gate)) {
                *count -= 1;
            }
        }
        state.closed.retain(|_, count| *count > 0);
        let mut admitted = state.admitted.offered;
        let mut blocked_count = state.blocked.offered;
        let mut closed = state.closed;
        let deferred = std::mem::take(&mut state.deferred);
        let mut ranked = state.admitted.into_sorted();
        let mut blocked = state.blocked.into_sorted();
        let mut excluded = state.excluded.into_sorted();
        // Records newer than the generation, and those that did not fit, are scored from the store.
        let fresh: BTreeSet<Row> = stale.iter().copied().chain(deferred).collect();
        let mut touched = [false; 3];
        for row in fresh {
            let Some(dossier) = self.dossier(row)? else { continue };
            let (found, gate) = self.by_record(&dossier);
            match gate {
                None => {
                    admitted += 1;
                    ranked.push(found);
                    touched[0] = true;
                }
                Some(Gate::Ethics) => {
                    blocked_count += 1;
                    blocked.push(found);
                    touched[1] = true;
                }
                Some(gate) => {
                    *closed.entry(gate).or_default() += 1;
                    if gate.is_listed() {
                        excluded.push(found);
                        touched[2] = true;
                    }
                }
            }
        }
        for ((list, keep), touched) in
            [(&mut ranked, keep), (&mut blocked, BEST), (&mut excluded, BEST)].into_iter().zip(touched)
        {
            if touched {
                self.sort(list)?;
                list.truncate(keep);
            }
        }
        Ok((ranked, Ranking { admitted, blocked, blocked_count, excluded, closed }))
    }

    /// Sorts by score and identifier, the ranks of old and new records being of two kinds.
    fn sort(&self, found: &mut Vec<Found>) -> Result<(), OpsError> {
        let mut keyed = Vec::new();
        for one in found.drain(..) {
            let id = self.dossier(one.row)?.map(|d| d.worker.worker_id);
            keyed.push(((Reverse(one.score), id), one));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        found.extend(keyed.into_iter().map(|(_, one)| one));
        Ok(())
    }

    /// The score of a record, and the first gate that is closed for it.
    fn by_record(&self, dossier: &Dossier) -> (Found, Option<Gate>) {
        self.bench.with_person(dossier, |person| {
            let ask = &self.case.ask;
            let profile = Profile::of(dossier.row, person);
            let occupation = self.case.ask.occupation_points(dossier.worker.occupation);
            let credentials = credential_points(person, &self.case.ask.credentials);
            let worker = Some(&dossier.worker);
            let weights = &self.bench.terms.weights;
            let score = weights.contribution(Criterion::Occupation, occupation.unwrap_or_default())
                + profile.adds(&self.case.ask, worker, &self.prices)
                + credentials.adds(weights);
            let found = Found { score, rank: Reverse(u32::MAX), row: profile.row };
            let outside = self.limits.of_profile(&profile);
            let gates = Gates::closed(&GateFacts::of_record(person, &profile, ask, outside));
            (found, gates.first())
        })
    }

    /// The points of the credentials of the groups: read, or made and kept.
    fn column(
        &self,
        desk: &Desk,
        act: &Act,
        generation: &Generation,
        groups: &[(Vec<Profile>, u16)],
    ) -> Result<Column, OpsError> {
        let dir = desk.dir().profiles();
        let key = ColumnKey::of(generation, &self.case.ask.credentials, &self.bench.terms.weights);
        let count: usize = groups.iter().map(|(group, _)| group.len()).sum();
        if let Some(column) = Column::read(&dir, &key, count) {
            return Ok(column);
        }
        // By row, as the store reads them; then put in the order of the groups.
        let mut places: Vec<(Row, usize)> = groups
            .iter()
            .flat_map(|(group, _)| group)
            .enumerate()
            .map(|(at, profile)| (profile.row, at))
            .collect();
        places.sort_unstable();
        let mut points = vec![0_u16; count];
        act.progress.begin("weighing credentials", Some(count as u64));
        let mut done = 0_u64;
        let mut next = places.iter().peekable();
        if let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) {
            self.bench.snapshot.dossiers::<OpsError>(*first..=*last, |dossier| {
                while next.peek().is_some_and(|(row, _)| *row < dossier.row) {
                    next.next();
                }
                if let Some((_, at)) = next.next_if(|(row, _)| *row == dossier.row) {
                    let credentials = self.bench.with_person(&dossier, |person| {
                        credential_points(person, &self.case.ask.credentials)
                    });
                    points[*at] = credentials.adds(&self.bench.terms.weights);
                    done += 1;
                    if done.is_multiple_of(256) {
                        act.progress.advance(256);
                    }
                }
                Ok(())
            })?;
        }
        act.progress.end();
        let column = Column(points);
        column.write(&dir, &key)?;
        Ok(column)
    }
}

/// The countries from which the rules that need no worker block everybody. A rule that is unknown
/// without the worker may be answered by the record: it is asked again there.
fn blocked_corridors(bench: &Bench<'_>, case: &MatchCase<'_>) -> Vec<Option<Country>> {
    let countries = Country::all().map(Some).chain([None]);
    countries.filter(|origin| bench.assess(case, *origin, None).clearance == Clearance::Blocked).collect()
}

/// The newest generation and the rows that are newer than it; made anew when too many are.
fn current(
    desk: &Desk,
    act: &Act,
    store: &Store,
    snapshot: &Snapshot,
    bench: &Bench<'_>,
) -> Result<(Arc<Generation>, BTreeSet<Row>), OpsError> {
    if let Some(generation) = desk.profiles(store, snapshot) {
        let (changed, gone) = snapshot.changed_since(Kind::Worker, generation.seq())?;
        // A curriculum that changed changes the points of whoever names it.
        let (curricula, _) = snapshot.changed_since(Kind::Curriculum, generation.seq())?;
        let stale = (changed.len() + gone.len()) as u64;
        if curricula.is_empty() && (stale <= STALE_LEAST || stale * 100 <= generation.count() * STALE_PERCENT)
        {
            let rows = changed.into_iter().chain(gone).collect();
            return Ok((generation, rows));
        }
    }
    Ok((Arc::new(build(desk, act, store, snapshot, bench)?), BTreeSet::new()))
}

fn build(
    desk: &Desk,
    act: &Act,
    store: &Store,
    snapshot: &Snapshot,
    bench: &Bench<'_>,
) -> Result<Generation, OpsError> {
    let mut builder = Builder::default();
    act.progress.begin("packing profiles", Some(snapshot.count(Kind::Worker)?));
    if let Some((low, high)) = snapshot.bounds(Kind::Worker)? {
        let mut done = 0_u64;
        snapshot.dossiers::<OpsError>(low..=high, |dossier| {
            bench.with_person(&dossier, |person| {
                match Gates::of_worker(person.worker, person.consents).first() {
                    None => {
                        let profile = Profile::of(dossier.row, person);
                        builder.add(person.worker.occupation, person.worker.worker_id.as_str(), profile);
                    }
                    Some(gate) => builder.close(dossier.row, person.worker.occupation, gate),
                }
            });
            done += 1;
            if done.is_multiple_of(1024) {
                act.progress.advance(1024);
            }
            Ok(())
        })?;
    }
    act.progress.end();
    Ok(builder.write(&desk.dir().profiles(), store.uuid(), snapshot.seq())?)
}
