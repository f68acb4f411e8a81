//! Amounts of money: what the signs and words beside a number say of its currency and period.

use super::reading::Extra;
use super::reason::RefusalReason;
use super::refusal::Refusal;
use super::unit::Period;
use crate::model::{Currency, Decimal};
use crate::schema::Field;
use crate::text;

/// Signs and words for currencies, in lower case. A sign of several currencies names them all: it must agree
/// with the currency that the row gives, and does not replace it.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("евро", "EUR"),
    ("$", "USD AUD CAD NZD SGD HKD TWD MXN CLP COP ARS JMD TTD FJD NAD LRD BBD BZD XCD"),
    ("us$", "USD"),
    ("u$s", "USD"),
    ("usd$", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("can$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("sg$", "SGD"),
    ("nt$", "TWD"),
    ("mx$", "MXN"),
    ("r$", "BRL"),
    ("j$", "JMD"),
    ("n$", "NAD"),
    ("dollar", "USD AUD CAD NZD SGD HKD JMD NAD"),
    ("dollars", "USD AUD CAD NZD SGD HKD JMD NAD"),
    ("£", "GBP EGP LBP SYP SDG SSP"),
    ("pound", "GBP EGP LBP SYP SDG SSP"),
    ("pounds", "GBP EGP LBP SYP SDG SSP"),
    ("stg", "GBP"),
    ("¥", "JPY CNY"),
    ("￥", "JPY CNY"),
    ("円", "JPY"),
    ("yen", "JPY"),
    ("元", "CNY TWD"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("₱", "PHP"),
    ("php", "PHP"),
    ("peso", "PHP MXN COP ARS CLP DOP UYU CUP"),
    ("pesos", "PHP MXN COP ARS CLP DOP UYU CUP"),
    ("p", "PHP BWP"),
    ("₹", "INR"),
    ("rs", "INR PKR LKR NPR MUR SCR"),
    ("₨", "INR PKR LKR NPR MUR SCR"),
    ("rupee", "INR PKR LKR NPR MUR SCR"),
    ("rupees", "INR PKR LKR NPR MUR SCR"),
    ("रु", "INR NPR"),
    ("৳", "BDT"),
    ("tk", "BDT"),
    ("taka", "BDT"),
    ("₦", "NGN"),
    ("naira", "NGN"),
    ("₵", "GHS"),
    ("gh₵", "GHS"),
    ("ghc", "GHS"),
    ("cedi", "GHS"),
    ("cedis", "GHS"),
    ("ksh", "KES"),
    ("kshs", "KES"),
    ("tsh", "TZS"),
    ("tshs", "TZS"),
    ("ush", "UGX"),
    ("sh", "KES TZS UGX SOS"),
    ("shs", "KES TZS UGX SOS"),
    ("shilling", "KES TZS UGX SOS"),
    ("shillings", "KES TZS UGX SOS"),
    ("r", "ZAR"),
    ("rand", "ZAR"),
    ("kwacha", "ZMW MWK"),
    ("birr", "ETB"),
    ("br", "ETB BYN"),
    ("cfa", "XOF XAF"),
    ("fcfa", "XOF XAF"),
    ("f", "XOF XAF CHF"),
    ("fr", "CHF XOF XAF"),
    ("sfr", "CHF"),
    ("franken", "CHF"),
    ("franc", "CHF XOF XAF RWF BIF"),
    ("francs", "CHF XOF XAF RWF BIF"),
    ("₺", "TRY"),
    ("tl", "TRY"),
    ("lira", "TRY"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("zloty", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON MDL"),
    ("лв", "BGN"),
    ("kr", "SEK NOK DKK ISK"),
    ("₩", "KRW"),
    ("원", "KRW"),
    ("₫", "VND"),
    ("đ", "VND"),
    ("฿", "THB"),
    ("baht", "THB"),
    ("rp", "IDR"),
    ("rupiah", "IDR"),
    ("rm", "MYR"),
    ("ringgit", "MYR"),
    ("₪", "ILS"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("₼", "AZN"),
    ("dhs", "AED"),
    ("dh", "AED MAD"),
    ("dirham", "AED MAD"),
    ("dirhams", "AED MAD"),
    ("د.إ", "AED"),
    ("sr", "SAR SCR"),
    ("riyal", "SAR QAR OMR YER"),
    ("riyals", "SAR QAR OMR YER"),
    ("ر.س", "SAR"),
    ("ريال", "SAR QAR OMR YER"),
    ("qr", "QAR"),
    ("kd", "KWD"),
    ("bd", "BHD"),
    ("jd", "JOD"),
    ("dinar", "KWD BHD JOD IQD TND DZD LYD RSD"),
    ("dinars", "KWD BHD JOD IQD TND DZD LYD RSD"),
    ("le", "EGP SLE"),
    ("ج.م", "EGP"),
    ("جنيه", "EGP SDG"),
    ("s/", "PEN"),
    ("real", "BRL"),
    ("reais", "BRL"),
];

/// Folded words that say nothing of the amount, and those that say that something was taken off it.
const PER: &str = "per pro par por al a an im je em each every в на za only";
const GROSS: &str = "gross brutto brut bruto lordo";
const NET: &str = "net netto neto netto nett take home";

/// What stands beside an amount.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Affix {
    currencies: Vec<Currency>,
    period: Option<Period>,
    net: bool,
    /// Whether the amount is marked as one without cents: `2500,-`.
    whole: bool,
}

/// The column that holds the currency of an amount.
pub(super) fn currency_column(name: &str) -> Option<&'static str> {
    match name {
        "monthly_pay" | "comparable_domestic_pay" | "monthly_deductions" => Some("pay_currency"),
        "amount" => Some("currency"),
        "repayment_amount" => Some("repayment_currency"),
        "worker_paid_reimbursed" => Some("worker_paid_currency"),
        _ => None,
    }
}

/// Whether a column is what a post pays.
pub(super) fn is_pay(name: &str) -> bool {
    matches!(name, "monthly_pay" | "comparable_domestic_pay")
}

/// The currencies that a sign, word or code may mean.
pub(super) fn currencies(sign: &str) -> Vec<Currency> {
    let sign = sign.trim().to_lowercase();
    if let Ok(code) = sign.parse() {
        return vec![code];
    }
    let bare = sign.trim_end_matches('.');
    let found = SIGNS.iter().find(|(known, _)| *known == sign || *known == bare);
    found
        .map(|(_, codes)| codes.split(' ').filter_map(|code| code.parse().ok()).collect())
        .unwrap_or_default()
}

impl Affix {
    /// What the signs before and behind a number say; `None` when one of them is unknown.
    pub(super) fn of(before: &str, behind: &str) -> Option<Self> {
        let mut affix = Self::default();
        // `2500,-` and `45,000/-` have no cents.
        let bare = behind.trim_start_matches([',', '.', '/', '-', '=']);
        affix.whole = ["/-", "/=", ",-", ".-"].iter().any(|mark| behind.starts_with(mark));
        let behind = bare.trim_start();
        for part in before
            .split([' ', ':'])
            .chain(behind.split([' ', '/', '(', ')', ',', ';']))
            .filter(|part| !part.is_empty())
        {
            let folded = text::fold(part);
            let word = folded.replace(' ', "");
            let is = |list: &str| !word.is_empty() && list.split(' ').any(|known| known == word);
            let period = Period::read(&word);
            let found = currencies(part);
            if !found.is_empty() && affix.currencies.is_empty() {
                affix.currencies = found;
            } else if let (Some(period), None) = (period, affix.period) {
                affix.period = Some(period);
            } else if is(NET) {
                affix.net = true;
            } else if !is(PER) && !is(GROSS) {
                return None;
            }
        }
        Some(affix)
    }

    /// Whether such an amount has no digit behind its hundredths: it is marked so, or its currency has none.
    pub(super) fn is_without_thousandths(&self) -> bool {
        self.whole
            || !self.currencies.is_empty()
                && self.currencies.iter().all(|currency| currency.minor_digits() <= 2)
    }

    /// Whether its currency has thousandths, as some dinars do.
    pub(super) fn has_thousandths(&self) -> bool {
        self.currencies.iter().any(|currency| currency.minor_digits() > 2)
    }

    /// Holds the amount against its column, and says of which currency it is.
    pub(super) fn apply(&self, field: &Field, amount: Decimal, extra: &mut Extra) -> Result<(), Refusal> {
        let monthly = field.name.starts_with("monthly") || field.name.contains("pay");
        match self.period {
            None | Some(Period::Month) if monthly => {}
            None => {}
            Some(period) => {
                let wanted = monthly.then_some(Period::Month);
                let per_month = amount.divided(12).filter(|_| monthly && period == Period::Year);
                let reason = RefusalReason::OtherPeriod { period, wanted };
                return Err(reason.meant_any(per_month.map(|amount| amount.to_string())));
            }
        }
        if self.net && monthly {
            return Err(RefusalReason::NetAmount.into());
        }
        if let (false, Some(column)) = (self.currencies.is_empty(), currency_column(&field.name)) {
            extra.also(column, self.currencies.iter().map(|currency| currency.as_str()));
        }
        Ok(())
    }
}
