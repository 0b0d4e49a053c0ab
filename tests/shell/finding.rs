//! Looking things up, and the papers that come with the command.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::{Value, json};

use super::Shell;
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE};

#[test]
fn people_are_found_at_both_backends_or_at_one() {
    let shell = Shell::open();
    let told = shell
        .run("find patients maria+schmidt --json")
        .ends_with(0)
        .json();
    let found: Vec<_> = told
        .as_array()
        .expect("a list")
        .iter()
        .map(|hit| hit["id"].clone())
        .collect();
    assert_eq!(found, [json!(PATIENT), json!(PROFILE)]);
    let maria = json!({"backend": "clinik", "id": PATIENT, "name": "Maria Schmidt", "detail": "22 Mar 1985",
        "code": null});
    assert_eq!(told[0], maria);
    let said = shell
        .run("find patients maria+schmidt --backend aniva")
        .ends_with(0);
    assert_eq!(
        said.out,
        format!("aniva\t{PROFILE}\t\tMaria Schmidt\t22 Mar 1985\n")
    );
    let said = shell
        .run("find patients 22.3.1985 --backend clinik")
        .ends_with(0);
    assert!(said.out.contains(PATIENT), "by birth date: {}", said.out);
    let said = shell.run("find patients xyzzy").ends_with(0);
    assert_eq!((said.out.as_str(), said.err.trim()), ("", "nothing found"));
    assert_eq!(
        shell.run("find patients xyzzy --json").ends_with(0).json(),
        json!([])
    );
    let said = shell
        .run("find patients --backend clinik --limit 3")
        .ends_with(0);
    assert_eq!(said.out.lines().count(), 3);
    assert!(
        said.err.contains("more: --limit shows them"),
        "{}",
        said.err
    );
}

#[test]
fn practitioners_and_locations_are_found_with_their_codes() {
    let shell = Shell::open();
    let said = shell.run("find practitioners ivers").ends_with(0);
    assert_eq!(
        said.out,
        "clinik\tprac_xyz789\tki\tKarin Ivers\tCardiology\n"
    );
    let told = shell
        .run("find practitioners ki --json")
        .ends_with(0)
        .json();
    assert_eq!(
        (&told[0]["id"], &told[0]["code"]),
        (&json!("prac_xyz789"), &json!("ki"))
    );
    let said = shell.run("find locations berlin").ends_with(0);
    assert!(
        said.out.starts_with(&format!("aniva\t{BERLIN}\tbe\t")),
        "{}",
        said.out
    );
    assert_eq!(said.out.lines().count(), 1, "{}", said.out);
    let told = shell
        .run("find locations berlin --json")
        .ends_with(0)
        .json();
    assert_eq!(
        (&told[0]["id"], &told[0]["code"]),
        (&json!(BERLIN), &json!("be"))
    );
    for line in [
        "find practitioners --backend aniva",
        "find locations --backend clinik",
    ] {
        assert!(
            shell
                .run(line)
                .ends_with(2)
                .err
                .contains("leave out --backend"),
            "{line}"
        );
    }
}

/// A shell whose sandbox has the command's own date: free times are those of the days to come.
#[expect(
    clippy::disallowed_methods,
    reason = "the command lives by the machine's clock; a Monday to come is any Monday"
)]
fn of_today() -> Shell {
    Shell::open_at(&chrono::Utc::now().to_rfc3339())
}

/// The starts of the free times that are found.
fn starts(shell: &Shell, line: &str) -> Vec<String> {
    let told = shell.run(line).ends_with(0).json();
    let starts = told
        .as_array()
        .expect("a list")
        .iter()
        .map(|slot| slot["start"].as_str().expect("a start"));
    starts.map(str::to_owned).collect()
}

