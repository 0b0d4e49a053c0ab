//! Absences of practitioners: sent one day after another, each once, and looked up after a lost answer.

use booking::{
    AbsenceStanding, Author, AwayTime, AwayWish, Blocked, ChangeFacts, ChangeProgress,
    ChangeRecord, Claim, ClaimState, Mode, Slot, TimedVisit, Visit,
};
use office::{
    AbsenceObstacle, AbsencePlace, AbsenceTask, AskedAbsence, ComingAbsence, DayPlace, NoteStep,
    SharedNews, StepState,
};
use uuid::Uuid;

use super::*;

fn karin() -> Provider {
    Provider::named(CLINIK, KARIN).expect("a practitioner")
}

/// Karin is away for two hours from ten, on this many days.
fn wish(days: i64) -> AwayWish {
    let time = |day: i64| Slot {
        start: at(day * 24 * 60),
        end: at(day * 24 * 60 + 120),
    };
    AwayWish {
        provider: karin(),
        times: (0..days).map(time).collect(),
        why: None,
    }
}

fn entering(days: i64) -> Vec<Change> {
    let wish = wish(days);
    wish.each().filter_map(Change::away).collect()
}

/// The slot as the clinic answers.
fn slot(number: i64) -> Appointment {
    let day = number * 24 * 60;
    Appointment {
        status: "busy-unavailable".to_owned(),
        end: Some(at(day + 120)),
        members: Vec::new(),
        ..appointment(&format!("slot_{number}"), day, "")
    }
}

fn blocked(number: i64) -> Blocked {
    Blocked {
        id: format!("slot_{number}"),
        provider: Some(KARIN.to_owned()),
        slot: wish(number + 1).times.pop().expect("a day"),
        why: "Congress".to_owned(),
        is_absence: true,
        note: None,
    }
}

/// Karin's calendar with these absences.
fn with_absences(blocked: Vec<Blocked>) -> Agenda {
    Agenda {
        blocked,
        names_absences: true,
        ..whole(Vec::new())
    }
}

fn reads_her_calendar(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Lookup, ..)) => Some(*ticket),
        _ => None,
    }
}

fn states(desk: &AtWork) -> Vec<StepState> {
    let work = desk.office.absence_work().expect("work");
    work.steps().iter().map(|step| step.state.clone()).collect()
}

fn worked(desk: &mut AtWork) -> bool {
    std::iter::from_fn(|| desk.office.next_news())
        .any(|news| matches!(news, OfficeNews::AbsenceWorked))
}

#[test]
fn its_days_are_queued_and_sent_one_after_the_other() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(2));
    let queued: Vec<_> = std::iter::from_fn(|| desk.finds(queues)).collect();
    assert_eq!(queued.len(), 2, "a crash loses none");
    let (first, sent) = desk.takes(sends);
    assert!(
        sent.continues.is_some(),
        "it leaves the queue as it is sent"
    );
    assert!(desk.finds(sends).is_none(), "the second one waits");
    desk.changes(first, Ok(slot(0)));
    let (second, sent) = desk.takes(sends);
    assert_eq!(
        sent.change.away_time().map(AwayTime::time),
        wish(2).times.last().copied()
    );
    assert!(!worked(&mut desk));
    desk.changes(second, Ok(slot(1)));
    assert!(worked(&mut desk));
    let made = ["slot_0", "slot_1"].map(|id| StepState::Made(id.to_owned()));
    assert_eq!(states(&desk), made);
}

#[test]
fn it_counts_in_the_calendar_as_soon_as_it_is_sent() {
    let mut desk = AtWork::new();
    let is_away = |desk: &AtWork| !desk.office.book.absences(&karin()).is_empty();
    desk.office.work_on_absence(entering(1));
    assert!(is_away(&desk));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Ok(slot(0)));
    assert!(is_away(&desk));
    let booked = desk
        .office
        .book
        .calendar(&[booking::Subject::provider(&karin())], |_| true);
    assert!(booked.is_empty(), "it is no visit");
    assert!(desk.office.book.done(|_| true).is_empty());
}

#[test]
fn a_read_from_before_it_does_not_hide_it_and_a_later_one_tells() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(1));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Ok(slot(0)));
    let days = desk.office.days_of(&visit(0)).expect("a day");
    let key = CalendarKey::Provider(karin(), days);
    let reads = |desk: &mut AtWork, agenda| {
        let read = key.read(agenda, desk.office.moment.up);
        desk.office.book.read(read);
        desk.office.book.absences(&karin()).len()
    };
    assert_eq!(
        reads(&mut desk, with_absences(Vec::new())),
        1,
        "searches lag"
    );
    desk.passes(60);
    assert_eq!(reads(&mut desk, with_absences(vec![blocked(0)])), 1);
    desk.passes(60);
    assert_eq!(
        reads(&mut desk, with_absences(Vec::new())),
        0,
        "somebody has taken it back"
    );
}

