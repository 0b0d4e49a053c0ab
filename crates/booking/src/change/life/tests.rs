//! Laws that hold for all events in any order: a change is sent once unless a server only asked to wait, a
//! certain outcome stays, and the stage agrees with what the clinic holds.

use proptest::prelude::*;

use super::*;
use crate::change::tests::{returned, span, visit};
use crate::clinics::CLINIK;
use crate::{Booking, CALL_LIMIT, Contradiction};

impl Life {
    fn read(&mut self, appointment: Option<&Appointment>, up: Duration) -> LookupStep {
        let says = appointment.map(|read| self.change.result_in(read));
        self.read_as(appointment.zip(says), up)
    }
}

/// An event in the life of a change.
#[derive(Clone, Debug)]
enum Event {
    Made,
    Fails(Cause),
    Read,
    CannotBeRead,
    StopsWaiting,
    CannotTell,
    /// This many seconds pass.
    Passes(u64),
}

fn moved() -> Change {
    Change::moved(visit(), span(60), None).unwrap()
}

fn held(start: i64) -> Appointment {
    returned(start, "prac_1", "booked")
}

fn failure(cause: Cause) -> Failure {
    let report = Report::of(cause.clone());
    match cause {
        Cause::Conflict | Cause::RateLimited | Cause::Forbidden => Failure::Refused(report),
        Cause::StoppedBeforeSending => Failure::NotSent(report),
        _ => Failure::Unknown(report),
    }
}

