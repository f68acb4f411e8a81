//! `corridor audit agreements`: the agreements of the packs, what expires, and what of their quotas is used.

use super::placements::{AuditOptions, PlacementDay, each_asked};
use super::{Act, Desk, OpsError};
use crate::model::{Confidence, Country, Day, PartialDate, PlacementOutcome, Seq};
use crate::policy::{AgreementQuota, AgreementStatus, LaborAgreement, QuotaPeriod, StoodInPack};
use serde::Serialize;
use std::collections::BTreeMap;

/// An agreement, and the placements that rely on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegisteredAgreement {
    /// The agreement.
    pub agreement: String,
    /// Its name.
    pub name: String,
    /// The pack that has it.
    pub pack: String,
    /// The country workers leave.
    pub origin: Country,
    /// The country they go to.
    pub destination: Country,
    /// Its status on the day; `None` when neither dates nor documents tell.
    pub status: Option<AgreementStatus>,
    /// When it came into force.
    pub in_force_from: Option<PartialDate>,
    /// When it ends or ended.
    pub in_force_until: Option<PartialDate>,
    /// The days until it ends; `None` when it has no end on record, or has ended.
    pub days_left: Option<i64>,
    /// Whether it ends within the months asked for.
    pub expiring: bool,
    /// How many placements rely on it.
    pub placements: u64,
    /// Of them cancelled: they use nothing of a quota.
    pub cancelled: u64,
    /// Of them those whose first contact lies on a day when it was not in force.
    pub not_in_force: u64,
    /// Of them those that state no day of contact.
    pub undated: u64,
    /// How many workers it allows; `None` when the pack states no quota.
    pub quota: Option<AgreementQuota>,
    /// How many placements count for the quota; for a quota of a year those with a contact in the year of the day.
    pub used: Option<u64>,
    /// The share of the quota that they are.
    pub used_share: Option<f64>,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
}

/// Placements that name an agreement which no pack has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownAgreement {
    /// The agreement, as the placements name it.
    pub agreement: String,
    /// How many name it.
    pub placements: u64,
}

/// The reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreementRegister {
    /// The sequence number of the store.
    pub seq: Seq,
    /// The day.
    pub as_of: Day,
    /// How many placements were asked for.
    pub placements: u64,
    /// The day by which placements are counted and filtered.
    pub date: PlacementDay,
    /// Of them those that name no agreement.
    pub without: u64,
    /// The agreements between the countries asked for, and all others that a placement names.
    pub agreements: Vec<RegisteredAgreement>,
    /// Agreements that placements name and no pack has.
    pub unknown: Vec<UnknownAgreement>,
    /// The packs that cannot be used, in whose place an earlier text is read.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// What the placements of one agreement are.
#[derive(Default)]
struct Use {
    placements: u64,
    cancelled: u64,
    undated: u64,
    /// The days of contact that are stated, and whether the placement is cancelled.
    contacts: Vec<(PartialDate, bool)>,
}

/// Lists the agreements, and counts the placements that rely on them.
///
/// # Errors
/// [`OpsError`] when the store or a pack cannot be read, or what is asked for is not there.
pub fn register(
    desk: &Desk,
    _act: &Act,
    options: &AuditOptions,
    as_of: Day,
    months: i32,
) -> Result<AgreementRegister, OpsError> {
    let packs = desk.packs()?;
    let snapshot = desk.store()?.snapshot()?;
    let (mut placements, mut without) = (0, 0);
    let mut used: BTreeMap<String, Use> = BTreeMap::new();
    each_asked(&snapshot, options, |asked, stated| {
        placements += 1;
        let Some(id) = stated.agreement else {
            without += 1;
            return Ok(());
        };
        let cancelled = asked.file.placement.outcome == Some(PlacementOutcome::Cancelled);
        let of = used.entry(id.to_owned()).or_default();
        of.placements += 1;
        of.cancelled += u64::from(cancelled);
        match stated.contact {
            Some(contact) => of.contacts.push((contact, cancelled)),
            None => of.undated += 1,
        }
        Ok(())
    })?;
    let mut agreements = Vec::new();
    for pack in packs.iter() {
        for agreement in &pack.agreements {
            let of = used.remove(agreement.id.as_str());
            let here = options.origin.is_none_or(|country| country == agreement.origin)
                && options.destination.is_none_or(|country| country == agreement.destination);
            if here || of.is_some() {
                agreements.push(line(&pack.id, agreement, &of.unwrap_or_default(), as_of, months));
            }
        }
    }
    agreements.sort_by(|a, b| (b.placements, &a.agreement).cmp(&(a.placements, &b.agreement)));
    let unknown = used.into_iter();
    let unknown =
        unknown.map(|(agreement, of)| UnknownAgreement { agreement, placements: of.placements }).collect();
    let packs_stood_in = packs.stood_in().to_vec();
    Ok(AgreementRegister {
        seq: snapshot.seq(),
        as_of,
        placements,
        date: options.date(),
        without,
        agreements,
        unknown,
        packs_stood_in,
    })
}

fn line(pack: &str, of: &LaborAgreement, used: &Use, as_of: Day, months: i32) -> RegisteredAgreement {
    let until = of.in_force_until.map(PartialDate::latest).filter(|until| as_of < *until);
    let taken = of.quota.map(|quota| match quota.period {
        QuotaPeriod::Total => used.placements - used.cancelled,
        QuotaPeriod::Year => {
            let counts = |(contact, cancelled): &&(PartialDate, bool)| {
                !cancelled && contact.year() == as_of.date().year()
            };
            used.contacts.iter().filter(counts).count() as u64
        }
    });
    let active = |contact: PartialDate| {
        let on = |day| of.status_on(day) == Some(AgreementStatus::Active);
        // A contact in a month or a year may lie within: only one that surely lies outside is told.
        on(contact.earliest()) || on(contact.latest())
    };
    let whole = of.quota.map(|quota| quota.workers).filter(|whole| *whole > 0);
    #[expect(clippy::cast_precision_loss, reason = "a share is shown with four digits")]
    let share = |(used, whole): (u64, u64)| (used as f64 / whole as f64 * 10_000.0).round() / 10_000.0;
    RegisteredAgreement {
        agreement: of.id.to_string(),
        name: of.name.clone(),
        pack: pack.to_owned(),
        origin: of.origin,
        destination: of.destination,
        status: of.status_on(as_of),
        in_force_from: of.in_force_from,
        in_force_until: of.in_force_until,
        days_left: until.map(|until| as_of.days_until(until)),
        expiring: until.is_some_and(|until| until <= as_of.add_months(months)),
        placements: used.placements,
        cancelled: used.cancelled,
        not_in_force: used.contacts.iter().filter(|(contact, _)| !active(*contact)).count() as u64,
        undated: used.undated,
        quota: of.quota,
        used: taken,
        used_share: taken.zip(whole).map(share),
        source: of.source.clone(),
        source_url: of.source_url.clone(),
        confidence: of.confidence,
    }
}
