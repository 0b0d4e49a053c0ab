//! What is in the file: read, checked, rehearsed, reported; and run again.

use std::sync::Arc;
use std::{fs, thread};

use batch::{Batch, BatchSetup, CsvSheet};
use booking::Outcome;
use booking::clinics::{CLINIK, SHIPPED};
use chrono::{DateTime, TimeDelta, Utc};
use config::{Config, Environment, Flags};
use runtime::clinic_options;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::{HEADER, Office, PRACTITIONER, visits};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE, shipped};

/// Another person at Aniva.
const ANOTHER_PROFILE: &str = "f0a1e101-6ab3-419a-953c-75ccb8951cff";

#[test]
fn both_backends_are_booked_by_names_and_codes_and_the_same_file_again_books_nothing() {
    let office = Office::open();
    let file = format!(
        "start,backend,patientId,practitionerId,minutesDuration,profile_id,location_id,scheduled_at\n\
         2099-02-10 10:00,clinik,{PATIENT},ki,30,,,\n\
         2099-02-10 11:00,clinik,{PATIENT},Karin Ivers,30,,,\n\
         ,aniva,,,,{PROFILE},be,2099-02-10 10:30\n"
    );
    office.write("rows.csv", &file);
    let first = office.run(&["rows.csv", "--yes", "--report", "report.csv"]);
    assert_eq!(
        (first.code, first.counts()["booked"]),
        (Some(0), 3),
        "{first:?}"
    );
    assert!(first.errors.ends_with("3 rows: 3 booked\n"), "{first:?}");
    let creates = office.creates();
    assert_eq!(creates.len(), 3);
    let draw = creates
        .iter()
        .find(|create| create["backend"] == "aniva")
        .unwrap();
    assert_eq!(
        draw["body"]["scheduled_at"], "2099-02-10T09:30:00Z",
        "{draw}"
    );

    let mut report = csv::Reader::from_path(office.path("report.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = report.records().map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(|row| &row[0]).collect::<Vec<_>>(),
        ["2", "3", "4"]
    );
    assert!(rows.iter().all(|row| &row[2] == "booked"), "{rows:?}");
    assert_eq!(first.line(2), format!("booked {}", &rows[0][3]));

    let again = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (again.code, office.creates().len()),
        (Some(0), 3),
        "{again:?}"
    );
    assert_eq!(
        again.line(2),
        format!("booked {}: An earlier run has booked it.", &rows[0][3])
    );
}

#[test]
fn times_are_read_on_the_clinics_clock_and_the_day_of_the_practitioner_is_too() {
    let office = Office::open();
    let rows = format!(
        "{HEADER}clinik,{PATIENT},ki,2099-02-11 00:30,30\nclinik,pt_abc124,ki,2099-02-11 00:40,30\n"
    );
    office.write("rows.csv", &rows);
    let in_new_york = |arguments: &[&str]| {
        let mut command = office.command(arguments);
        command
            .env("TZ", "America/New_York")
            .env("BOOKDESK_CLINIK_TIMEZONE", "Europe/Berlin");
        office.ran(command)
    };
    office.write(
        "first.csv",
        rows.lines().take(2).collect::<Vec<_>>().join("\n").as_str(),
    );
    assert_eq!(in_new_york(&["first.csv", "--yes"]).code, Some(0));
    assert_eq!(
        office.creates()[0]["body"]["start"],
        "2099-02-10T23:30:00.000Z"
    );
    let rehearsed = in_new_york(&["rows.csv", "--dry-run"]);
    assert!(
        rehearsed
            .line(3)
            .contains("already has someone 00:30–01:00"),
        "{rehearsed:?}"
    );
}

