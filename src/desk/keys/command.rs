//! Everything a desk can be told to do. Keys, the palette and the mouse come down to the same commands as programs give.

use super::key::{Code, Key};
use crate::booking::{Change, ChangeKind, FieldId, Language, Personal, Vendor, fields};
use crate::desk::{Action, Desk, Effect, OpenChange, OpenId};
use crate::screen::{Look, Theme};

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
    /// Open the form that moves the appointment that is shown, or calls it off. The booking command sends it.
    Alter(ChangeKind),
    /// Open that form on this change. The booking command sends it.
    Propose(Box<Change>),
    /// Look at what stands against the change in that form, and send nothing.
    CheckChange,
    /// Say everything in this language.
    Speak(Language),
    /// Show the themes, and try this one on.
    TryTheme(Theme),
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

impl Desk {
    pub(in crate::desk) fn obey(&mut self, command: Command) -> Vec<Effect> {
        // What has just been said is said in the other language.
        if !matches!(command, Command::Speak(_)) {
            self.note = None;
        }
        match command {
            Command::Act(action) => self.press(Press::Act(action)),
            Command::Focus(backend, id) => self.focus_in(backend, id),
            Command::Type(text) => letters(text.shown()).flat_map(|press| self.press(press)).collect(),
            Command::Erase(count) => self.erase(count),
            Command::FillFrom(letter) => self.fill_from_template(letter),
            Command::SettleByHand { booked } => self.of_lost_change(|desk, id| desk.ask_by_hand(id, booked)),
            Command::TakeOff => self.of_lost_change(Desk::ask_to_drop),
            Command::TryPanels => {
                self.panels_here().into_iter().for_each(|place| self.ask_to_try_panels(place));
                Vec::new()
            }
            Command::Agree { choice } => self.go_ahead(choice),
            Command::Decline => self.go_back(),
            Command::Open(backend, id) => self.open_appointment(backend, id.shown()),
            Command::Alter(kind) => self.open_change(kind),
            Command::Propose(change) => self.propose(*change),
            Command::CheckChange => self.check_change(),
            Command::Speak(language) => self.speak(language),
            Command::TryTheme(theme) => self.open_themes(Look { theme, ..self.look }),
        }
    }

    /// A locked desk takes its PIN, and nothing else.
    pub(in crate::desk) fn obey_at_lock(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Act(action) => self.press_at_lock(Press::Act(action), None),
            Command::Type(text) => {
                letters(text.shown()).flat_map(|press| self.press_at_lock(press, None)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn erase(&mut self, count: usize) -> Vec<Effect> {
        (0..count).flat_map(|_| self.press(Press::Key(Key::plain(Code::Backspace)))).collect()
    }

    fn of_lost_change(&mut self, ask: impl FnOnce(&mut Desk, OpenId)) -> Vec<Effect> {
        if let Some(id) = self.lost_in_hand().map(OpenChange::id) {
            ask(self, id);
        }
        Vec::new()
    }

    fn focus_in(&mut self, backend: Vendor, id: FieldId) -> Vec<Effect> {
        if fields(backend).iter().all(|field| *field != id) {
            return Vec::new();
        }
        let mut effects = Vec::new();
        for _ in 0..self.overlays.len() {
            effects.extend(self.press(Press::Act(Action::Close)));
        }
        if self.backend != backend {
            effects.extend(self.switch_backend());
        }
        effects.extend(self.focus_on(id));
        effects
    }
}

/// The keys that type a text; a tab is a blank.
fn letters(text: &str) -> impl Iterator<Item = Press> + '_ {
    let key = |letter| Key::plain(Code::Char(if letter == '\t' { ' ' } else { letter }));
    text.chars().map(move |letter| Press::Key(key(letter)))
}
