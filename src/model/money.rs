//! Exact decimals and money with its currency.

use super::NotA;
use std::fmt;

/// An exact decimal number: a score, a number of years, an amount.
///
/// Written without exponent and without superfluous zeros, so that equal numbers are equal texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(rust_decimal::Decimal);

impl Decimal {
    /// The whole number.
    pub fn from_integer(number: i64) -> Self {
        Self(number.into())
    }

    /// The number of so many thousandths.
    pub fn from_thousandths(thousandths: i64) -> Self {
        Self(rust_decimal::Decimal::new(thousandths, 3).normalize())
    }

    /// The number times ten to the power `digits`, rounded half to even; `None` when it does not
    /// fit 64 bits.
    pub fn scaled(self, digits: u32) -> Option<i64> {
        let factor = rust_decimal::Decimal::from(10_i64.checked_pow(digits)?);
        i64::try_from(self.0.checked_mul(factor)?.round()).ok()
    }

    /// The nearest floating-point number, for display and for conditions of rules.
    pub fn to_f64(self) -> f64 {
        f64::try_from(self.0).unwrap_or_default()
    }

    /// The decimal nearest to a floating-point number, with so many digits; `None` for what is no number.
    pub fn nearest(number: f64, digits: u32) -> Option<Self> {
        Some(Self(rust_decimal::Decimal::from_f64_retain(number)?.round_dp(digits).normalize()))
    }

    /// The number divided by a whole one, to four digits; `None` for zero.
    pub fn divided(self, by: i64) -> Option<Self> {
        let quotient = self.0.checked_div(rust_decimal::Decimal::from(by))?;
        Some(Self(quotient.round_dp(4).normalize()))
    }

    /// The number times a whole one, if that is not too large.
    pub fn times(self, by: i64) -> Option<Self> {
        Some(Self(self.0.checked_mul(rust_decimal::Decimal::from(by))?.normalize()))
    }

    /// The sum of two, if it is not too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self(self.0.checked_add(other.0)?.normalize()))
    }

    /// The number less another, if that is not too large.
    pub fn minus(self, other: Self) -> Option<Self> {
        Some(Self(self.0.checked_sub(other.0)?.normalize()))
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }
}

impl std::str::FromStr for Decimal {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
        let number = plain.then(|| rust_decimal::Decimal::from_str_exact(text).ok()).flatten();
        number.map(|n| Self(n.normalize())).ok_or_else(|| NotA::new(text, "a number such as `1234.5`"))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

super::record::text_cell!(@serde Decimal, "a number");

/// A currency, by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The three-letter code.
    pub fn as_str(&self) -> &'static str {
        self.0.code()
    }

    /// The number of decimal digits of the minor unit: 2 for the euro, 0 for the yen, 3 for the
    /// Kuwaiti dinar.
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// The countries whose money it is, by ISO 4217.
    pub fn countries(self) -> Vec<super::Country> {
        self.0.used_by().iter().filter_map(|country| country.to_string().parse().ok()).collect()
    }
}

impl std::str::FromStr for Currency {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        iso_currency::Currency::from_code(&text.to_ascii_uppercase())
            .map(Self)
            .ok_or_else(|| NotA::new(text, "an ISO 4217 currency code such as `EUR`"))
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

super::record::text_cell!(Currency, "a currency code");

impl Currency {
    /// Minor units (cents, yen, fils) as whole units.
    pub fn units(self, minor: i128) -> String {
        rust_decimal::Decimal::try_from_i128_with_scale(minor, self.minor_digits())
            .map_or_else(|_| minor.to_string(), |units| units.to_string())
    }
}

/// An amount of money in minor units of its currency. Amounts of two currencies are never added or
/// compared: without a rate of the day that would be a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// The amount in minor units (cents, yen, fils).
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The money of an amount in whole units; `None` when it is too large for 64 bits of minor units.
    pub fn of(amount: Decimal, currency: Currency) -> Option<Self> {
        Some(Self { minor: amount.scaled(currency.minor_digits())?, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let units = rust_decimal::Decimal::from_i128_with_scale(i128::from(self.minor), digits);
        write!(f, "{units} {}", self.currency.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_are_equal_texts() {
        for (text, canonical) in [("7.50", "7.5"), ("007", "7"), ("-0.0", "0"), ("1200", "1200")] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), canonical);
        }
        for text in ["", ".", "1e5", "1,5", "NaN", "--1", "9".repeat(40).as_str()] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_currency_knows_where_it_is_used() {
        let of = |code: &str| code.parse::<Currency>().unwrap().countries();
        assert_eq!(of("JPY"), ["JP".parse().unwrap()]);
        assert!(of("EUR").contains(&"DE".parse().unwrap()));
    }

    #[test]
    fn money_counts_in_the_minor_unit_of_its_currency() {
        let money =
            |amount: &str, code: &str| Money::of(amount.parse().unwrap(), code.parse().unwrap()).unwrap();
        assert_eq!(money("12.34", "EUR").minor, 1234);
        assert_eq!(money("1200", "jpy").minor, 1200);
        assert_eq!(money("1.5", "KWD").to_string(), "1.500 KWD");
    }
}
