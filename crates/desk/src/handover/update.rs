//! Choosing a draft, and the desk that gets it.

use ratatui::layout::{Position, Rect};

use crate::handover::news::{desk_text, left_here, others_for};
use crate::keys::Press;
use crate::overlay::{Component, LIST_CARD, Reaction};
use crate::{
    Action, Chosen, Cx, Desk, Effect, Facts, Frame, Key, ListKey, Part, StoreOp, drafts, in_hand,
    note,
};
use i18n::say;
use office::{LeftDraft, OtherDesk, UnderWay, draft_to_hand};

use super::{DeskList, DraftKey, DraftList, view};

impl DraftList {
    /// Opens the list of desks for the current draft; with a blank form, the list of parked drafts and of
    /// those left by desks that are gone.
    pub(crate) fn open_to_hand_over(cx: &mut Cx<'_>) {
        if drafts::would_be_lost(cx, cx.clinic) {
            DeskList::open(None, cx)
        } else {
            DraftList::open(cx)
        }
    }

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

impl DeskList {
    /// Opens the list of desks that can get this draft, in place of the list of drafts.
    pub(crate) fn open(of: Option<char>, cx: &mut Cx<'_>) {
        let clinic = drafts::clinic_of_draft(cx, of);
        let shared = cx.office.sharing.modes.get(&cx.office.mode_of(clinic));
        let refusal = match shared {
            _ if of.is_none() && in_hand::is_under_way(cx, clinic) => note!("draft-form-under-way"),
            _ if cx.office.handovers.under_way.is_some() => note!("hand-under-way"),
            None => note!("hand-not-shared"),
            Some(shared) if shared.alone_since.is_some() => note!("hand-away"),
            Some(_) if others_for(cx, of).is_empty() => note!("hand-nobody"),
            Some(_) => {
                let chosen = Chosen::default();
                return cx.then(move |desk| desk.overlays.open_in_place(DeskList { of, chosen }));
            }
        };
        cx.note(refusal);
    }

    fn hand_to_chosen(&self, cx: &mut Cx<'_>) {
        let of = self.of;
        let place = self.chosen.place(&keys_of_desks(cx, of));
        if let Some(other) = others_for(cx, of).get(place).cloned() {
            cx.then(move |desk| desk.facts().hand_to(other, of));
        }
    }
}

fn keys_of_desks(desk: &Desk, of: Option<char>) -> Vec<String> {
    let others = others_for(desk, of).iter();
    others.map(|other| other.id.clone()).collect()
}

fn keys_of_drafts(desk: &Desk) -> Vec<DraftKey> {
    let parked = desk.parked().iter();
    let parked = parked.map(|parked| DraftKey::Parked(parked.letter));
    let left = left_here(desk).map(|left| DraftKey::Left(left.id.clone()));
    parked.chain(left).collect()
}

impl Part<'_, Facts> {
    /// Hands the draft with this letter, or the form's, to another desk.
    pub(crate) fn hand_to(&mut self, other: OtherDesk, of: Option<char>) {
        let Some(draft) = draft_to_hand(self.desk(), of).map(Box::new) else {
            return;
        };
        let OtherDesk { id, name: to } = other;
        let clinic = drafts::clinic_of_draft(self, of);
        let ticket = self.ticket();
        self.note(note!("hand-handing", desk = desk_text(self, to.as_deref())));
        self.office_mut().handovers.under_way = Some((
            ticket,
            UnderWay::Handing {
                draft: draft.clone(),
                to,
                is_gone: false,
            },
        ));
        self.request([Effect::Store(StoreOp::HandOver(ticket, clinic, id, draft))]);
    }

    /// Takes over the draft of a desk that is gone.
    pub(crate) fn take_left(&mut self, left: &LeftDraft) {
        let Some(clinic) = left.draft.clinic(self.office.setup.clinics) else {
            return;
        };
        if self.office.handovers.under_way.is_some() {
            return self.note(note!("hand-under-way"));
        }
        let ticket = self.ticket();
        let id = left.id.clone();
        self.note(note!(
            "hand-taking",
            desk = desk_text(self, left.desk.as_deref())
        ));
        self.office_mut().handovers.under_way = Some((ticket, UnderWay::Taking { id: id.clone() }));
        self.request([Effect::Store(StoreOp::TakeDraft(ticket, clinic, id))]);
    }
}

impl Component for DeskList {
    fn name(&self) -> &'static str {
        "desks"
    }

    fn help(&self) -> &'static str {
        "help-at-desks"
    }

    fn is_card(&self, _desk: &Desk) -> bool {
        true
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(view::page_of_desks(desk, self.of).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let keys = keys_of_desks(cx, self.of);
        match self.chosen.press_or_pick(press, &keys) {
            ListKey::Closes => {}
            ListKey::Enters => self.hand_to_chosen(cx),
            ListKey::Other if press.action() == Some(Action::HandOver) => DraftList::open(cx),
            ListKey::Moves => return Reaction::Stay,
            ListKey::Other => return Reaction::Ignored,
        }
        Reaction::Close
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&keys_of_desks(cx, self.of));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&keys_of_desks(desk, self.of));
        view::page_of_desks(desk, self.of).draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let mut keys = desk.setup.keys_of_list(say!(language, "now-hand-over"));
        keys.insert(
            1,
            desk.setup
                .key_for(Action::HandOver, say!(language, "now-drafts")),
        );
        keys
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
            ListKey::Other if press.action() == Some(Action::HandOver) => {
                match self.chosen_key(cx) {
                    Some(DraftKey::Parked(letter)) => DeskList::open(Some(letter), cx),
                    _ => cx.note(note!("hand-not-yours")),
                }
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
        let mut keys = desk.setup.keys_of_list(does);
        if is_own {
            keys.insert(
                1,
                desk.setup
                    .key_for(Action::HandOver, say!(language, "now-hand-over")),
            );
        }
        keys
    }
}
