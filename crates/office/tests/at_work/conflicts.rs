//! The conflicts of a visit with what the office knows.

use booking::clinics::ANIVA;
use booking::{Conflict, Hold, Mode, Provider, Slot};
use office::SharedNews;

use super::*;

pub(super) fn hold(minutes: i64) -> Hold {
    Hold {
        desk: Some("front-2".to_owned()),
        provider: Provider::named(CLINIK, KARIN).expect("a practitioner"),
        slot: Slot {
            start: at(minutes),
            end: at(minutes + 30),
        },
    }
}

fn kinds(desk: &AtWork, booking: &Booking) -> Vec<&'static str> {
    let against = desk
        .office
        .conflicts_of(booking, &desk.time_of(booking), None);
    against.iter().map(Conflict::kind).collect()
}

#[test]
fn nothing_known_is_no_conflict() {
    assert!(kinds(&AtWork::new(), &visit(0)).is_empty());
}

#[test]
fn another_patient_at_the_same_time_is_a_conflict() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_5", 0)]);
    assert_eq!(kinds(&desk, &visit(0)).len(), 1);
}

#[test]
fn a_visit_right_before_or_after_is_no_conflict() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_5", -30), row("pt_3", "appt_6", 30)]);
    assert!(kinds(&desk, &visit(0)).is_empty());
}

#[test]
fn a_visit_that_overlaps_by_a_minute_is_a_conflict() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_5", 29)]);
    assert_eq!(kinds(&desk, &visit(0)).len(), 1);
}

#[test]
fn a_cancelled_appointment_is_no_conflict() {
    let mut desk = AtWork::new();
    let cancelled = Booked {
        status: "cancelled".to_owned(),
        ..row("pt_2", "appt_5", 0)
    };
    desk.reads_day_of_karin(vec![cancelled]);
    assert!(kinds(&desk, &visit(0)).is_empty());
}

#[test]
fn a_time_that_another_desk_holds_is_a_conflict() {
    let mut desk = AtWork::new();
    desk.office
        .on_shared_news(Mode::Sandbox, SharedNews::Held(vec![hold(0)]));
    assert_eq!(kinds(&desk, &visit(0)).len(), 1);
    assert!(kinds(&desk, &visit(60)).is_empty());
}

#[test]
fn a_visit_that_was_sent_before_is_a_conflict_of_its_own() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    assert!(!kinds(&desk, &visit(0)).is_empty());
}

#[test]
fn a_booking_that_is_being_sent_does_not_conflict_with_itself() {
    let mut desk = AtWork::new();
    desk.send(visit(0));
    let against = desk
        .office
        .conflicts_of_time(&visit(0), &desk.time_of(&visit(0)), None);
    assert!(against.is_empty(), "{against:?}");
}

#[test]
fn a_lost_booking_may_have_taken_its_time() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(lost()));
    assert!(!kinds(&desk, &visit_of("pt_2", 0)).is_empty());
}

#[test]
fn a_move_does_not_conflict_with_where_it_is() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row(MARIA, "appt_1", 0)]);
    let to = visit(15);
    let against = desk
        .office
        .conflicts_of(&to, &desk.time_of(&to), Some(&booked_at(0)));
    assert!(against.is_empty(), "{against:?}");
}

#[test]
fn an_appointment_with_the_same_id_at_another_clinic_conflicts_with_a_move() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_1", 0)]);
    let moved = AppointmentRef {
        clinic: ANIVA,
        ..booked_at(60)
    };
    let to = visit(0);
    let against = desk
        .office
        .conflicts_of(&to, &desk.time_of(&to), Some(&moved));
    assert_eq!(against.len(), 1, "{against:?}");
}

#[test]
fn a_visit_that_takes_no_time_has_no_conflict() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_5", 0)]);
    let nothing = VisitTime::default();
    assert!(
        desk.office
            .conflicts_of_time(&visit(0), &nothing, None)
            .is_empty()
    );
}

#[test]
fn the_gravest_conflict_comes_first() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row(MARIA, "appt_4", 0), row("pt_2", "appt_5", 15)]);
    let against = desk
        .office
        .conflicts_of(&visit(0), &desk.time_of(&visit(0)), None);
    let ranks: Vec<_> = against.iter().map(Conflict::rank).collect();
    assert!(ranks.is_sorted(), "{against:?}");
    assert!(against.len() >= 2);
}
