//! The procedure: instruments between the states first, then the destination's own rules.

use super::case::{Case, Outcome};
use super::cite::of_rule;
use super::{Answer, CountryGroup, Label, PortabilityReason, Question, Verdict, VerdictCondition};
use crate::reference::social_security::{self as tables, Branch, NationalityScope, SocialSecurityRule};

/// What becomes of the three groups.
pub fn answer(question: &Question) -> Answer {
    let verdicts =
        |branches: &[Branch]| -> Vec<Verdict> { branches.iter().map(|&b| branch(question, b)).collect() };
    let pensions =
        verdicts(&[Branch::OldAge, Branch::Invalidity, Branch::OccupationalPension, Branch::EndOfService]);
    // The statutory pension is the headline, unless it gives nothing and there are savings.
    let savings = pensions[2..].iter().any(|v| matches!(v.label, Label::PartlyPortable | Label::Portable));
    let pension = match pensions[0].label {
        Label::NotPortable if savings => Label::PartlyPortable,
        label => label,
    };
    let medical = verdicts(&[Branch::SicknessMedical]);
    let life = verdicts(&[Branch::Survivors, Branch::LifeInsurance]);
    let origin_cover = [Branch::OldAge, Branch::SicknessMedical, Branch::LifeInsurance, Branch::Survivors]
        .iter()
        .flat_map(|&branch| tables::rules(question.origin, branch))
        .filter(|rule| question.origin != question.destination && is_voluntary(rule))
        .map(of_rule)
        .collect();
    Answer {
        question: question.clone(),
        pension: CountryGroup::of(pension, pensions),
        medical: CountryGroup::of(medical[0].label, medical),
        life: CountryGroup::of(life.iter().map(|v| v.label).max().unwrap_or(Label::Unknown), life),
        origin_cover,
    }
}

/// Lengths of a contract between which the rows of the tables draw their lines, in months.
const LENGTHS: [u32; 8] = [1, 6, 12, 24, 60, 120, 180, 240];

/// What becomes of the three groups where nobody says how long the contract lasts: the months of the question are
/// assumed, and a verdict that another length would make worse says so.
pub fn answer_for_assumed_months(question: &Question) -> Answer {
    let mut assumed = answer(question);
    let others = LENGTHS.map(|months| answer(&Question { months, ..question.clone() }));
    for (group, of) in [
        (&mut assumed.pension, others.each_ref().map(|other| &other.pension)),
        (&mut assumed.medical, others.each_ref().map(|other| &other.medical)),
        (&mut assumed.life, others.each_ref().map(|other| &other.life)),
    ] {
        for (at, verdict) in group.branches.iter_mut().enumerate() {
            verdict.assumptions.push(PortabilityReason::ContractLasts { months: question.months });
            if of.iter().any(|other| other.branches[at].label < verdict.label) {
                let condition = VerdictCondition::lasting(verdict.condition.as_ref(), question.months);
                verdict.rest_on(condition);
            }
        }
        *group = CountryGroup::of(group.label, std::mem::take(&mut group.branches));
    }
    assumed
}

/// Rules for a state's own nationals abroad are what the origin offers.
fn is_voluntary(rule: &SocialSecurityRule) -> bool {
    rule.nationality_scope == NationalityScope::List && rule.nationals() == [rule.country]
}

