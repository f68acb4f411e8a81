//! The best assignment of headers to columns: all together, not first come first served.

/// More headers than that competing for one another's columns are no table that anybody meant.
const MOST: usize = 200;

/// Assigns rows to columns, at most one to one, so that the sum of the scores is greatest. `scores` has the
/// scores of each row as (column, score), score above 0. Rows that get nothing are `None`.
pub(super) fn best(scores: &[Vec<(usize, i32)>]) -> Vec<Option<usize>> {
    let mut assigned = vec![None; scores.len()];
    for rows in components(scores) {
        if rows.len() > MOST {
            continue;
        }
        let mut columns: Vec<usize> = rows.iter().flat_map(|&row| scores[row].iter().map(|s| s.0)).collect();
        columns.sort_unstable();
        columns.dedup();
        // Columns that stand for staying without one come last.
        let width = columns.len() + rows.len();
        let matrix: Vec<Vec<i32>> = rows
            .iter()
            .map(|&row| {
                let mut line = vec![0; width];
                for (column, score) in &scores[row] {
                    if let Ok(at) = columns.binary_search(column) {
                        line[at] = -score;
                    }
                }
                line
            })
            .collect();
        for (at, column) in cheapest(&matrix, width).into_iter().enumerate() {
            let row = rows[at];
            assigned[row] = columns.get(column).copied().filter(|c| scores[row].iter().any(|s| s.0 == *c));
        }
    }
    assigned
}

/// Rows that share columns, directly or through others.
fn components(scores: &[Vec<(usize, i32)>]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..scores.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let mut first_with: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for (row, line) in scores.iter().enumerate() {
        for &(column, _) in line {
            let other = *first_with.entry(column).or_insert(row);
            let (a, b) = (root(&mut group, row), root(&mut group, other));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut found: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for row in (0..scores.len()).filter(|&row| !scores[row].is_empty()) {
        found.entry(root(&mut group, row)).or_default().push(row);
    }
    found.into_values().collect()
}

/// The assignment of rows to columns of least cost (Kuhn and Munkres, with potentials); there are at least as
/// many columns as rows.
fn cheapest(cost: &[Vec<i32>], width: usize) -> Vec<usize> {
    const FAR: i32 = i32::MAX / 4;
    let (mut of_row, mut of_column) = (vec![0; cost.len() + 1], vec![0; width + 1]);
    // The row that has a column; row and column 0 stand for none.
    let mut holder = vec![0_usize; width + 1];
    for row in 1..=cost.len() {
        holder[0] = row;
        let mut column = 0;
        let (mut least, mut came_from, mut seen) =
            (vec![FAR; width + 1], vec![0; width + 1], vec![false; width + 1]);
        loop {
            seen[column] = true;
            let (at, mut step, mut next) = (holder[column], FAR, 0);
            for candidate in 1..=width {
                if seen[candidate] {
                    continue;
                }
                let reduced = cost[at - 1][candidate - 1] - of_row[at] - of_column[candidate];
                if reduced < least[candidate] {
                    least[candidate] = reduced;
                    came_from[candidate] = column;
                }
                if least[candidate] < step {
                    step = least[candidate];
                    next = candidate;
                }
            }
            for candidate in 0..=width {
                if seen[candidate] {
                    of_row[holder[candidate]] += step;
                    of_column[candidate] -= step;
                } else {
                    least[candidate] -= step;
                }
            }
            column = next;
            if holder[column] == 0 {
                break;
            }
        }
        while column != 0 {
            holder[column] = holder[came_from[column]];
            column = came_from[column];
        }
    }
    let mut chosen = vec![0; cost.len()];
    for (column, &row) in holder.iter().enumerate().skip(1) {
        if row > 0 {
            chosen[row - 1] = column - 1;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sum_counts_and_not_the_first_come() {
        // The first row would take column 0, and leave the second without.
        assert_eq!(best(&[vec![(0, 900), (1, 880)], vec![(0, 890)]]), [Some(1), Some(0)]);
        assert_eq!(best(&[vec![(7, 900)], vec![(7, 950)], vec![]]), [None, Some(7), None]);
    }

    fn total(scores: &[Vec<(usize, i32)>], assigned: &[Option<usize>]) -> i32 {
        let of = |(line, column): (&Vec<(usize, i32)>, &Option<usize>)| {
            line.iter().find(|score| Some(score.0) == *column).map_or(0, |score| score.1)
        };
        scores.iter().zip(assigned).map(of).sum()
    }

    fn greatest(scores: &[Vec<(usize, i32)>], used: &mut Vec<usize>) -> i32 {
        let Some((line, rest)) = scores.split_first() else { return 0 };
        let mut top = greatest(rest, used);
        for &(column, score) in line {
            if !used.contains(&column) {
                used.push(column);
                top = top.max(score + greatest(rest, used));
                used.pop();
            }
        }
        top
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_better(lines in proptest::collection::vec(proptest::collection::btree_map(0_usize..5, 1..1000_i32, 0..4), 0..6)) {
            let scores: Vec<Vec<(usize, i32)>> = lines.into_iter().map(|line| line.into_iter().collect()).collect();
            let assigned = best(&scores);
            let mut taken: Vec<usize> = assigned.iter().flatten().copied().collect();
            taken.sort_unstable();
            prop_assert!(taken.windows(2).all(|two| two[0] != two[1]));
            prop_assert_eq!(total(&scores, &assigned), greatest(&scores, &mut Vec::new()));
        }
    }
}
