//! What is done at that clinic, by the program as it is.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use booking::api::{ChangeRequest, Changed};
use booking::time::Span;
use booking::{Appointment, Provider};
use chrono::{DateTime, Utc};
use client::{Client, Endpoint, Timeouts};
use headless::{Desk, Options};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::norda::{AMONG_OTHERS, LIST, NORDA};
use super::server::{KEY, Server};

/// A visit booked from the shell; see [`bookdesk`].
const VISIT: &str =
    "book --backend norda --guest g-2 --nurse holm --sort first --at 10.02.2099+10:00 --yes";

pub(crate) fn books_in_the_terminal() {
    let server = Server::start();
    let mut desk = open(&server, None);
    fill_a_visit(&mut desk);
    book(&mut desk);
    assert_eq!(
        desk.state()["appointment"]["id"],
        "v-1",
        "{}",
        desk.screen()
    );
    let body = json!({"guest": "g-1", "nurse": "n-2", "sort": "urgent", "at": "2026-11-24T08:00:00Z",
                      "note": "by the side door"});
    assert_eq!(server.changes(), [("POST visits".to_owned(), body)]);
}

pub(crate) fn shows_problems_at_their_fields() {
    let server = Server::start();
    let mut desk = open(&server, None);
    fill_a_visit(&mut desk);
    fill(&mut desk, "Sort", "whenever");
    assert_eq!(problem(&desk)["field"], "Sort", "{}", desk.screen());
    fill(&mut desk, "Sort", "first");
    fill(&mut desk, "Note", "hurry!");
    book(&mut desk);
    let problem = problem(&desk);
    assert_eq!(problem["field"], "Note", "{problem}\n{}", desk.screen());
    assert!(desk.screen().contains("No shouting"), "{}", desk.screen());
    assert!(server.visits().is_empty());
}

pub(crate) fn keeps_its_draft_over_a_restart() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let mut desk = open(&server, Some(folder.path()));
    fill_a_visit(&mut desk);
    let typed = desk.state()["forms"].clone();
    let sandbox = desk.close();
    let desk = Desk::open_on(options(&server, Some(folder.path())), sandbox).expect("a desk");
    assert_eq!(desk.state()["forms"], typed, "{}", desk.screen());
    assert!(server.changes().is_empty());
}

pub(crate) fn looks_up_a_lost_answer() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let mut desk = open(&server, Some(folder.path()));
    fill_a_visit(&mut desk);
    server.loses_answers(true);
    book(&mut desk);
    server.loses_answers(false);
    a_minute_passes(&mut desk);
    assert_eq!(
        desk.state()["appointment"]["id"],
        "v-1",
        "{}",
        desk.screen()
    );
    assert_eq!(server.changes().len(), 1, "a booking is never repeated");
}

pub(crate) fn looks_up_a_lost_answer_after_a_restart() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let mut desk = open(&server, Some(folder.path()));
    fill_a_visit(&mut desk);
    server.loses_answers(true);
    book(&mut desk);
    let sandbox = desk.close();
    server.loses_answers(false);
    let mut desk = Desk::open_on(options(&server, Some(folder.path())), sandbox).expect("a desk");
    a_minute_passes(&mut desk);
    assert_eq!(
        desk.state()["outbox"][0]["state"],
        "booked",
        "{}\n{}",
        desk.state(),
        desk.screen()
    );
    assert_eq!(server.changes().len(), 1, "a booking is never repeated");
}

pub(crate) fn looks_up_the_lost_answer_of_a_cancellation() {
    let server = Server::start();
    let mut desk = open(&server, None);
    fill_a_visit(&mut desk);
    book(&mut desk);
    server.loses_answers(true);
    change(&mut desk, "cancel the app", "");
    server.loses_answers(false);
    a_minute_passes(&mut desk);
    assert!(
        desk.screen().contains("ancelled"),
        "{}\n{}",
        desk.state(),
        desk.screen()
    );
    assert!(!desk.screen().contains("unknown"), "{}", desk.screen());
    assert_eq!(server.changes()[1].0, "CANCEL visits/v-1");
    assert_eq!(
        server.changes().len(),
        2,
        "a cancellation is never repeated"
    );
}