fn contradicted(id: &str) -> Cause {
    Cause::Contradicted(Contradiction {
        by: Difference::Time,
        id: id.to_owned(),
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        1 => Just(Event::Made),
        2 => prop_oneof![
            Just(Cause::Conflict),
            Just(Cause::RateLimited),
            Just(Cause::Forbidden),
            Just(Cause::TimedOut),
            Just(Cause::StoppedBeforeSending),
            Just(contradicted("appt_1")),
        ]
        .prop_map(Event::Fails),
        4 => Just(Event::Read),
        1 => Just(Event::CannotBeRead),
        1 => Just(Event::StopsWaiting),
        1 => Just(Event::CannotTell),
        4 => (1..90_u64).prop_map(Event::Passes),
    ];
    proptest::collection::vec(event, 0..60)
}

#[test]
fn a_move_whose_appointment_stands_elsewhere_takes_time_up_as_long_as_it_may_be_made() {
    let [up, limit] = [100, 20].map(Duration::from_secs);
    let mut life = Life::left_behind(moved(), Vec::new(), LookupSchedule::left_behind(limit, up));
    let elsewhere = returned(90, "prac_1", "booked");
    life.read(Some(&elsewhere), up);
    assert!(life.meaning() == Some(Meaning::Unknown) && !life.takes_no_time(up + limit));
    let past = up + limit + Duration::from_secs(60);
    life.read(Some(&elsewhere), past);
    assert!(life.meaning() == Some(Meaning::Unknown) && life.takes_no_time(past));
}

/// A change at its clinic: whether the clinic has made it, and how often it was sent.
struct Run {
    life: Life,
    is_made: bool,
    sent: u32,
    may_answer: bool,
    now: Duration,
}

impl Run {
    fn new(is_made: bool) -> Run {
        let mut life = Life::new(moved(), Vec::new());
        life.send();
        Run {
            life,
            is_made,
            sent: 1,
            may_answer: true,
            now: Duration::from_secs(100),
        }
    }

    fn answers(&mut self, answer: &Result<Appointment, Failure>) {
        if std::mem::take(&mut self.may_answer) {
            self.life.answered(answer, CALL_LIMIT, self.now);
        }
    }

    /// Looks if a look is due; returns whether the change is sent again.
    fn looks(&mut self, is_read: bool) -> bool {
        let now = self.now;
        let Some(lookup) = self
            .life
            .lookup_mut()
            .filter(|lookup| lookup.wants_look(now))
        else {
            return false;
        };
        lookup.looks(now);
        let appointment = is_read.then(|| held(if self.is_made { 60 } else { 0 }));
        matches!(
            self.life.read(appointment.as_ref(), now),
            LookupStep::SendAgain(_)
        )
    }

    fn sees(&mut self, event: Event) {
        match event {
            Event::Made if self.is_made => self.answers(&Ok(held(60))),
            Event::Made => {}
            // A server that has made the change does not refuse it for good.
            Event::Fails(Cause::Forbidden | Cause::StoppedBeforeSending) if self.is_made => {}
            Event::Fails(cause) => self.answers(&Err(failure(cause))),
            Event::Read if self.looks(true) => {
                self.life.send();
                (self.sent, self.may_answer) = (self.sent + 1, true);
            }
            Event::Read => {}
            Event::CannotBeRead => {
                self.looks(false);
            }
            Event::StopsWaiting => self.life.stop_waiting(self.now),
            Event::CannotTell => self.life.cannot_tell(self.now),
            Event::Passes(seconds) => self.now += Duration::from_secs(seconds),
        }
    }
}

#[test]
fn an_answer_that_comes_after_it_was_found_changes_nothing() {
    let mut run = Run::new(true);
    for event in [Event::StopsWaiting, Event::Passes(2), Event::Read] {
        run.sees(event);
    }
    assert!(matches!(run.life.stage(), ChangeStage::Made { id: Some(id), .. } if id == "appt_1"));
    run.sees(Event::Fails(Cause::TimedOut));
    assert!(run.life.is_settled());
}

#[test]
fn a_contradicted_change_is_looked_up_once_and_is_what_it_is_found_to_be() {
    for is_made in [true, false] {
        let mut run = Run::new(is_made);
        run.sees(Event::Fails(contradicted("appt_1")));
        assert_eq!(run.life.meaning(), Some(Meaning::Unknown));
        for event in [Event::Passes(1), Event::Read] {
            run.sees(event);
        }
        assert!(run.life.is_settled());
        assert_eq!(run.life.meaning().is_none(), is_made);
    }
}

#[test]
fn a_new_appointment_is_looked_up_where_the_answer_says_unless_that_is_another_one() {
    let booking = Booking::of_ids(CLINIK, "pt_1", Some("prac_1"), span(60)).unwrap();
    let mut life = Life::new(booking.into(), vec!["appt_old".to_owned()]);
    life.send();
    let lost = Err(failure(contradicted("appt_1")));
    life.answered(&lost, CALL_LIMIT, Duration::ZERO);
    assert_eq!(
        life.lookup_request(&[]),
        LookupRequest::Read("appt_1".to_owned())
    );
    let known = ["appt_1".to_owned()];
    assert_eq!(
        life.lookup_request(&known),
        LookupRequest::Search,
        "of another booking"
    );
    life.lookup_mut().unwrap().forget_named();
    assert_eq!(
        life.lookup_request(&[]),
        LookupRequest::Search,
        "there is no such one"
    );

    let mut life = Life::new(life.change().clone(), vec!["appt_old".to_owned()]);
    life.send();
    let lost = Err(failure(contradicted("appt_old")));
    life.answered(&lost, CALL_LIMIT, Duration::ZERO);
    assert_eq!(
        life.lookup_request(&[]),
        LookupRequest::Search,
        "it stood there before"
    );
}

/// A booking that was refused for a conflict, or asked to wait, and is being looked up.
fn refused(cause: Cause) -> Life {
    let booking = Booking::of_ids(CLINIK, "pt_1", Some("prac_1"), span(60)).unwrap();
    let mut life = Life::new(booking.into(), Vec::new());
    life.send();
    life.answered(&Err(failure(cause)), CALL_LIMIT, Duration::ZERO);
    life.lookup_mut().unwrap().looks(Duration::from_secs(90));
    life
}

#[test]
fn a_booking_that_is_refused_for_a_conflict_stays_refused_if_no_search_can_tell() {
    let lagging = Agenda {
        complete: true,
        may_lag: true,
        ..Agenda::default()
    };
    let up = Duration::from_secs(90);
    let mut life = refused(Cause::Conflict);
    life.searched(Some(&lagging), &[], up);
    assert_eq!(life.meaning(), Some(Meaning::Refused));
    // A server that asked to wait may have made it.
    let mut life = refused(Cause::RateLimited);
    life.searched(Some(&lagging), &[], up);
    assert_ne!(life.meaning(), Some(Meaning::Refused));
}

#[test]
fn a_booking_that_is_refused_for_a_conflict_is_looked_up_until_a_list_is_read_to_its_end() {
    let incomplete = Agenda::default();
    let up = Duration::from_secs(90);
    for agenda in [Some(&incomplete), None] {
        let mut life = refused(Cause::Conflict);
        life.searched(agenda, &[], up);
        assert_eq!(life.meaning(), None, "{agenda:?}");
        let due = life.lookup().expect("it goes on").due().unwrap();
        life.lookup_mut().unwrap().looks(due);
        let complete = Agenda::of(Vec::new(), true);
        life.searched(Some(&complete), &[], due);
        assert_eq!(life.meaning(), Some(Meaning::Refused), "{agenda:?}");
    }
    let mut life = refused(Cause::Conflict);
    life.cannot_tell(up);
    assert_eq!(life.meaning(), Some(Meaning::Refused));
    let mut life = refused(Cause::Conflict);
    life.mark_unknown(up);
    assert_eq!(life.meaning(), Some(Meaning::Unknown));
}

#[test]
fn what_was_altered_by_somebody_else_is_unknown_however_it_was_refused() {
    let mut run = Run::new(false);
    for event in [
        Event::Fails(Cause::RateLimited),
        Event::StopsWaiting,
        Event::Passes(90),
    ] {
        run.sees(event);
    }
    run.life.lookup_mut().unwrap().looks(run.now);
    run.life.read(Some(&held(30)), run.now);
    assert_eq!(run.life.meaning(), Some(Meaning::Unknown));
    assert_eq!(
        run.life.lookup().and_then(LookupSchedule::candidates),
        Some(&["appt_1".to_owned()][..])
    );
}

proptest! {
    #[test]
    fn a_change_is_sent_once_and_what_is_said_of_it_is_so(is_made: bool, events in events()) {
        let mut run = Run::new(is_made);
        for event in events {
            let (settled, sent) = (run.life.is_settled().then(|| format!("{:?}", run.life.stage())), run.sent);
            let may_go_again = run.life.is_resent();
            run.sees(event);
            prop_assert!(run.sent == sent || may_go_again && !is_made, "sent again");
            if let Some(settled) = settled {
                prop_assert_eq!(settled, format!("{:?}", run.life.stage()));
            }
            match run.life.stage() {
                ChangeStage::Made { .. } => prop_assert!(is_made),
                ChangeStage::NotMade(_) => prop_assert!(!is_made),
                _ => {}
            }
        }
        prop_assert!(run.sent <= 1 + u32::from(MOST_WAITS));
    }
}
