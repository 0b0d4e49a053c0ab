//! The clock next to a day: each line of the screen is an equal period of time.

use std::ops::Range;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use booking::Slot;
use words::{LINE_MINUTES, LineFit};

/// The maximum hours from the first line to the last.
const MOST_HOURS: i64 = 36;

/// The lines of a day, from a full hour to a full hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockAxis {
    from: DateTime<Utc>,
    /// The minutes of a line.
    unit: i64,
    pub(super) lines: u16,
}

impl ClockAxis {
    /// Creates the axis of a day. `fit` says how the appointments lie on lines, of one calendar or of `several`.
    ///
    /// A single calendar gets the shortest lines that fit into `height`. Several calendars have no room for times, so
    /// they get the lines on which most visits begin and end. If consecutive visits of a calendar would begin on the
    /// same line, lines are shortened until they don't, even if the day then exceeds `height`.
    pub(super) fn of(day: Slot, fit: &LineFit, several: bool, height: u16) -> ClockAxis {
        let hour = TimeDelta::hours(1);
        let from = day.start.duration_trunc(hour).unwrap_or(day.start);
        let to = day.end.duration_round_up(hour).unwrap_or(day.end);
        let to = to.clamp(from + hour, from + TimeDelta::hours(MOST_HOURS));
        let with = |place: usize| {
            let unit = LINE_MINUTES[place];
            let lines = u16::try_from((to - from).num_minutes() / unit).unwrap_or(u16::MAX);
            ClockAxis { from, unit, lines }
        };
        let separating = || (0..LINE_MINUTES.len()).filter(|place| fit.together[*place] == 0);
        let fitting = separating().filter(|place| with(*place).lines <= height);
        let best = fitting.min_by_key(|place| if several { fit.between[*place] } else { 0 });
        with(best.or_else(|| separating().next_back()).unwrap_or(0))
    }

    /// Returns the line of a moment; the first or the last if the moment is outside the axis.
    pub(super) fn line_of(&self, at: DateTime<Utc>) -> u16 {
        let line = (at - self.from).num_minutes().div_euclid(self.unit).max(0);
        u16::try_from(line)
            .unwrap_or(u16::MAX)
            .min(self.lines.saturating_sub(1))
    }

    /// Returns the lines of a visit, at least one.
    pub(super) fn lines_of(&self, slot: Slot) -> Range<u16> {
        let first = self.line_of(slot.start);
        let end = if slot.end >= self.until() {
            self.lines
        } else {
            self.line_of(slot.end)
        };
        first..end.max(first + 1)
    }

    /// Returns the line within which a visit ends, if it does not end with a line. That line does not belong to the
    /// visit.
    pub(super) fn line_cut_by(&self, slot: Slot) -> Option<u16> {
        let line = self.lines_of(slot).end;
        let is_cut = line < self.lines && self.slot_of(line).start < slot.end;
        is_cut.then_some(line)
    }

    /// Returns the time of a line.
    pub(super) fn slot_of(&self, line: u16) -> Slot {
        let start = self.from + TimeDelta::minutes(self.unit * i64::from(line));
        Slot {
            start,
            end: start + TimeDelta::minutes(self.unit),
        }
    }

    /// Returns the line before which the present is marked: the one after the current line.
    pub(super) fn line_after(&self, now: DateTime<Utc>) -> u16 {
        match now {
            now if now < self.from => 0,
            now if now >= self.until() => self.lines,
            now => self.line_of(now) + 1,
        }
    }

    fn until(&self) -> DateTime<Utc> {
        self.slot_of(self.lines).start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(from: i64, to: i64) -> Slot {
        let at = |minute: i64| DateTime::from_timestamp(1_795_161_600 + minute * 60, 0).unwrap();
        Slot {
            start: at(from),
            end: at(to),
        }
    }

    #[test]
    fn a_line_stands_for_as_few_minutes_as_there_is_room_for() {
        let of = |height, visits: &[Slot]| {
            let axis = ClockAxis::of(slot(10, 590), &LineFit::of(visits), false, height);
            (axis.unit, axis.lines)
        };
        assert_eq!(
            [of(120, &[]), of(60, &[]), of(59, &[])],
            [(5, 120), (10, 60), (15, 40)]
        );
        assert_eq!(of(10, &[]), (30, 20), "too little room for any");
        let draws = [slot(120, 130), slot(130, 140), slot(140, 150)];
        assert_eq!(of(40, &draws), (10, 60), "a line of its own for each");
        assert_eq!(
            of(40, &[slot(120, 150), slot(125, 150)]),
            (15, 40),
            "an overlap lies side by side"
        );
        let beside = [slot(120, 140), slot(160, 180)].map(|visit| LineFit::of(&[visit]));
        let beside = LineFit::of_all(beside.into_iter());
        let axis = ClockAxis::of(slot(10, 590), &beside, true, 40);
        assert_eq!(
            axis.unit, 20,
            "beside others, visits begin and end on lines"
        );
    }

    #[test]
    fn visits_one_after_the_other_never_share_a_line() {
        let axis = ClockAxis::of(slot(0, 600), &LineFit::default(), true, 40);
        assert_eq!(
            [axis.lines_of(slot(60, 80)), axis.lines_of(slot(80, 100))],
            [4..5, 5..6]
        );
        assert_eq!(
            [axis.lines_of(slot(100, 101)), axis.lines_of(slot(570, 900))],
            [6..7, 38..40]
        );
        let cut = |from, to| axis.line_cut_by(slot(from, to));
        assert_eq!(
            [cut(60, 90), cut(60, 80), cut(60, 70), cut(70, 90)],
            [None, Some(5), None, None]
        );
        let now = |minute| axis.line_after(slot(minute, 0).start);
        assert_eq!([now(-5), now(0), now(64), now(600)], [0, 1, 5, 40]);
    }
}
