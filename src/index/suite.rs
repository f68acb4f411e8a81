//! What every engine of the index must do, as tests over its face alone.
//!
//! An engine runs them with `index_suite!(create)`, where `create` makes an empty index of a kind.

use super::*;
use crate::model::{DatumRef, LanguageCertificate, Record, Seq, Worker};
use crate::query::{Query, QueryNote};
use std::any::Any;

/// A way to a new, empty index, with what must live as long as it does.
pub(super) type Create = fn(Kind) -> (Box<dyn Any>, Index);

/// Runs every test of this file against the engine whose indexes a function of type [`Create`] makes.
macro_rules! index_suite {
    ($create:path) => {
        index_suite! { @ $create:
            a_search_finds_what_was_committed_with_its_stamp
            words_are_found_folded_and_by_near_spellings_exact_ones_first
            phrases_stand_as_they_are_written
            where_no_document_has_all_words_those_with_some_are_shown
            facts_and_numbers_gate_and_do_not_rank
            councils_are_looked_at_where_a_query_names_them
            specialists_are_found_by_what_they_are_called
            a_name_is_found_with_the_endings_of_its_language
            a_gate_is_the_whole_set
            a_document_that_is_written_anew_replaces_the_old_one
            without_a_stamp_nothing_is_committed
            what_a_maker_makes_is_found_like_the_document
        }
    };
    (@ $create:path: $($name:ident)*) => { $(
        #[test]
        fn $name() {
            crate::index::suite::$name($create);
        }
    )* };
}
pub(super) use index_suite;

const ALL: HitPage = HitPage { limit: 100, order: HitOrder::Relevance, after: None, day: 0, only: None };

fn parse(kind: Kind, text: &str) -> Query {
    crate::query::parse(kind, text, &[], crate::model::Day(0)).unwrap()
}

fn document(row: u32, title: &str, text: &str) -> Document {
    Document {
        row: Row(row),
        texts: vec![("title", title.to_owned()), ("body", text.to_owned())],
        ..Document::default()
    }
}

fn stamp(seq: i64) -> Stamp {
    Stamp::new("store", Seq(seq))
}

fn filled(create: Create, kind: Kind, documents: Vec<Document>) -> (Box<dyn Any>, Index) {
    let (kept, index) = create(kind);
    let writer = index.writer(Mode::Small).unwrap();
    documents.into_iter().for_each(|document| writer.add(document).unwrap());
    writer.commit(&stamp(1)).unwrap();
    (kept, index)
}

fn rows(index: &Index, kind: Kind, text: &str) -> Vec<u32> {
    let hits = search(index, &parse(kind, text), &ALL).unwrap();
    assert_eq!(hits.total, hits.hits.len());
    hits.hits.into_iter().map(|hit| hit.row.0).collect()
}

fn nurses() -> Vec<Document> {
    vec![
        document(1, "Nurse", "dialysis in Nairobi"),
        document(2, "Infirmière", "réanimation à l'hôpital"),
        document(3, "Nurse", "intensive care, then dialyzis"),
    ]
}

pub(super) fn a_search_finds_what_was_committed_with_its_stamp(create: Create) {
    let (_kept, empty) = create(Kind::Opening);
    assert_eq!(empty.stamp().unwrap(), None);
    let (_kept, index) = filled(create, Kind::Opening, nurses());
    assert_eq!((index.stamp().unwrap(), index.documents().unwrap()), (Some(stamp(1)), 3));
    assert!(stamp(1).continues("store", Seq(1)));
    assert!(!stamp(2).continues("store", Seq(1)) && !stamp(1).continues("other", Seq(1)));
    assert_eq!(rows(&index, Kind::Opening, ""), [1, 2, 3], "an empty query finds everything");
    let first = search(&index, &parse(Kind::Opening, "nurse"), &HitPage { limit: 1, ..ALL }).unwrap();
    assert_eq!((first.total, first.hits.len()), (2, 1));
}

