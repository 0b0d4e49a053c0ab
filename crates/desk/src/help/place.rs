//! The place at which help is requested, and the three lines that help there.

use crate::{Action, Desk, Overlay, Pane};
use i18n::{Said, say};

use super::Help;

/// A place of the desk: its name, and what to know there first.
pub(super) struct HelpPlace {
    title: Said,
    lines: [Said; 3],
}

const fn place(words: &'static str) -> HelpPlace {
    let lines = [Said::beside(words, "first"), Said::beside(words, "then"), Said::beside(words, "last")];
    HelpPlace { title: Said::new(words), lines }
}

macro_rules! at {
    ($words:literal) => {{
        static PLACE: HelpPlace = place($words);
        &PLACE
    }};
}

impl HelpPlace {
    /// Returns the place under the help.
    pub(super) fn of(desk: &Desk) -> &'static HelpPlace {
        desk.overlays
            .under::<Help>()
            .map_or_else(|| HelpPlace::of_pane(desk.panes.focused), HelpPlace::of_overlay)
    }

    fn of_pane(pane: Pane) -> &'static HelpPlace {
        match pane {
            Pane::Line => at!("help-at-line"),
            Pane::Form => at!("help-at-form"),
            Pane::Appointment => at!("help-at-appointment"),
            Pane::Problems => at!("help-at-problems"),
            Pane::Request => at!("help-at-request"),
            Pane::Outbox => at!("help-at-outbox"),
        }
    }

    fn of_overlay(overlay: &Overlay) -> &'static HelpPlace {
        match overlay {
            // Help is never open over help.
            Overlay::Help(_) | Overlay::Palette(_) => at!("help-at-palette"),
            Overlay::Grid(_) => at!("help-at-free-times"),
            Overlay::Templates(_) => at!("help-at-templates"),
            Overlay::Themes(_) => at!("help-at-themes"),
            Overlay::NewPatient(overlay) if overlay.corrects => at!("help-at-correction"),
            Overlay::NewPatient(_) => at!("help-at-new-patient"),
            Overlay::Day(_) => at!("help-at-day"),
            Overlay::Calls(_) => at!("help-at-calls"),
            Overlay::Done(list) if list.is_history() => at!("help-at-history"),
            Overlay::Done(_) => at!("help-at-done"),
            Overlay::Waiting(_) => at!("help-at-waiting"),
            Overlay::Wait(_) => at!("help-at-wait"),
            Overlay::Change(_) => at!("help-at-change"),
            Overlay::Bulk(_) => at!("help-at-bulk"),
            Overlay::Slip(_) => at!("help-at-slip"),
            Overlay::Desks(_) => at!("help-at-desks"),
            Overlay::Drafts(_) => at!("help-at-drafts"),
        }
    }

    /// Returns the title above its lines.
    pub(super) fn title(&self, desk: &Desk) -> String {
        let language = desk.setup.language;
        say!(language, "help-here", place = self.title.text(language))
    }

    /// Returns its lines, with this desk's keys.
    pub(super) fn lines<'a>(&'a self, desk: &'a Desk) -> impl Iterator<Item = String> + 'a {
        let language = desk.setup.language;
        let key = |action| desk.setup.keys.key(action);
        self.lines.iter().map(move |line| {
            say!(
                language,
                line,
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
        })
    }
}
