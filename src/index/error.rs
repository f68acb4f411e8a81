//! What can go wrong with an index, and with a query.

use crate::model::Kind;

/// A failure of an index or a question that it cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The engine of the index reported an error.
    #[error("the search index could not be read or written: {0}")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The directory could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A kind has no index.
    #[error("`{0}` cannot be searched: search `worker`, `opening`, `curriculum` or `language_certificate`")]
    NotSearchable(Kind),
    /// A filter on a field that there is none for.
    #[error("`{field}` is no filter of {kind}{}; filters are: {}", nearest.map(|n| format!(" (did you mean `{n}`?)")).unwrap_or_default(), valid.join(", "))]
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
    #[error("`{0}` is no filter: write `field=value`")]
    NoFilter(String),
}
