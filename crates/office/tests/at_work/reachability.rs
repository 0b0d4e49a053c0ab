//! Whether a clinic can be reached.

use office::Answer;

use super::*;

fn probes(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Probe(_)) => Some(*ticket),
        _ => None,
    }
}

/// Lets reads of a day fail without an answer until the clinic is unreachable.
pub(super) fn unreachable() -> AtWork {
    let mut desk = AtWork::new();
    for _ in 0..4 {
        desk.submit(visit(0));
        let day = desk.takes(reads_a_day);
        desk.office.stop_waiting();
        desk.answers(day, Answer::DayChecked(Err(Box::new(not_sent()))));
        if let Some(probe) = desk.finds(probes) {
            desk.answers(probe, Answer::Probed(Err(Box::new(not_sent()))));
        }
        desk.passes(1);
    }
    desk
}

#[test]
fn a_clinic_that_answers_is_reachable() {
    let desk = AtWork::new();
    assert!(!desk.office.is_unreachable(clinic()));
    assert_eq!(desk.office.unreachable_since(clinic()), None);
}

#[test]
fn a_clinic_that_does_not_answer_is_unreachable_since_then() {
    let desk = unreachable();
    assert!(desk.office.is_unreachable(clinic()));
    assert!(desk.office.unreachable_since(clinic()).is_some());
}

#[test]
fn an_unreachable_clinic_is_probed_again_and_again() {
    let mut desk = unreachable();
    for _ in 0..3 {
        let mut waited = 0;
        let probe = loop {
            desk.passes(1);
            waited += 1;
            if let Some(probe) = desk.finds(probes) {
                break probe;
            }
            assert!(waited < 300, "no probe within five minutes");
        };
        desk.answers(probe, Answer::Probed(Err(Box::new(not_sent()))));
    }
    assert!(desk.office.is_unreachable(clinic()));
}

#[test]
fn a_probe_that_is_answered_ends_the_outage_and_is_told() {
    let mut desk = unreachable();
    desk.office.probe_now(clinic());
    let probe = desk.takes(probes);
    while desk.office.next_news().is_some() {}
    desk.answers(probe, Answer::Probed(Ok(())));
    assert!(!desk.office.is_unreachable(clinic()));
    let news: Vec<_> = std::iter::from_fn(|| desk.office.next_news()).collect();
    assert!(
        news.iter()
            .any(|news| matches!(news, OfficeNews::ReachableAgain(at) if *at == clinic()))
    );
}

/// A refusal with this status.
fn status(code: u16) -> Failure {
    Failure::Refused(Report {
        status: Some(code),
        ..Report::of(Cause::NotFound)
    })
}

#[test]
fn a_refusal_is_an_answer_too() {
    let mut desk = unreachable();
    desk.office.probe_now(clinic());
    let probe = desk.takes(probes);
    desk.answers(probe, Answer::Probed(Err(Box::new(status(404)))));
    assert!(!desk.office.is_unreachable(clinic()));
}

#[test]
fn a_gateway_that_answers_in_place_of_a_server_is_no_answer() {
    let mut desk = unreachable();
    desk.office.probe_now(clinic());
    let probe = desk.takes(probes);
    desk.answers(probe, Answer::Probed(Err(Box::new(status(503)))));
    assert!(desk.office.is_unreachable(clinic()));
}

#[test]
fn an_outage_is_recorded_when_it_is_over() {
    let mut desk = unreachable();
    desk.office.probe_now(clinic());
    let probe = desk.takes(probes);
    desk.answers(probe, Answer::Probed(Ok(())));
    let outage = desk.takes(|effect| match effect {
        Effect::Store(StoreOp::Away(at, outage)) => Some((*at, outage.clone())),
        _ => None,
    });
    assert_eq!(outage.0, clinic());
    assert!(outage.1.since < outage.1.until);
}

#[test]
fn the_other_clinic_is_not_concerned() {
    let desk = unreachable();
    assert!(!desk.office.is_unreachable(booking::clinics::ANIVA));
}
