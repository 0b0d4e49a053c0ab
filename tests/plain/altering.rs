//! An appointment looked at, moved and called off, by answers alone.

use std::fs;

use booking::clinics::FHIR;
use serde_json::{Value, json};

use super::{Desk, a_visit};
use crate::another_desk::AnotherDesk as _;
use crate::clinics::any_fhir_clinic::practice::publishes;
use crate::desk_at_work::{BERLIN, PROFILE, record_at_clinik};

impl Desk {
    /// Books a visit for half an hour; its id.
    pub(super) fn with_a_visit(&self) -> String {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.push("y");
        let said = self.answers(&answers).ends_with(0).out.clone();
        let from = said.find("appt_").expect("an id");
        said[from..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    }

    /// The bodies of the calls that alter an appointment.
    pub(super) fn alterations(&self) -> Vec<Value> {
        let requests = self.sandbox.requests().expect("the sandbox answers");
        let patches = requests
            .into_iter()
            .filter(|request| request["call"] == "patch");
        patches
            .map(|request| record_at_clinik(self.clinic, request))
            .map(|request| request["body"].clone())
            .filter(|body| body["status"] != "busy" && body["status"] != "free")
            .collect()
    }
}

#[test]
fn an_appointment_is_moved_by_its_id() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let said = desk.answers(&["open", &id, "1", "whenever", "12.02.2098 14:15", "y"]);
        said.ends_with(0)
            .mentions("Maria Schmidt, 22 Mar 1985")
            .mentions("can't be read as a time")
            .mentions("10:00 CET")
            .has_line("Move in the SANDBOX (y or n):")
            .has_line("Moved at ClinikAPI.");
        let body = json!({
            "start": "2098-02-12T13:15:00.000Z", "end": "2098-02-12T13:45:00.000Z", "minutesDuration": 30,
        });
        assert_eq!(desk.alterations(), [body]);
    }
}

#[test]
fn the_last_change_is_taken_back_by_a_word() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "1", "12.02.2098 14:15", "y"])
            .has_line("Moved at ClinikAPI.");
        let said = desk.answers(&["undo", "y"]);
        said.ends_with(0)
            .mentions("Maria Schmidt, 22 Mar 1985")
            .mentions("This takes back what was done at")
            .has_line("Moved at ClinikAPI.");
        let starts = desk.alterations();
        let starts: Vec<&Value> = starts.iter().map(|body| &body["start"]).collect();
        let [there, back] = starts[..] else {
            panic!("{starts:?}");
        };
        assert_eq!(*there, "2098-02-12T13:15:00.000Z");
        assert_eq!(*back, "2098-02-11T09:00:00.000Z");
    }
}

/// The question of `undo` is the only one.
#[test]
fn a_cancellation_is_taken_back_after_one_yes() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "2", "", "y"])
            .has_line("Cancelled at ClinikAPI.");
        desk.answers(&["undo", "y"]).ends_with(0);
        let statuses = desk.alterations();
        let statuses: Vec<&Value> = statuses.iter().map(|body| &body["status"]).collect();
        assert_eq!(statuses, ["cancelled", "booked"]);
    }
}

#[test]
fn what_was_cancelled_in_one_list_is_taken_back_in_one() {
    let desk = Desk::new();
    for day in ["11.02.2098", "18.02.2098"] {
        let line = format!("220385s ki follow-up {day} 10:00");
        // So far ahead it is asked about.
        desk.answers(&[&line, "y", "y"]).ends_with(0);
    }
    let said = desk.answers(&["cancel all clinik 220385s", "y"]);
    said.ends_with(0).mentions("2 of 2 done.");
    let said = desk.answers(&["undo", "y"]);
    said.ends_with(0)
        .mentions("done in one list at")
        .mentions("2 of 2 done.");
    let bodies = desk.alterations();
    let statuses: Vec<&Value> = bodies.iter().map(|body| &body["status"]).collect();
    assert_eq!(statuses, ["cancelled", "cancelled", "booked", "booked"]);
}

#[test]
fn without_a_change_there_is_nothing_to_take_back() {
    let desk = Desk::new();
    desk.answers(&["undo"])
        .mentions("Nothing was changed at this desk today.");
}

