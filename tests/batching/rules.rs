//! Rows that do not keep to the rules of their kind of visit: the same warnings as at the desk.

use std::fs;

use super::{HEADER, Office};
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE};

const OWN: &str = r#"
[[template]]
key = "d"
name = "fasting draw"
backend = "clinik"
minutes = 15
reason = "Fasting draw"
between = "07:00-08:00"
practitioners = ["Oksana Melnyk"]
ages = "150-"
"#;
const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20990210\r\n\
     SUMMARY:Founding day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_row_against_a_rule_is_named_with_the_reason() {
    let office = Office::open();
    let folder = office.path(".config/bookdesk");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), "holidays = \"by.ics\"\n").unwrap();
    fs::write(folder.join("templates.toml"), OWN).unwrap();
    fs::write(folder.join("by.ics"), HOLIDAYS).unwrap();
    let header = HEADER.trim_end();
    let rows = format!(
        "{header},reasonCode\nclinik,{PATIENT},ki,2099-02-10 10:00,30,Fasting draw\n\
         clinik,{PATIENT},sk,2099-02-11 10:00,30,Fever\n"
    );
    office.write("rows.csv", &rows);
    let ran = office.run(&["rows.csv", "--dry-run"]);
    for warning in [
        "“fasting draw” begins from 07:00 to 08:00 only.",
        "“fasting draw” is done by Oksana Melnyk only.",
        "“fasting draw” is for ages from 150, and the patient will be 113.",
        "Tue 10 Feb 2099 is a holiday: Founding day.",
    ] {
        assert!(ran.line(2).contains(warning), "{warning}: {ran:?}");
    }
    assert!(
        ran.line(3)
            .contains("is for children (Pediatrics), and the patient is 113."),
        "{ran:?}"
    );
}

#[test]
fn a_row_that_moves_a_visit_against_a_rule_is_named_with_the_reason() {
    for office in Office::for_visits() {
        let folder = office.path(".config/bookdesk");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("templates.toml"), OWN).unwrap();
        let header = HEADER.trim_end();
        office.write(
            "visit.csv",
            &format!("{header},reasonCode\nclinik,{PATIENT},om,2099-02-10 07:30,15,Fasting draw\n"),
        );
        let booked = office.run(&["visit.csv", "--yes"]);
        let id = booked.line(2).split([' ', ':']).nth(1).unwrap().to_owned();
        let moves = format!("backend,action,id,start\nclinik,move,{id},2099-02-11 14:00\n");
        office.write("moves.csv", &moves);
        let ran = office.run(&["moves.csv", "--dry-run"]);
        assert!(
            ran.line(2)
                .contains("“fasting draw” begins from 07:00 to 08:00 only."),
            "{ran:?}"
        );
        // Who does it, and the patient's age, were asked about when it was booked.
        assert!(!ran.line(2).contains("is done by"), "{ran:?}");
        assert!(!ran.line(2).contains("is for ages"), "{ran:?}");
        let ran = office.run(&["moves.csv", "--yes"]);
        assert!(ran.line(2).starts_with("moved"), "{ran:?}");
    }
}

#[test]
fn a_draw_that_a_row_moves_is_known_by_its_panels() {
    let office = Office::open();
    office.write(
        "draw.csv",
        &format!(
            "backend,profile_id,location_id,scheduled_at,panel_ids\n\
             aniva,{PROFILE},{BERLIN},2099-02-10 08:00,\"Basic Check, Lipid Profile\"\n"
        ),
    );
    let booked = office.run(&["draw.csv", "--yes"]);
    let id = booked.line(2).split([' ', ':']).nth(1).unwrap().to_owned();
    office.write(
        "moves.csv",
        &format!("backend,action,id,scheduled_at\naniva,move,{id},2099-02-10 15:00\n"),
    );
    let ran = office.run(&["moves.csv", "--dry-run"]);
    assert!(
        ran.line(2)
            .contains("“blood draw, fasting” begins from 07:00 to 11:00 only."),
        "{ran:?}"
    );
}

#[test]
fn a_visit_that_stands_already_is_booked_again_only_if_that_is_asked_for() {
    for office in Office::for_visits() {
        let row = format!("{HEADER}clinik,{PATIENT},ki,2099-02-10 10:00,30\n");
        office.write("first.csv", &row);
        let ran = office.run(&["first.csv", "--yes"]);
        assert!(ran.line(2).starts_with("booked "), "{ran:?}");
        // The desk's records are another one's: the clinic's calendar has the visit.
        fs::remove_dir_all(office.path("desk")).unwrap();
        office.write("second.csv", &row);
        for how in ["--dry-run", "--yes"] {
            let ran = office.run(&["second.csv", how]);
            assert!(ran.line(2).starts_with("conflict "), "{ran:?}");
            assert!(ran.line(2).contains("`--again`"), "{ran:?}");
        }
        assert_eq!(office.creates().len(), 1);
        let ran = office.run(&["second.csv", "--yes", "--again"]);
        assert!(ran.line(2).starts_with("booked "), "{ran:?}");
        assert_eq!(office.creates().len(), 2);
        let ran = office.run(&["second.csv", "--yes", "--again"]);
        assert!(ran.line(2).starts_with("booked "), "{ran:?}");
        assert_eq!(office.creates().len(), 2, "the row is booked once");
    }
}

/// Henrik Sandström has no hours; his published slots are from 8 to 12 and from 13 to 17 o'clock.
#[test]
fn a_row_outside_the_published_slots_is_named_with_the_reason() {
    let office = Office::open();
    let header = HEADER.trim_end();
    let rows = format!(
        "{header}\nclinik,{PATIENT},hs,2099-02-10 19:00,30\nclinik,{PATIENT},hs,2099-02-12 10:00,30\n"
    );
    office.write("rows.csv", &rows);
    let ran = office.run(&["rows.csv", "--dry-run"]);
    let outside = "Henrik Sandström has published times 08:00–12:00, 13:00–17:00 that day";
    assert!(ran.line(2).contains(outside), "{ran:?}");
    assert!(!ran.line(3).contains("has published times"), "{ran:?}");
}
