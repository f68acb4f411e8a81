//! Gates: what excludes a match, whatever the score. The one list of them, each with its test, in the
//! order in which they are asked.
//!
//! The scan of packed profiles, the scoring of a record and the explanation all fill [`GateFacts`] and
//! ask [`Gates::closed`]. So they cannot disagree about a gate, and a worker counts for the first closed
//! gate everywhere.

use super::{Ask, MatchReason, OwnOccupations, Person, Profile};
use crate::admission::EntryWay;
use crate::credentials::license;
use crate::model::{Consent, ConsentPurpose, Country, Row, Worker, WorkerStatus, words};

words! {
    /// A condition that excludes a match. The order is the order in which gates are asked.
    Gate, "a gate of a match" {
        /// The opening is closed or past, or names no occupation.
        Opening = "opening",
        /// The occupations are neither the same nor documented as near.
        Occupation = "occupation",
        /// The worker withdrew.
        Withdrawn = "withdrawn",
        /// The worker has not agreed to be matched; unknown is no.
        Consent = "consent",
        /// A license of the occupation is suspended or revoked, in whatever country.
        Barred = "barred",
        /// The words asked for are not in the worker's documents.
        Words = "words",
        /// The worker is not free by the day the work begins.
        Available = "available",
        /// The worker refuses the destination.
        Refused = "refused",
        /// No route of entry that the tables know is open to the worker.
        Admission = "admission",
        /// The origin lets nobody go.
        Exit = "exit",
        /// A reviewer rejected the worker for the opening.
        Rejected = "rejected",
        /// A block rule of a policy pack fired.
        Ethics = "ethics",
    }
}

impl Gate {
    /// Whether the gate is closed.
    #[inline]
    const fn is_closed(self, facts: GateFacts) -> bool {
        match self {
            Self::Opening => facts.no_offer,
            Self::Occupation => !facts.compatible,
            Self::Withdrawn => facts.withdrawn,
            Self::Consent => !facts.consented,
            Self::Barred => facts.barred,
            Self::Words => !facts.outside.has_words,
            Self::Available => facts.too_late,
            Self::Refused => facts.refuses,
            Self::Admission => facts.shut_out,
            Self::Exit => facts.kept_home,
            Self::Rejected => facts.outside.rejected,
            Self::Ethics => facts.outside.blocked,
        }
    }

    /// Whether an excluded worker may be listed by name of the gate. Who has not agreed to be matched is
    /// in no list, and workers of other occupations are only counted.
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::Occupation | Self::Withdrawn | Self::Consent)
    }

    /// What would open it.
    pub fn remedy(self) -> MatchReason {
        match self {
            Self::Opening => MatchReason::OpensOpening,
            Self::Occupation => MatchReason::OpensOccupation,
            Self::Withdrawn => MatchReason::OpensWithdrawn,
            Self::Consent => MatchReason::OpensConsent,
            Self::Barred => MatchReason::OpensBarred,
            Self::Words => MatchReason::OpensWords,
            Self::Available => MatchReason::OpensAvailable,
            Self::Refused => MatchReason::OpensRefused,
            Self::Admission => MatchReason::OpensAdmission,
            Self::Exit => MatchReason::OpensExit,
            Self::Rejected => MatchReason::OpensRejected,
            Self::Ethics => MatchReason::OpensEthics,
        }
    }
}

/// What closes gates and stands in no record of the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outside {
    /// Whether the worker's documents have the words asked for; true when none are asked for.
    pub has_words: bool,
    /// Whether a reviewer rejected the worker for the opening.
    pub rejected: bool,
    /// Whether a block rule of a policy pack fired.
    pub blocked: bool,
}

impl Outside {
    /// No words are asked for, nobody was rejected, and no rule blocks.
    pub const OPEN: Self = Self { has_words: true, rejected: false, blocked: false };
}

/// The facts that the gates are tested on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a fact a gate")]
pub struct GateFacts {
    /// Nobody can be placed in the opening.
    pub no_offer: bool,
    /// The occupations are the same or documented as near.
    pub compatible: bool,
    /// The worker withdrew.
    pub withdrawn: bool,
    /// The worker agreed to be matched.
    pub consented: bool,
    /// A license of the occupation is suspended or revoked on the day, and no later one of the same country stands against it.
    pub barred: bool,
    /// The worker is known not to be free when the work begins.
    pub too_late: bool,
    /// The worker refuses the destination.
    pub refuses: bool,
    /// Every route of entry that the tables know is closed to the worker.
    pub shut_out: bool,
    /// The origin lets nobody go.
    pub kept_home: bool,
    /// What stands in no record.
    pub outside: Outside,
}

/// Whether a worker consents to a purpose for everybody: consent for one organization only is not consent to be matched with
/// all openings.
pub fn consents_to(consents: &[Consent], purpose: ConsentPurpose) -> bool {
    consents.iter().any(|consent| {
        consent.purpose == purpose
            && consent.organization_id.is_none()
            && consent.given == Some(true)
            && consent.withdrawn_on.is_none()
    })
}

