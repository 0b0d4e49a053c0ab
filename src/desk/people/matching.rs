//! Matches of a field's text in a list too long to be searched between two keys: an effect searches, and the
//! matches show when its answer is there. Until then the rows of the previous text stay on screen, and none
//! can be picked.

use crate::booking::{Directory, Kind, Matches, PeopleQuery, Register};
use crate::desk::{Asker, Desk, Effect, Pane, Ticket};

use super::state::Matching;

impl Desk {
    /// Starts a search whenever the text or the list has changed, and gives up the one before.
    pub(in crate::desk) fn keep_matches(&mut self) -> Vec<Effect> {
        let Some((directory, typed, register)) = self.wants_matches() else {
            return self.give_up_matches().into_iter().collect();
        };
        let among = register.len();
        let current = self.people.matching.as_ref().filter(|matching| {
            // Rows among which someone is choosing don't change.
            let chosen = if self.pane == Pane::Line { self.line.chosen } else { self.form().picker.chosen };
            let rests = matching.asked.is_some() || chosen.is_some();
            let same = (matching.directory, matching.typed.as_str()) == (directory, typed);
            same && (rests || matching.among == among)
        });
        if current.is_some() {
            return Vec::new();
        }
        let query = PeopleQuery::new(typed, &self.setting().clock);
        let (typed, register) = (typed.to_owned(), register.clone());
        let ticket = self.ticket(Asker::Matching);
        let before = self.people.matching.take().filter(|matching| matching.directory == directory);
        let given_up = before.as_ref().and_then(|matching| matching.asked).map(Effect::Abandon);
        let matches = before.and_then(|matching| matching.matches);
        self.people.matching = Some(Matching { directory, typed, among, asked: Some(ticket), matches });
        given_up.into_iter().chain([Effect::Find(ticket, register, query)]).collect()
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

    /// Takes the matches; an answer to an older search is dropped.
    pub(in crate::desk) fn matched(&mut self, ticket: Ticket, matches: Matches) {
        if let Some(matching) =
            self.people.matching.as_mut().filter(|matching| matching.asked == Some(ticket))
        {
            matching.asked = None;
            matching.matches = Some(matches);
        }
    }

    /// Returns the matches of the current or the previous text.
    pub(in crate::desk) fn matches(&self) -> Option<&Matches> {
        self.people.matching.as_ref()?.matches.as_ref()
    }

    /// Returns the matches of this text, if the search has been answered.
    pub(in crate::desk) fn matches_of(&self, directory: Directory, typed: &str) -> Option<&Matches> {
        let asked = |matching: &&Matching| {
            (matching.directory, matching.typed.as_str(), matching.asked) == (directory, typed, None)
        };
        self.people.matching.as_ref().filter(asked)?.matches.as_ref()
    }

    /// Whether the matches of the current text are still awaited.
    pub(in crate::desk) fn awaits_matches(&self) -> bool {
        self.people.matching.as_ref().is_some_and(|matching| matching.asked.is_some())
    }

    pub(in crate::desk) fn give_up_matches(&mut self) -> Option<Effect> {
        self.people.matching.take()?.asked.map(Effect::Abandon)
    }
}
