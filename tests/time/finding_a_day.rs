//! Free times day by day: found by looking, by narrowing, and by whoever has never seen the program.

use booking::clinics::clinik;
use booking::time::DateOrder;
use booking::{Basis, Free, Slot};
use chrono::{DateTime, TimeDelta};
use desk::{DeskEffect, Msg, Size};
use headless::Options;

use i18n::Language;
use office::{Answer, ClinicCall, Effect, FreeTimesPlace, OfficeEvent};
use serde_json::json;

use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, unplugged};

/// A desk with a patient and Karin Ivers, the cursor in Start.
fn with_karin() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", "prac_xyz789")
        .go_to("Start")
        .settle();
    desk
}

/// How often free slots have been asked for.
fn questions(desk: &DeskAtWork) -> usize {
    let requests = desk.sandbox().requests().expect("the sandbox answers");
    requests
        .iter()
        .filter(|request| {
            request["path"]
                .as_str()
                .is_some_and(|path| path.contains("slots"))
        })
        .count()
}

/// What a footer or a hint says a key does, found as a person finds it: by reading the screen.
fn reads(desk: &mut DeskAtWork, key: &str, does: &str) {
    let says = format!("{key} {does}");
    desk.sees(&says);
}

#[test]
fn who_has_never_seen_the_program_finds_a_thursday_afternoon() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    reads(&mut desk, "Tab", "form");
    desk.press("Tab").types(PATIENT).settle();
    reads(&mut desk, "Tab", "next");
    desk.press("Tab")
        .go_to("Start")
        .sees("10:00 · fr 14:15 · Ctrl-F finds a free time")
        .press("Ctrl+F")
        .settle();
    desk.sees("Whose free times? Type part of the name.")
        .types("karin");
    reads(&mut desk, "Enter", "pick");
    desk.press("Enter")
        .settle()
        .sees("Free times of Karin Ivers");
    reads(&mut desk, "↓", "day");
    while !desk.screen().contains("› Thu") {
        desk.press("Down");
    }
    reads(&mut desk, "→", "hour");
    while !desk.screen().contains("Thu 26 Nov 2026 13:00 CET") {
        desk.press("Right");
    }
    reads(&mut desk, "Enter", "times");
    desk.press("Enter");
    reads(&mut desk, "Enter", "take this time");
    desk.press("Enter")
        .sees("Thu 26 Nov 2026 13:00 CET is in the form. Ctrl-S books.")
        .book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-26T12:00:00.000Z");
    assert_eq!(desk.body()["minutesDuration"], 30);
}

#[test]
fn a_thursday_afternoon_is_typed_and_entered_twice() {
    let mut desk = with_karin();
    desk.press("Ctrl+F").types("th afternoon").settle();
    desk.sees("first free on a Thursday from Thu 26 Nov 2026, in the afternoon")
        .press("Enter Enter");
    assert_eq!(
        (desk.text("Start").as_str(), desk.text("Minutes").as_str()),
        ("Thu 26 Nov 13:00", "30")
    );
    desk.book_at_once();
}

#[test]
fn each_wish_of_the_entry_line_narrows() {
    for (wish, first) in [
        ("mo", "Mon 23 Nov 2026 08:00 CET"),
        (">15:00", "Mon 23 Nov 2026 15:00 CET"),
        ("di <9:00", "Tue 24 Nov 2026 08:00 CET"),
        ("24.12.", "Thu 24 Dec 2026 08:00 CET"),
        ("+2w", "Fri 4 Dec 2026 08:00 CET"),
    ] {
        let mut desk = with_karin();
        desk.press("Ctrl+F").types(wish).settle().sees(first);
    }
}

#[test]
fn what_cannot_be_read_narrows_no_further() {
    let mut desk = with_karin();
    desk.press("Ctrl+F")
        .types("th")
        .settle()
        .sees("Thu 26 Nov 2026 08:00 CET")
        .types(" soonish");
    desk.sees("! “soonish” can't be read as a time.")
        .sees("Thu 26 Nov 2026 08:00 CET");
    desk.press("Ctrl+U")
        .sees("all free times")
        .sees("Mon 23 Nov 2026 08:00 CET");
}

#[test]
fn days_weeks_and_months_are_walked_and_asked_for_as_they_are_looked_at() {
    let mut desk = with_karin();
    desk.resize(80, 24);
    desk.press("Ctrl+F").settle().sees("› Mon 23 Nov");
    let before = questions(&desk);
    desk.press("Down")
        .sees("› Tue 24 Nov")
        .press("PageDown")
        .sees("› Tue  1 Dec")
        .press("Up")
        .sees("› Mon 30 Nov");
    desk.press("]")
        .settle()
        .sees("› Wed 30 Dec")
        .press("[")
        .settle()
        .sees("› Mon 30 Nov");
    assert!(
        questions(&desk) > before,
        "the end of December was not known before"
    );
    let known = questions(&desk);
    desk.press("]").settle();
    assert_eq!(questions(&desk), known, "and now it is");
    desk.press("Ctrl+Left Home")
        .sees("› Fri 20 Nov today")
        .press("Up")
        .sees("› Fri 20 Nov today");
}

