//! `corridor report who-code|oecd|origin-impact`: the tables that reports of states ask for, with what cannot be answered.
//!
//! A placement counts in the year in which the work began, or, where that day is not stated, in the year of the
//! departure; by the first contact where that is asked for, as the audit counts. Placements that are planned or cancelled
//! are told apart.

use super::placements::{AskedPlacement, AuditOptions, PlacementDay, Stated, each_asked};
use super::{Act, Desk, OpsError};
use crate::message::{Message, Reason};
use crate::model::{
    Country, Decimal, Evidence, Isco08, Kind, PartialDate, Placement, PlacementOutcome, Qualification, Seq,
    words,
};
use crate::reference::workforce;
use crate::report::{CountTable, PublishedTable, ReportGap, publish};
use crate::store::Snapshot;
use serde::Serialize;
use std::collections::BTreeMap;

words! {
    /// A report that a state gives.
    NationalReport, "`who-code`, `oecd` or `origin-impact`" {
        /// What the reporting under the WHO Global Code asks for.
        WhoCode = "who-code",
        /// What the joint questionnaire of OECD, Eurostat and WHO Europe asks for on migration.
        Oecd = "oecd",
        /// What placements do to the origins.
        OriginImpact = "origin-impact",
    }
}

words! {
    /// A group of professions of which densities are published.
    ProfessionGroup, "`doctors`, `nurses-and-midwives` or `others`" {
        /// ISCO-08 minor group 221.
        Doctors = "doctors",
        /// ISCO-08 minor groups 222 and 322.
        NursesAndMidwives = "nurses-and-midwives",
        /// All others.
        Others = "others",
    }
}

impl ProfessionGroup {
    fn of(occupation: Isco08) -> Self {
        match occupation.code() / 10 {
            221 => Self::Doctors,
            222 | 322 => Self::NursesAndMidwives,
            _ => Self::Others,
        }
    }
}

words! {
    /// What a table of a report counts.
    ReportTable, "the name of a table" {
        /// Placements by occupation and sex.
        Sex = "sex",
        /// By occupation and channel.
        Channel = "channel",
        /// By occupation and agreement.
        Agreement = "agreement",
        /// By occupation and country of residence when recruited.
        Residence = "residence",
        /// By occupation and country of the first training.
        FirstTraining = "first-training",
        /// By occupation and nationality.
        Nationality = "nationality",
        /// By origin and group of professions.
        Entries = "entries",
        /// Returns in the year, by origin and group of professions.
        Returns = "returns",
        /// By origin and what its agreements promise it.
        Benefits = "benefits",
    }
}

/// What is not stated.
const UNKNOWN: &str = "unknown";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct NationalOptions {
    /// The report.
    pub report: NationalReport,
    /// The year.
    pub year: i16,
    /// The day by which a placement is of a year.
    pub date: PlacementDay,
    /// Counts below this one stay out.
    pub suppress_below: u64,
    /// Only workers who lived in this country.
    pub origin: Option<Country>,
    /// Only jobs in this country.
    pub destination: Option<Country>,
}

/// A table with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedTable {
    /// What it counts.
    pub table: ReportTable,
    /// The counts as they may be published.
    pub published: PublishedTable,
}

/// A figure with its source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourcedFigure {
    /// The figure.
    pub value: Decimal,
    /// The year it is of.
    pub year: Option<i16>,
    /// Where it comes from.
    pub source: String,
}

/// What placements do to an origin, for one group of professions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OriginImpact {
    /// The origin.
    pub origin: Country,
    /// The group of professions.
    pub group: ProfessionGroup,
    /// How many were placed abroad; `None` where the count is left out.
    pub placements: Option<u64>,
    /// How many returned in the year; `None` where the count is left out.
    pub returned: Option<u64>,
    /// Workers of the group for 10,000 people; `None` where no figure is known.
    pub density_per_10k: Option<SourcedFigure>,
    /// How many people's share of workers at that density was placed abroad: 10,000 for each `density_per_10k` workers. `None`
    /// where count or density are not known.
    pub people_served: Option<u64>,
    /// What is not known of it.
    pub unknown: Vec<Message>,
}