#[test]
fn a_lost_answer_is_looked_up_in_the_calendar_and_never_sent_again() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(1));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    assert_eq!(states(&desk), [StepState::Unknown]);
    assert!(worked(&mut desk), "there is nothing more to be sent");
    let look = next_calendar(&mut desk);
    desk.answers(look, Answer::Sought(Ok(with_absences(vec![blocked(0)]))));
    assert_eq!(states(&desk), [StepState::Made("slot_0".to_owned())]);
    let (_, settlement, _) = desk.takes(|effect| {
        settles(effect).filter(|(_, settlement, _)| *settlement != Settlement::Unknown)
    });
    assert_eq!(settlement, Settlement::Booked("slot_0".to_owned()));
    assert!(desk.finds(sends).is_none());
}

/// Lets time pass until the calendar is read for the look-up.
fn next_calendar(desk: &mut AtWork) -> Ticket {
    for _ in 0..120 {
        if let Some(look) = desk.finds(reads_her_calendar) {
            return look;
        }
        desk.passes(1);
    }
    panic!("no look-up within two minutes");
}

#[test]
fn what_is_not_there_once_searches_have_caught_up_was_not_entered() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(1));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    for _ in 0..5 {
        if states(&desk) != [StepState::Unknown] {
            break;
        }
        let look = next_calendar(&mut desk);
        desk.answers(look, Answer::Sought(Ok(with_absences(Vec::new()))));
    }
    assert!(matches!(states(&desk)[..], [StepState::NotMade(_)]));
    assert!(desk.office.book.absences(&karin()).is_empty());
    assert!(desk.finds(sends).is_none(), "a person decides");
}

#[test]
fn a_calendar_that_does_not_name_all_absences_proves_nothing() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(1));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    for _ in 0..4 {
        let look = next_calendar(&mut desk);
        desk.answers(look, Answer::Sought(Ok(whole(Vec::new()))));
        assert_eq!(states(&desk), [StepState::Unknown]);
    }
}

#[test]
fn after_a_restart_it_is_looked_up_as_well() {
    let mut desk = AtWork::new();
    let change = entering(1).pop().expect("a change");
    desk.office
        .handle(OfficeEvent::Unsettled(vec![booking::UnsettledChange {
            name: Uuid::from_u128(1),
            change,
            at: desk.office.moment.now,
            lost_at: None,
            others: Vec::new(),
            is_not_made: false,
            is_alone: false,
            list: None,
        }]));
    assert!(desk.finds(sends).is_none());
    let look = next_calendar(&mut desk);
    desk.answers(look, Answer::Sought(Ok(with_absences(vec![blocked(0)]))));
    let news = desk.news();
    assert!(names(&news).contains(&"made"), "{:?}", names(&news));
}

#[test]
fn a_refused_key_leaves_the_other_days_out() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(3));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(refused()));
    assert!(worked(&mut desk));
    let expected = [
        StepState::NotMade(refused()),
        StepState::LeftOut,
        StepState::LeftOut,
    ];
    assert_eq!(states(&desk), expected);
    assert!(desk.finds(sends).is_none());
    assert_eq!(
        desk.office.changes().queued().count(),
        0,
        "nothing waits for anybody"
    );
}

#[test]
fn a_day_that_another_desk_is_entering_does_not_stop_the_others() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(2));
    let (ticket, _) = desk.takes(sends);
    let theirs = Failure::NotSent(Report::of(Cause::Claimed(Box::new(claim()))));
    desk.changes(ticket, Err(theirs));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Ok(slot(1)));
    assert!(matches!(
        states(&desk)[..],
        [StepState::NotMade(_), StepState::Made(_)]
    ));
}

/// Another desk's absence for the same time.
fn claim() -> Claim {
    Claim {
        change: Uuid::from_u128(2),
        state: ClaimState::Booked,
        since: at(-60),
        appointment: Some("slot_9".to_owned()),
        is_same_visit: false,
        holds: TimedVisit {
            visit: Visit {
                clinic: CLINIK,
                person: String::new(),
                provider: Some(KARIN.to_owned()),
                start: Some(at(0)),
            },
            busy_until: Some(at(120)),
        },
        old_start: None,
        operator: None,
        desk: Some("front-2".to_owned()),
    }
}

