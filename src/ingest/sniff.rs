//! The first pass: bytes. Encoding, quotes, and whether it is text at all.

use super::IngestError;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the bytes of a file show.
#[derive(Debug, Clone)]
pub(super) struct Bytes {
    pub(super) length: u64,
    pub(super) encoding: &'static Encoding,
    pub(super) bom: bool,
    /// Whether the number of quotes is odd: one of them is never closed, or stands alone in a cell.
    pub(super) odd_quotes: bool,
}

/// Bytes that Windows-1252 leaves undefined: a file that holds one is in another encoding.
const UNDEFINED_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// Reads the whole file once.
pub(super) fn bytes(path: &Path, name: &str) -> Result<Bytes, IngestError> {
    let mut file = File::open(path).map_err(IngestError::io(path))?;
    let mut buffer = vec![0_u8; 256 * 1024];
    // Bytes of a character that a read cut off, put before the next read.
    let mut carried = 0;
    let (mut length, mut lines, mut quotes) = (0_u64, 1_u64, 0_u64);
    let (mut bom, mut blank, mut wide_characters) = (false, true, false);
    let mut not_utf8: Option<(u64, u8)> = None;
    let mut not_1252: Option<(u64, u8)> = None;
    loop {
        let read = file.read(&mut buffer[carried..]).map_err(IngestError::io(path))?;
        if read == 0 && carried == 0 {
            break;
        }
        let fresh = &buffer[carried..carried + read];
        if length == 0 {
            bom = fresh.starts_with(b"\xEF\xBB\xBF");
        }
        if let Some(at) = memchr::memchr(0, fresh) {
            return Err(IngestError::Binary { file: name.to_owned(), at: length + at as u64 });
        }
        length += read as u64;
        quotes += memchr::memchr_iter(b'"', fresh).count() as u64;
        blank = blank && fresh.iter().all(|b| b.is_ascii_whitespace() || b"\xEF\xBB\xBF".contains(b));
        let chunk = &buffer[..carried + read];
        let line_of = |at: usize| lines + memchr::memchr_iter(b'\n', &chunk[..at]).count() as u64;
        if not_1252.is_none() && !chunk.is_ascii() {
            let odd = chunk.iter().position(|byte| UNDEFINED_1252.contains(byte));
            not_1252 = odd.map(|at| (line_of(at), chunk[at]));
        }
        let mut keep = 0;
        if not_utf8.is_none() {
            let valid = match std::str::from_utf8(chunk) {
                Ok(_) => chunk.len(),
                // A character cut off at the end of this read is no fault; at the end of the file it is.
                Err(error) if error.error_len().is_none() && read > 0 => {
                    keep = chunk.len() - error.valid_up_to();
                    error.valid_up_to()
                }
                Err(error) => {
                    not_utf8 = Some((line_of(error.valid_up_to()), chunk[error.valid_up_to()]));
                    error.valid_up_to()
                }
            };
            let bom_length = if length == read as u64 && bom { 3.min(valid) } else { 0 };
            wide_characters = wide_characters || !chunk[bom_length..valid].is_ascii();
        }
        let used = chunk.len() - keep;
        lines += memchr::memchr_iter(b'\n', &chunk[..used]).count() as u64;
        let end = chunk.len();
        buffer.copy_within(used..end, 0);
        carried = keep;
        if read == 0 {
            break;
        }
    }
    if blank {
        return Err(IngestError::Empty { file: name.to_owned() });
    }
    let file = || name.to_owned();
    let encoding = match (not_utf8, not_1252) {
        (None, _) => UTF_8,
        // Real UTF-8 letters elsewhere: read as Windows-1252 they would all turn into rubbish.
        (Some((line, byte)), _) if bom || wide_characters => {
            return Err(IngestError::MixedEncoding { file: file(), line, byte });
        }
        (Some(_), None) => WINDOWS_1252,
        (Some(_), Some((line, byte))) => return Err(IngestError::Encoding { file: file(), line, byte }),
    };
    Ok(Bytes { length, encoding, bom, odd_quotes: quotes % 2 == 1 })
}

/// The SHA-256 of a file, in hexadecimal.
pub(super) fn sha256(path: &Path) -> Result<String, IngestError> {
    let mut file = File::open(path).map_err(IngestError::io(path))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 256 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(IngestError::io(path))?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A reader that ends with an error when too many bytes go by without a record being finished: a
/// cell that is never closed would otherwise gather the rest of the file in memory.
pub(super) struct Guarded<R> {
    inner: R,
    since_record: Arc<AtomicU64>,
}

/// The longest record in bytes, as far as it lies beyond the reader's buffer.
pub(super) const LONGEST_RECORD: u64 = 4 << 20;

impl<R> Guarded<R> {
    pub(super) fn new(inner: R) -> (Self, Arc<AtomicU64>) {
        let since_record = Arc::new(AtomicU64::new(0));
        (Self { inner, since_record: Arc::clone(&since_record) }, since_record)
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.since_record.load(Ordering::Relaxed) > LONGEST_RECORD {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, TooLong));
        }
        let read = self.inner.read(buffer)?;
        self.since_record.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Marks the error of [`Guarded`].
#[derive(Debug, thiserror::Error)]
#[error("record too long")]
pub(super) struct TooLong;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn look(content: &[u8]) -> Result<Bytes, IngestError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        bytes(file.path(), "f.csv")
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(look("a,b\nü,ß\n".as_bytes()).unwrap().encoding, UTF_8);
        assert_eq!(look(b"a,b\nM\xFCller,x\n").unwrap().encoding, WINDOWS_1252);
        assert!(look(b"\xEF\xBB\xBFa,b\n").unwrap().bom);
        assert!(matches!(
            look("ü\n".as_bytes().iter().chain(b"M\xFCller\n").copied().collect::<Vec<_>>().as_slice()),
            Err(IngestError::MixedEncoding { line: 2, byte: 0xFC, .. })
        ));
        assert!(matches!(look(b"a\n\x81\n"), Err(IngestError::Encoding { line: 2, .. })));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(look(b""), Err(IngestError::Empty { .. })));
        assert!(matches!(look(b" \r\n\n"), Err(IngestError::Empty { .. })));
        assert!(matches!(look(b"a\0b"), Err(IngestError::Binary { at: 1, .. })));
    }

    #[test]
    fn a_character_across_two_reads_is_whole() {
        let mut content = vec![b'a'; 256 * 1024 - 1];
        content.extend("üü".as_bytes());
        assert_eq!(look(&content).unwrap().encoding, UTF_8);
        content.truncate(256 * 1024);
        assert_ne!(look(&content).unwrap().encoding, UTF_8, "cut off at the end of the file");
    }
}
