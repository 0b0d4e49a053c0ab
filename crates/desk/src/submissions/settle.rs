//! Settling lost changes: by a person, by bringing them back, or by dropping them; and taking on the changes that an
//! earlier run has left.

use crate::drafts::form_not_empty;
use crate::{
    Ask, Chosen, Desk, InWords, Note, Pane, Part, Reason, Submission, SubmissionId, Submissions,
    note,
};
use booking::{Booking, Meaning};
use office::{NotBooked, SettleObstacle, held_drafts, take_on_drafts};

impl Part<'_, Submissions> {
    /// Asks a person how an unknown change ended.
    pub(crate) fn ask_by_hand(&mut self, id: SubmissionId, is_made: bool) {
        if let Some(obstacle) = self.office.obstacle_to_settling(id, is_made) {
            return self.note(obstacle_note(obstacle));
        }
        self.focus_pane(Pane::Outbox);
        *self.outbox_mut() = Chosen::of(id);
        self.ask(Ask::ByHand(id, is_made));
    }

    /// Records how an unknown change ended, and how the person knows.
    pub(crate) fn settle_by_hand(&mut self, id: SubmissionId, is_made: bool, reason: Reason) {
        let note = match self.office_mut().settle_by_hand(id, is_made, reason) {
            Err(obstacle) => obstacle_note(obstacle),
            Ok(()) if is_made => note!("outbox-by-hand-booked"),
            Ok(()) => note!("outbox-by-hand-not-booked-note"),
        };
        self.note(note);
    }

    /// Asks whether to forget a change that was not made, or a second step that waits. A change that may have been made
    /// is never dropped.
    pub(crate) fn ask_to_drop(&mut self, id: SubmissionId) {
        let Some(open) = self.office.changes().get(id) else {
            return;
        };
        match open.meaning() {
            None if !open.is_unfinished() => {}
            Some(Meaning::Unknown) => self.note(note!("outbox-settle-first")),
            _ => {
                self.ask(Ask::Drop(id));
            }
        }
    }

    /// Forgets a change that was not made.
    pub(crate) fn drop_change(&mut self, id: SubmissionId) {
        self.office_mut().drop_change(id);
    }

    /// Stops waiting for the change under way, as the person decided.
    pub(crate) fn stop_waiting(&mut self) {
        if let Some(open) = self.office_mut().stop_waiting() {
            self.reopen_form_of(&open);
            self.note(note!("note-stopped"))
        }
    }

    /// Brings a lost change back into its form, once it is known not to be made and if that form is empty.
    pub(crate) fn bring_back(&mut self, id: SubmissionId) {
        let Some(open) = self.office.changes().get(id) else {
            return;
        };
        let clinic = open.change().clinic();
        if open.answer.is_some() {
            return self.note(note!("note-may-still-come"));
        }
        if open.meaning() == Some(Meaning::Unknown) {
            return self.note(note!("outbox-not-yet"));
        }
        let is_booking = open.change().booking().is_some() && open.draft.is_some();
        if is_booking && !self.form_of(clinic).draft().is_blank() {
            return self.note(form_not_empty(self, clinic));
        }
        let Some(open) = self.take_from_outbox(id) else {
            return;
        };
        let (Some(booking), Some(draft)) = (open.change().booking(), open.draft.clone()) else {
            let lost = open.clone();
            let problems = InWords::new(move |language| lost.problems(language));
            return self.bring_change_back(&open, Some(problems));
        };
        let booking = booking.clone();
        self.desk().take_up(draft);
        let why = NotBooked::Lost(Box::new(open));
        self.desk().set_verdict(booking, why);
        self.note(note!("note-brought-back"));
    }

    /// Takes a change off the Outbox for its form. The second step of a change stays there until it is sent: closing
    /// the form leaves everything as it is, and the visit may exist twice.
    pub(crate) fn take_from_outbox(&mut self, id: SubmissionId) -> Option<Submission> {
        let open = self.office.changes().get(id)?;
        if open.is_unfinished() {
            return Some(open.clone());
        }
        self.office_mut().take_up(id)
    }

    /// Shows the changes of unknown outcome that an earlier run has left.
    pub(crate) fn show_taken_on(&mut self, changes: &[SubmissionId]) {
        let drafts = held_drafts(self.desk());
        let draft_of = |desk: &Desk, booking: &Booking| desk.words().draft_of(booking);
        take_on_drafts(self.desk(), changes, draft_of);
        self.desk().forms().correct_draft_count(drafts);
        self.bring_to_front(Pane::Problems);
    }
}

fn obstacle_note(obstacle: SettleObstacle) -> Note {
    Note::new(move |language| words::settle_obstacle(obstacle, language).to_owned())
}
