//! Why a cell is refused, and what is worth knowing of one that was repaired.
//!
//! The sentences stand in `data/messages/en/normalize.ftl`, with what would have been accepted as `.expected`. They do not
//! hold the value itself: the place of a finding names it, so that a thousand cells with one fault have one reason.

use super::unit::{Period, Unit};
use crate::message::reasons;
use crate::model::{Calendar, Cefr, Country, Day, Decimal, Isco08, Language, PartialDate};

reasons! {
    /// Why a text is no value of its column.
    pub enum RefusalReason {
        /// Nothing stands where something must stand.
        Blank = "normalize-blank",
        /// It holds a character that cannot be seen.
        ControlCharacter = "normalize-control-character",
        /// It is a word for nothing among free texts.
        SaysNothing = "normalize-says-nothing",
        /// Letters of a name went through the wrong encoding.
        WrongLetters = "normalize-wrong-letters",
        /// A letter of a code is lost.
        LostLetter = "normalize-lost-letter",
        /// It is no identifier.
        NoIdentifier = "normalize-no-identifier",

        /// The column was too narrow to print the value.
        TooNarrow = "normalize-too-narrow",
        /// A long number lost its last digits.
        LostDigits = "normalize-lost-digits" { digits: Box<str> },
        /// A number of a document became a date.
        DateOfNumber = "normalize-date-of-number",
        /// A spreadsheet made this date of a score.
        DateOfScore = "normalize-date-of-score",

        /// It is no country.
        NoCountry = "normalize-no-country",
        /// It may be several countries.
        SeveralCountries = "normalize-several-countries",
        /// It is a town of several countries.
        TownOfSeveralCountries = "normalize-town-of-several-countries",
        /// It may be Namibia or mean nothing.
        MaybeNamibia = "normalize-maybe-namibia",
        /// It is no subdivision of a country.
        NoSubdivision = "normalize-no-subdivision",
        /// It is no language.
        NoLanguage = "normalize-no-language",
        /// It is no span of time that can be read.
        NoSpan = "normalize-no-span",
        /// It may be years or months.
        YearsOrMonths = "normalize-years-or-months",
        /// It is no currency.
        NoCurrency = "normalize-no-currency",
        /// It may be several currencies.
        SeveralCurrencies = "normalize-several-currencies",

        /// It is no title of an occupation.
        NoTitle = "normalize-no-title",
        /// It may be several occupations.
        SeveralOccupations = "normalize-several-occupations",
        /// It is no occupation in health.
        NotHealth = "normalize-not-health",
        /// It is an occupation in health that treats no people.
        NotHumanHealth = "normalize-not-human-health",
        /// Its code and its title may differ.
        CodeAndTitle = "normalize-code-and-title",
        /// It is no specialty.
        NoSpecialty = "normalize-no-specialty",
        /// It may be several specialties.
        SeveralSpecialties = "normalize-several-specialties",
        /// It is no subject of a training.
        NoSubject = "normalize-no-subject",
        /// It may be several subjects.
        SeveralSubjects = "normalize-several-subjects",
        /// It is no language test.
        NoTest = "normalize-no-test",
        /// It may be several tests.
        SeveralTests = "normalize-several-tests",
        /// It is a test that is spelt otherwise.
        MisspeltTest = "normalize-misspelt-test",

        /// It is no word of a closed list.
        NoWord = "normalize-no-word" { words: Vec<String> },
        /// It says neither yes nor no.
        NeitherYesNorNo = "normalize-neither-yes-nor-no",
        /// It is a cross where others say no in a word.
        TickOrCross = "normalize-tick-or-cross",
        /// It is a letter for two sexes.
        MaleOrFemale = "normalize-male-or-female",
        /// It is a number of a list that nobody named.
        UnknownCode = "normalize-unknown-code",
        /// It is no level.
        NoLevel = "normalize-no-level",
        /// It is several levels.
        SeveralLevels = "normalize-several-levels",
        /// It is a level and something more.
        MoreThanLevel = "normalize-more-than-level" { level: Cefr },

        /// It is an address without an `@`.
        AddressWithoutAt = "normalize-address-without-at",
        /// It is an address with two `@`.
        AddressWithTwoAts = "normalize-address-with-two-ats",
        /// It is too long for an address.
        AddressTooLong = "normalize-address-too-long",
        /// There is a sign before the `@` that cannot stand there.
        AddressSign = "normalize-address-sign",
        /// There is a dot before the `@` that cannot stand there.
        AddressDot = "normalize-address-dot",
        /// There is a comma in the domain.
        AddressComma = "normalize-address-comma",
        /// There is no domain behind the `@`.
        AddressDomain = "normalize-address-domain",
        /// The domain has no ending.
        AddressEnding = "normalize-address-ending",
        /// The domain has an ending that no registry has.
        AddressWrongEnding = "normalize-address-wrong-ending" { ending: &'static str },

        /// It is too long for any telephone number.
        PhoneTooLong = "normalize-phone-too-long" { country: Option<Country> },
        /// It is a telephone number with letters.
        PhoneLetters = "normalize-phone-letters" { country: Option<Country> },
        /// It is a telephone number without digits.
        PhoneNoDigit = "normalize-phone-no-digit" { country: Option<Country> },
        /// Nothing says in which country the number is called.
        PhoneOfNoCountry = "normalize-phone-of-no-country",
        /// It is no telephone number.
        NoPhone = "normalize-no-phone" { country: Option<Country> },
        /// It has too few digits for its numbering plan.
        PhoneShort = "normalize-phone-short" { plan: u16, country: Option<Country> },
        /// It has too many digits for its numbering plan.
        PhoneLong = "normalize-phone-long" { plan: u16, country: Option<Country> },
        /// Its numbering plan has no such number.
        PhoneUnknown = "normalize-phone-unknown" { plan: u16, country: Option<Country> },

        /// It is no number.
        NoNumber = "normalize-no-number" { unit: Option<Unit> },
        /// It is no whole number.
        NoWholeNumber = "normalize-no-whole-number",
        /// It is a range.
        Range = "normalize-range",
        /// It is a bound or an estimate.
        Bound = "normalize-bound",
        /// It is a number of thousands, `45k`.
        Shortened = "normalize-shortened",
        /// Its separator may be of thousands or of decimals.
        TwoNumbers = "normalize-two-numbers",
        /// It has three digits behind the decimal sign, and is money.
        Thousandths = "normalize-thousandths",
        /// It lies below the bounds of its column.
        TooSmall = "normalize-too-small" { minimum: Option<Decimal> },
        /// It lies above the bounds of its column.
        TooLarge = "normalize-too-large" { maximum: Option<Decimal> },
        /// It is in another unit.
        OtherUnit = "normalize-other-unit" { unit: Unit, wanted: Option<Unit> },
        /// It is an amount of another period.
        OtherPeriod = "normalize-other-period" { period: Period, wanted: Option<Period> },
        /// It is an amount after taxes.
        NetAmount = "normalize-net-amount",
        /// It is a score out of a number that no test has.
        OddRatio = "normalize-odd-ratio" { whole: Box<str> },
        /// It is more than a score.
        MoreThanScore = "normalize-more-than-score",

        /// It is no date.
        NoDate = "normalize-no-date",
        /// It is what a spreadsheet makes of zero.
        ZeroAsDate = "normalize-zero-as-date",
        /// It is what a database makes of no date.
        DatabaseZero = "normalize-database-zero",
        /// It means that there is no end.
        WithoutEnd = "normalize-without-end",
        /// A spreadsheet may have taken it with day and month the other way round, as it did others of the column.
        HalfConverted = "normalize-half-converted",
        /// It may be two dates of two orders.
        TwoDates = "normalize-two-dates",
        /// It is a day that its month does not have.
        NoSuchDay = "normalize-no-such-day" { month: PartialDate, days: u8 },
        /// No month has this name.
        NoSuchMonth = "normalize-no-such-month" { word: Box<str> },
        /// It was another day of the week.
        OtherWeekday = "normalize-other-weekday" { date: PartialDate, weekday: u8 },
        /// Its year has two digits.
        ShortYear = "normalize-short-year",
        /// Its year has two digits, and others of the column are of another calendar.
        ShortYearBeside = "normalize-short-year-beside",
        /// It has no year, or one of two digits.
        NoYear = "normalize-no-year",
        /// It may be a month with a year, or a day without one.
        MonthOrDay = "normalize-month-or-day",
        /// It may be a month or a day in six digits.
        SixDigits = "normalize-six-digits",
        /// A decimal number of year and month may have lost a zero.
        LostZero = "normalize-lost-zero",
        /// It is a day number that the column cannot hold.
        ImplausibleDayNumber = "normalize-implausible-day-number",
        /// It may be a day number or a day, month and year.
        DayNumberOrDay = "normalize-day-number-or-day",
        /// It counts seconds.
        Seconds = "normalize-seconds",
        /// It spans years.
        Years = "normalize-years",
        /// It holds two dates.
        DateAndDate = "normalize-date-and-date",
        /// A calendar has no such date.
        NoDateOf = "normalize-no-date-of" { calendar: Calendar },
        /// Days of its calendar begin when somebody sees the moon.
        SeenMoon = "normalize-seen-moon" { calendar: Calendar },
        /// Its calendar is not converted.
        NotConverted = "normalize-not-converted" { calendar: Calendar },
        /// It lies in two years of ours.
        InTwoYears = "normalize-in-two-years" { calendar: Calendar },
        /// Its year may be of two calendars.
        SolarOrIslamic = "normalize-solar-or-islamic",
        /// Its year has three digits, as one calendar's years have.
        ThreeDigitYear = "normalize-three-digit-year",
        /// It lies before its era.
        BeforeEra = "normalize-before-era" { first: Day },

        /// The text of a certificate says nothing.
        CertificateBlank = "normalize-certificate-blank",
        /// The text names two tests.
        CertificateTwoTests = "normalize-certificate-two-tests" { first: &'static str, second: &'static str },
        /// The text names a family of tests.
        CertificateFamily = "normalize-certificate-family" { family: Box<str>, nearest: Option<&'static str> },
        /// The text names no test, and not one language with one level.
        CertificateUnclear = "normalize-certificate-unclear",
        /// The text names no test.
        CertificateNoTest = "normalize-certificate-no-test" { nearest: Option<&'static str> },
        /// The test is planned.
        CertificatePlanned = "normalize-certificate-planned",
        /// The text speaks of a course.
        CertificateCourse = "normalize-certificate-course",
        /// The text speaks of a course or a plan.
        CertificateCourseOrPlan = "normalize-certificate-course-or-plan",
        /// The exam is no exam of a language.
        CertificateOtherExam = "normalize-certificate-other-exam",
        /// The language is claimed, and no result stands beside it.
        CertificateNoResult = "normalize-certificate-no-result",
        /// The language is claimed, and no test stands beside it.
        CertificateClaim = "normalize-certificate-claim",
        /// Something looks like a level.
        CertificateLookAlike = "normalize-certificate-look-alike",
        /// The test was not passed.
        CertificateFailed = "normalize-certificate-failed",
        /// There is no such certificate, or its result does not count.
        CertificateDenied = "normalize-certificate-denied",
        /// The provider has tests of several languages, and the text names another one than the test's.
        CertificateOtherLanguage = "normalize-certificate-other-language" { test: &'static str, language: Language },
        /// The day of the test is yet to come.
        CertificateAhead = "normalize-certificate-ahead" { date: PartialDate },
        /// The test was not given on its day.
        CertificateOutside = "normalize-certificate-outside" {
            test: &'static str, date: PartialDate, first: Option<PartialDate>, last: Option<PartialDate>,
        },
        /// The certificate ended before the test.
        CertificateEnded = "normalize-certificate-ended" { expires: PartialDate, taken: PartialDate },
        /// A result does not lie on the scale.
        CertificateOffScale = "normalize-certificate-off-scale" {
            part: &'static str, score: Box<Decimal>, test: &'static str, low: Option<Box<Decimal>>,
            high: Option<Box<Decimal>>, step: Option<Box<Decimal>>, grades: Option<Box<[String]>>,
            nearest: Option<Box<Decimal>>,
        },
        /// The test has no such grade.
        CertificateNoGrade = "normalize-certificate-no-grade" {
            grade: Box<str>, test: &'static str, low: Option<Box<Decimal>>, high: Option<Box<Decimal>>,
            step: Option<Box<Decimal>>, grades: Option<Box<[String]>>,
        },
        /// A score is of a scale that had ended on its day.
        CertificateOldScale = "normalize-certificate-old-scale" {
            test: &'static str, next: &'static str, low: Option<Box<Decimal>>, high: Option<Box<Decimal>>,
        },
        /// The overall result is not that of the parts.
        CertificateOverall = "normalize-certificate-overall" { overall: Box<Decimal>, follows: Box<Decimal> },
        /// A score has another grade.
        CertificateGrade = "normalize-certificate-grade" {
            part: &'static str, score: Box<Decimal>, grade: Box<str>, low: Box<Decimal>, high: Box<Decimal>,
        },
        /// The test is an exam of another level.
        CertificateLevel = "normalize-certificate-level" { test: &'static str, exam: Cefr, stated: Cefr },
        /// A cell names two tests.
        CellOfTwoTests = "normalize-cell-of-two-tests" { first: &'static str, second: &'static str },
    }
}

reasons! {
    /// What is worth knowing of how a cell was read.
    pub enum Remark {
        /// The error of a formula is unknown.
        FormulaError = "normalize-read-formula-error",
        /// A document for life ends on no day.
        Endless = "normalize-read-endless",
        /// Who is free at once names no day.
        AtOnce = "normalize-read-at-once",
        /// A word for nothing may be a name.
        KeptAsName = "normalize-read-as-name",
        /// The column cannot say that there is none.
        NoneAsUnknown = "normalize-read-none-as-unknown",
        /// Zeros stand for nothing.
        ZerosAsUnknown = "normalize-read-zeros-as-unknown",
        /// Zeros stand for no date.
        NoDateAsUnknown = "normalize-read-no-date-as-unknown",
        /// Items of a list are not known, and the others are taken.
        ItemsLeftOut = "normalize-read-items-left-out" { rest: Box<str> },
        /// The end of a document cannot be read, and is left out.
        EndLeftOut = "normalize-read-end-left-out" { day: Box<str> },
        /// The time beside an employer cannot be read, and stays in the name.
        TimeLeftOut = "normalize-read-time-left-out",
        /// A cell holds the numbers of several documents, and stays as it is.
        SeveralNumbers = "normalize-read-several-numbers",
        /// The answer has not come yet.
        NotYet = "normalize-read-not-yet",
        /// A day that can be read in two ways is left out.
        DayLeftOut = "normalize-read-day-left-out" { day: Box<str> },
        /// A number of a document has no digit.
        NoDigit = "normalize-read-no-digit",
        /// Letters went through the wrong encoding, and may be these.
        WrongLetters = "normalize-read-wrong-letters" { meant: Box<str> },
        /// A letter was lost.
        LostLetter = "normalize-read-lost-letter",
        /// A code of a language is also a word for nothing.
        LanguageOrNothing = "normalize-read-language-or-nothing" { language: Language },
        /// A code has separators of thousands.
        Separators = "normalize-read-separators" { digits: Box<str> },
        /// A code became a decimal number.
        PointTaken = "normalize-read-point-taken" { digits: Box<str> },
        /// The word for a people stands for its country.
        People = "normalize-read-people" { country: Country, name: &'static str },
        /// A town or region stands for the country in which it lies.
        Place = "normalize-read-place" { country: Country, name: &'static str },
        /// An adjective stands for a country.
        Adjective = "normalize-read-adjective" { country: Country, name: &'static str },
        /// A misspelt word for a people is that of the country where the person lives.
        Misspelt = "normalize-read-misspelt" { country: Country, name: &'static str },
        /// Words stand beside a title.
        WordsBesideTitle = "normalize-read-words-beside-title" { occupation: Isco08, title: &'static str },
        /// A name of several tests means the usual one.
        UsualTest = "normalize-read-usual-test" { test: &'static str },
        /// Some parts of an exam are told, and so not the exam.
        CertificateInPart = "normalize-read-certificate-in-part",
        /// The first of several addresses is taken.
        FirstAddress = "normalize-read-first-address" { first: Box<str> },
        /// The first of several telephone numbers is taken.
        FirstPhone = "normalize-read-first-phone" { first: Box<str> },
        /// A telephone number became a decimal number.
        PhonePoint = "normalize-read-phone-point",
        /// The extension of a telephone number is left out.
        Extension = "normalize-read-extension",
        /// What stands beside a value is left out.
        Beside = "normalize-read-beside" { taken: Box<str>, rest: Box<str> },
        /// A comma is the decimal sign where semicolons separate cells.
        DecimalComma = "normalize-read-decimal-comma" { number: Box<str> },
        /// Months count as years.
        MonthsAsYears = "normalize-read-months-as-years" { years: Decimal },
        /// Years count as months.
        YearsAsMonths = "normalize-read-years-as-months" { months: Decimal },
        /// Of a range of pay the least is what is sure.
        LeastOfRange = "normalize-read-least-of-range" { number: Decimal },
        /// A grade is of no test that is known.
        UnknownGrade = "normalize-read-unknown-grade",
        /// A score out of the most there is.
        OutOf = "normalize-read-out-of" { score: Decimal, whole: Decimal },
        /// The day stands first, and the year might.
        DayFirst = "normalize-read-day-first" { date: PartialDate },
        /// The day number of a spreadsheet.
        DayNumber = "normalize-read-day-number" { date: PartialDate, since_1904: Option<PartialDate> },
        /// The moment may lie on another day elsewhere.
        OtherTimeZone = "normalize-read-other-time-zone" { date: PartialDate },
        /// The moment is midnight where the person lives.
        LocalMidnight = "normalize-read-local-midnight" { date: PartialDate, country: Option<Country> },
        /// The name of a region has no code in the table.
        RegionWithoutCode = "normalize-read-region-without-code",
        /// A date of another calendar.
        Converted = "normalize-read-converted" { calendar: Calendar, date: PartialDate },
        /// A date of another calendar, of which a part is sure.
        PartlySure = "normalize-read-partly-sure" { calendar: Calendar, date: PartialDate },
        /// A date in a Japanese era that had ended.
        EndedEra = "normalize-read-ended-era" { date: PartialDate },

        /// A misspelt test.
        CertificateMisspelt = "normalize-read-certificate-misspelt" { test: &'static str },
        /// A test passed at a level that is not said.
        CertificatePassed = "normalize-read-certificate-passed",
        /// A day that may be two.
        CertificateDay = "normalize-read-certificate-day" { date: Box<str> },
        /// Results of no part.
        CertificateLeftOut = "normalize-read-certificate-left-out" { results: Vec<String> },
        /// Several levels.
        CertificateLevels = "normalize-read-certificate-levels",
        /// Results below the mark.
        CertificateBelow = "normalize-read-certificate-below",
        /// A level without a test.
        CertificateOwnWord = "normalize-read-certificate-own-word",
    }
}

impl RefusalReason {
    /// The calendar that the cell surely counts in, where it is another than ours.
    pub(super) fn calendar(&self) -> Option<Calendar> {
        match self {
            Self::NoDateOf { calendar }
            | Self::SeenMoon { calendar }
            | Self::NotConverted { calendar }
            | Self::InTwoYears { calendar } => Some(*calendar),
            _ => None,
        }
    }

    /// Whether the cell counts in another calendar, known or not.
    pub(super) fn is_of_other_calendar(&self) -> bool {
        self.calendar().is_some() || matches!(self, Self::SolarOrIslamic | Self::ThreeDigitYear)
    }
}

impl Remark {
    /// The calendar that the cell was read in, where it is another than ours.
    pub(super) fn calendar(&self) -> Option<Calendar> {
        match self {
            Self::Converted { calendar, .. } | Self::PartlySure { calendar, .. } => Some(*calendar),
            Self::EndedEra { .. } => Some(Calendar::Japanese),
            _ => None,
        }
    }
}