#[test]
fn a_patient_is_named_by_name_and_birth_date_where_exactly_one_fits() {
    let office = Office::open();
    let row = |rest: &str| format!("clinik,{rest}\n");
    let rows = [
        row(",\"Schmidt, Maria\",22.3.1985,ki,2099-02-10 10:00,30,,"),
        ",,Maria Schmidt,1985-03-22,,,,be,2099-02-10 11:30\n".replacen(',', "aniva,", 1),
        row(",Maria Schmidt,1985-03-23,ki,2099-02-10 12:00,30,,"),
        row(",Schmidt,,ki,2099-02-10 13:00,30,,"),
        row(&format!(
            "{PATIENT},Maria Schmidt,1985-03-22,ki,2099-02-10 14:00,30,,"
        )),
        row(",Maria Schmidt,22.3,ki,2099-02-10 15:00,30,,"),
    ];
    let header = "backend,patientId,patientName,birthDate,practitionerId,start,minutesDuration,location_id,scheduled_at\n";
    office.write("rows.csv", &(header.to_owned() + &rows.concat()));
    let ran = office.run(&["rows.csv", "--yes"]);
    assert_eq!((ran.code, ran.counts()["booked"]), (Some(1), 2), "{ran:?}");
    let creates = office.creates();
    let of = |clinic: &str| {
        creates
            .iter()
            .find(|create| create["backend"] == clinic)
            .unwrap()
    };
    assert_eq!(of("clinik")["body"]["patientId"], PATIENT);
    assert_eq!(of("aniva")["body"]["profile_id"], PROFILE);
    let nobody = "to mend: patientId: Nobody who was born on that day is called so.";
    assert!(
        ran.line(4).starts_with(nobody) && ran.line(4).contains("or write the id"),
        "{ran:?}"
    );
    assert!(
        ran.line(5)
            .starts_with("to mend: patientId: A name needs a birth date"),
        "{ran:?}"
    );
    assert!(
        ran.line(6)
            .starts_with("to mend: patientId: The patient is named twice."),
        "{ran:?}"
    );
    assert!(ran.line(7).contains("can't be read as one day"), "{ran:?}");
    assert!(
        !ran.verdicts.concat().contains("Schmidt"),
        "nobody is named: {ran:?}"
    );

    let again = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (again.counts()["booked"], office.creates().len()),
        (2, 2),
        "{again:?}"
    );
}

