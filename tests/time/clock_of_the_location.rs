//! The location's clock is the truth: it is the one that the patient will look at.

use booking::clinics::aniva;
use desk::{Desk, DeskEffect};
use headless::Options;
use zones::Zone;

use office::{ClinicCall, Effect};

use crate::desk_at_work::unplugged::{self, End};
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva};

/// Two hours ahead of UTC in winter, three in summer.
const HELSINKI: &str = "b24f8050-d9c5-4f2a-a451-10573e12e575";
const NEW_YORK: &str = "a2ca5beb-2a2c-4491-83d3-81a428fd5f0e";

/// A desk in that zone with a profile, and the lists of Aniva at hand.
fn desk_in(zone: Zone, now: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open(Options {
        zone,
        now: now.parse().expect("a moment"),
        ..at_aniva()
    });
    desk.fill("Profile", PROFILE).go_to("Location").settle();
    desk
}

/// On Friday 20 November 2026 at 14:32 in Berlin.
fn in_berlin() -> DeskAtWork {
    desk_in(Zone::BERLIN, "2026-11-20T13:32:00Z")
}

#[test]
fn a_typed_time_is_read_on_the_clock_of_its_location() {
    for (location, time, echo, sent) in [
        (
            HELSINKI,
            "2027-02-11 08:30",
            "Thu 11 Feb 2027 08:30 EET (in 83 days) · here 07:30 CET",
            "2027-02-11T06:30:00Z",
        ),
        (
            HELSINKI,
            "2027-07-08 08:30",
            "Thu 8 Jul 2027 08:30 EEST (in 230 days) · here 07:30 CEST",
            "2027-07-08T05:30:00Z",
        ),
        (
            BERLIN,
            "2027-02-11 08:30",
            "Thu 11 Feb 2027 08:30 CET (in 83 days)",
            "2027-02-11T07:30:00Z",
        ),
    ] {
        let mut desk = in_berlin();
        desk.fill("Location", location).fill("Scheduled at", time);
        assert_eq!(desk.reading("Scheduled at"), echo);
        desk.book_at_once();
        assert_eq!(desk.body()["scheduled_at"], sent);
    }
}

#[test]
fn a_time_that_was_typed_stays_what_the_patient_heard_when_the_location_changes() {
    let mut desk = in_berlin();
    desk.fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-11 10:30")
        .fill("Location", HELSINKI);
    desk.sees("2027-02-11 10:30 is now read on the clock of Helsinki.");
    assert_eq!(desk.text("Scheduled at"), "2027-02-11 10:30");
    desk.sees("Thu 11 Feb 2027 10:30 EET")
        .sees("in 83 days · here 09:30 CET")
        .book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2027-02-11T08:30:00Z");
}

#[test]
fn a_list_that_comes_late_does_not_change_a_time_unseen() {
    let mut desk = unplugged::blank();
    let asked = unplugged::tell(
        &mut desk,
        unplugged::keys("Ctrl+T")
            .into_iter()
            .chain(unplugged::a_draw()),
    );
    let echo = |desk: &Desk| {
        desk.form()
            .review()
            .echo(aniva::SCHEDULED_AT)
            .map(|echo| echo.text.clone())
    };
    assert_eq!(
        echo(&desk).as_deref(),
        Some("Wed 10 Feb 2027 10:00 CET (in 82 days)")
    );
    let locations = |effect: &&DeskEffect| matches!(effect, DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(list))) if *list == aniva::LOCATIONS);
    let list = asked
        .iter()
        .find(locations)
        .and_then(|effect| unplugged::answer(effect, End::Well));
    let answer = list.expect("the list of locations was asked for");
    unplugged::tell(&mut desk, [answer]);
    assert_eq!(
        desk.note_text().as_deref(),
        Some("2027-02-10 10:00 is now read on the clock of New York.")
    );
    assert_eq!(
        echo(&desk).as_deref(),
        Some("Wed 10 Feb 2027 10:00 EST (in 82 days) · here 16:00 CET")
    );
}

#[test]
fn a_time_without_a_date_keeps_its_day() {
    // At 14:32 in Berlin it is 08:32 in New York: the next ten o'clock there would be on the day before.
    let mut desk = in_berlin();
    desk.fill("Location", BERLIN)
        .fill("Scheduled at", "10:00")
        .sees("Sat 21 Nov 2026 10:00 CET");
    desk.fill("Location", NEW_YORK);
    assert_eq!(desk.text("Scheduled at"), "Sat 21 Nov 10:00");
    desk.sees("Sat 21 Nov 10:00 is now read on the clock of New York.")
        .sees("Sat 21 Nov 10:00 EST");
}

