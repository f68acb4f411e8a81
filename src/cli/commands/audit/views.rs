//! The views of `corridor audit` beside the judgment: returns, agreements, missing evidence.

use crate::cli::commands::Outcome;
use crate::cli::commands::placements::PlacementFilter;
use crate::cli::commands::terms::{TermArgs, terms};
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::{charts, fairness as shown, register as show};
use crate::cli::{render, signing, values};
use crate::model::{Day, DecisionId};
use crate::ops::bundle::{self, BundleSubject};
use crate::ops::placements::{AuditGroup, AuditOptions};
use crate::ops::{Act, Desk, OpsError, agreements, evidence, fairness, looks, returns};
use crate::ranking::Terms;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli::commands) enum AuditView {
    /// Count which returns are due, which were made, and which are overdue
    ///
    /// A return is overdue from the day after the one on which it was due. Where only a month or a year is stated, its last
    /// day counts. Cancelled placements owe none.
    Returns {
        #[command(flatten)]
        filter: Box<PlacementFilter>,
        /// Count the returns by these facts, parted by commas
        #[arg(long, value_name = "FACTS", value_delimiter = ',')]
        group_by: Vec<AuditGroup>,
        /// Count as of this day instead of today
        #[arg(long, value_name = "DATE", value_parser = values::day)]
        as_of: Option<Day>,
    },
    /// List the recruitment agreements, when they end, and how much of their quotas is used
    ///
    /// Agreements and quotas are those of the policy packs. A quota of a year counts first contacts of the year of the day;
    /// cancelled placements use nothing. A quota that no pack states is unknown.
    Agreements {
        #[command(flatten)]
        filter: Box<PlacementFilter>,
        /// Report agreements as expiring that end within so many months
        #[arg(long, value_name = "MONTHS", default_value_t = 12, value_parser = clap::value_parser!(i32).range(0..1200))]
        within: i32,
        /// List them as of this day instead of today
        #[arg(long, value_name = "DATE", value_parser = values::day)]
        as_of: Option<Day>,
    },
    /// List the facts and receipts that are missing, who can bring them, and how many placements they hold
    Evidence {
        #[command(flatten)]
        filter: Box<PlacementFilter>,
    },
    /// Compare how workers are selected and scored by sex, origin and age, and who is refused by every opening
    ///
    /// Every worker who agreed to be matched is held against every open opening of the occupation, as a match does it. The
    /// layout is that of New York's Local Law 144: rates, and ratios to the best group that is not small. Sex and age are
    /// read only of workers who agreed to statistics; the others are counted as unknown. Nothing is recorded.
    Fairness {
        #[command(flatten)]
        terms: TermArgs,
        /// Count as selected so many of the best of each opening
        #[arg(long, value_name = "COUNT", default_value_t = 10)]
        top: usize,
        /// Write the impact ratios to this HTML page, which opens without a network
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// List who looked at the personal data of a worker, when and what for
    ///
    /// The list is read from the audit log, which names a worker by a random handle. Exports of all records name nobody and
    /// are listed as such.
    Looks {
        /// List the looks at this worker
        #[arg(long, value_name = "WORKER")]
        worker: String,
    },
    /// Put the evidence of a case into one signed file that others check without the store
    ///
    /// The file is a ZIP archive with findings and receipts as JSON and CSV. Decisions, proofs from the audit log, the policy
    /// packs and a signed manifest of hashes go with them. Names of people are not in it. Without --key it is signed with a
    /// key of your own.
    Export {
        /// Put together the evidence of this placement or opening
        #[arg(long, value_name = "CASE", required_unless_present = "decision", conflicts_with = "decision")]
        case: Option<String>,
        /// Put together the evidence of this decision, such as `D-0001`
        #[arg(long, value_name = "DECISION")]
        decision: Option<DecisionId>,
        /// Sign with the private key in this file
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
        /// Write the evidence to this file, which must not exist
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Verify a file of evidence without any store: hashes, signatures, proofs, and each file against the log
    ///
    /// A decision must have the hash that its entry of the log holds. All other files must be those that the log committed
    /// to when the evidence was given out. What no proven entry covers is named as not proven.
    VerifyBundle {
        /// Verify this file
        bundle: PathBuf,
        /// Accept it only with a signature by this public key, such as `NAME+HASH+KEY`
        #[arg(long, value_name = "KEY")]
        by: Vec<String>,
    },
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, view: AuditView) -> Outcome {
    match view {
        AuditView::Returns { filter, group_by, as_of } => {
            let options = AuditOptions { group_by, ..filter.options() };
            let reply = returns::returns(desk, act, &options, as_of.unwrap_or(act.today))?;
            output.print(&reply, || show::return_rows(&reply), || show::describe_returns(&reply))?;
        }
        AuditView::Agreements { filter, within, as_of } => {
            let day = as_of.unwrap_or(act.today);
            let reply = agreements::register(desk, act, &filter.options(), day, within)?;
            output.print(&reply, || show::register_rows(&reply), || show::describe_register(&reply))?;
        }
        AuditView::Evidence { filter } => {
            let reply = evidence::evidence(desk, act, &filter.options())?;
            output.print(&reply, || show::evidence_rows(&reply), || show::describe_evidence(&reply))?;
        }
        AuditView::Fairness { terms: args, top, html } => {
            let terms = Terms { top, ..terms(act, &args)? };
            let reply = fairness::fairness(desk, act, &terms)?;
            if let Some(path) = html {
                crate::cli::out::whole(&path, charts::fairness_page(&reply))?;
                render::note(&format!("the page is {}", crate::cli::out::name(&path)));
                return Ok(Exit::Done);
            }
            output.print(&reply, || shown::rows(&reply), || shown::describe(&reply))?;
        }
        AuditView::Looks { worker } => {
            let reply = looks::looks(desk, act, &worker)?;
            output.print(&reply, || show::look_rows(&reply), || show::describe_looks(&reply))?;
        }
        AuditView::Export { case, decision, key, out } => {
            // Evidence that was given out once is not written over, and nothing is logged of what is not written.
            if out.is_file() {
                return Err(OpsError::IsThere(out).into());
            }
            let key = signing::key_or_own(act, key.as_deref())?;
            let subject = match (case, decision) {
                (_, Some(decision)) => BundleSubject::Decision(decision),
                (case, None) => BundleSubject::Case(case.unwrap_or_default()),
            };
            let reply = bundle::bundle(desk, act, &subject, &key)?;
            crate::cli::out::whole(&out, &reply.archive)?;
            output.print(&reply, || show::bundle_rows(&reply), || show::describe_bundle(&reply))?;
            render::note(&format!("the evidence is {}", crate::cli::out::name(&out)));
            render::note(&format!("its signature is verified with {}", reply.public_key));
        }
        AuditView::VerifyBundle { bundle: file, by } => {
            let keys = signing::keys(&by)?;
            let failed = |source| OpsError::Read { path: file.clone(), source };
            let bytes = crate::files::read(&file).map_err(failed)?;
            let reply = bundle::verify_bundle(&file, &bytes, &keys)?;
            output.print(&reply, || show::checked_rows(&reply), || show::describe_checked(&reply))?;
            return Ok(Exit::found(!reply.faults.is_empty() || !reply.not_proven.is_empty()));
        }
    }
    Ok(Exit::Done)
}
