//! Matches of a field's text in a list too long to be searched between two keys: an effect searches, and the
//! matches show when its answer is there. Until then the rows of the previous text stay on screen, and none
//! can be picked.

use crate::booking::{Directory, Kind, Matches, PeopleQuery, Register};
use crate::desk::{Asker, Desk, Effect, Pane, Query};

use super::MatchKey;

impl Desk {
    /// Starts a search whenever the text or the list has changed, and gives up the one before.
    pub(in crate::desk) fn sync_matches(&mut self) {
        let Some((directory, typed, register)) = self.wants_matches() else {
            return self.give_up_matches();
        };
        let among = register.len();
        // Rows among which someone is choosing don't change.
        let chosen = if self.pane == Pane::Line { self.line.chosen } else { self.form().picker.chosen };
        let rests = self.awaits_matches() || chosen.is_some();
        let before = self.people.matching.key();
        if before.is_some_and(|key| key.is_for(directory, typed) && (rests || key.among == among)) {
            return;
        }
        let query = PeopleQuery::new(typed, &self.setting().clock);
        let (typed, register) = (typed.to_owned(), register.clone());
        let is_same_list = before.is_some_and(|key| key.directory == directory);
        let matching = &mut self.people.matching;
        let given_up = matching.awaited().map(Effect::Abandon);
        if !is_same_list {
            *matching = Query::default();
        }
        matching.turn_to(MatchKey { directory, typed, among });
        let asked = matching.ask(self.moment, || self.tickets.next(Asker::Matching));
        let find = asked.map(|(ticket, _)| Effect::Find(ticket, register, query));
        self.effects.extend(given_up.into_iter().chain(find));
    }

    /// Returns the long list to search and the text, if a person is being searched for, or the line names
    /// nobody in the list.
    fn wants_matches(&self) -> Option<(Directory, &str, &Register)> {
        if self.pane == Pane::Line {
            let (directory, names) = self.line.reading.as_ref()?.unanswered.as_ref()?;
            return Some((*directory, names, self.long_list(*directory)?));
        }
        let form = self.form();
        let Kind::Reference(directory) = form.focus().kind else { return None };
        if !form.picker.open || self.pane != Pane::Form {
            return None;
        }
        let register = self.long_list(directory)?;
        let typed = if form.fresh { "" } else { form.draft().text(form.focus()).trim() };
        register.by_id(typed).is_none().then_some((directory, typed, register))
    }

    fn long_list(&self, directory: Directory) -> Option<&Register> {
        self.lists.list(directory).value().filter(|list| list.is_long())?.people()
    }

    /// Returns the matches of the current or the previous text.
    pub(in crate::desk) fn matches(&self) -> Option<&Matches> {
        self.people.matching.value()
    }

    /// Returns the matches of this text, if the search has been answered.
    pub(in crate::desk) fn matches_of(&self, directory: Directory, typed: &str) -> Option<&Matches> {
        let key = self.people.matching.key()?;
        self.matches().filter(|_| key.is_for(directory, typed) && !self.awaits_matches())
    }

    /// Whether the matches of the current text are still awaited.
    pub(in crate::desk) fn awaits_matches(&self) -> bool {
        self.people.matching.is_asking()
    }

    pub(in crate::desk) fn give_up_matches(&mut self) {
        let awaited = std::mem::take(&mut self.people.matching).awaited();
        self.effects.extend(awaited.map(Effect::Abandon));
    }
}

impl MatchKey {
    fn is_for(&self, directory: Directory, typed: &str) -> bool {
        (self.directory, self.typed.as_str()) == (directory, typed)
    }
}
