//! The shipped program at a FHIR server: shell, files, plain mode and `doctor`.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use super::thin_server::{answering, thin};
use crate::shell::{Said, Shell};

/// A visit of half an hour; `+` stands for a blank.
pub(super) const VISIT: &str = "book --backend fhir --patient-id pt-abc123 --practitioner-id ki \
                     --start 10.02.2099+10:00 --minutes-duration 30 --yes --json";

/// A server that lets everything be read and nothing be written.
const READ_ONLY: &[(&str, &[&str])] = &[
    ("Appointment", &["read", "search-type"]),
    ("Patient", &["read"]),
];

/// Only the FHIR server at this address is set up.
pub(super) fn at(command: &mut Command, url: &str, key: &str) {
    for name in ["CLINIK", "ANIVA"]
        .iter()
        .flat_map(|name| ["URL", "KEY"].map(|what| (name, what)))
    {
        command.env_remove(format!("BOOKDESK_{}_{}", name.0, name.1));
    }
    command
        .env("BOOKDESK_FHIR_URL", url)
        .env("BOOKDESK_FHIR_KEY", key)
        .env("BOOKDESK_FHIR_TIMEZONE", "Europe/Berlin");
}

/// A shell whose program knows only the FHIR server of its sandbox.
pub(super) struct FhirShell(pub(super) Shell);

impl FhirShell {
    pub(super) fn open() -> FhirShell {
        FhirShell(Shell::open())
    }

    pub(super) fn run(&self, line: &str) -> Said {
        let served = self.0.sandbox.served("fhir").expect("it is served");
        self.0
            .run_in(line, |command| at(command, &served.url, served.key))
    }

    /// Runs it at a server that is like the sandbox's, and says that it can do only this.
    fn run_at_one_with(&self, allowed: &[(&str, &[&str])], line: &str) -> Said {
        let served = self.0.sandbox.served("fhir").expect("it is served");
        self.0.run_in(line, |command| {
            at(command, &thin(&served.url, allowed), served.key)
        })
    }

