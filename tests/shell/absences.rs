//! A practitioner is away: entered, listed and taken back, each in one command.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use super::losing::{VISIT, impatiently, until_hanging};
use super::{Said, Shell};

/// Tuesday, 10 February 2099.
const TUESDAY: &str = "10.02.2099";

impl Shell {
    /// The slots that were created, changed or deleted, oldest first: method, and what was sent.
    fn slots_sent(&self) -> Vec<(String, Value)> {
        let is_change = |request: &Value| request["method"] != "GET";
        let is_slot = |request: &Value| {
            let path = request["path"].as_str().unwrap_or_default().to_lowercase();
            path.contains("/slot")
        };
        let sent = self.requests().filter(|one| is_change(one) && is_slot(one));
        sent.map(|one| {
            let method = one["method"].as_str().unwrap_or_default().to_owned();
            (method, one["body"].clone())
        })
        .collect()
    }

    fn slots_posted(&self) -> usize {
        let sent = self.slots_sent().into_iter();
        sent.filter(|(method, _)| method == "POST").count()
    }
}

#[test]
fn an_absence_is_entered_listed_and_taken_back() {
    for shell in Shell::for_visits() {
        let said = shell
            .run(&format!("away ki {TUESDAY} 11-14 --reason Congress"))
            .ends_with(0);
        assert!(
            said.out.contains("Karin Ivers: the absence is entered."),
            "{}",
            said.out
        );
        let sent = shell.slots_sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        for (name, value) in [("status", "busy-unavailable"), ("comment", "Congress")] {
            assert_eq!(sent[0].1[name], value, "{sent:?}");
        }

        let again = shell.run(&format!("away ki {TUESDAY} 11-14")).ends_with(0);
        assert!(again.out.contains("away then already"), "{}", again.out);
        assert_eq!(shell.slots_posted(), 1, "it is entered once");

        let back = shell
            .run(&format!("away ki {TUESDAY} --remove --json"))
            .ends_with(0)
            .json();
        assert_eq!(back["outcome"], "removed", "{back}");
        assert_eq!(back["absences"][0]["start"], "2099-02-10T11:00:00+01:00");
        let (method, _) = shell.slots_sent().pop().expect("a request");
        assert_eq!(method, "DELETE", "a desk has made it, so it is deleted");
        let none = shell
            .run(&format!("away ki {TUESDAY} --remove"))
            .ends_with(3);
        assert!(none.out.contains("nothing is entered"), "{}", none.out);
    }
}

#[test]
fn a_holiday_is_a_slot_for_each_day() {
    for shell in Shell::for_visits() {
        let told = shell
            .run("away ki 24.12.2098-2.1.2099 holiday --json")
            .ends_with(0)
            .json();
        assert_eq!(told["outcome"], "entered");
        let days = told["absences"].as_array().expect("days");
        assert_eq!(days.len(), 10);
        assert_eq!(days[0]["start"], "2098-12-24T00:00:00+01:00");
        assert_eq!(days[9]["end"], "2099-01-03T00:00:00+01:00");
        assert!(days.iter().all(|day| day["reason"] == "holiday"), "{told}");
        assert_eq!(shell.slots_posted(), 10);
    }
}

#[test]
fn until_a_day_is_the_end_and_the_days_after_the_first_are_whole() {
    let shell = Shell::open();
    for (from, until, words) in [
        ("10.02.2099 11", "until", "12.02.2099"),
        ("17.02.2099 from 11", "bis", "do"),
        ("24.02.2099 11", "-", "26.02.2099 flu"),
        ("03.03.2099 ab 11", "to", "05.03.2099"),
    ] {
        let line = format!("away ki {from} {until} {words} --json");
        let told = shell.run(&line).ends_with(0).json();
        let days = told["absences"].as_array().expect("days");
        let hours: Vec<&str> = days
            .iter()
            .flat_map(|day| [&day["start"], &day["end"]])
            .filter_map(|at| at.as_str()?.get(11..16))
            .collect();
        let expected = ["11:00", "00:00", "00:00", "00:00", "00:00", "00:00"];
        assert_eq!(hours, expected, "{line}: {told}");
        let why = if words.ends_with("flu") {
            json!("flu")
        } else {
            json!(null)
        };
        assert_eq!(days[0]["reason"], why, "{line}");
    }
    let before = shell.slots_posted();
    for line in [
        "away ki 10.03.2099 11 until frday",
        "away ki 10.03.2099 11-14 meeting fr",
        "away ki 10.03.2099 11-14 until fr",
        "away ki 10.03.2099 11 until 9.3.2099",
    ] {
        shell.run(line).ends_with(2);
    }
    assert_eq!(shell.slots_posted(), before);
}

