//! From the text of a query to its tree.

use super::QueryError;
use super::fields::{KINDS, Number, filters, numbers};
use super::tree::{Between, Note, Query, QueryCondition, Term};
use crate::model::{Decimal, Kind, PartialDate};
use crate::normalize;
use crate::schema::{self, Field};
use crate::text::{behind_elision, fold, nearest, words};
use std::ops::Bound;

/// Units that may stand apart from their number.
const UNITS: &[&str] = &["h", "hours", "hrs", "years", "y"];

/// How near a name must be to be suggested.
const BAR: f64 = 0.6;

/// Reads a query about records of a kind; `more` are filters beside the text, each `field=value`.
///
/// # Errors
/// [`QueryError`] for a kind that cannot be searched, a filter or a number that the kind does not have, and a value that
/// cannot be compared. Words alone are never an error.
pub fn parse(kind: Kind, text: &str, more: &[String]) -> Result<Query, QueryError> {
    if !KINDS.contains(&kind) {
        return Err(QueryError::NotSearchable(kind));
    }
    let mut query = Query::everything(kind);
    for filter in more {
        let (field, value) = filter.split_once('=').ok_or_else(|| QueryError::NoFilter(filter.clone()))?;
        query.conditions.push(condition(kind, field, value)?);
    }
    let (mut pieces, open) = pieces(text);
    if open {
        query.notes.push(Note::OpenQuote);
    }
    while let Some(at) = pieces.iter().position(|piece| matches!(piece, Piece::Sign(_))) {
        let used = compared(&mut query, &pieces, at)?;
        pieces.drain(at.saturating_sub(1)..used);
    }
    pieces.iter().for_each(|piece| take_words(&mut query.terms, piece));
    Ok(query)
}

/// A piece of a query between blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    Plain(&'t str),
    Quoted(&'t str),
    Sign(Sign),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    AtLeast,
    More,
    AtMost,
    Less,
    Equal,
}

