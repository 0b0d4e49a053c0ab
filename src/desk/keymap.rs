//! The key table: every action, the keys that do it, and what help and footer call it.

use crate::booking::Section;

use super::key::{Code, Key};
use super::{Ask, Desk, Flight, Pane};

/// Something a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To the next field.
    NextField,
    /// To the previous field.
    PreviousField,
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
    /// Empty the field.
    ClearField,
    /// Show the keys.
    Help,
    /// Close what is open, or go to the first field.
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
    row(
        Action::NextField,
        &[Key::plain(Code::Tab), Key::plain(Code::Down)],
        "next field",
        "next field (↓ in fields of one line)",
    ),
    row(
        Action::PreviousField,
        &[SHIFT_TAB, Key::plain(Code::Up)],
        "previous",
        "previous field (↑ in fields of one line)",
    ),
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
        Action::RequestView,
        &[Key::ctrl('r'), Key::function(4)],
        "request",
        "show or hide the request as it would be sent",
    ),
    row(
        Action::NewDraft,
        &[Key::ctrl('n'), Key::function(6)],
        "new",
        "start a new draft (asks if this one holds something)",
    ),
    row(Action::CyclePanes, &[Key::ctrl('o'), Key::function(7)], "panes", "give the keys to the next pane"),
    row(Action::ScrollUp, &[Key::plain(Code::PageUp)], "scroll", "scroll the pane back"),
    row(Action::ScrollDown, &[Key::plain(Code::PageDown)], "scroll", "scroll the pane on"),
    row(Action::ClearField, &[Key::ctrl('u')], "clear field", "empty the field"),
    row(Action::Help, &[Key::function(1)], "keys", "this page"),
    row(
        Action::Close,
        &[Key::plain(Code::Escape)],
        "back",
        "close what is open, else to the first field; text is never lost",
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

/// The keys that are of use just now, the most useful first, each with what it does here.
#[must_use]
pub fn footer(desk: &Desk) -> Vec<(Key, String)> {
    use Action as A;
    if desk.help.is_some() {
        return labelled(desk, &[A::Close, A::ScrollDown, A::Quit]);
    }
    let order: &[Action] = match (&desk.flight, desk.pane) {
        (Flight::Sending { .. } | Flight::Waiting { .. }, _) => &[A::Close, A::OtherBackend, A::Help],
        (Flight::Idle, Pane::Problems) => &[A::Enter, A::NextProblem, A::CyclePanes, A::Close, A::Help],
        (Flight::Idle, Pane::Appointment | Pane::Request) => {
            &[A::ScrollDown, A::CyclePanes, A::Close, A::Help]
        }
        (Flight::Idle, Pane::Form) if desk.listed().is_empty() => &[
            A::NextField,
            A::Book,
            A::OtherBackend,
            A::RequestView,
            A::Help,
            A::NewDraft,
            A::CyclePanes,
            A::Quit,
        ],
        (Flight::Idle, Pane::Form) => &[
            A::NextField,
            A::Book,
            A::NextProblem,
            A::OtherBackend,
            A::Help,
            A::RequestView,
            A::NewDraft,
            A::CyclePanes,
            A::Quit,
        ],
    };
    labelled(desk, order)
}

fn labelled(desk: &Desk, order: &[Action]) -> Vec<(Key, String)> {
    let rows = order.iter().filter_map(|action| TABLE.iter().find(|binding| binding.action == *action));
    rows.map(|binding| (binding.keys[0], label(desk, binding))).collect()
}

fn label(desk: &Desk, binding: &Binding) -> String {
    match binding.action {
        Action::Book => format!("book {}", desk.mode_phrase()),
        Action::OtherBackend => desk.backend.next().name().to_owned(),
        Action::Close if matches!(desk.flight, Flight::Sending { .. }) => "stop waiting".to_owned(),
        Action::Close if matches!(desk.flight, Flight::Waiting { .. }) => "stop, don't send".to_owned(),
        Action::Close if desk.help.is_some() => "close".to_owned(),
        Action::Close => "back to the form".to_owned(),
        Action::Enter if desk.pane == Pane::Problems => "go there".to_owned(),
        _ => binding.short.to_owned(),
    }
}

impl Ask {
    /// The question, as one line.
    #[must_use]
    pub fn question(&self, desk: &Desk) -> String {
        match self {
            Ask::Warnings(1) => format!("Book {} all the same?", desk.mode_phrase()),
            Ask::Warnings(count) => format!("Book {} in spite of {count} warnings?", desk.mode_phrase()),
            Ask::StopWaiting => "Stop waiting? It may have been booked all the same.".to_owned(),
            Ask::NewDraft => "Drop what this form holds?".to_owned(),
            Ask::Settle(_) => "Take it off the list? Look in the clinic's own system first.".to_owned(),
            Ask::Quit => match desk.flight {
                Flight::Idle => "Leave? What is typed here would be lost.".to_owned(),
                _ => "Leave while a booking is under way? You would not see whether it is booked.".to_owned(),
            },
        }
    }

    /// What yes and no do.
    #[must_use]
    pub fn answers(&self) -> (&'static str, &'static str) {
        match self {
            Ask::Warnings(_) => ("book", "go back"),
            Ask::StopWaiting => ("stop waiting", "keep waiting"),
            Ask::NewDraft => ("drop it", "keep it"),
            Ask::Settle(_) => ("take it off", "keep it"),
            Ask::Quit => ("leave", "stay"),
        }
    }
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
