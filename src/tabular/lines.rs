//! Lines of decoded text, whatever ends them, in bounded memory.

use super::{LONGEST_RECORD, TabularError};
use encoding_rs::{Encoding, UTF_8};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// A line without its end, and the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) end: &'static str,
    /// Its number, from 1.
    pub(super) number: u64,
}

/// Reads lines; lines that were looked at can be given back.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    file: String,
    number: u64,
    given_back: VecDeque<Line>,
    /// Buffers of lines that are done with.
    spare: Vec<u8>,
    first: bool,
}

impl Lines {
    pub(super) fn open(path: &Path, name: &str, encoding: &'static Encoding) -> Result<Self, TabularError> {
        let file = File::open(path).map_err(TabularError::io(path))?;
        let source: Box<dyn Read + Send> = if encoding == UTF_8 {
            Box::new(file)
        } else {
            Box::new(encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(file))
        };
        Ok(Self {
            reader: BufReader::with_capacity(64 * 1024, source),
            file: name.to_owned(),
            number: 0,
            given_back: VecDeque::new(),
            spare: Vec::new(),
            first: true,
        })
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line>, TabularError> {
        if let Some(line) = self.given_back.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = std::mem::take(&mut self.spare);
        bytes.clear();
        let end = self.fill(&mut bytes)?;
        if end.is_empty() && bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if std::mem::take(&mut self.first) && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        if memchr::memchr(0, &bytes).is_some() {
            bytes.retain(|&byte| byte != 0);
        }
        // The survey has seen that it is valid; a file that changed since then loses no line for it.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Some(Line { text, end, number: self.number }))
    }

    /// Gives back lines in their order; they come again next.
    pub(super) fn give_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        for line in lines.rev() {
            self.given_back.push_front(line);
        }
    }

    /// Takes the buffer of a line that is done with.
    pub(super) fn recycle(&mut self, line: Line) {
        if line.text.capacity() > self.spare.capacity() {
            self.spare = line.text.into_bytes();
        }
    }

    /// Appends up to the end of the line, which is returned; empty at the end of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Result<&'static str, TabularError> {
        let failed = |source| TabularError::Io { path: self.file.clone().into(), source };
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(failed(error)),
            };
            if available.is_empty() {
                return Ok("");
            }
            let Some(at) = memchr::memchr2(b'\n', b'\r', available) else {
                let taken = available.len();
                bytes.extend_from_slice(available);
                self.reader.consume(taken);
                if bytes.len() > LONGEST_RECORD {
                    let (file, line) = (self.file.clone(), self.number + 1);
                    return Err(TabularError::TooLong { file, line, limit: LONGEST_RECORD });
                }
                continue;
            };
            bytes.extend_from_slice(&available[..at]);
            let found = available[at];
            self.reader.consume(at + 1);
            if found == b'\n' {
                return Ok("\n");
            }
            let next = self.reader.fill_buf().map_err(failed)?;
            if next.first() == Some(&b'\n') {
                self.reader.consume(1);
                return Ok("\r\n");
            }
            return Ok("\r");
        }
    }
}
