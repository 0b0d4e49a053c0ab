//! The appointments that a verb on the entry line may refer to.

use booking::line::{ListMatch, NumberedVerb, ProviderGroup, Resolved};
use booking::time::{self, Clock, DaySpan, TimeProblem, Wish};
use booking::{AppointmentRef, CalendarEntry, ClinicId, Provider, Verb, is_same_id};
use chrono::{DateTime, NaiveDate, Utc};
use zones::Zone;

use crate::Office;

/// Why a verb refers to no appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAppointment {
    /// The patient's appointments are still loading.
    Awaited,
    /// The line names nobody.
    ForWhom,
    /// The appointments could not be read.
    Unread,
    /// This clinic can't be reached.
    Away(ClinicId),
    /// This patient has none.
    NoneComing(String),
    /// This patient has none with that number, but only this many.
    Fewer {
        /// The patient.
        who: String,
        /// The number of appointments.
        count: usize,
    },
    /// None of this patient's appointments fits the words before the verb.
    NoneThen(String),
    /// This patient has none of the kind that the words before the verb name.
    NoneOfKind(String),
    /// The words about its time can't be read.
    Unreadable(TimeProblem),
}

/// A verb on a line, and the other words that identify its appointment.
#[derive(Clone, Copy)]
pub struct VerbOnLine<'a> {
    /// The meaning of the line.
    pub means: &'a Resolved,
    /// Its verb.
    pub verb: &'a NumberedVerb,
    /// Returns the clock of a practitioner or location.
    pub clock_at: &'a dyn Fn(ClinicId, &str) -> Clock,
}

impl Office {
    /// Returns whether the appointments that a verb may refer to are still loading. The patient is that of the line, or
    /// else of the form.
    pub fn awaits_appointments(&self, means: &Resolved, (clinic, id): (ClinicId, &str)) -> bool {
        let needs_them = means.verb.is_some() || means.follows_booking();
        if !needs_them || id.is_empty() || self.is_unreachable(clinic) {
            return false;
        }
        self.upcoming_of(clinic, id).is_none() || !self.has_all_upcoming()
    }

    /// Returns the appointments of a patient that a verb may refer to. With a number, this is the appointment with that
    /// number in the patient's list. Otherwise these are the appointments that fit the words before the verb and allow
    /// the verb. If none allows it, returns the first, whose form says why. If the line means all of them, returns all.
    ///
    /// # Errors
    ///
    /// Returns why there is none.
    pub fn appointments_of_verb(
        &self,
        on_line: VerbOnLine<'_>,
        patient: (ClinicId, &str),
    ) -> Result<Vec<CalendarEntry<'_>>, NoAppointment> {
        let VerbOnLine { means, verb, .. } = on_line;
        if self.awaits_appointments(means, patient) {
            return Err(NoAppointment::Awaited);
        }
        let (clinic, id) = patient;
        let Some(coming) = self.upcoming_of(clinic, id) else {
            return Err(if !id.is_empty() && self.is_unreachable(clinic) {
                NoAppointment::Away(clinic)
            } else {
                NoAppointment::ForWhom
            });
        };
        let listed = self.coming_up();
        let mut left = listed.map(|(_, entries)| entries).unwrap_or_default();
        let who = coming.name().to_owned();
        if left.is_empty() {
            return Err(match self.unread_upcoming(coming).next() {
                Some(_) => NoAppointment::Unread,
                None => NoAppointment::NoneComing(who),
            });
        }
        if let Some(number) = verb.number {
            let numbered = number.checked_sub(1).and_then(|place| left.get(place));
            let count = left.len();
            let entry = numbered.ok_or(NoAppointment::Fewer { who, count })?;
            return Ok(vec![*entry]);
        }
        left.retain(|entry| self.is_of_kinds(verb, *entry));
        if left.is_empty() {
            return Err(NoAppointment::NoneOfKind(who));
        }
        let all = left.clone();
        left.retain(|entry| on_line.leaves(*entry) && on_line.is_then(*entry));
        if left.is_empty() {
            left = on_line.at_clock_time(all);
        }
        if left.is_empty() {
            let clock = (on_line.clock_at)(clinic, "");
            return Err(match NamedTime::read(&verb.at, &clock) {
                Err(problem) => NoAppointment::Unreadable(problem),
                Ok(_) => NoAppointment::NoneThen(who),
            });
        }
        if on_line.is_of_all() {
            return Ok(left);
        }
        let today = self.due_today(on_line, &left);
        if !today.is_empty() {
            return Ok(today);
        }
        let mut allowing = left.clone();
        allowing.retain(|entry| self.allows(verb.verb, *entry));
        if allowing.is_empty() {
            left.truncate(1);
            return Ok(left);
        }
        Ok(allowing)
    }

    /// Returns today's appointments, if the verb is about a patient who is or should be at the counter, and no time
    /// precedes it. They include appointments that do not allow the verb, since these may be meant.
    fn due_today<'a>(
        &self,
        on_line: VerbOnLine<'_>,
        entries: &[CalendarEntry<'a>],
    ) -> Vec<CalendarEntry<'a>> {
        let verb = on_line.verb;
        if !matches!(verb.verb, Verb::NextStatus | Verb::NotCome) || !verb.at.is_empty() {
            return Vec::new();
        }
        let mut due = entries.to_vec();
        due.retain(|entry| {
            let zone = on_line.clock_of(*entry).zone;
            let today = self.moment.now.with_timezone(&zone).date_naive();
            let start = entry.start();
            start.is_some_and(|start| start.with_timezone(&zone).date_naive() == today)
        });
        due
    }

    /// Whether an appointment is of one of the kinds that the words before a verb name, as far as its kind is known.
    fn is_of_kinds(&self, verb: &NumberedVerb, entry: CalendarEntry<'_>) -> bool {
        let Some(kinds) = &verb.kinds else {
            return true;
        };
        let provider = entry.provider();
        let provider = provider.and_then(|id| Provider::named(entry.clinic(), id));
        if provider.is_some_and(|provider| kinds.with.contains(&provider)) {
            return true;
        }
        let booked = entry.on_record();
        let kind = booked.and_then(|booked| self.kind_of_visit(booked));
        kind.is_some_and(|kind| kinds.letters.contains(&kind.letter()))
    }

    /// Whether a verb is possible with an appointment, as far as that is known.
    pub fn allows(&self, verb: Verb, entry: CalendarEntry<'_>) -> bool {
        match entry {
            CalendarEntry::OnRecord(booked) => {
                let of = AppointmentRef::from(booked);
                self.obstacle(verb, &of).is_none()
            }
            CalendarEntry::Unsettled(_) => true,
        }
    }
}

