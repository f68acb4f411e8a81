//! What reports of states ask for and the records cannot answer.

use crate::message::reasons;
use crate::model::Country;

reasons! {
    /// A question of a report that the records cannot answer.
    pub enum ReportGap {
        /// No column has the country of birth.
        NoCountryOfBirth = "report-no-country-of-birth",
        /// All who work in the country are not on record.
        NoStock = "report-no-stock",
        /// Others came in as well.
        NoOthers = "report-no-others",
        /// Others left as well.
        NoDepartures = "report-no-departures",
        /// What is done at home.
        NoMeasures = "report-no-measures",
        /// What is done for countries on the list.
        NoSupport = "report-no-support",
        /// Treatment after the first contract.
        NoEqualTreatment = "report-no-equal-treatment",
        /// Vacant posts.
        NoVacancies = "report-no-vacancies",
        /// Amounts that agreements promise.
        NoBenefitAmounts = "report-no-benefit-amounts",
        /// Graduates of single schools.
        NoSchoolsFigures = "report-no-schools-figures",
        /// The density of a profession.
        NoDensity = "report-no-density" { country: Country },
        /// The population of a country.
        NoPopulation = "report-no-population" { country: Country },
        /// The graduates of a profession.
        NoGraduates = "report-no-graduates" { country: Country },
        /// The cost of a training.
        NoTrainingCost = "report-no-training-cost" { country: Country },
    }
}
