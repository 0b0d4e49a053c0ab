//! A practice with two clinics, each with a FHIR server of its own: what is meant for one never reaches the other.

use std::fs;
use std::process::Command;
use std::time::Duration;

use booking::clinics::FHIR;
use booking::{ClinicId, Clinics, SiteName};
use headless::{Options, TestSandbox};
use sandbox::SandboxOptions;
use serde_json::{Value, json};

use super::PRACTITIONER;
use super::program::VISIT;
use super::thin_server::Gate;
use crate::desk_at_work::{CERTAIN, DeskAtWork, at_fhir, write_private};
use crate::shell::{Said, Shell};

const NORTHS_KEY: &str = "key-of-north-1";
const SOUTHS_KEY: &str = "key-of-south-2";

/// When it is at a desk of the tests.
const AT_THE_DESK: &str = "2026-11-20T13:32:00Z";

/// The clinics' servers, and a shell whose program knows both.
struct Practice {
    shell: Shell,
    south: TestSandbox,
    gates: [Gate; 2],
}

/// A clinic of this name.
fn site(name: &str) -> ClinicId {
    FHIR.named(&SiteName::new(name).expect("a name"))
        .expect("a row")
}

fn sandbox(now: &str) -> TestSandbox {
    let options = SandboxOptions {
        lag: Duration::ZERO,
        ..SandboxOptions::default()
    };
    let now = now.parse().expect("an instant");
    TestSandbox::start(options, now).expect("a sandbox")
}

/// The changes that a server has received.
fn changes(sandbox: &TestSandbox) -> Vec<Value> {
    let requests = sandbox.requests().expect("the sandbox answers");
    let is_change = |request: &Value| request["method"] != "GET";
    requests.into_iter().filter(is_change).collect()
}

/// The words by which a command books at this clinic; `+` stands for a blank.
fn visit_at(word: &str) -> String {
    VISIT.replace("--backend fhir", &format!("--backend {word}"))
}

impl Practice {
    fn open() -> Practice {
        let (shell, south) = (Shell::open(), sandbox("2027-02-01T08:00:00Z"));
        let gate = |sandbox: &TestSandbox, key| {
            let served = sandbox.served("fhir").expect("it is served");
            Gate::with_key(key, &served.url, served.key)
        };
        let gates = [gate(&shell.sandbox, NORTHS_KEY), gate(&south, SOUTHS_KEY)];
        let practice = Practice {
            shell,
            south,
            gates,
        };
        write_private(&practice.shell.home("north.key"), NORTHS_KEY);
        write_private(&practice.shell.home("south.key"), SOUTHS_KEY);
        practice.configures(&[practice.north(), practice.south()]);
        practice
    }

    /// The table of the clinic in Berlin.
    fn north(&self) -> String {
        format!(
            "[[fhir]]\nname = \"North\"\nurl = \"{}\"\nkey_file = \"north.key\"\n\
             timezone = \"Europe/Berlin\"\nheaders = {{ \"X-Tenant\" = \"north\" }}\n",
            self.gates[0].url
        )
    }

    /// The table of the clinic in Helsinki.
    fn south(&self) -> String {
        format!(
            "[[fhir]]\nname = \"South Side\"\nurl = \"{}\"\nkey_file = \"south.key\"\n\
             timezone = \"Europe/Helsinki\"\nheaders = {{ \"X-Tenant\" = \"south\" }}\n",
            self.gates[1].url
        )
    }

    /// Writes the file with these tables.
    fn configures(&self, tables: &[String]) {
        let file = self.shell.home("practice.toml");
        let text = format!("request_timeout = 1\n{}", tables.concat());
        fs::write(file, text).expect("a configuration");
    }

    fn at(&self, command: &mut Command) {
        for name in ["CLINIK", "ANIVA"] {
            for what in ["URL", "KEY"] {
                command.env_remove(format!("BOOKDESK_{name}_{what}"));
            }
        }
        command.env("BOOKDESK_CONFIG", self.shell.home("practice.toml"));
    }

    fn run(&self, line: &str) -> Said {
        self.shell.run_in(line, |command| self.at(command))
    }

