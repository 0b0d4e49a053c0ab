//! The conflicts of a visit with everything that the office knows.

use booking::{
    AppointmentRef, Basis, Booking, CalendarEntry, Candidate, Change, Circumstances, ClinicId,
    Conflict, Days, Horizon, OtherCalendar, RecordedChange, Subject, Surroundings, Template,
    VisitKind,
};
use chrono::{NaiveDate, TimeDelta};

use super::{CalendarKey, Office};

/// The time chosen for a visit: where it was picked from, and the calendars it has to fit.
#[derive(Clone, Debug, Default)]
pub struct VisitTime {
    /// The source of the free times that it was picked from; `None` if it was typed.
    pub listed: Option<Basis>,
    /// The facts of the visit that can conflict with others; `None` if it takes no time.
    pub candidate: Option<Candidate>,
    /// The calendars of its patient, at every clinic that is known to have the patient.
    pub subjects: Vec<Subject>,
    /// The length of the location's slots, for a visit without a length of its own.
    pub slots: Option<TimeDelta>,
    /// How far ahead this kind of visit is usually booked.
    pub horizon: Option<Horizon>,
    /// The kind of visit, if it is known.
    pub kind: Option<VisitKind>,
    /// The appointments that leave their times before: they are no conflicts.
    pub leaving: Vec<AppointmentRef>,
    /// Whether a change of the same list has just left it: the clinic's lists of free times may not show that yet.
    pub is_just_left: bool,
}

impl VisitTime {
    /// Returns whether a location that sees several patients at once offers this time itself, so that there is room.
    pub(crate) fn is_offered(&self, clinic: ClinicId) -> bool {
        clinic.can().sees_several && self.listed.is_some()
    }
}

impl Office {
    /// Returns the time of a booking, for the check for conflicts. `listed` is the source of the free times it was
    /// picked from, `slots` the length of the location's slots, and `template` the one it is booked with.
    pub fn time_of(
        &self,
        booking: &Booking,
        listed: Option<Basis>,
        slots: Option<TimeDelta>,
        template: Option<&Template>,
    ) -> VisitTime {
        let surroundings = Surroundings {
            template,
            slots,
            ..self.surroundings_of(booking)
        };
        let candidate = surroundings.candidate(booking);
        VisitTime {
            listed,
            subjects: self.calendars_of_patient(candidate.as_ref()),
            candidate,
            slots,
            ..VisitTime::default()
        }
    }

    /// Returns the time that a change gives an appointment. `listed` is the source of the free times it was picked
    /// from.
    pub(crate) fn time_of_change(&self, change: &Change, listed: Option<Basis>) -> VisitTime {
        match change.placed() {
            Some(to) => self.time_of(to, listed, None, None),
            None => VisitTime {
                listed,
                ..VisitTime::default()
            },
        }
    }

    /// Returns all conflicts of the time that a change gives an appointment, the gravest first, except those with that
    /// appointment itself. `listed` is the source of the free times it was picked from.
    pub fn conflicts_of_change(&self, change: &Change, listed: Option<Basis>) -> Vec<Conflict> {
        let Some(to) = change.placed() else {
            return Vec::new();
        };
        self.conflicts_of(
            to,
            &self.time_of(to, listed, None, None),
            change.starts_from(),
        )
    }

    /// Returns the day of a booking, if its practitioner is known to have published nothing on it.
    pub(crate) fn unpublished_day(&self, booking: &Booking) -> Option<NaiveDate> {
        let (provider, start) = booking.provider().zip(booking.start())?;
        let zone = self.zone_of(&booking.visit());
        let day = start.with_timezone(&zone).date_naive();
        self.book.is_unpublished(&provider, start).then_some(day)
    }

