//! Events: time passes, and answers arrive.

use std::mem;
use std::time::Duration;

use booking::Failure;

use super::{Answer, Asker, Effect, Moment, Office, OfficeNews, Query, Ticket};

impl Office {
    /// Advances the time, and acts on what has fallen due.
    pub fn advance(&mut self, moment: Moment) {
        self.moment = moment;
        self.act_if_due();
    }

    /// Acts on what has fallen due: look-ups of lost changes, checks that take too long, and probes of clinics that do
    /// not answer.
    pub fn act_if_due(&mut self) {
        self.look_up_if_due();
        self.end_check_if_due();
        self.probe_if_due();
    }

    /// Returns the time until something falls due, if anything will.
    pub fn due_in(&self) -> Option<Duration> {
        let timers = [
            self.look_up_due_in(),
            self.check_due_in(),
            self.probe_due_in(),
        ];
        timers.into_iter().flatten().min()
    }

    /// Takes the effects requested since the last call, in the order in which they are to be carried out.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        self.track_requests();
        mem::take(&mut self.effects)
    }

    /// Handles the answer to an effect. Returns an answer that the office does not await itself, for the face that asked.
    pub fn on_answer(&mut self, ticket: Ticket, answer: Answer) -> Option<Answer> {
        match (ticket.asker, answer) {
            (Asker::Change, answer) => self.on_answer_about_change(ticket, answer),
            (Asker::Claims, Answer::Claims(claims)) => self.on_claims(ticket, claims),
            (Asker::Panels, Answer::PanelsAdded(result)) => self.on_panels_added(ticket, *result),
            (Asker::Panels, Answer::Opened(result)) => self.on_panels_read(ticket, *result),
            (Asker::Calls, Answer::Calls(calls)) => self.calls.on_read(calls),
            (Asker::Calls, Answer::CallNoted(result)) => {
                if let Err(why) = self.on_call_noted(result) {
                    self.tell(OfficeNews::CallNotNoted(why));
                }
            }
            (Asker::Waiting, Answer::WaitingHere(result)) => {
                self.on_kept_waiting_list(ticket, result)
            }
            (Asker::Hours, Answer::Hours(result)) => {
                let result = result.map_err(|failure: Box<Failure>| *failure);
                Query::answer_one(&mut self.hours, ticket, result, self.moment);
            }
            (Asker::Link, Answer::Capabilities(missing)) => {
                let missing_at = self.links.missing.values_mut();
                Query::answer_one(missing_at, ticket, Ok(missing), self.moment);
            }
            // Whether the clinic can be reached was noted already, whoever asked.
            (Asker::Link, _) => {}
            (_, answer) => return Some(answer),
        }
        None
    }
}
