//! The upcoming appointments of the patient in question.

use booking::clinics::ANIVA;
use booking::{Entry, Listing, Person, PersonName};
use office::Answer;

use super::*;

/// Maria's id at the other clinic.
pub(super) const MARIA_AT_ANIVA: &str = "0b9d2a52-6e3c-4c58-9d0c-1f2a3b4c5d6e";

fn maria_at(clinic: ClinicId, id: &str) -> Entry {
    let name = PersonName {
        first: "Maria".to_owned(),
        last: "Schmidt".to_owned(),
    };
    Entry::from(&Person::new(clinic, id.to_owned(), name).born("1985-03-22".to_owned()))
}

fn reads_a_list(effect: &Effect) -> Option<(Ticket, ClinicId, bool)> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::List(directory)) => {
            let clinic = directory.clinic();
            Some((*ticket, clinic, *directory == clinic.people()))
        }
        _ => None,
    }
}

pub(super) fn reads_upcoming(effect: &Effect) -> Option<(Ticket, ClinicId)> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Upcoming(whose)) => Some((*ticket, whose.clinic())),
        _ => None,
    }
}

fn searches(effect: &Effect) -> Option<(Ticket, ClinicId)> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Search(_, clinic, _)) => Some((*ticket, *clinic)),
        _ => None,
    }
}

impl AtWork {
    /// Answers the request for the patient list of a clinic.
    fn lists_people(&mut self, clinic: ClinicId, people: Vec<Entry>, complete: bool) {
        self.office.read_list(clinic.people());
        let is_theirs = |effect: &Effect| {
            let (ticket, of, is_people) = reads_a_list(effect)?;
            (of == clinic && is_people).then_some(ticket)
        };
        let ticket = self.takes(is_theirs);
        let listing = Listing {
            entries: people,
            complete,
        };
        self.answers(ticket, Answer::Listed(clinic.people(), Ok(listing)));
    }

    /// Lists Maria at both clinics, with these upcoming appointments.
    pub(super) fn knows_of_maria(&mut self, at_clinik: Vec<Booked>, at_aniva: Vec<Booked>) {
        self.lists_people(CLINIK, vec![maria_at(CLINIK, MARIA)], true);
        self.lists_people(ANIVA, vec![maria_at(ANIVA, MARIA_AT_ANIVA)], true);
        self.office.want_upcoming(CLINIK, MARIA);
        for _ in 0..2 {
            let (ticket, clinic) = self.takes(reads_upcoming);
            let rows = if clinic == ANIVA {
                &at_aniva
            } else {
                &at_clinik
            };
            self.answers(ticket, Answer::Calendar(Ok(whole(rows.clone()))));
        }
    }

    /// Lists Maria at ClinikAPI, and requests her appointments.
    pub(super) fn asks_about_maria(&mut self) -> Ticket {
        self.lists_people(CLINIK, vec![maria_at(CLINIK, MARIA)], true);
        self.office.want_upcoming(CLINIK, MARIA);
        self.takes(reads_upcoming).0
    }
}

#[test]
fn nobody_asks_about_a_patient_whom_no_list_has() {
    let mut desk = AtWork::new();
    desk.office.want_upcoming(CLINIK, MARIA);
    assert!(desk.finds(reads_upcoming).is_none());
    assert!(desk.office.upcoming().is_none());
}

#[test]
fn the_appointments_of_a_known_patient_are_requested_once() {
    let mut desk = AtWork::new();
    desk.asks_about_maria();
    desk.office.want_upcoming(CLINIK, MARIA);
    assert!(desk.finds(reads_upcoming).is_none());
}

#[test]
fn appointments_ahead_are_listed_the_next_first() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    let rows = vec![row(MARIA, "appt_2", 120), row(MARIA, "appt_1", 0)];
    desk.answers(ticket, Answer::Calendar(Ok(whole(rows))));
    let (name, entries) = desk.office.coming_up().expect("appointments");
    assert_eq!(name, "Maria Schmidt");
    let starts: Vec<_> = entries.iter().map(|entry| entry.start()).collect();
    assert_eq!(starts, [Some(at(0)), Some(at(120))]);
}

#[test]
fn that_there_is_none_is_known_only_once_every_clinic_has_answered() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    desk.answers(ticket, Answer::Calendar(Ok(whole(Vec::new()))));
    assert!(desk.office.coming_up().is_none());
    assert!(!desk.office.has_all_upcoming());
    desk.lists_people(ANIVA, Vec::new(), true);
    desk.office.want_upcoming(CLINIK, MARIA);
    let (_, entries) = desk.office.coming_up().expect("an answer");
    assert!(entries.is_empty());
    assert!(desk.office.has_all_upcoming());
}

