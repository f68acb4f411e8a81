//! What is kept between matches: the packed profiles, and the points of credentials against an ask.

use super::matcher::with_person;
use super::{MatchCase, Matcher, RankingError};
use crate::matching::{
    Ask, CredentialAsk, Gates, OwnOccupations, Person, Profile, Weights, credential_points,
};
use crate::model::{Kind, Row};
use crate::profiles::{Builder, Column, ColumnKey, Generation, ProfileGroup};
use crate::progress::Progress;
use crate::store::{Snapshot, Store};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};

/// A generation is rebuilt when more than this share of its profiles is out of date, in hundredths.
const STALE_PERCENT: u64 = 2;
/// Below this many changes it is not worth it.
const STALE_LEAST: u64 = 200;

/// From so many rows on two threads read them: opening the store a second time costs less than reading these.
const MANY: u32 = 64;

/// Where the packed profiles of a store are kept.
pub struct ProfileKeeper<'a> {
    /// Their directory.
    pub dir: PathBuf,
    /// Where new ones are written: there, or elsewhere when their directory cannot be written.
    pub new: PathBuf,
    /// The store that they are of.
    pub store: &'a Store,
    /// The newest generation that the matcher's snapshot can be answered from.
    pub newest: Option<Arc<Generation>>,
    /// Where the making of profiles and columns reports.
    pub progress: &'a dyn Progress,
}

/// Packed profiles, and what is newer.
pub struct Packed {
    /// The profiles.
    pub generation: Arc<Generation>,
    /// The rows whose records are newer than the profiles, or gone.
    pub stale: BTreeSet<Row>,
    /// Columns that were made for several openings at once.
    pub columns: BTreeMap<ColumnKey, Column>,
}

