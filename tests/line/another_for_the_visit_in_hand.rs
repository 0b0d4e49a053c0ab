//! Another practitioner or kind of visit for the form that a line has filled: the visit in hand keeps its day and time.

use crate::desk_at_work::{DeskAtWork, at_clinik};

const KARIN: &str = "prac_xyz789";

fn entered(line: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types(line).settle().press("Enter").settle();
    desk
}

fn enters(desk: &mut DeskAtWork, line: &str) {
    desk.press("Esc").settle().types(line).settle();
    desk.press("Enter").settle();
}

#[test]
fn a_wish_is_searched_again_with_another_practitioner() {
    let mut desk = entered("220385s okonkwo f fr");
    assert_eq!(desk.text("Start"), "Fri 27 Nov 08:00");
    enters(&mut desk, "ki");
    assert_eq!(desk.text("Practitioner"), KARIN);
    assert_eq!(desk.text("Start"), "Fri 27 Nov 08:00", "{}", desk.screen());
    // Amina Yusufova is not there on Fridays.
    enters(&mut desk, "yusufova");
    assert_eq!(desk.text("Start"), "", "{}", desk.screen());
    assert!(desk.note().contains("has nothing free"), "{}", desk.note());
    enters(&mut desk, "any cardio");
    assert!(
        desk.text("Start").starts_with("Fri 27 Nov "),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_fixed_time_stays_and_is_checked() {
    let mut desk = entered("220385s okonkwo f mo 11:20");
    assert_eq!(desk.text("Start"), "Mon 23 Nov 11:20");
    enters(&mut desk, "ki");
    assert_eq!(desk.text("Practitioner"), KARIN);
    assert_eq!(desk.text("Start"), "Mon 23 Nov 11:20", "{}", desk.screen());
    enters(&mut desk, "yusufova");
    assert_eq!(desk.text("Start"), "Mon 23 Nov 11:20");
    desk.sees("Amina Yusufova has published times 13:00–18:00 that day");
}

#[test]
fn a_time_that_was_chosen_instead_stays() {
    let mut desk = entered("220385s okonkwo f fr");
    desk.press("1").settle();
    let chosen = desk.text("Start");
    assert_ne!(chosen, "Fri 27 Nov 08:00");
    enters(&mut desk, "ki");
    assert_eq!(desk.text("Practitioner"), KARIN);
    assert_eq!(desk.text("Start"), chosen, "{}", desk.screen());
}

#[test]
fn a_first_free_time_is_searched_again() {
    let mut desk = entered("220385s yusufova f");
    assert_eq!(desk.text("Start"), "Mon 23 Nov 13:00");
    enters(&mut desk, "ki");
    assert_eq!(desk.text("Start"), "Mon 23 Nov 08:00", "{}", desk.screen());
}

#[test]
fn another_kind_of_visit_keeps_the_day_and_has_its_own_length() {
    let mut desk = entered("220385s ki f fr");
    assert_eq!(desk.text("Minutes"), "30");
    enters(&mut desk, "n");
    assert!(
        desk.text("Start").starts_with("Fri 27 Nov "),
        "{}",
        desk.screen()
    );
    assert_ne!(desk.text("Minutes"), "30", "{}", desk.screen());
}