#[test]
fn who_is_booked_in_it_is_printed_and_asked_about() {
    for shell in Shell::for_visits() {
        let visit = VISIT.replace("--start", "--practitioner-id ki --start");
        shell.run(&format!("{visit} --yes")).ends_with(0);
        let line = format!("away ki {TUESDAY} 11-14 Congress");
        let dry = shell.run(&format!("{line} --dry-run")).ends_with(5);
        assert!(dry.out.contains("11:00 Maria Schmidt"), "{}", dry.out);
        let said = shell.run(&line).ends_with(5);
        assert!(said.out.contains("11:00 Maria Schmidt"), "{}", said.out);
        assert!(said.err.contains("--yes"), "{}", said.err);
        assert_eq!(shell.slots_posted(), 0);
        let told = shell
            .run(&format!("{line} --yes --json"))
            .ends_with(0)
            .json();
        let booked = &told["absences"][0]["booked"][0];
        assert!(
            booked["patient"]
                .as_str()
                .is_some_and(|who| who.contains("Schmidt")),
            "{told}"
        );
        assert_eq!(shell.slots_posted(), 1);
        // Then the visit is marked in the day, and on paper.
        let day = shell.run(&format!("day ki {TUESDAY}"));
        assert!(day.out.contains("away: Congress"), "{}", day.out);
        let paper = shell.run(&format!("board --on {TUESDAY} --print"));
        assert!(paper.out.contains("away: Congress"), "{}", paper.out);
    }
}

#[test]
fn a_booking_in_it_is_asked_about_and_the_first_free_time_is_none_of_it() {
    let shell = Shell::open();
    shell
        .run(&format!("away ki {TUESDAY} 8-12 Congress"))
        .ends_with(0);
    let visit = VISIT.replace("--start", "--practitioner-id ki --start");
    let said = shell.run(&visit.replace("T10:00", "T09:00")).ends_with(5);
    assert!(said.out.contains("Congress"), "{}", said.out);
    let free = shell.run(&format!("day ki {TUESDAY} --backend clinik"));
    assert!(
        free.out.contains("13:00") && !free.out.contains("08:00"),
        "{}",
        free.out
    );
}

#[test]
fn a_lost_answer_is_looked_up_and_not_sent_again() {
    for shell in Shell::for_visits() {
        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
        let told = shell
            .run(&format!("away ki {TUESDAY} 11-14 --json"))
            .ends_with(0)
            .json();
        assert_eq!(told["outcome"], "entered", "{told}");
        assert_eq!(shell.slots_posted(), 1);
        assert_eq!(
            shell.steps(),
            [
                "queued", "by-hand", "prepared", "sending", "unknown", "booked"
            ]
        );
    }
}

#[test]
fn what_nobody_knows_ends_with_6_and_the_next_start_looks_it_up() {
    let shell = Shell::open();
    shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    let line = format!("away ki {TUESDAY} 11-14");
    let said = shell.run(&format!("{line} --wait 0")).ends_with(6);
    assert!(said.out.contains("not known yet"), "{}", said.out);
    let again = shell.run(&line).ends_with(0);
    assert!(again.out.contains("away then already"), "{}", again.out);
    assert_eq!(shell.slots_posted(), 1, "it is never sent twice");
}

/// The days for which the clinic has made a slot, each with how often.
fn days_made(shell: &Shell) -> Vec<String> {
    let posted = shell.requests().filter(|one| {
        one["method"] == "POST" && one["path"].to_string().to_lowercase().contains("/slot")
    });
    let made = posted.filter(|one| one["status"] == 201 || one["status"].is_null());
    let starts = made.filter_map(|one| Some(one["body"]["start"].as_str()?.get(..10)?.to_owned()));
    starts.collect()
}

/// A command about five days is killed while the first one is on its way, and the same one is run again.
fn killed_among_five_days(shell: &Shell, line: &str, call: &str, when: &str) -> Said {
    shell.fault(json!({"backend": "clinik", "call": call, "fault": "hang", "when": when}));
    let mut child = shell.start(line);
    until_hanging(shell, call);
    child.kill().expect("it is there");
    child.wait().expect("it ends");
    shell.fault(json!({"clear": true}));
    impatiently(shell, line)
}

