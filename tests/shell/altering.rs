//! An appointment shown, moved and called off, each in one command.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use super::{Said, Shell};
use crate::desk_at_work::{BERLIN, PROFILE};

const VISIT: &str = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30";

impl Shell {
    /// Books a visit on 10 February 2099 at 10:00, for half an hour; its id.
    pub(super) fn with_a_visit(&self) -> String {
        id_of(&self.run(&format!("{VISIT} --json --yes")).ends_with(0))
    }

    /// Books a draw in Berlin; its id.
    pub(super) fn with_a_draw(&self) -> String {
        let draw = format!(
            "--profile-id {PROFILE} --location-id {BERLIN} --scheduled-at 2099-02-11T07:30:00Z"
        );
        id_of(
            &self
                .run(&format!("book --backend aniva {draw} --json --yes"))
                .ends_with(0),
        )
    }

    /// The calls that alter something, oldest first: method, body, and what they were answered.
    pub(super) fn alterations(&self) -> Vec<(Value, Value, Value)> {
        let alters = self.requests().filter(|request| {
            let path = request["path"].as_str().unwrap_or_default();
            path.contains("/appointments/")
                && matches!(request["call"].as_str(), Some("patch" | "delete"))
        });
        alters
            .map(|call| {
                (
                    call["method"].clone(),
                    call["body"].clone(),
                    call["status"].clone(),
                )
            })
            .collect()
    }
}

pub(super) fn id_of(said: &Said) -> String {
    said.json()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

#[test]
fn an_appointment_is_shown_as_its_pane_has_it() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!("show --backend clinik --id {id}"))
            .ends_with(0);
        assert!(
            said.out
                .starts_with("○ booked · Maria Schmidt, 22 Mar 1985"),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("Tue 10 Feb 2099 10:00 – 10:30 CET"),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("Karin Ivers") && !said.out.contains("x cancel"),
            "{}",
            said.out
        );
        let told = shell
            .run(&format!("show --backend clinik --id {id} --json"))
            .ends_with(0)
            .json();
        assert_eq!(told["outcome"], "shown");
        assert_eq!(
            told["appointment"]["start"], "2099-02-10T09:00:00.000Z",
            "as the backend wrote it: {told}"
        );
    }
}

#[test]
fn a_visit_is_moved_and_what_is_not_named_stays() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!(
                "move --backend clinik --id {id} --start 12.02.2099+14:15"
            ))
            .ends_with(0);
        assert!(
            said.out.starts_with("SANDBOX: Moved at ClinikAPI: appt_"),
            "{}",
            said.out
        );
        assert!(
            said.out
                .contains("Thu 12 Feb 2099 14:15 CET (Maria Schmidt, Karin Ivers)."),
            "{}",
            said.out
        );
        let told = shell
            .run(&format!(
                "move --backend clinik --id {id} --minutes-duration 45 --json"
            ))
            .ends_with(0);
        assert_eq!(told.json()["outcome"], "moved");
        assert_eq!(told.json()["appointment"]["id"], id.as_str());
        let body = |end: &str, minutes: u32| json!({"start": "2099-02-12T13:15:00.000Z", "end": end, "minutesDuration": minutes});
        let moved = [
            body("2099-02-12T13:45:00.000Z", 30),
            body("2099-02-12T14:00:00.000Z", 45),
        ];
        assert_eq!(
            shell.alterations(),
            moved.map(|body| (json!("PATCH"), body, json!(200)))
        );
        assert_eq!(shell.creates().len(), 1);
        assert_eq!(shell.steps()[..3], ["prepared", "sending", "booked"]);
    }
}

#[test]
fn a_time_without_a_day_is_on_the_day_of_the_visit() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!("move --backend clinik --id {id} --start 15:00"))
            .ends_with(0);
        assert!(
            said.out.contains("Tue 10 Feb 2099 15:00 CET"),
            "{}",
            said.out
        );
        let said = shell.run(&format!("move {id} 16:15-17:00")).ends_with(0);
        assert!(
            said.out.contains("Tue 10 Feb 2099 16:15 CET"),
            "{}",
            said.out
        );
        let starts: Vec<Value> = shell
            .alterations()
            .into_iter()
            .map(|(_, body, _)| body["start"].clone())
            .collect();
        assert_eq!(
            starts,
            ["2099-02-10T14:00:00.000Z", "2099-02-10T15:15:00.000Z"]
        );
    }
}

