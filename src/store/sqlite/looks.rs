//! Looks at personal data: they change nothing, and are told all the same.

use super::writing::{Acting, Pen};
use crate::store::{Event, Gate, Look, Signature, StoreError};

/// Notes that personal data is looked at.
pub(super) fn look(pen: &Pen, look: &Look<'_>, by: &Signature<'_>) -> Result<(), StoreError> {
    let event = match *look {
        Look::Export { kind, records, purpose, seq, handles } => {
            Event::Export { kind, records, purpose: purpose.to_owned(), seq, subjects: handles.to_vec() }
        }
        Look::Evidence { sha256, seq } => Event::Evidence { sha256, seq },
        Look::Identities { purpose, handles } => {
            Event::Look { purpose: purpose.to_owned(), subjects: handles.to_vec() }
        }
    };
    let acting = Acting { by, gate: &Gate::default(), point: "look-commit" };
    pen.change(&acting, |_| Ok(((), vec![event])))
}