/// What becomes of one branch.
pub fn branch(q: &Question, branch: Branch) -> Verdict {
    let mut case = Case::new(q, branch);
    let decided = case.instruments().unwrap_or(Outcome::National { cap: false });
    let label = match decided {
        Outcome::Label(label) => label,
        Outcome::National { cap } => case.national(cap),
    };
    case.finish(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Country;
    use proptest::prelude::*;

    /// The vectors worked out by hand with the tables: origin, destination, nationality, home
    /// afterwards, branch, months, months at home, verdict, keys among the rules.
    const VECTORS: &str = "\
PH DE PH PH old-age 36 60 portable DE-PH
PH DE PH PH sickness-medical 36 60 not-portable DE-ME-1
MA DE SN MA old-age 36 0 partly-portable DE-OA-2
NG GB NG NG old-age 36 0 not-portable GB-OA-1
NG GB NG NG old-age 132 0 partly-portable GB-OA-3
PH GB PH PH old-age 132 0 portable GB-PH
IN GB IN IN old-age 36 60 not-portable GB-OA-1
NP JP NP NP old-age 36 0 partly-portable JP-OA-1
PH JP PH PH old-age 36 120 portable JP-PH
KE CH KE KE old-age 36 0 partly-portable CH-OA-1
PH IT PH PH old-age 36 60 portable IT-OA-2
PH SA PH PH old-age 24 60 not-portable SA-OA-1
BD SA BD BD survivors 24 0 not-portable SA-SU-1
IN AU IN IN occupational-pension 36 60 partly-portable AU-OC-1
NG US NG NG old-age 60 0 not-portable US-OA-1
MA FR MA MA sickness-medical 36 60 partly-portable FR-MA
BR PT BR BR old-age 36 180 portable IBERO:PT
CO ES CO CO old-age 36 150 portable IBERO:ES
RS AT RS RS sickness-medical 36 60 partly-portable AT-RS
GH NL GH GH old-age 36 0 partly-portable NL-OA-2
NO DE NO NO old-age 36 60 portable EU-883-EEA:DE
TN IT TN TN old-age 36 60 partly-portable IT-TN
NP NO NP NP old-age 36 0 partly-portable NO-OA-2
IN AU IN IN old-age 36 60 partly-portable AU-IN
TN IT TN TN old-age 6 60 not-portable IT-TN
NG KR NG NG old-age 36 0 unknown KR-OA-4
CA JP CA CA old-age 36 120 portable CA-JP
FR DK PH FR sickness-medical 36 60 unknown DK-ME-1
FR DE NO FR sickness-medical 36 60 unknown DE-ME-1
KE FR KE KE old-age 2 0 unknown FR-OA-2
IN NZ IN IN occupational-pension 24 0 not-portable NZ-OC-3
ZA GB ZA ZA survivors 60 0 not-portable GB-SU-3
IN SA IN IN end-of-service 18 0 not-portable SA-EO-2 resignation
IN KW IN IN end-of-service 36 0 partly-portable KW-EO-3 resignation
ZM AT ZM DE old-age 36 150 partly-portable EU-1231:AT
ZM AT ZM DE old-age 180 0 portable EU-1231:AT
KE DE KE FR old-age 12 48 partly-portable EU-1231:DE
PH ES PH PT old-age 36 150 portable ES-PH";

    fn ask(
        origin: &str,
        destination: &str,
        nationality: &str,
        home: &str,
        months: u32,
        at_home: Option<u32>,
    ) -> Question {
        let country = |code: &str| code.parse().unwrap();
        let mut q =
            Question::new(country(origin), country(destination), months, "2026-11-23".parse().unwrap());
        q.nationalities = Some(vec![country(nationality)]);
        q.return_to = Some(country(home));
        q.origin_months = at_home;
        q
    }

    #[test]
    fn the_vectors_come_out_as_worked_out_by_hand() {
        let mut wrong = Vec::new();
        for line in VECTORS.lines() {
            let f: Vec<&str> = line.split(' ').collect();
            let mut q = ask(f[0], f[1], f[2], f[3], f[5].parse().unwrap(), f[6].parse().ok());
            if let Some(ending) = f.get(9) {
                q.ending = ending.parse().unwrap();
            }
            let verdict = branch(&q, f[4].parse().unwrap());
            if verdict.label.as_str() != f[7] || !verdict.rules.iter().any(|rule| rule.key == f[8]) {
                let keys: Vec<&str> = verdict.rules.iter().map(|rule| rule.key.as_str()).collect();
                wrong.push(format!(
                    "{line}\n   came out {} by {keys:?}: {:?}",
                    verdict.label, verdict.reasons
                ));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_refund_is_warned_of_even_where_the_pension_travels() {
        let verdict = branch(&ask("PH", "JP", "PH", "PH", 36, Some(120)), Branch::OldAge);
        assert!(
            verdict.warnings.contains(&PortabilityReason::RefundEndsRecord { rule: "JP-OA-1".to_owned() }),
            "{:?}",
            verdict.warnings
        );
    }

    #[test]
    fn an_unknown_nationality_is_never_a_pass() {
        let mut q = ask("MA", "DE", "MA", "MA", 36, Some(60));
        q.nationalities = None;
        let verdict = branch(&q, Branch::OldAge);
        assert_ne!(verdict.label, Label::Portable, "{verdict:?}");
    }

    #[test]
    fn the_groups_take_their_headlines() {
        let answer = answer(&ask("PH", "SA", "PH", "PH", 24, Some(60)));
        assert_eq!(
            answer.pension.label,
            Label::PartlyPortable,
            "a gratuity is left where the pension is not"
        );
        assert_eq!(answer.pension.branches[0].label, Label::NotPortable);
    }

    /// Where the destination has no row for survivors, theirs is the right of the deceased with what cuts it.
    #[test]
    fn survivors_keep_no_more_than_the_pension_that_they_follow() {
        for (origin, destination, months, home, cut) in [
            ("IE", "NZ", 60, 60, true),
            ("NL", "NZ", 70, 60, true),
            ("AT", "AU", 60, 60, true),
            ("US", "AU", 90, 40, true),
            ("IE", "AU", 120, 0, true),
            ("PH", "DE", 40, 30, false),
            ("PH", "ES", 36, 150, false),
        ] {
            let q = ask(origin, destination, origin, origin, months, Some(home));
            let (pension, survivors) = (branch(&q, Branch::OldAge), branch(&q, Branch::Survivors));
            assert!(survivors.label <= pension.label, "{origin} {destination}: {survivors:?}");
            assert_eq!(survivors.label == Label::Portable, !cut, "{origin} {destination}");
            if cut && survivors.label == Label::PartlyPortable {
                assert!(survivors.reasons.contains(&PortabilityReason::PaidReduced), "{survivors:?}");
                let key = |verdict: &Verdict| verdict.rules.iter().any(|rule| rule.key.contains("-OA-"));
                assert!(key(&survivors), "{survivors:?}");
            }
        }
    }

    /// A row on survivors that states months, or where they must live, goes before the right of the deceased.
    #[test]
    fn a_row_on_survivors_goes_before_the_pension_that_they_follow() {
        let label = |origin: &str, destination: &str, home: &str, months: u32, at_home: u32| {
            branch(&ask(origin, destination, origin, home, months, Some(at_home)), Branch::Survivors).label
        };
        // CA-SU-1 needs 36 months, IE-SU-1 60, JP-SU-1 300; NL-SU-1 pays nothing where no treaty is.
        assert_eq!(label("PH", "CA", "PH", 12, 0), Label::PartlyPortable);
        assert_eq!(label("PH", "CA", "PH", 40, 0), Label::Portable);
        assert_eq!(label("US", "IE", "US", 60, 0), Label::Portable);
        assert_ne!(label("PH", "JP", "PH", 36, 100), Label::Portable);
        assert_ne!(label("TR", "NL", "GH", 36, 100), Label::Portable);
        assert_eq!(label("TR", "NL", "TR", 36, 100), Label::Portable);
    }

    #[test]
    fn a_verdict_that_rests_on_months_at_home_says_how_many_and_is_not_certain() {
        let told = |origin: &str, destination: &str, months: u32, home: Option<u32>| {
            let verdict = branch(&ask(origin, destination, origin, origin, months, home), Branch::OldAge);
            (verdict.headline().to_string(), verdict.confidence)
        };
        let medium = Some(crate::model::Confidence::Medium);
        let high = Some(crate::model::Confidence::High);
        let text = |text: &str| text.to_owned();
        assert_eq!(
            told("IN", "DE", 36, None),
            (text("portable if at least 24 months are insured in IN"), medium)
        );
        assert_eq!(told("IN", "DE", 36, Some(24)), (text("portable"), high));
        let (later, confidence) = told("IN", "DE", 36, Some(0));
        assert_eq!(later, "partly-portable if 24 more months are insured in IN afterwards");
        assert!(confidence <= medium);
        assert_eq!(told("IN", "DE", 60, None), (text("portable"), high));
    }

    #[test]
    fn an_assumed_length_is_a_condition_where_another_would_give_a_worse_verdict() {
        let mut q = ask("IN", "DE", "IN", "IN", 36, None);
        let assumed = answer_for_assumed_months(&q);
        assert_eq!(
            assumed.pension.headline.to_string(),
            "portable if the contract lasts 36 months and at least 24 months are insured in IN"
        );
        assert_eq!(assumed.medical.condition, None, "no length of a contract takes the cover abroad");
        q.origin_months = Some(300);
        let told = answer_for_assumed_months(&q).pension.headline.to_string();
        assert_eq!(told, "portable if the contract lasts 36 months");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Months at home that are not known never read better than none, unless the answer says what it assumes.
        #[test]
        fn unknown_months_at_home_are_no_pass(o in 0_usize..250, d in 0_usize..250, months in 0_u32..300) {
            let all: Vec<Country> = Country::all().collect();
            let mut q = Question::new(all[o], all[d], months, "2026-11-23".parse().unwrap());
            q.nationalities = Some(vec![all[o]]);
            for &b in Branch::ALL {
                let unknown = branch(&q, b);
                let none = branch(&Question { origin_months: Some(0), ..q.clone() }, b);
                prop_assert!(
                    unknown.label <= none.label || unknown.condition.is_some(),
                    "{:?} {:?} {:?}", b, unknown, none
                );
                let high = unknown.confidence == Some(crate::model::Confidence::High);
                prop_assert!(unknown.condition.is_none() || !high, "{:?}", unknown);
            }
        }

        /// A row of low confidence settles nothing.
        #[test]
        fn a_row_of_low_confidence_settles_nothing(o in 0_usize..250, d in 0_usize..250, months in 0_u32..300) {
            let all: Vec<Country> = Country::all().collect();
            let mut q = Question::new(all[o], all[d], months, "2026-11-23".parse().unwrap());
            q.nationalities = Some(vec![all[o]]);
            q.origin_months = Some(60);
            for &b in Branch::ALL {
                let verdict = branch(&q, b);
                let low = verdict.confidence == Some(crate::model::Confidence::Low);
                prop_assert!(!low || verdict.label == Label::Unknown, "{:?}", verdict);
            }
        }

        /// Any question has an answer that either cites a row or says that there is none.
        #[test]
        fn no_verdict_without_a_row_or_a_word(o in 0_usize..250, d in 0_usize..250, n in 0_usize..250, months in 0_u32..600, home in proptest::option::of(0_u32..600)) {
            let all: Vec<Country> = Country::all().collect();
            let mut q = Question::new(all[o], all[d], months, "2026-11-23".parse().unwrap());
            q.nationalities = Some(vec![all[n]]);
            q.origin_months = home;
            for &b in Branch::ALL {
                let verdict = branch(&q, b);
                prop_assert!(!verdict.reasons.is_empty());
                prop_assert!(verdict.label == Label::Unknown || !verdict.rules.is_empty(), "{:?}", verdict);
            }
        }
    }
}