pub(super) fn words_are_found_folded_and_by_near_spellings_exact_ones_first(create: Create) {
    let (_kept, index) = filled(create, Kind::Opening, nurses());
    assert_eq!(rows(&index, Kind::Opening, "DIALYZIS"), [3, 1]);
    assert_eq!(rows(&index, Kind::Opening, "reanimation hopital"), [2]);
    let hits = search(&index, &parse(Kind::Opening, "dialyzis"), &ALL).unwrap();
    let how: Vec<_> =
        hits.hits.iter().map(|hit| (hit.matched[0].found[0].as_str(), hit.matched[0].how)).collect();
    assert_eq!(how, [("dialyzis", How::Exact), ("dialysis", How::Near)]);
}

pub(super) fn phrases_stand_as_they_are_written(create: Create) {
    let (_kept, index) = filled(create, Kind::Opening, nurses());
    assert_eq!(rows(&index, Kind::Opening, "\"Intensive Care\""), [3]);
    assert_eq!(rows(&index, Kind::Opening, "\"care intensive\""), Vec::<u32>::new());
    let open = search(&index, &parse(Kind::Opening, "\"intensive care"), &ALL).unwrap();
    assert_eq!((open.total, open.notes), (1, vec![QueryNote::OpenQuote { at: 1 }]));
}

pub(super) fn councils_are_looked_at_where_a_query_names_them(create: Create) {
    let council = |row, title: &str| Document {
        texts: vec![("title", title.to_owned()), ("regulator", "Nursing and Midwifery Council".to_owned())],
        ..document(row, "", "")
    };
    let (_kept, index) =
        filled(create, Kind::Worker, vec![council(1, "Staff nursing post"), council(2, "Surgeon")]);
    assert_eq!(rows(&index, Kind::Worker, "nursing "), [1]);
    assert_eq!(rows(&index, Kind::Worker, "regulator:midwifery"), [1, 2]);
    assert_eq!(rows(&index, Kind::Worker, "midwifery council"), Vec::<u32>::new());
}

pub(super) fn specialists_are_found_by_what_they_are_called(create: Create) {
    let held = |row, title: &str, specialty: &str| Document {
        facts: vec![("specialty", specialty.to_owned())],
        ..document(row, title, "")
    };
    let documents = vec![
        held(1, "Consultant", "paediatrics"),
        held(2, "Pediatric nurse", "nursing-paediatric"),
        held(3, "Lastenlääkäri", "geriatrics"),
        held(4, "Anaesthetist", "urology"),
    ];
    let (_kept, index) = filled(create, Kind::Worker, documents);
    for asked in ["Kinderärztin", "pediatrician "] {
        let mut found = rows(&index, Kind::Worker, asked);
        found.sort_unstable();
        assert_eq!(found, [1, 3], "{asked}");
    }
    assert_eq!(rows(&index, Kind::Worker, "анестезиолог"), [4]);
}

pub(super) fn a_name_is_found_with_the_endings_of_its_language(create: Create) {
    let told = |row, text: &str| document(row, "", text);
    let documents = vec![
        told(1, "Työskentelin teho-osastolla"),
        told(2, "중환자실에서 근무"),
        told(3, "Intenzív osztályon dolgoztam"),
        told(4, "Germany and german"),
        told(5, "German only"),
    ];
    let (_kept, index) = filled(create, Kind::Opening, documents);
    let mut found = rows(&index, Kind::Opening, "icu ");
    found.sort_unstable();
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(rows(&index, Kind::Opening, "Allemagne"), [4]);
    assert_eq!(rows(&index, Kind::Opening, "germany"), [4]);
}

pub(super) fn where_no_document_has_all_words_those_with_some_are_shown(create: Create) {
    let (_kept, index) = filled(create, Kind::Opening, nurses());
    let query = parse(Kind::Opening, "dialysis pediatrics");
    let some = search(&index, &query, &ALL).unwrap();
    let nobody = QueryNote::NobodyHas { words: vec!["pediatrics".to_owned()] };
    assert_eq!(some.notes, [QueryNote::SomeOfTheWords, nobody]);
    assert_eq!(some.hits.iter().map(|hit| hit.row).collect::<Vec<_>>(), [Row(1), Row(3)]);
    assert!(matching_rows(&index, &query).unwrap().is_empty(), "a gate is not softened");
}

