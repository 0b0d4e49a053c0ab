//! Undoes a change in one command.

use booking::{
    Appointment, AppointmentRef, ChangeId, ClinicId, Conflict, Directory, Outcome, Problem,
    RecordedChange, Spot,
};
use i18n::say;
use office::{AskedChange, Consent};
use words::Wording;

use super::{AtWork, ChangeVerdict, Clerk, READ_TIMEOUT, SendOptions, VisitVerdict};
use crate::{read_calendars_of, read_lists};

/// A change to be undone, and its appointment.
struct ChangeToUndo {
    id: ChangeId,
    clinic: ClinicId,
    appointment: String,
}

/// The appointments of the other rows of a list.
#[derive(Default)]
struct OthersOfList {
    /// Those that stay as they are, because their rows can't be taken back.
    staying: Vec<AppointmentRef>,
    /// Those that will have left their times, where nothing is sent.
    leaving: Vec<AppointmentRef>,
}

/// Returns the verdict where nothing is sent because there is no change that takes anything back.
fn nothing_to_take_back(why: impl Into<String>) -> ChangeVerdict {
    ChangeVerdict {
        kind: None,
        ..ChangeVerdict::with_message(Outcome::Invalid, why)
    }
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
            list: Some(self.work(|office| office.new_list_to_undo(changes))),
            ..*manner
        };
        let made = changes
            .iter()
            .filter_map(|change| self.office().book.change(*change));
        let lists: Vec<Directory> = made.map(|made| made.clinic.providers()).collect();
        let Ok(()) = read_lists(self, lists);
        let is_sent = !manner.dry_run && manner.consent.to_warnings;
        let mut others = OthersOfList::default();
        for change in changes {
            let Some(made) = self.office().book.change(*change).cloned() else {
                continue;
            };
            let id = made.made().map(|booked| booked.id.clone());
            let verdict = if self.is_stopped() {
                self.stopped_under_way(made.clinic)
            } else {
                let last = self.change_to_take_back(*change);
                let verdict = last.and_then(|last| self.undo_beside(&last, &others, &manner));
                verdict.unwrap_or_else(|verdict| *verdict)
            };
            let of = made.made().map(AppointmentRef::from);
            match verdict.outcome {
                Outcome::Made(..) => {}
                Outcome::Clean | Outcome::Warning if !is_sent => others.leaving.extend(of),
                _ => others.staying.extend(of),
            }
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
        nothing_to_take_back(say!(self.language, "undo-nothing"))
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
        Err(Box::new(nothing_to_take_back(what)))
    }

    fn undo_as_read(
        &mut self,
        last: &ChangeToUndo,
        manner: &SendOptions,
    ) -> Result<ChangeVerdict, Box<ChangeVerdict>> {
        self.undo_beside(last, &OthersOfList::default(), manner)
    }

    /// Takes a change back. As a row of a list it is not sent if one of the appointments that stay has its time, or if
    /// somebody has altered its appointment since.
    fn undo_beside(
        &mut self,
        last: &ChangeToUndo,
        others: &OthersOfList,
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
            Err(what) => return Err(Box::new(nothing_to_take_back(what))),
        };
        let kind = Some(asked.change.kind());
        let is_of_list = manner.list.is_some();
        let what = words.undo_in_full(made, &asked.change);
        let in_the_way = self.in_the_way_of(&asked, others);
        let is_altered = !asked.warnings.is_empty();
        let can_be_sent = in_the_way.is_empty() && !(is_of_list && is_altered);
        if !manner.dry_run && !manner.consent.to_warnings {
            // Of a list it is said once.
            let advice = if is_of_list {
                ""
            } else {
                say!(self.language, "undo-asks")
            };
            let mut problems = asked.warnings;
            problems.extend(in_the_way);
            problems.push(Problem::warning(Spot::Whole, what, advice));
            let outcome = if can_be_sent {
                Outcome::Warning
            } else {
                Outcome::Conflict
            };
            return Ok(ChangeVerdict {
                kind,
                ..ChangeVerdict::of(outcome, problems)
            });
        }
        if !can_be_sent {
            let problems = asked.warnings.into_iter().chain(in_the_way).collect();
            return Ok(ChangeVerdict {
                kind,
                ..ChangeVerdict::of(Outcome::Conflict, problems)
            });
        }
        // What is taken back was so before: only what somebody has altered since is asked about.
        let consent = Consent {
            to_warnings: manner.consent.to_warnings || !is_altered,
            ..manner.consent
        };
        let manner = SendOptions { consent, ..*manner };
        Ok(ChangeVerdict {
            kind,
            ..self.propose(asked, &manner)
        })
    }

    /// Returns the problems because of which a change is not sent: one of the appointments that stay has its time, or
    /// somebody else has taken it.
    fn in_the_way_of(&mut self, asked: &AskedChange, others: &OthersOfList) -> Vec<Problem> {
        let mut staying = others.staying.iter();
        if let Some(other) = staying.find(|of| asked.change.needs_time_of(of)) {
            let zone = self.office().zone_of(&other.visit());
            let start = other.start;
            let when = start.map(|start| self.words().on_both_clocks(start, zone));
            let when = when.unwrap_or_default();
            let what = say!(self.language, "bulk-has-not-left", when);
            return vec![Problem::error(Spot::Whole, what, "")];
        }
        let Ok(()) = read_calendars_of(self, &asked.change);
        let mut against = asked.conflicts(self.office());
        let leaves = |conflict: &Conflict| {
            let other = conflict.appointment_key();
            others.leaving.iter().any(|of| Some(of.key()) == other)
        };
        against.retain(|conflict| conflict.is_of_taken_time() && !leaves(conflict));
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