/// What can't be an id names somebody, as in `book`; a patient's name is not repeated.
#[test]
fn what_names_nobody_is_found_by_a_rehearsal() {
    let office = Office::open();
    let rows = format!(
        "clinik,{PATIENT},zz,2099-02-10 10:00,30\n\
         clinik,nobody,ki,2099-02-10 11:00,30\n\
         clinik,{PATIENT},ki,2099-02-10 09:00,30\n"
    );
    office.write("rows.csv", &(HEADER.to_owned() + &rows));
    let ran = office.run(&["rows.csv", "--dry-run"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.line(2)
            .starts_with("to mend: practitionerId: Nobody matches “zz”."),
        "{ran:?}"
    );
    assert!(
        ran.line(3)
            .starts_with("to mend: patientId: This is no patient's id."),
        "{ran:?}"
    );
    assert!(ran.line(4).starts_with("clean"), "{ran:?}");
}

#[test]
fn a_rehearsal_sends_nothing_and_says_what_would_become_of_each_row() {
    for office in Office::for_visits() {
        let row = |rest: &str| format!("clinik,{PATIENT},ki,{rest}\n");
        let rows = [
            row("2099-02-10 10:00,30"),
            row("2099-02-10 10:15,30"),
            row("2099-02-10 10:00,30"),
            row("tomorrow 10:00,30"),
            row("2099-02-31 10:00,30"),
            row("2099-02-14 10:00,30"),
            "clinik,,ki,2099-02-10 12:00,30\n".to_owned(),
        ];
        office.write("rows.csv", &(HEADER.to_owned() + &rows.concat()));
        let ran = office.run(&["rows.csv", "--dry-run"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert_eq!(ran.line(2), "clean");
        assert_eq!(
            ran.line(3),
            "warning: In this file, line 2 is for the same patient at that time."
        );
        assert!(
            ran.line(4).starts_with("repeated: Line 2 says the same."),
            "{ran:?}"
        );
        assert!(
            ran.line(5)
                .starts_with("to mend: start: This says another day each time"),
            "{ran:?}"
        );
        assert!(ran.line(6).starts_with("to mend: start:"), "{ran:?}");
        assert!(
            ran.line(7).starts_with("warning: ") && ran.line(7).contains("Saturday"),
            "{ran:?}"
        );
        assert!(
            ran.line(8)
                .starts_with("to mend: patientId: Patient is missing."),
            "{ran:?}"
        );
        assert_eq!(office.creates().len(), 0);
    }
}

#[test]
fn a_row_is_held_against_what_one_booking_is_held_against() {
    let office = Office::open();
    // At 12:15 on a Wednesday it is too late, on a Saturday nobody works, and in 2099 everything is far ahead.
    let (id, instruction) = (
        "prac_xyz789",
        "Come ten minutes ahead and bring a list of current medicines.",
    );
    let rows = [
        (id, "2099-02-10 10:00", "30", "", ""),
        (id, "2099-02-11 12:15", "30", "", ""),
        (id, "2099-02-14 10:00", "30", "", ""),
        (id, "2020-02-11 10:00", "30", "", ""),
        (id, "2099-02-10 11:00", "30", "FOLLOWUP", instruction),
        ("prac_f5h1rw", "2099-02-10 06:00", "", "", ""),
    ];
    let header = "backend,patientId,practitionerId,start,minutesDuration,appointmentType,serviceCategory,reasonCode,\
                  patientInstruction\n";
    let template = |kind: &str| {
        if kind.is_empty() {
            ["", ""]
        } else {
            ["Outpatient", "Follow-up visit"]
        }
    };
    let file = rows.map(|(who, start, minutes, kind, instruction)| {
        let [category, reason] = template(kind);
        format!(
            "clinik,{PATIENT},{who},{start},{minutes},{kind},{category},{reason},{instruction}\n"
        )
    });
    office.write("rows.csv", &(header.to_owned() + &file.concat()));
    let ran = office.run(&["rows.csv", "--dry-run"]);
    for (place, (who, start, minutes, kind, instruction)) in rows.into_iter().enumerate() {
        let [category, reason] = template(kind);
        let flags = [
            ("--patient-id", PATIENT),
            ("--practitioner-id", who),
            ("--start", start),
            ("--minutes-duration", minutes),
            ("--appointment-type", kind),
            ("--service-category", category),
            ("--reason-code", reason),
            ("--patient-instruction", instruction),
        ];
        let given = flags.into_iter().filter(|(_, text)| !text.is_empty());
        let mut command = shipped(office.home.path(), &office.sandbox);
        command.args(["book", "--backend", "clinik", "--dry-run", "--json"]);
        command.args(given.flat_map(|(flag, text)| [flag, text]));
        let one: serde_json::Value =
            serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        let said = ran.line(place + 2);
        let problems = one["problems"].as_array().unwrap();
        assert_eq!(problems.is_empty(), said == "clean", "{one}\n{ran:?}");
        for problem in problems {
            assert!(
                said.contains(problem["what"].as_str().unwrap()),
                "{one}\n{ran:?}"
            );
        }
    }
    assert_eq!(
        (ran.line(2), ran.counts()["warning"]),
        ("clean", 5),
        "{ran:?}"
    );
    let booked = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (booked.code, booked.counts()["booked"]),
        (Some(0), 6),
        "{booked:?}"
    );
}

#[test]
fn what_is_on_record_already_is_a_conflict_that_again_answers_and_the_trail_has() {
    let office = Office::open();
    let body = serde_json::json!({"status": "booked", "patientId": PATIENT, "practitionerId": "prac_xyz789",
        "start": "2099-02-10T09:00:00.000Z", "end": "2099-02-10T09:30:00.000Z", "minutesDuration": 30});
    office.sandbox.book(CLINIK, &body).unwrap();
    office.write(
        "rows.csv",
        &format!("{HEADER}clinik,{PATIENT},ki,2099-02-10 10:00,30\n"),
    );
    let rehearsed = office.run(&["rows.csv", "--dry-run"]);
    assert_eq!(rehearsed.code, Some(1), "{rehearsed:?}");
    assert!(rehearsed.line(2).starts_with("conflict "), "{rehearsed:?}");
    let booked = office.run(&["rows.csv", "--yes", "--again"]);
    assert_eq!(booked.code, Some(0), "{booked:?}");
    assert!(booked.line(2).starts_with("booked appt_"), "{booked:?}");
    let steps = crate::desk_at_work::records::steps(&office.path("desk"), 4);
    assert_eq!(steps, ["override", "prepared", "sending", "booked"]);
    crate::desk_at_work::records::verified(&office.path("desk")).unwrap();
}

#[test]
fn a_visit_that_is_on_record_otherwise_is_not_booked_again_and_is_told_from_the_rows_own() {
    let office = Office::open();
    let row =
        |start: &str, reason: &str| format!("clinik,{PATIENT},ki,2099-02-10 {start},30,{reason}\n");
    let header = HEADER.trim_end().to_owned() + ",reasonCode\n";
    let by_hand = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10T09:00:00Z --minutes-duration 15";
    let output = shipped(office.home.path(), &office.sandbox)
        .args(by_hand.split(' '))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");

    office.write(
        "rows.csv",
        &(header.clone() + &row("10:00", "check") + &row("11:00", "check")),
    );
    for arguments in [["rows.csv", "--dry-run"], ["rows.csv", "--yes"]] {
        let ran = office.run(&arguments);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.line(2).starts_with("conflict appt_"), "{ran:?}");
        assert!(
            ran.line(2)
                .contains("records already have the same visit: booked"),
            "{ran:?}"
        );
    }
    assert_eq!(office.creates().len(), 2, "the one by hand, and line 3");
    // The row's own booking is told as such; of another file, or another text, it is a conflict.
    let again = office.run(&["rows.csv", "--yes"]);
    assert!(
        again.line(3).ends_with("An earlier run has booked it."),
        "{again:?}"
    );
    office.write("other.csv", &(header.clone() + &row("11:00", "Check-up")));
    assert!(
        office
            .run(&["other.csv", "--yes"])
            .line(2)
            .starts_with("conflict appt_")
    );
    assert_eq!(office.creates().len(), 2);

    office.write(
        "twice.csv",
        &(header + &row("12:00", "check") + &row("12:00", "Check-up")),
    );
    for arguments in [["twice.csv", "--dry-run"], ["twice.csv", "--yes"]] {
        let ran = office.run(&arguments);
        assert!(
            ran.line(3)
                .starts_with("repeated: In this file, line 2 is for the same patient"),
            "{ran:?}"
        );
    }
    assert_eq!(office.creates().len(), 3);
}

#[test]
fn a_time_on_record_is_a_conflict_unless_the_clinic_tells_of_it_and_rows_of_one_file_go_together() {
    let office = Office::open();
    let row = |patient: &str, start: &str| {
        format!("clinik,{patient},{PRACTITIONER},2099-02-10 {start},30\n")
    };
    let by_hand = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10T09:00:00Z --minutes-duration 15";
    let output = shipped(office.home.path(), &office.sandbox)
        .args(by_hand.split(' '))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");

    // Of what its clinic tells there is a warning, which `--yes` answers.
    office.write(
        "told.csv",
        &(HEADER.to_owned() + &row("pt_k4m8wz", "10:10")),
    );
    let told = office.run(&["told.csv", "--yes"]);
    assert!(told.line(2).starts_with("booked appt_"), "{told:?}");

    let unread =
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0});
    office.fault(&unread);
    office.write(
        "rows.csv",
        &(HEADER.to_owned() + &row("pt_def456", "10:20")),
    );
    for arguments in [["rows.csv", "--dry-run"], ["rows.csv", "--yes"]] {
        let ran = office.run(&arguments);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.line(2).starts_with("conflict appt_"), "{ran:?}");
        assert!(
            ran.line(2)
                .contains("The time is taken: another window booked it"),
            "{ran:?}"
        );
    }

    office.write(
        "together.csv",
        &(HEADER.to_owned() + &row(PATIENT, "12:00") + &row("pt_k4m8wz", "12:15")),
    );
    let together = office.run(&["together.csv", "--yes"]);
    assert_eq!(together.counts()["booked"], 2, "{together:?}");
    assert!(
        together
            .line(3)
            .contains("In this file, line 2 is for someone else"),
        "{together:?}"
    );
}

