//! The calendars in which files write dates.

use super::words::words;

words! {
    /// A calendar in which files write dates.
    Calendar, "a calendar such as `gregorian`" {
        /// Ours.
        Gregorian = "gregorian",
        /// Thai solar calendar: the Gregorian one with years from 543 BC. Before 1941 its year began in April.
        Buddhist = "buddhist",
        /// Republic of China: Gregorian months, years from 1912 as year 1.
        Minguo = "minguo",
        /// Japanese: Gregorian months, years of an emperor's era.
        Japanese = "japanese",
        /// Ethiopian: twelve months of 30 days and Pagumen of 5 or 6.
        Ethiopian = "ethiopian",
        /// Solar Hijri of Iran and Afghanistan.
        SolarHijri = "solar-hijri",
        /// Islamic, lunar.
        Islamic = "islamic",
        /// Bikram Sambat of Nepal.
        BikramSambat = "bikram-sambat",
        /// Indian national calendar and other Saka years.
        Saka = "saka",
        /// Dangi, Juche and others that are hardly met.
        Other = "traditional",
    }
}
