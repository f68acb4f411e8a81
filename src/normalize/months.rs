//! Names of months and days of the week, of eras and calendars, in the languages of the files.
//!
//! Names from Unicode CLDR and domain knowledge; a name that two languages use for two months is
//! said to be one (`listopad`).

use super::calendar::Calendar;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Names of the months, January first; each month's spellings are separated by a space, `_` stands
/// for a space within one.
const GREGORIAN: &[[&str; 12]] = &[
    // English
    [
        "january jan",
        "february feb febr",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ],
    // French
    [
        "janvier janv",
        "fevrier fevr fev",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    // Spanish
    [
        "enero ene",
        "febrero",
        "marzo",
        "abril abr",
        "mayo",
        "junio",
        "julio",
        "agosto ago",
        "septiembre setiembre set",
        "octubre",
        "noviembre",
        "diciembre dic",
    ],
    // Portuguese
    [
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro out",
        "novembro",
        "dezembro dez",
    ],
    // German
    [
        "januar janner jaenner",
        "februar feber",
        "marz maerz mrz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober okt",
        "november",
        "dezember",
    ],
    // Italian
    [
        "gennaio gen genn",
        "febbraio febbr",
        "marzo",
        "aprile",
        "maggio mag magg",
        "giugno giu",
        "luglio lug",
        "agosto",
        "settembre sett",
        "ottobre ott",
        "novembre",
        "dicembre",
    ],
    // Dutch
    [
        "januari",
        "februari",
        "maart mrt",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    // Polish
    [
        "styczen stycznia sty",
        "luty lutego lut",
        "marzec marca",
        "kwiecien kwietnia kwi",
        "maj maja",
        "czerwiec czerwca cze",
        "lipiec lipca lip",
        "sierpien sierpnia sie",
        "wrzesien wrzesnia wrz",
        "pazdziernik pazdziernika paz",
        "listopad listopada lis",
        "grudzien grudnia gru",
    ],
    // Russian
    [
        "январь января янв",
        "февраль февраля фев февр",
        "март марта мар",
        "апрель апреля апр",
        "май мая",
        "июнь июня июн",
        "июль июля июл",
        "август августа авг",
        "сентябрь сентября сен сент",
        "октябрь октября окт",
        "ноябрь ноября ноя нояб",
        "декабрь декабря дек",
    ],
    // Ukrainian
    [
        "січень січня січ",
        "лютий лютого лют",
        "березень березня бер",
        "квітень квітня кві квіт",
        "травень травня тра трав",
        "червень червня чер черв",
        "липень липня лип",
        "серпень серпня сер серп",
        "вересень вересня вер",
        "жовтень жовтня жов жовт",
        "листопад листопада лис",
        "грудень грудня гру груд",
    ],
    // Arabic: Egypt and the Gulf; the Levant and Iraq; the Maghreb
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل ابريل إبريل",
        "مايو",
        "يونيو يونيه",
        "يوليو يوليه",
        "أغسطس اغسطس",
        "سبتمبر",
        "أكتوبر اكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانون_الثاني",
        "شباط",
        "آذار اذار",
        "نيسان",
        "أيار ايار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول ايلول",
        "تشرين_الأول تشرين_الاول",
        "تشرين_الثاني",
        "كانون_الأول كانون_الاول",
    ],
    [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل افريل",
        "ماي",
        "جوان",
        "جويلية يوليوز",
        "أوت اوت غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ],
    // Turkish
    [
        "ocak oca",
        "subat sub",
        "mart",
        "nisan nis",
        "mayis",
        "haziran haz",
        "temmuz tem",
        "agustos agu",
        "eylul eyl",
        "ekim eki",
        "kasim kas",
        "aralik ara",
    ],
    // Indonesian and Malay
    [
        "januari",
        "februari pebruari peb",
        "maret mac",
        "april",
        "mei",
        "juni",
        "juli julai",
        "agustus agt ags ogos ogs",
        "september",
        "oktober",
        "november nopember nop",
        "desember des disember dis",
    ],
    // Tagalog
    [
        "enero",
        "pebrero",
        "marso",
        "abril",
        "mayo",
        "hunyo hun",
        "hulyo hul",
        "agosto",
        "setyembre",
        "oktubre",
        "nobyembre nob",
        "disyembre",
    ],
    // Swahili
    [
        "januari", "februari", "machi", "aprili", "mei", "juni", "julai", "agosti", "septemba", "oktoba",
        "novemba", "desemba",
    ],
    // Hindi
    [
        "जनवरी",
        "फ़रवरी फरवरी",
        "मार्च",
        "अप्रैल",
        "मई",
        "जून",
        "जुलाई",
        "अगस्त",
        "सितंबर सितम्बर",
        "अक्टूबर अक्तूबर",
        "नवंबर नवम्बर",
        "दिसंबर दिसम्बर",
    ],
    // Thai
    [
        "มกราคม มค",
        "กุมภาพันธ์ กพ",
        "มีนาคม มีค",
        "เมษายน เมย",
        "พฤษภาคม พค",
        "มิถุนายน มิย",
        "กรกฎาคม กค",
        "สิงหาคม สค",
        "กันยายน กย",
        "ตุลาคม ตค",
        "พฤศจิกายน พย",
        "ธันวาคม ธค",
    ],
    // Roman numerals, as on documents of Spain, Poland and Hungary
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
];

/// Months of the Ethiopian year, in Amharic and as transliterated.
const ETHIOPIAN: &[&str] = &[
    "መስከረም meskerem mäskäräm",
    "ጥቅምት tikimt tikemt tekemt tiqimt",
    "ኅዳር ህዳር ሕዳር hidar hedar",
    "ታኅሣሥ ታህሳስ ታኅሳስ tahsas tahisas tahesas",
    "ጥር tir ter",
    "የካቲት yekatit",
    "መጋቢት megabit",
    "ሚያዝያ ሚያዚያ miyazya miazia miyaziya",
    "ግንቦት ginbot genbot",
    "ሰኔ sene",
    "ሐምሌ ሀምሌ hamle",
    "ነሐሴ ነሀሴ nehase nehasse",
    "ጳጉሜን ጳጉሜ pagume pagumen pagumiene pagumie",
];

/// Months of the Solar Hijri year, in Persian, of Afghanistan, and as transliterated.
const SOLAR_HIJRI: &[&str] = &[
    "فروردین فروردين حمل farvardin",
    "اردیبهشت ارديبهشت ثور ordibehesht",
    "خرداد جوزا khordad",
    "تیر تير سرطان tir",
    "مرداد اسد mordad",
    "شهریور شهريور سنبله shahrivar",
    "مهر میزان mehr",
    "آبان ابان عقرب aban",
    "آذر اذر قوس azar",
    "دی دي جدی dey",
    "بهمن دلو bahman",
    "اسفند حوت esfand",
];

/// Months of the Islamic year.
const ISLAMIC: &[&str] = &[
    "محرم المحرم muharram",
    "صفر safar",
    "ربيع_الأول ربيع_الاول rabi_i",
    "ربيع_الثاني ربيع_الآخر rabi_ii",
    "جمادى_الأولى جمادى_الاولى jumada_i",
    "جمادى_الآخرة جمادى_الثانية jumada_ii",
    "رجب rajab",
    "شعبان shaban",
    "رمضان ramadan ramazan",
    "شوال shawwal",
    "ذو_القعدة dhu_al_qadah",
    "ذو_الحجة dhu_al_hijjah",
];

/// Months of Bikram Sambat.
const BIKRAM_SAMBAT: &[&str] = &[
    "baisakh baishakh बैशाख वैशाख",
    "jestha jeth जेठ",
    "ashadh asar असार",
    "shrawan saun श्रावण साउन",
    "bhadra bhadau भाद्र भदौ",
    "ashwin asoj असोज",
    "kartik कार्तिक",
    "mangsir मंसिर मङ्सिर",
    "poush पुष पौष",
    "magh माघ",
    "falgun फाल्गुन फागुन",
    "chaitra चैत्र चैत",
];

/// What follows the name of a calendar or stands for it.
const MARKS: &[(Calendar, &str)] = &[
    (Calendar::Gregorian, "ad ce gc ኤአ እኤአ คศ میلادی ميلادي ميلاديه م 公元 西元 西暦 서기"),
    (Calendar::Buddhist, "be พศ"),
    (Calendar::Minguo, "民國 民国 中華民國 中华民国 roc minguo"),
    (Calendar::Ethiopian, "ec ዓም ዓ/ም ethc eth"),
    (Calendar::SolarHijri, "sh ap هش هـش ش شمسی شمسي خورشیدی"),
    (Calendar::Islamic, "ah h هق ه ھ هجري هجریه هجرية قمری قمري"),
    (Calendar::BikramSambat, "bs विसं वि.सं बिसं"),
    (Calendar::Saka, "saka शक"),
    (Calendar::Other, "단기 주체 皇紀 বঙ্গাব্দ"),
];

/// Words that stand in dates and say nothing.
const FILLERS: &str = "de del do da di du le la el den der am of on the al to dia day a o e st nd rd th er ere re eme ter \
    г года год р року рік r roku rok ng noong vom tarihinde tarihli gun gunu tarehe mwezi wa tanggal tgl um at \
    yil 年 月 日 년 월 일 号 號 في يوم సం วันที่ ปี เดือน ቀን dated";

/// Days of the week with their number, Monday being 1.
const WEEKDAYS: &[(i8, &str)] = &[
    (
        1,
        "monday mon lundi lun lunes montag maandag lunedi segunda poniedzialek понедельник понеділок пн pazartesi senin isnin jumatatu الاثنين الإثنين सोमवार",
    ),
    (
        2,
        "tuesday tue tues mardi martes dienstag di. dinsdag martedi terca wtorek вторник вівторок вт sali selasa jumanne الثلاثاء मंगलवार",
    ),
    (
        3,
        "wednesday wed mercredi mer miercoles mittwoch woensdag mercoledi quarta sroda среда середа ср carsamba rabu jumatano الأربعاء الاربعاء बुधवार",
    ),
    (
        4,
        "thursday thu thur thurs jeudi jeu jueves donnerstag donderdag giovedi quinta czwartek четверг четвер чт persembe kamis khamis alhamisi الخميس गुरुवार",
    ),
    (
        5,
        "friday fri vendredi ven viernes freitag vrijdag venerdi sexta piatek пятница п'ятниця пт cuma jumat jumaat ijumaa الجمعة शुक्रवार",
    ),
    (
        6,
        "saturday sat samedi sam sabado samstag sonnabend zaterdag sabato sobota суббота субота сб cumartesi sabtu jumamosi السبت शनिवार",
    ),
    (
        7,
        "sunday sun dimanche dim domingo sonntag zondag domenica niedziela воскресенье неділя вс pazar minggu ahad jumapili الأحد الاحد रविवार",
    ),
];

/// What a word of a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A month, and whether another language uses the name for another one.
    Month(Calendar, i8),
    /// `tir` is a month of two calendars; the year tells them apart.
    Tir,
    Weekday(i8),
    Calendar(Calendar),
    /// A Japanese era, by its place.
    Era(usize),
    Filler,
}

/// What a word of a date is, if it is one of ours. `word` may be two words with one space.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    MEANINGS.get(key(word).as_str()).copied()
}

