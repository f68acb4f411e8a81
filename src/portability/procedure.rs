//! The procedure for one branch, step by step.

use super::scope::{self, Link, is_partner, links, months_fit, nationality_fits, residence_fits};
use super::{Answer, Decisive, Ending, Group, Label, Question, Verdict};
use crate::model::{Confidence, Country};
use crate::reference::social_security::{self as tables, Agreement, Branch, Effect, Rule};

/// Months that an instrument asks before it adds periods: twelve in European rules, eighteen in the
/// agreements of the United States, twelve elsewhere as a prudent default.
fn least_months(destination: Country, origin: Country) -> u32 {
    if [destination, origin].iter().any(|c| c.as_str() == "US") { 18 } else { 12 }
}

/// Lists of agreements older than this prove nothing by what they do not name.
const STALE_MONTHS: i32 = 36;

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
        pension: Group { label: pension, branches: pensions },
        medical: Group { label: medical[0].label, branches: medical },
        life: Group { label: life.iter().map(|v| v.label).max().unwrap_or(Label::Unknown), branches: life },
        origin_cover,
    }
}

/// Rules for a state's own nationals abroad are what the origin offers.
fn is_voluntary(rule: &Rule) -> bool {
    rule.nationality_scope == "list" && rule.nationals() == [rule.country]
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

/// What the instruments come to.
enum Outcome {
    Label(Label),
    /// The destination's own rules decide; with `cap` they give at most partly-portable.
    National {
        cap: bool,
    },
}

struct Case<'q> {
    q: &'q Question,
    branch: Branch,
    residence: Country,
    months: u32,
    verdict: Verdict,
    deciding: Vec<Confidence>,
    bilateral: Vec<&'static Agreement>,
    links: Vec<Link>,
    /// An instrument was left out for its hub alone although a nationality lies in it.
    hub_may_help: bool,
    admitted: bool,
}

impl<'q> Case<'q> {
    fn new(q: &'q Question, branch: Branch) -> Self {
        let residence = q.return_to.unwrap_or(q.origin);
        let (d, o) = (q.destination.as_str(), q.origin.as_str());
        let mut assumptions = Vec::new();
        if q.return_to.is_none() {
            assumptions.push(format!("the worker lives in {residence} afterwards"));
        }
        if q.nationalities.is_none() {
            assumptions.push(
                "the worker's nationality is not known: rules that turn on it are left open".to_owned(),
            );
        }
        assumptions.push(format!("the contract ends as `{}`", q.ending));
        let own = q.nationalities.as_deref().unwrap_or_default();
        let mut found = links(q.destination, residence, q.as_of);
        for link in links(q.destination, q.origin, q.as_of) {
            if !found.iter().any(|known| known.destination.instrument_id == link.destination.instrument_id) {
                found.push(link);
            }
        }
        let hub_may_help = found.iter().any(|link| {
            link.hub_only
                && link.destination.has(branch)
                && own.iter().any(|n| link.destination.hub().contains(n))
        });
        found.retain(|link| {
            !link.hub_only
                && link.destination.has(branch)
                && scope::admits(&link.destination.instrument_id, own)
        });
        let bilateral: Vec<&Agreement> = tables::agreements(d, o).iter().collect();
        // A pair of the same state has no agreement with itself.
        let bilateral = if d == o { Vec::new() } else { bilateral };
        let admitted = bilateral.iter().any(|a| {
            scope::in_force(a, q.as_of)
                && a.agreement_type == "full"
                && a.has(branch)
                && admitted_by(a, q) != Some(false)
                && matches!(a.personal_scope.as_str(), "all" | "mixed")
        });
        let verdict = Verdict {
            branch,
            label: Label::Unknown,
            tentative: None,
            rules: Vec::new(),
            reasons: Vec::new(),
            warnings: Vec::new(),
            assumptions,
            confidence: None,
        };
        Self {
            q,
            branch,
            residence,
            months: q.months + q.earlier_months,
            verdict,
            deciding: Vec::new(),
            bilateral,
            links: found,
            hub_may_help,
            admitted,
        }
    }

    fn pensions(&self) -> bool {
        matches!(self.branch, Branch::OldAge | Branch::Survivors | Branch::Invalidity)
    }

    fn decide(&mut self, row: Decisive) {
        self.deciding.push(row.confidence);
        self.mention(row);
    }

