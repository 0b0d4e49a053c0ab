//! What is done with the effects of a desk: its records do their part for real, the clinics are the model's, and the
//! dice decide what goes wrong in between.

use std::sync::Arc;
use std::time::Duration;

use booking::{Agenda, Booking, Cause, Contradiction, Difference, Failure, Report};
use desk::{DeskEffect, Msg, Settlement};

use office::{
    Answer, ChangeRef, ClinicCall, ClinicChange, DayPlace, Dispatch, Effect, OfficeEvent,
    SecondStep, StoreOp, Submission, Ticket,
};

use tokio::runtime::Runtime;

use super::fate::{Fate, Reading};
use super::person::{people, wish_of};
use super::window::{Result, Task, Went};
use super::world::{Create, Happening, World};
use crate::desk_at_work::unplugged::{End, answer};

/// How long the records take to say that they are done.
const AT_ONCE: Duration = Duration::from_millis(1);

impl World {
    /// Begins an effect.
    pub(super) fn performs(&mut self, number: usize, effect: DeskEffect) {
        match effect {
            DeskEffect::Office(Effect::Send(ticket, ClinicChange::Appointment(send_off))) => {
                self.creates(number, ticket, *send_off)
            }
            DeskEffect::Office(Effect::Store(StoreOp::Claims(ticket, visit))) => {
                let books = self.books(number);
                let claims = self.runtime.block_on(books.claims(&visit));
                self.hears(
                    number,
                    AT_ONCE,
                    None,
                    Msg::Office(OfficeEvent::Answer(ticket, Answer::Claims(claims))),
                );
            }
            DeskEffect::Office(Effect::Store(StoreOp::Changes(ticket, since))) => {
                let books = self.books(number);
                let changes = self.runtime.block_on(books.changes_of_others(since));
                self.hears(
                    number,
                    AT_ONCE,
                    None,
                    Msg::Office(OfficeEvent::Answer(ticket, Answer::Changes(changes))),
                );
            }
            DeskEffect::Office(Effect::Store(StoreOp::Keep(ticket, kept))) => {
                let books = self.books(number);
                let outcome = self.runtime.block_on(books.keep(&kept));
                self.notes(format_args!(
                    "window {number} keeps {} drafts",
                    kept.drafts.len()
                ));
                self.hears(
                    number,
                    AT_ONCE,
                    None,
                    Msg::Office(OfficeEvent::Answer(ticket, Answer::Kept(outcome))),
                );
                self.dies_at(number, "drafts kept");
            }
            DeskEffect::Office(Effect::Store(StoreOp::RecordOverride(ticket, record))) => {
                let books = self.books(number);
                let outcome = self.runtime.block_on(books.record(&record));
                self.hears(
                    number,
                    AT_ONCE,
                    None,
                    Msg::Office(OfficeEvent::Answer(
                        ticket,
                        Answer::OverrideRecorded(outcome),
                    )),
                );
                self.has_written(number);
            }
            DeskEffect::Office(Effect::Store(StoreOp::Settle(change, settlement, second))) => {
                self.settles(number, change, settlement, second.as_deref());
            }
            DeskEffect::Office(Effect::Store(StoreOp::Queue(ticket, change, list))) => {
                self.queues(number, ticket, &change, list)
            }
            DeskEffect::Office(Effect::Store(StoreOp::Hold(in_hand))) => {
                self.books(number).hold(in_hand);
                self.has_another_time_in_hand(number);
            }
            DeskEffect::Office(Effect::Abandon(ticket)) => self.gives_up(number, ticket),
            effect => self.reads(number, &effect),
        }
    }

    pub(super) fn books(&self, number: usize) -> Arc<runtime::Stores> {
        Arc::clone(&self.windows[number].as_ref().expect("it is open").books)
    }

    fn runtime_of(&self, number: usize) -> Arc<Runtime> {
        Arc::clone(&self.windows[number].as_ref().expect("it is open").runtime)
    }

