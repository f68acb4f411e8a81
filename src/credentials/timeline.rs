//! A level over time as steps, so that a packed profile can answer for any day by comparing dates.

use crate::model::Day;
use serde::Serialize;

/// A level held from a day to a day, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TimelineStep<L> {
    /// The first day; `None` since ever.
    pub known_from: Option<Day>,
    /// The first day after; `None` without end.
    pub until: Option<Day>,
    /// The level in between.
    pub level: L,
}

/// A level over time: the lowest one, and the steps above it, in order and apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline<L> {
    /// The level outside all steps.
    pub otherwise: L,
    /// The steps.
    pub steps: Vec<TimelineStep<L>>,
}

impl<L: Copy + Ord> Timeline<L> {
    /// The timeline of a level that changes on some of these days and on no other.
    pub fn of(changes: impl IntoIterator<Item = Day>, level: impl Fn(Day) -> L) -> Self {
        let mut days: Vec<Day> = changes.into_iter().collect();
        days.sort_unstable();
        days.dedup();
        // Any day before the first change stands for all of them.
        let before = days.first().map_or(Day(0), |day| Day(day.0.saturating_sub(1)));
        let starts = std::iter::once((None, before)).chain(days.iter().map(|&day| (Some(day), day)));
        let mut steps: Vec<TimelineStep<L>> = Vec::new();
        for (known_from, day) in starts {
            let level = level(day);
            match steps.last_mut() {
                Some(last) if last.level == level => {}
                last => {
                    if let Some(last) = last {
                        last.until = known_from;
                    }
                    steps.push(TimelineStep { known_from, until: None, level });
                }
            }
        }
        let otherwise = steps.iter().map(|step| step.level).min().unwrap_or_else(|| level(before));
        steps.retain(|step| step.level > otherwise);
        Self { otherwise, steps }
    }

    /// The level on a day.
    pub fn at(&self, day: Day) -> L {
        let inside = |step: &&TimelineStep<L>| {
            step.known_from.is_none_or(|from| from <= day) && step.until.is_none_or(|until| day < until)
        };
        self.steps.iter().find(inside).map_or(self.otherwise, |step| step.level)
    }

    /// The first day after `day` on which the level is another one.
    pub fn next_change(&self, day: Day) -> Option<Day> {
        let ends = self.steps.iter().flat_map(|step| [step.known_from, step.until]);
        ends.flatten().filter(|&change| day < change).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbors_of_one_level_are_one_step() {
        let line = Timeline::of([Day(10), Day(20), Day(30)], |day| u8::from((10..30).contains(&day.0)));
        assert_eq!(line.otherwise, 0);
        assert_eq!(line.steps, [TimelineStep { known_from: Some(Day(10)), until: Some(Day(30)), level: 1 }]);
    }

    proptest! {
        #[test]
        fn a_timeline_says_what_the_function_says(
            levels in prop::collection::vec(0_u8..4, 1..8), day in -5_i32..50
        ) {
            let level = |day: Day| levels[usize::try_from(day.0 / 5).unwrap_or(0).min(levels.len() - 1)];
            let line = Timeline::of((0..10).map(|n| Day(n * 5)), level);
            prop_assert_eq!(line.at(Day(day)), level(Day(day)));
        }
    }
}
