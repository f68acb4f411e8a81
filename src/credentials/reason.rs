//! What licenses, recognition and practice count for, as reasons.

use crate::message::{Either, InOrder, reasons};
use crate::model::{Day, Decimal, Evidence, Isco08, LicenseStatus, PartialDate};

reasons! {
    /// What licenses, recognition and practice count for.
    pub enum CredentialReason {
        /// A license.
        License = "credentials-license" {
            by: Option<String>, place: Option<String>, occupation: Option<Isco08>, status: Option<LicenseStatus>,
            evidence: Option<Evidence>,
        },
        /// A license that ended.
        LicenseEnded = "credentials-license-ended" {
            by: Option<String>, place: Option<String>, occupation: Option<Isco08>, status: Option<LicenseStatus>,
            evidence: Option<Evidence>, until: Day,
        },
        /// The registration ends before the work starts.
        EndsBeforeStart = "credentials-ends-before-start" { until: Day, start: PartialDate },
        /// No license is recorded.
        NoLicense = "credentials-no-license",
        /// The job needs no registration.
        NoRegistration = "credentials-no-registration",
        /// A gap: registration.
        NotRegistered = "credentials-not-registered" { place: Option<String> },
        /// A gap: a license is suspended or revoked.
        NotInGoodStanding = "credentials-not-in-good-standing" { place: Option<String> },
        /// A gap: registration without restrictions.
        RegisteredWithRestrictions = "credentials-registered-with-restrictions" { place: Option<String> },
        /// A gap: somebody who saw the registration.
        RegistrationUnseen = "credentials-registration-unseen" { place: Option<String> },
        /// A step: recognition.
        Recognition = "credentials-recognition" { steps: InOrder<Either<String>> },
        /// A shorter way to recognition that depends on more than the training.
        ShorterWay = "credentials-shorter-way" { route: &'static str, notes: &'static str },
        /// A period of practice that ended.
        Practice = "credentials-practice" {
            title: Option<String>, occupation: Option<Isco08>, from: Day, until: Day, hours: Option<Decimal>,
            evidence: Option<Evidence>,
        },
        /// A period of practice that goes on.
        PracticeNow = "credentials-practice-now" {
            title: Option<String>, occupation: Option<Isco08>, from: Day, until: Day, hours: Option<Decimal>,
            evidence: Option<Evidence>,
        },
        /// The register asks for practice of the last years, and the records show it.
        RecentPracticeMet = "credentials-recent-practice-met" {
            authority: &'static str, hours: Option<i64>, years: i64, found: i64,
        },
        /// The register asks for practice of the last years, and the records do not tell.
        RecentPracticeUnknown = "credentials-recent-practice-unknown" {
            authority: &'static str, hours: Option<i64>, years: i64,
        },
        /// A gap: practice of the last years.
        RecentPracticeMissing = "credentials-recent-practice-missing" {
            authority: &'static str, hours: Option<i64>, years: i64, until: Option<Day>,
        },
        /// A step: what the register takes instead of recent practice.
        InsteadOfRecentPractice = "credentials-instead-of-recent-practice" { instead: &'static str },
        /// Practice in all that is stated without dates.
        PracticeStated = "credentials-practice-stated" { months: u32, on: Option<Day> },
        /// A gap: months of practice.
        PracticeShort = "credentials-practice-short" { months: i64 },
    }
}