#[test]
fn a_draw_goes_to_a_taken_time_only_where_the_location_itself_offers_it() {
    let office = Office::open();
    let header = "backend,profile_id,location_id,scheduled_at\n";
    let row = |profile: &str, start: &str| format!("aniva,{profile},{BERLIN},2099-02-10 {start}\n");
    office.write("first.csv", &(header.to_owned() + &row(PROFILE, "10:30")));
    assert!(
        office
            .run(&["first.csv", "--yes"])
            .line(2)
            .starts_with("booked ")
    );

    office.write(
        "second.csv",
        &(header.to_owned() + &row(ANOTHER_PROFILE, "10:30") + &row(ANOTHER_PROFILE, "11:30")),
    );
    let asked = office.run(&["second.csv", "--dry-run"]);
    assert!(asked.line(2).starts_with("warning: "), "{asked:?}");
    assert!(
        asked.line(2).contains("already has someone at 10:30"),
        "{asked:?}"
    );
    assert_eq!(asked.line(3), "clean");
    // What the clinic does not tell of is known from the records, and is nothing that `--yes` answers.
    let untold =
        json!({"backend": "aniva", "call": "search", "fault": "status", "code": 500, "times": 0});
    office.fault(&untold);
    let ran = office.run(&["second.csv", "--yes"]);
    assert!(ran.line(2).starts_with("conflict "), "{ran:?}");
    assert!(
        ran.line(2)
            .contains("The time is taken: another window booked it"),
        "{ran:?}"
    );
    assert!(ran.line(3).starts_with("booked "), "{ran:?}");
    assert_eq!(office.creates().len(), 2);
}

