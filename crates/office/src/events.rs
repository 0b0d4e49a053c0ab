//! Events: the passing of time, the arrival of answers, and everything else that happens.

use std::mem;
use std::time::Duration;

use booking::{ClinicId, Failure, Mode, PerClinic, UnsettledChange};
use chrono::TimeDelta;

use super::{
    Answer, AppointmentPlace as Opened, Effect, EntryPlace, FaceAnswer as Face,
    FreeTimesPlace as Times, Moment, Office, OfficeNews, SavedBefore, SearchPlace as Search,
    SharedNews, StoreTrouble, Ticket,
};

/// Something that has happened.
#[derive(Clone, Debug)]
pub enum OfficeEvent {
    /// The time has advanced to this moment.
    Time(Moment),
    /// An effect has ended.
    Answer(Ticket, Answer),
    /// The mode of each clinic, when every key is known.
    Modes(PerClinic<Mode>),
    /// A server has answered whose clock is ahead of this one by this much; behind if negative.
    Skew(ClinicId, TimeDelta),
    /// Changes with an unknown outcome: left behind by an earlier run, or mistaken for an appointment that another
    /// window made.
    Unsettled(Vec<UnsettledChange>),
    /// Changes that an earlier run left behind and that wait for a person to release them.
    Queued(Vec<UnsettledChange>),
    /// The records have a problem.
    Store(StoreTrouble),
    /// News of the shared records of this mode.
    Shared(Mode, SharedNews),
    /// The texts typed before the desk last ended were read, with the times of their saves; typed texts are saved from
    /// this event on.
    DraftsRead(Box<SavedBefore>),
    /// All records of earlier runs have been read.
    RecordsRead,
    /// The row of a file whose answer has this ticket is recorded, and waits for its turn.
    RowRecorded(Ticket),
    /// Another window that works with the same records was locked.
    LockedElsewhere,
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
    /// Handles an event. Returns an answer for the face that asked. Everything else that a face has to know is among
    /// the news.
    pub fn handle(&mut self, event: OfficeEvent) -> Option<(Ticket, Face)> {
        let unclaimed = self.take_in(event);
        self.go_on_with_absence();
        unclaimed
    }

    fn take_in(&mut self, event: OfficeEvent) -> Option<(Ticket, Face)> {
        match event {
            OfficeEvent::Time(moment) => self.advance(moment),
            OfficeEvent::Answer(ticket, answer) => {
                self.on_reachability(ticket, &answer);
                let unclaimed = self.on_answer(ticket, answer)?;
                return Some((ticket, unclaimed));
            }
            OfficeEvent::Modes(modes) => self.setup.modes = modes,
            OfficeEvent::Skew(clinic, ahead) => self.on_skew(clinic, ahead),
            OfficeEvent::Unsettled(changes) => self.take_on_each(changes),
            OfficeEvent::Queued(changes) => self.restore_queued(changes),
            OfficeEvent::Store(trouble) => self.on_store_trouble(trouble),
            OfficeEvent::DraftsRead(saved) => self.tell(OfficeNews::DraftsRead(saved)),
            OfficeEvent::Shared(mode, news) => self.on_shared_news(mode, news),
            OfficeEvent::RecordsRead => self.ask_for_changes(),
            OfficeEvent::RowRecorded(ticket) => self.on_row_recorded(ticket),
            OfficeEvent::LockedElsewhere => self.lock_with_the_others(),
        }
        None
    }

    /// Advances the time, and acts on what is due. Each minute, unless the desk is locked, the changes of others are
    /// requested, and all people if they were read long ago.
    fn advance(&mut self, moment: Moment) {
        let is_next_minute = moment.minute() != self.moment.minute();
        self.moment = moment;
        self.act_if_due();
        if is_next_minute && !self.lock.is_on() {
            self.ask_for_changes();
            self.read_everyone_again_if_due();
        }
    }

    /// Acts on what is due: the lock, look-ups of lost changes, checks that take too long, probes of clinics that do
    /// not answer, and slots that could not be marked.
    fn act_if_due(&mut self) {
        self.lock_if_due();
        self.look_up_if_due();
        self.end_check_if_due();
        self.probe_if_due();
        self.mark_slots_if_due();
    }

    /// Returns the time until something is due, if anything is.
    pub fn due_in(&self) -> Option<Duration> {
        let timers = [
            self.lock_due_in(),
            self.lookup_due_in(),
            self.check_due_in(),
            self.probe_due_in(),
            self.slots_due_in(),
        ];
        timers.into_iter().flatten().min()
    }

