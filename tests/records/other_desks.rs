//! Records that other desks share: who is at work, and what a person is asked while they can't be reached.

use bookdesk::headless::Options;
use booking::clinics::CLINIK;
use booking::{
    Claim, ClaimState, Hold, Language, Mode, Provider, Slot, TimedVisit, Unshared, Visit,
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use desk::{Desk, DeskEffect, Msg, Size};

use office::{
    ClinicChange, Dispatch, Effect, OfficeEvent, SharedNews, StoreOp, StoreTrouble, Ticket,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik, columns, unplugged};

pub(crate) fn shared(news: SharedNews) -> Msg {
    Msg::Office(OfficeEvent::Shared(Mode::Sandbox, news))
}

/// Five past two in the afternoon in Berlin.
fn five_past_two() -> DateTime<Utc> {
    "2026-11-20T13:05:00Z".parse().expect("a moment")
}

pub(crate) fn alone() -> Msg {
    shared(SharedNews::Alone(five_past_two()))
}

/// A desk called front-1, that wide.
fn front_1(cols: u16) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        desk_name: Some("front-1".to_owned()),
        ..at_clinik()
    });
    desk.resize(cols, 40);
    desk
}

/// The first line of the screen, its blanks as they are.
fn first_line(desk: &DeskAtWork) -> String {
    desk.screen()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

#[test]
fn the_first_line_says_how_many_desks_there_are_and_which_this_is() {
    for cols in [80, 120, 200] {
        let mut desk = front_1(cols);
        let before = first_line(&desk);
        assert_eq!(
            before.contains("clinic visit"),
            cols < 100,
            "a wide form has it as its title: {before}"
        );
        assert!(!before.contains("front-1"), "{before}");
        desk.tell(shared(SharedNews::Desks(3)));
        let line = first_line(&desk);
        assert!(
            line.contains("3 desks · front-1  Fri 20 Nov 2026 14:32 CET"),
            "{line}"
        );
        assert!(
            !line.contains("clinic visit"),
            "what the clinic is for gives way: {line}"
        );
        desk.tell(shared(SharedNews::Desks(1)));
        assert!(
            first_line(&desk).contains("1 desk · front-1"),
            "{}",
            first_line(&desk)
        );
    }
    let mut nameless = DeskAtWork::open(at_clinik());
    nameless.tell(shared(SharedNews::Desks(2)));
    assert!(
        first_line(&nameless).contains("2 desks  Fri"),
        "{}",
        first_line(&nameless)
    );
}

#[test]
fn the_first_line_says_since_when_the_desk_is_alone() {
    for (language, cols, said) in [
        (Language::En, 80, "! alone since 14:05"),
        (Language::En, 200, "! alone since 14:05"),
        (Language::De, 80, "! allein 14:05"),
        (Language::Fi, 80, "! yksin"),
    ] {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        desk.resize(cols, 40)
            .tell(shared(SharedNews::Desks(3)))
            .tell(alone());
        let line = first_line(&desk);
        assert!(line.contains(said) && !line.contains("3 desks"), "{line}");
        assert!(line.contains("2026"), "the clock stays: {line}");
        desk.tell(shared(SharedNews::Desks(3)));
        assert!(!first_line(&desk).contains(said), "{}", first_line(&desk));
    }
}

#[test]
fn why_the_records_can_not_be_used_is_said_until_they_can() {
    for (language, said) in [
        (
            Language::En,
            "The records that the clinic's desks share can't be used: the server does not take the user name",
        ),
        (
            Language::De,
            "der Server nimmt Benutzer oder Passwort nicht an; prüfen Sie `store`",
        ),
        (
            Language::Fi,
            "palvelin ei hyväksy käyttäjää tai salasanaa; tarkista `store`",
        ),
    ] {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        let trouble = |mode| {
            Msg::Office(OfficeEvent::Store(StoreTrouble::NotShared(
                mode,
                Unshared::Password,
            )))
        };
        desk.resize(200, 40)
            .tell(alone())
            .tell(trouble(Mode::Sandbox))
            .tell(trouble(Mode::Test));
        let told = |desk: &DeskAtWork| desk.screen().matches("BOOKDESK_STORE_PASSWORD").count();
        desk.sees(said);
        assert_eq!(told(&desk), 1, "once for all its modes: {}", desk.screen());
        desk.tell(shared(SharedNews::Desks(2)))
            .tell(Msg::Office(OfficeEvent::Shared(
                Mode::Test,
                SharedNews::Desks(2),
            )));
        assert_eq!(told(&desk), 0, "{}", desk.screen());
    }
}

#[test]
fn an_alone_desk_asks_once_before_it_sends() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().tell(alone()).book();
    assert!(
        desk.creates().is_empty(),
        "nothing is sent before the answer"
    );
    desk.sees("╭─ Go on alone? ─")
        .sees("can't be reached since 14:05: other desks");
    desk.press("Esc").book().confirm_despite().settle().booked();
    desk.press("Alt+1")
        .fill_a_visit("10.02.2027 11:00")
        .settle();
    desk.book_at_once();
    assert_eq!(desk.creates().len(), 2);
    desk.press("Alt+1")
        .fill_a_visit("10.02.2027 12:00")
        .settle();
    desk.tell(shared(SharedNews::Desks(2))).tell(alone()).book();
    desk.sees("╭─ Go on alone? ─");
}

