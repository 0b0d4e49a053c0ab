//! Reading all people of a clinic whose server can't search. They are read page by page, in use from the first
//! page on, and read again from time to time. A key stops the reading.

use std::time::Duration;

use booking::{Directory, Failure, Kind, Register, grouped};
use i18n::{Language, say};

use crate::{Catalogue, Cx, Effect, Intent, Lists, Remote, Ticket, note};

/// The age at which all people are read again, in the background.
const AGAIN_AFTER: Duration = Duration::from_secs(600);

impl Lists {
    /// Handles another page of people. While a list is read again, the longer one from before stays in use.
    pub(crate) fn on_register_page(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        register: Register,
        cx: &mut Cx<'_>,
    ) {
        let Remote::Loading(awaited, known) = self.list_mut(directory) else {
            return cx.request([Effect::Discard(register)]);
        };
        if *awaited != ticket
            || known
                .as_ref()
                .is_some_and(|known| known.len() >= register.len())
        {
            return cx.request([Effect::Discard(register)]);
        }
        cx.request(discarded(known.replace(Catalogue::of_people(register))));
        self.release_choice(directory, cx);
    }

    /// Handles the end of the list or a failure, after which the people received so far stay in use.
    pub(crate) fn on_register_end(
        &mut self,
        ticket: Ticket,
        directory: Directory,
        answer: Result<Register, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let list = self.list_mut(directory);
        if !list.awaits(ticket) {
            return cx.request(answer.map(Effect::Discard));
        }
        let before = if answer.is_ok() { list.take() } else { None };
        if answer.is_ok() {
            list.ask(ticket);
        }
        list.answer(ticket, answer.map(Catalogue::of_people));
        self.everyone_read = Some(cx.office.moment.up);
        self.release_choice(directory, cx);
        cx.request(discarded(before));
    }

    /// Clears the choice of a row, since the rows have changed.
    fn release_choice(&self, directory: Directory, cx: &mut Cx<'_>) {
        let is_focused = cx.form().focus().kind == Kind::Reference(directory);
        if is_focused
            && self
                .list(directory)
                .value()
                .is_some_and(|list| !list.is_long())
        {
            cx.want(Intent::ChooseNoRow);
        }
    }

    /// Returns the number of people read so far, while a list is read for the first time.
    pub(crate) fn being_read(&self, directory: Directory) -> Option<usize> {
        match self.list(directory) {
            Remote::Loading(_, None) => Some(0),
            Remote::Loading(_, Some(known)) if !known.is_complete() => Some(known.len()),
            _ => None,
        }
    }

    /// Returns the progress of reading a list in words; `None` before the first page and after the last.
    pub(crate) fn progress(&self, directory: Directory, language: Language) -> Option<String> {
        let read = self.being_read(directory).filter(|read| *read > 0)?;
        Some(say!(
            language,
            "people-so-far",
            count = grouped(read, language)
        ))
    }

    /// Stops reading the list of the focused field; the people received and the typed text stay.
    pub(crate) fn stop_reading(&mut self, cx: &mut Cx<'_>) {
        let Kind::Reference(directory) = cx.form().focus().kind else {
            return;
        };
        let Some(read) = self.being_read(directory).filter(|_| directory.is_register) else {
            return;
        };
        let list = self.list_mut(directory);
        let Remote::Loading(ticket, _) = *list else {
            return;
        };
        *list = Remote::Stopped(list.take());
        cx.note(note!(
            "people-stopped",
            count = grouped(read, cx.setup.language)
        ));
        cx.request([Effect::Abandon(ticket)]);
    }

    /// Reads all people again, if the last time was long ago.
    pub(crate) fn read_again_if_due(&mut self, cx: &mut Cx<'_>) {
        if self
            .everyone_read
            .is_none_or(|read| read + AGAIN_AFTER > cx.office.moment.up)
        {
            return;
        }
        let is_settled = |list: &Directory| {
            matches!(
                self.list(*list),
                Remote::Ready(_) | Remote::Failed(_, Some(_))
            )
        };
        let mut registers = cx
            .office
            .setup
            .clinics
            .directories()
            .filter(|list| list.is_register);
        if let Some(list) = registers.find(is_settled) {
            self.read_again(list, cx);
        }
    }
}

/// Returns the effect that frees a list no longer in use.
fn discarded(list: Option<Catalogue>) -> Option<Effect> {
    let long = list.filter(Catalogue::is_long);
    long.as_ref()
        .and_then(Catalogue::people)
        .cloned()
        .map(Effect::Discard)
}
