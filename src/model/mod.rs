//! The domain as types: identifiers, codes, dates, money and the records of each kind.
//!
//! Every newtype here is *normalized*: past its constructor nobody asks again whether the value is
//! clean. Turning dirty text into these types is the work of [`crate::normalize`]. Facts about a
//! code (the name of a country, the languages of a test) live in [`crate::reference`].
//! This module imports nothing else of corridor.

mod actor;
mod calendar;
mod country;
mod date;
mod dossier;
mod hash;
mod id;
mod kind;
mod language;
mod money;
mod numbers;
mod occupation;
pub(crate) mod packing;
pub mod record;
mod records;
pub(crate) mod words;

pub use actor::{Actor, Proof, Role};
pub use calendar::Calendar;
pub use country::{Country, Subdivision};
pub use date::{Day, PartialDate, Window};
pub use dossier::{CurriculumFile, Dossier, OrganizationFile, PlacementFile};
pub use hash::{Hash, hex};
pub use id::{
    AgreementId, CurriculumId, OpeningId, OrganizationId, PlacementId, SpecialtyId, TestId, WorkerId,
};
pub use kind::Kind;
pub use language::{Cefr, Language};
pub use money::{Currency, Decimal, Money};
pub use numbers::{BatchId, DecisionId, Row, Seq};
pub use occupation::Isco08;
pub use record::{Datum, DatumRef, FieldError, Record};
pub use records::{
    Consent, ContractTerms, Cost, Curriculum, CurriculumSubject, Employment, LanguageCertificate, License,
    Opening, Organization, OrganizationLicense, Placement, Qualification, Sanction, Worker,
};
pub(crate) use words::words;
pub use words::{
    Channel, Confidence, ConsentPurpose, ContractKind, ContractStage, CostEntry, CostHead, DocumentHolder,
    Evidence, FeeBearer, Initiator, LicenseStatus, OpeningStatus, OrganizationRole, Party, PlacementOutcome,
    RecruitingParty, ServiceObligation, Sex, SocialSecurityStatement, TestMode, TestVersion, Word,
    WorkerStatus,
};

/// A text that is not a value of the type asked for.
///
/// Carries what was seen and what is allowed, so that a message can say both.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}: `{value}`{}", self.meant())]
pub struct NotA {
    /// The text as it was given.
    pub value: String,
    /// What would have been accepted, as a noun phrase ("a CEFR level, `A1` to `C2`").
    pub expected: &'static str,
    /// The words to choose from, where the type is a closed vocabulary.
    pub words: &'static [&'static str],
}

impl NotA {
    pub(crate) fn new(value: &str, expected: &'static str) -> Self {
        Self { value: value.to_owned(), expected, words: &[] }
    }

    /// The word that was probably meant: the most alike, at least half of whose letters are there.
    pub fn nearest(&self) -> Option<&'static str> {
        let value = self.value.to_lowercase();
        let alike = |word: &str| strsim::normalized_damerau_levenshtein(&value, &word.to_lowercase());
        let words = self.words.iter().copied().map(|word| (word, alike(word)));
        words.filter(|(_, alike)| *alike >= 0.5).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(word, _)| word)
    }

    /// The end of the message: the nearest word.
    fn meant(&self) -> String {
        self.nearest().map(|word| format!("; the nearest is `{word}`")).unwrap_or_default()
    }
}
