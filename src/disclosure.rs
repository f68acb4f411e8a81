//! What may be shown of a person: the one place that decides it.
//!
//! The record of a worker cannot be printed: the types of [`crate::model`] do not serialize, and the command line may
//! not name them (`tests/it/tidy.rs`). Code that shows a worker asks here and gets a [`ShownWorker`], which has no
//! personal data. Exports and single records ask for each column with [`may_show`].

use crate::index::Mask;
use crate::model::{Country, Dossier, Isco08, Kind, WorkerId};
use crate::reference::{countries, occupations, specialties};
use crate::schema::{Field, Semantic};
use serde::Serialize;

/// How much of a person is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// What anybody may see: the identifier, the credentials and the countries.
    Blind,
    /// Personal data as well, for a purpose that the audit log keeps.
    Identified,
}

/// Whether records of a kind are shown blind. The blind view has neither columns that the schema does not have nor cells
/// as they were written: nobody knows what they say.
pub fn is_blind(kind: Kind, disclosure: Disclosure) -> bool {
    disclosure == Disclosure::Blind && concerns_person(kind)
}

/// Whether a column of a kind may be shown.
pub fn may_show(kind: Kind, field: &Field, disclosure: Disclosure) -> bool {
    !is_blind(kind, disclosure) || !is_personal(kind, field)
}

/// Whether records of a kind are about a person.
pub fn concerns_person(kind: Kind) -> bool {
    let of_person = |kind: Kind| matches!(kind, Kind::Worker | Kind::Placement);
    of_person(kind) || kind.parent().is_some_and(of_person)
}

/// Whether a column of a kind stays out of the blind view. These columns tell who a person is: names, contacts, the
/// date of birth, numbers of documents, employers, and text that may say anything. Sex and nationalities stay out as
/// well: no opening may be filled by them. The identifier is shown. It is the name by which the blind view speaks of a
/// person, and it means nothing outside the store.
fn is_personal(kind: Kind, field: &Field) -> bool {
    // A choice among workers may not rest on these.
    const PROTECTED: &[&str] = &["birth_date", "sex", "nationalities"];
    // Bodies that thousands of people have in common.
    const SHARED: &[&str] = &["regulator", "school"];
    if PROTECTED.contains(&field.name.as_str()) {
        return true;
    }
    match kind {
        Kind::Worker | Kind::Qualification | Kind::License | Kind::LanguageCertificate | Kind::Employment => {
            use Semantic::{Code, Email, Name, Phone, Text};
            matches!(field.semantic, Text | Name | Code | Email | Phone)
                && !SHARED.contains(&field.name.as_str())
        }
        Kind::Placement => field.name == "notes",
        Kind::Cost => field.name == "payee",
        _ => false,
    }
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
    let own = Mask::of(worker, &dossier.licenses, &dossier.certificates);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn the_blind_view_leaves_out_who_a_person_is_and_what_nobody_may_choose_by() {
        let hidden = |kind: Kind| -> Vec<&str> {
            let fields = schema::table(kind).fields.iter();
            let hidden = fields.filter(|field| !may_show(kind, field, Disclosure::Blind));
            hidden.map(|field| field.name.as_str()).collect()
        };
        assert_eq!(
            hidden(Kind::Worker),
            [
                "full_name",
                "given_name",
                "family_name",
                "birth_date",
                "sex",
                "nationalities",
                "title",
                "email",
                "phone",
                "summary"
            ]
        );
        assert_eq!(hidden(Kind::License), ["number"]);
        assert_eq!(hidden(Kind::Employment), ["employer", "title"]);
        assert_eq!(hidden(Kind::Placement), ["nationalities", "sex", "birth_date", "notes"]);
        assert_eq!(hidden(Kind::Cost), ["payee"]);
        assert_eq!(hidden(Kind::Organization), [""; 0]);
        assert!(!concerns_person(Kind::Opening) && concerns_person(Kind::Consent));
    }
}
