//! The first pass: bytes. Whether it is text, in which encoding, and lines of a sane length.

use super::{LONGEST_RECORD, TabularError};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::Read;
use std::path::Path;

const BUFFER: usize = 256 * 1024;

/// What the bytes of a file show.
#[derive(Debug, Clone)]
pub(super) struct Survey {
    pub(super) length: u64,
    pub(super) encoding: &'static Encoding,
    pub(super) bom: bool,
    /// NUL bytes of a file that is text otherwise; they are passed over.
    nuls: u64,
    /// Whether the encoding was guessed from the frequency of letters.
    guessed: bool,
}

impl Survey {
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.guessed {
            notes.push(format!(
                "the bytes are not UTF-8; they were read as {}, which their letters suggest: look at names with accents, or say `--encoding`",
                self.encoding.name()
            ));
        }
        if self.nuls > 0 {
            notes.push(format!("{} NUL bytes were passed over", self.nuls));
        }
        notes
    }
}

/// Reads the whole file once.
pub(super) fn survey(
    path: &Path,
    name: &str,
    wanted: Option<&'static Encoding>,
) -> Result<Survey, TabularError> {
    let mut file = File::open(path).map_err(TabularError::io(path))?;
    let mut buffer = vec![0_u8; BUFFER];
    let first = fill(&mut file, &mut buffer).map_err(TabularError::io(path))?;
    let start = &buffer[..first];
    refuse_other_formats(start, name)?;
    let wide = match wanted {
        Some(encoding) => [UTF_16LE, UTF_16BE].contains(&encoding).then_some((encoding, false)),
        None => wide(start),
    };
    let bom = start.starts_with(b"\xEF\xBB\xBF") || wide.is_some_and(|(_, bom)| bom);
    let mut seen = Seen::default();
    let mut taken = first;
    // Bytes of a character that a read cut off, put before the next read.
    let mut carried = 0;
    loop {
        if taken == 0 && carried == 0 {
            break;
        }
        seen.fresh(&buffer[carried..carried + taken], name, wide.is_some())?;
        let keep = if wide.is_none() { seen.decode(&buffer[..carried + taken], taken == 0) } else { 0 };
        let end = carried + taken;
        buffer.copy_within(end - keep..end, 0);
        carried = keep;
        if taken == 0 {
            break;
        }
        taken = fill(&mut file, &mut buffer[carried..]).map_err(TabularError::io(path))?;
    }
    if seen.blank {
        return Err(TabularError::Empty { file: name.to_owned() });
    }
    let mut guessed = false;
    let encoding = match (wanted, wide, seen.not_utf8) {
        (Some(encoding), _, _) | (None, Some((encoding, _)), _) => encoding,
        (None, None, None) => UTF_8,
        // Real UTF-8 letters elsewhere: in another encoding they would all turn into rubbish.
        (None, None, Some((line, byte))) if bom || seen.wide_characters => {
            return Err(TabularError::MixedEncoding { file: name.to_owned(), line, byte });
        }
        _ => {
            guessed = true;
            guess(path)?
        }
    };
    let nuls = if wide.is_some() { 0 } else { seen.nuls };
    Ok(Survey { length: seen.length, encoding, bom, nuls, guessed })
}

/// What has been seen of the bytes so far.
struct Seen {
    length: u64,
    lines: u64,
    since_line: usize,
    blank: bool,
    wide_characters: bool,
    not_utf8: Option<(u64, u8)>,
    nuls: u64,
    controls: u64,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            length: 0,
            lines: 1,
            since_line: 0,
            blank: true,
            wide_characters: false,
            not_utf8: None,
            nuls: 0,
            controls: 0,
        }
    }
}