#[test]
fn a_location_that_is_being_picked_changes_nothing_yet() {
    let mut desk = in_berlin();
    desk.fill("Location", HELSINKI)
        .fill("Scheduled at", "2027-02-11 10:30")
        .go_to("Location")
        .press("Ctrl+U");
    desk.sees("Thu 11 Feb 2027 10:30 EET")
        .types("york")
        .settle()
        .sees("in 83 days · here 09:30 CET")
        .press("Enter");
    desk.sees("2027-02-11 10:30 is now read on the clock of New York.")
        .sees("Thu 11 Feb 2027 10:30 EST");
}

#[test]
fn at_a_location_without_a_clock_no_local_time_is_read() {
    let mut desk = in_berlin();
    desk.fill("Location", HELSINKI)
        .fill("Scheduled at", "2027-02-11 10:30");
    desk.fill("Location", "91ed551f-b8cb-4322-a039-0d5db5d17aad");
    desk.sees("The time zone of this place is not known")
        .sees_no("is now read on the clock of");
}

#[test]
fn a_moment_is_a_moment_on_every_clock() {
    for text in ["2027-02-11T08:30+01:00", "+2h"] {
        let mut desk = in_berlin();
        desk.fill("Location", BERLIN)
            .fill("Scheduled at", text)
            .fill("Location", NEW_YORK);
        assert!(
            !desk.screen().contains("is now read on"),
            "{}",
            desk.screen()
        );
        assert_eq!(desk.text("Scheduled at"), text);
    }
}

#[test]
fn a_time_that_was_picked_stays_the_same_moment() {
    let mut desk = in_berlin();
    desk.fill("Location", BERLIN)
        .press("Ctrl+F")
        .settle()
        .types("mo")
        .settle()
        .press("Enter Enter");
    assert_eq!(desk.text("Scheduled at"), "Mon 23 Nov 08:00");
    desk.fill("Location", HELSINKI)
        .sees("The picked time stays: Mon 23 Nov 2026 09:00 EET there.");
    assert_eq!(desk.text("Scheduled at"), "Mon 23 Nov 09:00");
    desk.fill("Scheduled at", "2026-11-23 10:00")
        .fill("Location", BERLIN);
    desk.sees("2026-11-23 10:00 is now read on the clock of Berlin.");
}

#[test]
fn an_hour_that_the_clock_of_the_location_skips_is_refused() {
    let mut desk = in_berlin();
    desk.fill("Location", BERLIN)
        .fill("Scheduled at", "2027-03-28 03:30")
        .fill("Location", HELSINKI)
        .book();
    let problem = desk.problem_at("Scheduled at");
    assert!(problem.contains("doesn't exist in Helsinki"), "{problem}");
    desk.sees("Sun 28 Mar 2027 02:59 EET")
        .sees("Sun 28 Mar 2027 04:00 EEST");
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn an_hour_that_the_clock_of_the_location_repeats_asks_which() {
    let mut desk = in_berlin();
    desk.fill("Location", HELSINKI)
        .fill("Scheduled at", "2027-10-31 03:30")
        .book();
    let problem = desk.problem_at("Scheduled at");
    assert!(problem.contains("happens twice in Helsinki"), "{problem}");
    desk.sees("Sun 31 Oct 2027 03:30 EEST")
        .sees("Sun 31 Oct 2027 03:30 EET");
}

#[test]
fn today_is_that_of_the_location() {
    // Friday evening in New York is Saturday morning in Helsinki.
    let mut desk = desk_in(Zone::NEW_YORK, "2026-11-21T01:00:00Z");
    desk.fill("Location", HELSINKI)
        .fill("Scheduled at", "t 9:00");
    assert_eq!(
        desk.reading("Scheduled at"),
        "Sat 21 Nov 2026 09:00 EET (in 6 h) · here 02:00 EST"
    );
    desk.press("Ctrl+F")
        .settle()
        .sees("Sat 21 Nov today")
        .sees("clock of Helsinki");
    desk.press("Escape").fill("Scheduled at", "mo 0:30");
    assert_eq!(
        desk.reading("Scheduled at"),
        "Mon 23 Nov 2026 00:30 EET (in 2 days) · here Sun 22 Nov 17:30 EST"
    );
}

#[test]
fn a_line_is_read_on_the_clock_of_the_place_it_names() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        zone: Zone::NEW_YORK,
        ..at_aniva()
    });
    desk.types("220385s helsinki b 11.02.2027 10:00")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Thu 11 Feb 2027 10:00 EET").book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2027-02-11T08:00:00Z");
    let mut desk = DeskAtWork::open_at_the_line(Options {
        zone: Zone::NEW_YORK,
        ..at_aniva()
    });
    desk.types("220385s helsinki d mo >16:00")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Mon 23 Nov 16:00 EET").book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2026-11-23T14:00:00Z");
}

#[test]
fn what_was_booked_is_shown_on_both_clocks() {
    let mut desk = in_berlin();
    desk.fill("Location", HELSINKI)
        .fill("Scheduled at", "2027-02-11 08:30")
        .book_at_once();
    desk.sees("Thursday 11 February 2027")
        .sees("08:30 EET")
        .sees("here 07:30 CET");
}
