//! What is not booked, with its exit code and why.

use booking::clinics::CLINIK;
use chrono::{DateTime, Utc};
use serde_json::json;

use super::Shell;
use super::losing::impatiently;
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{PATIENT, PROFILE};

const VISIT: &str = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30";

#[test]
fn what_is_missing_or_can_not_be_read_ends_with_2_and_sends_nothing() {
    for shell in Shell::for_visits() {
        let said = shell
            .run("book --backend clinik --start 2099-02-10+10:00 --minutes-duration 30")
            .ends_with(2);
        assert!(said.err.contains("patientId: "), "{}", said.err);
        let told = shell
            .run("book --backend clinik --patient-id pt_abc123 --start someday --json")
            .ends_with(2)
            .json();
        assert_eq!(
            (&told["outcome"], &told["problems"][0]["field"]),
            (&json!("invalid"), &json!("start"))
        );
        assert!(
            told["problems"][0]["status"].is_null()
                && told["problems"][0].get("request_id").is_some()
        );
        let said = shell
            .run("book --backend clinik --patient-id schmidt --start 2099-02-10+10:00")
            .ends_with(2);
        assert!(
            said.err.contains("matches several") && said.err.contains("pt_abc123"),
            "{}",
            said.err
        );
        let said = shell
            .run("book --backend clinik --patient-id xyzzy --start 2099-02-10+10:00")
            .ends_with(2);
        assert!(said.err.contains("Nobody matches"), "{}", said.err);
        let said = shell
            .run(&format!("{VISIT} --cancelation-reason away"))
            .ends_with(2);
        let statuses = if shell.clinic == CLINIK {
            "cancelled, noshow only"
        } else {
            "for cancelled only"
        };
        assert!(said.err.contains(statuses), "{}", said.err);
        assert!(shell.creates().is_empty());
    }
}

