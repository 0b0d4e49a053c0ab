//! A wish in one command: the first free time that fits is moved to, as long as it is free.

use chrono::{Days, NaiveTime, Utc};
use serde_json::{Value, json};

use super::Shell;
use crate::desk_at_work::{Published, SlotList};

/// A list with one free half hour in the afternoon of a day soon, in UTC and in Berlin.
#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary goes by the clock of the machine"
)]
fn one_free() -> (SlotList, String) {
    let time = NaiveTime::from_hms_opt(12, 0, 0).expect("a time");
    let start = (Utc::now().date_naive() + Days::new(6))
        .and_time(time)
        .and_utc();
    let end = start + chrono::TimeDelta::minutes(30);
    let [start, end] = [start, end].map(|at| at.format("%Y-%m-%dT%H:%M:%S.000Z").to_string());
    let slot = json!({"id": "slot_1", "status": "free", "start": start, "end": end});
    let list = SlotList {
        slots: vec![slot],
        is_cut: false,
    };
    (list, start)
}

impl Shell {
    /// Moves a visit to the first free afternoon at a clinic that publishes other slots.
    fn moves_to_an_afternoon(&self, id: &str, published: &Published) -> super::Said {
        self.run_in(&format!("move {id} afternoon --yes"), |command| {
            command.env("BOOKDESK_CLINIK_URL", published.address());
        })
    }

    fn starts_moved_to(&self) -> Vec<Value> {
        let moves = self.alterations().into_iter();
        moves.map(|(_, body, _)| body["start"].clone()).collect()
    }
}

#[test]
fn a_visit_is_moved_to_the_first_free_time_that_fits() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let published = Published::before(&shell.sandbox.clinik_url());
    let (list, start) = one_free();
    published.publish(list);
    shell.moves_to_an_afternoon(&id, &published).ends_with(0);
    assert_eq!(shell.starts_moved_to(), [start]);
}

#[test]
fn a_free_time_that_is_gone_before_the_move_is_sent_is_not_moved_to() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let published = Published::before(&shell.sandbox.clinik_url());
    published.publish(one_free().0);
    published.publish_next(SlotList::default());
    let said = shell.moves_to_an_afternoon(&id, &published).ends_with(5);
    assert!(said.out.contains("has just been taken"), "{}", said.out);
    assert!(shell.starts_moved_to().is_empty());
}