pub(crate) fn books_from_the_shell() {
    let (server, home) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let output = bookdesk(&server, home.path(), VISIT, "");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Booked at Norda: v-1"), "{said}");
    assert!(said.contains("Onni Laine, Sanna Holm"), "{said}");
    assert_eq!(server.visits()[0]["at"], "2099-02-10T09:00:00Z");

    let said_by = |words: &str| self::said(&bookdesk(&server, home.path(), words, ""));
    let doctor = said_by("doctor");
    assert!(
        doctor.contains("Norda · LIVE") && doctor.contains("Norda zone"),
        "{doctor}"
    );
    assert!(said_by("--help").contains("BOOKDESK_NORDA_KEY"));
}

pub(crate) fn books_in_plain_mode() {
    let (server, home) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let answers = ["", "", "g-1", "berg", "10.02.2099 10:00", "y"];
    let output = bookdesk(
        &server,
        home.path(),
        "--plain",
        &(answers.join("\n") + "\n"),
    );
    let said = said(&output);
    assert!(said.contains("Norda: booked, v-1"), "{said}");
    // What has a value already is not asked for.
    assert_eq!(server.visits()[0]["sort"], "check");
}

pub(crate) fn is_chosen_among_several_in_plain_mode() {
    let (server, home) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let asked = |answers: &str| said(&bookdesk(&server, home.path(), "--plain", answers));
    let said = asked("\n");
    assert!(
        said.contains("3 Norda, clinic visit\nClinic (1 to 3) [Norda]:\n"),
        "{said}"
    );
    assert!(asked("\n\n").contains("\nGuest (required"));
    assert!(asked("2\n\n").contains("\nPatient (required"));
    assert!(asked("1\n\n").contains("\nPatient (required"));
}

pub(crate) fn keeps_the_forms_of_all() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = || Options {
        clinics: AMONG_OTHERS,
        ..options(&server, Some(folder.path()))
    };
    let mut desk = Desk::open(options()).expect("a desk");
    desk.press("Alt+1").expect("a key");
    for (label, text) in [
        ("Note", "norda"),
        ("Reason", "clinik"),
        ("Desk note", "aniva"),
    ] {
        fill(&mut desk, label, text);
        desk.press("Ctrl+T Alt+1").expect("keys");
    }
    let typed = desk.state()["forms"].clone();
    let desk = Desk::open_on(options(), desk.close()).expect("a desk");
    assert_eq!(desk.state()["forms"], typed, "{}", desk.screen());
}

pub(crate) fn looks_at_every_clinic_for_what_is_coming() {
    let server = Server::start();
    let options = Options {
        clinics: AMONG_OTHERS,
        ..options(&server, None)
    };
    let mut desk = Desk::open(options).expect("a desk");
    desk.press("Alt+1").expect("a key");
    fill(&mut desk, "Guest", "g-3");
    desk.settle().expect("every effect comes to its end");
    let asked = json!(desk.requests().expect("the sandbox tells what it received")).to_string();
    for person in ["pt_abc123", "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d"] {
        assert!(
            asked.contains(person),
            "{person} is Maria Schmidt too: {asked}"
        );
    }
}

pub(crate) fn moves_and_cancels_in_the_terminal() {
    let server = Server::start();
    let mut desk = open(&server, None);
    fill_a_visit(&mut desk);
    book(&mut desk);
    for (command, text) in [("move the app", "25.11.2026 10:00"), ("cancel the app", "")] {
        change(&mut desk, command, text);
    }
    assert_eq!(
        server.changes()[1],
        (
            "PATCH visits/v-1".to_owned(),
            json!({"at": "2026-11-25T09:00:00Z"})
        )
    );
    assert_eq!(
        server.changes()[2].0,
        "CANCEL visits/v-1",
        "{}",
        desk.screen()
    );
    assert_eq!(server.changes().len(), 3, "none is sent twice");
}