impl ProfileKeeper<'_> {
    /// The newest profiles and the rows that are newer; the profiles are rebuilt when too many rows are.
    ///
    /// # Errors
    /// [`RankingError`] when store or profiles fail.
    pub fn current(&self, matcher: &Matcher<'_>) -> Result<Packed, RankingError> {
        let snapshot = matcher.snapshot;
        let columns = BTreeMap::new();
        if let Some(generation) = &self.newest {
            let (changed, gone) = snapshot.changed_since(Kind::Worker, generation.seq())?;
            // A curriculum that changed changes the points of whoever names it.
            let (curricula, _) = snapshot.changed_since(Kind::Curriculum, generation.seq())?;
            let stale = (changed.len() + gone.len()) as u64;
            if curricula.is_empty()
                && (stale <= STALE_LEAST || stale * 100 <= generation.count() * STALE_PERCENT)
            {
                let stale = changed.into_iter().chain(gone).collect();
                return Ok(Packed { generation: Arc::clone(generation), stale, columns });
            }
        }
        Ok(Packed { generation: Arc::new(self.build(matcher)?), stale: BTreeSet::new(), columns })
    }

    fn build(&self, matcher: &Matcher<'_>) -> Result<Generation, RankingError> {
        self.progress.begin("packing profiles", Some(matcher.snapshot.count(Kind::Worker)?));
        let curricula = &*matcher.curricula;
        let read = |snapshot: &Snapshot, rows: RangeInclusive<Row>| -> Result<Builder, RankingError> {
            let mut builder = Builder::default();
            let mut done = 0_u64;
            snapshot.dossiers::<RankingError>(rows, |dossier| {
                with_person(&dossier, curricula, |person| pack(&mut builder, dossier.row, person));
                done += 1;
                if done.is_multiple_of(1024) {
                    self.progress.advance(1024);
                }
                Ok(())
            })?;
            Ok(builder)
        };
        let mut builder = Builder::default();
        if let Some((low, high)) = matcher.snapshot.bounds(Kind::Worker)? {
            for half in self.in_halves(matcher.snapshot, low, high, &read)? {
                builder.join(half);
            }
        }
        self.progress.end();
        Ok(builder.write(&self.new, self.store.uuid(), matcher.snapshot.seq())?)
    }

    /// Does the same with two halves of the rows, each on a thread of its own with the store as it stood at the same moment.
    fn in_halves<T: Send>(
        &self,
        snapshot: &Snapshot,
        low: Row,
        high: Row,
        run: &(impl Fn(&Snapshot, RangeInclusive<Row>) -> Result<T, RankingError> + Sync),
    ) -> Result<Vec<T>, RankingError> {
        let other = if high.0 - low.0 < MANY { None } else { Some(self.store.snapshot()?) };
        // Somebody wrote in between: one thread reads what is still consistent.
        let Some(other) = other.filter(|other| other.seq() == snapshot.seq()) else {
            return Ok(vec![run(snapshot, low..=high)?]);
        };
        let middle = Row(low.0 + (high.0 - low.0) / 2);
        std::thread::scope(|scope| {
            let second = scope.spawn(move || run(&other, middle..=high));
            let first = run(snapshot, low..=middle.before());
            // A thread that panics has found a fault of ours, and this one goes the same way.
            let second = second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok(vec![first?, second?])
        })
    }

    /// Makes the columns of several openings, judging each worker once for all that ask the same; they are held until the
    /// next ones are made.
    ///
    /// # Errors
    /// [`RankingError`] when the profiles cannot be read.
    pub fn prepare(
        &self,
        matcher: &Matcher<'_>,
        packed: &mut Packed,
        cases: &[MatchCase<'_>],
    ) -> Result<(), RankingError> {
        packed.columns.clear();
        let mut wanted = BTreeMap::new();
        for case in cases {
            let weights = case.ask.weights(&matcher.terms.weights);
            let key = ColumnKey::of(&packed.generation, &case.ask.credentials, &weights);
            let groups = || compatible(&packed.generation, &case.ask).into_iter().map(|(at, _)| at).collect();
            wanted.entry(key).or_insert_with(|| Wanted {
                ask: &case.ask.credentials,
                weights,
                groups: groups(),
            });
        }
        let (keys, wanted): (Vec<ColumnKey>, Vec<Wanted<'_>>) = wanted.into_iter().unzip();
        let columns = self.weigh(matcher, &packed.generation, &wanted)?;
        packed.columns = keys.into_iter().zip(columns).collect();
        Ok(())
    }

    /// The points of the credentials of the compatible groups under the weights of what is asked: at hand, read, or made and
    /// kept.
    pub(super) fn column<'p>(
        &self,
        matcher: &Matcher<'_>,
        ask: &Ask<'_>,
        weights: Weights,
        packed: &'p Packed,
    ) -> Result<Cow<'p, Column>, RankingError> {
        let key = ColumnKey::of(&packed.generation, &ask.credentials, &weights);
        if let Some(column) = packed.columns.get(&key) {
            return Ok(Cow::Borrowed(column));
        }
        let groups = compatible(&packed.generation, ask);
        let count: u64 = groups.iter().map(|(_, group)| group.count).sum();
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if let Some(column) =
            [&self.dir, &self.new].into_iter().find_map(|dir| Column::read(dir, &key, count))
        {
            return Ok(Cow::Owned(column));
        }
        let groups = groups.into_iter().map(|(at, _)| at).collect();
        let wanted = [Wanted { ask: &ask.credentials, weights, groups }];
        let column = self.weigh(matcher, &packed.generation, &wanted)?.pop().unwrap_or_default();
        column.write(&self.new, &key)?;
        Ok(Cow::Owned(column))
    }

    /// Columns, each of the groups that it wants in their order. The facts of a worker are read once for all of them.
    fn weigh(
        &self,
        matcher: &Matcher<'_>,
        generation: &Generation,
        wanted: &[Wanted<'_>],
    ) -> Result<Vec<Column>, RankingError> {
        // Where each group begins in each column, and how long the column is.
        let mut begins: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        let mut columns: Vec<Vec<AtomicU16>> = Vec::with_capacity(wanted.len());
        for (at, one) in wanted.iter().enumerate() {
            let mut length = 0;
            for group in &one.groups {
                begins.entry(*group).or_default().push((at, length));
                length += usize::try_from(generation.groups()[*group].count).unwrap_or(usize::MAX);
            }
            columns.push((0..length).map(|_| AtomicU16::new(0)).collect());
        }
        let step = usize::try_from(Generation::BLOCK).unwrap_or(usize::MAX);
        let pieces: Vec<Piece<'_>> = begins
            .iter()
            .map(|(group, begins)| (&generation.groups()[*group], &begins[..]))
            .flat_map(|(group, begins)| {
                (0..group.count).step_by(step).map(move |from| Piece { group, from, begins })
            })
            .collect();
        let total = begins.keys().map(|group| generation.groups()[*group].count).sum();
        self.progress.begin("weighing credentials", Some(total));
        let curricula = &*matcher.curricula;
        let next = AtomicUsize::new(0);
        let weigh = || -> Result<(), RankingError> {
            while let Some(&Piece { group, from, begins }) = pieces.get(next.fetch_add(1, Ordering::Relaxed))
            {
                let facts = generation.facts(group, from)?;
                for (at, facts) in facts.iter().enumerate() {
                    let person = facts.person(curricula);
                    let place = usize::try_from(from).unwrap_or(usize::MAX) + at;
                    for (column, begin) in begins {
                        let Wanted { ask, weights, .. } = &wanted[*column];
                        let points = credential_points(&person, ask).packed(weights);
                        columns[*column][begin + place].store(points, Ordering::Relaxed);
                    }
                }
                self.progress.advance(facts.len() as u64);
            }
            Ok(())
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(pieces.len());
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(weigh)).collect();
            let mut done = weigh();
            for other in others {
                // A thread that panics has found a fault of ours, and this one goes the same way.
                let other = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                done = done.and(other);
            }
            done
        })?;
        self.progress.end();
        let points = |column: Vec<AtomicU16>| column.into_iter().map(AtomicU16::into_inner).collect();
        Ok(columns.into_iter().map(points).map(Column).collect())
    }
}

/// Packs a worker under the number of their row: the profile of who may be matched, the gate of who may not.
pub(crate) fn pack(builder: &mut Builder, row: Row, person: &Person<'_>) {
    let own = OwnOccupations::of(person);
    match Gates::of_worker(person.worker, person.consents).first() {
        None => builder.add(own, person, Profile::of(row, person)),
        Some(gate) => builder.close(row, own, gate),
    }
}

/// Workers of a group that one thread judges in one go.
#[derive(Clone, Copy)]
struct Piece<'a> {
    group: &'a ProfileGroup,
    /// The place of the first one in the group.
    from: u64,
    /// The columns that want the group, by their place, each with the place where the group begins in it.
    begins: &'a [(usize, usize)],
}

/// A column that is wanted.
struct Wanted<'a> {
    ask: &'a CredentialAsk,
    weights: Weights,
    /// The groups that it is of, by their place.
    groups: Vec<usize>,
}

/// The groups of a generation that are compatible with an ask, each with its place.
pub(super) fn compatible<'g>(generation: &'g Generation, ask: &Ask<'_>) -> Vec<(usize, &'g ProfileGroup)> {
    let groups = generation.groups().iter().enumerate();
    groups.filter(|(_, group)| ask.occupation_points(&group.occupations).is_some()).collect()
}
