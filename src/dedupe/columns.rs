//! Which column of a file is what: by its header in several languages, or by what stands in it.

use super::person::Field;
use crate::text::fold;

/// What a column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Its values are compared.
    Field(Field),
    /// It says where a record comes from: only records of different sources are linked.
    Source,
}

/// Headers, folded, by what they mean. English, French, Spanish, German, Portuguese, and Arabic.
const HEADERS: &[(Use, &[&str])] = &[
    (
        Use::Field(Field::GivenName),
        &[
            "given name",
            "given names",
            "first name",
            "firstname",
            "forename",
            "forenames",
            "christian name",
            "givenname",
            "fname",
            "prenom",
            "prenoms",
            "nombre",
            "nombres",
            "primer nombre",
            "vorname",
            "vornamen",
            "nome proprio",
            "primeiro nome",
            "الاسم الاول",
            "الاسم الأول",
            "first names",
            "name given",
        ],
    ),
    (
        Use::Field(Field::FamilyName),
        &[
            "family name",
            "last name",
            "lastname",
            "surname",
            "familyname",
            "lname",
            "sname",
            "nom",
            "nom de famille",
            "apellido",
            "apellidos",
            "nachname",
            "familienname",
            "sobrenome",
            "apelido",
            "اسم العائلة",
            "اللقب",
            "sur name",
            "name family",
        ],
    ),
    (
        Use::Field(Field::FullName),
        &[
            "full name",
            "fullname",
            "name",
            "nom complet",
            "nom et prenom",
            "nom et prenoms",
            "nombre completo",
            "nombre y apellidos",
            "vollstandiger name",
            "nome completo",
            "nome",
            "الاسم",
            "الاسم الكامل",
            "person",
            "worker name",
            "name of worker",
            "candidate name",
            "applicant name",
            "staff name",
            "employee name",
        ],
    ),
    (
        Use::Field(Field::BirthDate),
        &[
            "birth date",
            "birthdate",
            "date of birth",
            "dob",
            "d o b",
            "birthday",
            "born",
            "date de naissance",
            "ne le",
            "fecha de nacimiento",
            "geburtsdatum",
            "geb datum",
            "geboren am",
            "data de nascimento",
            "تاريخ الميلاد",
            "birth day",
            "date birth",
        ],
    ),
    (Use::Field(Field::Sex), &["sex", "gender", "sexe", "genre", "sexo", "genero", "geschlecht", "الجنس"]),
    (
        Use::Field(Field::Email),
        &[
            "email",
            "e mail",
            "mail",
            "email address",
            "e mail address",
            "courriel",
            "correo",
            "correo electronico",
            "e mail adresse",
            "البريد الالكتروني",
        ],
    ),
    (
        Use::Field(Field::Phone),
        &[
            "phone",
            "telephone",
            "tel",
            "mobile",
            "cell",
            "phone number",
            "mobile number",
            "telephone number",
            "telefono",
            "telefon",
            "telefone",
            "handy",
            "celular",
            "movil",
            "whatsapp",
            "contact number",
            "الهاتف",
            "رقم الهاتف",
            "portable",
        ],
    ),
    (
        Use::Field(Field::Identifier),
        &[
            "identifier",
            "national id",
            "national id number",
            "id number",
            "id no",
            "identity number",
            "nin",
            "ssn",
            "soc sec id",
            "social security number",
            "social security no",
            "nhs number",
            "passport",
            "passport number",
            "passport no",
            "tax id",
            "tax number",
            "cpf",
            "curp",
            "dni",
            "nie",
            "cedula",
            "aadhaar",
            "nif",
            "numero de passeport",
            "numero de identidad",
            "ausweisnummer",
            "reisepassnummer",
            "medicare number",
            "philhealth number",
        ],
    ),
    (
        Use::Field(Field::License),
        &[
            "license number",
            "licence number",
            "license no",
            "licence no",
            "registration number",
            "registration no",
            "reg no",
            "reg number",
            "pin",
            "prc number",
            "nmc pin",
            "numero de licence",
            "numero de licencia",
            "registro profesional",
        ],
    ),
    (
        Use::Field(Field::StreetNumber),
        &[
            "street number",
            "house number",
            "house no",
            "hausnummer",
            "numero de rue",
            "building number",
            "street no",
        ],
    ),
    (
        Use::Field(Field::Street),
        &[
            "address",
            "street",
            "address 1",
            "address 2",
            "address line 1",
            "address line 2",
            "street address",
            "address1",
            "address2",
            "adresse",
            "rue",
            "calle",
            "direccion",
            "strasse",
            "anschrift",
            "endereco",
            "rua",
            "العنوان",
        ],
    ),
    (
        Use::Field(Field::Locality),
        &[
            "city",
            "town",
            "suburb",
            "locality",
            "place",
            "village",
            "municipality",
            "ville",
            "commune",
            "ciudad",
            "localidad",
            "municipio",
            "ort",
            "stadt",
            "wohnort",
            "cidade",
            "المدينة",
            "city town",
        ],
    ),
    (
        Use::Field(Field::BirthPlace),
        &[
            "birth place",
            "birthplace",
            "place of birth",
            "lieu de naissance",
            "lugar de nacimiento",
            "geburtsort",
            "local de nascimento",
            "مكان الميلاد",
        ],
    ),
    (
        Use::Field(Field::Postcode),
        &[
            "postcode",
            "post code",
            "postal code",
            "zip",
            "zip code",
            "zipcode",
            "code postal",
            "codigo postal",
            "plz",
            "postleitzahl",
            "cep",
            "الرمز البريدي",
            "pin code",
            "pincode",
        ],
    ),
    (
        Use::Field(Field::Region),
        &[
            "state",
            "province",
            "region",
            "county",
            "district",
            "departement",
            "provincia",
            "estado",
            "bundesland",
            "governorate",
            "المحافظة",
        ],
    ),
    (
        Use::Field(Field::Country),
        &[
            "country",
            "residence",
            "country of residence",
            "pays",
            "pais",
            "land",
            "البلد",
            "الدولة",
            "nation",
        ],
    ),
    (
        Use::Field(Field::Occupation),
        &[
            "occupation",
            "profession",
            "job",
            "job title",
            "cadre",
            "metier",
            "ocupacion",
            "profesion",
            "beruf",
            "profissao",
            "المهنة",
        ],
    ),
    (
        Use::Field(Field::School),
        &[
            "school",
            "institution",
            "training institution",
            "university",
            "college",
            "ecole",
            "escuela",
            "schule",
            "escola",
        ],
    ),
    (Use::Source, &["source", "data source", "dataset", "source file", "quelle", "origen"]),
];

