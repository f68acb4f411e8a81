//! The parts of a worker in a wide row: `language_1_test`, `Niveau langue 2`, `IELTS Overall`.

use super::header::{Header, canonical};
use super::lexicon::{Form, Owner, in_schema, is_joint, lexicon};
use crate::model::{ConsentPurpose, Kind, Language};
use crate::normalize;
use crate::reference::header_terms;
use crate::resolve::{language_tests, languages};
use crate::schema::{self, Semantic};
use crate::text::fold;
use std::sync::LazyLock;

/// The kinds of parts that a wide row numbers.
pub(super) const NUMBERED: [Kind; 4] =
    [Kind::Qualification, Kind::License, Kind::LanguageCertificate, Kind::Employment];

/// The first word of a part's columns, as we write them.
pub(super) fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::LanguageCertificate => "language",
        other => other.as_str(),
    }
}

/// The slot of the consent to a purpose; `consent_date` belongs to all of them and has slot 0.
pub(super) fn consent_slot(purpose: ConsentPurpose) -> u8 {
    purpose as u8 + 1
}

/// Parts in one row: more than twenty of a kind is a number that means something else.
pub(super) const SLOTS: std::ops::RangeInclusive<u8> = 1..=20;

/// A column of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) slot: u8,
    pub(super) column: usize,
}

/// The column that says of a consent that its list named no purpose.
pub(super) const PRESUMED: &str = "purpose_presumed";

/// The grammar of our own wide columns: `PREFIX_N_FIELD`, `PREFIX_FIELD` for the first, `consent_PURPOSE`,
/// `consent_PURPOSE_purpose_presumed` and `consent_date`.
pub(super) fn own_grammar(folded: &str) -> Option<Part> {
    const PREFIXES: &[(&str, Kind)] = &[
        ("language certificate", Kind::LanguageCertificate),
        ("language", Kind::LanguageCertificate),
        ("certificate", Kind::LanguageCertificate),
        ("qualification", Kind::Qualification),
        ("education", Kind::Qualification),
        ("license", Kind::License),
        ("licence", Kind::License),
        ("registration", Kind::License),
        ("employment", Kind::Employment),
        ("job", Kind::Employment),
    ];
    if let Some(purpose) = folded.strip_prefix("consent ") {
        let table = schema::table(Kind::Consent);
        if purpose == "date" || purpose == "given on" {
            return Some(Part { kind: Kind::Consent, slot: 0, column: table.column("given_on")? });
        }
        if let Some(purpose) = purpose.strip_suffix(" purpose presumed") {
            let slot = consent_slot(purpose.parse().ok()?);
            return Some(Part { kind: Kind::Consent, slot, column: table.column(PRESUMED)? });
        }
        let slot = consent_slot(purpose.parse().ok()?);
        return Some(Part { kind: Kind::Consent, slot, column: table.column("given")? });
    }
    for &(prefix, kind) in PREFIXES {
        let Some(rest) = folded.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(' ')) else {
            continue;
        };
        let (slot, field) = match rest.split_once(' ') {
            Some((number, field)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                (number.parse().ok()?, field)
            }
            _ => (1, rest),
        };
        if let (true, Some(column)) = (SLOTS.contains(&slot), in_schema(kind, field)) {
            return Some(Part { kind, slot, column });
        }
    }
    None
}