    fn mention(&mut self, row: Decisive) {
        if !self.verdict.rules.iter().any(|known| known.key == row.key) {
            self.verdict.rules.push(row);
        }
    }

    fn reason(&mut self, text: impl Into<String>) {
        self.verdict.reasons.push(text.into());
    }

    /// Steps 1 to 4: instruments between the states.
    fn instruments(&mut self) -> Option<Outcome> {
        // Life insurance, occupational pensions and gratuities are never in agreements.
        if matches!(self.branch, Branch::LifeInsurance | Branch::OccupationalPension | Branch::EndOfService) {
            return None;
        }
        for agreement in self.bilateral.clone() {
            if !scope::in_force(agreement, self.q.as_of) {
                self.mention(of_agreement(agreement));
                self.reason(format!("{} is not in force on the day ({}).", agreement.name, agreement.status));
            } else if agreement.agreement_type == "contributions-only" {
                self.mention(of_agreement(agreement));
                self.reason(format!("{} settles only where contributions are paid.", agreement.name));
            }
        }
        let coordinated =
            |id: &str| id.starts_with("EU-") || matches!(id, "TCA-SSC" | "EEAEFTA-UK" | "NORDIC");
        let strong: Vec<Link> =
            self.links.iter().copied().filter(|l| coordinated(&l.destination.instrument_id)).collect();
        let other: Vec<Link> =
            self.links.iter().copied().filter(|l| !coordinated(&l.destination.instrument_id)).collect();
        let usable: Vec<&'static Agreement> = self
            .bilateral
            .iter()
            .copied()
            .filter(|a| scope::in_force(a, self.q.as_of) && a.agreement_type == "full" && a.has(self.branch))
            .collect();
        let mut admitted: Vec<&'static Agreement> = Vec::new();
        let mut cap = false;
        for agreement in usable {
            match admitted_by(agreement, self.q) {
                Some(true) => admitted.push(agreement),
                Some(false) => {
                    self.mention(of_agreement(agreement));
                    self.reason(format!("{} is for nationals of its parties only.", agreement.name));
                }
                None if agreement.personal_scope == "mixed" => {
                    admitted.push(agreement);
                    cap = true;
                    self.verdict
                        .warnings
                        .push("the agreement does not cover everybody: check its personal scope".to_owned());
                }
                None => {
                    self.mention(of_agreement(agreement));
                    self.verdict
                        .assumptions
                        .push("the agreement is for nationals, and the nationality is not known".to_owned());
                }
            }
        }
        if self.branch == Branch::SicknessMedical {
            return self.medical(&strong, &other, &admitted);
        }
        if !self.pensions() {
            return None;
        }
        if let Some(link) = strong.first() {
            // Protocols with the United Kingdom do not pay invalidity benefits abroad.
            let uk = matches!(link.destination.instrument_id.as_str(), "TCA-SSC" | "EEAEFTA-UK");
            if uk && self.branch == Branch::Invalidity {
                self.decide(of_membership(link));
                return Some(Outcome::National { cap: true });
            }
            return Some(self.pension_by(&strong, &[], true, false));
        }
        if other.is_empty() && admitted.is_empty() {
            return None;
        }
        Some(self.pension_by(&other, &admitted, false, cap))
    }

