//! Every value parser on any text: no panic, and what was normalized once stays as it is.
//!
//! The first byte chooses the kind, the second the column, the third what the file says; the rest is the cell.

#![no_main]

use corridor::model::{Datum, Day, Kind};
use corridor::normalize::{Context, Evidence, cell, read};
use corridor::schema;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [kind, column, settings, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let table = schema::table(Kind::ALL[usize::from(*kind) % Kind::ALL.len()]);
    let field = &table.fields[usize::from(*column) % table.fields.len()];
    let today = Day(20_782);
    let mut evidence = Evidence::default();
    // Cells of one column stand in lines: they settle what each of them may mean.
    let cells: Vec<&str> = text.split('\n').collect();
    cells.iter().for_each(|cell| evidence.add(field, cell, today));
    let context = Context {
        country: if settings & 1 == 1 { "PH".parse().ok() } else { None },
        habits: evidence.settled(),
        decimal_comma: settings & 2 == 2,
        as_of: (settings & 4 == 4).then_some(today),
        ..Context::default()
    };
    // A column that writes as corridor does: the dot is the decimal sign.
    let mut plain = Evidence::default();
    plain.sign.dot = 1;
    for text in cells {
        let Ok(reading) = read(field, text, &context) else { continue };
        let Some(datum) = reading.datum else { continue };
        let again = match &datum {
            Datum::Text(items) if items.is_empty() => "none".to_owned(),
            other => other.to_string(),
        };
        let context = Context { habits: plain.settled(), decimal_comma: false, ..context };
        assert_eq!(cell(field, &again, &context), Ok(Some(datum)), "{text}");
    }
});