#[test]
fn an_absence_that_was_killed_among_its_days_is_finished_by_the_next_command() {
    for when in ["before", "after"] {
        for shell in Shell::for_visits() {
            let line = "away ki 09.02.2099-13.02.2099 9-12 Congress --wait 60";
            killed_among_five_days(&shell, line, "create", when).ends_with(0);
            let again = shell.run(line).ends_with(0);
            assert!(again.out.contains("away then already"), "{}", again.out);
            let posted = if when == "before" { 6 } else { 5 };
            assert_eq!(
                shell.slots_posted(),
                posted,
                "{when}: {:?}",
                days_made(&shell)
            );
        }
    }
}

#[test]
fn one_that_was_killed_while_it_was_taken_back_is_finished_too() {
    for shell in Shell::for_visits() {
        let line = "away ki 09.02.2099-13.02.2099 9-12";
        shell.run(line).ends_with(0);
        let back = format!("{line} --remove --wait 60");
        killed_among_five_days(&shell, &back, "delete", "before").ends_with(0);
        let none = shell.run(&back).ends_with(3);
        assert!(none.out.contains("nothing is entered"), "{}", none.out);
    }
}

#[test]
fn one_that_was_lost_and_not_made_is_entered_by_the_next_command() {
    for shell in Shell::for_visits() {
        for (day, fault) in [
            ("10.02.2099", json!({"fault": "drop-before"})),
            ("17.02.2099", json!({"fault": "status", "code": 500})),
        ] {
            let mut order = json!({"backend": "clinik", "call": "create"});
            let members = order.as_object_mut().expect("an object");
            members.extend(fault.as_object().cloned().expect("an object"));
            shell.fault(order);
            let before = shell.slots_posted();
            let line = format!("away ki {day} 11-14");
            impatiently(&shell, &format!("{line} --wait 0")).ends_with(6);
            impatiently(&shell, &format!("{line} --wait 60")).ends_with(0);
            assert_eq!(shell.slots_posted(), before + 2, "{day}");
            shell.run(&line).ends_with(0);
            assert_eq!(shell.slots_posted(), before + 2, "{day}");
        }
    }
}

#[test]
fn what_only_overlaps_the_time_is_named_and_stays_unless_it_is_agreed_to() {
    for shell in Shell::for_visits() {
        for hours in ["9-17", "18-19"] {
            shell
                .run(&format!("away ki {TUESDAY} {hours}"))
                .ends_with(0);
        }
        let before = shell.slots_sent().len();
        for within in ["12-13", "8-10", "12-18:30"] {
            let line = format!("away ki {TUESDAY} {within} --remove");
            let said = shell.run(&line).ends_with(5);
            assert!(said.out.contains("09:00–17:00"), "{within}: {}", said.out);
            let told = shell.run(&format!("{line} --json")).ends_with(5).json();
            assert_eq!(told["outcome"], "conflict", "{told}");
        }
        assert_eq!(shell.slots_sent().len(), before, "nothing is sent");
        let said = shell
            .run(&format!("away ki {TUESDAY} 17-20 --remove"))
            .ends_with(0);
        assert!(
            !said.out.contains("09:00"),
            "what is within it alone: {}",
            said.out
        );
        shell
            .run(&format!("away ki {TUESDAY} 12-13 --remove --yes"))
            .ends_with(0);
        assert_eq!(shell.slots_sent().len(), before + 2);
    }
}

#[test]
fn a_key_that_may_not_write_ends_with_4_and_leaves_no_day_behind() {
    let shell = Shell::open();
    let said = shell
        .run_in(&format!("away ki {TUESDAY}-12.02.2099"), |command| {
            command.env("BOOKDESK_CLINIK_KEY", "clk_test_readonly0002");
        })
        .ends_with(4);
    assert!(said.out.contains("not sent"), "{}", said.out);
    assert_eq!(shell.slots_posted(), 1, "the others are not tried");
    assert!(
        !shell.steps().is_empty() && shell.steps().last().is_some_and(|step| step == "by-hand")
    );
}