#[test]
fn a_person_can_stop_it_between_two_days() {
    let mut desk = AtWork::new();
    desk.office.work_on_absence(entering(3));
    let (ticket, _) = desk.takes(sends);
    desk.office.stop_absence();
    desk.changes(ticket, Ok(slot(0)));
    assert!(worked(&mut desk));
    assert_eq!(states(&desk)[1..], [StepState::LeftOut, StepState::LeftOut]);
}

#[test]
fn its_days_say_who_is_booked_and_what_is_entered_already() {
    let mut desk = AtWork::new();
    let wish = wish(2);
    desk.office.want_absence(&wish);
    assert!(!desk.office.has_read_absence(&wish));
    let day = desk.takes(reads_a_day);
    let asked = |effect: &Effect| match effect {
        Effect::Clinic(ticket, ClinicCall::EntersAbsences(_)) => Some(*ticket),
        _ => None,
    };
    let place = desk.takes(asked);
    let agenda = Agenda {
        bookings: vec![
            row(MARIA, "a", 30),
            row(MARIA, "b", 119),
            row(MARIA, "c", 120),
        ],
        ..with_absences(vec![blocked(1)])
    };
    desk.answers(day, Answer::Calendar(Ok(agenda)));
    desk.answers(place, Answer::EntersAbsences(Ok(true)));
    assert!(desk.office.has_read_absence(&wish));
    assert_eq!(
        desk.office.absence_place(&karin()),
        Some(AbsencePlace::Clinic)
    );
    let days = desk.office.absence_days(&wish);
    let booked: Vec<&str> = days[0].booked.iter().map(|booked| &*booked.id).collect();
    assert_eq!(booked, ["a", "b"]);
    assert_eq!(days[0].standing, AbsenceStanding::Free);
    assert!(matches!(days[1].standing, AbsenceStanding::Entered(_)));
}

/// The record of another desk that is entering the first of these days, or of its outcome.
fn at_another_desk(desk: &mut AtWork, stands: Option<ChangeProgress>) {
    let time = AwayTime::new(&karin(), wish(1).times[0], None);
    let change = Change::away(time).expect("an absence");
    let record = ChangeRecord {
        list: None,
        by: Author {
            record: Some(Uuid::from_u128(7)),
            desk: Some("front-2".to_owned()),
            ..Author::default()
        },
        facts: ChangeFacts::of(&change),
        status: None,
        is_alone: false,
        stands,
        at: at(0),
    };
    let news = SharedNews::Changed(Some(vec![record]));
    desk.office.on_shared_news(Mode::Sandbox, news);
}

#[test]
fn a_day_that_another_desk_is_sending_is_neither_told_as_entered_nor_sent() {
    let mut desk = AtWork::new();
    read_for(&mut desk, &wish(1), true);
    let standing = |desk: &AtWork| desk.office.absence_days(&wish(1))[0].standing.clone();
    at_another_desk(&mut desk, Some(ChangeProgress::Open));
    assert!(
        matches!(standing(&desk), AbsenceStanding::SentElsewhere(by) if by.desk.as_deref() == Some("front-2"))
    );
    let asked = AskedAbsence::new(AbsenceTask::Enter(wish(1)));
    assert_eq!(
        asked.obstacle(&desk.office),
        Some(AbsenceObstacle::UnderWay)
    );
    assert!(!asked.has_ended(&desk.office));
    let both = AskedAbsence::new(AbsenceTask::Enter(wish(2)));
    assert_eq!(both.changes(&desk.office).len(), 1);
    at_another_desk(&mut desk, None);
    assert_eq!(standing(&desk), AbsenceStanding::Free);
    let made = ChangeProgress::Made("slot_2".to_owned());
    at_another_desk(&mut desk, Some(made));
    assert!(matches!(standing(&desk), AbsenceStanding::Entered(known) if known.id == "slot_2"));
    assert_eq!(
        asked.obstacle(&desk.office),
        Some(AbsenceObstacle::SentAlready)
    );
}

#[test]
fn taking_one_back_frees_its_time_at_once() {
    let mut desk = AtWork::new();
    let days = desk.office.days_of(&visit(0)).expect("a day");
    let key = CalendarKey::Provider(karin(), days);
    let read = key.read(with_absences(vec![blocked(0)]), desk.office.moment.up);
    desk.office.book.read(read);
    let coming = desk.office.coming_absences();
    assert_eq!(coming.len(), 1);
    let time = AwayTime::of_blocked(&coming[0].provider, &coming[0].blocked, true);
    desk.office
        .work_on_absence(Change::back(time).into_iter().collect());
    let (ticket, sent) = desk.takes(sends);
    let gone = sent.change.once_removed().expect("a slot");
    desk.changes(ticket, Ok(gone));
    assert!(desk.office.coming_absences().is_empty());
    assert!(desk.office.book.absences(&karin()).is_empty());
}