#[test]
fn a_draw_is_moved_to_another_place_and_called_off() {
    let shell = Shell::open();
    let id = shell.with_a_draw();
    let location = shell
        .run("find locations --backend aniva --json")
        .ends_with(0)
        .json();
    let other = location
        .as_array()
        .expect("a list")
        .iter()
        .find(|place| place["id"] != BERLIN)
        .cloned();
    let other = other.expect("another place")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    shell
        .run(&format!(
            "move --backend aniva --id {id} --location-id {other} --yes"
        ))
        .ends_with(0);
    let said = shell.run(&format!(
        "move --backend aniva --id {id} --scheduled-at 2099-02-12T09:00:00Z --yes"
    ));
    said.ends_with(0);
    let said = shell
        .run(&format!("cancel --backend aniva --id {id} --json"))
        .ends_with(0)
        .json();
    assert_eq!(
        (&said["outcome"], &said["appointment"]["status"]),
        (&json!("cancelled"), &json!("cancelled"))
    );
    let sent = [
        (json!("PATCH"), json!({ "location_id": other }), json!(200)),
        (
            json!("PATCH"),
            json!({ "scheduled_at": "2099-02-12T09:00:00Z" }),
            json!(200),
        ),
        (json!("DELETE"), Value::Null, json!(200)),
    ];
    assert_eq!(shell.alterations(), sent);
    let again = shell
        .run(&format!("cancel --backend aniva --id {id} --json"))
        .ends_with(3)
        .json();
    assert_eq!(again["outcome"], "refused");
    assert_eq!(shell.alterations().len(), 3);
}

#[test]
fn a_visit_is_called_off_for_the_reason_that_is_given_or_the_usual_one() {
    for shell in Shell::for_visits() {
        for (flag, reason) in [
            ("", "patient request"),
            ("--reason she+is+ill", "she is ill"),
            // An argument is what it is called, even if it reads as a line.
            ("--reason neumann+ki+f", "neumann ki f"),
        ] {
            let id = shell.with_a_visit();
            let said = shell
                .run(&format!("cancel --backend clinik --id {id} {flag}"))
                .ends_with(0);
            assert!(
                said.out
                    .starts_with("SANDBOX: Cancelled at ClinikAPI: appt_"),
                "{}",
                said.out
            );
            let (_, body, _) = shell.alterations().pop().expect("a call");
            assert_eq!(
                body,
                json!({"status": "cancelled", "cancelationReason": reason})
            );
        }
    }
}

#[test]
fn an_appointment_that_does_not_exist_ends_with_3_and_a_server_that_forbids_too() {
    let shell = Shell::open();
    for line in ["show", "cancel", "move --start 2099-02-10+10:00"] {
        let told = shell
            .run(&format!("{line} --backend clinik --id appt_nobody1 --json"))
            .ends_with(3)
            .json();
        assert_eq!(
            (&told["outcome"], &told["problems"][0]["status"]),
            (&json!("refused"), &json!(404))
        );
    }
    let id = shell.with_a_draw();
    let forbids =
        |code: u16| json!({"backend": "aniva", "call": "delete", "fault": "status", "code": code});
    shell
        .fault(forbids(409))
        .run(&format!("cancel --backend aniva --id {id}"))
        .ends_with(3);
    let said = shell
        .fault(forbids(403))
        .run(&format!("cancel --backend aniva --id {id}"))
        .ends_with(4);
    assert!(said.out.contains("Not cancelled: "), "{}", said.out);
    shell.run("show --backend aniva --id Schmidt").ends_with(2);
}

#[test]
fn what_cannot_be_moved_like_that_is_usage_and_nothing_is_sent() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!("move --backend clinik --id {id}"))
            .ends_with(2);
        assert!(
            said.err.contains("--start, --end, --minutes-duration"),
            "{}",
            said.err
        );
        let said = shell
            .run(&format!(
                "move --backend clinik --id {id} --location-id {BERLIN}"
            ))
            .ends_with(2);
        assert!(said.err.contains("has no --location-id"), "{}", said.err);
        shell
            .run(&format!(
                "move --backend clinik --id {id} --practitioner-id ki"
            ))
            .ends_with(2);
        let told = shell
            .run(&format!(
                "move --backend clinik --id {id} --start whenever --json"
            ))
            .ends_with(2);
        assert_eq!(told.json()["problems"][0]["field"], "start");
        shell
            .run(&format!(
                "move --backend clinik --id {id} --start 2099-02-10+10:00"
            ))
            .ends_with(2);
        assert!(shell.alterations().is_empty());
    }
}

