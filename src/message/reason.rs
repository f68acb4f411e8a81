//! A reason: what a module's enum of reasons can do, and the macro that declares one.

use super::{Arg, Message, english};

/// A code with the names of its arguments, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The code, which is the identifier of the text in the catalog.
    pub code: &'static str,
    /// The names of the arguments.
    pub args: &'static [&'static str],
}

/// Something said with a code, typed arguments and a text of the catalog.
pub trait Reason {
    /// What is said, for programs.
    fn code(&self) -> &'static str;

    /// The arguments by name.
    fn args(&self) -> Vec<(&'static str, Arg)>;

    /// The sentence in English.
    fn text(&self) -> String {
        let args = self.args();
        // Tests hold every code to an entry of the catalog; the code is better than nothing.
        english().text(self.code(), &args).unwrap_or_else(|| self.code().to_owned())
    }

    /// What would have been accepted, where the catalog says so: the attribute `.expected` of the text.
    fn expected(&self) -> Option<Message> {
        let args = self.args();
        let text = english().attribute(self.code(), "expected", &args)?;
        let args = args.iter().map(|(name, arg)| ((*name).to_owned(), arg.json())).collect();
        Some(Message { code: format!("{}.expected", self.code()), args, text })
    }

    /// The reason free of its type.
    fn message(&self) -> Message {
        let args = self.args().iter().map(|(name, arg)| ((*name).to_owned(), arg.json())).collect();
        Message { code: self.code().to_owned(), args, text: self.text() }
    }
}

/// Declares an enum of reasons: its codes, [`Reason`], `Display` (the text) and `Serialize`
/// (`{code, args, text}`). See the page of [`crate::message`] for an example.
macro_rules! reasons {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $($(#[$vdoc:meta])* $variant:ident = $code:literal $({ $($field:ident: $type:ty),* $(,)? })?,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis enum $name {
            $(
                $(#[$vdoc])*
                $variant $({ $(
                    #[doc = concat!("The argument `$", stringify!($field), "` of the text.")]
                    $field: $type,
                )* })?,
            )*
        }

        impl $name {
            /// Every code with the names of its arguments.
            $vis const ENTRIES: &'static [$crate::message::Entry] = &[
                $($crate::message::Entry { code: $code, args: &[$($(stringify!($field)),*)?] },)*
            ];
        }

        impl $crate::message::Reason for $name {
            fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            fn args(&self) -> Vec<(&'static str, $crate::message::Arg)> {
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        vec![$($((stringify!($field), $crate::message::Argument::argument($field))),*)?]
                    })*
                }
            }
        }

        $crate::message::spoken!($name);
    };
}
pub(crate) use reasons;

/// Declares an enum that holds a reason of one of several enums, for an answer that several modules give.
macro_rules! gathered {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $($(#[$vdoc:meta])* $variant:ident($type:ty),)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis enum $name { $($(#[$vdoc])* $variant($type),)* }

        impl $crate::message::Reason for $name {
            fn code(&self) -> &'static str {
                match self { $(Self::$variant(reason) => $crate::message::Reason::code(reason),)* }
            }

            fn args(&self) -> Vec<(&'static str, $crate::message::Arg)> {
                match self { $(Self::$variant(reason) => $crate::message::Reason::args(reason),)* }
            }

            fn text(&self) -> String {
                match self { $(Self::$variant(reason) => $crate::message::Reason::text(reason),)* }
            }
        }

        $(impl From<$type> for $name {
            fn from(reason: $type) -> Self {
                Self::$variant(reason)
            }
        })*

        $crate::message::spoken!($name);
    };
}
pub(crate) use gathered;

/// How every enum of reasons is written: as an argument of another, as its text, and in JSON.
macro_rules! spoken {
    ($name:ident) => {
        impl $crate::message::Argument for $name {
            fn argument(&self) -> $crate::message::Arg {
                $crate::message::Arg::Said(
                    $crate::message::Reason::code(self),
                    $crate::message::Reason::args(self),
                )
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&$crate::message::Reason::text(self))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::message::Reason::message(self).serialize(serializer)
            }
        }
    };
}
pub(crate) use spoken;