/// Reads her calendar for an absence; `keeps_absences` is whether the clinic keeps any.
fn read_for(desk: &mut AtWork, wish: &AwayWish, keeps_absences: bool) {
    desk.office.want_absence(wish);
    let calendar = desk.takes(|effect| match effect {
        Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Calendar, ..)) => Some(*ticket),
        _ => None,
    });
    desk.answers(calendar, Answer::Calendar(Ok(with_absences(Vec::new()))));
    let place = desk.takes(|effect| match effect {
        Effect::Clinic(ticket, ClinicCall::EntersAbsences(_)) => Some(*ticket),
        _ => None,
    });
    desk.answers(place, Answer::EntersAbsences(Ok(keeps_absences)));
}

#[test]
fn an_absence_that_was_asked_about_is_sent_once_and_only_when_its_calendar_was_read() {
    let mut desk = AtWork::new();
    let mut asked = AskedAbsence::new(AbsenceTask::Enter(wish(2)));
    assert_eq!(asked.obstacle(&desk.office), Some(AbsenceObstacle::Reading));
    read_for(&mut desk, &wish(2), true);
    assert_eq!(asked.obstacle(&desk.office), None);
    assert_eq!(asked.changes(&desk.office).len(), 2);
    asked.send(&mut desk.office);
    assert!(asked.is_under_way(&desk.office));
    assert_eq!(
        asked.obstacle(&desk.office),
        Some(AbsenceObstacle::OneAtATime)
    );
    for number in [0, 1] {
        let (ticket, _) = desk.takes(sends);
        desk.changes(ticket, Ok(slot(number)));
    }
    assert!(asked.has_changed(&desk.office) && asked.has_ended(&desk.office));
    assert_eq!(
        asked.obstacle(&desk.office),
        Some(AbsenceObstacle::SentAlready)
    );
    let again = AskedAbsence::new(AbsenceTask::Enter(wish(2)));
    assert_eq!(
        again.obstacle(&desk.office),
        Some(AbsenceObstacle::SentAlready),
        "the calendar has all of it"
    );
}

#[test]
fn an_absence_that_the_clinic_keeps_nowhere_is_written_here_and_sends_nothing() {
    let mut desk = AtWork::new();
    read_for(&mut desk, &wish(1), false);
    let mut asked = AskedAbsence::new(AbsenceTask::Enter(wish(1)));
    assert!(asked.is_kept_here(&desk.office));
    asked.send(&mut desk.office);
    let noted = |effect: &Effect| match effect {
        Effect::Store(StoreOp::Note(ticket, step)) => Some((*ticket, (**step).clone())),
        _ => None,
    };
    let (ticket, step) = desk.takes(noted);
    assert!(matches!(step, NoteStep::Put(times) if times.len() == 1));
    assert!(asked.is_under_way(&desk.office));
    desk.answers(ticket, Answer::Notes(Err("disk full".to_owned())));
    assert!(!asked.has_changed(&desk.office));
    asked.allow_another_try();
    assert_eq!(asked.obstacle(&desk.office), None);
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_day_is_taken_back_by_its_slot() {
    let mut desk = AtWork::new();
    let coming = ComingAbsence::in_calendar(karin(), blocked(0));
    let mut asked = AskedAbsence::new(AbsenceTask::TakeBack(coming));
    assert_eq!(asked.obstacle(&desk.office), None);
    asked.send(&mut desk.office);
    let (_, sent) = desk.takes(sends);
    assert_eq!(sent.change.away_time().map(AwayTime::id), Some("slot_0"));
}

#[test]
fn the_days_of_an_absence_in_the_outbox_are_gathered() {
    let mut desk = AtWork::new();
    for change in entering(3) {
        desk.office.queue(change);
    }
    let first = desk.office.changes().in_outbox().map(Submission::id).next();
    let open = first.and_then(|id| desk.office.take_up(id));
    let task = open.and_then(|open| desk.office.gather_absence(&open));
    assert!(matches!(task, Some(AbsenceTask::Enter(all)) if all == wish(3)));
    assert_eq!(desk.office.changes().in_outbox().count(), 0);
}