/// The English name nearest to a word that is none.
pub(super) fn nearest_month(word: &str) -> Option<i8> {
    const BAR: f64 = 0.8;
    let names = GREGORIAN[..7].iter().flatten().filter_map(|spellings| spellings.split(' ').next());
    match meaning(crate::text::nearest(word, names, BAR)?)? {
        Meaning::Month(Calendar::Gregorian, month) => Some(month),
        _ => None,
    }
}

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    let mut add = |spellings: &str, meaning: Meaning| {
        for spelling in spellings.split_whitespace() {
            meanings.entry(key(&spelling.replace('_', " "))).or_insert(meaning);
        }
    };
    add("tir", Meaning::Tir);
    for (number, month) in (1..=12).flat_map(|number: i8| GREGORIAN.iter().map(move |names| (number, names)))
    {
        add(month[usize::from(number.unsigned_abs()) - 1], Meaning::Month(Calendar::Gregorian, number));
    }
    for (calendar, months) in [
        (Calendar::Ethiopian, ETHIOPIAN),
        (Calendar::SolarHijri, SOLAR_HIJRI),
        (Calendar::Islamic, ISLAMIC),
        (Calendar::BikramSambat, BIKRAM_SAMBAT),
    ] {
        for (number, names) in (1..).zip(months) {
            add(names, Meaning::Month(calendar, number));
        }
    }
    for (at, era) in super::calendar::ERAS.iter().enumerate() {
        add(era.name, Meaning::Era(at));
    }
    WEEKDAYS.iter().for_each(|(number, names)| add(names, Meaning::Weekday(*number)));
    MARKS.iter().for_each(|(calendar, names)| add(names, Meaning::Calendar(*calendar)));
    add(FILLERS, Meaning::Filler);
    meanings
});

