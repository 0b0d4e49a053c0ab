//! Whom to call: who comes tomorrow, worked through by telephone at both clinics.

use booking::clinics::{ANIVA, CLINIK, clinik};
use booking::{Agenda, Booked, Entry, Listing, Person, PersonName};
use chrono::TimeDelta;
use desk::{CallList, Desk, DeskEffect, Msg, update};
use headless::Options;

use office::{Answer, ClinicCall, Effect, EntryPlace, OfficeEvent};
use serde_json::json;

use words::OfficeList as _;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::{audit, steps};
use crate::desk_at_work::unplugged::{self, keys, tell};
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_clinik};

const KARIN: &str = "prac_xyz789";
const GRETA: &str = "pt_32ut2e";
/// The clinics have no number of his.
const LUKAS: &str = "pt_gqwcty";

/// Who comes on Monday 23 November 2026, the next day after the desk's Friday on which anybody does.
fn with_monday(mut desk: DeskAtWork) -> DeskAtWork {
    for (start, patient) in [("09:00", GRETA), ("10:00", LUKAS)] {
        let start = format!("2026-11-23T{start}:00Z");
        let visit = json!({"status": "booked", "patientId": patient, "practitionerId": KARIN, "start": start,
            "minutesDuration": 30});
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    let draw = json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-11-23T07:30:00Z"});
    desk.sandbox()
        .book(ANIVA, &draw)
        .expect("another program can book");
    desk.pass(60);
    desk
}

fn calls(desk: &mut DeskAtWork) {
    desk.press("Ctrl+P")
        .types("reminders")
        .press("Enter")
        .settle();
}

fn asked_of_clinics(desk: &DeskAtWork) -> usize {
    desk.requests().len()
}

#[test]
fn whoever_comes_next_is_listed_with_number_and_whoever_has_none_below() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    assert_eq!(desk.state()["overlay"], "calls");
    desk.sees("← Mon 23 Nov 2026 →")
        .sees("Reminders to call · nobody comes before that");
    desk.sees("0 of 2 reached · 1 without a number");
    desk.sees("08:30 Maria Schmidt 1985 +49 30 2312 5001 Probe Berlin Mitte");
    desk.sees("10:00 Greta Lindner 1984 +49 30 2312 5011 Karin Ivers");
    desk.sees("11:00 Lukas Brenner");
    let screen = desk.screen();
    let line = |text: &str| {
        screen
            .lines()
            .position(|line| line.contains(text))
            .expect("a line")
    };
    assert!(
        line("Maria") < line("Greta") && line("Greta") < line("no number"),
        "{screen}"
    );
    desk.press("Left")
        .settle()
        .sees("← Sun 22 Nov 2026 →")
        .sees("Nobody is booked for this day.");
    desk.press("Right")
        .settle()
        .sees("Greta Lindner")
        .press("Esc");
    assert_eq!(desk.state()["overlay"], json!(null));
}

#[test]
fn how_a_call_went_is_noted_at_once_taken_back_and_sends_nothing() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    let before = asked_of_clinics(&desk);
    desk.press("r")
        .sees("✓ 08:30 Maria Schmidt")
        .sees("reached 1")
        .sees("1 of 2 reached");
    desk.press("Backspace")
        .settle()
        .sees("0 of 2 reached")
        .sees_no("✓");
    assert_eq!(desk.note(), "Maria Schmidt: reached is taken back.");
    desk.press("r Down n")
        .settle()
        .sees("✓ 08:30 Maria Schmidt")
        .sees("? 10:00 Greta Lindner");
    desk.press("Backspace").settle().sees_no("? 10:00 Greta");
    // A later attempt is noted again.
    desk.press("n Up Down n w").settle();
    desk.sees("left a message 14:33, 2× not reached")
        .sees("1 not reached yet");
    desk.press("Backspace")
        .settle()
        .sees("2× not reached 14:33")
        .press("r")
        .settle();
    desk.sees("reached 14:33, 2× not reached")
        .sees("2 of 2 reached")
        .press("Up Backspace")
        .settle();
    desk.press("Backspace").settle();
    assert_eq!(desk.note(), "No call is noted here.");
    assert_eq!(asked_of_clinics(&desk), before, "nothing goes to a clinic");
}

