//! A patient has died: one command cancels what is coming and notes it, in the shell and line by line.

use booking::clinics::{ANIVA, CLINIK, FHIR};
use serde_json::{Value, json};

use super::Shell;
use super::losing::until_hanging;
use super::several_visits::{VISITOR, with_three};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::BERLIN;

/// John Carter at Aniva.
const PROFILE: &str = "c031716d-77c2-439c-ace5-93e5087122c5";

/// John Carter has three visits to come at ClinikAPI, and a blood draw at Aniva.
fn with_four() -> Shell {
    let shell = with_three(20);
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN,
        "scheduled_at": format!("{}T07:30:00Z", super::several_visits::today() + chrono::Days::new(22)),
    });
    shell.sandbox.book(ANIVA, &draw).expect("another desk");
    shell
}

fn note_about(shell: &Shell, whose: &str) -> Value {
    let told = shell.run(&format!("note {whose} --json")).ends_with(0);
    told.json()["note"].clone()
}

const AT_CLINIK: &str = "--backend clinik pt_shmbj5";

/// John Carter waits at ClinikAPI, which keeps a list, and at Aniva, whose list the desks keep. Another patient waits, too.
fn who_waits() -> Shell {
    let shell = with_three(20);
    for patient in [VISITOR, "pt_abc123"] {
        let entry = json!({
            "status": "waitlist", "patientId": patient, "practitionerId": "prac_xyz789",
            "requestedPeriod": [{"start": "2099-11-30T08:00:00Z", "end": "2099-12-05T00:00:00Z"}],
        });
        shell.sandbox.book(CLINIK, &entry).expect("another desk");
        let draft = if patient == VISITOR {
            "041268c be b"
        } else {
            "220385s be b"
        };
        let said = shell.pipe(
            &format!("{draft}\nn\nwaiting\nnext week\ny\ndrop\ny\nquit\ny\n"),
            "--plain",
        );
        assert!(
            said.out
                .contains("On the waiting list of this clinic's desks"),
            "{}",
            said.out
        );
    }
    shell
}

/// The ids of those who wait, at each clinic.
fn waiting(shell: &Shell) -> Vec<String> {
    let told = shell.run("waiting --json").ends_with(0);
    let listed = told.json();
    let rows = listed.as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row.to_string()).collect()
}

#[test]
fn nobody_who_has_died_stays_on_a_waiting_list() {
    let shell = who_waits();
    let command = format!("died --patient-id {VISITOR}");
    let said = shell.run(&command).ends_with(5);
    assert_eq!(
        said.out.matches("would be cancelled: ").count(),
        4,
        "{}",
        said.out
    );
    assert_eq!(
        said.out
            .matches("would be taken off the waiting list")
            .count(),
        1,
        "{}",
        said.out
    );
    assert!(said.out.contains("on the waiting list, "), "{}", said.out);
    assert_eq!(waiting(&shell).len(), 4);
    shell.run(&format!("{command} --yes")).ends_with(0);
    let left = waiting(&shell);
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(!left.iter().any(|row| row.contains("Carter")), "{left:?}");
    let again = shell.run(&format!("{command} --yes")).ends_with(0);
    assert!(again.err.contains("Nothing is left to do"), "{}", again.err);
}

#[test]
fn without_consent_it_is_said_what_would_be_done() {
    let shell = with_four();
    let command = format!("died --patient-id {VISITOR}");
    let said = shell.run(&command).ends_with(5);
    assert_eq!(said.out.matches("would be cancelled: ").count(), 4);
    assert_eq!(said.out.matches("would be noted about ").count(), 2);
    assert_eq!(said.out.lines().count(), 6, "{}", said.out);
    assert!(said.err.contains("`--yes` does all of it."), "{}", said.err);
    assert!(shell.alterations().is_empty());
    assert_eq!(note_about(&shell, AT_CLINIK), Value::Null);
    shell.run(&format!("{command} --dry-run")).ends_with(0);
    assert!(shell.alterations().is_empty());
    assert_eq!(note_about(&shell, AT_CLINIK), Value::Null);
}

#[test]
fn a_clinic_that_does_not_answer_is_named_and_the_rest_is_done() {
    let shell = with_four();
    shell.fault(
        json!({"backend": "aniva", "call": "any", "fault": "status", "code": 503, "times": 0}),
    );
    let command = format!("died --patient-id {VISITOR}");
    let said = shell.run(&format!("{command} --yes")).ends_with(1);
    let says = format!("{}{}", said.out, said.err);
    assert!(says.contains("Aniva could not be asked"), "{says}");
    assert_eq!(shell.alterations().len(), 3, "those at the other clinic");
}

