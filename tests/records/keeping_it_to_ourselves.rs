//! What is said of a person is nowhere but on the screen, on the wire and in the sealed records: whatever else is
//! written, from a log line to the text of a panic, is written by formatting, and formatting shows nothing of it.

use std::fmt::Debug;

use booking::clinics::{CLINIK, aniva, clinik};
use booking::time::Span;
use booking::{
    Agenda, Appointment, Booked, Booking, BookingParts, Cause, DeskNotes, Draft, Entry, Failure,
    FieldValue, Issue, Listing, LookAlike, Matches, Member, NewPatient, PatientCall,
    PatientCorrection, PatientDraft, PatientField, PatientQuery, People, PeopleQuery, Person,
    PersonName, PhoneNumber, Problem, Register, Report, RequestView, Spoken, Spot, Text, Waiter,
    WaitingPlace, Wished, patient_problems_of, problems_of,
};
use desk::{Command, DeskEffect, Msg};

use i18n::Language;
use office::{
    Answer, AppointmentPlace, ClinicCall, ClinicChange, Dispatch, Effect, EntryPlace, FaceAnswer,
    NoteStep, NotesAnswer, OfficeEvent, SearchPlace, StoreOp, Ticket,
};

use crate::desk_at_work::unplugged::{blank, keys, tell};

/// Nobody is called so, born so or reached so.
const CANARIES: [&str; 7] = [
    "Kanari",
    "Vogel",
    "1931-07-04",
    "4 Jul 1931",
    "+4915550",
    "kanari@example.com",
    "Finkenau",
];

const TICKET: Ticket = Ticket::new(1);

fn person() -> Person {
    let name = PersonName {
        first: "Kanari".to_owned(),
        last: "Vogel".to_owned(),
    };
    Person::new(CLINIK, "pt_1".to_owned(), name)
        .born("1931-07-04".to_owned())
        .reached_at("+4915550100".to_owned(), "kanari@example.com".to_owned())
        .living_in("Finkenau".to_owned())
}

fn draft() -> PatientDraft {
    PatientDraft::of_person(&person(), Language::En)
}

fn new_patient() -> NewPatient {
    draft()
        .review(&clock())
        .patient
        .expect("a patient that the rules admit")
}

fn correction() -> PatientCorrection {
    let clock = clock();
    let after = PatientDraft::of_person(&person(), clock.language);
    PatientCorrection::between("pt_1", &PatientDraft::new(CLINIK), &after, &clock)
        .expect("what the rules admit")
}

fn booking() -> Booking {
    let reason = Text::new("Kanari Vogel asked for it", 500).expect("a text");
    let span = Span::resolve(None, None, None).expect("no time");
    let booking = Booking::of_ids(CLINIK, "pt_1", None, span).expect("an id");
    let values = vec![(clinik::REASON, FieldValue::Text(reason))];
    let parts = BookingParts {
        values,
        ..booking.parts().clone()
    };
    Booking::new(CLINIK, parts).expect("a booking")
}

fn appointment() -> Appointment {
    let member = |name: &str, value: &str| Member {
        name: name.to_owned(),
        value: value.to_owned().into(),
    };
    Appointment {
        clinic: CLINIK,
        id: "appt_1".to_owned(),
        status: "booked".to_owned(),
        start: None,
        end: None,
        panels: None,
        also: Default::default(),
        members: vec![
            member("profile.first_name", "Kanari"),
            member("profile.birth_date", "1931-07-04"),
        ],
        record: serde_json::Map::new().into(),
        request_id: None,
        version: None,
    }
}

fn booked() -> Booked {
    Booked {
        person: Some("pt_1".to_owned()),
        status: "booked".to_owned(),
        comment: Some("Vogel rang".to_owned().into()),
        what: Some("for Kanari".to_owned().into()),
        ..Booked::new(CLINIK, "appt_1", None)
    }
}

fn waiter() -> Waiter {
    Waiter {
        place: WaitingPlace::Unsettled,
        clinic: CLINIK,
        person: "pt_1".to_owned(),
        provider: None,
        wished: Wished::default(),
        since: None,
        what: Some("Vogel rang".to_owned().into()),
        by: None,
    }
}

fn failure() -> Failure {
    let issue = Issue {
        wire_name: Some("reasonCode".to_owned()),
        text: "`Kanari Vogel` is too long".to_owned().into(),
    };
    Failure::Refused(Report {
        message: Some("Vogel, born 1931-07-04, is known".to_owned().into()),
        issues: vec![issue],
        ..Report::of(Cause::Invalid)
    })
}

fn view() -> RequestView {
    RequestView {
        method: "POST".to_owned(),
        url: "https://api.example.com/v1/appointments".to_owned(),
        headers: Vec::new(),
        body: "{\"reasonCode\": \"Kanari\"}".to_owned().into(),
        curl: "curl -d '{\"reasonCode\": \"Kanari\"}'".to_owned().into(),
        then: None,
    }
}