pub(super) fn facts_and_numbers_gate_and_do_not_rank(create: Create) {
    let curriculum = |row, country: &str, hours: i64| Document {
        facts: vec![("country", country.to_owned())],
        numbers: vec![("clinical_hours", hours * 1000)],
        ..document(row, "Nursing", "")
    };
    let documents = vec![curriculum(1, "DE", 2300), curriculum(2, "AT", 2000), curriculum(3, "DE", 1800)];
    let (_kept, index) = filled(create, Kind::Curriculum, documents);
    for (text, found) in [
        ("clinical >= 2000h", vec![1, 2]),
        ("clinical > 2000", vec![1]),
        ("nursing country=Germany", vec![1, 3]),
        ("country=DE,AT clinical < 2,300", vec![2, 3]),
        ("country=DE clinical = 1800 nursing", vec![3]),
        ("country=FR", vec![]),
    ] {
        assert_eq!(rows(&index, Kind::Curriculum, text), found, "{text}");
    }
}

pub(super) fn a_gate_is_the_whole_set(create: Create) {
    let many = (0..300)
        .map(|row| document(row, "Nurse", if row % 3 == 0 { "dialysis" } else { "theatre" }))
        .collect();
    let (_kept, index) = filled(create, Kind::Opening, many);
    let found = matching_rows(&index, &parse(Kind::Opening, "dialysis")).unwrap();
    assert_eq!(found, (0..300).filter(|row| row % 3 == 0).map(Row).collect());
}

pub(super) fn a_document_that_is_written_anew_replaces_the_old_one(create: Create) {
    let (_kept, index) = filled(create, Kind::Opening, nurses());
    let writer = index.writer(Mode::Small).unwrap();
    writer.delete(Row(1));
    writer.delete(Row(2));
    writer.add(document(1, "Midwife", "")).unwrap();
    writer.commit(&stamp(2)).unwrap();
    assert_eq!(rows(&index, Kind::Opening, ""), [1, 3]);
    assert_eq!(rows(&index, Kind::Opening, "midwife"), [1]);
    assert_eq!(index.stamp().unwrap(), Some(stamp(2)));
}

pub(super) fn without_a_stamp_nothing_is_committed(create: Create) {
    let (_kept, index) = filled(create, Kind::Opening, nurses());
    let writer = index.writer(Mode::Small).unwrap();
    writer.add(document(9, "Nurse", "")).unwrap();
    writer.commit_when(&mut || None).unwrap();
    assert_eq!((index.stamp().unwrap(), index.documents().unwrap()), (Some(stamp(1)), 3));
}

pub(super) fn what_a_maker_makes_is_found_like_the_document(create: Create) {
    fn record<R: Record>(cells: &[(&str, &'static str)]) -> R {
        let cell = |name: &str| cells.iter().find(|(column, _)| *column == name).map(|(_, text)| *text);
        R::from_cells(|at| cell(R::COLUMNS[at]).map(DatumRef::Text)).unwrap()
    }
    let worker: Worker = record(&[
        ("worker_id", "W1"),
        ("full_name", "Awa Ndiaye"),
        ("residence", "SN"),
        ("summary", "Awa knows dialysis"),
    ]);
    let certificate: [LanguageCertificate; 1] =
        [record(&[("worker_id", "W1"), ("test", "goethe"), ("language", "de"), ("level", "B2")])];
    let (_kept, index) = create(Kind::Worker);
    let writer = index.writer(Mode::Bulk { threads: 1, budget: 50_000_000 }).unwrap();
    let ready = writer.maker().worker(&worker, &[], &[], &certificate, &[]);
    writer.add_all(&mut vec![(Row(7), ready)]).unwrap();
    writer.add(worker_document(Row(8), &worker, &[], &[], &certificate, &[])).unwrap();
    writer.commit(&stamp(1)).unwrap();
    for text in ["dialysis", "senegal", "\"german b2\"", "residence=SN", "language=German level=B2"] {
        assert_eq!(rows(&index, Kind::Worker, text), [7, 8], "{text}");
    }
    assert_eq!(rows(&index, Kind::Worker, "Ndiaye"), Vec::<u32>::new(), "a name is found by nobody");
}
