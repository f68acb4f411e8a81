//! What values are read as: tables of cases a clerk can read, and laws for every column.

use super::*;
use crate::model::{Datum, Kind};
use crate::schema::{Field, table};
use Kind::{ContractTerms, Cost, Employment, LanguageCertificate, License, Opening, Qualification, Worker};
use proptest::prelude::*;

fn field(kind: Kind, column: &str) -> &'static Field {
    let table = table(kind);
    &table.fields[table.column(column).unwrap()]
}

fn today() -> Context {
    Context { as_of: Some("2026-11-25".parse().unwrap()), ..Context::default() }
}

/// `canonical`, `canonical ~` when noted, with ` +column=value` for what goes elsewhere; `! nearest` when
/// refused.
fn shown(field: &Field, text: &str, context: &Context) -> String {
    match read(field, text, context) {
        Ok(reading) => {
            let mut shown = match reading.datum {
                Some(Datum::Text(text)) if text.is_empty() => "(none)".to_owned(),
                Some(datum) => datum.to_string(),
                None => "unknown".to_owned(),
            };
            if !reading.remarks.is_empty() {
                shown.push_str(" ~");
            }
            for also in reading.also {
                shown = format!("{shown} +{}={}", also.column, also.any_of.join("|"));
            }
            shown
        }
        Err(refusal) => {
            assert!(refusal.expected().is_some(), "{refusal}");
            format!("! {}", refusal.suggestion().unwrap_or_default()).trim().to_owned()
        }
    }
}