/// The reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NationalReply {
    /// The report.
    pub report: NationalReport,
    /// The year.
    pub year: i16,
    /// The day by which a placement is of a year.
    pub date: PlacementDay,
    /// The sequence number of the store.
    pub seq: Seq,
    /// Counts below this one stay out.
    pub suppress_below: u64,
    /// The origin asked for.
    pub origin: Option<Country>,
    /// The destination asked for.
    pub destination: Option<Country>,
    /// How many placements count in the year; `None` where they are too few to be told.
    pub placements: Option<u64>,
    /// How many of the year are planned or cancelled, and so are in no table.
    pub not_placed: Option<u64>,
    /// How many do not state the day, and so count in no year.
    pub undated: Option<u64>,
    /// The tables.
    pub tables: Vec<NamedTable>,
    /// What the placements do to the origins; empty but for `origin-impact`.
    pub impacts: Vec<OriginImpact>,
    /// What the report asks for and the records cannot answer.
    pub unanswered: Vec<Message>,
}

/// The counts of a report so far.
#[derive(Default)]
struct Counts {
    placements: u64,
    not_placed: u64,
    undated: u64,
    tables: BTreeMap<ReportTable, CountTable>,
}

impl Counts {
    fn add(&mut self, table: ReportTable, row: &str, column: String) {
        self.tables.entry(table).or_default().add(row.to_owned(), column);
    }
}

/// Makes a report of a year.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn national(desk: &Desk, _act: &Act, options: &NationalOptions) -> Result<NationalReply, OpsError> {
    use NationalReport::{Oecd, OriginImpact, WhoCode};
    use ReportTable::{
        Agreement, Benefits, Channel, Entries, FirstTraining, Nationality, Residence, Returns,
    };
    let snapshot = desk.store()?.snapshot()?;
    let NationalOptions { report, year, date, suppress_below, origin, destination } = *options;
    let tables: &[ReportTable] = match report {
        WhoCode => &[ReportTable::Sex, Channel, Agreement, Residence, FirstTraining, Nationality],
        Oecd => &[FirstTraining, Nationality],
        OriginImpact => &[Entries, Returns, Benefits],
    };
    let mut counts = Counts::default();
    for table in tables {
        counts.tables.entry(*table).or_default();
    }
    let filter = AuditOptions { origin, destination, ..AuditOptions::default() };
    each_asked(&snapshot, &filter, |asked, stated| {
        let p = &asked.file.placement;
        let group = stated.occupation.map(ProfessionGroup::of);
        let group = group.map_or_else(|| UNKNOWN.to_owned(), |group| group.to_string());
        if report == OriginImpact && p.returned_on.is_some_and(|back| back.year() == year) {
            counts.add(Returns, &of(stated.origin), group.clone());
        }
        let placed = !matches!(p.outcome, Some(PlacementOutcome::Planned | PlacementOutcome::Cancelled));
        match stated.day(date).map(PartialDate::year) {
            None => counts.undated += u64::from(placed),
            Some(of) if of == year && !placed => counts.not_placed += 1,
            Some(of) if of == year => counts.placements += 1,
            Some(_) => {}
        }
        if !placed || stated.day(date).is_none_or(|day| day.year() != year) {
            return Ok(());
        }
        match report {
            OriginImpact => {
                counts.add(Benefits, &of(stated.origin), benefits(p).to_owned());
                counts.add(Entries, &of(stated.origin), group);
            }
            // Both reports have the same rows, so that one tells nothing that the other leaves out.
            WhoCode | Oecd => {
                let row = of(stated.occupation);
                for table in tables {
                    counts.add(*table, &row, column(&snapshot, *table, asked, stated)?);
                }
            }
        }
        Ok(())
    })?;
    let shown = |count: u64| (count == 0 || suppress_below <= count).then_some(count);
    let tables: Vec<NamedTable> = counts
        .tables
        .iter()
        .map(|(table, counts)| NamedTable { table: *table, published: publish(counts, suppress_below) })
        .collect();
    let impacts = if report == OriginImpact { impacts(&tables) } else { Vec::new() };
    Ok(NationalReply {
        report,
        year,
        date,
        seq: snapshot.seq(),
        suppress_below,
        origin,
        destination,
        placements: shown(counts.placements),
        not_placed: shown(counts.not_placed),
        undated: shown(counts.undated),
        tables,
        impacts,
        unanswered: unanswered(report).iter().map(Reason::message).collect(),
    })
}

fn of<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| value.to_string())
}