#[test]
fn the_question_goes_once_the_records_are_back() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .tell(alone())
        .book()
        .tell(shared(SharedNews::Desks(2)));
    assert_eq!(desk.asked(), "");
    assert_eq!(desk.note(), "The shared records are back: Ctrl-S sends it.");
    desk.book_at_once();
}

/// What goes out once a person has gone ahead, under which ticket.
pub(crate) fn sent_off(desk: &mut Desk) -> (Ticket, Dispatch) {
    let mut effects = unplugged::confirm_despite(desk);
    // The look at its time comes to its end, whatever it is.
    while !effects.iter().any(|effect| {
        matches!(
            effect,
            DeskEffect::Office(Effect::Send(_, ClinicChange::Appointment(_)))
        )
    }) {
        let answers: Vec<Msg> = effects
            .iter()
            .filter_map(|effect| unplugged::answer(effect, unplugged::End::Well))
            .collect();
        assert!(!answers.is_empty(), "the booking goes out");
        effects = unplugged::tell(desk, answers);
    }
    let send_off = effects.into_iter().find_map(|effect| match effect {
        DeskEffect::Office(Effect::Send(ticket, ClinicChange::Appointment(send_off))) => {
            Some((ticket, *send_off))
        }
        _ => None,
    });
    send_off.expect("it goes out")
}

#[test]
fn what_goes_out_after_the_answer_says_that_nobody_else_knows() {
    let mut desk = unplugged::with_a_visit();
    unplugged::tell(
        &mut desk,
        [alone()].into_iter().chain(unplugged::keys("Ctrl+S")),
    );
    assert!(sent_off(&mut desk).1.goes_alone);
}

#[test]
fn a_move_asks_as_a_booking_does() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .book_at_once()
        .turn_to("appointment")
        .types("m")
        .settle();
    desk.types("11.02.2027 10:00").settle().tell(alone()).book();
    desk.sees("╭─ Go on alone? ─").confirm_despite().settle();
    assert_eq!(desk.asked(), "", "{}", desk.screen());
    let moves = desk
        .requests()
        .into_iter()
        .filter(|request| request["method"] == "PATCH")
        .count();
    assert_eq!(moves, 1, "{}", desk.screen());
}

/// Karin Ivers, whose free times the sandbox publishes.
const KARIN: &str = "prac_xyz789";

fn with_karin() -> Provider {
    Provider::named(CLINIK, KARIN).expect("an id")
}

/// What front-2 has in hand: half an hour with Karin Ivers.
pub(crate) fn held_at_front_2(start: DateTime<Utc>) -> Msg {
    let slot = Slot {
        start,
        end: start + TimeDelta::minutes(30),
    };
    let hold = Hold {
        provider: with_karin(),
        slot,
        desk: Some("front-2".to_owned()),
    };
    shared(SharedNews::Held(vec![hold]))
}

/// The first free time with Karin Ivers, as a desk that shares nothing finds it.
fn first_free() -> DateTime<Utc> {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .go_to("Start")
        .settle();
    desk.press("Space").settle().press("Enter");
    let text = desk.text("Start");
    let wall = NaiveDateTime::parse_from_str(&format!("2026 {text}"), "%Y %a %d %b %H:%M")
        .expect("a time");
    wall.and_local_timezone(zones::Zone::BERLIN)
        .single()
        .expect("a time there")
        .to_utc()
}

