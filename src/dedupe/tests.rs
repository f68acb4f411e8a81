//! Case tables, better-than triples and laws of linking.

use super::*;
use proptest::prelude::*;

/// A made-up town of people, enough that levels and weights can be learned.
fn town() -> Vec<LinkedPerson> {
    let given = [
        "Amina", "Bogdan", "Carmen", "Dilini", "Emeka", "Farida", "Grace", "Hussein", "Imelda", "Jorge",
        "Kavita", "Lindiwe", "Mariana", "Nguyen", "Olena", "Priya", "Quentin", "Rosario", "Svetlana",
        "Tendai",
    ];
    let family = [
        "Abebe",
        "Bautista",
        "Chikwanha",
        "Delgado",
        "Eze",
        "Fernandez",
        "Gurung",
        "Hidayat",
        "Ivanova",
        "Jovanovic",
        "Kamau",
        "Lestari",
        "Mwangi",
        "Nair",
        "Okafor",
        "Petrov",
        "Quispe",
        "Ramirez",
        "Shrestha",
        "Tkachenko",
        "Umar",
        "Villanueva",
        "Wijaya",
    ];
    (0..120)
        .map(|at: usize| {
            person(
                &format!("T{at}"),
                given[at * 7 % given.len()],
                family[at * 11 % family.len()],
                &format!("{}-{:02}-{:02}", 1960 + at * 13 % 41, 1 + at * 5 % 12, 1 + at * 17 % 28),
            )
            .with(Field::Phone, &format!("+2547{:08}", at * 7_654_321 % 99_999_999))
            .with(Field::Email, &format!("p{:04}@post{}.org", at * 37 % 9973, at % 9))
        })
        .collect()
}

fn person(id: &str, given: &str, family: &str, born: &str) -> LinkedPerson {
    LinkedPerson::new(id)
        .with(Field::GivenName, given)
        .with(Field::FamilyName, family)
        .with(Field::BirthDate, born)
}

/// Whether two records land in one group among the people of the town.
fn together(one: LinkedPerson, other: LinkedPerson) -> bool {
    let mut people = town();
    people.extend([one, other]);
    let linkage = Linkage::of(&people, &Settings::default());
    let groups = linkage.clusters();
    groups[groups.len() - 2] == groups[groups.len() - 1]
}

fn weight(one: LinkedPerson, other: LinkedPerson) -> i32 {
    let mut people = town();
    people.extend([one, other]);
    let linkage = Linkage::of(&people, &Settings::default());
    linkage.explain(people.len() - 2, people.len() - 1).0.weight
}

#[test]
fn the_same_person_is_found_through_what_clerks_do() {
    let phone = |p: LinkedPerson| p.with(Field::Phone, "+254711223344");
    for (what, one, other) in [
        (
            "nothing changed",
            person("a", "Wanjiru", "Otieno", "1988-03-14"),
            person("b", "Wanjiru", "Otieno", "1988-03-14"),
        ),
        (
            "names swapped",
            phone(person("a", "Wanjiru", "Otieno", "1988-03-14")),
            phone(person("b", "Otieno", "Wanjiru", "1988-03-14")),
        ),
        (
            "a slip in the family name",
            person("a", "Wanjiru", "Otieno", "1988-03-14"),
            person("b", "Wanjiru", "Otineo", "1988-03-14"),
        ),
        (
            "day and month exchanged",
            phone(person("a", "Wanjiru", "Otieno", "1988-03-11")),
            phone(person("b", "Wanjiru", "Otieno", "1988-11-03")),
        ),
        (
            "an initial",
            phone(person("a", "Wanjiru", "Otieno", "1988-03-14")),
            phone(person("b", "W", "Otieno", "1988-03-14")),
        ),
        (
            "a short form",
            phone(person("a", "Elizabeth", "Otieno", "1988-03-14")),
            phone(person("b", "Betty", "Otieno", "1988-03-14")),
        ),
        (
            "the letters of the regulator left out, and no date",
            person("a", "Wanjiru", "Otieno", "1988-03-14").with(Field::License, "NCK 0778101"),
            person("b", "Wanjiru", "Otieno", "").with(Field::License, "0778101"),
        ),
        (
            "another script",
            person("a", "Мария", "Соколова", "1988-03-14"),
            person("b", "Mariya", "Sokolova", "1988-03-14"),
        ),
    ] {
        assert!(together(one, other), "{what}");
    }
}

