//! Free times computed from working hours and the appointments booked already.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use crate::calendar::{Interval, joined, without};
use crate::time::Minutes;
use crate::{Agenda, Basis, Booked, Days, Free, Hours, Slot, USUAL_LENGTH};

/// The length of the times that are offered for a visit without a length.
const OFFERED: TimeDelta = TimeDelta::minutes(30);
/// Visits begin on the quarter hour, so that times are easily said.
const QUARTER: TimeDelta = TimeDelta::minutes(15);
/// The grid of visits whose length is no multiple of a quarter hour: on the quarter grid, ten-minute visits
/// would waste a third of the time.
const FIVE: TimeDelta = TimeDelta::minutes(5);

/// Returns when a visit of this length (half an hour if `None`) fits on these days: within the hours and
/// clear of live appointments, one after another from the start of each free stretch.
pub(crate) fn vacancies(
    hours: &Hours,
    booked: &Agenda,
    length: Option<Minutes>,
    days: &Days,
) -> Free {
    let length = length.map_or(OFFERED, Minutes::delta);
    let taken = joined(booked.bookings.iter().filter_map(taken).collect());
    let open = without(&hours.open_on(days), &taken);
    let slots = open
        .iter()
        .flat_map(|stretch| one_after_another(stretch, length))
        .filter(|slot| days.contains(slot.start))
        .collect();
    Free {
        complete: booked.complete,
        ..Free::of(Basis::Hours, slots)
    }
}

/// Returns the time that an appointment takes up, if any.
fn taken(booked: &Booked) -> Option<Interval> {
    if !booked.is_live() {
        return None;
    }
    let start = booked.start?;
    Some(start..booked.end.unwrap_or(start + USUAL_LENGTH))
}

fn one_after_another(free: &Interval, length: TimeDelta) -> impl Iterator<Item = Slot> {
    let grid = if (length.num_minutes() % QUARTER.num_minutes()) == 0 {
        QUARTER
    } else {
        FIVE
    };
    let next = move |start: DateTime<Utc>| {
        on_grid(start, grid).map(|start| Slot {
            start,
            end: start + length,
        })
    };
    let end = free.end;
    std::iter::successors(next(free.start), move |slot| next(slot.end))
        .take_while(move |slot| slot.end <= end)
}