#[test]
fn a_patient_is_not_said_to_be_unknown_where_the_clinic_does_not_answer() {
    let shell = with_three(20);
    shell.fault(
        json!({"backend": "clinik", "call": "any", "fault": "status", "code": 503, "times": 0}),
    );
    for command in ["died", "cancel --all"] {
        let command = format!("{command} --patient-id {VISITOR} --backend clinik --yes");
        let said = shell.run(&command).ends_with(7);
        let says = format!("{}{}", said.out, said.err);
        assert!(!says.contains("has no patient"), "{says}");
    }
}

#[test]
fn all_visits_are_cancelled_at_every_clinic_and_the_desks_have_a_note() {
    let shell = with_four();
    shell
        .run(&format!("note {AT_CLINIK} wheelchair"))
        .ends_with(0);
    let command = format!("died --patient-id {VISITOR} --yes --json");
    let said = shell.run(&command).ends_with(0);
    let told: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    let steps: Vec<(&str, &str, &str)> = told
        .iter()
        .map(|step| {
            let word = |member: &str| step[member].as_str().unwrap_or_default();
            (word("step"), word("backend"), word("outcome"))
        })
        .collect();
    let cancelled = |backend| ("visit", backend, "cancelled");
    let expected = [
        cancelled("clinik"),
        cancelled("clinik"),
        cancelled("aniva"),
        cancelled("clinik"),
        ("note", "clinik", "noted"),
        ("note", "aniva", "noted"),
    ];
    assert_eq!(steps, expected, "{}", said.out);
    let sent = shell.alterations();
    let with_reason = sent
        .iter()
        .filter(|(_, body, _)| body["cancelationReason"] == "patient has died");
    assert_eq!(with_reason.count(), 3, "{sent:?}");
    assert_eq!(
        note_about(&shell, AT_CLINIK),
        "! deceased; wheelchair",
        "what was noted before stays"
    );
    let before = shell.alterations().len();
    let again = shell.run(&command).ends_with(0);
    let nothing = json!({"outcome": "clean", "problems": []});
    assert_eq!(again.json(), nothing, "there is nothing left to do");
    assert!(again.err.contains("Nothing is left to do"), "{}", again.err);
    assert_eq!(shell.alterations().len(), before);
}

#[test]
fn what_is_refused_stops_nothing_else_and_is_seen_in_the_exit_code() {
    let shell = with_four();
    shell.fault(json!({
        "backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 1
    }));
    let command = format!("died --patient-id {VISITOR} --yes");
    let said = shell.run(&command).ends_with(1);
    assert_eq!(said.out.matches("noted about ").count(), 2, "{}", said.out);
    assert_eq!(note_about(&shell, AT_CLINIK), "! deceased");
    let said = shell.run(&command).ends_with(0);
    assert_eq!(
        said.out.lines().count(),
        1,
        "the one that is left: {}",
        said.out
    );
}

#[test]
fn of_a_lost_answer_nothing_is_sent_twice() {
    let shell = with_four();
    shell.fault(json!({"backend": "clinik", "call": "patch", "fault": "drop-after", "times": 1}));
    let command = format!("died --patient-id {VISITOR} --yes");
    shell.run(&command).ends_with(0);
    let patches = shell.requests().filter(|request| {
        request["call"] == "patch" && request["path"].to_string().contains("/appointments")
    });
    assert_eq!(patches.count(), 3);
    assert_eq!(note_about(&shell, AT_CLINIK), "! deceased");
}

#[test]
fn nobody_is_refused() {
    let shell = with_four();
    shell
        .run("died --patient-id pt_nobody1 --backend clinik --yes")
        .ends_with(2);
    assert!(shell.alterations().is_empty());
}

#[test]
fn line_by_line_a_yes_sends_the_list_and_the_note() {
    let shell = with_four();
    let said = shell.pipe("041268c died\nn\nquit\ny\n", "--plain");
    assert!(
        said.out.contains("Send these 4"),
        "{}\n{}",
        said.out,
        said.err
    );
    assert!(shell.alterations().is_empty(), "{}", said.out);
    assert_eq!(note_about(&shell, AT_CLINIK), Value::Null);
    // The word alone means the patient who was looked up.
    let said = shell.pipe("041268c\ndied\ny\nquit\ny\n", "--plain");
    assert!(said.out.contains("4 of 4 done."), "{}", said.out);
    assert!(said.out.contains("noted about "), "{}", said.out);
    assert_eq!(shell.alterations().len(), 4);
    assert_eq!(note_about(&shell, AT_CLINIK), "! deceased");
}

