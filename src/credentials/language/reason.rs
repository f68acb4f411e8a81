//! Why a language rule is met or not, what would settle it, and what to do next.

use super::shown::Counts;
use super::sittings::Obstacle;
use crate::message::reasons;
use crate::model::{
    Cefr, Country, Day, Evidence, Language, LanguageCertificate, PartialDate, Subdivision, TestMode, words,
};
use crate::reference::cefr;

reasons! {
    /// How a certificate is called, as far as it is known: `OET, 2026-01-10 (document-seen)`.
    pub enum CertificateName {
        /// By the name of its test, its day and its evidence.
        Certificate = "certificate-name" {
            test: Option<String>,
            taken: Option<PartialDate>,
            evidence: Option<Evidence>,
        },
    }
}

impl CertificateName {
    pub(super) fn of(certificate: &LanguageCertificate) -> Self {
        let name = |test| cefr::scale(test).map_or_else(|| test.to_string(), |scale| scale.name.to_string());
        Self::Certificate {
            test: certificate.test.as_ref().map(name),
            taken: certificate.taken_on,
            evidence: certificate.evidence,
        }
    }

    /// A certificate of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self::Certificate { test: None, taken: None, evidence: None }
    }
}

words! {
    /// What keeps a judgment from the highest level, or was assumed.
    Remark, "a remark on a certificate" {
        /// A certificate by the worker's own word.
        Unseen = "unseen",
        /// A part of a rule whose other part is not met.
        Part = "part",
        /// A rule for some trainings only, and the country of training is not known.
        TrainingUnknown = "training-unknown",
        /// A rule for some trainings only, and older rules may apply to this one.
        EarlierRules = "earlier-rules",
        /// A certificate that does not say how it was taken.
        AtCenter = "at-center",
        /// A test taken in a way that the regulator refuses.
        RefusedMode = "refused-mode",
        /// A certificate that does not say for which profession the test was made.
        OwnVersion = "own-version",
        /// A test made for another profession.
        OtherVersion = "other-version",
        /// An earlier sitting, where the latest one alone counts.
        EarlierSitting = "earlier-sitting",
        /// A test older than the regulator's own window.
        TooOld = "too-old",
        /// A test whose day is not known, where the regulator has a window.
        Undated = "undated",
        /// A certificate of another test than the regulator's.
        OtherTest = "other-test",
        /// A higher exam of the ladder than the one that the row names.
        HigherExam = "higher-exam",
        /// A test of the level, where the tests named are examples.
        NotAmongExamples = "not-among-examples",
        /// A test that only a row of low confidence takes.
        LowRow = "low-row",
        /// A name that two tests go by.
        Presumed = "presumed",
    }
}

