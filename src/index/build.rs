//! From records to documents: which words, and which facts to filter by.

use super::highlight::Mask;
use crate::credentials::experience;
use crate::credentials::language::{exam_level, shown};
use crate::model::{
    Cefr, Country, Curriculum, CurriculumSubject, Decimal, Employment, Isco08, Language, LanguageCertificate,
    License, Opening, PartialDate, Qualification, Row, Worker,
};
use crate::query::{PRACTICE, REGULATOR, SPOKEN, spoken};
use crate::reference::{countries, language_tests, occupations, specialties, subjects};
use std::fmt::Display;

/// What is indexed of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The row number of the record that stands alone; of a certificate, its worker's.
    pub row: Row,
    /// Texts, each with its field.
    pub texts: Vec<(&'static str, String)>,
    /// Facts to filter by.
    pub facts: Vec<(&'static str, String)>,
    /// Numbers to compare by, in thousandths; dates as days.
    pub numbers: Vec<(&'static str, i64)>,
}

/// What documents are made of, piece by piece.
pub(super) trait Sink {
    /// Takes a text of a field of [`crate::query::texts`].
    fn column(&mut self, field: &'static str, text: &str);
    /// Takes a fact to filter by; one that it has already is passed over.
    fn fact(&mut self, name: &'static str, value: Option<impl Display>);
    /// Takes a number to compare by.
    fn number(&mut self, name: &'static str, value: Option<i64>);

    /// Takes the title of the record.
    fn title(&mut self, text: &str) {
        self.column("title", text);
    }

    /// Takes a name that the record has by a code.
    fn named(&mut self, text: &str) {
        self.column("named", text);
    }

    /// Takes a text that no question names by its field.
    fn text(&mut self, text: &str) {
        self.column("body", text);
    }

    /// Takes a decimal.
    fn decimal(&mut self, name: &'static str, value: Option<Decimal>) {
        self.number(name, value.and_then(|value| value.scaled(3)));
    }

    /// Takes a whole number.
    fn whole(&mut self, name: &'static str, value: Option<i64>) {
        self.number(name, value.and_then(|value| value.checked_mul(1000)));
    }

    /// Takes a date, by its earliest day.
    fn date(&mut self, name: &'static str, value: Option<PartialDate>) {
        self.number(name, value.map(|date| i64::from(date.earliest().0)));
    }

    /// Takes an occupation: its title, and the fact.
    fn occupation(&mut self, code: Option<crate::model::Isco08>) {
        if let Some(code) = code {
            let label = occupations::title(code);
            if !label.is_empty() {
                self.named(label);
            }
        }
        self.fact("occupation", code);
    }

    /// Takes specialties: their names, and the facts.
    fn specialties<'a>(&mut self, ids: impl IntoIterator<Item = &'a crate::model::SpecialtyId>) {
        for id in ids {
            if let Some(at) = specialties::number(id) {
                self.named(&specialties::all()[at].name);
            }
            self.fact("specialty", Some(id));
        }
    }

    /// Takes a language test: its name, and the fact.
    fn test(&mut self, test: Option<&crate::model::TestId>) {
        if let Some(test) = test.and_then(language_tests::get) {
            self.text(&test.name);
        }
        self.fact("test", test);
    }
}

impl Sink for Document {
    fn column(&mut self, field: &'static str, text: &str) {
        self.texts.push((field, text.to_owned()));
    }

    fn fact(&mut self, name: &'static str, value: Option<impl Display>) {
        if let Some(value) = value {
            let fact = (name, value.to_string());
            if !self.facts.contains(&fact) {
                self.facts.push(fact);
            }
        }
    }

    fn number(&mut self, name: &'static str, value: Option<i64>) {
        self.numbers.extend(value.map(|value| (name, value)));
    }
}

impl Document {
    fn new(row: Row) -> Self {
        Self { row, ..Self::default() }
    }
}

/// A worker as recruiters may search it: blind.
pub fn worker_document(
    row: Row,
    worker: &Worker,
    qualifications: &[Qualification],
    licenses: &[License],
    certificates: &[LanguageCertificate],
    employments: &[Employment],
) -> Document {
    let mut document = Document::new(row);
    describe_worker(&mut document, worker, qualifications, licenses, certificates, employments);
    document
}

/// The same, piece by piece.
pub(super) fn describe_worker(
    document: &mut impl Sink,
    worker: &Worker,
    qualifications: &[Qualification],
    licenses: &[License],
    certificates: &[LanguageCertificate],
    employments: &[Employment],
) {
    let mask = Mask::of(worker, licenses, certificates);
    document.occupation(worker.occupation);
    each(worker.title.as_ref(), |title| document.title(&mask.hide(title)));
    document.specialties(worker.specialties.iter().flatten());
    document.fact("residence", worker.residence);
    let lived = qualifications
        .iter()
        .map(|q| q.trained_in)
        .chain(licenses.iter().map(|l| l.country))
        .chain(employments.iter().map(|e| e.country));
    describe_places(document, std::iter::once(worker.residence).chain(lived).flatten());
    each(worker.summary.as_ref(), |text| document.column("summary", &mask.hide(text)));
    document.date("available_from", worker.available_from);
    for qualification in qualifications {
        each(qualification.title.as_ref(), |text| document.column("qualification", &mask.hide(text)));
        each(qualification.school.as_ref(), |text| document.column("school", &mask.hide(text)));
        document.fact("trained_in", qualification.trained_in);
    }
    for license in licenses {
        each(license.regulator.as_ref(), |text| document.column(REGULATOR, text));
        document.fact("license_country", license.country);
        document.fact("license_status", license.status);
    }
    for certificate in certificates {
        document.test(certificate.test.as_ref());
        let (language, level) = (language_of(certificate), level_of(certificate));
        document.fact("language", language);
        document.fact("level", level);
        describe_language(document, language, level);
    }
    for employment in employments {
        each(employment.title.as_ref(), |text| document.text(&mask.hide(text)));
        each(employment.employer.as_ref(), |text| document.column("employer", &mask.hide(text)));
        document.specialties(employment.specialty.as_ref());
        document.fact("worked_in", employment.country);
    }
    let practice = experience::recorded(employments);
    for ((days, since), until) in PRACTICE.into_iter().zip([practice.last, practice.before]) {
        document.whole(days, until.map(|until| until.days));
        document.number(since, until.map(|until| i64::from(until.since.0)));
    }
}

/// The names of countries, each once: people write `nurse Kenya` and look for no filter.
fn describe_places(document: &mut impl Sink, countries: impl Iterator<Item = Country>) {
    let mut named: Vec<Country> = Vec::with_capacity(8);
    for country in countries {
        if !named.contains(&country) {
            document.text(countries::name(country));
            named.push(country);
        }
    }
}

/// The level that people find a certificate by: that of the exam, else the lowest that its results give.
fn level_of(certificate: &LanguageCertificate) -> Option<Cefr> {
    exam_level(certificate).or_else(|| shown(certificate).ok()?.level)
}

/// The language of a certificate, or of its test.
fn language_of(certificate: &LanguageCertificate) -> Option<Language> {
    let of_test = || match language_tests::get(certificate.test.as_ref()?)?.languages[..] {
        [only] => Some(only),
        _ => None,
    };
    certificate.language.or_else(of_test)
}

/// A language and the level in it, next to each other: `german b2` is a phrase.
fn describe_language(document: &mut impl Sink, language: Option<Language>, level: Option<Cefr>) {
    match (language, level) {
        (Some(language), Some(level)) => {
            document.text(&format!("{} {level}", language.name()));
            document.fact(SPOKEN, Some(spoken(language, level)));
        }
        (Some(language), None) => document.text(language.name()),
        _ => {}
    }
}

fn each(text: Option<&String>, take: impl FnOnce(&str)) {
    if let Some(text) = text {
        take(text);
    }
}

/// An opening.
pub fn opening_document(row: Row, opening: &Opening) -> Document {
    let mut document = Document::new(row);
    each(opening.title.as_ref(), |text| document.title(text));
    document.occupation(opening.occupation);
    document.specialties(opening.specialties.iter().flatten());
    each(opening.city.as_ref(), |text| document.column("city", text));
    each(opening.description.as_ref(), |text| document.column("description", text));
    describe_places(&mut document, opening.destination.into_iter());
    describe_language(&mut document, opening.language, opening.language_level);
    document.fact("destination", opening.destination);
    document.fact("region", opening.region.as_ref());
    document.fact("employer", opening.organization_id.as_ref());
    document.fact("recruiter", opening.recruiter_id.as_ref());
    document.fact("language", opening.language);
    document.fact("level", opening.language_level);
    document.fact("status", opening.status);
    document.fact("contract_kind", opening.contract_kind);
    document.whole("positions", opening.positions);
    document.whole("experience_months", opening.experience_months);
    document.decimal("hours_per_week", opening.hours_per_week);
    document.date("starts_on", opening.starts_on);
    document.date("published_on", opening.published_on);
    document.date("closes_on", opening.closes_on);
    document
}

/// A curriculum with its subjects.
pub fn curriculum_document(row: Row, curriculum: &Curriculum, subjects: &[CurriculumSubject]) -> Document {
    let mut document = Document::new(row);
    document.title(&curriculum.title);
    each(curriculum.qualification.as_ref(), |text| document.column("qualification", text));
    document.occupation(curriculum.occupation);
    each(curriculum.school.as_ref(), |text| document.column("school", text));
    each(curriculum.regulator.as_ref(), |text| document.column(REGULATOR, text));
    each(curriculum.description.as_ref(), |text| document.column("description", text));
    describe_places(&mut document, curriculum.country.into_iter());
    document.fact("country", curriculum.country);
    document.fact("isced_level", curriculum.isced_level);
    for &language in curriculum.languages.iter().flatten() {
        describe_language(&mut document, Some(language), None);
        document.fact("language", Some(language));
    }
    document.decimal("years", curriculum.years);
    document.whole("total_hours", curriculum.total_hours);
    document.whole("theory_hours", curriculum.theory_hours);
    document.whole("clinical_hours", curriculum.clinical_hours);
    document.decimal("credits", curriculum.credits);
    document.date("valid_from", curriculum.valid_from);
    for subject in subjects {
        each(subject.title.as_ref(), |text| document.text(text));
        describe_subject(&mut document, subject, curriculum.occupation);
    }
    document
}

/// The harmonized subjects of a course with all their names, so that *geriatric nursing* finds *Altenpflege*.
fn describe_subject(document: &mut impl Sink, course: &CurriculumSubject, occupation: Option<Isco08>) {
    let stated = course.subject.as_deref().and_then(subjects::find);
    let by_title = || {
        let named = course.title.as_deref().zip(occupation);
        named
            .map(|(title, occupation)| crate::resolve::subjects::of_title(title, occupation))
            .unwrap_or_default()
    };
    let found = stated.map_or_else(by_title, |subject| vec![subject]);
    if found.is_empty() {
        document.fact("subject", course.subject.as_ref());
    }
    for subject in found {
        document.fact("subject", Some(&subject.id));
        document.text(&subject.name);
        subject.aliases.iter().for_each(|alias| document.text(alias));
    }
}

/// A language certificate; `row` is its worker's. The certificate's own number stays out.
pub fn certificate_document(row: Row, certificate: &LanguageCertificate) -> Document {
    let mut document = Document::new(row);
    describe_certificate(&mut document, certificate);
    document
}

/// The same, piece by piece.
pub(super) fn describe_certificate(document: &mut impl Sink, certificate: &LanguageCertificate) {
    if let Some(test) = certificate.test.as_ref().and_then(language_tests::get) {
        document.title(&test.name);
    }
    let (language, level) = (language_of(certificate), level_of(certificate));
    if let Some(language) = language {
        document.title(language.name());
    }
    describe_language(document, language, level);
    if let (None, Some(level)) = (language, level) {
        document.text(level.as_str());
    }
    if let Some(test) = &certificate.test {
        document.text(&test.to_string());
    }
    document.fact("test", certificate.test.as_ref());
    document.fact("language", language);
    document.fact("level", level);
    document.fact("mode", certificate.mode);
    document.fact("evidence", certificate.evidence);
    let results = [
        ("overall", &certificate.overall),
        ("listening", &certificate.listening),
        ("reading", &certificate.reading),
        ("writing", &certificate.writing),
        ("speaking", &certificate.speaking),
    ];
    for (name, result) in results {
        // `350 B` is 350; a grade alone is no number.
        let number = result.as_deref().and_then(|text| text.split(' ').find_map(|word| word.parse().ok()));
        document.decimal(name, number);
    }
    document.date("taken_on", certificate.taken_on);
}
