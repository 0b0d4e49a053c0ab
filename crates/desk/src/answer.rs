//! Passes answers that the office does not handle itself to the part of the desk that asked. That part drops answers it
//! does not await.

use super::{Query, Ticket};
use crate::{ChangeForm, Desk, SlipSheet, day};
use booking::{Failure, Free};
use office::{FaceAnswer, FaceAppointment};

impl Desk {
    pub(super) fn answer(&mut self, ticket: Ticket, answer: FaceAnswer) {
        let now = self.office.moment;
        match answer {
            FaceAnswer::Matched(matches) => {
                drop(self.people.matching.answer(ticket, Ok(matches), now));
            }
            FaceAnswer::Found(result) => {
                self.people(|people, cx| people.on_people_found(ticket, result, cx))
            }
            FaceAnswer::FreeTimes(result) => self.on_free_times(ticket, result),
            FaceAnswer::Opened(FaceAppointment::Listed, result) => {
                self.in_overlay(|slip: &mut SlipSheet, cx| slip.on_read(ticket, &result, cx));
                day::opened_from_day(self, ticket, result)
            }
            FaceAnswer::Opened(FaceAppointment::Opened, result) => {
                self.appointment(|pane, cx| pane.on_opened(ticket, result, cx))
            }
            FaceAnswer::Opened(FaceAppointment::Again, result) => {
                self.appointment(|pane, cx| pane.on_reread(ticket, result, cx))
            }
            FaceAnswer::History(records) => self.facts().learn_history(records),
            FaceAnswer::Tubes(result) => drop(self.appointment.tubes.answer(ticket, result, now)),
            FaceAnswer::Previewed(view) => drop(self.panes.preview.answer(ticket, Ok(view), now)),
            FaceAnswer::AlikeFound(result) => {
                self.patients(|forms, cx| forms.on_alike_found(ticket, &result, cx))
            }
            FaceAnswer::PatientAdded(result) => {
                self.patients(|forms, cx| forms.on_added(ticket, &result, cx))
            }
            FaceAnswer::PatientCorrected(result) => {
                self.patients(|forms, cx| forms.on_corrected(ticket, result, cx))
            }
            FaceAnswer::EntryToCorrect(result) => {
                self.patients(|forms, cx| forms.on_read_to_correct(ticket, result, cx))
            }
            FaceAnswer::TakenOver(result) => self.facts().on_taken_over(ticket, result),
        }
    }

    /// Passes free times to the query that awaits them.
    fn on_free_times(&mut self, ticket: Ticket, answer: Result<Free, Failure>) {
        let now = self.office.moment;
        if self.slots.are_awaited(ticket) {
            self.slots.answer(ticket, answer, now);
            return self.forms().enter_first_free();
        }
        let mut today = self.today.values_mut().flatten();
        let next_free =
            today.find_map(|today| today.free.as_mut().filter(|group| group.awaits(ticket)));
        if let Some(group) = next_free {
            group.answer(ticket, answer, now);
            return;
        }
        let open = self.overlays.get_mut::<ChangeForm>();
        let mut moves = open
            .into_iter()
            .chain(self.sent_forms.values_mut().map(Box::as_mut))
            .chain(self.closed_form.as_deref_mut())
            .filter_map(ChangeForm::free_mut);
        if let Some(times) = moves.find(|times| times.awaits(ticket)) {
            times.answer(ticket, answer, now);
        } else {
            Query::answer_one(self.overlays.free_queries(), ticket, answer, now);
        }
    }
}
