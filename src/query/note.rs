//! What the person who asked should know of a query: where it could not be read, and what was done instead.
//!
//! The sentences stand in `data/messages/en/query.ftl`.

use crate::message::reasons;

reasons! {
    /// What the person who asked should know.
    pub enum QueryNote {
        /// A quote was not closed.
        OpenQuote = "query-open-quote" { at: i64 },
        /// A parenthesis was not closed.
        OpenParenthesis = "query-open-parenthesis" { at: i64 },
        /// A parenthesis was closed that none opened.
        StrayParenthesis = "query-stray-parenthesis" { at: i64 },
        /// An operator has nothing on one of its sides.
        LoneOperator = "query-lone-operator" { sign: String, at: i64 },
        /// A field that the kind does not have.
        UnknownField = "query-unknown-field" { field: String, at: i64, valid: Vec<String> },
        /// The same, where another field has a name like it.
        LikeField = "query-like-field" { field: String, at: i64, nearest: String },
        /// A value that its field cannot have.
        NoValue = "query-no-value" { field: String, value: String, at: i64, reason: String },
        /// The same, where the field has a value like it.
        LikeValue = "query-like-value" { field: String, value: String, at: i64, reason: String, nearest: String },
        /// A range without its end.
        OpenRange = "query-open-range" { text: String, at: i64 },
        /// A nearness without a number of words.
        OpenNearness = "query-open-nearness" { text: String, at: i64, within: i64 },
        /// Signs that mean nothing by themselves.
        NoWord = "query-no-word" { text: String },
        /// Articles and the like beside other words.
        SmallWords = "query-small-words" { words: Vec<String> },
        /// A sign of another search language behind a word.
        OtherSign = "query-other-sign" { sign: String, at: i64 },
        /// A range whose end lies before its beginning.
        ReversedRange = "query-reversed-range" { text: String, at: i64 },
        /// A value that names something of which the field has the country.
        ReadAs = "query-read-as" { field: String, value: String, country: String },
        /// More was asked than is looked at.
        TooLong = "query-too-long" { most: i64 },
        /// More parts than are looked at.
        TooMany = "query-too-many" { most: i64, first_left_out: String },
        /// Fewer records are listed than asked for.
        ListCut = "query-list-cut" { most: i64 },
        /// No record has all of the words.
        SomeOfTheWords = "query-some-of-the-words",
        /// Words that no record has.
        NobodyHas = "query-nobody-has" { words: Vec<String> },
        /// A word that no record has as it is typed, and the word that was found for it.
        DidYouMean = "query-did-you-mean" { word: String, found: String },
        /// The query is the identifier of a record.
        Identifier = "query-identifier" { id: String, kind: crate::model::Kind },
        /// The records changed since the index was written.
        IndexBehind = "query-index-behind" { index: i64, store: i64 },
        /// A cursor of another query.
        OtherCursor = "query-other-cursor",
    }
}

reasons! {
    /// Why a record fits a word that stands in it differently, or nowhere.
    pub enum FoundReason {
        /// Another form of the word.
        Form = "found-form" { word: String, found: String },
        /// The name of the same thing.
        Synonym = "found-synonym" { word: String, found: String },
        /// The name of something that the record has by a code.
        Named = "found-named" { word: String },
        /// The occupation that the word names.
        Occupation = "found-occupation" { word: String, code: crate::model::Isco08, title: String },
        /// The specialty that the word names.
        Specialty = "found-specialty" { word: String, specialty: String },
        /// A compound of which the word is a part, or its parts.
        Part = "found-part" { word: String, found: String },
        /// A word that begins so.
        Begun = "found-begun" { word: String, found: String },
        /// A word that is spelt nearly so.
        Near = "found-near" { word: String, found: String },
    }
}