#[test]
fn a_free_time_that_is_found_with_someone_can_be_booked_and_is_found_no_more() {
    let shell = of_today();
    let before = starts(&shell, "find slots ki --on mo --limit 3 --json");
    let said = shell
        .run("find slots karin+ivers --on mo --backend clinik --limit 3")
        .ends_with(0);
    let first: Vec<&str> = said
        .out
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert_eq!(
        (first.len(), &first),
        (3, &before.iter().map(String::as_str).collect()),
        "{}",
        said.out
    );
    assert!(
        said.err.contains("more: --limit shows them"),
        "{}",
        said.err
    );
    // The last half hour of each day is too short for an hour.
    let all = starts(&shell, "find slots ki --on mo --limit 999 --json");
    let whole_hour = starts(
        &shell,
        "find slots ki --on mo --minutes 60 --limit 999 --json",
    );
    assert!(
        whole_hour.len() < all.len() && whole_hour.iter().all(|start| all.contains(start)),
        "{whole_hour:?}"
    );

    let visit = format!(
        "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start {} --minutes-duration 30 --yes",
        before[0]
            .parse::<DateTime<Utc>>()
            .expect("a start")
            .format("%FT%TZ")
    );
    shell.run(&visit).ends_with(0);
    assert_eq!(
        starts(&shell, "find slots ki --on mo --limit 2 --json"),
        before[1..]
    );
}

#[test]
fn free_times_at_a_place_are_found_without_saying_which_backend_knows_it() {
    let shell = of_today();
    let found = starts(&shell, "find slots berlin --on mo --json");
    assert!(
        !found.is_empty()
            && found == starts(&shell, "find slots be --on mo --backend aniva --json"),
        "{found:?}"
    );
    let told = shell
        .run("find slots berlin --on mo --limit 1 --json")
        .ends_with(0)
        .json();
    assert_eq!(told, json!([{"backend": "aniva", "start": found[0]}]));
}

/// A place at Aniva may begin with the letters of a code at ClinikAPI.
#[test]
fn a_practitioner_whose_clinic_is_away_is_not_looked_for_at_another() {
    let shell = of_today();
    let run_while_away = |line: &str| {
        shell.run_in(line, |command| {
            command.env("BOOKDESK_CLINIK_URL", "http://127.0.0.1:9/v1");
        })
    };
    for command in [
        "find slots ki --on mo",
        "find slots ham --on mo",
        "day ki mo",
        "away ki mo 11-14 --yes",
    ] {
        let said = run_while_away(command).ends_with(7);
        let says = format!("{}{}", said.out, said.err);
        assert!(says.contains("could not be looked up"), "{command}: {says}");
    }
    // A place of the other clinic is called so in full, or the clinic is named.
    for command in [
        "find slots berlin --on mo",
        "find slots ham --on mo --backend aniva",
    ] {
        let said = run_while_away(command).ends_with(0);
        assert!(!said.out.is_empty(), "{command}");
    }
}

#[test]
fn free_times_that_can_not_be_found_say_why() {
    let shell = Shell::open();
    let said = shell.run("find slots xyzzy").ends_with(1);
    assert_eq!(
        (said.out.as_str(), said.err.trim()),
        ("", "Nobody matches “xyzzy”.")
    );
    let said = shell.run("find slots ki --on someday").ends_with(1);
    assert!(
        said.err.contains("“someday” can't be read as a time."),
        "{}",
        said.err
    );
    assert!(
        shell
            .run("find slots")
            .ends_with(2)
            .err
            .contains("Say with whom or where")
    );
    assert_eq!(
        shell.run("find slots xyzzy --json").ends_with(1).json(),
        json!([])
    );
}

#[test]
fn what_can_not_be_read_ends_with_1() {
    let shell = Shell::open();
    for clinic in ["clinik", "aniva"] {
        let all =
            json!({"backend": clinic, "call": "any", "fault": "status", "code": 403, "times": 0});
        shell.fault(all);
    }
    for line in [
        "find patients",
        "find practitioners",
        "find locations",
        "find slots ki",
        "day",
    ] {
        let said = shell.run(line).ends_with(1);
        assert!(
            said.out.is_empty() && !said.err.is_empty(),
            "{line}: {} {}",
            said.out,
            said.err
        );
    }
}

