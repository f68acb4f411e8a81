//! What the data is put together from: common names, titles, wards, tests by destination.

use crate::model::Country;
use crate::reference::corridor_volumes;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Given and family names that are common in a country, and the language of instruction.
pub(super) struct Culture {
    pub(super) country: &'static str,
    pub(super) given: &'static [&'static str],
    pub(super) family: &'static [&'static str],
    pub(super) instruction: &'static str,
    pub(super) regulator: &'static str,
}

pub(super) const CULTURES: &[Culture] = &[
    Culture {
        country: "PH",
        given: &["Maria", "Jose", "Angelica", "Mark", "Jasmine", "Paolo"],
        family: &["Santos", "Reyes", "Cruz", "Bautista", "Garcia", "Dela Cruz"],
        instruction: "en",
        regulator: "Professional Regulation Commission",
    },
    Culture {
        country: "IN",
        given: &["Priya", "Anil", "Sneha", "Thomas", "Lakshmi", "Rahul"],
        family: &["Nair", "Kurian", "Sharma", "Patel", "Mathew", "Reddy"],
        instruction: "en",
        regulator: "Indian Nursing Council",
    },
    Culture {
        country: "NG",
        given: &["Chiamaka", "Emeka", "Aisha", "Tunde", "Ngozi", "Ibrahim"],
        family: &["Okafor", "Adeyemi", "Bello", "Eze", "Ogunleye", "Musa"],
        instruction: "en",
        regulator: "Nursing and Midwifery Council of Nigeria",
    },
    Culture {
        country: "GH",
        given: &["Ama", "Kwame", "Akosua", "Kofi", "Efua", "Yaw"],
        family: &["Mensah", "Owusu", "Boateng", "Asante", "Osei", "Appiah"],
        instruction: "en",
        regulator: "Nursing and Midwifery Council of Ghana",
    },
    Culture {
        country: "KE",
        given: &["Wanjiru", "Otieno", "Achieng", "Kamau", "Njeri", "Kiptoo"],
        family: &["Mwangi", "Odhiambo", "Wambui", "Kariuki", "Chebet", "Mutua"],
        instruction: "en",
        regulator: "Nursing Council of Kenya",
    },
    Culture {
        country: "NP",
        given: &["Sita", "Bikash", "Anjali", "Suman", "Gita", "Prakash"],
        family: &["Shrestha", "Gurung", "Thapa", "Rai", "Adhikari", "Tamang"],
        instruction: "en",
        regulator: "Nepal Nursing Council",
    },
    Culture {
        country: "TN",
        given: &["Amel", "Youssef", "Rim", "Mehdi", "Salma", "Anis"],
        family: &["Ben Ali", "Trabelsi", "Gharbi", "Hammami", "Jlassi", "Mejri"],
        instruction: "fr",
        regulator: "Ministère de la Santé",
    },
    Culture {
        country: "MA",
        given: &["Fatima", "Hamza", "Khadija", "Omar", "Zineb", "Yassine"],
        family: &["El Amrani", "Benali", "Alaoui", "Idrissi", "Tazi", "Bennani"],
        instruction: "fr",
        regulator: "Ministère de la Santé",
    },
    Culture {
        country: "EG",
        given: &["Mona", "Ahmed", "Heba", "Mahmoud", "Nour", "Karim"],
        family: &["Hassan", "Ibrahim", "El-Sayed", "Mostafa", "Fathy", "Saleh"],
        instruction: "en",
        regulator: "Egyptian Nurses Syndicate",
    },
    Culture {
        country: "ID",
        given: &["Dewi", "Budi", "Putri", "Agus", "Siti", "Rizky"],
        family: &["Wijaya", "Santoso", "Lestari", "Pratama", "Hidayat", "Saputra"],
        instruction: "id",
        regulator: "Konsil Tenaga Kesehatan Indonesia",
    },
    Culture {
        country: "ZW",
        given: &["Tendai", "Rudo", "Tapiwa", "Chipo", "Farai", "Nyasha"],
        family: &["Moyo", "Ncube", "Dube", "Sibanda", "Chikwanha", "Mutasa"],
        instruction: "en",
        regulator: "Nurses Council of Zimbabwe",
    },
    Culture {
        country: "RS",
        given: &["Jelena", "Marko", "Milica", "Nikola", "Ana", "Stefan"],
        family: &["Jovanović", "Petrović", "Nikolić", "Đorđević", "Ilić", "Pavlović"],
        instruction: "sr",
        regulator: "Komora medicinskih sestara",
    },
    Culture {
        country: "BR",
        given: &["Ana", "João", "Beatriz", "Lucas", "Camila", "Rafael"],
        family: &["Silva", "Souza", "Oliveira", "Costa", "Pereira", "Gonçalves"],
        instruction: "pt",
        regulator: "Conselho Federal de Enfermagem",
    },
    Culture {
        country: "CO",
        given: &["Valentina", "Andrés", "Daniela", "Camilo", "Laura", "Felipe"],
        family: &["Rodríguez", "Gómez", "Martínez", "Ramírez", "Torres", "Muñoz"],
        instruction: "es",
        regulator: "Ministerio de Salud",
    },
    Culture {
        country: "PK",
        given: &["Ayesha", "Bilal", "Hina", "Usman", "Sana", "Imran"],
        family: &["Khan", "Malik", "Hussain", "Butt", "Siddiqui", "Raza"],
        instruction: "en",
        regulator: "Pakistan Nursing and Midwifery Council",
    },
    Culture {
        country: "LK",
        given: &["Nadeesha", "Kasun", "Dilini", "Ruwan", "Sanduni", "Chamara"],
        family: &["Perera", "Fernando", "Silva", "Jayasinghe", "Bandara", "Wickramasinghe"],
        instruction: "en",
        regulator: "Sri Lanka Medical Council",
    },
    Culture {
        country: "VN",
        given: &["Linh", "Minh", "Hương", "Tuấn", "Thảo", "Đức"],
        family: &["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ"],
        instruction: "vi",
        regulator: "Bộ Y tế",
    },
    Culture {
        country: "JM",
        given: &["Shanice", "Dwayne", "Kerry-Ann", "Andre", "Tanya", "Omar"],
        family: &["Brown", "Campbell", "Williams", "Morgan", "Grant", "Reid"],
        instruction: "en",
        regulator: "Nursing Council of Jamaica",
    },
];