/// The columns of parts that a header means which has a part's name before or after the field, and a number anywhere: `Langue 1 test`,
/// `Niveau langue 2`, `Sprache_1_Niveau`. A number alone places a field that only one kind of part has:
/// `Employer 2`.
pub(super) fn in_other_words(header: &Header, ordinal: Option<u8>) -> Vec<Part> {
    let mut words: Vec<String> = header.words.iter().map(|word| word.text.clone()).collect();
    let mut slot = ordinal;
    let numbers: Vec<usize> = (0..words.len()).filter(|&at| number(&words, at).is_some()).collect();
    if let [at] = numbers[..] {
        slot = number(&words, at);
        words.remove(at);
        // `1 st`, `2 nd`: torn apart with the digits.
        if at < words.len()
            && matches!(words[at].as_str(), "st" | "nd" | "rd" | "th" | "er" | "ere" | "eme" | "ª")
        {
            words.remove(at);
        }
    }
    if words.is_empty() {
        return Vec::new();
    }
    let numbered = slot.is_some();
    let slot = slot.unwrap_or(1);
    if !SLOTS.contains(&slot) {
        return Vec::new();
    }
    for (prefix, kind) in &lexicon().prefixes {
        let rest = words.strip_prefix(&prefix[..]).or_else(|| words.strip_suffix(&prefix[..]));
        let Some(rest) = rest else { continue };
        if *kind == Kind::Consent {
            // To what? The header alone does not say.
            if rest.is_empty() {
                return ConsentPurpose::ALL.iter().filter_map(|&purpose| given(purpose)).collect();
            }
            if let Some(part) = consent(rest) {
                return vec![part];
            }
            continue;
        }
        if rest.is_empty() {
            continue;
        }
        let columns = fields(*kind, rest);
        if !columns.is_empty() {
            return columns.into_iter().map(|column| Part { kind: *kind, slot, column }).collect();
        }
    }
    if !numbered {
        return Vec::new();
    }
    // `Language 2`, `Employer 2`.
    if let Some((_, kind)) =
        lexicon().prefixes.iter().find(|(prefix, kind)| *prefix == words && *kind != Kind::Consent)
    {
        return whole(*kind, slot, &fields(*kind, &words));
    }
    NUMBERED
        .iter()
        .flat_map(|&kind| fields(kind, &words).into_iter().map(move |column| Part { kind, slot, column }))
        .collect()
}

/// The columns of parts that a header may mean where it stands alone, in a form.
pub(super) fn alone(header: &Header, form: Form, slot: u8) -> Vec<Part> {
    let Some(owners) = lexicon().owners(header, form) else { return Vec::new() };
    owners
        .iter()
        .filter_map(|owner| match *owner {
            Owner::Column(kind, column)
                if NUMBERED.contains(&kind) && schema::table(kind).key[0] != column =>
            {
                Some(Part { kind, slot, column })
            }
            _ => None,
        })
        .collect()
}

/// Whether a header is one of the table of consents, `Consent received`, `Accord écrit`, which names no purpose.
pub(super) fn names_consent(header: &Header) -> bool {
    let Some(given) = schema::table(Kind::Consent).column("given") else { return false };
    let forms = [Form::Exact, Form::Cleaned, Form::Canonical, Form::Sorted];
    let owners = forms.into_iter().find_map(|form| lexicon().owners(header, form));
    let is_given = |owner: &Owner| matches!(*owner, Owner::Column(Kind::Consent, column) if column == given);
    owners.is_some_and(|owners| owners.iter().any(is_given))
}

