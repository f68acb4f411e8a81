//! Which placements a command is about: the filters that all views of the audit share.

use crate::cli::values;
use crate::model::{Channel, Country, Day, Isco08, Sex};
use crate::ops::placements::{AuditOptions, PlacementDay};
use clap::Args;

/// Which placements are asked for.
#[derive(Debug, Args)]
pub(super) struct PlacementFilter {
    /// Count by this day: `contact`, the first contact; `entry`, the first day of work or else the departure, as `report` [default: contact]
    #[arg(long, value_name = "DAY")]
    date: Option<PlacementDay>,
    /// Judge only placements whose day lies on this one or later
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    from: Option<Day>,
    /// Judge only placements whose day lies before this one
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    until: Option<Day>,
    /// Judge only workers who live in this country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    origin: Option<Country>,
    /// Judge only jobs in this country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    destination: Option<Country>,
    /// Judge only placements with this employer
    #[arg(long, value_name = "ORGANIZATION")]
    employer: Option<String>,
    /// Judge only placements by this recruiter
    #[arg(long, value_name = "ORGANIZATION")]
    recruiter: Option<String>,
    /// Judge only placements that state this channel: `direct`, `active` or `government`
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<Channel>,
    /// Judge only placements in this occupation
    #[arg(long, value_name = "OCCUPATION", value_parser = values::occupation)]
    occupation: Option<Isco08>,
    /// Judge only placements of workers of this sex
    #[arg(long, value_name = "SEX", value_parser = values::sex)]
    sex: Option<Sex>,
}

impl PlacementFilter {
    pub(super) fn options(self) -> AuditOptions {
        let Self { date, from, until, origin, destination, employer, recruiter, channel, occupation, sex } =
            self;
        AuditOptions {
            date,
            from,
            until,
            origin,
            destination,
            employer,
            recruiter,
            channel,
            occupation,
            sex,
            ..Default::default()
        }
    }
}
