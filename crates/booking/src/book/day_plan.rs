//! The lines of a day: appointments and free times in chronological order, with overlaps marked.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Booked, CalendarEntry, Days, Free, RecordedChange, Slot};

/// One line of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLine {
    /// The start.
    pub start: DateTime<Utc>,
    /// The end, if known: Aniva's appointments last as long as the location's slots.
    pub end: Option<DateTime<Utc>>,
    /// Whether another live appointment overlaps it.
    pub overlaps: bool,
    /// The appointment, or free time.
    pub kind: DayLineKind,
}

/// The content of a day's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayLineKind {
    /// An appointment on record.
    Booked(Booked),
    /// A booking that was sent from here, not yet shown by a clinic.
    Unsettled(RecordedChange),
    /// Free time between appointments.
    Free,
}

impl DayLine {
    /// Returns the time of the line; one without an end has no length.
    pub fn slot(&self) -> Slot {
        Slot {
            start: self.start,
            end: self.end.unwrap_or(self.start),
        }
    }

    /// Returns whether this is free time.
    pub fn is_free(&self) -> bool {
        self.kind == DayLineKind::Free
    }

    /// Returns whether the line takes up its time.
    pub fn is_live(&self) -> bool {
        match &self.kind {
            DayLineKind::Booked(booked) => booked.is_live(),
            DayLineKind::Unsettled(change) => change.is_live(),
            DayLineKind::Free => false,
        }
    }
}