/// Whether a header asks in a sentence whether data may be shared or used: it holds a word for a consent and one for data.
/// A consent to pictures or to travel is another thing.
pub(super) fn speaks_of_data(header: &Header) -> bool {
    const DATA: &[&str] = &[
        "data",
        "privacy",
        "gdpr",
        "dsgvo",
        "rgpd",
        "lgpd",
        "dpa",
        "pdpa",
        "dpdp",
        "пдн",
        "cv",
        "dossier",
        "resume",
        "profile",
        "perfil",
        "profil",
        "lebenslauf",
        "kvkk",
        "popia",
        "ndpa",
        "ndpr",
        "donnees",
        "datos",
        "dados",
        "daten",
        "datenschutz",
        "dati",
        "gegevens",
        "dane",
        "danych",
        "udaje",
        "udaju",
        "podaci",
        "podataka",
        "подаци",
        "података",
        "данные",
        "данных",
        "дані",
        "даних",
        "veri",
        "verileri",
        "ho so",
        "الملف",
        "السيرة الذاتية",
        "резюме",
        "анкети",
        "анкеты",
        "hoja de vida",
        "hv",
        "adatok",
        "adatkezeles",
        "opplysninger",
        "oplysninger",
        "uppgifter",
        "tiedot",
        "بيانات",
        "البيانات",
        "اطلاعات",
        "du lieu",
        "情報",
        "数据",
        "개인정보",
        "डेटा",
    ];
    const LAWS: [&str; 10] =
        ["lgpd", "gdpr", "rgpd", "dsgvo", "kvkk", "popia", "ndpa", "ndpr", "pdpa", "dpa"];
    const CONSENTS: &[&str] = &[
        "consent",
        "aceite",
        "aceitacao",
        "agrees",
        "agree",
        "authorizes",
        "authorises",
        "authorize",
        "authorise",
        "permission",
        "autoriza",
        "autorizo",
        "acepta",
        "acepto",
        "consiente",
        "consentimiento",
        "consentimento",
        "aceita",
        "concorda",
        "accepte",
        "autorise",
        "consentement",
        "accord",
        "einwilligung",
        "zustimmung",
        "einverstanden",
        "willigt",
        "consenso",
        "acconsente",
        "toestemming",
        "consimtamant",
        "pelqimi",
        "idhini",
        "ridhaa",
        "pahintulot",
        "zgoda",
        "souhlas",
        "saglasnost",
        "suglasnost",
        "pristanak",
        "сагласност",
        "согласие",
        "згода",
        "onay",
        "onayi",
        "riza",
        "rizasi",
        "يوافق",
        "توافق",
        "موافق",
        "موافقه",
        "موافقة",
        "الموافقه",
        "الموافقة",
        "дозвіл",
        "разрешение",
        "samtycke",
        "samtykke",
        "suostumus",
        "hozzajarul",
        "hozzajarulas",
        "persetujuan",
        "setuju",
        "dong y",
        "同意",
        "동의",
        "सहमति",
        "رضایت",
    ];
    let folded = fold(&header.written().join(" "));
    let padded = format!(" {folded} ");
    let holds = |words: &[&str]| words.iter().any(|word| padded.contains(&format!(" {} ", fold(word))));
    // The law alone, `LGPD`: what stands below it in answers is the consent that it asks for.
    let is_law = || LAWS.contains(&header.cleaned.as_str());
    holds(DATA) && holds(CONSENTS) || is_law()
}

/// Whether a header names a use of data beyond being matched: publishing, advertising, research, other states, keeping.
/// A yes to such a use is no consent to be matched, and a yes to several at once is one to none of them.
pub(super) fn names_other_use(header: &Header) -> bool {
    const BEGINNINGS: &[&str] = &[
        "publi",
        "pubbli",
        "veroffentlich",
        "advert",
        "marketing",
        "werb",
        "newsletter",
        "promo",
        "propagand",
        "reklam",
        "photo",
        "foto",
        "bildrecht",
        "bildnutz",
        "video",
        "imagen",
        "imagem",
        "immagin",
        "research",
        "forschung",
        "investigac",
        "pesquisa",
        "scientif",
        "wissenschaft",
        "drittland",
        "drittstaat",
        "drittlander",
        "government",
        "ministr",
        "embass",
        "embajad",
        "ambassad",
        "botschaft",
        "police",
        "background",
        "vetting",
        "social",
        "facebook",
        "instagram",
        "website",
        "homepage",
        "store",
        "storage",
        "storing",
        "retain",
        "retention",
        "speicher",
        "aufbewahr",
        "archiv",
        "almacen",
        "armazen",
        "conservation",
        "публик",
        "реклам",
        "маркетинг",
        "фото",
        "исследован",
        "хранен",
        "публікац",
        "дослідж",
        "зберіганн",
        "pazarlama",
        "tanıtım",
        "yayın",
        "yayim",
        "arastirma",
        "saklama",
        "تسويق",
        "نشر",
        "صور",
        "بحث",
        "iklan",
        "penelitian",
        "广告",
        "研究",
        "発表",
        "広告",
        "掲載",
        "홍보",
        "연구",
    ];
    const PHRASES: &[&str] = &[
        "third country",
        "third countries",
        "third state",
        "third states",
        "third part",
        "pays tiers",
        "etats tiers",
        "tiers pays",
        "terceros paises",
        "terceiros paises",
        "paises terceros",
        "paesi terzi",
        "krajow trzecich",
        "trecich zemi",
        "третьи страны",
        "третьим лицам",
        "outside the e",
        "recherche scientifique",
        "reseaux sociaux",
        "redes sociales",
        "redes sociais",
    ];
    let folded = fold(&header.written().join(" "));
    let padded = format!(" {folded}");
    let begins = |beginning: &&&str| padded.contains(&format!(" {}", fold(beginning)));
    BEGINNINGS.iter().chain(PHRASES).any(|beginning| begins(&beginning))
}