#[test]
fn a_dry_run_shows_the_request_and_what_stands_against_it() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let told = shell
            .run(&format!(
                "cancel --backend clinik --id {id} --dry-run --json"
            ))
            .ends_with(0)
            .json();
        assert_eq!(
            (&told["outcome"], &told["request"]["method"]),
            (&json!("clean"), &json!("PATCH"))
        );
        shell
            .run(&format!("{} --yes", VISIT.replace("10:00", "15:00")))
            .ends_with(0);
        let there = format!("move --backend clinik --id {id} --start 2099-02-10+15:15");
        let told = shell
            .run(&format!("{there} --dry-run --json"))
            .ends_with(5)
            .json();
        assert_eq!(told["request"]["body"]["start"], "2099-02-10T14:15:00.000Z");
        let said = shell.run(&there).ends_with(5);
        assert!(
            said.out.contains("Not moved, and nothing was sent: ")
                && said.out.contains("--yes moves it anyway."),
            "{}",
            said.out
        );
        assert!(said.err.contains("15:00"), "{}", said.err);
        assert!(shell.alterations().is_empty());
        shell.run(&format!("{there} --dry-run --yes")).ends_with(0);
        assert!(shell.alterations().is_empty());
        shell.run(&format!("{there} --yes")).ends_with(0);
        assert_eq!(shell.alterations().len(), 1);
    }
}

#[test]
fn a_lost_answer_is_settled_by_reading_the_appointment() {
    for shell in Shell::for_visits() {
        for (fault, code, outcome) in [
            ("drop-after", 0, "cancelled"),
            ("drop-before", 7, "not there"),
        ] {
            let id = shell.with_a_visit();
            let sent = shell.alterations().len();
            shell.fault(json!({"backend": "clinik", "call": "patch", "fault": fault}));
            let line = format!("cancel --backend clinik --id {id} --json --wait 60");
            assert_eq!(shell.run(&line).ends_with(code).json()["outcome"], outcome);
            assert_eq!(
                shell.alterations().len(),
                sent + 1,
                "it is never sent again"
            );
        }
    }
}

#[test]
fn a_status_is_set_and_an_end_is_left_only_with_a_yes() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let status =
            |rest: &str| shell.run(&format!("status --backend clinik --id {id} --json {rest}"));
        let asked = status("--to arrived").ends_with(5).json();
        assert!(
            asked["problems"]
                .to_string()
                .contains("not today: it is Tue 10 Feb 2099"),
            "{asked}"
        );
        status("--to arrived --dry-run").ends_with(5);
        assert!(shell.alterations().is_empty());
        let told = status("--to arrived --yes").ends_with(0).json();
        assert_eq!(
            (&told["outcome"], &told["appointment"]["status"]),
            (&json!("changed"), &json!("arrived"))
        );
        let early = status("--to noshow").ends_with(3);
        assert!(early.out.contains("It begins"), "{}", early.out);
        status("--to fulfilled").ends_with(5);
        status("--to fulfilled --yes").ends_with(0);
        let rehearsed = status("--to arrived --dry-run").ends_with(5).json();
        assert!(
            rehearsed["problems"]
                .to_string()
                .contains("It would be arrived."),
            "{rehearsed}"
        );
        let asked = status("--to arrived").ends_with(5).json();
        assert!(
            asked["problems"]
                .to_string()
                .contains("It would be arrived."),
            "{asked}"
        );
        status("--to arrived --yes").ends_with(0);
        let bodies: Vec<Value> = shell
            .alterations()
            .into_iter()
            .map(|(_, body, _)| body)
            .collect();
        let set = |status: &str| json!({ "status": status });
        assert_eq!(bodies, [set("arrived"), set("fulfilled"), set("arrived")]);
        shell
            .run("status --backend clinik --id appt_nobody1 --to arrived")
            .ends_with(3);
    }
}