    fn settles(
        &mut self,
        number: usize,
        change: ChangeRef,
        settlement: Settlement,
        second: Option<&SecondStep>,
    ) {
        if self.dies_at(number, "about to settle") {
            return;
        }
        let of = match change {
            ChangeRef::Sent(ticket) => format!("what went out under {}", ticket.number()),
            ChangeRef::Left(_) => "what was left".to_owned(),
        };
        self.notes(format_args!(
            "window {number} settles {of} as {settlement:?}"
        ));
        self.notes_not_there(number, change, &settlement);
        let books = self.books(number);
        if let Some(open) = self
            .runtime
            .block_on(books.settle(change, settlement, second))
        {
            self.notes("that is another one's");
            self.hears(
                number,
                AT_ONCE,
                None,
                Msg::Office(OfficeEvent::Unsettled(vec![open])),
            );
        }
        self.may_lose_a_commit(number);
        self.has_written(number);
        self.dies_at(number, "settled");
    }

    /// A change is handed to the records, which write it down and send it.
    fn creates(&mut self, number: usize, ticket: Ticket, send_off: Dispatch) {
        let (change, is_override) = (send_off.change.clone(), send_off.override_entry.is_some());
        let run = self.windows[number].as_ref().map_or(0, |window| window.run);
        let create = self.creates.len();
        let wish = match (change.makes(), change.appointment()) {
            (Some(booking), _) => wish_of(booking).expect("every booking is somebody's wish"),
            (None, of) => self.wish_at(of.expect("it alters an appointment")),
        };
        // What the clinic asked to send later goes out as it was said.
        let said_before =
            |create: &Create| create.wish == wish && create.waits && create.is_override;
        let is_override = is_override || self.creates.iter().any(said_before);
        let kind = change.kind();
        self.notes(format_args!(
            "window {number} sends {kind} of wish {wish} as {create}, ticket {}",
            ticket.number()
        ));
        let books = change.booking().is_some();
        self.wishes[wish].sent += usize::from(books);
        match change.second_after() {
            Some(new) => self.goes_out_as_second(create, &change, new),
            None if books => {}
            None => self.goes_out_as_said(number, create, &change),
        }
        if self.dies_at(number, "create issued") {
            return;
        }
        // The records do one thing at a time.
        self.ends_its_step(number);
        if self.windows[number].is_none() {
            return;
        }
        // No two bookings are written down at the same moment.
        self.a_moment_goes_by(AT_ONCE);
        let is_alone = send_off.goes_alone;
        let opened = self.windows[number]
            .as_ref()
            .map(|window| window.desk.office.changes().iter());
        let of = opened.and_then(|mut opened| opened.find(|open| open.answer == Some(ticket)));
        let (of, at) = (of.map(Submission::id), self.now);
        self.may_lose_a_commit(number);
        let task = Task::new(self.books(number), ticket, send_off);
        self.creates.push(Create {
            wish,
            at,
            change,
            of,
            from: (number, run),
            written: None,
            record: None,
            is_alone,
            is_override,
            task: Some(task),
            ticket,
            by_hand: false,
            has_altered: false,
            is_stale: false,
            waits: false,
            is_claimed: false,
        });
        self.goes_on(create);
    }

    /// A change is written down and claimed, as far as that goes without waiting.
    pub(super) fn goes_on(&mut self, create: usize) {
        let (number, _) = self.creates[create].from;
        let Some(mut task) = self.creates[create].task.take() else {
            return;
        };
        let line = self.line_of(number);
        let went = task.go_on(&self.runtime_of(number), line.as_ref());
        self.creates[create].task = Some(task);
        self.finds_on_record(create);
        self.hears_its_records(number);
        self.others_are_told();
        match went {
            Went::Waits => self.waits_for_server(number, Some(create)),
            Went::Ended(result) => {
                let Create {
                    wish, ref change, ..
                } = self.creates[create];
                let was_counted = change.booking().is_some() && is_not_on_its_way(&result);
                self.wishes[wish].sent -= usize::from(was_counted);
                self.creates[create].is_claimed = is_claimed(&result);
                self.is_told(number, create, *result);
            }
            Went::Left => {
                if self.creates[create].written.is_none() {
                    self.creates[create].written = Some(self.written);
                    self.written += 1;
                }
                if !self.dies_at(number, "written down") && !self.falls_asleep(number, create) {
                    self.leaves_for_clinic(create);
                }
            }
        }
    }

