//! The key table: every action, with its keys and its names in help and footer.

use strum::IntoStaticStr;

use booking::{Language, Section};
use i18n::MessageId;

use super::key::{Code, Key};

/// An action of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Move to the next field.
    NextField,
    /// Move to the previous field.
    PreviousField,
    /// Move down by one: a row, a line, a problem, a field.
    Down,
    /// Move up by one.
    Up,
    /// Move to the first field of a section.
    GoTo(Section),
    /// Move to the next field; in a list: pick; in several lines: break the line; on a problem: go to its field.
    Enter,
    /// Book the form's content.
    Book,
    /// Switch to the other clinic's form.
    OtherBackend,
    /// Move to the next problem's field.
    NextProblem,
    /// Show or hide the request.
    RequestView,
    /// Start a new draft.
    NewDraft,
    /// Focus the next pane.
    CyclePanes,
    /// Scroll a long pane back.
    ScrollUp,
    /// Scroll a long pane forward.
    ScrollDown,
    /// Move to the entry line.
    EntryLine,
    /// Open the palette: every command, found by name.
    Palette,
    /// Open the free times, day by day.
    FreeTimes,
    /// Open the day of a practitioner or location.
    Day,
    /// Open the form for a patient new to the clinic.
    NewPatient,
    /// Correct the clinic's data of a patient.
    CorrectPatient,
    /// Write the note of the desks about a patient.
    PatientNote,
    /// Fill the form from a visit template.
    Template,
    /// Switch the patient's instruction to another language.
    InstructionLanguage,
    /// Take up the parked draft with this letter.
    Resume(char),
    /// Hand a draft to another desk, or take one over.
    HandOver,
    /// Empty the field.
    ClearField,
    /// Show the keys.
    Help,
    /// Close what is open, or move to the entry line.
    Close,
    /// Lock the desk.
    Lock,
    /// Show patients in lists by their initials, or in full again.
    Initials,
    /// Copy the id of the shown appointment to the clipboard.
    Copy,
    /// Show the slip of the shown appointment.
    Slip,
    /// Open the call list: tomorrow's patients, to be reminded; from a list of appointments, its patients.
    Calls,
    /// Show today's work.
    DoneToday,
    /// Take the last change back.
    Undo,
    /// Open the waiting list.
    WaitingList,
    /// List the upcoming absences; on the day board, enter one from the chosen time on.
    Absences,
    /// Capture the mouse, or return it to the terminal.
    Mouse,
    /// Suspend to the shell.
    Suspend,
    /// Quit.
    Quit,
}

/// The subject of a key.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Group {
    /// Moving from place to place.
    Move,
    /// Filling in the form, and booking.
    Book,
    /// Finding times, people and past work.
    Find,
    /// Work put aside or handed over.
    Drafts,
    /// Actions on the current appointment.
    Appointment,
    /// The screen and the program.
    Screen,
}

impl Group {
    /// All groups, in the order of the help.
    pub const ALL: [Group; 6] = [
        Group::Book,
        Group::Find,
        Group::Move,
        Group::Drafts,
        Group::Appointment,
        Group::Screen,
    ];

    /// Returns the title in the help.
    pub fn title(self, language: Language) -> &'static str {
        MessageId::attribute("help-group", self.into()).text(language)
    }
}

/// One row of the key table.
#[derive(Debug)]
pub struct Binding {
    /// The action.
    pub action: Action,
    /// The keys of the action; the first is the one shown in the footer.
    pub keys: &'static [Key],
    group: Group,
    words: &'static str,
    short: MessageId,
    long: MessageId,
    also: MessageId,
}

impl Binding {
    /// Returns the name in the configuration (`[keys]`).
    pub fn name(&self) -> &'static str {
        self.words.trim_start_matches("key-")
    }

    /// Returns the row with this name.
    pub fn named(name: &str) -> Option<&'static Binding> {
        TABLE.iter().find(|row| row.name() == name)
    }

    /// Returns the group in the help.
    pub fn group(&self) -> Group {
        self.group
    }

    /// Returns the action in a word or two.
    pub fn short(&self, language: Language) -> &'static str {
        self.short.text(language)
    }

    /// Returns the action as a sentence.
    pub fn long(&self, language: Language) -> &'static str {
        self.long.text(language)
    }

    /// Returns other names under which people may look for the action.
    pub fn also(&self, language: Language) -> &'static str {
        self.also.text(language)
    }
}

