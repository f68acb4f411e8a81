//! Lines of decoded text, whatever ends them, in bounded memory.

use super::{LONGEST_RECORD, TabularError};
use encoding_rs::{Encoding, UTF_8};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};

/// A line without its end, and the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) end: &'static str,
    /// Its number, from 1.
    pub(super) number: u64,
}

/// The sign by which DOS ends a file.
const END_SIGN: u8 = 0x1A;

/// Reads lines; lines that were looked at can be given back.
pub(super) struct Lines {
    source: Source,
    given_back: VecDeque<Line>,
}

/// Where lines come from: read here, or on a thread of their own.
enum Source {
    Here(Reader),
    Ahead(Ahead),
}

impl Lines {
    pub(super) fn open(path: &Path, name: &str, encoding: &'static Encoding) -> Result<Self, TabularError> {
        let reader = Reader::open(path, name, encoding)?;
        Ok(Self { source: Source::Here(reader), given_back: VecDeque::new() })
    }

    /// Reads the rest on a thread of its own, which is worth it for a large file that nothing else is done with.
    pub(super) fn ahead(self) -> Self {
        let source = match self.source {
            Source::Here(reader) => Source::Ahead(Ahead::begin(reader)),
            ahead @ Source::Ahead(_) => ahead,
        };
        Self { source, given_back: self.given_back }
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line>, TabularError> {
        if let Some(line) = self.given_back.pop_front() {
            return Ok(Some(line));
        }
        match &mut self.source {
            Source::Here(reader) => reader.next(),
            Source::Ahead(ahead) => ahead.next(),
        }
    }

    /// A line that is yet to come, from 0; `None` behind the end.
    pub(super) fn peek(&mut self, at: usize) -> Result<Option<&Line>, TabularError> {
        while self.given_back.len() <= at {
            let next = match &mut self.source {
                Source::Here(reader) => reader.next()?,
                Source::Ahead(ahead) => ahead.next()?,
            };
            let Some(next) = next else { return Ok(None) };
            self.given_back.push_back(next);
        }
        Ok(self.given_back.get(at))
    }

    /// Gives back lines in their order; they come again next.
    pub(super) fn give_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        for line in lines.rev() {
            self.given_back.push_front(line);
        }
    }

    /// Takes the buffer of a line that is done with.
    pub(super) fn recycle(&mut self, line: Line) {
        match &mut self.source {
            Source::Here(reader) => reader.recycle(line),
            Source::Ahead(ahead) => ahead.recycle(line),
        }
    }
}

/// Lines that a thread reads ahead, a batch at a time.
struct Ahead {
    batches: Receiver<Result<Vec<Line>, TabularError>>,
    batch: std::vec::IntoIter<Line>,
    /// Lines that are done with, on their way back.
    done: Vec<Line>,
    back: Sender<Vec<Line>>,
}

impl Ahead {
    /// Lines of a batch, and batches that may wait.
    const BATCH: usize = 256;
    const WAITING: usize = 4;

    fn begin(mut reader: Reader) -> Self {
        let (send, batches) = mpsc::sync_channel(Self::WAITING);
        let (back, done) = mpsc::channel::<Vec<Line>>();
        // It ends with the file, with an error, or when nobody takes its lines any more.
        std::thread::spawn(move || {
            let mut spare = Vec::new();
            loop {
                spare.extend(done.try_iter().flatten());
                let mut batch = Vec::with_capacity(Self::BATCH);
                let mut failed = None;
                while batch.len() < Self::BATCH {
                    if let Some(line) = spare.pop() {
                        reader.recycle(line);
                    }
                    match reader.next() {
                        Ok(Some(line)) => batch.push(line),
                        Ok(None) => break,
                        Err(error) => {
                            failed = Some(error);
                            break;
                        }
                    }
                }
                let more = batch.len() == Self::BATCH;
                if send.send(Ok(batch)).is_err() || !more {
                    failed.into_iter().for_each(|error| drop(send.send(Err(error))));
                    return;
                }
            }
        });
        Self { batches, batch: Vec::new().into_iter(), done: Vec::with_capacity(Self::BATCH), back }
    }

    fn next(&mut self) -> Result<Option<Line>, TabularError> {
        loop {
            if let Some(line) = self.batch.next() {
                return Ok(Some(line));
            }
            match self.batches.recv() {
                Ok(batch) => self.batch = batch?.into_iter(),
                Err(_) => return Ok(None),
            }
        }
    }