#[test]
fn a_letter_pressed_twice_notes_one_call_and_nothing_about_the_next_patient() {
    for letter in ["r", "n", "w"] {
        let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
        calls(&mut desk);
        desk.press(letter).press(letter).settle();
        desk.sees_no("✓ 10:00").sees_no("? 10:00").sees_no("2×");
        let note = desk.note();
        assert!(
            note.starts_with("Maria Schmidt: ") && note.contains(" is noted already."),
            "{letter}: {note}"
        );
        desk.press("Down").press(letter).settle();
        let screen = desk.screen();
        let noted = |row: &str| screen.lines().any(|line| line.contains(row));
        assert!(noted("✓ 10:00") || noted("? 10:00"), "{screen}");
    }
}

#[test]
fn what_was_noted_is_there_after_a_restart_and_names_nobody_in_the_trail() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = with_monday(DeskAtWork::open_at_the_line(options()));
    calls(&mut desk);
    desk.press("r Down n").settle().sees("1 of 2 reached");
    assert_eq!(steps(folder.path(), 2), ["called", "called"]);
    let mut desk = desk.killed_after(0).reopened(options());
    calls(&mut desk);
    desk.sees("1 of 2 reached · 1 not reached yet")
        .sees("✓ 08:30 Maria Schmidt")
        .sees("? 10:00 Greta");
    let lines = audit(folder.path());
    assert_eq!(
        (&lines[0]["result"], &lines[1]["result"]),
        (&json!("reached"), &json!("not-reached"))
    );
    assert_eq!(lines[1]["person"], GRETA);
    let said = format!("{lines:?}");
    assert!(
        !said.contains("Lindner") && !said.contains("23125011"),
        "{said}"
    );
}

#[test]
fn another_window_sees_within_seconds_who_was_reached() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut windows = [(), ()].map(|()| with_monday(DeskAtWork::open_at_the_line(options())));
    windows.iter_mut().for_each(calls);
    windows[0].press("Down r").settle().sees("1 of 2 reached");
    windows[1]
        .sees("0 of 2 reached")
        .pass(6)
        .settle()
        .sees("1 of 2 reached")
        .sees("✓ 10:00 Greta Lindner");
}

#[test]
fn who_can_not_come_is_cancelled_from_the_list_and_is_on_it_no_more() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    desk.press("Down Enter")
        .settle()
        .sees("○ booked · Greta Lindner, 19 Jul 1984")
        .press("x Down Down Ctrl+S")
        .settle();
    desk.sees("Cancelled at ClinikAPI.").press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "calls");
    desk.sees("0 of 1 reached").sees_no("Greta Lindner");
}

/// The whole of Monday with Karin Ivers is marked on the board.
fn mark_monday(desk: &mut DeskAtWork) {
    desk.press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .types("ivers")
        .settle()
        .press("Ctrl+A");
    desk.sees("2 marked");
}

#[test]
fn whoever_was_cancelled_because_the_practitioner_is_ill_is_called_from_the_same_list() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    mark_monday(&mut desk);
    desk.press("Enter")
        .types("x")
        .settle()
        .sees("Alt-R calls")
        .press("Alt+R")
        .settle();
    desk.sees("Call list · Mon 23 Nov 2026")
        .sees("10:00 not cancelled yet Greta Lindner")
        .press("Esc");
    assert_eq!(desk.state()["overlay"], "bulk");
    desk.press("Ctrl+S");
    for _ in 0..20 {
        desk.pass(1).settle();
    }
    desk.press("Alt+R")
        .settle()
        .sees("10:00 cancelled Greta Lindner 1984 +49 30 2312 5011 Karin Ivers");
    desk.sees("0 of 1 reached · 1 without a number")
        .press("r")
        .settle()
        .sees("1 of 1 reached");
    desk.press("Esc Esc")
        .settle()
        .press("Alt+O")
        .settle()
        .sees("Done today (2)")
        .press("Alt+R")
        .settle();
    desk.sees("1 of 1 reached")
        .sees("✓ 10:00 cancelled Greta Lindner");
}

