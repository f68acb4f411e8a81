//! The level that a match scores: the comparison as one word, worst first.

use crate::model::words;

words! {
    /// How a training stands to a destination's minimum, worst first.
    CurriculumLevel, "a curriculum level of a match" {
        /// Nothing is known of the training, or no minimum of the destination was retrieved.
        Unknown = "unknown",
        /// A training for another occupation: a pharmacist for a nurse's post.
        OtherOccupation = "other-occupation",
        /// A training for an assistant level of the occupation: a second-level nurse for a nurse's post.
        AssistantLevel = "assistant-level",
        /// Some of what is asked is known, some is not: four years, hours not stated.
        PartlyKnown = "partly-known",
        /// More than a quarter of a part is missing: 3,000 hours for 4,600.
        FarShort = "far-short",
        /// More than a tenth of a part is missing, or a subject: 1,200 hours of theory for 1,534.
        Short = "short",
        /// The destination judges by examination or academic level: hours do not decide.
        ComparedOtherwise = "compared-otherwise",
        /// The destination compares content and sets no number.
        NoFixedMinimum = "no-fixed-minimum",
        /// A tenth or less of a part is missing: 1,385 hours of theory for 1,534.
        NearlyMeets = "nearly-meets",
        /// Every figure is met, by the typical figures of the program rather than the worker's own.
        MeetsTypically = "meets-typically",
        /// A diploma of one state of the European area in another: recognized without comparing, if annex V of the
        /// directive lists it.
        RecognizedInEurope = "recognized-in-europe",
        /// Every figure is met by the worker's own figures or the curriculum's, and no subject is missing.
        Meets = "meets",
        /// A diploma of the destination itself.
        OwnDiploma = "own-diploma",
        /// The destination has registered the worker, and so has recognized the training.
        Registered = "registered",
    }
}
