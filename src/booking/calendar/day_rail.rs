//! A day along its time axis: booked, held, free and closed times one after the other without gaps, and the
//! place of the visit being filled in.

use chrono::{DateTime, Utc};

use crate::booking::{DayLine, Hold, Slot};

/// The facts known of a provider's day.
#[derive(Clone, Copy, Debug)]
pub struct RailDay<'a> {
    /// Appointments and free times, in chronological order.
    pub lines: &'a [DayLine],
    /// The times that other desks hold.
    pub held: &'a [Hold],
    /// The hours, in order, if known; empty on a day off.
    pub open: Option<&'a [Slot]>,
    /// The visit that is being filled in.
    pub draft: Option<Slot>,
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The start and end.
    pub slot: Slot,
    /// The content.
    pub what: Along<'a>,
    /// Whether the visit being filled in overlaps it.
    pub meets_draft: bool,
}

/// The content of a part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along<'a> {
    /// An appointment, or a booking that no clinic has shown yet.
    Booked(&'a DayLine),
    /// A time that another desk holds.
    Held(&'a Hold),
    /// The visit that is being filled in, if nothing is in its way.
    Draft,
    /// Free time that is offered.
    Free,
    /// Time within the hours, of which nothing else is known.
    Open,
    /// Time outside the hours.
    Closed,
}

impl<'a> RailDay<'a> {
    /// Returns the parts of the day, from the first known moment to the last.
    pub fn stretches(&self) -> Vec<Stretch<'a>> {
        let taken = self.taken();
        let slots = || taken.iter().map(|(slot, _)| slot).chain(self.open_slots()).chain(&self.draft);
        let first = slots().map(|slot| slot.start).chain(self.free().map(|slot| slot.start)).min();
        let last = slots().map(|slot| slot.end).chain(self.free().map(|slot| slot.end)).max();
        let Some((mut at, last)) = first.zip(last) else { return Vec::new() };
        let mut stretches = Vec::new();
        for (slot, what) in taken {
            self.fill(Slot { start: at, end: slot.start }, &mut stretches);
            stretches.push(Stretch {
                slot,
                what,
                meets_draft: self.draft.is_some_and(|draft| meet(draft, slot)),
            });
            at = at.max(slot.end);
        }
        self.fill(Slot { start: at, end: last }, &mut stretches);
        stretches
    }

    /// Returns appointments and held times by start.
    fn taken(&self) -> Vec<(Slot, Along<'a>)> {
        let booked = self.lines.iter().filter(|line| line.is_live()).map(|line| {
            let (start, end) = (line.start(), line.end().unwrap_or(line.start()));
            (Slot { start, end }, Along::Booked(line))
        });
        let held = self.held.iter().map(|hold| (hold.slot, Along::Held(hold)));
        let mut taken: Vec<_> = booked.chain(held).collect();
        taken.sort_by_key(|(slot, _)| (slot.start, slot.end));
        taken
    }

    fn open_slots(&self) -> &'a [Slot] {
        self.open.unwrap_or_default()
    }

    fn free(&self) -> impl Iterator<Item = Slot> + '_ {
        self.lines.iter().filter_map(|line| match line {
            DayLine::Free { from, to } => Some(Slot { start: *from, end: *to }),
            _ => None,
        })
    }

    /// Adds the parts between two appointments.
    fn fill(&self, gap: Slot, stretches: &mut Vec<Stretch<'a>>) {
        if gap.start >= gap.end {
            return;
        }
        let ends = self.open_slots().iter().copied().chain(self.draft).chain(self.free());
        let mut bounds: Vec<DateTime<Utc>> = ends.flat_map(|slot| [slot.start, slot.end]).collect();
        bounds.retain(|at| gap.start < *at && *at < gap.end);
        bounds.extend([gap.start, gap.end]);
        bounds.sort_unstable();
        bounds.dedup();
        for pair in bounds.windows(2) {
            let slot = Slot { start: pair[0], end: pair[1] };
            let what = self.between(slot.start);
            match stretches.last_mut() {
                Some(last) if last.what == what && last.slot.end == slot.start => last.slot.end = slot.end,
                _ => stretches.push(Stretch { slot, what, meets_draft: false }),
            }
        }
    }

    /// Returns the content at a moment that no appointment takes up.
    fn between(&self, at: DateTime<Utc>) -> Along<'a> {
        let holds = |slot: &Slot| (slot.start..slot.end).contains(&at);
        if self.draft.is_some_and(|draft| holds(&draft)) {
            Along::Draft
        } else if self.free().any(|slot| holds(&slot)) {
            Along::Free
        } else if self.open.is_none_or(|open| open.iter().any(holds)) {
            Along::Open
        } else {
            Along::Closed
        }
    }
}

