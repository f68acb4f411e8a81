//! From the cells of a stored row to the typed record: [`Datum`], [`Cell`] and the `records!` macro.
//!
//! A record can also be packed into bytes, for derived files of the same program: reading those takes a tenth of the
//! time that reading cells takes, as nothing is parsed.
//!
//! A cell is text, a whole number, or absent. An absent cell is *unknown*; a list that is known and
//! empty is the text of no characters (files say `none`). Booleans are 0 and 1; dates, decimals and
//! codes are their canonical text; a list is its items joined by `;`.

use super::packing::{pack_number, pack_text, take, unpack_number, unpack_text};
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

    /// Appends the value as bytes.
    fn pack(&self, to: &mut Vec<u8>);

    /// Takes a packed value from the front of bytes; `None` when they hold none.
    fn unpack(from: &mut &[u8]) -> Option<Self>;
}

/// A field of a record: a required cell, or an optional one.
pub trait RecordField: Sized {
    /// Reads the field from a cell that may be absent.
    ///
    /// # Errors
    /// [`NotA`] when the cell is no value of the type, or absent and required.
    fn from_field(datum: Option<DatumRef<'_>>) -> Result<Self, NotA>;

    /// Appends the field as bytes, if it is there, and tells whether it is.
    fn pack_field(&self, to: &mut Vec<u8>) -> bool;

    /// Takes a packed field that is there; `None` when the bytes hold none.
    fn unpack_field(from: &mut &[u8]) -> Option<Self>;

    /// The field when nothing was packed: absent, or if it is required the identifier of the whole.
    fn left_out(whole: &str) -> Option<Self>;
}

impl<T: Cell> RecordField for Option<T> {
    fn from_field(datum: Option<DatumRef<'_>>) -> Result<Self, NotA> {
        datum.map(T::from_cell).transpose()
    }

    fn pack_field(&self, to: &mut Vec<u8>) -> bool {
        self.iter().for_each(|value| value.pack(to));
        self.is_some()
    }

    fn unpack_field(from: &mut &[u8]) -> Option<Self> {
        T::unpack(from).map(Some)
    }