    /// The first byte is out: from here on the create has a fate.
    pub(super) fn leaves_for_clinic(&mut self, create: usize) {
        self.notes_what_is_at_clinic(create);
        self.notes_request(create);
        let reference = self.creates[create]
            .change
            .makes()
            .and_then(Booking::reference)
            .is_some_and(|_| self.flaw.is_none());
        let Fate {
            commits,
            ends,
            says,
        } = Fate::draw(&mut self.dice, self.trouble, reference);
        self.notes(format_args!(
            "create {create}: commits {commits:?}, ends {ends:?}, {says:?}"
        ));
        if let Some(after) = commits {
            self.happens_in(after, Happening::Commit(create));
        }
        self.happens_in(ends, Happening::Back(create, says));
        let (number, _) = self.creates[create].from;
        self.dies_at(number, "sent");
    }

    /// The request of a change, for the transcript.
    fn notes_request(&mut self, create: usize) {
        let change = &self.creates[create].change;
        let request = change.clinic().api().change(&change.on_wire());
        let request = request.expect("the clinic has such a call");
        let body = request
            .body
            .as_ref()
            .map(|body| body.shown().to_string())
            .unwrap_or_default();
        let path = request.path.join("/");
        let method = request.method.word();
        self.requests.push(format!("{method} {path} {body}"));
    }

    pub(super) fn commits(&mut self, create: usize) {
        let (number, run) = self.creates[create].from;
        let change = &self.creates[create].change;
        let done = match change.makes() {
            Some(booking) => self.server.commit(create, booking, self.now),
            None => {
                let is_stale = self.server.is_stale(change);
                let done = self.server.alter(change, self.now);
                self.creates[create].is_stale = is_stale;
                self.creates[create].has_altered = done;
                done
            }
        };
        self.notes(format_args!("{create} is made: {done}"));
        if self.windows[number]
            .as_ref()
            .is_some_and(|window| window.run == run)
        {
            self.dies_at(number, "committed");
        }
    }

    /// An answer is back at its window, if that is still there.
    pub(super) fn is_back(&mut self, create: usize, failure: Option<Failure>) {
        let (number, _) = self.creates[create].from;
        if self.creates[create].task.is_none() || self.dies_at(number, "answer back") {
            return;
        }
        let Some(mut task) = self.creates[create].task.take() else {
            return;
        };
        self.creates[create].waits = failure
            .as_ref()
            .is_some_and(|failure| failure.report().cause == Cause::RateLimited);
        let answer = match failure {
            Some(Failure::Unknown(report)) if matches!(report.cause, Cause::Contradicted(_)) => {
                Err(self.contradicted_by(create, report))
            }
            Some(failure) => Err(failure),
            None => self.made_of(create),
        };
        let ended = task.answered(&self.runtime_of(number), answer);
        if !self.dies_at(number, "answer taken in") {
            self.is_told(number, create, ended);
        }
    }

    /// An answer shows something else than was asked for: the appointment that it names is the one that was made or was
    /// to be changed, or else one that nobody has.
    fn contradicted_by(&self, create: usize, report: Report) -> Failure {
        let altered = self.creates[create].change.appointment().map(|of| &of.id);
        let made = self.server.made_by(create).map(|held| &held.booked.id);
        let id = made.or(altered).map_or("appt_nobodys", String::as_str);
        let cause = Cause::Contradicted(Contradiction {
            by: Difference::Time,
            id: id.to_owned(),
        });
        Failure::Unknown(Report { cause, ..report })
    }

    fn is_told(&mut self, number: usize, create: usize, result: Result) {
        let after = Duration::from_millis(self.dice.u64(1..30));
        let message = Msg::Office(OfficeEvent::Answer(
            self.creates[create].ticket,
            Answer::Changed(Box::new(result)),
        ));
        self.hears(number, after, None, message);
    }

