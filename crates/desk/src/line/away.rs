//! The lines that enter an absence and that list the upcoming ones.

use crate::{AbsenceCard, AbsenceList, Forms, Note, Part};
use booking::{AwayProblem, AwayWish};
use office::AbsenceTask;

impl Part<'_, Forms> {
    /// Opens the list of upcoming absences, and empties the line for the next caller.
    pub(super) fn list_absences(&mut self) {
        self.line_mut().begin_in_place();
        self.handle(AbsenceList::open)
    }

    /// Opens the card of an absence. Sends nothing.
    pub(super) fn open_absence(&mut self, wish: Result<AwayWish, AwayProblem>) {
        match wish {
            Ok(wish) => {
                if self.park_form_beside(None) {
                    self.line_mut().note_carried_out();
                    self.handle(|cx| AbsenceCard::open(AbsenceTask::Enter(wish), cx))
                }
            }
            Err(problem) => self.refuse_with(Note::new(move |language| {
                format!("{}.", problem.what(language))
            })),
        }
    }
}