    /// Books in the south, which keeps no identifiers, and the answer is lost.
    fn loses_a_booking_in_the_south(&self) {
        for fault in [
            json!({"fault": "forget", "members": ["identifier"], "times": 0}),
            json!({"fault": "drop-after"}),
        ] {
            let mut fault = fault;
            fault["backend"] = json!("fhir");
            fault["call"] = json!("create");
            self.south.fault(&fault).expect("it is a fault");
        }
        let told = self
            .run(&format!("{} --wait 1", visit_at("fhir:South+Side")))
            .ends_with(6);
        assert_eq!(told.json()["outcome"], "unknown", "{}", told.out);
    }
}

#[test]
fn each_word_books_at_its_own_clinic_on_its_own_clock() {
    let practice = Practice::open();
    let north = practice.run(&visit_at("fhir:North")).ends_with(0).json();
    assert_eq!(north["outcome"], "booked", "{north}");
    assert_eq!(
        (
            changes(&practice.shell.sandbox).len(),
            changes(&practice.south).len()
        ),
        (1, 0)
    );
    let south = practice
        .run(&visit_at("fhir:south+side"))
        .ends_with(0)
        .json();
    assert_eq!(south["outcome"], "booked", "{south}");
    assert_eq!(
        (
            changes(&practice.shell.sandbox).len(),
            changes(&practice.south).len()
        ),
        (1, 1)
    );
    let start = |sandbox: &TestSandbox| changes(sandbox)[0]["body"]["start"].clone();
    assert_eq!(start(&practice.shell.sandbox), "2099-02-10T09:00:00Z");
    assert_eq!(start(&practice.south), "2099-02-10T08:00:00Z");
    let board = practice
        .run("board --on 10.02.2099 --json")
        .ends_with(0)
        .out;
    assert!(
        board.contains("\"fhir:North\"") && board.contains("\"fhir:South Side\""),
        "{board}"
    );
    let found = practice
        .run("find patients schmidt --json")
        .ends_with(0)
        .out;
    assert!(
        found.contains("\"fhir:North\"") && found.contains("\"fhir:South Side\""),
        "{found}"
    );
    // One table is `fhir`, whatever it is called.
    let single = practice.north().replace("[[fhir]]", "[fhir]");
    practice.configures(&[single]);
    let found = practice
        .run("find patients schmidt --json")
        .ends_with(0)
        .out;
    assert!(
        found.contains("\"fhir\"") && !found.contains("fhir:North"),
        "{found}"
    );
    practice.configures(&[practice.north(), practice.south()]);
    let report = practice.run("report --json").ends_with(0).out;
    assert!(
        report.contains("fhir:North") && report.contains("fhir:South Side"),
        "{report}"
    );
}

#[test]
fn a_credential_and_headers_go_to_their_own_server_only() {
    let practice = Practice::open();
    practice.run(&visit_at("fhir:North")).ends_with(0);
    practice.run(&visit_at("fhir:South+Side")).ends_with(0);
    practice.run("doctor");
    let own = [
        (NORTHS_KEY, "x-tenant: north"),
        (SOUTHS_KEY, "x-tenant: south"),
    ];
    for (place, gate) in practice.gates.iter().enumerate() {
        let heads = gate.heads();
        assert!(heads.len() > 2, "{heads:?}");
        for head in heads {
            let (key, tenant) = own[place];
            let (others_key, others_tenant) = own[1 - place];
            assert!(head.contains(tenant), "{head}");
            assert!(
                !head.contains("authorization") || head.contains(key),
                "{head}"
            );
            assert!(
                !head.contains(others_key) && !head.contains(others_tenant),
                "{head}"
            );
        }
    }
}