pub(crate) fn moves_and_cancels_from_the_shell() {
    let (server, home) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let run = |words: &str| {
        let output = bookdesk(&server, home.path(), words, "");
        (said(&output), output.status.code())
    };
    run(VISIT);
    let (said, code) = run("move --backend norda --id v-1 --at 11.02.2099+10:00 --nurse berg");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Moved at Norda: v-1"), "{said}");
    let (said, code) = run("cancel --backend norda --id v-1 --reason ill");
    assert_eq!(code, Some(0), "{said}");
    let moved = json!({"at": "2099-02-11T09:00:00Z", "nurse": "n-2"});
    let expected = [
        ("PATCH visits/v-1".to_owned(), moved),
        ("CANCEL visits/v-1".to_owned(), json!({"why": "ill"})),
    ];
    assert_eq!(server.changes()[1..], expected);
}

pub(crate) fn moves_and_cancels_in_plain_mode() {
    let (server, home) = (Server::start(), tempfile::tempdir().expect("a folder"));
    bookdesk(&server, home.path(), VISIT, "");
    let plain = |answers: &[&str]| {
        said(&bookdesk(
            &server,
            home.path(),
            "--plain",
            &(answers.join("\n") + "\n"),
        ))
    };
    let said = plain(&["", "open", "v-1", "1", "11.02.2099 10:00", "y"]);
    assert!(said.contains("Moved at Norda."), "{said}");
    let said = plain(&["", "open", "v-1", "2", "1", "y"]);
    assert!(said.contains("Cancelled at Norda."), "{said}");
    let asked: Vec<String> = server.changes().into_iter().map(|(call, _)| call).collect();
    assert_eq!(
        asked,
        ["POST visits", "PATCH visits/v-1", "CANCEL visits/v-1"]
    );
}

