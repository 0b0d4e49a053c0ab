//! Dispatching answers to the part of the desk that asked, which drops those it no longer awaits.

use super::people::{Catalogue, LookUp};
use super::{Answer, Asker, Desk, Effect, Ticket};
use crate::booking::Failure;

impl Desk {
    pub(super) fn answer(&mut self, ticket: Ticket, answer: Answer) -> Vec<Effect> {
        match (ticket.asker, answer) {
            (Asker::Change, answer) => return self.answer_to_change(ticket, answer),
            (Asker::Lists, answer) => return self.answer_to_lists(ticket, answer),
            (Asker::Claims, Answer::Claims(claims)) => self.claims_are(ticket, claims),
            (Asker::Panels, Answer::PanelsAdded(result)) => {
                return self.panels_answered(ticket, *result).into_iter().collect();
            }
            (Asker::Panels, Answer::Opened(result)) => {
                return self.panels_looked_at(ticket, *result).into_iter().collect();
            }
            (Asker::Matching, Answer::Matched(matches)) => self.matched(ticket, matches),
            (Asker::PatientSearch, Answer::Found(result)) => self.found(ticket, unboxed(result)),
            (Asker::Upcoming, Answer::Upcoming(result)) => self.coming_is(ticket, unboxed(result)),
            (Asker::Upcoming, Answer::Found(result)) => self.found_elsewhere(ticket, unboxed(result)),
            (Asker::Conflicts, Answer::Day(result)) => self.day_is(ticket, unboxed(result)),
            (Asker::FreeTimes, Answer::FreeTimes(result)) => self.free_times_are(ticket, unboxed(result)),
            (Asker::Hours, Answer::Hours(result)) => self.hours_are(ticket, unboxed(result)),
            (Asker::SlotUpkeep, Answer::SlotsKept(result)) => self.slots_were_kept(ticket, unboxed(result)),
            (Asker::Day, Answer::Day(result)) => self.calendar_is(ticket, unboxed(result)),
            (Asker::Day, Answer::FreeTimes(result)) => self.calendar_has_free(ticket, unboxed(result)),
            (Asker::Day, Answer::Opened(result)) => {
                return self.opened_from_day(ticket, *result);
            }
            (Asker::Today, Answer::Day(result)) => self.today_is(ticket, unboxed(result)),
            (Asker::Calls, Answer::Day(result)) => self.who_comes_is(ticket, unboxed(result)),
            (Asker::Calls, Answer::Calls(calls)) => self.calls_are(calls),
            (Asker::Calls, Answer::CallNoted(result)) => self.call_was_noted(result),
            (Asker::Waiting, Answer::Day(result)) => return self.waiting_list_is(ticket, unboxed(result)),
            (Asker::Waiting, Answer::WaitingHere(result)) => self.waiting_here_is(ticket, result),
            (Asker::Move, Answer::FreeTimes(result)) => self.times_for_move_are(ticket, unboxed(result)),
            (Asker::Move, Answer::Day(result) | Answer::Upcoming(result)) => {
                self.day_to_move_to_is(ticket, unboxed(result));
            }
            (Asker::Bulk, Answer::Upcoming(result)) if self.awaits_series(ticket) => {
                return self.series_is_read(ticket, unboxed(result));
            }
            (Asker::Bulk, Answer::Upcoming(result)) => self.bulk_day_is(ticket, unboxed(result)),
            (Asker::Bulk, Answer::Opened(result)) => self.bulk_appointment_is(ticket, *result),
            (Asker::Bulk, Answer::Day(result)) => self.bulk_day_is(ticket, unboxed(result)),
            (Asker::Bulk, Answer::FreeTimes(result)) => self.bulk_free_are(ticket, unboxed(result)),
            (Asker::Opening, Answer::Opened(result)) => {
                return self.opened_by_id(ticket, *result);
            }
            (Asker::Shown, Answer::Opened(result)) => self.shown_is_read(ticket, *result),
            (Asker::Opening, Answer::History(records)) => self.learn_history(records),
            (Asker::Tubes, Answer::Tubes(result)) => self.tubes_are(ticket, unboxed(result)),
            (Asker::Preview, Answer::Previewed(view)) => self.previewed(ticket, *view),
            (Asker::NewPatient, Answer::AlikeFound(result)) => {
                return self.alike_found(ticket, unboxed(result));
            }
            (Asker::NewPatient, Answer::Patient(result)) => return self.added(ticket, *result),
            (Asker::Correction, Answer::Patient(result)) => return self.patient_corrected(ticket, *result),
            (Asker::Correction, Answer::LookedUp(_, _, result)) => {
                self.patient_to_correct_read(ticket, unboxed(result));
            }
            (Asker::Slip, Answer::Saved(result)) => self.saved(ticket, result),
            (Asker::OthersChanges, Answer::Changes(records)) => self.learn_of_changes(records),
            (Asker::HandOver, Answer::HandedOver(result)) => return self.was_handed_over(ticket, result),
            (Asker::Autosave, Answer::Kept(outcome)) => self.note_saved(outcome),
            (Asker::Lock, Answer::PinChecked(check)) => return self.pin_was_checked(ticket, check),
            // Reachability was noted already, whichever part asked.
            (Asker::Link, _) => {}
            // No other combination occurs.
            _ => debug_assert!(false, "{ticket:?}"),
        }
        Vec::new()
    }

    fn answer_to_change(&mut self, ticket: Ticket, answer: Answer) -> Vec<Effect> {
        let effects = match answer {
            Answer::Changed(result) => self.changed(ticket, *result),
            Answer::FreeTimes(result) => {
                let open = self.checked(ticket);
                open.map(|open| self.free_was_checked(open, unboxed(result))).unwrap_or_default()
            }
            Answer::Day(result) => {
                let open = self.checked(ticket);
                open.map(|open| self.day_was_checked(open, unboxed(result))).unwrap_or_default()
            }
            Answer::Opened(result) if self.checks(ticket) => self.appointment_was_checked(ticket, *result),
            Answer::Opened(result) => self.take_read(ticket, *result),
            Answer::Upcoming(result) => self.take_search(ticket, unboxed(result)),
            Answer::Queued(outcome) => {
                self.note_queued(ticket, outcome);
                Vec::new()
            }
            Answer::Recorded(outcome) => {
                self.recorded(outcome);
                Vec::new()
            }
            _ => Vec::new(),
        };
        self.let_go_of_the_lost();
        effects
    }

    fn answer_to_lists(&mut self, ticket: Ticket, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Listed(directory, result) => {
                let list = unboxed(result.map(Catalogue::of));
                self.lists.list_mut(directory).answer(ticket, list);
                self.refresh_all();
            }
            Answer::SoFar(directory, register) => return self.read_so_far(ticket, directory, register),
            Answer::Everyone(directory, result) => {
                return self.read_to_its_end(ticket, directory, unboxed(result));
            }
            Answer::LookedUp(directory, id, result)
                if self.lists.looked_up(directory, id.shown()) == Some(&LookUp::Asked(ticket)) =>
            {
                let found = result.map_or_else(|failure| LookUp::Failed(*failure), LookUp::Found);
                self.lists.note(directory, id.shown(), found);
            }
            _ => {}
        }
        Vec::new()
    }
}

fn unboxed<T>(result: Result<T, Box<Failure>>) -> Result<T, Failure> {
    result.map_err(|failure| *failure)
}
