//! The panels of a blood draw, ordered once it is booked.

use booking::clinics::ANIVA;
use booking::{BookingParts, Id};
use office::{Answer, OfficeNews, PanelStage};

use super::*;

fn draw() -> Booking {
    let id = |directory: booking::Directory, text: &str| directory.id(text).expect("an id");
    let parts = BookingParts {
        panels: vec![panel()],
        ..BookingParts::of(
            id(ANIVA.people(), "2f9d1b46-8a3e-4f7c-9a55-6a0f6b5f1c11"),
            Some(id(
                ANIVA.providers(),
                "7d3c9a52-1b7e-4c7f-8a0b-3f3a5a0f2d22",
            )),
            span(0),
        )
    };
    Booking::new(ANIVA, parts).expect("a draw")
}

fn panel() -> Id {
    booking::clinics::aniva::PANEL_LIST
        .id("9b1c2d3e-4f50-4a61-8b72-9c83ad94be05")
        .expect("an id")
}

fn adds_panels(effect: &Effect) -> Option<(Ticket, String)> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::AddPanels(_, id, _)) => Some((*ticket, id.clone())),
        _ => None,
    }
}

fn made() -> Appointment {
    Appointment {
        clinic: ANIVA,
        id: "draw_1".to_owned(),
        ..appointment("draw_1", 0, "scheduled")
    }
}

/// A draw that was booked, with its panels being ordered.
fn ordered() -> (AtWork, Ticket) {
    let mut desk = AtWork::new();
    desk.office.order_panels(&draw().into(), &made());
    let (ticket, id) = desk.takes(adds_panels);
    assert_eq!(id, "draw_1");
    (desk, ticket)
}

fn told(desk: &mut AtWork) -> Vec<OfficeNews> {
    std::iter::from_fn(|| desk.office.next_news()).collect()
}

#[test]
fn panels_are_ordered_once_and_told() {
    let (mut desk, ticket) = ordered();
    desk.answers(ticket, Answer::PanelsAdded(Box::new(Ok(()))));
    assert!(
        told(&mut desk)
            .iter()
            .any(|news| matches!(news, OfficeNews::PanelsAdded))
    );
    assert!(desk.finds(adds_panels).is_none());
}

#[test]
fn panels_that_were_not_sent_have_failed() {
    let (mut desk, ticket) = ordered();
    desk.answers(ticket, Answer::PanelsAdded(Box::new(Err(not_sent()))));
    assert!(
        told(&mut desk)
            .iter()
            .any(|news| matches!(news, OfficeNews::PanelsFailed(_)))
    );
    assert!(
        desk.office
            .panels()
            .iter()
            .all(|order| matches!(order.stage, PanelStage::Failed { .. }))
    );
}

#[test]
fn panels_whose_answer_is_lost_are_looked_up_and_not_ordered_again() {
    let (mut desk, ticket) = ordered();
    desk.answers(ticket, Answer::PanelsAdded(Box::new(Err(lost()))));
    assert!(desk.finds(adds_panels).is_none());
    assert!(desk.finds(opens_an_appointment).is_some());
}

#[test]
fn panels_that_the_appointment_has_were_added() {
    let (mut desk, ticket) = ordered();
    desk.answers(ticket, Answer::PanelsAdded(Box::new(Err(lost()))));
    let (read, _) = desk.takes(opens_an_appointment);
    let with_panels = Appointment {
        panels: Some(vec![panel().to_string()]),
        ..made()
    };
    desk.opens(read, Ok(with_panels));
    assert!(
        told(&mut desk)
            .iter()
            .any(|news| matches!(news, OfficeNews::PanelsAdded))
    );
}

#[test]
fn panels_that_the_appointment_lacks_wait_for_a_person() {
    let (mut desk, ticket) = ordered();
    desk.answers(ticket, Answer::PanelsAdded(Box::new(Err(lost()))));
    let (read, _) = desk.takes(opens_an_appointment);
    let without = Appointment {
        panels: Some(Vec::new()),
        ..made()
    };
    desk.opens(read, Ok(without));
    assert!(desk.finds(adds_panels).is_none());
    assert!(desk.office.panels().are_open());
}

#[test]
fn a_person_who_tries_again_reads_first_and_then_orders_what_is_missing() {
    let (mut desk, ticket) = ordered();
    desk.answers(ticket, Answer::PanelsAdded(Box::new(Err(not_sent()))));
    desk.office.try_panels_again("draw_1");
    let (read, _) = desk.takes(opens_an_appointment);
    let without = Appointment {
        panels: Some(Vec::new()),
        ..made()
    };
    desk.opens(read, Ok(without));
    assert!(desk.finds(adds_panels).is_some());
}
