//! What people write, read.

use super::*;

fn day() -> Day {
    "2026-11-01".parse().unwrap()
}

/// `test | level | overall | L | R | W | S | taken`, or the fault.
fn shown(text: &str) -> String {
    match certificate(text, day()) {
        Err(refused) => refused.fault.as_str().to_owned(),
        Ok(read) => {
            let of = |text: Option<String>| text.unwrap_or_default();
            [
                of(read.test.map(|test| test.to_string())),
                of(read.level.map(|level| level.to_string())),
                of(read.overall),
                of(read.listening),
                of(read.reading),
                of(read.writing),
                of(read.speaking),
                of(read.taken_on.map(|date| date.to_string())),
            ]
            .join("|")
        }
    }
}

/// All texts that are read otherwise than expected, told together.
fn agree(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}: {}, not {expected}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A test whose name begins as that of another one is none of it.
#[test]
fn the_exam_of_one_profession_is_none_of_another() {
    for (text, test) in [
        ("Fachsprachprüfung bestanden", "fsp"),
        ("Fachsprachprüfung (Ärzte) bestanden", "fsp"),
        ("Fachsprachprüfung für Pflegekräfte bestanden", "fsp-pflege"),
        ("FSP for nurses, passed", "fsp-pflege"),
        ("Fachsprachenprüfung Zahnmedizin bestanden", "fsp-zahnarzt"),
        ("FSP für Apotheker bestanden", "fsp-apotheker"),
        ("Fachsprachprüfung für Hebammen bestanden", "fsp-other"),
        ("Fachsprachprüfung Physiotherapie bestanden", "fsp-other"),
        ("Fachsprachprüfung für Tierärzte bestanden", "fsp-other"),
    ] {
        assert_eq!(shown(text).split('|').next(), Some(test), "{text}");
    }
}

#[test]
fn tests_of_a_kindred_name_are_told_apart() {
    agree(&[
        ("TOEFL Essentials 9", "toefl-essentials||9|||||"),
        ("TOEFL ITP 550", "toefl-itp||550|||||"),
        ("TOEFL Junior 850", "toefl-junior||850|||||"),
        ("CELPIP-General LS 9", "celpip-general-ls||9|||||"),
        ("CELPIP General 9", "celpip||9|||||"),
        ("Pearson PTE Home A2", "pte-home-a2|A2||||||"),
        ("PTE Academic 70", "pte-academic||70|||||"),
        ("MET Go! B1", "met-go|B1||||||"),
        ("MET 60", "met||60|||||"),
        ("LanguageCert ESOL B2", "languagecert-esol|B2||||||"),
        ("LanguageCert Academic 75", "languagecert-academic||75|||||"),
        ("Goethe Fit in Deutsch 2", "goethe-a2|A2||||||"),
        ("TCF IRN B1", "tcf-irn|B1||||||"),
        ("TCF Québec B2", "tcf-quebec|B2||||||"),
        ("TCF B2", "tcf|B2||||||"),
        ("TEFAQ B2", "tefaq|B2||||||"),
        ("TEF IRN B1", "tef-irn|B1||||||"),
        ("TEF B2", "tef|B2||||||"),
    ]);
}

