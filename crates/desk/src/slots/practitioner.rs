//! Choosing a provider in the grid, if the form names none yet.

use tui_input::Input;

use crate::current::provider;
use crate::text_input::request;
use crate::{Action, Code, Cx, Desk, Forms, Part, Press, Reaction, Remote, Row, current, note};
use booking::Finder;
use i18n::say;

use super::state::DayGrid;
use super::update::then_in_forms;

/// The maximum number of rows, one for each digit.
const MOST: usize = 9;

/// Returns the practitioners or locations that match the typed text.
pub(super) fn provider_rows(desk: &Desk, typed: &str) -> Vec<Row> {
    let Some(catalogue) = desk.office.lists.list(desk.clinic.providers()).value() else {
        return Vec::new();
    };
    let finder = Finder::new(typed);
    let found = catalogue.found_by(&finder).into_iter().take(MOST);
    found
        .map(|entry| {
            let code = catalogue.code(entry).map(str::to_owned);
            desk.words().row_of_entry(entry, code, &finder)
        })
        .collect()
}

/// Returns the sentence shown while the form names no provider.
pub(super) fn asks_provider(desk: &Desk) -> String {
    let directory = desk.clinic.providers();
    let language = desk.setup.language;
    match desk.office.lists.list(directory) {
        Remote::Failed(..) => {
            say!(
                language,
                "grid-whom-failed",
                entries = directory.plural(language)
            )
        }
        Remote::Loading(_, None) | Remote::Idle => {
            say!(
                language,
                "grid-whom-coming",
                entries = directory.plural(language)
            )
        }
        Remote::Loading(..) | Remote::Ready(_) | Remote::Stopped(_) => desk
            .clinic
            .words()
            .ask_for_provider
            .text(language)
            .to_owned(),
    }
}

impl Part<'_, Forms> {
    /// Requests the list to pick from, if it is needed and not loaded.
    pub(super) fn request_providers(&mut self) {
        if provider(self).is_none() {
            let providers = self.clinic.providers();
            self.office_mut().read_list_first(providers);
        }
    }
}

impl DayGrid {
    /// Handles a key while the grid asks for a provider.
    pub(super) fn press_for_provider(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let rows = provider_rows(cx, self.input.value());
        match (press.action(), press.place()) {
            (Some(Action::Close | Action::FreeTimes), _) => return Reaction::Close,
            (Some(Action::NextField), _) => {
                let field = cx.clinic.provider_field();
                then_in_forms(cx, move |forms| forms.focus_on(field));
                return Reaction::Close;
            }
            (Some(Action::Down), _) => {
                self.whom = (self.whom + 1).min(rows.len().saturating_sub(1))
            }
            (Some(Action::Up), _) => self.whom = self.whom.saturating_sub(1),
            (Some(Action::Enter), _) => self.take_provider(rows.get(self.whom), cx),
            (Some(Action::ClearField), _) => (self.input, self.whom) = Default::default(),
            (None, Some(digit)) => self.take_provider(rows.get(digit), cx),
            (None, None) if !matches!(press.code(), Some(Code::Home | Code::End)) => {
                let changed = press
                    .key()
                    .and_then(request)
                    .and_then(|request| self.input.handle(request));
                if changed.is_some_and(|changed| changed.value) {
                    self.whom = 0;
                }
            }
            _ => {}
        }
        Reaction::Stay
    }

    /// Enters the picked provider in the form.
    fn take_provider(&mut self, picked: Option<&Row>, cx: &mut Cx<'_>) {
        let Some(picked) = picked else { return };
        if current::is_under_way(cx, cx.clinic) {
            cx.note(note!("grid-under-way"));
            return;
        }
        let id = picked.text.clone();
        then_in_forms(cx, move |forms| forms.put_provider(id));
        self.input = Input::default();
    }
}