#[test]
fn panels_are_changed_and_a_draw_is_confirmed() {
    const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
    const IRON: &str = "7333cc95-d492-4e76-8b72-5038459ee3d9";
    let shell = Shell::open();
    let id = shell.with_a_draw();
    let run =
        |what: &str| shell.run(&what.replace("ID", &format!("--backend aniva --id {id} --json")));
    run(&format!("panels ID --add {LIPID}")).ends_with(0);
    let told = run(&format!("panels ID --add {IRON} --remove {LIPID}"))
        .ends_with(0)
        .json();
    assert_eq!(told["outcome"], "changed");
    assert_eq!(told["appointment"]["panels"][0]["panel_id"], IRON, "{told}");
    run("confirm ID --barcode 4006381333931 --barcode-again 4006381333932").ends_with(2);
    let draw = "confirm ID --barcode 4006381333931 --barcode-again 4006381333931";
    let asked = run(draw).ends_with(5).json();
    assert!(
        asked["problems"]
            .to_string()
            .contains("This draw is not today"),
        "{asked}"
    );
    run(&format!("{draw} --yes --dry-run")).ends_with(0);
    let told = run(&format!("{draw} --yes")).ends_with(0).json();
    assert_eq!(told["appointment"]["status"], "confirmed");
    run(&format!("panels ID --add {LIPID}")).ends_with(3);
    run(draw).ends_with(3);
    shell
        .run("confirm --backend clinik --id appt_1 --barcode 1 --barcode-again 1")
        .ends_with(3);
}

#[test]
fn a_move_to_another_practitioner_is_told_with_whom_and_when_it_is_now() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!(
                "move --backend clinik --id {id} --practitioner-id om --start 2099-02-11+11:00"
            ))
            .ends_with(0);
        assert!(
            said.out
                .contains("11 Feb 2099 11:00 CET (Maria Schmidt, Oksana Melnyk)"),
            "{}",
            said.out
        );
        assert!(!said.out.contains("Ivers"), "{}", said.out);
    }
}

#[test]
fn a_visit_goes_to_another_practitioner_by_a_new_one_and_calling_off_the_old_one() {
    for shell in Shell::for_visits() {
        let id = id_of(&shell.run(&format!(
            "{VISIT} --reason-code knee --priority 3 --comment rings+back --json --yes"
        )));
        let preview = shell.run(&format!(
            "move --backend clinik --id {id} --practitioner-id om --dry-run --json"
        ));
        let preview = preview.json();
        assert_eq!(preview["request"]["method"], "POST", "{preview}");
        assert_eq!(
            preview["request"]["then"]["body"]["status"], "cancelled",
            "both are shown: {preview}"
        );
        assert_eq!(shell.creates().len(), 1, "nothing was sent");

        let said = shell.run(&format!(
            "move --backend clinik --id {id} --practitioner-id om --json"
        ));
        let told = said.ends_with(0).json();
        assert_eq!(told["outcome"], "moved");
        let new = told["appointment"]["id"]
            .as_str()
            .expect("its id")
            .to_owned();
        assert_ne!(new, id);
        let [old, made] = &shell.creates()[..] else {
            panic!("two creates")
        };
        for member in [
            "patientId",
            "start",
            "end",
            "minutesDuration",
            "reasonCode",
            "priority",
            "status",
        ] {
            assert_eq!(made["body"][member], old["body"][member], "{member}");
        }
        assert_ne!(
            made["body"]["practitionerId"],
            old["body"]["practitionerId"]
        );
        let comment = made["body"]["comment"].as_str().expect("a comment");
        // Where a booking has an identifier, its comment is left as it was.
        let references = usize::from(shell.clinic == CLINIK);
        assert!(comment.starts_with("rings back"), "{comment}");
        assert_eq!(comment.matches("[bd:").count(), references, "{comment}");
        let cancelled =
            json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
        assert_eq!(
            shell.alterations(),
            [(json!("PATCH"), cancelled, json!(200))]
        );
        let told = shell
            .run(&format!("show --backend clinik --id {id} --json"))
            .json();
        assert_eq!(told["appointment"]["status"], "cancelled");
        assert_eq!(
            shell.steps()[3..],
            [
                "prepared", "sending", "booked", "queued", "by-hand", "prepared", "sending",
                "booked"
            ],
            "the second step is on record before anything can come between"
        );
    }
}

