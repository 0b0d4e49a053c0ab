//! Choosing a draft.

use ratatui::layout::{Position, Rect};

use crate::handover::news::{desk_text, left_here};
use crate::keys::Press;
use crate::overlay::{Component, LIST_CARD, Reaction};
use crate::{Cx, Desk, Facts, Frame, Key, ListKey, Part, note};
use i18n::say;
use office::LeftDraft;

use super::{DraftKey, DraftList, view};

impl DraftList {
    /// Opens the list of parked drafts and of those left by desks that are gone, if there are any.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        if cx.parked().is_empty() && left_here(cx).next().is_none() {
            cx.note(note!("hand-nothing"));
        } else {
            cx.open(DraftList::default());
        }
    }

    /// Returns the key of the chosen draft.
    fn chosen_key(&self, desk: &Desk) -> Option<DraftKey> {
        let keys = keys_of_drafts(desk);
        keys.get(self.chosen.place(&keys)).cloned()
    }

    /// Takes up a draft of this desk, or takes over one of a desk that is gone.
    fn take_chosen(&self, cx: &mut Cx<'_>) {
        match self.chosen_key(cx) {
            Some(DraftKey::Parked(letter)) => cx.then(move |desk| desk.forms().resume(letter)),
            Some(DraftKey::Left(id)) => {
                let left = left_here(cx).find(|left| left.id == id).cloned();
                if let Some(left) = left {
                    cx.then(move |desk| desk.facts().take_left(&left));
                }
            }
            None => {}
        }
    }
}

fn keys_of_drafts(desk: &Desk) -> Vec<DraftKey> {
    let parked = desk
        .parked()
        .iter()
        .map(|parked| DraftKey::Parked(parked.letter));
    let left = left_here(desk).map(|left| DraftKey::Left(left.id.clone()));
    parked.chain(left).collect()
}

impl Part<'_, Facts> {
    /// Takes over the draft of a desk that is gone.
    pub(crate) fn take_left(&mut self, left: &LeftDraft) {
        let Some(clinic) = left.draft.clinic(self.office.setup.clinics) else {
            return;
        };
        if !self.office_mut().take_left_draft(clinic, &left.id) {
            return self.note(note!("hand-under-way"));
        }
        self.note(note!(
            "hand-taking",
            desk = desk_text(self, left.desk.as_deref())
        ));
    }
}

impl Component for DraftList {
    fn name(&self) -> &'static str {
        "drafts"
    }

    fn help(&self) -> &'static str {
        "help-at-drafts"
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(view::page_of_drafts(desk).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        match self.chosen.press_or_pick(press, &keys_of_drafts(cx)) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => {
                self.take_chosen(cx);
                return Reaction::Close;
            }
            ListKey::Moves | ListKey::Other => {}
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&keys_of_drafts(cx));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&keys_of_drafts(desk));
        view::page_of_drafts(desk).draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let is_own = matches!(self.chosen_key(desk), Some(DraftKey::Parked(_)));
        let does = if is_own {
            say!(language, "now-take-up")
        } else {
            say!(language, "now-take-over")
        };
        desk.setup.keys_of_list(does)
    }
}
