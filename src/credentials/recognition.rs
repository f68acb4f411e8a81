//! The way to recognition: which rows of the table of recognition a diploma falls under, and how long
//! and how dear their steps are together.
//!
//! How the origin of a diploma is matched, in this order: a diploma of the destination itself needs no
//! recognition; between two countries of the EU, the EEA or Switzerland the destination's own row for
//! European diplomas, else the EU's; then a row for the very country (United Kingdom); then the rows for third countries or for *any outside*, with the steps of a stream that the
//! first of them leads to. What depends on more than the training (a partnership's candidates, registration
//! in a comparable jurisdiction, recognition in another member State first) is told as a possible shorter way,
//! never counted.
//!
//! Steps of one number are alternatives: of each number the fewest months count, and the least of the most.

use super::reason::CredentialReason;
use super::{BridgingStep, Cost, Months};
use crate::message::{Either, InOrder, Reason};
use crate::model::{Confidence, Country, Day, Decimal, Isco08, Money, Subdivision};
use crate::reference::Citation;
use crate::reference::europe;
use crate::reference::recognition::{self, Fee, RecognitionStep, Scope};
use crate::text::fold;
use serde::Serialize;

/// One step of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouteStep {
    /// The step's place: steps of one number are alternatives.
    pub number: u16,
    /// The step as the table names it.
    pub step: &'static str,
    /// Who decides.
    pub authority: &'static str,
    /// The kind of step.
    pub route: &'static str,
    /// The fewest usual months.
    pub months_min: Option<Decimal>,
    /// The most usual months.
    pub months_max: Option<Decimal>,
    /// The fee, in money of its year.
    pub fee: Option<&'static Fee>,
    /// The age of the fee in years on the day asked.
    pub fee_age_years: Option<i16>,
    /// What a reader must know.
    pub notes: &'static str,
    /// Where the step comes from.
    pub source: &'static Citation,
}

/// The way to recognition of a diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Route {
    /// The steps in order, alternatives next to each other.
    pub steps: Vec<RouteStep>,
    /// The usual span in whole months; `None` when no step gives one.
    pub months: Option<Months>,
    /// Whether every number has a step with months.
    pub complete: bool,
    /// The fees together, when all are in one currency; alternatives make a span.
    pub cost: Option<Cost>,
    /// Shorter ways that depend on more than the training, in the words of the table.
    pub also: Vec<CredentialReason>,
    /// The weakest confidence of the steps.
    pub confidence: Confidence,
    /// The rows, sorted.
    pub sources: Vec<&'static Citation>,
}

/// Whether the table has steps to recognition in a destination, for some country of training.
pub fn has_way(destination: Country, region: Option<&Subdivision>, occupation: Isco08) -> bool {
    let of = |area: &str| {
        recognition::of(area, occupation).any(|row| !matches!(row.scope, Scope::RegisteredIn(_)))
    };
    of(destination.as_str()) || region.is_some_and(|region| of(region.as_str()))
}

/// The way of those whom another country has registered in the same occupation, wherever they trained; `None` when the table
/// has none. Fees are aged to `as_of`.
pub fn mutual(
    destination: Country,
    occupation: Isco08,
    registered_in: impl IntoIterator<Item = Country>,
    as_of: Day,
) -> Option<Route> {
    let registered_in: Vec<Country> = registered_in.into_iter().collect();
    let open = |row: &&'static RecognitionStep| match &row.scope {
        Scope::RegisteredIn(countries) => countries.iter().any(|country| registered_in.contains(country)),
        _ => false,
    };
    let steps: Vec<&'static RecognitionStep> =
        recognition::of(destination.as_str(), occupation).filter(open).collect();
    (!steps.is_empty()).then(|| build(steps, Vec::new(), as_of))
}

/// The way to recognition of a diploma of `trained_in`; `None` when the table has none. Fees are aged to `as_of`.
pub fn route(
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    trained_in: Country,
    as_of: Day,
) -> Option<Route> {
    if destination == trained_in {
        return None;
    }
    let regional: Vec<_> =
        region.map(|region| recognition::of(region.as_str(), occupation).collect()).unwrap_or_default();
    let own: Vec<&'static RecognitionStep> = if regional.is_empty() {
        recognition::of(destination.as_str(), occupation).collect()
    } else {
        regional
    };
    let member = europe::in_area(destination, as_of);
    let inside = member && europe::in_area(trained_in, as_of);
    let european = || -> Vec<&'static RecognitionStep> {
        let of = |rows: Vec<&'static RecognitionStep>| -> Vec<&'static RecognitionStep> {
            rows.into_iter().filter(|row| row.scope == Scope::European).collect()
        };
        let own = of(own.clone());
        if own.is_empty() { of(recognition::of("EU", occupation).collect()) } else { own }
    };
    let by_scope = |wanted: &dyn Fn(&Scope) -> bool| -> Vec<&'static RecognitionStep> {
        own.iter().copied().filter(|row| wanted(&row.scope)).collect()
    };
    let chosen = if inside {
        european()
    } else {
        let for_britain = by_scope(&|scope| *scope == Scope::UnitedKingdom && trained_in.as_str() == "GB");
        let general = by_scope(&|scope| match scope {
            Scope::ThirdCountry | Scope::Stream(_) => true,
            Scope::AnyOutside(countries) => !countries.contains(&trained_in),
            _ => false,
        });
        // A stream is the second half of a way: without its first step it is none.
        let general =
            if general.iter().all(|row| matches!(row.scope, Scope::Stream(_))) { vec![] } else { general };
        if for_britain.is_empty() { general } else { for_britain }
    };
    if chosen.is_empty() {
        return None;
    }
    Some(build(chosen, also(&own, occupation, trained_in, member && !inside), as_of))
}

