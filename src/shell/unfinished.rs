//! What an earlier command or window has left unfinished about an appointment comes first: it is looked up, and a change
//! of two steps is brought to its end. Nothing begins anew beside it.

use crate::booking::{AppointmentRef, Change, ChangeStage, Meaning, Outcome, Problem, Spot};
use crate::desk::{Command, Desk, OpenChange, OpenId, Shown};
use crate::i18n::say;

use super::{Driver, Manner, Verdict};

impl Driver {
    /// Whether something about an appointment is not settled that this command looks after.
    pub(super) fn has_earlier(&self, shown: &Shown) -> bool {
        let of = shown.named();
        self.desk().changes.iter().any(|open| is_left(open, &of))
    }

    /// Settles what is unfinished about an appointment. A verdict where that is what was wanted, or can't be done; none
    /// where the appointment is free to be changed.
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
        let made = made_by(self.desk(), first).or_else(|| change.second_after().map(str::to_owned))?;
        let unfinished = self.desk().changes.iter().find(|open| is_about(open, &of) && open.is_unfinished());
        if let Some(id) = unfinished.map(OpenChange::id) {
            self.command(Command::FinishChange(id));
        }
        let problems = self.second_step_after(manner.wait, &made);
        let read = self.open_appointment(of.vendor, &made).map(|shown| shown.appointment);
        if let Some(problems) = problems {
            return Some(match read {
                Ok(appointment) => Verdict::of(Outcome::Incomplete(appointment), problems),
                Err(_) => Verdict::of(Outcome::Failed(Meaning::Unknown), problems),
            });
        }
        let wanted = wanted?;
        if is_alike(wanted, &change) {
            return Some(match read {
                Ok(appointment) => Verdict::of(Outcome::Made(wanted.kind(), appointment), Vec::new()),
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

/// Whether both give the appointment the same time, place and status. A second step belongs to the move that it ends.
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

/// Whether a change of the appointment is not settled.
fn is_left(open: &OpenChange, of: &AppointmentRef) -> bool {
    is_unknown(open, of) || is_about(open, of) && open.is_unfinished()
}

/// Whether a change of the appointment is on its way, or is being looked up.
fn is_open(desk: &Desk, of: &AppointmentRef) -> bool {
    let is_awaited = desk.changes.awaited().any(|open| is_about(open, of));
    is_awaited || desk.changes.iter().any(|open| is_unknown(open, of))
}

/// The appointment that a change has made or altered, where it was found to be made.
fn made_by(desk: &Desk, id: OpenId) -> Option<String> {
    match desk.changes.get(id)?.life.stage() {
        ChangeStage::Made { id, .. } => id.clone(),
        _ => None,
    }
}
