//! Reading all people of a clinic whose server can't search: page by page, in use from the first page on,
//! stopped when a person says so, and read again from time to time.

use std::time::Duration;

use crate::booking::{Directory, Failure, Kind, Register, grouped};
use crate::i18n::say;

use crate::desk::{Catalogue, Desk, Effect, Remote, Ticket, note};

/// The age at which all people are read again, in the background.
const AGAIN_AFTER: Duration = Duration::from_secs(600);

impl Desk {
    /// Takes in more people. While a list is read again, the complete one from before stays in use.
    pub(in crate::desk) fn read_so_far(&mut self, ticket: Ticket, directory: Directory, register: Register) {
        let Remote::Loading(awaited, known) = self.lists.list_mut(directory) else {
            return self.effects.push(Effect::Discard(register));
        };
        if *awaited != ticket || known.as_ref().is_some_and(|known| known.len() >= register.len()) {
            return self.effects.push(Effect::Discard(register));
        }
        let before = known.replace(Catalogue::of_people(register));
        self.list_changed(directory);
        self.effects.extend(discarded(before));
    }

    /// Takes in the end of the list or its failure; after a failure the people received so far stay in use.
    pub(in crate::desk) fn read_to_its_end(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        answer: Result<Register, Failure>,
    ) {
        let list = self.lists.list_mut(directory);
        if !list.awaits(ticket) {
            return self.effects.extend(answer.map(Effect::Discard));
        }
        let before = if answer.is_ok() { list.take() } else { None };
        if answer.is_ok() {
            list.ask(ticket);
        }
        list.answer(ticket, answer.map(Catalogue::of_people));
        self.people.everyone_read = Some(self.moment.up);
        self.list_changed(directory);
        self.effects.extend(discarded(before));
    }

    /// Clears a choice made among other rows, and reads the texts again, which may match someone now.
    fn list_changed(&mut self, directory: Directory) {
        let here = self.form().focus().kind == Kind::Reference(directory);
        let moves = self.lists.list(directory).value().is_some_and(|list| !list.is_long());
        if here && moves {
            self.form_mut().picker.chosen = None;
        }
    }

    /// Returns the number of people read so far, while a list is read for the first time.
    pub(in crate::desk) fn being_read(&self, directory: Directory) -> Option<usize> {
        match self.lists.list(directory) {
            Remote::Loading(_, None) => Some(0),
            Remote::Loading(_, Some(known)) if !known.is_complete() => Some(known.len()),
            _ => None,
        }
    }

    /// Returns the progress of reading a list in words; `None` before the first page and after the last.
    pub fn reading_says(&self, directory: Directory) -> Option<String> {
        let read = self.being_read(directory).filter(|read| *read > 0)?;
        let language = self.setup.language;
        Some(say!(language, "people-so-far", count = grouped(read, language)))
    }

    /// Stops reading the list of the focused field; the people received and the typed text stay.
    pub(in crate::desk) fn stop_reading(&mut self) {
        let Kind::Reference(directory) = self.form().focus().kind else { return };
        let Some(read) = self.being_read(directory).filter(|_| directory.is_register) else {
            return;
        };
        let list = self.lists.list_mut(directory);
        let Remote::Loading(ticket, _) = *list else { return };
        *list = Remote::Stopped(list.take());
        let language = self.setup.language;
        self.note = Some(note!("people-stopped", count = grouped(read, language)));
        self.effects.push(Effect::Abandon(ticket));
    }

    /// Reads all people again, if the last time was long ago.
    pub(in crate::desk) fn read_again_if_due(&mut self) {
        let due = self.people.everyone_read.is_some_and(|read| read + AGAIN_AFTER <= self.moment.up);
        let rests = |list: &Directory| {
            matches!(self.lists.list(*list), Remote::Ready(_) | Remote::Failed(_, Some(_)))
        };
        let mut registers = self.setup.clinics.directories().filter(|list| list.is_register);
        if let Some(list) = registers.find(rests).filter(|_| due) {
            self.lists(|lists, cx| lists.read_again(list, cx));
        }
    }
}

/// Returns the effect that frees a list no longer in use.
fn discarded(list: Option<Catalogue>) -> Option<Effect> {
    let long = list.filter(Catalogue::is_long);
    long.as_ref().and_then(Catalogue::people).cloned().map(Effect::Discard)
}
