//! What a header says of a person that no column of ours takes: addresses, towns, numbers of papers.

use super::header::{FAINT, Header, Word};
use super::lexicon::{Form, Owner, lexicon};
use crate::dedupe::{Field, Use};

/// What the terms say of a header that no column of ours takes.
pub(super) enum Known {
    /// It is a mark of a person.
    Mark(Use),
    /// It is known, and no mark of a person.
    NoMark,
    /// The terms do not have it.
    No,
}

/// What the terms say of a header.
pub(super) fn known(header: &Header) -> Known {
    let forms = [Form::Exact, Form::Cleaned, Form::Canonical, Form::Sorted];
    let Some(owners) = forms.into_iter().find_map(|form| lexicon().owners(header, form)) else {
        return Known::No;
    };
    let mark = owners.iter().find_map(|owner| match owner {
        Owner::Person(of) => Some(*of),
        _ => None,
    });
    match mark {
        Some(of) => Known::Mark(of),
        None if owners.contains(&Owner::Nobody) => Known::NoMark,
        None => Known::No,
    }
}

/// Whether a header is known to hold towns, alone or with what lies beside them.
pub(super) fn is_locality(header: &Header) -> bool {
    match known(header) {
        Known::Mark(of) => of == Use::Field(Field::Locality),
        Known::NoMark => false,
        Known::No => held(header) == Some(Use::Field(Field::Locality)),
    }
}

/// Whether a header is known to hold addresses.
pub(super) fn is_address(header: &Header) -> bool {
    matches!(known(header), Known::Mark(Use::Field(Field::Street)))
}

/// What a header holds with a word more: `address 3`, `postcode_fake`. A single word tells only where the others are
/// numbers or say nothing, or where it can mean one thing alone, as a postcode does.
pub(super) fn held(header: &Header) -> Option<Use> {
    let words = &header.words;
    let (of, term) = lexicon().person_within(words)?;
    let other = |word: &&Word| !term.iter().any(|held| held.text == word.text);
    let idle = |word: &Word| word.weight <= FAINT || word.text.bytes().all(|byte| byte.is_ascii_digit());
    let tells = term.len() > 1 || of == Use::Field(Field::Postcode) || words.iter().filter(other).all(idle);
    tells.then_some(of)
}