/// Origins by how many went, so that large corridors give many workers; every origin gives some.
pub(super) static ORIGINS: LazyLock<Vec<(usize, u64)>> = LazyLock::new(|| {
    let total = |code: &str| -> u64 {
        corridor_volumes::all().iter().filter(|v| v.origin.as_str() == code).map(|v| u64::from(v.count)).sum()
    };
    CULTURES.iter().enumerate().map(|(at, culture)| (at, total(culture.country).isqrt() + 40)).collect()
});

/// Destinations of an origin by how many went.
pub(super) fn destinations(origin: &str) -> &'static [(Country, u64)] {
    static BY_ORIGIN: LazyLock<BTreeMap<&'static str, Vec<(Country, u64)>>> = LazyLock::new(|| {
        CULTURES
            .iter()
            .map(|culture| {
                let mut weights: BTreeMap<Country, u64> = BTreeMap::new();
                for volume in corridor_volumes::all().iter().filter(|v| v.origin.as_str() == culture.country)
                {
                    *weights.entry(volume.destination).or_default() += u64::from(volume.count);
                }
                // Square roots: the largest corridor does not drown the others.
                let mut weights: BTreeMap<Country, u64> =
                    weights.into_iter().map(|(c, n)| (c, n.isqrt() + 5)).collect();
                for code in DESTINATIONS {
                    if let Ok(country) = code.parse() {
                        *weights.entry(country).or_default() += 15;
                    }
                }
                (culture.country, weights.into_iter().collect())
            })
            .collect()
    });
    BY_ORIGIN.get(origin).map_or(&[], Vec::as_slice)
}

pub(super) const DESTINATIONS: [&str; 10] = ["DE", "GB", "IE", "FR", "CA", "AU", "US", "AT", "JP", "SA"];

/// Occupations with their share and a title; specialties come from the table.
pub(super) const OCCUPATIONS: &[((&str, &str), u64)] = &[
    (("2221", "Registered Nurse"), 52),
    (("2211", "Medical Officer"), 8),
    (("2212", "Specialist Doctor"), 8),
    (("2222", "Midwife"), 8),
    (("3221", "Enrolled Nurse"), 8),
    (("5321", "Health Care Assistant"), 5),
    (("2264", "Physiotherapist"), 5),
    (("2262", "Pharmacist"), 3),
    (("3212", "Medical Laboratory Technician"), 3),
];

pub(super) const WARDS: &[&str] = &[
    "intensive care unit",
    "emergency department",
    "operating theatre",
    "dialysis unit",
    "medical ward",
    "surgical ward",
    "maternity ward",
    "paediatric ward",
    "oncology day clinic",
    "community clinic",
    "geriatric ward",
    "psychiatric ward",
];

pub(super) const TASKS: &[&str] = &[
    "ventilator care",
    "wound management",
    "medication rounds",
    "triage",
    "infusion therapy",
    "patient education",
    "infection control",
    "team handover",
    "discharge planning",
    "pain assessment",
    "family counselling",
    "documentation in electronic records",
];

pub(super) const HOSPITALS: &[&str] = &[
    "General Hospital",
    "Teaching Hospital",
    "District Hospital",
    "Mission Hospital",
    "University Clinic",
    "Medical Centre",
];

/// Syllables of invented towns.
const SYLLABLES: [&[&str]; 3] = [
    &[
        "ka", "be", "lo", "mi", "ta", "su", "ne", "ra", "vi", "do", "pa", "che", "gu", "ha", "jo", "ma",
        "sa", "ti", "wa", "ze",
    ],
    &[
        "la", "ri", "no", "mba", "ve", "tsu", "ndi", "ro", "ga", "li", "sha", "ku", "me", "pa", "do", "zi",
        "ra", "te",
    ],
    &["", "ni", "pur", "ville", "do", "ra", "stan", "wa", "berg", "ma"],
];

/// An invented town: `rank` 0 is the largest of the `country`-th of a list of countries.
pub(super) fn town(country: u64, rank: u64) -> String {
    // Each country walks through the same names in an order of its own.
    let mut number = (rank * 1_231 + country * 487) % TOWNS;
    let mut name = String::new();
    for syllables in SYLLABLES {
        let count = syllables.len() as u64;
        name.push_str(syllables[usize::try_from(number % count).unwrap_or_default()]);
        number /= count;
    }
    name[..1].make_ascii_uppercase();
    name
}

/// How many towns a country has.
pub(super) const TOWNS: u64 = 20 * 18 * 10;

/// A test that people take for a destination, at a level from 0 (below what is asked) to 2 (above).
pub(super) fn test_for(destination: &str, level: usize) -> &'static str {
    let tests: [&str; 3] = match destination {
        "DE" | "CH" => ["goethe-b1", "goethe-b2", "telc-b2"],
        "AT" => ["osd-b1", "osd-b2", "osd-c1"],
        "FR" | "BE" => ["delf-b1", "delf-b2", "dalf-c1"],
        _ => ["ielts-academic"; 3],
    };
    tests[level.min(2)]
}