#[test]
fn a_time_held_elsewhere_is_not_the_first_free_one() {
    let first = first_free();
    let mut desk = DeskAtWork::open(at_clinik());
    desk.tell(shared(SharedNews::Desks(2)))
        .tell(held_at_front_2(first));
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .go_to("Start")
        .settle();
    desk.press("Space")
        .settle()
        .sees("held at front-2")
        .press("Enter");
    let (text, wall) = (
        desk.text("Start"),
        first.with_timezone(&zones::Zone::BERLIN),
    );
    assert_ne!(text, wall.format("%a %-d %b %H:%M").to_string());
    desk.book_at_once();
}

#[test]
fn the_line_and_the_day_grid_leave_out_a_time_held_elsewhere() {
    let first = first_free();
    let wall = first
        .with_timezone(&zones::Zone::BERLIN)
        .format("%H:%M")
        .to_string();
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.tell(shared(SharedNews::Desks(2)))
        .tell(held_at_front_2(first));
    desk.types("220385s ki f").settle().press("Enter").settle();
    assert!(
        !desk.text("Start").ends_with(&wall),
        "{}",
        desk.text("Start")
    );
    desk.press("Ctrl+F")
        .settle()
        .sees(&format!("◌ {wall} held at front-2"));
    desk.tell(shared(SharedNews::Held(Vec::new())))
        .sees_no("held at front-2");
}

#[test]
fn the_day_in_columns_shows_a_time_held_elsewhere_and_begins_nothing_there() {
    let ten: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(120, 40)
        .tell(shared(SharedNews::Desks(2)))
        .tell(held_at_front_2(ten));
    desk.press("Ctrl+D Right Right Right Tab")
        .settle()
        .sees("◌ held at front-2")
        .clicks("held at front-2");
    desk.press("Enter").settle();
    assert_eq!(
        (desk.note().as_str(), &desk.state()["overlay"]),
        ("held at front-2", &serde_json::json!("day"))
    );
    desk.tell(shared(SharedNews::Held(Vec::new())))
        .press("Up")
        .sees_no("held at front-2");
}

#[test]
fn booking_a_time_held_elsewhere_is_asked_about() {
    let first = first_free();
    let wall = first
        .with_timezone(&zones::Zone::BERLIN)
        .format("%d.%m.%Y %H:%M")
        .to_string();
    let mut desk = DeskAtWork::open(at_clinik());
    desk.tell(shared(SharedNews::Desks(2)));
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", &wall)
        .fill("Minutes", "30");
    desk.settle()
        .sees_no("This time is held")
        .tell(held_at_front_2(first));
    desk.sees("! This time is held at front-2: somebody is booking it there.");
    desk.book_all_the_same();
}

/// The times that a desk has the others told of, in order.
fn told(effects: &[DeskEffect]) -> Vec<Option<(Provider, DateTime<Utc>)>> {
    let held = effects.iter().filter_map(|effect| match effect {
        DeskEffect::Office(Effect::Store(StoreOp::Hold(held))) => {
            Some(held.clone().map(|(provider, slot)| (provider, slot.start)))
        }
        _ => None,
    });
    held.collect()
}