    fn medical(
        &mut self,
        strong: &[Link],
        other: &[Link],
        admitted: &[&'static Agreement],
    ) -> Option<Outcome> {
        if let Some(link) = strong.first() {
            self.decide(of_membership(link));
            self.reason("Medical cover is coordinated while the person is insured or draws a pension.");
            self.remark_national();
            return Some(Outcome::Label(Label::Portable));
        }
        for link in other {
            self.decide(of_membership(link));
        }
        for agreement in admitted {
            self.decide(of_agreement(agreement));
        }
        if other.is_empty() && admitted.is_empty() {
            return None;
        }
        self.reason("Medical cover is coordinated for some: posted workers, dependants, pensioners as the agreement lists.");
        self.remark_national();
        Some(Outcome::Label(Label::PartlyPortable))
    }

    /// Step 3 for a pension: vested alone, by adding periods, or on the way there.
    fn pension_by(
        &mut self,
        links: &[Link],
        agreements: &[&'static Agreement],
        european: bool,
        mut cap: bool,
    ) -> Outcome {
        let any = |values: &mut dyn Iterator<Item = Option<bool>>| -> Option<bool> {
            let values: Vec<Option<bool>> = values.collect();
            if values.contains(&Some(true)) {
                Some(true)
            } else if values.contains(&None) {
                None
            } else {
                Some(false)
            }
        };
        let totalizes = any(&mut links
            .iter()
            .map(|l| l.destination.totalizes())
            .chain(agreements.iter().map(|a| a.totalizes())));
        let exports = any(&mut links
            .iter()
            .map(|l| l.destination.exports())
            .chain(agreements.iter().map(|a| a.exports())));
        links.iter().for_each(|link| self.decide(of_membership(link)));
        agreements.iter().for_each(|agreement| self.decide(of_agreement(agreement)));
        let test = if self.branch == Branch::Survivors { Branch::OldAge } else { self.branch };
        let threshold = self.threshold(test);
        let needed = threshold.as_ref().map_or(0, |rule| rule.min_insured_months.unwrap_or(0));
        if let Some(rule) = threshold {
            self.mention(of_rule(rule));
        }
        let least = least_months(self.q.destination, self.q.origin);
        let (own, home) = (self.months, self.q.origin_months);
        let total = home.map(|home| own + home);
        let totalizing = totalizes == Some(true) && own >= least;
        let mut tested = own;
        let vested = if own >= needed {
            self.reason(format!(
                "{own} months in {} reach the {needed} that the pension needs.",
                self.q.destination
            ));
            true
        } else if totalizing && total.is_some_and(|total| total >= needed) {
            tested = total.unwrap_or(own);
            self.reason(format!(
                "With the months in {} the {needed} that the pension needs are reached.",
                self.q.origin
            ));
            true
        } else if totalizing && total.is_none() {
            self.verdict.assumptions.push(format!(
                "at least {} months are insured in {}",
                needed.saturating_sub(own),
                self.q.origin
            ));
            tested = needed;
            self.reason(format!(
                "Months in {} count towards the {needed} that the pension needs.",
                self.q.origin
            ));
            true
        } else {
            false
        };
        if vested {
            self.warn_refunds();
            if exports != Some(true) {
                return Outcome::National { cap: true };
            }
            let bilateral_only = !agreements.is_empty() && links.is_empty();
            if bilateral_only
                && self.residence != self.q.origin
                && !is_partner(self.q.destination, self.residence, self.branch, self.q.as_of)
            {
                self.reason(format!("The agreement does not assure payment in {}.", self.residence));
                return Outcome::National { cap: true };
            }
            if let Some(rule) = self.cut(tested) {
                self.decide(of_rule(rule));
                self.reason("The pension is paid there, but frozen or reduced.");
                return Outcome::Label(Label::PartlyPortable);
            }
            self.reason("The pension is paid abroad.");
            cap = cap && self.bilateral.iter().any(|a| a.personal_scope == "mixed");
            return Outcome::Label(if cap { Label::PartlyPortable } else { Label::Portable });
        }
        if totalizing {
            let short = needed.saturating_sub(total.unwrap_or(own));
            self.verdict
                .assumptions
                .push(format!("{short} more months are insured in {} after the return", self.q.origin));
            self.reason(format!("{} of {needed} months are reached; {short} more are needed, and months at home after the return count.", total.unwrap_or(own)));
            self.warn_refunds();
            return Outcome::Label(Label::PartlyPortable);
        }
        if european && own < least {
            self.reason("Periods under twelve months are taken over by the other state.");
            return Outcome::Label(Label::Portable);
        }
        self.reason(format!("{own} months are under the {least} from which periods are added."));
        // Only what is paid at once remains: a refund, else nothing.
        let refunds: Vec<&Rule> = self
            .fitting(self.branch, own)
            .into_iter()
            .filter(|r| r.effect == Effect::RefundOnDeparture)
            .collect();
        for rule in self.fitting(self.branch, own) {
            self.decide(of_rule(rule));
        }
        Outcome::Label(if refunds.is_empty() { Label::NotPortable } else { Label::PartlyPortable })
    }

    /// The rule with the smallest number of months from which the destination pays.
    fn threshold(&self, branch: Branch) -> Option<&'static Rule> {
        let all = tables::rules(self.q.destination, branch);
        let paying = |rule: &&Rule| {
            rule.role == "main"
                && matches!(rule.effect, Effect::Exportable | Effect::ExportableFrozen | Effect::Reduced)
        };
        let fits = |rule: &&Rule| {
            nationality_fits(rule, self.q, self.admitted) == Some(true)
                && residence_fits(rule, all, self.q.destination, self.residence, self.q.as_of)
        };
        let least = |rules: Vec<&'static Rule>| {
            rules.into_iter().min_by_key(|rule| rule.min_insured_months.unwrap_or(0))
        };
        least(all.iter().filter(paying).filter(fits).collect())
            .or_else(|| least(all.iter().filter(paying).collect()))
    }