/// What column of a name a header without a column of its own holds the rest of: a second name goes behind the given one, a
/// second family name behind the first.
pub(in crate::ingest) fn rest_of_name(raw: &str) -> Option<&'static str> {
    static RESTS: LazyLock<Vec<(&'static str, Header)>> = LazyLock::new(|| {
        let of = |column: &str| match column {
            "second_name" => Some("given_name"),
            "second_family_name" => Some("family_name"),
            _ => None,
        };
        let rows = header_terms::all().iter().filter(|row| row.owner == "none");
        let rows = rows.filter_map(|row| Some((of(&row.column)?, row)));
        rows.flat_map(|(of, row)| row.terms.iter().map(move |(_, text)| (of, Header::new(text)))).collect()
    });
    let header = Header::new(raw);
    let same = |term: &Header| {
        term.exact == header.exact
            || !header.cleaned.is_empty() && term.cleaned == header.cleaned
            || !header.canonical.is_empty() && term.canonical == header.canonical
    };
    RESTS.iter().find(|(_, term)| same(term)).map(|(of, _)| *of)
}

/// Whether a header names a field and not whose: *date*, *from*, *result*. Alone it means a part's field
/// only in a file that has such parts.
pub(super) fn is_bare(header: &Header) -> bool {
    const BARE: &[&str] = &[
        "date",
        "from",
        "to",
        "until",
        "start",
        "end",
        "started",
        "ended",
        "start date",
        "end date",
        "year",
        "hour",
        "medium",
        "mode",
        "role",
        "position",
        "result",
        "score",
        "band",
        "exam",
        "certificate",
        "level",
        "evidence",
        "expiry",
        "pin",
        "country",
        "title",
        "number",
        "status",
        "overall",
        "test",
        "language",
        "proof",
        "verification",
        "verified by",
        "issued",
        "issued on",
        "issue date",
        "date issued",
        "date started",
        "date ended",
        "from date",
        "to date",
        "job",
        "post",
        "unit",
        "ward",
        "department",
        "award",
        "theory",
        "board",
        "bis",
        "von",
        "ab",
        "note",
        "stelle",
        "niveau",
        "nivel",
        "nota",
        "stufe",
        "punkt",
        "examen",
        "certificat",
        "certificado",
        "zertifikat",
        "prueba",
        "exame",
        "teste",
        "prufung",
        "anos",
        "ano",
        "years",
        "jahre",
        "annees",
        "anni",
        "lata",
        "роки",
        "desde",
        "hasta",
        "ate",
        "inicio",
        "fin",
        "fim",
        "debut",
        "beginn",
        "ende",
        "seit",
        "depui",
        "service",
        "servicio",
        "servico",
        "unidad",
        "unidade",
        "unite",
        "station",
        "abteilung",
        "bereich",
        "titulo",
        "titre",
        "bezeichnung",
        "cargo",
        "puesto",
        "poste",
        "posto",
        "funcao",
        "funktion",
        "ordre",
        "kammer",
        "behorde",
        "autoridad",
        "oral",
        "ecrit",
        "expedido por",
        "registration date",
        "date registration",
        "completed",
        "graduated",
        "training",
        "من",
        "الي",
        "مستوي",
        "درجه",
        "نتيجه",
        "اختبار",
        "امتحان",
        "شهاده",
        "وظيفه",
        "قسم",
        "وحده",
        "منصب",
    ];
    let words: Vec<&str> = header.words.iter().map(|word| word.text.as_str()).collect();
    words.is_empty() || BARE.contains(&words.join(" ").as_str())
}

/// A language test that a header names: `IELTS Overall`, `OET Listening`, `TestDaF`.
#[derive(Debug, PartialEq)]
pub(super) struct Named {
    /// The identifier of the test; `None` when the name is that of several.
    pub(super) test: Option<&'static str>,
    /// The name, as written in the header.
    pub(super) name: String,
    /// What the rest of the header may mean; empty where it says nothing more.
    pub(super) columns: Vec<usize>,
    /// Whether there is more in the header than the name.
    pub(super) rest: bool,
}

