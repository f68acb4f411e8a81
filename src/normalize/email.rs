//! E-mail addresses: the syntax that mail servers accept, internationalized domains, and the junk
//! that copying leaves around them.

use super::clean;
use super::reading::Extra;
use super::reason::{RefusalReason, Remark};
use super::refusal::Refusal;
use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization as _;

/// Reads an address: the part before the `@` as written, the domain in lower case.
pub(super) fn email(text: &str, extra: &mut Extra) -> Result<CompactString, Refusal> {
    if is_canonical(text) {
        return Ok(text.into());
    }
    let cleaned = clean::code(text);
    let bare = bare(&cleaned);
    let address = bare.replace(" @", "@").replace("@ ", "@");
    match check(&address) {
        Ok(address) => Ok(address),
        Err(refusal) => {
            let mut parts =
                address.split([';', ',', ' ', '/', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
            if let (Some(Ok(first)), Some(Ok(_))) = (
                parts.next().map(|part| check(self::bare(part))),
                parts.next().map(|part| check(self::bare(part))),
            ) {
                extra.remark(Remark::FirstAddress { first: first.as_str().into() });
                return Ok(first);
            }
            Err(refusal)
        }
    }
}

/// The commonest form: ASCII, nothing to mend.
fn is_canonical(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    local.bytes().all(plain)
        && domain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        && check(text).is_ok()
}

/// The address inside `mailto:`, a name with angle brackets, quotes, and before a final dot.
fn bare(text: &str) -> &str {
    let ends = |c: char| matches!(c, '.' | ',' | ';' | ':') || c.is_whitespace();
    let mut text = text.trim().trim_end_matches(ends);
    if let (Some(open), true) = (text.rfind('<'), text.ends_with('>')) {
        text = &text[open + 1..text.len() - 1];
    }
    let scheme = text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    text = if scheme { &text[7..] } else { text };
    text = text.split('?').next().unwrap_or(text);
    text.trim_matches(|c: char| matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | ' '))
        .trim_end_matches(ends)
}

fn check(address: &str) -> Result<CompactString, Refusal> {
    let Some((local, domain)) = address.rsplit_once('@') else {
        let meant = ["(at)", "[at]", " at ", "{at}"].iter().find_map(|at| {
            let (local, domain) = address.split_once(at)?;
            check(&format!("{}@{}", local.trim(), domain.trim().replace("(dot)", ".").replace("[dot]", ".")))
                .ok()
        });
        return Err(RefusalReason::AddressWithoutAt.meant_any(meant.map(CompactString::into_string)));
    };
    if address.len() > 254 || local.len() > 64 {
        return Err(RefusalReason::AddressTooLong.into());
    }
    if local.contains('@') {
        return Err(RefusalReason::AddressWithTwoAts.into());
    }
    let sign = |c: char| {
        c.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(c)
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
    };
    if local.is_empty() || !local.chars().all(sign) {
        return Err(RefusalReason::AddressSign.into());
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        let mended = local.trim_matches('.').replace("..", ".");
        return Err(RefusalReason::AddressDot.meant(format!("{mended}@{domain}")));
    }
    // Lower case twice over: some capitals lower into a letter and a mark.
    let domain: String = if domain.is_ascii() {
        domain.to_ascii_lowercase()
    } else {
        domain.nfc().flat_map(char::to_lowercase).nfc().collect()
    };
    if domain.contains(',') {
        let meant = check(&format!("{local}@{}", domain.replace(',', "."))).ok();
        return Err(RefusalReason::AddressComma.meant_any(meant.map(CompactString::into_string)));
    }
    let labels: Vec<&str> = domain.split('.').collect();
    let label = |label: &&str| {
        !label.is_empty()
            && label.chars().count() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || unicode_normalization::char::is_combining_mark(c))
    };
    if !labels.iter().all(label) {
        return Err(RefusalReason::AddressDomain.into());
    }
    let top = labels.last().copied().unwrap_or_default();
    if labels.len() < 2 || top.chars().count() < 2 || top.bytes().all(|b| b.is_ascii_digit()) {
        return Err(RefusalReason::AddressEnding.into());
    }
    // Endings that no registry has, and are a slip of the hand.
    let slip = [
        ("con", "com"),
        ("cmo", "com"),
        ("ocm", "com"),
        ("comm", "com"),
        ("coom", "com"),
        ("vom", "com"),
        ("xom", "com"),
        ("ogr", "org"),
        ("nte", "net"),
        ("nett", "net"),
    ];
    if let Some((wrong, right)) = slip.iter().find(|(wrong, _)| *wrong == top) {
        let mended = format!("{local}@{}{right}", &domain[..domain.len() - wrong.len()]);
        return Err(RefusalReason::AddressWrongEnding { ending: wrong }.meant(mended));
    }
    Ok(format!("{local}@{domain}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut extra = Extra::default();
        match email(text, &mut extra) {
            Ok(address) if extra.is_noted() => format!("{address} (noted)"),
            Ok(address) => address.to_string(),
            Err(refusal) => format!("! {} [{}]", refusal.reason, refusal.suggestion().unwrap_or_default()),
        }
    }

    #[test]
    fn addresses_are_read_and_junk_falls_off() {
        for (text, expected) in [
            ("maria@example.org", "maria@example.org"),
            ("Maria.Santos@Example.ORG", "Maria.Santos@example.org"),
            ("mailto:maria@example.org", "maria@example.org"),
            ("MAILTO:maria@example.org?subject=x", "maria@example.org"),
            ("Maria Santos <maria@example.org>", "maria@example.org"),
            ("<maria@example.org>;", "maria@example.org"),
            ("maria@example.org.", "maria@example.org"),
            ("maria @example.org", "maria@example.org"),
            ("\u{200b}maria@example.org\u{a0}", "maria@example.org"),
            ("maria@bücher.example", "maria@bücher.example"),
            ("maria@xn--bcher-kva.example", "maria@xn--bcher-kva.example"),
            ("محمد@مثال.مصر", "محمد@مثال.مصر"),
            ("o'brien+work@example.ie", "o'brien+work@example.ie"),
            ("a@example.org; b@example.org", "a@example.org (noted)"),
            ("a@example.org / b@example.org", "a@example.org (noted)"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_nearest() {
        for (text, ends) in [
            ("maria", "[]"),
            ("maria(at)example.org", "[maria@example.org]"),
            ("maria@gmail,com", "[maria@gmail.com]"),
            ("maria@gmail.con", "[maria@gmail.com]"),
            ("maria@localhost", "[]"),
            ("maria..s@example.org", "[maria.s@example.org]"),
            ("@example.org", "[]"),
            ("maria@@example.org", "[]"),
            ("maria@-example.org", "[]"),
            ("ma ria@example.org", "[]"),
            ("maria@10.0.0.1", "[]"),
        ] {
            let found = read(text);
            assert!(found.starts_with('!') && found.ends_with(ends), "{text}: {found}");
        }
    }
}
