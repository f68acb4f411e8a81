//! A curriculum against a destination's minimum, requirement by requirement.
//!
//! Years, hours, theory and practice as parts of the minimum, admission, and every subject that the rule names. A
//! requirement is met, short by so much, a subject missing, or not known. Destinations that decide by
//! examination or by academic level say so and get no gap of hours. The rule is the one in force when the
//! training began, as far as that is known: a later annex does not reach back to earlier diplomas.

use super::courses::{self, Harmonized, School};
use super::facts::{CurriculumFacts, Known};
use crate::credentials::recognition::{self, Route};
use crate::model::{
    Country, Curriculum, CurriculumSubject, Day, Decimal, Isco08, Qualification, Subdivision, words,
};
use crate::reference::Citation;
use crate::reference::minimum_training::{self, Comparison, MinimumTraining, Place};
use crate::reference::origin_curricula::{self, OriginCurriculum};
use crate::reference::subjects;
use serde::Serialize;
use std::collections::BTreeSet;

words! {
    /// How one requirement is met.
    Verdict, "`met`, `typically-met`, `short`, `missing` or `unknown`" {
        /// By the figures of the curriculum or the person.
        Met = "met",
        /// By the typical program of the country, not by the person's own papers.
        TypicallyMet = "typically-met",
        /// Short by a number.
        Short = "short",
        /// A subject that is not there.
        Missing = "missing",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// What the comparison comes to.
    Overall, "what a comparison of curricula comes to" {
        /// Recognized without comparing: a diploma of the EU, the EEA or Switzerland in another of them.
        Automatic = "automatic",
        /// Every requirement is met.
        SubstantiallyEquivalent = "substantially-equivalent",
        /// Something is short or missing.
        Gaps = "gaps",
        /// Hours do not decide here.
        NotComparable = "not-comparable",
        /// What is known does not suffice, or no rule was retrieved.
        Unknown = "unknown",
    }
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `years`, `total hours`, `theory hours`, `clinical hours`, `admission years`, or a subject.
    pub requirement: String,
    /// The subject's identifier, for a subject.
    pub subject: Option<&'static str>,
    /// What is asked, in years or hours; `None` for a subject, of which no hours are asked.
    pub need: Option<Decimal>,
    /// What is there.
    pub have: Option<Decimal>,
    /// How they stand.
    pub verdict: Verdict,
    /// By how much it is short.
    pub short_by: Option<Decimal>,
    /// Why, and from where.
    pub because: String,
}

/// The comparison.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// What it comes to.
    pub overall: Overall,
    /// Why, in a sentence.
    pub because: String,
    /// The destination.
    pub destination: Country,
    /// The occupation.
    pub occupation: Isco08,
    /// The day by whose rule the training is judged.
    pub judged_by: Day,
    /// The rule, if one was retrieved.
    pub rule: Option<String>,
    /// Requirement by requirement.
    pub lines: Vec<Line>,
    /// The courses by subject.
    pub harmonized: Harmonized,
    /// The way to recognition, if the table has one.
    pub route: Option<Route>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// The rows that decided, sorted.
    pub sources: Vec<&'static Citation>,
}

/// What is compared.
#[derive(Debug, Clone)]
pub struct Program<'a> {
    /// The curriculum, if there is a record of one.
    pub curriculum: Option<&'a Curriculum>,
    /// Its courses.
    pub courses: &'a [CurriculumSubject],
    /// The person's qualification, if a person's is compared.
    pub qualification: Option<&'a Qualification>,
}

