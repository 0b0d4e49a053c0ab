//! Whose day: every practitioner of ClinikAPI and every location of Aniva in one list, narrowed by typing.

use crate::booking::Finder;
use crate::desk::keys::Press;
use crate::desk::overlay::Reaction;
use crate::desk::{Action, Calendar, Desk};

use super::state::{Chooser, DayBook, DayOf};

impl Desk {
    /// Everyone and every place with a day that fits what has been typed, the best first; in the order of their lists
    /// where nothing is.
    pub(super) fn days_fitting(&self, typed: &str) -> Vec<DayOf> {
        let finder = Finder::new(typed);
        let mut all = Vec::new();
        for backend in self.setup.vendors {
            let Some(catalogue) = self.lists.list(backend.providers()).value() else { continue };
            let found = catalogue.found_by(&finder).into_iter();
            all.extend(found.filter_map(|entry| DayOf::of(backend, entry, catalogue.code(entry))));
        }
        all
    }

    /// Whom or where the form names.
    pub(super) fn day_of_form(&self) -> Option<DayOf> {
        let provider = self.provider()?;
        let id = self.said_of_provider();
        let directory = self.backend.providers();
        if let Some(entry) = self.lists.entry(directory, &id) {
            return DayOf::of(self.backend, entry, None);
        }
        // A name that nobody has picked from is no id.
        id.contains(|c: char| c.is_ascii_digit() || c == '_').then(|| DayOf {
            backend: self.backend,
            name: id.clone(),
            id,
            detail: String::new(),
            code: String::new(),
            provider,
        })
    }

    /// What was typed of a name that nobody has picked yet.
    pub(super) fn said_of_provider(&self) -> String {
        let field = self.backend.provider_field();
        self.form().draft().text(field).trim().to_owned()
    }
}

impl DayBook {
    /// Opens the list, narrowed by what was typed.
    pub(super) fn choose(&mut self, typed: String) {
        self.chooser = Some(Chooser { typed, chosen: 0 });
    }

    /// A key while the list is open: letters narrow it, a row is chosen with the arrows.
    pub(super) fn press_in_chooser(&mut self, desk: &mut Desk, press: Press) -> Reaction {
        let Some(chooser) = &mut self.chooser else { return Reaction::stay() };
        let rows = desk.days_fitting(chooser.typed());
        match press {
            Press::Act(Action::Close) if self.calendar.is_some() => self.chooser = None,
            Press::Act(Action::Close) => return Reaction::close(),
            Press::Act(Action::Down | Action::NextField) => {
                chooser.chosen = (chooser.chosen + 1).min(rows.len().saturating_sub(1));
            }
            Press::Act(Action::Up | Action::PreviousField) => {
                chooser.chosen = chooser.chosen.saturating_sub(1);
            }
            Press::Act(Action::ClearField) => *chooser = Chooser::default(),
            Press::Act(Action::Enter) => {
                let date = self.calendar.as_ref().map(Calendar::date);
                let chosen = rows.into_iter().nth(chooser.chosen);
                return chosen.map(|whose| self.show(desk, whose, date)).unwrap_or_default().into();
            }
            Press::Act(_) => {}
            Press::Key(key) => chooser.edit(key),
        }
        Reaction::stay()
    }
}
