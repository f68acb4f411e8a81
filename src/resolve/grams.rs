//! Labels by what their texts share with a query: an inverted index of words or of letter groups.
//!
//! Weights are tf-idf with a logarithmic count, texts are vectors of length 1, likeness is their cosine, 0 to 1.
//! Classes (unit groups, say) have the sum of their labels' vectors, brought to length 1, as their center.

use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// What a text is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Words.
    Words,
    /// Groups of three to five letters within a word, its edges counted as letters: compounds and endings
    /// share what their words do not.
    Letters,
}

/// An index of labels.
#[derive(Debug)]
pub(super) struct Grams {
    cut: Cut,
    ids: HashMap<u64, u32>,
    idf: Vec<f32>,
    /// Per feature the labels that have it, from `starts[id]` to `starts[id + 1]`.
    starts: Vec<u32>,
    labels: Vec<(u32, f32)>,
    /// Per feature the classes whose labels have it.
    class_starts: Vec<u32>,
    classes: Vec<(u16, f32)>,
    count: usize,
    class_count: usize,
}

/// Likenesses by label or class, in room that is used again. Most labels share some group of letters with any text,
/// so that all of them are gone through rather than those that were touched put down.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    of: Vec<f32>,
}

/// Likenesses that are looked at together.
const STRETCH: usize = 16;

impl Likeness {
    fn clear(&mut self, count: usize) {
        self.of.clear();
        self.of.resize(count, 0.0);
    }

    /// The likeness of a label or class.
    pub(super) fn at(&self, place: usize) -> f32 {
        self.of.get(place).copied().unwrap_or_default()
    }

    /// Those that are not zero.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        self.of.iter().copied().enumerate().filter(|(_, like)| *like > 0.0)
    }

    /// Those of more than a share of the most. Nearly all are not: they are passed over a stretch at a time.
    pub(super) fn near(&self, share: f32) -> impl Iterator<Item = (usize, f32)> {
        let most = |of: &[f32]| of.iter().fold(0.0_f32, |most, &like| if like > most { like } else { most });
        let mut lanes = [0.0_f32; STRETCH];
        let stretches = self.of.chunks_exact(STRETCH);
        let last = most(stretches.remainder());
        for stretch in stretches {
            for (lane, &like) in lanes.iter_mut().zip(stretch) {
                *lane = if like > *lane { like } else { *lane };
            }
        }
        let floor = share * most(&lanes).max(last);
        self.of
            .chunks(STRETCH)
            .enumerate()
            .filter(move |(_, of)| of.iter().any(|like| *like > floor))
            .flat_map(move |(stretch, of)| {
                let places = of.iter().copied().enumerate().filter(move |(_, like)| *like > floor);
                places.map(move |(at, like)| (stretch * STRETCH + at, like))
            })
    }
}

/// What a kept index begins with: whoever changes its form or the making of features counts it up.
const FORM: u64 = 0x6772_616d_7330_3031;

