//! Records that stand alone together with their parts.

use super::{
    Consent, ContractTerms, Cost, Curriculum, CurriculumSubject, Employment, LanguageCertificate, License,
    Organization, OrganizationLicense, Placement, Qualification, Row, Sanction, Worker,
};

/// Everything that the store knows of a worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The row number.
    pub row: Row,
    /// The worker.
    pub worker: Worker,
    /// Diplomas and degrees, in the order of their natural keys; so are the parts below.
    pub qualifications: Vec<Qualification>,
    /// Registrations.
    pub licenses: Vec<License>,
    /// Language tests.
    pub certificates: Vec<LanguageCertificate>,
    /// Periods of practice.
    pub employments: Vec<Employment>,
    /// Consents.
    pub consents: Vec<Consent>,
}

/// A curriculum with its subjects.
#[derive(Debug, Clone, PartialEq)]
pub struct CurriculumFile {
    /// The row number.
    pub row: Row,
    /// The curriculum.
    pub curriculum: Curriculum,
    /// Its subjects.
    pub subjects: Vec<CurriculumSubject>,
}

/// A placement with its costs and contract terms.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacementFile {
    /// The row number.
    pub row: Row,
    /// The placement.
    pub placement: Placement,
    /// What was paid, and what a repayment clause would claim.
    pub costs: Vec<Cost>,
    /// The terms offered, signed and lived.
    pub terms: Vec<ContractTerms>,
}

/// An organization with its licenses and sanctions.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationFile {
    /// The row number.
    pub row: Row,
    /// The organization.
    pub organization: Organization,
    /// Its licenses.
    pub licenses: Vec<OrganizationLicense>,
    /// Its sanctions.
    pub sanctions: Vec<Sanction>,
}
