//! The desk alone, with no hands: what it asks for is done, or not, by the test.

use std::time::Duration;

use booking::clinics::{CLINIK, aniva, clinik};
use booking::{
    Agenda, Appointment, Basis, Booking, Cause, ClinicId, ConnectError, Directory, Entry,
    EntryKind, Failure, Free, Listing, Matches, Member, People, Person, PersonName, PinAttempt,
    Place, PublishedTimes, RecentChanges, Report, RequestView, Slot,
};
use chrono::{DateTime, Utc};
use desk::{
    Desk, DeskEffect, Key, Msg, Printing, Question, READABLE_AFTER, SavedDocument, ScreenEffect,
    Setup, Size, Unsaved, update,
};

use office::{
    Answer, ClinicCall, ClinicChange, DayPlace, Effect, FaceAnswer, FreeTimesPlace, Moment,
    NotTaken, NotesAnswer, OfficeEvent, StoreOp, Ticket,
};

use super::{BERLIN, PATIENT, PROFILE};

/// A desk as it opens, on Friday 20 November 2026 at 14:32 in Berlin.
pub(crate) fn blank() -> Desk {
    let mut setup = Setup::new(booking::clinics::SHIPPED, zones::Zone::BERLIN, CLINIK);
    setup.office.references = Some(1);
    let now = DateTime::from_timestamp(1_795_181_520, 0).expect("a moment");
    let moment = Moment {
        now,
        up: Duration::ZERO,
    };
    Desk::new(
        setup,
        moment,
        Size {
            cols: 120,
            rows: 40,
        },
    )
}

/// The same with a visit that can be booked as it stands.
pub(crate) fn with_a_visit() -> Desk {
    let mut desk = blank();
    tell(&mut desk, a_visit());
    desk
}

/// Lets a desk take in one message after the other; what it asks for on the way.
pub(crate) fn tell(desk: &mut Desk, messages: impl IntoIterator<Item = Msg>) -> Vec<DeskEffect> {
    messages
        .into_iter()
        .flat_map(|message| update(desk, message))
        .collect()
}

/// Goes ahead with what is asked, after the time it takes to read it, for the first reason if one is asked for.
pub(crate) fn confirm_despite(desk: &mut Desk) -> Vec<DeskEffect> {
    let Moment { now, up } = desk.office.moment;
    let time = Msg::Office(OfficeEvent::Time(Moment {
        now: now + READABLE_AFTER,
        up: up + READABLE_AFTER,
    }));
    let is_to_choose = |question: &Question| question.chosen.is_none();
    let keys = if desk.question.as_ref().is_some_and(is_to_choose) {
        keys("1 Ctrl+S")
    } else {
        keys("Ctrl+S")
    };
    tell(desk, [time].into_iter().chain(keys))
}

/// Keys, written with blanks between them.
pub(crate) fn keys(names: &str) -> Vec<Msg> {
    names
        .split_whitespace()
        .map(|name| Msg::Key(name.parse::<Key>().expect("a key")))
        .collect()
}

/// What fills whichever form is in front so that it can be booked.
pub(crate) fn a_visit() -> Vec<Msg> {
    fill(&[("Alt+1", PATIENT), ("Alt+3", "2027-02-10 10:00-10:30")])
}

/// The same at Aniva.
pub(crate) fn a_draw() -> Vec<Msg> {
    fill(&[
        ("Alt+1", PROFILE),
        ("Alt+2", BERLIN),
        ("Alt+3", "2027-02-10 10:00"),
    ])
}

fn fill(texts: &[(&str, &str)]) -> Vec<Msg> {
    let one = |(place, text): &(&str, &str)| {
        keys(place)
            .into_iter()
            .chain(keys("Ctrl+U"))
            .chain([Msg::Paste((*text).to_owned().into())])
    };
    texts.iter().flat_map(one).collect()
}

/// How an effect may end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    Well,
    Refused,
    AskedToWait,
    NotSent,
    Unknown,
}

