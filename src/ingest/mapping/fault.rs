//! What is wrong with a recipe, and where.

use crate::message::{Explained, Hint, codes};
use crate::normalize::Refusal;
use crate::rule::Place;

/// A recipe that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {fault}")]
pub struct RecipeError {
    /// The recipe.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Box<RecipeFault>,
}

/// What is wrong with a recipe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipeFault {
    /// It is no TOML.
    #[error("this is not TOML: {0}")]
    Toml(String),
    /// It says something that we do not know.
    #[error("there is no key `{key}` here: expected {expected}")]
    Key {
        /// The key.
        key: String,
        /// The keys that there are.
        expected: String,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// A value is of the wrong form.
    #[error("`{key}` is not understood: expected {expected}")]
    Form {
        /// Where.
        key: String,
        /// What was expected.
        expected: String,
    },
    /// A column does not exist.
    #[error("`{written}` is not a column of {kind}")]
    Column {
        /// As written.
        written: String,
        /// The kind.
        kind: String,
        /// The nearest column.
        nearest: Option<String>,
    },
    /// A value does not read as one of its column.
    #[error("`{value}` cannot be a value of `{column}`: {refusal}")]
    Value {
        /// The value.
        value: String,
        /// The column.
        column: String,
        /// What is wrong.
        refusal: Box<Refusal>,
    },
    /// Two headers mean one column.
    #[error("`{header}` and `{other}` both mean `{column}`: a column has one header")]
    Twice {
        /// A header.
        header: String,
        /// Its column.
        column: String,
        /// Another header, or `[defaults]`.
        other: String,
    },
    /// A column that no header means has values to translate.
    #[error("no header of `[columns]` means `{column}`, so the values of the column translate nothing")]
    Idle {
        /// The column.
        column: String,
    },
    /// The identifier of a record is the same for all.
    #[error("`{column}` identifies a record and cannot be the same for all rows")]
    Identifier {
        /// The column.
        column: String,
    },
}

impl Explained for RecipeFault {
    codes! {
        Toml = "recipe-no-toml",
        Key = "recipe-unknown-key",
        Form = "recipe-form",
        Column = "recipe-no-such-column",
        Value = "recipe-value",
        Twice = "recipe-two-headers",
        Idle = "recipe-idle-values",
        Identifier = "recipe-identifier",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Key { nearest, .. } | Self::Column { nearest, .. } => Hint::nearest(nearest.as_deref()),
            _ => Vec::new(),
        }
    }
}

impl Explained for RecipeError {
    fn code(&self) -> &'static str {
        self.fault.code()
    }

    fn codes() -> &'static [&'static str] {
        &[]
    }

    fn hints(&self) -> Vec<Hint> {
        self.fault.hints()
    }

    fn place(&self) -> Option<Place> {
        Some(Place { file: self.file.clone(), row: self.line as u64, ..Place::default() })
    }
}