#[test]
fn a_second_step_never_goes_before_the_first_is_certain() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let to = format!("move --backend clinik --id {id} --practitioner-id om --json");
        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "status", "code": 403}));
        shell.run(&to).ends_with(4);
        assert!(
            shell.alterations().is_empty(),
            "what is refused is not followed by anything"
        );

        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
        let told = shell.run(&to).ends_with(0).json();
        assert_eq!(
            told["outcome"], "moved",
            "it was found by its reference: {told}"
        );
        assert_eq!(shell.creates().len(), 3, "and was not sent again");
        assert_eq!(shell.alterations().len(), 1);
    }
}

#[test]
fn an_old_appointment_that_cannot_be_called_off_is_named() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        shell
            .fault(json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}));
        let told = shell.run(&format!(
            "move --backend clinik --id {id} --practitioner-id om --json"
        ));
        let told = told.ends_with(6).json();
        assert_eq!(told["outcome"], "incomplete", "{told}");
        let (new, what) = (
            told["appointment"]["id"].as_str().unwrap(),
            told["problems"][0]["what"].to_string(),
        );
        assert!(
            what.contains(new) && what.contains(&id),
            "both are named: {what}"
        );
        assert_eq!(shell.creates().len(), 2);
    }
}

#[test]
fn an_entry_is_removed_only_where_both_words_are_said() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    for words in ["", "--yes", "--permanently"] {
        let said = shell
            .run(&format!("remove --backend clinik --id {id} {words}"))
            .ends_with(2);
        assert!(said.err.contains("--yes and --permanently"), "{}", said.err);
    }
    assert!(shell.alterations().is_empty());
    let said = shell.run(&format!(
        "remove --backend clinik --id {id} --yes --permanently --json"
    ));
    assert_eq!(said.ends_with(0).json()["outcome"], "removed");
    shell
        .run(&format!("show --backend clinik --id {id} --json"))
        .ends_with(3);
    assert_eq!(shell.alterations()[0].0, "DELETE");
}

/// Karin Ivers works until half past twelve on Wednesdays.
#[test]
fn a_move_to_an_hour_when_the_practitioner_is_not_in_needs_a_yes() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        for dry_run in ["", "--dry-run"] {
            let said = shell
                .run(&format!("move {id} 11.02.2099 14:15 {dry_run}"))
                .ends_with(5);
            let why = "Karin Ivers works 08:00–12:30 that day; this is outside those hours.";
            assert!(said.err.contains(why), "{}{}", said.out, said.err);
        }
        assert!(shell.alterations().is_empty());
        shell
            .run(&format!("move {id} 11.02.2099 14:15 --yes"))
            .ends_with(0);
        assert_eq!(shell.alterations().len(), 1);
    }
}

/// Nobody knows what is free in 2099.
#[test]
fn a_move_to_a_part_of_a_day_on_which_nothing_is_free_is_refused() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let said = shell
            .run(&format!("move {id} 12.2.2099 afternoon"))
            .ends_with(2);
        assert!(
            said.err.contains("Karin Ivers has nothing free "),
            "{}{}",
            said.out,
            said.err
        );
        assert!(shell.alterations().is_empty());
    }
}

#[test]
fn a_range_is_the_new_start_and_end() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        shell
            .run(&format!("move {id} 12.2.2099 14:00-14:45"))
            .ends_with(0);
        shell
            .run(&format!("move {id} --start 13.2.2099+9–9.30"))
            .ends_with(0);
        let body = |start: &str, end: &str, minutes: u32| json!({"start": start, "end": end, "minutesDuration": minutes});
        let moved = [
            body("2099-02-12T13:00:00.000Z", "2099-02-12T13:45:00.000Z", 45),
            body("2099-02-13T08:00:00.000Z", "2099-02-13T08:30:00.000Z", 30),
        ];
        assert_eq!(
            shell.alterations(),
            moved.map(|body| (json!("PATCH"), body, json!(200)))
        );
        shell
            .run(&format!("move {id} 12.2.2099 14:00-13:00"))
            .ends_with(2);
        assert_eq!(
            shell.alterations().len(),
            2,
            "what can't be read is no other time"
        );
        let book = "book --backend clinik --patient-id pt_k4m8wz --practitioner-id ki --start 12.2.2099+10:00-10:45 --json";
        shell.run(book).ends_with(0);
        let body = &shell.creates()[1]["body"];
        assert_eq!(
            (&body["start"], &body["minutesDuration"]),
            (&json!("2099-02-12T09:00:00.000Z"), &json!(45))
        );
        shell
            .run(&format!("{book} --minutes-duration 30"))
            .ends_with(2);
        assert_eq!(
            shell.creates().len(),
            2,
            "a length that is said twice is not guessed"
        );
    }
}