/// What a desk hands over of a form in which all of it has been typed.
fn kept() -> Vec<DeskEffect> {
    let mut desk = blank();
    tell(
        &mut desk,
        [Msg::Office(office::OfficeEvent::DraftsRead(Box::default()))],
    );
    tell(&mut desk, keys("Alt+1"));
    tell(
        &mut desk,
        [Msg::Paste("Kanari Vogel 1931-07-04".to_owned().into())],
    );
    tell(&mut desk, keys("Ctrl+N Ctrl+E"));
    tell(&mut desk, [Msg::Paste("vogel, Kanari".to_owned().into())]);
    tell(&mut desk, keys("Alt+N"));
    tell(&mut desk, [Msg::Paste("Kanari".to_owned().into())]);
    let effects = tell(&mut desk, [Msg::Leave(15)]);
    let holds_all =
        |kept: &office::DraftSnapshot| (kept.drafts.len(), kept.new_patients.len()) == (2, 1);
    assert!(
        effects.iter().any(
            |effect| matches!(effect, DeskEffect::Office(Effect::Store(StoreOp::Keep(_, kept))) if holds_all(kept))
        )
    );
    effects
}

fn clock() -> booking::time::Clock {
    blank().setting().clock
}

fn send_off() -> Dispatch {
    Dispatch {
        continues: None,
        change: booking().into(),
        known_appointments: Vec::new(),
        known_claims: Vec::new(),
        beside: Vec::new(),
        override_entry: None,
        goes_alone: false,
        row: None,
        list: None,
        spoken: Some(Spoken::De.into()),
        instruction: Some("Kanari comes fasting".to_owned().into()),
    }
}

/// Everything that goes into the desk or comes out of it.
fn messages() -> Vec<Box<dyn Debug>> {
    let listing = Listing {
        entries: vec![Entry::from(&person())],
        complete: true,
    };
    let register = Register::new(CLINIK).with(vec![person()]);
    let people = || People {
        people: vec![person()],
        complete: true,
    };
    let matches = Matches {
        people: vec![person()],
        more: 0,
        nearly: false,
    };
    let agenda = || Agenda::of(vec![booked()], true);
    let answers = [
        Answer::Changed(Box::new(Ok(appointment()))),
        Answer::Changed(Box::new(Err(failure()))),
        Answer::Listed(clinik::PATIENTS, Ok(listing.clone())),
        Answer::SoFar(aniva::PROFILES, register.clone()),
        Answer::Everyone(aniva::PROFILES, Ok(register.clone())),
        FaceAnswer::Matched(matches).into(),
        Answer::EntryRead(
            EntryPlace::List,
            clinik::PATIENTS,
            "Vogel".to_owned().into(),
            Ok(Entry::from(&person())),
        ),
        Answer::Found(SearchPlace::Face, Ok(listing)),
        Answer::Sought(Ok(agenda())),
        Answer::Calendar(Ok(agenda())),
        Answer::DayChecked(Ok(agenda())),
        Answer::Notes(Ok(NotesAnswer {
            notes: DeskNotes {
                waiting: vec![waiter()],
                ..DeskNotes::default()
            },
            ..NotesAnswer::default()
        })),
        Answer::Opened(AppointmentPlace::Check, Box::new(Ok(appointment()))),
        FaceAnswer::AlikeFound(Ok(people())).into(),
        Answer::PanelsAdded(Box::new(Err(failure()))),
        FaceAnswer::PatientAdded(Ok(person())).into(),
        FaceAnswer::PatientCorrected(Ok(person())).into(),
        FaceAnswer::Previewed(view()).into(),
    ];
    let born = "1931-07-04".parse().expect("a day");
    let effects = [
        DeskEffect::Office(Effect::Send(
            TICKET,
            ClinicChange::Appointment(Box::new(send_off())),
        )),
        DeskEffect::Office(Effect::Store(StoreOp::Claims(
            TICKET,
            Box::new((&booking()).into()),
        ))),
        DeskEffect::Office(Effect::Clinic(
            TICKET,
            ClinicCall::Preview(Box::new(booking().into())),
        )),
        DeskEffect::Office(Effect::Clinic(
            TICKET,
            ClinicCall::ReadEntry(
                EntryPlace::List,
                clinik::PATIENTS,
                "Vogel".to_owned().into(),
            ),
        )),
        DeskEffect::Office(Effect::Clinic(
            TICKET,
            ClinicCall::Search(
                SearchPlace::Face,
                CLINIK,
                PatientQuery::BornNamed {
                    born,
                    surname: "Vogel".to_owned(),
                },
            ),
        )),
        DeskEffect::Office(Effect::Clinic(
            TICKET,
            ClinicCall::Search(
                SearchPlace::Face,
                CLINIK,
                PatientQuery::Phone(PhoneNumber::new("+4915550100", None)),
            ),
        )),
        DeskEffect::Office(Effect::Clinic(
            TICKET,
            ClinicCall::Search(
                SearchPlace::Face,
                CLINIK,
                PatientQuery::Email("kanari@example.com".to_owned()),
            ),
        )),
        DeskEffect::Office(Effect::Find(
            TICKET,
            register.clone(),
            PeopleQuery::new("Kanari Vogel 1931-07-04", &clock()),
        )),
        DeskEffect::Office(Effect::Discard(register)),
        DeskEffect::Office(Effect::Store(StoreOp::Note(
            TICKET,
            Box::new(NoteStep::Waiting {
                waiter: waiter(),
                seen: Some(waiter()),
            }),
        ))),
        DeskEffect::Office(Effect::Clinic(
            TICKET,
            ClinicCall::FindAlike(Box::new(new_patient())),
        )),
        DeskEffect::Office(Effect::Send(
            TICKET,
            ClinicChange::AddPatient(Box::new(new_patient())),
        )),
        DeskEffect::Office(Effect::Send(
            TICKET,
            ClinicChange::CorrectPatient(Box::new(correction())),
        )),
    ];
    let mut all: Vec<Box<dyn Debug>> = Vec::new();
    all.extend(answers.map(|answer| {
        Box::new(Msg::Office(OfficeEvent::Answer(TICKET, answer))) as Box<dyn Debug>
    }));
    all.extend(effects.map(|effect| Box::new(effect) as Box<dyn Debug>));
    all.extend(
        kept()
            .into_iter()
            .map(|effect| Box::new(effect) as Box<dyn Debug>),
    );
    all.push(Box::new(Msg::Paste("Kanari Vogel".to_owned().into())));
    all.push(Box::new(Msg::Do(Command::Type(
        "Kanari Vogel".to_owned().into(),
    ))));
    all
}