impl Program<'_> {
    fn country(&self) -> Option<Country> {
        self.qualification.and_then(|q| q.trained_in).or_else(|| self.curriculum?.country)
    }

    fn occupation(&self) -> Option<Isco08> {
        self.qualification.and_then(|q| q.occupation).or_else(|| self.curriculum?.occupation)
    }

    /// When the training began: as stated, else as its years before the end say.
    fn began(&self) -> Option<Day> {
        let qualification = self.qualification?;
        let years =
            || qualification.years.or_else(|| self.curriculum?.years).and_then(|years| years.scaled(1));
        qualification.started.map(|date| date.earliest()).or_else(|| {
            let months = i32::try_from(years()?.saturating_mul(12) / 10).ok()?;
            Some(qualification.completed?.earliest().add_months(-months))
        })
    }

    fn facts(&self) -> CurriculumFacts {
        match (self.qualification, self.curriculum) {
            (Some(qualification), curriculum) => CurriculumFacts::of(qualification, curriculum),
            (None, Some(curriculum)) => CurriculumFacts::of_curriculum(curriculum),
            (None, None) => CurriculumFacts::default(),
        }
    }
}

/// Compares a program with what a destination asks for an occupation.
pub fn compare(
    program: &Program<'_>,
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    as_of: Day,
) -> Detail {
    let country = program.country();
    let school = country.map(|country| School::of(country, as_of));
    let harmonized = courses::harmonize(program.courses, occupation, school);
    let place = Place::of(destination, region, as_of);
    let began = program.began();
    let at_start = began.and_then(|day| minimum_training::in_force(&place, occupation, day));
    let rule = at_start.or_else(|| minimum_training::in_force(&place, occupation, as_of));
    let judged_by = began.filter(|_| at_start.is_some()).unwrap_or(as_of);
    let comparison = minimum_training::comparison(destination);
    let facts = program.facts();
    let typical = typical_program(program, country, occupation);
    let mut detail = Detail {
        overall: Overall::Unknown,
        because: String::new(),
        destination,
        occupation,
        judged_by,
        rule: rule.map(|rule| format!("{} ({})", rule.authority, rule.qualification)),
        lines: Vec::new(),
        route: country.and_then(|from| recognition::route(destination, region, occupation, from, as_of)),
        notes: harmonized.notes.clone(),
        sources: rule.iter().map(|rule| &rule.citation).collect(),
        harmonized,
    };
    if let Some(rule) = rule {
        detail.measure(&facts, rule);
        detail.subjects(rule, typical);
        if !rule.notes.is_empty() {
            detail.notes.push(format!("note of the rule: {}", rule.notes));
        }
    }
    detail.contradictions(&facts);
    let both = place.european && school.is_some_and(|school| school.european);
    detail.decide(program, country, both, rule, comparison);
    let sources = detail.harmonized.credit_rules.clone();
    detail.sources.extend(sources);
    detail.sources.extend(detail.route.iter().flat_map(|route| route.sources.clone()));
    detail.sources.sort();
    detail.sources.dedup();
    detail
}

/// The one typical program of the country that the record's title names, or the only one there is.
fn typical_program(
    program: &Program<'_>,
    country: Option<Country>,
    occupation: Isco08,
) -> Option<&'static OriginCurriculum> {
    let all: Vec<&'static OriginCurriculum> = origin_curricula::of(country?, occupation).collect();
    let titles = [
        program.qualification.and_then(|q| q.title.as_deref()),
        program.curriculum.map(|c| c.title.as_str()),
        program.curriculum.and_then(|c| c.qualification.as_deref()),
    ];
    let named = |row: &&&'static OriginCurriculum| {
        titles
            .into_iter()
            .flatten()
            .any(|title| crate::text::fold(title) == crate::text::fold(&row.qualification))
    };
    all.iter().find(named).copied().or(match all.as_slice() {
        [one] => Some(one),
        _ => None,
    })
}