/// The form in which words are compared: lower case, without accents of Latin, Greek, Cyrillic and Arabic
/// letters; vowel signs of Indic scripts stay, since months differ in nothing else.
pub(super) fn key(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let accent =
        |c: &char| !matches!(c, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}');
    word.nfkd().flat_map(char::to_lowercase).filter(accent).map(|c| if c == 'ı' { 'i' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_means_its_month() {
        for names in GREGORIAN {
            for (number, spellings) in (1..).zip(names) {
                for spelling in spellings.split(' ') {
                    let found = meaning(&spelling.replace('_', " "));
                    assert_eq!(found, Some(Meaning::Month(Calendar::Gregorian, number)), "{spelling}");
                }
            }
        }
        assert_eq!(meaning("Ağustos"), meaning("august"));
        assert_eq!(meaning("KASIM"), meaning("november"));
        assert_eq!(meaning("ноябрь"), meaning("november"));
        assert_eq!(meaning("März"), meaning("march"));
        assert_eq!(meaning("août"), meaning("august"));
        assert_eq!(meaning("Październik"), meaning("october"));
        assert_eq!(meaning("شعبان"), Some(Meaning::Month(Calendar::Islamic, 8)));
        assert_eq!(nearest_month("Decmber"), Some(12));
    }
}