reasons! {
    /// Why a language rule is met or not, what would settle it, and what to do next.
    pub enum LanguageReason {
        /// What the opening asks; the reasons that follow speak of it.
        OpeningAsks = "language-opening-asks" { language: Language, level: Cefr },
        /// What a regulator asks; the reasons that follow speak of it.
        RegulatorAsks = "language-regulator-asks" { regulator: &'static str, asked: String },
        /// The job needs no registration.
        NoRegistration = "language-no-registration",
        /// No rule was retrieved that may decide.
        NoRule = "language-no-rule",
        /// No certificate is recorded.
        NothingRecorded = "language-nothing-recorded",
        /// No certificate of a language asked is recorded.
        OtherLanguages = "language-other-languages",
        /// No certificate of a test is recorded.
        NoCertificateOf = "language-no-certificate-of" { test: String },
        /// No certificate that a row takes is recorded.
        NoCertificateTaken = "language-no-certificate-taken",
        /// A certificate that no longer counts.
        Ended = "language-ended" { certificate: CertificateName, day: Day },
        /// A certificate whose own words say that the test was not passed.
        NotPassed = "language-not-passed" { certificate: CertificateName },
        /// It is stated that there is no certificate.
        NoneStated = "language-none-stated",
        /// A certificate that does not count yet.
        NotYetTaken = "language-not-yet-taken" { certificate: CertificateName },
        /// A minimum that was not retrieved.
        MinimumUnknown = "language-minimum-unknown" { certificate: Option<CertificateName> },
        /// Fields that are not known.
        FieldsMissing = "language-fields-missing" { certificate: Option<CertificateName>, fields: Vec<&'static str> },
        /// The languages of instruction include the one asked.
        Trained = "language-trained" { language: Language },
        /// A training that the regulator exempts.
        Exempt = "language-exempt" { words: Box<str> },
        /// A training that the regulator may exempt.
        MayBeExempt = "language-may-be-exempt" { words: Box<str>, wanted: Option<Box<str>> },
        /// The level that a certificate shows.
        LevelShown = "language-level-shown" { certificate: CertificateName, level: Option<Cefr>, asked: Cefr },
        /// A result that falls short.
        ResultShort = "language-result-short" {
            certificate: CertificateName, result: &'static str, held: Option<String>, asked: String,
        },
        /// Two sittings that would do together, if something were known.
        SittingsOpen = "language-sittings-open" {
            earlier: CertificateName, later: CertificateName, obstacle: Obstacle,
        },
        /// Two sittings that do together.
        SittingsMeet = "language-sittings-meet" {
            earlier: CertificateName, later: CertificateName, asked: String,
        },
        /// A certificate that does.
        Meets = "language-meets" { certificate: CertificateName, asked: String },
        /// The destination has registered the worker.
        Registered = "language-registered" { country: Country },
        /// The training was in the destination itself.
        TrainedHere = "language-trained-here" { country: Country },
        /// The training was in the language, in a country where it is spoken.
        TrainedWhereSpoken = "language-trained-where-spoken" { language: Language, country: Country },
        /// A training from before a day, to which older rules may apply.
        EarlierTraining = "language-earlier-training" { country: Country, before: Day },
        /// A training that the regulator exempts, if it lasted so many months.
        ExemptIfLasted = "language-exempt-if-lasted" { words: Box<str>, months: u16 },
        /// Another way to show the language, beside a test.
        OtherWay = "language-other-way" { words: Box<str>, wanted: Box<str> },
        /// The regulator asks for no test.
        NoTest = "language-no-test",
        /// What keeps a certificate from more, or was assumed.
        Remarked = "language-remarked" { remark: Remark },
        /// What is asked is shown by the worker's own word alone.
        NotSeen = "language-not-seen" { asked: String },
        /// A gap: what is asked is not shown.
        NotShown = "language-not-shown" { asked: String },
        /// A fact that would settle it: a field of a record.
        SettledByField = "language-settled-by-field" { field: &'static str },
        /// The minimum of the regulator.
        SettledByMinimum = "language-settled-by-minimum",
        /// How the regulator combines sittings.
        SettledByObstacle = "language-settled-by-obstacle" { obstacle: Obstacle },
        /// What the regulator wants to see for an exemption.
        SettledByProof = "language-settled-by-proof" { wanted: Box<str> },
        /// Which of the tests of one name it is.
        SettledByTest = "language-settled-by-test" { tests: Vec<&'static str> },
        /// Whether the regulator takes the test.
        SettledByAcceptance = "language-settled-by-acceptance",
        /// A look at the document.
        SettledByLook = "language-settled-by-look",
        /// Which rules the regulator applies to an older training.
        SettledByOlderRules = "language-settled-by-older-rules",
        /// The country of training.
        SettledByTraining = "language-settled-by-training",
        /// A way past the tests that the row names.
        SettledByOtherWay = "language-settled-by-other-way",
        /// A step: show one of several tests as well.
        ShowOneOf = "language-show-one-of" { tests: Vec<String> },
        /// A step: have the certificate seen.
        HaveItSeen = "language-have-it-seen",
        /// A step: show what is asked.
        Show = "language-show" { asked: String, refused: Option<Vec<TestMode>> },
        /// A step: show the other part as well.
        ShowAsWell = "language-show-as-well" { asked: String, refused: Option<Vec<TestMode>> },
        /// A step: show both parts.
        ShowBoth = "language-show-both" { first: String, second: String, refused: Option<Vec<TestMode>> },
        /// A step: have certificates seen.
        HaveSeen = "language-have-seen" { certificates: Vec<CertificateName> },
        /// A step: have the diploma seen.
        HaveDiplomaSeen = "language-have-diploma-seen",
        /// A step: state what a certificate leaves open.
        State = "language-state" { certificate: CertificateName, facts: Vec<String> },
        /// A step: take a test again, to combine it with a sitting held.
        TakeAgain = "language-take-again" {
            test: String, by: Day, results: Vec<String>, floors: Vec<String>, sitting: PartialDate,
        },
        /// A warning: no rule of a regulator was retrieved, nor of another.
        NoRegulator = "language-no-regulator" { regulator: String },
        /// A warning: the regulator has no rule here; others have.
        OtherRegulators = "language-other-regulators" { regulator: String, known: Vec<&'static str> },
        /// A warning: no rule was retrieved.
        NoRuleHere = "language-no-rule-here",
        /// A warning: some rows decide nothing.
        DecideNothing = "language-decide-nothing",
        /// A warning: regions with rules of their own.
        RegionalRules = "language-regional-rules" { regions: Vec<Subdivision> },
        /// A warning: the region has no rule of its own.
        NoRegionalRule = "language-no-regional-rule" { region: Subdivision },
        /// A warning: a table is due to be looked up again.
        PastDay = "language-past-day" { table: &'static str, recheck_by: Day },
        /// Assumed: the day asked is the day of the application.
        AssumedApplication = "language-assumed-application",
        /// Assumed: a name that several tests go by means the first.
        AssumedTest = "language-assumed-test" { tests: Vec<&'static str> },
        /// Assumed: a certificate was taken at a test center.
        AssumedCenter = "language-assumed-center",
        /// Assumed: what was typed counts as so well proven.
        AssumedEvidence = "language-assumed-evidence" { evidence: Evidence },
        /// A condition of the outcome: documents that nobody recorded as seen must be seen.
        IfSeen = "language-if-seen",
        /// Told: rules for some trainings stay open.
        TrainingOpen = "language-training-open",
    }
}

impl LanguageReason {
    pub(super) fn not_counting(certificate: CertificateName, counts: Counts) -> Self {
        match counts {
            Counts::Expired(day) => Self::Ended { certificate, day },
            Counts::Failed => Self::NotPassed { certificate },
            _ => Self::NotYetTaken { certificate },
        }
    }
}
