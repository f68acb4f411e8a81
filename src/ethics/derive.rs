//! Facts that take work, each a small function of what is recorded. `None` is unknown.

use crate::model::{
    ContractStage, ContractTerms, Cost, CostEntry, CostHead, Country, Currency, Day, Decimal, Money,
    OrganizationLicense, PartialDate, Party, Sanction,
};
use crate::policy::{AgreementStatus, LaborAgreement, Packs, Regime, Standing};
use crate::reference::cost_words;
use crate::text::fold;

/// Whether the country is on the WHO list in force on the day; unknown while no names are held.
pub(super) fn ssl_listed(packs: &Packs, country: Country, day: Day) -> Option<bool> {
    match packs.list_for("ssl_listed", None)?.standing(country, day) {
        Standing::Listed(..) => Some(true),
        Standing::NotListed(_) => Some(false),
        Standing::NoRegime | Standing::Unknown(_) => None,
    }
}

/// The grade of the origin under the destination's own list on the day: `none` where the
/// destination has no list that day or the origin is not on it.
pub(super) fn destination_list_status(
    packs: &Packs,
    origin: Country,
    destination: Country,
    day: Day,
) -> Option<String> {
    let Some(pack) = packs.list_for("destination_list_status", Some(destination)) else {
        return Some("none".to_owned());
    };
    match pack.standing(origin, day) {
        Standing::Listed(_, entry) => Some(entry.grade.clone()),
        Standing::NotListed(_) | Standing::NoRegime => Some("none".to_owned()),
        Standing::Unknown(_) => None,
    }
}

/// The edition in force on the day of the list that the edition used belongs to, written as that one is: by its year or
/// by the name of its regime. The list is the destination's own or the WHO's; the WHO's where none has such an edition.
/// An edition of the destination goes by the year in which its regime began as well, as laws are called.
pub(super) fn edition_in_force<'a>(
    packs: &'a Packs,
    destination: Option<Country>,
    day: Day,
    used: Option<&str>,
) -> Option<(String, &'a Regime)> {
    let own = destination.and_then(|one| packs.list_for("destination_list_status", Some(one)));
    let who = packs.list_for("ssl_listed", None);
    let lists = || own.into_iter().chain(who);
    let (by_name, by_year) =
        (|regime: &Regime| fold(&regime.regime), |regime: &Regime| fold(&regime.edition));
    let used = used.map(|used| (used, fold(used)));
    let begun_in = |regime: &Regime| {
        let of_destination = own.is_some_and(|own| own.regimes.iter().any(|one| std::ptr::eq(one, regime)));
        regime.valid_from.filter(|_| of_destination).map(|from| from.year().to_string())
    };
    let is_used = |regime: &Regime| {
        used.as_ref().is_some_and(|(_, used)| {
            *used == by_name(regime) || *used == by_year(regime) || begun_in(regime).as_ref() == Some(used)
        })
    };
    // A year may be that of two lists: right is what was right of one of them.
    let right = lists().filter_map(|list| list.regime_on(day)).find(|regime| is_used(regime));
    if let Some((regime, (used, _))) = right.zip(used.as_ref()) {
        return Some(((*used).to_owned(), regime));
    }
    let list = lists().find(|list| list.regimes.iter().any(is_used)).or(who)?;
    let regime = list.regime_on(day)?;
    let named = used.is_some_and(|(_, used)| list.regimes.iter().any(|one| used == by_name(one)));
    Some((if named { regime.regime.clone() } else { regime.edition.clone() }, regime))
}

/// Whether employer, subdivision and channel lie inside the agreement's limits: as recorded, else
/// yes only where the agreement has no limits.
pub(super) fn agreement_scope_ok(agreement: &LaborAgreement, recorded: Option<bool>) -> Option<bool> {
    recorded.or(agreement.scope_limits.is_empty().then_some(true))
}

