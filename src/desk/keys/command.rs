//! Everything a desk can be told to do. Keys, the palette and the mouse come down to the same commands as programs give.

use uuid::Uuid;

use crate::booking::{Change, FieldId, Language, Personal, Vendor, Verb};
use crate::desk::{Action, OpenId};
use crate::screen::Theme;

use super::key::{Code, Key};

/// Something the desk is told to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// What a key of the key table does, whichever keys it has on this desk.
    Act(Action),
    /// Put the cursor into this field of this backend's form, and close what lies over it. Nothing where that form has
    /// no such field.
    Focus(Vendor, FieldId),
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
    /// Ask whether what this change of the desk's collided with is to be told no more.
    DropCollision(Uuid),
    /// Ask whether the panels that the appointment in hand lacks are to be added again.
    TryPanels,
    /// Go ahead with what is asked. For drivers that have read an answer: it counts at once, and no key gives it.
    Agree {
        /// The choice, by its place from 0; none where the yes was given before anything was asked.
        choice: Option<usize>,
    },
    /// Go back from what is asked.
    Decline,
    /// Read the appointment with this id at this backend, and show it.
    Open(Vendor, Personal<String>),
    /// Open the form for this with the appointment that is shown. The booking command sends it.
    Alter(Verb),
    /// List the appointment in that form and the later ones of its series, to be cancelled together.
    CancelSeries,
    /// Open that form on this change. The booking command sends it.
    Propose(Box<Change>),
    /// Send the second step of a change that was made, which waits or was not made.
    FinishChange(OpenId),
    /// Look at what stands against the change in that form, and send nothing.
    CheckChange,
    /// Make the form in front one that puts somebody on the waiting list.
    PutOnWaitingList,
    /// Say everything in this language.
    Speak(Language),
    /// Show the themes, and try this one on.
    TryTheme(Theme),
    /// Go on with the next part of the tutor.
    SkipPart,
    /// Begin the tutor again.
    BeginTutorAgain,
}

/// What reaches whatever has the keys: a command of the key table, or a key that types or edits.
#[derive(Clone, Copy)]
pub(in crate::desk) enum Press {
    Act(Action),
    Key(Key),
}

impl Press {
    pub(in crate::desk) fn action(self) -> Option<Action> {
        match self {
            Press::Act(action) => Some(action),
            Press::Key(_) => None,
        }
    }

    pub(in crate::desk) fn key(self) -> Option<Key> {
        match self {
            Press::Act(_) => None,
            Press::Key(key) => Some(key),
        }
    }

    pub(in crate::desk) fn code(self) -> Option<Code> {
        self.key().map(|key| key.code)
    }

    /// The character it types.
    pub(in crate::desk) fn types(self) -> Option<char> {
        self.key()?.types()
    }

    /// The place of the row that its digit names: see [`Key::place`].
    pub(in crate::desk) fn place(self) -> Option<usize> {
        self.key()?.place()
    }
}