#[test]
fn a_digit_takes_a_time_of_the_open_day() {
    let mut desk = with_karin();
    desk.press("Ctrl+F")
        .settle()
        .press("Enter")
        .sees("3 09:00")
        .press("3");
    assert_eq!(desk.text("Start"), "Mon 23 Nov 09:00");
    desk.press("Ctrl+F")
        .sees("Mon 23 Nov 2026 09:00 CET")
        .press("Enter Escape Escape");
    assert_eq!(
        desk.state()["overlay"],
        json!(null),
        "the first Esc closed the day, the second the grid"
    );
}

#[test]
fn a_place_is_picked_in_the_grid_too_and_shows_its_own_clock() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .press("Ctrl+F")
        .settle()
        .sees("Free times where?")
        .types("hels");
    desk.press("Enter")
        .settle()
        .sees("clock of Helsinki")
        .sees("from the location's own answer");
    desk.sees("Mon 23 Nov 2026 07:30 EET (in 3 days) · here 06:30 CET")
        .press("Enter 2")
        .book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2026-11-23T05:45:00Z");
}

#[test]
fn what_is_shown_says_how_old_it_is_and_is_asked_for_anew() {
    let mut desk = with_karin();
    desk.press("Ctrl+F")
        .settle()
        .sees("from the published slots, just now")
        .pass(12);
    desk.sees("from the published slots, 12 s ago");
    let before = questions(&desk);
    desk.pass(18).settle();
    assert!(questions(&desk) > before);
    desk.sees("from the published slots, just now");
}

#[test]
fn asking_can_be_stopped_and_the_time_typed() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", "prac_xyz789")
        .settle();
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "slow", "ms": 60_000, "times": 0}),
    );
    desk.press("Ctrl+F")
        .sees("Asking for free times… Esc stops.")
        .press("Escape")
        .settle();
    desk.fault(&json!({"clear": true}));
    desk.fill("Start", "10.02.2027 10:00")
        .settle()
        .book_at_once();
}

#[test]
fn why_free_times_cannot_be_had_is_said_in_words() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").settle();
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.press("Ctrl+F")
        .settle()
        .sees("The key for this clinic may not read free times: Esc, and type a time.");
}

#[test]
fn why_is_said_whole_on_the_smallest_usual_screen_in_every_language() {
    for (language, end) in [
        (Language::En, "half a minute; or type a time."),
        (
            Language::De,
            "halben Minute wird neu gefragt; oder tippen Sie eine Zeit.",
        ),
        (Language::Fi, "puolen minuutin kuluttua; tai kirjoita aika."),
    ] {
        let size = Size { cols: 80, rows: 24 };
        let mut desk = DeskAtWork::open(Options {
            language,
            size,
            ..Options::default()
        });
        desk.types(PATIENT)
            .press("Alt+2")
            .types("prac_xyz789")
            .settle();
        desk.fault(
            &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0}),
        );
        desk.press("Ctrl+F").settle().sees(end);
    }
}

#[test]
fn a_day_without_hours_is_not_full() {
    let mut desk = with_karin();
    desk.press("Ctrl+F")
        .settle()
        .sees("Sat 21 Nov not in")
        .sees_no("closed");
    desk.press("Up")
        .sees("Not in on this day.")
        .press("Up Up")
        .sees("Nothing is free on this day.");
}

#[test]
fn a_day_away_says_so_and_why() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Practitioner", "prac_y8s3pl")
        .settle()
        .press("Ctrl+F")
        .settle()
        .sees("› Mon 23 Nov");
    desk.types("<7:00")
        .settle()
        .press("Home PageDown PageDown Down Down Down")
        .settle();
    desk.sees("› Mon 7 Dec away Tue 8 Dec not in Wed 9 Dec away");
    desk.sees("Away on this day: Congress.");
}

#[test]
fn weeks_begin_on_sunday_where_dates_are_written_month_first() {
    for (date_order, line) in [(None, "Mon 23 Nov"), (Some(DateOrder::Mdy), "Sun 22 Nov")] {
        let mut desk = DeskAtWork::open(Options {
            date_order,
            ..at_clinik()
        });
        desk.fill("Practitioner", "prac_xyz789")
            .press("Ctrl+F")
            .settle();
        let screen = desk.screen();
        let after_rule = screen
            .lines()
            .skip_while(|line| !line.starts_with("│ ──"))
            .nth(1)
            .unwrap_or_default();
        assert!(after_rule.contains(line), "{after_rule}");
    }
}

