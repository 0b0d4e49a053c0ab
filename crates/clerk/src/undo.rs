//! Takes a change back in one command.

use booking::{
    Appointment, AppointmentRef, ChangeId, ClinicId, Outcome, Problem, RecordedChange, Spot,
};
use i18n::say;
use office::AskedChange;
use words::Wording;

use super::{AtWork, ChangeVerdict, Clerk, READ_TIMEOUT, SendOptions};

/// A change that is to be taken back, and its appointment.
struct ChangeToUndo {
    id: ChangeId,
    clinic: ClinicId,
    appointment: String,
}

impl<O: AtWork> Clerk<O> {
    /// Takes back the last change of an appointment; without one, the last change that this desk has made today. Nothing is
    /// sent without consent.
    pub fn undo(
        &mut self,
        appointment: Option<(ClinicId, &str)>,
        manner: &SendOptions,
    ) -> ChangeVerdict {
        let undone = match appointment {
            Some((clinic, id)) => self.open_appointment(clinic, id).map(|read| {
                let history = self.office().book.history(clinic, &read.id);
                history.first().map(|made| made.id())
            }),
            None => Ok(self.last_change_here()),
        };
        let last = match undone {
            Ok(Some(last)) => self.change_to_take_back(last),
            Ok(None) => Err(Box::new(self.nothing_to_undo())),
            Err(verdict) => Err(verdict),
        };
        match last.and_then(|last| self.undo_as_read(&last, manner)) {
            Ok(verdict) => verdict,
            Err(verdict) => *verdict,
        }
    }

    fn last_change_here(&mut self) -> Option<ChangeId> {
        self.wait(READ_TIMEOUT, |session| session.has_read_records());
        self.settle(READ_TIMEOUT);
        self.office().last_own_change().map(|made| made.id())
    }

    fn nothing_to_undo(&self) -> ChangeVerdict {
        ChangeVerdict::with_message(Outcome::Invalid, say!(self.language, "undo-nothing"))
    }

    /// Returns the change that is taken back for this one, and its appointment. Of a change of two steps that is the first.
    fn change_to_take_back(&self, last: ChangeId) -> Result<ChangeToUndo, Box<ChangeVerdict>> {
        let office = self.office();
        let Some(made) = office.book.change(last) else {
            return Err(Box::new(self.nothing_to_undo()));
        };
        let why = match office.change_to_undo(made) {
            Ok((id, booked)) => {
                return Ok(ChangeToUndo {
                    id,
                    clinic: booked.clinic,
                    appointment: booked.id.clone(),
                });
            }
            Err(why) => why,
        };
        let what = self.words().no_undo(made, why);
        Err(Box::new(ChangeVerdict::with_message(
            Outcome::Invalid,
            what,
        )))
    }

    fn undo_as_read(
        &mut self,
        last: &ChangeToUndo,
        manner: &SendOptions,
    ) -> Result<ChangeVerdict, Box<ChangeVerdict>> {
        let read = self.open_appointment(last.clinic, &last.appointment)?;
        let of = AppointmentRef::of(&read);
        let words = self.words();
        let Some(made) = self.office().book.change(last.id) else {
            return Err(Box::new(self.nothing_to_undo()));
        };
        let asked = match asked_to_undo(words, made, &of, &read) {
            Ok(asked) => asked,
            Err(what) => {
                return Err(Box::new(ChangeVerdict::with_message(
                    Outcome::Invalid,
                    what,
                )));
            }
        };
        let kind = Some(asked.change.kind());
        if !manner.dry_run && !manner.consent.to_warnings {
            let what = words.undo_in_full(made, &asked.change);
            let advice = say!(self.language, "undo-asks");
            let mut problems = asked.warnings;
            problems.push(Problem::error(Spot::Whole, what, advice));
            return Ok(ChangeVerdict {
                kind,
                ..ChangeVerdict::of(Outcome::Conflict, problems)
            });
        }
        Ok(ChangeVerdict {
            kind,
            ..self.propose(asked, manner)
        })
    }
}

/// Returns the change that takes this one back, with what somebody has altered since as its warning. `of` is the appointment
/// as it is now, and `read` what the clinic has of it.
///
/// # Errors
///
/// Returns in words why there is none.
pub fn asked_to_undo(
    words: Wording<'_>,
    made: &RecordedChange,
    of: &AppointmentRef,
    read: &Appointment,
) -> Result<AskedChange, String> {
    let provider = of.provider.as_deref().unwrap_or_default();
    let setting = words.setting_at(of.clinic, provider);
    let undo = words.office.undo(made, of, read, &setting);
    let undo = undo.map_err(|why| words.no_undo(made, why))?;
    Ok(AskedChange {
        warnings: words.altered_after(&undo.left, of, &undo.altered),
        ..AskedChange::from(undo.change)
    })
}
