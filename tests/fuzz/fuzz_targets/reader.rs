//! No bytes make the reader panic, and no letter or digit of a text is lost without a word.

#![no_main]

use corridor::tabular::{TableOptions, Passed, TextRecord, open};
use libfuzzer_sys::fuzz_target;
use std::io::Write;

fn signs(text: &str) -> usize {
    text.chars().filter(char::is_ascii_alphanumeric).count()
}

fuzz_target!(|content: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(content).unwrap();
    let Ok(table) = open(file.path(), "fuzz.csv", &TableOptions::default()) else { return };
    let Ok(mut records) = table.records() else { return };
    let mut record = TextRecord::default();
    let mut read = 0;
    while matches!(records.read(&mut record), Ok(true)) {
        read += record.cells.iter().map(signs).sum::<usize>();
    }
    let form = table.form();
    let plain = content.is_ascii() && !content.contains(&0) && form.encoding == "UTF-8" && form.sheet.is_none();
    let all = records.passed_over().iter().all(|passed| passed.what == Passed::Blank);
    if plain && all && !form.dialect.sep_line {
        read += form.preamble.iter().map(|line| signs(line)).sum::<usize>();
        read += form.header_rows.iter().flatten().map(|cell| signs(cell)).sum::<usize>();
        assert_eq!(read, signs(&String::from_utf8_lossy(content)));
    }
});