/// Nobody works on Sundays, so that one fortnight after the other is read. All after the first are refused.
#[test]
fn free_times_that_were_read_in_part_are_not_said_to_be_none() {
    let shell = of_today();
    let monday = &starts(&shell, "find slots ki --on mo --limit 1 --json")[0][..10];
    let monday: NaiveDate = monday.parse().expect("a day");
    let sunday = monday + Days::new(6);
    let before = shell.requests().count();
    let none = starts(
        &shell,
        &format!("find slots ki --on {} --json", sunday.format("%d.%m.%Y")),
    );
    assert!(none.is_empty(), "{none:?}");
    let reads = shell.requests().count() - before;
    let answered = json!({"backend": "clinik", "call": "any", "fault": "drip",
        "bytes_per_s": 1_000_000_000, "times": reads});
    let refused =
        json!({"backend": "clinik", "call": "any", "fault": "status", "code": 403, "times": 0});
    shell.fault(answered).fault(refused);
    let said = shell.run("find slots ki --on su").ends_with(1);
    assert_eq!(said.out, "");
    assert!(said.err.contains("may not read free times"), "{}", said.err);
}

#[test]
fn a_day_shows_what_is_booked_on_it() {
    for shell in Shell::for_visits() {
        let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 \
                 --minutes-duration 30 --yes";
        shell.run(visit).ends_with(0);
        let told = shell
            .run("day --practitioner ki --on 10.02.2099 --json")
            .ends_with(0)
            .json();
        assert_eq!(
            (&told[0]["name"], &told[0]["date"]),
            (&json!("Karin Ivers"), &json!("2099-02-10"))
        );
        let lines = told[0]["lines"].as_array().expect("a list");
        let booked = lines
            .iter()
            .find(|line| line["status"] == "booked")
            .expect("the visit");
        assert!(
            booked["who"]
                .as_str()
                .is_some_and(|who| who.contains("Maria Schmidt")),
            "{booked}"
        );
        let said = shell
            .run("day --practitioner ki --on 10.02.2099")
            .ends_with(0);
        assert!(said.out.contains("10:00–10:30\tappt_"), "{}", said.out);
        shell.run("day --practitioner ki --on someday").ends_with(2);
        let of_all = shell
            .run("day 10.02.2099 --backend clinik --json")
            .ends_with(0)
            .json();
        let days = of_all.as_array().expect("a list");
        assert!(days.len() > 1 && days.contains(&told[0]), "{of_all}");
    }
}

#[test]
fn the_board_is_everybodys_day_for_a_program_and_on_paper() {
    for shell in Shell::for_visits() {
        for (who, hour) in [("ki", 10), ("prac_t5w9be", 11)] {
            let visit = format!(
                "book --backend clinik --patient-id pt_abc123 --practitioner-id {who} --start 2099-02-10+{hour}:00 \
             --minutes-duration 30 --yes"
            );
            shell.run(&visit).ends_with(0);
        }
        let board = "board --on 10.2.2099 --backend clinik";
        let told = shell.run(&format!("{board} --json")).ends_with(0).json();
        let with: Vec<_> = told
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| row["with"].clone())
            .collect();
        assert_eq!(with, ["Karin Ivers", "Thaddeus Okonkwo"]);
        assert_eq!(
            (&told[0]["patient"], &told[0]["born"]),
            (&json!("Maria Schmidt"), &json!("1985"))
        );
        assert_eq!(told[0]["start"], "2099-02-10T10:00:00+01:00");
        let table = shell
            .run(&format!("{board} --csv --names no"))
            .ends_with(0)
            .out;
        assert!(
            table.starts_with("start,end,patient,born,with,status,what,backend,id,away\n"),
            "{table}"
        );
        assert!(
            table.contains(",,,Karin Ivers,booked,,clinik,appt_") && !table.contains("Maria"),
            "{table}"
        );
        let paper = shell.run(&format!("{board} --print")).ends_with(0).out;
        assert!(
            paper.contains("10:00–10:30  Maria Schmidt  1985"),
            "{paper}"
        );
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("day.html");
        std::fs::write(&path, "yesterday's").expect("a file");
        shell
            .run(&format!("{board} --print --html {}", path.display()))
            .ends_with(0);
        let page = std::fs::read_to_string(&path).expect("the page");
        assert!(
            page.contains("<td>Maria Schmidt</td>") && page.contains("size: A4"),
            "{page}"
        );
        let whole = shell.run("board --on 10.2.2099").ends_with(1);
        assert!(
            whole.err.contains("Aniva does not list the whole day")
                && whole.out.contains("Karin Ivers")
        );
        shell.run("board --html day.html").ends_with(2);
        shell.run("board --on someday").ends_with(2);
    }
}