#[test]
fn free_times_to_move_to_are_told_on_both_clocks() {
    let desk = Desk::new();
    let in_new_york = [
        ("LC_ALL", "C"),
        ("TZ", "America/New_York"),
        ("BOOKDESK_CLINIK_TIMEZONE", "Europe/Berlin"),
    ];
    // Free times are published for the next few weeks, so the visit to be moved is one of them.
    let mut answers = a_visit("pt_abc123", "times");
    answers[3] = "ivers";
    answers.insert(5, "2");
    answers.extend(["y", "open", "", "1", "times", "1", "y"]);
    let said = desk.answers_with(&in_new_york, &answers);
    let (_, moving) = said.out.split_once("What to do").expect("it is opened");
    let first = moving.lines().find(|line| line.starts_with("1 "));
    let first = first.unwrap_or_else(|| panic!("no free time in\n{}", said.out));
    assert!(first.contains(", here "), "{first}");
    said.has_line("Moved at ClinikAPI.");
    assert_eq!(desk.alterations().len(), 1);
}

#[test]
fn a_mistyped_time_is_told_as_it_was_typed() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    desk.answers(&["open", &id, "1", "12.02.2098 9:3x"])
        .mentions("9:3x")
        .mentions("can't be read as a time");
}

#[test]
fn a_time_without_a_day_is_on_the_day_of_the_visit() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "1", "14:15", "y"])
            .ends_with(0)
            .has_line("Moved at ClinikAPI.");
        let body = json!({
            "start": "2098-02-11T13:15:00.000Z", "end": "2098-02-11T13:45:00.000Z", "minutesDuration": 30,
        });
        assert_eq!(desk.alterations(), [body]);
    }
}

#[test]
fn a_line_with_a_verb_moves_and_cancels_after_a_yes() {
    for desk in Desk::for_visits() {
        desk.with_a_visit();
        desk.answers(&[
            "clinik",
            "220385s > 12.02.2098 14:15",
            "n",
            "220385s > 12.02.2098 14:15",
            "y",
        ])
        .has_line("Move in the SANDBOX (y or n):")
        .has_line("Moved at ClinikAPI.");
        assert_eq!(desk.alterations().len(), 1, "the no sends nothing");
        desk.answers(&["clinik", "220385s -", "", "y"])
            .has_line("Cancelled at ClinikAPI.");
        let body = json!({"status": "cancelled", "cancelationReason": "patient request"});
        assert_eq!(desk.alterations()[1], body);
    }
}

#[test]
fn a_month_or_a_week_before_a_verb_tells_which_visit_is_meant() {
    for desk in Desk::for_visits() {
        desk.with_a_visit();
        for when in ["december", "this week", "kw 51"] {
            desk.answers(&["clinik", &format!("220385s {when} -")])
                .mentions("has nothing coming up then");
        }
        for (when, says) in [("w60", "week 60"), ("25:00", "25:00")] {
            let said = desk.answers(&["clinik", &format!("220385s {when} -")]);
            said.mentions(says);
            assert!(!said.out.contains("nothing coming up"), "{}", said.out);
        }
        desk.answers(&["clinik", "220385s february 2098 -", "", "y"])
            .has_line("Cancelled at ClinikAPI.");
        assert_eq!(desk.alterations().len(), 1);
    }
}

#[test]
fn a_look_up_leaves_the_booking_in_the_form_as_it_is() {
    for desk in Desk::for_visits() {
        let said = desk.answers(&["clinik", "220385s ki f 10.02.2098 10:00", "190784l"]);
        assert!(!said.out.contains("parked as"), "{}", said.out);
    }
}

#[test]
fn the_next_callers_line_is_no_reason_to_cancel() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "2", "220385s ki f mo 9"])
            .mentions("That is a line, not a reason: nothing is cancelled.");
        assert_eq!(desk.alterations(), [] as [Value; 0]);
    }
}

#[test]
fn a_whole_line_about_anything_leaves_the_question_for_a_new_time() {
    for line in ["190784l died", "190784l ? results", "ki late 20"] {
        let desk = Desk::new();
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "1", line])
            .mentions("That is a whole line: the question before is left");
        assert_eq!(desk.alterations(), [] as [Value; 0]);
    }
}

#[test]
fn a_series_is_cancelled_from_here_on() {
    for desk in Desk::for_visits() {
        if desk.clinic == FHIR {
            publishes(&desk.sandbox, &["2098-02-11", "2098-02-18", "2098-02-25"]);
        }
        desk.answers(&[
            "clinik",
            "220385s ki f 11.2.2098 10:00 x3w",
            "y",
            "clinik",
            "220385s 2 -",
            "",
            "y",
            "y",
        ])
        .mentions("3 of 3 done.")
        .has_line("Cancel all later ones of the series too (y or n):")
        .mentions("2 of 2 done.");
        assert_eq!(desk.alterations().len(), 2);
    }
}