impl Detail {
    /// Years, hours, admission.
    fn measure(&mut self, facts: &CurriculumFacts, rule: &MinimumTraining) {
        let printed = self.harmonized.professional();
        // Courses without hours leave the sum open: figures of the whole go before it, and without them the sum
        // is the least that there is.
        let listed = !self.harmonized.is_empty();
        let complete = listed && self.harmonized.without_hours.is_empty();
        let number = |value: Option<i64>| value.map(Decimal::from_integer);
        let general = self.harmonized.general.values().map(|minutes| minutes.all()).sum::<i64>();
        // The transcript's own courses, general education left out, go before figures of the whole.
        let words = |text: &str| format!("by the courses{text}, general education left out");
        let from_courses = |minutes: i64| complete.then(|| (courses::hours(minutes), words(""), false));
        let at_least = |minutes: i64| {
            (listed && !complete)
                .then(|| (courses::hours(minutes), words(", not all of which state hours"), false))
        };
        let of_known = |known: Option<Known>| {
            known.map(|known| {
                let typical = matches!(known.origin, super::Origin::Typical(_));
                if let super::Origin::Typical(citation) = known.origin {
                    self.sources.push(citation);
                }
                (known.value, known.origin.words(), typical)
            })
        };
        let years = facts.years;
        let mut of_known = of_known;
        let rows = [
            ("years", rule.years, of_known(years), None),
            (
                "total hours",
                number(rule.total_hours),
                from_courses(printed.all()).or_else(|| of_known(facts.total())),
                at_least(printed.all()),
            ),
            (
                "theory hours",
                number(rule.theory_hours),
                from_courses(printed.theory).or_else(|| of_known(facts.theory_hours)),
                at_least(printed.theory),
            ),
            (
                "clinical hours",
                number(rule.clinical_hours),
                from_courses(printed.clinical).or_else(|| of_known(facts.clinical_hours)),
                at_least(printed.clinical),
            ),
        ];
        for (name, need, have, least) in rows {
            let Some(need) = need else { continue };
            let open = have.is_none();
            let mut line = measured(name, need, have.or(least));
            if open && line.verdict == Verdict::Short {
                line.verdict = Verdict::Unknown;
                line.short_by = None;
            }
            self.lines.push(line);
        }
        if let Some(years) = rule.admission_years {
            self.lines.push(measured("years of school before admission", Decimal::from_integer(years), None));
        }
        if general > 0 {
            self.notes
                .push(format!("{} hours of general education are not counted", courses::hours(general)));
        }
        let intern =
            self.harmonized.subjects.get("CLI-INTERN").map(|minutes| minutes.all()).unwrap_or_default();
        if intern > 0 {
            self.notes.push(format!(
                "{} hours of internship are counted as clinical practice; whether they belong to the training is for the authority to say",
                courses::hours(intern)
            ));
        }
    }

    /// Every subject that the rule names.
    fn subjects(&mut self, rule: &MinimumTraining, typical: Option<&'static OriginCurriculum>) {
        let open = !self.harmonized.unplaced.is_empty();
        let has_courses = !self.harmonized.is_empty();
        for wanted in &rule.subjects {
            let Some(subject) = subjects::find(wanted) else { continue };
            let there = self.harmonized.subjects.get(&*subject.id).copied();
            let typically = typical.filter(|row| row.subjects.iter().any(|id| id == wanted));
            let (verdict, have, because) = match (there, typically) {
                (Some(minutes), _) if minutes.all() > 0 => {
                    (Verdict::Met, Some(courses::hours(minutes.all())), "by the courses".to_owned())
                }
                (Some(_), _) => {
                    (Verdict::Met, None, "a course of it is listed, its hours are not known".to_owned())
                }
                (None, _) if has_courses && open => (
                    Verdict::Unknown,
                    None,
                    "none of the courses has its name; some courses could not be placed".to_owned(),
                ),
                (None, _) if has_courses => {
                    (Verdict::Missing, None, "none of the courses is of it".to_owned())
                }
                (None, Some(row)) => {
                    self.sources.push(&row.citation);
                    let because = format!("typical of the program ({} confidence)", row.citation.confidence);
                    (Verdict::TypicallyMet, None, because)
                }
                (None, None) => (Verdict::Unknown, None, "no courses are recorded".to_owned()),
            };
            self.lines.push(Line {
                requirement: subject.name.to_string(),
                subject: Some(&subject.id),
                need: None,
                have,
                verdict,
                short_by: None,
                because,
            });
        }
    }

