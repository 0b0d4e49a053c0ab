//! Whose day: every practitioner of ClinikAPI and every location of Aniva in one list, narrowed by typing.

use tui_input::{Input, InputRequest};

use crate::booking::{Entry, Finder, Provider, Vendor};

use crate::desk::form::{changes, cleaned, request};
use crate::desk::keys::{Key, Press};
use crate::desk::{Action, Desk, Effect};

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
    typed: String,
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

    fn edit(&mut self, key: Key) {
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
    fn of(backend: Vendor, entry: &Entry, code: Option<&str>) -> Option<DayOf> {
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

impl Desk {
    /// Everyone and every place with a day, in the order of their lists.
    pub(super) fn all_with_days(&self) -> Vec<DayOf> {
        self.with_days(&Finder::new(""))
    }

    /// Those that fit what has been typed, the best first.
    pub fn days_to_choose(&self) -> Vec<DayOf> {
        let typed = self.day_book().and_then(|book| book.chooser.as_ref()).map_or("", Chooser::typed);
        self.with_days(&Finder::new(typed))
    }

    fn with_days(&self, finder: &Finder) -> Vec<DayOf> {
        let mut all = Vec::new();
        for backend in self.setup.vendors {
            let Some(catalogue) = self.lists.list(backend.providers()).value() else { continue };
            let found = catalogue.found_by(finder).into_iter();
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

    /// Opens the list, narrowed by what was typed.
    pub(super) fn choose_day(&mut self, typed: String) {
        if let Some(book) = self.day_book_mut() {
            book.chooser = Some(Chooser { typed, chosen: 0 });
        }
    }

    /// A key while the list is open: letters narrow it, a row is chosen with the arrows.
    pub(super) fn press_in_chooser(&mut self, press: Press) -> Vec<Effect> {
        let rows = self.days_to_choose();
        let last = rows.len().saturating_sub(1);
        let Some(book) = self.day_book_mut() else { return Vec::new() };
        let Some(chooser) = &mut book.chooser else { return Vec::new() };
        match press {
            Press::Act(Action::Close) if book.calendar.is_some() => book.chooser = None,
            Press::Act(Action::Close) => self.overlay = None,
            Press::Act(Action::Down | Action::NextField) => chooser.chosen = (chooser.chosen + 1).min(last),
            Press::Act(Action::Up | Action::PreviousField) => {
                chooser.chosen = chooser.chosen.saturating_sub(1)
            }
            Press::Act(Action::ClearField) => *chooser = Chooser::default(),
            Press::Act(Action::Enter) => {
                let chosen = rows.into_iter().nth(chooser.chosen);
                let date = book.calendar.as_ref().map(crate::desk::Calendar::date);
                return chosen.map(|whose| self.show_day_of(whose, date)).unwrap_or_default();
            }
            Press::Act(_) => {}
            Press::Key(key) => chooser.edit(key),
        }
        Vec::new()
    }
}