#[test]
fn whoever_was_moved_is_told_the_old_time_and_the_new_one_and_those_left_out_are_not_called() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    mark_monday(&mut desk);
    desk.press("Enter").types("m").settle();
    for _ in 0..10 {
        desk.pass(1).settle();
    }
    desk.press("Down Delete Alt+R").settle();
    desk.sees("10:00 → Tue 24 Nov 10:00 (not moved yet) Greta Lindner")
        .sees_no("Lukas")
        .press("Esc Ctrl+S");
    for _ in 0..20 {
        desk.pass(1).settle();
    }
    desk.press("Alt+R")
        .settle()
        .sees("10:00 → Tue 24 Nov 10:00 Greta Lindner")
        .sees_no("not moved yet");
}

#[test]
fn marked_rows_are_called_without_a_change_and_an_unmarked_day_is_that_day_s_reminders() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    mark_monday(&mut desk);
    let before = asked_of_clinics(&desk);
    desk.press("Alt+R")
        .settle()
        .sees("Call list · Mon 23 Nov 2026")
        .sees_no("Maria")
        .press("n")
        .settle();
    desk.sees("not reached 1").press("Esc").sees("2 marked");
    assert_eq!(asked_of_clinics(&desk), before, "nothing goes to a clinic");
    // Without marks it is whom the board is narrowed to, and of a whole day its reminders.
    desk.press("Ctrl+A Alt+R")
        .settle()
        .sees("Call list · Mon 23 Nov 2026")
        .press("Esc");
    desk.press("Ctrl+U Alt+R")
        .settle()
        .sees("← Mon 23 Nov 2026 →")
        .sees("Maria Schmidt");
    desk.sees_no("1 not reached yet").press("Esc");
    assert_eq!(desk.state()["overlay"], "day");
}

#[test]
fn a_list_is_printed_with_numbers_and_with_names_as_they_are_on_the_screen() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    desk.press("r Alt+I").sees("M. S.");
    let list = desk
        .desk()
        .overlays
        .get::<CallList>()
        .expect("the list is open");
    let page = list.calls.list(desk.desk().words(), true).page();
    assert!(
        page.contains("<td>08:30</td><td>M. S.</td><td>1985</td><td>+49 30 2312 5001</td>"),
        "{page}"
    );
    assert!(
        page.contains("<tr class=\"off\"><td>08:30"),
        "who was reached is struck out: {page}"
    );
    let text = list.calls.list(desk.desk().words(), false).on_paper();
    assert!(
        text.contains("+49 30 2312 5001") && !text.contains("M. S.") && !text.contains("1985"),
        "{text}"
    );
}

const GRETA_AT_ANIVA: &str = "b1a35446-1c96-40c9-b9fe-071e214ea77f";
/// Henrik Sandström, with whom Greta Lindner has another visit.
const HENRIK: &str = "prac_n4d8gu";

/// Monday, with a second visit of Greta Lindner.
fn with_two_visits_of_greta(desk: DeskAtWork) -> DeskAtWork {
    let mut desk = with_monday(desk);
    book_greta_again(&mut desk);
    desk
}

/// Another visit of Greta Lindner on Monday, in the afternoon and with somebody else.
fn book_greta_again(desk: &mut DeskAtWork) {
    let visit = json!({"status": "booked", "patientId": GRETA, "practitionerId": HENRIK,
        "start": "2026-11-23T14:00:00Z", "minutesDuration": 30});
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
    desk.pass(60);
}

#[test]
fn whoever_comes_twice_is_called_once_and_told_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_two_visits_of_greta(DeskAtWork::open_at_the_line(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    }));
    calls(&mut desk);
    desk.sees("0 of 2 reached · 1 without a number");
    let screen = desk.screen();
    let mut lines = screen.lines().skip_while(|line| !line.contains("10:00"));
    let (first, second) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(
        first.contains("Greta Lindner") && first.contains("Karin Ivers"),
        "{screen}"
    );
    assert!(
        second.contains("15:00") && second.contains("Henrik Sandström"),
        "{screen}"
    );
    assert!(
        !second.contains("Greta") && !second.contains("+49"),
        "she stands there once: {screen}"
    );

    // From either visit, one letter notes the call for both.
    desk.press("Down Down r").settle();
    desk.sees("✓ 10:00 Greta Lindner")
        .sees("✓ 15:00")
        .sees("1 of 2 reached");
    assert_eq!(steps(folder.path(), 2), ["called", "called"]);
    desk.press("Backspace").settle();
    desk.sees("0 of 2 reached")
        .sees_no("✓ 10:00")
        .sees_no("✓ 15:00");

    // The visit of the chosen line is opened.
    desk.press("Enter")
        .settle()
        .sees("Greta Lindner, 19 Jul 1984")
        .sees("Henrik Sandström");
}

