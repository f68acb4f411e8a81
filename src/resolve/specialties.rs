//! Specialties by their names. Nurses name theirs as physicians do, so that the occupation settles what *Paediatrics* is.

use super::occupations::named;
use super::vocabulary::{Candidate, Manner, Named, Resolved, Vocabulary};
use crate::model::{Isco08, SpecialtyId};
use crate::reference::specialist_titles;
use crate::reference::specialties::{self, Specialty};
use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words beside the name of a specialty that say that it is one.
const BESIDE: &[&str] = &[
    "specialty",
    "speciality",
    "specialism",
    "specialist",
    "specialisation",
    "specialization",
    "specialised",
    "specialized",
    "in",
    "department",
    "dept",
    "ward",
    "unit",
    "facharzt",
    "facharztin",
    "fachgebiet",
    "fur",
    "especialidad",
    "especialista",
    "en",
    "especialidade",
    "em",
    "specialite",
    "specialiste",
    "specialista",
    "specializzazione",
    "de",
    "of",
];

static NAMES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let of = |specialty: &'static Specialty| {
        let shown = format!("{} ({})", specialty.name, specialty.occupation);
        let id = specialty.id.as_str();
        let written =
            specialty.spellings.iter().flat_map(|name| std::iter::once(name.clone()).chain(sides(name)));
        written.map(|name| Named::new(id, &shown, &name, "specialties.csv")).collect::<Vec<_>>()
    };
    // Who is called so holds the specialty.
    let titles = specialist_titles::all().iter().flat_map(|row| {
        let shown = format!("{} ({})", row.specialty.name, row.specialty.occupation);
        let id = row.specialty.id.as_str();
        row.spellings.iter().map(move |title| Named::new(id, &shown, title, "specialist_titles.csv"))
    });
    let manner = Manner { key: |folded| folded, beside: BESIDE };
    Vocabulary::of_manner(specialties::all().iter().flat_map(of).chain(titles).collect(), manner)
});

/// The names of each side of a stroke: *Theatre / perioperative nursing* is theatre nursing and perioperative nursing.
fn sides(name: &str) -> Vec<String> {
    let Some((left, right)) = name.split_once(" / ") else { return Vec::new() };
    let last = right.rsplit(' ').next().unwrap_or(right);
    let whole = |side: &str| {
        if side.ends_with(last) || !right.contains(' ') { side.to_owned() } else { format!("{side} {last}") }
    };
    vec![whole(left), right.to_owned()]
}

static BY_ID: LazyLock<BTreeMap<&'static str, &'static Specialty>> =
    LazyLock::new(|| specialties::all().iter().map(|specialty| (specialty.id.as_str(), specialty)).collect());

fn occupation_of(id: &str) -> Option<Isco08> {
    BY_ID.get(id).map(|specialty| specialty.occupation)
}

/// What a text names; `occupation` is that of who has the specialty.
pub fn resolve(text: &str, occupation: Option<Isco08>, top: usize) -> Resolved {
    // The ward of men is one; `(Male)` beside a title says of whom it is.
    if named::names_a_sex(text) {
        return Resolved::none();
    }
    let found = stated(text, occupation, top);
    if let Some(own) = counterpart(occupation, &found) {
        return own;
    }
    if found.certain || found.candidates.first().is_some_and(|first| first.exact) {
        return found;
    }
    let several = NAMES.several(text);
    if !several.is_empty() {
        return Resolved::open(several, top);
    }
    let likest = NAMES.likest(text, top, |id| occupation.is_none() || occupation_of(id) == occupation);
    // A name that is misspelt is that of the specialty which the name rightly spelt names.
    let first = likest.candidates.first().filter(|_| likest.id.is_some());
    let meant = first
        .and_then(|first| Some((first.clone(), stated(&first.name, occupation, 1).certain()?.to_owned())));
    match meant {
        Some((first, id)) if likest.id.as_deref() != Some(&id) => {
            let shown =
                BY_ID.get(id.as_str()).map(|s| format!("{} ({})", s.name, s.occupation)).unwrap_or_default();
            let mut candidates = vec![Candidate { id: id.clone(), shown, ..first }];
            candidates.extend(likest.candidates.into_iter().filter(|candidate| candidate.id != id));
            candidates.truncate(top.max(1));
            Resolved { id: Some(id), certain: false, candidates }
        }
        _ => likest,
    }
}