/// A batch in this process, with this clock.
async fn batch(
    office: &Office,
    clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
) -> Batch {
    let environment = Environment::at_home(office.home.path())
        .with("TZ", "Europe/Berlin")
        .with("BOOKDESK_DATA_DIR", office.path("desk"))
        .with("BOOKDESK_CLINIK_URL", office.sandbox.clinik_url())
        .with("BOOKDESK_CLINIK_KEY", office.sandbox.clinik_key())
        .with("BOOKDESK_ANIVA_URL", office.sandbox.aniva_url())
        .with("BOOKDESK_ANIVA_KEY", office.sandbox.aniva_key());
    let config = Config::load(&environment, SHIPPED, Flags::default()).unwrap();
    let opened = Batch::open(
        BatchSetup::of(&config),
        clinic_options(config),
        Arc::new(clock),
    );
    opened.await.unwrap()
}

#[test]
fn what_was_booked_after_the_free_times_were_read_holds_its_time_however_long_the_check_takes() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let draw_of = |profile: &str| {
        let row = format!("aniva,{profile},{BERLIN},2099-02-10 10:30\n");
        let file = "backend,profile_id,location_id,scheduled_at\n".to_owned() + &row;
        CsvSheet::read(SHIPPED, file.as_bytes()).unwrap()
    };
    let began: DateTime<Utc> = "2099-02-01T08:00:00Z".parse().unwrap();
    let office = Office::open();
    let (_goes_on, stop) = watch::channel(false);
    let booked = runtime.block_on(async {
        let batch = batch(&office, move || began + TimeDelta::minutes(1)).await;
        let sheet = draw_of(PROFILE);
        batch.book(&sheet, 1, stop, &mut |_| ()).await
    });
    let booked = booked.unwrap();
    assert!(matches!(booked[0].outcome, Outcome::Made(..)), "{booked:?}");

    // At this clinic the location offers the time, as if nobody had booked it yet.
    let office = Arc::new(Office {
        home: office.home,
        ..Office::open()
    });
    let asked_for_times = |office: &Office| {
        let is_one = |request: &Value| request["path"].to_string().contains("availability");
        office.requests().filter(is_one).count()
    };
    // It takes an hour from the reading of the free times to the row.
    let watched = Arc::clone(&office);
    let clock = move || {
        let watched = Arc::clone(&watched);
        let asked = thread::spawn(move || asked_for_times(&watched)).join();
        match asked.unwrap() {
            0 => began,
            _ => began + TimeDelta::hours(1),
        }
    };
    let rehearsed = runtime.block_on(async {
        let batch = batch(&office, clock).await;
        let sheet = draw_of(ANOTHER_PROFILE);
        batch.rehearse(&sheet, &mut |_| ()).await
    });
    let rehearsed = rehearsed.unwrap();
    assert_ne!(asked_for_times(&office), 0, "they were read");
    let outcome = &rehearsed[0].outcome;
    assert!(matches!(outcome, Outcome::Conflict), "{rehearsed:?}");
}

