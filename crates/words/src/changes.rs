//! Changes: their times, their obstacles, and their outcomes.

use booking::time::Minutes;
use booking::{
    Appointment, AppointmentRef, Booked, Booking, CalendarEntry, Change, ChangeKind, ClinicId,
    Conflict, ConflictWording, Detail, Difference, FieldValue, Problem, RecordedChange, Spot,
    Visit, status_text, time,
};
use i18n::say;
use office::Loss;

use crate::Wording;

impl Wording<'_> {
    /// Returns the time of a visit, on its location's clock and on the desk's.
    pub fn when_of(&self, visit: &Visit) -> String {
        let start = visit
            .start
            .map(|start| self.on_both_clocks(start, self.office.zone_of(visit)));
        start.unwrap_or_else(|| say!(self.language, "problem-no-start").to_owned())
    }

    /// Returns the time of a change, and its kind unless it is a booking.
    pub fn change_text(&self, change: &Change) -> String {
        let language = self.language;
        let waits = |of: &&AppointmentRef| of.is_waiting() && of.start.is_none();
        let to = match change.starts_from().filter(waits) {
            Some(of) if change.target().is_none() => self.wait_in_short(of),
            _ => self.when_of(&change.visit()),
        };
        match change {
            Change::Book(_) => to,
            Change::Replace(replace) if change.is_for_another_patient() => {
                let [from, to] = self.patients_of(change, replace.old());
                let when = self.when_of(&change.visit());
                let changes = self.from_to(&from, &to);
                say!(language, "change-replace-patient", changes, from, when)
            }
            Change::Replace(replace) => {
                let from = self.when_of(&replace.old().visit());
                let with = self.provider_of_change(change);
                let changes = self.from_to(&from, &to);
                say!(language, "change-replace", changes, with)
            }
            Change::Move(moved) => self.from_to(&self.when_of(&moved.from().visit()), &to),
            Change::Cancel(_) => say!(language, "change-cancel", when = to),
            Change::Remove(_) => say!(language, "change-remove", when = to),
            Change::SetDetails(set) => {
                let facts: Vec<String> = set
                    .details()
                    .iter()
                    .map(|detail| self.detail_text(detail, set.of()))
                    .collect();
                say!(
                    language,
                    "change-details-of",
                    facts = facts.join("; "),
                    when = to
                )
            }
            Change::SetPanels(set) => {
                let panels = self.office.lists.panel_names(change.clinic(), set.panels());
                say!(
                    language,
                    "change-panels",
                    adds = set.adds().to_string(),
                    panels,
                    when = to
                )
            }
            Change::ConfirmDraw(_) => say!(language, "change-confirm", when = to),
            Change::Away(time) => self.away_text("change-away", time),
            Change::Back(time) => self.away_text("change-back", time),
            Change::SetStatus(set) => {
                let from = status_text(&set.of().status, language);
                let changes = self.from_to(from, set.to().to_text(language));
                say!(language, "change-status", changes, when = to)
            }
        }
    }

    /// Returns the names of the patient who has an appointment and of the patient who gets the new one in its place.
    pub(crate) fn patients_of(&self, change: &Change, old: &AppointmentRef) -> [String; 2] {
        let from = old.person.as_deref().unwrap_or_default();
        let to = change.visit().person;
        [from, &to].map(|id| self.patient(old.clinic, id))
    }

    /// Returns the change of an appointment's length, with the new end: `30 min → 45 min (until 09:45)`. A text that is
    /// not a number of minutes is left as it is.
    pub fn length_text(&self, of: &AppointmentRef, from: Option<&str>, to: &str) -> String {
        let language = self.language;
        let length = to.trim().parse().ok().and_then(Minutes::new);
        let from = match from {
            Some(from) => self.minutes_text(from),
            None => say!(language, "details-nothing").to_owned(),
        };
        let until = of.start.zip(length);
        let until = until.and_then(|(start, length)| start.checked_add_signed(length.delta()));
        let Some(until) = until else {
            return self.from_to(&from, to);
        };
        let zone = self.office.zone_of(&of.visit());
        let until = time::to_the_minute(until, zone, language);
        let to = self.minutes_text(to);
        let changes = self.from_to(&from, &to);
        say!(language, "details-length", changes, until)
    }

    /// Returns an old and a new value: `30 min → 45 min`, or in words.
    pub fn from_to(&self, from: &str, to: &str) -> String {
        if self.speaks {
            say!(self.language, "spoken-from-to", from, to)
        } else {
            say!(self.language, "change-from-to", from, to)
        }
    }

    /// Returns a number of minutes as a length, `30 min`; any other text as it is.
    pub fn minutes_text(&self, text: &str) -> String {
        match text.trim().parse::<u16>() {
            Ok(count) => say!(self.language, "line-length", count),
            Err(_) => text.to_owned(),
        }
    }

    /// Returns the old and the new value of a detail: `Reason: knee → shoulder`.
    pub(crate) fn detail_text(&self, detail: &Detail, of: &AppointmentRef) -> String {
        let language = self.language;
        if detail.length().is_some() {
            let from = detail.from.as_ref().map(FieldValue::to_text);
            return self.length_text(of, from.as_deref(), &detail.to.to_text());
        }
        let nothing = || say!(language, "details-nothing").to_owned();
        let from = detail
            .from
            .as_ref()
            .map_or_else(nothing, FieldValue::to_text);
        let to = detail.to.to_text();
        let what = detail.field.label(language);
        let changes = self.from_to(&from, &to);
        say!(language, "change-details", what, changes)
    }

    /// Returns the details that a change has changed: `Reason: knee → shoulder`. `before` is the preceding change of
    /// the appointment; its length counts if none other is on record. `None` if nothing is known.
    pub(crate) fn changed_details(
        &self,
        change: &RecordedChange,
        before: Option<&RecordedChange>,
    ) -> Option<String> {
        let of = AppointmentRef::from(change.made()?);
        let details = change.details().iter();
        let facts: Vec<String> = details
            .map(|detail| self.detail_text(detail, &of))
            .collect();
        if !facts.is_empty() {
            return Some(facts.join("; "));
        }
        let minutes = |change: &RecordedChange| Some(change.length()?.num_minutes().to_string());
        let from = before.and_then(minutes);
        if change.kind != ChangeKind::Details {
            return None;
        }
        let to = minutes(change)?;
        from.filter(|from| *from != to)
            .map(|from| self.length_text(&of, Some(&from), &to))
    }

    /// Returns the provider of a change, by name if a list has it.
    pub(crate) fn provider_of_change(&self, change: &Change) -> String {
        let id = change
            .provider()
            .map(|provider| provider.id().to_owned())
            .unwrap_or_default();
        self.provider(change.clinic(), &id)
    }

    /// Returns patient, time and provider of a visit: `Maria Schmidt, Mon 23 Nov 2026 10:00 CET, Karin
    /// Ivers`, with a placeholder for a patient that no list has.
    pub(crate) fn visit_text(&self, visit: &Visit) -> String {
        let somebody = || say!(self.language, "collision-somebody").to_owned();
        let who = self
            .name_of_person(visit.clinic, &visit.person)
            .unwrap_or_else(somebody);
        let with = visit
            .provider
            .as_deref()
            .map(|id| self.provider(visit.clinic, id));
        [Some(who), Some(self.when_of(visit)), with]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns a patient's name as lists show it, or `None` if no list has the patient.
    pub fn name_of_person(&self, clinic: ClinicId, id: &str) -> Option<String> {
        self.office
            .lists
            .known(clinic.people(), id)
            .map(|entry| self.naming.name(&entry.name))
    }

    /// Returns the facts that differ between a new appointment and the booking: patient, practitioner or location, or
    /// time.
    pub fn differences(&self, change: &Change, appointment: &Appointment) -> Vec<String> {
        let language = self.language;
        let clinic = change.clinic();
        let asked = change.visit();
        let now = as_made(change, appointment);
        let patient = |id: &str| self.patient(clinic, id);
        let provider = |id: Option<&str>| self.provider(clinic, id.unwrap_or_default());
        let text = |fact: Difference| match fact {
            Difference::Patient => {
                let other = patient(now.person.as_deref().unwrap_or_default());
                Some(say!(
                    language,
                    "differs-patient",
                    other,
                    who = patient(&asked.person)
                ))
            }
            Difference::Provider => {
                let other = provider(now.provider.as_deref());
                let who = provider(asked.provider.as_deref());
                Some(say!(language, "differs-provider", other, who))
            }
            Difference::Time => Some(say!(language, "differs-time").to_owned()),
            // The outcome itself names the status.
            Difference::Status | Difference::Details | Difference::Panels | Difference::Data => {
                None
            }
        };
        let differences = change.differences(appointment);
        differences.into_iter().filter_map(text).collect()
    }

    /// Returns the conflicts of a visit as problems.
    pub fn problems_of_conflicts(&self, visit: &Visit, conflicts: &[Conflict]) -> Vec<Problem> {
        let office = self.office;
        let zone_of = |entry: CalendarEntry<'_>| office.zone_of_entry(entry);
        let desk_of = |booked: &Booked| office.book.other_desk_of(booked).map(str::to_owned);
        let zone = office.zone_of(visit);
        let wording = ConflictWording {
            clinic: visit.clinic,
            person: &visit.person,
            provider: visit.provider.as_deref(),
            start: visit.start,
            zone,
            here: self.clock_beside(zone),
            zone_of: &zone_of,
            desk_of: &desk_of,
            names: &office.lists,
            language: self.language,
        };
        wording.problems(conflicts)
    }

    /// Returns the problems of a change that are known before it is sent: that it does not fit the time of its
    /// appointment, its side effects, and its conflicts.
    pub fn problems_before(&self, change: &Change, against: &[Conflict]) -> Vec<Problem> {
        let warning = |what| Problem::warning(Spot::Whole, what, "");
        let zone = self.office.zone_of(&change.visit());
        let untimely = change.untimely_text(self.office.moment.now, zone, self.language);
        let side_effects = change.side_effects(self.language);
        let conflicts = self.problems_of_conflicts(&change.visit(), against);
        let warnings = untimely.into_iter().chain(side_effects).map(warning);
        warnings.chain(conflicts).collect()
    }

    /// Returns the problem that somebody else changed the appointment first, with the altered facts.
    pub fn altered_since(
        &self,
        change: &Change,
        now: &AppointmentRef,
        altered: &[Difference],
    ) -> Vec<Problem> {
        let language = self.language;
        let facts = self.altered_facts(change.starts_from(), now, altered);
        if facts.is_empty() {
            return self.altered_meanwhile();
        }
        let what = say!(language, "change-altered-meanwhile-to", facts);
        let advice = say!(language, "change-altered-meanwhile-do");
        vec![Problem::error(Spot::Whole, what, advice)]
    }

    /// Returns the problem that somebody else changed the appointment first, with advice.
    pub fn altered_meanwhile(&self) -> Vec<Problem> {
        let what = say!(self.language, "change-altered-meanwhile");
        let advice = say!(self.language, "change-altered-meanwhile-do");
        vec![Problem::error(Spot::Whole, what, advice)]
    }

    /// Returns the altered facts of an appointment, each with its old and its new value.
    pub(crate) fn altered_facts(
        &self,
        before: Option<&AppointmentRef>,
        now: &AppointmentRef,
        altered: &[Difference],
    ) -> String {
        let language = self.language;
        let fact = |fact: &Difference| {
            if *fact == Difference::Details {
                return fact.label(language).to_owned();
            }
            let what = match fact {
                Difference::Provider => now.clinic.provider_field().label(language),
                fact => fact.label(language),
            };
            let from = before.map(|before| self.fact_of(*fact, before));
            let changes = self.from_to(&from.unwrap_or_default(), &self.fact_of(*fact, now));
            say!(language, "change-altered-fact", what, changes)
        };
        altered.iter().map(fact).collect::<Vec<_>>().join("; ")
    }

    /// Returns a fact of an appointment in words.
    fn fact_of(&self, fact: Difference, of: &AppointmentRef) -> String {
        let language = self.language;
        let nothing = || say!(language, "change-altered-nothing").to_owned();
        match fact {
            Difference::Patient => of
                .person
                .as_ref()
                .map_or_else(nothing, |id| self.patient(of.clinic, id)),
            Difference::Provider => of
                .provider
                .as_ref()
                .map_or_else(nothing, |id| self.provider(of.clinic, id)),
            Difference::Time => of.start.map_or_else(nothing, |start| {
                time::echo_span(start, of.end, self.office.zone_of(&of.visit()), language)
            }),
            Difference::Status => status_text(&of.status, language).to_owned(),
            // An `AppointmentRef` does not hold them.
            Difference::Details => nothing(),
            Difference::Panels | Difference::Data => match of.panels.as_deref().unwrap_or_default()
            {
                [] => nothing(),
                panels => self.office.lists.panel_names(of.clinic, panels),
            },
        }
    }

    /// Returns the problem that the time of a booking is no longer free, with advice. `zone` is the time zone of its
    /// form.
    pub(crate) fn time_gone(
        &self,
        booking: &Booking,
        kind: ChangeKind,
        zone: zones::Zone,
    ) -> Problem {
        let language = self.language;
        let start = booking.start();
        let start = start.map(|start| time::to_the_minute(start, zone, language));
        let taken = say!(language, "gone-taken", time = start.unwrap_or_default());
        match kind {
            ChangeKind::Book => {
                let spot = Spot::Field(booking.clinic().start_field());
                Problem::error(spot, taken, say!(language, "gone-take-another"))
            }
            _ => Problem::error(Spot::Whole, taken, say!(language, "change-not-clear", kind)),
        }
    }

    /// Returns the problem that a change can't be undone and its appointment could not be read.
    pub(crate) fn unread_appointment(&self, change: &Change) -> Problem {
        let language = self.language;
        let clinic = change.clinic().name();
        let (what, advice) = match change.kind() {
            ChangeKind::Remove => (
                say!(language, "remove-not-read", clinic),
                say!(language, "remove-not-read-do"),
            ),
            _ => (
                say!(language, "draw-not-read", clinic),
                say!(language, "draw-not-read-do"),
            ),
        };
        Problem::error(Spot::Whole, what, advice)
    }

    /// Returns the message that another desk has taken over the change of a visit, or settled it.
    pub fn taken_over(&self, visit: &Visit, loss: &Loss) -> String {
        let language = self.language;
        let visit = self.visit_text(visit);
        match (loss.desk.as_deref(), loss.is_settled) {
            (Some(desk), false) => say!(language, "sharing-taken-over", desk, visit),
            (None, false) => say!(language, "sharing-taken-over-elsewhere", visit),
            (Some(desk), true) => say!(language, "sharing-settled", desk, visit),
            (None, true) => say!(language, "sharing-settled-elsewhere", visit),
        }
    }
}

/// Returns the appointment as the clinic answered it. What the answer omits is taken from the change.
pub(crate) fn as_made(change: &Change, appointment: &Appointment) -> AppointmentRef {
    let visit = change.visit();
    let now = AppointmentRef::of(appointment);
    AppointmentRef {
        person: now.person.or(Some(visit.person)),
        provider: now.provider.or(visit.provider),
        start: now.start.or(visit.start),
        ..now
    }
}
