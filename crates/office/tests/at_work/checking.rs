//! The check right before a change is sent.

use booking::{Basis, Free, Outcome, Slot};
use office::{Answer, Phase, Withheld};

use super::*;

fn free(basis: Basis, starts: &[i64]) -> Free {
    let slot = |minutes: &i64| Slot {
        start: at(*minutes),
        end: at(*minutes + 30),
    };
    Free {
        slots: starts.iter().map(slot).collect(),
        basis,
        at: None,
        minutes: None,
        zone: None,
        complete: true,
    }
}

fn submit_from(desk: &mut AtWork, basis: Basis) -> SubmissionId {
    let mut open = desk.submission(visit(0));
    open.time = desk.office.time_of(&visit(0), Some(basis), None, None);
    desk.office.submit(open)
}

#[test]
fn a_typed_time_is_checked_against_the_day() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    assert!(desk.finds(reads_a_day).is_some());
}

#[test]
fn a_time_from_published_slots_is_checked_against_these() {
    let mut desk = AtWork::new();
    submit_from(&mut desk, Basis::Slots);
    assert!(desk.finds(reads_free_times).is_some());
    assert!(desk.finds(reads_a_day).is_none());
}

#[test]
fn a_time_computed_from_hours_is_checked_against_the_day() {
    let mut desk = AtWork::new();
    submit_from(&mut desk, Basis::Hours);
    assert!(desk.finds(reads_a_day).is_some());
}

#[test]
fn a_listed_time_that_is_still_free_is_sent() {
    let mut desk = AtWork::new();
    submit_from(&mut desk, Basis::Slots);
    let read = desk.takes(reads_free_times);
    desk.answers(
        read,
        Answer::FreeTimes(FreeTimesPlace::Check, Ok(free(Basis::Slots, &[0, 30]))),
    );
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_listed_time_that_is_gone_is_withheld_with_the_free_ones() {
    let mut desk = AtWork::new();
    let id = submit_from(&mut desk, Basis::Slots);
    let read = desk.takes(reads_free_times);
    desk.answers(
        read,
        Answer::FreeTimes(FreeTimesPlace::Check, Ok(free(Basis::Slots, &[30]))),
    );
    let news = desk.news();
    let Some(ChangeNews::Withheld(open, Withheld::TimeGone(free))) = news.last() else {
        panic!("{news:?}");
    };
    assert_eq!((open.id(), free.slots.len()), (id, 1));
    assert!(desk.finds(sends).is_none());
    assert!(matches!(desk.outcome(id), Outcome::Conflict));
}

#[test]
fn a_day_without_anything_new_lets_the_booking_go() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    let day = desk.takes(reads_a_day);
    desk.answers(
        day,
        Answer::DayChecked(Ok(whole(vec![row("pt_2", "appt_5", 60)]))),
    );
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_visit_that_somebody_has_booked_meanwhile_withholds_the_booking() {
    let mut desk = AtWork::new();
    let mut open = desk.submission(visit(0));
    open.time = desk.time_of(&visit(0));
    desk.office.submit(open);
    let day = desk.takes(reads_a_day);
    desk.answers(
        day,
        Answer::DayChecked(Ok(whole(vec![row("pt_2", "appt_5", 0)]))),
    );
    assert!(matches!(
        desk.news().last(),
        Some(ChangeNews::Withheld(_, Withheld::Conflicts(against))) if against.len() == 1
    ));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_conflict_that_was_there_when_the_booking_was_submitted_is_not_asked_about_again() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_5", 0)]);
    let mut open = desk.submission(visit(0));
    open.time = desk.time_of(&visit(0));
    desk.office.submit(open);
    let day = desk.takes(reads_a_day);
    desk.answers(
        day,
        Answer::DayChecked(Ok(whole(vec![row("pt_2", "appt_5", 0)]))),
    );
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_second_conflict_is_asked_about_although_the_first_was_confirmed() {
    let mut desk = AtWork::new();
    desk.reads_day_of_karin(vec![row("pt_2", "appt_5", 0)]);
    let mut open = desk.submission(visit(0));
    open.time = desk.time_of(&visit(0));
    desk.office.submit(open);
    let day = desk.takes(reads_a_day);
    let both = vec![row("pt_2", "appt_5", 0), row("pt_3", "appt_6", 15)];
    desk.answers(day, Answer::DayChecked(Ok(whole(both))));
    let news = desk.news();
    let Some(ChangeNews::Withheld(_, Withheld::Conflicts(against))) = news.last() else {
        panic!("{news:?}");
    };
    assert_eq!(against.len(), 1);
    assert_eq!(against[0].appointment_key(), Some((CLINIK, "appt_6")));
}

#[test]
fn a_check_that_fails_lets_the_server_decide() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Err(Box::new(lost()))));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_check_that_takes_too_long_lets_the_server_decide() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    desk.passes(2);
    assert!(desk.finds(sends).is_none());
    desk.passes(1);
    assert!(desk.finds(sends).is_some());
}

