//! The codes of findings that no check of a record gives: rows and cells that were not understood, and
//! what only the store can see. Each has its page `codes/SLUG.md`, as the record checks have.

use super::record::Severity;
use crate::rule::Rule;

macro_rules! codes {
    ($($id:ident $severity:ident $slug:literal, $source:literal;)*) => {
        &[$((
            &Rule { id: stringify!($id), slug: $slug, source: $source, docs: include_str!(concat!("codes/", $slug, ".md")) },
            Severity::$severity,
        ),)*]
    };
}

/// The codes, by id, with what a finding does to its row.
pub(super) static CODES: &[(&Rule, Severity)] = codes! {
    IMP001 Reject "row-of-another-length", "RFC 4180, section 2, rule 4";
    IMP002 Reject "required-cell-blank", "the Table Schema of the kind, constraints";
    IMP003 Reject "part-written-twice", "the Table Schema of the kind, naturalKey";
    IMP010 Warn "cell-not-understood", "the Table Schema of the kind, fields";
    IMP011 Note "suggestion-taken", "the Table Schema of the kind, fields";
    IMP012 Note "cell-read-with-a-remark", "the Table Schema of the kind, fields";
    IMP013 Reject "cell-contradicts-another", "the Table Schema of the kind, fields";
    IMP014 Warn "part-left-out", "the Table Schema of the kind, naturalKey and holds_row";
    IMP015 Warn "consent-refused-elsewhere", "the Table Schema of the kind, holds_row";
    IMP020 Note "row-put-right", "RFC 4180, section 2";
    IMP021 Reject "row-put-right-by-a-guess", "RFC 4180, section 2";
    IMP022 Reject "totals-or-a-remark", "RFC 4180, section 2, rule 1";
    IMP023 Reject "bytes-not-of-the-encoding", "the Encoding Standard, section 4";
    IMP101 Reject "record-twice-in-batch", "the Table Schema of the kind, naturalKey";
    IMP102 Reject "reference-to-nobody", "the Table Schema of the kind, foreignKeys";
    IMP103 Reject "identifier-of-somebody-else", "the Table Schema of the kind, naturalKey";
};
