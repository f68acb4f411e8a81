//! Benefits that travel: what a worker keeps of pension, medical and life cover after the contract.
//!
//! The classification follows Holzmann and Koettl (2011) and Avato, Koettl and Sabates-Wheeler (2010):
//! *portability* is more than payment abroad, it keeps rights that are still being acquired, and only
//! an agreement does that by adding periods of both states (totalization). The procedure
//! ([`procedure`]) goes from multilateral instruments over the agreement of the two states to the
//! destination's own rules, and cites what decided.

mod answer;
mod case;
mod cite;
mod ending;
mod instruments;
mod label;
mod national;
mod procedure;
mod reason;
mod scope;

pub use answer::{Answer, CountryGroup, Decisive, Question, Verdict};
pub use ending::Ending;
pub use label::Label;
pub use procedure::{answer, answer_for_assumed_months, branch};
pub use reason::{Cited, Headline, PortabilityReason, VerdictCondition};