/// The language test that a header names, if the rest of it is a column of certificates.
pub(super) fn named_test(header: &Header, raw: &str) -> Option<Named> {
    let words = &header.written();
    for length in (1..=words.len().min(4)).rev() {
        for from in 0..=words.len() - length {
            let name = words[from..from + length].join(" ");
            // Three letters may be a word as well, unless they are capitals: `MET`, `DET`.
            let is_name = name.len() > 3
                || matches!(name.as_str(), "oet" | "pte" | "dsh" | "tcf" | "tef")
                || raw.contains(&name.to_uppercase());
            let tests = if is_name { language_tests::named(&name) } else { Vec::new() };
            if tests.is_empty() {
                continue;
            }
            let beside: Vec<&str> =
                words[..from].iter().chain(&words[from + length..]).map(String::as_str).collect();
            if let Some(column) = schema::table(Kind::LanguageCertificate).column("test")
                && are_parts(&beside)
            {
                let test = if let [one] = tests[..] { Some(one.id.as_str()) } else { None };
                return Some(Named { test, name, columns: vec![column], rest: true });
            }
            let rest: Vec<String> = words[..from]
                .iter()
                .chain(&words[from + length..])
                .filter(|word| !is_joint(word))
                .filter_map(|word| canonical(word))
                .collect();
            let mut columns =
                if rest.is_empty() { Vec::new() } else { fields(Kind::LanguageCertificate, &rest) };
            // `IELTS L`, `OET (W)`: beside the name of a test the initial of a part stands for nothing else.
            let mut beside = words[..from].iter().chain(&words[from + length..]);
            let mut spelled = rest.clone();
            if let (Some(word), None) = (beside.next(), beside.next())
                && columns.is_empty()
                && let Some(column) = normalize::part_of_test(word)
                    .and_then(|part| schema::table(Kind::LanguageCertificate).column(part))
            {
                columns = vec![column];
                spelled = vec![word.clone()];
            }
            let rest = spelled;
            if !rest.is_empty() && columns.is_empty() {
                return None;
            }
            let test = match tests[..] {
                [one] => Some(one.id.as_str()),
                _ => None,
            };
            return Some(Named { test, name, columns, rest: !rest.is_empty() });
        }
    }
    None
}

/// Whether words are several parts of a test, each of them once: `L/R/W/S`.
fn are_parts(words: &[&str]) -> bool {
    let parts: Vec<&str> = words.iter().map_while(|word| normalize::part_of_test(word)).collect();
    let twice = |(at, part): (usize, &&str)| parts[..at].contains(part);
    parts.len() >= 2 && parts.len() == words.len() && !parts.iter().enumerate().any(twice)
}

/// What a header that names a test and the order of its parts, `IELTS (L/R/W/S)`, says before each result below it: the
/// name, and the parts.
pub(super) fn order_of_parts(raw: &str) -> Option<(String, Vec<String>)> {
    let header = Header::new(raw);
    let named = named_test(&header, raw)?;
    let name: Vec<&str> = named.name.split(' ').collect();
    let written = header.written();
    let at = written.windows(name.len()).position(|words| words == name)?;
    let beside = written[..at].iter().chain(&written[at + name.len()..]);
    let parts: Vec<String> = beside.map(|word| word.to_uppercase()).collect();
    let plain: Vec<&str> = parts.iter().map(String::as_str).collect();
    are_parts(&plain).then(|| (named.name.to_uppercase(), parts))
}

