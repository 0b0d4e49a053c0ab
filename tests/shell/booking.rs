//! One booking in one command.

use serde_json::json;

use super::Shell;
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE, write_zones};

#[test]
fn a_visit_is_booked_by_flags_and_names_and_written_down() {
    for shell in Shell::for_visits() {
        let said = shell
            .run(
                "book --backend clinik --patient-id maria+schmidt --practitioner-id ki \
             --start 10.02.2099+10:00 --minutes-duration 30 --reason-code Follow-up",
            )
            .ends_with(0);
        assert!(
            said.out.starts_with("SANDBOX: Booked at ClinikAPI: appt_"),
            "{}",
            said.out
        );
        assert!(
            said.out
                .contains("10 Feb 2099 10:00 CET (Maria Schmidt, Karin Ivers)."),
            "{}",
            said.out
        );
        let creates = shell.creates();
        assert_eq!(creates.len(), 1);
        let body = &creates[0]["body"];
        assert_eq!(
            (&body["patientId"], &body["practitionerId"]),
            (&json!(PATIENT), &json!("prac_xyz789"))
        );
        assert_eq!(body["start"], "2099-02-10T09:00:00.000Z");
        assert_eq!(
            (&body["minutesDuration"], &body["reasonCode"]),
            (&json!(30), &json!("Follow-up"))
        );
        assert_eq!(shell.steps(), ["prepared", "sending", "booked"]);
    }
}

#[test]
fn a_visit_is_booked_and_told_on_the_clinics_clock() {
    let shell = Shell::open();
    let visit = "--patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30";
    let said = shell
        .run_in_new_york(&format!("book --backend clinik {visit}"))
        .ends_with(0);
    assert!(
        said.out.contains("Tue 10 Feb 2099 10:00 CET (Maria"),
        "{}",
        said.out
    );
    assert_eq!(
        shell.creates()[0]["body"]["start"],
        "2099-02-10T09:00:00.000Z"
    );
}

#[test]
fn a_blood_draw_comes_as_json_and_its_answer_too() {
    let shell = Shell::open();
    let draw = json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2099-02-11T08:30:00+01:00",
                      "deskNote": null, "panel_ids": []});
    let said = shell
        .pipe(
            &draw.to_string(),
            "book --backend aniva --stdin --json --yes",
        )
        .ends_with(0);
    let told = said.json();
    assert_eq!(told["outcome"], "booked");
    assert_eq!(told["appointment"]["profile_id"], PROFILE);
    assert!(
        told["appointment"]["profile"]["height"].is_number(),
        "as the backend wrote it: {told}"
    );
    assert_eq!(
        shell.creates()[0]["body"]["scheduled_at"],
        "2099-02-11T07:30:00Z"
    );
}

#[test]
fn a_line_books_as_the_entry_line_does() {
    let shell = Shell::open();
    // The template is for the next half year; a test that is to hold for good books beyond.
    shell
        .run("book --line 220385s+ki+f+10.2.2099+10:00 --yes")
        .ends_with(0);
    let body = &shell.creates()[0]["body"];
    assert_eq!(
        (&body["patientId"], &body["start"]),
        (&json!(PATIENT), &json!("2099-02-10T09:00:00.000Z"))
    );
    assert_eq!(body["appointmentType"], "FOLLOWUP", "from the template");

    // Nobody is guessed.
    let said = shell
        .run("book --line 220385s+usual+f+10.2.2099+12:00 --yes")
        .ends_with(2);
    assert!(said.out.contains("Say with whom."), "{}", said.out);

    let said = shell
        .run("book --backend aniva --line 220385s+ki+f+10.2.2099+11:00")
        .ends_with(2);
    assert!(
        said.out.contains("The line means ClinikAPI"),
        "{}",
        said.out
    );
    let said = shell.run("book --line 220385s+- --yes").ends_with(2);
    assert!(said.out.contains("changes what exists"), "{}", said.out);
    for (line, where_it_goes) in [
        ("ki+away+tomorrow", "bookdesk away does that"),
        ("220385s+call+back", "bookdesk call-back does that"),
        ("220385s+died", "bookdesk died does that"),
        ("ki+late+20", "Only the entry line of the desk"),
        ("waiting", "bookdesk board does that"),
        ("waiting+list", "bookdesk waiting does that"),
    ] {
        let said = shell.run(&format!("book --line {line} --yes")).ends_with(2);
        assert!(said.out.contains(where_it_goes), "{line}: {}", said.out);
    }
    let said = shell
        .run("book --line nobody,xy+ki+f+10.2.2099+11:00")
        .ends_with(2);
    assert!(
        said.out.contains("Not booked, and nothing was sent: "),
        "{}",
        said.out
    );
    assert_eq!(shell.creates().len(), 1);
}

