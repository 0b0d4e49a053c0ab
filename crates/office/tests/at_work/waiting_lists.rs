//! The waiting lists: those of the clinics, and the desks' own.

use booking::clinics::ANIVA;
use booking::time::is_time_word;
use booking::{
    Blocked, Days, DeskNotes, Freed, Hold, Holidays, Slot, Templates, Waiter, WaitingPlace, Wished,
};
use office::{Answer, NoteReach, NoteStep, NotesAnswer, OfficeNews, SharedNews};
use uuid::Uuid;

use super::hours::karin;
use super::*;

fn steps(effect: &Effect) -> Option<(Ticket, NoteStep)> {
    match effect {
        Effect::Store(StoreOp::Note(ticket, step)) => Some((*ticket, (**step).clone())),
        _ => None,
    }
}

fn reads_a_waiting_list(effect: &Effect) -> Option<ClinicId> {
    match effect {
        Effect::Clinic(_, ClinicCall::Waiting(clinic)) => Some(*clinic),
        _ => None,
    }
}

fn waiter(wished: &str) -> Waiter {
    Waiter {
        place: WaitingPlace::Unsettled,
        clinic: ANIVA,
        person: "7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a11".to_owned(),
        provider: None,
        wished: Wished::of_intervals(wished).expect("a wish"),
        since: None,
        what: None,
        by: None,
    }
}

#[test]
fn all_lists_are_read_together() {
    let mut desk = AtWork::new();
    desk.office.read_waiting_lists();
    assert!(desk.finds(reads_a_waiting_list).is_some());
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
fn an_entry_that_stands_in_the_way_is_told_and_the_same_once_more_replaces_it() {
    let mut desk = AtWork::new();
    let there = Waiter {
        place: WaitingPlace::Desk(Uuid::from_u128(1)),
        ..waiter("2027-02-10T08:00:00Z/2027-02-12T00:00:00Z")
    };
    let own = waiter("2027-02-15T08:00:00Z/2027-02-16T00:00:00Z");
    desk.office.keep_waiting(own.clone());
    let (ticket, step) = desk.takes(steps);
    let unseen = NoteStep::Waiting {
        waiter: own.clone(),
        seen: None,
    };
    assert_eq!(step, unseen);
    let notes = DeskNotes {
        waiting: vec![there.clone()],
        ..DeskNotes::default()
    };
    let reach = NoteReach::Overtaken;
    desk.answers(ticket, Answer::Notes(Ok(NotesAnswer { notes, reach })));
    let told = std::iter::from_fn(|| desk.office.next_news())
        .any(|news| matches!(news, OfficeNews::WaitingOvertaken(step) if *step == unseen));
    assert!(told);
    assert_eq!(
        desk.office.book.kept_waiting(),
        std::slice::from_ref(&there)
    );

    desk.office.keep_waiting(own.clone());
    let seen = Some(there);
    assert_eq!(desk.takes(steps).1, NoteStep::Waiting { waiter: own, seen });
}

/// The starts of the times that may be offered to patients on a waiting list.
fn offered(desk: &AtWork) -> Vec<DateTime<Utc>> {
    let freed = desk.office.freed_times().into_iter();
    freed.map(|Freed { slot, .. }| slot.start).collect()
}

#[test]
fn a_time_that_was_left_is_offered_while_anybody_could_be_given_it() {
    const DAY: i64 = 24 * 60;
    const FRIDAY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261127\r\n\
         SUMMARY:Works outing\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let mut desk = AtWork::new();
    for minutes in [60, 120, 180, DAY] {
        desk.office.book.free_up(&booked_at(minutes));
    }
    assert_eq!(offered(&desk), [at(DAY), at(180), at(120), at(60)]);

    let half_hour = |minutes: i64| Slot {
        start: at(minutes),
        end: at(minutes + 30),
    };
    let mode = desk.office.mode_of(CLINIK);
    let hold = Hold {
        desk: Some("front-2".to_owned()),
        provider: karin(),
        slot: half_hour(60),
    };
    let held = SharedNews::Held(vec![hold]);
    desk.office.on_shared_news(mode, held);
    assert_eq!(offered(&desk), [at(DAY), at(180), at(120)], "it is held");

    let absence = Blocked {
        id: "slot_1".to_owned(),
        provider: Some(KARIN.to_owned()),
        slot: half_hour(105),
        why: "ill".to_owned(),
        is_absence: true,
        note: None,
    };
    let agenda = Agenda {
        blocked: vec![absence],
        names_absences: true,
        ..whole(Vec::new())
    };
    let today = at(0).date_naive();
    let days = Days::new(today, today, zones::Zone::BERLIN).expect("a day");
    let key = CalendarKey::Provider(karin(), days);
    let read = key.read(agenda, desk.office.moment.up);
    desk.office.book.read(read);
    assert_eq!(offered(&desk), [at(DAY), at(180)], "nobody is there");

    desk.office.setup.holidays = Holidays::read(FRIDAY).expect("a calendar");
    assert_eq!(offered(&desk), [at(180)], "it is a holiday");
}

/// A kind of visit that begins from twelve on.
const LATE_KIND: &str = r#"
[[template]]
key = "z"
name = "late control"
backend = "clinik"
minutes = 30
reason = "Late control"
between = "12:00-13:00"
"#;

#[test]
fn a_time_that_was_left_is_offered_to_nobody_whose_visit_a_search_would_not_put_there() {
    let mut desk = AtWork::new();
    let kinds = Templates::read(SHIPPED, LATE_KIND, &is_time_word).expect("a kind");
    desk.office.setup.templates = kinds;
    desk.office.book.free_up(&booked_at(60));
    let freed = desk.office.freed_times()[0].clone();
    let maria = |what: Option<&str>| Waiter {
        clinic: CLINIK,
        person: MARIA.to_owned(),
        what: what.map(|what| what.to_owned().into()),
        ..waiter("")
    };
    assert!(desk.office.suits_waiter(&maria(None), &freed));
    assert!(
        !desk
            .office
            .suits_waiter(&maria(Some("Late control")), &freed),
        "eleven is too early for that"
    );
    let ticket = desk.asks_about_maria();
    let rows = vec![row(MARIA, "appt_1", 75)];
    desk.answers(ticket, Answer::Calendar(Ok(whole(rows))));
    assert!(
        !desk.office.suits_waiter(&maria(None), &freed),
        "she is elsewhere then"
    );
}
