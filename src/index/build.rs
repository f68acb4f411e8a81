//! From records to documents: which words, and which facts to filter by.

use super::highlight::Mask;
use crate::model::{
    Curriculum, CurriculumSubject, Employment, LanguageCertificate, License, Opening, Qualification, Worker,
};
use crate::reference::{language_tests, occupations, specialties};
use std::fmt::Display;

/// What is indexed of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The row number of the record that stands alone; of a certificate, its worker's.
    pub row: u64,
    /// Texts that name the thing.
    pub titles: Vec<String>,
    /// Other texts.
    pub texts: Vec<String>,
    /// Facts to filter by.
    pub facts: Vec<(&'static str, String)>,
}

impl Document {
    fn new(row: i64) -> Self {
        Self { row: row.unsigned_abs(), ..Self::default() }
    }

    fn title(&mut self, text: Option<&String>) {
        self.titles.extend(text.cloned());
    }

    fn text(&mut self, text: Option<&String>) {
        self.texts.extend(text.cloned());
    }

    fn fact(&mut self, name: &'static str, value: Option<impl Display>) {
        if let Some(value) = value {
            let fact = (name, value.to_string());
            if !self.facts.contains(&fact) {
                self.facts.push(fact);
            }
        }
    }

    fn occupation(&mut self, code: Option<crate::model::Isco08>) {
        if let Some(code) = code {
            let label = occupations::title(code);
            if !label.is_empty() {
                self.titles.push(label.to_owned());
            }
        }
        self.fact("occupation", code);
    }

    fn specialties<'a>(&mut self, ids: impl IntoIterator<Item = &'a crate::model::SpecialtyId>) {
        for id in ids {
            let name = specialties::number(id).map(|at| specialties::all()[at].name.clone());
            self.titles.extend(name);
            self.fact("specialty", Some(id));
        }
    }

    fn test(&mut self, test: Option<&crate::model::TestId>) {
        if let Some(test) = test {
            self.texts.extend(language_tests::get(test).map(|test| test.name.clone()));
        }
        self.fact("test", test);
    }
}

/// A worker as recruiters may search it: blind.
pub fn worker_document(
    row: i64,
    worker: &Worker,
    qualifications: &[Qualification],
    licenses: &[License],
    certificates: &[LanguageCertificate],
    employments: &[Employment],
) -> Document {
    let mut document = Document::new(row);
    let mask = Mask::of(worker);
    let masked = |text: Option<&String>| text.map(|text| mask.hide(text));
    document.occupation(worker.occupation);
    document.titles.extend(masked(worker.title.as_ref()));
    document.specialties(worker.specialties.iter().flatten());
    document.fact("residence", worker.residence);
    document.texts.extend(masked(worker.summary.as_ref()));
    for qualification in qualifications {
        document.texts.extend(masked(qualification.title.as_ref()));
        document.text(qualification.school.as_ref());
        document.fact("trained_in", qualification.trained_in);
    }
    for license in licenses {
        document.text(license.regulator.as_ref());
        document.fact("license_country", license.country);
        document.fact("license_status", license.status);
    }
    for certificate in certificates {
        document.test(certificate.test.as_ref());
        document.fact("language", certificate.language);
        document.fact("level", certificate.level);
    }
    for employment in employments {
        document.texts.extend(masked(employment.title.as_ref()));
        document.text(employment.employer.as_ref());
        document.specialties(employment.specialty.as_ref());
        document.fact("worked_in", employment.country);
    }
    document
}

/// An opening.
pub fn opening_document(row: i64, opening: &Opening) -> Document {
    let mut document = Document::new(row);
    document.title(opening.title.as_ref());
    document.occupation(opening.occupation);
    document.specialties(opening.specialties.iter().flatten());
    document.text(opening.city.as_ref());
    document.text(opening.description.as_ref());
    document.fact("destination", opening.destination);
    document.fact("region", opening.region.as_ref());
    document.fact("employer", opening.organization_id.as_ref());
    document.fact("recruiter", opening.recruiter_id.as_ref());
    document.fact("language", opening.language);
    document.fact("level", opening.language_level);
    document.fact("status", opening.status);
    document.fact("contract_kind", opening.contract_kind);
    document
}

/// A curriculum with its subjects.
pub fn curriculum_document(row: i64, curriculum: &Curriculum, subjects: &[CurriculumSubject]) -> Document {
    let mut document = Document::new(row);
    document.titles.push(curriculum.title.clone());
    document.title(curriculum.qualification.as_ref());
    document.occupation(curriculum.occupation);
    document.text(curriculum.school.as_ref());
    document.text(curriculum.regulator.as_ref());
    document.text(curriculum.description.as_ref());
    document.fact("country", curriculum.country);
    document.fact("isced_level", curriculum.isced_level);
    for language in curriculum.languages.iter().flatten() {
        document.fact("language", Some(language));
    }
    for subject in subjects {
        document.text(subject.title.as_ref());
        document.fact("subject", subject.subject.as_ref());
    }
    document
}

/// A language certificate; `row` is its worker's. The certificate's own number stays out.
pub fn certificate_document(row: i64, certificate: &LanguageCertificate) -> Document {
    let mut document = Document::new(row);
    let test = certificate.test.as_ref().and_then(language_tests::get);
    document.titles.extend(test.map(|test| test.name.clone()));
    document.titles.extend(certificate.language.map(|language| language.name().to_owned()));
    document.texts.extend(certificate.level.map(|level| level.to_string()));
    document.texts.extend(certificate.test.as_ref().map(ToString::to_string));
    document.fact("test", certificate.test.as_ref());
    document.fact("language", certificate.language);
    document.fact("level", certificate.level);
    document.fact("mode", certificate.mode);
    document.fact("evidence", certificate.evidence);
    document
}
