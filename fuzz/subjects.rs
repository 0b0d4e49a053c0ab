//! What each fuzz target does with its bytes. The same functions are tried at every change with the corpus and some
//! thousand mutations of it, by `tests/clinics/decoding_anything.rs`.

use std::sync::LazyLock;

use booking::api::{
    Api, ChangeRequest, Changed, Finding, PublishedSlot, Read, Reply, Request, Reuse,
};
use booking::clinics::{ANIVA, CLINIK, SHIPPED};
use booking::line::{Patient, Roster, RosterProvider, parse, resolve};
use booking::sanitize::is_control_character;
use booking::time::{self, Clock, DateOrder};
use booking::{
    Agenda, Appointment, Booked, ClinicId, Days, Entry, Failure, Language, Listing, Naming,
    PatientQuery, People, Person, Personal, Provider as Calendar, Slot, Templates, problems_of,
};
use chrono::{DateTime, NaiveDate};

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::shipped(SHIPPED));

/// Statuses that mean something of their own, and some that mean nothing.
const REFUSALS: [u16; 12] = [302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503, 599];

/// A success of ClinikAPI, to whatever was asked.
pub(super) fn clinik(body: &[u8]) {
    succeeds(CLINIK, body);
}

/// A success of Aniva, to whatever was asked.
pub(super) fn aniva(body: &[u8]) {
    succeeds(ANIVA, body);
}

/// A failure of either; which one goes by the length, so that every status comes up.
pub(super) fn refusals(body: &[u8]) {
    let status = REFUSALS[body.len() % REFUSALS.len()];
    for clinic in SHIPPED {
        are_harmless(&words_of(clinic, status, body));
    }
}

/// A line as it may stand in the entry line, which takes no control characters.
pub(super) fn line(bytes: &[u8]) {
    let text: String = String::from_utf8_lossy(bytes)
        .chars()
        .filter(|letter| !is_control_character(*letter))
        .collect();
    for (here, date_order) in [(CLINIK, None), (ANIVA, Some(DateOrder::Mdy))] {
        let clock = clock(date_order);
        let roster = Roster {
            clinics: SHIPPED,
            here,
            patients: Some(&patients()),
            providers: Some(&PROVIDERS),
            unread: &[],
            templates: &TEMPLATES,
            language: Language::En,
            naming: Naming::InFull,
            past: None,
            just_booked: None,
        };
        let meant = resolve(&parse(&text, &clock), &roster);
        let mut said: Vec<String> = meant.echo.into_iter().map(|(_, said)| said).collect();
        for problem in meant.problems {
            said.extend(
                problem
                    .picks
                    .into_iter()
                    .flat_map(|pick| [pick.label, pick.text]),
            );
            said.extend([problem.what, problem.advice]);
        }
        are_harmless(&said);
        let _ = time::read(&meant.time.join(" "), &clock);
        let _ = time::read(&text, &clock);
    }
}

fn succeeds(clinic: ClinicId, body: &[u8]) {
    are_harmless(&words_of(clinic, 200, body));
}

/// Every text that a person may come to see when whatever is asked is answered so, be it taken or a failure.
pub(super) fn words_of(clinic: ClinicId, status: u16, body: &[u8]) -> Vec<String> {
    let asked = Answers {
        api: clinic.api(),
        clinic,
        reply: Reply::new(status, body),
    };
    let id = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
    let api = asked.api;
    let refused = api.body_of(&asked.reply).err();
    let mut words: Vec<String> = refused
        .map(|failure| of_failure(&failure, clinic))
        .unwrap_or_default();
    let changes = [
        ChangeRequest::Cancel {
            appointment: "a1",
            reason: "",
        },
        ChangeRequest::AddPanels {
            appointment: "a1",
            panels: &[],
        },
    ];
    for change in changes {
        let changed = api
            .body_of(&asked.reply)
            .and_then(|body| api.changed(&change, &Request::get(&[]), body));
        words.extend(asked.told(changed, |changed| match changed {
            Changed::Appointment(appointment) => of_appointment(*appointment),
            Changed::Patient(person) => of_person(*person),
            Changed::Done => Vec::new(),
        }));
    }
    words.extend(asked.read(api.appointment("a1"), of_appointment));
    words.extend(asked.read(api.person("a1"), of_person));
    for directory in clinic.directories() {
        let entries = |listing: Listing| listing.entries.into_iter().flat_map(of_entry).collect();
        words.extend(asked.read(api.list(directory), entries));
        words.extend(asked.read(api.entry(directory, "a1"), of_entry));
    }
    let people = |people: People| people.people.into_iter().flat_map(of_person).collect();
    words.extend(asked.read(api.search(&PatientQuery::Name("a".to_owned())), people));
    words.extend(asked.read(api.people_page(0), |page| {
        page.people.into_iter().flat_map(of_person).collect()
    }));
    let agenda = |agenda: Agenda| agenda.bookings.into_iter().flat_map(of_booked).collect();
    words.extend(asked.read(api.agenda_of_person(id, None), agenda));
    let day = NaiveDate::default();
    if let Some((days, calendar)) =
        Days::new(day, day, zones::Zone::UTC).zip(Calendar::named(clinic, id))
    {
        words.extend(asked.read(api.agenda_of_provider(&calendar, &days), agenda));
        words.extend(asked.read(api.free_times(&calendar, &days, None), |_| Vec::new()));
        let slot = Slot {
            start: DateTime::UNIX_EPOCH,
            end: DateTime::UNIX_EPOCH,
        };
        let ids = |slots: Vec<PublishedSlot>| slots.into_iter().map(|slot| slot.id).collect();
        words.extend(asked.read(api.slots_at(&calendar, slot, Reuse::Never), ids));
        words.extend(asked.read(api.hours(&calendar), |_| Vec::new()));
    }
    words.extend(asked.read(api.may_book(), |finding| match finding {
        Finding::Yes => Vec::new(),
        Finding::No(why) | Finding::Undecided(why) => vec![why.to_text(Language::En)],
    }));
    words
}