/// Ways that depend on more than the country of training. `from_outside` is a diploma of a third country in the
/// European area.
fn also(
    own: &[&'static RecognitionStep],
    occupation: Isco08,
    trained_in: Country,
    from_outside: bool,
) -> Vec<CredentialReason> {
    let eu = from_outside.then(|| recognition::of("EU", occupation));
    let rows = own.iter().copied().chain(eu.into_iter().flatten());
    let open = |scope: &Scope| match scope {
        Scope::Comparable | Scope::RecognizedInAMemberState => true,
        Scope::Partnership(countries) => countries.contains(&trained_in),
        _ => false,
    };
    rows.filter(|row| open(&row.scope))
        .map(|row| CredentialReason::ShorterWay { route: &row.route, notes: &row.notes })
        .collect()
}

fn build(mut rows: Vec<&'static RecognitionStep>, also: Vec<CredentialReason>, as_of: Day) -> Route {
    rows.sort_by_key(|row| (row.number, &row.step));
    let groups: Vec<&[&'static RecognitionStep]> = rows.chunk_by(|a, b| a.number == b.number).collect();
    let mut months: Option<(i64, i64)> = None;
    let mut complete = true;
    for group in &groups {
        // An alternative with a most and no fewest may be done at once.
        let spans = group.iter().filter_map(|row| {
            let max = row.months_max?.scaled(1)?;
            Some((row.months_min.map_or(Some(0), |min| min.scaled(1))?, max))
        });
        let span = spans.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)));
        match span {
            Some(span) => {
                let sum = months.unwrap_or_default();
                months = Some((sum.0 + span.0, sum.1 + span.1));
            }
            None => complete = false,
        }
    }
    let whole = |tenths: i64| u16::try_from(tenths).unwrap_or(u16::MAX);
    let year = as_of.date().year();
    let mut sources: Vec<&'static Citation> = rows.iter().map(|row| &row.citation).collect();
    sources.sort();
    sources.dedup();
    Route {
        months: months.map(|(min, max)| Months { min: whole(min / 10), max: whole((max + 9) / 10) }),
        complete,
        cost: cost(&groups),
        also,
        confidence: rows.iter().map(|row| row.citation.confidence).min().unwrap_or(Confidence::Low),
        sources,
        steps: rows
            .iter()
            .map(|row| RouteStep {
                number: row.number,
                step: &row.step,
                authority: &row.authority,
                route: &row.route,
                months_min: row.months_min,
                months_max: row.months_max,
                fee: row.fee.as_ref(),
                fee_age_years: row.fee.as_ref().and_then(|fee| fee.year).map(|of| year.saturating_sub(of)),
                notes: &row.notes,
                source: &row.citation,
            })
            .collect(),
    }
}