#[test]
fn whom_to_remind_is_told_with_numbers() {
    for shell in Shell::for_visits() {
        let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 \
         --minutes-duration 30 --yes";
        shell.run(visit).ends_with(0);
        let calls = "calls --on 10.2.2099 --backend clinik";
        let told = shell.run(&format!("{calls} --json")).ends_with(0).json();
        let row = &told.as_array().expect("a list")[0];
        assert_eq!(
            (&row["patient"], &row["phone"]),
            (&json!("Maria Schmidt"), &json!("+493023125001"))
        );
        assert_eq!(
            (&row["attempts"], &row["result"], &row["with"]),
            (&json!(0), &json!(null), &json!("Karin Ivers"))
        );
        let table = shell
            .run(&format!("{calls} --csv --names no"))
            .ends_with(0)
            .out;
        assert!(
            table.contains(",,,'+493023125001,Karin Ivers,,0,"),
            "{table}"
        );
        let paper = shell.run(&format!("{calls} --print")).ends_with(0).out;
        assert!(
            paper.contains("10:00  Maria Schmidt  1985  +49 30 2312 5001"),
            "{paper}"
        );
    }
}

#[test]
fn two_visits_of_one_patient_stand_together_and_on_paper_under_one_name() {
    let shell = Shell::open();
    for (who, start) in [
        ("pt_abc123", "10:00"),
        ("pt_32ut2e", "10:30"),
        ("pt_abc123", "11:00"),
    ] {
        let visit = format!(
            "book --backend clinik --patient-id {who} --practitioner-id ki --start 2099-02-10+{start} \
             --minutes-duration 30 --yes"
        );
        shell.run(&visit).ends_with(0);
    }
    let calls = "calls --on 10.2.2099 --backend clinik";
    let told = shell.run(&format!("{calls} --json")).ends_with(0).json();
    let rows = told.as_array().expect("a list");
    let whose = |row: &Value| row["patient"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        rows.iter().map(whose).collect::<Vec<_>>(),
        ["Maria Schmidt", "Maria Schmidt", "Greta Lindner"]
    );
    assert_ne!(rows[0]["id"], rows[1]["id"], "each visit has its row");
    let paper = shell.run(&format!("{calls} --print")).ends_with(0).out;
    assert_eq!(paper.matches("Maria Schmidt").count(), 1, "{paper}");
    assert!(paper.contains("0 of 2 reached"), "{paper}");
}

#[test]
fn the_sandboxs_clinic_is_in_the_zone_that_is_configured_for_it() {
    let shell = Shell::open();
    let slots = |zone: &str| {
        let said = shell.run_in(
            "find slots ki --backend clinik --on mo --limit 999",
            |command| {
                command
                    .env("TZ", "Asia/Kolkata")
                    .env("BOOKDESK_CLINIK_TIMEZONE", zone);
                for name in ["CLINIK_URL", "CLINIK_KEY", "ANIVA_URL", "ANIVA_KEY"] {
                    command.env_remove(format!("BOOKDESK_{name}"));
                }
            },
        );
        said.ends_with(0).out
    };
    for (zone, last) in [("Asia/Tokyo", " 16:30 JST"), ("", " 16:30 CE")] {
        let slots = slots(zone);
        let last_line = slots.lines().last().unwrap_or_default();
        assert!(last_line.contains(last), "{zone}: {slots}");
    }
}