#[test]
fn the_others_are_told_which_time_is_in_hand() {
    let fill = |keys: &str, text: &str| {
        let paste = Msg::Paste(text.to_owned().into());
        unplugged::keys(keys)
            .into_iter()
            .chain([paste])
            .collect::<Vec<_>>()
    };
    let mut desk = unplugged::with_a_visit();
    assert_eq!(
        told(&unplugged::tell(&mut desk, fill("Alt+2 Ctrl+U", KARIN))),
        [],
        "nothing is shared"
    );
    let ten: DateTime<Utc> = "2027-02-10T09:00:00Z".parse().unwrap();
    let in_hand = [Some((with_karin(), ten))];
    assert_eq!(
        told(&unplugged::tell(&mut desk, [shared(SharedNews::Desks(2))])),
        in_hand
    );
    assert_eq!(
        told(&unplugged::tell(&mut desk, unplugged::keys("Alt+4"))),
        [],
        "it is the same one"
    );
    unplugged::tell(&mut desk, [alone()]);
    let back = unplugged::tell(&mut desk, [shared(SharedNews::Desks(2))]);
    assert_eq!(
        told(&back),
        in_hand,
        "it is told anew once the records are back"
    );
    let later = Some((with_karin(), ten + TimeDelta::hours(1)));
    let typed = unplugged::tell(&mut desk, fill("Alt+3 Ctrl+U", "2027-02-10 11:00"));
    assert_eq!(told(&typed), [None, later.clone()]);
    assert_eq!(
        told(&unplugged::tell(
            &mut desk,
            [Msg::Office(OfficeEvent::LockedElsewhere)]
        )),
        [None],
        "locked"
    );
    assert_eq!(
        told(&unplugged::tell(&mut desk, unplugged::keys("Esc"))),
        [later],
        "unlocked"
    );
    assert_eq!(
        told(&unplugged::tell(&mut desk, [Msg::Leave(15)])),
        [None],
        "ended"
    );
}

/// A visit with Karin Ivers on Monday at nine, and the form that moves it.
fn a_move(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types("lindner,greta ki 24.11.2026 09:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    desk.tell(shared(SharedNews::Desks(2)))
        .turn_to("appointment")
        .press("m")
        .settle();
    desk
}

/// The line of the screen with that in it.
fn line_with(desk: &DeskAtWork, said: &str) -> String {
    desk.screen()
        .lines()
        .find(|line| line.contains(said))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[test]
fn the_form_of_a_move_lists_what_is_held_elsewhere_among_the_free_times_and_asks_before_it_is_taken()
 {
    let half_past: DateTime<Utc> = "2026-11-24T08:30:00Z".parse().unwrap();
    let mut desk = a_move(at_clinik());
    desk.press("Down Down").sees("to  Tue 24 Nov 10:00");
    desk.tell(held_at_front_2(half_past))
        .sees("to  Tue 24 Nov 10:00");
    let said = line_with(&desk, "held at front-2");
    assert!(said.contains("09:30"), "{}", desk.screen());
    desk.tell(shared(SharedNews::Held(Vec::new())))
        .sees_no("held at front-2");
    desk.sees("to  Tue 24 Nov 10:00")
        .tell(held_at_front_2(half_past));
    desk.press("Up")
        .sees("to  Tue 24 Nov 09:30")
        .press("Ctrl+S")
        .settle();
    desk.sees("This time is held at front-2: somebody is booking it there.")
        .confirm_despite()
        .settle();
    desk.sees("✓ moved");
}

#[test]
fn the_form_of_a_move_tells_whose_a_time_is_before_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let lag = std::time::Duration::from_secs(3600);
    let called = |name: &str| Options {
        desk_name: Some(name.to_owned()),
        data_dir: Some(folder.path().to_owned()),
        lag,
        ..at_clinik()
    };
    let mut one = DeskAtWork::open_at_the_line(called("front-1"));
    one.types("220385s ki 24.11.2026 09:30")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(
        crate::desk_at_work::records::steps(folder.path(), 3).len(),
        3
    );
    let address = Some(one.sandbox().clinik_url().to_owned());
    let mut other = a_move(Options {
        address,
        ..called("front-2")
    });
    other.types("24.11.2026 09:30").settle();
    other
        .sees("The time is taken: front-1 booked it")
        .sees("for M. S.");
    assert!(
        !columns(&other.screen())[0].contains("Schmidt"),
        "{}",
        other.screen()
    );
    other
        .press("Ctrl+U")
        .types("24.11.2026 10:00")
        .settle()
        .sees_no("The time is taken");
}

/// What front-2 has at ten on 10 February with Karin Ivers, who was to see Tom Berg then.
pub(crate) fn claimed_at_front_2() -> Claim {
    let start: DateTime<Utc> = "2027-02-10T09:00:00Z".parse().expect("a moment");
    let person = "pt_def456".to_owned();
    let visit = Visit {
        clinic: CLINIK,
        person,
        provider: Some(KARIN.to_owned()),
        start: Some(start),
    };
    Claim {
        change: Uuid::from_u128(2),
        state: ClaimState::Booked,
        since: five_past_two(),
        appointment: Some("appt_theirs".to_owned()),
        is_same_visit: false,
        holds: TimedVisit {
            visit,
            busy_until: Some(start + TimeDelta::minutes(30)),
        },
        old_start: None,
        operator: None,
        desk: Some("front-2".to_owned()),
    }
}

/// A desk that has booked the same time while it was alone, and is told so.
fn collided() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN);
    desk.fill("Start", "10.02.2027 10:00")
        .fill("Minutes", "30")
        .settle();
    desk.tell(alone())
        .book()
        .confirm_despite()
        .settle()
        .booked();
    desk.tell(shared(SharedNews::Desks(2)));
    desk.tell(shared(SharedNews::Collided(
        Uuid::from_u128(1),
        Box::new(claimed_at_front_2()),
    )));
    desk
}