    /// The words of all changes that it has received.
    pub(super) fn changes(&self) -> Vec<String> {
        let requests = self.0.sandbox.requests().expect("the sandbox answers");
        let is_change = |request: &&Value| {
            request["method"] != "GET" && !request["path"].to_string().contains("/Slot/")
        };
        requests
            .iter()
            .filter(is_change)
            .map(|one| one["method"].as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

#[test]
fn a_visit_is_booked_moved_marked_shown_and_cancelled_from_the_shell() {
    let shell = FhirShell::open();
    let booked = shell.run(VISIT).ends_with(0).json();
    assert_eq!(booked["outcome"], "booked", "{booked}");
    let id = booked["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    shell
        .run(&format!("move {id} --start 12.02.2099+14:15 --yes"))
        .ends_with(0);
    shell
        .run(&format!("status --id {id} --to pending --yes"))
        .ends_with(0);
    let shown = shell.run(&format!("show {id}")).ends_with(0);
    assert!(
        shown.out.contains("Maria Schmidt") && shown.out.contains("12 Feb 2099 14:15"),
        "{}",
        shown.out
    );
    let board = shell.run("board --on 12.02.2099").ends_with(0);
    assert!(
        board.out.contains("14:15") && board.out.contains("Karin Ivers"),
        "{}",
        board.out
    );
    shell.run(&format!("cancel {id} --reason ill")).ends_with(0);
    assert_eq!(shell.changes(), ["POST", "PATCH", "PATCH", "PATCH"]);
    let found = shell.run("find patients schmidt").ends_with(0);
    assert!(found.out.contains("pt-abc123"), "{}", found.out);
}

#[test]
fn a_file_is_booked_once_however_often_it_is_run() {
    let shell = FhirShell::open();
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30\nfhir,pt-abc123,ki,11.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    for _ in 0..2 {
        shell
            .run(&format!("batch {} --yes", file.display()))
            .ends_with(0);
    }
    assert_eq!(shell.changes(), ["POST", "POST"]);
}

#[test]
fn a_visit_is_booked_by_answers_alone() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let answers = ["", "pt-abc123", "ki", "10.02.2099 10:00", "30"];
    let answers = answers
        .iter()
        .chain(&[""])
        .chain(&["y"])
        .map(|answer| format!("{answer}\n"));
    let said = shell
        .0
        .pipe_in(&answers.collect::<String>(), "--plain", |command| {
            at(command, &served.url, served.key)
        });
    assert!(
        said.out.contains("FHIR: booked, "),
        "{}\n{}",
        said.out,
        said.err
    );
    assert_eq!(shell.changes(), ["POST"]);
}

#[test]
fn what_a_server_lacks_is_said_before_anything_is_sent() {
    let shell = FhirShell::open();
    let id = shell.run(VISIT).ends_with(0).json()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let changes = shell.changes();
    let refused = |line: &str, said: &str| {
        let run = shell.run_at_one_with(READ_ONLY, line).ends_with(2);
        assert!(
            (run.out.clone() + &run.err).contains(said),
            "{line}: {} {}",
            run.out,
            run.err
        );
    };
    let visit = VISIT.replace(" --json", "").replace("10:00", "12:00");
    refused(&visit, "Nothing can be booked at FHIR from here");
    refused(
        &visit.replace("--yes", "--dry-run"),
        "Nothing can be booked at FHIR from here",
    );
    for line in [
        "move ID --start 13.02.2099+10:00 --yes",
        "cancel ID --reason ill",
        "status --id ID --to pending --yes",
    ] {
        refused(
            &line.replace("ID", &id),
            "Appointments can't be changed at FHIR from here",
        );
    }
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("rows.csv");
    let rows = format!(
        "backend,action,id,patientId,start,minutesDuration\n\
         fhir,book,,pt-abc123,14.02.2099 10:00,30\nfhir,cancel,{id},,,\n"
    );
    fs::write(&file, rows).expect("a file");
    for how in ["--dry-run", "--yes"] {
        let run = shell
            .run_at_one_with(READ_ONLY, &format!("batch {} {how}", file.display()))
            .ends_with(1);
        assert!(
            run.out.contains("Nothing can be booked at FHIR from here"),
            "{}",
            run.out
        );
        assert!(
            run.out
                .contains("Appointments can't be changed at FHIR from here"),
            "{}",
            run.out
        );
    }
    assert_eq!(shell.changes(), changes, "nothing was sent");
    let doctor = shell.run_at_one_with(READ_ONLY, "doctor");
    let listed = "booking, moving, cancelling and statuses, new patients, correcting patients";
    assert!(doctor.out.contains(listed), "{}", doctor.out);
    assert!(!shell.run("doctor").out.contains("Not offered"));
}

#[test]
fn the_name_of_the_clinic_is_the_one_that_the_configuration_gives() {
    let shell = FhirShell::open();
    let home = tempfile::tempdir().expect("a folder");
    let config = home.path().join("named.toml");
    fs::write(
        &config,
        "[fhir]\nname = \"St.\\u001b[2J Anna of the long corridors\"\n",
    )
    .expect("a file");
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let run = |line: &str| {
        shell.0.run_in(line, |command| {
            at(command, &served.url, served.key);
            command.env("BOOKDESK_CONFIG", &config);
        })
    };
    let said = run(&VISIT.replace(" --json", "")).ends_with(0);
    assert!(
        said.out.contains("Booked at St.␛[2J Anna of the: "),
        "{}",
        said.out
    );
    assert!(
        run("doctor").out.contains("St.␛[2J Anna of the"),
        "one line, and no longer than it may be"
    );
}

#[test]
fn a_list_that_breaks_off_is_told_in_the_shell_which_ends_with_1() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let first_page = |kind: &str, of: &Value| {
        json!({
            "resourceType": "Bundle",
            "type": "searchset",
            "link": [{"relation": "next", "url": "https://elsewhere.example/fhir?page=2"}],
            "entry": [{"resource": of, "search": {"mode": "match"}, "fullUrl": format!("{kind}/1")}],
        })
    };
    let name = json!([{"family": "Okafor", "given": ["Ngozi"]}]);
    let lists = [
        ("Patient", "/Patient?", "find patients"),
        (
            "Practitioner",
            "/Practitioner?",
            "find practitioners okafor",
        ),
    ];
    for (kind, path, line) in lists {
        let record = json!({"resourceType": kind, "id": "1", "active": true, "name": name});
        let url = answering(&served.url, path, &first_page(kind, &record));
        let said = shell
            .0
            .run_in(&format!("{line} --backend fhir"), |command| {
                at(command, &url, served.key);
            })
            .ends_with(1);
        assert!(said.out.contains("Ngozi Okafor"), "{line}: {}", said.out);
        assert!(
            said.err.contains("does not list everybody"),
            "{line}: {}",
            said.err
        );
    }
    let record = json!({"resourceType": "Patient", "id": "1", "name": name});
    let url = answering(&served.url, "/Patient?", &first_page("Patient", &record));
    let said = shell
        .0
        .run_in("doctor", |command| at(command, &url, served.key))
        .ends_with(1);
    assert!(said.out.contains("lists break off"), "{}", said.out);
}
