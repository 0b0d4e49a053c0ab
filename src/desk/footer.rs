//! What the last line says: the keys that are of use just now, or the question being asked.

use crate::words::{Language, say};

use super::keymap::{Action, Binding, TABLE};
use super::{Ask, Desk, Flight, Key, Overlay, Pane};

/// The keys that are of use just now, the most useful first, each with what it does here.
#[must_use]
pub fn footer(desk: &Desk) -> Vec<(Key, String)> {
    if let Some(Overlay::Grid(grid)) = &desk.overlay {
        return desk.grid_footer(grid);
    }
    useful(desk)
        .iter()
        .filter_map(|action| TABLE.iter().find(|binding| binding.action == *action))
        .map(|binding| (binding.keys[0], label(desk, binding)))
        .collect()
}

fn useful(desk: &Desk) -> &'static [Action] {
    use Action as A;
    if desk.overlay.is_some() {
        return &[A::Close, A::ScrollDown, A::Quit];
    }
    match (&desk.flight, desk.pane) {
        (Flight::Checking { .. } | Flight::Sending { .. } | Flight::Waiting { .. }, _) => {
            &[A::Close, A::OtherBackend, A::Help]
        }
        (Flight::Idle, Pane::Line) if desk.line.chosen.is_some() => &[A::Enter, A::Down, A::Help],
        (Flight::Idle, Pane::Line) if desk.line.asks() => &[A::Enter, A::NextField, A::OtherBackend, A::Help],
        (Flight::Idle, Pane::Line) => &[
            A::Book,
            A::NextField,
            A::Help,
            A::OtherBackend,
            A::RequestView,
            A::CyclePanes,
            A::NewDraft,
            A::Quit,
        ],
        (Flight::Idle, Pane::Problems) => &[A::Enter, A::NextProblem, A::CyclePanes, A::Close, A::Help],
        (Flight::Idle, Pane::Appointment | Pane::Request) => {
            &[A::ScrollDown, A::CyclePanes, A::Close, A::Help]
        }
        (Flight::Idle, Pane::Form) if desk.chosen_row().is_some() => &[A::Enter, A::Down, A::Close, A::Help],
        (Flight::Idle, Pane::Form) if desk.listed().is_empty() => &[
            A::NextField,
            A::Book,
            A::Help,
            A::OtherBackend,
            A::RequestView,
            A::CyclePanes,
            A::NewDraft,
            A::Quit,
        ],
        (Flight::Idle, Pane::Form) => &[
            A::NextField,
            A::Book,
            A::NextProblem,
            A::Help,
            A::OtherBackend,
            A::RequestView,
            A::NewDraft,
            A::Quit,
        ],
    }
}

fn label(desk: &Desk, binding: &Binding) -> String {
    let language = desk.setup.language;
    let in_line = desk.pane == Pane::Line;
    let label = match binding.action {
        Action::Book => return say!(language, "now-book", how = desk.mode_phrase()),
        Action::OtherBackend => desk.backend.next().name(),
        Action::Close if matches!(desk.flight, Flight::Sending { .. }) => say!(language, "now-stop-waiting"),
        Action::Close if matches!(desk.flight, Flight::Waiting { .. } | Flight::Checking { .. }) => {
            say!(language, "now-stop-sending")
        }
        Action::Enter if in_line && desk.line.chosen.is_some() => say!(language, "now-pick"),
        Action::Enter if in_line => say!(language, "now-preview"),
        Action::NextField if in_line => say!(language, "now-form"),
        Action::Close if desk.overlay.is_some() || desk.chosen_row().is_some() => say!(language, "now-close"),
        Action::Close => say!(language, "now-back-to-form"),
        Action::Enter if desk.pane == Pane::Problems => say!(language, "now-go-there"),
        Action::Enter if desk.chosen_row().is_some() => say!(language, "now-pick"),
        _ => binding.short(language),
    };
    label.to_owned()
}

impl Ask {
    /// The question, as one line.
    #[must_use]
    pub fn question(&self, desk: &Desk) -> String {
        let language = desk.setup.language;
        match self {
            Ask::Warnings => {
                let count = desk.form().listed.len().max(1);
                say!(language, "ask-warnings", count = count, how = desk.mode_phrase())
            }
            Ask::StopWaiting => say!(language, "ask-stop-waiting").to_owned(),
            Ask::NewDraft => say!(language, "ask-new-draft").to_owned(),
            Ask::Settle(number) => {
                let whose = desk.unknown.get(*number).map(|attempt| attempt.sent.booking.subject().0);
                say!(language, "ask-settle", whose = whose.unwrap_or_default())
            }
            Ask::Quit => match (&desk.flight, desk.unknown.len()) {
                (Flight::Sending { .. }, _) => say!(language, "ask-leave-sending").to_owned(),
                (Flight::Waiting { .. } | Flight::Checking { .. }, _) => {
                    say!(language, "ask-leave-waiting").to_owned()
                }
                (Flight::Idle, 0) => say!(language, "ask-leave").to_owned(),
                (Flight::Idle, count) => say!(language, "ask-leave-unknown", count = count),
            },
        }
    }

    /// What yes and no do.
    #[must_use]
    pub fn answers(&self, language: Language) -> (&'static str, &'static str) {
        match self {
            Ask::Warnings => (say!(language, "answer-book"), say!(language, "answer-go-back")),
            Ask::StopWaiting => {
                (say!(language, "answer-stop-waiting"), say!(language, "answer-keep-waiting"))
            }
            Ask::NewDraft => (say!(language, "answer-drop"), say!(language, "answer-keep")),
            Ask::Settle(_) => (say!(language, "answer-take-off"), say!(language, "answer-keep")),
            Ask::Quit => (say!(language, "answer-leave"), say!(language, "answer-stay")),
        }
    }
}