/// What the ward or the specialty of somebody of an occupation names. *Emergency* of a general practitioner is emergency
/// medicine; what only another profession has stays a suggestion, unless its identifier stands there.
pub fn of_worker(text: &str, occupation: Option<Isco08>, top: usize) -> Resolved {
    if let Some(id) = identifier(text) {
        return resolve(id, occupation_of(id), top);
    }
    let found = resolve(text, occupation, top);
    let Some(own) = occupation else { return found };
    let fits = |id: &str| occupation_of(id).is_none_or(|of| family(of) == family(own));
    let exact = found.candidates.first().is_some_and(|first| first.exact);
    match found.certain() {
        Some(id) if fits(id) || fold(id) == fold(text) => return found,
        None if !exact => return found,
        _ => {}
    }
    // Of the same profession by another code, the nearest code first: physicians, nurses and those who nurse with them.
    let others =
        specialties::all().iter().map(|one| one.occupation).filter(|other| family(*other) == family(own));
    let mut others: Vec<Isco08> = others.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let major = |code: Isco08| code.to_string().chars().next();
    others.sort_by_key(|other| major(*other) != major(own));
    let mut own = others.into_iter().map(|other| resolve(text, Some(other), top));
    let sure = own.find(|found| found.certain().is_some_and(fits));
    match (sure, found.certain().is_some()) {
        (Some(found), _) => found,
        (None, true) => Resolved { id: None, certain: false, candidates: suggestions(found.candidates) },
        (None, false) => found,
    }
}

/// The identifier of a specialty as it stands. It is what it says, also where an occupation has another specialty of that
/// name.
pub fn identifier(text: &str) -> Option<&str> {
    let id = text.trim();
    (id.contains('-') && BY_ID.contains_key(id)).then_some(id)
}

fn suggestions(candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.into_iter().map(|one| Candidate { exact: false, ..one }).collect()
}

/// The profession of an occupation, whose wards are the same: that of physicians, of nurses, of midwives, of pharmacists, of
/// laboratories, of those who take pictures, of physiotherapists, of dentists. Any other is its own.
fn family(occupation: Isco08) -> String {
    let code = occupation.to_string();
    let first = match code.as_str() {
        "2211" | "2212" | "2240" | "3256" => "2211",
        "2221" | "3221" | "5321" | "5322" | "3253" => "2221",
        "2222" | "3222" => "2222",
        "2262" | "3213" => "2262",
        "2264" | "3255" => "2264",
        "2261" | "3251" => "2261",
        other => other,
    };
    first.to_owned()
}

/// The specialty of the occupation itself whose name is like a text that names another occupation's: *Psychiatrie* of a
/// nurse is mental health nursing rather than psychiatry.
fn counterpart(occupation: Option<Isco08>, found: &Resolved) -> Option<Resolved> {
    /// So many letters at the beginning of the longest word are its stem: *psychiatry*, *psychiatric*.
    const STEM: usize = 6;
    let taken = found.certain()?;
    if occupation.is_none() || occupation_of(taken) == occupation {
        return None;
    }
    let name = fold(&found.candidates.first()?.name);
    let longest = name.split(' ').max_by_key(|word| word.chars().count())?;
    let stem: String = longest.chars().take(STEM).collect();
    let speaks_of_it = |name: &String| name.split(' ').any(|word| word.starts_with(&stem));
    let mut own = specialties::all().iter().filter(|one| Some(one.occupation) == occupation);
    let one = own.find(|one| stem.chars().count() == STEM && one.names.iter().any(speaks_of_it))?;
    let first = found.candidates.first()?.clone();
    let candidate = Candidate {
        id: one.id.to_string(),
        shown: format!("{} ({})", one.name, one.occupation),
        exact: false,
        ..first
    };
    let mut candidates = vec![candidate];
    candidates.extend(found.candidates.iter().cloned().map(|other| Candidate { exact: false, ..other }));
    Some(Resolved { id: None, certain: false, candidates })
}

/// The specialty that a text is certain to name.
pub fn certain(text: &str, occupation: Option<Isco08>) -> Option<SpecialtyId> {
    resolve(text, occupation, 1).certain()?.parse().ok()
}

