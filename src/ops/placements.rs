//! The placements that a command asks for, with the records that they name.

use super::OpsError;
use crate::ethics::{Assessment, PackJudge, PlacementFacts, PossibleCases, RememberedAnswers};
use crate::model::{
    Channel, Country, Day, DecisionId, Isco08, Kind, Opening, PartialDate, Placement, PlacementFile, Sex,
    Worker, words,
};
use crate::policy::Packs;
use crate::ranking::Recruiting;
use crate::rule::Stage;
use crate::store::Snapshot;
use crate::text::is_same_identifier;
use std::collections::HashMap;
use std::num::NonZero;
use std::sync::{Arc, mpsc};

/// Which placements to audit.
#[derive(Debug, Clone, Default)]
pub struct AuditOptions {
    /// The day by which placements are counted; `None` for that of the first contact.
    pub date: Option<PlacementDay>,
    /// The first such day.
    pub from: Option<Day>,
    /// The day before which.
    pub until: Option<Day>,
    /// Country of residence.
    pub origin: Option<Country>,
    /// Country of the job.
    pub destination: Option<Country>,
    /// The employer, by its identifier.
    pub employer: Option<String>,
    /// The recruiter, by its identifier.
    pub recruiter: Option<String>,
    /// How the recruitment came about, as the placement states it.
    pub channel: Option<Channel>,
    /// The occupation.
    pub occupation: Option<Isco08>,
    /// The worker's sex.
    pub sex: Option<Sex>,
    /// One placement only.
    pub placement: Option<String>,
    /// Only placements of which this rule says something, and of them what it says.
    pub rule: Option<String>,
    /// By what to count the placements.
    pub group_by: Vec<AuditGroup>,
    /// Instead of placements the openings that are open, each by itself.
    pub openings: bool,
    /// Instead of placements this opening by itself.
    pub opening: Option<String>,
    /// Instead of placements the results of this recorded ranking.
    pub decision: Option<DecisionId>,
}

impl AuditOptions {
    /// The day by which placements are counted.
    pub fn date(&self) -> PlacementDay {
        self.date.unwrap_or(PlacementDay::Contact)
    }
}

words! {
    /// The day by which placements are counted.
    PlacementDay, "`contact` or `entry`" {
        /// The day of the first contact.
        Contact = "contact",
        /// The first day of work or, where that is not stated, the departure.
        Entry = "entry",
    }
}

impl PlacementDay {
    /// The day of a placement; `None` where it is not stated.
    pub fn of(self, placement: &Placement) -> Option<PartialDate> {
        match self {
            Self::Contact => placement.contact_date,
            Self::Entry => placement.started_on.or(placement.departure_date),
        }
    }

    /// The day in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Contact => "the day of first contact",
            Self::Entry => "the first day of work, else the departure",
        }
    }
}

words! {
    /// A fact by which placements are counted.
    AuditGroup, "`origin`, `destination`, `employer`, `recruiter`, `channel`, `agreement`, `occupation`, `sex` or `year`" {
        /// The country of residence.
        Origin = "origin",
        /// The country of the job.
        Destination = "destination",
        /// The employer.
        Employer = "employer",
        /// The recruiter.
        Recruiter = "recruiter",
        /// How the recruitment came about.
        Channel = "channel",
        /// The agreement under which it came about.
        Agreement = "agreement",
        /// The occupation.
        Occupation = "occupation",
        /// The worker's sex.
        Sex = "sex",
        /// The year of the day by which placements are counted.
        Year = "year",
    }
}

/// What is stated of a placement, by itself or by the records that it names; nothing is told from other facts.
pub(super) struct Stated<'a> {
    pub(super) origin: Option<Country>,
    pub(super) destination: Option<Country>,
    pub(super) employer: Option<&'a str>,
    pub(super) recruiter: Option<&'a str>,
    pub(super) channel: Option<Channel>,
    pub(super) agreement: Option<&'a str>,
    pub(super) occupation: Option<Isco08>,
    pub(super) sex: Option<Sex>,
    pub(super) contact: Option<PartialDate>,
    /// The first day of work, else the departure.
    pub(super) entry: Option<PartialDate>,
}

