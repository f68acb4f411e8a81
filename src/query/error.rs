//! What is wrong with a query: what was written, and what can be asked.

use crate::message::{Explained, Hint, codes};
use crate::model::Kind;

/// A query that cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The kind has no index.
    #[error("records of `{0}` cannot be searched")]
    NotSearchable(Kind),
    /// A filter on a field that has no filter.
    #[error("`{field}` is not a filter of {kind}; the filters are {}", valid.join(", "))]
    UnknownFilter {
        /// The kind.
        kind: Kind,
        /// The field asked for.
        field: String,
        /// The nearest one.
        nearest: Option<&'static str>,
        /// All of them.
        valid: Vec<&'static str>,
    },
    /// A filter is not of the form `field=value`.
    #[error("`{0}` is not a filter; expected `field=value`")]
    NoFilter(String),
    /// A value of a filter that names nothing.
    #[error("`{value}` is no value of the filter `{field}`: {reason}")]
    Unreadable {
        /// The filter.
        field: &'static str,
        /// What was written.
        value: String,
        /// What is wrong with it, and what would do.
        reason: String,
        /// The nearest value, or those that it may mean.
        nearest: Option<String>,
    },
    /// A number that records of the kind do not have.
    #[error("`{name}` is not a number of a {kind}; expected {}", if known.is_empty() { "a curriculum or a language_certificate".to_owned() } else { known.join(", ") })]
    NoNumber {
        /// The kind.
        kind: Kind,
        /// What was written before the sign.
        name: String,
        /// The numbers that there are.
        known: Vec<&'static str>,
    },
    /// A value that cannot be compared.
    #[error("`{name}` cannot be compared with `{value}`; expected {expected}")]
    NotComparable {
        /// The number.
        name: &'static str,
        /// What was written behind the sign.
        value: String,
        /// What would do.
        expected: &'static str,
    },
}

impl Explained for QueryError {
    codes! {
        NotSearchable = "query-not-searchable",
        UnknownFilter = "query-unknown-filter",
        NoFilter = "query-no-filter",
        Unreadable = "query-unreadable",
        NoNumber = "query-no-number",
        NotComparable = "query-not-comparable",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NotSearchable(_) => {
                let kinds = [Kind::Worker, Kind::Opening, Kind::Curriculum, Kind::LanguageCertificate];
                vec![Hint::OneOf(kinds.iter().map(ToString::to_string).collect())]
            }
            Self::UnknownFilter { nearest, .. } => Hint::nearest(*nearest),
            Self::Unreadable { nearest, .. } => Hint::nearest(nearest.as_deref()),
            Self::NoFilter(_) | Self::NoNumber { .. } | Self::NotComparable { .. } => Vec::new(),
        }
    }
}
