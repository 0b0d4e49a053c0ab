//! An office at work without a screen or a server: changes are submitted, and the tests give every answer.

mod absences;
mod after_a_restart;
mod booking_case;
mod change_case;
mod checking;
mod claims;
mod conflicts;
mod consent;
mod days;
mod every_search;
mod hours;
mod locking;
mod looking_up;
mod objections;
mod other_desks;
mod panels;
mod past_visits;
mod queueing;
mod reachability;
mod rows;
mod search;
mod sending;
mod settling;
mod two_steps;
mod upcoming;
mod waiting_lists;
mod whoever_is_free;

use std::time::Duration;
use std::{iter, mem};

use booking::clinics::{CLINIK, SHIPPED};
use booking::time::{Minutes, Span};
use booking::{
    Agenda, Appointment, AppointmentRef, Booked, Booking, Cause, Change, ClinicId, Failure, Life,
    Meaning, Member, Outcome, Provider, Report, Settlement, UnsettledChange,
};
use chrono::{DateTime, TimeDelta, Utc};
use office::{
    Answer, AppointmentPlace, CalendarKey, ChangeNews, ChangeRef, ClinicCall, ClinicChange,
    Dispatch, Effect, FreeTimesPlace, Moment, Office, OfficeEvent, OfficeNews, OfficeSetup, Phase,
    SearchPlace, SecondStep, StoreOp, Submission, SubmissionId, Ticket, VisitTime,
};

/// A patient of ClinikAPI.
const MARIA: &str = "pt_1";
/// A practitioner there.
const KARIN: &str = "prac_1";

/// An office on the morning of Tuesday, 24 November 2026, with the effects that it has requested and that have no
/// answer yet.
struct AtWork {
    office: Office,
    effects: Vec<Effect>,
    /// The news that preceded other news requested by a test.
    untold: Vec<OfficeNews>,
}

impl AtWork {
    fn new() -> AtWork {
        let moment = Moment {
            now: "2026-11-24T09:05:00Z".parse().expect("a time"),
            up: Duration::from_secs(1_000),
        };
        let setup = OfficeSetup::new(SHIPPED, zones::Zone::BERLIN);
        AtWork {
            office: Office::new(setup, moment),
            effects: Vec::new(),
            untold: Vec::new(),
        }
    }

    /// Submits a change for a person.
    fn submit(&mut self, change: impl Into<Change>) -> SubmissionId {
        let open = self.submission(change);
        self.office.submit(open)
    }

    /// Returns the time of a visit, as typed.
    fn time_of(&self, booking: &Booking) -> VisitTime {
        self.office.time_of(booking, None, None, None)
    }

    fn submission(&self, change: impl Into<Change>) -> Submission {
        let life = Life::new(change.into(), Vec::new());
        Submission::new(life, None, self.office.moment.now)
    }

    /// Submits a booking whose check shows nothing, so that it is sent. Returns the ticket of its answer.
    fn send(&mut self, booking: Booking) -> Ticket {
        self.submit(booking);
        let checked = self.takes(reads_a_day);
        self.answers(checked, Answer::DayChecked(Ok(whole(Vec::new()))));
        self.takes(sends).0
    }

    /// Reads the practitioner's day into the book.
    fn reads_day_of_karin(&mut self, bookings: Vec<Booked>) {
        let provider = Provider::named(CLINIK, KARIN).expect("a practitioner");
        let days = self.office.days_of(&visit(0)).expect("a day");
        let key = CalendarKey::Provider(provider, days);
        let read = key.read(whole(bookings), self.office.moment.up);
        self.office.book.read(read);
    }

    /// Lets time pass.
    fn passes(&mut self, seconds: u64) {
        let Moment { now, up, .. } = self.office.moment;
        self.office.handle(OfficeEvent::Time(Moment {
            now: now + TimeDelta::seconds(seconds.cast_signed()),
            up: up + Duration::from_secs(seconds),
        }));
    }

    /// Takes on a change left by an earlier run. Returns whether the office handles it.
    fn takes_on(&mut self, left: UnsettledChange) -> bool {
        self.office.handle(OfficeEvent::Unsettled(vec![left]));
        let mut told = false;
        while let Some(news) = self.office.next_news() {
            match news {
                OfficeNews::TakenOn(changes) => told |= !changes.is_empty(),
                news => self.untold.push(news),
            }
        }
        told
    }

