//! Everything a desk can be told to do by a program that drives it.

use super::key::{Code, Key};
use super::{Action, Desk, Effect};
use crate::booking::{Backend, FieldId, Personal, fields};

/// Something the desk is told to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// What a key of the key table does, whichever keys it has on this desk.
    Act(Action),
    /// Put the cursor into this field of this backend's form, and close what lies over it. Nothing where that form has
    /// no such field.
    Focus(Backend, FieldId),
    /// Type this where the cursor is, letter by letter.
    Type(Personal<String>),
    /// Take away so many characters before the cursor.
    Erase(usize),
    /// Fill the form in front from the visit template of this letter.
    FillFrom(char),
    /// Ask how one knows that the booking chosen in the Outbox was made, or was not.
    SettleByHand {
        /// Whether it was made.
        booked: bool,
    },
    /// Ask whether the booking chosen in the Outbox, which was not made, is to be forgotten.
    TakeOff,
    /// Ask whether the panels that the appointment in hand lacks are to be added again.
    TryPanels,
    /// Go ahead with what is asked. For drivers that have read an answer: it counts at once, and no key gives it.
    Agree {
        /// The choice, by its place from 0; none where the yes was given before anything was asked.
        choice: Option<usize>,
    },
    /// Go back from what is asked.
    Decline,
}

impl Desk {
    pub(super) fn obey(&mut self, command: Command) -> Vec<Effect> {
        self.note = None;
        match command {
            // What is open over the form reads keys: it gets the one that does this here.
            Command::Act(action) => self.key(self.setup.keys.key(action)),
            Command::Focus(backend, id) => self.focus_in(backend, id),
            Command::Type(text) => letters(text.shown()).flat_map(|key| self.key(key)).collect(),
            Command::Erase(count) => self.erase(count),
            Command::FillFrom(letter) => self.fill_from_template(letter),
            Command::SettleByHand { booked } => {
                self.of_attempt(|desk, number| desk.ask_by_hand(number, booked))
            }
            Command::TakeOff => self.of_attempt(Desk::ask_to_drop),
            Command::TryPanels => {
                self.panels_here().into_iter().for_each(|place| self.ask_to_try_panels(place));
                Vec::new()
            }
            Command::Agree { choice } => self.go_ahead(choice),
            Command::Decline => self.go_back(),
        }
    }

    /// A locked desk takes its PIN, and nothing else.
    pub(super) fn obey_at_lock(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Act(action) => self.key_at_lock(self.setup.keys.key(action)),
            Command::Type(text) => letters(text.shown()).flat_map(|key| self.key_at_lock(key)).collect(),
            _ => Vec::new(),
        }
    }

    fn erase(&mut self, count: usize) -> Vec<Effect> {
        (0..count).flat_map(|_| self.key(Key::plain(Code::Backspace))).collect()
    }

    fn of_attempt(&mut self, ask: impl FnOnce(&mut Desk, usize)) -> Vec<Effect> {
        if let Some(number) = self.attempt_in_hand() {
            ask(self, number);
        }
        Vec::new()
    }

    fn focus_in(&mut self, backend: Backend, id: FieldId) -> Vec<Effect> {
        if fields(backend).iter().all(|field| field.id != id) {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if self.overlay.is_some() {
            effects.extend(self.key(self.setup.keys.key(Action::Close)));
        }
        if self.backend != backend {
            effects.extend(self.switch_backend());
        }
        effects.extend(self.focus_on(id));
        effects
    }
}

/// The keys that type a text; a tab is a blank.
fn letters(text: &str) -> impl Iterator<Item = Key> + '_ {
    text.chars().map(|letter| Key::plain(Code::Char(if letter == '\t' { ' ' } else { letter })))
}