/// A server that always answers the same.
struct Answers {
    api: &'static dyn Api,
    clinic: ClinicId,
    reply: Reply,
}

impl Answers {
    fn read<T: 'static>(&self, mut read: Read<T>, words: impl Fn(T) -> Vec<String>) -> Vec<String> {
        loop {
            read = match read {
                Read::Done(outcome) => return self.told(outcome, words),
                Read::Ask(_, next) => next(self.api.body_of(&self.reply)),
            };
        }
    }

    fn told<T>(
        &self,
        outcome: Result<T, Failure>,
        words: impl Fn(T) -> Vec<String>,
    ) -> Vec<String> {
        match outcome {
            Ok(value) => words(value),
            // A refusal is told once, for it says the same whatever was asked.
            Err(_) if !self.reply.is_success() => Vec::new(),
            Err(failure) => of_failure(&failure, self.clinic),
        }
    }
}

fn of_appointment(appointment: Appointment) -> Vec<String> {
    let Appointment {
        id,
        status,
        panels,
        members,
        request_id,
        ..
    } = appointment;
    let members = members
        .into_iter()
        .flat_map(|member| [member.name, member.value.into_shown()]);
    members
        .chain([id, status])
        .chain(panels.into_iter().flatten())
        .chain(request_id)
        .collect()
}

fn of_entry(entry: Entry) -> Vec<String> {
    vec![
        entry.detail(Language::En).into_owned(),
        entry.id,
        entry.name,
    ]
}

fn of_person(person: Person) -> Vec<String> {
    let texts = [person.id(), person.phone(), person.email()].map(str::to_owned);
    texts
        .into_iter()
        .chain([person.full_name(), person.birth_date_read(Language::En)])
        .collect()
}

fn of_booked(booked: Booked) -> Vec<String> {
    let Booked {
        id,
        status,
        person,
        provider,
        comment,
        what,
        ..
    } = booked;
    let texts = [comment, what]
        .into_iter()
        .flatten()
        .map(Personal::into_shown);
    [id, status]
        .into_iter()
        .chain([person, provider].into_iter().flatten())
        .chain(texts)
        .collect()
}

/// What came, and the words for staff in every language.
fn of_failure(failure: &Failure, clinic: ClinicId) -> Vec<String> {
    let report = failure.report().clone();
    let issues = report
        .issues
        .into_iter()
        .flat_map(|issue| [Some(issue.text.into_shown()), issue.wire_name]);
    let problems = Language::ALL
        .into_iter()
        .flat_map(|language| problems_of(failure, clinic, language));
    let problems = problems.flat_map(|problem| [problem.what, problem.advice]);
    [
        report.code,
        report.request_id,
        report.message.map(Personal::into_shown),
    ]
    .into_iter()
    .chain(issues)
    .flatten()
    .chain(problems)
    .collect()
}

fn are_harmless(words: &[String]) {
    let steering = words
        .iter()
        .find(|text| text.chars().any(is_control_character));
    assert_eq!(steering, None, "this would steer a terminal or its reader");
}

fn clock(date_order: Option<DateOrder>) -> Clock {
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default();
    Clock {
        now,
        zone: zones::Zone::BERLIN,
        date_order,
        open: None,
        language: Language::En,
    }
}

fn patients() -> [Patient<'static>; 2] {
    let maria = Patient {
        clinic: CLINIK,
        id: "pt_abc123",
        given: "Maria",
        surname: "Schmidt",
        also_called: &[],
        born: NaiveDate::from_ymd_opt(1985, 3, 22),
        phone: Some("+493023125001"),
        town: None,
        email: None,
        spoken: None,
        numbers: &[],
        record: None,
    };
    [
        maria,
        Patient {
            id: "pt_abc124",
            given: "Mário",
            surname: "von Schmidt",
            born: None,
            ..maria
        },
    ]
}

const PROVIDERS: [RosterProvider<'_>; 2] = [
    RosterProvider {
        clinic: CLINIK,
        id: "prac_xyz789",
        name: "Karin Ivers",
        town: None,
        code: Some("ki"),
        also: None,
        skills: None,
        is_retired: false,
    },
    RosterProvider {
        clinic: ANIVA,
        id: "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b",
        name: "Probe Berlin Mitte",
        town: Some("Berlin"),
        code: Some("be"),
        also: None,
        skills: None,
        is_retired: false,
    },
];
