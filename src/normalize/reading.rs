//! What a cell was read as, and what was found beside its value.

use super::reason::Remark;
use crate::model::Datum;
use compact_str::CompactString;

/// What a cell was read as.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The canonical cell; `None` is unknown.
    pub datum: Option<Datum>,
    /// What is worth knowing of how it was read.
    pub remarks: Vec<Remark>,
    /// What the cell says of other columns of its record.
    pub also: Vec<Also>,
}

/// What a cell says of another column: `7.5 (W 6.5)` of the writing, `€ 2500` of the currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// The column.
    pub column: &'static str,
    /// Its value, or several of which it is one: a `$` agrees with many currencies and says none.
    pub any_of: Vec<CompactString>,
    /// Whether it gives way to what the column says itself, whatever that is.
    pub yields: bool,
}

/// What is found beside the value.
#[derive(Debug, Default)]
pub(super) struct Extra {
    pub(super) remarks: Vec<Remark>,
    pub(super) also: Vec<Also>,
}

impl Extra {
    /// Keeps a remark, unless there is one already: the first says what matters most.
    pub(super) fn remark(&mut self, remark: Remark) {
        if self.remarks.is_empty() {
            self.remarks.push(remark);
        }
    }

    #[cfg(test)]
    pub(super) fn is_noted(&self) -> bool {
        !self.remarks.is_empty()
    }

    pub(super) fn also<'a>(&mut self, column: &'static str, any_of: impl IntoIterator<Item = &'a str>) {
        let any_of = any_of.into_iter().map(CompactString::from).collect();
        self.also.push(Also { column, any_of, yields: false });
    }

    /// Says something of a column that says nothing itself.
    pub(super) fn also_where_blank(&mut self, column: &'static str, value: &str) {
        self.also.push(Also { column, any_of: vec![value.into()], yields: true });
    }
}
