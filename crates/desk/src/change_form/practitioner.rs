//! Choosing another practitioner or location in the form of a move.

use tui_input::Input;

use booking::{AppointmentRef, Change, ChangeKind, Entry, Finder, Provider, fields_of_move, moved};

use crate::change_form::form::new_time;
use crate::{ChangeForm, Desk, Part, Submissions};

/// The maximum number of practitioners or locations listed.
const MOST_LISTED: usize = 9;

impl ChangeForm {
    /// Whether its appointment can move to another provider.
    pub fn may_change_provider(&self) -> bool {
        let clinic = self.of.clinic;
        self.kind == ChangeKind::Move && fields_of_move(clinic).contains(&clinic.provider_field())
    }

    /// Returns the provider that the appointment is to have.
    pub(crate) fn provider(&self) -> Option<Provider> {
        self.new_time().with()
    }

    /// Returns the appointment with its new provider, on whose clock new times are read.
    pub(crate) fn place(&self) -> AppointmentRef {
        self.new_time().place()
    }
}

/// Whether the form asks for the provider rather than the time.
pub(super) fn asks_for_provider(desk: &Desk) -> bool {
    desk.change_form().is_some_and(|form| form.asks_provider)
}

/// Returns the practitioners or locations that match the typed text, including the present one.
pub(super) fn providers_to_choose(desk: &Desk) -> Vec<&Entry> {
    let Some(form) = desk.change_form().filter(|form| form.asks_provider) else {
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

/// Whether an entry of that list is the appointment's present provider.
pub(super) fn is_with_now(desk: &Desk, entry: &Entry) -> bool {
    let now = desk
        .change_form()
        .and_then(|form| form.of.provider.as_deref());
    now.is_some_and(|id| id.eq_ignore_ascii_case(&entry.id))
}

/// Returns the form's move: to the chosen time, or at the old one, with the chosen provider.
pub(super) fn move_in_form(desk: &Desk, form: &ChangeForm) -> Option<Change> {
    if form.asks_provider {
        return None;
    }
    let span = form.new_time().with_length(new_time(desk)?.ok()?)?;
    let shown = desk
        .appointment
        .shown
        .as_ref()
        .filter(|shown| shown.appointment.key() == form.of.key());
    let setting = desk.setting_of(form.of.clinic);
    if let Some(shown) = shown {
        return moved(
            form.of.clone(),
            &shown.appointment,
            span,
            form.new_provider.clone(),
            &setting,
        );
    }
    // The pane shows another appointment: one that replaces the form's gets the contents read before.
    let replaced = form.made_before.as_ref().zip(form.new_provider.as_ref());
    replaced
        .and_then(|(before, to)| before.again(&form.of, to, span, setting.reference))
        .or_else(|| Change::moved(form.of.clone(), span, form.new_provider.clone()))
}

impl Part<'_, Submissions> {
    /// Switches between choosing the provider and the time.
    pub(super) fn toggle_provider(&mut self) {
        let Some(form) = self
            .change_form_mut()
            .filter(|form| form.may_change_provider())
        else {
            return;
        };
        form.asks_provider = !form.asks_provider;
        form.is_over_line = false;
        form.input = Input::default();
        form.chosen = form.asks_provider.then_some(0);
        form.chosen_time = None;
        let list = form.of.clinic.providers();
        if form.asks_provider {
            self.office_mut().read_list_first(list);
        }
    }

    /// Enters the chosen provider and switches back to the time. Sends nothing.
    pub(super) fn take_provider(&mut self) {
        let chosen = self.change_form().and_then(|form| form.chosen).unwrap_or(0);
        let Some(id) = providers_to_choose(self)
            .get(chosen)
            .map(|entry| entry.id.clone())
        else {
            return;
        };
        let Some(form) = self.change_form_mut() else {
            return;
        };
        let provider =
            Provider::named(form.of.clinic, &id).filter(|provider| !form.of.is_with(provider));
        if form.new_provider != provider {
            form.free = None;
        }
        form.new_provider = provider;
        form.asks_provider = false;
        form.chosen = None;
        form.chosen_time = None;
        form.input = Input::default();
        form.reset_after_edit();
    }
}
