//! Undoes a change in one command.

use booking::{
    Appointment, AppointmentRef, ChangeId, ClinicId, Conflict, Outcome, Problem, RecordedChange,
    Spot,
};
use i18n::say;
use office::{AskedChange, Office};
use words::Wording;

use super::{AtWork, ChangeVerdict, Clerk, READ_TIMEOUT, SendOptions, VisitVerdict};
use crate::read_calendars_of;

/// A change to be undone, and its appointment.
struct ChangeToUndo {
    id: ChangeId,
    clinic: ClinicId,
    appointment: String,
}

impl<O: AtWork> Clerk<O> {
    /// Takes back the last change of an appointment. Nothing is sent without consent.
    pub fn undo_of(&mut self, clinic: ClinicId, id: &str, manner: &SendOptions) -> ChangeVerdict {
        let read = self.open_appointment(clinic, id);
        let last = read.map(|read| {
            let history = self.office().book.history(clinic, &read.id);
            history.first().map(|made| made.id())
        });
        match last {
            Ok(last) => self.undo(last, manner),
            Err(verdict) => *verdict,
        }
    }

    /// Takes a change back, if there is one. Nothing is sent without consent.
    pub fn undo(&mut self, change: Option<ChangeId>, manner: &SendOptions) -> ChangeVerdict {
        let last = match change {
            Some(change) => self.change_to_take_back(change),
            None => Err(Box::new(self.nothing_to_undo())),
        };
        match last.and_then(|last| self.undo_as_read(&last, manner)) {
            Ok(verdict) => verdict,
            Err(verdict) => *verdict,
        }
    }

    /// Takes back changes that were made in one list, one after the other, and tells of each. What needs the time of an
    /// appointment that stays is not sent. Nothing is sent without consent.
    pub fn undo_list(
        &mut self,
        changes: &[ChangeId],
        manner: &SendOptions,
        tell: &mut dyn FnMut(&Clerk<O>, &VisitVerdict),
    ) {
        let manner = SendOptions {
            list: Some(self.work(Office::new_list)),
            ..*manner
        };
        let is_sent = !manner.dry_run && manner.consent.to_warnings;
        let mut staying = Vec::new();
        for change in changes {
            let Some(made) = self.office().book.change(*change).cloned() else {
                continue;
            };
            let id = made.made().map(|booked| booked.id.clone());
            let verdict = if self.is_stopped() {
                self.stopped_under_way(made.clinic)
            } else {
                let last = self.change_to_take_back(*change);
                let verdict = last.and_then(|last| self.undo_beside(&last, &staying, &manner));
                verdict.unwrap_or_else(|verdict| *verdict)
            };
            if is_sent && !matches!(verdict.outcome, Outcome::Made(..)) {
                staying.extend(made.made().map(AppointmentRef::from));
            }
            // Names are read with its appointment.
            let visit = self.words().made_change(&made).visit;
            tell(self, &VisitVerdict { id, visit, verdict });
        }
    }

    /// Returns the changes that are taken back first: the last one that this desk has made today, or all of its list.
    pub fn last_changes_here(&mut self) -> Vec<ChangeId> {
        self.wait(READ_TIMEOUT, |session| session.has_read_records());
        self.settle(READ_TIMEOUT);
        self.office().last_own_changes()
    }

    fn nothing_to_undo(&self) -> ChangeVerdict {
        ChangeVerdict::with_message(Outcome::Invalid, say!(self.language, "undo-nothing"))
    }

    /// Returns the change to undo when this one was the last, with its appointment. Of a two-step change that is the
    /// first step.
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
        self.undo_beside(last, &[], manner)
    }

    /// Takes a change back. As a row of a list it is not sent if one of the appointments that stay has its time.
    fn undo_beside(
        &mut self,
        last: &ChangeToUndo,
        staying: &[AppointmentRef],
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
        let is_of_list = manner.list.is_some();
        let what = words.undo_in_full(made, &asked.change);
        let in_the_way = if manner.dry_run {
            Vec::new()
        } else {
            self.in_the_way_of(&asked, staying)
        };
        if !manner.dry_run && !manner.consent.to_warnings {
            // Of a list it is said once.
            let advice = if is_of_list {
                ""
            } else {
                say!(self.language, "undo-asks")
            };
            let mut problems = asked.warnings;
            problems.extend(in_the_way);
            problems.push(Problem::error(Spot::Whole, what, advice));
            return Ok(ChangeVerdict {
                kind,
                ..ChangeVerdict::of(Outcome::Conflict, problems)
            });
        }
        let altered = if is_of_list && !manner.dry_run {
            asked.warnings.clone()
        } else {
            Vec::new()
        };
        if !altered.is_empty() || !in_the_way.is_empty() {
            let problems = altered.into_iter().chain(in_the_way).collect();
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

    /// Returns the problems because of which a change is not sent: one of the appointments that stay has its time, or
    /// somebody else has taken it.
    fn in_the_way_of(&mut self, asked: &AskedChange, staying: &[AppointmentRef]) -> Vec<Problem> {
        if let Some(other) = staying.iter().find(|of| asked.change.needs_time_of(of)) {
            let zone = self.office().zone_of(&other.visit());
            let start = other.start;
            let when = start.map(|start| self.words().on_both_clocks(start, zone));
            let when = when.unwrap_or_default();
            let what = say!(self.language, "bulk-has-not-left", when);
            return vec![Problem::error(Spot::Whole, what, "")];
        }
        let Ok(()) = read_calendars_of(self, &asked.change);
        let mut against = asked.conflicts(self.office());
        against.retain(Conflict::is_of_taken_time);
        if against.is_empty() {
            return Vec::new();
        }
        self.words().problems_before_asked(asked, &against)
    }
}

/// Returns the change that undoes this one. What somebody has altered since is its warning. `of` is the appointment as
/// it is now, and `read` the clinic's answer.
///
/// # Errors
///
/// Returns the message about why it can't be undone.
pub fn asked_to_undo(
    words: Wording<'_>,
    made: &RecordedChange,
    of: &AppointmentRef,
    read: &Appointment,
) -> Result<AskedChange, String> {
    let setting = words.setting_of_appointment(of);
    let undo = words.office.undo(made, of, read, &setting);
    let undo = undo.map_err(|why| words.no_undo(made, why))?;
    Ok(AskedChange {
        warnings: words.altered_after(&undo.left, of, &undo.altered),
        ..AskedChange::from(undo.change)
    })
}
