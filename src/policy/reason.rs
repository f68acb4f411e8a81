//! What is wrong with a pack, beside what keeps it from being read at all.

use super::condition::FactType;
use crate::message::{Message, reasons};
use crate::model::{Country, Day, Role, words};

words! {
    /// Which of the two examples of a rule.
    ExampleKind, "`breaks` or `holds`" {
        /// The case that breaks the rule.
        Breaks = "breaks",
        /// The case that does not.
        Holds = "holds",
    }
}

reasons! {
    /// What is wrong with a pack.
    pub enum LintReason {
        /// The pack cannot be used.
        Unusable = "policy-lint-unusable" { because: Message },
        /// A name that stands for a fact is none.
        NoFact = "policy-lint-no-fact" { fact: String },
        /// An example gives a fact another type than it has.
        ExampleType = "policy-lint-example-type" { fact: String, kind: FactType },
        /// The condition asks for what is no fact.
        AsksForNoFact = "policy-lint-asks-for-no-fact" { fact: String },
        /// The condition fails on facts of the right types.
        ConditionFails = "policy-lint-condition-fails" { because: Message },
        /// A part of the rule is empty.
        Empty = "policy-lint-empty" { part: &'static str },
        /// The pack has no rules, and the one of this name that comes with the program has some.
        NoRules = "policy-lint-no-rules" { rules: usize },
        /// The rule is never asked.
        NoStage = "policy-lint-no-stage",
        /// A role may override that is no authority.
        OverrideRole = "policy-lint-override-role" { role: Role },
        /// An override may hold too long, or not at all.
        OverrideMonths = "policy-lint-override-months" { months: u16, longest: u16 },
        /// Two rules have one identifier.
        SameRule = "policy-lint-same-rule",
        /// An edition of the list ends before it begins.
        EditionEndsFirst = "policy-lint-edition-ends-first" { edition: String, from: Day, until: Day },
        /// Two editions of the list are in force on one day.
        EditionsOverlap = "policy-lint-editions-overlap" { edition: String, other: String },
        /// An edition of the list has no names, although it says so.
        NoNames = "policy-lint-no-names" { regime: String, edition: String },
        /// An entry of the list has no source.
        EntryWithoutSource = "policy-lint-entry-without-source" { country: Country },
        /// The pack has a list and does not say which grades it gives.
        NoGrades = "policy-lint-no-grades",
        /// An entry has a grade that the list does not give.
        NoGrade = "policy-lint-no-grade" { country: Country, grade: String, known: Vec<String> },
        /// An entry is of an edition that the list does not have.
        NoEdition = "policy-lint-no-edition" { country: Country, edition: String },
        /// An entry ends before it begins.
        EntryEndsFirst = "policy-lint-entry-ends-first" { country: Country, from: Day, until: Day },
        /// A country has two entries on one day.
        EntriesOverlap = "policy-lint-entries-overlap" { country: Country, grade: String, other: String },
        /// Between two editions of the list none is in force.
        EditionsApart = "policy-lint-editions-apart" { edition: String, until: Day, other: String, from: Day },
        /// A fact is never a word that the rule compares it with, or that an example gives it.
        NoWord = "policy-lint-no-word" { fact: String, word: String, known: Vec<String> },
        /// No case can meet a part of the condition.
        NeverMet = "policy-lint-never-met" { facts: Vec<String> },
        /// Between two entries of a country a few days are left out.
        EntriesApart = "policy-lint-entries-apart" { country: Country, until: Day, from: Day },
        /// No example decides a comparison.
        Undecided = "policy-lint-undecided" { facts: Vec<String>, turned: &'static str },
        /// The example breaks the rule and should not.
        ExampleBreaks = "policy-lint-example-breaks",
        /// The example holds and should not.
        ExampleHolds = "policy-lint-example-holds",
        /// The example leaves open whether it breaks the rule.
        ExampleOpen = "policy-lint-example-open" { example: ExampleKind, missing: Vec<String> },
        /// The example cannot be judged.
        ExampleFails = "policy-lint-example-fails" { example: ExampleKind, because: Message },
        /// The file of texts has no text of a rule.
        NoText = "policy-lint-no-text" { file: String },
        /// The file of texts has a text of no rule.
        TextOfNoRule = "policy-lint-text-of-no-rule" { text: String },
        /// A text has an argument that is no fact.
        ArgumentIsNoFact = "policy-lint-argument-is-no-fact" { text: String, argument: String },
    }
}
