//! The outcome of a change's form: its conflicts, and the result once it was sent.

use crate::change_form::form::{change_in_form, form_with};
use crate::model::GivenChange;
use crate::{
    CalendarKey, ChangeForm, Desk, InWords, Origin, Part, Shown, Submission, Submissions, Whose,
    current, note,
};
use booking::{Appointment, AppointmentRef, Change, ChangeKind, Problem};

/// Returns the form that a change was sent from, or one that makes it.
pub(crate) fn form_of(desk: &Desk, open: &Submission) -> Option<ChangeForm> {
    match desk.sent_forms.get(&open.id()) {
        Some(form) => Some(ChangeForm::clone(form)),
        None => form_with(desk, open.change().starts_from()?.clone(), open.change()),
    }
}

impl Part<'_, Submissions> {
    /// Requests the calendars against which the new time is checked, so that conflicts show while it is
    /// typed.
    pub(crate) fn ask_for_days_to_move_to(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        let change = change_in_form(self);
        let Some(to) = change.as_ref().and_then(Change::target) else {
            return;
        };
        let Some(days) = self.office.days_of(to) else {
            return;
        };
        let clinic = to.clinic();
        let person = to.patient();
        let own = CalendarKey::Person(Whose::of(clinic, person, Some(days)));
        let theirs = to
            .provider()
            .map(|provider| CalendarKey::Provider(provider, days));
        let first = theirs.as_ref().unwrap_or(&own);
        if self.office.is_unreachable(clinic)
            || form
                .days
                .iter()
                .any(|key| self.office.is_reading(key) || key == first)
        {
            return;
        }
        let of = change.as_ref().and_then(Change::starts_from);
        let others = of.map(|of| self.office.keys_of_others(of, days));
        let days: Vec<CalendarKey> = theirs
            .into_iter()
            .chain([own])
            .chain(others.into_iter().flatten())
            .collect();
        for key in &days {
            self.office_mut().read_calendar(key.clone());
        }
        if let Some(form) = self.change_form_mut() {
            form.days = days;
        }
    }

    /// Shows an appointment that was altered after its change had been entered: nothing was sent.
    pub(crate) fn show_as_altered(&mut self, open: &Submission, now: Appointment) {
        let change = open.change();
        let Some(before) = change.starts_from() else {
            return;
        };
        let altered = change.altered_in(&now);
        let person = before.person.clone();
        let shown = Shown::new(now, person, before.provider.clone(), Origin::Opened);
        let of = shown.named();
        let why = self.each_language(|words| words.altered_since(change, &of, &altered));
        if let Some(person) = of.person.clone() {
            self.office_mut().read_entry(of.clinic.people(), person);
        }
        self.desk().show_appointment(shown);
        if let Some(form) = self.form_again(of, open, Some(why)) {
            self.put_back(form);
        }
        self.note_not_made(open);
    }

    /// Puts the form of a change back with the reason why nothing was changed.
    pub(crate) fn on_change_refused(&mut self, open: &Submission, problems: InWords<Vec<Problem>>) {
        if let Some(of) = open.change().starts_from() {
            if let Some(form) = self.form_again(of.clone(), open, Some(problems)) {
                self.put_back(form);
            }
            self.note_not_made(open);
        }
    }

    /// Opens the form of a change from the Outbox that was certainly not made.
    pub(crate) fn bring_change_back(
        &mut self,
        open: &Submission,
        refusal: Option<InWords<Vec<Problem>>>,
    ) {
        if self.bring_absence_back(open) {
            return;
        }
        if let Some(of) = open.change().starts_from() {
            if let Some(form) = self.form_again(of.clone(), open, refusal) {
                self.open_form(form);
            }
            self.note_not_made(open);
        }
    }

    /// Returns the form that a change of the appointment `of` was sent from, with the text typed in it, or a new one
    /// that makes the change.
    fn form_again(
        &self,
        of: AppointmentRef,
        open: &Submission,
        refusal: Option<InWords<Vec<Problem>>>,
    ) -> Option<ChangeForm> {
        let change = open.change();
        // Once the appointment has changed, other statuses are offered.
        let is_kept = |form: &&ChangeForm| {
            form.of.key() == of.key()
                && form.given.standing().is_none()
                && form.kind() != ChangeKind::Status
        };
        let sent = self.sent_forms.get(&open.id()).map(Box::as_ref);
        let (mut form, given) = match sent.filter(is_kept) {
            Some(sent) => {
                let mut form = ChangeForm { of, ..sent.clone() };
                form.objections.forget_found();
                (form, GivenChange::Before(change.clone()))
            }
            None => {
                let form = form_with(self, of, change)?;
                let given = match form.given {
                    GivenChange::Proposed(_) => GivenChange::Again(change.clone()),
                    GivenChange::Nothing | GivenChange::Again(_) | GivenChange::Before(_) => {
                        GivenChange::Before(change.clone())
                    }
                };
                (form, given)
            }
        };
        form.given = given;
        form.refusal = refusal;
        Some(form)
    }

    /// Opens a form again if nothing else is open, and returns whether it is open. Otherwise the form comes back when
    /// the same change is asked for.
    pub(crate) fn put_back(&mut self, mut form: ChangeForm) -> bool {
        let is_free = self.overlays.is_empty() && self.question.is_none();
        form.is_over_line = is_free && current::is_being_typed(self);
        if is_free {
            // It comes back by itself: no letter has opened it.
            self.then(|desk| desk.overlays.open(form));
        } else {
            *self.closed_form_mut() = Some(Box::new(form));
        }
        is_free
    }

    fn note_not_made(&mut self, open: &Submission) {
        let clinic = open.change().clinic().name();
        self.note(note!("change-not-made", clinic = clinic));
    }
}