    fn left_out(_whole: &str) -> Option<Self> {
        Some(None)
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

            fn pack_field(&self, to: &mut Vec<u8>) -> bool {
                $crate::model::record::Cell::pack(self, to);
                true
            }

            fn unpack_field(from: &mut &[u8]) -> Option<Self> {
                <Self as $crate::model::record::Cell>::unpack(from)
            }

            fn left_out(whole: &str) -> Option<Self> {
                Self::from_field(Some($crate::model::DatumRef::Text(whole))).ok()
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

    fn pack(&self, to: &mut Vec<u8>) {
        pack_text(self, to);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_text(from).map(str::to_owned)
    }
}

impl Cell for i64 {
    fn from_cell(datum: DatumRef<'_>) -> Result<Self, NotA> {
        match datum {
            DatumRef::Integer(n) => Ok(n),
            DatumRef::Text(t) => Err(NotA::new(t, "a whole number")),
        }
    }

    fn pack(&self, to: &mut Vec<u8>) {
        // Zigzag: numbers near zero are small, whatever their sign.
        pack_number((self << 1 ^ self >> 63).cast_unsigned(), to);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let number = unpack_number(from)?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
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

    fn pack(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        take(from, 1).map(|byte| byte == [1])
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

    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(self.len() as u64, to);
        self.iter().for_each(|item| item.pack(to));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        (0..unpack_number(from)?).map(|_| T::unpack(from)).collect()
    }
}

/// Implements [`Cell`], `Display` and serde for a type with `as_str` and `FromStr`; with `@serde`
/// for a type that already has `Display`. Packed it is its text, or where two functions are named
/// the number that the first one gives and the second one reads.
macro_rules! text_cell {
    (@serde $name:ident, $expected:literal, $number:expr, $value:expr) => {
        impl $crate::model::record::Cell for $name {
            fn from_cell(datum: $crate::model::DatumRef<'_>) -> Result<Self, $crate::model::NotA> {
                datum.text($expected)?.parse()
            }

            fn pack(&self, to: &mut Vec<u8>) {
                let number: fn(Self) -> u64 = $number;
                $crate::model::packing::pack_number(number(*self), to);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                let value: fn(u64) -> Option<Self> = $value;
                value($crate::model::packing::unpack_number(from)?)
            }
        }
        $crate::model::record::text_cell!(@text $name);
    };
    (@serde $name:ident, $expected:literal) => {
        impl $crate::model::record::Cell for $name {
            fn from_cell(datum: $crate::model::DatumRef<'_>) -> Result<Self, $crate::model::NotA> {
                datum.text($expected)?.parse()
            }

            fn pack(&self, to: &mut Vec<u8>) {
                $crate::model::packing::pack_text(&self.to_string(), to);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                $crate::model::packing::unpack_text(from)?.parse().ok()
            }
        }
        $crate::model::record::text_cell!(@text $name);
    };
    (@text $name:ident) => {
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
    ($name:ident, $expected:literal $(, $number:expr, $value:expr)?) => {
        $crate::model::record::text_cell!(@serde $name, $expected $(, $number, $value)?);
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

    /// Appends the record as bytes: a bit for each column that is there and wanted, then these columns.
    fn pack(&self, is_wanted: impl Fn(&str) -> bool, to: &mut Vec<u8>);

    /// Takes a packed record from the front of bytes; `None` when they hold none. A column that was left out is absent,
    /// and a required one is the text given: the identifier of the whole, which each part begins with.
    fn unpack(whole: &str, from: &mut &[u8]) -> Option<Self>;
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

            fn pack(&self, is_wanted: impl Fn(&str) -> bool, to: &mut Vec<u8>) {
                let bits = to.len();
                to.resize(bits + Self::COLUMNS.len().div_ceil(8), 0);
                let mut at = 0;
                $(
                    if is_wanted(stringify!($field))
                        && $crate::model::record::RecordField::pack_field(&self.$field, to)
                    {
                        to[bits + at / 8] |= 1 << (at % 8);
                    }
                    at += 1;
                )*
                debug_assert_eq!(at, Self::COLUMNS.len());
            }

            fn unpack(whole: &str, from: &mut &[u8]) -> Option<Self> {
                use $crate::model::record::RecordField;
                let bits = $crate::model::packing::take(from, Self::COLUMNS.len().div_ceil(8))?;
                let mut at = 0;
                $(
                    let $field = if bits[at / 8] >> (at % 8) & 1 == 1 {
                        RecordField::unpack_field(from)?
                    } else {
                        RecordField::left_out(whole)?
                    };
                    at += 1;
                )*
                debug_assert_eq!(at, Self::COLUMNS.len());
                Some(Self { $($field,)* })
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

#[cfg(test)]
mod tests {
    use super::super::{Country, Decimal, LanguageCertificate, PartialDate, Qualification, Worker};
    use super::*;
    use proptest::prelude::*;

    fn back<T: Cell>(value: &T) -> Option<T> {
        let mut bytes = Vec::new();
        value.pack(&mut bytes);
        let mut rest = &bytes[..];
        T::unpack(&mut rest).filter(|_| rest.is_empty())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_packed_comes_back(
            number in any::<i64>(),
            text in any::<String>(),
            list in proptest::collection::vec("[a-zäß;]{0,5}", 0..5),
            (year, month, day) in (1790_i16..2210, proptest::option::of(0_i8..14), proptest::option::of(0_i8..33)),
            thousandths in -1_000_000_i64..1_000_000,
        ) {
            prop_assert_eq!(back(&number), Some(number));
            prop_assert_eq!(back(&text), Some(text));
            prop_assert_eq!(back(&list), Some(list));
            if let Ok(date) = PartialDate::new(year, month, day) {
                prop_assert_eq!(back(&date), Some(date));
            }
            let decimal = Decimal::from_thousandths(thousandths);
            prop_assert_eq!(back(&decimal), Some(decimal));
        }

        #[test]
        fn bytes_that_nobody_packed_are_no_record_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = Qualification::unpack("W-1", &mut &bytes[..]);
            let _ = Worker::unpack("W-1", &mut &bytes[..]);
            let _ = LanguageCertificate::unpack("W-1", &mut &bytes[..]);
        }
    }

    #[test]
    fn every_country_comes_back() {
        assert!(Country::all().all(|country| back(&country) == Some(country)));
    }

    #[test]
    fn a_record_comes_back_without_what_was_left_out() {
        let whole: Qualification = record_of(&[
            ("worker_id", "W-1"),
            ("title", "Diploma in Nursing"),
            ("completed", "2014-06"),
            ("occupation", "2221"),
            ("trained_in", "KE"),
            ("years", "3.5"),
            ("clinical_hours", "2300"),
            ("language", "en"),
            ("evidence", "document-seen"),
        ]);
        let mut bytes = Vec::new();
        whole.pack(|column| column != "worker_id", &mut bytes);
        assert_eq!(Qualification::unpack("W-1", &mut &bytes[..]), Some(whole.clone()));
        bytes.clear();
        whole.pack(|column| column != "title", &mut bytes);
        assert_eq!(
            Qualification::unpack("W-2", &mut &bytes[..]),
            Some(Qualification { title: None, ..whole })
        );
    }
}