    /// A rule that freezes or cuts the payment where the person lives.
    fn cut(&self, months: u32) -> Option<&'static Rule> {
        let fitting = self.fitting(self.branch, months);
        let full = fitting.iter().any(|rule| rule.effect == Effect::Exportable);
        fitting
            .into_iter()
            .find(|rule| !full && matches!(rule.effect, Effect::ExportableFrozen | Effect::Reduced))
    }

    /// The main rules of the destination that fit months, nationality, residence and ending.
    fn fitting(&self, branch: Branch, months: u32) -> Vec<&'static Rule> {
        let all = tables::rules(self.q.destination, branch);
        all.iter()
            .filter(|rule| rule.role == "main" && months_fit(rule, months))
            .filter(|rule| rule.ending_scope == "any" || rule.ending_scope == self.q.ending.as_str())
            .filter(|rule| nationality_fits(rule, self.q, self.admitted) == Some(true))
            .filter(|rule| residence_fits(rule, all, self.q.destination, self.residence, self.q.as_of))
            .collect()
    }

    /// Steps 5 to 7: the destination's own rules.
    fn national(&mut self, cap: bool) -> Label {
        let all = tables::rules(self.q.destination, self.branch);
        let months = self.months;
        for rule in all.iter().filter(|rule| rule.role != "main" && months_fit(rule, months)) {
            self.mention(of_rule(rule));
            self.reason(format!("A supplement stays behind: {}.", rule.conditions));
        }
        let fitting = self.fitting(self.branch, self.months);
        let best = fitting.iter().map(|rule| label_of(rule.effect)).max();
        for rule in &fitting {
            if Some(label_of(rule.effect)) == best {
                self.decide(of_rule(rule));
            } else {
                self.mention(of_rule(rule));
            }
            self.reason(format!("{}: {} ({}).", rule.rule_id, rule.conditions, rule.effect));
        }
        self.warn_refunds();
        self.warn_other_ending();
        let open = all.iter().any(|rule| {
            rule.role == "main"
                && months_fit(rule, self.months)
                && nationality_fits(rule, self.q, self.admitted).is_none()
        });
        let Some(best) = best else {
            self.reason(if open {
                "The rules turn on nationality, which is not known.".to_owned()
            } else {
                format!(
                    "No row of the tables says what becomes of {} in {}.",
                    self.branch, self.q.destination
                )
            });
            return Label::Unknown;
        };
        let label = if cap { best.min(Label::PartlyPortable) } else { best };
        if open && label != Label::Portable {
            self.reason("Other rules turn on nationality, which is not known.");
            return Label::Unknown;
        }
        if label == Label::NotPortable && !self.no_agreement_is_proven() {
            self.reason(
                "That no agreement changes this is not proven: no complete and recent list was read.",
            );
            self.verdict.tentative = Some(Label::NotPortable);
            return Label::Unknown;
        }
        label
    }

    /// Step 6: whether a row for the pair, or a recent complete list of either side, proves that there
    /// is no agreement.
    fn no_agreement_is_proven(&mut self) -> bool {
        if self.hub_may_help {
            return false;
        }
        if !self.bilateral.is_empty() {
            return true;
        }
        for side in [self.q.destination, self.q.origin] {
            for list in tables::completeness(side.as_str()) {
                let recent = list
                    .as_of
                    .is_some_and(|as_of| as_of.earliest().months_until(self.q.as_of) <= STALE_MONTHS);
                if list.list_complete_for_country && recent {
                    self.mention(Decisive {
                        key: format!("list:{side}"),
                        says: format!("the list of agreements of {side} was read in full"),
                        source: list.source.clone(),
                        source_url: list.source_url.clone(),
                        confidence: list.confidence,
                    });
                    return true;
                }
            }
        }
        false
    }

    /// Step 5f: a refund that ends the counting of periods is said aloud, whatever decided.
    fn warn_refunds(&mut self) {
        for rule in self.fitting(self.branch, self.months) {
            if rule.effect == Effect::RefundOnDeparture {
                let warning = format!(
                    "{}: a refund ends the insurance record and with it later totalization",
                    rule.rule_id
                );
                self.mention(of_rule(rule));
                if !self.verdict.warnings.contains(&warning) {
                    self.verdict.warnings.push(warning);
                }
            }
        }
    }

    fn warn_other_ending(&mut self) {
        let other = match self.q.ending {
            Ending::Completed => Ending::Resignation,
            Ending::Resignation => Ending::Completed,
        };
        let all = tables::rules(self.q.destination, self.branch);
        let differs =
            all.iter().any(|rule| rule.ending_scope == other.as_str() && months_fit(rule, self.months));
        if differs {
            self.verdict.warnings.push(format!("if the contract ends as `{other}` another rule applies"));
        }
    }

    /// Where an instrument decided: what the destination's own rule says is a remark.
    fn remark_national(&mut self) {
        for rule in self.fitting(self.branch, self.months) {
            self.mention(of_rule(rule));
        }
    }

    fn finish(mut self, label: Label) -> Verdict {
        let confidence = self.deciding.iter().min().copied();
        self.verdict.confidence = confidence;
        self.verdict.label = label;
        if confidence == Some(Confidence::Low) && label != Label::Unknown {
            self.verdict.tentative = Some(label);
            self.verdict.label = Label::Unknown;
            self.reason("The deciding row is of low confidence and is to be verified first.");
        }
        if self.verdict.reasons.is_empty() {
            self.reason(format!(
                "No row of the tables says what becomes of {} in {}.",
                self.branch, self.q.destination
            ));
        }
        self.verdict.reasons.dedup();
        self.verdict
    }
}

