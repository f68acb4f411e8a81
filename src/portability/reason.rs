//! Why a verdict came out as it did, what it takes for granted, and what its rows say.

use super::{Ending, Label};
use crate::message::reasons;
use crate::model::{Country, Day, PartialDate};
use crate::reference::social_security::{AgreementStatus, AgreementType, Branch, Effect};

reasons! {
    /// Why a verdict came out as it did, what must not be overlooked, and what was taken for granted.
    pub enum PortabilityReason {
        /// An agreement that is not in force on the day.
        NotInForce = "portability-not-in-force" { agreement: String, status: AgreementStatus },
        /// An agreement that settles only where contributions are paid.
        ContributionsOnly = "portability-contributions-only" { agreement: String },
        /// An agreement for nationals of its parties, which the worker is not.
        NationalsOnly = "portability-nationals-only" { agreement: String },
        /// A warning: an agreement whose personal scope has to be read.
        CheckPersonalScope = "portability-check-personal-scope" { agreement: String },
        /// Assumed: an agreement for nationals is left out, since the nationality is not known.
        NationalsUnknown = "portability-nationals-unknown" { agreement: String },
        /// Medical cover is coordinated.
        MedicalCoordinated = "portability-medical-coordinated",
        /// Medical cover is coordinated for some.
        MedicalForSome = "portability-medical-for-some",
        /// The months in the destination suffice.
        MonthsReached = "portability-months-reached" { months: u32, country: Country, needed: u32 },
        /// The months of both states suffice.
        MonthsTogether = "portability-months-together" { origin: Country, needed: u32 },
        /// Months at home, whose number is not known, count.
        MonthsAtHomeCount = "portability-months-at-home-count" { origin: Country, needed: u32 },
        /// Assumed: enough months at home.
        MonthsAtHomeAssumed = "portability-months-at-home-assumed" { months: u32, origin: Country },
        /// No instrument adds the months of the origin.
        MonthsNotLinked = "portability-months-not-linked" { origin: Country, country: Country },
        /// The months of the destination alone are too few.
        OwnMonthsShort = "portability-own-months-short" { months: u32, needed: u32, country: Country },
        /// Months are missing that can be insured after the return.
        MonthsShort = "portability-months-short" { months: u32, needed: u32, short: u32 },
        /// Assumed: the missing months are insured after the return.
        MonthsAfterReturnAssumed = "portability-months-after-return-assumed" { months: u32, origin: Country },
        /// The other state takes over short periods.
        TakenOver = "portability-taken-over",
        /// Too few months for any adding of periods.
        TooFewMonths = "portability-too-few-months" { months: u32, least: u32 },
        /// The agreement does not assure payment where the person lives.
        PaymentNotAssured = "portability-payment-not-assured" { country: Country },
        /// Paid there, frozen or reduced.
        PaidReduced = "portability-paid-reduced",
        /// Paid abroad.
        PaidAbroad = "portability-paid-abroad",
        /// A supplement stays behind.
        SupplementStays = "portability-supplement-stays" { rule: String, conditions: String },
        /// A rule of the destination fits.
        RuleFits = "portability-rule-fits" { rule: String, effect: Effect, conditions: String },
        /// No row of the tables speaks about the branch.
        NoRow = "portability-no-row" { branch: Branch, country: Country },
        /// The rules turn on the nationality, which is not known.
        NationalityDecides = "portability-nationality-decides",
        /// Other rules turn on the nationality, which is not known.
        NationalityDecidesOthers = "portability-nationality-decides-others",
        /// No complete and recent list proves that there is no agreement.
        NotProven = "portability-not-proven",
        /// The deciding row is of low confidence.
        LowConfidence = "portability-low-confidence",
        /// A warning: a refund ends the record.
        RefundEndsRecord = "portability-refund-ends-record" { rule: String },
        /// A warning: another rule applies to another ending.
        OtherEnding = "portability-other-ending" { ending: Ending },
        /// A warning: a table is due to be looked up again.
        PastDay = "portability-past-day" { table: &'static str, recheck_by: Day },
        /// Assumed: where the worker lives afterwards.
        LivesIn = "portability-lives-in" { country: Country },
        /// Assumed: rules that turn on an unknown nationality are left open.
        NationalityUnknown = "portability-nationality-unknown",
        /// Assumed: how the contract ends.
        EndsAs = "portability-ends-as" { ending: Ending },
        /// Assumed: how long a contract lasts that does not say so.
        ContractLasts = "portability-contract-lasts" { months: u32 },
    }
}

reasons! {
    /// What must hold for a verdict, where the question did not say it.
    pub enum VerdictCondition {
        /// Months are insured in the origin already.
        InsuredBefore = "portability-if-insured-before" { months: u32, country: Country },
        /// More months are insured after the contract.
        InsuredAfter = "portability-if-insured-after" { months: u32, country: Country },
        /// The contract lasts as long as is assumed.
        Lasts = "portability-if-lasts" { contract: u32 },
        /// The contract lasts as long, and months are insured in the origin already.
        LastsAndBefore = "portability-if-lasts-and-before" { contract: u32, months: u32, country: Country },
        /// The contract lasts as long, and more months are insured after it.
        LastsAndAfter = "portability-if-lasts-and-after" { contract: u32, months: u32, country: Country },
    }
}

impl VerdictCondition {
    /// The condition that a contract of an assumed length adds.
    #[must_use]
    pub fn lasting(condition: Option<&Self>, contract: u32) -> Self {
        match condition {
            Some(
                &(Self::InsuredBefore { months, country } | Self::LastsAndBefore { months, country, .. }),
            ) => Self::LastsAndBefore { contract, months, country },
            Some(&(Self::InsuredAfter { months, country } | Self::LastsAndAfter { months, country, .. })) => {
                Self::LastsAndAfter { contract, months, country }
            }
            Some(Self::Lasts { .. }) | None => Self::Lasts { contract },
        }
    }
}

reasons! {
    /// A verdict as it is told: never without what it rests on.
    pub enum Headline {
        /// It rests on what the question says.
        Stands = "portability-stands" { label: Label },
        /// It holds if months are insured in the origin already.
        IfInsuredBefore = "portability-stands-if-insured-before" { label: Label, months: u32, country: Country },
        /// It holds if more months are insured after the contract.
        IfInsuredAfter = "portability-stands-if-insured-after" { label: Label, months: u32, country: Country },
        /// It holds if the contract lasts as long as is assumed.
        IfLasts = "portability-stands-if-lasts" { label: Label, contract: u32 },
        /// It holds if the contract lasts as long, and months are insured in the origin already.
        IfLastsAndBefore = "portability-stands-if-lasts-and-before" {
            label: Label,
            contract: u32,
            months: u32,
            country: Country,
        },
        /// It holds if the contract lasts as long, and more months are insured after it.
        IfLastsAndAfter = "portability-stands-if-lasts-and-after" {
            label: Label,
            contract: u32,
            months: u32,
            country: Country,
        },
    }
}

impl Headline {
    /// A verdict with what must hold for it.
    pub(super) fn of(label: Label, condition: Option<&VerdictCondition>) -> Self {
        let Some(condition) = condition else { return Self::Stands { label } };
        match *condition {
            VerdictCondition::InsuredBefore { months, country } => {
                Self::IfInsuredBefore { label, months, country }
            }
            VerdictCondition::InsuredAfter { months, country } => {
                Self::IfInsuredAfter { label, months, country }
            }
            VerdictCondition::Lasts { contract } => Self::IfLasts { label, contract },
            VerdictCondition::LastsAndBefore { contract, months, country } => {
                Self::IfLastsAndBefore { label, contract, months, country }
            }
            VerdictCondition::LastsAndAfter { contract, months, country } => {
                Self::IfLastsAndAfter { label, contract, months, country }
            }
        }
    }
}

reasons! {
    /// What a row of the tables says.
    pub enum Cited {
        /// A rule of a state's own law.
        Rule = "portability-cited-rule" { effect: Effect, conditions: String },
        /// An agreement between two states; `since` where its first day is known.
        Agreement = "portability-cited-agreement" {
            agreement: String,
            kind: AgreementType,
            status: AgreementStatus,
            since: Option<PartialDate>,
        },
        /// The membership of a state in an instrument of several.
        Membership = "portability-cited-membership" { member: Country, instrument: String },
        /// A list of agreements that was read in full.
        List = "portability-cited-list" { country: Country },
    }
}
