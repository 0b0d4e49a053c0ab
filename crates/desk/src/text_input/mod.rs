//! A one-line text that is typed outside the booking form, and how keys and pastes edit a text.

mod keys;

use std::ops::Deref;

use tui_input::{Input, InputRequest};

pub(crate) use keys::{EditResult, apply_edit, changes, edit_within, paste_within, request};
use screen::Role;

/// A one-line text with its cursor. A text that the desk filled in is selected: typing replaces it, deleting
/// empties it, and moving the cursor keeps it.
#[derive(Clone, Default)]
pub struct TextInput {
    input: Input,
    is_selected: bool,
}

impl TextInput {
    /// Creates a text that somebody typed, with the cursor after it.
    pub(crate) fn typed(text: impl Into<String>) -> TextInput {
        TextInput {
            input: Input::new(text.into()),
            is_selected: false,
        }
    }

    /// Creates a text that the desk filled in, selected.
    pub(crate) fn filled_in(text: impl Into<String>) -> TextInput {
        let input = Input::new(text.into());
        TextInput {
            is_selected: !input.value().is_empty(),
            input,
        }
    }

    /// Returns whether the next letter replaces the whole text.
    pub(crate) fn is_selected(&self) -> bool {
        self.is_selected
    }

    pub(crate) fn role(&self) -> Role {
        if self.is_selected {
            Role::Chosen
        } else {
            Role::Text
        }
    }

    /// Edits the text up to a length limit. Returns whether it changed.
    pub(crate) fn edit(&mut self, request: InputRequest, longest: usize) -> bool {
        let replaces = std::mem::take(&mut self.is_selected) && changes(request);
        if replaces {
            self.input = Input::default();
        }
        edit_within(&mut self.input, request, longest) || replaces
    }

    /// Inserts pasted text up to a length limit. Returns whether the text changed.
    pub(crate) fn paste(&mut self, text: &str, longest: usize) -> bool {
        let mut pasted = if self.is_selected {
            Input::default()
        } else {
            self.input.clone()
        };
        let has_changed = paste_within(&mut pasted, text, longest);
        if has_changed {
            *self = TextInput {
                input: pasted,
                is_selected: false,
            };
        }
        has_changed
    }

    /// Returns the editor for the mouse to place the cursor, and clears the selection.
    pub(crate) fn editor(&mut self) -> &mut Input {
        self.is_selected = false;
        &mut self.input
    }
}

impl Deref for TextInput {
    type Target = Input;

    fn deref(&self) -> &Input {
        &self.input
    }
}

/// The typed text of a card. Once it was changed, the card closes only at the second closing key in a row.
#[derive(Clone)]
pub(crate) struct UnsavedText {
    /// The text that the card opened with.
    before: String,
    is_asked_about: bool,
}

impl UnsavedText {
    /// Creates it for a card that opens with this text.
    pub(crate) fn of(input: &TextInput) -> UnsavedText {
        UnsavedText {
            before: input.value().to_owned(),
            is_asked_about: false,
        }
    }

    /// Handles a key that closes the card. Returns whether the card may close now.
    pub(crate) fn try_close(&mut self, input: &TextInput) -> bool {
        let is_changed = input.value().trim() != self.before.trim();
        let was_asked_about = std::mem::replace(&mut self.is_asked_about, is_changed);
        !is_changed || was_asked_about
    }

    /// Handles any other key, or a paste: the next closing key is the first one again.
    pub(crate) fn keep(&mut self) {
        self.is_asked_about = false;
    }
}
