//! The waiting lists: those of the clinics, and the one that the desks keep.

use office::{Answer, ListStep};

use super::*;

fn steps(effect: &Effect) -> Option<(Ticket, ListStep)> {
    match effect {
        Effect::Store(StoreOp::WaitingHere(ticket, step)) => Some((*ticket, (**step).clone())),
        _ => None,
    }
}

fn reads_a_waiting_list(effect: &Effect) -> Option<ClinicId> {
    match effect {
        Effect::Clinic(_, ClinicCall::Waiting(clinic)) => Some(*clinic),
        _ => None,
    }
}

#[test]
fn all_lists_are_read_together() {
    let mut desk = AtWork::new();
    desk.office.read_waiting_lists();
    assert!(matches!(desk.takes(steps).1, ListStep::Read));
    assert!(!desk.office.has_read_waiting_lists());
}

#[test]
fn a_read_under_way_is_not_sent_twice() {
    let mut desk = AtWork::new();
    desk.office.read_waiting_lists();
    let first: Vec<_> = std::iter::from_fn(|| desk.finds(reads_a_waiting_list)).collect();
    desk.office.read_waiting_lists();
    let second: Vec<_> = std::iter::from_fn(|| desk.finds(reads_a_waiting_list)).collect();
    assert!(second.is_empty(), "{first:?} {second:?}");
}

#[test]
fn the_list_that_the_desks_keep_is_known_once_it_is_read() {
    let mut desk = AtWork::new();
    desk.office.read_waiting_list(booking::clinics::ANIVA);
    let (ticket, _) = desk.takes(steps);
    desk.answers(ticket, Answer::WaitingHere(Ok(Vec::new())));
    assert!(desk.office.waiting().kept_read.is_none());
}

#[test]
fn a_list_that_could_not_be_read_is_not_awaited_any_more() {
    let mut desk = AtWork::new();
    desk.office.read_waiting_list(booking::clinics::ANIVA);
    let (ticket, _) = desk.takes(steps);
    desk.answers(ticket, Answer::WaitingHere(Err("disk full".to_owned())));
    assert!(desk.office.waiting().kept_read.is_none());
}