/// Whether an agreement is of the origin and the destination of a case; `None` where one that would have to agree is not
/// known.
pub(super) fn is_of_corridor(
    agreement: &LaborAgreement,
    (origin, destination): (Option<Country>, Option<Country>),
) -> Option<bool> {
    let same = |known: Option<Country>, named: Country| known.map(|country| country == named);
    match (same(origin, agreement.origin), same(destination, agreement.destination)) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The status of the agreement on the day.
pub(super) fn agreement_status(agreement: &LaborAgreement, day: Day) -> Option<AgreementStatus> {
    agreement.status_on(day)
}

/// Age in whole years on the day: surely under 18 only if the latest reading of the birth date says
/// so and surely not only if the earliest does; unknown when the two disagree about 18.
pub(super) fn age_years(born: PartialDate, day: Day) -> Option<i64> {
    const ADULT: i32 = 18;
    let youngest = born.latest().months_until(day).div_euclid(12);
    let oldest = born.earliest().months_until(day).div_euclid(12);
    ((youngest >= ADULT) == (oldest >= ADULT)).then_some(i64::from(youngest))
}

/// Whether a license of the organization in the country is valid on the day. No license on record
/// of a known recruiter is `false`: it is the recruiter who has to show one.
pub(super) fn license_valid(licenses: &[OrganizationLicense], country: Country, day: Day) -> Option<bool> {
    let here = licenses.iter().filter(|license| license.country == Some(country));
    let valid = here.map(|license| {
        let (from, until) = (license.valid_from, license.valid_until);
        // A blank end may be an open one or one that nobody wrote down.
        match (from, until) {
            (Some(from), Some(until)) if from.latest() <= day && day <= until.earliest() => Some(true),
            (Some(from), _) if day < from.earliest() => Some(false),
            (_, Some(until)) if until.latest() < day => Some(false),
            _ => None,
        }
    });
    let valid: Vec<Option<bool>> = valid.collect();
    if valid.contains(&Some(true)) {
        return Some(true);
    }
    if valid.contains(&None) { None } else { Some(false) }
}

/// Whether a sanction is in force on the day; a sanction without an end is.
pub(super) fn sanction_in_force(sanctions: &[Sanction], day: Day) -> Option<bool> {
    let in_force = |sanction: &Sanction| {
        // A bound that lacks the day says nothing between its ends.
        let past = |date: PartialDate, by: fn(Day, Day) -> bool| {
            let ends = [by(date.earliest(), day), by(date.latest(), day)];
            (ends[0] == ends[1]).then_some(ends[0])
        };
        let begun = sanction.from_date.and_then(|from| past(from, |from, day| from <= day));
        let ended = match sanction.until_date {
            Some(until) => past(until, |until, day| until < day),
            // A sanction without an end goes on.
            None => Some(false),
        };
        match (begun, ended) {
            (_, Some(true)) | (Some(false), _) => Some(false),
            (Some(true), Some(false)) => Some(true),
            (None, _) | (Some(true), None) => None,
        }
    };
    let states: Vec<Option<bool>> = sanctions.iter().map(in_force).collect();
    if states.contains(&Some(true)) {
        return Some(true);
    }
    if states.contains(&None) { None } else { Some(false) }
}

/// What the worker paid of fees and related costs, and what of it was paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paid {
    /// Costs are on record and none of them is a fee that the worker paid.
    Nothing,
    /// So much in one currency; what was paid back of it is unknown where it is not stated, or in another currency.
    Total(Money, Option<Money>),
}