impl Sign {
    /// The sign that a text begins with, and how many bytes it takes.
    fn at(text: &str) -> Option<(Self, usize)> {
        const SIGNS: [(&str, Sign); 7] = [
            (">=", Sign::AtLeast),
            ("≥", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("≤", Sign::AtMost),
            (">", Sign::More),
            ("<", Sign::Less),
            ("=", Sign::Equal),
        ];
        SIGNS
            .iter()
            .find(|(written, _)| text.starts_with(written))
            .map(|(written, sign)| (*sign, written.len()))
    }
}

/// The pieces of a text, and whether its last quote was left open.
fn pieces(text: &str) -> (Vec<Piece<'_>>, bool) {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut plain: Option<usize> = None;
    while at < text.len() {
        let rest = &text[at..];
        let Some(next) = rest.chars().next() else { break };
        let sign = Sign::at(rest);
        if sign.is_some() || next == '"' || next.is_whitespace() {
            pieces.extend(plain.take().map(|from| Piece::Plain(&text[from..at])));
        }
        if let Some((sign, length)) = sign {
            pieces.push(Piece::Sign(sign));
            at += length;
        } else if next == '"' {
            let inner = &rest[1..];
            let Some(end) = inner.find('"') else {
                pieces.push(Piece::Quoted(inner));
                return (pieces, true);
            };
            pieces.push(Piece::Quoted(&inner[..end]));
            at += end + 2;
        } else {
            if !next.is_whitespace() {
                plain = plain.or(Some(at));
            }
            at += next.len_utf8();
        }
    }
    pieces.extend(plain.map(|from| Piece::Plain(&text[from..])));
    (pieces, false)
}

/// Reads the comparison or filter whose sign stands at a place; returns where the next piece begins.
fn compared(query: &mut Query, pieces: &[Piece<'_>], at: usize) -> Result<usize, QueryError> {
    let kind = query.kind;
    let text = |piece: Option<&Piece<'_>>| match piece {
        Some(Piece::Plain(text) | Piece::Quoted(text)) => (*text).to_owned(),
        _ => String::new(),
    };
    let Piece::Sign(sign) = pieces[at] else { return Ok(at + 1) };
    let name = text(at.checked_sub(1).and_then(|before| pieces.get(before)));
    let value = text(pieces.get(at + 1));
    let folded = fold(&name).replace(' ', "_");
    let number =
        numbers(kind).iter().find(|number| number.name == folded || number.also.contains(&folded.as_str()));
    let Some(number) = number else {
        // What is no number can be a fact, which is one of some values or not.
        if sign == Sign::Equal && filters(kind).iter().any(|filter| filter.name == folded) {
            query.conditions.push(condition(kind, &folded, &value)?);
            return Ok((at + 2).min(pieces.len()));
        }
        let known = numbers(kind).iter().map(|number| number.name).collect();
        return Err(QueryError::NoNumber { kind, name, known });
    };
    let (low, high) = bounds(number, sign, &value).ok_or(QueryError::NotComparable {
        name: number.name,
        value,
        expected: if number.date {
            "a date such as 2024, 2024-05 or 2024-05-31"
        } else {
            "a number such as 2000 or 6.5"
        },
    })?;
    query.between.push(Between { name: number.name, low, high });
    // A unit that stands apart goes with its number.
    let unit = matches!(pieces.get(at + 2), Some(Piece::Plain(next)) if UNITS.contains(next));
    Ok((at + 2 + usize::from(unit)).min(pieces.len()))
}

/// The bounds that a comparison sets: thousandths, or days.
fn bounds(number: &Number, sign: Sign, value: &str) -> Option<(Bound<i64>, Bound<i64>)> {
    let (least, most) = if number.date {
        let date: PartialDate = value.parse().ok()?;
        (i64::from(date.earliest().0), i64::from(date.latest().0))
    } else {
        let digits = value.trim_end_matches(|c: char| c.is_alphabetic() || c == '%').replace(',', "");
        let thousandths = digits.parse::<Decimal>().ok()?.scaled(3)?;
        (thousandths, thousandths)
    };
    Some(match sign {
        Sign::AtLeast => (Bound::Included(least), Bound::Unbounded),
        Sign::More => (Bound::Excluded(most), Bound::Unbounded),
        Sign::AtMost => (Bound::Unbounded, Bound::Included(most)),
        Sign::Less => (Bound::Unbounded, Bound::Excluded(least)),
        Sign::Equal => (Bound::Included(least), Bound::Included(most)),
    })
}

/// A filter with its values in canonical form, so that `Germany` finds `DE`.
fn condition(kind: Kind, field: &str, values: &str) -> Result<QueryCondition, QueryError> {
    let field = field.trim().to_lowercase();
    let valid: Vec<&'static str> = filters(kind).iter().map(|filter| filter.name).collect();
    let Some(&field) = valid.iter().find(|valid| **valid == field) else {
        let nearest = nearest(&field, valid.iter().copied(), BAR)
            .and_then(|near| valid.iter().copied().find(|valid| *valid == near));
        return Err(QueryError::UnknownFilter { kind, field, nearest, valid });
    };
    let Some(column) = column_of(kind, field) else {
        return Ok(QueryCondition {
            field,
            values: values.split(',').map(|one| one.trim().to_owned()).collect(),
        });
    };
    // `Korea, Republic of` is one value.
    if let Ok(one) = value(column, field, values) {
        return Ok(QueryCondition { field, values: vec![one] });
    }
    let values = values.split(',').map(|one| value(column, field, one)).collect::<Result<_, _>>()?;
    Ok(QueryCondition { field, values })
}

/// A value in canonical form, read as a cell of a file is.
fn value(column: &Field, field: &'static str, text: &str) -> Result<String, QueryError> {
    let single = |cell: &String| !column.list || !cell.contains(';');
    let unreadable = |reason: String, nearest| QueryError::Unreadable {
        field,
        value: text.trim().to_owned(),
        reason,
        nearest,
    };
    match normalize::cell(column, text, &normalize::Context::default()) {
        Ok(Some(cell)) => Some(cell.to_string())
            .filter(single)
            .ok_or_else(|| unreadable("write several values with `,` between".to_owned(), None)),
        Ok(None) => Err(unreadable(format!("write a value such as `{}`", column.example), None)),
        Err(refusal) => {
            let expected = refusal.expected().map(|expected| format!(" {expected}")).unwrap_or_default();
            Err(unreadable(format!("{}{expected}", refusal.reason), refusal.suggestion()))
        }
    }
}

/// The column whose values a filter holds.
fn column_of(kind: Kind, field: &str) -> Option<&'static Field> {
    let (kind, name) = match (kind, field) {
        (Kind::Worker | Kind::Opening, "specialty") => (Kind::Employment, "specialty"),
        (Kind::Worker, "trained_in") => (Kind::Qualification, "trained_in"),
        (Kind::Worker, "language" | "level" | "test") => (Kind::LanguageCertificate, field),
        (Kind::Worker, "license_country" | "worked_in") => (Kind::License, "country"),
        (Kind::Worker, "license_status") => (Kind::License, "status"),
        (Kind::Opening, "level") => (Kind::Opening, "language_level"),
        (Kind::Curriculum, "language") => (Kind::Qualification, "language"),
        (Kind::Curriculum, "subject") => (Kind::CurriculumSubject, "subject"),
        _ => (kind, field),
    };
    schema::table(kind).column(name).map(|at| &schema::table(kind).fields[at])
}

