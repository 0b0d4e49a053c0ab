//! Events: whatever happens, time that passes and answers that arrive.

use std::mem;
use std::time::Duration;

use booking::{ClinicId, Failure, Mode, PerClinic, Subject, UnsettledChange};
use chrono::TimeDelta;

use super::{
    Answer, Asker, CalendarQuery, Effect, Moment, Office, OfficeNews, Query, RowOrder, SharedNews,
    StoreTrouble, Ticket, Upcoming,
};

/// Something that has happened.
#[derive(Clone, Debug)]
pub enum OfficeEvent {
    /// The time has advanced to this moment.
    Time(Moment),
    /// An effect has ended.
    Answer(Ticket, Answer),
    /// The mode of each clinic, once every key is known.
    Modes(PerClinic<Mode>),
    /// A server has answered whose clock is ahead of this one by this much; behind if negative.
    Skew(ClinicId, TimeDelta),
    /// Changes of unknown outcome: left behind by an earlier run, or mistaken for an appointment that another window
    /// made.
    Unsettled(Vec<UnsettledChange>),
    /// Changes that an earlier run left behind and that wait for a person to release them.
    Queued(Vec<UnsettledChange>),
    /// The records have trouble.
    Store(StoreTrouble),
    /// News of the shared records of this mode.
    Shared(Mode, SharedNews),
    /// All records of earlier runs have been read.
    RecordsRead,
    /// Whoever submits the rows of a file gives this order.
    Row(Box<RowOrder>),
}

impl OfficeEvent {
    /// Returns the ticket of the effect that ends with this event.
    pub fn ended(&self) -> Option<Ticket> {
        match self {
            OfficeEvent::Answer(ticket, answer) if answer.is_last() => Some(*ticket),
            _ => None,
        }
    }
}

impl Office {
    /// Handles something that has happened. Returns an answer that the office does not await itself, for the face that
    /// asked.
    pub fn handle(&mut self, event: OfficeEvent) -> Option<(Ticket, Answer)> {
        match event {
            OfficeEvent::Time(moment) => self.advance(moment),
            OfficeEvent::Answer(ticket, answer) => {
                self.on_reachability(ticket, &answer);
                let unclaimed = self.on_answer(ticket, answer)?;
                return Some((ticket, unclaimed));
            }
            OfficeEvent::Modes(modes) => self.setup.modes = modes,
            OfficeEvent::Skew(clinic, ahead) => self.on_skew(clinic, ahead),
            OfficeEvent::Unsettled(changes) => {
                for change in changes {
                    self.take_on(change, None);
                }
            }
            OfficeEvent::Queued(changes) => {
                self.restore_queued(changes);
            }
            OfficeEvent::Store(trouble) => {
                self.add_trouble(trouble);
            }
            OfficeEvent::Shared(mode, news) => self.on_shared_news(mode, news),
            OfficeEvent::RecordsRead => self.ask_for_changes(),
            OfficeEvent::Row(order) => self.follow_row_order(*order),
        }
        None
    }

    /// Advances the time, and acts on what has fallen due. With each minute the changes of others are requested.
    pub fn advance(&mut self, moment: Moment) {
        let is_next_minute = moment.minute() != self.moment.minute();
        self.moment = moment;
        self.act_if_due();
        if is_next_minute {
            self.ask_for_changes();
        }
    }

    /// Acts on what has fallen due: look-ups of lost changes, checks that take too long, probes of clinics that do
    /// not answer, and slots that could not be marked.
    pub fn act_if_due(&mut self) {
        self.look_up_if_due();
        self.end_check_if_due();
        self.probe_if_due();
        self.mark_slots_if_due();
    }

    /// Returns the time until something falls due, if anything will.
    pub fn due_in(&self) -> Option<Duration> {
        let timers = [
            self.look_up_due_in(),
            self.check_due_in(),
            self.probe_due_in(),
            self.slots_due_in(),
        ];
        timers.into_iter().flatten().min()
    }

    /// Takes the effects requested since the last call, in the order in which they are to be carried out.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        self.ask_for_changes_beside_calendars();
        self.track_requests();
        mem::take(&mut self.effects)
    }

    /// Handles the answer to an effect. Returns an answer that the office does not await itself.
    fn on_answer(&mut self, ticket: Ticket, mut answer: Answer) -> Option<Answer> {
        if let Answer::Day(Ok(agenda)) | Answer::Upcoming(Ok(agenda)) = &mut answer {
            self.lists.learn_people(mem::take(&mut agenda.people));
        }
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
            (Asker::SlotUpkeep, Answer::SlotsKept(result)) => {
                self.on_slots_marked(ticket, result.map_err(|failure| *failure))
            }
            (Asker::OthersChanges, Answer::Changes(recent)) => self.learn_of_changes(recent),
            (Asker::Lists, answer) => self.on_lists_answer(ticket, answer),
            (Asker::Calendar, answer) => return self.on_calendar(ticket, answer),
            (Asker::Upcoming, Answer::Found(result)) => {
                self.on_found_elsewhere(ticket, result.map_err(|failure| *failure))
            }
            // Whether the clinic can be reached was noted already, whoever asked.
            (Asker::Link, _) => {}
            (_, answer) => return Some(answer),
        }
        None
    }

    /// Passes a calendar to the query that awaits it, and to the book. Returns an answer that none awaits.
    fn on_calendar(&mut self, ticket: Ticket, answer: Answer) -> Option<Answer> {
        let now = self.moment;
        let Some(query) = self.calendars().find(|query| query.awaits(ticket)) else {
            return Some(answer);
        };
        let (Answer::Day(result) | Answer::Upcoming(result)) = answer else {
            return Some(answer);
        };
        if let Some(read) = query.read(ticket, result.map_err(|failure| *failure), now) {
            let is_waiting_list = read.subject == Subject::waiting(read.subject.clinic());
            self.book.read(read);
            if is_waiting_list {
                self.look_up_waiting();
            }
        }
        None
    }

    /// Returns the requests for days, for upcoming appointments and for waiting lists.
    fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        let upcoming = self.upcoming.iter_mut().flat_map(Upcoming::calendars);
        let waiting = self.waiting.reads.iter_mut();
        self.days.values_mut().chain(upcoming).chain(waiting)
    }
}