/// What comes back of an effect that ends so; nothing where nothing ever does.
pub(crate) fn answer(effect: &DeskEffect, end: End) -> Option<Msg> {
    match effect {
        DeskEffect::Office(effect) => {
            let (ticket, answer) = answer_to_office(effect, failure(end))?;
            Some(Msg::Office(OfficeEvent::Answer(ticket, answer)))
        }
        DeskEffect::Screen(ScreenEffect::Save(ticket, document)) => {
            let result = if failure(end).is_none() {
                Ok(SavedDocument {
                    path: document.path.clone(),
                    printing: Printing::None,
                })
            } else {
                Err(Unsaved::ThereAlready(None))
            };
            Some(Msg::Saved(*ticket, result))
        }
        DeskEffect::Screen(_) => None,
    }
}

fn answer_to_office(effect: &Effect, failure: Option<Failure>) -> Option<(Ticket, Answer)> {
    Some(match effect {
        Effect::CheckPin(ticket, _) => (*ticket, Answer::PinChecked(pin_check(failure))),
        Effect::Clinic(ticket, ClinicCall::KeepSlots(_)) => (
            *ticket,
            Answer::SlotsKept(failure.map_or(Ok(()), |failure| Err(Box::new(failure)))),
        ),
        Effect::Store(StoreOp::Claims(ticket, _)) => (*ticket, Answer::Claims(Vec::new())),
        Effect::Store(StoreOp::Changes(ticket, _)) => {
            (*ticket, Answer::Changes(RecentChanges::default()))
        }
        Effect::Store(StoreOp::History(ticket, ..)) => {
            (*ticket, FaceAnswer::History(Vec::new()).into())
        }
        Effect::Store(StoreOp::Calls(ticket, _)) => (*ticket, Answer::Calls(None)),
        Effect::Store(StoreOp::NoteCall(ticket, _)) => (*ticket, Answer::CallNoted(Ok(None))),
        Effect::Send(ticket, ClinicChange::Appointment(send_off)) => {
            let result = match failure {
                Some(failure) => Err(failure),
                None => Ok(appointment(send_off.change.booking().expect("a booking"))),
            };
            (*ticket, Answer::Changed(Box::new(result)))
        }
        Effect::Clinic(ticket, ClinicCall::List(directory)) => {
            let result =
                failure.map_or_else(|| Ok(listing(*directory)), |failure| Err(Box::new(failure)));
            (*ticket, Answer::Listed(*directory, result))
        }
        Effect::Clinic(ticket, ClinicCall::ReadEntry(place, directory, id)) => {
            let result = failure.map_or_else(
                || Ok(entry(*directory, id.shown())),
                |failure| Err(Box::new(failure)),
            );
            (
                *ticket,
                Answer::EntryRead(*place, *directory, id.clone(), result),
            )
        }
        Effect::Clinic(ticket, ClinicCall::FreeTimesInGroup(..)) => {
            let result = failure.map_or_else(|| Ok(free()), |failure| Err(Box::new(failure)));
            (*ticket, Answer::FreeTimes(FreeTimesPlace::Face, result))
        }
        Effect::Clinic(ticket, ClinicCall::FreeTimes(place, ..)) => {
            let result = failure.map_or_else(|| Ok(free()), |failure| Err(Box::new(failure)));
            (*ticket, Answer::FreeTimes(*place, result))
        }
        Effect::Clinic(ticket, ClinicCall::FindLost(_))
        | Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Lookup, ..)) => {
            let result =
                failure.map_or_else(|| Ok(Agenda::default()), |failure| Err(Box::new(failure)));
            (*ticket, Answer::Sought(result))
        }
        Effect::Clinic(ticket, ClinicCall::EntersAbsences(_)) => {
            let result = failure.map_or(Ok(true), |failure| Err(Box::new(failure)));
            (*ticket, Answer::EntersAbsences(result))
        }
        Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Check, ..)) => {
            let result =
                failure.map_or_else(|| Ok(Agenda::default()), |failure| Err(Box::new(failure)));
            (*ticket, Answer::DayChecked(result))
        }
        Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Calendar, ..))
        | Effect::Clinic(ticket, ClinicCall::Absences(..))
        | Effect::Clinic(ticket, ClinicCall::Upcoming(_))
        | Effect::Clinic(ticket, ClinicCall::DayOfAll(..))
        | Effect::Clinic(ticket, ClinicCall::Waiting(_)) => {
            let result =
                failure.map_or_else(|| Ok(Agenda::default()), |failure| Err(Box::new(failure)));
            (*ticket, Answer::Calendar(result))
        }
        Effect::Clinic(ticket, ClinicCall::Capabilities(_)) => {
            (*ticket, Answer::Capabilities(Default::default()))
        }
        Effect::Store(StoreOp::Note(ticket, _)) => {
            (*ticket, Answer::Notes(Ok(NotesAnswer::default())))
        }
        Effect::Store(StoreOp::RecordOverride(ticket, _)) => {
            (*ticket, Answer::OverrideRecorded(Ok(())))
        }
        Effect::Store(StoreOp::Keep(ticket, _)) => (*ticket, Answer::Kept(Ok(()))),
        Effect::Store(StoreOp::TakeDraft(ticket, ..)) => {
            let result = if failure.is_none() {
                Ok(())
            } else {
                Err(NotTaken::Away)
            };
            (*ticket, FaceAnswer::TakenOver(result).into())
        }
        Effect::Store(StoreOp::Queue(ticket, ..)) => (*ticket, Answer::Queued(Ok(()))),
        Effect::Clinic(ticket, ClinicCall::Probe(_)) => (
            *ticket,
            Answer::Probed(failure.map_or(Ok(()), |failure| Err(Box::new(failure)))),
        ),
        Effect::Clinic(ticket, ClinicCall::Search(place, ..)) => {
            let listing = listing(clinik::PATIENTS);
            let result = failure.map_or_else(|| Ok(listing), |failure| Err(Box::new(failure)));
            (*ticket, Answer::Found(*place, result))
        }
        Effect::Clinic(ticket, ClinicCall::Hours(_)) => (
            *ticket,
            Answer::Hours(failure.map_or(Ok(None), |failure| Err(Box::new(failure)))),
        ),
        Effect::Clinic(ticket, ClinicCall::Published(..)) => (
            *ticket,
            Answer::Published(failure.map_or_else(
                || Ok(PublishedTimes::default()),
                |failure| Err(Box::new(failure)),
            )),
        ),
        Effect::Clinic(ticket, ClinicCall::Open(place, clinic, id)) => {
            let opened = recorded(*clinic, id, PATIENT, None);
            (
                *ticket,
                Answer::Opened(*place, Box::new(failure.map_or(Ok(opened), Err))),
            )
        }
        Effect::Clinic(ticket, ClinicCall::AddPanels(..)) => (
            *ticket,
            Answer::PanelsAdded(Box::new(failure.map_or(Ok(()), Err))),
        ),
        Effect::Clinic(ticket, ClinicCall::FindAlike(_)) => {
            let result = failure.map_or_else(|| Ok(People::default()), Err);
            (*ticket, FaceAnswer::AlikeFound(result).into())
        }
        Effect::Send(ticket, ClinicChange::AddPatient(patient)) => {
            let person = Person::new(patient.clinic(), "new_1".to_owned(), PersonName::default());
            (
                *ticket,
                FaceAnswer::PatientAdded(failure.map_or(Ok(person), Err)).into(),
            )
        }
        Effect::Send(ticket, ClinicChange::CorrectPatient(correction)) => {
            let person = Person::new(
                correction.clinic(),
                correction.id().to_owned(),
                PersonName::default(),
            );
            (
                *ticket,
                FaceAnswer::PatientCorrected(failure.map_or(Ok(person), Err)).into(),
            )
        }
        Effect::Clinic(ticket, ClinicCall::Preview(_)) => {
            (*ticket, FaceAnswer::Previewed(view()).into())
        }
        Effect::Clinic(ticket, ClinicCall::Tubes(..)) => {
            (*ticket, FaceAnswer::Tubes(Ok(Vec::new())).into())
        }
        Effect::Find(ticket, ..) => (*ticket, FaceAnswer::Matched(Matches::default()).into()),
        Effect::Store(StoreOp::Settle(..))
        | Effect::Store(StoreOp::SettlePatient(_))
        | Effect::Store(StoreOp::DropCollisions(..))
        | Effect::Begin
        | Effect::LockAll
        | Effect::Turn(..)
        | Effect::Store(StoreOp::Hold(_))
        | Effect::Store(StoreOp::UnlockAttempt(_))
        | Effect::Store(StoreOp::Away(..))
        | Effect::Discard(_)
        | Effect::Abandon(_) => {
            return None;
        }
    })
}

