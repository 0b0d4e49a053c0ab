//! Choosing another practitioner or location in the form of a move.

use tui_input::Input;

use booking::{AppointmentRef, Change, Entry, Finder, Provider, is_same_id};
use office::{MoveCase, can_change_provider};

use crate::change_form::form::new_time;
use crate::{ChangeForm, Desk, Part, Submissions};

/// The maximum number of practitioners or locations listed.
const MOST_LISTED: usize = 9;

impl ChangeForm {
    /// Returns whether its appointment can move to another provider.
    pub(crate) fn may_change_provider(&self) -> bool {
        self.moving().is_some() && can_change_provider(&self.of)
    }

    /// Returns whether it asks for the provider rather than the time.
    pub(super) fn asks_provider(&self) -> bool {
        self.moving().is_some_and(MoveCase::asks_provider)
    }

    /// Returns the provider that the appointment is to have.
    pub(crate) fn provider(&self) -> Option<Provider> {
        match self.new_time() {
            Some(new) => new.with(),
            None => self.of.provider(),
        }
    }

    /// Returns the appointment with its new provider, on whose clock new times are read.
    pub(crate) fn place(&self) -> AppointmentRef {
        match self.new_time() {
            Some(new) => new.place(),
            None => self.of.clone(),
        }
    }
}

/// Returns the practitioners or locations that match the typed text, including the present one.
pub(super) fn providers_to_choose(desk: &Desk) -> Vec<&Entry> {
    let form = desk.change_form();
    let Some(form) = form.filter(|form| form.asks_provider()) else {
        return Vec::new();
    };
    let Some(catalogue) = desk.office.lists.list(form.of.clinic.providers()).value() else {
        return Vec::new();
    };
    catalogue
        .found_by(&Finder::new(form.typed()))
        .into_iter()
        .take(MOST_LISTED)
        .collect()
}

/// Returns whether an entry of that list is the appointment's present provider.
pub(super) fn is_with_now(desk: &Desk, entry: &Entry) -> bool {
    let now = desk
        .change_form()
        .and_then(|form| form.of.provider.as_deref());
    now.is_some_and(|id| is_same_id(id, &entry.id))
}

/// Returns the form's move: to the chosen time, or at the old one, with the chosen provider.
pub(super) fn move_in_form(desk: &Desk, form: &ChangeForm, case: &MoveCase) -> Option<Change> {
    if case.asks_provider() {
        return None;
    }
    let span = new_time(desk)?.ok()?;
    let setting = desk.setting_of(form.of.clinic);
    if let Some(shown) = &desk.appointment.shown
        && shown.appointment.key() == form.of.key()
    {
        return case.change(&form.of, &shown.appointment, span, &setting);
    }
    // The pane shows another appointment: the replacement gets the contents read before.
    let span = form.new_time()?.with_length(span)?;
    if let (Some(before), Some(to)) = (form.given.made_before(), &case.provider)
        && let Some(again) = before.again(&form.of, to, span, setting.reference)
    {
        return Some(again);
    }
    Change::moved(form.of.clone(), span, case.provider.clone())
}

impl Part<'_, Submissions> {
    /// Switches between choosing the provider and the time.
    pub(super) fn toggle_provider(&mut self) {
        let form = self.change_form_mut();
        let Some(form) = form.filter(|form| form.may_change_provider()) else {
            return;
        };
        if let Some(case) = form.moving_mut() {
            case.toggle_provider();
        }
        form.is_over_line = false;
        form.input = Input::default();
        form.row = form.row_untouched();
        if form.asks_provider() {
            let list = form.of.clinic.providers();
            self.office_mut().read_list_first(list);
        }
    }

    /// Enters the chosen provider and switches back to the time. Sends nothing.
    pub(super) fn take_provider(&mut self) {
        let chosen = self.change_form().and_then(|form| form.row).unwrap_or(0);
        let Some(id) = providers_to_choose(self)
            .get(chosen)
            .map(|entry| entry.id.clone())
        else {
            return;
        };
        let Some(form) = self.change_form_mut() else {
            return;
        };
        let provider = Provider::named(form.of.clinic, &id);
        let of = form.of.clone();
        if let Some(case) = form.moving_mut() {
            case.take_provider(provider, &of);
        }
        form.row = None;
        form.input = Input::default();
        form.reset_after_edit();
    }
}