impl Seen {
    /// Counts what does not depend on the encoding.
    fn fresh(&mut self, bytes: &[u8], name: &str, wide: bool) -> Result<(), TabularError> {
        let base = self.length;
        self.length += bytes.len() as u64;
        self.blank = self.blank
            && bytes
                .iter()
                .all(|b| b.is_ascii_whitespace() || *b == 0 || b"\xEF\xBB\xBF\xFF\xFE".contains(b));
        if !wide {
            self.nuls += memchr::memchr_iter(0, bytes).count() as u64;
            if base == 0 {
                let odd = |b: u8| matches!(b, 1..=8 | 0x0E..=0x19 | 0x1C..=0x1F);
                self.controls = bytes.iter().filter(|&&b| odd(b)).count() as u64;
            }
            // A stray NUL comes from a bad export; many of them, or of other controls, from no text at all.
            if self.nuls + self.controls > (16 + self.length / 50).min(self.length / 5) {
                let at = bytes.iter().position(|&b| b < 9).unwrap_or_default();
                let (at, byte) = (base + at as u64, bytes.get(at).copied().unwrap_or_default());
                return Err(TabularError::Binary { file: name.to_owned(), at, byte });
            }
        }
        let mut last = None;
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            last = Some(at);
        }
        self.since_line = last.map_or(self.since_line + bytes.len(), |at| bytes.len() - at - 1);
        if self.since_line > LONGEST_RECORD {
            let line = self.lines;
            return Err(TabularError::TooLong { file: name.to_owned(), line, limit: LONGEST_RECORD });
        }
        Ok(())
    }

    /// Looks at a stretch as UTF-8; says how many bytes at its end belong to a character not yet whole.
    fn decode(&mut self, chunk: &[u8], last: bool) -> usize {
        let mut keep = 0;
        if self.not_utf8.is_none() {
            let valid = match std::str::from_utf8(chunk) {
                Ok(_) => chunk.len(),
                Err(error) if error.error_len().is_none() && !last => {
                    keep = chunk.len() - error.valid_up_to();
                    error.valid_up_to()
                }
                Err(error) => {
                    let at = error.valid_up_to();
                    let line = self.lines + memchr::memchr_iter(b'\n', &chunk[..at]).count() as u64;
                    self.not_utf8 = Some((line, chunk[at]));
                    at
                }
            };
            let text = chunk[..valid].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&chunk[..valid]);
            self.wide_characters = self.wide_characters || !text.is_ascii();
        }
        self.lines += memchr::memchr_iter(b'\n', &chunk[..chunk.len() - keep]).count() as u64;
        keep
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// UTF-16, by its mark or by the NUL in every second byte that Latin text and separators give.
fn wide(start: &[u8]) -> Option<(&'static Encoding, bool)> {
    match start {
        [0xFF, 0xFE, ..] => return Some((UTF_16LE, true)),
        [0xFE, 0xFF, ..] => return Some((UTF_16BE, true)),
        _ => {}
    }
    let looked = &start[..start.len().min(4096) & !1];
    let zeros = |offset: usize| looked.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), looked.len() / 2);
    if half >= 4 && odd * 3 > half && even * 20 < half {
        Some((UTF_16LE, false))
    } else if half >= 4 && even * 3 > half && odd * 20 < half {
        Some((UTF_16BE, false))
    } else {
        None
    }
}

/// The legacy encoding that the letters suggest.
fn guess(path: &Path) -> Result<&'static Encoding, TabularError> {
    let mut file = File::open(path).map_err(TabularError::io(path))?;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut buffer = vec![0_u8; BUFFER];
    // Enough letters to tell: the rest of a large file adds nothing.
    for _ in 0..64 {
        let read = fill(&mut file, &mut buffer).map_err(TabularError::io(path))?;
        if read == 0 {
            break;
        }
        detector.feed(&buffer[..read], false);
    }
    detector.feed(b"", true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // Signs of a text in English, `£` or a dash, read in Central Europe as letters of few words. Without a letter that
    // differs between the two the Western code is the likelier one.
    if found.name() == "windows-1250" && !holds_central_letters(path)? {
        return Ok(encoding_rs::WINDOWS_1252);
    }
    Ok(found)
}