#[test]
fn results_go_to_their_parts() {
    agree(&[
        ("IELTS (Acad.) 7.5: L8 R8.5 W6.5 S7, 03/2025", "ielts-academic||7.5|8|8.5|6.5|7|2025-03"),
        ("telc B1-B2 Pflege bestanden", "telc-b1-b2-pflege|||||||"),
        ("OET B, writing C+", "oet|||B|B|C+|B|"),
        ("Goethe-Zertifikat C1", "goethe-c1|C1||||||"),
        ("JLPT N3", "jlpt||N3|||||"),
        ("IELTS 7,0 (L/R/W/S 7.5/7/6.5/7)", "ielts-academic||7|7.5|7|6.5|7|"),
        ("IELTS academic overall 7 - no band below 6.5", "ielts-academic||7|||||"),
        ("PTE Academic 65 (each 65)", "pte-academic||65|65|65|65|65|"),
        ("TOEFL iBT 5.5", "toefl-ibt-2026||5.5|||||"),
        ("TOEFL iBT 100 (R 26, L 25, S 24, W 25), 12.05.2025", "toefl-ibt||100|25|26|25|24|2025-05-12"),
        ("OET: L 350 (B), R 360 (B), W 300 (C+), S 350 (B)", "oet|||350 B|360 B|300 C+|350 B|"),
        (
            "Goethe-Zertifikat B2 Hören 78/100 Lesen 85/100 Schreiben 70/100 Sprechen 90/100",
            "goethe-b2|B2||78|85|70|90|",
        ),
        // What a result of all does not cover is not told.
        ("IELTS Academic: 7 in all except writing", "ielts-academic|||7|7||7|"),
        ("PTE Academic 65 each, speaking pending", "pte-academic|||65|65|65||"),
        ("OET B in all except W", "oet|||B|B||B|"),
        ("IELTS Academic 7 in all except W 6.5", "ielts-academic|||7|7|6.5|7|"),
        ("IELTS Academic 7 in allen Teilen außer Sprechen", "ielts-academic|||7|7|7||"),
        ("IELTS Academic 7 in all but one", "ielts-academic||7|||||"),
        // Letters that English alone has.
        ("Goethe B2: L 80 R 75", "goethe-b2|||80|75|||"),
        ("DELF B2: L 20 R 22", "delf-b2|||20|22|||"),
        // A letter of a part behind a date, a score before one, and the year of a date behind a name.
        ("IELTS Academic 2026-01-10 R 6.5 L 8 W 7 S 7", "ielts-academic|||8|6.5|7|7|2026-01-10"),
        ("PTE Academic Mar 2026 R 12 L 80 W 80 S 80", "pte-academic|||80|12|80|80|2026-03"),
        ("OET 10 Feb 2026, S 350, R 360, W 300, L 350", "oet|||350|360|300|350|2026-02-10"),
        ("IELTS Academic 7 2025-11-02", "ielts-academic||7|||||2025-11-02"),
        ("Goethe-Zertifikat B2 82 2026-03-04", "goethe-b2|B2|82|||||2026-03-04"),
        ("IELTS Academic band 8, May 2025", "ielts-academic||8|||||2025-05"),
        ("CELBAN L 9 R 8 W 7 S 8, 2026-05-15", "celban|||9|8|7|8|2026-05-15"),
        ("TOEFL iBT 2026-01-10: total 95", "toefl-ibt||95|||||2026-01-10"),
        ("TOEFL iBT 2026-03-10: overall 5", "toefl-ibt-2026||5|||||2026-03-10"),
        ("IELTS Academic 5 2026-03", "ielts-academic||5|||||2026-03"),
        ("Goethe-Zertifikat B2 75 2026/03", "goethe-b2|B2|75|||||2026-03"),
        ("IELTS Academic L 8 R 7.5 W 6.5 S 7 April 2026", "ielts-academic|||8|7.5|6.5|7|2026-04"),
        ("IELTS Academic 7 L7.5 R7.5 W7.5 S6 03/2026", "ielts-academic||7|7.5|7.5|7.5|6|2026-03"),
        ("PTE Academic 76 L76 R76 W76 S30 03/2026", "pte-academic||76|76|76|76|30|2026-03"),
        ("IELTS Academic 7 03.2026", "ielts-academic||7|||||2026-03"),
        ("OET Nursing speaking 350 12 May 2026", "oet||||||350|2026-05-12"),
        ("IELTS Academic 7 2026年6月", "ielts-academic||7|||||2026-06"),
        ("IELTS Academic, November 2024, 7", "ielts-academic||7|||||2024-11"),
        ("IELTS Academic 7.5/2026-06-01", "ielts-academic||7.5|||||2026-06-01"),
        ("OET L 350 R 360 W 300 S 350 20260605", "oet|||350|360|300|350|2026-06-05"),
        ("OET Listening: B, Reading: B, Writing: C plus, Speaking: B; 03/2026", "oet|||B|B|C+|B|2026-03"),
        ("TestDaF 2026-01-10 H 4 L 5 S unter 3 M 4", "testdaf|||4|5|unter TDN 3|4|2026-01-10"),
        ("TestDaF LV TDN 4, HV TDN 4, SA U3, MA TDN 4", "testdaf|||TDN 4|TDN 4|unter TDN 3|TDN 4|"),
        ("YKI Finnish L 4 R 4 W 4 S 4 2024-03-01", "yki-fi|||4|4|4|4|2024-03-01"),
        ("Norskprøven: lytte B2, lese B2, skriftlig B2, muntlig B2", "norskproven|||B2|B2|B2|B2|"),
        // A bound from above is no result.
        ("OET 2026-03-01: L 350 R 350 W < 300 S 350", "oet|||350|350||350|2026-03-01"),
        (
            "IELTS Academic 2026-03-01: overall 7, L 7 R 7 W below 6.5 S 7",
            "ielts-academic||7|7|7||7|2026-03-01",
        ),
        // The marks of a written and an oral exam are those of their own exam alone.
        ("Bergenstesten skriftlig Bestått 2026-05-10", "bergenstest|||||Bestått||2026-05-10"),
        ("Bergenstesten muntlig Bestått 2026-05-10", "bergenstest||||||Bestått|2026-05-10"),
        ("Bergenstesten skriftlig Godt bestått, muntlig Bestått", "bergenstest|||||Godt bestått|Bestått|"),
        ("Bergenstesten Bestått 2026-05-10", "bergenstest||Bestått|||||2026-05-10"),
        ("VKT suullinen hyvä", "vkt||||||hyvä|"),
        // An overall below what each part must reach shows no level, nor do several results that nobody labels.
        ("Goethe-Zertifikat B2 45, 2026-05-10", "goethe-b2||45|||||2026-05-10"),
        ("Goethe B2 80/75/45/90", "goethe-b2|||||||"),
        ("Goethe B2 80/75/65/90", "goethe-b2|B2||||||"),
        ("Prøve i Dansk 3: 10 7 00, 2026-05-10", "pd3|||||||2026-05-10"),
        ("IELTS Academic 7 7.5 7 6.5 7", "ielts-academic||7|||||"),
        // Four results without labels are nobody's; four of one value are everybody's.
        ("OET B B C+ B 2026-03-01", "oet|||||||2026-03-01"),
        ("OET Medicine 380, 360, 290, 350", "oet|||||||"),
        ("OET B B B B", "oet|||B|B|B|B|"),
        // The module of IELTS, said in any place.
        ("IELTS 7.5 L8 R8 W7 S7 General Training, 2026-06-12", "ielts-general||7.5|8|8|7|7|2026-06-12"),
        ("IELTS-G 7.5", "ielts-general||7.5|||||"),
        ("Svenska som andraspråk 3, betyg E 2025", "sva3||E|||||2025"),
        ("IELTS 7.5 L8 R8 W7 S7 non-academic 2026-06-12", "ielts-general||7.5|8|8|7|7|2026-06-12"),
        ("IELTS (module: general) 6.5", "ielts-general||6.5|||||"),
        ("IELTS Indicator 8", "ielts-indicator||8|||||"),
        ("IELTS 7, academic module, May 2026", "ielts-academic||7|||||2026-05"),
        ("ILETS Academic 6.5", "ielts-academic||6.5|||||"),
        ("日本語能力試験N2合格 2025年7月", "jlpt||N2|||||2025-07"),
        ("Fachsprachprüfung Pflege bestanden am 14.03.2026", "fsp-pflege||bestanden|||||2026-03-14"),
    ]);
}