/// Takes the words of a piece, each that is new.
fn take_words(terms: &mut Vec<Term>, piece: &Piece<'_>) {
    let (text, quoted) = match piece {
        Piece::Plain(text) => (*text, false),
        Piece::Quoted(text) => (*text, true),
        Piece::Sign(_) => return,
    };
    let found = words(text);
    if quoted && found.len() > 1 {
        // A phrase is asked for as it is written.
        terms.push(Term::Phrase(found.into_iter().map(|(_, word)| word).collect()));
        return;
    }
    for (range, word) in found {
        let known = terms.iter().any(|term| matches!(term, Term::Word { word: known, .. } if *known == word));
        if !known {
            let behind = behind_elision(&text[range], &word).map(|(_, behind)| behind);
            terms.push(Term::Word { word, behind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn curriculum(text: &str) -> Query {
        parse(Kind::Curriculum, text, &[]).unwrap()
    }

    fn word(word: &str) -> Term {
        Term::Word { word: word.into(), behind: None }
    }

    #[test]
    fn words_phrases_comparisons_and_filters_are_told_apart() {
        let query =
            curriculum(r#"Geriatric "Nursing  care" clinical>=2,000 h years < 4 country=Germany,AT nursing"#);
        let phrase = Term::Phrase(vec!["nursing".into(), "care".into()]);
        assert_eq!(query.terms, [word("geriatric"), phrase, word("nursing")]);
        let between = [
            Between { name: "clinical_hours", low: Bound::Included(2_000_000), high: Bound::Unbounded },
            Between { name: "years", low: Bound::Unbounded, high: Bound::Excluded(4_000) },
        ];
        assert_eq!(query.between, between);
        assert_eq!(
            query.conditions,
            [QueryCondition { field: "country", values: vec!["DE".into(), "AT".into()] }]
        );
        assert_eq!(query.notes, []);
    }

    #[test]
    fn a_date_is_compared_with_all_its_days() {
        let query = parse(Kind::LanguageCertificate, "taken > 2024", &[]).unwrap();
        let last: PartialDate = "2024-12-31".parse().unwrap();
        assert_eq!(query.between[0].low, Bound::Excluded(i64::from(last.latest().0)));
    }

    #[test]
    fn what_cannot_be_asked_is_named() {
        let asked = |kind, text: &str, more: &str| {
            let more: Vec<String> = (!more.is_empty()).then(|| more.to_owned()).into_iter().collect();
            parse(kind, text, &more).unwrap_err()
        };
        assert_eq!(asked(Kind::Placement, "", ""), QueryError::NotSearchable(Kind::Placement));
        assert_eq!(asked(Kind::Worker, "", "residence"), QueryError::NoFilter("residence".into()));
        assert!(matches!(
            asked(Kind::Worker, "", "residense=KE"),
            QueryError::UnknownFilter { nearest: Some("residence"), .. }
        ));
        assert!(matches!(
            asked(Kind::Worker, "age > 40", ""),
            QueryError::NoNumber { name, known, .. } if name == "age" && known.is_empty()
        ));
        assert!(
            matches!(asked(Kind::Curriculum, ">= 3", ""), QueryError::NoNumber { name, .. } if name.is_empty())
        );
        assert!(matches!(
            asked(Kind::Curriculum, "years >= many", ""),
            QueryError::NotComparable { name: "years", value, .. } if value == "many"
        ));
        assert!(matches!(asked(Kind::Curriculum, "years >=", ""), QueryError::NotComparable { .. }));
    }

    #[test]
    fn a_quote_that_is_left_open_is_told() {
        let query = curriculum("care \"acute nursing");
        assert_eq!(query.notes, [Note::OpenQuote]);
        assert_eq!(query.terms, [word("care"), Term::Phrase(vec!["acute".into(), "nursing".into()])]);
    }

    #[test]
    fn a_sign_within_quotes_is_no_comparison() {
        assert_eq!(curriculum("\"score >= 7\"").between, []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_text_makes_the_parser_panic(text in "([a-z]{1,6}|[<>=≥≤\"' ,0-9h]|\\PC){0,24}") {
            for kind in KINDS {
                let _ = parse(kind, &text, &[]);
            }
        }

        /// Words are the same whether or not comparisons stand between them.
        #[test]
        fn comparisons_leave_the_words_alone(names in proptest::collection::vec("[b-g]{3,6}", 1..5), at in 0_usize..5) {
            let plain = curriculum(&names.join(" "));
            let at = at.min(names.len());
            let text = format!("{} years >= 3 {}", names[..at].join(" "), names[at..].join(" "));
            let compared = curriculum(&text);
            prop_assert_eq!(compared.terms, plain.terms);
            prop_assert_eq!(compared.between.len(), 1);
        }
    }
}
