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

/// Likenesses that are not zero, and room for them that is used again.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    of: Vec<f32>,
    touched: Vec<u32>,
}

impl Likeness {
    fn clear(&mut self, count: usize) {
        if self.of.len() < count {
            self.of.resize(count, 0.0);
        }
        for place in self.touched.drain(..) {
            self.of[place as usize] = 0.0;
        }
    }

    fn add(&mut self, place: u32, weight: f32) {
        let of = &mut self.of[place as usize];
        if *of == 0.0 {
            self.touched.push(place);
        }
        *of += weight;
    }

    /// The likeness of a label or class.
    pub(super) fn at(&self, place: usize) -> f32 {
        self.of.get(place).copied().unwrap_or_default()
    }

    /// Those that are not zero.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        self.touched.iter().map(|&place| (place as usize, self.of[place as usize]))
    }
}

impl Grams {
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
        labels.clear(self.count);
        let range = |starts: &[u32], id: u32| starts[id as usize] as usize..starts[id as usize + 1] as usize;
        for &(id, weight) in &query {
            for &(place, of) in &self.labels[range(&self.starts, id)] {
                labels.add(place, weight * of);
            }
        }
        if let Some(classes) = classes {
            classes.clear(self.class_count);
            for &(id, weight) in &query {
                for &(class, of) in &self.classes[range(&self.class_starts, id)] {
                    classes.add(u32::from(class), weight * of);
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
                assert!((likeness.at(place) - 1.0).abs() < 1e-5, "{text}");
                assert!(likeness.iter().all(|(_, of)| of <= 1.0 + 1e-5));
                assert!((classes.at(usize::from(*class)) - 1.0).abs() < 1e-5);
            }
            index.likeness("xyzzy", &mut likeness, None);
            assert_eq!(likeness.iter().count(), 0);
        }
    }
}
