//! The tantivy schema: one field of words for each field of texts, and the fields to filter, count and compare by.

use crate::query::{NUMBERS, TEXTS};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The tantivy schema of a kind.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// The row number in the store.
    pub(super) row: Field,
    /// The words, in the order of [`TEXTS`].
    texts: [Field; TEXTS.len()],
    /// Long words from their end to their beginning, by which compounds are found.
    pub(super) ends: Field,
    /// `name=value` of every filter, folded.
    pub(super) facts: Field,
    /// The same as written, to be counted.
    pub(super) counted: Field,
    /// The numbers, in the order of [`NUMBERS`]: thousandths, and days for dates.
    numbers: [Field; NUMBERS.len()],
}

/// The name of the column of facts that are counted.
pub(super) const COUNTED: &str = "counted";

impl Fields {
    /// The field of a number.
    pub(super) fn number(&self, name: &str) -> Option<Field> {
        NUMBERS.iter().position(|number| number.name == name).map(|at| self.numbers[at])
    }

    /// The field of a text.
    pub(super) fn text(&self, name: &str) -> Option<Field> {
        TEXTS.iter().position(|text| text.name == name).map(|at| self.texts[at])
    }
}

pub(super) fn fields() -> Fields {
    let mut builder = Schema::builder();
    let words = |tokenizer, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let row = builder.add_u64_field("row", INDEXED | FAST);
    let text = words(super::tokenize::NAME, IndexRecordOption::WithFreqsAndPositions);
    let texts = TEXTS.map(|field| builder.add_text_field(field.name, text.clone()));
    let ends = builder.add_text_field("ends", words(super::tokenize::ENDS, IndexRecordOption::Basic));
    let facts = builder.add_text_field("facts", STRING);
    let counted = builder.add_text_field(COUNTED, TextOptions::default().set_fast("raw"));
    // Ranges are read from the columns: an inverted index of numbers would be written and never asked.
    let numbers = NUMBERS.map(|number| builder.add_i64_field(number.name, FAST));
    Fields { schema: builder.build(), row, texts, ends, facts, counted, numbers }
}
