//! A booking at each clinic, by answers alone.

use super::{Desk, a_visit};

/// A visit and a draw, one after the other, people and places picked by their names.
fn both() -> Vec<&'static str> {
    let mut answers = vec![
        "",
        "",
        "pt_abc123",
        "ivers",
        "11.02.2098 10:00",
        "30",
        "Follow-up",
    ];
    // What is not asked for by itself is changed before it is sent.
    answers.extend(["n", "appointment type", "2", "n", "priority", "7", "y", "y"]);
    answers.extend([
        "2",
        "",
        "maria schmidt",
        "berlin",
        "2098-02-11 08:30",
        "lipid",
        "",
        "y",
    ]);
    answers
}

#[test]
fn books_a_visit_and_a_draw() {
    let desk = Desk::new();
    let said = desk.answers(&both());
    said.ends_with(0)
        .has_line("Patient: Maria Schmidt, 22 Mar 1985")
        .mentions("Start: Tue 11 Feb 2098 10:00 CET")
        .mentions("To ClinikAPI, SANDBOX: Patient Maria Schmidt")
        .has_line("Book in the SANDBOX (y or n):")
        .mentions("ClinikAPI: booked, appt_")
        .has_line("Status: booked")
        .has_line("Priority: 7")
        .mentions("Aniva: booked (scheduled), ")
        .has_line("Panels: added: Lipid Profile")
        .has_line("phone: +493023125001")
        .has_line("birth date: 22 Mar 1985");
    let creates = desk.creates();
    let [(visit, 201), (draw, 201)] = creates.as_slice() else {
        panic!("{creates:?}\n{}", said.out)
    };
    assert_eq!(visit["patientId"], "pt_abc123");
    assert_eq!(visit["practitionerId"], "prac_xyz789");
    assert_eq!(visit["appointmentType"], "FOLLOWUP");
    assert_eq!(visit["start"], "2098-02-11T09:00:00.000Z");
    assert_eq!(
        (&visit["minutesDuration"], &visit["priority"]),
        (&30.into(), &7.into())
    );
    assert_eq!(draw["location_id"], crate::desk_at_work::BERLIN);
}

#[test]
fn a_start_and_an_end_in_one_answer_give_the_minutes() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00-10:45");
        answers
            .iter_mut()
            .filter(|answer| **answer == "30")
            .for_each(|answer| *answer = "");
        answers.push("y");
        desk.answers(&answers)
            .ends_with(0)
            .mentions("ClinikAPI: booked, appt_");
        let visit = &desk.creates()[0].0;
        assert_eq!(
            (&visit["start"], &visit["minutesDuration"]),
            (&"2098-02-11T09:00:00.000Z".into(), &45.into())
        );
    }
}

#[test]
fn a_visit_is_read_back_and_told_on_both_clocks() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.push("y");
        let in_new_york = [
            ("LC_ALL", "C"),
            ("TZ", "America/New_York"),
            ("BOOKDESK_CLINIK_TIMEZONE", "Europe/Berlin"),
        ];
        let said = desk.answers_with(&in_new_york, &answers);
        said.ends_with(0)
            .mentions("Start: Tue 11 Feb 2098 10:00 CET")
            .mentions("10:00 CET, here 04:00 EST.");
        assert_eq!(desk.creates()[0].0["start"], "2098-02-11T09:00:00.000Z");
    }
}

#[test]
fn what_is_no_visit_is_not_called_booked() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.extend(["n", "status", "waitlist", "y"]);
        let said = desk.answers(&answers);
        said.ends_with(0)
            .mentions("ClinikAPI: on the waiting list, not booked, appt_");
    }
}

/// A screen reader, a braille line and a pipe get text in lines; English needs no letter outside ASCII.
#[test]
fn only_lines_of_text_are_ever_written() {
    let desk = Desk::new();
    let said = desk.answers(&both());
    let odd = said
        .out
        .chars()
        .find(|letter| letter.is_control() && *letter != '\n');
    assert_eq!(odd, None, "{}", said.out);
    let signs: String = said
        .out
        .chars()
        .filter(|letter| !letter.is_ascii() && !letter.is_alphabetic())
        .collect();
    assert_eq!(signs, "");
}

#[test]
fn a_question_is_one_line_that_begins_with_its_label() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        let said = desk.answers(&answers);
        let questions: Vec<&str> = said
            .out
            .lines()
            .filter(|line| line.ends_with([':', '?']))
            .collect();
        let labels = [
            "Clinic",
            "Entry line",
            "Patient",
            "Practitioner",
            "Start",
            "Minutes",
            "Reason",
            "Book",
        ];
        assert_eq!(questions.len(), labels.len(), "{}", said.out);
        for (question, label) in questions.iter().zip(labels) {
            assert!(
                question.starts_with(label),
                "“{question}” does not begin with {label}"
            );
        }
        answers.extend(["n", "status"]);
        desk.answers(&answers)
            .mentions("Status (required; type its first letters; 1 to 9) [booked]:");
    }
}

#[test]
fn the_entry_line_books_in_one_answer() {
    for desk in Desk::for_visits() {
        // Further ahead than a follow-up is usually booked: that is asked about.
        let said = desk.answers(&["clinik", "220385s ki f 11.2.2098 10:00", "y", "1"]);
        said.ends_with(0).mentions("ClinikAPI: booked, appt_");
        assert_eq!(desk.creates()[0].0["start"], "2098-02-11T09:00:00.000Z");
    }
}

#[test]
fn a_series_is_told_row_by_row_and_goes_out_after_one_yes() {
    let desk = Desk::new();
    let said = desk.answers(&["clinik", "220385s ki f 11.2.2098 10:00 x3w", "y"]);
    said.ends_with(0)
        .mentions("2 Tue 18 Feb 2098 10:00 CET, ready")
        .has_line("Send these 3 in the SANDBOX (y or n):");
    said.mentions("3 Tue 25 Feb 2098 10:00 CET, booked")
        .mentions("3 of 3 done.");
    assert_eq!(desk.creates().len(), 3);
    let desk = Desk::new();
    desk.answers(&["clinik", "220385s ki f 11.2.2098 10:00 x3w", "n"]);
    assert!(desk.creates().is_empty());
}

#[test]
fn asks_in_german_where_the_locale_does() {
    let desk = Desk::new();
    let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
    answers.extend(["j", "ende"]);
    let said = desk.answers_in("de_DE.UTF-8", &answers);
    said.ends_with(0)
        .mentions("Praxis (1 oder 2) [ClinikAPI]:")
        .mentions("ClinikAPI: gebucht, appt_");
    said.mentions("; Status gebucht.").mentions("MEZ");
    assert!(
        !said.out.contains('\u{1b}') && !said.out.contains("booked"),
        "{}",
        said.out
    );
}
