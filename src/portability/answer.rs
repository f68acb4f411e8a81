//! The question, and the shape of the answer.

use super::{Cited, Ending, Headline, Label, PortabilityReason, VerdictCondition};
use crate::model::{Confidence, Country, Day};
use crate::reference::social_security::Branch;
use serde::Serialize;

/// Whose benefits, where, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Where the worker is insured at home.
    pub origin: Country,
    /// Where the worker works.
    pub destination: Country,
    /// The worker's nationalities; `None` when unknown.
    pub nationalities: Option<Vec<Country>>,
    /// Where the worker lives afterwards; the origin by default.
    pub return_to: Option<Country>,
    /// Insured months of this contract.
    pub months: u32,
    /// Earlier insured months in the destination.
    pub earlier_months: u32,
    /// Insured months in the origin; `None` when unknown.
    pub origin_months: Option<u32>,
    /// The day by whose law it is judged.
    pub as_of: Day,
    /// `temporary` or `permanent`, and a visa class where it is known.
    pub visa: Vec<String>,
    /// How the contract ends.
    pub ending: Ending,
    /// What decided and is not shown, by the names of these fields: a match does not tell who somebody is.
    pub withheld: Vec<&'static str>,
}

impl Question {
    /// The question without the nationalities, which stay with the record; it says that they were asked with.
    #[must_use]
    pub fn without_nationalities(mut self) -> Self {
        if self.nationalities.take().is_some() {
            self.withheld.push("nationalities");
        }
        self
    }

    /// The question with what is not said left at its defaults.
    pub fn new(origin: Country, destination: Country, months: u32, as_of: Day) -> Self {
        Self {
            origin,
            destination,
            nationalities: None,
            return_to: None,
            months,
            earlier_months: 0,
            origin_months: None,
            as_of,
            visa: vec!["temporary".to_owned()],
            ending: Ending::Completed,
            withheld: Vec::new(),
        }
    }
}

/// A row of the tables that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decisive {
    /// Its key: `DE-PH`, `DE-OA-1`, `EU-883:DE`.
    pub key: String,
    /// What it says.
    pub says: Cited,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well it is proven.
    pub confidence: Confidence,
}

/// What becomes of one branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The branch.
    pub branch: Branch,
    /// The verdict.
    pub label: Label,
    /// The verdict that a row of low confidence would give, where the verdict is unknown for that.
    pub tentative: Option<Label>,
    /// The rows used, the deciding ones first.
    pub rules: Vec<Decisive>,
    /// Why.
    pub reasons: Vec<PortabilityReason>,
    /// What must not be overlooked.
    pub warnings: Vec<PortabilityReason>,
    /// What was taken for granted.
    pub assumptions: Vec<PortabilityReason>,
    /// What must hold for the verdict, where the question does not say it.
    pub condition: Option<VerdictCondition>,
    /// The lowest confidence among the deciding rows; at most medium under a condition.
    pub confidence: Option<Confidence>,
}

impl Verdict {
    /// The verdict as it is told.
    pub fn headline(&self) -> Headline {
        Headline::of(self.label, self.condition.as_ref())
    }

    /// Puts the verdict under a condition, beside which nothing is certain.
    pub(super) fn rest_on(&mut self, condition: VerdictCondition) {
        self.condition = Some(condition);
        self.confidence = self.confidence.map(|confidence| confidence.min(Confidence::Medium));
    }
}

/// What becomes of one of the three groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountryGroup {
    /// The verdict of the group.
    pub label: Label,
    /// What must hold for it, where the question does not say it.
    pub condition: Option<VerdictCondition>,
    /// The verdict as it is told, with its condition.
    pub headline: Headline,
    /// Its branches.
    pub branches: Vec<Verdict>,
}

impl CountryGroup {
    /// The group of some branches with the verdict of one of them.
    pub(super) fn of(label: Label, branches: Vec<Verdict>) -> Self {
        let deciding = branches.iter().find(|verdict| verdict.label == label);
        let condition = deciding.and_then(|verdict| verdict.condition.clone());
        let headline = Headline::of(label, condition.as_ref());
        Self { label, condition, headline, branches }
    }

    /// The branches whose verdict is not that of the group.
    pub fn apart(&self) -> impl Iterator<Item = &Verdict> {
        self.branches.iter().filter(|verdict| verdict.label != self.label)
    }
}

/// What becomes of pension, medical and life cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// Pensions: the headline is that of the old-age pension.
    pub pension: CountryGroup,
    /// Medical cover.
    pub medical: CountryGroup,
    /// Life: survivors' pensions and life insurance.
    pub life: CountryGroup,
    /// What the origin's own insurance offers beside.
    pub origin_cover: Vec<Decisive>,
}