    /// Parts that exceed their total are named, and the total is not known.
    fn contradictions(&mut self, facts: &CurriculumFacts) {
        let stated = facts.total_hours.and_then(|known| known.value.scaled(0));
        let parts = [facts.theory_hours, facts.clinical_hours].into_iter().flatten();
        let parts: i64 = parts.filter_map(|known| known.value.scaled(0)).fold(0, i64::saturating_add);
        let courses = self.harmonized.whole().all() / 60;
        let Some(stated) = stated else { return };
        let worst = parts.max(courses);
        if worst > stated {
            self.notes.push(format!(
                "the parts add up to {worst} hours, the total stated is {stated}: both are kept, the hours are not known until one is mended"
            ));
            for line in &mut self.lines {
                if line.requirement.ends_with("hours") {
                    line.verdict = Verdict::Unknown;
                    line.short_by = None;
                    line.because = format!("{}; its parts exceed the total", line.because);
                }
            }
        }
    }

    fn decide(
        &mut self,
        program: &Program<'_>,
        country: Option<Country>,
        both_in_europe: bool,
        rule: Option<&MinimumTraining>,
        comparison: Comparison,
    ) {
        let sectoral = matches!(self.occupation.code(), 2211 | 2212 | 2221 | 2222 | 2261 | 2262);
        let (overall, because) = if program
            .occupation()
            .is_some_and(|held| !super::serves(held, self.occupation))
        {
            (Overall::Gaps, "the training is for another occupation".to_owned())
        } else if country == Some(self.destination) {
            (Overall::Automatic, "a diploma of the destination itself needs no recognition".to_owned())
        } else if sectoral && both_in_europe {
            (
                Overall::Automatic,
                "a diploma of the EU, the EEA or Switzerland is recognized without comparing, if annex V lists it or its \
                 holder has acquired rights (Directive 2005/36/EC, article 21)"
                    .to_owned(),
            )
        } else if comparison == Comparison::Examination {
            (
                Overall::NotComparable,
                "the destination decides by examination: hours open and close nothing".to_owned(),
            )
        } else if comparison == Comparison::AcademicLevel {
            (
                Overall::NotComparable,
                "the destination decides by academic level: hours open and close nothing".to_owned(),
            )
        } else if rule.is_none() {
            (
                Overall::Unknown,
                "no minimum of the destination was retrieved for the occupation and day".to_owned(),
            )
        } else if self.lines.is_empty() {
            (Overall::NotComparable, "the destination compares content and sets no number or list".to_owned())
        } else {
            let is =
                |wanted: &[Verdict]| self.lines.iter().filter(|line| wanted.contains(&line.verdict)).count();
            let open = is(&[Verdict::Unknown]);
            match is(&[Verdict::Short, Verdict::Missing]) {
                0 if open == 0 => (Overall::SubstantiallyEquivalent, "every requirement is met".to_owned()),
                0 => (Overall::Unknown, format!("nothing known is short; {open} requirements are not known")),
                1 => (Overall::Gaps, format!("one requirement is short or missing, {open} are not known")),
                gaps => {
                    (Overall::Gaps, format!("{gaps} requirements are short or missing, {open} are not known"))
                }
            }
        };
        self.overall = overall;
        self.because = because;
    }

    /// The subjects that are missing.
    pub fn missing_subjects(&self) -> BTreeSet<&'static str> {
        let missing = self.lines.iter().filter(|line| line.verdict == Verdict::Missing);
        missing.filter_map(|line| line.subject).collect()
    }
}

fn measured(name: &str, need: Decimal, have: Option<(Decimal, String, bool)>) -> Line {
    let (verdict, short_by, because) = match &have {
        None => (Verdict::Unknown, None, "not recorded".to_owned()),
        Some((have, words, typical)) => match super::difference(need, *have) {
            Some(short) if short == Decimal::from_integer(0) => {
                (if *typical { Verdict::TypicallyMet } else { Verdict::Met }, None, words.clone())
            }
            Some(short) => (Verdict::Short, Some(short), words.clone()),
            None => (Verdict::Unknown, None, words.clone()),
        },
    };
    Line {
        requirement: name.to_owned(),
        subject: None,
        need: Some(need),
        have: have.map(|(have, ..)| have),
        verdict,
        short_by,
        because,
    }
}

#[cfg(test)]
#[path = "detail_tests.rs"]
mod tests;
