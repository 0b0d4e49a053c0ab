//! Keys and their actions: how keys are written and named, the table of actions, and the keys of this desk.

mod bindings;
mod key;
mod keymap;
mod names;
mod table;

pub use bindings::{Refusal, WhyNot};
use booking::{Change, ClinicId, FieldId, Language, Personal, Verb};
pub use key::{Code, Key, UnknownKey};
pub use keymap::Keymap;
use screen::Theme;
pub use table::{Action, Binding, Group, TABLE};
use words::NamedList;

/// A command to the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Perform an action of the key table, whichever keys it has on this desk.
    Act(Action),
    /// Move the cursor to this field of this clinic's form, and close what lies over it. Does nothing if the
    /// form has no such field.
    Focus(ClinicId, FieldId),
    /// Type this text at the cursor, letter by letter.
    Type(Personal<String>),
    /// Type words at the end of the entry line, and show an example of such a line.
    ContinueLine {
        /// The words to type.
        words: String,
        /// Whether they can begin a line: if not, they are not typed into an empty one.
        can_stand_first: bool,
        /// The example line.
        example: &'static str,
    },
    /// Fill the current form from the visit template with this letter.
    FillFrom(char),
    /// Confirm the question at once. Only for drivers that have read an answer; no key gives this command.
    Agree {
        /// The index of the choice from 0; `None` if the consent was given before the question.
        choice: Option<usize>,
    },
    /// Withdraw the question.
    Decline,
    /// Read the appointment with this id at this clinic, and show it.
    Open(ClinicId, Personal<String>),
    /// Open the form for this action on the shown appointment. The booking command sends it.
    Alter(Verb),
    /// Open that form with this change. The booking command sends it.
    Propose(Box<Change>),
    /// List the visits of the current patient, past and upcoming.
    ListVisits,
    /// List the cancellations of all upcoming appointments of the current patient, who has died.
    PatientDied,
    /// Open a list by its name.
    List(&'static NamedList),
    /// Open the board of today with the patients who wait there.
    ListWhoWaits,
    /// Focus the Outbox.
    ShowOutbox,
    /// Turn the current form into one that puts a patient on the waiting list.
    PutOnWaitingList,
    /// Ask whether to discard the draft in the current form.
    DiscardDraft,
    /// Ask whether to discard every draft that was put aside.
    DropDrafts,
    /// Switch to this language.
    Speak(Language),
    /// Show the themes, and preview this one.
    TryTheme(Theme),
    /// Continue with the next part of the tutor.
    SkipPart,
    /// Restart the tutor.
    BeginTutorAgain,
}

/// The input to the focused element: an action of the key table, or a key that types or edits.
#[derive(Clone, Copy)]
pub(super) enum Press {
    Act(Action),
    Key(Key),
}

impl Press {
    pub(super) fn action(self) -> Option<Action> {
        let Press::Act(action) = self else {
            return None;
        };
        Some(action)
    }

    pub(super) fn key(self) -> Option<Key> {
        let Press::Key(key) = self else { return None };
        Some(key)
    }

    pub(super) fn code(self) -> Option<Code> {
        self.key().map(|key| key.code)
    }

    /// Returns the character that the key types, if any.
    pub(super) fn types(self) -> Option<char> {
        self.key()?.types()
    }

    /// Returns the index of the row that its digit names: see [`Key::place`].
    pub(super) fn place(self) -> Option<usize> {
        self.key()?.place()
    }
}