#[test]
fn slips_on_the_command_line_say_what_was_meant() {
    let shell = Shell::open();
    let said = shell
        .run("book --backend clinik --profile-id x")
        .ends_with(2);
    assert!(
        said.err.contains("--profile-id is a field of Aniva"),
        "{}",
        said.err
    );
    let said = shell
        .run("book --backend clinik --patientid x")
        .ends_with(2);
    assert!(said.err.contains("--patient-id"), "{}", said.err);
    let said = shell
        .pipe(r#"{"patientID":"Kanari"}"#, "book --backend clinik --stdin")
        .ends_with(2);
    assert!(
        said.err.contains("did you mean `patientId`?") && !said.err.contains("Kanari"),
        "{}",
        said.err
    );
    shell.run("book --backend clinik").ends_with(2);
    shell.run("book --patient-id pt_abc123").ends_with(2);
    assert!(shell.creates().is_empty());
}

#[test]
fn a_server_that_says_no_ends_with_3_or_4() {
    for shell in Shell::for_visits() {
        let of_nobody = "book --backend clinik --patient-id pt_nobody1 --start 2099-02-10+10:00 --minutes-duration 30 --json";
        if shell.clinic == CLINIK {
            let told = shell.run(of_nobody).ends_with(3).json();
            assert_eq!(
                (&told["outcome"], &told["problems"][0]["status"]),
                (&json!("refused"), &json!(404))
            );
            assert!(told["problems"][0]["request_id"].is_string(), "{told}");
        } else {
            // The server is asked for the patient beforehand.
            let told = shell.run(of_nobody).ends_with(2).json();
            assert_eq!(told["outcome"], "invalid");
        }
        for code in [401, 403] {
            shell.fault(
                json!({"backend": "clinik", "call": "create", "fault": "status", "code": code}),
            );
            let told = shell.run(&format!("{VISIT} --json")).ends_with(4).json();
            assert_eq!(told["outcome"], "not permitted");
        }
        assert_eq!(shell.steps().last().map(String::as_str), Some("refused"));
    }
}

#[test]
fn that_conflicts_could_not_be_checked_is_said_and_ends_with_0() {
    for shell in Shell::for_visits() {
        shell.fault(
            json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
        );
        let visit = VISIT.replace("ki ", "prac_xyz789 ");
        let unchecked = "Conflicts at ClinikAPI could not be checked.";
        let told = shell
            .run(&format!("{visit} --dry-run --json"))
            .ends_with(0)
            .json();
        assert_eq!(
            (&told["outcome"], &told["problems"][0]["what"]),
            (&json!("clean"), &json!(unchecked))
        );
        let said = shell.run(&visit).ends_with(0);
        assert!(said.err.contains(unchecked), "{}", said.err);
    }
}

#[test]
fn a_warning_or_a_conflict_ends_with_5_until_yes_is_said() {
    for shell in Shell::for_visits() {
        let past = "book --backend clinik --patient-id pt_abc123 --start 2020-02-10+10:00 --minutes-duration 30";
        shell.run(past).ends_with(5);
        assert!(shell.creates().is_empty());
        shell.run(&format!("{past} --yes")).ends_with(0);

        shell.run(VISIT).ends_with(0);
        let told = shell.run(&format!("{VISIT} --json")).ends_with(5).json();
        assert_eq!(told["outcome"], "conflict");
        assert_eq!(shell.creates().len(), 2);
        let told = shell
            .run(&format!("{VISIT} --yes --json"))
            .ends_with(5)
            .json();
        let problems = told["problems"].to_string();
        assert!(
            problems.contains("--again books it a second time"),
            "{told}"
        );
        assert_eq!(shell.creates().len(), 2);
        shell.run(&format!("{VISIT} --again")).ends_with(0);
        assert_eq!(shell.creates().len(), 3);
        assert!(
            shell.steps().contains(&"override".to_owned()),
            "{:?}",
            shell.steps()
        );
    }
}

#[test]
fn namesakes_are_listed_with_what_tells_them_apart() {
    let shell = Shell::open();
    let maria = json!({"firstName": "Maria", "lastName": "Schmidt", "birthDate": "1985-03-22",
                       "phone": "030 99887766"});
    shell.sandbox.add_person(CLINIK, &maria).expect("a patient");
    shell
        .sandbox
        .set_clock("2027-02-01T08:01:00Z".parse().expect("an instant"))
        .expect("a later time");
    let name = "book --backend clinik --patient-id maria+schmidt --start 2099-02-10+10:00";
    let by_name = shell.run(name).ends_with(2).err;
    let by_line = shell
        .run("book --line 220385s+ki+f+10.2.2099+11:00")
        .ends_with(2)
        .err;
    for (said, between) in [(by_name, ", "), (by_line, " · ")] {
        for end in ["5001", "7766"] {
            let who = ["Maria Schmidt", "22 Mar 1985", &format!("phone …{end}")].join(between);
            assert!(said.contains(&who), "no “{who}” in {said}");
        }
        assert!(
            said.contains("pt_abc123: ") && !said.contains("…c123"),
            "{said}"
        );
    }
    assert!(
        shell
            .creates()
            .iter()
            .all(|create| create["path"] == "/v1/patients")
    );
}

#[test]
fn a_visit_without_a_time_is_not_sent_whatever_is_agreed_to() {
    for shell in Shell::for_visits() {
        let said = shell
            .run("book --backend clinik --patient-id pt_abc123 --practitioner-id ki --yes")
            .ends_with(2);
        assert!(said.err.contains("It has no time yet."), "{}", said.err);
        assert_eq!(shell.creates().len(), 0);
    }
}

#[test]
fn a_line_that_names_a_patient_alone_says_what_it_lacks() {
    let shell = Shell::open();
    let said = shell.run("book --line 220385s --yes").ends_with(2);
    assert!(
        said.err.contains("With whom? Or type a time."),
        "{}",
        said.err
    );
    assert_eq!(shell.creates().len(), 0);
}

#[test]
fn a_length_that_nobody_knows_is_asked_for() {
    let shell = Shell::open();
    let visit = "book --backend clinik --patient-id pt_abc123 --start 2099-02-10+10:00";
    let said = shell.run(visit).ends_with(5);
    assert!(said.err.contains("It has no length yet."), "{}", said.err);
    assert_eq!(shell.creates().len(), 0);
    shell.run(&format!("{visit} --yes")).ends_with(0);
    let body = &shell.creates()[0]["body"];
    assert!(body.get("minutesDuration").is_none(), "{body}");
}

/// A NUL, an escape, a deletion, a zero width space and a mark that turns the reading direction.
const UNSEEN: [char; 5] = ['\0', '\u{1b}', '\u{7f}', '\u{200b}', '\u{202e}'];

#[test]
fn an_id_with_an_invisible_character_is_nobodys() {
    for shell in Shell::for_visits() {
        for unseen in UNSEEN {
            for (field, id) in [
                ("patientId", format!("pt_abc{unseen}123")),
                ("practitionerId", format!("prac_xy{unseen}z789")),
                ("practitionerId", format!("prac_{unseen}x")),
            ] {
                let mut visit = json!({"patientId": PATIENT, "practitionerId": "prac_xyz789",
                    "start": "2099-02-10T10:00:00+01:00", "minutesDuration": 30});
                visit[field] = json!(id);
                let said = shell
                    .pipe(&visit.to_string(), "book --backend clinik --stdin --yes")
                    .ends_with(2);
                assert!(said.err.contains("is not an id"), "{id:?}: {}", said.err);
            }
        }
        assert!(shell.creates().is_empty());
    }
}

#[test]
fn a_booking_that_is_refused_for_a_conflict_is_refused_whatever_can_be_looked_up() {
    for shell in Shell::for_visits() {
        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "status", "code": 409}));
        let told = shell.run(&format!("{VISIT} --json")).ends_with(3).json();
        assert_eq!(told["outcome"], "refused", "{told}");
        assert_eq!(told["problems"][0]["status"], 409, "{told}");
        assert_eq!(shell.steps().last().map(String::as_str), Some("refused"));
        assert_eq!(shell.creates().len(), 1);
    }
}

