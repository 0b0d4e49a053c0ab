//! The card that takes a change back: the form that makes its appointment what it was before.

use std::time::Duration;

use booking::ChangeId;
use office::{AskedChange, Objections};

use crate::model::OnceOpened;
use crate::{Cx, Desk, Part, Submissions, note};

impl Cx<'_> {
    /// Opens the card that takes back the last change that was made here today, or the list of those that were made with it.
    pub(crate) fn undo_last(&mut self) {
        let last = self.office.last_own_changes();
        self.undo_each(last);
    }

    /// Opens the card that takes a change back, or the list that takes several back.
    pub(crate) fn undo_each(&mut self, changes: Vec<ChangeId>) {
        match changes.as_slice() {
            [] => self.note(note!("undo-nothing")),
            [only] => self.undo(*only),
            _ => self.take_list_back(changes),
        }
    }

    /// Opens the card that takes back a change once its appointment is read. Of a change of two steps, both are taken
    /// back.
    pub(crate) fn undo(&mut self, change: ChangeId) {
        let Some(made) = self.office.book.change(change) else {
            return;
        };
        let made = made.clone();
        let why = match self.office.change_to_undo(&made) {
            Ok((change, booked)) => {
                let then = OnceOpened::TakeBack(change);
                let id = booked.id.clone();
                return self.open_for(booked.clinic, id, then);
            }
            Err(why) => why,
        };
        let note = self.each_language(|words| words.no_undo(&made, why.clone()));
        self.note(note);
    }
}

impl Part<'_, Submissions> {
    /// Opens the form that takes back a change of the shown appointment, or notes why there is none.
    pub(crate) fn open_undo(&mut self, made: ChangeId) {
        let shown = self.appointment.shown.clone();
        let Some((made, shown)) = self.office.book.change(made).cloned().zip(shown) else {
            return;
        };
        let of = shown.named();
        let setting = self.setting_of(of.clinic);
        let undo = match self.office.undo(&made, &of, &shown.appointment, &setting) {
            Ok(undo) => undo,
            Err(why) => {
                let note = self.each_language(|words| words.no_undo(&made, why.clone()));
                return self.note(note);
            }
        };
        self.propose(undo.change.clone());
        let what = self.each_language(|words| words.to_be_taken_back(&made));
        self.note(what);
        let altered =
            self.each_language(|words| words.altered_after(&undo.left, &of, &undo.altered));
        let Some(form) = self.change_form_mut() else {
            return;
        };
        if undo.altered.is_empty() {
            form.objections = Objections::of(&AskedChange {
                undoes: true,
                ..AskedChange::from(undo.change)
            });
        } else {
            form.refusal = Some(altered);
        }
    }
}

/// How long the last line names the key that takes the last change back.
const OFFERED: Duration = Duration::from_secs(20);

/// Returns how much longer the last line names the key that takes the last change back; `None` if it does not.
pub(crate) fn undo_offered_for(desk: &Desk) -> Option<Duration> {
    let since = desk.office.moment.up.saturating_sub(desk.made_last_at?);
    OFFERED.checked_sub(since).filter(|left| !left.is_zero())
}