#[test]
fn the_same_person_at_another_clinic_is_asked_about_too() {
    let mut desk = AtWork::new();
    desk.asks_about_maria();
    let maria = maria_at(ANIVA, MARIA_AT_ANIVA);
    desk.lists_people(ANIVA, vec![maria], true);
    desk.office.want_upcoming(CLINIK, MARIA);
    assert_eq!(desk.takes(reads_upcoming).1, ANIVA);
    let upcoming = desk.office.upcoming_of(ANIVA, MARIA_AT_ANIVA);
    assert_eq!(
        upcoming.map(|upcoming| upcoming.name()),
        Some("Maria Schmidt")
    );
}

#[test]
fn two_namesakes_at_another_clinic_are_not_taken_for_the_patient() {
    let mut desk = AtWork::new();
    desk.asks_about_maria();
    let another = "1b9d2a52-6e3c-4c58-9d0c-1f2a3b4c5d6f";
    let namesakes = vec![maria_at(ANIVA, MARIA_AT_ANIVA), maria_at(ANIVA, another)];
    desk.lists_people(ANIVA, namesakes, true);
    desk.office.want_upcoming(CLINIK, MARIA);
    assert!(desk.finds(reads_upcoming).is_none());
}

#[test]
fn a_clinic_whose_list_is_incomplete_is_searched_once() {
    let mut desk = AtWork::new();
    desk.lists_people(ANIVA, vec![maria_at(ANIVA, MARIA_AT_ANIVA)], true);
    desk.lists_people(CLINIK, Vec::new(), false);
    desk.office.want_upcoming(ANIVA, MARIA_AT_ANIVA);
    let (search, clinic) = desk.takes(searches);
    assert_eq!(clinic, CLINIK);
    let found = Listing {
        entries: vec![maria_at(CLINIK, MARIA)],
        complete: true,
    };
    desk.answers(search, Answer::Found(SearchPlace::Upcoming, Ok(found)));
    desk.office.want_upcoming(ANIVA, MARIA_AT_ANIVA);
    assert!(desk.finds(searches).is_none());
    assert!(desk.office.upcoming_of(CLINIK, MARIA).is_some());
}

#[test]
fn what_could_not_be_read_is_asked_for_again_once_the_clinic_answers() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    let failure = Failure::NotSent(Report::of(Cause::ConnectionLost));
    desk.answers(ticket, Answer::Calendar(Err(Box::new(failure))));
    let upcoming = desk.office.upcoming_of(CLINIK, MARIA).expect("a patient");
    assert_eq!(desk.office.unread_upcoming(upcoming).count(), 1);
    desk.office.forget_failed(CLINIK);
    desk.office.want_upcoming(CLINIK, MARIA);
    assert!(desk.finds(reads_upcoming).is_some());
}

#[test]
fn another_patient_takes_the_place_of_the_one_before() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    desk.office.want_upcoming(CLINIK, "");
    assert!(desk.office.upcoming().is_none());
    let late = Answer::Calendar(Ok(whole(vec![row(MARIA, "appt_1", 0)])));
    desk.answers(ticket, late);
    assert!(desk.office.upcoming().is_none());
}

#[test]
fn the_days_of_a_visit_far_ahead_are_requested_beyond_those_that_were() {
    let mut desk = AtWork::new();
    desk.asks_about_maria();
    let far_ahead = 60 * 24 * 400;
    desk.office.want_upcoming_around(&visit(far_ahead));
    let (_, clinic) = desk.takes(reads_upcoming);
    assert_eq!(clinic, CLINIK);
    desk.office.want_upcoming_around(&visit(far_ahead));
    assert!(desk.finds(reads_upcoming).is_none());
}

#[test]
fn a_patient_who_has_the_same_id_at_another_clinic_is_somebody_else() {
    let mut desk = AtWork::new();
    let maria = maria_at(ANIVA, MARIA_AT_ANIVA);
    desk.lists_people(ANIVA, vec![maria], true);
    desk.office.want_upcoming(ANIVA, MARIA_AT_ANIVA);
    assert_eq!(desk.takes(reads_upcoming).1, ANIVA);
    let name = PersonName {
        first: "Jonas".to_owned(),
        last: "Weber".to_owned(),
    };
    let jonas = Person::new(CLINIK, MARIA_AT_ANIVA.to_owned(), name);
    let jonas = Entry::from(&jonas.born("1990-01-02".to_owned()));
    desk.lists_people(CLINIK, vec![jonas], true);
    desk.office.want_upcoming(CLINIK, MARIA_AT_ANIVA);
    let upcoming = desk.office.upcoming();
    assert_eq!(
        upcoming.map(|upcoming| upcoming.name()),
        Some("Jonas Weber")
    );
}