/// Whether an agreement admits the worker; `None` when that turns on what is not known.
fn admitted_by(agreement: &Agreement, q: &Question) -> Option<bool> {
    let national = q.nationalities.as_ref().map(|own| {
        own.iter().any(|n| {
            [&agreement.party_a, &agreement.party_b].iter().any(|party| party.starts_with(n.as_str()))
        })
    });
    match (agreement.personal_scope.as_str(), national) {
        ("all", _) => Some(true),
        (_, Some(true)) => Some(true),
        ("nationals", Some(false)) => Some(false),
        _ => None,
    }
}

fn label_of(effect: Effect) -> Label {
    match effect {
        Effect::Exportable => Label::Portable,
        Effect::ExportableFrozen | Effect::Reduced | Effect::RefundOnDeparture => Label::PartlyPortable,
        Effect::NotExportable | Effect::Lost => Label::NotPortable,
    }
}

fn of_rule(rule: &Rule) -> Decisive {
    Decisive {
        key: rule.rule_id.clone(),
        says: format!("{}: {}", rule.effect, rule.conditions),
        source: rule.source.clone(),
        source_url: rule.source_url.clone(),
        confidence: rule.confidence,
    }
}

fn of_agreement(agreement: &Agreement) -> Decisive {
    let since = agreement.in_force_from.map(|from| format!(", in force from {from}")).unwrap_or_default();
    Decisive {
        key: agreement.key(),
        says: format!("{} ({}, {}{since})", agreement.name, agreement.agreement_type, agreement.status),
        source: agreement.source.clone(),
        source_url: agreement.source_url.clone(),
        // A row without its date is never better than medium.
        confidence: if agreement.in_force_from.is_none() {
            agreement.confidence.min(Confidence::Medium)
        } else {
            agreement.confidence
        },
    }
}

fn of_membership(link: &Link) -> Decisive {
    let m = link.destination;
    Decisive {
        key: format!("{}:{}", m.instrument_id, m.member),
        says: m.instrument.clone(),
        source: m.source.clone(),
        source_url: m.source_url.clone(),
        confidence: m.confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
IN KW IN IN end-of-service 36 0 partly-portable KW-EO-3 resignation";

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
        assert!(verdict.warnings.iter().any(|w| w.contains("JP-OA-1")), "{:?}", verdict.warnings);
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

    proptest! {
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
