//! What the last line says: the keys that are of use just now, or the question being asked.

use super::keymap::{Action, TABLE};
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
        .map(|binding| (binding.keys[0], label(desk, binding.action, binding.short)))
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

fn label(desk: &Desk, action: Action, short: &str) -> String {
    match action {
        Action::Book => format!("book {}", desk.mode_phrase()),
        Action::OtherBackend => desk.backend.next().name().to_owned(),
        Action::Close if matches!(desk.flight, Flight::Sending { .. }) => "stop waiting".to_owned(),
        Action::Close if matches!(desk.flight, Flight::Waiting { .. } | Flight::Checking { .. }) => {
            "stop, don't send".to_owned()
        }
        Action::Enter if desk.pane == Pane::Line && desk.line.chosen.is_some() => "pick".to_owned(),
        Action::Enter if desk.pane == Pane::Line => "preview".to_owned(),
        Action::NextField if desk.pane == Pane::Line => "form".to_owned(),
        Action::Close if desk.overlay.is_some() || desk.chosen_row().is_some() => "close".to_owned(),
        Action::Close => "back to the form".to_owned(),
        Action::Enter if desk.pane == Pane::Problems => "go there".to_owned(),
        Action::Enter if desk.chosen_row().is_some() => "pick".to_owned(),
        _ => short.to_owned(),
    }
}

impl Ask {
    /// The question, as one line.
    #[must_use]
    pub fn question(&self, desk: &Desk) -> String {
        match self {
            Ask::Warnings(1) => format!("Book {} all the same?", desk.mode_phrase()),
            Ask::Warnings(count) => format!("Book {} in spite of {count} warnings?", desk.mode_phrase()),
            Ask::StopWaiting => "Stop waiting? Whether it is booked is then unknown.".to_owned(),
            Ask::NewDraft => "Drop what this form holds?".to_owned(),
            Ask::Settle(number) => {
                let whose = desk.unknown.get(*number).map(|attempt| attempt.sent.booking.subject().0);
                format!("Take {} off the list?", whose.unwrap_or_default())
            }
            Ask::Quit => match (&desk.flight, desk.unknown.len()) {
                (Flight::Sending { .. }, _) => "Leave? You would not see whether it is booked.".to_owned(),
                (Flight::Waiting { .. } | Flight::Checking { .. }, _) => {
                    "Leave? The booking that waits would not be sent.".to_owned()
                }
                (Flight::Idle, 0) => "Leave? What is typed here would be lost.".to_owned(),
                (Flight::Idle, 1) => "Leave? An unknown booking would go off the list.".to_owned(),
                (Flight::Idle, count) => format!("Leave? {count} unknown bookings would go off the list."),
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
