//! Objections to a change before it is submitted.

use booking::{Conflict, Mode, Status};
use office::{AskedChange, Objection, Objections, Reason, SharedNews, Withheld};

use strum::VariantArray;

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
    desk.office.go_alone();
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

#[test]
fn a_form_on_a_screen_asks_first_whether_its_booking_waits_and_everybody_else_last() {
    let mut desk = reachability::unreachable();
    let alone = SharedNews::Alone(desk.office.moment.now);
    desk.office
        .handle(OfficeEvent::Shared(Mode::Sandbox, alone));
    let asked = AskedChange::from(Change::from(visit(0)));
    let open = |objections: &Objections| objections.open(&desk.office, &asked, false);
    assert_eq!(
        open(&Objections::at_screen()),
        [Objection::Unreachable, Objection::Alone]
    );
    assert_eq!(
        open(&Objections::default()),
        [Objection::Alone, Objection::Unreachable]
    );
}

#[test]
fn what_was_agreed_to_about_another_change_does_not_count() {
    let mut desk = AtWork::new();
    let asked = AskedChange::from(with_status("booked", Status::Arrived));
    let mut objections = Objections::default();
    let next = objections.next(&desk.office, &asked, false);
    assert_eq!(next, Some(Objection::Untimely));
    let reason = Some(Reason::EnteredLater);
    objections.agree(&mut desk.office, &asked, Objection::Untimely, reason);
    assert_eq!(objections.next(&desk.office, &asked, false), None);
    let open = objections.submission(&desk.office, &asked);
    let record = open.override_entry.expect("a record");
    assert_eq!(record.reason, Reason::EnteredLater);
    let other = AskedChange::from(a_move(0, -6_000));
    let next = objections.next(&desk.office, &other, false);
    assert_eq!(next, Some(Objection::Untimely));
}

#[test]
fn what_the_check_finds_is_overridden_only_once_somebody_agrees() {
    let mut desk = AtWork::new();
    let asked = AskedChange::from(a_move(0, 60));
    let mut objections = Objections::default();
    let open = objections.submission(&desk.office, &asked);
    let why = Withheld::Conflicts(vec![Conflict::ProviderRetired]);
    let found = objections.withheld(&desk.office, &asked, &open, &why);
    assert_eq!(found, Some(&[Conflict::ProviderRetired][..]));
    let open = objections.submission(&desk.office, &asked);
    assert_eq!(open.override_entry, None);
    let reason = Some(Reason::Urgent);
    objections.agree(&mut desk.office, &asked, Objection::Warnings, reason);
    let open = objections.submission(&desk.office, &asked);
    let record = open.override_entry.expect("a record");
    assert_eq!(record.reason, Reason::Urgent);
    objections.forget_check();
    let open = objections.submission(&desk.office, &asked);
    assert_eq!(open.override_entry, None, "it is checked anew");
}

#[test]
fn a_word_names_each_objection() {
    for objection in Objection::VARIANTS {
        assert_eq!(Objection::named(objection.word()), Some(*objection));
    }
}
