//! The waiting list, as the desk shows it.

use serde_json::json;

use booking::{ClinicId, Waiter, WaitingPlace};
use desk::{Action, Desk};

use super::{Driver, READ_TIMEOUT, TableAnswer};

/// The columns, which are also the JSON members. An entry without an id is kept by the desks, not by the
/// clinic.
const HEADS: [&str; 9] = [
    "since", "patient", "born", "with", "wished", "what", "by", "backend", "id",
];

impl Driver {
    /// Returns the waiting patients, at one clinic or all of them, the longest waiting first.
    pub fn waiting(&mut self, only: Option<ClinicId>) -> TableAnswer {
        self.act(Action::WaitingList);
        self.settle(READ_TIMEOUT);
        let desk = self.desk();
        let waiters = desk.office.waiting_list();
        let rows = waiters
            .iter()
            .filter(|waiter| only.is_none_or(|only| only == waiter.clinic))
            .map(|waiter| cells(desk, waiter).map(|cell| json!(cell)));
        let answer = TableAnswer::of(
            HEADS,
            rows.collect(),
            desk::unread_waiting_lists(desk, only),
            desk.setup.language,
        );
        self.act(Action::Close);
        answer
    }
}

fn cells(desk: &Desk, waiter: &Waiter) -> [Option<String>; 9] {
    let clinic = waiter.clinic;
    let language = desk.setup.language;
    let place = waiter.provider.as_deref();
    let zone = desk.office.zone_at(clinic, place.unwrap_or_default());
    let known = desk.office.lists.known(clinic.people(), &waiter.person);
    let (name, born) = match known {
        Some(entry) => desk.naming.entry(&entry, language),
        None => (waiter.person.clone(), String::new()),
    };
    let id = match &waiter.place {
        WaitingPlace::Clinic(id) => Some(id.clone()),
        WaitingPlace::Desk(_) | WaitingPlace::Unsettled => None,
    };
    [
        waiter
            .since
            .map(|since| since.with_timezone(&zone).to_rfc3339()),
        Some(name),
        Some(born).filter(|born| !born.is_empty()),
        place.map(|id| desk::name_of_provider(desk, clinic, id)),
        Some(waiter.wished.to_text(zone, language)),
        waiter.what.as_ref().map(|what| what.shown().clone()),
        waiter.by.clone(),
        Some(clinic.word().to_owned()),
        id,
    ]
}