#[test]
fn of_a_series_one_alone_is_moved_if_the_answer_is_no() {
    let desk = Desk::new();
    let said = desk.answers(&[
        "clinik",
        "220385s ki f 11.2.2098 10:00 x3w",
        "y",
        "clinik",
        "220385s 2 > 18.2.2098 11:00",
        "n",
        "y",
    ]);
    assert_eq!(desk.alterations().len(), 1, "{}", said.out);
}

#[test]
fn what_was_just_booked_is_called_off_and_only_a_yes_sends() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.extend([
            "y",
            "open",
            "",
            "2",
            "",
            "n",
            "open",
            "",
            "2",
            "she is ill",
            "y",
        ]);
        let said = desk.answers(&answers);
        said.ends_with(0)
            .has_line("Cancel in the SANDBOX (y or n):")
            .has_line("Cancelled at ClinikAPI.");
        assert_eq!(
            desk.alterations(),
            [json!({"status": "cancelled", "cancelationReason": "she is ill"})]
        );
    }
}

#[test]
fn what_is_not_there_is_said_and_the_question_before_asked_again() {
    for desk in Desk::for_visits() {
        let mut answers = vec!["clinik", "open", "appt_nobody1", "open", "Schmidt"];
        answers.extend(&a_visit("pt_abc123", "11.02.2098 10:00")[1..]);
        answers.push("y");
        desk.answers(&answers)
            .ends_with(0)
            .mentions("no id of an appointment")
            .mentions("ClinikAPI: booked, appt_");
        assert_eq!((desk.creates().len(), desk.alterations().len()), (1, 0));
    }
}

#[test]
fn who_has_come_is_marked() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "3", "", "y", "1"])
            .ends_with(0)
            .has_line("3 next status")
            .has_line("1 arrived")
            .has_line("Set the status in the SANDBOX (y or n):")
            .mentions("This appointment is not today")
            .mentions("Maria Schmidt is here (");
        assert_eq!(desk.alterations(), [json!({"status": "arrived"})]);
    }
}

#[test]
fn a_draw_gets_a_panel_and_is_done() {
    let desk = Desk::new();
    let mut answers = vec!["aniva", "", PROFILE, BERLIN, "11.02.2098 08:30", "", ""];
    answers.extend([
        "y",
        "open",
        "",
        "3",
        "lipid",
        "",
        "y",
        "open",
        "",
        "4",
        "4006381333931",
        "4006381333931",
        "y",
        "1",
    ]);
    desk.answers(&answers)
        .ends_with(0)
        .has_line("Change the panels in the SANDBOX (y or n):")
        .has_line("The panels are changed at Aniva.")
        .has_line("Mark the draw as done in the SANDBOX (y or n):")
        .has_line("The draw is marked as done at Aniva.");
}

#[test]
fn a_visit_goes_to_another_practitioner_and_both_steps_are_said_first() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        desk.answers(&["open", &id, "1", "@nobody", "@oksana", "", "y"])
            .ends_with(0)
            .mentions("Oksana Melnyk; then the old appointment is cancelled")
            .has_line("Moved at ClinikAPI.");
        assert_eq!(desk.creates().len(), 2);
        let cancelled =
            json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
        assert_eq!(desk.alterations(), [cancelled]);
    }
}

#[test]
fn a_move_that_is_half_made_is_finished_before_anything_else_becomes_of_the_appointment() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let refused = json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0});
        desk.fault(&refused);
        desk.answers(&["open", &id, "1", "@oksana", "", "y"])
            .mentions("the patient may have two appointments");
        desk.fault(&json!({"clear": true}));
        let said = desk.answers(&["open", &id, "2"]);
        said.mentions("the patient may have two appointments")
            .mentions("An earlier move was not finished, and is now");
        assert_eq!(desk.creates().len(), 2);
        let last = desk.alterations().pop().expect("it is cancelled");
        assert_eq!(last["cancelationReason"], "moved to another practitioner");
    }
}

#[test]
fn an_entry_is_removed_after_two_yeses() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    desk.answers(&["open", &id, "5", "y", "n", "open", &id, "5", "y", "y"])
        .ends_with(0)
        .has_line("5 remove")
        .mentions("Nothing brings it back.")
        .has_line("The entry is gone: ClinikAPI keeps nothing of it.");
}

