//! `corridor audit`

mod views;

use super::Outcome;
use super::placements::PlacementFilter;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::{audit as show, charts, judgment};
use crate::cli::values;
use crate::cli::{render, signing};
use crate::ethics::FindingState;
use crate::model::{Day, DecisionId, NotA, Role};
use crate::ops::checkpoint;
use crate::ops::fees::{self, FeeGroup};
use crate::ops::finding_state::{self, StateOptions};
use crate::ops::placements::{AuditGroup, AuditOptions};
use crate::ops::prove::{self, Proved};
use crate::ops::verify::{self, KeptCheckpoint, VerifyScope};
use crate::ops::{Act, Desk, audit, rejudge};
use crate::rule::Severity;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use views::AuditView;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct AuditArgs {
    #[command(subcommand)]
    what: Option<AuditCommand>,
    #[command(flatten)]
    filter: PlacementFilter,
    /// Count the placements by these facts, parted by commas
    #[arg(long, value_name = "FACTS", value_delimiter = ',')]
    group_by: Vec<AuditGroup>,
    /// Judge only this placement, and show all that is known and unknown about it
    #[arg(long, value_name = "PLACEMENT")]
    placement: Option<String>,
    /// Judge instead of placements the open openings, each by itself, before anybody is matched
    #[arg(long, conflicts_with_all = ["placement", "opening", "decision", "group_by", "policy", "html"])]
    openings: bool,
    /// Judge only this opening by itself, and show all that is known and unknown about it
    #[arg(long, value_name = "OPENING", conflicts_with_all = ["placement", "decision", "group_by", "policy", "html"])]
    opening: Option<String>,
    /// Judge only the results of this recorded ranking anew, such as those of `D-0001`, and show what was said of them
    #[arg(long, value_name = "DECISION", conflicts_with_all = ["placement", "group_by", "policy", "html"])]
    decision: Option<DecisionId>,
    /// Judge all, and show only what this rule says, with the records and receipts behind it
    #[arg(long, value_name = "RULE", conflicts_with = "policy")]
    rule: Option<String>,
    /// Write flows between countries and broken rules by year to this HTML page, which opens without a network
    #[arg(long, value_name = "FILE", conflicts_with = "policy")]
    html: Option<PathBuf>,
    /// Show whose answer the pack in this directory would move; nothing is stored
    #[arg(long, value_name = "DIR", conflicts_with = "group_by")]
    policy: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Sum what was paid for recruitment, and what workers bore as a share of a month's pay
    ///
    /// The ledger has a line for each of the facts asked for and each currency; amounts of two currencies are never added.
    /// The share is that of SDG indicator 10.7.1: what the worker paid, what was paid back taken off, over a month's pay.
    /// Placements that lack a fact for it are left out and counted.
    Fees {
        #[command(flatten)]
        filter: Box<PlacementFilter>,
        /// Sum the costs by these facts, parted by commas
        #[arg(long, value_name = "FACTS", value_delimiter = ',', default_value = "head")]
        by: Vec<FeeGroup>,
        /// Print as rows the shares of each corridor instead of the ledger
        #[arg(long)]
        shares: bool,
    },
    /// Judge every placement, open opening and recorded ranking anew, and report whose answer moved since, and why
    ///
    /// The first judgment records the answer to each placement and opening. Each later one records the answers that moved, and
    /// whether facts, packs, the program or the day moved them. A ranking recorded the first answers to its results itself.
    /// `corridor show decision D-0001` shows a judgment.
    Rejudge {
        /// Report only, and record nothing
        #[arg(long)]
        no_record: bool,
    },
    /// State what was done about a finding: that it is explained, remedied or overridden, or open again
    ///
    /// The finding and the clearance stay as they are; what was done is shown beside them and kept in the audit log. An
    /// override needs a role and the day on which it ends.
    State {
        /// State it of this placement, this opening, or this result of a ranking, such as `D-0001/W-001`
        #[arg(value_name = "CASE")]
        case: String,
        /// State it of the finding by this rule
        rule: String,
        /// State this: `open`, `explained`, `remedied` or `overridden`
        state: FindingState,
        /// State why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// State as what you act: `clerk`, `recruiter`, `auditor`, `administrator`, …
        #[arg(long, value_name = "ROLE")]
        role: Option<Role>,
        /// State the day on which an override ends
        #[arg(long, value_name = "DATE", value_parser = values::day)]
        until: Option<Day>,
    },
    /// Verify that no record and no entry of the audit log was altered, removed or added
    ///
    /// With --since a checkpoint vouches for what stood before it: of that one hash for each entry is read. The reply says what
    /// was not checked again.
    Verify {
        /// Verify that the log continues this checkpoint, and of the records only what came after it
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// Verify with `--since` as well all that stood before the checkpoint
        #[arg(long, requires = "since")]
        all: bool,
        /// Accept the checkpoint only with a signature by this public key, such as `NAME+HASH+KEY`; also of a witness
        #[arg(long, value_name = "KEY", requires = "since")]
        by: Vec<String>,
    },
    /// Sign the state of the audit log, to be kept where the owner of the store cannot write
    ///
    /// The checkpoint is a signed note as transparency logs have it (C2SP tlog-checkpoint). Without --key it is signed with
    /// a key of your own, made at the first use in the directory of settings.
    Checkpoint {
        /// Sign with the private key in this file
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
        /// Write the checkpoint to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Put the proof that an entry is in the log into a file that others verify without the store
    ///
    /// The file holds the entry, its way to the root and the signed state of the log (C2SP tlog-proof). With --since it
    /// proves that the log goes on from a checkpoint, as a witness asks (C2SP tlog-witness).
    Prove {
        /// Prove the entry with this number, or the entry of this decision, such as `D-0001`
        #[arg(required_unless_present = "since", conflicts_with = "since")]
        entry: Option<String>,
        /// Prove that the log goes on from the checkpoint in this file
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// Sign with the private key in this file
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
        /// Write the proof to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Check a proof of an entry, without any store
    VerifyProof {
        /// Check the proof in this file
        proof: PathBuf,
        /// Accept it only with a signature by this public key, such as `NAME+HASH+KEY`; also of a witness
        #[arg(long, value_name = "KEY")]
        by: Vec<String>,
    },
    /// Sign the state of another's log as a witness, when it goes on from what you signed last
    ///
    /// The request is what `audit prove --since` or, the first time, `audit checkpoint` printed. The file of --kept holds
    /// what you signed last and is replaced. Without --key you sign with a key of your own.
    Witness {
        /// Sign the request in this file
        request: PathBuf,
        /// Accept only the log that signs with this public key
        #[arg(long, value_name = "KEY", required = true)]
        by: Vec<String>,
        /// Keep what you signed last in this file
        #[arg(long, value_name = "FILE")]
        kept: PathBuf,
        /// Sign with the private key in this file
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// List the entries of the audit log: when, who, what, and which record it tells of
    Log {
        /// Print the entries in the canonical form that is hashed, one on each line
        #[arg(long)]
        canonical: bool,
    },
    #[command(flatten)]
    View(AuditView),
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: AuditArgs) -> Outcome {
    match args.what {
        Some(AuditCommand::View(view)) => return views::run(desk, act, output, view),
        Some(AuditCommand::Fees { filter, by, shares }) => {
            let reply = fees::fees(desk, act, &filter.options(), &by)?;
            let rows = || if shares { show::share_rows(&reply) } else { show::ledger_rows(&reply) };
            output.print(&reply, rows, || show::describe_fees(&reply))?;
            return Ok(Exit::Done);
        }
        Some(AuditCommand::Rejudge { no_record }) => {
            let reply = rejudge::rejudge(desk, act, !no_record)?;
            output.print(
                &reply,
                || judgment::moved_rows(&reply.moved),
                || judgment::describe(&reply, false),
            )?;
            return Ok(Exit::found(reply.since.is_some() && !reply.moved.is_empty()));
        }
        Some(AuditCommand::State { case, rule, state, reason, role, until }) => {
            let options = StateOptions { case, rule, state, reason, role, until };
            let said = finding_state::state(desk, act, &options)?;
            let text = || render::wrapped(&format!("{} {}", said.case, judgment::state(&said)), 0);
            output.print(&said, || judgment::state_rows(std::slice::from_ref(&said)), text)?;
            return Ok(Exit::Done);
        }
        Some(AuditCommand::Verify { since, all, by }) => {
            let note = since.as_deref().map(signing::text).transpose()?;
            let by = signing::keys(&by)?;
            let own = signing::own_key()?.map(|key| key.verifier());
            let scope = if all { VerifyScope::All } else { VerifyScope::SinceCheckpoint };
            let kept = since.as_deref().zip(note.as_deref());
            let kept = kept.map(|(file, note)| KeptCheckpoint { file, note, by: &by, own: own.as_ref() });
            let report = verify::verify(desk, act, kept.as_ref(), scope)?;
            output.print(&report, || show::log_rows(&report.log), || show::describe_report(&report))?;
            return Ok(Exit::found(!report.log.broken.is_empty()));
        }
        Some(AuditCommand::Checkpoint { key, out }) => {
            let key = signing::key_or_own(act, key.as_deref())?;
            let reply = checkpoint::checkpoint(desk, act, &key)?;
            if let Some(path) = out {
                crate::cli::out::whole(&path, &reply.note)?;
                render::note(&format!("the checkpoint is {}", crate::cli::out::name(&path)));
            } else {
                output.print(&reply, || show::checkpoint_rows(&reply), || reply.note.clone())?;
            }
            render::note(&format!("its signature is verified with {}", reply.public_key));
            return Ok(Exit::Done);
        }
        Some(AuditCommand::Prove { entry, since, key, out }) => {
            let note = since.as_deref().map(signing::text).transpose()?;
            let what = match (since.as_deref().zip(note.as_deref()), entry) {
                (Some((file, note)), _) => Proved::Since { file, note },
                (None, entry) => proved(&entry.unwrap_or_default())?,
            };
            let key = signing::key_or_own(act, key.as_deref())?;
            let reply = prove::prove(desk, act, &what, &key)?;
            if let Some(path) = out {
                crate::cli::out::whole(&path, &reply.proof)?;
                render::note(&format!("the proof is {}", crate::cli::out::name(&path)));
            } else {
                output.print(&reply, || show::proof_rows(&reply), || reply.proof.clone())?;
            }
            render::note(&format!("its signature is verified with {}", reply.public_key));
            return Ok(Exit::Done);
        }
        Some(AuditCommand::VerifyProof { proof, by }) => {
            let reply = prove::verify_proof(&proof, &signing::text(&proof)?, &signing::keys(&by)?)?;
            output.print(&reply, || show::verified_rows(&reply), || show::describe_proof(&reply))?;
            return Ok(Exit::Done);
        }
        Some(AuditCommand::Witness { request, by, kept, key }) => {
            let log = signing::keys(&by)?;
            let key = signing::key_or_own(act, key.as_deref())?;
            let before = kept.is_file().then(|| signing::text(&kept)).transpose()?;
            let text = signing::text(&request)?;
            let reply = prove::witness(act, &request, &text, before.as_deref(), &log, &key)?;
            crate::cli::out::whole(&kept, &reply.note)?;
            output.print(&reply, || show::witness_rows(&reply), || reply.note.clone())?;
            render::note(&format!("its cosignature is verified with {}", reply.public_key));
            return Ok(Exit::Done);
        }
        Some(AuditCommand::Log { canonical }) => {
            let entries = verify::entries(desk, act)?;
            let document: Vec<serde_json::Value> =
                entries.iter().map(|entry| serde_json::from_str(entry)).collect::<Result<_, _>>()?;
            let text = || if canonical { entries.join("\n") } else { show::describe_entries(&document) };
            output.print(&document, || show::entry_rows(&document), text)?;
            return Ok(Exit::Done);
        }
        None => {}
    }
    let AuditArgs { group_by, placement, rule, openings, opening, decision, .. } = args;
    let detail = placement.is_some() || opening.is_some() || decision.is_some();
    let options =
        AuditOptions { placement, rule, group_by, openings, opening, decision, ..args.filter.options() };
    if !args.policy.is_empty() {
        let reply = rejudge::what_if(desk, act, &options, &args.policy)?;
        output.print(&reply, || judgment::moved_rows(&reply.moved), || judgment::describe(&reply, true))?;
        return Ok(Exit::found(!reply.moved.is_empty()));
    }
    let reply = audit::audit(desk, act, &options)?;
    if let Some(path) = args.html {
        crate::cli::out::whole(&path, charts::audit_page(&reply, &audit::basis(desk, act, &options)?))?;
        render::note(&format!("the page is {}", crate::cli::out::name(&path)));
    } else {
        output.print(&reply, || show::rows(&reply), || show::describe(&reply, detail))?;
    }
    let breach =
        reply.rules.values().any(|(severity, _, count)| *severity == Severity::Block && count.broken > 0);
    Ok(Exit::found(breach))
}

/// An entry by its number, or by the decision that it tells of.
fn proved(text: &str) -> Result<Proved<'static>, NotA> {
    match text.parse() {
        Ok(number) => Ok(Proved::Entry(number)),
        Err(_) => text
            .parse()
            .map(Proved::Decision)
            .map_err(|_: NotA| NotA::new(text, "the number of an entry, or a decision such as `D-0001`")),
    }
}
