//! Whether an opening can be filled on a day. Nobody is placed in one that is closed or past, and one that names no
//! occupation can be matched with nobody: the fact that is missing is the opening's, not the workers'.

use super::MatchReason;
use crate::model::{Day, Opening, OpeningStatus, PartialDate};

/// What stands in the way of an opening, and what else should be known of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Offer {
    /// Why nobody can be placed; empty when somebody can.
    pub closed: Vec<MatchReason>,
    /// What whoever matches it should know.
    pub remarks: Vec<MatchReason>,
    /// It is not published yet: a shortlist may be made, workers are not told.
    pub is_draft: bool,
}

impl Offer {
    /// How an opening stands on a day. A date that lacks its day is past when its last day is.
    pub fn of(opening: &Opening, day: Day) -> Self {
        let past = |date: Option<PartialDate>| date.map(PartialDate::latest).filter(|last| *last < day);
        let mut closed = Vec::new();
        if opening.status == Some(OpeningStatus::Closed) {
            closed.push(MatchReason::OpeningClosed);
        }
        if opening.positions.is_some_and(|positions| positions <= 0) {
            closed.push(MatchReason::OpeningWithoutPositions);
        }
        closed.extend(past(opening.closes_on).map(|day| MatchReason::OpeningOver { day }));
        closed.extend(past(opening.starts_on).map(|day| MatchReason::OpeningBegan { day }));
        if opening.occupation.is_none() {
            closed.push(MatchReason::OpeningWithoutOccupation);
        }
        let mut remarks = Vec::new();
        let is_draft = opening.status == Some(OpeningStatus::Draft);
        if is_draft {
            remarks.push(MatchReason::OpeningDraft);
        }
        if let (Some(recruiter), Some([])) = (&opening.recruiter_id, opening.third_parties.as_deref()) {
            remarks.push(MatchReason::RecruiterTakenOut { recruiter: recruiter.to_string() });
        }
        if opening.destination.is_none() {
            remarks.push(MatchReason::OpeningWithoutDestination);
        }
        Self { closed, remarks, is_draft }
    }

    /// Whether workers are told of the opening.
    pub fn is_offered(&self) -> bool {
        self.closed.is_empty() && !self.is_draft
    }

    /// All that should be said before a match, what closes it first.
    pub fn said(&self) -> impl Iterator<Item = &MatchReason> {
        self.closed.iter().chain(&self.remarks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DatumRef, Record as _};

    fn codes(cells: &[(&str, &str)]) -> Vec<MatchReason> {
        let mut opening =
            Opening::from_cells(|at| (Opening::COLUMNS[at] == "opening_id").then_some(DatumRef::Text("O-1")))
                .unwrap();
        opening.occupation = "2221".parse().ok();
        opening.destination = "GB".parse().ok();
        for (column, value) in cells {
            match *column {
                "status" => opening.status = value.parse().ok(),
                "positions" => opening.positions = value.parse().ok(),
                "closes_on" => opening.closes_on = value.parse().ok(),
                "starts_on" => opening.starts_on = value.parse().ok(),
                "occupation" => opening.occupation = value.parse().ok(),
                "destination" => opening.destination = value.parse().ok(),
                other => unreachable!("{other}"),
            }
        }
        Offer::of(&opening, "2026-11-28".parse().unwrap()).said().cloned().collect()
    }

    #[test]
    fn an_opening_that_cannot_be_filled_says_why() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(codes(&[]), []);
        assert_eq!(codes(&[("status", "open"), ("positions", "2"), ("closes_on", "2026-11-28")]), []);
        assert_eq!(codes(&[("starts_on", "2026-11")]), [], "the month is not over");
        assert_eq!(codes(&[("starts_on", "2026")]), []);
        assert_eq!(codes(&[("status", "closed")]), [MatchReason::OpeningClosed]);
        assert_eq!(codes(&[("status", "draft")]), [MatchReason::OpeningDraft]);
        assert_eq!(codes(&[("positions", "0")]), [MatchReason::OpeningWithoutPositions]);
        assert_eq!(
            codes(&[("closes_on", "2026-11-27")]),
            [MatchReason::OpeningOver { day: day("2026-11-27") }]
        );
        assert_eq!(
            codes(&[("starts_on", "2026-10")]),
            [MatchReason::OpeningBegan { day: day("2026-10-31") }]
        );
        assert_eq!(codes(&[("occupation", "")]), [MatchReason::OpeningWithoutOccupation]);
        assert_eq!(codes(&[("destination", "")]), [MatchReason::OpeningWithoutDestination]);
    }
}
