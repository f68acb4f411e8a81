//! Signed notes, in the format of C2SP `signed-note`: a text, a blank line, and a signature on each line behind it.
//!
//! The specification: <https://c2sp.org/signed-note>. Keys are written as Go's `sumdb/note` writes them, so that tools
//! made for transparency logs read ours.

use crate::message::{Explained, codes};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_compact::{KeyPair, PublicKey, Seed, Signature};
use sha2::{Digest, Sha256};

/// The number of Ed25519 among the algorithms of signed notes.
const ED25519: u8 = 1;
/// The number of cosignatures by Ed25519 with a time (C2SP `tlog-cosignature`).
const COSIGNATURE: u8 = 4;
/// The bytes of the time of a cosignature.
const TIME: usize = 8;

/// A key that signs notes.
pub struct NoteKey {
    name: String,
    seed: [u8; 32],
}

/// A key that signatures of notes are verified with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteVerifier {
    name: String,
    algorithm: u8,
    key: [u8; 32],
}

/// What is wrong with a note or a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text is no key.
    #[error("`{text}` is no key of signed notes: {expected} is expected")]
    Key {
        /// The beginning of the text; never that of a private key.
        text: String,
        /// The form of a key.
        expected: &'static str,
    },
    /// The text is no signed note.
    #[error("the text is no signed note: {0}")]
    Note(&'static str),
    /// No signature is by the key.
    #[error("no signature on the note is by `{0}`")]
    NotSigned(String),
    /// A signature under the name and number of the key does not fit the text.
    #[error("the signature of `{0}` does not fit the note: text or signature was altered")]
    Forged(String),
}

impl Explained for NoteError {
    codes! {
        Key = "note-key",
        Note = "note-unreadable",
        NotSigned = "note-not-signed",
        Forged = "note-forged",
    }
}

impl NoteKey {
    /// The form of a private key.
    const FORM: &str = "PRIVATE+KEY+NAME+HASH+BASE64";

    /// A key from 32 random bytes. A name has no blanks and no plus.
    ///
    /// # Errors
    /// [`NoteError::Key`] for another name.
    pub fn new(name: &str, seed: [u8; 32]) -> Result<Self, NoteError> {
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '+') {
            return Err(NoteError::Key {
                text: name.to_owned(),
                expected: "a name without blanks and plus signs",
            });
        }
        Ok(Self { name: name.to_owned(), seed })
    }

    /// Reads a private key as [`Self::write`] writes it.
    ///
    /// # Errors
    /// [`NoteError::Key`] when the text is none.
    pub fn read(text: &str) -> Result<Self, NoteError> {
        let wrong = || NoteError::Key { text: "PRIVATE+KEY+…".to_owned(), expected: Self::FORM };
        let parts: Vec<&str> = text.trim().splitn(5, '+').collect();
        let &["PRIVATE", "KEY", name, hash, key] = parts.as_slice() else { return Err(wrong()) };
        let (_, seed) = key_of(key).filter(|(algorithm, _)| *algorithm == ED25519).ok_or_else(wrong)?;
        let key = Self::new(name, seed)?;
        if key.verifier().hash() != hash { Err(wrong()) } else { Ok(key) }
    }

    /// The private key as text: it belongs into a file that nobody else can read.
    pub fn write(&self) -> String {
        let key = [&[ED25519][..], &self.seed].concat();
        format!("PRIVATE+KEY+{}+{}+{}", self.name, self.verifier().hash(), BASE64.encode(key))
    }

    /// What the signatures of this key are verified with.
    pub fn verifier(&self) -> NoteVerifier {
        let pair = KeyPair::from_seed(Seed::new(self.seed));
        NoteVerifier { name: self.name.clone(), algorithm: ED25519, key: *pair.pk }
    }

    /// What the cosignatures of this key are verified with.
    pub fn cosigner(&self) -> NoteVerifier {
        NoteVerifier { algorithm: COSIGNATURE, ..self.verifier() }
    }

    /// The line of a cosignature under a note, at a time in seconds since 1970: that the log was seen to go on as it
    /// was (C2SP `tlog-cosignature`).
    pub fn cosign(&self, text: &str, time: u64) -> String {
        let pair = KeyPair::from_seed(Seed::new(self.seed));
        let signature = pair.sk.sign(cosigned(text, time), None);
        let line = [&self.cosigner().number()[..], &time.to_be_bytes(), &signature[..]].concat();
        format!("— {} {}\n", self.name, BASE64.encode(line))
    }

    /// Signs a text, which ends with a line break.
    pub fn sign(&self, text: &str) -> String {
        let pair = KeyPair::from_seed(Seed::new(self.seed));
        let signature = pair.sk.sign(text, None);
        let line = [&self.verifier().number()[..], &signature[..]].concat();
        format!("{text}\n— {} {}\n", self.name, BASE64.encode(line))
    }
}