#[test]
fn strangers_stay_apart() {
    for (what, one, other) in [
        (
            "a birth date alone",
            LinkedPerson::new("a").with(Field::BirthDate, "1988-03-14"),
            LinkedPerson::new("b").with(Field::BirthDate, "1988-03-14"),
        ),
        (
            "the birth date of somebody else",
            person("a", "Wanjiru", "Otieno", "1988-03-14"),
            person("b", "Bronwen", "Lloyd", "1988-03-14"),
        ),
        (
            "brother and sister with one telephone",
            person("a", "Wanjiru", "Otieno", "1988-03-14").with(Field::Phone, "+254711223344"),
            person("b", "Barasa", "Otieno", "1991-10-02").with(Field::Phone, "+254711223344"),
        ),
        ("nothing known", LinkedPerson::new("a"), LinkedPerson::new("b")),
        (
            "birth date, sex and country",
            LinkedPerson::new("a")
                .with(Field::BirthDate, "1988-03-14")
                .with(Field::Sex, "female")
                .with(Field::Country, "KE"),
            LinkedPerson::new("b")
                .with(Field::BirthDate, "1988-03-14")
                .with(Field::Sex, "female")
                .with(Field::Country, "KE"),
        ),
    ] {
        assert!(!together(one, other), "{what}");
    }
}

