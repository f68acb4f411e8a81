//! What the checks of records say: why a cell cannot be, or hardly can. What would have been accepted stands
//! beside the sentence in the catalog, as its `.expected`.

use crate::message::{Either, reasons};
use crate::model::{Cefr, Country, Decimal, Isco08, Language, PartialDate, SpecialtyId, words};

words! {
    /// A step of a working life that has its time.
    Step, "a step of a working life" {
        /// To be available.
        Availability = "availability",
        /// To begin a training.
        BeginOfTraining = "begin-of-training",
        /// To complete a training.
        Training = "training",
        /// To be licensed.
        License = "license",
        /// To take a language test.
        Test = "test",
        /// To begin to work.
        Practice = "practice",
        /// To end an employment.
        EndOfPractice = "end-of-practice",
        /// To consent.
        Consent = "consent",
        /// To withdraw a consent.
        Withdrawal = "withdrawal",
        /// To be sanctioned.
        Sanction = "sanction",
        /// To be contacted.
        Contact = "contact",
        /// To pay a cost.
        Cost = "cost",
    }
}

reasons! {
    /// Why a check of a record speaks.
    pub enum RecordReason {
        /// The later of two dates lies before the earlier one.
        DatesReversed = "record-dates-reversed" { first: &'static str, from: PartialDate, second: &'static str, to: PartialDate },
        /// What has happened lies in the future.
        InTheFuture = "record-in-the-future" { date: PartialDate, today: PartialDate, step: Step },
        /// A date of a life lies before the birth.
        BeforeBirth = "record-before-birth" { date: PartialDate, born: PartialDate, years: i32, step: Step },
        /// The worker was too young for what is said.
        TooYoung = "record-too-young" { born: PartialDate, years: i32, date: PartialDate, step: Step },
        /// A credential is older than anybody who works.
        BeforeLivingMemory = "record-before-living-memory" { date: PartialDate },
        /// Nobody who works was born then.
        BirthDateImplausible = "record-birth-date-implausible" { born: PartialDate, today: PartialDate },
        /// The worker is a child.
        UnderWorkingAge = "record-under-working-age" { born: PartialDate },
        /// The worker is past any working age.
        OverWorkingAge = "record-over-working-age" { born: PartialDate },
        /// The date is day zero of programs.
        BirthDateIsAnEpoch = "record-birth-date-is-an-epoch" { born: PartialDate },
        /// The name holds a digit or an `@`.
        NameHoldsADigit = "record-name-holds-a-digit" { name: String },
        /// The name stands for one that was not at hand.
        NameIsAPlaceholder = "record-name-is-a-placeholder" { name: String },
        /// The family name is no part of the full name.
        FamilyNameApart = "record-family-name-apart" { family: String, full: String },
        /// A destination is wanted and refused.
        WantedAndRefused = "record-wanted-and-refused" { country: Option<Country> },
        /// The worker is available in years only.
        AvailableLongAhead = "record-available-long-ahead" { from: PartialDate },
        /// The title is one of another occupation.
        TitleContradictsOccupation = "record-title-contradicts-occupation" { title: String, occupation: Option<Isco08> },
        /// The specialty is one of another occupation.
        SpecialtyOfAnotherOccupation = "record-specialty-of-another-occupation" { specialty: SpecialtyId, belongs: Isco08, occupation: Option<Isco08> },
        /// A training takes more than 15 years.
        TrainingTooLong = "record-training-too-long" { from: PartialDate, to: PartialDate },
        /// The years do not fit between the dates.
        YearsContradictDates = "record-years-contradict-dates" { years: Option<Decimal>, from: PartialDate, to: PartialDate },
        /// Two qualifications may be one.
        DiplomaWrittenTwice = "record-diploma-written-twice" { completed: PartialDate, twin: PartialDate },
        /// The parts have more hours than the whole.
        HoursExceedTotal = "record-hours-exceed-total" { theory: i64, clinical: i64, total: i64, sum: i64 },
        /// The years have fewer hours.
        HoursExceedTheCalendar = "record-hours-exceed-the-calendar" { hours: i64, years: Option<Decimal>, most: Option<Decimal> },
        /// A year has more hours than a training.
        HoursAYearImplausible = "record-hours-a-year-implausible" { hours: i64, years: Option<Decimal>, each: Option<Decimal> },
        /// A week has fewer hours than a training.
        HoursAYearTooFew = "record-hours-a-year-too-few" { hours: i64, years: Option<Decimal> },
        /// The years may be months.
        TrainingYearsInMonths = "record-training-years-in-months" { years: Option<Decimal> },
        /// The level is one of general school.
        IscedLevelTooLow = "record-isced-level-too-low" { level: i64 },
        /// A confidence is stated without a source.
        ConfidenceWithoutSource = "record-confidence-without-source" { confidence: String },
        /// A credit has too many or too few hours.
        CreditsContradictHours = "record-credits-contradict-hours" { hours: i64, credits: Option<Decimal>, each: Option<Decimal> },
        /// A subject has the hours of a training.
        SubjectHoursImplausible = "record-subject-hours-implausible" { hours: i64 },
        /// The score is not on the scale of the test.
        ScoreOffScale = "record-score-off-scale" { score: Decimal, test: String, low: Decimal, high: Decimal },
        /// The score is not on the scale of the part.
        PartScoreOffScale = "record-part-score-off-scale" { score: Decimal, test: String, part: &'static str, low: Decimal, high: Decimal },
        /// The test did not exist on that day.
        CertificateBeforeItsTest = "record-certificate-before-its-test" { taken: PartialDate, test: String, first: PartialDate },
        /// The test was given up before that day.
        CertificateAfterItsTest = "record-certificate-after-its-test" { taken: PartialDate, test: String, last: PartialDate },
        /// The grade did not exist on that day.
        GradeBeforeItsTime = "record-grade-before-its-time" { taken: PartialDate },
        /// The certificate ends later than the test allows.
        CertificateOutlivesItsTest = "record-certificate-outlives-its-test" { months: i32, taken: PartialDate, expires: PartialDate },
        /// The exam shows one level only, and another.
        LevelOfAnotherExam = "record-level-of-another-exam" { test: String, only: Cefr, level: String },
        /// The test shows no such high level.
        LevelAboveItsTest = "record-level-above-its-test" { test: String, highest: Cefr, level: String },
        /// The score stands for another level.
        LevelContradictsScore = "record-level-contradicts-score" { test: String, score: String, shown: Cefr, level: String },
        /// The score stands for less than the level.
        LevelAboveScore = "record-level-above-score" { test: String, score: String, level: String },
        /// The score is not the mean of its parts.
        OverallNotTheMean = "record-overall-not-the-mean" { mean: Decimal },
        /// The score is not the sum of its parts.
        OverallNotTheSum = "record-overall-not-the-sum" { sum: Decimal },
        /// The test has no such score.
        ScoreBetweenSteps = "record-score-between-steps" { test: String, score: Decimal, step: Decimal },
        /// The test has no such grade.
        GradeNotOfItsTest = "record-grade-not-of-its-test" { test: String, grade: String, grades: Either<String> },
        /// The test has no such part.
        PartNotOfItsTest = "record-part-not-of-its-test" { test: String, part: &'static str, parts: Vec<String> },
        /// The test is one of another language.
        LanguageNotOfItsTest = "record-language-not-of-its-test" { test: String, language: Option<Language> },
        /// The test has no retake of one skill.
        RetakeNotOffered = "record-retake-not-offered" { test: String },
        /// The certificate has neither level nor score.
        CertificateShowsNothing = "record-certificate-shows-nothing" { test: String },
        /// Two certificates have one number.
        CertificateNumberRepeated = "record-certificate-number-repeated" { number: String, test: Option<String> },
        /// A level stands where a score belongs.
        OverallIsALevel = "record-overall-is-a-level" { level: String, test: String },
        /// Two certificates may be one.
        CertificateWrittenTwice = "record-certificate-written-twice" { taken: PartialDate, twin: PartialDate },
        /// The license was issued before the training ended.
        LicenseBeforeQualification = "record-license-before-qualification" { issued: PartialDate, completed: PartialDate },
        /// The license is active and expired.
        LicenseActiveButExpired = "record-license-active-but-expired" { expires: PartialDate },
        /// The license is lapsed and valid.
        LicenseLapsedButRunning = "record-license-lapsed-but-running" { expires: PartialDate },
        /// The number has not the form of the regulator.
        LicenseNumberMalformed = "record-license-number-malformed" { number: String, regulator: String, forms: Either<String>, example: String },
        /// The regulator is one of another country.
        RegulatorOfAnotherCountry = "record-regulator-of-another-country" { regulator: String, belongs: Country, country: Option<Country> },
        /// Two licenses have one number.
        LicenseNumberRepeated = "record-license-number-repeated" { number: String, regulator: Option<String> },
        /// The end stands for no end.
        LicenseEndIsAPlaceholder = "record-license-end-is-a-placeholder" { expires: PartialDate },
        /// The end lies so far ahead that it may be of another calendar.
        LicenseEndFarAhead = "record-license-end-far-ahead" { expires: PartialDate },
        /// The opening is open and closed.
        OpeningOpenAfterClosing = "record-opening-open-after-closing" { closes: PartialDate },
        /// The opening is open and not published yet.
        OpeningOpenBeforePublished = "record-opening-open-before-published" { published: PartialDate },
        /// The opening is open and has no position.
        OpeningWithoutPositions = "record-opening-without-positions",
        /// More experience is asked for than a post needs.
        ExperienceImplausible = "record-experience-implausible" { months: i64 },
        /// The contract is permanent and ends.
        PermanentWithAnEnd = "record-permanent-with-an-end" { months: i64 },
        /// A level is asked for of no language.
        LevelWithoutLanguage = "record-level-without-language" { level: String },
        /// The language is not one of the destination.
        LanguageForeignToDestination = "record-language-foreign-to-destination" { language: Option<Language>, country: Option<Country>, spoken: Either<Language> },
        /// The contract lasts more than ten years.
        ContractTooLong = "record-contract-too-long" { months: i64 },
        /// The agency is the employer.
        RecruiterIsTheEmployer = "record-recruiter-is-the-employer" { id: String },
        /// The name is the identifier.
        OrganizationNamedByItsId = "record-organization-named-by-its-id" { name: String },
        /// The sanction has neither body nor source.
        SanctionWithoutSource = "record-sanction-without-source",
        /// The pay is nothing.
        PayOfZero = "record-pay-of-zero",
        /// The pay looks like that of a year.
        PayLooksYearly = "record-pay-looks-yearly" { pay: Option<Decimal>, currency: String, high: Option<Decimal> },
        /// The pay looks like that of an hour.
        PayLooksHourly = "record-pay-looks-hourly" { pay: Option<Decimal>, currency: String, low: Option<Decimal> },
        /// The currency is one of another country.
        CurrencyNotOfDestination = "record-currency-not-of-destination" { currency: String, country: Option<Country> },
        /// The two amounts are of different periods.
        ComparablePayOfAnotherPeriod = "record-comparable-pay-of-another-period" { comparable: Option<Decimal>, pay: Option<Decimal> },
        /// The amount has no currency.
        AmountWithoutCurrency = "record-amount-without-currency" { amount: String, column: &'static str },
        /// More is taken than is paid.
        DeductionsExceedPay = "record-deductions-exceed-pay" { kept: Option<Decimal>, pay: Option<Decimal> },
        /// A year has not so many days of leave.
        LeaveDaysImplausible = "record-leave-days-implausible" { days: i64 },
        /// The outcome and its date contradict each other.
        OutcomeContradictsDates = "record-outcome-contradicts-dates" { outcome: String, column: &'static str, date: PartialDate },
        /// The worker lives in the destination.
        DestinationIsResidence = "record-destination-is-residence" { country: Option<Country> },
        /// The share is more than the whole.
        ShareIsAPercentage = "record-share-is-a-percentage" { share: Decimal },
        /// An amount is to be repaid under no clause.
        RepaymentWithoutClause = "record-repayment-without-clause" { amount: Option<String> },
        /// The contract is signed and not written.
        SignedButNotWritten = "record-signed-but-not-written" { signed: PartialDate },
        /// The cost has neither head nor label.
        CostOfAnUnknownKind = "record-cost-of-an-unknown-kind",
        /// The payer is the payee.
        CostPaidToOneself = "record-cost-paid-to-oneself" { payer: String },
        /// The employment is longer than a working life.
        LongerThanAWorkingLife = "record-longer-than-a-working-life" { from: PartialDate, to: PartialDate },
        /// The employments fill more than the week.
        EmploymentsOverfillTheWeek = "record-employments-overfill-the-week" { hours: Option<Decimal> },
        /// The employments fill the week.
        EmploymentsOverlap = "record-employments-overlap" { hours: Option<Decimal> },
        /// The practice began before the qualification.
        PracticeBeforeQualification = "record-practice-before-qualification" { occupation: Option<Isco08>, from: PartialDate, completed: PartialDate },
        /// Two employments may be one.
        EmploymentWrittenTwice = "record-employment-written-twice" { started: PartialDate, twin: PartialDate },
        /// Nobody can work so many hours.
        HoursAWeekImpossible = "record-hours-a-week-impossible" { hours: Option<Decimal> },
        /// The hours leave no day off.
        HoursAWeekExcessive = "record-hours-a-week-excessive" { hours: Option<Decimal> },
        /// The hours are none.
        HoursAWeekZero = "record-hours-a-week-zero" { hours: Option<Decimal> },
        /// The hours look like those of a day.
        HoursAWeekLookDaily = "record-hours-a-week-look-daily" { hours: Option<Decimal> },
        /// The region is one of another country.
        RegionOfAnotherCountry = "record-region-of-another-country" { region: String, belongs: String, country: Option<Country>, column: &'static str },
        /// The address is none of a page.
        WebAddressMalformed = "record-web-address-malformed" { address: String },
        /// The issuer confirmed something without a number.
        VerifiedWithoutNumber = "record-verified-without-number",
        /// A consent that was never given is withdrawn.
        WithdrawalOfNothing = "record-withdrawal-of-nothing" { withdrawn: PartialDate },
    }
}
