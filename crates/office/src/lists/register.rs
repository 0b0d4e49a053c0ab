//! Reading all people of a clinic whose server can't search. They are read page by page, are in use from the first page
//! on, and are read again from time to time.

use std::time::Duration;

use booking::{Directory, Failure, Register};

use crate::{Effect, Office, OfficeNews, Remote, Ticket};

use super::{Catalogue, Lists};

/// The age at which all people are read again, in the background.
const AGAIN_AFTER: Duration = Duration::from_secs(600);

impl Lists {
    /// Returns the number of people read so far, while a list is read for the first time.
    pub fn being_read(&self, directory: Directory) -> Option<usize> {
        match self.list(directory) {
            Remote::Loading(_, None) => Some(0),
            Remote::Loading(_, Some(known)) if !known.is_complete() => Some(known.len()),
            Remote::Idle
            | Remote::Loading(..)
            | Remote::Ready(_)
            | Remote::Failed(..)
            | Remote::Stopped(_) => None,
        }
    }
}

impl Office {
    /// Handles another page of people. While a list is read again, the longer previous one stays in use.
    pub(crate) fn on_register_page(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        register: Register,
    ) {
        let is_longer = |known: &Option<Catalogue>| {
            known
                .as_ref()
                .is_none_or(|known| known.len() < register.len())
        };
        match self.lists.list_mut(directory) {
            Remote::Loading(awaited, known) if *awaited == ticket && is_longer(known) => {
                let before = known.replace(Catalogue::of_people(register));
                self.request(discarded(before));
                self.tell(OfficeNews::RegisterRead(directory));
            }
            _ => self.request([Effect::Discard(register)]),
        }
    }

    /// Handles the end of the list or a failure, after which the people received so far stay in use.
    pub(crate) fn on_register_end(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        answer: Result<Register, Failure>,
    ) {
        let list = self.lists.list_mut(directory);
        if !list.awaits(ticket) {
            return self.request(answer.map(Effect::Discard));
        }
        let before = if answer.is_ok() { list.take() } else { None };
        if answer.is_ok() {
            list.ask(ticket);
        }
        self.lists
            .answer(directory, ticket, answer.map(Catalogue::of_people));
        self.lists.everyone_read = Some(self.moment.up);
        self.request(discarded(before));
        self.tell(OfficeNews::RegisterRead(directory));
    }

    /// Stops reading a long list; the people received stay. Returns their number, or `None` if it was not being read.
    pub fn stop_reading(&mut self, directory: Directory) -> Option<usize> {
        if !directory.is_register {
            return None;
        }
        let read = self.lists.being_read(directory)?;
        let list = self.lists.list_mut(directory);
        let Remote::Loading(ticket, _) = *list else {
            return None;
        };
        *list = Remote::Stopped(list.take());
        self.request([Effect::Abandon(ticket)]);
        Some(read)
    }

    /// Reads all people again, if the last read was long ago and people are read before they are needed.
    pub(crate) fn read_everyone_again_if_due(&mut self) {
        let up = self.moment.up;
        let is_old = |read: Duration| read + AGAIN_AFTER <= up;
        if !self.setup.reads_ahead || !self.lists.everyone_read.is_some_and(is_old) {
            return;
        }
        let is_settled = |list: &Directory| {
            matches!(
                self.lists.list(*list),
                Remote::Ready(_) | Remote::Failed(_, Some(_))
            )
        };
        let mut registers = self
            .setup
            .clinics
            .directories()
            .filter(|list| list.is_register);
        if let Some(list) = registers.find(is_settled) {
            self.read_list_again(list);
        }
    }
}

/// Returns the effect that frees an unused list.
fn discarded(list: Option<Catalogue>) -> Option<Effect> {
    let long = list.filter(Catalogue::is_long);
    long.as_ref()
        .and_then(Catalogue::people)
        .cloned()
        .map(Effect::Discard)
}
