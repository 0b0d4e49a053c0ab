//! Choosing a draft, and the desk that gets it.

use ratatui::layout::{Position, Rect};

use crate::handover::news::{desk_text, left_here, others_for};
use crate::keys::Press;
use crate::overlay::{Component, LIST_CARD, Reaction, stepped};
use crate::{Action, Cx, Desk, Effect, Facts, Frame, Key, Part, StoreOp, drafts, in_hand, note};
use i18n::say;
use office::{LeftDraft, OtherDesk, UnderWay, draft_to_hand};

use super::{DeskList, DraftList, view};

/// The lines of the question to which desk, and of the blank one below it.
const MOST_TITLE: usize = 5;

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
            cx.open(DraftList { chosen: 0 });
        }
    }

    /// Takes up a draft of this desk, or takes over one of a desk that is gone.
    fn take(&self, cx: &mut Cx<'_>, parked: &[char], place: usize) -> Reaction {
        if let Some(letter) = parked.get(place).copied() {
            cx.then(move |desk| desk.forms().resume(letter));
            return Reaction::Close;
        }
        let left = left_here(cx).nth(place - parked.len()).cloned();
        if let Some(left) = left {
            cx.then(move |desk| desk.facts().take_left(&left));
        }
        Reaction::Close
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
                return cx
                    .then(move |desk| desk.overlays.open_in_place(DeskList { of, chosen: 0 }));
            }
        };
        cx.note(refusal);
    }
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

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        u16::try_from(others_for(desk, self.of).len() + MOST_TITLE).ok()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let count = others_for(cx, self.of).len();
        let place = press.place().filter(|place| *place < count);
        match (press.action(), place) {
            (Some(Action::Close), _) => {}
            (Some(Action::HandOver), _) => DraftList::open(cx),
            (Some(Action::Enter), _) | (None, Some(_)) => {
                let of = self.of;
                let place = place.unwrap_or(self.chosen);
                cx.then(move |desk| desk.hand_over(of, place));
            }
            (Some(action), _) => {
                self.chosen = stepped(action, self.chosen, count, count);
                return Reaction::Stay;
            }
            (None, None) => return Reaction::Stay,
        }
        Reaction::Close
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw_desks(desk, self, area, frame);
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

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        u16::try_from(desk.parked().len() + left_here(desk).count() + 2).ok()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let parked: Vec<char> = cx.parked().iter().map(|parked| parked.letter).collect();
        let count = parked.len() + left_here(cx).count();
        let place = press.place().filter(|place| *place < count);
        match (press.action(), place) {
            (Some(Action::Close), _) => return Reaction::Close,
            (Some(Action::HandOver), _) => match parked.get(self.chosen) {
                Some(letter) => DeskList::open(Some(*letter), cx),
                None => cx.note(note!("hand-not-yours")),
            },
            (Some(Action::Enter), _) | (None, Some(_)) => {
                return self.take(cx, &parked, place.unwrap_or(self.chosen));
            }
            (Some(action), _) => self.chosen = stepped(action, self.chosen, count, count),
            (None, None) => {}
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw_drafts(desk, self.chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let is_own = self.chosen < desk.parked().len();
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
