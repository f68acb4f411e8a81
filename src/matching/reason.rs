//! Why a criterion has its points, and what opens a gate.

use crate::credentials::CredentialReason;
use crate::credentials::language::LanguageReason;
use crate::curricula::CurriculumReason;
use crate::message::{gathered, reasons};
use crate::model::{ContractKind, Country, Day, Isco08};
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
        /// The worker has specialties related to those asked for.
        RelatedSpecialties = "matching-related-specialties" {
            related: Vec<&'static str>, asked: Vec<&'static str>,
        },
        /// A specialty is asked for that the table does not have.
        SpecialtyInNoTable = "matching-specialty-in-no-table",
        /// A gap: training in the specialty.
        SpecialtyMissing = "matching-specialty-missing" { asked: Vec<&'static str> },
        /// A step: training in the specialty.
        TrainInSpecialty = "matching-train-in-specialty" { asked: Vec<&'static str> },
        /// The post is not for returnees.
        NotForReturnees = "matching-not-for-returnees",
        /// A returnee who wants to come home.
        ComesHome = "matching-comes-home" { country: Country },
        /// Who does not want to return.
        StaysAway = "matching-stays-away" { country: Country },
        /// A returnee whose wish to return is not recorded.
        CouldComeHome = "matching-could-come-home" { country: Country },
        /// Whoever lives in the country is no returnee.
        LivesThere = "matching-lives-there" { country: Country },
        /// Neither trained nor licensed in the country.
        NoTie = "matching-no-tie" { country: Country },
        /// Where the worker trained or lives is not recorded.
        TieUnknown = "matching-tie-unknown",
        /// The registration is not asked for.
        NoRegistrationAsked = "matching-no-registration-asked",
        /// The register of the destination has settled it.
        RegisterSettles = "matching-register-settles",
        /// A result that has run out met what is asked.
        LanguageOnceMet = "matching-language-once-met",
        /// The worker was trained in the language.
        LanguageOfTraining = "matching-language-of-training",
        /// Practice that is credited.
        PracticeCredited = "matching-practice-credited" { credited: u32, months: u32 },
        /// Practice does not count beside a bar.
        PracticeBarred = "matching-practice-barred",
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
        /// The contract is as the worker wishes, who names no destination.
        WishesContract = "matching-wishes-contract" { contract: ContractKind },
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
        /// The opening is closed.
        OpeningClosed = "matching-opening-closed",
        /// The opening has no position left.
        OpeningWithoutPositions = "matching-opening-without-positions",
        /// The day by which one could apply is past.
        OpeningOver = "matching-opening-over" { day: Day },
        /// The day on which the work begins is past.
        OpeningBegan = "matching-opening-began" { day: Day },
        /// The opening names a recruiter, and says that nobody stands between worker and employer.
        RecruiterTakenOut = "matching-recruiter-taken-out" { recruiter: String },
        /// The opening is not published yet.
        OpeningDraft = "matching-opening-draft",
        /// The opening names no occupation.
        OpeningWithoutOccupation = "matching-opening-without-occupation",
        /// The opening names no destination.
        OpeningWithoutDestination = "matching-opening-without-destination",
        /// What opens the gate of the opening.
        OpensOpening = "matching-opens-opening",
        /// What opens the gate of occupation.
        OpensOccupation = "matching-opens-occupation",
        /// What opens the gate of withdrawal.
        OpensWithdrawn = "matching-opens-withdrawn",
        /// What opens the gate of consent.
        OpensConsent = "matching-opens-consent",
        /// What opens the gate of who may not practice.
        OpensBarred = "matching-opens-barred",
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
        /// What opens the gate of rejections.
        OpensRejected = "matching-opens-rejected",
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
