//! Social security: bilateral agreements, multilateral instruments, the rules of single states, and
//! how complete the lists of agreements are.

use crate::model::{Confidence, Country, Day, NotA, PartialDate, words};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the tables come from.
pub const SOURCE: &str = "States' lists of agreements, treaty pages and benefit rules; see each row";

const AGREEMENTS: &str = include_str!("../../data/reference/social_security_agreements.csv");
const MULTILATERAL: &str = include_str!("../../data/reference/multilateral.csv");
const RULES: &str = include_str!("../../data/reference/unilateral_rules.csv");
const COMPLETENESS: &str = include_str!("../../data/reference/list_completeness.csv");

words! {
    /// A branch of social security.
    Branch, "a branch of social security" {
        /// Old-age pension.
        OldAge = "old-age",
        /// Survivors' pension.
        Survivors = "survivors",
        /// Invalidity pension.
        Invalidity = "invalidity",
        /// Sickness and medical care.
        SicknessMedical = "sickness-medical",
        /// Maternity.
        Maternity = "maternity",
        /// Work injury.
        WorkInjury = "work-injury",
        /// Unemployment.
        Unemployment = "unemployment",
        /// Family benefits.
        Family = "family",
        /// Occupational pension.
        OccupationalPension = "occupational-pension",
        /// End-of-service gratuity.
        EndOfService = "end-of-service",
        /// Life insurance.
        LifeInsurance = "life-insurance",
    }
}

words! {
    /// What a state's own law does with a benefit on departure.
    Effect, "an effect of a rule" {
        /// Paid abroad.
        Exportable = "exportable",
        /// Paid abroad and never raised there.
        ExportableFrozen = "exportable-frozen",
        /// Paid abroad in part.
        Reduced = "reduced",
        /// Contributions are paid back.
        RefundOnDeparture = "refund-on-departure",
        /// Not paid abroad.
        NotExportable = "not-exportable",
        /// Nothing remains.
        Lost = "lost",
    }
}

words! {
    /// What a bilateral agreement settles.
    AgreementType, "`full`, `contributions-only` or `export-only`" {
        /// Contributions, periods and payment.
        Full = "full",
        /// Only where contributions are paid.
        ContributionsOnly = "contributions-only",
        /// Only that pensions are paid abroad.
        ExportOnly = "export-only",
    }
}

words! {
    /// Whether an agreement is in force.
    AgreementStatus, "`in-force`, `signed-not-in-force` or `terminated`" {
        /// In force.
        InForce = "in-force",
        /// Signed, and not yet in force.
        Signed = "signed-not-in-force",
        /// No longer in force.
        Terminated = "terminated",
    }
}

words! {
    /// Whom an agreement covers.
    PersonalScope, "`all`, `nationals` or `mixed`" {
        /// Everybody insured.
        All = "all",
        /// Nationals of its parties.
        Nationals = "nationals",
        /// Some parts everybody, others nationals.
        Mixed = "mixed",
    }
}

words! {
    /// An instrument of several states.
    Instrument, "an instrument of `multilateral.csv`" {
        /// Regulation (EC) 883/2004 in the European Union.
        Eu = "EU-883",
        /// The same through the EEA Agreement.
        EuEea = "EU-883-EEA",
        /// The same through the Agreement on the Free Movement of Persons.
        EuSwitzerland = "EU-883-CH",
        /// The same through the EFTA Convention.
        EuEfta = "EU-883-EFTA",
        /// Regulation (EU) 1231/2010, for nationals of third countries.
        EuThirdCountries = "EU-1231",
        /// The protocol of the Trade and Cooperation Agreement with the United Kingdom.
        TradeAndCooperation = "TCA-SSC",
        /// The convention of the EEA EFTA states with the United Kingdom.
        EeaEftaUk = "EEAEFTA-UK",
        /// The Nordic Convention.
        Nordic = "NORDIC",
        /// The CIPRES convention.
        Cipres = "CIPRES",
        /// The SADC guidelines.
        Sadc = "SADC-GL",
        /// The CARICOM agreement.
        Caricom = "CARICOM-SS",
        /// The Ibero-American convention.
        Iberoamerican = "IBERO",
        /// The ECOWAS convention.
        Ecowas = "ECOWAS-SS",
        /// The ASEAN declaration.
        Asean = "ASEAN-DECL",
        /// The European Convention on Social Security.
        EuropeanConvention = "ECSS",
        /// The unified system of the Gulf states.
        Gulf = "GCC-EXT",
        /// The Mercosur agreement.
        Mercosur = "MERCOSUR",
    }
}