#[test]
fn what_can_not_be_read_is_refused() {
    let shell = Shell::open();
    for line in [
        "away nobody t",
        "away ki 31.2.2099",
        "away ki 1.1.2099-1.9.2099",
        "away ki 10.02.2020",
        "away ki",
    ] {
        shell.run(line).ends_with(2);
    }
    assert_eq!(shell.slots_posted(), 0);
}

#[test]
fn what_is_coming_is_listed() {
    // The machine's own clock counts: the list begins today.
    let shell = Shell::open();
    shell.run("away ki tomorrow holiday").ends_with(0);
    shell
        .run("away om tomorrow 11-14 --reason Training")
        .ends_with(0);
    let listed = shell.run("away").ends_with(0);
    let rows: Vec<Vec<&str>> = listed
        .out
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    // Those that practitioners' hours name depend on the day.
    let entered: Vec<&[&str]> = rows
        .iter()
        .map(|row| &row[2..5])
        .filter(|row| ["holiday", "Training"].contains(&row[1]))
        .collect();
    let expected = [
        ["Karin Ivers", "holiday", "clinik"],
        ["Oksana Melnyk", "Training", "clinik"],
    ];
    assert_eq!(entered, expected, "{}", listed.out);
    let told = shell.run("away --json").ends_with(0).json();
    let told = told.as_array().cloned().unwrap_or_default();
    assert!(told.iter().any(|away| away["reason"] == "holiday"));
}

#[test]
fn a_mistyped_time_is_no_reason_and_no_other_time() {
    let shell = Shell::for_visits().next().expect("a clinic");
    for (typed, word) in [
        ("mo-xx", "mo-xx"),
        ("mo-xx 11-14", "mo-xx"),
        ("10.02.2099 9-1x", "9-1x"),
    ] {
        let said = shell.run(&format!("away ki {typed} --yes")).ends_with(2);
        assert!(said.out.contains(word), "{typed}: {}", said.out);
    }
    assert_eq!(shell.slots_posted(), 0, "nothing was entered");
}

/// A command of a desk with records of its own.
fn elsewhere(shell: &Shell, line: &str) -> Said {
    let records = shell.home("elsewhere");
    shell.run_in(line, |command| {
        command.env("BOOKDESK_DATA_DIR", records);
    })
}

#[test]
fn an_absence_that_the_clinic_still_has_is_not_told_as_taken_back() {
    let shell = Shell::open();
    elsewhere(&shell, &format!("away ki {TUESDAY} 20-21")).ends_with(0);
    shell.fault(json!({
        "backend": "clinik", "call": "patch", "fault": "forget", "members": ["status"], "times": 0,
    }));
    let back = shell
        .run(&format!("away ki {TUESDAY} --remove --json"))
        .ends_with(7)
        .json();
    assert_ne!(back["outcome"], "removed", "{back}");
    let sent = shell.slots_sent();
    assert_eq!(
        sent.last().map(|(method, _)| method.as_str()),
        Some("PATCH")
    );
    assert_eq!(sent.len(), 2, "it is sent once: {sent:?}");
}

#[test]
fn an_absence_that_is_answered_for_another_schedule_is_not_told_as_entered() {
    for shell in Shell::for_visits() {
        let other = if shell.clinic == CLINIK {
            json!({"scheduleId": "sched_other"})
        } else {
            json!({"schedule": {"reference": "Schedule/sched-other"}})
        };
        shell.fault(json!({
            "backend": "clinik", "call": "create", "fault": "contradict", "members": other, "times": 0,
        }));
        let line = format!("away ki {TUESDAY} 11-14");
        shell.run(&format!("{line} --wait 0")).ends_with(6);
        assert_eq!(shell.slots_posted(), 1);
    }
}

/// A part of a name is not taken for somebody of another clinic while the list that has it can't be read.
#[test]
fn nobody_else_is_away_where_the_list_can_not_be_read() {
    let shell = Shell::open();
    shell.fault(
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    for (who, code) in [("ki", 7), ("prac_xyz789", 4)] {
        let told = shell
            .run(&format!("away {who} 10.2.2099 --json"))
            .ends_with(code)
            .json();
        let what = told["problems"][0]["what"].as_str().unwrap_or_default();
        assert!(what.contains("ClinikAPI"), "{told}");
        assert!(!what.contains("Nobody matches"), "{told}");
    }
    let is_change = |request: &Value| request["method"] != "GET";
    assert_eq!(shell.requests().filter(is_change).count(), 0);
}
