//! Groups of records that are one person each.
//!
//! Joining everything that is connected would chain strangers: A to B by the name, B to C by the
//! telephone. So every two records of a connected piece are compared, and groups grow, the surest
//! first, only while the two groups fit each other on the whole.

/// Log-odds beyond which a pair says no more to its group.
const SURE: f64 = 10.0;
const AGAINST: f64 = -6.0;

/// Disjoint sets.
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub(super) fn of(size: usize) -> Self {
        Self((0..u32::try_from(size).unwrap_or(u32::MAX)).collect())
    }

    pub(super) fn find(&mut self, one: u32) -> u32 {
        let mut at = one;
        while self.0[at as usize] != at {
            let up = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = up;
            at = up;
        }
        at
    }

    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        // The smallest stays at the head: the result does not depend on the order of joining.
        if a != b {
            self.0[a.max(b) as usize] = a.min(b);
        }
    }
}

/// The groups within one connected piece: for each member the place of its group's first member. `held` has the group in
/// which a member stands already: such groups neither part nor meet. `odds` gives the log-odds of two members.
pub(super) fn groups(held: &[Option<usize>], mut odds: impl FnMut(usize, usize) -> f64) -> Vec<usize> {
    let size = held.len();
    let mut held = held.to_vec();
    let mut sums = vec![vec![0.0f64; size]; size];
    for (a, b) in (0..size).flat_map(|a| (a + 1..size).map(move |b| (a, b))) {
        let value = odds(a, b).clamp(AGAINST, SURE);
        sums[a][b] = value;
        sums[b][a] = value;
    }
    let mut counts = vec![1.0f64; size];
    let mut group: Vec<usize> = (0..size).collect();
    let mut alive: Vec<usize> = (0..size).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, &a) in alive.iter().enumerate() {
            for &b in &alive[at + 1..] {
                let mean = match (held[a], held[b]) {
                    (Some(one), Some(other)) if one == other => f64::INFINITY,
                    (Some(_), Some(_)) => continue,
                    _ => sums[a][b] / (counts[a] * counts[b]),
                };
                if mean > 0.0 && best.is_none_or(|(top, ..)| mean > top) {
                    best = Some((mean, a, b));
                }
            }
        }
        let Some((_, a, b)) = best else { return group };
        for &c in &alive {
            if c != a && c != b {
                let sum = sums[a][c] + sums[b][c];
                sums[a][c] = sum;
                sums[c][a] = sum;
            }
        }
        counts[a] += counts[b];
        held[a] = held[a].or(held[b]);
        for own in &mut group {
            if *own == b {
                *own = a;
            }
        }
        alive.retain(|&c| c != b);
    }
}
