//! Recruitment agreements between an origin and a destination, and their status on a day.

use crate::model::{AgreementId, Confidence, Country, Day, Isco08, PartialDate, words};
use serde::Serialize;

words! {
    /// What an agreement is worth on a day.
    AgreementStatus, "a status of an agreement" {
        /// No agreement is relied on.
        None = "none",
        /// In force.
        Active = "active",
        /// Signed and not yet in force.
        SignedNotInForce = "signed-not-in-force",
        /// Suspended.
        Suspended = "suspended",
        /// Ended.
        Ended = "ended",
        /// Not signed.
        NotSigned = "not_signed",
        /// An agreement of another origin or destination than the case.
        OtherCorridor = "other-corridor",
        /// A declaration and no agreement.
        Declaration = "declaration",
        /// Replaced by another.
        Superseded = "superseded",
        /// Its text or present state was not seen, so nobody can rely on it.
        TermsNotSeen = "terms-not-seen",
    }
}

// A stored status is written `not_signed`; both spellings are read.

words! {
    /// What a quota of an agreement counts over.
    QuotaPeriod, "`year` or `total`" {
        /// Each calendar year.
        Year = "year",
        /// All the time that the agreement is in force.
        Total = "total",
    }
}

/// How many workers an agreement allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgreementQuota {
    /// How many.
    pub workers: u64,
    /// Over which time.
    pub period: QuotaPeriod,
}

/// An arrangement that covers health or care workers, or is taken for one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LaborAgreement {
    /// Its identifier.
    pub id: AgreementId,
    /// The country workers leave.
    pub origin: Country,
    /// The country they go to.
    pub destination: Country,
    /// The occupations it covers; none when the list is empty.
    pub occupations: Vec<Isco08>,
    /// Its name.
    pub name: String,
    /// When it was signed.
    pub signed: Option<PartialDate>,
    /// When it came into force.
    pub in_force_from: Option<PartialDate>,
    /// When it ended.
    pub in_force_until: Option<PartialDate>,
    /// Whether it expressly covers active recruitment from a listed origin; `None` when not known.
    pub lifts_listing: Option<bool>,
    /// Its status as last seen.
    pub status: Option<AgreementStatus>,
    /// Limits of its scope: `named-employers`, `public-agency-only`, `sub-national`.
    pub scope_limits: Vec<String>,
    /// How many workers it allows; `None` when the pack does not say so, or not over which time.
    pub quota: Option<AgreementQuota>,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
}

impl LaborAgreement {
    /// Its status on a day, worked out from its dates and its last known status; `None` when neither
    /// tells.
    pub fn status_on(&self, day: Day) -> Option<AgreementStatus> {
        use AgreementStatus::{Active, Declaration, NotSigned, SignedNotInForce, TermsNotSeen};
        let signed = self.signed.map(PartialDate::earliest);
        let until = self.in_force_until.map(PartialDate::latest);
        // A start is never read before the earliest day of signing.
        let from = self.in_force_from.map(|from| from.earliest().max(signed.unwrap_or(from.earliest())));
        if let Some(status @ (NotSigned | Declaration | TermsNotSeen)) = self.status {
            return Some(status);
        }
        if signed.or(from).is_some_and(|begin| day < begin) {
            return Some(NotSigned);
        }
        if from.is_some_and(|from| day < from) || (from.is_none() && self.status == Some(SignedNotInForce)) {
            return Some(SignedNotInForce);
        }
        if until.is_some_and(|until| until <= day) {
            return self.status.filter(|status| *status != Active).or(Some(AgreementStatus::Ended));
        }
        match (self.status, until) {
            (Some(Active), _) => (from.or(signed)).map(|_| Active),
            // Ended, suspended or superseded at a day that is not known: so from its start on.
            (status, None) => status,
            (_, Some(_)) => Some(Active),
        }
    }
}

#[derive(serde::Deserialize)]
pub(super) struct Row {
    agreement_id: AgreementId,
    origin: Country,
    destination: Country,
    occupations: String,
    name: String,
    signed: Option<PartialDate>,
    in_force_from: Option<PartialDate>,
    in_force_until: Option<PartialDate>,
    lifts_listing: String,
    status: Option<AgreementStatus>,
    scope_limit: String,
    // Packs of earlier versions have neither column.
    #[serde(default)]
    quota: Option<u64>,
    #[serde(default)]
    quota_period: Option<QuotaPeriod>,
    source: String,
    source_url: String,
    confidence: Confidence,
}

impl From<Row> for LaborAgreement {
    fn from(row: Row) -> Self {
        let items = |text: &str| {
            text.split(';').map(str::trim).filter(|i| !i.is_empty()).map(str::to_owned).collect()
        };
        let scope_limits: Vec<String> = items(&row.scope_limit);
        let occupations: Vec<String> = items(&row.occupations);
        Self {
            id: row.agreement_id,
            origin: row.origin,
            destination: row.destination,
            occupations: occupations.iter().filter_map(|code| code.parse().ok()).collect(),
            name: row.name,
            signed: row.signed,
            in_force_from: row.in_force_from,
            in_force_until: row.in_force_until,
            lifts_listing: match row.lifts_listing.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            status: row.status,
            scope_limits,
            quota: row
                .quota
                .zip(row.quota_period)
                .map(|(workers, period)| AgreementQuota { workers, period }),
            source: row.source,
            source_url: row.source_url,
            confidence: row.confidence,
        }
    }
}