pub(crate) fn moves_and_cancels_by_a_file() {
    let (server, home) = (Server::start(), tempfile::tempdir().expect("a folder"));
    for visit in [
        VISIT,
        &VISIT.replace("g-2", "g-1").replace("10:00", "12:00"),
    ] {
        bookdesk(&server, home.path(), visit, "");
    }
    let file = home.path().join("changes.csv");
    let rows = "backend,action,id,at\nnorda,move,v-1,11.02.2099 10:00\nnorda,cancel,v-2,\n";
    std::fs::write(&file, rows).expect("a file");
    let words = format!("batch {} --yes", file.display());
    for _ in 0..2 {
        let output = bookdesk(&server, home.path(), &words, "");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let mut asked: Vec<String> = server
        .changes()
        .into_iter()
        .skip(2)
        .map(|(call, _)| call)
        .collect();
    asked.sort();
    assert_eq!(
        asked,
        ["CANCEL visits/v-2", "PATCH visits/v-1"],
        "each once, however often the file is run"
    );
}

pub(crate) fn moves_and_cancels_on_the_wire() {
    let server = Server::start();
    let endpoint =
        Endpoint::new(NORDA, &server.url(), Some(SecretString::from(KEY))).expect("an address");
    let client = Client::new([endpoint], Timeouts::default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut desk = open(&server, None);
    fill_a_visit(&mut desk);
    book(&mut desk);

    let change = |change: &ChangeRequest<'_>| match runtime.block_on(client.change(NORDA, change)) {
        Ok(Changed::Appointment(appointment)) => *appointment,
        other => panic!("{other:?}"),
    };
    let at = "2026-11-25T09:00:00Z"
        .parse::<DateTime<Utc>>()
        .expect("an instant");
    let (span, nurse) = (
        Span::resolve(Some(at), None, None).expect("a time"),
        Provider::named(NORDA, "n-1"),
    );
    let moved = change(&ChangeRequest::Move {
        appointment: "v-1",
        span: Some(&span),
        provider: nurse.as_ref(),
    });
    assert_eq!((moved.start, moved.status.as_str()), (Some(at), "booked"));
    let cancelled: Appointment = change(&ChangeRequest::Cancel {
        appointment: "v-1",
        reason: "ill",
    });
    assert_eq!(cancelled.status, "cancelled");
    let asked: Vec<(String, Value)> = server.changes().split_off(1);
    let expected = [
        (
            "PATCH visits/v-1".to_owned(),
            json!({"at": "2026-11-25T09:00:00Z", "nurse": "n-1"}),
        ),
        ("CANCEL visits/v-1".to_owned(), json!({"why": "ill"})),
    ];
    assert_eq!(asked, expected);
}

fn options(server: &Server, folder: Option<&Path>) -> Options {
    Options {
        clinics: LIST,
        clinic: NORDA,
        addresses_of: vec![(NORDA, server.url())],
        keys_of: vec![(NORDA, KEY.to_owned())],
        data_dir: folder.map(Path::to_owned),
        ..Options::default()
    }
}

/// A desk with the cursor in the first field.
fn open(server: &Server, folder: Option<&Path>) -> Desk {
    let mut desk = Desk::open(options(server, folder)).expect("a desk");
    desk.press("Alt+1").expect("a key");
    desk
}

fn fill_a_visit(desk: &mut Desk) {
    let visit = [
        ("Guest", "g-1"),
        ("Nurse", "n-2"),
        ("Sort", "urgent"),
        ("At", "24.11.2026 09:00"),
        ("Note", "by the side door"),
    ];
    for (label, text) in visit {
        fill(desk, label, text);
    }
    desk.settle().expect("every effect comes to its end");
}

/// Goes to a field and types over what stands there.
fn fill(desk: &mut Desk, label: &str, text: &str) {
    for _ in 0..20 {
        if desk.state()["focus"] == label {
            desk.press("Ctrl+U").expect("a key");
            return desk.type_text(text);
        }
        desk.press("Tab").expect("a key");
    }
    panic!("the form asks for no {label}:\n{}", desk.screen());
}

fn book(desk: &mut Desk) {
    desk.press("Ctrl+S").expect("a key");
    desk.settle().expect("every effect comes to its end");
}

/// Moves or cancels the appointment on screen; the booking key confirms it.
fn change(desk: &mut Desk, command: &str, text: &str) {
    desk.press("Ctrl+P").expect("a key");
    desk.type_text(command);
    desk.press("Enter").expect("a key");
    desk.type_text(text);
    book(desk);
    desk.pass(Duration::from_secs(2))
        .expect("the clocks can be moved");
    book(desk);
}

fn a_minute_passes(desk: &mut Desk) {
    for _ in 0..60 {
        desk.pass(Duration::from_secs(1))
            .expect("the clocks can be moved");
        desk.settle().expect("every effect comes to its end");
    }
}

fn problem(desk: &Desk) -> Value {
    desk.state()["problems"][0].clone()
}

/// The command with this clinic API set up; a `+` in its words is a blank in one of them.
#[expect(
    clippy::disallowed_methods,
    reason = "the program is what is tried here"
)]
fn bookdesk(server: &Server, home: &Path, words: &str, input: &str) -> Output {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command
        .arg(super::AS_BOOKDESK)
        .args(words.split(' ').map(|word| word.replace('+', " ")));
    command
        .env_clear()
        .env("HOME", home)
        .env("TZ", "Europe/Berlin")
        .env("LC_ALL", "C.UTF-8");
    command
        .env("BOOKDESK_NORDA_URL", server.url())
        .env("BOOKDESK_NORDA_KEY", KEY);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = command.spawn().expect("the program starts");
    running
        .stdin
        .take()
        .expect("its input")
        .write_all(input.as_bytes())
        .expect("it reads");
    running.wait_with_output().expect("it ends")
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}
