//! Finishes what an earlier command or window has left unfinished about an appointment: the change is looked
//! up, and its second step is made. No new change is sent before that.

use crate::booking::{AppointmentRef, Change, Meaning, Outcome, Problem, Spot};
use crate::desk::{Command, Desk, OpenChange, Shown};
use crate::i18n::say;
use crate::runtime::NO_TIMEOUT;

use super::{Driver, Manner, Verdict};

impl Driver {
    /// Returns whether a change of the appointment is unsettled and in the care of this command.
    pub(super) fn has_earlier(&self, shown: &Shown) -> bool {
        let of = shown.named();
        self.desk().changes.iter().any(|open| is_left(open, &of))
    }

    /// Settles unfinished changes of an appointment. Returns a verdict if that was the wanted change or if it
    /// fails, and `None` if the appointment is free to be changed.
    pub(super) fn finish_earlier(
        &mut self,
        shown: &Shown,
        wanted: Option<&Change>,
        manner: &Manner,
    ) -> Option<Verdict> {
        let of = shown.named();
        let earlier = self.desk().changes.iter().find(|open| is_left(open, &of))?;
        let (first, change) = (earlier.id(), earlier.change().clone());
        self.wait(manner.wait, |session| !is_open(session.desk(), &of));
        if let Some(open) = self.desk().changes.iter().find(|open| is_unknown(open, &of)) {
            let problems = open.problems(self.desk().setup.language);
            return Some(Verdict::of(Outcome::Conflict, problems));
        }
        let made = match self.desk().changes.get(first).map(OpenChange::outcome) {
            Some(Outcome::Made(_, made)) => made,
            _ => change.second_after()?.to_owned(),
        };
        let unfinished = self.desk().changes.iter().find(|open| is_about(open, &of) && open.is_unfinished());
        if let Some(id) = unfinished.map(OpenChange::id) {
            self.command(Command::FinishChange(id));
        }
        let is_second = |open: &OpenChange| open.is_second_after(&made);
        self.wait(NO_TIMEOUT, |session| !session.desk().changes.awaited().any(is_second));
        self.wait(manner.wait, |session| !session.desk().changes.unknown().any(is_second));
        let is_left = self.desk().changes.iter().any(|open| is_second(open) && !open.is_settled());
        let problems = is_left.then(|| self.left(is_second));
        let read = self.open_appointment(of.vendor, &made);
        if let Some(problems) = problems {
            let made = read.map(|shown| Outcome::Incomplete(shown.appointment));
            return Some(Verdict::of(made.unwrap_or(Outcome::Failed(Meaning::Unknown)), problems));
        }
        let wanted = wanted?;
        if is_alike(wanted, &change) {
            return Some(match read {
                Ok(shown) => Verdict::of(Outcome::Made(wanted.kind(), shown.appointment), Vec::new()),
                Err(unread) => Verdict::of(Outcome::Failed(Meaning::Unknown), unread.problems),
            });
        }
        if made == of.id {
            return None;
        }
        let what = say!(self.desk().setup.language, "finished-earlier", new = made.as_str());
        Some(Verdict::of(Outcome::Conflict, vec![Problem::error(Spot::Whole, what, "")]))
    }
}

/// Returns whether both changes give the appointment the same time, provider and status. A second step
/// belongs to the move that it completes.
fn is_alike(wanted: &Change, earlier: &Change) -> bool {
    if earlier.second_after().is_some() {
        return matches!(wanted, Change::Replace(_));
    }
    (wanted.kind(), wanted.visit(), wanted.status_then())
        == (earlier.kind(), earlier.visit(), earlier.status_then())
}

fn is_about(open: &OpenChange, of: &AppointmentRef) -> bool {
    let about = open.change().starts_from();
    about.is_some_and(|about| about.vendor == of.vendor && about.id == of.id)
}

fn is_unknown(open: &OpenChange, of: &AppointmentRef) -> bool {
    is_about(open, of) && open.meaning() == Some(Meaning::Unknown)
}

/// Returns whether a change of the appointment is unsettled.
fn is_left(open: &OpenChange, of: &AppointmentRef) -> bool {
    is_unknown(open, of) || is_about(open, of) && open.is_unfinished()
}

/// Returns whether a change of the appointment is under way or being looked up.
fn is_open(desk: &Desk, of: &AppointmentRef) -> bool {
    let is_awaited = desk.changes.awaited().any(|open| is_about(open, of));
    is_awaited || desk.changes.iter().any(|open| is_unknown(open, of))
}