impl<'a> Stated<'a> {
    pub(super) fn of(p: &'a Placement, worker: Option<&'a Worker>, opening: Option<&'a Opening>) -> Self {
        let id = |own: &'a Option<crate::model::OrganizationId>,
                  of: fn(&'a Opening) -> &'a Option<crate::model::OrganizationId>| {
            own.as_ref().or(opening.and_then(|o| of(o).as_ref())).map(|id| id.as_str())
        };
        let agreement = p.agreement_id.as_ref().or(opening.and_then(|o| o.agreement_id.as_ref()));
        Self {
            origin: p.residence.or(worker.and_then(|w| w.residence)),
            destination: p.destination.or(opening.and_then(|o| o.destination)),
            employer: id(&p.organization_id, |o| &o.organization_id),
            recruiter: id(&p.recruiter_id, |o| &o.recruiter_id),
            channel: p.channel,
            agreement: agreement.map(|id| id.as_str()),
            occupation: p
                .occupation
                .or(opening.and_then(|o| o.occupation))
                .or(worker.and_then(|w| w.occupation)),
            // The word `unknown` states nothing.
            sex: [p.sex, worker.and_then(|w| w.sex)].into_iter().flatten().find(|sex| *sex != Sex::Unknown),
            contact: PlacementDay::Contact.of(p),
            entry: PlacementDay::Entry.of(p),
        }
    }

    pub(super) fn is_asked(&self, options: &AuditOptions) -> bool {
        let day = self.day(options.date()).map(PartialDate::earliest);
        options.from.is_none_or(|from| day.is_some_and(|day| from <= day))
            && options.until.is_none_or(|until| day.is_some_and(|day| day < until))
            && options.origin.is_none_or(|country| self.origin == Some(country))
            && options.destination.is_none_or(|country| self.destination == Some(country))
            && options
                .employer
                .as_deref()
                .is_none_or(|id| self.employer.is_some_and(|own| is_same_identifier(own, id)))
            && options
                .recruiter
                .as_deref()
                .is_none_or(|id| self.recruiter.is_some_and(|own| is_same_identifier(own, id)))
            && options.channel.is_none_or(|channel| self.channel == Some(channel))
            && options.occupation.is_none_or(|occupation| self.occupation == Some(occupation))
            && options.sex.is_none_or(|sex| self.sex.unwrap_or(Sex::Unknown) == sex)
    }

    /// The day by which placements are counted.
    pub(super) fn day(&self, by: PlacementDay) -> Option<PartialDate> {
        match by {
            PlacementDay::Contact => self.contact,
            PlacementDay::Entry => self.entry,
        }
    }

    /// The facts in the order asked for.
    pub(super) fn facts(&self, options: &AuditOptions) -> Vec<Option<String>> {
        options.group_by.iter().map(|group| self.fact(*group, options.date())).collect()
    }

    pub(super) fn fact(&self, group: AuditGroup, by: PlacementDay) -> Option<String> {
        match group {
            AuditGroup::Origin => self.origin.map(|country| country.to_string()),
            AuditGroup::Destination => self.destination.map(|country| country.to_string()),
            AuditGroup::Employer => self.employer.map(str::to_owned),
            AuditGroup::Recruiter => self.recruiter.map(str::to_owned),
            AuditGroup::Channel => self.channel.map(|channel| channel.to_string()),
            AuditGroup::Agreement => self.agreement.map(str::to_owned),
            AuditGroup::Occupation => self.occupation.map(|occupation| occupation.to_string()),
            AuditGroup::Sex => self.sex.map(|sex| sex.to_string()),
            AuditGroup::Year => self.day(by).map(|date| date.year().to_string()),
        }
    }
}

/// A placement that is asked for, with the records that it names.
pub(super) struct AskedPlacement {
    pub(super) file: PlacementFile,
    pub(super) worker: Option<Worker>,
    pub(super) opening: Option<Opening>,
    recruiter: Option<Arc<Recruiting>>,
}

impl AskedPlacement {
    /// What is stated of it.
    pub(super) fn stated(&self) -> Stated<'_> {
        Stated::of(&self.file.placement, self.worker.as_ref(), self.opening.as_ref())
    }

