//! An explained score: how a worker fits an opening. Pure; the day comes in as an argument.
//!
//! Gates ([`Gates::closed`]) say whether a match is possible at all, criteria give points. The points of the credentials
//! ([`credential_points`]) and those of the packed facts ([`Profile::points`]) are computed here and
//! nowhere else: scanning a million profiles and explaining one record call the same functions, so
//! they cannot disagree.

mod ask;
mod concepts;
mod explain;
mod gates;
mod offer;
mod own;
mod points;
mod profile;
mod reason;
mod scale;
mod slots;
mod weights;

pub use ask::{Ask, CredentialAsk, compatible};
pub use concepts::Concepts;
pub use explain::{Explanation, MatchPart, State, Unsettled, explain};
pub use gates::{Gate, GateFacts, GateRows, Gates, Limits, Outside, consents_to, refuses_match};
pub use offer::Offer;
pub use own::OwnOccupations;
pub use points::{
    Credentials, best_training, credential_points, is_practice_settled, is_registered, practice, trained_in,
};
pub use profile::{Prices, Profile, SpecialtyLevel};
pub use reason::{MatchReason, PartReason};
pub use scale::Points;
pub use slots::{SLOTS, slot};
pub use weights::{CRITERIA, Criterion, Weights, WeightsError};

use crate::admission::Applicant;
use crate::curricula::Curricula;
use crate::model::{Consent, Employment, LanguageCertificate, License, Qualification, Worker};

/// What the store knows of a worker, borrowed.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    /// The worker.
    pub worker: &'a Worker,
    /// Diplomas and degrees.
    pub qualifications: &'a [Qualification],
    /// Registrations.
    pub licenses: &'a [License],
    /// Language tests.
    pub certificates: &'a [LanguageCertificate],
    /// Periods of practice.
    pub employments: &'a [Employment],
    /// Consents.
    pub consents: &'a [Consent],
    /// The curricula that qualifications name.
    pub curricula: &'a Curricula,
}

impl<'a> Person<'a> {
    /// The person as the rules of entry and exit ask.
    pub fn applicant(&self) -> Applicant<'a> {
        Applicant {
            worker: self.worker,
            licenses: self.licenses,
            certificates: self.certificates,
            employments: self.employments,
        }
    }
}

#[cfg(test)]
pub(crate) mod laws;
