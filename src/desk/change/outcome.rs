//! What comes of a change that was sent, where the form has to say it.

use crate::booking::change::Move;
use crate::booking::{
    Appointment, AppointmentRef, CalendarEntry, Change, Circumstances, Conflict, Failure, Free, Problem,
    Spot, Subject, Surroundings,
};
use crate::desk::{Desk, Effect, InWords, Origin, Shown, Ticket, note};
use crate::i18n::say;

use super::ChangeOverlay;
use super::state::ChangeForm;

impl Desk {
    pub(in crate::desk) fn times_for_move_are(&mut self, ticket: Ticket, answer: Result<Free, Failure>) {
        if let Some(times) = self.change_form.as_mut().and_then(|form| form.free.as_mut()) {
            times.answer(ticket, answer);
        }
    }

    /// What stands against a move, but for the appointment that is moved.
    pub(in crate::desk) fn against_move(&self, moved: &Move) -> Vec<Conflict> {
        let (to, from) = (moved.to(), moved.from());
        let surroundings = Surroundings {
            zone: self.zone_of(&to.visit()),
            now: self.moment.now,
            hours: None,
            template: None,
            slots: None,
            language: self.setup.language,
        };
        let Some(candidate) = surroundings.candidate(to) else { return Vec::new() };
        let is_other = |entry: &CalendarEntry<'_>| match entry {
            CalendarEntry::OnRecord(booked) => booked.id != from.id,
            CalendarEntry::Unsettled(change) => !change.is_sending(),
        };
        let provider = to.provider().as_ref().map(Subject::provider);
        // A location may see several at once: where its own availability offers the time, nobody is in the way.
        let is_offered = from.vendor.can().sees_several && self.new_time_picked_from().is_some();
        let asked = provider.filter(|_| !is_offered);
        let mut theirs = self.book.calendar(asked.as_slice(), |_| true);
        let mut own = self.entries_of_patient(&candidate);
        theirs.retain(is_other);
        own.retain(is_other);
        candidate.conflicts(&Circumstances { own, theirs, ..surroundings.circumstances(to, candidate.start) })
    }

    /// The appointment is not as it was when the change was made up: nothing was sent, and it is shown as it is.
    pub(in crate::desk) fn show_as_altered(&mut self, change: &Change, now: Appointment) -> Vec<Effect> {
        let of = change.appointment();
        let (person, provider) = of.map(|of| (of.person.clone(), of.provider.clone())).unwrap_or_default();
        let shown = Shown::new(now, person, provider, Origin::Opened);
        let of = shown.named();
        self.appointment.shown = Some(shown);
        let told = InWords::new(|language| {
            let what = say!(language, "change-altered-meanwhile").to_owned();
            vec![Problem::error(Spot::Whole, what, say!(language, "change-altered-meanwhile-do"))]
        });
        self.reopen_change(of, change, Some(told));
        Vec::new()
    }

    /// Nothing was altered: the form is back with why, unless something else is in front.
    pub(in crate::desk) fn change_was_refused(
        &mut self,
        change: &Change,
        told: InWords<Vec<Problem>>,
    ) -> Vec<Effect> {
        if let Some(of) = change.appointment() {
            self.reopen_change(of.clone(), change, Some(told));
        }
        Vec::new()
    }

    fn reopen_change(&mut self, of: AppointmentRef, change: &Change, told: Option<InWords<Vec<Problem>>>) {
        let filled = self.change_form.take().filter(|form| form.kind == change.kind());
        let form = match filled {
            Some(form) if form.of.id == of.id => ChangeForm { of, told, in_spite_of: None, ..*form },
            _ => ChangeForm { told, ..ChangeForm::new(of, change.kind()) },
        };
        self.change_form = Some(Box::new(form));
        let is_free = self.overlays.is_empty() && self.question.is_none();
        if is_free {
            self.overlays.open(ChangeOverlay);
        }
        self.note = Some(note!("change-not-made", backend = change.backend().name()));
    }

    /// A change that was certainly not made is taken up again from the Outbox.
    pub(in crate::desk) fn bring_change_back(
        &mut self,
        change: &Change,
        told: Option<InWords<Vec<Problem>>>,
    ) {
        let Some(of) = change.appointment() else { return };
        self.reopen_change(of.clone(), change, told);
        if let (Change::Cancel(cancel), Some(form)) = (change, &mut self.change_form)
            && form.typed().is_empty()
        {
            form.input = tui_input::Input::new(cancel.reason().to_owned());
        }
        if let (Change::Move(_), Some(form)) = (change, &mut self.change_form)
            && form.typed().is_empty()
        {
            form.proposed = Some(change.clone());
        }
        self.overlays.open(ChangeOverlay);
    }
}
