//! What this desk has booked, is booking or has lost the answer of is offered as free nowhere, however far behind a
//! clinic's searches are.

use std::time::Duration;

use booking::DayLineKind;
use desk::{DayBoard, DeskEffect, Msg, update};
use headless::Options;

use office::{ClinicChange, Effect, Phase};
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::unplugged::{self, End, answer, keys, tell};
use crate::desk_at_work::{
    BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, at_fhir, said_at,
};

const KARIN: &str = "prac_xyz789";

/// How desks for visits are opened.
const CLINICS: [fn() -> Options; 2] = [at_clinik, at_fhir];

/// A desk at a clinic whose searches never catch up with its answers.
fn far_behind(clinic: fn() -> Options) -> Options {
    Options {
        lag: Duration::from_secs(3600),
        ..clinic()
    }
}

/// Books the first free half hour with Karin Ivers for Maria Schmidt; when that was.
fn first_free_booked(desk: &mut DeskAtWork) -> String {
    desk.press("Ctrl+E")
        .settle()
        .types("220385s ki f")
        .settle()
        .press("Enter")
        .settle()
        .book();
    desk.creates().last().expect("it went out")["body"]["start"]
        .as_str()
        .expect("a start")
        .to_owned()
}

/// What stands on the screen of a time: `08:00`, in Berlin in winter.
fn on_the_wall(start: &str) -> String {
    let start: chrono::DateTime<chrono::Utc> = start.parse().expect("a moment");
    start
        .with_timezone(&zones::Zone::BERLIN)
        .format("%H:%M")
        .to_string()
}

#[test]
fn the_first_free_time_is_another_one_once_it_is_booked() {
    for clinic in CLINICS {
        let mut desk = DeskAtWork::open_at_the_line(far_behind(clinic));
        let first = first_free_booked(&mut desk);
        desk.booked();
        // Somebody else, so that nothing but the time stands against it.
        desk.press("Ctrl+E")
            .types("lindner,greta ki f")
            .settle()
            .press("Enter")
            .settle()
            .book_at_once();
        let second = desk.creates()[1]["body"]["start"]
            .as_str()
            .expect("a start")
            .to_owned();
        assert_ne!(first, second, "{}", desk.screen());
    }
}

#[test]
fn a_desk_that_is_opened_again_knows_whom_it_has_booked() {
    for clinic in CLINICS {
        let folder = tempfile::tempdir().expect("a folder");
        let options = || Options {
            data_dir: Some(folder.path().to_owned()),
            ..far_behind(clinic)
        };
        let mut desk = DeskAtWork::open_at_the_line(options());
        first_free_booked(&mut desk);
        desk.booked();
        let mut desk = desk.closed().reopened(options());
        desk.settle()
            .press("Ctrl+E")
            .types("220385s")
            .settle()
            .press("Enter")
            .settle();
        desk.sees("Maria Schmidt")
            .sees_no("No upcoming appointments.");
    }
}

#[test]
fn neither_list_nor_grid_nor_day_offers_what_is_booked() {
    for clinic in CLINICS {
        let mut desk = DeskAtWork::open_at_the_line(far_behind(clinic));
        let taken = on_the_wall(&first_free_booked(&mut desk));
        desk.booked()
            .press("Alt+1")
            .fill("Practitioner", &said_at(clinic().clinic, KARIN))
            .go_to("Start")
            .press("Space")
            .settle();
        let listed = desk.rows();
        assert!(
            !listed.is_empty() && !listed[0].contains(&taken),
            "{listed:?}"
        );
        desk.press("Esc Ctrl+F").settle().press("Enter").settle();
        assert!(
            !desk.screen().contains(&format!("1 {taken}")),
            "{}",
            desk.screen()
        );
        desk.press("Esc Esc Ctrl+D").settle();
        desk.sees("Mon 23 Nov 2026")
            .sees(&format!("{taken}–"))
            .sees("Maria Schmidt 1985 Karin Ivers ○ booked");
        assert!(
            !desk.screen().contains(&format!("{taken}–12:30     free")),
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn a_list_read_before_a_draw_was_booked_offers_it_no_more() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .go_to("Scheduled at")
        .press("Space")
        .settle();
    let first = desk.rows()[0].clone();
    desk.press("Down Enter").settle().book_at_once();
    desk.fill("Location", BERLIN)
        .go_to("Scheduled at")
        .press("Space")
        .settle();
    let rows = desk.rows();
    assert!(
        !rows.is_empty() && !rows.contains(&first),
        "{first} among {rows:?}"
    );
}

#[test]
fn a_time_whose_booking_was_lost_may_be_taken() {
    let mut desk = DeskAtWork::open_at_the_line(far_behind(at_clinik));
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    let first = first_free_booked(&mut desk);
    let wall = on_the_wall(&first);
    desk.press("Ctrl+E")
        .types("lindner,greta ki f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Mon 23 Nov 2026")
        .sees_no(&format!("Mon 23 Nov 2026 {wall} CET (in"));
    desk.press("Alt+1 Ctrl+D")
        .settle()
        .sees(&format!("? {wall}–"))
        .sees("Maria Schmidt 1985 Karin Ivers ? unknown");
    desk.press("Enter");
    assert_eq!(
        desk.note(),
        "It is not known yet whether this is booked; see the Outbox."
    );
    desk.press("Esc")
        .fill("Start", &format!("23.11.2026 {wall}"))
        .settle();
    desk.sees("A booking")
        .sees("for M. S. was sent; it is not known yet whether it was made.");
}

#[test]
fn a_booking_on_its_way_is_on_its_day_and_not_in_its_own_way() {
    let mut desk = unplugged::with_a_visit();
    let mut todo = tell(
        &mut desk,
        keys("Alt+2")
            .into_iter()
            .chain([Msg::Paste(KARIN.to_owned().into())]),
    );
    todo.extend(tell(&mut desk, keys("Ctrl+S")));
    // Everything is answered but the booking itself.
    while let Some(effect) = todo.pop() {
        let answered = answer(&effect, End::Well).filter(|_| {
            !matches!(
                effect,
                DeskEffect::Office(Effect::Send(_, ClinicChange::Appointment(_)))
            )
        });
        todo.extend(
            answered
                .into_iter()
                .flat_map(|answer| update(&mut desk, answer)),
        );
        if todo.is_empty() && desk.overlays.is_empty() {
            todo.extend(tell(&mut desk, keys("Ctrl+D")));
        }
    }
    assert!(desk.phase() == Some(Phase::Sending) && desk.form().conflicts().is_empty());
    let board: &DayBoard = desk.overlays.get().expect("the day is open");
    let sent = board.day.listed().find_map(|row| match &row.line.kind {
        DayLineKind::Unsettled(change) => Some(change.is_sending()),
        _ => None,
    });
    assert_eq!(sent, Some(true));
}

#[test]
fn what_was_moved_in_another_program_is_free_again_where_it_stood() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "23.11.2026 10:00");
    desk.fill("Minutes", "30").settle().book_at_once();
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let there = json!({"start": "2026-11-24T09:00:00Z", "end": "2026-11-24T09:30:00Z"});
    desk.sandbox()
        .change(&id, &there)
        .expect("another program can move it");
    desk.pass(13)
        .fill("Practitioner", KARIN)
        .fill("Start", "23.11.2026 11:00")
        .press("Ctrl+D")
        .settle();
    desk.sees("Mon 23 Nov 2026").sees_no("Maria Schmidt");
}
