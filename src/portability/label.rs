//! What becomes of a benefit, in a word.

use crate::model::words;

words! {
    /// A portability verdict, worst first; unknown stands outside the order.
    Label, "`portable`, `partly-portable`, `not-portable` or `unknown`" {
        /// The tables leave the question open.
        Unknown = "unknown",
        /// Nothing is kept.
        NotPortable = "not-portable",
        /// Something is kept.
        PartlyPortable = "partly-portable",
        /// It is kept.
        Portable = "portable",
    }
}
