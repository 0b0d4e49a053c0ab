//! The past visits of the patient in question.

use super::upcoming::reads_upcoming;
use super::*;

/// A day in minutes.
const DAY: i64 = 24 * 60;
const THADDEUS: &str = "prac_t5w9be";

impl AtWork {
    /// Requests Maria's past visits, which are these.
    fn reads_past_visits(&mut self, visits: Vec<Booked>) {
        let ticket = self.asks_about_maria();
        self.answers(ticket, Answer::Calendar(Ok(whole(Vec::new()))));
        self.office.want_patient(CLINIK, MARIA);
        let (ticket, _) = self.takes(reads_upcoming);
        self.answers(ticket, Answer::Calendar(Ok(whole(visits))));
    }
}

fn visit_before(id: &str, days: i64, practitioner: &str, status: &str) -> Booked {
    Booked {
        provider: Some(practitioner.to_owned()),
        status: status.to_owned(),
        ..row(MARIA, id, -days * DAY)
    }
}

#[test]
fn past_visits_are_requested_once_for_a_patient_in_question() {
    let mut desk = AtWork::new();
    desk.office.want_patient(CLINIK, "");
    assert!(
        desk.finds(reads_upcoming).is_none(),
        "nobody is in question"
    );
    desk.reads_past_visits(Vec::new());
    desk.office.want_patient(CLINIK, MARIA);
    assert!(desk.finds(reads_upcoming).is_none());
    let visits = desk.office.past_visits().expect("they are read");
    assert!(visits.taken_place.is_empty() && visits.missed.is_empty());
}

#[test]
fn a_patient_is_usually_with_whom_most_visits_were() {
    let mut desk = AtWork::new();
    desk.reads_past_visits(vec![
        visit_before("appt_1", 90, KARIN, "fulfilled"),
        visit_before("appt_2", 60, KARIN, "booked"),
        visit_before("appt_3", 50, KARIN, "cancelled"),
        visit_before("appt_4", 40, KARIN, "noshow"),
        visit_before("appt_5", 30, THADDEUS, "fulfilled"),
    ]);
    let visits = desk.office.past_visits().expect("they are read");
    let ids = |visits: &[&Booked]| visits.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&visits.taken_place), ["appt_5", "appt_2", "appt_1"]);
    assert_eq!(ids(&visits.missed), ["appt_4"]);
    let (usual, count) = visits.usual().expect("somebody");
    assert_eq!((usual.id(), count), (KARIN, 2));
}

#[test]
fn of_several_with_as_many_visits_the_one_of_the_last_is_usual() {
    let mut desk = AtWork::new();
    desk.reads_past_visits(vec![
        visit_before("appt_1", 90, KARIN, "fulfilled"),
        visit_before("appt_2", 60, THADDEUS, "fulfilled"),
    ]);
    let visits = desk.office.past_visits().expect("they are read");
    let usual = visits.usual().map(|(provider, _)| provider.id().to_owned());
    assert_eq!(usual.as_deref(), Some(THADDEUS));
}

#[test]
fn a_visit_of_today_that_is_not_over_is_not_past() {
    let mut desk = AtWork::new();
    desk.reads_past_visits(vec![Booked {
        status: "arrived".to_owned(),
        ..row(MARIA, "appt_1", -10)
    }]);
    let visits = desk.office.past_visits().expect("they are read");
    assert!(visits.taken_place.is_empty());
}
