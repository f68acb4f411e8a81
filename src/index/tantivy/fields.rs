//! The tantivy schema: one field of words a group of texts, and the fields to filter and compare by.

use crate::query::NUMBERS;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The tantivy schema of a kind.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// The row number in the store.
    pub(super) row: Field,
    /// Titles: short texts that name the thing, weighing more.
    pub(super) title: Field,
    /// All other words.
    pub(super) body: Field,
    /// `name=value` of every filter.
    pub(super) facts: Field,
    /// The numbers, in the order of [`NUMBERS`]: thousandths, and days for dates.
    numbers: [Field; NUMBERS.len()],
}

impl Fields {
    /// The field of a number.
    pub(super) fn number(&self, name: &str) -> Option<Field> {
        NUMBERS.iter().position(|number| number.name == name).map(|at| self.numbers[at])
    }
}

pub(super) fn fields() -> Fields {
    let mut builder = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(super::tokenize::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let row = builder.add_u64_field("row", INDEXED | FAST);
    let title = builder.add_text_field("title", words.clone());
    let body = builder.add_text_field("body", words);
    let facts = builder.add_text_field("facts", STRING);
    let numbers = NUMBERS.map(|number| builder.add_i64_field(number.name, INDEXED | FAST));
    Fields { schema: builder.build(), row, title, body, facts, numbers }
}