impl Instrument {
    /// Whether it coordinates whole systems, as the European regulations do, and not single benefits.
    pub fn coordinates(self) -> bool {
        matches!(
            self,
            Self::Eu
                | Self::EuEea
                | Self::EuSwitzerland
                | Self::EuEfta
                | Self::EuThirdCountries
                | Self::TradeAndCooperation
                | Self::EeaEftaUk
                | Self::Nordic
        )
    }

    /// Whether it links states with the United Kingdom since that left the European Union.
    pub fn is_with_united_kingdom(self) -> bool {
        matches!(self, Self::TradeAndCooperation | Self::EeaEftaUk)
    }
}

words! {
    /// The end of a contract to which a rule applies.
    EndingScope, "`any`, `completed` or `resignation`" {
        /// Any end.
        Any = "any",
        /// The term runs out, or the employer ends it.
        Completed = "completed",
        /// The worker resigns.
        Resignation = "resignation",
    }
}

words! {
    /// The part that a rule plays beside others.
    RuleRole, "`main` or `supplement`" {
        /// It decides.
        Main = "main",
        /// It adds to what decides.
        Supplement = "supplement",
    }
}

/// Whose nationals a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NationalityScope {
    /// Everybody.
    Any,
    /// The nationals of `applies_to_nationals_of`.
    List,
    /// Nationals of states with an agreement.
    Treaty,
    /// Nationals of states without an agreement, Europe apart.
    NonTreaty,
    /// Nationals of European states or of states with an agreement.
    EuropeOrTreaty,
    /// Holders of one of these visas, whatever their nationality.
    Visa(Vec<String>),
}

impl std::str::FromStr for NationalityScope {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        Ok(match text {
            "any" => Self::Any,
            "list" => Self::List,
            "treaty" => Self::Treaty,
            "non-treaty" => Self::NonTreaty,
            "eu-or-treaty" => Self::EuropeOrTreaty,
            _ => match text.strip_prefix("visa:") {
                Some(visas) => Self::Visa(super::items(visas).map(str::to_owned).collect()),
                None => {
                    return Err(NotA::new(
                        text,
                        "`any`, `list`, `treaty`, `non-treaty`, `eu-or-treaty` or `visa:…`",
                    ));
                }
            },
        })
    }
}

/// Where the person lives to whom a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResidenceScope {
    /// Anywhere.
    Any,
    /// In a state with an agreement.
    Treaty,
    /// In a state without one.
    NonTreaty,
    /// In the EU, the EEA or Switzerland.
    Europe,
    /// Outside of them.
    OutsideEurope,
    /// Outside of the state whose rule it is.
    Outside,
    /// Where no other rule of the branch names the place.
    Other,
    /// In one of these.
    List(Vec<Country>),
}

impl std::str::FromStr for ResidenceScope {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        Ok(match text {
            "any" => Self::Any,
            "treaty" => Self::Treaty,
            "non-treaty" => Self::NonTreaty,
            "eu-eea-ch" => Self::Europe,
            "outside-eu" => Self::OutsideEurope,
            "outside" => Self::Outside,
            "other" => Self::Other,
            _ => match text.strip_prefix("list:") {
                Some(codes) => Self::List(super::items(codes).map(str::parse).collect::<Result<_, _>>()?),
                None => return Err(NotA::new(text, "a residence scope such as `any` or `list:PH;JM`")),
            },
        })
    }
}

/// Reads a scope from its cell.
fn scope<'de, D: serde::Deserializer<'de>, T: std::str::FromStr<Err = NotA>>(cell: D) -> Result<T, D::Error> {
    String::deserialize(cell)?.parse().map_err(serde::de::Error::custom)
}

