//! Which pairs are looked at: records that share a key, in blocks of bounded size.
//!
//! Several keys per record, so that no single slip hides a pair. Small blocks come first and a
//! budget ends the list: a key that thousands share says little of who it is.

use super::level::Aspect;
use super::prepare::{Birth, Number, Prepared};

/// Records that a block may have at most.
const BLOCK: usize = 400;

/// The pairs to compare, each once, the smaller index first, in order.
pub(super) fn candidates(all: &Prepared, budget: usize) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    let mut own = Vec::new();
    for record in 0..all.size {
        own.clear();
        keys(all, record, &mut own);
        own.sort_unstable();
        own.dedup();
        let number = u32::try_from(record).unwrap_or(u32::MAX);
        keyed.extend(own.iter().map(|key| (*key, number)));
    }
    keyed.sort_unstable();
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    while from < keyed.len() {
        let mut to = from + 1;
        while to < keyed.len() && keyed[to].0 == keyed[from].0 {
            to += 1;
        }
        if to - from > 1 && to - from <= BLOCK {
            blocks.push((from, to));
        }
        from = to;
    }
    blocks.sort_by_key(|(from, to)| (to - from, *from));
    let mut pairs: Vec<u64> = Vec::new();
    for (from, to) in blocks {
        let block = &keyed[from..to];
        if pairs.len() + block.len() * block.len() / 2 > budget {
            pairs.sort_unstable();
            pairs.dedup();
            if pairs.len() + block.len() * block.len() / 2 > budget {
                break;
            }
        }
        for (at, (_, left)) in block.iter().enumerate() {
            for (_, right) in &block[at + 1..] {
                if !same_source(all, *left, *right) {
                    pairs.push((u64::from(*left) << 32) | u64::from(*right));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    drop(keyed);
    pairs
        .into_iter()
        .map(|pair| {
            let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0);
            (half(pair >> 32), half(pair))
        })
        .collect()
}

/// Whether both records are of one named source.
pub(super) fn same_source(all: &Prepared, left: u32, right: u32) -> bool {
    let source = all.sources[left as usize];
    source != 0 && source == all.sources[right as usize]
}

/// Mixes the parts of a key into one number.
fn mix(kind: u64, a: u64, b: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ kind.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in [a, b] {
        hash ^= part;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^= hash >> 29;
    }
    hash
}

fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

fn keys(all: &Prepared, record: usize, keys: &mut Vec<u64>) {
    let name = all.name(record);
    let values = &all.name_values.values;
    let birth = all.birth(record);
    let known = birth != Birth::default();
    let whole = u64::from(birth.year) * 10_000 + u64::from(birth.month) * 100 + u64::from(birth.day);
    let month_day = u64::from(birth.month) * 100 + u64::from(birth.day);
    let number = |aspect: Aspect| all.number(aspect, record);
    let first_letter = |n: Number| values[n as usize].text.bytes().next().map_or(0, u64::from);
    // Bones stand for the spellings of a name; a short skeleton says too little, so the letters do.
    let bones = |n: Number| {
        let value = &values[n as usize];
        if value.bones.len() >= 3 { hash(&value.bones) } else { hash(value.solid()) }
    };
    let parts: Vec<Number> = name.parts().take(5).collect();
    for (at, part) in parts.iter().enumerate() {
        for other in &parts[at + 1..] {
            let (x, y) = (bones(*part), bones(*other));
            keys.push(mix(1, x.min(y), x.max(y)));
        }
        let own = bones(*part);
        if known {
            keys.push(mix(2, own, u64::from(birth.year)));
            if birth.day != 0 && month_day != 101 {
                keys.push(mix(3, own, month_day));
            }
        }
        for aspect in [Aspect::Locality, Aspect::BirthPlace, Aspect::Postcode, Aspect::Street, Aspect::School]
        {
            if number(aspect) != 0 {
                keys.push(mix(10 + aspect as u64, own, u64::from(number(aspect))));
            }
        }
        let start = &values[*part as usize].text;
        if let (Some(start), true) = (start.get(..3), known) {
            keys.push(mix(4, hash(start), whole));
        }
    }
    if known && birth.day != 0 {
        keys.push(mix(5, whole, 0));
        for part in &parts {
            keys.push(mix(6, whole, first_letter(*part)));
        }
        for aspect in [Aspect::Locality, Aspect::BirthPlace, Aspect::Postcode, Aspect::Street] {
            if number(aspect) != 0 {
                keys.push(mix(40 + aspect as u64, whole, u64::from(number(aspect))));
            }
        }
    }
    for aspect in [Aspect::Email, Aspect::Phone, Aspect::Identifier] {
        if number(aspect) != 0 {
            keys.push(mix(60 + aspect as u64, u64::from(number(aspect)), 0));
        }
    }
    let text = |aspect: Aspect| &all.tables[aspect as usize].values[number(aspect) as usize].text;
    if number(Aspect::Email) != 0 {
        let mut halves = text(Aspect::Email).splitn(2, '@');
        for (kind, half) in [(90, halves.next()), (91, halves.next())] {
            if let Some(half) = half.filter(|half| half.len() >= 4) {
                keys.push(mix(kind, hash(half), 0));
            }
        }
    }
    if number(Aspect::Phone) != 0 {
        let phone = text(Aspect::Phone);
        keys.push(mix(92, hash(&phone[phone.len().saturating_sub(7)..]), 0));
    }
    for license in all.licenses(record) {
        keys.push(mix(93, u64::from(*license), 0));
    }
    if number(Aspect::Street) != 0 && number(Aspect::StreetNumber) != 0 {
        keys.push(mix(94, u64::from(number(Aspect::Street)), u64::from(number(Aspect::StreetNumber))));
    }
    if number(Aspect::Postcode) != 0 {
        for aspect in [Aspect::Street, Aspect::StreetNumber, Aspect::Occupation] {
            if number(aspect) != 0 {
                keys.push(mix(
                    95 + aspect as u64,
                    u64::from(number(Aspect::Postcode)),
                    u64::from(number(aspect)),
                ));
            }
        }
        if known {
            keys.push(mix(120, u64::from(number(Aspect::Postcode)), u64::from(birth.year)));
        }
    }
    for aspect in [Aspect::Locality, Aspect::BirthPlace] {
        if number(aspect) != 0 && known {
            keys.push(mix(121, u64::from(number(aspect)), u64::from(birth.year)));
        }
    }
}
