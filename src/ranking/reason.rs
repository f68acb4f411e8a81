//! What a plan says: what to do, and what stays missing.

use crate::credentials::GapKind;
use crate::credentials::language::LanguageReason;
use crate::curricula::CurriculumReason;
use crate::matching::{Criterion, Gate, MatchReason, PartReason};
use crate::message::{Either, InOrder, Message, reasons};
use crate::model::{Cefr, Country, Language};

reasons! {
    /// What to do, and what stays missing after all that can be done.
    pub enum RankingReason {
        /// Somebody has to see the documents.
        SeeDocuments = "ranking-see-documents",
        /// The next step towards the language rule of a regulator.
        ForRegulator = "ranking-for-regulator" { action: LanguageReason, regulator: &'static str },
        /// A certificate at the level that the opening itself asks for.
        LevelOfOpening = "ranking-level-of-opening" { language: Language, level: Cefr },
        /// Training to make up.
        MakeUp = "ranking-make-up" { lacks: Vec<CurriculumReason> },
        /// The specialty is not recorded: somebody has to say or show it.
        ShowSpecialty = "ranking-show-specialty" { asked: Vec<&'static str> },
        /// Months of practice that the records do not tell: somebody has to say or show them.
        ShowPractice = "ranking-show-practice" { months: i64 },
        /// Recognition and registration, step by step.
        BeRegistered = "ranking-be-registered" { country: Country, steps: InOrder<Either<String>> },
        /// Registration by a way that depends on a fact which is not known.
        BeRegisteredByTraining = "ranking-be-registered-by-training" { country: Country, field: &'static str },
        /// Registration of which no table tells the way.
        BeRegisteredSomehow = "ranking-be-registered-somehow" { country: Country },
        /// A gate stays closed.
        GateClosed = "ranking-gate-closed" { gate: Gate, remedy: MatchReason },
        /// A gap stays.
        GapStays = "ranking-gap-stays" { what: GapKind, missing: Vec<Message> },
        /// A rule holds the recruitment, since nobody knows these facts.
        HoldStays = "ranking-hold-stays" { rule: String, facts: Vec<String> },
        /// A rule that could not judge holds the recruitment.
        UnjudgedStays = "ranking-unjudged-stays" { rule: String, because: Message },
        /// A rule blocks the recruitment.
        BlockStays = "ranking-block-stays" { rule: String, remedy: String },
        /// A criterion stays unknown.
        NotKnown = "ranking-not-known" { criterion: Criterion, because: Vec<PartReason> },
    }
}