/// A bilateral agreement.
#[derive(Debug, Clone, Deserialize)]
pub struct Agreement {
    /// A country, or `CA-QC`.
    pub party_a: String,
    /// The other.
    pub party_b: String,
    /// Its name.
    pub name: String,
    /// When it came into force, where that is known.
    pub in_force_from: Option<PartialDate>,
    branches: String,
    totalization: String,
    export_of_pensions: String,
    /// What it settles.
    pub agreement_type: AgreementType,
    /// Whether it is in force.
    pub status: AgreementStatus,
    /// Whom it covers.
    pub personal_scope: PersonalScope,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
    /// What a reader should know.
    pub notes: String,
}

/// The membership of a state in a multilateral instrument.
#[derive(Debug, Clone, Deserialize)]
pub struct TreatyMembership {
    /// The instrument.
    pub instrument_id: Instrument,
    /// Its name.
    pub instrument: String,
    /// The member.
    pub member: Country,
    branches: String,
    /// When it came into force for the member; empty means not in force.
    pub in_force_from: Option<PartialDate>,
    totalization: String,
    export_of_pensions: String,
    binding: String,
    hub: String,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
    /// What a reader should know.
    pub notes: String,
}

/// What a state's own law does.
#[derive(Debug, Clone, Deserialize)]
pub struct SocialSecurityRule {
    /// The state.
    pub country: Country,
    /// The branch.
    pub branch: Branch,
    /// Its key.
    pub rule_id: String,
    /// The effect.
    pub effect: Effect,
    /// In words.
    pub conditions: String,
    applies_to_nationals_of: String,
    /// Fewest insured months; open when empty.
    pub min_insured_months: Option<u32>,
    /// Most insured months; open when empty.
    pub max_insured_months: Option<u32>,
    /// Where the person lives afterwards.
    #[serde(deserialize_with = "scope")]
    pub residence_scope: ResidenceScope,
    /// Whose nationals.
    #[serde(deserialize_with = "scope")]
    pub nationality_scope: NationalityScope,
    /// The end of the contract to which the row applies.
    pub ending_scope: EndingScope,
    /// The part that it plays.
    pub role: RuleRole,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
    /// What a reader should know.
    pub notes: String,
}

/// How complete the list of a state's agreements is.
#[derive(Debug, Clone, Deserialize)]
pub struct Completeness {
    /// The state, or `CA-QC`.
    pub country: String,
    /// Whether the list was read in full.
    pub list_complete_for_country: bool,
    /// As of when.
    pub as_of: Option<PartialDate>,
    /// The last day on which the list proves something, where it is less than the age that a list may have.
    #[serde(default)]
    pub recheck_by: Option<Day>,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
}

impl Agreement {
    /// The key: the two codes in alphabetical order.
    pub fn key(&self) -> String {
        let (a, b) = if self.party_a <= self.party_b {
            (&self.party_a, &self.party_b)
        } else {
            (&self.party_b, &self.party_a)
        };
        format!("{a}-{b}")
    }

    /// Whether it has a branch.
    pub fn has(&self, branch: Branch) -> bool {
        has(&self.branches, branch)
    }

    /// Whether it adds periods of both states.
    pub fn totalizes(&self) -> Option<bool> {
        known(&self.totalization)
    }

    /// Whether it pays pensions abroad.
    pub fn exports(&self) -> Option<bool> {
        known(&self.export_of_pensions)
    }
}

impl TreatyMembership {
    /// Whether the instrument is known to bind its members.
    pub fn binds(&self) -> bool {
        known(&self.binding) == Some(true)
    }

    /// Whether the instrument has a branch.
    pub fn has(&self, branch: Branch) -> bool {
        has(&self.branches, branch)
    }

    /// Whether it adds periods.
    pub fn totalizes(&self) -> Option<bool> {
        known(&self.totalization)
    }

    /// Whether it pays pensions abroad.
    pub fn exports(&self) -> Option<bool> {
        known(&self.export_of_pensions)
    }

    /// The states of which one must be a side; none when any two members are linked.
    pub fn hub(&self) -> Vec<Country> {
        super::items(&self.hub).filter_map(|code| code.parse().ok()).collect()
    }
}