#[test]
fn a_move_that_is_half_made_is_finished_before_a_line_changes_the_appointment() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let refused = json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0});
        desk.fault(&refused);
        desk.answers(&["open", &id, "1", "@oksana", "12.02.2098 11:00", "y"])
            .mentions("the patient may have two appointments");
        desk.fault(&json!({"clear": true}));
        let said = desk.answers(&["220385s -", "1", "", "y"]);
        said.mentions("Maria Schmidt has 2 appointments.");
        said.mentions("An earlier move was not finished, and is now");
        let reasons: Vec<Value> = desk
            .alterations()
            .into_iter()
            .map(|body| body["cancelationReason"].clone())
            .collect();
        assert_eq!(
            reasons.last(),
            Some(&json!("moved to another practitioner")),
            "{reasons:?}"
        );
    }
}

#[test]
fn a_move_against_a_rule_of_its_kind_of_visit_is_asked_about() {
    let own = "[[template]]\nkey = \"d\"\nname = \"fasting draw\"\nbackend = \"clinik\"\nminutes = 30\n\
               reason = \"Fasting draw\"\nbetween = \"09:00-11:00\"\n";
    for desk in Desk::for_visits() {
        let folder = desk.home.path().join(".config/bookdesk");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("templates.toml"), own).expect("templates");
        let booking = ["220385s ki d 11.2.2098 10:00", "y", "", "open", ""];
        let moving = ["1", "14:15", "y", "n"];
        desk.answers(&[&booking[..], &moving[..]].concat())
            .mentions("\"fasting draw\" begins from 09:00 to 11:00 only.");
        assert_eq!(desk.creates().len(), 1);
        assert!(desk.alterations().is_empty());
    }
}

#[test]
fn the_wrong_patient_is_changed_with_the_details() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let mut answers = vec!["open", id.as_str(), "4"];
        answers.extend([""; 9]);
        // Several are called so: the number of one of them, or another name, follows.
        let several = desk.answers(&[&answers[..], &["maria", "carter", "1", "y"]].concat());
        several
            .mentions("Patient [Maria Schmidt")
            .mentions("1 Maria")
            .mentions("from Maria Schmidt, 22 Mar 1985 to John Carter")
            .mentions("then the appointment of Maria Schmidt, 22 Mar 1985 is cancelled")
            .has_line("Change the details in the SANDBOX (y or n):");
        several.ends_with(0);
        let creates = desk.creates();
        assert_eq!(creates.len(), 2, "{}", several.out);
        assert_eq!(creates[1].0["start"], creates[0].0["start"]);
        assert_ne!(creates[1].0["patientId"], creates[0].0["patientId"]);
        let reasons: Vec<Value> = desk
            .alterations()
            .into_iter()
            .map(|body| body["cancelationReason"].clone())
            .collect();
        assert_eq!(reasons, [json!("wrong patient")]);
    }
}

#[test]
fn an_empty_answer_leaves_the_appointment_with_its_patient() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    let mut answers = vec!["open", id.as_str(), "4"];
    answers.extend([""; 9]);
    let said = desk.answers(&[&answers[..], &["nobody like that", ""]].concat());
    said.mentions("Patient [Maria Schmidt");
    assert_eq!(desk.creates().len(), 1);
    assert!(desk.alterations().is_empty());
}

#[test]
fn a_length_behind_the_sign_is_changed_after_a_yes() {
    for desk in Desk::for_visits() {
        desk.with_a_visit();
        let asked = desk.answers(&["220385s = 45 min", "n"]);
        asked.mentions("from 30 min to 45 min (until 10:45)");
        assert!(desk.alterations().is_empty(), "{}", asked.out);
        desk.answers(&["220385s = 45 min", "y"])
            .mentions("The details are changed at ClinikAPI.")
            .ends_with(0);
        let made = desk.alterations();
        assert_eq!(made.len(), 1);
        assert_eq!(made[0]["minutesDuration"], 45);
        desk.answers(&["220385s = reason knee", "y"]).ends_with(0);
        assert_eq!(desk.alterations()[1], json!({"reasonCode": "knee"}));
    }
}

#[test]
fn the_old_visit_stays_if_the_new_one_is_cancelled_before_the_second_step() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    let refused =
        json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0});
    desk.fault(&refused);
    let said = desk.answers(&["open", &id, "1", "@oksana", "", "y"]);
    let told = said.out.split("The new appointment ").nth(1);
    let new = told.and_then(|rest| rest.split(' ').next()).expect("an id");
    desk.fault(&json!({"clear": true}));
    desk.sandbox
        .change(new, &json!({"status": "cancelled"}))
        .expect("another program cancels it");
    let sent = desk.alterations();
    desk.answers(&["open", &id, "2"])
        .mentions("has been cancelled");
    assert_eq!(desk.alterations(), sent, "the old one stands");
}
