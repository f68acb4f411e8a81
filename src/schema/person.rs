//! Which columns tell who a person is: what lists and exports leave out until they may be told.

use super::{Field, Semantic};
use crate::model::Kind;

/// Whether records of a kind are about a person.
pub fn concerns_person(kind: Kind) -> bool {
    let of_person = |kind: Kind| matches!(kind, Kind::Worker | Kind::Placement);
    of_person(kind) || kind.parent().is_some_and(of_person)
}

/// Whether a column of a kind can tell who the person is: names, contacts, the date of birth, numbers of
/// documents, employers, and text that may say anything. The identifier stays: it is the handle by
/// which the blind speak of a person, and means nothing outside the store.
pub fn identifies(kind: Kind, field: &Field) -> bool {
    // Bodies that thousands of people have in common.
    const SHARED: &[&str] = &["regulator", "school"];
    if field.name == "birth_date" {
        return true;
    }
    match kind {
        Kind::Worker | Kind::Qualification | Kind::License | Kind::LanguageCertificate | Kind::Employment => {
            use Semantic::{Code, Email, Name, Phone, Text};
            matches!(field.semantic, Text | Name | Code | Email | Phone)
                && !SHARED.contains(&field.name.as_str())
        }
        Kind::Placement => field.name == "notes",
        Kind::Cost => field.name == "payee",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn what_tells_who_a_worker_is() {
        let of = |kind: Kind| -> Vec<&str> {
            let fields = schema::table(kind).fields.iter();
            fields.filter(|field| identifies(kind, field)).map(|field| field.name.as_str()).collect()
        };
        assert_eq!(
            of(Kind::Worker),
            ["full_name", "given_name", "family_name", "birth_date", "title", "email", "phone", "summary"]
        );
        assert_eq!(of(Kind::License), ["number"]);
        assert_eq!(of(Kind::Employment), ["employer", "title"]);
        assert_eq!(of(Kind::Placement), ["birth_date", "notes"]);
        assert_eq!(of(Kind::Cost), ["payee"]);
        assert_eq!(of(Kind::Organization), [""; 0]);
        assert!(!concerns_person(Kind::Opening) && concerns_person(Kind::Consent));
    }
}
