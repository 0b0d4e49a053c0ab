//! What is sent is what was read out last, with the patient, with whom, which kind of visit and how long.

use std::fs;

use booking::clinics::CLINIK;
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use serde_json::json;

use super::{Desk, a_visit};
use crate::another_desk::AnotherDesk as _;

/// A follow-up of Maria Schmidt with Karin Ivers, booked.
const A_FOLLOW_UP: [&str; 4] = ["220385s ki f 11.2.2098 10:00", "y", "1", "n"];

#[test]
fn a_word_at_the_question_whether_to_book_changes_what_is_asked_and_it_is_read_out_again() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 14:00");
        answers.extend(["waiting", "mo morning", "day", "", "n", "quit", "y"]);
        let said = desk.answers(&answers);
        said.mentions("Nobody is on the list yet")
            .has_line("Put on the waiting list in the SANDBOX (y or n):");
        let read = said.before("Put on the waiting list in the SANDBOX");
        assert!(
            read.contains("Patient Maria Schmidt, 22 Mar 1985"),
            "{read}"
        );
        assert!(read.contains("Wished times "), "{read}");
        assert!(desk.creates().is_empty(), "{}", said.out);
        let mut answers = a_visit("pt_abc123", "11.02.2098 14:00");
        answers.extend(["waiting", "mo morning", "y"]);
        let said = desk.answers(&answers);
        said.mentions("on the waiting list, not booked");
        assert_eq!(desk.creates()[0].0["status"], "waitlist");
    }
}

#[test]
fn a_booking_is_read_out_with_whom_and_how_long() {
    for desk in Desk::for_visits() {
        let said = desk.answers(&["220385s ki f 11.2.2098 10:00", "y", "n"]);
        for question in ["Book in the SANDBOX (y or n)", "Book in the SANDBOX anyway"] {
            // The choices stand between.
            let read: Vec<&str> = said
                .out
                .lines()
                .filter(|line| line.starts_with("To "))
                .collect();
            assert_eq!(read.len(), 2, "{question}: {}", said.out);
            let facts = "Patient Maria Schmidt, 22 Mar 1985; Practitioner Karin Ivers; follow-up; \
                         30 min; Tue 11 Feb 2098 10:00 CET; ";
            assert!(read.iter().all(|line| line.contains(facts)), "{read:?}");
        }
        assert!(desk.creates().is_empty());
    }
}

#[test]
fn every_change_is_read_out_with_whose_it_is_right_before_its_question() {
    for desk in Desk::for_visits() {
        desk.answers(&A_FOLLOW_UP);
        let facts =
            "Patient Maria Schmidt, 22 Mar 1985; Practitioner Karin Ivers; follow-up; 30 min; ";
        for (line, between, question, what) in [
            (
                "220385s -",
                "",
                "Cancel in the SANDBOX",
                "cancel Tue 11 Feb 2098 10:00 CET.",
            ),
            (
                "220385s > 12.2.2098 14:15",
                "n",
                "Move in the SANDBOX",
                "from Tue 11 Feb 2098 10:00 CET to Wed 12 Feb 2098 14:15 CET.",
            ),
            (
                "220385s = 45 min",
                "n",
                "Change the details in the SANDBOX",
                "from 30 min to 45 min (until 10:45), Tue 11 Feb 2098 10:00 CET.",
            ),
            (
                "220385s arrived",
                "",
                "Set the status in the SANDBOX",
                "status: from booked to arrived, Tue 11 Feb 2098 10:00 CET.",
            ),
        ] {
            let said = desk.answers(&[line, between, "n", "quit", "y"]);
            let read = said.before(question);
            assert!(read.contains(facts), "{line}: {read}\n{}", said.out);
            assert!(read.ends_with(what), "{line}: {read}");
            said.never_mentions(" > ");
        }
        assert!(desk.alterations().is_empty());
    }
}

#[test]
fn a_series_is_read_out_with_whose_it_is() {
    let desk = Desk::new();
    let said = desk.answers(&["220385s ki f 11.2.2098 10:00 x3w", "n"]);
    let facts = "To ClinikAPI, SANDBOX: Patient Maria Schmidt, 22 Mar 1985; Practitioner Karin Ivers; \
                 follow-up; 30 min.";
    said.has_line(facts);
}

#[test]
fn a_new_patient_is_read_back_before_anything_is_sent() {
    let desk = Desk::new();
    let said = desk.answers(&[
        "clinik",
        "",
        "new",
        "Zoë",
        "Brûlé",
        "1.6.1990",
        "2",
        "030 23125001",
        "",
        "n",
        "quit",
        "y",
    ]);
    let read = said.before("Add the patient at ClinikAPI");
    for part in [
        "First name Zoë; Last name Brûlé; Birth date 1 Jun 1990",
        "Sex female",
        "Phone ",
    ] {
        assert!(read.contains(part), "{part}: {read}\n{}", said.out);
    }
    assert!(desk.creates().is_empty());
}

