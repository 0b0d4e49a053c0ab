//! The place at which help is requested, and the three lines that help there.

use crate::{Action, Desk, Pane};
use i18n::{MessageId, say};

use super::Help;

/// Returns the title of the place under the help, and its lines, with this desk's keys.
pub(super) fn help_here(desk: &Desk) -> (String, [String; 3]) {
    let language = desk.setup.language;
    let words = match desk.overlays.under::<Help>() {
        Some(overlay) => overlay.component().help(),
        None => of_pane(desk.panes.focused),
    };
    let key = |action| desk.setup.keys.key(action);
    let line = |aside| {
        say!(
            language,
            MessageId::attribute(words, aside),
            book = key(Action::Book),
            calls = key(Action::Calls),
            close = key(Action::Close),
            free = key(Action::FreeTimes),
            language = key(Action::InstructionLanguage),
            problem = key(Action::NextProblem),
            request = key(Action::RequestView),
            waiting = key(Action::WaitingList),
        )
    };
    let title = say!(
        language,
        "help-here",
        place = MessageId::new(words).text(language)
    );
    (title, ["first", "then", "last"].map(line))
}

/// Returns the message about a pane: its name, and the three lines as asides.
fn of_pane(pane: Pane) -> &'static str {
    match pane {
        Pane::Line => "help-at-line",
        Pane::Form => "help-at-form",
        Pane::Appointment => "help-at-appointment",
        Pane::Problems => "help-at-problems",
        Pane::Request => "help-at-request",
        Pane::Outbox => "help-at-outbox",
    }
}
