//! `corridor portability`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Rows};
use crate::cli::show::portability as show;
use crate::cli::values;
use crate::model::{Country, Day};
use crate::ops::{Act, Desk, portability};
use crate::portability::{Ending, Question};
use crate::reference::social_security::Branch;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct PortabilityArgs {
    /// Start from this country, in which the worker is insured at home
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    origin: Country,
    /// Apply the law of this country of the job
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    destination: Country,
    /// State a nationality of the worker; repeat the flag for more
    #[arg(long, value_name = "NATIONALITY", value_parser = values::nationality)]
    nationality: Vec<Country>,
    /// Count this many insured months of the contract
    #[arg(long)]
    months: u32,
    /// Count this many earlier insured months in the destination
    #[arg(long, default_value_t = 0)]
    earlier_months: u32,
    /// Count this many insured months at home
    #[arg(long)]
    origin_months: Option<u32>,
    /// State the country lived in afterwards [default: the origin]
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    return_to: Option<Country>,
    /// Judge only this branch of social security
    #[arg(long)]
    branch: Option<Branch>,
    /// State how the contract ends
    #[arg(long, default_value = "completed")]
    ending: Ending,
    /// State the visa: `temporary`, `permanent` or a visa class; repeat the flag for more
    #[arg(long, default_value = "temporary", value_parser = values::visa)]
    visa: Vec<String>,
    /// Apply the law of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: PortabilityArgs) -> Outcome {
    let question = Question {
        nationalities: (!args.nationality.is_empty()).then_some(args.nationality),
        return_to: args.return_to,
        earlier_months: args.earlier_months,
        origin_months: args.origin_months,
        visa: args.visa,
        ending: args.ending,
        ..Question::new(args.origin, args.destination, args.months, args.as_of.unwrap_or(act.today))
    };
    if let Some(branch) = args.branch {
        let verdict = portability::branch(desk, act, &question, branch);
        output.print(
            &verdict,
            || Rows::new(&show::HEADERS, vec![show::row(&verdict)]),
            || show::describe_verdict(&verdict, 0, &[]),
        )?;
        return Ok(Exit::Done);
    }
    let answer = portability::answer(desk, act, &question);
    output.print(&answer, || show::rows(&answer), || show::describe(&answer))?;
    Ok(Exit::Done)
}