/// Greta Lindner is a patient of both clinics: the same name, birth date and number.
#[test]
fn whoever_comes_to_two_clinics_is_called_once_and_noted_at_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_monday(DeskAtWork::open_at_the_line(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    }));
    let draw = json!({"profile_id": GRETA_AT_ANIVA, "location_id": BERLIN,
        "scheduled_at": "2026-11-23T07:45:00Z"});
    desk.sandbox()
        .book(ANIVA, &draw)
        .expect("another program can book");
    desk.pass(60);
    calls(&mut desk);
    desk.sees("0 of 2 reached")
        .sees("08:45 Greta Lindner 1984 +49 30 2312 5011 Probe Berlin Mitte")
        .sees("10:00 Karin Ivers");
    desk.press("Down r").settle().sees("1 of 2 reached");
    desk.sees("✓ 08:45").sees("✓ 10:00");
    let called: Vec<String> = audit(folder.path())
        .iter()
        .map(|line| line["person"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(called, [GRETA_AT_ANIVA, GRETA], "each clinic's own id");
    // The next row is that of the next patient.
    desk.press("Down n").settle().sees("? 11:00 Lukas Brenner");
    // Enter opens the one of the chosen line.
    desk.press("Up Enter").settle().sees("Greta Lindner");
    assert!(desk.screen().contains("Karin Ivers"), "{}", desk.screen());
}

#[test]
fn a_visit_booked_since_the_call_is_still_to_be_told() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    desk.press("Down r").settle().sees("1 of 2 reached");
    desk.press("Esc");
    book_greta_again(&mut desk);
    calls(&mut desk);
    desk.sees("0 of 2 reached").sees("✓ 10:00 Greta Lindner");
    desk.sees_no("✓ 15:00").press("Down r").settle();
    desk.sees("1 of 2 reached").sees("✓ 15:00");
    // What was noted about the first call stays.
    desk.press("Backspace").settle();
    desk.sees("✓ 10:00 Greta Lindner").sees_no("✓ 15:00");
}

#[test]
fn two_visits_are_one_call_on_paper_and_on_a_narrow_screen() {
    let mut desk = with_two_visits_of_greta(DeskAtWork::open_at_the_line(at_clinik()));
    desk.resize(80, 24);
    calls(&mut desk);
    crate::screen::frames::assert_frame("calls of two visits 80x24", &desk.styled_screen());
    let list = desk
        .desk()
        .overlays
        .get::<CallList>()
        .expect("the list is open");
    let text = list.calls.list(desk.desk().words(), true).on_paper();
    assert_eq!(text.matches("Greta Lindner").count(), 1, "{text}");
    assert!(
        text.contains("15:00") && text.contains("Henrik Sandström"),
        "{text}"
    );
}

/// A desk at which twenty patients come tomorrow, none of whom the list of patients holds; and what it asks for.
fn with_twenty_unknown() -> (Desk, Vec<DeskEffect>) {
    let mut desk = unplugged::blank();
    let asked = tell(&mut desk, keys("Alt+R"));
    let start = desk.office.moment.now + TimeDelta::days(1);
    let booked = |number: i64| Booked {
        person: Some(format!("pt_{number}")),
        provider: Some(KARIN.to_owned()),
        status: "booked".to_owned(),
        ..Booked::new(
            CLINIK,
            format!("appt_{number}"),
            start + TimeDelta::minutes(number),
        )
    };
    let mut next = Vec::new();
    for effect in asked {
        let answer = match &effect {
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(directory)))
                if *directory == clinik::PATIENTS =>
            {
                Answer::Listed(
                    *directory,
                    Ok(Listing {
                        entries: Vec::new(),
                        complete: false,
                    }),
                )
            }
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::DayOfAll(clinic, _)))
                if *clinic == CLINIK =>
            {
                Answer::Calendar(Ok(Agenda::of((0..20).map(booked).collect(), true)))
            }
            _ => continue,
        };
        let ticket = effect.ticket().expect("it is asked under a ticket");
        next.extend(update(
            &mut desk,
            Msg::Office(OfficeEvent::Answer(ticket, answer)),
        ));
    }
    (desk, next)
}