#[test]
fn line_by_line_a_series_despite_a_warning_is_asked_about() {
    let shell = Shell::open();
    let book = "220385s ki f 11.2.2099 10:00 x3w\ny\n";
    let note = "note --backend clinik pt_abc123 !owes+a+visit";
    shell.run(note).ends_with(0);
    let said = shell.pipe(&format!("{book}n\nquit\ny\n"), "--plain");
    let question = "Book them anyway? Note about this patient: owes a visit";
    assert!(said.out.contains(question), "{}", said.out);
    assert_eq!(shell.creates().len(), 0, "{}", said.out);
    let said = shell.pipe(&format!("{book}y\nquit\ny\n"), "--plain");
    assert!(said.out.contains("3 of 3 done."), "{}", said.out);
    assert_eq!(shell.creates().len(), 3);
}

/// A shell at a FHIR clinic, whose own record of a patient has a place for a death.
fn at_fhir() -> Shell {
    Shell {
        clinic: FHIR,
        ..Shell::open()
    }
}

const AT_FHIR: &str = "died --patient-id pt_abc123 --backend clinik --yes --json";

/// The changes of patients' records that the server has received.
fn records_sent(shell: &Shell) -> usize {
    let requests = shell.requests();
    let sent = requests.filter(|request| {
        request["call"] == "patch" && !request["path"].to_string().contains("ppointment")
    });
    sent.count()
}

#[test]
fn at_a_fhir_clinic_the_visit_is_cancelled_noted_and_recorded() {
    let shell = at_fhir();
    shell.with_a_visit();
    let said = shell.run(AT_FHIR).ends_with(0);
    // Aniva knows her, too.
    for (outcome, count) in [("cancelled", 1), ("noted", 2), ("recorded", 1)] {
        let told = format!(r#""outcome":"{outcome}""#);
        assert_eq!(said.out.matches(&told).count(), count, "{}", said.out);
    }
    assert_eq!(records_sent(&shell), 1);
    assert_eq!(
        note_about(&shell, "--backend clinik pt_abc123"),
        "! deceased"
    );
    shell.run(AT_FHIR).ends_with(0);
    assert_eq!(records_sent(&shell), 1, "it is recorded once");
}

#[test]
fn a_lost_answer_about_the_clinics_own_record_is_looked_up() {
    for (fault, code, sent) in [("drop-after", 0, 1), ("drop-before", 1, 2)] {
        let shell = at_fhir();
        shell.fault(json!({"backend": "clinik", "call": "patch", "fault": fault, "times": 1}));
        let said = shell.run(AT_FHIR).ends_with(code);
        assert!(said.out.contains(r#""outcome":"noted""#), "{}", said.out);
        shell.run(AT_FHIR).ends_with(0);
        assert_eq!(records_sent(&shell), sent, "{fault}: {}", said.out);
    }
}

#[test]
fn a_command_that_was_killed_at_the_clinics_own_record_is_gone_on_with() {
    let shell = at_fhir();
    shell.fault(json!({"backend": "clinik", "call": "patch", "fault": "hang", "when": "after"}));
    let mut child = shell.start(AT_FHIR);
    until_hanging(&shell, "patch");
    child.kill().expect("it is there");
    child.wait().expect("it ends");
    shell.fault(json!({"clear": true}));
    shell.run(AT_FHIR).ends_with(0);
    assert_eq!(records_sent(&shell), 1);
    assert_eq!(
        note_about(&shell, "--backend clinik pt_abc123"),
        "! deceased"
    );
}

/// The first visit is cancelled when the command is killed, and its answer is lost.
#[test]
fn a_command_that_was_killed_between_two_visits_cancels_the_rest_once_more_and_none_twice() {
    let shell = with_four();
    shell.fault(json!({"backend": "clinik", "call": "patch", "fault": "hang", "when": "after"}));
    let command = format!("died --patient-id {VISITOR} --yes");
    let mut child = shell.start(&command);
    until_hanging(&shell, "patch");
    child.kill().expect("it is there");
    child.wait().expect("it ends");
    assert_eq!(
        note_about(&shell, AT_CLINIK),
        Value::Null,
        "that comes last"
    );
    shell.fault(json!({"clear": true}));
    shell.run(&command).ends_with(0);
    let mut sent = shell.alterations();
    assert_eq!(sent.len(), 4, "{sent:?}");
    sent.retain(|(_, body, _)| body["status"] == "cancelled");
    assert_eq!(sent.len(), 3, "and the draw: {sent:?}");
    assert_eq!(note_about(&shell, AT_CLINIK), "! deceased");
}
