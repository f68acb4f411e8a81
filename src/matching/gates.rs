//! Gates: what excludes a match, whatever the score.

use crate::model::{Consent, ConsentPurpose, Worker, WorkerStatus, words};

words! {
    /// A condition that excludes a match.
    Gate, "a gate of a match" {
        /// The occupations are neither the same nor documented as near.
        Occupation = "occupation",
        /// The worker has not agreed to be matched; unknown is no.
        Consent = "consent",
        /// The worker withdrew.
        Withdrawn = "withdrawn",
        /// The worker is not free by the day the work begins.
        Available = "available",
        /// The worker refuses the destination.
        Refused = "refused",
        /// The words asked for are not in the worker's documents.
        Words = "words",
        /// A block rule of a policy pack fired.
        Ethics = "ethics",
    }
}

impl Gate {
    /// What would open it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Occupation => "a qualification, license or practice in the opening's occupation",
            Self::Consent => "the worker's consent to be matched",
            Self::Withdrawn => "the worker's word to be looking again",
            Self::Available => "an earlier day of availability, or a later start of the work",
            Self::Refused => "the worker's word that the destination is no longer refused",
            Self::Words => "a search without these words",
            Self::Ethics => "what the rule's remedy says, or another channel",
        }
    }
}

/// Whether the worker may be brought up in any match: the gates that no opening can change. Consent
/// that was withdrawn counts as withdrawn whatever the day that is asked about.
pub fn may_be_matched(worker: &Worker, consents: &[Consent]) -> Result<(), Gate> {
    if worker.status == Some(WorkerStatus::Withdrawn) {
        return Err(Gate::Withdrawn);
    }
    let given = consents.iter().any(|consent| {
        // Consent for one organization only is not consent to be matched with all openings.
        consent.purpose == ConsentPurpose::Match
            && consent.organization_id.is_none()
            && consent.given == Some(true)
            && consent.withdrawn_on.is_none()
    });
    if given { Ok(()) } else { Err(Gate::Consent) }
}
