//! What credentials are judged by, packed beside the profiles.
//!
//! A question that nobody has asked before is then answered from a file that is read in one piece. The records
//! themselves would be read column by column out of six tables, which takes ten times as long as judging them.

use crate::curricula::Curricula;
use crate::matching::Person;
use crate::model::packing::{pack_number, unpack_number};
use crate::model::{Employment, LanguageCertificate, License, Qualification, Record, Worker};
use flate2::Compression;
use flate2::write::{DeflateDecoder, DeflateEncoder};
use std::io::{self, Write};

/// The columns that [`credential_points`](crate::matching::credential_points) reads, of the records that it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct CredentialFacts {
    worker: Worker,
    qualifications: Vec<Qualification>,
    licenses: Vec<License>,
    certificates: Vec<LanguageCertificate>,
    employments: Vec<Employment>,
}

/// What credentials are judged by in the record of the worker itself. What a profile holds is no credential.
const KEPT_OF_WORKER: [&str; 6] = [
    "residence",
    "occupation",
    "no_language_certificates",
    "wants_return",
    "practice_months",
    "practice_stated_on",
];

/// In parts: whose they are, and what stands in reasons alone. A number tells two certificates apart, and the title of
/// a qualification names its curriculum: these stay.
const LEFT_OUT_OF_QUALIFICATIONS: [&str; 2] = ["worker_id", "school"];
const LEFT_OUT_OF_LICENSES: [&str; 3] = ["worker_id", "regulator", "number"];
const LEFT_OUT_OF_CERTIFICATES: [&str; 1] = ["worker_id"];
const LEFT_OUT_OF_EMPLOYMENTS: [&str; 3] = ["worker_id", "employer", "title"];

/// In the place of the identifier, which no credential is judged by.
const NOBODY: &str = "-";

impl CredentialFacts {
    /// Appends the facts of a person as bytes.
    pub fn pack(person: &Person<'_>, to: &mut Vec<u8>) {
        person.worker.pack(|column| KEPT_OF_WORKER.contains(&column), to);
        pack_parts(person.qualifications, &LEFT_OUT_OF_QUALIFICATIONS, to);
        pack_parts(person.licenses, &LEFT_OUT_OF_LICENSES, to);
        pack_parts(person.certificates, &LEFT_OUT_OF_CERTIFICATES, to);
        pack_parts(person.employments, &LEFT_OUT_OF_EMPLOYMENTS, to);
    }

    /// Takes the packed facts of one person from the front of bytes; `None` when they hold none.
    pub fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            worker: Worker::unpack(NOBODY, from)?,
            qualifications: unpack_parts(from)?,
            licenses: unpack_parts(from)?,
            certificates: unpack_parts(from)?,
            employments: unpack_parts(from)?,
        })
    }

    /// Packed facts of many persons in fewer bytes: titles, tests and countries come again and again.
    pub(super) fn squeeze<'f>(packed: impl IntoIterator<Item = &'f [u8]>) -> io::Result<Vec<u8>> {
        let mut squeezed = DeflateEncoder::new(Vec::new(), Compression::fast());
        packed.into_iter().try_for_each(|facts| squeezed.write_all(facts))?;
        squeezed.finish()
    }

    /// The facts of so many persons that [`Self::squeeze`] wrote; `None` when the bytes hold others.
    pub(super) fn unsqueeze(bytes: &[u8], count: usize) -> Option<Vec<Self>> {
        let mut packed = DeflateDecoder::new(Vec::new());
        packed.write_all(bytes).ok()?;
        let packed = packed.finish().ok()?;
        let mut rest = &packed[..];
        let facts = (0..count).map(|_| Self::unpack(&mut rest)).collect::<Option<_>>()?;
        rest.is_empty().then_some(facts)
    }

    /// The person, as far as credentials go.
    pub fn person<'a>(&'a self, curricula: &'a Curricula) -> Person<'a> {
        Person {
            worker: &self.worker,
            qualifications: &self.qualifications,
            licenses: &self.licenses,
            certificates: &self.certificates,
            employments: &self.employments,
            consents: &[],
            curricula,
        }
    }
}

fn pack_parts<R: Record>(parts: &[R], left_out: &[&str], to: &mut Vec<u8>) {
    pack_number(parts.len() as u64, to);
    parts.iter().for_each(|part| part.pack(|column| !left_out.contains(&column), to));
}

fn unpack_parts<R: Record>(from: &mut &[u8]) -> Option<Vec<R>> {
    (0..unpack_number(from)?).map(|_| R::unpack(NOBODY, from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::laws::{DAY, any_opening, anyone};
    use crate::matching::{Ask, credential_points};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn packed_facts_give_the_points_of_the_records(
            everybody in proptest::collection::vec(anyone(), 1..4), opening in any_opening()
        ) {
            let curricula = Curricula::default();
            let pack = |someone: &crate::matching::laws::Someone| {
                let mut bytes = Vec::new();
                CredentialFacts::pack(&someone.person(&[], &curricula), &mut bytes);
                bytes
            };
            let packed: Vec<Vec<u8>> = everybody.iter().map(pack).collect();
            let squeezed = CredentialFacts::squeeze(packed.iter().map(Vec::as_slice)).unwrap();
            let facts = CredentialFacts::unsqueeze(&squeezed, everybody.len()).unwrap();
            let ask = Ask::of(&opening, DAY.parse().unwrap());
            for (facts, someone) in facts.iter().zip(&everybody) {
                prop_assert_eq!(
                    credential_points(&facts.person(&curricula), &ask.credentials),
                    credential_points(&someone.person(&[], &curricula), &ask.credentials)
                );
            }
            prop_assert_eq!(CredentialFacts::unsqueeze(&squeezed, everybody.len() + 1), None);
        }

        #[test]
        fn bytes_that_nobody_squeezed_are_no_facts_and_no_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..80), count in 0_usize..3
        ) {
            let _ = CredentialFacts::unsqueeze(&bytes, count);
        }
    }
}