fn check(kind: Kind, column: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = shown(field(kind, column), text, &today());
            (found != *expected).then(|| format!("{column} `{text}`: `{found}`, not `{expected}`"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bar_in_several_words_is_read_and_one_that_is_past_is_asked_about() {
    check(
        License,
        "status",
        &[
            ("Suspended pending investigation", "suspended"),
            ("interim suspension (12 months)", "suspended"),
            ("erased", "revoked"),
            ("Struck off the register", "revoked"),
            ("De-registered", "revoked"),
            ("active, conditions of practice order", "restricted"),
            ("suspended, then erased", "revoked"),
            ("surrendered", "lapsed"),
        ],
    );
    for text in ["not suspended", "suspension lifted 2024", "never revoked", "formerly suspended"] {
        assert!(read(field(License, "status"), text, &today()).is_err(), "{text}");
    }
    let withdrawn = ["deceased", "Placed", "do not contact", "retired"].map(|text| (text, "withdrawn"));
    check(Worker, "status", &withdrawn);
}

#[test]
fn dates_in_usual_forms() {
    check(
        Worker,
        "available_from",
        &[
            ("2024-12-31", "2024-12-31"),
            ("2024-12", "2024-12"),
            ("2024", "2024"),
            ("2024/12/31", "2024-12-31"),
            ("2024.12.31", "2024-12-31"),
            ("2024-12-31T10:20:30", "2024-12-31"),
            ("2024-12-31 10:20", "2024-12-31"),
            ("2024-12-31T00:00:00Z", "2024-12-31"),
            ("2024-12-31T23:00:00Z", "2024-12-31 ~"),
            ("2024-12-31T23:00:00+02:00", "2024-12-31 ~"),
            ("2024-12-31 00:00:00.000", "2024-12-31"),
            ("20241231", "2024-12-31"),
            ("20241231T235959Z", "2024-12-31 ~"),
            ("31122024", "2024-12-31"),
            ("03042024", "! 2024-04-03 or 2024-03-04"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024", "2024-12-31"),
            ("12/31/2024 2:30:00 PM", "2024-12-31"),
            ("31.12.2024 14:30 Uhr", "2024-12-31"),
            ("31-12-2024", "2024-12-31"),
            ("31 12 2024", "2024-12-31"),
            ("31.12.2024", "2024-12-31"),
            ("3.4.2024", "2024-04-03"),
            ("3. 4. 2024", "2024-04-03"),
            ("03/04/2024", "! 2024-04-03 or 2024-03-04"),
            ("12/2024", "2024-12"),
            ("12-2024", "2024-12"),
            ("2024/12", "2024-12"),
            ("２０２４／１２／３１", "2024-12-31"),
            ("31\u{a0}/\u{a0}12\u{a0}/\u{a0}2024", "2024-12-31"),
            ("31–12–2024", "2024-12-31"),
            ("\u{200e}31/12/2024\u{200e}", "2024-12-31"),
            ("'2024-12-31", "2024-12-31"),
            ("٣١/١٢/٢٠٢٤", "2024-12-31"),
            ("३१/१२/२०२४", "2024-12-31"),
            ("৩১/১২/২০২৪", "2024-12-31"),
            ("၃၁/၁၂/၂၀၂၄", "2024-12-31"),
        ],
    );
}

#[test]
fn dates_with_names_of_months() {
    check(
        Worker,
        "available_from",
        &[
            ("12-Dec-2024", "2024-12-12"),
            ("December 31st, 2024", "2024-12-31"),
            ("31st of December 2024", "2024-12-31"),
            ("Dec 31, 2024", "2024-12-31"),
            ("Dec. 31 2024", "2024-12-31"),
            ("31-DEC-2024", "2024-12-31"),
            ("31Dec2024", "2024-12-31"),
            ("2024 Dec 31", "2024-12-31"),
            ("December 2024", "2024-12"),
            ("2024-Dec", "2024-12"),
            ("Tuesday, 31 December 2024", "2024-12-31"),
            ("Monday, 31 December 2024", "! 2024-12-31"),
            ("31 décembre 2024", "2024-12-31"),
            ("31 Déc. 2024", "2024-12-31"),
            ("1er janvier 2024", "2024-01-01"),
            ("le 1 août 2024", "2024-08-01"),
            ("31 de diciembre de 2024", "2024-12-31"),
            ("31 de dezembro de 2024", "2024-12-31"),
            ("1º de março de 2024", "2024-03-01"),
            ("31. Dezember 2024", "2024-12-31"),
            ("31. Dez. 2024", "2024-12-31"),
            ("3. März 2024", "2024-03-03"),
            ("Dienstag, den 31. Dezember 2024", "2024-12-31"),
            ("31 dicembre 2024", "2024-12-31"),
            ("1 gennaio 2024", "2024-01-01"),
            ("31 december 2024", "2024-12-31"),
            ("3 mrt 2024", "2024-03-03"),
            ("31 grudnia 2024 r.", "2024-12-31"),
            ("11 października 2024", "2024-10-11"),
            ("31 декабря 2024 г.", "2024-12-31"),
            ("31 грудня 2024 року", "2024-12-31"),
            ("٣١ ديسمبر ٢٠٢٤", "2024-12-31"),
            ("31 كانون الأول 2024", "2024-12-31"),
            ("1 كانون الثاني 2024", "2024-01-01"),
            ("14 جويلية 2024", "2024-07-14"),
            ("31 Aralık 2024", "2024-12-31"),
            ("30 AĞUSTOS 2024", "2024-08-30"),
            ("17 Agustus 2024", "2024-08-17"),
            ("31 Disember 2024", "2024-12-31"),
            ("ika-31 ng Disyembre 2024", "!"),
            ("31 Disyembre 2024", "2024-12-31"),
            ("31 Desemba 2024", "2024-12-31"),
            ("३१ दिसंबर २०२४", "2024-12-31"),
            ("15 जून 2024", "2024-06-15"),
            ("31.XII.2024", "2024-12-31"),
            ("15/VIII/2024", "2024-08-15"),
            ("2024年12月31日", "2024-12-31"),
            ("2024年12月", "2024-12"),
            ("2024년 12월 31일", "2024-12-31"),
            ("31 Decmber 2024", "! 2024-12-31"),
            ("31 Foo 2024", "!"),
            ("Dec-24", "! 2024-12"),
            ("24-Dec", "! 2024-12"),
        ],
    );
}

#[test]
fn years_of_two_digits_where_one_century_is_plausible() {
    check(
        Worker,
        "birth_date",
        &[
            ("31.12.85", "1985-12-31"),
            ("31/12/85", "1985-12-31"),
            ("12/31/85", "1985-12-31"),
            ("31-Dec-85", "1985-12-31"),
            ("31.12.04", "2004-12-31"),
            ("31.12.24", "! 1924-12-31 or 2024-12-31"),
            ("03/04/85", "! 1985-04-03 or 1985-03-04"),
            ("85-12-31", "1985-12-31"),
            ("311285", "1985-12-31"),
            ("12/85", "! 1985-12 or 2085-12"),
        ],
    );
    check(
        License,
        "expires_on",
        &[
            ("31.12.47", "! 1947-12-31 or 2047-12-31"),
            ("31.12.27", "2027-12-31 ~"),
            ("31-Dec-27", "2027-12-31"),
            ("31/12/27", "! 2027-12-31 or 2031-12-27"),
            ("01/12/27", "! 2027-12-01 or 2027-01-12"),
            ("31.12.99", "! 1999-12-31 or 2099-12-31"),
            ("12/27", "! 1927-12 or 2027-12"),
            ("25.11.12", "2012-11-25 ~"),
            ("24.12.31", "2031-12-24 ~"),
        ],
    );
    check(
        Qualification,
        "completed",
        &[("30.06.98", "1998-06-30"), ("30.06.27", "! 1927-06-30 or 2027-06-30")],
    );
    // Without a day of reading no century is more plausible.
    assert_eq!(
        shown(field(Worker, "birth_date"), "31.12.85", &Context::default()),
        "! 1985-12-31 or 2085-12-31"
    );
}

#[test]
fn dates_that_never_were() {
    check(
        Worker,
        "birth_date",
        &[
            ("30/02/1990", "! 1990-02-28"),
            ("30.02.1992", "! 1992-02-29"),
            ("1990-02-30", "! 1990-02-28"),
            ("31/11/1990", "! 1990-11-30"),
            ("1990-13-05", "! 1990-05-13"),
            ("1990-31-12", "! 1990-12-31"),
            ("31 February 1990", "! 1990-02-28"),
            ("00/00/0000", "unknown ~"),
            ("0000-00-00", "unknown ~"),
            ("0000-00-00 00:00:00", "unknown ~"),
            ("1900-01-00", "!"),
            ("1899-12-30", "!"),
            ("31/12/9999", "!"),
            ("2019-2024", "! 2019 or 2024"),
            ("01/02/2020 - 01/02/2024", "!"),
            ("99/99/1990", "!"),
            ("yesterday", "!"),
            ("1735603200", "! 2024-12-31"),
            ("2024.1", "! 2024-01 or 2024-10"),
            ("2024.10", "2024-10"),
            ("1990.0", "1990"),
        ],
    );
}

#[test]
fn day_numbers_of_spreadsheets() {
    check(
        License,
        "expires_on",
        &[
            ("45657", "2024-12-31 ~"),
            ("45657.0", "2024-12-31 ~"),
            ("45657.75", "2024-12-31 ~"),
            ("20123", "! 1955-02-03"),
            ("99999", "! 2173-10-13"),
            // 4 December 2016, or 4-12-16.
            ("41216", "! 2012-11-03 or 2016-12-04"),
        ],
    );
    check(
        Worker,
        "birth_date",
        &[("31290", "! 1985-08-31 or 1990-12-03"), ("32874", "1990-01-01 ~"), ("45657", "! 2024-12-31")],
    );
    let mut evidence = Evidence::default();
    ["32874", "31290"]
        .iter()
        .for_each(|text| evidence.add(field(Worker, "birth_date"), text, "2026-11-25".parse().unwrap()));
    let context = Context { habits: evidence.settled(), ..today() };
    assert_eq!(shown(field(Worker, "birth_date"), "31290", &context), "1985-08-31 ~");
}

#[test]
fn dates_of_other_calendars() {
    check(
        Worker,
        "available_from",
        &[
            ("22/04/2017 E.C.", "2024-12-31 ~"),
            ("22 Tahsas 2017", "2024-12-31 ~"),
            ("22 ታኅሣሥ 2017", "2024-12-31 ~"),
            ("ታህሳስ 22 2017 ዓ.ም", "2024-12-31 ~"),
            ("5 Pagumen 2016 E.C.", "2024-09-10 ~"),
            ("6 ጳጉሜን 2015", "2023-09-11 ~"),
            ("6 Pagume 2016", "!"),
            ("2016 E.C.", "! 2023 or 2024"),
            ("Meskerem 2016", "2023 ~"),
            ("05/06/2016 EC", "2024-02-13 ~"),
            ("12/05/2024 G.C.", "! 2024-05-12 or 2024-12-05"),
            ("22/05/2024 G.C.", "2024-05-22"),
            ("令和6年12月31日", "2024-12-31 ~"),
            ("令和元年5月1日", "2019-05-01 ~"),
            ("R6.12.31", "2024-12-31 ~"),
            ("R6/12/31", "2024-12-31 ~"),
            ("R 6.12.31", "2024-12-31 ~"),
            ("S55.1.2", "1980-01-02 ~"),
            ("昭和55年1月2日", "1980-01-02 ~"),
            ("平成31年4月30日", "2019-04-30 ~"),
            ("平成34年4月1日", "2022-04-01 ~"),
            ("R1.4.30", "! 2019-04-30"),
            ("H2.2.30", "! 1990-02-28"),
            ("31/12/2567", "2024-12-31 ~"),
            ("31 ธันวาคม พ.ศ. 2567", "2024-12-31 ~"),
            ("๓๑ ธ.ค. ๒๕๖๗", "2024-12-31 ~"),
            ("31 December 2567", "2024-12-31 ~"),
            ("2567", "2024 ~"),
            ("2567-12-31", "2024-12-31 ~"),
            ("民國113年12月31日", "2024-12-31 ~"),
            ("民國 113/12/31", "2024-12-31 ~"),
            ("113/12/31", "! 2024-12-31"),
            ("11 دی 1403", "2024-12-31 ~"),
            ("۱۴۰۳/۱۰/۱۱", "2024-12-31 ~"),
            ("1403/10/11 SH", "2024-12-31 ~"),
            ("30 Esfand 1403", "2025-03-20 ~"),
            ("30 Esfand 1404", "!"),
            ("1403/10/11", "! 2024 (Solar Hijri) or 1982 (Islamic)"),
            ("15 Ramadan 1445", "! 2024-03"),
            ("15 رمضان 1445", "! 2024-03"),
            ("1446 هـ", "! 2024 or 2025"),
            ("15/09/1445 AH", "! 2024-03"),
            ("16 Poush 2081", "!"),
            ("2081/09/16 B.S.", "!"),
        ],
    );
}

#[test]
fn columns_settle_dates_and_contradictions_are_refused_one_by_one() {
    let birth = field(Worker, "birth_date");
    let settle = |texts: &[&str]| {
        let mut evidence = Evidence::default();
        texts.iter().for_each(|text| evidence.add(birth, text, "2026-11-25".parse().unwrap()));
        Context { habits: evidence.settled(), ..today() }
    };
    assert_eq!(shown(birth, "03/04/1990", &settle(&["25/04/1990"])), "1990-04-03");
    assert_eq!(shown(birth, "03/04/1990", &settle(&["04/25/1990"])), "1990-03-04");
    assert_eq!(shown(birth, "03/04/90", &settle(&["04/25/1990"])), "1990-03-04");
    assert_eq!(shown(birth, "03/04/90", &settle(&["25/04/87"])), "1990-04-03");
    let torn = settle(&["25/04/1990", "04/25/1990"]);
    assert_eq!(shown(birth, "03/04/1990", &torn), "! 1990-04-03 or 1990-03-04");
    assert_eq!(shown(birth, "25/04/1990", &torn), "1990-04-25");
    // Of years with two digits the implausible ones settle the order.
    let expires = field(License, "expires_on");
    let mut evidence = Evidence::default();
    ["02/11/27", "31/12/27"]
        .iter()
        .for_each(|text| evidence.add(expires, text, "2026-11-25".parse().unwrap()));
    assert_eq!(evidence.settled().order, None);
    evidence.add(expires, "03/25/27", "2026-11-25".parse().unwrap());
    assert_eq!(evidence.settled().order, Some(DateOrder::MonthDayYear));
    let mut evidence = Evidence::default();
    ["27/11/02", "29/12/31"]
        .iter()
        .for_each(|text| evidence.add(expires, text, "2026-11-25".parse().unwrap()));
    let context = Context { habits: evidence.settled(), ..today() };
    assert_eq!(shown(expires, "29/12/31", &context), "2029-12-31");
    // Names of months and years in front do not settle it.
    let silent = settle(&["25 April 1990", "1990/04/25", "2024-05-31"]);
    assert_eq!(shown(birth, "03/04/1990", &silent), "! 1990-04-03 or 1990-03-04");
    // A day that never was is of our calendar, and says nothing of the other years.
    assert_eq!(shown(birth, "31/12/67", &settle(&["30 February 1990"])), "1967-12-31");
    // Beside dates of another calendar a year of two digits says nothing.
    assert_eq!(shown(birth, "31/12/67", &settle(&["31/12/2530"])), "! 1967-12-31 or 2067-12-31");
}

#[test]
fn whole_numbers() {
    check(
        Qualification,
        "total_hours",
        &[
            ("4600", "4600"),
            ("4,600", "4600"),
            ("4.600", "4600"),
            ("4 600", "4600"),
            ("4\u{a0}600", "4600"),
            ("4\u{202f}600", "4600"),
            ("4'600", "4600"),
            ("4’600", "4600"),
            ("1,23,456", "123456"),
            ("1.234.567", "1234567"),
            ("4600.0", "4600"),
            ("4600,00", "4600"),
            ("4600.5", "!"),
            ("4600 hrs", "4600"),
            ("4.600 Std.", "4600"),
            ("4 600 heures", "4600"),
            ("4600 h", "4600"),
            ("4600 часов", "4600"),
            ("4600 ساعة", "4600"),
            ("٤٦٠٠", "4600"),
            ("४६००", "4600"),
            ("4600 days", "!"),
            ("4,60", "!"),
            ("46,00,0", "!"),
            ("about 4600", "!"),
            ("4600+", "!"),
            ("4000-4600", "! 4000 or 4600"),
            (">4000", "!"),
            ("4.6E+03", "!"),
            ("-5", "!"),
            ("−5", "!"),
            ("####", "!"),
            ("#REF!", "unknown ~"),
            ("n/a", "unknown"),
            ("none", "unknown ~"),
            ("99999999999999999999", "!"),
            ("", "unknown"),
        ],
    );
    check(
        Opening,
        "experience_months",
        &[("24 months", "24"), ("24 Monate", "24"), ("2 years", "24 ~"), ("2 años", "24 ~")],
    );
    check(Opening, "positions", &[("4", "4"), ("4 Stellen", "4"), ("four", "!")]);
}

#[test]
fn decimals_are_settled_by_their_column_or_refused() {
    check(
        Qualification,
        "years",
        &[
            ("3.5", "3.5"),
            ("3,5", "3.5"),
            ("3½", "3.5"),
            ("3 ½", "3.5"),
            ("3 años", "3"),
            ("3,5 Jahre", "3.5"),
            ("3 yrs", "3"),
            ("36 months", "3 ~"),
            ("40 months", "! 3.3333"),
            ("3-4 years", "!"),
            (".5", "0.5"),
            ("0,125", "0.125"),
            ("1.234", "! 1234 or 1.234"),
            ("1,234", "! 1234 or 1.234"),
        ],
    );
    check(
        Employment,
        "hours_per_week",
        &[
            ("40.000", "40"),
            ("38,5", "38.5"),
            ("38,5 Std./Woche", "38.5"),
            ("40 hrs/wk", "40"),
            ("40h", "40"),
            ("40 h par semaine", "40"),
            ("169", "!"),
        ],
    );
    let pay = field(Opening, "monthly_pay");
    let settle = |texts: &[&str]| {
        let mut evidence = Evidence::default();
        texts.iter().for_each(|text| evidence.add(pay, text, "2026-11-25".parse().unwrap()));
        Context { habits: evidence.settled(), ..today() }
    };
    assert_eq!(shown(pay, "2.845", &settle(&["1.234,50"])), "2845");
    assert_eq!(shown(pay, "2,845", &settle(&["1,234.50"])), "2845");
    assert_eq!(shown(pay, "2.845", &settle(&["12.5"])), "! 2845 or 2.845", "no money has thousandths");
    assert_eq!(shown(pay, "2.845", &settle(&["12.5", "12,5"])), "! 2845 or 2.845");
    assert_eq!(shown(pay, "2.845", &settle(&["2845"])), "! 2845 or 2.845");
    let semicolons = Context { decimal_comma: true, ..today() };
    assert_eq!(shown(pay, "2.845", &semicolons), "2845 ~");
    assert_eq!(shown(pay, "2,845", &semicolons), "! 2845 or 2.845", "nor where cells are separated so");
    assert_eq!(shown(pay, "2،253", &semicolons), "! 2253 or 2.253", "the comma of Arabic");
    check(
        Kind::Placement,
        "pay_received_by_worker_share",
        &[("0.85", "0.85"), ("85%", "0.85"), ("85 %", "0.85"), ("85,5 %", "0.855")],
    );
    check(Qualification, "years", &[("50%", "!")]);
}

#[test]
fn money_with_its_signs() {
    check(
        Opening,
        "monthly_pay",
        &[
            ("2845.50", "2845.5"),
            ("2.845,50", "2845.5"),
            ("2,845.50", "2845.5"),
            ("2 845,50", "2845.5"),
            ("2'845.50", "2845.5"),
            ("EUR 2.500,00", "2500 +pay_currency=EUR"),
            ("2500 EUR", "2500 +pay_currency=EUR"),
            ("2500€", "2500 +pay_currency=EUR"),
            ("€2500/month", "2500 +pay_currency=EUR"),
            ("2 500,00 € par mois", "2500 +pay_currency=EUR"),
            ("2500,- € brutto", "2500 +pay_currency=EUR"),
            ("2500 € netto", "!"),
            ("30000 € per year", "! 2500"),
            ("15 €/hour", "!"),
            ("US$ 2500", "2500 +pay_currency=USD"),
            ("Rs. 45000/-", "45000 +pay_currency=INR|PKR|LKR|NPR|MUR|SCR"),
            ("₦450000", "450000 +pay_currency=NGN"),
            ("45k", "! 45000"),
            // The least of a range is what is sure.
            ("2500-3000", "2500 ~"),
            ("2,500 €/month", "2500 +pay_currency=EUR"),
            ("2,500", "! 2500 or 2.500"),
            ("2,500/-", "2500"),
            ("kr 42.500,-", "42500 +pay_currency=SEK|NOK|DKK|ISK"),
            ("KD 2,500", "! 2500 or 2.500"),
            ("GBP 2,650 pcm", "2650 +pay_currency=GBP"),
            ("negotiable", "!"),
            ("2500 zorkmid", "!"),
        ],
    );
    check(Cost, "amount", &[("₱ 45,000.00", "45000 +currency=PHP"), ("(5)", "!"), ("1.5E+05", "!")]);
    let peso = field(Cost, "amount");
    let settled =
        Context { habits: Habits { decimal: Some(DecimalSign::Dot), ..Habits::default() }, ..today() };
    assert_eq!(shown(peso, "₱ 45,000", &settled), "45000 +currency=PHP");
    check(
        Cost,
        "currency",
        &[
            ("EUR", "EUR"),
            ("eur", "EUR"),
            ("€", "EUR"),
            ("₱", "PHP"),
            (
                "$",
                "! USD or AUD or CAD or NZD or SGD or HKD or TWD or MXN or CLP or COP or ARS or JMD or TTD or FJD or NAD or LRD or BBD or BZD or XCD",
            ),
            ("Euro", "EUR"),
            ("zorkmid", "!"),
        ],
    );
    check(ContractTerms, "leave_days", &[("30 days", "30"), ("30 Tage", "30"), ("30 Werktage", "30")]);
}

#[test]
fn identifiers_and_codes_keep_every_digit() {
    for (kind, column) in [(Worker, "worker_id"), (License, "number"), (LanguageCertificate, "number")] {
        check(
            kind,
            column,
            &[
                ("00123", "00123"),
                (" 00123 ", "00123"),
                ("00123\u{a0}", "00123"),
                ("\u{feff}W\u{2011}0012\u{200b}", "W-0012"),
                ("RN‐2020–15", "RN-2020-15"),
                ("٠٠١٢", "٠٠١٢"),
                // One text in two forms of Unicode, and in two widths.
                ("E\u{301}1", "É1"),
                ("n\u{303}-7", "ñ-7"),
                ("Й\u{31}", "Й1"),
                ("И\u{306}1", "Й1"),
                ("ＲＮ－２０２０", "RN-2020"),
                ("6.39171E+11", "!"),
                ("6,39171E+11", "!"),
                ("1E+05", "!"),
                ("1E5", "1E5"),
                ("12E-05", "12E-05"),
                ("2221.0", "2221 ~"),
                ("#N/A", "unknown ~"),
                ("########", "!"),
                ("n/a", "unknown"),
                ("-", "unknown"),
                ("AB\u{FFFD}1", "!"),
            ],
        );
    }
}

#[test]
fn names_stay_as_written() {
    for column in ["full_name", "given_name", "family_name"] {
        check(
            Worker,
            column,
            &[
                ("Null", "Null"),
                ("Nil", "Nil"),
                ("None", "None"),
                ("Na", "Na"),
                ("NULL", "NULL ~"),
                ("nan", "nan ~"),
                ("O’Brien", "O’Brien"),
                ("Nguyễn Thị Mai", "Nguyễn Thị Mai"),
                ("محمد عبد الله", "محمد عبد الله"),
                ("Ana\u{a0}María", "Ana\u{a0}María"),
                ("می\u{200c}خواهم", "می\u{200c}خواهم"),
                ("JosÃ© MuÃ±oz", "! José Muñoz"),
                ("MÃ¼ller", "! Müller"),
                ("Ð\u{98}Ð²Ð°Ð½", "! Иван"),
                ("Jos\u{FFFD}", "!"),
                ("n/a", "unknown"),
                ("N/A", "unknown"),
                ("-", "unknown"),
                ("?", "unknown"),
                ("unknown", "unknown"),
                ("keine Angabe", "unknown"),
                ("غير متوفر", "unknown"),
                ("s/d", "unknown"),
                ("João", "João"),
                ("#NAME?", "unknown ~"),
            ],
        );
    }
    check(
        Qualification,
        "school",
        &[
            ("none", "unknown"),
            ("n/a", "unknown"),
            ("UniversitÃ© de Lyon", "UniversitÃ© de Lyon ~"),
            ("Nil", "unknown"),
        ],
    );
}

#[test]
fn words_for_nothing_beside_values_that_look_like_them() {
    check(
        Worker,
        "residence",
        &[
            ("NA", "NA"),
            ("na", "NA"),
            ("Namibia", "NA"),
            ("N/A", "unknown"),
            ("-", "unknown"),
            ("Philippines (PH)", "PH"),
            ("PH - Philippines", "PH"),
            ("PH / Philippines", "PH"),
            ("Ghana (PH)", "!"),
            ("🇵🇭", "PH"),
            ("Phillipines", "! Philippines (PH)"),
            ("Congo", "! Congo - Brazzaville (CG) or Congo - Kinshasa (CD)"),
        ],
    );
    let mut evidence = Evidence::default();
    ["Ghana", "Kenya", "NA"]
        .iter()
        .for_each(|text| evidence.add(field(Worker, "residence"), text, "2026-11-25".parse().unwrap()));
    let names = Context { habits: evidence.settled(), ..today() };
    assert_eq!(shown(field(Worker, "residence"), "NA", &names), "! Namibia (NA)");
    check(
        Worker,
        "nationalities",
        &[
            ("none", "(none)"),
            ("keine", "(none)"),
            ("aucune", "(none)"),
            ("ninguna", "(none)"),
            ("нет", "(none)"),
            ("لا يوجد", "(none)"),
            ("n/a", "unknown"),
            ("unknown", "unknown"),
            ("Ghana, NG", "GH;NG"),
            ("GH; n/a", "!"),
            ("NA", "NA"),
        ],
    );
    check(Opening, "third_parties", &[("none", "(none)"), ("-", "unknown"), ("R-1; R-2", "R-1;R-2")]);
    check(
        Opening,
        "social_security_coordination",
        &[("none", "none"), ("unknown", "unknown"), ("keine", "none"), ("n/a", "unknown")],
    );
    check(Worker, "sex", &[("unknown", "unknown"), ("n/a", "unknown")]);
    check(
        LanguageCertificate,
        "language",
        &[
            ("de", "de"),
            ("Deutsch", "de"),
            ("allemand", "de"),
            ("inglés", "en"),
            ("العربية", "ar"),
            ("en-GB", "en"),
            ("na", "na ~"),
            ("nil", "nil ~"),
            ("N/A", "unknown"),
            ("Germn", "! German (de)"),
            ("Klingonese", "!"),
        ],
    );
}

#[test]
fn telephones_and_mail() {
    let philippines = Context { country: "PH".parse().ok(), ..today() };
    for (text, expected) in [
        ("0917 123 4567", "+639171234567"),
        ("6.39171E+11", "!"),
        ("n/a", "unknown"),
        ("+639171234567", "+639171234567"),
    ] {
        assert_eq!(shown(field(Worker, "phone"), text, &philippines), expected, "{text}");
    }
    check(
        Worker,
        "email",
        &[
            ("maria@example.org", "maria@example.org"),
            ("none", "unknown ~"),
            ("maria@gmail,com", "! maria@gmail.com"),
            ("-", "unknown"),
        ],
    );
}

#[test]
fn closed_words() {
    check(
        Cost,
        "payer",
        &[
            ("Candidate", "worker"),
            ("applicant", "worker"),
            ("Bewerberin", "worker"),
            ("trabajadora", "worker"),
            ("nurse", "worker"),
            ("Agency", "recruiter"),
            ("hospital", "employer"),
            ("family", "!"),
        ],
    );
    check(Kind::Placement, "contact_initiated_by", &[("candidate", "worker"), ("Kandidat", "worker")]);
    check(
        Kind::Consent,
        "given",
        &[
            ("yes", "1"),
            ("Ja", "1"),
            ("OUI", "1"),
            ("sí", "1"),
            ("да", "1"),
            ("نعم", "1"),
            ("✓", "1"),
            ("1.0", "1"),
            ("TRUE", "1"),
            ("wahr", "1"),
            ("ndiyo", "1"),
            ("हाँ", "1"),
            ("no", "0"),
            ("nein", "0"),
            ("нет", "0"),
            ("não", "0"),
            ("लا", "!"),
            ("0", "0"),
            ("✗", "0"),
            ("hindi", "0"),
            ("maybe", "!"),
            ("?", "unknown"),
            ("n/a", "unknown"),
        ],
    );
    check(
        Worker,
        "sex",
        &[
            ("F", "female"),
            ("m", "male"),
            ("weiblich", "female"),
            ("mujer", "female"),
            ("Hombre", "male"),
            ("жен.", "female"),
            ("ذكر", "male"),
            ("أنثى", "female"),
            ("kadın", "female"),
            ("Female ", "female"),
            ("divers", "other"),
            ("1", "!"),
            ("2", "!"),
            ("P", "!"),
            ("zz", "!"),
        ],
    );
    let settle = |texts: &[&str]| {
        let mut evidence = Evidence::default();
        texts.iter().for_each(|text| evidence.add(field(Worker, "sex"), text, "2026-11-25".parse().unwrap()));
        Context { habits: evidence.settled(), ..today() }
    };
    assert_eq!(shown(field(Worker, "sex"), "M", &settle(&["H", "M"])), "female");
    assert_eq!(shown(field(Worker, "sex"), "M", &settle(&["F", "M"])), "male");
    assert_eq!(shown(field(Worker, "sex"), "M", &settle(&["H", "M", "F"])), "! female or male");
    assert_eq!(shown(field(Worker, "sex"), "P", &settle(&["L", "P"])), "female");
    check(
        LanguageCertificate,
        "level",
        &[
            ("B2", "B2"),
            ("b2", "B2"),
            ("B 2", "B2"),
            ("B2 (GER)", "B2"),
            ("Niveau B2", "B2"),
            ("B2 telc", "B2 +test=telc-b2 +language=de"),
            ("B2.1", "! B2"),
            ("B2+", "! B2"),
            ("B1/B2", "! B1 or B2"),
            ("in progress B2", "! B2"),
            ("B2 nicht bestanden", "! B2"),
            ("B3", "!"),
        ],
    );
    check(
        Worker,
        "occupation",
        &[
            ("2221", "2221"),
            ("2221.0", "2221"),
            ("ISCO 2221", "2221"),
            ("ISCO-08: 2221", "2221"),
            ("2221 - Nursing professionals", "2221"),
            ("2221 Krankenschwester", "2221"),
            ("2221 plumber", "! 2221 (Nursing professionals)"),
            ("2221/2222", "!"),
            ("3240", "!"),
            ("Krankenschwester", "2221"),
            ("٢٢٢١", "2221"),
        ],
    );
}

#[test]
fn scores_with_what_stands_beside_them() {
    check(
        LanguageCertificate,
        "overall",
        &[
            ("7.5", "7.5"),
            ("7,50", "7.5"),
            ("٧٫٥", "7.5"),
            ("b", "B"),
            ("pass", "pass"),
            ("sehr gut", "sehr gut"),
            ("splendid", "splendid ~"),
            ("IELTS 7.5 (W 6.5)", "7.5 +test=ielts-academic +writing=6.5"),
            ("7.5 (L 8.0 R 7.5 W 6.5 S 7)", "7.5 +listening=8 +reading=7.5 +writing=6.5 +speaking=7"),
            ("L8 R7.5 W6.5 S7", "unknown +listening=8 +reading=7.5 +writing=6.5 +speaking=7"),
            ("Overall: 7.5", "7.5"),
            ("Band 7.5", "7.5"),
            ("IELTS 7.5", "7.5 +test=ielts-academic"),
            ("Foo 7.5", "!"),
            ("7.5 (6.5)", "!"),
            ("7.5 or 8", "!"),
            ("85/100", "85 ~"),
            ("85/70", "! 85"),
            ("120 pts", "120"),
            ("85%", "!"),
            ("n/a", "unknown"),
        ],
    );
    check(LanguageCertificate, "writing", &[("W 6.5", "6.5"), ("6.5", "6.5"), ("C+", "C+")]);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,24}",
        "[0-9,. /:'%€$-]{0,16}",
        "[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/., ]{1,2}[0-9]{1,4}( E\\.C\\.| AH| BE)?",
        "(none|n/a|NA|null|unknown|Null|-|nil|#N/A|########)",
        "[٠-٩۰-۹०-९/.]{1,10}",
        "[RSH令和昭平成年月日0-9.]{1,12}",
        "[A-Za-z ]{0,8}[0-9.,]{1,6}[A-Za-z €/()]{0,12}",
        "[a-z.<>:@]{0,8}@[a-z.é]{0,8}\\.[a-z]{0,3}[;>.]?",
        "[+0-9 ()/-]{0,20}",
        "[A-Z]{2}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// No text makes a parser panic, and what was normalized once stays as it is: a canonical value reads as
    /// itself in a column that writes as corridor does.
    #[test]
    fn a_canonical_value_reads_as_itself(kind in 0..Kind::ALL.len(), column in any::<prop::sample::Index>(), text in any_text(), comma in any::<bool>()) {
        let table = table(Kind::ALL[kind]);
        let field = &table.fields[column.index(table.fields.len())];
        let context = Context { decimal_comma: comma, country: "PH".parse().ok(), ..today() };
        if let Ok(Some(datum)) = cell(field, &text, &context) {
            let again = match &datum {
                // A known empty list is written `none`; a boolean 1 is written 1.
                Datum::Text(t) if t.is_empty() => "none".to_owned(),
                other => other.to_string(),
            };
            let habits = Habits { decimal: Some(DecimalSign::Dot), ..Habits::default() };
            prop_assert_eq!(cell(field, &again, &Context { habits, ..context }), Ok(Some(datum)), "{}", text);
        }
    }

    /// Evidence never panics, and of one cell never contradicts itself.
    #[test]
    fn one_cell_never_contradicts_itself(kind in 0..Kind::ALL.len(), column in any::<prop::sample::Index>(), text in any_text()) {
        let table = table(Kind::ALL[kind]);
        let field = &table.fields[column.index(table.fields.len())];
        let mut evidence = Evidence::default();
        evidence.add(field, &text, "2026-11-25".parse().unwrap());
        prop_assert!(evidence.order.day_first + evidence.order.month_first + evidence.order.year_first <= 1);
        prop_assert!(evidence.sign.dot + evidence.sign.comma <= 1);
    }

    /// A date written in any of the usual forms is read as that date, or both readings are named.
    #[test]
    fn written_dates_come_back(year in 1950..2030_i16, month in 1..=12_i8, day in 1..=28_i8, form in 0..8) {
        let iso = format!("{year:04}-{month:02}-{day:02}");
        let name = ["Jan", "févr.", "marzo", "abril", "Mai", "giugno", "juli", "sierpnia", "сентября", "Ekim", "Nobyembre", "दिसंबर"][usize::from(month.unsigned_abs()) - 1];
        let text = match form {
            0 => format!("{day}/{month}/{year}"),
            1 => format!("{month:02}/{day:02}/{year}"),
            2 => format!("{day:02}.{month:02}.{year}"),
            3 => format!("{day} {name} {year}"),
            4 => format!("{name} {day}, {year}"),
            5 => format!("{year}{month:02}{day:02}"),
            6 => format!("{year}/{month}/{day}"),
            _ => format!("{year}年{month}月{day}日"),
        };
        let found = shown(field(Worker, "available_from"), &text, &today());
        prop_assert!(found == iso || (form < 2 && found.contains(&iso) && found.contains(" or ")), "{} {}", text, found);
    }
}

#[test]
fn dates_are_read_in_the_calendar_that_their_header_names() {
    let birth = field(Worker, "birth_date");
    let under = |header: &str, texts: &[&str]| {
        let mut evidence = Evidence::of_header(birth, header);
        texts.iter().for_each(|text| evidence.add(birth, text, "2026-11-25".parse().unwrap()));
        Context { habits: evidence.settled(), ..today() }
    };
    for (header, text, expected) in [
        ("Date of birth (E.C.)", "05/01/1986", "1993-09-15 ~"),
        ("Date of birth (E.C.)", "1986-01-05", "1993-09-15 ~"),
        ("Date of birth (E.C.)", "1986-01-05 00:00:00", "1993-09-15 ~"),
        ("Date of birth (E.C.)", "12 August 1983", "1983-08-12"),
        ("Date of birth (E.C.)", "20/08/1990 G.C.", "1990-08-20"),
        ("Date of birth (E.C.)", "05/01/86", "!"),
        ("የልደት ቀን (ዓ.ም)", "05/01/1986", "1993-09-15 ~"),
        ("Date of birth (B.S.)", "2047/05/12", "!"),
        ("जन्म मिति (वि.सं.)", "२०४७-०५-१२", "!"),
        ("Date of birth (Hijri)", "1411/05/12", "! 1990"),
        ("Date of birth (Hijri)", "1990-11-29", "1990-11-29"),
        ("تاریخ تولد (شمسی)", "1370/05/12", "1991-08-03 ~"),
        ("Date of birth (A.D.)", "1990-08-28", "1990-08-28"),
        ("Date of birth", "1990-08-28", "1990-08-28"),
        ("Date of BS degree", "1990-08-28", "1990-08-28"),
    ] {
        let found = shown(birth, text, &under(header, &[]));
        let fits = if expected == "!" { found.starts_with('!') } else { found.starts_with(expected) };
        assert!(fits, "{header}: {text}: {found}");
    }
    // One date that says its calendar speaks for those of the column that do not.
    let column = under("تاریخ تولد", &["۱۳۷۰/۰۵/۱۲", "1365/11/22"]);
    assert_eq!(shown(birth, "1365/11/22", &column), "1987-02-11 ~");
    let torn = under("x", &["۱۳۷۰/۰۵/۱۲", "15 Ramadan 1410"]);
    assert!(shown(birth, "1365/11/22", &torn).starts_with('!'));
    // The 31st is of no lunar month.
    assert_eq!(shown(birth, "1365/06/31", &today()), "1986-09-22 ~");
    assert_eq!(shown(birth, "ngày 5 tháng 6 năm 1990", &today()), "1990-06-05");
    assert_eq!(shown(birth, "Tháng 6 năm 1990", &today()), "1990-06");
    // Where years are those of Buddha the day comes first.
    assert_eq!(shown(birth, "03/04/2530", &today()), "1987-04-03 ~");
}

#[test]
fn numbers_of_documents_lose_what_spreadsheets_and_clerks_add() {
    check(
        License,
        "number",
        &[
            ("'0012346", "0012346"),
            ("=\"0012347\"", "0012347"),
            ("=\"\"", "unknown"),
            ("=\" \"", "unknown"),
            ("0", "unknown ~"),
            ("0000", "unknown ~"),
            ("0000001", "0000001"),
            ("under process", "unknown ~"),
            ("En trámite", "unknown ~"),
            ("×", "unknown"),
            ("XI-3344", "XI-3344"),
            ("०००७८९", "०००७८९"),
            ("4-Jul", "!"),
            ("12,345", "12,345 ~"),
        ],
    );
    check(
        License,
        "number",
        &[
            ("0612349 (revoked)", "0612349 +status=revoked"),
            ("0612349 struck off 03/2024", "0612349 +status=revoked"),
            ("RN 0612349 - suspended since 12.03.2024", "RN 0612349 +status=suspended"),
            ("12345/2019 abgelaufen", "12345/2019 +status=lapsed"),
            ("12345 not in good standing", "!"),
            ("12345 (forged)", "!"),
            ("0612349 exp. 12/2027", "0612349 +expires_on=2027-12"),
            ("0612349; valid until 31.12.2027", "0612349 +expires_on=2027-12-31"),
            ("0612349 (gültig bis 31.12.2027)", "0612349 +expires_on=2027-12-31"),
            ("applied 2026", "unknown ~"),
            ("pending since 03/2026", "unknown ~"),
            ("Beantragt 2026", "unknown ~"),
            ("RGN 99A1234E", "RGN 99A1234E"),
            ("123456-RN", "123456-RN"),
            ("No. 4711 Nairobi", "No. 4711 Nairobi"),
        ],
    );
    check(License, "expires_on", &[("31/12/2027 (suspended)", "2027-12-31 +status=suspended")]);
    check(
        Worker,
        "residence",
        &[("not Germany", "!"), ("all except Germany", "!"), ("kein Deutschland", "!")],
    );
    check(Worker, "worker_id", &[("0", "0"), ("'000124", "000124"), ("1,006", "1,006 ~"), ("Jul-04", "!")]);
    check(Worker, "phone", &[("0", "unknown ~"), ("ไม่มี", "unknown ~")]);
    check(Employment, "ended", &[("present", "unknown"), ("bis heute", "unknown"), ("2018", "2018")]);
    check(Employment, "started", &[("present", "!")]);
}

#[test]
fn items_of_a_list_may_be_joined_by_a_word() {
    check(
        Worker,
        "nationalities",
        &[
            ("Kenyan & British", "KE;GB"),
            ("Germany or Austria", "DE;AT"),
            ("UK / Ireland", "GB;IE"),
            ("Bosnia and Herzegovina", "BA"),
            ("Trinidad & Tobago, Ghana", "TT;GH"),
            ("Kenya and somewhere", "!"),
            ("or", "!"),
            ("sénégalaise", "SN"),
            ("Dominican", "! Dominica (DM) or Dominican Republic (DO)"),
        ],
    );
    check(
        Worker,
        "residence",
        &[("Nigerian", "NG ~"), ("Germany or Austria", "!"), ("Republic of Kenya", "KE")],
    );
    check(Worker, "languages_read", &[("English and Swahili", "en;sw"), ("en; af; NA", "en;af;na ~")]);
    check(Worker, "preferred_contracts", &[("permanent / befristet", "permanent;fixed-term"), ("any", "!")]);
}

#[test]
fn words_of_closed_lists_are_read_in_other_words() {
    check(
        License,
        "status",
        &[("valid", "active"), ("Expired", "lapsed"), ("abgelaufen", "lapsed"), ("odd", "!")],
    );
    check(Worker, "status", &[("aktiv", "active"), ("valid", "!")]);
    check(
        Opening,
        "contract_kind",
        &[("unbefristet", "permanent"), ("CDD", "fixed-term"), ("perm", "permanent")],
    );
    check(Opening, "status", &[("offen", "open"), ("fermé", "closed")]);
    check(
        Opening,
        "hours_per_week",
        &[("35h00", "35"), ("37h30", "37.5"), ("37h20", "!"), ("37,5 h", "37.5")],
    );
    check(LanguageCertificate, "level", &[("Б2", "B2"), ("В1", "B1"), ("С1", "C1")]);
    check(
        Worker,
        "sex",
        &[
            ("женски", "female"),
            ("чол.", "male"),
            ("Nữ", "female"),
            ("Nam", "male"),
            ("U", "unknown"),
            ("E", "!"),
        ],
    );
    check(
        Worker,
        "occupation",
        &[("R.N.", "2221"), ("2,221", "2221"), ("PH", "! 2212 (Specialist medical practitioners)")],
    );
    let mut evidence = Evidence::default();
    let sex = field(Worker, "sex");
    ["K", "E"].iter().for_each(|text| evidence.add(sex, text, "2026-11-25".parse().unwrap()));
    assert_eq!(shown(sex, "E", &Context { habits: evidence.settled(), ..today() }), "male");
}

#[test]
fn who_agrees_says_so_in_many_ways() {
    let given = field(Kind::Consent, "given");
    for (text, value) in [
        ("Đồng ý", "1"),
        ("không đồng ý", "0"),
        ("Stimme zu", "1"),
        ("nicht einverstanden", "0"),
        ("d'accord", "1"),
        ("De acuerdo", "1"),
        ("Autorizo", "1"),
        ("tidak setuju", "0"),
        ("Wyrażam zgodę", "1"),
    ] {
        assert_eq!(shown(given, text, &today()), value, "{text}");
    }
    assert!(shown(given, "perhaps", &today()).starts_with('!'));
    for (text, value) in [
        ("Evet 20.10.2026", "1 +given_on=2026-10-20"),
        ("Yes - signed 25/10/2026", "1 +given_on=2026-10-25"),
        ("given 2026-11-01", "1 +given_on=2026-11-01"),
        ("no, 2026-11-01", "0"),
        ("Oui (le 31/10/2026)", "1 +given_on=2026-10-31"),
        ("sí, firmado 31.10.2026", "1 +given_on=2026-10-31"),
        ("Ja, unterschrieben am 31.10.2026", "1 +given_on=2026-10-31"),
    ] {
        assert_eq!(shown(given, text, &today()), value, "{text}");
    }
    // Taken back is no consent, whatever day stands beside it.
    for text in
        ["withdrawn 2026-11-05", "widerrufen am 3.4.2026", "No – 12/10/2026", "geri çekildi 03.04.2026"]
    {
        assert_eq!(shown(given, text, &today()), "0", "{text}");
    }
    for text in ["Yes for agency 7 only", "yes 45", "withdrawn 45"] {
        assert!(shown(given, text, &today()).starts_with('!'), "{text}");
    }
    let language = field(Kind::LanguageCertificate, "language");
    assert_eq!(shown(language, "yok", &today()), "unknown ~");
}

#[test]
fn a_cross_is_a_tick_unless_the_column_says_no_in_words() {
    let given = field(Kind::Consent, "given");
    assert_eq!(shown(given, "x", &today()), "1");
    let mut evidence = Evidence::default();
    ["Yes", "No", "x"].iter().for_each(|text| evidence.add(given, text, "2026-11-25".parse().unwrap()));
    let habits = evidence.settled();
    assert!(shown(given, "X", &Context { habits, ..today() }).starts_with("! yes or no"));
}

#[test]
fn a_sign_of_several_currencies_is_that_of_the_country() {
    let currency = field(Opening, "pay_currency");
    let of = |text: &str, country: &str| {
        shown(currency, text, &Context { country: country.parse().ok(), ..today() })
    };
    assert_eq!((of("£", "GB"), of("Riyal", "OM"), of("$", "US")), ("GBP".into(), "OMR".into(), "USD".into()));
    assert!(of("£", "").starts_with('!') && of("£", "DE").starts_with('!'));
}

#[test]
fn names_that_lost_a_letter_come_back() {
    check(
        Worker,
        "full_name",
        &[
            ("Gonz?lez, Mar?a", "!"),
            ("&Ouml;zlem &amp; S&ouml;hne", "! Özlem & Söhne"),
            ("Ana ?", "Ana ?"),
            ("Smith & Sons", "Smith & Sons"),
        ],
    );
    check(
        Worker,
        "summary",
        &[("5 &lt; 6", "5 &lt; 6 ~"), ("https://a.example/?a=b", "https://a.example/?a=b")],
    );
}

#[test]
fn money_has_no_thousandths_whatever_its_column_says() {
    let pay = field(Opening, "monthly_pay");
    let comma = Habits { decimal: Some(DecimalSign::Comma), ..Habits::default() };
    let in_column = |text: &str| shown(pay, text, &Context { habits: comma, ..today() });
    assert_eq!(in_column("SR 4,500/-"), "4500 +pay_currency=SAR|SCR");
    assert_eq!(in_column("2.900 €"), "2900 +pay_currency=EUR");
    assert_eq!(in_column("4,500"), "! 4500 or 4.500");
    assert_eq!(in_column("KD 350,500"), "350.5 +pay_currency=KWD");
    assert_eq!(in_column("2.350,00"), "2350");
}

#[test]
fn short_texts_are_read_as_what_they_are() {
    check(Worker, "birth_date", &[("1.2.3", "!"), ("1.2.83", "1983-02-01")]);
    check(
        LanguageCertificate,
        "overall",
        &[("未考", "未考 ~"), ("b", "B"), ("C+", "C+"), ("6.5分", "6.5"), ("abs", "abs ~")],
    );
    check(
        Kind::Organization,
        "grievance_channel_languages",
        &[("en/es", "en;es"), ("English and Spanish", "en;es")],
    );
    check(Kind::Organization, "role", &[("recruitment agency", "recruiter"), ("Klinik", "employer")]);
}

#[test]
fn values_beside_which_something_else_stands() {
    check(
        Worker,
        "sex",
        &[
            ("F 29", "female ~"),
            ("M / 34", "male ~"),
            ("F (41)", "female ~"),
            ("31/F", "female ~"),
            ("male, 38", "male ~"),
            ("жен. незамужем", "female ~"),
            // A letter without an age is none, nor are both sexes one.
            ("k.A.", "unknown"),
            ("M/F", "!"),
        ],
    );
    check(
        Worker,
        "birth_date",
        &[
            ("18/03/1992 à Édéa", "1992-03-18 ~"),
            ("Medan, 28 Februari 1997", "1997-02-28"),
            ("Singaraja 23-11-1999", "1999-11-23 ~"),
        ],
    );
    check(
        Worker,
        "preferred_destinations",
        &[
            ("KSA only", "SA ~"),
            ("nur Deutschland", "DE ~"),
            ("Germany - NRW preferred", "DE ~"),
            ("Alemania (Ausbildung) / España", "DE;ES ~"),
            ("España, no Alemania", "ES +refused_destinations=DE"),
            ("Portugal, Alemanha não", "PT +refused_destinations=DE"),
            ("Abu Dhabi", "AE ~"),
        ],
    );
    // `No` where languages stand is the word, and no code of Norwegian.
    check(Worker, "languages_read", &[("no", "(none)"), ("No", "(none)"), ("nb", "nb")]);
    check(
        Kind::Consent,
        "given",
        &[
            ("Sí autoriza", "1"),
            ("No autoriza todavía", "0"),
            ("Not yet", "0"),
            ("Hindi pa", "0"),
            ("não autorizou ainda", "0 ~"),
            ("Parents not agreed - No", "0 ~"),
            ("No objection", "!"),
            ("not signed 14/09/2026", "0 ~"),
            ("signed 14/09/2026", "1 +given_on=2026-09-14"),
            // True or *tidak*: nobody knows of one letter alone.
            ("T", "! yes or no"),
        ],
    );
    check(
        License,
        "number",
        &[
            ("0952305 - 12/25/2029", "0952305 +expires_on=2029-12-25"),
            ("Lic. 0402306 until Jan. 6, 2029", "Lic. 0402306 +expires_on=2029-01-06"),
            ("STR 17 01 5 2 2 / 12 Mei 2029", "STR 17 01 5 2 2 +expires_on=2029-05-12"),
            ("123456-RN", "123456-RN"),
            ("12/2004", "12/2004"),
        ],
    );
    check(
        Employment,
        "employer",
        &[("zu Hause (career break since 2023)", "unknown"), ("none (finished contract)", "unknown")],
    );
    check(
        Qualification,
        "title",
        &[("não", "unknown"), ("Lake University, 2015", "unknown +completed=2015 +school=Lake University")],
    );
}

#[test]
fn t_says_yes_beside_f_and_no_beside_y() {
    let given = field(Kind::Consent, "given");
    let settled = |texts: &[&str]| {
        let mut evidence = Evidence::default();
        texts.iter().for_each(|text| evidence.add(given, text, "2026-11-25".parse().unwrap()));
        Context { habits: evidence.settled(), ..today() }
    };
    assert_eq!(shown(given, "T", &settled(&["Y", "T"])), "0");
    assert_eq!(shown(given, "T", &settled(&["T", "F"])), "1");
    assert!(shown(given, "T", &settled(&["T"])).starts_with('!'));
}

#[test]
fn what_clerks_write_beside_a_license_stays_out_of_its_number() {
    let number = field(Kind::License, "number");
    let context = Context { as_of: Some("2026-11-29".parse().unwrap()), ..Context::default() };
    for (text, wanted) in [
        ("KNMC KL0120 vld upto 31/12/2027", "KL0120"),
        ("KNMC 40104, renewed upto 12-2028", "40104"),
        ("KNMC KL0120 (expd 31.12.2025, renewal applied)", "KL0120"),
        ("Lake Pharmacy Council 00204/2017", "Lake Pharmacy Council 00204/2017"),
    ] {
        let read = cell(number, text, &context).unwrap();
        assert_eq!(read.map(|datum| datum.to_string()).as_deref(), Some(wanted), "{text}");
    }
    let several = |text: &str| beside::several_numbers(text).unwrap_or_default();
    assert_eq!(several("NMCN RN 100102; RM 20102"), ["NMCN RN 100102", "NMCN RM 20102"]);
}

#[test]
fn a_style_in_brackets_is_no_part_of_a_name_and_a_remark_none_of_a_number() {
    let read = |column: &str, text: &str| {
        let context = Context { country: "IN".parse().ok(), ..Context::default() };
        let read = cell(field(Kind::Worker, column), text, &context);
        read.ok().flatten().map(|datum| datum.to_string())
    };
    assert_eq!(read("given_name", "Ngozi Ada (Mrs.)").as_deref(), Some("Ngozi Ada"));
    assert_eq!(read("given_name", "Ana (María)").as_deref(), Some("Ana (María)"));
    assert_eq!(read("phone", "9447000105 / 9895000105 (wife)").as_deref(), Some("+919447000105"));
}

/// A province of Papua New Guinea is called Gulf, and who wants to go to the Gulf means none of it.
#[test]
fn a_region_of_several_countries_is_asked_about() {
    for column in ["preferred_destinations", "residence"] {
        let refusal = cell(field(Kind::Worker, column), "Gulf", &Context::default()).unwrap_err();
        assert!(refusal.suggestion().is_some_and(|said| said.contains("Saudi Arabia (SA)")), "{refusal:?}");
    }
}

#[test]
fn a_town_that_no_table_has_lies_in_the_country_behind_it() {
    let read = |text: &str| {
        let read = cell(field(Kind::Worker, "residence"), text, &Context::default());
        read.ok().flatten().map(|datum| datum.to_string())
    };
    assert_eq!(read("Brigadoon, Poland").as_deref(), Some("PL"));
    assert_eq!(read("Brigadoon, PL"), None);
    assert_eq!(read("Nairobi, Poland"), None);
}