#[test]
fn a_word_that_names_none_or_several_is_refused_with_the_names_that_there_are() {
    let practice = Practice::open();
    for word in ["fhir", "fhir:West", "North"] {
        let said = practice.run(&visit_at(word)).ends_with(2);
        assert!(
            said.err.contains("fhir:North") && said.err.contains("fhir:South Side"),
            "{word}: {}",
            said.err
        );
    }
    let file = practice.shell.home("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    let said = practice.run(&format!("batch {} --yes", file.display()));
    assert_ne!(said.code, 0, "{}", said.out);
    let told = said.out + &said.err;
    assert!(
        told.contains("`fhir:North`") && told.contains("`fhir:South Side`"),
        "{told}"
    );
    practice.configures(&[practice.north()]);
    practice.run(&visit_at("fhir")).ends_with(0);
    assert_eq!(
        changes(&practice.shell.sandbox).len(),
        1,
        "the only one there is"
    );
    assert_eq!(changes(&practice.south).len(), 0);
}

#[test]
fn a_file_books_at_both_and_once_however_often_it_is_run() {
    let practice = Practice::open();
    let file = practice.shell.home("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                fhir:North,pt-abc123,ki,10.02.2099 10:00,30\n\
                FHIR:South Side,pt-abc123,ki,10.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    let report = practice.shell.home("report.csv");
    for _ in 0..2 {
        let line = format!(
            "batch {} --yes --report {}",
            file.display(),
            report.display()
        );
        practice.run(&line).ends_with(0);
    }
    assert_eq!(
        (
            changes(&practice.shell.sandbox).len(),
            changes(&practice.south).len()
        ),
        (1, 1)
    );
    let told = fs::read_to_string(report).expect("a report");
    assert!(
        told.contains("fhir:North") && told.contains("fhir:South Side"),
        "{told}"
    );
}

#[test]
fn the_same_id_at_both_is_asked_about_and_each_change_reaches_the_clinic_named() {
    let practice = Practice::open();
    let booked = practice
        .run(&visit_at("fhir:South+Side"))
        .ends_with(0)
        .json();
    let id = booked["appointment"]["id"].as_str().expect("an id");
    let said = practice
        .run(&format!("cancel {id} --reason ill"))
        .ends_with(2);
    let told = said.out + &said.err;
    assert!(told.contains("fhir:North, fhir:South Side"), "{told}");
    practice
        .run(&format!(
            "cancel {id} --reason ill --backend fhir:South+Side"
        ))
        .ends_with(0);
    assert_eq!(
        (
            changes(&practice.shell.sandbox).len(),
            changes(&practice.south).len()
        ),
        (0, 2)
    );
}

#[test]
fn answers_line_by_line_book_at_the_clinic_that_was_named() {
    let practice = Practice::open();
    let answers = ["south", "", "pt-abc123", "ki", "10.02.2099 10:00", "30"];
    let answers = answers.iter().chain(&[""]).chain(&["y"]);
    let input: String = answers.map(|answer| format!("{answer}\n")).collect();
    let said = practice
        .shell
        .pipe_in(&input, "--plain", |command| practice.at(command));
    assert!(
        said.out.contains("South Side: booked, "),
        "{}\n{}",
        said.out,
        said.err
    );
    assert_eq!(
        (
            changes(&practice.shell.sandbox).len(),
            changes(&practice.south).len()
        ),
        (0, 1)
    );
}

#[test]
fn another_program_opens_the_desk_at_one_of_them_on_a_sandbox_and_goes_round() {
    let practice = Practice::open();
    let orders =
        "{\"do\":\"state\"}\n{\"do\":\"press\",\"keys\":[\"Ctrl+T\"]}\n{\"do\":\"state\"}\n";
    let line = "headless --backend fhir:North";
    let said = practice
        .shell
        .pipe_in(orders, line, |command| practice.at(command))
        .ends_with(0);
    let at = |word: &str| said.out.contains(&format!("\"backend\":\"{word}\""));
    assert!(at("fhir:North") && at("fhir:South Side"), "{}", said.out);
    assert!(practice.gates.iter().all(|gate| gate.heads().is_empty()));
}

/// How often a server was searched for the identifier of a booking.
fn searches(gate: &Gate) -> usize {
    let heads = gate.heads();
    let lines = heads.iter().filter_map(|head| head.lines().next());
    lines
        .filter(|line| line.starts_with("GET ") && line.contains("identifier=urn"))
        .count()
}

#[test]
fn an_unknown_booking_is_looked_up_at_its_own_clinic_whatever_the_order_in_the_file() {
    let practice = Practice::open();
    practice.loses_a_booking_in_the_south();
    let before = searches(&practice.gates[1]);
    practice.configures(&[practice.south(), practice.north()]);
    let again = practice.run(&format!("{} --wait 1", visit_at("fhir:South+Side")));
    assert_ne!(again.code, 0, "{}", again.out);
    assert_eq!(changes(&practice.south).len(), 1, "nothing is sent twice");
    assert!(searches(&practice.gates[1]) > before, "{}", again.out);
    assert_eq!(searches(&practice.gates[0]), 0);
    practice.run(&visit_at("fhir:North")).ends_with(0);
    assert_eq!(changes(&practice.shell.sandbox).len(), 1);
    assert_eq!(changes(&practice.south).len(), 1);
}

#[test]
fn records_of_a_clinic_never_become_those_of_another_name() {
    let practice = Practice::open();
    practice.loses_a_booking_in_the_south();
    let before = searches(&practice.gates[1]);
    // The north is left alone in the file, and is meant by the word of the API.
    practice.configures(&[practice.north()]);
    let said = practice.run(&visit_at("fhir")).ends_with(0);
    assert_eq!(searches(&practice.gates[0]), 0, "{}", said.out);
    // The south has another name.
    practice.configures(&[practice.south().replace("South Side", "West")]);
    practice
        .run(&visit_at("fhir:West").replace("10:00", "12:00"))
        .ends_with(0);
    assert_eq!(searches(&practice.gates[1]), before);
    // It has its name again.
    practice.configures(&[practice.south()]);
    let again = practice.run(&format!("{} --wait 1", visit_at("fhir:South+Side")));
    assert_ne!(again.code, 0, "{}", again.out);
    assert!(searches(&practice.gates[1]) > before);
}

/// A desk at both clinics, in the north.
fn at_both(sandboxes: [&TestSandbox; 2]) -> Options {
    let sites = [site("North"), site("South Side")];
    let served = sandboxes.map(|sandbox| sandbox.served("fhir").expect("it is served"));
    Options {
        clinic: sites[0],
        clinics: Clinics::of(&sites),
        addresses_of: vec![
            (sites[0], served[0].url.clone()),
            (sites[1], served[1].url.clone()),
        ],
        keys_of: vec![
            (sites[0], served[0].key.to_owned()),
            (sites[1], served[1].key.to_owned()),
        ],
        ..at_fhir()
    }
}

/// How often a server was searched for the identifier of a booking.
fn searched(sandbox: &TestSandbox) -> usize {
    let requests = sandbox.requests().expect("the sandbox answers");
    let of_reference = |one: &&Value| one["path"].to_string().contains("identifier=urn");
    let reads = requests.iter().filter(|one| one["method"] == "GET");
    reads.filter(of_reference).count()
}

/// Types a visit of Maria Schmidt with Karin Ivers.
fn fill_a_visit(desk: &mut DeskAtWork, start: &str) {
    desk.press("Alt+1")
        .fill("Patient", "pt-abc123")
        .fill("Practitioner", PRACTITIONER)
        .fill("Start", start)
        .fill("Minutes", "30")
        .settle();
}

/// The title of the desk.
fn title(desk: &DeskAtWork) -> String {
    desk.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn ctrl_t_goes_round_the_clinics_and_the_booking_key_books_at_the_one_in_the_title() {
    let [north, south] = [sandbox(AT_THE_DESK), sandbox(AT_THE_DESK)];
    let mut desk = DeskAtWork::open(at_both([&north, &south]));
    assert!(title(&desk).contains("North"), "{}", title(&desk));
    fill_a_visit(&mut desk, "10.02.2027 10:00");
    desk.book_at_once();
    assert_eq!(
        (changes(&north).len(), changes(&south).len()),
        (1, 0),
        "{}",
        desk.screen()
    );
    desk.press("Ctrl+T").settle();
    assert!(title(&desk).contains("South Side"), "{}", title(&desk));
    fill_a_visit(&mut desk, "10.02.2027 12:00");
    // The variable of the clinic without a name may hold another key.
    desk.press("Ctrl+R").settle().press("PgDn").press("PgDn");
    desk.sees("Bearer $KEY").press("Ctrl+R");
    desk.book_at_once();
    assert_eq!(
        (changes(&north).len(), changes(&south).len()),
        (1, 1),
        "{}",
        desk.screen()
    );
    desk.sees("Booked at South Side");
    desk.press("Ctrl+T").settle();
    assert!(title(&desk).contains("North"), "{}", title(&desk));
}

#[test]
fn what_the_desk_does_not_know_is_looked_up_where_it_was_sent() {
    let [north, south] = [sandbox(AT_THE_DESK), sandbox(AT_THE_DESK)];
    let mut desk = DeskAtWork::open(at_both([&north, &south]));
    desk.press("Ctrl+T").settle();
    fill_a_visit(&mut desk, "10.02.2027 10:00");
    south
        .fault(&json!({"backend": "fhir", "call": "create", "fault": "drop-after"}))
        .expect("it is a fault");
    desk.book().wait(CERTAIN);
    assert!(searched(&south) > 0, "{}", desk.screen());
    assert_eq!(searched(&north), 0);
    assert_eq!((changes(&north).len(), changes(&south).len()), (0, 1));
}

#[test]
fn what_is_unknown_at_a_clinic_that_is_no_longer_configured_is_said_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let [north, south] = [sandbox(AT_THE_DESK), sandbox(AT_THE_DESK)];
    let both = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_both([&north, &south])
    };
    let mut desk = DeskAtWork::open(both());
    desk.press("Ctrl+T").settle();
    fill_a_visit(&mut desk, "10.02.2027 10:00");
    let forget = json!({"backend": "fhir", "call": "create", "fault": "forget", "members": ["identifier"], "times": 0});
    let drop = json!({"backend": "fhir", "call": "create", "fault": "drop-after"});
    for fault in [forget, drop] {
        south.fault(&fault).expect("it is a fault");
    }
    desk.fill("Comment", "by the side door")
        .book()
        .wait(CERTAIN);
    let closed = desk.closed();
    let asked_in_the_north = || {
        let requests = north.requests().expect("the sandbox answers");
        let of_patient = |one: &&Value| one["path"].to_string().contains("patient=");
        requests.iter().filter(of_patient).count()
    };
    let before = asked_in_the_north();
    let without_south = Options {
        clinics: Clinics::of(&[site("North")]),
        ..both()
    };
    let mut desk = closed.reopened(without_south);
    desk.settle();
    desk.sees("What was sent from here to fhir:South Side may have been made");
    desk.wait(CERTAIN);
    assert_eq!(
        asked_in_the_north(),
        before,
        "nobody looks for it in the north"
    );
    let mut desk = desk.closed().reopened(both());
    desk.settle().sees_no("What was sent from here to");
    desk.turn_to("outbox").sees("South Side");
}

/// The days of death that a server was told.
fn deaths(sandbox: &TestSandbox) -> usize {
    let of_patients = |one: &Value| one["path"].to_string().contains("/Patient/");
    let tells_death = |one: &Value| one["body"].to_string().contains("deceasedDateTime");
    let changes = changes(sandbox).into_iter();
    changes
        .filter(|one| of_patients(one) && tells_death(one))
        .count()
}

#[test]
fn a_death_is_entered_at_every_clinic_that_knows_the_patient() {
    let practice = Practice::open();
    practice.run(&visit_at("fhir:North")).ends_with(0);
    practice.run(&visit_at("fhir:South+Side")).ends_with(0);
    let command = "died --patient-id pt-abc123 --backend fhir:North";
    let said = practice.run(command).ends_with(5);
    assert_eq!(said.out.matches("would be recorded at").count(), 2);
    let both = [&practice.shell.sandbox, &practice.south];
    assert_eq!(both.map(deaths), [0, 0], "{}", said.out);
    let said = practice.run(&format!("{command} --yes")).ends_with(0);
    assert_eq!(both.map(deaths), [1, 1], "{}", said.out);
    // The booking, its cancellation, and the death.
    assert_eq!(both.map(|one| changes(one).len()), [3, 3], "{}", said.out);
    let again = practice.run(&format!("{command} --yes")).ends_with(0);
    assert_eq!(both.map(deaths), [1, 1], "{}", again.out);
}

#[test]
fn at_the_desk_the_form_for_a_death_opens_for_each_clinic_in_turn() {
    let [north, south] = [sandbox(AT_THE_DESK), sandbox(AT_THE_DESK)];
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_both([&north, &south])
    });
    desk.types("220385s died").settle();
    desk.sees("has died: lists the visits to come");
    desk.press("Enter").settle();
    desk.sees("! deceased").press("Enter").settle();
    for told in [[1, 0], [1, 1]] {
        desk.sees("Died on").sees("20.11.2026");
        desk.press("Ctrl+S").settle();
        assert_eq!([deaths(&north), deaths(&south)], told, "{}", desk.screen());
    }
    desk.sees_no("Died on");
}
