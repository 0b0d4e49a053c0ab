//! Choosing a draft, and the desk that gets it.

use ratatui::layout::{Position, Rect};

use crate::desk::intent::{Cx, Intent};
use crate::desk::keys::Press;
use crate::desk::overlay::{Component, Reaction, stepped};
use crate::desk::{Action, Asker, Desk, Effect, Frame, Key, StoreOp, footer, note};
use crate::i18n::say;

use super::view;
use super::{DeskList, DraftList, LeftDraft, OtherDesk, UnderWay};

impl Desk {
    /// Opens the list of desks for the current draft; with a blank form, the list of parked drafts and of
    /// those left by desks that are gone.
    pub(in crate::desk) fn open_hand_over(&mut self) {
        if self.would_be_lost(self.clinic) { self.choose_desk_for(None) } else { self.open_draft_list() }
    }

    pub(in crate::desk) fn open_draft_list(&mut self) {
        if self.parked().is_empty() && self.left_here().next().is_none() {
            self.note = Some(note!("hand-nothing"));
        } else {
            self.overlays.open(DraftList { chosen: 0 });
        }
    }

    pub(in crate::desk) fn choose_desk_for(&mut self, of: Option<char>) {
        let clinic = self.clinic_of_draft(of);
        let mode = self.mode_of(clinic);
        let shared = self.sharing.modes.get(&mode);
        if of.is_none() && self.is_under_way(clinic) {
            self.note = Some(note!("draft-form-under-way"));
        } else if self.handovers.under_way.is_some() {
            self.note = Some(note!("hand-under-way"));
        } else if shared.is_none() {
            self.note = Some(note!("hand-not-shared"));
        } else if shared.is_some_and(|shared| shared.alone_since.is_some()) {
            self.note = Some(note!("hand-away"));
        } else if self.others_for(of).is_empty() {
            self.note = Some(note!("hand-nobody"));
        } else {
            self.overlays.close::<DraftList>();
            self.overlays.open(DeskList { of, chosen: 0 });
        }
    }

    /// Returns the other desks that share the draft's records.
    pub(super) fn others_for(&self, of: Option<char>) -> &[OtherDesk] {
        let mode = self.mode_of(self.clinic_of_draft(of));
        self.handovers.others.get(&mode).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn left_here(&self) -> impl Iterator<Item = &LeftDraft> {
        let is_ours = |left: &&LeftDraft| left.draft.clinic(self.setup.clinics).is_some();
        self.handovers.left.values().flatten().filter(is_ours)
    }

    pub(in crate::desk) fn hand_to(&mut self, of: Option<char>, place: usize) {
        let other = self.others_for(of).get(place).cloned();
        let Some((OtherDesk { id, name }, draft)) = other.zip(self.draft_to_hand(of)) else {
            return;
        };
        let (clinic, ticket) = (self.clinic_of_draft(of), self.tickets.next(Asker::HandOver));
        let desk = self.desk_said(name.as_deref());
        self.note = Some(note!("hand-handing", desk = desk));
        let draft = Box::new(draft);
        self.handovers.under_way =
            Some(UnderWay::Handing { ticket, draft: draft.clone(), to: name, is_gone: false });
        self.effects.push(Effect::Store(StoreOp::HandOver(ticket, clinic, id, draft)));
    }

    pub(in crate::desk) fn take_left(&mut self, left: &LeftDraft) {
        let Some(clinic) = left.draft.clinic(self.setup.clinics) else { return };
        if self.handovers.under_way.is_some() {
            self.note = Some(note!("hand-under-way"));
            return;
        }
        let (ticket, id) = (self.tickets.next(Asker::HandOver), left.id.clone());
        self.note = Some(note!("hand-taking", desk = self.desk_said(left.desk.as_deref())));
        self.handovers.under_way = Some(UnderWay::Taking { ticket, id: id.clone() });
        self.effects.push(Effect::Store(StoreOp::TakeDraft(ticket, clinic, id)));
    }
}

impl Component for DeskList {
    fn name(&self) -> &'static str {
        "desks"
    }

    fn is_card(&self) -> bool {
        true
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let count = cx.others_for(self.of).len();
        let digit = press.types().and_then(|letter| letter.to_digit(10)).map(|digit| digit as usize);
        match (press.action(), digit) {
            (Some(Action::Close), _) => return Reaction::Close,
            (Some(Action::HandOver), _) => {
                cx.want(Intent::OpenDrafts);
                return Reaction::Close;
            }
            (Some(Action::Enter), _) => {
                cx.want(Intent::HandOver(self.of, self.chosen));
                return Reaction::Close;
            }
            (Some(action), _) => self.chosen = stepped(action, self.chosen, count, count),
            (None, Some(digit)) if (1..=count).contains(&digit) => {
                cx.want(Intent::HandOver(self.of, digit - 1));
                return Reaction::Close;
            }
            (None, _) => {}
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw_desks(desk, self, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let mut keys = footer::of_list(desk, say!(language, "now-hand-over"));
        keys.insert(1, footer::key_for(desk, Action::HandOver, say!(language, "now-drafts")));
        keys
    }
}

impl Component for DraftList {
    fn name(&self) -> &'static str {
        "drafts"
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let parked: Vec<char> = cx.parked().iter().map(|parked| parked.letter).collect();
        let count = parked.len() + cx.left_here().count();
        let digit = press.types().and_then(|letter| letter.to_digit(10)).map(|digit| digit as usize);
        match (press.action(), digit) {
            (Some(Action::Close), _) => return Reaction::Close,
            (Some(Action::HandOver), _) => match parked.get(self.chosen) {
                Some(letter) => cx.want(Intent::ChooseDesk(*letter)),
                None => cx.note(note!("hand-not-yours")),
            },
            (Some(Action::Enter), _) => return self.take(cx, &parked, self.chosen),
            (Some(action), _) => self.chosen = stepped(action, self.chosen, count, count),
            (None, Some(digit)) if (1..=count).contains(&digit) => {
                return self.take(cx, &parked, digit - 1);
            }
            (None, _) => {}
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
        let does = if is_own { say!(language, "now-take-up") } else { say!(language, "now-take-over") };
        let mut keys = footer::of_list(desk, does);
        if is_own {
            keys.insert(1, footer::key_for(desk, Action::HandOver, say!(language, "now-hand-over")));
        }
        keys
    }
}

impl DraftList {
    /// Takes up a draft of this desk, or takes over one of a desk that is gone.
    fn take(&self, cx: &mut Cx<'_>, parked: &[char], place: usize) -> Reaction {
        if let Some(letter) = parked.get(place) {
            cx.want(Intent::Resume(*letter));
            return Reaction::Close;
        }
        let left = cx.left_here().nth(place - parked.len()).cloned();
        if let Some(left) = left {
            cx.want(Intent::TakeOver(Box::new(left)));
        }
        Reaction::Close
    }
}
