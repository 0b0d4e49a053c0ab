//! What stands in the way of a change before it is submitted.

use booking::{Conflict, Mode, Status};
use office::{Objection, Reason, SharedNews};

use super::*;

fn objections(desk: &AtWork, change: &Change) -> Vec<Objection> {
    desk.office.objections_to(change)
}

fn with_status(status: &str, to: Status) -> Change {
    let of = AppointmentRef {
        status: status.to_owned(),
        ..booked_at(0)
    };
    Change::with_status(of, to).expect("another status")
}

#[test]
fn nothing_stands_in_the_way_of_a_cancellation() {
    assert!(objections(&AtWork::new(), &a_cancellation()).is_empty());
}

#[test]
fn whoever_is_said_to_have_come_on_another_day_is_asked_about() {
    let desk = AtWork::new();
    let arrived = with_status("booked", Status::Arrived);
    assert_eq!(objections(&desk, &arrived), [Objection::Untimely]);
    let record = desk
        .office
        .override_of_change(&arrived, &[], Reason::InAdvance)
        .expect("a record");
    assert_eq!(record.conflicts[0].kind, "another-day");
    assert_eq!(
        record.conflicts[0].appointment.as_deref(),
        arrived.appointment().map(|of| of.id.as_str())
    );
}

#[test]
fn a_move_into_the_past_despite_a_conflict_is_on_record_with_both() {
    let desk = AtWork::new();
    let record = desk.office.override_of_change(
        &a_move(0, -6_000),
        &[Conflict::ProviderRetired],
        Reason::Urgent,
    );
    let record = record.expect("a record");
    let kinds: Vec<&str> = record.conflicts.iter().map(|why| why.kind).collect();
    assert_eq!(kinds, ["over", Conflict::ProviderRetired.kind()]);
    let ahead = desk
        .office
        .override_of_change(&a_move(0, 30), &[], Reason::Urgent);
    assert_eq!(ahead, None);
}

#[test]
fn other_desks_that_cannot_be_asked_are_an_objection_until_somebody_goes_alone() {
    let mut desk = AtWork::new();
    let alone = SharedNews::Alone(desk.office.moment.now);
    desk.office
        .handle(OfficeEvent::Shared(Mode::Sandbox, alone));
    assert_eq!(objections(&desk, &a_cancellation()), [Objection::Alone]);
    desk.office.sharing.goes_alone = true;
    assert!(objections(&desk, &a_cancellation()).is_empty());
}

#[test]
fn a_removal_is_asked_about_first_and_of_nothing_but_the_other_desks_after_it() {
    let mut desk = AtWork::new();
    let removal = Change::removed(AppointmentRef {
        status: "entered-in-error".to_owned(),
        ..booked_at(0)
    });
    let removal = removal.expect("a removal");
    assert_eq!(objections(&desk, &removal), [Objection::Removes]);
    let alone = SharedNews::Alone(desk.office.moment.now);
    desk.office
        .handle(OfficeEvent::Shared(Mode::Sandbox, alone));
    assert_eq!(
        objections(&desk, &removal),
        [Objection::Removes, Objection::Alone]
    );
}

#[test]
fn a_booking_is_asked_about_for_its_warnings_and_its_conflicts() {
    let desk = AtWork::new();
    let booking: Change = visit(0).into();
    let asked = |conflicts: &[Conflict], has_warning| {
        desk.office
            .objections_to_booking(&booking, conflicts, has_warning)
    };
    assert!(asked(&[], false).is_empty());
    assert_eq!(asked(&[], true), [Objection::Warnings]);
    assert_eq!(
        asked(&[Conflict::SentBefore], false),
        [Objection::Unsettled],
        "a look-up answers that, and no consent"
    );
}
