//! Every way an answer is read, without a server to give it. The laws of this room and the fuzzers in `fuzz/` hand
//! it bytes that no honest server sends.

use chrono::NaiveDate;
use reqwest::header::HeaderMap;

use super::answer::Answer;
use super::pages::{Pages, Paging, Read, record_in, unreadable};
use super::{aniva, appointment_in, body_in, clinik, directory, people};
use crate::booking::{
    Appointment, Backend, Booked, Days, Directory, Entry, Failure, Hours, Language, Person, Personal,
    problems_of,
};

/// A call, as far as its answer is read in a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A booking, or the read of one by its id.
    Appointment(Backend),
    /// A list that the form picks from, or one entry of it.
    List(Directory),
    /// A search for people, or the read of one.
    People(Backend),
    /// A search for appointments.
    Agenda(Backend),
    /// ClinikAPI's schedules of a practitioner.
    Schedules,
    /// ClinikAPI's published slots.
    Slots,
    /// ClinikAPI's practitioner roles.
    Roles,
    /// Aniva's availability of a location.
    Availability,
    /// The adding of panels at Aniva.
    AddPanels,
}

impl Call {
    /// Every one of them.
    pub const ALL: [Call; 16] = [
        Call::Appointment(Backend::Clinik),
        Call::Appointment(Backend::Aniva),
        Call::List(Directory::Patients),
        Call::List(Directory::Practitioners),
        Call::List(Directory::Profiles),
        Call::List(Directory::Locations),
        Call::List(Directory::Panels),
        Call::People(Backend::Clinik),
        Call::People(Backend::Aniva),
        Call::Agenda(Backend::Clinik),
        Call::Agenda(Backend::Aniva),
        Call::Schedules,
        Call::Slots,
        Call::Roles,
        Call::Availability,
        Call::AddPanels,
    ];

    /// Whom it goes to.
    pub fn backend(self) -> Backend {
        match self {
            Call::Appointment(backend) | Call::People(backend) | Call::Agenda(backend) => backend,
            Call::List(directory) => directory.backend(),
            Call::Schedules | Call::Slots | Call::Roles => Backend::Clinik,
            Call::Availability | Call::AddPanels => Backend::Aniva,
        }
    }
}

/// Reads `body` as the answer to `call`, under that status. Every text that a person may come to see of it, whether
/// it was taken or is a failure: each has to be harmless.
pub fn words_of(call: Call, status: u16, body: &[u8]) -> Vec<String> {
    let answer = Answer { status, headers: HeaderMap::new(), body: Ok(body.to_owned()) };
    let backend = call.backend();
    let words = match call {
        Call::Appointment(backend) => appointment_in(backend, &answer).map(of_appointment),
        Call::List(directory) => rows(backend, &answer, directory::reader(directory), of_entry),
        Call::People(backend) => rows(backend, &answer, people::reader(backend), of_person),
        Call::Agenda(clinik) if clinik == Backend::Clinik => {
            rows(backend, &answer, clinik::booked, of_booked)
        }
        Call::Agenda(_) => rows(backend, &answer, aniva::booked, of_booked),
        Call::Schedules => rows(backend, &answer, clinik::schedule, |_| Vec::new()),
        Call::Slots => rows(backend, &answer, clinik::slot, |_| Vec::new()),
        Call::Roles => rows(backend, &answer, clinik::role, |role| {
            drop(Hours::of([role.rota]));
            Vec::new()
        }),
        Call::Availability => availability(&answer),
        Call::AddPanels => body_in(backend, &answer).map(|body| {
            let _ = aniva::is_done(&body.value);
            Vec::new()
        }),
    };
    words.unwrap_or_else(|failure| of_failure(&failure, backend))
}

/// The words of an answer as a list, and as one record.
fn rows<T>(
    backend: Backend,
    answer: &Answer,
    read: Read<T>,
    words: fn(T) -> Vec<String>,
) -> Result<Vec<String>, Failure> {
    let paging = match backend {
        one if one == Backend::Clinik => Paging::Cursor { count: 100, most: 2 },
        _ => Paging::Offset { limit: 500, most: 2 },
    };
    let body = body_in(backend, answer)?.value;
    let mut said: Vec<String> = record_in(body.clone(), read).into_iter().flat_map(words).collect();
    let mut pages = Pages::of(paging, Vec::new(), read);
    match pages.take(body) {
        Ok(_) => said.extend(pages.into_gathered(None).rows.into_iter().flat_map(words)),
        Err(failure) => said.extend(of_failure(&failure, backend)),
    }
    Ok(said)
}

fn availability(answer: &Answer) -> Result<Vec<String>, Failure> {
    let body = body_in(Backend::Aniva, answer)?.value;
    let day = NaiveDate::default();
    let Some(days) = Days::new(day, day, chrono_tz::UTC) else { return Ok(Vec::new()) };
    aniva::free(body, &days).map(|_| Vec::new()).map_err(unreadable)
}

fn of_appointment(appointment: Appointment) -> Vec<String> {
    let Appointment { id, status, panels, members, request_id, .. } = appointment;
    let members = members.into_iter().flat_map(|member| [member.name, member.value.into_shown()]);
    members.chain([id, status]).chain(panels.into_iter().flatten()).chain(request_id).collect()
}

fn of_entry(entry: Entry) -> Vec<String> {
    vec![entry.told_by(Language::En).into_owned(), entry.id, entry.name]
}

fn of_person(person: Person) -> Vec<String> {
    let texts = [person.id(), person.phone(), person.email()].map(str::to_owned);
    texts.into_iter().chain([person.full_name(), person.birth_date_read(Language::En)]).collect()
}

fn of_booked(booked: Booked) -> Vec<String> {
    let Booked { id, status, person, provider, comment, what, .. } = booked;
    let texts = [comment, what].into_iter().flatten().map(Personal::into_shown);
    [id, status].into_iter().chain([person, provider].into_iter().flatten()).chain(texts).collect()
}

/// What came, and the words for staff in every language.
fn of_failure(failure: &Failure, backend: Backend) -> Vec<String> {
    let report = failure.report().clone();
    let issues = report.issues.into_iter().flat_map(|issue| [Some(issue.text.into_shown()), issue.wire_name]);
    let problems = Language::ALL.into_iter().flat_map(|language| problems_of(failure, backend, language));
    let problems = problems.flat_map(|problem| [problem.what, problem.advice]);
    [report.code, report.request_id, report.message.map(Personal::into_shown)]
        .into_iter()
        .chain(issues)
        .flatten()
        .chain(problems)
        .collect()
}