/// What the worker paid of fees and related costs as the ILO defines them (2018): asked for by the
/// employer, a recruiter or their agent, or needed to get the job. What the worker did alone before
/// any contact does not count. `reimbursed` is what was paid back, as far as it is stated; without a currency of its own it
/// is in that of the fees, where they have one.
///
/// Costs of which an amount, a payer or the circumstances are unknown, and costs in a second currency, leave the sum
/// open. They take nothing away from what is known: where less was paid back than is known to be paid in a currency,
/// that currency is told.
pub(super) fn worker_paid_fees(
    costs: &[Cost],
    reimbursed: Option<(Decimal, Option<Currency>)>,
) -> Option<Paid> {
    let mut paid = costs.iter().filter(|cost| cost.entry != Some(CostEntry::RepaymentItem)).peekable();
    paid.peek()?;
    let mut sums: Vec<Money> = Vec::new();
    let mut open = false;
    for cost in paid {
        match (cost.payer, counts_as_fee(cost)) {
            (Some(Party::Worker), Some(true)) => {}
            (Some(Party::Worker), None) | (None, _) => {
                open = true;
                continue;
            }
            _ => continue,
        }
        let money = cost.amount.zip(cost.currency).and_then(|(amount, currency)| Money::of(amount, currency));
        let Some(money) = money else {
            open = true;
            continue;
        };
        match sums.iter_mut().find(|sum| sum.currency == money.currency) {
            None => sums.push(money),
            Some(sum) => sum.minor = sum.minor.checked_add(money.minor)?,
        }
    }
    sums.retain(|sum| sum.minor != 0);
    let reimbursed = reimbursed.and_then(|(amount, currency)| {
        let own = match sums[..] {
            [sum] => Some(sum.currency),
            // Nothing is nothing in every currency.
            [sum, ..] if Money::of(amount, sum.currency)?.minor == 0 => Some(sum.currency),
            _ => None,
        };
        Money::of(amount, currency.or(own)?)
    });
    match sums[..] {
        [] if !open => return Some(Paid::Nothing),
        [sum] if !open => {
            let back = reimbursed.filter(|back| back.currency == sum.currency || back.minor == 0);
            return Some(Paid::Total(sum, back.map(|back| Money { currency: sum.currency, ..back })));
        }
        _ => {}
    }
    let back = reimbursed?;
    let own = sums.iter().find(|sum| sum.currency == back.currency).copied();
    // What was paid back beyond the fees of its own currency may be for those of another one.
    let surplus = back.minor > own.map_or(0, |own| own.minor);
    let short = own.filter(|own| back.minor < own.minor).map(|own| (own, back));
    let other = sums.iter().find(|sum| sum.currency != back.currency).filter(|_| !surplus);
    let short = short.or(other.map(|&other| (other, Money { minor: 0, currency: other.currency })));
    short.map(|(paid, back)| Paid::Total(paid, Some(back)))
}

/// The head of a cost: the one that is recorded, else the one that its label names in the words of agencies.
pub fn head_of(cost: &Cost) -> Option<CostHead> {
    cost.head.or_else(|| cost_words::head(cost.label.as_deref()?))
}

fn counts_as_fee(cost: &Cost) -> Option<bool> {
    match (cost.demanded_by, head_of(cost)) {
        (Some(Party::Employer | Party::Recruiter), _)
        | (_, Some(CostHead::RecruitmentFee | CostHead::SponsorCharge)) => Some(true),
        // By the worker's own choice before contact: a language test, a degree check, a license.
        (Some(Party::Worker), Some(CostHead::SkillsTest | CostHead::Administration | CostHead::Training)) => {
            cost.before_contact.map(|before| !before)
        }
        (Some(Party::Worker), _) => Some(false),
        (Some(Party::Regulator | Party::State), _) => cost.before_contact.map(|before| !before),
        (None, _) => None,
    }
}

/// The terms that got worse between the offer and the contract signed or lived. Terms that are not
/// stated on both sides, or in two currencies, are not compared.
pub(super) fn terms_made_worse(terms: &[ContractTerms]) -> Option<Vec<String>> {
    let offered = terms.iter().find(|t| t.stage == ContractStage::Offered)?;
    let later: Vec<&ContractTerms> = terms.iter().filter(|t| t.stage != ContractStage::Offered).collect();
    if later.is_empty() {
        return None;
    }
    let mut worse = Vec::new();
    let mut say = |name: &str, is_worse: bool| {
        if is_worse && !worse.iter().any(|known| known == name) {
            worse.push(name.to_owned());
        }
    };
    for now in later {
        let same_currency = offered.pay_currency == now.pay_currency;
        say("monthly_pay", same_currency && less(now.monthly_pay, offered.monthly_pay));
        say("monthly_deductions", same_currency && less(offered.monthly_deductions, now.monthly_deductions));
        say("hours_per_week", less(offered.hours_per_week, now.hours_per_week));
        say("leave_days", less(now.leave_days, offered.leave_days));
        say("contract_months", less(now.contract_months, offered.contract_months));
        for (name, before, after) in [
            ("employer", &offered.employer, &now.employer),
            ("site", &offered.site, &now.site),
            ("job_title", &offered.job_title, &now.job_title),
        ] {
            let differs = before
                .as_ref()
                .zip(after.as_ref())
                .is_some_and(|(a, b)| crate::text::fold(a) != crate::text::fold(b));
            say(name, differs);
        }
    }
    Some(worse)
}

fn less<T: PartialOrd>(a: Option<T>, b: Option<T>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a < b)
}