/// Returns the first moment of the grid at or after `moment`. Every zone's offset is a whole number of quarter hours,
/// so the grid is the same in local time everywhere.
fn on_grid(moment: DateTime<Utc>, grid: TimeDelta) -> Option<DateTime<Utc>> {
    let below = moment.duration_trunc(grid).ok()?;
    if below < moment {
        below.checked_add_signed(grid)
    } else {
        Some(below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rota;
    use crate::clinics::CLINIK;
    use chrono::Weekday;
    use proptest::prelude::*;
    use zones::Zone;

    const BERLIN: Zone = Zone::BERLIN;

    fn at(wall: &str) -> DateTime<Utc> {
        format!("2027-02-10T{wall}:00+01:00").parse().unwrap()
    }

    fn booked(start: DateTime<Utc>, end: Option<DateTime<Utc>>, status: &str) -> Booked {
        Booked {
            end,
            status: status.to_owned(),
            ..Booked::new(CLINIK, start.to_rfc3339(), start)
        }
    }

    /// Open on Wednesdays from 8 to 10 and from 13 to 14 o'clock.
    fn wednesdays() -> Hours {
        let mut rota = Rota::closed();
        for (opens, closes) in [("08:00:00", "10:00:00"), ("13:00:00", "14:00:00")] {
            rota.open(
                Weekday::Wed,
                opens.parse().unwrap(),
                closes.parse().unwrap(),
            );
        }
        Hours::of([rota]).unwrap()
    }

    fn wednesday() -> Days {
        let day = "2027-02-10".parse().unwrap();
        Days::new(day, day, BERLIN).unwrap()
    }

    fn free(bookings: Vec<Booked>, minutes: Option<i64>) -> Vec<String> {
        let length = minutes.map(|minutes| Minutes::new(minutes).unwrap());
        let free = vacancies(
            &wednesdays(),
            &Agenda::of(bookings, true),
            length,
            &wednesday(),
        );
        let wall = |slot: &Slot| {
            slot.start
                .with_timezone(&BERLIN)
                .format("%H:%M")
                .to_string()
        };
        free.slots.iter().map(wall).collect()
    }

    #[test]
    fn visits_follow_one_another_and_end_by_closing_time() {
        assert_eq!(
            free(Vec::new(), None),
            ["08:00", "08:30", "09:00", "09:30", "13:00", "13:30"]
        );
        assert_eq!(free(Vec::new(), Some(45)), ["08:00", "08:45", "13:00"]);
        assert_eq!(free(Vec::new(), Some(50)), ["08:00", "08:50", "13:00"]);
        assert_eq!(free(Vec::new(), Some(240)), [""; 0]);
    }

    #[test]
    fn what_is_booked_is_not_free_and_what_is_called_off_is() {
        let odd = booked(at("08:10"), Some(at("08:40")), "booked");
        assert_eq!(
            free(vec![odd.clone()], Some(30)),
            ["08:45", "09:15", "13:00", "13:30"]
        );
        assert_eq!(free(vec![odd], Some(10))[..3], ["08:00", "08:40", "08:50"]);
        let called_off = booked(at("08:00"), Some(at("10:00")), "cancelled");
        let endless = booked(at("13:00"), None, "booked");
        assert_eq!(
            free(vec![called_off, endless], None),
            ["08:00", "08:30", "09:00", "09:30", "13:15"]
        );
        let overlapping = [("08:00", "09:00"), ("08:30", "08:45"), ("07:00", "08:15")];
        let overlapping =
            overlapping.map(|(start, end)| booked(at(start), Some(at(end)), "booked"));
        assert_eq!(free(overlapping.to_vec(), Some(60)), ["09:00", "13:00"]);
    }

    #[test]
    fn what_was_not_read_to_its_end_is_not_said_to_be_all() {
        let unread = Agenda::of(Vec::new(), false);
        let free = vacancies(&wednesdays(), &unread, None, &wednesday());
        assert!(!free.complete && free.basis == Basis::Hours && free.minutes == Some(30));
    }

    proptest! {
        #[test]
        fn a_vacancy_is_within_the_hours_and_meets_nothing(
            starts in proptest::collection::vec((360..1020_i64, 1..90_i64), 0..12),
            minutes in 1..120_i64,
        ) {
            let midnight = at("00:00");
            let moment = |minute| midnight + TimeDelta::minutes(minute);
            let bookings: Vec<Booked> = starts
                .iter()
                .map(|(start, length)| booked(moment(*start), Some(moment(start + length)), "booked"))
                .collect();
            let agenda = Agenda::of(bookings.clone(), true);
            let free = vacancies(&wednesdays(), &agenda, Minutes::new(minutes), &wednesday());
            for slot in free.slots {
                prop_assert_eq!((slot.end - slot.start).num_minutes(), minutes);
                let standing = wednesdays().fit(slot.start, Some(slot.end), BERLIN);
                prop_assert_eq!(standing, crate::HoursFit::Open);
                for booked in &bookings {
                    let start = booked.start.unwrap();
                    let end = booked.end.unwrap();
                    prop_assert!(slot.end <= start || end <= slot.start);
                }
            }
        }
    }

    fn stretch((start, minutes): (i64, i64)) -> Interval {
        let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0).unwrap();
        at(start)..at(start + minutes)
    }

    fn some() -> impl Strategy<Value = Vec<Interval>> {
        proptest::collection::vec((0..60_i64, 0..20_i64).prop_map(stretch), 0..8)
    }

    fn cover(stretches: &[Interval], minute: i64) -> bool {
        stretches
            .iter()
            .any(|stretch| stretch.contains(&DateTime::from_timestamp(minute * 60, 0).unwrap()))
    }

    #[test]
    fn what_touches_is_one() {
        assert_eq!(
            joined(vec![stretch((10, 5)), stretch((0, 10)), stretch((20, 0))]),
            [stretch((0, 15))]
        );
    }

    proptest! {
        #[test]
        fn every_moment_stays_and_is_in_one_stretch(all in some()) {
            let joined = joined(all.clone());
            prop_assert!(joined.windows(2).all(|pair| pair[0].end < pair[1].start));
            for minute in 0..80 {
                prop_assert_eq!(cover(&joined, minute), cover(&all, minute));
            }
        }

        #[test]
        fn what_is_left_is_in_the_one_and_not_in_the_other(one in some(), other in some()) {
            let left = without(&joined(one.clone()), &joined(other.clone()));
            for minute in 0..80 {
                prop_assert_eq!(cover(&left, minute), cover(&one, minute) && !cover(&other, minute));
            }
        }
    }
}