fn looked_up(effects: &[DeskEffect]) -> Vec<DeskEffect> {
    effects
        .iter()
        .filter(|effect| {
            matches!(
                effect,
                DeskEffect::Office(Effect::Clinic(_, ClinicCall::ReadEntry(..)))
            )
        })
        .cloned()
        .collect()
}

fn found(desk: &mut Desk, effect: &DeskEffect) -> Vec<DeskEffect> {
    let DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::ReadEntry(_, directory, id))) =
        effect
    else {
        panic!("{effect:?}")
    };
    let name = PersonName {
        first: "Ann".to_owned(),
        last: "Other".to_owned(),
    };
    let person = Person::new(CLINIK, id.shown().clone(), name)
        .reached_at("+4930231".to_owned(), String::new());
    let answer = Answer::EntryRead(
        EntryPlace::List,
        *directory,
        id.clone(),
        Ok(Entry::from(&person)),
    );
    update(desk, Msg::Office(OfficeEvent::Answer(*ticket, answer)))
}

#[test]
fn numbers_that_no_list_holds_are_read_a_few_at_a_time_until_esc() {
    let (mut desk, asked) = with_twenty_unknown();
    let asked = looked_up(&asked);
    assert_eq!(asked.len(), 4);
    assert_eq!(
        looked_up(&tell(&mut desk, keys("Down Down r"))),
        [],
        "a key asks for nothing"
    );
    let next = found(&mut desk, &asked[0]);
    assert_eq!(
        looked_up(&next).len(),
        1,
        "one has come, one more is asked for"
    );
    let list = |desk: &Desk| {
        desk.overlays
            .get::<CallList>()
            .expect("the list is open")
            .clone()
    };
    let counts = list(&desk).calls.counts(desk.words());
    assert_eq!((counts.to_call, counts.unread, counts.reached), (20, 19, 1));
    tell(&mut desk, keys("Esc"));
    let next = found(&mut desk, &asked[1]);
    assert_eq!(looked_up(&next), [], "a person has stopped it");
    assert_eq!(list(&desk).calls.counts(desk.words()).unread, 18);
    tell(&mut desk, keys("Esc"));
    assert!(desk.overlays.is_empty());
}

#[test]
fn a_name_typed_in_the_list_notes_no_call_and_a_noted_one_says_how_it_is_taken_back() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    desk.types("anja wern").settle();
    desk.sees("Names are not typed here")
        .sees("0 of 2 reached")
        .sees_no("not reached yet");
    // The first letter of a name may be one of the three.
    desk.press("Down Up").types("n").settle();
    desk.sees("Maria Schmidt: not reached. ↓ goes on, Backspace takes it back.");
    desk.press("Backspace").settle().sees_no("not reached yet");
    desk.sees("0 of 2 reached");
    // A letter typed some time after the word is none of it.
    desk.types("anja").settle().sees("Names are not typed here");
    desk.pass(3).types("r").settle().sees("1 of 2 reached");
}

#[test]
fn letters_of_a_name_that_have_noted_calls_are_taken_back_with_the_rest_of_it() {
    let mut desk = with_monday(DeskAtWork::open_at_the_line(at_clinik()));
    calls(&mut desk);
    desk.types("rosa").settle();
    desk.sees("Names are not typed here: nothing was noted.")
        .sees("0 of 2 reached");
    // To erase the name takes nothing back, either.
    desk.press("Backspace Backspace Backspace Backspace")
        .settle()
        .sees("nothing was noted")
        .press("Down Up");
    // A call that was noted before the name stays noted.
    desk.types("r").settle().sees("1 of 2 reached");
    desk.press("Down").types("wrück").settle();
    desk.sees("nothing was noted").sees("1 of 2 reached");
    // A letter typed later is none of the same word.
    desk.press("Up Down").types("n").pass(3).types("x").settle();
    desk.sees("r reached, n not reached")
        .sees("1 not reached yet");
}
