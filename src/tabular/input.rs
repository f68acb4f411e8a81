//! Where a table comes from: a file, or standard input.
//!
//! A table is read several times. Standard input, a pipe or a device gives its bytes once, so they are kept in a
//! file that goes with the value. A file packed with gzip is unpacked into one in the same way.

use super::TabularError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// Bytes that may be unpacked whatever they were packed in.
const PLENTY: u64 = 1 << 30;

/// Beyond that, how many times as long as the packed bytes the unpacked ones may be: tables of text stay far below it.
const LIKELY: u64 = 200;

/// A file that can be read as often as is needed.
#[derive(Debug)]
pub struct Input {
    path: PathBuf,
    name: String,
    /// The bytes of standard input, a pipe or a device; removed with the value.
    _kept: Option<tempfile::NamedTempFile>,
}

impl Input {
    /// The file of a path; `-` is standard input. Standard input, a pipe or a device is read to its end.
    ///
    /// # Errors
    /// [`TabularError`] when it cannot be read. Whether a regular file is there is found when it is opened.
    pub fn of(path: &Path) -> Result<Self, TabularError> {
        if path == Path::new(STANDARD_INPUT) {
            return Self::keep(&mut std::io::stdin().lock(), "stdin".to_owned());
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Self::keep(&mut File::open(path).map_err(TabularError::io(path))?, name);
        }
        Ok(Self { path: path.to_owned(), name, _kept: None })
    }

    /// Keeps what a reader gives.
    fn keep(from: &mut dyn std::io::Read, name: String) -> Result<Self, TabularError> {
        let failed = || TabularError::io(Path::new(&name));
        let mut file = tempfile::NamedTempFile::new().map_err(failed())?;
        std::io::copy(from, &mut file).map_err(failed())?;
        file.flush().map_err(failed())?;
        Ok(Self { path: file.path().to_owned(), name, _kept: Some(file) })
    }

    /// Where its bytes are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What messages call it: the name of the file, or `stdin`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Unpacks a file that gzip has packed; `None` for any other file.
pub(super) fn unpacked(path: &Path, name: &str) -> Result<Option<tempfile::NamedTempFile>, TabularError> {
    let mut file = File::open(path).map_err(TabularError::io(path))?;
    let mut start = [0_u8; 2];
    if file.read(&mut start).map_err(TabularError::io(path))? < 2 || start != [0x1F, 0x8B] {
        return Ok(None);
    }
    let packed = file.metadata().map_err(TabularError::io(path))?.len();
    let most = PLENTY.max(packed.saturating_mul(LIKELY));
    let file = File::open(path).map_err(TabularError::io(path))?;
    let mut unpacking = MultiGzDecoder::new(BufReader::new(file)).take(most + 1);
    let mut out = tempfile::NamedTempFile::new().map_err(TabularError::io(Path::new(name)))?;
    let mut buffer = vec![0_u8; 256 * 1024];
    let mut length: u64 = 0;
    loop {
        let broken = |source: std::io::Error| TabularError::Packed {
            file: name.to_owned(),
            reason: source.to_string(),
        };
        let read = unpacking.read(&mut buffer).map_err(broken)?;
        if read == 0 {
            break;
        }
        length += read as u64;
        out.write_all(&buffer[..read]).map_err(TabularError::io(Path::new(name)))?;
    }
    if length > most {
        let reason = format!("it unpacks to more than {most} bytes");
        return Err(TabularError::Packed { file: name.to_owned(), reason });
    }
    out.flush().map_err(TabularError::io(Path::new(name)))?;
    Ok(Some(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packing.write_all(bytes).unwrap();
        file.write_all(&packing.finish().unwrap()).unwrap();
        file
    }

    #[test]
    fn what_is_kept_can_be_read_twice() {
        let input = Input::keep(&mut &b"a,b\n1,2\n"[..], "stdin".to_owned()).unwrap();
        for _ in 0..2 {
            assert_eq!(std::fs::read(input.path()).unwrap(), b"a,b\n1,2\n");
        }
        assert_eq!(input.name(), "stdin");
    }

    #[test]
    fn a_packed_file_is_unpacked_and_no_other() {
        let file = packed(b"a,b\n1,2\n");
        let out = unpacked(file.path(), "f.csv.gz").unwrap().unwrap();
        assert_eq!(std::fs::read(out.path()).unwrap(), b"a,b\n1,2\n");
        assert!(unpacked(out.path(), "f.csv").unwrap().is_none());
    }

    #[test]
    fn a_packed_file_that_was_cut_off_is_refused() {
        let file = packed(&b"a,b\n1,2\n".repeat(5_000));
        let whole = std::fs::read(file.path()).unwrap();
        std::fs::write(file.path(), &whole[..whole.len() / 2]).unwrap();
        assert!(matches!(unpacked(file.path(), "f.csv.gz"), Err(TabularError::Packed { .. })));
    }
}
