//! The outcome of a change, and the wait for it.

use booking::{
    Appointment, AppointmentRef, Change, ChangeKind, LookupActivity, is_no_booking, recorded_as,
    status_text, time,
};
use i18n::say;
use office::{OutcomeSource, Phase, whole_seconds};

use crate::{Wording, as_made};

impl Wording<'_> {
    /// Returns the outcome of a change, with the appointment as the clinic has it, and with these facts if the outcome
    /// does not contain them. If only the first of two steps was made, names the second.
    pub fn outcome_text(
        &self,
        change: &Change,
        appointment: &Appointment,
        source: OutcomeSource,
        facts: Option<String>,
    ) -> String {
        if let Change::Replace(_) = change
            && let Some(lost) = change.loss_of_successor(appointment)
            && let Some(second) = change.then(Some(&appointment.id))
            && let Some(problem) = second.problem_of_lost_successor(lost, self.language)
        {
            return problem.what;
        }
        match change {
            Change::Replace(_) if change.is_for_another_patient() => {
                let who = self.name_after(change, &as_made(change, appointment));
                let clinic = change.clinic().name();
                say!(self.language, "note-replaced-patient", who, clinic)
            }
            Change::Replace(_) => {
                let now = as_made(change, appointment);
                let clinic = change.clinic();
                let with = self.provider(clinic, &now.provider.unwrap_or_default());
                say!(self.language, "note-replaced", with, clinic = clinic.name())
            }
            Change::SetStatus(_) if source != OutcomeSource::Late => {
                self.status_after(&as_made(change, appointment))
            }
            _ => {
                let outcome = self.bare_outcome(change, appointment, source);
                [Some(outcome), facts]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            }
        }
    }

    fn bare_outcome(
        &self,
        change: &Change,
        appointment: &Appointment,
        source: OutcomeSource,
    ) -> String {
        let language = self.language;
        let clinic = change.clinic().name();
        let status = &appointment.status;
        let kind = change.reported_kind();
        if kind == ChangeKind::Book && is_no_booking(status) {
            let what = recorded_as(status, language);
            return match source {
                OutcomeSource::AtOnce => say!(language, "note-recorded", clinic, what),
                OutcomeSource::Late => say!(language, "note-recorded-after-all", clinic, what),
                OutcomeSource::ByLookup => say!(language, "outbox-found-as", clinic, what),
            };
        }
        match source {
            OutcomeSource::AtOnce if change.is_for_another_patient() => {
                say!(language, "note-patient-changed", clinic)
            }
            OutcomeSource::AtOnce => say!(language, "note-made", clinic, kind),
            OutcomeSource::Late => say!(language, "note-made-after-all", clinic, kind),
            OutcomeSource::ByLookup => say!(language, "outbox-found", clinic, kind),
        }
    }

    /// Returns the facts of the appointment after a change, `Maria Schmidt, Fri 27 Nov 10:00, Karin Ivers.`; `None`
    /// without a time.
    pub fn facts_after(&self, change: &Change, appointment: &Appointment) -> Option<String> {
        let of = match change.second_after() {
            Some(new) => {
                let made = self.office.book.made(change.clinic(), new);
                made.map(AppointmentRef::from)?
            }
            None => as_made(change, appointment),
        };
        let start = of.start?;
        let who = self.name_after(change, &of);
        let zone = self.office.zone_of(&of.visit());
        let with = of
            .provider
            .as_deref()
            .map(|id| format!(", {}", self.provider(of.clinic, id)))
            .unwrap_or_default();
        Some(format!("{who}, {}{with}.", self.short_moment(start, zone)))
    }

    /// Returns a new status as a sentence: `Tobias Grønbech is here (10:08).`
    fn status_after(&self, of: &AppointmentRef) -> String {
        let language = self.language;
        let zone = self.office.zone_of(&of.visit());
        let status = of.status.trim().to_ascii_lowercase();
        say!(
            language,
            "note-status",
            status = status.as_str(),
            who = self.name_of_patient(of),
            time = time::to_the_minute(self.office.moment.now, zone, language),
            said = status_text(&status, language)
        )
    }

    /// Returns the patient of the appointment after a change, with the birth year if the patient before it or another
    /// one of the clinic has the same name.
    fn name_after(&self, change: &Change, of: &AppointmentRef) -> String {
        let who = self.name_of_patient(of);
        let before = change.appointment();
        let before = before.filter(|before| before.person != of.person);
        let person = of.person.as_deref().unwrap_or_default();
        let is_alike = before.is_some_and(|before| self.name_of_patient(before) == who)
            || before.is_some() && self.has_namesake(of.clinic, person);
        let [_, born] = self.name_and_birth(of.clinic, person, false);
        if is_alike && !born.is_empty() {
            format!("{who}, {born}")
        } else {
            who
        }
    }

    /// Returns the patient of an appointment, as lists name patients.
    fn name_of_patient(&self, of: &AppointmentRef) -> String {
        let id = of.person.clone().unwrap_or_default();
        let known = self.office.lists.known(of.clinic.people(), &id);
        known.map_or(id, |entry| self.naming.entry(&entry, self.language).0)
    }

    /// Returns whether the waiting change is sent again automatically once it is known that it was not made.
    pub fn is_resent_automatically(&self) -> bool {
        let under_way = self.office.changes().under_way();
        under_way.is_some_and(|open| open.life.is_resent())
    }

    /// Returns why the refused change is waiting.
    pub fn waiting_text(&self) -> String {
        let language = self.language;
        let under_way = self.office.changes().under_way();
        let waiting = under_way.filter(|open| open.phase() == Some(Phase::Waiting));
        let Some((open, lookup)) = waiting.and_then(|open| Some((open, open.life.lookup()?)))
        else {
            return String::new();
        };
        let clinic = open.change().clinic().name();
        match lookup.doing(self.office.moment.up) {
            LookupActivity::Waiting(remaining) => {
                let seconds = whole_seconds(remaining);
                if self.is_resent_automatically() {
                    say!(language, "shown-waiting", clinic, seconds)
                } else {
                    say!(language, "shown-refused-looks", clinic, seconds)
                }
            }
            LookupActivity::Looking | LookupActivity::Reading | LookupActivity::Nothing => {
                say!(language, "shown-refused-looking", clinic)
            }
        }
    }

    /// Returns the phase of the change under way; `None` if there is none.
    pub fn phase_text(&self) -> Option<String> {
        let language = self.language;
        let under_way = self.office.changes().under_way()?;
        let clinic = under_way.change().clinic();
        Some(match under_way.phase()? {
            Phase::Checking => say!(language, "plain-checking").to_owned(),
            Phase::Sending => {
                let mode = self.office.mode_of(clinic).word();
                say!(language, "plain-sending", clinic = clinic.name(), mode)
            }
            Phase::Waiting => self.waiting_text(),
        })
    }
}
