//! What a training holds against the minimum of a destination: years, hours, subjects.
//!
//! [`compare()`] is the one comparison. `compare` and `harmonize` show it whole, `match` scores its
//! [`CurriculumLevel`], `why` gives its [`CurriculumReason`]s and gaps, `plan` makes up what it finds short. Start with
//! `compare.rs`: a [`Program`] goes in, a [`TrainingComparison`] comes out.
//!
//! Fractions of the table are parts of the *minimum* duration, so more hours never widen a gap.
//! Destinations that judge by examination or academic level have a level of their own: enough hours
//! there are no pass. Years and hours are all needed, not one of them.

mod choice;
mod collection;
mod compare;
mod comparison;
pub mod courses;
mod facts;
pub mod harmonize;
mod level;
mod program;
mod reason;
mod requirement;

pub use choice::{ChosenTraining, choose};
pub use collection::{Curricula, Syllabus};
pub use compare::{compare, level};
pub use comparison::{Line, TrainingComparison};
pub use facts::Origin;
pub use level::CurriculumLevel;
pub use program::Program;
pub use reason::{Basis, BasisKind, CurriculumNote, CurriculumReason};
pub use requirement::{Overall, Requirement, Verdict};

use crate::model::Isco08;

/// Whether a training for one occupation is one for another: the same unit group, or a specialist
/// doctor as a doctor.
fn serves(held: Isco08, asked: Isco08) -> bool {
    held == asked || (held.code() == 2212 && asked.code() == 2211)
}

/// Whether an occupation is the assistant level of another: associate professionals (ISCO-08 major
/// group 3) and personal care workers (5) of the same field.
fn is_assistant_to(held: Isco08, asked: Isco08) -> bool {
    match asked.code() {
        2221 | 2222 => matches!(held.code(), 3221 | 3222 | 5321 | 5322 | 5329),
        3221 | 3222 => matches!(held.code(), 5321 | 5322 | 5329),
        2211 | 2212 => held.code() == 2240,
        2261 => held.code() == 3251,
        2262 => held.code() == 3213,
        2264 => held.code() == 3255,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
