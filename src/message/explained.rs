//! What every error of the library can say beside its message: a code, a place, and a way out.
//!
//! The library knows no flags and no commands, so a way out is a typed [`Hint`]. The command line says
//! which flag or command it is, a page which field or button. Each error enum implements [`Explained`]
//! with [`codes!`]:
//!
//! ```ignore
//! impl Explained for SampleError {
//!     codes! {
//!         Empty = "sample-empty",      // a code of its own, explained in data/messages/en/errors.ftl
//!         Table => error,              // the code of the error inside
//!     }
//!     fn hints(&self) -> Vec<Hint> { … }
//! }
//! ```

use crate::model::{Channel, Kind};
use crate::rule::Place;

/// An error that a program and a person can act on.
pub trait Explained: std::error::Error {
    /// What went wrong, for programs: stable, lower case with hyphens, explained in the catalog.
    fn code(&self) -> &'static str;

    /// Every code of the type's own, without those of errors inside.
    fn codes() -> &'static [&'static str]
    where
        Self: Sized;

    /// Ways out, where there are some, the likeliest first.
    fn hints(&self) -> Vec<Hint> {
        Vec::new()
    }

    /// Where in a file it was seen, where it was a file.
    fn place(&self) -> Option<Place> {
        None
    }
}

/// A way out of an error. Each face puts it into its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// The value that was probably meant.
    Nearest(String),
    /// Something that has to be said, with the values to choose from, if they are few.
    Say(Setting, Vec<String>),
    /// Something that can be left away.
    LeaveAway(Setting),
    /// Headers of which it has to be said what they mean, each with the columns that they may mean.
    SayMeanings(Vec<(String, Vec<String>)>),
    /// A header of a column to leave out.
    LeaveOut(String),
    /// Records have to be brought in first.
    FillStore,
    /// The values to choose from.
    OneOf(Vec<String>),
    /// The columns of a kind tell what is expected.
    SeeColumns(Kind),
    /// The list of batches tells what there is.
    SeeBatches,
    /// The list of decisions about workers tells what there is.
    SeeReviews,
    /// Saved searches are listed, watched and taken away.
    SeeSavedSearches,
    /// Later batches have to be undone first, or together with this one.
    UndoFirst(Vec<String>),
    /// Decisions have to be taken back first.
    TakeBack(Vec<String>),
    /// A recorded ranking can be asked of the records as it saw them.
    AskAsThen(String),
    /// The two have to be looked at again.
    LookAgain,
    /// A newer program is needed.
    Upgrade,
    /// Room has to be made on the disk.
    MakeRoom,
    /// Nothing but to wait and try again.
    TryAgain,
    /// The line has to be mended, and the file saved as UTF-8.
    MendLine,
    /// The file has to be saved as CSV.
    SaveAsCsv,
    /// The packs of a ministry have to be checked.
    CheckPacks,
    /// Derived files have to be rebuilt.
    Rebuild,
    /// The line of a file of settings has to be mended.
    MendSettings,
    /// The log has to be verified.
    VerifyLog,
    /// A checkpoint of this store is expected.
    MakeCheckpoint,
}

/// Something that a request says, or leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// The data directory.
    DataDirectory,
    /// The kind of the records of a file.
    Kind,
    /// The encoding of a file.
    Encoding,
    /// The sheet of a workbook.
    Sheet,
    /// The recipe by which a file is read.
    Recipe,
    /// What headers mean.
    Meanings,
    /// The channel of a recruitment.
    Channel,
    /// The qualification of a worker.
    Qualification,
    /// The occupation, an ISCO-08 unit group.
    Occupation,
    /// The purpose for which personal data is given out.
    Purpose,
    /// Personal data, which needs a purpose.
    Identities,
    /// The parts of workers in their row.
    Wide,
    /// The columns to show.
    Columns,
    /// The format of the reply.
    Format,
    /// The key that signs.
    Key,
    /// Where something is written.
    Output,
    /// The reason for what was done.
    Reason,
    /// As what somebody acts.
    Role,
    /// The day on which something ends.
    Until,
}

impl Hint {
    /// The channels to choose from.
    pub fn channel() -> Self {
        Self::Say(Setting::Channel, Channel::ALL.iter().map(ToString::to_string).collect())
    }

    /// The nearest value, where there is one.
    pub fn nearest(value: Option<&(impl AsRef<str> + ?Sized)>) -> Vec<Self> {
        value.map(|value| Self::Nearest(value.as_ref().to_owned())).into_iter().collect()
    }
}

/// The place that is a whole file.
pub fn whole_file(file: impl std::fmt::Display) -> Option<Place> {
    Some(Place { file: file.to_string(), ..Place::default() })
}

/// Declares, inside `impl Explained for …`, the codes of the variants of an error enum: `Variant = "code"`, or
/// `Variant => error` where the code is that of the one error inside.
macro_rules! codes {
    ($($variant:ident $(= $code:literal)? $(=> $inner:ident)?),* $(,)?) => {
        fn code(&self) -> &'static str {
            match self {
                $($crate::message::codes!(@pattern $variant $($inner)?) => $crate::message::codes!(@code $($code)? $($inner)?),)*
            }
        }

        fn codes() -> &'static [&'static str] {
            &[$($($code,)?)*]
        }
    };
    (@pattern $variant:ident) => { Self::$variant { .. } };
    (@pattern $variant:ident $inner:ident) => { Self::$variant($inner) };
    (@code $code:literal) => { $code };
    (@code $inner:ident) => { $crate::message::Explained::code($inner) };
}
pub(crate) use codes;
