//! The law that nothing is lost in silence: of every row taken, each cell comes back sign by sign, from how it
//! was written or from its canonical text.

use super::{Parsed, ParsedRow, ReadOptions, Severity, Target, Understood, open};
use crate::model::Datum;
use crate::schema::{self, Semantic};
use proptest::prelude::*;

fn read(headers: &[&str], rows: &[Vec<String>]) -> (Understood, Vec<ParsedRow>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f.csv");
    let mut csv = csv::Writer::from_path(&path).unwrap();
    csv.write_record(headers).unwrap();
    rows.iter().for_each(|row| csv.write_record(row).unwrap());
    csv.flush().unwrap();
    let options = ReadOptions::new("2026-11-25".parse().unwrap());
    let table = open(&path, "f.csv", &options).unwrap();
    let understood = table.understood().clone();
    (understood, table.rows().collect::<Result<_, _>>().unwrap())
}

/// The cell as an export gives it back: as written, else its canonical text.
fn given_back(parsed: &Parsed, target: &Target) -> String {
    if let Some((_, text)) = parsed.as_written.iter().find(|(column, _)| *column == target.column) {
        return text.clone();
    }
    let field = &schema::table(target.kind).fields[target.column];
    match (&parsed.cells[target.column], field.semantic) {
        (Some(Datum::Integer(n)), Semantic::Boolean) => if *n == 1 { "yes" } else { "no" }.to_owned(),
        (Some(Datum::Text(text)), _) if text.is_empty() => "none".to_owned(),
        (Some(datum), _) => datum.to_string(),
        (None, _) => String::new(),
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ \u{a0}]{0,2}[0-9]{1,2}[/.-][0-9]{1,2}[/.-](19|20)[0-9]{2} ?",
        "[0-9]{1,3}[,. ][0-9]{3}([.,][0-9]{2})?",
        "(n/a|none|-|NA|Null|unknown|keine|#N/A|0012| x |Ja|yes|no|F|mujer|Deutsch|B2|2221\\.0|PH|Ghana; NG)",
        "'?[=+@-][A-Za-z0-9]{0,6}",
        "[\\PC]{0,10}",
        "(31 décembre 2024|22 Tahsas 2017|R6\\.12\\.31|45657|Dec 31, 2024|31/12/85)",
        "(0917 123 4567|\\+639171234567|Maria <maria@example\\.org>)",
        "(IELTS 7\\.5 \\(W 6\\.5\\)|7,5|L8 R7\\.5|pass)",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_cell_of_a_row_taken_comes_back(rows in proptest::collection::vec(proptest::collection::vec(cell(), 11), 1..4)) {
        let headers = [
            "worker_id", "residence", "occupation", "nationalities", "full_name", "birth_date", "sex", "wants_return",
            "phone", "email", "available_from", "languages_read", "summary", "status", "title",
        ];
        // What cannot be read is searched in long lists of names for what is nearest: a few of those suffice.
        let first = [["Ghana", " 2221", "none"], ["PH", "2221.0", "Ghana, NG"], ["NA", "n/a", "-"]];
        let rows: Vec<Vec<String>> = (0..)
            .zip(rows)
            .map(|(n, row)| [format!("W{n}")].into_iter().chain(first[n % 3].map(str::to_owned)).chain(row).collect())
            .collect();
        let (understood, read) = read(&headers, &rows);
        for row in read {
            if row.findings.iter().any(|finding| finding.severity == Severity::Reject) {
                continue;
            }
            for (used, cell) in understood.columns.iter().zip(row.original.iter()) {
                let back = given_back(&row.records[0], used.target.as_ref().unwrap());
                // The apostrophe of a guarded formula comes off on import and on again on export.
                let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell);
                prop_assert_eq!(back, guarded, "{}", used.header);
            }
        }
    }
}

#[test]
fn what_a_cell_says_of_other_columns_goes_there_or_must_agree() {
    let headers = ["worker_id", "residence", "language_1_test", "language_1_overall", "language_1_writing"];
    let row = |cells: [&str; 5]| vec![cells.map(str::to_owned).to_vec()];
    let (_, read_1) = read(&headers, &row(["W1", "PH", "IELTS Academic", "IELTS 7.5 (W 6.5)", ""]));
    let certificate = &read_1[0].records[1];
    let table = schema::table(certificate.kind);
    let cell = |column| certificate.cells[table.column(column).unwrap()].as_ref().map(ToString::to_string);
    assert_eq!((cell("overall"), cell("writing")), (Some("7.5".into()), Some("6.5".into())));
    let (_, read_2) = read(&headers, &row(["W1", "PH", "OET", "IELTS 7.5 (W 6.5)", "7"]));
    let codes: Vec<&str> = read_2[0].findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["IMP013", "IMP013", "IMP014"]);
    assert_eq!(read_2[0].records.len(), 1, "the certificate stays out");
    let headers = ["opening_id", "monthly_pay", "pay_currency"];
    let (_, read_3) = read(
        &headers,
        &[
            vec!["O1".into(), "€ 2500".into(), String::new()],
            vec!["O2".into(), "€ 2500".into(), "USD".into()],
        ],
    );
    let place = schema::table(read_3[0].records[0].kind).column("pay_currency").unwrap();
    assert_eq!(read_3[0].records[0].cells[place], Some(Datum::Text("EUR".into())));
    assert_eq!(read_3[1].findings[0].code, "IMP013");
}

#[test]
fn what_only_the_column_settles_goes_settled_into_the_rejects() {
    let headers = ["worker_id", "residence", "birth_date", "sex"];
    let rows = [["W1", "PH", "25/04/1990", "H"], ["W2", "Nowhere", "03/04/1990", "M"]]
        .map(|row| row.map(str::to_owned).to_vec());
    let (understood, read) = read(&headers, &rows);
    assert!(read.iter().all(|row| row.records.len() == 1));
    assert_eq!(understood.settled(2, "03/04/1990").as_deref(), Some("1990-04-03"));
    // Letters stay as written, and the recipe beside the rows says what they mean there.
    assert_eq!(understood.settled(3, "M"), None);
    let recipe = understood.to_recipe_for_rows();
    assert!(recipe.contains("[values.sex]") && recipe.contains("\"M\" = \"female\""), "{recipe}");
    assert_eq!(understood.settled(1, "Nowhere"), None);
}