/// The fees known, added up. An alternative without a fee is not free, so it takes no part.
fn cost(groups: &[&[&'static RecognitionStep]]) -> Option<Cost> {
    let mut cost: Option<Cost> = None;
    for group in groups {
        let fees: Vec<(&Fee, Money)> = group
            .iter()
            .filter_map(|row| row.fee.as_ref().and_then(|fee| Some((fee, fee.money()?))))
            .collect();
        let (Some(least), Some(most)) =
            (fees.iter().map(|fee| fee.1.minor).min(), fees.iter().map(|fee| fee.1.minor).max())
        else {
            continue;
        };
        let currency = fees.first().map(|fee| fee.1.currency)?;
        let year = fees.iter().filter_map(|fee| fee.0.year).min();
        let sum = cost.get_or_insert(Cost {
            min: Money { minor: 0, currency },
            max: Money { minor: 0, currency },
            year,
        });
        if sum.min.currency != currency || fees.iter().any(|fee| fee.1.currency != currency) {
            return None;
        }
        sum.min.minor += least;
        sum.max.minor += most;
        sum.year = sum.year.into_iter().chain(year).min();
    }
    cost
}

impl RouteStep {
    /// What the step is called: the name in the table without its number, with the kind of step where it says more.
    fn name(&self) -> String {
        let name = self.step.trim_start_matches(|c: char| c.is_ascii_digit());
        // A letter between number and stroke tells alternatives apart.
        let name = name.split_once('-').map_or("", |(_, name)| name);
        let same = |a: &str, b: &str| fold(a).contains(&fold(b));
        match name {
            "" => self.route.to_owned(),
            name if same(name, self.route) => name.to_owned(),
            name if same(self.route, name) => self.route.to_owned(),
            name => format!("{name}, {}", self.route),
        }
    }
}

impl Route {
    /// The steps as they follow on each other, each with who decides; of alternatives one is enough.
    pub fn in_order(&self) -> InOrder<Either<String>> {
        let steps = self.steps.chunk_by(|a, b| a.number == b.number);
        let named = |step: &RouteStep| format!("{} ({})", step.name(), step.authority);
        InOrder(steps.map(|group| Either(group.iter().map(named).collect())).collect())
    }

    /// The route as the step that closes a gap.
    pub fn bridging_step(&self) -> BridgingStep {
        let steps = self.in_order();
        let first = self.steps.first().map(|step| step.source);
        BridgingStep {
            action: CredentialReason::Recognition { steps }.message(),
            months: self.months,
            cost: self.cost.clone(),
            source: first.map(|citation| citation.source.to_string()).unwrap_or_default(),
            source_url: first.map(|citation| citation.url.to_string()).unwrap_or_default(),
            confidence: self.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(place: &str, occupation: &str, trained_in: &str) -> Option<Route> {
        let region = place.parse::<Subdivision>().ok();
        route(
            place[..2].parse().unwrap(),
            region.as_ref(),
            occupation.parse().unwrap(),
            trained_in.parse().unwrap(),
            "2026-11-24".parse().unwrap(),
        )
    }

    #[test]
    fn months_are_added_over_steps_and_the_least_taken_over_alternatives() {
        for (place, occupation, trained_in, months) in [
            ("DE", "2221", "PH", Some((6, 18))),
            ("DE", "2221", "PL", Some((1, 3))),
            ("CH", "2221", "DE", Some((1, 4))),
            ("CH", "2221", "PH", Some((4, 13))),
            ("IE", "2221", "IN", Some((4, 12))),
            ("GB", "2221", "DE", Some((6, 12))),
            ("NO", "2221", "GB", Some((2, 6))),
            ("NO", "2221", "PH", Some((9, 60))),
            ("AU", "2221", "PH", Some((4, 16))),
            ("JP", "2221", "PH", Some((12, 36))),
            ("CA-QC", "2221", "FR", Some((6, 18))),
            ("CA-ON", "2221", "IN", Some((7, 18))),
            ("AU", "2221", "NZ", None),
            ("BR", "2221", "PH", None),
            ("DE", "2221", "DE", None),
        ] {
            let got = found(place, occupation, trained_in).and_then(|route| route.months);
            assert_eq!(got.map(|m| (m.min, m.max)), months, "{place} {occupation} {trained_in}");
        }
    }

    #[test]
    fn steps_are_named_in_their_order_and_one_of_alternatives_is_enough() {
        let named = |place: &str, occupation: &str, trained_in: &str| {
            let route = found(place, occupation, trained_in).unwrap();
            CredentialReason::Recognition { steps: route.in_order() }.message().text
        };
        assert_eq!(
            named("IE", "2221", "IN"),
            "Go through recognition: assessment, general-system (Nursing and Midwifery Board of Ireland), then \
             adaptation-period (NMBI / clinical site) or aptitude-test (RCSI Faculty of Nursing and Midwifery)."
        );
        assert_eq!(
            named("GB", "2264", "IN"),
            "Go through recognition: comparison (Health and Care Professions Council)."
        );
    }

    #[test]
    fn ways_that_depend_on_more_are_told() {
        assert!(found("JP", "2221", "PH").is_some_and(|route| route.also.len() == 1));
        assert!(found("JP", "2221", "IN").is_some_and(|route| route.also.is_empty()));
        assert!(found("AU", "2221", "GB").is_some_and(|route| route.also.len() == 1));
    }

    #[test]
    fn fees_are_added_in_one_currency() {
        let britain = found("GB", "2221", "PH").and_then(|route| route.cost).unwrap();
        assert_eq!((britain.min.to_string(), britain.year), ("1170.00 GBP".to_owned(), Some(2024)));
        assert_eq!(found("AU", "2221", "PH").and_then(|route| route.cost), None);
    }

    #[test]
    fn every_pair_of_countries_has_a_sound_answer() {
        let occupations: Vec<Isco08> = ["2221", "2222", "2211", "2261", "2262", "2264", "5321"]
            .iter()
            .map(|o| o.parse().unwrap())
            .collect();
        let as_of = "2026-11-24".parse().unwrap();
        for destination in Country::all() {
            for trained_in in Country::all() {
                for &occupation in &occupations {
                    let Some(route) = route(destination, None, occupation, trained_in, as_of) else {
                        continue;
                    };
                    assert!(destination != trained_in && !route.sources.is_empty());
                    assert!(route.months.is_none_or(|months| months.min <= months.max));
                    assert!(route.cost.is_none_or(|cost| cost.min.minor <= cost.max.minor));
                    assert!(route.steps.is_sorted_by_key(|step| step.number));
                }
            }
        }
    }
}