/// What a column is, by its header and, failing that, by what stands in it. A header may carry a
/// word more (`postcode_fake`, `dob (dd/mm/yyyy)`); the names of persons are taken as they are written.
pub fn recognize(header: &str, sample: &[&str]) -> Option<Use> {
    let folded = fold(header);
    let exact = HEADERS.iter().find(|(_, names)| names.iter().any(|name| fold(name) == folded));
    let found = exact.map(|(purpose, _)| *purpose).or_else(|| {
        // A longer header that contains one of two words or more, or a telling single word.
        let within = |name: &str| format!(" {folded} ").contains(&format!(" {name} "));
        let telling = [
            "postcode",
            "dob",
            "birthdate",
            "email",
            "telephone",
            "mobile",
            "surname",
            "passport",
            "zipcode",
            "suburb",
        ];
        HEADERS
            .iter()
            .filter(|(purpose, _)| *purpose != Use::Source)
            .flat_map(|(purpose, names)| names.iter().map(move |name| (purpose, fold(name))))
            .filter(|(_, name)| (name.contains(' ') || telling.contains(&name.as_str())) && within(name))
            .max_by_key(|(_, name)| name.len())
            .map(|(purpose, _)| *purpose)
    });
    let filled: Vec<&&str> = sample.iter().filter(|cell| !cell.trim().is_empty()).collect();
    let share = |holds: &dyn Fn(&str) -> bool| {
        let count = filled.iter().filter(|cell| holds(cell)).count();
        !filled.is_empty() && count * 10 >= filled.len() * 6
    };
    match found {
        // A date that is none, an address without its sign: the header meant something else.
        Some(Use::Field(Field::BirthDate))
            if !filled.is_empty() && !share(&|cell| super::prepare::birth(cell).is_some()) =>
        {
            None
        }
        Some(purpose) => Some(purpose),
        None if share(&|cell| cell.contains('@') && cell.contains('.') && !cell.trim().contains(' ')) => {
            Some(Use::Field(Field::Email))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_several_languages_are_known() {
        for (header, field) in [
            ("Surname", Field::FamilyName),
            ("soc_sec_id", Field::Identifier),
            ("postcode_fake", Field::Postcode),
            ("DOB (dd/mm/yyyy)", Field::BirthDate),
            ("Prénom", Field::GivenName),
            ("Geburtsdatum", Field::BirthDate),
            ("Apellidos", Field::FamilyName),
            ("address_2", Field::Street),
            ("birth_place", Field::BirthPlace),
            ("تاريخ الميلاد", Field::BirthDate),
        ] {
            assert_eq!(recognize(header, &[]), Some(Use::Field(field)), "{header}");
        }
        assert_eq!(recognize("source", &[]), Some(Use::Source));
        assert_eq!(recognize("notes", &["called twice"]), None);
    }

    #[test]
    fn a_column_of_addresses_is_known_without_its_header() {
        assert_eq!(recognize("x", &["a@b.org", "c@d.net", ""]), Some(Use::Field(Field::Email)));
        assert_eq!(recognize("born", &["Lagos", "Accra"]), None);
    }
}