/// Returns the lines of these days. Entries without a time belong to no day; free time that has begun by `now`, or has
/// been taken up since it was published, is left out.
pub fn day_plan(
    entries: &[CalendarEntry<'_>],
    free: Option<&Free>,
    days: &Days,
    now: DateTime<Utc>,
) -> Vec<DayLine> {
    let slot = slot_of(free);
    let taken = taken(entries, free);
    let lines = entries.iter().filter_map(|entry| {
        let start = entry.start()?;
        let end = end_of(*entry, slot);
        let shares = |other: &&Bounds| meet((start, end.unwrap_or(start)), **other);
        // The entry itself is among them, so a second one is an overlap.
        let overlaps = entry.is_live() && taken.iter().filter(shares).nth(1).is_some();
        let kind = match *entry {
            CalendarEntry::OnRecord(booked) => DayLineKind::Booked(booked.clone()),
            CalendarEntry::Unsettled(change) => DayLineKind::Unsettled(change.clone()),
        };
        Some(DayLine {
            start,
            end,
            overlaps,
            kind,
        })
    });
    let gaps = free
        .map(|free| gaps(free, days, &taken, now))
        .unwrap_or_default();
    let free = |(start, to)| DayLine {
        start,
        end: Some(to),
        overlaps: false,
        kind: DayLineKind::Free,
    };
    let mut lines: Vec<DayLine> = lines.chain(gaps.into_iter().map(free)).collect();
    lines.sort_by_key(|line| line.start);
    lines
}

/// Returns the starts of the slots that are still free on these days and begin after `now`.
pub fn free_starts(
    entries: &[CalendarEntry<'_>],
    free: Option<&Free>,
    days: &Days,
    now: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    let taken = taken(entries, free);
    let slots = free
        .into_iter()
        .flat_map(|free| untaken(free, days, &taken, now));
    slots.map(|slot| slot.start).collect()
}

fn slot_of(free: Option<&Free>) -> Option<TimeDelta> {
    free.and_then(|free| free.minutes)
        .map(|minutes| TimeDelta::minutes(minutes.into()))
}

fn taken(entries: &[CalendarEntry<'_>], free: Option<&Free>) -> Vec<Bounds> {
    let live = entries.iter().filter(|entry| entry.is_live());
    live.filter_map(|entry| {
        Some((
            entry.start()?,
            end_of(*entry, slot_of(free)).or(entry.start())?,
        ))
    })
    .collect()
}

/// Returns the slots on these days that begin after `now`, and that no entry overlaps.
fn untaken<'a>(
    free: &'a Free,
    days: &'a Days,
    taken: &'a [Bounds],
    now: DateTime<Utc>,
) -> impl Iterator<Item = &'a Slot> {
    let is_free = |slot: &&Slot| {
        !taken
            .iter()
            .any(|taken| meet((slot.start, slot.end), *taken))
    };
    free.slots
        .iter()
        .filter(move |slot| slot.start > now && days.contains(slot.start))
        .filter(is_free)
}

/// Returns the end of an entry: the clinic's or, if it returns none, one slot after the start.
fn end_of(entry: CalendarEntry<'_>, slot: Option<TimeDelta>) -> Option<DateTime<Utc>> {
    entry.end().or_else(|| Some(entry.start()? + slot?))
}

/// A half-open range.
type Bounds = (DateTime<Utc>, DateTime<Utc>);

/// Returns whether two ranges overlap. An empty range counts as its start.
fn meet(one: Bounds, other: Bounds) -> bool {
    one.0 == other.0 || (one.0 < other.1 && other.0 < one.1)
}

/// Returns the free slots to come that no entry overlaps, with adjacent ones merged.
fn gaps(free: &Free, days: &Days, taken: &[Bounds], now: DateTime<Utc>) -> Vec<Bounds> {
    let mut gaps: Vec<Bounds> = Vec::new();
    for slot in untaken(free, days, taken, now) {
        match gaps.last_mut() {
            Some((_, to)) if *to == slot.start && slot.end > slot.start => *to = slot.end,
            _ => gaps.push((slot.start, slot.end)),
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Basis;
    use crate::clinics::CLINIK;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2027-02-10T{time}:00Z").parse().unwrap()
    }

    fn booked(id: &str, start: &str, end: Option<&str>, status: &str) -> Booked {
        Booked {
            end: end.map(at),
            status: status.to_owned(),
            ..Booked::new(CLINIK, id.to_owned(), at(start))
        }
    }

    fn free(slots: &[(&str, &str)]) -> Free {
        Free::of(
            Basis::Slots,
            slots
                .iter()
                .map(|(start, end)| Slot {
                    start: at(start),
                    end: at(end),
                })
                .collect(),
        )
    }

    fn texts(bookings: Vec<Booked>, free: Option<&Free>) -> Vec<String> {
        texts_at("00:00", bookings, free)
    }

    fn texts_at(now: &str, bookings: Vec<Booked>, free: Option<&Free>) -> Vec<String> {
        let day = "2027-02-10".parse().unwrap();
        let days = Days::new(day, day, zones::Zone::UTC).unwrap();
        let time = |at: DateTime<Utc>| at.format("%H:%M").to_string();
        let entries: Vec<CalendarEntry<'_>> = bookings.iter().map(CalendarEntry::from).collect();
        day_plan(&entries, free, &days, at(now))
            .into_iter()
            .map(|line| match line.kind {
                DayLineKind::Booked(booked) => {
                    let mark = if line.overlaps { "!" } else { "" };
                    format!(
                        "{mark}{} {}",
                        booked.id,
                        line.end.map(time).unwrap_or_default()
                    )
                }
                DayLineKind::Unsettled(_) => "?".to_owned(),
                DayLineKind::Free => {
                    format!(
                        "{}–{}",
                        time(line.start),
                        line.end.map(time).unwrap_or_default()
                    )
                }
            })
            .collect()
    }

    #[test]
    fn what_overlaps_is_marked_and_what_is_called_off_is_in_nobodys_way() {
        let bookings = vec![
            booked("a", "09:00", Some("09:30"), "booked"),
            booked("b", "09:15", Some("09:45"), "booked"),
            booked("c", "09:45", Some("10:00"), "booked"),
            booked("d", "09:50", Some("10:00"), "cancelled"),
        ];
        assert_eq!(
            texts(bookings, None),
            ["!a 09:30", "!b 09:45", "c 10:00", "d 10:00"]
        );
    }

    #[test]
    fn free_time_is_shown_in_one_piece_between_what_is_booked() {
        let free = free(&[
            ("08:00", "08:30"),
            ("08:30", "09:00"),
            ("09:00", "09:30"),
            ("09:30", "10:00"),
        ]);
        let bookings = vec![booked("a", "09:00", Some("09:30"), "booked")];
        assert_eq!(
            texts(bookings, Some(&free)),
            ["08:00–09:00", "a 09:30", "09:30–10:00"]
        );
    }

    #[test]
    fn free_time_that_has_begun_is_left_out_and_what_is_booked_stays() {
        let free = free(&[("08:00", "08:30"), ("08:30", "09:00"), ("09:00", "09:30")]);
        let bookings = || vec![booked("a", "07:30", Some("08:00"), "booked")];
        assert_eq!(
            texts_at("08:30", bookings(), Some(&free)),
            ["a 08:00", "09:00–09:30"]
        );
        assert_eq!(texts_at("09:00", bookings(), Some(&free)), ["a 08:00"]);
    }

    #[test]
    fn what_has_no_end_lasts_as_long_as_a_slot_and_else_only_its_start_is_known() {
        let free = free(&[("11:00", "11:10")]);
        let draws = || {
            vec![
                booked("a", "09:00", None, "scheduled"),
                booked("b", "09:05", None, "scheduled"),
            ]
        };
        assert_eq!(
            texts(draws(), Some(&free)),
            ["!a 09:10", "!b 09:15", "11:00–11:10"]
        );
        assert_eq!(texts(draws(), None), ["a ", "b "]);
    }
}
