//! Claims in the records on a visit and its time.

use booking::clinics::ANIVA;
use booking::{Booking, Claim, ClaimState, Conflict, TimedVisit};
use office::Answer;
use uuid::Uuid;

use super::*;

fn claim(minutes: i64, is_same_visit: bool) -> Claim {
    let person = if is_same_visit { MARIA } else { "pt_2" };
    Claim {
        change: Uuid::from_u128(5),
        state: ClaimState::Booked,
        holds: TimedVisit::from(&visit_of(person, minutes)),
        appointment: None,
        is_same_visit,
        since: at(-60),
        old_start: None,
        operator: None,
        desk: Some("front-2".to_owned()),
    }
}

fn asks_for_claims(effect: &Effect) -> Option<(Ticket, TimedVisit)> {
    match effect {
        Effect::Store(StoreOp::Claims(ticket, visit)) => Some((*ticket, (**visit).clone())),
        _ => None,
    }
}

fn wants(desk: &mut AtWork, bookings: &[Booking]) {
    let wanted = bookings.iter().map(TimedVisit::from).collect();
    desk.office.want_claims(wanted);
}

#[test]
fn claims_are_requested_once() {
    let mut desk = AtWork::new();
    wants(&mut desk, &[visit(0)]);
    wants(&mut desk, &[visit(0)]);
    let (_, of) = desk.takes(asks_for_claims);
    assert_eq!(of, TimedVisit::from(&visit(0)));
    assert!(desk.finds(asks_for_claims).is_none());
}

#[test]
fn what_is_claimed_is_a_conflict_that_names_the_desk() {
    let mut desk = AtWork::new();
    wants(&mut desk, &[visit(0)]);
    let (ticket, _) = desk.takes(asks_for_claims);
    desk.answers(ticket, Answer::Claims(vec![claim(0, false)]));
    let against = desk
        .office
        .conflicts_of(&visit(0), &desk.time_of(&visit(0)), None);
    assert_eq!(against, [Conflict::OnRecord(claim(0, false))]);
}

#[test]
fn only_the_moved_appointments_own_claim_is_no_conflict() {
    let mut desk = AtWork::new();
    wants(&mut desk, &[visit(0)]);
    let (ticket, _) = desk.takes(asks_for_claims);
    let made = Claim {
        appointment: Some("appt_1".to_owned()),
        ..claim(0, false)
    };
    desk.answers(ticket, Answer::Claims(vec![made.clone()]));
    let against = |moved: &AppointmentRef| {
        let time = desk.time_of(&visit(0));
        desk.office.conflicts_of(&visit(0), &time, Some(moved))
    };
    assert_eq!(against(&booked_at(0)), []);
    let of_another_clinic = AppointmentRef {
        clinic: ANIVA,
        ..booked_at(0)
    };
    assert_eq!(against(&of_another_clinic), [Conflict::OnRecord(made)]);
}

#[test]
fn claims_on_two_visits_are_known_side_by_side() {
    let mut desk = AtWork::new();
    wants(&mut desk, &[visit(0), visit(60)]);
    let (first, _) = desk.takes(asks_for_claims);
    let (second, _) = desk.takes(asks_for_claims);
    desk.answers(second, Answer::Claims(vec![claim(60, false)]));
    desk.answers(first, Answer::Claims(Vec::new()));
    assert!(desk.office.claims_on(&visit(0)).is_empty());
    assert_eq!(desk.office.claims_on(&visit(60)).len(), 1);
}

#[test]
fn claims_on_a_visit_that_nobody_wants_any_more_are_forgotten() {
    let mut desk = AtWork::new();
    wants(&mut desk, &[visit(0)]);
    let (ticket, _) = desk.takes(asks_for_claims);
    desk.answers(ticket, Answer::Claims(vec![claim(0, false)]));
    wants(&mut desk, &[]);
    assert!(desk.office.claims_on(&visit(0)).is_empty());
}

#[test]
fn doubtful_claims_stay_in_use_until_the_next_answer() {
    let mut desk = AtWork::new();
    wants(&mut desk, &[visit(0)]);
    let (ticket, _) = desk.takes(asks_for_claims);
    desk.answers(ticket, Answer::Claims(vec![claim(0, false)]));
    desk.office.doubt_claims();
    assert_eq!(desk.office.claims_on(&visit(0)).len(), 1);
    wants(&mut desk, &[visit(0)]);
    let (ticket, _) = desk.takes(asks_for_claims);
    desk.answers(ticket, Answer::Claims(Vec::new()));
    assert!(desk.office.claims_on(&visit(0)).is_empty());
}

#[test]
fn a_claim_that_refused_a_booking_is_known_from_then_on() {
    let mut desk = AtWork::new();
    desk.office.note_claim(&visit(0), claim(0, true));
    desk.office.note_claim(&visit(0), claim(0, true));
    assert_eq!(desk.office.claims_on(&visit(0)).len(), 1);
}

#[test]
fn a_claimed_booking_is_withheld_and_nothing_of_it_is_on_record() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    let cause = Cause::Claimed(Box::new(claim(0, false)));
    desk.changes(ticket, Err(Failure::NotSent(Report::of(cause))));
    assert!(matches!(
        desk.news().last(),
        Some(ChangeNews::Withheld(_, office::Withheld::Claimed(by))) if **by == claim(0, false)
    ));
    assert!(!desk.office.book.has_sent(&visit(0)));
    assert!(desk.office.changes().under_way().is_none());
}

#[test]
fn a_booking_that_is_sent_despite_a_claim_names_it() {
    let mut desk = AtWork::new();
    let mut open = desk.submission(visit(0));
    open.known_claims = vec![claim(0, false).change];
    desk.office.submit(open);
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    assert_eq!(desk.takes(sends).1.known_claims, [claim(0, false).change]);
}