/// Whether a file holds bytes that are letters of Central Europe inside of words; a sign of money stands in front of digits.
fn holds_central_letters(path: &Path) -> Result<bool, TabularError> {
    let mut file = File::open(path).map_err(TabularError::io(path))?;
    let mut buffer = vec![0_u8; BUFFER];
    for _ in 0..64 {
        let read = fill(&mut file, &mut buffer).map_err(TabularError::io(path))?;
        if read == 0 {
            break;
        }
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        let is_central = |at: usize| {
            let beside = at.checked_sub(1).is_some_and(|at| letter(buffer[..read].get(at)))
                || letter(buffer[..read].get(at + 1));
            // Letters of windows-1250 that are signs in windows-1252, and those of the upper half of both codes.
            beside
                && match buffer[at] {
                    0x8A..=0x8F
                    | 0x9A..=0x9F
                    | 0xA3
                    | 0xA5
                    | 0xAA
                    | 0xAF
                    | 0xB3
                    | 0xB9
                    | 0xBA
                    | 0xBC
                    | 0xBE
                    | 0xBF => true,
                    byte => byte >= 0xC0,
                }
        };
        if (0..read).any(is_central) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Formats that people rename to `.csv` or `.xls`; workbooks themselves were taken out before.
fn refuse_other_formats(start: &[u8], name: &str) -> Result<(), TabularError> {
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let head: Vec<u8> = text.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let begins = |prefix: &str| head.starts_with(prefix.as_bytes());
    let save = "open it in a spreadsheet program and save it as CSV or XLSX";
    let (what, remedy) = if ["<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<div", "<style"]
        .iter()
        .any(|tag| begins(tag))
    {
        ("an HTML page", save)
    } else if begins("<?xml") || begins("<workbook") {
        let html = memchr::memmem::find(&head, b"<html").is_some();
        if html { ("an HTML page", save) } else { ("an XML document", save) }
    } else if start.starts_with(b"%PDF") {
        ("a PDF document", "ask for the table it was printed from")
    } else if start.starts_with(b"Rar!") || start.starts_with(b"7z\xBC\xAF") {
        ("a compressed file", "unpack it first")
    } else if begins("{\\rtf") {
        ("a text document", save)
    } else if begins("{\"") || begins("[{") || begins("{\n") || begins("{\r") {
        ("a JSON document", "corridor imports tables: convert it to CSV")
    } else {
        return Ok(());
    };
    Err(TabularError::OtherFormat { file: name.to_owned(), what, remedy })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn look(content: &[u8]) -> Result<Survey, TabularError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        survey(file.path(), "f.csv", None)
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(look("a,b\nü,ß\n".as_bytes()).unwrap().encoding, UTF_8);
        assert_eq!(look(b"a,b\nM\xFCller,x\n").unwrap().encoding.name(), "windows-1252");
        let pound = b"name,pay\nAda Cruz,\xA32300 a month\nBen Diaz,one month\x92s notice \x96 \xA31900\n";
        assert_eq!(look(pound).unwrap().encoding.name(), "windows-1252");
        assert!(look(b"\xEF\xBB\xBFa,b\n").unwrap().bom);
        assert!(matches!(
            look("ü\n".as_bytes().iter().chain(b"M\xFCller\n").copied().collect::<Vec<_>>().as_slice()),
            Err(TabularError::MixedEncoding { line: 2, byte: 0xFC, .. })
        ));
        let wide: Vec<u8> = "id,name\n1,Ada\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(look(&wide).unwrap().encoding, UTF_16LE);
        let wide: Vec<u8> = "id,name\n1,Ada\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(look(&wide).unwrap().encoding, UTF_16BE);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(look(b""), Err(TabularError::Empty { .. })));
        assert!(matches!(look(b" \r\n\n"), Err(TabularError::Empty { .. })));
        assert!(matches!(look(&[0, 1, 2, 3, 4, 5, 6, 7].repeat(16)), Err(TabularError::Binary { .. })));
        assert!(matches!(look(b"%PDF-1.7 and so on"), Err(TabularError::OtherFormat { .. })));
        assert!(matches!(look(b"\n<HTML><body>"), Err(TabularError::OtherFormat { .. })));
        assert!(matches!(look(&vec![b'a'; LONGEST_RECORD + BUFFER]), Err(TabularError::TooLong { .. })));
        assert_eq!(look(b"a,b\n1\0,2\n").unwrap().nuls, 1);
    }

    #[test]
    fn a_character_across_two_reads_is_whole() {
        let mut content = vec![b'a'; BUFFER - 1];
        content.extend("üü".as_bytes());
        assert_eq!(look(&content).unwrap().encoding, UTF_8);
        content.truncate(BUFFER);
        assert_ne!(look(&content).unwrap().encoding, UTF_8, "cut off at the end of the file");
    }
}