impl Grams {
    /// The index as bytes, to be kept: numbers of this machine's order, told apart from another's by the first.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut keys: Vec<(u32, u64)> = self.ids.iter().map(|(key, id)| (*id, *key)).collect();
        keys.sort_unstable();
        let keys: Vec<u64> = keys.into_iter().map(|(_, key)| key).collect();
        let sizes: [u64; 7] = [
            FORM,
            u64::from(self.cut == Cut::Letters),
            self.count as u64,
            self.class_count as u64,
            keys.len() as u64,
            self.labels.len() as u64,
            self.classes.len() as u64,
        ];
        let (label_ids, label_weights): (Vec<u32>, Vec<f32>) = self.labels.iter().copied().unzip();
        let classes = self.classes.iter().map(|(class, weight)| (u32::from(*class), *weight));
        let (class_ids, class_weights): (Vec<u32>, Vec<f32>) = classes.unzip();
        [
            bytemuck::cast_slice(&sizes),
            bytemuck::cast_slice(&keys),
            bytemuck::cast_slice(&self.idf),
            bytemuck::cast_slice(&self.starts),
            bytemuck::cast_slice(&self.class_starts),
            bytemuck::cast_slice(&label_ids),
            bytemuck::cast_slice(&label_weights),
            bytemuck::cast_slice(&class_ids),
            bytemuck::cast_slice(&class_weights),
        ]
        .concat()
    }

    /// An index that was kept; `None` when the bytes are not whole or of another form. Takes its bytes off the
    /// front.
    pub(super) fn from_bytes(bytes: &mut &[u8]) -> Option<Self> {
        fn take<T: bytemuck::Pod>(bytes: &mut &[u8], count: usize) -> Option<Vec<T>> {
            let (mine, rest) = bytes.split_at_checked(count.checked_mul(size_of::<T>())?)?;
            *bytes = rest;
            Some(bytemuck::allocation::pod_collect_to_vec(mine))
        }
        let sizes: Vec<u64> = take(bytes, 7)?;
        let size = |at: usize| usize::try_from(sizes[at]).ok();
        if sizes[0] != FORM {
            return None;
        }
        let (count, class_count, features, labels, classes) =
            (size(2)?, size(3)?, size(4)?, size(5)?, size(6)?);
        let keys: Vec<u64> = take(bytes, features)?;
        let idf = take(bytes, features)?;
        let starts: Vec<u32> = take(bytes, features + 1)?;
        let class_starts: Vec<u32> = take(bytes, features + 1)?;
        let label_ids: Vec<u32> = take(bytes, labels)?;
        let label_weights: Vec<f32> = take(bytes, labels)?;
        let class_ids: Vec<u32> = take(bytes, classes)?;
        let class_weights: Vec<f32> = take(bytes, classes)?;
        // Whatever the bytes say, nothing may point outside.
        let rising = |starts: &[u32], end: usize| {
            starts.windows(2).all(|pair| pair[0] <= pair[1])
                && starts.last().is_some_and(|last| *last as usize == end)
        };
        let inside = rising(&starts, labels)
            && rising(&class_starts, classes)
            && label_ids.iter().all(|label| (*label as usize) < count)
            && class_ids.iter().all(|class| (*class as usize) < class_count.min(usize::from(u16::MAX)));
        let classes = class_ids.into_iter().zip(class_weights);
        inside.then(|| Self {
            cut: if sizes[1] == 1 { Cut::Letters } else { Cut::Words },
            ids: keys.into_iter().zip(0..).collect(),
            idf,
            starts,
            labels: label_ids.into_iter().zip(label_weights).collect(),
            class_starts,
            classes: classes
                .filter_map(|(class, weight)| Some((u16::try_from(class).ok()?, weight)))
                .collect(),
            count,
            class_count,
        })
    }

    /// The number of labels.
    pub(super) fn labels(&self) -> usize {
        self.count
    }

    /// Makes an index of labels, each a folded text with its class.
    pub(super) fn new<'a>(
        labels: impl Iterator<Item = (&'a str, u16)>,
        class_count: usize,
        cut: Cut,
    ) -> Self {
        let mut ids: HashMap<u64, u32> = HashMap::new();
        let mut seen: Vec<u32> = Vec::new();
        let mut docs: Vec<(u16, Vec<(u32, f32)>)> = Vec::new();
        let mut keys = Vec::new();
        for (text, class) in labels {
            keys.clear();
            features(text, cut, &mut keys);
            keys.sort_unstable();
            let mut doc: Vec<(u32, f32)> = Vec::new();
            for same in keys.chunk_by(|a, b| a == b) {
                let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
                let id = *ids.entry(same[0]).or_insert(next);
                if id == next {
                    seen.push(0);
                }
                seen[id as usize] += 1;
                doc.push((id, frequency(same.len())));
            }
            docs.push((class, doc));
        }
        let count = docs.len();
        let all = number(count);
        let idf: Vec<f32> =
            seen.iter().map(|&count| ((1.0 + all) / (1.0 + number(count as usize))).ln() + 1.0).collect();
        let mut starts = vec![0_u32; seen.len() + 1];
        for (id, count) in seen.iter().enumerate() {
            starts[id + 1] = starts[id] + count;
        }
        let mut next = starts.clone();
        let mut postings = vec![(0_u32, 0.0_f32); starts.last().copied().unwrap_or_default() as usize];
        // In the order of the classes, so that sums of floats are the same each time.
        let mut of_class: Vec<BTreeMap<u16, f32>> = vec![BTreeMap::new(); seen.len()];
        for (place, (class, mut doc)) in docs.into_iter().enumerate() {
            weigh(&mut doc, &idf);
            for (id, weight) in doc {
                let at = &mut next[id as usize];
                postings[*at as usize] = (u32::try_from(place).unwrap_or(u32::MAX), weight);
                *at += 1;
                *of_class[id as usize].entry(class).or_default() += weight;
            }
        }
        let mut lengths = vec![0.0_f32; class_count];
        for weights in &of_class {
            for (class, weight) in weights {
                lengths[usize::from(*class)] += weight * weight;
            }
        }
        let mut class_starts = vec![0_u32];
        let mut classes = Vec::new();
        for weights in of_class {
            let scaled = weights.into_iter().map(|(class, weight)| {
                (class, weight / lengths[usize::from(class)].sqrt().max(f32::MIN_POSITIVE))
            });
            classes.extend(scaled);
            class_starts.push(u32::try_from(classes.len()).unwrap_or(u32::MAX));
        }
        Self { cut, ids, idf, starts, labels: postings, class_starts, classes, count, class_count }
    }

    /// The likeness of a folded text to each label and, where they are wanted, to each class.
    pub(super) fn likeness(&self, text: &str, labels: &mut Likeness, classes: Option<&mut Likeness>) {
        let mut keys = Vec::new();
        features(text, self.cut, &mut keys);
        keys.sort_unstable();
        let mut query: Vec<(u32, f32)> = keys
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*self.ids.get(&same[0])?, frequency(same.len()))))
            .collect();
        weigh(&mut query, &self.idf);
        lighten(&mut query);
        labels.clear(self.count);
        let range = |starts: &[u32], id: u32| starts[id as usize] as usize..starts[id as usize + 1] as usize;
        for &(id, weight) in &query {
            for &(place, of) in &self.labels[range(&self.starts, id)] {
                labels.of[place as usize] += weight * of;
            }
        }
        if let Some(classes) = classes {
            classes.clear(self.class_count);
            for &(id, weight) in &query {
                for &(class, of) in &self.classes[range(&self.class_starts, id)] {
                    classes.of[usize::from(class)] += weight * of;
                }
            }
        }
    }
}