/// Returns whether two slots overlap; an empty one counts as its start.
fn meet(one: Slot, other: Slot) -> bool {
    one.start == other.start || (one.start < other.end && other.start < one.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::booking::Booked;
    use crate::clinics::CLINIK;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_161_600 + minute * 60, 0).unwrap()
    }

    fn slot((start, length): (i64, i64)) -> Slot {
        Slot { start: at(start), end: at(start + length) }
    }

    fn booked(place: (i64, i64)) -> DayLine {
        let Slot { start, end } = slot(place);
        let booked = Booked {
            clinic: CLINIK,
            id: "appt_1".to_owned(),
            person: None,
            provider: None,
            start: Some(start),
            end: Some(end),
            status: "booked".to_owned(),
            comment: None,
            what: None,
            waits: None,
            version: None,
        };
        DayLine::Booked { booked, start, end: Some(end), overlaps: false }
    }

    fn word(what: Along<'_>) -> &'static str {
        match what {
            Along::Booked(_) => "booked",
            Along::Held(_) => "held",
            Along::Draft => "draft",
            Along::Free => "free",
            Along::Open => "open",
            Along::Closed => "closed",
        }
    }

    fn told(day: RailDay<'_>) -> Vec<String> {
        let said = |stretch: &Stretch<'_>| {
            let mark = if stretch.meets_draft { "!" } else { "" };
            let minute = |moment: DateTime<Utc>| (moment - at(0)).num_minutes();
            format!(
                "{}-{} {}{mark}",
                minute(stretch.slot.start),
                minute(stretch.slot.end),
                word(stretch.what)
            )
        };
        day.stretches().iter().map(said).collect()
    }

    #[test]
    fn a_draft_stands_in_the_free_time_that_it_takes() {
        let free = DayLine::Free { from: at(30), to: at(120) };
        let lines = [booked((0, 30)), free, booked((180, 60))];
        let open = [slot((0, 150)), slot((180, 60))];
        let day = RailDay { lines: &lines, held: &[], open: Some(&open), draft: Some(slot((60, 30))) };
        let expected = [
            "0-30 booked",
            "30-60 free",
            "60-90 draft",
            "90-120 free",
            "120-150 open",
            "150-180 closed",
            "180-240 booked",
        ];
        assert_eq!(told(day), expected);
    }

    #[test]
    fn what_it_would_overlap_is_marked() {
        let lines = [booked((0, 30)), booked((30, 30))];
        let day = RailDay { lines: &lines, held: &[], open: None, draft: Some(slot((15, 60))) };
        assert_eq!(told(day), ["0-30 booked!", "30-60 booked!", "60-75 draft"]);
    }

    #[test]
    fn a_day_off_is_closed_around_what_is_booked_on_it() {
        let lines = [booked((60, 30)), booked((120, 30))];
        let day = RailDay { lines: &lines, held: &[], open: Some(&[]), draft: None };
        assert_eq!(told(day), ["60-90 booked", "90-120 closed", "120-150 booked"]);
    }

    proptest! {
        /// Whatever is booked, open and filled in, the parts leave no gap, and only appointments may overlap.
        #[test]
        fn a_day_has_no_gaps(
            taken in prop::collection::vec((0..600_i64, 1..120_i64), 0..8),
            hours in prop::collection::vec((0..600_i64, 1..240_i64), 0..3),
            draft in prop::option::of((0..600_i64, 1..90_i64)),
        ) {
            let lines: Vec<DayLine> = taken.into_iter().map(booked).collect();
            let open: Vec<Slot> = hours.into_iter().map(slot).collect();
            let day = RailDay { lines: &lines, held: &[], open: (!open.is_empty()).then_some(&open), draft: draft.map(slot) };
            let stretches = day.stretches();
            let mut end = stretches.first().map(|first| first.slot.start);
            for stretch in &stretches {
                prop_assert!(Some(stretch.slot.start) <= end, "{:?}", told(day));
                let is_taken = matches!(stretch.what, Along::Booked(_));
                prop_assert!(is_taken || Some(stretch.slot.start) == end, "{:?}", told(day));
                end = end.max(Some(stretch.slot.end));
            }
            let is_seen = |slot: Slot| stretches.iter().any(|stretch| {
                (stretch.meets_draft || stretch.what == Along::Draft) && meet(stretch.slot, slot)
            });
            prop_assert!(draft.map(slot).is_none_or(is_seen));
        }
    }
}