impl SocialSecurityRule {
    /// The nationals it is for, where its scope is a list.
    pub fn nationals(&self) -> Vec<Country> {
        super::items(&self.applies_to_nationals_of).filter_map(|code| code.parse().ok()).collect()
    }
}

fn has(branches: &str, branch: Branch) -> bool {
    super::items(branches).any(|item| item == branch.as_str())
}

fn known(cell: &str) -> Option<bool> {
    match cell {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

struct Tables {
    agreements: BTreeMap<String, Vec<Agreement>>,
    memberships: Vec<TreatyMembership>,
    by_member: BTreeMap<Country, Vec<usize>>,
    rules: BTreeMap<(Country, Branch), Vec<SocialSecurityRule>>,
    completeness: Vec<Completeness>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut agreements: BTreeMap<String, Vec<Agreement>> = BTreeMap::new();
    for agreement in super::rows::<Agreement>(AGREEMENTS) {
        agreements.entry(agreement.key()).or_default().push(agreement);
    }
    let memberships: Vec<TreatyMembership> = super::rows(MULTILATERAL);
    let mut by_member: BTreeMap<Country, Vec<usize>> = BTreeMap::new();
    for (at, membership) in memberships.iter().enumerate() {
        by_member.entry(membership.member).or_default().push(at);
    }
    let mut rules: BTreeMap<(Country, Branch), Vec<SocialSecurityRule>> = BTreeMap::new();
    for rule in super::rows::<SocialSecurityRule>(RULES) {
        rules.entry((rule.country, rule.branch)).or_default().push(rule);
    }
    Tables { agreements, memberships, by_member, rules, completeness: super::rows(COMPLETENESS) }
});

/// The agreements between two places, in any status.
pub fn agreements(a: &str, b: &str) -> &'static [Agreement] {
    let key = if a <= b { format!("{a}-{b}") } else { format!("{b}-{a}") };
    TABLES.agreements.get(&key).map_or(&[], Vec::as_slice)
}

/// The memberships of a state.
pub fn memberships(country: Country) -> impl Iterator<Item = &'static TreatyMembership> {
    TABLES.by_member.get(&country).into_iter().flatten().map(|&at| &TABLES.memberships[at])
}

/// The rules of a state for a branch.
pub fn rules(country: Country, branch: Branch) -> &'static [SocialSecurityRule] {
    TABLES.rules.get(&(country, branch)).map_or(&[], Vec::as_slice)
}

/// Every list of agreements that was read.
pub fn all_lists() -> &'static [Completeness] {
    &TABLES.completeness
}

/// What was read of the lists of a state.
pub fn completeness(country: &str) -> impl Iterator<Item = &'static Completeness> {
    TABLES.completeness.iter().filter(move |row| row.country == country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{row_count, rows};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_read_and_every_key_is_unique() {
        assert_eq!(rows::<Agreement>(AGREEMENTS).len(), row_count(AGREEMENTS));
        assert_eq!(rows::<TreatyMembership>(MULTILATERAL).len(), row_count(MULTILATERAL));
        assert_eq!(rows::<SocialSecurityRule>(RULES).len(), row_count(RULES));
        assert_eq!(rows::<Completeness>(COMPLETENESS).len(), row_count(COMPLETENESS));
        let keys: BTreeSet<String> =
            rows::<SocialSecurityRule>(RULES).into_iter().map(|rule| rule.rule_id).collect();
        assert_eq!(keys.len(), row_count(RULES));
        for row in rows::<Agreement>(AGREEMENTS) {
            for party in [&row.party_a, &row.party_b] {
                assert!(party.parse::<Country>().is_ok() || party == "CA-QC", "{party}");
            }
            assert!(
                crate::reference::items(&row.branches).all(|branch| branch.parse::<Branch>().is_ok()),
                "{}",
                row.branches
            );
        }
        for rule in rows::<SocialSecurityRule>(RULES) {
            let listed = crate::reference::items(&rule.applies_to_nationals_of).count();
            assert_eq!(rule.nationals().len(), listed, "{}", rule.rule_id);
        }
    }
}