    /// Returns the calendars of an appointment's participants other than its patient and its practitioner, on these
    /// days. The whole clinic's calendar has all further patients.
    pub fn keys_of_others(&self, of: &AppointmentRef, days: Days) -> Vec<CalendarKey> {
        let theirs = of.further_providers();
        let theirs = theirs.map(|provider| CalendarKey::Provider(provider, days));
        let has_people = !of.beyond_form.people.is_empty();
        let everyone = has_people.then_some(CalendarKey::Clinic(of.clinic, days));
        theirs.chain(everyone).collect()
    }

    /// Returns the facts about the place of a booking, without its hours.
    fn surroundings_of(&self, booking: &Booking) -> Surroundings<'_> {
        Surroundings {
            zone: self.zone_of(&booking.visit()),
            now: self.moment.now,
            hours: None,
            published: None,
            holidays: &self.setup.holidays,
            template: None,
            slots: None,
            language: Default::default(),
        }
    }

    /// Returns the conflicts of a booking's time with the book, with the hours and with times that other desks hold, if
    /// known. `moved` is the appointment that the booking moves or revives, which is no conflict.
    pub fn conflicts_of_time(
        &self,
        booking: &Booking,
        time: &VisitTime,
        moved: Option<&AppointmentRef>,
    ) -> Vec<Conflict> {
        let Some(candidate) = &time.candidate else {
            return Vec::new();
        };
        let provider = booking.provider();
        let surroundings = Surroundings {
            hours: provider
                .as_ref()
                .and_then(|provider| self.hours_with(provider)),
            published: provider
                .as_ref()
                .and_then(|provider| self.published_around(provider, candidate.start)),
            slots: time.slots,
            ..self.surroundings_of(booking)
        };
        // A booking that is being sent does not conflict with itself.
        let is_itself = |change: &RecordedChange| {
            change.is_sending() && (moved.is_some() || change.clinic == candidate.clinic)
        };
        let is_other = |entry: &CalendarEntry<'_>| match entry {
            CalendarEntry::OnRecord(booked) => {
                let mut out_of_the_way = moved.into_iter().chain(&time.leaving);
                out_of_the_way.all(|of| of.key() != booked.key())
            }
            CalendarEntry::Unsettled(change) => !is_itself(change),
        };
        let their_calendar = if time.is_offered(candidate.clinic) {
            None
        } else {
            provider.as_ref().map(Subject::provider)
        };
        let mut theirs = self.book.calendar(their_calendar.as_slice(), |_| true);
        theirs.retain(is_other);
        // Another desk's change for the same visit is a claim on it.
        let is_no_claim = |change: &RecordedChange| change.is_own() || !candidate.is_visit(change);
        let mut own = self.book.calendar(&time.subjects, is_no_claim);
        own.retain(is_other);
        let others =
            moved.map(|moved| OtherCalendar::all_of(moved, candidate, &self.book, is_other));
        let held = provider
            .iter()
            .flat_map(|provider| self.held_with(provider))
            .cloned()
            .collect();
        candidate.conflicts(&Circumstances {
            own,
            theirs,
            others: others.unwrap_or_default(),
            held,
            blocked: self.book.blocked(provider.as_ref()),
            record: self.lists.record_state(candidate),
            notes: self.warnings_before(time, moved),
            is_unknown: self.lists.is_unknown_patient(candidate),
            is_retired: self.lists.is_retired(provider.as_ref()),
            horizon: time.horizon.clone(),
            ..self.held_to_rules(booking, time, moved, &surroundings)
        })
    }

    /// Returns the circumstances of a booking with the rules of its kind of visit, without anyone's appointments. The
    /// kind of an appointment that is moved follows from its contents.
    fn held_to_rules<'c>(
        &self,
        booking: &Booking,
        time: &VisitTime,
        moved: Option<&AppointmentRef>,
        surroundings: &Surroundings<'_>,
    ) -> Circumstances<'c> {
        let of_moved = moved.and_then(|of| self.template_of(of));
        let of_moved = of_moved.map(Template::kind);
        let kind = time.kind.as_ref().or(of_moved.as_ref());
        self.lists.held_to_rules(booking, kind, moved, surroundings)
    }
}
