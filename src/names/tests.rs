//! Names of many cultures: which two are one person's, which are not, which are nearer than which.

use super::*;
use proptest::prelude::*;

/// Two names as people write them, by culture.
const ONE_PERSON: &[(&str, &str, &str)] = &[
    ("Arabic, articles and kunya left out", "Fatima bint Yusuf al-Khatib", "Fatima Khatib"),
    ("Arabic, spelling", "Abdulrahman El Sayed", "Abdelrahman Elsayed"),
    ("Arabic, script", "محمد الخطيب", "Mohammed al-Khatib"),
    ("Arabic, abd apart", "Abd al-Karim Haddad", "Abdul Karim Haddad"),
    ("Somali spelling", "Maxamed Cali Xasan", "Mohamed Ali Hassan"),
    ("Russian, patronymic left out", "Olga Sergeevna Kuznetsova", "Olga Kuznetsova"),
    ("Russian, script and order", "Кузнецова Ольга", "Olga Kuznetsova"),
    ("Russian, spelling", "Yevgeny Chernyshov", "Evgeniy Chernishov"),
    ("Russian, short form", "Sasha Morozov", "Aleksandr Morozov"),
    ("Ukrainian and Russian forms", "Volodymyr Tkachenko", "Vladimir Tkachenko"),
    ("Polish, signs", "Małgorzata Wójcik", "Malgorzata Wojcik"),
    ("Serbian, signs", "Đorđe Živković", "Djordje Zivkovic"),
    ("Spanish, second family name left out", "María del Carmen Gómez Ruiz", "Maria Gomez Ruiz"),
    ("Spanish, one family name", "Jorge Castillo Vega", "Jorge Castillo"),
    ("Spanish, short form", "Pepe Navarro", "José Navarro"),
    ("Portuguese, particles", "João Carlos dos Santos Moreira", "Joao Carlos Santos Moreira"),
    ("Portuguese, comma", "MOREIRA, Beatriz", "Beatriz Moreira"),
    ("Dutch, particles", "Pieter van der Meulen", "Pieter Meulen"),
    ("German, umlaut", "Jürgen Größmann", "Juergen Groessmann"),
    ("German, title", "Dr. med. Anke von Hagen", "Anke von Hagen"),
    ("French, hyphen", "Marie-Claire Dubois", "Marie Claire Dubois"),
    ("French, accents", "Hélène Lefèvre", "Helene Lefevre"),
    ("Chinese, order", "Wang Xiaoming", "Xiaoming Wang"),
    ("Chinese, script", "王小明", "Wang Xiaoming"),
    ("Chinese, syllables apart", "Li Mei Hua", "Li Meihua"),
    ("Korean, hyphen", "Park Ji-eun", "Park Ji Eun"),
    ("Vietnamese, signs", "Nguyễn Thị Hương", "Nguyen Thi Huong"),
    ("Vietnamese, order", "Huong Nguyen", "Nguyen Huong"),
    ("Indian, initial", "S. Lakshmi Narayanan", "Lakshmi Narayanan"),
    ("Indian, spelling", "Sunita Choudhury", "Suneeta Chowdhury"),
    ("Pakistani, spelling", "Ayesha Siddiqui", "Aisha Siddiqi"),
    ("Filipino, middle initial", "Maricel D. Santos", "Maricel Santos"),
    ("Filipino, compound", "Ma. Theresa Dela Cruz", "Theresa de la Cruz"),
    ("Nigerian, order", "Okafor Chinedu", "Chinedu Okafor"),
    ("Ghanaian, hyphen", "Kwame Owusu-Ansah", "Kwame Owusu Ansah"),
    ("Ethiopian, spelling", "Tewodros Haile", "Teodros Hayle"),
    ("English, short form", "Bill Hargreaves", "William Hargreaves"),
    ("English, initial", "T. Hargreaves", "Tamsin Hargreaves"),
    ("English, slip", "Tamsin Hargreaves", "Tamsin Hargraeves"),
    ("Greek, script", "Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("Hungarian, order", "Szabó Eszter", "Eszter Szabo"),
    ("Turkish, letters", "Gülşen Yıldırım", "Gulsen Yildirim"),
    ("Filipino, short form", "Ma. Lourdes Ramos", "Maria Lourdes Ramos"),
    ("Filipino, short saint", "Sta. Ana Villareal", "Santa Ana Villareal"),
    ("Spanish, short forms", "Fdo. Glez. Ortega", "Fernando González Ortega"),
    ("Spanish, ordinal sign", "Mª Luisa Ortega", "María Luisa Ortega"),
    ("Mexican, short form", "Gpe. Ramírez Luna", "Guadalupe Ramírez Luna"),
    ("Bangladeshi, short form", "Md. Shafiqul Islam", "Mohammad Shafiqul Islam"),
    ("Indonesian, short form", "Muh. Fajar Nugroho", "Muhammad Fajar Nugroho"),
    ("Arabic, short names in their script", "عمر سعيد", "Omar Said"),
    ("Arabic, women in their script", "زينب صالح", "Zainab Saleh"),
    ("Persian, script", "علی رضا", "Ali Reza"),
    ("one mark alone", "John Ingram Jr", "John Ingram"),
    ("spelling of a known name", "Yousef Haddad", "Yusuf Haddad"),
    ("slip beside a known name", "Gurprete Sandhu", "Gurpreet Sandhu"),
];

const TWO_PEOPLE: &[(&str, &str, &str)] = &[
    ("Arabic, another family", "Hassan Omar al-Basri", "Hassan Omar al-Halabi"),
    ("Arabic, father and son exchanged", "Salim bin Rashid", "Rashid bin Salim"),
    ("Arabic, brothers", "Khalid Ibrahim Nasser", "Tariq Ibrahim Nasser"),
    ("Russian, sisters", "Irina Volkova", "Svetlana Volkova"),
    ("Russian, another father", "Pavel Ivanovich Orlov", "Pavel Dmitrievich Orlov"),
    ("Icelandic, another father", "Sigrún Einarsdóttir", "Sigrún Gunnarsdóttir"),
    ("Spanish, another family", "Lucía Herrera Soto", "Lucía Herrera Vargas"),
    ("Portuguese, another family", "Ana Paula da Costa", "Ana Paula da Rocha"),
    ("Dutch, particles alone shared", "Jan van der Berg", "Kees van der Linden"),
    ("German, brothers", "Klaus Hoffmann", "Dieter Hoffmann"),
    ("French, sisters", "Camille Rousseau", "Juliette Rousseau"),
    ("Chinese, another name", "Zhang Wei", "Zhang Yulan"),
    ("Korean, another name", "Kim Min-jung", "Kim Tae-ho"),
    ("Vietnamese, family alone shared", "Nguyễn Văn Hùng", "Nguyễn Thị Lan"),
    ("Indian, another family", "Priya Nair", "Priya Menon"),
    ("Filipino, another family", "Jocelyn Reyes", "Jocelyn Bautista"),
    ("Nigerian, another name", "Ngozi Eze", "Emeka Eze"),
    ("Ethiopian, another father", "Hanna Tesfaye", "Hanna Girma"),
    ("English, other initial", "James K. Whitfield", "James P. Whitfield"),
    ("English, another name", "Oliver Whitfield", "Harriet Whitfield"),
    ("nothing in common", "Amina Diallo", "Sven Lindqvist"),
    ("Kikuyu clans", "Faith Wambui", "Faith Wangui"),
    ("Luo, brother and sister", "Mercy Atieno", "Mercy Otieno"),
    ("Punjabi names", "Manpreet Gill", "Jaspreet Gill"),
    ("Sinhala names", "Vimal Silva", "Nimal Silva"),
    ("Nepali names", "Kabita Thapa", "Sabita Thapa"),
    ("Keralan names", "Bincy Thomas", "Jincy Thomas"),
    ("Arabic, another name", "Samina Bukhari", "Samira Bukhari"),
    ("Arabic, Hassan and Hussein", "Hassan Mahdi", "Hussein Mahdi"),
    ("the female form, French", "Marcel Dubois", "Marcelle Dubois"),
    ("the female form, Arabic", "Karim Saidi", "Karima Saidi"),
    ("the female form, Spanish", "Fernando Rojas", "Fernanda Rojas"),
    ("the female form, English", "George Whitfield", "Georgina Whitfield"),
    ("generations in words", "Luis Reyes Junior", "Luis Reyes Senior"),
    ("generations in numbers", "Luis Reyes II", "Luis Reyes III"),
    ("generations, Portuguese", "João Pedro Moreira Filho", "João Pedro Moreira Neto"),
    ("Sikh, husband and wife", "Amandeep Kaur", "Amandeep Singh"),
    ("son and daughter", "Noor ibn Salim", "Noor bint Salim"),
    ("patronymics of two sexes", "Sasha Ivanovich Orlov", "Sasha Ivanovna Orlov"),
    ("titles alone", "Herr Schneider", "Frau Schneider"),
    ("no name, German", "keine Angabe", "keine Angabe"),
    ("no name, Spanish", "Desconocido", "Desconocido"),
    ("no name, a mark", "Not Given", "Not Given"),
];

#[test]
fn names_of_one_person_match_in_every_culture() {
    let missed: Vec<String> = ONE_PERSON
        .iter()
        .map(|(what, a, b)| (what, a, b, score(a, b)))
        .filter(|(.., score)| !score.is_match())
        .map(|(what, a, b, score)| format!("{what}: {a} / {b}: {:.3} {:?}", score.value, score.because))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn names_of_two_people_do_not() {
    let wrong: Vec<String> = TWO_PEOPLE
        .iter()
        .map(|(what, a, b)| (what, a, b, score(a, b)))
        .filter(|(.., score)| score.is_match())
        .map(|(what, a, b, score)| format!("{what}: {a} / {b}: {:.3} {:?}", score.value, score.because))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nearer_names_score_better() {
    for (name, better, worse) in [
        ("Grace Wanjiru Mwangi", "Grace Wanjiru Mwangi", "Grace W. Mwangi"),
        ("Grace Wanjiru Mwangi", "Grace Mwangi", "Grace Njeri Mwangi"),
        ("Katarzyna Zielińska", "Kasia Zielinska", "Karolina Zielinska"),
        ("Ahmed Fathy Saleh", "Ahmad Fathi Saleh", "Ahmed Mostafa Saleh"),
        ("Tran Quoc Bao", "Trần Quốc Bảo", "Tran Quoc Huy"),
        ("Rosa Delgado", "Rosa Delgato", "Rosa Hidalgo"),
        ("Li Na", "Na Li", "Li Min"),
        ("Samuel Adeyemi", "S. Adeyemi", "T. Adeyemi"),
    ] {
        let (near, far) = (score(name, better).value, score(name, worse).value);
        assert!(near > far, "{name}: {better} {near:.3}, {worse} {far:.3}");
    }
}

#[test]
fn the_matching_form_knows_the_parts() {
    let parts = |name: &str| -> Vec<(String, NamePart)> {
        MatchingForm::of(name).words.into_iter().map(|word| (word.text, word.part)).collect()
    };
    let is = |text: &str, part: NamePart| (text.to_owned(), part);
    assert_eq!(
        parts("Dr. Ángela Gómez de la Cruz"),
        [
            is("angela", NamePart::Given),
            is("gomez", NamePart::Middle),
            is("de", NamePart::Particle),
            is("la", NamePart::Particle),
            is("cruz", NamePart::Family)
        ]
    );
    assert_eq!(parts("MOREIRA, Beatriz"), [is("moreira", NamePart::Family), is("beatriz", NamePart::Given)]);
    assert_eq!(
        parts("王小明"),
        [is("wang", NamePart::Family), is("xiao", NamePart::Given), is("ming", NamePart::Given)]
    );
    assert!(parts("Sir Lord").is_empty());
}

#[test]
fn a_name_of_nothing_cannot_be_compared() {
    for name in ["", "  ", "...", "؟"] {
        assert!(score(name, "Amina Diallo").value < 0.01, "{name}");
    }
}

proptest! {
    #[test]
    fn which_name_comes_first_does_not_matter(a in name(), b in name()) {
        let (one, other) = (score(&a, &b).value, score(&b, &a).value);
        prop_assert!((one - other).abs() < 1e-9, "{a} / {b}: {one} {other}");
    }

    #[test]
    fn scores_lie_between_nothing_and_one(a in ".{0,40}", b in ".{0,40}") {
        let value = score(&a, &b).value;
        prop_assert!((0.0..=1.0).contains(&value));
    }

    #[test]
    fn a_name_is_one_person_with_itself(a in name()) {
        prop_assert!(score(&a, &a).value > 0.999);
    }

    #[test]
    fn likeness_has_no_direction(a in "[a-z]{1,12}", b in "[a-z]{1,12}") {
        prop_assert!((likeness(&a, &b).value() - likeness(&b, &a).value()).abs() < 1e-9);
    }
}

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-z]{2,9}", 1..5).prop_map(|words| words.join(" "))
}
