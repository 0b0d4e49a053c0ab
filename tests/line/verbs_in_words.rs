//! Words in place of the signs on the line: a visit is moved, cancelled with its reason, or somebody has come.

use booking::Language;
use desk::Size;
use headless::Options;
use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk with a visit of Maria Schmidt's on Wednesday 10 February 2027 at 10:00, and this text in the line.
fn with_line(language: Language, text: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(Options {
        language,
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.press("Esc").settle().types(text).settle();
    desk
}

#[test]
fn a_visit_is_moved_in_words() {
    for typed in [
        "Maria Schmidt moves to Thursday 11.02.2027 14:15",
        "Maria Schmidt möchte den Termin verschieben auf Donnerstag 11.02.2027 14:15",
        "Maria Schmidt auf Donnerstag 11.02.2027 14:15 verschieben",
        "Maria Schmidt siirrä 11.02.2027 14:15",
    ] {
        let mut desk = with_line(Language::En, typed);
        desk.sees("move → Thu 11 Feb 2027 14:15 (now Wed 10 Feb 2027 10:00");
        desk.press("Enter").settle().sees("Move this appointment");
        assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
        desk.press("Ctrl+S").settle().sees("Moved at ClinikAPI.");
        let start = &desk.changes_sent()[0]["start"];
        assert_eq!(start, "2027-02-11T13:15:00.000Z", "{typed}");
    }
}

#[test]
fn a_cancellation_opens_with_the_reason_that_the_line_says() {
    let mut desk = with_line(
        Language::En,
        "Maria Schmidt cancels her visit, no longer needed",
    );
    desk.sees("cancel Wed 10 Feb 2027 10:00, Karin Ivers")
        .sees("reason: no longer needed");
    desk.press("Enter").settle().sees("Cancel this appointment");
    desk.sees("treatment no longer needed")
        .sees_no("booked in error");
    assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
    desk.press("Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.");
    let said = json!({"status": "cancelled", "cancelationReason": "treatment no longer needed"});
    assert_eq!(desk.changes_sent(), [said]);
}

#[test]
fn a_reason_that_is_no_usual_one_is_chosen_by_hand() {
    let mut desk = with_line(Language::De, "Maria Schmidt - hat einen Unfall gehabt");
    desk.press("Enter")
        .settle()
        .sees("anderer: hat einen Unfall gehabt");
    desk.press("Ctrl+S").settle();
    assert!(desk.changes_sent().is_empty(), "{}", desk.screen());
    desk.press("Down Ctrl+S").settle();
    let reason = &desk.changes_sent()[0]["cancelationReason"];
    assert_eq!(reason, "hat einen Unfall gehabt", "{}", desk.screen());
}

#[test]
fn whoever_has_come_or_has_not_is_marked_in_words() {
    for typed in [
        "Maria Schmidt ist da",
        "Maria Schmidt is here",
        "Maria Schmidt on täällä",
    ] {
        let mut desk = with_line(Language::En, typed);
        desk.sees("next status: Wed 10 Feb 2027 10:00, Karin Ivers");
        desk.press("Enter").settle().sees("booked → arrived");
        desk.press("Ctrl+S").settle().confirm_despite().settle();
        assert_eq!(
            desk.changes_sent(),
            [json!({"status": "arrived"})],
            "{typed}"
        );
    }
    let mut desk = with_line(Language::De, "Maria Schmidt nicht erschienen");
    desk.sees("nicht erschienen: ").press("Enter").settle();
    assert!(desk.changes_sent().is_empty(), "{}", desk.screen());
}

#[test]
fn somebody_is_called_back_in_words() {
    for typed in [
        "Oliver Pemberton zurückrufen Befund",
        "Oliver Pemberton call back: Befund",
        "Oliver Pemberton soita takaisin Befund",
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut desk = DeskAtWork::open_at_the_line(Options {
            data_dir: Some(folder.path().to_owned()),
            operator: Some("anna".to_owned()),
            ..at_clinik()
        });
        desk.types(typed).settle().sees("call back: Befund");
        desk.press("Enter").settle();
        assert!(
            desk.note().ends_with("is on the call list."),
            "{}",
            desk.note()
        );
        desk.press("Alt+R").settle().sees("Befund");
        assert!(desk.changes_sent().is_empty(), "{typed}");
    }
}

#[test]
fn a_birth_date_with_two_digits_of_its_year_is_said_to_be_one() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.types("Carter, geb. 4.12.68, ki so bald wie möglich")
        .settle()
        .sees("John Carter")
        .sees_no("geb.“");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Patient"), "pt_shmbj5", "{}", desk.screen());
}

#[test]
fn no_short_word_is_proposed_for_another() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for typed in ["220385s auf", "220385s sagt"] {
        desk.press("Ctrl+U").types(typed).settle();
        desk.sees("can't be read").sees_no("1 aug").sees_no("1 sat");
    }
}