#[test]
fn what_is_no_such_file_is_said_with_its_line_and_nothing_is_sent() {
    let office = Office::open();
    office.write("typo.csv", "backend,pateintId\nclinik,pt_1\n");
    office.write("short.csv", "backend,patientId\nclinik,pt_1\nclinik\n");
    // As a spreadsheet for Windows saves it.
    let windows = b"backend;patientId;comment\r\nclinik;pt_1;\r\nclinik;pt_2;M\xfcller\r\n";
    fs::write(office.path("windows.csv"), windows).unwrap();
    let refusals = [
        (
            "typo.csv",
            "typo.csv: line 1: no field is called `pateintId`; did you mean `patientId`?",
        ),
        (
            "short.csv",
            "short.csv: line 3: it has 1 cell, and the header has 2",
        ),
        ("nowhere.csv", "nowhere.csv: it can't be read"),
        (
            "windows.csv",
            "windows.csv: line 3: it is not UTF-8: save the file as CSV UTF-8",
        ),
    ];
    for (file, why) in refusals {
        let ran = office.run(&[file, "--yes"]);
        assert_eq!((ran.code, ran.verdicts.len()), (Some(2), 0), "{ran:?}");
        assert!(ran.errors.contains(why), "{ran:?}");
    }
    let (text, _) = visits(1);
    office.write("rows.csv", &text);
    for arguments in [&["rows.csv"][..], &["rows.csv", "--yes", "--dry-run"]] {
        assert_eq!(office.run(arguments).code, Some(2), "{arguments:?}");
    }
    let ran = office.run(&["rows.csv", "--yes", "--report", "no/such/place.csv"]);
    assert_eq!((ran.code, office.creates().len()), (Some(2), 0), "{ran:?}");
    assert!(!fs::exists(office.path("no")).unwrap());
}

// Who makes a link on Windows has to be an administrator.
#[cfg(unix)]
#[test]
fn a_report_takes_the_place_of_a_report_and_of_nothing_else() {
    let office = Office::open();
    let (text, _) = visits(1);
    office.write("rows.csv", &text);
    office.write("earlier.csv", "");
    for outcome in ["booked", "booked"] {
        let ran = office.run(&["rows.csv", "--yes", "--report", "earlier.csv"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let report = fs::read_to_string(office.path("earlier.csv")).unwrap();
        assert_eq!(
            (report.lines().count(), report.contains(outcome)),
            (2, true),
            "{report}"
        );
    }
    let sent = office.creates().len();

    std::os::unix::fs::symlink(office.path("earlier.csv"), office.path("link.csv")).unwrap();
    std::os::unix::fs::symlink(office.path("nowhere.csv"), office.path("dangling.csv")).unwrap();
    let before = fs::read_to_string(office.path("earlier.csv")).unwrap();
    for (name, why) in [
        (
            "rows.csv",
            "rows.csv can't be written: it is no report of a batch",
        ),
        ("link.csv", "link.csv can't be written: it is a link"),
        (
            "dangling.csv",
            "dangling.csv can't be written: it is a link",
        ),
        (".", "can't be written: it is no ordinary file"),
    ] {
        let ran = office.run(&["rows.csv", "--yes", "--report", name]);
        assert_eq!((ran.code, ran.verdicts.len()), (Some(2), 0), "{ran:?}");
        assert!(ran.errors.contains(why), "{ran:?}");
    }
    assert_eq!(fs::read_to_string(office.path("rows.csv")).unwrap(), text);
    assert_eq!(
        fs::read_to_string(office.path("earlier.csv")).unwrap(),
        before
    );
    assert!(!fs::exists(office.path("nowhere.csv")).unwrap());
    assert_eq!(office.creates().len(), sent);
}

#[test]
fn a_row_without_a_time_is_to_mend_unless_its_status_needs_none() {
    for office in Office::for_visits() {
        let rows = format!(
            "backend,patientId,practitionerId,status,requestedPeriod\n\
             clinik,{PATIENT},{PRACTITIONER},,\n\
             clinik,{PATIENT},{PRACTITIONER},waitlist,from 2099-03-02\n"
        );
        office.write("rows.csv", &rows);
        let ran = office.run(&["rows.csv", "--yes"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(
            ran.line(2)
                .starts_with("to mend: start: It has no time yet."),
            "{ran:?}"
        );
        let creates = office.creates();
        assert_eq!(creates.len(), 1, "{ran:?}");
        assert_eq!(creates[0]["body"]["status"], "waitlist");
    }
}