/// What the whole of a text says: where several occupations have a specialty of that name and one of them is
/// `occupation`, that one.
fn stated(text: &str, occupation: Option<Isco08>, top: usize) -> Resolved {
    let own = |all: &[Candidate]| -> Vec<String> {
        let mine = all.iter().filter(|one| occupation.is_some() && occupation_of(&one.id) == occupation);
        mine.map(|one| one.id.clone()).collect()
    };
    let all = said(text);
    if let [one] = &own(&all)[..] {
        return Resolved::sure(all, one, top);
    }
    // *Emergency* of a nurse is emergency nursing.
    let nursing = NAMES.stated(&format!("{text} nursing"));
    if let [one] = &own(&nursing)[..] {
        return Resolved::sure(nursing, one, top);
    }
    if own(&all).is_empty() && !all.is_empty() && occupation.is_some() {
        // Of the other names of a specialty the one that this occupation has, by itself or with its own word.
        let named =
            all.iter().filter_map(|one| BY_ID.get(one.id.as_str())).flat_map(|specialty| &specialty.names);
        let wordings = named.flat_map(|name| {
            [name.clone(), format!("{name} nursing"), format!("{} nursing", adjective(name))]
        });
        let found: Vec<Candidate> = wordings.flat_map(|name| NAMES.stated(&name)).collect();
        let ids = own(&found);
        if let Some(first) = ids.first()
            && ids.iter().all(|id| id == first)
        {
            let first = first.clone();
            let mut seen = std::collections::BTreeSet::new();
            let found: Vec<Candidate> = found.into_iter().filter(|one| seen.insert(one.id.clone())).collect();
            return Resolved::sure(found, &first, top);
        }
    }
    match &all[..] {
        [one] => {
            let id = one.id.clone();
            Resolved::sure(all, &id, top)
        }
        [] => Resolved::none(),
        _ => Resolved::open(all, top),
    }
}

/// A text as a name; *oncology nurse* is who does oncology nursing.
fn said(text: &str) -> Vec<Candidate> {
    let found = NAMES.stated(text);
    if !found.is_empty() {
        return found;
    }
    let folded = fold(text);
    let who = |word: &str| matches!(word, "nurse" | "nurses");
    if !folded.split(' ').any(who) {
        return found;
    }
    let words: Vec<&str> = folded.split(' ').map(|word| if who(word) { "nursing" } else { word }).collect();
    NAMES.stated(&words.join(" "))
}

/// `paediatrics`, `neurology`: the word that stands before another, `paediatric nursing`.
fn adjective(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ward_is_one_of_the_profession_of_who_works_there() {
        let id = |text: &str, occupation: &str| -> String {
            let found = of_worker(text, occupation.parse().ok(), 3);
            found.certain().unwrap_or_default().to_owned()
        };
        for (text, occupation, expected) in [
            ("Urgencias", "2211", "emergency-medicine"),
            ("Urgencias", "2221", "nursing-emergency"),
            ("ATI", "2221", "nursing-icu"),
            ("bloc operator", "2221", "nursing-theatre"),
            ("urgențe (UPU)", "2221", "nursing-emergency"),
            ("Neonatos", "2264", ""),
            ("UCI", "5321", "nursing-icu"),
            ("nursing-icu", "2264", "nursing-icu"),
        ] {
            assert_eq!(id(text, occupation), expected, "{text}, {occupation}");
        }
    }

    #[test]
    fn a_specialty_is_found_by_its_names() {
        let id = |text: &str, occupation: &str| -> String {
            let found = resolve(text, occupation.parse().ok(), 3);
            found.certain().unwrap_or_default().to_owned()
        };
        for (text, occupation, expected) in [
            ("Intensivmedizin", "2212", "intensive-care-medicine"),
            ("knitting", "", ""),
            ("Paediatrics", "2221", "nursing-paediatric"),
            ("Pediatrics", "2221", "nursing-paediatric"),
            ("Paediatrics", "2212", "paediatrics"),
            ("Emergency", "2221", "nursing-emergency"),
            ("Oncology", "2221", "nursing-oncology"),
            ("Dermatology", "2221", "dermatology"),
            ("oncology nurse", "", "nursing-oncology"),
            ("Nursing, paediatric", "", "nursing-paediatric"),
            ("Theatre nursing", "", "nursing-theatre"),
            ("Facharzt für Innere Medizin", "2212", "internal-medicine"),
            ("Dermatolgy", "2212", ""),
            ("Psychiatrie", "2221", ""),
        ] {
            assert_eq!(id(text, occupation), expected, "{text}, {occupation}");
        }
        assert_eq!(resolve("Dermatolgy", None, 3).id.as_deref(), Some("dermatology"));
    }
}
