//! Policy packs: lists, recruitment agreements and rules as versioned data.
//!
//! The packs of `data/policy/` are compiled in; a data directory may add others or replace some.
//! A pack is a manifest (`pack.toml`), the names on its list (`list.csv`) and when which edition was
//! in force (`regimes.csv`), agreements (`agreements.csv`), rules (`rules.toml`) with conditions
//! in CEL over the facts of a case, and what is said of the rules (`en.ftl`). What a case *is*, and what becomes of it, is [`crate::ethics`].

mod agreement;
mod condition;
mod difference;
mod lint;
mod list;
mod pack;
mod reach;
mod reason;
mod texts;

pub use agreement::{AgreementQuota, AgreementStatus, LaborAgreement, QuotaPeriod};
pub use condition::{Condition, ConditionError, ConditionFacts, Fact, FactType, KnownFact, Truth, Written};
pub use difference::{PackDifference, PackFields, PackItem, PackSection, contents, differences};
pub use lint::{LintFinding, lint, test, undecided};
pub use list::{ListEntry, Regime, Standing};
pub use pack::{
    Example, InstalledPack, LONGEST_OVERRIDE, OverridePower, Pack, PackError, PackFault, Packs, PolicyRule,
    StoodInPack, builtin, directories, files_of, files_of_pack, hash_of, hash_of_set, installed, load,
    read_dir, survey,
};
pub use reason::{ExampleKind, LintReason};
pub use texts::{PackTexts, TextPart};