    /// Lets time pass until the next look-up is sent.
    fn next_look(&mut self) -> Ticket {
        for _ in 0..120 {
            if let Some(look) = self.finds(looks_up) {
                return look;
            }
            self.passes(1);
        }
        panic!("no look-up within two minutes");
    }

    /// Takes the oldest effect that `wanted` accepts.
    #[track_caller]
    fn takes<T>(&mut self, wanted: impl Fn(&Effect) -> Option<T>) -> T {
        self.finds(wanted)
            .unwrap_or_else(|| panic!("not among {:?}", self.effects))
    }

    /// Takes the oldest effect that `wanted` accepts, if there is one.
    fn finds<T>(&mut self, wanted: impl Fn(&Effect) -> Option<T>) -> Option<T> {
        self.effects.extend(self.office.take_effects());
        let place = self
            .effects
            .iter()
            .position(|effect| wanted(effect).is_some())?;
        wanted(&self.effects.remove(place))
    }

    fn answers(&mut self, ticket: Ticket, answer: Answer) {
        let unclaimed = self.office.handle(OfficeEvent::Answer(ticket, answer));
        assert!(unclaimed.is_none(), "{unclaimed:?}");
    }

    /// Answers a change.
    fn changes(&mut self, ticket: Ticket, result: Result<Appointment, Failure>) {
        self.answers(ticket, Answer::Changed(Box::new(result)));
    }

    /// Answers a read of an appointment.
    fn opens(
        &mut self,
        (ticket, place): (Ticket, AppointmentPlace),
        result: Result<Appointment, Failure>,
    ) {
        self.answers(ticket, Answer::Opened(place, Box::new(result)));
    }

    /// Returns the news about changes since the last call.
    fn news(&mut self) -> Vec<ChangeNews> {
        let mut all = mem::take(&mut self.untold);
        all.extend(iter::from_fn(|| self.office.next_news()));
        let mut news = Vec::new();
        for next in all {
            if let OfficeNews::Change(change) = next {
                news.push(*change);
            }
        }
        news
    }

    fn outcome(&self, id: SubmissionId) -> Outcome {
        self.office.changes().outcome_of(id)
    }

    fn meaning(&self, id: SubmissionId) -> Option<Meaning> {
        self.office.changes().get(id)?.meaning()
    }

    fn phase(&self) -> Option<Phase> {
        self.office.changes().under_way()?.phase()
    }
}

fn reads_a_day(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Day(..)) => Some(*ticket),
        _ => None,
    }
}

fn reads_free_times(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::FreeTimes(..)) => Some(*ticket),
        _ => None,
    }
}

fn opens_an_appointment(effect: &Effect) -> Option<((Ticket, AppointmentPlace), String)> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Open(place, _, id)) => {
            Some(((*ticket, *place), id.clone()))
        }
        _ => None,
    }
}

fn looks_up(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::FindLost(_)) => Some(*ticket),
        _ => None,
    }
}

fn sends(effect: &Effect) -> Option<(Ticket, Dispatch)> {
    match effect {
        Effect::Send(ticket, ClinicChange::Appointment(dispatch)) => {
            Some((*ticket, (**dispatch).clone()))
        }
        _ => None,
    }
}

fn settles(effect: &Effect) -> Option<(ChangeRef, Settlement, Option<SecondStep>)> {
    match effect {
        Effect::Store(StoreOp::Settle(record, settlement, second)) => {
            let second = second.as_deref().cloned();
            Some((*record, settlement.clone(), second))
        }
        _ => None,
    }
}

fn queues(effect: &Effect) -> Option<(Ticket, Change)> {
    match effect {
        Effect::Store(StoreOp::Queue(ticket, change, _)) => Some((*ticket, (**change).clone())),
        _ => None,
    }
}

/// A moment this many minutes after Thursday, 26 November 2026, 10:00 in Berlin.
fn at(minutes: i64) -> DateTime<Utc> {
    let ten: DateTime<Utc> = "2026-11-26T09:00:00Z".parse().expect("a time");
    ten + TimeDelta::minutes(minutes)
}

