//! What credentials are judged by, packed beside the profiles.
//!
//! A question that nobody has asked before is then answered from a file that is read in one piece. The records
//! themselves would be read column by column out of six tables, which takes ten times as long as judging them.

use crate::curricula::Curricula;
use crate::matching::Person;
use crate::model::{Employment, LanguageCertificate, License, Qualification, Record, Worker};

/// The records that [`credential_points`](crate::matching::credential_points) reads, without what only identifies the
/// worker.
#[derive(Debug, Clone, PartialEq)]
pub struct CredentialFacts {
    worker: Worker,
    qualifications: Vec<Qualification>,
    licenses: Vec<License>,
    certificates: Vec<LanguageCertificate>,
    employments: Vec<Employment>,
}

/// Whom it is about, and what they wrote: no credential.
const LEFT_OUT_OF_WORKER: [&str; 8] =
    ["full_name", "given_name", "family_name", "birth_date", "sex", "email", "phone", "summary"];

/// In parts: the worker's identifier, which stands before them, and names of places.
const LEFT_OUT_OF_PARTS: [&str; 3] = ["worker_id", "school", "employer"];

impl CredentialFacts {
    /// Appends the facts of a person as bytes.
    pub fn pack(person: &Person<'_>, to: &mut Vec<u8>) {
        person.worker.pack(|column| !LEFT_OUT_OF_WORKER.contains(&column), to);
        pack_parts(person.qualifications, to);
        pack_parts(person.licenses, to);
        pack_parts(person.certificates, to);
        pack_parts(person.employments, to);
    }

    /// Takes packed facts; `None` when the bytes hold none.
    pub fn unpack(mut bytes: &[u8]) -> Option<Self> {
        // The worker's own identifier is packed: no column is left out that is required.
        let worker = Worker::unpack("", &mut bytes)?;
        let id = worker.worker_id.as_str();
        let qualifications = unpack_parts(id, &mut bytes)?;
        let licenses = unpack_parts(id, &mut bytes)?;
        let certificates = unpack_parts(id, &mut bytes)?;
        let employments = unpack_parts(id, &mut bytes)?;
        bytes.is_empty().then_some(Self { worker, qualifications, licenses, certificates, employments })
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

fn pack_parts<R: Record>(parts: &[R], to: &mut Vec<u8>) {
    // More than the bytes of the count can say is more than a file of ours holds.
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    to.extend_from_slice(&count.to_le_bytes());
    parts.iter().for_each(|part| part.pack(|column| !LEFT_OUT_OF_PARTS.contains(&column), to));
}

fn unpack_parts<R: Record>(whole: &str, from: &mut &[u8]) -> Option<Vec<R>> {
    let (count, rest) = from.split_first_chunk()?;
    *from = rest;
    (0..u32::from_le_bytes(*count)).map(|_| R::unpack(whole, from)).collect()
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
        fn packed_facts_give_the_points_of_the_records(someone in anyone(), opening in any_opening()) {
            let curricula = Curricula::default();
            let person = someone.person(&[], &curricula);
            let mut bytes = Vec::new();
            CredentialFacts::pack(&person, &mut bytes);
            let facts = CredentialFacts::unpack(&bytes).unwrap();
            let ask = Ask::of(&opening, DAY.parse().unwrap());
            prop_assert_eq!(
                credential_points(&facts.person(&curricula), &ask.credentials),
                credential_points(&person, &ask.credentials)
            );
        }
    }
}