/// What a placement is in a table by occupation.
fn column(
    snapshot: &Snapshot,
    table: ReportTable,
    asked: &AskedPlacement,
    stated: &Stated<'_>,
) -> Result<String, OpsError> {
    Ok(match table {
        ReportTable::Sex => of(stated.sex),
        ReportTable::Channel => of(stated.channel),
        ReportTable::Agreement => stated.agreement.unwrap_or("none stated").to_owned(),
        ReportTable::Residence => of(stated.origin),
        ReportTable::FirstTraining => of(first_training(snapshot, asked)?),
        ReportTable::Nationality => {
            let own = asked.file.placement.nationalities.as_ref();
            let all = own.or(asked.worker.as_ref().and_then(|worker| worker.nationalities.as_ref()));
            match all.map(Vec::as_slice) {
                None => UNKNOWN.to_owned(),
                Some([]) => "stateless".to_owned(),
                Some([one]) => one.to_string(),
                Some(_) => "several".to_owned(),
            }
        }
        ReportTable::Entries | ReportTable::Returns | ReportTable::Benefits => String::new(),
    })
}

/// The country of the first training: as the placement states it, else of the worker's first qualification. Where two
/// countries are named and the days do not tell which came first, it is not known.
fn first_training(snapshot: &Snapshot, asked: &AskedPlacement) -> Result<Option<Country>, OpsError> {
    let stated = asked.file.placement.trained_in;
    let (None, Some(worker)) = (stated, &asked.worker) else { return Ok(stated) };
    let id = worker.worker_id.as_str();
    let Some(row) = snapshot.row_of(Kind::Worker, id)? else { return Ok(None) };
    let qualifications = snapshot.parts::<Qualification>(row, id)?;
    Ok(first_of(&qualifications))
}

fn first_of(qualifications: &[Qualification]) -> Option<Country> {
    // What other cells of a row imply is no statement of where somebody was trained.
    let told: Vec<&Qualification> =
        qualifications.iter().filter(|one| one.evidence != Some(Evidence::Implied)).collect();
    let first = told.iter().find(|one| {
        let others = told.iter().filter(|other| other.trained_in != one.trained_in);
        let mut before = others
            .map(|other| one.completed.zip(other.completed).is_some_and(|(one, other)| one.is_before(other)));
        one.trained_in.is_some() && before.all(|before| before)
    });
    first.and_then(|one| one.trained_in)
}

/// What the agreement of a placement promises the origin.
fn benefits(p: &Placement) -> &'static str {
    match (p.agreement_origin_benefits.as_deref(), p.agreement_origin_benefits_measured) {
        (None, _) => UNKNOWN,
        (Some([]), _) => "none",
        (Some(_), Some(true)) => "measured",
        (Some(_), _) => "promised",
    }
}

/// What the published counts do to the origins.
fn impacts(tables: &[NamedTable]) -> Vec<OriginImpact> {
    let of = |table: ReportTable| tables.iter().find(|one| one.table == table).map(|one| &one.published);
    let cell = |counts: &PublishedTable, row: &str, column: &str| -> Option<u64> {
        let Some(row) = counts.rows.iter().find(|one| one.row == row) else {
            // A row that stands with others is not told; one that is in no row is nothing.
            let together =
                counts.total.is_none() || counts.rows.iter().any(|one| one.of.iter().any(|of| of == row));
            return (!together).then_some(0);
        };
        let Some(at) = counts.columns.iter().position(|one| one == column) else { return Some(0) };
        row.cells.get(at).copied().flatten()
    };
    let (Some(entries), Some(returns)) = (of(ReportTable::Entries), of(ReportTable::Returns)) else {
        return Vec::new();
    };
    let mut impacts = Vec::new();
    for row in &entries.rows {
        let Ok(origin) = row.row.parse::<Country>() else { continue };
        for group in [ProfessionGroup::Doctors, ProfessionGroup::NursesAndMidwives] {
            let density = density(origin, group);
            let placements = cell(entries, &row.row, group.as_str());
            let people = placements
                .zip(density.as_ref())
                .and_then(|(count, density)| people_served(count, density.value));
            let mut unknown: Vec<ReportGap> = Vec::new();
            if density.is_none() {
                unknown.push(ReportGap::NoDensity { country: origin });
            }
            unknown.extend([
                ReportGap::NoPopulation { country: origin },
                ReportGap::NoGraduates { country: origin },
                ReportGap::NoTrainingCost { country: origin },
            ]);
            impacts.push(OriginImpact {
                origin,
                group,
                placements,
                returned: cell(returns, &row.row, group.as_str()),
                density_per_10k: density,
                people_served: people,
                unknown: unknown.iter().map(Reason::message).collect(),
            });
        }
    }
    impacts
}

