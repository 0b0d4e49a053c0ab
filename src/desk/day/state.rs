//! The day of a practitioner or location: everything booked, everyone by name, and what is free between. It lies
//! over the form, and is read anew while it is looked at.

use tui_input::{Input, InputRequest};

use crate::booking::{Entry, Provider, Vendor};
use crate::desk::form::{changes, cleaned, request};
use crate::desk::keys::Key;

use super::calendar::Calendar;

/// What the overlay shows: someone's day, and over it, while one is chosen, the list of all who have one.
#[derive(Clone, Default, PartialEq)]
pub struct DayBook {
    /// The list to choose from, while it is open.
    pub chooser: Option<Chooser>,
    /// The day, once it is known whose.
    pub calendar: Option<Calendar>,
}

/// Someone, or some place, whose day can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOf {
    /// Who keeps the day.
    pub backend: Vendor,
    /// The id there.
    pub id: String,
    /// The name people know.
    pub name: String,
    /// Specialty or address.
    pub detail: String,
    /// The two letters that stand for it.
    pub code: String,
    pub(super) provider: Provider,
}

/// The list to choose from, while it is open.
#[derive(Clone, Default, PartialEq)]
pub struct Chooser {
    /// What has been typed to narrow it.
    pub(super) typed: String,
    /// Which row is chosen.
    pub chosen: usize,
}

impl Chooser {
    /// What has been typed to narrow it.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.typed.push_str(&cleaned(text, false).0);
        self.chosen = 0;
    }

    pub(super) fn edit(&mut self, key: Key) {
        let Some(request) = request(key).filter(|request| changes(*request)) else { return };
        let mut input = Input::new(self.typed.clone());
        input.handle(match request {
            InputRequest::DeleteNextChar => InputRequest::DeletePrevChar,
            request => request,
        });
        self.typed = input.value().to_owned();
        self.chosen = 0;
    }
}

impl DayOf {
    pub(super) fn of(backend: Vendor, entry: &Entry, code: Option<&str>) -> Option<DayOf> {
        Some(DayOf {
            backend,
            provider: Provider::named(backend, &entry.id)?,
            id: entry.id.clone(),
            name: entry.name.clone(),
            detail: entry.detail.clone(),
            code: code.unwrap_or_default().to_owned(),
        })
    }
}
