//! Opening an appointment by its id, and keeping the shown one up to date.

use crate::appointment::shown::patient_of_shown;
use crate::model::OnceOpened;
use crate::{
    Action, AppointmentPane, AppointmentPlace, ClinicCall, Command, Cx, Desk, Effect,
    FaceAppointment, Note, Opening, Origin, Query, Shown, StoreOp, Ticket, note,
};
use booking::{Appointment, Cause, ChangeId, ClinicId, Failure, appointment_id, why_unread};

/// Returns whether another line was begun since an appointment was requested; if so, it is not opened.
fn has_next_line(desk: &Desk, opening: &Opening) -> bool {
    let text = desk.line.input.value();
    let is_other = text != opening.line.shown().as_str();
    let is_to_alter = matches!(
        opening.then,
        OnceOpened::Change(_) | OnceOpened::TakeBack(_)
    );
    is_other && (!text.is_empty() || is_to_alter)
}

/// Returns the ids of the patient and of the provider that this window sent with a change, in case the appointment
/// lacks them.
fn known_of(made: ChangeId, desk: &Desk) -> (Option<String>, Option<String>) {
    match desk.office.book.change(made) {
        Some(change) if change.is_own() => (Some(change.person.clone()), change.provider.clone()),
        _ => (None, None),
    }
}

impl AppointmentPane {
    /// Requests the appointment with this id, and does `then` once it is read. A text that is not an id, perhaps a
    /// name, is never part of a request.
    pub(crate) fn open(&mut self, clinic: ClinicId, id: &str, then: OnceOpened, cx: &mut Cx<'_>) {
        self.opening = Query::default();
        let Some(id) = appointment_id(clinic, id) else {
            return cx.note(note!("open-no-id", clinic = clinic.name()));
        };
        let opening = Opening {
            clinic,
            id: id.to_owned(),
            then,
            line: cx.line.input.value().to_owned().into(),
        };
        self.request(opening, cx);
    }

    /// Requests the appointment with this id, and opens its slip once it is read.
    pub(crate) fn open_for_slip(&mut self, clinic: ClinicId, id: &str, cx: &mut Cx<'_>) {
        let opening = Opening {
            clinic,
            id: id.to_owned(),
            then: OnceOpened::Slip,
            line: cx.line.input.value().to_owned().into(),
        };
        self.request(opening, cx);
    }

    fn request(&mut self, opening: Opening, cx: &mut Cx<'_>) {
        self.opening = Query::of(opening);
        let now = cx.office.moment;
        let request = self.opening.ask(now, || cx.ticket());
        let place = AppointmentPlace::Face(FaceAppointment::Opened);
        let call = request.map(|(ticket, of)| {
            Effect::Clinic(ticket, ClinicCall::Open(place, of.clinic, of.id.clone()))
        });
        cx.request(call);
    }

    /// Handles the answer for the appointment to open: shows it in its pane, whatever overlay is open.
    pub(crate) fn on_opened(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let query = &mut self.opening;
        if !query.awaits(ticket) {
            return;
        }
        let Some(opening) = query.key().cloned() else {
            return;
        };
        if has_next_line(cx, &opening) {
            *query = Query::default();
            return;
        }
        match answer {
            Err(failure) => {
                query.answer(ticket, Err(failure.clone()), cx.office.moment);
                let clinic = opening.clinic;
                cx.note(if failure.report().cause == Cause::NotFound {
                    note!("open-unknown", clinic = clinic.name())
                } else {
                    Note::new(move |language| why_unread(&failure, clinic, language))
                });
            }
            Ok(appointment) => {
                *query = Query::default();
                let (person, provider) = match &opening.then {
                    OnceOpened::Change(change) => (change.person.clone(), change.provider.clone()),
                    OnceOpened::TakeBack(made) => known_of(*made, cx),
                    OnceOpened::Show | OnceOpened::Slip => (None, None),
                };
                let shown = Shown::new(appointment, person, provider, Origin::Opened);
                if opening.then == OnceOpened::Slip {
                    self.put(shown, cx.office.moment.up);
                    // The key means something else in an overlay opened meanwhile.
                    if cx.overlays.is_empty() {
                        cx.command(Command::Act(Action::Slip));
                    }
                    return;
                }
                self.bring_up(shown, cx);
                if opening.then != OnceOpened::Show {
                    cx.then(move |desk| desk.change_opened(opening.then));
                }
            }
        }
    }

    /// Rereads the shown appointment if another desk or the clinic has altered it since; retries each minute
    /// until that succeeds.
    pub(crate) fn sync_shown(&mut self, is_next_minute: bool, cx: &mut Cx<'_>) {
        if self.rereading.is_some() && !is_next_minute {
            return;
        }
        let shown = if cx.is_locked() {
            None
        } else {
            self.shown.as_ref()
        };
        let outdated =
            shown.filter(|shown| cx.office.book.differs_from(&shown.appointment, self.as_of));
        let Some(Shown { appointment, .. }) = outdated else {
            return;
        };
        let call = ClinicCall::Open(
            AppointmentPlace::Face(FaceAppointment::Again),
            appointment.clinic,
            appointment.id.clone(),
        );
        self.rereading = Some((cx.call(call), cx.office.moment.up));
    }

    /// Handles the reread appointment: the pane shows its present state.
    pub(crate) fn on_reread(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let Some((_, sent_at)) = self.rereading.take_if(|(awaited, _)| *awaited == ticket) else {
            return;
        };
        let Some((shown, now)) = self.shown.as_ref().zip(answer.ok()) else {
            return;
        };
        if shown.appointment.key() != now.key() {
            return;
        }
        let has_changed =
            (&now.status, now.start) != (&shown.appointment.status, shown.appointment.start);
        if has_changed {
            let now = Shown::new(
                now,
                shown.person.clone(),
                shown.provider.clone(),
                Origin::Opened,
            );
            let altered = note!("shown-altered", who = patient_of_shown(cx, &now));
            cx.note(match cx.note.clone() {
                Some(before) => before.and(Some(altered)),
                None => altered,
            });
            self.put(now, cx.office.moment.up);
        }
        // The appointment may have been altered while the answer was on its way.
        self.as_of = sent_at;
    }

    /// Shows an opened appointment over the list that it was opened from, and focuses its pane. Requests the
    /// patient's name if no list has it, and the history of the appointment.
    pub(crate) fn bring_up(&mut self, shown: Shown, cx: &mut Cx<'_>) {
        let clinic = shown.appointment.clinic;
        let id = shown.appointment.id.clone();
        cx.then(|desk| desk.bring_up_appointment());
        let ticket = cx.ticket();
        cx.request([Effect::Store(StoreOp::History(ticket, clinic, id))]);
        let further = shown.appointment.also.people.clone();
        for person in shown.person.clone().into_iter().chain(further) {
            cx.office_mut().read_entry(clinic.people(), person);
        }
        self.put(shown, cx.office.moment.up);
    }
}