/// Everything they are made of that stands alone somewhere.
fn parts() -> Vec<Box<dyn Debug>> {
    let mut draft = Draft::new(CLINIK);
    draft.set(clinik::PATIENT, "Vogel".to_owned());
    draft.set(clinik::COMMENT, "Kanari rang".to_owned());
    let mut typed = PatientDraft::new(CLINIK);
    typed.set(PatientField::FirstName, "Kanari".to_owned());
    typed.set(PatientField::BirthDate, "4.7.1931".to_owned());
    let review = typed.review(&clock());
    assert_eq!(review.echoes[0].1.shown(), "4 Jul 1931, 95 years old");
    vec![
        Box::new(person()),
        Box::new(person().name().clone()),
        Box::new(Entry::from(&person())),
        Box::new(new_patient()),
        Box::new(LookAlike::of(&new_patient())),
        Box::new(draft),
        Box::new(review),
        Box::new(typed),
        Box::new(booking()),
        Box::new(failure()),
        Box::new(problems_of(&failure(), CLINIK, Language::En)),
        Box::new(patient_problems_of(
            &failure(),
            PatientCall::Correct,
            CLINIK,
            Language::En,
        )),
        Box::new(Problem::error(
            Spot::Whole,
            "Kanari Vogel has one then.",
            "Ask Kanari.",
        )),
    ]
}

#[test]
fn whatever_is_formatted_names_nobody() {
    for thing in messages().into_iter().chain(parts()) {
        let formatted = format!("{thing:?}\n{thing:#?}");
        for canary in CANARIES {
            assert!(
                !formatted.to_lowercase().contains(&canary.to_lowercase()),
                "{canary} in {formatted}"
            );
        }
    }
}

#[test]
fn what_is_typed_is_not_told_letter_by_letter() {
    let typed: Vec<String> = "Vogel"
        .chars()
        .map(|letter| format!("{:?}", keys(&letter.to_string())))
        .collect();
    assert_eq!(typed, ["[Key(Key(…))"; 5].map(|key| format!("{key}]")));
    assert_eq!(
        format!("{:?}", keys("Ctrl+S Tab")),
        "[Key(Key(Ctrl-S)), Key(Key(Tab))]"
    );
}

/// Which of the desk's own types can be formatted at all: where one could be, the call would be ambiguous and this
/// would not compile.
trait Unformatted<Which> {
    fn is() {}
}

/// Any type.
struct Any;
/// One that can be formatted.
struct Formatted;

impl<T: ?Sized> Unformatted<Any> for T {}
impl<T: ?Sized + Debug> Unformatted<Formatted> for T {}

#[test]
fn the_desk_itself_can_not_be_formatted() {
    <desk::Desk as Unformatted<_>>::is();
    <desk::Form as Unformatted<_>>::is();
    <desk::PatientForm as Unformatted<_>>::is();
    <office::PatientSheet as Unformatted<_>>::is();
    <office::BookingForm as Unformatted<_>>::is();
    <desk::EntryLine as Unformatted<_>>::is();
    <words::Shown as Unformatted<_>>::is();
    <words::Row as Unformatted<_>>::is();
    <headless::Desk as Unformatted<_>>::is();
}