    /// What only reads, of the model where it holds that, else of what the desk's own tests answer.
    fn reads(&mut self, number: usize, effect: &DeskEffect) {
        if let DeskEffect::Office(Effect::Clinic(_, call)) = effect {
            self.requests.push(format!("{call:?}"));
        }
        let reading = match effect {
            _ if self.now < self.quick_until => Reading::Answered(AT_ONCE),
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::Upcoming(..)))
            | DeskEffect::Office(Effect::Clinic(_, ClinicCall::FindLost(..)))
            | DeskEffect::Office(Effect::Clinic(_, ClinicCall::Day(..)))
            | DeskEffect::Office(Effect::Clinic(_, ClinicCall::DayOfAll(..)))
            | DeskEffect::Office(Effect::Clinic(_, ClinicCall::Open(..))) => {
                Reading::draw(&mut self.dice, self.trouble)
            }
            _ => Reading::Answered(AT_ONCE),
        };
        let (takes, works) = match reading {
            Reading::Answered(takes) | Reading::InPart(takes) => (takes, true),
            Reading::Failed(takes) => (takes, false),
            Reading::Hangs => return,
        };
        let seen = self.now + takes / 2;
        let part = |agenda: Agenda| Agenda {
            complete: reading != Reading::InPart(takes),
            ..agenda
        };
        let failed = || Box::new(Reading::failure());
        let (ticket, answer) = match effect {
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::Upcoming(whose)))
            | DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::FindLost(whose))) => {
                let agenda = if works {
                    let found = part(self.server.agenda_of(whose, seen));
                    Ok(self.looked_at(number, whose.clinic(), found, seen))
                } else {
                    Err(failed())
                };
                let answer = match effect {
                    DeskEffect::Office(Effect::Clinic(_, ClinicCall::FindLost(_))) => {
                        Answer::Sought(agenda)
                    }
                    _ => Answer::Calendar(agenda),
                };
                (*ticket, answer)
            }
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::Day(place, provider, days))) => {
                let agenda = if works {
                    let found = part(self.server.day_of(provider, days, seen));
                    Ok(self.looked_at(number, provider.clinic(), found, seen))
                } else {
                    Err(failed())
                };
                let answer = match place {
                    DayPlace::Check => Answer::DayChecked(agenda),
                    DayPlace::Calendar => Answer::Calendar(agenda),
                    DayPlace::Lookup => Answer::Sought(agenda),
                };
                (*ticket, answer)
            }
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::DayOfAll(clinic, days))) => {
                let found = works.then(|| part(self.server.day_of_all(*clinic, days, seen)));
                let agenda = found.map(|found| self.looked_at(number, *clinic, found, seen));
                (*ticket, Answer::Calendar(agenda.ok_or_else(failed)))
            }
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::Open(place, _, id))) => {
                let not_there = || Failure::Refused(Report::of(Cause::NotFound));
                let read = if works {
                    self.server.read(id).ok_or_else(not_there)
                } else {
                    Err(Reading::failure())
                };
                (*ticket, Answer::Opened(*place, Box::new(read)))
            }
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::List(directory)))
                if directory.lists_people =>
            {
                let listed = Answer::Listed(*directory, Ok(people(directory.clinic())));
                (*ticket, listed)
            }
            effect => {
                if let Some(answer) = answer(effect, End::Well) {
                    self.hears(number, takes, effect.ticket(), answer);
                }
                return;
            }
        };
        self.hears(
            number,
            takes,
            Some(ticket),
            Msg::Office(OfficeEvent::Answer(ticket, answer)),
        );
    }
}

/// Whether a change was not sent because another one on record has its visit or its time.
fn is_claimed(result: &Result) -> bool {
    matches!(result, Err(failure) if matches!(failure.report().cause, Cause::Claimed(_)))
}

/// Whether a booking was not sent because its visit is held by another one on record, or because nobody knows.
fn is_not_on_its_way(result: &Result) -> bool {
    matches!(result, Err(failure) if matches!(failure.report().cause, Cause::Claimed(_) | Cause::UnderWay(_) | Cause::NotRecorded(_)))
}
