//! Files that are there whole or not at all: the one way to write a file.
//!
//! A file is written under another name beside its place, brought to the disk, and renamed. A file that was there
//! before stays as it was until then, also when the power fails. The owner alone may read a new file: most of ours
//! hold personal data.

mod lock;

pub use lock::{Holder, Lock, LockError};

use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How many links may lie between a name and its file.
const LINKS: usize = 40;

/// A file that is being written. Dropped before [`Self::finish`] it leaves nothing behind.
pub struct WholeFile(Place);

enum Place {
    /// A regular file, still under another name.
    Beside { file: NamedTempFile, target: PathBuf },
    /// A pipe or a device: what is written arrives at once.
    Stream(File),
    /// Standard output.
    Out(io::Stdout),
}

impl WholeFile {
    /// Begins a file; `-` is standard output. A link stays a link: its target is written. What is no regular file (a pipe, a device) is
    /// written to and never replaced.
    ///
    /// # Errors
    /// When the directory of the file cannot be written.
    pub fn create(path: &Path) -> io::Result<Self> {
        if is_standard(path) {
            return Ok(Self(Place::Out(io::stdout())));
        }
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Ok(Self(Place::Stream(File::options().write(true).open(path)?)));
        }
        let target = behind_links(path);
        let file = NamedTempFile::new_in(directory(&target))?;
        Ok(Self(Place::Beside { file, target }))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be brought to the disk or renamed: what was there before is there still.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Place::Stream(mut file) => file.flush(),
            Place::Out(mut out) => out.flush(),
            Place::Beside { file, target } => place(file, &target),
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Place::Beside { file, .. } => file.write(bytes),
            Place::Stream(file) => file.write(bytes),
            Place::Out(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Place::Beside { file, .. } => file.flush(),
            Place::Stream(file) => file.flush(),
            Place::Out(out) => out.flush(),
        }
    }
}

/// Whether a path means a standard stream: `-`.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// The content of a file; `-` is standard input.
///
/// # Errors
/// What the system says.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !is_standard(path) {
        return std::fs::read(path);
    }
    let mut content = Vec::new();
    io::stdin().lock().read_to_end(&mut content)?;
    Ok(content)
}

/// The text of a file; `-` is standard input.
///
/// # Errors
/// What the system says, and when the content is no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Makes a directory that only its owner may look into, with those above it, unless it is there.
///
/// # Errors
/// What the system says.
pub fn make_private_dir(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a whole file.
///
/// # Errors
/// As [`WholeFile::create`] and [`WholeFile::finish`].
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(content.as_ref())?;
    file.finish()
}

/// Moves a finished temporary file to its place, which may lie on another disk.
///
/// # Errors
/// When the file cannot be written there: what was there before is there still.
pub fn move_whole(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    match file.persist(path) {
        Ok(_) => sync_directory(path),
        // A copy reaches every disk.
        Err(refused) => {
            let mut copy = NamedTempFile::new_in(directory(path))?;
            io::copy(&mut refused.file.reopen()?, &mut copy)?;
            place(copy, path)
        }
    }
}

fn place(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|refused| refused.error)?;
    sync_directory(path)
}

/// The name of a file lies in its directory, which is brought to the disk as well.
fn sync_directory(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory(path))?.sync_all() } else { Ok(()) }
}

fn directory(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file that a name leads to, which need not be there.
fn behind_links(path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        match std::fs::read_link(&at) {
            Ok(next) => at = directory(&at).join(next),
            Err(_) => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfinished_file_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write_whole(&path, "old").unwrap();
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        write_whole(&path, "new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert!(WholeFile::create(&dir.path().join("no/such")).is_err());
    }

    #[test]
    fn a_temporary_file_is_moved_over_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(b"rows").unwrap();
        let path = dir.path().join("b");
        write_whole(&path, "old").unwrap();
        move_whole(file, &path).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"rows");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let dir = tempfile::tempdir().unwrap();
        let (link, target) = (dir.path().join("link"), dir.path().join("target"));
        std::os::unix::fs::symlink("target", &link).unwrap();
        for text in ["first", "second"] {
            write_whole(&link, text).unwrap();
            assert_eq!(std::fs::read(&target).unwrap(), text.as_bytes());
            assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        write_whole(Path::new("/dev/null"), "gone").unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
}
