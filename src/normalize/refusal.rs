//! A cell that is refused: why, and what it may mean.

use super::reason::RefusalReason;
use crate::message::{Message, Reason as _};
use crate::resolve::vocabulary::{Candidate, Resolved};
use crate::text::{Near, Nearness};

/// Why a cell is refused, and what it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with the value.
    pub reason: RefusalReason,
    /// The nearest valid value, or those that the value may mean.
    pub meant: Box<[Box<str>]>,
    /// What may stand in the cell instead: only where one value is near and no other comes close.
    pub instead: Option<Box<Instead>>,
}

/// The text that may stand in a cell instead of what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// The text.
    pub text: String,
    /// How near it is to what stands there.
    pub nearness: Nearness,
}

impl From<RefusalReason> for Refusal {
    fn from(reason: RefusalReason) -> Self {
        Self { reason, meant: Box::default(), instead: None }
    }
}

impl Refusal {
    /// What would have been accepted.
    pub fn expected(&self) -> Option<Message> {
        self.reason.expected()
    }

    /// The nearest valid value, or those that the value may mean, as one text.
    pub fn suggestion(&self) -> Option<String> {
        (!self.meant.is_empty()).then(|| self.meant.join(" or "))
    }
}

/// What is wrong, what is expected, and what may be meant.
impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.reason)?;
        if let Some(expected) = self.expected() {
            write!(f, " {expected}")?;
        }
        if self.meant.is_empty() {
            Ok(())
        } else {
            write!(f, " Did you mean `{}`?", self.meant.join("` or `"))
        }
    }
}

impl RefusalReason {
    /// The refusal for this reason, with a value that may be meant.
    pub(super) fn meant(self, value: impl Into<Box<str>>) -> Refusal {
        self.meant_any([value])
    }

    /// The refusal for this reason, with the values that may be meant.
    pub(super) fn meant_any<V: Into<Box<str>>>(self, values: impl IntoIterator<Item = V>) -> Refusal {
        let mut meant: Vec<Box<str>> = Vec::new();
        for value in values.into_iter().map(Into::into) {
            if !meant.contains(&value) {
                meant.push(value);
            }
        }
        Refusal { reason: self, meant: meant.into(), instead: None }
    }

    /// The refusal for this reason, with what a resolver thinks of a text, each thing as `shown`; written in a cell is the
    /// identifier of the one.
    pub(super) fn suggest(
        self,
        found: &Resolved,
        text: &str,
        shown: impl Fn(&Candidate) -> String,
    ) -> Refusal {
        let mut refusal = self.meant_any(found.suggested().iter().map(shown));
        let instead = found.nearness(text).and_then(|nearness| Some((found.id.clone()?, nearness)));
        refusal.instead = instead.map(|(text, nearness)| Box::new(Instead { text, nearness }));
        refusal
    }

    /// The refusal for this reason, with what a near name stands for: shown to people as `shown`, written in a cell as
    /// `value`.
    pub(super) fn near<T>(
        self,
        near: Option<Near<'_, T>>,
        shown: impl FnOnce(&Near<'_, T>) -> (String, Option<String>),
    ) -> Refusal {
        let Some(near) = near else { return self.into() };
        let (text, value) = shown(&near);
        let mut refusal = self.meant(text);
        let value = value.filter(|_| near.alone);
        refusal.instead = value.map(|text| Box::new(Instead { text, nearness: near.nearness }));
        refusal
    }
}
