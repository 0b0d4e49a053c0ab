//! A note of the desks about a patient that is a warning: it stands against a booking of that patient.

use super::{HEADER, Office, PATIENT};
use crate::desk_at_work::{records, shipped};

impl Office {
    /// Notes this about the patient, as a desk does.
    fn note(&self, text: &str) {
        let words = ["note", "--backend", "clinik", PATIENT, text];
        let mut command = shipped(self.home.path(), &self.sandbox);
        let output = command.args(words).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
}

#[test]
fn a_warning_about_a_patient_stands_against_their_rows_and_yes_answers_it() {
    let office = Office::open();
    office.note("!owes a missed visit");
    let rows = format!(
        "{HEADER}clinik,{PATIENT},ki,2099-02-10 10:00,30\nclinik,pt_def456,ki,2099-02-10 11:00,30\n"
    );
    office.write("rows.csv", &rows);
    let dry = office.run(&["rows.csv", "--dry-run", "--report", "report.csv"]);
    assert!(dry.line(2).starts_with("warning"), "{dry:?}");
    assert!(
        dry.line(2)
            .contains("Note about this patient: owes a missed visit"),
        "{dry:?}"
    );
    assert!(dry.line(3).starts_with("clean"), "{dry:?}");
    let report = std::fs::read_to_string(office.path("report.csv")).unwrap();
    assert!(report.contains("owes a missed visit"), "{report}");
    let ran = office.run(&["rows.csv", "--yes"]);
    assert!(ran.line(2).starts_with("booked appt_"), "{ran:?}");
    assert!(ran.line(2).contains("owes a missed visit"), "{ran:?}");
    let overrides = records::steps(&office.path("desk"), 8);
    let overrides = overrides.iter().filter(|step| *step == "override");
    assert_eq!(overrides.count(), 1, "only the row that was warned about");
    records::verified(&office.path("desk")).unwrap();
}

#[test]
fn a_note_that_is_no_warning_and_a_move_are_not_asked_about() {
    let office = Office::open();
    office.note("wheelchair");
    office.write(
        "rows.csv",
        &format!("{HEADER}clinik,{PATIENT},ki,2099-02-10 10:00,30\n"),
    );
    let ran = office.run(&["rows.csv", "--yes"]);
    assert!(!ran.line(2).contains("wheelchair"), "{ran:?}");
    let id = ran.line(2).split([' ', ':']).nth(1).unwrap().to_owned();
    office.note("!owes a missed visit");
    office.write(
        "moves.csv",
        &format!("backend,action,id,start\nclinik,move,{id},2099-02-11 10:00\n"),
    );
    let dry = office.run(&["moves.csv", "--dry-run"]);
    assert!(dry.line(2).starts_with("clean"), "{dry:?}");
}