/// Creates a row; `words` is the message of the action's sentence, with the short form and other names as
/// attributes.
const fn row(group: Group, action: Action, keys: &'static [Key], words: &'static str) -> Binding {
    let short = MessageId::attribute(words, "short");
    let also = MessageId::attribute(words, "also");
    Binding {
        action,
        keys,
        group,
        words,
        short,
        long: MessageId::new(words),
        also,
    }
}

const SHIFT_TAB: Key = Key {
    code: Code::Tab,
    ctrl: false,
    alt: false,
    shift: true,
};

const fn shift_function(number: u8) -> Key {
    Key {
        shift: true,
        ..Key::function(number)
    }
}

const fn alt_function(number: u8) -> Key {
    Key {
        alt: true,
        ..Key::function(number)
    }
}

const fn ctrl_function(number: u8) -> Key {
    Key {
        ctrl: true,
        ..Key::function(number)
    }
}

/// The key table, in the order of the help. Movement has keys of its own; every other action has a control or
/// Alt key and a function key, for terminals and keyboards that intercept one or the other.
pub static TABLE: &[Binding] = &ROWS;

static ROWS: [Binding; 48] = [
    row(
        Group::Move,
        Action::NextField,
        &[Key::plain(Code::Tab)],
        "key-next-field",
    ),
    row(
        Group::Move,
        Action::PreviousField,
        &[SHIFT_TAB],
        "key-previous-field",
    ),
    row(
        Group::Move,
        Action::Down,
        &[Key::plain(Code::Down)],
        "key-down",
    ),
    row(Group::Move, Action::Up, &[Key::plain(Code::Up)], "key-up"),
    row(
        Group::Move,
        Action::GoTo(Section::Patient),
        &[Key::alt('1'), shift_function(1)],
        "key-patient",
    ),
    row(
        Group::Move,
        Action::GoTo(Section::WhereWho),
        &[Key::alt('2'), shift_function(2)],
        "key-where-who",
    ),
    row(
        Group::Move,
        Action::GoTo(Section::When),
        &[Key::alt('3'), shift_function(3)],
        "key-when",
    ),
    row(
        Group::Move,
        Action::GoTo(Section::Instructions),
        &[Key::alt('4'), shift_function(4)],
        "key-instructions",
    ),
    row(
        Group::Move,
        Action::Enter,
        &[Key::plain(Code::Enter)],
        "key-enter",
    ),
    row(
        Group::Book,
        Action::Book,
        &[Key::ctrl('s'), Key::function(5)],
        "key-book",
    ),
    row(
        Group::Book,
        Action::OtherBackend,
        &[Key::ctrl('t'), Key::function(2)],
        "key-other-backend",
    ),
    row(
        Group::Move,
        Action::NextProblem,
        &[Key::ctrl('g'), Key::function(8)],
        "key-next-problem",
    ),
    row(
        Group::Move,
        Action::EntryLine,
        &[Key::ctrl('e'), Key::function(9)],
        "key-entry-line",
    ),
    row(
        Group::Find,
        Action::Palette,
        &[Key::ctrl('p'), Key::function(3)],
        "key-palette",
    ),
    row(
        Group::Find,
        Action::FreeTimes,
        &[Key::ctrl('f'), Key::function(12)],
        "key-free-times",
    ),
    row(
        Group::Find,
        Action::Day,
        &[Key::ctrl('d'), Key::function(11)],
        "key-day",
    ),
    row(
        Group::Book,
        Action::NewPatient,
        &[Key::alt('n'), shift_function(6)],
        "key-new-patient",
    ),
    row(
        Group::Book,
        Action::CorrectPatient,
        &[Key::alt('k'), alt_function(6)],
        "key-correct-patient",
    ),
    row(
        Group::Book,
        Action::PatientNote,
        &[Key::alt('g'), alt_function(7)],
        "key-patient-note",
    ),
    row(
        Group::Book,
        Action::Template,
        &[Key::alt('v'), shift_function(7)],
        "key-template",
    ),
    row(
        Group::Book,
        Action::InstructionLanguage,
        &[Key::alt('l'), shift_function(8)],
        "key-instruction-language",
    ),
    row(
        Group::Book,
        Action::RequestView,
        &[Key::ctrl('r'), Key::function(4)],
        "key-request",
    ),
    row(
        Group::Drafts,
        Action::NewDraft,
        &[Key::ctrl('n'), Key::function(6)],
        "key-new-draft",
    ),
    row(
        Group::Drafts,
        Action::Resume('a'),
        &[Key::alt('a'), ctrl_function(1)],
        "key-draft-a",
    ),
    row(
        Group::Drafts,
        Action::Resume('b'),
        &[Key::alt('b'), ctrl_function(2)],
        "key-draft-b",
    ),
    row(
        Group::Drafts,
        Action::Resume('c'),
        &[Key::alt('c'), ctrl_function(3)],
        "key-draft-c",
    ),
    row(
        Group::Drafts,
        Action::Resume('d'),
        &[Key::alt('d'), ctrl_function(4)],
        "key-draft-d",
    ),
    row(
        Group::Drafts,
        Action::Resume('e'),
        &[Key::alt('e'), ctrl_function(5)],
        "key-draft-e",
    ),
    row(
        Group::Drafts,
        Action::Resume('f'),
        &[Key::alt('f'), ctrl_function(6)],
        "key-draft-f",
    ),
    row(
        Group::Drafts,
        Action::HandOver,
        &[Key::alt('h'), ctrl_function(11)],
        "key-hand-over",
    ),
    row(
        Group::Move,
        Action::CyclePanes,
        &[Key::ctrl('o'), Key::function(7)],
        "key-panes",
    ),
    row(
        Group::Move,
        Action::ScrollUp,
        &[Key::plain(Code::PageUp)],
        "key-scroll-up",
    ),
    row(
        Group::Move,
        Action::ScrollDown,
        &[Key::plain(Code::PageDown)],
        "key-scroll-down",
    ),
    row(
        Group::Book,
        Action::ClearField,
        &[Key::ctrl('u'), shift_function(10)],
        "key-clear-field",
    ),
    row(Group::Find, Action::Help, &[Key::function(1)], "key-help"),
    row(
        Group::Move,
        Action::Close,
        &[Key::plain(Code::Escape)],
        "key-close",
    ),
    row(
        Group::Screen,
        Action::Lock,
        &[Key::ctrl('l'), shift_function(9)],
        "key-lock",
    ),
    row(
        Group::Screen,
        Action::Initials,
        &[Key::alt('i'), shift_function(11)],
        "key-initials",
    ),
    row(
        Group::Appointment,
        Action::Copy,
        &[Key::ctrl('y'), shift_function(12)],
        "key-copy",
    ),
    row(
        Group::Appointment,
        Action::Slip,
        &[Key::alt('s'), shift_function(5)],
        "key-slip",
    ),
    row(
        Group::Find,
        Action::Calls,
        &[Key::alt('r'), ctrl_function(12)],
        "key-calls",
    ),
    row(
        Group::Find,
        Action::DoneToday,
        &[Key::alt('o'), ctrl_function(8)],
        "key-done-today",
    ),
    row(
        Group::Appointment,
        Action::Undo,
        &[Key::ctrl('z'), alt_function(9)],
        "key-undo",
    ),
    row(
        Group::Find,
        Action::WaitingList,
        &[Key::alt('w'), ctrl_function(9)],
        "key-waiting-list",
    ),
    row(
        Group::Find,
        Action::Absences,
        &[Key::alt('u'), alt_function(8)],
        "key-absences",
    ),
    row(
        Group::Screen,
        Action::Mouse,
        &[Key::alt('m'), ctrl_function(7)],
        "key-mouse",
    ),
    row(
        Group::Screen,
        Action::Suspend,
        &[ctrl_function(10)],
        "key-suspend",
    ),
    row(
        Group::Screen,
        Action::Quit,
        &[Key::ctrl('q'), Key::ctrl('c'), Key::function(10)],
        "key-quit",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let mut seen = Vec::new();
        for key in TABLE.iter().flat_map(|binding| binding.keys) {
            assert!(!seen.contains(key), "{key} stands twice");
            seen.push(*key);
        }
    }

    #[test]
    fn no_command_needs_a_key_that_types() {
        for binding in TABLE {
            assert!(
                binding.keys.iter().all(|key| key.types().is_none()),
                "{:?} would steal text",
                binding.action
            );
        }
    }
}
