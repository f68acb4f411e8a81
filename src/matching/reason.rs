//! Why a criterion has its points, and what opens a gate.

use crate::credentials::CredentialReason;
use crate::credentials::language::LanguageReason;
use crate::curricula::CurriculumReason;
use crate::message::{gathered, reasons};
use crate::model::{Country, Isco08};
use crate::reference::occupations::Relation;

reasons! {
    /// Why a criterion of a match has its points, or what opens a gate.
    pub enum MatchReason {
        /// The occupations are the same.
        SameOccupation = "matching-same-occupation" { occupation: Isco08, title: &'static str },
        /// The occupations are documented as near.
        RelatedOccupation = "matching-related-occupation" {
            own: Isco08, own_title: &'static str, asked: Isco08, asked_title: &'static str, relation: Relation,
        },
        /// The occupations are neither the same nor near.
        OtherProfession = "matching-other-profession" {
            own: Isco08, own_title: &'static str, asked: Isco08, asked_title: &'static str,
        },
        /// The worker's occupation is not recorded.
        OwnOccupationUnknown = "matching-own-occupation-unknown",
        /// The opening's occupation is not recorded.
        AskedOccupationUnknown = "matching-asked-occupation-unknown",
        /// The opening asks for no specialty.
        NoSpecialtyAsked = "matching-no-specialty-asked",
        /// The worker's specialties are not recorded.
        SpecialtiesUnknown = "matching-specialties-unknown" { asked: Vec<&'static str> },
        /// The worker has some of the specialties asked for.
        HasSpecialties = "matching-has-specialties" { shared: Vec<&'static str> },
        /// The worker has other specialties.
        OtherSpecialties = "matching-other-specialties" { own: Vec<&'static str>, asked: Vec<&'static str> },
        /// No qualification is recorded.
        NoQualification = "matching-no-qualification",
        /// No employment is recorded.
        NoEmployment = "matching-no-employment",
        /// The worker's wishes are not recorded.
        WishesUnknown = "matching-wishes-unknown",
        /// The opening names no destination.
        NoDestination = "matching-no-destination",
        /// The worker wishes for the destination.
        WishesDestination = "matching-wishes-destination" { country: Country },
        /// The worker wishes for other destinations.
        WishesElsewhere = "matching-wishes-elsewhere" { wished: Vec<Country>, country: Country },
        /// The worker stated that no destination is wished for.
        WishesNowhere = "matching-wishes-nowhere" { country: Country },
        /// The opening names no concept.
        NoConcepts = "matching-no-concepts",
        /// Worker and opening share no concept.
        SharesNoConcept = "matching-shares-no-concept" { concepts: Vec<&'static str> },
        /// Worker and opening share concepts.
        SharesConcepts = "matching-shares-concepts" { shared: usize, asked: u32, concepts: Vec<&'static str> },
        /// What opens the gate of occupation.
        OpensOccupation = "matching-opens-occupation",
        /// What opens the gate of withdrawal.
        OpensWithdrawn = "matching-opens-withdrawn",
        /// What opens the gate of consent.
        OpensConsent = "matching-opens-consent",
        /// What opens the gate of words.
        OpensWords = "matching-opens-words",
        /// What opens the gate of availability.
        OpensAvailable = "matching-opens-available",
        /// What opens the gate of refused destinations.
        OpensRefused = "matching-opens-refused",
        /// What opens the gate of admission.
        OpensAdmission = "matching-opens-admission",
        /// What opens the gate of exit.
        OpensExit = "matching-opens-exit",
        /// What opens the gate of ethics.
        OpensEthics = "matching-opens-ethics",
    }
}

gathered! {
    /// Why a part of a score has its points.
    pub enum PartReason {
        /// What the records themselves say.
        Match(MatchReason),
        /// What certificates count for.
        Language(LanguageReason),
        /// What the training counts for.
        Curriculum(CurriculumReason),
        /// What licenses and practice count for.
        Credential(CredentialReason),
    }
}
