//! Before a visit is booked, the desk shows what the person has coming up already, at both clinics.

use headless::Options;

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

#[test]
fn what_a_person_has_coming_up_at_either_backend_is_seen_beside_the_form() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .settle()
        .sees("No upcoming appointments.");
    desk.fill("Start", "10.02.2027 10:00")
        .fill("Practitioner", "prac_xyz789")
        .settle()
        .book_at_once();

    desk.press("Ctrl+T")
        .settle()
        .fill("Profile", PROFILE)
        .settle();
    desk.sees("Upcoming for Maria Schmidt")
        .sees("Wed 10 Feb 2027 10:00 ○ booked ClinikAPI: Karin Ivers");
    desk.fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-11 08:30")
        .book_at_once();

    desk.press("Ctrl+T").fill("Patient", PATIENT).settle();
    desk.sees("Wed 10 Feb 2027 10:00 ○ booked Karin Ivers")
        .sees("Thu 11 Feb 2027 08:30");
}

/// The digits, the line and the card count in the order of this list. It has digits only where they pick.
#[test]
fn what_is_coming_up_at_several_clinics_is_by_date_and_names_the_other_clinic() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Start", "10.02.2027 10:00")
        .fill("Practitioner", "prac_xyz789")
        .settle()
        .book_at_once();
    desk.press("Ctrl+T")
        .settle()
        .fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-09 08:30")
        .settle()
        .book_at_once();
    desk.press("Ctrl+T").fill("Patient", PATIENT).settle();
    let rows = |desk: &DeskAtWork, expected: [&str; 2]| {
        let screen = desk.screen();
        let mut lines = screen
            .lines()
            .skip_while(|line| !line.contains("Upcoming for Maria Schmidt"));
        let mut below = |after: usize| lines.nth(after).unwrap_or_default();
        assert!(below(1).contains(expected[0]), "{screen}");
        assert!(below(0).contains("Aniva: "), "{screen}");
        assert!(below(0).contains(expected[1]), "{screen}");
    };
    rows(
        &desk,
        [" › Tue  9 Feb 2027 08:30", "   Wed 10 Feb 2027 10:00"],
    );
    desk.turn_to("appointment");
    rows(
        &desk,
        ["1› Tue  9 Feb 2027 08:30", "2  Wed 10 Feb 2027 10:00"],
    );
    desk.press("2").settle();
    rows(
        &desk,
        ["1  Tue  9 Feb 2027 08:30", "2› Wed 10 Feb 2027 10:00"],
    );
    desk.resize(120, 40).sees("Aniva: ");
}

#[test]
fn what_was_booked_a_moment_ago_is_coming_up_however_far_a_search_is_behind() {
    let lag = std::time::Duration::from_secs(3600);
    let mut desk = DeskAtWork::open(Options { lag, ..at_clinik() });
    desk.fill("Patient", PATIENT)
        .settle()
        .sees("No upcoming appointments.");
    desk.fill("Start", "10.02.2027 10:00")
        .fill("Practitioner", "prac_xyz789")
        .settle()
        .book_at_once();
    desk.fill("Patient", PATIENT).settle();
    desk.sees("Upcoming for Maria Schmidt")
        .sees("Wed 10 Feb 2027 10:00 ○ booked Karin Ivers");
}

#[test]
fn what_cannot_be_asked_is_not_claimed() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fault(&serde_json::json!({
        "backend": "aniva", "call": "search", "fault": "status", "code": 403, "times": 0
    }));
    desk.fill("Profile", PROFILE).settle();
    assert!(!desk.screen().contains("coming up"), "{}", desk.screen());
}

/// Where there is room it stands beside the day, two lines for each, and not in the pane as well.
#[test]
fn on_a_large_screen_what_is_coming_up_has_a_column_of_its_own() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(200, 60).sees("Day").sees_no("Upcoming");
    desk.fill("Practitioner", "prac_xyz789")
        .fill("Patient", PATIENT);
    desk.settle()
        .sees("No upcoming appointments.")
        .sees_no("Upcoming for");
    for start in ["10.02.2027 10:00", "10.02.2027 11:00", "11.02.2027 9:00"] {
        desk.fill("Patient", PATIENT)
            .fill("Practitioner", "prac_xyz789")
            .fill("Start", start)
            .settle();
        desk.press("Ctrl+S").settle().press("Ctrl+S").settle();
    }
    desk.fill("Patient", PATIENT).settle();
    let listed = [
        "Wed 10 Feb 2027 10:00 Karin Ivers ○ booked",
        "› Thu 11 Feb 2027 09:00 Karin Ivers ○ booked",
    ];
    listed.iter().for_each(|row| _ = desk.sees(row));
    desk.sees_no("o upcoming appointments");
    desk.resize(120, 40);
    listed.iter().for_each(|row| _ = desk.sees(row));
}

/// What the letters of the pane act on stands first, and the list below marks it.
#[test]
fn the_appointment_in_hand_stands_first_and_digits_open_the_others() {
    let mut desk = DeskAtWork::open(at_clinik());
    for start in ["10.02.2027 10:00", "11.02.2027 11:00", "12.02.2027 9:00"] {
        desk.fill("Patient", PATIENT)
            .fill("Practitioner", "prac_xyz789")
            .fill("Start", start)
            .settle();
        desk.press("Ctrl+S").settle();
        if desk.asked() != "" {
            desk.confirm_despite().settle();
        }
    }
    desk.fill("Patient", PATIENT)
        .settle()
        .press("Esc")
        .settle()
        .types("220385s 3 > 12.02.2027 9:30")
        .settle()
        .press("Enter")
        .settle();
    desk.press("Ctrl+S").settle().sees("✓ moved");
    let place = |desk: &DeskAtWork, text: &str| {
        let screen = desk.screen();
        screen
            .lines()
            .position(|line| line.contains(text))
            .unwrap_or_else(|| panic!("no {text} on\n{screen}"))
    };
    assert!(
        place(&desk, "✓ moved") < place(&desk, "Upcoming for Maria Schmidt"),
        "{}",
        desk.screen()
    );
    desk.turn_to("appointment")
        .sees("2 Thu 11 Feb 2027 11:00")
        .sees("3› Fri 12 Feb 2027 09:30")
        .press("1")
        .settle();
    desk.sees("○ booked")
        .sees("1› Wed 10 Feb 2027 10:00")
        .sees_no("3›");
    desk.press("x")
        .sees("Wed 10 Feb 2027 10:00")
        .press("Esc")
        .press("9")
        .settle();
    desk.sees("○ booked");
}
