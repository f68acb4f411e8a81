//! The signs of a query: words, quotes, parentheses, operators, each with its place.

/// A sign of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) what: Lexeme,
    /// The character at which it begins, from 1.
    pub(super) at: i64,
    /// Whether no blank stands before it.
    pub(super) glued: bool,
}

/// What a sign is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    Not,
    /// The minus before a word, a quote or a parenthesis.
    Minus,
    Quoted {
        text: String,
        closed: bool,
        within: Option<Within>,
    },
    /// `>=` and its kin.
    Compare(Compare),
    Plain(String),
}

/// The nearness behind a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Within {
    Words(u32),
    /// `~` without a number.
    Open,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    AtLeast,
    More,
    AtMost,
    Less,
    Equal,
}

impl Compare {
    /// The comparison that a text begins with, and what stands behind it.
    pub(super) fn at(text: &str) -> Option<(Self, &str)> {
        const SIGNS: [(&str, Compare); 9] = [
            (">=", Compare::AtLeast),
            ("=>", Compare::AtLeast),
            ("≥", Compare::AtLeast),
            ("<=", Compare::AtMost),
            ("=<", Compare::AtMost),
            ("≤", Compare::AtMost),
            (">", Compare::More),
            ("<", Compare::Less),
            ("=", Compare::Equal),
        ];
        SIGNS.iter().find_map(|(written, sign)| Some((*sign, text.strip_prefix(written)?)))
    }

    /// How it is written.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::More => ">",
            Self::AtMost => "<=",
            Self::Less => "<",
            Self::Equal => "=",
        }
    }
}

/// Whether a sign opens or closes a quote.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// A character as a query means it: wide signs of East Asian keyboards are those of the others, and marks that turn the
/// direction of writing say nothing.
fn meant(c: char) -> Option<char> {
    Some(match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '＊' => '*',
        '－' | '−' => '-',
        '\u{200E}'
        | '\u{200F}'
        | '\u{061C}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => {
            return None;
        }
        c if c.is_control() => ' ',
        c => c,
    })
}

/// The signs of a text.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let letters: Vec<(i64, char)> =
        (1..).zip(text.chars()).filter_map(|(at, c)| Some((at, meant(c)?))).collect();
    let mut signs: Vec<Sign> = Vec::new();
    let mut at = 0;
    let mut glued = false;
    while let Some(&(place, c)) = letters.get(at) {
        if c.is_whitespace() {
            at += 1;
            glued = false;
            continue;
        }
        let (what, next) = one(&letters, at, glued, signs.last());
        signs.push(Sign { what, at: place, glued });
        at = next.max(at + 1);
        glued = true;
    }
    signs
}

/// The sign that begins at a place, and where the next one may begin.
fn one(letters: &[(i64, char)], at: usize, glued: bool, before: Option<&Sign>) -> (Lexeme, usize) {
    let c = letters[at].1;
    let next = letters.get(at + 1).map(|letter| letter.1);
    let begins = !glued || matches!(before, Some(Sign { what: Lexeme::Open | Lexeme::Minus, .. }));
    match c {
        '(' => (Lexeme::Open, at + 1),
        ')' => (Lexeme::Close, at + 1),
        '-' if begins && next.is_some_and(|next| next.is_alphanumeric() || next == '(' || is_quote(next)) => {
            (Lexeme::Minus, at + 1)
        }
        c if is_quote(c) => quoted(letters, at),
        _ => {
            let rest: String = letters[at..letters.len().min(at + 2)].iter().map(|letter| letter.1).collect();
            match Compare::at(&rest) {
                Some((sign, left)) => {
                    (Lexeme::Compare(sign), at + rest.chars().count() - left.chars().count())
                }
                None => plain(letters, at),
            }
        }
    }
}

fn quoted(letters: &[(i64, char)], at: usize) -> (Lexeme, usize) {
    let inner = &letters[at + 1..];
    let Some(end) = inner.iter().position(|&(_, c)| is_quote(c)) else {
        let text = inner.iter().map(|letter| letter.1).collect();
        return (Lexeme::Quoted { text, closed: false, within: None }, letters.len());
    };
    let text = inner[..end].iter().map(|letter| letter.1).collect();
    let mut next = at + end + 2;
    let mut within = None;
    if letters.get(next).is_some_and(|letter| letter.1 == '~') {
        let digits: String =
            letters[next + 1..].iter().map(|letter| letter.1).take_while(char::is_ascii_digit).collect();
        next += 1 + digits.len();
        within = Some(if digits.is_empty() {
            Within::Open
        } else {
            Within::Words(digits.parse().unwrap_or(u32::MAX))
        });
    }
    (Lexeme::Quoted { text, closed: true, within }, next)
}

/// A stretch without blanks. A range in brackets behind a colon goes on to its end.
fn plain(letters: &[(i64, char)], at: usize) -> (Lexeme, usize) {
    let mut text = String::new();
    let mut end = at;
    while let Some(&(_, c)) = letters.get(end) {
        let of_value = text.contains(':');
        if c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')') {
            break;
        }
        if !of_value && matches!(c, '<' | '>' | '=' | '≥' | '≤') {
            break;
        }
        if c == '['
            && text.ends_with(':')
            && let Some(length) = letters[end..].iter().position(|letter| letter.1 == ']')
        {
            text.extend(letters[end..=end + length].iter().map(|letter| letter.1));
            end += length + 1;
            break;
        }
        text.push(c);
        end += 1;
    }
    let what = match text.as_str() {
        "AND" | "&&" => Lexeme::And,
        "OR" | "||" => Lexeme::Or,
        "NOT" => Lexeme::Not,
        _ => Lexeme::Plain(text),
    };
    (what, end)
}
