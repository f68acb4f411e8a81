//! Countries (ISO 3166-1 alpha-2 and `XK`) and subdivisions (ISO 3166-2).

use super::NotA;
use std::fmt;

/// The codes in force, sorted. Source: ISO 3166-1 as carried by Unicode CLDR 47 (249 codes), and
/// `XK`, the user-assigned code in general use for Kosovo.
const CODES: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// A country, by its ISO 3166-1 alpha-2 code, or `XK`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The European Union, by the code that ISO 3166-1 reserves for it. It is no country: no text is read as this, and no
    /// record holds it. It stands for the place of a comparison with what the directives themselves ask.
    pub const EUROPEAN_UNION: Self = Self(*b"EU");

    /// The code in capital letters.
    pub fn as_str(&self) -> &str {
        // The constructor admits ASCII letters only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The code as two bytes, for packed facts.
    pub fn bytes(self) -> [u8; 2] {
        self.0
    }

    /// The country of two packed bytes; `None` for zeros and anything else that is no code.
    pub fn from_bytes(bytes: [u8; 2]) -> Option<Self> {
        std::str::from_utf8(&bytes).ok()?.parse().ok()
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.split(' ').filter_map(|code| code.parse().ok())
    }

    /// The place of the code in the sorted list, `0..250`.
    pub fn index(self) -> usize {
        // Codes stand three bytes apart, so the list can be searched without splitting it.
        let (mut low, mut high) = (0, CODES.len().div_ceil(3));
        while low < high {
            let middle = usize::midpoint(low, high);
            if CODES.as_bytes()[middle * 3..middle * 3 + 2] < self.0[..] {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl std::str::FromStr for Country {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let wrong = || NotA::new(text, "an ISO 3166-1 alpha-2 country code or `XK`");
        let &[a, b] = text.as_bytes() else { return Err(wrong()) };
        let country = Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]);
        let at = country.index() * 3;
        if CODES.as_bytes().get(at..at + 2) == Some(&country.0[..]) { Ok(country) } else { Err(wrong()) }
    }
}

/// A subdivision of a country, by its ISO 3166-2 code (`CA-QC`). The part after the hyphen is
/// checked for its form (one to three letters or digits), not against a list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subdivision(Box<str>);

impl Subdivision {
    /// The code in capital letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country that the subdivision belongs to.
    pub fn country(&self) -> Option<Country> {
        self.0.get(..2)?.parse().ok()
    }
}

impl std::str::FromStr for Subdivision {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let wrong = || NotA::new(text, "an ISO 3166-2 subdivision code such as `CA-QC`");
        let upper = text.trim().to_ascii_uppercase();
        let (country, part) = upper.split_once('-').ok_or_else(wrong)?;
        country.parse::<Country>().map_err(|_| wrong())?;
        let formed = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if formed { Ok(Self(upper.into())) } else { Err(wrong()) }
    }
}

super::record::text_cell!(
    Country,
    "a country code",
    |country| u16::from_be_bytes(country.0).into(),
    |number| Self::from_bytes(u16::try_from(number).ok()?.to_be_bytes())
);
super::record::text_cell!(Subdivision, "a subdivision code");

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_code_finds_itself() {
        let codes: Vec<&str> = CODES.split(' ').collect();
        assert_eq!(codes.len(), 250);
        assert!(codes.is_sorted());
        for (at, code) in codes.iter().enumerate() {
            assert_eq!(code.parse::<Country>().map(Country::index), Ok(at));
        }
    }

    #[test]
    fn codes_that_do_not_exist_are_refused() {
        for text in ["", "X", "XX", "UK", "ZZ", "AAA", "é", "A1"] {
            assert!(text.parse::<Country>().is_err(), "{text}");
        }
        assert_eq!("ph".parse::<Country>().unwrap().as_str(), "PH");
    }

    #[test]
    fn a_subdivision_knows_its_country() {
        let quebec: Subdivision = "ca-qc".parse().unwrap();
        assert_eq!((quebec.as_str(), quebec.country()), ("CA-QC", Some("CA".parse().unwrap())));
        for text in ["CA", "CA-", "ZZ-AB", "CA-ABCD", "CA-é"] {
            assert!(text.parse::<Subdivision>().is_err(), "{text}");
        }
    }
}