    fn recycle(&mut self, line: Line) {
        self.done.push(line);
        if self.done.len() == Self::BATCH {
            let done = std::mem::replace(&mut self.done, Vec::with_capacity(Self::BATCH));
            // The thread may have ended, having read everything.
            let _ = self.back.send(done);
        }
    }
}

/// Reads lines of a file.
struct Reader {
    source: BufReader<Box<dyn Read + Send>>,
    file: String,
    number: u64,
    /// The buffer of a line that is done with.
    spare: Vec<u8>,
}

impl Reader {
    fn open(path: &Path, name: &str, encoding: &'static Encoding) -> Result<Self, TabularError> {
        let file = File::open(path).map_err(TabularError::io(path))?;
        let source: Box<dyn Read + Send> = if encoding == UTF_8 {
            Box::new(file)
        } else {
            Box::new(encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(file))
        };
        Ok(Self {
            source: BufReader::with_capacity(64 * 1024, source),
            file: name.to_owned(),
            number: 0,
            spare: Vec::new(),
        })
    }

    /// The next line; `None` at the end.
    fn next(&mut self) -> Result<Option<Line>, TabularError> {
        let mut bytes = std::mem::take(&mut self.spare);
        bytes.clear();
        let end = self.fill(&mut bytes)?;
        if end.is_empty() && bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        // Files put one behind the other by hand have a mark at the start of each.
        if bytes.starts_with(b"\xEF\xBB\xBF") {
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

    /// Takes the buffer of a line that is done with.
    fn recycle(&mut self, line: Line) {
        if line.text.capacity() > self.spare.capacity() {
            self.spare = line.text.into_bytes();
        }
    }

    /// Appends up to the end of the line, which is returned; empty at the end of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Result<&'static str, TabularError> {
        let failed = |source| TabularError::Io { path: self.file.clone().into(), source };
        loop {
            let available = match self.source.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(failed(error)),
            };
            if available.is_empty() {
                return Ok("");
            }
            let Some(at) = memchr::memchr3(b'\n', b'\r', END_SIGN, available) else {
                let taken = available.len();
                bytes.extend_from_slice(available);
                self.source.consume(taken);
                if bytes.len() > LONGEST_RECORD {
                    let (file, line) = (self.file.clone(), self.number + 1);
                    return Err(TabularError::TooLong { file, line, limit: LONGEST_RECORD });
                }
                continue;
            };
            bytes.extend_from_slice(&available[..at]);
            let found = available[at];
            self.source.consume(at + 1);
            if found == b'\n' {
                return Ok("\n");
            }
            let next = self.source.fill_buf().map_err(failed)?.first().copied();
            if next == Some(b'\n') || found == END_SIGN && next == Some(b'\r') {
                self.source.consume(1);
            }
            if found == END_SIGN {
                // It ends a file of DOS, and so its last line, with an end of line before or behind it or without one.
                let more =
                    next == Some(b'\r') && self.source.fill_buf().map_err(failed)?.first() == Some(&b'\n');
                self.source.consume(usize::from(more));
                return Ok("\n");
            }
            return Ok(if next == Some(b'\n') { "\r\n" } else { "\r" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut lines: Lines) -> (Vec<Line>, Option<String>) {
        let mut read = Vec::new();
        loop {
            match lines.next() {
                Ok(Some(line)) => {
                    read.push(line.clone());
                    lines.recycle(line);
                }
                Ok(None) => return (read, None),
                Err(error) => return (read, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn read_ahead_lines_are_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lines.csv");
        let too_long = "x".repeat(LONGEST_RECORD + 1);
        // The first line is read twice, so that it is none that fails.
        for count in [1, 2, 255, 256, 257, 3000] {
            for last in ["", "no end", too_long.as_str()] {
                let mut text: String =
                    (0..count).map(|n| format!("line {n},é\r\n{}", ["", "\n"][n % 2])).collect();
                text.push_str(last);
                std::fs::write(&path, text).unwrap();
                let open = || {
                    let mut lines = Lines::open(&path, "lines.csv", UTF_8).unwrap();
                    // What was given back before comes first.
                    let first: Vec<Line> = lines.next().into_iter().flatten().collect();
                    lines.give_back(first.into_iter());
                    lines
                };
                let (here, failed) = all(open());
                assert_eq!(failed.is_some(), last.len() > LONGEST_RECORD, "{count}");
                assert_eq!(all(open().ahead()), (here, failed), "{count} lines and {} bytes", last.len());
            }
        }
    }
}