/// A count of labels or features as a number: far below the sixteen million that are exact.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn number(count: usize) -> f32 {
    count as f32
}

fn frequency(count: usize) -> f32 {
    1.0 + number(count).ln()
}

/// Leaves out the commonest features: the last hundredths of a vector's length are most of the work, since
/// half of all labels have them.
fn lighten(vector: &mut Vec<(u32, f32)>) {
    const KEPT: f32 = 0.98;
    vector.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut sum = 0.0;
    let enough = vector.iter().position(|(_, weight)| {
        sum += weight * weight;
        sum >= KEPT
    });
    if let Some(last) = enough {
        vector.truncate(last + 1);
        let length = sum.sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

fn weigh(vector: &mut [(u32, f32)], idf: &[f32]) {
    let mut length = 0.0;
    for (id, weight) in vector.iter_mut() {
        *weight *= idf[*id as usize];
        length += *weight * *weight;
    }
    let length = length.sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
}

fn features(text: &str, cut: Cut, keys: &mut Vec<u64>) {
    // A fixed seed: the same labels make the same index.
    let hash = foldhash::quality::FixedState::default();
    let key = |letters: &[char]| hash.hash_one(letters);
    let mut letters: Vec<char> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        letters.clear();
        match cut {
            Cut::Words => {
                letters.extend(word.chars());
                keys.push(key(&letters));
            }
            Cut::Letters => {
                letters.push(' ');
                letters.extend(word.chars());
                letters.push(' ');
                for length in 3..=5 {
                    if letters.len() <= length {
                        keys.push(key(&letters));
                        break;
                    }
                    keys.extend(letters.windows(length).map(key));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_most_like_itself_and_likeness_is_at_most_one() {
        let labels = [("registered nurse", 0), ("nurse assistant", 1), ("plumber", 2)];
        for cut in [Cut::Words, Cut::Letters] {
            let index = Grams::new(labels.into_iter(), 3, cut);
            let (mut likeness, mut classes) = (Likeness::default(), Likeness::default());
            for (place, (text, class)) in labels.iter().enumerate() {
                index.likeness(text, &mut likeness, Some(&mut classes));
                // The commonest features are left out: 0.98 of the square of the length stays.
                assert!((0.98..=1.0 + 1e-5).contains(&likeness.at(place)), "{text}");
                assert!(likeness.iter().all(|(_, of)| of <= 1.0 + 1e-5));
                assert!(classes.at(usize::from(*class)) > 0.93);
            }
            let bytes = index.to_bytes();
            let kept = Grams::from_bytes(&mut bytes.as_slice()).unwrap();
            assert_eq!(kept.to_bytes(), bytes);
            for cut in [0, 8, bytes.len() / 2, bytes.len() - 1] {
                assert!(Grams::from_bytes(&mut &bytes[..cut]).is_none(), "{cut}");
            }
            index.likeness("nurse", &mut likeness, None);
            let most = likeness.iter().map(|(_, of)| of).fold(0.0, f32::max);
            let near: Vec<_> = likeness.iter().filter(|(_, of)| *of > 0.5 * most).collect();
            assert_eq!(likeness.near(0.5).collect::<Vec<_>>(), near);
            index.likeness("xyzzy", &mut likeness, None);
            assert_eq!(likeness.near(0.5).count(), 0);
            assert_eq!(likeness.iter().count(), 0);
        }
    }
}
