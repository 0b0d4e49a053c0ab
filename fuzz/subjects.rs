//! What each fuzz target does with its bytes. The same functions are tried at every change with the corpus and some
//! thousand mutations of it, by `tests/decoding_anything.rs`.

use std::sync::LazyLock;

use bookdesk::booking::line::{Patient, Provider, Roster, parse, resolve};
use bookdesk::booking::sanitize::steers;
use bookdesk::booking::time::{self, Clock, DateOrder};
use bookdesk::booking::{Backend, Language, Naming, Templates};
use bookdesk::client::{Call, words_of};
use chrono::{DateTime, NaiveDate};

static TEMPLATES: LazyLock<Templates> = LazyLock::new(Templates::shipped);

/// Statuses that mean something of their own, and some that mean nothing.
const REFUSALS: [u16; 12] = [302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503, 599];

/// A success of ClinikAPI, to whatever was asked.
pub(super) fn clinik(body: &[u8]) {
    succeeds(Backend::Clinik, body);
}

/// A success of Aniva, to whatever was asked.
pub(super) fn aniva(body: &[u8]) {
    succeeds(Backend::Aniva, body);
}

/// A failure of either; which one goes by the length, so that every status comes up.
pub(super) fn refusals(body: &[u8]) {
    let status = REFUSALS[body.len() % REFUSALS.len()];
    for backend in Backend::ALL {
        are_harmless(&words_of(Call::Appointment(backend), status, body));
    }
}

/// A line as it may stand in the entry line, which takes no letter that steers.
pub(super) fn line(bytes: &[u8]) {
    let text: String = String::from_utf8_lossy(bytes).chars().filter(|letter| !steers(*letter)).collect();
    for (here, date_order) in [(Backend::Clinik, None), (Backend::Aniva, Some(DateOrder::Mdy))] {
        let clock = clock(date_order);
        let roster = Roster {
            here,
            patients: Some(&patients()),
            providers: Some(&PROVIDERS),
            templates: &TEMPLATES,
            language: Language::En,
            naming: Naming::InFull,
        };
        let meant = resolve(&parse(&text, &clock), &roster);
        let mut said: Vec<String> = meant.echo.into_iter().map(|(_, said)| said).collect();
        for problem in meant.problems {
            said.extend(problem.picks.into_iter().flat_map(|pick| [pick.label, pick.text]));
            said.extend([problem.what, problem.advice]);
        }
        are_harmless(&said);
        let _ = time::read(&meant.time.join(" "), &clock);
        let _ = time::read(&text, &clock);
    }
}

fn succeeds(backend: Backend, body: &[u8]) {
    for call in Call::ALL.into_iter().filter(|call| call.backend() == backend) {
        are_harmless(&words_of(call, 200, body));
    }
}

fn are_harmless(words: &[String]) {
    let steering = words.iter().find(|text| text.chars().any(steers));
    assert_eq!(steering, None, "this would steer a terminal or its reader");
}

fn clock(date_order: Option<DateOrder>) -> Clock {
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default();
    Clock { now, zone: chrono_tz::Europe::Berlin, date_order, open: None, language: Language::En }
}

fn patients() -> [Patient<'static>; 2] {
    let maria = Patient {
        backend: Backend::Clinik,
        id: "pt_abc123",
        given: "Maria",
        surname: "Schmidt",
        born: NaiveDate::from_ymd_opt(1985, 3, 22),
        phone: Some("+493023125001"),
        town: None,
        email: None,
    };
    [maria, Patient { id: "pt_abc124", given: "Mário", surname: "von Schmidt", born: None, ..maria }]
}

const PROVIDERS: [Provider<'_>; 2] = [
    Provider {
        backend: Backend::Clinik,
        id: "prac_xyz789",
        name: "Karin Ivers",
        town: None,
        code: Some("ki"),
    },
    Provider {
        backend: Backend::Aniva,
        id: "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b",
        name: "Probe Berlin Mitte",
        town: Some("Berlin"),
        code: Some("be"),
    },
];