fn pin_check(failure: Option<Failure>) -> Result<PinAttempt, String> {
    match failure {
        None => Ok(PinAttempt::Right { wrong: 0 }),
        Some(_) => Ok(PinAttempt::Wrong {
            wrong: 1,
            wait: Duration::from_secs(1),
        }),
    }
}

fn failure(end: End) -> Option<Failure> {
    let wait = Some(Duration::from_secs(30));
    match end {
        End::Well => None,
        End::Refused => Some(Failure::Refused(Report {
            status: Some(404),
            ..Report::of(Cause::NotFound)
        })),
        End::AskedToWait => Some(Failure::Refused(Report {
            retry_after: wait,
            ..Report::of(Cause::RateLimited)
        })),
        End::NotSent => Some(Failure::NotSent(Report::of(Cause::Unreachable(
            ConnectError::NoConnection,
        )))),
        End::Unknown => Some(Failure::Unknown(Report::of(Cause::ConnectionLost))),
    }
}

fn appointment(booking: &Booking) -> Appointment {
    let patient = booking.patient();
    recorded(booking.clinic(), "appt_1", &patient, booking.start())
}

fn recorded(clinic: ClinicId, id: &str, who: &str, start: Option<DateTime<Utc>>) -> Appointment {
    let member = |name: &str, value: &str| Member {
        name: name.to_owned(),
        value: value.to_owned().into(),
    };
    Appointment {
        clinic,
        id: id.to_owned(),
        status: "booked".to_owned(),
        start,
        end: None,
        panels: None,
        also: Default::default(),
        members: vec![
            member("patientId", who),
            member("unheard.of", "名前 👩‍⚕️ \u{301}"),
        ],
        record: serde_json::Map::new().into(),
        request_id: Some("req_1".to_owned()),
        version: None,
    }
}

