//! What a number counts, and the period of an amount, with the words for them in many languages.

use crate::model::words;
use crate::text;

words! {
    /// What a number counts.
    Unit, "a unit such as `hours`" {
        /// Hours.
        Hours = "hours",
        /// Hours of each week.
        HoursPerWeek = "hours-per-week",
        /// Days.
        Days = "days",
        /// Weeks.
        Weeks = "weeks",
        /// Months.
        Months = "months",
        /// Years.
        Years = "years",
        /// Credits of a training.
        Credits = "credits",
        /// Posts of an opening.
        Posts = "posts",
    }
}

words! {
    /// The period that an amount is paid for.
    Period, "a period: `month`, `year`, `week`, `day` or `hour`" {
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
        /// A week.
        Week = "week",
        /// A day.
        Day = "day",
        /// An hour.
        Hour = "hour",
    }
}

/// Folded words of each unit, and those that say *per week*.
const UNITS: &[(Unit, &str)] = &[
    (
        Unit::Hours,
        "h hr hrs hour hours std stunde stunden heure heures hora horas hs ora ore uur uren godz godziny godzin ч час часа часов год години годин saat jam oras saa masaa घंटे ساعة ساعات clock",
    ),
    (
        Unit::Days,
        "d day days tag tage jour jours dia dias giorno giorni dag dagen dni dzien дней дня день дн днів gun hari araw siku दिन يوم ايام working werktage arbeitstage",
    ),
    (
        Unit::Weeks,
        "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzien tygodni недель недели неделя hafta minggu linggo wiki सप्ताह اسبوع اسابيع",
    ),
    (
        Unit::Months,
        "m mo mos mth mths month months monat monate monaten mois mes meses mese mesi maand maanden miesiac miesiace miesiecy мес месяц месяца месяцев місяць місяців місяці ay bulan buwan mwezi miezi महीने شهر اشهر شهور",
    ),
    (
        Unit::Years,
        "y yr yrs year years jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren rok lata lat год года лет рік роки років yil sene tahun taon mwaka miaka साल वर्ष سنة سنوات سنين",
    ),
    (Unit::Credits, "credit credits ects cp lp cfu ec crediti creditos credits pkt punkte punti punkty"),
    (
        Unit::Posts,
        "no nos number post posts position positions stelle stellen poste postes puesto puestos vagas vacancy vacancies people persons pax",
    ),
];
const PER_WEEK: &str = "per pro par por a la al alla je week weekly wk w woche wochentlich semaine sem semana semanal semanales semanais settimana settimanali tydz tydzien tygodniowo week неделю нед тиждень haftalik haftada minggu linggo wiki p";

impl Unit {
    /// What the numbers of a column count.
    pub(super) fn of_column(name: &str) -> Option<Self> {
        match name {
            "hours_per_week" => Some(Self::HoursPerWeek),
            "years" => Some(Self::Years),
            "leave_days" => Some(Self::Days),
            "credits" => Some(Self::Credits),
            "positions" => Some(Self::Posts),
            name if name.ends_with("_hours") => Some(Self::Hours),
            name if name.ends_with("_months") => Some(Self::Months),
            _ => None,
        }
    }

    /// The unit that words name.
    pub(super) fn read(words: &str) -> Option<Self> {
        let folded = text::fold(words);
        let mut parts = folded.split(' ');
        let first = parts.next()?;
        let known = |list: &str, word: &str| list.split(' ').any(|known| text::fold(known) == word);
        let (unit, _) = UNITS.iter().find(|(_, list)| known(list, first))?;
        let rest: Vec<&str> = parts.collect();
        match unit {
            Self::Hours if !rest.is_empty() && rest.iter().all(|word| known(PER_WEEK, word)) => {
                Some(Self::HoursPerWeek)
            }
            unit if rest
                .iter()
                .all(|word| UNITS.iter().any(|(other, list)| other == unit && known(list, word))) =>
            {
                Some(*unit)
            }
            _ => None,
        }
    }
}

/// Folded words for periods.
const PERIODS: &[(Period, &str)] = &[
    (
        Period::Month,
        "month mo mth pm pcm mtl monthly monat monatlich mois mensuel mensuels mensual mensuales mes mensal mese mensile mensili maand maandelijks miesiac miesiecznie mies мес месяц місяць ay aylik bulan buwan mwezi महीना شهر شهريا",
    ),
    (
        Period::Year,
        "year yr pa annum annual annually yearly jahr jahrlich an annuel ano anual anno annuo jaar rok rocznie год рік yil tahun taon mwaka सال سنة سنويا",
    ),
    (Period::Week, "week wk pw weekly woche wochentlich semaine semana settimana неделя hafta minggu linggo"),
    (Period::Day, "day daily tag taglich jour dia giorno день gun hari araw"),
    (Period::Hour, "hour hr h ph hourly stunde std heure hora ora uur час saat jam oras"),
];

impl Period {
    /// The period that a folded word names.
    pub(super) fn read(word: &str) -> Option<Self> {
        let is = |list: &str| !word.is_empty() && list.split(' ').any(|known| known == word);
        PERIODS.iter().find(|(_, list)| is(list)).map(|(period, _)| *period)
    }
}