#[test]
fn relatives_stay_apart_whatever_they_share() {
    let home = |p: LinkedPerson, sex: &str| p.with(Field::Phone, "+254711223344").with(Field::Sex, sex);
    let full = |id: &str, name: &str, born: &str| {
        LinkedPerson::new(id).with(Field::FullName, name).with(Field::BirthDate, born)
    };
    for (what, one, other) in [
        (
            "twins",
            home(person("a", "Apiyo", "Owuor", "1990-06-12"), "female"),
            home(person("b", "Adongo", "Owuor", "1990-06-12"), "female"),
        ),
        (
            "mother and daughter of one name",
            home(person("a", "Rosa", "Quispe", "1961-02-08"), "female"),
            home(person("b", "Rosa", "Quispe", "1988-11-23"), "female"),
        ),
        (
            "a brother and a sister of like names",
            home(person("a", "Karim", "Haddad", "1990-06-12"), "male"),
            home(person("b", "Karima", "Haddad", "1991-07-12"), "female"),
        ),
        (
            "brother and sister whose names differ in a letter",
            home(person("a", "Mikael", "Sund", "1990-06-12"), "male"),
            home(person("b", "Mikaela", "Sund", "1990-06-12"), "female"),
        ),
        (
            "mother and daughter of one name with one address of e-mail",
            person("a", "Rosa", "Quispe", "1961-02-08").with(Field::Email, "casa@post7.org"),
            person("b", "Rosa", "Quispe", "1988-11-23").with(Field::Email, "casa@post7.org"),
        ),
        (
            "sisters of other days with one telephone and licenses given one after the other",
            home(person("a", "Joy", "Owuor", "1989-01-12"), "female").with(Field::License, "NCK778101"),
            home(person("b", "Grace", "Owuor", "1986-10-10"), "female").with(Field::License, "NCK778102"),
        ),
        (
            "generations by their marks",
            home(full("a", "Luis Reyes Jr", "1990-06-12"), "male"),
            home(full("b", "Luis Reyes III", "1990-06-12"), "male"),
        ),
        (
            "son and daughter",
            home(full("a", "Noor bin Salim", "1990-06-12"), ""),
            home(full("b", "Noor binti Salim", "1990-06-12"), ""),
        ),
        (
            "Sikh names in two columns",
            home(person("a", "Simran", "Kaur", "1990-06-12"), ""),
            home(person("b", "Simran", "Singh", "1990-06-12"), ""),
        ),
        (
            "husband and wife with one address of e-mail",
            home(full("a", "Simranjit Kaur", "1992-04-04").with(Field::Email, "fam@post7.org"), "female"),
            home(full("b", "Simranjit Singh", "1990-09-04").with(Field::Email, "fam@post7.org"), "male"),
        ),
        (
            "sister and brother of Vietnam with one address of e-mail",
            full("a", "Tran Thi Mai", "1993-05-05")
                .with(Field::Email, "t@post7.org")
                .with(Field::Sex, "female"),
            full("b", "Tran Van Mai", "1993-05-05")
                .with(Field::Email, "t@post7.org")
                .with(Field::Sex, "male"),
        ),
    ] {
        assert!(!together(one, other), "{what}");
    }
    // Namesakes of a small list share the names alone; and a placeholder is shared by strangers.
    for (one, other) in [
        (person("a", "Neta", "Amiri", "1949-03-02"), person("b", "Neta", "Amiri", "1994-10-27")),
        (
            person("a", "FNU", "Amiri", "1979-10-22")
                .with(Field::Email, "n/a")
                .with(Field::License, "pending"),
            person("b", "FNU", "Amiri", "1992-03-15")
                .with(Field::Email, "n/a")
                .with(Field::License, "pending"),
        ),
    ] {
        assert!(!together(one, other));
    }
    // An address of one's own says that the other given name is one's own, too.
    let own = |p: LinkedPerson| p.with(Field::Email, "w.zhang1987@post7.org");
    assert!(together(
        own(home(person("a", "Weimin", "Zhang", "1987-06-12"), "male")),
        own(home(person("b", "David", "Zhang", "1987-06-12"), "male")),
    ));
}

/// Dice that fall the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// One of many, the first far more often than the last.
    fn skewed<'a>(&mut self, items: &'a [String]) -> &'a str {
        let at = self.below(items.len()) * self.below(items.len()) / items.len();
        &items[at]
    }
}

/// People of five countries of three towns each, each town with names of its own, every eighth record a copy as
/// another clerk writes it; and who they are.
fn towns(size: usize) -> (Vec<LinkedPerson>, Vec<usize>) {
    const SYLLABLES: [&str; 20] = [
        "ba", "chi", "do", "fe", "gu", "ha", "ji", "ko", "lu", "ma", "ne", "po", "ra", "si", "to", "vu",
        "wa", "yi", "zo", "the",
    ];
    let mut dice = Dice(7);
    let mut stock = |names: usize| -> Vec<String> {
        (0..names).map(|_| (0..3).map(|_| SYLLABLES[dice.below(20)]).collect()).collect()
    };
    let homes: Vec<(String, String, Vec<String>, Vec<String>)> = (0..15)
        .map(|town| (format!("C{}", town / 3), format!("Town {}", stock(1)[0]), stock(14), stock(14)))
        .collect();
    let mut dice = Dice(11);
    let mut people: Vec<(usize, [String; 7])> = Vec::new();
    for who in 0..size * 7 / 8 {
        let (country, town, given, family) = &homes[dice.below(4) * dice.below(4) + dice.below(6)];
        let born = format!("{}-{:02}-{:02}", 1960 + dice.below(40), 1 + dice.below(12), 1 + dice.below(28));
        let phone = format!("+{}", 10_000_000_000 + dice.below(2_000_000_000));
        let license = format!("L{}", 100_000 + dice.below(900_000));
        let (given, family) = (dice.skewed(given).to_owned(), dice.skewed(family).to_owned());
        let cells = [given, family, born, country.clone(), town.clone(), phone, license];
        people.push((who, cells));
    }
    for _ in 0..size / 8 {
        let mut copy = people[dice.below(size * 7 / 8)].clone();
        match dice.below(6) {
            0 => copy.1[0].truncate(4),
            1 => copy.1.swap(0, 1),
            2 => copy.1[1].push('s'),
            3 => copy.1[4] = String::new(),
            _ => {}
        }
        if dice.below(3) == 0 {
            copy.1[5] = format!("+{}", 10_000_000_000 + dice.below(2_000_000_000));
        }
        if dice.below(3) == 0 {
            copy.1[6] = String::new();
        }
        people.push(copy);
    }
    let fields = [
        Field::GivenName,
        Field::FamilyName,
        Field::BirthDate,
        Field::Country,
        Field::Locality,
        Field::Phone,
        Field::License,
    ];
    let record = |(at, (_, cells)): (usize, &(usize, [String; 7]))| {
        let person = LinkedPerson::new(format!("P{at}"));
        fields.into_iter().zip(cells).fold(person, |person, (field, cell)| person.with(field, cell))
    };
    (people.iter().enumerate().map(record).collect(), people.iter().map(|(who, _)| *who).collect())
}