/// Whether a worker refuses to be matched: consent was refused or taken back for everybody, or the worker is no longer
/// looking. Of who refuses no recruiter may learn anything, so a search does not find them. Where nothing is recorded
/// nobody has refused.
pub fn refuses_match<'c>(worker: &Worker, consents: impl IntoIterator<Item = &'c Consent>) -> bool {
    worker.status == Some(WorkerStatus::Withdrawn)
        || consents.into_iter().any(|consent| {
            consent.purpose == ConsentPurpose::Match
                && consent.organization_id.is_none()
                && (consent.given == Some(false) || consent.withdrawn_on.is_some())
        })
}

impl GateFacts {
    /// The facts of a worker that no opening changes, the others open. Consent that was withdrawn
    /// counts as withdrawn whatever the day that is asked about.
    pub fn of_worker(worker: &Worker, consents: &[Consent]) -> Self {
        let consented = consents_to(consents, ConsentPurpose::Match);
        Self {
            no_offer: false,
            compatible: true,
            withdrawn: worker.status == Some(WorkerStatus::Withdrawn),
            consented,
            barred: false,
            too_late: false,
            refuses: false,
            shut_out: false,
            kept_home: false,
            outside: Outside::OPEN,
        }
    }

    /// The facts of a record and its profile against an ask.
    pub fn of_record(person: &Person<'_>, profile: &Profile, ask: &Ask<'_>, outside: Outside) -> Self {
        Self {
            no_offer: !ask.offer.closed.is_empty(),
            compatible: ask.occupation_points(&OwnOccupations::of(person)).is_some(),
            barred: ask
                .opening
                .occupation
                .is_some_and(|asked| license::is_barred(person.licenses, asked, ask.day)),
            too_late: profile.comes_too_late(ask),
            refuses: profile.refuses(ask, Some(person.worker)),
            shut_out: ask.entry.is_closed(&person.applicant()),
            kept_home: ask.exit.is_closed(person.worker.residence),
            outside,
            ..Self::of_worker(person.worker, person.consents)
        }
    }

    /// The facts of a packed profile against an ask: only workers who may be matched are packed, and
    /// only groups of compatible occupations are read. `barred` stands with the points of the credentials.
    #[inline]
    pub fn of_profile(profile: &Profile, barred: bool, ask: &Ask<'_>, limits: &Limits) -> Self {
        Self {
            no_offer: !ask.offer.closed.is_empty(),
            compatible: true,
            withdrawn: false,
            consented: true,
            barred,
            too_late: profile.comes_too_late(ask),
            refuses: profile.refuses(ask, None),
            shut_out: limits.entry.way(profile) == EntryWay::Closed,
            kept_home: limits.kept_home.has(u32::from(profile.residence_code())),
            outside: limits.of_profile(profile),
        }
    }
}

/// Gates that are closed: a bit each, the first gate lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gates(u16);

impl Gates {
    /// How many ways there are: through, or into one of the gates.
    pub const WAYS: usize = Gate::ALL.len() + 1;
    /// The way of who passes every gate.
    pub const THROUGH: usize = Gate::ALL.len();

    /// All gates that are closed.
    #[inline]
    pub const fn closed(facts: &GateFacts) -> Self {
        // Written out by a loop without branches: which way a worker goes cannot be foreseen.
        let mut bits = 0;
        let mut at = 0;
        while at < Gate::ALL.len() {
            bits |= (Gate::ALL[at].is_closed(*facts) as u16) << at;
            at += 1;
        }
        Self(bits)
    }

    /// The gates that are closed to a worker in every match.
    pub fn of_worker(worker: &Worker, consents: &[Consent]) -> Self {
        Self::closed(&GateFacts::of_worker(worker, consents))
    }

    /// Whether every gate is open.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The way: the number of the first closed gate, or [`Self::THROUGH`].
    #[inline]
    pub const fn way(self) -> usize {
        (self.0 | 1 << Self::THROUGH).trailing_zeros() as usize
    }

    /// The first closed gate: the one that a worker counts for.
    pub fn first(self) -> Option<Gate> {
        Gate::ALL.get(self.way()).copied()
    }

    /// The closed gates in the order in which they are asked.
    pub fn iter(self) -> impl Iterator<Item = Gate> {
        Gate::ALL.iter().copied().filter(move |gate| self.0 >> *gate as u16 & 1 == 1)
    }
}

/// Numbers as bits: asked of every profile, where a tree of numbers would cost more than the rest.
#[derive(Debug, Clone, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn of(numbers: impl Iterator<Item = u32>) -> Self {
        let mut bits = Vec::new();
        for number in numbers {
            let word = (number / 64) as usize;
            if bits.len() <= word {
                bits.resize(word + 1, 0);
            }
            bits[word] |= 1 << (number % 64);
        }
        Self(bits)
    }

    #[inline]
    fn has(&self, number: u32) -> bool {
        self.0.get((number / 64) as usize).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

/// Rows of the store, asked of every profile.
#[derive(Debug, Clone, Default)]
pub struct GateRows(Bits);

impl GateRows {
    /// A set of rows.
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        Self(Bits::of(rows.into_iter().map(|row| row.0)))
    }

    /// Whether a row is in the set.
    #[inline]
    pub fn has(&self, row: Row) -> bool {
        self.0.has(row.0)
    }
}

