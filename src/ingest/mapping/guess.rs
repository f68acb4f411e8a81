//! What one header may mean for a kind of file, before the other headers have their say.

use super::column::{Target, Via};
use super::confidence;
use super::header::{Header, Unit, names_a_year, squeeze};
use super::lexicon::{Form, Owner, in_schema, is_open_alias, lexicon};
use super::marks;
use super::parts::{self, Part};
use crate::model::{Kind, Language};
use crate::normalize::{self, DateOrder};
use crate::schema::{self, Field};
use crate::text::fold;
use std::cell::OnceCell;

/// A column that a header may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Goal {
    pub(super) kind: Kind,
    /// For a part in a wide row: which one of its kind.
    pub(super) slot: Option<u8>,
    /// For a part whose test or language the header names, until the parts are numbered.
    pub(super) of: Option<Whose>,
    pub(super) column: usize,
}

/// Whose result a header speaks of: results of one test or language are parts of one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    Test(&'static str),
    Language(Language),
}

impl Goal {
    pub(super) fn own(kind: Kind, column: usize) -> Self {
        Self { kind, slot: None, of: None, column }
    }

    /// The column of this name of the record itself.
    pub(super) fn named(kind: Kind, name: &str) -> Option<Self> {
        schema::table(kind).column(name).map(|column| Self::own(kind, column))
    }

    pub(super) fn field(self) -> &'static Field {
        &schema::table(self.kind).fields[self.column]
    }

    /// Whether it is the identifier of its kind.
    pub(super) fn is_key(self) -> bool {
        schema::table(self.kind).key[0] == self.column
    }
}

impl From<Part> for Goal {
    fn from(part: Part) -> Self {
        Self { kind: part.kind, slot: Some(part.slot), of: None, column: part.column }
    }
}

impl From<Goal> for Target {
    fn from(goal: Goal) -> Self {
        Self { kind: goal.kind, field: goal.field().name.clone(), slot: goal.slot, column: goal.column }
    }
}

impl From<&Target> for Goal {
    fn from(target: &Target) -> Self {
        Self { kind: target.kind, slot: target.slot, of: None, column: target.column }
    }
}

/// A guess with its confidence in thousandths, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) goal: Goal,
    pub(super) confidence: i32,
    pub(super) via: Via,
    pub(super) why: String,
}

impl Guess {
    /// A guess that what stands beside the header, or below it, has settled.
    pub(super) fn settled(goal: Goal, why: impl Into<String>) -> Self {
        Self { goal, confidence: confidence::SETTLED, via: Via::Near, why: why.into() }
    }
}

/// What a header says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// One column.
    Sure(Guess),
    /// One of several, which its neighbors may settle.
    Open(Vec<Guess>),
    /// Something that no column takes.
    Nothing,
    /// Nothing that we know; perhaps it is near to what we know.
    Unknown,
}

/// A header with everything that was made out of its text.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) raw: String,
    folded: String,
    parsed: OnceCell<Header>,
    /// The terms that share a word with it, the same for every kind.
    sharing: OnceCell<Vec<usize>>,
    /// Whether the number before it counts the columns of the file.
    numbered_list: bool,
}

