//! Whom the text of a field means in a list too long to be looked through between two keys: asked with an effect,
//! shown when the answer is there. Until then the rows of the text before stay on screen, and none can be picked.

use crate::booking::{Directory, Kind, Matches, PeopleQuery, Register};
use crate::desk::{Asker, Desk, Effect, Pane, Ticket};

use super::state::Matching;

impl Desk {
    /// Asks for those who fit what is typed, whenever that or the list has changed; gives up what was asked before.
    pub(in crate::desk) fn keep_matches(&mut self) -> Vec<Effect> {
        let Some((directory, typed, register)) = self.wants_matches() else {
            return self.give_up_matches().into_iter().collect();
        };
        let among = register.len();
        let current = self.people.matching.as_ref().filter(|matching| {
            // Rows that someone chooses among don't change under the choice.
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

    /// The list, its people, and what is typed, where someone looks for one of them, or the line names nobody whom the
    /// list knows.
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

    /// Those who fit; an answer to an older question is dropped.
    pub(in crate::desk) fn matched(&mut self, ticket: Ticket, matches: Matches) {
        if let Some(matching) =
            self.people.matching.as_mut().filter(|matching| matching.asked == Some(ticket))
        {
            matching.asked = None;
            matching.matches = Some(matches);
        }
    }

    /// Those who fit, or fitted the text before.
    pub(in crate::desk) fn matches(&self) -> Option<&Matches> {
        self.people.matching.as_ref()?.matches.as_ref()
    }

    /// Those who fit this, if it was asked and has been answered.
    pub(in crate::desk) fn matches_of(&self, directory: Directory, typed: &str) -> Option<&Matches> {
        let asked = |matching: &&Matching| {
            (matching.directory, matching.typed.as_str(), matching.asked) == (directory, typed, None)
        };
        self.people.matching.as_ref().filter(asked)?.matches.as_ref()
    }

    /// Whether it isn't known yet who fits what is typed now.
    pub(in crate::desk) fn awaits_matches(&self) -> bool {
        self.people.matching.as_ref().is_some_and(|matching| matching.asked.is_some())
    }

    pub(in crate::desk) fn give_up_matches(&mut self) -> Option<Effect> {
        self.people.matching.take()?.asked.map(Effect::Abandon)
    }
}