fn density(origin: Country, group: ProfessionGroup) -> Option<SourcedFigure> {
    let figures = workforce::of(origin)?;
    let (value, year) = match group {
        ProfessionGroup::Doctors => figures.doctors_per_10k,
        ProfessionGroup::NursesAndMidwives => figures.nurses_midwives_per_10k,
        ProfessionGroup::Others => None,
    }?;
    Some(SourcedFigure { value, year, source: workforce::SOURCE.to_owned() })
}

/// How many people have as many workers as were placed, at a density for 10,000; to whole people.
fn people_served(placements: u64, density: Decimal) -> Option<u64> {
    let density: f64 = density.to_string().parse().ok()?;
    if density <= 0.0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of placements are small")]
    let people = placements as f64 * 10_000.0 / density;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people")]
    (people < 1e12).then_some(people.round() as u64)
}

fn unanswered(report: NationalReport) -> &'static [ReportGap] {
    use ReportGap::{
        NoBenefitAmounts, NoCountryOfBirth, NoDepartures, NoEqualTreatment, NoMeasures, NoOthers,
        NoSchoolsFigures, NoStock, NoSupport, NoVacancies,
    };
    match report {
        NationalReport::WhoCode => {
            &[NoCountryOfBirth, NoStock, NoOthers, NoMeasures, NoSupport, NoEqualTreatment, NoVacancies]
        }
        NationalReport::Oecd => &[NoCountryOfBirth, NoStock, NoOthers, NoDepartures],
        NationalReport::OriginImpact => &[NoDepartures, NoBenefitAmounts, NoSchoolsFigures, NoVacancies],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn qualification(trained_in: &str, completed: &str, evidence: &str) -> Qualification {
        Qualification {
            worker_id: "W-1".parse().unwrap(),
            title: None,
            school: None,
            completed: completed.parse().ok(),
            occupation: None,
            curriculum_id: None,
            trained_in: trained_in.parse().ok(),
            started: None,
            years: None,
            total_hours: None,
            theory_hours: None,
            clinical_hours: None,
            language: None,
            school_years: None,
            births_attended: None,
            traineeship_months: None,
            evidence: evidence.parse().ok(),
        }
    }

    #[test]
    fn the_first_training_is_told_by_days_or_not_at_all() {
        let first = |all: &[(&str, &str, &str)]| {
            let all: Vec<_> =
                all.iter().map(|(country, day, how)| qualification(country, day, how)).collect();
            first_of(&all).map(|country| country.to_string()).unwrap_or_default()
        };
        assert_eq!(first(&[]), "");
        assert_eq!(first(&[("PH", "", "")]), "PH");
        assert_eq!(first(&[("PH", "2010", ""), ("GB", "2015-06", "")]), "PH");
        assert_eq!(first(&[("GB", "2015-06", ""), ("PH", "2010", "")]), "PH");
        assert_eq!(first(&[("PH", "", ""), ("GB", "2015", "")]), "");
        assert_eq!(first(&[("PH", "2015", ""), ("GB", "2015", "")]), "");
        assert_eq!(first(&[("PH", "", ""), ("PH", "2015", "")]), "PH");
        assert_eq!(first(&[("NG", "2001", "implied"), ("GB", "2015", "")]), "GB");
        assert_eq!(first(&[("", "2001", ""), ("GB", "2015", "")]), "");
    }

    #[test]
    fn groups_of_professions_are_those_of_the_densities() {
        let group = |code: &str| ProfessionGroup::of(code.parse().unwrap());
        assert_eq!((group("2211"), group("2212")), (ProfessionGroup::Doctors, ProfessionGroup::Doctors));
        for nurse in ["2221", "2222", "3221", "3222"] {
            assert_eq!(group(nurse), ProfessionGroup::NursesAndMidwives, "{nurse}");
        }
        for other in ["2261", "2262", "2264", "2240", "3211", "5321"] {
            assert_eq!(group(other), ProfessionGroup::Others, "{other}");
        }
    }

    #[test]
    fn people_are_those_whom_the_placed_would_serve() {
        let people = |count, density: &str| people_served(count, density.parse().unwrap());
        assert_eq!(people(8, "4"), Some(20_000));
        assert_eq!(people(1, "2.5"), Some(4_000));
        assert_eq!(people(0, "2.5"), Some(0));
        assert_eq!(people(3, "0"), None);
        assert_eq!(people(10, "131.4"), Some(761));
    }
}