impl Read {
    /// Reads the headers of a file.
    pub(super) fn all(headers: &[String]) -> Vec<Self> {
        let mut all: Vec<Self> = headers
            .iter()
            .map(|raw| Self {
                raw: raw.clone(),
                folded: fold(raw),
                parsed: OnceCell::new(),
                sharing: OnceCell::new(),
                numbered_list: false,
            })
            .collect();
        // Where most headers have a number it counts columns: `2. Sprache` is not a second language.
        let digits =
            |read: &Self| read.raw.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '(');
        let numbered = all.iter().filter(|read| digits(read) && read.header().ordinal.is_some()).count();
        if numbered * 2 > all.len() {
            all.iter_mut().for_each(|read| read.numbered_list = true);
        }
        all
    }

    /// Its parts, made out when first asked for.
    pub(super) fn header(&self) -> &Header {
        self.parsed.get_or_init(|| Header::new(&self.raw))
    }

    /// The order of dates that it states.
    pub(super) fn date_order(&self) -> Option<DateOrder> {
        self.header().order
    }

    fn ordinal(&self) -> Option<u8> {
        if self.numbered_list { None } else { self.header().ordinal }
    }

    /// What the header says to a kind of file, without the near.
    pub(super) fn said(&self, kind: Kind) -> Said {
        if self.folded.is_empty() {
            return if self.raw.trim() == "#" { Said::Nothing } else { Said::Unknown };
        }
        if let Some(guess) = self.own_name(kind) {
            return self.checked(guess);
        }
        match self.in_known_words(kind) {
            // A cell that says nothing stands below a header and is none: `n/a` is no number.
            Said::Sure(_) | Said::Open(_) if normalize::says_nothing(&self.raw) => Said::Unknown,
            said => said,
        }
    }

    /// What the header is the very name of, or an alias that means nothing else: that needs no other words.
    pub(super) fn own_name(&self, kind: Kind) -> Option<Guess> {
        let own = in_schema(kind, &self.folded);
        let is_name = |&column: &usize| {
            squeeze(&fold(&schema::table(kind).fields[column].name)) == squeeze(&self.folded)
        };
        if let Some(column) = own.filter(is_name) {
            return Some(Guess {
                goal: Goal::own(kind, column),
                confidence: confidence::NAME,
                via: Via::Name,
                why: "the name of the column".to_owned(),
            });
        }
        let part = (kind == Kind::Worker).then(|| parts::own_grammar(&self.folded)).flatten();
        if let Some(part) = part {
            return Some(Guess {
                goal: part.into(),
                confidence: confidence::NAME,
                via: Via::Wide,
                why: "the name of a part's column".to_owned(),
            });
        }
        let alias = own.filter(|_| !is_open_alias(kind, &self.folded))?;
        Some(in_form(Form::Exact, Goal::own(kind, alias)))
    }

    fn in_known_words(&self, kind: Kind) -> Said {
        let header = self.header();
        if let Some(said) = self.of_a_language(kind) {
            return said;
        }
        let of_several = self.may_name_several();
        let joined = if of_several { self.title_and_year(kind) } else { Said::Unknown };
        if joined != Said::Unknown {
            return joined;
        }
        for form in [Form::Exact, Form::Cleaned, Form::Canonical, Form::Sorted] {
            let owners = lexicon().owners(header, form);
            let mut own: Vec<Goal> = owners
                .into_iter()
                .flatten()
                .filter_map(|owner| match *owner {
                    Owner::Column(of, column) if of == kind => Some(Goal::own(kind, column)),
                    _ => None,
                })
                .collect();
            let guess = |goal: Goal| in_form(form, goal);
            if kind == Kind::Worker && own.len() <= 1 {
                let slot = self.ordinal().filter(|slot| (1..=20).contains(slot)).unwrap_or(1);
                let alone = parts::alone(header, form, slot);
                if own.is_empty() && owners.is_some_and(|owners| owners.contains(&Owner::Nobody)) {
                    return Said::Nothing;
                }
                if own.is_empty()
                    && form == Form::Exact
                    && let Some(said) = self.of_a_test()
                {
                    return said;
                }
                // The rest of a name, or another one: only the other headers tell.
                if let ([one], true) =
                    (&own[..], owners.is_some_and(|owners| owners.contains(&Owner::Nobody)))
                {
                    return Said::Open(vec![Guess { confidence: confidence::BARE, ..guess(*one) }]);
                }
                match (&own[..], &alone[..]) {
                    ([], []) => {}
                    // Its own field and no part's: sure, unless the schema's unit of measure differs.
                    ([one], []) => return self.checked(guess(*one)),
                    ([], [part]) if !parts::is_bare(header) => return self.checked(guess((*part).into())),
                    _ => {
                        // An alias of our own schema goes before a part's field.
                        if let ([one], true) = (&own[..], in_schema(kind, &self.folded).is_some()) {
                            return self.checked(guess(*one));
                        }
                        own.extend(alone.into_iter().map(Goal::from));
                        return Said::Open(own.into_iter().map(guess).collect());
                    }
                }
                continue;
            }
            match own[..] {
                [] if owners.is_some_and(|owners| owners.contains(&Owner::Nobody)) => return Said::Nothing,
                [] => {}
                [one] => return self.checked(guess(one)),
                _ => return Said::Open(own.into_iter().map(guess).collect()),
            }
        }
        let said = if kind == Kind::Worker { self.of_a_part() } else { Said::Unknown };
        if said != Said::Unknown || !of_several {
            return said;
        }
        let said = self.said_twice(kind);
        let said = if said == Said::Unknown { self.of_both_names(kind) } else { said };
        let said = if said == Said::Unknown { self.of_an_issuer(kind) } else { said };
        let said = if said == Said::Unknown { self.of_one_sex(kind) } else { said };
        if said == Said::Unknown { self.of_the_first(kind) } else { said }
    }

    /// Whether its signs may part several names. Each part is read as a header of its own: a line of cells, which is asked
    /// whether it is a header as well, would be taken apart without end.
    fn may_name_several(&self) -> bool {
        const LONGEST: usize = 120;
        const MOST_SIGNS: usize = 6;
        let signs =
            self.raw.chars().filter(|sign| JOINTS.contains(sign) || matches!(sign, '(' | '[' | '-' | '–'));
        self.raw.chars().count() <= LONGEST && signs.count() <= MOST_SIGNS
    }

    /// The parts of a name in one column, `SURNAME / OTHER NAMES`: the full name.
    fn of_both_names(&self, kind: Kind) -> Said {
        let table = schema::table(kind);
        let column = |name: &str| table.column(name);
        let Some(full) = column("full_name").filter(|_| kind == Kind::Worker) else { return Said::Unknown };
        let sides = sides(&self.raw, &JOINTS);
        if !(2..=3).contains(&sides.len()) {
            return Said::Unknown;
        }
        let names = ["family_name", "given_name", "full_name"].map(column);
        let of = |side: Self| match side.said(kind) {
            Said::Sure(guess) => Some(guess.goal),
            Said::Open(guesses) => guesses.first().map(|guess| guess.goal),
            _ => None,
        };
        let goals: Vec<Goal> = Self::all(&sides).into_iter().filter_map(of).collect();
        let is_name = |goal: &Goal| goal.slot.is_none() && names.contains(&Some(goal.column));
        let has =
            |name: &str| goals.iter().any(|goal| goal.slot.is_none() && column(name) == Some(goal.column));
        let both = has("family_name") && (has("given_name") || has("full_name"));
        if !both || goals.len() != sides.len() || !goals.iter().all(is_name) {
            return Said::Unknown;
        }
        Said::Sure(Guess {
            goal: Goal::own(kind, full),
            confidence: confidence::PART,
            via: Via::Near,
            why: "names the parts of a name".to_owned(),
        })
    }

    /// The number of a paper with the initials of who gives it: `BNMC Reg. No.`, `TNMC License No`.
    fn of_an_issuer(&self, kind: Kind) -> Said {
        let is_initials = |word: &str| {
            let sign = |c: char| c.is_uppercase() || matches!(c, '.' | '&' | '-');
            let initials = |word: &str| (2..=8).contains(&word.chars().count()) && word.chars().all(sign);
            word.split('/').all(initials)
        };
        // Before the words, or in brackets behind them: `Reg. No. (NMCN/MDCN/etc)`.
        let raw = self.raw.trim();
        let behind = || {
            let (rest, bracket) = raw.strip_suffix(')')?.split_once('(')?;
            let mut words = bracket.split(['/', ',', ' ']).map(|word| word.trim_end_matches('.'));
            // `MoH`, `KfW`: initials with the small letters of joints between.
            let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
            let short = |word: &str| word.chars().count() <= 6 && word.chars().all(char::is_alphabetic);
            let initials = |word: &str| is_initials(word) || short(word) && capitals(word);
            let known = |word: &str| word.is_empty() || word == "etc" || initials(word);
            words.all(known).then_some(rest)
        };
        let before = || {
            raw.split_once(char::is_whitespace).filter(|(word, _)| is_initials(word)).map(|(_, rest)| rest)
        };
        let Some(rest) = before().or_else(behind) else { return Said::Unknown };
        let rest = Self::all(&[rest.to_owned()]);
        let is_number =
            |guess: &Guess| guess.goal.kind == Kind::License && guess.goal.field().name == "number";
        // `PNRC/DNC/INC No.`: what several councils give is the number of a license.
        let several = before().is_some()
            && raw.split(char::is_whitespace).next().is_some_and(|word| word.contains('/'));
        let is_number_alone =
            |read: &Self| matches!(read.folded.as_str(), "no" | "nr" | "number" | "nos" | "reg" | "reg no");
        if several
            && rest.first().is_some_and(is_number_alone)
            && let Some(column) =
                schema::table(Kind::License).column("number").filter(|_| kind == Kind::Worker)
        {
            let goal = Goal { kind: Kind::License, slot: Some(1), of: None, column };
            let why = "a number behind initials of several".to_owned();
            return Said::Open(vec![Guess { goal, confidence: confidence::OPEN, via: Via::Near, why }]);
        }
        // `PRC LICENSE / EXPIRY`: the number, and the day beside it.
        let said = match rest.first().map(|read| read.said(kind)) {
            Some(Said::Open(guesses)) => guesses.into_iter().find(is_number).map(Said::Sure),
            said => said,
        };
        match said {
            Some(Said::Sure(guess)) if is_number(&guess) => {
                let why = "the number of a license behind initials".to_owned();
                Said::Open(vec![Guess { confidence: confidence::OPEN, why, ..guess }])
            }
            _ => Said::Unknown,
        }
    }

    /// The same in two languages or wordings, `Date of birth / Date de naissance`: each side must be known.
    fn said_twice(&self, kind: Kind) -> Said {
        let sides = sides(&self.raw, &['/', '|', '\n']);
        if sides.len() < 2 || sides.iter().any(|side| fold(side).is_empty()) {
            return Said::Unknown;
        }
        let mut common: Option<Vec<Goal>> = None;
        for side in Self::all(&sides) {
            let goals = match side.said(kind) {
                Said::Sure(guess) => vec![guess.goal],
                Said::Open(guesses) => guesses.into_iter().map(|guess| guess.goal).collect(),
                _ => return Said::Unknown,
            };
            common = Some(match common {
                Some(before) => before.into_iter().filter(|goal| goals.contains(goal)).collect(),
                None => goals,
            });
        }
        match common.as_deref() {
            Some(&[goal]) => Said::Sure(Guess {
                goal,
                confidence: confidence::PART,
                via: Via::Near,
                why: "both sides of it are headers of the column".to_owned(),
            }),
            _ => Said::Unknown,
        }
    }

    /// A column of one name for several things, `Region, Town`, `Domicile (town, county)`: what the first of them says that
    /// is known; its cells decide. In front of it the same may stand in another script. A remark that is no list of known
    /// things may make another thing of it: `Phone (mother)`.
    fn of_the_first(&self, kind: Kind) -> Said {
        match self.first_known(kind) {
            // What else is an identifier beside the word may be that of a paper: `ID / PP No.`
            Said::Sure(guess) if guess.goal.is_key() => Said::Unknown,
            Said::Open(guesses) if guesses.iter().any(|guess| guess.goal.is_key()) => Said::Unknown,
            said => said,
        }
    }

    fn first_known(&self, kind: Kind) -> Said {
        let raw = self.raw.trim();
        let bracket = raw.strip_suffix(')').and_then(|raw| raw.split_once('('));
        let list = match bracket {
            Some((before, inside)) if !before.trim().is_empty() => {
                let items = sides(inside, &JOINTS);
                let all = Self::all(&items);
                let known = |item: &Self| {
                    names_a_year(item.header())
                        || marks::is_locality(item.header())
                        || item.is_date()
                        || matches!(item.said(kind), Said::Sure(_) | Said::Open(_))
                };
                // Of a paper or a result the remark says what of it stands below; of a person it may name another one.
                let of_part = match Self::all(&[before.to_owned()]).first().map(|read| read.said(kind)) {
                    Some(Said::Sure(guess)) => guess.goal.kind != kind,
                    Some(Said::Open(guesses)) => guesses.iter().all(|guess| guess.goal.kind != kind),
                    _ => false,
                };
                let other = |item: &Self| item.said(kind) == Said::Nothing;
                let list = items.len() >= 2 && all.iter().all(known);
                if !list && (!of_part || all.iter().any(other) || !all.iter().any(known)) {
                    return Said::Unknown;
                }
                sides(before, &JOINTS)
            }
            _ => sides(raw, &JOINTS),
        };
        if list.iter().any(|side| side.len() >= raw.len()) {
            return Said::Unknown;
        }
        let latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
        let all = Self::all(&list);
        for (at, side) in all.iter().enumerate() {
            let guesses = match side.said(kind) {
                Said::Unknown
                    if !latin(&side.raw) && all.get(at + 1).is_some_and(|next| latin(&next.raw)) =>
                {
                    continue;
                }
                // `Age/Sex`: the age is of no column.
                Said::Nothing if at == 0 && all.len() == 2 && all.iter().any(|other| other.is_sex(kind)) => {
                    continue;
                }
                Said::Sure(guess) => vec![guess],
                Said::Open(guesses) => guesses,
                other => return other,
            };
            let why = "its first name is a header of the column";
            let open = |guess: Guess| Guess {
                confidence: guess.confidence.min(confidence::OPEN),
                why: why.to_owned(),
                via: Via::Near,
                ..guess
            };
            return Said::Open(guesses.into_iter().map(open).collect());
        }
        Said::Unknown
    }

    /// Whether it is the header of the sex of people.
    fn is_sex(&self, kind: Kind) -> bool {
        matches!(self.said(kind), Said::Sure(guess) if guess.goal.slot.is_none() && guess.goal.field().name == "sex")
    }

    /// Whether it says nothing but that a date stands below it.
    fn is_date(&self) -> bool {
        const DATES: &[&str] =
            &["date", "datum", "fecha", "data", "tanggal", "ngay", "дата", "tarih", "تاريخ", "मिति"];
        DATES.contains(&self.header().cleaned.as_str())
    }

    /// A birth date in a column for each sex: `Year of birth: Male`, below a header of two rows.
    fn of_one_sex(&self, kind: Kind) -> Said {
        let Some((rest, _)) =
            self.raw.trim().rsplit_once(char::is_whitespace).filter(|_| kind == Kind::Worker)
        else {
            return Said::Unknown;
        };
        if self.sex().is_none() {
            return Said::Unknown;
        }
        let rest = Self::all(&[rest.trim_end_matches([' ', ':', '-', '–', '/']).to_owned()]);
        match rest.first().map(|read| read.said(kind)) {
            Some(Said::Sure(guess))
                if guess.goal.slot.is_none() && guess.goal.field().name == "birth_date" =>
            {
                let why = "names the birth date of one sex".to_owned();
                Said::Open(vec![Guess { confidence: confidence::OPEN, why, ..guess }])
            }
            _ => Said::Unknown,
        }
    }

    /// The sex that the last word of the header names.
    pub(super) fn sex(&self) -> Option<&'static str> {
        sex_of(&self.raw)
    }

    /// A title with its school or the year in which it was completed in one column, `Qualification & Year`,
    /// `Diploma, school, year`: the title; the others are read out of its cells.
    fn title_and_year(&self, kind: Kind) -> Said {
        if kind != Kind::Worker || !self.raw.contains(['/', '&', '+', ',', '(', ';', '-', '–', '—', '\n'])
        {
            return Said::Unknown;
        }
        let raw = self.raw.trim();
        let bracket = raw.strip_suffix(')').and_then(|raw| raw.split_once('('));
        let sides: Vec<String> = match bracket {
            Some((before, inside)) => [sides(before, &JOINTS), sides(inside, &JOINTS)].concat(),
            None => sides(raw, &JOINTS),
        };
        if sides.len() < 2 {
            return Said::Unknown;
        }
        let part = Kind::Qualification;
        let column = |name: &str| schema::table(part).column(name);
        let goals: Vec<Vec<Guess>> = Self::all(&sides)
            .iter()
            .map(|side| match side.said(kind) {
                Said::Sure(guess) => vec![guess],
                Said::Open(guesses) => guesses,
                _ => Vec::new(),
            })
            .collect();
        let find = |at: usize, name: &str| {
            goals[at].iter().find(|guess| guess.goal.kind == part && Some(guess.goal.column) == column(name))
        };
        // `Year` alone may count the years of a training.
        let beside = |at: usize| {
            names_a_year(&Header::new(&sides[at]))
                || ["completed", "years", "school"].iter().any(|name| find(at, name).is_some())
        };
        // The same may stand in another script in front of it.
        let first = (0..2).find(|&at| at + 1 < sides.len() && find(at, "title").is_some());
        // A school with the year: what was learned there the cell says, or nobody.
        let of_school = || {
            let year = (1..sides.len())
                .any(|at| names_a_year(&Header::new(&sides[at])) || find(at, "completed").is_some());
            let school = find(0, "school").filter(|_| year)?;
            let title = Goal { column: column("title")?, ..school.goal };
            let why = "names a school with its year".to_owned();
            Some(Said::Open(vec![Guess { goal: title, confidence: confidence::OPEN, why, ..school.clone() }]))
        };
        if first.is_none() {
            return of_school().unwrap_or(Said::Unknown);
        }
        let completed = first.is_some_and(|first| (first + 1..sides.len()).any(beside));
        match first.and_then(|first| find(first, "title")).cloned() {
            Some(title) if completed => {
                let why = "names a title with its year or school".to_owned();
                Said::Open(vec![Guess { confidence: confidence::OPEN, why, ..title }])
            }
            _ => Said::Unknown,
        }
    }

    /// A remark such as `(annual)` can make another thing of a known header.
    fn checked(&self, guess: Guess) -> Said {
        if self.header().dropped && units_differ(self.header(), guess.goal.field()) {
            let why = "the header names another measure than the column has".to_owned();
            return Said::Open(vec![Guess { confidence: confidence::DOUBT, why, ..guess }]);
        }
        Said::Sure(guess)
    }

    fn of_a_part(&self) -> Said {
        let said = parts::in_other_words(self.header(), self.ordinal());
        let guess = |part: &Part| Guess {
            goal: (*part).into(),
            confidence: confidence::PART,
            via: Via::Alias,
            why: "a part and a header of its column".to_owned(),
        };
        match &said[..] {
            [] => Said::Unknown,
            [part] => self.checked(guess(part)),
            several => Said::Open(several.iter().map(guess).collect()),
        }
    }

    /// The language test that the header names.
    pub(super) fn named_test(&self) -> Option<parts::Named> {
        parts::named_test(self.header(), &self.raw)
    }

    fn of_a_test(&self) -> Option<Said> {
        if let Some(said) = self.of_several_tests() {
            return Some(said);
        }
        let named = self.named_test()?;
        let table = schema::table(Kind::LanguageCertificate);
        let goal = |column: usize| Goal {
            kind: Kind::LanguageCertificate,
            // The name of several tests says nothing that could be kept; its part is the first.
            slot: if named.test.is_none() { Some(1) } else { None },
            of: named.test.map(Whose::Test),
            column,
        };
        let guess = |column: usize, confidence: i32| Guess {
            goal: goal(column),
            confidence,
            via: Via::Alias,
            why: format!("names the test `{}`", named.name),
        };
        let sure = if named.test.is_some() { confidence::PART } else { confidence::OPEN };
        Some(match &named.columns[..] {
            [one] if named.test.is_some() => Said::Sure(guess(*one, sure)),
            [] => {
                // The name alone: its cells may be scores, levels or dates.
                let columns = ["overall", "level", "taken_on"].iter().filter_map(|name| table.column(name));
                Said::Open(columns.map(|column| guess(column, confidence::OPEN)).collect())
            }
            several => Said::Open(several.iter().map(|&column| guess(column, sure)).collect()),
        })
    }

    /// The tests that the header names, where it names several and nothing else. A remark says what stands below:
    /// `TCF / TEF (résultats)`.
    fn several_tests(&self) -> Option<Vec<parts::Named>> {
        if !self.raw.contains(['/', '|', ',', '&']) {
            return None;
        }
        let raw = self.raw.trim();
        let bare =
            raw.strip_suffix(')').and_then(|raw| raw.split_once('(')).map_or(raw, |(before, _)| before);
        let parts: Vec<&str> = bare.split(['/', '|', ',', '&']).map(str::trim).collect();
        let named = |part: &&str| {
            let named = parts::named_test(&Header::new(part), part);
            named.filter(|named| named.columns.is_empty() && !named.rest)
        };
        if parts.len() < 2 {
            return None;
        }
        parts.iter().map(named).collect()
    }

    /// The languages of the tests that the header names, where it names several.
    pub(super) fn languages_of_tests(&self) -> Vec<Language> {
        let tests = self.several_tests().unwrap_or_default().into_iter().filter_map(|named| named.test);
        let languages =
            tests.filter_map(crate::reference::language_tests::find).flat_map(|test| &test.languages);
        languages.copied().collect()
    }

    /// `IELTS / OET`: the cells name the test that each person has.
    fn of_several_tests(&self) -> Option<Said> {
        self.several_tests()?;
        let kind = Kind::LanguageCertificate;
        let column = schema::table(kind).column("test")?;
        Some(Said::Open(vec![Guess {
            goal: Goal { kind, slot: Some(1), of: None, column },
            confidence: confidence::OPEN,
            via: Via::Alias,
            why: "names several tests".to_owned(),
        }]))
    }

    /// A result of a language that the header names: of a certificate, or one that an opening asks for.
    fn of_a_language(&self, kind: Kind) -> Option<Said> {
        let of = match kind {
            Kind::Worker => Kind::LanguageCertificate,
            Kind::LanguageCertificate | Kind::Opening => kind,
            _ => return None,
        };
        let (language, columns) = parts::named_language(self.header(), of)?;
        let slot = None;
        let guess = |&column: &usize| Guess {
            goal: Goal { kind: of, slot, of: Some(Whose::Language(language)), column },
            confidence: confidence::PART,
            via: Via::Alias,
            why: format!("names the language `{language}`"),
        };
        // A language alone may as well be one that is spoken, or a subject: its cells have to be levels.
        let spoken = self.header().spoken();
        let alone = spoken.len() == 1 && columns.len() == 1;
        if alone && crate::resolve::languages::by_name(&spoken[0]).is_some() {
            let open = |column| Guess { confidence: confidence::OPEN, ..guess(column) };
            return Some(Said::Open(columns.iter().map(open).collect()));
        }
        Some(match &columns[..] {
            [one] => Said::Sure(guess(one)),
            several => Said::Open(several.iter().map(guess).collect()),
        })
    }

    /// What the parts of a header of several names say by themselves: `Grade / Profession`.
    pub(super) fn alternatives(&self, kind: Kind) -> Vec<Said> {
        let parts: Vec<String> = self.raw.split(['/', '|']).map(|part| part.trim().to_owned()).collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        Self::all(&parts).iter().map(|part| part.said(kind)).collect()
    }

    /// The columns to which the header is near, none of them known to it; empty as well when it is nearer
    /// to something that no column takes.
    pub(super) fn near(&self, kind: Kind) -> Vec<Guess> {
        let header = self.header();
        let wide = kind == Kind::Worker;
        let asked = |owner: Owner| match owner {
            Owner::Nobody => true,
            Owner::Person(_) => false,
            Owner::Column(of, column) => {
                of == kind || wide && parts::NUMBERED.contains(&of) && schema::table(of).key[0] != column
            }
        };
        let sharing = self.sharing.get_or_init(|| lexicon().sharing(&header.words));
        let near = lexicon().near(&header.words, sharing, f64::from(confidence::DOUBT) / 1000.0, asked);
        let nobody = near.get(&Owner::Nobody).map_or(0.0, |found| found.0);
        let mut guesses: Vec<Guess> = near
            .iter()
            .filter_map(|(owner, (nearness, text))| match *owner {
                Owner::Column(of, column) if *nearness > nobody => {
                    let slot = (of != kind).then_some(1);
                    let goal = Goal { kind: of, slot, of: None, column };
                    let mut confidence = confidence::near(*nearness);
                    if units_differ(header, goal.field()) {
                        confidence -= confidence::OTHER_UNIT;
                    }
                    // A word that many parts share, and mistyped at that.
                    if slot.is_some() && parts::is_bare(&Header::new(text)) {
                        confidence -= confidence::MARGIN;
                    }
                    let why = format!("near `{text}`");
                    Some(Guess { goal, confidence, via: Via::Near, why })
                }
                _ => None,
            })
            .filter(|guess| guess.confidence >= confidence::DOUBT)
            .collect();
        guesses.sort_by(|a, b| b.confidence.cmp(&a.confidence).then_with(|| a.goal.cmp(&b.goal)));
        guesses
    }
}