/// What a repayment clause would claim: the items, their sum, and whether one of them may never be.
pub(super) fn repayment(costs: &[Cost]) -> (Vec<String>, Option<Money>, bool) {
    let items: Vec<&Cost> =
        costs.iter().filter(|cost| cost.entry == Some(CostEntry::RepaymentItem)).collect();
    let labels = items.iter().map(|cost| cost.label.clone().unwrap_or_else(|| "unnamed".into())).collect();
    let forbidden = items.iter().any(|cost| {
        matches!(head_of(cost), Some(CostHead::RecruitmentFee | CostHead::Visa | CostHead::SponsorCharge))
    });
    let mut total: Option<Money> = None;
    for cost in &items {
        let money = cost.amount.zip(cost.currency).and_then(|(amount, currency)| Money::of(amount, currency));
        total = match (total, money) {
            (None, Some(money)) => Some(money),
            (Some(sum), Some(money)) if sum.currency == money.currency => {
                Some(Money { minor: sum.minor.saturating_add(money.minor), ..sum })
            }
            _ => return (labels, None, forbidden),
        };
    }
    (labels, total, forbidden)
}

/// The criteria of selection on a ground that ILO C111 and C181 ban.
pub(super) fn banned_criteria(criteria: &[String]) -> Vec<String> {
    const BANNED: &[&str] = &[
        "sex",
        "gender",
        "pregnan",
        "marital",
        "married",
        "single",
        "family",
        "children",
        "race",
        "ethnic",
        "colour",
        "color",
        "origin",
        "nationality",
        "religio",
        "politic",
        "union",
        "disab",
        "health status",
        "hiv",
        "age",
    ];
    // `age` is a word of its own; the others begin words.
    let banned = |text: &str| {
        let folded = crate::text::fold(text);
        BANNED.iter().any(|ground| match *ground {
            "age" => folded.split(' ').any(|word| word == "age"),
            "origin" => folded.split(' ').any(|word| word == "origin") && !folded.contains("original"),
            ground => {
                folded.split(' ').any(|word| word.starts_with(ground))
                    || (ground.contains(' ') && folded.contains(ground))
            }
        })
    };
    criteria.iter().filter(|text| banned(text)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn country(code: &str) -> Country {
        code.parse().unwrap()
    }

    #[test]
    fn the_who_list_goes_by_editions_and_is_unknown_before_the_first() {
        let packs = policy::builtin();
        for (code, on, expected) in [
            ("GH", "2021-02-25", Some(true)),
            ("GH", "2021-02-24", None),
            ("ZM", "2023-03-07", Some(false)),
            ("ZM", "2023-03-08", Some(true)),
            ("PH", "2024-01-01", Some(false)),
        ] {
            assert_eq!(ssl_listed(packs, country(code), day(on)), expected, "{code} {on}");
        }
    }

    /// An edition is right by the dates of the list that it is of.
    #[test]
    fn an_edition_is_compared_with_its_own_list() {
        let packs = policy::builtin();
        for (destination, on, used, right) in [
            ("DE", "2023-06-01", "2020", true),
            ("DE", "2023-06-01", "2023", true),
            ("DE", "2023-06-01", "de-beschv-38-2021", true),
            ("DE", "2023-06-01", "who-ssl-2020", false),
            ("DE", "2024-06-01", "2020", false),
            // A law goes by the year in which it began, the list that it took over by its own.
            ("DE", "2020-05-01", "2013", true),
            ("DE", "2020-05-01", "2006", true),
            ("DE", "2021-08-01", "2013", false),
            ("DE", "2022-06-01", "2021", true),
            ("DE", "2024-06-01", "2021", false),
            ("CA", "2022-06-01", "2021", false),
            ("DE", "2024-06-01", "WHO-SSL-2023", true),
            ("DE", "2024-06-01", "de-beschv-38-2021", false),
            ("GB", "2022-06-01", "2021", true),
            ("GB", "2022-06-01", "2020", true),
            ("GB", "2024-06-01", "2021", false),
            ("GB", "2024-06-01", "uk-england-red-2023", true),
            ("GB", "2024-06-01", "de-beschv-38-2023", false),
            ("CA", "2022-06-01", "2020", true),
            ("CA", "2022-06-01", "2023", false),
            ("CA", "2024-06-01", "2019", false),
        ] {
            let (edition, _) =
                edition_in_force(packs, destination.parse().ok(), day(on), Some(used)).unwrap();
            assert_eq!(edition == used, right, "{destination} {on} {used}: {edition}");
        }
        let (edition, _) = edition_in_force(packs, "DE".parse().ok(), day("2023-06-01"), None).unwrap();
        assert_eq!(edition, "2023");
    }

    #[test]
    fn a_destination_s_list_goes_by_its_own_dates() {
        let packs = policy::builtin();
        for (origin, destination, on, expected) in [
            ("ZM", "DE", "2023-06-01", Some("none")),
            ("ZM", "DE", "2023-12-13", Some("none")),
            ("ZM", "DE", "2023-12-14", Some("banned-private")),
            ("GH", "DE", "2015-01-01", None),
            ("GH", "GB", "2024-01-01", Some("red")),
            ("NP", "GB", "2024-01-01", Some("amber")),
            ("KE", "GB", "2024-01-01", Some("amber")),
            ("IN", "GB", "2024-01-01", Some("none")),
            ("GH", "CA", "2024-01-01", Some("none")),
        ] {
            let status = destination_list_status(packs, country(origin), country(destination), day(on));
            assert_eq!(status.as_deref(), expected, "{origin} {destination} {on}");
        }
    }

    #[test]
    fn an_agreement_is_of_the_corridor_that_it_names() {
        let packs = policy::builtin();
        let country = |code: &str| code.parse::<Country>().ok();
        for (id, origin, destination, is) in [
            ("ke-gb-2021-health-workforce", "KE", "GB", Some(true)),
            ("ke-gb-2021-health-workforce", "GH", "GB", Some(false)),
            ("np-gb-2022-health-professionals", "NP", "DE", Some(false)),
            ("ph-de-2013-triple-win", "VN", "DE", Some(false)),
            ("id-jp-2007-epa", "ID", "JP", Some(true)),
            ("id-jp-2007-epa", "", "JP", None),
            ("id-jp-2007-epa", "", "DE", Some(false)),
        ] {
            let agreement = packs.agreement(&id.parse().unwrap()).unwrap();
            assert_eq!(
                is_of_corridor(agreement, (country(origin), country(destination))),
                is,
                "{id} {origin}"
            );
        }
    }

    #[test]
    fn an_agreement_is_worth_what_its_dates_say() {
        let packs = policy::builtin();
        let kenya = packs.agreement(&"ke-gb-2021-health-workforce".parse().unwrap()).unwrap();
        for (on, expected) in [
            ("2021-07-28", AgreementStatus::NotSigned),
            ("2021-07-29", AgreementStatus::SignedNotInForce),
            ("2021-11-11", AgreementStatus::Active),
        ] {
            assert_eq!(agreement_status(kenya, day(on)), Some(expected), "{on}");
        }
        let ghana = packs.agreement(&"gh-gb-undated-nurse-announcement".parse().unwrap()).unwrap();
        assert_eq!(agreement_status(ghana, day("2026-01-01")), Some(AgreementStatus::NotSigned));
    }

    #[test]
    fn a_partial_birth_date_decides_only_what_it_can() {
        let age = |born: &str| age_years(born.parse().unwrap(), day("2026-06-15"));
        assert_eq!(age("2008-06-15"), Some(18));
        assert_eq!(age("2008-06-16"), Some(17));
        assert_eq!(age("2008"), None);
        assert_eq!(age("2009"), Some(16));
        assert_eq!(age("1990"), Some(35));
    }

    #[test]
    fn grounds_are_banned_and_skills_are_not() {
        let criteria: Vec<String> =
            ["sex", "two years of ICU", "Marital status", "language", "age under 35", "average grade"]
                .map(str::to_owned)
                .to_vec();
        assert_eq!(banned_criteria(&criteria), ["sex", "Marital status", "age under 35"]);
    }

    /// Fees that the worker paid, as `100 EUR, ? PHP`: a question mark is an amount that nobody wrote down.
    fn fees(list: &str) -> Vec<Cost> {
        let cost = |text: &str| {
            let (amount, currency) = text.split_once(' ').unwrap();
            Cost {
                entry: Some(CostEntry::Paid),
                head: Some(CostHead::RecruitmentFee),
                payer: Some(Party::Worker),
                demanded_by: Some(Party::Recruiter),
                amount: amount.parse().ok(),
                currency: currency.parse().ok(),
                placement_id: "P-1".parse().unwrap(),
                label: None,
                payee: None,
                paid_on: None,
                before_contact: None,
            }
        };
        list.split(", ").filter(|text| !text.is_empty()).map(cost).collect()
    }

    /// `1000.00 EUR of 1500.00 EUR`: what was paid back of what was paid.
    fn said(list: &str, back: Option<(&str, Option<&str>)>) -> String {
        let back =
            back.map(|(amount, currency)| (amount.parse().unwrap(), currency.map(|c| c.parse().unwrap())));
        match worker_paid_fees(&fees(list), back) {
            None => "unknown".to_owned(),
            Some(Paid::Nothing) => "nothing".to_owned(),
            Some(Paid::Total(paid, None)) => format!("unknown of {paid}"),
            Some(Paid::Total(paid, Some(back))) => format!("{back} of {paid}"),
        }
    }

    /// A further cost of which something is unknown, or in another currency, never turns a shortfall that is known into
    /// a question.
    #[test]
    fn a_shortfall_in_one_currency_is_told_whatever_else_was_paid() {
        let eur = |amount| Some((amount, Some("EUR")));
        assert_eq!(said("1000 EUR", eur("1000")), "1000.00 EUR of 1000.00 EUR");
        assert_eq!(said("1000 EUR", Some(("400", None))), "400.00 EUR of 1000.00 EUR");
        assert_eq!(said("1000 EUR", None), "unknown of 1000.00 EUR");
        assert_eq!(said("1000 EUR", Some(("60000", Some("PHP")))), "unknown of 1000.00 EUR");
        // Two currencies: what one of them lacks is known.
        assert_eq!(said("1000 EUR, 50000 PHP", eur("1000")), "0.00 PHP of 50000.00 PHP");
        assert_eq!(said("1000 EUR, 50000 PHP", eur("400")), "400.00 EUR of 1000.00 EUR");
        assert_eq!(said("1000 EUR, 50000 PHP, 20 KES", eur("0")), "0.00 EUR of 1000.00 EUR");
        assert_eq!(said("1000 EUR, 50000 PHP", Some(("0", None))), "0.00 EUR of 1000.00 EUR");
        // More than the fees of its currency may be for those of another one; and one sum without a currency may be in any.
        assert_eq!(said("1000 EUR, 50000 PHP", eur("1900")), "unknown");
        assert_eq!(said("1000 EUR, 50000 PHP", Some(("1000", None))), "unknown");
        assert_eq!(said("1000 EUR, 50000 PHP", None), "unknown");
        // An amount that nobody wrote down.
        assert_eq!(said("1000 EUR, ? EUR", eur("400")), "400.00 EUR of 1000.00 EUR");
        assert_eq!(said("1000 EUR, ? EUR", eur("1000")), "unknown");
        assert_eq!(said("? EUR", eur("0")), "unknown");
        assert_eq!(said("0 EUR, 0 PHP", eur("0")), "nothing");
        assert_eq!(said("", eur("0")), "unknown");
    }

    #[test]
    fn a_label_that_names_a_fee_is_its_head_where_none_is_recorded() {
        let [mut cost] = <[Cost; 1]>::try_from(fees("900 EUR")).unwrap();
        (cost.head, cost.demanded_by) = (None, None);
        for (label, head) in [
            ("Recruitment fee", Some(CostHead::RecruitmentFee)),
            ("Frais de placement", Some(CostHead::RecruitmentFee)),
            ("Agency fee (2nd part)", Some(CostHead::RecruitmentFee)),
            ("Thing", None),
            ("", None),
        ] {
            cost.label = Some(label.to_owned());
            assert_eq!(head_of(&cost), head, "{label}");
            let paid = worker_paid_fees(std::slice::from_ref(&cost), Some(("0".parse().unwrap(), None)));
            assert_eq!(paid.is_some(), head.is_some(), "{label}: {paid:?}");
        }
        // What is recorded goes before what a label says.
        (cost.head, cost.label) = (Some(CostHead::Training), Some("Recruitment fee".to_owned()));
        assert_eq!(head_of(&cost), Some(CostHead::Training));
    }
}