#[test]
fn the_office_wakes_up_when_a_check_has_taken_too_long() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    assert_eq!(desk.office.due_in(), Some(Duration::from_secs(3)));
    desk.passes(1);
    assert_eq!(desk.office.due_in(), Some(Duration::from_secs(2)));
}

#[test]
fn the_answer_to_a_check_that_took_too_long_sends_nothing_again() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    let day = desk.takes(reads_a_day);
    desk.passes(3);
    desk.takes(sends);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn who_stops_waiting_for_a_check_has_sent_nothing() {
    let mut desk = AtWork::new();
    let id = desk.submit(visit(0));
    let stopped = desk.office.stop_waiting().expect("nothing was sent");
    assert_eq!(stopped.id(), id);
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_move_reads_its_appointment_and_then_the_day_it_moves_to() {
    let mut desk = AtWork::new();
    desk.submit(a_move(0, 60));
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert_eq!(desk.phase(), Some(Phase::Checking));
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_move_of_an_appointment_that_was_altered_meanwhile_is_withheld_with_what_it_is_now() {
    let mut desk = AtWork::new();
    desk.submit(a_move(0, 60));
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 120, "booked")));
    let news = desk.news();
    let Some(ChangeNews::Withheld(_, Withheld::Altered(now))) = news.last() else {
        panic!("{news:?}");
    };
    assert_eq!(now.start, Some(at(120)));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_cancelled_appointment_is_not_cancelled_again() {
    let mut desk = AtWork::new();
    desk.submit(a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "cancelled")));
    assert_eq!(names(&desk.news()).last(), Some(&"withheld"));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_cancellation_whose_appointment_can_not_be_read_is_sent_all_the_same() {
    let mut desk = AtWork::new();
    desk.submit(a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Err(lost()));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_move_to_a_time_that_is_in_conflict_is_withheld() {
    let mut desk = AtWork::new();
    let mut open = desk.submission(a_move(0, 60));
    open.time = desk.time_of(&visit(60));
    desk.office.submit(open);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let day = desk.takes(reads_a_day);
    desk.answers(
        day,
        Answer::DayChecked(Ok(whole(vec![row("pt_2", "appt_5", 60)]))),
    );
    assert!(matches!(
        desk.news().last(),
        Some(ChangeNews::Withheld(_, Withheld::Conflicts(_)))
    ));
}

#[test]
fn a_move_does_not_conflict_with_the_appointment_that_it_moves() {
    let mut desk = AtWork::new();
    let mut open = desk.submission(a_move(0, 15));
    open.time = desk.time_of(&visit(15));
    desk.office.submit(open);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let day = desk.takes(reads_a_day);
    desk.answers(
        day,
        Answer::DayChecked(Ok(whole(vec![row(MARIA, "appt_1", 0)]))),
    );
    assert!(desk.finds(sends).is_some());
}