/// The time of existing visits, as named by words.
#[derive(Clone, Copy, Debug)]
pub enum NamedTime {
    /// A time as in the wish of a line: a day, a month.
    Wish(Wish),
    /// A range of days: `mo-fr`.
    Span(DaySpan),
}

impl NamedTime {
    /// Reads words: a wish or a range of days.
    ///
    /// # Errors
    ///
    /// As [`time::wish`].
    pub fn read(words: &[String], clock: &Clock) -> Result<NamedTime, TimeProblem> {
        time::wish(words, clock)
            .map(NamedTime::Wish)
            .or_else(|problem| {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let span = time::period(&words, clock).map_err(|_| problem.clone())?;
                if span.words.is_empty() {
                    Ok(NamedTime::Span(span.period))
                } else {
                    Err(problem)
                }
            })
    }

    /// Returns whether it limits the days, and not just the time of day. `today` is the day of the clock.
    pub fn names_days(&self, today: NaiveDate) -> bool {
        match self {
            NamedTime::Wish(wish) => {
                !wish.is_open() || wish.weekday.is_some() || wish.from != today
            }
            NamedTime::Span(_) => true,
        }
    }

    /// Returns whether a visit with this start is meant, by its local time in `zone`.
    pub fn admits(&self, start: DateTime<Utc>, zone: Zone) -> bool {
        match self {
            NamedTime::Wish(wish) => wish.admits(start, zone),
            NamedTime::Span(span) => span.admits(start, zone),
        }
    }

    /// Returns whether it names several days.
    fn is_period(&self) -> bool {
        match self {
            NamedTime::Wish(wish) => wish.is_period(),
            NamedTime::Span(span) => span.first < span.last,
        }
    }
}

impl VerbOnLine<'_> {
    /// Returns whether the line means all appointments that fit its words: it says so, or names a group or several
    /// days.
    pub fn is_of_all(&self) -> bool {
        let clock = (self.clock_at)(self.means.clinic, "");
        let names_period = || {
            let time = NamedTime::read(&self.verb.at, &clock);
            !self.verb.at.is_empty() && time.is_ok_and(|time| time.is_period())
        };
        self.verb.is_of_all || self.verb.verb.is_for_several() && names_period()
    }

    fn clock_of(&self, entry: CalendarEntry<'_>) -> Clock {
        (self.clock_at)(entry.clinic(), entry.provider().unwrap_or_default())
    }

    /// Returns the next of these appointments, in chronological order, that begins at the time of day before the verb,
    /// and those with the same start.
    fn at_clock_time<'a>(&self, mut entries: Vec<CalendarEntry<'a>>) -> Vec<CalendarEntry<'a>> {
        let typed = self.verb.at.join(" ");
        let begins_then = |entry: CalendarEntry<'_>| {
            let clock = self.clock_of(entry);
            let text = time::on_day_of(&typed, entry.start(), clock.zone);
            let wish = time::wish(&[&*text], &clock).ok();
            let at = entry.start().zip(wish);
            text != typed && at.is_some_and(|(start, wish)| wish.admits(start, clock.zone))
        };
        entries.retain(|entry| self.leaves(*entry) && begins_then(*entry));
        let first = entries.first().and_then(|entry| entry.start());
        entries.retain(|entry| entry.start() == first);
        entries
    }

    /// Returns whether an appointment fits the line's provider and clinic, and is at the clinic of the new provider.
    fn leaves(&self, entry: CalendarEntry<'_>) -> bool {
        let is_with = |id: &String| entry.provider().is_some_and(|own| is_same_id(own, id));
        let is_of_provider = match &self.verb.with {
            ListMatch::One(id) => is_with(id),
            ListMatch::Several(ids) | ListMatch::AnyOf(ProviderGroup { ids, .. }) => {
                ids.iter().any(is_with)
            }
            ListMatch::Unasked | ListMatch::Awaited | ListMatch::Nothing => true,
        };
        let clinic = self.verb.clinic;
        let is_at_clinic = clinic.is_none_or(|clinic| clinic == entry.clinic());
        let to = self.means.provider_named();
        let can_go = to.is_none_or(|to| to.clinic() == entry.clinic());
        is_of_provider && is_at_clinic && can_go
    }

    /// Returns whether an appointment is at the time before the verb.
    fn is_then(&self, entry: CalendarEntry<'_>) -> bool {
        if self.verb.at.is_empty() {
            return true;
        }
        let clock = self.clock_of(entry);
        let named = NamedTime::read(&self.verb.at, &clock).ok();
        let at = entry.start().zip(named);
        at.is_some_and(|(start, named)| named.admits(start, clock.zone))
    }
}