    /// What each of some packs says of it, by the lists and rules of its own day of contact.
    pub(super) fn judge<const N: usize>(&self, by: [&PackJudge<'_>; N]) -> [Assessment; N] {
        let facts = PlacementFacts {
            placement: &self.file.placement,
            worker: self.worker.as_ref(),
            opening: self.opening.as_ref(),
            costs: &self.file.costs,
            terms: &self.file.terms,
            recruiter: self.recruiter.as_deref().map(Recruiting::borrow),
        };
        by.map(|judge| judge.evaluate_possible(&PossibleCases::of(judge.packs(), &facts), Stage::Placement))
    }
}

/// So many placements go to a judge at a time.
const TOGETHER: usize = 250;

/// Goes through the placements that are asked for, in their order, with what each of some packs says of them. One thread
/// reads; the others judge, and each remembers what it has worked out.
///
/// # Errors
/// [`OpsError`] as [`each_asked`], and what `each` returns.
pub(super) fn each_judged<const N: usize>(
    snapshot: &Snapshot,
    options: &AuditOptions,
    packs: [&Packs; N],
    mut each: impl FnMut(&AskedPlacement, [Assessment; N]) -> Result<(), OpsError>,
) -> Result<RememberedAnswers, OpsError> {
    type Chunk<const N: usize> = Vec<(AskedPlacement, [Assessment; N])>;
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        let mut judges = Vec::new();
        for _ in 0..threads {
            let (to, work) = mpsc::channel::<Vec<AskedPlacement>>();
            let (back, from) = mpsc::channel::<Chunk<N>>();
            let judge = scope.spawn(move || {
                let by = packs.map(PackJudge::new);
                for chunk in work {
                    let judged = |asked: AskedPlacement| {
                        let said = asked.judge(by.each_ref());
                        (asked, said)
                    };
                    // Nobody waits any more when reading failed.
                    if back.send(chunk.into_iter().map(judged).collect()).is_err() {
                        break;
                    }
                }
                by.iter().fold(RememberedAnswers::default(), |sum, one| sum.and(one.remembered()))
            });
            judges.push((to, from, judge));
        }
        let (mut sent, mut taken) = (0_usize, 0_usize);
        let mut take = |taken: &mut usize| -> Result<(), OpsError> {
            let (_, from, _) = &judges[*taken % threads];
            *taken += 1;
            // A judge that is gone has panicked, which is told below.
            from.recv().unwrap_or_default().into_iter().try_for_each(|(asked, said)| each(&asked, said))
        };
        let mut send = |chunk: Vec<AskedPlacement>, taken: &mut usize| {
            let (to, _, _) = &judges[sent % threads];
            sent += usize::from(to.send(chunk).is_ok());
            // A few chunks are on their way, so that nobody waits and memory has an end.
            if sent - *taken > 3 * threads { take(taken) } else { Ok(()) }
        };
        let mut chunk = Vec::with_capacity(TOGETHER);
        each_owned(snapshot, options, |asked| {
            chunk.push(asked);
            if chunk.len() == TOGETHER {
                send(std::mem::replace(&mut chunk, Vec::with_capacity(TOGETHER)), &mut taken)?;
            }
            Ok(())
        })?;
        send(chunk, &mut taken)?;
        while taken < sent {
            take(&mut taken)?;
        }
        let mut remembered = RememberedAnswers::default();
        for (to, _, judge) in judges {
            drop(to);
            match judge.join() {
                Ok(of_one) => remembered = remembered.and(of_one),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(remembered)
    })
}

/// Goes through the placements that are asked for, with what is stated of each.
///
/// # Errors
/// [`OpsError`] when the store fails, or a placement or an organization asked for is not there.
pub(super) fn each_asked(
    snapshot: &Snapshot,
    options: &AuditOptions,
    mut each: impl FnMut(&AskedPlacement, &Stated<'_>) -> Result<(), OpsError>,
) -> Result<(), OpsError> {
    each_owned(snapshot, options, |asked| each(&asked, &asked.stated()))
}

fn each_owned(
    snapshot: &Snapshot,
    options: &AuditOptions,
    mut each: impl FnMut(AskedPlacement) -> Result<(), OpsError>,
) -> Result<(), OpsError> {
    let mut found = false;
    // Many placements name the same few recruiters.
    let mut recruiters: HashMap<String, Option<Arc<Recruiting>>> = HashMap::new();
    let mut take = |file: PlacementFile| -> Result<(), OpsError> {
        let worker = match &file.placement.worker_id {
            Some(id) => snapshot.find::<Worker>(id.as_str())?.map(|(_, worker)| worker),
            None => None,
        };
        let opening = match &file.placement.opening_id {
            Some(id) => snapshot.find::<Opening>(id.as_str())?.map(|(_, opening)| opening),
            None => None,
        };
        let mut asked = AskedPlacement { file, worker, opening, recruiter: None };
        let stated = asked.stated();
        if !stated.is_asked(options) {
            return Ok(());
        }
        found = true;
        if let Some(id) = stated.recruiter {
            asked.recruiter = match recruiters.get(id) {
                Some(known) => known.clone(),
                None => {
                    let id = id.to_owned();
                    let read = Recruiting::of(snapshot, Some(&id))?.map(Arc::new);
                    recruiters.entry(id).or_insert(read).clone()
                }
            };
        }
        each(asked)
    };
    match &options.placement {
        Some(id) => {
            let Some(row) = snapshot.row_of(Kind::Placement, id)? else {
                return Err(super::records::unknown(snapshot, Kind::Placement, id)?);
            };
            snapshot.placement_file(row)?.map_or(Ok(()), &mut take)?;
        }
        None => snapshot.placement_files(&mut take)?,
    }
    for id in [&options.employer, &options.recruiter].into_iter().flatten() {
        // Nothing found of an organization that nobody knows is a slip of the hand.
        if !found && snapshot.row_of(Kind::Organization, id)?.is_none() {
            return Err(super::records::unknown(snapshot, Kind::Organization, id)?);
        }
    }
    Ok(())
}
