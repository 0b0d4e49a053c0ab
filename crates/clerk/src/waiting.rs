//! The waiting list.

use serde_json::json;

use booking::{ClinicId, Waiter, WaitingPlace};

use super::{AtWork, Clerk, READ_TIMEOUT, TableAnswer};
use words::Wording;

/// The columns, which are also the JSON members. An entry without an id is kept by the desks, not by the
/// clinic.
const HEADS: [&str; 9] = [
    "since", "patient", "born", "with", "wished", "what", "by", "backend", "id",
];

impl<O: AtWork> Clerk<O> {
    /// Returns the waiting patients, at one clinic or all of them, the longest waiting first.
    pub fn waiting(&mut self, only: Option<ClinicId>) -> TableAnswer {
        self.wait_for_desks(only);
        self.work(|office| {
            office.read_names();
            office.read_waiting_lists();
        });
        self.settle(READ_TIMEOUT);
        let waiters = self.office().waiting_list();
        let words = self.words();
        let rows = waiters
            .iter()
            .filter(|waiter| only.is_none_or(|only| only == waiter.clinic))
            .map(|waiter| cells(words, waiter).map(|cell| json!(cell)));
        TableAnswer::of(
            HEADS,
            rows.collect(),
            words.unread_waiting_lists(only),
            self.language,
        )
    }
}

fn cells(words: Wording<'_>, waiter: &Waiter) -> [Option<String>; 9] {
    let clinic = waiter.clinic;
    let language = words.language;
    let place = waiter.provider.as_deref();
    let zone = words.office.zone_at(clinic, place.unwrap_or_default());
    let known = words.office.lists.known(clinic.people(), &waiter.person);
    let (name, born) = match known {
        Some(entry) => words.naming.entry(&entry, language),
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
        place.map(|id| words.provider(clinic, id)),
        Some(waiter.wished.to_text(zone, language)),
        waiter.what.as_ref().map(|what| what.shown().clone()),
        waiter.by.clone(),
        Some(clinic.word().to_owned()),
        id,
    ]
}
