//! Headers of real life: what they mean, what is asked for, what stays unmapped.

use super::*;
use crate::ingest::REJECT_COLUMNS;
use crate::message::{Explained, Hint, Setting};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// Maps headers; what each means, `?` with its candidates, or `-`.
fn meanings(kind: Option<Kind>, headers: &[&str], cells: &[&[&str]]) -> Vec<String> {
    let headers = strings(headers);
    let mut columns: Vec<Vec<String>> = cells.iter().map(|cells| strings(cells)).collect();
    columns.resize(headers.len(), Vec::new());
    match map("f.csv", &headers, &columns, kind, &Choices::default()) {
        Ok(mapping) => mapping
            .columns
            .iter()
            .map(|used| match (&used.target, used.via) {
                (Some(target), _) => target.name(),
                (None, Via::Rejects) => "rejects".to_owned(),
                (None, _) => "-".to_owned(),
            })
            .collect(),
        Err(IngestError::Unclear { columns, .. }) => headers
            .iter()
            .map(|header| match columns.iter().find(|column| column.header == *header) {
                Some(unclear) => {
                    let names: Vec<&str> = unclear.candidates.iter().map(|c| c.0.as_str()).collect();
                    format!("? {}", names.join(" "))
                }
                None => String::new(),
            })
            .collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// What one header means in a file of workers that has an identifier, and some company.
fn meaning(company: &[&str], header: &str) -> String {
    let mut headers = vec!["worker_id"];
    headers.extend(company);
    headers.push(header);
    meanings(Some(Kind::Worker), &headers, &[]).pop().unwrap_or_default()
}

fn check(cases: &[(&str, &str)], mean: impl Fn(&str) -> String) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(header, column)| {
            let found = mean(header);
            (found != *column).then(|| format!("`{header}` is `{column}`, found `{found}`"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_kind_is_recognized_by_its_columns() {
    for &kind in Kind::ALL {
        let names: Vec<&str> = schema::table(kind).fields.iter().map(|f| f.name.as_str()).collect();
        let mapping = map("f.csv", &strings(&names), &[], None, &Choices::default()).unwrap();
        assert_eq!(mapping.kind, kind);
        let found: Vec<String> = mapping.columns.iter().map(|c| c.target.as_ref().unwrap().name()).collect();
        assert_eq!(found, strings(&names));
    }
}

#[test]
fn wide_columns_become_parts() {
    let headers = [
        "Worker ID",
        "residence",
        "language_1_test",
        "Language 1 overall",
        "qualification_2_title",
        "license_number",
        "consent_match",
        "consent_date",
        "Shoe size",
    ];
    let meant = [
        "worker_id",
        "residence",
        "language_1_test",
        "language_1_overall",
        "qualification_2_title",
        "license_1_number",
        "consent_match",
        "consent_date",
        "-",
    ];
    assert_eq!(meanings(None, &headers, &[]), meant);
}

#[test]
fn columns_of_a_rejects_file_are_ignored() {
    let mut headers = vec!["worker_id", "residence", "occupation"];
    headers.extend(REJECT_COLUMNS);
    assert_eq!(meanings(None, &headers, &[])[3..], ["rejects"; 6].map(str::to_owned));
}

#[test]
fn headers_of_nothing_are_refused_with_the_nearest_kind() {
    let map = |headers: &[&str]| map("f.csv", &strings(headers), &[], None, &Choices::default());
    assert!(matches!(map(&["a", "b"]), Err(IngestError::UnknownKind { .. })));
    assert!(matches!(map(&["worker_id", "Worker-ID", "residence"]), Err(IngestError::SameTarget { .. })));
}

#[test]
fn headers_of_workers_in_six_languages() {
    check(
        &[
            // English and the habits of its spreadsheets.
            ("Name of Candidate *", "full_name"),
            ("Full Name:", "full_name"),
            ("NAME IN FULL", "full_name"),
            ("Surname, First name", "full_name"),
            ("Last Name, First Name", "full_name"),
            ("Name (as in passport)", "full_name"),
            ("Candidate's name", "full_name"),
            ("First name(s)", "given_name"),
            ("Frist Name", "given_name"),
            ("given-name", "given_name"),
            ("givenName", "given_name"),
            ("1. Surname", "family_name"),
            ("(2) Surname*", "family_name"),
            ("Last_Name", "family_name"),
            ("FamilyName", "family_name"),
            ("DOB (dd/mm/yyyy)", "birth_date"),
            ("D.O.B.", "birth_date"),
            ("Date\nof\nBirth", "birth_date"),
            ("dateOfBirth", "birth_date"),
            ("Date of Brith", "birth_date"),
            ("Birth date (YYYY-MM-DD)", "birth_date"),
            ("Gender (M/F)", "sex"),
            ("Sex:", "sex"),
            ("Nationalty", "nationalities"),
            ("Nationality/ies", "nationalities"),
            ("Citizenship", "nationalities"),
            ("Country of Residence", "residence"),
            ("Current country of residence", "residence"),
            ("Residence (country)", "residence"),
            ("State/Province", "region"),
            ("Profession", "occupation"),
            ("ISCO-08 code", "occupation"),
            ("Ocupation", "occupation"),
            ("Designation", "title"),
            ("Current position", "title"),
            ("Specialisation", "specialties"),
            ("Area of Specialty", "specialties"),
            ("Languages spoken", "languages_read"),
            ("Availability date", "available_from"),
            ("Available from (date)", "available_from"),
            ("Preferred Country", "preferred_destinations"),
            ("Desired destination", "preferred_destinations"),
            ("E-mail address", "email"),
            ("Email Id", "email"),
            ("Mobile No.", "phone"),
            ("Contact Number", "phone"),
            ("Phone #", "phone"),
            ("WhatsApp", "phone"),
            ("Telephone (mobile)", "phone"),
            ("Professional Summary", "summary"),
            ("Personal details - Surname", "family_name"),
            ("Surname/Family Name", "family_name"),
            ("Date of birth / Date de naissance", "birth_date"),
            ("Nationality / Citizenship", "nationalities"),
            ("Phone Number (WhatsApp)", "phone"),
            ("Residing Country", "residence"),
            // French.
            ("Nom et Prénom", "full_name"),
            ("NOM PRENOM", "full_name"),
            ("Nom complet", "full_name"),
            ("Prénom(s)", "given_name"),
            ("Prenom", "given_name"),
            ("Nom de famille", "family_name"),
            ("Date de naissance (jj/mm/aaaa)", "birth_date"),
            ("Né(e) le", "birth_date"),
            ("Date naiss.", "birth_date"),
            ("Sexe (H/F)", "sex"),
            ("Nationalité(s)", "nationalities"),
            ("Pays de résidence", "residence"),
            ("Métier", "occupation"),
            ("Spécialité", "specialties"),
            ("Langues parlées", "languages_read"),
            ("Disponible à partir du", "available_from"),
            ("Téléphone (portable)", "phone"),
            ("N° de téléphone", "phone"),
            ("Tél.", "phone"),
            ("Courriel", "email"),
            ("Adresse e-mail", "email"),
            ("Poste actuel", "title"),
            ("Pays souhaité", "preferred_destinations"),
            // Spanish.
            ("Nombre completo", "full_name"),
            ("Apellidos y nombres", "full_name"),
            ("Nombre y apellidos", "full_name"),
            ("Primer nombre", "given_name"),
            ("Apellidos", "family_name"),
            ("Fecha Nac.", "birth_date"),
            ("Fecha de nacimiento", "birth_date"),
            ("F. Nacimiento", "birth_date"),
            ("Género", "sex"),
            ("Nacionalidad", "nationalities"),
            ("País de residencia", "residence"),
            ("Profesión", "occupation"),
            ("Especialidad", "specialties"),
            ("Idiomas", "languages_read"),
            ("Correo electrónico", "email"),
            ("Teléfono móvil", "phone"),
            ("N.º de teléfono", "phone"),
            ("Celular", "phone"),
            ("Disponible desde", "available_from"),
            ("Provincia", "region"),
            // German.
            ("Vor- und Nachname", "full_name"),
            ("Name, Vorname", "full_name"),
            ("Vorname", "given_name"),
            ("Nachname", "family_name"),
            ("Familienname", "family_name"),
            ("Geb.-Datum", "birth_date"),
            ("Geburtsdatum (TT.MM.JJJJ)", "birth_date"),
            ("geb. am", "birth_date"),
            ("Geburts-Datum", "birth_date"),
            ("Geschlecht (m/w/d)", "sex"),
            ("Staatsangehoerigkeit", "nationalities"),
            ("Staatsangehörigkeit", "nationalities"),
            ("Wohnsitzland", "residence"),
            ("Beruf", "occupation"),
            ("Fachrichtung", "specialties"),
            ("Sprachkenntnisse", "languages_read"),
            ("Frühestmöglicher Eintrittstermin", "available_from"),
            ("Verfügbar ab", "available_from"),
            ("Telefonnr.", "phone"),
            ("Tel.-Nr.", "phone"),
            ("Handy", "phone"),
            ("E-Mail-Adresse", "email"),
            ("Bundesland", "region"),
            ("Wunschland", "preferred_destinations"),
            // Portuguese.
            ("Nome completo", "full_name"),
            ("Nome próprio", "given_name"),
            ("Apelido", "family_name"),
            ("Sobrenome", "family_name"),
            ("Data Nasc.", "birth_date"),
            ("Data de nascimento (dd/mm/aaaa)", "birth_date"),
            ("Gênero", "sex"),
            ("Nacionalidade", "nationalities"),
            ("País de residência", "residence"),
            ("Profissão", "occupation"),
            ("Especialização", "specialties"),
            ("Telemóvel", "phone"),
            ("Correio eletrónico", "email"),
            ("Línguas faladas", "languages_read"),
            ("Disponível a partir de", "available_from"),
            // Arabic.
            ("الاسم الكامل", "full_name"),
            ("الإسم الكامل", "full_name"),
            ("الاسم الأول", "given_name"),
            ("اسم العائلة", "family_name"),
            ("تاريخ الميلاد (يوم/شهر/سنة)", "birth_date"),
            ("تاريخ الولادة", "birth_date"),
            ("الجنس", "sex"),
            ("الجنسيّة", "nationalities"),
            ("جنسية", "nationalities"),
            ("بلد الإقامة", "residence"),
            ("المهنة", "occupation"),
            ("التخصص", "specialties"),
            ("البريد الالكتروني", "email"),
            ("رقم الهاتف", "phone"),
            ("رقم الجوّال", "phone"),
        ],
        |header| meaning(&[], header),
    );
}

#[test]
fn headers_of_parts_in_a_wide_row() {
    check(
        &[
            ("Reg No.", "license_1_number"),
            ("License #", "license_1_number"),
            ("Licence Number", "license_1_number"),
            ("Licens Number", "license_1_number"),
            ("N° d'enregistrement", "license_1_number"),
            ("Nº de colegiado", "license_1_number"),
            ("Registrierungs-Nr.", "license_1_number"),
            ("رقم الترخيص", "license_1_number"),
            ("Regulatory body", "license_1_regulator"),
            ("Ordre professionnel", "license_1_regulator"),
            ("License status", "license_1_status"),
            ("License valid until", "license_1_expires_on"),
            ("Registration expiry date", "license_1_expires_on"),
            ("Country of registration", "license_1_country"),
            ("License 2 - Number", "license_2_number"),
            ("Zulassung 1 Nummer", "license_1_number"),
            ("Language 2 - Test", "language_2_test"),
            ("Language Certificate Test", "language_1_test"),
            ("Language (1) test", "language_1_test"),
            ("language1test", "language_1_test"),
            ("languageTest2", "language_2_test"),
            ("langue 1 test", "language_1_test"),
            ("Niveau langue 2", "language_2_level"),
            ("Langue 1 - niveau", "language_1_level"),
            ("Idioma 2 nota", "language_2_overall"),
            ("Idioma 1 nivel", "language_1_level"),
            ("Nivel de idioma 3", "language_3_level"),
            ("Sprache_1_Niveau", "language_1_level"),
            ("Sprache 2 Prüfung", "language_2_test"),
            ("2. Sprache Niveau", "language_2_level"),
            ("Língua 1 pontuação", "language_1_overall"),
            ("اللغة 1 المستوى", "language_1_level"),
            ("Sprachniveau", "language_1_level"),
            ("Niveau de langue", "language_1_level"),
            ("Test date (dd/mm/yyyy)", "language_1_taken_on"),
            ("Date of Test", "language_1_taken_on"),
            ("IELTS Overall", "language_1_overall"),
            ("IELTS Overall Band Score", "language_1_overall"),
            ("OET Listening", "language_1_listening"),
            ("oet_listening", "language_1_listening"),
            ("IELTS (Writing)", "language_1_writing"),
            ("IELTS test date", "language_1_taken_on"),
            ("TestDaF Lesen", "language_1_reading"),
            ("telc B2 Prüfungsdatum", "language_1_taken_on"),
            ("Highest qualification", "qualification_1_title"),
            ("Diplôme obtenu", "qualification_1_title"),
            ("Diploma 2 title", "qualification_2_title"),
            ("Qualification 2 - School", "qualification_2_school"),
            ("Name of institution", "qualification_1_school"),
            ("Établissement de formation", "qualification_1_school"),
            ("Year of Graduation", "qualification_1_completed"),
            ("Année d'obtention", "qualification_1_completed"),
            ("Abschlussjahr", "qualification_1_completed"),
            ("Country of training", "qualification_1_trained_in"),
            ("Ausbildungsland", "qualification_1_trained_in"),
            ("Pays de formation", "qualification_1_trained_in"),
            ("Clinical hours (hrs)", "qualification_1_clinical_hours"),
            ("Total training hours", "qualification_1_total_hours"),
            ("Current employer", "employment_1_employer"),
            ("Employer 2", "employment_2_employer"),
            ("Employer 2 name", "employment_2_employer"),
            ("Employment 2 from", "employment_2_started"),
            ("Job 2 start date", "employment_2_started"),
            ("Expérience 1 employeur", "employment_1_employer"),
            ("Date of joining", "employment_1_started"),
            ("Weekly working hours", "employment_1_hours_per_week"),
            ("Einwilligung Kontakt", "consent_contact"),
            ("Consent: share identity", "consent_share_identity"),
            ("Consentement contact", "consent_contact"),
        ],
        |header| meaning(&[], header),
    );
}

#[test]
fn headers_of_other_kinds() {
    for (kind, cases) in [
        (
            Kind::Opening,
            &[
                ("Job Ref", "opening_id"),
                ("Stellenbezeichnung", "title"),
                ("Intitulé du poste", "title"),
                ("País de destino", "destination"),
                ("Arbeitsort", "city"),
                ("No. of vacancies", "positions"),
                ("Nombre de postes", "positions"),
                ("Application deadline", "closes_on"),
                ("Bewerbungsfrist", "closes_on"),
                ("Salary (monthly)", "monthly_pay"),
                ("Salaire brut mensuel", "monthly_pay"),
                ("Currency", "pay_currency"),
                ("Language level required", "language_level"),
                ("Type of contract", "contract_kind"),
                ("Wochenstunden", "hours_per_week"),
                ("Experience (months)", "experience_months"),
                ("نوع العقد", "contract_kind"),
            ][..],
        ),
        (
            Kind::Cost,
            &[
                ("Placement No.", "placement_id"),
                ("Montant", "amount"),
                ("Amount paid", "amount"),
                ("Paid by", "payer"),
                ("Bezahlt von", "payer"),
                ("Fecha de pago", "paid_on"),
                ("Moneda", "currency"),
            ],
        ),
        (
            Kind::Curriculum,
            &[
                ("Programme code", "curriculum_id"),
                ("Clinical practice hours", "clinical_hours"),
                ("Heures théoriques", "theory_hours"),
                ("ECTS credits", "credits"),
                ("Duration (years)", "years"),
                ("Unterrichtssprache", "languages"),
            ],
        ),
        (
            Kind::License,
            &[
                ("Nurse ID", "worker_id"),
                ("Valid until", "expires_on"),
                ("Issued by", "regulator"),
                ("Pays", "country"),
                ("حالة الترخيص", "status"),
            ],
        ),
        (Kind::Organization, &[("Hospital name", "name"), ("Raison sociale", "name"), ("Type", "role")]),
        (Kind::Placement, &[("Case No", "placement_id"), ("Start date", "started_on"), ("Remarks", "notes")]),
        (Kind::ContractTerms, &[("Annual leave", "leave_days"), ("Gehalt", "monthly_pay")]),
    ] {
        check(cases, |header| meanings(Some(kind), &[header], &[]).pop().unwrap_or_default());
    }
}

#[test]
fn headers_that_are_asked_for_or_stay_unmapped() {
    check(
        &[
            // Asked for: they may mean one thing or another.
            ("Country", "? nationalities residence"),
            ("País", "? nationalities residence"),
            ("Pays", "? nationalities residence"),
            ("Land", "? nationalities residence"),
            ("Country of origin", "? nationalities residence"),
            ("Home country", "? nationalities residence"),
            ("License", "? license_1_number license_1_status"),
            ("Licencia", "? license_1_number license_1_status"),
            ("Registration", "? license_1_number license_1_status"),
            ("Valid until", "? license_1_expires_on language_1_expires_on"),
            ("Expiry date", "? license_1_expires_on language_1_expires_on"),
            ("Gültig bis", "? license_1_expires_on language_1_expires_on"),
            ("Date", "? language_1_taken_on"),
            ("From", "? employment_1_started"),
            ("IELTS", "? language_1_taken_on language_1_level language_1_overall"),
            ("Language 2", "? language_2_language language_2_test"),
            ("Consent", "? consent_match consent_contact consent_share_identity"),
            ("Exp. date", "? license_1_expires_on language_1_expires_on"),
            ("Staatsangeh.", "? nationalities"),
            // Near to a column, and other things nevertheless.
            ("Place of birth", "-"),
            ("Country of Birth", "-"),
            ("Father's name", "-"),
            ("Mother's maiden name", "-"),
            ("Middle name", "-"),
            ("Emergency contact phone", "-"),
            ("Next of kin phone number", "-"),
            ("Passport No.", "-"),
            ("Passport expiry date", "-"),
            ("National ID number", "-"),
            ("Marital status", "-"),
            ("Visa status", "-"),
            ("Religion", "-"),
            ("Age", "-"),
            ("Blood group", "-"),
            ("Remarks", "-"),
            ("Photo", "-"),
            ("S/N", "-"),
            ("Sr. No.", "-"),
            ("Lfd. Nr.", "-"),
            ("Shoe size", "-"),
            ("Years of experience", "practice_months"),
            ("Expected salary", "-"),
            ("Employer phone", "-"),
            ("Second nationality", "-"),
            ("Lieu de naissance", "-"),
            ("Situation familiale", "-"),
            ("N° de passeport", "-"),
            ("Lugar de nacimiento", "-"),
            ("Estado civil", "-"),
            ("Número de pasaporte", "-"),
            ("Geburtsort", "-"),
            ("Familienstand", "-"),
            ("Reisepassnummer", "-"),
            ("Naturalidade", "-"),
            ("مكان الميلاد", "-"),
            ("الحالة الاجتماعية", "-"),
            ("رقم جواز السفر", "-"),
            ("رقم الجواز", "-"),
            ("Anerkennung", "-"),
            ("Other names", "-"),
            ("Position applied for", "-"),
            ("Column1", "-"),
            ("Unnamed: 3", "-"),
            ("xyz", "-"),
            ("", "-"),
            ("#", "-"),
            ("…", "-"),
        ],
        |header| meaning(&[], header),
    );
}

#[test]
fn the_other_headers_settle_what_a_false_friend_means() {
    let mean = |company: &[&str], header: &str| meaning(company, header);
    assert_eq!(mean(&["Apellidos"], "Nombre"), "given_name");
    assert_eq!(mean(&[], "Nombre"), "full_name");
    assert_eq!(mean(&["Sobrenome"], "Nome"), "given_name");
    assert_eq!(mean(&["Vorname"], "Name"), "family_name");
    assert_eq!(mean(&["Prénom"], "Nom"), "family_name");
    assert_eq!(mean(&["Vorname", "Nachname"], "Name"), "full_name");
    assert_eq!(mean(&[], "Name"), "full_name");
    assert_eq!(mean(&["اللقب"], "الاسم"), "given_name");
    assert_eq!(mean(&["Nationality"], "Country"), "residence");
    assert_eq!(mean(&["Staatsangehörigkeit"], "Land"), "residence");
    assert!(mean(&["Country of residence"], "Country").starts_with('?'));
    assert_eq!(mean(&["License number", "Regulator"], "Valid until"), "license_1_expires_on");
    assert_eq!(mean(&["language_1_test"], "Valid until"), "language_1_expires_on");
    assert!(mean(&["License number", "language_1_test"], "Valid until").starts_with('?'));
    assert_eq!(mean(&["Employer"], "From"), "employment_1_started");
    assert_eq!(mean(&["language_1_test"], "Date"), "language_1_taken_on");
    // The whole name or the rest of it: the cells tell.
    let headers = ["worker_id", "Surname", "Name"];
    let whole: &[&[&str]] = &[&["1", "2"], &["Santos", "Cruz"], &["Maria Santos", "Ana Cruz"]];
    assert_eq!(meanings(None, &headers, whole)[2], "full_name");
    let rest: &[&[&str]] = &[&["1", "2"], &["Santos", "Cruz"], &["Maria", "Ana"]];
    assert_eq!(meanings(None, &headers, rest)[2], "given_name");
    assert!(meanings(None, &headers, &[])[2].starts_with('?'));
}

#[test]
fn cells_decide_between_meanings_and_never_alone() {
    let of = |header: &str, cells: &[&str]| {
        meanings(Some(Kind::Worker), &["worker_id", header], &[&["1", "2"], cells]).pop()
    };
    assert_eq!(of("License", &["RN-123", "RN-124"]).as_deref(), Some("license_1_number"));
    assert_eq!(of("License", &["Active", "Lapsed"]).as_deref(), Some("license_1_status"));
    assert_eq!(of("IELTS", &["7.5", "6"]).as_deref(), Some("language_1_overall"));
    assert_eq!(of("No.", &["1", "2"]).as_deref(), Some("-"), "it counts the rows");
    assert_eq!(of("n/a", &["A-7", "A-9"]).as_deref(), Some("-"), "it says nothing");
    assert_eq!(of("S/N", &["1", "2"]).as_deref(), Some("-"));
    assert!(of("No.", &["A-7", "A-9"]).is_some_and(|meaning| meaning.starts_with('?')));
    // A near header whose cells are something else is not taken.
    assert_eq!(of("Nationalty", &["PH", "KE"]).as_deref(), Some("nationalities"));
    assert_ne!(of("Birht date", &["Manila", "Cebu"]).as_deref(), Some("birth_date"));
    // E-mail addresses under a header that says nothing stay what they are.
    assert_eq!(of("Column7", &["a@example.org", "b@example.org"]).as_deref(), Some("-"));
}

#[test]
fn tests_named_in_headers_have_certificates_of_their_own() {
    let headers = strings(&["worker_id", "OET Listening", "IELTS Overall", "IELTS date"]);
    let mapping = map("f.csv", &headers, &[], None, &Choices::default()).unwrap();
    let names: Vec<String> = mapping.columns.iter().map(|c| c.target.as_ref().unwrap().name()).collect();
    assert_eq!(names, ["worker_id", "language_2_listening", "language_1_overall", "language_1_taken_on"]);
    let constants: Vec<(String, &str)> =
        mapping.constants.iter().map(|c| (c.target.name(), c.value.as_str())).collect();
    assert_eq!(
        constants,
        [
            ("language_1_test".to_owned(), "ielts-academic"),
            ("language_1_test_presumed".to_owned(), "yes"),
            ("language_2_test".to_owned(), "oet")
        ]
    );
    // Whose the date is cannot be told.
    let two = ["worker_id", "OET Listening", "IELTS Overall", "Test date"];
    assert_eq!(meanings(None, &two, &[])[3], "? language_1_taken_on");
    let one = ["worker_id", "IELTS Overall", "Test date"];
    assert_eq!(meanings(None, &one, &[])[2], "language_1_taken_on");
}

#[test]
fn a_remark_can_make_another_thing_of_a_header() {
    let salary = |header: &str| meanings(Some(Kind::Opening), &["opening_id", header], &[]).pop().unwrap();
    assert_eq!(salary("Salary"), "monthly_pay");
    assert_eq!(salary("Salary (EUR)"), "monthly_pay");
    assert!(salary("Salary (annual)").starts_with('?'));
    assert_ne!(salary("Experience (years)"), "experience_months");
    assert_eq!(meaning(&[], "Phone (mother)"), "-");
    assert_eq!(meaning(&[], "Name (father)"), "-");
}

#[test]
fn files_of_clerks_are_recognized() {
    for (headers, kind) in [
        (&["Nurse ID", "Full Name", "DOB", "Reg No.", "Regulator", "Valid until"][..], Kind::Worker),
        (&["Matricule", "Nom", "Prénom", "Né(e) le", "Pays de résidence"], Kind::Worker),
        (&["Personalnummer", "Name", "Vorname", "Geb.-Datum", "Beruf"], Kind::Worker),
        (&["الرقم الوظيفي", "الاسم الكامل", "الجنسية", "بلد الإقامة"], Kind::Worker),
        (&["Stellen-ID", "Stellenbezeichnung", "Zielland", "Wochenstunden", "Gehalt"], Kind::Opening),
        (&["Worker ID", "Licence number", "Issued by", "Expiry date", "License status"], Kind::License),
        (
            &["Candidate ID", "Test", "Test date", "Listening", "Reading", "Writing"],
            Kind::LanguageCertificate,
        ),
        (&["Placement No.", "Item", "Amount", "Currency", "Paid by"], Kind::Cost),
    ] {
        let mapping = map("f.csv", &strings(headers), &[], None, &Choices::default());
        assert_eq!(mapping.map(|m| m.kind).map_err(|e| e.to_string()), Ok(kind), "{headers:?}");
    }
}

#[test]
fn the_user_has_the_last_word() {
    let headers = strings(&["worker_id", "Reg No.", "Country", "Remarks", "Weird = header"]);
    let choices = |maps: &[&str]| Choices {
        maps: maps.iter().map(|map| map.parse().unwrap()).collect(),
        ..Choices::default()
    };
    let told = choices(&[
        "Country=residence",
        "reg no=license_2_number",
        "Remarks=summary",
        "Weird = header=license.status",
    ]);
    let mapping = map("f.csv", &headers, &[], None, &told).unwrap();
    let names: Vec<String> = mapping.columns.iter().map(|c| c.target.as_ref().unwrap().name()).collect();
    assert_eq!(names, ["worker_id", "license_2_number", "residence", "summary", "license_1_status"]);
    // What is said of a header tells the kind as well.
    let two = strings(&["worker_id", "Country"]);
    assert_eq!(map("f.csv", &two, &[], None, &choices(&["Country=residence"])).unwrap().kind, Kind::Worker);
    let left = map("f.csv", &headers, &[], None, &choices(&["Country=", "Reg No.="])).unwrap();
    assert_eq!((left.columns[1].via, left.columns[2].via), (Via::Unmapped, Via::Unmapped));
    let hints =
        |maps: &[&str]| map("f.csv", &headers, &[], Some(Kind::Worker), &choices(maps)).unwrap_err().hints();
    assert_eq!(hints(&["Country=residense"])[0], Hint::Nearest("residence".to_owned()));
    assert_eq!(hints(&["Contry=residence"])[0], Hint::Nearest("Country".to_owned()));
    let unreadable = "Country".parse::<Choice>().unwrap_err();
    assert_eq!(unreadable.hints(), [Hint::Say(Setting::Meanings, Vec::new())]);
}

#[test]
fn what_is_unclear_is_asked_for() {
    let headers =
        strings(&["Nurse ID", "Country", "Licence", "Valid\nuntil", "Employer's name", "Birht date"]);
    let cells: Vec<Vec<String>> = [
        &["N1", "N2"][..],
        &["PH", "KE"],
        &["yes", "no"],
        &["2027-01-31", "2028-02-29"],
        &["St. Mary", "Aga Khan"],
        &["Manila", "Nairobi"],
    ]
    .iter()
    .map(|cells| strings(cells))
    .collect();
    let error = map("nurses.csv", &headers, &cells, None, &Choices::default()).unwrap_err();
    let Hint::SayMeanings(asked) = &error.hints()[0] else { panic!("{:?}", error.hints()) };
    assert_eq!(asked.len(), 3);
    let (header, meanings) = &asked[2];
    assert_eq!(header, "Valid until");
    assert_eq!(*meanings, ["license_1_expires_on", "language_1_expires_on"]);
    assert_eq!(
        error.to_string(),
        "nurses.csv: read as worker, but some headers are unclear, and nothing was imported

  `Country` (cells such as `PH`, `KE`) may mean
    0.85 nationalities: another header of the column; its cells fit
    0.85 residence: another header of the column; its cells fit

  `Licence` (cells such as `yes`, `no`) may mean
    0.70 license_1_status: another header of the column; its cells do not fit

  `Valid until` (cells such as `2027-01-31`, `2028-02-29`) may mean
    0.78 license_1_expires_on: another header of the column; its cells fit
    0.78 language_1_expires_on: another header of the column; its cells fit"
    );
}

const ANY: &[&str] = &[
    "worker_id",
    "Name",
    "Vorname",
    "Nombre",
    "Apellidos",
    "Country",
    "Nationality",
    "Pays",
    "Valid until",
    "License",
    "Reg No.",
    "IELTS Overall",
    "OET Listening",
    "Test date",
    "Date",
    "From",
    "Employer",
    "Langue 1 test",
    "Niveau langue 2",
    "Birht date",
    "Nationalty",
    "Remarks",
    "xyz",
    "Phone",
    "Exp.",
    "Level",
    "School",
    "Graduation",
    "Email",
    "Full nmae",
    "Residnce",
    "Language",
    "Idiomas",
    "Title",
    "Regulatr",
    "Licens number",
];

fn of_mapping(headers: &[String]) -> BTreeMap<String, String> {
    match map("f.csv", headers, &[], Some(Kind::Worker), &Choices::default()) {
        Ok(mapping) => mapping
            .columns
            .iter()
            .map(|used| (used.header.clone(), used.target.as_ref().map(Target::name).unwrap_or_default()))
            .collect(),
        Err(IngestError::Unclear { columns, .. }) => {
            columns.into_iter().map(|column| (column.header, format!("{:?}", column.candidates))).collect()
        }
        // Which of the two comes first is in the message.
        Err(_) => BTreeMap::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_the_columns_does_not_matter(
        headers in proptest::sample::subsequence(ANY, 1..ANY.len()).prop_flat_map(|some| (Just(some.clone()), Just(some).prop_shuffle()))
    ) {
        let (sorted, shuffled) = (strings(&headers.0), strings(&headers.1));
        prop_assert_eq!(of_mapping(&sorted), of_mapping(&shuffled));
    }

    #[test]
    fn no_header_panics(headers in proptest::collection::vec(".{0,30}|[a-zA-Z0-9 .()=_-]{0,24}", 0..6)) {
        let mut headers = headers;
        headers.sort();
        headers.dedup();
        let _ = map("f.csv", &headers, &[], None, &Choices::default());
        let _ = map("f.csv", &headers, &[], Some(Kind::Worker), &Choices::default());
        let _ = understood(&headers);
        for header in &headers {
            let _ = header.parse::<Choice>();
        }
    }
}

#[test]
fn hints_in_brackets_say_nothing_of_what_a_column_is() {
    for (header, meaning) in [
        ("NAME OF APPLICANT (LAST, FIRST, MI)", "full_name"),
        ("Date of birth (E.C.)", "birth_date"),
        ("Date of birth (B.S.)", "birth_date"),
        ("Full name (ሙሉ ስም)", "full_name"),
        ("Sex (الجنس)", "sex"),
    ] {
        assert_eq!(meanings(Some(Kind::Worker), &["worker_id", header], &[])[1], meaning, "{header}");
    }
    // One of the two alone is another column.
    assert_ne!(meanings(Some(Kind::Worker), &["worker_id", "Name (first)"], &[])[1], "full_name");
}

#[test]
fn what_a_worker_is_stands_before_what_its_parts_are_for() {
    let headers = ["worker_id", "Cadre", "License number", "License expiry", "Employer", "Start date"];
    assert_eq!(meanings(Some(Kind::Worker), &headers, &[])[1], "occupation");
}

/// The columns that headers mean, and what they say of every row.
fn with_constants(kind: Kind, headers: &[&str]) -> (Vec<String>, Vec<String>) {
    let mapping = map("f.csv", &strings(headers), &[], Some(kind), &Choices::default()).unwrap();
    let columns =
        mapping.columns.iter().map(|used| used.target.as_ref().map(Target::name).unwrap_or_default());
    let constants = mapping.constants.iter().map(|one| format!("{}={}", one.target.name(), one.value));
    (columns.skip(1).collect(), constants.collect())
}

#[test]
fn a_language_in_a_header_goes_with_its_cells() {
    for (header, column, language) in [
        ("German level", "level", "de"),
        ("Niveau d'allemand", "level", "de"),
        ("Nivel de inglés", "level", "en"),
        ("Deutschniveau", "level", "de"),
        ("Level of French", "level", "fr"),
        ("Niveau de néerlandais", "level", "nl"),
        ("Nível de inglês", "level", "en"),
        ("English test date", "taken_on", "en"),
        ("Englischniveau", "level", "en"),
        ("Deutschkenntnisse", "level", "de"),
        ("Poziom niemieckiego", "level", "de"),
        ("Уровень английского", "level", "en"),
        ("Úroveň němčiny", "level", "de"),
        ("Nivo engleskog", "level", "en"),
    ] {
        let (columns, constants) = with_constants(Kind::Worker, &["worker_id", header]);
        assert_eq!(columns, [format!("language_1_{column}")], "{header}");
        assert_eq!(constants, [format!("language_1_language={language}")], "{header}");
    }
    let (columns, constants) =
        with_constants(Kind::Worker, &["worker_id", "Niveau d'allemand", "Niveau d'anglais"]);
    assert_eq!(constants, ["language_1_language=de", "language_2_language=en"]);
    assert_eq!(columns, ["language_1_level", "language_2_level"]);
}

#[test]
fn a_language_in_a_header_of_openings_is_the_one_they_ask_for() {
    for (header, language) in [
        ("German level", "de"),
        ("Deutschniveau", "de"),
        ("Nivel de inglés", "en"),
        ("Poziom niemieckiego", "de"),
    ] {
        let (columns, constants) = with_constants(Kind::Opening, &["opening_id", header]);
        assert_eq!(columns, ["language_level"], "{header}");
        assert_eq!(constants, [format!("language={language}")], "{header}");
    }
}

#[test]
fn a_level_of_one_language_is_no_part_of_the_test_of_another() {
    let (columns, constants) =
        with_constants(Kind::Worker, &["worker_id", "German level", "IELTS Overall", "IELTS Date"]);
    assert_eq!(columns, ["language_2_level", "language_1_overall", "language_1_taken_on"]);
    assert_eq!(
        constants,
        ["language_1_test=ielts-academic", "language_1_test_presumed=yes", "language_2_language=de"]
    );
    let (_, constants) = with_constants(Kind::Worker, &["worker_id", "IELTS Academic Overall", "IELTS Date"]);
    assert_eq!(constants, ["language_1_test=ielts-academic"]);
}

#[test]
fn the_initial_of_a_part_beside_a_test_is_that_part() {
    for (header, part) in [
        ("IELTS L", "listening"),
        ("IELTS R", "reading"),
        ("OET W", "writing"),
        ("PTE (S)", "speaking"),
        ("IELTS Listening", "listening"),
        ("OET-R", "reading"),
    ] {
        let (columns, _) = with_constants(Kind::Worker, &["worker_id", header]);
        assert_eq!(columns, [format!("language_1_{part}")], "{header}");
    }
}

#[test]
fn of_two_headers_for_one_fact_the_lesser_gives_way_and_is_told() {
    let go_on = Choices { go_on: true, ..Choices::default() };
    let of = |headers: &[&str], cells: &[&[&str]]| -> Vec<String> {
        let cells: Vec<Vec<String>> = cells.iter().map(|cells| strings(cells)).collect();
        match map("f.csv", &strings(headers), &cells, Some(Kind::Worker), &go_on) {
            Ok(mapping) => mapping
                .columns
                .iter()
                .map(|c| c.target.as_ref().map_or_else(|| c.why.clone().unwrap_or_default(), Target::name))
                .collect(),
            Err(error) => vec![error.to_string()],
        }
    };
    let ids: &[&str] = &["A", "B"];
    let two = |first: &str, second: &str, cells: [&[&str]; 2]| {
        of(&["worker_id", first, second], &[ids, cells[0], cells[1]])[1..].to_vec()
    };
    let dates: [&[&str]; 2] = [&["2053/04/01", "2060/03/10"], &["1996/07/14", "2003/06/23"]];
    let found = two("D.O.B. (B.S.)", "D.O.B. (A.D.)", dates);
    assert_eq!(found[1], "birth_date");
    assert!(found[0].contains("`D.O.B. (A.D.)`"), "{found:?}");
    let found = two("Date of birth", "Date of birth (Hijri)", [dates[1], dates[0]]);
    assert_eq!(found[0], "birth_date");
    let found = two("Phone", "Mobile", [&["0712345678", ""], &["0722345678", "0733345678"]]);
    assert_eq!(found[0], "phone");
    let found = two("Date of birth", "DOB", [&["", ""], dates[1]]);
    assert_eq!(found[1], "birth_date");
    // Two dates that differ are asked for.
    assert_eq!(two("Date of birth", "DOB", [dates[0], dates[1]]).len(), 0);
}

#[test]
fn the_rest_of_a_name_stands_beside_the_family_name() {
    assert_eq!(meaning(&["Surname"], "Other names"), "given_name");
    assert_eq!(meaning(&["Last name"], "OTHER NAME"), "given_name");
    assert_eq!(meaning(&["Surname", "First name"], "Other names"), "-");
    assert_eq!(meaning(&["Full name"], "Other names"), "-");
    assert_eq!(meaning(&[], "Other names"), "-");
}

#[test]
fn a_title_is_the_occupation_where_no_header_says_it() {
    let of = |headers: [&str; 2], cells: [&[&str]; 2]| {
        meanings(
            Some(Kind::Worker),
            &["worker_id", headers[0], headers[1]],
            &[&["A", "B"], cells[0], cells[1]],
        )
    };
    let (posts, employers): (&[&str], &[&str]) =
        (&["Staff Nurse", "Midwife"], &["Mercy Hospital", "Hope Clinic"]);
    assert_eq!(of(["Designation", "Employer"], [posts, employers])[1], "occupation");
    assert_eq!(
        of(["Fonction", "Employeur actuel"], [&["Infirmière", "Sage-femme"], employers])[1],
        "occupation"
    );
    assert_eq!(of(["Position applied for", "Employer"], [posts, employers])[1], "occupation");
    assert_eq!(of(["Cargo", "Empregador"], [&["Enfermeira", "Fisioterapeuta"], employers])[1], "occupation");
    // Another header says it; the posts are no health work; the column counts.
    assert_ne!(of(["Designation", "Occupation"], [posts, posts])[1], "occupation");
    assert_ne!(of(["Designation", "Employer"], [&["Shift in charge", "Team B"], employers])[1], "occupation");
    assert_ne!(of(["S/N", "Employer"], [&["1", "2"], employers])[1], "occupation");
}

#[test]
fn a_column_that_counts_the_rows_does_so_above_a_signature() {
    let of = |cells: &[&str]| meanings(Some(Kind::Worker), &["worker_id", "N°"], &[&["A", "B"], cells]).pop();
    assert_eq!(of(&["1", "2", "3", "4", "5", "Le directeur"]).as_deref(), Some("-"));
    assert_ne!(of(&["A-1", "A-2", "A-4"]).as_deref(), Some("worker_id"));
}

#[test]
fn a_header_of_tests_or_of_a_language_alone_is_settled_by_its_cells() {
    let go_on = Choices { go_on: true, ..Choices::default() };
    let of = |header: &str, cells: &[&str]| {
        let cells = [strings(&["A", "B"]), strings(cells)];
        let mapping =
            map("f.csv", &strings(&["worker_id", header]), &cells, Some(Kind::Worker), &go_on).unwrap();
        let target = mapping.columns[1].target.as_ref().map_or_else(|| "-".to_owned(), Target::name);
        let said: Vec<String> = mapping.constants.iter().map(|constant| constant.value.clone()).collect();
        (target, said.join(" "))
    };
    let whole = |text: &str| (text.to_owned(), String::new());
    for header in ["IELTS / OET", "OET/IELTS", "TOEFL | IELTS", "IELTS, PTE, OET"] {
        assert_eq!(of(header, &["IELTS 7", "OET B"]), whole("language_1_test"), "{header}");
    }
    assert_eq!(of("Language", &["IELTS 7", "OET 350"]), whole("language_1_test"));
    for (header, language) in
        [("German", "de"), ("Alemão", "de"), ("Nemački jezik", "de"), ("English language", "en")]
    {
        let (target, said) = of(header, &["B1", "A2"]);
        assert_eq!((target.as_str(), said.as_str()), ("language_1_level", language), "{header}");
    }
    assert_eq!(of("German", &["yes", "no"]).0, "-");
    assert_eq!(of("Council Regd. No.", &["123", "A-77"]).0, "license_1_number");
}

#[test]
fn headers_of_neighboring_languages_are_known() {
    for (header, column) in [
        ("Efternamn", "family_name"),
        ("Födelsedatum", "birth_date"),
        ("Kön", "sex"),
        ("Yrke", "occupation"),
        ("E-post", "email"),
        ("puhelin", "phone"),
        ("Születési idő", "birth_date"),
        ("fæðingardagur", "birth_date"),
    ] {
        let meant = meanings(Some(Kind::Worker), &["worker_id", header], &[]).pop();
        assert!(meant.is_some_and(|meant| meant.ends_with(column)), "{header}");
    }
}