    /// Takes the effects requested since the last call, in order of execution.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        self.ask_for_changes_beside_calendars();
        self.track_requests();
        mem::take(&mut self.effects)
    }

    /// Returns the effects requested since they were last taken.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// Records the people and the names that come with appointments.
    fn learn_names(&mut self, answer: &mut Answer) {
        if let Some(agenda) = answer.agenda_mut() {
            self.lists.learn_people(mem::take(&mut agenda.people));
            self.lists.learn_names(mem::take(&mut agenda.named));
        }
        if let Some(appointment) = answer.opened() {
            let api = appointment.clinic.api();
            let named = api.named(appointment.record.shown());
            self.lists.learn_names(named);
        }
    }

    /// Handles the answer to an effect. Returns an answer for the face.
    fn on_answer(&mut self, ticket: Ticket, mut answer: Answer) -> Option<Face> {
        self.learn_names(&mut answer);
        if let Some(appointment) = answer.appointment() {
            self.kinds.learn(appointment, &self.setup.templates);
        }
        let is_about_change = answer.is_about_change();
        match answer {
            Answer::Changed(result) => self.on_changed(ticket, *result),
            Answer::Queued(outcome) => self.on_queued(ticket, outcome),
            Answer::OverrideRecorded(outcome) => self.on_override_recorded(outcome),
            Answer::Sought(result) => self.on_searched(ticket, result.ok()),
            Answer::DayChecked(result) => self.on_day_checked(ticket, result.ok()),
            Answer::FreeTimes(Times::Check, result) => self.on_free_checked(ticket, result.ok()),
            Answer::Opened(Opened::Check, result) => self.on_appointment_checked(ticket, *result),
            Answer::Opened(Opened::Successor, result) => self.on_successor_checked(ticket, *result),
            Answer::Opened(Opened::Lookup, result) => self.on_read(ticket, *result),
            Answer::Opened(Opened::Panels, result) => self.on_panels_read(ticket, *result),
            Answer::Opened(Opened::Waiting, result) => self.on_waiting_entry_read(*result),
            Answer::Opened(Opened::Row, result) => self.on_row_read(ticket, *result),
            Answer::PanelsAdded(result) => self.on_panels_added(ticket, *result),
            Answer::SlotsKept(result) => self.on_slots_marked(ticket, unboxed(result)),
            Answer::Claims(claims) => self.on_claims(ticket, claims),
            Answer::Changes(recent) => self.learn_of_changes(recent),
            Answer::Calls(calls) => self.calls.on_read(calls),
            Answer::CallNoted(result) => self.on_call_noted(result),
            Answer::Notes(result) => self.on_notes(ticket, result),
            Answer::EntersAbsences(result) => self.on_enters_absences(ticket, unboxed(result)),
            Answer::Hours(result) => self.on_hours(ticket, unboxed(result)),
            Answer::Published(result) => self.on_published(ticket, unboxed(result)),
            Answer::Capabilities(missing) => self.on_capabilities(ticket, missing),
            Answer::PinChecked(check) => self.on_pin_checked(ticket, check),
            // Whether the clinic can be reached was noted already.
            Answer::Probed(_) => {}
            Answer::Listed(list, result) => self.on_list_read(ticket, list, unboxed(result)),
            Answer::SoFar(list, register) => self.on_register_page(ticket, list, register),
            Answer::Everyone(list, result) => self.on_register_end(ticket, list, unboxed(result)),
            Answer::EntryRead(EntryPlace::List, list, id, result) => {
                self.on_entry_read(ticket, list, id.shown(), unboxed(result))
            }
            Answer::Found(Search::Upcoming, result) => self.on_twin_found(ticket, unboxed(result)),
            Answer::Calendar(result) => self.on_calendar(ticket, unboxed(result)),
            Answer::EntryRead(EntryPlace::Correction, _, _, result) => {
                return Some(Face::EntryToCorrect(unboxed(result)));
            }
            Answer::Found(Search::Face, result) => return Some(Face::Found(unboxed(result))),
            Answer::FreeTimes(Times::Face, result) => {
                let unclaimed = self.on_free_times_of_rows(ticket, unboxed(result))?;
                return Some(Face::FreeTimes(unclaimed));
            }
            Answer::Opened(Opened::Face(of), result) => return Some(Face::Opened(of, *result)),
            Answer::Face(answer) => return Some(*answer),
            Answer::Kept(outcome) => self.on_drafts_saved(outcome),
        }
        if is_about_change {
            self.drop_taken_over();
        }
        None
    }
}

fn unboxed<T>(result: Result<T, Box<Failure>>) -> Result<T, Failure> {
    result.map_err(|failure| *failure)
}
