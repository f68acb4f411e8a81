//! What may be shown of a person: the one place that decides it.
//!
//! The record of a worker has no way to be printed: the types of [`crate::model`] do not serialize, and the command line
//! may not name them (`tests/it/tidy.rs`). Who shows a worker asks here and gets a [`ShownWorker`], which holds
//! nothing that tells who the person is. Columns of exports and single records are asked for one by one with
//! [`may_show`].

use crate::index::Mask;
use crate::model::{Country, Dossier, Isco08, Kind, WorkerId};
use crate::reference::{countries, occupations, specialties};
use crate::schema::{self, Field};
use serde::Serialize;

/// How much of a person is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// What may be shown to anybody: the identifier, the credentials, the countries.
    Blind,
    /// Who the person is as well: for a purpose that stands in the audit log.
    Identified,
}

/// Whether records of a kind are shown without what tells who somebody is. Of such records neither columns that
/// none of ours takes are shown, nor how cells were written: nobody knows what stands there.
pub fn is_blind(kind: Kind, disclosure: Disclosure) -> bool {
    disclosure == Disclosure::Blind && schema::concerns_person(kind)
}

/// Whether a column of a kind may be shown.
pub fn may_show(kind: Kind, field: &Field, disclosure: Disclosure) -> bool {
    !is_blind(kind, disclosure) || !schema::identifies(kind, field)
}

/// A worker as anybody may see one: no name, contact, birth date, sex or nationality. Only [`worker`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownWorker {
    id: WorkerId,
    occupation: Option<Isco08>,
    specialties: Vec<&'static str>,
    residence: Option<Country>,
    #[serde(skip)]
    texts: Vec<String>,
}

impl ShownWorker {
    /// The identifier, by which the blind speak of a person.
    pub fn id(&self) -> &WorkerId {
        &self.id
    }

    /// Occupation and specialties, in a line.
    pub fn line(&self) -> String {
        self.parts(self.occupation.map_or("occupation unknown", occupations::title).to_owned()).join("; ")
    }

    /// The same with the code of the occupation and the country that the worker lives in.
    pub fn line_with_residence(&self) -> String {
        let occupation =
            self.occupation.map(|code| format!("{} ({code})", occupations::title(code))).unwrap_or_default();
        let mut parts = self.parts(occupation);
        parts.extend(self.residence.map(|country| format!("in {country}")));
        parts.join("; ")
    }

    fn parts(&self, occupation: String) -> Vec<String> {
        [occupation, self.specialties.join(", ")].into_iter().filter(|part| !part.is_empty()).collect()
    }

    /// The texts of the credentials, own names and contacts masked: what a search shows fragments of.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}

/// What may be shown of a worker to anybody.
pub fn worker(dossier: &Dossier) -> ShownWorker {
    let worker = &dossier.worker;
    let named = |id| specialties::number(id).map(|at| specialties::all()[at].name.as_str());
    ShownWorker {
        id: worker.worker_id.clone(),
        occupation: worker.occupation,
        specialties: worker.specialties.iter().flatten().filter_map(named).collect(),
        residence: worker.residence,
        texts: texts(dossier),
    }
}

fn texts(dossier: &Dossier) -> Vec<String> {
    let worker = &dossier.worker;
    let own = Mask::of(worker);
    let mask = |text: &String| own.hide(text).into_owned();
    let mut texts: Vec<String> = worker.title.iter().chain(worker.summary.iter()).map(mask).collect();
    texts.extend(dossier.qualifications.iter().filter_map(|q| q.title.as_ref()).map(mask));
    texts.extend(dossier.qualifications.iter().filter_map(|q| q.school.as_ref()).map(mask));
    texts.extend(dossier.employments.iter().filter_map(|e| e.employer.as_ref()).map(mask));
    texts.extend(dossier.licenses.iter().filter_map(|l| l.regulator.clone()));
    let country = |what: &'static str, country: Option<Country>| {
        country.map(|country| format!("{what} {}", countries::name(country)))
    };
    let mut facts: Vec<String> = country("lives in", worker.residence).into_iter().collect();
    facts.extend(dossier.qualifications.iter().filter_map(|q| country("trained in", q.trained_in)));
    facts.extend(dossier.licenses.iter().filter_map(|l| country("licensed in", l.country)));
    facts.extend(dossier.employments.iter().filter_map(|e| country("worked in", e.country)));
    facts.extend(dossier.certificates.iter().filter_map(|certificate| {
        let level = certificate.level.map(|level| format!(" {level}")).unwrap_or_default();
        certificate.language.map(|language| format!("{}{level}", language.name()))
    }));
    facts.dedup();
    texts.push(facts.join("; "));
    texts
}
