//! The key table: every action, the keys that do it, and what help and footer call it.

use crate::booking::Section;

use super::key::{Code, Key};

/// Something a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To the next field.
    NextField,
    /// To the previous field.
    PreviousField,
    /// One down: a row, a line, a problem, a field.
    Down,
    /// One up.
    Up,
    /// To the first field of a section.
    GoTo(Section),
    /// Next field; in a list: pick; in a many-line field: a new line; on a problem: go and mend it.
    Enter,
    /// Book what the form holds.
    Book,
    /// To the other backend's form.
    OtherBackend,
    /// To the next problem's field.
    NextProblem,
    /// Show or hide the request.
    RequestView,
    /// Start afresh.
    NewDraft,
    /// Give the keys to the next pane.
    CyclePanes,
    /// Back through a pane that is longer than its place.
    ScrollUp,
    /// On through a pane that is longer than its place.
    ScrollDown,
    /// To the entry line.
    EntryLine,
    /// Everything the desk can do, to be found by name.
    Palette,
    /// Free times, day by day.
    FreeTimes,
    /// The day of a practitioner or location.
    Day,
    /// Someone the backend doesn't know yet.
    NewPatient,
    /// Fill the form from a visit template.
    Template,
    /// Put the patient's instruction into another language.
    InstructionLanguage,
    /// Take up a parked draft again, by its letter.
    Resume(char),
    /// Empty the field.
    ClearField,
    /// Show the keys.
    Help,
    /// Close what is open, or go to the entry line.
    Close,
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Leave.
    Quit,
}

/// One row of the key table.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// The keys that do it; the first is the one shown in the footer.
    pub keys: &'static [Key],
    /// What it does, in a word or two.
    pub short: &'static str,
    /// What it does, in a sentence.
    pub long: &'static str,
}

const fn row(action: Action, keys: &'static [Key], short: &'static str, long: &'static str) -> Binding {
    Binding { action, keys, short, long }
}

const SHIFT_TAB: Key = Key { code: Code::Tab, ctrl: false, alt: false, shift: true };

/// The key table, in the order of the help.
pub const TABLE: &[Binding] = &[
    row(Action::NextField, &[Key::plain(Code::Tab)], "next", "next field, whatever is wrong with this one"),
    row(Action::PreviousField, &[SHIFT_TAB], "previous", "previous field"),
    row(
        Action::Down,
        &[Key::plain(Code::Down)],
        "down",
        "next field; in a list or a long text: one line down",
    ),
    row(Action::Up, &[Key::plain(Code::Up)], "up", "previous field; in a list or a long text: one line up"),
    row(Action::GoTo(Section::Patient), &[Key::alt('1')], "patient", "to section 1, Patient"),
    row(Action::GoTo(Section::WhereWho), &[Key::alt('2')], "where", "to section 2, Where & who"),
    row(Action::GoTo(Section::When), &[Key::alt('3')], "when", "to section 3, When"),
    row(Action::GoTo(Section::Instructions), &[Key::alt('4')], "instructions", "to section 4, Instructions"),
    row(
        Action::Enter,
        &[Key::plain(Code::Enter)],
        "next",
        "next field; in a list: pick; in a field of many lines: a new line. Never books",
    ),
    row(
        Action::Book,
        &[Key::ctrl('s'), Key::function(5)],
        "book",
        "book; with warnings: once more, or y, to go ahead",
    ),
    row(
        Action::OtherBackend,
        &[Key::ctrl('t'), Key::function(2)],
        "other backend",
        "to the other backend; each keeps its draft",
    ),
    row(
        Action::NextProblem,
        &[Key::ctrl('g'), Key::function(8)],
        "next problem",
        "to the field of the next problem",
    ),
    row(
        Action::EntryLine,
        &[Key::ctrl('e'), Key::function(9)],
        "entry line",
        "a whole booking in one line, such as 220385s ki f",
    ),
    row(
        Action::Palette,
        &[Key::ctrl('p'), Key::function(3)],
        "more",
        "everything the desk can do, found by name",
    ),
    row(
        Action::FreeTimes,
        &[Key::ctrl('f'), Key::function(12)],
        "free times",
        "free times of whom or where the form names, day by day",
    ),
    row(
        Action::Day,
        &[Key::ctrl('d'), Key::function(11)],
        "day",
        "the day of a practitioner or location, at both backends",
    ),
    row(Action::NewPatient, &[Key::alt('n')], "new patient", "add someone the backend doesn't know yet"),
    row(Action::Template, &[Key::alt('v')], "visit template", "fill the form from a visit template"),
    row(
        Action::InstructionLanguage,
        &[Key::alt('l')],
        "language",
        "the patient's instruction in the next language",
    ),
    row(
        Action::RequestView,
        &[Key::ctrl('r'), Key::function(4)],
        "request",
        "show or hide the request as it would be sent",
    ),
    row(
        Action::NewDraft,
        &[Key::ctrl('n'), Key::function(6)],
        "new",
        "start a new draft; this one is parked under the next free letter",
    ),
    row(Action::Resume('a'), &[Key::alt('a')], "draft A", "take up draft A, parking this one"),
    row(Action::Resume('b'), &[Key::alt('b')], "draft B", "take up draft B, parking this one"),
    row(Action::Resume('c'), &[Key::alt('c')], "draft C", "take up draft C, parking this one"),
    row(Action::Resume('d'), &[Key::alt('d')], "draft D", "take up draft D, parking this one"),
    row(Action::Resume('e'), &[Key::alt('e')], "draft E", "take up draft E, parking this one"),
    row(Action::Resume('f'), &[Key::alt('f')], "draft F", "take up draft F, parking this one"),
    row(Action::CyclePanes, &[Key::ctrl('o'), Key::function(7)], "panes", "give the keys to the next pane"),
    row(Action::ScrollUp, &[Key::plain(Code::PageUp)], "scroll", "scroll the pane back"),
    row(Action::ScrollDown, &[Key::plain(Code::PageDown)], "scroll", "scroll the pane on"),
    row(Action::ClearField, &[Key::ctrl('u')], "clear field", "empty the field"),
    row(Action::Help, &[Key::function(1)], "keys", "all keys, and what this field wants"),
    row(
        Action::Close,
        &[Key::plain(Code::Escape)],
        "back",
        "close what is open, else to the entry line; text is never lost",
    ),
    row(Action::Suspend, &[Key::ctrl('z')], "suspend", "to the shell for a while; fg comes back"),
    row(
        Action::Quit,
        &[Key::ctrl('q'), Key::ctrl('c'), Key::function(10)],
        "quit",
        "leave (asks if something would be lost)",
    ),
];

/// What the key does, if it does anything but type.
#[must_use]
pub fn bound(key: Key) -> Option<Action> {
    TABLE.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

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