#[test]
fn a_slip_in_a_longer_name_is_told_and_never_read_as_the_shorter_name() {
    for (text, test, misspelt) in [
        ("IELTS UKVI Life Skils B1", "ielts-life-skills-b1", true),
        ("IELTS Life Skilss A2 pass", "ielts-life-skills-a2", true),
        ("IELTS Life Skills B1", "ielts-life-skills-b1", false),
        ("IELTS Genral Training 7", "ielts-general", true),
        ("IELTS Academic 7", "ielts-academic", false),
        ("Goethe Zertifkat B2", "goethe-b2", false),
        ("IELTS 7", "ielts-academic", false),
    ] {
        let read = certificate(text, day());
        let found = read.as_ref().map(|read| (read.test.as_ref().map(TestId::as_str), read.misspelt));
        assert_eq!(found, Ok((Some(test), misspelt)), "{text}");
    }
}

#[test]
fn what_is_no_certificate_is_refused() {
    for (text, fault) in [
        ("IELTS 9.3", "off-scale"),
        ("OET F", "off-scale"),
        ("PTE 95", "off-scale"),
        ("JLPT N6", "off-scale"),
        ("IELTS B", "foreign-grade"),
        ("IELTS coaching", "not-a-certificate"),
        ("planning to take OET, target B", "not-a-certificate"),
        ("NCLEX-RN passed", "not-a-certificate"),
        ("driving licence B2", "look-alike"),
        ("vitamin B12", "look-alike"),
        ("IELTS 7.0, 03/2027", "future-date"),
        ("IELTS overall 8: L 6 R 6 W 6 S 6", "contradiction"),
        ("7.5", "ambiguous"),
        // What is estimated, asked for, or not yet told.
        ("IELTS Academic about 7 in all", "not-a-certificate"),
        ("IELTS Academic needs 7 in all", "not-a-certificate"),
        ("IELTS Academic 7 in all (self-assessed)", "not-a-certificate"),
        ("OET grade B in three subtests", "not-a-certificate"),
        ("PTE Academic 65 in 3 of 4 skills", "not-a-certificate"),
        ("Goethe B2 Ergebnis steht noch aus", "not-a-certificate"),
        ("DELF B2 attesa risultati", "not-a-certificate"),
        ("CELI 3 in attesa dei risultati", "not-a-certificate"),
        // A level with a test to come: the level is none of that test.
        ("C1 (OET booked)", "not-a-certificate"),
        ("B2 (TOEFL scheduled)", "not-a-certificate"),
        ("B2 telc + FSP pendiente", "not-a-certificate"),
        ("B2 telc FSP planned", "not-a-certificate"),
        ("B2 (angemeldet für Goethe)", "not-a-certificate"),
        ("C1 telc, sin FSP", "not-a-certificate"),
        ("B2 telc, ohne FSP", "not-a-certificate"),
    ] {
        assert_eq!(shown(text), fault, "{text}");
    }
}

