//! Which of a person's trainings is held against the minimum of a destination. Points, reasons, steps and `compare` all
//! ask here, so that they speak of the same diploma.

use super::{Curricula, CurriculumLevel, Program, level};
use crate::model::{Country, Day, Evidence, Isco08, Qualification, Subdivision};

/// The training chosen among those of a person.
#[derive(Debug, Clone, Copy)]
pub struct ChosenTraining<'a> {
    /// Its place among the person's qualifications.
    pub place: usize,
    /// The qualification with its curriculum.
    pub program: Program<'a>,
    /// How it stands to the minimum.
    pub level: CurriculumLevel,
}

/// What decides between trainings, in this order: the level, whether somebody stated it, whether figures stand behind
/// it, how well it is proven.
type Standing = (CurriculumLevel, bool, bool, Option<Evidence>);

/// The training that stands best against the minimum for an occupation; of equals the one that says more, then the
/// first. Where one of the trainings is for the occupation itself, only those are asked: basic training is not what a
/// specialist's post asks. `among` says which qualifications are asked at all.
pub fn choose<'a>(
    qualifications: &'a [Qualification],
    among: impl Fn(&Qualification) -> bool,
    curricula: &'a Curricula,
    (destination, region): (Country, Option<&Subdivision>),
    occupation: Isco08,
    as_of: Day,
) -> Option<ChosenTraining<'a>> {
    let asked = || {
        let asked = qualifications.iter().enumerate().filter(|(_, own)| among(own));
        asked.map(|(place, own)| (place, own, Program::of_person(own, qualifications, curricula)))
    };
    let is_for_it = |program: &Program<'_>| program.occupation() == Some(occupation);
    let some_is = asked().any(|(.., program)| is_for_it(&program));
    let mut best: Option<(Standing, ChosenTraining<'a>)> = None;
    for (place, own, program) in asked().filter(|(.., program)| !some_is || is_for_it(program)) {
        let level = level(&program, destination, region, occupation, as_of);
        let stated = own.evidence != Some(Evidence::Implied);
        let standing = (level, stated, program.has_figures(), own.evidence);
        if best.as_ref().is_none_or(|(known, _)| standing > *known) {
            best = Some((standing, ChosenTraining { place, program, level }));
        }
    }
    best.map(|(_, chosen)| chosen)
}
