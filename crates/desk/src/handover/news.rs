//! Handling news about drafts that move between desks.

use crate::{Action, Desk, Facts, Part, SavedDraft, Ticket, drafts, note};
use i18n::say;
use office::{LeftDraft, NotTaken, Parked, keep_aside, place_of_draft, release_draft};

/// Returns the drafts of desks that are gone, for the clinics of this desk.
pub(super) fn left_here(desk: &Desk) -> impl Iterator<Item = &LeftDraft> {
    let is_ours = |left: &&LeftDraft| left.draft.clinic(desk.office.setup.clinics).is_some();
    desk.office
        .handovers()
        .left
        .values()
        .flatten()
        .filter(is_ours)
}

/// Returns a desk's name for display.
pub(super) fn desk_text(desk: &Desk, name: Option<&str>) -> String {
    name.unwrap_or_else(|| say!(desk.setup.language, "hand-nameless"))
        .to_owned()
}

/// Returns the patient, the provider and the time of a draft, if it has them.
pub(super) fn saved_text(desk: &Desk, draft: &SavedDraft) -> String {
    let Some(clinic) = draft.clinic(desk.office.setup.clinics) else {
        return String::new();
    };
    let parked = Parked::again(draft.clone(), clinic, ' ', desk.office.moment.now);
    let who = match desk.naming.name(&parked.who) {
        unknown if unknown.is_empty() => say!(desk.setup.language, "draft-no-name").to_owned(),
        name => name,
    };
    let text = |field| parked.draft().text(field).trim();
    let with = Some(text(clinic.provider_field()))
        .filter(|id| !id.is_empty())
        .map(|id| desk.words().provider(clinic, id));
    let start = Some(text(clinic.start_field()).to_owned()).filter(|start| !start.is_empty());
    let what = if with.is_none() && start.is_none() {
        Some(drafts::purpose_of(desk, &parked))
    } else {
        None
    };
    [Some(who), with, start, what]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

impl Part<'_, Facts> {
    /// Notes that a desk that is gone has left a draft.
    pub(crate) fn note_left_draft(&mut self, desk: Option<&str>) {
        if self.note.is_none() {
            let desk = desk_text(self, desk);
            let key = self.setup.keys.key(Action::HandOver);
            self.note(note!("hand-left", desk = desk, key = key));
        }
    }

    /// Receives a draft that another desk handed over or that this desk took over. It is put aside, never into a form
    /// in use.
    pub(crate) fn receive_draft(
        &mut self,
        from: Option<String>,
        is_taken_over: bool,
        draft: SavedDraft,
    ) {
        let desk = desk_text(self, from.as_deref());
        let says = saved_text(self, &draft);
        let now = self.office.moment.now;
        let letter = keep_aside(self.desk(), draft, None, now);
        self.note(
            match letter.map(|letter| self.setup.keys.key(Action::Resume(letter))) {
                Some(key) if is_taken_over => {
                    note!("hand-taken-over", desk = desk, says = says, key = key)
                }
                Some(key) => note!("hand-received", desk = desk, says = says, key = key),
                None => note!("hand-received-waits", desk = desk, says = says),
            },
        );
    }

    /// Removes a draft of this desk that another desk has taken over.
    pub(crate) fn give_up_taken(&mut self, by: Option<String>, draft: &SavedDraft) {
        let desk = desk_text(self, by.as_deref());
        let says = saved_text(self, draft);
        let Some(place) = place_of_draft(self.desk(), draft) else {
            return;
        };
        release_draft(self.desk(), place);
        self.note(note!("hand-taken", desk = desk, says = says));
    }

    /// Handles the outcome of taking over a draft.
    pub(crate) fn on_taken_over(&mut self, ticket: Ticket, result: Result<(), NotTaken>) {
        if !self.office_mut().end_taking_over(ticket, result) {
            return;
        }
        match result {
            Ok(()) => {}
            Err(NotTaken::Away) => self.note(note!("hand-away")),
            Err(NotTaken::Gone) => self.note(note!("hand-take-gone")),
        }
    }
}
