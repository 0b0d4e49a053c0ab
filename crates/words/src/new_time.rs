//! The new time of an appointment: as somebody types it, and the free times to which the appointment can move.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use booking::time::{self, Clock, Minutes, Span, TimeProblem, Wish};
use booking::{AppointmentRef, FieldRole, Provider, Slot, USUAL_LENGTH};
use office::{Effect, FreeTimes, Moment, Notice, Search, Tickets};

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

    /// Returns the time as long as the appointment is, unless an end is given; `None` if the clinic takes no end. An entry of
    /// the waiting list without a length gets that of the slot.
    pub fn with_length(&self, new: Span) -> Option<Span> {
        let of_slot = || {
            let known = self.free?.known()?;
            let start = new.start()?;
            let minutes = known.published_minutes_at(start);
            let minutes = minutes.or_else(|| known.minutes_at(start))?;
            Minutes::new(minutes.into())
        };
        let usual = || of_slot().or_else(|| Minutes::new(USUAL_LENGTH.num_minutes()));
        let usual = || usual().filter(|_| self.of.is_waiting());
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
        let Some(times) = self.free else {
            return Vec::new();
        };
        let zone = times.question().zone;
        let wish = self.wish(words);
        let rules = office.rules_of_appointment(self.of);
        let notice = if self.of.is_waiting() {
            Notice::ForCaller
        } else {
            Notice::None
        };
        let any = Search {
            length: self.length(words),
            notice,
            ..Search::of_move(self.of, &rules)
        };
        let fitting = wish.as_ref().map(|wish| {
            let search = any.with_wish(wish);
            (search, office.offers(times, search))
        });
        let fitting = fitting.filter(|(_, slots)| !slots.is_empty());
        let is_narrowed = fitting.is_some();
        let (search, mut slots) = fitting.unwrap_or_else(|| (any, office.offers(times, any)));
        let wished = office.wish_of(self.of).filter(|_| self.typed.is_empty());
        let from = match &wish {
            Some(wish) => wish.from,
            None => self.earliest(words).with_timezone(&zone).date_naive(),
        };
        let is_listed = |slot: &Slot| {
            let day = slot.start.with_timezone(&zone).date_naive();
            let is_near = is_narrowed || day >= from;
            is_near && wished.as_ref().is_none_or(|wished| wished.holds(slot))
        };
        slots.retain(is_listed);
        if self.typed.is_empty() {
            self.leave_out_earlier(&mut slots);
        }
        let held = office.offers_held(times, search, is_listed).into_iter();
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
        let earliest = match self.wish(words) {
            Some(wish) if wish.at_once => office.moment.now,
            _ => office.earliest_proposed(),
        };
        let is_proposed = |slot: &Slot| is_later(slot) && slot.start >= earliest && !is_held(slot);
        times.iter().position(is_proposed).unwrap_or(times.len())
    }

    /// Returns the free time to propose out of these: the first that can be proposed, as long as the typed text admits it.
    pub fn proposal(&self, words: Wording<'_>, times: &[Slot]) -> Option<Slot> {
        let zone = self.clock(words).zone;
        let wish = self.wish(words);
        let first = times.get(self.proposed(words, times)).copied();
        first.filter(|slot| wish.is_none_or(|wish| wish.admits(slot.start, zone)))
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

    /// Returns the days whose free times are needed: from the typed one on, else from the appointment's day, if it lies
    /// ahead.
    pub fn days(&self, words: Wording<'_>) -> DaysToMoveTo {
        let zone = self.clock(words).zone;
        let wish = self.wish(words);
        let first = match &wish {
            Some(wish) => wish.from,
            None => self.earliest(words).with_timezone(&zone).date_naive(),
        };
        let far = first.checked_add_days(DAYS_AHEAD).unwrap_or(NaiveDate::MAX);
        let last = wish.map_or(far, |wish| wish.to.min(far));
        DaysToMoveTo { first, last }
    }
}

/// The days of which a move needs the free times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysToMoveTo {
    /// The first day.
    pub first: NaiveDate,
    /// The last day searched as long as no time can be proposed.
    pub last: NaiveDate,
}

/// Requests the free times of the first day, unless they are known, and further ones as long as none can be proposed.
pub fn request_new_times(
    times: &mut FreeTimes,
    days: DaysToMoveTo,
    has_proposal: bool,
    moment: Moment,
    tickets: &mut Tickets,
) -> Option<Effect> {
    let day = if times.wants(days.first, moment) {
        days.first
    } else if has_proposal || times.is_asking() {
        return None;
    } else {
        times.first_unasked(days.first, days.last)?
    };
    let length = times.question().length;
    times.request(day, length, moment, tickets)
}