#[test]
fn a_day_is_one_of_the_clinics_clock_which_is_named_where_it_is_not_the_desks() {
    let shell = Shell::open();
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-11+00:30 \
                 --minutes-duration 30 --yes";
    shell.run_in_new_york(visit).ends_with(0);
    let day = "day --practitioner ki --on 11.02.2099";
    let said = shell.run_in_new_york(day).ends_with(0);
    assert!(
        said.out
            .starts_with("clinik\t2099-02-11\tprac_xyz789\tKarin Ivers\tEurope/Berlin\n"),
        "{}",
        said.out
    );
    assert!(said.out.contains("00:30–01:00\tappt_"), "{}", said.out);
    let told = shell
        .run_in_new_york(&format!("{day} --json"))
        .ends_with(0)
        .json();
    assert_eq!(told[0]["timezone"], "Europe/Berlin");
    let said = shell.run(day).ends_with(0);
    assert!(
        said.out
            .starts_with("clinik\t2099-02-11\tprac_xyz789\tKarin Ivers\n"),
        "{}",
        said.out
    );
}

#[test]
fn a_day_of_a_location_shows_its_draws_and_free_times() {
    let shell = Shell::open_at("2099-02-01T08:00:00Z");
    let draw = json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2099-02-10T08:15:00+01:00"});
    shell
        .pipe(&draw.to_string(), "book --backend aniva --stdin --yes")
        .ends_with(0);
    let said = shell.run("day --location be --on 10.2.2099").ends_with(0);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines[0],
        format!("aniva\t2099-02-10\t{BERLIN}\tProbe Berlin Mitte")
    );
    assert_eq!(lines[1], "\t08:00–08:10\t\tfree", "{}", said.out);
    assert!(
        lines[2].starts_with("\t08:15") && lines[2].contains("Maria Schmidt"),
        "{}",
        said.out
    );
    let told = shell
        .run("day --backend aniva --on 10.2.2099 --json")
        .ends_with(0)
        .json();
    let days = told.as_array().expect("a list");
    assert!(
        days.len() > 1 && days.iter().all(|day| day["backend"] == "aniva"),
        "of every location: {told}"
    );
    assert!(
        shell
            .run("day --location nowhere")
            .ends_with(2)
            .err
            .contains("Nobody matches “nowhere”.")
    );
    shell
        .run("day --location be --practitioner ki")
        .ends_with(2);
}

#[test]
fn help_names_every_field_and_nobody() {
    let shell = Shell::open();
    let said = shell.run("book --help").ends_with(0);
    for flag in [
        "--patient-id",
        "--minutes-duration",
        "--scheduled-at",
        "--desk-note",
        "--stdin",
        "--wait",
    ] {
        assert!(said.out.contains(flag), "{flag}: {}", said.out);
    }
    assert!(
        said.out.contains("Personal data belongs on standard input"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("6 unknown, may be booked"),
        "{}",
        said.out
    );
    assert!(
        !said.out.contains("Schmidt") && !said.out.contains("pt_"),
        "{}",
        said.out
    );
}

#[test]
fn completions_and_manual_pages_know_the_fields() {
    let shell = Shell::open();
    for name in ["bash", "zsh", "fish"] {
        let said = shell.run(&format!("completions {name}")).ends_with(0);
        assert!(said.out.contains("patient-id"), "{name}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a name");
    shell.run(&format!("man {path}")).ends_with(0);
    let page = std::fs::read_to_string(folder.path().join("bookdesk-book.1")).expect("a page");
    assert!(page.contains("scheduled"), "{page}");
}

#[test]
fn whoever_has_seen_enough_of_an_answer_is_told_of_no_error() {
    let shell = Shell::open();
    for words in ["completions bash", "doctor"] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let said = shell.run_in(words, |command| _ = command.stdout(writer));
        assert!(said.err.is_empty(), "{words}: {}", said.err);
    }
}
