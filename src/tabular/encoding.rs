//! Encodings of texts by their names: those of the web, and the code pages of MS-DOS.

use super::TabularError;
use crate::reference::code_pages::{self, CodePage};
use encoding_rs::Encoding;
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::Path;

/// An encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// One that browsers know.
    Web(&'static Encoding),
    /// A code page of MS-DOS.
    Dos(&'static CodePage),
}

impl TextEncoding {
    /// The encoding of a usual name, in any case: `windows-1252`, `cp1252`, `cp850`, `ibm437`.
    pub fn named(name: &str) -> Option<Self> {
        let plain = name.trim().to_lowercase();
        let spelled = plain.strip_prefix("cp").map(|number| format!("windows-{number}"));
        Encoding::for_label(plain.as_bytes())
            .or_else(|| Encoding::for_label(spelled?.as_bytes()))
            .map(Self::Web)
            .or_else(|| code_pages::by_name(&plain).map(Self::Dos))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Dos(page) => &page.name,
        }
    }
}

impl From<&'static Encoding> for TextEncoding {
    fn from(encoding: &'static Encoding) -> Self {
        Self::Web(encoding)
    }
}

/// Writes out a file of a code page as UTF-8.
pub(super) fn decoded(
    path: &Path,
    name: &str,
    page: &CodePage,
) -> Result<tempfile::NamedTempFile, TabularError> {
    let failed = || TabularError::io(Path::new(name));
    let mut file = File::open(path).map_err(TabularError::io(path))?;
    let mut out = BufWriter::new(tempfile::NamedTempFile::new().map_err(failed())?);
    let (mut buffer, mut text) = (vec![0_u8; 64 * 1024], String::new());
    loop {
        let read = file.read(&mut buffer).map_err(TabularError::io(path))?;
        if read == 0 {
            return out.into_inner().map_err(|error| failed()(error.into_error()));
        }
        text.clear();
        page.decode_onto(&buffer[..read], &mut text);
        out.write_all(text.as_bytes()).map_err(failed())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_go_by_their_usual_names() {
        for (name, known) in [
            ("UTF-8", Some("UTF-8")),
            ("cp1252", Some("windows-1252")),
            ("cp850", Some("cp850")),
            ("IBM437", Some("cp437")),
            ("ibm865", Some("cp865")),
            ("ibm866", Some("IBM866")),
            ("klingon", None),
        ] {
            assert_eq!(TextEncoding::named(name).map(TextEncoding::name), known, "{name}");
        }
    }
}