/// Whether one of the names of a header of several is that of a school.
pub(super) fn names_school(header: &str) -> bool {
    let part = Kind::Qualification;
    let Some(column) = schema::table(part).column("school") else { return false };
    let names = header.replace(['(', ')'], ", ");
    let is_school = |read: &Read| match read.said(Kind::Worker) {
        Said::Sure(guess) => guess.goal.kind == part && guess.goal.column == column,
        Said::Open(guesses) => {
            guesses.iter().any(|guess| guess.goal.kind == part && guess.goal.column == column)
        }
        _ => false,
    };
    let all = Read::all(&sides(&names, &JOINTS));
    all.len() > 1 && all.iter().any(is_school)
}

/// The sex that the last word of a header names.
pub(super) fn sex_of(header: &str) -> Option<&'static str> {
    let last = header.trim().rsplit(char::is_whitespace).next()?;
    normalize::sex(last.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Signs between the names of a header that has several.
const JOINTS: [char; 7] = ['/', '|', ',', ';', '&', '+', '\n'];

/// The sides of a text between some signs that stand outside brackets.
fn sides(text: &str, joints: &[char]) -> Vec<String> {
    let mut sides = vec![String::new()];
    let mut depth = 0_usize;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let before_blank = signs.peek().is_some_and(|next| next.is_whitespace());
        // A comma between letters is the separator of a row that was cut elsewhere.
        let within = matches!(sign, ',' | ';') && signs.peek().is_some() && !before_blank;
        // A dash joins where it stands between blanks.
        let behind_blank = sides.last().is_some_and(|side| side.ends_with(char::is_whitespace));
        let dash = matches!(sign, '-' | '–' | '—') && before_blank && behind_blank && joints.contains(&',');
        if depth == 0 && (joints.contains(&sign) || dash) && !within {
            sides.push(String::new());
        } else if let Some(last) = sides.last_mut() {
            last.push(sign);
        }
    }
    sides.iter().map(|side| side.trim().to_owned()).collect()
}

