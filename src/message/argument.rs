//! The arguments of messages: typed, so that each language can write them in its own way.

use super::Message;
use crate::model::{
    AgreementId, Country, Currency, CurriculumId, Day, Decimal, Isco08, Language, Money, OpeningId,
    OrganizationId, PartialDate, PlacementId, SpecialtyId, Subdivision, TestId, Word, WorkerId,
};
use crate::text::Nearness;
use serde_json::{Value, json};

/// A typed argument of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A text that is the same in every language: a name, an identifier, a cell as written.
    Text(String),
    /// A word of a closed vocabulary; a catalog may select by it.
    Word(&'static str),
    /// A whole number; a catalog may select its plural.
    Number(i64),
    /// An exact decimal number.
    Decimal(Decimal),
    /// A day.
    Day(Day),
    /// A date that may lack its day or month.
    Date(PartialDate),
    /// A country.
    Country(Country),
    /// A language.
    Language(Language),
    /// An amount of money.
    Money(Money),
    /// A list, which a catalog joins.
    List(Vec<Arg>),
    /// Alternatives, which a catalog joins: one of them holds.
    Either(Vec<Arg>),
    /// What follows on each other, which a catalog joins: one after the other.
    InOrder(Vec<Arg>),
    /// A reason inside another: its code and its arguments.
    Said(&'static str, Vec<(&'static str, Arg)>),
    /// A message inside another, with its text.
    Message(Box<Message>),
    /// A value that is not known; a catalog may select by `unknown`.
    Unknown,
}

impl Arg {
    /// The argument in JSON.
    pub fn json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Word(word) => json!(word),
            Self::Number(number) => json!(number),
            Self::Decimal(number) => json!(number),
            Self::Day(day) => json!(day.to_string()),
            Self::Date(date) => json!(date.to_string()),
            Self::Country(country) => json!(country),
            Self::Language(language) => json!(language),
            Self::Money(money) => json!({ "minor": money.minor, "currency": money.currency }),
            Self::List(items) | Self::Either(items) | Self::InOrder(items) => {
                Value::Array(items.iter().map(Self::json).collect())
            }
            Self::Said(code, args) => {
                let args: serde_json::Map<_, _> =
                    args.iter().map(|(name, arg)| ((*name).to_owned(), arg.json())).collect();
                json!({ "code": code, "args": args })
            }
            Self::Message(message) => json!({ "code": message.code, "args": message.args }),
            Self::Unknown => Value::Null,
        }
    }
}

/// A type that can be an argument of a message.
pub trait Argument {
    /// The argument.
    fn argument(&self) -> Arg;
}

impl<W: Word> Argument for W {
    fn argument(&self) -> Arg {
        Arg::Word(self.word())
    }
}

impl<T: Argument> Argument for Option<T> {
    fn argument(&self) -> Arg {
        self.as_ref().map_or(Arg::Unknown, Argument::argument)
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn argument(&self) -> Arg {
        Arg::List(self.iter().map(Argument::argument).collect())
    }
}

/// Alternatives as an argument: `a, b or c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Either<T>(pub Vec<T>);

impl<T: Argument> Argument for Either<T> {
    fn argument(&self) -> Arg {
        Arg::Either(self.0.iter().map(Argument::argument).collect())
    }
}

/// What follows on each other as an argument: `a, then b, then c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InOrder<T>(pub Vec<T>);

impl<T: Argument> Argument for InOrder<T> {
    fn argument(&self) -> Arg {
        Arg::InOrder(self.0.iter().map(Argument::argument).collect())
    }
}

impl Argument for Message {
    fn argument(&self) -> Arg {
        Arg::Message(Box::new(self.clone()))
    }
}

impl Argument for Box<Decimal> {
    fn argument(&self) -> Arg {
        (**self).argument()
    }
}

impl Argument for Box<[String]> {
    fn argument(&self) -> Arg {
        Arg::List(self.iter().map(Argument::argument).collect())
    }
}

impl Argument for String {
    fn argument(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl Argument for Nearness {
    fn argument(&self) -> Arg {
        Arg::Decimal(Decimal::from_thousandths(self.thousandths().into()))
    }
}

impl Argument for Box<str> {
    fn argument(&self) -> Arg {
        Arg::Text(self.to_string())
    }
}

impl Argument for &'static str {
    fn argument(&self) -> Arg {
        Arg::Text((*self).to_owned())
    }
}

impl Argument for std::borrow::Cow<'static, str> {
    fn argument(&self) -> Arg {
        Arg::Text(self.to_string())
    }
}

/// Numbers that no count of the domain exceeds.
macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Argument for $number {
            fn argument(&self) -> Arg { Arg::Number(i64::try_from(*self).unwrap_or(i64::MAX)) }
        })*
    };
}
numbers!(u8, u16, u32, u64, usize, i16, i32, i64);

macro_rules! typed {
    ($($type:ident as $variant:ident),*) => {
        $(impl Argument for $type { fn argument(&self) -> Arg { Arg::$variant(self.clone()) } })*
    };
}
typed!(
    Decimal as Decimal,
    Day as Day,
    PartialDate as Date,
    Country as Country,
    Language as Language,
    Money as Money
);

macro_rules! written {
    ($($type:ty),*) => {
        $(impl Argument for $type { fn argument(&self) -> Arg { Arg::Text(self.to_string()) } })*
    };
}
written!(
    Subdivision,
    Currency,
    Isco08,
    WorkerId,
    OpeningId,
    OrganizationId,
    PlacementId,
    AgreementId,
    CurriculumId,
    SpecialtyId,
    TestId
);