fn span(minutes: i64) -> Span {
    Span::resolve(Some(at(minutes)), None, Minutes::new(30)).expect("a span")
}

/// A half-hour visit that begins this many minutes after ten.
fn visit(minutes: i64) -> Booking {
    visit_of(MARIA, minutes)
}

fn visit_of(person: &str, minutes: i64) -> Booking {
    Booking::of_ids(CLINIK, person, Some(KARIN), span(minutes)).expect("a booking")
}

/// An appointment as staff see it.
fn booked_at(minutes: i64) -> AppointmentRef {
    AppointmentRef {
        clinic: CLINIK,
        id: "appt_1".to_owned(),
        person: Some(MARIA.to_owned()),
        provider: Some(KARIN.to_owned()),
        start: Some(at(minutes)),
        end: Some(at(minutes + 30)),
        status: "booked".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
    }
}

fn a_move(from: i64, to: i64) -> Change {
    Change::moved(booked_at(from), span(to), None).expect("a move")
}

fn a_cancellation() -> Change {
    Change::cancelled(booked_at(0), "patient request").expect("a cancellation")
}

/// An appointment as the clinic returns it.
fn appointment(id: &str, minutes: i64, status: &str) -> Appointment {
    appointment_of(MARIA, KARIN, id, minutes, status)
}

fn appointment_of(
    person: &str,
    provider: &str,
    id: &str,
    minutes: i64,
    status: &str,
) -> Appointment {
    let member = |name: &str, value: &str| Member {
        name: name.to_owned(),
        value: value.to_owned().into(),
    };
    Appointment {
        clinic: CLINIK,
        id: id.to_owned(),
        status: status.to_owned(),
        start: Some(at(minutes)),
        end: Some(at(minutes + 30)),
        panels: None,
        also: Default::default(),
        members: vec![
            member("patientId", person),
            member("practitionerId", provider),
        ],
        record: serde_json::Map::new().into(),
        request_id: None,
        version: None,
    }
}

/// A row of a calendar.
fn row(person: &str, id: &str, minutes: i64) -> Booked {
    Booked {
        person: Some(person.to_owned()),
        provider: Some(KARIN.to_owned()),
        end: Some(at(minutes + 30)),
        status: "booked".to_owned(),
        ..Booked::new(CLINIK, id.to_owned(), at(minutes))
    }
}

/// A calendar that was read completely.
fn whole(bookings: Vec<Booked>) -> Agenda {
    Agenda {
        bookings,
        complete: true,
        ..Agenda::default()
    }
}

fn lost() -> Failure {
    Failure::Unknown(Report::of(Cause::TimedOut))
}

fn refused() -> Failure {
    Failure::Refused(Report::of(Cause::Forbidden))
}

fn asked_to_wait(seconds: u64) -> Failure {
    Failure::Refused(Report {
        retry_after: Some(Duration::from_secs(seconds)),
        ..Report::of(Cause::RateLimited)
    })
}

fn not_sent() -> Failure {
    Failure::NotSent(Report::of(Cause::ConnectionLost))
}

/// The names of news, to compare their order.
fn names(news: &[ChangeNews]) -> Vec<&'static str> {
    let name = |news: &ChangeNews| match news {
        ChangeNews::UnderWay(_) => "under way",
        ChangeNews::Checked(_) => "checked",
        ChangeNews::Withheld(..) => "withheld",
        ChangeNews::Made(..) => "made",
        ChangeNews::NotMade(..) => "not made",
        ChangeNews::NotMadeLate { .. } => "not made late",
        ChangeNews::UnknownStill => "unknown still",
        ChangeNews::Unknown(_) => "unknown",
        ChangeNews::NotThere(_) => "not there",
        ChangeNews::NotAwaited { .. } => "not awaited",
        ChangeNews::Left => "left",
        ChangeNews::TakenOver(..) => "taken over",
        ChangeNews::SecondStepWithheld(_) => "second step withheld",
        ChangeNews::SecondStepFailed(_) => "second step failed",
        ChangeNews::NotQueued(_) => "not queued",
        ChangeNews::NotRecorded(_) => "not recorded",
    };
    news.iter().map(name).collect()
}

/// The clinic of all visits here.
fn clinic() -> ClinicId {
    CLINIK
}