#[test]
fn several_certificates_of_one_cell_are_parted() {
    let all = certificates("IELTS 7.0; L 7 R 7 W 7 S 7 | Goethe B1", day());
    let tests: Vec<_> =
        all.iter().map(|one| one.as_ref().map(|c| c.test.clone().unwrap().to_string())).collect();
    assert_eq!(tests, [Ok("ielts-academic".to_owned()), Ok("goethe-b1".to_owned())]);
    assert_eq!(all[0].as_ref().unwrap().writing.as_deref(), Some("7"));
}

#[test]
fn an_exam_that_was_not_passed_is_none_in_whatever_words() {
    let none = [
        "telc B2 nicht best. 2026-05-10",
        "ÖSD B2 n.b.",
        "telc B2 nichtbestanden",
        "telc B2 teilbestanden",
        "telc B2 partially passed",
        "Goethe B2 réussi partiellement",
        "comparable to Goethe B2",
        "Goethe B2 equivalent",
        "Goethe-Zertifikat B2?",
        "Goethe B2 ✗",
        "Goethe B2: none",
        "Goethe B2 Modelltest 90%",
        "DELF B2 blanc réussi 2025",
        "IELTS Academic predicted: overall 8, L 8 R 8 W 8 S 8",
        "Goethe-Zertifikat B2 (wird nachgereicht)",
        "Goethe B2 knapp verfehlt",
        "Goethe B2 exam in two weeks",
        "vergleichbar mit telc B2",
        "équivalent DELF B2",
        "tương đương TestDaF 4",
        "Goethe B2 (Teilnahmebestätigung)",
        "Goethe B2 sin certificado",
        "telc B2 vencido",
        "ÖSD B2 abgelaufen",
        "Goethe B2, suspected forgery 05/2026",
        "Goethe B2: Ergebnis negativ",
        "Goethe B2 لم ينجح",
        "Goethe B2 picat",
        "Goethe B2 nije položen",
        "Goethe B2 nuk kaloi",
        "DELF B2 recalé",
        "DELF B2 jamais réussi",
        "Goethe B2 नहीं उत्तीर्ण, अनुत्तीर्ण",
        "Goethe B2 ไม่ผ่าน",
        "Goethe B2 нескладено, не складений",
    ];
    agree(&none.map(|text| (text, "not-a-certificate")));
    let none = [
        "no Goethe B2",
        "kein ÖSD B2",
        "pas de DELF B2",
        "has no telc B2",
        "Goethe B2: nein",
        "Goethe B2 - nicht vorhanden",
        "telc B2 not taken",
        "telc B2 abgebrochen",
        "telc B2, did not attend",
        "DELF B2 annulé",
        "OET L 400 R 400 W 400 S 400 cancelled",
        "OET result withheld, L 400 R 400 W 400 S 400",
    ];
    agree(&none.map(|text| (text, "not-a-certificate")));
    let of_another_language = [
        "telc English B2 2025-01-01",
        "telc B2 (Türkisch)",
        "ECL B2 angol 2025-01-01",
        "YKI englanti 4 in all parts 2024-03-01",
    ];
    agree(&of_another_language.map(|text| (text, "unknown-test")));
    // Who passed some parts has not passed the exam; who passed the written and the oral one has.
    agree(&[
        ("Goethe B2 (nur Lesen und Hören bestanden)", "goethe-b2|||||||"),
        ("ÖSD B2 schriftlich bestanden", "osd-b2|||||||"),
        ("telc B2 mündlich bestanden", "telc-b2|||||||"),
        ("DELF B2 épreuve orale réussie", "delf-b2|||||||"),
        ("Goethe B2 06/2026 all modules except Schreiben passed", "goethe-b2|||||||2026-06"),
        ("Goethe B2 alle Module außer Schreiben", "goethe-b2|||||||"),
        ("telc B2 schriftlich bestanden, mündlich offen", "telc-b2|||||||"),
        ("telc B2 mündlich ja, schriftlich nein", "telc-b2|||||||"),
        ("Goethe B2: Lesen, Hören, Sprechen bestanden; Schreiben fehlt", "goethe-b2|||||||"),
        ("NT2 Programma II: lezen, luisteren, schrijven behaald; spreken niet", "nt2-ii|||||||"),
        ("DELF B2: épreuves écrites réussies, oral non", "delf-b2|||||||"),
        ("Goethe B2 < 60 Punkte", "goethe-b2|||||||"),
        ("telc B2 schriftlich bestanden, mündlich bestanden", "telc-b2|B2||||||"),
        ("Goethe B2 Lesen, Hören, Schreiben, Sprechen bestanden", "goethe-b2|B2||||||"),
        ("IELTS Academic No. 123456789 7.5", "ielts-academic||7.5|||||"),
        ("Driving license: no, IELTS Academic 7.5", "ielts-academic||7.5|||||"),
    ]);
    agree(&[
        ("Goethe B2 položen 2026-05-10", "goethe-b2|B2||||||2026-05-10"),
        ("telc B2 ohne Fehler bestanden", "telc-b2|B2||||||"),
        ("DELF B2 réussi", "delf-b2|B2||||||"),
    ]);
}

