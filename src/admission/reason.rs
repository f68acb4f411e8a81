//! Why the way to a post is open, closed, conditional or unknown.

use crate::message::reasons;
use crate::model::{Cefr, Country, Day, Decimal, Isco08, Language, Money, PartialDate};
use crate::reference::admission::RouteSide;

reasons! {
    /// Why the way into a country, or out of one, is as it is.
    pub enum AdmissionReason {
        /// The nationality needs no permission.
        NeedsNone = "admission-needs-none" { nationality: Country, destination: Country, route: &'static str },
        /// The opening names no destination or no occupation.
        PostUnknown = "admission-post-unknown",
        /// No row speaks of the destination and the occupation.
        NoRoute = "admission-no-route" { destination: Country, occupation: Isco08, side: RouteSide },
        /// A row of low confidence decides nothing.
        Unproven = "admission-unproven" { route: &'static str },
        /// A route is open.
        RouteOpen = "admission-route-open" { route: &'static str, destination: Country },
        /// A route is closed.
        RouteClosed = "admission-route-closed" {
            route: &'static str, destination: Country, side: RouteSide, since: Option<Day>, until: Option<Day>,
            notes: &'static str,
        },
        /// Another route may lead there as well.
        OtherRoute = "admission-other-route" { route: &'static str },
        /// A national would need no route; the nationality is not recorded.
        UnlessNational = "admission-unless-national" { destination: Country },
        /// Whether the worker lives in the destination is not recorded.
        ResidenceUnknown = "admission-residence-unknown" { destination: Country },
        /// The pay keeps the floor.
        PayKept = "admission-pay-kept" { floor: Money, pay: Money },
        /// The pay is below the floor.
        PayBelow = "admission-pay-below" { floor: Money, pay: Money },
        /// The pay is not stated.
        PayUnsaid = "admission-pay-unsaid" { floor: Money },
        /// From a birthday on pay is asked, or provision for old age. Who looks at a match is told whether the day of birth
        /// is recorded, and not the day.
        PayFromAge = "admission-pay-from-age" {
            floor: Option<Money>, age: i32, birth: &'static str, pay: Option<Money>,
        },
        /// A sponsor of the kind is needed.
        SponsorUnsaid = "admission-sponsor-unsaid" { sponsor: &'static str },
        /// The worker worked for the sponsor long enough.
        SponsorMonthsKept = "admission-sponsor-months-kept" { months: u32, have: u32 },
        /// The worker worked for the sponsor too short a time.
        SponsorMonthsShort = "admission-sponsor-months-short" { months: u32, have: u32 },
        /// Work for the sponsor is not recorded.
        SponsorMonthsUnsaid = "admission-sponsor-months-unsaid" { months: u32 },
        /// A certificate shows the language.
        LanguageKept = "admission-language-kept" { language: Language, level: Cefr },
        /// The certificates recorded do not show the language.
        LanguageShort = "admission-language-short" { language: Language, level: Cefr },
        /// No certificate is recorded.
        LanguageUnsaid = "admission-language-unsaid" { language: Language, level: Cefr },
        /// The regulator's own rule stands for the language.
        LanguageByRegulator = "admission-language-by-regulator" { language: Language, level: Cefr },
        /// The route asks recognition or registration first.
        RegistrationFirst = "admission-registration-first" { destination: Country },
        /// Practice is long enough.
        PracticeKept = "admission-practice-kept" { months: u32, have: u32 },
        /// Practice is too short.
        PracticeShort = "admission-practice-short" { months: u32, have: u32 },
        /// Practice is not recorded.
        PracticeUnsaid = "admission-practice-unsaid" { months: u32 },
        /// A condition that no record holds.
        OtherCondition = "admission-other-condition" { condition: &'static str },
        /// The worker stays in the country.
        Stays = "admission-stays" { country: Country },
        /// Where the worker lives is not recorded.
        OriginUnknown = "admission-origin-unknown",
        /// No row tells what an origin asks.
        NoExitRule = "admission-no-exit-rule" { origin: Country, destination: Country, occupation: Isco08 },
        /// The origin lets nobody go.
        ExitClosed = "admission-exit-closed" {
            origin: Country, asks: &'static str, authority: &'static str, since: Option<Day>, until: Option<Day>,
        },
        /// The origin lets nobody go but those of whom no record tells.
        ExitClosedUnless = "admission-exit-closed-unless" {
            origin: Country, asks: &'static str, authority: &'static str, since: Option<Day>, until: Option<Day>,
            unless: &'static str,
        },
        /// The origin asks something first.
        ExitAsks = "admission-exit-asks" { origin: Country, asks: &'static str, authority: &'static str },
        /// What the origin asks today was not found.
        ExitUnknown = "admission-exit-unknown" { origin: Country, asks: &'static str, authority: &'static str },
        /// Time must have passed since the registration, and has.
        WaitKept = "admission-wait-kept" { months: i32, registered: PartialDate },
        /// Time must pass since the registration.
        WaitsUntil = "admission-waits-until" { months: i32, registered: PartialDate, until: Day },
        /// Time must have passed since the registration, of which the day is not recorded.
        WaitUnknown = "admission-wait-unknown" { months: i32, origin: Country },
        /// What the origin asks takes time.
        Takes = "admission-takes" { months: u16 },
        /// Decimal figures of the pay could not be compared.
        PayNotCompared = "admission-pay-not-compared" { floor: Money, monthly: Decimal, currency: Option<&'static str> },
    }
}