#[test]
fn a_booking_that_is_refused_for_a_conflict_is_refused_where_no_search_is_answered() {
    let shell = Shell::open();
    let made = json!({"backend": "clinik", "call": "create", "fault": "status", "code": 409, "when": "after"});
    shell.fault(made);
    shell.fault(
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    let visit = VISIT.replace("ki ", "prac_xyz789 ");
    let told = impatiently(&shell, &format!("{visit} --wait 0 --json"))
        .ends_with(3)
        .json();
    assert_eq!(told["outcome"], "refused", "{told}");
    assert_eq!(told["problems"][0]["status"], 409, "{told}");
    assert_eq!(
        shell.steps(),
        ["prepared", "sending", "unknown"],
        "it may be booked"
    );
    shell.fault(json!({"clear": true}));
    impatiently(&shell, &format!("{visit} --json"));
    assert_eq!(shell.steps().last().map(String::as_str), Some("booked"));
    assert_eq!(shell.creates().len(), 1);
}

/// Words that name no day, and names that are nobody's, are a mistake of the command.
#[test]
fn what_names_no_day_and_nobody_ends_with_2() {
    let shell = Shell::open();
    for line in [
        "board --on xx",
        "calls --on xx",
        "day ki xx",
        "day zz",
        "day xyzzy",
    ] {
        let said = shell.run(line).ends_with(2);
        assert!(!said.err.is_empty(), "{line}");
    }
}

/// A command that ends before it asks anybody answers a program in JSON, too.
#[test]
fn a_refused_command_answers_in_json() {
    let shell = Shell::open();
    for line in [
        "book --backend clinik --json",
        "book --json",
        "status --backend clinik --id appt_1 --to foo --json",
        "board --on xx --json",
        "remove --backend clinik --id appt_1 --json",
        "move --json",
    ] {
        let told = shell.run(line).ends_with(2).json();
        assert_eq!(told["outcome"], "invalid", "{line}: {told}");
        let what = told["problems"][0]["what"].as_str().unwrap_or_default();
        assert!(!what.is_empty(), "{line}: {told}");
    }
    let told = shell.pipe("{", "book --backend clinik --stdin --json");
    assert_eq!(told.ends_with(2).json()["outcome"], "invalid");
    assert!(
        shell
            .run("book --backend clinik")
            .ends_with(2)
            .out
            .is_empty()
    );
}

/// What the desk says of an unknown word of the configuration, commands and plain mode say, too.
#[test]
fn an_unknown_word_of_the_configuration_is_said() {
    let shell = Shell::open();
    let config = shell.home("unknown-word.toml");
    std::fs::write(&config, "colour = \"green\"\n").expect("a file");
    let what = "The configuration has words that do nothing";
    for line in ["find practitioners ki", "show --backend clinik --id appt_1"] {
        let said = shell.run_in(line, |command| {
            command.env("BOOKDESK_CONFIG", &config);
        });
        assert!(said.err.contains(what), "{line}: {}", said.err);
    }
    let said = shell.pipe_in("quit\n", "--plain", |command| {
        command.env("BOOKDESK_CONFIG", &config);
    });
    assert!(said.out.contains(what), "{}", said.out);
}

#[test]
fn an_end_before_the_start_is_no_end_on_the_next_day() {
    for shell in Shell::for_visits() {
        let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+11:00";
        let told = shell
            .run(&format!("{visit} --end 10:00 --yes --json"))
            .ends_with(2)
            .json();
        assert_eq!(told["problems"][0]["field"], "end", "{told}");
        assert!(shell.creates().is_empty());
        shell
            .run(&format!("{visit} --end 11:20 --yes"))
            .ends_with(0);
        assert_eq!(shell.creates().len(), 1);
    }
}

/// Aniva's location without a time zone.
const UNLISTED: &str = "91ed551f-b8cb-4322-a039-0d5db5d17aad";

#[test]
fn where_the_zone_of_a_place_is_not_known_only_a_time_with_its_offset_is_taken() {
    let shell = Shell::open();
    let draw = format!("book --backend aniva --profile-id {PROFILE} --location-id");
    for place in ["up", UNLISTED] {
        let told = shell
            .run(&format!(
                "{draw} {place} --scheduled-at 2099-12-14+09:00 --yes --json"
            ))
            .ends_with(2)
            .json();
        assert_eq!(told["problems"][0]["field"], "scheduled_at", "{told}");
        let what = told["problems"][0]["what"].to_string();
        assert!(what.contains("time zone of this place"), "{told}");
    }
    shell
        .run("book --backend aniva --yes --line 220385s+up+b+14.12.2099+9:00")
        .ends_with(2);
    assert!(shell.creates().is_empty());
    shell
        .run(&format!("{draw} up --scheduled-at 2099-12-14T07:00Z --yes"))
        .ends_with(0);
    let sent = shell.creates();
    let at: DateTime<Utc> = sent[0]["body"]["scheduled_at"]
        .as_str()
        .and_then(|at| at.parse().ok())
        .expect("an instant");
    assert_eq!(at.to_rfc3339(), "2099-12-14T07:00:00+00:00");
    // A draw elsewhere is moved there at the same rule.
    let booked = shell
        .run(&format!(
            "{draw} be --scheduled-at 2099-12-15+09:00 --yes --json"
        ))
        .ends_with(0)
        .json();
    let id = booked["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let moved = format!("move --backend aniva --id {id} --location-id up --scheduled-at");
    shell
        .run(&format!("{moved} 2099-12-16+09:00 --yes"))
        .ends_with(2);
    shell
        .run(&format!("{moved} 2099-12-16T09:00Z --yes"))
        .ends_with(0);
}