#[test]
fn two_bookings_of_one_time_are_shown_until_a_person_has_seen_to_them() {
    let mut desk = collided();
    assert_eq!(
        desk.note(),
        "Another desk has taken the same time: see Problems."
    );
    desk.sees("✗ Two desks took the same time while they could not reach each other.");
    desk.sees("Here: Maria Schmidt, Wed 10 Feb 2027 10:00 CET, Karin Ivers.");
    desk.sees("At front-2:")
        .sees("Wed 10 Feb 2027 10:00 CET, Karin Ivers.");
    desk.turn_to("problems").press("Delete").confirm_despite();
    desk.sees_no("Two desks took the same time");
}

#[test]
fn that_a_collision_was_seen_to_is_written_down() {
    let mut desk = unplugged::blank();
    let collided = SharedNews::Collided(Uuid::from_u128(1), Box::new(claimed_at_front_2()));
    unplugged::tell(&mut desk, [shared(collided)]);
    let asked = unplugged::tell(&mut desk, unplugged::keys("Ctrl+O Ctrl+O Delete"));
    assert_eq!(asked, []);
    let agreed = unplugged::confirm_despite(&mut desk);
    assert!(
        agreed.contains(&DeskEffect::Office(Effect::Store(StoreOp::DropCollisions(
            CLINIK,
            Uuid::from_u128(1)
        )))),
        "{agreed:?}"
    );
}

#[test]
fn a_collision_is_over_once_one_of_both_has_moved() {
    let mut desk = collided();
    desk.turn_to("appointment")
        .types("m")
        .settle()
        .types("11.02.2027 10:00")
        .settle()
        .book();
    if !desk.asked().is_empty() {
        desk.confirm_despite().settle();
    }
    desk.sees_no("Two desks took the same time");
}

#[test]
fn the_day_board_names_the_desk_that_made_a_booking() {
    let folder = tempfile::tempdir().unwrap();
    let called = |name: &str| Options {
        desk_name: Some(name.to_owned()),
        data_dir: Some(folder.path().to_owned()),
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(called("front-2"));
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN);
    desk.fill("Start", "23.11.2026 10:00")
        .fill("Minutes", "30")
        .settle()
        .book_at_once();
    let monday = |desk: &mut DeskAtWork| {
        desk.press("Ctrl+D")
            .settle()
            .press("Home Right Right Right")
            .settle();
    };
    monday(&mut desk);
    desk.sees("1 booked").sees_no("front-2");
    let mut desk = desk.closed().reopened(called("front-1"));
    monday(&mut desk);
    let row = desk
        .screen()
        .lines()
        .find(|line| line.contains("Maria Schmidt"))
        .map(str::to_owned);
    assert!(
        row.is_some_and(|row| row.trim_end_matches([' ', '│']).ends_with("front-2")),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_state_tells_of_the_shared_records() {
    let mut desk = DeskAtWork::open(at_clinik());
    assert_eq!(desk.state()["sharing"], Value::Null);
    desk.tell(shared(SharedNews::Desks(3)))
        .tell(held_at_front_2(five_past_two()));
    let sharing = &desk.state()["sharing"];
    assert_eq!(
        (&sharing["desks"], &sharing["alone_since"]),
        (&json!(3), &Value::Null)
    );
    assert_eq!(
        (&sharing["held"][0]["with"], &sharing["held"][0]["desk"]),
        (&json!(KARIN), &json!("front-2"))
    );
    desk.tell(alone());
    assert_eq!(
        desk.state()["sharing"]["alone_since"],
        "2026-11-20T13:05:00+00:00"
    );
}