#[test]
fn a_dry_run_shows_the_request_and_sends_nothing() {
    let shell = Shell::open();
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30 --dry-run";
    let said = shell.run(visit).ends_with(0);
    assert!(
        said.out.starts_with("POST http://127.0.0.1"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("\"patientId\": \"pt_abc123\""),
        "{}",
        said.out
    );
    assert!(
        !said.out.contains(shell.sandbox.clinik_key()),
        "the key is cut"
    );

    shell
        .run("book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30")
        .ends_with(0);
    let told = shell.run(&format!("{visit} --json")).ends_with(5).json();
    assert_eq!(told["outcome"], "conflict");
    assert_eq!(told["request"]["body"]["minutesDuration"], 30);
    assert!(
        !told["problems"].as_array().expect("a list").is_empty(),
        "{told}"
    );
    shell.run(&format!("{visit} --yes")).ends_with(5);
    shell.run(&format!("{visit} --yes --again")).ends_with(0);
    assert_eq!(shell.creates().len(), 1);
}

#[test]
fn the_draft_of_a_desk_stays_the_desks() {
    use crate::desk_at_work::{DeskAtWork, at_clinik};
    let shell = Shell::open();
    let options = || headless::Options {
        data_dir: Some(shell.records()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options());
    desk.fill("Reason", "typed at the desk").settle();
    desk.closed();
    shell
        .run("book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30")
        .ends_with(0);
    let mut desk = DeskAtWork::open(options());
    desk.settle();
    assert!(
        desk.screen().contains("typed at the desk"),
        "{}",
        desk.screen()
    );
}

#[test]
fn it_books_whichever_key_books_at_the_desk() {
    let shell = Shell::open();
    let config = shell.home.path().join("config.toml");
    std::fs::write(
        &config,
        "[keys]\nbook = [\"Ctrl+B\", \"Ctrl+X\"]\nnew-draft = \"Ctrl+S\"\n",
    )
    .expect("a file");
    let visit = "book --backend clinik --patient-id pt_abc123 --start 2099-02-10T10:00:00Z --minutes-duration 30";
    let said = shell.run_in(visit, |command| {
        command.env("BOOKDESK_CONFIG", &config);
    });
    said.ends_with(0);
    assert_eq!(shell.creates().len(), 1);
}

#[test]
fn a_live_clinic_without_a_zone_of_its_own_is_said_beside_the_answer() {
    let shell = Shell::open();
    let live = |line: &str, zone: &str| {
        shell.run_in(line, |command| {
            command
                .env("BOOKDESK_CLINIK_URL", "http://127.0.0.1:1")
                .env("BOOKDESK_CLINIK_KEY", "clk_live_nothing")
                .env("TZ", "Europe/Helsinki")
                .env("BOOKDESK_CLINIK_TIMEZONE", zone);
        })
    };
    let note =
        "ClinikAPI: no time zone in the configuration, so this machine's counts (Europe/Helsinki)";
    let book = "book --backend clinik --patient-id pt_abc123 --start 2099-11-19+09:00";
    for line in [book, "--plain"] {
        let said = live(line, "");
        let all = format!("{}{}", said.out, said.err);
        assert!(all.contains(note), "{line}: {all}");
        assert!(!live(line, "Europe/Berlin").err.contains(note), "{line}");
    }
}

#[test]
fn times_are_by_this_machines_zone_database_where_it_is_newer() {
    let shell = Shell::open();
    let folder = shell.home("zoneinfo");
    let book = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-11+09:00 --yes";
    for (version, sent) in [("2019a", "2099-02-11T08:00"), ("2999a", "2099-02-11T00:00")] {
        write_zones(&folder, version);
        let said = shell.run_in(book, |command| {
            command.env("TZDIR", &folder);
        });
        said.ends_with(0);
        let creates = shell.creates();
        let body = creates.last().expect("a booking")["body"].to_string();
        assert!(body.contains(sent), "{version}: {body}");
    }
    let said = shell.run_in("--version", |command| {
        command.env("TZDIR", &folder);
    });
    let database = format!("zone database 2999a, in {}", folder.display());
    assert!(said.out.contains(&database), "{}", said.out);
}

#[test]
fn an_entry_of_the_waiting_list_is_said_to_be_one() {
    for shell in Shell::for_visits() {
        let entry = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --status waitlist \
             --requested-period";
        let told = shell
            .run(&format!("{entry} mo-fr+mornings --yes --json"))
            .ends_with(0)
            .json();
        assert_eq!(
            (&told["outcome"], &told["waiting"]),
            (&json!("booked"), &json!(true))
        );
        let again = shell
            .run(&format!("{entry} mo-fr+10-12 --yes"))
            .ends_with(5);
        let says = format!("{}{}", again.out, again.err);
        assert!(says.contains("on this waiting list already"), "{says}");
        assert!(!says.contains("booked already"), "{says}");
        assert!(!says.contains("the same start"), "{says}");
        let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --start 2099-02-10+10:00 \
             --minutes-duration 30 --yes --json";
        let told = shell.run(visit).ends_with(0).json();
        assert_eq!(told.get("waiting"), None, "{told}");
    }
}
