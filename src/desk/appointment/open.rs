//! Opening an appointment by its id.

use crate::booking::{Appointment, ClinicId, Failure, appointment_id, why_unread};
use crate::desk::{Asker, ClinicCall, Desk, Effect, Note, Origin, Pane, Query, Shown, StoreOp, Ticket, note};

use super::{Opening, ToChange};

impl Desk {
    /// Requests the appointment with this id. A text that is no id, perhaps a name, is never part of a
    /// request.
    pub(in crate::desk) fn open_appointment(&mut self, clinic: ClinicId, id: &str) {
        self.open_by_id(clinic, id, None)
    }

    fn open_by_id(&mut self, clinic: ClinicId, id: &str, to_change: Option<ToChange>) {
        self.appointment.opening = Query::default();
        let Some(id) = appointment_id(clinic, id) else {
            self.note = Some(note!("open-no-id", clinic = clinic.name()));
            return;
        };
        self.appointment.opening = Query::of(Opening { clinic, id: id.to_owned(), to_change });
        let asked = self.appointment.opening.ask(self.moment, || self.tickets.next(Asker::Opening));
        self.effects.extend(
            asked.map(|(ticket, of)| Effect::Clinic(ticket, ClinicCall::Open(of.clinic, of.id.clone()))),
        );
    }

    /// Requests an appointment in order to open the form of its change.
    pub(in crate::desk) fn open_to_change(&mut self, clinic: ClinicId, id: &str, change: ToChange) {
        self.open_by_id(clinic, id, Some(change))
    }

    /// Handles the answer for the appointment to open: shows it in its pane, whatever overlay is open.
    pub(in crate::desk) fn opened_by_id(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let query = &mut self.appointment.opening;
        let Some(opening) = query.key().cloned().filter(|_| query.awaits(ticket)) else {
            return;
        };
        match answer {
            Err(failure) => {
                query.answer(ticket, Err(failure.clone()), self.moment);
                self.note = Some(Note::new(move |language| why_unread(&failure, opening.clinic, language)));
            }
            Ok(appointment) => {
                *query = Query::default();
                let Some(ToChange { verb, time, person, provider }) = opening.to_change else {
                    return self.put_in_pane(Shown::new(appointment, None, None, Origin::Opened));
                };
                self.put_in_pane(Shown::new(appointment, person, provider, Origin::Opened));
                self.change_from_line(verb, &time);
            }
        }
    }

    /// Shows an appointment that has just been read.
    pub(in crate::desk) fn put_as_read(&mut self, shown: Shown) {
        (self.appointment.as_of, self.appointment.rereading) = (self.moment.up, None);
        self.appointment.shown = Some(shown);
    }

    /// Rereads the shown appointment if another desk or the clinic has altered it since; retries each minute
    /// until that succeeds.
    pub(in crate::desk) fn sync_shown(&mut self, is_next_minute: bool) {
        if self.appointment.rereading.is_some() && !is_next_minute {
            return;
        }
        let shown = self.appointment.shown.as_ref().filter(|_| !self.is_locked());
        let outdated =
            shown.filter(|shown| self.book.differs_from(&shown.appointment, self.appointment.as_of));
        let Some(Shown { appointment, .. }) = outdated else { return };
        let (clinic, id) = (appointment.clinic, appointment.id.clone());
        let ticket = self.tickets.next(Asker::Shown);
        self.appointment.rereading = Some((ticket, self.moment.up));
        self.effects.push(Effect::Clinic(ticket, ClinicCall::Open(clinic, id)));
    }

    /// Handles the reread appointment: the pane shows its present state.
    pub(in crate::desk) fn on_shown_read(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let Some((_, asked)) = self.appointment.rereading.take_if(|(asked, _)| *asked == ticket) else {
            return;
        };
        let Some((shown, now)) = self.appointment.shown.as_ref().zip(answer.ok()) else { return };
        if shown.appointment.id != now.id {
            return;
        }
        let has_changed = (&now.status, now.start) != (&shown.appointment.status, shown.appointment.start);
        if has_changed {
            let now = Shown::new(now, shown.person.clone(), shown.provider.clone(), Origin::Opened);
            let altered = note!("shown-altered", who = self.patient_of_shown(&now));
            self.note = Some(match self.note.take() {
                Some(before) => before.and(Some(altered)),
                None => altered,
            });
            self.put_as_read(now);
        }
        // The appointment may have been altered while the answer was on its way.
        self.appointment.as_of = asked;
    }

    /// Shows an opened appointment over the list that it was opened from, and focuses its pane. Requests the
    /// patient's name if no list tells it, and the history of the appointment.
    pub(in crate::desk) fn put_in_pane(&mut self, shown: Shown) {
        let (clinic, id, whose) =
            (shown.appointment.clinic, shown.appointment.id.clone(), shown.person.clone());
        self.behind = self.overlays.take_lists().or(self.behind.take());
        self.put_as_read(shown);
        self.panes.front = Pane::Appointment;
        self.panes.focused = Pane::Appointment;
        self.panes.scrolls = [0; 4];
        let ticket = self.tickets.next(Asker::Opening);
        self.effects.push(Effect::Store(StoreOp::History(ticket, clinic, id)));
        if let Some(whose) = whose {
            self.lists(|lists, cx| lists.look_up(clinic.people(), whose, cx));
        }
    }
}