/// A cell below such a header with its parts named: `IELTS L/R/W/S 8/6.5/6.5/8`. `None` where it has not as many results
/// as the header has parts.
pub(in crate::ingest) fn with_parts((name, parts): &(String, Vec<String>), cell: &str) -> Option<String> {
    const LONGEST: usize = 4;
    let results = ["/", "|", ";", ", ", ",", " - ", "-"].iter().map(|joint| cell.split(joint));
    let mut results = results.map(|split| split.map(str::trim).collect::<Vec<_>>());
    let is_result = |text: &&str| {
        (1..=LONGEST).contains(&text.len()) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let found = results.find(|found| found.len() == parts.len() && found.iter().all(is_result))?;
    Some(format!("{name} {} {}", parts.join("/"), found.join("/")))
}

/// The language that a header names beside a result, and the columns of a kind that the result may be: `German level`,
/// `Niveau d'allemand`, `Deutschniveau`. Of a language alone it is the level, if its cells are levels.
pub(super) fn named_language(header: &Header, kind: Kind) -> Option<(Language, Vec<usize>)> {
    const SHORTEST: usize = 4;
    let words = &header.spoken();
    // A short word is a name beside one that says so: `Нем. яз.` A shorter one may join two: `Idioma y nivel`.
    let says_so = words.iter().any(|word| languages::BESIDE.contains(&word.as_str()));
    let long = |word: &str| word.chars().count() >= if says_so { SHORTEST - 1 } else { SHORTEST };
    let named = |word: &str| if long(word) { languages::by_name(word) } else { None };
    let mut found = words.iter().enumerate().filter_map(|(at, word)| Some((at, named(word)?)));
    let read = |language: Language, rest: &[String]| Some((language, of_language(rest, kind)?));
    if let Some((at, language)) = found.next() {
        return if found.next().is_some() {
            None
        } else {
            read(language, &[&words[..at], &words[at + 1..]].concat())
        };
    }
    // One word of two: the name of the language stands before what is said of it. `Engl` is one as well as `Englisch`.
    let [word] = &words[..] else { return None };
    let cut = |at: usize| read(named(word.get(..at)?)?, &[word.get(at..)?.to_owned()]);
    (SHORTEST..word.len()).rev().find_map(cut)
}

/// German for how well a language is known, as the end of one word: `Deutschkenntnisse`.
const KNOWLEDGE: &str = "kenntnisse";

/// The columns of a kind that a result of one language may be, by the other words of its header.
fn of_language(rest: &[String], kind: Kind) -> Option<Vec<usize>> {
    let own = |column: &usize| schema::table(kind).fields[*column].semantic != Semantic::Language;
    let columns = |words: &[String]| -> Vec<usize> {
        let words: Vec<String> = words.iter().filter_map(|word| canonical(word)).collect();
        if words.is_empty() { Vec::new() } else { fields(kind, &words).into_iter().filter(own).collect() }
    };
    // What is called so of any language is called so of this one.
    let mut readings = vec![rest.to_vec()];
    readings.extend(languages::BESIDE.iter().map(|word| [rest, &[(*word).to_owned()]].concat()));
    readings.extend(languages::BESIDE.iter().map(|word| [&[(*word).to_owned()], rest].concat()));
    if let [word] = rest {
        readings.push(vec![format!("sprach{word}")]);
    }
    if let Some(columns) = readings.iter().map(|reading| columns(reading)).find(|columns| !columns.is_empty())
    {
        return Some(columns);
    }
    // Its name alone, or with the word for languages: below it stands how well people know it.
    let idle = |word: &String| word == KNOWLEDGE || languages::BESIDE.contains(&word.as_str());
    let words: Vec<String> =
        rest.iter().filter(|word| !idle(word)).filter_map(|word| canonical(word)).collect();
    let only_language = words.is_empty() || !fields(kind, &words).is_empty();
    let level = match kind {
        Kind::LanguageCertificate => "level",
        Kind::Opening => "language_level",
        _ => return None,
    };
    // What the level of a certificate is called, the level that an opening asks for is called as well.
    let of_certificates = schema::table(Kind::LanguageCertificate).column("level").map(|column| vec![column]);
    let asked = kind == Kind::Opening && of_language(rest, Kind::LanguageCertificate) == of_certificates;
    Some(vec![schema::table(kind).column(level).filter(|_| only_language || asked)?])
}

/// The columns of a kind that canonical words may mean.
fn fields(kind: Kind, words: &[String]) -> Vec<usize> {
    let Some(owners) = lexicon().of_words(words) else { return Vec::new() };
    let key = schema::table(kind).key[0];
    owners
        .iter()
        .filter_map(|owner| match *owner {
            Owner::Column(of, column) if of == kind && column != key => Some(column),
            _ => None,
        })
        .collect()
}

/// What `Language 2` alone may mean, and `Employer 2`, where the word for the part is a field as well.
fn whole(kind: Kind, slot: u8, fields: &[usize]) -> Vec<Part> {
    let names: &[&str] = match (kind, fields) {
        (Kind::LanguageCertificate, _) => &["language", "test"],
        (Kind::License, _) => &["number", "status"],
        (_, &[column]) => return vec![Part { kind, slot, column }],
        (Kind::Qualification, _) => &["title"],
        _ => &["employer", "title"],
    };
    names
        .iter()
        .filter_map(|name| Some(Part { kind, slot, column: schema::table(kind).column(name)? }))
        .collect()
}

/// The purpose of a consent in other words.
fn consent(words: &[String]) -> Option<Part> {
    const PURPOSES: &[(&str, ConsentPurpose)] = &[
        ("match", ConsentPurpose::Match),
        ("matching", ConsentPurpose::Match),
        ("vermittlung", ConsentPurpose::Match),
        ("appariement", ConsentPurpose::Match),
        ("emparejamiento", ConsentPurpose::Match),
        ("مطابقه", ConsentPurpose::Match),
        ("contact", ConsentPurpose::Contact),
        ("contacto", ConsentPurpose::Contact),
        ("contato", ConsentPurpose::Contact),
        ("kontakt", ConsentPurpose::Contact),
        ("kontaktaufnahme", ConsentPurpose::Contact),
        ("تواصل", ConsentPurpose::Contact),
        ("statistic", ConsentPurpose::Statistics),
        ("statistique", ConsentPurpose::Statistics),
        ("estadistica", ConsentPurpose::Statistics),
        ("estatistica", ConsentPurpose::Statistics),
        ("statistik", ConsentPurpose::Statistics),
        ("احصاءات", ConsentPurpose::Statistics),
    ];
    if let [word] = words {
        if matches!(word.as_str(), "date" | "datum" | "fecha" | "data" | "تاريخ") {
            let column = schema::table(Kind::Consent).column("given_on")?;
            return Some(Part { kind: Kind::Consent, slot: 0, column });
        }
        if let Some((_, purpose)) = PURPOSES.iter().find(|(text, _)| text == word) {
            return given(*purpose);
        }
    }
    given(words.join("-").parse().ok()?)
}

/// The consent to a purpose.
fn given(purpose: ConsentPurpose) -> Option<Part> {
    let column = schema::table(Kind::Consent).column("given")?;
    Some(Part { kind: Kind::Consent, slot: consent_slot(purpose), column })
}

/// The number that a word is, or an ordinal.
fn number(words: &[String], at: usize) -> Option<u8> {
    let word = words[at].as_str();
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok().filter(|slot| SLOTS.contains(slot));
    }
    Some(match word {
        "first" | "erste" | "premiere" | "premier" | "primera" | "primer" | "primeira" | "primeiro"
        | "اولي" => 1,
        "second" | "zweite" | "deuxieme" | "seconde" | "segunda" | "segundo" | "ثانيه" => 2,
        "third" | "dritte" | "troisieme" | "tercera" | "tercer" | "terceira" | "terceiro" | "ثالثه" => 3,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_the_order_of_the_results_below_it() {
        let order =
            |raw: &str| order_of_parts(raw).map(|(name, parts)| format!("{name} {}", parts.join("/")));
        assert_eq!(order("IELTS (L/R/W/S)").as_deref(), Some("IELTS L/R/W/S"));
        assert_eq!(order("OET L, R, S, W").as_deref(), Some("OET L/R/S/W"));
        for raw in ["IELTS", "IELTS (L/L)", "IELTS W", "Result (L/R/W/S)", "IELTS Date"] {
            assert_eq!(order(raw), None, "{raw}");
        }
        let ielts = order_of_parts("IELTS (L/R/W/S)").unwrap();
        for (cell, read) in [
            ("8/6.5/6.5/8", Some("IELTS L/R/W/S 8/6.5/6.5/8")),
            ("8.0 / 7.0 / 8.0 / 6.5", Some("IELTS L/R/W/S 8.0/7.0/8.0/6.5")),
            ("7, 6.5, 6, 7", Some("IELTS L/R/W/S 7/6.5/6/7")),
            ("7.5", None),
            ("8/6.5/6.5", None),
            ("booked", None),
            ("L7/R7/W7/S7 overall 7", None),
        ] {
            assert_eq!(with_parts(&ielts, cell).as_deref(), read, "{cell}");
        }
    }
}