/// The way into the destination by what a profile has packed: the side of the border and the nationality.
#[derive(Debug, Clone)]
struct EntryTable {
    /// The packed number of the destination; 0 when there is none.
    destination: u16,
    /// For who lives in a country not known, in the destination, and elsewhere: the way by packed nationality.
    ways: [Vec<EntryWay>; 3],
}

impl EntryTable {
    fn of(ask: &Ask<'_>) -> Self {
        let destination = ask.opening.destination;
        // Any other country will do: rules tell abroad from inside and nothing more.
        let abroad = Country::all().find(|country| Some(*country) != destination);
        let ways = [None, destination, abroad].map(|residence| {
            let way = |of: Option<&[Country]>| ask.entry.way(residence, of);
            let mut ways = vec![EntryWay::Record; Profile::NATIONALITIES];
            ways[usize::from(Profile::NATIONALITY_UNKNOWN)] = way(None);
            ways[usize::from(Profile::NO_NATIONALITY)] = way(Some(&[]));
            for country in Country::all() {
                ways[usize::from(Profile::country_code(Some(country)))] = way(Some(&[country]));
            }
            let several = usize::from(Profile::SEVERAL_NATIONALITIES);
            if ways[..several].iter().all(|way| *way == EntryWay::Open) {
                ways[several] = EntryWay::Open;
            }
            ways
        });
        Self { destination: Profile::country_code(destination), ways }
    }

    #[inline]
    fn way(&self, profile: &Profile) -> EntryWay {
        let side = match profile.residence_code() {
            0 => 0,
            home if home == self.destination => 1,
            _ => 2,
        };
        self.ways[side][usize::from(profile.nationality_code())]
    }
}

/// What is known before any worker is read: who has the words asked for, which corridors a policy blocks for everybody,
/// which an origin closes, and to whom the way in is closed.
#[derive(Debug, Clone)]
pub struct Limits {
    words: Option<GateRows>,
    /// Whom a reviewer rejected for the opening.
    rejected: GateRows,
    /// Countries as packed in profiles.
    blocked: Bits,
    /// Countries as packed in profiles, from which nobody may leave.
    kept_home: Bits,
    entry: EntryTable,
}

impl Limits {
    /// The limits of a search for an ask: the rows that have the words, if words are asked for, and the countries
    /// of residence that a policy blocks.
    pub fn of(
        words: Option<GateRows>,
        blocked: impl IntoIterator<Item = Option<Country>>,
        ask: &Ask<'_>,
    ) -> Self {
        let code = |country| u32::from(Profile::country_code(country));
        let kept_home = Country::all().filter(|origin| ask.exit.is_closed(Some(*origin)));
        Self {
            words,
            rejected: GateRows::default(),
            blocked: Bits::of(blocked.into_iter().map(code)),
            kept_home: Bits::of(kept_home.map(|origin| code(Some(origin)))),
            entry: EntryTable::of(ask),
        }
    }

    /// The same without those whom a reviewer rejected for the opening.
    #[must_use]
    pub fn without(self, rejected: GateRows) -> Self {
        Self { rejected, ..self }
    }

    /// Whether only the record tells if the way in is closed.
    #[inline]
    pub fn wants_record(&self, profile: &Profile) -> bool {
        self.entry.way(profile) == EntryWay::Record
    }

    /// What is outside for a profile.
    #[inline]
    pub fn of_profile(&self, profile: &Profile) -> Outside {
        Outside {
            has_words: self.has_words(profile.row),
            rejected: self.rejected.has(profile.row),
            blocked: self.blocked.has(u32::from(profile.residence_code())),
        }
    }

    /// Whether a worker's documents have the words asked for.
    #[inline]
    pub fn has_words(&self, row: Row) -> bool {
        self.words.as_ref().is_none_or(|rows| rows.has(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_first_of_all_closed_gates_is_the_way(facts in any::<[bool; 12]>()) {
            let [no_offer, compatible, withdrawn, consented, barred, too_late, refuses, has_words, rejected, blocked, shut_out, kept_home] = facts;
            let outside = Outside { has_words, rejected, blocked };
            let gates = Gates::closed(&GateFacts { no_offer, compatible, withdrawn, consented, barred, too_late, refuses, shut_out, kept_home, outside });
            let open = [!no_offer, compatible, !withdrawn, consented, !barred, has_words, !too_late, !refuses, !shut_out, !kept_home, !rejected, !blocked];
            let closed: Vec<Gate> = Gate::ALL.iter().copied().zip(open).filter(|(_, open)| !open).map(|(gate, _)| gate).collect();
            prop_assert_eq!(gates.first(), closed.first().copied());
            prop_assert_eq!(gates.is_empty(), closed.is_empty());
            prop_assert_eq!(gates.iter().collect::<Vec<_>>(), closed);
        }
    }
}
