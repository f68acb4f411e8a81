//! The terms that `match`, `why` and `plan` share.

use crate::cli::values;
use crate::files;
use crate::matching::Weights;
use crate::model::{Channel, Day};
use crate::ops::{Act, OpsError};
use crate::ranking::Terms;
use clap::Args;
use std::path::PathBuf;

/// The terms that every match has.
#[derive(Debug, Args)]
pub(super) struct TermArgs {
    /// State how the recruitment comes about: `direct`, `active` or `government`; an opening of a recruiter needs it
    #[arg(long)]
    channel: Option<Channel>,
    /// Apply the lists, rules and expiry dates of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
    /// Apply other weights of the criteria: the set `safety`, `speed` or `worker-first`, or a TOML file whose weights add up
    /// to 1000
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

pub(super) fn terms(act: &Act, args: &TermArgs) -> Result<Terms, OpsError> {
    let weights = match &args.weights {
        // What could be the name of a set, and lies there as no file, is one.
        Some(path)
            if path.extension().is_none()
                && path.components().count() == 1
                && !path.is_file()
                && !files::is_standard(path) =>
        {
            Weights::named(&path.to_string_lossy())?
        }
        Some(path) => {
            let text =
                files::read_text(path).map_err(|source| OpsError::Read { path: path.clone(), source })?;
            Weights::from_toml(&text)?
        }
        None => Weights::default(),
    };
    let as_of = args.as_of.unwrap_or(act.today);
    Ok(Terms { channel: args.channel, as_of, top: 10, query: None, weights, record: false })
}