/// What is signed of a note at a time.
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The algorithm and the 32 bytes of a key.
fn key_of(text: &str) -> Option<(u8, [u8; 32])> {
    let bytes = BASE64.decode(text).ok()?;
    let (&algorithm, key) = bytes.split_first()?;
    Some((algorithm, key.try_into().ok()?))
}

impl NoteVerifier {
    /// The form of a public key.
    const FORM: &str = "NAME+HASH+BASE64";

    /// Reads a public key.
    ///
    /// # Errors
    /// [`NoteError::Key`] when the text is none.
    pub fn read(text: &str) -> Result<Self, NoteError> {
        let text = text.trim();
        let shown: String = text.chars().take(40).collect();
        let wrong = || NoteError::Key { text: shown.clone(), expected: Self::FORM };
        let parts: Vec<&str> = text.splitn(3, '+').collect();
        let &[name, hash, key] = parts.as_slice() else { return Err(wrong()) };
        let (algorithm, key) = key_of(key).ok_or_else(wrong)?;
        if ![ED25519, COSIGNATURE].contains(&algorithm) {
            return Err(wrong());
        }
        let verifier = Self { name: name.to_owned(), algorithm, key };
        if verifier.hash() != hash { Err(wrong()) } else { Ok(verifier) }
    }

    /// The public key as text, to be given to whoever verifies.
    pub fn write(&self) -> String {
        let key = [&[self.algorithm][..], &self.key].concat();
        format!("{}+{}+{}", self.name, self.hash(), BASE64.encode(key))
    }

    /// The name of whoever signs.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What stands for name and key on the line of a signature.
    fn number(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.algorithm])
            .chain_update(self.key)
            .finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    fn hash(&self) -> String {
        crate::model::hex(&self.number())
    }

    /// Who signs with this key, as the line of a signature tells: name and number of the key.
    pub fn signer(&self) -> String {
        signer(&self.name, &self.number())
    }

    /// Verifies that this key signed a note: it is among the signatures, and none that says to be of it is forged.
    ///
    /// # Errors
    /// [`NoteError::NotSigned`] or [`NoteError::Forged`].
    pub fn verify(&self, note: &SignedNote<'_>) -> Result<(), NoteError> {
        let number = self.number();
        let own = |(name, line): &&(&str, Vec<u8>)| *name == self.name && line.starts_with(&number);
        let mut own = note.signatures.iter().filter(own).peekable();
        if own.peek().is_none() {
            return Err(NoteError::NotSigned(self.name.clone()));
        }
        own.try_for_each(|(_, line)| self.verify_line(note, line))
    }

    fn verify_line(&self, note: &SignedNote<'_>, line: &[u8]) -> Result<(), NoteError> {
        let forged = || NoteError::Forged(self.name.clone());
        let key = PublicKey::from_slice(&self.key).map_err(|_| forged())?;
        let (text, signature) = match self.algorithm {
            COSIGNATURE => {
                let (time, signature) = line[4..].split_first_chunk::<TIME>().ok_or_else(forged)?;
                (cosigned(note.text, u64::from_be_bytes(*time)), signature)
            }
            _ => (note.text.to_owned(), &line[4..]),
        };
        let signature = Signature::from_slice(signature).map_err(|_| forged())?;
        key.verify(text, &signature).map_err(|_| forged())
    }
}

/// A note taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote<'a> {
    /// The text, which ends with a line break.
    pub text: &'a str,
    /// Each signature: who signed, and the bytes behind the name.
    signatures: Vec<(&'a str, Vec<u8>)>,
}

impl<'a> SignedNote<'a> {
    /// Takes a note apart; its signatures are not verified yet.
    ///
    /// # Errors
    /// [`NoteError::Note`] when the text is none.
    pub fn read(signed: &'a str) -> Result<Self, NoteError> {
        let at = signed
            .rfind("\n\n")
            .ok_or(NoteError::Note("no blank line parts the text from its signatures"))?;
        let (text, behind) = (&signed[..=at], &signed[at + 2..]);
        let signatures = behind.lines().map(|line| {
            let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
            let bytes = BASE64.decode(signature).ok().filter(|bytes| bytes.len() > 4)?;
            Some((name, bytes))
        });
        let signatures: Option<Vec<_>> = signatures.collect();
        let signatures = signatures
            .filter(|signatures| !signatures.is_empty())
            .ok_or(NoteError::Note("a line behind the text is no signature"))?;
        Ok(Self { text, signatures })
    }

    /// Who signed, as the signatures say themselves: the name and the number of the key, so that two keys of one name are
    /// told apart. Nothing of it is verified.
    pub fn signers(&self) -> impl Iterator<Item = String> {
        self.signatures.iter().map(|(name, line)| signer(name, &line[..4]))
    }

    /// Verifies that each of some keys signed; returns them as [`Self::signers`] names them.
    ///
    /// # Errors
    /// [`NoteError`] of the first key that did not.
    pub fn verified_by(&self, keys: &[NoteVerifier]) -> Result<Vec<String>, NoteError> {
        keys.iter().map(|key| key.verify(self).map(|()| key.signer())).collect()
    }
}

