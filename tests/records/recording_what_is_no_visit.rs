//! A status under which nobody is booked is never called booked; and the form of a new appointment cancels none that
//! stands, which is said with the one that does.

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};
use crate::shell::Shell;

#[test]
fn what_was_recorded_is_said_and_not_that_it_is_booked() {
    let rows = [
        ("cancelled", "!", "entered as cancelled, nobody is booked"),
        ("noshow", "!", "entered as a no-show, nobody is booked"),
        ("waitlist", "○", "on the waiting list, not booked"),
        ("proposed", "○", "entered as requested, not booked"),
        ("pending", "○", "entered as pending, not confirmed yet"),
    ];
    for (status, sign, said) in rows {
        let mut desk = DeskAtWork::open(at_clinik());
        desk.fill("Status", status)
            .fill("Patient", PATIENT)
            .fill("Start", "10.02.2027 10:00")
            .book();
        if desk.asked() != "" {
            desk.confirm_despite().settle();
        }
        assert!(
            desk.note().starts_with(&format!("ClinikAPI: {said}.")),
            "{}",
            desk.note()
        );
        desk.sees(&format!(
            "{sign} {}",
            said.split(',').next().unwrap_or(said)
        ))
        .sees_no("Appointment ✓");
        assert!(!desk.screen().contains("✓ booked"), "{}", desk.screen());
    }
}

#[test]
fn a_new_appointment_that_is_cancelled_says_which_one_stands_and_asks() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().book_at_once();
    desk.fill("Patient", PATIENT)
        .fill("Status", "cancelled")
        .settle();
    desk.sees("This enters a new appointment as cancelled; it does not cancel one.");
    desk.press("Ctrl+S").settle();
    desk.sees(
        "Maria Schmidt has Wed 10 Feb 2027 10:00 CET. To cancel it: in the entry line, the patient, then -.",
    );
    assert_eq!(desk.creates().len(), 1, "nothing was sent");
    desk.fill("Start", "11.02.2027 10:00-10:30").settle();
    desk.press("Ctrl+S").settle();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.creates().len(), 1, "nothing was sent unasked");
    desk.press("Esc")
        .fill("Status", "booked")
        .settle()
        .sees_no("does not cancel one");
}

#[test]
fn a_shell_says_what_was_recorded_and_asks_for_a_yes_to_it() {
    let shell = Shell::open();
    let book = "book --backend clinik --patient-id pt_abc123 --start 2027-02-10T10:00 --minutes-duration 30";
    let asked = shell
        .run(&format!("{book} --status cancelled"))
        .ends_with(5);
    assert!(
        asked
            .err
            .contains("This enters a new appointment as cancelled; it does not cancel one."),
        "{}",
        asked.err
    );
    let said = shell
        .run(&format!("{book} --status cancelled --yes"))
        .ends_with(0);
    let recorded = "SANDBOX: At ClinikAPI, entered as cancelled, nobody is booked: appt_";
    assert!(said.out.starts_with(recorded), "{}", said.out);
    let told = shell
        .run(&format!("{book} --status waitlist --json"))
        .ends_with(0)
        .json();
    assert_eq!(
        (&told["outcome"], &told["appointment"]["status"]),
        (&"booked".into(), &"waitlist".into())
    );
}
