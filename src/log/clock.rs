//! Whether time ran backwards between two entries of a log.

use serde::Serialize;

/// An entry whose time is before that of the entry before it: the clock was set back, or what began earlier was written later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockSetBack {
    /// The entry.
    pub entry: u64,
    /// Its time.
    pub recorded_at: String,
    /// The latest time of an entry before it.
    pub before: String,
}

/// Whether a time is before another; `false` where one of them is none.
pub fn is_before(time: &str, other: &str) -> bool {
    let read = |text: &str| text.parse::<jiff::Timestamp>().ok();
    read(time).zip(read(other)).is_some_and(|(time, other)| time < other)
}

/// The entries, given with their times in order, whose time is before that of an earlier one.
pub fn set_back<'a>(entries: impl IntoIterator<Item = (u64, &'a str)>) -> Vec<ClockSetBack> {
    let mut latest: Option<&str> = None;
    let mut found = Vec::new();
    for (entry, time) in entries {
        match latest {
            Some(before) if is_before(time, before) => {
                found.push(ClockSetBack { entry, recorded_at: time.to_owned(), before: before.to_owned() });
            }
            _ => latest = Some(time),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_the_latest_one_is_found() {
        let times = [
            "2026-01-01T10:00:00Z",
            "2026-01-01T10:00:00Z",
            "2026-01-01T09:59:59.5Z",
            "2026-01-01T12:00:00+02:00",
            "no time",
            "2026-01-02T00:00:00Z",
        ];
        let found = set_back((0..).zip(times));
        assert_eq!(found.iter().map(|one| one.entry).collect::<Vec<_>>(), [2]);
        assert_eq!(found[0].before, times[1]);
    }
}
