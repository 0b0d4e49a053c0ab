//! The new time of an appointment: as somebody types it, and the free times to which the appointment can move.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use booking::time::{self, Clock, Minutes, Span, TimeProblem, Wish};
use booking::{
    AppointmentRef, Booked, CalendarEntry, FieldRole, Provider, Slot, Template, USUAL_LENGTH,
};
use office::{Effect, FreeTimes, Moment, Tickets};

use crate::Wording;

/// The maximum number of listed times before the old one.
const MOST_EARLIER: usize = 3;
/// The number of days searched for a free time to propose.
const DAYS_AHEAD: Days = Days::new(56);

/// The new time of an appointment, as far as it is known.
#[derive(Clone, Copy)]
pub struct NewTime<'a> {
    /// The appointment.
    pub of: &'a AppointmentRef,
    /// The new practitioner or location, if that changes.
    pub provider: Option<&'a Provider>,
    /// The typed text.
    pub typed: &'a str,
    /// The free times, if they were requested.
    pub free: Option<&'a FreeTimes>,
}

/// Whether a visit with this start meets one of these appointments.
fn is_taken(by: &[CalendarEntry<'_>], start: DateTime<Utc>, length: TimeDelta) -> bool {
    let end = start.checked_add_signed(length);
    let visit = end.map(|end| Slot { start, end });
    visit.is_some_and(|visit| by.iter().any(|entry| entry.meets(visit)))
}

impl NewTime<'_> {
    /// Returns the provider that the appointment is to have.
    pub fn with(&self) -> Option<Provider> {
        self.provider.cloned().or_else(|| self.of.provider())
    }

    /// Returns the appointment with its new provider, on whose clock new times are read.
    pub fn place(&self) -> AppointmentRef {
        let provider = self.with().map(|provider| provider.id());
        AppointmentRef {
            provider: provider.or_else(|| self.of.provider.clone()),
            ..self.of.clone()
        }
    }

    /// Returns the clock on which the new time is read.
    pub fn clock(&self, words: Wording<'_>) -> Clock {
        let place = self.place();
        words.clock_at(
            self.of.clinic,
            place.provider.as_deref().unwrap_or_default(),
        )
    }

    /// Returns the typed text as a time, with its end if that is typed. A time without a day is on the appointment's.
    ///
    /// # Errors
    ///
    /// Returns why it can't be read.
    pub fn read(&self, words: Wording<'_>) -> Result<Span, TimeProblem> {
        let clock = self.clock(words);
        let text = time::moved_to(self.typed, self.of.start, clock.zone);
        time::span(&text, &clock)
    }

    /// Returns the time as long as the appointment is, unless an end is given; `None` if the clinic takes no end.
    pub fn with_length(&self, new: Span) -> Option<Span> {
        let usual = || Minutes::new(USUAL_LENGTH.num_minutes()).filter(|_| self.of.is_waiting());
        match new.end() {
            // A clinic without lengths takes no end.
            Some(_) if self.of.clinic.field(FieldRole::Minutes).is_none() => None,
            Some(_) => Some(new),
            None => {
                let minutes = self.of.minutes().or_else(usual);
                Span::resolve(new.start(), None, minutes).ok()
            }
        }
    }

    /// Returns the typed text as a wish for a time, if it can be read.
    fn wish(&self, words: Wording<'_>) -> Option<Wish> {
        let clock = self.clock(words);
        let text = time::moved_to(self.typed, self.of.start, clock.zone);
        let typed: Vec<&str> = text.split_whitespace().collect();
        if typed.is_empty() {
            return None;
        }
        time::wish(&typed, &clock).ok()
    }

    /// Returns the free times to which the appointment can move, at most `most`, narrowed by the typed text, including
    /// those that other desks hold. While no text is typed, the last few before the old time come first. If none
    /// matches the text, returns the free times from then on.
    pub fn times(&self, words: Wording<'_>, most: usize) -> Vec<Slot> {
        let office = words.office;
        let known = self
            .free
            .and_then(|times| Some((times, office.known_free(times)?)));
        let Some((times, free)) = known else {
            return Vec::new();
        };
        let zone = times.question().zone;
        let wish = self.wish(words);
        let length = self.length(words).map_or(TimeDelta::zero(), Minutes::delta);
        let others = self.other_visits(words);
        let wished = office.wish_of(self.of).filter(|_| self.typed.is_empty());
        let is_wished = |slot: &Slot| wished.as_ref().is_none_or(|wished| wished.holds(slot));
        let soonest = self.soonest(words);
        let now = office.moment.now;
        let rules = office.template_of(self.of).map(Template::rules);
        let is_open = |slot: &&Slot| {
            let is_soon = slot.start < soonest;
            is_wished(slot)
                && !is_soon
                && office.keeps_to_rules(times, slot.start)
                && rules.is_none_or(|rules| rules.admit(slot.start, now, zone))
                && !is_taken(&others, slot.start, length)
                && (self.provider.is_some() || Some(slot.start) != self.of.start)
        };
        let open = free.bookable(office.moment.now, length).filter(is_open);
        let open: Vec<&Slot> = open.collect();
        let fits = |slot: &Slot| {
            wish.as_ref()
                .is_some_and(|wish| wish.admits(slot.start, zone))
        };
        let is_narrowed = open.iter().any(|slot| fits(slot));
        let from = match &wish {
            Some(wish) => wish.from,
            None => self.earliest(words).with_timezone(&zone).date_naive(),
        };
        let is_near = |slot: &Slot| {
            if is_narrowed {
                fits(slot)
            } else {
                slot.start.with_timezone(&zone).date_naive() >= from
            }
        };
        let mut slots: Vec<Slot> = open
            .into_iter()
            .filter(|slot| is_near(slot))
            .copied()
            .collect();
        if self.typed.is_empty() {
            self.leave_out_earlier(&mut slots);
        }
        let fits_held = |slot: &&Slot| is_open(slot) && is_near(slot);
        let held = office.slots_held(times, fits_held).into_iter();
        slots.extend(held.map(|(slot, _)| slot));
        slots.sort_by_key(|slot| slot.start);
        slots.truncate(most);
        slots
    }

    /// Leaves out all times before the old one but the last few.
    fn leave_out_earlier(&self, slots: &mut Vec<Slot>) {
        let is_earlier = |slot: &&Slot| Some(slot.start) < self.of.start;
        let earlier = slots.iter().take_while(is_earlier).count();
        slots.drain(..earlier.saturating_sub(MOST_EARLIER));
    }

    /// Returns the length that the appointment is to have: that of the typed time, else its own.
    fn length(&self, words: Wording<'_>) -> Option<Minutes> {
        let typed = self.read(words).ok();
        typed
            .and_then(|span| span.minutes())
            .or_else(|| self.of.minutes())
    }

    /// Returns the other appointments of the patient that are coming up, as far as they are known.
    fn other_visits<'a>(&self, words: Wording<'a>) -> Vec<CalendarEntry<'a>> {
        let coming = words.office.coming_up(self.of.clinic);
        let (_, mut entries) = coming.unwrap_or_default();
        entries.retain(|entry| {
            let is_other = |booked: &Booked| booked.id != self.of.id;
            let person = self.of.person.as_deref();
            person.is_some_and(|person| entry.is_of(person))
                && entry.on_record().is_some_and(is_other)
        });
        entries
    }

    /// Returns the earliest time to which the appointment can move.
    fn soonest(&self, words: Wording<'_>) -> DateTime<Utc> {
        if self.of.is_waiting() {
            words.office.earliest_proposed()
        } else {
            words.office.moment.now
        }
    }

    /// Returns the index of the proposed one of these free times, which no other desk holds and which is not too soon to
    /// come: the first after the old time, else the first that matches the typed text. Returns their number if none can
    /// be proposed.
    pub fn proposed(&self, words: Wording<'_>, times: &[Slot]) -> usize {
        let office = words.office;
        let with = self.with();
        let is_held = |slot: &Slot| {
            with.as_ref()
                .is_some_and(|provider| office.hold_meeting(provider, slot).is_some())
        };
        let is_later = |slot: &Slot| !self.typed.is_empty() || Some(slot.start) > self.of.start;
        let earliest = office.earliest_proposed();
        let is_proposed = |slot: &Slot| is_later(slot) && slot.start >= earliest && !is_held(slot);
        times.iter().position(is_proposed).unwrap_or(times.len())
    }

    /// Returns the earliest free time listed while no text is typed: from the day before the appointment's day.
    fn earliest(&self, words: Wording<'_>) -> DateTime<Utc> {
        let office = words.office;
        let now = office.moment.now;
        if let Some(wished) = office.wish_of(self.of) {
            let starts = wished.periods().iter().filter_map(|period| period.start);
            return starts.min().unwrap_or(now).max(office.earliest_proposed());
        }
        let day_before = self.of.start.map(|start| start - TimeDelta::days(1));
        day_before.map_or(now, |before| before.max(now))
    }

    /// Returns the day whose free times are needed: the typed one, else the appointment's day, if it lies ahead.
    pub fn day(&self, words: Wording<'_>) -> NaiveDate {
        let zone = self.clock(words).zone;
        let earliest = self.earliest(words).with_timezone(&zone).date_naive();
        self.wish(words).map_or(earliest, |wish| wish.from)
    }
}

/// Requests the free times of a day, unless they are known, and further ones as long as none can be proposed.
pub fn request_new_times(
    times: &mut FreeTimes,
    day: NaiveDate,
    has_proposal: bool,
    moment: Moment,
    tickets: &mut Tickets,
) -> Option<Effect> {
    let day = if times.wants(day, moment) {
        day
    } else if has_proposal || times.is_asking() {
        return None;
    } else {
        times.first_unasked(day, day.checked_add_days(DAYS_AHEAD)?)?
    };
    let length = times.question().length;
    times.request(day, length, moment, tickets)
}