fn listing(directory: Directory) -> Listing {
    let entries = [PATIENT, PROFILE, BERLIN, "名前"]
        .map(|id| entry(directory, id))
        .to_vec();
    Listing {
        entries,
        complete: true,
    }
}

fn entry(directory: Directory, id: &str) -> Entry {
    let kind = match directory {
        one if one == aniva::LOCATIONS => EntryKind::Place(Box::new(Place {
            zone: Some(zones::Zone::NEW_YORK),
            hours: None,
        })),
        _ => EntryKind::Practitioner(Box::default()),
    };
    Entry {
        id: id.to_owned(),
        name: format!("Näme {id}"),
        detail: "עיר".to_owned(),
        kind,
    }
}

/// Half an hour, on the Monday after the desk opened.
fn free() -> Free {
    let at = |second| DateTime::from_timestamp(second, 0).expect("a moment");
    Free::of(
        Basis::Slots,
        vec![Slot {
            start: at(1_795_420_800),
            end: at(1_795_422_600),
        }],
    )
}

fn view() -> RequestView {
    RequestView {
        method: "POST".to_owned(),
        url: "http://127.0.0.1/v1/appointments".to_owned(),
        headers: vec![("x-api-key".to_owned(), "clk_test_…".to_owned())],
        body: "{\n  \"status\": \"booked\"\n}".to_owned().into(),
        curl: "curl -X POST 'http://127.0.0.1/v1/appointments'"
            .to_owned()
            .into(),
        then: None,
    }
}
