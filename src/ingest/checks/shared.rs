//! What holds for columns of several kinds: regions, addresses, proofs, the oldest dates.

use super::person::before_living_memory;
use super::reason::RecordReason as R;
use super::seen::{Col, Fault, Seen, col, fault};
use super::{Check, checks};
use crate::model::{Evidence, Kind};

pub(super) static REGION: &[Check] = checks! { "shared":
    REC111 Reject "region-of-another-country", region_of_another_country, "ISO 3166-2: a subdivision code begins with its country";
};

pub(super) static ADDRESS: &[Check] = checks! { "shared":
    REC112 Warn "web-address-malformed", web_address_malformed, "RFC 3986, section 3";
};

pub(super) static PROOF: &[Check] = checks! { "shared":
    REC113 Warn "verified-without-number", verified_without_number, "schemas/license.json, evidence: confirmed by the issuer";
};

pub(super) static AGE: &[Check] = checks! { "shared":
    REC114 Reject "date-before-living-memory", date_before_living_memory, "whoever completed a training before 1930 is over a hundred";
};

fn region_of_another_country(seen: Seen<'_>) -> Option<Fault> {
    let (region, country) = match seen.kind() {
        Kind::Worker => (col!(Worker.region), col!(Worker.residence)),
        Kind::License => (col!(License.region), col!(License.country)),
        Kind::Opening => (col!(Opening.region), col!(Opening.destination)),
        _ => (col!(Organization.region), col!(Organization.country)),
    };
    let (code, of) = (seen.text(region)?, seen.text(country)?);
    (!code.starts_with(of)).then(|| {
        let own = code.get(..2).unwrap_or_default();
        fault(
            region,
            R::RegionOfAnotherCountry {
                region: code.to_owned(),
                belongs: own.to_owned(),
                country: of.parse().ok(),
                column: country.name,
            },
        )
    })
}

fn web_address_malformed(seen: Seen<'_>) -> Option<Fault> {
    let column = if seen.kind() == Kind::Curriculum {
        col!(Curriculum.source_url)
    } else {
        col!(Organization.website)
    };
    let address = seen.text(column)?;
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = rest.unwrap_or(address).split(['/', '?', '#']).next().unwrap_or_default();
    let named = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !address.contains(char::is_whitespace);
    (rest.is_none() || !named).then(|| {
        let found = fault(column, R::WebAddressMalformed { address: address.to_owned() });
        if named && !address.contains("://") && !address.contains('@') {
            found.suggest(format!("https://{address}"))
        } else {
            found
        }
    })
}

fn verified_without_number(seen: Seen<'_>) -> Option<Fault> {
    let (evidence, number) = match seen.kind() {
        Kind::License => (col!(License.evidence), col!(License.number)),
        Kind::LanguageCertificate => (col!(LanguageCertificate.evidence), col!(LanguageCertificate.number)),
        _ => (col!(OrganizationLicense.evidence), col!(OrganizationLicense.number)),
    };
    (seen.text(evidence)? == Evidence::IssuerVerified.as_str() && !seen.has(number))
        .then(|| fault(evidence, R::VerifiedWithoutNumber).suggest("document-seen"))
}

fn date_before_living_memory(seen: Seen<'_>) -> Option<Fault> {
    const QUALIFICATION: &[Col] = &[col!(Qualification.started), col!(Qualification.completed)];
    const EMPLOYMENT: &[Col] = &[col!(Employment.started), col!(Employment.ended)];
    const LICENSE: &[Col] = &[col!(License.issued_on), col!(License.expires_on)];
    const CERTIFICATE: &[Col] = &[col!(LanguageCertificate.taken_on), col!(LanguageCertificate.expires_on)];
    let columns = match seen.kind() {
        Kind::Qualification => QUALIFICATION,
        Kind::Employment => EMPLOYMENT,
        Kind::License => LICENSE,
        _ => CERTIFICATE,
    };
    columns.iter().find_map(|&column| {
        let date = seen.when(column)?;
        before_living_memory(date).then(|| fault(column, R::BeforeLivingMemory { date }))
    })
}