#[test]
fn a_correction_is_read_back_from_what_to_what() {
    let desk = Desk::new();
    let mut answers = vec!["clinik", "", "pt_abc123", "correct"];
    answers.extend([""; 4]);
    answers.extend(["030 99887766", "", "n", "quit", "y"]);
    let said = desk.answers(&answers);
    let read = said.before("Send the correction to ClinikAPI");
    assert!(
        read.contains("Maria Schmidt: Phone from "),
        "{read}\n{}",
        said.out
    );
    assert!(read.contains("99887766"), "{read}");
}

#[test]
fn an_id_that_the_clinic_lacks_is_told_right_before_the_question() {
    for desk in Desk::for_visits() {
        let said = desk.answers(&a_visit("pt_abc124", "11.02.2098 10:00"));
        let (before, _) = said.out.split_once("Book in the SANDBOX").expect("it asks");
        let lines: Vec<&str> = before.lines().rev().take(2).collect();
        assert!(lines[0].starts_with("To ClinikAPI, SANDBOX: "), "{lines:?}");
        assert!(lines[1].starts_with("Patient: "), "{lines:?}\n{}", said.out);
    }
}

#[test]
fn a_question_mark_explains_a_question_and_leaves_it_open() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let said = desk.answers(&["open", "?", &id, "?", "2", "?", "she is ill", "?", "y"]);
        said.mentions("The id of an appointment")
            .mentions("The number of what is to become of this appointment.")
            .mentions("Why it is cancelled: a number, or your own words.")
            .mentions("y sends what was just read out; n sends nothing.")
            .has_line("Cancelled at ClinikAPI.");
        let body = json!({"status": "cancelled", "cancelationReason": "she is ill"});
        assert_eq!(desk.alterations(), [body]);
    }
}

#[test]
fn back_leads_to_the_question_before() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    let said = desk.answers(&[
        "open", &id, "2", "back", "1", "back", "3", "back", "", "quit",
    ]);
    assert_eq!(said.out.matches("What to do (").count(), 4, "{}", said.out);
    assert_eq!(
        said.out.matches("Nothing was changed.").count(),
        3,
        "{}",
        said.out
    );
    let said = desk.answers(&[
        "open", &id, "4", "knee", "back", "hip", "back", "back", "quit",
    ]);
    assert_eq!(said.out.matches("What to do (").count(), 2, "{}", said.out);
    assert!(desk.alterations().is_empty());
}

#[test]
fn a_word_that_does_nothing_at_a_question_leaves_it_open() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    let said = desk.answers(&["open", &id, "2", "times", "day", "she is ill", "y"]);
    assert_eq!(
        said.out
            .matches("That word does nothing at this question.")
            .count(),
        2,
        "{}",
        said.out
    );
    assert_eq!(desk.alterations().len(), 1);
}

#[test]
fn a_whole_line_is_welcome_at_any_question() {
    let line = "190784l ki f 12.2.2098 9:00";
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let fields = a_visit("pt_abc123", "13.02.2098 10:00");
        for before in [
            &fields[..2],
            &fields[..3],
            &fields[..4],
            &fields[..5],
            &fields[..6],
            &fields[..7],
            &["open"][..],
            &["open", &id][..],
            &["open", &id, "1"][..],
            &["open", &id, "2"][..],
            &["open", &id, "2", ""][..],
            &["day"][..],
            &["220385s ki f 13.2.2098 10:00", "y"][..],
        ] {
            let said = desk.answers(&[before, &[line], &["quit", "y"]].concat());
            let read = said.before("Book in the SANDBOX (y or n)");
            assert!(
                read.contains("Patient Greta Lindner") && read.contains("12 Feb 2098 09:00"),
                "{before:?}: {read}\n{}",
                said.out
            );
        }
        assert_eq!((desk.creates().len(), desk.alterations().len()), (1, 0));
    }
}

#[test]
fn drop_drops_what_is_in_the_form() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.extend(["drop", "", "", "fields", "drop", "quit"]);
        let said = desk.answers(&answers);
        said.ends_with(0)
            .mentions("Dropped, and nothing was sent: Maria Schmidt, 22 Mar 1985, clinic visit.")
            .has_line("1 Patient: empty")
            .has_line("There is nothing to drop: the form is empty.");
        assert!(desk.creates().is_empty());
    }
}

#[test]
fn a_code_alone_is_whoever_has_it() {
    for desk in Desk::for_visits() {
        let answers = [
            "clinik",
            "",
            "pt_abc123",
            "ki",
            "11.02.2098 10:00",
            "30",
            "",
            "y",
        ];
        desk.answers(&answers).ends_with(0);
        assert_eq!(desk.creates()[0].0["practitionerId"], "prac_xyz789");
    }
}

#[test]
fn a_pipe_that_only_puts_a_call_on_the_list_ends_with_0() {
    let desk = Desk::new();
    desk.answers(&["220385s ? results of Monday", "y"])
        .mentions("Maria Schmidt, 22 Mar 1985 is on the call list.")
        .ends_with(0);
}

