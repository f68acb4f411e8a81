//! The code pages of MS-DOS (`code_pages.csv`), by which spreadsheets save "CSV (MS-DOS)" and old registers export.

use super::rows;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Unicode Consortium, mapping tables of vendors (VENDORS/MICSFT/PC)";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-29";

/// A code page: the letters of the bytes from 0x80; those below are ASCII.
#[derive(Debug, PartialEq, Eq)]
pub struct CodePage {
    /// Its usual name, `cp850`.
    pub name: Box<str>,
    letters: Vec<char>,
}

impl CodePage {
    /// Appends the text of bytes to another.
    pub fn decode_onto(&self, bytes: &[u8], text: &mut String) {
        text.extend(bytes.iter().map(|&byte| match byte.checked_sub(0x80) {
            Some(at) => self.letters.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
            None => char::from(byte),
        }));
    }
}

static ROWS: LazyLock<Vec<CodePage>> = LazyLock::new(|| {
    rows::read("code_pages.csv", include_str!("../../data/reference/code_pages.csv"), |row| CodePage {
        name: format!("cp{}", row.text("page")).into(),
        letters: row.written("letters").chars().collect(),
    })
});

/// The code page of a name: `cp850`, `IBM850`, `850`, `DOS-850`.
pub fn by_name(name: &str) -> Option<&'static CodePage> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let number = ["cp", "ibm", "dos", "oem", "codepage"].iter().find_map(|prefix| plain.strip_prefix(prefix));
    let number = number.unwrap_or(&plain);
    ROWS.iter().find(|page| page.name.strip_prefix("cp") == Some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_letter_for_each_byte() {
        assert_eq!(
            ROWS.len(),
            crate::reference::row_count(include_str!("../../data/reference/code_pages.csv"))
        );
        for page in ROWS.iter() {
            assert_eq!(page.letters.len(), 128, "{}", page.name);
        }
        for (name, bytes, text) in [
            ("cp850", &b"H\x82l\x8Ane"[..], "Hélène"),
            ("IBM437", b"Pe\xA4a", "Peña"),
            ("dos-852", b"\xA9\xA5", "ęą"),
            ("865", b"\x9B\x91", "øæ"),
            ("CP860", b"Jo\x84o", "João"),
        ] {
            let mut read = String::new();
            by_name(name).unwrap().decode_onto(bytes, &mut read);
            assert_eq!(read, text, "{name}");
        }
        assert!(by_name("cp1252").is_none() && by_name("utf-8").is_none());
    }
}