/// Whether a header names a measure that the column does not have: `Experience (years)` is not
/// `experience_months`, nor `Salary (annual)` the monthly pay.
fn units_differ(header: &Header, field: &Field) -> bool {
    // A span is read in any unit.
    if field.semantic == schema::Semantic::Span {
        return false;
    }
    let of_field = |unit: Unit| {
        let name = field.name.as_str();
        match unit {
            Unit::Hours => name.contains("hours"),
            Unit::Days => name.contains("days"),
            Unit::Weeks => name.contains("week"),
            Unit::Months => name.contains("month"),
            Unit::Years => name.contains("years"),
        }
    };
    let has_one = [Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months, Unit::Years].into_iter().any(of_field);
    has_one && header.units.iter().any(|&unit| !of_field(unit))
}

/// The guess of a header that is written, in a form, as one of the column.
fn in_form(form: Form, goal: Goal) -> Guess {
    let via = if form <= Form::Cleaned { Via::Alias } else { Via::Near };
    let why = match form {
        Form::Exact => "another header of the column",
        Form::Cleaned => "another header of the column, apart from numbering and remarks",
        Form::Canonical => "the words of a header of the column",
        Form::Sorted => "the words of a header of the column in another order",
    };
    Guess { goal, confidence: confidence::of_form(form), via, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and aliases say without the words of many languages what they say with them.
    #[test]
    fn names_and_aliases_need_no_other_words() {
        for &kind in Kind::ALL {
            for field in &schema::table(kind).fields {
                for alias in &field.aliases {
                    let read = Read::all(std::slice::from_ref(alias)).remove(0);
                    let Some(own) = read.own_name(kind).filter(|own| own.via == Via::Alias) else { continue };
                    assert_eq!(read.in_known_words(kind), Said::Sure(own), "{kind}: {alias}");
                }
            }
        }
    }
}