#[test]
fn a_move_onto_a_visit_of_the_same_patient_wants_again() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        shell
            .run("book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-12+11:00 --minutes-duration 30 --yes")
            .ends_with(0);
        let line = format!("move --backend clinik --id {id} --start 2099-02-12+11:00 --yes");
        shell.run(&line).ends_with(5);
        assert!(shell.alterations().is_empty());
        shell.run(&format!("{line} --again")).ends_with(0);
        assert_eq!(shell.alterations().len(), 1);
    }
}

#[test]
fn a_panel_that_is_no_id_is_said_as_a_command_can_be_helped() {
    const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
    let shell = Shell::open();
    let id = shell.with_a_draw();
    for flags in [
        "--add lipid",
        "--remove lipid",
        &format!("--remove {LIPID} lipid"),
    ] {
        let said = shell
            .run(&format!("panels --backend aniva --id {id} {flags}"))
            .ends_with(2);
        let told = format!("{}{}", said.out, said.err);
        assert!(
            told.contains("“lipid” is not the id of a panel of Aniva"),
            "{flags}: {told}"
        );
        assert!(told.contains("`bookdesk find panels`"), "{told}");
        assert!(!told.contains('↓') && !told.contains("Enter"), "{told}");
        assert!(!told.contains("already gone"), "{told}");
    }
    let unknown = "00000000-0000-4000-8000-000000000000";
    let said = shell
        .run(&format!(
            "panels --backend aniva --id {id} --add {unknown} --yes"
        ))
        .ends_with(3);
    assert!(said.out.contains("one of these panels"), "{}", said.out);
    assert!(!said.out.contains("any more"), "{}", said.out);
    let found = shell.run("find panels lipid --json").ends_with(0).json();
    assert_eq!(found[0]["id"], LIPID, "{found}");
    assert_eq!(found[0]["backend"], "aniva", "{found}");
    let all = shell.run("find panels --json").ends_with(0).json();
    assert!(all.as_array().is_some_and(|all| all.len() > 1), "{all}");
}

/// A status that ends an appointment says why, as `cancel` does, and is no surprise.
#[test]
fn the_status_cancelled_is_a_cancellation() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let told = shell
        .run(&format!(
            "status --backend clinik --id {id} --to cancelled --json"
        ))
        .ends_with(0)
        .json();
    assert_eq!(told["outcome"], "cancelled", "{told}");
    let (_, body, _) = shell.alterations().remove(0);
    assert_eq!(
        body,
        json!({"status": "cancelled", "cancelationReason": "patient request"})
    );
}

#[test]
fn that_a_cancellation_can_not_be_taken_back_is_said_before_it_is_sent() {
    let shell = Shell::open();
    let draw = format!(
        "book --backend aniva --profile-id {PROFILE} --location-id be --scheduled-at 2099-12-15+09:00 --yes --json"
    );
    let booked = shell.run(&draw).ends_with(0).json();
    let draw = booked["appointment"]["id"].as_str().expect("an id");
    let says = |line: &str, code| {
        let said = shell.run(line).ends_with(code);
        format!("{}{}", said.out, said.err).contains("can't be taken back")
    };
    assert!(says(
        &format!("cancel --backend aniva --id {draw} --dry-run"),
        0
    ));
    let all = format!("cancel --backend aniva --patient-id {PROFILE} --all");
    assert!(says(&all, 5));
    let visit = shell.with_a_visit();
    assert!(!says(
        &format!("cancel --backend clinik --id {visit} --dry-run"),
        0
    ));
}