#[test]
fn nobody_to_pick_leads_to_the_field() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+F")
        .settle()
        .types("nobody at all")
        .press("Tab");
    assert_eq!(
        (desk.focus().as_str(), &desk.state()["overlay"]),
        ("Practitioner", &json!(null))
    );
}

#[test]
fn the_first_free_time_is_looked_for_beyond_the_first_fortnight() {
    let (mut desk, asked) = looking_for_a_monday();
    let Some(DeskEffect::Office(Effect::Clinic(first, ClinicCall::FreeTimes(..)))) = asked else {
        panic!("{asked:?}")
    };
    let effects = unplugged::tell(&mut desk, [answered(first, &[])]);
    assert_eq!(
        desk.note_text().as_deref(),
        Some("Nothing free before Fri 4 Dec 2026: looking further. Esc stops.")
    );
    let Some(DeskEffect::Office(Effect::Clinic(second, ClinicCall::FreeTimes(_, _, days, _)))) =
        effects.first()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(days.first().to_string(), "2026-12-04");
    unplugged::tell(&mut desk, [answered(*second, &["2026-12-14T09:00:00Z"])]);
    assert_eq!(desk.form().draft().text(clinik::START), "Mon 14 Dec 10:00");
}

#[test]
fn looking_further_can_be_stopped() {
    let (mut desk, asked) = looking_for_a_monday();
    let Some(DeskEffect::Office(Effect::Clinic(first, ClinicCall::FreeTimes(..)))) = asked else {
        panic!("{asked:?}")
    };
    let effects = unplugged::tell(&mut desk, [answered(first, &[])]);
    let Some(DeskEffect::Office(Effect::Clinic(second, ClinicCall::FreeTimes(..)))) =
        effects.first()
    else {
        panic!("{effects:?}")
    };
    let stopped = unplugged::tell(&mut desk, unplugged::keys("Escape"));
    assert_eq!(stopped, [DeskEffect::Office(Effect::Abandon(*second))]);
    unplugged::tell(&mut desk, [answered(*second, &["2026-12-14T09:00:00Z"])]);
    assert_eq!(desk.form().draft().text(clinik::START), "");
}

#[test]
fn the_search_ends_after_a_quarter_of_a_year() {
    let (mut desk, mut asked) = looking_for_a_monday();
    let mut fortnights = 0;
    while fortnights < 20 {
        let Some(DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::FreeTimes(..)))) = asked
        else {
            break;
        };
        fortnights += 1;
        asked = unplugged::tell(&mut desk, [answered(ticket, &[])])
            .into_iter()
            .next();
    }
    assert_eq!((asked, fortnights), (None, 7));
    assert!(
        desk.note_text()
            .as_deref()
            .is_some_and(|note| note.contains(" has nothing free on Mondays. ")),
        "{:?}",
        desk.note
    );
}

/// A desk that has just asked for the free times of someone, on a Monday.
fn looking_for_a_monday() -> (desk::Desk, Option<DeskEffect>) {
    let mut desk = unplugged::blank();
    let words = [Msg::Paste("mo".to_owned().into())];
    unplugged::tell(
        &mut desk,
        unplugged::keys("Alt+1")
            .into_iter()
            .chain([Msg::Paste(PATIENT.to_owned().into())]),
    );
    unplugged::tell(
        &mut desk,
        unplugged::keys("Alt+2")
            .into_iter()
            .chain([Msg::Paste("prac_1".to_owned().into())]),
    );
    unplugged::tell(
        &mut desk,
        unplugged::keys("Ctrl+E").into_iter().chain(words),
    );
    let effects = unplugged::tell(&mut desk, unplugged::keys("Enter"));
    (
        desk,
        effects.into_iter().find(|effect| {
            matches!(
                effect,
                DeskEffect::Office(Effect::Clinic(_, ClinicCall::FreeTimes(..)))
            )
        }),
    )
}

fn answered(ticket: office::Ticket, starts: &[&str]) -> Msg {
    let slot = |start: &&str| {
        let start: DateTime<chrono::Utc> = start.parse().expect("a moment");
        Slot {
            start,
            end: start + TimeDelta::minutes(30),
        }
    };
    let free = Free::of(Basis::Slots, starts.iter().map(slot).collect());
    Msg::Office(OfficeEvent::Answer(
        ticket,
        Answer::FreeTimes(FreeTimesPlace::Face, Ok(free)),
    ))
}

#[test]
fn the_grid_looks_good_at_every_size() {
    for (cols, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = DeskAtWork::open(Options {
            size: Size { cols, rows },
            ..at_clinik()
        });
        desk.fill("Practitioner", "prac_xyz789")
            .press("Ctrl+F")
            .settle()
            .types("th")
            .settle()
            .press("Enter Right");
        crate::screen::frames::assert_frame(
            &format!("day grid {cols}x{rows}"),
            &desk.styled_screen(),
        );
    }
}