#[test]
fn results_that_are_awaited_are_none_in_any_language() {
    let as_of: Day = "2026-11-29".parse().unwrap();
    for text in [
        "telc B2 thi 10/11/2026, chờ kết quả",
        "telc B2 – чекає результат",
        "Goethe B2, czeka na wynik",
        "Goethe B2 – wartet auf Ergebnis",
        "Anmeldung zur telc B2 Prüfung",
        "telc B2 Warteliste",
        "strebt telc B2 an",
        "working towards telc B2",
        "telc B2 enrolment 10.2026",
        "préinscription telc B2",
        "Telc B2 kayıt oldum",
    ] {
        assert!(certificate(text, as_of).is_err(), "{text}");
    }
}

#[test]
fn a_result_that_nobody_can_place_takes_the_pass_with_it_and_the_number_of_a_room_is_none() {
    let as_of: Day = "2026-11-29".parse().unwrap();
    let level = |text: &str| certificate(text, as_of).unwrap().level.map(|level| level.to_string());
    for text in ["DELF B2, 42 sur 100, 2026-03-01", "telc Deutsch B2, 58/100, 2026-03-01"] {
        assert_eq!(level(text), None, "{text}");
    }
    assert_eq!(level("telc Deutsch B2, 2026-03-01, room 7").as_deref(), Some("B2"));
    for text in ["IELTS Academic, 2026-01-10, room 7", "IELTS Academic, 2026-01-10, Raum 7"] {
        assert_eq!(certificate(text, as_of).ok().and_then(|read| read.overall), None, "{text}");
    }
}

#[test]
fn all_modules_are_no_score_and_a_month_in_brackets_is_a_day() {
    let as_of: Day = "2026-11-29".parse().unwrap();
    let read = certificate("Goethe B2, all 4 modules passed 03/2026", as_of).unwrap();
    assert_eq!((read.level, read.listening), (Some("B2".parse().unwrap()), None));
    let read = certificate("PTE Academic 68 (05/26)", as_of).unwrap();
    assert_eq!((read.overall.as_deref(), read.taken_on), (Some("68"), "2026-05".parse().ok()));
    // What has expired by its day is kept with that day; without one nobody knows when it ended.
    let read = certificate("IELTS Academic 6.5 03/2021 (expired)", as_of).unwrap();
    assert_eq!(read.taken_on, "2021-03".parse().ok());
    assert!(certificate("IELTS Academic 6.5 (expired)", as_of).is_err());
    assert!(certificate("Goethe B2 03/2021 (abgelaufen)", as_of).is_err());
}
