//! What is kept between matches: the packed profiles, and the points of credentials against an ask.

use super::{Matcher, RankingError};
use crate::matching::{CredentialAsk, Gates, OwnOccupations, Profile, Weights, credential_points};
use crate::model::{Kind, Row};
use crate::profiles::{Builder, Column, ColumnKey, Generation};
use crate::progress::Progress;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A generation is rebuilt when more than this share of its profiles is out of date, in hundredths.
const STALE_PERCENT: u64 = 2;
/// Below this many changes it is not worth it.
const STALE_LEAST: u64 = 200;

/// Where the packed profiles of a store are kept.
pub struct ProfileKeeper<'a> {
    /// Their directory.
    pub dir: PathBuf,
    /// Where new ones are written: there, or elsewhere when their directory cannot be written.
    pub new: PathBuf,
    /// The store that they are of.
    pub store_uuid: &'a str,
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
}

impl ProfileKeeper<'_> {
    /// The newest profiles and the rows that are newer; the profiles are rebuilt when too many rows are.
    ///
    /// # Errors
    /// [`RankingError`] when store or profiles fail.
    pub fn current(&self, matcher: &Matcher<'_>) -> Result<Packed, RankingError> {
        let snapshot = matcher.snapshot;
        if let Some(generation) = &self.newest {
            let (changed, gone) = snapshot.changed_since(Kind::Worker, generation.seq())?;
            // A curriculum that changed changes the points of whoever names it.
            let (curricula, _) = snapshot.changed_since(Kind::Curriculum, generation.seq())?;
            let stale = (changed.len() + gone.len()) as u64;
            if curricula.is_empty()
                && (stale <= STALE_LEAST || stale * 100 <= generation.count() * STALE_PERCENT)
            {
                let stale = changed.into_iter().chain(gone).collect();
                return Ok(Packed { generation: Arc::clone(generation), stale });
            }
        }
        Ok(Packed { generation: Arc::new(self.build(matcher)?), stale: BTreeSet::new() })
    }

    fn build(&self, matcher: &Matcher<'_>) -> Result<Generation, RankingError> {
        let mut builder = Builder::default();
        self.progress.begin("packing profiles", Some(matcher.snapshot.count(Kind::Worker)?));
        if let Some((low, high)) = matcher.snapshot.bounds(Kind::Worker)? {
            let mut done = 0_u64;
            matcher.snapshot.dossiers::<RankingError>(low..=high, |dossier| {
                matcher.with_person(&dossier, |person| {
                    let own = OwnOccupations::of(person);
                    match Gates::of_worker(person.worker, person.consents).first() {
                        None => {
                            let profile = Profile::of(dossier.row, person);
                            builder.add(own, person.worker.worker_id.as_str(), profile);
                        }
                        Some(gate) => builder.close(dossier.row, own, gate),
                    }
                });
                done += 1;
                if done.is_multiple_of(1024) {
                    self.progress.advance(1024);
                }
                Ok(())
            })?;
        }
        self.progress.end();
        Ok(builder.write(&self.new, self.store_uuid, matcher.snapshot.seq())?)
    }

    /// The points of the credentials of the groups under the weights of what is asked: read, or made and kept.
    pub(super) fn column(
        &self,
        matcher: &Matcher<'_>,
        ask: &CredentialAsk,
        weights: &Weights,
        generation: &Generation,
        groups: &[(Vec<Profile>, u16)],
    ) -> Result<Column, RankingError> {
        let key = ColumnKey::of(generation, ask, weights);
        let count: usize = groups.iter().map(|(group, _)| group.len()).sum();
        if let Some(column) =
            [&self.dir, &self.new].into_iter().find_map(|dir| Column::read(dir, &key, count))
        {
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
        self.progress.begin("weighing credentials", Some(count as u64));
        let mut done = 0_u64;
        let mut next = places.iter().peekable();
        if let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) {
            matcher.snapshot.dossiers::<RankingError>(*first..=*last, |dossier| {
                while next.peek().is_some_and(|(row, _)| *row < dossier.row) {
                    next.next();
                }
                if let Some((_, at)) = next.next_if(|(row, _)| *row == dossier.row) {
                    let credentials = matcher.with_person(&dossier, |person| credential_points(person, ask));
                    points[*at] = credentials.adds(weights);
                    done += 1;
                    if done.is_multiple_of(256) {
                        self.progress.advance(256);
                    }
                }
                Ok(())
            })?;
        }
        self.progress.end();
        let column = Column(points);
        column.write(&self.new, &key)?;
        Ok(column)
    }
}
