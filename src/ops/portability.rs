//! `corridor portability`: what a worker keeps of pension, medical and life cover along a corridor.
//!
//! The answer rests on the tables of the program alone; a desk and an act are taken as every operation takes them.

use super::{Act, Desk};
use crate::portability::{self, Answer, Question, Verdict};
use crate::reference::social_security::Branch;

/// The answer for every branch.
pub fn answer(_desk: &Desk, _act: &Act, question: &Question) -> Answer {
    portability::answer(question)
}

/// The verdict for one branch.
pub fn branch(_desk: &Desk, _act: &Act, question: &Question, branch: Branch) -> Verdict {
    portability::branch(question, branch)
}