#[test]
fn namesakes_of_one_town_are_not_one_person() {
    let (people, who) = towns(1600);
    let linkage = Linkage::of(&people, &Settings::default());
    let groups = linkage.clusters();
    let (mut right, mut said, mut real) = (0.0, 0.0, 0.0);
    for left in 0..people.len() {
        for other in left + 1..people.len() {
            let (same, linked) = (who[left] == who[other], groups[left] == groups[other]);
            real += f64::from(u8::from(same));
            said += f64::from(u8::from(linked));
            right += f64::from(u8::from(same && linked));
        }
    }
    let (precision, recall) = (right / said, right / real);
    assert!(precision > 0.95 && recall > 0.9, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn stronger_evidence_weighs_more() {
    let base = || person("a", "Wanjiru", "Otieno", "1988-03-14");
    for (what, better, worse) in [
        (
            "a rare name",
            person("b", "Wanjiru", "Otieno", "1988-03-14"),
            person("b", "Wanjiru", "Otineo", "1988-03-14"),
        ),
        (
            "the date",
            person("b", "Wanjiru", "Otieno", "1988-03-14"),
            person("b", "Wanjiru", "Otieno", "1988-03-15"),
        ),
        (
            "a slip before another date",
            person("b", "Wanjiru", "Otieno", "1988-03-15"),
            person("b", "Wanjiru", "Otieno", "1971-08-29"),
        ),
        (
            "nothing said before a contradiction",
            person("b", "Wanjiru", "Otieno", ""),
            person("b", "Wanjiru", "Otieno", "1971-08-29"),
        ),
        (
            "in their places before swapped",
            person("b", "Wanjiru", "Otieno", "1988-03-14"),
            person("b", "Otieno", "Wanjiru", "1988-03-14"),
        ),
    ] {
        let (more, less) = (weight(base(), better), weight(base(), worse));
        assert!(more > less, "{what}: {more} {less}");
    }
    let common =
        weight(person("a", "Amina", "Abebe", "1988-03-14"), person("b", "Amina", "Abebe", "1988-03-14"));
    let rare = weight(base(), person("b", "Wanjiru", "Otieno", "1988-03-14"));
    assert!(rare > common, "a rare name says more: {rare} {common}");
}

#[test]
fn what_cannot_be_compared_adds_nothing() {
    let full = person("a", "Wanjiru", "Otieno", "1988-03-14").with(Field::Phone, "+254711223344");
    let bare = person("b", "Wanjiru", "Otieno", "");
    let mut people = town();
    people.extend([full, bare]);
    let linkage = Linkage::of(&people, &Settings::default());
    let (_, parts) = linkage.explain(people.len() - 2, people.len() - 1);
    for part in &parts {
        if part.level == Level::CannotCompare {
            assert_eq!(part.weight, 0, "{}", part.because);
        }
    }
    assert!(parts.iter().any(
        |part| part.level == Level::CannotCompare && matches!(part.because, DedupeReason::OneSide { .. })
    ));
}

#[test]
fn a_chain_does_not_join_strangers() {
    // Father and son share the name, mother and son the telephone, and the towns differ.
    let mut people = town();
    people.extend([
        person("father", "Barasa", "Otieno", "1950-05-05").with(Field::Locality, "Kisumu"),
        person("son", "Barasa", "Otieno", "1979-11-21").with(Field::Phone, "+254711223344"),
        person("mother", "Achieng", "Odhiambo", "1952-02-17").with(Field::Phone, "+254711223344"),
    ]);
    let linkage = Linkage::of(&people, &Settings::default());
    let groups = linkage.clusters();
    let (father, mother) = (groups.len() - 3, groups.len() - 1);
    assert_ne!(groups[father], groups[mother]);
}

#[test]
fn records_of_one_source_are_not_linked() {
    let mut people = town();
    let from = |source: &str, id: &str| {
        let mut p = person(id, "Wanjiru", "Otieno", "1988-03-14");
        p.source = Some(source.to_owned());
        p
    };
    people.extend([from("A", "a1"), from("A", "a2"), from("B", "b1")]);
    let linkage = Linkage::of(&people, &Settings::default());
    let at = people.len() - 3;
    assert!(linkage.pairs().iter().all(|pair| (pair.left, pair.right) != (at, at + 1)));
    assert!(linkage.pairs().iter().any(|pair| pair.left >= at && pair.right == at + 2));
}

#[test]
fn nobody_and_one_are_no_pair() {
    assert!(Linkage::of(&[], &Settings::default()).pairs().is_empty());
    let one = [person("a", "Wanjiru", "Otieno", "1988-03-14")];
    assert_eq!(Linkage::of(&one, &Settings::default()).clusters(), [0]);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut people = town();
    people.extend(town().into_iter().map(|mut p| {
        p.id.push('x');
        p
    }));
    let with = |threads| Linkage::of(&people, &Settings { threads: Some(threads), ..Settings::default() });
    let (one, three) = (with(1), with(3));
    assert_eq!(one.pairs(), three.pairs());
    assert_eq!(one.clusters(), three.clusters());
}

#[test]
fn dates_have_levels() {
    use super::compare::births;
    use super::prepare::birth;
    for (a, b, level) in [
        ("1988-03-14", "14/03/1988", Level::Same),
        ("1988-03-11", "1988-11-03", Level::Form),
        ("1988-03-14", "1988-03-15", Level::Slip),
        ("1988-03-14", "1988-03-41", Level::Slip),
        ("1988-03-14", "1988-03-27", Level::Near),
        ("1988", "1988-03-14", Level::Start),
        ("1988-03", "1988-04-14", Level::Different),
        ("1988-03-14", "1961-12-29", Level::Different),
    ] {
        let read = |text: &str| birth(text).unwrap();
        assert_eq!(births(read(a), read(b)), level, "{a} {b}");
    }
    assert_eq!(birth("unknown"), None);
}

/// A record with whatever is in it.
fn any_person() -> impl Strategy<Value = LinkedPerson> {
    let text = || proptest::option::of("[a-zA-Z éقж0-9'@.-]{0,12}");
    (text(), text(), "(19[5-9][0-9]-[01][0-9]-[0-3][0-9])?", text(), text()).prop_map(
        |(given, family, born, phone, email)| {
            LinkedPerson::new("p")
                .with(Field::GivenName, &given.unwrap_or_default())
                .with(Field::FamilyName, &family.unwrap_or_default())
                .with(Field::BirthDate, &born)
                .with(Field::Phone, &phone.unwrap_or_default())
                .with(Field::Email, &email.unwrap_or_default())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_parts_add_up_and_have_no_direction(one in any_person(), other in any_person()) {
        let mut people = town();
        people.extend([one, other]);
        let linkage = Linkage::of(&people, &Settings::default());
        let (left, right) = (people.len() - 2, people.len() - 1);
        let (pair, parts) = linkage.explain(left, right);
        prop_assert_eq!(pair.weight, parts.iter().map(|part| part.weight).sum::<i32>());
        let (turned, _) = linkage.explain(right, left);
        prop_assert_eq!(pair.weight, turned.weight);
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(seed in any::<u64>()) {
        let mut people = town();
        people.extend(town().into_iter().step_by(3).map(|mut p| { p.id.push('x'); p }));
        let groups = |people: &[LinkedPerson]| {
            let linkage = Linkage::of(people, &Settings::default());
            let mut ids: Vec<Vec<String>> = Vec::new();
            for head in 0..people.len() {
                let mut members: Vec<String> = linkage
                    .clusters()
                    .iter()
                    .zip(people)
                    .filter(|(group, _)| **group == head)
                    .map(|(_, p)| p.id.clone())
                    .collect();
                members.sort();
                if !members.is_empty() {
                    ids.push(members);
                }
            }
            ids.sort();
            ids
        };
        let before = groups(&people);
        let mut state = seed | 1;
        for at in (1..people.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            people.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        prop_assert_eq!(before, groups(&people));
    }

    #[test]
    fn new_records_join_standing_groups_as_from_scratch(seed in any::<u64>(), every in 2_usize..6) {
        let mut people = town();
        people.extend(town().into_iter().step_by(3).map(|mut p| { p.id.push('x'); p }));
        let whole = Linkage::of(&people, &Settings::default());
        // Some records come later; the others keep the groups that they have from the first run.
        let is_new = |at: usize| (at as u64).wrapping_mul(seed | 1).rotate_left(17).is_multiple_of(every as u64);
        let old: Vec<LinkedPerson> =
            (0..people.len()).filter(|&at| !is_new(at)).map(|at| people[at].clone()).collect();
        let first = Linkage::of(&old, &Settings::default());
        let mut numbers = first.clusters().iter().copied();
        let standing: Vec<Option<usize>> =
            (0..people.len()).map(|at| if is_new(at) { None } else { numbers.next() }).collect();
        let joined = Linkage::joining(&people, &standing, &Settings::default());
        let together = |groups: &[usize]| -> std::collections::BTreeSet<(usize, usize)> {
            let all = (0..groups.len()).flat_map(|a| (a + 1..groups.len()).map(move |b| (a, b)));
            all.filter(|&(a, b)| groups[a] == groups[b]).collect()
        };
        for (a, b) in (0..people.len()).flat_map(|a| (0..a).map(move |b| (b, a))) {
            if let (Some(one), Some(other)) = (standing[a], standing[b]) {
                prop_assert_eq!(one == other, joined.clusters()[a] == joined.clusters()[b]);
            }
        }
        // Of a hundred pairs that one of both finds, the other finds at least ninety-five.
        let (scratch, joined) = (together(whole.clusters()), together(joined.clusters()));
        let both = scratch.intersection(&joined).count();
        let either = scratch.union(&joined).count();
        prop_assert!(both * 100 >= either * 95, "{both} of {either}");
    }

    #[test]
    fn a_stranger_more_joins_nobody(stranger in any_person()) {
        let mut people = town();
        people.extend([person("a", "Wanjiru", "Otieno", "1988-03-14"), person("b", "Bronwen", "Lloyd", "1969-10-02")]);
        people.push(stranger);
        let linkage = Linkage::of(&people, &Settings::default());
        let groups = linkage.clusters();
        let at = people.len() - 3;
        prop_assert!(groups[at] != groups[at + 1]);
    }
}