#[test]
fn the_greeting_is_short() {
    let desk = Desk::new();
    let said = desk.answers(&["quit"]);
    let (greeting, _) = said.out.split_once("1 ClinikAPI").expect("the clinics");
    let words = greeting.split_whitespace().count();
    assert!(words < 90, "{words} words: {greeting}");
}

#[test]
fn a_long_list_is_read_five_rows_at_a_time() {
    let desk = Desk::new();
    for minutes in [0, 30, 60, 90, 120, 150, 180] {
        let start = "2098-02-11T08:00:00Z"
            .parse::<DateTime<Utc>>()
            .expect("a time");
        let visit = json!({
            "patientId": "pt_abc123", "practitionerId": "prac_xyz789", "minutesDuration": 30,
            "start": (start + TimeDelta::minutes(minutes)).to_rfc3339(), "status": "booked",
        });
        desk.sandbox.book(CLINIK, &visit).expect("it is booked");
    }
    let mut answers = a_visit("pt_abc123", "11.02.2098 14:00");
    answers.extend(["day", "more", "more", "", "n", "quit", "y"]);
    let said = desk.answers(&answers);
    said.has_line("2 more: the word more reads on.")
        .has_line("That was all.");
    let (before, after) = said.out.split_once("2 more:").expect("a pause");
    assert!(
        before.contains("11:00-11:30") && !before.contains("11:30-12:00"),
        "{}",
        said.out
    );
    assert!(after.contains("12:00-12:30"), "{}", said.out);
    said.never_mentions("appt_");
}

/// A time zone in which it is about noon, so that a visit some hours away is of today.
fn about_noon(now: DateTime<Utc>) -> String {
    let ahead = 12 - i64::from(now.hour());
    match ahead {
        0 => "Etc/UTC".to_owned(),
        // The sign of these names is that of the way back to Greenwich.
        ahead if ahead > 0 => format!("Etc/GMT-{ahead}"),
        behind => format!("Etc/GMT+{}", -behind),
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the program lives by the machine's clock, and what is asked about is of today"
)]
fn whoever_has_visits_at_two_times_today_is_asked_which() {
    let now = Utc::now();
    let zone = about_noon(now);
    for (first, second) in [(15, 240), (-105, 120), (-20, 20)] {
        let desk = Desk::new();
        for minutes in [first, second] {
            let start = now + TimeDelta::minutes(minutes);
            let visit = json!({
                "patientId": "pt_abc123", "practitionerId": "prac_xyz789", "minutesDuration": 15,
                "start": start.to_rfc3339(), "status": "booked",
            });
            desk.sandbox.book(CLINIK, &visit).expect("it is booked");
        }
        let variables = [
            ("LC_ALL", "C"),
            ("TZ", zone.as_str()),
            ("BOOKDESK_CLINIK_TIMEZONE", zone.as_str()),
        ];
        let said = desk.answers_with(&variables, &["220385s arrived", "quit", "y"]);
        said.mentions("Maria Schmidt has 2 appointments");
        said.never_mentions("Set the status in the SANDBOX");
        let said = desk.answers_with(&variables, &["220385s arrived", "1", "", "y"]);
        assert_eq!(desk.alterations().len(), 1, "{}", said.out);
    }
}

#[test]
fn what_the_desks_keep_is_read_out_right_before_its_question_and_written_after_a_yes() {
    let desk = Desk::new();
    let folder = desk.home.path().join(".config/bookdesk");
    fs::create_dir_all(&folder).expect("a folder");
    let on_list = [
        "2",
        "",
        "maria schmidt",
        "berlin",
        "waiting",
        "from 2098-02-09",
    ];
    let patient = "For every desk: Patient Maria Schmidt, 22 Mar 1985; ";
    for (lines, question, read, done) in [
        (
            &["ki late 20"][..],
            "Write it here",
            "For every desk: Practitioner Karin Ivers; 20 minutes late today.".to_owned(),
            "runs 20 minutes late today. Every desk sees it",
        ),
        (
            &["ki late 0"],
            "Remove the note",
            "For every desk: Practitioner Karin Ivers; not late any more.".to_owned(),
            "is not noted as late any more",
        ),
        (
            &["220385s ? results of Monday"],
            "Write it here",
            format!("{patient}call back: results of Monday."),
            "is on the call list",
        ),
        (
            &on_list,
            "Write it here",
            format!("{patient}Location Probe Berlin Mitte; on the waiting list, "),
            "Aniva does not know of it.",
        ),
    ] {
        let answers = |last: &[&'static str]| [lines, last].concat();
        let said = desk.answers(&answers(&["n", "drop", "quit", "y"]));
        let before = said.before(question);
        assert!(before.starts_with(&read), "{before}\n{}", said.out);
        said.has_line("Nothing was changed.").never_mentions(done);
        let said = desk.answers(&answers(&["?", "y", "drop", "quit", "y"]));
        assert!(said.before(question).starts_with(&read), "{}", said.out);
        said.mentions("y writes down what was just read out")
            .mentions(done);
    }
    let said = desk.answers(&["ki late 20", "quit", "y"]);
    said.never_mentions("Every desk sees it");
    assert!(desk.creates().is_empty());
}
