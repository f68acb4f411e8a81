//! Letters and their sounds: which one is easily taken for which.

/// What taking one letter for another costs, in tenths of a slip.
pub(super) fn exchange(a: u8, b: u8) -> u16 {
    if a == b {
        0
    } else if a.is_ascii_lowercase()
        && b.is_ascii_lowercase()
        && SOUNDS[(a - b'a') as usize] & SOUNDS[(b - b'a') as usize] != 0
    {
        6
    } else {
        10
    }
}

/// The letters, as bits from `a`, that can stand cheaply for one of a word's.
pub(crate) fn kin(word: &str) -> u64 {
    let groups =
        word.bytes().filter(u8::is_ascii_lowercase).fold(0, |all, c| all | SOUNDS[(c - b'a') as usize]);
    SOUNDS.iter().enumerate().filter(|(_, own)| **own & groups != 0).fold(0, |mask, (at, _)| mask | (1 << at))
}

/// Whether two words of one length differ in a consonant that no ear takes for the other.
pub(super) fn differ_in_a_consonant(a: &str, b: &str) -> bool {
    let consonant = |c: u8| c.is_ascii_lowercase() && !matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    a.len() == b.len()
        && a.bytes().zip(b.bytes()).any(|(x, y)| consonant(x) && consonant(y) && exchange(x, y) == 10)
}

/// Whether two words of one length differ in a letter that is a vowel of one and a consonant of the other: `maria`, `marta`.
pub(super) fn differ_in_vowel_and_consonant(a: &str, b: &str) -> bool {
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    // What is heard as either, or not at all, says nothing.
    let either = |c: u8| matches!(c, b'y' | b'j' | b'w' | b'h');
    let apart = |(x, y): (u8, u8)| vowel(x) != vowel(y) && !either(x) && !either(y);
    a.len() == b.len() && a.bytes().zip(b.bytes()).any(apart)
}

/// The groups of sounds that a letter belongs to, as bits.
static SOUNDS: [u16; 26] = {
    let groups: [&[u8]; 11] =
        [b"aeiouy", b"ckqg", b"sz", b"vwfu", b"pb", b"td", b"jy", b"ij", b"xk", b"gj", b"dz"];
    let mut table = [0; 26];
    let mut group = 0;
    while group < groups.len() {
        let mut at = 0;
        while at < groups[group].len() {
            table[(groups[group][at] - b'a') as usize] |= 1 << group;
            at += 1;
        }
        group += 1;
    }
    table
};