/// A signer by name and number of the key.
fn signer(name: &str, number: &[u8]) -> String {
    format!("{name}+{}", crate::model::hex(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of the documentation of Go's package `golang.org/x/mod/sumdb/note`.
    const PRIVATE: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_published_example_is_signed_and_verified() {
        let key = NoteKey::read(PRIVATE).unwrap();
        assert_eq!(key.write(), PRIVATE);
        assert_eq!(key.verifier().write(), PUBLIC);
        let note = format!("{TEXT}\n{LINE}");
        assert_eq!(key.sign(TEXT), note);
        let verifier = NoteVerifier::read(PUBLIC).unwrap();
        assert_eq!(verifier.verify(&SignedNote::read(&note).unwrap()), Ok(()));
        let altered = note.replace("answer", "anchor");
        assert_eq!(
            verifier.verify(&SignedNote::read(&altered).unwrap()),
            Err(NoteError::Forged("PeterNeumann".to_owned()))
        );
    }

    #[test]
    fn what_is_no_key_and_no_note_is_refused() {
        for text in ["", "PRIVATE+KEY+a+00000000+AAAA", &PRIVATE[1..], PUBLIC] {
            assert!(matches!(NoteKey::read(text), Err(NoteError::Key { .. })), "{text}");
        }
        assert!(NoteVerifier::read(PRIVATE).is_err());
        assert!(NoteKey::new("two words", [1; 32]).is_err());
        for text in ["", "a\n", "a\n\n", "a\n\n— name\n", "a\n\n— name !!\n"] {
            assert!(matches!(SignedNote::read(text), Err(NoteError::Note(_))), "{text}");
        }
    }

    /// The example of C2SP `tlog-cosignature`: number, time and signature stand where the specification puts them.
    #[test]
    fn a_cosignature_has_the_form_of_the_specification() {
        let published = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
        let key = NoteKey::new("witness.example.com/w1", [9; 32]).unwrap();
        let line = key.cosign("example.com/behind-the-sofa\n1\nAA==\n", 1_679_315_147);
        let ours = line.trim_end().rsplit_once(' ').unwrap().1;
        let [ours, published] = [ours, published].map(|text| BASE64.decode(text).unwrap());
        assert_eq!((ours.len(), &ours[4..12]), (published.len(), &published[4..12]));
        let note = format!("example.com/behind-the-sofa\n1\nAA==\n\n{line}");
        let read = SignedNote::read(&note).unwrap();
        let cosigner = NoteVerifier::read(&key.cosigner().write()).unwrap();
        assert_eq!(cosigner.verify(&read), Ok(()));
        // A signature of the note itself is another thing.
        assert!(matches!(key.verifier().verify(&read), Err(NoteError::NotSigned(_))));
        let later = note.replace("sofa\n1", "sofa\n2");
        assert!(matches!(cosigner.verify(&SignedNote::read(&later).unwrap()), Err(NoteError::Forged(_))));
    }

    /// A line under another name, or a second line under the same one, is nobody's signature.
    #[test]
    fn only_what_a_key_verifies_counts_as_its_signature() {
        let (log, witness) =
            (NoteKey::new("log", [1; 32]).unwrap(), NoteKey::new("WHO.int", [2; 32]).unwrap());
        let signed = log.sign("log\n1\nAA==\n");
        let forged = signed.lines().last().unwrap().replace("log", "WHO.int");
        let note = format!("{signed}{forged}\n");
        let read = SignedNote::read(&note).unwrap();
        assert_eq!(read.signers().count(), 2);
        assert_eq!(read.verified_by(&[log.verifier()]).unwrap(), [log.verifier().signer()]);
        let both = [log.verifier(), witness.cosigner()];
        assert_eq!(read.verified_by(&both), Err(NoteError::NotSigned("WHO.int".to_owned())));
        let cosigned = format!("{signed}{}", witness.cosign(read.text, 1_700_000_000));
        let read = SignedNote::read(&cosigned).unwrap();
        assert_eq!(read.verified_by(&both).unwrap(), read.signers().collect::<Vec<_>>());
        // A second line that says to be of the same key is not passed over.
        let line = witness.cosign("log\n2\nAA==\n", 1_700_000_000);
        let twice = format!("{cosigned}{line}");
        let read = SignedNote::read(&twice).unwrap();
        assert_eq!(read.verified_by(&both), Err(NoteError::Forged("WHO.int".to_owned())));
    }

    proptest! {
        #[test]
        fn what_one_signs_the_other_verifies(seed in any::<[u8; 32]>(), text in "[^\\r]{0,60}") {
            let key = NoteKey::new("ministry.example", seed).unwrap();
            let text = format!("{text}\n");
            let note = key.sign(&text);
            let read = SignedNote::read(&note).unwrap();
            prop_assert_eq!(read.text, &text);
            prop_assert_eq!(key.verifier().verify(&read), Ok(()));
            prop_assert_eq!(NoteKey::read(&key.write()).unwrap().write(), key.write());
        }
    }
}
