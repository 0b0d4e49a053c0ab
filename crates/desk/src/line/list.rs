//! The line that names nothing but a list, which Enter opens.

use crate::{DayBoard, Forms, LineMessage, Part, Reading, WaitingList};
use booking::line::ListLine;
use i18n::say;

impl Part<'_, Forms> {
    /// Reads the line as one that names nothing but a list; `None` if it says anything else.
    pub(super) fn reading_of_list(&self) -> Option<Reading> {
        let language = self.setup.language;
        let list = ListLine::of(self.line.input.value())?;
        let says = match list {
            ListLine::WhoWaits => say!(language, "line-who-waits"),
            ListLine::WaitingList => say!(language, "line-waiting-list"),
        };
        let nothing = self.line.parsed_part("", &self.setting().clock);
        let means = self.words().meaning_of(&nothing, self.clinic);
        Some(Reading {
            says: LineMessage::Understood {
                who: String::new(),
                when: Ok(says.to_owned()),
                past: None,
                meanwhile: None,
            },
            list: Some(list),
            ..self.reading_of(&nothing, means)
        })
    }

    /// Handles Enter: opens the list, and empties the line for the next caller. Sends nothing.
    pub(super) fn open_list_of_line(&mut self, list: ListLine) {
        self.line_mut().begin_in_place();
        match list {
            ListLine::WhoWaits => self.handle(DayBoard::open_with_waiting),
            ListLine::WaitingList => self.handle(WaitingList::open),
        }
    }
}
