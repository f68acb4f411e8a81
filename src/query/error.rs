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
}

impl Explained for QueryError {
    codes! {
        NotSearchable = "query-not-searchable",
        UnknownFilter = "query-unknown-filter",
        NoFilter = "query-no-filter",
        Unreadable = "query-unreadable",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NotSearchable(_) => {
                let kinds = [Kind::Worker, Kind::Opening, Kind::Curriculum, Kind::LanguageCertificate];
                vec![Hint::OneOf(kinds.iter().map(ToString::to_string).collect())]
            }
            Self::UnknownFilter { nearest, .. } => Hint::nearest(*nearest),
            Self::Unreadable { nearest, .. } => Hint::nearest(nearest.as_deref()),
            Self::NoFilter(_) => Vec::new(),
        }
    }
}
