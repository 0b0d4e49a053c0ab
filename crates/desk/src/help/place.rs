//! The place at which help is requested, and the three lines that help there.

use crate::{Action, Desk, Overlay, Pane};
use i18n::{MessageId, say};

use super::Help;

/// Returns the title of the place under the help, and its lines, with this desk's keys.
pub(super) fn help_here(desk: &Desk) -> (String, [String; 3]) {
    let language = desk.setup.language;
    let words = match desk.overlays.under::<Help>() {
        Some(overlay) => of_overlay(overlay),
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
            hand = key(Action::HandOver),
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

/// Returns the message about an overlay.
fn of_overlay(overlay: &Overlay) -> &'static str {
    match overlay {
        // Help is never open over help.
        Overlay::Help(_) | Overlay::Palette(_) => "help-at-palette",
        Overlay::Grid(_) => "help-at-free-times",
        Overlay::Templates(_) => "help-at-templates",
        Overlay::Themes(_) => "help-at-themes",
        Overlay::NewPatient(overlay) if overlay.corrects => "help-at-correction",
        Overlay::NewPatient(_) => "help-at-new-patient",
        Overlay::Day(_) => "help-at-day",
        Overlay::Calls(_) => "help-at-calls",
        Overlay::Done(list) if list.is_history() => "help-at-history",
        Overlay::Done(_) => "help-at-done",
        Overlay::Waiting(_) => "help-at-waiting",
        Overlay::Wait(_) => "help-at-wait",
        Overlay::Change(_) => "help-at-change",
        Overlay::Bulk(_) => "help-at-bulk",
        Overlay::Slip(_) => "help-at-slip",
        Overlay::Desks(_) => "help-at-desks",
        Overlay::Drafts(_) => "help-at-drafts",
    }
}
