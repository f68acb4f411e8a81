//! From the cells of a stored row to the typed record: [`Datum`], [`Cell`] and the `records!` macro.
//!
//! A cell is text, a whole number, or absent. An absent cell is *unknown*; a list that is known and
//! empty is the text of no characters (files say `none`). Booleans are 0 and 1; dates, decimals and
//! codes are their canonical text; a list is its items joined by `;`.

use super::{Kind, NotA};
use compact_str::CompactString;

/// A cell at rest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(untagged)]
pub enum Datum {
    /// A whole number; 0 and 1 for a boolean.
    Integer(i64),
    /// A text, the canonical form of its type.
    Text(CompactString),
}

/// A borrowed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatumRef<'a> {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
}

impl Datum {
    /// Borrows the cell.
    pub fn borrow(&self) -> DatumRef<'_> {
        match self {
            Self::Integer(n) => DatumRef::Integer(*n),
            Self::Text(t) => DatumRef::Text(t),
        }
    }
}

impl std::fmt::Display for Datum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(n) => n.fmt(f),
            Self::Text(t) => f.write_str(t),
        }
    }
}

impl<'a> DatumRef<'a> {
    /// The text of the cell.
    ///
    /// # Errors
    /// [`NotA`] when the cell is a number.
    pub fn text(self, expected: &'static str) -> Result<&'a str, NotA> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Integer(n) => Err(NotA::new(&n.to_string(), expected)),
        }
    }
}

/// A type that one cell holds.
pub trait Cell: Sized {
    /// Reads the cell.
    ///
    /// # Errors
    /// [`NotA`] when the cell is no value of the type.
    fn from_cell(datum: DatumRef<'_>) -> Result<Self, NotA>;
}

/// A field of a record: a required cell, or an optional one.
pub trait RecordField: Sized {
    /// Reads the field from a cell that may be absent.
    ///
    /// # Errors
    /// [`NotA`] when the cell is no value of the type, or absent and required.
    fn from_field(datum: Option<DatumRef<'_>>) -> Result<Self, NotA>;
}

impl<T: Cell> RecordField for Option<T> {
    fn from_field(datum: Option<DatumRef<'_>>) -> Result<Self, NotA> {
        datum.map(T::from_cell).transpose()
    }
}

/// Marks the types that may stand as a required field.
macro_rules! required {
    ($($ty:ty),*) => { $(
        impl $crate::model::record::RecordField for $ty {
            fn from_field(datum: Option<$crate::model::DatumRef<'_>>) -> Result<Self, $crate::model::NotA> {
                datum
                    .ok_or_else(|| $crate::model::NotA::new("", "a value: the column is required"))
                    .and_then(<$ty as $crate::model::record::Cell>::from_cell)
            }
        }
    )* };
}
pub(super) use required;

required!(String, super::ConsentPurpose, super::ContractStage, bool);

impl Cell for String {
    fn from_cell(datum: DatumRef<'_>) -> Result<Self, NotA> {
        datum.text("a text").map(str::to_owned)
    }
}

impl Cell for i64 {
    fn from_cell(datum: DatumRef<'_>) -> Result<Self, NotA> {
        match datum {
            DatumRef::Integer(n) => Ok(n),
            DatumRef::Text(t) => Err(NotA::new(t, "a whole number")),
        }
    }
}

impl Cell for bool {
    fn from_cell(datum: DatumRef<'_>) -> Result<Self, NotA> {
        match datum {
            DatumRef::Integer(0) => Ok(false),
            DatumRef::Integer(1) => Ok(true),
            DatumRef::Integer(n) => Err(NotA::new(&n.to_string(), "0 or 1")),
            DatumRef::Text(t) => Err(NotA::new(t, "0 or 1")),
        }
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn from_cell(datum: DatumRef<'_>) -> Result<Self, NotA> {
        let text = datum.text("a list")?;
        text.split(';')
            .filter(|item| !item.is_empty())
            .map(|item| T::from_cell(DatumRef::Text(item)))
            .collect()
    }
}

/// Implements [`Cell`], `Display` and serde for a type with `as_str` and `FromStr`; with `@serde`
/// for a type that already has `Display`.
macro_rules! text_cell {
    (@serde $name:ident, $expected:literal) => {
        impl $crate::model::record::Cell for $name {
            fn from_cell(datum: $crate::model::DatumRef<'_>) -> Result<Self, $crate::model::NotA> {
                datum.text($expected)?.parse()
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
    ($name:ident, $expected:literal) => {
        $crate::model::record::text_cell!(@serde $name, $expected);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use text_cell;

/// A stored cell that its column's type refuses: a broken store, or a schema and a type apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}.{column}: {source}")]
pub struct FieldError {
    /// The kind of record.
    pub kind: Kind,
    /// The column.
    pub column: &'static str,
    /// What is wrong with the cell.
    pub source: NotA,
}

/// A typed record of one kind.
pub trait Record: Sized {
    /// The kind.
    const KIND: Kind;
    /// The columns in the order of the schema and of the cells.
    const COLUMNS: &'static [&'static str];

    /// Reads a record from its cells, which a function gives by the place of the column.
    ///
    /// # Errors
    /// [`FieldError`] naming the first column whose cell is no value of its type.
    fn from_cells<'a>(cell: impl Fn(usize) -> Option<DatumRef<'a>>) -> Result<Self, FieldError>;
}

/// Declares the records: a struct a kind, its columns, and the reading of a row.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* })*) => { $(
        $(#[$doc])*
        ///
        /// The meaning, the constraints and an example of each field stand in the Table Schema of
        /// the kind; `None` is unknown.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "the Table Schema describes each column, once")]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }

        impl $crate::model::record::Record for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::$name;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field),)*];

            fn from_cells<'a>(
                cell: impl Fn(usize) -> Option<$crate::model::DatumRef<'a>>,
            ) -> Result<Self, $crate::model::FieldError> {
                let mut at = 0;
                $(
                    let $field = $crate::model::record::RecordField::from_field(cell(at)).map_err(|source| {
                        $crate::model::FieldError { kind: Self::KIND, column: stringify!($field), source }
                    })?;
                    at += 1;
                )*
                debug_assert_eq!(at, Self::COLUMNS.len());
                Ok(Self { $($field,)* })
            }
        }
    )* };
}
pub(crate) use records;

/// A record of tests, from some of its cells; a blank cell is absent.
#[cfg(test)]
pub(crate) fn record_of<R: super::Record, S: AsRef<str>>(cells: &[(&str, S)]) -> R {
    R::from_cells(|at| {
        let cell = cells.iter().find(|(column, text)| *column == R::COLUMNS[at] && !text.as_ref().is_empty());
        cell.map(|(column, text)| match text.as_ref().parse() {
            Ok(number) if column.ends_with("_hours") => DatumRef::Integer(number),
            _ => DatumRef::Text(text.as_ref()),
        })
    })
    .unwrap()
}
