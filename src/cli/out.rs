//! Where `--out` and its kin point: a file that appears whole, a device, a pipe, or standard output for `-`.

use crate::files::{self, WholeFile};
use crate::ops::OpsError;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Bytes written at once.
const BUFFER: usize = 256 * 1024;

/// Whether the path means standard output.
pub(super) fn is_stdout(path: &Path) -> bool {
    files::is_standard(path)
}

/// The path as messages name it.
pub(super) fn name(path: &Path) -> String {
    if is_stdout(path) { "standard output".to_owned() } else { path.display().to_string() }
}

/// Writes to a path. A file appears whole or not at all and may be the one that is read. A link stays a link. What is
/// no regular file (a pipe, a device) is written to and never replaced; `-` is standard output.
///
/// # Errors
/// What `write` returns, and [`OpsError::Write`] when the file cannot be written.
pub(super) fn write<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, OpsError>,
) -> Result<T, OpsError> {
    let failed = |source| OpsError::Write { path: path.to_owned(), source };
    if is_stdout(path) {
        let mut out = BufWriter::with_capacity(BUFFER, std::io::stdout().lock());
        let value = write(&mut out)?;
        out.flush().map_err(failed)?;
        return Ok(value);
    }
    let mut out = BufWriter::with_capacity(BUFFER, WholeFile::create(path).map_err(failed)?);
    let value = write(&mut out)?;
    out.into_inner().map_err(|error| failed(error.into_error()))?.finish().map_err(failed)?;
    Ok(value)
}

/// Refuses standard output where several files are written.
///
/// # Errors
/// [`OpsError::Write`] for `-`.
pub(super) fn directory(path: &Path) -> Result<(), OpsError> {
    if !is_stdout(path) {
        return Ok(());
    }
    let why = "`-` is standard output, and several files need a directory; `./-` is a directory of this name";
    let source = std::io::Error::new(std::io::ErrorKind::InvalidInput, why);
    Err(OpsError::Write { path: path.to_owned(), source })
}

/// Writes a whole text to a path, as [`write`] does.
///
/// # Errors
/// [`OpsError::Write`] when the file cannot be written.
pub(super) fn whole(path: &Path, text: impl AsRef<[u8]>) -> Result<(), OpsError> {
    write(path, |out| {
        out.write_all(text.as_ref()).map_err(|source| OpsError::Write { path: path.to_owned(), source })
    })
}
